/* encode/kern/kern.h: the arithmetic of the encoder, once per instruction set.
 *
 * Every table gives the same bits. Products of int8 and of int16 are exact in int32. Float work is written once (impl.h) over
 * vectors of 16 lanes that each instruction set supplies: the order of every sum is the same, a*b+c is fused everywhere (fmaf
 * where the CPU cannot), exp2 is our polynomial, division and square root are IEEE's. m rows may be any number; widths are
 * multiples of 16 (float) or 32 (int8) and buffers are padded to that. */
#ifndef CS_ENCODE_KERN_H
#define CS_ENCODE_KERN_H
#include <stddef.h>
#include <stdint.h>

enum { CS_CPU_AVX2 = 1, CS_CPU_AVX512 = 2 }; /* AVX512: F, BW, DQ, VL and VNNI */
#define CS_CPU_ALL 3u

/* y = x w' + bias. Weights packed as [n / 32][k / 4][32][4] (a panel is 32 outputs, a group 4 inputs), one scale and one sum of
 * weights per output channel. */
typedef struct cs_linear {
    const int8_t *w;
    const int32_t *sum;
    const float *scale, *bias;
    const uint16_t *order; /* what the table's `arrange` made of w; NULL where it has none */
    int k, n;              /* inputs (a multiple of 32), outputs (a multiple of 32) */
} cs_linear;

typedef enum cs_act { CS_ACT_NONE, CS_ACT_GELU, CS_ACT_ADD /* add to what is in y */ } cs_act;

/* Where a product goes: column c of row r is at y[c / 32 * panel + r * row + c % 32], in floats. */
typedef struct cs_out {
    float *y;
    ptrdiff_t row, panel;
} cs_out;

typedef struct cs_kern {
    const char *name;
    /* The order in which the table walks a product's weights: [n / 32][k / 4 + 1] numbers, made when a model is opened. NULL
     * where it takes them as they lie. */
    void (*arrange)(const int8_t *w, int k, int n, uint16_t *order);
    /* x [m, k] with row distance ldx -> q [m, k] and scale [m]: x ~ q * scale, q within +-127, scale = max|x| / 127, halves to
     * even. The form of q (cs_q_bytes, 64-byte aligned) is the table's own business. */
    void (*quantise)(const float *x, ptrdiff_t ldx, int m, int k, int8_t *q, float *scale);
    /* y[r, c] = act(fmaf(sum_k q[r, k] w[c, k], scale[r] * l->scale[c], l->bias[c])) */
    void (*gemm_i8)(const cs_linear *l, const int8_t *q, const float *scale, int m, cs_out out, cs_act act);
    /* c [m, n] = init[n] (or 0 when NULL) + a [m, k] b [k, n]; summed in the order of k, fused. n a multiple of 16. */
    void (*gemm_f32)(int m, int n, int k, const float *a, ptrdiff_t lda, const float *b, ptrdiff_t ldb, const float *init,
                     float *c, ptrdiff_t ldc);
    /* In place, each row of x [m, n]: (x - mean) / sqrt(variance + 1e-12) * g + b. */
    void (*layer_norm)(float *x, int m, int n, const float *g, const float *b);
    /* One head, qkv [3][n, 32] -> out [n, 32] with row distance ld: softmax(q k' / sqrt(32)) v, every piece sees every piece,
     * in whole numbers of 13 bits (attend.h). work: cs_attention_floats(n) floats, 64-byte aligned. */
    void (*attention)(const float *qkv, int n, float *out, ptrdiff_t ld, float *work);
    /* t [cols, rows] = x [rows, cols] transposed; columns rows..ldt of t become 0. cols a multiple of 16. */
    void (*transpose)(const float *x, ptrdiff_t ldx, int rows, int cols, float *t, ptrdiff_t ldt);
    /* In place: max(x, 0), GELU in its tanh form, 2^x with x clamped to [-126, 126]. n a multiple of 16. */
    void (*relu)(float *x, ptrdiff_t n);
    void (*gelu)(float *x, ptrdiff_t n);
    void (*exp2)(float *x, ptrdiff_t n);
} cs_kern;

/* Bytes of q for m rows of k: a number for each, and for avx2.c lists of those beyond 7 bits, by groups of four. */
static inline size_t cs_q_bytes(int m, int k) { return (size_t)m * (size_t)(4 * k + 32) + 128; }

enum { CS_ATTENTION_ROWS = 24 }; /* rows of scores at a time: they stay in the first-level cache */
static inline size_t cs_attention_floats(int n) { return (size_t)(32 + CS_ATTENTION_ROWS) * (((size_t)n + 31) & ~(size_t)31); }

/* What this CPU and its operating system can do (cpuid and xgetbv): CS_CPU_* bits. 0 when built with CASUS_SCALAR. */
unsigned cs_cpu_detect(void);
/* The fastest table within the mask; the mask must not name what cs_cpu_detect does not find. */
const cs_kern *cs_kern_for(unsigned cpu);

extern const cs_kern cs_kern_scalar, cs_kern_avx2, cs_kern_avx512;
#endif
