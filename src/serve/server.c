#define _POSIX_C_SOURCE 200809L /* pthread.h */
#include "serve/clock.h"
#include "serve/server.h"
#include <stdarg.h>
#include <stdlib.h>
#include <time.h>

enum { WORKERS_USUAL = 4, LOG_BYTES_MAX = 1024 };

void srv_log(srv_server *s, const char *fmt, ...) {
    char line[LOG_BYTES_MAX], now[SRV_NOW_BYTES];
    if (!s->o.log) return;
    int n = snprintf(line, sizeof line, CS_FMT " ", CS_ARG(srv_now(now)));
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(line + n, sizeof line - (size_t)n, fmt, ap);
    va_end(ap);
    pthread_mutex_lock(&s->logging);
    s->o.log(s->o.log_ctx, (cs_str){ line, (ptrdiff_t)strlen(line) });
    pthread_mutex_unlock(&s->logging);
}

/* ---- the one that writes ---- */

static casus_status open_writer(srv_server *s, cs_err *err) {
    CS_TRY(cs_store_open(&s->writer, s->o.db, s->o.read_only ? CS_DB_READ : CS_DB_WRITE, err));
    return cs_db_stamp(cs_store_db(s->writer), &s->stamp, err);
}

casus_status srv_writer_take(srv_server *s, cs_store **store, cs_err *err) {
    pthread_mutex_lock(&s->writing);
    casus_status st = CASUS_OK;
    if (!s->writer) {
        st = open_writer(s, err);
        srv_changed(s, NULL); /* others may have written meanwhile */
    }
    *store = s->writer;
    if (st != CASUS_OK) pthread_mutex_unlock(&s->writing);
    return st;
}

casus_status srv_writer_give(srv_server *s, casus_status st, bool wrote, const cs_review_changed *changed, cs_err *err) {
    if (st == CASUS_OK && wrote) st = cs_store_sync(s->writer, err);
    if (st == CASUS_E_STORE || st == CASUS_E_LIMIT) cs_store_close(&s->writer); /* what was begun is undone */
    pthread_mutex_unlock(&s->writing);
    if (wrote) srv_changed(s, changed);
    return st;
}

/* ---- opening and closing ---- */

static casus_status know_origins(srv_server *s, cs_err *err) {
    const srv_options *o = &s->o;
    if (o->n_origins > SRV_ORIGINS_MAX)
        return cs_fail(err, CASUS_E_LIMIT, -1, "expected at most %d origins but found %d", SRV_ORIGINS_MAX, o->n_origins);
    for (int i = 0; i < o->n_origins; i++)
        if (!srv_origin_parse((cs_str){ o->origins[i], (ptrdiff_t)strlen(o->origins[i]) }, &s->origins[i]))
            return cs_fail(err, CASUS_E_USAGE, -1, "expected an origin as https://desk.example.org but found \"%s\"",
                           o->origins[i]);
    if (o->n_origins && !s->tokens.n)
        return cs_fail(err, CASUS_E_USAGE, -1, "%s is for others than this machine's user, so tokens are needed: --token-file",
                       o->origins[0]);
    return CASUS_OK;
}

static casus_status begin(srv_server *s, cs_err *err) {
    if (s->o.token_file) CS_TRY(srv_tokens_read(&s->tokens, s->o.token_file, err));
    CS_TRY(know_origins(s, err));
    CS_TRY(open_writer(s, err));
    CS_TRY(srv_cache_open(&s->cache, SRV_CACHE_BYTES_MAX, err));
    CS_TRY(srv_work_begin(s, err));
    CS_TRY(srv_keep_begin(s, err));
    CS_TRY(srv_coder_begin(s, err));
    return srv_listen(s, err);
}

static void init_locks(srv_server *s) {
    pthread_mutex_init(&s->lock, NULL);
    pthread_mutex_init(&s->writing, NULL);
    pthread_mutex_init(&s->conns_lock, NULL);
    pthread_mutex_init(&s->logging, NULL);
    pthread_mutex_init(&s->counted.lock, NULL);
    pthread_mutex_init(&s->sessions.lock, NULL);
    pthread_mutex_init(&s->events.lock, NULL);
    pthread_mutex_init(&s->jobs.lock, NULL);
    pthread_cond_init(&s->more, NULL);
    pthread_cond_init(&s->jobs.more, NULL);
}

casus_status srv_open(srv_server **out, const srv_options *o, cs_err *err) {
    srv_server *s = calloc(1, sizeof *s);
    if (!s) return cs_fail(err, CASUS_E_LIMIT, -1, "out of memory");
    s->o = *o;
    if (!s->o.workers) s->o.workers = WORKERS_USUAL;
    /* Revisions go up over restarts, too: no case is written to a thousand times a second for long. */
    srv_writes_init(&s->writes, (int64_t)time(NULL) << 10);
    init_locks(s);
    casus_status st = begin(s, err);
    if (st == CASUS_OK)
        *out = s;
    else
        srv_close(&s);
    return st;
}

const char *srv_address(const srv_server *s) { return s->address; }

void srv_close(srv_server **out) {
    srv_server *s = *out;
    if (!s) return;
    srv_unlisten(s);
    srv_jobs_free(s);
    cs_store_close(&s->writer);
    srv_cache_close(&s->cache);
    pthread_cond_destroy(&s->more);
    pthread_cond_destroy(&s->jobs.more);
    pthread_mutex_destroy(&s->jobs.lock);
    pthread_mutex_destroy(&s->lock);
    pthread_mutex_destroy(&s->writing);
    pthread_mutex_destroy(&s->conns_lock);
    pthread_mutex_destroy(&s->logging);
    pthread_mutex_destroy(&s->counted.lock);
    srv_writes_free(&s->writes);
    pthread_mutex_destroy(&s->sessions.lock);
    pthread_mutex_destroy(&s->events.lock);
    free(s);
    *out = NULL;
}
