#include "base/known.h"
#include <string.h>

enum { LANES = 8 };

static uint64_t word(const unsigned char *p) { /* written out, compilers make one load of it */
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 |
           (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

/* Each step is invertible in h and in w; the rotation brings the high bits back down, where the product spreads them. */
static uint64_t step(uint64_t h, uint64_t w) {
    h ^= w;
    return (h << 29 | h >> 35) * 0x9E3779B97F4A7C15u; /* 2^64 over the golden ratio, odd */
}

/* Eight lanes side by side, because a product takes some cycles. */
uint64_t cs_quick_sum(const void *bytes, size_t n) {
    const unsigned char *p = bytes;
    uint64_t h[LANES], sum = n;
    unsigned char tail[8 * LANES] = { 0 };
    for (int i = 0; i < LANES; i++) h[i] = (uint64_t)i + 1;
    for (; n >= sizeof tail; p += sizeof tail, n -= sizeof tail)
        for (int i = 0; i < LANES; i++) h[i] = step(h[i], word(p + 8 * i));
    memcpy(tail, p, n);
    for (int i = 0; i < LANES; i++) sum = step(sum, step(h[i], word(tail + 8 * i)));
    return sum ^ sum >> 32;
}
