/* cli/meta.h: what is known of reports beside their bytes, from --meta FILE.tsv. The columns are file, published, title,
 * source, url; a first row that begins with `file` names those it has, in its own order. `file` is a path as given on
 * the command line, or a file's name, or the id of a JSON Lines record. */
#ifndef CS_CLI_META_H
#define CS_CLI_META_H
#include "base/map.h"

typedef struct cli_meta_row {
    cs_str published, title, source, url;
} cli_meta_row;

typedef struct cli_meta {
    cs_str bytes; /* of malloc */
    cs_arena arena;
    cs_map by_file; /* index into rows */
    CS_VEC(cli_meta_row) rows;
} cli_meta;

/* Errors: CASUS_E_INPUT with the line in the message, CASUS_E_LIMIT; *m is then empty. */
CASUS_MUST_CHECK casus_status cli_meta_open(cli_meta *m, const char *path, cs_err *err);
/* NULL: nothing is known. */
const cli_meta_row *cli_meta_find(const cli_meta *m, const char *path);
void cli_meta_close(cli_meta *m);
#endif
