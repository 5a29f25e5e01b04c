/* casus add: reports into a case. */
#include "cli/about.h"
#include "cli/pdf.h"
#include "cli/progress.h"
#include "cli/reader.h"
#include "ingest/normal.h"
#include "pipeline/add.h"
#include "pipeline/batch.h"
#include <stdlib.h>

const char cli_add_help[] =
    "casus add codes reports and keeps them in a case, a file that grows.\n"
    "\n"
    "usage: casus add --db FILE [OPTION…] PATH…\n"
    "\n"
    "  --db FILE          the case; it is made when it is not there. All commands take postgresql://USER@HOST/DATABASE, too\n"
    "  PATH               a file (text, HTML, PDF, or JSON Lines named *.jsonl or *.ndjson), a folder, or - for standard\n"
    "                     input; PDF is read through the program pdftotext, where it is installed (docs/text.md)\n"
    "  --reliability X    how far the --source is to be relied on, by the Admiralty scale: A completely, B usually, C fairly,\n"
    "                     D not usually, E not at all, F cannot be judged\n"
    "  --min-confidence P leave out statements whose confidence is below P, 0 to 1; those without one stay\n"
    "\n" CLI_ABOUT_HELP
    "\n"
    "how it is done\n"
    "  --jobs N           threads, by default one per core; the case is the same for any number\n"
    "\n" CLI_READER_HELP
    "\n"
    "examples:\n"
    "  casus add --db sahel.casus news/ --meta news.tsv\n"
    "  casus add --db sahel.casus statement.html --source \"Banner of the Sahel\" --reliability D\n"
    "  casus check --db sahel.casus\n"
    "\n"
    "A report is one text of one source and date: what is in the case already is not added again, so a run that was cut short\n"
    "goes on where it stopped. The same text from two sources is two reports and is coded once. With another version of\n"
    "casus, other tables or options, reports that are there are coded anew, beside what was coded before, which stays.\n"
    "The case is an SQLite file, or a schema of a PostgreSQL database (docs/postgresql.md); docs/case-tables.md explains its\n"
    "tables. Several programs may add to it at once.\n";

typedef struct options {
    const char *db, *reliability;
    cli_about about;
    cli_reader reader;
    int64_t jobs;
    double min_confidence;
    char **paths; /* into argv */
    size_t n_paths;
} options;

enum { O_DB, O_RELIABILITY, O_MIN_CONFIDENCE, O_JOBS, O_HELP, O_READER, O_ABOUT = O_READER + CLI_READER_IDS };
static const cli_option OPTIONS[] = {
    { "--db", false, O_DB },
    { "--reliability", false, O_RELIABILITY },
    { "--min-confidence", false, O_MIN_CONFIDENCE },
    { "--jobs", false, O_JOBS },
    { "-j", false, O_JOBS },
    CLI_READER_OPTIONS(O_READER),
    CLI_ABOUT_OPTIONS(O_ABOUT),
    { "--help", true, O_HELP },
    { "-h", true, O_HELP },
};

static bool set_option(options *o, int id, const char *value) {
    switch (id) {
    case O_DB: return o->db = value, true;
    case O_JOBS: return cli_parse_int("--jobs", value, 1, CS_THREADS_MAX, &o->jobs);
    case O_MIN_CONFIDENCE: return cli_parse_share("--min-confidence", value, &o->min_confidence);
    case O_RELIABILITY:
        o->reliability = value;
        if (strlen(value) == 1 && *value >= 'A' && *value <= 'F') return true;
        cli_error(CASUS_E_USAGE, "--reliability: expected a letter from A to F but found \"%s\"", value);
        return false;
    default: break;
    }
    if (id >= O_ABOUT) return cli_about_set(&o->about, id - O_ABOUT, value);
    return cli_reader_set(&o->reader, id - O_READER, value);
}

