/* PLOVER's JSON, a line per statement that something was done (docs/formats/plover.md). */
#include "export/form_say.h"

static void actors(cs_buf *b, const char *name, const cs_view_statement *v, const char *role) {
    int at = -1;
    cs_form_open(b, name, '[');
    for (const cs_view_party *p; (p = cs_form_party(v->parties, v->n_parties, role, &at));) {
        cs_form_open(b, NULL, '{');
        cs_form_text(b, "code", p->country);
        cs_form_text(b, "sector", p->sector);
        cs_form_text(b, "raw_text", p->words);
        cs_form_text(b, "entity_name", p->name);
        cs_form_text(b, "identifier_id", p->actor);
        cs_form_text(b, "country_name", cs_form_nation_of(p->country).name);
        cs_form_text(b, "sector_code", p->sector);
        cs_form_text(b, "certainty", p->certainty);
        cs_form_text(b, "according_to", p->says);
        cs_form_close(b, '}');
    }
    cs_form_close(b, ']');
}

static void location(cs_buf *b, const cs_view_place *p) {
    static const char *const RESOLUTION[] = { "site", "5", "town", "4", "district", "3", "province", "2", "country", "1" };
    if (!p->name.n) return;
    cs_form_open(b, "event_loc", '{');
    cs_form_text(b, "extracted_place", p->name);
    cs_form_text(b, "resolved_place", p->geonames ? p->name : (cs_str){ 0 });
    if (p->geonames) cs_form_count(b, "geonameid", p->geonames);
    if (p->located) {
        cs_form_name(b, "lat");
        cs_buf_fixed(b, p->lat, 5);
        cs_form_name(b, "lon");
        cs_buf_fixed(b, p->lon, 5);
    }
    if (cs_is(p->precision, "town")) cs_form_text(b, "city", p->name);
    cs_form_text(b, "district", p->admin2);
    cs_form_text(b, "province", p->admin1);
    cs_form_text(b, "country", cs_form_nation_of(p->country).name);
    cs_form_text(b, "country_code", p->country);
    for (size_t k = 0; k < sizeof RESOLUTION / sizeof *RESOLUTION; k += 2)
        if (cs_is(p->precision, RESOLUTION[k])) {
            cs_form_name(b, "resolution");
            cs_buf_put(b, RESOLUTION[k + 1]);
        }
    cs_form_close(b, '}');
}

static void size(cs_buf *b, const cs_view_statement *v) {
    static const char *const names[] = { "killed", "dead", "wounded", "injured", "arrested", "arrested" };
    bool any = false;
    for (int i = 0; i < v->n_tolls; i++)
        for (int k = 0; k < 6; k += 2) any = any || (cs_is(v->tolls[i].effect, names[k]) && cs_form_best(v->tolls + i) >= 0);
    if (!any) return;
    cs_form_open(b, "size", '{');
    for (int k = 0; k < 6; k += 2) {
        int64_t most = CS_VIEW_NONE;
        for (int i = 0; i < v->n_tolls; i++)
            if (cs_is(v->tolls[i].effect, names[k]) && cs_form_best(v->tolls + i) > most) most = cs_form_best(v->tolls + i);
        cs_form_count(b, names[k + 1], most);
    }
    cs_form_close(b, '}');
}

static void texts(cs_buf *b, const cs_view_statement *v, const cs_view_report *r) {
    cs_form_text(b, "text", v->evidence);
    cs_form_open(b, "text_info", '{');
    cs_form_count(b, "start", v->evidence_begin);
    cs_form_count(b, "end", v->evidence_end);
    cs_form_close(b, '}');
    if (!r) return;
    cs_form_open(b, "cite_info", '{');
    cs_form_text(b, "citation", r->text_sha256);
    cs_form_text(b, "url", r->url);
    cs_form_text(b, "title", r->title);
    cs_form_text(b, "language", CS_LIT("en"));
    cs_form_text(b, "publication", r->source);
    cs_form_close(b, '}');
}

static void list(cs_buf *b, const char *name, const cs_str *v, int n) {
    cs_form_open(b, name, '[');
    for (int i = 0; i < n; i++)
        if (v[i].n) cs_form_item(b, v[i]);
    cs_form_close(b, ']');
}

static bool write_statement(cs_form_writer *w, const cs_form_incident *x, const cs_view_statement *v) {
    cs_buf *b = &w->out[0];
    cs_form_code c;
    const cs_view_time *t = v->when.first.n ? &v->when : &x->incident->when;
    if (!cs_form_told_as_done(v) || !cs_form_code_of(v->type, v->mode, &c)) return false;
    cs_buf_char(b, '{');
    cs_form_text(b, "id", cs_printf(w->scratch, "casus-%lld-%lld", (long long)x->incident->id, (long long)v->id));
    cs_form_name(b, "has_event");
    cs_buf_put(b, "true");
    cs_form_text(b, "date", t->first);
    if (!cs_eq(t->first, t->last)) cs_form_text(b, "enddate", t->last);
    actors(b, "actor", v, "agent");
    actors(b, "recipient", v, cs_is_any(v->type, "CONSULT AGREE") ? "other-party" : "recipient");
    list(b, "event", &c.type, 1);
    location(b, v->n_places ? v->places : &x->incident->place);
    list(b, "event_text", &v->trigger, 1);
    cs_form_count(b, "quad_code", c.quad);
    cs_form_name(b, "event_scale");
    cs_buf_str(b, c.score);
    list(b, "mode", &c.mode, 1);
    list(b, "context", v->contexts, v->n_contexts);
    size(b, v);
    cs_form_text(b, "link", cs_printf(w->scratch, "casus-%lld", (long long)x->incident->id));
    texts(b, v, cs_form_report_of(x, v->report));
    cs_form_text(b, "coder", CS_LIT("casus"));
    if (w->masked) cs_form_text(b, "comment", CS_LIT("names of private persons are masked"));
    cs_buf_put(b, "}\n");
    return true;
}

static void incident(cs_form_writer *w, const cs_form_incident *x) {
    bool any = false;
    for (int i = 0; i < x->n_statements; i++) any = write_statement(w, x, x->statements + i) || any;
    if (any)
        w->n_written++;
    else
        w->n_left++;
}

const cs_form cs_form_plover = { .name = "plover", .media = "application/x-ndjson", .ending = "jsonl",
                                 .about = "PLOVER's JSON, a line per statement that something was done",
                                 .left = "not told as done",
                                 .incident = incident };
