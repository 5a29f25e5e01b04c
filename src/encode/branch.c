#include "encode/branch.h"
#include "encode/heads.h"
#include "encode/linear.h"
#include "encode/load.h"
#include <stdio.h>
#include <stdlib.h>

/* Lower bounds of the distance buckets, in words from the anchor (NEAR of train/branch.py). */
static const int NEAR[] = { -64, -32, -16, -8, -6, -4, -3, -2, -1, 0, 1, 2, 3, 4, 6, 8, 16, 32, 64 };
enum { BUCKETS = sizeof NEAR / sizeof *NEAR + 1 };

static int bucket(int distance) {
    int k = 0;
    while (k < BUCKETS - 1 && distance >= NEAR[k]) k++;
    return k;
}

/* ---- opening ---- */

static void load_pairs(cs_loader *l, cs_branch *b) {
    static const char *const name[CS_PAIR_COUNT] = { "attribution", "place", "role", "incident" };
    int n_out[CS_PAIR_COUNT] = { 4, 2, b->roles.n, 2 };
    for (int i = 0; i < CS_PAIR_COUNT; i++) {
        cs_pair *p = &b->pair[i];
        char s[40];
        p->left = b->at.n, p->right = b->at.n + b->width;
        b->at.n += 2 * b->width;
        p->n_out = n_out[i];
        if (p->n_out > CS_PAIR_OUT_MAX && l->st == CASUS_OK)
            l->st =
                cs_fail(l->err, CASUS_E_MODEL, -1, "the branch has %d roles, expected at most %d", p->n_out, CS_PAIR_OUT_MAX);
        snprintf(s, sizeof s, "%s.near", name[i]);
        p->near = cs_load_floats(l, s, BUCKETS, b->width);
        snprintf(s, sizeof s, "%s.out.w", name[i]);
        p->out_w = cs_load_floats(l, s, b->width, CS_PAIR_OUT_MAX);
        snprintf(s, sizeof s, "%s.out.b", name[i]);
        p->out_b = cs_load_floats(l, s, 1, CS_PAIR_OUT_MAX);
    }
}

static int cols16(int n) { return (n + 15) / 16 * 16; }

static casus_status load(cs_branch *b, const cs_kern *kern, int dim, cs_err *err) {
    const cs_branch_shape *s = &b->model.branch;
    cs_loader l;
    cs_load_begin(&l, &b->model, kern, &b->order, err);
    b->trunk = s->trunk, b->n_layers = s->layers, b->width = s->pair, b->hidden = s->hidden;
    cs_load_labels(&l, "labels.types", &b->types);
    cs_load_labels(&l, "labels.modes", &b->modes);
    cs_load_labels(&l, "labels.roles", &b->roles);
    cs_load_labels(&l, "labels.fillers", &b->fillers);
    b->layer = cs_load_layers(&l, s->layers, dim, s->ffn);
    b->at.hidden = 0;
    b->at.filler = cs_padded(s->hidden);
    b->at.cue = b->at.filler + cs_padded(b->fillers.n);
    b->at.n = b->at.cue + CS_PANEL;
    load_pairs(&l, b);
    b->heads = cs_load_linear(&l, "heads", b->at.n, dim);
    b->type_cols = cols16(b->types.n), b->mode_cols = cols16(b->modes.n);
    if (b->type_cols + b->mode_cols > dim && l.st == CASUS_OK)
        l.st = cs_fail(err, CASUS_E_MODEL, -1, "the branch has %d types and %d modes, expected at most %d in all", b->types.n,
                       b->modes.n, dim);
    b->type_w = cs_load_floats(&l, "type.w", s->hidden, b->type_cols);
    b->type_b = cs_load_floats(&l, "type.b", 1, b->type_cols);
    b->mode_w = cs_load_floats(&l, "mode.w", s->hidden, b->mode_cols);
    b->mode_b = cs_load_floats(&l, "mode.b", 1, b->mode_cols);
    return l.st;
}

/* Whether the branch grows from e's model and can work in its windows. */
static casus_status fits(const cs_engine *e, const cs_branch *b, const char *path, cs_err *err) {
    const cs_model_shape *s = &e->model.shape;
    const cs_branch_shape *x = &b->model.branch;
    if (!b->model.is_branch) return cs_fail(err, CASUS_E_MODEL, -1, "%s: expected a branch but this is a whole model", path);
    cs_str sha = { e->model.sha256, (ptrdiff_t)strlen(e->model.sha256) };
    if (!cs_eq(sha, b->model.base))
        return cs_fail(
            err, CASUS_E_MODEL, -1,
            "%s: expected a branch of the model %.12s but this one grows from %.12s: bring both files of one release", path,
            e->model.sha256, b->model.base.n >= 12 ? b->model.base.p : "another  ...");
    if (x->dim != s->dim || x->heads != s->heads || x->ffn != s->ffn || x->trunk >= s->layers)
        return cs_fail(err, CASUS_E_MODEL, -1, "%s: the branch's shape does not fit the model's", path);
    return CASUS_OK;
}

