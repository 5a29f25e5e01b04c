/* Incidents and statements; reports are in view_report.c, how a filter becomes a query in view_filter.c. */
#include "store/view_work.h"
#include "base/calendar.h"
#include "store/edit.h"
#include "store/sum.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

casus_status cs_view_open(cs_view **out, cs_store *s, const cs_filter *filter, cs_err *err) {
    cs_view *v = calloc(1, sizeof *v);
    if (!v) return cs_fail(err, CASUS_E_LIMIT, -1, "%s: out of memory", cs_db_name(s->db));
    v->store = s;
    v->db = s->db;
    v->filter = *filter;
    cs_day_result from = cs_parse_day(filter->from);
    if (from.ok) {
        cs_date d = cs_date_of(from.day - CS_YEAR_DAYS);
        snprintf(v->year_before, sizeof v->year_before, "%04d-%02d-%02d", d.year, d.month, d.day);
    }
    casus_status st = cs_db_look(v->db, err);
    if (st == CASUS_OK) st = cs_view_find_actor(v, err);
    if (st == CASUS_OK)
        *out = v;
    else
        cs_view_close(&v);
    return st;
}

void cs_view_close(cs_view **v) {
    if (!*v) return;
    cs_db_rollback((*v)->db);
    cs_buf_free(&(*v)->pattern);
    cs_buf_free(&(*v)->names);
    cs_buf_free(&(*v)->reading);
    cs_deed_memo_free((*v)->deeds);
    free(*v);
    *v = NULL;
}

/* ---- incidents ---- */

#define COLUMNS \
    "i.id, i.version, i.made_at, i.changed_at, i.type, i.mode, i.certainty, i.modality, i.time_frame, i.edtf, i.first_day, " \
    "i.last_day, i.day_precision, i.place, i.geonames, i.lat, i.lon, i.country, i.admin1, i.admin2, i.place_precision, " \
    "i.sources, i.confidence, i.credibility, i.credibility_why, i.review"
static const char HEAD_COLUMNS[] =
    COLUMNS ", i.killed_low, i.killed_best, i.killed_high, i.wounded_low, i.wounded_best, i.wounded_high";
static const char *const Q_INCIDENTS[] = { "select " COLUMNS " from incidents i where i.id = $1 and i.live = 1",
                                           "select " COLUMNS " from incidents i where i.id in " CS_DB_IDS " and i.live = 1" };

static cs_view_incident incident_at(const cs_rows *r, cs_arena *a) {
    return (cs_view_incident){
        .id = cs_rows_int(r, 0),
        .version = cs_rows_int(r, 1),
        .made_at = cs_row_text(r, 2, a),
        .changed_at = cs_row_text(r, 3, a),
        .type = cs_row_text(r, 4, a),
        .mode = cs_row_text(r, 5, a),
        .certainty = cs_row_text(r, 6, a),
        .modality = cs_row_text(r, 7, a),
        .time_frame = cs_row_text(r, 8, a),
        .when = { cs_row_text(r, 9, a), cs_row_text(r, 10, a), cs_row_text(r, 11, a), cs_row_text(r, 12, a) },
        .place = { .name = cs_row_text(r, 13, a),
                   .geonames = cs_rows_int(r, 14),
                   .located = !cs_rows_null(r, 15) && !cs_rows_null(r, 16),
                   .lat = cs_rows_real(r, 15),
                   .lon = cs_rows_real(r, 16),
                   .country = cs_row_text(r, 17, a),
                   .admin1 = cs_row_text(r, 18, a),
                   .admin2 = cs_row_text(r, 19, a),
                   .precision = cs_row_text(r, 20, a) },
        .n_sources = cs_rows_int(r, 21),
        .confidence = cs_rows_null(r, 22) ? NAN : cs_rows_real(r, 22),
        .credibility = (int)cs_rows_int(r, 23),
        .credibility_why = cs_row_text(r, 24, a),
        .review = cs_row_text(r, 25, a),
    };
}

static casus_status ask_incidents(cs_view *v, const char *columns, cs_err *err) {
    cs_sql sql = { 0 };
    casus_status st = cs_view_select(v, columns, true, &sql, err);
    if (st == CASUS_OK) st = cs_sql_ask(v->db, &sql, &v->incidents, err);
    cs_sql_free(&sql);
    return st;
}

casus_status cs_view_row_next(cs_view *v, const char *columns, bool *more, cs_err *err) {
    if (!v->incidents) CS_TRY(ask_incidents(v, columns, err));
    cs_rows *rows = v->incidents;
    v->incidents = NULL; /* a step that fails or is the last ends them */
    CS_TRY(cs_rows_next(rows, more, err));
    if (*more) v->incidents = rows;
    return CASUS_OK;
}

casus_status cs_view_incident_row_next(cs_view *v, cs_arena *a, cs_view_incident *out, bool *more, cs_err *err) {
    CS_TRY(cs_view_row_next(v, COLUMNS ", i.killed_best", more, err));
    if (!*more) return CASUS_OK;
    *out = incident_at(v->incidents, a);
    out->killed = cs_row_count(v->incidents, 26);
    return CASUS_OK;
}

casus_status cs_view_incident_next(cs_view *v, cs_arena *a, cs_view_incident *out, bool *more, cs_err *err) {
    CS_TRY(cs_view_incident_row_next(v, a, out, more, err));
    return *more ? cs_view_load_lists(v, out, 1, a, err) : CASUS_OK;
}

