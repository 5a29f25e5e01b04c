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

/* component[i]: the smallest of those that i is connected with by what is likelier than CS_TIE_JOIN, or by a bond. */
static void connect(int n, const cs_tie *ties, ptrdiff_t n_ties, const cs_bond *bonds, ptrdiff_t n_bonds, int *component) {
    for (int i = 0; i < n; i++) component[i] = i;
    for (ptrdiff_t k = 0; k < n_ties + n_bonds; k++) {
        if (k < n_ties && ties[k].p <= CS_TIE_JOIN) continue;
        int a = component[k < n_ties ? ties[k].a : bonds[k - n_ties].a],
            b = component[k < n_ties ? ties[k].b : bonds[k - n_ties].b];
        for (int i = 0; i < n; i++)
            if (component[i] == (a > b ? a : b)) component[i] = a > b ? b : a;
    }
}

/* What is no likelier than CS_TIE_JOIN brings nothing together, so that what it alone connects may be clustered apart: the
 * store looks no further (store/incidents.h). */
static void only_likely_ties_connect(void **state) {
    enum { N = 40, ROUNDS = 200, BONDS = 6 };
    int parts = 0, joined = 0;
    (void)state;
    for (uint32_t seed = 1; seed <= ROUNDS; seed++) {
        cs_tie ties[N * N], own[N * N];
        cs_bond bonds[BONDS], bonds_own[BONDS];
        int all[N], component[N], place[N], label[N], member[N];
        uint32_t s = seed;
        ptrdiff_t n = 0;
        for (int i = 0; i < N; i++)
            for (int k = i + 1; k < N; k++)
                if (next_random(&s) % 8 == 0) ties[n++] = (cs_tie){ i, k, next_random(&s) % 700 * 0.001 };
        for (int i = 0; i < BONDS; i++) {
            int a = (int)(next_random(&s) % N), b = (int)(next_random(&s) % (N - 1));
            bonds[i] = (cs_bond){ a, b + (b >= a), next_random(&s) % 2 };
        }
        cs_cluster(N, ties, n, bonds, BONDS, all, scratch);
        connect(N, ties, n, bonds, BONDS, component);
        for (int c = 0; c < N; c++) {
            int m = 0;
            ptrdiff_t n_own = 0, n_bonds = 0;
            for (int i = 0; i < N; i++)
                if (component[i] == c) member[place[i] = m++] = i;
            for (ptrdiff_t k = 0; k < n; k++)
                if (component[ties[k].a] == c && component[ties[k].b] == c)
                    own[n_own++] = (cs_tie){ place[ties[k].a], place[ties[k].b], ties[k].p };
            for (int k = 0; k < BONDS; k++)
                if (component[bonds[k].a] == c)
                    bonds_own[n_bonds++] = (cs_bond){ place[bonds[k].a], place[bonds[k].b], bonds[k].same };
            cs_cluster(m, own, n_own, bonds_own, n_bonds, label, scratch);
            for (int i = 0; i < m; i++) assert_int_equal(all[member[i]], member[label[i]]);
            for (int i = 0; i < m; i++) joined += label[i] != i;
            parts += m > 0;
        }
    }
    assert_true(parts > ROUNDS && joined > ROUNDS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_the_mean),
        cmocka_unit_test(by_another_rule),
        cmocka_unit_test(people_are_obeyed),
        cmocka_unit_test(order_does_not_matter),
        cmocka_unit_test(components_stand_alone),
        cmocka_unit_test(only_likely_ties_connect),
    };
    return cmocka_run_group_tests_name("cluster", tests, setup, teardown);
}
