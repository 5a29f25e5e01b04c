/* export/form_sheet.h: rows of tables with many columns, filled by the columns' names: what is not filled is empty. */
#ifndef CS_EXPORT_FORM_SHEET_H
#define CS_EXPORT_FORM_SHEET_H
#include "base/buf.h"

enum { CS_SHEET_COLUMNS_MAX = 160 };

typedef struct cs_sheet {
    const char *const *columns; /* ended by NULL */
    int n;
    bool tabs; /* tabs between cells, without quotes (a tab or line end in a cell becomes a blank); else RFC 4180 */
    cs_arena *arena;
    cs_str cell[CS_SHEET_COLUMNS_MAX];
} cs_sheet;

/* An empty row. arena: for numbers. */
cs_sheet cs_sheet_of(const char *const *columns, bool tabs, cs_arena *arena);
/* column: one of the columns. */
void cs_sheet_set(cs_sheet *s, const char *column, cs_str value);
void cs_sheet_put(cs_sheet *s, const char *column, const char *value);
void cs_sheet_count(cs_sheet *s, const char *column, int64_t n); /* below 0: stays empty */
void cs_sheet_number(cs_sheet *s, const char *column, int64_t n);
void cs_sheet_fixed(cs_sheet *s, const char *column, double v, int decimals); /* NAN: stays empty */
void cs_sheet_head(const cs_sheet *s, cs_buf *out);
/* Writes the row, which is empty again. */
void cs_sheet_row(cs_sheet *s, cs_buf *out);
#endif
