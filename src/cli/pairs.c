#define _POSIX_C_SOURCE 200809L /* getline, fseeko */
#include "cli/pairs.h"
#include "base/json_find.h"
#include "cli/cli.h"
#include "score/diff.h"
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

/* Of a JSON string what is between its quotes, escapes as they are: both files write them alike. */
static cs_str raw(cs_str object, cs_str member) {
    cs_json_place at = object.n && object.p[0] == '{' ? cs_json_find(object, member) : (cs_json_place){ 0 };
    bool string = at.found && at.end - at.beg >= 2 && object.p[at.beg] == '"';
    return string ? cs_cut(object, at.beg + 1, at.end - 1) : (cs_str){ 0 };
}

static cs_str base_of(cs_str path) {
    ptrdiff_t i = path.n;
    while (i > 0 && path.p[i - 1] != '/') i--;
    return cs_cut(path, i, path.n);
}

/* A line as casus writes it gives its id and path at once; one that another program has written anew is read as a whole. */
static casus_status name_line(cs_str line, cli_line *out, cs_arena *perm, cs_arena scratch, cs_err *err) {
    cs_diff_reading r = { .id = raw(line, CS_LIT("id")) };
    cs_json_place source = line.p[0] == '{' ? cs_json_find(line, CS_LIT("source")) : (cs_json_place){ 0 };
    if (source.found) r.path = raw(cs_cut(line, source.beg, source.end), CS_LIT("path"));
    if (!r.id.n || !source.found) CS_TRY(cs_diff_read(line, &r, &scratch, err));
    if (!r.id.n) return cs_fail(err, CASUS_E_INPUT, -1, "expected a report with an id");
    out->id = cs_dup(perm, r.id);
    out->path = r.path.n ? cs_dup(perm, r.path) : out->id;
    return CASUS_OK;
}

static int told(const cli_lines *l, int64_t number, cs_err *err) {
    return cli_error((int)err->code, "%s:%lld: %s", l->name, (long long)number, err->msg);
}

static int list_lines(cli_lines *l, char **line, size_t *cap, cs_arena *perm, cs_arena scratch) {
    cs_err err = { 0 };
    int64_t at = 0;
    for (int64_t number = 1;; number++) {
        ssize_t n = getline(line, cap, l->f);
        if (n < 0 && ferror(l->f)) return cli_error(CASUS_E_INPUT, "%s: %s", l->name, strerror(errno));
        if (n < 0) return 0;
        cs_str s = cs_trim((cs_str){ *line, n });
        cli_line one = { .at = at, .n_bytes = n, .number = number, .other = -1 };
        at += n;
        if (cli_interrupted) return CLI_INTERRUPTED;
        if (!s.n) continue;
        if (n > CLI_LINE_BYTES_MAX)
            (void)!cs_fail(&err, CASUS_E_LIMIT, -1, "a line of more than %d MB", CLI_LINE_BYTES_MAX >> 20);
        else if (name_line(s, &one, perm, scratch, &err) == CASUS_OK)
            *CS_PUSH(perm, &l->lines) = one;
        if (err.code != CASUS_OK) return told(l, number, &err);
    }
}

static int open_lines(cli_lines *l, const char *name, cs_arena *perm, cs_arena scratch) {
    struct stat s;
    char *line = NULL;
    size_t cap = 0;
    l->name = name;
    l->f = fopen(name, "rb");
    if (!l->f || fstat(fileno(l->f), &s)) return cli_error(CASUS_E_INPUT, "%s: %s", name, strerror(errno));
    if (!S_ISREG(s.st_mode)) return cli_error(CASUS_E_INPUT, "%s: expected a file of JSON Lines, which is read twice", name);
    jmp_buf full, *outer = perm->on_full; /* a jump out would lose the line */
    volatile int code = CASUS_E_LIMIT;
    perm->on_full = scratch.on_full = &full;
    if (setjmp(full))
        cli_error(CASUS_E_LIMIT, "%s: more reports than there is memory to list", name);
    else
        code = list_lines(l, &line, &cap, perm, scratch);
    perm->on_full = outer;
    free(line);
    if (code || l->lines.n) return code;
    return cli_error(CASUS_E_INPUT, "%s: expected JSON Lines of casus code but found no line", name);
}

