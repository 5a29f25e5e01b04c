/* The gazetteer: what it knows, and that files which are not what they should be are refused. */
#define _DEFAULT_SOURCE /* mkstemp, unlink */
#include "base/sha256.h"
#include "check.h"
#include "link/gazetteer_file.h"
#include "link/name_key.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char PATH[] = CASUS_SOURCE_DIR "/models/gazetteer.bin";
static jmp_buf full;
enum { BYTES_MAX = 16 << 20, DIGEST_AT = CS_GAZ_AT_DIGEST, HEADER_BYTES = CS_GAZ_HEADER_BYTES };

static struct {
    char *p; /* the shipped file */
    size_t n;
} file;

static int read_file(void **state) {
    (void)state;
    FILE *f = fopen(PATH, "rb");
    if (!f) return -1;
    file.p = malloc(BYTES_MAX);
    file.n = file.p ? fread(file.p, 1, BYTES_MAX, f) : 0;
    fclose(f);
    return file.n > HEADER_BYTES ? 0 : -1;
}

static int free_file(void **state) {
    (void)state;
    free(file.p);
    return 0;
}

static void put_u32(char *p, uint32_t v) {
    for (int i = 0; i < 4; i++) p[i] = (char)(v >> 8 * i);
}

/* The right digest over wrong content. */
static void stamp(char *p, size_t n) {
    char hex[CS_SHA256_HEX];
    cs_sha256 h;
    cs_sha256_begin(&h, true);
    cs_sha256_add(&h, p, DIGEST_AT);
    cs_sha256_add(&h, p + HEADER_BYTES, n - HEADER_BYTES);
    cs_sha256_end(&h, hex);
    for (int i = 0; i < 32; i++) {
        char byte[3] = { hex[2 * i], hex[2 * i + 1], 0 };
        p[DIGEST_AT + i] = (char)strtol(byte, NULL, 16);
    }
}

/* Opens these bytes as a file; CASUS_OK leaves *g open. */
static casus_status open_bytes(const char *p, size_t n, cs_gazetteer **g, cs_err *err) {
    char path[] = "/tmp/casus-gazetteer-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    FILE *f = fdopen(fd, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(p, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
    casus_status st = cs_gazetteer_open(g, path, err);
    unlink(path);
    return st;
}

static void refuse(const char *p, size_t n, const char *reason) {
    cs_gazetteer *g = NULL;
    cs_err err = { .at = -1 };
    assert_int_equal(open_bytes(p, n, &g, &err), CASUS_E_MODEL);
    assert_null(g);
    if (!strstr(err.msg, reason)) fail_msg("\"%s\" does not say \"%s\"", err.msg, reason);
}

static void refuses(void **state) {
    (void)state;
    char *p = malloc(file.n + 1);
    assert_non_null(p);
    memcpy(p, file.p, file.n);
    p[file.n] = 0;
    refuse(p, 0, "0 bytes");
    refuse(p, HEADER_BYTES - 1, "bytes");
    refuse(p, file.n - 1, "cut off");
    refuse(p, file.n + 1, "cut off or damaged");
    p[0] = 'X';
    refuse(p, file.n, "no gazetteer");
    p[0] = 'C';
    put_u32(p + 8, CS_GAZETTEER_VERSION + 1);
    stamp(p, file.n);
    refuse(p, file.n, "version 3");
    put_u32(p + 8, CS_GAZETTEER_VERSION);
    stamp(p, file.n);
    p[file.n / 2] ^= 1;
    refuse(p, file.n, "SHA-256");
    p[file.n / 2] ^= 1;
    put_u32(p + 40, (uint32_t)file.n); /* the first section at the end of the file */
    stamp(p, file.n);
    refuse(p, file.n, "outside");
    memcpy(p, file.p, file.n);
    put_u32(p + 28, 5); /* places */
    stamp(p, file.n);
    refuse(p, file.n, "sizes");
    free(p);
}

static void refuses_what_is_no_file(void **state) {
    (void)state;
    cs_gazetteer *g = NULL;
    cs_err err = { .at = -1 };
    assert_int_equal(cs_gazetteer_open(&g, "/no/such/file", &err), CASUS_E_MODEL);
    assert_int_equal(cs_gazetteer_open(&g, "/tmp", &err), CASUS_E_MODEL);
    assert_null(g);
}

