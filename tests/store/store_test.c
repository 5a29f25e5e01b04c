/* What a case keeps and what it refuses. */
#define _POSIX_C_SOURCE 200809L
#include "store/made.h"
#include "store/schema.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const made_about UNKNOWN = { 0 }, GAZETTE = { "Gazette", "2026-01-02", "News" },
                        HERALD = { "Herald", "2026-01-02", "News" };

static char *bytes_of(const char *path, size_t *n) {
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    cs_buf b = { 0 };
    char chunk[4096];
    for (size_t k; (k = fread(chunk, 1, sizeof chunk, f)) > 0;) cs_buf_add(&b, chunk, k);
    fclose(f);
    *n = b.n;
    return b.p;
}

static void must_be_whole(const char *path) {
    char *faults = made_check(path);
    assert_string_equal(faults, "");
    free(faults);
}

/* ---- adding ---- */

static void test_again(void **state) {
    (void)state;
    const char *path = made_where("again.casus");
    char *text[3], *before = NULL, *after;
    for (uint32_t i = 0; i < 3; i++) text[i] = made_text(i + 1, 150);
    for (int round = 0; round < 2; round++) {
        cs_store *s = made_open(path, CS_DB_CREATE);
        int64_t run = made_run(s, "1");
        for (int i = 0; i < 3; i++) {
            cs_store_has has;
            cs_err err = { 0 };
            assert_int_equal(made_add(s, run, text[i], &GAZETTE, &has, &err), CASUS_OK);
            assert_int_equal(has.report, round);
            assert_int_equal(has.coded, round);
            assert_int_equal(has.coding, round);
        }
        cs_store_close(&s);
        if (!round) before = made_dump(path, false);
    }
    after = made_dump(path, false);
    assert_string_equal(before, after);
    must_be_whole(path);
    assert_int_equal(made_number(path, "select count(*) from reports"), 3);
    free(before), free(after);
    for (int i = 0; i < 3; i++) free(text[i]);
}

static void test_two_sources(void **state) {
    (void)state;
    const char *path = made_where("two.casus");
    char *text = made_text(1, 150);
    cs_store *s = made_open(path, CS_DB_CREATE);
    int64_t run = made_run(s, "1");
    cs_store_has has;
    cs_store_counts c;
    cs_err err = { 0 };
    made_must_add(s, run, text, &GAZETTE);
    int64_t n = made_number(path, "select count(*) from statements");
    assert_int_equal(made_add(s, run, text, &HERALD, &has, &err), CASUS_OK);
    assert_true(has.coding && !has.report && !has.coded);
    assert_int_equal(cs_store_count(s, &c, &err), CASUS_OK);
    cs_store_close(&s);
    assert_int_equal(c.reports, 2);
    assert_int_equal(c.texts, 1);
    assert_int_equal(c.sources, 2);
    assert_int_equal(c.copied, 1);
    assert_int_equal(c.statements, 2 * n);
    assert_int_equal(made_number(path, "select count(*) from codings"), 1);
    assert_int_equal(made_number(path, "select count(*) from statements"), n);
    assert_true(n > 3);
    must_be_whole(path);
    free(text);
}

/* The reading rests on the date and the title: other ones are another coding, another date another report too. */
static void test_dates_and_titles(void **state) {
    (void)state;
    const char *path = made_where("dates.casus");
    const made_about later = { "Gazette", "2026-01-09", "News" }, titled = { "Herald", "2026-01-02", "Other" };
    char *text = made_text(1, 150);
    cs_store *s = made_open(path, CS_DB_CREATE);
    int64_t run = made_run(s, "1");
    made_must_add(s, run, text, &GAZETTE);
    made_must_add(s, run, text, &later);
    made_must_add(s, run, text, &titled);
    made_must_add(s, run, text, &UNKNOWN);
    cs_store_close(&s);
    assert_int_equal(made_number(path, "select count(*) from reports"), 4);
    assert_int_equal(made_number(path, "select count(*) from codings"), 4);
    assert_int_equal(made_number(path, "select count(*) from reports where source is null and published is null"), 1);
    must_be_whole(path);
    free(text);
}

