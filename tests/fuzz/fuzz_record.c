/* A line of JSON Lines to a record. */
#include "base/utf8.h"
#include "fuzz.h"
#include "ingest/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n) {
    jmp_buf full;
    fuzz_arenas *a = fuzz_memory(&full);
    if (setjmp(full)) return 0;
    cs_record r;
    cs_err err;
    if (cs_record_read((cs_str){ (const char *)p, (ptrdiff_t)n }, &r, &a->perm, &err) != CASUS_OK) return 0;
    fuzz_check(cs_utf8_invalid(r.text) < 0 && cs_utf8_invalid(r.id) < 0 && cs_utf8_invalid(r.title) < 0);
    fuzz_check(cs_utf8_invalid(r.url) < 0 && cs_utf8_invalid(r.source) < 0);
    return 0;
}
