/* cli/inputs.h: the reports that were named on the command line, one after the other. Folders are walked in byte order of
 * the names, hidden files and links to folders left out. JSON Lines (a file named .jsonl or .ndjson, or standard input that
 * begins with a record) give one report a line and are read as a stream, so they may be larger than memory. */
#ifndef CS_CLI_INPUTS_H
#define CS_CLI_INPUTS_H
#include "base/str.h"
#include <stdio.h>
#include <sys/stat.h>

enum { CLI_FOLDER_DEPTH_MAX = 64, CLI_INPUTS_BUT_MAX = 4 };

typedef struct cli_input {
    char *path;  /* as messages and source.path name it; owned */
    char *bytes; /* owned; NULL when it could not be read */
    size_t n_bytes;
    char *layout; /* owned; of a PDF what pdftotext says of it (pdf.h), else NULL */
    size_t n_layout;
    bool record;  /* a record of JSON Lines, */
    int64_t line; /* at this line of the file, from 1 */
    cs_err err;   /* why bytes is NULL */
} cli_input;

typedef struct cli_inputs {
    CS_VEC(char *) paths; /* of malloc; files and what could not be walked */
    ptrdiff_t at;
    FILE *lines; /* the JSON Lines file that is being read */
    char *line;
    size_t line_cap;
    int64_t line_no;
    ptrdiff_t n_begun;                   /* bytes of `line` that were read to see what standard input is */
    struct stat but[CLI_INPUTS_BUT_MAX]; /* st_ino 0: none */
    int64_t n_bytes;                     /* size of all plain files together, for progress; 0 with a pipe among them */
} cli_inputs;

/* Walks the folders and lists the files, without those at `but` [CLI_INPUTS_BUT_MAX] (each may be NULL or not be there): what
 * else lies among the reports, as the --meta table. false: out of memory. */
bool cli_inputs_open(cli_inputs *in, char *const *paths, size_t n_paths, const char *const *but);
/* Can there be more than one report? */
bool cli_inputs_many(const cli_inputs *in);
/* The next report or the reason why there is none; false at the end. */
bool cli_inputs_next(cli_inputs *in, cli_input *out);
void cli_input_free(cli_input *i);
void cli_inputs_close(cli_inputs *in);
#endif
