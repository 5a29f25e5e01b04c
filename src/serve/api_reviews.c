/* Decisions: the log, and a new one. */
#include "decode/reading.h"
#include "export/case.h"
#include "export/json.h"
#include "serve/handlers.h"
#include "serve/list.h"

/* ---- the log ---- */

static casus_status put_page(cs_view *v, const cs_reviews_wanted *w, const srv_page *page, cs_arena *a, cs_buf *b,
                             cs_err *err) {
    cs_review_entry *list = NULL;
    cs_mark next;
    int n;
    CS_TRY(cs_page_reviews(v, w, &page->after, page->limit, a, &list, &n, &next, err));
    srv_items(b);
    for (int i = 0; i < n; i++) {
        if (i) cs_buf_char(b, ',');
        cs_case_review_json(b, list + i);
    }
    srv_items_end(b, "review", &next, a);
    return CASUS_OK;
}

casus_status srv_get_reviews(const srv_request *r, srv_reply *out, cs_err *err) {
    static const char *const known[] = { "incident", "report", "limit", "cursor", NULL };
    cs_reviews_wanted w = { 0 };
    srv_page page;
    cs_view *v = NULL;
    if (!srv_query_only(r, out, known) || !srv_page_of(r, out, "review", &page) ||
        !srv_query_int(r, out, "incident", 1, INT64_MAX, 0, &w.incident) ||
        !srv_query_int(r, out, "report", 1, INT64_MAX, 0, &w.report))
        return CASUS_OK;
    CS_TRY(cs_view_open(&v, r->store, &CS_FILTER_ALL, err));
    casus_status st = put_page(v, &w, &page, r->a, &out->body, err);
    cs_view_close(&v);
    return st;
}

/* ---- what is asked ---- */

typedef enum action { ACCEPT, REJECT, EDIT, MERGE, SPLIT, UNDO, ADD, ACTIONS } action;
static const char *const ACTION_NAMES[ACTIONS + 1] = { "accept", "reject", "edit", "merge", "split", "undo", "add", NULL };

enum { STATEMENTS_MAX = 1000 };

typedef struct asked {
    const srv_request *r;
    srv_reply *out;
    json_t *body;
    action action;
    cs_review by;
    cs_review_seen seen;
    int64_t seen_report; /* 0: none */
    cs_str seen_etag;    /* of it */
    cs_review_of of;
    int64_t other, review, source;
    cs_str field, value;
    cs_str actor, other_actor; /* of a merge of actors: ids, or ~ and names */
    int64_t *statements;
    int n_statements;
    cs_review_addition add;
} asked;

/* Says what is wrong with a member; gives false. */
static bool refuse(const asked *q, const char *name, const char *expected) {
    return (void)!srv_problem_of(q->out, srv_str(name), "expected %s", expected), false;
}

/* A text, which may be null or missing: n == 0. */
static bool text_of(const asked *q, const json_t *from, const char *name, cs_str *to) {
    const json_t *v = json_object_get(from, name);
    *to = (cs_str){ 0 };
    if (!v || json_is_null(v)) return true;
    if (!json_is_string(v)) return refuse(q, name, "a text");
    *to = (cs_str){ json_string_value(v), (ptrdiff_t)json_string_length(v) };
    return to->n <= CS_REVIEW_TEXT_BYTES_MAX && !memchr(to->p, 0, (size_t)to->n)
               ? true
               : refuse(q, name, "a text of at most 10000 bytes without control characters");
}

/* The number of a row; missing: 0. */
static bool row_of(const asked *q, const json_t *from, const char *name, int64_t *to) {
    const json_t *v = json_object_get(from, name);
    *to = 0;
    if (!v || json_is_null(v)) return true;
    if (!json_is_integer(v) || json_integer_value(v) < 1) return refuse(q, name, "the number of a row, from 1 on");
    *to = json_integer_value(v);
    return true;
}

static bool only(const asked *q, const json_t *object, const char *const *names) {
    const char *key;
    json_t *v;
    json_object_foreach((json_t *)object, key, v) {
        const char *const *n = names;
        while (*n && strcmp(key, *n) != 0) n++;
        if (!*n) return refuse(q, key, "no member of this name");
    }
    return true;
}

