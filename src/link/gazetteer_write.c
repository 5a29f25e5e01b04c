#define _XOPEN_SOURCE 700 /* pwrite */
#include "link/gazetteer_write.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "link/gazetteer_file.h"
#include "link/name_sort.h"
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    NAME_BYTES_MAX = 255,
    HITS_BUFFER = 4096, /* hits of one key before the surplus is cut */
    ASK_EVERY = 1 << 16,
    COPY_BYTES = 1 << 16
};

typedef struct hit {
    int32_t place;
    uint8_t cls, level;
} hit;

struct cs_gaz_writer {
    const char *folder;
    FILE *section[CS_GAZ_SECTIONS];
    uint64_t bytes[CS_GAZ_SECTIONS];
    int32_t n_countries, n_places;
    cs_name_sort *names;
    /* the key that is being written */
    unsigned char key[CS_NAME_KEY_MAX], before[CS_NAME_KEY_MAX];
    ptrdiff_t key_n, before_n;
    hit hits[HITS_BUFFER];
    size_t n_hits;
    cs_gaz_written sum;
};

uint8_t cs_gaz_level(int64_t population) {
    double level = floor(9.0 * log2((double)(population > 0 ? population : 0) + 1.0) + 0.5);
    return (uint8_t)(level < 255.0 ? level : 255.0);
}

casus_status cs_gaz_write_open(cs_gaz_writer **out, const char *folder, size_t sort_bytes, cs_err *err) {
    cs_gaz_writer *w = calloc(1, sizeof *w);
    if (!w) return cs_fail(err, CASUS_E_LIMIT, -1, "out of memory");
    w->folder = folder;
    casus_status st = cs_name_sort_open(&w->names, folder, sort_bytes, err);
    for (int i = 0; i < CS_GAZ_SECTIONS && st == CASUS_OK; i++) st = cs_nameless_file(&w->section[i], folder, err);
    if (st == CASUS_OK)
        *out = w;
    else
        cs_gaz_write_close(&w);
    return st;
}

void cs_gaz_write_close(cs_gaz_writer **w) {
    if (!*w) return;
    for (int i = 0; i < CS_GAZ_SECTIONS; i++)
        if ((*w)->section[i]) fclose((*w)->section[i]);
    cs_name_sort_close(&(*w)->names);
    free(*w);
    *w = NULL;
}

static casus_status put(cs_gaz_writer *w, int section, const void *p, size_t n, cs_err *err) {
    w->bytes[section] += n;
    if (w->bytes[section] > INT32_MAX)
        return cs_fail(err, CASUS_E_LIMIT, -1, "the gazetteer would have more than 2 GB; leave some kinds of places out");
    if (n && fwrite(p, 1, n, w->section[section]) != n)
        return cs_fail(err, CASUS_E_STORE, -1, "%s: a temporary file: %s", w->folder, strerror(errno));
    return CASUS_OK;
}

static void put_u32(unsigned char *p, uint32_t v) {
    for (int i = 0; i < 4; i++) p[i] = (unsigned char)(v >> 8 * i);
}

casus_status cs_gaz_write_code(cs_gaz_writer *w, const char alpha2[2], const char alpha3[3], cs_err *err) {
    char code[CS_GAZ_CODE_BYTES] = { alpha2[0], alpha2[1], alpha3[0], alpha3[1], alpha3[2] };
    if (++w->n_countries >= CS_GAZ_NO_COUNTRY) return cs_fail(err, CASUS_E_LIMIT, -1, "more than 254 countries");
    return put(w, CS_GAZ_S_CODES, code, sizeof code, err);
}

static cs_str cut_name(cs_str name) {
    if (name.n <= NAME_BYTES_MAX) return name;
    ptrdiff_t n = NAME_BYTES_MAX;
    while (n > 0 && !cs_utf8_is_start(name.p[n])) n--;
    return cs_cut(name, 0, n);
}

casus_status cs_gaz_write_place(cs_gaz_writer *w, const cs_gaz_new *p, cs_err *err) {
    unsigned char row[CS_GAZ_PLACE_BYTES] = { 0 };
    cs_str name = cut_name(p->name);
    unsigned char length = (unsigned char)name.n;
    if (w->n_places == INT32_MAX >> CS_GAZ_CLASS_BITS) return cs_fail(err, CASUS_E_LIMIT, -1, "too many places");
    uint32_t region = p->region == CS_GAZ_NONE ? CS_GAZ_NO_REGION : (uint32_t)p->region;
    put_u32(row, p->geonames);
    put_u32(row + 4, (uint32_t)p->lat);
    put_u32(row + 8, (uint32_t)p->lon);
    put_u32(row + 12, (uint32_t)w->bytes[CS_GAZ_S_NAMES]);
    put_u32(row + 16, region | (uint32_t)p->kind << 24);
    row[20] = p->level;
    row[21] = (unsigned char)(p->country == CS_GAZ_NONE ? CS_GAZ_NO_COUNTRY : p->country);
    w->n_places++;
    CS_TRY(put(w, CS_GAZ_S_PLACES, row, sizeof row, err));
    CS_TRY(put(w, CS_GAZ_S_NAMES, &length, 1, err));
    return put(w, CS_GAZ_S_NAMES, name.p, (size_t)name.n, err);
}

