#include "base/tsv.h"

bool cs_list_next(cs_str *list, char sep, cs_str *item) {
    if (!list->n) return false;
    const char *p = memchr(list->p, sep, (size_t)list->n);
    ptrdiff_t n = p ? p - list->p : list->n;
    *item = cs_cut(*list, 0, n);
    *list = cs_cut(*list, p ? n + 1 : n, list->n);
    return true;
}

bool cs_tsv_next(cs_tsv *t) {
    cs_str line;
    while (cs_list_next(&t->rest, '\n', &line)) {
        t->line++;
        if (line.n && line.p[line.n - 1] == '\r') line.n--;
        if (!line.n || line.p[0] == '#') continue;
        t->n = 0;
        for (const char *tab; t->n < CS_TSV_FIELDS_MAX - 1 && (tab = memchr(line.p, '\t', (size_t)line.n)); t->n++) {
            t->field[t->n] = cs_cut(line, 0, tab - line.p);
            line = cs_cut(line, tab + 1 - line.p, line.n);
        }
        t->field[t->n++] = line;
        for (int i = t->n; i < CS_TSV_FIELDS_MAX; i++) t->field[i] = (cs_str){ 0 };
        return true;
    }
    return false;
}
