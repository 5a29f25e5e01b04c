/* Gazetteers from GeoNames' files: what is read, what is kept, what is refused. */
#define _DEFAULT_SOURCE /* mkstemp, unlink */
#include "link/geonames.h"
#include "check.h"
#include "link/geonames_name.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static cs_str str(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }

#define ROW(id, name, others, cls, code, cc, a1, a2, people) \
    id "\t" name "\t" name "\t" others "\t36.2\t37.16\t" cls "\t" code "\t" cc "\t\t" a1 "\t" a2 "\t\t\t" people \
       "\t\t400\tZone\t2026-01-01\n"

static const char DUMP[] =
    ROW("900001", "Muhafazat Halab", "Aleppo,Aleppo Governorate,Halab", "A", "ADM1", "SY", "09", "", "4868000")
        ROW("900003", "Aleppo", "Alep,Halab,HAL,halab", "P", "PPLA", "SY", "09", "0901", "1602264")
            ROW("900002", "Jabal Saman District", "Mount Simeon District", "A", "ADM2", "SY", "09", "0901", "2000")
                ROW("900004", "Khan Tuman", "Khan Touman", "P", "PPL", "SY", "09", "0901", "0")
                    ROW("900005", "Mezzeh Air Base", "", "S", "AIRB", "SY", "13", "", "0")
                        ROW("900006", "Clear Creek", "", "H", "STM", "US", "CA", "", "0")
                            ROW("900007", "Salt Lake City", "", "P", "PPLA", "US", "UT", "", "200000")
                                ROW("900008", "Nowhere", "", "P", "PPL", "", "", "", "")
                                    ROW("163843", "Syria", "", "A", "PCLI", "SY", "00", "", "16906283");

/* ---- rows ---- */

static void reads_a_row(void **state) {
    (void)state;
    cs_geonames_row r;
    char line[256] = ROW("12", "Sa\xC3\xB3", "a,b", "P", "PPL", "SY", "09", "", "7");
    line[strlen(line) - 1] = 0;
    assert_int_equal(cs_geonames_row_read(str(line), &r, NULL), CASUS_OK);
    assert_int_equal(r.id, 12);
    assert_true(cs_eq(r.name, CS_LIT("Sa\xC3\xB3")) && cs_eq(r.others, CS_LIT("a,b")) &&
                cs_eq(cs_geonames_kind(&r), CS_LIT("P.PPL")));
    assert_int_equal(r.lat, 3620000);
    assert_int_equal(r.lon, 3716000);
    assert_int_equal(r.population, 7);
    assert_string_equal(r.country, "SY");
}

static void refuse(const char *line, const char *reason) {
    cs_geonames_row r;
    cs_err err = { .at = -1 };
    assert_int_equal(cs_geonames_row_read(str(line), &r, &err), CASUS_E_INPUT);
    if (!strstr(err.msg, reason)) fail_msg("\"%s\" does not say \"%s\"", err.msg, reason);
}

static void refuses_bad_rows(void **state) {
    (void)state;
#define LINE(id, name, lat, lon, cls, cc, people) \
    id "\t" name "\t\t\t" lat "\t" lon "\t" cls "\tPPL\t" cc "\t\t\t\t\t\t" people "\t\t\t\t"
    refuse("", "19 tab-separated columns");
    refuse("1\tx", "but found 2");
    refuse(LINE("1", "x", "1", "1", "P", "SY", "1") "\t", "but found 20");
    refuse(LINE("0", "x", "1", "1", "P", "SY", "1"), "column 1 (geonameid)");
    refuse(LINE("67108864", "x", "1", "1", "P", "SY", "1"), "67108863 but found \"67108864\"");
    refuse(LINE("1", "", "1", "1", "P", "SY", "1"), "column 2 (name)");
    refuse(LINE("1", "x", "90.00001", "1", "P", "SY", "1"), "column 5 (latitude): expected degrees from -90 to 90");
    refuse(LINE("1", "x", "1", "-180.00001", "P", "SY", "1"), "column 6 (longitude)");
    refuse(LINE("1", "x", "1e1", "1", "P", "SY", "1"), "column 5");
    refuse(LINE("1", "x", "", "1", "P", "SY", "1"), "column 5");
    refuse(LINE("1", "x", "1", "1", "PP", "SY", "1"), "column 7");
    refuse(LINE("1", "x", "1", "1", "P", "sy", "1"), "column 9 (country code): expected two capitals");
    refuse(LINE("1", "x", "1", "1", "P", "SY", "-1"), "column 15 (population)");
    refuse(LINE("1", "\xC3(", "1", "1", "P", "SY", "1"), "byte 3 of the line is not valid UTF-8");
}

