/* Model files that must be refused, each with its reason; small ones made here, with a right SHA-256 unless that is the point.
 */
#define _POSIX_C_SOURCE 200809L
#include "encode_test.h"
#include "base/sha256.h"
#include <string.h>
#include <unistd.h>

enum { MOST = 4096 };
static char path[] = "/tmp/casus-model-test-XXXXXX";

static const char good_header[] = "name\ttiny\nversion\t1\nshape\t32\t1\t1\t32\t16\t32\t32\t32\ntensor\ta\tf32\t2\t8\t0\t64\n";

static void put(unsigned char *p, uint64_t v, int n) {
    for (int i = 0; i < n; i++) p[i] = (unsigned char)(v >> 8 * i);
}

/* A model file of that header and one block of 64 bytes. Gives its size. */
static size_t make(unsigned char *f, const char *header) {
    size_t n = strlen(header), start = (80 + n + 63) / 64 * 64, size = start + 64;
    memset(f, 0, MOST);
    memcpy(f, "CASUSMDL", 8);
    put(f + 8, CS_MODEL_FORMAT, 4), put(f + 12, 0x01020304, 4), put(f + 16, size, 8);
    put(f + 64, n, 8), put(f + 72, start, 8);
    memcpy(f + 80, header, n);
    return size;
}

static void seal(unsigned char *f, size_t size) {
    char hex[CS_SHA256_HEX];
    cs_sha256_hex((cs_str){ (char *)f + 64, (ptrdiff_t)size - 64 }, hex);
    for (int i = 0; i < 32; i++) {
        unsigned v;
        assert_int_equal(sscanf(hex + 2 * i, "%2x", &v), 1);
        f[32 + i] = (unsigned char)v;
    }
}

static void write_file(const unsigned char *f, size_t size) {
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(f, 1, size, out), size);
    fclose(out);
}

/* Opening must fail as a model error whose message has the words; the model must be empty afterwards. */
static void refused(const char *at, const char *words) {
    cs_model m;
    cs_err err = { 0 };
    assert_int_equal(cs_model_open(&m, at, true, &err), CASUS_E_MODEL);
    if (!strstr(err.msg, words)) fail_msg("expected '%s' in: %s", words, err.msg);
    assert_true(strstr(err.msg, at) != NULL);
    assert_null(m.map);
    assert_null(m.tensor);
    cs_engine *e = NULL;
    assert_int_equal(cs_engine_open(&e, at, CS_CPU_ALL, &err), CASUS_E_MODEL);
    assert_null(e);
}

static void refused_bytes(const unsigned char *f, size_t size, const char *words) {
    write_file(f, size);
    refused(path, words);
}

static void good(void **state) {
    (void)state;
    unsigned char f[MOST];
    size_t n = make(f, good_header);
    seal(f, n);
    write_file(f, n);
    cs_model m;
    cs_err err;
    const cs_tensor *t;
    for (int cpu = 0; cpu < 2; cpu++) {
        assert_int_equal(cs_model_open(&m, path, cpu, &err), CASUS_OK);
        assert_int_equal(cs_model_find(&m, "a", CS_F32, 2, 8, &t, &err), CASUS_OK);
        assert_int_equal(cs_model_find(&m, "a", CS_F32, 8, 2, &t, &err), CASUS_E_MODEL);
        assert_int_equal(cs_model_find(&m, "a", CS_I32, -1, -1, &t, &err), CASUS_E_MODEL);
        assert_int_equal(cs_model_find(&m, "b", CS_F32, -1, -1, &t, &err), CASUS_E_MODEL);
        cs_model_close(&m);
    }
    refused_bytes(f, n - 1, "truncated"); /* the last byte is missing */
}

static void no_model(void **state) {
    (void)state;
    refused("/tmp/casus-no-such-model", "No such file");
    refused("/tmp", "no regular file");
    unsigned char f[MOST];
    size_t n = make(f, good_header);
    refused_bytes(f, 0, "only 0 bytes");
    refused_bytes(f, 79, "only 79 bytes");
    memcpy(f, "GGUF", 4);
    refused_bytes(f, n, "begins otherwise");
}

