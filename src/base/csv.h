/* CSV as RFC 4180 has it: commas, quotes doubled inside quotes, line ends inside quotes; LF does as well as CR LF. Lines
 * without any character are skipped. */
#ifndef CS_BASE_CSV_H
#define CS_BASE_CSV_H
#include "base/str.h"

enum { CS_CSV_FIELDS_MAX = 64 };

typedef struct cs_csv {
    cs_str rest;
    int32_t line, next_line; /* where the current record begins, where the next one does; from 1 */
    int32_t n;               /* fields of the current record */
    cs_str field[CS_CSV_FIELDS_MAX];
} cs_csv;

static inline cs_csv cs_csv_of(cs_str bytes) { return (cs_csv){ .rest = bytes, .next_line = 1 }; }
/* Moves to the next record; *more is false at the end. Fields without quotes lie in the bytes, those with quotes in the arena
 * where they have quotes inside. Errors: CASUS_E_INPUT, "12: …" with the line: a quote that is never closed, a quote within a
 * field, more than CS_CSV_FIELDS_MAX fields. */
CASUS_MUST_CHECK casus_status cs_csv_next(cs_csv *c, bool *more, cs_arena *a, cs_err *err);
#endif
