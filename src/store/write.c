/* A report and its coding, into the tables, in one transaction. */
#include "store/copies.h"
#include "store/incidents.h"
#include "store/search.h"
#include "store/work.h"

static const char Q_TEXT[] = "select id from texts where sha256 = $1";
static const char Q_TEXT_ADD[] = "insert into texts (sha256, text) values ($1, $2) returning id";
static const char Q_SOURCE[] = "select id from sources where name = $1";
static const char Q_SOURCE_ADD[] = "insert into sources (name) values ($1) returning id";
static const char Q_REPORT[] =
    "select id from reports where text = $1 and coalesce(source, 0) = coalesce($2, 0) and coalesce(published, '') = "
    "coalesce($3, '')";
static const char Q_REPORT_ADD[] =
    "insert into reports (text, source, published, title, url, path, sha256, size_bytes, media_type, "
    "charset, added_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id";
static const char Q_CODING[] =
    "select id from codings where text = $1 and run = $2 and hand is null and coalesce(published, '') = coalesce($3, '') "
    "and coalesce(title, '') = coalesce($4, '')";
static const char Q_CODING_ADD[] =
    "insert into codings (text, run, published, title, reading) values ($1, $2, $3, $4, $5) returning id";
static const char Q_PINNED[] = "select 1 from pins where report = $1 and run <> $2";
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
    CS_TRY(cs_db_ask_int(db, Q_CODING, CS_VALUES(cs_v_int(f->text), cs_v_int(run), published, cs_v_text(key->title)),
                         &f->coding, &there, err));
    if (key->source.n && !f->source) return CASUS_OK;
    CS_TRY(cs_db_ask_int(db, Q_REPORT, CS_VALUES(cs_v_int(f->text), cs_v_int_or(f->source, 0), published), &f->report, &there,
                         err));
    if (!there) return CASUS_OK;
    int64_t coding;
    return cs_db_ask_int(db, Q_CODED, CS_VALUES(cs_v_int(f->report), cs_v_int(run)), &coding, &f->coded, err);
}

static cs_store_has what_is_there(const found *f) { return (cs_store_has){ f->report != 0, f->coded, f->coding != 0, .id = f->report }; }

casus_status cs_store_has_report(cs_store *s, int64_t run, const cs_store_key *key, cs_store_has *has, cs_err *err) {
    found f;
    CS_TRY(find(s->db, run, key, &f, err));
    *has = what_is_there(&f);
    return CASUS_OK;
}

static cs_str text_at(const json_t *o, const char *name) { return cs_store_text(json_object_get(o, name)); }
static cs_value word(const json_t *o, const char *name) { return cs_v_text(text_at(o, name)); }

static casus_status put_text(cs_db *db, const cs_store_key *key, cs_str text, found *f, cs_arena scratch, cs_err *err) {
    if (f->text) return CASUS_OK;
    CS_TRY(cs_db_insert(db, Q_TEXT_ADD, CS_VALUES(cs_v_text(key->text_sha256), cs_v_text(text)), &f->text, err));
    return cs_copies_add(db, f->text, text, scratch, err);
}

static casus_status put_report(cs_db *db, const json_t *reading, const cs_store_key *key, cs_str now, found *f,
                               cs_arena scratch, cs_err *err) {
    const json_t *x = json_object_get(reading, "source");
    if (f->report) return CASUS_OK;
    if (key->source.n && !f->source) CS_TRY(cs_db_insert(db, Q_SOURCE_ADD, CS_VALUES(cs_v_text(key->source)), &f->source, err));
    CS_TRY(cs_db_insert(db, Q_REPORT_ADD,
                        CS_VALUES(cs_v_int(f->text), cs_v_int_or(f->source, 0), cs_v_text(key->published),
                                  cs_v_text(key->title), word(x, "url"), word(x, "path"), word(x, "sha256"),
                                  cs_v_int(json_integer_value(json_object_get(x, "size_bytes"))), word(x, "media_type"),
                                  word(x, "charset"), cs_v_text(now)),
                        &f->report, err));
    return cs_search_add_report(db, f->report, key->title, text_at(reading, "text"), scratch, err);
}

static casus_status put_coding(cs_db *db, const cs_store_report *add, const json_t *reading, const cs_store_key *key, found *f,
                               cs_arena scratch, cs_err *err) {
    if (f->coding) return CASUS_OK; /* and then `reading` is but a head with a text */
    if (!add->packed.n) return cs_fail(err, CASUS_E_INTERNAL, -1, "a report came without its reading");
    CS_TRY(cs_db_insert(db, Q_CODING_ADD,
                        CS_VALUES(cs_v_int(f->text), cs_v_int(add->run), cs_v_text(key->published), cs_v_text(key->title),
                                  cs_v_blob(add->packed)),
                        &f->coding, err));
    return cs_store_draw(db, f->coding, reading, scratch, err);
}

static casus_status put(cs_db *db, const cs_store_report *add, json_t *reading, cs_store_has *has, cs_arena scratch,
                        cs_err *err) {
    cs_str id = text_at(reading, "id"), prefix = CS_LIT("sha256:");
    if (!cs_starts(id, prefix)) return cs_fail(err, CASUS_E_INTERNAL, -1, "a reading without an id");
    const cs_store_key key = { cs_cut(id, prefix.n, id.n), text_at(json_object_get(reading, "source"), "name"),
                               text_at(reading, "title"), text_at(reading, "published") };
    found f;
    CS_TRY(find(db, add->run, &key, &f, err));
    *has = what_is_there(&f);
    if (f.coded) return CASUS_OK;
    CS_TRY(put_text(db, &key, text_at(reading, "text"), &f, scratch, err));
    CS_TRY(put_report(db, reading, &key, add->now, &f, scratch, err));
    CS_TRY(put_coding(db, add, reading, &key, &f, scratch, err));
    has->id = f.report;
    CS_TRY(cs_db_run(db, Q_CODED_ADD, CS_VALUES(cs_v_int(f.report), cs_v_int(add->run), cs_v_int(f.coding)), err));
    int64_t one;
    CS_TRY(cs_db_ask_int(db, Q_PINNED, CS_VALUES(cs_v_int(f.report), cs_v_int(add->run)), &one, &has->kept, err));
    const cs_fresh fresh = { has->coding ? 0 : f.coding, reading };
    return cs_incidents_coded(db, f.report, fresh, add->now, scratch, err);
}

/* What may jump is kept apart from where setjmp stands, so that no local lives across the jump. */
static casus_status put_or_jump(cs_store *s, const cs_store_report *add, json_t *reading, cs_store_has *has, cs_err *err) {
    if (setjmp(s->full))
        return cs_fail(err, CASUS_E_LIMIT, -1, "to store it takes more than %zu MB of memory", CS_STORE_MEMORY_BYTES >> 20);
    return put(s->db, add, reading, has, s->think, err);
}

casus_status cs_store_add(cs_store *s, const cs_store_report *add, cs_store_has *has, cs_err *err) {
    json_t *reading;
    CS_TRY(cs_store_parse(add->json, &reading, err));
    casus_status st = cs_db_begin(s->db, err);
    if (st == CASUS_OK) {
        st = put_or_jump(s, add, reading, has, err);
        if (st == CASUS_OK) st = cs_db_commit(s->db, err);
        if (st != CASUS_OK) cs_db_rollback(s->db);
    }
    json_decref(reading);
    s->think.beg = s->think.end; /* it goes round by value, so nobody knows how far it was used */
    cs_arena_reset(&s->think, CS_STORE_KEEP_BYTES);
    return st;
}
