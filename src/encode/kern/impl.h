/* encode/kern/impl.h: the float work of a kernel table, included once by scalar.c, avx2.c and avx512.c. Before it, the file
 * defines v16 (16 floats) and
 *   v_load v_store v_set v_add v_sub v_mul v_div v_fma(a, b, c) v_max(a, b) v_min(a, b) v_abs v_round (halves to even)
 *   v_exp2_int (2^v for whole v in [-126, 127]) v_sum (lanes i and i+8, then +4, +2, +1) v_top (largest lane)
 *   v_store_q (16 whole floats within +-127 -> 16 bytes of the table's own form)
 *   TILE_ROWS, TILE_VECS: the tile of gemm_f32 that fits its registers; TABLE: the name; v_transpose16 (16 x 16 floats).
 * All of them round as IEEE says, so the three tables give the same bits. v_max and v_min give b where a and b are equal or
 * one is not a number. */
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
        v16 up = v_set(top > 0.0f ? 127.0f / top : 0.0f), low = v_set(-127.0f), high = v_set(127.0f);
        for (int i = 0; i < k; i += 16) v_store_q(q + i, v_min(v_max(v_round(v_mul(v_load(x + i), up)), low), high));
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

/* One tile: rows x (vecs * 16) outputs in registers; rows and vecs are constants wherever this is called. */
INLINE void tile_f32(int rows, int vecs, int k, const float *a, ptrdiff_t lda, const float *b, ptrdiff_t ldb, const float *init,
                     float *c, ptrdiff_t ldc) {
    v16 acc[TILE_ROWS][TILE_VECS];
#pragma GCC unroll 16
    for (int r = 0; r < rows; r++)
#pragma GCC unroll 4
        for (int v = 0; v < vecs; v++) acc[r][v] = init ? v_load(init + 16 * v) : v_set(0.0f);
    for (int i = 0; i < k; i++, b += ldb) {
        v16 w[TILE_VECS];
#pragma GCC unroll 4
        for (int v = 0; v < vecs; v++) w[v] = v_load(b + 16 * v);
#pragma GCC unroll 16
        for (int r = 0; r < rows; r++) {
            v16 x = v_set(a[r * lda + i]);
#pragma GCC unroll 4
            for (int v = 0; v < vecs; v++) acc[r][v] = v_fma(x, w[v], acc[r][v]);
        }
    }
#pragma GCC unroll 16
    for (int r = 0; r < rows; r++)
#pragma GCC unroll 4
        for (int v = 0; v < vecs; v++) v_store(c + r * ldc + 16 * v, acc[r][v]);
}

/* One case for each number of rows, so that each tile is compiled with its rows in registers. */
#if TILE_ROWS == 12
#define TILE_CASES(CALL) CALL(1) CALL(2) CALL(3) CALL(4) CALL(5) CALL(6) CALL(7) CALL(8) CALL(9) CALL(10) CALL(11) CALL(12)
#elif TILE_ROWS == 6
#define TILE_CASES(CALL) CALL(1) CALL(2) CALL(3) CALL(4) CALL(5) CALL(6)
#else
#define TILE_CASES(CALL) CALL(1) CALL(2) CALL(3) CALL(4)
#endif

static void tile_rows(int rows, int vecs, int k, const float *a, ptrdiff_t lda, const float *b, ptrdiff_t ldb,
                      const float *init, float *c, ptrdiff_t ldc) {
#define CALL(r) \
    case r: \
        if (vecs == 1) \
            tile_f32(r, 1, k, a, lda, b, ldb, init, c, ldc); \
        else \
            tile_f32(r, TILE_VECS, k, a, lda, b, ldb, init, c, ldc); \
        break;
    switch (rows) { TILE_CASES(CALL) }
#undef CALL
}

/* Rows are dealt out evenly: 256 rows in tiles of 12 are 22 tiles of 11 and 12, not 21 and one of 4. */
static void gemm_f32(int m, int n, int k, const float *a, ptrdiff_t lda, const float *b, ptrdiff_t ldb, const float *init,
                     float *c, ptrdiff_t ldc) {
    int tiles = (m + TILE_ROWS - 1) / TILE_ROWS;
    for (int col = 0; col < n; col += 16 * TILE_VECS) {
        int vecs = n - col >= 16 * TILE_VECS ? TILE_VECS : 1;
        for (int v = 0; v < (n - col) / 16 && v < TILE_VECS; v += vecs)
            for (int t = 0; t < tiles; t++) {
                int from = m * t / tiles, rows = m * (t + 1) / tiles - from, at = col + 16 * v;
                tile_rows(rows, vecs, k, a + from * lda, lda, b + at, ldb, init ? init + at : NULL, c + from * ldc + at, ldc);
            }
    }
}

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

/* Rows of scores s [rows][pad] -> 2^((s - max) c), and 1 / their sum in inverse. Lanes n..pad count as -infinity. */
INLINE void softmax_rows(float *s, int rows, int n, int pad, float c, float *inverse) {
    for (int r = 0; r < rows; r++, s += pad) {
        for (int j = n; j < pad; j++) s[j] = -3e38f;
        v16 top = v_load(s), sum = v_set(0.0f);
        for (int j = 16; j < pad; j += 16) top = v_max(top, v_load(s + j));
        v16 most = v_set(v_top(top));
        for (int j = 0; j < pad; j += 16) {
            v16 p = exp2_v(v_mul(v_sub(v_load(s + j), most), v_set(c)));
            v_store(s + j, p);
            sum = v_add(sum, p);
        }
        inverse[r] = 1.0f / v_sum(sum);
    }
}

/* work: keys transposed [32][pad], then scores [CS_ATTENTION_ROWS][pad]. */
static void attention(const float *qkv, int n, float *out, ptrdiff_t ld, float *work) {
    const float c = 0.25503493f; /* log2 e / sqrt(32) */
    const float *q = qkv, *k = q + (ptrdiff_t)n * 32, *v = k + (ptrdiff_t)n * 32;
    int pad = (n + 15) & ~15;
    float *keys = work, *s = work + 32 * (ptrdiff_t)pad, inverse[CS_ATTENTION_ROWS];
    transpose(k, 32, n, 32, keys, pad);
    for (int from = 0; from < n; from += CS_ATTENTION_ROWS) {
        int rows = n - from < CS_ATTENTION_ROWS ? n - from : CS_ATTENTION_ROWS;
        gemm_f32(rows, pad, 32, q + from * 32, 32, keys, pad, NULL, s, pad);
        softmax_rows(s, rows, n, pad, c, inverse);
        gemm_f32(rows, 32, n, s, pad, v, 32, NULL, out, ld);
        for (int r = 0; r < rows; r++, out += ld)
            for (int i = 0; i < 32; i += 16) v_store(out + i, v_mul(v_load(out + i), v_set(inverse[r])));
    }
}

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
