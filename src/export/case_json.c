/* JSON of incidents, statements, reports as they are in a case: names as in docs/data-model.md, null for what is not known. */
#include "export/case.h"
#include "base/utf8.h"
#include "export/json.h"
#include "link/same.h"
#include <math.h>

/* ---- parts ---- */

static void put_time(cs_buf *b, const cs_view_time *t) {
    cs_json_name(b, "when");
    if (!t->precision.n) {
        cs_buf_put(b, "null");
        return;
    }
    cs_buf_char(b, '{');
    cs_json_text(b, "edtf", t->edtf);
    cs_json_text(b, "begin", t->first);
    cs_json_text(b, "end", t->last);
    cs_json_text(b, "precision", t->precision);
    cs_json_item_end(b);
}

static void put_place_members(cs_buf *b, const cs_view_place *p) {
    cs_json_text(b, "name", p->name);
    cs_json_int_or(b, "geonames", p->geonames, 0);
    cs_json_real(b, "lat", p->located ? p->lat : NAN, 5);
    cs_json_real(b, "lon", p->located ? p->lon : NAN, 5);
    cs_json_text(b, "country", p->country);
    cs_json_text(b, "admin1", p->admin1);
    cs_json_text(b, "admin2", p->admin2);
    cs_json_text(b, "precision", p->precision);
}

static void put_place(cs_buf *b, const cs_view_place *p) {
    cs_json_item(b);
    put_place_members(b, p);
    cs_json_item_end(b);
}

void cs_case_place_json(cs_buf *b, const cs_view_place *p, int64_t n_incidents) {
    cs_json_item(b);
    put_place_members(b, p);
    cs_json_int(b, "incidents", n_incidents);
    cs_json_item_end(b);
}

static void put_party(cs_buf *b, const cs_view_party *p, bool of_incident) {
    cs_json_item(b);
    if (!of_incident) cs_json_text(b, "role", p->role);
    cs_json_text(b, "name", p->name);
    if (!of_incident) cs_json_text(b, "words", p->words);
    if (!of_incident) cs_json_pair(b, "span", p->begin, p->end);
    cs_json_text(b, "actor", p->actor);
    cs_json_text(b, "type", p->type);
    cs_json_text(b, "sector", p->sector);
    cs_json_text(b, "country", p->country);
    cs_json_text(b, "certainty", p->certainty);
    cs_json_text(b, "according_to", p->says);
    if (of_incident) cs_json_int(b, "reports", p->n_reports);
    cs_json_item_end(b);
}

static void put_toll(cs_buf *b, const cs_view_toll *t, bool of_incident) {
    cs_json_item(b);
    cs_json_text(b, "effect", t->effect);
    cs_json_text(b, "status", t->status);
    cs_json_int_or(b, "low", t->low, CS_VIEW_NONE);
    cs_json_int_or(b, "best", t->best, CS_VIEW_NONE);
    cs_json_int_or(b, "high", t->high, CS_VIEW_NONE);
    if (of_incident) {
        cs_json_text(b, "rule", t->rule);
    } else {
        cs_json_int_or(b, "women", t->women, CS_VIEW_NONE);
        cs_json_int_or(b, "children", t->children, CS_VIEW_NONE);
        cs_json_text(b, "words", t->of);
        cs_json_text(b, "certainty", t->certainty);
        cs_json_text(b, "according_to", t->says);
    }
    cs_json_item_end(b);
}

static void put_role(cs_buf *b, const cs_view_incident *x, const char *name, cs_str role) {
    cs_json_list(b, name);
    for (int i = 0; i < x->n_parties; i++)
        if (cs_eq(x->parties[i].role, role)) put_party(b, x->parties + i, true);
    cs_json_list_end(b);
}

