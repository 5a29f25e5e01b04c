/* Answers that are kept: until the case changes, in bounded memory, made once. */
#define _POSIX_C_SOURCE 200809L /* pthread.h, nanosleep */
#include "check.h"
#include "serve/cache.h"
#include "serve/writes.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

static cs_arena memory;
static jmp_buf full;

static int begin(void **state) {
    cs_err err = { 0 };
    (void)state;
    if (cs_arena_map(&memory, (size_t)1 << 24, &err) != CASUS_OK) return -1;
    memory.on_full = &full;
    return 0;
}
static int end(void **state) {
    (void)state;
    cs_arena_unmap(&memory);
    return 0;
}

static srv_cache *open_cache(size_t most) {
    srv_cache *c = NULL;
    cs_err err = { 0 };
    assert_int_equal(srv_cache_open(&c, most, &err), CASUS_OK);
    return c;
}

static bool get(srv_cache *c, const char *key, int64_t revision, const char *expected) {
    cs_buf b = { 0 };
    srv_kept kept = { 0 };
    int making;
    bool found = srv_cache_get(c, (cs_str){ key, (ptrdiff_t)strlen(key) }, revision, &b, &kept, &making, &memory);
    srv_cache_done(c, making);
    if (found) {
        assert_string_equal(kept.type, "text/x");
        assert_str(kept.etag, CS_LIT("\"e\""));
        assert_str(((cs_str){ b.p, (ptrdiff_t)b.n }), ((cs_str){ expected, (ptrdiff_t)strlen(expected) }));
    }
    cs_buf_free(&b);
    return found;
}

static void put(srv_cache *c, const char *key, int64_t revision, const char *body) {
    const srv_kept kept = { "text/x", CS_LIT("\"e\"") };
    srv_cache_put(c, (cs_str){ key, (ptrdiff_t)strlen(key) }, revision, (cs_str){ body, (ptrdiff_t)strlen(body) }, &kept);
}

static void test_until_the_case_changes(void **state) {
    (void)state;
    srv_cache *c = open_cache(1 << 20);
    assert_false(get(c, "a", 1, ""));
    put(c, "a", 1, "one");
    assert_true(get(c, "a", 1, "one"));
    assert_false(get(c, "b", 1, ""));
    put(c, "a", 2, "two");
    put(c, "a", 1, "who was slow");
    assert_false(get(c, "a", 1, "")); /* of who still reads the case as it was */
    assert_true(get(c, "a", 2, "two"));
    assert_false(get(c, "a", 3, ""));
    srv_cache_close(&c);
    assert_null(c);
}

static void test_bounded(void **state) {
    (void)state;
    enum { MOST = 20000, KEYS = 200 };
    srv_cache *c = open_cache(MOST);
    static char body[1000], large[MOST + 1];
    memset(body, 'x', sizeof body - 1);
    memset(large, 'x', sizeof large - 1);
    put(c, "kept", 1, body);
    for (int i = 0; i < KEYS; i++) {
        char key[16];
        snprintf(key, sizeof key, "%d", i);
        put(c, key, 1, body);
        assert_true(get(c, "kept", 1, body)); /* what is asked for stays */
        assert_true(srv_cache_bytes(c) <= MOST);
    }
    assert_false(get(c, "0", 1, ""));
    assert_true(get(c, "199", 1, body));
    size_t before = srv_cache_bytes(c);
    put(c, "large", 1, large);
    assert_false(get(c, "large", 1, ""));
    assert_int_equal(srv_cache_bytes(c), before);
    srv_cache_close(&c);
}

/* ---- made once ---- */

typedef struct many {
    srv_cache *c;
    atomic_int made;
    bool fails; /* the first that makes it has no answer */
} many;

static void *ask(void *arg) {
    many *m = arg;
    cs_arena a;
    cs_err err = { 0 };
    jmp_buf jump;
    cs_buf b = { 0 };
    srv_kept kept = { 0 };
    int making;
    if (cs_arena_map(&a, (size_t)1 << 20, &err) != CASUS_OK) return NULL;
    a.on_full = &jump;
    if (!srv_cache_get(m->c, CS_LIT("slow"), 1, &b, &kept, &making, &a)) {
        nanosleep(&(struct timespec){ 0, 20000000 }, NULL);
        bool first = atomic_fetch_add(&m->made, 1) == 0;
        if (!m->fails || !first) put(m->c, "slow", 1, "answer");
        srv_cache_done(m->c, making);
    }
    cs_buf_free(&b);
    cs_arena_unmap(&a);
    return NULL;
}

