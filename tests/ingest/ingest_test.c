/* From bytes to a document: kinds, encodings, limits, what is refused and how. */
#include "base/utf8.h"
#include "fixture.h"

static void plain_text_stays_as_it_is(void **state) {
    (void)state;
    assert_text(CS_LIT("Blast in the valley\n\nThree  people died.\n"), CS_LIT("Blast in the valley\n\nThree  people died.\n"));
    assert_str(doc.media_type, CS_LIT("text/plain"));
    assert_str(doc.charset, CS_LIT("UTF-8"));
    assert_str(doc.path, CS_LIT("f"));
    assert_int_equal(doc.title.n, 0);
    assert_int_equal(doc.published_day, CS_DAY_NONE);
    assert_int_equal(doc.size_bytes, 41);
    char hex[CS_SHA256_HEX];
    cs_sha256_hex(CS_LIT("Blast in the valley\n\nThree  people died.\n"), hex);
    assert_string_equal(doc.sha256, hex);
    assert_string_equal(doc.text_sha256, hex);
    assert_text(CS_LIT("a < b and <c> is no tag of ours"), CS_LIT("a < b and <c> is no tag of ours"));
    assert_text(CS_LIT("{curly} beginnings are text"), CS_LIT("{curly} beginnings are text"));
}

static void hashes_are_of_bytes_and_of_text(void **state) {
    (void)state;
    assert_text(CS_LIT("one\r\ntwo"), CS_LIT("one\ntwo"));
    char bytes[CS_SHA256_HEX], text[CS_SHA256_HEX];
    cs_sha256_hex(CS_LIT("one\r\ntwo"), bytes);
    cs_sha256_hex(CS_LIT("one\ntwo"), text);
    assert_string_equal(doc.sha256, bytes);
    assert_string_equal(doc.text_sha256, text);
}

static void encodings(void **state) {
    (void)state;
    static const struct {
        const char *charset;
        cs_str in, out;
    } T[] = {
        { "UTF-8",
          CS_LIT("\xEF\xBB\xBF"
                 "Caf\xC3\xA9"),
          CS_LIT("Caf\xC3\xA9") },
        { "UTF-16LE",
          CS_LIT("\xFF\xFE"
                 "C\0a\0f\0\xE9\0"),
          CS_LIT("Caf\xC3\xA9") },
        { "UTF-16BE", CS_LIT("\xFE\xFF\0C\0a\0f\0\xE9"), CS_LIT("Caf\xC3\xA9") },
        { "UTF-32LE", CS_LIT("\xFF\xFE\0\0C\0\0\0\xE9\0\0\0"), CS_LIT("C\xC3\xA9") },
        { "UTF-32BE", CS_LIT("\0\0\xFE\xFF\0\0\0C\0\0\0\xE9"), CS_LIT("C\xC3\xA9") },
        { "UTF-16LE", CS_LIT("N\0o\0 \0m\0a\0r\0k\0.\0"), CS_LIT("No mark.") },
        { "UTF-16BE", CS_LIT("\0N\0o\0 \0m\0a\0r\0k\0."), CS_LIT("No mark.") },
        { "UTF-16LE", CS_LIT("\xFF\xFE\x3D\xD8\x00\xDE"), CS_LIT("\xF0\x9F\x98\x80") },
        { "windows-1252", CS_LIT("\x93We saw smoke,\x94 she said \x97 \x91twice\x92."),
          CS_LIT("\xE2\x80\x9CWe saw smoke,\xE2\x80\x9D she said \xE2\x80\x94 \xE2\x80\x98twice\xE2\x80\x99.") },
    };
    for (size_t i = 0; i < sizeof T / sizeof *T; i++) {
        assert_text(T[i].in, T[i].out);
        assert_str(doc.charset, ((cs_str){ T[i].charset, (ptrdiff_t)strlen(T[i].charset) }));
    }
}

