/* score/name.h: whether two descriptions name one thing. Compared by words: without accents, case, possessive endings,
 * punctuation and articles. */
#ifndef CS_SCORE_NAME_H
#define CS_SCORE_NAME_H
#include "base/str.h"

enum { CS_NAME_MORE_WORDS_MAX = 8 };

typedef struct cs_name {
    CS_VEC(cs_str) words;
} cs_name;

/* s: valid UTF-8. */
cs_name cs_name_of(cs_str s, cs_arena *a);
/* All words of the shorter are in the longer, which has CS_NAME_MORE_WORDS_MAX more at most. A name without words names
 * nothing. */
bool cs_name_same(const cs_name *x, const cs_name *y);
#endif
