/* decode/entity_known.c: what the lexicon, the register and the rest of the report know of mentions that the head passed over
 * or saw as something else. */
#include "decode/entity_work.h"

/* What a name that the report or the register knows is given; up to where the lexicon overrules "abstract". */
static const float KNOWN_NAME_SCORE = 0.50F, KNOWN_NOUN_BELOW = 0.3F;

/* What the head saw with no sure span or passed over, although the lexicon knows the noun for an actor, a weapon, a building
 * … ("the coalition in the last 24 hours conducted"): the parse's span. */
static bool is_known_noun(const cs_ework *w, int32_t i) {
    const cs_token *k = cs_em_tok(w, i);
    if (k->upos != CS_UPOS_NOUN || k->deprel == CS_REL_COMPOUND || k->deprel == CS_REL_AMOD || k->deprel == CS_REL_FLAT ||
        k->deprel == CS_REL_FIXED)
        return false;
    const cs_lex_noun *noun = cs_lexicon_noun_at(w->lex, w->r, i);
    return noun && noun->type != CS_ENT_OTHER && noun->type != CS_ENT_EVENT_NAME && noun->type != CS_ENT_PLACE &&
           !(noun->flags & CS_NOUN(VAGUE));
}

static void add_known_nouns(cs_ework *w, const bool *taken) {
    for (int32_t i = 0, n = w->n; i < n; i++) {
        cs_em *m = &w->m[i];
        bool seen = m->coarse == CS_COARSE_ABSTRACT || m->coarse == CS_COARSE_EVENT || m->coarse == CS_COARSE_TIME;
        if (m->emit || m->coordinated || (seen && m->score > KNOWN_NOUN_BELOW) || !is_known_noun(w, m->head)) continue;
        cs_span s = cs_em_gum_span(w->t, m->head);
        m->beg = (int32_t)s.beg, m->end = (int32_t)s.end;
        if (seen) m->coarse = cs_em_coarse_of(cs_lexicon_noun_at(w->lex, w->r, m->head)->type);
        cs_em_features(w, m);
        m->emit = true;
    }
    for (int32_t i = 0; i < (int32_t)w->r->tokens.n; i++) {
        if (taken[i] || !is_known_noun(w, i)) continue;
        cs_span s = cs_em_gum_span(w->t, i);
        cs_candidate c = { (int32_t)s.beg, (int32_t)s.end, cs_em_coarse_of(cs_lexicon_noun_at(w->lex, w->r, i)->type),
                           KNOWN_NAME_SCORE };
        cs_em_add(w, i, &c, false);
    }
}

/* A noun means one sort of thing throughout a report: "a separatist movement" tells that "the movement" is one. */
static void settle_nouns(cs_ework *w) {
    cs_map bodies = { 0 };
    for (int32_t i = 0; i < w->n; i++) {
        cs_em *m = &w->m[i];
        const cs_lex_noun *noun = m->kind == CS_MENTION_NOMINAL && !m->coordinated ? m->noun : NULL;
        if (!noun || noun->type < CS_ENT_GROUP || noun->type > CS_ENT_PARTY || m->number == CS_NUM_PLUR) continue;
        cs_str lemma = cs_em_tok(w, m->head)->lemma;
        if (m->emit && m->coarse == CS_COARSE_ORGANIZATION)
            *cs_map_put(w->a, &bodies, lemma, NULL) = 1;
        else if (m->coarse == CS_COARSE_ABSTRACT && (m->det == CS_EM_THE || m->det == CS_EM_THIS) &&
                 cs_map_get(&bodies, lemma)) {
            m->coarse = CS_COARSE_ORGANIZATION;
            cs_em_features(w, m);
            m->emit = true;
        }
    }
}

typedef struct votes {
    float coarse[CS_COARSE_COUNT];
} votes;

