#include "encode/engine.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct loader { /* the first failure sticks, so that a list of look-ups reads as a list */
    const cs_model *m;
    cs_err *err;
    casus_status st;
    char prefix[32];
} loader;

static const cs_tensor *get(loader *l, const char *name, cs_dtype dtype, int64_t rows, int64_t cols) {
    char full[96];
    const cs_tensor *t = NULL;
    if (l->st != CASUS_OK) return NULL;
    snprintf(full, sizeof full, "%s%s", l->prefix, name);
    l->st = cs_model_find(l->m, full, dtype, rows, cols, &t, l->err);
    return t;
}

static const float *floats(loader *l, const char *name, int64_t rows, int64_t cols) {
    const cs_tensor *t = get(l, name, CS_F32, rows, cols);
    return t ? t->data : NULL;
}

static cs_linear linear(loader *l, const char *name, int64_t n, int64_t k) {
    char s[64];
    cs_linear out = { .k = (int)k, .n = (int)n };
    snprintf(s, sizeof s, "%s.w", name);
    const cs_tensor *w = get(l, s, CS_I8P, n, k);
    snprintf(s, sizeof s, "%s.sum", name);
    const cs_tensor *sum = get(l, s, CS_I32, 1, n);
    snprintf(s, sizeof s, "%s.scale", name);
    out.scale = floats(l, s, 1, n);
    snprintf(s, sizeof s, "%s.bias", name);
    out.bias = floats(l, s, 1, n);
    if (l->st == CASUS_OK) out.w = w->data, out.sum = sum->data;
    return out;
}

static void labels(loader *l, const char *name, cs_labels *out) {
    const cs_tensor *t = get(l, name, CS_TEXT, -1, -1);
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

static int padded(int n) { return (n + CS_PANEL - 1) / CS_PANEL * CS_PANEL; }

static void load_layers(loader *l, cs_engine *e) {
    const cs_model_shape *s = &e->model.shape;
    e->layer = calloc((size_t)s->layers, sizeof *e->layer);
    if (!e->layer) l->st = cs_fail(l->err, CASUS_E_LIMIT, -1, "out of memory");
    for (int i = 0; i < s->layers && l->st == CASUS_OK; i++) {
        snprintf(l->prefix, sizeof l->prefix, "layers.%d.", i);
        e->layer[i] = (cs_layer){ .qkv = linear(l, "qkv", 3 * s->dim, s->dim),
                                  .o = linear(l, "o", s->dim, s->dim),
                                  .up = linear(l, "up", s->ffn, s->dim),
                                  .down = linear(l, "down", s->dim, s->ffn),
                                  .ln1_g = floats(l, "ln1.g", 1, s->dim),
                                  .ln1_b = floats(l, "ln1.b", 1, s->dim),
                                  .ln2_g = floats(l, "ln2.g", 1, s->dim),
                                  .ln2_b = floats(l, "ln2.b", 1, s->dim) };
    }
    l->prefix[0] = 0;
}

static void load_heads(loader *l, cs_engine *e) {
    const cs_model_shape *s = &e->model.shape;
    int sizes[] = { e->upos.n, e->feats.n, e->lemma.n, s->arc, s->arc, s->label, s->label, s->mention, s->mention };
    int *at[] = { &e->at.upos,    &e->at.feats,    &e->at.lemma,     &e->at.arc_dep, &e->at.arc_head,
                  &e->at.rel_dep, &e->at.rel_head, &e->at.men_start, &e->at.men_end };
    for (int i = 0; i < 9; i++) {
        *at[i] = e->at.n;
        e->at.n += padded(sizes[i]);
    }
    e->heads = linear(l, "heads", e->at.n, s->dim);
    e->rel_out = linear(l, "rel_out", padded(e->rels.n), s->label);
    e->arc_w = floats(l, "arc.w", s->arc, s->arc);
    e->arc_b = floats(l, "arc.b", 1, s->arc);
    e->men_cols = (e->mentions.n * (s->mention + 1) + 15) / 16 * 16;
    e->men_u = floats(l, "men.u", s->mention + 1, e->men_cols);
    e->arc_shift = calloc((size_t)s->arc, sizeof *e->arc_shift);
    if (!e->arc_shift) l->st = cs_fail(l->err, CASUS_E_LIMIT, -1, "out of memory");
    for (int i = 0; i < s->arc && l->st == CASUS_OK; i++) e->arc_shift[i] = sqrtf((float)s->arc) * e->arc_b[i];
}

static casus_status load(cs_engine *e, cs_err *err) {
    const cs_model_shape *s = &e->model.shape;
    loader l = { .m = &e->model, .err = err };
    labels(&l, "labels.upos", &e->upos);
    labels(&l, "labels.feats", &e->feats);
    labels(&l, "labels.rels", &e->rels);
    labels(&l, "labels.lemma", &e->lemma);
    labels(&l, "labels.mentions", &e->mentions);
    const cs_tensor *v = get(&l, "vocabulary", CS_TEXT, -1, -1);
    CS_TRY(l.st);
    CS_TRY(cs_vocab_open(&e->vocab, (cs_str){ v->data, v->cols }, v->rows, err));
    CS_TRY(cs_lemma_dict_open(&e->dict, &e->model, err));
    const cs_tensor *piece = get(&l, "piece.w", CS_I8, e->vocab.n, s->dim);
    const cs_tensor *shape = get(&l, "shape.w", CS_I8, CS_SHAPE_COUNT, s->dim);
    e->piece_scale = floats(&l, "piece.scale", 1, e->vocab.n);
    e->shape_scale = floats(&l, "shape.scale", 1, CS_SHAPE_COUNT);
    e->position = floats(&l, "position", s->positions, s->dim);
    e->first = floats(&l, "first", 1, s->dim);
    e->root = floats(&l, "root", 1, s->dim);
    e->ln_g = floats(&l, "ln.g", 1, s->dim);
    e->ln_b = floats(&l, "ln.b", 1, s->dim);
    CS_TRY(l.st);
    e->piece = piece->data, e->shape = shape->data;
    load_layers(&l, e);
    if (l.st == CASUS_OK) load_heads(&l, e);
    return l.st;
}

casus_status cs_engine_open(cs_engine **out, const char *path, unsigned cpu_mask, cs_err *err) {
    unsigned cpu = cs_cpu_detect() & cpu_mask;
    cs_engine *e = calloc(1, sizeof *e);
    if (!e) return cs_fail(err, CASUS_E_LIMIT, -1, "out of memory");
    e->kern = cs_kern_for(cpu);
    casus_status st = cs_model_open(&e->model, path, cpu != 0, err);
    if (st == CASUS_OK) st = load(e, err);
    if (st == CASUS_OK)
        *out = e;
    else
        cs_engine_close(&e);
    return st;
}

void cs_engine_close(cs_engine **out) {
    cs_engine *e = *out;
    if (!e) return;
    free(e->upos.v), free(e->feats.v), free(e->rels.v), free(e->lemma.v), free(e->mentions.v);
    free(e->layer), free(e->arc_shift);
    cs_vocab_close(&e->vocab);
    cs_model_close(&e->model);
    free(e);
    *out = NULL;
}

void cs_engine_exact(cs_engine *e) { e->exact = true; }