static void other_version(void **state) {
    (void)state;
    unsigned char f[MOST];
    size_t n = make(f, good_header);
    seal(f, n);
    put(f + 8, CS_MODEL_FORMAT + 1, 4);
    refused_bytes(f, n, "newer than this program reads");
    put(f + 8, 0, 4);
    refused_bytes(f, n, "expected model format");
    put(f + 8, CS_MODEL_FORMAT, 4), put(f + 12, 0x04030201, 4);
    refused_bytes(f, n, "byte order");
}

static void damaged(void **state) {
    (void)state;
    unsigned char f[MOST];
    size_t n = make(f, good_header);
    seal(f, n);
    for (size_t cut = 80; cut < n; cut += 13) refused_bytes(f, cut, "truncated");
    refused_bytes(f, n + 1, "damaged");
    for (size_t at = 32; at < n; at += 7) { /* the hash and all it covers */
        f[at] ^= 0x10;
        refused_bytes(f, n, "damaged");
        f[at] ^= 0x10;
    }
}

/* Files whose hash is right and whose header is not: made by a faulty or hostile writer. */
static void bad_headers(void **state) {
    (void)state;
    static const char shape[] = "shape\t32\t1\t1\t32\t16\t32\t32\t32\n";
    static const char *const lines[] = { "tensor\ta\tf32\t2\t8\t0\t60\n",
                                         "tensor\ta\tf32\t2\t8\t64\t64\n",
                                         "tensor\ta\tf32\t2\t8\t4\t64\n",
                                         "tensor\ta\tf32\t-2\t8\t0\t64\n",
                                         "tensor\ta\tf64\t2\t8\t0\t64\n",
                                         "tensor\ta\tf32\t2\t8\t0\n",
                                         "tensor\ta\tf32\t268435457\t8\t0\t64\n",
                                         "tensor\ta\ti8p\t2\t32\t0\t64\n",
                                         "tensor\ta\tf32\t2\t8\t0\t99999999999999999999\n",
                                         "tensor\ta\ttext\t2\t65\t0\t64\n",
                                         "what\tis\tthis\n",
                                         "shape\t32\t1\t1\t32\t16\t32\t32\n",
                                         "shape\t33\t1\t1\t32\t16\t32\t32\t32\n",
                                         "shape\t32\t0\t1\t32\t16\t32\t32\t32\n",
                                         "shape\t32\t1\t1\t31\t16\t32\t32\t32\n",
                                         "shape\t8192\t1\t256\t32\t16\t32\t32\t32\n",
                                         "shape\t32\t1\t1\t32\t17\t32\t32\t32\n" };
    unsigned char f[MOST];
    char header[MOST / 2];
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        snprintf(header, sizeof header, "%s%s", shape, lines[i]);
        size_t n = make(f, header);
        seal(f, n);
        refused_bytes(f, n, "cannot be used");
    }
    size_t n = make(f, "name\tx\n");
    seal(f, n);
    refused_bytes(f, n, "states no shape");
    const uint64_t sizes[][2] = { { 1u << 30, 192 }, { UINT64_MAX, 192 }, { 100, 128 },
                                  { 100, 1 << 20 },  { 100, 190 },        { 100, UINT64_MAX - 63 } };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        n = make(f, good_header);
        put(f + 64, sizes[i][0], 8), put(f + 72, sizes[i][1], 8);
        seal(f, n);
        refused_bytes(f, n, "does not fit");
    }
}

/* A sound file that is not a whole model. */
static void incomplete(void **state) {
    (void)state;
    unsigned char f[MOST];
    size_t n = make(f, good_header);
    seal(f, n);
    write_file(f, n);
    cs_engine *e = NULL;
    cs_err err;
    assert_int_equal(cs_engine_open(&e, path, CS_CPU_ALL, &err), CASUS_E_MODEL);
    assert_true(strstr(err.msg, "labels.upos") != NULL);
    assert_null(e);
}

int main(void) {
    test_arenas();
    int fd = mkstemp(path);
    if (fd < 0) return 1;
    close(fd);
    const struct CMUnitTest tests[] = { cmocka_unit_test(good),          cmocka_unit_test(no_model),
                                        cmocka_unit_test(other_version), cmocka_unit_test(damaged),
                                        cmocka_unit_test(bad_headers),   cmocka_unit_test(incomplete) };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink(path);
    return failed;
}
