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

typedef struct w16 {
    __m256i a, b;
} w16;
#define BOTH_W(op) \
    (w16) { op(x.a, y.a), op(x.b, y.b) }
V w16 w_load(const void *p) {
    const __m256i *q = p;
    return (w16){ _mm256_loadu_si256(q), _mm256_loadu_si256(q + 1) };
}
V void w_store(void *p, w16 x) {
    __m256i *q = p;
    _mm256_storeu_si256(q, x.a), _mm256_storeu_si256(q + 1, x.b);
}
V w16 w_set(int32_t x) { return (w16){ _mm256_set1_epi32(x), _mm256_set1_epi32(x) }; }
V w16 w_of(v16 x) { return (w16){ _mm256_cvtps_epi32(x.a), _mm256_cvtps_epi32(x.b) }; }
V v16 v_of(w16 x) { return (v16){ _mm256_cvtepi32_ps(x.a), _mm256_cvtepi32_ps(x.b) }; }
V w16 w_sub(w16 x, w16 y) { return BOTH_W(_mm256_sub_epi32); }
V w16 w_max(w16 x, w16 y) { return BOTH_W(_mm256_max_epi32); }
V w16 w_srl(w16 x, int bits) {
    const __m128i n = _mm_cvtsi32_si128(bits);
    return (w16){ _mm256_srl_epi32(x.a, n), _mm256_srl_epi32(x.b, n) };
}
V w16 w_pair(w16 x, w16 y) {
    return (w16){ _mm256_blend_epi16(x.a, _mm256_slli_epi32(y.a, 16), 0xAA),
                  _mm256_blend_epi16(x.b, _mm256_slli_epi32(y.b, 16), 0xAA) };
}
V w16 w_dot(w16 x, w16 y, w16 sum) { /* the empty asm asks for the sums in registers: gcc 12 moves them about else */
    sum.a = _mm256_add_epi32(sum.a, _mm256_madd_epi16(x.a, y.a));
    sum.b = _mm256_add_epi32(sum.b, _mm256_madd_epi16(x.b, y.b));
    __asm__("" : "+x"(sum.a), "+x"(sum.b));
    return sum;
}
V int32_t w_sum(w16 x) {
    __m256i s = _mm256_add_epi32(x.a, x.b);
    __m128i t = _mm_add_epi32(_mm256_castsi256_si128(s), _mm256_extracti128_si256(s, 1));
    t = _mm_add_epi32(t, _mm_unpackhi_epi64(t, t));
    return _mm_cvtsi128_si32(_mm_add_epi32(t, _mm_shuffle_epi32(t, 1)));
}
V int32_t w_top(w16 x) {
    __m256i s = _mm256_max_epi32(x.a, x.b);
    __m128i t = _mm_max_epi32(_mm256_castsi256_si128(s), _mm256_extracti128_si256(s, 1));
    t = _mm_max_epi32(t, _mm_unpackhi_epi64(t, t));
    return _mm_cvtsi128_si32(_mm_max_epi32(t, _mm_shuffle_epi32(t, 1)));
}
V w16 h_set(uint16_t x) { return (w16){ _mm256_set1_epi16((int16_t)x), _mm256_set1_epi16((int16_t)x) }; }
V w16 h_add(w16 x, w16 y) { return BOTH_W(_mm256_add_epi16); }
V w16 h_sub(w16 x, w16 y) { return BOTH_W(_mm256_sub_epi16); }
V w16 h_mulhi(w16 x, w16 y) { return BOTH_W(_mm256_mulhi_epu16); }
V w16 h_sll(w16 x, int bits) { return (w16){ _mm256_slli_epi16(x.a, bits), _mm256_slli_epi16(x.b, bits) }; }
V w16 h_srl(w16 x, int bits) { return (w16){ _mm256_srli_epi16(x.a, bits), _mm256_srli_epi16(x.b, bits) }; }
/* 2^(15 - bits) for bits 0..15: its upper byte stands for 0..7, its lower one for 8..15. */
V __m256i half_power(__m256i bits) {
    const __m256i bytes = _mm256_broadcastsi128_si256(_mm_setr_epi8(-128, 64, 32, 16, 8, 4, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0));
    __m256i upper = _mm256_slli_epi16(bits, 8), lower = _mm256_xor_si256(bits, _mm256_set1_epi16(8));
    return _mm256_shuffle_epi8(bytes, _mm256_or_si256(upper, lower));
}
V __m256i srlv(__m256i x, __m256i bits) { return _mm256_mulhi_epu16(_mm256_add_epi16(x, x), half_power(bits)); }
V w16 h_srlv(w16 x, w16 y) { return BOTH_W(srlv); }
V __m256i pack(__m256i x, __m256i y) { return _mm256_permute4x64_epi64(_mm256_packus_epi32(x, y), 0xD8); }
V w16 h_pack(w16 x, w16 y) { return (w16){ pack(x.a, x.b), pack(y.a, y.b) }; }

