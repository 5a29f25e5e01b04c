/* Strings, the string map and tables of tab-separated fields. */
#include "base/map.h"
#include "base/tsv.h"
#include "check.h"

static cs_arena arena;
static jmp_buf full;

static int setup(void **state) {
    (void)state;
    cs_err err;
    if (cs_arena_map(&arena, 1 << 24, &err) != CASUS_OK) return -1;
    arena.on_full = &full;
    return setjmp(full) ? -1 : 0;
}

static int teardown(void **state) {
    (void)state;
    cs_arena_unmap(&arena);
    return 0;
}

static void test_find_and_trim(void **state) {
    (void)state;
    assert_int_equal(cs_find(CS_LIT("aaab"), CS_LIT("aab")), 1);
    assert_int_equal(cs_find(CS_LIT("aaab"), CS_LIT("b")), 3);
    assert_int_equal(cs_find(CS_LIT("ab"), CS_LIT("abc")), -1);
    assert_int_equal(cs_find(CS_LIT("ab"), (cs_str){ 0 }), 0);
    assert_str(cs_trim(CS_LIT(" \t a b \r\n")), CS_LIT("a b"));
    assert_int_equal(cs_trim(CS_LIT(" \n ")).n, 0);
    assert_true(cs_cmp(CS_LIT("a"), CS_LIT("ab")) < 0);
    assert_true(cs_cmp(CS_LIT("b"), CS_LIT("ab")) > 0);
    assert_int_equal(cs_cmp(CS_LIT("\xc3"), CS_LIT("\xc3")), 0);
}

static void test_numbers(void **state) {
    (void)state;
    assert_true(cs_parse_i64(CS_LIT("-42")).ok);
    assert_int_equal(cs_parse_i64(CS_LIT("-42")).value, -42);
    assert_int_equal(cs_parse_i64(CS_LIT("9223372036854775807")).value, INT64_MAX);
    const cs_str bad[] = { CS_LIT(""), CS_LIT("-"), CS_LIT("4 "), CS_LIT("0x1"), CS_LIT("9223372036854775808"), CS_LIT("1e3") };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(cs_parse_i64(bad[i]).ok);
}

static void test_map(void **state) {
    (void)state;
    cs_map m = { 0 };
    assert_null(cs_map_get(&m, CS_LIT("x")));
    for (int i = 0; i < 5000; i++) {
        bool is_new = false;
        *cs_map_put(&arena, &m, cs_printf(&arena, "key %d", i % 2500), &is_new) += 1;
        assert_int_equal(is_new, i < 2500);
    }
    assert_int_equal(m.n, 2500);
    assert_int_equal(*cs_map_get(&m, CS_LIT("key 7")), 2);
    assert_null(cs_map_get(&m, CS_LIT("key 2500")));
}

static void test_tables(void **state) {
    (void)state;
    cs_tsv t = { .rest = CS_LIT("# comment\n\na\tb\t\nc\r\nlast") };
    assert_true(cs_tsv_next(&t));
    assert_int_equal(t.line, 3);
    assert_int_equal(t.n, 3);
    assert_str(t.field[1], CS_LIT("b"));
    assert_int_equal(t.field[2].n, 0);
    assert_true(cs_tsv_next(&t));
    assert_str(t.field[0], CS_LIT("c"));
    assert_int_equal(t.field[1].n, 0); /* nothing stays from the row before */
    assert_true(cs_tsv_next(&t));
    assert_str(t.field[0], CS_LIT("last"));
    assert_false(cs_tsv_next(&t));
}

static void test_lists(void **state) {
    (void)state;
    cs_str list = CS_LIT("a,,b"), item;
    assert_true(cs_list_next(&list, ',', &item));
    assert_str(item, CS_LIT("a"));
    assert_true(cs_list_next(&list, ',', &item));
    assert_int_equal(item.n, 0);
    assert_true(cs_list_next(&list, ',', &item));
    assert_str(item, CS_LIT("b"));
    assert_false(cs_list_next(&list, ',', &item));
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_find_and_trim), cmocka_unit_test(test_numbers),
                                        cmocka_unit_test(test_map), cmocka_unit_test(test_tables),
                                        cmocka_unit_test(test_lists) };
    return cmocka_run_group_tests(tests, setup, teardown);
}
