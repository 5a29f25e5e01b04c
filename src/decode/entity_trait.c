/* decode/entity_trait.c: what entity_rank.h's traits are of a mention and of two. Each is a number below its limit there; what
 * it is worth is for the weights to say. */
#include "decode/entity_rank.h"

static int bucket(int32_t n, const int16_t *from, int count) {
    int k = 0;
    while (k + 1 < count && n >= from[k + 1]) k++;
    return k;
}
#define BUCKET(n, ...) bucket(n, (const int16_t[]){ __VA_ARGS__ }, (int)(sizeof((int16_t[]){ __VA_ARGS__ }) / sizeof(int16_t)))

/* ---- of one mention ---- */

enum { HE, SHE, IT, THEY, I, WE, YOU, THIS, OTHER, DESCRIBED = 9, NAMED = 22, COORDINATED = 26 };

static int pronoun_class(const cs_ework *w, const cs_em *m) {
    if (m->person == 1) return m->number == CS_NUM_PLUR ? WE : I;
    if (m->person == 2) return YOU;
    if (m->person == 3)
        return m->number == CS_NUM_PLUR ? THEY : m->gender == CS_EM_MALE ? HE : m->gender == CS_EM_FEMALE ? SHE : IT;
    return cs_word_in(cs_em_tok(w, m->head)->lower, "this that these those") ? THIS : OTHER;
}

/* Determiner and number; a description with a numeral counts as its own sort. */
static int class_of(const cs_ework *w, const cs_em *m) {
    if (m->coordinated) return COORDINATED;
    if (m->kind == CS_MENTION_PRONOUN) return pronoun_class(w, m);
    if (m->kind == CS_MENTION_NAME)
        return NAMED + (m->coarse == CS_COARSE_PERSON         ? 0
                        : m->coarse == CS_COARSE_ORGANIZATION ? 1
                        : m->coarse == CS_COARSE_PLACE        ? 2
                                                              : 3);
    if (cs_child(w->t, m->head, CS_REL_NUMMOD) >= 0) return DESCRIBED + 12;
    return DESCRIBED + 2 * m->det + (m->number == CS_NUM_PLUR);
}

static int role_of(const cs_ework *w, int32_t token) {
    switch (cs_em_tok(w, token)->deprel) {
    case CS_REL_NSUBJ:
    case CS_REL_NSUBJ_OUTER: return 1;
    case CS_REL_NSUBJ_PASS: return 2;
    case CS_REL_OBJ: return 3;
    case CS_REL_IOBJ: return 4;
    case CS_REL_OBL: return 5;
    case CS_REL_OBL_AGENT: return 6;
    case CS_REL_NMOD: return 7;
    case CS_REL_NMOD_POSS: return 8;
    case CS_REL_COMPOUND: return 9;
    case CS_REL_CONJ: return 10;
    case CS_REL_APPOS: return 11;
    case CS_REL_ROOT: return 12;
    default: return 13;
    }
}

/* What a general noun can stand for. */
static int general_of(cs_str lemma) {
    if (cs_word_in(lemma, CS_EM_BODY_NOUNS)) return 1;
    if (cs_word_in(lemma, "country nation state")) return 2;
    if (cs_word_in(lemma, "city town village province capital island district region area")) return 3;
    if (cs_word_in(lemma, "man woman boy girl person politician author artist scientist")) return 4;
    return cs_word_in(lemma, "people other one thing way part") ? 5 : 0;
}

static int flag_of(const cs_lex_noun *noun) {
    uint32_t f = noun ? noun->flags : 0;
    return f & CS_NOUN(PERPETRATOR)                    ? 1
           : f & CS_NOUN(ARMED)                        ? 2
           : f & CS_NOUN(CIVILIAN)                     ? 3
           : f & CS_NOUN(VICTIM)                       ? 4
           : f & (CS_NOUN(OFFICIAL) | CS_NOUN(LEADER)) ? 5
           : f & (CS_NOUN(TITLE) | CS_NOUN(ROLE))      ? 6
           : f & CS_NOUN(COLLECTIVE)                   ? 7
           : noun                                      ? 8
                                                       : 0;
}

static bool is_content(const cs_token *k) {
    return k->upos == CS_UPOS_NOUN || k->upos == CS_UPOS_PROPN || k->upos == CS_UPOS_ADJ || k->upos == CS_UPOS_VERB ||
           k->upos == CS_UPOS_NUM;
}

