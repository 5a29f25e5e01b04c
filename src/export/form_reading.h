/* export/form_reading.h: the JSON of a reading, parsed for the formats that need more than a view tells. */
#ifndef CS_EXPORT_FORM_READING_H
#define CS_EXPORT_FORM_READING_H
#include "export/forms.h"
#include <jansson.h>

/* The whole reading, to be given back with json_decref. Errors: CASUS_E_STORE, it is no JSON. */
CASUS_MUST_CHECK casus_status cs_form_reading_of(cs_str json, json_t **out, cs_err *err);
/* What a reading's member is: empty, 0, NULL where it is of another kind. */
cs_str cs_json_str(const json_t *object, const char *name);
/* [begin, end) of a member, or of a member of a list (name NULL: the pair itself); false: null or no span. */
bool cs_json_span(const json_t *pair, int64_t *begin, int64_t *end);

/* From code points to bytes in constant time. */
typedef struct cs_points {
    cs_str text;
    uint32_t *at; /* [n + 1]: where each code point begins */
    int64_t n;
} cs_points;
cs_points cs_points_of(cs_str text, cs_arena *a);
cs_str cs_points_cut(const cs_points *x, int64_t begin, int64_t end); /* what lies outside the text is cut off */

/* Adds to x->muc what the report's reading calls those of its incidents that the statements of x are of. */
CASUS_MUST_CHECK casus_status cs_form_muc_add(cs_form_incident *x, int64_t report, cs_str reading, cs_arena *a, cs_err *err);
#endif
