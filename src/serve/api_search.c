/* Search, counts, and the codebook by which both are asked. */
#include "decode/lexicon.h"
#include "export/case.h"
#include "export/form_say.h"
#include "export/json.h"
#include "export/panel.h"
#include "serve/handlers.h"
#include "serve/list.h"
#include "store/review_field.h"

/* ---- search ---- */

static casus_status find(cs_view *v, const srv_request *r, srv_reply *out, const cs_query *q, int in, int64_t limit,
                         cs_err *err) {
    bool more = false;
    srv_items(&out->body);
    for (int kind = 0; kind < CS_WORDS_KINDS; kind++) {
        cs_search_hits hits;
        if (in != CS_WORDS_KINDS && in != kind) continue;
        CS_TRY(cs_search(v, (cs_words)kind, q, limit, r->a, &hits, err));
        for (ptrdiff_t i = 0; i < hits.v.n; i++) cs_case_hit_json(&out->body, (cs_words)kind, hits.v.v + i, *r->a);
        more |= hits.more;
    }
    cs_json_list_end(&out->body);
    cs_json_bool(&out->body, "more", more);
    cs_json_item_end(&out->body);
    return CASUS_OK;
}

casus_status srv_get_search(const srv_request *r, srv_reply *out, cs_err *err) {
    static const char *const others[] = { "q", "in", "limit", NULL };
    static const char *const where[] = { "reports", "statements", "both", NULL }; /* as cs_words */
    cs_err why = { 0 };
    cs_filter f;
    cs_query q;
    cs_view *v = NULL;
    int64_t limit;
    int in;
    if (!srv_filter(r, out, others, CS_ORDER_ID, &f) || !srv_choice(r, out, "in", where, CS_WORDS_KINDS, &in) ||
        !srv_query_int(r, out, "limit", 1, CS_PAGE_ROWS_MAX, SRV_LIMIT, &limit))
        return CASUS_OK;
    if (cs_query_read(srv_query(r, "q"), &q, r->a, &why) != CASUS_OK) return srv_problem_of(out, CS_LIT("q"), "%s", why.msg);
    CS_TRY(cs_view_open(&v, r->store, &f, err));
    casus_status st = find(v, r, out, &q, in, limit, err);
    cs_view_close(&v);
    return st == CASUS_E_USAGE ? srv_problem(out, 501, "Not for this case", "%s", err->msg) : st;
}

/* ---- counts ---- */

enum { TAIL_BYTES = 1 << 16 /* of the request's memory, for what comes after the handler */ };

/* "country,month"; false: the reply says what is wrong. */
static bool bys_of(const srv_request *r, srv_reply *out, cs_panel_ask *ask) {
    cs_str list = srv_query(r, "by");
    bool ok = list.n > 0;
    while (ok && list.n) {
        const char *comma = memchr(list.p, ',', (size_t)list.n);
        cs_str one = { list.p, comma ? comma - list.p : list.n };
        int by = 0;
        while (by < CS_PANEL_BYS && !cs_eq(one, srv_str(cs_panel_by_name[by]))) by++;
        ok = by < CS_PANEL_BYS && ask->n_by < CS_PANEL_BY_MAX;
        for (int i = 0; i < ask->n_by && ok; i++) ok = (int)ask->by[i] != by;
        if (ok) ask->by[ask->n_by++] = (cs_panel_by)by;
        list = cs_cut(list, comma ? one.n + 1 : one.n, list.n);
    }
    return ok || ((void)!srv_problem_of(out, CS_LIT("by"),
                                        "expected one to three of country, admin1, grid, actor, type and month, with commas "
                                        "between them, but found \"" CS_FMT "\"",
                                        CS_ARG(srv_query(r, "by"))),
                  false);
}

casus_status srv_get_counts(const srv_request *r, srv_reply *out, cs_err *err) {
    static const char *const others[] = { "by", "what", "any", "all_countries", NULL };
    static const char *const choices[] = { "0", "1", NULL };
    const char *whats[CS_PANEL_WHATS + 1] = { NULL };
    cs_filter f;
    cs_panel_ask ask = { .filter = &f };
    cs_panel panel;
    int what, any, all;
    memcpy(whats, cs_panel_what_name, sizeof cs_panel_what_name);
    if (!srv_filter(r, out, others, CS_ORDER_ID, &f) || !bys_of(r, out, &ask) || !srv_choice(r, out, "what", whats, 0, &what) ||
        !srv_choice(r, out, "any", choices, 0, &any) || !srv_choice(r, out, "all_countries", choices, 0, &all))
        return CASUS_OK;
    ask.what = (cs_panel_what)what;
    ask.any = any;
    ask.all_countries = all;
    cs_arena perm = *r->a, scratch = *r->a; /* one half each; the request's own is as it was, also after a jump */
    perm.end = scratch.beg = r->a->beg + (r->a->end - r->a->beg) / 2;
    CS_TRY(cs_panel_count(&panel, r->store, &ask, &perm, scratch, err));
    cs_panel_json(&out->body, &panel);
    r->a->beg = r->a->end - TAIL_BYTES; /* nobody else knows how far it was used: all of it goes back to the system */
    return CASUS_OK;
}

