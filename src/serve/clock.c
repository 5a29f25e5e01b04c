#define _POSIX_C_SOURCE 200809L /* clock_gettime, gmtime_r */
#include "serve/clock.h"
#include <time.h>

int64_t srv_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

cs_str srv_now(char buf[SRV_NOW_BYTES]) {
    time_t t = time(NULL);
    struct tm tm;
    gmtime_r(&t, &tm);
    return (cs_str){ buf, (ptrdiff_t)strftime(buf, SRV_NOW_BYTES, "%Y-%m-%dT%H:%M:%SZ", &tm) };
}
