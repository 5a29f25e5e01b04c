#include "base/utf8.h"
#include "check.h"

static void every_scalar_value_goes_round(void **state) {
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        if (cp >= 0xD800 && cp <= 0xDFFF) continue;
        char b[CS_UTF8_CHAR_MAX];
        int n = cs_utf8_put(b, cp);
        uint32_t back = 0xFFFFFFFF;
        assert_int_equal(cs_utf8_decode(b, n, &back), n);
        assert_int_equal(back, cp);
        assert_int_equal(cs_utf8_decode(b, n - 1, &back), 0); /* cut off */
    }
}

static void invalid_bytes_are_found(void **state) {
    (void)state;
    static const struct {
        cs_str s;
        ptrdiff_t at;
    } T[] = {
        { { "plain ascii text", 16 }, -1 },
        { { "Zl\xC3\xADn \xE2\x80\x93 \xF0\x9F\x98\x80", 14 }, -1 },
        { { "abcdefgh\xFFxyz", 12 }, 8 },
        { { "ab\xC0\xAF", 4 }, 2 },        /* overlong '/' */
        { { "a\xE0\x80\xAF", 4 }, 1 },     /* overlong */
        { { "a\xF0\x80\x80\xAF", 5 }, 1 }, /* overlong */
        { { "\xED\xA0\x80", 3 }, 0 },      /* surrogate */
        { { "\xF4\x90\x80\x80", 4 }, 0 },  /* above U+10FFFF */
        { { "caf\xC3", 4 }, 3 },           /* cut off */
        { { "\x80", 1 }, 0 },              /* stray continuation */
        { { "", 0 }, -1 },
    };
    for (size_t i = 0; i < sizeof T / sizeof *T; i++) assert_int_equal(cs_utf8_invalid(T[i].s), T[i].at);
}

/* The index agrees with counting from the start, at every start of a code point, for text with 1- to 4-byte characters. */
static void index_agrees_with_counting(void **state) {
    (void)state;
    cs_arena a;
    jmp_buf full;
    assert_int_equal(cs_arena_map(&a, 1 << 20, NULL), CASUS_OK);
    a.on_full = &full;
    assert_int_equal(setjmp(full), 0);
    char b[4000];
    static const uint32_t mix[] = { 'a', 0xE9, 0x0645, 0x301, 0x20AC, 0x1F600, '\n', 0xFB01 };
    for (ptrdiff_t len = 0; len < 300; len++) {
        cs_str s = { b, 0 };
        for (ptrdiff_t i = 0; i < len; i++) s.n += cs_utf8_put(b + s.n, mix[(i * i + len) % 8]);
        cs_utf8_index ix = cs_utf8_index_of(s, &a);
        uint32_t n = 0;
        for (ptrdiff_t i = 0; i < s.n; n++) {
            assert_int_equal(cs_utf8_at(&ix, (uint32_t)i), n);
            cs_utf8_next(s, &i);
        }
        assert_int_equal(cs_utf8_at(&ix, (uint32_t)s.n), cs_utf8_count(s));
        assert_int_equal(n, len);
    }
    cs_str ascii = CS_LIT("no accents here");
    cs_utf8_index ix = cs_utf8_index_of(ascii, &a);
    assert_null(ix.before);
    assert_int_equal(cs_utf8_at(&ix, 15), 15);
    cs_arena_unmap(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_scalar_value_goes_round),
        cmocka_unit_test(invalid_bytes_are_found),
        cmocka_unit_test(index_agrees_with_counting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