static int modifiers_of(const cs_ework *w, const cs_em *m) {
    int n = 0;
    for (int32_t i = m->beg; i < m->end; i++) n += i != m->head && is_content(cs_em_tok(w, i));
    return n < 4 ? n : 4;
}

static int complement_of(const cs_ework *w, const cs_em *m) {
    int c = 0;
    CS_EACH_CHILD(w->t, m->head, k)
    if (k > m->head) {
        cs_deprel rel = cs_em_tok(w, k)->deprel;
        if (rel == CS_REL_NMOD) c = 1;
        if (rel == CS_REL_ACL_RELCL || rel == CS_REL_ACL) c = 2;
        if (rel == CS_REL_APPOS && !c) c = 3;
    }
    return c;
}

/* The verb or noun that the token hangs from, past a coordination. */
static int32_t governor_of(const cs_ework *w, int32_t token) { return cs_em_tok(w, cs_conj_top(w->t, token))->head; }

static int32_t owner_of(const cs_ework *w, const cs_em *m) {
    CS_EACH_CHILD(w->t, m->head, c)
    if (cs_rel(w->t, c, CS_REL_NMOD_POSS)) return w->at[c];
    return -1;
}

void cs_em_single_of(const cs_ework *w, int32_t i, cs_em_single *s) {
    const cs_em *m = &w->m[i];
    bool noun = m->kind != CS_MENTION_PRONOUN && !m->coordinated;
    s->cls = (uint8_t)class_of(w, m);
    s->coarse = m->coarse;
    s->role = (uint8_t)role_of(w, m->head);
    s->type = noun ? (uint8_t)(1 + cs_em_type(w, m)) : 0;
    s->general = m->kind == CS_MENTION_NOMINAL ? (uint8_t)general_of(cs_em_tok(w, m->head)->lemma) : 0;
    s->modifiers = noun ? (uint8_t)modifiers_of(w, m) : 0;
    s->flag = noun ? (uint8_t)flag_of(m->noun) : 0;
    s->quoted = m->quote >= 0;
    s->sentence = (uint8_t)(m->sent < 2 ? m->sent : 2);
    s->score = (uint8_t)(m->score >= 1.0F ? 4 : 5.0F * m->score);
    s->emitted = m->emit;
    s->complement = noun ? (uint8_t)complement_of(w, m) : 0;
    s->actor = !m->actor                         ? 0
               : m->actor->state                 ? 1
               : m->actor_type == CS_ENT_GROUP   ? 2
               : m->actor->type == CS_ENT_PERSON ? 3
                                                 : 4;
    s->nested = i > 0 && w->m[i - 1].beg <= m->beg && m->end <= w->m[i - 1].end;
    s->governor = governor_of(w, m->head);
    s->owner = noun ? owner_of(w, m) : -1;
}

void cs_em_traits_later(const cs_em_single *s, int again, cs_em_traits *out) {
    const uint8_t v[CS_EM_LATER_COUNT] = { s->cls,    s->coarse,   s->role,  s->type,    s->general,    s->modifiers,  s->flag,
                                           s->quoted, s->sentence, s->score, s->emitted, s->complement, (uint8_t)again };
    for (int k = 0; k < CS_EM_LATER_COUNT; k++) out->v[k] = v[k];
}

void cs_em_traits_earlier(const cs_em_single *s, cs_em_traits *out) {
    const uint8_t v[CS_EM_SINGLE_COUNT - CS_EM_LATER_COUNT] = { s->cls,   s->coarse,  s->role,  s->type,  s->flag,
                                                                s->score, s->emitted, s->actor, s->nested };
    for (int k = 0; k < CS_EM_SINGLE_COUNT - CS_EM_LATER_COUNT; k++) out->v[CS_EM_LATER_COUNT + k] = v[k];
}

/* ---- of two ---- */

static bool has_word(const cs_ework *w, const cs_em *m, cs_str lemma) {
    for (int32_t i = m->beg; i < m->end; i++)
        if (cs_eq(cs_em_tok(w, i)->lemma, lemma) || cs_eq(cs_em_tok(w, i)->lower, lemma)) return true;
    return false;
}

