#include "serve/session.h"
#include "serve/clock.h"
#include "serve/handlers.h"
#include "serve/server.h"

static srv_session *find(srv_sessions *all, cs_str secret) {
    char sha256[CS_SHA256_HEX];
    srv_session *found = NULL;
    cs_sha256_hex(secret, sha256);
    for (int i = 0; i < SRV_SESSIONS_MAX; i++)
        if (all->v[i].token && srv_same_bytes(all->v[i].sha256, sha256, CS_SHA256_HEX)) found = &all->v[i];
    return found;
}

casus_status srv_session_make(srv_sessions *all, const srv_token *token, int64_t now_ms, char secret[SRV_SECRET_BYTES],
                              cs_err *err) {
    srv_session one = { .token = token, .until_ms = now_ms + SRV_SESSION_HOURS * 3600 * INT64_C(1000) };
    CS_TRY(srv_secret_make(secret, one.sha256, err));
    pthread_mutex_lock(&all->lock);
    srv_session *at = &all->v[0];
    for (int i = 0; i < SRV_SESSIONS_MAX && at->token; i++)
        if (!all->v[i].token || all->v[i].until_ms < at->until_ms) at = &all->v[i];
    *at = one;
    pthread_mutex_unlock(&all->lock);
    return CASUS_OK;
}

const srv_token *srv_session_find(srv_sessions *all, cs_str secret, int64_t now_ms) {
    if (!secret.n) return NULL;
    pthread_mutex_lock(&all->lock);
    srv_session *one = find(all, secret);
    if (one && one->until_ms <= now_ms) one->token = NULL;
    const srv_token *token = one ? one->token : NULL;
    pthread_mutex_unlock(&all->lock);
    return token;
}

void srv_session_end(srv_sessions *all, cs_str secret) {
    pthread_mutex_lock(&all->lock);
    srv_session *one = find(all, secret);
    if (one) one->token = NULL;
    pthread_mutex_unlock(&all->lock);
}

cs_str srv_session_in(cs_str cookies) {
    cs_str name = CS_LIT(SRV_COOKIE "=");
    while (cookies.n) {
        const char *end = memchr(cookies.p, ';', (size_t)cookies.n);
        ptrdiff_t n = end ? end - cookies.p : cookies.n;
        cs_str one = cs_trim(cs_cut(cookies, 0, n));
        if (cs_starts(one, name)) return cs_cut(one, name.n, one.n);
        cookies = cs_cut(cookies, end ? n + 1 : n, cookies.n);
    }
    return (cs_str){ 0 };
}

/* ---- handlers ---- */

static cs_str cookie(const srv_request *r, const char *secret, long seconds) {
    return cs_printf(r->a, SRV_COOKIE "=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%ld%s", secret, seconds,
                     r->secure ? "; Secure" : "");
}

static void put_me(cs_buf *b, const char *name, srv_role role) {
    cs_buf_put(b, "{\"name\":");
    cs_buf_json(b, (cs_str){ name, (ptrdiff_t)strlen(name) });
    cs_buf_put(b, ",\"role\":\"");
    cs_buf_put(b, srv_role_name(role));
    cs_buf_put(b, "\"}");
}

casus_status srv_post_session(const srv_request *r, srv_reply *out, cs_err *err) {
    srv_server *s = r->server;
    char secret[SRV_SECRET_BYTES];
    json_t *body;
    if (!s->tokens.n) return srv_problem(out, 409, "No tokens", "this server asks for no token");
    if (!srv_body_json(r, out, &body)) return CASUS_OK;
    const json_t *token = json_object_get(body, "token");
    cs_str given = { json_string_value(token), (ptrdiff_t)json_string_length(token) };
    const srv_token *found = given.n ? srv_token_find(&s->tokens, given) : NULL;
    json_decref(body);
    if (!found) return srv_problem(out, 401, "Not known", "expected a token of this server in \"token\"");
    CS_TRY(srv_session_make(&s->sessions, found, srv_ms(), secret, err));
    out->cookie = cookie(r, secret, SRV_SESSION_HOURS * 3600L);
    put_me(&out->body, found->name, found->role);
    return CASUS_OK;
}

casus_status srv_delete_session(const srv_request *r, srv_reply *out, cs_err *err) {
    (void)err;
    srv_session_end(&r->server->sessions, r->session);
    out->cookie = cookie(r, "", 0);
    out->status = 204;
    return CASUS_OK;
}