static void detected_encodings(void **state) {
    (void)state;
    /* KOI8-R: enough Russian to be told from the other Cyrillic encodings */
    assert_text(
        CS_LIT("\xF7\xDE\xC5\xD2\xC1 \xD7\xC5\xDE\xC5\xD2\xCF\xCD \xD7 \xC7\xCF\xD2\xCF\xC4\xC5 \xC2\xD9\xCC "
               "\xD3\xCC\xD9\xDB\xC5\xCE "
               "\xD7\xDA\xD2\xD9\xD7, \xD3\xCF\xCF\xC2\xDD\xC9\xCC\xC9 \xD7 \xD0\xCF\xCC\xC9\xC3\xC9\xC9"),
        CS_LIT("\xD0\x92\xD1\x87\xD0\xB5\xD1\x80\xD0\xB0 \xD0\xB2\xD0\xB5\xD1\x87\xD0\xB5\xD1\x80\xD0\xBE\xD0\xBC \xD0\xB2 "
               "\xD0\xB3\xD0\xBE\xD1\x80\xD0\xBE\xD0\xB4\xD0\xB5 \xD0\xB1\xD1\x8B\xD0\xBB "
               "\xD1\x81\xD0\xBB\xD1\x8B\xD1\x88\xD0\xB5\xD0\xBD "
               "\xD0\xB2\xD0\xB7\xD1\x80\xD1\x8B\xD0\xB2, \xD1\x81\xD0\xBE\xD0\xBE\xD0\xB1\xD1\x89\xD0\xB8\xD0\xBB\xD0\xB8 "
               "\xD0\xB2 "
               "\xD0\xBF\xD0\xBE\xD0\xBB\xD0\xB8\xD1\x86\xD0\xB8\xD0\xB8"));
    assert_str(doc.charset, CS_LIT("KOI8-R"));
    /* Mac Roman's quotes; Windows-1250 where uchardet says ISO-8859-2; one accent in an English text */
    assert_text(CS_LIT("\xD2We don\xD5t know,\xD3 he said \xD1 twice."),
                CS_LIT("\xE2\x80\x9CWe don\xE2\x80\x99t know,\xE2\x80\x9D he said \xE2\x80\x94 twice."));
    assert_text(CS_LIT("Gunmen attacked a convoy near the border. \xA3ukasz \xAF\xF3\xB3ty and Wa\xB3\xEAsa met in \xA3\xF3"
                       "d\x9F."),
                CS_LIT("Gunmen attacked a convoy near the border. \xC5\x81ukasz \xC5\xBB\xC3\xB3\xC5\x82ty and "
                       "Wa\xC5\x82\xC4\x99sa met in \xC5\x81\xC3\xB3"
                       "d\xC5\xBA."));
    assert_text(CS_LIT("Gunmen attacked a convoy near the border on Tuesday and fled. It was na\xEFve, they said."),
                CS_LIT("Gunmen attacked a convoy near the border on Tuesday and fled. It was na\xC3\xAFve, they said."));
}

static void declared_encodings(void **state) {
    (void)state;
    assert_text(CS_LIT("<html><head><meta charset=\"windows-1251\"></head><p>\xC0\xE1\xF3</p>"),
                CS_LIT("\xD0\x90\xD0\xB1\xD1\x83"));
    assert_str(doc.charset, CS_LIT("windows-1251"));
    assert_text(
        CS_LIT("<html><meta http-equiv='Content-Type' content='text/html; charset=ISO-8859-1'><p>caf\xE9 \x93x\x94</p>"),
        CS_LIT("caf\xC3\xA9 \xE2\x80\x9Cx\xE2\x80\x9D"));
    assert_str(doc.charset, CS_LIT("windows-1252"));
    assert_text(CS_LIT("<?xml version='1.0' encoding='iso-8859-15'?><html><p>\xA4</p></html>"), CS_LIT("\xE2\x82\xAC"));
    assert_text(CS_LIT("<html><meta charset='utf-16'><p>read as ASCII, so it is not</p>"),
                CS_LIT("read as ASCII, so it is not"));
    /* a declaration that iconv must never see */
    assert_text(CS_LIT("<html><meta charset='ISO-2022-CN-EXT'><p>plain words</p>"), CS_LIT("plain words"));
    assert_refused(CS_LIT("<html><meta charset='utf-8'><p>caf\xE9</p>"), CASUS_E_INPUT, 34,
                   "expected UTF-8 but found byte 0xe9");
    assert_refused(CS_LIT("\xEF\xBB\xBFsaid \xFF"), CASUS_E_INPUT, 8, "expected UTF-8 but found byte 0xff");
    assert_refused(CS_LIT("\xFF\xFE"
                          "a\0\x00\xDC"
                          "b\0"),
                   CASUS_E_INPUT, 4, "expected UTF-16LE");
}

