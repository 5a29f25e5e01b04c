/* A report and what was read in it, into the tables. The tables are drawn from the reading's JSON (docs/data-model.md), which
 * is kept whole beside them: offsets and numbers are the same in both, entity 3 is e3. All of one report is written in one
 * transaction. */
#include "store/copies.h"
#include "store/work.h"
#include <jansson.h>

/* ---- values of JSON members as values of columns; a member that is missing is null ---- */

static cs_str text_of(const json_t *v) {
    return json_is_string(v) ? (cs_str){ json_string_value(v), (ptrdiff_t)json_string_length(v) } : (cs_str){ 0 };
}
static cs_str text_at(const json_t *o, const char *name) { return text_of(json_object_get(o, name)); }
static cs_value word(const json_t *o, const char *name) { return cs_v_text(text_at(o, name)); }
static cs_value whole(const json_t *o, const char *name) {
    const json_t *v = json_object_get(o, name);
    return json_is_integer(v) ? cs_v_int(json_integer_value(v)) : cs_v_null();
}
static cs_value decimal(const json_t *o, const char *name) {
    const json_t *v = json_object_get(o, name);
    return json_is_number(v) ? cs_v_real(json_number_value(v)) : cs_v_null();
}
/* End 0 or 1 of a span; null where there is none. */
static cs_value edge(const json_t *o, const char *name, size_t end) {
    const json_t *v = json_array_get(json_object_get(o, name), end);
    return json_is_integer(v) ? cs_v_int(json_integer_value(v)) : cs_v_null();
}
/* The number in an id, "e3"; 0: none. */
static int64_t number_of(const json_t *v) {
    cs_str s = text_of(v);
    cs_i64_result n = { 0 };
    if (s.n > 1) n = cs_parse_i64(cs_cut(s, 1, s.n));
    return n.ok ? n.value : 0;
}

/* Rows of one of the reading's lists, by the number in their ids. */
typedef struct rows_of {
    int64_t *v; /* [n + 1] */
    int64_t n;
} rows_of;
typedef struct writing {
    cs_db *db;
    int64_t coding;
    const json_t *reading;
    rows_of entities, places, times, attributions, incidents; /* incidents: of statements, not rows */
    cs_arena *a;
    cs_err *err;
} writing;

static int64_t row_of(rows_of rows, const json_t *id) {
    int64_t n = number_of(id);
    return n >= 1 && n <= rows.n ? rows.v[n] : 0;
}
static cs_value reference(rows_of rows, const json_t *o, const char *name) {
    return cs_v_int_or(row_of(rows, json_object_get(o, name)), 0);
}
static rows_of rows_for(writing *w, const char *list) {
    int64_t n = (int64_t)json_array_size(json_object_get(w->reading, list));
    return (rows_of){ CS_NEW(w->a, int64_t, n + 1), n };
}

static casus_status put_entities(writing *w) {
    static const char add[] = "insert into entities (coding, number, type, name, actor, sector, country) "
                              "values ($1, $2, $3, $4, $5, $6, $7) returning id";
    static const char mention[] = "insert into mentions (entity, begin_at, end_at, kind) values ($1, $2, $3, $4)";
    size_t i, k;
    json_t *e, *m;
    w->entities = rows_for(w, "entities");
    json_array_foreach(json_object_get(w->reading, "entities"), i, e) {
        int64_t *row = &w->entities.v[i + 1];
        CS_TRY(cs_db_insert(w->db, add,
                            CS_VALUES(cs_v_int(w->coding), cs_v_int((int64_t)i + 1), word(e, "type"), word(e, "name"),
                                      word(e, "actor"), word(e, "sector"), word(e, "country")),
                            row, w->err));
        json_array_foreach(json_object_get(e, "mentions"), k, m)
            CS_TRY(cs_db_run(w->db, mention,
                             CS_VALUES(cs_v_int(*row), edge(m, "span", 0), edge(m, "span", 1), word(m, "kind")), w->err));
    }
    return CASUS_OK;
}

static casus_status put_places(writing *w) {
    static const char add[] = "insert into places (coding, number, entity, name, geonames, lat, lon, country, admin1, admin2, "
                              "precision, score) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id";
    size_t i;
    json_t *p;
    w->places = rows_for(w, "places");
    json_array_foreach(json_object_get(w->reading, "places"), i, p)
        CS_TRY(cs_db_insert(w->db, add,
                            CS_VALUES(cs_v_int(w->coding), cs_v_int((int64_t)i + 1), reference(w->entities, p, "entity"),
                                      word(p, "name"), whole(p, "geonames"), decimal(p, "lat"), decimal(p, "lon"),
                                      word(p, "country"), word(p, "admin1"), word(p, "admin2"), word(p, "precision"),
                                      decimal(p, "score")),
                            &w->places.v[i + 1], w->err));
    return CASUS_OK;
}

