/* casus gazetteer: a gazetteer of one's own, from GeoNames' files. */
#include "cli/cli.h"
#include "cli/progress.h"
#include "link/geonames.h"
#include <stdlib.h>

const char cli_gazetteer_help[] =
    "casus gazetteer makes a gazetteer from GeoNames, for casus code --gazetteer.\n"
    "\n"
    "usage: casus gazetteer import DUMP [OPTION…]\n"
    "\n"
    "  DUMP               allCountries.txt of download.geonames.org (all of GeoNames, 12 million places), or the file of a\n"
    "                     country (SY.txt); unpacked, as it is read twice\n"
    "  -o FILE            the gazetteer (default gazetteer.bin); it appears whole or not at all\n"
    "  --admin1 FILE      admin1CodesASCII.txt: English names of provinces\n"
    "  --admin2 FILE      admin2Codes.txt: English names of districts\n"
    "  --alternate FILE   alternateNamesV2.txt: more English names, and abbreviations\n"
    "  --all              every kind of place; without it streams, farms, schools, hotels, roads and the like are left out\n"
    "\n"
    "examples:\n"
    "  casus gazetteer import allCountries.txt --admin1 admin1CodesASCII.txt --admin2 admin2Codes.txt -o world.bin\n"
    "  casus code news/ --gazetteer world.bin -o news.jsonl\n"
    "\n"
    "Rows that cannot be read are named on standard error and left out; the exit code is then 1. All of GeoNames takes about "
    "a\n"
    "minute, 0.3 GB of memory and twice the gazetteer's room on the disk (docs/gazetteer.md).\n";

enum { O_OUTPUT, O_ADMIN1, O_ADMIN2, O_ALTERNATE, O_ALL, O_HELP, TOLD_MAX = 20 /* bad rows, then only counted */ };
static const cli_option OPTIONS[] = { { "-o", false, O_OUTPUT },
                                      { "--output", false, O_OUTPUT },
                                      { "--admin1", false, O_ADMIN1 },
                                      { "--admin2", false, O_ADMIN2 },
                                      { "--alternate", false, O_ALTERNATE },
                                      { "--all", true, O_ALL },
                                      { "--help", true, O_HELP },
                                      { "-h", true, O_HELP } };

typedef struct job {
    cs_geonames_import import;
    const char *output;
    cli_output out;
    int failed; /* to open the output: the exit code */
    cli_progress progress;
    int64_t n_told;
} job;

static void tell_bad_row(void *ctx, const char *path, int64_t line, const char *what) {
    job *j = ctx;
    if (++j->n_told > TOLD_MAX) return;
    cli_progress_clear(&j->progress);
    cli_error(CASUS_E_INPUT, "%s:%lld: %s", path, (long long)line, what);
}

static bool step(void *ctx, const char *doing, int64_t n_rows, int64_t n_bytes, int64_t of_bytes) {
    job *j = ctx;
    j->progress.doing = doing;
    j->progress.n_bytes = of_bytes;
    cli_progress_at(&j->progress, n_rows, n_bytes);
    return !cli_interrupted;
}

/* Only now: until then nothing but nameless files are there, which go when the program does. */
static int open_output(void *ctx) {
    job *j = ctx;
    j->failed = cli_output_open(&j->out, j->output);
    if (!j->failed && !j->out.temp) j->failed = cli_error(CASUS_E_USAGE, "%s: expected a plain file to write to", j->output);
    return j->failed ? -1 : j->out.fd;
}

/* Gives -1 to go on, or the exit code. */
static int parse(job *j, int argc, char **argv) {
    cli_args a = { argc, argv };
    for (int id; (id = cli_args_next(&a, OPTIONS, sizeof OPTIONS / sizeof *OPTIONS)) != CLI_ARG_END;) {
        switch (id) {
        case O_OUTPUT: j->output = a.value; break;
        case O_ADMIN1: j->import.admin1 = a.value; break;
        case O_ADMIN2: j->import.admin2 = a.value; break;
        case O_ALTERNATE: j->import.alternate = a.value; break;
        case O_ALL: j->import.all = true; break;
        case O_HELP: return fputs(cli_gazetteer_help, stdout) < 0 ? CASUS_E_STORE : 0;
        case CLI_ARG_PATH:
            if (j->import.dump) return cli_error(CASUS_E_USAGE, "expected one dump but found a second, %s", a.value);
            j->import.dump = a.value;
            break;
        default: return CASUS_E_USAGE;
        }
    }
    if (j->import.dump) return -1;
    cli_error(CASUS_E_USAGE, "no dump was named");
    cli_hint("casus gazetteer import allCountries.txt, or casus gazetteer --help");
    return CASUS_E_USAGE;
}

