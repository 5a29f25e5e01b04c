#define _DEFAULT_SOURCE /* open, fstat, mmap and MAP_POPULATE */
#include "encode/model.h"
#include "base/known.h"
#include "base/sha256.h"
#include "base/tsv.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FRONT_BYTES = CS_MODEL_FRONT_BYTES, HEADER_AT = 80, ALIGN_BYTES = 64 };
static const char *const dtype_name[] = { "f32", "i32", "i8", "i8p", "text" };
static const int dtype_bytes[] = { 4, 4, 1, 1, 1 };

/* The file's byte order, whatever the machine's: a foreign file must be told apart from a damaged one. */
static uint64_t little(const unsigned char *p, int n) {
    uint64_t v = 0;
    for (int i = n - 1; i >= 0; i--) v = v << 8 | p[i];
    return v;
}

static casus_status map_file(cs_model *m, const char *path, cs_err *err) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return cs_fail(err, CASUS_E_MODEL, -1, "%s: %s", path, strerror(errno));
    struct stat st;
    casus_status result = CASUS_OK;
    if (fstat(fd, &st) != 0) {
        result = cs_fail(err, CASUS_E_MODEL, -1, "%s: %s", path, strerror(errno));
    } else if (!S_ISREG(st.st_mode)) {
        result = cs_fail(err, CASUS_E_MODEL, -1, "%s: expected a model file but this is no regular file", path);
    } else if (st.st_size < HEADER_AT) {
        result = cs_fail(err, CASUS_E_MODEL, st.st_size, "%s: expected a casus model but the file has only %lld bytes", path,
                         (long long)st.st_size);
    } else {
        void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
        if (p == MAP_FAILED)
            result = cs_fail(err, CASUS_E_MODEL, -1, "%s: %s", path, strerror(errno));
        else
            m->map = p, m->n_map = (size_t)st.st_size;
    }
    close(fd);
    return result;
}

static casus_status check_digest(cs_model *m, const char *path, bool use_cpu, cs_err *err) {
    const unsigned char *stated = m->map + CS_MODEL_AT_DIGEST;
    cs_known known = cs_known_check(m->map, m->n_map, stated);
    for (int i = 0; i < 64; i++) m->sha256[i] = "0123456789abcdef"[stated[i / 2] >> (i % 2 ? 0 : 4) & 15];
    if (known == CS_KNOWN_SAME) return CASUS_OK;
    if (known == CS_KNOWN_DAMAGED)
        return cs_fail(err, CASUS_E_MODEL, -1, "%s: damaged: it is not the file of the SHA-256 that it states", path);
    char hex[CS_SHA256_HEX];
    cs_sha256 h;
    cs_sha256_begin(&h, use_cpu);
    cs_sha256_add(&h, m->map + FRONT_BYTES, m->n_map - FRONT_BYTES);
    cs_sha256_end(&h, hex);
    if (memcmp(hex, m->sha256, sizeof hex) != 0)
        return cs_fail(err, CASUS_E_MODEL, CS_MODEL_AT_DIGEST, "%s: damaged: its SHA-256 is not the one it states", path);
    return CASUS_OK;
}

