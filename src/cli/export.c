/* casus export: what a case holds, in a form that other programs read. */
#include "cli/cli.h"
#include "cli/progress.h"
#include "export/export.h"
#include "store/store.h"
#include <stdlib.h>

const char cli_export_help[] =
    "casus export writes what a case holds in a form that other programs read.\n"
    "\n"
    "usage: casus export --db FILE [--format jsonl] [-o FILE]\n"
    "\n"
    "  --db FILE          the case; nothing in it is changed\n"
    "  --format FORMAT    jsonl  a line for each report, in the order in which they were added: what the latest run read in "
    "it,\n"
    "                            as `casus code --tokens --format json` writes it (docs/data-model.md)\n"
    "  -o FILE            write to FILE, which appears whole or not at all; without it or with - to standard output\n"
    "\n"
    "examples:\n"
    "  casus export --db sahel.casus -o sahel.jsonl\n"
    "  casus export --db sahel.casus | jq -r '.statements[] | [.type, .mode] | @tsv' | sort | uniq -c\n";

typedef struct options {
    const char *db, *output;
} options;

enum { O_DB, O_FORMAT, O_OUTPUT, O_HELP };
static const cli_option OPTIONS[] = { { "--db", false, O_DB },    { "--format", false, O_FORMAT },
                                      { "-o", false, O_OUTPUT },  { "--output", false, O_OUTPUT },
                                      { "--help", true, O_HELP }, { "-h", true, O_HELP } };

/* Gives -1 to go on, or the exit code. */
static int parse(options *o, int argc, char **argv) {
    cli_args a = { argc, argv };
    *o = (options){ 0 };
    for (int id; (id = cli_args_next(&a, OPTIONS, sizeof OPTIONS / sizeof *OPTIONS)) != CLI_ARG_END;) {
        switch (id) {
        case O_DB: o->db = a.value; break;
        case O_OUTPUT: o->output = strcmp(a.value, "-") ? a.value : NULL; break;
        case O_FORMAT:
            if (!strcmp(a.value, "jsonl")) break;
            return cli_error(CASUS_E_USAGE, "--format: expected jsonl but found \"%s\"", a.value);
        case O_HELP: return fputs(cli_export_help, stdout) < 0 ? CASUS_E_STORE : 0;
        case CLI_ARG_PATH: return cli_error(CASUS_E_USAGE, "%s: expected --db FILE and options", a.value);
        default: return CASUS_E_USAGE;
        }
    }
    if (o->db) return -1;
    cli_error(CASUS_E_USAGE, "no case was named");
    cli_hint("casus export --db FILE -o FILE.jsonl");
    return CASUS_E_USAGE;
}

typedef struct run {
    const options *o;
    cs_store *store;
    cs_store_counts counts;
    cli_output output;
    cli_progress progress;
    cs_buf reading, line;
} run;

static int write_one(run *r, const cs_store_reading *x) {
    cs_err err = { 0 };
    const cs_export_report source = { .name = x->source,
                                      .url = x->url,
                                      .path = x->path,
                                      .sha256 = x->sha256,
                                      .size_bytes = x->size_bytes,
                                      .media_type = x->media_type,
                                      .charset = x->charset };
    cs_buf_clear(&r->reading);
    cs_buf_clear(&r->line);
    if (cs_store_unpack(x->packed, &r->reading, &err) != CASUS_OK)
        return cli_error((int)err.code, "%s: report %lld: %s", r->o->db, (long long)x->report, err.msg);
    if (!cs_export_json_again(&r->line, (cs_str){ r->reading.p, (ptrdiff_t)r->reading.n }, &source))
        return cli_error(CASUS_E_STORE, "%s: report %lld: its reading is damaged", r->o->db, (long long)x->report);
    cs_buf_char(&r->line, '\n');
    if (r->line.failed) return cli_error(CASUS_E_LIMIT, "out of memory");
    return cli_output_write(&r->output, r->line.p, r->line.n);
}

static int write_all(run *r) {
    cs_store_readings *all = NULL;
    cs_store_reading x;
    cs_err err = { 0 };
    bool more;
    if (cs_store_readings_of(r->store, &all, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    for (;;) {
        if (cs_store_readings_next(all, &x, &more, &err) != CASUS_OK) return cli_error_at(NULL, &err);
        if (!more) break;
        int code = cli_interrupted ? CLI_INTERRUPTED : write_one(r, &x);
        if (code) return code;
        cli_progress_step(&r->progress, x.packed.n);
    }
    cli_progress_clear(&r->progress);
    return cli_output_commit(&r->output);
}

static int export_all(run *r) {
    cs_err err = { 0 };
    if (cs_store_open(&r->store, r->o->db, CS_DB_READ, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    if (cs_store_count(r->store, &r->counts, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    int code = cli_output_open(&r->output, r->o->output);
    if (code) return code;
    cli_progress_open(&r->progress, r->counts.reports, 0, !r->o->output);
    r->progress.doing = "written";
    return write_all(r);
}

int cli_export(int argc, char **argv) {
    options o;
    int code = parse(&o, argc, argv);
    if (code >= 0) return code;
    run r = { .o = &o, .output = { .fd = -1 } };
    code = export_all(&r);
    cli_progress_clear(&r.progress);
    cli_output_drop(&r.output);
    cs_store_close(&r.store);
    cs_buf_free(&r.reading);
    cs_buf_free(&r.line);
    return code;
}
