/* What a candidate for an incident's fillers learns from other wordings of its entity, in a reading made by hand. */
#include "check.h"
#include "link/filler.h"
#include <stdlib.h>

typedef struct made {
    cs_arena tables, perm, scratch;
    jmp_buf full;
    cs_lexicon l;
    cs_reading r;
} made;

static int setup(void **state) {
    made *m = calloc(1, sizeof *m);
    cs_err err;
    if (!m || cs_arena_map(&m->tables, (size_t)256 << 20, &err) || cs_arena_map(&m->perm, 64 << 20, &err) ||
        cs_arena_map(&m->scratch, 64 << 20, &err))
        return -1;
    m->tables.on_full = m->perm.on_full = m->scratch.on_full = &m->full;
    if (setjmp(m->full) || cs_lexicon_open(&m->l, &m->tables, &err)) return -1;
    *state = m;
    return 0;
}

static int teardown(void **state) {
    made *m = *state;
    cs_arena_unmap(&m->tables);
    cs_arena_unmap(&m->perm);
    cs_arena_unmap(&m->scratch);
    free(m);
    return 0;
}

static char TEXT[] = "aa bb cc dd ee ff gg hh ii jj kk ";
enum { WORD = 3 };

/* n sentences of one word each, all of them mentions of one person. */
static cs_wordings described(made *m, int32_t n) {
    m->r.text = (cs_str){ TEXT, n * WORD };
    *CS_PUSH(&m->perm, &m->r.entities) =
        (cs_entity){ .type = CS_ENT_PERSON, .mentions = CS_NEW(&m->perm, int32_t, n), .n_mentions = n };
    for (int32_t i = 0; i < n; i++) {
        cs_span s = { (uint32_t)(i * WORD), (uint32_t)(i * WORD + WORD - 1) };
        cs_str word = cs_span_text(m->r.text, s);
        *CS_PUSH(&m->perm, &m->r.tokens) =
            (cs_token){ .span = s, .lemma = word, .lower = word, .upos = CS_UPOS_NOUN, .head = -1, .deprel = CS_REL_ROOT, .sent = i };
        *CS_PUSH(&m->perm, &m->r.sentences) = (cs_sentence){ .span = s, .beg = i, .end = i + 1, .root = i };
        *CS_PUSH(&m->perm, &m->r.mentions) =
            (cs_mention){ .span = s, .beg = i, .end = i + 1, .head = i, .kind = CS_MENTION_NOMINAL };
        m->r.entities.v[0].mentions[i] = i;
    }
    return cs_filler_wordings(&m->l, &m->r, &m->perm, m->scratch);
}

static bool has(const cs_wording *w, uint32_t feature) {
    for (ptrdiff_t i = 0; i < w->features.n; i++)
        if (w->features.v[i] == feature) return true;
    return false;
}

/* How much of what b has a lacks and knows of it. 0 <= x <= 1. */
static double knows(const cs_wording *a, const cs_wording *b) {
    int lacks = 0, told = 0;
    for (ptrdiff_t i = 0; i < b->features.n; i++) {
        uint32_t f = b->features.v[i];
        if (has(a, f) || has(b, f ^ CS_FILLER_OF_OTHERS)) continue; /* its own too, or what b knows of others */
        lacks++;
        told += has(a, f ^ CS_FILLER_OF_OTHERS);
    }
    return lacks ? (double)told / lacks : -1;
}

static void test_alone(void **state) {
    cs_wordings w = described(*state, 1);
    assert_int_equal(w.n, 1);
    for (ptrdiff_t i = 0; i < w.v[0].features.n; i++) assert_false(has(&w.v[0], w.v[0].features.v[i] ^ CS_FILLER_OF_OTHERS));
}

static void test_two_words_for_one(void **state) {
    cs_wordings w = described(*state, 2);
    assert_int_equal(w.n, 2);
    assert_true(w.v[0].features.n > 0);
    assert_true(knows(&w.v[0], &w.v[1]) > 0.99);
    assert_true(knows(&w.v[1], &w.v[0]) > 0.99);
}

static void test_features_rise(void **state) {
    cs_wordings w = described(*state, 3);
    for (ptrdiff_t i = 1; i < w.v[1].features.n; i++) assert_true(w.v[1].features.v[i - 1] < w.v[1].features.v[i]);
}

/* The first wording knows of as many others as the limit allows, and not of the one past it. */
static void test_chain_limit(void **state) {
    enum { N = CS_FILLER_CHAIN_MAX + 2 };
    cs_wordings w = described(*state, N);
    assert_int_equal(w.n, N);
    assert_true(knows(&w.v[0], &w.v[N - 2]) > 0.99);
    assert_true(knows(&w.v[0], &w.v[N - 1]) < 0.99);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_alone, setup, teardown),
        cmocka_unit_test_setup_teardown(test_two_words_for_one, setup, teardown),
        cmocka_unit_test_setup_teardown(test_features_rise, setup, teardown),
        cmocka_unit_test_setup_teardown(test_chain_limit, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
