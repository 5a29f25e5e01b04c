#include "encode/lemma.h"
#include <stdio.h>

static casus_status open_lines(cs_sorted_lines *l, const cs_model *m, const char *name, cs_err *err) {
    const cs_tensor *text, *at;
    char at_name[64];
    snprintf(at_name, sizeof at_name, "%s.at", name);
    CS_TRY(cs_model_find(m, name, CS_TEXT, -1, -1, &text, err));
    CS_TRY(cs_model_find(m, at_name, CS_I32, 1, text->rows + 1, &at, err));
    *l = (cs_sorted_lines){ text->data, at->data, (int32_t)text->rows };
    if (l->at[0] != 0 || l->at[l->n] != text->cols)
        return cs_fail(err, CASUS_E_MODEL, -1, "the model's %s are not %d lines", name, l->n);
    for (int32_t i = 0; i < l->n; i++)
        if (l->at[i + 1] <= l->at[i] || l->at[i + 1] > text->cols)
            return cs_fail(err, CASUS_E_MODEL, -1, "the model's %s are out of order at line %d", name, i);
    return CASUS_OK;
}

casus_status cs_lemma_dict_open(cs_lemma_dict *d, const cs_model *m, cs_err *err) {
    CS_TRY(open_lines(&d->forms, m, "lemmas", err));
    return open_lines(&d->known, m, "lemmas.known", err);
}

/* The rest of the first line that begins with "a TAB b" and then ends or goes on with a TAB. */
static bool find(const cs_sorted_lines *l, cs_str a, cs_str b, cs_str *rest) {
    char key[256];
    ptrdiff_t n = a.n + 1 + b.n;
    if (n > (ptrdiff_t)sizeof key) return false;
    memcpy(key, a.p, (size_t)a.n);
    key[a.n] = '\t';
    memcpy(key + a.n + 1, b.p, (size_t)b.n);
    cs_str want = { key, n };
    int32_t lo = 0, hi = l->n;
    while (lo < hi) {
        int32_t mid = lo + (hi - lo) / 2;
        cs_str line = { l->text + l->at[mid], l->at[mid + 1] - l->at[mid] - 1 };
        if (cs_cmp(line, want) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == l->n) return false;
    cs_str line = { l->text + l->at[lo], l->at[lo + 1] - l->at[lo] - 1 };
    if (!cs_starts(line, want) || (line.n > n && line.p[n] != '\t')) return false;
    *rest = line.n > n ? cs_cut(line, n + 1, line.n) : cs_cut(line, n, n);
    return true;
}

cs_str cs_lemma_find(const cs_lemma_dict *d, cs_str form, cs_str tag) {
    cs_str lemma = { 0 };
    return find(&d->forms, form, tag, &lemma) ? lemma : (cs_str){ 0 };
}

bool cs_lemma_known(const cs_lemma_dict *d, cs_str lemma, cs_str tag) {
    cs_str rest;
    return find(&d->known, lemma, tag, &rest);
}
