#include "link/muc_kind.h"
#include "base/tsv.h"

extern const char cs_table_muc_kinds_tsv[];
extern const long cs_table_muc_kinds_tsv_n;

static const cs_muc_type KIND[CS_MUC_KINDS] = { CS_MUC_ATTACK, CS_MUC_BOMBING, CS_MUC_KIDNAPPING, CS_MUC_ARSON, CS_MUC_ROBBERY };

/* ---- features ---- */

static int32_t at_most(ptrdiff_t n, int32_t max) { return n < max ? (int32_t)n : max; }

static void see(cs_muc_features *f, cs_arena *a, const char *what, cs_str word) {
    cs_str name = cs_printf(a, "%s " CS_FMT, what, CS_ARG(word));
    for (ptrdiff_t i = 0; i < f->n; i++)
        if (cs_eq(f->v[i], name)) return;
    *CS_PUSH(a, f) = name;
}

static cs_str mode_of(const cs_statement *s) { return s->mode.n ? s->mode : CS_LIT("none"); }

static bool is_most(const cs_reading *r, const cs_incident *x, cs_str mode) {
    int32_t n = 0, all = at_most(x->n_statements, CS_MUC_STATEMENTS_MAX);
    for (int32_t i = 0; i < all; i++) n += cs_eq(mode_of(&r->statements.v[x->statements[i]]), mode);
    return 2 * n >= all;
}

static void see_weapon(const cs_reading *r, const cs_role *role, cs_muc_features *f, cs_arena *a) {
    int32_t beg = role->token, end = role->token + 1;
    while (beg > 0 && cs_span_in(r->tokens.v[beg - 1].span, role->span)) beg--;
    while (end < r->tokens.n && cs_span_in(r->tokens.v[end].span, role->span)) end++;
    for (int32_t i = beg; i < end; i++) see(f, a, "weapon", r->tokens.v[i].lemma);
}

cs_muc_features cs_muc_see(const cs_reading *r, const cs_incident *x, cs_arena *a) {
    cs_muc_features f = { 0 };
    see(&f, a, "any", CS_LIT("incident"));
    for (int32_t i = 0; i < at_most(x->n_statements, CS_MUC_STATEMENTS_MAX); i++) {
        const cs_statement *s = &r->statements.v[x->statements[i]];
        cs_str trigger = r->tokens.v[s->trigger_token].lemma, mode = mode_of(s);
        if (!i) see(&f, a, "first", trigger), see(&f, a, "first-mode", mode);
        see(&f, a, "trigger", trigger);
        see(&f, a, "mode", mode);
        if (is_most(r, x, mode)) see(&f, a, "most", mode);
    }
    for (ptrdiff_t i = 0; i < x->muc.instrument_types.n; i++) see(&f, a, "weapon-type", x->muc.instrument_types.v[i]);
    for (int32_t i = 0; i < at_most(x->instruments.n, CS_MUC_WEAPONS_MAX); i++) see_weapon(r, &x->instruments.v[i], &f, a);
    return f;
}

/* ---- model ---- */

cs_muc_model cs_muc_model_read(cs_arena *a) {
    cs_muc_model m = { 0 };
    for (cs_tsv t = { .rest = { cs_table_muc_kinds_tsv, cs_table_muc_kinds_tsv_n } }; cs_tsv_next(&t);) {
        *cs_map_put(a, &m.index, t.field[0], NULL) = (uint32_t)(m.weights.n / CS_MUC_KINDS);
        for (int k = 0; k < CS_MUC_KINDS; k++) *CS_PUSH(a, &m.weights) = (int16_t)cs_parse_i64(t.field[1 + k]).value;
    }
    return m;
}

cs_muc_type cs_muc_kind(const cs_muc_model *m, const cs_reading *r, const cs_incident *x, cs_arena scratch) {
    int32_t sum[CS_MUC_KINDS] = { 0 }, best = 0;
    cs_muc_features f = cs_muc_see(r, x, &scratch);
    for (ptrdiff_t i = 0; i < f.n; i++) {
        const uint32_t *row = cs_map_get(&m->index, f.v[i]);
        for (int k = 0; row && k < CS_MUC_KINDS; k++) sum[k] += m->weights.v[*row * CS_MUC_KINDS + k];
    }
    for (int k = 1; k < CS_MUC_KINDS; k++)
        if (sum[k] > sum[best]) best = k;
    return KIND[best];
}
