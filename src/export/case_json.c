/* JSON of incidents, statements, reports as they are in a case: names as in docs/data-model.md, null for what is not known. */
#include "export/case.h"
#include <math.h>

/* ---- values ---- */

/* Writes a comma unless a list, an object or a member's value has just begun. */
static void separate(cs_buf *b) {
    char last = b->n ? b->p[b->n - 1] : '{';
    if (last != '{' && last != '[' && last != ':' && last != '\n') cs_buf_char(b, ',');
}

static void member(cs_buf *b, const char *name) {
    separate(b);
    cs_buf_char(b, '"');
    cs_buf_put(b, name);
    cs_buf_put(b, "\":");
}

static void text(cs_buf *b, const char *name, cs_str s) {
    member(b, name);
    if (s.n)
        cs_buf_json(b, s);
    else
        cs_buf_put(b, "null");
}

static void whole(cs_buf *b, const char *name, int64_t v) {
    member(b, name);
    cs_buf_i64(b, v);
}

static void whole_or(cs_buf *b, const char *name, int64_t v, int64_t none) {
    member(b, name);
    if (v == none)
        cs_buf_put(b, "null");
    else
        cs_buf_i64(b, v);
}

static void decimal(cs_buf *b, const char *name, double v, int decimals) {
    member(b, name);
    if (isnan(v))
        cs_buf_put(b, "null");
    else
        cs_buf_fixed(b, v, decimals);
}

static void word(cs_buf *b, const char *name, const char *s) { text(b, name, (cs_str){ s, (ptrdiff_t)strlen(s) }); }

static void begin_list(cs_buf *b, const char *name) {
    member(b, name);
    cs_buf_char(b, '[');
}
static void begin_item(cs_buf *b) {
    separate(b);
    cs_buf_char(b, '{');
}
static void end_item(cs_buf *b) { cs_buf_char(b, '}'); }
static void end_list(cs_buf *b) { cs_buf_char(b, ']'); }

static void span(cs_buf *b, const char *name, int64_t begin, int64_t end) {
    begin_list(b, name);
    cs_buf_i64(b, begin);
    cs_buf_char(b, ',');
    cs_buf_i64(b, end);
    end_list(b);
}

/* ---- parts ---- */

static void put_time(cs_buf *b, const cs_view_time *t) {
    member(b, "when");
    if (!t->precision.n) {
        cs_buf_put(b, "null");
        return;
    }
    cs_buf_char(b, '{');
    text(b, "edtf", t->edtf);
    text(b, "begin", t->first);
    text(b, "end", t->last);
    text(b, "precision", t->precision);
    end_item(b);
}

static void put_place(cs_buf *b, const cs_view_place *p) {
    begin_item(b);
    text(b, "name", p->name);
    whole_or(b, "geonames", p->geonames, 0);
    decimal(b, "lat", p->located ? p->lat : NAN, 5);
    decimal(b, "lon", p->located ? p->lon : NAN, 5);
    text(b, "country", p->country);
    text(b, "admin1", p->admin1);
    text(b, "admin2", p->admin2);
    text(b, "precision", p->precision);
    end_item(b);
}

static void put_party(cs_buf *b, const cs_view_party *p, bool of_incident) {
    begin_item(b);
    if (!of_incident) text(b, "role", p->role);
    text(b, "name", p->name);
    if (!of_incident) text(b, "words", p->words);
    if (!of_incident) span(b, "span", p->begin, p->end);
    text(b, "actor", p->actor);
    text(b, "type", p->type);
    text(b, "sector", p->sector);
    text(b, "country", p->country);
    text(b, "certainty", p->certainty);
    text(b, "according_to", p->says);
    if (of_incident) whole(b, "reports", p->n_reports);
    end_item(b);
}

static void put_toll(cs_buf *b, const cs_view_toll *t, bool of_incident) {
    begin_item(b);
    text(b, "effect", t->effect);
    text(b, "status", t->status);
    whole_or(b, "low", t->low, CS_VIEW_NONE);
    whole_or(b, "best", t->best, CS_VIEW_NONE);
    whole_or(b, "high", t->high, CS_VIEW_NONE);
    if (of_incident) {
        text(b, "rule", t->rule);
    } else {
        whole_or(b, "women", t->women, CS_VIEW_NONE);
        whole_or(b, "children", t->children, CS_VIEW_NONE);
        text(b, "words", t->of);
        text(b, "certainty", t->certainty);
        text(b, "according_to", t->says);
    }
    end_item(b);
}

