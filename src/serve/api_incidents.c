/* Incidents: a list, some by their numbers, one with all that is known of it. */
#include "export/case_load.h"
#include "serve/handlers.h"
#include "serve/list.h"
#include "serve/writes.h"

static void put_incidents(const cs_view_incident *x, int n, cs_buf *b) {
    for (int i = 0; i < n; i++) {
        const cs_case_incident one = { .about = x[i] };
        if (i) cs_buf_char(b, ',');
        cs_case_json(b, &one, false);
    }
}

/* ---- by their numbers ---- */

static bool ids_of(const srv_request *r, srv_reply *out, cs_str list, int64_t *ids, int *n) {
    static const char *const only[] = { "ids", NULL };
    if (!srv_query_only(r, out, only)) return false;
    for (*n = 0; list.n;) {
        const char *comma = memchr(list.p, ',', (size_t)list.n);
        ptrdiff_t end = comma ? comma - list.p : list.n;
        cs_i64_result id = cs_parse_i64(cs_cut(list, 0, end));
        if (!id.ok || id.value < 1 || *n == CS_PAGE_ROWS_MAX)
            return (void)!srv_problem_of(out, CS_LIT("ids"),
                                         "expected at most %d numbers with commas between them but found \"" CS_FMT "\"",
                                         CS_PAGE_ROWS_MAX, CS_ARG(list)),
                   false;
        ids[(*n)++] = id.value;
        list = cs_cut(list, comma ? end + 1 : end, list.n);
    }
    return true;
}

static casus_status put_some(cs_view *v, const int64_t *ids, int n_ids, cs_arena *a, cs_buf *b, cs_err *err) {
    const cs_mark none = { .set = false };
    cs_view_incident *list = NULL;
    int n;
    CS_TRY(cs_page_some(v, ids, n_ids, a, &list, &n, err));
    srv_items(b);
    put_incidents(list, n, b);
    srv_items_end(b, "", &none, a);
    return CASUS_OK;
}

/* Was it answered before, and has none of these changed since? */
static bool none_of(const srv_before *before, const int64_t *ids, int n) {
    for (int i = 0; before && i < before->n; i++)
        for (int k = 0; k < n; k++)
            if (ids[k] == before->changed[i]) return false;
    return before != NULL;
}

static casus_status get_some(const srv_request *r, srv_reply *out, cs_str list, cs_err *err) {
    const cs_filter all = CS_FILTER_ALL;
    int64_t ids[CS_PAGE_ROWS_MAX];
    cs_view *v = NULL;
    int n;
    if (!ids_of(r, out, list, ids, &n) || none_of(r->before, ids, n)) return CASUS_OK;
    cs_buf_clear(&out->body);
    CS_TRY(cs_view_open(&v, r->store, &all, err));
    casus_status st = put_some(v, ids, n, r->a, &out->body, err);
    cs_view_close(&v);
    return st;
}

/* ---- what was answered before ---- */

/* Is it in this answer? Nothing else in an answer begins as an incident does. */
static bool is_in(const cs_buf *b, int64_t id) {
    char head[32];
    int n = snprintf(head, sizeof head, "{\"id\":%lld,", (long long)id);
    return cs_find((cs_str){ b->p, (ptrdiff_t)b->n }, (cs_str){ head, n }) >= 0;
}

/* Where none of those that changed was in the answer or would be by now, it holds. (That there is a next page it may say where
 * the only one that was on it went away: then that page is empty.) */
static casus_status still_holds(const srv_request *r, cs_view *v, const cs_buf *b, bool *holds, cs_err *err) {
    bool wanted = false;
    *holds = r->before != NULL;
    for (int i = 0; *holds && i < r->before->n; i++) *holds = !is_in(b, r->before->changed[i]);
    if (!*holds || !r->before->n) return CASUS_OK;
    CS_TRY(cs_page_any(v, r->before->changed, r->before->n, &wanted, err));
    *holds = !wanted;
    return CASUS_OK;
}
_Static_assert((int)SRV_CHANGED_MAX <= (int)CS_PAGE_ANY_MAX, "asked at once");

