/* The lexicon's index and look-ups. Rows of a table lie sorted by class, head word and specificity, so a look-up is one hash
 * probe and a run of neighbours. */
#include "decode/lexicon_table.h"
#include "base/map.h"
#include "decode/tree.h"
#include <stdlib.h>

#define CS_X(e, n) n,
const char *const cs_lex_modality_name[CS_LEX_GIVEN + 1] = { CS_MODALITIES(CS_X) "given" };
#undef CS_X

enum { KEY_BYTES_MAX = 64 }; /* longest head word that is looked up; longer ones are in no table (checked on reading) */

static int weight(const cs_lex_key *k) { return (k->particle.n > 0) + (k->with.n > 0); }

static int by_key(const void *x, const void *y) {
    const cs_lex_key *a = x, *b = y;
    if (a->pos != b->pos) return a->pos < b->pos ? -1 : 1;
    int c = cs_cmp(a->head, b->head);
    if (c) return c;
    if (weight(a) != weight(b)) return weight(b) - weight(a);
    return a->line < b->line ? -1 : a->line > b->line;
}

static cs_str index_key(char buf[KEY_BYTES_MAX + 2], char pos, cs_str head) {
    if (head.n > KEY_BYTES_MAX) return (cs_str){ "", 0 };
    buf[0] = pos;
    buf[1] = ':';
    if (head.n) memcpy(buf + 2, head.p, (size_t)head.n);
    return (cs_str){ buf, head.n + 2 };
}

const cs_lex_key *cs_lex_index(void *rows_, int32_t n, size_t size, cs_map *map, cs_arena *a) {
    char *rows = rows_;
    qsort(rows, (size_t)n, size, by_key);
    for (int32_t i = 0; i < n; i++) {
        const cs_lex_key *k = (const cs_lex_key *)(const void *)(rows + (size_t)i * size);
        char buf[KEY_BYTES_MAX + 2];
        cs_str key = index_key(buf, k->pos, k->head);
        if (!key.n) return k;
        if (!cs_map_get(map, key)) *cs_map_put(a, map, cs_dup(a, key), NULL) = (uint32_t)i;
    }
    return NULL;
}

/* The text of two rows may be the same only where type, mode or needs tell them apart, so a whole row is never repeated. */
static casus_status index_rows(const cs_lex_source *s, cs_lex_table *t, char *rows, cs_err *err) {
    const cs_lex_key *long_key = cs_lex_index(rows, t->n, s->size, s->map, t->arena);
    if (!long_key) return CASUS_OK;
    t->tsv.line = long_key->line;
    return cs_lex_bad(t, err, "key too long:", long_key->text);
}

casus_status cs_lex_read(const cs_lex_source *s, cs_lexicon *l, cs_arena *a, void **rows, int32_t *n, cs_err *err) {
    int32_t lines = 0;
    for (cs_tsv count = { .rest = s->text }; cs_tsv_next(&count);) lines++;
    char *v = cs_arena_new(a, s->size, _Alignof(max_align_t), (size_t)lines);
    cs_lex_table t = { .tsv = { .rest = s->text }, .name = s->name, .arena = a };
    cs_map seen = { 0 };
    while (cs_tsv_next(&t.tsv)) {
        if (t.tsv.n != s->columns)
            return cs_fail(err, CASUS_E_INTERNAL, t.tsv.line, "%s:%d: expected %d columns but found %d", s->name, t.tsv.line,
                           s->columns, t.tsv.n);
        for (int i = 0; i < t.tsv.n; i++)
            if (!t.tsv.field[i].n && !s->empty_ok) return cs_lex_bad(&t, err, "empty field after", t.tsv.field[i ? i - 1 : 0]);
        cs_str line = { t.tsv.field[0].p, t.tsv.field[t.tsv.n - 1].p + t.tsv.field[t.tsv.n - 1].n - t.tsv.field[0].p };
        bool is_new;
        cs_map_put(a, &seen, line, &is_new);
        if (!is_new) return cs_lex_bad(&t, err, "row given twice:", t.tsv.field[0]);
        t.n++;
        CS_TRY(s->row(&t, l, v + (size_t)(t.n - 1) * s->size, err));
    }
    if (s->map) CS_TRY(index_rows(s, &t, v, err));
    *rows = v;
    *n = t.n;
    return CASUS_OK;
}