static void reads_degrees(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t value;
    } GOOD[] = {
        { "0", 0 },       { "-33.45", -3345000 }, { "1.000005", 100001 }, { "-1.000005", -100001 }, { "1.0000049", 100000 },
        { "+7.", 700000 }
    };
    for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++) {
        cs_i64_result r = cs_degrees_read(str(GOOD[i].text));
        assert_true(r.ok);
        assert_int_equal(r.value, GOOD[i].value);
    }
    static const char *const BAD[] = { "", "-", ".", "x", "1x", "1.2.3", " 1", "99999999" };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        cs_i64_result r = cs_degrees_read(str(BAD[i]));
        assert_true(!r.ok || r.value > 18000000);
    }
}

/* A line one past the limit is skipped and counted; the next one is read. */
static void limits_lines(void **state) {
    (void)state;
    FILE *f = tmpfile();
    assert_non_null(f);
    for (int i = 0; i < CS_GEONAMES_LINE_MAX - 1; i++) putc('a', f);
    fputs("\nb\r\n", f);
    for (int i = 0; i < CS_GEONAMES_LINE_MAX; i++) putc('c', f);
    fputs("\n\nlast", f);
    rewind(f);
    cs_geonames_lines l = { .f = f, .buffer = malloc(CS_GEONAMES_LINE_MAX) };
    static const ptrdiff_t N[] = { CS_GEONAMES_LINE_MAX - 1, 1, -1, 0, 4 };
    cs_str s;
    for (size_t i = 0; i < 5; i++) {
        assert_true(cs_geonames_line(&l, &s));
        assert_int_equal(l.line, i + 1);
        assert_int_equal(s.p ? s.n : -1, N[i]);
    }
    assert_false(cs_geonames_line(&l, &s));
    assert_int_equal(l.bytes, ftell(f));
    free(l.buffer);
    fclose(f);
}

/* ---- names ---- */

static void knows_usable_names(void **state) {
    (void)state;
    static const char *const GOOD[] = { "Aleppo",
                                        "Al-B\xC4\x81"
                                        "b",
                                        "\xC5\x81\xC3\xB3"
                                        "d\xC5\xBA",
                                        "NATO Base", "St. John's" };
    static const char *const BAD[] = { "", "halab", "HAL", "Ab", "\xD8\xAD\xD9\x84\xD8\xA8", "Sector 7", "\xC4\x81lm" };
    for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++) assert_true(cs_geonames_usable(str(GOOD[i])));
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) assert_false(cs_geonames_usable(str(BAD[i])));
}

static void strips_descriptors(void **state) {
    (void)state;
    cs_name_key key = cs_name_key_of(CS_LIT("Deir ez-Zor Special District")), bare;
    int at = 0;
    assert_true(cs_geonames_stripped(&key, false, &at, &bare));
    assert_true(cs_eq(cs_name_key_str(&bare), CS_LIT("deir ez zor special")));
    assert_true(cs_geonames_stripped(&key, false, &at, &bare));
    assert_true(cs_eq(cs_name_key_str(&bare), CS_LIT("deir ez zor")));
    assert_false(cs_geonames_stripped(&key, false, &at, &bare));
    key = cs_name_key_of(CS_LIT("Mexico City"));
    at = 0;
    assert_false(cs_geonames_stripped(&key, true, &at, &bare));
    key = cs_name_key_of(CS_LIT("Provincia de Lima"));
    at = 0;
    assert_true(cs_geonames_stripped(&key, true, &at, &bare));
    assert_true(cs_eq(cs_name_key_str(&bare), CS_LIT("lima")));
    key = cs_name_key_of(CS_LIT("Baghdad International Airport"));
    assert_true(cs_geonames_site_variant(&key, &bare));
    assert_true(cs_eq(cs_name_key_str(&bare), CS_LIT("baghdad airport")));
}

