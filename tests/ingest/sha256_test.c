#include "base/sha256.h"
#include "check.h"

static void hex_of(bool use_cpu, const char *p, size_t n, size_t piece, char hex[CS_SHA256_HEX]) {
    cs_sha256 h;
    cs_sha256_begin(&h, use_cpu);
    for (size_t i = 0; i < n; i += piece) cs_sha256_add(&h, p + i, n - i < piece ? n - i : piece);
    cs_sha256_end(&h, hex);
}

/* FIPS 180-4 examples (NIST, "Example Values", SHA-256) and the empty message. */
static void known_answers(void **state) {
    (void)state;
    static const struct {
        cs_str in;
        const char *hex;
    } T[] = {
        { { "", 0 }, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
        { { "abc", 3 }, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
        { { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56 },
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
    };
    for (size_t i = 0; i < sizeof T / sizeof *T; i++) {
        char hex[CS_SHA256_HEX];
        cs_sha256_hex(T[i].in, hex);
        assert_string_equal(hex, T[i].hex);
        hex_of(false, T[i].in.p, (size_t)T[i].in.n, 5, hex);
        assert_string_equal(hex, T[i].hex);
    }
}

static void million_a(void **state) {
    (void)state;
    static char a[1000000];
    memset(a, 'a', sizeof a);
    for (int cpu = 0; cpu < 2; cpu++) {
        char hex[CS_SHA256_HEX];
        hex_of(cpu, a, sizeof a, 777, hex);
        assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }
}

/* Every length around the block and padding edges, both ways, whole and in pieces. */
static void every_length_both_ways(void **state) {
    (void)state;
    char a[300];
    for (size_t i = 0; i < sizeof a; i++) a[i] = (char)(i * 37 + 11);
    for (size_t n = 0; n <= sizeof a; n++) {
        char x[CS_SHA256_HEX], y[CS_SHA256_HEX], z[CS_SHA256_HEX];
        hex_of(false, a, n, sizeof a, x);
        hex_of(true, a, n, sizeof a, y);
        hex_of(true, a, n, 63, z);
        assert_string_equal(x, y);
        assert_string_equal(x, z);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_answers),
        cmocka_unit_test(million_a),
        cmocka_unit_test(every_length_both_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
