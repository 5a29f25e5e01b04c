/* The full-text indices of a case in SQLite: FTS5 tables without content (https://sqlite.org/fts5.html). Where hits are marked
 * the texts that are shown go into a table in memory, so that FTS5 itself finds in them what it found. */
#include "base/buf.h"
#include "store/db_sqlite.h"
#include "store/words.h"
#include <sqlite3.h>
#include <stdlib.h>

/* Control characters, which no text of a case has. */
#define MARK_BEGIN '\x02'
#define MARK_END '\x03'

/* ---- the index ---- */

casus_status cs_words_put(cs_db *db, cs_words kind, int64_t id, cs_str one, cs_str two, cs_err *err) {
    static const char *const add[CS_WORDS_KINDS] = {
        "insert into report_words (rowid, title, text) values ($1, $2, $3)",
        "insert into statement_words (rowid, evidence, names) values ($1, $2, $3)",
    };
    if (!cs_db_has_words(db)) return CASUS_OK;
    return cs_db_run(db, add[kind], CS_VALUES(cs_v_int(id), cs_v_text(one), cs_v_text(two)), err);
}

static void write_node(const cs_query *q, int32_t at, cs_buf *b) {
    static const char *const operators[] = { NULL, " AND ", " OR ", " NOT " };
    const cs_query_node *n = q->nodes.v + at;
    if (n->kind == CS_QUERY_WORDS) { /* no quotes stand in the words of a query */
        cs_buf_char(b, '"');
        cs_buf_str(b, n->words);
        cs_buf_put(b, n->prefix ? "\"*" : "\"");
        return;
    }
    cs_buf_char(b, '(');
    write_node(q, n->left, b);
    cs_buf_put(b, operators[n->kind]);
    write_node(q, n->right, b);
    cs_buf_char(b, ')');
}

/* As FTS5 has it; n == 0: no memory. */
static cs_str query_text(const cs_query *q, cs_arena *a) {
    cs_buf b = { 0 };
    write_node(q, (int32_t)q->nodes.n - 1, &b);
    cs_str s = b.failed ? (cs_str){ 0 } : cs_dup(a, (cs_str){ b.p, (ptrdiff_t)b.n });
    cs_buf_free(&b);
    return s;
}

casus_status cs_words_find(cs_db *db, cs_words kind, const cs_query *q, cs_arena *a, cs_rows **rows, cs_err *err) {
    static const char *const find[CS_WORDS_KINDS] = {
        "select rowid, bm25(report_words, 4.0, 1.0) from report_words where report_words match $1 order by rowid desc",
        "select rowid, bm25(statement_words) from statement_words where statement_words match $1 order by rowid desc",
    };
    if (!cs_db_has_words(db))
        return cs_fail(err, CASUS_E_USAGE, -1,
                       "%s: words are looked for in a case file; a case in PostgreSQL has no index of them", cs_db_name(db));
    cs_str text = query_text(q, a);
    if (!text.n) return cs_fail(err, CASUS_E_LIMIT, -1, "%s: out of memory", cs_db_name(db));
    return cs_db_ask(db, find[kind], CS_VALUES(cs_v_text(text)), rows, err);
}

/* ---- a database in memory ---- */

static casus_status fault(sqlite3 *db, cs_err *err) {
    return cs_fail(err, CASUS_E_LIMIT, -1, "no memory to look for words: %s", db ? sqlite3_errmsg(db) : "out of memory");
}

