/* segment/lists.h: closed lists of English that word division needs. Each list is sorted by byte order (a test checks). */
#ifndef CS_SEGMENT_LISTS_H
#define CS_SEGMENT_LISTS_H
#include "base/str.h"

typedef enum cs_seg_list {
    CS_SEG_ABBREVIATIONS, /* written with a full stop, without it here */
    CS_SEG_PREFIXES,      /* stay with the word after the hyphen: non-lethal */
    CS_SEG_SUFFIXES,      /* stay with the word before the hyphen: career-wise */
    CS_SEG_UNITS,         /* a word of their own after digits: 35mm, $10k, 7pm */
    CS_SEG_SMILEYS,
    CS_SEG_FILE_ENDS, /* top-level domains and file name extensions */
    CS_SEG_JOINED,    /* hyphenated interjections and the like that are one word */
    CS_SEG_SHORTENED, /* begin with an apostrophe: 'em, 'til */
    CS_SEG_LIST_COUNT
} cs_seg_list;

bool cs_seg_in_list(cs_seg_list list, cs_str lower);

/* Words written as one that are two: {whole, bytes of the first part, and of the second if there are three}. */
typedef struct cs_seg_fused {
    const char *whole;
    uint8_t first, second;
} cs_seg_fused;
const cs_seg_fused *cs_seg_fused_find(cs_str lower); /* NULL: none */
bool cs_seg_lists_sorted(void);
#endif
