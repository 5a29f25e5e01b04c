/* Character references. The names are a table of data/, sorted, and searched where it lies: most pages use a dozen of its
 * two thousand. */
#include "base/tsv.h"
#include "base/utf8.h"
#include "ingest/html_tree.h"

extern const char cs_table_html_entities_tsv[];
extern const long cs_table_html_entities_tsv_n;

/* The longest name of the table, and the longest of those that need no semicolon. */
enum { NAME_MAX_BYTES = 32, BARE_NAME_MAX_BYTES = 6 };

/* The table's line around byte i: [*beg, *end). */
static cs_str line_at(cs_str table, ptrdiff_t i, ptrdiff_t *beg, ptrdiff_t *end) {
    ptrdiff_t b = i, e = i;
    while (b > 0 && table.p[b - 1] != '\n') b--;
    while (e < table.n && table.p[e] != '\n') e++;
    *beg = b;
    *end = e < table.n ? e + 1 : e;
    return cs_cut(table, b, e);
}

/* The text of a name as hex code points, n == 0 if there is no such name. Comment lines sort before every name. */
static cs_str find(cs_str name) {
    cs_str table = { cs_table_html_entities_tsv, cs_table_html_entities_tsv_n };
    ptrdiff_t lo = 0, hi = table.n;
    while (lo < hi) {
        ptrdiff_t beg, end;
        cs_str line = line_at(table, lo + (hi - lo) / 2, &beg, &end);
        const char *tab = line.n && line.p[0] != '#' ? memchr(line.p, '\t', (size_t)line.n) : NULL;
        int c = tab ? cs_cmp(name, cs_cut(line, 0, tab - line.p)) : 1;
        if (!c) return cs_cut(line, tab - line.p + 1, line.n);
        if (c < 0)
            hi = beg;
        else
            lo = end;
    }
    return (cs_str){ 0 };
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    c |= 32;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static ptrdiff_t put_named(char *to, cs_str hex) {
    ptrdiff_t n = 0;
    cs_str code;
    while (cs_list_next(&hex, ' ', &code)) {
        uint32_t cp = 0;
        for (ptrdiff_t i = 0; i < code.n; i++) cp = cp * 16 + (uint32_t)hex_digit(code.p[i]);
        n += cs_utf8_put(to + n, cp);
    }
    return n;
}

/* What pages mean by numbers 0x80..0x9F: the characters of Windows-1252 (13.2.5.80). */
static uint32_t meant(uint32_t cp) {
    static const uint16_t C1[32] = { 0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                     0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                     0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178 };
    if (cp >= 0x80 && cp < 0xA0) return C1[cp - 0x80];
    return cp == 0 || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF) ? 0xFFFD : cp;
}

/* "&#8217;" at s.p; bytes read, 0 if it is none. */
static ptrdiff_t numeric(cs_str s, char *to, ptrdiff_t *n) {
    bool hex = s.n > 2 && (s.p[2] | 32) == 'x';
    ptrdiff_t i = hex ? 3 : 2, from = i;
    uint32_t cp = 0;
    for (; i < s.n; i++) {
        int d = hex_digit(s.p[i]);
        if (d < 0 || (!hex && d > 9)) break;
        if (cp <= 0x10FFFF) cp = cp * (hex ? 16 : 10) + (uint32_t)d;
    }
    if (i == from) return 0;
    *n += cs_utf8_put(to + *n, meant(cp));
    return i < s.n && s.p[i] == ';' ? i + 1 : i;
}

static bool is_alnum(char c) { return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'); }

/* "&mdash;" or "&copy" at s.p; bytes read, 0 if it is none. */
static ptrdiff_t named(cs_str s, bool in_attribute, char *to, ptrdiff_t *n) {
    ptrdiff_t len = 1;
    while (len < s.n && len <= NAME_MAX_BYTES && is_alnum(s.p[len])) len++;
    if (len == 1) return 0;
    cs_str hex = { 0 };
    if (len < s.n && s.p[len] == ';' && (hex = find(cs_cut(s, 1, len + 1))).n) {
        *n += put_named(to + *n, hex);
        return len + 1;
    }
    for (ptrdiff_t k = len - 1 < BARE_NAME_MAX_BYTES ? len - 1 : BARE_NAME_MAX_BYTES; k >= 2; k--) {
        hex = find(cs_cut(s, 1, 1 + k));
        if (!hex.n) continue;
        bool more = 1 + k < s.n && (s.p[1 + k] == '=' || is_alnum(s.p[1 + k]));
        if (in_attribute && more) return 0; /* "?a=1&copy=2" is an address, not a sign */
        *n += put_named(to + *n, hex);
        return 1 + k;
    }
    return 0;
}

cs_str cs_html_decode(cs_str s, bool in_attribute, cs_arena *perm) {
    if (!s.n || !memchr(s.p, '&', (size_t)s.n)) return s;
    /* No reference is longer decoded than a quarter more than it was ("&nLt;": 5 bytes to 6). */
    char *to = CS_NEW(perm, char, s.n + s.n / 4 + 2 * CS_UTF8_CHAR_MAX);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n;) {
        ptrdiff_t got = 0;
        if (s.p[i] == '&' && i + 1 < s.n)
            got = s.p[i + 1] == '#' ? numeric(cs_cut(s, i, s.n), to, &n) : named(cs_cut(s, i, s.n), in_attribute, to, &n);
        if (!got) to[n++] = s.p[i];
        i += got ? got : 1;
    }
    return (cs_str){ to, n };
}
