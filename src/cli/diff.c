/* casus diff: what two codings of the same reports say differently. */
#define _POSIX_C_SOURCE 200809L /* isatty */
#include "cli/cli.h"
#include "cli/pairs.h"
#include "score/diff.h"
#include "store/store.h"
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

const char cli_diff_help[] =
    "casus diff shows what two codings of the same reports say differently, and why.\n"
    "\n"
    "usage: casus diff [--format text|json] A.jsonl B.jsonl\n"
    "       casus diff [--format text|json] --db FILE [RUN RUN]\n"
    "\n"
    "  A.jsonl B.jsonl    what `casus code --format json` wrote, before and after: another version, model, table or option.\n"
    "                     Reports are matched by their text, else by the name of their file.\n"
    "  --db FILE          two runs of a case, by their numbers; without numbers the runs are listed\n"
    "  --format FORMAT    text   for reading\n"
    "                     json   a line for each report with a difference, then the totals (docs/diff.md)\n"
    "  -o FILE            write to FILE, which appears whole or not at all\n"
    "\n"
    "Statements are matched by the word that names the act. What only A says has a minus, what only B says a plus; where both\n"
    "say it a tilde, with each field that differs, its old and its new value, and the rules that chose them. Confidence is "
    "not\n"
    "compared.\n"
    "\n"
    "examples:\n"
    "  casus diff before.jsonl after.jsonl | less\n"
    "  casus diff --db sahel.casus 1 2 --format json | jq -c 'select(.changed) | .path'\n"
    "\n"
    "exit codes: 0 the same, 1 different, 2 and above errors\n";

enum { DIFFERENT = 1, PAIR_KEEP_BYTES = 16 << 20 };
#define DIFF_MEMORY_BYTES ((size_t)4 << 30) /* address space of each arena */

typedef struct options {
    const char *db, *output;
    char **args; /* into argv */
    size_t n_args;
    int64_t run[2];
    bool json;
} options;

typedef struct run {
    const options *o;
    cli_output output;
    cs_arena listed, pair, think; /* what is known of all reports, of two codings, and while they are compared */
    jmp_buf full;
    cs_buf line[2], out;
    cs_diff_counts counts;
    bool colour, shown;
    int width;
} run;

enum { O_DB, O_FORMAT, O_OUTPUT, O_HELP };
static const cli_option OPTIONS[] = { { "--db", false, O_DB },    { "--format", false, O_FORMAT },
                                      { "-o", false, O_OUTPUT },  { "--output", false, O_OUTPUT },
                                      { "--help", true, O_HELP }, { "-h", true, O_HELP } };

static int check(options *o) {
    if (o->db && o->n_args == 0) return -1;
    if (o->n_args != 2) {
        cli_error(CASUS_E_USAGE, "expected two %s but found %zu", o->db ? "runs" : "files", o->n_args);
        cli_hint(o->db ? "casus diff --db FILE lists the runs" : "casus diff before.jsonl after.jsonl, or casus diff --help");
        return CASUS_E_USAGE;
    }
    for (int i = 0; o->db && i < 2; i++)
        if (!cli_parse_int("RUN", o->args[i], 1, INT64_MAX, &o->run[i])) return CASUS_E_USAGE;
    return -1;
}

/* Plain arguments are moved to the front of argv. Gives -1 to go on, or the exit code. */
static int parse(options *o, int argc, char **argv) {
    *o = (options){ .args = argv };
    cli_args a = { argc, argv };
    for (int id; (id = cli_args_next(&a, OPTIONS, sizeof OPTIONS / sizeof *OPTIONS)) != CLI_ARG_END;) {
        switch (id) {
        case O_DB: o->db = a.value; break;
        case O_OUTPUT: o->output = strcmp(a.value, "-") ? a.value : NULL; break;
        case O_FORMAT:
            o->json = !strcmp(a.value, "json");
            if (o->json || !strcmp(a.value, "text")) break;
            return cli_error(CASUS_E_USAGE, "--format: expected text or json but found \"%s\"", a.value);
        case O_HELP: return fputs(cli_diff_help, stdout) < 0 ? CASUS_E_STORE : 0;
        case CLI_ARG_PATH: o->args[o->n_args++] = argv[a.at - 1]; break;
        default: return CASUS_E_USAGE;
        }
    }
    return check(o);
}

/* What has been written so far goes out. */
static int flush(run *r) {
    if (r->out.failed) return cli_error(CASUS_E_LIMIT, "out of memory");
    int code = cli_output_write(&r->output, r->out.p, r->out.n);
    cs_buf_clear(&r->out);
    return code;
}

/* ---- one report ---- */

