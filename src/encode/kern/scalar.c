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

typedef union w16 {
    int32_t i[16];
    uint16_t h[32];
} w16;

#define EACH_WORD(expression) \
    w16 r; \
    for (int i = 0; i < 16; i++) r.i[i] = (expression); \
    return r
#define EACH_HALF(expression) \
    w16 r; \
    for (int i = 0; i < 32; i++) r.h[i] = (uint16_t)(expression); \
    return r

static inline w16 w_load(const void *p) {
    w16 r;
    memcpy(&r, p, sizeof r);
    return r;
}
static inline void w_store(void *p, w16 a) { memcpy(p, &a, sizeof a); }
static inline w16 w_set(int32_t x) { EACH_WORD(x); }
static inline w16 w_of(v16 a) { EACH_WORD((int32_t)a.f[i]); }
static inline v16 v_of(w16 a) { EACH((float)a.i[i]); }
static inline w16 w_sub(w16 a, w16 b) { EACH_WORD(a.i[i] - b.i[i]); }
static inline w16 w_max(w16 a, w16 b) { EACH_WORD(a.i[i] > b.i[i] ? a.i[i] : b.i[i]); }
static inline w16 w_srl(w16 a, int bits) { EACH_WORD((int32_t)((uint32_t)a.i[i] >> bits)); }
static inline w16 w_pair(w16 a, w16 b) { EACH_WORD((int32_t)(((uint32_t)a.i[i] & 0xFFFF) | (uint32_t)b.i[i] << 16)); }
static inline w16 w_dot(w16 a, w16 b, w16 sum) {
    EACH_WORD(sum.i[i] + (int16_t)a.h[2 * i] * (int16_t)b.h[2 * i] + (int16_t)a.h[2 * i + 1] * (int16_t)b.h[2 * i + 1]);
}
static inline int32_t w_sum(w16 a) {
    int32_t sum = 0;
    for (int i = 0; i < 16; i++) sum += a.i[i];
    return sum;
}
static inline int32_t w_top(w16 a) {
    for (int i = 1; i < 16; i++) a.i[0] = a.i[i] > a.i[0] ? a.i[i] : a.i[0];
    return a.i[0];
}
static inline w16 h_set(uint16_t x) { EACH_HALF(x); }
static inline w16 h_add(w16 a, w16 b) { EACH_HALF(a.h[i] + b.h[i]); }
static inline w16 h_sub(w16 a, w16 b) { EACH_HALF(a.h[i] - b.h[i]); }
static inline w16 h_mulhi(w16 a, w16 b) { EACH_HALF((uint32_t)a.h[i] * b.h[i] >> 16); }
static inline w16 h_sll(w16 a, int bits) { EACH_HALF(a.h[i] << bits); }
static inline w16 h_srl(w16 a, int bits) { EACH_HALF(a.h[i] >> bits); }
static inline w16 h_srlv(w16 a, w16 bits) { EACH_HALF(a.h[i] >> bits.h[i]); }
static inline w16 h_pack(w16 a, w16 b) {
    w16 r;
    for (int i = 0; i < 32; i++) {
        int32_t x = i < 16 ? a.i[i] : b.i[i - 16];
        r.h[i] = x < 0 ? 0 : x > UINT16_MAX ? UINT16_MAX : (uint16_t)x;
    }
    return r;
}

static inline void v_store_q(int8_t *p, v16 a, v16 b) {
    a = v_round(v_min(a, v_set(127.0f))), b = v_round(v_min(b, v_set(127.0f)));
    for (int i = 0; i < 16; i++) p[i] = (int8_t)a.f[i], p[i + 16] = (int8_t)b.f[i];
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
