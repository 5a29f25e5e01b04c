#include "base/buf.h"
#include "check.h"

static cs_str seen(const cs_buf *b) { return (cs_str){ b->p, (ptrdiff_t)b->n }; }

static void test_numbers(void **state) {
    (void)state;
    static const struct {
        double v;
        int decimals;
        const char *expected;
    } fixed[] = { { 0, 2, "0.00" },
                  { -0.001, 2, "0.00" },
                  { 1.005, 1, "1.0" },
                  { -11.7383, 5, "-11.73830" },
                  { 179.999999, 5, "180.00000" },
                  { 0.5, 0, "1" },
                  { 0.04999, 1, "0.0" },
                  { 33.33333, 5, "33.33333" } };
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        cs_buf b = { 0 };
        cs_buf_fixed(&b, fixed[i].v, fixed[i].decimals);
        assert_str(seen(&b), ((cs_str){ fixed[i].expected, (ptrdiff_t)strlen(fixed[i].expected) }));
        cs_buf_free(&b);
    }
    cs_buf b = { 0 };
    cs_buf_i64(&b, INT64_MIN);
    cs_buf_char(&b, ' ');
    cs_buf_i64(&b, INT64_MAX);
    cs_buf_char(&b, ' ');
    cs_buf_i64(&b, 0);
    assert_str(seen(&b), CS_LIT("-9223372036854775808 9223372036854775807 0"));
    cs_buf_free(&b);
}

static void test_json_strings(void **state) {
    (void)state;
    cs_buf b = { 0 };
    static const char text[] = "a\"b\\c\n\t\r\0\x1f\x7f\xc3\xa9\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xaa/";
    cs_buf_json(&b, (cs_str){ text, (ptrdiff_t)sizeof text - 1 });
    assert_str(seen(&b), CS_LIT("\"a\\\"b\\\\c\\n\\t\\r\\u0000\\u001f\\u007f\xc3\xa9\\u2028\\u2029\xe2\x80\xaa/\""));
    cs_buf_clear(&b);
    cs_buf_json(&b, (cs_str){ "\xe2\x80", 2 }); /* cut off: nothing is read past the end */
    assert_str(seen(&b), CS_LIT("\"\xe2\x80\""));
    cs_buf_clear(&b);
    cs_buf_json(&b, (cs_str){ 0 });
    assert_str(seen(&b), CS_LIT("\"\""));
    cs_buf_free(&b);
}

static void test_csv_fields(void **state) {
    (void)state;
    cs_buf b = { 0 };
    cs_buf_csv(&b, CS_LIT("plain; field"));
    cs_buf_csv(&b, CS_LIT("a,b"));
    cs_buf_csv(&b, CS_LIT("say \"no\""));
    cs_buf_csv(&b, CS_LIT("two\nlines"));
    assert_str(seen(&b), CS_LIT("plain; field\"a,b\"\"say \"\"no\"\"\"\"two\nlines\""));
    cs_buf_free(&b);
}

static void test_days(void **state) {
    (void)state;
    static const struct {
        int32_t day;
        const char *expected;
    } days[] = {
        { 0, "1970-01-01" }, { -1, "1969-12-31" }, { 11016, "2000-02-29" }, { 19113, "2022-05-01" }, { -719162, "0001-01-01" }
    };
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        cs_buf b = { 0 };
        cs_buf_day(&b, days[i].day);
        assert_str(seen(&b), ((cs_str){ days[i].expected, (ptrdiff_t)strlen(days[i].expected) }));
        cs_buf_free(&b);
    }
}

/* Growth keeps what was written; a failure is remembered and nothing is written after it. */
static void test_growth(void **state) {
    (void)state;
    cs_buf b = { 0 };
    for (int i = 0; i < 100000; i++) cs_buf_char(&b, (char)('a' + i % 26));
    assert_int_equal(b.n, 100000);
    for (int i = 0; i < 100000; i++) assert_int_equal(b.p[i], 'a' + i % 26);
    b.failed = true;
    cs_buf_put(&b, "more");
    assert_int_equal(b.n, 100000);
    cs_buf_free(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_numbers), cmocka_unit_test(test_json_strings),
                                        cmocka_unit_test(test_csv_fields), cmocka_unit_test(test_days),
                                        cmocka_unit_test(test_growth) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
