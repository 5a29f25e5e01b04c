#include "link/muc.h"
#include "base/map.h"
#include "base/tsv.h"
#include "decode/tree.h"
#include "link/muc_kind.h"

extern const char cs_table_muc_types_tsv[];
extern const long cs_table_muc_types_tsv_n;

enum { LIST, WORD, TYPE, ALONE };
static const char INSTRUMENT[] = "instrument", PHYSICAL[] = "physical", HUMAN[] = "human";

typedef struct row {
    cs_str type;
    bool alone;
} row;

typedef struct work {
    cs_reading *r;
    cs_map index; /* "physical bridge": a row */
    CS_VEC(row) rows;
    cs_str *human; /* [entities] its human_type once somebody asked */
    cs_muc_model kinds;
    cs_arena *perm;
    cs_arena scratch;
} work;

static cs_str key(cs_arena *a, const char *list, cs_str modifier, cs_str word) {
    return modifier.n ? cs_printf(a, "%s " CS_FMT "+" CS_FMT, list, CS_ARG(modifier), CS_ARG(word))
                      : cs_printf(a, "%s " CS_FMT, list, CS_ARG(word));
}

static void read_table(work *w) {
    for (cs_tsv t = { .rest = { cs_table_muc_types_tsv, cs_table_muc_types_tsv_n } }; cs_tsv_next(&t);) {
        cs_str name = cs_printf(&w->scratch, CS_FMT " " CS_FMT, CS_ARG(t.field[LIST]), CS_ARG(t.field[WORD]));
        *cs_map_put(&w->scratch, &w->index, name, NULL) = (uint32_t)w->rows.n;
        *CS_PUSH(&w->scratch, &w->rows) = (row){ t.field[TYPE], cs_eq(t.field[ALONE], CS_LIT("alone")) };
    }
}

static const row *find(const work *w, const char *list, cs_str modifier, cs_str word) {
    cs_arena scratch = w->scratch;
    const uint32_t *at = cs_map_get(&w->index, key(&scratch, list, modifier, word));
    return at ? &w->rows.v[*at] : NULL;
}

/* The type that the words say: a pair before a word, the head before the others from the right, what says so only alone last.
 */
static cs_str type_of_words(const work *w, const char *list, int32_t beg, int32_t end, int32_t head) {
    const cs_token *t = w->r->tokens.v;
    cs_str alone = { 0 };
    for (int32_t pass = 0; pass < 2; pass++)
        for (int32_t k = end; k >= beg; k--) { /* the head first */
            int32_t i = k == end ? head : k;
            if (k < end && i == head) continue;
            const row *x = pass      ? find(w, list, (cs_str){ 0 }, t[i].lemma)
                           : i > beg ? find(w, list, t[i - 1].lemma, t[i].lemma)
                                     : NULL;
            if (!x && pass) x = find(w, list, (cs_str){ 0 }, t[i].lower);
            if (x && !x->alone) return x->type;
            if (x && !alone.n) alone = x->type;
        }
    return alone;
}

static void add(work *w, cs_str type, cs_strs *types) {
    for (ptrdiff_t i = 0; i < types->n; i++)
        if (cs_eq(types->v[i], type)) return;
    if (type.n) *CS_PUSH(w->perm, types) = type;
}

static bool says(const work *w, const cs_entity *e, const char *list) {
    for (int32_t k = 0; k < e->n_mentions; k++) {
        const cs_mention *m = &w->r->mentions.v[e->mentions[k]];
        for (int32_t i = m->beg; i < m->end; i++)
            if (cs_word_in(w->r->tokens.v[i].lower, list)) return true;
    }
    return false;
}

/* A person is what any of the report's words for it says; nobody in particular is a civilian. */
static cs_str type_of_entity(const work *w, const cs_entity *e) {
    cs_str type = { 0 };
    for (int32_t k = 0; k < e->n_mentions && !type.n; k++) {
        const cs_mention *m = &w->r->mentions.v[e->mentions[k]];
        type = type_of_words(w, HUMAN, m->beg, m->head + 1, m->head);
    }
    bool former = says(w, e, "former ex-minister ex-president ex-mayor retired");
    if (former && cs_eq(type, CS_LIT("government official"))) return CS_LIT("former government official");
    if (former && cs_eq(type, CS_LIT("active military"))) return CS_LIT("former active military");
    return type.n ? type : CS_LIT("civilian");
}

static cs_str human_type(const work *w, int32_t entity, int32_t token) {
    if (entity >= 0) {
        cs_str *known = &w->human[entity];
        if (!known->n) *known = type_of_entity(w, &w->r->entities.v[entity]);
        return *known;
    }
    cs_str type = type_of_words(w, HUMAN, token, token + 1, token);
    return type.n ? type : CS_LIT("civilian");
}

static bool is_armed(cs_str human) {
    return cs_eq(human, CS_LIT("active military")) || cs_eq(human, CS_LIT("law enforcement"));
}

static uint8_t entity_type(const work *w, int32_t entity) { return entity < 0 ? CS_ENT_COUNT : w->r->entities.v[entity].type; }

