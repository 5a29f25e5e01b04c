/* decode/confidence.h: how probable it is that the report says what a statement says, from the branch's probability of its type
 * and from how it was found. A logistic model; weights in data/confidence.tsv, learnt by train/confidence.py on decisions that
 * no part of the model was trained on. docs/quality.md says how well it is calibrated. */
#ifndef CS_DECODE_CONFIDENCE_H
#define CS_DECODE_CONFIDENCE_H
#include "decode/reading.h"

/* The statement's own features besides the bias and its type: what each is worth 1 (or its value) for. */
#define CS_CONFIDENCE_FEATURES(X) \
    X(BIAS, "bias")         /* always */ \
    X(BRANCH, "branch")     /* log odds of the branch's probability of the type, within +-4; 0 for relations */ \
    X(ALONE, "alone")       /* no row of the lexicon: the branch alone */ \
    X(RELATION, "relation") /* a relation */ \
    X(NOUN, "noun")         /* the trigger is no verb */ \
    X(AGENT, "agent")       /* somebody does it (agent, from) */ \
    X(PATIENT, "patient")   /* it is done to or with somebody or something (recipient, target, other-party, to) */ \
    X(UNREAL, "unreal")     /* modality is not actual */ \
    X(UNSURE, "unsure")     /* certainty is not fact */ \
    X(COMPANY, "company")   /* other event statements of the sentence, at most 4 */ \
    X(BELOW, "below")       /* the trigger lies below another one's in the parse: what was agreed, ordered, begun */
typedef enum cs_confidence_feature {
#define CS_X(e, n) CS_CONF_##e,
    CS_CONFIDENCE_FEATURES(CS_X)
#undef CS_X
        CS_CONF_COUNT
} cs_confidence_feature;

typedef struct cs_confidence_table {
    float weight[CS_CONF_COUNT];
    float type[CS_T_EVENT_COUNT];
} cs_confidence_table;

/* From the embedded table. CASUS_E_INTERNAL, "data/confidence.tsv:LINE: …", for an unknown or missing feature. */
CASUS_MUST_CHECK casus_status cs_confidence_open(cs_confidence_table *t, cs_err *err);
/* Sets the confidence of every statement, and the branch's probability among its reasons. Without a branch all stay unknown. */
void cs_confidences(const cs_confidence_table *t, cs_reading *r, cs_arena *perm);
#endif
