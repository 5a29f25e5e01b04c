#define _POSIX_C_SOURCE 200809L /* isatty */
#include "cli/progress.h"
#include "cli/cli.h"
#include <unistd.h>

#define CALM_S 0.2 /* between two updates */
#define WAIT_S 1.0 /* a run that is over by then needs no line */

void cli_progress_open(cli_progress *p, int64_t n_files, int64_t n_bytes, bool quiet) {
    *p =
        (cli_progress){ .on = !quiet && isatty(STDERR_FILENO), .n_files = n_files, .n_bytes = n_bytes, .began = cli_seconds() };
    p->doing = "coded";
    p->what = "reports";
}

void cli_progress_clear(cli_progress *p) {
    if (p->shown) fputs("\r\033[K", stderr);
    p->shown = false;
}

void cli_progress_step(cli_progress *p, int64_t bytes) { cli_progress_at(p, p->n_done + 1, p->bytes_done + bytes); }

void cli_progress_at(cli_progress *p, int64_t n_done, int64_t bytes_done) {
    p->n_done = n_done;
    p->bytes_done = bytes_done;
    if (!p->on) return;
    double now = cli_seconds(), ran = now - p->began;
    if (ran < WAIT_S || now - p->last < CALM_S) return;
    p->last = now;
    p->shown = true;
    fprintf(stderr, "\r\033[K%s %lld %s  %.0f/s", p->doing, (long long)p->n_done, p->what, (double)p->n_done / ran);
    if (p->n_bytes && p->bytes_done) {
        double part = (double)p->bytes_done / (double)p->n_bytes;
        long left = part < 1 ? (long)(ran / part - ran) : 0;
        fprintf(stderr, "  %.1f%%  eta %ldm%02lds", part < 1 ? 100 * part : 100.0, left / 60, left % 60);
    }
    fflush(stderr);
}
