#include "score/anchor.h"
#include "base/utf8.h"
#include <utf8proc.h>

static uint32_t plain(uint32_t c) {
    switch (c) {
    case 0x2018:
    case 0x2019: return '\'';
    case 0x201c:
    case 0x201d: return '"';
    case 0x2013:
    case 0x2014: return '-';
    case 0xa0: return ' ';
    default: return c;
    }
}

cs_anchor_text cs_anchor_text_of(cs_str text, cs_arena *a) {
    uint32_t *v = CS_NEW(a, uint32_t, text.n);
    cs_anchor_text out = { v, 0 };
    for (ptrdiff_t i = 0; i < text.n;) v[out.n++] = plain(cs_utf8_next(text, &i));
    return out;
}

static cs_anchor_text composed(cs_str s, cs_arena *a) {
    utf8proc_option_t how = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)s.p;
    utf8proc_ssize_t n = utf8proc_decompose(bytes, s.n, NULL, 0, how);
    if (n <= 0) return (cs_anchor_text){ 0 };
    int32_t *points = CS_NEW(a, int32_t, n);
    n = utf8proc_decompose(bytes, s.n, points, n, how);
    n = utf8proc_normalize_utf32(points, n, how);
    uint32_t *v = CS_NEW(a, uint32_t, n);
    for (utf8proc_ssize_t i = 0; i < n; i++) v[i] = plain((uint32_t)points[i]);
    return (cs_anchor_text){ v, n };
}

static ptrdiff_t find_from(const cs_anchor_text *text, const cs_anchor_text *words, ptrdiff_t from) {
    for (ptrdiff_t i = from; i + words->n <= text->n; i++)
        if (text->v[i] == words->v[0] && !memcmp(text->v + i, words->v, (size_t)words->n * sizeof *words->v)) return i;
    return -1;
}

cs_anchor_at cs_anchor_find(const cs_anchor_text *text, cs_str anchor, bool *twice, cs_arena scratch) {
    cs_anchor_text words = composed(anchor, &scratch);
    ptrdiff_t at = words.n ? find_from(text, &words, 0) : -1;
    *twice = at >= 0 && find_from(text, &words, at + 1) >= 0;
    if (at < 0) return (cs_anchor_at){ 0 };
    return (cs_anchor_at){ (int32_t)at, (int32_t)(at + words.n) };
}
