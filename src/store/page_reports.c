/* Reports, sources and decisions a page at a time. */
#include "store/page.h"
#include "store/review_work.h"
#include "store/view_work.h"

/* ---- reports ---- */

/* Of the report's current coding and of what people added to it. */
#define N_STATEMENTS \
    "(select count(*) from report_codings k join statements s on s.coding = k.coding where k.report = r.id and k.run " \
    "= " \
    CS_CURRENT_RUN("k.report") ") + (select count(*) from reviews w join codings k on k.hand = w.id join statements s on s.coding = k.id " \
    "where w.report = r.id)"
#define STANDS(v) v ".undone_by is null and " v ".action <> 'undo'"
/* A report on which nobody decided has no pin, so most are known at once. */
#define REVIEWED \
    "exists (select 1 from pins q where q.report = r.id) and (" \
    "exists (select 1 from reviews v where v.report = r.id and " STANDS("v") ") or " \
    "exists (select 1 from report_codings k join statements s on s.coding = k.coding join reviews v on v.statement = s.id " \
    "where k.report = r.id and k.run = " CS_CURRENT_RUN("k.report") " and " STANDS("v") ") or " \
    "exists (select 1 from report_codings k join accounts a on a.coding = k.coding join incident_accounts y on y.account = " \
    "a.id join reviews v on v.incident = y.incident where k.report = r.id and k.run = " CS_CURRENT_RUN("k.report") " and " STANDS("v") "))"
static const char SOURCE[] = " and r.source = (select id from sources where name = ?)";
static const char TELLS[] =
    " and r.id in (select k.report from incident_accounts y join accounts a on a.id = y.account join report_codings k on "
    "k.coding = a.coding where y.incident = ? and k.run = " CS_CURRENT_RUN("k.report") " union select w.report from incident_accounts y "
    "join accounts a on a.id = y.account join codings k on k.id = a.coding join reviews w on w.id = k.hand "
    "where y.incident = ?)";
static const char IS_REVIEWED[] = " and r.id in (select report from pins) and " REVIEWED;
static const char IS_NOT_REVIEWED[] = " and not (" REVIEWED ")";

static cs_listed_report listed_at(const cs_rows *r, cs_arena *a) {
    return (cs_listed_report){ cs_view_report_at(r, a), cs_rows_int(r, CS_VIEW_REPORT_COLUMNS),
                               cs_rows_int(r, CS_VIEW_REPORT_COLUMNS + 1) != 0 };
}

static void put_select(cs_sql *sql) {
    cs_sql_put(sql, "select ", NULL);
    cs_sql_put(sql, cs_view_report_columns, NULL);
    cs_sql_put(sql, ", " N_STATEMENTS ", case when " REVIEWED " then 1 else 0 end ", NULL);
    cs_sql_put(sql, cs_view_report_tables, NULL);
}

casus_status cs_page_reports(cs_view *v, const cs_reports_wanted *w, const cs_mark *after, int64_t limit, cs_arena *a,
                             cs_listed_report **out, int *n, cs_mark *next, cs_err *err) {
    CS_VEC(cs_listed_report) list = { 0 };
    cs_sql sql = { 0 };
    cs_rows *rows = NULL;
    bool more;
    const cs_value id = cs_v_int(after->set ? after->id : 0), most = cs_v_int(limit + 1), source = cs_v_text(w->source);
    const cs_value incident[] = { cs_v_int(w->incident), cs_v_int(w->incident) };
    put_select(&sql);
    cs_sql_put(&sql, "where r.id > ?", &id);
    if (w->source.n) cs_sql_put(&sql, SOURCE, &source);
    if (w->incident) cs_sql_put(&sql, TELLS, incident);
    if (w->which == CS_REPORTS_REVIEWED) cs_sql_put(&sql, IS_REVIEWED, NULL);
    if (w->which == CS_REPORTS_UNREVIEWED) cs_sql_put(&sql, IS_NOT_REVIEWED, NULL);
    cs_sql_put(&sql, " order by r.id limit ?", &most);
    casus_status st = cs_sql_ask(v->db, &sql, &rows, err);
    cs_sql_free(&sql);
    CS_TRY(st);
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, err));
        if (!more) break;
        *CS_PUSH(a, &list) = listed_at(rows, a);
    }
    *out = list.v;
    *n = (int)(list.n > limit ? limit : list.n);
    *next = (cs_mark){ .set = list.n > limit, .id = list.n > limit ? list.v[limit - 1].about.id : 0 };
    return CASUS_OK;
}

casus_status cs_listed_report_of(cs_view *v, int64_t id, cs_arena *a, cs_listed_report *out, bool *found, cs_err *err) {
    cs_sql sql = { 0 };
    cs_rows *rows = NULL;
    const cs_value value = cs_v_int(id);
    put_select(&sql);
    cs_sql_put(&sql, "where r.id = ?", &value);
    casus_status st = cs_sql_ask(v->db, &sql, &rows, err);
    cs_sql_free(&sql);
    CS_TRY(st);
    CS_TRY(cs_rows_next(rows, found, err));
    if (!*found) return CASUS_OK;
    *out = listed_at(rows, a);
    cs_rows_end(rows);
    return CASUS_OK;
}

