/* What the tests of the engine share. */
#ifndef CASUS_TEST_ENCODE_H
#define CASUS_TEST_ENCODE_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/str.h"
#include "encode/engine.h"
#include <stdio.h>
#include <stdlib.h>

#ifndef M_PI /* C17 without extensions has none */
#define M_PI 3.14159265358979323846
#endif
#define TEST_MODEL CASUS_SOURCE_DIR "/models/casus-en.model"
#define TEST_BRANCH CASUS_SOURCE_DIR "/models/casus-en.events"

__attribute__((unused)) static cs_arena test_perm, test_scratch;
__attribute__((unused)) static jmp_buf test_full;

static inline void test_arenas(void) {
    cs_err err;
    if (cs_arena_map(&test_perm, (size_t)1 << 30, &err) || cs_arena_map(&test_scratch, (size_t)1 << 30, &err)) abort();
    test_perm.on_full = test_scratch.on_full = &test_full;
    if (setjmp(test_full)) abort();
}

static inline cs_str test_slurp(const char *path) {
    FILE *f = fopen(path, "rb");
    if (!f) fail_msg("%s cannot be opened", path);
    fseek(f, 0, SEEK_END);
    long n = ftell(f);
    rewind(f);
    char *p = CS_NEW(&test_perm, char, n + 1);
    assert_int_equal(fread(p, 1, (size_t)n, f), (size_t)n);
    fclose(f);
    return (cs_str){ p, n };
}
#endif
