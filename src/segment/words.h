/* segment/words.h: one run of non-space characters -> UD words. Spans here are character indices into cs_seg_chars. */
#ifndef CS_SEGMENT_WORDS_H
#define CS_SEGMENT_WORDS_H
#include "segment/chars.h"

typedef struct cs_seg_word {
    uint32_t beg, end; /* characters */
    bool abbr;         /* ends in the full stop of an abbreviation, which at a sentence's end is a word of its own */
} cs_seg_word;
typedef CS_VEC(cs_seg_word) cs_seg_word_list;

/* Appends the words of all of c to out (memory from a). */
void cs_seg_words(const cs_seg_chars *c, cs_seg_word_list *out, cs_arena *a);
/* Is this lower-case word, without its full stop, a usual abbreviation ("gen", "dec")? Exact, ASCII. */
bool cs_seg_is_abbreviation(cs_str lower);
#endif
