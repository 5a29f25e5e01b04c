/* The regression runner: fuzz_TARGET ROUNDS FOLDER. Every file of the folder, the empty input, and ROUNDS mutations of each
 * that are the same on every run and machine; 50 times as many where CASUS_FULL is set. For finding new faults there is
 * libFuzzer; this holds what was found. */
#define _POSIX_C_SOURCE 200809L /* opendir, strdup */
#include "fuzz.h"
#include <dirent.h>
#include <stdio.h>
#include <string.h>

enum { INPUT_BYTES_MAX = 1 << 20, FILES_MAX = 1000, FULL_FACTOR = 50 };

static uint32_t next(uint32_t *state) { return *state = *state * 1664525u + 1013904223u, *state >> 8; }

/* A few bytes changed, a stretch cut out, repeated, or taken from another place. */
static size_t mutate(uint8_t *p, size_t n, size_t cap, uint32_t *rng) {
    for (uint32_t k = 1 + next(rng) % 4; k; k--) {
        size_t a = n ? next(rng) % n : 0, len = n - a ? 1 + next(rng) % ((n - a) < 64 ? n - a : 64) : 0,
               b = n ? next(rng) % n : 0;
        switch (next(rng) % 6) {
        case 0:
            if (n) p[a] ^= (uint8_t)(1u << next(rng) % 8);
            break;
        case 1:
            if (n) p[a] = (uint8_t)next(rng);
            break;
        case 2:
            if (n) p[a] = (uint8_t) "<>&;\"'{}[]\\/\t\n\r =-#:0\x80\xC3\xFF"[next(rng) % 25];
            break;
        case 3:
            memmove(p + a, p + a + len, n - a - len);
            n -= len;
            break;
        case 4:
            if (n + len > cap) break;
            memmove(p + a + len, p + a, n - a);
            n += len;
            break;
        default:
            if (n) memmove(p + b, p + a, len < n - b ? len : n - b);
        }
    }
    return n;
}

static void run_file(const char *folder, const char *name, long rounds) {
    static uint8_t seed[INPUT_BYTES_MAX], input[INPUT_BYTES_MAX + 64];
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "rb");
    fuzz_check(f);
    size_t n = fread(seed, 1, sizeof seed, f);
    fclose(f);
    LLVMFuzzerTestOneInput(seed, n);
    uint32_t rng = (uint32_t)cs_hash((cs_str){ name, (ptrdiff_t)strlen(name) });
    for (long i = 0; i < rounds; i++) {
        memcpy(input, seed, n);
        LLVMFuzzerTestOneInput(input, mutate(input, n, sizeof input, &rng));
    }
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

int main(int argc, char **argv) {
    static char *names[FILES_MAX];
    size_t n = 0;
    DIR *d = argc == 3 ? opendir(argv[2]) : NULL;
    if (!d) {
        fprintf(stderr, "usage: %s ROUNDS FOLDER\n", argv[0]);
        return 2;
    }
    for (struct dirent *e; (e = readdir(d)) && n < FILES_MAX;)
        if (e->d_name[0] != '.') names[n++] = strdup(e->d_name);
    closedir(d);
    qsort(names, n, sizeof *names, by_name);
    long rounds = strtol(argv[1], NULL, 10) * (getenv("CASUS_FULL") ? FULL_FACTOR : 1); /* `make prove` */
    LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    for (size_t i = 0; i < n; i++) {
        run_file(argv[2], names[i], rounds);
        free(names[i]);
    }
    printf("%zu inputs and their mutations: nothing found\n", n);
    return n ? 0 : 1; /* an empty folder tests nothing */
}