/* ---- sources ---- */

static cs_view_source source_at(const cs_rows *r, cs_arena *a) {
    return (cs_view_source){ .id = cs_rows_int(r, 0),
                             .name = cs_row_text(r, 1, a),
                             .reliability = cs_row_text(r, 2, a),
                             .n_reports = cs_rows_int(r, 3),
                             .first = cs_row_text(r, 4, a),
                             .last = cs_row_text(r, 5, a) };
}

#define SOURCES \
    "select so.id, so.name, so.reliability, q.n, q.first, q.last from sources so left join (select source, count(*) as n, " \
    "min(published) as first, max(published) as last from reports "
static const char Q_SOURCES[] = SOURCES "group by source) q on q.source = so.id order by so.name limit $1";
static const char Q_SOURCE[] = SOURCES "where source = $1 group by source) q on q.source = so.id where so.id = $1";

casus_status cs_view_sources(cs_view *v, cs_arena *a, cs_view_source **out, int *n, cs_err *err) {
    CS_VEC(cs_view_source) list = { 0 };
    cs_rows *rows = NULL;
    bool more;
    CS_TRY(cs_db_ask(v->db, Q_SOURCES, CS_VALUES(cs_v_int(CS_SOURCES_MAX)), &rows, err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, err));
        if (!more) break;
        *CS_PUSH(a, &list) = source_at(rows, a);
    }
    *out = list.v;
    *n = (int)list.n;
    return CASUS_OK;
}

casus_status cs_view_source_of(cs_view *v, int64_t id, cs_arena *a, cs_view_source *out, bool *found, cs_err *err) {
    cs_rows *rows = NULL;
    CS_TRY(cs_db_ask(v->db, Q_SOURCE, CS_VALUES(cs_v_int(id)), &rows, err));
    CS_TRY(cs_rows_next(rows, found, err));
    if (!*found) return CASUS_OK;
    *out = source_at(rows, a);
    cs_rows_end(rows);
    return CASUS_OK;
}

/* ---- decisions ---- */

static const char Q_REVIEWS[] =
    "select v.id, coalesce(v.incident, 0), coalesce(v.report, 0), coalesce(v.statement, 0), coalesce(v.other, 0), "
    "coalesce(v.undone_by, 0), v.at, v.who, v.action, v.field, v.before, v.after, v.why, " CS_REVIEW_SOURCE(
        "v") " from reviews v where v.id < ?";
static const char ABOUT_INCIDENT[] =
    " and v.id in (select id from reviews where incident = ? union "
    "select w.id from incident_accounts i join account_statements y on y.account = i.account "
    "join reviews w on w.statement = y.statement where i.incident = ? union "
    "select review from incident_changes where incident = ? and review is not null)";
static const char ABOUT_REPORT[] =
    " and v.id in (select id from reviews where report = ? union "
    "select w.id from report_codings k join statements s on s.coding = k.coding join reviews w on w.statement = s.id "
    "where k.report = ? union select w.id from reviews x join codings k on k.hand = x.id join statements s on s.coding = k.id "
    "join reviews w on w.statement = s.id where x.report = ?)";

casus_status cs_page_reviews(cs_view *v, const cs_reviews_wanted *w, const cs_mark *after, int64_t limit, cs_arena *a,
                             cs_review_entry **out, int *n, cs_mark *next, cs_err *err) {
    CS_VEC(cs_review_entry) list = { 0 };
    cs_sql sql = { 0 };
    cs_review_log *log = NULL;
    bool more;
    const cs_value id = cs_v_int(after->set ? after->id : INT64_MAX), most = cs_v_int(limit + 1);
    const cs_value i = cs_v_int(w->incident), r = cs_v_int(w->report), incident[] = { i, i, i }, report[] = { r, r, r };
    cs_sql_put(&sql, Q_REVIEWS, &id);
    if (w->incident) cs_sql_put(&sql, ABOUT_INCIDENT, incident);
    if (w->report) cs_sql_put(&sql, ABOUT_REPORT, report);
    cs_sql_put(&sql, " order by v.id desc limit ?", &most);
    casus_status st = cs_sql_ask(v->db, &sql, &log, err);
    cs_sql_free(&sql);
    CS_TRY(st);
    for (;;) {
        cs_review_entry e;
        CS_TRY(cs_review_log_next(log, &e, &more, err));
        if (!more) break;
        cs_str *texts[] = { &e.at, &e.who, &e.action, &e.field, &e.before, &e.after, &e.why, &e.source };
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) *texts[k] = cs_dup(a, *texts[k]);
        *CS_PUSH(a, &list) = e;
    }
    *out = list.v;
    *n = (int)(list.n > limit ? limit : list.n);
    *next = (cs_mark){ .set = list.n > limit, .id = list.n > limit ? list.v[limit - 1].id : 0 };
    return CASUS_OK;
}
