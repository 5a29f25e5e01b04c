/* What the parser takes for a reduced relative or a coordinated noun, and English does not allow to be one. A participle that
 * suffers has no object, and an adjective follows the number: "a bomber killed at least 12 people" can only say that he killed
 * them, "and wounded 30 others" only that he wounded them. A number before a participle is whom it tells of: "12 were killed
 * and 30 wounded". */
#include "decode/count.h"
#include "decode/syntax_mend.h"
#include "decode/tree.h"

enum {
    COUNT_WORDS_MAX = 4, /* "as many as about" */
    NOUN_WITHIN = 6
};

/* Words of an amount before its number. */
static bool before_number(const cs_token *t) {
    return cs_word_in(t->lower,
                      "at least most more less fewer than as many up to about around nearly almost over some another "
                      "roughly approximately an estimated");
}

bool cs_mend_measures(const cs_token *t) {
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
    return cs_mend_measures(&v[head]) ? -1 : head;
}

static void make_active(cs_reading *r, int32_t verb, int32_t object) {
    cs_token *v = r->tokens.v;
    const cs_sentence *s = &r->sentences.v[v[verb].sent];
    v[object].head = verb;
    v[object].deprel = CS_REL_OBJ;
    v[verb].feats.passive = false;
    for (int32_t i = verb - CS_MEND_REACH > s->beg ? verb - CS_MEND_REACH : s->beg; i < verb; i++)
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
    if (noun < 0 || cs_mend_has_child(r, verb, CS_REL_AUX_PASS) || cs_mend_has_child(r, verb, CS_REL_OBJ)) return;
    if (belongs(r, verb, noun) || part_objects(r, verb, noun) || coordinate(r, verb, noun)) make_active(r, verb, noun);
}

/* "12 were killed and 30 wounded": a verb is not counted. */
static bool counts_verb(const cs_token *number, const cs_token *verb, int32_t word) {
    return number->deprel == CS_REL_NUMMOD && number->head == word && verb->upos == CS_UPOS_VERB &&
           (verb->deprel == CS_REL_CONJ || verb->deprel == CS_REL_ROOT || verb->deprel == CS_REL_PARATAXIS);
}

/* "and 30 wounded", "and dozens injured", the number read as coordinated by itself or as the participle's own. */
static void mend_subject(cs_reading *r, int32_t word) {
    cs_token *w = &r->tokens.v[word], *number = w - 1;
    if (cs_word_in(w->lower, "killed wounded injured hurt") && number->sent == w->sent && counts_verb(number, w, word) &&
        !cs_mend_has_child(r, word, CS_REL_NSUBJ_PASS) && !cs_mend_has_child(r, word, CS_REL_NSUBJ) &&
        !cs_mend_has_child(r, word, CS_REL_OBJ)) {
        number->deprel = CS_REL_NSUBJ_PASS;
        w->feats.passive = true;
        return;
    }
    if (!cs_word_in(w->lower, "killed dead wounded injured hurt missing") || number->sent != w->sent ||
        (number->deprel != CS_REL_CONJ && number->deprel != CS_REL_APPOS) || number->head == word || number->head > word)
        return;
    if (number->upos != CS_UPOS_NUM && !cs_word_in(number->lower, CS_COUNT_PLURALS)) return;
    bool apart = w->deprel == CS_REL_PARATAXIS && number->deprel == CS_REL_APPOS; /* "Bomb in Kirkuk: 19 dead" */
    if ((w->deprel != CS_REL_CONJ && w->deprel != CS_REL_XCOMP && !apart) || cs_mend_is_above(r, word - 1, word)) return;
    number->head = word;
    number->deprel = w->upos == CS_UPOS_VERB ? CS_REL_NSUBJ_PASS : CS_REL_NSUBJ;
}

/* "Three killed, six wounded": right after a participle of what was suffered, a number is not whom it was done to but whom the
 * next one tells of. */