/* Content that a wrong tool wrote, with the right digest: look-ups stay within the file (the address sanitizer watches). */
static void survives_wrong_content(void **state) {
    (void)state;
    char *p = malloc(file.n);
    assert_non_null(p);
    for (uint32_t seed = 1; seed <= 3; seed++) {
        memcpy(p, file.p, file.n);
        uint32_t x = seed;
        for (size_t i = HEADER_BYTES; i < file.n; i += 1 + (x >> 24)) {
            x = x * 1664525u + 1013904223u;
            p[i] = (char)(x >> 16);
        }
        stamp(p, file.n);
        cs_gazetteer *g;
        cs_err err = { .at = -1 };
        if (open_bytes(p, file.n, &g, &err)) fail_msg("%s", err.msg);
        static const char *const NAME[] = { "", "a", "paris", "springfield", "san antonio", "zzz", "kabul" };
        for (size_t i = 0; i < sizeof NAME / sizeof *NAME; i++) {
            cs_gaz_hit hit[64];
            ptrdiff_t n = cs_gazetteer_find(g, (cs_str){ NAME[i], (ptrdiff_t)strlen(NAME[i]) }, hit, 64);
            for (ptrdiff_t k = 0; k < n && k < 64; k++) (void)cs_gazetteer_admin1(g, hit[k].place);
        }
        for (int32_t i = 0; i < cs_gazetteer_size(g); i += 97) {
            cs_gaz_place at = cs_gazetteer_place(g, i);
            assert_true(at.name.n <= 255);
            (void)cs_gazetteer_inside(g, i, 0);
        }
        cs_gazetteer_close(&g);
    }
    free(p);
}

/* Readers of areas count on their numbers: what lies behind the areas is none, whatever its row says. */
static void areas_come_first(void **state) {
    (void)state;
    char *p = malloc(file.n);
    assert_non_null(p);
    memcpy(p, file.p, file.n);
    size_t places_at = 0;
    for (int i = 3; i >= 0; i--) places_at = places_at << 8 | (unsigned char)p[CS_GAZ_AT_SECTIONS + 8 * CS_GAZ_S_PLACES + i];
    cs_gazetteer *g;
    cs_err err = { .at = -1 };
    assert_int_equal(cs_gazetteer_open(&g, PATH, &err), CASUS_OK);
    int32_t n_areas = cs_gazetteer_areas(g), n_countries = cs_gazetteer_countries(g);
    assert_true(n_countries < n_areas && n_areas < cs_gazetteer_size(g));
    cs_gazetteer_close(&g);
    char *first_other = p + places_at + (size_t)n_areas * CS_GAZ_PLACE_BYTES;
    char *first_region = p + places_at + (size_t)n_countries * CS_GAZ_PLACE_BYTES;
    first_other[19] = CS_GAZ_ADMIN1;
    first_region[19] = CS_GAZ_COUNTRY;
    put_u32(first_other + 16, (uint32_t)n_areas | CS_GAZ_ADMIN1 << 24); /* lies in itself, which is no area */
    stamp(p, file.n);
    if (open_bytes(p, file.n, &g, &err)) fail_msg("%s", err.msg);
    assert_int_equal(cs_gazetteer_place(g, n_areas).kind, CS_GAZ_TOWN);
    assert_int_equal(cs_gazetteer_place(g, n_areas).region, CS_GAZ_NONE);
    assert_int_equal(cs_gazetteer_place(g, n_countries).kind, CS_GAZ_TOWN);
    cs_gazetteer_close(&g);
    put_u32(p + CS_GAZ_AT_AREAS, CS_GAZ_AREAS_MAX + 1);
    stamp(p, file.n);
    refuse(p, file.n, "sizes");
    free(p);
}

/* The user's own places, over the file's. */
static void own_places(void **state) {
    (void)state;
    static const char csv[] =
        "name,lat,lon,aliases,country,admin1,precision\n"
        "Mosul,1,2,,,,\n"
        "Camp X,36.5,43.1,CX|Camp Ex,IRQ,Nineveh,site\n"
        "Camp Y,36.5,43.1,Camp Ex,IRQ,No Such Province,\n";
    cs_gazetteer *g;
    cs_err err = { .at = -1 };
    cs_arena a;
    cs_gaz_hit hit[8];
    assert_int_equal(cs_arena_map(&a, 1 << 20, &err), CASUS_OK);
    a.on_full = &full;
    assert_int_equal(cs_gazetteer_open(&g, PATH, &err), CASUS_OK);
    int32_t before = cs_gazetteer_size(g);
    if (cs_gazetteer_add(g, "my.csv", (cs_str){ csv, sizeof csv - 1 }, &a, &err)) fail_msg("%s", err.msg);
    assert_int_equal(cs_gazetteer_size(g), before + 3);
    assert_int_equal(cs_gazetteer_find(g, CS_LIT("mosul"), hit, 8), 1); /* and not the city */
    assert_int_equal(hit[0].place, before);
    assert_null(cs_gazetteer_own(g, before - 1));
    assert_int_equal(cs_gazetteer_find(g, CS_LIT("cx"), hit, 8), 1);
    assert_int_equal(hit[0].cls, CS_GAZ_ABBREVIATION);
    assert_int_equal(cs_gazetteer_find(g, CS_LIT("camp ex"), hit, 8), 2);
    cs_gaz_place x = cs_gazetteer_place(g, before + 1);
    assert_float_equal(x.lat, 36.5, 1e-4);
    assert_int_equal(x.kind, CS_GAZ_SITE);
    assert_true(cs_gazetteer_admin1(g, before + 1) >= 0 && cs_gazetteer_inside(g, before + 1, x.country));
    assert_int_equal(cs_gazetteer_admin1(g, before + 2), CS_GAZ_NONE);
    assert_true(cs_eq(cs_gazetteer_own(g, before + 2)->admin1, CS_LIT("No Such Province")));
    assert_true(cs_eq(cs_gazetteer_own(g, before + 2)->origin, CS_LIT("gazetteer:user my.csv:4")));
    cs_gazetteer_close(&g);
    cs_arena_unmap(&a);
}

