/* Tables of incidents: whatever the rows hold, a reading is JSON with spans inside its text. */
#include "base/utf8.h"
#include "fuzz.h"
#include "import/import.h"
#include <jansson.h>

enum { ROWS_MAX = 200 };

static const cs_lexicon *lexicon(void) {
    static cs_lexicon l;
    static cs_arena a;
    static jmp_buf full;
    if (a.base) return &l;
    fuzz_check(cs_arena_map(&a, (size_t)256 << 20, NULL) == CASUS_OK);
    a.on_full = &full;
    fuzz_check(!setjmp(full) && cs_lexicon_open(&l, &a, NULL) == CASUS_OK);
    return &l;
}

static void check_span(const json_t *item, const char *member, json_int_t n) {
    const json_t *span = json_object_get(item, member);
    json_int_t beg = json_integer_value(json_array_get(span, 0)), end = json_integer_value(json_array_get(span, 1));
    fuzz_check(json_is_array(span) && beg >= 0 && beg < end && end <= n);
}

static void check_reading(const cs_buf *json) {
    json_t *reading = json_loadb(json->p, json->n, JSON_REJECT_DUPLICATES, NULL), *item;
    size_t i;
    fuzz_check(reading);
    const json_t *text = json_object_get(reading, "text"), *s = json_array_get(json_object_get(reading, "statements"), 0);
    json_int_t n = cs_utf8_count((cs_str){ json_string_value(text), (ptrdiff_t)json_string_length(text) });
    check_span(s, "trigger", n);
    check_span(s, "evidence", n);
    json_array_foreach(json_object_get(s, "roles"), i, item) check_span(item, "span", n);
    json_array_foreach(json_object_get(s, "toll"), i, item) check_span(item, "span", n);
    json_array_foreach(json_object_get(reading, "times"), i, item) {
        fuzz_check(json_string_length(json_object_get(item, "begin")) == 10 &&
                   json_string_length(json_object_get(item, "end")) == 10);
        check_span(item, "span", n);
    }
    json_decref(reading);
}

static void look(cs_str in, const char *format, fuzz_arenas *a) {
    cs_import x;
    cs_err err = { .at = -1 };
    cs_buf json = { 0 };
    const cs_import_format *f = cs_import_format_of((cs_str){ format, (ptrdiff_t)strlen(format) });
    if (cs_import_open(&x, f, lexicon(), "t.csv", in, CS_LIT("S"), &a->perm, &err) != CASUS_OK) {
        fuzz_check(err.msg[0]);
        return;
    }
    bool more = true;
    for (int i = 0; more && i < ROWS_MAX; i++) {
        cs_buf_clear(&json);
        casus_status st = cs_import_next(&x, &json, &more, a->scratch, &err);
        if (st == CASUS_OK && more) check_reading(&json);
        if (st != CASUS_OK) fuzz_check(err.msg[0]);
        if (st != CASUS_OK) more = !x.table.broken;
    }
    cs_buf_free(&json);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n) {
    static const char *const formats[] = { "acled", "ged", "csv" };
    jmp_buf full;
    const cs_str in = { (const char *)p, (ptrdiff_t)n };
    for (int i = 0; i < 3; i++) {
        fuzz_arenas *a = fuzz_memory(&full);
        if (!setjmp(full)) look(in, formats[i], a);
    }
    return 0;
}