static void test_another_run(void **state) {
    (void)state;
    const char *path = made_where("runs.casus");
    char *text = made_text(1, 150), *before, *after;
    cs_store *s = made_open(path, CS_DB_CREATE);
    cs_store_has has;
    cs_err err = { 0 };
    int64_t first = made_run(s, "1");
    made_must_add(s, first, text, &GAZETTE);
    made_must_add(s, first, text, &HERALD);
    before = made_dump(path, true);
    int64_t second = made_run(s, "2");
    assert_true(second > first);
    assert_int_equal(made_run(s, "1"), first);
    assert_int_equal(made_add(s, second, text, &GAZETTE, &has, &err), CASUS_OK);
    assert_true(has.report && !has.coded && !has.coding);
    cs_store_close(&s);
    assert_int_equal(made_number(path, "select count(*) from reports"), 2);
    assert_int_equal(made_number(path, "select count(*) from codings"), 2);
    assert_int_equal(made_number(path, "select run from current_codings where report = 1"), second);
    assert_int_equal(made_number(path, "select run from current_codings where report = 2"), first);
    must_be_whole(path);
    made_change(
        path,
        "create table gone as select id from codings where run = 2;"
        "delete from roles where statement in (select id from statements where coding in (select id from gone));"
        "delete from role_speakers where statement in (select id from statements where coding in (select id from gone));"
        "delete from tolls where statement in (select id from statements where coding in (select id from gone));"
        "delete from toll_speakers where statement in (select id from statements where coding in (select id from gone));"
        "delete from statement_contexts where statement in (select id from statements where coding in (select id from gone));"
        "delete from statement_places where statement in (select id from statements where coding in (select id from gone));"
        "delete from statement_speakers where statement in (select id from statements where coding in (select id from gone));"
        "delete from mentions where entity in (select id from entities where coding in (select id from gone));"
        "delete from statements where coding in (select id from gone); delete from places where coding in (select id from "
        "gone);"
        "delete from times where coding in (select id from gone); delete from attributions where coding in (select id from "
        "gone);"
        "delete from entities where coding in (select id from gone); delete from report_codings where run = 2;"
        "delete from codings where run = 2; drop table gone");
    after = made_dump(path, true); /* what the first run wrote is as it was */
    assert_string_equal(before, after);
    free(before), free(after), free(text);
}

/* A reading that the tables do not take fails alone and leaves nothing. */
static void test_a_bad_report_fails_alone(void **state) {
    (void)state;
    const char *path = made_where("bad.casus");
    char *text = made_text(1, 150), *other = made_text(2, 150), *before, *after;
    cs_store *s = made_open(path, CS_DB_CREATE);
    int64_t run = made_run(s, "1");
    made_must_add(s, run, text, &GAZETTE);
    before = made_dump(path, false);
    cs_buf json = { 0 };
    cs_err err = { 0 };
    cs_store_has has;
    made_reading(&json, other, &HERALD);
    for (size_t i = 0; i + 4 < json.n; i++)
        if (!memcmp(json.p + i, "\"name\"}]", 8)) memcpy(json.p + i, "\"wolf\"}]", 8); /* the kind of a mention */
    cs_store_report add = { run, { json.p, (ptrdiff_t)json.n }, CS_LIT("packed"), MADE_NOW };
    assert_int_equal(cs_store_add(s, &add, &has, &err), CASUS_E_INTERNAL);
    add.json = CS_LIT("{\"schema\":");
    assert_int_equal(cs_store_add(s, &add, &has, &err), CASUS_E_INTERNAL);
    add.json = CS_LIT("{}");
    assert_int_equal(cs_store_add(s, &add, &has, &err), CASUS_E_INTERNAL);
    cs_buf_clear(&json);
    made_reading(&json, other, &HERALD);
    add.json = (cs_str){ json.p, (ptrdiff_t)json.n };
    add.packed = (cs_str){ 0 }; /* as if its coding were there */
    assert_int_equal(cs_store_add(s, &add, &has, &err), CASUS_E_INTERNAL);
    after = made_dump(path, false);
    assert_string_equal(before, after);
    made_must_add(s, run, other, &HERALD);
    cs_store_close(&s);
    assert_int_equal(made_number(path, "select count(*) from reports"), 2);
    must_be_whole(path);
    cs_buf_free(&json);
    free(before), free(after), free(text), free(other);
}

