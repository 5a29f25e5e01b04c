/* casus eval: reports that somebody coded by hand, coded and scored. */
#define _POSIX_C_SOURCE 200809L /* isatty, strdup */
#include "base/map.h"
#include "cli/cli.h"
#include "cli/inputs.h"
#include "cli/pdf.h"
#include "cli/progress.h"
#include "cli/reader.h"
#include "ingest/record.h"
#include "pipeline/batch.h"
#include "score/write.h"
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

const char cli_eval_help[] =
    "casus eval codes reports that you coded by hand and says how well casus agrees with you.\n"
    "\n"
    "usage: casus eval [OPTION…] GOLD.jsonl [PATH…]\n"
    "\n"
    "  GOLD.jsonl: a line per report, {\"report\": \"a.txt\", \"published\": \"2024-03-14\"}, and after it a line per "
    "statement that\n"
    "  you find in it (docs/eval.md). PATH: the reports, files or folders; by default the folder of GOLD.jsonl.\n"
    "\n"
    "  --format FORMAT    text or json (docs/eval.md); by default text, with -o FILE.json json\n"
    "  --missed N         list N things that are wrong of each kind and field, the figures only with 0;\n"
    "                     by default 10 in text and all in json\n"
    "  -o FILE            write to FILE, which appears whole or not at all\n"
    "  --force            code a report even if it is not English\n"
    "  --jobs N           threads, by default one per core; the output is the same for any number\n"
    "\n" CLI_READER_HELP
    "\n"
    "examples:\n"
    "  casus eval examples/gold.jsonl examples/reports\n"
    "  casus eval sample/gold.jsonl --missed 50\n"
    "  casus eval sample/gold.jsonl reports/ --format json -o scores.json\n"
    "\n"
    "A report of GOLD.jsonl without a file, or that cannot be coded, is named on standard error and skipped; so is a "
    "statement\n"
    "whose anchor is not in the text.\n";

enum { O_FORMAT, O_OUTPUT, O_MISSED, O_FORCE, O_JOBS, O_HELP, O_READER };
static const cli_option OPTIONS[] = { { "--format", false, O_FORMAT }, { "-o", false, O_OUTPUT },
                                      { "--output", false, O_OUTPUT }, { "--missed", false, O_MISSED },
                                      { "--force", true, O_FORCE },    { "--jobs", false, O_JOBS },
                                      { "-j", false, O_JOBS },         CLI_READER_OPTIONS(O_READER),
                                      { "--help", true, O_HELP },      { "-h", true, O_HELP } };

enum { MISSED_IN_TEXT = 10, MISSED_MAX = 1000000, ID_MEMORY_BYTES = 64 << 20 };
static const size_t SAMPLE_MEMORY_BYTES = (size_t)1 << 30; /* of address space: the sample and what is said of it */

typedef struct options {
    bool json, has_format, force, has_missed;
    int64_t missed, jobs;
    const char *output;
    cli_reader reader;
    char **paths; /* into argv: the sample, then the reports */
    size_t n_paths;
} options;

typedef struct run {
    const options *o;
    cli_coder coder;
    cli_inputs inputs;
    cli_output output;
    cli_progress progress;
    cs_buf gold_bytes, out;
    cs_gold gold;
    cs_arena memory; /* of the sample and the notes; `lock` guards it while reports are coded */
    cs_arena ids;    /* for a look at a record's id */
    pthread_mutex_t lock;
    cs_map by_name;          /* index into gold.reports */
    bool *is_met;            /* [gold.reports.n], of `next` */
    bool *is_scored;         /* [gold.reports.n], of `done` */
    cs_score_report *scores; /* [gold.reports.n] */
    int64_t n_failed, n_scored;
    int first_failure, fatal;
} run;

typedef struct job {
    cli_input input;
    int32_t report; /* of the sample */
    casus_status status;
    cs_err err;
} job;

/* ---- options ---- */

static bool set_option(options *o, int id, const char *value) {
    switch (id) {
    case O_FORMAT:
        o->has_format = true;
        o->json = !strcmp(value, "json");
        if (o->json || !strcmp(value, "text")) return true;
        return cli_error(CASUS_E_USAGE, "--format: expected text or json but found \"%s\"", value), false;
    case O_OUTPUT: return o->output = value, true;
    case O_MISSED: return o->has_missed = true, cli_parse_int("--missed", value, 0, MISSED_MAX, &o->missed);
    case O_FORCE: return o->force = true;
    case O_JOBS: return cli_parse_int("--jobs", value, 1, CS_THREADS_MAX, &o->jobs);
    default: return cli_reader_set(&o->reader, id - O_READER, value);
    }
}