static casus_status check_front(cs_model *m, const char *path, bool use_cpu, cs_err *err) {
    const unsigned char *p = m->map;
    if (memcmp(p, CS_MODEL_MAGIC, 8) != 0)
        return cs_fail(err, CASUS_E_MODEL, 0, "%s: expected a casus model but the file begins otherwise", path);
    const uint32_t one = 1;
    if (little(p + 12, 4) != 0x01020304 || *(const unsigned char *)&one != 1)
        return cs_fail(err, CASUS_E_MODEL, 12, "%s: the model's byte order is not this machine's (little-endian only)", path);
    uint64_t format = little(p + 8, 4), size = little(p + 16, 8);
    if (format > CS_MODEL_FORMAT)
        return cs_fail(err, CASUS_E_MODEL, 8, "%s: model format %llu is newer than this program reads (%d): update casus", path,
                       (unsigned long long)format, CS_MODEL_FORMAT);
    if (format != CS_MODEL_FORMAT)
        return cs_fail(err, CASUS_E_MODEL, 8, "%s: expected model format %d but found %llu", path, CS_MODEL_FORMAT,
                       (unsigned long long)format);
    if (size > m->n_map)
        return cs_fail(err, CASUS_E_MODEL, (int64_t)m->n_map, "%s: truncated: expected %llu bytes but the file has %zu", path,
                       (unsigned long long)size, m->n_map);
    if (size < m->n_map)
        return cs_fail(err, CASUS_E_MODEL, (int64_t)size, "%s: damaged: expected %llu bytes but the file has %zu", path,
                       (unsigned long long)size, m->n_map);
    return check_digest(m, path, use_cpu, err);
}

/* A whole number from a header field, within [0, max]; false otherwise. */
static bool number(cs_str s, int64_t max, int64_t *v) {
    cs_i64_result r = cs_parse_i64(s);
    *v = r.value;
    return r.ok && r.value >= 0 && r.value <= max;
}

static bool read_shape(const cs_tsv *t, cs_model_shape *s) {
    int *to[] = { &s->dim, &s->layers, &s->heads, &s->ffn, &s->positions, &s->arc, &s->label, &s->mention };
    if (t->n != 9) return false;
    for (int i = 0; i < 8; i++) {
        int64_t v;
        if (!number(t->field[i + 1], CS_MODEL_DIM_MAX, &v) || v < 1) return false;
        *to[i] = (int)v;
    }
    return s->layers <= CS_MODEL_LAYERS_MAX && s->dim == s->heads * CS_HEAD_DIM && s->ffn % CS_PANEL == 0 &&
           s->positions % 16 == 0 && s->positions >= 16 && s->arc % CS_PANEL == 0 && s->label % CS_PANEL == 0 &&
           s->mention % CS_PANEL == 0;
}

static bool read_branch(const cs_tsv *t, cs_branch_shape *s) {
    int *to[] = { &s->dim, &s->layers, &s->heads, &s->ffn, &s->trunk, &s->pair, &s->hidden };
    if (t->n != 8) return false;
    for (int i = 0; i < 7; i++) {
        int64_t v;
        if (!number(t->field[i + 1], CS_MODEL_DIM_MAX, &v) || v < 1) return false;
        *to[i] = (int)v;
    }
    return s->layers <= CS_MODEL_LAYERS_MAX && s->trunk <= CS_MODEL_LAYERS_MAX && s->dim == s->heads * CS_HEAD_DIM &&
           s->ffn % CS_PANEL == 0 && s->pair % CS_PANEL == 0 && s->hidden % CS_PANEL == 0;
}

static bool read_tensor(const cs_tsv *t, const unsigned char *data, size_t n_data, cs_tensor *out) {
    int64_t offset, bytes, cells;
    if (t->n != 7) return false;
    int kind = -1;
    for (int i = 0; i < 5; i++)
        if (cs_eq(t->field[2], (cs_str){ dtype_name[i], (ptrdiff_t)strlen(dtype_name[i]) })) kind = i;
    if (kind < 0 || !number(t->field[3], 1 << 28, &out->rows) || !number(t->field[4], 1 << 28, &out->cols) ||
        !number(t->field[5], (int64_t)n_data, &offset) || !number(t->field[6], (int64_t)n_data, &bytes))
        return false;
    out->name = t->field[1];
    out->dtype = (cs_dtype)kind;
    cells = kind == CS_TEXT ? out->cols : out->rows * out->cols; /* at most 2^56: no overflow */
    if (offset % ALIGN_BYTES || bytes > (int64_t)n_data - offset || cells != bytes / dtype_bytes[kind] ||
        bytes % dtype_bytes[kind])
        return false;
    if (kind == CS_I8P && (out->rows % CS_PANEL || out->cols % 4)) return false;
    out->data = data + offset;
    out->n_bytes = (size_t)bytes;
    return true;
}

