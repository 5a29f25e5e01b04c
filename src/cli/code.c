/* casus code: reports in, statements out. */
#define _POSIX_C_SOURCE 200809L /* isatty */
#include "cli/about.h"
#include "cli/pdf.h"
#include "cli/progress.h"
#include "cli/reader.h"
#include "pipeline/batch.h"
#include <stdlib.h>
#include <unistd.h>

const char cli_code_help[] =
    "casus code reads reports and gives what they say happened.\n"
    "\n"
    "usage: casus code [OPTION…] [PATH…|-]\n"
    "\n"
    "  PATH: a file (text, HTML, PDF, or JSON Lines named *.jsonl or *.ndjson), a folder (with all in it), or - for\n"
    "  standard input, which is read too when there is no PATH. PDF is read through the program pdftotext, where it is\n"
    "  installed (docs/text.md).\n"
    "\n"
    "what comes out\n"
    "  --format FORMAT    json   one line per report (docs/data-model.md)\n"
    "                     csv    one row per statement (docs/csv.md)\n"
    "                     text   for reading; the default on a terminal, elsewhere it is json\n"
    "  -o FILE            write to FILE, which appears whole or not at all; *.csv and *.txt choose the format\n"
    "  --tokens           json: with words, tags and syntax\n"
    "  --no-text          json: without the report's text\n"
    "  --explain ID       how statement s7 or incident i2 came about, in words (docs/explain.md); of several reports\n"
    "                     those that have it, or REPORT:ID\n"
    "  --min-confidence P leave out statements whose confidence is below P, 0 to 1; those without one stay\n"
    "\n" CLI_ABOUT_HELP
    "\n"
    "how it is done\n"
    "  --jobs N           threads, by default one per core; the output is the same for any number\n"
    "  --skim             read only passages that may tell of conflict, for archives of which little does; each report\n"
    "                     says how many of its sentences were read (docs/decisions/0013-skim.md)\n"
    "\n" CLI_READER_HELP
    "\n"
    "examples:\n"
    "  casus code report.txt --published 2024-03-07\n"
    "  casus code news/ --meta news.tsv -o news.jsonl\n"
    "  casus code report.txt --explain s7\n"
    "  casus code news/ --actors actors.csv --places places.csv --lexicon words.csv -o news.jsonl\n"
    "  casus code feed.jsonl --format csv | column -s, -t | less -S\n"
    "\n"
    "A report that cannot be coded is named on standard error with the reason; the others are coded all the same.\n";

typedef struct options {
    cs_format format;
    bool has_format;
    const char *output;
    cli_about about;
    cli_reader reader;
    int64_t jobs;
    double min_confidence;
    cs_export_id explain;   /* kind 0: nothing is to be explained */
    cs_str explain_report;  /* of this report only; n == 0: of all */
    const char *explain_as; /* as it was asked for */
    bool tokens, no_text;
    char **paths; /* into argv */
    size_t n_paths;
} options;

enum {
    O_FORMAT,
    O_OUTPUT,
    O_TOKENS,
    O_NO_TEXT,
    O_MIN_CONFIDENCE,
    O_EXPLAIN,
    O_JOBS,
    O_SKIM,
    O_HELP,
    O_READER,
    O_ABOUT = O_READER + CLI_READER_IDS
};
static const cli_option OPTIONS[] = {
    { "--format", false, O_FORMAT },
    { "-o", false, O_OUTPUT },
    { "--output", false, O_OUTPUT },
    { "--tokens", true, O_TOKENS },
    { "--no-text", true, O_NO_TEXT },
    CLI_ABOUT_OPTIONS(O_ABOUT),
    { "--jobs", false, O_JOBS },
    { "-j", false, O_JOBS },
    { "--skim", true, O_SKIM },
    CLI_READER_OPTIONS(O_READER),
    { "--min-confidence", false, O_MIN_CONFIDENCE },
    { "--explain", false, O_EXPLAIN },
    { "--help", true, O_HELP },
    { "-h", true, O_HELP },
};

