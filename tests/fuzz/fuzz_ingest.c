/* Bytes of any kind to a document: sniffing, encodings, HTML, records, normalisation, dates. */
#include "base/utf8.h"
#include "fuzz.h"
#include "ingest/ingest.h"
#include "ingest/normal.h"

static void look(cs_str in, fuzz_arenas *a) {
    cs_ingest_options o = { .path = CS_LIT("fuzz"), .published_day = CS_DAY_NONE };
    cs_document d;
    cs_err err = { .code = CASUS_OK };
    casus_status st = cs_ingest_bytes(in, &o, &d, &a->perm, a->scratch, &err);
    if (st != CASUS_OK) {
        fuzz_check(st == err.code && err.msg[0] && err.at < in.n + 1);
        return;
    }
    fuzz_check(d.text.n > 0 && d.text.n <= CS_TEXT_BYTES_MAX);
    fuzz_check(cs_utf8_invalid(d.text) < 0 && cs_utf8_invalid(d.title) < 0 && cs_utf8_invalid(d.source_name) < 0);
    fuzz_check(cs_utf8_invalid(d.url) < 0 && cs_utf8_invalid(d.path) < 0);
    fuzz_check(!d.text.n || !memchr(d.text.p, '\r', (size_t)d.text.n));
    fuzz_check(!d.title.n || !memchr(d.title.p, '\n', (size_t)d.title.n));
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n) {
    jmp_buf full;
    const cs_str in = { (const char *)p, (ptrdiff_t)n };
    fuzz_arenas *a = fuzz_memory(&full);
    if (!setjmp(full)) look(in, a);
    return 0;
}