static void test_grades(void **state) {
    (void)state;
    const char *path = made_where("grades.casus");
    cs_store *s = made_open(path, CS_DB_CREATE);
    cs_err err = { 0 };
    assert_int_equal(cs_store_grade(s, CS_LIT("Gazette"), 'B', &err), CASUS_OK);
    assert_int_equal(cs_store_grade(s, CS_LIT("Gazette"), 'C', &err), CASUS_OK);
    assert_int_equal(cs_store_grade(s, CS_LIT("Herald"), 'G', &err), CASUS_E_INTERNAL);
    cs_store_close(&s);
    assert_int_equal(made_number(path, "select count(*) from sources where name = 'Gazette' and reliability = 'C'"), 1);
    assert_int_equal(made_number(path, "select count(*) from sources"), 1);
}

/* In a process of its own. */
static pid_t start_adding(const char *path, char *const *texts, int n) {
    pid_t child = fork();
    if (child) return child;
    cs_store *s = NULL;
    cs_err err = { 0 };
    casus_status st = cs_store_open(&s, path, CS_DB_CREATE, &err);
    int64_t run = st == CASUS_OK ? made_run(s, "1") : 0;
    if (!run) {
        fprintf(stderr, "no run: %s\n", err.msg);
        _exit(2);
    }
    cs_store_has has;
    for (int i = 0; st == CASUS_OK && i < n; i++) st = made_add(s, run, texts[i], &GAZETTE, &has, &err);
    if (st != CASUS_OK) fprintf(stderr, "%s\n", err.msg);
    cs_store_close(&s);
    _exit(st == CASUS_OK ? 0 : 1);
}

/* Two programs make one case and add the same reports at once, while a third looks. */
static void test_writers_at_once(void **state) {
    (void)state;
    enum { N = 40, PROGRAMS = 2 };
    const char *path = made_where("both.casus");
    char *text[N];
    pid_t child[PROGRAMS];
    for (uint32_t i = 0; i < N; i++) text[i] = made_text(i + 1, 100);
    for (int i = 0; i < PROGRAMS; i++) child[i] = start_adding(path, text, N);
    for (int i = 0, status = -1; i < PROGRAMS;) {
        cs_store *s = NULL;
        cs_err err = { 0 };
        if (cs_store_open(&s, path, CS_DB_READ, &err) == CASUS_OK) must_be_whole(path);
        cs_store_close(&s);
        if (waitpid(child[i], &status, WNOHANG) != child[i]) continue;
        assert_int_equal(status, 0);
        i++;
    }
    assert_int_equal(made_number(path, "select count(*) from reports"), N);
    assert_int_equal(made_number(path, "select count(*) from codings"), N);
    assert_int_equal(made_number(path, "select count(*) from runs"), 1);
    must_be_whole(path);
    for (int i = 0; i < N; i++) free(text[i]);
}

/* ---- what is refused ---- */

static void must_refuse(const char *path, cs_db_mode mode, const char *why) {
    cs_store *s = NULL;
    cs_err err = { 0 };
    assert_int_equal(cs_store_open(&s, path, mode, &err), CASUS_E_STORE);
    if (!strstr(err.msg, why)) fail_msg("\"%s\" does not say \"%s\"", err.msg, why);
    assert_null(s);
}

static char *state_of(const char *path, size_t *n) {
    static const char tables[] =
        "select relname, xmin from pg_class where relnamespace = quote_ident(current_schema())::regnamespace order by 1";
    if (!cs_db_is_server(path)) return bytes_of(path, n);
    char *state = made_ask(path, tables);
    *n = strlen(state);
    return state;
}

/* The same, and what is there stays as it is. */
static void must_refuse_untouched(const char *path, const char *why) {
    size_t n, m;
    char *before = state_of(path, &n);
    must_refuse(path, CS_DB_CREATE, why);
    must_refuse(path, CS_DB_WRITE, why);
    must_refuse(path, CS_DB_READ, why);
    char *after = state_of(path, &m);
    assert_int_equal(n, m);
    assert_memory_equal(before, after, n);
    free(before), free(after);
}

