#include "score/name.h"
#include "base/utf8.h"
#include <utf8proc.h>

typedef struct points {
    int32_t *v;
    ptrdiff_t n;
} points;

static int32_t plain(int32_t c) {
    switch (c) {
    case 0x2018:
    case 0x2019: return '\'';
    default: return utf8proc_tolower(c);
    }
}

/* Compatibility decomposition without the marks that combine, in small letters. */
static points fold(cs_str s, cs_arena *a) {
    utf8proc_option_t how = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT;
    utf8proc_ssize_t n = utf8proc_decompose((const utf8proc_uint8_t *)s.p, s.n, NULL, 0, how);
    if (n <= 0) return (points){ 0 };
    points out = { CS_NEW(a, int32_t, n), 0 };
    n = utf8proc_decompose((const utf8proc_uint8_t *)s.p, s.n, out.v, n, how);
    for (utf8proc_ssize_t i = 0; i < n; i++)
        if (!utf8proc_get_property(out.v[i])->combining_class) out.v[out.n++] = plain(out.v[i]);
    return out;
}

static bool in_word(int32_t c) {
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO: return true;
    default: return c == '_';
    }
}

/* "'s" at the end of a word. */
static bool possessive_at(points p, ptrdiff_t i) {
    return i + 1 < p.n && p.v[i] == '\'' && p.v[i + 1] == 's' && (i + 2 == p.n || !in_word(p.v[i + 2]));
}

static bool says_nothing(cs_str word) {
    return cs_eq(word, CS_LIT("the")) || cs_eq(word, CS_LIT("a")) || cs_eq(word, CS_LIT("an")) || cs_eq(word, CS_LIT("of"));
}

cs_name cs_name_of(cs_str s, cs_arena *a) {
    cs_name name = { 0 };
    points p = fold(s, a);
    char *bytes = CS_NEW(a, char, p.n *CS_UTF8_CHAR_MAX + 1);
    for (ptrdiff_t i = 0; i < p.n;) {
        if (possessive_at(p, i)) {
            i += 2;
            continue;
        }
        if (!in_word(p.v[i])) {
            i++;
            continue;
        }
        cs_str word = { bytes, 0 };
        for (; i < p.n && in_word(p.v[i]); i++) word.n += cs_utf8_put(bytes + word.n, (uint32_t)p.v[i]);
        bytes += word.n;
        if (!says_nothing(word)) *CS_PUSH(a, &name.words) = word;
    }
    return name;
}

bool cs_name_same(const cs_name *x, const cs_name *y) {
    if (x->words.n > y->words.n) return cs_name_same(y, x);
    if (!x->words.n || y->words.n > x->words.n + CS_NAME_MORE_WORDS_MAX) return false;
    for (ptrdiff_t i = 0; i < x->words.n; i++) {
        bool found = false;
        for (ptrdiff_t k = 0; k < y->words.n && !found; k++) found = cs_eq(x->words.v[i], y->words.v[k]);
        if (!found) return false;
    }
    return true;
}
