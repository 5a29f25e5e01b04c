/* What the parser takes for a reduced relative or a coordinated noun, and English does not allow to be one. A participle that
 * suffers has no object, and an adjective follows the number: "a bomber killed at least 12 people" can only say that he killed
 * them, "and wounded 30 others" only that he wounded them. A number before a participle is whom it tells of: "12 were killed
 * and 30 wounded". */
#include "decode/count.h"
#include "decode/syntax.h"
#include "decode/syntax_mend.h"
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

/* "12 were killed and 30 wounded": a verb is not counted. */
static bool counts_verb(const cs_token *number, const cs_token *verb, int32_t word) {
    return number->deprel == CS_REL_NUMMOD && number->head == word && verb->upos == CS_UPOS_VERB &&
           (verb->deprel == CS_REL_CONJ || verb->deprel == CS_REL_ROOT || verb->deprel == CS_REL_PARATAXIS);
}

/* "and 30 wounded", "and dozens injured", the number read as coordinated by itself or as the participle's own. */
static void mend_subject(cs_reading *r, int32_t word) {
    cs_token *w = &r->tokens.v[word], *number = w - 1;
    if (cs_word_in(w->lower, "killed wounded injured hurt") && number->sent == w->sent && counts_verb(number, w, word) &&
        !has_child(r, word, CS_REL_NSUBJ_PASS) && !has_child(r, word, CS_REL_NSUBJ) && !has_child(r, word, CS_REL_OBJ)) {
        number->deprel = CS_REL_NSUBJ_PASS;
        w->feats.passive = true;
        return;
    }
    if (!cs_word_in(w->lower, "killed dead wounded injured hurt missing") || number->sent != w->sent ||
        (number->deprel != CS_REL_CONJ && number->deprel != CS_REL_APPOS) || number->head == word || number->head > word)
        return;
    if (number->upos != CS_UPOS_NUM && !cs_word_in(number->lower, CS_COUNT_PLURALS)) return;
    bool apart = w->deprel == CS_REL_PARATAXIS && number->deprel == CS_REL_APPOS; /* "Bomb in Kirkuk: 19 dead" */
    if ((w->deprel != CS_REL_CONJ && w->deprel != CS_REL_XCOMP && !apart) || is_above(r, word - 1, word)) return;
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
        v[number].head == word || is_above(r, word, first) || is_above(r, number, first))
        return;
    for (int32_t i = first - REACH > 0 ? first - REACH : 0; i < first && v[number].deprel == CS_REL_OBJ; i++)
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

/* ---- verbs and their parts ---- */

/* First child of that relation between two tokens, or -1. */
static int32_t child_in(const cs_reading *r, int32_t head, cs_deprel rel, int32_t beg, int32_t end) {
    for (int32_t i = beg; i < end; i++)
        if (r->tokens.v[i].head == head && r->tokens.v[i].deprel == rel) return i;
    return -1;
}

static int32_t begin_near(const cs_reading *r, int32_t i) {
    int32_t beg = r->sentences.v[r->tokens.v[i].sent].beg;
    return i - REACH > beg ? i - REACH : beg;
}

static int32_t end_near(const cs_reading *r, int32_t i) {
    int32_t end = r->sentences.v[r->tokens.v[i].sent].end;
    return i + REACH < end ? i + REACH : end;
}

static bool has_subject(const cs_reading *r, int32_t verb) {
    return has_child(r, verb, CS_REL_NSUBJ) || has_child(r, verb, CS_REL_NSUBJ_PASS) || has_child(r, verb, CS_REL_CSUBJ) ||
           has_child(r, verb, CS_REL_EXPL);
}

/* The token takes the other's place in the tree, and what hung from that one. */
static void take_place(cs_reading *r, int32_t tok, int32_t of) {
    cs_token *v = r->tokens.v;
    cs_sentence *s = &r->sentences.v[v[of].sent];
    v[tok].head = v[of].head;
    v[tok].deprel = v[of].deprel;
    if (s->root == of) s->root = tok;
    for (int32_t i = begin_near(r, of); i < end_near(r, of); i++)
        if (i != tok && v[i].head == of) v[i].head = tok;
}

