#include "store/store.h"
#include "store/grade.h"
#include "store/schema.h"
#include <stdlib.h>

/* What may jump is kept apart from where setjmp stands, so that no local lives across the jump. */
static casus_status ready_or_jump(cs_store *s, bool may_write, cs_err *err) {
    if (setjmp(s->full))
        return cs_fail(err, CASUS_E_LIMIT, -1, "%s: to open it takes more than %zu MB of memory", cs_db_name(s->db),
                       CS_STORE_MEMORY_BYTES >> 20);
    return cs_schema_ready(s->db, may_write, s->think, err);
}

casus_status cs_store_open(cs_store **out, const char *where, cs_db_mode mode, cs_err *err) {
    cs_store *s = calloc(1, sizeof *s);
    if (!s) return cs_fail(err, CASUS_E_LIMIT, -1, "%s: out of memory", where);
    casus_status st = cs_arena_map(&s->think, CS_STORE_MEMORY_BYTES, err);
    s->think.on_full = &s->full;
    if (st == CASUS_OK) st = cs_db_open(&s->db, where, mode, err);
    if (st == CASUS_OK) st = ready_or_jump(s, mode > CS_DB_READ, err);
    if (st == CASUS_OK)
        *out = s;
    else
        cs_store_close(&s);
    return st;
}

void cs_store_close(cs_store **s) {
    if (!*s) return;
    cs_db_close(&(*s)->db);
    cs_arena_unmap(&(*s)->think);
    free(*s);
    *s = NULL;
}

cs_db *cs_store_db(cs_store *s) { return s->db; }

casus_status cs_store_sync(cs_store *s, cs_err *err) { return cs_db_sync(s->db, err); }

/* The end of a transaction in which `st` came about. */
static casus_status end(cs_db *db, casus_status st, cs_err *err) {
    if (st == CASUS_OK) st = cs_db_commit(db, err);
    if (st != CASUS_OK) cs_db_rollback(db);
    return st;
}

/* ---- runs ---- */

static const char Q_RUN[] =
    "select id from runs where casus = $1 and model = $2 and branch = $3 and gazetteer = $4 and actors = $5 and lexicon = $6 "
    "and coalesce(own_actors, '') = coalesce($7, '') and coalesce(own_places, '') = coalesce($8, '') "
    "and coalesce(own_lexicon, '') = coalesce($9, '') and min_confidence = $10";
static const char Q_RUN_ADD[] =
    "insert into runs (casus, model, branch, gazetteer, actors, lexicon, own_actors, own_places, own_lexicon, min_confidence, "
    "started_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id";

static casus_status find_run(cs_db *db, const cs_store_run *run, cs_str now, int64_t *id, cs_err *err) {
    const cs_value v[] = { cs_v_text(run->casus),
                           cs_v_text(run->model),
                           cs_v_text(run->branch),
                           cs_v_text(run->gazetteer),
                           cs_v_text(run->actors),
                           cs_v_text(run->lexicon),
                           cs_v_text(run->own_actors),
                           cs_v_text(run->own_places),
                           cs_v_text(run->own_lexicon),
                           cs_v_real(run->min_confidence),
                           cs_v_text(now) };
    bool found;
    CS_TRY(cs_db_ask_int(db, Q_RUN, v, 10, id, &found, err));
    return found ? CASUS_OK : cs_db_insert(db, Q_RUN_ADD, v, 11, id, err);
}

casus_status cs_store_begin_run(cs_store *s, const cs_store_run *run, cs_str now, int64_t *id, cs_err *err) {
    CS_TRY(cs_db_begin(s->db, err));
    return end(s->db, find_run(s->db, run, now, id, err), err);
}