/* ---- an addition ---- */

/* [begin, end], which may be null or missing: end == 0. */
static bool at_of(asked *q, const json_t *v, const char *name, cs_review_at *to) {
    const json_t *begin = json_array_get(v, 0), *end = json_array_get(v, 1);
    *to = (cs_review_at){ 0 };
    if (!v || json_is_null(v)) return true;
    if (json_array_size(v) != 2 || !json_is_integer(begin) || !json_is_integer(end) || json_integer_value(begin) < 0 ||
        json_integer_value(begin) >= json_integer_value(end))
        return refuse(q, name, "[begin, end] in code points of the text, begin before end");
    *to = (cs_review_at){ json_integer_value(begin), json_integer_value(end) };
    return true;
}

/* Where words stand: "span" those that name the act, "spans" the others. */
static bool spans_of(asked *q, const json_t *add) {
    static const char *const known[] = { "agent", "recipient", "target", "instrument", "place", "when", "toll", NULL };
    cs_review_addition *x = &q->add;
    cs_review_at *const to[] = { &x->agent_at, &x->recipient_at, &x->target_at, &x->instrument_at,
                                 &x->place_at, &x->when_at,      &x->toll_at };
    const json_t *spans = json_object_get(add, "spans");
    if (!at_of(q, json_object_get(add, "span"), "span", &x->at)) return false;
    if (!x->at.end && !x->words.n) return refuse(q, "words", "words, or span: where they stand");
    if (!spans || json_is_null(spans)) return true;
    if (!json_is_object(spans)) return refuse(q, "spans", "an object: where the words of agent, place … stand");
    if (!only(q, spans, known)) return false;
    for (int i = 0; known[i]; i++)
        if (!at_of(q, json_object_get(spans, known[i]), known[i], to[i])) return false;
    return true;
}

static bool toll_of(asked *q, const json_t *add) {
    const json_t *v = json_object_get(add, "toll");
    bool known = false;
    q->add.toll = CS_COUNT_NONE;
    for (int i = 0; i < CS_EFFECT_COUNT; i++) known |= cs_eq(q->add.effect, srv_str(cs_effect_name[i]));
    if (q->add.effect.n && !known) return refuse(q, "effect", "what is counted: killed, wounded, captured, arrested, …");
    if (!v || json_is_null(v)) return !q->add.effect.n || refuse(q, "toll", "how many, where there is an effect");
    if (!json_is_integer(v) || json_integer_value(v) < 0 || json_integer_value(v) > 1000000000)
        return refuse(q, "toll", "a number from 0 to 1000000000");
    q->add.toll = json_integer_value(v);
    return q->add.effect.n || refuse(q, "effect", "what the toll counts: killed, wounded, …");
}

static bool addition_of(asked *q) {
    static const char *const known[] = { "report",   "type",  "mode",      "words",  "span",       "near",  "certainty",
                                         "modality", "agent", "recipient", "target", "instrument", "place", "when",
                                         "effect",   "toll",  "incident",  "spans",  NULL };
    const json_t *add = json_object_get(q->body, "addition");
    cs_review_addition *x = &q->add;
    const struct {
        const char *name;
        cs_str *to;
    } texts[] = { { "type", &x->type },           { "mode", &x->mode },
                  { "words", &x->words },         { "near", &x->near },
                  { "certainty", &x->certainty }, { "modality", &x->modality },
                  { "agent", &x->agent },         { "recipient", &x->recipient },
                  { "target", &x->target },       { "instrument", &x->instrument },
                  { "place", &x->place },         { "when", &x->when },
                  { "effect", &x->effect } };
    if (!json_is_object(add)) return refuse(q, "addition", "an object: what is added");
    if (!only(q, add, known)) return false;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!text_of(q, add, texts[i].name, texts[i].to)) return false;
    if (!row_of(q, add, "report", &x->report) || !row_of(q, add, "incident", &x->incident)) return false;
    if (!x->report) return refuse(q, "report", "the number of the report");
    return spans_of(q, add) && toll_of(q, add);
}

/* ---- the rest ---- */

