/* What only a server has: values to and fro, rows that do not fit in memory, connections that are refused or lost. Run by
 * on_postgres.sh. */
#define _XOPEN_SOURCE 700
#include "store/made.h"
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const made_about GAZETTE = { "Gazette", "2026-01-02", "News" };

static cs_db *open_db(const char *where, cs_db_mode mode) {
    cs_db *db = NULL;
    cs_err err = { 0 };
    if (cs_db_open(&db, where, mode, &err) != CASUS_OK) fail_msg("%s", err.msg);
    return db;
}

static void must(casus_status st, const cs_err *err) {
    if (st != CASUS_OK) fail_msg("%s", err->msg);
}

static void must_say(const cs_err *err, const char *words) {
    if (!strstr(err->msg, words)) fail_msg("\"%s\" does not say \"%s\"", err->msg, words);
}

/* ---- values ---- */

static void test_values_come_back(void **state) {
    (void)state;
    static const char put[] = "insert into t (i, r, s, b) values ($1, $2, $3, $4)";
    static const char same[] =
        "select 1 from t where coalesce(i, 0) = coalesce($1, 0) and coalesce(r, 0) = coalesce($2, 0) and "
        "coalesce(s, '') = coalesce($3, '') and b = $4";
    const cs_value rows[][4] = {
        { cs_v_null(), cs_v_null(), cs_v_null(), cs_v_blob(CS_LIT("")) },
        { cs_v_int(INT64_MAX), cs_v_real(0.1), cs_v_text(CS_LIT("caf\xc3\xa9 'x' \\ $1")),
          cs_v_blob((cs_str){ "a\0b\xff", 4 }) },
        { cs_v_int(INT64_MIN), cs_v_real(-1.7976931348623157e308), cs_v_null(), cs_v_blob((cs_str){ "\0", 1 }) },
        { cs_v_int(-1), cs_v_real(5e-324), cs_v_word("x"), cs_v_blob(CS_LIT("blob")) },
    };
    enum { N = sizeof rows / sizeof *rows };
    cs_db *db = open_db(made_where("values"), CS_DB_WRITE);
    cs_err err = { 0 };
    cs_rows *r = NULL;
    bool more;
    int64_t one;
    must(cs_db_define(db, "create table t (n {id}, i {int}, r {real}, s {text}, b {blob}) {strict};", &err), &err);
    for (int i = 0; i < N; i++) must(cs_db_run(db, put, rows[i], 4, &err), &err);
    for (int i = 0; i < N; i++) {
        must(cs_db_ask_int(db, same, rows[i], 4, &one, &more, &err), &err);
        assert_true(more);
    }
    must(cs_db_ask(db, "select i, r, s, b from t order by n", NULL, 0, &r, &err), &err);
    for (int i = 0; i < N; i++) {
        must(cs_rows_next(r, &more, &err), &err);
        for (int k = 0; k < 4; k++) assert_int_equal(cs_rows_null(r, k), rows[i][k].kind == CS_VALUE_NULL);
        assert_int_equal(cs_rows_int(r, 0), rows[i][0].i);
        assert_true(cs_rows_real(r, 1) == rows[i][1].r);
        assert_true(cs_eq(cs_rows_text(r, 2), rows[i][2].s));
        assert_true(cs_eq(cs_rows_text(r, 3), rows[i][3].s));
    }
    cs_rows_end(r);
    must(cs_db_ask(db, "select sum(i), avg(n), count(*) > 1, 7, 1.5, -12345678901234 * 10.0 from t where n = 4", NULL, 0, &r,
                   &err),
         &err);
    must(cs_rows_next(r, &more, &err), &err);
    assert_int_equal(cs_rows_int(r, 0), -1);
    assert_true(cs_rows_real(r, 1) == 4 && cs_rows_int(r, 2) == 0 && cs_rows_int(r, 3) == 7);
    assert_true(cs_rows_real(r, 4) == 1.5 && cs_rows_real(r, 5) == -123456789012340.0);
    cs_rows_end(r);
    const cs_value nul = cs_v_text((cs_str){ "a\0b", 3 }); /* a text of the server has no NUL */
    assert_int_equal(cs_db_run(db, "insert into t (s) values ($1)", &nul, 1, &err), CASUS_E_INTERNAL);
    cs_db_close(&db);
}

