/* encode/engine.h: the model at work: windows of word pieces in, what the heads say of each word out.
 *
 * An engine is read-only once open and may serve any number of threads, each with a workspace of its own. Results are the
 * same bits on every instruction set and from any thread. */
#ifndef CS_ENCODE_ENGINE_H
#define CS_ENCODE_ENGINE_H
#include "encode/kern/kern.h"
#include "encode/lemma.h"
#include "encode/model.h"
#include "segment/piece.h"

enum { CS_LABELS_MAX = 1024 };

typedef struct cs_labels {
    cs_str *v; /* owned */
    int n;
} cs_labels;

typedef struct cs_layer {
    cs_linear qkv, o, up, down;
    const float *ln1_g, *ln1_b, *ln2_g, *ln2_b;
} cs_layer;

/* Where each head's outputs begin among the columns of one row of the joint product (each begins at a multiple of 32). */
typedef struct cs_head_columns {
    int upos, feats, lemma, arc_dep, arc_head, rel_dep, rel_head, men_start, men_end, n;
} cs_head_columns;

struct cs_branch;

typedef struct cs_engine {
    cs_model model;
    cs_vocab vocab;
    const cs_kern *kern;
    bool exact; /* float32 instead of int8 and int16: slow, for tests (cs_engine_exact) */
    cs_lemma_dict dict;
    cs_labels upos, feats, rels, lemma, mentions;
    cs_layer *layer; /* owned */
    uint16_t *order; /* owned: cs_linear.order of all products; NULL where the kernels need none */
    cs_linear heads, rel_out;
    cs_head_columns at;
    const int8_t *piece, *shape;
    const float *piece_scale, *shape_scale, *position, *first, *root, *ln_g, *ln_b, *arc_w, *arc_b, *men_u;
    float *arc_shift;         /* owned: [arc] sqrt(arc) * arc_b */
    int men_cols;             /* columns of men_u */
    struct cs_branch *branch; /* owned: encode/branch.h; NULL: none */
} cs_engine;

/* Opens the model at path and readies it for the fastest instruction set that CPU and mask (CS_CPU_*, CS_CPU_ALL) allow.
 * CASUS_E_MODEL as cs_model_open, and when it lacks a tensor or its labels do not fit. *e is unset on failure. */
CASUS_MUST_CHECK casus_status cs_engine_open(cs_engine **e, const char *path, unsigned cpu_mask, cs_err *err);
void cs_engine_close(cs_engine **e);
/* Makes an engine compute in float32 from now on. For tests. */
void cs_engine_exact(cs_engine *e);

/* One word of a window. */
typedef struct cs_window_word {
    int32_t first, last; /* its first and last piece in the window */
    int32_t sent;        /* its sentence in the window, from 0, rising */
} cs_window_word;

/* A window: pieces [CLS] ... [SEP] and the words on them. A sentence's words are consecutive. */
typedef struct cs_window {
    const int32_t *ids;
    const uint8_t *shapes; /* cs_shape of each piece's word */
    const uint8_t *firsts; /* 1 on the pieces of each sentence's first word */
    int n;                 /* pieces, at most model.shape.positions */
    const cs_window_word *words;
    int n_words;
} cs_window;

/* Memory for one thread's windows of at most `positions` pieces, from an arena. */
typedef struct cs_workspace {
    float *x;      /* [positions][dim] the encoder's output */
    float *shared; /* [positions][dim] where the branch begins: what the lower layers gave, then its words' vectors; NULL
                      without a branch */
    float *qkv;    /* queries, keys, values in panels; then arcs, relations or spans (heads.c) */
    float *mixed;  /* [positions][dim] attention's output; then vectors of words */
    float *wide;   /* [positions][ffn]; then the joint output of the heads */
    float *work;   /* attention's own */
    float *scale;  /* [positions] of q's rows */
    int8_t *q;     /* activations as int8, in the kernels' form */
    ptrdiff_t q_bytes;
    int positions;  /* at most in a window, a multiple of 16 */
    int n_words;    /* of the window that the branch has read */
    unsigned pairs; /* bits: the pair heads whose columns are in `wide` */
} cs_workspace;
/* For windows of at most n pieces, 1 <= n <= model.shape.positions: short reports need little. */
cs_workspace cs_workspace_make(const cs_engine *e, int n, cs_arena *a);

/* Called by cs_encode after the embedding (layer 0) and each layer with its output [n, dim]; for tests. */
typedef void cs_layer_watch(void *user, int layer, const float *x, int n, int dim);
/* Runs the encoder: w->x becomes the last layer's output [n, dim]. watch may be NULL. */
void cs_encode(const cs_engine *e, const cs_window *in, cs_workspace *w, cs_layer_watch *watch, void *user);
/* The encoder on n pieces of made-up input, for benchmarks (the caller takes the time). 1 <= n <= positions. */
void cs_encode_made_up(const cs_engine *e, int n, cs_workspace *w);
#endif
