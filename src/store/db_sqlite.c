/* The database as a file of SQLite. It is opened defensively: the file may come from somebody else, so no function, view or
 * trigger in it is trusted, and pages are checked as they are read (https://sqlite.org/security.html). */
#include "store/db_sqlite.h"
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct file file;
typedef struct query {
    cs_rows rows; /* first */
    file *db;
    const char *sql;
    sqlite3_stmt *stmt;
    bool busy;
    bool once;          /* of cs_db_ask_once: allocated, ended with its rows, */
    struct query *next; /* in the list of those that are open */
} query;
struct file {
    cs_db base; /* first */
    sqlite3 *sqlite;
    bool begun;
    query queries[CS_DB_QUERIES_MAX];
    int n_queries;
    query *once;
};

static file *file_of(cs_db *db) { return (file *)db; }
static query *query_of(cs_rows *rows) { return (query *)rows; }
static sqlite3_stmt *stmt_of(const cs_rows *rows) { return ((const query *)rows)->stmt; }

/* What went wrong, in words for the person whose file it is. */
static casus_status fail(const file *db, int rc, cs_err *err) {
    const char *name = db->base.name;
    int os = sqlite3_system_errno(db->sqlite);
    switch (rc & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return cs_fail(err, CASUS_E_STORE, -1, "%s: another program is writing to it; it was waited for %d seconds", name,
                       CS_DB_BUSY_MS / 1000);
    case SQLITE_INTERRUPT: return cs_fail(err, CASUS_E_STORE, -1, "%s: what was asked took too long and was ended", name);
    case SQLITE_FULL: return cs_fail(err, CASUS_E_STORE, -1, "%s: the disk is full; what was stored before is safe", name);
    case SQLITE_CORRUPT:
        return cs_fail(err, CASUS_E_STORE, -1, "%s: the database is damaged (%s)", name, sqlite3_errmsg(db->sqlite));
    case SQLITE_NOTADB: return cs_fail(err, CASUS_E_STORE, -1, "%s: expected a casus case but this is no database", name);
    case SQLITE_CANTOPEN:
        return cs_fail(err, CASUS_E_STORE, -1, "%s: cannot be opened: %s", name, os ? strerror(os) : "it is no file");
    case SQLITE_READONLY: return cs_fail(err, CASUS_E_STORE, -1, "%s: may be read but not written", name);
    case SQLITE_IOERR:
        return cs_fail(err, CASUS_E_STORE, -1, "%s: cannot be read or written: %s", name,
                       os ? strerror(os) : sqlite3_errmsg(db->sqlite));
    case SQLITE_NOMEM: return cs_fail(err, CASUS_E_LIMIT, -1, "%s: out of memory", name);
    case SQLITE_TOOBIG: return cs_fail(err, CASUS_E_LIMIT, -1, "%s: a value is larger than a database holds", name);
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
        return cs_fail(err, CASUS_E_INTERNAL, -1, "%s: what was to be stored does not fit the tables (%s)", name,
                       sqlite3_errmsg(db->sqlite));
    default: return cs_fail(err, CASUS_E_STORE, -1, "%s: %s", name, sqlite3_errmsg(db->sqlite));
    }
}

static casus_status plain(file *db, const char *sql, cs_err *err) {
    int rc = sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? CASUS_OK : fail(db, rc, err);
}

/* Before the first database is opened. SQLite counts its memory under one lock for all threads, which nobody asks for here; and
 * takes 20 pages at once for each database, which every list of an `in (…)` is to it for a moment. */
static void configure(void) {
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0);
}

/* Pages between the roots of tables and their rows, which each query passes, are kept; more would no longer lie in the
 * processor's own cache, and going through a whole table was slower with 16 MB than with 4. */
static const char FOR_READING[] = "pragma query_only = on; pragma cache_size = -4096;"; /* KB */
static const char FOR_LOOKING[] = "pragma query_only = on; pragma cache_size = -256;";