static bool statements_of(asked *q) {
    const json_t *list = json_object_get(q->body, "statements");
    size_t n = json_array_size(list);
    if (n < 1 || n > STATEMENTS_MAX) return refuse(q, "statements", "a list of 1 to 1000 numbers of statements");
    q->statements = CS_NEW(q->r->a, int64_t, n);
    for (size_t i = 0; i < n; i++) {
        const json_t *v = json_array_get(list, i);
        if (!json_is_integer(v) || json_integer_value(v) < 1) return refuse(q, "statements", "a list of numbers of statements");
        q->statements[q->n_statements++] = json_integer_value(v);
    }
    return true;
}

/* What a source's grade counts in is the whole case, not what one looks at. */
static bool grade_of(asked *q) {
    if (q->of.incident || q->of.statement) return refuse(q, "source", "one of incident, statement and source");
    if (!cs_eq(q->field, CS_REVIEW_GRADE_FIELD)) return refuse(q, "field", "reliability, which is all that is set of a source");
    if (q->r->role >= SRV_ADMIN) return true;
    return (void)!srv_problem(q->out, 403, "Not allowed", "to grade a source needs the role admin"), false;
}

static bool what_of(asked *q) {
    switch (q->action) {
    case SPLIT: return statements_of(q);
    case ADD: return addition_of(q);
    case UNDO: return q->review || refuse(q, "review", "the number of the decision that is taken back");
    case MERGE:
        if (q->actor.n || q->other_actor.n) {
            if (!q->actor.n) return refuse(q, "actor", "the actor that goes on: an id of the register, or ~ and a name");
            if (q->of.incident || q->other) return refuse(q, "incident", "two incidents or two actors, not both");
            return q->other_actor.n ||
                   refuse(q, "other_actor", "the actor that is the same: an id of the register, or ~ and a name");
        }
        if (!q->of.incident) return refuse(q, "incident", "the number of the incident that goes on");
        return q->other || refuse(q, "other", "the number of the incident that becomes part of it");
    case EDIT:
        if (q->source) return grade_of(q);
        if (!q->field.n) return refuse(q, "field", "the field that is set (GET /api/v1/codebook)"); /* fall through */
    default: return !q->of.incident != !q->of.statement || refuse(q, "incident", "incident or statement, one of them");
    }
}

/* Who decides is who the token is of; without tokens whoever says so. */
static bool who_of(asked *q) {
    cs_str said;
    if (!text_of(q, q->body, "who", &said)) return false;
    q->by.who = q->r->who.n ? q->r->who : said;
    if (!cs_trim(q->by.who).n) return refuse(q, "who", "who decides");
    return cs_trim(q->by.why).n > 0 || refuse(q, "why", "the reason, which the log keeps");
}

/* If-Match: "i12-3…", the ETag of an incident, or "r7-…", that of a report. */
static bool seen_of(asked *q) {
    cs_str s = cs_trim(q->r->if_match);
    if (!s.n || cs_eq(s, CS_LIT("*"))) return true;
    ptrdiff_t dash = cs_find(s, CS_LIT("-"));
    cs_i64_result report = cs_parse_i64(cs_cut(s, 2, dash < 2 ? 2 : dash));
    if (cs_starts(s, CS_LIT("\"r")) && cs_ends(s, CS_LIT("\"")) && dash > 2 && report.ok && report.value > 0) {
        q->seen_report = report.value;
        q->seen_etag = s;
        return true;
    }
    if (cs_starts(s, CS_LIT("\"i")) && cs_ends(s, CS_LIT("\"")) && dash > 0) {
        cs_str rest = cs_cut(s, dash + 1, s.n - 1);
        ptrdiff_t more = cs_find(rest, CS_LIT("-"));
        cs_i64_result id = cs_parse_i64(cs_cut(s, 2, dash)), version = cs_parse_i64(more < 0 ? rest : cs_cut(rest, 0, more));
        if (id.ok && version.ok) {
            q->seen = (cs_review_seen){ .incident = id.value, .version = version.value };
            q->by.seen = &q->seen;
            return true;
        }
    }
    return (void)!srv_problem(q->out, 400, "Malformed header",
                              "If-Match: expected the ETag of an incident or a report, as \"i12-3\", but found " CS_FMT,
                              CS_ARG(s)),
           false;
}

