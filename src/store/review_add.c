/* A statement that a person adds is a reading of its own with that one statement, so that it is kept, drawn and checked like
 * what the program reads: a coding by the run `people`, which is never a report's current one. */
#include "base/utf8.h"
#include "store/review_field.h"
#include "store/review_work.h"
#include <stdio.h>
#include <stdlib.h>

typedef struct adding {
    cs_deciding *d;
    cs_change *c; /* of d */
    const cs_review_addition *add;
    json_t *current; /* what was read in the report, owned */
    json_t *reading; /* what is made, owned */
    cs_str text, sha256, published, title;
    cs_utf8_points points;   /* of the text */
    int64_t text_id, coding; /* coding: the report's current one */
    ptrdiff_t from;          /* words are looked for from here */
    cs_span chosen;          /* the words that name the act, where they were given by where they stand */
} adding;

/* ---- the report ---- */

static casus_status load_report(adding *x, cs_buf *bytes) {
    static const char sql[] =
        "select t.id, t.sha256, t.text, r.published, r.title, k.id, k.reading from reports r "
        "join texts t on t.id = r.text join " CS_CURRENT
        " c on c.report = r.id join codings k on k.id = c.coding where r.id = $1";
    cs_rows *row = NULL;
    bool there;
    cs_arena *a = x->c->a;
    CS_TRY(cs_db_ask(x->c->db, sql, CS_VALUES(cs_v_int(x->add->report)), &row, x->c->err));
    CS_TRY(cs_rows_next(row, &there, x->c->err));
    if (!there) return cs_fail(x->c->err, CASUS_E_INPUT, -1, "there is no report %lld", (long long)x->add->report);
    x->text_id = cs_rows_int(row, 0);
    x->sha256 = cs_dup(a, cs_rows_text(row, 1));
    x->text = cs_dup(a, cs_rows_text(row, 2));
    x->points = cs_utf8_points_of(x->text, a);
    x->published = cs_dup(a, cs_rows_text(row, 3));
    x->title = cs_dup(a, cs_rows_text(row, 4));
    x->coding = cs_rows_int(row, 5);
    casus_status st = cs_store_unpack(cs_rows_text(row, 6), bytes, x->c->err);
    cs_rows_end(row);
    if (st == CASUS_OK) st = cs_store_parse((cs_str){ bytes->p, (ptrdiff_t)bytes->n }, &x->current, x->c->err);
    return st;
}

static casus_status span_at(const adding *x, const char *what, cs_review_at at, cs_span *out) {
    if (at.begin < 0 || at.begin >= at.end || at.end > x->points.n)
        return cs_fail(x->c->err, CASUS_E_INPUT, -1, "%s: expected 0 <= begin < end <= %lld but found %lld and %lld", what,
                       (long long)x->points.n, (long long)at.begin, (long long)at.end);
    *out = (cs_span){ cs_utf8_byte(&x->points, at.begin), cs_utf8_byte(&x->points, at.end) };
    return CASUS_OK;
}

/* Of the places where the words stand the one that is nearest to those that were chosen, as people who point at a text mean
 * what is beside it. -1: they do not. */
static ptrdiff_t find_nearest(const adding *x, cs_str words) {
    ptrdiff_t best = -1, chosen = (ptrdiff_t)x->chosen.beg;
    for (ptrdiff_t from = 0, at; (at = cs_find(cs_cut(x->text, from, x->text.n), words)) >= 0; from += at + 1) {
        ptrdiff_t here = from + at, away = here < chosen ? chosen - here : here - chosen;
        if (best >= 0 && away >= (best < chosen ? chosen - best : best - chosen)) break; /* they only get farther */
        best = here;
    }
    return best;
}

/* Words as a span of the text, in bytes: where it is said that they stand, else where they are found, from x->from on, once
 * only unless `near` said where to look. */
