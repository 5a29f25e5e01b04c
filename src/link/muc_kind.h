/* link/muc_kind.h: which of MUC-4's kinds of violence an incident is: a linear model over the words and means of its statements
 * (data/muc_kinds.tsv, made by train/muc_kinds.py). */
#ifndef CS_LINK_MUC_KIND_H
#define CS_LINK_MUC_KIND_H
#include "base/map.h"
#include "decode/reading.h"

/* Of a longer incident the first ones say what it is. */
enum { CS_MUC_STATEMENTS_MAX = 40, CS_MUC_WEAPONS_MAX = 20 };

typedef CS_VEC(cs_str) cs_muc_features;

/* What the model sees of an incident, each once: "trigger bomb", "mode explosives", "weapon dynamite", … Needs muc's
 * instrument_types. Allocates in a. */
cs_muc_features cs_muc_see(const cs_reading *r, const cs_incident *x, cs_arena *a);

/* The table by feature: rows of weights, hundredths of log odds for each kind in the order of cs_muc_kind. */
enum { CS_MUC_KINDS = 5 };
typedef struct cs_muc_model {
    cs_map index;
    CS_VEC(int16_t) weights; /* [rows][CS_MUC_KINDS] */
} cs_muc_model;
cs_muc_model cs_muc_model_read(cs_arena *a);

/* The likeliest kind: attack, bombing, kidnapping, arson or robbery. */
cs_muc_type cs_muc_kind(const cs_muc_model *m, const cs_reading *r, const cs_incident *x, cs_arena scratch);
#endif
