/* decode/entity_chain.c: chains as a union-find whose root is the first mention, with what is still possible of the
 * chain's gender and number. */
#include "decode/entity_work.h"

int32_t cs_em_root(const cs_ework *w, int32_t m) {
    while (w->m[m].up != m) {
        w->m[m].up = w->m[w->m[m].up].up; /* path halving */
        m = w->m[m].up;
    }
    return m;
}

/* "The group": people or a body. */
static bool is_crowd(const cs_em *m) {
    return m->kind == CS_MENTION_NOMINAL && m->noun && (m->noun->flags & CS_NOUN(COLLECTIVE));
}

/* Types that can be one thing: the head's guesses for organisation and place, person and organisation waver. */
static bool types_fit(const cs_em *a, const cs_em *b) {
    if (a->coarse == b->coarse) return true;
    bool same_name = a->key.n > 0 && cs_eq(a->key, b->key);
    if (a->coarse == CS_COARSE_PERSON || b->coarse == CS_COARSE_PERSON) {
        uint8_t other = a->coarse == CS_COARSE_PERSON ? b->coarse : a->coarse;
        return other == CS_COARSE_ORGANIZATION && (same_name || is_crowd(a) || is_crowd(b) || a->number == CS_NUM_PLUR ||
                                                   b->number == CS_NUM_PLUR || a->person || b->person);
    }
    if (same_name) return true;
    bool pronoun = a->kind == CS_MENTION_PRONOUN || b->kind == CS_MENTION_PRONOUN;
    uint8_t low = a->coarse < b->coarse ? a->coarse : b->coarse, high = a->coarse < b->coarse ? b->coarse : a->coarse;
    if (low == CS_COARSE_PLACE && high == CS_COARSE_ORGANIZATION) return true;
    return pronoun;
}

/* "The Banner (BAN), an armed group": what the parse hangs below a name as another name for it. */
static bool is_apposed(const cs_ework *w, const cs_em *outer, const cs_em *inner) {
    const cs_token *k = cs_em_tok(w, inner->head);
    if (inner->beg == outer->core_end + 1 && cs_word_in(cs_em_tok(w, outer->core_end)->lower, "( ["))
        return outer->kind == CS_MENTION_NAME;
    return inner->beg >= outer->core_end && (k->deprel == CS_REL_APPOS || k->deprel == CS_REL_CONJ) &&
           k->head >= outer->core_beg && k->head < outer->core_end;
}

bool cs_em_can_join(const cs_ework *w, int32_t a, int32_t b) {
    int32_t ra = cs_em_root(w, a), rb = cs_em_root(w, b);
    const cs_em *x = &w->m[a], *y = &w->m[b];
    if (ra == rb) return true;
    if (!(w->gender[ra] & w->gender[rb])) return false;
    if (w->number[ra] && w->number[rb] && w->number[ra] != w->number[rb]) return false;
    bool may_nest = x->kind == CS_MENTION_PRONOUN || y->kind == CS_MENTION_PRONOUN || /* "the man who shot himself" */
                    (x->key.n && cs_eq(x->key, y->key)) || is_apposed(w, x, y) || is_apposed(w, y, x);
    if (!may_nest && x->beg <= y->beg && y->end <= x->end && x->head != y->head) return false; /* one holds the other */
    if (!may_nest && y->beg <= x->beg && x->end <= y->end && x->head != y->head) return false;
    return types_fit(x, y);
}

static int32_t fuller(const cs_ework *w, int32_t a, int32_t b) {
    if (a < 0 || b < 0) return a < 0 ? b : a;
    int32_t x = w->m[a].core_end - w->m[a].core_beg, y = w->m[b].core_end - w->m[b].core_beg;
    if (x == y) return w->m[b].key.n > w->m[a].key.n ? b : a;
    return y > x ? b : a;
}

void cs_em_join(cs_ework *w, int32_t a, int32_t b) {
    int32_t ra = cs_em_root(w, a), rb = cs_em_root(w, b);
    if (ra == rb) return;
    int32_t top = ra < rb ? ra : rb, sub = ra < rb ? rb : ra;
    w->m[sub].up = top;
    uint8_t g = w->gender[ra] & w->gender[rb];
    w->gender[top] = g ? g : w->gender[top];
    if (!w->number[top]) w->number[top] = w->number[sub];
    w->name[top] = fuller(w, w->name[top], w->name[sub]);
}