/* "The cartel, which he leads": what follows a comma does not say which cartel. */
static int32_t restrictive_end(const cs_ework *w, const cs_em *m) {
    int32_t end = m->head + 1;
    while (end < m->end && !cs_word_in(cs_em_tok(w, end)->lower, ",")) end++;
    return end;
}

/* Whether a has a modifier that neither b nor its chain's name has: 0 no modifier, 1 all there, 2 one is missing. */
static int tells_more(const cs_ework *w, const cs_em *a, int32_t b) {
    int32_t name = w->name[cs_em_root(w, b)];
    int seen = 0;
    for (int32_t i = a->beg, end = restrictive_end(w, a); i < end; i++) {
        const cs_token *k = cs_em_tok(w, i);
        if (i == a->head || !is_content(k) || cs_word_in(k->lemma, "same former said late latter")) continue;
        if (!has_word(w, &w->m[b], k->lemma) && !(name >= 0 && has_word(w, &w->m[name], k->lemma))) return 2;
        seen = 1;
    }
    return seen;
}

static bool is_same_noun(cs_str a, cs_str b) {
    if (a.n != b.n) return false;
    for (ptrdiff_t i = 0; i < a.n; i++)
        if ((a.p[i] | 32) != (b.p[i] | 32)) return false;
    return true;
}

/* 1: same head noun; 2: the later one's head is a word of the earlier one or of its chain's name; 3: the other way round. */
static int head_match(const cs_ework *w, int32_t i, int32_t o) {
    const cs_em *m = &w->m[i], *e = &w->m[o];
    if (m->kind == CS_MENTION_PRONOUN || e->kind == CS_MENTION_PRONOUN) return 0;
    cs_str a = cs_em_tok(w, m->head)->lemma, b = cs_em_tok(w, e->head)->lemma;
    if (is_same_noun(a, b)) return 1;
    int32_t name = w->name[cs_em_root(w, o)];
    if (has_word(w, e, a) || (name >= 0 && has_word(w, &w->m[name], a))) return 2;
    return has_word(w, m, b) ? 3 : 0;
}

static int same_words(const cs_ework *w, const cs_em *m, const cs_em *o) {
    if (m->end - m->beg != o->end - o->beg || m->kind == CS_MENTION_PRONOUN) return 0;
    for (int32_t i = m->beg, k = o->beg; i < m->end; i++, k++)
        if (!cs_eq(cs_em_tok(w, i)->lower, cs_em_tok(w, k)->lower)) return 0;
    return m->end - m->beg > 1 ? 2 : 1;
}

/* Names: 1 share a word, 2 are one, 3 have none in common; 4: only the earlier chain has a name, 5: only the later one. */
static int name_match(const cs_ework *w, int32_t i, int32_t o) {
    const cs_em *m = &w->m[i], *e = &w->m[o];
    int32_t name = w->name[cs_em_root(w, o)];
    if (!m->key.n) return name >= 0 ? 4 : 0;
    if (name < 0) return 5;
    if (cs_eq(m->key, w->m[name].key)) return 2;
    for (int32_t k = m->core_beg; k < m->core_end; k++)
        if (is_content(cs_em_tok(w, k)) &&
            (has_word(w, e, cs_em_tok(w, k)->lower) || has_word(w, &w->m[name], cs_em_tok(w, k)->lower)))
            return 1;
    return 3;
}

static int quote_relation(const cs_ework *w, const cs_em *m, const cs_em *o) {
    int32_t says = m->quote >= 0 ? w->speaker[m->quote] : -1, said = o->quote >= 0 ? w->speaker[o->quote] : -1;
    if (m->quote < 0 && o->quote < 0) return 0;
    if (m->quote == o->quote) return 1;
    if (says >= 0 && says == o->head) return 2;
    if (said >= 0 && said == m->head) return 3;
    if (m->quote >= 0 && o->quote >= 0)
        return says >= 0 && said >= 0 && w->at[says] >= 0 && w->at[said] >= 0 &&
                       cs_em_root(w, w->at[says]) == cs_em_root(w, w->at[said])
                   ? 4
                   : 5;
    return m->quote >= 0 ? 6 : 7;
}

static int tree_relation(const cs_ework *w, const cs_em *m, const cs_em *o) {
    if (m->sent != o->sent) return 0;
    if (o->beg <= m->beg && m->end <= o->end) return 1;
    if (m->beg <= o->beg && o->end <= m->end) return 2;
    if (cs_above(w->t, o->head, m->head)) return 3;
    return cs_above(w->t, cs_em_tok(w, o->head)->head >= 0 ? cs_em_tok(w, o->head)->head : o->head, m->head) ? 4 : 5;
}

