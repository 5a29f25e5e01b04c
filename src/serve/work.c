#define _POSIX_C_SOURCE 200809L /* pthread.h */
#include "serve/clock.h"
#include "serve/server.h"
#include "serve/uri.h"

/* ---- one answer ---- */

static casus_status query_fault(srv_reply *out, const srv_query_list *q) {
    switch (q->fault) {
    case SRV_URI_TWICE: return srv_problem_of(out, q->at, "the query has \"" CS_FMT "\" twice", CS_ARG(q->at));
    case SRV_URI_TOO_MANY:
        return srv_problem(out, 400, "Malformed address", "expected at most %d names in the query", SRV_QUERY_MAX);
    default:
        return srv_problem(out, 400, "Malformed address",
                           "the query's \"" CS_FMT "\" is wrongly escaped, no UTF-8, or holds control characters",
                           CS_ARG(q->at));
    }
}

/* "Text/HTML; charset=x" is text/html. */
static cs_str media_type(cs_str s, cs_arena *a) {
    if (!s.n) return (cs_str){ 0 };
    const char *end = memchr(s.p, ';', (size_t)s.n);
    s = cs_trim(cs_cut(s, 0, end ? end - s.p : s.n));
    char *p = CS_NEW(a, char, s.n + 1);
    for (ptrdiff_t i = 0; i < s.n; i++) p[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] | 0x20) : s.p[i];
    return (cs_str){ p, s.n };
}

/* The revision of what the route answers by. */
static int64_t revision_of(const srv_request *r, const srv_ask *ask) {
    if (ask->route->flags & SRV_OF_REPORTS) return srv_revision(r->server, SRV_PART_REPORTS);
    if (ask->route->flags & SRV_OF_PARTIES) return srv_revision(r->server, SRV_PART_PARTIES);
    return r->revision;
}

/* Two who may see different things never share an ETag. */
static cs_str etag_of(const srv_request *r, int64_t revision) {
    return cs_printf(r->a, "\"r%lld-%x%08x\"", (long long)revision, (unsigned)r->role,
                     (unsigned)(cs_hash(r->who) & 0xffffffff));
}

static void not_modified(srv_reply *out, cs_str etag) {
    cs_buf_clear(&out->body);
    if (out->file) fclose(out->file);
    out->file = NULL;
    out->fixed = (cs_str){ 0 };
    out->status = 304;
    out->etag = etag;
}

/* Asks the handler, with what it answered to the same before where only some incidents have changed since. */
static casus_status ask_anew(const srv_request *r, const srv_ask *ask, cs_str key, srv_reply *out, cs_err *err) {
    int64_t then, ids[SRV_CHANGED_MAX];
    srv_before before = { .changed = ids };
    srv_request with = *r;
    if ((ask->route->flags & SRV_OF_INCIDENTS) && srv_cache_last(r->server->cache, key, &out->body, &then)) {
        before.n = srv_writes_between(&r->server->writes, then, r->revision, ids);
        if (before.n >= 0)
            with.before = &before;
        else
            cs_buf_clear(&out->body);
    }
    return ask->route->handler(&with, out, err);
}

/* What the handler answers, or what it answered to the same before. making: for srv_cache_done. */
static casus_status ask_or_remember(const srv_request *r, const srv_ask *ask, int64_t revision, int *making, srv_reply *out,
                                    cs_err *err) {
    srv_cache *cache = r->server->cache;
    srv_kept kept = { 0 };
    if (!(ask->route->flags & SRV_BY_REVISION)) return ask->route->handler(r, out, err);
    cs_str key = cs_printf(r->a, "%d %.*s %.*s?%.*s", (int)r->role, CS_WHOLE(r->who), CS_WHOLE(r->path), CS_WHOLE(ask->query));
    if (srv_cache_get(cache, key, revision, &out->body, &kept, making, r->a)) {
        out->type = kept.type;
        out->etag = kept.etag;
        return CASUS_OK;
    }
    CS_TRY(ask_anew(r, ask, key, out, err));
    kept = (srv_kept){ out->type, out->etag };
    if (out->status == 200 && !out->file && !out->body.failed)
        srv_cache_put(cache, key, revision, (cs_str){ out->body.p, (ptrdiff_t)out->body.n }, &kept);
    return CASUS_OK;
}

