/* The lists of incidents: each is asked for once for as many as CS_DB_IDS_MAX of them, so that a page costs little more than one
 * incident. Rows come incident by incident, whose id is the first column. */
#include "store/sum.h"
#include "store/view_work.h"
#include <stdlib.h>

/* Two queries of one list: of one incident, and of several, for which a database makes a table of the ids first. */
#define OF_EACH(head, tail) { head " = $1 " tail, head " in " CS_DB_IDS " " tail }

static const char *const Q_PARTIES[] =
    OF_EACH("select incident, role, name, actor, type, sector, country, certainty, says, reports from incident_parties where "
            "incident",
            "order by incident, number");
static const char *const Q_TOLLS[] =
    OF_EACH("select incident, effect, status, low, best, high, rule from incident_tolls where incident", "order by incident");
/* What tells of them, by text and number. An account has a statement, and all its statements are of its coding. */
static const char *const Q_TELLINGS[] =
    OF_EACH("select i.incident, s.id, s.coding, s.number, k.hand, t.sha256, case when (select v.action from reviews v where "
            "v.statement = s.id and v.undone_by is null and v.action in ('accept','reject') order by v.id desc limit 1) = "
            "'reject' then 1 else 0 end from incident_accounts i join account_statements y on y.account = i.account join "
            "statements s on s.id = y.statement join codings k on k.id = s.coding join texts t on t.id = k.text where i.incident",
            "order by 1, 6, 4, 2");
/* Of codings: the reports that they are the current ones of; those that people added them to. */
static const char *const Q_READ_IN[] =
    OF_EACH("select k.coding, k.report from report_codings k where k.run = " CS_CURRENT_RUN("k.report") " and k.coding", "");
static const char *const Q_ADDED_TO[] =
    OF_EACH("select k.id, v.report from codings k join reviews v on v.id = k.hand where k.id", "");

casus_status cs_view_ask_of(cs_view *v, const char *const sql[2], const int64_t *ids, int n, cs_rows **rows, cs_err *err) {
    const cs_db_ids of = cs_db_ids_of(ids, n);
    return cs_db_ask(v->db, sql[n > 1], of.v, n > 1 ? CS_DB_IDS_MAX : 1, rows, err);
}

typedef CS_VEC(int64_t) owners; /* of each row of a list: the incident */

typedef struct stretch {
    ptrdiff_t at;
    int n;
} stretch;

static stretch stretch_of(const owners *of, int64_t incident) {
    stretch s = { 0, 0 };
    while (s.at < of->n && of->v[s.at] != incident) s.at++;
    while (s.at + s.n < of->n && of->v[s.at + s.n] == incident) s.n++;
    return s;
}

/* What is loaded at once. */
typedef struct some {
    cs_view *v;
    int64_t ids[CS_DB_IDS_MAX];
    int n;
    cs_arena *a;
    cs_err *err;
} some;

static some some_of(cs_view *v, const cs_view_incident *x, int n, cs_arena *a, cs_err *err) {
    some s = { .v = v, .n = n < CS_DB_IDS_MAX ? n : CS_DB_IDS_MAX, .a = a, .err = err };
    for (int i = 0; i < s.n; i++) s.ids[i] = x[i].id;
    return s;
}

static casus_status load_parties(some *s, cs_view_incident *x) {
    CS_VEC(cs_view_party) list = { 0 };
    owners of = { 0 };
    cs_rows *r = NULL;
    bool more;
    CS_TRY(cs_view_ask_of(s->v, Q_PARTIES, s->ids, s->n, &r, s->err));
    for (;;) {
        CS_TRY(cs_rows_next(r, &more, s->err));
        if (!more) break;
        *CS_PUSH(s->a, &of) = cs_rows_int(r, 0);
        *CS_PUSH(s->a, &list) = (cs_view_party){ .role = cs_row_text(r, 1, s->a),
                                                 .name = cs_row_text(r, 2, s->a),
                                                 .actor = cs_row_text(r, 3, s->a),
                                                 .type = cs_row_text(r, 4, s->a),
                                                 .sector = cs_row_text(r, 5, s->a),
                                                 .country = cs_row_text(r, 6, s->a),
                                                 .certainty = cs_row_text(r, 7, s->a),
                                                 .says = cs_row_text(r, 8, s->a),
                                                 .n_reports = cs_rows_int(r, 9) };
    }
    for (int i = 0; i < s->n; i++) {
        stretch own = stretch_of(&of, x[i].id);
        x[i].parties = own.n ? list.v + own.at : NULL;
        x[i].n_parties = own.n;
    }
    return CASUS_OK;
}