static void put_kind(cs_buf *b, cs_str type, cs_str mode, cs_str certainty, cs_str modality, cs_str frame) {
    cs_json_text(b, "type", type);
    cs_json_text(b, "mode", mode);
    cs_json_text(b, "certainty", certainty);
    cs_json_text(b, "modality", modality);
    cs_json_text(b, "time_frame", frame);
}

/* ---- an incident ---- */

static void put_reference(cs_buf *b, const cs_view_reference *r) {
    cs_json_item(b);
    cs_json_name(b, "report");
    cs_buf_put(b, "\"sha256:");
    cs_buf_str(b, r->text_sha256);
    cs_buf_put(b, "\"");
    cs_json_name(b, "statement");
    cs_buf_put(b, r->by_hand ? "\"h" : "\"s"); /* what a person added is in no reading: named by its row */
    cs_buf_i64(b, r->by_hand ? r->statement : r->number);
    cs_buf_put(b, "\"");
    cs_json_item_end(b);
}

static void put_references(cs_buf *b, const cs_case_incident *x) {
    cs_json_list(b, "statements");
    for (int i = 0; i < x->about.n_references; i++) put_reference(b, x->about.references + i);
    cs_json_list_end(b);
}

static void put_numbers(cs_buf *b, const char *name, const int64_t *v, int n, int64_t but) {
    cs_json_list(b, name);
    for (int i = 0; i < n; i++) {
        if (v[i] == but) continue;
        cs_json_next(b);
        cs_buf_i64(b, v[i]);
    }
    cs_json_list_end(b);
}

/* of: the incident that it is shown in, which gives its own statements; 0: none, which gives all. */
static void put_deed(cs_buf *b, const cs_deed *d, int64_t of) {
    cs_json_item(b);
    cs_json_text(b, "type", d->type);
    cs_json_text(b, "mode", d->mode);
    cs_json_list(b, "statements");
    for (int i = 0; i < d->n_statements; i++)
        if (!of || d->statements[i].incident == of) put_reference(b, &d->statements[i].ref);
    cs_json_list_end(b);
    put_numbers(b, "reports", d->reports, d->n_reports, 0);
    cs_json_int(b, "sources", d->n_sources);
    put_numbers(b, of ? "also_in" : "incidents", d->incidents, d->n_incidents, of);
    cs_json_item_end(b);
}

void cs_case_deed_json(cs_buf *b, const cs_deed *d) { put_deed(b, d, 0); }

static void put_incident(cs_buf *b, const cs_case_incident *c) {
    const cs_view_incident *x = &c->about;
    cs_json_int(b, "id", x->id);
    put_references(b, c);
    put_kind(b, x->type, x->mode, x->certainty, x->modality, x->time_frame);
    put_time(b, &x->when);
    cs_json_name(b, "where");
    if (x->place.name.n || x->place.country.n || x->place.located) {
        put_place(b, &x->place);
    } else {
        cs_buf_put(b, "null");
    }
    put_role(b, x, "agents", CS_LIT("agent"));
    put_role(b, x, "recipients", CS_LIT("recipient"));
    put_role(b, x, "targets", CS_LIT("target"));
    put_role(b, x, "instruments", CS_LIT("instrument"));
    put_role(b, x, "beneficiaries", CS_LIT("beneficiary"));
    put_role(b, x, "other_parties", CS_LIT("other-party"));
    cs_json_list(b, "toll");
    for (int i = 0; i < x->n_tolls; i++) put_toll(b, x->tolls + i, true);
    cs_json_list_end(b);
    put_numbers(b, "reports", x->reports, x->n_reports, 0);
    cs_json_int(b, "sources", x->n_sources);
    cs_json_real(b, "confidence", x->confidence, 3);
    cs_json_int(b, "credibility", x->credibility);
    cs_json_text(b, "credibility_why", x->credibility_why);
    cs_json_text(b, "review", x->review);
    cs_json_int(b, "version", x->version);
    cs_json_text(b, "made_at", x->made_at);
    cs_json_text(b, "changed_at", x->changed_at);
    if (!c->deeds) return;
    cs_json_list(b, "deeds");
    for (int i = 0; i < c->n_deeds; i++) put_deed(b, c->deeds + i, x->id);
    cs_json_list_end(b);
}

