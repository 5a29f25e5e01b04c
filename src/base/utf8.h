/* UTF-8 (RFC 3629): decoding, checking, and from byte offsets to code point offsets, which the JSON output counts in. */
#ifndef CS_BASE_UTF8_H
#define CS_BASE_UTF8_H
#include "base/str.h"

enum { CS_UTF8_CHAR_MAX = 4 };

/* Decodes the code point at the start of p[0, n) into *cp. Gives its length 1..4, or 0 when these bytes are not valid UTF-8
 * (overlong, surrogate, above U+10FFFF, cut off, stray continuation; n == 0 too); then *cp is unset. */
int cs_utf8_decode(const char *p, ptrdiff_t n, uint32_t *cp);
/* The code point at byte *i of s, *i moves behind it. Invalid bytes read as U+FFFD, one each. *i < s.n. */
uint32_t cs_utf8_next(cs_str s, ptrdiff_t *i);
/* Writes cp (a scalar value) to p, which has CS_UTF8_CHAR_MAX bytes; gives the length. */
int cs_utf8_put(char *p, uint32_t cp);
/* The byte offset of the first byte that is not valid UTF-8, or -1. */
ptrdiff_t cs_utf8_invalid(cs_str s);
/* Number of code points of valid UTF-8. */
ptrdiff_t cs_utf8_count(cs_str s);
static inline bool cs_utf8_is_start(char c) { return ((unsigned char)c & 0xC0) != 0x80; }

/* From byte offsets to code point offsets in constant time: one count per 64 bytes of text. */
typedef struct cs_utf8_index {
    cs_str text;
    const uint32_t *before; /* [text.n / 64 + 1]: code points that start before byte 64 k; NULL when text is ASCII */
} cs_utf8_index;
/* text: valid UTF-8 below 4 GB, outliving the index. */
cs_utf8_index cs_utf8_index_of(cs_str text, cs_arena *perm);
/* Code points that start before the byte offset; 0 <= byte <= text.n, at the start of a code point or the end. */
uint32_t cs_utf8_at(const cs_utf8_index *ix, uint32_t byte);

/* And back, from code point offsets to byte offsets: the byte of every 64th code point. */
typedef struct cs_utf8_points {
    cs_str text;
    const uint32_t *at; /* NULL when text is ASCII */
    int64_t n;          /* code points of text */
} cs_utf8_points;
/* text: as for cs_utf8_index_of. */
cs_utf8_points cs_utf8_points_of(cs_str text, cs_arena *perm);
/* The byte at which a code point begins; text.n for those past its end. point >= 0. */
uint32_t cs_utf8_byte(const cs_utf8_points *p, int64_t point);
#endif