static void write_file(const char *path, const char *text) {
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void test_what_is_no_case(void **state) {
    (void)state;
    const char *path = made_where("other");
    made_change(path, "create table t (x integer); insert into t values (1)");
    must_refuse_untouched(path, "a database of another kind");
    if (made_on_server()) return;
    made_change(path, "pragma user_version = 1; pragma application_id = 7");
    must_refuse_untouched(path, "a database of another kind");
    write_file(path, "Gunmen attacked a village on Monday.\n");
    must_refuse_untouched(path, "no database");
    must_refuse(made_folder, CS_DB_CREATE, "cannot be opened");
    must_refuse(made_path("none"), CS_DB_READ, "No such file");
    must_refuse(made_path("none"), CS_DB_WRITE, "No such file");
    must_refuse(made_path("none/none"), CS_DB_CREATE, "No such file");
    must_refuse("", CS_DB_CREATE, "cannot be opened");
    assert_int_equal(access(made_path("none"), F_OK), -1);
}

static void test_other_versions(void **state) {
    (void)state;
    const char *path = made_where("newer.casus");
    char *text = made_text(1, 150);
    cs_store *s = made_open(path, CS_DB_CREATE);
    made_must_add(s, made_run(s, "1"), text, &GAZETTE);
    cs_store_close(&s);
    made_set_version(path, 5);
    assert_int_equal(CS_SCHEMA_VERSION, 4);
    must_refuse_untouched(path, "newer casus");
    made_set_version(path, 0);
    must_refuse_untouched(path, "found version 0");
    made_set_version(path, -5);
    must_refuse_untouched(path, "found version -5");
    made_set_version(path, 4);
    must_be_whole(path);
    free(text);
}

static void test_an_older_case_comes_forward(void **state) {
    (void)state;
    const char *path = made_where("older.casus");
    char *text = made_text(1, 150);
    cs_store *s = made_open(path, CS_DB_CREATE);
    made_must_add(s, made_run(s, "1"), text, &GAZETTE);
    cs_store_close(&s);
    made_change(path,
                "drop index incidents_killed; create index incidents_killed on incidents (killed_best);"
                "drop index incidents_sources; create index incidents_sources on incidents (sources);"
                "drop index reports_source; create index reports_source on reports (source)");
    made_set_version(path, 3);
    must_refuse(path, CS_DB_READ, "`casus add` brings it forward");
    char *before = made_dump(path, false);
    s = made_open(path, CS_DB_WRITE);
    cs_store_close(&s);
    must_be_whole(path);
    char *after = made_dump(path, false);
    assert_string_equal(before, after);
    free(before), free(after), free(text);
}

static void test_an_empty_file_becomes_one(void **state) {
    (void)state;
    const char *path = made_path("empty.casus");
    if (made_on_server()) skip();
    write_file(path, "");
    must_refuse(path, CS_DB_READ, "an empty database");
    cs_store *s = made_open(path, CS_DB_CREATE);
    cs_store_close(&s);
    must_be_whole(path);
    assert_int_equal(made_number(path,
                                 "select count(*) from sqlite_schema where type = 'table' and name not like 'sqlite%' "
                                 "and name not like '%\\_words\\_%' escape '\\'"),
                     35);
}

/* Names that SQLite would take for something else. */
static void test_names_are_names(void **state) {
    (void)state;
    static const char *const names[] = { ":memory:", "file:x?mode=memory", "50% #1?.casus", "a'b" };
    char before[4096];
    if (made_on_server()) skip();
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(made_folder), 0);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        cs_store *s = made_open(names[i], CS_DB_CREATE);
        cs_store_close(&s);
        assert_int_equal(access(names[i], F_OK), 0);
        must_be_whole(names[i]);
    }
    assert_int_equal(chdir(before), 0);
}

