/* segment/boundary.h: does a sentence end between two words? A linear model over hashed features of the gap, learnt by
 * train/segment.py; its weights are data/segment.weights. */
#ifndef CS_SEGMENT_BOUNDARY_H
#define CS_SEGMENT_BOUNDARY_H
#include "segment/words.h"

typedef enum cs_seg_gap {
    CS_SEG_GAP_NONE, /* the words touch */
    CS_SEG_GAP_SPACE,
    CS_SEG_GAP_SPACES, /* two or more */
    CS_SEG_GAP_LINE,   /* one line break */
    CS_SEG_GAP_INDENT, /* one line break, and the next line is indented */
    CS_SEG_GAP_BLANK,  /* a blank line, or an end of the text */
} cs_seg_gap;

typedef enum cs_seg_shape {
    CS_SEG_SHAPE_LOWER,
    CS_SEG_SHAPE_CAPITAL,
    CS_SEG_SHAPE_UPPER,
    CS_SEG_SHAPE_LETTER,
    CS_SEG_SHAPE_CASELESS,
    CS_SEG_SHAPE_MIXED,
    CS_SEG_SHAPE_NUMBER,
    CS_SEG_SHAPE_ALNUM,
    CS_SEG_SHAPE_ABBR,
    CS_SEG_SHAPE_ACRONYM,
    CS_SEG_SHAPE_INITIAL,
    CS_SEG_SHAPE_STOP,
    CS_SEG_SHAPE_DOTS,
    CS_SEG_SHAPE_COLON,
    CS_SEG_SHAPE_COMMA,
    CS_SEG_SHAPE_OPEN,
    CS_SEG_SHAPE_CLOSE,
    CS_SEG_SHAPE_QUOTE,
    CS_SEG_SHAPE_DASH,
    CS_SEG_SHAPE_RULE,
    CS_SEG_SHAPE_ADDRESS,
    CS_SEG_SHAPE_SYMBOL,
    CS_SEG_SHAPE_NONE,
    CS_SEG_SHAPE_COUNT
} cs_seg_shape;

enum { CS_SEG_WIDTH_LONG = 3 };

/* What is known of word k, and of the gap after it. */
typedef struct cs_seg_note {
    uint64_t form;  /* hash of the lower-case form */
    uint8_t shape;  /* cs_seg_shape */
    uint8_t size;   /* characters, at most 15 */
    uint8_t gap;    /* cs_seg_gap after the word */
    uint8_t since;  /* words since the last full stop or blank line, this one included, at most 255 */
    uint8_t until;  /* words up to the next, at most 255 */
    uint8_t depth;  /* round and square brackets open after the word, at most 3 */
    bool quoted;    /* a double quotation is open after the word */
    uint8_t known;  /* bit 0: the form is also in lower case here; bit 1: capital also amid a sentence */
    uint8_t fits;   /* of a line break: 0 no line break, else 1 + how far the next word was from fitting in the line */
    uint8_t line;   /* words in the word's line, at most 255 */
    uint64_t first; /* form of the first word of the word's line */
    uint8_t titled; /* tenths of the line's words that have a capital */
} cs_seg_note;

typedef struct cs_seg_view {
    const cs_seg_chars *c;
    const cs_seg_word *w;
    cs_seg_note *note; /* [n] */
    ptrdiff_t n;
    const char *weights;
    uint8_t style; /* of the whole text: how its lines end, see look_at_lines */
    uint8_t width; /* of its longest line: 0 <= 50, 1 <= 85, 2 <= 130 characters, CS_SEG_WIDTH_LONG */
} cs_seg_view;

enum { CS_SEG_FEATURES_N = 48, CS_SEG_FEATURES_MAX = 64 };

/* Looks at all words once; memory from a. */
cs_seg_view cs_seg_look(const cs_seg_chars *c, const cs_seg_word *w, ptrdiff_t n, cs_arena *a);
/* May a sentence end after word i < n - 1 at all? */
bool cs_seg_candidate(const cs_seg_view *v, ptrdiff_t i);
/* The hashed features of the gap after word i; returns how many. */
int cs_seg_features(const cs_seg_view *v, ptrdiff_t i, uint32_t out[CS_SEG_FEATURES_MAX]);
/* Where the weights begin in the embedded table. */
const char *cs_seg_weights(void);
/* Does a sentence end after word i? */
bool cs_seg_ends(const cs_seg_view *v, ptrdiff_t i);
#endif
