/* casus bench: how fast and how large on this machine. One round warms up and is not counted; stage times are of one
 * thread, rates of the whole way from bytes to JSON. */
#define _DEFAULT_SOURCE /* getrusage */
#include "base/calendar.h"
#include "cli/cli.h"
#include "cli/inputs.h"
#include "cli/pdf.h"
#include "cli/reader.h"
#include "pipeline/batch.h"
#include <stdlib.h>
#include <sys/resource.h>

const char cli_bench_help[] =
    "casus bench measures speed and memory on this machine.\n"
    "\n"
    "usage: casus bench [OPTION…] [PATH…]\n"
    "\n"
    "  PATH               reports to code over and over; without one, a report of its own\n"
    "  --threads N        the most threads to measure with (default 2)\n"
    "  --seconds S        how long each measurement takes (default 3)\n"
    "  --json             one line of JSON instead of a table\n"
    "\n" CLI_READER_HELP
    "\n"
    "examples:\n"
    "  casus bench\n"
    "  casus bench news/ --threads 8\n";

enum { O_THREADS, O_SECONDS, O_JSON, O_HELP, O_READER, SECONDS_MAX = 600 };
static const cli_option OPTIONS[] = { { "--threads", false, O_THREADS },
                                      { "--seconds", false, O_SECONDS },
                                      { "--json", true, O_JSON },
                                      { "--help", true, O_HELP },
                                      CLI_READER_OPTIONS(O_READER) };

extern const char cs_table_bench_report_txt[];
extern const long cs_table_bench_report_txt_n;

typedef struct rate {
    double seconds, cpu_seconds; /* of all threads; tells a busy machine from a slow program */
    int64_t reports, sentences, words, bytes;
} rate;

typedef struct bench {
    int64_t threads, seconds;
    cli_reader reader;
    bool json;
    char **paths;
    size_t n_paths;
    CS_VEC(cli_input) reports; /* of malloc */
    cs_pipeline *pipeline;
    cs_worker workers[CS_THREADS_MAX];
    int n_workers;
    double opened_s, first_s; /* to open the models; from there to the first report's JSON */
    long peak_bytes;          /* after the first report */
    double stage_s[CS_STAGE_COUNT], stage_began;
    rate one, many;
} bench;

static int parse(bench *b, int argc, char **argv) {
    *b = (bench){ .threads = 2, .seconds = 3, .paths = argv };
    cli_args a = { argc, argv };
    for (int id; (id = cli_args_next(&a, OPTIONS, sizeof OPTIONS / sizeof *OPTIONS)) != CLI_ARG_END;) {
        switch (id) {
        case O_THREADS:
            if (!cli_parse_int("--threads", a.value, 1, CS_THREADS_MAX, &b->threads)) return CASUS_E_USAGE;
            break;
        case O_SECONDS:
            if (!cli_parse_int("--seconds", a.value, 1, SECONDS_MAX, &b->seconds)) return CASUS_E_USAGE;
            break;
        case O_JSON: b->json = true; break;
        case O_HELP: return fputs(cli_bench_help, stdout) < 0 ? CASUS_E_STORE : 0;
        case CLI_ARG_PATH: b->paths[b->n_paths++] = argv[a.at - 1]; break;
        case CLI_ARG_BAD: return CASUS_E_USAGE;
        default:
            if (!cli_reader_set(&b->reader, id - O_READER, a.value)) return CASUS_E_USAGE;
        }
    }
    return -1;
}

static int add_report(bench *b, cli_input *i) {
    if (b->reports.n == b->reports.cap) {
        ptrdiff_t cap = b->reports.cap ? b->reports.cap * 2 : 16;
        cli_input *v = realloc(b->reports.v, (size_t)cap * sizeof *v);
        if (!v) return cli_error(CASUS_E_LIMIT, "out of memory");
        b->reports.v = v;
        b->reports.cap = cap;
    }
    b->reports.v[b->reports.n++] = *i;
    return 0;
}

static int read_reports(bench *b) {
    if (!b->n_paths) {
        cli_input own = { .n_bytes = (size_t)cs_table_bench_report_txt_n,
                          .bytes = malloc((size_t)cs_table_bench_report_txt_n) };
        if (!own.bytes) return cli_error(CASUS_E_LIMIT, "out of memory");
        memcpy(own.bytes, cs_table_bench_report_txt, own.n_bytes);
        return add_report(b, &own);
    }
    cli_inputs in;
    const char *const none[CLI_INPUTS_BUT_MAX] = { NULL };
    int code = cli_inputs_open(&in, b->paths, b->n_paths, none) ? 0 : cli_error(CASUS_E_LIMIT, "out of memory");
    for (cli_input i; !code && cli_inputs_next(&in, &i);) {
        cs_err err = { 0 };
        if (cli_pdf_prepare(&i, &err) == CASUS_OK) {
            code = add_report(b, &i);
        } else {
            code = cli_error_at(i.path, &err);
            cli_input_free(&i);
        }
    }
    cli_inputs_close(&in);
    return code;
}