static void offsets_count_code_points(void **state) {
    (void)state;
    /* combining mark, emoji, Arabic, CRLF, soft hyphen, ligature: where "here" begins, in code points of the text */
    static const struct {
        cs_str in;
        uint32_t at;
    } T[] = {
        { CS_LIT("Cafe\xCC\x81 here"), 5 },
        { CS_LIT("\xF0\x9F\x98\x80\xF0\x9F\x98\x80 here"), 3 },
        { CS_LIT("\xD8\xB9\xD9\x84\xD9\x8A here"), 4 },
        { CS_LIT("a\r\nb\r\nhere"), 4 },
        { CS_LIT("hos\xC2\xADpital here"), 10 },
        { CS_LIT("\xEF\xAC\x81re here"), 4 },
    };
    for (size_t i = 0; i < sizeof T / sizeof *T; i++) {
        assert_int_equal(ingest(T[i].in), CASUS_OK);
        cs_utf8_index ix = cs_utf8_index_of(doc.text, &perm);
        assert_int_equal(cs_utf8_at(&ix, (uint32_t)cs_find(doc.text, CS_LIT("here"))), T[i].at);
    }
}

static void what_is_no_text_is_refused(void **state) {
    (void)state;
    assert_refused(CS_LIT(""), CASUS_E_INPUT, -1, "empty");
    assert_refused(CS_LIT(" \r\n\t\xC2\xA0"), CASUS_E_INPUT, -1, "white space");
    assert_refused(CS_LIT("\xEF\xBB\xBF"), CASUS_E_INPUT, -1, "white space");
    assert_refused(CS_LIT("%PDF-1.7\n"), CASUS_E_INPUT, -1, "PDF");
    assert_refused(CS_LIT("PK\3\4\x14\0\0"), CASUS_E_INPUT, -1, "ZIP");
    assert_refused(CS_LIT("\x89PNG\r\n\x1A\n"), CASUS_E_INPUT, -1, "PNG");
    assert_refused(CS_LIT("{\\rtf1 text}"), CASUS_E_INPUT, -1, "RTF");
    assert_refused(CS_LIT("good text, then \0"), CASUS_E_INPUT, 16, "0x00");
    assert_refused(CS_LIT("ab\1\2\3\4"), CASUS_E_INPUT, 2, "0x01");
    assert_refused(CS_LIT("<html><body><script>var x</script></body>"), CASUS_E_INPUT, -1, "no text on this page");
}

static char *repeat_bytes(const char *unit, size_t n, size_t n_bytes) {
    char *p = malloc(n_bytes);
    assert_non_null(p);
    for (size_t i = 0; i < n_bytes; i++) p[i] = unit[i % n];
    return p;
}

#define repeat(unit, n_bytes) repeat_bytes(unit, sizeof unit - 1, n_bytes)

