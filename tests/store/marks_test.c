/* What is shown of a long text in which something was found: as FTS5 itself shows it, but in time that grows with the text. */
#include "store/made.h"
#include "store/db_sqlite.h"
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 4000, MANY_HITS = 300000, CPU_SECONDS = 60 };

static void must_do(sqlite3 *db, const char *sql) {
    char *why = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK) fail_msg("%s: %s", sql, why);
}

/* Few words, so that they and phrases of them come again; sentences, titles, white space of every kind. */
static void write_text(uint32_t *rng, int n_words, cs_buf *b) {
    static const char *const words[] = { "bomb", "Bomb", "market", "of", "the", "b\xC3\xB6mb", "x", "12" }, *const between[] = {
        " ", " ", " ", " ", ", ", ". ", ".\n", ": ", "\n\t ", ".", " (", "\xE2\x80\x9D "
    };
    cs_buf_clear(b);
    for (int i = 0; i < n_words; i++) {
        if (i || made_random(rng) % 4 == 0) cs_buf_put(b, between[made_random(rng) % 12]);
        cs_buf_put(b, made_random(rng) % 3 ? "filler" : words[made_random(rng) % 8]);
    }
    if (made_random(rng) % 2) cs_buf_put(b, ".\n");
}

static void test_as_fts5(void **state) {
    (void)state;
    static const char *const queries[] = { "bomb",
                                           "bomb OR market",
                                           "\"the bomb\" OR bomb OR x",
                                           "fil*",
                                           "\"of the\" OR \"the of\" OR 12",
                                           "\"bomb bomb\"",
                                           "\"filler filler filler\" OR x",
                                           "one : bomb",
                                           "market NOT of" };
    sqlite3 *db;
    sqlite3_stmt *put, *show;
    cs_buf one = { 0 }, two = { 0 };
    uint32_t rng = 17;
    int n_shown = 0;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_true(cs_sqlite_has_excerpts(db));
    must_do(db, "create virtual table m using fts5(one, two, " CS_SQLITE_TOKENIZER ")");
    assert_int_equal(sqlite3_prepare_v2(db, "insert into m (rowid, one, two) values (1, $1, $2)", -1, &put, NULL), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(db,
                           "select excerpt(m, 0, ?2), snippet(m, 0, char(2), char(3), '…', ?2), excerpt(m, 1, ?3), "
                           "snippet(m, 1, char(2), char(3), '…', ?3) from m where m match ?1",
                           -1, &show, NULL),
        SQLITE_OK);
    for (int i = 0; i < ROUNDS; i++) {
        write_text(&rng, (int)(made_random(&rng) % 90), &one);
        write_text(&rng, (int)(made_random(&rng) % 30), &two);
        must_do(db, "delete from m");
        sqlite3_bind_text64(put, 1, one.n ? one.p : "", one.n, SQLITE_STATIC, SQLITE_UTF8);
        sqlite3_bind_text64(put, 2, two.n ? two.p : "", two.n, SQLITE_STATIC, SQLITE_UTF8);
        sqlite3_step(put);
        assert_int_equal(sqlite3_reset(put), SQLITE_OK);
        sqlite3_bind_text(show, 1, queries[i % 9], -1, SQLITE_STATIC);
        sqlite3_bind_int(show, 2, 2 + (int)(made_random(&rng) % 63));
        sqlite3_bind_int(show, 3, 2 + (int)(made_random(&rng) % 20));
        while (sqlite3_step(show) == SQLITE_ROW)
            for (int k = 0; k < 4; k += 2, n_shown++)
                assert_string_equal((const char *)sqlite3_column_text(show, k), (const char *)sqlite3_column_text(show, k + 1));
        assert_int_equal(sqlite3_reset(show), SQLITE_OK);
    }
    assert_true(n_shown > ROUNDS / 2);
    sqlite3_finalize(put), sqlite3_finalize(show);
    sqlite3_close(db);
    cs_buf_free(&one), cs_buf_free(&two);
}

/* FTS5's snippet() takes some hundred seconds for it. */
static void test_a_word_that_is_everywhere(void **state) {
    (void)state;
    cs_arena a;
    jmp_buf full;
    cs_query q;
    cs_marker *m = NULL;
    cs_marked shown[2];
    cs_buf b = { 0 };
    cs_err err = { 0 };
    assert_int_equal(cs_arena_map(&a, (size_t)64 << 20, &err), CASUS_OK);
    a.on_full = &full;
    for (int i = 0; i < MANY_HITS; i++) cs_buf_put(&b, i == MANY_HITS / 2 ? "market bomb. " : "bomb, ");
    assert_int_equal(cs_query_read(CS_LIT("bomb AND market"), &q, &a, &err), CASUS_OK);
    assert_int_equal(cs_marker_open(&m, &q, &a, &err), CASUS_OK);
    clock_t begun = clock();
    assert_int_equal(cs_marker_mark(m, CS_LIT("A title"), (cs_str){ b.p, (ptrdiff_t)b.n }, shown, &a, &err), CASUS_OK);
    assert_true((clock() - begun) / CLOCKS_PER_SEC < CPU_SECONDS);
    assert_int_equal(shown[1].n_marks, 40);
    assert_true(cs_find(shown[1].text, CS_LIT("market")) >= 0);
    cs_marker_close(&m);
    cs_buf_free(&b);
    cs_arena_unmap(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_as_fts5), cmocka_unit_test(test_a_word_that_is_everywhere) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