/* First row and number of rows under the head word; rows: size bytes each. */
static int32_t run_of(const cs_map *m, const void *rows, int32_t n, size_t size, cs_str head, char pos, int32_t *first) {
    char buf[KEY_BYTES_MAX + 2];
    cs_str key = index_key(buf, pos, head);
    const uint32_t *at = key.n ? cs_map_get(m, key) : NULL;
    *first = 0;
    if (!at) return 0;
    int32_t end = *first = (int32_t)*at;
    while (end < n) {
        const cs_lex_key *k = (const cs_lex_key *)(const void *)((const char *)rows + (size_t)end * size);
        if (k->pos != pos || !cs_eq(k->head, head)) break;
        end++;
    }
    return end - *first;
}

cs_lex_triggers cs_lexicon_triggers(const cs_lexicon *l, cs_str lemma, char pos) {
    int32_t first, n = run_of(&l->trigger_at, l->triggers, l->n_triggers, sizeof *l->triggers, lemma, pos, &first);
    return (cs_lex_triggers){ n ? l->triggers + first : NULL, n };
}

cs_str cs_lexicon_lemma(const cs_lexicon *l, const cs_token *t, char pos) {
    char buf[KEY_BYTES_MAX + 2];
    if (!l->own_lemmas.n) return t->lemma;
    cs_str key = index_key(buf, pos, t->lower);
    const uint32_t *at = key.n ? cs_map_get(&l->own_lemma, key) : NULL;
    return at ? l->own_lemmas.v[*at] : t->lemma;
}

cs_lex_cues cs_lexicon_cues(const cs_lexicon *l, cs_str lemma, char pos) {
    int32_t first, n = run_of(&l->cue_at, l->cues, l->n_cues, sizeof *l->cues, lemma, pos, &first);
    return (cs_lex_cues){ n ? l->cues + first : NULL, n };
}

cs_lex_modalities cs_lexicon_modality(const cs_lexicon *l, cs_str lemma, char pos) {
    int32_t first, n = run_of(&l->modality_at, l->modality, l->n_modality, sizeof *l->modality, lemma, pos, &first);
    return (cs_lex_modalities){ n ? l->modality + first : NULL, n };
}

cs_lex_lights cs_lexicon_lights(const cs_lexicon *l, cs_str lemma) {
    int32_t first, n = run_of(&l->light_at, l->lights, l->n_lights, sizeof *l->lights, lemma, 'v', &first);
    return (cs_lex_lights){ n ? l->lights + first : NULL, n };
}

const cs_lex_noun *cs_lexicon_noun(const cs_lexicon *l, cs_str lemma) {
    int32_t first, n = run_of(&l->noun_at, l->nouns, l->n_nouns, sizeof *l->nouns, lemma, 'n', &first);
    for (int32_t i = first; i < first + n; i++)
        if (!weight(&l->nouns[i].key)) return &l->nouns[i];
    return NULL;
}

const cs_lex_noun *cs_lexicon_noun_at(const cs_lexicon *l, const cs_reading *r, int32_t token) {
    int32_t first, n = run_of(&l->noun_at, l->nouns, l->n_nouns, sizeof *l->nouns, r->tokens.v[token].lemma, 'n', &first);
    for (int32_t i = first; i < first + n; i++)
        if (cs_lexicon_key_fits(&l->nouns[i].key, r, token, NULL)) return &l->nouns[i];
    return NULL;
}

const cs_lex_notviolent *cs_lexicon_notviolent(const cs_lexicon *l, cs_str lemma) {
    int32_t first, n = run_of(&l->notviolent_at, l->notviolent, l->n_notviolent, sizeof *l->notviolent, lemma, 'n', &first);
    for (int32_t i = first; i < first + n; i++)
        if (!weight(&l->notviolent[i].key)) return &l->notviolent[i];
    return NULL;
}