static void put_role(cs_buf *b, const cs_view_incident *x, const char *name, cs_str role) {
    begin_list(b, name);
    for (int i = 0; i < x->n_parties; i++)
        if (cs_eq(x->parties[i].role, role)) put_party(b, x->parties + i, true);
    end_list(b);
}

static void put_kind(cs_buf *b, cs_str type, cs_str mode, cs_str certainty, cs_str modality, cs_str frame) {
    text(b, "type", type);
    text(b, "mode", mode);
    text(b, "certainty", certainty);
    text(b, "modality", modality);
    text(b, "time_frame", frame);
}

/* ---- an incident ---- */

static void put_references(cs_buf *b, const cs_case_incident *x) {
    begin_list(b, "statements");
    for (int i = 0; i < x->n_references; i++) {
        const cs_view_reference *r = x->references + i;
        begin_item(b);
        member(b, "report");
        cs_buf_put(b, "\"sha256:");
        cs_buf_str(b, r->text_sha256);
        cs_buf_put(b, "\"");
        member(b, "statement");
        cs_buf_put(b, r->by_hand ? "\"h" : "\"s"); /* what a person added is in no reading: named by its row */
        cs_buf_i64(b, r->by_hand ? r->statement : r->number);
        cs_buf_put(b, "\"");
        end_item(b);
    }
    end_list(b);
}

static void put_incident(cs_buf *b, const cs_case_incident *c) {
    const cs_view_incident *x = &c->about;
    whole(b, "id", x->id);
    put_references(b, c);
    put_kind(b, x->type, x->mode, x->certainty, x->modality, x->time_frame);
    put_time(b, &x->when);
    member(b, "where");
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
    begin_list(b, "toll");
    for (int i = 0; i < x->n_tolls; i++) put_toll(b, x->tolls + i, true);
    end_list(b);
    begin_list(b, "reports");
    for (int i = 0; i < x->n_reports; i++) {
        separate(b);
        cs_buf_i64(b, x->reports[i]);
    }
    end_list(b);
    whole(b, "sources", x->n_sources);
    decimal(b, "confidence", x->confidence, 3);
    whole(b, "credibility", x->credibility);
    text(b, "credibility_why", x->credibility_why);
    text(b, "review", x->review);
    whole(b, "version", x->version);
    text(b, "made_at", x->made_at);
    text(b, "changed_at", x->changed_at);
}

static void put_statement(cs_buf *b, const cs_view_statement *s) {
    begin_item(b);
    whole(b, "id", s->id);
    whole(b, "number", s->number);
    whole(b, "report", s->report);
    whole_or(b, "incident", s->incident, 0);
    text(b, "kind", s->kind);
    put_kind(b, s->type, s->mode, s->certainty, s->modality, s->time_frame);
    text(b, "trigger", s->trigger);
    span(b, "trigger_span", s->trigger_begin, s->trigger_end);
    text(b, "evidence", s->evidence);
    span(b, "evidence_span", s->evidence_begin, s->evidence_end);
    put_time(b, &s->when);
    begin_list(b, "where");
    for (int i = 0; i < s->n_places; i++) put_place(b, s->places + i);
    end_list(b);
    begin_list(b, "roles");
    for (int i = 0; i < s->n_parties; i++) put_party(b, s->parties + i, false);
    end_list(b);
    begin_list(b, "toll");
    for (int i = 0; i < s->n_tolls; i++) put_toll(b, s->tolls + i, false);
    end_list(b);
    begin_list(b, "according_to");
    for (int i = 0; i < s->n_speakers; i++) {
        begin_item(b);
        text(b, "name", s->speakers[i].name);
        text(b, "kind", s->speakers[i].kind);
        text(b, "cue", s->speakers[i].cue);
        end_item(b);
    }
    end_list(b);
    begin_list(b, "contexts");
    for (int i = 0; i < s->n_contexts; i++) {
        separate(b);
        cs_buf_json(b, s->contexts[i]);
    }
    end_list(b);
    decimal(b, "confidence", s->confidence, 3);
    text(b, "review", s->review);
    end_item(b);
}

