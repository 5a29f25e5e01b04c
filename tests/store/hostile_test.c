/* Case files that are cut off, damaged or made to harm: each is refused, or its damage is told, or it is what it was. A case
 * that is said to be whole has the rows that it had, but for what nothing stands against (runs, reports, sources). Never a
 * crash or a hang: a case that takes longer than LOOK_SECONDS ends the test. A few hundred; with CASUS_FULL set 10,000. */
#include "store/looking.h"
#include "store/made.h"
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

enum { FEW = 400, MANY = 10000, PAGE = 4096 };

typedef struct bytes {
    char *p;
    size_t n;
} bytes;

/* A case as a file and as one with a log that was not moved into it yet. */
static bytes whole, begun, its_log;
static char *rows;

static bytes read_whole(const char *path) {
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    cs_buf b = { 0 };
    char chunk[PAGE];
    for (size_t k; (k = fread(chunk, 1, sizeof chunk, f)) > 0;) cs_buf_add(&b, chunk, k);
    fclose(f);
    return (bytes){ b.p, b.n };
}

static void write_whole(const char *path, bytes b) {
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(b.p, 1, b.n, f), b.n);
    fclose(f);
}

static int make_cases(void **state) {
    if (made_folder_open(state)) return -1;
    static const made_about about[2] = { { "Gazette", "2026-01-02", "News" }, { "Herald", NULL, NULL } };
    const char *path = made_path("case");
    cs_store *s = made_open(path, CS_DB_CREATE);
    int64_t run = made_run(s, "1");
    for (uint32_t i = 0; i < 6; i++) {
        char *text = made_text(i / 2 + 1, 200);
        if (i == 4) {
            cs_db_run(cs_store_db(s), "pragma wal_checkpoint(truncate)", NULL, 0, NULL) == CASUS_OK ? (void)0 : fail();
            begun = read_whole(path);
        }
        made_must_add(s, run, text, &about[i % 2]);
        free(text);
    }
    its_log = read_whole(made_path("case-wal"));
    cs_store_close(&s);
    whole = read_whole(path);
    rows = made_dump(path, true);
    char *faults = made_check(path);
    assert_string_equal(faults, "");
    free(faults);
    return 0;
}

static int drop_cases(void **state) {
    free(whole.p), free(begun.p), free(its_log.p), free(rows);
    return made_folder_close(state);
}

static int n_rounds(void) { return getenv("CASUS_FULL") ? MANY : FEW; }

static void clear(const char *path) {
    char name[600];
    snprintf(name, sizeof name, "%s-wal", path);
    remove(name);
    snprintf(name, sizeof name, "%s-shm", path);
    remove(name);
}

static void test_cut_off(void **state) {
    (void)state;
    const char *path = made_path("cut");
    verdicts v = { 0 };
    int n = n_rounds() / 8;
    for (int i = 0; i < n; i++) {
        bytes part = { whole.p, i % 4 ? whole.n * (size_t)i / (size_t)n : whole.n * (size_t)i / (size_t)n / PAGE * PAGE };
        clear(path);
        write_whole(path, part);
        look(path, rows, &v);
    }
    tell(&v);
    assert_int_equal(v.n_same + v.n_other, 0);
}

/* Bits, bytes, stretches and pages of a copy changed. */
static void damage(bytes b, uint32_t *rng) {
    for (uint32_t k = 1 + made_random(rng) % 3; k; k--) {
        size_t page = made_random(rng) % (b.n / PAGE) * PAGE,
               at = made_random(rng) % 2 ? page + made_random(rng) % 100 : page + made_random(rng) % PAGE;
        size_t len = 1 + made_random(rng) % 32, other = made_random(rng) % (b.n / PAGE) * PAGE;
        if (at + len > b.n) len = b.n - at;
        switch (made_random(rng) % 8) {
        case 0: memset(b.p + at, (int)(made_random(rng) % 2 ? 0xff : 0), len); break;
        case 1: b.p[at] = (char)made_random(rng); break;
        case 2: memcpy(b.p + page, b.p + other, PAGE); break;
        case 3: memmove(b.p + page + 1, b.p + page, PAGE - 1); break;
        default: b.p[at] = (char)(b.p[at] ^ 1 << made_random(rng) % 8); break;
        }
    }
}

static void test_damaged(void **state) {
    (void)state;
    const char *path = made_path("damaged");
    verdicts v = { 0 };
    uint32_t rng = 5;
    bytes copy = { malloc(whole.n), whole.n };
    for (int i = 0; i < n_rounds(); i++) {
        memcpy(copy.p, whole.p, whole.n);
        damage(copy, &rng);
        clear(path);
        write_whole(path, copy);
        look(path, rows, &v);
    }
    free(copy.p);
    tell(&v);
    assert_int_equal(v.n_other, 0);
    assert_true(v.n_refused > 0 && v.n_damaged > 0);
}

/* The log is damaged or cut off: what is in it counts up to there, in whole transactions. */
static void test_damaged_logs(void **state) {
    (void)state;
    const char *path = made_path("logged");
    char log[600];
    snprintf(log, sizeof log, "%s-wal", path);
    verdicts v = { 0 };
    uint32_t rng = 6;
    bytes copy = { malloc(its_log.n), its_log.n };
    for (int i = 0; i < n_rounds() / 8; i++) {
        memcpy(copy.p, its_log.p, its_log.n);
        bytes part = { copy.p, i % 2 ? copy.n : made_random(&rng) % copy.n };
        if (i % 2) damage(part, &rng);
        clear(path);
        write_whole(path, begun);
        write_whole(log, part);
        look(path, rows, &v);
    }
    free(copy.p);
    tell(&v);
    assert_int_equal(v.n_refused + v.n_damaged, 0);
}

/* Tables of another shape under the right names. */
static void test_other_tables(void **state) {
    (void)state;
    static const char *const all[] = {
        "drop view current_codings; create view current_codings as select 1 as report, 2 as run, 3 as coding",
        "drop view current_codings; create view current_codings as with recursive n(report, run, coding) as (select 1, 1, 1 "
        "union all select report + 1, 1, 1 from n) select * from n",
        "drop table roles",
        "drop table copy_bands",
        "alter table texts rename column text to words",
        "alter table reports drop column url",
        "drop table statements; create view statements as select 1 as id, 1 as number, 1 as coding",
        "create trigger t after insert on texts begin delete from texts; end",
        "drop index reports_once",
        "delete from codings",
        "delete from texts",
        "drop table tolls; create table tolls (statement integer, number integer, effect text as (printf('%.*c', 900000000, "
        "'x')))",
    };
    const char *path = made_path("shaped");
    verdicts v = { 0 };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        sqlite3 *db;
        clear(path);
        write_whole(path, whole);
        assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
        sqlite3_exec(db, all[i], NULL, NULL, NULL);
        sqlite3_close(db);
        look(path, rows, &v);
    }
    tell(&v);
    assert_int_equal(v.n_same + v.n_other, 1); /* the trigger is never carried out */
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cut_off), cmocka_unit_test(test_damaged),
                                        cmocka_unit_test(test_damaged_logs), cmocka_unit_test(test_other_tables) };
    return cmocka_run_group_tests(tests, make_cases, drop_cases);
}
