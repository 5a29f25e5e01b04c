/* The database as a schema of a PostgreSQL server: the first schema of the search path that is there. Connection, errors,
 * transactions; queries are in db_pg_ask.c, what kind of database it is in db_pg_kind.c. */
#include "store/db_pg.h"
#include <stdio.h>
#include <stdlib.h>

/* ---- what went wrong ---- */

enum { WORDS_MAX = 300 };

/* A message of the server or of libpq as one line, without "FATAL:". */
static const char *words_of(const char *message, char *out) {
    int n = 0;
    for (const char *p = message ? message : ""; *p && n < WORDS_MAX - 1; p++) {
        bool blank = *p == ' ' || *p == '\n' || *p == '\t' || *p == '\r';
        if (!strncmp(p, "FATAL:", 6) || !strncmp(p, "ERROR:", 6))
            p += 5;
        else if (!blank)
            out[n++] = *p;
        else if (n && out[n - 1] != ' ')
            out[n++] = ' ';
    }
    while (n && out[n - 1] == ' ') n--;
    out[n] = '\0';
    return out;
}

typedef struct meaning {
    const char *state; /* how an SQLSTATE begins (https://postgresql.org/docs/15/errcodes-appendix.html) */
    casus_status status;
    const char *words; /* before those of the server, in brackets */
} meaning;

static const meaning MEANINGS[] = {
    { "55P03", CASUS_E_STORE, "another program is writing to it; it was waited for 10 seconds" },
    { "57014", CASUS_E_STORE, "what was asked took too long and was ended" },
    { "40", CASUS_E_STORE, "another program was in the way; nothing of this was stored, so try again" },
    { "42501", CASUS_E_STORE, "the user may not do that; docs/postgresql.md says which rights are needed" },
    { "42P01", CASUS_E_STORE, "the tables are not those that casus makes" },
    { "42703", CASUS_E_STORE, "the tables are not those that casus makes" },
    { "42", CASUS_E_INTERNAL, "a query that the server does not take" },
    { "08P01", CASUS_E_INTERNAL, "a query that the server does not take" },
    { "25006", CASUS_E_STORE, "may be read but not written" },
    { "28", CASUS_E_STORE, "the server does not let this user in" },
    { "3D000", CASUS_E_STORE, "there is no such database" },
    { "53100", CASUS_E_STORE, "the server's disk is full; what was stored before is safe" },
    { "53200", CASUS_E_STORE, "the server is out of memory" },
    { "53300", CASUS_E_STORE, "the server has too many connections" },
    { "57", CASUS_E_STORE, "the server ended what was asked" },
    { "XX", CASUS_E_STORE, "the database is damaged" },
    { "54", CASUS_E_LIMIT, "a value is larger than a database holds" },
    { "22", CASUS_E_INTERNAL, "what was to be stored does not fit the tables" },
    { "23", CASUS_E_INTERNAL, "what was to be stored does not fit the tables" },
};

casus_status cs_pg_fail(const cs_pg *db, const PGresult *result, cs_err *err) {
    char words[WORDS_MAX];
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL,
               *message = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    words_of(message ? message : PQerrorMessage(db->conn), words);
    /* without a state of the server's it is libpq that could not send or receive, whatever it calls the connection */
    if (PQstatus(db->conn) == CONNECTION_BAD || !state)
        return cs_fail(err, CASUS_E_STORE, -1, "%s: the connection to the server was lost; what was stored before is safe (%s)",
                       db->base.name, words);
    for (size_t i = 0; i < sizeof MEANINGS / sizeof *MEANINGS; i++)
        if (!strncmp(state, MEANINGS[i].state, strlen(MEANINGS[i].state)))
            return cs_fail(err, MEANINGS[i].status, -1, "%s: %s (%s)", db->base.name, MEANINGS[i].words, words);
    return cs_fail(err, CASUS_E_STORE, -1, "%s: %s", db->base.name, words);
}

/* ---- to and fro ---- */

casus_status cs_pg_send(cs_pg *db, const char *sql, cs_err *err) { return cs_pg_send_values(db, sql, NULL, 0, err); }