static casus_status find_words(const adding *x, const char *what, cs_str words, cs_review_at where, cs_span *out) {
    if (where.end) return span_at(x, what, where, out);
    cs_str rest = cs_cut(x->text, x->from, x->text.n);
    ptrdiff_t at = x->chosen.end ? find_nearest(x, words) : cs_find(rest, words);
    if (at < 0)
        return cs_fail(x->c->err, CASUS_E_INPUT, -1, "%s: \"" CS_FMT "\" does not stand in the report%s", what, CS_ARG(words),
                       x->from ? " after the words given with --near" : "");
    if (!x->chosen.end && !x->add->near.n && cs_find(cs_cut(rest, at + words.n, rest.n), words) >= 0)
        return cs_fail(x->c->err, CASUS_E_INPUT, -1,
                       "%s: \"" CS_FMT
                       "\" stands in the report more than once: give more words, or those before it with --near",
                       what, CS_ARG(words));
    *out = (cs_span){ (uint32_t)(x->from + at), (uint32_t)(x->from + at + words.n) };
    return CASUS_OK;
}

static json_int_t code_point(const adding *x, uint32_t byte) { return cs_utf8_count(cs_cut(x->text, 0, byte)); }
static json_t *span_json(const adding *x, cs_span s) { return json_pack("[I,I]", code_point(x, s.beg), code_point(x, s.end)); }

/* The sentence that was read around the words, else their paragraph. */
static json_t *evidence(const adding *x, cs_span words) {
    size_t i;
    json_t *s;
    json_int_t at = code_point(x, words.beg);
    json_array_foreach(json_object_get(x->current, "sentences"), i, s) {
        json_int_t beg = json_integer_value(json_array_get(s, 0)), end = json_integer_value(json_array_get(s, 1));
        if (beg <= at && at < end) return json_pack("[I,I]", beg, end);
    }
    cs_span line = words;
    while (line.beg && x->text.p[line.beg - 1] != '\n') line.beg--;
    while (line.end < (uint32_t)x->text.n && x->text.p[line.end] != '\n') line.end++;
    return span_json(x, line);
}

/* ---- what the statement holds ---- */

/* The entity that was read to be named by these words, or NULL. */
static const json_t *entity_at(const adding *x, json_int_t beg, json_int_t end) {
    size_t i, k;
    json_t *e, *m;
    json_array_foreach(json_object_get(x->current, "entities"), i, e) {
        json_array_foreach(json_object_get(e, "mentions"), k, m) {
            const json_t *span = json_object_get(m, "span");
            if (json_integer_value(json_array_get(span, 0)) < end && beg < json_integer_value(json_array_get(span, 1)))
                return e;
        }
    }
    return NULL;
}

static json_t *string_or_null(cs_str s) { return s.n ? json_stringn(s.p, (size_t)s.n) : json_null(); }
static json_t *copy_of(const json_t *from, const char *member) {
    json_t *v = json_object_get(from, member);
    return v ? json_incref(v) : json_null();
}

/* A role, and the entity that has it. */
static casus_status put_role(adding *x, json_t *statement, const char *role, cs_str words, cs_review_at at) {
    cs_span span;
    char id[24];
    if (!words.n && !at.end) return CASUS_OK;
    CS_TRY(find_words(x, role, words, at, &span));
    words = cs_cut(x->text, span.beg, span.end);
    json_t *entities = json_object_get(x->reading, "entities"), *where = span_json(x, span);
    const json_t *known =
        entity_at(x, json_integer_value(json_array_get(where, 0)), json_integer_value(json_array_get(where, 1)));
    snprintf(id, sizeof id, "e%zu", json_array_size(entities) + 1);
    json_array_append_new(entities,
                          json_pack("{s:s,s:o,s:o,s:o,s:o,s:o,s:o,s:[{s:O,s:s}]}", "id", id, "type",
                                    known ? copy_of(known, "type") : json_string("other"), "name",
                                    known ? copy_of(known, "name") : string_or_null(words), "actor", copy_of(known, "actor"),
                                    "why", json_null(), "sector", copy_of(known, "sector"), "country",
                                    copy_of(known, "country"), "mentions", "span", where, "kind", "nominal"));
    json_array_append_new(json_object_get(statement, "roles"),
                          json_pack("{s:s,s:s,s:o}", "role", role, "entity", id, "span", where));
    return CASUS_OK;
}

/* The place that was read in words of the text, the one that they name first ("Gao, northern Mali"); else the one that has them
 * as its name. NULL: there is none. */
