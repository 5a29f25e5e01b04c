/* What a request brings: the first byte says what the rest is. */
#include "fuzz.h"
#include "base/utf8.h"
#include "serve/guard.h"
#include "serve/routes.h"
#include "serve/session.h"
#include "serve/token.h"
#include "serve/uri.h"

static void query(cs_str text, cs_arena *a) {
    srv_query_list q = srv_uri_query(text, a);
    fuzz_check(q.n <= SRV_QUERY_MAX);
    for (int i = 0; i < q.n; i++)
        fuzz_check(cs_utf8_invalid(q.v[i].name) < 0 && cs_utf8_invalid(q.v[i].value) < 0 && q.v[i].value.n <= text.n);
}

static void route(cs_str text, cs_arena *a) {
    srv_match m = srv_route_find(srv_routes, CS_LIT("GET"), text);
    cs_str id;
    fuzz_check(!m.route || m.known);
    fuzz_check(!m.id.n || (m.id.p >= text.p && m.id.p + m.id.n <= text.p + text.n));
    if (srv_uri_decode(m.id, false, a, &id)) fuzz_check(id.n <= m.id.n);
}

static void tokens(cs_str text) {
    static srv_tokens t;
    cs_err err = { .code = CASUS_OK };
    casus_status st = srv_tokens_parse(&t, text, &err);
    fuzz_check(st == CASUS_OK ? t.n > 0 && t.n <= SRV_TOKENS_MAX : st == err.code && err.msg[0]);
    for (int i = 0; i < t.n; i++) fuzz_check(t.v[i].name[0] && strlen(t.v[i].sha256) == CS_SHA256_HEX - 1);
}

/* The text up to its first line end is Host, then Origin. */
static void guard(cs_str text) {
    const srv_origin known = { CS_LIT("https://desk.example.org"), CS_LIT("desk.example.org"), true };
    const char *lf = text.n ? memchr(text.p, '\n', (size_t)text.n) : NULL;
    ptrdiff_t n = lf ? lf - text.p : text.n;
    srv_headers h = { .host = cs_cut(text, 0, n), .origin = cs_cut(text, lf ? n + 1 : n, text.n) };
    srv_reply out = { .status = 200 };
    srv_origin parsed;
    bool secure, ok = srv_guard(&h, &known, 1, true, true, &secure, &out);
    fuzz_check(ok == (out.status == 200));
    cs_buf_free(&out.body);
    if (srv_origin_parse(text, &parsed)) fuzz_check(parsed.host.n > 0 && parsed.whole.n <= text.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n) {
    jmp_buf full;
    fuzz_arenas *a = fuzz_memory(&full);
    if (setjmp(full) || !n) return 0;
    cs_str text = { (const char *)p + 1, (ptrdiff_t)n - 1 };
    switch (*p) {
    case 'q': query(text, &a->perm); break;
    case 'r': route(text, &a->perm); break;
    case 't': tokens(text); break;
    case 'g': guard(text); break;
    default: fuzz_check(srv_session_in(text).n <= text.n); (void)srv_etag_in(text, CS_LIT("\"i1-1\""), true);
    }
    return 0;
}
