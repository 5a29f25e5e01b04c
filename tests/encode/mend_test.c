/* Trees that are mended, made by hand: heads and relations as a parser might give them. */
#include "check.h"
#include "decode/syntax.h"

enum { WORDS_MAX = 8 };
static cs_token words[WORDS_MAX];
static cs_sentence sentence;
static cs_reading reading;

static void begin(void) {
    memset(&reading, 0, sizeof reading);
    reading.tokens.v = words;
    reading.sentences.v = &sentence;
    reading.sentences.n = 1;
}
static void word(const char *form, cs_upos upos, int32_t head, cs_deprel rel) {
    cs_str s = { form, (ptrdiff_t)strlen(form) };
    words[reading.tokens.n++] =
        (cs_token){ .form = s, .lower = s, .lemma = s, .upos = (uint8_t)upos, .head = head, .deprel = (uint8_t)rel };
    sentence = (cs_sentence){ .beg = 0, .end = (int32_t)reading.tokens.n };
}
static void must_be_a_tree(void) {
    for (ptrdiff_t i = 0; i < reading.tokens.n; i++) {
        ptrdiff_t steps = 0;
        for (int32_t up = (int32_t)i; up >= 0; up = words[up].head) assert_true(steps++ <= reading.tokens.n);
    }
}

static void test_number_before_a_participle(void **state) {
    (void)state;
    begin();
    word("killed", CS_UPOS_VERB, -1, CS_REL_ROOT);
    word("and", CS_UPOS_CCONJ, 2, CS_REL_CC);
    word("30", CS_UPOS_NUM, 0, CS_REL_CONJ);
    word("wounded", CS_UPOS_VERB, 0, CS_REL_CONJ);
    cs_syntax_mend(&reading);
    assert_int_equal(words[2].head, 3);
    assert_int_equal(words[2].deprel, CS_REL_NSUBJ_PASS);
    must_be_a_tree();
}

/* The participle hangs on the number: to turn the one round would make a circle. */
static void test_no_circle(void **state) {
    (void)state;
    begin();
    word("killed", CS_UPOS_VERB, -1, CS_REL_ROOT);
    word("and", CS_UPOS_CCONJ, 2, CS_REL_CC);
    word("30", CS_UPOS_NUM, 0, CS_REL_CONJ);
    word("wounded", CS_UPOS_VERB, 2, CS_REL_CONJ);
    cs_syntax_mend(&reading);
    assert_int_equal(words[2].head, 0);
    must_be_a_tree();
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_number_before_a_participle),
        cmocka_unit_test(test_no_circle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