static void size_limit(void **state) {
    (void)state;
    char *p = repeat("word ", CS_TEXT_BYTES_MAX + 1);
    assert_int_equal(ingest((cs_str){ p, CS_TEXT_BYTES_MAX }), CASUS_OK);
    assert_int_equal(doc.text.n, CS_TEXT_BYTES_MAX);
    assert_refused(((cs_str){ p, CS_TEXT_BYTES_MAX + 1 }), CASUS_E_LIMIT, -1, "at most 16777216 bytes");
    free(p);
    p = repeat("x\0", CS_TEXT_BYTES_MAX); /* UTF-16 that is below the limit as it stands */
    assert_int_equal(ingest((cs_str){ p, CS_TEXT_BYTES_MAX }), CASUS_OK);
    assert_int_equal(doc.text.n, CS_TEXT_BYTES_MAX / 2);
    free(p);
    p = repeat("\xE9\xE8\xEA word ", CS_TEXT_BYTES_MAX); /* and one that grows above it */
    assert_refused(((cs_str){ p, CS_TEXT_BYTES_MAX }), CASUS_E_LIMIT, -1, "at most 16777216 bytes");
    free(p);
}

static void one_line_of_a_megabyte(void **state) {
    (void)state;
    char *p = repeat("The patrol came under fire near the river. ", 1 << 20);
    assert_int_equal(ingest((cs_str){ p, 1 << 20 }), CASUS_OK);
    assert_int_equal(doc.text.n, 1 << 20);
    free(p);
}

static void options_come_before_the_reports_own(void **state) {
    (void)state;
    cs_str page = CS_LIT(
        "<title>Own title</title><meta property='og:site_name' content='Own site'>"
        "<meta property='og:url' content='https://example.org/own'><meta name='date' content='2020-01-02'><p>Text.</p>");
    cs_ingest_options o = { .published_day = CS_DAY_NONE };
    assert_int_equal(cs_ingest_bytes(page, &o, &doc, &perm, scratch, &err), CASUS_OK);
    assert_str(doc.title, CS_LIT("Own title"));
    assert_str(doc.source_name, CS_LIT("Own site"));
    assert_str(doc.url, CS_LIT("https://example.org/own"));
    assert_int_equal(doc.published_day, day(2020, 1, 2));
    o = (cs_ingest_options){
        .title = CS_LIT(" Given\ntitle "), .source_name = CS_LIT("Given"), .url = CS_LIT("u"), .published_day = day(2021, 5, 6)
    };
    assert_int_equal(cs_ingest_bytes(page, &o, &doc, &perm, scratch, &err), CASUS_OK);
    assert_str(doc.title, CS_LIT("Given title"));
    assert_str(doc.source_name, CS_LIT("Given"));
    assert_str(doc.url, CS_LIT("u"));
    assert_int_equal(doc.published_day, day(2021, 5, 6));
}

/* Output is UTF-8 whatever a file is called. */
static void names_of_files_are_bytes(void **state) {
    (void)state;
    cs_ingest_options o = { .path = CS_LIT("caf\xc3\xa9/a\xff\xc3.txt"), .published_day = CS_DAY_NONE };
    cs_arena_reset(&perm, 0);
    assert_int_equal(cs_ingest_bytes(CS_LIT("Three people died."), &o, &doc, &perm, scratch, &err), CASUS_OK);
    assert_str(doc.path, CS_LIT("caf\xc3\xa9/a\xef\xbf\xbd\xef\xbf\xbd.txt"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_text_stays_as_it_is),
        cmocka_unit_test(hashes_are_of_bytes_and_of_text),
        cmocka_unit_test(encodings),
        cmocka_unit_test(detected_encodings),
        cmocka_unit_test(declared_encodings),
        cmocka_unit_test(offsets_count_code_points),
        cmocka_unit_test(what_is_no_text_is_refused),
        cmocka_unit_test(size_limit),
        cmocka_unit_test(one_line_of_a_megabyte),
        cmocka_unit_test(options_come_before_the_reports_own),
        cmocka_unit_test(names_of_files_are_bytes),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
