#include "export/form_walk.h"
#include "export/form_reading.h"
#include "export/form_say.h"
#include "export/mask.h"

typedef struct walk {
    cs_form_walk *x;
    cs_form_writer w;
    cs_mask *mask; /* NULL: nothing is masked */
} walk;

enum { KEEP_WORK_BYTES = 1 << 20 };

static casus_status flush(walk *k, int64_t report, cs_err *err) {
    for (int i = 0; i < CS_FORM_FILES_MAX; i++)
        if (k->w.out[i].failed) return cs_fail(err, CASUS_E_LIMIT, -1, "out of memory");
    if (!k->x->take(k->x->ctx, report, k->w.out)) {
        if (err) err->msg[0] = 0;
        return CASUS_E_STORE;
    }
    for (int i = 0; i < CS_FORM_FILES_MAX; i++) cs_buf_clear(&k->w.out[i]);
    k->w.seen_here = (cs_map){ 0 };
    cs_arena_reset(k->x->work, KEEP_WORK_BYTES);
    return CASUS_OK;
}

/* ---- what is handed over ---- */

static casus_status report_of(walk *k, int64_t id, cs_view_report *out, cs_err *err) {
    bool found;
    CS_TRY(cs_view_report_of(k->x->view, id, k->x->work, out, &found, err));
    if (!found) return cs_fail(err, CASUS_E_STORE, -1, "report %lld is not in the case", (long long)id);
    if (k->mask) cs_mask_report(k->mask, out, k->x->work);
    return CASUS_OK;
}

/* The same error, with the report that it is about. */
static casus_status in_report(int64_t id, casus_status st, cs_err *err) {
    if (st == CASUS_OK || !err) return st;
    const cs_err why = *err;
    return cs_fail(err, st, why.at, "report %lld: %.400s", (long long)id, why.msg);
}

static casus_status reading_of(walk *k, int64_t id, cs_str *out, cs_err *err) {
    return in_report(id, cs_view_reading_of(k->x->view, id, k->x->work, out, err), err);
}

static casus_status document_of(walk *k, const cs_view_report *r, cs_form_document *out, cs_err *err) {
    *out = (cs_form_document){ .report = r };
    CS_TRY(cs_view_text_of(k->x->view, r->id, k->x->work, &out->text, err));
    CS_TRY(reading_of(k, r->id, &out->reading, err));
    return k->mask ? in_report(r->id, cs_mask_document(k->mask, out, k->x->work, err), err) : CASUS_OK;
}

/* The text of a report as it is shown, for the statements that are masked next. */
static casus_status words_of(walk *k, int64_t report, cs_err *err) {
    cs_form_document d = { 0 };
    CS_TRY(cs_view_text_of(k->x->view, report, k->x->work, &d.text, err));
    CS_TRY(reading_of(k, report, &d.reading, err));
    return in_report(report, cs_mask_words(k->mask, &d, k->x->work, err), err);
}

static int without_rejected(cs_view_statement *v, int n) {
    int kept = 0;
    for (int i = 0; i < n; i++)
        if (!cs_is(v[i].review, "rejected")) v[kept++] = v[i];
    return kept;
}

static casus_status statements_of(walk *k, cs_form_incident *out, cs_err *err) {
    cs_view_statement *all = NULL;
    int n = 0;
    CS_TRY(cs_view_statements_of(k->x->view, out->incident->id, k->x->work, &all, &n, err));
    out->statements = all;
    out->n_statements = n = without_rejected(all, n);
    for (int i = 0; k->mask && i < n; i++) {
        if (!i || all[i - 1].report != all[i].report) CS_TRY(words_of(k, all[i].report, err));
        cs_mask_statement(k->mask, all + i, k->x->work);
    }
    return CASUS_OK;
}

/* Names that no entity of a reading has are the words of the text, which may go over a line's end. */
static void put_on_lines(cs_view_incident *i, cs_arena *a) {
    i->place.name = cs_form_line(i->place.name, a);
    for (int k = 0; k < i->n_parties; k++) i->parties[k].name = cs_form_line(i->parties[k].name, a);
}

