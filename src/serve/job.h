/* serve/job.h: reports that were sent, coded one after the other in a thread of their own. A job is what one request brought:
 * one report, or the records of JSON Lines. Jobs live in memory: the reports that are in the case stay, what was not begun ends
 * with the server. */
#ifndef CS_SERVE_JOB_H
#define CS_SERVE_JOB_H
#include "ingest/ingest.h"
#include "ingest/pdf.h"
#include "serve/api.h"
#include <pthread.h>
#include <stdatomic.h>

enum {
    SRV_JOBS_KEPT_MAX = 256,        /* of those that ended the oldest make room */
    SRV_JOBS_WAITING_MAX = 64,      /* one more is refused */
    SRV_JOB_ERRORS_MAX = 100,       /* that are told of one job; all are counted */
    SRV_JOB_ADDED_MAX = 1000,       /* reports that are named of one job; all are counted */
    SRV_JOB_ABOUT_BYTES_MAX = 8000, /* what is known of a report beside its bytes */
    SRV_REPORTS_BYTES_MAX = CS_PDF_BYTES_MAX
};

#define SRV_JOB_STATES(X) X(WAITING, "waiting") X(CODING, "coding") X(DONE, "done") X(FAILED, "failed") X(STOPPED, "stopped")
typedef enum srv_job_state {
#define CS_X(e, n) SRV_JOB_##e,
    SRV_JOB_STATES(CS_X)
#undef CS_X
} srv_job_state;

typedef struct srv_job {
    int64_t id; /* 0: the place is free */
    srv_job_state state;
    bool stop; /* asked for */
    cs_input_kind kind;
    cs_buf body; /* until it has ended */
    char *text;  /* of malloc: what the next four point into */
    cs_str name, source, title, url;
    int32_t published;
    int64_t total, n_added, n_known, n_failed;
    cs_buf errors; /* JSON: {"where","detail"}, with commas between */
    int n_errors;
    int64_t *added; /* ids of reports, of malloc */
    int n_added_named;
    int64_t began_ms;
} srv_job;

typedef struct srv_jobs {
    pthread_mutex_t lock;
    pthread_cond_t more;
    srv_job v[SRV_JOBS_KEPT_MAX]; /* job n at n % SRV_JOBS_KEPT_MAX, unless it was taken by a later one */
    int64_t next;                 /* id of the next to come, */
    int64_t at;                   /* of the one that is, or will be, coded */
    bool ending;
    char broken[CS_ERR_BYTES_MAX]; /* why nothing can be coded; "": it can */
    pthread_t thread;
    bool begun;
} srv_jobs;

/* {"text/plain":16777216,…}: the media types that are taken, with the most bytes of each; {} where nothing can be coded. */
void srv_takes_json(const srv_server *s, cs_buf *b);
/* Takes a job over with its body and text. *id: its own. false: too many wait; it is still the caller's. */
bool srv_job_put(srv_server *s, srv_job *job, int64_t *id);
/* One JSON object; nothing where there is no such job. The lock is not held. */
bool srv_job_json(srv_jobs *all, int64_t id, cs_buf *b);
/* It ends before its next report; one that has ended stays as it is. */
void srv_job_stop(srv_server *s, int64_t id);
/* The thread that codes: coder.c. */
CASUS_MUST_CHECK casus_status srv_coder_begin(srv_server *s, cs_err *err);
/* Ends when the report that is being coded is in the case. */
void srv_coder_end(srv_server *s);

void srv_jobs_free(srv_server *s); /* when nobody uses them any more */

/* ---- for coder.c ---- */

/* The next job, now coding; NULL: it is to end. Waits. */
srv_job *srv_job_next(srv_server *s);
/* What became of one report of it. id: of the report; added: it was not there as it was read now. err: why it failed, `where`
 * in the job; NULL: it did not. */
void srv_job_count(srv_server *s, srv_job *job, int64_t id, bool added, cs_str where, const cs_err *err);
bool srv_job_may_go_on(srv_server *s, srv_job *job);
void srv_job_end(srv_server *s, srv_job *job);
/* Tells listeners how far it is. */
void srv_job_tell(srv_server *s, int64_t id);
#endif
