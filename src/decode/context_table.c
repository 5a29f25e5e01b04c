/* data/contexts.tsv: read, checked and sorted so that the rows of a first word lie together. */
#include "decode/context.h"
#include "base/tsv.h"
#include <stdlib.h>

#define CS_X(e, n) n,
const char *const cs_context_name[CS_CTX_COUNT] = { CS_CONTEXTS(CS_X) };
static const char *const class_name[CS_CONTEXT_CLASS_COUNT] = { CS_CONTEXT_CLASSES(CS_X) };
static const char *const strength_name[] = { "weak", "strong" };
#undef CS_X

static const char TABLE[] = "data/contexts.tsv";

static cs_str str_of(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }

static int name_of(const char *const *names, int n, cs_str s) {
    for (int i = 0; i < n; i++)
        if (cs_eq(str_of(names[i]), s)) return i;
    return -1;
}

static casus_status bad(int line, cs_err *err, const char *what, cs_str value) {
    return cs_fail(err, CASUS_E_INTERNAL, line, "%s:%d: %s '" CS_FMT "'", TABLE, line, what, CS_ARG(value));
}

static bool is_words(const cs_context_row *r) { return r->cls <= CS_CONTEXT_NAME; }

/* What the row is found under; a sign before types and sectors keeps them apart from words ("=arms", "@MIL"). */
static cs_str first_of(const cs_context_row *r, cs_arena *a) {
    if (!is_words(r)) return cs_join(a, r->cls == CS_CONTEXT_TYPE ? CS_LIT("=") : CS_LIT("@"), r->key);
    cs_str rest = r->key, first = r->key;
    cs_list_next(&rest, ' ', &first);
    char *p = CS_NEW(a, char, first.n + 1);
    for (ptrdiff_t i = 0; i < first.n; i++) p[i] = cs_context_lower(first.p[i]);
    return (cs_str){ p, first.n };
}

static int by_first(const void *x, const void *y) {
    const cs_context_row *a = x, *b = y;
    int c = cs_cmp(a->first, b->first);
    if (c) return c;
    if (a->n_words != b->n_words) return b->n_words - a->n_words;
    return a->line < b->line ? -1 : a->line > b->line;
}

static casus_status check_words(cs_context_row *r, cs_err *err) {
    cs_str rest = r->key, word;
    if (cs_ends(rest, CS_LIT(" "))) return bad(r->line, err, "blank at the end of the key", r->key);
    while (cs_list_next(&rest, ' ', &word)) {
        if (!word.n) return bad(r->line, err, "blanks in the key", r->key);
        r->n_words++;
    }
    bool capital = false;
    for (ptrdiff_t i = 0; i < r->key.n; i++) capital = capital || (r->key.p[i] >= 'A' && r->key.p[i] <= 'Z');
    if (capital != (r->cls == CS_CONTEXT_NAME)) return bad(r->line, err, "names have capitals and no other key has:", r->key);
    return CASUS_OK;
}

/* "TYPE", "TYPE:mode" or a relation. */
static casus_status check_type(const cs_context_row *r, cs_err *err) {
    cs_str mode = r->key, type;
    cs_list_next(&mode, ':', &type);
    int i = name_of(cs_type_name, CS_T_COUNT, type);
    if (i < 0) return bad(r->line, err, "unknown type", type);
    bool has_mode = type.n < r->key.n;
    if (has_mode && (!mode.n || !cs_lexicon_mode_ok((uint8_t)i, mode)))
        return bad(r->line, err, "mode that the type does not have", r->key);
    return CASUS_OK;
}

static casus_status row_of(const cs_tsv *v, cs_context_row *r, cs_err *err) {
    const cs_str *f = v->field;
    *r = (cs_context_row){ .key = f[0], .line = v->line };
    if (v->n != 4)
        return cs_fail(err, CASUS_E_INTERNAL, v->line, "%s:%d: expected 4 columns but found %d", TABLE, v->line, v->n);
    if (!f[0].n || f[0].n > CS_CONTEXT_KEY_BYTES_MAX) return bad(v->line, err, "key empty or too long:", f[0]);
    int cls = name_of(class_name, CS_CONTEXT_CLASS_COUNT, f[1]);
    int context = name_of(cs_context_name, CS_CTX_COUNT, f[2]), strong = name_of(strength_name, 2, f[3]);
    bool none = cs_eq(f[2], CS_LIT("-"));
    if (cls < 0) return bad(v->line, err, "unknown class", f[1]);
    if (context < 0 && !none) return bad(v->line, err, "unknown context", f[2]);
    if (none ? !cs_eq(f[3], CS_LIT("-")) : strong < 0) return bad(v->line, err, "unknown strength", f[3]);
    r->cls = (uint8_t)cls;
    r->context = (uint8_t)(none ? CS_CTX_COUNT : context);
    r->strong = strong == 1;
    if (none && (!is_words(r))) return bad(v->line, err, "a context is missing for", f[0]);
    if (cls == CS_CONTEXT_TYPE) return check_type(r, err);
    return is_words(r) ? check_words(r, err) : CASUS_OK;
}

casus_status cs_contexts_read(cs_context_table *t, cs_str text, cs_arena *a, cs_err *err) {
    int32_t lines = 0;
    for (cs_tsv count = { .rest = text }; cs_tsv_next(&count);) lines++;
    *t = (cs_context_table){ .rows = CS_NEW(a, cs_context_row, lines) };
    cs_map seen = { 0 };
    for (cs_tsv v = { .rest = text }; cs_tsv_next(&v);) {
        cs_context_row *r = &t->rows[t->n++];
        CS_TRY(row_of(&v, r, err));
        r->first = first_of(r, a);
        bool is_new;
        cs_map_put(a, &seen, (cs_str){ v.field[0].p, v.field[2].p + v.field[2].n - v.field[0].p }, &is_new);
        if (!is_new) return bad(v.line, err, "row given twice:", v.field[0]);
    }
    if (t->n) qsort(t->rows, (size_t)t->n, sizeof *t->rows, by_first);
    for (int32_t i = 0; i < t->n; i++)
        if (!cs_map_get(&t->at, t->rows[i].first)) *cs_map_put(a, &t->at, t->rows[i].first, NULL) = (uint32_t)i;
    return CASUS_OK;
}

extern const char cs_table_contexts_tsv[];
extern const long cs_table_contexts_tsv_n;

casus_status cs_contexts_open(cs_context_table *t, cs_arena *a, cs_err *err) {
    return cs_contexts_read(t, (cs_str){ cs_table_contexts_tsv, cs_table_contexts_tsv_n }, a, err);
}

const cs_context_row *cs_context_rows(const cs_context_table *t, cs_str first, int32_t *n) {
    *n = 0;
    const uint32_t *at = cs_map_get(&t->at, first);
    if (!at) return NULL;
    int32_t i = (int32_t)*at;
    while (i < t->n && cs_eq(t->rows[i].first, first)) i++;
    *n = i - (int32_t)*at;
    return t->rows + *at;
}