static void test_a_file_that_cannot_be_written(void **state) {
    (void)state;
    const char *path = made_path("kept.casus");
    if (!geteuid() || made_on_server()) skip(); /* root may write what nobody may */
    cs_store *s = made_open(path, CS_DB_CREATE);
    cs_store_close(&s);
    assert_int_equal(chmod(path, 0400), 0);
    must_refuse(path, CS_DB_WRITE, "may be read but not written");
    assert_int_equal(chmod(made_folder, 0500), 0);
    must_be_whole(path);
    assert_int_equal(chmod(made_folder, 0700), 0);
}

/* Waits as long as it says for another program, then says so. */
static void test_another_that_does_not_end(void **state) {
    (void)state;
    const char *path = made_where("busy.casus");
    cs_store *s = made_open(path, CS_DB_CREATE);
    cs_store *other = made_open(path, CS_DB_WRITE);
    cs_err err = { 0 };
    assert_int_equal(cs_db_begin(cs_store_db(other), &err), CASUS_OK);
    time_t began = time(NULL);
    assert_int_equal(cs_store_grade(s, CS_LIT("Gazette"), 'B', &err), CASUS_E_STORE);
    assert_true(time(NULL) - began >= CS_DB_BUSY_MS / 1000 - 1);
    assert_non_null(strstr(err.msg, "another program"));
    cs_store_close(&other);
    assert_int_equal(cs_store_grade(s, CS_LIT("Gazette"), 'B', &err), CASUS_OK);
    cs_store_close(&s);
}

/* ---- what check finds ---- */

static void make_two(const char *path) {
    cs_store *s = made_open(path, CS_DB_CREATE);
    int64_t run = made_run(s, "1");
    for (uint32_t i = 0; i < 2; i++) {
        char *text = made_text(i + 1, 150);
        made_must_add(s, run, text, i ? &HERALD : &GAZETTE);
        free(text);
    }
    cs_store_close(&s);
}

static void test_check_finds(void **state) {
    (void)state;
    static const struct {
        const char *damage, *told;
    } all[] = {
        { "update texts set text = replace(text, 'killed', 'helped') where id = 1", "text 1 is not the one that was stored" },
        { "update texts set copy_group = 1 where id = 2", "another copy group" },
        { "delete from copy_bands where text = 2 and band = 5", "text 2 lacks bands" },
        { "insert into copy_bands values (3, 4, 1)", "bands of near copies that no text has" },
        { "update statements set evidence_end = 100000 where id = 2", "row (1, 2) of statements has words outside its text" },
        { "update statements set trigger_begin = -1 where id = 2", "row (1, 2) of statements has words outside its text" },
        { "update mentions set end_at = begin_at - 1 where entity = 2", "of mentions has words outside its text" },
        { "update statements set type = 'AID' where id = 2", "row (1, 2) of statements is not what its reading says" },
        { "update statements set confidence = 0.5 where id = 2", "row (1, 2) of statements is not what its reading says" },
        { "update tolls set best = best + 1 where statement in (select min(statement) from tolls)",
          "of tolls is not what its reading says" },
        { "update roles set certainty = null where statement = 1", "of roles is not what its reading says" },
        { "update places set lat = 0 where id = 1", "row (1, 1) of places is not what its reading says" },
        { "delete from mentions where entity = 1", "row (1, 1) of mentions is missing" },
        { "delete from roles where statement = 2 and number = 2", "row (2, 2) of roles is missing" },
        { "delete from role_speakers where statement = 1", "row (1, 1, 1) of role_speakers is missing" },
        { "delete from statement_contexts where statement = 1 and number = 2", "row (1, 2) of statement_contexts is missing" },
        { "delete from tolls where statement in (select min(statement) from tolls)", "of tolls is missing" },
        { "delete from times where id = 1", "row (1, 1) of times is missing" },
        { "delete from times where id = 1", "refers to a row of times that is not there" },
        { "delete from attributions where id = 1", "row (1, 1) of attributions is missing" },
        { "insert into statement_contexts values (1, 9, 'war')", "row (1, 9) of statement_contexts is in no reading" },
        { "insert into times (coding, number, type) values (1, 900, 'DATE')", "row (1, 900) of times is in no reading" },
        { "update codings set reading = substr(reading, 1, 1) where id = 1", "coding 1 has a damaged reading" },
        { "update codings set reading = substr(reading, 1, length(reading) - 1) where id = 1",
          "coding 1 has a damaged reading" },
        { "update codings set reading = (select reading from codings where id = 2) where id = 1",
          "coding 1 has the reading of another" },
        { "update codings set published = '2020-01-01' where id = 1", "coding 1 has the reading of another" },
        { "delete from codings where id = 1", "refers to a row of codings that is not there" },
        { "delete from report_codings where report = 1", "report 1 was never coded" },
        { "delete from report_codings where report = 1", "coding 1 is of no report" },
        { "update report_codings set coding = 2 where report = 1", "report 1 has the coding of another" },
        { "update reports set published = '2020-01-01' where id = 1", "report 1 has the coding of another" },
        { "update reports set source = 77 where id = 1", "refers to a row of sources that is not there" },
        { "drop index reports_once", "are not those that casus makes" },
        { "alter table times add column note text", "are not those that casus makes" },
        { "drop view current_codings; create view current_codings as select 1", "are not those that casus makes" },
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        char name[32];
        snprintf(name, sizeof name, "hurt%zu.casus", i);
        const char *path = made_where(name);
        make_two(path);
        if (!i) must_be_whole(path);
        made_change(path, all[i].damage);
        char *faults = made_check(path);
        if (!strstr(faults, all[i].told)) fail_msg("%s: \"%s\" does not say \"%s\"", all[i].damage, faults, all[i].told);
        free(faults);
        made_drop(name);
    }
}

