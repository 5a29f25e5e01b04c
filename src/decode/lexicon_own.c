#include "decode/lexicon_own.h"
#include "base/csv.h"
#include "base/user_table.h"
#include "decode/lexicon_table.h"
#include "segment/piece.h"
#include <stdio.h>

enum { WORD, POS, TYPE, MODE, FRAME, NEEDS, EFFECT, STRENGTH, N_COLUMNS, N_REQUIRED = 3 };
static const char *const COLUMNS[N_COLUMNS] = { "word", "pos", "type", "mode", "frame", "needs", "effect", "strength" };
enum {
    OWN_BEFORE = 1 << 24, /* less than any line: among rows that ask for as much, the user's are tried first */
    MESSAGE_BYTES = 400
};

typedef CS_VEC(cs_lex_trigger) triggers;

/* ---- what a row leaves open ---- */

static bool alike(const cs_lex_trigger *t, const cs_lex_trigger *row, bool with_mode) {
    return t->key.pos == row->key.pos && t->type == row->type && t->strong && (!with_mode || cs_eq(t->mode, row->mode));
}

/* The commonest frame of casus's own strong triggers of that type and class; of equals the one that comes first. The mode does
 * not count: verbs of one mode ("fire at", "gun down") differ in what they take, and most verbs are plainly transitive. */
static const cs_lex_frame *usual_frame(const cs_lexicon *l, const cs_lex_trigger *row, cs_arena scratch) {
    int32_t *count = CS_NEW(&scratch, int32_t, l->n_frames), best = -1;
    for (int32_t i = 0; i < l->n_triggers; i++)
        if (alike(&l->triggers[i], row, false)) count[l->triggers[i].frame - l->frames]++;
    for (int32_t i = 0; i < l->n_frames; i++)
        if (count[i] && (best < 0 || count[i] > count[best])) best = i;
    return best < 0 ? NULL : &l->frames[best];
}

static int8_t usual_effect(const cs_lexicon *l, const cs_lex_trigger *row) {
    int32_t count[CS_EFFECT_COUNT + 1] = { 0 };
    int best = 0;
    for (int32_t i = 0; i < l->n_triggers; i++)
        if (alike(&l->triggers[i], row, true)) count[l->triggers[i].effect - CS_EFFECT_NONE]++;
    for (int i = 1; i <= CS_EFFECT_COUNT; i++)
        if (count[i] > count[best]) best = i;
    return (int8_t)(best + CS_EFFECT_NONE);
}

/* ---- forms ---- */

static bool is_vowel(char c) { return memchr("aeiou", c, 5) != NULL; }

static void add_form(cs_lexicon *l, const cs_lex_key *k, const char *stem, ptrdiff_t n, const char *tail, cs_arena *a) {
    bool is_new;
    cs_str form = cs_printf(a, "%c:%.*s%s", k->pos, (int)n, stem, tail);
    uint32_t *at = cs_map_put(a, &l->own_lemma, form, &is_new);
    if (is_new) *at = (uint32_t)l->own_lemmas.n - 1;
}

/* The regular forms of a word: kneecaps, kneecapped, kneecapping. Both spellings where stress decides ("travelled"). */
static void add_forms(cs_lexicon *l, const cs_lex_key *k, cs_arena *a) {
    const char *p = k->head.p;
    ptrdiff_t n = k->head.n;
    char last = p[n - 1], before = n > 1 ? p[n - 2] : 'a', doubled[] = { last, 'e', 'd', 0 },
         going[] = { last, 'i', 'n', 'g', 0 };
    *CS_PUSH(a, &l->own_lemmas) = k->head;
    bool y = last == 'y' && !is_vowel(before), hissing = memchr("sxz", last, 3) || (last == 'h' && memchr("cs", before, 2));
    add_form(l, k, p, n, "", a);
    add_form(l, k, p, y ? n - 1 : n, y ? "ies" : hissing ? "es" : "s", a);
    if (k->pos != 'v') return;
    add_form(l, k, p, y || last == 'e' ? n - 1 : n, y ? "ied" : "ed", a);
    add_form(l, k, p, last == 'e' && before != 'e' ? n - 1 : n, "ing", a);
    if (is_vowel(last) || !is_vowel(before) || memchr("wxy", last, 3)) return;
    add_form(l, k, p, n, doubled, a);
    add_form(l, k, p, n, going, a);
}

/* ---- cells ---- */

