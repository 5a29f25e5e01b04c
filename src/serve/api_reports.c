/* Reports, their readings, their statements. */
#include "base/json_find.h"
#include "export/case_load.h"
#include "serve/handlers.h"
#include "serve/list.h"
#include "store/told.h"

/* ---- a list ---- */

static bool wanted_of(const srv_request *r, srv_reply *out, cs_reports_wanted *w, srv_page *page) {
    static const char *const known[] = { "source", "reviewed", "incident", "after", "limit", "cursor", NULL };
    static const char *const reviewed[] = { "none", "any", NULL };
    int64_t after;
    int which;
    *w = (cs_reports_wanted){ .source = srv_query(r, "source") };
    if (!srv_query_only(r, out, known) || !srv_page_of(r, out, "report", page)) return false;
    if (!srv_query_int(r, out, "incident", 1, INT64_MAX, 0, &w->incident)) return false;
    if (!srv_query_int(r, out, "after", 0, INT64_MAX, 0, &after)) return false;
    if (!srv_choice(r, out, "reviewed", reviewed, -1, &which)) return false;
    w->which = which < 0 ? CS_REPORTS_ALL : which ? CS_REPORTS_REVIEWED : CS_REPORTS_UNREVIEWED;
    if (after && !page->after.set) page->after = (cs_mark){ .set = true, .id = after };
    return true;
}

static casus_status put_page(cs_view *v, const cs_reports_wanted *w, const srv_page *page, cs_arena *a, cs_buf *b,
                             cs_err *err) {
    cs_listed_report *list = NULL;
    cs_mark next;
    int n;
    CS_TRY(cs_page_reports(v, w, &page->after, page->limit, a, &list, &n, &next, err));
    srv_items(b);
    for (int i = 0; i < n; i++) cs_case_listed_json(b, list + i);
    srv_items_end(b, "report", &next, a);
    return CASUS_OK;
}

casus_status srv_get_reports(const srv_request *r, srv_reply *out, cs_err *err) {
    const cs_filter all = CS_FILTER_ALL;
    cs_reports_wanted w;
    srv_page page;
    cs_view *v = NULL;
    if (!wanted_of(r, out, &w, &page)) return CASUS_OK;
    CS_TRY(cs_view_open(&v, r->store, &all, err));
    casus_status st = put_page(v, &w, &page, r->a, &out->body, err);
    cs_view_close(&v);
    return st;
}

/* ---- one ---- */

typedef casus_status put_report(cs_view *v, const srv_request *r, srv_reply *out, int64_t id, cs_err *err);

static casus_status get_one(const srv_request *r, srv_reply *out, put_report *put, const char *const *names, cs_err *err) {
    const cs_filter all = CS_FILTER_ALL;
    cs_view *v = NULL;
    int64_t id;
    if (!srv_query_only(r, out, names) || !srv_id(r, out, &id)) return CASUS_OK;
    CS_TRY(cs_view_open(&v, r->store, &all, err));
    casus_status st = put(v, r, out, id, err);
    cs_view_close(&v);
    return st;
}

static casus_status put_one(cs_view *v, const srv_request *r, srv_reply *out, int64_t id, cs_err *err) {
    cs_case_report x;
    cs_str text;
    bool found;
    CS_TRY(cs_case_load_report(v, id, r->a, &x, &found, err));
    if (!found) return srv_not_there(out, "report", r->id);
    CS_TRY(cs_view_text_of(v, id, r->a, &text, err));
    x.text = &text;
    cs_case_report_json(&out->body, &x);
    out->etag = srv_etag_of(cs_printf(r->a, "r%lld", (long long)id), &out->body, r->a);
    return CASUS_OK;
}

casus_status srv_report_etag(const srv_request *r, cs_view *v, int64_t id, cs_str *etag, cs_err *err) {
    srv_reply whole = { 0 };
    *etag = (cs_str){ 0 };
    casus_status st = put_one(v, r, &whole, id, err);
    if (st == CASUS_OK) *etag = whole.etag;
    cs_buf_free(&whole.body);
    return st;
}

casus_status srv_get_report(const srv_request *r, srv_reply *out, cs_err *err) {
    static const char *const none[] = { NULL };
    return get_one(r, out, put_one, none, err);
}

/* The reading is large by its words and their syntax, which few ask for. */
static casus_status put_reading(cs_view *v, const srv_request *r, srv_reply *out, int64_t id, cs_err *err) {
    static const char *const choices[] = { "0", "1", NULL };
    cs_view_report about;
    cs_str json;
    int tokens;
    bool found;
    if (!srv_choice(r, out, "tokens", choices, 0, &tokens)) return CASUS_OK;
    CS_TRY(cs_view_report_of(v, id, r->a, &about, &found, err));
    if (!found) return srv_not_there(out, "report", r->id);
    CS_TRY(cs_view_reading_of(v, id, r->a, &json, err));
    cs_json_place words = cs_json_find(json, CS_LIT("tokens"));
    if (tokens || !words.found) {
        cs_buf_str(&out->body, cs_trim(json));
    } else { /* with the comma before it: it is not the first member */
        cs_buf_str(&out->body, cs_cut(json, 0, words.key - 1));
        cs_buf_str(&out->body, cs_trim(cs_cut(json, words.end, json.n)));
    }
    return CASUS_OK;
}

casus_status srv_get_reading(const srv_request *r, srv_reply *out, cs_err *err) {
    static const char *const names[] = { "tokens", NULL };
    return get_one(r, out, put_reading, names, err);
}

/* ---- statements ---- */

static casus_status put_statement(cs_view *v, const srv_request *r, srv_reply *out, int64_t id, cs_err *err) {
    cs_view_statement s;
    bool found;
    CS_TRY(cs_view_statement_of(v, id, r->a, &s, &found, err));
    if (!found) return srv_not_there(out, "statement", r->id);
    cs_case_statement_json(&out->body, &s);
    return CASUS_OK;
}

casus_status srv_get_statement(const srv_request *r, srv_reply *out, cs_err *err) {
    static const char *const none[] = { NULL };
    return get_one(r, out, put_statement, none, err);
}

static casus_status put_statements(cs_view *v, const srv_request *r, srv_reply *out, int64_t incident, int64_t report,
                                   cs_err *err) {
    const cs_mark none = { .set = false };
    cs_view_statement *list = NULL;
    int n;
    if (incident)
        CS_TRY(cs_view_statements_of(v, incident, r->a, &list, &n, err));
    else
        CS_TRY(cs_view_statements_in(v, report, r->a, &list, &n, err));
    srv_items(&out->body);
    for (int i = 0; i < n; i++) cs_case_statement_json(&out->body, list + i);
    srv_items_end(&out->body, "", &none, r->a);
    return CASUS_OK;
}

casus_status srv_get_statements(const srv_request *r, srv_reply *out, cs_err *err) {
    static const char *const known[] = { "incident", "report", NULL };
    const cs_filter all = CS_FILTER_ALL;
    int64_t incident, report;
    cs_view *v = NULL;
    if (!srv_query_only(r, out, known) || !srv_query_int(r, out, "incident", 1, INT64_MAX, 0, &incident) ||
        !srv_query_int(r, out, "report", 1, INT64_MAX, 0, &report))
        return CASUS_OK;
    if (!incident == !report) return srv_problem_of(out, CS_LIT("incident"), "expected incident or report: whose statements");
    CS_TRY(cs_view_open(&v, r->store, &all, err));
    casus_status st = put_statements(v, r, out, incident, report, err);
    cs_view_close(&v);
    return st;
}
