/* Errors: status code, position in the input, and a sentence for a person. */
#ifndef CS_BASE_ERR_H
#define CS_BASE_ERR_H
#include "casus/status.h"
#include <stdarg.h>
#include <stdint.h>

#define CASUS_MUST_CHECK __attribute__((warn_unused_result))
#define CS_PRINTF(f, a) __attribute__((format(printf, f, a)))

enum { CS_ERR_BYTES_MAX = 512 };

typedef struct cs_err {
    casus_status code;
    int64_t at; /* byte offset in the input, -1 when there is none */
    char msg[CS_ERR_BYTES_MAX];
} cs_err;

/* Fill err (may be NULL) and return code. at: byte offset in the input or -1. */
CASUS_MUST_CHECK casus_status cs_fail(cs_err *err, casus_status code, int64_t at, const char *fmt, ...) CS_PRINTF(4, 5);

#define CS_TRY(call) \
    do { \
        casus_status cs_try_st_ = (call); \
        if (cs_try_st_ != CASUS_OK) return cs_try_st_; \
    } while (0)
#endif
