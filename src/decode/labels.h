/* decode/labels.h: the model's label lists -> the enums of reading.h, and lemmas by rule. */
#ifndef CS_DECODE_LABELS_H
#define CS_DECODE_LABELS_H
#include "decode/reading.h"
#include "encode/engine.h"

enum { CS_LEMMA_TRIES = 6, CS_LEMMA_KNOWN_TRIES = 4 };

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
/* The lemma of a token (form, lower and upos are set): the dictionary's; else by the first of the rules [CS_LEMMA_TRIES],
 * likeliest first, that gives a lemma seen with this tag (of the first CS_LEMMA_KNOWN_TRIES); else, for a verb, by the first
 * whose lemma English could spell so; else by the likeliest. Proper names go by the likeliest rule. */
cs_str cs_lemma_of(const cs_engine *e, const cs_label_maps *m, const cs_token *t, const uint16_t *rules, cs_arena *perm);
#endif