typedef struct seen { /* what the statements say */
    bool done, tried, threatened;
    bool armed, other; /* whom or what it was done to */
} seen;

static void add_role(work *w, cs_muc *muc, const cs_role *role, seen *s) {
    uint8_t type = entity_type(w, role->entity);
    const cs_mention *m = role->mention < 0 ? NULL : &w->r->mentions.v[role->mention];
    int32_t beg = m ? m->beg : role->token, end = m ? m->end : role->token + 1;
    if (role->role == CS_ROLE_INSTRUMENT) {
        add(w, type_of_words(w, INSTRUMENT, beg, end, role->token), &muc->instrument_types);
    } else if (role->role == CS_ROLE_TARGET ||
               (role->role == CS_ROLE_RECIPIENT && (type == CS_ENT_FACILITY || type == CS_ENT_VEHICLE))) {
        cs_str found = type_of_words(w, PHYSICAL, beg, end, role->token);
        if (!found.n && type != CS_ENT_PLACE) found = CS_LIT("other");
        add(w, found, &muc->target_types);
        s->other = true;
    } else if (role->role == CS_ROLE_RECIPIENT) {
        bool fighters = type == CS_ENT_FORCE || type == CS_ENT_GROUP;
        cs_str found = human_type(w, role->entity, role->token);
        if (!fighters || is_armed(found)) add(w, found, &muc->target_types);
        *(fighters || is_armed(found) ? &s->armed : &s->other) = true;
    }
}

static bool told_by(const work *w, const cs_incident *x, const char *lemmas) {
    for (int32_t i = 0; i < x->n_statements; i++)
        if (cs_word_in(w->r->tokens.v[w->r->statements.v[x->statements[i]].trigger_token].lemma, lemmas)) return true;
    return false;
}

static bool has_mode(const work *w, const cs_incident *x, const char *modes) {
    for (int32_t i = 0; i < x->n_statements; i++)
        if (cs_word_in(w->r->statements.v[x->statements[i]].mode, modes)) return true;
    return false;
}

/* A hijacking or a stoppage is told by its word; the rest a model tells apart. */
static cs_muc_type type_of(const work *w, const cs_incident *x) {
    if (told_by(w, x, "hijack hijacking skyjack")) return CS_MUC_HIJACKING;
    bool theft = told_by(w, x, "rob robbery steal theft loot looting");
    if (x->type == CS_T_COERCE && !theft && !has_mode(w, x, "abduct")) return CS_MUC_NONE;
    if (told_by(w, x, "stoppage")) return CS_MUC_STOPPAGE;
    return cs_muc_kind(&w->kinds, w->r, x, w->scratch);
}

static bool is_violent(const cs_statement *s) {
    return s->type == CS_T_ASSAULT || cs_eq(s->mode, CS_LIT("abduct")) ||
           (s->type == CS_T_COERCE && cs_eq(s->mode, CS_LIT("seize"))) ||
           (s->type == CS_T_THREATEN && cs_eq(s->mode, CS_LIT("violence")));
}

static void code(work *w, cs_incident *x) {
    seen s = { 0 };
    for (int32_t i = 0; i < x->n_statements; i++) {
        const cs_statement *y = &w->r->statements.v[x->statements[i]];
        if (!is_violent(y)) continue;
        s.threatened |= y->type == CS_T_THREATEN || y->modality == CS_MOD_THREATENED;
        s.done |= y->type != CS_T_THREATEN && y->modality == CS_MOD_ACTUAL;
        s.tried |= y->modality == CS_MOD_ATTEMPTED;
        for (ptrdiff_t k = 0; k < y->roles.n; k++) add_role(w, &x->muc, &y->roles.v[k], &s);
    }
    for (ptrdiff_t k = 0; k < x->instruments.n; k++) add_role(w, &x->muc, &x->instruments.v[k], &s);
    for (ptrdiff_t k = 0; k < x->targets.n; k++) add_role(w, &x->muc, &x->targets.v[k], &s);
    for (ptrdiff_t k = 0; k < x->recipients.n; k++) add_role(w, &x->muc, &x->recipients.v[k], &s);
    bool battle = s.armed && !s.other;
    if ((s.done || s.tried || s.threatened) && !battle) x->muc.type = (uint8_t)type_of(w, x);
    if (x->muc.type == CS_MUC_NONE)
        x->muc = (cs_muc){ 0 };
    else
        x->muc.stage = s.done ? CS_MUC_STAGE_ACCOMPLISHED : s.tried ? CS_MUC_STAGE_ATTEMPTED : CS_MUC_STAGE_THREATENED;
}

void cs_muc_code(cs_reading *r, cs_arena *perm, cs_arena scratch) {
    work w = { .r = r, .perm = perm, .scratch = scratch };
    if (!r->incidents.n) return;
    read_table(&w);
    w.human = CS_NEW(&w.scratch, cs_str, r->entities.n);
    w.kinds = cs_muc_model_read(&w.scratch);
    for (ptrdiff_t i = 0; i < r->incidents.n; i++) {
        r->incidents.v[i].muc = (cs_muc){ 0 };
        code(&w, &r->incidents.v[i]);
    }
}