static casus_status ask_handler(const srv_request *r, const srv_ask *ask, int *making, srv_reply *out, cs_err *err) {
    bool reads = cs_eq(r->method, CS_LIT("GET")), by_revision = (ask->route->flags & SRV_BY_REVISION) != 0;
    int64_t revision = revision_of(r, ask);
    cs_str etag = by_revision ? etag_of(r, revision) : (cs_str){ 0 };
    if (etag.n && srv_etag_in(r->if_none_match, etag, true)) return not_modified(out, etag), CASUS_OK;
    CS_TRY(ask_or_remember(r, ask, revision, making, out, err));
    if (out->status != 200) return CASUS_OK;
    if (!out->etag.n) out->etag = etag;
    if (reads && out->etag.n && srv_etag_in(r->if_none_match, out->etag, true)) not_modified(out, out->etag);
    return CASUS_OK;
}

static casus_status handle(srv_worker *w, srv_ask *ask, cs_store *store, cs_review_changed *changed, srv_reply *out,
                           cs_err *err) {
    char now[SRV_NOW_BYTES];
    srv_request r = { .method = cs_eq(ask->method, CS_LIT("HEAD")) ? CS_LIT("GET") : ask->method,
                      .path = ask->path,
                      .body = { ask->body.p, (ptrdiff_t)ask->body.n },
                      .owned = &ask->body,
                      .content_type = media_type(ask->headers.content_type, &w->a),
                      .if_match = ask->headers.if_match,
                      .if_none_match = ask->headers.if_none_match,
                      .role = ask->role,
                      .who = ask->who,
                      .store = store,
                      .revision = srv_revision(w->server, SRV_PART_CASE),
                      .changed = changed,
                      .now = srv_now(now),
                      .secure = ask->secure,
                      .session = srv_session_in(ask->headers.cookie),
                      .a = &w->a,
                      .server = w->server };
    srv_query_list q = srv_uri_query(ask->query, &w->a);
    if (q.fault != SRV_URI_OK) return query_fault(out, &q);
    if (!srv_uri_decode(ask->id, false, &w->a, &r.id))
        return srv_problem(out, 400, "Malformed address", "the path is wrongly escaped, no UTF-8, or holds control characters");
    r.query = q.v;
    r.n_query = q.n;
    return ask_handler(&r, ask, &w->making, out, err);
}

/* What may jump is kept apart from where setjmp stands, so that no local lives across the jump. */
static casus_status handle_or_jump(srv_worker *w, srv_ask *ask, cs_store *store, cs_review_changed *changed, srv_reply *out,
                                   cs_err *err) {
    w->a.on_full = &w->full;
    if (setjmp(w->full))
        return cs_fail(err, CASUS_E_LIMIT, -1, "the answer takes more than %zu MB of memory", SRV_ANSWER_MEMORY_BYTES >> 20);
    return handle(w, ask, store, changed, out, err);
}

static casus_status with_writer(srv_worker *w, srv_ask *ask, srv_reply *out, cs_err *err) {
    cs_store *store;
    cs_review_changed changed = { .all = true };
    CS_TRY(srv_writer_take(w->server, &store, err));
    casus_status st = handle_or_jump(w, ask, store, &changed, out, err);
    return srv_writer_give(w->server, st, st == CASUS_OK && out->status < 300, &changed, err);
}

/* Gives whether it was interrupted under the limit before. */
static bool set_limit(srv_worker *w, int64_t until_ms) {
    pthread_mutex_lock(&w->lock);
    bool late = w->late;
    w->until_ms = until_ms;
    w->late = false;
    pthread_mutex_unlock(&w->lock);
    return late;
}

/* Again at each call, as a handler that computes between two queries is met by the next. */
void srv_work_end_slow(srv_server *s, int64_t now_ms) {
    for (int i = 0; i < s->n_workers; i++) {
        srv_worker *w = &s->workers[i];
        pthread_mutex_lock(&w->lock);
        bool late = w->until_ms && w->until_ms <= now_ms;
        if (late) cs_db_interrupt(cs_store_db(w->store));
        w->late |= late;
        pthread_mutex_unlock(&w->lock);
    }
}

