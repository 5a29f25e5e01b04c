/* Incidents a page at a time. A page is put together from up to three queries, so that each begins where the one before ended
 * instead of passing over it: the rows with the mark's value that come behind it, those with a value behind it, those without a
 * value. */
#include "store/page.h"
#include "store/view_work.h"
#include <math.h>

typedef struct order {
    const char *same, *beyond, *unknown; /* tests; same == NULL: by id alone */
    bool is_text;
} order;
static const order ORDERS[CS_ORDERS] = {
    { NULL, "i.id > ?", NULL, false },
    { "i.first_day = ? and i.id > ?", "i.first_day > ?", "i.first_day is null and i.id > ?", true },
    { "i.first_day = ? and i.id < ?", "i.first_day < ?", "i.first_day is null and i.id < ?", true },
    { "i.killed_best = ? and i.id > ?", "i.killed_best < ?", "i.killed_best is null and i.id > ?", false },
    { "i.sources = ? and i.id > ?", "i.sources < ?", NULL, false },
};

typedef CS_VEC(cs_view_incident) incidents;

static casus_status add(cs_view *v, incidents *list, cs_arena *a, cs_err *err) {
    for (bool more = true;;) {
        cs_view_incident x;
        CS_TRY(cs_view_incident_row_next(v, a, &x, &more, err));
        if (!more) return CASUS_OK;
        *CS_PUSH(a, list) = x;
    }
}

/* The rows behind the mark that meet a test. */
static casus_status add_behind(cs_view *v, const char *test, const cs_value *value, int n_values, int64_t wanted,
                               incidents *list, cs_arena *a, cs_err *err) {
    if (!test || list->n >= wanted) return CASUS_OK;
    v->filter.limit = wanted - list->n;
    v->behind = test;
    memcpy(v->behind_value, value, (size_t)n_values * sizeof *value);
    casus_status st = add(v, list, a, err);
    v->behind = NULL;
    return st;
}

static casus_status collect(cs_view *v, const cs_mark *after, int64_t wanted, incidents *list, cs_arena *a, cs_err *err) {
    const order *o = ORDERS + v->filter.order;
    const cs_value id = cs_v_int(after->id), value = o->is_text ? cs_v_text(after->text) : cs_v_int(after->number);
    const cs_value same[] = { value, id }, none[] = { cs_v_int(v->filter.order == CS_ORDER_LATEST ? INT64_MAX : 0) };
    v->filter.limit = wanted;
    if (!after->set) return add(v, list, a, err);
    if (!o->same) return add_behind(v, o->beyond, &id, 1, wanted, list, a, err);
    if (after->unknown) return add_behind(v, o->unknown, &id, 1, wanted, list, a, err);
    CS_TRY(add_behind(v, o->same, same, 2, wanted, list, a, err));
    CS_TRY(add_behind(v, o->beyond, same, 1, wanted, list, a, err));
    return add_behind(v, o->unknown, none, 1, wanted, list, a, err);
}

static cs_mark mark_of(cs_order by, const cs_view_incident *x) {
    cs_mark m = { .set = true, .id = x->id };
    if (by == CS_ORDER_DAY || by == CS_ORDER_LATEST) m.text = x->when.first, m.unknown = !x->when.first.n;
    if (by == CS_ORDER_SOURCES) m.number = x->n_sources;
    if (by == CS_ORDER_KILLED) m.number = x->killed, m.unknown = x->killed == CS_VIEW_NONE;
    return m;
}

casus_status cs_page_incidents(cs_view *v, const cs_mark *after, int64_t limit, cs_arena *a, cs_view_incident **out, int *n,
                               cs_mark *next, cs_err *err) {
    incidents list = { 0 };
    int64_t was = v->filter.limit;
    casus_status st = collect(v, after, limit + 1, &list, a, err); /* one more says that there are more */
    v->filter.limit = was;
    CS_TRY(st);
    *out = list.v;
    *n = (int)(list.n > limit ? limit : list.n);
    *next = list.n > limit ? mark_of(v->filter.order, list.v + *n - 1) : (cs_mark){ .set = false };
    return cs_view_load_lists(v, list.v, *n, a, err);
}

casus_status cs_page_some(cs_view *v, const int64_t *ids, int n_ids, cs_arena *a, cs_view_incident **out, int *n, cs_err *err) {
    cs_view_incident *list = CS_NEW(a, cs_view_incident, n_ids + 1);
    *out = list;
    CS_TRY(cs_view_incident_rows_of(v, ids, n_ids, a, list, n, err));
    return cs_view_load_lists(v, list, *n, a, err);
}

casus_status cs_page_any(cs_view *v, const int64_t *ids, int n, bool *any, cs_err *err) {
    cs_sql sql = { 0 };
    cs_rows *rows = NULL;
    cs_sql_put(&sql, "select i.id from (values ", NULL); /* the ids come first, and each leads to its row */
    for (int i = 0; i < n; i++) {
        const cs_value id = cs_v_int(ids[i]);
        cs_sql_put(&sql, i ? ", (?)" : "(?)", &id);
    }
    cs_sql_put(&sql, ") d cross join incidents i where i.live = 1 and i.id = d.column1", NULL);
    cs_view_put_tests(v, &sql);
    casus_status st = cs_sql_ask(v->db, &sql, &rows, err);
    if (st == CASUS_OK) st = cs_rows_next(rows, any, err);
    if (st == CASUS_OK && *any) cs_rows_end(rows);
    cs_sql_free(&sql);
    return st;
}

/* ---- the outline ---- */

static const char OUTLINE[] =
    "i.id, i.killed_best, i.sources, i.first_day, i.last_day, i.day_precision, i.place_precision, i.country, i.type, i.review, "
    "i.lat, i.lon, i.confidence";

static double real_at(const cs_rows *r, int column) { return cs_rows_null(r, column) ? NAN : cs_rows_real(r, column); }

casus_status cs_outline_next(cs_view *v, cs_outline *out, bool *more, cs_err *err) {
    CS_TRY(cs_view_row_next(v, OUTLINE, more, err));
    if (!*more) return CASUS_OK;
    const cs_rows *r = v->incidents;
    *out = (cs_outline){ .id = cs_rows_int(r, 0),
                         .killed = cs_row_count(r, 1),
                         .sources = cs_rows_int(r, 2),
                         .first = cs_rows_text(r, 3),
                         .last = cs_rows_text(r, 4),
                         .day_precision = cs_rows_text(r, 5),
                         .place_precision = cs_rows_text(r, 6),
                         .country = cs_rows_text(r, 7),
                         .type = cs_rows_text(r, 8),
                         .review = cs_rows_text(r, 9),
                         .lat = real_at(r, 10),
                         .lon = real_at(r, 11),
                         .confidence = real_at(r, 12) };
    return CASUS_OK;
}

/* ---- incidents that are no more ---- */

/* union ends it where a damaged file leads in a circle. */
static const char Q_HEIR[] =
    "with recursive h (id) as (select into_incident from incidents where id = $1 and live = 0 union "
    "select i.into_incident from h join incidents i on i.id = h.id where i.live = 0) "
    "select i.id from h join incidents i on i.id = h.id where i.live = 1 order by i.id limit 1";

casus_status cs_view_heir_of(cs_view *v, int64_t incident, int64_t *heir, cs_err *err) {
    bool found;
    *heir = 0;
    return cs_db_ask_int(v->db, Q_HEIR, CS_VALUES(cs_v_int(incident)), heir, &found, err);
}
