/* Cases on a server whose tables others changed, and servers that do not keep to the rules: they close the connection at any
 * byte, damage what they say, or are no PostgreSQL. Each is refused in words, or its damage is told, or it is what it was;
 * never a crash or a hang. Some; with CASUS_FULL set ten times as many. Run by on_postgres.sh. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "store/looking.h"
#include "store/made.h"
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static const made_about GAZETTE = { "Gazette", "2026-01-02", "News" };

static int n_rounds(int few) { return getenv("CASUS_FULL") ? 10 * few : few; }

/* A case of three reports; what is in it is the same each time. */
static const char *made_case(const char *name) {
    const char *where = made_where(name);
    cs_store *s = made_open(where, CS_DB_CREATE);
    int64_t run = made_run(s, "1");
    for (uint32_t i = 0; i < 3; i++) {
        char *text = made_text(i + 1, 120);
        made_must_add(s, run, text, &GAZETTE);
        free(text);
    }
    cs_store_close(&s);
    return where;
}

/* ---- tables of another shape under the right names ---- */

#define VIEW "drop view current_codings; create view current_codings as "
static const char *const HARMFUL[] = {
    VIEW "select 1 as report, 2 as run, 3 as coding",
    VIEW "with recursive n(report, run, coding) as (select 1, 1, 1 union all select report + 1, 1, 1 from n) select * from n",
    "drop table roles cascade",
    "drop table copy_bands",
    "alter table texts rename column text to words",
    "alter table reports drop column url",
    "drop table statements cascade; create view statements as select 1 as id, 1 as number, 1 as coding",
    "drop index reports_once",
    "alter table reports alter id drop identity",
    "alter table roles drop constraint roles_statement_fkey",
    "alter table texts add column mine text",
    "alter table texts alter text type varchar(100000)",
    "alter table statements alter evidence_end type text using evidence_end::text",
    "alter table places alter lat type real",
    "alter table codings alter reading drop not null; update codings set reading = null",
    "drop index statement_words_words; alter table statement_words alter words type text",
    "drop table statement_words; create view statement_words as select 1 as statement, ''::tsvector as words, 1 as n_words",
    "delete from codings",
    "delete from texts",
    "update codings set reading = '\\x00'",
    "update statements set evidence_begin = 9000000000, evidence_end = 9000000001",
    "update statements set evidence_begin = -5, trigger_end = -9000000000",
    "update entities set name = repeat('x', 3000)",
    "update report_words set words = 'x:1'",
    "alter table case_version alter version type text",
    "drop table case_version; create view case_version as select 1667330933 as application, 4 as version",
    "delete from case_version",
    "update case_version set version = 4294967300", /* 4 in its lower half */
    "update case_version set version = -9223372036854775807",
    "update case_version set application = 7",
};
static const char *const HARMLESS[] = {
    "create function f() returns trigger language plpgsql as 'begin delete from texts; return new; end'; "
    "create trigger t after insert on texts execute function f()",
    "create rule r as on insert to texts do instead nothing",
    "create table mine (x int); create view yours as select * from texts; create index i on texts (length(text)); "
    "create materialized view ours as select * from reports; create type t as (x int); create sequence s",
    "comment on table texts is 'theirs'; alter table texts set (fillfactor = 50); cluster reports using reports_pkey",
};
enum { N_HARMFUL = sizeof HARMFUL / sizeof *HARMFUL, N_HARMLESS = sizeof HARMLESS / sizeof *HARMLESS };

static void test_other_tables(void **state) {
    (void)state;
    char *rows = made_dump(made_case("sound"), true);
    for (int i = 0; i < N_HARMFUL + N_HARMLESS; i++) {
        verdicts v = { 0 };
        const char *change = i < N_HARMFUL ? HARMFUL[i] : HARMLESS[i - N_HARMFUL], *where = made_case("shaped");
        made_change(where, change);
        look(where, rows, &v);
        if (i < N_HARMFUL ? !v.n_refused && !v.n_damaged : !v.n_same)
            fail_msg("taken for %s: %s", v.n_same ? "whole" : "damaged", change);
        made_drop("shaped");
    }
    free(rows);
}

/* Others' triggers and rules are carried out when something is added: then it is added, or refused in words, and casus check
 * tells what they did. */