static int governor_relation(const cs_ework *w, const cs_em_single *m, const cs_em_single *o) {
    if (m->governor < 0 || o->governor < 0) return 0;
    if (m->governor == o->governor) return 1;
    if (!cs_eq(cs_em_tok(w, m->governor)->lemma, cs_em_tok(w, o->governor)->lemma)) return 2;
    return 3;
}

static int owner_relation(const cs_ework *w, const cs_em_single *m, const cs_em_single *o) {
    if (m->owner < 0 && o->owner < 0) return 0;
    if (m->owner < 0 || o->owner < 0) return 1;
    return cs_em_root(w, m->owner) == cs_em_root(w, o->owner) ? 2 : 3;
}

static int paragraphs(const cs_ework *w, const cs_em *m, const cs_em *o) {
    int32_t d = w->r->sentences.v[m->sent].paragraph - w->r->sentences.v[o->sent].paragraph;
    return d < 0 ? 0 : d < 2 ? d : 2;
}

void cs_em_traits_pair(const cs_ework *w, const cs_em_single *s, const cs_em_chain *chain, int32_t i, int32_t o, int rank,
                       cs_em_traits *out) {
    const cs_em *m = &w->m[i], *e = &w->m[o];
    const cs_em_single *x = &s[i], *y = &s[o];
    int32_t root = cs_em_root(w, o), apart = m->sent - e->sent, head = head_match(w, i, o);
    uint16_t *v = out->v;
    v[CS_EM_SENTENCES_TRAIT] = (uint16_t)BUCKET(apart, 0, 1, 2, 3, 4, 5, 7, 11, 21);
    v[CS_EM_RANK_TRAIT] = (uint16_t)BUCKET(rank, 0, 1, 2, 3, 4, 7, 12, 20, 40);
    v[CS_EM_CHAIN_SIZE_TRAIT] = (uint16_t)BUCKET(chain->size, 0, 2, 3, 5, 9, 20);
    v[CS_EM_CHAIN_NEAR_TRAIT] = (uint16_t)BUCKET(chain->near, 0, 1, 2, 3, 4, 6);
    v[CS_EM_CHAIN_KIND_TRAIT] = chain->named ? 2 : chain->described ? 1 : 0;
    v[CS_EM_CHAIN_LAST_TRAIT] = chain->last == o;
    v[CS_EM_HEAD_TRAIT] = (uint16_t)head;
    v[CS_EM_MORE_TRAIT] = head == 1 || head == 2 ? (uint16_t)(tells_more(w, m, o) + 3 * (tells_more(w, e, i) == 2)) : 0;
    v[CS_EM_GENDER_TRAIT] = (uint16_t)((w->gender[root] & 7) + (m->gender == (w->gender[root] & m->gender) ? 8 : 0));
    v[CS_EM_NUMBER_TRAIT] = (uint16_t)(3 * w->number[root] + m->number);
    v[CS_EM_COARSES_TRAIT] = (uint16_t)(9 * x->coarse + y->coarse);
    v[CS_EM_TYPES_TRAIT] = (uint16_t)(17 * x->type + y->type);
    v[CS_EM_ROLES_TRAIT] = apart < 3 ? (uint16_t)(14 * x->role + y->role) : 0;
    v[CS_EM_NAME_TRAIT] = (uint16_t)name_match(w, i, o);
    v[CS_EM_QUOTE_TRAIT] = (uint16_t)quote_relation(w, m, e);
    v[CS_EM_PARAGRAPH_TRAIT] = (uint16_t)paragraphs(w, m, e);
    v[CS_EM_TREE_TRAIT] = (uint16_t)tree_relation(w, m, e);
    v[CS_EM_GOVERNOR_TRAIT] = (uint16_t)governor_relation(w, x, y);
    v[CS_EM_OWNER_TRAIT] = (uint16_t)owner_relation(w, x, y);
    v[CS_EM_SAME_TRAIT] = (uint16_t)same_words(w, m, e);
    v[CS_EM_COUNTRY_TRAIT] = (uint16_t)((e->actor && e->actor->state) + 2 * (x->general == 2));
}
