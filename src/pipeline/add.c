#include "pipeline/add.h"
#include "casus/casus.h"

casus_status cs_add_begin(cs_store *s, const cs_pipeline *p, double min_confidence, cs_str now, int64_t *run, cs_err *err) {
    cs_export_model m = cs_pipeline_model(p);
    const cs_store_run how = { CS_LIT(CASUS_VERSION), m.sha256,     m.branch,      m.gazetteer,   m.actors, m.lexicon,
                               m.own_actors,          m.own_places, m.own_lexicon, min_confidence };
    return cs_store_begin_run(s, &how, now, run, err);
}

typedef struct question {
    cs_add *add;
    cs_store *reader;
    int64_t run;
    casus_status status;
    cs_err *err;
} question;

/* Is the report new, or known but not coded by this run? */
static bool wanted(void *ctx, const cs_export_report *x) {
    question *q = ctx;
    cs_buf day = { 0 };
    if (x->reading->published != CS_DAY_NONE) cs_buf_day(&day, x->reading->published);
    const cs_store_key key = { x->id, x->name, x->reading->title, { day.p, (ptrdiff_t)day.n } };
    q->status = cs_store_has_report(q->reader, q->run, &key, &q->add->has, q->err);
    cs_buf_free(&day);
    return q->status == CASUS_OK && !q->add->has.coded && !q->add->has.coding;
}

casus_status cs_add_code(cs_add *add, const cs_pipeline *p, cs_worker *w, cs_store *reader, int64_t run, const cs_raw *raw,
                         cs_err *err) {
    const cs_export_options with_words = { .tokens = true };
    question q = { add, reader, run, CASUS_OK, err };
    w->wanted = wanted;
    w->wanted_ctx = &q;
    casus_status st = cs_pipeline_code(p, w, raw, CS_FORMAT_JSON, &with_words, &add->json, err);
    w->wanted = NULL;
    if (q.status != CASUS_OK) return q.status;
    if (st != CASUS_OK || w->unread) return st;
    return cs_store_pack((cs_str){ add->json.p, (ptrdiff_t)add->json.n }, &add->packed, err);
}

casus_status cs_add_put(cs_add *add, cs_store *s, int64_t run, cs_str now, cs_err *err) {
    if (add->has.coded) return CASUS_OK;
    const cs_store_report report = {
        run, { add->json.p, (ptrdiff_t)add->json.n }, { add->packed.p, (ptrdiff_t)add->packed.n }, now
    };
    return cs_store_add(s, &report, &add->has, err);
}

void cs_add_free(cs_add *add) {
    cs_buf_free(&add->json);
    cs_buf_free(&add->packed);
}
