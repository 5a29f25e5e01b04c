#include "base/csv.h"

/* The field at the front of c->rest, up to a comma or line end, without its quotes. */
static casus_status read_quoted(cs_csv *c, cs_str *out, cs_arena *a, cs_err *err) {
    cs_str s = c->rest;
    int32_t opened = c->next_line;
    ptrdiff_t i = 1, doubled = 0;
    for (; i < s.n; i++) {
        if (s.p[i] == '\n') c->next_line++;
        if (s.p[i] != '"') continue;
        if (i + 1 == s.n || s.p[i + 1] != '"') break;
        doubled++;
        i++;
    }
    if (i >= s.n) return cs_fail(err, CASUS_E_INPUT, -1, "%d: expected the quote that opens here to be closed", opened);
    *out = cs_cut(s, 1, i);
    c->rest = cs_cut(s, i + 1, s.n);
    if (c->rest.n && c->rest.p[0] != ',' && c->rest.p[0] != '\n' && c->rest.p[0] != '\r')
        return cs_fail(err, CASUS_E_INPUT, -1,
                       "%d: expected a comma or the line's end after the closing quote but found \"%c\"", c->next_line,
                       c->rest.p[0]);
    if (!doubled) return CASUS_OK;
    char *p = CS_NEW(a, char, out->n);
    ptrdiff_t n = 0;
    for (ptrdiff_t k = 0; k < out->n; k++) {
        p[n++] = out->p[k];
        if (out->p[k] == '"') k++;
    }
    *out = (cs_str){ p, n };
    return CASUS_OK;
}

static casus_status read_field(cs_csv *c, cs_str *out, cs_arena *a, cs_err *err) {
    cs_str s = c->rest;
    if (s.n && s.p[0] == '"') return read_quoted(c, out, a, err);
    ptrdiff_t n = 0;
    while (n < s.n && s.p[n] != ',' && s.p[n] != '\n' && s.p[n] != '"') n++;
    if (n < s.n && s.p[n] == '"')
        return cs_fail(err, CASUS_E_INPUT, -1,
                       "%d: expected a field with a quote inside to be in quotes, and that quote to be doubled", c->next_line);
    *out = cs_cut(s, 0, n > 0 && s.p[n - 1] == '\r' && (n == s.n || s.p[n] == '\n') ? n - 1 : n);
    c->rest = cs_cut(s, n, s.n);
    return CASUS_OK;
}

/* Behind the line end that the rest begins with, if it does. */
static bool skip_line_end(cs_csv *c) {
    cs_str s = c->rest;
    ptrdiff_t n = s.n && s.p[0] == '\r';
    if (n < s.n && s.p[n] == '\n') n++, c->next_line++;
    c->rest = cs_cut(s, n, s.n);
    return n > 0;
}

casus_status cs_csv_next(cs_csv *c, bool *more, cs_arena *a, cs_err *err) {
    while (skip_line_end(c)) continue;
    *more = c->rest.n > 0;
    c->n = 0;
    c->line = c->next_line;
    while (*more) {
        if (c->n == CS_CSV_FIELDS_MAX)
            return cs_fail(err, CASUS_E_INPUT, -1, "%d: expected at most %d fields", c->line, CS_CSV_FIELDS_MAX);
        CS_TRY(read_field(c, &c->field[c->n], a, err));
        c->n++;
        if (!c->rest.n || c->rest.p[0] != ',') break;
        c->rest = cs_cut(c->rest, 1, c->rest.n);
    }
    skip_line_end(c);
    return CASUS_OK;
}
