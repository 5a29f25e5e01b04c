#define _XOPEN_SOURCE 700 /* mkstemp, fdopen */
#include "link/name_sort.h"
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* An entry, in memory and in a run: key's length, class, level, place (4 bytes), key. */
enum { ENTRY_HEAD = 7, ENTRY_MAX = ENTRY_HEAD + CS_NAME_KEY_MAX, RUN_BUFFER_BYTES = 256 << 10, PATH_BYTES = 4096 };

typedef struct item {
    uint64_t prefix; /* the key's first eight bytes as a big-endian number: settles most comparisons */
    uint32_t at;     /* of the entry in `text` */
} item;

typedef struct run {
    FILE *f;
    unsigned char entry[ENTRY_MAX]; /* the one that waits to be merged */
    bool done;
} run;

struct cs_name_sort {
    const char *folder;
    unsigned char *text;
    item *items, *spare; /* spare: for merging within memory */
    size_t text_bytes, text_n, items_cap, items_n, at;
    run *runs;
    int n_runs;
    int last; /* the run whose entry was handed out; -1: none */
};

casus_status cs_nameless_file(FILE **f, const char *folder, cs_err *err) {
    char path[PATH_BYTES];
    int n = snprintf(path, sizeof path, "%s/.casus-XXXXXX", folder);
    if (n >= PATH_BYTES) return cs_fail(err, CASUS_E_STORE, -1, "the path of the folder for temporary files is too long");
    int fd = mkstemp(path);
    if (fd < 0) return cs_fail(err, CASUS_E_STORE, -1, "%s: no temporary file: %s", folder, strerror(errno));
    unlink(path);
    *f = fdopen(fd, "w+b");
    if (*f) return CASUS_OK;
    close(fd);
    return cs_fail(err, CASUS_E_LIMIT, -1, "out of memory");
}

static casus_status disk_error(const cs_name_sort *s, cs_err *err) {
    return cs_fail(err, CASUS_E_STORE, -1, "%s: a temporary file: %s", s->folder, strerror(errno ? errno : EIO));
}

casus_status cs_name_sort_open(cs_name_sort **out, const char *folder, size_t bytes, cs_err *err) {
    cs_name_sort *s = calloc(1, sizeof *s);
    if (!s) return cs_fail(err, CASUS_E_LIMIT, -1, "out of memory");
    s->folder = folder;
    s->last = -1;
    s->text_bytes = bytes / 2;
    s->items_cap = bytes / 4 / sizeof(item);
    s->text = malloc(s->text_bytes);
    s->items = malloc(s->items_cap * sizeof(item));
    s->spare = malloc(s->items_cap * sizeof(item));
    s->runs = calloc(CS_GAZ_RUNS_MAX, sizeof *s->runs);
    if (!s->text || !s->items || !s->spare || !s->runs) {
        cs_name_sort_close(&s);
        return cs_fail(err, CASUS_E_LIMIT, -1, "no memory to sort names in: %zu bytes", bytes);
    }
    *out = s;
    return CASUS_OK;
}

void cs_name_sort_close(cs_name_sort **s) {
    if (!*s) return;
    for (int i = 0; (*s)->runs && i < (*s)->n_runs; i++)
        if ((*s)->runs[i].f) fclose((*s)->runs[i].f);
    free((*s)->runs);
    free((*s)->spare);
    free((*s)->items);
    free((*s)->text);
    free(*s);
    *s = NULL;
}

/* ---- in memory ---- */

static cs_named read_entry(const unsigned char *e) {
    return (cs_named){ .key = { (const char *)e + ENTRY_HEAD, e[0] },
                       .cls = e[1],
                       .level = e[2],
                       .place = (int32_t)((uint32_t)e[3] | (uint32_t)e[4] << 8 | (uint32_t)e[5] << 16 | (uint32_t)e[6] << 24) };
}

static int order(const unsigned char *a, const unsigned char *b) {
    cs_named x = read_entry(a), y = read_entry(b);
    int by_key = cs_cmp(x.key, y.key);
    if (by_key) return by_key;
    if (x.place != y.place) return x.place < y.place ? -1 : 1;
    return x.cls - y.cls;
}

static bool before(const cs_name_sort *s, const item *a, const item *b) {
    if (a->prefix != b->prefix) return a->prefix < b->prefix;
    return order(s->text + a->at, s->text + b->at) <= 0;
}