/* Texts sort by their bytes, whatever the database's language. */
static void test_order_of_texts(void **state) {
    (void)state;
    cs_db *db = open_db(made_where("order"), CS_DB_WRITE);
    cs_err err = { 0 };
    must(cs_db_define(db, "create table t (s {text}) {strict}; insert into t values ('b'), ('a'), ('B'), ('\xc3\xa9'), ('_');",
                      &err),
         &err);
    cs_db_close(&db);
    char *rows = made_ask(made_where("order"), "select s from t order by s");
    assert_string_equal(rows, "B\n_\na\nb\n\xc3\xa9\n");
    free(rows);
}

/* ---- rows ---- */

static long memory_kib(void) {
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return u.ru_maxrss;
}

/* 200 MB of rows through some megabytes, with other queries between them. */
static void test_more_rows_than_memory(void **state) {
    (void)state;
    enum { ROWS = 200000, KIB = 48 << 10 };
    static const char all[] = "select i, repeat('x', 1000) from generate_series(1, $1) i";
    cs_db *db = open_db(made_where("many"), CS_DB_READ);
    cs_err err = { 0 };
    cs_rows *r = NULL, *other = NULL;
    int64_t n = 0, v;
    bool more = true, found;
    long before = memory_kib();
    must(cs_db_ask_once(db, all, CS_VALUES(cs_v_int(ROWS)), &r, &err), &err);
    must(cs_db_ask_once(db, all, CS_VALUES(cs_v_int(ROWS)), &other, &err), &err);
    while (more) {
        must(cs_rows_next(r, &more, &err), &err);
        if (!more) break;
        assert_int_equal(cs_rows_int(r, 0), ++n);
        if (n % 10000) continue;
        must(cs_rows_next(other, &found, &err), &err);
        must(cs_db_ask_int(db, "select 2 * $1", CS_VALUES(cs_v_int(n)), &v, &found, &err), &err);
        assert_int_equal(v, 2 * n);
    }
    assert_int_equal(n, ROWS);
    assert_int_equal(cs_rows_int(other, 0), ROWS / 10000);
    assert_int_equal(cs_db_begin(db, &err), CASUS_E_INTERNAL); /* rows are still open */
    cs_rows_end(other);
    must(cs_db_look(db, &err), &err);
    cs_db_rollback(db);
    if (memory_kib() - before > KIB) fail_msg("%ld KiB more", memory_kib() - before);
    cs_db_close(&db);
}

/* ---- transactions ---- */

/* What was sent and not waited for fails at the latest when it is committed, and nothing of the transaction is there. */
static void test_a_late_failure(void **state) {
    (void)state;
    cs_db *db = open_db(made_where("late"), CS_DB_WRITE);
    cs_err err = { 0 };
    bool failed = false;
    must(cs_db_define(db, "create table t (i {int} unique) {strict};", &err), &err);
    must(cs_db_begin(db, &err), &err);
    for (int64_t i = 0; i < 5; i++)
        failed |= cs_db_run(db, "insert into t values ($1)", CS_VALUES(cs_v_int(i % 3)), &err) != CASUS_OK;
    if (!failed) assert_int_equal(cs_db_commit(db, &err), CASUS_E_INTERNAL);
    must_say(&err, "does not fit the tables");
    cs_db_rollback(db);
    assert_int_equal(made_number(made_where("late"), "select count(*) from t"), 0);
    must(cs_db_begin(db, &err), &err);
    must(cs_db_run(db, "insert into t values ($1)", CS_VALUES(cs_v_int(1)), &err), &err);
    must(cs_db_commit(db, &err), &err);
    assert_int_equal(made_number(made_where("late"), "select count(*) from t"), 1);
    cs_db_close(&db);
}

