/* Which descriptions name one thing, and where words stand in a text. */
#include "check.h"
#include "score/anchor.h"
#include "score/name.h"

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

static cs_str str(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }

static void check_words(const char *text, const char *expected) {
    cs_name name = cs_name_of(str(text), &arena);
    cs_str all = { 0 };
    for (ptrdiff_t i = 0; i < name.words.n; i++)
        all = cs_printf(&arena, CS_FMT CS_FMT "|", CS_ARG(all), CS_ARG(name.words.v[i]));
    assert_str(all, str(expected));
}

static void test_words(void **state) {
    (void)state;
    check_words("", "");
    check_words("The Head of a State", "head|state|");
    check_words("Al-Qaida\xe2\x80\x99s emir, \xe2\x80\x9cthe doctor\xe2\x80\x9d", "al|qaida|emir|doctor|");
    check_words("the boss's son's", "boss|son|");
    check_words("it's' 'sure", "it|sure|");
    check_words(
        "T\xc3\xa9ra e\xcc\x81t\xc3\xa9 \xef\xac\x81"
        "fth",
        "tera|ete|fifth|"); /* composed, decomposed, a ligature */
    check_words(
        "25\xe2\x80\x93"
        "30_men\xc2\xa0(twice)",
        "25|30_men|twice|");
}

static bool same(const char *a, const char *b) {
    cs_name x = cs_name_of(str(a), &arena), y = cs_name_of(str(b), &arena);
    bool is = cs_name_same(&x, &y);
    assert_int_equal(is, cs_name_same(&y, &x));
    return is;
}

static void test_same(void **state) {
    (void)state;
    assert_true(same("the Taliban", "Taliban fighters"));
    assert_true(same("State of Islam", "Islam State"));
    assert_false(same("Taliban", "Al-Qaida"));
    assert_false(same("Taliban fighters", "fighters of ISKP"));
    assert_false(same("", "Taliban"));
    assert_false(same("the", "the"));
    assert_true(same("x", "x b c d e f g h i"));    /* 8 more */
    assert_false(same("x", "x b c d e f g h i j")); /* one past it */
}

static cs_anchor_at find(const char *text, const char *anchor, bool *twice) {
    cs_anchor_text t = cs_anchor_text_of(str(text), &arena);
    return cs_anchor_find(&t, str(anchor), twice, arena);
}

static void test_anchors(void **state) {
    (void)state;
    bool twice;
    cs_anchor_at at = find("T\xc3\xa9ra\xe2\x80\x99s \xe2\x80\x9cold\xe2\x80\x9d\xc2\xa0market \xe2\x80\x94 gone",
                           "'s \"old\" market - g", &twice);
    assert_int_equal(at.beg, 4);
    assert_int_equal(at.end, 23);
    assert_false(twice);
    at = find("T\xc3\xa9ra", "Te\xcc\x81ra", &twice); /* texts are in NFC, samples may not be */
    assert_int_equal(at.end, 4);
    at = find("bang bang", "bang", &twice);
    assert_int_equal(at.end, 4);
    assert_true(twice);
    at = find("bang", "Bang", &twice);
    assert_int_equal(at.end, at.beg);
    at = find("ban", "bang", &twice);
    assert_int_equal(at.end, at.beg);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_words), cmocka_unit_test(test_same),
                                        cmocka_unit_test(test_anchors) };
    return cmocka_run_group_tests(tests, setup, teardown);
}
