#include "cli/meta.h"
#include "base/calendar.h"
#include "base/tsv.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { META_BYTES_MAX = 256 << 20, N_COLUMNS = 5 };
static const char *const COLUMNS[N_COLUMNS] = { "file", "published", "title", "source", "url" };

static casus_status read_all(cs_str *out, const char *path, cs_err *err) {
    FILE *f = fopen(path, "rb");
    if (!f) return cs_fail(err, CASUS_E_INPUT, -1, "%s", strerror(errno));
    casus_status st = CASUS_OK;
    size_t n = 0, cap = 1 << 16;
    char *p = malloc(cap);
    while (p && !feof(f) && !ferror(f)) {
        if (n == cap) {
            char *more = cap < META_BYTES_MAX ? realloc(p, cap *= 2) : NULL;
            if (!more) {
                st = cs_fail(err, CASUS_E_LIMIT, -1, "expected at most %d MB", META_BYTES_MAX >> 20);
                goto done;
            }
            p = more;
        }
        n += fread(p + n, 1, cap - n, f);
    }
    if (!p) st = cs_fail(err, CASUS_E_LIMIT, -1, "out of memory");
    if (ferror(f)) st = cs_fail(err, CASUS_E_INPUT, -1, "%s", strerror(errno));
done:
    fclose(f);
    if (st == CASUS_OK)
        *out = (cs_str){ p, (ptrdiff_t)n };
    else
        free(p);
    return st;
}

/* Which column stands where; a header row replaces the usual order. */
static casus_status read_header(const cs_tsv *t, int column[CS_TSV_FIELDS_MAX], cs_err *err) {
    for (int i = 0; i < t->n; i++) {
        column[i] = -1;
        cs_str name = cs_trim(t->field[i]);
        for (int k = 0; k < N_COLUMNS; k++)
            if (cs_eq(name, (cs_str){ COLUMNS[k], (ptrdiff_t)strlen(COLUMNS[k]) })) column[i] = k;
        if (column[i] < 0)
            return cs_fail(err, CASUS_E_INPUT, -1,
                           "line %d: there is no column \"" CS_FMT
                           "\"; the columns are file, published, "
                           "title, source, url",
                           t->line, CS_ARG(name));
    }
    return CASUS_OK;
}

static casus_status read_rows(cli_meta *m, cs_err *err) {
    int column[CS_TSV_FIELDS_MAX];
    for (int i = 0; i < CS_TSV_FIELDS_MAX; i++) column[i] = i < N_COLUMNS ? i : -1;
    cs_tsv t = { .rest = m->bytes };
    for (bool first = true; cs_tsv_next(&t); first = false) {
        if (first && cs_eq(cs_trim(t.field[0]), CS_LIT("file"))) {
            CS_TRY(read_header(&t, column, err));
            continue;
        }
        cs_str v[N_COLUMNS] = { { 0 } };
        for (int i = 0; i < t.n; i++)
            if (column[i] >= 0) v[column[i]] = cs_trim(t.field[i]);
        if (!v[0].n) return cs_fail(err, CASUS_E_INPUT, -1, "line %d: the file's name is missing", t.line);
        if (v[1].n && !cs_parse_day(v[1]).ok)
            return cs_fail(err, CASUS_E_INPUT, -1, "line %d: expected a date YYYY-MM-DD but found \"" CS_FMT "\"", t.line,
                           CS_ARG(v[1]));
        *cs_map_put(&m->arena, &m->by_file, v[0], NULL) = (uint32_t)m->rows.n;
        *CS_PUSH(&m->arena, &m->rows) = (cli_meta_row){ v[1], v[2], v[3], v[4] };
    }
    return CASUS_OK;
}

static casus_status open_rows(cli_meta *m, const char *path, cs_err *err) {
    CS_TRY(read_all(&m->bytes, path, err));
    CS_TRY(cs_arena_map(&m->arena, (size_t)8 * META_BYTES_MAX, err));
    jmp_buf full;
    m->arena.on_full = &full;
    if (setjmp(full)) return cs_fail(err, CASUS_E_LIMIT, -1, "too many rows");
    return read_rows(m, err);
}

casus_status cli_meta_open(cli_meta *m, const char *path, cs_err *err) {
    *m = (cli_meta){ 0 };
    casus_status st = open_rows(m, path, err);
    if (st != CASUS_OK) cli_meta_close(m);
    return st;
}

const cli_meta_row *cli_meta_find(const cli_meta *m, const char *path) {
    if (!m->rows.n) return NULL;
    const char *slash = strrchr(path, '/');
    const uint32_t *at = cs_map_get(&m->by_file, (cs_str){ path, (ptrdiff_t)strlen(path) });
    if (!at && slash) at = cs_map_get(&m->by_file, (cs_str){ slash + 1, (ptrdiff_t)strlen(slash + 1) });
    return at ? m->rows.v + *at : NULL;
}

void cli_meta_close(cli_meta *m) {
    free((char *)m->bytes.p);
    cs_arena_unmap(&m->arena);
    *m = (cli_meta){ 0 };
}