static int by_effect(const void *a, const void *b) {
    const cs_view_toll *x = a, *y = b;
    int i = cs_sum_rank(x->effect, CS_SUM_EFFECT, CS_SUM_EFFECTS), k = cs_sum_rank(y->effect, CS_SUM_EFFECT, CS_SUM_EFFECTS);
    if (i != k) return i - k;
    return cs_sum_rank(x->status, CS_SUM_STATUS, CS_SUM_STATUSES) - cs_sum_rank(y->status, CS_SUM_STATUS, CS_SUM_STATUSES);
}

static casus_status load_tolls(some *s, cs_view_incident *x) {
    CS_VEC(cs_view_toll) list = { 0 };
    owners of = { 0 };
    cs_rows *r = NULL;
    bool more;
    CS_TRY(cs_view_ask_of(s->v, Q_TOLLS, s->ids, s->n, &r, s->err));
    for (;;) {
        CS_TRY(cs_rows_next(r, &more, s->err));
        if (!more) break;
        *CS_PUSH(s->a, &of) = cs_rows_int(r, 0);
        *CS_PUSH(s->a, &list) = (cs_view_toll){ .effect = cs_row_text(r, 1, s->a),
                                                .status = cs_row_text(r, 2, s->a),
                                                .low = cs_row_count(r, 3),
                                                .best = cs_row_count(r, 4),
                                                .high = cs_row_count(r, 5),
                                                .women = CS_VIEW_NONE,
                                                .children = CS_VIEW_NONE,
                                                .rule = cs_row_text(r, 6, s->a) };
    }
    for (int i = 0; i < s->n; i++) {
        stretch own = stretch_of(&of, x[i].id);
        x[i].tolls = own.n ? list.v + own.at : NULL;
        x[i].n_tolls = own.n;
        if (own.n) qsort(x[i].tolls, (size_t)own.n, sizeof *x[i].tolls, by_effect);
    }
    return CASUS_OK;
}

/* ---- statements, reports ---- */

typedef struct telling {
    int64_t coding;
    bool rejected;
    cs_view_reference statement;
} telling;

typedef CS_VEC(telling) tellings;

static casus_status load_tellings(some *s, owners *of, tellings *list) {
    cs_rows *r = NULL;
    bool more;
    CS_TRY(cs_view_ask_of(s->v, Q_TELLINGS, s->ids, s->n, &r, s->err));
    for (;;) {
        CS_TRY(cs_rows_next(r, &more, s->err));
        if (!more) return CASUS_OK;
        *CS_PUSH(s->a, of) = cs_rows_int(r, 0);
        *CS_PUSH(s->a, list) =
            (telling){ cs_rows_int(r, 2),
                       cs_rows_int(r, 6) != 0,
                       { cs_rows_int(r, 1), cs_row_text(r, 5, s->a), cs_rows_int(r, 3), !cs_rows_null(r, 4) } };
    }
}