static casus_status grade(cs_store *s, cs_str source, char letter, cs_err *err) {
    static const char known[] = "select id from sources where name = $1 and reliability = $2";
    static const char set[] =
        "insert into sources (name, reliability) values ($1, $2) "
        "on conflict (name) do update set reliability = excluded.reliability returning id";
    const cs_value values[] = { cs_v_text(source), cs_v_text((cs_str){ &letter, 1 }) };
    cs_arena a = s->think;
    cs_change c = { .db = s->db, .a = &a, .err = err };
    int64_t id;
    bool same;
    if (setjmp(s->full))
        return cs_fail(err, CASUS_E_LIMIT, -1, "to grade it takes more than %zu MB of memory", CS_STORE_MEMORY_BYTES >> 20);
    CS_TRY(cs_db_ask_int(s->db, known, values, 2, &id, &same, err));
    if (same) return CASUS_OK;
    CS_TRY(cs_db_insert(s->db, set, values, 2, &id, err));
    return cs_grade_sum(&c, id);
}

casus_status cs_store_grade(cs_store *s, cs_str source, char letter, cs_err *err) {
    CS_TRY(cs_db_begin(s->db, err));
    casus_status st = end(s->db, grade(s, source, letter, err), err);
    s->think.beg = s->think.end; /* it goes round by value, so nobody knows how far it was used */
    cs_arena_reset(&s->think, CS_STORE_KEEP_BYTES);
    return st;
}

/* ---- looking ---- */

static casus_status count(cs_db *db, cs_store_counts *c, cs_err *err) {
    static const char *const sql[] = {
        "select count(*) from reports",
        "select count(*) from texts",
        "select count(*) from sources",
        "select count(*) from " CS_CURRENT " c join statements s on s.coding = c.coding",
        "select count(*) from runs",
        "select count(*) from incidents where live = 1",
        "select count(*) - count(distinct coalesce(t.copy_group, t.id)) from reports r join texts t on t.id = r.text",
    };
    int64_t *to[] = { &c->reports, &c->texts, &c->sources, &c->statements, &c->runs, &c->incidents, &c->copied };
    bool found;
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) CS_TRY(cs_db_ask_int(db, sql[i], NULL, 0, to[i], &found, err));
    return CASUS_OK;
}

casus_status cs_store_copy(cs_store *s, const char *path, cs_err *err) {
    if (setjmp(s->full))
        return cs_fail(err, CASUS_E_LIMIT, -1, "%s: to write it takes more than %zu MB of memory", path,
                       CS_STORE_MEMORY_BYTES >> 20);
    return cs_schema_copy(s->db, path, s->think, err);
}

casus_status cs_store_count(cs_store *s, cs_store_counts *c, cs_err *err) {
    CS_TRY(cs_db_look(s->db, err));
    casus_status st = count(s->db, c, err);
    cs_db_rollback(s->db);
    return st;
}

static const char Q_READINGS[] =
    "select r.id, c.run, so.name, r.published, r.title, r.url, r.path, r.sha256, r.media_type, r.charset, r.size_bytes, "
    "k.reading from reports r join " CS_CURRENT
    " c on c.report = r.id join codings k on k.id = c.coding "
    "left join sources so on so.id = r.source order by r.id";

casus_status cs_store_readings_of(cs_store *s, cs_store_readings **all, cs_err *err) {
    return cs_db_ask_once(s->db, Q_READINGS, NULL, 0, all, err);
}

casus_status cs_store_readings_next(cs_store_readings *all, cs_store_reading *out, bool *more, cs_err *err) {
    CS_TRY(cs_rows_next(all, more, err));
    if (!*more) return CASUS_OK;
    *out = (cs_store_reading){ .report = cs_rows_int(all, 0),
                               .run = cs_rows_int(all, 1),
                               .source = cs_rows_text(all, 2),
                               .published = cs_rows_text(all, 3),
                               .title = cs_rows_text(all, 4),
                               .url = cs_rows_text(all, 5),
                               .path = cs_rows_text(all, 6),
                               .sha256 = cs_rows_text(all, 7),
                               .media_type = cs_rows_text(all, 8),
                               .charset = cs_rows_text(all, 9),
                               .size_bytes = cs_rows_int(all, 10),
                               .packed = cs_rows_text(all, 11) };
    return CASUS_OK;
}
