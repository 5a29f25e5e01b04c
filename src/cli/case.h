/* cli/case.h: what the commands share that look at a case and print. */
#ifndef CS_CLI_CASE_H
#define CS_CLI_CASE_H
#include "cli/cli.h"
#include "export/case.h"

typedef struct cli_case {
    cs_view *view;
    cs_arena think; /* of one incident, or of a page */
    cs_buf out;
    cs_case_look look;
    cli_output output;
    int code; /* 0, or why to stop: interrupted, the reader has gone */
} cli_case;

/* Writes into c->out. */
typedef casus_status cli_case_look(cli_case *c, const void *what, cs_err *err);
/* Opens the case, looks at it through the filter and prints what `look` wrote. Gives the exit code. */
int cli_case_run(const char *db, const cs_filter *filter, cli_case_look *look, const void *what);
void cli_case_forget(cli_case *c); /* what was thought of is no longer needed */
/* Prints what is in c->out when it is much, or at once. */
void cli_case_flush(cli_case *c, bool at_once);
bool cli_case_format(const char *value, bool *json); /* text or json; false: told */
#endif
