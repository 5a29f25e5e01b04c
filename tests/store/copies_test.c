/* Near copies: one group whatever the order of adding, and nothing else in it. */
#include "base/sha256.h"
#include "store/copies.h"
#include "store/made.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

static cs_arena arena;
static jmp_buf full;

static int open_arena(void **state) {
    (void)state;
    arena.on_full = &full;
    casus_status st = cs_arena_map(&arena, (size_t)1 << 28, NULL);
    arena.on_full = &full;
    return st;
}

static int close_arena(void **state) {
    (void)state;
    cs_arena_unmap(&arena);
    return 0;
}

static cs_str str(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }

static double jaccard(const char *a, const char *b) {
    cs_arena scratch = arena;
    if (setjmp(full)) fail_msg("out of memory");
    return cs_shingles_jaccard(cs_shingles_of(str(a), &scratch), cs_shingles_of(str(b), &scratch));
}

/* ---- against a naive count ---- */

typedef struct gram {
    char text[200];
} gram;

static int by_text(const void *a, const void *b) { return strcmp(a, b); }

/* Word 5-grams of an ASCII text, each once. */
static int naive_grams(const char *text, gram *out) {
    static char word[2000][32];
    int n_words = 0, n = 0, k = 0;
    for (const char *p = text;; p++) {
        if (isalnum((unsigned char)*p)) {
            word[n_words][k++] = (char)tolower((unsigned char)*p);
        } else if (k) {
            word[n_words++][k] = '\0';
            k = 0;
        }
        if (!*p) break;
    }
    for (int i = 0; i + 5 <= n_words; i++)
        snprintf(out[n++].text, sizeof(gram), "%.31s %.31s %.31s %.31s %.31s", word[i], word[i + 1], word[i + 2], word[i + 3],
                 word[i + 4]);
    qsort(out, (size_t)n, sizeof(gram), by_text);
    int kept = 0;
    for (int i = 0; i < n; i++)
        if (!kept || strcmp(out[kept - 1].text, out[i].text)) out[kept++] = out[i];
    return kept;
}

static double naive_jaccard(const char *a, const char *b) {
    static gram x[2000], y[2000];
    int n = naive_grams(a, x), m = naive_grams(b, y), both = 0;
    for (int i = 0; i < n; i++) both += bsearch(&x[i], y, (size_t)m, sizeof(gram), by_text) != NULL;
    return n && m ? (double)both / (n + m - both) : 0;
}

/* A text of few words, so that many 5-grams recur. */
static void write_words(char *out, uint32_t *seed, int n_words) {
    static const char *const words[] = { "the", "Army", "fired", "at", "a", "bus", "near", "Kano", "in", "2014" };
    *out = '\0';
    for (int i = 0; i < n_words; i++) {
        strcat(out, words[made_random(seed) % 10]);
        strcat(out, made_random(seed) % 7 ? " " : made_random(seed) % 2 ? ", " : ".\n");
    }
}

static void test_jaccard_is_what_one_counts(void **state) {
    (void)state;
    static char a[12000], b[12000];
    uint32_t seed = 11;
    for (int i = 0; i < 200; i++) {
        write_words(a, &seed, (int)(made_random(&seed) % 300));
        write_words(b, &seed, (int)(made_random(&seed) % 300));
        if (i % 2)
            snprintf(b, sizeof b, "%s", a + made_random(&seed) % (strlen(a) / 2 + 1)); /* the rest of a: much in common */
        double got = jaccard(a, b), expected = naive_jaccard(a, b);
        assert_true(got - expected < 1e-12 && expected - got < 1e-12);
    }
    assert_true(jaccard("", "") == 0);
    assert_true(jaccard("one two three four", "one two three four") == 0);
    assert_true(jaccard("one two three four five", "One, two: three; FOUR five!") == 1);
    assert_true(jaccard("L’été à Côte d’Ivoire commence", "L'ÉTÉ à Côte d'Ivoire commence") == 1);
}

