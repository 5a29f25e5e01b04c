/* Reports are added on a disk that fails at each change in turn: nothing that was reported as added is lost, nothing is there
 * twice, the case is whole, and adding again ends where it would have without a fault. Some of the changes; with CASUS_FULL set
 * every one. */
#include "store/disk.h"
#include "store/made.h"
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

enum { REPORTS = 10, TEXTS = 7 };
static char *text[TEXTS];
static const made_about ABOUT[3] = { { "Gazette", "2026-01-02", NULL },
                                     { "Herald", "2026-01-03", "News" },
                                     { NULL, NULL, NULL } };

static int make_texts(void **state) {
    (void)state;
    disk_install();
    for (uint32_t i = 0; i < TEXTS - 1; i++) text[i] = made_text(i + 1, 60 + 30 * (int)i);
    text[TEXTS - 1] = made_without_paragraph(text[TEXTS - 2], 2); /* a near copy */
    return 0;
}

static int free_texts(void **state) {
    (void)state;
    for (int i = 0; i < TEXTS; i++) free(text[i]);
    return 0;
}

/* How far it came: reports of which the store said that they were added, and those that it synced. */
typedef struct progress {
    int n_added, n_synced;
} progress;

/* Adds all, by two runs as if a newer program came between; moves the log into the database now and then, as a larger case does
 * by itself. Ends at the first failure, as casus add does. */
static progress add_all(const char *path) {
    progress p = { 0 };
    cs_store *s = NULL;
    cs_err err = { 0 };
    casus_status st = cs_store_open(&s, path, CS_DB_CREATE, &err);
    int64_t run = st == CASUS_OK ? made_run(s, "1") : 0;
    cs_store_has has;
    for (int i = 0; st == CASUS_OK && run && i < REPORTS; i++) {
        st = made_add(s, run, text[i % TEXTS], &ABOUT[i / TEXTS], &has, &err);
        if (st != CASUS_OK) break;
        p.n_added++;
        if (i % 3 == 2) st = cs_store_sync(s, &err);
        if (i % 3 == 2 && st == CASUS_OK) p.n_synced = p.n_added;
        if (i % 4 == 3) st = cs_db_run(cs_store_db(s), "pragma wal_checkpoint(truncate)", NULL, 0, &err);
        if (i == 5) run = made_run(s, "2");
    }
    if (st == CASUS_OK && run) st = cs_store_sync(s, &err);
    if (st == CASUS_OK && run) p.n_synced = p.n_added;
    cs_store_close(&s);
    return p;
}

static bool opens(const char *path) {
    cs_store *s = NULL;
    cs_err err = { 0 };
    casus_status st = cs_store_open(&s, path, CS_DB_READ, &err);
    cs_store_close(&s);
    if (st == CASUS_OK) return true;
    /* Before the tables are there it is an empty file, or none. */
    if (!strstr(err.msg, "an empty database") && !strstr(err.msg, "No such file")) fail_msg("%s", err.msg);
    return false;
}

static int n_reports(const char *path) {
    cs_store *s = made_open(path, CS_DB_READ);
    cs_store_counts c;
    cs_err err = { 0 };
    assert_int_equal(cs_store_count(s, &c, &err), CASUS_OK);
    cs_store_close(&s);
    return (int)c.reports;
}

static void remove_case(const char *path) {
    static const char *const tails[] = { "", "-wal", "-shm", "-journal" };
    char name[600];
    for (int i = 0; i < 4; i++) {
        snprintf(name, sizeof name, "%s%s", path, tails[i]);
        remove(name);
    }
}

static void fail_once(disk_fault fault, long n, uint32_t seed, const char *expected) {
    const char *path = made_path("fault.casus");
    remove_case(path);
    disk_set(fault, n, seed);
    progress p = add_all(path);
    assert_true(disk_failed());
    disk_settle();
    int least = fault == DISK_POWER_CUT ? p.n_synced : p.n_added;
    if (opens(path)) {
        char *faults = made_check(path);
        int there = n_reports(path);
        if (*faults) fail_msg("change %ld, seed %u: %s", n, seed, faults);
        if (there < least || there > p.n_added + 1) fail_msg("change %ld, seed %u: %d reports of %d", n, seed, there, least);
        free(faults);
    } else {
        assert_int_equal(least, 0);
    }
    add_all(path);
    char *faults = made_check(path), *dump = made_dump(path, false);
    assert_string_equal(faults, "");
    if (strcmp(dump, expected)) fail_msg("change %ld, seed %u: adding again gives other tables", n, seed);
    free(faults), free(dump);
}

static void fail_everywhere(disk_fault fault) {
    const char *path = made_path("sound.casus");
    bool all = getenv("CASUS_FULL");
    disk_set(DISK_SOUND, 0, 0);
    progress p = add_all(path);
    long n_changes_ = disk_n_changes(), n_faults = 0;
    assert_int_equal(p.n_added, REPORTS);
    assert_int_equal(p.n_synced, REPORTS);
    char *expected = made_dump(path, false);
    for (long n = all ? 1 : 1 + (long)fault; n <= n_changes_; n += all ? 1 : 23, n_faults++)
        fail_once(fault, n, (uint32_t)n, expected);
    print_message("%ld changes of files, %ld faults\n", n_changes_, n_faults);
    free(expected);
}

static void test_full_disk(void **state) { (void)state, fail_everywhere(DISK_FULL); }
static void test_failing_writes(void **state) { (void)state, fail_everywhere(DISK_ERROR); }
static void test_power_cuts(void **state) { (void)state, fail_everywhere(DISK_POWER_CUT); }

int main(void) {
#define IN_FOLDER(t) cmocka_unit_test_setup_teardown(t, made_folder_open, made_folder_close)
    const struct CMUnitTest tests[] = { IN_FOLDER(test_full_disk), IN_FOLDER(test_failing_writes), IN_FOLDER(test_power_cuts) };
    return cmocka_run_group_tests(tests, make_texts, free_texts);
}