static casus_status put_times(writing *w) {
    static const char add[] = "insert into times (coding, number, begin_at, end_at, type, timex, edtf, first_day, last_day) "
                              "values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id";
    size_t i;
    json_t *t;
    w->times = rows_for(w, "times");
    json_array_foreach(json_object_get(w->reading, "times"), i, t)
        CS_TRY(cs_db_insert(w->db, add,
                            CS_VALUES(cs_v_int(w->coding), cs_v_int((int64_t)i + 1), edge(t, "span", 0), edge(t, "span", 1),
                                      word(t, "type"), word(t, "timex"), word(t, "edtf"), word(t, "begin"), word(t, "end")),
                            &w->times.v[i + 1], w->err));
    return CASUS_OK;
}

static casus_status put_attributions(writing *w) {
    static const char add[] = "insert into attributions (coding, number, kind, source_begin, source_end, cue_begin, cue_end, source, "
                              "parent) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id";
    size_t i;
    json_t *x;
    w->attributions = rows_for(w, "attributions");
    json_array_foreach(json_object_get(w->reading, "attributions"), i, x)
        CS_TRY(cs_db_insert(w->db, add,
                            CS_VALUES(cs_v_int(w->coding), cs_v_int((int64_t)i + 1), word(x, "kind"), edge(x, "source", 0),
                                      edge(x, "source", 1), edge(x, "cue", 0), edge(x, "cue", 1),
                                      reference(w->entities, x, "source_entity"),
                                      cs_v_int_or(number_of(json_object_get(x, "parent")), 0)),
                            &w->attributions.v[i + 1], w->err));
    return CASUS_OK;
}

static casus_status put_roles(const writing *w, int64_t statement, const json_t *s) {
    static const char add[] =
        "insert into roles (statement, role, entity, begin_at, end_at, certainty) values ($1, $2, $3, $4, $5, $6)";
    size_t i;
    json_t *x;
    json_array_foreach(json_object_get(s, "roles"), i, x)
        CS_TRY(cs_db_run(w->db, add,
                         CS_VALUES(cs_v_int(statement), word(x, "role"), reference(w->entities, x, "entity"), edge(x, "span", 0),
                                   edge(x, "span", 1), word(x, "certainty")),
                         w->err));
    return CASUS_OK;
}

static casus_status put_tolls(const writing *w, int64_t statement, const json_t *s) {
    static const char add[] = "insert into tolls (statement, effect, low, best, high, entity, begin_at, end_at, certainty, status, "
                              "women, children) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    size_t i;
    json_t *x;
    json_array_foreach(json_object_get(s, "toll"), i, x)
        CS_TRY(cs_db_run(w->db, add,
                         CS_VALUES(cs_v_int(statement), word(x, "effect"), whole(x, "low"), whole(x, "best"), whole(x, "high"),
                                   reference(w->entities, x, "of"), edge(x, "span", 0), edge(x, "span", 1), word(x, "certainty"),
                                   word(x, "status"), whole(x, "women"), whole(x, "children")),
                         w->err));
    return CASUS_OK;
}

/* Where it happened and by whose word. */
static casus_status put_lists(const writing *w, int64_t statement, const json_t *s) {
    static const char place[] = "insert into statement_places (statement, place) values ($1, $2) on conflict do nothing";
    static const char speaker[] = "insert into statement_speakers (statement, depth, attribution) values ($1, $2, $3)";
    size_t i;
    json_t *x;
    json_array_foreach(json_object_get(s, "where"), i, x)
        CS_TRY(cs_db_run(w->db, place, CS_VALUES(cs_v_int(statement), cs_v_int_or(row_of(w->places, x), 0)), w->err));
    json_array_foreach(json_object_get(s, "according_to"), i, x)
        CS_TRY(cs_db_run(w->db, speaker,
                         CS_VALUES(cs_v_int(statement), cs_v_int((int64_t)i), cs_v_int_or(row_of(w->attributions, x), 0)), w->err));
    return CASUS_OK;
}