const cs_lex_notviolent *cs_lexicon_notviolent_at(const cs_lexicon *l, const cs_reading *r, int32_t token) {
    cs_str lemma = r->tokens.v[token].lemma;
    int32_t first, n = run_of(&l->notviolent_at, l->notviolent, l->n_notviolent, sizeof *l->notviolent, lemma, 'n', &first);
    for (int32_t i = first; i < first + n; i++)
        if (cs_lexicon_key_fits(&l->notviolent[i].key, r, token, NULL)) return &l->notviolent[i];
    return NULL;
}

bool cs_lexicon_is_thing(const cs_lexicon *l, cs_str lemma) {
    int32_t first;
    return run_of(&l->thing_at, l->things, l->n_things, sizeof *l->things, lemma, 'n', &first) > 0;
}

/* ---- actors ---- */

static const cs_actor *first_of(const cs_actors *r, const cs_map *names, cs_str name) {
    int32_t entry = -1;
    return cs_actors_next(r, names, name, &entry);
}

const cs_actor *cs_lexicon_actor(const cs_lexicon *l, cs_str name) {
    const cs_actor *a = first_of(&l->actors, &l->actors.name_at, name);
    return a ? a : first_of(&l->actors, &l->actors.country_at, name);
}

const cs_actor *cs_lexicon_demonym(const cs_lexicon *l, cs_str word) {
    return first_of(&l->actors, &l->actors.demonym_at, word);
}

const cs_actor *cs_lexicon_capital(const cs_lexicon *l, cs_str name) {
    return first_of(&l->actors, &l->actors.capital_at, name);
}

const cs_actor *cs_lexicon_state(const cs_lexicon *l, const char country[4]) {
    char id[] = "xxx-gov";
    for (int i = 0; i < 3; i++) id[i] = (char)(country[i] | 32);
    return country[0] ? cs_actors_by_id(&l->actors, (cs_str){ id, sizeof id - 1 }) : NULL;
}

cs_str cs_lexicon_agent(const cs_lexicon *l, cs_str noun) {
    const uint32_t *at = cs_map_get(&l->agent_at, noun);
    return at ? cs_sector_name((int)*at) : (cs_str){ 0 };
}

/* ---- frames and keys ---- */

const cs_lex_slot *cs_lex_frame_slot(const cs_lex_frame *f, cs_slot_kind kind, cs_str prep) {
    for (int32_t i = 0; i < f->n; i++)
        if (f->slot[i].kind == kind && (kind != CS_SLOT_PREP || cs_eq(f->slot[i].prep, prep))) return &f->slot[i];
    return NULL;
}

uint32_t cs_lex_frame_roles(const cs_lex_frame *f, cs_slot_kind kind, cs_str prep) {
    const cs_lex_slot *s = cs_lex_frame_slot(f, kind, prep);
    return s ? s->roles : 0;
}

char cs_lexicon_pos(uint8_t upos) {
    switch (upos) {
    case CS_UPOS_VERB: return 'v';
    case CS_UPOS_NOUN:
    case CS_UPOS_PROPN: return 'n';
    case CS_UPOS_ADJ: return 'a';
    case CS_UPOS_ADV: return 'r';
    case CS_UPOS_ADP: return 'p';
    case CS_UPOS_AUX:
    case CS_UPOS_PART: return 'x';
    case CS_UPOS_SCONJ: return 'c';
    default: return 0;
    }
}

static bool is_particle(const cs_token *t) {
    return t->deprel == CS_REL_COMPOUND_PRT || t->deprel == CS_REL_FIXED || t->deprel == CS_REL_ADVMOD ||
           t->deprel == CS_REL_CASE;
}

static bool is_companion(const cs_token *t, char pos) {
    switch (t->deprel) {
    case CS_REL_COMPOUND:
    case CS_REL_AMOD:
    case CS_REL_NMOD:
    case CS_REL_FLAT: return pos == 'n';
    case CS_REL_OBJ:
    case CS_REL_OBL:
    case CS_REL_XCOMP:
    case CS_REL_ADVMOD:
    case CS_REL_IOBJ:
    case CS_REL_NSUBJ:
    case CS_REL_NSUBJ_PASS: return pos != 'n';
    default: return false;
    }
}

