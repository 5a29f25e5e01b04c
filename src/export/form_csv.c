/* CSV: a row per incident and a row per statement (docs/formats/csv.md). */
#include "export/form_say.h"
#include "export/form_sheet.h"

static const char *const INCIDENT[] = { "incident",    "type",        "mode",        "certainty",     "modality",
                                        "time_frame",  "first_day",   "last_day",    "day_precision", "edtf",
                                        "place",       "precision",   "geonames",    "lat",           "lon",
                                        "country",     "admin1",      "admin2",      "agents",        "agents_certainty",
                                        "agents_say",  "recipients",  "targets",     "instruments",   "killed_low",
                                        "killed_best", "killed_high", "wounded_low", "wounded_best",  "wounded_high",
                                        "other_toll",  "reports",     "sources",     "confidence",    "credibility",
                                        "review",      "masked",      NULL };
static const char *const STATEMENT[] = { "statement",  "incident", "report",         "source",       "published",  "kind",
                                         "type",       "mode",     "certainty",      "modality",     "time_frame", "agents",
                                         "recipients", "targets",  "instruments",    "parties",      "first_day",  "last_day",
                                         "edtf",       "place",    "precision",      "geonames",     "lat",        "lon",
                                         "country",    "admin1",   "admin2",         "toll",         "says",       "contexts",
                                         "trigger",    "evidence", "evidence_begin", "evidence_end", "confidence", "review",
                                         "masked",     NULL };

static void set_when(cs_sheet *s, const cs_view_time *t) {
    cs_sheet_set(s, "first_day", t->first);
    cs_sheet_set(s, "last_day", t->last);
    cs_sheet_set(s, "edtf", t->edtf);
}

static void set_place(cs_sheet *s, const cs_view_place *p) {
    cs_sheet_set(s, "place", p->name);
    cs_sheet_set(s, "precision", p->precision);
    if (p->geonames) cs_sheet_number(s, "geonames", p->geonames);
    cs_sheet_fixed(s, "lat", p->located ? p->lat : (double)NAN, 5);
    cs_sheet_fixed(s, "lon", p->located ? p->lon : (double)NAN, 5);
    cs_sheet_set(s, "country", p->country);
    cs_sheet_set(s, "admin1", p->admin1);
    cs_sheet_set(s, "admin2", p->admin2);
}

static void set_parties(cs_sheet *s, const cs_view_party *p, int n) {
    cs_sheet_set(s, "agents", cs_form_names(p, n, "agent", s->arena));
    cs_sheet_set(s, "recipients", cs_form_names(p, n, "recipient", s->arena));
    cs_sheet_set(s, "targets", cs_form_names(p, n, "target", s->arena));
    cs_sheet_set(s, "instruments", cs_form_names(p, n, "instrument", s->arena));
}

/* "killed 6", "killed 6..", "killed 3..8": low and high, where they are not the same. */
static cs_str say_toll(const cs_view_toll *t, cs_arena *a) {
    cs_str low = t->low == CS_VIEW_NONE ? (cs_str){ 0 } : cs_printf(a, "%lld", (long long)t->low);
    cs_str high = t->high == CS_VIEW_NONE ? (cs_str){ 0 } : cs_printf(a, "%lld", (long long)t->high);
    if (low.n && cs_eq(low, high)) return cs_printf(a, CS_FMT " " CS_FMT, CS_ARG(t->effect), CS_ARG(low));
    return cs_printf(a, CS_FMT " " CS_FMT ".." CS_FMT, CS_ARG(t->effect), CS_ARG(low), CS_ARG(high));
}

static void set_figures(cs_sheet *s, const cs_view_incident *i) {
    static const char *const names[][4] = { { "killed", "killed_low", "killed_best", "killed_high" },
                                            { "wounded", "wounded_low", "wounded_best", "wounded_high" } };
    for (int k = 0; k < 2; k++) {
        const cs_view_toll *t = cs_form_toll(i->tolls, i->n_tolls, names[k][0], "all");
        if (!t) continue;
        cs_sheet_count(s, names[k][1], t->low);
        cs_sheet_count(s, names[k][2], t->best);
        cs_sheet_count(s, names[k][3], t->high);
    }
    cs_str others = { 0 };
    for (int k = 0; k < i->n_tolls; k++)
        if (cs_is(i->tolls[k].status, "all") && !cs_is_any(i->tolls[k].effect, "killed wounded"))
            others = cs_form_glue(s->arena, others, "; ", say_toll(i->tolls + k, s->arena));
    cs_sheet_set(s, "other_toll", others);
}

