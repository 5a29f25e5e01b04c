/* ingest/record.h: one line of a JSON Lines file: {id, text} and optional {title, date or published, url, source}. */
#ifndef CS_INGEST_RECORD_H
#define CS_INGEST_RECORD_H
#include "base/str.h"

typedef struct cs_record {
    cs_str id;                       /* n == 0: none. A number is written as it stands */
    cs_str text, title, url, source; /* UTF-8, not normalised yet; n == 0: none */
    int32_t published_day;           /* CS_DAY_NONE: none */
} cs_record;

/* Errors: CASUS_E_INPUT (no JSON object, a member twice, a lone surrogate, a text that is none, a date that is none;
 * err->at: byte of the line where the parser stopped, -1 when it is about a member), CASUS_E_LIMIT (no memory). */
CASUS_MUST_CHECK casus_status cs_record_read(cs_str line, cs_record *out, cs_arena *perm, cs_err *err);
#endif
