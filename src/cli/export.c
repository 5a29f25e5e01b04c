/* casus export: what a case holds, in a form that other programs read. */
#define _POSIX_C_SOURCE 200809L /* mkdir, mkdtemp, unlink */
#include "cli/cli.h"
#include "cli/filter.h"
#include "cli/progress.h"
#include "export/form_walk.h"
#include "store/store.h"
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

const char cli_export_help[] =
    "casus export writes what a case holds in a form that other programs read.\n"
    "\n"
    "usage: casus export --db FILE [--format FORMAT] [OPTION…] [-o FILE]\n"
    "\n"
    "  --db FILE          the case; nothing in it is changed\n"
    "  --format FORMAT    docs/formats explains each\n"
    "    jsonl            a line of JSON per report: all that was read in it (docs/data-model.md); the default\n"
    "    csv              incidents.csv and statements.csv in the folder FILE\n"
    "    geojson          a feature per incident, for maps\n"
    "    acled, ged, gtd  the tables of ACLED, UCDP GED and GTD: 31, 49 and 135 columns\n"
    "    polecat, plover  POLECAT's table, PLOVER's JSON Lines\n"
    "    gdelt            events.tsv and mentions.tsv in the folder FILE\n"
    "    muc4             MUC-4's templates\n"
    "    stix, ftm, prov  STIX 2.1, FollowTheMoney, W3C PROV-JSON\n"
    "    conllu, brat     words and syntax; brat's .txt and .ann in the folder FILE\n"
    "    gold             what people accepted, edited and added, as casus eval reads it (docs/eval.md)\n"
    "    bundle           a zip: texts, readings, the case, and a list with SHA-256\n"
    "  -o FILE            write to FILE, which appears whole or not at all; without it or with - to standard output\n"
    "  --mask-private     hide the names of persons who hold no public office and lead no armed group\n"
    "\n" CLI_FILTER_HELP
    "\n"
    "Incidents that people rejected are left out, and so is what a format has no place for; how many is said at the end.\n"
    "\n"
    "examples:\n"
    "  casus export --db sahel.casus -o sahel.jsonl\n"
    "  casus export --db sahel.casus --format acled --country MLI --from 2024-01-01 -o mali.csv\n"
    "  casus export --db sahel.casus --format csv -o tables/\n"
    "  casus export --db sahel.casus | jq -r '.statements[] | [.type, .mode] | @tsv' | sort | uniq -c\n";

typedef struct options {
    const char *db, *output;
    const cs_form *format;
    bool mask, filtered;
    cs_filter filter;
} options;

enum { O_DB, O_FORMAT, O_OUTPUT, O_MASK, O_HELP, O_FILTER };
static const cli_option OPTIONS[] = {
    { "--db", false, O_DB },         { "--format", false, O_FORMAT },    { "-o", false, O_OUTPUT },
    { "--output", false, O_OUTPUT }, { "--mask-private", true, O_MASK }, { "--help", true, O_HELP },
    { "-h", true, O_HELP },          CLI_FILTER_OPTIONS(O_FILTER)
};

static const cs_form *format_of(const char *name) {
    const cs_form *f = cs_form_of((cs_str){ name, (ptrdiff_t)strlen(name) });
    if (f) return f;
    cli_error(CASUS_E_USAGE, "--format: there is no format %s", name);
    fputs("casus: hint: there are", stderr);
    for (int i = 0; cs_forms[i]; i++) fprintf(stderr, "%s %s", i ? "," : "", cs_forms[i]->name);
    fputs("\n", stderr);
    return NULL;
}

