/* POST /reports, and what became of it. */
#define _POSIX_C_SOURCE 200809L /* pthread.h */
#include "serve/clock.h"
#include "serve/handlers.h"
#include "serve/server.h"
#include <stdlib.h>

static const struct {
    cs_str type;
    cs_input_kind kind;
    size_t most; /* bytes */
} TYPES[] = {
    { { "text/plain", 10 }, CS_INPUT_PLAIN, CS_TEXT_BYTES_MAX },
    { { "text/html", 9 }, CS_INPUT_HTML, CS_TEXT_BYTES_MAX },
    { { "application/xhtml+xml", 21 }, CS_INPUT_HTML, CS_TEXT_BYTES_MAX },
    { { "application/x-ndjson", 20 }, CS_INPUT_RECORD, SRV_REPORTS_BYTES_MAX },
    { { "application/jsonl", 17 }, CS_INPUT_RECORD, SRV_REPORTS_BYTES_MAX },
    { { "application/pdf", 15 }, CS_INPUT_ANY, CS_PDF_BYTES_MAX },
    { { "application/octet-stream", 24 }, CS_INPUT_ANY, CS_PDF_BYTES_MAX }, /* to be found out from the bytes */
};
enum { N_TYPES = sizeof TYPES / sizeof *TYPES };

void srv_takes_json(const srv_server *s, cs_buf *b) {
    bool first = true;
    cs_buf_char(b, '{');
    for (int i = 0; i < N_TYPES && s->jobs.begun; i++) {
        if (cs_eq(TYPES[i].type, CS_LIT("application/pdf")) && !s->o.coding.pdf) continue;
        cs_buf_put(b, first ? "\"" : ",\"");
        cs_buf_str(b, TYPES[i].type);
        cs_buf_put(b, "\":");
        cs_buf_i64(b, (int64_t)TYPES[i].most);
        first = false;
    }
    cs_buf_char(b, '}');
}

/* A problem where a function says by false that there is one. */
#define REFUSE(...) return (void)!srv_problem(__VA_ARGS__), false

static int64_t count_records(cs_str rest) {
    int64_t n = 0;
    while (rest.n) {
        const char *lf = memchr(rest.p, '\n', (size_t)rest.n);
        ptrdiff_t end = lf ? lf - rest.p : rest.n;
        n += cs_trim(cs_cut(rest, 0, end)).n > 0;
        rest = cs_cut(rest, lf ? end + 1 : end, rest.n);
    }
    return n;
}

static bool know_kind(const srv_request *r, srv_job *job, srv_reply *out) {
    int i = 0;
    while (i < N_TYPES && !cs_eq(r->content_type, TYPES[i].type)) i++;
    if (i == N_TYPES)
        REFUSE(out, 415, "Unsupported media type",
               "expected text/plain, text/html, application/x-ndjson, application/pdf or application/octet-stream but found "
               "\"" CS_FMT "\"",
               CS_ARG(r->content_type));
    if ((size_t)r->body.n > TYPES[i].most)
        REFUSE(out, 413, "Too large", "expected at most %zu MB of " CS_FMT, TYPES[i].most >> 20, CS_ARG(TYPES[i].type));
    job->kind = TYPES[i].kind;
    job->total = job->kind == CS_INPUT_RECORD ? count_records(r->body) : 1;
    if (!cs_trim(r->body).n) REFUSE(out, 400, "No report", "the body is empty");
    return true;
}