/* Commits do not wait for the disk, cs_db_sync does. */
static void test_sync(void **state) {
    (void)state;
    const char *where = made_where("sync");
    cs_store *s = made_open(where, CS_DB_CREATE);
    char *text = made_text(1, 150), sql[160];
    cs_err err = { 0 };
    made_must_add(s, made_run(s, "1"), text, &GAZETTE);
    char *written = made_ask(where, "select pg_current_wal_insert_lsn()");
    must(cs_store_sync(s, &err), &err);
    snprintf(sql, sizeof sql, "select case when pg_current_wal_flush_lsn() >= '%.*s' then 1 else 0 end",
             (int)strcspn(written, "\n"), written);
    assert_int_equal(made_number(where, sql), 1);
    cs_store_close(&s);
    free(written), free(text);
}

static const char END_OTHERS[] =
    "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'casus' and pid <> "
    "pg_backend_pid()";

static void test_a_lost_connection(void **state) {
    (void)state;
    const char *where = made_where("lost");
    cs_store *s = made_open(where, CS_DB_CREATE);
    char *text = made_text(1, 150), *before, *after, *faults;
    cs_err err = { 0 };
    cs_store_has has;
    int64_t run = made_run(s, "1");
    made_must_add(s, run, text, &GAZETTE);
    before = made_dump(where, false);
    must(cs_db_begin(cs_store_db(s), &err), &err);
    must(cs_db_run(cs_store_db(s), "insert into sources (name) values ('Herald')", NULL, 0, &err), &err);
    assert_int_equal(made_number(where, END_OTHERS), 1);
    assert_int_equal(cs_db_commit(cs_store_db(s), &err), CASUS_E_STORE);
    cs_db_rollback(cs_store_db(s));
    assert_int_equal(made_add(s, run, text, &(made_about){ "Herald", NULL, NULL }, &has, &err), CASUS_E_STORE);
    must_say(&err, "connection to the server was lost");
    cs_store_close(&s);
    after = made_dump(where, false);
    assert_string_equal(after, before);
    faults = made_check(where);
    assert_string_equal(faults, "");
    free(before), free(after), free(faults), free(text);
}

/* What an index does not hold is refused with its report alone. */
static void test_a_long_title(void **state) {
    (void)state;
    enum { LONG = 8000 };
    cs_store *s = made_open(made_where("titles"), CS_DB_CREATE);
    char title[LONG + 1] = "", *text = made_text(1, 150);
    uint32_t seed = 1;
    for (int i = 0; i < LONG; i++) title[i] = (char)('A' + made_random(&seed) % 57);
    cs_store_has has;
    cs_err err = { 0 };
    for (char *p = title; *p; p++)
        if (*p == '\\') *p = 'x';
    int64_t run = made_run(s, "1");
    assert_int_equal(made_add(s, run, text, &(made_about){ "Gazette", NULL, title }, &has, &err), CASUS_E_LIMIT);
    made_must_add(s, run, text, &GAZETTE);
    assert_int_equal(made_number(made_where("titles"), "select count(*) from texts"), 1);
    cs_store_close(&s);
    free(text);
}

/* ---- what is refused, in words ---- */

static void must_refuse(const char *where, cs_db_mode mode, const char *words) {
    cs_store *s = NULL;
    cs_err err = { 0 };
    assert_int_equal(cs_store_open(&s, where, mode, &err), CASUS_E_STORE);
    must_say(&err, words);
    if (strstr(err.msg, "secret") || strchr(err.msg, '\n')) fail_msg("says too much: %s", err.msg);
}

static const char *at_socket(const char *user, const char *database) {
    static char where[400];
    snprintf(where, sizeof where, "postgresql://%s@/%s?host=%s", user, database, getenv("CASUS_TEST_SOCKET"));
    return where;
}

