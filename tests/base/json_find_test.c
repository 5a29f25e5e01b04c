#include "base/json_find.h"
#include "check.h"

static void finds(const char *object, const char *name, const char *value) {
    cs_str o = { object, (ptrdiff_t)strlen(object) };
    cs_json_place at = cs_json_find(o, (cs_str){ name, (ptrdiff_t)strlen(name) });
    assert_int_equal(at.found, value != NULL);
    if (!value) return;
    assert_str(cs_cut(o, at.beg, at.end), ((cs_str){ value, (ptrdiff_t)strlen(value) }));
    assert_int_equal(o.p[at.key], '"');
}

static void test_members(void **state) {
    (void)state;
    static const char object[] =
        "{\"a\":null,\"b\":{\"a\":[1,{\"c\":2}]},\"c\":[\"}]\\\"\",{}],\"d\\\"\":-1.5,\"e\":\"x\\\\\",\"f\":true}";
    finds(object, "a", "null");
    finds(object, "b", "{\"a\":[1,{\"c\":2}]}");
    finds(object, "c", "[\"}]\\\"\",{}]");
    finds(object, "e", "\"x\\\\\"");
    finds(object, "f", "true");
    finds(object, "d", NULL);
    finds(object, "g", NULL);
    finds("{}", "a", NULL);
}

/* Whatever is cut off, nothing outside is read (the sanitizers see to it) and what is found lies within. */
static void test_what_is_no_json(void **state) {
    (void)state;
    static const char object[] = "{\"a\":[\"\\\"\"],\"tokens\":[{\"b\":\"\\\\\"},[]],\"c\":1}";
    for (size_t n = 0; n < sizeof object; n++) {
        char copy[sizeof object];
        memcpy(copy, object, n);
        cs_json_place at = cs_json_find((cs_str){ copy, (ptrdiff_t)n }, CS_LIT("tokens"));
        assert_true(!at.found || (at.key < at.beg && at.beg <= at.end && at.end <= (ptrdiff_t)n));
    }
    finds("", "a", NULL);
    finds("[\"a\",1]", "a", NULL);
    finds("{\"a\" : 1}", "a", NULL);
    finds("{\"b\":]]]],\"a\":1}", "a", NULL);
    finds("{\"a\":[[[", "a", "[[[");
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_members), cmocka_unit_test(test_what_is_no_json) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
