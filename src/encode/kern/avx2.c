/* AVX2 and FMA: 16 lanes are two registers. Compiled with -mavx2 -mfma; runs only where cs_cpu_detect allows it. */
#include "encode/kern/kern.h"
#if defined(__x86_64__) && !defined(CASUS_SCALAR)
#include <immintrin.h>

typedef struct v16 {
    __m256 a, b;
} v16;
#define V static inline __attribute__((always_inline))
#define BOTH(op) \
    (v16) { op(x.a, y.a), op(x.b, y.b) }

V v16 v_load(const float *p) { return (v16){ _mm256_loadu_ps(p), _mm256_loadu_ps(p + 8) }; }
V void v_store(float *p, v16 v) { _mm256_storeu_ps(p, v.a), _mm256_storeu_ps(p + 8, v.b); }
V v16 v_set(float f) { return (v16){ _mm256_set1_ps(f), _mm256_set1_ps(f) }; }
V v16 v_add(v16 x, v16 y) { return BOTH(_mm256_add_ps); }
V v16 v_sub(v16 x, v16 y) { return BOTH(_mm256_sub_ps); }
V v16 v_mul(v16 x, v16 y) { return BOTH(_mm256_mul_ps); }
V v16 v_div(v16 x, v16 y) { return BOTH(_mm256_div_ps); }
V v16 v_max(v16 x, v16 y) { return BOTH(_mm256_max_ps); }
V v16 v_min(v16 x, v16 y) { return BOTH(_mm256_min_ps); }
V v16 v_fma(v16 x, v16 y, v16 z) { return (v16){ _mm256_fmadd_ps(x.a, y.a, z.a), _mm256_fmadd_ps(x.b, y.b, z.b) }; }
V v16 v_sqrt(v16 x) { return (v16){ _mm256_sqrt_ps(x.a), _mm256_sqrt_ps(x.b) }; }
V v16 v_abs(v16 x) {
    const __m256 sign = _mm256_set1_ps(-0.0f);
    return (v16){ _mm256_andnot_ps(sign, x.a), _mm256_andnot_ps(sign, x.b) };
}
V v16 v_round(v16 x) {
    return (v16){ _mm256_round_ps(x.a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC),
                  _mm256_round_ps(x.b, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC) };
}
V __m256 exp2_half(__m256 x) {
    return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_add_epi32(_mm256_cvtps_epi32(x), _mm256_set1_epi32(127)), 23));
}
V v16 v_exp2_int(v16 x) { return (v16){ exp2_half(x.a), exp2_half(x.b) }; }
V float v_sum(v16 x) {
    __m256 s = _mm256_add_ps(x.a, x.b);
    __m128 t = _mm_add_ps(_mm256_castps256_ps128(s), _mm256_extractf128_ps(s, 1));
    t = _mm_add_ps(t, _mm_movehl_ps(t, t));
    return _mm_cvtss_f32(_mm_add_ss(t, _mm_movehdup_ps(t)));
}
V float v_top(v16 x) {
    __m256 s = _mm256_max_ps(x.a, x.b);
    __m128 t = _mm_max_ps(_mm256_castps256_ps128(s), _mm256_extractf128_ps(s, 1));
    t = _mm_max_ps(t, _mm_movehl_ps(t, t));
    return _mm_cvtss_f32(_mm_max_ss(t, _mm_movehdup_ps(t)));
}
V void v_store_q(int8_t *p, v16 x) {
    __m256i w = _mm256_packs_epi32(_mm256_cvtps_epi32(x.a), _mm256_cvtps_epi32(x.b)); /* a0-3 b0-3 a4-7 b4-7 */
    w = _mm256_permute4x64_epi64(w, 0xD8);
    _mm_storeu_si128((__m128i *)(void *)p, _mm_packs_epi16(_mm256_castsi256_si128(w), _mm256_extracti128_si256(w, 1)));
}

