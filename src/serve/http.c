#define _POSIX_C_SOURCE 200809L /* strdup */
#include "serve/server.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- responses ---- */

/* What the page may load: what comes from here. */
#define POLICY \
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; " \
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

static const char *const HEADERS[][2] = {
    { "Content-Security-Policy", POLICY },
    { "X-Content-Type-Options", "nosniff" },
    { "X-Frame-Options", "DENY" },
    { "Referrer-Policy", "no-referrer" },
    { "Cross-Origin-Opener-Policy", "same-origin" },
    { "Cross-Origin-Resource-Policy", "same-origin" },
};

static bool put_header(struct MHD_Response *r, const char *name, cs_str value) {
    char line[1024];
    if (!value.n) return true;
    if (value.n >= (ptrdiff_t)sizeof line) return false;
    memcpy(line, value.p, (size_t)value.n);
    line[value.n] = '\0';
    return MHD_add_response_header(r, name, line) == MHD_YES;
}

static struct MHD_Response *of_file(FILE *f) {
    struct stat about;
    int fd = fflush(f) ? -1 : dup(fileno(f));
    fclose(f);
    if (fd < 0) return NULL;
    if (!fstat(fd, &about)) {
        struct MHD_Response *r = MHD_create_response_from_fd64((uint64_t)about.st_size, fd);
        if (r) return r;
    }
    close(fd);
    return NULL;
}

static struct MHD_Response *of_body(srv_reply *out) {
    if (out->file) {
        cs_buf_free(&out->body);
        return of_file(out->file);
    }
    if (!out->body.p) return MHD_create_response_from_buffer(0, "", MHD_RESPMEM_PERSISTENT);
    struct MHD_Response *r = MHD_create_response_from_buffer(out->body.n, out->body.p, MHD_RESPMEM_MUST_FREE);
    if (!r) cs_buf_free(&out->body);
    return r;
}

struct MHD_Response *srv_response(srv_reply *out) {
    struct MHD_Response *r = of_body(out);
    if (!r) return NULL;
    bool ok = MHD_add_response_header(r, "Content-Type", out->type) == MHD_YES;
    for (size_t i = 0; ok && i < sizeof HEADERS / sizeof *HEADERS; i++)
        ok = MHD_add_response_header(r, HEADERS[i][0], HEADERS[i][1]) == MHD_YES;
    ok = ok && put_header(r, "ETag", out->etag) && put_header(r, "Location", out->location) &&
         put_header(r, "Content-Disposition", out->disposition) && put_header(r, "Set-Cookie", out->cookie);
    if (ok) return r;
    MHD_destroy_response(r);
    return NULL;
}

/* ---- receiving ---- */

static cs_str of(const char *s) { return (cs_str){ s, s ? (ptrdiff_t)strlen(s) : 0 }; }

static void free_ask(srv_ask *ask) {
    if (ask->response) MHD_destroy_response(ask->response);
    cs_buf_free(&ask->body);
    free(ask->uri);
    free(ask);
}

/* libmicrohttpd has the request line. Its own reading of the query is not used. */
static void *on_uri(void *ctx, const char *uri, struct MHD_Connection *connection) {
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
    return ask;
}

static size_t no_unescape(void *ctx, struct MHD_Connection *connection, char *s) {
    (void)ctx, (void)connection;
    return strlen(s);
}

static void on_end(void *ctx, struct MHD_Connection *connection, void **ask, enum MHD_RequestTerminationCode why) {
    (void)ctx, (void)connection, (void)why;
    if (*ask) free_ask(*ask);
    *ask = NULL;
}

static enum MHD_Result send_reply(srv_ask *ask, srv_reply *out) {
    ask->status = out->status;
    ask->response = srv_response(out);
    return ask->response ? MHD_queue_response(ask->connection, (unsigned)ask->status, ask->response) : MHD_NO;
}

/* Its headers are there: is it to be answered? */
static enum MHD_Result begin(srv_ask *ask, const char *method) {
    srv_reply out = { .status = 200, .type = "application/json" };
    ask->method = of(method);
    srv_match m = srv_route_find(srv_routes, ask->method, ask->path);
    ask->route = m.route;
    ask->id = m.id;
    ask->role = SRV_ADMIN;
    ask->begun = true;
    ask->content_type = of(MHD_lookup_connection_value(ask->connection, MHD_HEADER_KIND, "Content-Type"));
    if (m.route) return MHD_YES; /* its body comes next */
    (void)!srv_problem(&out, m.known ? 405 : 404, m.known ? "Method not allowed" : "Not found", "there is nothing at this address");
    return send_reply(ask, &out);
}

static enum MHD_Result on_request(void *ctx, struct MHD_Connection *connection, const char *url, const char *method,
                                  const char *version, const char *data, size_t *n_data, void **state) {
    (void)connection, (void)url, (void)version;
    srv_ask *ask = *state;
    if (!ask) return MHD_NO;
    if (!ask->begun) return begin(ask, method);
    if (*n_data) {
        if (ask->body.n + *n_data > ask->route->body_max) return MHD_NO;
        cs_buf_add(&ask->body, data, *n_data);
        *n_data = 0;
        return MHD_YES;
    }
    if (ask->response) return MHD_queue_response(ask->connection, (unsigned)ask->status, ask->response);
    MHD_suspend_connection(ask->connection);
    srv_work_put(ctx, ask);
    return MHD_YES;
}

/* ---- addresses ---- */

static casus_status bound(srv_server *s, int *out, cs_err *err) {
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons((uint16_t)s->o.port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t n = sizeof a;
    int one = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0) return cs_fail(err, CASUS_E_LIMIT, -1, "no socket: %s", strerror(errno));
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(fd, (struct sockaddr *)&a, n) || listen(fd, SOMAXCONN) || getsockname(fd, (struct sockaddr *)&a, &n)) {
        int why = errno;
        close(fd);
        return cs_fail(err, CASUS_E_USAGE, -1, "127.0.0.1:%d cannot be listened to: %s", s->o.port, strerror(why));
    }
    s->port = ntohs(a.sin_port);
    snprintf(s->address, sizeof s->address, "http://127.0.0.1:%d/", s->port);
    *out = fd;
    return CASUS_OK;
}

casus_status srv_listen(srv_server *s, cs_err *err) {
    int fd = -1;
    CS_TRY(bound(s, &fd, err));
    s->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC, 0, NULL, NULL, on_request, s,
        MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT, (unsigned)SRV_CONNECTIONS_MAX,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)SRV_CONNECTIONS_PER_ADDRESS_MAX, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)SRV_IDLE_S, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)SRV_HEADER_BYTES_MAX, MHD_OPTION_URI_LOG_CALLBACK,
        on_uri, s, MHD_OPTION_UNESCAPE_CALLBACK, no_unescape, s, MHD_OPTION_NOTIFY_COMPLETED, on_end, s, MHD_OPTION_END);
    if (s->daemon) return CASUS_OK;
    close(fd);
    return cs_fail(err, CASUS_E_LIMIT, -1, "no HTTP server can be started");
}

void srv_unlisten(srv_server *s) {
    int fd = s->daemon ? MHD_quiesce_daemon(s->daemon) : -1;
    srv_work_end(s);
    if (s->daemon) MHD_stop_daemon(s->daemon);
    s->daemon = NULL;
    if (fd >= 0) close(fd);
}