static void test_refusals(void **state) {
    (void)state;
    const char *server = getenv("CASUS_TEST_SERVER");
    made_change(server, "drop role if exists locked, stranger");
    made_change(server, "create role locked login password 'opensecret'");
    made_change(server, "create role stranger login");
    made_change(server, "create database latin encoding 'LATIN1' locale 'C' template template0");
    must_refuse("postgresql://ana:secret@/x?host=/nonexistent", CS_DB_CREATE, "cannot be opened");
    must_refuse("postgresql://ana:secret@localhost:1/x", CS_DB_READ, "Connection refused");
    must_refuse("postgresql://ana:secret%zz@localhost/x", CS_DB_READ, "expected postgresql://");
    must_refuse(at_socket("casus", "nowhere"), CS_DB_CREATE, "database \"nowhere\" does not exist");
    must_refuse(at_socket("locked", "postgres"), CS_DB_READ, "PGPASSWORD");
    must_refuse(at_socket("locked:wrongsecret", "postgres"), CS_DB_READ, "password authentication failed");
    must_refuse(at_socket("nobody", "postgres"), CS_DB_READ, "role \"nobody\" does not exist");
    must_refuse(at_socket("casus", "latin"), CS_DB_CREATE, "expected a database of encoding UTF8 but found LATIN1");
    must_refuse(at_socket("stranger", "postgres"), CS_DB_CREATE, "docs/postgresql.md");
    made_change(server, "drop database latin");
    cs_db *db = open_db(at_socket("locked:opensecret", "postgres"), CS_DB_READ);
    assert_null(strstr(cs_db_name(db), "secret"));
    assert_non_null(strstr(cs_db_name(db), "postgresql://locked@/postgres"));
    cs_db_close(&db);
}

static void test_passwords_are_taken_out(void **state) {
    (void)state;
    static const struct {
        const char *where, *left, *password;
    } all[] = {
        { "postgresql://ana:se%63ret@host:5/db?a=b", "postgresql://ana@host:5/db?a=b", "secret" },
        { "postgresql://ana@host/db?password=x%40y&a=b", "postgresql://ana@host/db?a=b", "x@y" },
        { "postgres://host/db?a=b&password=x", "postgres://host/db?a=b&", "x" },
        { "postgresql://ana:p@q@host/", "postgresql://ana@host/", "p@q" },
        { "postgresql://host:5432/db", "postgresql://host:5432/db", NULL },
        { "postgresql://", "postgresql://", NULL },
        { "ana:secret@file", "ana:secret@file", NULL },
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        char where[100];
        strcpy(where, all[i].where);
        char *password = cs_db_take_password(where);
        assert_string_equal(where, all[i].left);
        assert_string_equal(password ? password : "-", all[i].password ? all[i].password : "-");
        free(password);
    }
}

/* Who may look and not write is told so. */
static void test_a_reader(void **state) {
    (void)state;
    const char *where = made_where("reader");
    cs_store *s = made_open(where, CS_DB_CREATE);
    cs_err err = { 0 };
    cs_store_close(&s);
    s = made_open(where, CS_DB_READ);
    assert_int_equal(cs_store_grade(s, CS_LIT("Gazette"), 'B', &err), CASUS_E_STORE);
    must_say(&err, "may be read but not written");
    cs_store_close(&s);
    s = made_open(where, CS_DB_WRITE);
    must(cs_db_run(cs_store_db(s), "set role pg_read_all_data", NULL, 0, &err), &err);
    assert_int_equal(cs_store_grade(s, CS_LIT("Gazette"), 'B', &err), CASUS_E_STORE);
    must_say(&err, "which rights are needed");
    cs_store_close(&s);
}

int main(void) {
    if (!made_on_server()) return puts("run by on_postgres.sh"), 77;
#define IN_FOLDER(t) cmocka_unit_test_setup_teardown(t, made_folder_open, made_folder_close)
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_values_come_back),
        IN_FOLDER(test_order_of_texts),
        IN_FOLDER(test_more_rows_than_memory),
        IN_FOLDER(test_a_late_failure),
        IN_FOLDER(test_sync),
        IN_FOLDER(test_a_lost_connection),
        IN_FOLDER(test_a_long_title),
        IN_FOLDER(test_refusals),
        IN_FOLDER(test_a_reader),
        cmocka_unit_test(test_passwords_are_taken_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
