/* Reads the tables of data/ into an arena. Each table has a row function; what they share is here: keys, slots, names to
 * numbers, the index from a head word to its rows. See lexicon.h for what a row means and the head of each table for its
 * columns. */
#include "decode/lexicon.h"
#include "base/map.h"
#include "base/tables.h"
#include "base/tsv.h"
#include "decode/lexicon_table.h"
#include <stdlib.h>

#define CS_X(e, n) n,
static const char *const slot_name[CS_SLOT_COUNT] = { CS_SLOTS(CS_X) };
const char *const cs_lex_need_name[CS_NEED_COUNT] = { CS_NEEDS(CS_X) };
static const char *const flag_name[CS_NOUN_FLAG_COUNT] = { CS_NOUN_FLAGS(CS_X) };
static const char *const notviolent_name[CS_NV_COUNT] = { CS_NOTVIOLENT_KINDS(CS_X) };
#undef CS_X
static const char *const voice_role[] = { "source", "content", "accused", "addressee" };
_Static_assert(CS_LEX_ROLE_COUNT - CS_ROLE_COUNT == sizeof voice_role / sizeof *voice_role, "one name per role");
_Static_assert(CS_LEX_ROLE_COUNT <= 32, "roles are bits of 32");

static cs_str str_of(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }
static bool dash(cs_str s) { return cs_eq(s, CS_LIT("-")); }

/* Modes of the codebook, by type; `seize` under ASSAULT is ours. */
static const char *const modes[CS_T_COUNT] = {
    [CS_T_ACCUSE] = "allege disapprove investigate",
    [CS_T_ASSAULT] =
        "abduct aerial assassinate beat cleansing crowd-control destroy drone execute explosives firearms heavy-weapons "
        "massacre primitive seize sexual suicide-attack torture unconventional",
    [CS_T_COERCE] = "arrest ban censor curfew cyber deport martial-law misinformation restrict seize withhold",
    [CS_T_CONSULT] = "multilateral phone third-party visit",
    [CS_T_MOBILIZE] = "militia police troops weapons",
    [CS_T_PROTEST] = "boycott demo hunger obstruct riot strike",
    [CS_T_REJECT] = "assist change meet yield",
    [CS_T_REQUEST] = "assist change meet yield",
    [CS_T_RETREAT] = "access ceasefire disarm release resign return withdraw",
    [CS_T_SANCTION] = "convict discontinue expel withdraw",
    [CS_T_THREATEN] = "arrest ban expel relations restrict rights territory violence",
};

const char *cs_lexicon_modes(uint8_t type) { return type < CS_T_COUNT ? modes[type] : NULL; }

bool cs_lexicon_mode_ok(uint8_t type, cs_str mode) {
    if (!mode.n) return true;
    if (type >= CS_T_COUNT || !modes[type]) return false;
    cs_str list = str_of(modes[type]), item;
    while (cs_list_next(&list, ' ', &item))
        if (cs_eq(item, mode)) return true;
    return false;
}

int cs_lex_name(const char *const *names, int n, cs_str s) {
    for (int i = 0; i < n; i++)
        if (names[i] && cs_eq(str_of(names[i]), s)) return i;
    return -1;
}

casus_status cs_lex_bad(const cs_lex_table *t, cs_err *err, const char *what, cs_str value) {
    return cs_fail(err, CASUS_E_INTERNAL, t->tsv.line, "%s:%d: %s '" CS_FMT "'", t->name, t->tsv.line, what, CS_ARG(value));
}

/* A word of a field that must be one of names, or - for none (-1) where none is allowed. */
static casus_status named(const cs_lex_table *t, const char *const *names, int n, cs_str s, bool none, const char *what,
                          int *out, cs_err *err) {
    *out = none && dash(s) ? -1 : cs_lex_name(names, n, s);
    return *out < 0 && !(none && dash(s)) ? cs_lex_bad(t, err, what, s) : CASUS_OK;
}

