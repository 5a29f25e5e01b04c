/* POLECAT's 40 columns, tabs between (docs/formats/polecat.md): a row per statement that something was done. */
#include "export/form_say.h"
#include "export/form_sheet.h"

static const char *const COLUMNS[] = { "Event ID",
                                       "Event Date",
                                       "Event Type",
                                       "Event Mode",
                                       "Intensity",
                                       "Quad Code",
                                       "Contexts",
                                       "Actor Name",
                                       "Actor Country",
                                       "Actor COW",
                                       "Primary Actor Sector",
                                       "Actor Sectors",
                                       "Actor Title",
                                       "Actor Name Raw",
                                       "Wikipedia Actor ID",
                                       "Recipient Name",
                                       "Recipient Country",
                                       "Recipient COW",
                                       "Primary Recipient Sector",
                                       "Recipient Sectors",
                                       "Recipient Title",
                                       "Recipient Name Raw",
                                       "Wikipedia Recipient ID",
                                       "Placename",
                                       "City",
                                       "District",
                                       "Province",
                                       "Country",
                                       "Latitude",
                                       "Longitude",
                                       "GeoNames ID",
                                       "Raw Placename",
                                       "Feature Type",
                                       "Source",
                                       "Publication Date",
                                       "Story People",
                                       "Story Organizations",
                                       "Story Locations",
                                       "Language",
                                       "Version",
                                       NULL };

/* The parties of a side in one row: names, countries, sectors, each joined by "; ". */
typedef struct side {
    cs_str names, countries, cow, sectors, words, primary;
} side;

static cs_str once(cs_arena *a, cs_str all, cs_str one) {
    return one.n && cs_find(all, one) >= 0 ? all : cs_form_glue(a, all, "; ", one);
}

static side side_of(const cs_view_statement *v, const char *role, const char *or_role, cs_arena *a) {
    side x = { 0 };
    for (int i = 0; i < v->n_parties; i++) {
        const cs_view_party *p = v->parties + i;
        if ((!cs_is(p->role, role) && !cs_is(p->role, or_role)) || cs_is(p->certainty, "denied")) continue;
        const cs_form_nation n = cs_form_nation_of(p->country);
        x.names = cs_form_glue(a, x.names, "; ", p->name);
        x.words = cs_form_glue(a, x.words, "; ", p->words);
        x.countries = once(a, x.countries, n.name);
        x.cow = once(a, x.cow, n.cow);
        x.sectors = once(a, x.sectors, p->sector);
        if (!x.primary.n) x.primary = p->sector;
    }
    return x;
}

static void set_place(cs_sheet *s, const cs_view_place *p) {
    cs_sheet_set(s, "Placename", p->name);
    if (cs_is(p->precision, "town")) cs_sheet_set(s, "City", p->name);
    cs_sheet_set(s, "District", p->admin2);
    cs_sheet_set(s, "Province", p->admin1);
    cs_sheet_set(s, "Country", cs_form_nation_of(p->country).name);
    if (p->geonames) cs_sheet_number(s, "GeoNames ID", p->geonames);
    if (!p->located) return;
    cs_sheet_fixed(s, "Latitude", p->lat, 5);
    cs_sheet_fixed(s, "Longitude", p->lon, 5);
}

/* Who and what the statements of the report name in this incident: what POLECAT takes from the whole story. */
static void set_story(cs_sheet *s, const cs_form_incident *x, int64_t report) {
    cs_str people = { 0 }, organisations = { 0 }, places = { 0 };
    for (int i = 0; i < x->n_statements; i++) {
        const cs_view_statement *v = x->statements + i;
        if (v->report != report) continue;
        for (int k = 0; k < v->n_parties; k++) {
            if (cs_is(v->parties[k].type, "person")) people = once(s->arena, people, v->parties[k].name);
            if (cs_is_any(v->parties[k].type, "group organisation force government party"))
                organisations = once(s->arena, organisations, v->parties[k].name);
        }
        for (int k = 0; k < v->n_places; k++) places = once(s->arena, places, v->places[k].name);
    }
    cs_sheet_set(s, "Story People", people);
    cs_sheet_set(s, "Story Organizations", organisations);
    cs_sheet_set(s, "Story Locations", places);
}

