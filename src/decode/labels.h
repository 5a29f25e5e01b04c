/* decode/labels.h: the model's label lists -> the enums of reading.h, and lemmas by rule. */
#ifndef CS_DECODE_LABELS_H
#define CS_DECODE_LABELS_H
#include "decode/reading.h"
#include "encode/engine.h"

/* "case|cut|add" of train/data.py: the form in lower (l), given (a), Title (t) or UPPER (u) case loses its last cut
 * characters and gains add. */
typedef struct cs_lemma_rule {
    char to_case;
    int cut;
    cs_str add;
} cs_lemma_rule;

typedef struct cs_label_maps { /* by index of the model's list */
    uint8_t *upos, *rel, *coarse;
    cs_feats *feats;
    cs_lemma_rule *lemma;
} cs_label_maps;

/* In a. CASUS_E_MODEL when the model has a label that reading.h does not know. */
CASUS_MUST_CHECK casus_status cs_label_maps_make(cs_label_maps *m, const cs_engine *e, cs_arena *a, cs_err *err);
/* lower: the form in plain lower case, taken as the result where it is the same text. */
cs_str cs_lemma_apply(const cs_lemma_rule *rule, cs_str form, cs_str lower, cs_arena *perm);
#endif