/* The folder that a file is in; owned by the caller. */
static char *folder_of(const char *path) {
    const char *slash = strrchr(path, '/');
    size_t n = slash ? (size_t)(slash - path) : 0;
    char *folder = malloc(n + 2);
    if (!folder) return NULL;
    snprintf(folder, n + 2, "%.*s%s", (int)n, path, n ? "" : slash ? "/" : ".");
    return folder;
}

static void show(const job *j, const cs_geonames_result *r, double seconds) {
    const int64_t *k = r->n_kind;
    printf("%s: %lld places, %lld names, %.1f MB, in %.0f s\n", j->output, (long long)r->file.n_places,
           (long long)r->file.n_keys, 1e-6 * (double)r->file.n_bytes, seconds);
    printf("  %lld countries, %lld provinces, %lld districts, %lld towns, %lld sites, %lld other regions\n",
           (long long)k[CS_GAZ_COUNTRY], (long long)k[CS_GAZ_ADMIN1], (long long)k[CS_GAZ_ADMIN2],
           (long long)(k[CS_GAZ_TOWN] + k[CS_GAZ_CAPITAL]), (long long)k[CS_GAZ_SITE], (long long)k[CS_GAZ_REGION]);
    printf("  %lld rows read, %lld left out as of other kinds, %lld bad\n", (long long)r->n_rows, (long long)r->n_left_out,
           (long long)r->n_bad);
    if (r->file.n_cut)
        printf("  %lld times a name means more than %d places; those with the most people were kept\n",
               (long long)r->file.n_cut, CS_GAZ_HITS_MAX);
    printf("  sha256 %s\n", r->file.sha256);
}

static int import(job *j) {
    cs_err err = { .at = -1 };
    cs_geonames_result r;
    double began = cli_seconds();
    char *folder = folder_of(j->output);
    if (!folder) return cli_error(CASUS_E_LIMIT, "out of memory");
    j->import.folder = folder;
    int code = 0;
    if (cs_geonames_to_gazetteer(&j->import, &r, &err) != CASUS_OK) {
        cli_progress_clear(&j->progress);
        code = cli_interrupted ? CLI_INTERRUPTED : j->failed ? j->failed : cli_error_at(NULL, &err);
    }
    cli_progress_clear(&j->progress);
    if (!code) code = cli_output_commit(&j->out);
    cli_output_drop(&j->out);
    free(folder);
    if (code) return code;
    if (j->n_told > TOLD_MAX) cli_error(CASUS_E_INPUT, "and %lld more rows like these", (long long)(j->n_told - TOLD_MAX));
    show(j, &r, cli_seconds() - began);
    return r.n_bad ? CLI_SOME_FAILED : 0;
}

int cli_gazetteer(int argc, char **argv) {
    const char *verb = argc > 0 ? argv[0] : "";
    if (!strcmp(verb, "--help") || !strcmp(verb, "-h")) return fputs(cli_gazetteer_help, stdout) < 0 ? CASUS_E_STORE : 0;
    if (strcmp(verb, "import") != 0) {
        cli_error(CASUS_E_USAGE, "expected import but found \"%s\"", verb);
        cli_hint("casus gazetteer import allCountries.txt, or casus gazetteer --help");
        return CASUS_E_USAGE;
    }
    job j = { .output = "gazetteer.bin", .out = { .fd = -1 } };
    j.import = (cs_geonames_import){
        .sort_bytes = CS_GAZ_SORT_BYTES, .ctx = &j, .bad_row = tell_bad_row, .step = step, .open_output = open_output
    };
    int code = parse(&j, argc - 1, argv + 1);
    if (code >= 0) return code;
    cli_progress_open(&j.progress, 1, 0, false);
    j.progress.what = "rows";
    return import(&j);
}