static casus_status set_up(file *db, cs_db_mode mode, cs_err *err) {
    sqlite3_busy_timeout(db->sqlite, CS_DB_BUSY_MS);
    sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_limit(db->sqlite, SQLITE_LIMIT_LENGTH, CS_DB_VALUE_BYTES_MAX);
    sqlite3_limit(db->sqlite, SQLITE_LIMIT_ATTACHED, 0);
    CS_TRY(plain(db, "pragma cell_size_check = on; pragma foreign_keys = on;", err));
    if (mode > CS_DB_READ) return CASUS_OK;
    return plain(db, mode == CS_DB_LOOK ? FOR_LOOKING : FOR_READING, err);
}

/* The log keeps readers and the writer apart. A commit goes into it without waiting for the disk (`normal`), cs_db_sync waits.
 */
static casus_status take_log(cs_db *db, bool *wal, cs_err *err) {
    cs_rows *rows = NULL;
    bool more = true;
    CS_TRY(cs_db_ask(db, "pragma journal_mode = wal", NULL, 0, &rows, err));
    while (more) {
        CS_TRY(cs_rows_next(rows, &more, err));
        if (more) *wal = cs_eq(cs_rows_text(rows, 0), CS_LIT("wal"));
    }
    return CASUS_OK;
}

/* A report touches leaves all over the indices of keys and words. With 2 MB of pages kept, which is the default, they are read
 * again and again; with a log of 4 MB before it is copied into the file, most are copied there once a report. */
static const char FOR_WRITING[] = "pragma cache_size = -16384; pragma wal_autocheckpoint = 4096;"; /* KB; pages of 4 KB */

/* Two programs that make one file at once, or one that makes and one that looks, may each hold what the other waits for: then
 * SQLite gives up without waiting. So it is tried again here, and SQLite waits not at all meanwhile, lest the two times
 * multiply. */
static casus_status share(cs_db *db, cs_err *err) {
    enum { PAUSE_MS = 20 };
    sqlite3 *sqlite = file_of(db)->sqlite;
    bool wal = false;
    sqlite3_busy_timeout(sqlite, 0);
    casus_status st = take_log(db, &wal, err);
    for (int waited = 0; st != CASUS_OK && (sqlite3_errcode(sqlite) & 0xff) == SQLITE_BUSY && waited < CS_DB_BUSY_MS;
         waited += PAUSE_MS) {
        sqlite3_sleep(PAUSE_MS);
        st = take_log(db, &wal, err);
    }
    sqlite3_busy_timeout(sqlite, CS_DB_BUSY_MS);
    if (st != CASUS_OK) return st;
    CS_TRY(plain(file_of(db), FOR_WRITING, err));
    /* Some network file systems take no such log: there each commit waits for the disk. */
    return plain(file_of(db), wal ? "pragma synchronous = normal" : "pragma synchronous = full", err);
}

/* The path as a URI (https://sqlite.org/uri.html), so that names as ":memory:" and "file:x" are names, too. */
static casus_status uri_of(const char *path, const char *options, cs_buf *b, cs_err *err) {
    cs_buf_put(b, *path == '/' ? "file:" : "file:./");
    for (const unsigned char *p = (const unsigned char *)path; *p; p++) {
        char hex[4];
        snprintf(hex, sizeof hex, "%%%02x", *p);
        if (*p == '%' || *p == '?' || *p == '#')
            cs_buf_put(b, hex);
        else
            cs_buf_char(b, (char)*p);
    }
    cs_buf_put(b, options);
    cs_buf_char(b, '\0');
    return b->failed ? cs_fail(err, CASUS_E_LIMIT, -1, "%s: out of memory", path) : CASUS_OK;
}

/* A reader opens it for writing where it may, so that it can clear away the log that a writer which was killed left. */
static casus_status open_file(file *db, cs_db_mode mode, const char *options, cs_err *err) {
    cs_buf uri = { 0 };
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (mode == CS_DB_CREATE) flags |= SQLITE_OPEN_CREATE;
    casus_status st = uri_of(db->base.name, options, &uri, err);
    if (st == CASUS_OK) {
        int rc = sqlite3_open_v2(uri.p, &db->sqlite, flags, NULL);
        if (rc == SQLITE_OK && mode > CS_DB_READ && sqlite3_db_readonly(db->sqlite, "main") == 1) rc = SQLITE_READONLY;
        st = rc == SQLITE_OK ? set_up(db, mode, err) : fail(db, rc, err);
    }
    cs_buf_free(&uri);
    return st;
}

