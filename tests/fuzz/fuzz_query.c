/* What somebody types to be looked for: read, and asked of the index of the database, which must take all that was read. */
#include "fuzz.h"
#include "base/utf8.h"
#include "store/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n) {
    jmp_buf full;
    fuzz_arenas *a = fuzz_memory(&full);
    if (setjmp(full)) return 0;
    cs_query q;
    cs_err err = { .code = CASUS_OK };
    cs_str text = { (const char *)p, (ptrdiff_t)n };
    casus_status st = cs_query_read(text, &q, &a->perm, &err);
    if (st != CASUS_OK) {
        fuzz_check(st == err.code && err.msg[0] && err.at <= (int64_t)n);
        return 0;
    }
    fuzz_check(q.nodes.n > 0 && q.nodes.n < 2 * CS_QUERY_WORDS_MAX);
    cs_marker *m = NULL;
    cs_marked marked[2];
    cs_str two = CS_LIT("Gunmen killed \xC3\xA9ight men in B\xC3\xA1ma");
    if (memchr(p, 0, n)) return 0; /* an argument of a command has no zero byte */
    fuzz_check(cs_marker_open(&m, &q, &a->perm, &err) == CASUS_OK);
    fuzz_check(cs_marker_mark(m, text, two, marked, &a->perm, &err) == CASUS_OK);
    cs_marker_close(&m);
    for (int i = 0; i < 2; i++)
        for (int k = 0; k < marked[i].n_marks; k++)
            fuzz_check(marked[i].marks[k].beg < marked[i].marks[k].end && marked[i].marks[k].end <= marked[i].text.n);
    return 0;
}
