/* Cases asked and changed past the store, through SQLite's or PostgreSQL's own interface, so that what the store's driver does
 * is seen by other eyes. With CASUS_TEST_SERVER set (tests/store/on_postgres.sh does it) cases are schemas of that server. */
#define _XOPEN_SOURCE 700
#include "store/made.h"
#include <ctype.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

bool made_on_server(void) { return getenv("CASUS_TEST_SERVER") != NULL; }

static void put_cell(cs_buf *b, const char *text) { cs_buf_put(b, text ? text : "-"); }

/* ---- a file ---- */

static sqlite3 *open_file(const char *where) {
    sqlite3 *db;
    assert_int_equal(sqlite3_open_v2(where, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL), SQLITE_OK);
    return db;
}

static void put_file_cell(cs_buf *b, sqlite3_stmt *rows, int i) {
    const unsigned char *p = sqlite3_column_blob(rows, i);
    if (sqlite3_column_type(rows, i) == SQLITE_FLOAT) { /* 15 digits, and no ".0" behind a whole number */
        char number[40];
        snprintf(number, sizeof number, "%.15g", sqlite3_column_double(rows, i));
        cs_buf_put(b, number);
        return;
    }
    if (sqlite3_column_type(rows, i) != SQLITE_BLOB) {
        put_cell(b, (const char *)sqlite3_column_text(rows, i));
        return;
    }
    for (int k = 0; k < sqlite3_column_bytes(rows, i); k++) {
        char hex[3];
        snprintf(hex, sizeof hex, "%02X", p[k]);
        cs_buf_put(b, hex);
    }
}

static void ask_file(const char *where, const char *sql, const char *between, cs_buf *b) {
    sqlite3 *db = open_file(where);
    sqlite3_stmt *rows;
    if (sqlite3_prepare_v2(db, sql, -1, &rows, NULL) != SQLITE_OK) fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    while (sqlite3_step(rows) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(rows); i++) {
            cs_buf_put(b, i ? between : "");
            put_file_cell(b, rows, i);
        }
        cs_buf_char(b, '\n');
    }
    sqlite3_finalize(rows);
    sqlite3_close(db);
}

static int64_t change_file(const char *where, const char *sql) {
    sqlite3 *db = open_file(where);
    char *why = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK) fail_msg("%s: %s", sql, why);
    int64_t id = sqlite3_last_insert_rowid(db);
    sqlite3_close(db);
    return id;
}

/* ---- a server ---- */

#ifdef CASUS_HAS_LIBPQ
#include <libpq-fe.h>

static PGconn *connect_to(const char *where) {
    PGconn *c = PQconnectdb(where);
    if (PQstatus(c) != CONNECTION_OK) fail_msg("%s", PQerrorMessage(c));
    return c;
}

static PGresult *must(PGconn *c, const char *sql) {
    PGresult *r = PQexec(c, sql);
    ExecStatusType st = PQresultStatus(r);
    if (st != PGRES_COMMAND_OK && st != PGRES_TUPLES_OK) fail_msg("%s: %s", sql, PQerrorMessage(c));
    return r;
}

/* One connection is kept, for most questions are of the case that was asked last. */
static PGconn *held;
static char held_at[512];

static PGconn *hold(const char *where) {
    if (held && !strcmp(held_at, where) && PQstatus(held) == CONNECTION_OK) return held;
    PQfinish(held);
    held = connect_to(where);
    snprintf(held_at, sizeof held_at, "%s", where);
    /* Doubles with 15 digits, as SQLite shows them; references and triggers are not looked at, as SQLite does by itself. */
    PQclear(
        must(held, "set extra_float_digits = 0; set session_replication_role = replica; set client_min_messages = warning"));
    return held;
}

void made_let_go(void) {
    PQfinish(held);
    held = NULL;
}

