/* cli/progress.h: one line on a terminal's standard error that says how far a long run is; nothing elsewhere. */
#ifndef CS_CLI_PROGRESS_H
#define CS_CLI_PROGRESS_H
#include <stdbool.h>
#include <stdint.h>

typedef struct cli_progress {
    bool on, shown;
    const char *doing, *what; /* "coded", "reports" */
    int64_t n_files, n_bytes; /* of all; n_bytes 0: not known */
    int64_t n_done, bytes_done;
    double began, last;
} cli_progress;

/* quiet: the results themselves go to the terminal and are progress enough. */
void cli_progress_open(cli_progress *p, int64_t n_files, int64_t n_bytes, bool quiet);
void cli_progress_step(cli_progress *p, int64_t bytes);
/* The same for a run that counts for itself: how many are done, and their bytes. */
void cli_progress_at(cli_progress *p, int64_t n_done, int64_t bytes_done);
void cli_progress_clear(cli_progress *p);
#endif