/* ---- the codebook ---- */

static void put_names(cs_buf *b, const char *name, const char *const *names, int n) {
    cs_json_list(b, name);
    for (int i = 0; i < n; i++) {
        cs_json_next(b);
        cs_buf_json(b, srv_str(names[i]));
    }
    cs_json_list_end(b);
}

static void put_types(cs_buf *b) {
    cs_json_list(b, "types");
    for (uint8_t t = 0; t < CS_T_EVENT_COUNT; t++) {
        const char *modes = cs_lexicon_modes(t);
        cs_str rest = modes ? srv_str(modes) : (cs_str){ 0 };
        cs_json_item(b);
        cs_json_word(b, "id", cs_type_name[t]);
        cs_json_list(b, "modes");
        while (rest.n) {
            const char *blank = memchr(rest.p, ' ', (size_t)rest.n);
            ptrdiff_t n = blank ? blank - rest.p : rest.n;
            cs_json_next(b);
            cs_buf_json(b, cs_cut(rest, 0, n));
            rest = cs_cut(rest, blank ? n + 1 : n, rest.n);
        }
        cs_json_list_end(b);
        cs_json_item_end(b);
    }
    cs_json_list_end(b);
}

static void put_countries(cs_buf *b) {
    cs_form_country c;
    cs_json_list(b, "countries");
    for (int i = 0; cs_form_country_at(i, &c); i++) {
        cs_json_item(b);
        cs_json_text(b, "id", c.alpha3);
        cs_json_text(b, "name", c.name);
        cs_json_item_end(b);
    }
    cs_json_list_end(b);
}

/* How a value is written (store/review_field.h), for a page that makes a field to type it into. */
static const char *kind_of(cs_value_form form) {
    switch (form) {
    case CS_FORM_WHEN: return "when";
    case CS_FORM_POINT: return "point";
    case CS_FORM_TOLL: return "toll";
    case CS_FORM_WORDS: return "text";
    default: return "choice";
    }
}

static void put_fields(cs_buf *b, const char *name, bool of_incident) {
    cs_json_list(b, name);
    for (int i = 0; cs_review_field_at(i); i++) {
        const cs_review_field *f = cs_review_field_at(i);
        if (of_incident ? !f->of_incident : !f->of_statement) continue;
        cs_json_item(b);
        cs_json_word(b, "id", f->name);
        cs_json_word(b, "kind", kind_of(f->form));
        cs_json_item_end(b);
    }
    cs_json_list_end(b);
}

static void put_exports(cs_buf *b) {
    cs_json_list(b, "exports");
    for (int i = 0; cs_forms[i]; i++) {
        cs_json_item(b);
        cs_json_word(b, "id", cs_forms[i]->name);
        cs_json_word(b, "name", cs_forms[i]->about);
        cs_json_word(b, "media_type", cs_forms[i]->files[0] ? "application/zip" : cs_forms[i]->media);
        cs_json_bool(b, "folder", cs_forms[i]->files[0] != NULL);
        cs_json_item_end(b);
    }
    cs_json_list_end(b);
}

casus_status srv_get_codebook(const srv_request *r, srv_reply *out, cs_err *err) {
    static const char *const none[] = { NULL };
    (void)err;
    if (!srv_query_only(r, out, none)) return CASUS_OK;
    cs_buf *b = &out->body;
    cs_buf_char(b, '{');
    put_types(b);
    put_names(b, "relations", cs_type_name + CS_T_EVENT_COUNT, CS_T_COUNT - CS_T_EVENT_COUNT);
    put_names(b, "certainties", cs_certainty_name, CS_CERT_COUNT);
    put_names(b, "modalities", cs_modality_name, CS_MOD_COUNT);
    put_names(b, "time_frames", cs_frame_name, CS_FRAME_COUNT);
    put_names(b, "effects", cs_effect_name, CS_EFFECT_COUNT);
    put_names(b, "roles", cs_role_name_text, CS_ROLE_COUNT);
    put_countries(b);
    put_fields(b, "incident_fields", true);
    put_fields(b, "statement_fields", false);
    put_exports(b);
    put_names(b, "orders", cs_order_names, CS_ORDERS);
    cs_json_item_end(b);
    return CASUS_OK;
}