/* Gives -1 to go on, or the exit code. */
static int parse(options *o, int argc, char **argv) {
    *o = (options){ .paths = argv };
    cli_args a = { argc, argv };
    for (int id; (id = cli_args_next(&a, OPTIONS, sizeof OPTIONS / sizeof *OPTIONS)) != CLI_ARG_END;) {
        if (id == CLI_ARG_BAD) return CASUS_E_USAGE;
        if (id == O_HELP) return fputs(cli_eval_help, stdout) < 0 ? CASUS_E_STORE : 0;
        if (id == CLI_ARG_PATH)
            o->paths[o->n_paths++] = argv[a.at - 1];
        else if (!set_option(o, id, a.value))
            return CASUS_E_USAGE;
    }
    if (!o->n_paths) {
        cli_error(CASUS_E_USAGE, "no sample was named");
        cli_hint("casus eval GOLD.jsonl, or casus eval --help");
        return CASUS_E_USAGE;
    }
    if (!o->has_format) o->json = cs_ends(cli_str(o->output), CS_LIT(".json"));
    if (!o->has_missed) o->missed = o->json ? -1 : MISSED_IN_TEXT;
    if (!o->jobs) o->jobs = cli_cores();
    return -1;
}

/* ---- the sample ---- */

static int read_file(cs_buf *b, const char *path) {
    FILE *f = fopen(path, "rb");
    if (!f) return cli_error(CASUS_E_INPUT, "%s: %s", path, strerror(errno));
    char part[1 << 16];
    size_t n;
    while ((n = fread(part, 1, sizeof part, f)) > 0 && b->n <= CS_GOLD_BYTES_MAX) cs_buf_add(b, part, n);
    int code = 0;
    if (ferror(f)) code = cli_error(CASUS_E_INPUT, "%s: %s", path, strerror(errno));
    fclose(f);
    if (!code && b->failed) code = cli_error(CASUS_E_LIMIT, "out of memory");
    if (!code && b->n > CS_GOLD_BYTES_MAX)
        code =
            cli_error(CASUS_E_LIMIT, "%s: larger than %d MB, the most that a sample may have", path, CS_GOLD_BYTES_MAX >> 20);
    return code;
}

static void index_reports(run *r) {
    size_t n = (size_t)r->gold.reports.n;
    r->is_met = CS_NEW(&r->memory, bool, n);
    r->is_scored = CS_NEW(&r->memory, bool, n);
    r->scores = CS_NEW(&r->memory, cs_score_report, n);
    for (size_t i = 0; i < n; i++) *cs_map_put(&r->memory, &r->by_name, r->gold.reports.v[i].name, NULL) = (uint32_t)i;
}

/* Jumps where the memory does not hold the sample. */
static int parse_sample(run *r, const char *path) {
    cs_err err = { 0 };
    cs_str bytes = { r->gold_bytes.p, (ptrdiff_t)r->gold_bytes.n };
    if (cs_gold_read(bytes, &r->gold, &r->memory, &err) != CASUS_OK) return cli_error_at(path, &err);
    index_reports(r);
    return 0;
}

