/* Text is pointer and length; NUL means nothing. Spans are byte offsets into a document. */
#ifndef CS_BASE_STR_H
#define CS_BASE_STR_H
#include "base/arena.h"
#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct cs_str {
    const char *p;
    ptrdiff_t n;
} cs_str;

/* [beg, end) in bytes of the document's text. */
typedef struct cs_span {
    uint32_t beg, end;
} cs_span;

#define CS_LIT(s) ((cs_str){ "" s, (ptrdiff_t)sizeof(s) - 1 }) /* only for literals */
#define CS_FMT "%.*s"
#define CS_ARG(s) (int)((s).n < 200 ? (s).n : 200), (s).p /* capped for messages */
#define CS_WHOLE(s) (int)(s).n, (s).p                     /* for CS_FMT where nothing may be cut */

static inline cs_str cs_span_text(cs_str doc, cs_span s) {
    assert(s.beg <= s.end);
    assert((ptrdiff_t)s.end <= doc.n);
    return (cs_str){ doc.p + s.beg, (ptrdiff_t)(s.end - s.beg) };
}
static inline bool cs_eq(cs_str a, cs_str b) { return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, (size_t)a.n) == 0); }
static inline bool cs_starts(cs_str s, cs_str head) {
    return s.n >= head.n && (head.n == 0 || memcmp(s.p, head.p, (size_t)head.n) == 0);
}
static inline bool cs_ends(cs_str s, cs_str tail) {
    return s.n >= tail.n && (tail.n == 0 || memcmp(s.p + s.n - tail.n, tail.p, (size_t)tail.n) == 0);
}
static inline cs_str cs_cut(cs_str s, ptrdiff_t beg, ptrdiff_t end) {
    return (cs_str){ beg ? s.p + beg : s.p, end - beg }; /* an empty text has no bytes to point into */
}
static inline cs_span cs_span_join(cs_span a, cs_span b) {
    return (cs_span){ a.beg < b.beg ? a.beg : b.beg, a.end > b.end ? a.end : b.end };
}
static inline bool cs_span_in(cs_span inner, cs_span outer) { return outer.beg <= inner.beg && inner.end <= outer.end; }
static inline bool cs_span_meet(cs_span a, cs_span b) { return a.beg < b.end && b.beg < a.end; }

int cs_cmp(cs_str a, cs_str b);                  /* byte order; <0, 0, >0 */
cs_str cs_trim(cs_str s);                        /* without ASCII white space at the ends */
ptrdiff_t cs_find(cs_str hay, cs_str needle);    /* first byte offset or -1 */
cs_str cs_dup(cs_arena *a, cs_str s);            /* a copy in the arena */
cs_str cs_join(cs_arena *a, cs_str x, cs_str y); /* x followed by y */
cs_str cs_printf(cs_arena *a, const char *fmt, ...) CS_PRINTF(2, 3);
uint64_t cs_hash(cs_str s); /* for tables in memory: another machine may give another */

typedef struct cs_i64_result {
    int64_t value;
    bool ok;
} cs_i64_result;
cs_i64_result cs_parse_i64(cs_str s); /* optional sign and digits, nothing else; overflow, empty and junk are not ok */
#endif