/* "executed seven captured soldiers": a participle between a number and the noun that the number counts is the noun's. */
static void mend_counted(cs_reading *r, int32_t number) {
    cs_token *v = r->tokens.v;
    int32_t part = number + 1, noun = v[number].head;
    if (v[number].upos != CS_UPOS_NUM || v[number].deprel != CS_REL_NUMMOD || noun != number + 2 ||
        noun >= (int32_t)r->tokens.n)
        return;
    if (v[part].upos != CS_UPOS_VERB || v[part].deprel == CS_REL_AMOD || v[noun].head != part || v[noun].upos != CS_UPOS_NOUN ||
        !cs_ends(v[part].lower, CS_LIT("ed")) || has_subject(r, part))
        return;
    int32_t verb = number - 1;
    while (verb > 0 && before_number(&v[verb])) verb--;
    bool object = verb >= 0 && v[verb].sent == v[part].sent && v[verb].upos == CS_UPOS_VERB &&
                  !has_child(r, verb, CS_REL_OBJ) && !is_above(r, part, verb);
    if (!object && !(verb >= 0 && is_above(r, part, verb) && v[verb].upos == CS_UPOS_VERB)) return;
    if (!object) take_place(r, verb, part);
    for (int32_t i = part + 2; i < end_near(r, part); i++)
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
    while (first > begin_near(r, word) && v[first].upos != CS_UPOS_VERB) first--;
    if (v[number].upos != CS_UPOS_NUM || v[number].sent != v[word].sent || v[first].upos != CS_UPOS_VERB ||
        !cs_word_in(v[first].lower, "kills wounds injures hurts") || is_above(r, word, first))
        return;
    if (v[word].upos == CS_UPOS_VERB && has_child(r, word, CS_REL_OBJ)) return;
    int32_t object = v[number].deprel == CS_REL_NUMMOD && v[number].head > number ? v[number].head : number;
    if (is_above(r, object, first)) return;
    v[word].upos = CS_UPOS_VERB;
    v[word].lemma = cs_cut(v[word].lower, 0, v[word].lower.n - 1);
    v[word].feats = (cs_feats){ .tense = CS_TENSE_PRES, .verbform = CS_VF_FIN };
    v[word].head = first;
    v[word].deprel = CS_REL_CONJ;
    v[object].head = word;
    v[object].deprel = CS_REL_OBJ;
}

/* A verb in the active with a subject before it has its object after it, whatever the parser calls that. */
static void mend_second_subject(cs_reading *r, int32_t noun) {
    cs_token *v = r->tokens.v;
    int32_t verb = v[noun].head;
    if (v[noun].deprel != CS_REL_NSUBJ || verb < 0 || verb >= noun || v[verb].upos != CS_UPOS_VERB) return;
    if (v[noun].upos != CS_UPOS_NOUN && v[noun].upos != CS_UPOS_PROPN) return;
    if (child_in(r, verb, CS_REL_NSUBJ, begin_near(r, verb), verb) < 0 || has_child(r, verb, CS_REL_OBJ) ||
        has_child(r, verb, CS_REL_AUX_PASS) || has_child(r, verb, CS_REL_CCOMP) || has_child(r, verb, CS_REL_XCOMP))
        return;
    for (int32_t i = verb + 1; i < noun; i++)
        if (v[i].upos == CS_UPOS_PUNCT || v[i].upos == CS_UPOS_VERB) return;
    v[noun].deprel = CS_REL_OBJ;
}

/* "aircraft dropped bombs on the town, the monitors said", the aircraft taken for who speaks: of two subjects the one before
 * the verb of what is said is that verb's. */
static void mend_stolen_subject(cs_reading *r, int32_t noun) {
    cs_token *v = r->tokens.v;
    int32_t says = v[noun].head;
    if (v[noun].deprel != CS_REL_NSUBJ || says <= noun + 1 || v[says].upos != CS_UPOS_VERB) return;
    int32_t verb = child_in(r, says, CS_REL_CCOMP, noun + 1, says);
    if (verb < 0 || v[verb].upos != CS_UPOS_VERB || has_subject(r, verb) || child_in(r, says, CS_REL_NSUBJ, verb + 1, says) < 0)
        return;
    v[noun].head = verb;
}

/* "the emir Ayman al-Zawahiri was killed", title and name both as the verb's: the name stands for the one who bears the title.
 */
static void mend_titled(cs_reading *r, int32_t title) {
    cs_token *v = r->tokens.v;
    int32_t name = title + 1;
    if (name >= (int32_t)r->tokens.n || v[name].sent != v[title].sent || v[name].upos != CS_UPOS_PROPN ||
        v[title].upos != CS_UPOS_NOUN)
        return;
    if (v[name].head != v[title].head || v[name].head < 0 || v[name].deprel != v[title].deprel) return;
    if (v[name].deprel != CS_REL_NSUBJ && v[name].deprel != CS_REL_NSUBJ_PASS) return;
    v[name].head = title;
    v[name].deprel = CS_REL_APPOS;
}

