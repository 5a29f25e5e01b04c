/* What every test file needs: cmocka and its prerequisites, an arena, comparison of cs_str. */
#ifndef CS_TESTS_CHECK_H
#define CS_TESTS_CHECK_H
#include "base/str.h"
#include <cmocka.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

/* Fails with both texts shown unless a equals b. */
#define assert_str(a, b) \
    do { \
        cs_str a_ = (a), b_ = (b); \
        if (!cs_eq(a_, b_)) fail_msg("got \"%.*s\", expected \"%.*s\"", (int)a_.n, a_.p, (int)b_.n, b_.p); \
    } while (0)
#endif
