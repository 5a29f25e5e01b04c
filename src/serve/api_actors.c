/* Actors, places and sources: who, where, by whose word. */
#include "export/case_load.h"
#include "export/json.h"
#include "serve/handlers.h"
#include "serve/list.h"

enum { SRV_ABOUT_MAX = 200 /* incidents of an actor or place that are shown with it; others by GET /incidents */ };

typedef casus_status put_list(cs_view *v, const srv_request *r, srv_reply *out, cs_err *err);

static casus_status in_view(const srv_request *r, srv_reply *out, const cs_filter *f, put_list *put, cs_err *err) {
    cs_view *v = NULL;
    CS_TRY(cs_view_open(&v, r->store, f, err));
    casus_status st = put(v, r, out, err);
    cs_view_close(&v);
    return st;
}

/* ---- actors ---- */

static void put_actor(cs_buf *b, const cs_view_actor *x) {
    cs_json_item(b);
    cs_json_text(b, "id", x->id);
    cs_json_text(b, "name", x->name);
    cs_json_text(b, "type", x->type);
    cs_json_text(b, "sector", x->sector);
    cs_json_text(b, "country", x->country);
    cs_json_int(b, "incidents", x->n_incidents);
    cs_json_int(b, "as_agent", x->n_agent);
    cs_json_int(b, "as_recipient", x->n_recipient);
    cs_json_item_end(b);
}

static casus_status put_actors(cs_view *v, const srv_request *r, srv_reply *out, cs_err *err) {
    static const char *const known[] = { "q", "limit", "cursor", NULL };
    cs_view_actor *list = NULL;
    srv_page page;
    cs_mark next;
    int n;
    if (!srv_query_only(r, out, known) || !srv_page_of(r, out, "actor", &page)) return CASUS_OK;
    CS_TRY(cs_page_actors(v, srv_query(r, "q"), &page.after, page.limit, r->a, &list, &n, &next, err));
    srv_items(&out->body);
    for (int i = 0; i < n; i++) put_actor(&out->body, list + i);
    srv_items_end(&out->body, "actor", &next, r->a);
    return CASUS_OK;
}

casus_status srv_get_actors(const srv_request *r, srv_reply *out, cs_err *err) {
    return in_view(r, out, &CS_FILTER_ALL, put_actors, err);
}

/* The id is of the register, or "~" and a name. */
static casus_status put_about(cs_view *v, const srv_request *r, srv_reply *out, bool actor, cs_err *err) {
    cs_case_about x = { .id = r->id, .actor = actor, .cut = true };
    cs_view_statement *relations = NULL;
    bool more = false, is_name = actor && cs_starts(r->id, CS_LIT("~"));
    CS_TRY(cs_case_load_about(v, r->a, SRV_ABOUT_MAX, &x, err));
    if (actor) {
        cs_str who = is_name ? cs_cut(r->id, 1, r->id.n) : r->id;
        CS_TRY(cs_view_relations_with(v, who, !is_name, r->a, &relations, &x.n_relations, &more, err));
        x.relations = relations ? relations : CS_NEW(r->a, cs_view_statement, 1);
    }
    if (!x.n_incidents && !x.n_names && !x.n_relations) return srv_not_there(out, actor ? "actor" : "place", r->id);
    cs_case_about_json(&out->body, &x);
    return CASUS_OK;
}

static casus_status put_one_actor(cs_view *v, const srv_request *r, srv_reply *out, cs_err *err) {
    return put_about(v, r, out, true, err);
}
static casus_status put_one_place(cs_view *v, const srv_request *r, srv_reply *out, cs_err *err) {
    return put_about(v, r, out, false, err);
}

static casus_status get_about(const srv_request *r, srv_reply *out, bool actor, cs_err *err) {
    static const char *const none[] = { NULL };
    cs_filter f = CS_FILTER_ALL;
    if (!srv_query_only(r, out, none)) return CASUS_OK;
    f.order = CS_ORDER_DAY;
    f.limit = SRV_ABOUT_MAX + 1;
    *(actor ? &f.actor : &f.place) = r->id;
    return in_view(r, out, &f, actor ? put_one_actor : put_one_place, err);
}

casus_status srv_get_actor(const srv_request *r, srv_reply *out, cs_err *err) { return get_about(r, out, true, err); }
casus_status srv_get_place(const srv_request *r, srv_reply *out, cs_err *err) { return get_about(r, out, false, err); }

/* ---- places ---- */

static casus_status put_places(cs_view *v, const srv_request *r, srv_reply *out, cs_err *err) {
    static const char *const known[] = { "q", "limit", NULL };
    cs_listed_place *list = NULL;
    int64_t limit;
    bool more;
    int n;
    if (!srv_query_only(r, out, known) || !srv_query_int(r, out, "limit", 1, CS_PAGE_ROWS_MAX, SRV_LIMIT, &limit))
        return CASUS_OK;
    CS_TRY(cs_view_places(v, srv_query(r, "q"), limit, r->a, &list, &n, &more, err));
    srv_items(&out->body);
    for (int i = 0; i < n; i++) cs_case_place_json(&out->body, &list[i].about, list[i].n_incidents);
    cs_json_list_end(&out->body);
    cs_json_bool(&out->body, "more", more);
    cs_json_item_end(&out->body);
    return CASUS_OK;
}

casus_status srv_get_places(const srv_request *r, srv_reply *out, cs_err *err) {
    return in_view(r, out, &CS_FILTER_ALL, put_places, err);
}

/* ---- sources ---- */

static void put_source(cs_buf *b, const cs_view_source *x) {
    cs_json_item(b);
    cs_json_int(b, "id", x->id);
    cs_json_text(b, "name", x->name);
    cs_json_text(b, "reliability", x->reliability);
    cs_json_int(b, "reports", x->n_reports);
    cs_json_text(b, "first", x->first);
    cs_json_text(b, "last", x->last);
    cs_json_item_end(b);
}

static casus_status put_sources(cs_view *v, const srv_request *r, srv_reply *out, cs_err *err) {
    cs_view_source *list = NULL;
    int n;
    CS_TRY(cs_view_sources(v, r->a, &list, &n, err));
    srv_items(&out->body);
    for (int i = 0; i < n; i++) put_source(&out->body, list + i);
    cs_json_list_end(&out->body);
    cs_json_item_end(&out->body);
    return CASUS_OK;
}

casus_status srv_get_sources(const srv_request *r, srv_reply *out, cs_err *err) {
    static const char *const none[] = { NULL };
    if (!srv_query_only(r, out, none)) return CASUS_OK;
    return in_view(r, out, &CS_FILTER_ALL, put_sources, err);
}
