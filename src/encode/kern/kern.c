#include "encode/kern/kern.h"

#if defined(__x86_64__) && !defined(CASUS_SCALAR)
#include <cpuid.h>

/* Which register files the operating system saves (XCR0). Written as bytes so that this file needs no -mxsave. */
static unsigned saved_state(void) {
    unsigned lo, hi;
    __asm__ volatile(".byte 0x0f, 0x01, 0xd0" : "=a"(lo), "=d"(hi) : "c"(0));
    return lo;
}

unsigned cs_cpu_detect(void) {
    enum { OSXSAVE = 1 << 27, AVX = 1 << 28, FMA = 1 << 12, YMM = 0x6, ZMM = 0xE6 };
    const unsigned avx512 = 1u << 16 | 1u << 17 | 1u << 30 | 1u << 31; /* F, DQ, BW, VL */
    unsigned a, b, c, d, found = 0;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & OSXSAVE) || !(c & AVX) || !(c & FMA)) return 0;
    unsigned saved = saved_state();
    if ((saved & YMM) != YMM || !__get_cpuid_count(7, 0, &a, &b, &c, &d)) return 0;
    if (b & 1u << 5) found |= CS_CPU_AVX2;
    if ((found & CS_CPU_AVX2) && (saved & ZMM) == ZMM && (b & avx512) == avx512 && (c & 1u << 11)) found |= CS_CPU_AVX512;
    return found;
}

const cs_kern *cs_kern_for(unsigned cpu) {
    if (!(cpu & CS_CPU_AVX2)) return &cs_kern_scalar;
    if (!(cpu & CS_CPU_AVX512)) return &cs_kern_avx2;
    return &cs_kern_avx512;
}
#else
unsigned cs_cpu_detect(void) { return 0; }
const cs_kern *cs_kern_for(unsigned cpu) {
    (void)cpu;
    return &cs_kern_scalar;
}
#endif
