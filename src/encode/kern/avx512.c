/* AVX-512 with VNNI. Compiled with -mavx512f -mavx512bw -mavx512dq -mavx512vl -mavx512vnni -mfma; runs only where
 * cs_cpu_detect allows it. */
#include "encode/kern/kern.h"
#if defined(__x86_64__) && !defined(CASUS_SCALAR)
#include <immintrin.h>

typedef __m512 v16;
#define V static inline __attribute__((always_inline))

V v16 v_load(const float *p) { return _mm512_loadu_ps(p); }
V void v_store(float *p, v16 v) { _mm512_storeu_ps(p, v); }
V v16 v_set(float f) { return _mm512_set1_ps(f); }
V v16 v_add(v16 x, v16 y) { return _mm512_add_ps(x, y); }
V v16 v_sub(v16 x, v16 y) { return _mm512_sub_ps(x, y); }
V v16 v_mul(v16 x, v16 y) { return _mm512_mul_ps(x, y); }
V v16 v_div(v16 x, v16 y) { return _mm512_div_ps(x, y); }
V v16 v_max(v16 x, v16 y) { return _mm512_max_ps(x, y); }
V v16 v_min(v16 x, v16 y) { return _mm512_min_ps(x, y); }
V v16 v_fma(v16 x, v16 y, v16 z) { return _mm512_fmadd_ps(x, y, z); }
V v16 v_sqrt(v16 x) { return _mm512_sqrt_ps(x); }
V v16 v_abs(v16 x) { return _mm512_abs_ps(x); }
V v16 v_round(v16 x) { return _mm512_roundscale_ps(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
V v16 v_exp2_int(v16 x) {
    return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_add_epi32(_mm512_cvtps_epi32(x), _mm512_set1_epi32(127)), 23));
}
V float v_sum(v16 x) {
    __m256 s = _mm256_add_ps(_mm512_castps512_ps256(x), _mm512_extractf32x8_ps(x, 1));
    __m128 t = _mm_add_ps(_mm256_castps256_ps128(s), _mm256_extractf128_ps(s, 1));
    t = _mm_add_ps(t, _mm_movehl_ps(t, t));
    return _mm_cvtss_f32(_mm_add_ss(t, _mm_movehdup_ps(t)));
}
V float v_top(v16 x) {
    __m256 s = _mm256_max_ps(_mm512_castps512_ps256(x), _mm512_extractf32x8_ps(x, 1));
    __m128 t = _mm_max_ps(_mm256_castps256_ps128(s), _mm256_extractf128_ps(s, 1));
    t = _mm_max_ps(t, _mm_movehl_ps(t, t));
    return _mm_cvtss_f32(_mm_max_ss(t, _mm_movehdup_ps(t)));
}

typedef __m512i w16;
V w16 w_load(const void *p) { return _mm512_loadu_si512(p); }
V void w_store(void *p, w16 x) { _mm512_storeu_si512(p, x); }
V w16 w_set(int32_t x) { return _mm512_set1_epi32(x); }
V w16 w_of(v16 x) { return _mm512_cvtps_epi32(x); }
V v16 v_of(w16 x) { return _mm512_cvtepi32_ps(x); }
V w16 w_sub(w16 x, w16 y) { return _mm512_sub_epi32(x, y); }
V w16 w_max(w16 x, w16 y) { return _mm512_max_epi32(x, y); }
V w16 w_srl(w16 x, int bits) { return _mm512_srl_epi32(x, _mm_cvtsi32_si128(bits)); }
V w16 w_pair(w16 x, w16 y) { return _mm512_mask_blend_epi16(0xAAAAAAAA, x, _mm512_slli_epi32(y, 16)); }
V w16 w_dot(w16 x, w16 y, w16 sum) { /* the empty asm asks for the sum in one register: gcc 12 moves it about else */
    sum = _mm512_dpwssd_epi32(sum, x, y);
    __asm__("" : "+v"(sum));
    return sum;
}
V int32_t w_sum(w16 x) { return _mm512_reduce_add_epi32(x); }
V int32_t w_top(w16 x) { return _mm512_reduce_max_epi32(x); }
V w16 h_set(uint16_t x) { return _mm512_set1_epi16((int16_t)x); }
V w16 h_add(w16 x, w16 y) { return _mm512_add_epi16(x, y); }
V w16 h_sub(w16 x, w16 y) { return _mm512_sub_epi16(x, y); }
V w16 h_mulhi(w16 x, w16 y) { return _mm512_mulhi_epu16(x, y); }
V w16 h_sll(w16 x, unsigned bits) { return _mm512_slli_epi16(x, bits); }
V w16 h_srl(w16 x, unsigned bits) { return _mm512_srli_epi16(x, bits); }
V w16 h_srlv(w16 x, w16 bits) { return _mm512_srlv_epi16(x, bits); }
V w16 h_pack(w16 x, w16 y) {
    return _mm512_permutexvar_epi64(_mm512_setr_epi64(0, 2, 4, 6, 1, 3, 5, 7), _mm512_packus_epi32(x, y));
}
/* vpdpbusd's first factor is unsigned: 128 is added here (the sign bit flipped) and 128 * (sum of weights) taken off below. */
V void v_store_q(int8_t *p, v16 x, v16 y) {
    __m512i words = _mm512_packs_epi32(_mm512_cvtps_epi32(x), _mm512_cvtps_epi32(y)); /* x0-3 y0-3 x4-7 ... */
    __m256i bytes = _mm256_permutevar8x32_epi32(_mm512_cvtsepi16_epi8(words), _mm256_setr_epi32(0, 2, 4, 6, 1, 3, 5, 7));
    _mm256_storeu_si256((__m256i *)(void *)p, _mm256_xor_si256(bytes, _mm256_set1_epi8((char)0x80)));
}

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

