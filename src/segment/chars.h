/* segment/chars.h: text as code points with the few classes that word and sentence division needs. */
#ifndef CS_SEGMENT_CHARS_H
#define CS_SEGMENT_CHARS_H
#include "base/str.h"

/* Space includes controls; format characters (soft hyphen, joiners, direction marks) belong to the word around them. */
typedef enum cs_seg_class {
    CS_SEG_SPACE,
    CS_SEG_LOWER, /* letters, also those of scripts without case */
    CS_SEG_UPPER,
    CS_SEG_DIGIT,
    CS_SEG_MARK, /* combining marks, variation selectors, skin tones, zero-width joiner */
    CS_SEG_FORMAT,
    CS_SEG_PUNCT, /* punctuation and symbols */
} cs_seg_class;

typedef struct cs_seg_chars {
    uint32_t *cp;  /* [n + 1], 0 at n */
    uint32_t *off; /* [n + 1] byte offset of each; off[n] = size of the text */
    uint8_t *cls;  /* [n + 1] cs_seg_class; SPACE at n */
    ptrdiff_t n;
} cs_seg_chars;

cs_seg_chars cs_seg_chars_read(cs_str text, cs_arena *a);
cs_seg_class cs_seg_classify(uint32_t cp);
uint32_t cs_seg_lower(uint32_t cp); /* ASCII, Latin-1, Latin Extended-A, Greek, Cyrillic; typographic ' and - made plain */

static inline bool cs_seg_is_letter(uint8_t c) { return c == CS_SEG_LOWER || c == CS_SEG_UPPER; }
static inline bool cs_seg_is_wordy(uint8_t c) {
    return c == CS_SEG_LOWER || c == CS_SEG_UPPER || c == CS_SEG_DIGIT || c == CS_SEG_MARK || c == CS_SEG_FORMAT;
}
static inline bool cs_seg_is_apostrophe(uint32_t c) {
    return c == '\'' || c == 0x2019 || c == 0x2018 || c == '`' || c == 0xB4 || c == 0x2BC;
}
static inline bool cs_seg_is_hyphen(uint32_t c) { return c == '-' || c == 0x2010 || c == 0x2011; }
#endif