casus_status cs_view_head_next(cs_view *v, cs_arena *a, cs_view_incident *out, bool *more, cs_err *err) {
    static const char *const effects[] = { "killed", "wounded" };
    enum { FIRST = 26, FIGURES = 3 };
    CS_TRY(cs_view_row_next(v, HEAD_COLUMNS, more, err));
    if (!*more) return CASUS_OK;
    const cs_rows *r = v->incidents;
    *out = incident_at(r, a);
    out->tolls = CS_NEW(a, cs_view_toll, 2);
    for (int i = 0; i < 2; i++) {
        int column = FIRST + i * FIGURES;
        if (cs_rows_null(r, column) && cs_rows_null(r, column + 1) && cs_rows_null(r, column + 2)) continue;
        out->tolls[out->n_tolls++] = (cs_view_toll){ .effect = { effects[i], (ptrdiff_t)strlen(effects[i]) },
                                                     .status = CS_SUM_STATUS[0],
                                                     .low = cs_row_count(r, column),
                                                     .best = cs_row_count(r, column + 1),
                                                     .high = cs_row_count(r, column + 2),
                                                     .women = CS_VIEW_NONE,
                                                     .children = CS_VIEW_NONE };
    }
    return CASUS_OK;
}

casus_status cs_view_incident_rows_of(cs_view *v, const int64_t *ids, int n_ids, cs_arena *a, cs_view_incident *out, int *n,
                                      cs_err *err) {
    cs_view_incident found[CS_DB_IDS_MAX];
    cs_rows *rows = NULL;
    bool more;
    *n = 0;
    for (int i = 0; i < n_ids; i += CS_DB_IDS_MAX) {
        int some = n_ids - i < CS_DB_IDS_MAX ? n_ids - i : CS_DB_IDS_MAX, n_found = 0;
        CS_TRY(cs_view_ask_of(v, Q_INCIDENTS, ids + i, some, &rows, err));
        for (;;) {
            CS_TRY(cs_rows_next(rows, &more, err));
            if (!more) break;
            found[n_found++] = incident_at(rows, a);
        }
        for (int k = 0; k < some; k++)
            for (int f = 0; f < n_found; f++)
                if (found[f].id == ids[i + k]) out[(*n)++] = found[f];
    }
    return CASUS_OK;
}

casus_status cs_view_incident_of(cs_view *v, int64_t id, cs_arena *a, cs_view_incident *out, bool *found, cs_err *err) {
    int n;
    CS_TRY(cs_view_incident_rows_of(v, &id, 1, a, out, &n, err));
    *found = n > 0;
    return *found ? cs_view_load_lists(v, out, 1, a, err) : CASUS_OK;
}

/* ---- statements ---- */

static int by_report(const void *a, const void *b) {
    const cs_view_statement *x = a, *y = b;
    if (x->report != y->report) return x->report < y->report ? -1 : 1;
    if (x->trigger_begin != y->trigger_begin) return x->trigger_begin < y->trigger_begin ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

void cs_view_hand_out(const cs_told *t, cs_view_statement **out, int *n) {
    if (t->n) qsort(t->v, (size_t)t->n, sizeof *t->v, by_report);
    *out = t->v;
    *n = t->n;
}

casus_status cs_view_statements_of(cs_view *v, int64_t incident, cs_arena *a, cs_view_statement **out, int *n, cs_err *err) {
    cs_told t;
    CS_TRY(cs_told_of(v->db, CS_TOLD_INCIDENT, incident, a, &t, err));
    cs_view_hand_out(&t, out, n);
    return CASUS_OK;
}

casus_status cs_view_statement_of(cs_view *v, int64_t statement, cs_arena *a, cs_view_statement *out, bool *found,
                                  cs_err *err) {
    cs_told t;
    CS_TRY(cs_told_of(v->db, CS_TOLD_STATEMENT, statement, a, &t, err));
    *found = t.n && t.v[0].report;
    if (*found) *out = t.v[0];
    return CASUS_OK;
}

casus_status cs_view_relations_of(cs_view *v, int64_t coding, cs_arena *a, cs_view_statement **out, int *n, cs_err *err) {
    cs_told t;
    CS_TRY(cs_told_of(v->db, CS_TOLD_RELATIONS, coding, a, &t, err));
    cs_view_hand_out(&t, out, n);
    return CASUS_OK;
}

static const char Q_CODINGS[] =
    "select k.coding from report_codings k where k.report = $1 and k.run = " CS_CURRENT_RUN("k.report") " union "
    "select c.id from codings c join reviews w on w.id = c.hand where w.report = $1 order by 1";

static casus_status load_ids(cs_view *v, const char *sql, int64_t incident, cs_arena *a, int64_t **out, int *n, cs_err *err) {
    CS_VEC(int64_t) list = { 0 };
    cs_rows *r = NULL;
    bool more;
    CS_TRY(cs_db_ask(v->db, sql, CS_VALUES(cs_v_int(incident)), &r, err));
    for (;;) {
        CS_TRY(cs_rows_next(r, &more, err));
        if (!more) break;
        *CS_PUSH(a, &list) = cs_rows_int(r, 0);
    }
    *out = list.v;
    *n = (int)list.n;
    return CASUS_OK;
}

casus_status cs_view_statements_in(cs_view *v, int64_t report, cs_arena *a, cs_view_statement **out, int *n, cs_err *err) {
    CS_VEC(cs_view_statement) all = { 0 };
    int64_t *codings = NULL;
    int n_codings;
    CS_TRY(load_ids(v, Q_CODINGS, report, a, &codings, &n_codings, err));
    for (int i = 0; i < n_codings; i++) {
        cs_told t;
        CS_TRY(cs_told_of(v->db, CS_TOLD_CODING, codings[i], a, &t, err));
        for (int k = 0; k < t.n; k++) {
            *CS_PUSH(a, &all) = t.v[k];
            all.v[all.n - 1].report = report;
        }
    }
    const cs_told joined = { .v = all.v, .n = (int)all.n };
    cs_view_hand_out(&joined, out, n);
    return CASUS_OK;
}