/* Gives -1 to go on, or the exit code. */
static int parse(options *o, int argc, char **argv) {
    cli_args a = { argc, argv };
    *o = (options){ .format = cs_forms[0], .filter = CS_FILTER_ALL };
    for (int id; (id = cli_args_next(&a, OPTIONS, sizeof OPTIONS / sizeof *OPTIONS)) != CLI_ARG_END;) {
        switch (id) {
        case O_DB: o->db = a.value; break;
        case O_OUTPUT: o->output = strcmp(a.value, "-") ? a.value : NULL; break;
        case O_MASK: o->mask = true; break;
        case O_FORMAT:
            if (!(o->format = format_of(a.value))) return CASUS_E_USAGE;
            break;
        case O_HELP: return fputs(cli_export_help, stdout) < 0 ? CASUS_E_STORE : 0;
        case CLI_ARG_PATH: return cli_error(CASUS_E_USAGE, "%s: expected --db FILE and options", a.value);
        case CLI_ARG_BAD: return CASUS_E_USAGE;
        default:
            o->filtered = true;
            if (!cli_filter_set(&o->filter, id - O_FILTER, a.value)) return CASUS_E_USAGE;
        }
    }
    if (!o->db) {
        cli_error(CASUS_E_USAGE, "no case was named");
        cli_hint("casus export --db FILE -o FILE.jsonl");
        return CASUS_E_USAGE;
    }
    if (!cli_filter_check(&o->filter)) return CASUS_E_USAGE;
    if (!o->format->files[0] || o->output) return -1;
    return cli_error(CASUS_E_USAGE, "%s is a folder of files: name one with -o FOLDER", o->format->name);
}

/* ---- files ---- */

enum { PATH_BYTES_MAX = 4096, NAME_BYTES = 16 };

typedef struct run {
    const options *o;
    cs_store *store;
    cs_view *view;
    cs_arena keep, work;
    int n_files;
    cli_output output[CS_FORM_FILES_MAX];
    char path[CS_FORM_FILES_MAX][PATH_BYTES_MAX]; /* of files in a folder */
    char folder[PATH_BYTES_MAX],
        copy[PATH_BYTES_MAX + NAME_BYTES]; /* of a copy of the case, for a bundle; empty: there is none */
    int64_t report;                        /* whose files are open */
    int code;                              /* of what was told already; 0: nothing */
    cli_progress progress;
} run;

/* Opens the format's files: those of a folder, of one report where it is no 0, or the one that was named. */
static int open_files(run *r, int64_t report) {
    const cs_form *f = r->o->format;
    r->report = report;
    if (!f->files[0]) return cli_output_open(&r->output[0], r->o->output);
    for (int i = 0; i < r->n_files; i++) {
        int n = report ? snprintf(r->path[i], PATH_BYTES_MAX, "%s/%lld%s", r->o->output, (long long)report, f->files[i])
                       : snprintf(r->path[i], PATH_BYTES_MAX, "%s/%s", r->o->output, f->files[i]);
        if (n >= PATH_BYTES_MAX) return cli_error(CASUS_E_USAGE, "-o: the path is too long");
        int code = cli_output_open(&r->output[i], r->path[i]);
        if (code) return code;
    }
    return 0;
}

static int commit_files(run *r) {
    int code = 0;
    for (int i = 0; i < r->n_files && !code; i++)
        if (r->output[i].fd >= 0) code = cli_output_commit(&r->output[i]);
    return code;
}

static int put(run *r, int64_t report, const cs_buf *out) {
    int code = 0;
    if (report && report != r->report) {
        code = commit_files(r);
        if (!code) code = open_files(r, report);
    }
    for (int i = 0; i < r->n_files && !code; i++)
        if (out[i].n) code = cli_output_write(&r->output[i], out[i].p, out[i].n);
    cli_progress_step(&r->progress, 0);
    return code ? code : cli_interrupted ? CLI_INTERRUPTED : 0;
}

static bool take(void *ctx, int64_t report, const cs_buf *out) {
    run *r = ctx;
    r->code = put(r, report, out);
    return !r->code;
}

/* ---- the export ---- */

/* What may jump is kept apart from where setjmp stands, so that no local lives across the jump. */
static casus_status walk_or_jump(run *r, cs_form_walk *x, jmp_buf *full, cs_err *err) {
    r->keep.on_full = r->work.on_full = full;
    if (setjmp(*full)) return cs_fail(err, CASUS_E_LIMIT, -1, "%s: to write it takes more memory than there may be", r->o->db);
    return cs_form_walk_all(x, err);
}