/* Where nothing can be written, a database of the kind with a log can only be read as one that nobody changes. */
static casus_status open_still(file *db, cs_err *err) {
    int rc = sqlite3_exec(db->sqlite, "select count(*) from sqlite_schema", NULL, NULL, NULL);
    if ((rc & 0xff) != SQLITE_CANTOPEN && (rc & 0xff) != SQLITE_READONLY) return CASUS_OK; /* if it failed, it will again */
    sqlite3_close(db->sqlite);
    db->sqlite = NULL;
    return open_file(db, CS_DB_READ, "?immutable=1", err);
}

static casus_status open_db(cs_db **out, const char *where, cs_db_mode mode, cs_err *err) {
    static pthread_once_t configured = PTHREAD_ONCE_INIT;
    pthread_once(&configured, configure);
    file *db = calloc(1, sizeof *db);
    if (!db) return cs_fail(err, CASUS_E_LIMIT, -1, "%s: out of memory", where);
    db->base = (cs_db){ .driver = &cs_db_sqlite, .name = cs_db_dup(where) };
    *out = &db->base;
    if (!db->base.name) return cs_fail(err, CASUS_E_LIMIT, -1, "%s: out of memory", where);
    CS_TRY(open_file(db, mode, "", err));
    return mode <= CS_DB_READ ? open_still(db, err) : CASUS_OK;
}

static void close_db(cs_db *base) {
    file *db = file_of(base);
    while (db->once) cs_rows_end(&db->once->rows);
    for (int i = 0; i < db->n_queries; i++) sqlite3_finalize(db->queries[i].stmt);
    sqlite3_close(db->sqlite);
    free(db->base.name);
    free(db);
}

/* ---- queries ---- */

/* Parameters as "?1": "$1" would be a name, which is looked up each time a value is bound. */
static int compile(file *db, const char *sql, unsigned how, sqlite3_stmt **stmt) {
    char *own = cs_db_dup(sql);
    if (!own) return SQLITE_NOMEM;
    for (char *p = own; *p; p++)
        if (*p == '$' && p[1] >= '1' && p[1] <= '9') *p = '?';
    int rc = sqlite3_prepare_v3(db->sqlite, own, -1, how, stmt, NULL);
    free(own);
    return rc;
}

static casus_status prepare(file *db, const char *sql, query **out, cs_err *err) {
    for (int i = 0; i < db->n_queries; i++)
        if (db->queries[i].sql == sql) return *out = &db->queries[i], CASUS_OK;
    if (db->n_queries == CS_DB_QUERIES_MAX)
        return cs_fail(err, CASUS_E_INTERNAL, -1, "more than %d different queries", CS_DB_QUERIES_MAX);
    query *q = &db->queries[db->n_queries];
    *q = (query){ .rows = { &db->base }, .db = db, .sql = sql };
    int rc = compile(db, sql, SQLITE_PREPARE_PERSISTENT, &q->stmt);
    if (rc != SQLITE_OK) return fail(db, rc, err);
    db->n_queries++;
    *out = q;
    return CASUS_OK;
}

/* Values are not copied: they stay until the rows are ended, which is before the caller's call returns or, with cs_db_ask,
 * where it ends them. */
static int bind_one(sqlite3_stmt *stmt, int at, const cs_value *v) {
    switch (v->kind) {
    case CS_VALUE_INT: return sqlite3_bind_int64(stmt, at, v->i);
    case CS_VALUE_REAL: return sqlite3_bind_double(stmt, at, v->r);
    case CS_VALUE_TEXT: return sqlite3_bind_text64(stmt, at, v->s.p, (sqlite3_uint64)v->s.n, SQLITE_STATIC, SQLITE_UTF8);
    case CS_VALUE_BLOB: return sqlite3_bind_blob64(stmt, at, v->s.p, (sqlite3_uint64)v->s.n, SQLITE_STATIC);
    default: return sqlite3_bind_null(stmt, at);
    }
}

