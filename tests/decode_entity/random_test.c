/* Whatever the parse and the mention head say, the mentions and entities are well formed. Readings are drawn with a fixed
 * generator: random words, tags, relations, trees and spans. */
#include "decode/entity_rank.h"
#include "decode_entity/hand.h"

enum { READINGS = 400 };
static const char *const words[] = { "The",     "the",  "Mr.", "President", "Bush",    "NHF",     "(",  ")",   "[",
                                     "]",       ",",    ".",   "\"",        "'s",      "-",       "he", "it",  "they",
                                     "who",     "I",    "we",  "himself",   "Norland", "Army",    "of", "and", "four",
                                     "bombers", "said", "A",   "UNITED",    "group",   "country", "as" };

static uint32_t draw(uint64_t *state, uint32_t below) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33) % below;
}

static void random_sentence(hand *h, uint64_t *seed) {
    int32_t base = (int32_t)h->r.tokens.n, n = 1 + (int32_t)draw(seed, 25);
    for (int32_t i = 0; i < n; i++) {
        const char *w = words[draw(seed, sizeof words / sizeof *words)];
        cs_token *t = CS_PUSH(&h->arena, &h->r.tokens);
        size_t at = strlen(h->text), len = strlen(w);
        if (at && draw(seed, 8)) h->text[at++] = ' ';
        memcpy(h->text + at, w, len + 1);
        t->span = (cs_span){ (uint32_t)at, (uint32_t)(at + len) };
        t->form = t->lower = t->lemma = (cs_str){ h->text + at, (ptrdiff_t)len };
        t->upos = (uint8_t)draw(seed, CS_UPOS_COUNT), t->deprel = (uint8_t)draw(seed, CS_REL_COUNT);
        t->feats.number = (uint8_t)draw(seed, 3);
        /* Heads point to the sentence's middle from either side, step by step or far: a tree with any shape of arms. */
        int32_t root = n / 2, to = i < root ? i + 1 + (int32_t)draw(seed, (uint32_t)(root - i))
                                            : root + (i > root ? (int32_t)draw(seed, (uint32_t)(i - root)) : 0);
        t->head = i == root ? -1 : base + to;
        t->sent = (int32_t)h->r.sentences.n;
    }
    cs_span all = { h->r.tokens.v[base].span.beg, h->r.tokens.v[base + n - 1].span.end };
    int32_t paragraph = (int32_t)h->r.sentences.n / 3;
    *CS_PUSH(&h->arena, &h->r.sentences) = (cs_sentence){ all, base, base + n, base + n / 2, paragraph, false };
    for (int32_t i = 0; i < n; i++)
        for (int32_t end = n; end > i; end--)
            if (!draw(seed, 6))
                *CS_PUSH(&h->arena, &h->r.candidates) =
                    (cs_candidate){ base + i, base + end, (uint8_t)(1 + draw(seed, CS_COARSE_COUNT - 1)),
                                    (float)draw(seed, 1000) / 1000 };
}

static void check(const hand *h) {
    int32_t listed = 0;
    for (ptrdiff_t i = 0; i < h->r.mentions.n; i++) {
        const cs_mention *m = &h->r.mentions.v[i], *before = i ? m - 1 : NULL;
        assert_true(m->beg < m->end && m->beg <= m->head && m->head < m->end);
        assert_int_equal(h->r.tokens.v[m->beg].sent, h->r.tokens.v[m->end - 1].sent);
        assert_true(m->entity >= 0 && m->entity < h->r.entities.n && m->kind <= CS_MENTION_PRONOUN);
        assert_true(!before || before->beg < m->beg || (before->beg == m->beg && before->end >= m->end));
    }
    for (ptrdiff_t e = 0; e < h->r.entities.n; e++) {
        const cs_entity *k = &h->r.entities.v[e];
        assert_true(k->n_mentions > 0 && k->name.n > 0 && k->type < CS_ENT_COUNT);
        for (int32_t i = 0; i < k->n_mentions; i++, listed++) {
            assert_int_equal(h->r.mentions.v[k->mentions[i]].entity, e);
            assert_true(!i || k->mentions[i - 1] < k->mentions[i]);
        }
        assert_true(!e || k[-1].mentions[0] < k->mentions[0]); /* in the order of their first mentions */
    }
    assert_int_equal(listed, h->r.mentions.n);
}

/* Every trait is below its limit, whatever is joined. */
static bool begin(void *ctx, const cs_ework *w, int32_t i) {
    (void)ctx, (void)w, (void)i;
    return true;
}
static void seen(void *ctx, const cs_em_traits *x, int32_t o) {
#define CS_X(e, n) n,
    static const uint16_t limit[CS_EM_TRAIT_COUNT] = { CS_EM_TRAITS(CS_X) };
#undef CS_X
    int32_t *last = ctx;
    for (int k = 0; k < CS_EM_TRAIT_COUNT; k++) assert_true(x->v[k] < limit[k]);
    *last = o;
}
static int32_t choice(void *ctx) { return *(int32_t *)ctx; }

static void traits_are_in_range(hand *h) {
    int32_t last = -1;
    cs_em_watch watch = { &last, begin, seen, choice };
    cs_reading r = h->r;
    memset(&r.mentions, 0, sizeof r.mentions);
    memset(&r.entities, 0, sizeof r.entities);
    cs_arena a = h->arena;
    cs_entities_watched(&h->lex, &watch, &r, &a, h->scratch);
}

static void well_formed(void **state) {
    hand *h = *state;
    uint64_t seed = 20260101;
    cs_arena start = h->arena;
    int64_t found = 0;
    for (int k = 0; k < READINGS; k++) {
        h->arena = start;
        h->r = (cs_reading){ 0 };
        h->text[0] = 0;
        for (uint32_t s = 1 + draw(&seed, 8); s-- > 0;) random_sentence(h, &seed);
        hand_read(h);
        check(h);
        traits_are_in_range(h);
        found += h->r.mentions.n;
        for (int32_t t = 0; t < (int32_t)h->r.tokens.n; t++) {
            int32_t e = cs_entity_at(&h->index, t);
            assert_true(e >= -1 && e < h->r.entities.n);
        }
    }
    assert_true(found > 10 * READINGS); /* the readings do hold mentions */
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(well_formed, hand_setup, hand_teardown) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
