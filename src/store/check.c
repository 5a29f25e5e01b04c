#include "store/work.h"
#include "base/sha256.h"

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

/* A query that gives a line for each fault. */
static casus_status each(checking *c, const char *sql) {
    cs_rows *rows = NULL;
    bool more;
    CS_TRY(cs_db_ask(c->s->db, sql, NULL, 0, &rows, c->err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, c->err));
        if (!more) return CASUS_OK;
        fault(c, cs_rows_text(rows, 0));
    }
}

static casus_status check_texts(checking *c) {
    cs_rows *rows = NULL;
    bool more;
    CS_TRY(cs_db_ask(c->s->db, "select id, sha256, text from texts order by id", NULL, 0, &rows, c->err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, c->err));
        if (!more) return CASUS_OK;
        char hex[CS_SHA256_HEX], line[128];
        cs_sha256_hex(cs_rows_text(rows, 2), hex);
        if (cs_eq(cs_rows_text(rows, 1), (cs_str){ hex, CS_SHA256_HEX - 1 })) continue;
        int n = snprintf(line, sizeof line, "text %lld is not the one that was stored: its SHA-256 is another", (long long)cs_rows_int(rows, 0));
        fault(c, (cs_str){ line, n });
    }
}

/* Whether a packed reading is whole and says as many statements as the tables have. */
static casus_status check_reading(checking *c, int64_t coding, cs_str packed, int64_t n_statements) {
    char line[160];
    int n = 0;
    cs_buf json = { 0 };
    cs_err why = { 0 };
    casus_status st = cs_store_unpack(packed, &json, &why);
    if (st == CASUS_E_LIMIT) return cs_fail(c->err, st, -1, "%s", why.msg);
    json_t *reading = st == CASUS_OK ? json_loadb(json.p, json.n, 0, NULL) : NULL;
    cs_buf_free(&json);
    json_t *statements = json_object_get(reading, "statements");
    if (!reading)
        n = snprintf(line, sizeof line, "the reading of coding %lld is damaged", (long long)coding);
    else if ((int64_t)json_array_size(statements) != n_statements)
        n = snprintf(line, sizeof line, "coding %lld has %lld statements in its tables and %zu in its reading", (long long)coding,
                     (long long)n_statements, json_array_size(statements));
    json_decref(reading);
    if (n) fault(c, (cs_str){ line, n });
    return CASUS_OK;
}

static casus_status check_readings(checking *c) {
    static const char all[] = "select k.id, k.reading, (select count(*) from statements s where s.coding = k.id) from codings k order by k.id";
    cs_rows *rows = NULL;
    bool more;
    CS_TRY(cs_db_ask(c->s->db, all, NULL, 0, &rows, c->err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, c->err));
        if (!more) return CASUS_OK;
        casus_status st = check_reading(c, cs_rows_int(rows, 0), cs_rows_text(rows, 1), cs_rows_int(rows, 2));
        if (st != CASUS_OK) return cs_rows_end(rows), st;
    }
}

casus_status cs_store_check(cs_store *s, cs_db_told told, void *ctx, int64_t *n_faults, cs_err *err) {
    static const char *const rules[] = {
        "select 'statement ' || s.id || ' has words outside its text' from statements s join codings k on k.id = s.coding "
        "join texts t on t.id = k.text where s.trigger_begin < 0 or s.trigger_begin > s.trigger_end or s.trigger_end > length(t.text) "
        "or s.evidence_begin < 0 or s.evidence_begin > s.evidence_end or s.evidence_end > length(t.text)",
        "select 'entity ' || e.id || ' is named outside its text' from mentions m join entities e on e.id = m.entity "
        "join codings k on k.id = e.coding join texts t on t.id = k.text "
        "where m.begin_at < 0 or m.begin_at > m.end_at or m.end_at > length(t.text)",
        "select 'report ' || r.id || ' was never coded' from reports r where not exists "
        "(select 1 from report_codings c where c.report = r.id)",
        "select 'report ' || c.report || ' has the coding of another text' from report_codings c join reports r on r.id = c.report "
        "join codings k on k.id = c.coding where k.text <> r.text or k.run <> c.run",
        "select 'text ' || t.id || ' is in the copy group of a text that is in another' from texts t join texts g on g.id = t.copy_group "
        "where g.copy_group is null or g.copy_group <> g.id or g.id > t.id"
    };
    checking c = { s, told, ctx, 0, err };
    CS_TRY(cs_db_verify(s->db, fault, &c, err));
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) CS_TRY(each(&c, rules[i]));
    CS_TRY(check_texts(&c));
    CS_TRY(check_readings(&c));
    *n_faults = c.n_faults;
    return CASUS_OK;
}