casus_status cs_pg_receive(cs_pg *db, PGresult **last, cs_err *err) {
    casus_status st = CASUS_OK;
    PGresult *kept = NULL;
    if (PQpipelineSync(db->conn) != 1) return cs_pg_fail(db, NULL, err);
    for (; db->n_sent && PQstatus(db->conn) == CONNECTION_OK; db->n_sent--) {
        PGresult *r;
        while ((r = PQgetResult(db->conn))) { /* NULL: the end of one command's */
            ExecStatusType what = PQresultStatus(r);
            bool ok = what == PGRES_COMMAND_OK || what == PGRES_TUPLES_OK;
            if (!ok && what != PGRES_PIPELINE_ABORTED && st == CASUS_OK) st = cs_pg_fail(db, r, err);
            PQclear(kept);
            kept = ok ? r : NULL;
            if (!ok) PQclear(r);
            if (PQstatus(db->conn) != CONNECTION_OK) break;
        }
    }
    db->n_sent = 0;
    PGresult *sync = PQstatus(db->conn) == CONNECTION_OK ? PQgetResult(db->conn) : NULL;
    if (st == CASUS_OK && PQresultStatus(sync) != PGRES_PIPELINE_SYNC) st = cs_pg_fail(db, NULL, err);
    PQclear(sync);
    if (st == CASUS_OK && last) return *last = kept, CASUS_OK;
    PQclear(kept);
    return st;
}

casus_status cs_pg_plain(cs_pg *db, const char *sql, cs_err *err) {
    CS_TRY(cs_pg_receive(db, NULL, err));
    if (PQexitPipelineMode(db->conn) != 1) return cs_pg_fail(db, NULL, err);
    PGresult *r = PQexec(db->conn, sql);
    ExecStatusType what = PQresultStatus(r);
    casus_status st = what == PGRES_COMMAND_OK || what == PGRES_TUPLES_OK ? CASUS_OK : cs_pg_fail(db, r, err);
    PQclear(r);
    if (PQenterPipelineMode(db->conn) != 1 && st == CASUS_OK) st = cs_pg_fail(db, NULL, err);
    return st;
}

/* ---- opening ---- */

static const char *part_of(const PQconninfoOption *parts, const char *name) {
    for (; parts->keyword; parts++)
        if (!strcmp(parts->keyword, name) && parts->val) return parts->val;
    return "";
}

/* The same without its password and options. */
static char *name_of(const char *where) {
    PQconninfoOption *parts = PQconninfoParse(where, NULL);
    cs_buf b = { 0 };
    cs_buf_put(&b, "postgresql://");
    if (parts) {
        const char *user = part_of(parts, "user"), *host = part_of(parts, "host"), *port = part_of(parts, "port");
        bool is_socket = *host == '/';
        cs_buf_put(&b, user);
        cs_buf_put(&b, *user ? "@" : "");
        cs_buf_put(&b, is_socket ? "" : host);
        cs_buf_put(&b, *port ? ":" : "");
        cs_buf_put(&b, port);
        cs_buf_put(&b, "/");
        cs_buf_put(&b, part_of(parts, "dbname"));
        cs_buf_put(&b, is_socket ? "?host=" : "");
        cs_buf_put(&b, is_socket ? host : "");
        PQconninfoFree(parts);
    }
    cs_buf_char(&b, '\0');
    if (b.failed) cs_buf_free(&b);
    return b.p;
}

static void ignore(void *ctx, const char *notice) { (void)ctx, (void)notice; }

static casus_status cannot_open(const cs_pg *db, cs_err *err) {
    char words[WORDS_MAX];
    const char *hint = PQconnectionNeedsPassword(db->conn) ? "; PGPASSWORD or the file ~/.pgpass gives a password" : "";
    return cs_fail(err, CASUS_E_STORE, -1, "%s: cannot be opened: %s%s", db->base.name,
                   words_of(PQerrorMessage(db->conn), words), hint);
}