static void put_report(cs_buf *b, const cs_view_report *r) {
    begin_item(b);
    whole(b, "id", r->id);
    text(b, "source", r->source);
    text(b, "reliability", r->reliability);
    text(b, "published", r->published);
    text(b, "title", r->title);
    text(b, "url", r->url);
    text(b, "path", r->path);
    text(b, "sha256", r->sha256);
    member(b, "text");
    cs_buf_put(b, "\"sha256:");
    cs_buf_str(b, r->text_sha256);
    cs_buf_char(b, '"');
    whole(b, "copy_group", r->group);
    text(b, "added_at", r->added_at);
    end_item(b);
}

static void put_history(cs_buf *b, const cs_case_incident *x) {
    begin_list(b, "timeline");
    for (int i = 0; i < x->n_moments; i++) {
        const cs_view_moment *m = x->moments + i;
        begin_item(b);
        text(b, "published", m->day);
        whole(b, "report", m->report);
        whole_or(b, "statement", m->statement, 0);
        word(b, "what", m->what);
        text(b, "words", m->words);
        end_item(b);
    }
    end_list(b);
    begin_list(b, "links");
    for (int i = 0; i < x->n_links; i++) {
        const cs_view_link *l = x->links + i;
        begin_item(b);
        span(b, "accounts", l->a, l->b);
        span(b, "reports", l->report_a, l->report_b);
        decimal(b, "probability", l->probability, 3);
        text(b, "reasons", l->reasons);
        end_item(b);
    }
    end_list(b);
    begin_list(b, "changes");
    for (int i = 0; i < x->n_changes; i++) {
        const cs_view_change *c = x->changes + i;
        begin_item(b);
        whole(b, "version", c->version);
        text(b, "at", c->at);
        text(b, "what", c->what);
        whole_or(b, "report", c->report, 0);
        whole_or(b, "decision", c->review, 0);
        end_item(b);
    }
    end_list(b);
}

static void put_reviews(cs_buf *b, const cs_case_incident *x) {
    begin_list(b, "decisions");
    for (int i = 0; i < x->n_reviews; i++) {
        const cs_view_review *r = x->reviews + i;
        begin_item(b);
        whole(b, "id", r->id);
        text(b, "at", r->at);
        text(b, "who", r->who);
        text(b, "action", r->action);
        whole_or(b, "incident", r->incident, 0);
        whole_or(b, "statement", r->statement, 0);
        whole_or(b, "other", r->other, 0);
        text(b, "field", r->field);
        text(b, "before", r->before);
        text(b, "after", r->after);
        text(b, "why", r->why);
        whole_or(b, "undone_by", r->undone_by, 0);
        end_item(b);
    }
    end_list(b);
}

void cs_case_json(cs_buf *b, const cs_case_incident *x, bool all) {
    cs_buf_char(b, '{');
    put_incident(b, x);
    if (all) {
        begin_list(b, "told");
        for (int i = 0; i < x->n_statements; i++) put_statement(b, x->statements + i);
        end_list(b);
        begin_list(b, "told_in");
        for (int i = 0; i < x->n_reports; i++) put_report(b, x->reports + i);
        end_list(b);
        put_history(b, x);
        put_reviews(b, x);
    }
    end_item(b);
}

void cs_case_about_json(cs_buf *b, const cs_case_about *x) {
    cs_buf_char(b, '{');
    text(b, x->actor ? "actor" : "place", x->id);
    if (x->actor) {
        begin_list(b, "names");
        for (int i = 0; i < x->n_names; i++) {
            begin_item(b);
            text(b, "name", x->names[i].name);
            whole(b, "texts", x->names[i].n_texts);
            end_item(b);
        }
        end_list(b);
        begin_list(b, "merged");
        for (int i = 0; i < x->n_merged; i++) {
            begin_item(b);
            text(b, "actor", x->merged[i].actor);
            whole(b, "decision", x->merged[i].review);
            end_item(b);
        }
        end_list(b);
    }
    begin_list(b, "incidents");
    for (int i = 0; i < x->n_incidents; i++) {
        begin_item(b);
        put_incident(b, x->incidents + i);
        end_item(b);
    }
    end_list(b);
    end_item(b);
}

void cs_case_report_json(cs_buf *b, const cs_case_report *x) {
    cs_buf_char(b, '{');
    member(b, "report");
    put_report(b, &x->about);
    begin_list(b, "statements");
    for (int i = 0; i < x->n_statements; i++) put_statement(b, x->statements + i);
    end_list(b);
    end_item(b);
}