static int alone(run *r, cs_str path, int side) {
    int64_t *n = side ? &r->counts.only_b : &r->counts.only_a;
    ++*n;
    (r->o->json ? cs_diff_alone_json : cs_diff_alone_text)(&r->out, path, side ? 'B' : 'A');
    return flush(r);
}

/* What may jump is kept apart from where setjmp stands, so that no local lives across the jump. */
static casus_status compare(run *r, cs_str path, int *side, cs_err *err) {
    cs_diff_reading reading[2];
    for (*side = 0; *side < 2; ++*side)
        CS_TRY(cs_diff_read((cs_str){ r->line[*side].p, (ptrdiff_t)r->line[*side].n }, reading + *side, &r->pair, err));
    if (path.n) reading[1].path = path;
    if (!cs_diff_pair(reading, reading + 1, &r->counts, r->think)) return CASUS_OK;
    if (r->o->json)
        cs_diff_json(&r->out, reading, reading + 1, r->think);
    else
        cs_diff_text(&r->out, reading, reading + 1, r->width, r->colour, r->think);
    return CASUS_OK;
}

/* Compares r->line; path: of the report, n == 0: as B has it. *side: whose coding an error is about. */
static casus_status compare_or_jump(run *r, cs_str path, int *side, cs_err *err) {
    cs_arena_reset(&r->pair, PAIR_KEEP_BYTES);
    r->think.beg = r->think.end;
    cs_arena_reset(&r->think, PAIR_KEEP_BYTES);
    if (setjmp(r->full))
        return cs_fail(err, CASUS_E_LIMIT, -1, "to compare it takes more than %zu MB of memory", DIFF_MEMORY_BYTES >> 20);
    return compare(r, path, side, err);
}

/* ---- files ---- */

/* A report of one file only, which is read to be named. */
static int alone_line(run *r, const cli_pairs *p, int side, ptrdiff_t i) {
    const cli_line *l = p->file[side].lines.v + i;
    cs_diff_reading reading;
    cs_err err = { 0 };
    cs_buf_clear(&r->line[0]);
    int code = cli_pairs_read(p, side, i, &r->line[0]);
    if (code) return code;
    cs_arena_reset(&r->pair, PAIR_KEEP_BYTES);
    if (setjmp(r->full)) return cli_error(CASUS_E_LIMIT, "out of memory");
    if (cs_diff_read((cs_str){ r->line[0].p, (ptrdiff_t)r->line[0].n }, &reading, &r->pair, &err) != CASUS_OK)
        return cli_error((int)err.code, "%s:%lld: %s", p->file[side].name, (long long)l->number, err.msg);
    return alone(r, reading.path.n ? reading.path : reading.id, side);
}

static int compare_lines(run *r, const cli_pairs *p, ptrdiff_t i) {
    const cli_line *a = p->file[0].lines.v + i;
    const ptrdiff_t index[] = { i, (ptrdiff_t)a->other };
    cs_err err = { 0 };
    int side = 0;
    if (a->other < 0) return alone_line(r, p, 0, i);
    for (int k = 0; k < 2; k++) {
        cs_buf_clear(&r->line[k]);
        int code = cli_pairs_read(p, k, index[k], &r->line[k]);
        if (code) return code;
    }
    if (compare_or_jump(r, (cs_str){ 0 }, &side, &err) == CASUS_OK) return flush(r);
    side = side > 1 ? 1 : side;
    return cli_error((int)err.code, "%s:%lld: %s", p->file[side].name, (long long)p->file[side].lines.v[index[side]].number,
                     err.msg);
}

static int list_files(run *r, cli_pairs *p) {
    if (setjmp(r->full)) return cli_error(CASUS_E_LIMIT, "more reports than there is memory to list");
    return cli_pairs_open(p, r->o->args[0], r->o->args[1], &r->listed, r->think);
}

static int diff_files(run *r) {
    cli_pairs p = { 0 };
    int code = list_files(r, &p);
    for (ptrdiff_t i = 0; !code && i < p.file[0].lines.n; i++)
        code = cli_interrupted ? CLI_INTERRUPTED : compare_lines(r, &p, i);
    for (ptrdiff_t i = 0; !code && i < p.file[1].lines.n; i++)
        if (p.file[1].lines.v[i].other < 0) code = alone_line(r, &p, 1, i);
    cli_pairs_close(&p);
    return code;
}

/* ---- runs of a case ---- */

