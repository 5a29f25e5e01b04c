#define _POSIX_C_SOURCE 200809L /* strdup */
#include "serve/asset.h"
#include "serve/clock.h"
#include "serve/server.h"
#include <stdlib.h>

static cs_str of(const char *s) { return (cs_str){ s, s ? (ptrdiff_t)strlen(s) : 0 }; }

/* ---- a request's beginning and end ---- */

/* libmicrohttpd has the request line. Its own reading of the query is not used. */
void *srv_on_uri(void *ctx, const char *uri, struct MHD_Connection *connection) {
    srv_ask *ask = calloc(1, sizeof *ask);
    char *copy = strdup(uri);
    if (!ask || !copy) {
        free(ask);
        free(copy);
        return NULL;
    }
    const char *mark = strchr(copy, '?');
    *ask = (srv_ask){ .server = ctx, .connection = connection, .uri = copy };
    ask->path = (cs_str){ copy, mark ? mark - copy : (ptrdiff_t)strlen(copy) };
    if (mark) ask->query = of(mark + 1);
    ask->conn = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
    return ask;
}

size_t srv_no_unescape(void *ctx, struct MHD_Connection *connection, char *s) {
    (void)ctx, (void)connection;
    return strlen(s);
}

enum { LOG_WORD_BYTES = 256 };

/* As it may stand in a log: of what came, the bytes that addresses are made of. */
static const char *plain(cs_str s, char to[LOG_WORD_BYTES]) {
    ptrdiff_t n = s.n < LOG_WORD_BYTES ? s.n : LOG_WORD_BYTES - 1;
    for (ptrdiff_t i = 0; i < n; i++) to[i] = s.p[i] > ' ' && s.p[i] < 127 ? s.p[i] : '?';
    to[n] = '\0';
    return to;
}

/* What stands behind '?' is left out: people's searches. */
static void log_ask(const srv_ask *ask, enum MHD_RequestTerminationCode why) {
    char method[LOG_WORD_BYTES], path[LOG_WORD_BYTES];
    srv_log(ask->server, "%s " CS_FMT " %s %s %d %lld ms%s", ask->conn ? ask->conn->from : "-",
            CS_ARG(ask->who.n ? ask->who : CS_LIT("-")), plain(ask->method, method), plain(ask->path, path), ask->status,
            (long long)(srv_ms() - ask->began_ms), why == MHD_REQUEST_TERMINATED_COMPLETED_OK ? "" : ", cut short");
}

void srv_on_end(void *ctx, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode why) {
    (void)connection;
    srv_ask *ask = *state;
    srv_server *s = ctx;
    *state = NULL;
    if (!ask) return;
    if (ask->begun) {
        log_ask(ask, why);
        atomic_fetch_sub(&s->n_asks, 1);
        atomic_fetch_sub(&s->body_bytes, ask->body.n);
        srv_conn_may(s, ask->conn, SRV_NEXT_S, "the next request");
    }
    if (ask->response) MHD_destroy_response(ask->response);
    cs_buf_free(&ask->body);
    free(ask->uri);
    free(ask);
}

/* ---- is it let in? ---- */

/* A problem where a function says by false that there is one. */
#define REFUSE(...) return (void)!srv_problem(__VA_ARGS__), false

static enum MHD_Result take_header(void *ctx, enum MHD_ValueKind kind, const char *name, size_t n_name, const char *value,
                                   size_t n_value) {
    (void)kind;
    srv_headers *h = ctx;
    cs_str key = { name, (ptrdiff_t)n_name };
    cs_str *at = srv_headers_at(h, key);
    if (!at) return MHD_YES;
    if (at->p) h->twice = key;
    *at = (cs_str){ value ? value : "", (ptrdiff_t)n_value };
    return MHD_YES;
}

/* Who it is; false: a token that nobody has. */
static bool know(srv_ask *ask, srv_reply *out) {
    srv_server *s = ask->server;
    if (!s->tokens.n) return ask->role = SRV_ADMIN, true;
    cs_str bearer = CS_LIT("Bearer "), given = ask->headers.authorization;
    const srv_token *token = NULL;
    if (given.n) {
        if (given.n > bearer.n && srv_same_word(cs_cut(given, 0, bearer.n), bearer))
            token = srv_token_find(&s->tokens, cs_trim(cs_cut(given, bearer.n, given.n)));
        if (!token) REFUSE(out, 401, "Not known", "expected \"Bearer\" and a token of this server in the Authorization header");
    } else {
        token = srv_session_find(&s->sessions, srv_session_in(ask->headers.cookie), srv_ms());
    }
    if (token) ask->role = token->role;
    if (token) ask->who = of(token->name);
    return true;
}

static bool may(srv_ask *ask, srv_reply *out) {
    if (!know(ask, out)) return false;
    bool read_only = ask->server->o.read_only && ask->role > SRV_READ;
    if (read_only) ask->role = SRV_READ;
    if (ask->role >= ask->route->role) return true;
    if (read_only) REFUSE(out, 403, "Not allowed", "this server was started to be read from alone");
    if (ask->role == SRV_NOBODY)
        REFUSE(out, 401, "Not known", "expected a token: in the Authorization header, or given to POST /api/v1/session");
    REFUSE(out, 403, "Not allowed", "expected the role %s or more, but %s has %s", srv_role_name(ask->route->role), ask->who.p,
           srv_role_name(ask->role));
}

static bool body_fits(const srv_ask *ask, srv_reply *out) {
    cs_i64_result n = cs_parse_i64(ask->headers.content_length);
    size_t max = ask->route->body_max;
    if (!max && (ask->headers.transfer_encoding.n || (n.ok && n.value)))
        REFUSE(out, 400, "A body where none is expected", "this address takes no body");
    if (n.ok && (uint64_t)n.value > max) REFUSE(out, 413, "Too large", "expected at most %zu bytes of body", max);
    return true;
}