/* Tables, views and indices of one's own beside casus's are nobody's fault. */
static void test_additions_of_ones_own(void **state) {
    (void)state;
    const char *path = made_where("own.casus");
    char *text = made_text(1, 150);
    cs_store *s = made_open(path, CS_DB_CREATE);
    cs_store_close(&s);
    made_change(
        path,
        "create table notes (report integer references reports (id), note text); insert into notes values (1, 'call them');"
        "create view recent as select * from reports where added_at > '2026'; create index by_title on reports (title)");
    if (!made_on_server())
        made_change(path, "create trigger loud after insert on reports begin select raise(abort, 'no'); end");
    s = made_open(path, CS_DB_WRITE);
    made_must_add(s, made_run(s, "1"), text, &GAZETTE);
    cs_store_close(&s);
    must_be_whole(path);
    free(text);
}

/* ---- limits and plans ---- */

static void test_limits(void **state) {
    (void)state;
    const char *path = made_where("limits.casus");
    cs_store *s = made_open(path, CS_DB_CREATE);
    int64_t run = made_run(s, "1");
    cs_store_has has;
    cs_err err = { 0 };
    cs_buf b = { 0 }, packed = { 0 };
    cs_buf_put(&b, "{\"id\":[0");
    for (int64_t i = 0; i <= CS_STORE_VALUES_MAX; i++) cs_buf_put(&b, ",0");
    cs_buf_put(&b, "]}");
    cs_store_report add = { run, { b.p, (ptrdiff_t)b.n }, CS_LIT("packed"), MADE_NOW };
    assert_int_equal(cs_store_add(s, &add, &has, &err), CASUS_E_LIMIT);
    cs_buf_free(&b);
    const ptrdiff_t most = CS_STORE_READING_BYTES_MAX;
    char *large = calloc(1, (size_t)most + 1);
    assert_int_equal(cs_store_pack((cs_str){ large, most + 1 }, &packed, &err), CASUS_E_LIMIT);
    assert_int_equal(packed.n, 0);
    assert_int_equal(cs_store_pack((cs_str){ large, most }, &packed, &err), CASUS_OK);
    assert_int_equal(cs_store_unpack((cs_str){ packed.p, (ptrdiff_t)packed.n }, &b, &err), CASUS_OK);
    assert_int_equal(b.n, most);
    cs_buf_free(&b), cs_buf_free(&packed), free(large);
    static char sql[CS_DB_QUERIES_MAX + 1][32]; /* named by their addresses */
    int n_fit = 0;
    for (int i = 0; i <= CS_DB_QUERIES_MAX; i++) {
        snprintf(sql[i], sizeof sql[i], "select %d", i);
        n_fit += cs_db_run(cs_store_db(s), sql[i], NULL, 0, &err) == CASUS_OK;
    }
    assert_true(n_fit > CS_DB_QUERIES_MAX / 2 && n_fit <= CS_DB_QUERIES_MAX);
    assert_int_equal(err.code, CASUS_E_INTERNAL);
    cs_store_close(&s);
}

