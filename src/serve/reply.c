#include "serve/api.h"
#include "base/utf8.h"
#include <stdarg.h>

enum { DETAIL_BYTES_MAX = 600 };

static cs_str of(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }

static casus_status problem(srv_reply *out, int status, const char *title, cs_str field, const char *fmt, va_list ap) {
    char detail[DETAIL_BYTES_MAX];
    vsnprintf(detail, sizeof detail, fmt, ap);
    cs_str said = of(detail);
    ptrdiff_t bad = cs_utf8_invalid(said); /* cut in the middle of a character, or what a caller did not check */
    if (bad >= 0) said.n = bad;
    out->status = status;
    out->type = "application/problem+json";
    cs_buf *b = &out->body;
    cs_buf_clear(b);
    cs_buf_put(b, "{\"type\":\"about:blank\",\"title\":");
    cs_buf_json(b, of(title));
    cs_buf_put(b, ",\"status\":");
    cs_buf_i64(b, status);
    cs_buf_put(b, ",\"detail\":");
    cs_buf_json(b, said);
    if (field.n) {
        cs_buf_put(b, ",\"field\":");
        cs_buf_json(b, field);
    }
    cs_buf_put(b, "}");
    return CASUS_OK;
}

casus_status srv_problem(srv_reply *out, int status, const char *title, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    casus_status st = problem(out, status, title, (cs_str){ 0 }, fmt, ap);
    va_end(ap);
    return st;
}

casus_status srv_problem_of(srv_reply *out, cs_str field, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    casus_status st = problem(out, 400, "A value that cannot be", field, fmt, ap);
    va_end(ap);
    return st;
}

/* A problem where a function says by false that there is one. */
#define REFUSE(...) return (void)!srv_problem(__VA_ARGS__), false
#define REFUSE_OF(...) return (void)!srv_problem_of(__VA_ARGS__), false

cs_str srv_query(const srv_request *r, const char *name) {
    for (int i = 0; i < r->n_query; i++)
        if (cs_eq(r->query[i].name, of(name))) return r->query[i].value;
    return (cs_str){ 0 };
}

bool srv_query_only(const srv_request *r, srv_reply *out, const char *const *names) {
    for (int i = 0; i < r->n_query; i++) {
        const char *const *n = names;
        while (*n && !cs_eq(r->query[i].name, of(*n))) n++;
        if (!*n)
            REFUSE_OF(out, r->query[i].name, "the query has a name \"" CS_FMT "\" that is not known here",
                      CS_ARG(r->query[i].name));
    }
    return true;
}

bool srv_query_int(const srv_request *r, srv_reply *out, const char *name, int64_t least, int64_t most, int64_t otherwise,
                   int64_t *value) {
    cs_str s = srv_query(r, name);
    *value = otherwise;
    if (!s.n) return true;
    cs_i64_result v = cs_parse_i64(s);
    if (!v.ok || v.value < least || v.value > most)
        REFUSE_OF(out, of(name), "expected a number from %lld to %lld but found \"" CS_FMT "\"", (long long)least,
                  (long long)most, CS_ARG(s));
    *value = v.value;
    return true;
}

bool srv_id(const srv_request *r, srv_reply *out, int64_t *id) {
    cs_i64_result v = cs_parse_i64(r->id);
    if (!v.ok || v.value < 1) REFUSE(out, 404, "Not found", "there is none with the number \"" CS_FMT "\"", CS_ARG(r->id));
    *id = v.value;
    return true;
}

bool srv_body_json(const srv_request *r, srv_reply *out, json_t **object) {
    json_error_t e;
    if (!cs_eq(r->content_type, CS_LIT("application/json")))
        REFUSE(out, 415, "Unsupported media type", "expected application/json but found \"" CS_FMT "\"",
               CS_ARG(r->content_type));
    *object = json_loadb(r->body.p ? r->body.p : "", (size_t)r->body.n, JSON_REJECT_DUPLICATES, &e);
    if (!*object) REFUSE(out, 400, "Malformed body", "the body is no JSON: line %d, column %d: %s", e.line, e.column, e.text);
    if (json_is_object(*object)) return true;
    json_decref(*object);
    *object = NULL;
    REFUSE(out, 400, "Malformed body", "expected a JSON object");
}

bool srv_etag_in(cs_str list, cs_str etag, bool weak) {
    while (list.n) {
        const char *comma = memchr(list.p, ',', (size_t)list.n);
        ptrdiff_t n = comma ? comma - list.p : list.n;
        cs_str one = cs_trim(cs_cut(list, 0, n));
        if (weak && cs_starts(one, CS_LIT("W/"))) one = cs_cut(one, 2, one.n);
        if (cs_eq(one, CS_LIT("*")) || cs_eq(one, etag)) return true;
        list = cs_cut(list, comma ? n + 1 : n, list.n);
    }
    return false;
}
