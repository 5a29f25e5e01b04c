#include "serve/events.h"
#include "serve/server.h"
#include <sys/types.h>

/* Something waits, or there will be nothing more. The lock is held. */
static void wake(srv_listener *l) {
    if (!l->suspended) return;
    l->suspended = false;
    MHD_resume_connection(l->connection);
}

/* libmicrohttpd asks for more to send. */
static ssize_t give(void *ctx, uint64_t at, char *to, size_t max) {
    (void)at;
    srv_listener *l = ctx;
    ssize_t n = 0;
    pthread_mutex_lock(&l->events->lock);
    size_t left = l->waiting.n - l->sent;
    if (l->events->ended || l->waiting.failed) {
        n = MHD_CONTENT_READER_END_OF_STREAM;
    } else if (left) {
        n = (ssize_t)(left < max ? left : max);
        memcpy(to, l->waiting.p + l->sent, (size_t)n);
        l->sent += (size_t)n;
        if (l->sent == l->waiting.n) cs_buf_clear(&l->waiting), l->sent = 0;
    } else {
        l->suspended = true;
        MHD_suspend_connection(l->connection);
    }
    pthread_mutex_unlock(&l->events->lock);
    return n;
}

static void leave(void *ctx) {
    srv_listener *l = ctx;
    pthread_mutex_lock(&l->events->lock);
    cs_buf_free(&l->waiting);
    *l = (srv_listener){ .events = l->events };
    pthread_mutex_unlock(&l->events->lock);
}

static srv_listener *join(srv_events *e, struct MHD_Connection *connection) {
    srv_listener *l = NULL;
    pthread_mutex_lock(&e->lock);
    for (int i = 0; i < SRV_EVENT_LISTENERS_MAX && !l && !e->ended; i++)
        if (!e->v[i].connection) l = &e->v[i];
    if (l) {
        *l = (srv_listener){ .events = e, .connection = connection };
        cs_buf_put(&l->waiting, "retry: 2000\n\n");
    }
    pthread_mutex_unlock(&e->lock);
    return l;
}

struct MHD_Response *srv_events_listen(srv_events *e, struct MHD_Connection *connection, srv_reply *out) {
    enum { BLOCK_BYTES = 4096 };
    srv_listener *l = join(e, connection);
    if (!l) {
        out->retry_after = SRV_HEARTBEAT_S;
        (void)!srv_problem(out, 503, "Too many listeners", "expected at most %d at a time", SRV_EVENT_LISTENERS_MAX);
        return NULL;
    }
    struct MHD_Response *r = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK_BYTES, give, l, leave);
    if (!r) {
        leave(l);
        (void)!srv_problem(out, 503, "Out of memory", "there is no memory for a listener");
        return NULL;
    }
    out->type = "text/event-stream";
    if (srv_response_headers(r, out)) return r;
    MHD_destroy_response(r); /* which leaves */
    (void)!srv_problem(out, 503, "Out of memory", "there is no memory for a listener");
    return NULL;
}

static void put(cs_buf *b, const char *name, cs_str data) {
    if (!name) {
        cs_buf_put(b, ": still here\n\n");
        return;
    }
    cs_buf_put(b, "event: ");
    cs_buf_put(b, name);
    cs_buf_put(b, "\ndata: ");
    cs_buf_str(b, data);
    cs_buf_put(b, "\n\n");
}

void srv_events_tell(srv_events *e, const char *name, cs_str data) {
    pthread_mutex_lock(&e->lock);
    for (int i = 0; i < SRV_EVENT_LISTENERS_MAX; i++) {
        srv_listener *l = &e->v[i];
        if (!l->connection) continue;
        put(&l->waiting, name, data);
        if (l->waiting.n > SRV_EVENT_WAITING_BYTES_MAX) l->waiting.failed = true;
        wake(l);
    }
    pthread_mutex_unlock(&e->lock);
}

void srv_events_end(srv_events *e) {
    pthread_mutex_lock(&e->lock);
    e->ended = true;
    for (int i = 0; i < SRV_EVENT_LISTENERS_MAX; i++)
        if (e->v[i].connection) wake(&e->v[i]);
    pthread_mutex_unlock(&e->lock);
}
