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

void cs_lexicon_mend_lemmas(const cs_lexicon *l, cs_reading *r, cs_arena *perm) {
    for (ptrdiff_t i = 0; i < r->tokens.n; i++) {
        cs_token *t = &r->tokens.v[i];
        char pos = (char)(t->upos == CS_UPOS_NOUN ? 'n' : t->upos == CS_UPOS_VERB ? 'v' : 0);
        cs_str lemma = pos == 'n' ? cut_too_short(l, t, perm) : (cs_str){ 0 };
        if (!pos || (!lemma.n && known(l, t->lemma, pos))) continue;
        if (!lemma.n) lemma = regular(l, t->lower, pos, perm);
        if (lemma.n) t->lemma = lemma;
    }
}