V void v_store_q(int8_t *p, v16 x, v16 y) {
    __m256i v = _mm256_packs_epi32(_mm256_cvtps_epi32(x.a), _mm256_cvtps_epi32(x.b)); /* x0-3 x8-11 x4-7 x12-15 */
    __m256i w = _mm256_packs_epi32(_mm256_cvtps_epi32(y.a), _mm256_cvtps_epi32(y.b));
    __m256i bytes = _mm256_packs_epi16(v, w); /* x0-3 x8-11 y0-3 y8-11 x4-7 ... */
    bytes = _mm256_permutevar8x32_epi32(bytes, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
    _mm256_storeu_si256((__m256i *)(void *)p, bytes);
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
#define TABLE_QUANTISE quantise_split
#define TABLE_ARRANGE arrange
static void quantise_split(const float *x, ptrdiff_t ldx, int m, int k, int8_t *q, float *scale);
static void arrange(const int8_t *w, int k, int n, uint16_t *order);
#include "encode/kern/impl.h"

/* ---- products of int8 ----
 *
 * vpmaddubsw multiplies unsigned by signed bytes and adds each two products in 16 bits; vpmaddwd by ones adds each two of those
 * into 32. A processor does two multiplications and four sums in a cycle, so two vpmaddubsw are added up before they share one
 * vpmaddwd. Nothing may leave 16 bits on the way, so factors must be small: q holds u = x + 64 cut to 0..127, what was cut off
 * (a few cells of a row) is listed behind it and added in a second walk, and 64 times the sum of the weights is where the sums
 * begin. Two groups of four inputs then fit unless their weights are large and of one sign: `arrange` pairs the groups of each
 * panel so that they do, and what finds no partner goes alone. All of it is exact. */

enum { SHIFT_BITS = 6, GROUP = 4 };

V __m256i bytes_at(const void *p) { return _mm256_loadu_si256((const __m256i *)p); }
V __m256i four_at(const void *p) { return _mm256_castps_si256(_mm256_broadcast_ss(p)); }

/* Two groups of a row that u cannot hold: what of them is beyond its range. The second may be empty. Their products add up
 * within 16 bits with any weights: 4 * 64 * -128 is the least there is. */
typedef struct excess {
    uint32_t size[2]; /* of four cells each, as bytes 0..64 */
    uint32_t less[2]; /* 255 in the bytes of those that are less, by so much, than u says */
    uint32_t at[2];   /* the groups' first columns */
} excess;

/* q of m rows is u [m][k], the rows' ends, and the lists, row after row. */
typedef struct row_end {
    uint32_t end;  /* of the row's list */
    int32_t total; /* of all sizes that are less */
} row_end;

typedef struct split {
    const int8_t *u;
    row_end *row;
    excess *list;
} split;

static split split_of(const int8_t *q, int m, int k) {
    int8_t *row = (int8_t *)(uintptr_t)q + (((ptrdiff_t)m * k + 63) & ~(ptrdiff_t)63);
    return (split){ q, (row_end *)(void *)row, (excess *)(void *)(row + (ptrdiff_t)sizeof(row_end) * m) };
}

/* Appends the groups of 32 cells from column `at` on that are not 0; n counts groups. */
V uint32_t list_groups(__m256i cells, int at, excess *list, uint32_t n) {
    uint32_t size[8], less[8];
    __m256i none = _mm256_cmpeq_epi32(cells, _mm256_setzero_si256());
    _mm256_storeu_si256((__m256i *)(void *)size, _mm256_abs_epi8(cells));
    _mm256_storeu_si256((__m256i *)(void *)less, _mm256_cmpgt_epi8(_mm256_setzero_si256(), cells));
    for (unsigned some = 255u ^ (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(none)); some; some &= some - 1, n++) {
        int g = __builtin_ctz(some);
        list[n / 2].size[n % 2] = size[g], list[n / 2].less[n % 2] = less[g];
        list[n / 2].at[n % 2] = (uint32_t)(at + GROUP * g);
    }
    return n;
}

V int32_t total(__m256i x) { /* of four sums of bytes */
    __m128i t = _mm_add_epi64(_mm256_castsi256_si128(x), _mm256_extracti128_si256(x, 1));
    return _mm_cvtsi128_si32(_mm_add_epi64(t, _mm_unpackhi_epi64(t, t)));
}

static void quantise_split(const float *x, ptrdiff_t ldx, int m, int k, int8_t *q, float *scale) {
    quantise(x, ldx, m, k, q, scale);
    split s = split_of(q, m, k);
    const __m256i zero = _mm256_setzero_si256(), low = _mm256_set1_epi8(-64), high = _mm256_set1_epi8(63);
    uint32_t end = 0;
    for (int r = 0; r < m; r++, q += k) {
        __m256i less = zero;
        uint32_t n = 0;
        for (int i = 0; i < k; i += 32) {
            __m256i v = bytes_at(q + i), cut = _mm256_min_epi8(_mm256_max_epi8(v, low), high);
            _mm256_storeu_si256((__m256i *)(void *)(q + i), _mm256_sub_epi8(cut, low));
            __m256i rest = _mm256_sub_epi8(v, cut);
            if (_mm256_testz_si256(rest, rest)) continue;
            less = _mm256_add_epi64(less, _mm256_sad_epu8(_mm256_max_epi8(_mm256_sub_epi8(zero, rest), zero), zero));
            n = list_groups(rest, i, s.list + end, n);
        }
        if (n % 2) s.list[end + n / 2].size[1] = s.list[end + n / 2].less[1] = s.list[end + n / 2].at[1] = 0;
        end += (n + 1) / 2;
        s.row[r] = (row_end){ end, total(less) };
    }
}

/* The sum of each two weights of a group if only those above 0 count, and if only those below do: 128 bytes, 255 for 256. */
V void reach(const int8_t *w, __m256i sums[4]) {
    const __m256i ones = _mm256_set1_epi8(1), zero = _mm256_setzero_si256();
    for (int i = 0; i < 2; i++) {
        __m256i a = bytes_at(w + 64 * i), b = bytes_at(w + 64 * i + 32);
        __m256i a1 = _mm256_maddubs_epi16(_mm256_max_epi8(a, zero), ones);
        __m256i b1 = _mm256_maddubs_epi16(_mm256_max_epi8(b, zero), ones);
        __m256i a2 = _mm256_maddubs_epi16(_mm256_and_si256(_mm256_abs_epi8(a), _mm256_cmpgt_epi8(zero, a)), ones);
        __m256i b2 = _mm256_maddubs_epi16(_mm256_and_si256(_mm256_abs_epi8(b), _mm256_cmpgt_epi8(zero, b)), ones);
        sums[2 * i] = _mm256_packus_epi16(a1, b1);
        sums[2 * i + 1] = _mm256_packus_epi16(a2, b2);
    }
}

/* Whether the products of both groups add up within 16 bits whatever u is: 127 * 254 does. */
static int fit(const int8_t *a, const int8_t *b) {
    __m256i x[4], y[4], most = _mm256_setzero_si256();
    reach(a, x), reach(b, y);
    for (int i = 0; i < 4; i++) most = _mm256_max_epu8(most, _mm256_adds_epu8(x[i], y[i]));
    return !_mm256_movemask_epi8(_mm256_cmpeq_epi8(most, _mm256_set1_epi8(-1)));
}

static void swap(uint16_t *a, uint16_t *b) {
    uint16_t t = *a;
    *a = *b, *b = t;
}

/* order: for each panel how many pairs, then the columns of their groups, then those of the groups that go alone. */
static void arrange(const int8_t *w, int k, int n, uint16_t *order) {
    int groups = k / GROUP;
    for (int p = 0; p < n; p += 32, w += 32 * (ptrdiff_t)k, order += groups + 1) {
        uint16_t *to = order + 1, *end = to + groups;
        for (int i = 0; i < k; i += 2 * GROUP) { /* neighbours, as a rule */
            uint16_t *at = fit(w + 32 * i, w + 32 * (i + GROUP)) ? (to += 2) - 2 : (end -= 2);
            at[0] = (uint16_t)i, at[1] = (uint16_t)(i + GROUP);
        }
        end = order + 1 + groups;
        while (end - to >= 2) { /* the first of the rest with the first that fits, or with none */
            uint16_t *other = to + 1;
            while (other < end && !fit(w + 32 * *to, w + 32 * *other)) other++;
            if (other < end)
                swap(to + 1, other), to += 2;
            else
                swap(to, --end);
        }
        order[0] = (uint16_t)((to - order) / 2);
    }
}

typedef struct sums { /* of 32 outputs of one row */
    __m256i a, b, c, d;
} sums;

/* s + u b + v d: u and v hold a group's cells 8 times over, b and d that group's weights for 8 outputs. */
V __m256i pair(__m256i s, __m256i u, __m256i v, __m256i b, __m256i d) {
    __m256i two = _mm256_add_epi16(_mm256_maddubs_epi16(u, b), _mm256_maddubs_epi16(v, d));
    return _mm256_add_epi32(s, _mm256_madd_epi16(two, _mm256_set1_epi16(1)));
}
V __m256i alone(__m256i s, __m256i u, __m256i b) {
    return _mm256_add_epi32(s, _mm256_madd_epi16(_mm256_maddubs_epi16(u, b), _mm256_set1_epi16(1)));
}

/* The empty asm asks for sums in registers, block by block: gcc 12 loads all weights first else, and has no room for sums. */
#define EACH_BLOCK(X) X(a, 0) X(b, 32) X(c, 64) X(d, 96)
#define PAIR(m, i) \
    { \
        __m256i b = bytes_at(wu + i), d = bytes_at(wv + i); \
        s.m = pair(s.m, u0, v0, b, d); \
        if (two) t.m = pair(t.m, u1, v1, b, d); \
        __asm__("" : "+x"(s.m), "+x"(t.m)); \
    }
#define ALONE(m, i) \
    { \
        __m256i b = bytes_at(wu + i); \
        s.m = alone(s.m, u0, b); \
        if (two) t.m = alone(t.m, u1, b); \
    }
/* -x w = x ~w + x, and all x that are to be taken off stand in the row's total. */
#define EXCESS(m, i) \
    s.m = pair(s.m, u, v, _mm256_xor_si256(bytes_at(wu + i), fu), _mm256_xor_si256(bytes_at(wv + i), fv)); \
    __asm__("" : "+x"(s.m));

/* Adds what u does not hold of row r. */
V sums add_excess(sums s, const split *q, int r, const int8_t *w) {
    for (const excess *x = q->list + (r ? q->row[r - 1].end : 0), *end = q->list + q->row[r].end; x < end; x++) {
        const int8_t *wu = w + 32 * (ptrdiff_t)x->at[0], *wv = w + 32 * (ptrdiff_t)x->at[1];
        __m256i u = four_at(&x->size[0]), v = four_at(&x->size[1]), fu = four_at(&x->less[0]), fv = four_at(&x->less[1]);
        EACH_BLOCK(EXCESS)
    }
    return s;
}

V void finish_row(sums s, float row_scale, const cs_linear *l, int p, cs_act act, float *y) {
    finish((v16){ _mm256_cvtepi32_ps(s.a), _mm256_cvtepi32_ps(s.b) }, row_scale, l->scale + p, l->bias + p, act, y);
    finish((v16){ _mm256_cvtepi32_ps(s.c), _mm256_cvtepi32_ps(s.d) }, row_scale, l->scale + p + 16, l->bias + p + 16, act,
           y + 16);
}

V sums begin(const int32_t *sum, int32_t total) {
    const __m256i t = _mm256_set1_epi32(total);
#define SHIFTED(i) _mm256_sub_epi32(t, _mm256_slli_epi32(bytes_at(sum + i), SHIFT_BITS))
    return (sums){ SHIFTED(0), SHIFTED(8), SHIFTED(16), SHIFTED(24) };
#undef SHIFTED
}

/* Row r of q, and where `two` says so the next one, x 32 outputs. */
INLINE void tile_i8(int two, const cs_linear *l, int p, const split *q, int r, const float *scale, float *y, ptrdiff_t row,
                    cs_act act) {
    const int8_t *w = l->w + (ptrdiff_t)p * l->k, *x = q->u + (ptrdiff_t)r * l->k, *z = x + (two ? l->k : 0);
    const uint16_t *at = l->order + p / 32 * (l->k / GROUP + 1), *paired = at + 1 + 2 * *at, *end = at + 1 + l->k / GROUP;
    sums s = begin(l->sum + p, q->row[r].total), t = begin(l->sum + p, q->row[r + two].total);
    for (at++; at < paired; at += 2) {
        ptrdiff_t i = at[0], j = at[1];
        const int8_t *wu = w + 32 * i, *wv = w + 32 * j;
        __m256i u0 = four_at(x + i), v0 = four_at(x + j), u1 = four_at(z + i), v1 = four_at(z + j);
        EACH_BLOCK(PAIR)
    }
    for (; at < end; at++) {
        const int8_t *wu = w + 32 * (ptrdiff_t)*at;
        __m256i u0 = four_at(x + *at), u1 = four_at(z + *at);
        EACH_BLOCK(ALONE)
    }
    finish_row(add_excess(s, q, r, w), scale[r], l, p, act, y);
    if (two) finish_row(add_excess(t, q, r + 1, w), scale[r + 1], l, p, act, y + row);
    finish_tile(1 + two, act, y, row);
}

static void gemm_i8(const cs_linear *l, const int8_t *q, const float *scale, int m, cs_out out, cs_act act) {
    split s = split_of(q, m, l->k);
    for (int p = 0; p < l->n; p += 32) {
        float *y = out.y + p / 32 * out.panel;
        int r = 0;
        for (; r + 2 <= m; r += 2) tile_i8(1, l, p, &s, r, scale, y + r * out.row, out.row, act);
        if (r < m) tile_i8(0, l, p, &s, r, scale, y + r * out.row, out.row, act);
    }
}
#else
typedef int cs_no_avx2; /* an empty file is no C */
#endif