static casus_status with_reader(srv_worker *w, srv_ask *ask, srv_reply *out, cs_err *err) {
    if (!w->store) CS_TRY(cs_store_open(&w->store, w->server->o.db, CS_DB_READ, err));
    (void)set_limit(w, ask->route->flags & SRV_LONG ? 0 : srv_ms() + SRV_ANSWER_S * 1000);
    w->making = -1;
    casus_status st = handle_or_jump(w, ask, w->store, NULL, out, err);
    bool late = set_limit(w, 0);
    if (late && st != CASUS_OK)
        st = cs_fail(err, CASUS_E_STORE, -1, "it took more than %d seconds and was ended; ask for less, as by a filter",
                     SRV_ANSWER_S);
    /* A PostgreSQL that went away may be back for the next. What ran out of memory may have left its rows open. */
    if (st == CASUS_E_STORE || st == CASUS_E_LIMIT || late) cs_store_close(&w->store);
    srv_cache_done(w->server->cache, w->making); /* also after a jump */
    return st;
}

static casus_status with_store(srv_worker *w, srv_ask *ask, srv_reply *out, cs_err *err) {
    if (ask->route->flags & SRV_NO_STORE) return handle_or_jump(w, ask, NULL, NULL, out, err);
    if (!cs_eq(ask->method, CS_LIT("GET")) && !cs_eq(ask->method, CS_LIT("HEAD"))) return with_writer(w, ask, out, err);
    return with_reader(w, ask, out, err);
}

/* Drops what the handler had written. */
static void fault(srv_reply *out, casus_status st, const cs_err *err) {
    static const struct {
        casus_status st;
        int status;
        const char *title;
    } all[] = { { CASUS_E_USAGE, 400, "Malformed request" },
                { CASUS_E_INPUT, 422, "What is asked cannot be" },
                { CASUS_E_LIMIT, 413, "Too large" },
                { CASUS_E_STORE, 503, "The case cannot be read or written" },
                { CASUS_E_INTERNAL, 500, "A fault of the program" } };
    size_t i = 0;
    while (i + 1 < sizeof all / sizeof *all && all[i].st != st) i++;
    if (out->file) fclose(out->file);
    *out = (srv_reply){ .body = out->body };
    (void)!srv_problem(out, all[i].status, all[i].title, "%s", err->msg);
}

static void answer(srv_worker *w, srv_ask *ask) {
    srv_reply out = { .status = 200, .type = "application/json" };
    cs_err err = { .at = -1 };
    casus_status st = with_store(w, ask, &out, &err);
    if (st == CASUS_OK && out.body.failed) st = cs_fail(&err, CASUS_E_LIMIT, -1, "out of memory");
    if (st != CASUS_OK) {
        fault(&out, st, &err);
        srv_log(w->server, CS_FMT " %s: %s", CS_ARG(ask->method), ask->route->pattern, err.msg);
    }
    ask->status = out.status;
    ask->response = srv_response(&out);
    cs_arena_reset(&w->a, SRV_ANSWER_KEEP_BYTES);
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

bool srv_work_put(srv_server *s, srv_ask *ask) {
    pthread_mutex_lock(&s->lock);
    bool taken = !s->stopping;
    ask->next = NULL;
    if (taken && s->last) s->last->next = ask;
    if (taken && !s->last) s->first = ask;
    if (taken) s->last = ask;
    pthread_cond_signal(&s->more);
    pthread_mutex_unlock(&s->lock);
    return taken;
}

casus_status srv_work_begin(srv_server *s, cs_err *err) {
    for (int i = 0; i < s->o.workers; i++) {
        srv_worker *w = &s->workers[i];
        w->server = s;
        pthread_mutex_init(&w->lock, NULL);
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
    for (int i = 0; i < s->n_workers; i++) pthread_join(s->workers[i].thread, NULL);
}

void srv_work_free(srv_server *s) {
    for (int i = 0; i < s->n_workers; i++) {
        cs_store_close(&s->workers[i].store);
        cs_arena_unmap(&s->workers[i].a);
        pthread_mutex_destroy(&s->workers[i].lock);
    }
    s->n_workers = 0;
}