/* "claimed responsibility for the murder", the murder hung on "claimed": what one answers for is the noun's. */
static void mend_responsibility(cs_reading *r, int32_t deed) {
    cs_token *v = r->tokens.v;
    int32_t verb = v[deed].head,
            noun = v[deed].deprel == CS_REL_OBL && verb >= 0 ? child_in(r, verb, CS_REL_OBJ, verb + 1, deed) : -1;
    if (noun < 0 || !cs_word_in(v[noun].lemma, "responsibility credit blame")) return;
    int32_t prep = child_in(r, deed, CS_REL_CASE, noun + 1, deed);
    if (prep != noun + 1 || !cs_word_in(v[prep].lower, "for")) return;
    v[deed].head = noun;
    v[deed].deprel = CS_REL_NMOD;
}

/* "the group has safe haven", the group hung on what it has: the object of a verb has no subject, the verb before it has. */
static void mend_object_subject(cs_reading *r, int32_t noun) {
    cs_token *v = r->tokens.v;
    int32_t object = v[noun].head, verb = object >= 0 ? v[object].head : -1;
    if (v[noun].deprel != CS_REL_NSUBJ || verb <= noun || verb >= object || v[object].deprel != CS_REL_OBJ) return;
    if (v[verb].upos == CS_UPOS_VERB && v[object].upos == CS_UPOS_NOUN && !has_subject(r, verb)) v[noun].head = verb;
}

/* "the gunmen were themselves killed": the pronoun stresses the subject. */
static void mend_stress(cs_reading *r, int32_t word) {
    cs_token *w = &r->tokens.v[word];
    if (!cs_word_in(w->lower, "himself herself itself themselves") || w->head < word) return;
    if (w->deprel != CS_REL_NSUBJ && w->deprel != CS_REL_NSUBJ_PASS) return;
    if (child_in(r, w->head, CS_REL_NSUBJ, begin_near(r, word), word) < 0 &&
        child_in(r, w->head, CS_REL_NSUBJ_PASS, begin_near(r, word), word) < 0)
        return;
    w->deprel = CS_REL_ADVMOD;
}

/* "wounding ten people, one of them critically": those after the comma are of whom the verb has told. */
static void mend_some_of_them(cs_reading *r, int32_t word) {
    cs_token *v = r->tokens.v;
    int32_t verb = v[word].head;
    if (word + 2 >= (int32_t)r->tokens.n || verb < 0 || verb >= word || word == 0 || v[word - 1].upos != CS_UPOS_PUNCT) return;
    if (v[word].deprel != CS_REL_NSUBJ && v[word].deprel != CS_REL_NSUBJ_PASS) return;
    if (!cs_eq(v[word + 1].lower, CS_LIT("of")) || !cs_word_in(v[word + 2].lower, "them whom")) return;
    int32_t told = child_in(r, verb, CS_REL_OBJ, verb, word);
    if (told < 0) told = child_in(r, verb, CS_REL_NSUBJ_PASS, begin_near(r, verb), verb);
    if (told < 0 || told == word) return;
    v[word].head = told;
    v[word].deprel = CS_REL_APPOS;
}

/* "A bomb outside the barracks left seven dead": a sentence's noun with a past verb that has its own complement, and no other
 * verb, is that verb's subject. */
static void mend_verbless(cs_reading *r, int32_t verb) {
    cs_token *v = r->tokens.v;
    int32_t noun = v[verb].head;
    if (v[verb].upos != CS_UPOS_VERB || v[verb].deprel != CS_REL_ACL || noun < 0 || noun > verb || v[noun].head >= 0) return;
    if (!cs_word_in(v[verb].lemma, "leave kill wound injure claim") || has_subject(r, verb)) return;
    if (!has_child(r, verb, CS_REL_OBJ) && !has_child(r, verb, CS_REL_XCOMP)) return;
    for (int32_t i = begin_near(r, noun); i < end_near(r, noun); i++)
        if (v[i].head == noun && (v[i].deprel == CS_REL_COP || v[i].deprel == CS_REL_NSUBJ || v[i].deprel == CS_REL_AUX))
            return;
    cs_sentence *s = &r->sentences.v[v[noun].sent];
    v[verb].head = -1;
    v[verb].deprel = CS_REL_ROOT;
    v[verb].feats.passive = false;
    v[verb].feats.verbform = CS_VF_FIN;
    v[noun].head = verb;
    v[noun].deprel = CS_REL_NSUBJ;
    if (s->root == noun) s->root = verb;
}

