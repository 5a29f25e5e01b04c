/* Arenas and one call for the tests of ingest. */
#ifndef CS_TESTS_INGEST_FIXTURE_H
#define CS_TESTS_INGEST_FIXTURE_H
#include "check.h"
#include "ingest/ingest.h"
#include <stdlib.h>

static cs_arena perm, scratch;
static jmp_buf full;
static cs_err err;
static cs_document doc;

static int setup(void **state) {
    (void)state;
    if (cs_arena_map(&perm, (size_t)1 << 30, NULL) != CASUS_OK || cs_arena_map(&scratch, (size_t)1 << 30, NULL) != CASUS_OK)
        return 1;
    perm.on_full = scratch.on_full = &full;
    return 0;
}
static int teardown(void **state) {
    (void)state;
    cs_arena_unmap(&perm);
    cs_arena_unmap(&scratch);
    return 0;
}

/* Fills doc or err. */
static inline casus_status ingest_as(cs_input_kind kind, cs_str bytes) {
    cs_ingest_options o = { .kind = kind, .path = CS_LIT("f"), .published_day = CS_DAY_NONE };
    cs_arena_reset(&perm, 0);
    err = (cs_err){ 0 };
    return cs_ingest_bytes(bytes, &o, &doc, &perm, scratch, &err);
}
static inline casus_status ingest(cs_str bytes) { return ingest_as(CS_INPUT_ANY, bytes); }

/* Fails unless the bytes give that text. */
#define assert_text(bytes, want) \
    do { \
        cs_str bytes_ = (bytes); \
        if (ingest(bytes_) != CASUS_OK) fail_msg("%s (at %lld)", err.msg, (long long)err.at); \
        assert_str(doc.text, want); \
    } while (0)

/* Fails unless the bytes are refused with that code, at that byte, with words of that kind. */
#define assert_refused(bytes, code_, at_, words) \
    do { \
        assert_int_equal(ingest(bytes), code_); \
        if (!strstr(err.msg, words)) fail_msg("message is \"%s\", expected \"%s\" in it", err.msg, words); \
        assert_int_equal(err.at, at_); \
    } while (0)

static inline int32_t day(int32_t y, int32_t m, int32_t d) { return cs_day_of(y, m, d); }
#endif
