#define _POSIX_C_SOURCE 200809L /* opendir, getline, strdup */
#include "cli/inputs.h"
#include "ingest/ingest.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static bool add_path(cli_inputs *in, const char *path) {
    if (in->paths.n == in->paths.cap) {
        ptrdiff_t cap = in->paths.cap ? in->paths.cap * 2 : 64;
        char **v = realloc(in->paths.v, (size_t)cap * sizeof *v);
        if (!v) return false;
        in->paths.v = v;
        in->paths.cap = cap;
    }
    char *copy = strdup(path);
    if (copy) in->paths.v[in->paths.n++] = copy;
    return copy;
}

static char *join_path(const char *folder, const char *name) {
    size_t n = strlen(folder), m = strlen(name);
    char *p = malloc(n + m + 2);
    if (!p) return NULL;
    bool slash = n && folder[n - 1] == '/';
    memcpy(p, folder, n);
    if (!slash) p[n] = '/';
    memcpy(p + n + !slash, name, m + 1);
    return p;
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static bool walk(cli_inputs *in, const char *path, int depth);

/* The folder's entries in byte order, so that the same folder gives the same output on every file system. */
static bool walk_folder(cli_inputs *in, const char *path, DIR *d, int depth) {
    cli_inputs names = { 0 };
    bool ok = true;
    for (struct dirent *e; ok && (e = readdir(d));)
        if (e->d_name[0] != '.') ok = add_path(&names, e->d_name);
    if (names.paths.n) qsort(names.paths.v, (size_t)names.paths.n, sizeof *names.paths.v, by_name);
    for (ptrdiff_t i = 0; ok && i < names.paths.n; i++) {
        char *child = join_path(path, names.paths.v[i]);
        struct stat s;
        if (!child)
            ok = false;
        else if (!lstat(child, &s) && S_ISLNK(s.st_mode) && !stat(child, &s) && S_ISDIR(s.st_mode))
            ; /* links to folders may lead round in circles */
        else if (stat(child, &s) || S_ISREG(s.st_mode) || S_ISDIR(s.st_mode)) /* what cannot be read is told later */
            ok = walk(in, child, depth + 1);
        free(child);
    }
    cli_inputs_close(&names);
    return ok;
}

static bool walk(cli_inputs *in, const char *path, int depth) {
    struct stat s;
    if (strcmp(path, "-") && !stat(path, &s)) {
        if (S_ISDIR(s.st_mode) && depth < CLI_FOLDER_DEPTH_MAX) {
            DIR *d = opendir(path);
            if (!d) return add_path(in, path); /* opening it as a file will give the reason */
            bool ok = walk_folder(in, path, d, depth);
            closedir(d);
            return ok;
        }
        if (in->but.st_ino && s.st_ino == in->but.st_ino && s.st_dev == in->but.st_dev) return true;
        if (S_ISREG(s.st_mode)) in->n_bytes += s.st_size;
    }
    return add_path(in, path);
}

bool cli_inputs_open(cli_inputs *in, char *const *paths, size_t n_paths, const char *but) {
    *in = (cli_inputs){ 0 };
    if (but && stat(but, &in->but)) in->but = (struct stat){ 0 };
    for (size_t i = 0; i < n_paths; i++)
        if (!walk(in, paths[i], 0)) return false;
    return true;
}

static bool fail(cli_input *i, casus_status code, const char *why) {
    free(i->bytes);
    i->bytes = NULL;
    (void)!cs_fail(&i->err, code, -1, "%s", why);
    return true;
}

static bool too_large(cli_input *i) {
    free(i->bytes);
    i->bytes = NULL;
    (void)!cs_fail(&i->err, CASUS_E_LIMIT, -1, "larger than %d MB, the most that one report may have", CS_TEXT_BYTES_MAX >> 20);
    return true;
}

/* All of a file or pipe. A plain file above the limit is refused by its size, unread. */
static bool slurp(cli_input *i, int fd) {
    struct stat s;
    if (fstat(fd, &s)) return fail(i, CASUS_E_INPUT, strerror(errno));
    if (S_ISDIR(s.st_mode)) return fail(i, CASUS_E_INPUT, "the folder cannot be read");
    if (S_ISREG(s.st_mode) && s.st_size > CS_TEXT_BYTES_MAX) return too_large(i);
    size_t cap = S_ISREG(s.st_mode) ? (size_t)s.st_size + 1 : 1 << 16;
    i->bytes = malloc(cap);
    while (i->bytes) {
        if (i->n_bytes == cap) {
            if (cap > CS_TEXT_BYTES_MAX) return too_large(i);
            char *more = realloc(i->bytes, cap * 2);
            if (!more) break;
            i->bytes = more;
            cap *= 2;
        }
        ssize_t n = read(fd, i->bytes + i->n_bytes, cap - i->n_bytes);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return fail(i, CASUS_E_INPUT, strerror(errno));
        if (!n) return i->n_bytes > CS_TEXT_BYTES_MAX ? too_large(i) : true;
        i->n_bytes += (size_t)n;
    }
    return fail(i, CASUS_E_LIMIT, "out of memory");
}

static bool is_lines(const char *path) {
    cs_str p = { path, (ptrdiff_t)strlen(path) };
    return cs_ends(p, CS_LIT(".jsonl")) || cs_ends(p, CS_LIT(".ndjson"));
}

bool cli_inputs_many(const cli_inputs *in) { return in->paths.n > 1 || (in->paths.n == 1 && is_lines(in->paths.v[0])); }

/* The next line that is not blank, as a report of its own. */
static bool next_line(cli_inputs *in, cli_input *out) {
    for (ssize_t n; (n = getline(&in->line, &in->line_cap, in->lines)) > 0;) {
        cs_str line = cs_trim((cs_str){ in->line, n });
        in->line_no++;
        if (!line.n) continue;
        out->path = strdup(in->paths.v[in->at]);
        out->record = true;
        out->line = in->line_no;
        if (!out->path) return fail(out, CASUS_E_LIMIT, "out of memory");
        if (line.n > CS_TEXT_BYTES_MAX) return too_large(out);
        out->bytes = malloc((size_t)line.n);
        if (!out->bytes) return fail(out, CASUS_E_LIMIT, "out of memory");
        memcpy(out->bytes, line.p, (size_t)line.n);
        out->n_bytes = (size_t)line.n;
        return true;
    }
    fclose(in->lines);
    in->lines = NULL;
    in->at++;
    return false;
}

bool cli_inputs_next(cli_inputs *in, cli_input *out) {
    for (;;) {
        *out = (cli_input){ 0 };
        if (in->lines && next_line(in, out)) return true;
        if (in->at >= in->paths.n) return false;
        const char *path = in->paths.v[in->at];
        bool standard = !strcmp(path, "-");
        int fd = standard ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
        out->path = strdup(standard ? "standard input" : path);
        if (fd >= 0 && !standard && is_lines(path)) {
            in->lines = fdopen(fd, "r");
            in->line_no = 0;
            free(out->path);
            if (in->lines) continue;
        }
        in->at++;
        if (fd < 0 || !out->path) return fail(out, out->path ? CASUS_E_INPUT : CASUS_E_LIMIT, strerror(errno));
        slurp(out, fd);
        close(fd);
        return true;
    }
}

void cli_input_free(cli_input *i) {
    free(i->path);
    free(i->bytes);
    *i = (cli_input){ 0 };
}

void cli_inputs_close(cli_inputs *in) {
    for (ptrdiff_t i = 0; i < in->paths.n; i++) free(in->paths.v[i]);
    free(in->paths.v);
    free(in->line);
    if (in->lines) fclose(in->lines);
    *in = (cli_inputs){ 0 };
}