/* "North Korea test-fired a missile": what stands before the hyphen says how, and what stands before that who. */
static void mend_hyphened(cs_reading *r, int32_t verb) {
    cs_token *v = r->tokens.v;
    if (verb < 3 || v[verb].upos != CS_UPOS_VERB || !cs_eq(v[verb - 1].form, CS_LIT("-")) || v[verb - 2].head != verb) return;
    int32_t how = verb - 2;
    if (v[how].upos != CS_UPOS_NOUN || v[verb].deprel == CS_REL_AMOD || v[verb].feats.verbform == CS_VF_GER) return;
    for (int32_t i = begin_near(r, how); i < how && !has_subject(r, verb); i++)
        if (v[i].head == how && (v[i].upos == CS_UPOS_PROPN || v[i].upos == CS_UPOS_NOUN))
            v[i].head = verb, v[i].deprel = CS_REL_NSUBJ;
    v[how].deprel = CS_REL_ADVMOD;
}

/* "freed 16 of the 28 pupils abducted in May": few verbs have a participle for a complement; it is the noun's before it. */
static void mend_complement(cs_reading *r, int32_t part) {
    cs_token *v = r->tokens.v;
    int32_t verb = v[part].head, noun = part - 1;
    if (part == 0 || v[part].upos != CS_UPOS_VERB || v[part].deprel != CS_REL_XCOMP || verb < 0 || verb >= noun) return;
    if (v[part].feats.verbform != CS_VF_PART || v[part].feats.tense != CS_TENSE_PAST || v[noun].upos != CS_UPOS_NOUN) return;
    if (v[verb].upos != CS_UPOS_VERB || has_child(r, part, CS_REL_OBJ) ||
        cs_word_in(v[verb].lemma, "have get see leave keep find want need hear make report order watch feel consider declare"))
        return;
    if (!is_above(r, verb, noun) || is_above(r, part, noun)) return;
    v[part].head = noun;
    v[part].deprel = CS_REL_ACL;
    v[part].feats.passive = true;
}

/* "opened fire on a bus carrying miners, killing seven": what carries does not kill; the verb that the bus belongs to does. */
static void mend_result(cs_reading *r, int32_t verb) {
    cs_token *v = r->tokens.v;
    int32_t up = v[verb].head;
    if (verb == 0 || v[verb].deprel != CS_REL_ADVCL || up < 0 || up > verb || v[verb - 1].upos != CS_UPOS_PUNCT) return;
    if (!cs_word_in(v[verb].lower, "killing wounding injuring") ||
        (v[up].deprel != CS_REL_ACL && v[up].deprel != CS_REL_ACL_RELCL) ||
        !cs_word_in(v[up].lemma,
                    "carry transport travel pass drive take head ride bring return guard escort use house belong wait"))
        return;
    int32_t top = v[up].head;
    while (top >= 0 && v[top].upos != CS_UPOS_VERB) top = v[top].head;
    if (top >= 0 && top < verb) v[verb].head = top;
}

/* "shot dead two teenagers": dead is what they were by it. */
static void mend_shot_dead(cs_reading *r, int32_t word) {
    cs_token *v = r->tokens.v;
    int32_t verb = word - 1;
    if (word == 0 || !cs_eq(v[word].lower, CS_LIT("dead")) || v[word].head != verb || v[word].deprel != CS_REL_OBJ ||
        !cs_word_in(v[verb].lemma, "shoot gun find leave beat"))
        return;
    if (child_in(r, verb, CS_REL_OBJ, word + 1, end_near(r, word)) >= 0) v[word].deprel = CS_REL_XCOMP;
}

/* "Three Marines, Two Rebels Die in Clash": in a headline a comma joins the subjects. */
static void mend_headline_list(cs_reading *r, int32_t verb) {
    cs_token *v = r->tokens.v;
    int32_t first = v[verb].head;
    bool suffered = v[verb].deprel == CS_REL_ACL && v[verb].feats.passive && v[verb - 1].upos != CS_UPOS_PUNCT;
    bool joined = suffered || v[verb].deprel == CS_REL_CONJ; /* all three in one row */
    if (v[verb].upos != CS_UPOS_VERB || (v[verb].deprel != CS_REL_PARATAXIS && !joined) || first < 0 || first > verb ||
        v[first].head >= 0 || (v[first].upos != CS_UPOS_NOUN && v[first].upos != CS_UPOS_PROPN))
        return;
    int32_t second = child_in(r, verb, CS_REL_NSUBJ, first + 1, verb);
    if (second < 0) second = child_in(r, verb, CS_REL_NSUBJ_PASS, first + 1, verb);
    if (second < 0 && joined && !has_subject(r, verb)) second = child_in(r, first, CS_REL_CONJ, first + 1, verb);
    if (second < 0 && suffered) second = child_in(r, first, CS_REL_APPOS, first + 1, verb);
    if (second < 0 || !has_child(r, first, CS_REL_NUMMOD) || !has_child(r, second, CS_REL_NUMMOD)) return;
    for (int32_t i = first + 1; i < second; i++)
        if (v[i].upos != CS_UPOS_PUNCT && v[i].head != second) return;
    cs_sentence *s = &r->sentences.v[v[first].sent];
    v[verb].head = -1;
    v[verb].deprel = CS_REL_ROOT;
    v[first].head = verb;
    v[first].deprel = suffered || v[second].deprel == CS_REL_NSUBJ_PASS ? CS_REL_NSUBJ_PASS : CS_REL_NSUBJ;
    v[second].head = first;
    v[second].deprel = CS_REL_CONJ;
    if (s->root == first) s->root = verb;
}