/* A packed reading of more bytes than are kept is no way to fill the memory. */
static void test_a_bomb(void **state) {
    (void)state;
    cs_buf packed = { 0 }, again = { 0 };
    cs_err err = { 0 };
    const ptrdiff_t half = CS_STORE_READING_BYTES_MAX / 2;
    char *large = calloc(1, (size_t)half);
    assert_int_equal(cs_store_pack((cs_str){ large, half }, &packed, &err), CASUS_OK);
    free(large);
    packed.n -= 4; /* without its end */
    cs_buf_put(&again, "kept");
    assert_int_equal(cs_store_unpack((cs_str){ packed.p, (ptrdiff_t)packed.n }, &again, &err), CASUS_E_STORE);
    assert_int_equal(again.n, 4);
    cs_buf_free(&packed), cs_buf_free(&again);
}

/* How a query is carried out, in words. A server's tables, which are empty here, are read through only where there is no other
 * way. bitmaps: "on", "off": a bitmap gives rows in no order. */
static char *plan_of(const char *where, const char *query, const char *bitmaps) {
    static const char head[] =
        "deallocate all; set plan_cache_mode = force_generic_plan; set enable_seqscan = off; set enable_sort = off; "
        "set enable_hashjoin = off; set enable_mergejoin = off; set enable_bitmapscan = ";
    cs_buf b = { 0 };
    int n = 0;
    for (const char *p = query; *p; p++)
        if (*p == '$' && p[1] - '0' > n) n = p[1] - '0';
    cs_buf_put(&b, made_on_server() ? head : "explain query plan ");
    cs_buf_put(&b, made_on_server() ? bitmaps : "");
    cs_buf_put(&b, made_on_server() ? "; prepare q as " : "");
    cs_buf_put(&b, query);
    cs_buf_put(&b, made_on_server() ? "; explain execute q" : "");
    for (int i = 0; i < n && made_on_server(); i++) cs_buf_put(&b, i ? ", null" : "(null");
    cs_buf_put(&b, n && made_on_server() ? ")" : "");
    cs_buf_char(&b, '\0');
    char *plan = made_ask(where, b.p);
    cs_buf_free(&b);
    return plan;
}

/* What is asked once a report, and what people will ask, goes through indices. */
static void test_plans(void **state) {
    (void)state;
    static const char *const all[] = {
        "select id from texts where sha256 = $1",
        "select id from reports where text = $1 and coalesce(source, 0) = coalesce($2, 0) and coalesce(published, '') = "
        "coalesce($3, '')",
        "select id from codings where text = $1 and run = $2 and coalesce(published, '') = coalesce($3, '') and "
        "coalesce(title, '') = ''",
        "select coding from report_codings where report = $1 and run = $2",
        "select text from copy_bands where band = $1 and value = $2 and text <> $3",
        "update texts set copy_group = $2 where id = $1 or copy_group = $1",
        "select * from current_codings where report = $1",
        "select r.title from statements s join current_codings c on c.coding = s.coding join reports r on r.id = c.report "
        "where s.type = 'ASSAULT' and s.mode = 'aerial'",
        "select s.id from entities e join roles o on o.entity = e.id join statements s on s.id = o.statement where e.actor = "
        "$1",
        "select number, begin_at from mentions where entity = $1 order by number",
        "select role from roles where statement = $1 order by number",
    };
    const char *where = made_where("plans.casus");
    cs_store *s = made_open(where, CS_DB_CREATE);
    cs_store_close(&s);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        char *plan = plan_of(where, all[i], "off");
        if (strstr(plan, "SCAN") || strstr(plan, "TEMP B-TREE") || strstr(plan, "Seq Scan") || strstr(plan, "Sort"))
            fail_msg("%s: %s", all[i], plan);
        free(plan);
    }
    /* Lists are gone through in their order, so that the first page comes at once. */
    static const char *const lists[] = {
        "select id from incidents i where live = 1 and coalesce(i.type, '') = $1 order by i.killed_best desc nulls last, i.id",
        "select id from incidents i where live = 1 and coalesce(i.country, '') = $1 order by i.sources desc nulls last, i.id",
        "select source, count(*), min(published), max(published) from reports group by source",
    };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        char *plan = plan_of(where, lists[i], "off");
        if (strstr(plan, "TEMP B-TREE") || strstr(plan, "Seq Scan") || strstr(plan, "Sort")) fail_msg("%s: %s", lists[i], plan);
        free(plan);
    }
    if (!made_on_server()) return;
    char *words = plan_of(where, "select report from report_words where words @@ $1::text::tsquery", "on");
    assert_non_null(strstr(words, "Bitmap Index Scan on report_words_words"));
    free(words);
}