static casus_status one_incident(walk *k, cs_view_incident *i, cs_err *err) {
    cs_arena *a = k->x->work;
    cs_view_report *reports = CS_NEW(a, cs_view_report, i->n_reports);
    cs_form_incident c = { .incident = i, .reports = reports, .n_reports = i->n_reports };
    for (int n = 0; n < i->n_reports; n++) CS_TRY(report_of(k, i->reports[n], reports + n, err));
    if (k->mask) cs_mask_incident(k->mask, i, a);
    put_on_lines(i, a);
    CS_TRY(statements_of(k, &c, err));
    for (int n = 0; k->x->format->needs_muc && n < i->n_reports; n++) {
        cs_str reading;
        CS_TRY(reading_of(k, i->reports[n], &reading, err));
        CS_TRY(in_report(i->reports[n], cs_form_muc_add(&c, i->reports[n], reading, a, err), err));
    }
    k->x->format->incident(&k->w, &c);
    return flush(k, 0, err);
}

/* The statements of the last document. */
static casus_status statements_in(walk *k, cs_form_document *out, cs_err *err) {
    cs_view_statement *all = NULL;
    int n = 0;
    CS_TRY(cs_view_statements_in(k->x->view, out->report->id, k->x->work, &all, &n, err));
    out->statements = all;
    out->n_statements = without_rejected(all, n);
    out->n_rejected = n - out->n_statements;
    for (int i = 0; k->mask && i < out->n_statements; i++) cs_mask_statement(k->mask, all + i, k->x->work);
    return CASUS_OK;
}

/* ---- the walk ---- */

static casus_status all_incidents(walk *k, cs_err *err) {
    cs_view_incident i;
    for (bool more;;) {
        CS_TRY(cs_view_incident_next(k->x->view, k->x->work, &i, &more, err));
        if (!more) return CASUS_OK;
        if (!cs_is(i.review, "rejected")) CS_TRY(one_incident(k, &i, err));
    }
}

static casus_status all_reports(walk *k, cs_err *err) {
    cs_view_report r;
    cs_form_document d;
    for (bool more;;) {
        CS_TRY(cs_view_report_next(k->x->view, k->x->work, &r, &more, err));
        if (!more) return CASUS_OK;
        if (k->mask) cs_mask_report(k->mask, &r, k->x->work);
        CS_TRY(document_of(k, &r, &d, err));
        if (k->x->format->needs_statements) CS_TRY(statements_in(k, &d, err));
        CS_TRY(in_report(r.id, k->x->format->document(&k->w, &d, err), err));
        CS_TRY(flush(k, k->x->format->per_report ? r.id : 0, err));
    }
}

/* Whose names are to be masked stands in the readings of all reports, so they are read through first. */
static casus_status learn(walk *k, cs_err *err) {
    cs_view_report r;
    cs_str reading;
    CS_TRY(cs_mask_open(&k->mask, k->x->keep, err));
    for (bool more;;) {
        CS_TRY(cs_view_report_next(k->x->view, k->x->work, &r, &more, err));
        if (!more) return CASUS_OK;
        CS_TRY(reading_of(k, r.id, &reading, err));
        CS_TRY(in_report(r.id, cs_mask_learn(k->mask, reading, *k->x->work, err), err));
        cs_arena_reset(k->x->work, KEEP_WORK_BYTES);
    }
}

static casus_status walk_all(walk *k, cs_err *err) {
    const cs_form *f = k->x->format;
    if (k->x->mask) CS_TRY(learn(k, err));
    k->w.masked = k->mask != NULL;
    if (f->begin) f->begin(&k->w);
    CS_TRY(flush(k, 0, err));
    if (f->incident) CS_TRY(all_incidents(k, err));
    if (f->document) CS_TRY(all_reports(k, err));
    for (bool again = f->end != NULL; again;) {
        again = false;
        CS_TRY(f->end(&k->w, &again, err));
        CS_TRY(flush(k, 0, err));
    }
    return CASUS_OK;
}

casus_status cs_form_walk_all(cs_form_walk *x, cs_err *err) {
    walk k = { .x = x, .w = { .keep = x->keep, .scratch = x->work, .copy = x->copy } };
    casus_status st = walk_all(&k, err);
    x->n_written = k.w.n_written;
    x->n_left = k.w.n_left;
    if (x->format->drop) x->format->drop(&k.w);
    for (int i = 0; i < CS_FORM_FILES_MAX; i++) cs_buf_free(&k.w.out[i]);
    return st;
}