casus_status cs_branch_open(cs_engine *e, const char *path, bool use_cpu, cs_err *err) {
    cs_branch *b = calloc(1, sizeof *b);
    if (!b) return cs_fail(err, CASUS_E_LIMIT, -1, "out of memory");
    casus_status st = cs_model_open(&b->model, path, use_cpu, err);
    if (st == CASUS_OK) st = fits(e, b, path, err);
    if (st == CASUS_OK) st = load(b, e->kern, e->model.shape.dim, err);
    if (st == CASUS_OK)
        e->branch = b;
    else
        cs_branch_close(&b);
    return st;
}

void cs_branch_close(cs_branch **out) {
    cs_branch *b = *out;
    if (!b) return;
    free(b->types.v), free(b->modes.v), free(b->roles.v), free(b->fillers.v), free(b->layer), free(b->order);
    cs_model_close(&b->model);
    free(b);
    *out = NULL;
}

/* ---- one window ---- */

static float *row_of(const cs_engine *e, const cs_workspace *w, int word) {
    return w->wide + (ptrdiff_t)word * e->branch->at.n;
}

/* Columns [from, from + n) of the joint product over the words' vectors. */
static void columns(const cs_engine *e, cs_workspace *w, int from, int n) {
    const cs_branch *b = e->branch;
    cs_linear part = cs_linear_part(&b->heads, from, n);
    cs_linear_apply(e, &part, w->shared, part.k, w->n_words, w, (cs_out){ w->wide + from, b->at.n, CS_PANEL }, CS_ACT_NONE);
}

/* w->x [n_words][dim] becomes the logits of types, then those of modes. */
static void kinds(const cs_engine *e, cs_workspace *w) {
    const cs_branch *b = e->branch;
    int n = w->n_words, dim = e->model.shape.dim;
    const float *x = w->wide + b->at.hidden;
    for (int i = 0; i < n; i++) e->kern->relu(row_of(e, w, i) + b->at.hidden, b->hidden);
    e->kern->gemm_f32(n, b->type_cols, b->hidden, x, b->at.n, b->type_w, b->type_cols, b->type_b, w->x, dim);
    e->kern->gemm_f32(n, b->mode_cols, b->hidden, x, b->at.n, b->mode_w, b->mode_cols, b->mode_b, w->x + b->type_cols, dim);
}

void cs_branch_run(const cs_engine *e, const cs_window *in, cs_workspace *w) {
    const cs_branch *b = e->branch;
    memcpy(w->x, w->shared, (size_t)in->n * (size_t)e->model.shape.dim * sizeof *w->x);
    for (int i = 0; i < b->n_layers; i++) cs_layer_apply(e, &b->layer[i], in->n, w);
    cs_word_vectors(e, in, w, w->shared);
    w->n_words = in->n_words, w->pairs = 0;
    columns(e, w, 0, b->pair[0].left);
    kinds(e, w);
}

static void probabilities(const cs_engine *e, const float *logits, int n, float *out) {
    memcpy(out, logits, (size_t)n * sizeof *out);
    cs_softmax(e->kern, out, n);
}

void cs_branch_kind(const cs_engine *e, const cs_workspace *w, int word, float *types, float *modes) {
    const cs_branch *b = e->branch;
    const float *x = w->x + (ptrdiff_t)word * e->model.shape.dim;
    probabilities(e, x, b->types.n, types);
    probabilities(e, x + b->type_cols, b->modes.n, modes);
}

void cs_branch_filler(const cs_engine *e, const cs_workspace *w, int word, float *p) {
    const cs_branch *b = e->branch;
    probabilities(e, row_of(e, w, word) + b->at.filler, b->fillers.n, p);
}

float cs_branch_cue(const cs_engine *e, const cs_workspace *w, int word) {
    float p[2];
    probabilities(e, row_of(e, w, word) + e->branch->at.cue, 2, p);
    return p[1];
}

const float *cs_branch_pairs(const cs_engine *e, cs_workspace *w, cs_pair_head head, int anchor, int beg, int end) {
    const cs_branch *b = e->branch;
    const cs_pair *p = &b->pair[head];
    const float *left = row_of(e, w, anchor) + p->left;
    int width = b->width, n = end - beg;
    if (!(w->pairs & 1u << head)) columns(e, w, p->left, 2 * width);
    w->pairs |= 1u << head;
    for (int i = 0; i < n; i++) {
        const float *right = row_of(e, w, beg + i) + p->right, *near = p->near + (ptrdiff_t)bucket(beg + i - anchor) * width;
        float *to = w->mixed + (ptrdiff_t)i * width;
        for (int d = 0; d < width; d++) to[d] = left[d] + right[d] + near[d];
    }
    e->kern->relu(w->mixed, (ptrdiff_t)n * width);
    e->kern->gemm_f32(n, CS_PAIR_OUT_MAX, width, w->mixed, width, p->out_w, CS_PAIR_OUT_MAX, p->out_b, w->qkv, CS_PAIR_OUT_MAX);
    return w->qkv;
}
