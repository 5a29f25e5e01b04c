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

static void test_other_calendars(void **state) {
    (void)state;
    static const struct {
        int32_t year, month, day, g_year, g_month, g_day;
    } hijri[] = { { 1, 1, 1, 622, 7, 19 },    { 1400, 1, 1, 1979, 11, 21 }, { 1435, 9, 1, 2014, 6, 29 },
                  { 1440, 9, 1, 2019, 5, 6 }, { 1441, 1, 10, 2019, 9, 10 }, { 1445, 12, 30, 2024, 7, 7 } },
      solar[] = { { 1357, 2, 7, 1978, 4, 27 },   { 1357, 11, 22, 1979, 2, 11 }, { 1395, 3, 3, 2016, 5, 23 },
                  { 1399, 12, 30, 2021, 3, 20 }, { 1400, 5, 24, 2021, 8, 15 },  { 1403, 12, 30, 2025, 3, 20 } };
    for (size_t i = 0; i < sizeof hijri / sizeof *hijri; i++) {
        int32_t day = cs_hijri_day(hijri[i].year, hijri[i].month, hijri[i].day);
        assert_int_equal(day, cs_day_of(hijri[i].g_year, hijri[i].g_month, hijri[i].g_day));
        assert_int_equal(cs_hijri_year_of(day), hijri[i].year);
    }
    for (size_t i = 0; i < sizeof solar / sizeof *solar; i++) {
        int32_t day = cs_solar_day(solar[i].year, solar[i].month, solar[i].day);
        assert_int_equal(day, cs_day_of(solar[i].g_year, solar[i].g_month, solar[i].g_day));
        assert_int_equal(cs_solar_year_of(day), solar[i].year);
    }
    assert_int_equal(cs_passover(2019), cs_day_of(2019, 4, 20));
    assert_int_equal(cs_passover(2022), cs_day_of(2022, 4, 16));
    assert_int_equal(cs_passover(2024), cs_day_of(2024, 4, 23));
    for (int32_t day = cs_day_of(1800, 1, 1); day < cs_day_of(2100, 1, 1); day++) {
        int32_t y = cs_hijri_year_of(day), z = cs_solar_year_of(day);
        assert_true(cs_hijri_day(y, 1, 1) <= day && day < cs_hijri_day(y + 1, 1, 1));
        assert_true(cs_solar_day(z, 1, 1) <= day && day < cs_solar_day(z + 1, 1, 1));
    }
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
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_known_days),      cmocka_unit_test(test_round_trip),
                                        cmocka_unit_test(test_weeks),           cmocka_unit_test(test_months),
                                        cmocka_unit_test(test_other_calendars), cmocka_unit_test(test_parse) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
