/* serve/clock.h: what time it is. No stage of coding asks: a server has to, for its limits and for when people decided. */
#ifndef CS_SERVE_CLOCK_H
#define CS_SERVE_CLOCK_H
#include "base/str.h"

enum { SRV_NOW_BYTES = 32 };
int64_t srv_ms(void);                    /* monotonic */
cs_str srv_now(char buf[SRV_NOW_BYTES]); /* UTC, "YYYY-MM-DDTHH:MM:SSZ" */
#endif