/* Blank-separated words as bits. */
static casus_status bits(const cs_lex_table *t, const char *const *names, int n, cs_str s, const char *what, uint32_t *out,
                         cs_err *err) {
    cs_str item;
    *out = 0;
    if (dash(s)) return CASUS_OK;
    while (cs_list_next(&s, ' ', &item)) {
        int i = cs_lex_name(names, n, item);
        if (i < 0) return cs_lex_bad(t, err, what, item);
        *out |= 1u << i;
    }
    return CASUS_OK;
}

casus_status cs_lex_key_of(const cs_lex_table *t, cs_str text, cs_str pos, cs_lex_key *k, cs_err *err) {
    static const char classes[] = "vnarpxc";
    if (pos.n != 1 || !memchr(classes, pos.p[0], sizeof classes - 1)) return cs_lex_bad(t, err, "unknown word class", pos);
    *k = (cs_lex_key){ .text = text, .head = text, .pos = pos.p[0], .line = t->tsv.line };
    const char *plus = text.n ? memchr(text.p, '+', (size_t)text.n) : NULL;
    if (plus) { /* verb+dependent, but modifier+noun */
        cs_str left = cs_cut(text, 0, plus - text.p), right = cs_cut(text, plus - text.p + 1, text.n);
        k->head = k->pos == 'n' ? right : left;
        k->with = k->pos == 'n' ? left : right;
    }
    const char *under = k->head.n ? memchr(k->head.p, '_', (size_t)k->head.n) : NULL;
    if (under) {
        k->particle = cs_cut(k->head, under - k->head.p + 1, k->head.n);
        k->head = cs_cut(k->head, 0, under - k->head.p);
    }
    if (!k->head.n || (plus && !k->with.n) || (under && !k->particle.n)) return cs_lex_bad(t, err, "bad key", text);
    for (ptrdiff_t i = 0; i < text.n; i++)
        if (text.p[i] == ' ' || (text.p[i] >= 'A' && text.p[i] <= 'Z'))
            return cs_lex_bad(t, err, "key not in lower case", text);
    return CASUS_OK;
}

/* "agent+recipient": both; "agent|instrument": one of them, by the filler's type. */
static casus_status roles_of(const cs_lex_table *t, cs_str list, uint32_t *out, bool *one_of, cs_err *err) {
    cs_str item;
    *one_of = list.n && memchr(list.p, '|', (size_t)list.n);
    while (cs_list_next(&list, *one_of ? '|' : '+', &item)) {
        int i = cs_lex_name(cs_role_name_text, CS_ROLE_COUNT, item);
        if (i < 0) {
            i = cs_lex_name(voice_role, CS_LEX_ROLE_COUNT - CS_ROLE_COUNT, item);
            if (i < 0) return cs_lex_bad(t, err, "unknown role", item);
            i += CS_ROLE_COUNT;
        }
        *out |= 1u << i;
    }
    return CASUS_OK;
}

/* "subj=agent obj,prep:on,prep:against=recipient compound=agent+instrument", or without roles "xcomp ccomp prep:of". */
static casus_status frame_of(cs_lex_table *t, cs_str text, cs_lex_frame *f, cs_err *err) {
    CS_VEC(cs_lex_slot) v = { 0 };
    cs_str group;
    while (!dash(text) && cs_list_next(&text, ' ', &group)) {
        const char *eq = group.n ? memchr(group.p, '=', (size_t)group.n) : NULL;
        cs_str slots = eq ? cs_cut(group, 0, eq - group.p) : group, slot;
        uint32_t roles = 0;
        bool one_of = false;
        if (eq) CS_TRY(roles_of(t, cs_cut(group, eq - group.p + 1, group.n), &roles, &one_of, err));
        while (cs_list_next(&slots, ',', &slot)) {
            cs_lex_slot *s = CS_PUSH(t->arena, &v);
            cs_str name = slot;
            if (cs_starts(slot, CS_LIT("prep:"))) {
                name = CS_LIT("prep");
                s->prep = cs_cut(slot, 5, slot.n);
            }
            int kind = cs_lex_name(slot_name, CS_SLOT_COUNT, name);
            if (kind < 0 || (kind == CS_SLOT_PREP && !s->prep.n)) return cs_lex_bad(t, err, "unknown slot", slot);
            s->kind = (uint8_t)kind;
            s->roles = roles;
            s->one_of = one_of;
        }
    }
    f->slot = v.v;
    f->n = (int32_t)v.n;
    return CASUS_OK;
}

