/* Accounts into incidents: chains do not hold, people are obeyed, order does not matter. */
#include "check.h"
#include "link/cluster.h"
#include <stdlib.h>

static cs_arena scratch;
static jmp_buf full;

static int setup(void **state) {
    cs_err err;
    (void)state;
    scratch.on_full = &full;
    return cs_arena_map(&scratch, 1 << 28, &err) ? -1 : 0;
}

static int teardown(void **state) {
    (void)state;
    cs_arena_unmap(&scratch);
    return 0;
}

static void expect(int n, const cs_tie *ties, ptrdiff_t n_ties, const cs_bond *bonds, ptrdiff_t n_bonds, const int *want) {
    int label[64];
    cs_cluster(n, ties, n_ties, bonds, n_bonds, label, scratch);
    for (int i = 0; i < n; i++) assert_int_equal(label[i], want[i]);
}

static void by_the_mean(void **state) {
    /* 0-1-2 are likely throughout; 3 is like 2 alone */
    const cs_tie ties[] = { { 0, 1, 0.9 }, { 0, 2, 0.8 }, { 1, 2, 0.9 }, { 2, 3, 0.6 }, { 0, 3, 0.01 }, { 1, 3, 0.02 } };
    (void)state;
    expect(4, ties, 6, NULL, 0, (int[]){ 0, 0, 0, 3 });
    expect(4, ties, 0, NULL, 0, (int[]){ 0, 1, 2, 3 });
    const cs_tie chain[] = { { 0, 1, 0.8 }, { 1, 2, 0.7 }, { 2, 3, 0.8 }, { 0, 2, 0.05 }, { 1, 3, 0.05 }, { 0, 3, 0.05 } };
    expect(4, chain, 6, NULL, 0, (int[]){ 0, 0, 2, 2 });
}

static void by_another_rule(void **state) {
    const cs_tie ties[] = { { 0, 1, 0.4 }, { 1, 2, 0.4 } };
    int label[3];
    (void)state;
    expect(3, ties, 2, NULL, 0, (int[]){ 0, 1, 2 });
    cs_cluster_by((cs_cluster_rule){ .unseen = 0.2, .join = 0.35 }, 3, ties, 2, NULL, 0, label, scratch);
    assert_true(label[0] == label[1] && label[2] == 2); /* the mean over 0-2, which nobody compared, and 1-2 is below */
    cs_cluster_by((cs_cluster_rule){ .unseen = 0.35, .join = 0.35 }, 3, ties, 2, NULL, 0, label, scratch);
    assert_true(label[0] == label[1] && label[1] == label[2]);
}

static void people_are_obeyed(void **state) {
    const cs_tie ties[] = { { 0, 1, 0.99 }, { 1, 2, 0.99 }, { 0, 2, 0.99 }, { 0, 3, 0.01 } };
    const cs_bond apart[] = { { 0, 1, false } }, same[] = { { 3, 0, true } };
    const cs_bond again[] = { { 0, 1, false }, { 1, 0, true } }, through[] = { { 0, 3, true }, { 1, 3, false } };
    int label[4];
    (void)state;
    cs_cluster(4, ties, 4, apart, 1, label, scratch);
    assert_true(label[0] != label[1]);
    expect(4, ties, 4, same, 1, (int[]){ 0, 0, 0, 0 });
    expect(4, ties, 4, again, 2, (int[]){ 0, 0, 0, 3 }); /* the later decision stands */
    cs_cluster(4, ties, 4, through, 2, label, scratch);
    assert_int_equal(label[3], label[0]);
    assert_true(label[1] != label[0]);
}

static uint32_t next_random(uint32_t *s) { return *s = *s * 1664525u + 1013904223u, *s >> 8; }

static int by_key(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

/* Accounts have content keys; whatever order they come in, sorted by key they give one partition. And adding accounts that are
 * tied to none leaves the others as they were. */
static void order_does_not_matter(void **state) {
    enum { N = 40, ROUNDS = 50 };
    (void)state;
    for (uint32_t seed = 1; seed <= ROUNDS; seed++) {
        static double p[N][N];
        cs_tie ties[N * N];
        int first[N], label[N], order[N];
        uint32_t s = seed;
        ptrdiff_t n = 0;
        for (int i = 0; i < N; i++)
            for (int k = i + 1; k < N; k++)
                p[i][k] = next_random(&s) % 3 ? -1 : (i % 6 == k % 6 ? 500 : 100) * 0.001 + next_random(&s) % 400 * 0.001;
        for (int i = 0; i < N; i++)
            for (int k = i + 1; k < N; k++)
                if (p[i][k] >= 0) ties[n++] = (cs_tie){ i, k, p[i][k] };
        cs_cluster(N, ties, n, NULL, 0, first, scratch);
        for (int i = 0; i < N; i++) order[i] = i;
        for (int i = N - 1; i > 0; i--) {
            int k = (int)(next_random(&s) % (uint32_t)(i + 1)), t = order[i];
            order[i] = order[k];
            order[k] = t;
        }
        qsort(order, N, sizeof *order, by_key); /* what the caller does with accounts that came in any order */
        for (ptrdiff_t i = n - 1; i > 0; i--) { /* ties come in any order */
            ptrdiff_t k = next_random(&s) % (uint32_t)(i + 1);
            cs_tie t = ties[i];
            ties[i] = ties[k];
            ties[k] = t;
        }
        cs_cluster(N, ties, n, NULL, 0, label, scratch);
        for (int i = 0; i < N; i++) assert_int_equal(label[i], first[order[i]]);
        int more[N + 3];
        cs_cluster(N + 3, ties, n, NULL, 0, more, scratch);
        for (int i = 0; i < N; i++) assert_int_equal(more[i], first[i]);
        assert_int_equal(more[N + 2], N + 2);
    }
}

/* A component on its own gives what it gives among others. */
static void components_stand_alone(void **state) {
    const cs_tie both[] = { { 0, 1, 0.8 }, { 1, 2, 0.45 }, { 0, 2, 0.3 }, { 3, 4, 0.9 }, { 4, 5, 0.7 }, { 3, 5, 0.2 } };
    const cs_tie second[] = { { 0, 1, 0.9 }, { 1, 2, 0.7 }, { 0, 2, 0.2 } };
    int all[6], alone[3];
    (void)state;
    cs_cluster(6, both, 6, NULL, 0, all, scratch);
    cs_cluster(3, second, 3, NULL, 0, alone, scratch);
    for (int i = 0; i < 3; i++) assert_int_equal(all[3 + i] - 3, alone[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_the_mean),           cmocka_unit_test(by_another_rule),        cmocka_unit_test(people_are_obeyed),
        cmocka_unit_test(order_does_not_matter), cmocka_unit_test(components_stand_alone),
    };
    return cmocka_run_group_tests_name("cluster", tests, setup, teardown);
}
