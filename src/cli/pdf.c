#define _GNU_SOURCE /* pipe2, environ: a pipe may not be inherited by what another thread starts */
#include "cli/pdf.h"
#include "cli/cli.h"
#include "ingest/pdf.h"
#include "ingest/sniff.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdlib.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SAID_BYTES_MAX = 4096, READ_BYTES = 1 << 16, POLL_MS = 100, EXIT_USAGE = 99 };

/* A running pdftotext. */
typedef struct child {
    pid_t pid;
    struct pollfd out, err; /* what it writes to standard output and standard error; fd -1: ended */
    char said[SAID_BYTES_MAX];
    size_t n_said; /* of messages; more of them is passed over */
    size_t cap;    /* of the input's layout */
} child;

static casus_status no_program(cs_err *err, int why) {
    if (why != ENOENT) return cs_fail(err, CASUS_E_INPUT, -1, "pdftotext cannot be run: %s", strerror(why));
    return cs_fail(err, CASUS_E_INPUT, -1,
                   "reading PDF needs the program pdftotext: on Debian and Ubuntu `apt install poppler-utils`, on Fedora `dnf "
                   "install poppler-utils`, with Homebrew `brew install poppler`");
}

/* The PDF as a file that has no name; NULL: errno says why. */
static FILE *nameless_file(const cli_input *i) {
    FILE *f = tmpfile();
    if (!f) return NULL;
    if (fwrite(i->bytes, 1, i->n_bytes, f) == i->n_bytes && !fflush(f) && lseek(fileno(f), 0, SEEK_SET) == 0) return f;
    int why = errno;
    fclose(f);
    errno = why;
    return NULL;
}

/* Gives 0 or an errno. SIGPIPE, which casus ignores, ends it as it would in a shell. */
static int spawn(child *c, int in, int out, int err) {
    static char program[] = "pdftotext", layout[] = "-bbox-layout", enc[] = "-enc", utf8[] = "UTF-8", standard[] = "-";
    char *const argv[] = { program, layout, enc, utf8, standard, standard, NULL };
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t pipe_only;
    sigemptyset(&pipe_only);
    sigaddset(&pipe_only, SIGPIPE);
    int why = posix_spawn_file_actions_init(&files);
    if (why) return why;
    why = posix_spawnattr_init(&how);
    if (!why) {
        why = posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
        if (!why) why = posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
        if (!why) why = posix_spawn_file_actions_adddup2(&files, err, STDERR_FILENO);
        if (!why) why = posix_spawnattr_setsigdefault(&how, &pipe_only);
        if (!why) why = posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGDEF);
        if (!why) why = posix_spawnp(&c->pid, program, &files, &how, argv, environ);
        posix_spawnattr_destroy(&how);
    }
    posix_spawn_file_actions_destroy(&files);
    return why;
}

static casus_status start(child *c, const cli_input *i, cs_err *err) {
    int out[2] = { -1, -1 }, said[2] = { -1, -1 };
    FILE *in = nameless_file(i);
    if (!in) return cs_fail(err, CASUS_E_LIMIT, -1, "no temporary file for pdftotext to read: %s", strerror(errno));
    int why = pipe2(out, O_CLOEXEC) || pipe2(said, O_CLOEXEC) ? errno : 0;
    bool piped = !why;
    if (piped) why = spawn(c, fileno(in), out[1], said[1]);
    fclose(in);
    if (out[1] >= 0) close(out[1]);
    if (said[1] >= 0) close(said[1]);
    c->out = (struct pollfd){ out[0], POLLIN, 0 };
    c->err = (struct pollfd){ said[0], POLLIN, 0 };
    if (!why) return CASUS_OK;
    if (out[0] >= 0) close(out[0]);
    if (said[0] >= 0) close(said[0]);
    return piped ? no_program(err, why) : cs_fail(err, CASUS_E_LIMIT, -1, "no pipe to pdftotext: %s", strerror(why));
}

/* Closes what has ended. */
static void end_of(struct pollfd *p) {
    close(p->fd);
    p->fd = -1;
}

static casus_status take_layout(child *c, cli_input *i, cs_err *err) {
    if (i->n_layout > CLI_PDF_OUTPUT_BYTES_MAX)
        return cs_fail(err, CASUS_E_LIMIT, -1, "pdftotext says more than %d MB of this PDF", CLI_PDF_OUTPUT_BYTES_MAX >> 20);
    if (c->cap - i->n_layout < READ_BYTES) {
        size_t cap = c->cap ? c->cap * 2 : 4 * READ_BYTES;
        char *more = realloc(i->layout, cap);
        if (!more) return cs_fail(err, CASUS_E_LIMIT, -1, "no memory for what pdftotext says");
        i->layout = more;
        c->cap = cap;
    }
    ssize_t n = read(c->out.fd, i->layout + i->n_layout, READ_BYTES);
    if (n > 0) i->n_layout += (size_t)n;
    if (n == 0 || (n < 0 && errno != EINTR)) end_of(&c->out);
    return CASUS_OK;
}