/* 8 x 8 by pairs, quads and halves. */
V void transpose8(const float *x, ptrdiff_t ldx, float *t, ptrdiff_t ldt) {
    __m256 r[8], s[8];
    for (int i = 0; i < 8; i++) r[i] = _mm256_loadu_ps(x + i * ldx);
    for (int i = 0; i < 8; i += 2) s[i] = _mm256_unpacklo_ps(r[i], r[i + 1]), s[i + 1] = _mm256_unpackhi_ps(r[i], r[i + 1]);
    for (int i = 0; i < 8; i += 4)
        for (int j = 0; j < 2; j++) {
            r[i + 2 * j] = _mm256_shuffle_ps(s[i + j], s[i + j + 2], 0x44);
            r[i + 2 * j + 1] = _mm256_shuffle_ps(s[i + j], s[i + j + 2], 0xEE);
        }
    for (int i = 0; i < 4; i++) {
        _mm256_storeu_ps(t + i * ldt, _mm256_permute2f128_ps(r[i], r[i + 4], 0x20));
        _mm256_storeu_ps(t + (i + 4) * ldt, _mm256_permute2f128_ps(r[i], r[i + 4], 0x31));
    }
}
V void v_transpose16(const float *x, ptrdiff_t ldx, float *t, ptrdiff_t ldt) {
    for (int i = 0; i < 16; i += 8)
        for (int j = 0; j < 16; j += 8) transpose8(x + i * ldx + j, ldx, t + j * ldt + i, ldt);
}

#define TILE_ROWS 6
#define TILE_VECS 1
#define TABLE cs_kern_avx2
#define TABLE_NAME "avx2"
#include "encode/kern/impl.h"

/* rows (1 or 2) x 32 outputs. |x| is the unsigned factor and w takes x's sign: a pair's sum is at most 2 * 127 * 127, which
 * fits 16 bits. */
INLINE void tile_i8(int rows, const cs_linear *l, int p, const int8_t *x, const float *scale, float *y, ptrdiff_t row,
                    cs_act act) {
    const int8_t *w = l->w + (ptrdiff_t)p * l->k;
    const __m256i ones = _mm256_set1_epi16(1);
    __m256i acc[2][4];
    for (int r = 0; r < rows; r++)
        for (int c = 0; c < 4; c++) acc[r][c] = _mm256_setzero_si256();
    for (int i = 0; i < l->k; i += 4, w += 128) {
        __m256i v[2], a[2];
        for (int r = 0; r < rows; r++) {
            int32_t four;
            memcpy(&four, x + (ptrdiff_t)r * l->k + i, sizeof four);
            v[r] = _mm256_set1_epi32(four);
            a[r] = _mm256_abs_epi8(v[r]);
        }
        for (int c = 0; c < 4; c++) {
            __m256i b = _mm256_loadu_si256((const __m256i *)(const void *)(w + 32 * c));
            for (int r = 0; r < rows; r++) {
                __m256i pairs = _mm256_maddubs_epi16(a[r], _mm256_sign_epi8(b, v[r]));
                acc[r][c] = _mm256_add_epi32(acc[r][c], _mm256_madd_epi16(pairs, ones));
            }
        }
    }
    _Alignas(32) int32_t sums[2 * 32]; /* by way of memory, or gcc 12 keeps the sums there all the time */
    for (int r = 0; r < rows; r++)
        for (int c = 0; c < 4; c++) _mm256_store_si256((__m256i *)(void *)(sums + 32 * r + 8 * c), acc[r][c]);
    for (int r = 0; r < rows; r++)
        for (int c = 0; c < 32; c += 16) {
            const __m256i *s = (const __m256i *)(const void *)(sums + 32 * r + c);
            v16 sum = { _mm256_cvtepi32_ps(_mm256_load_si256(s)), _mm256_cvtepi32_ps(_mm256_load_si256(s + 1)) };
            finish(sum, scale[r], l->scale + p + c, l->bias + p + c, act, y + r * row + c);
        }
    finish_tile(rows, act, y, row);
}

static void gemm_i8(const cs_linear *l, const int8_t *q, const float *scale, int m, cs_out out, cs_act act) {
    for (int p = 0; p < l->n; p += 32) {
        float *y = out.y + p / 32 * out.panel;
        int r = 0;
        for (; r + 2 <= m; r += 2) tile_i8(2, l, p, q + (ptrdiff_t)r * l->k, scale + r, y + r * out.row, out.row, act);
        if (r < m) tile_i8(1, l, p, q + (ptrdiff_t)r * l->k, scale + r, y + r * out.row, out.row, act);
    }
}
#else
typedef int cs_no_avx2; /* an empty file is no C */
#endif
