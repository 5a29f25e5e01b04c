/* A sample of hand-coded reports. */
#include "base/utf8.h"
#include "fuzz.h"
#include "score/anchor.h"
#include "score/gold.h"
#include "score/name.h"

static void look(cs_str in, fuzz_arenas *a) {
    static const cs_str TEXT = CS_LIT("Six people were killed in the caf\xc3\xa9.");
    cs_gold g;
    cs_err err = { .at = -1 };
    if (cs_gold_read(in, &g, &a->perm, &err) != CASUS_OK) {
        fuzz_check(err.at > 0 && err.msg[0]);
        return;
    }
    cs_anchor_text text = cs_anchor_text_of(TEXT, &a->scratch);
    for (ptrdiff_t i = 0; i < g.reports.n; i++)
        for (ptrdiff_t k = 0; k < g.reports.v[i].items.n; k++) {
            const cs_gold_item *item = g.reports.v[i].items.v + k;
            bool twice;
            cs_anchor_at at = cs_anchor_find(&text, item->anchor, &twice, a->scratch);
            fuzz_check(item->group >= 0 && item->group <= k && at.beg <= at.end && at.end <= text.n);
            for (ptrdiff_t j = 0; j < item->field[CS_FIELD_AGENT].any.n; j++) {
                cs_name name = cs_name_of(item->field[CS_FIELD_AGENT].any.v[j], &a->scratch);
                fuzz_check(!name.words.n || cs_name_same(&name, &name));
            }
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n) {
    jmp_buf full;
    const cs_str in = { (const char *)p, (ptrdiff_t)n };
    fuzz_arenas *a = fuzz_memory(&full);
    if (!setjmp(full)) look(in, a);
    return 0;
}