static int walk(run *r) {
    const options *o = r->o;
    jmp_buf full;
    cs_err err = { 0 };
    cs_form_walk x = { .view = r->view,
                       .format = o->format,
                       .mask = o->mask,
                       .copy = r->copy[0] ? r->copy : NULL,
                       .keep = &r->keep,
                       .work = &r->work,
                       .take = take,
                       .ctx = r };
    casus_status st = walk_or_jump(r, &x, &full, &err);
    cli_progress_clear(&r->progress);
    if (st != CASUS_OK) return r->code ? r->code : cli_error((int)st, "%s: %s", o->db, err.msg);
    int code = commit_files(r);
    if (!code && x.n_left)
        fprintf(stderr, "casus: %lld written; %lld left out: %s\n", (long long)x.n_written, (long long)x.n_left,
                o->format->left);
    if (!code && o->mask) fprintf(stderr, "casus: names of private persons are masked\n");
    return code;
}

/* A bundle that leaves nothing out holds the case as well: a copy beside the output, in a folder of its own. */
static int copy_case(run *r) {
    const options *o = r->o;
    cs_err err = { 0 };
    if (!o->format->holds_case || o->mask || o->filtered) return 0;
    const char *beside = o->output ? o->output : cs_db_is_server(o->db) ? "casus-export" : o->db;
    int n = snprintf(r->folder, PATH_BYTES_MAX, "%s.XXXXXX", beside);
    if (n >= PATH_BYTES_MAX - NAME_BYTES) return r->folder[0] = 0, cli_error(CASUS_E_USAGE, "-o: the path is too long");
    if (!mkdtemp(r->folder)) {
        r->folder[0] = 0;
        return cli_error(CASUS_E_STORE, "%s: %s", beside, strerror(errno));
    }
    snprintf(r->copy, PATH_BYTES_MAX + NAME_BYTES, "%s/copy", r->folder);
    return cs_store_copy(r->store, r->copy, &err) == CASUS_OK ? 0 : cli_error_at(NULL, &err);
}

static int open_all(run *r) {
    const options *o = r->o;
    cs_err err = { 0 };
    cs_store_counts counts;
    if (cs_store_open(&r->store, o->db, CS_DB_READ, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    if (cs_store_count(r->store, &counts, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    int copied = copy_case(r);
    if (copied) return copied;
    if (cs_view_open(&r->view, r->store, &o->filter, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    if (cs_arena_map(&r->keep, CS_STORE_MEMORY_BYTES, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    if (cs_arena_map(&r->work, CS_STORE_MEMORY_BYTES, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    for (r->n_files = 1; r->n_files < CS_FORM_FILES_MAX && o->format->files[r->n_files];) r->n_files++;
    if (o->format->files[0] && mkdir(o->output, 0777) && errno != EEXIST)
        return cli_error(CASUS_E_STORE, "%s: %s", o->output, strerror(errno));
    cli_progress_open(&r->progress, counts.reports, 0, !o->output);
    r->progress.doing = "written";
    return o->format->per_report ? 0 : open_files(r, 0);
}

int cli_export(int argc, char **argv) {
    options o;
    int code = parse(&o, argc, argv);
    if (code >= 0) return code;
    run *r = calloc(1, sizeof *r);
    if (!r) return cli_error(CASUS_E_LIMIT, "out of memory");
    r->o = &o;
    for (int i = 0; i < CS_FORM_FILES_MAX; i++) r->output[i].fd = -1;
    code = open_all(r);
    if (!code) code = walk(r);
    cli_progress_clear(&r->progress);
    for (int i = 0; i < CS_FORM_FILES_MAX; i++) cli_output_drop(&r->output[i]);
    if (r->copy[0]) unlink(r->copy);
    if (r->folder[0]) rmdir(r->folder);
    cs_view_close(&r->view);
    cs_store_close(&r->store);
    if (r->keep.base) cs_arena_unmap(&r->keep);
    if (r->work.base) cs_arena_unmap(&r->work);
    free(r);
    return code;
}