/* ---- a list ---- */

/* Each with its deeds, which stay until the view is asked for the next. */
static casus_status put_with_deeds(cs_view *v, const cs_view_incident *x, int n, cs_arena scratch, cs_buf *b, cs_err *err) {
    for (int i = 0; i < n; i++) {
        cs_case_incident one = { .about = x[i] };
        CS_TRY(cs_view_deeds_of(v, x[i].id, scratch, &one.deeds, &one.n_deeds, err));
        if (i) cs_buf_char(b, ',');
        cs_case_json(b, &one, false);
    }
    return CASUS_OK;
}

static casus_status put_page(cs_view *v, const srv_page *page, const char *kind, bool deeds, cs_arena *a, cs_buf *b,
                             cs_err *err) {
    cs_view_incident *list = NULL;
    cs_mark next;
    int n;
    CS_TRY(cs_page_incidents(v, &page->after, page->limit, a, &list, &n, &next, err));
    srv_items(b);
    if (deeds)
        CS_TRY(put_with_deeds(v, list, n, *a, b, err));
    else
        put_incidents(list, n, b);
    srv_items_end(b, kind, &next, a);
    return CASUS_OK;
}

casus_status srv_get_incidents(const srv_request *r, srv_reply *out, cs_err *err) {
    static const char *const others[] = { "limit", "cursor", "with", NULL }, *const more[] = { "deeds", NULL };
    cs_str ids = srv_query(r, "ids");
    bool holds = false;
    int with;
    cs_filter f;
    srv_page page;
    cs_view *v = NULL;
    if (ids.n) return get_some(r, out, ids, err);
    if (!srv_choice(r, out, "with", more, -1, &with) || !srv_filter(r, out, others, CS_ORDER_ID, &f)) return CASUS_OK;
    const char *kind = cs_order_names[f.order];
    if (!srv_page_of(r, out, kind, &page)) return CASUS_OK;
    CS_TRY(cs_view_open(&v, r->store, &f, err));
    casus_status st = with == 0 ? CASUS_OK : still_holds(r, v, &out->body, &holds, err); /* deeds are of others, too */
    if (!holds) cs_buf_clear(&out->body);
    if (st == CASUS_OK && !holds) st = put_page(v, &page, kind, with == 0, r->a, &out->body, err);
    cs_view_close(&v);
    return st;
}

/* ---- one ---- */

/* What became of it, where it is no more. */
static casus_status gone(cs_view *v, const srv_request *r, srv_reply *out, int64_t id, cs_err *err) {
    int64_t heir;
    CS_TRY(cs_view_heir_of(v, id, &heir, err));
    if (!heir) return srv_not_there(out, "incident", r->id);
    out->location = cs_printf(r->a, "/api/v1/incidents/%lld", (long long)heir);
    return srv_problem(out, 301, "Part of another", "incident %lld has become part of incident %lld", (long long)id,
                       (long long)heir);
}

static casus_status put_one(cs_view *v, const srv_request *r, srv_reply *out, int64_t id, cs_err *err) {
    cs_case_incident x;
    bool found;
    CS_TRY(cs_case_load_incident(v, id, r->a, &x, &found, err));
    if (!found) return gone(v, r, out, id, err);
    CS_TRY(cs_view_deeds_of(v, id, *r->a, &x.deeds, &x.n_deeds, err));
    cs_case_json(&out->body, &x, true);
    out->etag = srv_etag_of(cs_printf(r->a, "i%lld-%lld", (long long)id, (long long)x.about.version), &out->body, r->a);
    return CASUS_OK;
}

casus_status srv_get_incident(const srv_request *r, srv_reply *out, cs_err *err) {
    static const char *const none[] = { NULL };
    const cs_filter all = CS_FILTER_ALL;
    cs_view *v = NULL;
    int64_t id;
    if (!srv_query_only(r, out, none) || !srv_id(r, out, &id)) return CASUS_OK;
    CS_TRY(cs_view_open(&v, r->store, &all, err));
    casus_status st = put_one(v, r, out, id, err);
    cs_view_close(&v);
    return st;
}
