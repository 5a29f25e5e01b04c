#include "encode/branch.h"
#include "encode/load.h"
#include <math.h>
#include <stdlib.h>

static void load_heads(cs_loader *l, cs_engine *e) {
    const cs_model_shape *s = &e->model.shape;
    int sizes[] = { e->upos.n, e->feats.n, e->lemma.n, s->arc, s->arc, s->label, s->label, s->mention, s->mention };
    int *at[] = { &e->at.upos,    &e->at.feats,    &e->at.lemma,     &e->at.arc_dep, &e->at.arc_head,
                  &e->at.rel_dep, &e->at.rel_head, &e->at.men_start, &e->at.men_end };
    for (int i = 0; i < 9; i++) {
        *at[i] = e->at.n;
        e->at.n += cs_padded(sizes[i]);
    }
    e->heads = cs_load_linear(l, "heads", e->at.n, s->dim);
    e->rel_out = cs_load_linear(l, "rel_out", cs_padded(e->rels.n), s->label);
    e->arc_w = cs_load_floats(l, "arc.w", s->arc, s->arc);
    e->arc_b = cs_load_floats(l, "arc.b", 1, s->arc);
    e->men_cols = (e->mentions.n * (s->mention + 1) + 15) / 16 * 16;
    e->men_u = cs_load_floats(l, "men.u", s->mention + 1, e->men_cols);
    e->arc_shift = calloc((size_t)s->arc, sizeof *e->arc_shift);
    if (!e->arc_shift) l->st = cs_fail(l->err, CASUS_E_LIMIT, -1, "out of memory");
    for (int i = 0; i < s->arc && l->st == CASUS_OK; i++) e->arc_shift[i] = sqrtf((float)s->arc) * e->arc_b[i];
}

static casus_status load(cs_engine *e, cs_err *err) {
    const cs_model_shape *s = &e->model.shape;
    cs_loader l;
    cs_load_begin(&l, &e->model, e->kern, &e->order, err);
    cs_load_labels(&l, "labels.upos", &e->upos);
    cs_load_labels(&l, "labels.feats", &e->feats);
    cs_load_labels(&l, "labels.rels", &e->rels);
    cs_load_labels(&l, "labels.lemma", &e->lemma);
    cs_load_labels(&l, "labels.mentions", &e->mentions);
    const cs_tensor *v = cs_load_tensor(&l, "vocabulary", CS_TEXT, -1, -1);
    CS_TRY(l.st);
    CS_TRY(cs_vocab_open(&e->vocab, (cs_str){ v->data, v->cols }, v->rows, err));
    CS_TRY(cs_lemma_dict_open(&e->dict, &e->model, err));
    const cs_tensor *piece = cs_load_tensor(&l, "piece.w", CS_I8, e->vocab.n, s->dim);
    const cs_tensor *shape = cs_load_tensor(&l, "shape.w", CS_I8, CS_SHAPE_COUNT, s->dim);
    e->piece_scale = cs_load_floats(&l, "piece.scale", 1, e->vocab.n);
    e->shape_scale = cs_load_floats(&l, "shape.scale", 1, CS_SHAPE_COUNT);
    e->position = cs_load_floats(&l, "position", s->positions, s->dim);
    e->first = cs_load_floats(&l, "first", 1, s->dim);
    e->root = cs_load_floats(&l, "root", 1, s->dim);
    e->ln_g = cs_load_floats(&l, "ln.g", 1, s->dim);
    e->ln_b = cs_load_floats(&l, "ln.b", 1, s->dim);
    CS_TRY(l.st);
    e->piece = piece->data, e->shape = shape->data;
    e->layer = cs_load_layers(&l, s->layers, s->dim, s->ffn);
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
    free(e->layer), free(e->order), free(e->arc_shift);
    cs_branch_close(&e->branch);
    cs_vocab_close(&e->vocab);
    cs_model_close(&e->model);
    free(e);
    *out = NULL;
}

void cs_engine_exact(cs_engine *e) { e->exact = true; }