/* ---- one row of each table ---- */

static casus_status row_frame(cs_lex_table *t, cs_lexicon *l, void *row, cs_err *err) {
    cs_lex_frame *f = row;
    f->name = t->tsv.field[0];
    bool is_new;
    *cs_map_put(t->arena, &l->frame_at, f->name, &is_new) = (uint32_t)t->n - 1;
    if (!is_new) return cs_lex_bad(t, err, "frame given twice", f->name);
    return frame_of(t, t->tsv.field[1], f, err);
}

static casus_status row_trigger(cs_lex_table *t, cs_lexicon *l, void *row, cs_err *err) {
    cs_lex_trigger *r = row;
    const cs_str *f = t->tsv.field;
    CS_TRY(cs_lex_key_of(t, f[0], f[1], &r->key, err));
    int type, effect, strength;
    static const char *const strengths[] = { "weak", "strong" };
    CS_TRY(named(t, cs_type_name, CS_T_COUNT, f[2], false, "unknown type", &type, err));
    CS_TRY(named(t, cs_effect_name, CS_EFFECT_COUNT, f[6], true, "unknown effect", &effect, err));
    CS_TRY(named(t, strengths, 2, f[7], false, "unknown strength", &strength, err));
    CS_TRY(bits(t, cs_lex_need_name, CS_NEED_COUNT, f[5], "unknown need", &r->needs, err));
    r->type = (uint8_t)type;
    r->effect = (int8_t)effect;
    r->strong = strength == 1;
    if (!dash(f[3])) r->mode = f[3];
    if (!f[3].n || !cs_lexicon_mode_ok(r->type, r->mode)) return cs_lex_bad(t, err, "mode that the type does not have", f[3]);
    const uint32_t *at = cs_map_get(&l->frame_at, f[4]);
    if (!at) return cs_lex_bad(t, err, "unknown frame", f[4]);
    r->frame = &l->frames[*at];
    return CASUS_OK;
}

static casus_status row_light(cs_lex_table *t, cs_lexicon *l, void *row, cs_err *err) {
    (void)l;
    cs_lex_light *r = row;
    const cs_str *f = t->tsv.field;
    CS_TRY(cs_lex_key_of(t, f[0], CS_LIT("v"), &r->key, err));
    cs_lex_frame slot;
    int role, modality;
    CS_TRY(named(t, cs_role_name_text, CS_ROLE_COUNT, f[1], false, "unknown role", &role, err));
    CS_TRY(frame_of(t, f[2], &slot, err));
    CS_TRY(named(t, cs_lex_modality_name, CS_MOD_COUNT, f[3], true, "unknown modality", &modality, err));
    if (slot.n != 1) return cs_lex_bad(t, err, "expected one slot, not", f[2]);
    r->subject = (uint8_t)role;
    r->noun = slot.slot[0];
    r->modality = (int8_t)modality;
    return CASUS_OK;
}

static casus_status row_noun(cs_lex_table *t, cs_lexicon *l, void *row, cs_err *err) {
    (void)l;
    cs_lex_noun *r = row;
    const cs_str *f = t->tsv.field;
    CS_TRY(cs_lex_key_of(t, f[0], CS_LIT("n"), &r->key, err));
    int type;
    CS_TRY(named(t, cs_entity_type_name, CS_ENT_COUNT, f[1], false, "unknown entity type", &type, err));
    CS_TRY(bits(t, flag_name, CS_NOUN_FLAG_COUNT, f[2], "unknown flag", &r->flags, err));
    r->type = (uint8_t)type;
    if (!dash(f[3])) r->mode = f[3];
    if (!cs_lexicon_mode_ok(CS_T_ASSAULT, r->mode)) return cs_lex_bad(t, err, "unknown ASSAULT mode", f[3]);
    if (!cs_eq(f[4], CS_LIT("m")) && !cs_eq(f[4], CS_LIT("f")) && !dash(f[4]))
        return cs_lex_bad(t, err, "unknown gender", f[4]);
    r->gender = (char)(dash(f[4]) ? 0 : f[4].p[0]);
    return CASUS_OK;
}

