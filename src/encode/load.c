#include "encode/load.h"
#include <stdio.h>
#include <stdlib.h>

/* Numbers in the order of a product of n outputs and k inputs (cs_kern.arrange). */
static size_t order_numbers(int64_t n, int64_t k) { return (size_t)(n / CS_PANEL) * (size_t)(k / 4 + 1); }

void cs_load_begin(cs_loader *l, const cs_model *m, const cs_kern *kern, uint16_t **order, cs_err *err) {
    *l = (cs_loader){ .m = m, .kern = kern, .err = err };
    if (!kern->arrange) return;
    size_t n = 1;
    for (int i = 0; i < m->n_tensors; i++)
        if (m->tensor[i].dtype == CS_I8P) n += order_numbers(m->tensor[i].rows, m->tensor[i].cols);
    *order = l->order = malloc(n * sizeof **order);
    if (!*order) l->st = cs_fail(err, CASUS_E_LIMIT, -1, "out of memory");
}

const cs_tensor *cs_load_tensor(cs_loader *l, const char *name, cs_dtype dtype, int64_t rows, int64_t cols) {
    char full[96];
    const cs_tensor *t = NULL;
    if (l->st != CASUS_OK) return NULL;
    snprintf(full, sizeof full, "%s%s", l->prefix, name);
    l->st = cs_model_find(l->m, full, dtype, rows, cols, &t, l->err);
    return t;
}

const float *cs_load_floats(cs_loader *l, const char *name, int64_t rows, int64_t cols) {
    const cs_tensor *t = cs_load_tensor(l, name, CS_F32, rows, cols);
    return t ? t->data : NULL;
}

cs_linear cs_load_linear(cs_loader *l, const char *name, int64_t n, int64_t k) {
    char s[64];
    cs_linear out = { .k = (int)k, .n = (int)n };
    snprintf(s, sizeof s, "%s.w", name);
    const cs_tensor *w = cs_load_tensor(l, s, CS_I8P, n, k);
    snprintf(s, sizeof s, "%s.sum", name);
    const cs_tensor *sum = cs_load_tensor(l, s, CS_I32, 1, n);
    snprintf(s, sizeof s, "%s.scale", name);
    out.scale = cs_load_floats(l, s, 1, n);
    snprintf(s, sizeof s, "%s.bias", name);
    out.bias = cs_load_floats(l, s, 1, n);
    if (l->st != CASUS_OK) return out;
    out.w = w->data, out.sum = sum->data;
    if (l->kern->arrange) {
        l->kern->arrange(out.w, out.k, out.n, l->order);
        out.order = l->order;
        l->order += order_numbers(n, k);
    }
    return out;
}

void cs_load_labels(cs_loader *l, const char *name, cs_labels *out) {
    const cs_tensor *t = cs_load_tensor(l, name, CS_TEXT, -1, -1);
    if (!t) return;
    if (t->rows < 1 || t->rows > CS_LABELS_MAX) {
        l->st = cs_fail(l->err, CASUS_E_MODEL, -1, "the model has %lld %s, expected 1 to %d", (long long)t->rows, name,
                        CS_LABELS_MAX);
        return;
    }
    out->v = calloc((size_t)t->rows, sizeof *out->v);
    if (!out->v) {
        l->st = cs_fail(l->err, CASUS_E_LIMIT, -1, "out of memory");
        return;
    }
    cs_str rest = { t->data, t->cols };
    while (out->n < t->rows) {
        ptrdiff_t end = cs_find(rest, CS_LIT("\n"));
        if (end < 0) break;
        out->v[out->n++] = cs_cut(rest, 0, end);
        rest = cs_cut(rest, end + 1, rest.n);
    }
    if (out->n != t->rows || rest.n)
        l->st = cs_fail(l->err, CASUS_E_MODEL, -1, "the model's %s are not %lld lines", name, (long long)t->rows);
}

cs_layer *cs_load_layers(cs_loader *l, int n, int dim, int ffn) {
    if (l->st != CASUS_OK) return NULL;
    cs_layer *layer = calloc((size_t)n, sizeof *layer);
    if (!layer) l->st = cs_fail(l->err, CASUS_E_LIMIT, -1, "out of memory");
    for (int i = 0; i < n && l->st == CASUS_OK; i++) {
        snprintf(l->prefix, sizeof l->prefix, "layers.%d.", i);
        layer[i] = (cs_layer){ .qkv = cs_load_linear(l, "qkv", 3 * dim, dim),
                               .o = cs_load_linear(l, "o", dim, dim),
                               .up = cs_load_linear(l, "up", ffn, dim),
                               .down = cs_load_linear(l, "down", dim, ffn),
                               .ln1_g = cs_load_floats(l, "ln1.g", 1, dim),
                               .ln1_b = cs_load_floats(l, "ln1.b", 1, dim),
                               .ln2_g = cs_load_floats(l, "ln2.g", 1, dim),
                               .ln2_b = cs_load_floats(l, "ln2.b", 1, dim) };
    }
    l->prefix[0] = 0;
    return layer;
}
