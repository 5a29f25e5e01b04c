/* decode/entity_syntax.c: what the parse says is one thing: apposition, "X is a Y", "identified as Y". */
#include "decode/entity_work.h"

enum { LONGEST_NAME = 40 }; /* tokens */

/* Where a name that ends just before i begins at the earliest. */
int32_t cs_em_first_near(const cs_ework *w, int32_t i) {
    int32_t beg = w->r->sentences.v[cs_em_tok(w, i)->sent].beg;
    return i - beg > LONGEST_NAME ? i - LONGEST_NAME : beg;
}

/* "supporters of the Union for X, the ruling party": one body is no description of people, though the parse hangs it from the
 * noun that the name hangs from. "Sons of Khalid, an armed group" are no people but a name. */
static bool is_of_people(const cs_ework *w, const cs_em *name, int32_t above, int32_t i) {
    const cs_lex_noun *body = cs_lexicon_noun_at(w->lex, w->r, i), *noun = cs_lexicon_noun_at(w->lex, w->r, above);
    const cs_token *k = cs_em_tok(w, above);
    if (!body || body->type < CS_ENT_GROUP || body->type > CS_ENT_PARTY || cs_em_tok(w, i)->feats.number == CS_NUM_PLUR)
        return false;
    return k->upos == CS_UPOS_NOUN && noun && noun->type == CS_ENT_PERSON &&
           (name->det == CS_EM_THE || !cs_em_is_capital(k->form));
}

/* Is the apposition another's than the name's, as the parse has it? */
static bool is_of_other(const cs_ework *w, const cs_em *name, int32_t i) {
    int32_t above = cs_em_tok(w, i)->head;
    if (cs_em_tok(w, i)->deprel != CS_REL_APPOS || (above >= name->core_beg && above < name->core_end)) return false;
    return above > name->core_beg || w->t->right[above] < name->core_end || !is_of_people(w, name, above, i);
}

/* "the Union for X (UX), the ruling party,": a description between commas that the parse took for one of several. Gives the
 * token that it describes, or -1. */
int32_t cs_em_set_off(const cs_ework *w, int32_t i) {
    const cs_token *k = cs_em_tok(w, i);
    int32_t left = w->t->left[i], comma = left - 1, best = -1;
    if (left < 2 || k->upos != CS_UPOS_NOUN || (k->deprel != CS_REL_CONJ && k->deprel != CS_REL_APPOS) ||
        cs_child(w->t, i, CS_REL_CC) >= 0 || cs_child(w->t, i, CS_REL_DET) < 0)
        return -1;
    if (cs_em_tok(w, left)->upos == CS_UPOS_PUNCT) comma = left;
    if (!cs_word_in(cs_em_tok(w, comma)->lower, ",") || w->t->right[i] >= (int32_t)w->r->tokens.n ||
        !cs_word_in(cs_em_tok(w, w->t->right[i])->lower, ", ."))
        return -1;
    for (int32_t c = cs_em_first_near(w, i); c < comma; c++) {
        if (w->at[c] < 0) continue;
        const cs_em *m = &w->m[w->at[c]];
        bool before = m->end == comma || m->core_end == comma ||
                      (m->core_end == comma - 3 && cs_word_in(cs_em_tok(w, comma - 1)->lower, ") ]"));
        if (m->kind == CS_MENTION_NAME && before && (best < 0 || m->core_beg < w->m[best].core_beg)) best = w->at[c];
    }
    return best < 0 || is_of_other(w, &w->m[best], i) ? -1 : w->m[best].head;
}

static void join_tokens(cs_ework *w, int32_t a, int32_t b) {
    int32_t x = w->at[a], y = w->at[b];
    if (x < 0 || y < 0 || x == y) return;
    const cs_em *p = &w->m[x], *q = &w->m[y];
    bool pronoun = p->kind == CS_MENTION_PRONOUN || q->kind == CS_MENTION_PRONOUN; /* whose type is a guess by itself */
    if (p->coarse != q->coarse && !pronoun) return; /* "the attack, a message": the head would have seen one type */
    if (p->coarse == CS_COARSE_PLACE && (q->kind == CS_MENTION_NAME || q->det == CS_EM_BARE) && p->det == CS_EM_BARE &&
        !pronoun)
        return; /* "Anbar province, Iraq" */
    if (cs_em_can_join(w, x, y)) cs_em_join(w, x, y);
}