/* Merges v[0, n) and v[n, m) into out. */
static void merge(const cs_name_sort *s, const item *v, size_t n, size_t m, item *out) {
    size_t i = 0, j = n;
    while (i < n && j < m) *out++ = before(s, &v[i], &v[j]) ? v[i++] : v[j++];
    while (i < n) *out++ = v[i++];
    while (j < m) *out++ = v[j++];
}

/* Bottom-up merge sort: never slow, and its memory is known beforehand. */
static void sort_items(cs_name_sort *s) {
    for (size_t width = 1; width < s->items_n; width *= 2) {
        for (size_t i = 0; i < s->items_n; i += 2 * width) {
            size_t left = s->items_n - i, m = left < 2 * width ? left : 2 * width;
            merge(s, s->items + i, width < m ? width : m, m, s->spare + i);
        }
        item *other = s->items;
        s->items = s->spare;
        s->spare = other;
    }
}

static size_t entry_bytes(const unsigned char *e) { return ENTRY_HEAD + (size_t)e[0]; }

static casus_status spill(cs_name_sort *s, cs_err *err) {
    if (s->n_runs == CS_GAZ_RUNS_MAX)
        return cs_fail(err, CASUS_E_LIMIT, -1, "more names than %d temporary files hold", CS_GAZ_RUNS_MAX);
    sort_items(s);
    run *r = &s->runs[s->n_runs];
    CS_TRY(cs_nameless_file(&r->f, s->folder, err));
    s->n_runs++;
    setvbuf(r->f, NULL, _IOFBF, RUN_BUFFER_BYTES);
    for (size_t i = 0; i < s->items_n; i++) {
        const unsigned char *e = s->text + s->items[i].at;
        if (fwrite(e, 1, entry_bytes(e), r->f) != entry_bytes(e)) return disk_error(s, err);
    }
    s->text_n = s->items_n = 0;
    return fflush(r->f) ? disk_error(s, err) : CASUS_OK;
}

casus_status cs_name_sort_add(cs_name_sort *s, const cs_named *n, cs_err *err) {
    assert(n->key.n > 0 && n->key.n <= CS_NAME_KEY_MAX);
    if (s->items_n == s->items_cap || s->text_bytes - s->text_n < ENTRY_MAX) CS_TRY(spill(s, err));
    unsigned char *e = s->text + s->text_n;
    e[0] = (unsigned char)n->key.n;
    e[1] = n->cls;
    e[2] = n->level;
    for (int i = 0; i < 4; i++) e[3 + i] = (unsigned char)((uint32_t)n->place >> 8 * i);
    memcpy(e + ENTRY_HEAD, n->key.p, (size_t)n->key.n);
    uint64_t prefix = 0;
    for (ptrdiff_t i = 0; i < 8; i++) prefix = prefix << 8 | (i < n->key.n ? (unsigned char)n->key.p[i] : 0);
    s->items[s->items_n++] = (item){ prefix, (uint32_t)s->text_n };
    s->text_n += entry_bytes(e);
    return CASUS_OK;
}

/* ---- merging runs ---- */

static casus_status advance(cs_name_sort *s, run *r, cs_err *err) {
    int n = getc(r->f);
    if (n == EOF) {
        r->done = true;
        return ferror(r->f) ? disk_error(s, err) : CASUS_OK;
    }
    r->entry[0] = (unsigned char)n;
    size_t rest = entry_bytes(r->entry) - 1;
    return fread(r->entry + 1, 1, rest, r->f) == rest ? CASUS_OK : disk_error(s, err);
}

casus_status cs_name_sort_end(cs_name_sort *s, cs_err *err) {
    if (!s->n_runs) {
        sort_items(s);
        return CASUS_OK;
    }
    if (s->items_n) CS_TRY(spill(s, err));
    for (int i = 0; i < s->n_runs; i++) {
        rewind(s->runs[i].f);
        CS_TRY(advance(s, &s->runs[i], err));
    }
    return CASUS_OK;
}

casus_status cs_name_sort_next(cs_name_sort *s, cs_named *out, cs_err *err) {
    *out = (cs_named){ 0 };
    if (!s->n_runs) {
        if (s->at < s->items_n) *out = read_entry(s->text + s->items[s->at++].at);
        return CASUS_OK;
    }
    if (s->last >= 0) CS_TRY(advance(s, &s->runs[s->last], err));
    s->last = -1;
    for (int i = 0; i < s->n_runs; i++)
        if (!s->runs[i].done && (s->last < 0 || order(s->runs[i].entry, s->runs[s->last].entry) < 0)) s->last = i;
    if (s->last >= 0) *out = read_entry(s->runs[s->last].entry);
    return CASUS_OK;
}
