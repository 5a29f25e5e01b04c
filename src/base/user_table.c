#include "base/user_table.h"
#include <stdio.h>

enum { LIST_BYTES = 400 };

/* "a, b and c", cut where it grows too long for a message. */
static void list_names(char *out, const char *const *names, int n) {
    size_t at = 0;
    *out = 0;
    for (int i = 0; i < n; i++) {
        if (!names[i]) continue;
        int k = snprintf(out + at, LIST_BYTES - at, "%s%s", at ? ", " : "", names[i]);
        if (k < 0 || at + (size_t)k >= LIST_BYTES - 4) {
            snprintf(out + at, 4, "…");
            return;
        }
        at += (size_t)k;
    }
}

static int column_of(const cs_user_table *t, cs_str name) {
    for (int i = 0; i < t->n_columns; i++)
        if (cs_eq(name, (cs_str){ t->columns[i], (ptrdiff_t)strlen(t->columns[i]) })) return i;
    return -1;
}

static casus_status with_path(const cs_user_table *t, const cs_err *inner, cs_err *err) {
    return cs_fail(err, inner->code, -1, "%s:%s", t->path, inner->msg);
}

static casus_status read_record(cs_user_table *t, bool *more, cs_err *err) {
    cs_err inner;
    return cs_csv_next(&t->csv, more, t->arena, &inner) == CASUS_OK ? CASUS_OK : with_path(t, &inner, err);
}

casus_status cs_user_table_open(cs_user_table *t, const char *path, cs_str bytes, const char *const *columns, int n_required,
                                int n_columns, cs_arena *arena, cs_err *err) {
    char list[LIST_BYTES];
    bool more;
    assert(n_columns <= CS_USER_COLUMNS_MAX);
    *t = (cs_user_table){ .path = path, .columns = columns, .n_columns = n_columns, .csv = cs_csv_of(bytes), .arena = arena };
    for (int i = 0; i < CS_USER_COLUMNS_MAX; i++) t->at[i] = -1;
    list_names(list, columns, n_columns);
    CS_TRY(read_record(t, &more, err));
    if (!more)
        return cs_fail(err, CASUS_E_INPUT, -1, "%s: expected a header row with columns of %s but the file is empty", path,
                       list);
    for (int i = 0; i < t->csv.n; i++) {
        cs_str name = cs_trim(t->csv.field[i]);
        int column = column_of(t, name);
        if (column < 0)
            return cs_fail(err, CASUS_E_INPUT, -1, "%s:%d: column %d: expected one of %s but found \"%.*s\"", path, t->csv.line,
                           i + 1, list, (int)(name.n < 40 ? name.n : 40), name.p);
        if (t->at[column] >= 0)
            return cs_fail(err, CASUS_E_INPUT, -1, "%s:%d: column %d: \"%s\" stands twice", path, t->csv.line, i + 1,
                           columns[column]);
        t->at[column] = i;
    }
    for (int i = 0; i < n_required; i++)
        if (t->at[i] < 0)
            return cs_fail(err, CASUS_E_INPUT, -1, "%s:%d: expected a column \"%s\" but there is none; columns are %s", path,
                           t->csv.line, columns[i], list);
    return CASUS_OK;
}

casus_status cs_user_table_next(cs_user_table *t, int n_required, bool *more, cs_err *err) {
    int n_fields = 0;
    for (int i = 0; i < t->n_columns; i++) n_fields += t->at[i] >= 0;
    CS_TRY(read_record(t, more, err));
    if (!*more) return CASUS_OK;
    if (t->csv.n != n_fields)
        return cs_fail(err, CASUS_E_INPUT, -1, "%s:%d: expected %d fields as in the header but found %d", t->path, t->csv.line,
                       n_fields, t->csv.n);
    if (++t->n_rows > CS_USER_ROWS_MAX)
        return cs_fail(err, CASUS_E_INPUT, -1, "%s:%d: expected at most %d rows", t->path, t->csv.line, CS_USER_ROWS_MAX);
    for (int i = 0; i < n_required; i++)
        if (!cs_user_cell(t, i).n) return cs_user_bad(t, i, "a value", err);
    return CASUS_OK;
}

cs_str cs_user_cell(const cs_user_table *t, int column) {
    return t->at[column] < 0 ? (cs_str){ "", 0 } : cs_trim(t->csv.field[t->at[column]]);
}

casus_status cs_user_bad(const cs_user_table *t, int column, const char *expected, cs_err *err) {
    cs_str found = cs_user_cell(t, column);
    return cs_fail(err, CASUS_E_INPUT, -1, "%s:%d: column %d (%s): expected %s but found \"%.*s\"", t->path, t->csv.line,
                   t->at[column] + 1, t->columns[column], expected, (int)(found.n < 60 ? found.n : 60), found.p);
}

cs_str cs_user_origin(const cs_user_table *t, const char *kind) {
    const char *slash = strrchr(t->path, '/');
    return cs_printf(t->arena, "%s:user %s:%d", kind, slash ? slash + 1 : t->path, t->csv.line);
}

casus_status cs_user_one_of(const cs_user_table *t, int column, const char *const *names, int n, int *out, cs_err *err) {
    cs_str s = cs_user_cell(t, column);
    for (*out = 0; *out < n; ++*out)
        if (names[*out] && cs_eq(s, (cs_str){ names[*out], (ptrdiff_t)strlen(names[*out]) })) return CASUS_OK;
    char list[LIST_BYTES];
    list_names(list, names, n);
    return cs_user_bad(t, column, list, err);
}