/* "called on Saturday": a time is no complement of the verb. */
static bool is_time(const cs_reading *r, int32_t token) {
    for (ptrdiff_t i = 0; i < r->times.n; i++)
        if (r->times.v[i].has_span && cs_span_in(r->tokens.v[token].span, r->times.v[i].span)) return true;
    return false;
}

static bool has_case(const cs_reading *r, int32_t token, cs_str word) {
    const cs_sentence *s = &r->sentences.v[r->tokens.v[token].sent];
    for (int32_t i = s->beg; i < s->end; i++)
        if (r->tokens.v[i].head == token && r->tokens.v[i].deprel == CS_REL_CASE && cs_eq(r->tokens.v[i].lower, word))
            return true;
    return false;
}

/* "suspended deliveries after the attack": by what something is dated is no complement of it. */
static bool dates(const cs_reading *r, int32_t token) {
    const cs_sentence *s = &r->sentences.v[r->tokens.v[token].sent];
    for (int32_t i = s->beg; i < token; i++) {
        const cs_token *t = &r->tokens.v[i];
        if (t->head == token && t->deprel == CS_REL_CASE &&
            cs_word_in(t->lower, "after before since until during amid following"))
            return true;
    }
    return false;
}

/* "established a total of 56 posts": the noun that is counted, or the token itself. */
static int32_t counted(const cs_reading *r, int32_t token) {
    if (!cs_word_in(r->tokens.v[token].lemma, "total number pair series group score dozen couple handful range string"))
        return token;
    const cs_sentence *s = &r->sentences.v[r->tokens.v[token].sent];
    for (int32_t i = token + 1; i < s->end; i++)
        if (r->tokens.v[i].head == token && r->tokens.v[i].deprel == CS_REL_NMOD && has_case(r, i, CS_LIT("of"))) return i;
    return token;
}

/* Whether the noun is that word, or an agreement on it ("violated the ceasefire agreement"). */
static bool is_word_or_deal(const cs_reading *r, int32_t noun, cs_str word) {
    const cs_token *t = &r->tokens.v[noun];
    if (cs_eq(t->lemma, word) || cs_eq(t->lower, word)) return true;
    if (noun == 0 || !cs_word_in(t->lemma, "agreement accord deal pact")) return false;
    const cs_token *before = t - 1;
    return before->head == noun && before->deprel == CS_REL_COMPOUND && cs_eq(before->lemma, word);
}

bool cs_lexicon_key_fits(const cs_lex_key *k, const cs_reading *r, int32_t token, int32_t *with) {
    bool particle = !k->particle.n, companion = !k->with.n;
    const cs_sentence *s = &r->sentences.v[r->tokens.v[token].sent];
    if (with) *with = -1;
    if (!particle && token + 1 < s->end) /* "cut off the water", parsed as "off the water" */
        particle = r->tokens.v[token + 1].upos == CS_UPOS_ADP && cs_eq(r->tokens.v[token + 1].lower, k->particle);
    for (int32_t i = s->beg; i < s->end && !(particle && companion); i++) {
        const cs_token *t = &r->tokens.v[i];
        if (t->head != token) continue;
        if (!particle)
            particle = (is_particle(t) && cs_eq(t->lower, k->particle)) ||
                       (t->deprel == CS_REL_OBL && has_case(r, i, k->particle) && !is_time(r, i));
        if (companion || !is_companion(t, k->pos)) continue;
        int32_t noun = cs_eq(t->lemma, k->with) ? i : counted(r, i);
        companion = is_word_or_deal(r, noun, k->with) && !(t->deprel == CS_REL_OBL && dates(r, i));
        if (companion && with) *with = noun;
    }
    const cs_token *v = &r->tokens.v[token];
    if (!companion && k->pos == 'v' && v->deprel == CS_REL_ACL && v->head >= 0) { /* "diplomats expelled by …" */
        companion = cs_eq(r->tokens.v[v->head].lemma, k->with) || cs_eq(r->tokens.v[v->head].lower, k->with);
        if (companion && with) *with = v->head;
    }
    return particle && companion;
}
