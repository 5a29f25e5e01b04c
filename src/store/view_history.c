#include "store/history.h"
#include "store/same_actor.h"
#include "store/view_work.h"

/* A query by one value, begun; each of the functions below reads its rows into a list. */
static casus_status ask(cs_view *v, const char *sql, cs_value about, cs_rows **rows, cs_err *err) {
    return cs_db_ask(v->db, sql, &about, 1, rows, err);
}

#define FIRST_REPORT(coding) \
    "coalesce((select min(g.report) from report_codings g where g.coding = " coding \
    "), " \
    "(select w.report from codings h join reviews w on w.id = h.hand where h.id = " coding "), 0)"
static const char Q_LINKS[] =
    "select l.a, l.b, " FIRST_REPORT("x.coding") ", " FIRST_REPORT("z.coding")
    ", l.probability, l.reasons from incident_accounts i join account_links l on l.a = i.account "
    "join incident_accounts k on k.account = l.b and k.incident = i.incident join accounts x on x.id = l.a "
    "join accounts z on z.id = l.b where i.incident = $1 order by l.probability desc, l.a, l.b";

casus_status cs_view_links_of(cs_view *v, int64_t incident, cs_arena *a, cs_view_link **out, int *n, cs_err *err) {
    CS_VEC(cs_view_link) list = { 0 };
    cs_rows *r = NULL;
    bool more;
    CS_TRY(ask(v, Q_LINKS, cs_v_int(incident), &r, err));
    for (;;) {
        CS_TRY(cs_rows_next(r, &more, err));
        if (!more) break;
        *CS_PUSH(a, &list) = (cs_view_link){ .a = cs_rows_int(r, 0),
                                             .b = cs_rows_int(r, 1),
                                             .report_a = cs_rows_int(r, 2),
                                             .report_b = cs_rows_int(r, 3),
                                             .probability = cs_rows_real(r, 4),
                                             .reasons = cs_row_text(r, 5, a) };
    }
    *out = list.v;
    *n = (int)list.n;
    return CASUS_OK;
}

/* The report of an account that is still in the incident. */
static const char Q_CHANGES[] =
    "select c.version, c.at, c.what, coalesce((select " FIRST_REPORT("x.coding")
    " from incident_accounts i join accounts x on x.id = i.account where i.incident = $1 and x.name = c.account_name limit 1), 0), "
    "coalesce(c.review, 0) from incident_changes c where c.incident = $1 order by c.version, c.number";

casus_status cs_view_changes_of(cs_view *v, int64_t incident, cs_arena *a, cs_view_change **out, int *n, cs_err *err) {
    CS_VEC(cs_view_change) list = { 0 };
    cs_rows *r = NULL;
    bool more;
    CS_TRY(ask(v, Q_CHANGES, cs_v_int(incident), &r, err));
    for (;;) {
        CS_TRY(cs_rows_next(r, &more, err));
        if (!more) break;
        *CS_PUSH(a, &list) = (cs_view_change){ .version = cs_rows_int(r, 0),
                                               .at = cs_row_text(r, 1, a),
                                               .what = cs_row_text(r, 2, a),
                                               .report = cs_rows_int(r, 3),
                                               .review = cs_rows_int(r, 4) };
    }
    *out = list.v;
    *n = (int)list.n;
    return CASUS_OK;
}

static const char Q_REVIEWS[] =
    "select v.id, coalesce(v.incident, 0), coalesce(v.statement, 0), coalesce(v.report, 0), coalesce(v.other, 0), "
    "coalesce(v.undone_by, 0), v.at, v.who, v.action, v.field, v.before, v.after, v.why from reviews v where v.id in ("
    "select id from reviews where incident = $1 union "
    "select w.id from incident_accounts i join account_statements y on y.account = i.account "
    "join reviews w on w.statement = y.statement where i.incident = $1 union "
    "select review from incident_changes where incident = $1 and review is not null) order by v.id";

casus_status cs_view_reviews_of(cs_view *v, int64_t incident, cs_arena *a, cs_view_review **out, int *n, cs_err *err) {
    CS_VEC(cs_view_review) list = { 0 };
    cs_rows *r = NULL;
    bool more;
    CS_TRY(ask(v, Q_REVIEWS, cs_v_int(incident), &r, err));
    for (;;) {
        CS_TRY(cs_rows_next(r, &more, err));
        if (!more) break;
        *CS_PUSH(a, &list) = (cs_view_review){ .id = cs_rows_int(r, 0),
                                               .incident = cs_rows_int(r, 1),
                                               .statement = cs_rows_int(r, 2),
                                               .report = cs_rows_int(r, 3),
                                               .other = cs_rows_int(r, 4),
                                               .undone_by = cs_rows_int(r, 5),
                                               .at = cs_row_text(r, 6, a),
                                               .who = cs_row_text(r, 7, a),
                                               .action = cs_row_text(r, 8, a),
                                               .field = cs_row_text(r, 9, a),
                                               .before = cs_row_text(r, 10, a),
                                               .after = cs_row_text(r, 11, a),
                                               .why = cs_row_text(r, 12, a) };
    }
    *out = list.v;
    *n = (int)list.n;
    return CASUS_OK;
}

static const char Q_NAMES[] =
    "select e.name, count(distinct k.text) from entities e join codings k on k.id = e.coding where e.actor = $1 and e.name is "
    "not null group by e.name order by 2 desc, 1 limit $2";

casus_status cs_view_names_of(cs_view *v, cs_str actor, cs_arena *a, cs_view_name **out, int *n, cs_err *err) {
    CS_VEC(cs_view_name) list = { 0 };
    cs_rows *r = NULL;
    bool more;
    CS_TRY(cs_db_ask(v->db, Q_NAMES, CS_VALUES(cs_v_text(actor), cs_v_int(CS_VIEW_NAMES_OF_MAX)), &r, err));
    for (;;) {
        CS_TRY(cs_rows_next(r, &more, err));
        if (!more) break;
        *CS_PUSH(a, &list) = (cs_view_name){ cs_row_text(r, 0, a), cs_rows_int(r, 1) };
    }
    *out = list.v;
    *n = (int)list.n;
    return CASUS_OK;
}

casus_status cs_view_merged_of(cs_view *v, cs_str actor, cs_arena *a, cs_view_merged **out, int *n, cs_err *err) {
    cs_same_actors all;
    CS_VEC(cs_view_merged) list = { 0 };
    const cs_actor_ref who = cs_actor_ref_of(actor, a);
    CS_TRY(cs_same_actors_of(v->db, a, &all, err));
    for (ptrdiff_t i = 0; i < all.v.n; i++)
        if (cs_actor_ref_is(&all.v.v[i].to, who.id, who.key))
            *CS_PUSH(a, &list) = (cs_view_merged){ all.v.v[i].reference, all.v.v[i].review };
    *out = list.v;
    *n = (int)list.n;
    return CASUS_OK;
}
