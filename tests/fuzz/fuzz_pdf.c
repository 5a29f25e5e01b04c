/* What pdftotext says of a PDF to text, pages and title. */
#include "base/utf8.h"
#include "fuzz.h"
#include "ingest/normal.h"
#include "ingest/pdf.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n) {
    jmp_buf full;
    fuzz_arenas *a = fuzz_memory(&full);
    if (setjmp(full)) return 0;
    cs_pdf out;
    cs_err err = { .code = CASUS_OK };
    casus_status st = cs_pdf_read((cs_str){ (const char *)p, (ptrdiff_t)n }, &out, &a->perm, a->scratch, &err);
    if (st != CASUS_OK) {
        fuzz_check(st == err.code && err.msg[0]);
        return 0;
    }
    fuzz_check(out.n_pages > 0 && out.pages[0].beg == 0 && out.pages[out.n_pages - 1].end == out.text.n);
    for (ptrdiff_t i = 0; i < out.n_pages; i++) {
        fuzz_check(out.pages[i].beg <= out.pages[i].end && out.pages[i].end <= out.text.n);
        fuzz_check(i == 0 || out.pages[i].beg == out.pages[i - 1].end);
        fuzz_check(out.pages[i].beg == out.text.n || cs_utf8_is_start(out.text.p[out.pages[i].beg]));
    }
    fuzz_check(cs_utf8_invalid(out.text) < 0 && cs_utf8_invalid(out.title) < 0);
    fuzz_check(cs_eq(cs_normal_text(out.text, &a->perm), out.text)); /* so that offsets in it stay what they are */
    return 0;
}