/* Of an earlier revision it is none, but can be looked at. */
static void test_what_was_kept_last(void **state) {
    (void)state;
    srv_cache *c = open_cache(1 << 20);
    cs_buf b = { 0 };
    int64_t revision = 0;
    assert_false(srv_cache_last(c, CS_LIT("a"), &b, &revision));
    put(c, "a", 1, "one");
    assert_false(get(c, "a", 2, ""));
    assert_true(srv_cache_last(c, CS_LIT("a"), &b, &revision));
    assert_int_equal(revision, 1);
    assert_str(((cs_str){ b.p, (ptrdiff_t)b.n }), CS_LIT("one"));
    cs_buf_free(&b);
    srv_cache_close(&c);
}

/* ---- what writes changed ---- */

static void changes(srv_writes *w, int64_t incident, bool regrouped, bool parties) {
    srv_writes_add(w, &(cs_review_changed){ .regrouped = regrouped, .parties = parties, .n = 1, .incident = { incident } });
}

static void test_writes(void **state) {
    (void)state;
    srv_writes w;
    int64_t ids[SRV_CHANGED_MAX];
    srv_writes_init(&w, 100);
    assert_int_equal(srv_writes_between(&w, 100, 100, ids), 0);
    changes(&w, 7, false, false);
    changes(&w, 8, false, true);
    changes(&w, 9, true, false);
    assert_int_equal(srv_writes_revision(&w, SRV_PART_CASE), 103);
    assert_int_equal(srv_writes_revision(&w, SRV_PART_REPORTS), 100);
    assert_int_equal(srv_writes_revision(&w, SRV_PART_PARTIES), 103);
    assert_int_equal(srv_writes_revision(&w, SRV_PART_NUMBERS), 103);
    assert_int_equal(srv_writes_between(&w, 100, 102, ids), 2);
    assert_true(ids[0] == 7 && ids[1] == 8);
    assert_int_equal(srv_writes_between(&w, 99, 102, ids), -1); /* before the server began */
    srv_writes_add(&w, NULL);                                   /* another program's */
    for (int part = 0; part < SRV_PARTS; part++) assert_int_equal(srv_writes_revision(&w, (srv_part)part), 104);
    assert_int_equal(srv_writes_between(&w, 103, 104, ids), -1);
    assert_int_equal(srv_writes_between(&w, 102, 103, ids), 1);
    for (int i = 0; i < SRV_CHANGED_MAX; i++) changes(&w, i, false, false);
    assert_int_equal(srv_writes_between(&w, 104, 104 + SRV_CHANGED_MAX, ids), SRV_CHANGED_MAX);
    changes(&w, 1, false, false); /* one too many */
    assert_int_equal(srv_writes_between(&w, 104, 105 + SRV_CHANGED_MAX, ids), -1);
    for (int i = 0; i < SRV_WRITES_KEPT; i++) changes(&w, i, false, false);
    assert_int_equal(srv_writes_between(&w, 104, 105, ids), -1); /* long ago */
    srv_writes_free(&w);
}

/* ---- what is asked for again ---- */

/* What is asked for once does not drive out what is asked for again. */
static void test_asked_again(void **state) {
    (void)state;
    srv_cache *c = open_cache(8 << 10);
    char key[16];
    put(c, "list", 1, "page");
    assert_true(get(c, "list", 1, "page"));
    for (int i = 0; i < 500; i++) {
        snprintf(key, sizeof key, "one %d", i);
        put(c, key, 1, "an incident");
        assert_true(srv_cache_bytes(c) <= 8 << 10);
    }
    assert_true(get(c, "list", 1, "page"));
    assert_true(get(c, "one 499", 1, "an incident"));
    assert_false(get(c, "one 0", 1, ""));
    for (int i = 0; i < 500; i++) { /* all of it is asked for again */
        snprintf(key, sizeof key, "two %d", i);
        put(c, key, 1, "an incident");
        assert_true(get(c, key, 1, "an incident"));
        assert_true(srv_cache_bytes(c) <= 8 << 10);
    }
    assert_false(get(c, "list", 1, ""));
    srv_cache_close(&c);
}

static void test_made_once(void **state) {
    (void)state;
    enum { THREADS = 8 };
    for (int fails = 0; fails < 2; fails++) {
        pthread_t t[THREADS];
        many m = { .c = open_cache(1 << 20), .fails = fails };
        for (int i = 0; i < THREADS; i++) assert_int_equal(pthread_create(&t[i], NULL, ask, &m), 0);
        for (int i = 0; i < THREADS; i++) pthread_join(t[i], NULL);
        assert_int_equal(atomic_load(&m.made), 1 + fails);
        assert_true(get(m.c, "slow", 1, "answer"));
        srv_cache_close(&m.c);
    }
}

int main(void) {
#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
    const struct CMUnitTest tests[] = { T(test_until_the_case_changes),
                                        T(test_bounded),
                                        T(test_what_was_kept_last),
                                        T(test_writes),
                                        T(test_asked_again),
                                        T(test_made_once) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