#define TILE_ROWS 12
#define TILE_VECS 2
#define TABLE cs_kern_avx512
#define TABLE_NAME "avx512-vnni"
#include "encode/kern/impl.h"

/* rows (a constant, at most 12) x 32 outputs: 24 sums, 2 blocks of weights and a broadcast fit the 32 registers. The sums are
 * variables of their own, named as registers in each step: gcc 12 keeps an array of them on the stack and moves others about.
 */
#define EACH_ROW(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11)
#define BEGIN(r) __m512i a##r = less0, b##r = less1;
#define STEP(r) \
    if (rows > r) { \
        __m512i v = _mm512_set1_epi32(four_at(x + (r)*k + i)); \
        a##r = _mm512_dpbusd_epi32(a##r, v, w0); \
        b##r = _mm512_dpbusd_epi32(b##r, v, w1); \
        __asm__("" : "+v"(a##r), "+v"(b##r)); \
    }
#define KEEP(r) \
    if (rows > r) { \
        _mm512_store_si512(sums + 32 * (r), a##r); \
        _mm512_store_si512(sums + 32 * (r) + 16, b##r); \
    }

INLINE int32_t four_at(const int8_t *p) {
    int32_t four;
    memcpy(&four, p, sizeof four);
    return four;
}

INLINE void tile_i8(int rows, const cs_linear *l, int p, const int8_t *x, const float *scale, float *y, ptrdiff_t row,
                    cs_act act) {
    const int8_t *w = l->w + (ptrdiff_t)p * l->k;
    const ptrdiff_t k = l->k;
    const __m512i less0 = _mm512_sub_epi32(_mm512_setzero_si512(), _mm512_slli_epi32(_mm512_loadu_si512(l->sum + p), 7));
    const __m512i less1 = _mm512_sub_epi32(_mm512_setzero_si512(), _mm512_slli_epi32(_mm512_loadu_si512(l->sum + p + 16), 7));
    EACH_ROW(BEGIN)
    for (ptrdiff_t i = 0; i < k; i += 4, w += 128) {
        __m512i w0 = _mm512_loadu_si512(w), w1 = _mm512_loadu_si512(w + 64);
        EACH_ROW(STEP)
    }
    _Alignas(64) int32_t sums[12 * 32];
    EACH_ROW(KEEP)
    for (int r = 0; r < rows; r++)
        for (int c = 0; c < 32; c += 16)
            finish(_mm512_cvtepi32_ps(_mm512_load_si512(sums + 32 * r + c)), scale[r], l->scale + p + c, l->bias + p + c, act,
                   y + r * row + c);
    finish_tile(rows, act, y, row);
}

static void gemm_i8(const cs_linear *l, const int8_t *q, const float *scale, int m, cs_out out, cs_act act) {
    int tiles = (m + TILE_ROWS - 1) / TILE_ROWS;
    for (int p = 0; p < l->n; p += 32)
        for (int t = 0; t < tiles; t++) {
            int from = m * t / tiles, rows = m * (t + 1) / tiles - from;
            const int8_t *x = q + (ptrdiff_t)from * l->k;
            float *y = out.y + p / 32 * out.panel + from * out.row;
#define CALL(r) \
    case r: tile_i8(r, l, p, x, scale + from, y, out.row, act); break;
            switch (rows) { TILE_CASES(CALL) }
#undef CALL
        }
}
#else
typedef int cs_no_avx512; /* an empty file is no C */
#endif