/* Names that the case's tables have are looked for in its schema only. */
static casus_status find_schema(cs_pg *db, cs_err *err) {
    static const char sql[] =
        "select set_config('search_path', quote_ident(current_schema()) || ', pg_temp', false), "
        "pg_encoding_to_char(d.encoding) from pg_database d where d.datname = current_database()";
    PGresult *r = NULL;
    CS_TRY(cs_pg_send(db, sql, err));
    CS_TRY(cs_pg_receive(db, &r, err));
    casus_status st = CASUS_OK;
    if (PQgetisnull(r, 0, 0))
        st = cs_fail(err, CASUS_E_STORE, -1, "%s: there is no schema that the user may look into; docs/postgresql.md",
                     db->base.name);
    else if (strcmp(PQgetvalue(r, 0, 1), "UTF8") != 0)
        st = cs_fail(err, CASUS_E_STORE, -1, "%s: expected a database of encoding UTF8 but found %s", db->base.name,
                     PQgetvalue(r, 0, 1));
    PQclear(r);
    return st;
}

casus_status cs_pg_connect(cs_pg *db, cs_db_mode mode, cs_err *err) {
    static const char *const names[] = { "connect_timeout", "dbname", "fallback_application_name", "client_encoding", NULL };
    const char *const values[] = { "10", db->where, "casus", "UTF8", NULL }; /* what stands in `where` counts */
    char sql[400];
    db->conn = PQconnectdbParams(names, values, 1);
    if (!db->conn) return cs_fail(err, CASUS_E_LIMIT, -1, "%s: out of memory", db->base.name);
    if (PQstatus(db->conn) != CONNECTION_OK) return cannot_open(db, err);
    PQsetNoticeProcessor(db->conn, ignore, NULL);
    db->cancel = PQgetCancel(db->conn);
    if (PQenterPipelineMode(db->conn) != 1) return cs_pg_fail(db, NULL, err);
    /* A cursor is read to its end as a rule; just-in-time compilation pays for none of what is asked here. */
    snprintf(sql, sizeof sql,
             "set client_min_messages = warning; set lock_timeout = %d; set cursor_tuple_fraction = 1; set jit = off; "
             "set standard_conforming_strings = on; set default_transaction_isolation = 'read committed'; "
             "set default_transaction_read_only = %s",
             CS_DB_BUSY_MS, mode <= CS_DB_READ ? "on" : "off");
    CS_TRY(cs_pg_plain(db, sql, err));
    return find_schema(db, err);
}

static casus_status open_db(cs_db **out, const char *where, cs_db_mode mode, cs_err *err) {
    cs_pg *db = calloc(1, sizeof *db);
    if (!db) return cs_fail(err, CASUS_E_LIMIT, -1, "out of memory");
    db->base = (cs_db){ .driver = &cs_db_pg, .name = name_of(where) };
    db->where = cs_db_dup(where);
    *out = &db->base;
    if (!db->base.name || !db->where) return cs_fail(err, CASUS_E_LIMIT, -1, "out of memory");
    PQconninfoOption *parts = PQconninfoParse(where, NULL); /* libpq's own message would show the password */
    if (!parts)
        return cs_fail(err, CASUS_E_STORE, -1,
                       "expected postgresql://USER@HOST:PORT/DATABASE but found something that does not read as that");
    PQconninfoFree(parts);
    return cs_pg_connect(db, mode, err);
}

static void close_db(cs_db *base) {
    cs_pg *db = cs_pg_of(base);
    cs_pg_end_all(db);
    cs_pg_free_all(db);
    PQfreeCancel(db->cancel);
    PQfinish(db->conn);
    free(db->where);
    free(db->base.name);
    free(db);
}

static casus_status share(cs_db *db, cs_err *err) { return (void)db, (void)err, CASUS_OK; }

/* ---- transactions ---- */

static casus_status must_be_free(const cs_pg *db, cs_err *err) {
    if (!db->begun && !db->lent) return CASUS_OK;
    return cs_fail(err, CASUS_E_INTERNAL, -1, "a transaction, or rows, that are still open");
}

static void rollback(cs_db *base) {
    cs_pg *db = cs_pg_of(base);
    if (!db->begun) return;
    cs_pg_end_all(db);
    db->begun = false;
    /* Where it fails the connection is lost, and with it the transaction. What failed before is known. */
    if (PQstatus(db->conn) != CONNECTION_OK) return;
    if (db->n_sent && cs_pg_receive(db, NULL, NULL) != CASUS_OK && PQstatus(db->conn) != CONNECTION_OK) return;
    casus_status st = cs_pg_send(db, "rollback", NULL);
    if (st == CASUS_OK) st = cs_pg_receive(db, NULL, NULL);
    (void)st;
}

