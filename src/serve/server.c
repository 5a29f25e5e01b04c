#include "serve/server.h"
#include <stdlib.h>

enum { WORKERS_USUAL = 4 };

static casus_status begin(srv_server *s, cs_err *err) {
    CS_TRY(cs_store_open(&s->writer, s->o.db, CS_DB_WRITE, err));
    CS_TRY(srv_work_begin(s, err));
    return srv_listen(s, err);
}

casus_status srv_open(srv_server **out, const srv_options *o, cs_err *err) {
    srv_server *s = calloc(1, sizeof *s);
    if (!s) return cs_fail(err, CASUS_E_LIMIT, -1, "out of memory");
    s->o = *o;
    if (!s->o.workers) s->o.workers = WORKERS_USUAL;
    pthread_mutex_init(&s->lock, NULL);
    pthread_mutex_init(&s->writing, NULL);
    pthread_cond_init(&s->more, NULL);
    casus_status st = begin(s, err);
    if (st == CASUS_OK)
        *out = s;
    else
        srv_close(&s);
    return st;
}

const char *srv_address(const srv_server *s) { return s->address; }

void srv_close(srv_server **out) {
    srv_server *s = *out;
    if (!s) return;
    srv_unlisten(s);
    cs_store_close(&s->writer);
    pthread_cond_destroy(&s->more);
    pthread_mutex_destroy(&s->writing);
    pthread_mutex_destroy(&s->lock);
    free(s);
    *out = NULL;
}
