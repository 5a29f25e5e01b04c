/* Normalisation: what it gives does not change when it is normalised again, and utf8proc finds it in NFC. */
#include "base/utf8.h"
#include "fuzz.h"
#include "ingest/normal.h"
#include <utf8proc.h>

/* Is there a character with more marks than are put in order? */
static bool has_long_run(cs_str s) {
    int run = 0;
    for (ptrdiff_t i = 0; i < s.n;) {
        uint32_t cp = cs_utf8_next(s, &i);
        run = utf8proc_get_property((utf8proc_int32_t)cp)->combining_class || (cp >= 0x1160 && cp < 0x1200) ? run + 1 : 0;
        if (run >= CS_MARKS_MAX / 4) return true;
    }
    return false;
}

static void look(cs_str in, fuzz_arenas *a) {
    if (cs_utf8_invalid(in) >= 0) in.n = cs_utf8_invalid(in);
    cs_str out = cs_normal_text(in, &a->perm);
    fuzz_check(cs_utf8_invalid(out) < 0 && out.n <= 3 * in.n);
    if (out.n && !has_long_run(in)) {
        if (!cs_starts(out, CS_LIT("\xEF\xBB\xBF"))) fuzz_check(cs_eq(out, cs_normal_text(out, &a->perm)));
        utf8proc_uint8_t *nfc = NULL;
        utf8proc_ssize_t m = utf8proc_map((const utf8proc_uint8_t *)out.p, out.n, &nfc, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
        fuzz_check(m >= 0 && cs_eq(out, (cs_str){ (const char *)nfc, m }));
        free(nfc);
    }
    cs_str line = cs_normal_line(in, &a->perm);
    fuzz_check(!line.n || (line.p[0] != ' ' && line.p[line.n - 1] != ' ' && !memchr(line.p, '\n', (size_t)line.n)));
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n) {
    jmp_buf full;
    const cs_str in = { (const char *)p, (ptrdiff_t)n };
    fuzz_arenas *a = fuzz_memory(&full);
    if (!setjmp(full)) look(in, a);
    return 0;
}
