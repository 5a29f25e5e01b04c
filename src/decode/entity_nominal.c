/* decode/entity_nominal.c: descriptions that point back: "the attacker", "the ministry", "the group". The nearest earlier
 * mention with the same noun, unless the later one tells more than the earlier ("the second attacker"); for a few general
 * nouns also the nearest name of their type. */
#include "decode/entity_work.h"

enum { BARE_SENTENCES = 6, SAME_NOUN_SENTENCES = 25, SAME_NOUN_TRIES = 12, GENERAL_SENTENCES = 3, GENERAL_TRIES = 60 };

static bool has_word(const cs_ework *w, const cs_em *m, cs_str lemma) {
    for (int32_t i = m->beg; i < m->end; i++)
        if (cs_eq(cs_em_tok(w, i)->lemma, lemma) || cs_eq(cs_em_tok(w, i)->lower, lemma)) return true;
    return false;
}

static bool is_content(const cs_token *k) {
    return k->upos == CS_UPOS_NOUN || k->upos == CS_UPOS_PROPN || k->upos == CS_UPOS_ADJ || k->upos == CS_UPOS_VERB ||
           k->upos == CS_UPOS_NUM;
}

/* "The cartel, which he leads": what follows a comma does not say which cartel. */
static int32_t restrictive_end(const cs_ework *w, const cs_em *m) {
    int32_t end = m->head + 1;
    while (end < m->end && !cs_word_in(cs_em_tok(w, end)->lower, ",")) end++;
    return end;
}

/* Whether the later one has a modifier that neither the earlier one nor its chain's name has. */
static bool tells_more(const cs_ework *w, const cs_em *later, int32_t earlier) {
    int32_t name = w->name[cs_em_root(w, earlier)];
    for (int32_t i = later->beg, end = restrictive_end(w, later); i < end; i++) {
        const cs_token *k = cs_em_tok(w, i);
        if (i == later->head || !is_content(k) || cs_word_in(k->lemma, "same former said late latter")) continue;
        if (!has_word(w, &w->m[earlier], k->lemma) && !(name >= 0 && has_word(w, &w->m[name], k->lemma))) return true;
    }
    return false;
}

static int32_t owner_of(const cs_ework *w, const cs_em *m) {
    CS_EACH_CHILD(w->t, m->head, c)
    if (cs_rel(w->t, c, CS_REL_NMOD_POSS) && w->at[c] >= 0) return cs_em_root(w, w->at[c]);
    return -1;
}

static bool points_back(const cs_em *m) { return m->det == CS_EM_THE || m->det == CS_EM_THIS || m->det == CS_EM_OWNED; }

/* Without an article only the same words again, soon, and no single person. */
static bool is_bare_repeat(const cs_ework *w, int32_t earlier, int32_t later) {
    const cs_em *o = &w->m[earlier], *m = &w->m[later];
    if (m->sent - o->sent > BARE_SENTENCES || (m->coarse == CS_COARSE_PERSON && m->number != CS_NUM_PLUR)) return false;
    if (cs_word_in(cs_em_tok(w, m->head)->lemma, "people person man woman other one")) return false; /* always others */
    return !tells_more(w, o, later);
}

static bool same_noun(cs_ework *w, const int32_t *before, int32_t first, int32_t i) {
    const cs_em *m = &w->m[i];
    int tries = 0;
    for (int32_t b = first; b >= 0 && tries++ < SAME_NOUN_TRIES; b = before[b] - 1) {
        const cs_em *o = &w->m[b];
        if (m->sent - o->sent > SAME_NOUN_SENTENCES) return false;
        if (m->det == CS_EM_BARE && !is_bare_repeat(w, b, i)) continue;
        if (o->coordinated || o->det == CS_EM_NO || tells_more(w, m, b) || !cs_em_can_join(w, b, i)) continue;
        if (m->number == CS_NUM_PLUR && o->det == CS_EM_BARE && o->kind == CS_MENTION_NOMINAL && m->sent - o->sent > 5)
            continue;
        if (m->det == CS_EM_OWNED && owner_of(w, m) != owner_of(w, o)) continue;
        if (o->det == CS_EM_OWNED && m->det != CS_EM_OWNED && m->sent - o->sent > 5) continue;
        cs_em_join(w, b, i);
        return true;
    }
    return false;
}

typedef enum general { GENERAL_NONE, GENERAL_BODY, GENERAL_COUNTRY, GENERAL_TOWN, GENERAL_PERSON } general;

/* What a general noun can stand for. */
static general general_of(cs_str lemma) {
    if (cs_word_in(lemma,
                   "group organization organisation movement militia network faction company agency firm party team band club"))
        return GENERAL_BODY;
    if (cs_word_in(lemma, "country nation")) return GENERAL_COUNTRY;
    if (cs_word_in(lemma, "city town village province capital island district")) return GENERAL_TOWN;
    if (cs_word_in(lemma, "man woman boy girl politician author artist scientist")) return GENERAL_PERSON;
    return GENERAL_NONE;
}