/* ---- from another thread ---- */

static void *interrupt_later(void *db) {
    nanosleep(&(struct timespec){ .tv_nsec = 200000000 }, NULL);
    cs_db_interrupt(db);
    return NULL;
}

static void test_interrupt(void **state) {
    (void)state;
    static const char endless[] =
        "with recursive n(i) as (select 1 union all select i + 1 from n where i > 0) select count(*) from n";
    cs_store *s = made_open(made_where("k"), CS_DB_CREATE);
    cs_db *db = cs_store_db(s);
    cs_err err = { 0 };
    int64_t n;
    bool found;
    pthread_t other;
    assert_int_equal(pthread_create(&other, NULL, interrupt_later, db), 0);
    assert_int_equal(cs_db_ask_int(db, endless, NULL, 0, &n, &found, &err), CASUS_E_STORE);
    assert_non_null(strstr(err.msg, "took too long"));
    assert_int_equal(pthread_join(other, NULL), 0);
    cs_db_interrupt(db); /* of nothing */
    assert_int_equal(cs_db_ask_int(db, "select count(*) from reports", NULL, 0, &n, &found, &err), CASUS_OK);
    cs_store_close(&s);
}

/* Writes of others change the stamp, reading does not. */
static void test_stamp(void **state) {
    (void)state;
    cs_store *s = made_open(made_where("k"), CS_DB_CREATE), *other = made_open(made_where("k"), CS_DB_WRITE);
    cs_err err = { 0 };
    cs_store_counts counts;
    int64_t a, b;
    assert_int_equal(cs_db_stamp(cs_store_db(s), &a, &err), CASUS_OK);
    assert_int_equal(cs_store_count(other, &counts, &err), CASUS_OK);
    assert_int_equal(cs_db_stamp(cs_store_db(s), &b, &err), CASUS_OK);
    assert_int_equal(a, b);
    assert_int_equal(cs_store_grade(other, CS_LIT("Gazette"), 'B', &err), CASUS_OK);
    assert_int_equal(cs_db_stamp(cs_store_db(s), &b, &err), CASUS_OK);
    assert_int_not_equal(a, b);
    cs_store_close(&other);
    cs_store_close(&s);
}

int main(void) {
#define IN_FOLDER(t) cmocka_unit_test_setup_teardown(t, made_folder_open, made_folder_close)
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_again),
        IN_FOLDER(test_two_sources),
        IN_FOLDER(test_dates_and_titles),
        IN_FOLDER(test_another_run),
        IN_FOLDER(test_a_bad_report_fails_alone),
        IN_FOLDER(test_grades),
        IN_FOLDER(test_writers_at_once),
        IN_FOLDER(test_what_is_no_case),
        IN_FOLDER(test_other_versions),
        IN_FOLDER(test_an_older_case_comes_forward),
        IN_FOLDER(test_an_empty_file_becomes_one),
        IN_FOLDER(test_names_are_names),
        IN_FOLDER(test_a_file_that_cannot_be_written),
        IN_FOLDER(test_another_that_does_not_end),
        IN_FOLDER(test_check_finds),
        IN_FOLDER(test_additions_of_ones_own),
        IN_FOLDER(test_limits),
        cmocka_unit_test(test_a_bomb),
        IN_FOLDER(test_plans),
        IN_FOLDER(test_interrupt),
        IN_FOLDER(test_stamp),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
