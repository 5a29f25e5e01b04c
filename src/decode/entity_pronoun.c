/* decode/entity_pronoun.c: pronouns of the third person go to the most salient chain that agrees (Lappin and Leass 1994,
 * weights of their table 1, halved for each sentence back); reflexives to the subject; "I" and "we" to the speaker of the
 * quotation or to the writer. */
#include "decode/entity_work.h"

enum { WINDOW_SENTENCES = 4, WINDOW_MENTIONS = 150 };

static int role_weight(const cs_ework *w, const cs_em *o) {
    cs_deprel rel = cs_em_tok(w, o->head)->deprel;
    int32_t top = cs_conj_top(w->t, o->head);
    if (rel == CS_REL_CONJ) rel = cs_em_tok(w, top)->deprel;
    int s = 100;
    if (cs_is_subject(rel))
        s += 80 + 80 + 50;
    else if (rel == CS_REL_OBJ)
        s += 50 + 80 + 50;
    else if (rel == CS_REL_IOBJ || rel == CS_REL_OBL_AGENT)
        s += 40 + 80 + 50;
    else if (rel == CS_REL_OBL)
        s += 40 + 50;
    else if (rel == CS_REL_ROOT || rel == CS_REL_APPOS || rel == CS_REL_VOCATIVE || rel == CS_REL_XCOMP)
        s += 80;
    else if (rel == CS_REL_NMOD_POSS)
        s += 40;
    return s;
}

/* The verb or predicate whose argument the token is, or -1. */
static int32_t governor_of(const cs_ework *w, int32_t token) {
    int32_t top = cs_conj_top(w->t, token);
    const cs_token *k = cs_em_tok(w, top);
    bool argument = cs_is_subject(k->deprel) || k->deprel == CS_REL_OBJ || k->deprel == CS_REL_IOBJ ||
                    k->deprel == CS_REL_OBL || k->deprel == CS_REL_OBL_AGENT;
    return argument ? k->head : -1;
}

static bool is_reflexive(cs_str word) { return cs_ends(word, CS_LIT("self")) || cs_ends(word, CS_LIT("selves")); }

/* Whether a clause that modifies the noun lies between them: "the man who lost his leg". */
static bool is_in_clause_of(const cs_ework *w, int32_t token, int32_t noun) {
    for (int32_t i = token; i >= 0 && i != noun; i = cs_em_tok(w, i)->head) {
        cs_deprel rel = cs_em_tok(w, i)->deprel;
        if (rel == CS_REL_ACL_RELCL || rel == CS_REL_ACL) return true;
    }
    return false;
}

static bool is_barred(const cs_ework *w, const cs_em *p, const cs_em *o) {
    if (o->beg <= p->beg && p->end <= o->end && !is_in_clause_of(w, p->head, o->head)) return true; /* i within i */
    if (o->coordinated && o->head == p->head) return true;
    int32_t g = governor_of(w, p->head);
    return g >= 0 && (governor_of(w, o->head) == g || o->head == g);
}

static bool types_agree(const cs_em *p, const cs_em *o) {
    bool person = p->coarse == CS_COARSE_PERSON, other = o->coarse == CS_COARSE_PERSON;
    if (p->gender == CS_EM_THING) return !other;
    if (p->number == CS_NUM_SING) return other || o->coarse == CS_COARSE_OTHER; /* he, she */
    if (o->coarse == CS_COARSE_TIME) return false;
    return person == other || (person && o->coarse == CS_COARSE_ORGANIZATION) || (other && p->coarse == CS_COARSE_ORGANIZATION);
}

typedef struct best {
    int32_t root[WINDOW_MENTIONS], at[WINDOW_MENTIONS], score[WINDOW_MENTIONS], n;
} best;

static void weigh(const cs_ework *w, best *k, const cs_em *p, int32_t o, int32_t i) {
    const cs_em *m = &w->m[o];
    int32_t root = cs_em_root(w, o), j = 0, score = role_weight(w, m) >> (p->sent - m->sent);
    while (j < k->n && k->root[j] != root) j++;
    if (j == k->n) {
        bool same_role = cs_em_tok(w, m->head)->deprel == cs_em_tok(w, p->head)->deprel;
        k->root[k->n] = root, k->at[k->n] = o, k->score[k->n++] = same_role ? 35 : 0;
        if (m->coarse == p->coarse) k->score[j] += 200;
        if (m->kind == CS_MENTION_NOMINAL && m->det == CS_EM_NO) k->score[j] -= 100;
        k->score[j] -= (i - o) / 2; /* the nearer of equals */
    }
    k->score[j] += score;
}

