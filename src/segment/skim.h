/* segment/skim.h: which sentences of a report may tell something, before anything is read: a linear model over hashed words and
 * pairs of words, learnt by train/skim.py from what casus itself finds. Its weights are data/skim.weights. */
#ifndef CS_SEGMENT_SKIM_H
#define CS_SEGMENT_SKIM_H
#include "base/sha256.h"
#include "segment/segment.h"

enum {
    CS_SKIM_WORDS_MAX = 256, /* a longer sentence is read whatever it says */
    CS_SKIM_FEATURES_MAX = 2 * CS_SKIM_WORDS_MAX + 1,
    CS_SKIM_ALONE = 20, /* see cs_skim_company */
    CS_SKIM_UNJUDGED = 1 << 30,
};

/* The hashed features of a sentence of n words, at most CS_SKIM_WORDS_MAX, of all words first the word, then it
 * with the one before; returns how many. */
int cs_skim_features(cs_str text, const cs_span *words, ptrdiff_t n, uint32_t out[CS_SKIM_FEATURES_MAX]);
/* What each sentence's words say, in steps of the table; CS_SKIM_UNJUDGED for one that is too long. */
int32_t *cs_skim_scores(cs_str text, const cs_words *w, cs_arena *a);
/* For each of n sentences, how many of the report's others seem to tell something, in twentieths of the report: 0 to 19; a
 * sentence that is the whole report: CS_SKIM_ALONE. */
uint8_t *cs_skim_company(const int32_t *score, ptrdiff_t n, cs_arena *a);

/* The sentences of w that are worth reading, in new lists: those that may tell something by their words and the report's,
 * those that `must` has ([sentences]; NULL: none), the neighbours of these, and, where there are any, how the report opens.
 * What is left out ends a paragraph. No sentence: the report tells nothing. */
cs_words cs_skim(cs_str text, const cs_words *w, const bool *must, cs_arena *perm, cs_arena scratch);
/* The SHA-256 of data/skim.weights, hex. */
void cs_skim_sha256(char hex[CS_SHA256_HEX]);
#endif