static cs_raw raw_of(const cli_input *i) {
    return (cs_raw){ { i->bytes, (ptrdiff_t)i->n_bytes },
                     { .kind = i->record ? CS_INPUT_RECORD : CS_INPUT_ANY,
                       .line = i->line,
                       .pdf_layout = { i->layout, (ptrdiff_t)i->n_layout },
                       .published_day = CS_DAY_NONE,
                       .force = true } };
}

static void stage_done(void *ctx, cs_stage stage) {
    bench *b = ctx;
    double now = cli_seconds();
    b->stage_s[stage] += now - b->stage_began;
    b->stage_began = now;
}

static long peak(void) {
    struct rusage u;
    return getrusage(RUSAGE_SELF, &u) ? 0 : u.ru_maxrss * 1024;
}

static int open_pipeline(bench *b) {
    cs_err err = { .at = -1 };
    double began = cli_seconds();
    int code = cli_reader_open(&b->reader, 1, &b->pipeline);
    if (code) return code;
    b->opened_s = cli_seconds() - began;
    while (b->n_workers < b->threads) {
        if (cs_worker_open(&b->workers[b->n_workers], CS_REPORT_MEMORY_BYTES, &err) != CASUS_OK)
            return cli_error_at(NULL, &err);
        b->n_workers++;
    }
    return 0;
}

/* Codes each report once, to warm up and to find out whether it can be coded at all. */
static int warm_up(bench *b) {
    cs_err err = { .at = -1 };
    cs_export_options o = { 0 };
    for (ptrdiff_t i = 0; i < b->reports.n; i++) {
        double began = cli_seconds();
        cs_buf out = { 0 };
        cs_raw raw = raw_of(b->reports.v + i);
        casus_status st = cs_pipeline_code(b->pipeline, &b->workers[0], &raw, CS_FORMAT_JSON, &o, &out, &err);
        cs_buf_free(&out);
        if (st != CASUS_OK) return cli_error_at(b->reports.v[i].path, &err);
        if (i) continue;
        b->first_s = cli_seconds() - began;
        b->peak_bytes = peak();
    }
    return 0;
}

/* ---- rates ---- */

typedef struct task {
    const cli_input *report;
    int64_t sentences, words;
    bool failed;
} task;

typedef struct round {
    bench *b;
    rate rate;
    ptrdiff_t at;
    double began;
    bool failed;
} round_;

static bool next(void *ctx, void *task_) {
    round_ *r = ctx;
    if (cli_seconds() - r->began > (double)r->b->seconds || cli_interrupted) return false;
    ((task *)task_)->report = r->b->reports.v + r->at++ % r->b->reports.n;
    return true;
}

static void work(void *ctx, int worker, void *task_) {
    bench *b = ((round_ *)ctx)->b;
    task *t = task_;
    cs_raw raw = raw_of(t->report);
    cs_worker *w = &b->workers[worker];
    cs_export_options o = { 0 };
    cs_buf out = { 0 };
    b->stage_began = w->mark ? cli_seconds() : 0;
    t->failed = cs_pipeline_code(b->pipeline, w, &raw, CS_FORMAT_JSON, &o, &out, NULL) != CASUS_OK;
    cs_buf_free(&out);
    if (t->failed) return;
    t->sentences = w->report.n_sentences;
    t->words = w->report.reading->tokens.n;
}

static bool done(void *ctx, void *task_) {
    round_ *r = ctx;
    const task *t = task_;
    r->failed = r->failed || t->failed;
    r->rate.reports++;
    r->rate.sentences += t->sentences;
    r->rate.words += t->words;
    r->rate.bytes += (int64_t)t->report->n_bytes;
    return !r->failed;
}

static void drop(void *ctx, void *task_) {
    (void)ctx;
    (void)task_;
}

static double cpu_seconds(void) {
    struct rusage u;
    if (getrusage(RUSAGE_SELF, &u)) return 0;
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) + 1e-6 * (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec);
}