static int list_runs(run *r, cs_store *s) {
    cs_store_runs *all = NULL;
    cs_store_run_made x;
    cs_err err = { 0 };
    bool more = true;
    casus_status st = cs_store_runs_of(s, &all, &err);
    cs_buf_put(&r->out, "run   begun                  casus      model     reports\n");
    while (st == CASUS_OK && more) {
        st = cs_store_runs_next(all, &x, &more, &err);
        if (st != CASUS_OK || !more) break;
        char line[160];
        snprintf(line, sizeof line, "%-5lld %-22.*s %-10.*s %-9.8s %lld\n", (long long)x.id, CS_ARG(x.started_at),
                 CS_ARG(x.casus), x.model.n >= 8 ? x.model.p : "", (long long)x.n_reports);
        cs_buf_put(&r->out, line);
    }
    return st == CASUS_OK ? flush(r) : cli_error_at(NULL, &err);
}

static int compare_codings(run *r, const cs_store_pair *x) {
    cs_err err = { 0 };
    int side = 0;
    char number[40];
    int n = snprintf(number, sizeof number, "report %lld", (long long)x->report);
    const cs_str packed[] = { x->a, x->b }, name = { number, n };
    cs_str path = x->path.n ? x->path : name;
    if (!x->a.n || !x->b.n) return alone(r, path, x->a.n ? 0 : 1);
    for (int i = 0; i < 2; i++) {
        cs_buf_clear(&r->line[i]);
        if (cs_store_unpack(packed[i], &r->line[i], &err) != CASUS_OK)
            return cli_error((int)err.code, "%s: %s: %s", r->o->db, number, err.msg);
    }
    if (compare_or_jump(r, path, &side, &err) == CASUS_OK) return flush(r);
    return cli_error((int)err.code, "%s: %s: %s", r->o->db, number, err.msg);
}

static int diff_runs(run *r, cs_store *s) {
    cs_store_pairs *all = NULL;
    cs_store_pair x;
    cs_err err = { 0 };
    bool more = true;
    for (int i = 0; i < 2; i++) {
        bool there = false;
        if (cs_store_has_run(s, r->o->run[i], &there, &err) != CASUS_OK) return cli_error_at(NULL, &err);
        if (there) continue;
        cli_error(CASUS_E_USAGE, "%s: there is no run %lld", r->o->db, (long long)r->o->run[i]);
        cli_hint("casus diff --db %s lists the runs", r->o->db);
        return CASUS_E_USAGE;
    }
    if (cs_store_pairs_of(s, r->o->run[0], r->o->run[1], &all, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    for (;;) {
        if (cs_store_pairs_next(all, &x, &more, &err) != CASUS_OK) return cli_error_at(NULL, &err);
        if (!more) return 0;
        int code = cli_interrupted ? CLI_INTERRUPTED : compare_codings(r, &x);
        if (code) return code;
    }
}

static int diff_case(run *r) {
    cs_store *s = NULL;
    cs_err err = { 0 };
    if (cs_store_open(&s, r->o->db, CS_DB_READ, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    int code = r->o->n_args ? diff_runs(r, s) : list_runs(r, s);
    cs_store_close(&s);
    return code;
}

/* ---- the run ---- */

static int diff_all(run *r) {
    cs_err err = { 0 };
    cs_arena *arenas[] = { &r->listed, &r->pair, &r->think };
    for (int i = 0; i < 3; i++) {
        if (cs_arena_map(arenas[i], DIFF_MEMORY_BYTES, &err) != CASUS_OK) return cli_error_at(NULL, &err);
        arenas[i]->on_full = &r->full;
    }
    int code = cli_output_open(&r->output, r->o->output);
    if (!code) code = r->o->db ? diff_case(r) : diff_files(r);
    if (code) return code;
    bool compared = r->o->n_args != 0;
    if (compared) (r->o->json ? cs_diff_counts_json : cs_diff_counts_text)(&r->out, &r->counts);
    code = flush(r);
    if (!code) code = cli_output_commit(&r->output);
    bool differs = r->counts.different || r->counts.only_a || r->counts.only_b;
    return code ? code : differs ? DIFFERENT : 0;
}

int cli_diff(int argc, char **argv) {
    options o;
    int code = parse(&o, argc, argv);
    if (code >= 0) return code;
    run r = { .o = &o, .output = { .fd = -1 } };
    bool terminal = !o.output && isatty(STDOUT_FILENO);
    struct winsize size;
    const char *no_colour = getenv("NO_COLOR"); /* no-color.org */
    r.colour = terminal && !(no_colour && *no_colour);
    if (terminal && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size)) r.width = size.ws_col;
    code = diff_all(&r);
    cli_output_drop(&r.output);
    cs_arena_unmap(&r.listed);
    cs_arena_unmap(&r.pair);
    cs_arena_unmap(&r.think);
    cs_buf_free(&r.line[0]);
    cs_buf_free(&r.line[1]);
    cs_buf_free(&r.out);
    return code;
}
