/* What a skim leaves of reports written for this test, and how its table is laid out. */
#include "segment/skim.h"
#include "check.h"
#include <stdio.h>
#include <stdlib.h>

extern const char cs_table_skim_weights[];
extern const long cs_table_skim_weights_n;

static cs_arena perm, scratch;
static jmp_buf full;

static int set_up(void **state) {
    (void)state;
    if (cs_arena_map(&perm, 1 << 26, NULL) != CASUS_OK || cs_arena_map(&scratch, 1 << 26, NULL) != CASUS_OK) return -1;
    if (setjmp(full)) abort();
    perm.on_full = scratch.on_full = &full;
    return 0;
}
static int tear_down(void **state) {
    (void)state;
    cs_arena_unmap(&perm);
    cs_arena_unmap(&scratch);
    return 0;
}

static cs_str from_c(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }

static int32_t score(const char *text) {
    cs_arena a = perm;
    cs_words w = cs_segment(from_c(text), &a, scratch);
    return *cs_skim_scores(from_c(text), &w, &a);
}

static void words_tell(void **state) {
    (void)state;
    assert_true(score("Gunmen killed three farmers near the bridge.") > 0);
    assert_true(score("The tulips came late this spring.") < score("Gunmen killed three farmers near the bridge.") - 20);
    assert_true(score("Militants abducted two nurses.") > score("Neighbours invited two nurses."));
}

/* A trigger of data/triggers.tsv counts though the texts that were learnt from may not have it. */
static void forms_of_the_lexicon_tell(void **state) {
    (void)state;
    assert_true(score("They manhandled him.") > score("They warbled him."));
}

static void case_accents_and_figures_are_alike(void **state) {
    (void)state;
    assert_int_equal(score("Séléka fighters burnt 14 houses."), score("SELEKA FIGHTERS BURNT 903 HOUSES."));
    assert_int_equal(score("Gunmen\u00AD killed him."), score("gunmen killed him."));
}

/* n times "rose ", as one sentence. */
static cs_words roses(char *text, int n, cs_arena *a) {
    cs_words w = { 0 };
    for (int i = 0; i < n; i++) {
        memcpy(text + 5 * i, "rose ", 5);
        *CS_PUSH(a, &w.tokens) = (cs_span){ (uint32_t)(5 * i), (uint32_t)(5 * i + 4) };
    }
    *CS_PUSH(a, &w.sentences) = (cs_seg_sentence){ .span = { 0, (uint32_t)(5 * n - 1) }, .beg = 0, .end = n };
    return w;
}

static void a_sentence_too_long_is_read(void **state) {
    (void)state;
    static char text[5 * (CS_SKIM_WORDS_MAX + 1)];
    for (int n = CS_SKIM_WORDS_MAX; n <= CS_SKIM_WORDS_MAX + 1; n++) {
        cs_arena a = perm;
        cs_str t = { text, 5 * n };
        cs_words w = roses(text, n, &a);
        assert_int_equal(*cs_skim_scores(t, &w, &a) == CS_SKIM_UNJUDGED, n > CS_SKIM_WORDS_MAX);
        if (n > CS_SKIM_WORDS_MAX) assert_int_equal(cs_skim(t, &w, NULL, &a, scratch).sentences.n, 1);
    }
}

static void features_are_words_and_pairs(void **state) {
    (void)state;
    cs_arena a = perm;
    cs_str text = from_c("rose by rose");
    cs_words w = cs_segment(text, &a, scratch);
    uint32_t f[CS_SKIM_FEATURES_MAX];
    assert_int_equal(cs_skim_features(text, w.tokens.v, 3, f), 7);
    assert_int_equal(f[1], f[5]);
    assert_int_not_equal(f[2], f[6]);
}

