/* cli/pairs.h: two files of JSON Lines, and which of their lines are about the same report: those with the same id (the text)
 * and file name, then with the same id, then with the same file name, each in the order of the files. */
#ifndef CS_CLI_PAIRS_H
#define CS_CLI_PAIRS_H
#include "base/buf.h"
#include <stdio.h>

enum { CLI_LINE_BYTES_MAX = 300 << 20 };

typedef struct cli_line {
    int64_t at, n_bytes, number; /* in the file; from 1 */
    cs_str id, path;             /* of the report; path: as in its JSON */
    int64_t other;               /* the line of the other file, as an index, -1: none */
} cli_line;

typedef struct cli_lines {
    const char *name;
    FILE *f;
    CS_VEC(cli_line) lines;
} cli_lines;

typedef struct cli_pairs {
    cli_lines file[2];
} cli_pairs;

/* Lists and pairs the lines; the lists live in perm. Gives an exit code, 0 when all is well (told). Jumps when an arena is
 * full. A zeroed one may be closed. */
int cli_pairs_open(cli_pairs *p, const char *a, const char *b, cs_arena *perm, cs_arena scratch);
void cli_pairs_close(cli_pairs *p);
/* The bytes of a line, appended to b. Gives an exit code. */
int cli_pairs_read(const cli_pairs *p, int side, ptrdiff_t index, cs_buf *b);
#endif
