/* JSON Lines records and dates in metadata. */
#include "fixture.h"
#include "ingest/date.h"

static void members(void **state) {
    (void)state;
    assert_int_equal(
        ingest_as(CS_INPUT_RECORD,
                  CS_LIT("{\"id\": \"a-1\", \"text\": \"Troops left.\\nNobody \\u00e9 died.\", \"title\": \"T\", "
                         "\"date\": \"2019-03-04\", \"url\": \"https://example.org/1\", \"source\": \"S\", \"more\": [1]}")),
        CASUS_OK);
    assert_str(doc.text, CS_LIT("Troops left.\nNobody \xC3\xA9 died."));
    assert_str(doc.title, CS_LIT("T"));
    assert_str(doc.source_name, CS_LIT("S"));
    assert_str(doc.url, CS_LIT("https://example.org/1"));
    assert_str(doc.path, CS_LIT("f/a-1"));
    assert_str(doc.media_type, CS_LIT("application/jsonl"));
    assert_int_equal(doc.published_day, day(2019, 3, 4));
    assert_text(CS_LIT("{\"id\": 17, \"text\": \"<b>stays</b>\", \"title\": null}"), CS_LIT("<b>stays</b>"));
    assert_str(doc.path, CS_LIT("f/17"));
    assert_int_equal(ingest_as(CS_INPUT_RECORD, CS_LIT("{\"text\": \"a\", \"published\": \"2019-03-04\"}")), CASUS_OK);
    assert_int_equal(doc.published_day, day(2019, 3, 4));
    assert_text(CS_LIT("{\"text\": \"a\\u0000b \\ud83d\\ude00\"}"), CS_LIT("a b \xF0\x9F\x98\x80"));
    cs_ingest_options o = { .kind = CS_INPUT_RECORD, .path = CS_LIT("f.jsonl"), .line = 7, .published_day = CS_DAY_NONE };
    assert_int_equal(cs_ingest_bytes(CS_LIT("{\"text\":\"x\"}"), &o, &doc, &perm, scratch, &err), CASUS_OK);
    assert_str(doc.path, CS_LIT("f.jsonl/7"));
}

static void bad_records(void **state) {
    (void)state;
    static const struct {
        cs_str in;
        const char *words;
    } T[] = {
        { CS_LIT("{\"text\": \"cut"), "expected a JSON object" },
        { CS_LIT("[1, 2]"), "expected a JSON object" },
        { CS_LIT("{\"id\": 1}"), "\"text\"" },
        { CS_LIT("{\"text\": 5}"), "\"text\" to be a string" },
        { CS_LIT("{\"text\": \" \\n\"}"), "empty" },
        { CS_LIT("{\"text\": \"a\", \"text\": \"b\"}"), "duplicate" },
        { CS_LIT("{\"text\": \"\\ud800 alone\"}"), "\\uD800" },
        { CS_LIT("{\"text\": \"a\xFF\"}"), "0xff" },
        { CS_LIT("{\"text\": \"a\", \"id\": 123456789012345678901234567890}"), "too big" },
        { CS_LIT("{\"text\": \"a\", \"n\": 1e999999}"), "real number" },
        { CS_LIT("{\"text\": \"a\", \"date\": \"yesterday\"}"), "\"date\" to be a day" },
        { CS_LIT("{\"text\": \"a\", \"date\": \"2019-02-30\"}"), "\"date\" to be a day" },
        { CS_LIT("{\"text\": \"a\", \"published\": \"soon\"}"), "\"published\" to be a day" },
        { CS_LIT("{\"text\": \"a\", \"date\": \"2019-02-03\", \"published\": \"2019-02-03\"}"), "found both" },
        { CS_LIT("{\"text\": \"a\", \"title\": {}}"), "\"title\" to be a string" },
        { CS_LIT("{\"text\": \"a\"} {\"text\": \"b\"}"), "expected a JSON object" },
    };
    for (size_t i = 0; i < sizeof T / sizeof *T; i++) {
        assert_int_equal(ingest_as(CS_INPUT_RECORD, T[i].in), CASUS_E_INPUT);
        if (!strstr(err.msg, T[i].words)) fail_msg("%zu: message is \"%s\", expected \"%s\"", i, err.msg, T[i].words);
    }
    assert_refused(CS_LIT("{\"text\": \"a\"}\n{\"text\": \"b\"}\n"), CASUS_E_INPUT, 13, "JSON Lines");
}

static void deep_nesting(void **state) {
    (void)state;
    enum { N = 1 << 20 };
    char *p = malloc(N);
    assert_non_null(p);
    memset(p, '[', N);
    memcpy(p, "{\"text\": ", 9);
    assert_int_equal(ingest_as(CS_INPUT_RECORD, (cs_str){ p, N }), CASUS_E_INPUT);
    assert_non_null(strstr(err.msg, "depth"));
    free(p);
}

static void dates(void **state) {
    (void)state;
    static const struct {
        cs_str in;
        int32_t y, m, d;
    } T[] = {
        { CS_LIT("2022-09-14"), 2022, 9, 14 },
        { CS_LIT("2022-09-14T23:59:59.123+05:30"), 2022, 9, 14 },
        { CS_LIT(" 2022-09-14 08:00 "), 2022, 9, 14 },
        { CS_LIT("2022/9/4"), 2022, 9, 4 },
        { CS_LIT("20220914"), 2022, 9, 14 },
        { CS_LIT("20220914T080000Z"), 2022, 9, 14 },
        { CS_LIT("Wed, 14 Sep 2022 08:00:00 +0000"), 2022, 9, 14 },
        { CS_LIT("September 14, 2022"), 2022, 9, 14 },
        { CS_LIT("Published: 3rd SEPT. 2022, 10:30"), 2022, 9, 3 },
        { CS_LIT("14-May-1999"), 1999, 5, 14 },
        { CS_LIT("Tue Mar 1 09:12:00 EST 2011"), 0, 0, 0 },
        { CS_LIT("2022-09"), 0, 0, 0 },
        { CS_LIT("2022-13-01"), 0, 0, 0 },
        { CS_LIT("2021-02-29"), 0, 0, 0 },
        { CS_LIT("09/05/2022"), 0, 0, 0 },
        { CS_LIT("1663142400"), 0, 0, 0 },
        { CS_LIT("31 June 2022"), 0, 0, 0 },
        { CS_LIT("May 2022"), 0, 0, 0 },
        { CS_LIT("99999999999999999999 May 2022"), 0, 0, 0 },
        { CS_LIT(""), 0, 0, 0 },
        { CS_LIT("-"), 0, 0, 0 },
    };
    for (size_t i = 0; i < sizeof T / sizeof *T; i++) {
        cs_day_result r = cs_date_parse(T[i].in);
        if (r.ok != (T[i].y != 0)) fail_msg("\"%.*s\" is %sread", (int)T[i].in.n, T[i].in.p, r.ok ? "" : "not ");
        if (r.ok) assert_int_equal(r.day, day(T[i].y, T[i].m, T[i].d));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members),
        cmocka_unit_test(bad_records),
        cmocka_unit_test(deep_nesting),
        cmocka_unit_test(dates),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
