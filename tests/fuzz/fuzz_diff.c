/* Two readings as JSON, a line each, compared. */
#include "base/utf8.h"
#include "fuzz.h"
#include "score/diff.h"

/* Each statement has one twin at most, which has it as its own. */
static void check_twins(const cs_diff_reading *x, const cs_diff_reading *y) {
    for (ptrdiff_t i = 0; i < x->statements.n; i++) {
        int32_t twin = x->statements.v[i].twin, incident = x->statements.v[i].incident;
        fuzz_check(twin < y->statements.n && incident < x->incidents.n);
        fuzz_check(twin < 0 || y->statements.v[twin].twin == i);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n) {
    jmp_buf full;
    fuzz_arenas *a = fuzz_memory(&full);
    cs_diff_reading x, y;
    cs_diff_counts counts = { 0 };
    cs_err err = { .code = CASUS_OK };
    cs_str all = { (const char *)p, (ptrdiff_t)n };
    const char *lf = n ? memchr(p, '\n', n) : NULL;
    cs_str one = cs_cut(all, 0, lf ? lf - all.p : all.n), two = cs_cut(all, lf ? lf - all.p + 1 : 0, all.n);
    static cs_buf out;
    cs_buf_clear(&out);
    if (setjmp(full)) return 0;
    if (cs_diff_read(one, &x, &a->perm, &err) != CASUS_OK || cs_diff_read(two, &y, &a->perm, &err) != CASUS_OK) {
        fuzz_check(err.code != CASUS_OK && err.msg[0]);
        return 0;
    }
    bool differs = cs_diff_pair(&x, &y, &counts, a->scratch);
    check_twins(&x, &y);
    check_twins(&y, &x);
    fuzz_check(counts.statements_both + counts.statements_a == x.statements.n);
    fuzz_check(counts.statements_both + counts.statements_b == y.statements.n);
    fuzz_check(differs == (counts.different == 1));
    cs_diff_text(&out, &x, &y, 80, true, a->scratch);
    cs_diff_json(&out, &x, &y, a->scratch);
    fuzz_check(!out.failed && cs_utf8_invalid((cs_str){ out.p, (ptrdiff_t)out.n }) < 0);
    return 0;
}
