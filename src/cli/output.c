/* Where results go. A named file appears whole or not at all: it is written beside its place under another name and
 * renamed at the end. What is no plain file (/dev/null, a pipe) is written directly. */
#define _DEFAULT_SOURCE /* mkstemp, fsync, ioctl */
#include "cli/cli.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *name_of(const cli_output *o) { return o->path ? o->path : "standard output"; }

int cli_output_open(cli_output *o, const char *path) {
    *o = (cli_output){ STDOUT_FILENO, path, NULL };
    if (!path) return 0;
    struct stat s;
    if (!stat(path, &s) && !S_ISREG(s.st_mode)) {
        o->fd = open(path, O_WRONLY | O_CLOEXEC);
        return o->fd < 0 ? cli_error(CASUS_E_STORE, "%s: %s", path, strerror(errno)) : 0;
    }
    size_t n = strlen(path) + sizeof ".XXXXXX";
    o->temp = malloc(n);
    if (!o->temp) return cli_error(CASUS_E_LIMIT, "out of memory");
    snprintf(o->temp, n, "%s.XXXXXX", path);
    o->fd = mkstemp(o->temp);
    if (o->fd >= 0) {
        mode_t mask = umask(0); /* mkstemp's files are private; this one shall be as any other file of the user */
        umask(mask);
        if (!fchmod(o->fd, 0666 & ~mask)) return 0;
    }
    int code = cli_error(CASUS_E_STORE, "%s: %s", path, strerror(errno));
    if (o->fd < 0) {
        free(o->temp);
        o->temp = NULL;
    }
    return code;
}

static int failed(const cli_output *o) {
    if (errno == EPIPE) return CASUS_E_STORE; /* `casus code … | head`: the reader has had enough */
    return cli_error(CASUS_E_STORE, "%s: %s", name_of(o), strerror(errno));
}

int cli_output_write(cli_output *o, const char *p, size_t n) {
    while (n) {
        ssize_t k = write(o->fd, p, n);
        if (k < 0 && errno == EINTR) {
            if (cli_interrupted) return CLI_INTERRUPTED;
            continue;
        }
        if (k < 0) return failed(o);
        p += k;
        n -= (size_t)k;
    }
    return 0;
}

int cli_output_commit(cli_output *o) {
    if (!o->path) return 0;
    bool ok = !o->temp || !fsync(o->fd);
    ok = !close(o->fd) && ok;
    o->fd = -1;
    ok = ok && (!o->temp || !rename(o->temp, o->path));
    int code = ok ? 0 : failed(o);
    if (!ok && o->temp) unlink(o->temp);
    free(o->temp);
    o->temp = NULL;
    return code;
}

void cli_output_drop(cli_output *o) {
    if (o->path && o->fd >= 0) close(o->fd);
    if (o->temp) unlink(o->temp);
    free(o->temp);
    *o = (cli_output){ -1, NULL, NULL };
}

bool cli_screen(const char *path, int *width) {
    struct winsize size;
    const char *no_colour = getenv("NO_COLOR"); /* no-color.org */
    *width = 0;
    if (path || !isatty(STDOUT_FILENO)) return false;
    if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &size)) *width = size.ws_col;
    return !(no_colour && *no_colour);
}
