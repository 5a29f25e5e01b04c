#include "link/keep.h"
#include "link/incident.h"

/* Is the reason ("s7: same place") one for a statement that went? gone: [numbers before the first free one]. */
static bool is_of_gone(cs_str reason, const bool *gone, int32_t n) {
    ptrdiff_t colon = cs_find(reason, CS_LIT(": "));
    if (colon < 2 || reason.p[0] != 's') return false;
    cs_i64_result number = cs_parse_i64(cs_cut(reason, 1, colon));
    return number.ok && number.value > 0 && number.value <= n && gone[number.value - 1];
}

/* What is left of an incident that lost some of its statements, which `to` maps to their new indices. */
static cs_incident shrink(cs_reading *r, const cs_incident *old, const int32_t *to, const bool *gone, int32_t n_gone,
                          cs_arena *perm) {
    cs_incident inc = { .statements = CS_NEW(perm, int32_t, old->n_statements), .when = -1, .number = old->number };
    for (int32_t i = 0; i < old->n_statements; i++)
        if (to[old->statements[i]] >= 0) inc.statements[inc.n_statements++] = to[old->statements[i]];
    if (inc.n_statements == old->n_statements) {
        int32_t *statements = inc.statements;
        inc = *old;
        inc.statements = statements;
    } else if (inc.n_statements) {
        for (ptrdiff_t i = 0; i < old->reasons.n; i++)
            if (!is_of_gone(old->reasons.v[i], gone, n_gone)) *CS_PUSH(perm, &inc.reasons) = old->reasons.v[i];
        cs_incident_sum(r, &inc, perm);
    }
    return inc;
}

void cs_keep_confident(cs_reading *r, float least, cs_arena *perm, cs_arena scratch) {
    int32_t n = (int32_t)r->statements.n, n_kept = 0, n_incidents = 0;
    int32_t *to = CS_NEW(&scratch, int32_t, n), highest = n;
    for (int32_t i = 0; i < n; i++)
        if (cs_statement_number(r, i) > highest) highest = cs_statement_number(r, i);
    bool *gone = CS_NEW(&scratch, bool, highest);
    for (int32_t i = 0; i < n; i++) {
        cs_statement *s = r->statements.v + i;
        int32_t number = cs_statement_number(r, i);
        bool keep = s->confidence < 0 || s->confidence >= least;
        to[i] = keep ? n_kept : -1;
        gone[number - 1] = !keep;
        if (!keep) continue;
        s->number = number;
        r->statements.v[n_kept++] = *s;
    }
    if (n_kept == n) return;
    r->statements.n = n_kept;
    for (int32_t i = 0; i < r->incidents.n; i++) {
        cs_incident *old = r->incidents.v + i;
        old->number = cs_incident_number(r, i);
        cs_incident inc = shrink(r, old, to, gone, highest, perm);
        if (!inc.n_statements) continue;
        for (int32_t k = 0; k < inc.n_statements; k++) r->statements.v[inc.statements[k]].incident = n_incidents;
        r->incidents.v[n_incidents++] = inc;
    }
    r->incidents.n = n_incidents;
}