static bool read_body(asked *q) {
    static const char *const known[] = { "action",      "incident",   "statement", "field",    "value",
                                         "other",       "statements", "review",    "addition", "actor",
                                         "other_actor", "why",        "who",       "source",   NULL };
    cs_str name;
    int i = 0;
    if (!only(q, q->body, known) || !text_of(q, q->body, "action", &name)) return false;
    while (i < ACTIONS && !cs_eq(name, srv_str(ACTION_NAMES[i]))) i++;
    if (i == ACTIONS) return refuse(q, "action", "accept, reject, edit, merge, split, undo or add");
    q->action = (action)i;
    return row_of(q, q->body, "incident", &q->of.incident) && row_of(q, q->body, "statement", &q->of.statement) &&
           row_of(q, q->body, "source", &q->source) && row_of(q, q->body, "other", &q->other) &&
           row_of(q, q->body, "review", &q->review) && text_of(q, q->body, "actor", &q->actor) &&
           text_of(q, q->body, "other_actor", &q->other_actor) && text_of(q, q->body, "field", &q->field) &&
           text_of(q, q->body, "value", &q->value) && text_of(q, q->body, "why", &q->by.why) && who_of(q) && what_of(q) &&
           seen_of(q);
}

/* ---- deciding ---- */

typedef struct decided {
    int64_t review, made, statement;
} decided;

static casus_status decide(const asked *q, decided *d, cs_err *err) {
    cs_store *s = q->r->store;
    switch (q->action) {
    case ACCEPT: return cs_review_accept(s, &q->by, q->of, &d->review, err);
    case REJECT: return cs_review_reject(s, &q->by, q->of, &d->review, err);
    case EDIT:
        if (q->source) return cs_review_grade(s, &q->by, q->source, (cs_str){ 0 }, q->value, &d->review, err);
        return cs_review_edit(s, &q->by, q->of, q->field, q->value, &d->review, err);
    case MERGE:
        if (q->actor.n) return cs_review_merge_actors(s, &q->by, q->actor, q->other_actor, &d->review, err);
        return cs_review_merge(s, &q->by, q->of.incident, q->other, &d->review, err);
    case SPLIT: return cs_review_split(s, &q->by, q->statements, q->n_statements, &d->made, &d->review, err);
    case UNDO: return cs_review_undo(s, &q->by, q->review, &d->review, err);
    default: return cs_review_add(s, &q->by, &q->add, &d->statement, &d->review, err);
    }
}

/* What the log says that the last decision, an undo, was about. */
static casus_status undone_of(cs_view *v, cs_arena *a, cs_review_of *of, cs_err *err) {
    const cs_reviews_wanted any = { 0 };
    const cs_mark first = { .set = false };
    cs_review_entry *list = NULL;
    cs_mark next;
    int n;
    CS_TRY(cs_page_reviews(v, &any, &first, 1, a, &list, &n, &next, err));
    if (n) *of = (cs_review_of){ list->incident, list->statement };
    return CASUS_OK;
}

static casus_status find_incident(const asked *q, cs_view *v, cs_review_of of, int64_t *incident, cs_err *err) {
    cs_view_statement s = { .incident = 0 };
    bool found;
    if (q->action == UNDO) CS_TRY(undone_of(v, q->r->a, &of, err));
    *incident = of.incident;
    if (of.incident || !of.statement) return CASUS_OK;
    CS_TRY(cs_view_statement_of(v, of.statement, q->r->a, &s, &found, err));
    *incident = s.incident;
    return CASUS_OK;
}

/* The incident that a decision was about, or that the statement which it was about is in now; 0: none. */
static casus_status incident_of(const asked *q, const decided *d, int64_t *incident, cs_err *err) {
    const cs_review_of of = { d->made ? d->made : q->of.incident, d->statement ? d->statement : q->of.statement };
    cs_view *v = NULL;
    CS_TRY(cs_view_open(&v, q->r->store, &CS_FILTER_ALL, err));
    casus_status st = find_incident(q, v, of, incident, err);
    cs_view_close(&v);
    return st;
}

