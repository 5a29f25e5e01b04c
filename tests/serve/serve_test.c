/* Addresses, headers, tokens, sessions: what a request brings, taken apart without a server. */
#include "check.h"
#include "serve/guard.h"
#include "serve/routes.h"
#include "serve/session.h"
#include "serve/token.h"
#include "serve/uri.h"
#include <stdlib.h>

static cs_arena perm;
static jmp_buf full;

static int setup(void **state) {
    cs_err err;
    (void)state;
    perm.on_full = &full;
    return cs_arena_map(&perm, (size_t)1 << 28, &err);
}

static int teardown(void **state) {
    (void)state;
    cs_arena_unmap(&perm);
    return 0;
}

static cs_str of(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }

/* ---- addresses ---- */

static void test_decode(void **state) {
    (void)state;
    cs_str out;
    assert_true(srv_uri_decode(CS_LIT("a%20b+c%C3%a9"), true, &perm, &out));
    assert_str(out, CS_LIT("a b c\xc3\xa9"));
    assert_true(srv_uri_decode(CS_LIT("a+b"), false, &perm, &out));
    assert_str(out, CS_LIT("a+b"));
    const char *const bad[] = { "%", "%4", "a%4", "%g0", "%0g", "%00", "%0a", "%7f", "%ff", "%c3", "\xff", "%c0%80", "\x01" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (srv_uri_decode(of(bad[i]), true, &perm, &out)) fail_msg("%s was taken", bad[i]);
}

static void test_query(void **state) {
    (void)state;
    srv_query_list q = srv_uri_query(CS_LIT("a=1&&b=x%26y&c&d=&e==f"), &perm);
    assert_int_equal(q.fault, SRV_URI_OK);
    assert_int_equal(q.n, 5);
    assert_str(q.v[1].value, CS_LIT("x&y"));
    assert_str(q.v[2].name, CS_LIT("c"));
    assert_int_equal(q.v[2].value.n, 0);
    assert_str(q.v[4].value, CS_LIT("=f"));
    assert_int_equal(srv_uri_query(CS_LIT("a=1&%61=2"), &perm).fault, SRV_URI_TWICE);
    assert_int_equal(srv_uri_query(CS_LIT("a=%"), &perm).fault, SRV_URI_BAD_ESCAPE);
    assert_int_equal(srv_uri_query(CS_LIT("%ff"), &perm).fault, SRV_URI_BAD_ESCAPE);
    char many[SRV_QUERY_MAX * 8 + 8];
    size_t n = 0;
    for (int i = 0; i < SRV_QUERY_MAX; i++) n += (size_t)snprintf(many + n, sizeof many - n, "&q%d=1", i);
    assert_int_equal(srv_uri_query((cs_str){ many, (ptrdiff_t)n }, &perm).fault, SRV_URI_OK);
    n += (size_t)snprintf(many + n, sizeof many - n, "&z=1");
    assert_int_equal(srv_uri_query((cs_str){ many, (ptrdiff_t)n }, &perm).fault, SRV_URI_TOO_MANY);
}

static casus_status nothing(const srv_request *r, srv_reply *out, cs_err *err) {
    (void)r, (void)out, (void)err;
    return CASUS_OK;
}

static void test_routes(void **state) {
    (void)state;
    static const srv_route routes[] = { { "GET", "/a", SRV_READ, nothing },        { "GET", "/a/new", SRV_READ, nothing },
                                        { "GET", "/a/{id}", SRV_READ, nothing },   { "PUT", "/a/{id}", SRV_REVIEW, nothing },
                                        { "GET", "/a/{id}/b", SRV_READ, nothing }, { 0 } };
    assert_ptr_equal(srv_route_find(routes, CS_LIT("GET"), CS_LIT("/a")).route, &routes[0]);
    assert_ptr_equal(srv_route_find(routes, CS_LIT("HEAD"), CS_LIT("/a/new")).route, &routes[1]);
    srv_match m = srv_route_find(routes, CS_LIT("PUT"), CS_LIT("/a/x%20y"));
    assert_ptr_equal(m.route, &routes[3]);
    assert_str(m.id, CS_LIT("x%20y"));
    assert_ptr_equal(srv_route_find(routes, CS_LIT("GET"), CS_LIT("/a/7/b")).route, &routes[4]);
    m = srv_route_find(routes, CS_LIT("POST"), CS_LIT("/a/7"));
    assert_true(m.known && !m.route);
    assert_string_equal(m.allow, "GET, HEAD, PUT");
    const char *const none[] = { "/", "", "/a/", "/a//b", "/a/7/", "/a/7/c", "/a/7/b/c", "a", "//a", "/A" };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (srv_route_find(routes, CS_LIT("GET"), of(none[i])).known) fail_msg("\"%s\" was found", none[i]);
}

/* Each route has what it needs, and none stands in the way of another. */
static void test_the_table(void **state) {
    (void)state;
    for (const srv_route *r = srv_routes; r->method; r++) {
        assert_true(r->handler || (r->flags & SRV_STREAM));
        assert_ptr_equal(srv_route_find(srv_routes, of(r->method), of(r->pattern)).route, r);
        bool reads = !strcmp(r->method, "GET");
        assert_true(!reads || !r->body_max);
        assert_true(reads || r->role != SRV_READ);
        if (r->role == SRV_NOBODY) assert_true(r->flags & SRV_NO_STORE);
    }
}

static void test_etags(void **state) {
    (void)state;
    cs_str tag = CS_LIT("\"i12-3\"");
    assert_true(srv_etag_in(CS_LIT("\"a\", \"i12-3\""), tag, false));
    assert_true(srv_etag_in(CS_LIT("*"), tag, false));
    assert_true(srv_etag_in(CS_LIT("W/\"i12-3\""), tag, true));
    assert_false(srv_etag_in(CS_LIT("W/\"i12-3\""), tag, false));
    assert_false(srv_etag_in(CS_LIT("\"i12-30\", i12-3"), tag, true));
    assert_false(srv_etag_in((cs_str){ 0 }, tag, true));
}

/* ---- where a request comes from ---- */

static void test_origins(void **state) {
    (void)state;
    srv_origin o;
    assert_true(srv_origin_parse(CS_LIT("https://desk.example.org/"), &o));
    assert_str(o.whole, CS_LIT("https://desk.example.org"));
    assert_str(o.host, CS_LIT("desk.example.org"));
    assert_true(o.secure);
    assert_true(srv_origin_parse(CS_LIT("http://[::1]:80"), &o));
    assert_false(o.secure);
    const char *const bad[] = {
        "",           "desk.example.org", "https://",    "https:///",       "ftp://a",     "https://a/b",
        "https://a?", "https://a:x",      "https://u@a", "https://a:99999", "https://:80", "https://a:-1"
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (srv_origin_parse(of(bad[i]), &o)) fail_msg("%s was taken", bad[i]);
}

static int guard(const char *host, const char *origin, const char *site, bool changes) {
    const srv_origin known[] = { { CS_LIT("https://desk.example.org"), CS_LIT("desk.example.org"), true } };
    srv_headers h = { .host = of(host), .origin = of(origin), .fetch_site = of(site) };
    srv_reply out = { .status = 200 };
    bool secure, ok = srv_guard(&h, known, 1, true, changes, &secure, &out);
    cs_buf_free(&out.body);
    assert_int_equal(ok, out.status == 200);
    if (ok) assert_int_equal(secure, !strcmp(host, "desk.example.org"));
    return out.status;
}

static void test_guard(void **state) {
    (void)state;
    const struct {
        const char *host, *origin, *site;
        int read, change;
    } all[] = {
        { "localhost:8321", "", "", 200, 200 },
        { "localhost:8321", "http://localhost:8321", "same-origin", 200, 200 },
        { "localhost:8321", "http://localhost:8322", "same-site", 403, 403 },
        { "localhost:8321", "", "same-site", 403, 403 },
        { "localhost:8321", "", "none", 200, 200 },
        { "localhost:8321", "null", "", 200, 403 },
        { "[::1]:8321", "http://[::1]:8321", "", 200, 200 },
        { "127.0.0.1", "http://evil.example", "cross-site", 403, 403 },
        { "evil.example", "http://evil.example", "same-origin", 421, 421 },
        { "desk.example.org", "https://desk.example.org", "same-origin", 200, 200 },
        { "desk.example.org", "http://desk.example.org", "", 200, 403 },
        { "desk.example.org:444", "", "", 421, 421 },
        { "", "", "", 421, 421 },
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        assert_int_equal(guard(all[i].host, all[i].origin, all[i].site, false), all[i].read);
        assert_int_equal(guard(all[i].host, all[i].origin, all[i].site, true), all[i].change);
    }
}

/* ---- who ---- */

static void test_tokens(void **state) {
    (void)state;
    static srv_tokens t;
    char secret[SRV_SECRET_BYTES], other[SRV_SECRET_BYTES], sha256[CS_SHA256_HEX], more[CS_SHA256_HEX], line[256];
    cs_err err;
    assert_int_equal(srv_secret_make(secret, sha256, &err), CASUS_OK);
    assert_int_equal(srv_secret_make(other, more, &err), CASUS_OK);
    assert_string_not_equal(secret, other);
    assert_int_equal(strlen(secret), 6 + 43);
    snprintf(line, sizeof line, "# a remark\r\n\n  ann\treview  %s \r\nbob read %s", sha256, more);
    assert_int_equal(srv_tokens_parse(&t, of(line), &err), CASUS_OK);
    assert_int_equal(t.n, 2);
    const srv_token *found = srv_token_find(&t, of(secret));
    assert_string_equal(found->name, "ann");
    assert_int_equal(found->role, SRV_REVIEW);
    assert_string_equal(srv_token_find(&t, of(other))->name, "bob");
    assert_null(srv_token_find(&t, of(sha256)));
    assert_null(srv_token_find(&t, (cs_str){ secret, 48 }));
    assert_null(srv_token_find(&t, (cs_str){ 0 }));
}

static void test_same_bytes(void **state) {
    (void)state;
    char a[64], b[64];
    memset(a, 'x', sizeof a);
    memset(b, 'x', sizeof b);
    assert_true(srv_same_bytes(a, b, sizeof a));
    for (size_t i = 0; i < sizeof a; i++) {
        b[i] ^= 0x40;
        assert_false(srv_same_bytes(a, b, sizeof a));
        b[i] ^= 0x40;
    }
    assert_true(srv_same_bytes(a, b, 0));
}

static void test_sessions(void **state) {
    (void)state;
    static srv_sessions all = { .lock = PTHREAD_MUTEX_INITIALIZER };
    static const srv_token ann = { .name = "ann", .role = SRV_REVIEW };
    static char secrets[SRV_SESSIONS_MAX + 1][SRV_SECRET_BYTES];
    cs_err err;
    const int64_t hours = SRV_SESSION_HOURS * INT64_C(3600000);
    for (int i = 0; i <= SRV_SESSIONS_MAX; i++) assert_int_equal(srv_session_make(&all, &ann, i, secrets[i], &err), CASUS_OK);
    assert_null(srv_session_find(&all, of(secrets[0]), 500)); /* made room */
    assert_ptr_equal(srv_session_find(&all, of(secrets[1]), 500), &ann);
    assert_ptr_equal(srv_session_find(&all, of(secrets[SRV_SESSIONS_MAX]), 500), &ann);
    assert_null(srv_session_find(&all, of(secrets[1]), hours + 1)); /* over */
    assert_null(srv_session_find(&all, of(secrets[1]), 500));
    srv_session_end(&all, of(secrets[2]));
    assert_null(srv_session_find(&all, of(secrets[2]), 500));
    assert_null(srv_session_find(&all, (cs_str){ 0 }, 500));
}

static void test_cookies(void **state) {
    (void)state;
    assert_str(srv_session_in(CS_LIT("a=b; casus_session=x=y; c=d")), CS_LIT("x=y"));
    assert_str(srv_session_in(CS_LIT("casus_session=x")), CS_LIT("x"));
    assert_int_equal(srv_session_in(CS_LIT("xcasus_session=x; casus_sessio")).n, 0);
    assert_int_equal(srv_session_in((cs_str){ 0 }).n, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decode),    cmocka_unit_test(test_query),   cmocka_unit_test(test_routes),
        cmocka_unit_test(test_the_table), cmocka_unit_test(test_etags),   cmocka_unit_test(test_origins),
        cmocka_unit_test(test_guard),     cmocka_unit_test(test_tokens),  cmocka_unit_test(test_same_bytes),
        cmocka_unit_test(test_sessions),  cmocka_unit_test(test_cookies),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