static void test_triggers_of_others(void **state) {
    (void)state;
    static const struct {
        const char *sql, *says; /* NULL: nothing */
        bool whole;
    } T[] = {
        { "create function f() returns trigger language plpgsql as 'begin raise exception ''not here''; end'; "
          "create trigger t before insert on statements for each row execute function f()",
          "not here", true },
        { "create function f() returns trigger language plpgsql as 'begin return null; end'; "
          "create trigger t before insert on texts for each row execute function f()",
          "no row came of it", true },
        { "create function f() returns trigger language plpgsql as 'begin return null; end'; "
          "create trigger t before insert on mentions for each row execute function f()",
          NULL, false },
        { "create rule r as on insert to statement_contexts do instead nothing", NULL, false },
        { "create rule r as on insert to roles do instead nothing", "does not fit the tables", true },
        { "create rule r as on insert to reports do instead nothing", "", true },
    };
    char *text = made_text(9, 120);
    for (size_t i = 0; i < sizeof T / sizeof *T; i++) {
        const char *where = made_case("triggered");
        cs_err err = { 0 };
        cs_store_has has;
        made_change(where, T[i].sql);
        cs_store *s = made_open(where, CS_DB_WRITE);
        casus_status st = made_add(s, made_run(s, "1"), text, &GAZETTE, &has, &err);
        if ((st != CASUS_OK) != (T[i].says != NULL)) fail_msg("%s: %s", T[i].sql, st == CASUS_OK ? "not refused" : err.msg);
        if (T[i].says && !strstr(err.msg, T[i].says)) fail_msg("%s: says \"%s\"", T[i].sql, err.msg);
        cs_store_close(&s);
        char *faults = made_check(where);
        if (!*faults != T[i].whole) fail_msg("%s: %s", T[i].sql, faults);
        free(faults);
        made_drop("triggered");
    }
    free(text);
}

/* ---- between casus and the server ---- */

enum { PORT = 6001, IDLE_MS = 400 };
typedef enum harm_kind { HARM_NONE, HARM_CUT, HARM_FLIP, HARM_CLOSE, HARM_BABBLE, HARM_SILENCE } harm_kind;

/* What the process in between is to do with the next connection, and what it did; shared with it. */
static struct between {
    harm_kind harm;
    long at;    /* the byte of what the server says, */
    int bit;    /* and the bit of it */
    long bytes; /* that the server said so far, by all connections */
} * between;
static pid_t its_process;

static struct sockaddr_un address_of(int port) {
    struct sockaddr_un a = { .sun_family = AF_UNIX };
    snprintf(a.sun_path, sizeof a.sun_path, "%.80s/.s.PGSQL.%d", getenv("CASUS_TEST_SOCKET"), port);
    return a;
}

static bool pass(int from, int to, bool says) {
    static char chunk[1 << 16];
    ssize_t n = read(from, chunk, sizeof chunk);
    if (n <= 0) return false;
    long begin = between->bytes;
    bool is_there = says && between->harm && between->at >= begin && between->at < begin + n;
    if (says) between->bytes += n;
    if (is_there && between->harm == HARM_FLIP)
        chunk[between->at - begin] = (char)(chunk[between->at - begin] ^ 1 << between->bit);
    if (is_there && between->harm == HARM_CUT) n = between->at - begin;
    for (ssize_t done = 0, k; done < n; done += k)
        if ((k = write(to, chunk + done, (size_t)(n - done))) <= 0) return false;
    return !is_there || between->harm != HARM_CUT;
}

static void serve(int client) {
    struct sockaddr_un a = address_of(5432);
    int server = socket(AF_UNIX, SOCK_STREAM, 0);
    if (between->harm == HARM_CLOSE) _exit(0);
    if (between->harm == HARM_BABBLE && write(client, "HTTP/1.1 400 Bad Request\r\n\r\n", 28) != 28) _exit(1);
    if (between->harm == HARM_BABBLE) _exit(0);
    if (between->harm == HARM_SILENCE) _exit((int)sleep(3));
    if (connect(server, (struct sockaddr *)&a, sizeof a)) _exit(1);
    struct pollfd p[2] = { { client, POLLIN, 0 }, { server, POLLIN, 0 } };
    for (;;) { /* after damage both may wait for the other */
        bool harmed = between->harm == HARM_FLIP && between->bytes > between->at;
        if (poll(p, 2, harmed ? IDLE_MS : -1) <= 0) _exit(0);
        if (p[1].revents && !pass(server, client, true)) _exit(0);
        if (p[0].revents && !pass(client, server, false)) _exit(0);
    }
}