static void company_is_the_share_of_the_others(void **state) {
    (void)state;
    cs_arena a = perm;
    int32_t few[4] = { 100, -100, -100, -100 }, all[4] = { 100, 100, 100, CS_SKIM_UNJUDGED };
    uint8_t *level = cs_skim_company(few, 4, &a);
    assert_int_equal(level[0], 0);
    assert_int_equal(level[1], CS_SKIM_ALONE / 4);
    assert_int_equal(cs_skim_company(all, 4, &a)[0], CS_SKIM_ALONE * 3 / 4);
    assert_int_equal(cs_skim_company(few, 1, &a)[0], CS_SKIM_ALONE);
}

static const char GARDEN[] =
    "The tulips came late this spring. A robin sat on the spade. The lilac was in full "
    "flower. The lawn was dry. The gravel was wet. Gunmen killed three farmers on Friday. The bench was dry. A "
    "wren sang in the ivy. The hedge was green.\n";

/* The words of each sentence that is left, and a stroke where a paragraph begins. */
static void left(const char *text, const bool *must, char *out, size_t size) {
    cs_arena a = perm;
    cs_str t = from_c(text);
    cs_words all = cs_segment(t, &a, scratch), w = cs_skim(t, &all, must, &a, scratch);
    size_t n = 0;
    out[0] = 0;
    for (ptrdiff_t s = 0; s < w.sentences.n; s++) {
        const cs_seg_sentence *x = &w.sentences.v[s];
        assert_int_equal(x->beg, s ? x[-1].end : 0);
        assert_int_equal(w.tokens.v[x->beg].beg, x->span.beg);
        cs_str second = cs_span_text(t, w.tokens.v[x->beg + 1]);
        bool begins = !s || x->paragraph != x[-1].paragraph;
        n += (size_t)snprintf(out + n, size - n, "%s" CS_FMT " ", begins ? "| " : "", CS_ARG(second));
    }
    assert_int_equal(w.sentences.n ? w.sentences.v[w.sentences.n - 1].end : 0, w.tokens.n);
}

static void what_stands_around_is_left_too(void **state) {
    (void)state;
    char got[400];
    left(GARDEN, NULL, got, sizeof got);
    assert_string_equal(got, "| tulips robin | gravel killed bench ");
}

static void nothing_is_left_where_nothing_tells(void **state) {
    (void)state;
    char got[400];
    left("The tulips came late this spring. The lawn was dry.", NULL, got, sizeof got);
    assert_string_equal(got, "");
    left("", NULL, got, sizeof got);
    assert_string_equal(got, "");
}

static void what_must_be_read_is(void **state) {
    (void)state;
    char got[400];
    const bool must[4] = { false, false, false, true };
    left("The tulips came late this spring. A robin sat on the spade. The gravel was wet. The lawn was dry.", must, got,
         sizeof got);
    assert_string_equal(got, "| tulips robin gravel lawn ");
}

/* One line a feature, "hhhhhhhh P\n", sorted, each once: it is found by bisection. */
static void the_table_is_sorted(void **state) {
    (void)state;
    const char *p = cs_table_skim_weights, *end = p + cs_table_skim_weights_n;
    while (*p == '#') p = strchr(p, '\n') + 1;
    assert_int_equal((end - p) % 11, 0);
    for (const char *q = p; q < end; q += 11) {
        assert_int_equal(q[8], ' ');
        assert_int_equal(q[10], '\n');
        if (q > p) assert_true(memcmp(q - 11, q, 8) < 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_tell),
        cmocka_unit_test(forms_of_the_lexicon_tell),
        cmocka_unit_test(case_accents_and_figures_are_alike),
        cmocka_unit_test(a_sentence_too_long_is_read),
        cmocka_unit_test(features_are_words_and_pairs),
        cmocka_unit_test(company_is_the_share_of_the_others),
        cmocka_unit_test(what_stands_around_is_left_too),
        cmocka_unit_test(nothing_is_left_where_nothing_tells),
        cmocka_unit_test(what_must_be_read_is),
        cmocka_unit_test(the_table_is_sorted),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