/* ---- pairing ---- */

enum { BY_BOTH, BY_ID, BY_NAME, N_PASSES };

static int compare(const cli_line *x, const cli_line *y, int pass) {
    int order = pass == BY_NAME ? 0 : cs_cmp(x->id, y->id);
    if (!order && pass != BY_ID) order = cs_cmp(base_of(x->path), base_of(y->path));
    return order;
}

static int by_key(const cli_line *x, const cli_line *y, int pass) {
    int order = compare(x, y, pass);
    return order ? order : (x->number > y->number) - (x->number < y->number);
}
static int by_both(const void *a, const void *b) { return by_key(*(cli_line *const *)a, *(cli_line *const *)b, BY_BOTH); }
static int by_id(const void *a, const void *b) { return by_key(*(cli_line *const *)a, *(cli_line *const *)b, BY_ID); }
static int by_name(const void *a, const void *b) { return by_key(*(cli_line *const *)a, *(cli_line *const *)b, BY_NAME); }

/* Those without a pair, by the key of the pass and then as in the file. */
static ptrdiff_t sorted(cli_lines *l, cli_line **v, int pass) {
    int (*const order[N_PASSES])(const void *, const void *) = { by_both, by_id, by_name };
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < l->lines.n; i++)
        if (l->lines.v[i].other < 0) v[n++] = l->lines.v + i;
    if (n) qsort(v, (size_t)n, sizeof(cli_line *), order[pass]);
    return n;
}

static void pair_lines(cli_pairs *p, cs_arena scratch) {
    cli_line **a = CS_NEW(&scratch, cli_line *, p->file[0].lines.n + 1),
             **b = CS_NEW(&scratch, cli_line *, p->file[1].lines.n + 1);
    for (int pass = 0; pass < N_PASSES; pass++) {
        ptrdiff_t n_a = sorted(&p->file[0], a, pass), n_b = sorted(&p->file[1], b, pass);
        for (ptrdiff_t i = 0, k = 0; i < n_a && k < n_b;) {
            int order = compare(a[i], b[k], pass);
            if (!order) {
                a[i]->other = b[k] - p->file[1].lines.v;
                b[k]->other = a[i] - p->file[0].lines.v;
            }
            i += order <= 0;
            k += order >= 0;
        }
    }
}

int cli_pairs_open(cli_pairs *p, const char *a, const char *b, cs_arena *perm, cs_arena scratch) {
    *p = (cli_pairs){ 0 };
    int code = open_lines(&p->file[0], a, perm, scratch);
    if (!code) code = open_lines(&p->file[1], b, perm, scratch);
    if (!code) pair_lines(p, scratch);
    return code;
}

void cli_pairs_close(cli_pairs *p) {
    for (int i = 0; i < 2; i++)
        if (p->file[i].f) fclose(p->file[i].f);
    *p = (cli_pairs){ 0 };
}

int cli_pairs_read(const cli_pairs *p, int side, ptrdiff_t index, cs_buf *b) {
    const cli_lines *l = p->file + side;
    const cli_line *line = l->lines.v + index;
    char chunk[1 << 16];
    if (fseeko(l->f, (off_t)line->at, SEEK_SET)) return cli_error(CASUS_E_INPUT, "%s: %s", l->name, strerror(errno));
    for (int64_t left = line->n_bytes; left > 0;) {
        size_t n = fread(chunk, 1, left < (int64_t)sizeof chunk ? (size_t)left : sizeof chunk, l->f);
        if (!n) return cli_error(CASUS_E_INPUT, "%s:%lld: the file has changed", l->name, (long long)line->number);
        cs_buf_add(b, chunk, n);
        left -= (int64_t)n;
    }
    return b->failed ? cli_error(CASUS_E_LIMIT, "out of memory") : 0;
}
