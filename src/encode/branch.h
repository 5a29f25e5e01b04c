/* encode/branch.h: the event branch: layers of its own on top of the model's lower layers (`trunk` of them), and heads for who
 * says what, for the type and mode of triggers, for fillers of incidents, and for pairs of words (cue and word of an
 * attribution, trigger and place, trigger and filler, two triggers of one incident). train/branch.py is the reference;
 * docs/decisions/0006-branch.md says why.
 *
 * A branch is a file of its own in the model's format (encode/model.h), bound to one model by its SHA-256.
 * Order of calls for a window: cs_encode, what the syntax heads give, cs_branch_run, then the others. All work in the
 * workspace. */
#ifndef CS_ENCODE_BRANCH_H
#define CS_ENCODE_BRANCH_H
#include "encode/engine.h"

enum { CS_PAIR_OUT_MAX = 16 };

typedef enum cs_pair_head { CS_PAIR_ATTRIBUTION, CS_PAIR_PLACE, CS_PAIR_ROLE, CS_PAIR_INCIDENT, CS_PAIR_COUNT } cs_pair_head;

/* out(relu(left(anchor) + right(word) + near[distance])) */
typedef struct cs_pair {
    int left, right;            /* columns in the joint product */
    int n_out;                  /* labels */
    const float *near;          /* [buckets][pair] */
    const float *out_w, *out_b; /* [pair][CS_PAIR_OUT_MAX], [CS_PAIR_OUT_MAX], zeros behind n_out */
} cs_pair;

typedef struct cs_branch_columns {
    int hidden, filler, cue, n;
} cs_branch_columns;

typedef struct cs_branch {
    cs_model model;
    int trunk, n_layers, width; /* width: of the pair heads */
    cs_layer *layer;            /* owned */
    uint16_t *order;            /* owned: cs_linear.order of all products; NULL where the kernels need none */
    cs_linear heads;
    cs_branch_columns at;
    cs_labels types, modes, roles, fillers;         /* the first of each stands for none */
    const float *type_w, *type_b, *mode_w, *mode_b; /* [hidden][cols], [cols] */
    int type_cols, mode_cols, hidden;
    cs_pair pair[CS_PAIR_COUNT];
} cs_branch;

/* Gives the engine the branch at path, before any workspace is made. CASUS_E_MODEL when the file is no branch, is damaged, or
 * was made for another model. */
CASUS_MUST_CHECK casus_status cs_branch_open(cs_engine *e, const char *path, bool use_cpu, cs_err *err);
void cs_branch_close(cs_branch **b);

/* The branch's layers and the joint product of its heads over the window's words; a pair head's share of it is made when a pair
 * is first asked for: many windows have no cue, and nobody may ask for places. */
void cs_branch_run(const cs_engine *e, const cs_window *in, cs_workspace *w);
/* Probabilities of the types and the modes of one word as a trigger: [types.n], [modes.n]. */
void cs_branch_kind(const cs_engine *e, const cs_workspace *w, int word, float *types, float *modes);
/* Probabilities of the filler tags of one word, [fillers.n]. */
void cs_branch_filler(const cs_engine *e, const cs_workspace *w, int word, float *p);
/* Probability that an attribution's cue begins with the word. */
float cs_branch_cue(const cs_engine *e, const cs_workspace *w, int word);
/* Logits of the pairs of anchor and each word of [beg, end): [end - beg][CS_PAIR_OUT_MAX], in the workspace, until the next
 * call. */
const float *cs_branch_pairs(const cs_engine *e, cs_workspace *w, cs_pair_head head, int anchor, int beg, int end);
#endif
