/* cs_syntax on the shipped model: whole outputs are the same on every instruction set and any number of threads, every word is
 * in a tree with one root, and awkward texts do no harm. */
#include "encode_test.h"
#include "decode/syntax.h"
#include <string.h>

static const char story[] =
    "Fighters seize a bridge in Dahran\n\n"
    "Fighters of the Northern Front seized the bridge at Dahran on Tuesday, killing two guards, a police spokesman said. The "
    "group, which split from the People's Army in 2011, said in a statement that it hadn't harmed civilians. \"We'll hold it "
    "until they leave,\" its commander, Col. Asad Veli, told reporters.\n\n"
    "At least 14 people were wounded when shells hit a market in Qasr al-Zayt the next day; the governor's office blamed the "
    "rebels, while aid workers from Médecins Libres said they couldn't tell who'd fired. Later, troops backed by helicopters "
    "retook the bridge - the third time since May - and arrested 30 men.\n";

static cs_reading read_text(cs_str text, unsigned cpu, int threads) {
    cs_err err;
    cs_engine *e = NULL;
    if (cs_engine_open(&e, TEST_MODEL, cpu, &err) != CASUS_OK) fail_msg("%s", err.msg);
    cs_reading r = { .text = text };
    cs_words w = cs_segment(text, &test_perm, test_scratch);
    if (cs_syntax(e, &w, &r, threads, &test_perm, test_scratch, &err) != CASUS_OK) fail_msg("%s", err.msg);
    cs_engine_close(&e); /* what is compared below must not point into the model */
    return r;
}

static void sound(const cs_reading *r) {
    for (ptrdiff_t i = 0; i < r->sentences.n; i++) {
        const cs_sentence *s = &r->sentences.v[i];
        assert_true(s->beg < s->end && s->root >= s->beg && s->root < s->end);
        for (int32_t t = s->beg; t < s->end; t++) {
            const cs_token *tok = &r->tokens.v[t];
            assert_int_equal(tok->sent, i);
            assert_true(tok->lower.n > 0 && tok->lemma.n > 0);
            assert_int_equal(tok->head < 0, t == s->root);
            assert_int_equal(tok->deprel == CS_REL_ROOT, t == s->root);
            int32_t v = t, steps = 0;
            for (; v != s->root && steps <= s->end - s->beg; steps++) {
                assert_true(v >= s->beg && v < s->end);
                v = r->tokens.v[v].head;
            }
            assert_int_equal(v, s->root);
        }
    }
    for (ptrdiff_t i = 0; i < r->candidates.n; i++) {
        const cs_candidate *c = &r->candidates.v[i], *d = c + 1;
        assert_true(c->beg < c->end && c->coarse > 0 && c->coarse < CS_COARSE_COUNT && c->score > 0 && c->score <= 1);
        assert_int_equal(r->tokens.v[c->beg].sent, r->tokens.v[c->end - 1].sent);
        if (i + 1 < r->candidates.n) assert_true(c->beg < d->beg || (c->beg == d->beg && c->end > d->end));
    }
}

static void same(const cs_reading *a, const cs_reading *b) {
    assert_int_equal(a->tokens.n, b->tokens.n);
    for (ptrdiff_t i = 0; i < a->tokens.n; i++) {
        const cs_token *x = &a->tokens.v[i], *y = &b->tokens.v[i];
        assert_true(x->head == y->head && x->deprel == y->deprel && x->upos == y->upos && x->sent == y->sent);
        assert_true(cs_eq(x->lemma, y->lemma) && cs_eq(x->lower, y->lower));
        assert_memory_equal(&x->feats, &y->feats, sizeof x->feats);
    }
    assert_int_equal(a->candidates.n, b->candidates.n);
    for (ptrdiff_t i = 0; i < a->candidates.n; i++) {
        const cs_candidate *x = &a->candidates.v[i], *y = &b->candidates.v[i];
        assert_true(x->beg == y->beg && x->end == y->end && x->coarse == y->coarse);
        assert_memory_equal(&x->score, &y->score, sizeof x->score);
    }
}

static void every_instruction_set(void **state) {
    (void)state;
    cs_reading ref = read_text((cs_str){ story, sizeof story - 1 }, 0, 1);
    sound(&ref);
    assert_true(ref.sentences.n >= 5 && ref.candidates.n > 10);
    const unsigned masks[] = { CS_CPU_AVX2, CS_CPU_ALL };
    for (int i = 0; i < 2; i++) {
        cs_reading r = read_text((cs_str){ story, sizeof story - 1 }, masks[i], 1);
        same(&ref, &r);
    }
}

static cs_str repeated(const char *piece, int times) {
    size_t n = strlen(piece);
    char *p = CS_NEW(&test_perm, char, n *(size_t)times);
    for (int i = 0; i < times; i++) memcpy(p + (size_t)i * n, piece, n);
    return (cs_str){ p, (ptrdiff_t)n * times };
}

/* More windows than one batch holds, so that batches and threads meet. */
static void any_number_of_threads(void **state) {
    (void)state;
    cs_str text = repeated(story, cs_cpu_detect() ? 90 : 2); /* the scalar kernels take a second for each window */
    cs_reading one = read_text(text, CS_CPU_ALL, 1);
    sound(&one);
    const int threads[] = { 3, 64 };
    for (int i = 0; i < 2; i++) {
        cs_reading r = read_text(text, CS_CPU_ALL, threads[i]);
        same(&one, &r);
    }
}

static void awkward_texts(void **state) {
    (void)state;
    const cs_str texts[] = { CS_LIT(""),
                             CS_LIT(" \n\n"),
                             CS_LIT("."),
                             CS_LIT("Yes"),
                             repeated("rain ", 3000),
                             repeated("x", 5000),
                             repeated("?", 2000),
                             repeated("one, two and three; ", 400),
                             CS_LIT("\u00AD \u200D \uFEFF x"),
                             CS_LIT("a\xFF\xC0 b\xF8 c") };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        cs_reading r = read_text(texts[i], CS_CPU_ALL, 2);
        sound(&r);
    }
}

static void plain_reading(void **state) {
    (void)state;
    cs_reading r = read_text(CS_LIT("The guards were killed by gunmen. They\u2019ve fled."), CS_CPU_ALL, 1);
    assert_int_equal(r.sentences.n, 2);
    assert_true(cs_eq(r.tokens.v[1].lemma, CS_LIT("guard")) && r.tokens.v[1].deprel == CS_REL_NSUBJ_PASS &&
                r.tokens.v[1].head == 3);
    assert_true(cs_eq(r.tokens.v[3].lemma, CS_LIT("kill")) && r.tokens.v[3].upos == CS_UPOS_VERB &&
                r.tokens.v[3].feats.passive);
    assert_true(cs_eq(r.tokens.v[5].lemma, CS_LIT("gunman")) && r.tokens.v[5].feats.number == CS_NUM_PLUR);
    assert_true(cs_eq(r.tokens.v[8].lower, CS_LIT("'ve")) && cs_eq(r.tokens.v[9].lemma, CS_LIT("flee")));
}

int main(void) {
    test_arenas();
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_instruction_set), cmocka_unit_test(any_number_of_threads),
                                        cmocka_unit_test(awkward_texts), cmocka_unit_test(plain_reading) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