/* A name means one sort of thing throughout a report: the one that the head sees it as with the most weight. */
static void settle_names(cs_ework *w) {
    cs_map at = { 0 };
    CS_VEC(votes) v = { 0 };
    for (int32_t i = 0; i < w->n; i++) {
        const cs_em *m = &w->m[i];
        if (!m->key.n || m->actor) continue;
        bool is_new;
        uint32_t *k = cs_map_put(w->a, &at, m->key, &is_new);
        if (is_new) *k = (uint32_t)v.n, (void)CS_PUSH(w->a, &v);
        v.v[*k].coarse[m->coarse] += m->score;
    }
    for (int32_t i = 0; i < w->n; i++) {
        cs_em *m = &w->m[i];
        const uint32_t *k = m->key.n && !m->actor ? cs_map_get(&at, m->key) : NULL;
        if (!k) continue;
        uint8_t top = m->coarse;
        for (int c = 1; c < CS_COARSE_COUNT; c++)
            if (v.v[*k].coarse[c] > v.v[*k].coarse[top]) top = (uint8_t)c;
        if (top == m->coarse) continue;
        bool agreed = cs_em_is_agreed(w, m);
        m->coarse = top;
        cs_em_features(w, m);
        m->emit = cs_em_is_emitted(w, m, agreed);
    }
}

/* Names that the head passed over ("Taliban" in "Taliban fighters") or saw with no sure span ("Belarus (which …) and Syria
 * (a …)"), where the report names the same elsewhere or the register knows them. */
static void add_known_names(cs_ework *w, const bool *taken) {
    cs_map known = { 0 };
    for (int32_t i = 0; i < w->n; i++)
        if (w->m[i].emit && w->m[i].key.n && w->m[i].kind == CS_MENTION_NAME)
            *cs_map_put(w->a, &known, w->m[i].key, NULL) = w->m[i].coarse;
    for (int32_t i = 0, n = w->n; i < n; i++) {
        cs_em *m = &w->m[i];
        if (m->emit || m->coordinated || m->kind != CS_MENTION_NAME || m->coarse == CS_COARSE_EVENT) continue;
        cs_span s = cs_em_gum_span(w->t, m->head);
        m->beg = (int32_t)s.beg, m->end = (int32_t)s.end;
        cs_em_features(w, m);
        const uint32_t *seen = cs_map_get(&known, m->key);
        if (seen && !m->actor && *seen != m->coarse) {
            m->coarse = (uint8_t)*seen;
            cs_em_features(w, m);
        }
        m->emit = m->actor || seen;
    }
    for (int32_t i = 0; i < (int32_t)w->r->tokens.n; i++) {
        const cs_token *k = cs_em_tok(w, i);
        if (taken[i] || k->upos != CS_UPOS_PROPN || k->deprel == CS_REL_FLAT || k->deprel == CS_REL_FIXED ||
            k->deprel == CS_REL_GOESWITH)
            continue;
        if (k->deprel == CS_REL_COMPOUND && k->head >= 0 && cs_em_tok(w, k->head)->upos == CS_UPOS_PROPN) continue;
        cs_span s = cs_em_gum_span(w->t, i);
        cs_candidate c = { (int32_t)s.beg, (int32_t)s.end, CS_COARSE_ORGANIZATION, KNOWN_NAME_SCORE };
        cs_em_add(w, i, &c, false);
        cs_em *m = &w->m[w->n - 1];
        const uint32_t *seen = cs_map_get(&known, m->key);
        if (!seen && !m->actor && !m->says) {
            w->n--;
            continue;
        }
        if (seen ? *seen == m->coarse : !m->actor) continue;
        c.coarse = seen ? (uint8_t)*seen : cs_em_actor_coarse(m);
        w->n--;
        cs_em_add(w, i, &c, false);
    }
}

/* What the report says of a name in one place holds in all. */
static void apply_said(cs_ework *w) {
    for (int32_t i = 0; i < w->n; i++) {
        cs_em *m = &w->m[i];
        if (m->kind == CS_MENTION_NOMINAL && !m->coordinated) cs_em_features(w, m); /* letters since explained */
        if (m->kind != CS_MENTION_NAME || m->actor || m->titled || m->coordinated) continue;
        if (cs_em_says(w, m) == m->says && (!m->says || m->emit)) continue;
        cs_em_features(w, m);
        m->emit = m->emit || m->says;
    }
}

