/* Work shared out over threads. */
#ifndef CS_BASE_THREADS_H
#define CS_BASE_THREADS_H

enum { CS_THREADS_MAX = 64 };

/* Does job i of thread t. Must not take from an arena that another thread uses, nor jump out. */
typedef void cs_job(void *user, int thread, int i);

/* Runs job for each i in [0, n), each once, on at most threads threads (the caller's is one of them; 1 <= threads <=
 * CS_THREADS_MAX) and returns when all are done. Jobs begin in the order of i; a job must not depend on which thread runs it
 * except for its working memory. Where the system gives fewer threads, the others do more. */
void cs_parallel(int threads, int n, cs_job *job, void *user);
#endif
