/* Lemmas that the tagger's dictionary did not know and guessed wrong, where the word tables know better. */
#include "decode/lexicon.h"

enum { STEM_BYTES_MIN = 3 };

static bool known(const cs_lexicon *l, cs_str lemma, char pos) {
    return cs_lexicon_triggers(l, lemma, pos).n > 0 || (pos == 'n' && cs_lexicon_noun(l, lemma));
}

/* The word without the ending and with what stood in its place, if the tables know it; else n == 0. */
static cs_str without(const cs_lexicon *l, cs_str word, char pos, cs_str ending, cs_str instead, cs_arena *perm) {
    ptrdiff_t n = word.n - ending.n;
    if (n < STEM_BYTES_MIN || !cs_eq(cs_cut(word, n, word.n), ending)) return (cs_str){ 0 };
    cs_str stem = cs_join(perm, cs_cut(word, 0, n), instead);
    return known(l, stem, pos) ? stem : (cs_str){ 0 };
}

static cs_str regular(const cs_lexicon *l, cs_str word, char pos, cs_arena *perm) {
    static const struct {
        cs_str ending, instead;
        bool verb_only;
    } rules[] = {
        { CS_LIT(""), CS_LIT(""), false },     { CS_LIT("s"), CS_LIT(""), false },  { CS_LIT("es"), CS_LIT(""), false },
        { CS_LIT("ies"), CS_LIT("y"), false }, { CS_LIT("ed"), CS_LIT(""), true },  { CS_LIT("d"), CS_LIT(""), true },
        { CS_LIT("ied"), CS_LIT("y"), true },  { CS_LIT("ing"), CS_LIT(""), true }, { CS_LIT("ing"), CS_LIT("e"), true },
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (rules[i].verb_only && pos != 'v') continue;
        cs_str stem = without(l, word, pos, rules[i].ending, rules[i].instead, perm);
        if (stem.n) return stem;
    }
    return (cs_str){ 0 };
}

/* "villagers" is no plural of "village": a lemma that lost more than the ending of the plural, where the tables know the word
 * that lost only that. n == 0: it is none. */
static cs_str cut_too_short(const cs_lexicon *l, const cs_token *t, cs_arena *perm) {
    cs_str one = without(l, t->lower, 'n', CS_LIT("s"), CS_LIT(""), perm);
    if (!one.n || t->lemma.n >= one.n || !cs_starts(one, t->lemma)) return (cs_str){ 0 };
    if (one.n == t->lemma.n + 1 && one.p[one.n - 1] == 'e') return (cs_str){ 0 }; /* "es" */
    return one;
}

/* ---- words in the case of headlines ---- */

static bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

/* "Gunmen Abduct 20 Travellers on Highway": every longer word has a capital, and not in all its letters. */
static bool in_headline_case(const cs_reading *r, const cs_sentence *s) {
    enum { LONGER_BYTES = 5, WORDS_MIN = 3 };
    int words = 0;
    for (int32_t i = s->beg; i < s->end; i++) {
        cs_str w = r->tokens.v[i].form;
        if (w.n < LONGER_BYTES || !(is_upper(w.p[0]) || (w.p[0] >= 'a' && w.p[0] <= 'z'))) continue;
        if (!is_upper(w.p[0]) || is_upper(w.p[1])) return false;
        words++;
    }
    return words >= WORDS_MIN;
}

static bool strong_violence(const cs_lexicon *l, cs_str lemma) {
    cs_lex_triggers rows = cs_lexicon_triggers(l, lemma, 'n');
    return rows.n && rows.v[0].strong && rows.v[0].type == CS_T_ASSAULT;
}

static bool has_dependent(const cs_reading *r, const cs_sentence *s, int32_t head, cs_deprel rel) {
    for (int32_t i = s->beg; i < s->end; i++)
        if (r->tokens.v[i].head == head && r->tokens.v[i].deprel == rel) return true;
    return false;
}

/* A common word taken for a name because of its capital: the noun of a violent deed, where a sentence begins or is a headline
 * ("Airstrike kills 12"); the verb of a headline in the present ("EU Slaps Sanctions on"). */
static void common_word(const cs_lexicon *l, cs_reading *r, const cs_sentence *s, int32_t i, bool headline, cs_arena *perm) {
    enum { SENTENCE_MAX = 60 };
    cs_token *t = &r->tokens.v[i];
    if (t->upos != CS_UPOS_PROPN || s->end - s->beg > SENTENCE_MAX || t->deprel == CS_REL_FLAT || t->deprel == CS_REL_COMPOUND)
        return;
    cs_str noun = regular(l, t->lower, 'n', perm), verb = regular(l, t->lower, 'v', perm);
    bool plural = cs_ends(t->lower, CS_LIT("s"));
    if (noun.n && strong_violence(l, noun) && !has_dependent(r, s, i, CS_REL_FLAT)) {
        t->upos = CS_UPOS_NOUN;
        t->lemma = noun;
        t->feats.number = plural ? CS_NUM_PLUR : CS_NUM_SING;
    } else if (headline && verb.n && plural && t->deprel == CS_REL_ROOT && has_dependent(r, s, i, CS_REL_NSUBJ) &&
               has_dependent(r, s, i, CS_REL_OBJ)) {
        t->upos = CS_UPOS_VERB;
        t->lemma = verb;
        t->feats = (cs_feats){ .tense = CS_TENSE_PRES, .verbform = CS_VF_FIN };
    }
}

static void mend_case(const cs_lexicon *l, cs_reading *r, cs_arena *perm) {
    for (ptrdiff_t k = 0; k < r->sentences.n; k++) {
        const cs_sentence *s = &r->sentences.v[k];
        bool headline = in_headline_case(r, s);
        for (int32_t i = s->beg; i < (headline ? s->end : s->beg < s->end ? s->beg + 1 : s->end); i++)
            common_word(l, r, s, i, headline, perm);
    }
}

/* "the shelling": a noun in -ing that the tables know is not what its verb's stem would be. */
static cs_str in_ing(const cs_lexicon *l, const cs_token *t) {
    cs_str word = cs_ends(t->lower, CS_LIT("ings")) ? cs_cut(t->lower, 0, t->lower.n - 1) : t->lower;
    bool cut = cs_ends(word, CS_LIT("ing")) && t->lemma.n < word.n && cs_lexicon_triggers(l, word, 'n').n;
    return cut ? word : (cs_str){ 0 };
}

void cs_lexicon_mend_lemmas(const cs_lexicon *l, cs_reading *r, cs_arena *perm) {
    for (ptrdiff_t i = 0; i < r->tokens.n; i++) {
        cs_token *t = &r->tokens.v[i];
        char pos = (char)(t->upos == CS_UPOS_NOUN ? 'n' : t->upos == CS_UPOS_VERB ? 'v' : 0);
        cs_str lemma = pos == 'n' ? cut_too_short(l, t, perm) : (cs_str){ 0 };
        if (pos == 'n' && !lemma.n) lemma = in_ing(l, t);
        if (!pos || (!lemma.n && known(l, t->lemma, pos))) continue;
        if (!lemma.n) lemma = regular(l, t->lower, pos, perm);
        if (lemma.n) t->lemma = lemma;
    }
    mend_case(l, r, perm);
}
