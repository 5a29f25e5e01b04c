#define _POSIX_C_SOURCE 200809L /* opendir, fdopen, strdup */
#include "cli/inputs.h"
#include "ingest/ingest.h"
#include "ingest/pdf.h"
#include "ingest/sniff.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { HEAD_BYTES = 8 }; /* tell a PDF */

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
            ;                                                                 /* links to folders may lead round in circles */
        else if (stat(child, &s) || S_ISREG(s.st_mode) || S_ISDIR(s.st_mode)) /* what cannot be read is told later */
            ok = walk(in, child, depth + 1);
        free(child);
    }
    cli_inputs_close(&names);
    return ok;
}

static bool is_left_out(const cli_inputs *in, const struct stat *s) {
    for (int i = 0; i < CLI_INPUTS_BUT_MAX; i++)
        if (in->but[i].st_ino && s->st_ino == in->but[i].st_ino && s->st_dev == in->but[i].st_dev) return true;
    return false;
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
        if (is_left_out(in, &s)) return true;
        if (S_ISREG(s.st_mode)) in->n_bytes += s.st_size;
    }
    return add_path(in, path);
}

bool cli_inputs_open(cli_inputs *in, char *const *paths, size_t n_paths, const char *const *but) {
    *in = (cli_inputs){ 0 };
    for (int i = 0; i < CLI_INPUTS_BUT_MAX; i++)
        if (but[i] && stat(but[i], &in->but[i])) in->but[i] = (struct stat){ 0 };
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

static size_t most_bytes(const cli_input *i) {
    return i->bytes && cs_sniff_pdf((cs_str){ i->bytes, (ptrdiff_t)i->n_bytes }) ? CS_PDF_BYTES_MAX : CS_TEXT_BYTES_MAX;
}

static bool too_large(cli_input *i) {
    size_t most = most_bytes(i);
    free(i->bytes);
    i->bytes = NULL;
    (void)!cs_fail(&i->err, CASUS_E_LIMIT, -1, "larger than %zu MB, the most that one %s may have", most >> 20,
                   most == CS_PDF_BYTES_MAX ? "PDF" : "report");
    return true;
}

/* All of a file or pipe, of which `begun` has been read. A plain file above the limit is refused by its size, unread but for
 * what tells a PDF. */
static bool slurp(cli_input *i, FILE *f, cs_str begun) {
    struct stat s;
    if (fstat(fileno(f), &s)) return fail(i, CASUS_E_INPUT, strerror(errno));
    if (S_ISDIR(s.st_mode)) return fail(i, CASUS_E_INPUT, "the folder cannot be read");
    bool plain = S_ISREG(s.st_mode);
    size_t cap = (plain && s.st_size <= CS_PDF_BYTES_MAX ? (size_t)s.st_size : 1 << 16) + (size_t)begun.n + HEAD_BYTES;
    i->bytes = malloc(cap);
    if (i->bytes && begun.n) memcpy(i->bytes, begun.p, i->n_bytes = (size_t)begun.n);
    if (i->bytes) i->n_bytes += fread(i->bytes + i->n_bytes, 1, HEAD_BYTES, f);
    if (i->bytes && plain && (size_t)s.st_size > most_bytes(i)) return too_large(i);
    while (i->bytes) {
        if (i->n_bytes > most_bytes(i)) return too_large(i);
        if (i->n_bytes == cap) {
            char *more = realloc(i->bytes, cap * 2);
            if (!more) break;
            i->bytes = more;
            cap *= 2;
        }
        size_t n = fread(i->bytes + i->n_bytes, 1, cap - i->n_bytes, f);
        i->n_bytes += n;
        if (!n && ferror(f)) return fail(i, CASUS_E_INPUT, strerror(errno));
        if (!n) return true;
    }
    return fail(i, CASUS_E_LIMIT, "out of memory");
}

static bool is_lines(const char *path) {
    cs_str p = { path, (ptrdiff_t)strlen(path) };
    return cs_ends(p, CS_LIT(".jsonl")) || cs_ends(p, CS_LIT(".ndjson"));
}

bool cli_inputs_many(const cli_inputs *in) { return in->paths.n > 1 || (in->paths.n == 1 && is_lines(in->paths.v[0])); }

/* The next line into in->line, with its line end; n == 0 at the end. What is longer than a report may be is passed over
 * from there on, so that a file without line ends takes no more memory than others; without pass_over it is left unread, as
 * a pipe may have no end. -1: out of memory. */
static ptrdiff_t read_line(cli_inputs *in, FILE *f, bool pass_over) {
    size_t n = 0;
    for (int c; (c = getc_unlocked(f)) != EOF;) {
        if (n == in->line_cap) {
            char *more = realloc(in->line, in->line_cap ? in->line_cap * 2 : 4096);
            if (!more) return -1;
            in->line = more;
            in->line_cap = in->line_cap ? in->line_cap * 2 : 4096;
        }
        if (n <= CS_TEXT_BYTES_MAX)
            in->line[n++] = (char)c;
        else if (!pass_over)
            break;
        if (c == '\n') break;
    }
    return (ptrdiff_t)n;
}

static const char *shown_path(const cli_inputs *in) {
    return strcmp(in->paths.v[in->at], "-") ? in->paths.v[in->at] : "standard input";
}

/* The next line that is not blank, as a report of its own. */
static bool next_line(cli_inputs *in, cli_input *out) {
    for (ptrdiff_t n; (n = in->line_no || !in->n_begun ? read_line(in, in->lines, true) : in->n_begun) != 0;) {
        out->path = strdup(shown_path(in));
        if (n < 0 || !out->path) return fail(out, CASUS_E_LIMIT, "out of memory");
        cs_str line = cs_trim((cs_str){ in->line, n });
        out->line = ++in->line_no;
        out->record = true;
        if (n > CS_TEXT_BYTES_MAX) return too_large(out);
        if (line.n) {
            out->bytes = malloc((size_t)line.n);
            if (!out->bytes) return fail(out, CASUS_E_LIMIT, "out of memory");
            memcpy(out->bytes, line.p, (size_t)line.n);
            out->n_bytes = (size_t)line.n;
            return true;
        }
        cli_input_free(out);
    }
    fclose(in->lines);
    in->lines = NULL;
    in->at++;
    return false;
}

/* Standard input has no name to tell JSON Lines by: its first line does, when it is an object as a whole. */
static bool begins_with_record(cli_inputs *in, FILE *f) {
    in->n_begun = read_line(in, f, false);
    if (in->n_begun <= 0) return false;
    cs_str line = cs_trim((cs_str){ in->line, in->n_begun });
    return cs_sniff_json_lines(line) && cs_ends(line, CS_LIT("}"));
}

bool cli_inputs_next(cli_inputs *in, cli_input *out) {
    for (;;) {
        *out = (cli_input){ 0 };
        if (in->lines && next_line(in, out)) return true;
        if (in->at >= in->paths.n) return false;
        const char *path = in->paths.v[in->at];
        bool standard = !strcmp(path, "-");
        int fd = standard ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
        FILE *f = fd >= 0 ? fdopen(fd, "r") : NULL;
        in->n_begun = 0;
        in->line_no = 0;
        if (f && (standard ? begins_with_record(in, f) : is_lines(path))) {
            in->lines = f;
            continue;
        }
        out->path = strdup(shown_path(in));
        in->at++;
        if (!f || !out->path) {
            fail(out, out->path ? CASUS_E_INPUT : CASUS_E_LIMIT, strerror(errno));
            if (f)
                fclose(f);
            else if (fd >= 0)
                close(fd);
            return true;
        }
        slurp(out, f, (cs_str){ in->line, in->n_begun > 0 ? in->n_begun : 0 });
        fclose(f);
        return true;
    }
}

void cli_input_free(cli_input *i) {
    free(i->path);
    free(i->bytes);
    free(i->layout);
    *i = (cli_input){ 0 };
}

void cli_inputs_close(cli_inputs *in) {
    for (ptrdiff_t i = 0; i < in->paths.n; i++) free(in->paths.v[i]);
    free(in->paths.v);
    free(in->line);
    if (in->lines) fclose(in->lines);
    *in = (cli_inputs){ 0 };
}