/* ---- the whole ---- */

typedef struct world {
    char path[4][32]; /* dump, admin1, alternate, gazetteer */
    cs_geonames_result result;
    int64_t last_bad;
    int steps_left, fd;
} world;

static void write_file(char *path, const char *text, size_t n) {
    strcpy(path, "/tmp/casus-geonames-XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, n), n);
    close(fd);
}

static void note_bad(void *ctx, const char *path, int64_t line, const char *what) {
    (void)path, (void)what;
    ((world *)ctx)->last_bad = line;
}

static bool step(void *ctx, const char *doing, int64_t n_rows, int64_t n_bytes, int64_t of_bytes) {
    (void)doing, (void)n_rows;
    assert_true(n_bytes <= of_bytes);
    return ((world *)ctx)->steps_left-- != 0;
}

static int output(void *ctx) { return ((world *)ctx)->fd; }

/* Imports these bytes; more: admin1 and alternate names too. */
static casus_status import(world *w, const char *dump, size_t n, const char *admin1, const char *alternate, size_t sort_bytes,
                           bool all, cs_err *err) {
    *w = (world){ .steps_left = -1 };
    write_file(w->path[0], dump, n);
    write_file(w->path[1], admin1, strlen(admin1));
    write_file(w->path[2], alternate, strlen(alternate));
    write_file(w->path[3], "", 0);
    w->fd = open(w->path[3], O_WRONLY);
    assert_true(w->fd >= 0);
    cs_geonames_import o = { .dump = w->path[0],
                             .admin1 = *admin1 ? w->path[1] : NULL,
                             .alternate = *alternate ? w->path[2] : NULL,
                             .folder = "/tmp",
                             .all = all,
                             .sort_bytes = sort_bytes,
                             .ctx = w,
                             .bad_row = note_bad,
                             .step = step,
                             .open_output = output };
    casus_status st = cs_geonames_to_gazetteer(&o, &w->result, err);
    close(w->fd);
    return st;
}

static void drop(world *w) {
    for (int i = 0; i < 4; i++) unlink(w->path[i]);
}

static int32_t place_of(const cs_gazetteer *g, const char *key, cs_gaz_kind kind, cs_gaz_class *cls) {
    cs_gaz_hit hit[CS_GAZ_HITS_MAX];
    ptrdiff_t n = cs_gazetteer_find(g, str(key), hit, CS_GAZ_HITS_MAX);
    for (ptrdiff_t i = 0; i < n; i++)
        if (cs_gazetteer_place(g, hit[i].place).kind == kind) {
            if (cls) *cls = hit[i].cls;
            return hit[i].place;
        }
    return -1;
}

static void makes_a_gazetteer(void **state) {
    (void)state;
    world w;
    cs_err err = { .at = -1 };
    cs_gazetteer *g;
    cs_gaz_class cls;
    if (import(&w, DUMP, sizeof DUMP - 1, "SY.09\tAleppo\tAleppo\t900001\n",
               "1\t900004\ten\tTuman's Inn\t\t\t\t\t\t\n2\t900001\tabbr\tALP\t\t\t\t\t\t\n3\t900004\tlink\tHttp\t\t\t\t\t\t\n",
               CS_GAZ_SORT_BYTES, false, &err))
        fail_msg("%s", err.msg);
    assert_int_equal(w.result.n_rows, 9);
    assert_int_equal(w.result.n_left_out, 1); /* the creek */
    assert_int_equal(w.result.n_bad, 0);
    if (cs_gazetteer_open(&g, w.path[3], &err)) fail_msg("%s", err.msg);
    int32_t syria = place_of(g, "syria", CS_GAZ_COUNTRY, NULL), province = place_of(g, "aleppo", CS_GAZ_ADMIN1, NULL);
    int32_t town = place_of(g, "aleppo", CS_GAZ_TOWN, &cls), village = place_of(g, "khan tuman", CS_GAZ_TOWN, NULL);
    assert_true(syria >= 0 && province >= 0 && town >= 0 && village >= 0);
    assert_int_equal(cls, CS_GAZ_PRIMARY);
    assert_int_equal(cs_gazetteer_admin1(g, village), province);
    assert_int_equal(cs_gazetteer_admin2(g, village), place_of(g, "jabal saman", CS_GAZ_ADMIN2, &cls));
    assert_int_equal(cls, CS_GAZ_STRIPPED);
    assert_true(cs_gazetteer_inside(g, village, syria));
    assert_true(cs_eq(cs_gazetteer_place(g, province).name, CS_LIT("Aleppo")));
    assert_int_equal(cs_gazetteer_place(g, syria).level, cs_gaz_level(16906283));
    int32_t iraq = place_of(g, "iraq", CS_GAZ_COUNTRY, NULL); /* of which the dump has no row */
    assert_int_equal(cs_gazetteer_place(g, iraq).level, cs_gaz_level(10000000));
    assert_int_equal(place_of(g, "khan touman", CS_GAZ_TOWN, &cls), village); /* of a small town, as Syria is at war */
    assert_int_equal(place_of(g, "tumans inn", CS_GAZ_TOWN, NULL), village);
    assert_int_equal(place_of(g, "alp", CS_GAZ_ADMIN1, &cls), province);
    assert_int_equal(cls, CS_GAZ_ABBREVIATION);
    assert_true(place_of(g, "mezzeh airbase", CS_GAZ_SITE, NULL) >= 0);
    assert_true(place_of(g, "salt lake", CS_GAZ_TOWN, &cls) >= 0);
    assert_int_equal(cls, CS_GAZ_ALTERNATE);
    assert_int_equal(place_of(g, "clear creek", CS_GAZ_REGION, NULL), -1);
    assert_int_equal(place_of(g, "hal", CS_GAZ_TOWN, NULL), -1);
    assert_true(place_of(g, "gulf of aden", CS_GAZ_REGION, NULL) >= 0); /* of data/regions.tsv */
    assert_int_equal(cs_gazetteer_place(g, place_of(g, "nowhere", CS_GAZ_TOWN, NULL)).country, CS_GAZ_NONE);
    cs_gazetteer_close(&g);
    drop(&w);
}

/* The same bytes whether names fit in memory or go through many temporary files. */
static void memory_does_not_matter(void **state) {
    (void)state;
    world a, b;
    cs_err err = { .at = -1 };
    if (import(&a, DUMP, sizeof DUMP - 1, "", "", CS_GAZ_SORT_BYTES, true, &err)) fail_msg("%s", err.msg);
    if (import(&b, DUMP, sizeof DUMP - 1, "", "", 4096, true, &err)) fail_msg("%s", err.msg);
    assert_int_equal(a.result.file.n_places, b.result.file.n_places);
    assert_string_equal(a.result.file.sha256, b.result.file.sha256);
    assert_int_equal(a.result.n_left_out, 0);
    drop(&a);
    drop(&b);
}

static void counts_bad_rows(void **state) {
    (void)state;
    world w;
    cs_err err = { .at = -1 };
    char text[4096];
    int n = snprintf(text, sizeof text, "%snonsense\n%s", DUMP, ROW("900003", "Twin", "", "P", "PPL", "SY", "09", "", "1"));
    if (import(&w, text, (size_t)n, "", "", CS_GAZ_SORT_BYTES, false, &err)) fail_msg("%s", err.msg);
    assert_int_equal(w.result.n_bad, 2); /* the second: an id that stood before */
    assert_int_equal(w.last_bad, 11);
    cs_gazetteer *g;
    assert_int_equal(cs_gazetteer_open(&g, w.path[3], &err), CASUS_OK);
    assert_int_equal(place_of(g, "twin", CS_GAZ_TOWN, NULL), -1);
    cs_gazetteer_close(&g);
    drop(&w);
}

static void refuse_dump(const char *text, size_t n, casus_status status, const char *reason) {
    world w;
    cs_err err = { .at = -1 };
    assert_int_equal(import(&w, text, n, "", "", CS_GAZ_SORT_BYTES, false, &err), status);
    if (!strstr(err.msg, reason)) fail_msg("\"%s\" does not say \"%s\"", err.msg, reason);
    drop(&w);
}

static void refuses_what_is_no_dump(void **state) {
    (void)state;
    char foreign[200];
    memset(foreign, '\n', sizeof foreign);
    for (size_t i = 0; i < sizeof foreign; i += 2) foreign[i] = 'x';
    refuse_dump("", 0, CASUS_E_INPUT, "no row in it");
    refuse_dump("PK\3\4....", 8, CASUS_E_INPUT, "zip archive");
    refuse_dump(foreign, sizeof foreign, CASUS_E_INPUT, "none of the first 50 lines");
    refuse_dump("x\n", 2, CASUS_E_INPUT, "no row in it");
    const char *creek = ROW("900006", "Clear Creek", "", "H", "STM", "US", "CA", "", "0");
    refuse_dump(creek, strlen(creek), CASUS_E_INPUT, "kind that is kept");
    cs_geonames_import o = { .dump = "/no/such/dump", .folder = "/tmp", .sort_bytes = 4096 };
    cs_geonames_result r;
    assert_int_equal(cs_geonames_to_gazetteer(&o, &r, NULL), CASUS_E_INPUT);
    o.dump = "/dev/null";
    assert_int_equal(cs_geonames_to_gazetteer(&o, &r, NULL), CASUS_E_INPUT);
    o.folder = "/no/such/folder";
    assert_int_equal(cs_geonames_to_gazetteer(&o, &r, NULL), CASUS_E_STORE);
}

static void full_disk(void **state) {
    (void)state;
    world w = { .steps_left = -1 };
    cs_err err = { .at = -1 };
    write_file(w.path[0], DUMP, sizeof DUMP - 1);
    FILE *full = fopen("/dev/full", "wb");
    if (!full) skip();
    w.fd = fileno(full);
    cs_geonames_import o = { .dump = w.path[0],
                             .folder = "/tmp",
                             .sort_bytes = 4096,
                             .ctx = &w,
                             .bad_row = note_bad,
                             .step = step,
                             .open_output = output };
    assert_int_equal(cs_geonames_to_gazetteer(&o, &w.result, &err), CASUS_E_STORE);
    assert_non_null(strstr(err.msg, "No space left"));
    w.steps_left = 0; /* asked before it is written: stop */
    assert_int_equal(cs_geonames_to_gazetteer(&o, &w.result, &err), CASUS_E_STORE);
    assert_non_null(strstr(err.msg, "stopped"));
    fclose(full);
    unlink(w.path[0]);
}

/* One name of more places than are kept: those with the most people stay. */
static void cuts_common_names(void **state) {
    (void)state;
    enum { N = CS_GAZ_HITS_MAX + 1 };
    world w;
    cs_err err = { .at = -1 };
    char *text = malloc(N * 128);
    assert_non_null(text);
    size_t n = 0;
    for (int i = 0; i < N; i++)
        n += (size_t)sprintf(text + n, "%d\tSamename\t\t\t1\t1\tP\tPPL\tSY\t\t\t\t\t\t%d\t\t\t\t\n", 800000 + i, i * 50);
    if (import(&w, text, n, "", "", CS_GAZ_SORT_BYTES, false, &err)) fail_msg("%s", err.msg);
    free(text);
    assert_int_equal(w.result.file.n_cut, 1);
    cs_gazetteer *g;
    assert_int_equal(cs_gazetteer_open(&g, w.path[3], &err), CASUS_OK);
    cs_gaz_hit hit[N];
    assert_int_equal(cs_gazetteer_find(g, CS_LIT("samename"), hit, N), CS_GAZ_HITS_MAX);
    for (int i = 0; i < CS_GAZ_HITS_MAX; i++) assert_int_not_equal(cs_gazetteer_place(g, hit[i].place).geonames, 800000);
    cs_gazetteer_close(&g);
    drop(&w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_a_row),        cmocka_unit_test(refuses_bad_rows),
        cmocka_unit_test(reads_degrees),      cmocka_unit_test(limits_lines),
        cmocka_unit_test(knows_usable_names), cmocka_unit_test(strips_descriptors),
        cmocka_unit_test(makes_a_gazetteer),  cmocka_unit_test(memory_does_not_matter),
        cmocka_unit_test(counts_bad_rows),    cmocka_unit_test(refuses_what_is_no_dump),
        cmocka_unit_test(full_disk),          cmocka_unit_test(cuts_common_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
