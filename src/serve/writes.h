/* serve/writes.h: what writes have changed, so that answers that they leave as they are can be kept. A write that nothing is
 * known of, such as another program's, changes all. Threads may share it. */
#ifndef CS_SERVE_WRITES_H
#define CS_SERVE_WRITES_H
#include "store/review.h"
#include <pthread.h>

/* What answers are made of. */
typedef enum srv_part {
    SRV_PART_CASE,    /* anything */
    SRV_PART_REPORTS, /* which reports and sources there are, and what is said of these: no decision about an incident */
    SRV_PART_PARTIES, /* who has a part in which incident */
    SRV_PART_NUMBERS, /* how many of each there are */
    SRV_PARTS
} srv_part;

enum { SRV_WRITES_KEPT = 256, SRV_CHANGED_MAX = 64 };

typedef struct srv_writes {
    pthread_mutex_t lock;
    int64_t since[SRV_PARTS];                /* the revision that changed it last; of SRV_PART_CASE that of now */
    cs_review_changed last[SRV_WRITES_KEPT]; /* of revision r at r % SRV_WRITES_KEPT */
    int64_t first;                           /* the first revision that is known of */
} srv_writes;

void srv_writes_init(srv_writes *w, int64_t revision);
void srv_writes_free(srv_writes *w);
/* The case may be another one now. changed: NULL where that is not known. */
void srv_writes_add(srv_writes *w, const cs_review_changed *changed);
int64_t srv_writes_revision(srv_writes *w, srv_part part);
/* The incidents that changed after revision `from` up to `to`, some perhaps more than once; -1: others may have, too. */
int srv_writes_between(srv_writes *w, int64_t from, int64_t to, int64_t ids[SRV_CHANGED_MAX]);
#endif
