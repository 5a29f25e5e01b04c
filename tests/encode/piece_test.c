/* Word pieces and shapes against the training code's: tests/vectors/wordpiece.tsv. */
#include "encode_test.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "segment/piece.h"

enum { MOST = 2048 };

/* Code points that Unicode gained after the version Python knows would differ; none is in the list. */
static void same_as_training(void **state) {
    (void)state;
    cs_err err;
    cs_engine *e = NULL;
    if (cs_engine_open(&e, TEST_MODEL, CS_CPU_ALL, &err) != CASUS_OK) fail_msg("%s", err.msg);
    cs_str rest = test_slurp(CASUS_SOURCE_DIR "/tests/vectors/wordpiece.tsv"), line;
    int n_words = 0;
    while (cs_list_next(&rest, '\n', &line)) {
        cs_str word = { 0 }, shape = { 0 }, ids, id;
        if (line.p[0] == '#') continue;
        assert_true(cs_list_next(&line, '\t', &word) && cs_list_next(&line, '\t', &shape));
        ids = line;
        int32_t out[MOST];
        int n = cs_pieces(&e->vocab, word, out, MOST, test_scratch), i = 0;
        if (cs_shape_of(word) != (cs_shape)cs_parse_i64(shape).value)
            fail_msg("shape of " CS_FMT ": %d, training says " CS_FMT, CS_ARG(word), (int)cs_shape_of(word), CS_ARG(shape));
        for (; cs_list_next(&ids, ' ', &id); i++)
            if (i >= n || out[i] != cs_parse_i64(id).value)
                fail_msg("piece %d of " CS_FMT " is not " CS_FMT, i, CS_ARG(word), CS_ARG(id));
        if (i != n) fail_msg(CS_FMT " has %d pieces, not %d", CS_ARG(word), n, i);
        n_words++;
    }
    assert_true(n_words > 800);
    cs_engine_close(&e);
}

/* A word of too many pieces keeps its first and its last. */
static void long_words(void **state) {
    (void)state;
    cs_err err;
    cs_engine *e = NULL;
    if (cs_engine_open(&e, TEST_MODEL, CS_CPU_ALL, &err) != CASUS_OK) fail_msg("%s", err.msg);
    char dots[1000];
    memset(dots, '.', sizeof dots);
    dots[999] = '?';
    int32_t all[1000], few[8], one[1];
    assert_int_equal(cs_pieces(&e->vocab, (cs_str){ dots, 1000 }, all, 1000, test_scratch), 1000);
    assert_int_equal(cs_pieces(&e->vocab, (cs_str){ dots, 1000 }, few, 8, test_scratch), 8);
    assert_memory_equal(few, all, 7 * sizeof *few);
    assert_int_equal(few[7], all[999]);
    assert_int_equal(cs_pieces(&e->vocab, (cs_str){ dots, 1000 }, one, 1, test_scratch), 1);
    assert_int_equal(one[0], all[999]);
    assert_int_equal(cs_pieces(&e->vocab, (cs_str){ NULL, 0 }, few, 8, test_scratch), 1);
    assert_int_equal(few[0], e->vocab.unk);
    cs_engine_close(&e);
}

static void cases(void **state) {
    (void)state;
    assert_true(cs_eq(cs_lower(&test_perm, CS_LIT("ÄB\u0130c")), CS_LIT("äbic")));
    assert_true(cs_eq(cs_title(&test_perm, CS_LIT("élan VITAL")), CS_LIT("Élan vital")));
    assert_true(cs_eq(cs_upper(&test_perm, CS_LIT("straße")), CS_LIT("STRAßE")) ||
                cs_eq(cs_upper(&test_perm, CS_LIT("straße")), CS_LIT("STRAẞE")));
    assert_true(cs_eq(cs_lower(&test_perm, (cs_str){ NULL, 0 }), (cs_str){ NULL, 0 }));
}

int main(void) {
    test_arenas();
    const struct CMUnitTest tests[] = { cmocka_unit_test(same_as_training), cmocka_unit_test(long_words),
                                        cmocka_unit_test(cases) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