/* "Military jets bomb village, nine dead": a plural is no part of a compound. In a sentence without a verb what stands between
 * it and a noun is one. */
static void mend_headline_plain(cs_reading *r, int32_t word) {
    cs_token *v = r->tokens.v;
    int32_t noun = v[word].head, who = word - 1;
    if (word == 0 || v[word].upos != CS_UPOS_NOUN || v[word].deprel != CS_REL_COMPOUND || noun < word || v[noun].head >= 0 ||
        !cs_word_in(v[word].lower, "bomb shell attack raid ambush strike storm kill wound torch target"))
        return;
    cs_sentence *s = &r->sentences.v[v[word].sent];
    if ((v[who].upos != CS_UPOS_NOUN && who != s->beg) || v[who].feats.number != CS_NUM_PLUR ||
        v[who].deprel != CS_REL_COMPOUND || (v[who].head != noun && v[who].head != word) ||
        cs_word_in(v[who].lower, "arms sports"))
        return;
    for (int32_t i = s->beg; i < s->end; i++)
        if (v[i].upos == CS_UPOS_AUX || (v[i].upos == CS_UPOS_VERB && v[i].feats.verbform == CS_VF_FIN)) return;
    for (int32_t i = noun + 1; i < s->end; i++)
        if (v[i].head == noun && (v[i].upos == CS_UPOS_PUNCT || cs_word_in(v[i].lower, "dead killed wounded injured")))
            v[i].head = word, v[i].deprel = v[i].upos == CS_UPOS_PUNCT ? CS_REL_PUNCT : CS_REL_PARATAXIS;
    v[word].upos = CS_UPOS_VERB;
    v[word].lemma = v[word].lower;
    v[word].feats = (cs_feats){ .number = CS_NUM_PLUR, .tense = CS_TENSE_PRES, .verbform = CS_VF_FIN };
    v[word].head = -1;
    v[word].deprel = CS_REL_ROOT;
    v[who].head = word;
    v[who].deprel = CS_REL_NSUBJ;
    v[noun].head = word;
    v[noun].deprel = CS_REL_OBJ;
    if (s->root == noun) s->root = word;
}

/* "foiled a plot to bomb a church": nouns of intent take the infinitive right after them. */
static void mend_intent(cs_reading *r, int32_t verb) {
    cs_token *v = r->tokens.v;
    if (v[verb].deprel != CS_REL_ADVCL || v[verb].upos != CS_UPOS_VERB || verb < 3) return;
    int32_t to = verb - 1, noun = verb - 2;
    if (!cs_eq(v[to].lower, CS_LIT("to")) || v[to].head != verb || v[noun].head != v[verb].head ||
        v[noun].deprel != CS_REL_OBJ || !cs_word_in(v[noun].lemma, "plot attempt plan bid conspiracy scheme"))
        return;
    v[verb].head = noun;
    v[verb].deprel = CS_REL_ACL;
}

/* "could see soldiers attack the village": a verb without a subject is told of the object before it. */
static void mend_seen(cs_reading *r, int32_t part) {
    cs_token *v = r->tokens.v;
    int32_t verb = v[part].head;
    if (v[part].upos != CS_UPOS_VERB || v[part].deprel != CS_REL_CCOMP || v[part].feats.verbform != CS_VF_INF || verb < 0 ||
        verb > part || !cs_word_in(v[verb].lemma, "see watch hear feel let make help"))
        return;
    if (has_subject(r, part) || has_child(r, part, CS_REL_MARK) || has_child(r, part, CS_REL_AUX) ||
        child_in(r, verb, CS_REL_OBJ, verb + 1, part) < 0)
        return;
    v[part].deprel = CS_REL_XCOMP;
}

/* ---- nouns and what hangs from them ---- */

/* "In the areas that X controls, Y has safe haven", Y read as the haven's: no verb parts an owner from what is owned. */
static void mend_possessor(cs_reading *r, int32_t noun) {
    cs_token *v = r->tokens.v;
    int32_t owned = v[noun].head, verb = owned < 0 ? -1 : v[owned].head;
    if (v[noun].deprel != CS_REL_NMOD_POSS || verb <= noun || verb >= owned || v[verb].upos != CS_UPOS_VERB ||
        v[owned].deprel != CS_REL_OBJ || has_child(r, noun, CS_REL_CASE) || has_subject(r, verb))
        return;
    if (v[noun].upos != CS_UPOS_NOUN && v[noun].upos != CS_UPOS_PROPN) return;
    v[noun].head = verb;
    v[noun].deprel = CS_REL_NSUBJ;
}

