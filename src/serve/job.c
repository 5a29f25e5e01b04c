#define _POSIX_C_SOURCE 200809L /* pthread.h */
#include "serve/job.h"
#include "serve/clock.h"
#include "serve/server.h"
#include <stdlib.h>

static const char *const STATES[] = {
#define CS_X(e, n) n,
    SRV_JOB_STATES(CS_X)
#undef CS_X
};

static srv_job *place(srv_jobs *all, int64_t id) {
    srv_job *job = &all->v[id % SRV_JOBS_KEPT_MAX];
    return id > 0 && job->id == id ? job : NULL;
}

static void drop_body(srv_server *s, srv_job *job) {
    atomic_fetch_sub(&s->body_bytes, job->body.n);
    cs_buf_free(&job->body);
}

static void free_job(srv_server *s, srv_job *job) {
    drop_body(s, job);
    cs_buf_free(&job->errors);
    free(job->text);
    free(job->added);
    *job = (srv_job){ 0 };
}

bool srv_job_put(srv_server *s, srv_job *job, int64_t *id) {
    srv_jobs *all = &s->jobs;
    pthread_mutex_lock(&all->lock);
    bool room = !all->ending && all->next - all->at < SRV_JOBS_WAITING_MAX;
    if (room) {
        *id = job->id = all->next++;
        srv_job *at = &all->v[*id % SRV_JOBS_KEPT_MAX]; /* that of one that ended: fewer wait than there are places */
        free_job(s, at);
        *at = *job;
        pthread_cond_signal(&all->more);
    }
    pthread_mutex_unlock(&all->lock);
    if (room) srv_job_tell(s, *id);
    return room;
}

void srv_jobs_free(srv_server *s) {
    for (int i = 0; i < SRV_JOBS_KEPT_MAX; i++) free_job(s, &s->jobs.v[i]);
}

void srv_job_stop(srv_server *s, int64_t id) {
    pthread_mutex_lock(&s->jobs.lock);
    srv_job *job = place(&s->jobs, id);
    if (job) job->stop = true;
    if (job && job->state == SRV_JOB_WAITING) {
        job->state = SRV_JOB_STOPPED;
        drop_body(s, job);
    }
    pthread_mutex_unlock(&s->jobs.lock);
    if (job) srv_job_tell(s, id);
}

/* ---- as JSON ---- */

static void member(cs_buf *b, const char *name, int64_t v) {
    cs_buf_put(b, name);
    cs_buf_i64(b, v);
}

static int64_t done_of(const srv_job *job) { return job->n_added + job->n_known + job->n_failed; }

static void put_rest(cs_buf *b, const srv_job *job) {
    cs_buf_put(b, "},\"errors\":[");
    cs_buf_add(b, job->errors.p ? job->errors.p : "", job->errors.n);
    cs_buf_put(b, "],\"added\":[");
    for (int i = 0; i < job->n_added_named; i++) member(b, i ? "," : "", job->added[i]);
    int64_t done = done_of(job), spent = srv_ms() - job->began_ms;
    if (job->state == SRV_JOB_CODING && done)
        member(b, "],\"eta_s\":", (spent * (job->total - done) / done + 999) / 1000);
    else
        cs_buf_put(b, "],\"eta_s\":null");
    cs_buf_char(b, '}');
}

bool srv_job_json(srv_jobs *all, int64_t id, cs_buf *b) {
    pthread_mutex_lock(&all->lock);
    const srv_job *job = place(all, id);
    if (job) {
        member(b, "{\"id\":", id);
        cs_buf_put(b, ",\"state\":\"");
        cs_buf_put(b, STATES[job->state]);
        cs_buf_put(b, "\",\"name\":");
        if (job->name.n)
            cs_buf_json(b, job->name);
        else
            cs_buf_put(b, "null");
        member(b, ",\"reports\":{\"total\":", job->total);
        member(b, ",\"added\":", job->n_added);
        member(b, ",\"known\":", job->n_known);
        member(b, ",\"failed\":", job->n_failed);
        put_rest(b, job);
    }
    pthread_mutex_unlock(&all->lock);
    return job != NULL;
}

void srv_job_tell(srv_server *s, int64_t id) {
    cs_buf b = { 0 };
    if (srv_job_json(&s->jobs, id, &b) && !b.failed) srv_events_tell(&s->events, "job", (cs_str){ b.p, (ptrdiff_t)b.n });
    cs_buf_free(&b);
}

/* ---- as it is coded ---- */

srv_job *srv_job_next(srv_server *s) {
    srv_jobs *all = &s->jobs;
    srv_job *job = NULL;
    pthread_mutex_lock(&all->lock);
    while (!all->ending && !job) {
        if (all->at == all->next) {
            pthread_cond_wait(&all->more, &all->lock);
        } else {
            job = place(all, all->at);
            if (job && job->state != SRV_JOB_WAITING) job = NULL, all->at++; /* it was stopped */
        }
    }
    if (job) {
        job->state = SRV_JOB_CODING;
        job->began_ms = srv_ms();
    }
    pthread_mutex_unlock(&all->lock);
    if (job) srv_job_tell(s, job->id);
    return job;
}

static void name_added(srv_job *job, int64_t id) {
    if (!job->added) job->added = malloc(SRV_JOB_ADDED_MAX * sizeof *job->added);
    if (job->added && job->n_added_named < SRV_JOB_ADDED_MAX) job->added[job->n_added_named++] = id;
}

static void name_error(srv_job *job, cs_str where, const cs_err *err) {
    if (job->n_errors == SRV_JOB_ERRORS_MAX) return;
    cs_buf_put(&job->errors, job->n_errors++ ? ",{\"where\":" : "{\"where\":");
    cs_buf_json(&job->errors, where);
    cs_buf_put(&job->errors, ",\"detail\":");
    cs_buf_json(&job->errors, (cs_str){ err->msg, (ptrdiff_t)strlen(err->msg) });
    cs_buf_char(&job->errors, '}');
}

void srv_job_count(srv_server *s, srv_job *job, int64_t id, bool added, cs_str where, const cs_err *err) {
    pthread_mutex_lock(&s->jobs.lock);
    ++*(err ? &job->n_failed : added ? &job->n_added : &job->n_known);
    if (err) name_error(job, where, err);
    if (!err && added) name_added(job, id);
    pthread_mutex_unlock(&s->jobs.lock);
}

bool srv_job_may_go_on(srv_server *s, srv_job *job) {
    pthread_mutex_lock(&s->jobs.lock);
    bool may = !job->stop && !s->jobs.ending;
    pthread_mutex_unlock(&s->jobs.lock);
    return may;
}

void srv_job_end(srv_server *s, srv_job *job) {
    srv_jobs *all = &s->jobs;
    pthread_mutex_lock(&all->lock);
    int64_t id = job->id;
    bool cut = done_of(job) < job->total;
    job->state = cut ? SRV_JOB_STOPPED : job->n_failed == job->total ? SRV_JOB_FAILED : SRV_JOB_DONE;
    drop_body(s, job);
    all->at++;
    pthread_mutex_unlock(&all->lock);
    srv_job_tell(s, id);
}