casus_status cs_gaz_write_key(cs_gaz_writer *w, const cs_name_key *key, int32_t place, cs_gaz_class cls, uint8_t level,
                              cs_err *err) {
    if (!key->n) return CASUS_OK;
    cs_named n = { cs_name_key_str(key), place, (uint8_t)cls, level };
    return cs_name_sort_add(w->names, &n, err);
}

/* ---- keys ---- */

static casus_status put_varint(cs_gaz_writer *w, uint32_t v, cs_err *err) {
    unsigned char b[5];
    size_t n = 0;
    for (; v > 127; v >>= 7) b[n++] = (unsigned char)((v & 127) | 128);
    b[n++] = (unsigned char)v;
    return put(w, CS_GAZ_S_KEYS, b, n, err);
}

/* What else a place is called counts as if it had 32 times fewer people, as in the ranking. */
static int weight(const hit *h) { return h->cls == CS_GAZ_ALTERNATE ? h->level - 45 : h->level; }

static int by_weight(const void *a, const void *b) {
    const hit *x = a, *y = b;
    if (weight(x) != weight(y)) return weight(y) - weight(x);
    return x->place < y->place ? -1 : x->place > y->place;
}

static int by_place(const void *a, const void *b) {
    const hit *x = a, *y = b;
    return x->place < y->place ? -1 : x->place > y->place;
}

static void cut_hits(cs_gaz_writer *w) {
    if (w->n_hits <= CS_GAZ_HITS_MAX) return;
    qsort(w->hits, w->n_hits, sizeof *w->hits, by_weight);
    w->sum.n_cut += (int64_t)w->n_hits - CS_GAZ_HITS_MAX;
    w->n_hits = CS_GAZ_HITS_MAX;
}

static casus_status put_key(cs_gaz_writer *w, cs_err *err) {
    cut_hits(w);
    qsort(w->hits, w->n_hits, sizeof *w->hits, by_place);
    ptrdiff_t shared = 0;
    if (w->sum.n_keys % CS_GAZ_BLOCK_KEYS == 0) {
        unsigned char at[4];
        put_u32(at, (uint32_t)w->bytes[CS_GAZ_S_KEYS]);
        CS_TRY(put(w, CS_GAZ_S_BLOCKS, at, sizeof at, err));
    } else
        while (shared < w->key_n && shared < w->before_n && w->key[shared] == w->before[shared]) shared++;
    unsigned char head[2] = { (unsigned char)shared, (unsigned char)(w->key_n - shared) };
    CS_TRY(put(w, CS_GAZ_S_KEYS, head, sizeof head, err));
    CS_TRY(put(w, CS_GAZ_S_KEYS, w->key + shared, (size_t)(w->key_n - shared), err));
    CS_TRY(put_varint(w, (uint32_t)w->n_hits, err));
    uint32_t last = 0;
    for (size_t i = 0; i < w->n_hits; i++) {
        uint32_t v = (uint32_t)w->hits[i].place << CS_GAZ_CLASS_BITS | w->hits[i].cls;
        CS_TRY(put_varint(w, v - last, err));
        last = v;
    }
    memcpy(w->before, w->key, sizeof w->before);
    w->before_n = w->key_n;
    w->sum.n_keys++;
    w->sum.n_hits += (int64_t)w->n_hits;
    w->n_hits = 0;
    return CASUS_OK;
}

static casus_status put_keys(cs_gaz_writer *w, bool (*go_on)(void *), void *ctx, cs_err *err) {
    CS_TRY(cs_name_sort_end(w->names, err));
    int32_t last = CS_GAZ_NONE;
    for (uint64_t n = 0;; n++) {
        cs_named x;
        CS_TRY(cs_name_sort_next(w->names, &x, err));
        if (n % ASK_EVERY == 0 && !go_on(ctx)) return cs_fail(err, CASUS_E_STORE, -1, "stopped");
        bool same = x.key.p && w->key_n == x.key.n && memcmp(w->key, x.key.p, (size_t)x.key.n) == 0;
        if (same && last == x.place) continue; /* the least class came first */
        if (!same && w->key_n) CS_TRY(put_key(w, err));
        if (!x.key.p) return CASUS_OK;
        if (!same) memcpy(w->key, x.key.p, (size_t)x.key.n);
        w->key_n = x.key.n;
        if (w->n_hits == HITS_BUFFER) cut_hits(w);
        w->hits[w->n_hits++] = (hit){ last = x.place, x.cls, x.level };
    }
}

/* ---- the file ---- */

typedef struct target {
    int fd;
    cs_sha256 hash;
} target;