static int read_sample(run *r) {
    const char *path = r->o->paths[0];
    cs_err err = { 0 };
    int code = read_file(&r->gold_bytes, path);
    if (code) return code;
    if (cs_arena_map(&r->memory, SAMPLE_MEMORY_BYTES, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    if (cs_arena_map(&r->ids, ID_MEMORY_BYTES, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    jmp_buf full;
    r->memory.on_full = &full;
    if (setjmp(full)) return cli_error(CASUS_E_LIMIT, "%s: no memory for the sample", path);
    return parse_sample(r, path);
}

/* ---- the run ---- */

/* The record's id; nothing where there is none. Jumps where the memory does not hold the record. */
static cs_str id_of(const cli_input *i, cs_arena *memory) {
    cs_record record;
    cs_err err;
    cs_str bytes = { i->bytes, (ptrdiff_t)i->n_bytes };
    return cs_record_read(bytes, &record, memory, &err) == CASUS_OK ? record.id : (cs_str){ 0 };
}

/* The name under which the sample knows the report: that of its file, or the id of a record. */
static cs_str name_of(run *r, const cli_input *i) {
    const char *slash = strrchr(i->path, '/');
    if (!i->record) return cli_str(slash ? slash + 1 : i->path);
    cs_arena memory = r->ids;
    jmp_buf full;
    memory.on_full = &full;
    if (!i->bytes || setjmp(full)) return (cs_str){ 0 };
    return id_of(i, &memory);
}

/* The next input that the sample speaks of; the others are passed over. */
static bool next(void *ctx, void *job_) {
    run *r = ctx;
    job *j = job_;
    while (!cli_interrupted && cli_inputs_next(&r->inputs, &j->input)) {
        const uint32_t *at = cs_map_get(&r->by_name, name_of(r, &j->input));
        if (at) {
            j->report = (int32_t)*at;
            if (r->is_met[*at])
                j->status = cs_fail(&j->err, CASUS_E_INPUT, -1, "a second report of this name; the first was taken");
            r->is_met[*at] = true;
            return true;
        }
        cli_input_free(&j->input);
    }
    return false;
}

static casus_status score(run *r, cs_worker *w, job *j) {
    jmp_buf full, *outer = r->memory.on_full;
    cs_arena scratch = w->scratch;
    casus_status st = CASUS_OK;
    r->memory.on_full = scratch.on_full = &full;
    if (setjmp(full))
        st = cs_fail(&j->err, CASUS_E_LIMIT, -1, "no memory to score it");
    else
        r->scores[j->report] = cs_score_reading(r->gold.reports.v + j->report, w->report.reading, &r->memory, scratch);
    r->memory.on_full = outer;
    return st;
}

static void work(void *ctx, int worker, void *job_) {
    run *r = ctx;
    job *j = job_;
    if (j->status != CASUS_OK) return;
    j->status = cli_pdf_prepare(&j->input, &j->err);
    if (j->status != CASUS_OK) return;
    cs_raw raw = { { j->input.bytes, (ptrdiff_t)j->input.n_bytes },
                   { .kind = j->input.record ? CS_INPUT_RECORD : CS_INPUT_ANY,
                     .path = cli_str(j->input.path),
                     .line = j->input.line,
                     .pdf_layout = { j->input.layout, (ptrdiff_t)j->input.n_layout },
                     .published_day = r->gold.reports.v[j->report].published,
                     .force = r->o->force } };
    j->status = cs_pipeline_read(r->coder.pipeline, &r->coder.workers[worker], &raw, &j->err);
    if (j->status != CASUS_OK) return;
    pthread_mutex_lock(&r->lock);
    j->status = score(r, &r->coder.workers[worker], j);
    pthread_mutex_unlock(&r->lock);
}

static void drop(void *ctx, void *job_) {
    (void)ctx;
    cli_input_free(&((job *)job_)->input);
}

static void count_failure(run *r, int code) {
    if (!r->n_failed++) r->first_failure = code;
}

static bool done(void *ctx, void *job_) {
    run *r = ctx;
    job *j = job_;
    if (j->status == CASUS_OK) {
        r->is_scored[j->report] = true;
        r->n_scored++;
    } else {
        cli_progress_clear(&r->progress);
        count_failure(r, cli_error_at(j->input.path, &j->err));
    }
    cli_progress_step(&r->progress, (int64_t)j->input.n_bytes);
    drop(ctx, j);
    if (cli_interrupted) r->fatal = CLI_INTERRUPTED;
    return !r->fatal;
}

/* What could not be scored, in the order of the sample. Gives the statements that were left out. */
static int32_t tell_what_is_missing(run *r) {
    const char *path = r->o->paths[0];
    int32_t n_left_out = 0;
    for (ptrdiff_t i = 0; i < r->gold.reports.n; i++) {
        const cs_gold_report *report = r->gold.reports.v + i;
        if (!r->is_met[i])
            count_failure(r, cli_error(CASUS_E_INPUT, "%s:%d: there is no report " CS_FMT " among the files", path,
                                       report->line, CS_ARG(report->name)));
        for (ptrdiff_t k = 0; r->is_scored[i] && k < r->scores[i].notes.n; k++) {
            const cs_note *n = r->scores[i].notes.v + k;
            if (n->kind == CS_NOTE_NO_ANCHOR) {
                n_left_out++;
                count_failure(r, cli_error(CASUS_E_INPUT,
                                           "%s:%d: the anchor of " CS_FMT " is not in the text of " CS_FMT ": \"" CS_FMT "\"",
                                           path, n->line, CS_ARG(n->id), CS_ARG(report->name), CS_ARG(n->words)));
            } else if (n->kind == CS_NOTE_TWO_ANCHORS) {
                cli_hint("%s:%d: the anchor of " CS_FMT " is in " CS_FMT " more than once; the first place counts", path,
                         n->line, CS_ARG(n->id), CS_ARG(report->name));
            }
        }
    }
    return n_left_out;
}

static void measure(run *r, cs_scored *s) {
    size_t n = (size_t)r->gold.reports.n;
    cs_score *scored = CS_NEW(&r->memory, cs_score, n);
    for (size_t i = 0; i < n; i++)
        if (r->is_scored[i]) scored[s->n_scored++] = r->scores[i].score;
    cs_measure_all(scored, s->n_scored, s->figures, r->memory);
}

static void write_scores(run *r, int32_t n_left_out) {
    const options *o = r->o;
    bool terminal = !o->output && isatty(STDOUT_FILENO);
    const char *no_colour = getenv("NO_COLOR"); /* no-color.org */
    struct winsize size;
    int width = terminal && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) ? size.ws_col : 0;
    cs_scored s = { .gold_path = cli_str(o->paths[0]),
                    .gold = &r->gold,
                    .is_scored = r->is_scored,
                    .reports = r->scores,
                    .n_left_out = n_left_out,
                    .model = cs_pipeline_model(r->coder.pipeline) };
    measure(r, &s);
    if (o->json)
        cs_scored_json(&r->out, &s, o->missed);
    else
        cs_scored_text(&r->out, &s, o->missed, width, terminal && !(no_colour && *no_colour), r->memory);
}

static int put_scores(run *r, int32_t n_left_out) {
    jmp_buf full;
    r->memory.on_full = &full;
    if (setjmp(full)) return cli_error(CASUS_E_LIMIT, "out of memory");
    write_scores(r, n_left_out);
    if (r->out.failed) return cli_error(CASUS_E_LIMIT, "out of memory");
    int code = cli_output_write(&r->output, r->out.p, r->out.n);
    return code ? code : cli_output_commit(&r->output);
}

static int eval_all(run *r) {
    cs_err err = { 0 };
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
    int32_t n_left_out = tell_what_is_missing(r);
    if (!r->n_scored) return r->first_failure;
    int code = put_scores(r, n_left_out);
    return code ? code : r->n_failed ? CLI_SOME_FAILED : 0;
}

static int open_all(run *r) {
    const options *o = r->o;
    int code = read_sample(r);
    if (code) return code;
    char *folder = strdup(o->paths[0]), **paths = o->paths + 1;
    if (!folder) return cli_error(CASUS_E_LIMIT, "out of memory");
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder] = 0; /* "/gold.jsonl" lies in "/" */
    else
        memcpy(folder, ".", 2);
    bool named = o->n_paths > 1;
    const char *const but[CLI_INPUTS_BUT_MAX] = { o->paths[0] };
    if (!cli_inputs_open(&r->inputs, named ? paths : &folder, named ? o->n_paths - 1 : 1, but))
        code = cli_error(CASUS_E_LIMIT, "out of memory");
    free(folder);
    if (!code) code = cli_coder_open(&r->coder, &o->reader, (int)o->jobs, r->gold.reports.n > 1);
    return code ? code : cli_output_open(&r->output, o->output);
}

int cli_eval(int argc, char **argv) {
    options o;
    int code = parse(&o, argc, argv);
    if (code >= 0) return code;
    run r = { .o = &o, .output = { .fd = -1 }, .lock = PTHREAD_MUTEX_INITIALIZER };
    code = open_all(&r);
    cli_progress_open(&r.progress, r.gold.reports.n, 0, false);
    if (!code) code = eval_all(&r);
    cli_output_drop(&r.output);
    cli_coder_close(&r.coder);
    cli_inputs_close(&r.inputs);
    cs_arena_unmap(&r.memory);
    cs_arena_unmap(&r.ids);
    cs_buf_free(&r.gold_bytes);
    cs_buf_free(&r.out);
    return code;
}
