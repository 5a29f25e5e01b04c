/* score/found.h: what casus says of each field of a statement, in the form in which it is judged: every name that the entity
 * has in the report, every level of a place, every voice. */
#ifndef CS_SCORE_FOUND_H
#define CS_SCORE_FOUND_H
#include "score/gold.h"
#include "score/name.h"

typedef struct cs_found_values {
    CS_VEC(cs_str) text;
    CS_VEC(cs_name) name;          /* of a field of names: those of text */
    CS_VEC(const cs_toll *) count; /* of killed and wounded */
} cs_found_values;

typedef struct cs_found {
    cs_found_values field[CS_FIELD_COUNT];
} cs_found;

cs_found cs_found_of(const cs_reading *r, const cs_statement *s, cs_arena *a);
/* Is anything said of the field? */
bool cs_found_any(const cs_found *f, cs_field field);
/* Is one of the values one of those that are wanted? Names: cs_name_same. Times: the same EDTF, "about" aside. Counts: the
 * low or the best number is the low one, and the high or the best the high one, if there is one. */
bool cs_found_agrees(const cs_found *f, cs_field field, const cs_gold_values *want, cs_arena scratch);
/* Is the field judged by the words in a name (agent, where, by, …)? */
bool cs_field_is_name(cs_field field);
#endif