static void third_person(cs_ework *w, int32_t i) {
    const cs_em *p = &w->m[i];
    best k;
    k.n = 0;
    int tries = 0;
    for (int32_t o = i - 1; o >= 0 && tries++ < WINDOW_MENTIONS && p->sent - w->m[o].sent <= WINDOW_SENTENCES; o--) {
        const cs_em *m = &w->m[o];
        if ((m->kind == CS_MENTION_PRONOUN && (m->person == 1 || m->person == 2 || !m->person) && !m->coordinated) ||
            !types_agree(p, m))
            continue;
        if (is_barred(w, p, m) || !cs_em_can_join(w, o, i)) continue;
        weigh(w, &k, p, o, i);
    }
    int32_t top = -1;
    for (int32_t j = 0; j < k.n; j++)
        if (top < 0 || k.score[j] > k.score[top]) top = j;
    if (top >= 0) cs_em_join(w, k.at[top], i);
}

static bool reflexive(cs_ework *w, int32_t i) {
    int32_t verb = cs_clause_of(w->t, w->m[i].head);
    for (int up = 0; verb >= 0 && up < 3; up++) {
        int32_t s = cs_subject_of(w->t, verb);
        if (s >= 0 && w->at[s] < 0 && cs_rel(w->t, verb, CS_REL_ACL_RELCL))
            s = cs_em_tok(w, verb)->head; /* who blew himself up */
        if (s >= 0 && s != w->m[i].head && w->at[s] >= 0 && cs_em_can_join(w, w->at[s], i)) {
            cs_em_join(w, w->at[s], i);
            return true;
        }
        int32_t h = cs_em_tok(w, verb)->head;
        verb = h < 0 ? -1 : cs_clause_of(w->t, h);
    }
    return false;
}

/* "I", "we", "you": one each for the writer, and one each for the speaker of a quotation. */
static void first_person(cs_ework *w, int32_t *last, int32_t *last_in_quote, int32_t i) {
    const cs_em *p = &w->m[i];
    int slot = p->person == 1 ? (p->number == CS_NUM_PLUR ? 1 : 0) : 2;
    if (p->quote < 0) {
        if (last[slot] >= 0) cs_em_join(w, last[slot], i);
        last[slot] = i;
        return;
    }
    int32_t token = w->speaker[p->quote], speaker = token >= 0 ? w->at[token] : -1, *seen = &last_in_quote[3 * p->quote + slot];
    if (speaker >= 0 && slot < 2) {
        const cs_em *s = &w->m[speaker];
        bool one = s->coarse == CS_COARSE_PERSON && s->number != CS_NUM_PLUR;
        if (one ? slot == 0 : slot == 1) {
            if (cs_em_can_join(w, speaker, i)) cs_em_join(w, speaker, i);
        }
    }
    if (*seen && cs_em_can_join(w, *seen - 1, i)) cs_em_join(w, *seen - 1, i);
    *seen = i + 1;
}

void cs_em_pronouns(cs_ework *w) {
    int32_t last[3] = { -1, -1, -1 }, *in_quote = CS_NEW(w->a, int32_t, 3 * (size_t)w->n_quotes + 3);
    for (int32_t i = 0; i < w->n; i++) {
        const cs_em *p = &w->m[i];
        if (p->kind != CS_MENTION_PRONOUN || p->coordinated || p->person != 3) continue;
        if (is_reflexive(cs_em_tok(w, p->head)->lower) && reflexive(w, i)) continue;
        third_person(w, i);
    }
    for (int32_t i = 0; i < w->n; i++) {
        const cs_em *p = &w->m[i];
        if (p->kind == CS_MENTION_PRONOUN && !p->coordinated && (p->person == 1 || p->person == 2))
            first_person(w, last, in_quote, i);
    }
}
