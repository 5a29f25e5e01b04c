/* A table of actors to a register: what is taken is found again under its names. */
#include "decode/actor_table.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n) {
    jmp_buf full;
    fuzz_arenas *a = fuzz_memory(&full);
    if (setjmp(full)) return 0;
    cs_actors *r = CS_NEW(&a->perm, cs_actors, 1);
    cs_err err;
    cs_str bytes = { (const char *)p, (ptrdiff_t)n };
    if (cs_actors_read(r, &a->perm, bytes, "table", false, &err) != CASUS_OK) return 0;
    if (cs_actors_check(r, &err) != CASUS_OK) return 0;
    for (ptrdiff_t i = 0; i < r->rows.n; i++) {
        const cs_actor *x = &r->rows.v[i];
        fuzz_check(x->type <= CS_ENT_POPULATION && x->sector.n > 0 && cs_actors_by_id(r, x->id) == x);
        for (int32_t k = -1; k < x->n_aliases; k++) {
            int32_t entry = -1;
            const cs_actor *found;
            do found = cs_actors_next(r, &r->name_at, k < 0 ? x->name : x->alias[k], &entry);
            while (found && found != x);
            fuzz_check(found == x);
        }
        for (int32_t k = 0; k < x->n_terms; k++) fuzz_check(x->term[k].from <= x->term[k].until);
    }
    return 0;
}
