#include "encode/branch.h"
#include "encode/heads.h"
#include "encode/linear.h"

/* ---- linear layers ---- */

/* The same product from float32 activations: what PyTorch computes with the file's weights. Each panel's weights are made
 * floats [k][32] in the memory that int8 activations would take, the panel's product [m][32] behind them. */
static void linear_exact(const cs_engine *e, const cs_linear *l, const float *x, ptrdiff_t ldx, int m, cs_workspace *w,
                         cs_out out, cs_act act) {
    float *dense = (float *)(void *)w->q, *y = dense + (ptrdiff_t)l->k * CS_PANEL;
    assert((l->k + (ptrdiff_t)m) * CS_PANEL * (ptrdiff_t)sizeof(float) <= w->q_bytes);
    for (int p = 0; p < l->n; p += CS_PANEL) {
        const int8_t *packed = l->w + (ptrdiff_t)p * l->k;
        for (int i = 0; i < l->k; i++)
            for (int c = 0; c < CS_PANEL; c++)
                dense[i * CS_PANEL + c] = (float)packed[(ptrdiff_t)(i / 4) * CS_PANEL * 4 + c * 4 + i % 4] * l->scale[p + c];
        e->kern->gemm_f32(m, CS_PANEL, l->k, x, ldx, dense, CS_PANEL, l->bias + p, y, CS_PANEL);
        if (act == CS_ACT_GELU) e->kern->gelu(y, (ptrdiff_t)m * CS_PANEL);
        for (int r = 0; r < m; r++)
            for (int c = 0; c < CS_PANEL; c++) {
                float *to = out.y + p / CS_PANEL * out.panel + r * out.row + c;
                *to = act == CS_ACT_ADD ? *to + y[r * CS_PANEL + c] : y[r * CS_PANEL + c];
            }
    }
}

void cs_linear_apply(const cs_engine *e, const cs_linear *l, const float *x, ptrdiff_t ldx, int m, cs_workspace *w, cs_out out,
                     cs_act act) {
    if (e->exact) {
        linear_exact(e, l, x, ldx, m, w, out, act);
        return;
    }
    e->kern->quantise(x, ldx, m, l->k, w->q, w->scale);
    e->kern->gemm_i8(l, w->q, w->scale, m, out, act);
}

/* cs_kern.attention in float32, row by row. */
static void attention_exact(const cs_kern *k, const float *qkv, int n, float *out, ptrdiff_t ld, float *work) {
    const float c = 0.25503493f; /* log2 e / sqrt(CS_HEAD_DIM) */
    const float *q = qkv, *key = q + (ptrdiff_t)n * CS_HEAD_DIM, *value = key + (ptrdiff_t)n * CS_HEAD_DIM;
    int pad = (n + 15) / 16 * 16;
    float *keys = work, *p = work + CS_HEAD_DIM * (ptrdiff_t)pad;
    k->transpose(key, CS_HEAD_DIM, n, CS_HEAD_DIM, keys, pad);
    for (int i = 0; i < n; i++, out += ld) {
        k->gemm_f32(1, pad, CS_HEAD_DIM, q + i * CS_HEAD_DIM, CS_HEAD_DIM, keys, pad, NULL, p, pad);
        float most = p[cs_argmax(p, n)], sum = 0;
        for (int j = 0; j < n; j++) p[j] = (p[j] - most) * c;
        k->exp2(p, pad);
        for (int j = 0; j < n; j++) sum += p[j];
        k->gemm_f32(1, CS_HEAD_DIM, n, p, pad, value, CS_HEAD_DIM, NULL, out, ld);
        for (int d = 0; d < CS_HEAD_DIM; d++) out[d] /= sum;
    }
}

static cs_out rows_of(float *y, int width) { return (cs_out){ y, width, CS_PANEL }; }

/* ---- workspace ---- */

cs_workspace cs_workspace_make(const cs_engine *e, int n, cs_arena *a) {
    const cs_model_shape *s = &e->model.shape;
    assert(n >= 1 && n <= s->positions);
    size_t p = ((size_t)n + 15) / 16 * 16, pad = p + 16, dim = (size_t)s->dim;
    size_t widest = (size_t)(s->ffn > e->at.n ? s->ffn : e->at.n), branch = e->branch ? (size_t)e->branch->at.n : 0;
    if (branch > widest) widest = branch;
    size_t joint = dim > (size_t)s->label ? dim : (size_t)s->label;
    if (joint < (size_t)s->arc) joint = (size_t)s->arc;
    size_t arcs = ((size_t)s->arc + p) * pad,
           spans = p * (size_t)e->men_cols + ((size_t)s->mention + (size_t)e->mentions.n) * pad;
    size_t both = arcs > spans ? arcs : spans, rels = p * (size_t)e->rel_out.n;
    if (both < 3 * p * dim) both = 3 * p * dim;
    if (both < rels) both = rels;
    cs_workspace w = { .positions = (int)p };
    w.shared = e->branch ? cs_arena_raw(a, sizeof(float), 64, p * dim) : NULL;
    w.x = cs_arena_raw(a, sizeof(float), 64, p * dim);
    w.qkv = cs_arena_raw(a, sizeof(float), 64, both);
    w.mixed = cs_arena_raw(a, sizeof(float), 64, p * joint);
    w.wide = cs_arena_raw(a, sizeof(float), 64, p * widest);
    w.work = cs_arena_raw(a, sizeof(float), 64, cs_attention_floats((int)p));
    w.scale = cs_arena_raw(a, sizeof(float), 64, p);
    size_t exact = (widest > dim ? widest : dim) + p; /* linear_exact's, in floats */
    w.q_bytes = (ptrdiff_t)cs_q_bytes((int)p, (int)(widest > joint ? widest : joint));
    if (e->exact && (size_t)w.q_bytes < exact * CS_PANEL * sizeof(float))
        w.q_bytes = (ptrdiff_t)(exact * CS_PANEL * sizeof(float));
    w.q = cs_arena_raw(a, 1, 64, (size_t)w.q_bytes);
    return w;
}

