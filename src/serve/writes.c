#define _POSIX_C_SOURCE 200809L /* pthread.h */
#include "serve/writes.h"

static const cs_review_changed ANYTHING = { .all = true };

void srv_writes_init(srv_writes *w, int64_t revision) {
    pthread_mutex_init(&w->lock, NULL);
    for (int i = 0; i < SRV_PARTS; i++) w->since[i] = revision;
    w->first = revision + 1;
}

void srv_writes_free(srv_writes *w) { pthread_mutex_destroy(&w->lock); }

void srv_writes_add(srv_writes *w, const cs_review_changed *changed) {
    const cs_review_changed *what = changed ? changed : &ANYTHING;
    const bool parts[SRV_PARTS] = { [SRV_PART_CASE] = true,
                                    [SRV_PART_REPORTS] = what->all,
                                    [SRV_PART_PARTIES] = what->all || what->regrouped || what->parties,
                                    [SRV_PART_NUMBERS] = what->all || what->regrouped };
    pthread_mutex_lock(&w->lock);
    int64_t now = w->since[SRV_PART_CASE] + 1;
    for (int i = 0; i < SRV_PARTS; i++)
        if (parts[i]) w->since[i] = now;
    w->last[now % SRV_WRITES_KEPT] = *what;
    pthread_mutex_unlock(&w->lock);
}

int64_t srv_writes_revision(srv_writes *w, srv_part part) {
    pthread_mutex_lock(&w->lock);
    int64_t revision = w->since[part];
    pthread_mutex_unlock(&w->lock);
    return revision;
}

int srv_writes_between(srv_writes *w, int64_t from, int64_t to, int64_t ids[SRV_CHANGED_MAX]) {
    int n = 0;
    pthread_mutex_lock(&w->lock);
    int64_t now = w->since[SRV_PART_CASE];
    bool known = from + 1 >= w->first && to <= now && now - from <= SRV_WRITES_KEPT;
    for (int64_t r = from + 1; known && r <= to; r++) {
        const cs_review_changed *what = &w->last[r % SRV_WRITES_KEPT];
        known = !what->all && n + what->n <= SRV_CHANGED_MAX;
        for (int i = 0; known && i < what->n; i++) ids[n++] = what->incident[i];
    }
    pthread_mutex_unlock(&w->lock);
    return known ? n : -1;
}