/* ---- groups ---- */

/* The groups of a case as "0 0 2 0": of each text the first of its group, in the order of `text`. */
static void groups_of(const char *path, char *const *text, int n, int *group) {
    int64_t id[16];
    for (int i = 0; i < n; i++) {
        char hex[CS_SHA256_HEX], sql[160];
        cs_sha256_hex(str(text[i]), hex);
        snprintf(sql, sizeof sql, "select coalesce(copy_group, id) from texts where sha256 = '%s'", hex);
        id[i] = made_number(path, sql);
        group[i] = i;
        for (int k = i - 1; k >= 0; k--)
            if (id[k] == id[i]) group[i] = k;
    }
}

static void add_in_order(const char *path, char *const *text, const int *order, int n) {
    static const made_about unknown = { 0 };
    cs_store *s = made_open(path, CS_DB_CREATE);
    int64_t run = made_run(s, "1");
    for (int i = 0; i < n; i++) made_must_add(s, run, text[order[i]], &unknown);
    cs_store_close(&s);
}

/* The next order in the alphabet of orders; false after the last. */
static bool next_order(int *order, int n) {
    int i = n - 2, k = n - 1;
    while (i >= 0 && order[i] > order[i + 1]) i--;
    if (i < 0) return false;
    while (order[k] < order[i]) k--;
    int t = order[i];
    order[i] = order[k], order[k] = t;
    for (int a = i + 1, b = n - 1; a < b; a++, b--) t = order[a], order[a] = order[b], order[b] = t;
    return true;
}

static void must_group(char *const *text, int n, const int *expected) {
    int order[8] = { 0, 1, 2, 3, 4, 5, 6, 7 }, group[8], n_orders = 0;
    do {
        char name[32];
        snprintf(name, sizeof name, "%d.casus", n_orders++);
        if (made_on_server() && n_orders % 5 != 1) continue; /* some of them where it takes longer to make a case */
        const char *path = made_where(name);
        add_in_order(path, text, order, n);
        groups_of(path, text, n, group);
        for (int i = 0; i < n; i++)
            if (group[i] != expected[i]) fail_msg("order %d: text %d is with %d, not %d", n_orders, i, group[i], expected[i]);
        if (n_orders % 8 == 1) {
            char *faults = made_check(path);
            assert_string_equal(faults, "");
            free(faults);
        }
        made_drop(name);
    } while (next_order(order, n));
}

/* A story of paragraphs of 40 words as papers print it: with heads and feet of their own, shortened, in other type. */
static char *syndicated(const char *story, const char *head, const char *foot) {
    cs_buf b = { 0 };
    cs_buf_put(&b, head);
    cs_buf_put(&b, "\n\n");
    cs_buf_put(&b, story);
    cs_buf_put(&b, "\n");
    cs_buf_put(&b, foot);
    cs_buf_char(&b, '\0');
    return b.p;
}

static char *with_other_quotes(const char *story) {
    cs_buf b = { 0 };
    for (const char *p = story; *p;) {
        bool opens = !strncmp(p, "“", 3), closes = !strncmp(p, "”", 3);
        cs_buf_put(&b, opens ? "\"" : closes ? "''" : "");
        if (!opens && !closes) cs_buf_char(&b, *p);
        p += opens || closes ? 3 : 1;
    }
    cs_buf_char(&b, '\0');
    return b.p;
}

static void test_syndications_in_every_order(void **state) {
    (void)state;
    char *story = made_text(7, 400), *cut = made_without_paragraph(story, 6), *quotes = with_other_quotes(story);
    char *text[4] = {
        story, syndicated(story, "KANO GAZETTE | By our correspondent", "Copyright 2026 Kano Gazette. All rights reserved."),
        syndicated(cut, "The Herald, Friday", "Additional reporting by the Herald's staff"), quotes
    };
    static const int one[4] = { 0, 0, 0, 0 };
    for (int i = 0; i < 4; i++)
        for (int k = 0; k < i; k++) assert_true(jaccard(text[i], text[k]) >= CS_COPY_SIMILARITY);
    must_group(text, 4, one);
    free(cut);
    for (int i = 0; i < 4; i++) free(text[i]);
}

