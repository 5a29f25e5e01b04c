/* cli/cli.h: what the subcommands share. Results go to standard output, talk to standard error; exit codes are those of
 * casus_status, and CLI_SOME_FAILED and CLI_INTERRUPTED. This folder is the only one that prints and exits. */
#ifndef CS_CLI_CLI_H
#define CS_CLI_CLI_H
#include "base/buf.h"
#include "pipeline/pipeline.h"
#include <stdatomic.h>
#include <stdio.h>

enum { CLI_SOME_FAILED = 1, CLI_INTERRUPTED = 130 };

int cli_code(int argc, char **argv);  /* casus code */
int cli_add(int argc, char **argv);   /* casus add */
int cli_check(int argc, char **argv); /* casus check */
int cli_diff(int argc, char **argv);  /* casus diff */
int cli_search(int argc, char **argv); /* casus search */
/* What people decide (review.c): casus accept, reject, edit, add-statement, merge, split, undo, log. */
int cli_accept(int argc, char **argv);
int cli_reject(int argc, char **argv);
int cli_edit(int argc, char **argv);
int cli_add_statement(int argc, char **argv);
int cli_merge(int argc, char **argv);
int cli_split(int argc, char **argv);
int cli_undo(int argc, char **argv);
int cli_log(int argc, char **argv);
int cli_incidents(int argc, char **argv); /* casus incidents */
int cli_show(int argc, char **argv);      /* casus show */
int cli_count(int argc, char **argv);     /* casus count */
int cli_agreement(int argc, char **argv); /* casus agreement */
int cli_import(int argc, char **argv);    /* casus import */
int cli_serve(int argc, char **argv);     /* casus serve */
int cli_export(int argc, char **argv);    /* casus export */
int cli_eval(int argc, char **argv);      /* casus eval */
int cli_gazetteer(int argc, char **argv); /* casus gazetteer */
int cli_bench(int argc, char **argv);     /* casus bench */

extern const char cli_incidents_help[], cli_show_help[], cli_count_help[], cli_agreement_help[], cli_import_help[];
extern const char cli_accept_help[], cli_reject_help[], cli_edit_help[], cli_add_statement_help[], cli_merge_help[],
    cli_split_help[], cli_undo_help[], cli_log_help[];
extern const char cli_code_help[], cli_add_help[], cli_check_help[], cli_diff_help[], cli_search_help[], cli_export_help[], cli_eval_help[], cli_serve_help[],
    cli_gazetteer_help[], cli_bench_help[];

/* A C string, as the command line gives it; NULL is empty. */
static inline cs_str cli_str(const char *s) { return (cs_str){ s, s ? (ptrdiff_t)strlen(s) : 0 }; }

/* "casus: error: …" on standard error; gives code back. */
int cli_error(int code, const char *fmt, ...) CS_PRINTF(2, 3);
/* The same for an error object, with the place: "PATH:OFFSET: …". path may be NULL. */
int cli_error_at(const char *path, const cs_err *err);
void cli_hint(const char *fmt, ...) CS_PRINTF(1, 2);

/* ---- options (options.c) ---- */

typedef struct cli_option {
    const char *name; /* with its dashes: "--format", "-o" */
    bool flag;        /* takes no value */
    int id;
} cli_option;

typedef struct cli_args {
    int argc;
    char **argv;
    int at;            /* the next argument */
    bool only_paths;   /* after "--" */
    const char *value; /* of the option found, or the plain argument */
} cli_args;

enum { CLI_ARG_END = -1, CLI_ARG_PATH = -2, CLI_ARG_BAD = -3 /* told on standard error */ };
/* The id of the next option, or one of the above. */
int cli_args_next(cli_args *a, const cli_option *options, size_t n_options);
bool cli_parse_int(const char *name, const char *value, int64_t least, int64_t most, int64_t *out); /* false: told */
bool cli_parse_share(const char *name, const char *value, double *out); /* a decimal from 0 to 1; false: told */
bool cli_parse_cpu(const char *value);                                  /* false: told */

/* The folder with the models: `given`, or found beside the program (share/casus, models). Owned by the caller; NULL when
 * there is none (told). */
char *cli_models(const char *given);

/* ---- what codes (coder.c) ---- */

typedef struct cli_reader cli_reader; /* reader.h: what reports are read with */
typedef struct cli_coder {
    cs_pipeline *pipeline;
    cs_worker *workers; /* [n_workers] */
    int n_workers;
} cli_coder;
/* many: jobs threads take a report each; else one report gets them all. Gives an exit code, 0 when all is well; what went
 * wrong has been told. The coder is closed in either case; a zeroed one may be. */
int cli_coder_open(cli_coder *c, const cli_reader *reader, int jobs, bool many);
void cli_coder_close(cli_coder *c);
int cli_cores(void); /* 1..CS_THREADS_MAX */

/* ---- output (output.c) ---- */

typedef struct cli_output {
    int fd;
    const char *path; /* NULL: standard output */
    char *temp;       /* the file that will be renamed to path; NULL: written directly */
} cli_output;
/* Each gives an exit code, 0 when all is well; what went wrong has been told. A closed pipe is no fault to tell. */
int cli_output_open(cli_output *o, const char *path);
int cli_output_write(cli_output *o, const char *p, size_t n);
int cli_output_commit(cli_output *o); /* flush, close, put in place */
void cli_output_drop(cli_output *o);  /* close, remove what was begun */

/* Is it a terminal that takes colours (NO_COLOR is not set)? *width: its columns, 0 where it is none. path: as above. */
bool cli_screen(const char *path, int *width);

/* ---- interruption ---- */

extern atomic_int cli_interrupted; /* set by SIGINT and SIGTERM, read by workers; a second one ends the program at once */
void cli_catch_signals(void);
double cli_seconds(void); /* monotonic clock */
enum { CLI_NOW_BYTES = 32 };
cs_str cli_now(char buf[CLI_NOW_BYTES]); /* the time of day, UTC, "YYYY-MM-DDTHH:MM:SSZ" */
#endif