/* "Ana Ruiz, commander, Third Brigade": what follows a bare title says of what it is one, not who she is. */
static void mend_title(cs_reading *r, int32_t name) {
    cs_token *v = r->tokens.v;
    int32_t who = v[name].head, title = -1;
    if (v[name].upos != CS_UPOS_PROPN || v[name].deprel != CS_REL_APPOS || who < 0 || who > name) return;
    for (int32_t i = who + 1; i < name; i++) {
        if (v[i].head == who && v[i].deprel == CS_REL_APPOS) title = i;
        if (title >= 0 && i != title && v[i].upos != CS_UPOS_PUNCT && v[i].head != name) return;
    }
    if (title < 0 || v[title].upos != CS_UPOS_NOUN || v[title - 1].upos != CS_UPOS_PUNCT ||
        v[title + 1].upos != CS_UPOS_PUNCT ||
        !cs_word_in(v[title].lemma, "commander leader chief head director president chairman secretary minister governor"))
        return;
    v[name].head = title;
}

/* "the bombing in Quetta, which wounded eight": a town wounds nobody; what is in it does. */
static void mend_relative(cs_reading *r, int32_t verb) {
    cs_token *v = r->tokens.v;
    int32_t place = v[verb].head;
    if (v[verb].deprel != CS_REL_ACL_RELCL || place < 0 || place > verb || v[place].upos != CS_UPOS_PROPN ||
        !cs_word_in(v[verb].lemma, "kill wound injure leave claim damage destroy"))
        return;
    int32_t subject = child_in(r, verb, CS_REL_NSUBJ, place + 1, verb), noun = v[place].head;
    int32_t in = child_in(r, place, CS_REL_CASE, begin_near(r, place), place);
    if (subject < 0 || in < 0 || noun < 0 || !cs_word_in(v[subject].lower, "which that") ||
        !cs_word_in(v[in].lower, "in at near outside inside on"))
        return;
    if (v[place].deprel != CS_REL_NMOD || v[noun].upos != CS_UPOS_NOUN || is_above(r, verb, noun)) return;
    v[verb].head = noun;
}

/* Whether the noun tells a deed by its form or is one of those that do. */
static bool of_deed(const cs_token *t) {
    if (t->upos != CS_UPOS_NOUN) return false;
    return (t->lemma.n > 5 && (cs_ends(t->lower, CS_LIT("ing")) || cs_ends(t->lower, CS_LIT("ings")))) ||
           cs_word_in(t->lemma,
                      "attack raid strike assault airstrike murder massacre assassination execution arrest abduction capture "
                      "seizure rape slaughter kidnap detention destruction invasion occupation siege ambush");
}

/* "the shelling of a hospital in Taiz by rebel forces": who did the deed, hung from the place or the victim. */
static void mend_by_phrase(cs_reading *r, int32_t by) {
    cs_token *v = r->tokens.v;
    int32_t doer = v[by].head;
    if (!cs_eq(v[by].lower, CS_LIT("by")) || v[by].deprel != CS_REL_CASE || doer < by || v[doer].deprel != CS_REL_NMOD) return;
    int32_t up = v[doer].head, of = -1;
    for (int n = 0; n < 3 && up >= 0 && up < by; n++, up = v[up].head) {
        if (of_deed(&v[up])) break;
        if (v[up].deprel != CS_REL_NMOD) return;
        int32_t prep = child_in(r, up, CS_REL_CASE, begin_near(r, up), up);
        if (prep < 0) return;
        if (cs_word_in(v[prep].lower, "of on against"))
            of = up;
        else if (!cs_word_in(v[prep].lower, "in at near outside inside from"))
            return;
    }
    if (of < 0 || up < 0 || up >= by || !of_deed(&v[up]) || v[doer].head == up) return;
    v[doer].head = up;
}

/* "in air strikes on hideouts": right after the deed's noun, "on" and "against" tell against whom it was. */
static void mend_against(cs_reading *r, int32_t on) {
    cs_token *v = r->tokens.v;
    int32_t noun = on - 1, whom = v[on].head;
    if (on == 0 || !cs_word_in(v[on].lower, "on against") || v[on].deprel != CS_REL_CASE || whom < on) return;
    if (v[whom].deprel != CS_REL_OBL || v[whom].head != v[noun].head || v[noun].deprel != CS_REL_OBL || !of_deed(&v[noun]))
        return;
    if (v[whom].upos == CS_UPOS_NUM || measures(&v[whom])) return;
    if (cs_word_in(v[whom].lower, "monday tuesday wednesday thursday friday saturday sunday")) return;
    v[whom].head = noun;
    v[whom].deprel = CS_REL_NMOD;
}

