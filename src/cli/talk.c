#define _POSIX_C_SOURCE 200809L /* sigaction, clock_gettime, gmtime_r */
#include "cli/cli.h"
#include <signal.h>
#include <stdarg.h>
#include <time.h>

atomic_int cli_interrupted;

static void say(const char *head, const char *fmt, va_list ap) {
    fputs(head, stderr);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
}

int cli_error(int code, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    say("casus: error: ", fmt, ap);
    va_end(ap);
    return code;
}

int cli_error_at(const char *path, const cs_err *err) {
    if (path && err->at >= 0) return cli_error((int)err->code, "%s:%lld: %s", path, (long long)err->at, err->msg);
    if (path) return cli_error((int)err->code, "%s: %s", path, err->msg);
    return cli_error((int)err->code, "%s", err->msg);
}

void cli_hint(const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    say("casus: hint: ", fmt, ap);
    va_end(ap);
}

static void note_signal(int signal_number) {
    (void)signal_number;
    cli_interrupted = 1;
}

void cli_catch_signals(void) {
    struct sigaction a = { .sa_handler = note_signal, .sa_flags = (int)SA_RESETHAND };
    sigemptyset(&a.sa_mask);
    sigaction(SIGINT, &a, NULL);
    sigaction(SIGTERM, &a, NULL);
    struct sigaction ignore = { .sa_handler = SIG_IGN }; /* a closed pipe is then an error of write, with its exit code */
    sigaction(SIGPIPE, &ignore, NULL);
}

double cli_seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

cs_str cli_now(char buf[CLI_NOW_BYTES]) {
    time_t t = time(NULL);
    struct tm tm;
    gmtime_r(&t, &tm);
    return (cs_str){ buf, (ptrdiff_t)strftime(buf, CLI_NOW_BYTES, "%Y-%m-%dT%H:%M:%SZ", &tm) };
}
