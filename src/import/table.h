/* import/table.h: a CSV table whose header names its columns, in any order, with any others between them. */
#ifndef CS_IMPORT_TABLE_H
#define CS_IMPORT_TABLE_H
#include "base/buf.h"
#include "base/calendar.h"
#include "base/csv.h"

typedef struct cs_import_table {
    const char *path; /* as messages name it */
    const char *const *columns;
    int n_columns;
    int at[CS_CSV_FIELDS_MAX];        /* column -> field, -1 where the table lacks it */
    cs_str unread[CS_CSV_FIELDS_MAX]; /* columns that are not read */
    int n_unread, n_fields;
    bool broken; /* nothing behind this row can be read */
    cs_csv csv;
    cs_str record; /* the bytes of the row */
    cs_arena *a;   /* of the row */
} cs_import_table;

/* Errors of all: CASUS_E_INPUT. */
CASUS_MUST_CHECK casus_status cs_import_table_open(cs_import_table *t, const char *path, cs_str bytes,
                                                   const char *const *columns, int n_required, int n_columns, cs_arena *a,
                                                   cs_err *err);
CASUS_MUST_CHECK casus_status cs_import_table_next(cs_import_table *t, bool *more, cs_err *err);
/* The cell on one line, NFC, without white space at its ends; n == 0 where it is empty or not there. */
cs_str cs_import_cell(const cs_import_table *t, int column);
/* "table.csv:12: column 3 (iso): expected … but found "…"". */
CASUS_MUST_CHECK casus_status cs_import_bad(const cs_import_table *t, int column, const char *expected, cs_err *err);
/* A count of people; CS_COUNT_NONE, -1, where the cell is empty. */
CASUS_MUST_CHECK casus_status cs_import_count(const cs_import_table *t, int column, int64_t *out, cs_err *err);
/* A number of degrees; *known is false where the cell is empty. */
CASUS_MUST_CHECK casus_status cs_import_degrees(const cs_import_table *t, int column, double limit, double *out, bool *known,
                                                cs_err *err);
#endif