static casus_status read_header(cs_model *m, const char *path, cs_err *err) {
    uint64_t n = little(m->map + FRONT_BYTES, 8), start = little(m->map + FRONT_BYTES + 8, 8);
    if (n > CS_MODEL_HEADER_BYTES_MAX || n > m->n_map - HEADER_AT || start < HEADER_AT + n || start > m->n_map ||
        start % ALIGN_BYTES)
        return cs_fail(err, CASUS_E_MODEL, FRONT_BYTES, "%s: the model's header does not fit its file", path);
    m->tensor = calloc(CS_MODEL_TENSORS_MAX, sizeof *m->tensor);
    if (!m->tensor) return cs_fail(err, CASUS_E_LIMIT, -1, "out of memory");
    cs_tsv t = { .rest = { (const char *)m->map + HEADER_AT, (ptrdiff_t)n } };
    bool has_shape = false;
    while (cs_tsv_next(&t)) {
        bool ok = true;
        if (cs_eq(t.field[0], CS_LIT("name")))
            m->name = t.field[1];
        else if (cs_eq(t.field[0], CS_LIT("version")))
            m->version = t.field[1];
        else if (cs_eq(t.field[0], CS_LIT("shape")))
            ok = has_shape = read_shape(&t, &m->shape);
        else if (cs_eq(t.field[0], CS_LIT("branch")))
            ok = m->is_branch = read_branch(&t, &m->branch);
        else if (cs_eq(t.field[0], CS_LIT("for")))
            m->base = t.field[1];
        else if (cs_eq(t.field[0], CS_LIT("tensor")))
            ok = m->n_tensors < CS_MODEL_TENSORS_MAX &&
                 read_tensor(&t, m->map + start, m->n_map - start, &m->tensor[m->n_tensors++]);
        else
            ok = false;
        if (!ok)
            return cs_fail(err, CASUS_E_MODEL, t.field[0].p - (const char *)m->map,
                           "%s: the model's header line %d cannot be used: " CS_FMT, path, t.line, CS_ARG(t.field[0]));
    }
    if (has_shape == m->is_branch)
        return cs_fail(err, CASUS_E_MODEL, HEADER_AT, "%s: the model's header states no shape", path);
    return CASUS_OK;
}

casus_status cs_model_open(cs_model *m, const char *path, bool use_cpu, cs_err *err) {
    *m = (cs_model){ 0 };
    casus_status st = map_file(m, path, err);
    if (st == CASUS_OK) st = check_front(m, path, use_cpu, err);
    if (st == CASUS_OK) st = read_header(m, path, err);
    if (st != CASUS_OK) cs_model_close(m);
    return st;
}

void cs_model_close(cs_model *m) {
    if (m->map) munmap((void *)(uintptr_t)m->map, m->n_map);
    free(m->tensor);
    *m = (cs_model){ 0 };
}

casus_status cs_model_find(const cs_model *m, const char *name, cs_dtype dtype, int64_t rows, int64_t cols, const cs_tensor **t,
                           cs_err *err) {
    cs_str want = { name, (ptrdiff_t)strlen(name) };
    for (int i = 0; i < m->n_tensors; i++) {
        const cs_tensor *x = &m->tensor[i];
        if (!cs_eq(x->name, want)) continue;
        if (x->dtype != dtype || (rows >= 0 && x->rows != rows) || (cols >= 0 && x->cols != cols))
            return cs_fail(err, CASUS_E_MODEL, -1, "the model's tensor %s is %s %lld x %lld, expected %s %lld x %lld", name,
                           dtype_name[x->dtype], (long long)x->rows, (long long)x->cols, dtype_name[dtype], (long long)rows,
                           (long long)cols);
        *t = x;
        return CASUS_OK;
    }
    return cs_fail(err, CASUS_E_MODEL, -1, "the model has no tensor %s", name);
}
