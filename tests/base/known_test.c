/* The quick sum notices what can happen to a file, and the files in models/ are the known ones. */
#include "base/known.h"
#include "check.h"
#include "encode/model.h"
#include <stdio.h>
#include <stdlib.h>

enum { N = 5000 };

static void fill(unsigned char *p) {
    uint32_t seed = 7;
    for (int i = 0; i < N; i++) p[i] = (unsigned char)((seed = seed * 1664525u + 1013904223u) >> 24);
}

static void test_sum(void **state) {
    (void)state;
    unsigned char p[N], q[N];
    fill(p);
    uint64_t sum = cs_quick_sum(p, N);
    assert_true(sum == 0x35a90e792f25ccbau); /* the same on every machine */
    for (int bit = 0; bit < 8 * N; bit++) {
        p[bit / 8] ^= (unsigned char)(1 << bit % 8);
        if (cs_quick_sum(p, N) == sum) fail_msg("bit %d changes nothing", bit);
        p[bit / 8] ^= (unsigned char)(1 << bit % 8);
    }
    for (int n = 0; n < N; n++) assert_true(cs_quick_sum(p, (size_t)n) != sum);
    static const int sizes[] = { 1, 4, 8, 16, 64, 128, 512, 2048 };
    for (int i = 0; i < 8; i++) { /* blocks that change places, that are lost to zeros, that are there twice */
        int n = sizes[i];
        for (int at = 0; at + 2 * n <= N; at += n) {
            memcpy(q, p, N), memcpy(q + at, p + at + n, (size_t)n), memcpy(q + at + n, p + at, (size_t)n);
            if (memcmp(p, q, N)) assert_true(cs_quick_sum(q, N) != sum);
            memcpy(q, p, N), memset(q + at, 0, (size_t)n);
            if (memcmp(p, q, N)) assert_true(cs_quick_sum(q, N) != sum);
            memcpy(q, p, N), memcpy(q + at, p + at + n, (size_t)n);
            if (memcmp(p, q, N)) assert_true(cs_quick_sum(q, N) != sum);
        }
    }
}

/* The same bit of two words of one lane, 64 bytes apart, the topmost too: a product keeps that where it is. */
static void test_two_bits(void **state) {
    (void)state;
    unsigned char p[N];
    fill(p);
    uint64_t sum = cs_quick_sum(p, N);
    for (int bit = 0; bit < 64; bit++)
        for (int far = 64; far + 8 < N; far += 64) {
            p[bit / 8] ^= (unsigned char)(1 << bit % 8), p[far + bit / 8] ^= (unsigned char)(1 << bit % 8);
            assert_true(cs_quick_sum(p, N) != sum);
            p[bit / 8] ^= (unsigned char)(1 << bit % 8), p[far + bit / 8] ^= (unsigned char)(1 << bit % 8);
        }
}

static void test_known(void **state) {
    (void)state;
    FILE *f = fopen(CASUS_SOURCE_DIR "/models/casus-en.events", "rb");
    assert_non_null(f);
    assert_int_equal(fseek(f, 0, SEEK_END), 0);
    size_t n = (size_t)ftell(f);
    unsigned char *p = malloc(n), *digest = p + CS_MODEL_AT_DIGEST, other[32] = { 0 };
    assert_non_null(p);
    rewind(f);
    assert_int_equal(fread(p, 1, n, f), n);
    fclose(f);
    assert_int_equal(cs_known_check(p, n, digest), CS_KNOWN_SAME);
    assert_int_equal(cs_known_check(p, n - 1, digest), CS_KNOWN_DAMAGED);
    for (size_t at = 0; at < n; at += n / 50) {
        if (at >= CS_MODEL_AT_DIGEST && at < CS_MODEL_AT_DIGEST + sizeof other) continue;
        p[at] ^= 1;
        assert_int_equal(cs_known_check(p, n, digest), CS_KNOWN_DAMAGED);
        p[at] ^= 1;
    }
    assert_int_equal(cs_known_check(p, n, other), CS_KNOWN_NOT);
    free(p);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_sum), cmocka_unit_test(test_two_bits),
                                        cmocka_unit_test(test_known) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
