/* Every kernel of every table that this CPU can run against the scalar table: the same bits. */
#include "encode_test.h"
#include "encode/kern/kern.h"
#include <math.h>
#include <string.h>

static uint32_t seed = 99;
static float noise(void) {
    seed = seed * 1664525u + 1013904223u;
    return (float)(int32_t)seed / 2147483648.0f;
}

static float *floats(int n, float scale) {
    float *p = CS_NEW(&test_perm, float, n);
    for (int i = 0; i < n; i++) p[i] = noise() * scale;
    return p;
}

static float *copy(const float *x, int n) {
    float *p = CS_NEW(&test_perm, float, n);
    memcpy(p, x, sizeof *p * (size_t)n);
    return p;
}

static const cs_kern *tables[2];
static int n_tables;

static void same(const cs_kern *k, const char *what, const float *a, const float *b, int n) {
    for (int i = 0; i < n; i++)
        if (memcmp(&a[i], &b[i], sizeof *a))
            fail_msg("%s of %s: %a at %d, scalar says %a", what, k->name, (double)b[i], i, (double)a[i]);
}

static void elementwise(void **state) {
    (void)state;
    enum { N = 65536 };
    for (int t = 0; t < n_tables; t++) {
        void (*const *of[3])(float *, ptrdiff_t) = { &tables[t]->relu, &tables[t]->gelu, &tables[t]->exp2 };
        void (*const *ref[3])(float *, ptrdiff_t) = { &cs_kern_scalar.relu, &cs_kern_scalar.gelu, &cs_kern_scalar.exp2 };
        const float scale[] = { 1e-6f, 1.0f, 12.0f, 300.0f };
        for (int i = 0; i < 12; i++) {
            float *x = floats(N, scale[i % 4]), *y = copy(x, N);
            (*ref[i / 4])(x, N);
            (*of[i / 4])(y, N);
            same(tables[t], "an elementwise function", x, y, N);
        }
    }
}

/* Against libm, in double: our exp2 within 2e-7, our GELU within 1e-6. */
static void accuracy(void **state) {
    (void)state;
    for (int i = -8000; i <= 8000; i += 16) {
        float e[16], g[16];
        for (int j = 0; j < 16; j++) e[j] = (float)(i + j) / 100.0f, g[j] = (float)(i + j) / 800.0f;
        cs_kern_scalar.exp2(e, 16), cs_kern_scalar.gelu(g, 16);
        for (int j = 0; j < 16; j++) {
            double x = (double)((float)(i + j) / 100.0f), y = (double)((float)(i + j) / 800.0f);
            assert_true(fabs((double)e[j] / exp2(x) - 1) < 2e-7);
            assert_true(fabs((double)g[j] - 0.5 * y * (1 + tanh(sqrt(2 / M_PI) * (y + 0.044715 * y * y * y)))) < 1e-6);
        }
    }
}

static void norms(void **state) {
    (void)state;
    for (int t = 0; t < n_tables; t++)
        for (int m = 1; m < 5; m++) {
            float *x = floats(m * 384, 3.0f), *y = copy(x, m * 384), *g = floats(384, 1.0f), *b = floats(384, 1.0f);
            cs_kern_scalar.layer_norm(x, m, 384, g, b);
            tables[t]->layer_norm(y, m, 384, g, b);
            same(tables[t], "layer norm", x, y, m * 384);
        }
}

static void float_products(void **state) {
    (void)state;
    const int ms[] = { 1, 2, 5, 11, 12, 13, 25, 37 }, ns[] = { 16, 32, 48, 80 }, ks[] = { 1, 32, 96, 257 };
    for (int t = 0; t < n_tables; t++)
        for (int i = 0; i < 8 * 4 * 4; i++) {
            int m = ms[i / 16], n = ns[i / 4 % 4], k = ks[i % 4];
            float *a = floats(m * k, 1.0f), *b = floats(k * n, 1.0f), *init = i % 3 ? floats(n, 1.0f) : NULL;
            float *c = CS_NEW(&test_perm, float, m *n), *d = CS_NEW(&test_perm, float, m *n);
            cs_kern_scalar.gemm_f32(m, n, k, a, k, b, n, init, c, n);
            tables[t]->gemm_f32(m, n, k, a, k, b, n, init, d, n);
            same(tables[t], "a float product", c, d, m * n);
            tables[t]->transpose(b, n, k, n, d = CS_NEW(&test_perm, float, n *(k + 15)), k + 3);
            for (int r = 0; r < k; r++)
                for (int j = 0; j < n; j++) assert_true(d[j * (k + 3) + r] == b[r * n + j]);
            for (int j = 0; j < n; j++) assert_true(d[j * (k + 3) + k + 2] == 0);
        }
}

/* Weights and activations at their extremes too: all 127 against all -127 is the largest sum of a pair there is, 127 against
 * -128 the least. */
