#include "base/threads.h"
#include <pthread.h>
#include <stdatomic.h>

typedef struct team {
    cs_job *job;
    void *user;
    int n;
    atomic_int next;
} team;

typedef struct member {
    team *team;
    pthread_t thread;
    int number;
} member;

static void *work(void *p) {
    const member *m = p;
    for (int i; (i = atomic_fetch_add(&m->team->next, 1)) < m->team->n;) m->team->job(m->team->user, m->number, i);
    return NULL;
}

void cs_parallel(int threads, int n, cs_job *job, void *user) {
    team t = { job, user, n, 0 };
    member all[CS_THREADS_MAX];
    int made = 1;
    if (threads > n) threads = n;
    if (threads > CS_THREADS_MAX) threads = CS_THREADS_MAX;
    for (; made < threads; made++) {
        all[made] = (member){ .team = &t, .number = made };
        if (pthread_create(&all[made].thread, NULL, work, &all[made]) != 0) break;
    }
    all[0] = (member){ .team = &t };
    work(&all[0]);
    for (int i = 1; i < made; i++) pthread_join(all[i].thread, NULL);
}
