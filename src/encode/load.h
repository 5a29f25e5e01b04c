/* encode/load.h: tensors of a model file by name, inside encode only. The first failure sticks, so that a list of look-ups
 * reads as a list. */
#ifndef CS_ENCODE_LOAD_H
#define CS_ENCODE_LOAD_H
#include "encode/engine.h"

typedef struct cs_loader {
    const cs_model *m;
    const cs_kern *kern;
    uint16_t *order; /* where the next product's order goes */
    cs_err *err;
    casus_status st;
    char prefix[32]; /* before each name */
} cs_loader;

/* Readies l for a model whose products kern is to compute. *order, the caller's to free, becomes what it walks them by. */
void cs_load_begin(cs_loader *l, const cs_model *m, const cs_kern *kern, uint16_t **order, cs_err *err);

/* Each gives what the file has (owned by the map) or, after a failure, nothing. rows or cols -1: any. */
const cs_tensor *cs_load_tensor(cs_loader *l, const char *name, cs_dtype dtype, int64_t rows, int64_t cols);
const float *cs_load_floats(cs_loader *l, const char *name, int64_t rows, int64_t cols);
/* The packed product NAME with n outputs and k inputs. */
cs_linear cs_load_linear(cs_loader *l, const char *name, int64_t n, int64_t k);
/* Lines of the text NAME, at most CS_LABELS_MAX; out->v is the caller's to free. */
void cs_load_labels(cs_loader *l, const char *name, cs_labels *out);
/* n layers named layers.0. and on; the caller's to free. */
cs_layer *cs_load_layers(cs_loader *l, int n, int dim, int ffn);
/* Up to whole panels. */
static inline int cs_padded(int n) { return (n + CS_PANEL - 1) / CS_PANEL * CS_PANEL; }
#endif
