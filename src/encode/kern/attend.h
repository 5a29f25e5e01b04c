/* encode/kern/attend.h: attention of one head in whole numbers, included by impl.h. Products of 16-bit numbers are exact in 32
 * bits and cost half of what float32 does, weights of 13 bits a third of what exp2 does; what is lost is a fraction of what the
 * next product's 8 bits lose (docs/decisions/0019-attention.md).
 *
 * Queries (times log2 e / sqrt 32) and keys become whole numbers within CUT by a power of two each, so that the distance of a
 * score from the row's best, shifted, is -log2 of its weight with FRACTION_BITS behind the point. Values become whole numbers
 * by a scale for each column, as large as n weights of 13 bits leave room for in a sum of 32. */
enum { CUT = 4095, POWER_LEAST = 6, POWER_MOST = 12, FRACTION_BITS = 12, NO_SCORE = -(1 << 30) };

/* Whole numbers within most: x * scale, halves to even. */
INLINE w16 whole(v16 x, v16 scale, v16 most) {
    return w_of(v_round(v_min(v_max(v_mul(x, scale), v_sub(v_set(0.0f), most)), most)));
}

/* The largest power of two, of those allowed, that keeps n numbers (a multiple of 16) within CUT when they are times `by`. */
INLINE int power_for(const float *x, ptrdiff_t n, float by) {
    v16 most = v_set(0.0f);
    for (ptrdiff_t i = 0; i < n; i += 16) most = v_max(most, v_abs(v_load(x + i)));
    float top = v_top(most) * by;
    int power = POWER_LEAST;
    while (power < POWER_MOST && top * (float)(2 << power) <= (float)CUT) power++;
    return power;
}

/* Keys in columns [32][pad] become pairs [16][pad] of the dimensions i and i + 16, in place. */
INLINE void pair_keys(float *keys, int pad, int power) {
    v16 scale = v_set((float)(1 << power)), most = v_set(CUT);
    for (int i = 0; i < 16 * pad; i += 16)
        w_store(keys + i, w_pair(whole(v_load(keys + i), scale, most), whole(v_load(keys + 16 * pad + i), scale, most)));
}

/* Queries q [rows][32] become pairs of the same dimensions. */
INLINE void pair_queries(const float *q, int rows, float by, int32_t *to) {
    v16 scale = v_set(by), most = v_set(CUT);
    for (int r = 0; r < rows; r++, q += 32, to += 16)
        w_store(to, w_pair(whole(v_load(q), scale, most), whole(v_load(q + 16), scale, most)));
}

/* Values v [n][32] become pairs [(n + 1) / 2][32] of neighbours; scale: what a column's numbers are to be multiplied by again.
 */
INLINE void pair_values(const float *v, int n, int32_t *to, float scale[32]) {
    static const float none[32];
    int room = INT32_MAX / (n << 13);
    v16 most = v_set((float)(room < INT16_MAX ? room : INT16_MAX));
    for (int c = 0; c < 32; c += 16) {
        v16 top = v_set(0.0f);
        for (int j = 0; j < n; j++) top = v_max(top, v_abs(v_load(v + 32 * j + c)));
        top = v_max(top, v_set(1e-30f));
        v16 up = v_div(most, top);
        v_store(scale + c, v_div(top, most));
        for (int j = 0; j < n; j += 2) {
            const float *a = v + 32 * j + c, *b = j + 1 < n ? a + 32 : none;
            w_store(to + 16 * j + c, w_pair(whole(v_load(a), up, most), whole(v_load(b), up, most)));
        }
    }
}

/* 2^(13 - d / 2^12) for 32 distances d; its polynomial is off by 1.4e-4 at most. */
INLINE w16 weights(w16 d) {
    w16 x = h_sll(d, 16 - FRACTION_BITS);
    w16 y = h_sub(h_set(7563), h_mulhi(x, h_set(1292)));
    y = h_sub(h_set(22657), h_mulhi(x, y));
    y = h_sub(h_set(32767), h_mulhi(x, y));
    return h_srl(h_add(h_srlv(y, h_srl(d, FRACTION_BITS)), h_set(2)), 2);
}

/* A row of n scores becomes weights of 16 bits, in the first half of its memory; 1 / their sum. */
INLINE float weigh(int32_t *s, int n, int pad, int shift) {
    for (int j = n; j < pad; j++) s[j] = NO_SCORE;
    w16 top0 = w_load(s), top1 = w_load(s + 16), sum = w_set(0);
    for (int j = 32; j < pad; j += 32) top0 = w_max(top0, w_load(s + j)), top1 = w_max(top1, w_load(s + j + 16));
    w16 best = w_set(w_top(w_max(top0, top1)));
    for (int j = 0; j < pad; j += 32) {
        w16 p = weights(h_pack(w_srl(w_sub(best, w_load(s + j)), shift), w_srl(w_sub(best, w_load(s + j + 16)), shift)));
        w_store(s + j / 2, p);
        sum = w_dot(p, h_set(1), sum);
    }
    return 1.0f / (float)w_sum(sum);
}

/* work: keys [32][pad], of which pairs leave the second half to the values; then scores [CS_ATTENTION_ROWS][pad]. */
static void attention(const float *qkv, int n, float *out, ptrdiff_t ld, float *work) {
    const float c = 0.25503493f; /* log2 e / sqrt(32) */
    const float *q = qkv, *k = q + (ptrdiff_t)n * 32, *v = k + (ptrdiff_t)n * 32;
    int pad = (n + 31) & ~31, q_power = power_for(q, (ptrdiff_t)n * 32, c), k_power = power_for(k, (ptrdiff_t)n * 32, 1.0f);
    int32_t queries[CS_ATTENTION_ROWS * 16], sums[CS_ATTENTION_ROWS * 32];
    int32_t *keys = (int32_t *)(void *)work, *values = keys + 16 * (ptrdiff_t)pad, *s = values + 16 * (ptrdiff_t)pad;
    float scale[32], inverse[CS_ATTENTION_ROWS];
    transpose(k, 32, n, 32, work, pad);
    pair_keys(work, pad, k_power);
    pair_values(v, n, values, scale);
    for (int from = 0; from < n; from += CS_ATTENTION_ROWS) {
        int rows = n - from < CS_ATTENTION_ROWS ? n - from : CS_ATTENTION_ROWS;
        pair_queries(q + from * 32, rows, c * (float)(1 << q_power), queries);
        gemm_pairs(rows, pad, 16, queries, 16, keys, pad, NULL, s, pad);
        for (int r = 0; r < rows; r++) inverse[r] = weigh(s + (ptrdiff_t)r * pad, n, pad, q_power + k_power - FRACTION_BITS);
        gemm_pairs(rows, 32, (n + 1) / 2, s, pad, values, 32, NULL, sums, 32);
        for (int r = 0; r < rows; r++, out += ld)
            for (int i = 0; i < 32; i += 16)
                v_store(out + i, v_mul(v_of(w_load(sums + 32 * r + i)), v_mul(v_set(inverse[r]), v_load(scale + i))));
    }
}
