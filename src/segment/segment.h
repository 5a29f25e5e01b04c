/* segment/segment.h: raw text -> words and sentences by the conventions of Universal Dependencies English (EWT, GUM).
 *
 * In: UTF-8 text of one report ('\n' line ends; NFC is expected, not needed). Out: tokens, in text order, disjoint, never
 * empty and never spanning white space, which cover every character that is not white space, a control or a format
 * character; and sentences, in text order, each of one or more tokens, which together hold every token. A word is a UD
 * word with one span of its own: "don't" is two tokens, "do" and "n't". Bytes that are not UTF-8 are read one by one as
 * U+FFFD. Time is linear in the text's length. Result in perm; scratch holds at most
 * about 150 bytes per byte of text. */
#ifndef CS_SEGMENT_SEGMENT_H
#define CS_SEGMENT_SEGMENT_H
#include "base/arena.h"
#include "base/str.h"

typedef struct cs_seg_sentence {
    cs_span span;      /* from the first token's first byte to the last token's end */
    int32_t beg, end;  /* tokens [beg, end), never empty */
    int32_t paragraph; /* number of its paragraph, from 0 */
    bool heading;      /* a title, headline or section heading: a line of its own without a full stop */
} cs_seg_sentence;

typedef CS_VEC(cs_span) cs_seg_tokens;
typedef CS_VEC(cs_seg_sentence) cs_seg_sentences;
typedef struct cs_words {
    cs_seg_tokens tokens;
    cs_seg_sentences sentences;
} cs_words;

cs_words cs_segment(cs_str text, cs_arena *perm, cs_arena scratch);
#endif
