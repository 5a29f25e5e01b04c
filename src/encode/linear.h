/* encode/linear.h: one linear layer, inside encode only. */
#ifndef CS_ENCODE_LINEAR_H
#define CS_ENCODE_LINEAR_H
#include "encode/engine.h"

/* out = act(x w' + bias) for m rows of x, distance ldx; int8 by way of w->q and w->scale, or float32 where e is exact. */
void cs_linear_apply(const cs_engine *e, const cs_linear *l, const float *x, ptrdiff_t ldx, int m, cs_workspace *w, cs_out out,
                     cs_act act);
#endif
