/* Krippendorff's alpha, against examples of its author and others. */
#include "check.h"
#include "score/alpha.h"
#include <math.h>

enum { MEMORY_BYTES = 1 << 20 };
#define NONE NAN

static cs_alpha alpha(const double *v, int64_t n_units, int n_observers, const int32_t *times, cs_metric metric) {
    static char memory[MEMORY_BYTES];
    static jmp_buf full;
    cs_arena a = { memory, memory + sizeof memory, memory, &full };
    if (setjmp(full)) fail_msg("the arena is full");
    return cs_alpha_of(v, n_units, n_observers, times, metric, a);
}

static void must_be(const cs_alpha a, double value, int64_t n_values) {
    assert_true(a.has_value);
    if (fabs(a.value - value) > 0.0005) fail_msg("got %.5f, expected %.3f", a.value, value);
    assert_int_equal(a.n_values, n_values);
}

/* Krippendorff 2011, example B: two observers, five categories, 12 units. */
static void test_two_observers(void **state) {
    (void)state;
    static const double v[12][2] = { { 1, 2 }, { 1, 1 }, { 2, 2 }, { 2, 2 }, { 4, 2 }, { 3, 3 },
                                     { 3, 3 }, { 3, 3 }, { 5, 5 }, { 4, 4 }, { 4, 4 }, { 1, 4 } };
    cs_alpha a = alpha(v[0], 12, 2, NULL, CS_NOMINAL);
    must_be(a, 0.692, 24);
    assert_int_equal(a.n_units, 12);
    assert_int_equal(a.n_agree, 9);
}

/* Krippendorff 2011, example A: two observers, two categories, ten units. */
static void test_binary(void **state) {
    (void)state;
    static const double a[2][10] = { { 0, 1, 0, 0, 0, 0, 0, 0, 1, 0 }, { 1, 1, 1, 0, 0, 1, 0, 0, 0, 0 } };
    double pairs[10][2];
    for (int i = 0; i < 10; i++) pairs[i][0] = a[0][i], pairs[i][1] = a[1][i];
    must_be(alpha(pairs[0], 10, 2, NULL, CS_NOMINAL), 0.095, 20);
}

/* Krippendorff 2011, example C: four observers, 12 units, values missing; the last unit has one value and no partner. */
static const double C[12][4] = {
    { 1, 1, NONE, 1 }, { 2, 2, 3, 2 }, { 3, 3, 3, 3 }, { 3, 3, 3, 3 },    { 2, 2, 2, 2 },       { 1, 2, 3, 4 },
    { 4, 4, 4, 4 },    { 1, 1, 2, 1 }, { 2, 2, 2, 2 }, { NONE, 5, 5, 5 }, { NONE, NONE, 1, 1 }, { NONE, NONE, 3, NONE },
};

static void test_four_observers(void **state) {
    (void)state;
    must_be(alpha(C[0], 12, 4, NULL, CS_NOMINAL), 0.743, 40);
    must_be(alpha(C[0], 12, 4, NULL, CS_INTERVAL), 0.849, 40);
    must_be(alpha(C[0], 12, 4, NULL, CS_RATIO), 0.797, 40);
}

/* Three coders, 15 units: the example of the Wikipedia article "Krippendorff's alpha" (0.691 and 0.811). */
static void test_three_coders(void **state) {
    (void)state;
    static const double v[3][15] = { { NONE, NONE, NONE, NONE, NONE, 3, 4, 1, 2, 1, 1, 3, 3, NONE, 3 },
                                     { 1, NONE, 2, 1, 3, 3, 4, 3, NONE, NONE, NONE, NONE, NONE, NONE, NONE },
                                     { NONE, NONE, 2, 1, 3, 4, 4, NONE, 2, 1, 1, 3, 3, NONE, 4 } };
    double units[15][3];
    for (int u = 0; u < 15; u++)
        for (int i = 0; i < 3; i++) units[u][i] = v[i][u];
    must_be(alpha(units[0], 15, 3, NULL, CS_NOMINAL), 0.691, 26);
    must_be(alpha(units[0], 15, 3, NULL, CS_INTERVAL), 0.811, 26);
}

/* A unit that counts twice is the same as the unit twice; one that counts never is not there. */
static void test_times(void **state) {
    (void)state;
    static const int32_t times[12] = { 1, 2, 1, 0, 1, 1, 3, 1, 1, 1, 1, 1 };
    double often[15][4];
    int n = 0;
    for (int u = 0; u < 12; u++)
        for (int k = 0; k < times[u]; k++) memcpy(often[n++], C[u], sizeof C[u]);
    for (cs_metric m = CS_NOMINAL; m <= CS_RATIO; m++) {
        cs_alpha a = alpha(C[0], 12, 4, times, m), b = alpha(often[0], n, 4, NULL, m);
        must_be(a, b.value, b.n_values);
        assert_int_equal(a.n_units, b.n_units);
    }
}

static void test_nothing_to_tell(void **state) {
    (void)state;
    static const double same[3][2] = { { 7, 7 }, { 7, 7 }, { 7, NONE } }, none[2][2] = { { 1, NONE }, { NONE, 2 } };
    static const double zeros[3][2] = { { 0, 0 }, { 0, 2 }, { 2, 2 } };
    cs_alpha a = alpha(same[0], 3, 2, NULL, CS_INTERVAL);
    assert_false(a.has_value);
    assert_int_equal(a.n_agree, 2);
    assert_false(alpha(none[0], 2, 2, NULL, CS_NOMINAL).has_value);
    assert_false(alpha(none[0], 0, 2, NULL, CS_RATIO).has_value);
    assert_true(isfinite(alpha(zeros[0], 3, 2, NULL, CS_RATIO).value));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_two_observers), cmocka_unit_test(test_binary), cmocka_unit_test(test_four_observers),
        cmocka_unit_test(test_three_coders),  cmocka_unit_test(test_times),  cmocka_unit_test(test_nothing_to_tell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
