/* encode/kern/impl.h: the float work of a kernel table, included once by scalar.c, avx2.c and avx512.c. Before it, the file
 * defines v16 (16 floats) and
 *   v_load v_store v_set v_add v_sub v_mul v_div v_fma(a, b, c) v_max(a, b) v_min(a, b) v_abs v_round (halves to even)
 *   v_exp2_int (2^v for whole v in [-126, 127]) v_sum (lanes i and i+8, then +4, +2, +1) v_top (largest lane)
 *   v_store_q(p, a, b): 32 floats from -127 on, the nearest whole numbers (halves to even) up to 127 as bytes of the table's
 * own form w16 (16 numbers of 32 bits, or 32 of 16), w_of (whole floats) and v_of (back) w_load w_store w_set w_sub w_max w_sum
 * w_top w_srl(a, bits) w_pair(a, b): the lower 16 bits of each, a's lowest w_dot(a, b, c): c + the two products of 16 bits in
 * each lane, signed h_set h_add h_sub h_mulhi h_sll(a, bits) h_srl(a, bits) h_srlv(a, bits of each lane, a < 2^15, bits < 16):
 * of 16 bits, unsigned; h_pack(a, b): 32 signed numbers cut to 0..65535 TILE_ROWS, TILE_VECS: the tile of gemm_f32 that fits
 * its registers; TABLE: the name; v_transpose16 (16 x 16 floats). All of them round as IEEE says, so the three tables give the
 * same bits. v_max and v_min give b where a and b are equal or one is not a number. */
#include "encode/kern/kern.h"
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

/* 2^y, y clamped to [-126, 126]; relative error 1e-7. Polynomial of degree 5 on [-1/2, 1/2], fitted for the least largest
 * relative error with value 1 at 0. */
INLINE v16 exp2_v(v16 y) {
    y = v_min(v_max(y, v_set(-126.0f)), v_set(126.0f));
    v16 whole = v_round(y), f = v_sub(y, whole);
    v16 p = v_fma(v_set(0x1.5bba04p-10f), f, v_set(0x1.3cea88p-7f));
    p = v_fma(p, f, v_set(0x1.c6b754p-5f));
    p = v_fma(p, f, v_set(0x1.ebf9bcp-3f));
    p = v_fma(p, f, v_set(0x1.62e42ap-1f));
    p = v_fma(p, f, v_set(1.0f));
    return v_mul(p, v_exp2_int(whole));
}

/* x (1 + tanh(u)) / 2 with u = sqrt(2 / pi) (x + 0.044715 x^3), as x / (1 + 2^(-2 u log2 e)). */
INLINE v16 gelu_v(v16 x) {
    const float c = -2.302208198f; /* -2 sqrt(2 / pi) log2 e */
    v16 y = v_mul(x, v_fma(v_mul(x, x), v_set(c * 0.044715f), v_set(c)));
    return v_div(x, v_add(v_set(1.0f), exp2_v(y)));
}

static void gelu(float *x, ptrdiff_t n) {
    for (ptrdiff_t i = 0; i < n; i += 16) v_store(x + i, gelu_v(v_load(x + i)));
}

static void exp2_all(float *x, ptrdiff_t n) {
    for (ptrdiff_t i = 0; i < n; i += 16) v_store(x + i, exp2_v(v_load(x + i)));
}

static void relu(float *x, ptrdiff_t n) {
    for (ptrdiff_t i = 0; i < n; i += 16) v_store(x + i, v_max(v_load(x + i), v_set(0.0f)));
}

static void quantise(const float *x, ptrdiff_t ldx, int m, int k, int8_t *q, float *scale) {
    for (int r = 0; r < m; r++, x += ldx, q += k) {
        v16 top0 = v_set(0.0f), top1 = v_set(0.0f);
        for (int i = 0; i < k; i += 32) {
            top0 = v_max(top0, v_abs(v_load(x + i)));
            top1 = v_max(top1, v_abs(v_load(x + i + 16)));
        }
        float top = v_top(v_max(top0, top1));
        scale[r] = top / 127.0f;
        v16 up = v_set(top > 0.0f ? 127.0f / top : 0.0f), low = v_set(-127.0f); /* what is no number becomes low */
        for (int i = 0; i < k; i += 32)
            v_store_q(q + i, v_max(v_mul(v_load(x + i), up), low), v_max(v_mul(v_load(x + i + 16), up), low));
    }
}