static void mend_other_subject(cs_reading *r, int32_t word) {
    cs_token *v = r->tokens.v;
    int32_t number = word - 1, first = word - 2;
    if (!cs_word_in(v[word].lower, "killed wounded injured hurt") || v[number].upos != CS_UPOS_NUM ||
        v[number].sent != v[word].sent)
        return;
    while (first > 0 && (v[first].upos == CS_UPOS_PUNCT || v[first].upos == CS_UPOS_CCONJ || before_number(&v[first]))) first--;
    if (first < 0 || first == number - 1 || v[first].sent != v[word].sent ||
        !cs_word_in(v[first].lower, "killed dead wounded injured") || cs_eq(v[first].lower, v[word].lower) ||
        v[number].head == word || cs_mend_is_above(r, word, first) || cs_mend_is_above(r, number, first))
        return;
    for (int32_t i = first - CS_MEND_REACH > 0 ? first - CS_MEND_REACH : 0; i < first && v[number].deprel == CS_REL_OBJ; i++)
        if (v[i].head == first && v[i].deprel == CS_REL_NSUBJ) v[i].deprel = CS_REL_NSUBJ_PASS, v[first].feats.passive = true;
    v[word].upos = CS_UPOS_VERB;
    v[word].feats.verbform = CS_VF_PART;
    v[word].feats.tense = CS_TENSE_PAST;
    v[word].feats.passive = true;
    v[word].head = first;
    v[word].deprel = CS_REL_CONJ;
    v[number].head = word;
    v[number].deprel = CS_REL_NSUBJ_PASS;
}

/* "executed seven captured soldiers": a participle between a number and the noun that the number counts is the noun's. */
static void mend_counted(cs_reading *r, int32_t number) {
    cs_token *v = r->tokens.v;
    int32_t part = number + 1, noun = v[number].head;
    if (v[number].upos != CS_UPOS_NUM || v[number].deprel != CS_REL_NUMMOD || noun != number + 2 ||
        noun >= (int32_t)r->tokens.n)
        return;
    if (v[part].upos != CS_UPOS_VERB || v[part].deprel == CS_REL_AMOD || v[noun].head != part || v[noun].upos != CS_UPOS_NOUN ||
        !cs_ends(v[part].lower, CS_LIT("ed")) || cs_mend_has_subject(r, part))
        return;
    int32_t verb = number - 1;
    while (verb > 0 && before_number(&v[verb])) verb--;
    bool object = verb >= 0 && v[verb].sent == v[part].sent && v[verb].upos == CS_UPOS_VERB &&
                  !cs_mend_has_child(r, verb, CS_REL_OBJ) && !cs_mend_is_above(r, part, verb);
    if (!object && !(verb >= 0 && cs_mend_is_above(r, part, verb) && v[verb].upos == CS_UPOS_VERB)) return;
    if (!object) cs_mend_take_place(r, verb, part);
    for (int32_t i = part + 2; i < cs_mend_end_near(r, part); i++)
        if (v[i].head == part) v[i].head = verb;
    v[noun].head = verb;
    v[noun].deprel = CS_REL_OBJ;
    v[part].head = noun;
    v[part].deprel = CS_REL_AMOD;
    v[part].feats.verbform = CS_VF_PART;
}

/* "Airstrike kills 12, wounds 30": after a verb in the present the plural noun of wounds is the next verb. */
static void mend_headline_verb(cs_reading *r, int32_t word) {
    cs_token *v = r->tokens.v;
    if (word < 3 || word + 1 >= (int32_t)r->tokens.n || !cs_word_in(v[word].lower, "wounds injures kills hurts maims")) return;
    int32_t number = word + 1, first = word - 1;
    while (first > cs_mend_begin_near(r, word) && v[first].upos != CS_UPOS_VERB) first--;
    if (v[number].upos != CS_UPOS_NUM || v[number].sent != v[word].sent || v[first].upos != CS_UPOS_VERB ||
        !cs_word_in(v[first].lower, "kills wounds injures hurts") || cs_mend_is_above(r, word, first))
        return;
    if (v[word].upos == CS_UPOS_VERB && cs_mend_has_child(r, word, CS_REL_OBJ)) return;
    int32_t object = v[number].deprel == CS_REL_NUMMOD && v[number].head > number ? v[number].head : number;
    if (cs_mend_is_above(r, object, first)) return;
    v[word].upos = CS_UPOS_VERB;
    v[word].lemma = cs_cut(v[word].lower, 0, v[word].lower.n - 1);
    v[word].feats = (cs_feats){ .tense = CS_TENSE_PRES, .verbform = CS_VF_FIN };
    v[word].head = first;
    v[word].deprel = CS_REL_CONJ;
    v[object].head = word;
    v[object].deprel = CS_REL_OBJ;
}

void cs_mend_count(cs_reading *r, int32_t i) {
    mend_counted(r, i);
    mend_headline_verb(r, i);
    mend_object(r, i);
}

void cs_mend_counted(cs_reading *r, int32_t i) {
    mend_other_subject(r, i);
    mend_subject(r, i);
}
