/* A line of JSON Lines to a record. */
#include "base/utf8.h"
#include "fuzz.h"
#include "ingest/record.h"

static void look(cs_str in, fuzz_arenas *a) {
    cs_record r;
    cs_err err;
    if (cs_record_read(in, &r, &a->perm, &err) != CASUS_OK) return;
    fuzz_check(cs_utf8_invalid(r.text) < 0 && cs_utf8_invalid(r.id) < 0 && cs_utf8_invalid(r.title) < 0);
    fuzz_check(cs_utf8_invalid(r.url) < 0 && cs_utf8_invalid(r.source) < 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n) {
    jmp_buf full;
    const cs_str in = { (const char *)p, (ptrdiff_t)n };
    fuzz_arenas *a = fuzz_memory(&full);
    if (!setjmp(full)) look(in, a);
    return 0;
}
