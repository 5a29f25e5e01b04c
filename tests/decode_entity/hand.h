/* tests/decode_entity/hand.h: readings made by hand. A sentence is words of the form form/UPOS/head/deprel[/lemma][/P], head
 * counted from 1 within the sentence (0: root), P: plural; its candidates are "type:first-last" (from 1, last included), with
 * "@score" where it is not 0.9. */
#ifndef HAND_H
#define HAND_H
#include "decode/entity.h"
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

typedef struct hand {
    cs_arena arena, scratch;
    jmp_buf full;
    cs_lexicon lex;
    cs_reading r;
    char text[16384];
    cs_tree tree;
    cs_entity_index index;
} hand;

/* Where a full arena jumps to; stands at the head of every function that allocates. */
#define HAND_GUARD(h) \
    if (setjmp((h)->full)) fail_msg("arena full")

static inline int hand_find(const char *const *names, int n, const char *s, size_t len) {
    for (int i = 0; i < n; i++)
        if (strlen(names[i]) == len && !memcmp(names[i], s, len)) return i;
    fail_msg("unknown name %.*s", (int)len, s);
    return -1;
}

static inline void hand_word(hand *h, const char *word, int32_t base) {
    const char *part[6] = { word };
    size_t len[6] = { 0 };
    int n = 1;
    for (const char *p = word; *p && *p != ' '; p++)
        if (*p == '/' && n < 6)
            part[n++] = p + 1;
        else
            len[n - 1]++;
    cs_token *t = CS_PUSH(&h->arena, &h->r.tokens);
    size_t at = strlen(h->text);
    bool glued = len[0] && strchr(",.)]'", part[0][0]);
    if (at && !glued && !strchr("([\n", h->text[at - 1])) h->text[at++] = ' ';
    memcpy(h->text + at, part[0], len[0]);
    t->span = (cs_span){ (uint32_t)at, (uint32_t)(at + len[0]) };
    t->form = (cs_str){ h->text + at, (ptrdiff_t)len[0] };
    char *low = CS_NEW(&h->arena, char, len[0] + 1);
    for (size_t i = 0; i < len[0]; i++) low[i] = part[0][i] >= 'A' && part[0][i] <= 'Z' ? (char)(part[0][i] + 32) : part[0][i];
    t->lower = t->lemma = (cs_str){ low, (ptrdiff_t)len[0] };
    t->upos = (uint8_t)hand_find(cs_upos_name, CS_UPOS_COUNT, part[1], len[1]);
    t->head = atoi(part[2]) ? base + atoi(part[2]) - 1 : -1;
    t->deprel = (uint8_t)hand_find(cs_deprel_name, CS_REL_COUNT, part[3], len[3]);
    t->feats.number = CS_NUM_SING;
    for (int i = 4; i < n; i++)
        if (len[i] == 1 && part[i][0] == 'P')
            t->feats.number = CS_NUM_PLUR;
        else
            t->lemma = (cs_str){ part[i], (ptrdiff_t)len[i] };
    t->sent = (int32_t)h->r.sentences.n - 1;
}

static inline void hand_candidates(hand *h, const char *list, int32_t base) {
    static const char *const names[] = {
#define CS_X(e, n) n,
        CS_COARSE_TYPES(CS_X)
#undef CS_X
    };
    for (const char *p = list; *p;) {
        const char *colon = strchr(p, ':');
        char *end;
        cs_candidate *c = CS_PUSH(&h->arena, &h->r.candidates);
        c->coarse = (uint8_t)hand_find(names, CS_COARSE_COUNT, p, (size_t)(colon - p));
        c->beg = base + (int32_t)strtol(colon + 1, &end, 10) - 1;
        c->end = base + (int32_t)strtol(end + 1, &end, 10);
        c->score = *end == '@' ? strtof(end + 1, &end) : 0.9F;
        for (p = end; *p == ' ';) p++;
    }
}

static inline void hand_sentence(hand *h, const char *words, const char *candidates) {
    HAND_GUARD(h);
    int32_t base = (int32_t)h->r.tokens.n;
    cs_sentence *s = CS_PUSH(&h->arena, &h->r.sentences);
    for (const char *p = words; *p;) {
        hand_word(h, p, base);
        p += strcspn(p, " ");
        while (*p == ' ') p++;
    }
    *s = (cs_sentence){ .beg = base, .end = (int32_t)h->r.tokens.n };
    s->span = cs_span_join(h->r.tokens.v[base].span, h->r.tokens.v[s->end - 1].span);
    for (int32_t i = base; i < s->end; i++)
        if (h->r.tokens.v[i].head < 0) s->root = i;
    hand_candidates(h, candidates, base);
}

static inline void hand_read(hand *h) {
    HAND_GUARD(h);
    h->r.text = (cs_str){ h->text, (ptrdiff_t)strlen(h->text) };
    cs_entities(&h->lex, &h->r, &h->arena, h->scratch);
    h->tree = cs_tree_make(&h->r, &h->arena, h->scratch);
    h->index = cs_entity_index_make(&h->r, &h->tree, &h->arena);
}

/* The mention whose text is words, the nth of them from 0; -1: there is none. */
static inline int32_t hand_mention(const hand *h, const char *words, int nth) {
    for (ptrdiff_t i = 0; i < h->r.mentions.n; i++) {
        cs_str s = cs_span_text(h->r.text, h->r.mentions.v[i].span);
        if ((size_t)s.n == strlen(words) && !memcmp(s.p, words, (size_t)s.n) && nth-- == 0) return (int32_t)i;
    }
    return -1;
}
static inline int32_t hand_entity(const hand *h, const char *words, int nth) {
    int32_t m = hand_mention(h, words, nth);
    if (m < 0) fail_msg("no mention \"%s\" (%d)", words, nth);
    return h->r.mentions.v[m].entity;
}
#define assert_same(h, a, na, b, nb) assert_int_equal(hand_entity(h, a, na), hand_entity(h, b, nb))
#define assert_apart(h, a, na, b, nb) assert_int_not_equal(hand_entity(h, a, na), hand_entity(h, b, nb))

static inline int hand_setup(void **state) {
    static hand h; /* one at a time: cmocka runs tests one after another */
    memset(&h, 0, sizeof h);
    cs_err err = { 0 };
    assert_int_equal(cs_arena_map(&h.arena, (size_t)1 << 28, &err), CASUS_OK);
    assert_int_equal(cs_arena_map(&h.scratch, (size_t)1 << 28, &err), CASUS_OK);
    h.arena.on_full = h.scratch.on_full = &h.full;
    HAND_GUARD(&h);
    if (cs_lexicon_open(&h.lex, &h.arena, &err) != CASUS_OK) fail_msg("%s", err.msg);
    *state = &h;
    return 0;
}
static inline int hand_teardown(void **state) {
    hand *h = *state;
    cs_arena_unmap(&h->arena);
    cs_arena_unmap(&h->scratch);
    return 0;
}
#endif