static void write_incident(cs_form_writer *w, const cs_form_incident *x) {
    const cs_view_incident *i = x->incident;
    cs_sheet s = cs_sheet_of(INCIDENT, false, w->scratch);
    cs_str certainty = { 0 }, say = { 0 };
    int at = -1;
    for (const cs_view_party *p; (p = cs_form_party(i->parties, i->n_parties, "agent", &at));) {
        certainty = cs_form_glue(s.arena, certainty, "; ", p->certainty);
        say = cs_form_glue(s.arena, say, "; ", p->says.n ? p->says : CS_LIT("report"));
    }
    cs_sheet_number(&s, "incident", i->id);
    cs_sheet_set(&s, "type", i->type);
    cs_sheet_set(&s, "mode", i->mode);
    cs_sheet_set(&s, "certainty", i->certainty);
    cs_sheet_set(&s, "modality", i->modality);
    cs_sheet_set(&s, "time_frame", i->time_frame);
    set_when(&s, &i->when);
    cs_sheet_set(&s, "day_precision", i->when.precision);
    set_place(&s, &i->place);
    set_parties(&s, i->parties, i->n_parties);
    cs_sheet_set(&s, "agents_certainty", certainty);
    cs_sheet_set(&s, "agents_say", say);
    set_figures(&s, i);
    cs_sheet_number(&s, "reports", i->n_reports);
    cs_sheet_number(&s, "sources", i->n_sources);
    cs_sheet_fixed(&s, "confidence", i->confidence, 3);
    cs_sheet_number(&s, "credibility", i->credibility);
    cs_sheet_set(&s, "review", i->review);
    if (w->masked) cs_sheet_put(&s, "masked", "yes");
    cs_sheet_row(&s, &w->out[0]);
}

static void write_statement(cs_form_writer *w, const cs_form_incident *x, const cs_view_statement *v) {
    cs_sheet s = cs_sheet_of(STATEMENT, false, w->scratch);
    const cs_view_report *r = cs_form_report_of(x, v->report);
    cs_str all = { 0 }, says = { 0 }, contexts = { 0 }, toll = { 0 };
    for (int i = 0; i < v->n_parties; i++) {
        all = cs_form_glue(s.arena, all, "; ", v->parties[i].role);
        all = cs_form_glue(s.arena, all, ": ", v->parties[i].name);
        all = cs_form_glue(s.arena, all, ", ", v->parties[i].certainty);
    }
    for (int i = 0; i < v->n_speakers; i++)
        says = cs_form_glue(s.arena, says, "; ", v->speakers[i].name.n ? v->speakers[i].name : CS_LIT("unnamed source"));
    for (int i = 0; i < v->n_contexts; i++) contexts = cs_form_glue(s.arena, contexts, "; ", v->contexts[i]);
    for (int i = 0; i < v->n_tolls; i++) toll = cs_form_glue(s.arena, toll, "; ", say_toll(v->tolls + i, s.arena));
    cs_sheet_number(&s, "statement", v->id);
    cs_sheet_number(&s, "incident", x->incident->id);
    cs_sheet_number(&s, "report", v->report);
    if (r) cs_sheet_set(&s, "source", r->source);
    if (r) cs_sheet_set(&s, "published", r->published);
    cs_sheet_set(&s, "kind", v->kind);
    cs_sheet_set(&s, "type", v->type);
    cs_sheet_set(&s, "mode", v->mode);
    cs_sheet_set(&s, "certainty", v->certainty);
    cs_sheet_set(&s, "modality", v->modality);
    cs_sheet_set(&s, "time_frame", v->time_frame);
    set_parties(&s, v->parties, v->n_parties);
    cs_sheet_set(&s, "parties", all);
    set_when(&s, &v->when);
    if (v->n_places) set_place(&s, v->places);
    cs_sheet_set(&s, "toll", toll);
    cs_sheet_set(&s, "says", says);
    cs_sheet_set(&s, "contexts", contexts);
    cs_sheet_set(&s, "trigger", v->trigger);
    cs_sheet_set(&s, "evidence", v->evidence);
    cs_sheet_number(&s, "evidence_begin", v->evidence_begin);
    cs_sheet_number(&s, "evidence_end", v->evidence_end);
    cs_sheet_fixed(&s, "confidence", v->confidence, 3);
    cs_sheet_set(&s, "review", v->review);
    if (w->masked) cs_sheet_put(&s, "masked", "yes");
    cs_sheet_row(&s, &w->out[1]);
}

static void begin(cs_form_writer *w) {
    cs_sheet incidents = cs_sheet_of(INCIDENT, false, w->scratch), statements = cs_sheet_of(STATEMENT, false, w->scratch);
    cs_sheet_head(&incidents, &w->out[0]);
    cs_sheet_head(&statements, &w->out[1]);
}

static void incident(cs_form_writer *w, const cs_form_incident *x) {
    write_incident(w, x);
    for (int i = 0; i < x->n_statements; i++) write_statement(w, x, x->statements + i);
    w->n_written++;
}

const cs_form cs_form_csv = { .name = "csv", .media = "text/csv", .ending = "csv",
                              .about = "incidents.csv and statements.csv, a row each",
                              .files = { "incidents.csv", "statements.csv" },
                              .begin = begin,
                              .incident = incident };