static casus_status row_notviolent(cs_lex_table *t, cs_lexicon *l, void *row, cs_err *err) {
    (void)l;
    cs_lex_notviolent *r = row;
    CS_TRY(cs_lex_key_of(t, t->tsv.field[0], CS_LIT("n"), &r->key, err));
    int kind;
    CS_TRY(named(t, notviolent_name, CS_NV_COUNT, t->tsv.field[1], false, "unknown kind", &kind, err));
    r->kind = (uint8_t)kind;
    return CASUS_OK;
}

static casus_status row_thing(cs_lex_table *t, cs_lexicon *l, void *row, cs_err *err) {
    (void)l;
    return cs_lex_key_of(t, t->tsv.field[0], CS_LIT("n"), &((cs_lex_thing *)row)->key, err);
}

static casus_status row_cue(cs_lex_table *t, cs_lexicon *l, void *row, cs_err *err) {
    (void)l;
    cs_lex_cue *r = row;
    const cs_str *f = t->tsv.field;
    CS_TRY(cs_lex_key_of(t, f[0], f[1], &r->key, err));
    int kind, certainty;
    CS_TRY(named(t, cs_attribution_kind_name, 3, f[2], false, "unknown kind", &kind, err));
    CS_TRY(named(t, cs_certainty_name, CS_CERT_COUNT, f[3], false, "unknown certainty", &certainty, err));
    r->kind = (uint8_t)kind;
    r->certainty = (uint8_t)certainty;
    return frame_of(t, f[4], &r->frame, err);
}

static casus_status row_modality(cs_lex_table *t, cs_lexicon *l, void *row, cs_err *err) {
    (void)l;
    cs_lex_modality *r = row;
    const cs_str *f = t->tsv.field;
    CS_TRY(cs_lex_key_of(t, f[0], f[1], &r->key, err));
    int modality, certainty;
    CS_TRY(frame_of(t, f[2], &r->frame, err));
    CS_TRY(named(t, cs_lex_modality_name, CS_LEX_GIVEN + 1, f[3], true, "unknown modality", &modality, err));
    CS_TRY(named(t, cs_certainty_name, CS_CERT_COUNT, f[4], true, "unknown certainty", &certainty, err));
    if (modality < 0 && certainty < 0) return cs_lex_bad(t, err, "neither modality nor certainty for", f[0]);
    r->modality = (int8_t)modality;
    r->certainty = (int8_t)certainty;
    return CASUS_OK;
}

/* Puts every item of a comma-separated list under its name; the first country to claim a name keeps it ("Congo"). */
static void claim(cs_lex_table *t, cs_actors *r, cs_map *names, cs_str list) {
    cs_str item;
    while (cs_list_next(&list, ',', &item))
        if ((item = cs_trim(item)).n) (void)cs_actor_call(r, t->arena, names, item, (int32_t)r->rows.n - 1, false);
}

/* A state is the actor "mli-gov". */
static casus_status row_country(cs_lex_table *t, cs_lexicon *l, void *unused, cs_err *err) {
    (void)unused;
    const cs_str *f = t->tsv.field;
    if (f[1].n != 3 || !f[3].n) return cs_lex_bad(t, err, "country without code or name:", f[0]);
    char *id = CS_NEW(t->arena, char, 8);
    for (int i = 0; i < 3; i++) id[i] = (char)(f[1].p[i] | 32);
    memcpy(id + 3, "-gov", 4);
    cs_actor *row = CS_PUSH(t->arena, &l->actors.rows);
    *row = (cs_actor){ .id = { id, 7 }, .name = f[3], .type = CS_ENT_GOVERNMENT, .state = true, .countries = f[1] };
    row->sector = cs_sector_of(CS_LIT("GOV"));
    memcpy(row->country, f[1].p, 3);
    bool is_new;
    *cs_map_put(t->arena, &l->actors.id_at, row->id, &is_new) = (uint32_t)l->actors.rows.n - 1;
    if (!is_new) return cs_lex_bad(t, err, "country given twice:", f[1]);
    claim(t, &l->actors, &l->actors.country_at, f[3]);
    claim(t, &l->actors, &l->actors.country_at, f[8]);
    claim(t, &l->actors, &l->actors.demonym_at, f[7]);
    claim(t, &l->actors, &l->actors.capital_at, f[6]);
    return CASUS_OK;
}