static int measure(bench *b, int n_threads, rate *out) {
    cs_err err = { .at = -1 };
    double cpu = cpu_seconds();
    round_ r = { .b = b, .began = cli_seconds() };
    cs_batch batch = {
        .n_threads = n_threads, .slot_bytes = sizeof(task), .ctx = &r, .next = next, .work = work, .done = done, .drop = drop
    };
    if (cs_batch_run(&batch, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    if (r.failed) return cli_error(CASUS_E_INTERNAL, "a report that was coded once could not be coded again");
    r.rate.seconds = cli_seconds() - r.began;
    r.rate.cpu_seconds = cpu_seconds() - cpu;
    *out = r.rate;
    return cli_interrupted ? CLI_INTERRUPTED : 0;
}

/* ---- what is shown ---- */

static void show_rate(const char *name, const rate *r) {
    printf("%-12s %8.0f sentences/s  %8.0f words/s  %6.2f MB/s  %8.0f sentences per CPU second\n", name,
           (double)r->sentences / r->seconds, (double)r->words / r->seconds, 1e-6 * (double)r->bytes / r->seconds,
           (double)r->sentences / r->cpu_seconds);
}

static void show(const bench *b) {
    double all = 0;
    for (int i = 0; i < CS_STAGE_COUNT; i++) all += b->stage_s[i];
    char name[32];
    snprintf(name, sizeof name, "%d threads", b->n_workers);
    show_rate("1 thread", &b->one);
    if (b->n_workers > 1) show_rate(name, &b->many);
    printf("\n%-22s %8s %16s\n", "stage (1 thread)", "share", "us per sentence");
    for (int i = 0; i < CS_STAGE_COUNT; i++)
        printf("%-22s %7.1f%% %16.1f\n", cs_stage_name[i], 100 * b->stage_s[i] / all,
               1e6 * b->stage_s[i] / (double)b->one.sentences);
    printf("\nstart-up               %8.0f ms to open the models, %.0f ms to the first result\n", 1e3 * b->opened_s,
           1e3 * (b->opened_s + b->first_s));
    printf("peak memory            %8.0f MB coding one report, %.0f MB in all\n", 1e-6 * (double)b->peak_bytes,
           1e-6 * (double)peak());
}

static void show_json(const bench *b) {
    printf("{\"threads\":%d", b->n_workers);
    const rate *rates[] = { &b->one, &b->many };
    for (int i = 0; i < 2; i++)
        printf(",\"%s\":{\"sentences_per_s\":%.1f,\"words_per_s\":%.1f,\"reports_per_s\":%.2f,\"sentences_per_cpu_s\":%.1f}",
               i ? "many" : "one", (double)rates[i]->sentences / rates[i]->seconds, (double)rates[i]->words / rates[i]->seconds,
               (double)rates[i]->reports / rates[i]->seconds, (double)rates[i]->sentences / rates[i]->cpu_seconds);
    printf(",\"stage_us_per_sentence\":{");
    for (int i = 0; i < CS_STAGE_COUNT; i++)
        printf("%s\"%s\":%.2f", i ? "," : "", cs_stage_name[i], 1e6 * b->stage_s[i] / (double)b->one.sentences);
    printf("},\"open_ms\":%.1f,\"first_result_ms\":%.1f,\"peak_one_report_bytes\":%ld,\"peak_bytes\":%ld}\n", 1e3 * b->opened_s,
           1e3 * (b->opened_s + b->first_s), b->peak_bytes, peak());
}

static int run(bench *b) {
    int code = read_reports(b);
    if (!code && !b->reports.n) code = cli_error(CASUS_E_USAGE, "there is no report to measure with");
    if (!code) code = open_pipeline(b);
    if (!code) code = warm_up(b);
    if (code) return code;
    b->workers[0].mark = stage_done;
    b->workers[0].mark_ctx = b;
    code = measure(b, 1, &b->one);
    b->workers[0].mark = NULL;
    if (!code) code = measure(b, b->n_workers, &b->many);
    if (code) return code;
    (b->json ? show_json : show)(b);
    return 0;
}

int cli_bench(int argc, char **argv) {
    bench b;
    int code = parse(&b, argc, argv);
    if (code >= 0) return code;
    code = run(&b);
    for (int i = 0; i < b.n_workers; i++) cs_worker_close(&b.workers[i]);
    cs_pipeline_close(&b.pipeline);
    for (ptrdiff_t i = 0; i < b.reports.n; i++) cli_input_free(&b.reports.v[i]);
    free(b.reports.v);
    return code;
}
