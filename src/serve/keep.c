#define _POSIX_C_SOURCE 200809L /* pthread.h, nanosleep */
#include "serve/clock.h"
#include "serve/server.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

enum { TICK_MS = 100, LOOK_MS = 1000 /* for what other programs wrote */ };

/* ---- connections ---- */

static void name_of(const struct sockaddr *a, char *to, socklen_t n) {
    const void *bytes = a->sa_family == AF_INET6 ? (const void *)&((const struct sockaddr_in6 *)(const void *)a)->sin6_addr
                                                 : (const void *)&((const struct sockaddr_in *)(const void *)a)->sin_addr;
    if (!inet_ntop(a->sa_family, bytes, to, n)) snprintf(to, n, "-");
}

static srv_conn *open_conn(srv_server *s, struct MHD_Connection *connection) {
    srv_conn *c = calloc(1, sizeof *c);
    if (!c) return NULL;
    c->fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    name_of(MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr, c->from, sizeof c->from);
    c->until_ms = srv_ms() + SRV_HEADER_S * 1000;
    c->doing = "a request's headers";
    pthread_mutex_lock(&s->conns_lock);
    c->next = s->conns;
    c->at = &s->conns;
    if (c->next) c->next->at = &c->next;
    s->conns = c;
    pthread_mutex_unlock(&s->conns_lock);
    return c;
}

static void close_conn(srv_server *s, srv_conn *c) {
    pthread_mutex_lock(&s->conns_lock);
    *c->at = c->next;
    if (c->next) c->next->at = c->at;
    pthread_mutex_unlock(&s->conns_lock);
    free(c);
}

void srv_on_connection(void *ctx, struct MHD_Connection *connection, void **conn, enum MHD_ConnectionNotificationCode what) {
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        *conn = open_conn(ctx, connection);
    } else if (*conn) {
        close_conn(ctx, *conn);
        *conn = NULL;
    }
}

void srv_conn_may(srv_server *s, srv_conn *conn, int seconds, const char *doing) {
    if (!conn) return;
    pthread_mutex_lock(&s->conns_lock);
    conn->until_ms = seconds ? srv_ms() + seconds * INT64_C(1000) : 0;
    conn->doing = doing;
    pthread_mutex_unlock(&s->conns_lock);
}

/* libmicrohttpd closes the socket of a connection only after srv_on_connection has taken it off the list, so that this is never
 * another's. It sees that the connection has ended, and closes it. */
static void end_slow(srv_server *s) {
    int64_t now = srv_ms();
    pthread_mutex_lock(&s->conns_lock);
    for (srv_conn *c = s->conns; c; c = c->next) {
        if (!c->until_ms || c->until_ms > now) continue;
        c->until_ms = 0;
        shutdown(c->fd, SHUT_RDWR);
        srv_log(s, "%s - %s took too long: closed", c->from, c->doing);
    }
    pthread_mutex_unlock(&s->conns_lock);
}

/* ---- what other programs write ---- */

static void look(srv_server *s) {
    if (pthread_mutex_trylock(&s->writing)) return; /* who writes just now tells of it */
    cs_err err;
    int64_t stamp = s->stamp;
    casus_status st = s->writer ? cs_db_stamp(cs_store_db(s->writer), &stamp, &err) : CASUS_OK;
    bool others = st == CASUS_OK && stamp != s->stamp;
    s->stamp = stamp;
    pthread_mutex_unlock(&s->writing);
    if (others) srv_changed(s, NULL);
}

/* Once for all that was written since the last tick. */
static void tell_of_changes(srv_server *s) {
    char line[64];
    int64_t revision = srv_revision(s, SRV_PART_CASE);
    if (revision == s->told) return;
    s->told = revision;
    int n = snprintf(line, sizeof line, "{\"revision\":%lld}", (long long)revision);
    srv_events_tell(&s->events, "changed", (cs_str){ line, n });
}

static void *keep(void *arg) {
    srv_server *s = arg;
    int64_t look_at = 0, beat_at = srv_ms() + SRV_HEARTBEAT_S * 1000;
    while (atomic_load(&s->keeping)) {
        int64_t now = srv_ms();
        end_slow(s);
        srv_work_end_slow(s, now);
        if (now >= look_at) look(s), look_at = now + LOOK_MS;
        tell_of_changes(s);
        if (now >= beat_at) srv_events_tell(&s->events, NULL, (cs_str){ 0 }), beat_at = now + SRV_HEARTBEAT_S * 1000;
        nanosleep(&(struct timespec){ .tv_nsec = TICK_MS * 1000000L }, NULL);
    }
    return NULL;
}

casus_status srv_keep_begin(srv_server *s, cs_err *err) {
    s->told = srv_revision(s, SRV_PART_CASE);
    atomic_store(&s->keeping, true);
    if (!pthread_create(&s->keeper, NULL, keep, s)) return CASUS_OK;
    atomic_store(&s->keeping, false);
    return cs_fail(err, CASUS_E_LIMIT, -1, "the system gives no thread to look after connections");
}

void srv_keep_end(srv_server *s) {
    if (atomic_exchange(&s->keeping, false)) pthread_join(s->keeper, NULL);
}