static const json_t *place_at(const adding *x, cs_span words) {
    const json_int_t beg = code_point(x, words.beg), end = code_point(x, words.end);
    const cs_str name = cs_cut(x->text, words.beg, words.end);
    const json_t *first = NULL, *named = NULL;
    json_int_t at = end;
    size_t i, k;
    json_t *p, *m;
    json_array_foreach(json_object_get(x->current, "places"), i, p) {
        if (!named && cs_eq(cs_store_text(json_object_get(p, "name")), name)) named = p;
        json_array_foreach(json_object_get(p, "mentions"), k, m) {
            json_int_t b = json_integer_value(json_array_get(m, 0));
            if (b >= at || json_integer_value(json_array_get(m, 1)) <= beg) continue;
            first = p;
            at = b;
        }
    }
    return first ? first : named;
}

static casus_status put_place(adding *x, json_t *statement) {
    cs_span span;
    if (!x->add->place.n && !x->add->place_at.end) return CASUS_OK;
    CS_TRY(find_words(x, "place", x->add->place, x->add->place_at, &span));
    const cs_str words = cs_cut(x->text, span.beg, span.end);
    json_t *place = json_deep_copy(place_at(x, span));
    if (place)
        json_object_set_new(place, "id", json_string("p1"));
    else
        place = json_pack("{s:s,s:n,s:o,s:n,s:n,s:n,s:n,s:n,s:n,s:s,s:f}", "id", "p1", "entity", "name", string_or_null(words),
                          "geonames", "lat", "lon", "country", "admin1", "admin2", "precision", "region", "score", 1.0);
    json_object_set_new(place, "entity", json_null());
    json_object_set_new(place, "mentions", json_pack("[o]", span_json(x, span)));
    json_array_append_new(json_object_get(x->reading, "places"), place);
    json_array_append_new(json_object_get(statement, "where"), json_string("p1"));
    return CASUS_OK;
}

static json_t *day_json(int32_t day) {
    cs_buf b = { 0 };
    cs_buf_day(&b, day);
    json_t *v = json_stringn(b.p, b.n);
    cs_buf_free(&b);
    return v;
}

/* The time that was read in words of the text, or NULL. */
static json_t *time_at(const adding *x, cs_review_at words) {
    size_t i;
    json_t *t;
    json_array_foreach(json_object_get(x->current, "times"), i, t) {
        const json_t *span = json_object_get(t, "span");
        if (json_is_array(span) && json_is_string(json_object_get(t, "edtf")) &&
            json_integer_value(json_array_get(span, 0)) < words.end &&
            words.begin < json_integer_value(json_array_get(span, 1)))
            return t;
    }
    return NULL;
}

static casus_status put_time(adding *x, json_t *statement) {
    const cs_review_at at = x->add->when_at;
    const cs_when_value when = cs_parse_when(x->add->when);
    json_t *t, *span;
    cs_span words = { 0 };
    if (at.end) CS_TRY(span_at(x, "when", at, &words));
    if (!when.ok && !at.end) return CASUS_OK;
    if (when.ok) {
        t = json_pack("{s:s,s:s,s:o,s:o,s:o,s:o}", "id", "t1", "type", "DATE", "timex", string_or_null(x->add->when), "edtf",
                      string_or_null(x->add->when), "begin", day_json(when.first), "end", day_json(when.last));
    } else if ((t = json_deep_copy(time_at(x, at)))) {
        json_object_set_new(t, "id", json_string("t1"));
    } else {
        return cs_fail(x->c->err, CASUS_E_INPUT, -1, "when: no date was read in \"" CS_FMT "\": write it, as 2024-03-07",
                       CS_ARG(cs_cut(x->text, words.beg, words.end)));
    }
    span = at.end ? span_json(x, words) : json_null();
    json_object_set_new(t, "span", span);
    json_array_append_new(json_object_get(x->reading, "times"), t);
    json_object_set_new(statement, "when", json_string("t1"));
    return CASUS_OK;
}

static casus_status put_toll(const adding *x, json_t *statement, cs_span words) {
    if (x->add->toll < 0) return CASUS_OK;
    if (x->add->toll_at.end) CS_TRY(span_at(x, "toll", x->add->toll_at, &words));
    json_int_t n = x->add->toll;
    json_array_append_new(json_object_get(statement, "toll"),
                          json_pack("{s:o,s:I,s:I,s:I,s:n,s:o}", "effect", string_or_null(x->add->effect), "low", n, "best", n,
                                    "high", n, "of", "span", span_json(x, words)));
    return CASUS_OK;
}