static casus_status open_memory(sqlite3 **db, const char *sql, cs_err *err) {
    int rc = sqlite3_open_v2(":memory:", db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc == SQLITE_OK) rc = sqlite3_exec(*db, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? CASUS_OK : fault(*db, err);
}

static void bind(sqlite3_stmt *s, int at, cs_str text) {
    sqlite3_bind_text64(s, at, text.n ? text.p : "", (sqlite3_uint64)text.n, SQLITE_STATIC, SQLITE_UTF8);
}

/* Runs a statement that gives no rows. */
static bool run(sqlite3_stmt *s) {
    bool done = sqlite3_step(s) == SQLITE_DONE;
    return (sqlite3_reset(s) == SQLITE_OK) & done;
}

/* ---- marks ---- */

struct cs_marker {
    sqlite3 *db;
    sqlite3_stmt *put, *find, *clear;
};

casus_status cs_marker_open(cs_marker **out, const cs_query *q, cs_arena *a, cs_err *err) {
    static const char FIND[] =
        "select snippet(m, 0, char(2), char(3), '…', 64), snippet(m, 1, char(2), char(3), '…', 40) "
        "from m where m match $1";
    cs_str text = query_text(q, a);
    cs_marker *m = calloc(1, sizeof *m);
    if (!m || !text.n) {
        free(m);
        return cs_fail(err, CASUS_E_LIMIT, -1, "no memory to mark words");
    }
    casus_status st = open_memory(&m->db, "create virtual table m using fts5(one, two, " CS_SQLITE_TOKENIZER ")", err);
    bool ready =
        st == CASUS_OK &&
        sqlite3_prepare_v2(m->db, "insert into m (rowid, one, two) values (1, $1, $2)", -1, &m->put, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(m->db, FIND, -1, &m->find, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(m->db, "delete from m", -1, &m->clear, NULL) == SQLITE_OK;
    if (st == CASUS_OK && !ready) st = fault(m->db, err);
    if (st == CASUS_OK) sqlite3_bind_text64(m->find, 1, text.p, (sqlite3_uint64)text.n, SQLITE_TRANSIENT, SQLITE_UTF8);
    if (st == CASUS_OK)
        *out = m;
    else
        cs_marker_close(&m);
    return st;
}

void cs_marker_close(cs_marker **m) {
    if (!*m) return;
    sqlite3_finalize((*m)->put);
    sqlite3_finalize((*m)->find);
    sqlite3_finalize((*m)->clear);
    sqlite3_close((*m)->db);
    free(*m);
    *m = NULL;
}

/* Takes the marks out of a text and says where they were. What is shown is one line. */
static cs_marked unmark(cs_str s, cs_arena *a) {
    ptrdiff_t n_marks = 0, n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) n_marks += s.p[i] == MARK_BEGIN;
    char *p = CS_NEW(a, char, s.n + 1);
    cs_span *marks = CS_NEW(a, cs_span, n_marks + 1);
    cs_marked out = { .marks = marks };
    bool open = false; /* a file from elsewhere may have such characters in its texts */
    for (ptrdiff_t i = 0; i < s.n; i++) {
        if (s.p[i] == MARK_BEGIN && !open)
            marks[out.n_marks].beg = (uint32_t)n, open = true;
        else if (s.p[i] == MARK_END && open)
            marks[out.n_marks].end = (uint32_t)n, out.n_marks += (ptrdiff_t)marks[out.n_marks].beg < n, open = false;
        else if (s.p[i] != MARK_BEGIN && s.p[i] != MARK_END)
            p[n++] = s.p[i] == '\n' ? ' ' : s.p[i];
    }
    out.text = (cs_str){ p, n };
    return out;
}

static cs_str column(sqlite3_stmt *s, int at) {
    const void *p = sqlite3_column_blob(s, at);
    return (cs_str){ p, p ? sqlite3_column_bytes(s, at) : 0 };
}

casus_status cs_marker_mark(cs_marker *m, cs_str one, cs_str two, cs_marked out[2], cs_arena *a, cs_err *err) {
    bind(m->put, 1, one);
    bind(m->put, 2, two);
    if (!run(m->put)) return fault(m->db, err);
    int rc = sqlite3_step(m->find);
    for (int i = 0; i < 2 && rc == SQLITE_ROW; i++) out[i] = unmark(column(m->find, i), a);
    sqlite3_reset(m->find);
    if (!run(m->clear)) return fault(m->db, err);
    if (rc == SQLITE_ROW) return CASUS_OK;
    if (rc != SQLITE_DONE) return fault(m->db, err);
    out[0] = (cs_marked){ .text = cs_dup(a, one) }; /* the index has words that the texts no longer have: casus check tells */
    out[1] = (cs_marked){ .text = { 0 } };
    return CASUS_OK;
}

/* ---- sums ---- */

/* FNV-1a, then mixed, so that sums of it are not the same by chance. */
static uint64_t hash_of(cs_str term, int64_t id, cs_str column_name, int64_t place) {
    uint64_t h = 0xcbf29ce484222325u, numbers[] = { (uint64_t)id, (uint64_t)place };
    for (ptrdiff_t i = 0; i < term.n; i++) h = (h ^ (unsigned char)term.p[i]) * 0x100000001b3u;
    h = (h ^ 0xff) * 0x100000001b3u;
    for (ptrdiff_t i = 0; i < column_name.n; i++) h = (h ^ (unsigned char)column_name.p[i]) * 0x100000001b3u;
    for (int i = 0; i < 2; i++) {
        h ^= numbers[i] + 0x9e3779b97f4a7c15u + (h << 6) + (h >> 2);
        h = (h ^ (h >> 31)) * 0x7fb5d329728ea185u;
    }
    return h ^ (h >> 27);
}

/* The list of an index is a table of its own kind that is made beside the file. */
static casus_status make_list(cs_db *db, const char *sql, cs_err *err) {
    CS_TRY(cs_db_run(db, "pragma query_only = off", NULL, 0, err)); /* what follows writes nothing into the file */
    casus_status st = cs_db_run(db, sql, NULL, 0, err);
    if (st == CASUS_OK) st = cs_db_run(db, "pragma query_only = on", NULL, 0, err);
    return st;
}

casus_status cs_words_sum(cs_db *db, cs_words kind, uint64_t *sum, cs_err *err) {
    static const char *const make[CS_WORDS_KINDS] = {
        "create virtual table if not exists temp.report_words_list using fts5vocab(main, report_words, instance)",
        "create virtual table if not exists temp.statement_words_list using fts5vocab(main, statement_words, instance)",
    };
    static const char *const list[CS_WORDS_KINDS] = {
        "select term, doc, case col when 'title' then 'one' else 'two' end, offset from temp.report_words_list",
        "select term, doc, case col when 'evidence' then 'one' else 'two' end, offset from temp.statement_words_list",
    };
    cs_rows *rows = NULL;
    bool more;
    *sum = 0;
    CS_TRY(make_list(db, make[kind], err));
    CS_TRY(cs_db_ask(db, list[kind], NULL, 0, &rows, err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, err));
        if (!more) return CASUS_OK;
        *sum += hash_of(cs_rows_text(rows, 0), cs_rows_int(rows, 1), cs_rows_text(rows, 2), cs_rows_int(rows, 3));
    }
}

struct cs_words_made {
    sqlite3 *db;
    sqlite3_stmt *put, *list, *clear;
};

casus_status cs_words_made_open(cs_words_made **out, cs_err *err) {
    cs_words_made *m = calloc(1, sizeof *m);
    if (!m) return cs_fail(err, CASUS_E_LIMIT, -1, "no memory to look for words");
    casus_status st = open_memory(&m->db,
                                  "create virtual table m using fts5(one, two, content='', " CS_SQLITE_TOKENIZER
                                  ");"
                                  "create virtual table v using fts5vocab(m, instance)",
                                  err);
    bool ready =
        st == CASUS_OK &&
        sqlite3_prepare_v2(m->db, "insert into m (rowid, one, two) values ($1, $2, $3)", -1, &m->put, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(m->db, "select term, doc, col, offset from v", -1, &m->list, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(m->db, "insert into m (m) values ('delete-all')", -1, &m->clear, NULL) == SQLITE_OK;
    if (st == CASUS_OK && !ready) st = fault(m->db, err);
    if (st == CASUS_OK)
        *out = m;
    else
        cs_words_made_close(&m);
    return st;
}

void cs_words_made_close(cs_words_made **m) {
    if (!*m) return;
    sqlite3_finalize((*m)->put);
    sqlite3_finalize((*m)->list);
    sqlite3_finalize((*m)->clear);
    sqlite3_close((*m)->db);
    free(*m);
    *m = NULL;
}

casus_status cs_words_made_add(cs_words_made *m, int64_t id, cs_str one, cs_str two, uint64_t *sum, cs_err *err) {
    int rc;
    sqlite3_bind_int64(m->put, 1, id);
    bind(m->put, 2, one);
    bind(m->put, 3, two);
    if (!run(m->put)) return fault(m->db, err);
    while ((rc = sqlite3_step(m->list)) == SQLITE_ROW)
        *sum +=
            hash_of(column(m->list, 0), sqlite3_column_int64(m->list, 1), column(m->list, 2), sqlite3_column_int64(m->list, 3));
    sqlite3_reset(m->list);
    return rc == SQLITE_DONE && run(m->clear) ? CASUS_OK : fault(m->db, err);
}