static casus_status put_statements(writing *w) {
    static const char add[] =
        "insert into statements (coding, number, kind, type, mode, certainty, modality, time_frame, trigger_begin, trigger_end, "
        "evidence_begin, evidence_end, time, incident, confidence) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) returning id";
    size_t i;
    json_t *s;
    json_array_foreach(json_object_get(w->reading, "statements"), i, s) {
        int64_t id;
        CS_TRY(cs_db_insert(w->db, add,
                            CS_VALUES(cs_v_int(w->coding), cs_v_int(number_of(json_object_get(s, "id"))), word(s, "kind"),
                                      word(s, "type"), word(s, "mode"), word(s, "certainty"), word(s, "modality"),
                                      word(s, "time_frame"), edge(s, "trigger", 0), edge(s, "trigger", 1), edge(s, "evidence", 0),
                                      edge(s, "evidence", 1), reference(w->times, s, "when"),
                                      cs_v_int_or(row_of(w->incidents, json_object_get(s, "id")), 0), decimal(s, "confidence")),
                            &id, w->err));
        CS_TRY(put_roles(w, id, s));
        CS_TRY(put_tolls(w, id, s));
        CS_TRY(put_lists(w, id, s));
    }
    return CASUS_OK;
}

/* The incident of each statement, by the numbers of their ids. */
static rows_of incidents_of(writing *w) {
    rows_of out = { 0 };
    size_t i, k;
    json_t *x, *id;
    json_array_foreach(json_object_get(w->reading, "statements"), i, x) {
        int64_t n = number_of(json_object_get(x, "id"));
        out.n = n > out.n ? n : out.n;
    }
    out.v = CS_NEW(w->a, int64_t, out.n + 1);
    json_array_foreach(json_object_get(w->reading, "incidents"), i, x)
        json_array_foreach(json_object_get(x, "statements"), k, id) {
            int64_t n = number_of(id);
            if (n >= 1 && n <= out.n) out.v[n] = number_of(json_object_get(x, "id"));
        }
    return out;
}

casus_status cs_store_put_reading(cs_db *db, int64_t coding, const json_t *reading, cs_arena scratch, cs_err *err) {
    writing w = { .db = db, .coding = coding, .reading = reading, .a = &scratch, .err = err };
    w.incidents = incidents_of(&w);
    CS_TRY(put_entities(&w));
    CS_TRY(put_places(&w));
    CS_TRY(put_times(&w));
    CS_TRY(put_attributions(&w));
    return put_statements(&w);
}

/* ---- the report ---- */

static const char Q_TEXT[] = "select id from texts where sha256 = $1";
static const char Q_TEXT_ADD[] = "insert into texts (sha256, text) values ($1, $2) returning id";
static const char Q_SOURCE[] = "select id from sources where name = $1";
static const char Q_SOURCE_ADD[] = "insert into sources (name) values ($1) returning id";
static const char Q_REPORT[] =
    "select id from reports where text = $1 and coalesce(source, 0) = coalesce($2, 0) and coalesce(published, '') = coalesce($3, '')";
static const char Q_REPORT_ADD[] = "insert into reports (text, source, published, title, url, path, sha256, size_bytes, media_type, "
                                   "charset, added_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id";
static const char Q_CODING[] = "select id from codings where text = $1 and run = $2 and coalesce(published, '') = coalesce($3, '') "
                               "and coalesce(title, '') = coalesce($4, '')";
static const char Q_CODING_ADD[] =
    "insert into codings (text, run, published, title, reading) values ($1, $2, $3, $4, $5) returning id";
static const char Q_CODED[] = "select coding from report_codings where report = $1 and run = $2";
static const char Q_CODED_ADD[] = "insert into report_codings (report, run, coding) values ($1, $2, $3)";

/* Rows that a key names; 0: not there. */
typedef struct found {
    int64_t text, source, report, coding;
    bool coded; /* the report, by the run */
} found;

static casus_status find(cs_db *db, int64_t run, const cs_store_key *key, found *f, cs_err *err) {
    bool there;
    cs_value published = cs_v_text(key->published);
    *f = (found){ 0 };
    if (key->source.n) CS_TRY(cs_db_ask_int(db, Q_SOURCE, CS_VALUES(cs_v_text(key->source)), &f->source, &there, err));
    CS_TRY(cs_db_ask_int(db, Q_TEXT, CS_VALUES(cs_v_text(key->text_sha256)), &f->text, &there, err));
    if (!there) return CASUS_OK;
    CS_TRY(cs_db_ask_int(db, Q_CODING, CS_VALUES(cs_v_int(f->text), cs_v_int(run), published, cs_v_text(key->title)), &f->coding,
                         &there, err));
    if (key->source.n && !f->source) return CASUS_OK;
    CS_TRY(cs_db_ask_int(db, Q_REPORT, CS_VALUES(cs_v_int(f->text), cs_v_int_or(f->source, 0), published), &f->report, &there, err));
    if (!there) return CASUS_OK;
    int64_t coding;
    return cs_db_ask_int(db, Q_CODED, CS_VALUES(cs_v_int(f->report), cs_v_int(run)), &coding, &f->coded, err);
}