static bool parse_format(options *o, const char *value) {
    static const char *const known[] = { "json", "text", "csv" };
    for (int i = 0; i < 3; i++) {
        if (strcmp(value, known[i])) continue;
        o->format = (cs_format)i;
        o->has_format = true;
        return true;
    }
    cli_error(CASUS_E_USAGE, "--format: expected json, text or csv but found \"%s\"", value);
    return false;
}

/* "s7", "i2", "news/a.txt:s7" */
static bool parse_explain(options *o, const char *value) {
    const char *colon = strrchr(value, ':'), *id = colon ? colon + 1 : value;
    bool kind = *id == 's' || *id == 'i';
    cs_i64_result n = { 0 };
    if (kind && id[1] >= '1' && id[1] <= '9') n = cs_parse_i64(cli_str(id + 1));
    if (!n.ok || n.value > INT32_MAX || colon == value) {
        cli_error(CASUS_E_USAGE, "--explain: expected an id such as s7 or i2, or REPORT:s7, but found \"%s\"", value);
        return false;
    }
    o->explain = (cs_export_id){ *id, (int32_t)n.value };
    o->explain_report = colon ? (cs_str){ value, colon - value } : (cs_str){ 0 };
    o->explain_as = value;
    return true;
}

static bool set_option(options *o, int id, const char *value) {
    switch (id) {
    case O_FORMAT: return parse_format(o, value);
    case O_OUTPUT: return o->output = value, true;
    case O_TOKENS: return o->tokens = true;
    case O_NO_TEXT: return o->no_text = true;
    case O_EXPLAIN: return parse_explain(o, value);
    case O_MIN_CONFIDENCE: return cli_parse_share("--min-confidence", value, &o->min_confidence);
    case O_JOBS: return cli_parse_int("--jobs", value, 1, CS_THREADS_MAX, &o->jobs);
    case O_SKIM: return o->reader.skim = true;
    default: break;
    }
    if (id >= O_ABOUT) return cli_about_set(&o->about, id - O_ABOUT, value);
    return cli_reader_set(&o->reader, id - O_READER, value);
}

static cs_format usual_format(const char *output) {
    cs_str name = cli_str(output);
    if (cs_ends(name, CS_LIT(".csv"))) return CS_FORMAT_CSV;
    if (cs_ends(name, CS_LIT(".txt"))) return CS_FORMAT_TEXT;
    return !output && isatty(STDOUT_FILENO) ? CS_FORMAT_TEXT : CS_FORMAT_JSON;
}

/* Paths are moved to the front of argv. Gives -1 to go on, or the exit code. */
static int parse(options *o, int argc, char **argv) {
    static char standard_input[] = "-", *only_standard_input[] = { standard_input };
    *o = (options){ .paths = argv };
    cli_args a = { argc, argv };
    for (int id; (id = cli_args_next(&a, OPTIONS, sizeof OPTIONS / sizeof *OPTIONS)) != CLI_ARG_END;) {
        if (id == CLI_ARG_BAD) return CASUS_E_USAGE;
        if (id == O_HELP) return fputs(cli_code_help, stdout) < 0 ? CASUS_E_STORE : 0;
        if (id == CLI_ARG_PATH)
            o->paths[o->n_paths++] = argv[a.at - 1];
        else if (!set_option(o, id, a.value))
            return CASUS_E_USAGE;
    }
    if (!o->n_paths) {
        if (isatty(STDIN_FILENO)) {
            cli_error(CASUS_E_USAGE, "no report was named");
            cli_hint("casus code report.txt, or casus code --help");
            return CASUS_E_USAGE;
        }
        o->paths = only_standard_input;
        o->n_paths = 1;
    }
    if (o->explain.kind && o->has_format && o->format != CS_FORMAT_TEXT)
        return cli_error(CASUS_E_USAGE, "--explain gives text and goes with no other --format");
    if (!o->has_format) o->format = usual_format(o->output);
    if (o->explain.kind) o->format = CS_FORMAT_EXPLAIN;
    if (!o->jobs) o->jobs = cli_cores();
    return -1;
}