static int start_between(void **state) {
    if (made_folder_open(state)) return -1;
    between = mmap(NULL, sizeof *between, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    struct sockaddr_un a = address_of(PORT);
    int s = socket(AF_UNIX, SOCK_STREAM, 0);
    if (between == MAP_FAILED || bind(s, (struct sockaddr *)&a, sizeof a) || listen(s, 8)) return -1;
    its_process = fork();
    if (its_process) return close(s);
    signal(SIGCHLD, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    for (int client; (client = accept(s, NULL, NULL)) >= 0; close(client))
        if (!fork()) {
            close(s);
            serve(client);
        }
    _exit(0);
}

static int end_between(void **state) {
    kill(its_process, SIGKILL);
    waitpid(its_process, NULL, 0);
    remove(address_of(PORT).sun_path);
    munmap(between, sizeof *between);
    return made_folder_close(state);
}

/* The same case by way of the process in between. */
static const char *through(const char *where) {
    static char out[1024];
    snprintf(out, sizeof out, "postgresql://casus@/postgres?host=%s&port=%d&connect_timeout=2%s", getenv("CASUS_TEST_SOCKET"),
             PORT, strstr(where, "&options"));
    return out;
}

static void harm_at(harm_kind kind, long at, int bit) { *between = (struct between){ .harm = kind, .at = at, .bit = bit }; }

/* Adds a report, checks the case and counts it. */
static casus_status work(const char *where, const char *text, cs_err *err) {
    cs_store *s = NULL;
    cs_store_has has;
    cs_store_counts c;
    int64_t run = 0;
    const cs_store_run how = { .casus = CS_LIT("1"),
                               .model = CS_LIT("m"),
                               .branch = CS_LIT("b"),
                               .gazetteer = CS_LIT("g"),
                               .actors = CS_LIT("a"),
                               .lexicon = CS_LIT("l") };
    alarm(LOOK_SECONDS);
    casus_status st = cs_store_open(&s, where, CS_DB_WRITE, err);
    if (st == CASUS_OK) st = cs_store_begin_run(s, &how, MADE_NOW, &run, err);
    if (st == CASUS_OK) st = made_add(s, run, text, &GAZETTE, &has, err);
    if (st == CASUS_OK) st = cs_store_sync(s, err);
    if (st == CASUS_OK) st = cs_store_count(s, &c, err);
    cs_store_close(&s);
    alarm(0);
    return st;
}

static void test_cut_off(void **state) {
    (void)state;
    const char *where = made_case("cut");
    char *text = made_text(7, 80);
    cs_err err = { 0 };
    uint32_t rng = 11;
    int n_failed = 0, n = n_rounds(30);
    harm_at(HARM_NONE, 0, 0);
    assert_int_equal(work(through(where), text, &err), CASUS_OK);
    long bytes = between->bytes;
    for (int i = 0; i < n; i++) {
        free(text);
        text = made_text(100 + (uint32_t)i, 80);
        harm_at(HARM_CUT, (long)(made_random(&rng) % (uint32_t)bytes), 0);
        casus_status st = work(through(where), text, &err);
        n_failed += st != CASUS_OK;
        if (st != CASUS_OK && (st != CASUS_E_STORE ||
                               (!strstr(err.msg, "connection to the server was lost") && !strstr(err.msg, "cannot be opened"))))
            fail_msg("cut at byte %ld: %d, %s", between->at, (int)st, err.msg);
    }
    char *faults = made_check(where);
    assert_string_equal(faults, "");
    print_message("%d of %d cut off in %ld bytes\n", n_failed, n, bytes);
    assert_true(n_failed > n / 2);
    free(faults);
    free(text);
}

static void test_damaged_replies(void **state) {
    (void)state;
    const char *where = made_case("flipped");
    verdicts v = { 0 };
    uint32_t rng = 12;
    harm_at(HARM_NONE, 0, 0);
    look(through(where), NULL, &v);
    assert_int_equal(v.n_same, 1);
    long bytes = between->bytes;
    for (int i = 0, n = n_rounds(30); i < n; i++) {
        harm_at(HARM_FLIP, (long)(made_random(&rng) % (uint32_t)bytes), (int)(made_random(&rng) % 8));
        look(through(where), NULL, &v);
    }
    tell(&v);
    assert_true(v.n_refused > 0);
}

static void test_no_server(void **state) {
    (void)state;
    static const struct {
        harm_kind harm;
        const char *says;
    } T[] = { { HARM_CLOSE, "server closed the connection" },
              { HARM_BABBLE, "cannot be opened" },
              { HARM_SILENCE, "timeout expired" } };
    for (size_t i = 0; i < sizeof T / sizeof *T; i++) {
        cs_store *s = NULL;
        cs_err err = { 0 };
        harm_at(T[i].harm, 0, 0);
        alarm(LOOK_SECONDS);
        assert_int_equal(cs_store_open(&s, through(made_where("none")), CS_DB_CREATE, &err), CASUS_E_STORE);
        if (!strstr(err.msg, T[i].says)) fail_msg("says \"%s\", expected \"%s\"", err.msg, T[i].says);
        alarm(0);
    }
}

int main(void) {
    if (!made_on_server()) return puts("run by on_postgres.sh"), 77;
#define IN_FOLDER(t) cmocka_unit_test_setup_teardown(t, made_folder_open, made_folder_close)
#define BETWEEN(t) cmocka_unit_test_setup_teardown(t, start_between, end_between)
    const struct CMUnitTest tests[] = { IN_FOLDER(test_other_tables), IN_FOLDER(test_triggers_of_others), BETWEEN(test_cut_off),
                                        BETWEEN(test_damaged_replies), BETWEEN(test_no_server) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