static cs_store_has what_is_there(const found *f) {
    return f->coded ? CS_STORE_REPORT : f->coding ? CS_STORE_CODING : CS_STORE_NOTHING;
}

casus_status cs_store_has_report(cs_store *s, int64_t run, const cs_store_key *key, cs_store_has *has, cs_err *err) {
    found f;
    CS_TRY(find(s->db, run, key, &f, err));
    *has = what_is_there(&f);
    return CASUS_OK;
}

static casus_status put_text(cs_db *db, const cs_store_key *key, cs_str text, found *f, cs_arena scratch, cs_err *err) {
    if (f->text) return CASUS_OK;
    CS_TRY(cs_db_insert(db, Q_TEXT_ADD, CS_VALUES(cs_v_text(key->text_sha256), cs_v_text(text)), &f->text, err));
    return cs_copies_add(db, f->text, text, scratch, err);
}

static casus_status put_report(cs_db *db, const json_t *reading, const cs_store_key *key, cs_str now, found *f, cs_err *err) {
    const json_t *x = json_object_get(reading, "source");
    if (key->source.n && !f->source) CS_TRY(cs_db_insert(db, Q_SOURCE_ADD, CS_VALUES(cs_v_text(key->source)), &f->source, err));
    if (f->report) return CASUS_OK;
    return cs_db_insert(db, Q_REPORT_ADD,
                        CS_VALUES(cs_v_int(f->text), cs_v_int_or(f->source, 0), cs_v_text(key->published), cs_v_text(key->title),
                                  word(x, "url"), word(x, "path"), word(x, "sha256"), whole(x, "size_bytes"),
                                  word(x, "media_type"), word(x, "charset"), cs_v_text(now)),
                        &f->report, err);
}

static casus_status put(cs_store *s, const cs_store_report *add, const json_t *reading, cs_store_has *has, cs_arena scratch,
                        cs_err *err) {
    cs_str id = text_at(reading, "id"), prefix = CS_LIT("sha256:");
    if (!cs_starts(id, prefix)) return cs_fail(err, CASUS_E_INTERNAL, -1, "a reading without an id");
    const cs_store_key key = { cs_cut(id, prefix.n, id.n), text_at(json_object_get(reading, "source"), "name"),
                               text_at(reading, "title"), text_at(reading, "published") };
    found f;
    CS_TRY(cs_store_write(s, err));
    CS_TRY(find(s->db, add->run, &key, &f, err));
    *has = what_is_there(&f);
    if (f.coded) return CASUS_OK;
    CS_TRY(put_text(s->db, &key, text_at(reading, "text"), &f, scratch, err));
    CS_TRY(put_report(s->db, reading, &key, add->now, &f, err));
    if (!f.coding) {
        CS_TRY(cs_db_insert(s->db, Q_CODING_ADD,
                            CS_VALUES(cs_v_int(f.text), cs_v_int(add->run), cs_v_text(key.published), cs_v_text(key.title),
                                      cs_v_blob(add->packed)),
                            &f.coding, err));
        CS_TRY(cs_store_put_reading(s->db, f.coding, reading, scratch, err));
    }
    return cs_db_run(s->db, Q_CODED_ADD, CS_VALUES(cs_v_int(f.report), cs_v_int(add->run), cs_v_int(f.coding)), err);
}

casus_status cs_store_add(cs_store *s, const cs_store_report *add, cs_store_has *has, cs_err *err) {
    json_error_t where;
    json_t *reading = json_loadb(add->json.p, (size_t)add->json.n, JSON_REJECT_DUPLICATES, &where);
    if (!reading) return cs_fail(err, CASUS_E_INTERNAL, where.position, "a reading that is no JSON: %s", where.text);
    cs_arena scratch = s->think;
    casus_status st;
    if (setjmp(s->full))
        st = cs_fail(err, CASUS_E_LIMIT, -1, "to store it takes more than %zu MB of memory", CS_STORE_MEMORY_BYTES >> 20);
    else
        st = put(s, add, reading, has, scratch, err);
    json_decref(reading);
    return st;
}