static casus_status emit(target *t, const void *bytes, size_t n, cs_err *err) {
    const char *p = bytes;
    cs_sha256_add(&t->hash, p, n);
    while (n) {
        ssize_t k = write(t->fd, p, n);
        if (k < 0 && errno == EINTR) continue;
        if (k < 0) return cs_fail(err, CASUS_E_STORE, -1, "%s", strerror(errno));
        p += k;
        n -= (size_t)k;
    }
    return CASUS_OK;
}

/* A section and zeros up to a multiple of 8. */
static casus_status emit_section(const cs_gaz_writer *w, int section, target *t, cs_err *err) {
    static const char zeros[8];
    char copy[COPY_BYTES];
    FILE *f = w->section[section];
    if (fflush(f) || fseek(f, 0, SEEK_SET))
        return cs_fail(err, CASUS_E_STORE, -1, "%s: a temporary file: %s", w->folder, strerror(errno));
    for (uint64_t left = w->bytes[section]; left;) {
        size_t n = fread(copy, 1, left < sizeof copy ? (size_t)left : sizeof copy, f);
        if (!n) return cs_fail(err, CASUS_E_STORE, -1, "%s: a temporary file cannot be read", w->folder);
        CS_TRY(emit(t, copy, n, err));
        left -= n;
    }
    return emit(t, zeros, -w->bytes[section] & 7, err);
}

static casus_status header(cs_gaz_writer *w, int32_t n_areas, unsigned char head[CS_GAZ_HEADER_BYTES], cs_err *err) {
    uint64_t at = CS_GAZ_HEADER_BYTES;
    for (int i = 0; i < CS_GAZ_SECTIONS; i++) {
        put_u32(head + CS_GAZ_AT_SECTIONS + 8 * i, (uint32_t)at);
        put_u32(head + CS_GAZ_AT_SECTIONS + 8 * i + 4, (uint32_t)w->bytes[i]);
        at += (w->bytes[i] + 7) & ~(uint64_t)7;
    }
    if (at > INT32_MAX)
        return cs_fail(err, CASUS_E_LIMIT, -1,
                       "the gazetteer would have %llu MB, more than 2 GB; leave some kinds of places out",
                       (unsigned long long)at >> 20);
    memcpy(head, CS_GAZ_MAGIC, 8);
    put_u32(head + CS_GAZ_AT_VERSION, CS_GAZETTEER_VERSION);
    put_u32(head + CS_GAZ_AT_HEADER_BYTES, CS_GAZ_HEADER_BYTES);
    put_u32(head + CS_GAZ_AT_FILE_BYTES, (uint32_t)at);
    put_u32(head + CS_GAZ_AT_COUNTRIES, (uint32_t)w->n_countries);
    put_u32(head + CS_GAZ_AT_PLACES, (uint32_t)w->n_places);
    put_u32(head + CS_GAZ_AT_KEYS, (uint32_t)w->sum.n_keys);
    put_u32(head + CS_GAZ_AT_BLOCK, CS_GAZ_BLOCK_KEYS);
    put_u32(head + CS_GAZ_AT_AREAS, (uint32_t)n_areas);
    w->sum.n_places = w->n_places;
    w->sum.n_bytes = (int64_t)at;
    return CASUS_OK;
}

static unsigned digit(char c) { return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10); }

casus_status cs_gaz_write_end(cs_gaz_writer *w, int32_t n_areas, int fd, bool (*go_on)(void *), void *ctx, cs_gaz_written *out,
                              cs_err *err) {
    unsigned char head[CS_GAZ_HEADER_BYTES] = { 0 }, digest[32], no_digest[32] = { 0 };
    target t = { .fd = fd };
    CS_TRY(put_keys(w, go_on, ctx, err));
    CS_TRY(header(w, n_areas, head, err));
    cs_sha256_begin(&t.hash, true);
    CS_TRY(emit(&t, head, CS_GAZ_AT_DIGEST, err));
    cs_sha256 before_digest = t.hash; /* the digest itself is not hashed; it takes its place at the end */
    CS_TRY(emit(&t, no_digest, sizeof no_digest, err));
    t.hash = before_digest;
    for (int i = 0; i < CS_GAZ_SECTIONS; i++) {
        if (!go_on(ctx)) return cs_fail(err, CASUS_E_STORE, -1, "stopped");
        CS_TRY(emit_section(w, i, &t, err));
    }
    cs_sha256_end(&t.hash, w->sum.sha256);
    for (int i = 0; i < 32; i++)
        digest[i] = (unsigned char)(digit(w->sum.sha256[2 * i]) << 4 | digit(w->sum.sha256[2 * i + 1]));
    if (pwrite(fd, digest, sizeof digest, CS_GAZ_AT_DIGEST) != (ssize_t)sizeof digest)
        return cs_fail(err, CASUS_E_STORE, -1, "%s", strerror(errno));
    *out = w->sum;
    return CASUS_OK;
}
