/* CSV by RFC 4180, and tables of a user's own. */
#include "base/csv.h"
#include "base/user_table.h"
#include "check.h"
#include <stdio.h>

static cs_arena arena;
static jmp_buf full;

static cs_str str(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }

/* The records as "a|b/c|d", fields between | and records between /; or the message. */
static const char *parse(const char *text) {
    static char out[1024];
    size_t n = 0;
    cs_csv c = cs_csv_of(str(text));
    cs_err err = { .at = -1 };
    for (bool more;;) {
        if (cs_csv_next(&c, &more, &arena, &err) != CASUS_OK) return snprintf(out, sizeof out, "%s", err.msg), out;
        if (!more) break;
        for (int i = 0; i < c.n; i++)
            n += (size_t)snprintf(out + n, sizeof out - n, "%s%.*s", i ? "|" : n ? "/" : "", (int)c.field[i].n, c.field[i].p);
    }
    out[n] = 0;
    return out;
}

static void reads_records(void **state) {
    (void)state;
    assert_string_equal(parse(""), "");
    assert_string_equal(parse("a"), "a");
    assert_string_equal(parse("a,b\nc,d\n"), "a|b/c|d");
    assert_string_equal(parse("a,b\r\nc,d\r\n"), "a|b/c|d");
    assert_string_equal(parse("\n\n a ,\r\n\r\n,\n"), " a |/|");
    assert_string_equal(parse("\"a,\"\"b\"\"\nc\",d"), "a,\"b\"\nc|d");
    assert_string_equal(parse("\"\",\"\"\"\""), "|\"");
    assert_string_equal(parse("a,b,"), "a|b|");
    assert_string_equal(parse("a\rb"), "a\rb");
}

static void refuses(void **state) {
    (void)state;
    assert_string_equal(parse("a\n\"b\nc"), "2: expected the quote that opens here to be closed");
    assert_non_null(
        strstr(parse("a\n\"b\n\"c"), "3: expected a comma or the line's end after the closing quote but found \"c\""));
    assert_non_null(strstr(parse("a\nb\"c\""), "2: expected a field with a quote inside"));
    char many[2 * CS_CSV_FIELDS_MAX + 2];
    memset(many, ',', sizeof many);
    many[CS_CSV_FIELDS_MAX - 1] = 0;
    assert_int_equal(strlen(parse(many)), CS_CSV_FIELDS_MAX - 1);
    many[CS_CSV_FIELDS_MAX - 1] = ',';
    many[CS_CSV_FIELDS_MAX] = 0;
    assert_string_equal(parse(many), "1: expected at most 64 fields");
}

static void knows_lines(void **state) {
    (void)state;
    cs_csv c = cs_csv_of(CS_LIT("h\n\n\"a\nb\"\nc\n"));
    static const int32_t LINE[] = { 1, 3, 5 };
    bool more;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(cs_csv_next(&c, &more, &arena, NULL), CASUS_OK);
        assert_true(more);
        assert_int_equal(c.line, LINE[i]);
    }
    assert_int_equal(cs_csv_next(&c, &more, &arena, NULL), CASUS_OK);
    assert_false(more);
}

enum { NAME, KIND, NOTE, N_COLUMNS };
static const char *const COLUMNS[N_COLUMNS] = { "name", "kind", "note" };

static void tables(void **state) {
    (void)state;
    cs_user_table t;
    cs_err err = { .at = -1 };
    bool more;
    int kind;
    static const char *const KINDS[] = { "red", NULL, "blue" };
    assert_int_equal(
        cs_user_table_open(&t, "x/my.csv", CS_LIT("kind,name\n blue , a \ngreen,b\n,\n"), COLUMNS, 1, N_COLUMNS, &arena, &err),
        CASUS_OK);
    assert_int_equal(cs_user_table_next(&t, 1, &more, &err), CASUS_OK);
    assert_true(cs_eq(cs_user_cell(&t, NAME), CS_LIT("a")) && cs_user_cell(&t, NOTE).n == 0);
    assert_true(cs_eq(cs_user_origin(&t, "places"), CS_LIT("places:user my.csv:2")));
    assert_int_equal(cs_user_one_of(&t, KIND, KINDS, 3, &kind, &err), CASUS_OK);
    assert_int_equal(kind, 2);
    assert_int_equal(cs_user_table_next(&t, 1, &more, &err), CASUS_OK);
    assert_int_equal(cs_user_one_of(&t, KIND, KINDS, 3, &kind, &err), CASUS_E_INPUT);
    assert_string_equal(err.msg, "x/my.csv:3: column 1 (kind): expected red, blue but found \"green\"");
    assert_int_equal(cs_user_table_next(&t, 1, &more, &err), CASUS_E_INPUT);
    assert_string_equal(err.msg, "x/my.csv:4: column 2 (name): expected a value but found \"\"");
}

static int set_up(void **state) {
    (void)state;
    if (cs_arena_map(&arena, (size_t)64 << 20, NULL) != CASUS_OK) return -1;
    arena.on_full = &full;
    return setjmp(full) ? -1 : 0;
}

static int tear_down(void **state) {
    (void)state;
    cs_arena_unmap(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(reads_records), cmocka_unit_test(refuses),
                                        cmocka_unit_test(knows_lines), cmocka_unit_test(tables) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
