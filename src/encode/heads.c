#include "encode/heads.h"
#include "encode/linear.h"
#include <math.h>

void cs_word_vectors(const cs_engine *e, const cs_window *in, const cs_workspace *w, float *to) {
    int dim = e->model.shape.dim;
    assert(in->n_words + 2 <= in->n);
    for (int i = 0; i < in->n_words; i++, to += dim) {
        const float *a = w->x + (ptrdiff_t)in->words[i].first * dim, *b = w->x + (ptrdiff_t)in->words[i].last * dim;
        for (int d = 0; d < dim; d++) to[d] = (a[d] + b[d]) * 0.5f;
    }
}

void cs_heads_begin(const cs_engine *e, const cs_window *in, cs_workspace *w) {
    int dim = e->model.shape.dim, m = in->n_words + 1;
    cs_word_vectors(e, in, w, w->mixed);
    memcpy(w->mixed + (ptrdiff_t)in->n_words * dim, e->root, (size_t)dim * sizeof *e->root);
    cs_linear_apply(e, &e->heads, w->mixed, dim, m, w, (cs_out){ w->wide, e->at.n, CS_PANEL }, CS_ACT_NONE);
    for (int i = 0; i < m; i++) {
        float *row = w->wide + (ptrdiff_t)i * e->at.n;
        e->kern->relu(row + e->at.arc_dep, e->at.rel_dep - e->at.arc_dep);
        e->kern->relu(row + e->at.men_start, e->at.n - e->at.men_start);
    }
}

static const float *row_of(const cs_engine *e, const cs_workspace *w, int word) { return w->wide + (ptrdiff_t)word * e->at.n; }
const float *cs_heads_upos(const cs_engine *e, const cs_workspace *w, int word) { return row_of(e, w, word) + e->at.upos; }
const float *cs_heads_feats(const cs_engine *e, const cs_workspace *w, int word) { return row_of(e, w, word) + e->at.feats; }
const float *cs_heads_lemma(const cs_engine *e, const cs_workspace *w, int word) { return row_of(e, w, word) + e->at.lemma; }

int cs_argmax(const float *v, int n) {
    int best = 0;
    for (int i = 1; i < n; i++)
        if (v[i] > v[best]) best = i;
    return best;
}

void cs_softmax(const cs_kern *k, float *v, int n) {
    float p[CS_LABELS_MAX + 16], most = v[cs_argmax(v, n)], sum = 0;
    int pad = (n + 15) / 16 * 16;
    for (int i = 0; i < pad; i++) p[i] = i < n ? (v[i] - most) * 1.44269504f : 0.0f;
    k->exp2(p, pad);
    for (int i = 0; i < n; i++) sum += p[i];
    for (int i = 0; i < n; i++) v[i] = p[i] / sum;
}

float cs_softmax_at(const cs_kern *k, const float *logits, int n, int at) {
    float p[CS_LABELS_MAX];
    memcpy(p, logits, (size_t)n * sizeof *p);
    cs_softmax(k, p, n);
    return p[at];
}

/* score[i][j] = dep_i W head_j / sqrt(A) + b head_j = (dep_i W + sqrt(A) b) head_j / sqrt(A); the division is left to the end.
 * w->qkv holds the heads transposed [A][pad], then the scores [n][pad]; w->mixed holds dep W [n][A]. */
const float *cs_heads_arcs(const cs_engine *e, const cs_window *in, cs_workspace *w, int beg, int n, ptrdiff_t *ld) {
    int arc = e->model.shape.arc, pad = (n + 1 + 15) / 16 * 16;
    const float *rows = row_of(e, w, beg), *root = row_of(e, w, in->n_words);
    float *heads = w->qkv, *score = heads + (ptrdiff_t)arc * pad, scale = 1.0f / sqrtf((float)arc);
    /* The root comes last in the transposed heads: the words keep whole blocks of 16. */
    e->kern->transpose(rows + e->at.arc_head, e->at.n, n, arc, heads, pad);
    for (int a = 0; a < arc; a++) heads[(ptrdiff_t)a * pad + n] = root[e->at.arc_head + a];
    e->kern->gemm_f32(n, arc, arc, rows + e->at.arc_dep, e->at.n, e->arc_w, arc, e->arc_shift, w->mixed, arc);
    e->kern->gemm_f32(n, pad, arc, w->mixed, arc, heads, pad, NULL, score, pad);
    for (int i = 0; i < n; i++) {
        float *s = score + (ptrdiff_t)i * pad, at_root = s[n] * scale;
        for (int j = n; j > 0; j--) s[j] = s[j - 1] * scale;
        s[0] = at_root;
    }
    *ld = pad;
    return score;
}

const float *cs_heads_rels(const cs_engine *e, const cs_window *in, cs_workspace *w, const int32_t *heads, ptrdiff_t *ld) {
    int label = e->model.shape.label;
    for (int i = 0; i < in->n_words; i++) {
        const float *dep = row_of(e, w, i) + e->at.rel_dep;
        const float *head = row_of(e, w, heads[i] < 0 ? in->n_words : heads[i]) + e->at.rel_head;
        float *to = w->mixed + (ptrdiff_t)i * label;
        for (int d = 0; d < label; d++) to[d] = dep[d] + head[d];
    }
    e->kern->relu(w->mixed, (ptrdiff_t)in->n_words * label);
    *ld = e->rel_out.n;
    cs_linear_apply(e, &e->rel_out, w->mixed, label, in->n_words, w, (cs_out){ w->qkv, e->rel_out.n, CS_PANEL }, CS_ACT_NONE);
    return w->qkv;
}

/* score[i][j][t] = [start_i, 1] U_t [end_j, 1]'. men_u holds U as [start + 1][t * end, then t constants]: one product gives
 * every word's part, one more per word gives its spans. w->qkv: parts [n][men_cols], ends transposed [M][pad], scores
 * [types][pad]. */
void cs_heads_spans(const cs_engine *e, cs_workspace *w, int beg, int n, cs_span_see *see, void *user) {
    int m = e->model.shape.mention, types = e->mentions.n, cols = e->men_cols, pad = (n + 15) / 16 * 16;
    const float *rows = row_of(e, w, beg);
    float *part = w->qkv, *ends = part + (ptrdiff_t)n * cols, *score = ends + (ptrdiff_t)m * pad;
    e->kern->gemm_f32(n, cols, m, rows + e->at.men_start, e->at.n, e->men_u, cols, e->men_u + (ptrdiff_t)m * cols, part, cols);
    e->kern->transpose(rows + e->at.men_end, e->at.n, n, m, ends, pad);
    for (int i = 0; i < n; i++, part += cols) {
        int from = i / 16 * 16; /* spans end where they begin or later */
        e->kern->gemm_f32(types, pad - from, m, part, m, ends + from, pad, NULL, score, pad);
        for (int j = i; j < n; j++) {
            float logits[CS_LABELS_MAX];
            for (int t = 0; t < types; t++) logits[t] = score[(ptrdiff_t)t * pad + j - from] + part[types * m + t];
            see(user, i, j, logits, types);
        }
    }
}