/* ---- the encoder ---- */

static void embed(const cs_engine *e, const cs_window *in, float *x) {
    int dim = e->model.shape.dim;
    for (int i = 0; i < in->n; i++, x += dim) {
        const int8_t *piece = e->piece + (ptrdiff_t)in->ids[i] * dim, *shape = e->shape + (ptrdiff_t)in->shapes[i] * dim;
        float ps = e->piece_scale[in->ids[i]], ss = e->shape_scale[in->shapes[i]];
        const float *pos = e->position + (ptrdiff_t)i * dim;
        for (int d = 0; d < dim; d++) {
            float v = (float)piece[d] * ps + pos[d] + (float)shape[d] * ss;
            x[d] = in->firsts[i] ? v + e->first[d] : v;
        }
    }
}

/* Head by head, so that its queries, keys and values stay in the second-level cache: w->mixed [n][dim] from w->x. */
static void attend(const cs_engine *e, const cs_linear *qkv, int n, cs_workspace *w) {
    int dim = e->model.shape.dim, heads = e->model.shape.heads;
    if (!e->exact) e->kern->quantise(w->x, dim, n, dim, w->q, w->scale);
    for (int h = 0; h < heads; h++) {
        for (int i = 0; i < 3; i++) {
            cs_linear part = cs_linear_part(qkv, (i * heads + h) * CS_HEAD_DIM, CS_HEAD_DIM);
            cs_out out = { w->qkv + (ptrdiff_t)i * n * CS_HEAD_DIM, CS_HEAD_DIM, 0 };
            if (e->exact)
                linear_exact(e, &part, w->x, dim, n, w, out, CS_ACT_NONE);
            else
                e->kern->gemm_i8(&part, w->q, w->scale, n, out, CS_ACT_NONE);
        }
        if (e->exact)
            attention_exact(e->kern, w->qkv, n, w->mixed + h * CS_HEAD_DIM, dim, w->work);
        else
            e->kern->attention(w->qkv, n, w->mixed + h * CS_HEAD_DIM, dim, w->work);
    }
}

enum { BLOCK_ROWS = 24 };

/* What is behind the attention, a block of rows at a time: what a block is between two products stays in the cache. */
void cs_layer_apply(const cs_engine *e, const cs_layer *l, int n, cs_workspace *w) {
    int dim = e->model.shape.dim, ffn = e->model.shape.ffn, blocks = (n + BLOCK_ROWS - 1) / BLOCK_ROWS;
    attend(e, &l->qkv, n, w);
    for (int b = 0; b < blocks; b++) {
        int from = n * b / blocks, m = n * (b + 1) / blocks - from;
        float *x = w->x + (ptrdiff_t)from * dim;
        cs_linear_apply(e, &l->o, w->mixed + (ptrdiff_t)from * dim, dim, m, w, rows_of(x, dim), CS_ACT_ADD);
        e->kern->layer_norm(x, m, dim, l->ln1_g, l->ln1_b);
        cs_linear_apply(e, &l->up, x, dim, m, w, rows_of(w->wide, ffn), CS_ACT_GELU);
        cs_linear_apply(e, &l->down, w->wide, ffn, m, w, rows_of(x, dim), CS_ACT_ADD);
        e->kern->layer_norm(x, m, dim, l->ln2_g, l->ln2_b);
    }
}

void cs_encode(const cs_engine *e, const cs_window *in, cs_workspace *w, cs_layer_watch *watch, void *user) {
    const cs_model_shape *s = &e->model.shape;
    int n = in->n, dim = s->dim;
    assert(n >= 1 && n <= w->positions);
    embed(e, in, w->x);
    e->kern->layer_norm(w->x, n, dim, e->ln_g, e->ln_b);
    if (watch) watch(user, 0, w->x, n, dim);
    for (int i = 0; i < s->layers; i++) {
        if (e->branch && i == e->branch->trunk) memcpy(w->shared, w->x, (size_t)n * (size_t)dim * sizeof *w->x);
        cs_layer_apply(e, &e->layer[i], n, w);
        if (watch) watch(user, i + 1, w->x, n, dim);
    }
}

void cs_encode_made_up(const cs_engine *e, int n, cs_workspace *w) {
    enum { MOST = 4096 };
    static const uint8_t zero[MOST];
    int32_t ids[MOST];
    assert(n >= 1 && n <= MOST);
    for (int i = 0; i < n; i++) ids[i] = (int32_t)((1000u + 7919u * (unsigned)i) % (unsigned)e->vocab.n);
    cs_encode(e, &(cs_window){ .ids = ids, .shapes = zero, .firsts = zero, .n = n }, w, NULL, NULL);
}
