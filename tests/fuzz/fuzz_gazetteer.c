/* The gazetteer's file, with magic, version, size and checksum made right, and look-ups in what it then claims to hold. */
#define _GNU_SOURCE /* memfd_create */
#include "base/sha256.h"
#include "fuzz.h"
#include "link/gazetteer.h"
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

enum { HEADER_BYTES = 128, DIGEST_AT = 96, INPUT_BYTES_MAX = 1 << 20, PLACES_READ = 64 };

static int digit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

static int make_file(const uint8_t *p, size_t n) {
    unsigned char head[HEADER_BYTES];
    memcpy(head, p, HEADER_BYTES);
    memcpy(head, "CASUSGAZ", 8);
    const uint32_t fixed[2] = { CS_GAZETTEER_VERSION, HEADER_BYTES };
    const uint64_t size = n;
    memcpy(head + 8, fixed, sizeof fixed);
    memcpy(head + 16, &size, sizeof size);
    char hex[CS_SHA256_HEX];
    cs_sha256 h;
    cs_sha256_begin(&h, true);
    cs_sha256_add(&h, head, DIGEST_AT);
    cs_sha256_add(&h, p + HEADER_BYTES, n - HEADER_BYTES);
    cs_sha256_end(&h, hex);
    for (int i = 0; i < 32; i++) head[DIGEST_AT + i] = (unsigned char)(digit(hex[2 * i]) * 16 + digit(hex[2 * i + 1]));
    int fd = memfd_create("gazetteer", 0);
    fuzz_check(fd >= 0 && write(fd, head, sizeof head) == (ssize_t)sizeof head);
    fuzz_check(write(fd, p + HEADER_BYTES, n - HEADER_BYTES) == (ssize_t)(n - HEADER_BYTES));
    return fd;
}

static void look_up(const cs_gazetteer *g, cs_str key) {
    cs_gaz_hit hits[16];
    ptrdiff_t n = cs_gazetteer_find(g, key, hits, 16);
    fuzz_check(n >= 0);
    for (ptrdiff_t i = 0; i < n && i < 16; i++) fuzz_check(hits[i].place >= 0 && hits[i].place < cs_gazetteer_size(g));
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n) {
    if (n < HEADER_BYTES || n > INPUT_BYTES_MAX) return 0;
    int fd = make_file(p, n);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    cs_gazetteer *g = NULL;
    cs_err err;
    if (cs_gazetteer_open(&g, path, &err) == CASUS_OK) {
        look_up(g, CS_LIT("aaa"));
        look_up(g, CS_LIT("town"));
        look_up(g, CS_LIT("zzzz"));
        look_up(g, (cs_str){ (const char *)p + n - 4, 4 });
        unsigned sum = 0;
        for (int32_t i = 0; i < cs_gazetteer_size(g) && i < PLACES_READ; i++) {
            cs_gaz_place x = cs_gazetteer_place(g, i);
            for (ptrdiff_t k = 0; k < x.name.n; k++) sum += (unsigned char)x.name.p[k];
            sum += (unsigned)strlen(cs_gazetteer_alpha3(g, x.country));
            fuzz_check(cs_gazetteer_admin1(g, i) < cs_gazetteer_size(g) && cs_gazetteer_admin2(g, i) < cs_gazetteer_size(g));
            sum += cs_gazetteer_inside(g, i, 0);
        }
        volatile unsigned sink = sum; /* the reads may not be optimised away */
        (void)sink;
    }
    cs_gazetteer_close(&g);
    close(fd);
    return 0;
}
