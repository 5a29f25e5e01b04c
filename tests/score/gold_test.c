/* Samples that people wrote: what is read, and what is said about lines that are wrong. */
#include "check.h"
#include "score/gold.h"
#include <stdio.h>

static cs_arena arena;
static jmp_buf full;

static int setup(void **state) {
    (void)state;
    cs_err err;
    if (cs_arena_map(&arena, 1 << 20, &err) != CASUS_OK) return -1;
    arena.on_full = &full;
    return 0;
}

static int teardown(void **state) {
    (void)state;
    cs_arena_unmap(&arena);
    return 0;
}

static cs_gold read_good(const char *text) {
    cs_gold g;
    cs_err err = { 0 };
    if (cs_gold_read((cs_str){ text, (ptrdiff_t)strlen(text) }, &g, &arena, &err) != CASUS_OK)
        fail_msg("line %lld: %s", (long long)err.at, err.msg);
    return g;
}

static void test_members(void **state) {
    (void)state;
    cs_gold g = read_good(
        "\xef\xbb\xbf{\"report\": \"a.txt\", \"published\": \"2024-03-14\", \"about\": [1]}\r\n"
        "\n"
        "{\"id\": \"1\", \"kind\": \"event\", \"type\": [\"ASSAULT\", \"COERCE\"], \"anchor\": \"six died\", \"killed\": [6, "
        "null],"
        " \"agent\": [\"Rebels\", null], \"where\": \"Bo\", \"note\": \"hm\"}\n"
        "{\"id\": \"2\", \"kind\": \"event\", \"type\": \"ASSAULT\", \"anchor\": \"the attack\", \"same_as\": \"1\"}\n"
        "{\"id\": \"3\", \"kind\": \"event\", \"type\": \"ASSAULT\", \"anchor\": \"it\", \"same_as\": \"2\"}\n"
        "{\"report\": \"b.txt\", \"published\": null}\n"
        "{\"id\": \"1\", \"kind\": \"relation\", \"type\": \"fights\", \"anchor\": \"at war\"}");
    assert_int_equal(g.reports.n, 2);
    const cs_gold_report *a = g.reports.v, *b = a + 1;
    assert_str(a->name, CS_LIT("a.txt"));
    assert_int_equal(a->published, cs_day_of(2024, 3, 14));
    assert_int_equal(b->published, CS_DAY_NONE);
    assert_int_equal(b->line, 6);
    assert_int_equal(a->items.n, 3);
    const cs_gold_item *i = a->items.v;
    assert_int_equal(i->line, 3);
    assert_false(i->relation);
    assert_int_equal(i->field[CS_FIELD_TYPE].any.n, 2);
    assert_int_equal(i->field[CS_FIELD_AGENT].any.n, 1); /* null counts for nothing */
    assert_str(i->field[CS_FIELD_WHERE].any.v[0], CS_LIT("Bo"));
    assert_int_equal(i->field[CS_FIELD_KILLED].low, 6);
    assert_int_equal(i->field[CS_FIELD_KILLED].high, CS_COUNT_NONE);
    assert_true(i->field[CS_FIELD_KILLED].judged);
    assert_false(i->field[CS_FIELD_WOUNDED].judged);
    assert_int_equal(i[1].group, 0);
    assert_int_equal(i[2].group, 0);
    assert_true(b->items.v[0].relation);
}

/* The line, and what the message says of what was expected and found. */
static void check(const char *text, int line, const char *expected, const char *found) {
    cs_gold g;
    cs_err err = { 0 };
    assert_int_equal(cs_gold_read((cs_str){ text, (ptrdiff_t)strlen(text) }, &g, &arena, &err), CASUS_E_INPUT);
    if (err.at != line) fail_msg("%s\nline %lld, not %d: %s", text, (long long)err.at, line, err.msg);
    if (!strstr(err.msg, expected) || !strstr(err.msg, found)) fail_msg("%s\n%s", text, err.msg);
}

static void check_item(const char *members, const char *expected, const char *found) {
    char text[600];
    snprintf(text, sizeof text, "{\"report\": \"a\"}\n{\"id\": \"1\", \"kind\": \"event\", \"anchor\": \"x\", %s}", members);
    check(text, 2, expected, found);
}

