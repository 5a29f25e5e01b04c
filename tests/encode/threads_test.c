/* cs_parallel: each job once, on a thread of the team. */
#include "encode_test.h"
#include "base/threads.h"
#include <stdatomic.h>

enum { MOST = 500 };
static atomic_int done[MOST];
static atomic_int strangers;

static void job(void *user, int thread, int i) {
    const int *threads = user;
    if (thread < 0 || thread >= *threads) atomic_fetch_add(&strangers, 1);
    atomic_fetch_add(&done[i], 1);
}

static void each_job_once(void **state) {
    (void)state;
    const int teams[] = { 1, 2, 7, CS_THREADS_MAX, CS_THREADS_MAX + 100 }, counts[] = { 0, 1, 2, 63, MOST };
    for (int t = 0; t < 5; t++)
        for (int c = 0; c < 5; c++) {
            int threads = teams[t] > CS_THREADS_MAX ? CS_THREADS_MAX : teams[t];
            for (int i = 0; i < MOST; i++) atomic_store(&done[i], 0);
            cs_parallel(teams[t], counts[c], job, &threads);
            for (int i = 0; i < MOST; i++) assert_int_equal(atomic_load(&done[i]), i < counts[c]);
        }
    assert_int_equal(atomic_load(&strangers), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(each_job_once) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