static void layer_norm(float *x, int m, int n, const float *g, const float *b) {
    for (int r = 0; r < m; r++, x += n) {
        v16 sum = v_set(0.0f), square = v_set(0.0f);
        for (int i = 0; i < n; i += 16) sum = v_add(sum, v_load(x + i));
        v16 mean = v_set(v_sum(sum) / (float)n);
        for (int i = 0; i < n; i += 16) {
            v16 d = v_sub(v_load(x + i), mean);
            square = v_fma(d, d, square);
        }
        v16 scale = v_div(v_set(1.0f), v_sqrt(v_set(v_sum(square) / (float)n + 1e-12f)));
        for (int i = 0; i < n; i += 16)
            v_store(x + i, v_fma(v_mul(v_sub(v_load(x + i), mean), scale), v_load(g + i), v_load(b + i)));
    }
}

/* One case for each number of rows, so that each tile is compiled with its rows in registers. */
#if TILE_ROWS == 12
#define TILE_CASES(CALL) CALL(1) CALL(2) CALL(3) CALL(4) CALL(5) CALL(6) CALL(7) CALL(8) CALL(9) CALL(10) CALL(11) CALL(12)
#elif TILE_ROWS == 6
#define TILE_CASES(CALL) CALL(1) CALL(2) CALL(3) CALL(4) CALL(5) CALL(6)
#else
#define TILE_CASES(CALL) CALL(1) CALL(2) CALL(3) CALL(4)
#endif

#define NUMBER float
#define VECTOR v16
#define LOAD v_load
#define STORE v_store
#define SET(x) v_set((float)(x))
#define STEP v_fma
#define PART(name) name##_f32
#include "encode/kern/tile.h"

#define NUMBER int32_t
#define VECTOR w16
#define LOAD w_load
#define STORE w_store
#define SET w_set
#define STEP w_dot
#define PART(name) name##_pairs
#include "encode/kern/tile.h"

static void transpose(const float *x, ptrdiff_t ldx, int rows, int cols, float *t, ptrdiff_t ldt) {
    for (int c = 0; c < cols; c += 16) {
        int r = 0;
        for (; r + 16 <= rows; r += 16) v_transpose16(x + r * ldx + c, ldx, t + c * ldt + r, ldt);
        for (int i = 0; i < 16; i++) {
            for (int j = r; j < rows; j++) t[(c + i) * ldt + j] = x[j * ldx + c + i];
            for (ptrdiff_t j = rows; j < ldt; j++) t[(c + i) * ldt + j] = 0.0f;
        }
    }
}

#include "encode/kern/attend.h"

/* What becomes of 16 sums: scaled, biased, added to y where act says so. */
INLINE void finish(v16 sum, float row_scale, const float *scale, const float *bias, cs_act act, float *y) {
    v16 v = v_fma(sum, v_mul(v_set(row_scale), v_load(scale)), v_load(bias));
    v_store(y, act == CS_ACT_ADD ? v_add(v_load(y), v) : v);
}

/* GELU of a finished tile of 32 columns, while it is in the first-level cache. */
INLINE void finish_tile(int rows, cs_act act, float *y, ptrdiff_t row) {
    if (act != CS_ACT_GELU) return;
    for (int r = 0; r < rows; r++, y += row) {
        v_store(y, gelu_v(v_load(y)));
        v_store(y + 16, gelu_v(v_load(y + 16)));
    }
}

static void gemm_i8(const cs_linear *l, const int8_t *q, const float *scale, int m, cs_out out, cs_act act);

#ifndef TABLE_QUANTISE
#define TABLE_QUANTISE quantise
#define TABLE_ARRANGE NULL
#endif
const cs_kern TABLE = { TABLE_NAME, TABLE_ARRANGE, TABLE_QUANTISE, gemm_i8, gemm_f32, layer_norm,
                        attention,  transpose,     relu,           gelu,    exp2_all };
