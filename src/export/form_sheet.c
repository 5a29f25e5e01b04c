#include "export/form_sheet.h"
#include <math.h>

cs_sheet cs_sheet_of(const char *const *columns, bool tabs, cs_arena *arena) {
    cs_sheet s = { .columns = columns, .tabs = tabs, .arena = arena };
    while (columns[s.n]) s.n++;
    assert(s.n <= CS_SHEET_COLUMNS_MAX);
    return s;
}

void cs_sheet_set(cs_sheet *s, const char *column, cs_str value) {
    int i = 0;
    while (i < s->n && strcmp(s->columns[i], column)) i++;
    assert(i < s->n);
    if (i < s->n) s->cell[i] = value;
}

void cs_sheet_put(cs_sheet *s, const char *column, const char *value) {
    cs_sheet_set(s, column, (cs_str){ value, (ptrdiff_t)strlen(value) });
}

void cs_sheet_number(cs_sheet *s, const char *column, int64_t n) {
    cs_sheet_set(s, column, cs_printf(s->arena, "%lld", (long long)n));
}

void cs_sheet_count(cs_sheet *s, const char *column, int64_t n) {
    if (n >= 0) cs_sheet_number(s, column, n);
}

void cs_sheet_fixed(cs_sheet *s, const char *column, double v, int decimals) {
    cs_buf b = { 0 };
    if (isnan(v)) return;
    cs_buf_fixed(&b, v, decimals);
    cs_sheet_set(s, column, cs_dup(s->arena, (cs_str){ b.p, (ptrdiff_t)b.n }));
    cs_buf_free(&b);
}

static void cell(const cs_sheet *s, cs_buf *out, cs_str value) {
    if (!s->tabs) {
        cs_buf_csv(out, value);
        return;
    }
    for (ptrdiff_t i = 0; i < value.n; i++) cs_buf_char(out, (unsigned char)value.p[i] < ' ' ? ' ' : value.p[i]);
}

void cs_sheet_head(const cs_sheet *s, cs_buf *out) {
    for (int i = 0; i < s->n; i++) {
        if (i) cs_buf_char(out, s->tabs ? '\t' : ',');
        cs_buf_put(out, s->columns[i]);
    }
    cs_buf_put(out, s->tabs ? "\n" : "\r\n");
}

void cs_sheet_row(cs_sheet *s, cs_buf *out) {
    for (int i = 0; i < s->n; i++) {
        if (i) cs_buf_char(out, s->tabs ? '\t' : ',');
        cell(s, out, s->cell[i]);
        s->cell[i] = (cs_str){ 0 };
    }
    cs_buf_put(out, s->tabs ? "\n" : "\r\n");
}