/* Prepositions of place before a name, against deeds. */
typedef struct place_votes {
    int32_t place, act;
} place_votes;

static int32_t place_vote(const cs_ework *w, const cs_em *m) {
    const cs_token *k = cs_em_tok(w, m->head);
    int32_t c = cs_child(w->t, m->head, CS_REL_CASE), end = m->core_end;
    if (m->det != CS_EM_BARE) return 0;
    if (end + 1 < (int32_t)w->r->tokens.n && cs_word_in(cs_em_tok(w, end)->lower, ",")) { /* "X, Country" */
        const cs_actor *state = cs_lexicon_actor(w->lex, cs_em_tok(w, end + 1)->form);
        if (state && state->type == CS_ENT_GOVERNMENT && c >= 0) return 2;
    }
    if (k->head < 0) return 0;
    if (c < 0) return k->deprel == CS_REL_COMPOUND && cs_lemma_in(w->t, k->head, "resident inhabitant villager");
    cs_str by = cs_em_tok(w, c)->lower;
    if (c > m->head) return 0;
    if (k->deprel == CS_REL_NMOD) { /* "residents of X", "the market of X", "people in X" */
        const cs_lex_noun *noun = cs_lexicon_noun(w->lex, cs_em_tok(w, k->head)->lemma);
        bool facility = noun && noun->type == CS_ENT_FACILITY,
             people = noun && (noun->type == CS_ENT_PERSON || noun->type == CS_ENT_POPULATION);
        if (cs_word_in(by, "of"))
            return cs_lemma_in(w->t, k->head, "resident inhabitant mayor outskirt town village city") ||
                   (facility && m->coarse != CS_COARSE_PERSON);
        if (m->coarse == CS_COARSE_PERSON) return cs_word_in(by, "in near outside") && (facility || people);
    } else if (k->deprel != CS_REL_OBL)
        return 0;
    else if (cs_word_in(by, "to from"))
        return cs_lemma_in(w->t, k->head, "flee travel return move arrive walk drive fly deport evacuate");
    if (cs_lemma_in(w->t, k->head,
                    "believe trust invest confide join enrol enroll serve belief trust faith confidence interest"))
        return 0;
    return cs_word_in(by, "in near outside around");
}

/* A town is a town where it owns ("the hospital of X", "X residents") as where it is the place of something. */
static void say_places(cs_ework *w) {
    cs_map at = { 0 };
    CS_VEC(place_votes) v = { 0 };
    for (int pass = 0; pass < 2; pass++)
        for (int32_t i = 0; i < w->n; i++) {
            const cs_em *m = &w->m[i];
            if (m->kind != CS_MENTION_NAME || m->actor || m->titled || m->coordinated || m->says || !m->key.n ||
                cs_em_is_acronym(cs_em_tok(w, m->head)->form))
                continue;
            bool is_new;
            uint32_t *k = cs_map_put(w->a, &at, m->key, &is_new);
            if (is_new) *k = (uint32_t)v.n, (void)CS_PUSH(w->a, &v);
            if (!pass)
                v.v[*k].place += place_vote(w, m), v.v[*k].act += cs_entity_acts_at(w->t, m->head);
            else if (m->coarse != CS_COARSE_PLACE && m->coarse != CS_COARSE_EVENT && m->coarse != CS_COARSE_TIME &&
                     v.v[*k].place > v.v[*k].act)
                cs_em_say(w, m, CS_ENT_PLACE);
        }
}

void cs_em_known(cs_ework *w, const bool *taken) {
    add_known_nouns(w, taken);
    cs_em_bodies(w);
    apply_said(w);
    say_places(w);
    apply_said(w);
    settle_names(w);
    settle_nouns(w);
    add_known_names(w, taken);
}