static casus_status row_where(cs_lex_table *t, cs_lexicon *l, void *row, cs_err *err) {
    enum { WEIGHT_MAX = 100000 }; /* so that no sum of features overflows */
    cs_lex_where *r = row;
    const cs_str *f = t->tsv.field;
    cs_i64_result n = cs_parse_i64(f[1]);
    if (!n.ok || n.value < -WEIGHT_MAX || n.value > WEIGHT_MAX) return cs_lex_bad(t, err, "expected a weight, not", f[1]);
    *r = (cs_lex_where){ f[0], (int32_t)n.value };
    bool is_new;
    *cs_map_put(t->arena, &l->where_at, f[0], &is_new) = (uint32_t)t->n - 1;
    return is_new && f[0].n ? CASUS_OK : cs_lex_bad(t, err, "feature empty or given twice", f[0]);
}

int32_t cs_lexicon_where(const cs_lexicon *l, cs_str feature) {
    const uint32_t *at = cs_map_get(&l->where_at, feature);
    return at ? l->where[*at].weight : 0;
}

static casus_status row_agent(cs_lex_table *t, cs_lexicon *l, void *unused, cs_err *err) {
    (void)unused;
    bool is_new;
    uint32_t *at = cs_map_put(t->arena, &l->agent_at, t->tsv.field[0], &is_new);
    if (!is_new) return cs_lex_bad(t, err, "noun given twice:", t->tsv.field[0]);
    int sector = cs_sector_index(t->tsv.field[1]);
    if (sector < 0) return cs_lex_bad(t, err, "unknown sector", t->tsv.field[1]);
    *at = (uint32_t)sector;
    return CASUS_OK;
}

/* ---- all of them ---- */

extern const char cs_table_frames_tsv[], cs_table_triggers_tsv[], cs_table_lightverbs_tsv[], cs_table_nouns_tsv[],
    cs_table_notviolent_tsv[], cs_table_things_tsv[], cs_table_cues_tsv[], cs_table_modality_tsv[], cs_table_countries_tsv[],
    cs_table_where_tsv[], cs_table_actors_agents_tsv[];
extern const long cs_table_frames_tsv_n, cs_table_triggers_tsv_n, cs_table_lightverbs_tsv_n, cs_table_nouns_tsv_n,
    cs_table_notviolent_tsv_n, cs_table_things_tsv_n, cs_table_cues_tsv_n, cs_table_modality_tsv_n, cs_table_countries_tsv_n,
    cs_table_where_tsv_n, cs_table_actors_agents_tsv_n;

#define ACTOR_TABLES(X) X(groups) X(states) X(parties) X(organisations) X(communities) X(leaders) X(dictionary)
#define CS_X(t) \
    extern const char cs_table_actors_##t##_tsv[]; \
    extern const long cs_table_actors_##t##_tsv_n;
ACTOR_TABLES(CS_X)
#undef CS_X

/* Each state has an army and a police, "mli-mil" and "mli-police"; where the tables do not name them they are made here. */
static void add_organ(cs_lexicon *l, cs_arena *a, ptrdiff_t state, const char *what, const char *called, const char *sector) {
    const cs_actor *s = &l->actors.rows.v[state];
    cs_str id = cs_printf(a, "%.3s-%s", s->id.p, what), name = cs_printf(a, "%s %.*s", called, CS_ARG(s->name));
    bool is_new;
    uint32_t *at = cs_map_put(a, &l->actors.id_at, id, &is_new);
    if (!is_new) return;
    cs_actor row = {
        .id = id, .name = name, .type = CS_ENT_FORCE, .countries = s->countries, .source = CS_LIT("countries.tsv")
    };
    row.sector = cs_sector_of((cs_str){ sector, 3 });
    memcpy(row.country, s->country, sizeof row.country);
    *at = (uint32_t)l->actors.rows.n;
    *CS_PUSH(a, &l->actors.rows) = row;
    (void)cs_actor_call(&l->actors, a, &l->actors.name_at, name, (int32_t)l->actors.rows.n - 1, false);
}

