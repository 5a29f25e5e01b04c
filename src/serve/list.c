#include "serve/list.h"
#include "base/utf8.h"

/* ---- filters ---- */

static bool is_one_of(cs_str name, const char *const *names) {
    while (*names && !cs_eq(name, srv_str(*names))) names++;
    return *names != NULL;
}

bool srv_filter(const srv_request *r, srv_reply *out, const char *const *others, cs_order order, cs_filter *f) {
    cs_err err = { 0 };
    *f = CS_FILTER_ALL;
    f->order = order;
    for (int i = 0; i < r->n_query; i++) {
        cs_str name = r->query[i].name;
        if (is_one_of(name, others)) continue;
        bool known = is_one_of(name, cs_filter_names) || cs_eq(name, CS_LIT("order"));
        if (!known)
            return (void)!srv_problem_of(out, name, "expected a condition of docs/api.md but found the name \"" CS_FMT "\"",
                                         CS_ARG(name)),
                   false;
        if (cs_filter_set(f, name, r->query[i].value, &err) != CASUS_OK)
            return (void)!srv_problem_of(out, name, "%s", err.msg), false;
    }
    if (cs_filter_check(f, &err) == CASUS_OK) return true;
    return (void)!srv_problem_of(out, CS_LIT("from"), "%s", err.msg), false;
}

bool srv_choice(const srv_request *r, srv_reply *out, const char *name, const char *const *names, int otherwise, int *choice) {
    cs_str value = srv_query(r, name), all = { 0 };
    *choice = otherwise;
    if (!value.n) return true;
    for (int i = 0; names[i]; i++) {
        *choice = i;
        if (cs_eq(value, srv_str(names[i]))) return true;
        all = cs_printf(r->a, CS_FMT "%s%s", CS_WHOLE(all), i ? ", " : "", names[i]);
    }
    return (void)!srv_problem_of(out, srv_str(name), "expected one of %.*s but found \"" CS_FMT "\"", CS_WHOLE(all),
                                 CS_ARG(value)),
           false;
}

/* ---- cursors ---- */

static const char DIGITS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/* Base64 for URLs, without padding (RFC 4648, 5). */
static cs_str encode(cs_str s, cs_arena *a) {
    char *p = CS_NEW(a, char, (size_t)s.n * 4 / 3 + 4);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n; i += 3) {
        int left = s.n - i < 3 ? (int)(s.n - i) : 3;
        uint32_t bits = 0;
        for (int k = 0; k < 3; k++) bits = bits << 8 | (k < left ? (unsigned char)s.p[i + k] : 0);
        for (int k = 0; k <= left; k++) p[n++] = DIGITS[bits >> (18 - 6 * k) & 63];
    }
    return (cs_str){ p, n };
}

static bool decode(cs_str s, cs_arena *a, cs_str *out) {
    char *p = CS_NEW(a, char, (size_t)s.n + 3);
    ptrdiff_t n = 0;
    uint32_t bits = 0;
    int have = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        const char *at = s.p[i] ? strchr(DIGITS, s.p[i]) : NULL;
        if (!at) return false;
        bits = bits << 6 | (uint32_t)(at - DIGITS);
        if ((have += 6) < 8) continue;
        have -= 8;
        p[n++] = (char)(bits >> have & 255);
    }
    *out = (cs_str){ p, n };
    return cs_eq(encode(*out, a), s); /* one cursor for one place */
}

/* kind : unknown : number : id : text */
cs_str srv_cursor_put(const char *kind, const cs_mark *m, cs_arena *a) {
    cs_str head = cs_printf(a, "%s:%d:%lld:%lld:", kind, m->unknown, (long long)m->number, (long long)m->id);
    return encode(cs_join(a, head, m->text), a);
}

static bool next_number(cs_str *rest, int64_t *out) {
    ptrdiff_t colon = cs_find(*rest, CS_LIT(":"));
    cs_i64_result v = colon < 0 ? (cs_i64_result){ 0 } : cs_parse_i64(cs_cut(*rest, 0, colon));
    if (v.ok) *rest = cs_cut(*rest, colon + 1, rest->n);
    *out = v.value;
    return v.ok;
}

bool srv_cursor_read(cs_str cursor, const char *kind, cs_arena *a, cs_mark *m) {
    cs_str rest, head = cs_printf(a, "%s:", kind);
    int64_t unknown;
    if (cursor.n > SRV_CURSOR_BYTES_MAX || !decode(cursor, a, &rest) || !cs_starts(rest, head)) return false;
    rest = cs_cut(rest, head.n, rest.n);
    *m = (cs_mark){ .set = true };
    if (!next_number(&rest, &unknown) || !next_number(&rest, &m->number) || !next_number(&rest, &m->id)) return false;
    m->unknown = unknown == 1;
    m->text = rest;
    return (unknown == 0 || unknown == 1) && cs_utf8_invalid(rest) < 0 && !memchr(rest.n ? rest.p : "", 0, (size_t)rest.n);
}

bool srv_page_of(const srv_request *r, srv_reply *out, const char *kind, srv_page *page) {
    cs_str cursor = srv_query(r, "cursor");
    page->after = (cs_mark){ .set = false };
    if (!srv_query_int(r, out, "limit", 1, CS_PAGE_ROWS_MAX, SRV_LIMIT, &page->limit)) return false;
    if (!cursor.n || srv_cursor_read(cursor, kind, r->a, &page->after)) return true;
    return (void)!srv_problem_of(out, CS_LIT("cursor"),
                                 "expected the \"next\" of this list in this order but found \"" CS_FMT "\"", CS_ARG(cursor)),
           false;
}

/* ---- pages ---- */

void srv_items(cs_buf *b) { cs_buf_put(b, "{\"items\":["); }

void srv_items_end(cs_buf *b, const char *kind, const cs_mark *next, cs_arena *a) {
    cs_buf_put(b, "],\"next\":");
    if (next->set)
        cs_buf_json(b, srv_cursor_put(kind, next, a));
    else
        cs_buf_put(b, "null");
    cs_buf_put(b, "}");
}

cs_str srv_etag_of(cs_str about, const cs_buf *b, cs_arena *a) {
    return cs_printf(a, "\"" CS_FMT "-%016llx\"", CS_ARG(about), (unsigned long long)cs_hash(srv_bytes(b)));
}

casus_status srv_not_there(srv_reply *out, const char *what, cs_str id) {
    return srv_problem(out, 404, "Not found", "there is no %s \"" CS_FMT "\"", what, CS_ARG(id));
}
