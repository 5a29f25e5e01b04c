#include "base/utf8.h"

enum { BLOCK_BYTES = 64 };

int cs_utf8_decode(const char *p, ptrdiff_t n, uint32_t *cp) {
    const unsigned char *u = (const unsigned char *)p;
    if (n <= 0) return 0;
    if (u[0] < 0x80) {
        *cp = u[0];
        return 1;
    }
    int len = u[0] >= 0xF0 ? 4 : u[0] >= 0xE0 ? 3 : 2;
    if (u[0] < 0xC2 || u[0] > 0xF4 || n < len) return 0;
    uint32_t c = u[0] & (0x7Fu >> len);
    for (int i = 1; i < len; i++) {
        if ((u[i] & 0xC0) != 0x80) return 0;
        c = c << 6 | (u[i] & 0x3Fu);
    }
    if (len == 3 && (c < 0x800 || (c >= 0xD800 && c <= 0xDFFF))) return 0;
    if (len == 4 && (c < 0x10000 || c > 0x10FFFF)) return 0;
    *cp = c;
    return len;
}

uint32_t cs_utf8_next(cs_str s, ptrdiff_t *i) {
    uint32_t cp = 0xFFFD;
    int len = cs_utf8_decode(s.p + *i, s.n - *i, &cp);
    *i += len ? len : 1;
    return cp;
}

int cs_utf8_put(char *p, uint32_t cp) {
    if (cp < 0x80) {
        p[0] = (char)cp;
        return 1;
    }
    int len = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    for (int i = len - 1; i > 0; i--, cp >>= 6) p[i] = (char)(0x80 | (cp & 0x3F));
    p[0] = (char)(0xF00u >> len | cp);
    return len;
}

ptrdiff_t cs_utf8_invalid(cs_str s) {
    for (ptrdiff_t i = 0; i < s.n;) {
        uint64_t word;
        if (s.n - i >= 8 && (memcpy(&word, s.p + i, 8), !(word & 0x8080808080808080u))) {
            i += 8; /* eight ASCII bytes */
            continue;
        }
        uint32_t cp;
        int len = cs_utf8_decode(s.p + i, s.n - i, &cp);
        if (!len) return i;
        i += len;
    }
    return -1;
}

ptrdiff_t cs_utf8_count(cs_str s) {
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) n += cs_utf8_is_start(s.p[i]);
    return n;
}

cs_utf8_index cs_utf8_index_of(cs_str text, cs_arena *perm) {
    cs_utf8_index ix = { text, NULL };
    if (cs_utf8_count(text) == text.n) return ix;
    uint32_t *before = CS_NEW(perm, uint32_t, text.n / BLOCK_BYTES + 1);
    uint32_t n = 0;
    for (ptrdiff_t i = 0; i < text.n; i++) {
        if (i % BLOCK_BYTES == 0) before[i / BLOCK_BYTES] = n;
        n += cs_utf8_is_start(text.p[i]);
    }
    if (text.n % BLOCK_BYTES == 0) before[text.n / BLOCK_BYTES] = n;
    ix.before = before;
    return ix;
}

uint32_t cs_utf8_at(const cs_utf8_index *ix, uint32_t byte) {
    assert((ptrdiff_t)byte <= ix->text.n);
    if (!ix->before) return byte;
    uint32_t n = ix->before[byte / BLOCK_BYTES];
    for (uint32_t i = byte / BLOCK_BYTES * BLOCK_BYTES; i < byte; i++) n += cs_utf8_is_start(ix->text.p[i]);
    return n;
}

cs_utf8_points cs_utf8_points_of(cs_str text, cs_arena *perm) {
    cs_utf8_points p = { .text = text, .n = cs_utf8_count(text) };
    if (p.n == text.n) return p;
    uint32_t *at = CS_NEW(perm, uint32_t, p.n / BLOCK_BYTES + 1);
    int64_t n = 0;
    for (ptrdiff_t i = 0; i < text.n; i++) {
        if (!cs_utf8_is_start(text.p[i])) continue;
        if (n % BLOCK_BYTES == 0) at[n / BLOCK_BYTES] = (uint32_t)i;
        n++;
    }
    p.at = at;
    return p;
}

uint32_t cs_utf8_byte(const cs_utf8_points *p, int64_t point) {
    if (point >= p->n) return (uint32_t)p->text.n;
    if (!p->at) return (uint32_t)point;
    ptrdiff_t i = p->at[point / BLOCK_BYTES];
    for (int64_t left = point % BLOCK_BYTES; left > 0; left--) do
            i++;
        while (!cs_utf8_is_start(p->text.p[i]));
    return (uint32_t)i;
}
