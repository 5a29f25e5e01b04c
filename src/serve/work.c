#define _POSIX_C_SOURCE 200809L /* gmtime_r */
#include "serve/server.h"
#include "serve/uri.h"
#include <time.h>

enum { NOW_BYTES = 32 };

static cs_str now_utc(cs_arena *a) {
    char *p = CS_NEW(a, char, NOW_BYTES);
    time_t t = time(NULL);
    struct tm tm;
    gmtime_r(&t, &tm);
    return (cs_str){ p, (ptrdiff_t)strftime(p, NOW_BYTES, "%Y-%m-%dT%H:%M:%SZ", &tm) };
}

/* ---- one answer ---- */

static casus_status query_fault(srv_reply *out, const srv_query_list *q) {
    switch (q->fault) {
    case SRV_URI_TWICE: return srv_problem_of(out, q->at, "the query has \"" CS_FMT "\" twice", CS_ARG(q->at));
    case SRV_URI_TOO_MANY: return srv_problem(out, 400, "Malformed address", "expected at most %d names in the query", SRV_QUERY_MAX);
    default:
        return srv_problem(out, 400, "Malformed address",
                           "the query's \"" CS_FMT "\" is wrongly escaped, no UTF-8, or holds control characters", CS_ARG(q->at));
    }
}

static casus_status handle(srv_worker *w, const srv_ask *ask, cs_store *store, srv_reply *out, cs_err *err) {
    srv_request r = { .method = cs_eq(ask->method, CS_LIT("HEAD")) ? CS_LIT("GET") : ask->method,
                      .path = ask->path,
                      .body = { ask->body.p, (ptrdiff_t)ask->body.n },
                      .content_type = ask->content_type,
                      .if_match = ask->if_match,
                      .if_none_match = ask->if_none_match,
                      .role = ask->role,
                      .who = ask->who,
                      .store = store,
                      .revision = atomic_load(&w->server->revision),
                      .a = &w->a,
                      .server = w->server };
    srv_query_list q = srv_uri_query(ask->query, &w->a);
    if (q.fault != SRV_URI_OK) return query_fault(out, &q);
    if (!srv_uri_decode(ask->id, false, &w->a, &r.id))
        return srv_problem(out, 400, "Malformed address", "the path is wrongly escaped, no UTF-8, or holds control characters");
    r.query = q.v;
    r.n_query = q.n;
    r.now = now_utc(&w->a);
    return ask->route->handler(&r, out, err);
}

/* What may jump is kept apart from where setjmp stands, so that no local lives across the jump. */
static casus_status handle_or_jump(srv_worker *w, const srv_ask *ask, cs_store *store, srv_reply *out, cs_err *err) {
    w->a.on_full = &w->full;
    if (setjmp(w->full))
        return cs_fail(err, CASUS_E_LIMIT, -1, "the answer takes more than %zu MB of memory", SRV_ANSWER_MEMORY_BYTES >> 20);
    return handle(w, ask, store, out, err);
}

static casus_status fault(srv_reply *out, casus_status st, const cs_err *err) {
    switch (st) {
    case CASUS_E_USAGE: return srv_problem(out, 400, "Malformed request", "%s", err->msg);
    case CASUS_E_INPUT: return srv_problem(out, 422, "What is asked cannot be", "%s", err->msg);
    case CASUS_E_LIMIT: return srv_problem(out, 413, "Too large", "%s", err->msg);
    case CASUS_E_STORE: return srv_problem(out, 503, "The case cannot be read or written", "%s", err->msg);
    default: return srv_problem(out, 500, "A fault of the program", "%s", err->msg);
    }
}

/* A reader whose case failed is opened anew by the next request: the server of a PostgreSQL case may be back. */
static casus_status with_store(srv_worker *w, const srv_ask *ask, srv_reply *out, cs_err *err) {
    srv_server *s = w->server;
    if (ask->route->flags & SRV_NO_STORE) return handle_or_jump(w, ask, NULL, out, err);
    bool writes = !cs_eq(ask->method, CS_LIT("GET")) && !cs_eq(ask->method, CS_LIT("HEAD"));
    cs_store **store = writes ? &s->writer : &w->store;
    if (writes) pthread_mutex_lock(&s->writing);
    casus_status st = *store ? CASUS_OK : cs_store_open(store, s->o.db, writes ? CS_DB_WRITE : CS_DB_READ, err);
    if (st == CASUS_OK) st = handle_or_jump(w, ask, *store, out, err);
    if (st == CASUS_E_STORE) cs_store_close(store);
    if (writes) {
        atomic_fetch_add(&s->revision, 1);
        pthread_mutex_unlock(&s->writing);
    }
    return st;
}

static void answer(srv_worker *w, srv_ask *ask) {
    srv_reply out = { .status = 200, .type = "application/json" };
    cs_err err = { .at = -1 };
    casus_status st = with_store(w, ask, &out, &err);
    if (st == CASUS_OK && out.body.failed) st = cs_fail(&err, CASUS_E_LIMIT, -1, "out of memory");
    if (st != CASUS_OK) st = fault(&out, st, &err);
    ask->status = out.status;
    ask->response = srv_response(&out);
    cs_arena_reset(&w->a, SRV_ANSWER_KEEP_BYTES);
    (void)st;
}

/* ---- the queue ---- */

static srv_ask *take(srv_server *s) {
    pthread_mutex_lock(&s->lock);
    while (!s->first && !s->stopping) pthread_cond_wait(&s->more, &s->lock);
    srv_ask *ask = s->first;
    if (ask && !(s->first = ask->next)) s->last = NULL;
    pthread_mutex_unlock(&s->lock);
    return ask;
}

static void *work(void *arg) {
    srv_worker *w = arg;
    for (srv_ask *ask; (ask = take(w->server));) {
        answer(w, ask);
        MHD_resume_connection(ask->connection);
    }
    return NULL;
}

void srv_work_put(srv_server *s, srv_ask *ask) {
    pthread_mutex_lock(&s->lock);
    ask->next = NULL;
    if (s->last)
        s->last->next = ask;
    else
        s->first = ask;
    s->last = ask;
    pthread_cond_signal(&s->more);
    pthread_mutex_unlock(&s->lock);
}

casus_status srv_work_begin(srv_server *s, cs_err *err) {
    for (int i = 0; i < s->o.workers; i++) {
        srv_worker *w = &s->workers[i];
        w->server = s;
        CS_TRY(cs_arena_map(&w->a, SRV_ANSWER_MEMORY_BYTES, err));
        if (pthread_create(&w->thread, NULL, work, w)) {
            cs_arena_unmap(&w->a);
            return cs_fail(err, CASUS_E_LIMIT, -1, "the system gives no thread to answer with");
        }
        s->n_workers++;
    }
    return CASUS_OK;
}

void srv_work_end(srv_server *s) {
    pthread_mutex_lock(&s->lock);
    s->stopping = true;
    pthread_cond_broadcast(&s->more);
    pthread_mutex_unlock(&s->lock);
    for (int i = 0; i < s->n_workers; i++) {
        pthread_join(s->workers[i].thread, NULL);
        cs_store_close(&s->workers[i].store);
        cs_arena_unmap(&s->workers[i].a);
    }
    s->n_workers = 0;
}