static bool is_denied_or_modal(const cs_tree *t, int32_t predicate) {
    CS_EACH_CHILD(t, predicate, c) {
        const cs_token *k = cs_tok(t, c);
        if (cs_word_in(k->lower, "not n't never hardly like")) return true;
        if (k->deprel == CS_REL_AUX && cs_word_in(k->lemma, "may might can could would should must will shall")) return true;
        if (k->deprel == CS_REL_MARK && cs_word_in(k->lower, "if whether unless")) return true;
        if (k->deprel == CS_REL_CASE && !cs_word_in(k->lower, "'s '")) return true; /* "is in Kabul" */
    }
    return false;
}

static void copula(cs_ework *w, int32_t i) {
    const cs_tree *t = w->t;
    if (cs_child(t, i, CS_REL_COP) < 0 || is_denied_or_modal(t, i)) return;
    int32_t s = cs_subject_of(t, i);
    if (s < 0) return;
    int32_t m = w->at[s];
    if (m >= 0 && w->m[m].kind == CS_MENTION_PRONOUN && !w->m[m].person) return;         /* "this is a man" */
    if (cs_em_tok(w, i)->deprel == CS_REL_ACL_RELCL && m < 0) s = cs_em_tok(w, i)->head; /* "…, who is a …" */
    if (s >= 0) join_tokens(w, s, i);
}

/* "identified as X", "known as X", "named X", "called X": of the subject of the passive or the noun that it modifies. */
static void naming(cs_ework *w, int32_t i) {
    const cs_tree *t = w->t;
    if (!cs_lemma_in(t, i, "identify name know call dub nickname rename") || !cs_is_passive(t, i)) return;
    int32_t who = cs_child(t, i, CS_REL_NSUBJ_PASS);
    if (who < 0 && cs_rel(t, i, CS_REL_ACL)) who = cs_em_tok(w, i)->head;
    if (who < 0) return;
    CS_EACH_CHILD(t, i, c) {
        const cs_token *k = cs_em_tok(w, c);
        int32_t mark = cs_child(t, c, CS_REL_CASE);
        bool as = k->deprel == CS_REL_OBL && mark >= 0 && cs_word_in(cs_em_tok(w, mark)->lower, "as");
        bool bare = (k->deprel == CS_REL_XCOMP || k->deprel == CS_REL_OBJ) && k->upos == CS_UPOS_PROPN;
        if (c > i && (as || bare)) {
            join_tokens(w, who, c);
            return;
        }
    }
}

/* "Mrs. Clinton, the nominee, proposed": two subjects side by side, the second a description between commas, are an
 * apposition that the parse took apart. */
static void second_subject(cs_ework *w, int32_t i) {
    const cs_tree *t = w->t;
    int32_t left = t->left[i];
    if (left < 2 || !cs_word_in(cs_em_tok(w, left - 1 + (cs_em_tok(w, left)->upos == CS_UPOS_PUNCT))->lower, ",")) return;
    CS_EACH_CHILD(t, cs_em_tok(w, i)->head, c)
    if (c < i && cs_em_tok(w, c)->deprel == cs_em_tok(w, i)->deprel && t->right[c] + 1 >= left && w->at[i] >= 0 &&
        w->m[w->at[i]].kind == CS_MENTION_NOMINAL)
        join_tokens(w, c, i);
}

/* "Banner of the Sahel (BOS)": letters in brackets that do not stand for the last word alone. */
static bool is_of_longer(const cs_ework *w, int32_t i) {
    int32_t above = w->at[cs_em_tok(w, i)->head];
    bool bracket = i > 0 && cs_word_in(cs_em_tok(w, i - 1)->lower, "( [") && cs_em_is_acronym(cs_em_tok(w, i)->form);
    return bracket && above >= 0 && !cs_em_abbreviates(cs_em_tok(w, i)->lower, w->m[above].key);
}

void cs_em_syntax(cs_ework *w) {
    for (int32_t i = 0; i < (int32_t)w->r->tokens.n; i++) {
        const cs_token *k = cs_em_tok(w, i);
        const cs_lex_noun *noun = w->at[i] >= 0 ? w->m[w->at[i]].noun : NULL;
        int32_t name = noun && noun->type >= CS_ENT_GROUP && noun->type <= CS_ENT_PARTY ? cs_em_set_off(w, i) : -1;
        if (name >= 0)
            join_tokens(w, name, i);
        else if (k->deprel == CS_REL_APPOS && k->head >= 0 && !is_of_longer(w, i))
            join_tokens(w, k->head, i);
        if (k->upos == CS_UPOS_NOUN || k->upos == CS_UPOS_PROPN) copula(w, i);
        if (k->upos == CS_UPOS_VERB) naming(w, i);
        if (cs_is_subject(k->deprel) && k->head >= 0) second_subject(w, i);
    }
}