/* Of a link's reasons those that speak for one happening, or against. */
static void put_reasons(cs_buf *b, const char *name, cs_str reasons, bool against) {
    cs_str one;
    cs_json_list(b, name);
    for (bool is = false; cs_same_reason_next(&reasons, &one, &is);) {
        if (is != against) continue;
        cs_json_next(b);
        cs_buf_json(b, one);
    }
    cs_json_list_end(b);
}

static void put_statement(cs_buf *b, const cs_view_statement *s) {
    cs_json_item(b);
    cs_json_int(b, "id", s->id);
    cs_json_int(b, "number", s->number);
    cs_json_int(b, "report", s->report);
    cs_json_int_or(b, "incident", s->incident, 0);
    cs_json_text(b, "kind", s->kind);
    put_kind(b, s->type, s->mode, s->certainty, s->modality, s->time_frame);
    cs_json_text(b, "trigger", s->trigger);
    cs_json_pair(b, "trigger_span", s->trigger_begin, s->trigger_end);
    cs_json_text(b, "evidence", s->evidence);
    cs_json_pair(b, "evidence_span", s->evidence_begin, s->evidence_end);
    put_time(b, &s->when);
    cs_json_list(b, "where");
    for (int i = 0; i < s->n_places; i++) put_place(b, s->places + i);
    cs_json_list_end(b);
    cs_json_list(b, "roles");
    for (int i = 0; i < s->n_parties; i++) put_party(b, s->parties + i, false);
    cs_json_list_end(b);
    cs_json_list(b, "toll");
    for (int i = 0; i < s->n_tolls; i++) put_toll(b, s->tolls + i, false);
    cs_json_list_end(b);
    cs_json_list(b, "according_to");
    for (int i = 0; i < s->n_speakers; i++) {
        cs_json_item(b);
        cs_json_text(b, "name", s->speakers[i].name);
        cs_json_text(b, "kind", s->speakers[i].kind);
        cs_json_text(b, "cue", s->speakers[i].cue);
        cs_json_item_end(b);
    }
    cs_json_list_end(b);
    cs_json_list(b, "contexts");
    for (int i = 0; i < s->n_contexts; i++) {
        cs_json_next(b);
        cs_buf_json(b, s->contexts[i]);
    }
    cs_json_list_end(b);
    cs_json_real(b, "confidence", s->confidence, 3);
    cs_json_text(b, "review", s->review);
    cs_json_item_end(b);
}

static void put_report_members(cs_buf *b, const cs_view_report *r) {
    cs_json_int(b, "id", r->id);
    cs_json_text(b, "source", r->source);
    cs_json_text(b, "reliability", r->reliability);
    cs_json_text(b, "published", r->published);
    cs_json_text(b, "title", r->title);
    cs_json_text(b, "url", r->url);
    cs_json_text(b, "path", r->path);
    cs_json_text(b, "sha256", r->sha256);
    cs_json_name(b, "text");
    cs_buf_put(b, "\"sha256:");
    cs_buf_str(b, r->text_sha256);
    cs_buf_char(b, '"');
    cs_json_int(b, "copy_group", r->group);
    cs_json_text(b, "added_at", r->added_at);
}

static void put_report(cs_buf *b, const cs_view_report *r) {
    cs_json_item(b);
    put_report_members(b, r);
    cs_json_item_end(b);
}

