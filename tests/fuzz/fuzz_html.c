/* A page to its text and metadata. */
#include "base/utf8.h"
#include "fuzz.h"
#include "ingest/html.h"
#include "ingest/normal.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n) {
    jmp_buf full;
    fuzz_arenas *a = fuzz_memory(&full);
    if (setjmp(full)) return 0;
    cs_str page = { (const char *)p, (ptrdiff_t)n };
    if (cs_utf8_invalid(page) >= 0) page.n = cs_utf8_invalid(page); /* the parser is only given valid UTF-8 */
    cs_page out;
    cs_err err;
    if (cs_html_read(page, &out, &a->perm, a->scratch, &err) != CASUS_OK) {
        fuzz_check(err.at >= 0 && err.at < page.n);
        return 0;
    }
    fuzz_check(cs_utf8_invalid(out.text) < 0 && cs_utf8_invalid(out.title) < 0 && cs_utf8_invalid(out.site) < 0);
    fuzz_check(out.text.n <= 2 * page.n + 2); /* nothing is made up: a blank line between paragraphs is all that is added */
    return 0;
}
