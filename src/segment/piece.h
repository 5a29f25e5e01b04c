/* segment/piece.h: words -> word pieces and word shapes, exactly as train/wordpiece.py makes them (tests compare the two).
 *
 * A word is lower-cased, decomposed (NFD) and freed of combining marks, cut at punctuation and CJK characters as BERT's basic
 * tokenizer does (Devlin et al. 2019), and each part is cut greedily into the longest pieces of the vocabulary; a part that
 * cannot be cut, or that is longer than CS_PIECE_CHARS_MAX, is [UNK]. The shape tells what the uncased pieces cannot. */
#ifndef CS_SEGMENT_PIECE_H
#define CS_SEGMENT_PIECE_H
#include "base/arena.h"
#include "base/str.h"

enum { CS_PIECE_CHARS_MAX = 100, CS_VOCAB_MAX = 1 << 20 };

typedef enum cs_shape {
    CS_SHAPE_SPECIAL, /* [CLS], [SEP] */
    CS_SHAPE_LOWER,
    CS_SHAPE_UPPER,   /* two letters or more, all upper case */
    CS_SHAPE_CAPITAL, /* one letter, upper case */
    CS_SHAPE_TITLE,
    CS_SHAPE_MIXED,
    CS_SHAPE_DIGITS,      /* digits and no letter */
    CS_SHAPE_DIGIT_MIXED, /* digits and letters */
    CS_SHAPE_PUNCT,
    CS_SHAPE_OTHER,
    CS_SHAPE_COUNT
} cs_shape;

typedef struct cs_vocab {
    const char *text; /* one piece a line, "##" before a continuation; not owned */
    uint32_t *line;   /* [n + 1] where each begins; owned, in one block with slot */
    uint32_t *slot;   /* [mask + 1] id + 1, 0 empty */
    uint32_t mask;
    int32_t n;
    int32_t unk, cls, sep;
} cs_vocab;

/* Reads text, which must outlive the vocabulary. CASUS_E_MODEL when [UNK], [CLS] or [SEP] is missing or it is not n lines. */
CASUS_MUST_CHECK casus_status cs_vocab_open(cs_vocab *v, cs_str text, int64_t n, cs_err *err);
void cs_vocab_close(cs_vocab *v);

/* Ids of the word's pieces, at least one, into out[0, max), max >= 1; gives their number. Of a word of more than max pieces
 * the first max - 1 and the last are kept. */
int cs_pieces(const cs_vocab *v, cs_str word, int32_t *out, int max, cs_arena scratch);
cs_shape cs_shape_of(cs_str word);

/* The word in lower, Title or UPPER case, one code point for one (no "ss" for sharp s); result in a, UTF-8. */
cs_str cs_lower(cs_arena *a, cs_str word);
cs_str cs_title(cs_arena *a, cs_str word);
cs_str cs_upper(cs_arena *a, cs_str word);
#endif
