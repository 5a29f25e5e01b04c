#define _POSIX_C_SOURCE 200809L /* pthread.h */
#include "pipeline/batch.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

typedef enum slot_state { SLOT_FREE, SLOT_BUSY, SLOT_READY } slot_state;

typedef struct run {
    const cs_batch *b;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    char *jobs; /* [n_slots] of slot_bytes; job i is in slot i % n_slots */
    slot_state *state;
    size_t n_slots, n_taken, n_done;
    bool no_more, taking, handing; /* somebody is in `next`; in `done` */
} run;

typedef struct seat {
    run *r;
    int worker;
} seat;

static void *slot(run *r, size_t job) { return r->jobs + job % r->n_slots * r->b->slot_bytes; }

/* Takes the next job; false when there will be no more. The lock is held on entry and exit but not while `next` runs. */
static bool take(run *r, size_t *job) {
    while (!r->no_more && (r->taking || r->n_taken - r->n_done == r->n_slots)) pthread_cond_wait(&r->changed, &r->lock);
    if (r->no_more) return false;
    r->taking = true;
    *job = r->n_taken;
    pthread_mutex_unlock(&r->lock);
    memset(slot(r, *job), 0, r->b->slot_bytes);
    bool got = r->b->next(r->b->ctx, slot(r, *job));
    pthread_mutex_lock(&r->lock);
    r->taking = false;
    if (got) {
        r->state[*job % r->n_slots] = SLOT_BUSY;
        r->n_taken++;
    } else {
        r->no_more = true;
    }
    pthread_cond_broadcast(&r->changed);
    return got;
}

/* Hands over what is ready, in order. The lock is held on entry and exit but not while `done` runs. */
static void hand_over(run *r) {
    while (!r->handing && r->n_done < r->n_taken && r->state[r->n_done % r->n_slots] == SLOT_READY) {
        r->handing = true;
        pthread_mutex_unlock(&r->lock);
        bool go_on = r->b->done(r->b->ctx, slot(r, r->n_done));
        pthread_mutex_lock(&r->lock);
        r->handing = false;
        r->state[r->n_done % r->n_slots] = SLOT_FREE;
        r->n_done++;
        if (!go_on) r->no_more = true;
        pthread_cond_broadcast(&r->changed);
        if (!go_on) { /* what others still work on is dropped by cs_batch_run, after they ended */
            r->handing = true;
            return;
        }
    }
}

static void *serve(void *arg) {
    seat *s = arg;
    run *r = s->r;
    size_t job = 0;
    pthread_mutex_lock(&r->lock);
    while (take(r, &job)) {
        pthread_mutex_unlock(&r->lock);
        r->b->work(r->b->ctx, s->worker, slot(r, job));
        pthread_mutex_lock(&r->lock);
        r->state[job % r->n_slots] = SLOT_READY;
        hand_over(r);
    }
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

casus_status cs_batch_run(const cs_batch *b, cs_err *err) {
    size_t n = (size_t)b->n_threads, n_slots = n * CS_BATCH_AHEAD;
    run r = { .b = b, .n_slots = n_slots, .lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER };
    r.jobs = calloc(n_slots, b->slot_bytes);
    r.state = calloc(n_slots, sizeof *r.state);
    seat *seats = calloc(n, sizeof *seats);
    pthread_t *threads = calloc(n, sizeof *threads);
    casus_status st = CASUS_OK;
    size_t n_started = 0;
    if (!r.jobs || !r.state || !seats || !threads) {
        st = cs_fail(err, CASUS_E_LIMIT, -1, "not enough memory for %zu jobs", n_slots);
        goto done;
    }
    for (size_t i = 0; i < n; i++) seats[i] = (seat){ &r, (int)i };
    /* The calling thread is worker 0. Fewer threads than asked for give the same output, only later. */
    while (n_started + 1 < n && !pthread_create(&threads[n_started], NULL, serve, &seats[n_started + 1])) n_started++;
    serve(&seats[0]);
    for (size_t i = 0; i < n_started; i++) pthread_join(threads[i], NULL);
    for (size_t i = r.n_done; i < r.n_taken; i++) b->drop(b->ctx, slot(&r, i));
done:
    free(threads);
    free(seats);
    free(r.state);
    free(r.jobs);
    pthread_cond_destroy(&r.changed);
    pthread_mutex_destroy(&r.lock);
    return st;
}