static int by_number(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

int cs_view_sort_ids(int64_t *ids, int n) {
    int once = 0;
    if (n) qsort(ids, (size_t)n, sizeof *ids, by_number);
    for (int i = 0; i < n; i++)
        if (!once || ids[i] != ids[once - 1]) ids[once++] = ids[i];
    return once;
}

typedef struct in_report {
    int64_t coding, report;
} in_report;

typedef CS_VEC(in_report) in_reports;

static int by_coding(const void *a, const void *b) {
    const in_report *x = a, *y = b;
    return (x->coding > y->coding) - (x->coding < y->coding);
}

static casus_status ask_reports(some *s, const char *const sql[2], const int64_t *codings, int n, in_reports *out) {
    cs_rows *r = NULL;
    bool more = true;
    for (int i = 0; i < n; i += CS_DB_IDS_MAX) {
        CS_TRY(cs_view_ask_of(s->v, sql, codings + i, n - i < CS_DB_IDS_MAX ? n - i : CS_DB_IDS_MAX, &r, s->err));
        for (;;) {
            CS_TRY(cs_rows_next(r, &more, s->err));
            if (!more) break;
            *CS_PUSH(s->a, out) = (in_report){ cs_rows_int(r, 0), cs_rows_int(r, 1) };
        }
    }
    return CASUS_OK;
}

/* By coding. */
static casus_status load_reports(some *s, const tellings *list, in_reports *out) {
    int64_t *codings = CS_NEW(s->a, int64_t, list->n + 1), *added = CS_NEW(s->a, int64_t, list->n + 1);
    int n = 0, n_added = 0;
    for (ptrdiff_t i = 0; i < list->n; i++) {
        codings[n++] = list->v[i].coding;
        if (list->v[i].statement.by_hand) added[n_added++] = list->v[i].coding;
    }
    CS_TRY(ask_reports(s, Q_READ_IN, codings, cs_view_sort_ids(codings, n), out));
    CS_TRY(ask_reports(s, Q_ADDED_TO, added, cs_view_sort_ids(added, n_added), out));
    if (out->n) qsort(out->v, (size_t)out->n, sizeof *out->v, by_coding);
    return CASUS_OK;
}

static ptrdiff_t first_of(const in_reports *all, int64_t coding) {
    ptrdiff_t from = 0, to = all->n;
    while (from < to) {
        ptrdiff_t mid = from + (to - from) / 2;
        if (all->v[mid].coding < coding)
            from = mid + 1;
        else
            to = mid;
    }
    return from;
}

static void put_told(cs_view_incident *x, const telling *list, int n, const in_reports *in, cs_arena *a) {
    CS_VEC(int64_t) reports = { 0 };
    x->statements = CS_NEW(a, int64_t, n + 1);
    x->references = CS_NEW(a, cs_view_reference, n + 1);
    x->n_statements = x->n_references = 0;
    for (int i = 0; i < n; i++) {
        x->statements[x->n_statements++] = list[i].statement.statement;
        if (!list[i].rejected) x->references[x->n_references++] = list[i].statement;
        if (i && list[i].coding == list[i - 1].coding) continue;
        for (ptrdiff_t k = first_of(in, list[i].coding); k < in->n && in->v[k].coding == list[i].coding; k++)
            *CS_PUSH(a, &reports) = in->v[k].report;
    }
    (void)cs_view_sort_ids(x->statements, n);
    x->reports = reports.v;
    x->n_reports = cs_view_sort_ids(reports.v, (int)reports.n);
}

static casus_status load_told(some *s, cs_view_incident *x) {
    owners of = { 0 };
    tellings list = { 0 };
    in_reports in = { 0 };
    CS_TRY(load_tellings(s, &of, &list));
    CS_TRY(load_reports(s, &list, &in));
    for (int i = 0; i < s->n; i++) {
        stretch own = stretch_of(&of, x[i].id);
        put_told(x + i, own.n ? list.v + own.at : NULL, own.n, &in, s->a);
    }
    return CASUS_OK;
}

/* ---- all ---- */

casus_status cs_view_load_own(cs_view *v, cs_view_incident *x, int n, cs_arena *a, cs_err *err) {
    for (int i = 0; i < n; i += CS_DB_IDS_MAX) {
        some s = some_of(v, x + i, n - i, a, err);
        CS_TRY(load_parties(&s, x + i));
        CS_TRY(load_tolls(&s, x + i));
    }
    return CASUS_OK;
}

casus_status cs_view_load_lists(cs_view *v, cs_view_incident *x, int n, cs_arena *a, cs_err *err) {
    CS_TRY(cs_view_load_own(v, x, n, a, err));
    for (int i = 0; i < n; i += CS_DB_IDS_MAX) {
        some s = some_of(v, x + i, n - i, a, err);
        CS_TRY(load_told(&s, x + i));
    }
    return CASUS_OK;
}

casus_status cs_view_parties_of(cs_view *v, int64_t incident, cs_arena *a, cs_view_party **out, int *n, cs_err *err) {
    cs_view_incident x = { .id = incident };
    some s = some_of(v, &x, 1, a, err);
    CS_TRY(load_parties(&s, &x));
    *out = x.parties;
    *n = x.n_parties;
    return CASUS_OK;
}
