/* encode/linear.h: one linear layer, inside encode only. */
#ifndef CS_ENCODE_LINEAR_H
#define CS_ENCODE_LINEAR_H
#include "encode/engine.h"

/* out = act(x w' + bias) for m rows of x, distance ldx; int8 by way of w->q and w->scale, or float32 where e is exact. */
void cs_linear_apply(const cs_engine *e, const cs_linear *l, const float *x, ptrdiff_t ldx, int m, cs_workspace *w, cs_out out,
                     cs_act act);
/* One layer of the encoder on w->x [n, dim], in place. */
void cs_layer_apply(const cs_engine *e, const cs_layer *l, int n, cs_workspace *w);
/* to [n_words][dim] becomes the words' vectors, the mean of first and last piece in w->x. */
void cs_word_vectors(const cs_engine *e, const cs_window *in, const cs_workspace *w, float *to);
/* Outputs [from, from + n) of a product, whole panels. */
static inline cs_linear cs_linear_part(const cs_linear *l, int from, int n) {
    cs_linear out = { l->w + (ptrdiff_t)from * l->k, l->sum + from, l->scale + from, l->bias + from, l->order, l->k, n };
    if (l->order) out.order += (ptrdiff_t)(from / CS_PANEL) * (l->k / 4 + 1);
    return out;
}
#endif