/* Paths are moved to the front of argv. Gives -1 to go on, or the exit code. */
static int parse(options *o, int argc, char **argv) {
    *o = (options){ .paths = argv };
    cli_args a = { argc, argv };
    for (int id; (id = cli_args_next(&a, OPTIONS, sizeof OPTIONS / sizeof *OPTIONS)) != CLI_ARG_END;) {
        if (id == CLI_ARG_BAD) return CASUS_E_USAGE;
        if (id == O_HELP) return fputs(cli_add_help, stdout) < 0 ? CASUS_E_STORE : 0;
        if (id == CLI_ARG_PATH)
            o->paths[o->n_paths++] = argv[a.at - 1];
        else if (!set_option(o, id, a.value))
            return CASUS_E_USAGE;
    }
    if (!o->db || !o->n_paths) {
        cli_error(CASUS_E_USAGE, o->db ? "no report was named" : "no case was named");
        cli_hint("casus add --db FILE report.txt, or casus add --help");
        return CASUS_E_USAGE;
    }
    if (o->reliability && !o->about.source)
        return cli_error(CASUS_E_USAGE, "--reliability says how far a source is to be relied on, and --source names none");
    if (!o->jobs) o->jobs = cli_cores();
    return -1;
}

/* ---- the run ---- */

/* What was added is safe from the end of the program at once, and from a power cut after this long at most. */
#define SYNC_S 1.0

typedef struct job {
    cli_input input;
    cs_add add;
    casus_status status;
    cs_err err;
} job;

typedef struct run {
    options *o;
    cli_coder coder;
    cli_inputs inputs;
    cli_progress progress;
    cs_store *store, **readers; /* the one that writes; one a worker */
    int64_t id;
    int64_t n_added, n_anew, n_known, n_failed; /* anew: reports that were there, coded by this run too */
    int64_t n_kept;                             /* of those anew: people decided on them as they were read before */
    double synced;
    int first_failure, fatal; /* exit codes */
} run;

static bool next(void *ctx, void *job_) {
    run *r = ctx;
    return !cli_interrupted && cli_inputs_next(&r->inputs, &((job *)job_)->input);
}

static void work(void *ctx, int worker, void *job_) {
    run *r = ctx;
    job *j = job_;
    j->status = cli_pdf_prepare(&j->input, &j->err);
    if (j->status != CASUS_OK) return;
    cs_raw raw = cli_about_raw(&r->o->about, &j->input);
    raw.min_confidence = (float)r->o->min_confidence;
    j->status = cs_add_code(&j->add, r->coder.pipeline, &r->coder.workers[worker], r->readers[worker], r->id, &raw, &j->err);
}

static void drop(void *ctx, void *job_) {
    (void)ctx;
    job *j = job_;
    cli_input_free(&j->input);
    cs_add_free(&j->add);
}

static casus_status sync_now(run *r, cs_err *err) {
    r->synced = cli_seconds();
    return cs_store_sync(r->store, err);
}

static casus_status put(run *r, job *j, cs_err *err) {
    char buf[CLI_NOW_BYTES];
    CS_TRY(cs_add_put(&j->add, r->store, r->id, cli_now(buf), err));
    const cs_store_has *was = &j->add.has;
    int64_t *count = was->coded ? &r->n_known : was->report ? &r->n_anew : &r->n_added;
    ++*count;
    r->n_kept += was->kept;
    return cli_seconds() - r->synced >= SYNC_S ? sync_now(r, err) : CASUS_OK;
}

static bool done(void *ctx, void *job_) {
    run *r = ctx;
    job *j = job_;
    if (j->status == CASUS_OK) j->status = put(r, j, &j->err);
    if (j->status != CASUS_OK) cli_progress_clear(&r->progress);
    if (j->status == CASUS_E_STORE) { /* the case itself cannot be read or written */
        r->fatal = cli_error_at(NULL, &j->err);
    } else if (j->status != CASUS_OK) {
        cli_about_failed(&j->input, &j->err);
        if (!r->n_failed++) r->first_failure = (int)j->status;
    }
    cli_progress_step(&r->progress, (int64_t)j->input.n_bytes);
    drop(ctx, j);
    return !r->fatal && !cli_interrupted;
}

