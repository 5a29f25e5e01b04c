/* Reports are added to a case on a server while, at random moments, the program is killed, the server ends its connections, or
 * the server itself falls and comes back: nothing is lost that was safe, nothing is there twice, the case is whole each time,
 * and adding again ends where it would have without a fault. What ends the adding is told in words. Some faults; with
 * CASUS_FULL set 500. Run by on_postgres.sh. */
#define _XOPEN_SOURCE 700
#include "store/made.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { N = 12, FEW = 6, MANY = 167, WORDS = 100, SYNC_EACH = 3 };
static char *text[N];
static const made_about GAZETTE = { "Gazette", "2026-01-02", NULL };

static int make_texts(void **state) {
    (void)state;
    for (uint32_t i = 0; i < N; i++) text[i] = made_text(i + 1, WORDS);
    return 0;
}

static int free_texts(void **state) {
    (void)state;
    for (int i = 0; i < N; i++) free(text[i]);
    return 0;
}

/* ---- one that adds ---- */

/* What it says through a pipe: a for each report that was added, s when all so far is safe on the server's disk, then e and why
 * it ended, or d. */
typedef struct adding {
    pid_t child;
    int said;
} adding;

static void say(int to, const char *what) {
    if (write(to, what, strlen(what)) < 0) _exit(2);
}

static void add_all(const char *where, int to) {
    cs_store *s = NULL;
    cs_err err = { 0 };
    cs_store_has has;
    casus_status st = cs_store_open(&s, where, CS_DB_CREATE, &err);
    int64_t run = 0;
    const cs_store_run how = { .casus = CS_LIT("1"),
                               .model = CS_LIT("m"),
                               .branch = CS_LIT("b"),
                               .gazetteer = CS_LIT("g"),
                               .actors = CS_LIT("a"),
                               .lexicon = CS_LIT("l") };
    if (st == CASUS_OK) st = cs_store_begin_run(s, &how, MADE_NOW, &run, &err);
    for (int i = 0; st == CASUS_OK && i < N; i++) {
        st = made_add(s, run, text[i], &GAZETTE, &has, &err);
        if (st == CASUS_OK) say(to, "a");
        if (st == CASUS_OK && (i + 1) % SYNC_EACH == 0) {
            st = cs_store_sync(s, &err);
            if (st == CASUS_OK) say(to, "s");
        }
    }
    cs_store_close(&s);
    if (st != CASUS_OK && st != CASUS_E_STORE) say(to, "another kind of error: ");
    say(to, st == CASUS_OK ? "d" : "e");
    if (st != CASUS_OK) say(to, err.msg);
    _exit(0);
}

/* In a process of its own. */
static adding start_adding(const char *where) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (!child) {
        close(ends[0]);
        add_all(where, ends[1]);
    }
    close(ends[1]);
    return (adding){ child, ends[0] };
}

typedef struct progress {
    int n_added, n_synced; /* reports, those that were there included */
    bool done;
    char why[600];
} progress;

static progress finish(adding a) {
    progress p = { 0 };
    char c;
    size_t n = 0;
    int status;
    while (read(a.said, &c, 1) == 1) {
        if (n || c == 'e') p.why[n++] = c;
        if (n) continue;
        p.n_added += c == 'a';
        if (c == 's') p.n_synced = p.n_added;
        p.done |= c == 'd';
        if (!strchr("asd", c)) n = 1, p.why[0] = c;
    }
    close(a.said);
    assert_int_equal(waitpid(a.child, &status, 0), a.child);
    if (WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL) fail_msg("it crashed: signal %d", WTERMSIG(status));
    return p;
}

/* ---- faults ---- */

static void end_connections(adding a) {
    (void)a;
    free(made_ask(getenv("CASUS_TEST_SERVER"),
                  "select count(pg_terminate_backend(pid)) from pg_stat_activity where "
                  "application_name = 'casus' and pid <> pg_backend_pid()"));
}