static json_t *head(const adding *x) {
    char id[80];
    snprintf(id, sizeof id, "sha256:%.*s", (int)x->sha256.n, x->sha256.p);
    return json_pack("{s:s,s:s,s:{s:n},s:o,s:o,s:s,s:{s:s},s:o,s:[],s:[],s:[],s:[],s:[],s:[],s:[]}", "schema", "casus.report/1",
                     "id", id, "source", "name", "title", string_or_null(x->title), "published", string_or_null(x->published),
                     "language", "en", "model", "name", "people", "text", string_or_null(x->text), "sentences", "entities",
                     "places", "times", "attributions", "statements", "incidents");
}

/* The words that name the act. */
static casus_status find_act(adding *x, cs_span *words) {
    const cs_review_addition *add = x->add;
    if (add->at.end) {
        CS_TRY(span_at(x, "span", add->at, &x->chosen));
        *words = x->chosen;
        return CASUS_OK;
    }
    if (add->near.n) {
        ptrdiff_t at = cs_find(x->text, add->near);
        if (at < 0)
            return cs_fail(x->c->err, CASUS_E_INPUT, -1, "near: \"" CS_FMT "\" does not stand in the report",
                           CS_ARG(add->near));
        x->from = at;
    }
    return find_words(x, "words", add->words, add->at, words);
}

static casus_status make(adding *x) {
    const cs_review_addition *add = x->add;
    cs_span words;
    CS_TRY(find_act(x, &words));
    x->reading = head(x);
    json_t *s = json_pack("{s:s,s:s,s:o,s:o,s:[],s:o,s:[],s:n,s:[],s:[],s:[],s:o,s:o,s:s,s:o,s:n,s:{s:s}}", "id", "s1", "kind",
                          "event", "type", string_or_null(add->type), "mode", string_or_null(add->mode), "contexts", "trigger",
                          span_json(x, words), "roles", "when", "where", "toll", "according_to", "certainty",
                          string_or_null(add->certainty.n ? add->certainty : CS_LIT("fact")), "modality",
                          string_or_null(add->modality.n ? add->modality : CS_LIT("actual")), "time_frame", "current",
                          "evidence", evidence(x, words), "confidence", "why", "type", "person");
    if (!s || !x->reading) return json_decref(s), cs_fail(x->c->err, CASUS_E_LIMIT, -1, "no memory for a statement");
    json_array_append_new(json_object_get(x->reading, "statements"), s);
    json_array_append_new(json_object_get(x->reading, "incidents"),
                          json_pack("{s:s,s:[s],s:O}", "id", "i1", "statements", "s1", "type", json_object_get(s, "type")));
    CS_TRY(put_role(x, s, "agent", add->agent, add->agent_at));
    CS_TRY(put_role(x, s, "recipient", add->recipient, add->recipient_at));
    CS_TRY(put_role(x, s, "target", add->target, add->target_at));
    CS_TRY(put_role(x, s, "instrument", add->instrument, add->instrument_at));
    CS_TRY(put_place(x, s));
    CS_TRY(put_time(x, s));
    return put_toll(x, s, words);
}

/* ---- into the case ---- */

static casus_status run_of_people(cs_change *c, int64_t *run) {
    static const char find[] = "select id from runs where casus = 'people'";
    static const char put[] =
        "insert into runs (started_at, casus, model, branch, gazetteer, actors, lexicon, min_confidence) "
        "values ($1, 'people', '', '', '', '', '', 0) returning id";
    bool there;
    CS_TRY(cs_db_ask_int(c->db, find, NULL, 0, run, &there, c->err));
    return there ? CASUS_OK : cs_db_insert(c->db, put, CS_VALUES(cs_v_text(c->now)), run, c->err);
}

