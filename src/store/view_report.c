/* Reports, their texts and readings. */
#include "store/view_work.h"

#define COLUMNS \
    "r.id, r.text, coalesce(t.copy_group, t.id), so.name, so.reliability, r.published, r.title, r.url, r.path, " \
    "r.media_type, r.charset, r.added_at, r.sha256, t.sha256, r.size_bytes "
#define TABLES "from reports r join texts t on t.id = r.text left join sources so on so.id = r.source "
#define REPORT "select " COLUMNS TABLES
static const char Q_REPORT[] = REPORT "where r.id = $1";

const char cs_view_report_columns[] = COLUMNS, cs_view_report_tables[] = TABLES;

cs_view_report cs_view_report_at(const cs_rows *r, cs_arena *a) {
    return (cs_view_report){ .id = cs_rows_int(r, 0),
                             .text_id = cs_rows_int(r, 1),
                             .group = cs_rows_int(r, 2),
                             .source = cs_row_text(r, 3, a),
                             .reliability = cs_row_text(r, 4, a),
                             .published = cs_row_text(r, 5, a),
                             .title = cs_row_text(r, 6, a),
                             .url = cs_row_text(r, 7, a),
                             .path = cs_row_text(r, 8, a),
                             .media_type = cs_row_text(r, 9, a),
                             .charset = cs_row_text(r, 10, a),
                             .added_at = cs_row_text(r, 11, a),
                             .sha256 = cs_row_text(r, 12, a),
                             .text_sha256 = cs_row_text(r, 13, a),
                             .size_bytes = cs_rows_int(r, 14) };
}

/* The reports that tell of the incidents that the filter wants. */
static casus_status put_wanted(cs_view *v, cs_sql *sql, cs_err *err) {
    static const char told_in[] =
        "select g.report from w join incident_accounts y on y.incident = w.id join accounts a on a.id = y.account "
        "join report_codings g on g.coding = a.coding where g.run = " CS_CURRENT_RUN("g.report") " union "
        "select x.report from w join incident_accounts y on y.incident = w.id join accounts a on a.id = y.account "
        "join codings g on g.id = a.coding join reviews x on x.id = g.hand";
    cs_buf_put(&sql->text, "with w as (");
    CS_TRY(cs_view_select(v, "i.id as id", v->filter.limit > 0, sql, err));
    cs_buf_put(&sql->text, ") " REPORT "where r.id in (");
    cs_buf_put(&sql->text, told_in);
    cs_buf_put(&sql->text, ") order by r.id");
    return CASUS_OK;
}

static casus_status ask_reports(cs_view *v, cs_err *err) {
    cs_sql sql = { 0 };
    casus_status st = CASUS_OK;
    if (cs_view_is_filtered(&v->filter) || v->filter.limit)
        st = put_wanted(v, &sql, err);
    else
        cs_buf_put(&sql.text, REPORT "order by r.id");
    if (st == CASUS_OK) st = cs_sql_ask(v->db, &sql, &v->reports, err);
    cs_sql_free(&sql);
    return st;
}

casus_status cs_view_report_next(cs_view *v, cs_arena *a, cs_view_report *out, bool *more, cs_err *err) {
    if (!v->reports) CS_TRY(ask_reports(v, err));
    cs_rows *rows = v->reports;
    v->reports = NULL;
    CS_TRY(cs_rows_next(rows, more, err));
    if (!*more) return CASUS_OK;
    v->reports = rows;
    *out = cs_view_report_at(rows, a);
    return CASUS_OK;
}

casus_status cs_view_report_of(cs_view *v, int64_t id, cs_arena *a, cs_view_report *out, bool *found, cs_err *err) {
    cs_rows *rows = NULL;
    CS_TRY(cs_db_ask(v->db, Q_REPORT, CS_VALUES(cs_v_int(id)), &rows, err));
    CS_TRY(cs_rows_next(rows, found, err));
    if (!*found) return CASUS_OK;
    *out = cs_view_report_at(rows, a);
    cs_rows_end(rows);
    return CASUS_OK;
}

/* The first column of the one row of a query by a report's id. */
static casus_status ask_bytes(cs_view *v, const char *sql, int64_t report, cs_arena *a, cs_str *out, cs_err *err) {
    cs_rows *rows = NULL;
    bool more;
    CS_TRY(cs_db_ask(v->db, sql, CS_VALUES(cs_v_int(report)), &rows, err));
    CS_TRY(cs_rows_next(rows, &more, err));
    if (!more) return cs_fail(err, CASUS_E_INPUT, -1, "%s: there is no report %lld", cs_db_name(v->db), (long long)report);
    *out = cs_row_text(rows, 0, a);
    cs_rows_end(rows);
    return CASUS_OK;
}

casus_status cs_view_text_of(cs_view *v, int64_t report, cs_arena *a, cs_str *text, cs_err *err) {
    return ask_bytes(v, "select t.text from reports r join texts t on t.id = r.text where r.id = $1", report, a, text, err);
}

casus_status cs_view_reading_of(cs_view *v, int64_t report, cs_arena *a, cs_str *json, cs_err *err) {
    static const char sql[] =
        "select c.reading from report_codings k join codings c on c.id = k.coding where k.report = $1 and k.run "
        "= " CS_CURRENT_RUN("k.report");
    cs_str packed;
    CS_TRY(ask_bytes(v, sql, report, a, &packed, err));
    cs_buf_clear(&v->reading);
    CS_TRY(cs_store_unpack(packed, &v->reading, err));
    *json = cs_dup(a, (cs_str){ v->reading.p, (ptrdiff_t)v->reading.n });
    return CASUS_OK;
}