/* ---- the run ---- */

typedef struct job {
    cli_input input;
    cs_buf out;
    casus_status status;
    cs_err err;
    bool asked;                        /* --explain is about this report */
    int32_t n_statements, n_incidents; /* the highest numbers in its ids */
} job;

/* What --explain met, for when it found nothing. */
typedef struct explained {
    int64_t n_found, n_asked;
    char ranges[400]; /* "a.txt has s1 to s9 and i1 to i3" of the first reports */
} explained;

typedef struct run {
    options *o;
    cs_export_options export;
    cli_coder coder;
    cli_inputs inputs;
    cli_output output;
    cli_progress progress;
    explained explained;
    int64_t n_coded, n_failed;
    int first_failure; /* exit code of the first report that failed */
    int fatal;         /* exit code of what ended the run */
} run;

static bool next(void *ctx, void *job_) {
    run *r = ctx;
    return !cli_interrupted && cli_inputs_next(&r->inputs, &((job *)job_)->input);
}

/* Is the report, known as path, the one that --explain names? By its whole path or the end of it. */
static bool is_asked(const options *o, cs_str path) {
    cs_str name = o->explain_report;
    if (!name.n || cs_eq(path, name)) return true;
    return cs_ends(path, name) && path.p[path.n - name.n - 1] == '/';
}

static void note_ids(job *j, const options *o, const cs_export_report *report) {
    const cs_reading *r = report->reading;
    j->asked = is_asked(o, report->path);
    if (!j->asked) j->out.n = 0;
    if (r->statements.n) j->n_statements = cs_statement_number(r, (int32_t)r->statements.n - 1);
    if (r->incidents.n) j->n_incidents = cs_incident_number(r, (int32_t)r->incidents.n - 1);
}

static void work(void *ctx, int worker, void *job_) {
    run *r = ctx;
    job *j = job_;
    /* A record's path has its id in it, which only its reading tells. */
    if (j->input.bytes && r->o->explain.kind && !j->input.record && !is_asked(r->o, cli_str(j->input.path))) return;
    j->status = cli_pdf_prepare(&j->input, &j->err);
    if (j->status != CASUS_OK) return;
    cs_raw raw = cli_about_raw(&r->o->about, &j->input);
    raw.min_confidence = (float)r->o->min_confidence;
    j->status =
        cs_pipeline_code(r->coder.pipeline, &r->coder.workers[worker], &raw, r->o->format, &r->export, &j->out, &j->err);
    if (j->status == CASUS_OK && r->o->format == CS_FORMAT_JSON) cs_buf_char(&j->out, '\n');
    if (j->status == CASUS_OK && r->o->explain.kind) note_ids(j, r->o, &r->coder.workers[worker].report);
}

static void drop(void *ctx, void *job_) {
    (void)ctx;
    job *j = job_;
    cli_input_free(&j->input);
    cs_buf_free(&j->out);
}

static void tell_failure(run *r, const job *j) {
    cli_progress_clear(&r->progress);
    cli_about_failed(&j->input, &j->err);
    if (!r->n_failed++) r->first_failure = (int)j->status;
}

static void count_explained(explained *x, const job *j) {
    if (!j->asked) return;
    size_t n = strlen(x->ranges);
    x->n_found += j->out.n > 0;
    if (x->n_asked++ && n < sizeof x->ranges) n += (size_t)snprintf(x->ranges + n, sizeof x->ranges - n, "; ");
    if (n >= sizeof x->ranges) return;
    if (!j->n_statements)
        snprintf(x->ranges + n, sizeof x->ranges - n, "%s has no statement", j->input.path);
    else if (!j->n_incidents)
        snprintf(x->ranges + n, sizeof x->ranges - n, "%s has s1 to s%d and no incident", j->input.path, j->n_statements);
    else
        snprintf(x->ranges + n, sizeof x->ranges - n, "%s has s1 to s%d and i1 to i%d", j->input.path, j->n_statements,
                 j->n_incidents);
}