static void let_server_fall(adding a) {
    (void)a;
    made_let_go();
    assert_int_equal(system(getenv("CASUS_TEST_RESTART")), 0);
}

static void kill_it(adding a) { kill(a.child, SIGKILL); }

static long microseconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000L + t.tv_nsec / 1000;
}

static char *all_of(const char *where) {
    static const char said[] =
        "select t.sha256, count(*), count(distinct k.id), count(distinct w.report) from reports r join texts t on t.id = "
        "r.text "
        "join codings k on k.text = t.id join statements s on s.coding = k.id join report_words w on w.report = r.id "
        "group by t.sha256 order by 1";
    return made_ask(where, said);
}

/* The case must be whole; gives how many reports are in it. Before it has tables it is none. */
static int look(const char *where, const char *why) {
    cs_store *s = NULL;
    cs_err err = { 0 };
    if (cs_store_open(&s, where, CS_DB_READ, &err) != CASUS_OK) {
        if (!strstr(err.msg, "an empty database")) fail_msg("%s (%s)", err.msg, why);
        return 0;
    }
    cs_store_close(&s);
    char *faults = made_check(where);
    if (*faults) fail_msg("%s (%s)", faults, why);
    free(faults);
    return (int)made_number(where, "select count(*) from reports");
}

static void must_say(const char *why) {
    static const char *const all[] = { "connection to the server was lost", "cannot be opened",
                                       "the server ended what was asked" };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strstr(why, all[i])) return;
    fail_msg("says \"%s\"", why);
}

/* Strikes until there were enough faults; a case that is complete is made anew. keeps: what was added is there even where the
 * server was not asked to have it on its disk. speaks: the one that adds can say why it ended. */
static void strike(void (*fault)(adding), bool keeps, bool speaks) {
    uint32_t rng = 7;
    int n = getenv("CASUS_FULL") ? MANY : FEW, n_faults = 0, had = 0, least = 0;
    long begun = microseconds();
    progress p = finish(start_adding(made_where("sound")));
    long took = microseconds() - begun;
    assert_true(p.done && p.n_added == N && p.n_synced == N);
    char *expected = all_of(made_where("sound"));
    for (int i = 0; n_faults < n || !p.done; i++) {
        const char *where = made_where("struck");
        adding a = start_adding(where);
        long pause = n_faults < n ? took / 1000 * (long)(made_random(&rng) % 1000) : 0;
        nanosleep(&(struct timespec){ pause / 1000000, pause % 1000000 * 1000 }, NULL);
        if (n_faults < n) fault(a);
        p = finish(a);
        n_faults += !p.done;
        if (!p.done && speaks) must_say(p.why);
        int safe = keeps ? p.n_added : p.n_synced, there = look(where, p.why);
        if (safe > least) least = safe;
        if (there < least || (there > had && there > p.n_added + 1))
            fail_msg("%d reports after %d, of which %d were safe; %d were added (%s)", there, had, least, p.n_added, p.why);
        had = there;
        if (!p.done) continue;
        char *all = all_of(where);
        assert_string_equal(all, expected);
        free(all);
        made_drop("struck");
        had = least = 0;
        assert_true(i < 10 * n);
    }
    print_message("%d faults\n", n_faults);
    free(expected);
}

static void test_killed(void **state) { (void)state, strike(kill_it, true, false); }
static void test_connections_ended(void **state) { (void)state, strike(end_connections, true, true); }
static void test_server_falls(void **state) { (void)state, strike(let_server_fall, false, true); }

int main(void) {
    if (!made_on_server()) return puts("run by on_postgres.sh"), 77;
#define IN_FOLDER(t) cmocka_unit_test_setup_teardown(t, made_folder_open, made_folder_close)
    const struct CMUnitTest tests[] = { IN_FOLDER(test_killed), IN_FOLDER(test_connections_ended),
                                        IN_FOLDER(test_server_falls) };
    return cmocka_run_group_tests(tests, make_texts, free_texts);
}
