/* Many jobs, few threads: results come in order, nothing is lost, a stop is a stop. */
#include "check.h"
#include "pipeline/batch.h"
#include <stdlib.h>

typedef struct job {
    int number;
    char *owned; /* leaks under AddressSanitizer unless `done` or `drop` frees it */
} job;

typedef struct log {
    int n_jobs, n_given, n_dropped, stop_at;
    _Atomic int n_done; /* `next` looks at it while `done` may be at work */
    int ahead_max;
    bool in_order;
} log_;

static bool next(void *ctx, void *job_) {
    log_ *l = ctx;
    if (l->n_given == l->n_jobs) return false;
    *(job *)job_ = (job){ l->n_given++, malloc(1) };
    if (l->n_given - l->n_done > l->ahead_max) l->ahead_max = l->n_given - l->n_done;
    return true;
}

/* Of very different length, so that later jobs end before earlier ones. */
static void work(void *ctx, int worker, void *job_) {
    (void)ctx;
    (void)worker;
    job *j = job_;
    volatile uint32_t x = 1;
    for (int i = 0; i < (j->number % 7 == 0 ? 200000 : 100); i++) x = x * 1664525u + 1013904223u;
}

static void drop(void *ctx, void *job_) {
    ((log_ *)ctx)->n_dropped++;
    free(((job *)job_)->owned);
}

static bool done(void *ctx, void *job_) {
    log_ *l = ctx;
    l->in_order = l->in_order && ((job *)job_)->number == l->n_done;
    l->n_done++;
    free(((job *)job_)->owned);
    return l->n_done != l->stop_at;
}

static log_ run(int n_jobs, int n_threads, int stop_at) {
    cs_err err;
    log_ l = { .n_jobs = n_jobs, .stop_at = stop_at, .in_order = true };
    cs_batch b = { n_threads, sizeof(job), &l, next, work, done, drop };
    assert_int_equal(cs_batch_run(&b, &err), CASUS_OK);
    return l;
}

static void test_order(void **state) {
    (void)state;
    for (int n_threads = 1; n_threads <= 8; n_threads++) {
        log_ l = run(500, n_threads, -1);
        assert_true(l.in_order);
        assert_int_equal((int)l.n_done, 500);
        assert_int_equal(l.n_dropped, 0);
        assert_true(l.ahead_max <= n_threads * CS_BATCH_AHEAD + 1);
    }
}

static void test_no_jobs(void **state) {
    (void)state;
    log_ l = run(0, 4, -1);
    assert_int_equal((int)l.n_done, 0);
    l = run(1, 8, -1);
    assert_int_equal((int)l.n_done, 1);
}

static void test_stop(void **state) {
    (void)state;
    for (int n_threads = 1; n_threads <= 4; n_threads++) {
        log_ l = run(500, n_threads, 10);
        assert_int_equal((int)l.n_done, 10);
        assert_true(l.in_order);
        assert_int_equal(l.n_done + l.n_dropped, l.n_given);
        assert_true(l.n_given < 500);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_order), cmocka_unit_test(test_no_jobs),
                                        cmocka_unit_test(test_stop) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
