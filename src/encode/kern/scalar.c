/* The reference: plain C, any machine. fmaf is exact whether or not the CPU has it. */
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct v16 {
    float f[16];
} v16;

#define EACH(expression) \
    v16 r; \
    for (int i = 0; i < 16; i++) r.f[i] = (expression); \
    return r

static inline v16 v_load(const float *p) { EACH(p[i]); }
static inline void v_store(float *p, v16 v) { memcpy(p, v.f, sizeof v.f); }
static inline v16 v_set(float x) { EACH(x); }
static inline v16 v_add(v16 a, v16 b) { EACH(a.f[i] + b.f[i]); }
static inline v16 v_sub(v16 a, v16 b) { EACH(a.f[i] - b.f[i]); }
static inline v16 v_mul(v16 a, v16 b) { EACH(a.f[i] * b.f[i]); }
static inline v16 v_div(v16 a, v16 b) { EACH(a.f[i] / b.f[i]); }
static inline v16 v_fma(v16 a, v16 b, v16 c) { EACH(fmaf(a.f[i], b.f[i], c.f[i])); }
static inline v16 v_max(v16 a, v16 b) { EACH(a.f[i] > b.f[i] ? a.f[i] : b.f[i]); }
static inline v16 v_min(v16 a, v16 b) { EACH(a.f[i] < b.f[i] ? a.f[i] : b.f[i]); }
static inline v16 v_abs(v16 a) { EACH(fabsf(a.f[i])); }
static inline v16 v_sqrt(v16 a) { EACH(sqrtf(a.f[i])); }
/* Adding and taking away 1.5 * 2^23 rounds to a whole number, halves to even, for |x| < 2^22: all that is asked here. */
static inline v16 v_round(v16 a) { EACH((a.f[i] + 12582912.0f) - 12582912.0f); }

static inline v16 v_exp2_int(v16 a) {
    v16 r;
    for (int i = 0; i < 16; i++) {
        uint32_t bits = (uint32_t)((int32_t)a.f[i] + 127) << 23;
        memcpy(&r.f[i], &bits, sizeof bits);
    }
    return r;
}

static inline float v_sum(v16 a) {
    for (int half = 8; half; half /= 2)
        for (int i = 0; i < half; i++) a.f[i] = a.f[i] + a.f[i + half];
    return a.f[0];
}

static inline float v_top(v16 a) {
    for (int half = 8; half; half /= 2)
        for (int i = 0; i < half; i++) a.f[i] = a.f[i] > a.f[i + half] ? a.f[i] : a.f[i + half];
    return a.f[0];
}

static inline void v_store_q(int8_t *p, v16 v) {
    for (int i = 0; i < 16; i++) p[i] = (int8_t)v.f[i];
}

static inline void v_transpose16(const float *x, ptrdiff_t ldx, float *t, ptrdiff_t ldt) {
    for (int r = 0; r < 16; r++)
        for (int c = 0; c < 16; c++) t[c * ldt + r] = x[r * ldx + c];
}

#define TILE_ROWS 4
#define TILE_VECS 1
#define TABLE cs_kern_scalar
#define TABLE_NAME "scalar"
#include "encode/kern/impl.h"

static void gemm_i8(const cs_linear *l, const int8_t *q, const float *scale, int m, cs_out out, cs_act act) {
    for (int p = 0; p < l->n; p += 32) {
        const int8_t *panel = l->w + (ptrdiff_t)p * l->k;
        for (int r = 0; r < m; r++) {
            int32_t acc[32] = { 0 };
            const int8_t *w = panel, *x = q + (ptrdiff_t)r * l->k;
            for (int i = 0; i < l->k; i += 4, w += 128)
                for (int c = 0; c < 32; c++)
                    acc[c] += x[i] * w[4 * c] + x[i + 1] * w[4 * c + 1] + x[i + 2] * w[4 * c + 2] + x[i + 3] * w[4 * c + 3];
            float *y = out.y + p / 32 * out.panel + r * out.row;
            for (int v = 0; v < 32; v += 16) {
                v16 sum;
                for (int i = 0; i < 16; i++) sum.f[i] = (float)acc[v + i];
                finish(sum, scale[r], l->scale + p + v, l->bias + p + v, act, y + v);
            }
            finish_tile(1, act, y, out.row);
        }
    }
}