/* "killed in shooting at mosque": after a preposition, without object or subject, the deed is a noun. */
static void mend_gerund(cs_reading *r, int32_t word) {
    cs_token *v = r->tokens.v;
    if (word == 0 || v[word].upos != CS_UPOS_VERB || !cs_word_in(v[word].lower, "shooting bombing fighting shelling stabbing"))
        return;
    int32_t prep = word - 1;
    if (v[prep].upos == CS_UPOS_VERB && v[word].head == prep && v[word].deprel == CS_REL_XCOMP &&
        cs_word_in(v[prep].lemma, "flee escape survive") && !has_child(r, word, CS_REL_OBJ)) { /* "fled fighting" */
        v[word].upos = CS_UPOS_NOUN;
        v[word].lemma = v[word].lower;
        v[word].feats = (cs_feats){ .number = CS_NUM_SING };
        v[word].deprel = CS_REL_OBJ;
        for (int32_t i = word + 1; i < end_near(r, word); i++)
            if (v[i].head == word && v[i].deprel == CS_REL_OBL) v[i].deprel = CS_REL_NMOD;
        return;
    }
    if (v[prep].head != word || !cs_word_in(v[prep].lower, "in of after during amid from by") ||
        has_child(r, word, CS_REL_OBJ) || has_subject(r, word) || v[word].head < 0)
        return;
    bool noun = v[word].deprel == CS_REL_ACL || v[word].deprel == CS_REL_NMOD;
    if (!noun && v[word].deprel != CS_REL_ADVCL && v[word].deprel != CS_REL_OBL) return;
    v[word].upos = CS_UPOS_NOUN;
    v[word].lemma = v[word].lower;
    v[word].feats = (cs_feats){ .number = CS_NUM_SING };
    v[word].deprel = noun ? CS_REL_NMOD : CS_REL_OBL;
    v[prep].deprel = CS_REL_CASE;
    for (int32_t i = word + 1; i < end_near(r, word); i++)
        if (v[i].head == word && v[i].deprel == CS_REL_OBL) v[i].deprel = CS_REL_NMOD;
}

/* "Fighting between soldiers and rebels has displaced 9,000 people": what begins a sentence and is parted by no comma from a
 * verb that has no subject is its subject. */
static void mend_gerund_subject(cs_reading *r, int32_t word) {
    cs_token *v = r->tokens.v;
    int32_t verb = v[word].head;
    bool subject = v[word].deprel == CS_REL_CSUBJ; /* which only needs to be a noun */
    if (v[word].upos != CS_UPOS_VERB || (v[word].deprel != CS_REL_ADVCL && !subject) || verb <= word ||
        v[verb].upos != CS_UPOS_VERB || !cs_word_in(v[word].lower, "shooting bombing fighting shelling stabbing") ||
        has_child(r, word, CS_REL_OBJ) || has_subject(r, word) || has_child(r, word, CS_REL_MARK) ||
        (!subject && has_subject(r, verb)))
        return;
    for (int32_t i = word + 1; i < verb; i++)
        if (v[i].upos == CS_UPOS_PUNCT) return;
    v[word].upos = CS_UPOS_NOUN;
    v[word].lemma = v[word].lower;
    v[word].feats = (cs_feats){ .number = CS_NUM_SING };
    v[word].deprel = CS_REL_NSUBJ;
    for (int32_t i = word + 1; i < verb; i++)
        if (v[i].head == word && v[i].deprel == CS_REL_OBL) v[i].deprel = CS_REL_NMOD;
}

/* "A mortar round hit a school": what has a weapon before it is no adverb. */
static void mend_round(cs_reading *r, int32_t word) {
    cs_token *v = r->tokens.v;
    int32_t verb = v[word].head;
    if (word == 0 || !cs_eq(v[word].lower, CS_LIT("round")) || v[word].upos == CS_UPOS_NOUN || v[word - 1].head != word ||
        v[word - 1].upos != CS_UPOS_NOUN || verb <= word || v[verb].upos != CS_UPOS_VERB || has_subject(r, verb))
        return;
    v[word].upos = CS_UPOS_NOUN;
    v[word].lemma = v[word].lower;
    v[word].feats = (cs_feats){ .number = CS_NUM_SING };
    v[word].deprel = CS_REL_NSUBJ;
    v[word - 1].deprel = CS_REL_COMPOUND;
}

/* "Amnesty International accused soldiers of shooting": with "of" after the noun, and a name before it, the participle is no
 * attribute. */