static casus_status put_coding(adding *x, int64_t *coding) {
    static const char sql[] =
        "insert into codings (run, text, published, title, hand, reading) values ($1, $2, $3, $4, $5, $6) "
        "returning id";
    int64_t run;
    cs_buf packed = { 0 };
    char *json = json_dumps(x->reading, JSON_COMPACT);
    if (!json) return cs_fail(x->c->err, CASUS_E_LIMIT, -1, "no memory for a statement");
    casus_status st = cs_store_pack((cs_str){ json, (ptrdiff_t)strlen(json) }, &packed, x->c->err);
    if (st == CASUS_OK) st = run_of_people(x->c, &run);
    if (st == CASUS_OK)
        st = cs_db_insert(x->c->db, sql,
                          CS_VALUES(cs_v_int(run), cs_v_int(x->text_id), cs_v_text(x->published), cs_v_text(x->title),
                                    cs_v_int(x->c->review), cs_v_blob((cs_str){ packed.p, (ptrdiff_t)packed.n })),
                          coding, x->c->err);
    cs_buf_free(&packed);
    free(json);
    return st == CASUS_OK ? cs_store_draw(x->c->db, *coding, x->reading, *x->c->a, x->c->err) : st;
}

/* The new account is of the incident that was named. */
static casus_status bind(cs_change *c, int64_t account, int64_t incident) {
    static const char any[] = "select min(account) from incident_accounts where incident = $1";
    static const char put[] = "insert into bonds (a, b, same, review) values ($1, $2, 1, $3)";
    int64_t other = 0;
    bool found;
    CS_TRY(cs_db_ask_int(c->db, any, CS_VALUES(cs_v_int(incident)), &other, &found, c->err));
    if (!other) return cs_fail(c->err, CASUS_E_INPUT, -1, "there is no incident %lld", (long long)incident);
    return cs_db_run(c->db, put,
                     CS_VALUES(cs_v_int(account < other ? account : other), cs_v_int(account < other ? other : account),
                               cs_v_int(c->review)),
                     c->err);
}

static casus_status put(adding *x, int64_t *statement) {
    int64_t coding, account;
    bool found;
    cs_change *c = x->c;
    CS_TRY(
        cs_review_put_row(x->d, &(cs_review_row){ .action = "add", .incident = x->add->incident, .report = x->add->report }));
    CS_TRY(put_coding(x, &coding));
    CS_TRY(cs_db_ask_int(c->db, "select id from statements where coding = $1", CS_VALUES(cs_v_int(coding)), statement, &found,
                         c->err));
    CS_TRY(cs_review_pin(x->d, "select id from reports where id = $1", x->add->report));
    CS_TRY(cs_accounts_draw(c, coding));
    CS_TRY(cs_db_ask_int(c->db, "select id from accounts where coding = $1", CS_VALUES(cs_v_int(coding)), &account, &found,
                         c->err));
    if (x->add->incident) CS_TRY(bind(c, account, x->add->incident));
    return cs_incidents_settle(c);
}

static casus_status check_one(const char *name, cs_str value, cs_err *err) {
    return value.n ? cs_review_value_check(cs_review_field_named((cs_str){ name, (ptrdiff_t)strlen(name) }, false), value, err)
                   : CASUS_OK;
}

static casus_status check(const cs_review_addition *add, cs_err *err) {
    if (!add->words.n && !add->at.end) return cs_fail(err, CASUS_E_INPUT, -1, "words: expected the words that name the act");
    if (!add->type.n) return cs_fail(err, CASUS_E_INPUT, -1, "type: expected an event type of docs/codebook.md, as ASSAULT");
    CS_TRY(check_one("type", add->type, err));
    CS_TRY(check_one("mode", add->mode, err));
    CS_TRY(check_one("certainty", add->certainty, err));
    CS_TRY(check_one("modality", add->modality, err));
    CS_TRY(check_one("when", add->when, err));
    if (add->toll < 0 || add->effect.n) return CASUS_OK;
    return cs_fail(err, CASUS_E_INPUT, -1, "toll: expected what it counts: killed, wounded, …");
}

casus_status cs_review_put_addition(cs_deciding *d, const cs_review_addition *add, int64_t *statement) {
    adding x = { .d = d, .c = &d->c, .add = add };
    cs_buf bytes = { 0 };
    CS_TRY(check(add, d->c.err));
    casus_status st = load_report(&x, &bytes);
    if (st == CASUS_OK) st = make(&x);
    if (st == CASUS_OK) st = put(&x, statement);
    json_decref(x.current);
    json_decref(x.reading);
    cs_buf_free(&bytes);
    return st;
}