static void ask_server(const char *where, const char *sql, const char *between, cs_buf *b) {
    PGresult *r = must(hold(where), sql);
    for (int row = 0; row < PQntuples(r); row++) {
        for (int i = 0; i < PQnfields(r); i++) {
            char *p = PQgetvalue(r, row, i);
            cs_buf_put(b, i ? between : "");
            if (PQftype(r, i) == 17 && !PQgetisnull(r, row, i)) /* bytea: \x00 */
                for (char *h = p += 2; *h; h++) *h = (char)toupper((unsigned char)*h);
            put_cell(b, PQgetisnull(r, row, i) ? NULL : p);
        }
        cs_buf_char(b, '\n');
    }
    PQclear(r);
}

static int64_t change_server(const char *where, const char *sql) {
    PGconn *c = hold(where);
    PQclear(must(c, sql));
    PGresult *r = PQexec(c, "select lastval()"); /* fails where no row was given an id yet */
    int64_t id = PQresultStatus(r) == PGRES_TUPLES_OK ? strtoll(PQgetvalue(r, 0, 0), NULL, 10) : 0;
    PQclear(r);
    return id;
}

enum { COLUMNS_MAX = 64 };

static void copy_row(sqlite3_stmt *row, PGconn *to, const char *sql) {
    const char *values[COLUMNS_MAX];
    cs_buf cells[COLUMNS_MAX] = { 0 };
    int n = sqlite3_column_count(row);
    for (int i = 0; i < n; i++) {
        if (sqlite3_column_type(row, i) == SQLITE_BLOB) cs_buf_put(&cells[i], "\\x");
        put_file_cell(&cells[i], row, i);
        cs_buf_char(&cells[i], '\0');
        values[i] = sqlite3_column_type(row, i) == SQLITE_NULL ? NULL : cells[i].p;
    }
    PGresult *r = PQexecParams(to, sql, n, NULL, values, NULL, NULL, 0);
    if (PQresultStatus(r) != PGRES_COMMAND_OK) fail_msg("%s: %s", sql, PQerrorMessage(to));
    PQclear(r);
    for (int i = 0; i < n; i++) cs_buf_free(&cells[i]);
}

static void copy_table(sqlite3 *from, PGconn *to, const char *table) {
    char sql[4096];
    sqlite3_stmt *rows;
    snprintf(sql, sizeof sql, "select * from %s", table);
    assert_int_equal(sqlite3_prepare_v2(from, sql, -1, &rows, NULL), SQLITE_OK);
    snprintf(sql, sizeof sql, "delete from %s", table);
    PQclear(must(to, sql));
    int n = snprintf(sql, sizeof sql, "insert into %s (", table);
    for (int i = 0; i < sqlite3_column_count(rows); i++)
        n += snprintf(sql + n, sizeof sql - (size_t)n, i ? ", %s" : "%s", sqlite3_column_name(rows, i));
    n += snprintf(sql + n, sizeof sql - (size_t)n, ") values (");
    for (int i = 0; i < sqlite3_column_count(rows); i++)
        n += snprintf(sql + n, sizeof sql - (size_t)n, i ? ", $%d" : "$%d", i + 1);
    snprintf(sql + n, sizeof sql - (size_t)n, ")");
    while (sqlite3_step(rows) == SQLITE_ROW) copy_row(rows, to, sql);
    bool has_id = !strcmp(sqlite3_column_name(rows, 0), "id");
    sqlite3_finalize(rows);
    snprintf(sql, sizeof sql, "select setval(pg_get_serial_sequence('%s', 'id'), max(id)) from %s", table, table);
    if (has_id) PQclear(must(to, sql));
}