/* Nothing that was coded has the id. */
static int explained_nothing(const run *r) {
    const explained *x = &r->explained;
    if (!x->n_asked)
        return cli_error(CASUS_E_USAGE, "--explain %s: there is no report of that name among those that were coded",
                         r->o->explain_as);
    cli_error(CASUS_E_USAGE, "--explain %s: there is no such %s", r->o->explain_as,
              r->o->explain.kind == 's' ? "statement" : "incident");
    cli_hint("%s", x->ranges);
    return CASUS_E_USAGE;
}

static bool done(void *ctx, void *job_) {
    run *r = ctx;
    job *j = job_;
    if (j->status != CASUS_OK) {
        tell_failure(r, j);
    } else {
        bool blank = r->o->format == CS_FORMAT_TEXT ? r->n_coded > 0 : r->explained.n_found > 0 && j->out.n;
        count_explained(&r->explained, j);
        if (blank) r->fatal = cli_output_write(&r->output, "\n", 1);
        if (!r->fatal) r->fatal = cli_output_write(&r->output, j->out.p, j->out.n);
        r->n_coded++;
    }
    cli_progress_step(&r->progress, (int64_t)j->input.n_bytes);
    drop(ctx, j);
    if (cli_interrupted) r->fatal = CLI_INTERRUPTED;
    return !r->fatal;
}

/* The exit code of a run that was not cut short. */
static int verdict(const run *r) {
    if (!r->n_failed) return 0;
    return r->n_coded ? CLI_SOME_FAILED : r->first_failure;
}

static int code_all(run *r) {
    cs_err err = { 0 };
    if (r->o->format == CS_FORMAT_CSV) {
        cs_buf head = { 0 };
        cs_export_csv_header(&head);
        int code = cli_output_write(&r->output, head.p, head.n);
        cs_buf_free(&head);
        if (code) return code;
    }
    cs_batch b = { .n_threads = r->coder.n_workers,
                   .slot_bytes = sizeof(job),
                   .ctx = r,
                   .next = next,
                   .work = work,
                   .done = done,
                   .drop = drop };
    if (cs_batch_run(&b, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    cli_progress_clear(&r->progress);
    if (r->fatal) return r->fatal;
    if (cli_interrupted) return CLI_INTERRUPTED;
    int code = verdict(r);
    if (code && !r->n_coded) return code; /* nothing to put in place */
    if (r->o->explain.kind && !r->explained.n_found) return explained_nothing(r);
    int put = cli_output_commit(&r->output);
    return put ? put : code;
}

static int open_all(run *r) {
    options *o = r->o;
    int code = cli_about_open(&o->about);
    if (code) return code;
    const char *const but[CLI_INPUTS_BUT_MAX] = { o->about.meta };
    if (!cli_inputs_open(&r->inputs, o->paths, o->n_paths, but)) return cli_error(CASUS_E_LIMIT, "out of memory");
    if (!r->inputs.paths.n) return cli_error(CASUS_E_INPUT, "%s: there is no report in it", o->paths[0]);
    code = cli_coder_open(&r->coder, &o->reader, (int)o->jobs, cli_inputs_many(&r->inputs));
    if (code) return code;
    return cli_output_open(&r->output, o->output);
}

int cli_code(int argc, char **argv) {
    options o;
    int code = parse(&o, argc, argv);
    if (code >= 0) return code;
    run r = { .o = &o, .output = { .fd = -1 } };
    bool terminal = !o.output && isatty(STDOUT_FILENO);
    r.export = (cs_export_options){ .tokens = o.tokens, .no_text = o.no_text, .explain = o.explain };
    r.export.colour = cli_screen(o.output, &r.export.width);
    code = open_all(&r);
    cli_progress_open(&r.progress, r.inputs.paths.n, r.inputs.n_bytes, terminal);
    if (!code) code = code_all(&r);
    cli_output_drop(&r.output);
    cli_coder_close(&r.coder);
    cli_inputs_close(&r.inputs);
    cli_about_close(&o.about);
    return code;
}
