/* What the parser takes for a reduced relative or a coordinated noun, and English does not allow to be one. A participle that
 * suffers has no object, and an adjective follows the number: "a bomber killed at least 12 people" can only say that he killed
 * them, "and wounded 30 others" only that he wounded them. A number before a participle is whom it tells of: "12 were killed
 * and 30 wounded". */
#include "decode/count.h"
#include "decode/syntax.h"
#include "decode/tree.h"

enum {
    COUNT_WORDS_MAX = 4, /* "as many as about" */
    NOUN_WITHIN = 6,
    REACH = 40 /* tokens to either side among which a verb's own words are looked for: a sentence may be a whole report */
};

/* Words of an amount before its number. */
static bool before_number(const cs_token *t) {
    return cs_word_in(t->lower,
                      "at least most more less fewer than as many up to about around nearly almost over some another "
                      "roughly approximately an estimated");
}

/* "wounded two days later": what is counted is no person. */
static bool measures(const cs_token *t) {
    return cs_word_in(t->lemma,
                      "second minute hour day night week month year decade time mile kilometre kilometer metre meter km "
                      "percent per-cent % o'clock a.m. p.m. am pm January February March April May June July August "
                      "September October November December");
}

/* The head of the amount that begins right after the verb, a noun or the number itself; -1: there is none. */
static int32_t amount_after(const cs_reading *r, int32_t verb) {
    const cs_token *v = r->tokens.v;
    int32_t n = (int32_t)r->tokens.n, i = verb + 1;
    while (i < n && i <= verb + COUNT_WORDS_MAX && v[i].upos != CS_UPOS_NUM && before_number(&v[i])) i++;
    if (i >= n || v[i].upos != CS_UPOS_NUM || v[i].sent != v[verb].sent) return -1;
    int32_t head = v[i].head;
    if (v[i].deprel != CS_REL_NUMMOD) return i;
    if (head < i || head > i + NOUN_WITHIN) return -1;
    return measures(&v[head]) ? -1 : head;
}

static bool has_child(const cs_reading *r, int32_t head, cs_deprel rel) {
    const cs_sentence *s = &r->sentences.v[r->tokens.v[head].sent];
    int32_t beg = head - REACH > s->beg ? head - REACH : s->beg, end = head + REACH < s->end ? head + REACH : s->end;
    for (int32_t i = beg; i < end; i++)
        if (r->tokens.v[i].head == head && r->tokens.v[i].deprel == rel) return true;
    return false;
}

static void make_active(cs_reading *r, int32_t verb, int32_t object) {
    cs_token *v = r->tokens.v;
    const cs_sentence *s = &r->sentences.v[v[verb].sent];
    v[object].head = verb;
    v[object].deprel = CS_REL_OBJ;
    v[verb].feats.passive = false;
    for (int32_t i = verb - REACH > s->beg ? verb - REACH : s->beg; i < verb; i++)
        if (v[i].head == verb && v[i].deprel == CS_REL_NSUBJ_PASS) v[i].deprel = CS_REL_NSUBJ;
}

/* Is it counted by the verb but for what the parser calls it: its own "oblique" or second subject, or what is coordinated with
 * a word of the verb before? */
static bool belongs(const cs_reading *r, int32_t verb, int32_t noun) {
    const cs_token *v = r->tokens.v;
    if (v[noun].head == verb) return v[noun].deprel != CS_REL_OBJ && !cs_is_clausal(v[noun].deprel);
    int32_t other = v[noun].head;
    return v[noun].deprel == CS_REL_CONJ && v[verb].deprel == CS_REL_CONJ && other >= 0 && other < verb &&
           v[other].head == v[verb].head;
}

/* "killed three and injured five", the second verb coordinated with the three and the five another object of the first: the
 * verbs are coordinated. false: it is none. */
static bool part_objects(cs_reading *r, int32_t verb, int32_t noun) {
    cs_token *v = r->tokens.v;
    int32_t other = v[verb].head, first = v[noun].head;
    if (v[verb].deprel != CS_REL_CONJ || v[noun].deprel != CS_REL_OBJ || other < 0 || other > verb || first < 0 ||
        first > other)
        return false;
    if (v[other].head != first || v[first].upos != CS_UPOS_VERB) return false;
    v[verb].head = first;
    return true;
}

/* "damaged two ships and wounded three workers", the second participle read as an adjective of the workers: it is coordinated
 * with the first verb. false: it is none. */
static bool coordinate(cs_reading *r, int32_t verb, int32_t noun) {
    cs_token *v = r->tokens.v;
    int32_t other = v[noun].head, first = other;
    if (v[verb].head != noun || v[verb].deprel != CS_REL_AMOD || v[noun].deprel != CS_REL_CONJ || other < 0) return false;
    if (v[other].upos != CS_UPOS_VERB) first = v[other].deprel == CS_REL_OBJ ? v[other].head : -1;
    if (first < 0 || first > other || v[first].upos != CS_UPOS_VERB) return false;
    for (int32_t i = other; i < verb; i++)
        if (v[i].head == noun) v[i].head = verb; /* "and" */
    v[verb].head = first;
    v[verb].deprel = CS_REL_CONJ;
    return true;
}

static void mend_object(cs_reading *r, int32_t verb) {
    const cs_token *t = &r->tokens.v[verb];
    if (t->upos != CS_UPOS_VERB || t->feats.tense != CS_TENSE_PAST || !cs_word_in(t->lemma, "kill wound injure hurt maim"))
        return;
    int32_t noun = amount_after(r, verb);
    if (noun < 0 || has_child(r, verb, CS_REL_AUX_PASS) || has_child(r, verb, CS_REL_OBJ)) return;
    if (belongs(r, verb, noun) || part_objects(r, verb, noun) || coordinate(r, verb, noun)) make_active(r, verb, noun);
}

static bool is_above(const cs_reading *r, int32_t a, int32_t d) {
    while (d >= 0 && d != a) d = r->tokens.v[d].head;
    return d == a;
}

/* "and 30 wounded", "and dozens injured", the number read as coordinated by itself. */
static void mend_subject(cs_reading *r, int32_t word) {
    cs_token *w = &r->tokens.v[word], *number = w - 1;
    if (!cs_word_in(w->lower, "killed dead wounded injured hurt missing") || number->sent != w->sent ||
        number->deprel != CS_REL_CONJ || number->head == word || number->head > word)
        return;
    if (number->upos != CS_UPOS_NUM && !cs_word_in(number->lower, CS_COUNT_PLURALS)) return;
    if ((w->deprel != CS_REL_CONJ && w->deprel != CS_REL_XCOMP) || is_above(r, word - 1, word)) return;
    number->head = word;
    number->deprel = w->upos == CS_UPOS_VERB ? CS_REL_NSUBJ_PASS : CS_REL_NSUBJ;
}

void cs_syntax_mend(cs_reading *r) {
    for (int32_t i = 0; i < (int32_t)r->tokens.n; i++) {
        mend_object(r, i);
        if (i) mend_subject(r, i);
    }
}