#define CS_X(t) { "data/actors/" #t ".tsv", cs_table_actors_##t##_tsv, &cs_table_actors_##t##_tsv_n },
static const cs_table actor_tables[] = { ACTOR_TABLES(CS_X){ 0 } };
#undef CS_X

static ptrdiff_t lines(const char *p, long n) {
    ptrdiff_t found = 0;
    for (cs_str rest = { p, n }, line; cs_list_next(&rest, '\n', &line);) found++;
    return found;
}

/* Room for what the tables hold, so that nothing has to move while it grows; a country has an army and a police, too. */
static void reserve_actors(cs_lexicon *l, cs_arena *a) {
    ptrdiff_t rows = 3 * lines(cs_table_countries_tsv, cs_table_countries_tsv_n);
    for (const cs_table *t = actor_tables; t->name; t++) rows += lines(t->bytes, *t->n_bytes);
    cs_actors_reserve(&l->actors, a, rows);
}

static casus_status open_actors(cs_lexicon *l, cs_arena *a, cs_err *err) {
    for (const cs_table *t = actor_tables; t->name; t++)
        CS_TRY(cs_actors_read(&l->actors, a, (cs_str){ t->bytes, *t->n_bytes }, t->name, true, err));
    for (ptrdiff_t i = 0, n = l->actors.rows.n; i < n; i++) {
        if (!l->actors.rows.v[i].state) continue;
        add_organ(l, a, i, "mil", "armed forces of", "MIL");
        add_organ(l, a, i, "police", "police of", "COP");
    }
    return cs_actors_check(&l->actors, err);
}

casus_status cs_lexicon_open(cs_lexicon *l, cs_arena *a, cs_err *err) {
    *l = (cs_lexicon){ 0 };
    void *no_rows; /* countries become rows of the actor register */
    int32_t n_countries, n_agents;
#define CS_TABLE(name, columns, row, T, map) \
    { "data/" #name ".tsv", { cs_table_##name##_tsv, cs_table_##name##_tsv_n }, columns, row, sizeof(T), map, false }
    struct {
        cs_lex_source src;
        void **rows;
        int32_t *n;
    } all[] = {
        { CS_TABLE(frames, 2, row_frame, cs_lex_frame, NULL), (void **)&l->frames, &l->n_frames },
        { CS_TABLE(triggers, 9, row_trigger, cs_lex_trigger, &l->trigger_at), (void **)&l->triggers, &l->n_triggers },
        { CS_TABLE(lightverbs, 5, row_light, cs_lex_light, &l->light_at), (void **)&l->lights, &l->n_lights },
        { CS_TABLE(nouns, 5, row_noun, cs_lex_noun, &l->noun_at), (void **)&l->nouns, &l->n_nouns },
        { CS_TABLE(notviolent, 2, row_notviolent, cs_lex_notviolent, &l->notviolent_at), (void **)&l->notviolent,
          &l->n_notviolent },
        { CS_TABLE(things, 1, row_thing, cs_lex_thing, &l->thing_at), (void **)&l->things, &l->n_things },
        { CS_TABLE(cues, 5, row_cue, cs_lex_cue, &l->cue_at), (void **)&l->cues, &l->n_cues },
        { CS_TABLE(modality, 6, row_modality, cs_lex_modality, &l->modality_at), (void **)&l->modality, &l->n_modality },
        { CS_TABLE(countries, 9, row_country, char, NULL), &no_rows, &n_countries },
        { CS_TABLE(where, 2, row_where, cs_lex_where, NULL), (void **)&l->where, &l->n_where },
        { CS_TABLE(actors_agents, 2, row_agent, char, NULL), &no_rows, &n_agents },
    };
    all[8].src.empty_ok = true;
    reserve_actors(l, a);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) CS_TRY(cs_lex_read(&all[i].src, l, a, all[i].rows, all[i].n, err));
    return open_actors(l, a, err);
}