static void int8_products(void **state) {
    (void)state;
    const int ms[] = { 1, 2, 3, 7, 12, 13, 30 };
    for (int t = 0; t < n_tables; t++)
        for (int i = 0; i < 7 * 3 * 4; i++) {
            int m = ms[i / 12], k = i % 2 ? 1536 : 384, n = 64, extreme = i / 3 % 4;
            cs_act act = (cs_act)(i % 3);
            int8_t *w = CS_NEW(&test_perm, int8_t, n * k), *q = cs_arena_new(&test_perm, 1, 64, cs_q_bytes(m, k)),
                   *r = cs_arena_new(&test_perm, 1, 64, cs_q_bytes(m, k));
            int32_t *sum = CS_NEW(&test_perm, int32_t, n);
            for (int j = 0; j < n * k; j++) {
                w[j] = extreme ? (int8_t)(extreme == 1 ? -127 : extreme == 2 ? 127 : -128) : (int8_t)(noise() * 127.9f);
                sum[j / (32 * k) * 32 + j % 128 / 4] += w[j];
            }
            cs_linear l = { w, sum, floats(n, 0.01f), floats(n, 1.0f), NULL, k, n };
            uint16_t *order = CS_NEW(&test_perm, uint16_t, n / 32 * (k / 4 + 1));
            if (tables[t]->arrange) tables[t]->arrange(w, k, n, order);
            l.order = order;
            float *x = floats(m * k, 4.0f), *s = floats(m, 1.0f), *u = floats(m, 1.0f), *y = floats(m * n, 1.0f),
                  *z = copy(y, m * n);
            for (int j = 0; extreme && j < m * k; j++) x[j] = extreme == 3 ? 2.5f : -2.5f;
            if (m > 1) memset(x, 0, sizeof *x * (size_t)k); /* a row of zeros has scale 0 */
            cs_kern_scalar.quantise(x, k, m, k, q, s);
            tables[t]->quantise(x, k, m, k, r, u);
            same(tables[t], "quantisation", s, u, m);
            cs_kern_scalar.gemm_i8(&l, q, s, m, (cs_out){ y, n, 32 }, act);
            tables[t]->gemm_i8(&l, r, u, m, (cs_out){ z, n, 32 }, act);
            same(tables[t], "an int8 product", y, z, m * n);
        }
}

static void attention(void **state) {
    (void)state;
    const int ns[] = { 1, 2, 15, 16, 17, 31, 64, 100, 256 };
    for (int t = 0; t < n_tables; t++)
        for (int i = 0; i < 9; i++) {
            int n = ns[i];
            cs_arena a = test_perm;
            float *qkv = floats(3 * n * 32, 2.0f), *x = CS_NEW(&test_perm, float, n * 48),
                  *y = CS_NEW(&test_perm, float, n * 48);
            float *work = cs_arena_new(&test_perm, sizeof(float), 64, cs_attention_floats(n));
            cs_kern_scalar.attention(qkv, n, x, 48, work);
            tables[t]->attention(qkv, n, y, 48, work);
            same(tables[t], "attention", x, y, n * 48);
            test_perm = a;
        }
}

/* One head in double against ours, with queries and keys of the sizes that the model has and a key far above the others: the
 * largest error in proportion to the largest value. */
static void attention_accuracy(void **state) {
    (void)state;
    enum { N = 200 };
    float *qkv = floats(3 * N * 32, 3.0f), *q = qkv, *k = q + N * 32, *v = k + N * 32;
    float *out = CS_NEW(&test_perm, float, N * 32), *work = cs_arena_new(&test_perm, sizeof(float), 64, cs_attention_floats(N));
    for (int d = 0; d < 32; d++) k[d] *= 4;
    cs_kern_scalar.attention(qkv, N, out, 32, work);
    for (int i = 0; i < N; i++) {
        double p[N], most = -1e9, sum = 0;
        for (int j = 0; j < N; j++) {
            p[j] = 0;
            for (int d = 0; d < 32; d++) p[j] += (double)q[32 * i + d] * (double)k[32 * j + d] / sqrt(32);
            if (p[j] > most) most = p[j];
        }
        for (int j = 0; j < N; j++) sum += p[j] = exp(p[j] - most);
        for (int d = 0; d < 32; d++) {
            double y = 0;
            for (int j = 0; j < N; j++) y += p[j] / sum * (double)v[32 * j + d];
            assert_true(fabs(y - (double)out[32 * i + d]) < 3.0 / 200);
        }
    }
}

/* What no scale fits: all zeros, numbers far beyond the model's, and what is no number gives something finite. */
static void attention_extremes(void **state) {
    (void)state;
    enum { N = 37 };
    const float fill[] = { 0.0f, 1e-30f, 1e6f, INFINITY, NAN };
    for (int i = 0; i < 5; i++) {
        float *qkv = floats(3 * N * 32, 2.0f), *out = CS_NEW(&test_perm, float, N * 32);
        float *work = cs_arena_new(&test_perm, sizeof(float), 64, cs_attention_floats(N));
        for (int j = 0; j < 2 * N * 32; j += i ? 7 : 1) qkv[j] = fill[i];
        cs_kern_scalar.attention(qkv, N, out, 32, work);
        for (int j = 0; j < N * 32; j++) assert_true(fabsf(out[j]) <= 2.01f);
        for (int t = 0; t < n_tables; t++) {
            float *y = CS_NEW(&test_perm, float, N * 32);
            tables[t]->attention(qkv, N, y, 32, work);
            same(tables[t], "attention", out, y, N * 32);
        }
    }
}

int main(void) {
    test_arenas();
    unsigned cpu = cs_cpu_detect();
    if (cpu & CS_CPU_AVX2) tables[n_tables++] = cs_kern_for(CS_CPU_AVX2);
    if (cpu & CS_CPU_AVX512) tables[n_tables++] = cs_kern_for(CS_CPU_AVX2 | CS_CPU_AVX512);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elementwise),        cmocka_unit_test(accuracy),          cmocka_unit_test(norms),
        cmocka_unit_test(float_products),     cmocka_unit_test(int8_products),     cmocka_unit_test(attention),
        cmocka_unit_test(attention_accuracy), cmocka_unit_test(attention_extremes)
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
