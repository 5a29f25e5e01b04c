/* pipeline/batch.h: many jobs on several threads, results in the order of the jobs. At most CS_BATCH_AHEAD jobs a thread
 * are under way or waiting for an earlier one, so memory stays bounded however many there are. */
#ifndef CS_PIPELINE_BATCH_H
#define CS_PIPELINE_BATCH_H
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>

enum { CS_BATCH_AHEAD = 4 };

typedef struct cs_batch {
    int n_threads;     /* 1..CS_THREADS_MAX; 1 runs in the calling thread */
    size_t slot_bytes; /* size of a job: zeroed before `next`, kept until after `done` */
    void *ctx;
    /* Fill the job; false: there are no more. Never called by two threads at once, but while `done` may be at work. */
    bool (*next)(void *ctx, void *job);
    /* Do the job. worker: 0..n_threads-1; calls with different workers run at once. */
    void (*work)(void *ctx, int worker, void *job);
    /* Take the result and free what the job owns; in the jobs' order, never by two threads at once. false: stop; jobs that
     * were begun are still handed to `drop`. */
    bool (*done)(void *ctx, void *job);
    void (*drop)(void *ctx, void *job); /* free what the job owns */
} cs_batch;

/* Returns when all jobs are done or `done` said stop. Errors: CASUS_E_LIMIT when there is no memory or no thread. */
CASUS_MUST_CHECK casus_status cs_batch_run(const cs_batch *b, cs_err *err);
#endif