static int summary(run *r) {
    cs_store_counts c;
    cs_err err = { 0 };
    if (cs_store_count(r->store, &c, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    int n = printf(
        "%s: %lld reports added, %lld coded anew, %lld were there, %lld failed; the case has %lld reports (%lld of them "
        "copies of others) with %lld statements\n",
        r->o->db, (long long)r->n_added, (long long)r->n_anew, (long long)r->n_known, (long long)r->n_failed,
        (long long)c.reports, (long long)c.copied, (long long)c.statements);
    if (r->n_kept)
        cli_hint(
            "%lld of them keep the coding that people decided on: `casus diff --db %s` shows where this run says something "
            "else",
            (long long)r->n_kept, r->o->db);
    return n < 0 ? CASUS_E_STORE : 0;
}

static int add_all(run *r) {
    cs_err err = { 0 };
    const cs_batch b = { r->coder.n_workers, sizeof(job), r, next, work, done, drop };
    r->synced = cli_seconds();
    if (cs_batch_run(&b, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    cli_progress_clear(&r->progress);
    if (r->fatal) return r->fatal;
    if (sync_now(r, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    int code = summary(r);
    if (cli_interrupted) return CLI_INTERRUPTED;
    if (code || !r->n_failed) return code;
    return r->n_added + r->n_anew + r->n_known ? CLI_SOME_FAILED : r->first_failure;
}

/* ---- opening ---- */

/* The source's name as reports have it. */
static int grade(run *r) {
    const options *o = r->o;
    cs_err err = { 0 };
    cs_arena *a = &r->coder.workers[0].perm;
    jmp_buf full;
    a->on_full = &full;
    if (setjmp(full)) return cli_error(CASUS_E_LIMIT, "--source: the name is too long");
    if (cs_store_grade(r->store, cs_normal_line(cli_str(o->about.source), a), *o->reliability, &err) == CASUS_OK) return 0;
    return cli_error_at(NULL, &err);
}

static int open_store(run *r) {
    const options *o = r->o;
    cs_err err = { 0 };
    if (cs_store_open(&r->store, o->db, CS_DB_CREATE, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    r->readers = calloc((size_t)r->coder.n_workers, sizeof(cs_store *));
    if (!r->readers) return cli_error(CASUS_E_LIMIT, "out of memory");
    for (int i = 0; i < r->coder.n_workers; i++)
        if (cs_store_open(&r->readers[i], o->db, CS_DB_LOOK, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    int code = o->reliability ? grade(r) : 0;
    if (code) return code;
    char buf[CLI_NOW_BYTES];
    if (cs_add_begin(r->store, r->coder.pipeline, o->min_confidence, cli_now(buf), &r->id, &err) != CASUS_OK)
        return cli_error_at(NULL, &err);
    return 0;
}

enum { PATH_BYTES_MAX = 4096 };

static int open_all(run *r) {
    options *o = r->o;
    int code = cli_about_open(&o->about);
    if (code) return code;
    char log[PATH_BYTES_MAX], shared[PATH_BYTES_MAX]; /* SQLite's files beside it */
    snprintf(log, sizeof log, "%s-wal", o->db);
    snprintf(shared, sizeof shared, "%s-shm", o->db);
    const char *const but[CLI_INPUTS_BUT_MAX] = { o->about.meta, o->db, log, shared };
    if (!cli_inputs_open(&r->inputs, o->paths, o->n_paths, but)) return cli_error(CASUS_E_LIMIT, "out of memory");
    if (!r->inputs.paths.n) return cli_error(CASUS_E_INPUT, "%s: there is no report in it", o->paths[0]);
    code = cli_coder_open(&r->coder, &o->reader, (int)o->jobs, cli_inputs_many(&r->inputs));
    return code ? code : open_store(r);
}

int cli_add(int argc, char **argv) {
    options o;
    int code = parse(&o, argc, argv);
    if (code >= 0) return code;
    run r = { .o = &o };
    code = open_all(&r);
    cli_progress_open(&r.progress, r.inputs.paths.n, r.inputs.n_bytes, false);
    r.progress.doing = "added";
    if (!code) code = add_all(&r);
    for (int i = 0; r.readers && i < r.coder.n_workers; i++) cs_store_close(&r.readers[i]);
    free(r.readers);
    cs_store_close(&r.store);
    cli_coder_close(&r.coder);
    cli_inputs_close(&r.inputs);
    cli_about_close(&o.about);
    return code;
}