static void take_message(child *c) {
    char more[512];
    ssize_t n = read(c->err.fd, more, sizeof more);
    for (ssize_t k = 0; k < n && c->n_said < SAID_BYTES_MAX; k++) c->said[c->n_said++] = more[k];
    if (n == 0 || (n < 0 && errno != EINTR)) end_of(&c->err);
}

/* Until it has closed both pipes. */
static casus_status listen_to(child *c, cli_input *i, cs_err *err) {
    double until = cli_seconds() + CLI_PDF_SECONDS_MAX;
    while (c->out.fd >= 0 || c->err.fd >= 0) {
        struct pollfd both[] = { c->out, c->err };
        if (poll(both, 2, POLL_MS) > 0) {
            if (both[0].revents) CS_TRY(take_layout(c, i, err));
            if (both[1].revents) take_message(c);
        }
        if (cli_interrupted) return cs_fail(err, CASUS_E_INPUT, -1, "interrupted");
        if (cli_seconds() > until)
            return cs_fail(err, CASUS_E_LIMIT, -1, "pdftotext took more than %d seconds for this PDF", CLI_PDF_SECONDS_MAX);
    }
    return CASUS_OK;
}

/* The last error among the messages, as it may be shown; else the last message. */
static cs_str complaint(child *c) {
    cs_str all = { c->said, (ptrdiff_t)c->n_said }, best = { 0 };
    bool error = false;
    for (ptrdiff_t i = 0; i < all.n; i++)
        if ((unsigned char)c->said[i] < ' ' && c->said[i] != '\n') c->said[i] = ' ';
    for (ptrdiff_t i = 0; i < all.n; i++) /* what a PDF wrote into it need not be UTF-8 */
        if (c->said[i] & 0x80) c->said[i] = '?';
    while (all.n) {
        const char *lf = memchr(all.p, '\n', (size_t)all.n);
        ptrdiff_t n = lf ? lf - all.p : all.n;
        cs_str line = cs_trim(cs_cut(all, 0, n));
        bool is_error = cs_find(line, CS_LIT("Error")) >= 0;
        if (line.n && (is_error || !error)) best = line;
        error |= is_error;
        all = cs_cut(all, lf ? n + 1 : n, all.n);
    }
    return best.n ? best : CS_LIT("it does not say why");
}

static casus_status judge(child *c, int status, cs_err *err) {
    if (WIFSIGNALED(status))
        return cs_fail(err, CASUS_E_INPUT, -1, "pdftotext was ended by signal %d while it read this PDF", WTERMSIG(status));
    int code = WEXITSTATUS(status);
    if (code == 0) return CASUS_OK;
    cs_str why = complaint(c);
    if (code == EXIT_USAGE)
        return cs_fail(err, CASUS_E_INPUT, -1, "this pdftotext does not know -bbox-layout; that of poppler-utils is needed");
    if (cs_find(why, CS_LIT("assword")) >= 0)
        return cs_fail(err, CASUS_E_INPUT, -1, "this PDF is encrypted and opens with its password only");
    return cs_fail(err, CASUS_E_INPUT, -1, "pdftotext cannot read this PDF: " CS_FMT, CS_ARG(why));
}

static casus_status ask(cli_input *i, cs_err *err) {
    child c = { 0 };
    CS_TRY(start(&c, i, err));
    casus_status st = listen_to(&c, i, err);
    if (st != CASUS_OK) kill(c.pid, SIGKILL);
    if (c.out.fd >= 0) end_of(&c.out);
    if (c.err.fd >= 0) end_of(&c.err);
    int status = 0;
    while (waitpid(c.pid, &status, 0) < 0 && errno == EINTR) continue;
    return st == CASUS_OK ? judge(&c, status, err) : st;
}

casus_status cli_pdf_prepare(cli_input *i, cs_err *err) {
    if (!i->bytes) {
        *err = i->err;
        return i->err.code;
    }
    if (i->record || !cs_sniff_pdf((cs_str){ i->bytes, (ptrdiff_t)i->n_bytes })) return CASUS_OK;
    return ask(i, err);
}
