/* Words of texts by SQLite's FTS5, in memory, beside a case of whatever kind: how texts are cut into words, and which of them
 * are marked. Where hits are marked the texts that are shown go into a table in memory, so that FTS5 itself finds in them what
 * was found. */
#include "base/buf.h"
#include "store/db_sqlite.h"
#include <sqlite3.h>
#include <stdlib.h>

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

cs_str cs_sqlite_query(const cs_query *q, cs_arena *a) {
    cs_buf b = { 0 };
    write_node(q, (int32_t)q->nodes.n - 1, &b);
    cs_str s = b.failed ? (cs_str){ 0 } : cs_dup(a, (cs_str){ b.p, (ptrdiff_t)b.n });
    cs_buf_free(&b);
    return s;
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

struct fts5_api *cs_sqlite_fts5(sqlite3 *db) {
    fts5_api *api = NULL;
    sqlite3_stmt *s = NULL;
    bool asked = sqlite3_prepare_v2(db, "select fts5($1)", -1, &s, NULL) == SQLITE_OK &&
                 sqlite3_bind_pointer(s, 1, &api, "fts5_api_ptr", NULL) == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW;
    sqlite3_finalize(s);
    return asked ? api : NULL;
}

/* ---- marks ---- */

struct cs_marker {
    sqlite3 *db;
    sqlite3_stmt *put, *find, *has, *clear;
};

casus_status cs_marker_open(cs_marker **out, const cs_query *q, cs_arena *a, cs_err *err) {
    static const char FIND[] = "select excerpt(m, 0, 64), excerpt(m, 1, 40) from m where m match $1";
    cs_str text = cs_sqlite_query(q, a);
    cs_marker *m = calloc(1, sizeof *m);
    if (!m || !text.n) {
        free(m);
        return cs_fail(err, CASUS_E_LIMIT, -1, "no memory to mark words");
    }
    casus_status st = open_memory(&m->db, "create virtual table m using fts5(one, two, " CS_SQLITE_TOKENIZER ")", err);
    bool ready =
        st == CASUS_OK && cs_sqlite_has_excerpts(m->db) &&
        sqlite3_prepare_v2(m->db, "insert into m (rowid, one, two) values (1, $1, $2)", -1, &m->put, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(m->db, FIND, -1, &m->find, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(m->db, "select 1 from m where m match $1", -1, &m->has, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(m->db, "delete from m", -1, &m->clear, NULL) == SQLITE_OK;
    if (st == CASUS_OK && !ready) st = fault(m->db, err);
    if (st == CASUS_OK) sqlite3_bind_text64(m->find, 1, text.p, (sqlite3_uint64)text.n, SQLITE_TRANSIENT, SQLITE_UTF8);
    if (st == CASUS_OK) sqlite3_bind_text64(m->has, 1, text.p, (sqlite3_uint64)text.n, SQLITE_TRANSIENT, SQLITE_UTF8);
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
    sqlite3_finalize((*m)->has);
    sqlite3_finalize((*m)->clear);
    sqlite3_close((*m)->db);
    free(*m);
    *m = NULL;
}

/* Takes the marks out of a text and says where they were. What is shown is one line. */
static cs_marked unmark(cs_str s, cs_arena *a) {
    ptrdiff_t n_marks = 0, n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) n_marks += s.p[i] == CS_SQLITE_MARK_BEGIN;
    char *p = CS_NEW(a, char, s.n + 1);
    cs_span *marks = CS_NEW(a, cs_span, n_marks + 1);
    cs_marked out = { .marks = marks };
    bool open = false; /* a file from elsewhere may have such characters in its texts */
    for (ptrdiff_t i = 0; i < s.n; i++) {
        if (s.p[i] == CS_SQLITE_MARK_BEGIN && !open)
            marks[out.n_marks].beg = (uint32_t)n, open = true;
        else if (s.p[i] == CS_SQLITE_MARK_END && open)
            marks[out.n_marks].end = (uint32_t)n, out.n_marks += (ptrdiff_t)marks[out.n_marks].beg < n, open = false;
        else if (s.p[i] != CS_SQLITE_MARK_BEGIN && s.p[i] != CS_SQLITE_MARK_END)
            p[n++] = s.p[i] == '\n' ? ' ' : s.p[i];
    }
    out.text = (cs_str){ p, n };
    return out;
}

static cs_str column(sqlite3_stmt *s, int at) {
    const void *p = sqlite3_column_blob(s, at);
    return (cs_str){ p, p ? sqlite3_column_bytes(s, at) : 0 };
}

/* out: NULL, nothing is marked. */
static casus_status look(cs_marker *m, cs_str one, cs_str two, cs_marked *out, cs_arena *a, bool *found, cs_err *err) {
    bind(m->put, 1, one);
    bind(m->put, 2, two);
    if (!run(m->put)) return fault(m->db, err);
    sqlite3_stmt *s = out ? m->find : m->has;
    int rc = sqlite3_step(s);
    for (int i = 0; i < 2 && rc == SQLITE_ROW && out; i++) out[i] = unmark(column(s, i), a);
    sqlite3_reset(s);
    *found = rc == SQLITE_ROW;
    return run(m->clear) && (rc == SQLITE_ROW || rc == SQLITE_DONE) ? CASUS_OK : fault(m->db, err);
}

casus_status cs_marker_mark(cs_marker *m, cs_str one, cs_str two, cs_marked out[2], cs_arena *a, cs_err *err) {
    bool found = false;
    CS_TRY(look(m, one, two, out, a, &found, err));
    if (found) return CASUS_OK;
    out[0] = (cs_marked){ .text = cs_dup(a, one) }; /* the index has words that the texts no longer have: casus check tells */
    out[1] = (cs_marked){ .text = { 0 } };
    return CASUS_OK;
}

casus_status cs_marker_finds(cs_marker *m, cs_str one, cs_str two, bool *found, cs_err *err) {
    return look(m, one, two, NULL, NULL, found, err);
}

/* ---- cutting ---- */

/* FTS5's own tokenizer (https://sqlite.org/fts5.html#custom_tokenizers), called as FTS5 calls it. */
typedef struct cs_cutter {
    sqlite3 *db;
    fts5_tokenizer how;
    Fts5Tokenizer *tokenizer;
} cs_cutter;

typedef struct cutting {
    cs_cut_words *out;
    cs_arena *a;
} cutting;

enum { WORD_BYTES_MAX = 32768 /* FTS5_MAX_TOKEN_SIZE: of what is longer FTS5 keeps the beginning */ };

static int take(void *ctx, int flags, const char *word, int n, int begin, int end) {
    const cutting *c = ctx;
    (void)flags, (void)begin, (void)end;
    *CS_PUSH(c->a, c->out) = cs_dup(c->a, (cs_str){ word, n < WORD_BYTES_MAX ? n : WORD_BYTES_MAX });
    return SQLITE_OK;
}

static bool find_tokenizer(cs_cutter *c) {
    const char *options[] = { "remove_diacritics", "2" }; /* as CS_SQLITE_TOKENIZER */
    fts5_api *api = cs_sqlite_fts5(c->db);
    void *its = NULL;
    return api && api->xFindTokenizer(api, "unicode61", &its, &c->how) == SQLITE_OK &&
           c->how.xCreate(its, options, 2, &c->tokenizer) == SQLITE_OK;
}

void cs_cutter_close(cs_cutter **c) {
    if (!*c) return;
    if ((*c)->tokenizer) (*c)->how.xDelete((*c)->tokenizer);
    sqlite3_close((*c)->db);
    free(*c);
    *c = NULL;
}

static casus_status open_cutter(cs_cutter **out, cs_err *err) {
    cs_cutter *c = calloc(1, sizeof *c);
    if (!c) return cs_fail(err, CASUS_E_LIMIT, -1, "no memory to cut texts into words");
    casus_status st = open_memory(&c->db, "", err);
    if (st == CASUS_OK && !find_tokenizer(c)) st = fault(c->db, err);
    if (st == CASUS_OK)
        *out = c;
    else
        cs_cutter_close(&c);
    return st;
}

casus_status cs_db_cut(cs_db *db, cs_str text, cs_arena *a, cs_cut_words *out, cs_err *err) {
    cutting c = { out, a };
    if (!db->cutter) CS_TRY(open_cutter(&db->cutter, err));
    if (!text.n) return CASUS_OK;
    int rc = db->cutter->how.xTokenize(db->cutter->tokenizer, &c, FTS5_TOKENIZE_DOCUMENT, text.p, (int)text.n, take);
    return rc == SQLITE_OK ? CASUS_OK : fault(db->cutter->db, err);
}

/* FNV-1a, then mixed. */
uint64_t cs_db_hash(cs_str text, int64_t a, int64_t b) {
    uint64_t h = 0xcbf29ce484222325u;
    const uint64_t numbers[] = { (uint64_t)a, (uint64_t)b };
    for (ptrdiff_t i = 0; i < text.n; i++) h = (h ^ (unsigned char)text.p[i]) * 0x100000001b3u;
    for (int i = 0; i < 2; i++) {
        h ^= numbers[i] + 0x9e3779b97f4a7c15u + (h << 6) + (h >> 2);
        h = (h ^ (h >> 31)) * 0x7fb5d329728ea185u;
    }
    return h ^ (h >> 27);
}