/* Who writes holds the case's lock, so that what a transaction looks up and then adds is added by nobody else between. The
 * disk is not waited for: cs_db_sync does that. */
static casus_status begin(cs_db *base, cs_err *err) {
    static const char lock[] =
        "select pg_advisory_xact_lock(cast($1 as bigint)::int, "
        "quote_ident(current_schema())::regnamespace::oid::bigint::bit(32)::int)";
    cs_pg *db = cs_pg_of(base);
    CS_TRY(must_be_free(db, err));
    CS_TRY(cs_pg_send(db, "begin", err));
    db->begun = true;
    casus_status st = cs_pg_send(db, "set local synchronous_commit = off", err);
    if (st == CASUS_OK) st = cs_pg_send_values(db, lock, CS_VALUES(cs_v_int(CS_DB_APPLICATION)), err);
    if (st == CASUS_OK) st = cs_pg_receive(db, NULL, err);
    if (st != CASUS_OK) rollback(base);
    return st;
}

static casus_status look(cs_db *base, cs_err *err) {
    cs_pg *db = cs_pg_of(base);
    CS_TRY(must_be_free(db, err));
    CS_TRY(cs_pg_send(db, "begin isolation level repeatable read read only", err));
    CS_TRY(cs_pg_receive(db, NULL, err));
    db->begun = true;
    return CASUS_OK;
}

static casus_status commit(cs_db *base, cs_err *err) {
    cs_pg *db = cs_pg_of(base);
    PGresult *r = NULL;
    CS_TRY(cs_pg_send(db, "commit", err));
    CS_TRY(cs_pg_receive(db, &r, err));
    bool committed = !strcmp(PQcmdStatus(r), "COMMIT"); /* of a transaction that failed: ROLLBACK */
    PQclear(r);
    db->begun = false;
    db->unsynced = true;
    return committed ? CASUS_OK : cs_fail(err, CASUS_E_INTERNAL, -1, "%s: the transaction had failed", base->name);
}

/* A transaction that writes to the log and waits for it waits for all before it. */
static casus_status sync_log(cs_db *base, cs_err *err) {
    cs_pg *db = cs_pg_of(base);
    if (!db->unsynced) return CASUS_OK;
    CS_TRY(cs_pg_send(db, "select pg_logical_emit_message(true, 'casus', '')", err));
    CS_TRY(cs_pg_receive(db, NULL, err));
    db->unsynced = false;
    return CASUS_OK;
}

static void interrupt(cs_db *db) {
    char why[256]; /* where it does not come through, what was asked ends by itself */
    if (cs_pg_of(db)->cancel) PQcancel(cs_pg_of(db)->cancel, why, sizeof why);
}

/* What only goes up with each write, and the grades of sources. (The server's own counts of rows come up to ten seconds late.)
 */
static const char STAMP[] =
    "select (coalesce((select max(id) from reviews), 0) + coalesce((select max(id) from reports), 0) "
    "+ coalesce((select max(id) from codings), 0) + coalesce((select max(linking) from layer), 0) "
    "+ coalesce((select sum(ascii(reliability) * id) from sources where reliability is not null), 0))::bigint";

const cs_db_driver cs_db_pg = { open_db,
                                close_db,
                                share,
                                cs_pg_run,
                                cs_pg_ask,
                                cs_pg_ask_once,
                                cs_pg_next,
                                cs_pg_end,
                                cs_pg_null,
                                cs_pg_int,
                                cs_pg_real,
                                cs_pg_text,
                                cs_pg_define,
                                begin,
                                look,
                                commit,
                                sync_log,
                                cs_pg_copy,
                                rollback,
                                cs_pg_kind_of,
                                cs_pg_set_version,
                                cs_pg_is_defined,
                                cs_pg_verify,
                                interrupt,
                                STAMP,
                                cs_pg_words_put,
                                { "w.report", "w.statement" },
                                cs_pg_words_find,
                                cs_pg_words_sum,
                                cs_pg_words_sum_row };