static void put_history(cs_buf *b, const cs_case_incident *x) {
    cs_json_list(b, "timeline");
    for (int i = 0; i < x->n_moments; i++) {
        const cs_view_moment *m = x->moments + i;
        cs_json_item(b);
        cs_json_text(b, "published", m->day);
        cs_json_int(b, "report", m->report);
        cs_json_int_or(b, "statement", m->statement, 0);
        cs_json_word(b, "what", m->what);
        cs_json_text(b, "words", m->words);
        cs_json_item_end(b);
    }
    cs_json_list_end(b);
    cs_json_list(b, "links");
    for (int i = 0; i < x->n_links; i++) {
        const cs_view_link *l = x->links + i;
        cs_json_item(b);
        cs_json_pair(b, "accounts", l->a, l->b);
        cs_json_pair(b, "reports", l->report_a, l->report_b);
        cs_json_real(b, "probability", l->probability, 3);
        cs_json_text(b, "reasons", l->reasons);
        put_reasons(b, "for", l->reasons, false);
        put_reasons(b, "against", l->reasons, true);
        cs_json_item_end(b);
    }
    cs_json_list_end(b);
    cs_json_list(b, "changes");
    for (int i = 0; i < x->n_changes; i++) {
        const cs_view_change *c = x->changes + i;
        cs_json_item(b);
        cs_json_int(b, "version", c->version);
        cs_json_text(b, "at", c->at);
        cs_json_text(b, "what", c->what);
        cs_json_int_or(b, "report", c->report, 0);
        cs_json_int_or(b, "decision", c->review, 0);
        cs_json_item_end(b);
    }
    cs_json_list_end(b);
}

static void put_reviews(cs_buf *b, const cs_case_incident *x) {
    cs_json_list(b, "decisions");
    for (int i = 0; i < x->n_reviews; i++) {
        const cs_view_review *r = x->reviews + i;
        const cs_review_entry entry = { r->id,  r->incident, r->report, r->statement, r->other, r->undone_by, r->at,
                                        r->who, r->action,   r->field,  r->before,    r->after, r->why,       { 0 } };
        cs_json_next(b);
        cs_case_review_json(b, &entry);
    }
    cs_json_list_end(b);
}

void cs_case_review_json(cs_buf *b, const cs_review_entry *e) {
    cs_buf_char(b, '{');
    cs_json_int(b, "id", e->id);
    cs_json_text(b, "at", e->at);
    cs_json_text(b, "who", e->who);
    cs_json_text(b, "action", e->action);
    cs_json_int_or(b, "incident", e->incident, 0);
    cs_json_int_or(b, "report", e->report, 0);
    cs_json_int_or(b, "statement", e->statement, 0);
    cs_json_text(b, "field", e->field);
    cs_json_text(b, "before", e->before);
    cs_json_text(b, "after", e->after);
    cs_json_int_or(b, "other", e->other, 0);
    cs_json_text(b, "source", e->source);
    cs_json_text(b, "why", e->why);
    cs_json_int_or(b, "undone_by", e->undone_by, 0);
    cs_json_item_end(b);
}

void cs_case_json(cs_buf *b, const cs_case_incident *x, bool all) {
    cs_buf_char(b, '{');
    put_incident(b, x);
    if (all) {
        cs_json_list(b, "told");
        for (int i = 0; i < x->n_statements; i++) put_statement(b, x->statements + i);
        cs_json_list_end(b);
        cs_json_list(b, "told_in");
        for (int i = 0; i < x->n_reports; i++) put_report(b, x->reports + i);
        cs_json_list_end(b);
        put_history(b, x);
        put_reviews(b, x);
    }
    cs_json_item_end(b);
}

void cs_case_statement_json(cs_buf *b, const cs_view_statement *s) { put_statement(b, s); }

