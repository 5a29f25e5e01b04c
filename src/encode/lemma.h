/* encode/lemma.h: the model's lemma dictionary: sorted lines, found by bisection; nothing is built at the start. */
#ifndef CS_ENCODE_LEMMA_H
#define CS_ENCODE_LEMMA_H
#include "encode/model.h"

typedef struct cs_sorted_lines {
    const char *text;
    const int32_t *at; /* [n + 1] where each line begins */
    int32_t n;
} cs_sorted_lines;

typedef struct cs_lemma_dict {
    cs_sorted_lines forms; /* "form TAG lemma", tab-separated: plain lower-case form, UPOS */
    cs_sorted_lines known; /* "lemma TAG" */
} cs_lemma_dict;

/* CASUS_E_MODEL when the model has no dictionary or its lines are not where it says. */
CASUS_MUST_CHECK casus_status cs_lemma_dict_open(cs_lemma_dict *d, const cs_model *m, cs_err *err);
/* The lemma of a plain lower-case form with that tag (its UPOS name), n == 0 when the dictionary is not sure of one. Points
 * into the model. */
cs_str cs_lemma_find(const cs_lemma_dict *d, cs_str form, cs_str tag);
/* Whether the lemma has been seen with that tag. */
bool cs_lemma_known(const cs_lemma_dict *d, cs_str lemma, cs_str tag);
#endif