static bool is_api(cs_str path) { return cs_eq(path, CS_LIT("/api")) || cs_starts(path, CS_LIT("/api/")); }
static bool is_read(cs_str method) { return cs_eq(method, CS_LIT("GET")) || cs_eq(method, CS_LIT("HEAD")); }

static bool find_route(srv_ask *ask, srv_reply *out) {
    srv_match m = srv_route_find(srv_routes, ask->method, ask->path);
    ask->route = m.route;
    ask->id = m.id;
    if (m.route) return true;
    if (!m.known) REFUSE(out, 404, "Not found", "there is nothing at this address; /api/v1/openapi.json lists what there is");
    out->allow = of(m.allow);
    /* The header is made before m is gone. */
    (void)!srv_problem(out, 405, "Method not allowed", "this address takes %s", m.allow);
    ask->status = out->status;
    ask->response = srv_response(out);
    return false;
}

/* false: it is answered by ask->response, or by `out`. */
static bool admit(srv_ask *ask, srv_reply *out) {
    srv_server *s = ask->server;
    bool api = is_api(ask->path), reads = is_read(ask->method);
    MHD_get_connection_values_n(ask->connection, MHD_HEADER_KIND, take_header, &ask->headers);
    if (!srv_guard(&ask->headers, s->origins, s->o.n_origins, api, !reads, &ask->secure, out)) return false;
    if (atomic_load(&s->closing)) {
        out->retry_after = SRV_STOP_S;
        REFUSE(out, 503, "Ending", "the server is being stopped");
    }
    if (!api) return (void)!srv_asset_reply(ask->path, ask->headers.if_none_match, reads, out), false;
    if (!find_route(ask, out) || !may(ask, out) || !body_fits(ask, out)) return false;
    if (!(ask->route->flags & SRV_STREAM)) return true;
    if (cs_eq(ask->method, CS_LIT("HEAD"))) REFUSE(out, 405, "Method not allowed", "this address takes GET");
    if (ask->query.n) REFUSE(out, 400, "A query where none is expected", "this address takes no names after ?");
    ask->response = srv_events_listen(&s->events, ask->connection, out);
    ask->status = out->status;
    return false;
}

static enum MHD_Result send_now(srv_ask *ask) {
    bool streams = ask->route && (ask->route->flags & SRV_STREAM) && ask->status == 200;
    srv_conn_may(ask->server, ask->conn, streams ? 0 : SRV_SEND_S, "an answer");
    return ask->response ? MHD_queue_response(ask->connection, (unsigned)ask->status, ask->response) : MHD_NO;
}

/* An answer that is queued before a body has come closes the connection, so that nobody need read the body; without a body
 * it waits for the next call. */
static enum MHD_Result begin(srv_ask *ask, const char *method) {
    srv_reply out = { .status = 200, .type = "application/json" };
    ask->method = of(method);
    ask->begun = true;
    ask->began_ms = srv_ms();
    atomic_fetch_add(&ask->server->n_asks, 1);
    srv_conn_may(ask->server, ask->conn, SRV_BODY_S, "a body");
    if (admit(ask, &out)) return MHD_YES;
    if (!ask->response) {
        ask->status = out.status;
        ask->response = srv_response(&out);
    }
    cs_i64_result n = cs_parse_i64(ask->headers.content_length);
    bool body = ask->headers.transfer_encoding.n || (n.ok && n.value);
    return body ? send_now(ask) : MHD_YES;
}

static enum MHD_Result take_body(srv_ask *ask, const char *data, size_t n) {
    srv_server *s = ask->server;
    if (ask->response || ask->body_fault) return MHD_YES; /* passed over */
    if (ask->body.n + n > ask->route->body_max) {
        ask->body_fault = 413;
    } else if (atomic_fetch_add(&s->body_bytes, n) + n > SRV_BODIES_BYTES_MAX) {
        atomic_fetch_sub(&s->body_bytes, n);
        ask->body_fault = 503;
    } else {
        cs_buf_add(&ask->body, data, n);
        if (!ask->body.failed) return MHD_YES;
        atomic_fetch_sub(&s->body_bytes, n);
        ask->body_fault = 503;
    }
    return MHD_YES;
}

static enum MHD_Result refuse(srv_ask *ask, int status) {
    srv_reply out = { .status = status, .type = "application/json" };
    if (status == 413) {
        (void)!srv_problem(&out, status, "Too large", "expected at most %zu bytes of body", ask->route->body_max);
    } else {
        out.retry_after = SRV_STOP_S;
        (void)!srv_problem(&out, status, "Busy", "there is no memory for the request just now");
    }
    ask->status = status;
    ask->response = srv_response(&out);
    return send_now(ask);
}

enum MHD_Result srv_on_request(void *ctx, struct MHD_Connection *connection, const char *url, const char *method,
                               const char *version, const char *data, size_t *n_data, void **state) {
    (void)connection, (void)url, (void)version;
    srv_ask *ask = *state;
    if (!ask) return MHD_NO;
    if (!ask->begun) return begin(ask, method);
    if (*n_data) {
        enum MHD_Result go_on = take_body(ask, data, *n_data);
        *n_data = 0;
        return go_on;
    }
    if (ask->response) return send_now(ask);
    if (ask->body_fault) return refuse(ask, ask->body_fault);
    if (ask->status) return MHD_NO; /* a worker had no memory for an answer */
    srv_conn_may(ctx, ask->conn, 0, "an answer");
    MHD_suspend_connection(ask->connection);
    if (srv_work_put(ctx, ask)) return MHD_YES;
    MHD_resume_connection(ask->connection);
    return refuse(ask, 503);
}
