#include "base/err.h"
#include <stdio.h>

casus_status cs_fail(cs_err *err, casus_status code, int64_t at, const char *fmt, ...) {
    if (!err) return code;
    err->code = code;
    err->at = at;
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(err->msg, sizeof err->msg, fmt, ap);
    va_end(ap);
    return code;
}