static casus_status answer(const asked *q, const decided *d, cs_err *err) {
    cs_buf *b = &q->out->body;
    int64_t incident;
    CS_TRY(incident_of(q, d, &incident, err));
    q->out->status = 201;
    q->out->location = cs_printf(q->r->a, "/api/v1/reviews?limit=1");
    cs_buf_char(b, '{');
    cs_json_int(b, "review", d->review);
    cs_json_int_or(b, "incident", incident, 0);
    if (d->made) cs_json_int(b, "made", d->made);
    if (d->statement) cs_json_int(b, "statement", d->statement);
    cs_json_int(b, "revision", q->r->revision + 1); /* this one is counted when the answer is given */
    cs_json_item_end(b);
    return CASUS_OK;
}

static casus_status tell_report(const asked *q, cs_view *v, cs_err *err) {
    const cs_reviews_wanted about = { .report = q->seen_report };
    const cs_mark first = { .set = false };
    cs_review_entry *last = NULL;
    cs_mark next;
    cs_str now;
    int n;
    CS_TRY(srv_report_etag(q->r, v, q->seen_report, &now, err));
    if (cs_eq(now, q->seen_etag)) return CASUS_OK;
    if (!now.n) return srv_problem(q->out, 412, "Changed meanwhile", "there is no report %lld", (long long)q->seen_report);
    CS_TRY(cs_page_reviews(v, &about, &first, 1, q->r->a, &last, &n, &next, err));
    if (!n)
        return srv_problem(q->out, 412, "Changed meanwhile", "what report %lld says has changed since",
                           (long long)q->seen_report);
    return srv_problem(q->out, 412, "Changed meanwhile",
                       "what report %lld says has changed since: the last decision about it (" CS_FMT ", " CS_FMT
                       ") is by " CS_FMT,
                       (long long)q->seen_report, CS_ARG(last->action), CS_ARG(last->at), CS_ARG(last->who));
}

/* Is the report still as it was when it was looked at? Else the answer is made. The writer is held, so that no other request
 * comes between this and what is decided. */
static casus_status check_report(const asked *q, cs_err *err) {
    cs_view *v = NULL;
    if (!q->seen_report) return CASUS_OK;
    CS_TRY(cs_view_open(&v, q->r->store, &CS_FILTER_ALL, err));
    casus_status st = tell_report(q, v, err);
    cs_view_close(&v);
    return st;
}

/* Who may not grade a source may not take its grade back either. */
static casus_status may_undo(asked *q, bool *may, cs_err *err) {
    const cs_reviews_wanted any = { 0 };
    const cs_mark after = { .set = true, .id = q->review < INT64_MAX ? q->review + 1 : q->review };
    cs_review_entry *list = NULL;
    cs_mark next;
    cs_view *v = NULL;
    int n;
    *may = true;
    if (q->action != UNDO || q->r->role >= SRV_ADMIN) return CASUS_OK;
    CS_TRY(cs_view_open(&v, q->r->store, &CS_FILTER_ALL, err));
    casus_status st = cs_page_reviews(v, &any, &after, 1, q->r->a, &list, &n, &next, err);
    cs_view_close(&v);
    *may = st != CASUS_OK || !n || list->id != q->review || !list->source.n;
    if (!*may) (void)!srv_problem(q->out, 403, "Not allowed", "to take a source's grade back needs the role admin");
    return st;
}

static casus_status post(asked *q, cs_err *err) {
    decided d = { 0 };
    bool may;
    if (!read_body(q)) return CASUS_OK;
    CS_TRY(may_undo(q, &may, err));
    if (!may) return CASUS_OK;
    CS_TRY(check_report(q, err));
    if (q->out->status >= 400) return CASUS_OK;
    casus_status st = decide(q, &d, err);
    if (st == CASUS_E_INPUT && q->seen.changed) return srv_problem(q->out, 412, "Changed meanwhile", "%s", err->msg);
    return st == CASUS_OK ? answer(q, &d, err) : st;
}

casus_status srv_post_review(const srv_request *r, srv_reply *out, cs_err *err) {
    static const char *const none[] = { NULL };
    asked q = { .r = r, .out = out, .by.now = r->now, .by.changed = r->changed };
    if (!srv_query_only(r, out, none) || !srv_body_json(r, out, &q.body)) return CASUS_OK;
    casus_status st = post(&q, err);
    json_decref(q.body);
    return st;
}