static void forget(query *q) {
    query **at = &q->db->once;
    while (*at != q) at = &(*at)->next;
    *at = q->next;
    sqlite3_finalize(q->stmt);
    free(q);
}

static void end(cs_rows *rows) {
    query *q = query_of(rows);
    if (q->once) {
        forget(q);
        return;
    }
    sqlite3_reset(q->stmt);
    sqlite3_clear_bindings(q->stmt);
    q->busy = false;
}

static casus_status start(file *db, query *q, const cs_value *v, int n, cs_rows **rows, cs_err *err) {
    if (q->busy || sqlite3_bind_parameter_count(q->stmt) != n)
        return cs_fail(err, CASUS_E_INTERNAL, -1, "a query that is still open, or has other parameters: %s", q->sql);
    for (int i = 0; i < n; i++) {
        int rc = bind_one(q->stmt, i + 1, v + i);
        if (rc == SQLITE_OK) continue;
        casus_status st = fail(db, rc, err);
        if (!q->once) end(&q->rows);
        return st;
    }
    q->busy = true;
    *rows = &q->rows;
    return CASUS_OK;
}

static casus_status ask(cs_db *db, const char *sql, const cs_value *v, int n, cs_rows **rows, cs_err *err) {
    query *q = NULL;
    CS_TRY(prepare(file_of(db), sql, &q, err));
    return start(file_of(db), q, v, n, rows, err);
}

static casus_status ask_once(cs_db *base, const char *sql, const cs_value *v, int n, cs_rows **rows, cs_err *err) {
    file *db = file_of(base);
    query *q = calloc(1, sizeof *q);
    if (!q) return cs_fail(err, CASUS_E_LIMIT, -1, "%s: out of memory", base->name);
    *q = (query){ .rows = { base }, .db = db, .sql = sql, .once = true };
    int rc = compile(db, sql, 0, &q->stmt);
    casus_status st = rc == SQLITE_OK ? start(db, q, v, n, rows, err) : fail(db, rc, err);
    if (st != CASUS_OK) {
        sqlite3_finalize(q->stmt);
        free(q);
        return st;
    }
    q->sql = NULL; /* it may be gone before its rows are */
    q->next = db->once;
    db->once = q;
    return CASUS_OK;
}

static casus_status next(cs_rows *rows, bool *more, cs_err *err) {
    int rc = sqlite3_step(stmt_of(rows));
    *more = rc == SQLITE_ROW;
    if (*more) return CASUS_OK;
    casus_status st = rc == SQLITE_DONE ? CASUS_OK : fail(query_of(rows)->db, rc, err);
    end(rows);
    return st;
}

static bool null(const cs_rows *rows, int column) { return sqlite3_column_type(stmt_of(rows), column) == SQLITE_NULL; }
static int64_t integer(const cs_rows *rows, int column) { return sqlite3_column_int64(stmt_of(rows), column); }
static double real(const cs_rows *rows, int column) { return sqlite3_column_double(stmt_of(rows), column); }
static cs_str text(const cs_rows *rows, int column) {
    const void *p = sqlite3_column_blob(stmt_of(rows), column);
    return (cs_str){ p, p ? sqlite3_column_bytes(stmt_of(rows), column) : 0 };
}

static casus_status run(cs_db *db, const char *sql, const cs_value *v, int n, cs_err *err) {
    cs_rows *rows = NULL;
    bool more = true;
    CS_TRY(ask(db, sql, v, n, &rows, err));
    while (more) CS_TRY(next(rows, &more, err));
    return CASUS_OK;
}

static const cs_db_word WORDS[] = {
    { "{id}", "integer primary key" },
    { "{int}", "integer" },
    { "{real}", "real" },
    { "{text}", "text" },
    { "{blob}", "blob" },
    { "{strict}", "strict" },
    { "{desc}", "desc" },
    { "{keyed}", "strict, without rowid" },
    { "{words}", "create virtual table report_words using fts5(title, text, content='', " CS_SQLITE_TOKENIZER ");\n"
                 "create virtual table statement_words using fts5(evidence, names, content='', " CS_SQLITE_TOKENIZER ");\n" }
};
enum { N_WORDS = sizeof WORDS / sizeof *WORDS };

