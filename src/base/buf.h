/* A growing string for output. Numbers look the same in every locale. When memory runs out the buffer only remembers that
 * it failed, so that a writer of many small pieces checks once, at the end. */
#ifndef CS_BASE_BUF_H
#define CS_BASE_BUF_H
#include "base/str.h"

typedef struct cs_buf {
    char *p; /* owned: cs_buf_free; not NUL-terminated */
    size_t n, cap;
    bool failed; /* some of the output is missing */
} cs_buf;

void cs_buf_free(cs_buf *b);
void cs_buf_clear(cs_buf *b); /* empty again, memory kept */
void cs_buf_add(cs_buf *b, const char *p, size_t n);
void cs_buf_put(cs_buf *b, const char *text); /* up to the NUL */
void cs_buf_char(cs_buf *b, char c);
static inline void cs_buf_str(cs_buf *b, cs_str s) { cs_buf_add(b, s.p, (size_t)s.n); }
void cs_buf_i64(cs_buf *b, int64_t v);
/* v rounded to so many decimals (0..9), without an exponent; |v| < 1e9. */
void cs_buf_fixed(cs_buf *b, double v, int decimals);
/* A JSON string with its quotes (RFC 8259). s is valid UTF-8; non-ASCII stays as it is, U+2028 and U+2029 are escaped so that
 * the line stays one line for every reader. */
void cs_buf_json(cs_buf *b, cs_str s);
/* A CSV field (RFC 4180): quoted where it holds a comma, quote or line end. */
void cs_buf_csv(cs_buf *b, cs_str s);
/* A day since 1970-01-01 as YYYY-MM-DD (years 1..9999). */
void cs_buf_day(cs_buf *b, int32_t day);
#endif
