/* The spanning tree against every tree there is, on small random matrices. */
#include "encode_test.h"
#include "decode/spanning.h"
#include <math.h>
#include <string.h>

enum { MOST = 6 };

static uint32_t seed = 12345;
static float random_score(void) {
    seed = seed * 1664525u + 1013904223u;
    return (float)(seed >> 8) / (float)(1 << 24) * 20.0f - 10.0f;
}

static bool is_tree(const int32_t *head, int n) {
    int roots = 0;
    for (int i = 0; i < n; i++) {
        roots += head[i] < 0;
        int v = i, steps = 0;
        while (v >= 0 && steps++ <= n) v = head[v];
        if (v >= 0) return false;
    }
    return roots == 1;
}

static double weight(const float *s, int ld, const int32_t *head, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) sum += (double)s[i * ld + head[i] + 1];
    return sum;
}

static double best_of_all(const float *s, int ld, int n) {
    int32_t head[MOST];
    double best = -1e30;
    long all = 1;
    for (int i = 0; i < n; i++) all *= n + 1;
    for (long code = 0; code < all; code++) {
        long c = code;
        for (int i = 0; i < n; i++, c /= n + 1) head[i] = (int32_t)(c % (n + 1)) - 1;
        if (!is_tree(head, n)) continue;
        double w = weight(s, ld, head, n);
        if (w > best) best = w;
    }
    return best;
}

static void equals_brute_force(void **state) {
    (void)state;
    for (int round = 0; round < 600; round++) {
        int n = 1 + round % MOST, ld = n + 1 + round % 3;
        float s[MOST * (MOST + 3)];
        for (int i = 0; i < n * ld; i++) s[i] = random_score();
        if (round % 4 == 1) /* every word would like the root */
            for (int i = 0; i < n; i++) s[i * ld] += 15.0f;
        if (round % 4 == 2) /* ties */
            for (int i = 0; i < n * ld; i++) s[i] = floorf(s[i] / 5.0f);
        int32_t head[MOST];
        void *work = malloc(cs_spanning_bytes(n));
        cs_spanning_tree(s, ld, n, head, work);
        free(work);
        assert_true(is_tree(head, n));
        assert_true(fabs(weight(s, ld, head, n) - best_of_all(s, ld, n)) < 1e-6);
    }
}

/* The longest sentence: the result is a tree with one root, and not worse than a chain. */
static void long_sentences(void **state) {
    (void)state;
    enum { N = CS_SPANNING_WORDS_MAX };
    float *s = malloc(sizeof *s * N * (N + 1));
    void *work = malloc(cs_spanning_bytes(N));
    int32_t head[N], chain[N];
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < N * (N + 1); i++) s[i] = random_score();
        if (round == 1) /* neighbours want each other: a cycle for every two words */
            for (int i = 0; i < N; i++) s[i * (N + 1) + (i ^ 1) + 1] += 100.0f;
        if (round == 2) memset(s, 0, sizeof *s * N * (N + 1));
        cs_spanning_tree(s, N + 1, N, head, work);
        assert_true(is_tree(head, N));
        for (int i = 0; i < N; i++) chain[i] = i - 1;
        assert_true(weight(s, N + 1, head, N) >= weight(s, N + 1, chain, N));
    }
    free(s), free(work);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(equals_brute_force), cmocka_unit_test(long_sentences) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
