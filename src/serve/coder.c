/* The thread that codes jobs. It opens the model first, so that the server answers before that is read. */
#define _POSIX_C_SOURCE 200809L /* pthread.h */
#include "ingest/sniff.h"
#include "pipeline/add.h"
#include "serve/clock.h"
#include "serve/job.h"
#include "serve/server.h"
#include <stdlib.h>

enum { TELL_MS = 250 /* listeners are told of progress no more often */ };

typedef struct coder {
    srv_server *server;
    cs_pipeline *pipeline;
    cs_worker worker;
    cs_store *reader;
    int64_t run;
    int64_t told_ms;
} coder;

/* ---- one report ---- */

static casus_status code_and_put(coder *c, const cs_raw *raw, cs_add *add, cs_err *err) {
    srv_server *s = c->server;
    char now[SRV_NOW_BYTES];
    cs_store *writer;
    if (!c->reader) CS_TRY(cs_store_open(&c->reader, s->o.db, CS_DB_LOOK, err));
    casus_status st = cs_add_code(add, c->pipeline, &c->worker, c->reader, c->run, raw, err);
    if (st == CASUS_E_STORE) cs_store_close(&c->reader);
    if (st != CASUS_OK || add->has.coded) return st;
    CS_TRY(srv_writer_take(s, &writer, err));
    st = cs_add_put(add, writer, c->run, srv_now(now), err);
    return srv_writer_give(s, st, st == CASUS_OK, NULL, err);
}

/* Asks pdftotext first where it is a PDF. */
static casus_status prepare(const coder *c, cs_raw *raw, char **layout, cs_err *err) {
    const srv_coding *how = &c->server->o.coding;
    size_t n = 0;
    if (raw->about.kind != CS_INPUT_ANY || !cs_sniff_pdf(raw->bytes)) return CASUS_OK;
    if (!how->pdf) return cs_fail(err, CASUS_E_INPUT, -1, "this server reads no PDF");
    CS_TRY(how->pdf(raw->bytes, layout, &n, err));
    raw->about.pdf_layout = (cs_str){ *layout, (ptrdiff_t)n };
    return CASUS_OK;
}

static void report(coder *c, srv_job *job, cs_str bytes, int64_t line) {
    cs_err err = { .at = -1 };
    cs_add add = { 0 };
    char *layout = NULL, where[64];
    cs_raw raw = { .bytes = bytes,
                   .about = { .kind = job->kind,
                              .path = job->name,
                              .line = line,
                              .title = job->title,
                              .source_name = job->source,
                              .url = job->url,
                              .published_day = job->published } };
    casus_status st = prepare(c, &raw, &layout, &err);
    if (st == CASUS_OK) st = code_and_put(c, &raw, &add, &err);
    if (line)
        snprintf(where, sizeof where, "line %lld", (long long)line);
    else if (err.at >= 0)
        snprintf(where, sizeof where, "byte %lld", (long long)err.at);
    else
        where[0] = '\0';
    srv_job_count(c->server, job, add.has.id, !add.has.coded, (cs_str){ where, (ptrdiff_t)strlen(where) },
                  st == CASUS_OK ? NULL : &err);
    free(layout);
    cs_add_free(&add);
    if (srv_ms() - c->told_ms < TELL_MS) return;
    srv_job_tell(c->server, job->id);
    c->told_ms = srv_ms();
}

static void records(coder *c, srv_job *job) {
    cs_str rest = { job->body.p, (ptrdiff_t)job->body.n };
    for (int64_t line = 1; rest.n && srv_job_may_go_on(c->server, job); line++) {
        const char *lf = memchr(rest.p, '\n', (size_t)rest.n);
        ptrdiff_t n = lf ? lf - rest.p : rest.n;
        cs_str one = cs_trim(cs_cut(rest, 0, n));
        if (one.n) report(c, job, one, line);
        rest = cs_cut(rest, lf ? n + 1 : n, rest.n);
    }
}

/* ---- the thread ---- */

static casus_status begin_run(coder *c, cs_err *err) {
    char now[SRV_NOW_BYTES];
    cs_store *writer;
    CS_TRY(srv_writer_take(c->server, &writer, err));
    casus_status st = cs_add_begin(writer, c->pipeline, 0, srv_now(now), &c->run, err);
    return srv_writer_give(c->server, st, false, NULL, err);
}

static casus_status open_coder(coder *c, cs_err *err) {
    CS_TRY(cs_pipeline_open(&c->pipeline, &c->server->o.coding.pipeline, err));
    return cs_worker_open(&c->worker, CS_REPORT_MEMORY_BYTES, err);
}

/* A case that cannot be written to, or no model. */
static void fail_all(coder *c, srv_job *job, const cs_err *err) {
    for (int64_t i = 0; i < job->total; i++) srv_job_count(c->server, job, 0, false, CS_LIT(""), err);
}

static void code_job(coder *c, srv_job *job) {
    cs_err err = { .at = -1 };
    if (!c->run && begin_run(c, &err) != CASUS_OK)
        fail_all(c, job, &err);
    else if (job->kind == CS_INPUT_RECORD)
        records(c, job);
    else if (srv_job_may_go_on(c->server, job))
        report(c, job, (cs_str){ job->body.p, (ptrdiff_t)job->body.n }, 0);
}

static void *code(void *arg) {
    coder c = { .server = arg };
    srv_server *s = arg;
    cs_err err = { .at = -1 };
    casus_status st = open_coder(&c, &err);
    if (st != CASUS_OK) {
        pthread_mutex_lock(&s->jobs.lock);
        memcpy(s->jobs.broken, err.msg, sizeof err.msg);
        pthread_mutex_unlock(&s->jobs.lock);
        srv_log(s, "reports cannot be coded: %s", err.msg);
    }
    for (srv_job *job; (job = srv_job_next(s));) {
        if (st == CASUS_OK)
            code_job(&c, job);
        else
            fail_all(&c, job, &err);
        srv_job_end(s, job);
    }
    cs_store_close(&c.reader);
    cs_worker_close(&c.worker);
    cs_pipeline_close(&c.pipeline);
    return NULL;
}

casus_status srv_coder_begin(srv_server *s, cs_err *err) {
    s->jobs.next = s->jobs.at = 1;
    if (!s->o.coding.pipeline.models) return CASUS_OK;
    if (pthread_create(&s->jobs.thread, NULL, code, s))
        return cs_fail(err, CASUS_E_LIMIT, -1, "the system gives no thread to code reports with");
    s->jobs.begun = true;
    return CASUS_OK;
}

void srv_coder_end(srv_server *s) {
    pthread_mutex_lock(&s->jobs.lock);
    s->jobs.ending = true;
    int64_t n = s->jobs.next - s->jobs.at;
    pthread_cond_broadcast(&s->jobs.more);
    pthread_mutex_unlock(&s->jobs.lock);
    if (s->jobs.begun) pthread_join(s->jobs.thread, NULL);
    s->jobs.begun = false;
    if (n) srv_log(s, "%lld jobs of reports were not ended", (long long)n);
}