/* "open fire" is "open+fire": a verb and its object, a noun and its modifier. */
static casus_status read_word(cs_user_table *t, cs_lex_key *key, cs_err *err) {
    static const char *const pos[] = { "v", "n", "a", "verb", "noun", "adjective" };
    static const char form[] =
        "a lemma in lower case, as in abduct, blow_up (with a particle) or open fire (with an object or modifier)";
    cs_str word = cs_dup(t->arena, cs_user_cell(t, WORD));
    int class;
    CS_TRY(cs_user_one_of(t, POS, pos, 6, &class, err));
    for (ptrdiff_t i = 0; i < word.n; i++)
        if (word.p[i] == ' ') ((char *)(uintptr_t)word.p)[i] = '+';
    const char *plus = word.n ? memchr(word.p, '+', (size_t)word.n) : NULL;
    bool two_pluses = plus && memchr(plus + 1, '+', (size_t)(word.p + word.n - plus - 1));
    cs_lex_table lt = { .name = t->path, .arena = t->arena, .tsv = { .line = t->csv.line - OWN_BEFORE } };
    if (two_pluses || cs_lex_key_of(&lt, word, (cs_str){ pos[class % 3], 1 }, key, NULL) != CASUS_OK)
        return cs_user_bad(t, WORD, form, err);
    return CASUS_OK;
}

static casus_status read_mode(cs_user_table *t, cs_lex_trigger *row, cs_err *err) {
    char expected[MESSAGE_BYTES];
    row->mode = cs_user_cell(t, MODE);
    if (cs_lexicon_mode_ok(row->type, row->mode)) return CASUS_OK;
    const char *modes = cs_lexicon_modes(row->type);
    snprintf(expected, sizeof expected, modes ? "a mode of %s (%s)" : "nothing, as %s has no modes%s", cs_type_name[row->type],
             modes ? modes : "");
    return cs_user_bad(t, MODE, expected, err);
}

static casus_status read_frame(cs_user_table *t, const cs_lexicon *l, cs_lex_trigger *row, cs_err *err) {
    cs_str name = cs_user_cell(t, FRAME);
    const uint32_t *at = name.n ? cs_map_get(&l->frame_at, name) : NULL;
    if (name.n && !at) return cs_user_bad(t, FRAME, "the name of a frame of data/frames.tsv, or nothing", err);
    row->frame = at ? &l->frames[*at] : usual_frame(l, row, *t->arena);
    if (row->frame) return CASUS_OK;
    return cs_user_bad(t, FRAME, "a frame, as casus has no trigger of that type and word class to take one from,", err);
}

static casus_status read_needs(cs_user_table *t, cs_lex_trigger *row, cs_err *err) {
    cs_str list = cs_user_cell(t, NEEDS), item;
    while (cs_list_next(&list, ' ', &item)) {
        int i = cs_lex_name(cs_lex_need_name, CS_NEED_COUNT, item);
        if (item.n && i < 0)
            return cs_user_bad(t, NEEDS, "needs as in data/triggers.tsv (subj:armed, obj:actor …) with blanks between", err);
        if (item.n) row->needs |= 1u << i;
    }
    return CASUS_OK;
}

/* *none: the row says that the word is no trigger. */
static casus_status read_row(cs_user_table *t, const cs_lexicon *l, cs_lex_trigger *row, bool *none, cs_err *err) {
    const char *types[CS_T_COUNT + 1];
    static const char *const strengths[] = { "weak", "strong" };
    int type, value;
    for (int i = 0; i < CS_T_COUNT; i++) types[i] = cs_type_name[i];
    types[CS_T_COUNT] = "none";
    *row = (cs_lex_trigger){ .strong = true, .origin = cs_user_origin(t, "lexicon") };
    CS_TRY(read_word(t, &row->key, err));
    CS_TRY(cs_user_one_of(t, TYPE, types, CS_T_COUNT + 1, &type, err));
    if ((*none = type == CS_T_COUNT)) return CASUS_OK;
    row->type = (uint8_t)type;
    CS_TRY(read_mode(t, row, err));
    CS_TRY(read_frame(t, l, row, err));
    CS_TRY(read_needs(t, row, err));
    row->effect = usual_effect(l, row);
    if (cs_user_cell(t, EFFECT).n) {
        CS_TRY(cs_user_one_of(t, EFFECT, cs_effect_name, CS_EFFECT_COUNT, &value, err));
        row->effect = (int8_t)value;
    }
    if (cs_user_cell(t, STRENGTH).n) {
        CS_TRY(cs_user_one_of(t, STRENGTH, strengths, 2, &value, err));
        row->strong = value == 1;
    }
    return CASUS_OK;
}

/* ---- words ---- */

static cs_str id_of(const cs_lex_key *k, cs_arena *a) { return cs_printf(a, "%c:%.*s", k->pos, CS_ARG(k->text)); }

