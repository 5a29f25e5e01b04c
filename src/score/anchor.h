/* score/anchor.h: where the words of the sample stand in a report's text. Typographic quotation marks and dashes and
 * no-break spaces are the same as plain ones; all else is compared as it is. */
#ifndef CS_SCORE_ANCHOR_H
#define CS_SCORE_ANCHOR_H
#include "base/str.h"

/* [beg, end) in code points; beg == end: nowhere. */
typedef struct cs_anchor_at {
    int32_t beg, end;
} cs_anchor_at;

typedef struct cs_anchor_text {
    const uint32_t *v; /* code points */
    ptrdiff_t n;
} cs_anchor_text;

cs_anchor_text cs_anchor_text_of(cs_str text, cs_arena *a);
/* The first place; *twice: there is another. anchor is brought into NFC, as texts are. */
cs_anchor_at cs_anchor_find(const cs_anchor_text *text, cs_str anchor, bool *twice, cs_arena scratch);
#endif
