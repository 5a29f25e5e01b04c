/* One member of a JSON object found without parsing the rest, for readings of many megabytes of which little is asked. Takes
 * what casus writes: no white space between values. Foreign bytes are not checked to be JSON, but nothing outside them is read.
 */
#ifndef CS_BASE_JSON_FIND_H
#define CS_BASE_JSON_FIND_H
#include "base/str.h"

typedef struct cs_json_place {
    ptrdiff_t key, beg, end; /* where the member's name begins (its quote), where its value begins and ends */
    bool found;
} cs_json_place;

/* object: begins with its "{". name: without escapes. */
cs_json_place cs_json_find(cs_str object, cs_str name);
#endif