static void set_sides(cs_sheet *s, const cs_view_statement *v) {
    const side actor = side_of(v, "agent", "agent", s->arena), recipient = side_of(v, "recipient", "other-party", s->arena);
    cs_sheet_set(s, "Actor Name", actor.names);
    cs_sheet_set(s, "Actor Country", actor.countries);
    cs_sheet_set(s, "Actor COW", actor.cow);
    cs_sheet_set(s, "Primary Actor Sector", actor.primary);
    cs_sheet_set(s, "Actor Sectors", actor.sectors);
    cs_sheet_set(s, "Actor Name Raw", actor.words);
    cs_sheet_set(s, "Recipient Name", recipient.names);
    cs_sheet_set(s, "Recipient Country", recipient.countries);
    cs_sheet_set(s, "Recipient COW", recipient.cow);
    cs_sheet_set(s, "Primary Recipient Sector", recipient.primary);
    cs_sheet_set(s, "Recipient Sectors", recipient.sectors);
    cs_sheet_set(s, "Recipient Name Raw", recipient.words);
}

static bool write_statement(cs_form_writer *w, const cs_form_incident *x, const cs_view_statement *v) {
    static const char *const QUADS[] = { "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT" };
    const cs_view_report *r = cs_form_report_of(x, v->report);
    cs_form_code c;
    if (!cs_form_told_as_done(v) || !cs_form_code_of(v->type, v->mode, &c)) return false;
    cs_sheet s = cs_sheet_of(COLUMNS, true, w->scratch);
    cs_str contexts = { 0 };
    for (int i = 0; i < v->n_contexts; i++) contexts = cs_form_glue(w->scratch, contexts, "; ", v->contexts[i]);
    cs_sheet_set(&s, "Event ID", cs_printf(w->scratch, "casus-%lld-%lld", (long long)x->incident->id, (long long)v->id));
    cs_sheet_set(&s, "Event Date", v->when.first.n ? v->when.first : x->incident->when.first);
    cs_sheet_set(&s, "Event Type", c.type);
    cs_sheet_set(&s, "Event Mode", c.mode);
    cs_sheet_set(&s, "Intensity", c.score);
    cs_sheet_put(&s, "Quad Code", QUADS[c.quad - 1]);
    cs_sheet_set(&s, "Contexts", contexts);
    set_sides(&s, v);
    set_place(&s, v->n_places ? v->places : &x->incident->place);
    if (r) cs_sheet_set(&s, "Source", r->source);
    if (r) cs_sheet_set(&s, "Publication Date", r->published);
    set_story(&s, x, v->report);
    cs_sheet_put(&s, "Language", "English");
    if (w->masked) cs_sheet_put(&s, "Version", "masked");
    cs_sheet_row(&s, &w->out[0]);
    return true;
}

static void begin(cs_form_writer *w) {
    cs_sheet s = cs_sheet_of(COLUMNS, true, w->scratch);
    cs_sheet_head(&s, &w->out[0]);
}

static void incident(cs_form_writer *w, const cs_form_incident *x) {
    bool any = false;
    for (int i = 0; i < x->n_statements; i++) any = write_statement(w, x, x->statements + i) || any;
    if (any)
        w->n_written++;
    else
        w->n_left++;
}

const cs_form cs_form_polecat = { .name = "polecat", .media = "text/tab-separated-values", .ending = "tsv",
                                  .about = "POLECAT's 40 columns, tabs between, a row per statement that something was done",
                                  .left = "not told as done",
                                  .begin = begin,
                                  .incident = incident };
