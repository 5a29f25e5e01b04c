#include "base/utf8.h"
#include "check.h"
#include "ingest/normal.h"
#include <stdlib.h>
#include <stdio.h>
#include <utf8proc.h>

static cs_arena arena;
static jmp_buf full;

static int setup(void **state) {
    (void)state;
    if (cs_arena_map(&arena, (size_t)1 << 30, NULL) != CASUS_OK) return 1;
    arena.on_full = &full;
    return 0;
}
static int teardown(void **state) {
    (void)state;
    cs_arena_unmap(&arena);
    return 0;
}

static void rules(void **state) {
    (void)state;
    static const struct {
        const char *what;
        cs_str in, out;
    } T[] = {
        { "empty", { "", 0 }, { "", 0 } },
        { "line ends", CS_LIT("a\r\nb\rc\nd\r\r\ne"), CS_LIT("a\nb\nc\nd\n\ne") },
        { "CR at the end", CS_LIT("a\r"), CS_LIT("a\n") },
        { "NEL, VT, FF, separators",
          CS_LIT("a\xC2\x85"
                 "b\vc\fd\xE2\x80\xA8"
                 "e\xE2\x80\xA9"
                 "f"),
          CS_LIT("a\nb\nc\nd\ne\nf") },
        { "controls and NUL",
          CS_LIT("a\0b\x07"
                 "c\x7F"
                 "d\xC2\x9F"
                 "e\tf"),
          CS_LIT("a b c d e\tf") },
        { "mark at the start only", CS_LIT("\xEF\xBB\xBFx\xEF\xBB\xBF"), CS_LIT("x\xEF\xBB\xBF") },
        { "composes", CS_LIT("Cafe\xCC\x81 Zu\xCC\x88rich"), CS_LIT("Caf\xC3\xA9 Z\xC3\xBCrich") },
        { "orders marks", CS_LIT("a\xCC\x82\xCC\xA3"), CS_LIT("\xE1\xBA\xAD") },
        { "singleton", CS_LIT("\xE2\x84\xAB"), CS_LIT("\xC3\x85") },
        { "ligature stays",
          CS_LIT("\xEF\xAC\x81re o\xEF\xAC\x83"
                 "ce"),
          CS_LIT("\xEF\xAC\x81re o\xEF\xAC\x83"
                 "ce") },
        { "soft hyphen stays", CS_LIT("hos\xC2\xADpital"), CS_LIT("hos\xC2\xADpital") },
        { "emoji with joiner", CS_LIT("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x92"),
          CS_LIT("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x92") },
        { "Arabic alef with madda", CS_LIT("\xD8\xA7\xD9\x93"), CS_LIT("\xD8\xA2") },
        { "Hangul", CS_LIT("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB"), CS_LIT("\xED\x95\x9C") },
        { "mark after a line end",
          CS_LIT("a\r\n\xCC\x81"
                 "b"),
          CS_LIT("a\n\xCC\x81"
                 "b") },
    };
    for (size_t i = 0; i < sizeof T / sizeof *T; i++) {
        print_message("  %s\n", T[i].what);
        assert_str(cs_normal_text(T[i].in, &arena), T[i].out);
    }
}

/* utf8proc's whole-string NFC is the reference; ours cuts the text into pieces. */
static void same_as_whole_string_nfc(void **state) {
    (void)state;
    cs_arena start = arena;
    static const uint32_t pool[] = { 'a',    'e',    'u',    ' ',    0x300,   0x301, 0x323,  0x327,  0x345,
                                     0x1100, 0x1161, 0x11A8, 0xAC00, 0x9C7,   0x9BE, 0x627,  0x653,  0x64B,
                                     0x651,  0x3B1,  0x1F82, 0xFB2C, 0x1D15E, 0xC5,  0x1EA5, 0x304B, 0x3099 };
    uint32_t rng = 12345;
    for (int round = 0; round < 20000; round++) {
        arena = start;
        char in[25 * 4 + 1];
        ptrdiff_t n = 0;
        for (int k = 0; k < 24; k++) {
            rng = rng * 1664525u + 1013904223u;
            n += cs_utf8_put(in + n, pool[(rng >> 16) % (sizeof pool / sizeof *pool)]);
        }
        in[n] = 0;
        utf8proc_uint8_t *want = utf8proc_NFC((const utf8proc_uint8_t *)in);
        assert_str(cs_normal_text((cs_str){ in, n }, &arena), ((cs_str){ (char *)want, (ptrdiff_t)strlen((char *)want) }));
        free(want);
    }
    for (uint32_t cp = 0xA0; cp <= 0x10FFFF; cp++) { /* every character alone, and after a letter */
        if ((cp >= 0xD800 && cp <= 0xDFFF) || cp == 0x2028 || cp == 0x2029) continue;
        char in[8] = "a";
        int n = 1 + cs_utf8_put(in + 1, cp);
        in[n] = 0;
        if (cp == 0xFEFF) continue;
        for (int from = 0; from < 2; from++) {
            arena = start;
            utf8proc_uint8_t *want = utf8proc_NFC((const utf8proc_uint8_t *)in + from);
            assert_str(cs_normal_text((cs_str){ in + from, n - from }, &arena),
                       ((cs_str){ (char *)want, (ptrdiff_t)strlen((char *)want) }));
            free(want);
        }
    }
}

/* Marks without end: linear (sorting them all would take hours), nothing lost. */
static void a_megabyte_of_marks(void **state) {
    (void)state;
    ptrdiff_t n = 0;
    char *in = malloc(1 << 20);
    assert_non_null(in);
    in[n++] = 'a';
    for (int k = 0; n + 4 < 1 << 20; k++) n += cs_utf8_put(in + n, k % 2 ? 0x323 : 0x302);
    cs_str out = cs_normal_text((cs_str){ in, n }, &arena);
    assert_true(cs_utf8_invalid(out) < 0);
    assert_in_range(cs_utf8_count(out), n / 2 - 2, n / 2 + 1);
    free(in);
}

static void lines(void **state) {
    (void)state;
    assert_str(cs_normal_line(CS_LIT("  Blast\xC2\xA0 in \r\n the\tnorth\xE2\x80\x83"), &arena), CS_LIT("Blast in the north"));
    assert_str(cs_normal_line(CS_LIT(" \n "), &arena), CS_LIT(""));
    assert_false(cs_normal_has_text(CS_LIT(" \t\n\xC2\xA0\xE2\x80\x8B\xEF\xBB\xBF")));
    assert_true(cs_normal_has_text(CS_LIT(" \t\n.")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules),
        cmocka_unit_test(same_as_whole_string_nfc),
        cmocka_unit_test(a_megabyte_of_marks),
        cmocka_unit_test(lines),
    };
    if (setjmp(full)) return fputs("arena full\n", stderr), 1;
    return cmocka_run_group_tests(tests, setup, teardown);
}