/* What is known of it, into one block. */
static bool know_about(const srv_request *r, srv_job *job, srv_reply *out) {
    static const char *const names[] = { "name", "source", "title", "url", "published", NULL };
    cs_str *at[] = { &job->name, &job->source, &job->title, &job->url };
    if (!srv_query_only(r, out, names)) return false;
    cs_str day = srv_query(r, "published");
    cs_day_result published = cs_parse_day(day);
    if (day.n && !published.ok)
        return (void)!srv_problem_of(out, CS_LIT("published"), "expected a day YYYY-MM-DD but found \"" CS_FMT "\"",
                                     CS_ARG(day)),
               false;
    job->published = published.ok ? published.day : CS_DAY_NONE;
    char *p = job->text = malloc(SRV_JOB_ABOUT_BYTES_MAX);
    if (!p) REFUSE(out, 503, "Out of memory", "there is no memory for the report");
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        cs_str s = srv_query(r, names[i]);
        if (s.n > SRV_JOB_ABOUT_BYTES_MAX - (p - job->text))
            return (void)!srv_problem_of(out, (cs_str){ names[i], (ptrdiff_t)strlen(names[i]) }, "this is too long"), false;
        *at[i] = (cs_str){ p, s.n };
        if (s.n) memcpy(p, s.p, (size_t)s.n);
        p += s.n;
    }
    return true;
}

/* false: nothing can be coded here. */
static bool can_code(srv_server *s, srv_reply *out) {
    char why[CS_ERR_BYTES_MAX];
    if (!s->jobs.begun) REFUSE(out, 503, "No coding here", "this server has no model");
    pthread_mutex_lock(&s->jobs.lock);
    memcpy(why, s->jobs.broken, sizeof why);
    pthread_mutex_unlock(&s->jobs.lock);
    if (*why) REFUSE(out, 503, "No coding here", "%s", why);
    return true;
}

casus_status srv_post_reports(const srv_request *r, srv_reply *out, cs_err *err) {
    (void)err;
    srv_server *s = r->server;
    srv_job job = { 0 };
    int64_t id;
    if (!can_code(s, out) || !know_kind(r, &job, out) || !know_about(r, &job, out)) {
        free(job.text);
        return CASUS_OK;
    }
    job.body = *r->owned;
    if (!srv_job_put(s, &job, &id)) {
        free(job.text);
        out->retry_after = SRV_HEARTBEAT_S;
        return srv_problem(out, 503, "Busy", "expected at most %d jobs that wait; try again later", SRV_JOBS_WAITING_MAX);
    }
    *r->owned = (cs_buf){ 0 };
    out->status = 202;
    out->location = cs_printf(r->a, "/api/v1/jobs/%lld", (long long)id);
    cs_buf_put(&out->body, "{\"job\":");
    cs_buf_i64(&out->body, id);
    cs_buf_char(&out->body, '}');
    return CASUS_OK;
}

/* The newest first. */
casus_status srv_get_jobs(const srv_request *r, srv_reply *out, cs_err *err) {
    (void)err;
    static const char *const names[] = { NULL };
    srv_jobs *all = &r->server->jobs;
    if (!srv_query_only(r, out, names)) return CASUS_OK;
    pthread_mutex_lock(&all->lock);
    int64_t next = all->next;
    pthread_mutex_unlock(&all->lock);
    cs_buf_put(&out->body, "{\"items\":[");
    bool first = true;
    for (int64_t id = next - 1; id > 0 && id >= next - SRV_JOBS_KEPT_MAX; id--) {
        size_t before = out->body.n;
        if (!first) cs_buf_char(&out->body, ',');
        if (srv_job_json(all, id, &out->body))
            first = false;
        else
            out->body.n = before;
    }
    cs_buf_put(&out->body, "]}");
    return CASUS_OK;
}

static casus_status no_job(const srv_request *r, srv_reply *out) {
    return srv_problem(out, 404, "Not found", "there is no job " CS_FMT "; a server forgets them when it ends", CS_ARG(r->id));
}

casus_status srv_get_job(const srv_request *r, srv_reply *out, cs_err *err) {
    (void)err;
    int64_t id;
    if (!srv_id(r, out, &id)) return CASUS_OK;
    return srv_job_json(&r->server->jobs, id, &out->body) ? CASUS_OK : no_job(r, out);
}

casus_status srv_delete_job(const srv_request *r, srv_reply *out, cs_err *err) {
    (void)err;
    int64_t id;
    if (!srv_id(r, out, &id)) return CASUS_OK;
    srv_job_stop(r->server, id);
    return srv_job_json(&r->server->jobs, id, &out->body) ? CASUS_OK : no_job(r, out);
}