static bool general_fits(general g, const cs_em *o) {
    bool country = o->actor && o->actor->state;
    switch (g) {
    case GENERAL_BODY: return o->coarse == CS_COARSE_ORGANIZATION && !country;
    case GENERAL_COUNTRY: return country;
    case GENERAL_TOWN: return o->coarse == CS_COARSE_PLACE && !o->actor;
    case GENERAL_PERSON: return o->coarse == CS_COARSE_PERSON;
    default: return false;
    }
}

/* Article and noun alone ("the city", "the city's"). */
static bool is_plain(const cs_ework *w, const cs_em *m) {
    int32_t end = restrictive_end(w, m);
    end -= end > m->head + 1 && cs_rel(w->t, end - 1, CS_REL_CASE);
    return end - m->beg <= 2;
}

static bool general_noun(cs_ework *w, int32_t i) {
    const cs_em *m = &w->m[i];
    general g = general_of(cs_em_tok(w, m->head)->lemma);
    if (!g || m->number == CS_NUM_PLUR || m->det == CS_EM_OWNED || !is_plain(w, m)) return false;
    int tries = 0;
    for (int32_t b = i - 1; b >= 0 && tries++ < GENERAL_TRIES && m->sent - w->m[b].sent <= GENERAL_SENTENCES; b--) {
        const cs_em *o = &w->m[b];
        if (!general_fits(g, o) || o->kind != CS_MENTION_NAME || o->coordinated || !cs_em_can_join(w, b, i)) continue;
        cs_deprel rel = cs_em_tok(w, o->head)->deprel;
        if (rel == CS_REL_COMPOUND || (rel == CS_REL_NMOD && g != GENERAL_COUNTRY && g != GENERAL_TOWN)) continue;
        cs_em_join(w, b, i);
        return true;
    }
    return false;
}

static bool is_perpetrator(const cs_em *m) {
    return m->noun && (m->noun->flags & CS_NOUN(PERPETRATOR)) && m->coarse == CS_COARSE_PERSON && m->number == CS_NUM_SING;
}

static void remember(cs_ework *w, cs_map *nouns, int32_t *before, cs_str lemma, int32_t i) {
    uint32_t *at = cs_map_put(w->a, nouns, lemma, NULL);
    if ((int32_t)*at - 1 == i) return;
    before[i] = (int32_t)*at;
    *at = (uint32_t)i + 1;
}

static cs_str lower(const cs_ework *w, cs_str s) {
    char *out = CS_NEW(w->a, char, s.n + 1);
    for (ptrdiff_t i = 0; i < s.n; i++) out[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32) : s.p[i];
    return (cs_str){ out, s.n };
}

/* A person's title stands for its bearer: "President Joe Biden … the president". Only one of the words can index a mention
 * in the chain of its noun, so titles go first and the name's last word is found by the name's own sieve. */
static cs_str noun_of(const cs_ework *w, const cs_em *m) {
    if (m->kind != CS_MENTION_NAME) return cs_em_tok(w, m->head)->lemma;
    if (m->coarse == CS_COARSE_PERSON) {
        for (int32_t i = m->core_beg - 1; i >= m->beg; i--) { /* "Secretary of State Kerry": secretary */
            cs_str word = cs_em_tok(w, i)->lower;
            const cs_lex_noun *noun = cs_lexicon_noun(w->lex, word);
            if (noun && noun->type == CS_ENT_PERSON) return word;
        }
        return (cs_str){ 0 };
    }
    return lower(w, cs_em_tok(w, m->head)->lemma); /* "Ministry of Defence" */
}

void cs_em_nominals(cs_ework *w) {
    cs_map nouns = { 0 };
    int32_t *before = CS_NEW(w->a, int32_t, (size_t)w->n + 1), perpetrator = -1;
    for (int32_t i = 0; i < w->n; i++) {
        const cs_em *m = &w->m[i];
        if (m->kind == CS_MENTION_PRONOUN || m->coordinated) continue;
        cs_str noun = noun_of(w, m);
        if (!noun.n) continue;
        const uint32_t *at = cs_map_get(&nouns, noun);
        if (m->kind == CS_MENTION_NOMINAL && m->det == CS_EM_BARE && at && cs_child(w->t, m->head, CS_REL_NUMMOD) < 0)
            same_noun(w, before, (int32_t)*at - 1, i); /* "police … police" */
        if (m->kind == CS_MENTION_NOMINAL && points_back(m)) {
            bool done = at && same_noun(w, before, (int32_t)*at - 1, i);
            if (!done) done = general_noun(w, i);
            if (!done && perpetrator >= 0 && is_perpetrator(m) && m->sent - w->m[perpetrator].sent <= 8 &&
                !tells_more(w, m, perpetrator) && cs_em_can_join(w, perpetrator, i))
                cs_em_join(w, perpetrator, i);
        }
        if (is_perpetrator(m)) perpetrator = i;
        remember(w, &nouns, before, noun, i);
    }
}
