/* Figures and their intervals. */
#include "check.h"
#include "score/measure.h"

static cs_arena arena;
static jmp_buf full;

static int setup(void **state) {
    (void)state;
    cs_err err;
    if (cs_arena_map(&arena, 1 << 22, &err) != CASUS_OK) return -1;
    arena.on_full = &full;
    return 0;
}

static int teardown(void **state) {
    (void)state;
    cs_arena_unmap(&arena);
    return 0;
}

static bool near(double a, double b) { return a - b < 1e-9 && b - a < 1e-9; }

static void test_figures(void **state) {
    (void)state;
    cs_figure f[CS_MEASURE_COUNT];
    cs_score s[2] = { 0 };
    s[0].row[CS_FIELD_AGENT] = (cs_tally){ 2, 3, 5 };
    s[1].row[CS_FIELD_AGENT] = (cs_tally){ 1, 1, 1 };
    s[0].row[CS_FIELD_MODE] = (cs_tally){ 1, 2, 2 }; /* no core field */
    s[0].row[CS_ROW_FOUND] = (cs_tally){ 3, 0, 4 };
    s[0].row[CS_ROW_VIOLENT] = (cs_tally){ 1, 2, 0 };
    s[1].row[CS_ROW_SURPLUS] = (cs_tally){ 0, 6, 4 };
    cs_measure_all(s, 2, f, arena);
    assert_true(near(f[CS_FIELD_AGENT].value, 2.0 * 3 / (4 + 6)));
    assert_int_equal(f[CS_FIELD_AGENT].counts.expected, 6);
    assert_true(near(f[CS_MEASURE_CORE].value, 0.6));
    assert_true(near(f[CS_MEASURE_ALL].value, 2.0 * 4 / (6 + 8)));
    assert_true(near(f[CS_MEASURE_FOUND].value, 0.75));
    assert_true(near(f[CS_MEASURE_VIOLENT].value, 0.5));
    assert_true(near(f[CS_MEASURE_SURPLUS].value, 1.5));
    assert_false(f[CS_MEASURE_LINKS].has_value); /* nothing to divide by */
    assert_false(f[CS_MEASURE_LINKS].has_interval);
}

static void test_one_report_has_no_interval(void **state) {
    (void)state;
    cs_figure f[CS_MEASURE_COUNT];
    cs_score s = { 0 };
    s.row[CS_ROW_FOUND] = (cs_tally){ 3, 0, 4 };
    cs_measure_all(&s, 1, f, arena);
    assert_true(f[CS_MEASURE_FOUND].has_value);
    assert_false(f[CS_MEASURE_FOUND].has_interval);
}

/* 100 reports with a statement each, of which 60 are found: the normal approximation gives 0.6 +- 1.96 * sqrt(0.6 * 0.4 / 100).
 */
static void test_interval(void **state) {
    (void)state;
    cs_figure f[CS_MEASURE_COUNT], again[CS_MEASURE_COUNT];
    cs_score s[100] = { 0 };
    for (int i = 0; i < 100; i++) s[i].row[CS_ROW_FOUND] = (cs_tally){ i % 5 < 3, 0, 1 };
    for (int i = 0; i < 100; i++) s[i].row[CS_FIELD_TYPE] = (cs_tally){ 1, 1, 1 };
    cs_measure_all(s, 100, f, arena);
    const cs_figure *x = f + CS_MEASURE_FOUND;
    assert_true(x->has_interval);
    assert_true(x->low > 0.504 - 0.03 && x->low < 0.504 + 0.03);
    assert_true(x->high > 0.696 - 0.03 && x->high < 0.696 + 0.03);
    assert_true(near(f[CS_FIELD_TYPE].low, 1) && near(f[CS_FIELD_TYPE].high, 1)); /* they do not differ */
    cs_measure_all(s, 100, again, arena);
    for (int m = 0; m < CS_MEASURE_COUNT; m++)
        assert_true(f[m].has_interval == again[m].has_interval && near(f[m].low, again[m].low) &&
                    near(f[m].high, again[m].high));
}

/* A field that one report of many has is in too few draws. */
static void test_rare_field(void **state) {
    (void)state;
    cs_figure f[CS_MEASURE_COUNT];
    cs_score s[3] = { 0 };
    s[1].row[CS_FIELD_KILLED] = (cs_tally){ 1, 1, 1 };
    cs_measure_all(s, 3, f, arena); /* in 1 - (2/3)^3 = 70 % of the draws */
    assert_true(f[CS_FIELD_KILLED].has_interval);
    cs_score many[40] = { 0 };
    many[7].row[CS_FIELD_KILLED] = (cs_tally){ 1, 1, 1 };
    cs_measure_all(many, 40, f, arena); /* 64 % */
    assert_true(f[CS_FIELD_KILLED].has_interval);
    cs_score none[2] = { 0 };
    cs_measure_all(none, 2, f, arena);
    assert_false(f[CS_FIELD_KILLED].has_value || f[CS_FIELD_KILLED].has_interval);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_figures), cmocka_unit_test(test_one_report_has_no_interval),
                                        cmocka_unit_test(test_interval), cmocka_unit_test(test_rare_field) };
    return cmocka_run_group_tests(tests, setup, teardown);
}