static void test_bad_lines(void **state) {
    (void)state;
    check("", 1, "expected a line {\"report\"", "found none");
    check("\n{\"report\": \"a\"", 2, "expected a JSON object", "near end of file");
    check("[]", 1, "expected a JSON object", "");
    check("{\"report\": \"a\", \"report\": \"b\"}", 1, "expected a JSON object", "duplicate");
    check("{\"report\": \"\"}", 1, "the name of a file", "found \"\"");
    check("{\"report\": 7}", 1, "the name of a file", "found 7");
    check("{\"report\": \"x/a.txt\"}", 1, "without its folder", "found \"x/a.txt\"");
    check("{\"report\": \"a\", \"published\": \"14 March\"}", 1, "a date YYYY-MM-DD", "found \"14 March\"");
    check("{\"report\": \"a\"}\n{\"report\": \"b\"}\n{\"report\": \"a\"}", 3, "\"report\": a was there before", "line 1");
    check("{\"id\": \"1\"}", 1, "before the first statement", "");
    check("{\"report\": \"a\"}\n{\"kind\": \"event\"}", 2, "\"id\": expected a name", "found nothing");
    check("{\"report\": \"a\"}\n{\"id\": \"1\", \"kind\": \"evnt\"}", 2, "expected event or relation", "found \"evnt\"");
    check("{\"report\": \"a\"}\n{\"id\": \"1\", \"kind\": \"event\", \"anchor\": null}", 2, "words of the report",
          "found null");
    check("{\"report\": \"a\"}\n{\"id\": \"1\", \"kind\": \"relation\", \"anchor\": \"x\", \"type\": \"ASSAULT\"}", 2,
          "a type of relation", "found \"ASSAULT\"");
}

static void test_bad_fields(void **state) {
    (void)state;
    check_item("\"agent\": \"x\"", "\"type\": expected a type", "found nothing");
    check_item("\"type\": \"assault\"", "a type of event", "found \"assault\"");
    check_item("\"type\": []", "a string or a list of them", "found an empty list");
    check_item("\"type\": \"ASSAULT\", \"agnet\": [\"x\"]", "or a field", "found \"agnet\"");
    check_item("\"type\": \"ASSAULT\", \"agent\": [null]", "\"agent\": expected a string", "found a list");
    check_item("\"type\": \"ASSAULT\", \"agent\": [1.5]", "\"agent\": expected a string", "found a fraction");
    check_item("\"type\": \"ASSAULT\", \"agent\": [\"\"]", "\"agent\": expected words", "found \"\"");
    check_item("\"type\": \"ASSAULT\", \"country\": \"Niger\"", "three capital letters", "found \"Niger\"");
    check_item("\"type\": \"ASSAULT\", \"certainty\": \"likely\"", "fact, claimed, accused", "found \"likely\"");
    check_item("\"type\": \"ASSAULT\", \"modality\": [\"actual\", \"maybe\"]", "attempted", "found \"maybe\"");
    check_item("\"type\": \"ASSAULT\", \"time_frame\": \"past\"", "historical", "found \"past\"");
    check_item("\"type\": \"ASSAULT\", \"killed\": 6", "[LOW, HIGH]", "found 6");
    check_item("\"type\": \"ASSAULT\", \"killed\": [6]", "[LOW, HIGH]", "found a list");
    check_item("\"type\": \"ASSAULT\", \"killed\": [-1, 6]", "[LOW, HIGH]", "found -1");
    check_item("\"type\": \"ASSAULT\", \"same_as\": \"9\"", "a statement before it", "found \"9\"");
    check(
        "{\"report\": \"a\"}\n{\"id\": \"1\", \"kind\": \"event\", \"anchor\": \"x\", \"type\": \"ASSAULT\"}\n"
        "{\"id\": \"1\", \"kind\": \"event\", \"anchor\": \"y\", \"type\": \"ASSAULT\"}",
        3, "\"id\": 1 was there before", "line 2");
}

/* A sample that does not fit into memory is an error like others. */
static void test_memory(void **state) {
    (void)state;
    cs_arena small;
    cs_err err = { 0 };
    cs_gold g;
    char *text = test_malloc(1 << 16);
    size_t n = (size_t)snprintf(text, 1 << 16, "{\"report\": \"%060000d\"}", 0);
    assert_int_equal(cs_arena_map(&small, 1 << 12, &err), CASUS_OK);
    small.on_full = &full;
    small.beg = small.end - 100;
    assert_int_equal(cs_gold_read((cs_str){ text, (ptrdiff_t)n }, &g, &small, &err), CASUS_E_LIMIT);
    assert_int_equal(err.at, 1);
    cs_arena_unmap(&small);
    test_free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_members), cmocka_unit_test(test_bad_lines),
                                        cmocka_unit_test(test_bad_fields), cmocka_unit_test(test_memory) };
    return cmocka_run_group_tests(tests, setup, teardown);
}
