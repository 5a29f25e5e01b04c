#include "import/table.h"
#include "base/utf8.h"
#include "ingest/normal.h"
#include "store/review_field.h"
#include <stdio.h>

enum { FOUND_BYTES_MAX = 60, COUNT_MAX = 1000000000 };

static cs_str str_of(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }

/* A fault of the CSV itself: where the next row begins is not known. */
static casus_status read_record(cs_import_table *t, bool *more, cs_err *err) {
    cs_err inner;
    const char *from = t->csv.rest.p;
    if (cs_csv_next(&t->csv, more, t->a, &inner) == CASUS_OK) {
        t->record = (cs_str){ from, t->csv.rest.p - from };
        return CASUS_OK;
    }
    t->broken = true;
    return cs_fail(err, inner.code, -1, "%s:%s", t->path, inner.msg);
}

static casus_status name_column(cs_import_table *t, int field, cs_err *err) {
    cs_str name = cs_trim(t->csv.field[field]);
    for (int i = 0; i < t->n_columns; i++) {
        if (!cs_eq(name, str_of(t->columns[i]))) continue;
        if (t->at[i] >= 0)
            return cs_fail(err, CASUS_E_INPUT, -1, "%s:%d: column %d: \"%s\" stands twice", t->path, t->csv.line, field + 1,
                           t->columns[i]);
        t->at[i] = field;
        return CASUS_OK;
    }
    t->unread[t->n_unread++] = name;
    return CASUS_OK;
}

casus_status cs_import_table_open(cs_import_table *t, const char *path, cs_str bytes, const char *const *columns,
                                  int n_required, int n_columns, cs_arena *a, cs_err *err) {
    bool more;
    if (cs_starts(bytes, CS_LIT("\xef\xbb\xbf"))) bytes = cs_cut(bytes, 3, bytes.n);
    *t = (cs_import_table){ .path = path, .columns = columns, .n_columns = n_columns, .csv = cs_csv_of(bytes), .a = a };
    for (int i = 0; i < CS_CSV_FIELDS_MAX; i++) t->at[i] = -1;
    CS_TRY(read_record(t, &more, err));
    if (!more)
        return cs_fail(err, CASUS_E_INPUT, -1, "%s: expected a header row that names the columns but the file is empty", path);
    t->n_fields = t->csv.n;
    for (int i = 0; i < t->csv.n; i++) CS_TRY(name_column(t, i, err));
    for (int i = 0; i < n_required; i++)
        if (t->at[i] < 0)
            return cs_fail(err, CASUS_E_INPUT, -1, "%s:%d: expected a column \"%s\" but there is none", path, t->csv.line,
                           columns[i]);
    return CASUS_OK;
}

casus_status cs_import_table_next(cs_import_table *t, bool *more, cs_err *err) {
    CS_TRY(read_record(t, more, err));
    if (!*more) return CASUS_OK;
    if (t->csv.n != t->n_fields)
        return cs_fail(err, CASUS_E_INPUT, -1, "%s:%d: expected %d fields as in the header but found %d", t->path, t->csv.line,
                       t->n_fields, t->csv.n);
    for (int i = 0; i < t->csv.n; i++) {
        ptrdiff_t at = cs_utf8_invalid(t->csv.field[i]);
        if (at >= 0)
            return cs_fail(err, CASUS_E_INPUT, -1, "%s:%d: column %d: expected UTF-8 but found the byte 0x%02x", t->path,
                           t->csv.line, i + 1, (unsigned)(unsigned char)t->csv.field[i].p[at]);
    }
    return CASUS_OK;
}

cs_str cs_import_cell(const cs_import_table *t, int column) {
    return t->at[column] < 0 ? (cs_str){ 0 } : cs_normal_line(t->csv.field[t->at[column]], t->a);
}

casus_status cs_import_bad(const cs_import_table *t, int column, const char *expected, cs_err *err) {
    cs_str found = cs_import_cell(t, column);
    while (found.n > FOUND_BYTES_MAX || (found.n && found.n == FOUND_BYTES_MAX && !cs_utf8_is_start(found.p[found.n])))
        found.n--;
    return cs_fail(err, CASUS_E_INPUT, -1, "%s:%d: column %d (%s): expected %s but found \"" CS_FMT "\"", t->path, t->csv.line,
                   t->at[column] + 1, t->columns[column], expected, CS_ARG(found));
}

casus_status cs_import_count(const cs_import_table *t, int column, int64_t *out, cs_err *err) {
    cs_str s = cs_import_cell(t, column);
    cs_i64_result n = cs_parse_i64(s);
    *out = s.n ? n.value : -1;
    if (!s.n || (n.ok && n.value >= 0 && n.value <= COUNT_MAX)) return CASUS_OK;
    return cs_import_bad(t, column, "a whole number, not below 0", err);
}

casus_status cs_import_degrees(const cs_import_table *t, int column, double limit, double *out, bool *known, cs_err *err) {
    cs_str s = cs_import_cell(t, column);
    *known = s.n > 0;
    if (!s.n || cs_parse_degrees(s, limit, out)) return CASUS_OK;
    return cs_import_bad(t, column, limit > 90 ? "degrees from -180 to 180, as 12.5" : "degrees from -90 to 90, as 12.5", err);
}