static casus_status define(cs_db *db, const char *sql, cs_err *err) {
    cs_buf b = { 0 };
    cs_db_translate(sql, WORDS, N_WORDS, &b);
    casus_status st = b.failed ? cs_fail(err, CASUS_E_LIMIT, -1, "%s: out of memory", db->name) : plain(file_of(db), b.p, err);
    cs_buf_free(&b);
    return st;
}

static casus_status begin(cs_db *db, cs_err *err) {
    CS_TRY(plain(file_of(db), "begin immediate", err));
    file_of(db)->begun = true;
    return CASUS_OK;
}

static casus_status look(cs_db *db, cs_err *err) {
    CS_TRY(run(db, "begin", NULL, 0, err));
    file_of(db)->begun = true;
    return CASUS_OK;
}

static casus_status commit(cs_db *db, cs_err *err) {
    CS_TRY(plain(file_of(db), "commit", err));
    file_of(db)->begun = false;
    return CASUS_OK;
}

/* The log's own file is what commits went into; what is no longer in it has been synced to the database when it was moved there
 * (https://sqlite.org/pragma.html#pragma_synchronous). */
static casus_status sync_log(cs_db *db, cs_err *err) {
    sqlite3_file *log = NULL;
    int rc = sqlite3_file_control(file_of(db)->sqlite, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
    if (rc == SQLITE_OK && log && log->pMethods) rc = log->pMethods->xSync(log, SQLITE_SYNC_NORMAL);
    if (rc == SQLITE_OK) return CASUS_OK;
    return cs_fail(err, CASUS_E_STORE, -1, "%s: the disk did not take what was written", db->name);
}

static casus_status copy_to(cs_db *db, const char *path, const char *const *sql, int n, cs_err *err) {
    (void)sql, (void)n;
    sqlite3 *to = NULL;
    sqlite3_backup *copy = NULL;
    int rc = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    if (rc == SQLITE_OK && !(copy = sqlite3_backup_init(to, "main", file_of(db)->sqlite, "main"))) rc = sqlite3_errcode(to);
    if (copy) rc = sqlite3_backup_step(copy, -1);
    if (copy) sqlite3_backup_finish(copy);
    sqlite3_close_v2(to);
    if (rc == SQLITE_DONE) return CASUS_OK;
    return cs_fail(err, CASUS_E_STORE, -1, "%s: %s cannot be copied: %s", path, db->name, sqlite3_errstr(rc));
}

static void rollback(cs_db *base) {
    file *db = file_of(base);
    if (!db->begun) return;
    for (int i = 0; i < db->n_queries; i++)
        if (db->queries[i].busy) end(&db->queries[i].rows);
    while (db->once) end(&db->once->rows);
    /* It fails only where SQLite has already rolled back by itself, on a full disk for one. */
    cs_err ignored;
    if (run(base, "rollback", NULL, 0, &ignored) != CASUS_OK) sqlite3_exec(db->sqlite, "rollback", NULL, NULL, NULL);
    db->begun = false;
}

/* ---- what kind of file it is ---- */

static casus_status kind_of(cs_db *db, cs_db_kind *kind, cs_err *err) {
    int64_t id = 0, version = 0, n = 0;
    bool found;
    CS_TRY(cs_db_ask_int(db, "select count(*) from sqlite_schema", NULL, 0, &n, &found, err));
    CS_TRY(cs_db_ask_int(db, "pragma application_id", NULL, 0, &id, &found, err));
    CS_TRY(cs_db_ask_int(db, "pragma user_version", NULL, 0, &version, &found, err));
    *kind = (cs_db_kind){ .empty = n == 0 && id == 0, .casus = id == CS_DB_APPLICATION, .version = (int32_t)version };
    return CASUS_OK;
}

static casus_status set_version(cs_db *db, int32_t version, cs_err *err) {
    char sql[96];
    snprintf(sql, sizeof sql, "pragma application_id = %d; pragma user_version = %d;", CS_DB_APPLICATION, version);
    return plain(file_of(db), sql, err);
}

/* A database in memory that the definitions were carried out in; NULL where there is no memory. */
static sqlite3 *defined(const char *const *sql, int n) {
    sqlite3 *model = NULL;
    int rc = sqlite3_open_v2(":memory:", &model, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    for (int i = 0; rc == SQLITE_OK && i < n; i++) {
        cs_buf b = { 0 };
        cs_db_translate(sql[i], WORDS, N_WORDS, &b);
        rc = b.failed ? SQLITE_NOMEM : sqlite3_exec(model, b.p, NULL, NULL, NULL);
        cs_buf_free(&b);
    }
    if (rc == SQLITE_OK) return model;
    sqlite3_close(model);
    return NULL;
}

static casus_status is_defined(cs_db *db, const char *const *sql, int n, bool *same, cs_err *err) {
    /* Tables within an index of words are another SQLite's as it likes. */
    static const char all[] =
        "select type, name, tbl_name, coalesce(sql, '') from sqlite_schema "
        "where tbl_name not like '%\\_words\\_%' escape '\\'";
    static const char is_there[] =
        "select 1 from sqlite_schema where type = $1 and name = $2 and tbl_name = $3 and "
        "coalesce(sql, '') = coalesce($4, '')";
    sqlite3 *model = defined(sql, n);
    sqlite3_stmt *rows = NULL;
    casus_status st = CASUS_OK;
    if (!model || sqlite3_prepare_v2(model, all, -1, &rows, NULL) != SQLITE_OK)
        st = cs_fail(err, CASUS_E_LIMIT, -1, "%s: out of memory", db->name);
    *same = true;
    while (st == CASUS_OK && *same && sqlite3_step(rows) == SQLITE_ROW) {
        cs_value v[4];
        int64_t one;
        for (int i = 0; i < 4; i++) v[i] = cs_v_word((const char *)sqlite3_column_text(rows, i));
        st = cs_db_ask_int(db, is_there, v, 4, &one, same, err);
    }
    sqlite3_finalize(rows);
    sqlite3_close(model);
    return st;
}

static casus_status each_row(cs_db *db, const char *sql, cs_str (*say)(const cs_rows *, char *, size_t), cs_db_told told,
                             void *ctx, cs_err *err) {
    cs_rows *rows = NULL;
    bool more;
    char line[256];
    CS_TRY(cs_db_ask(db, sql, NULL, 0, &rows, err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, err));
        if (!more) return CASUS_OK;
        cs_str what = say(rows, line, sizeof line);
        if (what.n) told(ctx, what);
    }
}

static cs_str say_page(const cs_rows *rows, char *line, size_t cap) {
    (void)line, (void)cap;
    cs_str what = cs_rows_text(rows, 0);
    return cs_eq(what, CS_LIT("ok")) ? (cs_str){ 0 } : what;
}

static cs_str say_reference(const cs_rows *rows, char *line, size_t cap) {
    int n = snprintf(line, cap, "a row of " CS_FMT " refers to a row of " CS_FMT " that is not there",
                     CS_ARG(cs_rows_text(rows, 0)), CS_ARG(cs_rows_text(rows, 2)));
    return (cs_str){ line, n < (int)cap ? n : (ptrdiff_t)cap - 1 };
}

static casus_status verify(cs_db *db, cs_db_told told, void *ctx, cs_err *err) {
    CS_TRY(each_row(db, "pragma integrity_check", say_page, told, ctx, err));
    return each_row(db, "pragma foreign_key_check", say_reference, told, ctx, err);
}

static void interrupt(cs_db *db) { sqlite3_interrupt(file_of(db)->sqlite); }

const cs_db_driver cs_db_sqlite = { open_db,
                                    close_db,
                                    share,
                                    run,
                                    ask,
                                    ask_once,
                                    next,
                                    end,
                                    null,
                                    integer,
                                    real,
                                    text,
                                    define,
                                    begin,
                                    look,
                                    commit,
                                    sync_log,
                                    copy_to,
                                    rollback,
                                    kind_of,
                                    set_version,
                                    is_defined,
                                    verify,
                                    interrupt,
                                    "pragma data_version",
                                    cs_sqlite_words_put,
                                    { "+report_words.rowid", "+statement_words.rowid" },
                                    cs_sqlite_words_find,
                                    cs_sqlite_words_sum,
                                    cs_sqlite_words_sum_row };
