#include "base/str.h"
#include <stdio.h>

int cs_cmp(cs_str a, cs_str b) {
    ptrdiff_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, (size_t)n) : 0;
    return c ? c : (a.n > b.n) - (a.n < b.n);
}

static bool blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

cs_str cs_trim(cs_str s) {
    while (s.n && blank(s.p[0])) s.p++, s.n--;
    while (s.n && blank(s.p[s.n - 1])) s.n--;
    return s;
}

ptrdiff_t cs_find(cs_str hay, cs_str needle) {
    if (!needle.n) return 0;
    for (ptrdiff_t i = 0; i + needle.n <= hay.n; i++) {
        const char *p = memchr(hay.p + i, needle.p[0], (size_t)(hay.n - needle.n - i + 1));
        if (!p) return -1;
        i = p - hay.p;
        if (!memcmp(p, needle.p, (size_t)needle.n)) return i;
    }
    return -1;
}

cs_str cs_dup(cs_arena *a, cs_str s) {
    char *p = CS_NEW(a, char, s.n);
    if (s.n) memcpy(p, s.p, (size_t)s.n);
    return (cs_str){ p, s.n };
}

cs_str cs_join(cs_arena *a, cs_str x, cs_str y) {
    char *p = CS_NEW(a, char, x.n + y.n);
    if (x.n) memcpy(p, x.p, (size_t)x.n);
    if (y.n) memcpy(p + x.n, y.p, (size_t)y.n);
    return (cs_str){ p, x.n + y.n };
}

cs_str cs_printf(cs_arena *a, const char *fmt, ...) {
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    char *p = CS_NEW(a, char, n + 1);
    vsnprintf(p, (size_t)n + 1, fmt, again);
    va_end(again);
    return (cs_str){ p, n };
}

uint64_t cs_hash(cs_str s) {
    const uint64_t by = 0x9e3779b97f4a7c15u; /* 2^64 / golden ratio */
    uint64_t h = (uint64_t)s.n * by, word;
    ptrdiff_t i = 0;
    for (; i + 8 <= s.n; i += 8) {
        memcpy(&word, s.p + i, 8);
        h = (h ^ word) * by;
        h ^= h >> 32;
    }
    for (word = 0; i < s.n; i++) word = word << 8 | (unsigned char)s.p[i];
    h = (h ^ word) * by;
    return h ^ h >> 32;
}

cs_i64_result cs_parse_i64(cs_str s) {
    bool minus = s.n && s.p[0] == '-';
    ptrdiff_t i = s.n && (s.p[0] == '-' || s.p[0] == '+');
    if (i == s.n) return (cs_i64_result){ 0 };
    int64_t v = 0;
    for (; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return (cs_i64_result){ 0 };
        int64_t d = s.p[i] - '0';
        if (v > (INT64_MAX - d) / 10) return (cs_i64_result){ 0 };
        v = v * 10 + d;
    }
    return (cs_i64_result){ minus ? -v : v, true };
}
