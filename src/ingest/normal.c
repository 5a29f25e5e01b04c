#include "ingest/normal.h"
#include "base/utf8.h"
#include <utf8proc.h>

enum { PIECE_MAX = 1 + CS_MARKS_MAX };

/* Where the text goes; p == NULL: only counted. */
typedef struct sink {
    char *p;
    ptrdiff_t n;
} sink;

static void put(sink *s, uint32_t cp) {
    char b[CS_UTF8_CHAR_MAX];
    int n = cs_utf8_put(b, cp);
    if (s->p) memcpy(s->p + s->n, b, (size_t)n);
    s->n += n;
}

/* Does cp never combine with what stands before it? Then text may be cut before it and its parts normalised alone. The
 * second characters of Unicode's compositions are all marks or medial and final Hangul jamo. */
static bool starts_piece(uint32_t cp) {
    if (cp < 0x300) return true;
    if (cp >= 0x1160 && cp <= 0x11FF) return false;
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
    return c != UTF8PROC_CATEGORY_MN && c != UTF8PROC_CATEGORY_MC && c != UTF8PROC_CATEGORY_ME;
}

/* NFC of a base character with its marks, n <= PIECE_MAX code points. */
static void put_composed(sink *s, const uint32_t *piece, int n) {
    utf8proc_int32_t out[PIECE_MAX * 4]; /* a canonical decomposition has at most four code points */
    utf8proc_ssize_t m = 0;
    for (int i = 0; i < n; i++) {
        int boundclass = 0;
        m += utf8proc_decompose_char((utf8proc_int32_t)piece[i], out + m, (utf8proc_ssize_t)(sizeof out / sizeof *out) - m,
                                     UTF8PROC_STABLE | UTF8PROC_COMPOSE, &boundclass);
    }
    for (utf8proc_ssize_t i = 1; i < m; i++) { /* canonical order: an insertion sort that starters stop */
        utf8proc_int32_t c = out[i];
        int ccc = utf8proc_get_property(c)->combining_class;
        utf8proc_ssize_t j = i;
        if (ccc)
            for (; j > 0 && utf8proc_get_property(out[j - 1])->combining_class > ccc; j--) out[j] = out[j - 1];
        out[j] = c;
    }
    m = utf8proc_normalize_utf32(out, m, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    for (utf8proc_ssize_t i = 0; i < m; i++) put(s, (uint32_t)out[i]);
}

static bool is_break(uint32_t cp) {
    return cp == '\n' || cp == '\v' || cp == '\f' || cp == '\r' || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

static uint32_t plain(uint32_t cp) {
    if (is_break(cp)) return '\n';
    if ((cp < 0x20 && cp != '\t') || (cp >= 0x7F && cp < 0xA0)) return ' ';
    return cp;
}

/* Bytes from i on that stay as they are: printable ASCII, tabs and line feeds. The last one is left out where what follows
 * may combine with it. Most text is nothing else, so it is copied at once. */
static ptrdiff_t plain_run(cs_str in, ptrdiff_t i) {
    ptrdiff_t j = i;
    while (j < in.n && ((in.p[j] >= ' ' && in.p[j] < 0x7F) || in.p[j] == '\n' || in.p[j] == '\t')) j++;
    return j > i && j < in.n && (in.p[j] & 0x80) ? j - i - 1 : j - i;
}

static void put_bytes(sink *s, const char *p, ptrdiff_t n) {
    if (s->p && n) memcpy(s->p + s->n, p, (size_t)n);
    s->n += n;
}

static void normalise(cs_str in, sink *s) {
    ptrdiff_t i = cs_starts(in, CS_LIT("\xEF\xBB\xBF")) ? 3 : 0;
    while (i < in.n) {
        ptrdiff_t run = plain_run(in, i);
        put_bytes(s, in.p + i, run);
        i += run;
        if (i == in.n) break;
        uint32_t cp = cs_utf8_next(in, &i);
        if (cp == '\r' && i < in.n && in.p[i] == '\n') continue; /* the LF that follows is the line end */
        uint32_t piece[PIECE_MAX] = { plain(cp) };
        int n = 1;
        for (ptrdiff_t j = i; j < in.n && n < PIECE_MAX && (in.p[j] & 0x80); n++) {
            uint32_t next = cs_utf8_next(in, &j);
            if (starts_piece(next)) break;
            piece[n] = next;
            i = j;
        }
        if (n == 1 && piece[0] < 0x300)
            put(s, piece[0]);
        else
            put_composed(s, piece, n);
    }
}

cs_str cs_normal_text(cs_str in, cs_arena *perm) {
    sink s = { NULL, 0 }; /* counted first: a buffer for the worst case would be three times too large */
    normalise(in, &s);
    s = (sink){ CS_NEW(perm, char, s.n + 1), 0 };
    normalise(in, &s);
    return (cs_str){ s.p, s.n };
}

bool cs_normal_is_space(uint32_t cp) {
    if (cp < 0x80) return cp == ' ' || (cp >= '\t' && cp <= '\r');
    return cp == 0x85 || cp == 0xA0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x2028 || cp == 0x2029 ||
           cp == 0x202F || cp == 0x205F || cp == 0x3000;
}

cs_str cs_normal_line(cs_str in, cs_arena *perm) {
    cs_str text = cs_normal_text(in, perm);
    char *p = (char *)text.p; /* shortened in place: this function owns it */
    ptrdiff_t n = 0;
    bool gap = false;
    for (ptrdiff_t i = 0; i < text.n;) {
        ptrdiff_t at = i;
        if (cs_normal_is_space(cs_utf8_next(text, &i))) {
            gap = n > 0;
            continue;
        }
        if (gap) p[n++] = ' ';
        gap = false;
        memmove(p + n, text.p + at, (size_t)(i - at));
        n += i - at;
    }
    return (cs_str){ p, n };
}

bool cs_normal_has_text(cs_str text) {
    for (ptrdiff_t i = 0; i < text.n;) {
        uint32_t cp = cs_utf8_next(text, &i);
        if (cs_normal_is_space(cp)) continue;
        utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
        if (c != UTF8PROC_CATEGORY_CC && c != UTF8PROC_CATEGORY_CF) return true;
    }
    return false;
}