static void mend_accused(cs_reading *r, int32_t verb) {
    cs_token *v = r->tokens.v;
    int32_t noun = v[verb].head, first = begin_near(r, verb), who = verb - 1;
    if (verb == 0 || v[verb].upos != CS_UPOS_VERB || v[verb].deprel != CS_REL_AMOD || noun < verb || v[noun].head >= 0) return;
    int32_t deed = child_in(r, noun, CS_REL_ACL, noun + 1, end_near(r, noun));
    int32_t of = deed < 0 ? -1 : child_in(r, deed, CS_REL_MARK, noun + 1, deed);
    if (!cs_word_in(v[verb].lemma, "accuse accused suspect") || of < 0 || !cs_eq(v[of].lower, CS_LIT("of"))) return;
    if (v[who].head != noun || v[first].upos != CS_UPOS_PROPN) return;
    cs_sentence *s = &r->sentences.v[v[noun].sent];
    for (int32_t i = first; i < who; i++)
        if (v[i].head == noun) v[i].head = who, v[i].deprel = CS_REL_COMPOUND;
    for (int32_t i = noun + 1; i < end_near(r, noun); i++)
        if (v[i].head == noun && v[i].upos == CS_UPOS_PUNCT) v[i].head = verb;
    v[who].upos = CS_UPOS_PROPN;
    v[who].head = verb;
    v[who].deprel = CS_REL_NSUBJ;
    v[verb].head = -1;
    v[verb].deprel = CS_REL_ROOT;
    v[verb].lemma = CS_LIT("accuse");
    v[verb].feats.passive = false;
    v[verb].feats.verbform = CS_VF_FIN;
    v[noun].head = verb;
    v[noun].deprel = CS_REL_OBJ;
    v[deed].head = verb;
    v[deed].deprel = CS_REL_ADVCL;
    if (s->root == noun) s->root = verb;
}

static void mend_verb(cs_reading *r, int32_t i) {
    mend_accused(r, i);
    mend_object(r, i);
    mend_verbless(r, i);
    mend_hyphened(r, i);
    mend_complement(r, i);
    mend_relative(r, i);
    mend_result(r, i);
    mend_intent(r, i);
    mend_headline_list(r, i);
    mend_headline_plain(r, i);
    mend_seen(r, i);
}

static void mend_noun(cs_reading *r, int32_t i) {
    mend_round(r, i);
    mend_second_subject(r, i);
    mend_stolen_subject(r, i);
    mend_object_subject(r, i);
    mend_titled(r, i);
    mend_responsibility(r, i);
    mend_shot_dead(r, i);
    mend_stress(r, i);
    mend_some_of_them(r, i);
    mend_by_phrase(r, i);
    mend_against(r, i);
    mend_gerund(r, i);
    mend_gerund_subject(r, i);
    mend_possessor(r, i);
    mend_title(r, i);
}

static void mend_word(cs_reading *r, int32_t i, int32_t beg) {
    mend_counted(r, i);
    mend_headline_verb(r, i);
    mend_verb(r, i);
    mend_noun(r, i);
    cs_mend_name(r, i);
    if (i == beg) return;
    mend_other_subject(r, i);
    mend_subject(r, i);
}

/* Whether every word of a sentence hangs from its root, and from no other sentence. */
static bool is_tree(const cs_token *v, int32_t beg, int32_t end) {
    for (int32_t i = beg; i < end; i++) {
        int32_t steps = 0, at = i;
        while (at >= beg && at < end && steps <= end - beg) at = v[at].head, steps++;
        if (at != -1) return false;
    }
    return true;
}

/* A mend that a strange tree turns into a circle is taken back: all that reads trees walks up them. */
static void mend_sentence(cs_reading *r, int32_t beg, int32_t end) {
    cs_token kept[CS_MEND_WORDS_MAX], *v = r->tokens.v;
    size_t bytes = (size_t)(end - beg) * sizeof *v;
    memcpy(kept, v + beg, bytes);
    for (int32_t i = beg; i < end; i++) {
        mend_word(r, i, beg);
        if (!memcmp(kept, v + beg, bytes)) continue;
        bool fits = is_tree(v, beg, end);
        memcpy(fits ? kept : v + beg, fits ? v + beg : kept, bytes);
    }
}

void cs_syntax_mend(cs_reading *r) {
    const cs_token *v = r->tokens.v;
    for (int32_t beg = 0, end, n = (int32_t)r->tokens.n; beg < n; beg = end) {
        for (end = beg + 1; end < n && v[end].sent == v[beg].sent;) end++;
        if (end - beg <= CS_MEND_WORDS_MAX && is_tree(v, beg, end)) mend_sentence(r, beg, end);
    }
}