void made_copy(const char *file, const char *where) {
    sqlite3 *from = open_file(file);
    PGconn *to = connect_to(where);
    sqlite3_stmt *tables;
    PQclear(must(to, "set session_replication_role = replica"));
    /* What is for looking for words, each database has in its own way. */
    static const char all[] =
        "select name from sqlite_schema where type = 'table' and name not like 'sqlite%' and name not like '%\\_words%' escape "
        "'\\'";
    assert_int_equal(sqlite3_prepare_v2(from, all, -1, &tables, NULL), SQLITE_OK);
    while (sqlite3_step(tables) == SQLITE_ROW) copy_table(from, to, (const char *)sqlite3_column_text(tables, 0));
    sqlite3_finalize(tables);
    sqlite3_close(from);
    PQfinish(to);
}

static void make_schema(const char *name, bool drop) {
    char sql[128];
    PGconn *c = connect_to(getenv("CASUS_TEST_SERVER"));
    PQclear(must(c, "set client_min_messages = warning"));
    snprintf(sql, sizeof sql, drop ? "drop schema if exists \"%.63s\" cascade" : "create schema if not exists \"%.63s\"", name);
    PQclear(must(c, sql));
    PQfinish(c);
}
#else
static void ask_server(const char *where, const char *sql, const char *between, cs_buf *b) {
    (void)sql, (void)between, (void)b;
    fail_msg("%s: no libpq", where);
}
static int64_t change_server(const char *where, const char *sql) {
    (void)sql;
    fail_msg("%s: no libpq", where);
    return 0;
}
void made_copy(const char *file, const char *where) {
    (void)where;
    fail_msg("%s: no libpq", file);
}
static void make_schema(const char *name, bool drop) {
    (void)drop;
    fail_msg("%s: no libpq", name);
}
void made_let_go(void) {}
#endif

/* ---- either ---- */

enum { SCHEMAS_MAX = 128 };
static char schemas[SCHEMAS_MAX][64];
static int n_schemas;

/* The schema's name has the process's number, for tests run side by side. */
static const char *schema_of(const char *name) {
    char full[64];
    snprintf(full, sizeof full, "p%ld_%s", (long)getpid(), name);
    for (int i = 0; i < n_schemas; i++)
        if (!strcmp(schemas[i], full)) return schemas[i];
    assert_true(n_schemas < SCHEMAS_MAX);
    make_schema(full, false);
    return strcpy(schemas[n_schemas++], full);
}

const char *made_where(const char *name) {
    static char where[4][512];
    static int at;
    if (!made_on_server()) return made_path(name);
    at = (at + 1) % 4;
    snprintf(where[at], sizeof where[at], "%s&options=-csearch_path%%3D%%22%.63s%%22", getenv("CASUS_TEST_SERVER"),
             schema_of(name));
    return where[at];
}

void made_drop(const char *name) {
    if (!made_on_server()) {
        remove(made_path(name));
        return;
    }
    for (int i = 0; i < n_schemas; i++)
        if (!strcmp(strchr(schemas[i], '_') + 1, name)) {
            make_schema(schemas[i], true);
            memmove(schemas[i], schemas[--n_schemas], sizeof schemas[i]);
        }
}

void made_drop_all(void) {
    made_let_go();
    while (n_schemas) make_schema(schemas[--n_schemas], true);
}

char *made_ask_between(const char *where, const char *sql, const char *between) {
    cs_buf b = { 0 };
    (cs_db_is_server(where) ? ask_server : ask_file)(where, sql, between, &b);
    cs_buf_char(&b, '\0');
    return b.p;
}

char *made_ask(const char *where, const char *sql) { return made_ask_between(where, sql, " "); }

int64_t made_number(const char *where, const char *sql) {
    char *row = made_ask(where, sql);
    if (!*row) fail_msg("%s: no row", sql);
    int64_t n = strtoll(row, NULL, 10);
    free(row);
    return n;
}

int64_t made_change(const char *where, const char *sql) {
    return (cs_db_is_server(where) ? change_server : change_file)(where, sql);
}

void made_set_version(const char *where, int version) {
    char sql[64];
    snprintf(sql, sizeof sql, cs_db_is_server(where) ? "update case_version set version = %d" : "pragma user_version = %d",
             version);
    made_change(where, sql);
}
