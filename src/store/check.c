#include "base/sha256.h"
#include "base/utf8.h"
#include "store/copies.h"
#include "store/incidents.h"
#include "store/schema.h"
#include "store/search.h"
#include "store/work.h"
#include <stdio.h>

typedef struct checking {
    cs_store *s;
    cs_db_told told;
    void *ctx;
    int64_t n_faults;
    cs_err *err;
} checking;

static void fault(void *ctx, cs_str what) {
    checking *c = ctx;
    c->n_faults++;
    c->told(c->ctx, what);
}

static void fault_of(checking *c, const char *one, int64_t id, const char *what) {
    char line[160];
    int n = snprintf(line, sizeof line, "%s %lld %s", one, (long long)id, what);
    fault(c, (cs_str){ line, n });
}

/* A query that gives a line for each fault. */
static casus_status each(checking *c, const char *sql) {
    cs_rows *rows = NULL;
    bool more;
    CS_TRY(cs_db_ask_once(c->s->db, sql, NULL, 0, &rows, c->err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, c->err));
        if (!more) return CASUS_OK;
        fault(c, cs_rows_text(rows, 0));
    }
}

static casus_status check_texts(checking *c) {
    cs_rows *rows = NULL;
    bool more;
    CS_TRY(cs_db_ask_once(c->s->db, "select id, sha256, text from texts order by id", NULL, 0, &rows, c->err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, c->err));
        if (!more) return CASUS_OK;
        char hex[CS_SHA256_HEX];
        cs_sha256_hex(cs_rows_text(rows, 2), hex);
        if (!cs_eq(cs_rows_text(rows, 1), (cs_str){ hex, CS_SHA256_HEX - 1 }))
            fault_of(c, "text", cs_rows_int(rows, 0), "is not the one that was stored: its SHA-256 is another");
    }
}

/* ---- readings ---- */

static const char Q_CODINGS[] =
    "select k.id, k.published, k.title, t.sha256, t.text, k.reading from codings k "
    "join texts t on t.id = k.text order by k.id";

/* Is the reading one of this text, with the title and date by which the coding is found? */
static bool is_of(const json_t *reading, const cs_rows *row) {
    cs_str id = cs_store_text(json_object_get(reading, "id")), prefix = CS_LIT("sha256:");
    return cs_starts(id, prefix) && cs_eq(cs_cut(id, prefix.n, id.n), cs_rows_text(row, 3)) &&
           cs_eq(cs_store_text(json_object_get(reading, "text")), cs_rows_text(row, 4)) &&
           cs_eq(cs_store_text(json_object_get(reading, "published")), cs_rows_text(row, 1)) &&
           cs_eq(cs_store_text(json_object_get(reading, "title")), cs_rows_text(row, 2));
}

static casus_status out_of_memory(const checking *c) {
    return cs_fail(c->err, CASUS_E_LIMIT, -1, "to check it takes more than %zu MB of memory", CS_STORE_MEMORY_BYTES >> 20);
}

/* What may jump is kept apart from where setjmp stands, so that no local lives across the jump. */
static casus_status compare_or_jump(checking *c, int64_t coding, const json_t *reading, int64_t n_text) {
    if (setjmp(c->s->full)) return out_of_memory(c);
    return cs_store_compare(c->s->db, coding, reading, n_text, fault, c, c->s->think, c->err);
}

static casus_status check_copies_or_jump(checking *c) {
    if (setjmp(c->s->full)) return out_of_memory(c);
    return cs_copies_check(c->s->db, fault, c, c->s->think, c->err);
}

static casus_status check_incidents_or_jump(checking *c) {
    if (setjmp(c->s->full)) return out_of_memory(c);
    return cs_incidents_check(c->s->db, fault, c, c->s->think, c->err);
}

static casus_status check_words_or_jump(checking *c) {
    if (setjmp(c->s->full)) return out_of_memory(c);
    return cs_search_check(c->s->db, fault, c, c->s->think, c->err);
}

static casus_status check_reading(checking *c, const cs_rows *row) {
    int64_t coding = cs_rows_int(row, 0);
    cs_buf bytes = { 0 };
    cs_err why = { 0 };
    json_t *reading = NULL;
    casus_status st = cs_store_unpack(cs_rows_text(row, 5), &bytes, &why);
    if (st == CASUS_OK) st = cs_store_parse((cs_str){ bytes.p, (ptrdiff_t)bytes.n }, &reading, &why);
    cs_buf_free(&bytes);
    if (st == CASUS_E_LIMIT) return cs_fail(c->err, st, -1, "the reading of coding %lld: %s", (long long)coding, why.msg);
    if (st != CASUS_OK) {
        fault_of(c, "coding", coding, "has a damaged reading");
        return CASUS_OK;
    }
    if (is_of(reading, row))
        st = compare_or_jump(c, coding, reading, cs_utf8_count(cs_rows_text(row, 4)));
    else
        fault_of(c, "coding", coding, "has the reading of another text, title or date");
    json_decref(reading);
    return st;
}

static casus_status check_readings(checking *c) {
    cs_rows *rows = NULL;
    bool more;
    CS_TRY(cs_db_ask_once(c->s->db, Q_CODINGS, NULL, 0, &rows, c->err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, c->err));
        if (!more) return CASUS_OK;
        casus_status st = check_reading(c, rows);
        if (st != CASUS_OK) return cs_rows_end(rows), st;
    }
}

/* ---- all of it ---- */

static casus_status check(checking *c) {
    static const char uncoded[] =
        "select 'report ' || r.id || ' was never coded' from reports r where not exists "
        "(select 1 from report_codings c where c.report = r.id)";
    static const char of_another[] =
        "select 'report ' || c.report || ' has the coding of another text, run or date' "
        "from report_codings c join reports r on r.id = c.report join codings k on k.id = c.coding "
        "where k.text <> r.text or k.run <> c.run or coalesce(k.published, '') <> coalesce(r.published, '')";
    static const char unused[] =
        "select 'coding ' || k.id || ' is of no report' from codings k where k.hand is null and not exists "
        "(select 1 from report_codings c where c.coding = k.id)";
    bool whole;
    CS_TRY(cs_schema_is_whole(c->s->db, &whole, c->err));
    if (!whole) { /* asking tables of another shape may take for ever */
        fault(c, CS_LIT("the tables, indices or views are not those that casus makes"));
        return CASUS_OK;
    }
    CS_TRY(cs_db_verify(c->s->db, fault, c, c->err));
    CS_TRY(each(c, uncoded));
    CS_TRY(each(c, of_another));
    CS_TRY(each(c, unused));
    CS_TRY(check_texts(c));
    CS_TRY(check_readings(c));
    CS_TRY(check_copies_or_jump(c));
    CS_TRY(check_words_or_jump(c));
    return c->n_faults ? CASUS_OK : check_incidents_or_jump(c); /* what is drawn from a damaged reading says nothing */
}

casus_status cs_store_check(cs_store *s, cs_db_told told, void *ctx, int64_t *n_faults, cs_err *err) {
    checking c = { s, told, ctx, 0, err };
    CS_TRY(cs_db_look(s->db, err)); /* what others add meanwhile is not seen by halves */
    casus_status st = check(&c);
    cs_db_rollback(s->db);
    if (st == CASUS_OK) *n_faults = c.n_faults;
    return st;
}
