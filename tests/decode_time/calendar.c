/* Calendar arithmetic against dates whose weekday and week are known, and against itself over four centuries. */
#include "base/calendar.h"
#include "check.h"

static void test_known_days(void **state) {
    (void)state;
    assert_int_equal(cs_day_of(1970, 1, 1), 0);
    assert_int_equal(cs_day_of(2000, 2, 29), 11016);
    assert_int_equal(cs_day_of(1969, 12, 31), -1);
    assert_int_equal(cs_weekday_of(cs_day_of(1970, 1, 1)), 4);
    assert_int_equal(cs_weekday_of(cs_day_of(2022, 9, 14)), 3);
    assert_int_equal(cs_weekday_of(cs_day_of(1900, 1, 1)), 1);
}

static void test_round_trip(void **state) {
    (void)state;
    int32_t weekday = cs_weekday_of(cs_day_of(1700, 1, 1));
    for (int32_t day = cs_day_of(1700, 1, 1); day < cs_day_of(2100, 1, 1); day++) {
        cs_date d = cs_date_of(day);
        assert_true(cs_date_exists(d.year, d.month, d.day));
        assert_int_equal(cs_day_of(d.year, d.month, d.day), day);
        assert_int_equal(cs_weekday_of(day), weekday);
        cs_week w = cs_week_of(day);
        assert_in_range(day - cs_week_monday(w), 0, 6);
        weekday = weekday % 7 + 1;
    }
}

static void test_weeks(void **state) {
    (void)state;
    cs_week w = cs_week_of(cs_day_of(2021, 1, 3)); /* a Sunday that is still in 2020's week 53 */
    assert_int_equal(w.year, 2020);
    assert_int_equal(w.week, 53);
    w = cs_week_of(cs_day_of(2018, 12, 31));
    assert_int_equal(w.year, 2019);
    assert_int_equal(w.week, 1);
}

static void test_months(void **state) {
    (void)state;
    cs_date d = cs_add_months((cs_date){ 2016, 1, 31 }, 1);
    assert_int_equal(d.month, 2);
    assert_int_equal(d.day, 29);
    d = cs_add_months((cs_date){ 2016, 1, 31 }, -14);
    assert_int_equal(d.year, 2014);
    assert_int_equal(d.month, 11);
    assert_int_equal(d.day, 30);
    assert_int_equal(cs_month_days(1900, 2), 28);
}

static void test_parse(void **state) {
    (void)state;
    assert_true(cs_parse_day(CS_LIT("2022-09-14")).ok);
    assert_false(cs_parse_day(CS_LIT("2022-02-30")).ok);
    assert_false(cs_parse_day(CS_LIT("2022-9-14")).ok);
    assert_false(cs_parse_day(CS_LIT("2022/09/14")).ok);
    assert_false(cs_parse_day(CS_LIT("2022-09-14T")).ok);
    assert_false(cs_parse_day(CS_LIT("")).ok);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_known_days), cmocka_unit_test(test_round_trip),
                                        cmocka_unit_test(test_weeks), cmocka_unit_test(test_months),
                                        cmocka_unit_test(test_parse) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