/* The hit of a name with this kind and country, or -1. */
static int32_t place_of(const cs_gazetteer *g, cs_str name, cs_gaz_kind kind, const char *alpha3) {
    static cs_gaz_hit hit[1024];
    cs_name_key k = cs_name_key_of(name);
    ptrdiff_t n = cs_gazetteer_find(g, cs_name_key_str(&k), hit, 1024);
    for (ptrdiff_t i = 0; i < n; i++) {
        cs_gaz_place p = cs_gazetteer_place(g, hit[i].place);
        if (p.kind == kind && strcmp(cs_gazetteer_alpha3(g, p.country), alpha3) == 0) return hit[i].place;
    }
    return -1;
}

static void knows(void **state) {
    (void)state;
    cs_gazetteer *g;
    cs_err err = { .at = -1 };
    if (cs_gazetteer_open(&g, PATH, &err)) fail_msg("%s", err.msg);
    assert_int_equal(strlen(cs_gazetteer_sha256(g)), 64);
    int32_t mosul = place_of(g, CS_LIT("Mosul"), CS_GAZ_TOWN, "IRQ"), iraq = place_of(g, CS_LIT("Iraq"), CS_GAZ_COUNTRY, "IRQ");
    assert_true(mosul >= 0 && iraq >= 0);
    assert_int_equal(cs_gazetteer_place(g, mosul).geonames, 99072);
    assert_float_equal(cs_gazetteer_place(g, iraq).lat, 33, 1e-4);
    assert_true(cs_gazetteer_inside(g, mosul, iraq));
    assert_false(cs_gazetteer_inside(g, iraq, mosul));
    assert_str(cs_gazetteer_place(g, cs_gazetteer_capital(g, iraq)).name, CS_LIT("Baghdad"));
    assert_int_equal(cs_gazetteer_capital(g, mosul), CS_GAZ_NONE);
    int32_t nineveh = cs_gazetteer_admin1(g, mosul);
    assert_true(nineveh >= 0 && cs_gazetteer_inside(g, mosul, nineveh) && cs_gazetteer_inside(g, nineveh, iraq));
    assert_true(place_of(g, CS_LIT("Kabul"), CS_GAZ_CAPITAL, "AFG") >= 0);
    assert_true(place_of(g, CS_LIT("Gulf of Aden"), CS_GAZ_REGION, "") >= 0);
    assert_true(place_of(g, CS_LIT("Baghdad International Airport"), CS_GAZ_SITE, "IRQ") >= 0);
    assert_true(place_of(g, CS_LIT("Deir ez-Zor"), CS_GAZ_ADMIN1, "SYR") >= 0);
    assert_int_equal(place_of(g, CS_LIT("No Such Place At All"), CS_GAZ_TOWN, "IRQ"), -1);
    cs_gaz_hit hit[4];
    assert_int_equal(cs_gazetteer_find(g, CS_LIT("malians"), hit, 4), 1);
    assert_int_equal(hit[0].cls, CS_GAZ_DEMONYM);
    assert_true(cs_gazetteer_find(g, CS_LIT("san antonio"), hit, 4) > 4); /* more than there is room for */
    cs_gazetteer_close(&g);
    assert_null(g);
    cs_gazetteer_close(&g);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(knows),
                                        cmocka_unit_test(refuses),
                                        cmocka_unit_test(refuses_what_is_no_file),
                                        cmocka_unit_test(survives_wrong_content),
                                        cmocka_unit_test(areas_come_first),
                                        cmocka_unit_test(own_places) };
    if (setjmp(full)) return fputs("arena full\n", stderr), 1;
    return cmocka_run_group_tests(tests, read_file, free_file);
}
