/* What holds for every text: tokens in order, disjoint, without white space, covering all that is visible; sentences in
 * order, of whole tokens, all of them. Random texts (fixed seed), byte junk, and 1 MB that tempts each rule to look far. */
#include "segment/chars.h"
#include "segment/segment.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

enum { TEXT_BYTES_MAX = 1 << 20 };

typedef struct fixture {
    cs_arena perm, scratch;
    jmp_buf full;
    char *text;
} fixture;

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    if (!f || cs_arena_map(&f->perm, 1 << 28, NULL) != CASUS_OK || cs_arena_map(&f->scratch, 1 << 29, NULL) != CASUS_OK)
        return -1;
    f->text = malloc(TEXT_BYTES_MAX + 8);
    if (!f->text || setjmp(f->full)) return -1;
    f->perm.on_full = f->scratch.on_full = &f->full;
    *state = f;
    return 0;
}
static int tear_down(void **state) {
    fixture *f = *state;
    cs_arena_unmap(&f->perm);
    cs_arena_unmap(&f->scratch);
    free(f->text);
    free(f);
    return 0;
}

static void hold(fixture *f, ptrdiff_t n) {
    cs_arena perm = f->perm, scratch = f->scratch;
    cs_str text = { f->text, n };
    cs_words w = cs_segment(text, &perm, scratch);
    cs_seg_chars c = cs_seg_chars_read(text, &scratch);
    ptrdiff_t at = 0;
    for (ptrdiff_t i = 0; i < w.tokens.n; i++) {
        bool visible = false;
        assert_true(w.tokens.v[i].beg < w.tokens.v[i].end);
        assert_true(w.tokens.v[i].end <= (uint32_t)n);
        assert_true(i == 0 || w.tokens.v[i - 1].end <= w.tokens.v[i].beg);
        for (; at < c.n && c.off[at] < w.tokens.v[i].beg; at++)
            assert_true(c.cls[at] == CS_SEG_SPACE || c.cls[at] == CS_SEG_FORMAT);
        assert_int_equal(c.off[at], w.tokens.v[i].beg);
        for (; at < c.n && c.off[at] < w.tokens.v[i].end; at++) {
            assert_true(c.cls[at] != CS_SEG_SPACE);
            visible = visible || c.cls[at] != CS_SEG_FORMAT;
        }
        assert_int_equal(c.off[at], w.tokens.v[i].end);
        assert_true(visible);
    }
    for (; at < c.n; at++) assert_true(c.cls[at] == CS_SEG_SPACE || c.cls[at] == CS_SEG_FORMAT);
    int32_t next = 0;
    for (ptrdiff_t s = 0; s < w.sentences.n; s++) {
        const cs_seg_sentence *x = &w.sentences.v[s];
        assert_int_equal(x->beg, next);
        assert_true(x->beg < x->end);
        assert_int_equal(x->span.beg, w.tokens.v[x->beg].beg);
        assert_int_equal(x->span.end, w.tokens.v[x->end - 1].end);
        assert_true(s == 0 || x->paragraph == x[-1].paragraph || x->paragraph == x[-1].paragraph + 1);
        next = x->end;
    }
    assert_int_equal(next, w.tokens.n);
}

static uint32_t next_random(uint64_t *state) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

static ptrdiff_t put_utf8(char *p, uint32_t cp) {
    if (cp < 0x80) return p[0] = (char)cp, 1;
    if (cp < 0x800) return p[0] = (char)(0xC0 | cp >> 6), p[1] = (char)(0x80 | (cp & 63)), 2;
    if (cp < 0x10000)
        return p[0] = (char)(0xE0 | cp >> 12), p[1] = (char)(0x80 | (cp >> 6 & 63)), p[2] = (char)(0x80 | (cp & 63)), 3;
    p[0] = (char)(0xF0 | cp >> 18);
    p[1] = (char)(0x80 | (cp >> 12 & 63));
    p[2] = (char)(0x80 | (cp >> 6 & 63));
    p[3] = (char)(0x80 | (cp & 63));
    return 4;
}

/* Mostly characters that mean something to the rules, some of all planes. */
static void random_texts(void **state) {
    static const char often[] = "aeinst AEINST 0019 ..,,;:!?''\"`()[]{}<>-_=+*/\\#@&$%~|^\n\n  www.http://n'ts";
    static const uint32_t special[] = { 0xA0,   0xAD,   0x200B, 0x200D, 0xFEFF, 0x301,   0xE9,    0x2018,  0x2019,
                                        0x201C, 0x201D, 0x2013, 0x2014, 0x2026, 0x1F1EB, 0x1F468, 0x1F3FD, 0xFE0F,
                                        0x645,  0x4E2D, 0x20AC, 0x2028, 0x85,   0xE0001, 0xFFFD };
    uint64_t seed = 20;
    fixture *f = *state;
    for (int round = 0; round < 3000; round++) {
        ptrdiff_t n = 0, want = next_random(&seed) % 200;
        while (n < want) {
            uint32_t kind = next_random(&seed) % 16,
                     cp = (uint32_t)(unsigned char)often[next_random(&seed) % (sizeof often - 1)];
            if (kind == 0) cp = special[next_random(&seed) % (sizeof special / sizeof *special)];
            if (kind == 1) cp = next_random(&seed) % 0x110000;
            if (cp >= 0xD800 && cp <= 0xDFFF) cp = 'x';
            n += put_utf8(f->text + n, cp);
        }
        hold(f, n);
    }
}

static void random_bytes(void **state) {
    uint64_t seed = 21;
    fixture *f = *state;
    for (int round = 0; round < 500; round++) {
        ptrdiff_t n = next_random(&seed) % 100;
        for (ptrdiff_t i = 0; i < n; i++) f->text[i] = (char)next_random(&seed);
        hold(f, n);
    }
}

/* Were a rule's looking ahead not bounded, these would take hours. */
static void one_megabyte(void **state) {
    static const char *const units[] = { "a",  "a.", "a.bc", "a'",      "(",    "-=", "<",     "1-", "a@",
                                         "a-", "\"", "www.", "http://", "non-", "a&", "A. b ", "a " };
    fixture *f = *state;
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        size_t size = strlen(units[u]);
        ptrdiff_t n = 0;
        for (; n + (ptrdiff_t)size <= TEXT_BYTES_MAX; n += (ptrdiff_t)size) memcpy(f->text + n, units[u], size);
        cs_arena perm = f->perm;
        cs_words w = cs_segment((cs_str){ f->text, n }, &perm, f->scratch);
        assert_true(w.tokens.n > 0);
    }
}

int main(void) {
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = { T(random_texts), T(random_bytes), T(one_megabyte) };
#undef T
    return cmocka_run_group_tests(tests, NULL, NULL);
}
