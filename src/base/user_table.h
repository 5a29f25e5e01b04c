/* A table that a user brings as CSV: a header row that names its columns, in any order, then rows. Knows where a value stands,
 * so that a message says file, line, column, what was expected and what was found. */
#ifndef CS_BASE_USER_TABLE_H
#define CS_BASE_USER_TABLE_H
#include "base/csv.h"

enum { CS_USER_COLUMNS_MAX = 32, CS_USER_ROWS_MAX = 1 << 20 };

typedef struct cs_user_table {
    const char *path;           /* as messages name it */
    const char *const *columns; /* those that it may have */
    int n_columns;
    int at[CS_USER_COLUMNS_MAX]; /* column -> field, -1 where the file lacks it */
    int32_t n_rows;
    cs_csv csv;
    cs_arena *arena;
} cs_user_table;

/* Reads the header of bytes: UTF-8, NFC, without a byte order mark; they outlive the table. The first n_required columns must
 * be there. Errors of this and the other functions: CASUS_E_INPUT. */
CASUS_MUST_CHECK casus_status cs_user_table_open(cs_user_table *t, const char *path, cs_str bytes, const char *const *columns,
                                                 int n_required, int n_columns, cs_arena *arena, cs_err *err);
/* Moves to the next row; *more is false at the end. A required column that is empty is an error. */
CASUS_MUST_CHECK casus_status cs_user_table_next(cs_user_table *t, int n_required, bool *more, cs_err *err);
/* The cell without white space at its ends; n == 0 where it is empty or the column is not there. */
cs_str cs_user_cell(const cs_user_table *t, int column);
/* "lexicon.csv:12: column 3 (type): expected … but found "…"". */
CASUS_MUST_CHECK casus_status cs_user_bad(const cs_user_table *t, int column, const char *expected, cs_err *err);
/* Where the row stands, for `why`: "KIND:user FILE:12", FILE without its folders. */
cs_str cs_user_origin(const cs_user_table *t, const char *kind);
/* The index of the cell's value in names, or cs_user_bad with all of them. */
CASUS_MUST_CHECK casus_status cs_user_one_of(const cs_user_table *t, int column, const char *const *names, int n, int *out,
                                             cs_err *err);
#endif