void cs_case_about_json(cs_buf *b, const cs_case_about *x) {
    cs_buf_char(b, '{');
    cs_json_text(b, x->actor ? "actor" : "place", x->id);
    if (x->actor) {
        cs_json_list(b, "names");
        for (int i = 0; i < x->n_names; i++) {
            cs_json_item(b);
            cs_json_text(b, "name", x->names[i].name);
            cs_json_int(b, "texts", x->names[i].n_texts);
            cs_json_item_end(b);
        }
        cs_json_list_end(b);
        cs_json_list(b, "merged");
        for (int i = 0; i < x->n_merged; i++) {
            cs_json_item(b);
            cs_json_text(b, "actor", x->merged[i].actor);
            cs_json_int(b, "decision", x->merged[i].review);
            cs_json_item_end(b);
        }
        cs_json_list_end(b);
    }
    cs_json_list(b, "incidents");
    for (int i = 0; i < x->n_incidents; i++) {
        cs_json_item(b);
        put_incident(b, x->incidents + i);
        cs_json_item_end(b);
    }
    cs_json_list_end(b);
    if (x->relations) {
        cs_json_list(b, "relations");
        for (int i = 0; i < x->n_relations; i++) put_statement(b, x->relations + i);
        cs_json_list_end(b);
    }
    if (x->cut) cs_json_bool(b, "more", x->more);
    cs_json_item_end(b);
}

void cs_case_report_json(cs_buf *b, const cs_case_report *x) {
    cs_buf_char(b, '{');
    cs_json_name(b, "report");
    put_report(b, &x->about);
    cs_json_list(b, "statements");
    for (int i = 0; i < x->n_statements; i++) put_statement(b, x->statements + i);
    cs_json_list_end(b);
    if (x->text) cs_json_text(b, "text", *x->text);
    cs_json_item_end(b);
}

void cs_case_listed_json(cs_buf *b, const cs_listed_report *x) {
    cs_json_item(b);
    put_report_members(b, &x->about);
    cs_json_int(b, "statements", x->n_statements);
    cs_json_bool(b, "reviewed", x->reviewed);
    cs_json_item_end(b);
}

/* ---- what was found ---- */

static void put_marked(cs_buf *b, const char *name, const cs_marked *m, cs_arena scratch) {
    cs_utf8_index at = cs_utf8_index_of(m->text, &scratch);
    cs_json_name(b, name);
    cs_buf_put(b, "{\"text\":");
    cs_buf_json(b, m->text);
    cs_json_list(b, "marks");
    for (int i = 0; i < m->n_marks; i++) {
        cs_buf_put(b, i ? ",[" : "[");
        cs_buf_i64(b, cs_utf8_at(&at, m->marks[i].beg));
        cs_buf_char(b, ',');
        cs_buf_i64(b, cs_utf8_at(&at, m->marks[i].end));
        cs_buf_char(b, ']');
    }
    cs_json_list_end(b);
    cs_json_item_end(b);
}

void cs_case_hit_json(cs_buf *b, cs_words kind, const cs_search_hit *hit, cs_arena scratch) {
    bool report = kind == CS_WORDS_REPORTS;
    cs_json_item(b);
    cs_json_word(b, "found", report ? "report" : "statement");
    cs_json_int(b, "report", hit->report);
    if (!report) {
        cs_json_int(b, "statement", hit->id);
        cs_json_text(b, "id", cs_printf(&scratch, "s%lld", (long long)hit->number));
        cs_json_int_or(b, "incident", hit->incident, 0);
        cs_json_text(b, "kind", hit->kind);
        cs_json_text(b, "type", hit->type);
        cs_json_text(b, "mode", hit->mode);
        cs_json_text(b, "certainty", hit->certainty);
        cs_json_text(b, "review", hit->review);
    }
    cs_json_real(b, "score", hit->score, 3);
    cs_json_text(b, "source", hit->source);
    cs_json_text(b, "published", hit->published);
    if (!report) cs_json_text(b, "title", hit->title);
    cs_json_text(b, "path", hit->path);
    put_marked(b, report ? "title" : "evidence", &hit->marked[0], scratch);
    put_marked(b, report ? "words" : "names", &hit->marked[1], scratch);
    cs_json_item_end(b);
}
