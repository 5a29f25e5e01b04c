#include "serve/uri.h"
#include "base/utf8.h"

static int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_text(cs_str s) {
    for (ptrdiff_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < ' ' || s.p[i] == 127) return false;
    return cs_utf8_invalid(s) < 0;
}

bool srv_uri_decode(cs_str s, bool plus, cs_arena *a, cs_str *out) {
    char *p = CS_NEW(a, char, s.n + 1);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        if (s.p[i] != '%') {
            p[n++] = plus && s.p[i] == '+' ? ' ' : s.p[i];
            continue;
        }
        int high = i + 2 < s.n ? hex(s.p[i + 1]) : -1, low = i + 2 < s.n ? hex(s.p[i + 2]) : -1;
        if (high < 0 || low < 0) return false;
        p[n++] = (char)(high << 4 | low);
        i += 2;
    }
    *out = (cs_str){ p, n };
    return is_text(*out);
}

static ptrdiff_t index_of(cs_str s, char c) {
    const char *at = s.n ? memchr(s.p, c, (size_t)s.n) : NULL;
    return at ? at - s.p : s.n;
}

static bool is_there(const srv_query_list *l, cs_str name) {
    for (int i = 0; i < l->n; i++)
        if (cs_eq(l->v[i].name, name)) return true;
    return false;
}

srv_query_list srv_uri_query(cs_str text, cs_arena *a) {
    srv_query_list l = { .v = CS_NEW(a, srv_pair, SRV_QUERY_MAX) };
    while (text.n && l.fault == SRV_URI_OK) {
        ptrdiff_t end = index_of(text, '&');
        cs_str one = cs_cut(text, 0, end);
        text = cs_cut(text, end < text.n ? end + 1 : end, text.n);
        if (!one.n) continue;
        ptrdiff_t equals = index_of(one, '=');
        srv_pair pair;
        l.at = cs_cut(one, 0, equals);
        if (l.n == SRV_QUERY_MAX)
            l.fault = SRV_URI_TOO_MANY;
        else if (!srv_uri_decode(l.at, true, a, &pair.name) ||
                 !srv_uri_decode(cs_cut(one, equals < one.n ? equals + 1 : equals, one.n), true, a, &pair.value))
            l.fault = SRV_URI_BAD_ESCAPE;
        else if (is_there(&l, pair.name))
            l.fault = SRV_URI_TWICE;
        else
            l.v[l.n++] = pair;
    }
    return l;
}