casus_status cs_lexicon_add_words(cs_lexicon *l, const char *path, cs_str bytes, cs_arena *a, cs_err *err) {
    cs_user_table t;
    triggers own = { 0 };
    cs_map taken = { 0 }, seen = { 0 }; /* words that rows of the user's stand for; the same with their types */
    CS_TRY(cs_user_table_open(&t, path, bytes, COLUMNS, N_REQUIRED, N_COLUMNS, a, err));
    for (bool more;;) {
        CS_TRY(cs_user_table_next(&t, N_REQUIRED, &more, err));
        if (!more) break;
        cs_lex_trigger row;
        bool none, is_new;
        CS_TRY(read_row(&t, l, &row, &none, err));
        cs_str id = id_of(&row.key, a);
        cs_map_put(a, &taken, id, NULL);
        cs_map_put(a, &seen, cs_printf(a, "%.*s/%.*s", CS_ARG(id), CS_ARG(cs_user_cell(&t, TYPE))), &is_new);
        if (!is_new) return cs_user_bad(&t, WORD, "each word once for a word class and type", err);
        cs_map_put(a, &l->own_words, cs_printf(a, "%c:%.*s", row.key.pos, CS_ARG(row.key.head)), NULL);
        if (none) continue;
        *CS_PUSH(a, &own) = row;
        add_forms(l, &row.key, a);
    }
    cs_lex_trigger *all = CS_NEW(a, cs_lex_trigger, own.n + l->n_triggers);
    int32_t n = 0;
    for (; n < own.n; n++) all[n] = own.v[n];
    for (int32_t i = 0; i < l->n_triggers; i++)
        if (!cs_map_get(&taken, id_of(&l->triggers[i].key, a))) all[n++] = l->triggers[i];
    l->trigger_at = (cs_map){ 0 };
    l->triggers = all;
    l->n_triggers = n;
    const cs_lex_key *long_key = cs_lex_index(all, n, sizeof *all, &l->trigger_at, a);
    if (!long_key) return CASUS_OK;
    return cs_fail(err, CASUS_E_INPUT, -1, "%s:%d: column word: expected at most 64 letters but found \"" CS_FMT "\"", path,
                   long_key->line + OWN_BEFORE, CS_ARG(long_key->text));
}

/* ---- in words that nobody has read yet ---- */

static bool is_own(const cs_lexicon *l, const cs_lemma_dict *dict, cs_str lower, cs_arena a) {
    static const struct {
        char pos;
        cs_str tag;
    } classes[] = { { 'v', { "VERB", 4 } }, { 'n', { "NOUN", 4 } }, { 'a', { "ADJ", 3 } } };
    for (int i = 0; i < 3; i++) {
        if (cs_map_get(&l->own_lemma, cs_printf(&a, "%c:" CS_FMT, classes[i].pos, CS_ARG(lower)))) return true;
        cs_str lemma = cs_lemma_find(dict, lower, classes[i].tag);
        if (lemma.n && cs_map_get(&l->own_lemma, cs_printf(&a, "%c:" CS_FMT, classes[i].pos, CS_ARG(lemma)))) return true;
    }
    return false;
}

bool *cs_lexicon_own_sentences(const cs_lexicon *l, const cs_lemma_dict *dict, cs_str text, const cs_words *w, cs_arena *a) {
    if (!l->own_lemmas.n) return NULL;
    bool *own = CS_NEW(a, bool, w->sentences.n + 1);
    for (ptrdiff_t s = 0; s < w->sentences.n; s++)
        for (int32_t t = w->sentences.v[s].beg; t < w->sentences.v[s].end && !own[s]; t++) {
            cs_arena scratch = *a;
            own[s] = is_own(l, dict, cs_lower(&scratch, cs_span_text(text, w->tokens.v[t])), scratch);
        }
    return own;
}

/* ---- actors ---- */

casus_status cs_lexicon_add_actors(cs_lexicon *l, const char *path, cs_str bytes, cs_arena *a, cs_err *err) {
    cs_csv c = cs_csv_of(bytes);
    cs_actor_columns columns;
    cs_err inner;
    int n_columns = 0;
    for (bool more, header = true;; header = false) {
        if (cs_csv_next(&c, &more, a, &inner) != CASUS_OK) return cs_fail(err, inner.code, -1, "%s:%s", path, inner.msg);
        if (!more && header) return cs_fail(err, CASUS_E_INPUT, -1, "%s: expected a header row but the file is empty", path);
        if (!more) return cs_actors_check(&l->actors, err);
        cs_actor_place at = { .table = path, .line = c.line, .own = false };
        if (header) {
            CS_TRY(cs_actor_header(c.field, c.n, &at, &columns, err));
            n_columns = c.n;
            continue;
        }
        if (c.n != n_columns)
            return cs_fail(err, CASUS_E_INPUT, -1, "%s:%d: expected %d fields as in the header but found %d", path, c.line,
                           n_columns, c.n);
        CS_TRY(cs_actor_add(&l->actors, a, &columns, c.field, c.n, &at, err));
    }
}