/* Others on the same day, and one that only quotes the story, are on their own. */
static void test_other_reports_are_apart(void **state) {
    (void)state;
    char *story = made_text(7, 400), *other = made_text(8, 400), *more = made_text(9, 400);
    char *text[4] = { story, syndicated(story, "Gazette", "Copyright"), other, syndicated(more, story, "") };
    static const int expected[4] = { 0, 0, 2, 3 };
    must_group(text, 4, expected);
    free(more);
    for (int i = 0; i < 4; i++) free(text[i]);
}

/* A is near B and B near C, but A and C are not near: B joins them, whenever it comes. */
static void test_a_chain_is_one_group(void **state) {
    (void)state;
    char *b = made_text(7, 280), *a = made_without_paragraph(b, 6), *c = made_without_paragraph(b, 0);
    char *text[3] = { a, b, c }, *apart[2] = { a, c };
    static const int one[3] = { 0, 0, 0 }, alone[2] = { 0, 1 };
    assert_true(jaccard(a, b) >= CS_COPY_SIMILARITY);
    assert_true(jaccard(b, c) >= CS_COPY_SIMILARITY);
    assert_true(jaccard(a, c) < CS_COPY_SIMILARITY);
    must_group(text, 3, one);
    must_group(apart, 2, alone);
    free(a), free(b), free(c);
}

static void test_short_texts_are_nobodys_copies(void **state) {
    (void)state;
    char a[] = "Gunmen attacked a village", b[] = "Gunmen attacked a village.";
    char *text[2] = { a, b };
    static const int expected[2] = { 0, 1 };
    must_group(text, 2, expected);
}

static bool share_a_band(const char *a, const char *b) {
    int64_t x[CS_COPY_BANDS], y[CS_COPY_BANDS];
    cs_arena scratch = arena;
    bool share = false;
    if (setjmp(full)) fail_msg("out of memory");
    cs_shingles_bands(cs_shingles_of(str(a), &scratch), x);
    cs_shingles_bands(cs_shingles_of(str(b), &scratch), y);
    for (int k = 0; k < CS_COPY_BANDS; k++) share |= x[k] == y[k];
    return share;
}

/* Pairs somewhat above the threshold share a band nearly always, pairs well below rarely. */
static void test_bands(void **state) {
    (void)state;
    enum { PAIRS = 400 };
    int n_above = 0, met_above = 0, n_below = 0, met_below = 0;
    for (uint32_t i = 0; i < PAIRS; i++) {
        char *a = made_text(i + 100, 300), *b = made_text(i + 100, 300);
        uint32_t seed = i + 1;
        for (uint32_t k = i % 4 ? 1 + i % 6 : 60; k; k--) { /* so many words changed */
            size_t at = made_random(&seed) % strlen(b);
            if (isalpha((unsigned char)b[at])) b[at] = 'z';
        }
        double alike = jaccard(a, b);
        bool met = share_a_band(a, b);
        if (alike >= 0.85) n_above++, met_above += met;
        if (alike < 0.4) n_below++, met_below += met;
        free(a), free(b);
    }
    assert_true(n_above > PAIRS / 2 && n_below > PAIRS / 8);
    assert_int_equal(met_above, n_above);
    assert_true(met_below * 10 < n_below);
}

int main(void) {
#define IN_FOLDER(t) cmocka_unit_test_setup_teardown(t, made_folder_open, made_folder_close)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_jaccard_is_what_one_counts), IN_FOLDER(test_syndications_in_every_order),
        IN_FOLDER(test_other_reports_are_apart),           IN_FOLDER(test_a_chain_is_one_group),
        IN_FOLDER(test_short_texts_are_nobodys_copies),    cmocka_unit_test(test_bands),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
