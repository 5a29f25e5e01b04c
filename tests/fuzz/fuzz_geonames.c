/* GeoNames' files: each line as a row of each of the three, and all of it as a dump, with so little memory that names go
 * through temporary files. What comes out must be a gazetteer that opens. */
#define _GNU_SOURCE /* memfd_create */
#include "fuzz.h"
#include "link/geonames.h"
#include "link/geonames_name.h"
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

enum { INPUT_BYTES_MAX = 1 << 16, SORT_BYTES = 64 << 10, DEGREE = 100000 };

static bool within(cs_str part, cs_str line) { return !part.n || (part.p >= line.p && part.p + part.n <= line.p + line.n); }

static void read_rows(cs_str line) {
    cs_geonames_row r;
    cs_geonames_region region;
    cs_geonames_alternate alternate;
    if (cs_geonames_row_read(line, &r, NULL) == CASUS_OK) {
        fuzz_check(r.id > 0 && r.id < CS_GEONAMES_ID_MAX && r.name.n > 0 && r.population >= 0);
        fuzz_check(r.lat >= -90 * DEGREE && r.lat <= 90 * DEGREE && r.lon >= -180 * DEGREE && r.lon <= 180 * DEGREE);
        fuzz_check(within(r.name, line) && within(r.ascii, line) && within(r.others, line) && within(r.admin2, line));
        fuzz_check(cs_geonames_region_name(&r).n > 0 && cs_geonames_shown(&r).n > 0);
        cs_name_key key = cs_name_key_of(r.name), bare;
        for (int at = 0; cs_geonames_stripped(&key, at % 2, &at, &bare);) fuzz_check(bare.n > 0 && bare.n < key.n);
    }
    if (cs_geonames_region_read(line, &region, NULL) == CASUS_OK) fuzz_check(region.code.n && within(region.name, line));
    if (cs_geonames_alternate_read(line, &alternate, NULL) == CASUS_OK) fuzz_check(within(alternate.name, line));
}

typedef struct run {
    int64_t last_bad;
    int fd;
} run;

static void no_bad_row(void *ctx, const char *path, int64_t line, const char *what) {
    (void)path;
    run *r = ctx;
    fuzz_check(line > r->last_bad && *what);
    r->last_bad = line;
}

static bool go_on(void *ctx, const char *doing, int64_t n_rows, int64_t n_bytes, int64_t of_bytes) {
    (void)ctx, (void)doing, (void)n_rows;
    fuzz_check(n_bytes <= of_bytes);
    return true;
}

static int output(void *ctx) { return ((run *)ctx)->fd; }

static void import(const uint8_t *p, size_t n) {
    char dump[64], path[64];
    int in = memfd_create("dump", 0), out = memfd_create("gazetteer", 0);
    fuzz_check(in >= 0 && out >= 0 && write(in, p, n) == (ssize_t)n);
    snprintf(dump, sizeof dump, "/proc/self/fd/%d", in);
    snprintf(path, sizeof path, "/proc/self/fd/%d", out);
    run state = { 0, out };
    cs_geonames_import o = { .dump = dump, .folder = "/tmp", .all = true, .sort_bytes = SORT_BYTES, .ctx = &state };
    o.bad_row = no_bad_row;
    o.step = go_on;
    o.open_output = output;
    cs_geonames_result r;
    if (cs_geonames_to_gazetteer(&o, &r, NULL) == CASUS_OK) {
        cs_gazetteer *g;
        fuzz_check(cs_gazetteer_open(&g, path, NULL) == CASUS_OK);
        fuzz_check(cs_gazetteer_size(g) == r.file.n_places);
        for (int32_t i = 0; i < cs_gazetteer_size(g); i++) {
            cs_gaz_place at = cs_gazetteer_place(g, i);
            fuzz_check(at.name.n > 0 && at.region < cs_gazetteer_areas(g) && at.region != i);
        }
        cs_gaz_hit hit[CS_GAZ_HITS_MAX];
        fuzz_check(cs_gazetteer_find(g, CS_LIT("mali"), hit, CS_GAZ_HITS_MAX) >= 1);
        cs_gazetteer_close(&g);
    }
    close(in);
    close(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n) {
    if (n > INPUT_BYTES_MAX) return 0;
    cs_str rest = { (const char *)p, (ptrdiff_t)n };
    while (rest.n > 0) {
        const char *end = memchr(rest.p, '\n', (size_t)rest.n);
        cs_str line = end ? cs_cut(rest, 0, end - rest.p) : rest;
        read_rows(line);
        rest = cs_cut(rest, end ? line.n + 1 : line.n, rest.n);
    }
    if (n % 4 == 0) import(p, n); /* takes longer than the rows */
    return 0;
}
