/* What becomes of an incident in the tables of others: rules that the examples do not reach. */
#include "base/tsv.h"
#include "check.h"
#include "export/form_say.h"
#include <stdio.h>
#include <stdlib.h>

typedef struct hand {
    cs_arena keep, scratch;
    jmp_buf full;
    cs_view_incident i;
    cs_view_party parties[8];
    cs_view_toll tolls[8];
    cs_view_report report;
} hand;

static cs_str str(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }

static int set_up(void **state) {
    hand *h = calloc(1, sizeof *h);
    cs_err err;
    if (!h || cs_arena_map(&h->keep, 1 << 24, &err) != CASUS_OK || cs_arena_map(&h->scratch, 1 << 24, &err) != CASUS_OK)
        return -1;
    h->keep.on_full = h->scratch.on_full = &h->full;
    *state = h;
    return 0;
}

static int tear_down(void **state) {
    hand *h = *state;
    cs_arena_unmap(&h->keep);
    cs_arena_unmap(&h->scratch);
    free(h);
    return 0;
}

/* An incident in Niger on one day, without parties or toll. */
static void begin(hand *h, const char *type, const char *mode) {
    h->i = (cs_view_incident){
        .id = 7,
        .made_at = CS_LIT("2024-03-09T10:00:00Z"),
        .changed_at = CS_LIT("2024-03-10T10:00:00Z"),
        .type = str(type),
        .mode = str(mode),
        .certainty = CS_LIT("fact"),
        .modality = CS_LIT("actual"),
        .when = { .edtf = CS_LIT("2024-03-07"), .first = CS_LIT("2024-03-07"), .last = CS_LIT("2024-03-07") },
        .place = { .name = CS_LIT("Abala"), .country = CS_LIT("NER"), .precision = CS_LIT("town") },
        .parties = h->parties,
        .tolls = h->tolls,
        .n_sources = 1,
        .confidence = NAN
    };
    h->report = (cs_view_report){ .id = 1, .source = CS_LIT("Gazette"), .text_sha256 = CS_LIT("00") };
}

static void party(hand *h, const char *role, const char *name, const char *sector, const char *country, const char *certainty) {
    h->parties[h->i.n_parties++] = (cs_view_party){
        .role = str(role), .name = str(name), .sector = str(sector), .country = str(country), .certainty = str(certainty)
    };
}

static void killed(hand *h, const char *status, int64_t low, int64_t best, int64_t high) {
    h->tolls[h->i.n_tolls++] =
        (cs_view_toll){ .effect = CS_LIT("killed"), .status = str(status), .low = low, .best = best, .high = high };
}

/* The cells of the one row that the format writes for the incident; n == 0: it is left out. cells: of the head and the row. */
typedef struct row {
    cs_str head, cells;
    bool left;
} row;

static row write_row(hand *h, const cs_form *f) {
    cs_form_writer w = { .keep = &h->keep, .scratch = &h->scratch };
    const cs_form_incident x = { .incident = &h->i, .reports = &h->report, .n_reports = 1 };
    f->begin(&w);
    f->incident(&w, &x);
    cs_str all = cs_dup(&h->keep, (cs_str){ w.out[0].p, (ptrdiff_t)w.out[0].n });
    ptrdiff_t end = cs_find(all, CS_LIT("\r\n"));
    assert_true(end > 0 && !w.out[0].failed);
    assert_int_equal(w.n_written + w.n_left, 1);
    for (int i = 0; i < CS_FORM_FILES_MAX; i++) cs_buf_free(&w.out[i]);
    return (row){ cs_cut(all, 0, end), cs_cut(all, end + 2, all.n), w.n_left > 0 };
}

/* No cell here has a quote or a comma. */
static cs_str cell(const row *r, const char *column) {
    cs_str head = r->head, cells = r->cells, name, value = { 0 };
    while (cs_list_next(&head, ',', &name)) {
        ptrdiff_t comma = cs_find(cells, CS_LIT(","));
        value = cs_cut(cells, 0, comma < 0 ? cells.n : comma);
        if (cs_eq(name, str(column))) return cs_trim(value);
        cells = cs_cut(cells, comma < 0 ? cells.n : comma + 1, cells.n);
    }
    fail_msg("there is no column %s", column);
    return value;
}

/* ---- ACLED ---- */

static void test_acled_types(void **state) {
    static const char *const cases[][7] = {
        /* type, mode, agent, recipient (sectors), type and interaction wanted */
        { "ASSAULT", "firearms", "REB", "MIL", "Battles", "Armed clash", "12" },
        { "ASSAULT", "firearms", "REB", "CVL", "Violence against civilians", "Attack", "27" },
        { "ASSAULT", "explosives", "UAF", "CVL", "Explosions/Remote violence", "Remote explosive/landmine/IED", "37" },
        { "ASSAULT", "suicide-attack", "IMG", "MIL", "Explosions/Remote violence", "Suicide bomb", "12" },
        { "ASSAULT", "drone", "MIL", "REB", "Explosions/Remote violence", "Air/drone strike", "12" },
        { "ASSAULT", "abduct", "REB", "MIL", "Violence against civilians", "Abduction/forced disappearance", "12" },
        { "ASSAULT", "seize", "MIL", "REB", "Battles", "Government regains territory", "12" },
        { "ASSAULT", "seize", "REB", "MIL", "Battles", "Non-state actor overtakes territory", "12" },
        { "ASSAULT", "crowd-control", "COP", "CVL", "Protests", "Protest with intervention", "17" },
        { "ASSAULT", "sexual", "UAF", "CVL", "Violence against civilians", "Sexual violence", "37" },
        { "PROTEST", "demo", "CVL", "", "Protests", "Peaceful protest", "60" },
        { "PROTEST", "riot", "CVL", "", "Riots", "Violent demonstration", "50" },
        { "COERCE", "arrest", "COP", "CVL", "Strategic developments", "Arrests", "17" },
        { "ASSAULT", "", "IGO", "REB", "Battles", "Armed clash", "28" },
    };
    hand *h = *state;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        const char *const *c = cases[k];
        begin(h, c[0], c[1]);
        party(h, "agent", "A", c[2], "NER", "fact");
        if (*c[3]) party(h, "recipient", "B", c[3], "NER", "fact");
        row r = write_row(h, &cs_form_acled);
        assert_str(cell(&r, "event_type"), str(c[4]));
        assert_str(cell(&r, "sub_event_type"), str(c[5]));
        assert_str(cell(&r, "interaction"), str(c[6]));
    }
}

static void test_acled_abroad(void **state) {
    hand *h = *state;
    begin(h, "ASSAULT", "aerial");
    party(h, "agent", "Air force", "MIL", "USA", "fact");
    row r = write_row(h, &cs_form_acled);
    assert_str(cell(&r, "inter1"), CS_LIT("8"));
    assert_str(cell(&r, "iso"), CS_LIT("562"));
    assert_str(cell(&r, "timestamp"), CS_LIT("1710028800"));
}

static void test_acled_leaves_out(void **state) {
    hand *h = *state;
    begin(h, "ASSAULT", "firearms");
    h->i.modality = CS_LIT("planned");
    assert_true(write_row(h, &cs_form_acled).left);
    begin(h, "ASSAULT", "firearms");
    h->i.certainty = CS_LIT("denied");
    assert_true(write_row(h, &cs_form_acled).left);
    begin(h, "ASSAULT", "firearms");
    h->i.when.first = (cs_str){ 0 };
    assert_true(write_row(h, &cs_form_acled).left);
    begin(h, "CONSULT", "visit");
    assert_true(write_row(h, &cs_form_acled).left);
}

static void test_acled_lowest_figure(void **state) {
    hand *h = *state;
    begin(h, "ASSAULT", "firearms");
    killed(h, "all", 3, 8, 12);
    row r = write_row(h, &cs_form_acled);
    assert_str(cell(&r, "fatalities"), CS_LIT("3"));
    begin(h, "ASSAULT", "firearms");
    killed(h, "all", CS_VIEW_NONE, 8, 8);
    r = write_row(h, &cs_form_acled);
    assert_str(cell(&r, "fatalities"), CS_LIT("8"));
}

/* ---- GED ---- */

static void test_ged_deaths(void **state) {
    hand *h = *state;
    begin(h, "ASSAULT", "firearms");
    party(h, "agent", "Front", "REB", "NER", "accused");
    party(h, "recipient", "Army", "MIL", "NER", "fact");
    killed(h, "all", 9, 12, CS_VIEW_NONE);
    killed(h, "perpetrator", 2, 2, 2);
    killed(h, "combatant", 3, 3, 3);
    killed(h, "civilian", 4, 4, 4);
    row r = write_row(h, &cs_form_ged);
    assert_str(cell(&r, "type_of_violence"), CS_LIT("1"));
    assert_str(cell(&r, "side_a"), CS_LIT("Army")); /* the state comes first, and its dead with it */
    assert_str(cell(&r, "deaths_a"), CS_LIT("3"));
    assert_str(cell(&r, "deaths_b"), CS_LIT("2"));
    assert_str(cell(&r, "deaths_civilians"), CS_LIT("4"));
    assert_str(cell(&r, "deaths_unknown"), CS_LIT("3"));
    assert_str(cell(&r, "best"), CS_LIT("12"));
    assert_str(cell(&r, "low"), CS_LIT("9"));
    assert_str(cell(&r, "high"), CS_LIT("12"));
    assert_str(cell(&r, "gwnoa"), CS_LIT("436"));
    assert_str(cell(&r, "gwnob"), (cs_str){ 0 });
}

static void test_ged_parts_above_the_whole(void **state) {
    hand *h = *state;
    begin(h, "ASSAULT", "");
    party(h, "agent", "Front", "REB", "", "fact");
    party(h, "recipient", "villagers", "CVL", "", "fact");
    killed(h, "all", 3, 3, 3);
    killed(h, "civilian", 5, 5, 5);
    row r = write_row(h, &cs_form_ged);
    assert_str(cell(&r, "type_of_violence"), CS_LIT("3"));
    assert_str(cell(&r, "side_b"), CS_LIT("Civilians"));
    assert_str(cell(&r, "best"), CS_LIT("5"));
    assert_str(cell(&r, "low"), CS_LIT("3"));
    assert_str(cell(&r, "high"), CS_LIT("5"));
}

static void test_ged_needs_a_death(void **state) {
    hand *h = *state;
    begin(h, "ASSAULT", "firearms");
    killed(h, "all", 0, 0, 0);
    assert_true(write_row(h, &cs_form_ged).left);
    begin(h, "PROTEST", "riot");
    killed(h, "all", 2, 2, 2);
    assert_true(write_row(h, &cs_form_ged).left);
}

static void test_grid(void **state) {
    (void)state;
    assert_int_equal(cs_form_grid(-90, -180), 1);
    assert_int_equal(cs_form_grid(-89.9, 179.9), 720);
    assert_int_equal(cs_form_grid(0, 0), 129961);
    assert_int_equal(cs_form_grid(89.9, 179.9), 259200);
    assert_int_equal(cs_form_grid(90, 180), 259200); /* the last cell takes the edge */
}

/* ---- GTD ---- */

static void test_gtd_attempt_and_claims(void **state) {
    hand *h = *state;
    begin(h, "ASSAULT", "suicide-attack");
    h->i.modality = CS_LIT("attempted");
    h->i.when.last = CS_LIT("2024-03-12");
    party(h, "agent", "Front", "REB", "NER", "claimed");
    party(h, "agent", "Banner", "IMG", "NER", "claimed");
    party(h, "agent", "Nobody", "REB", "NER", "denied");
    party(h, "recipient", "police post", "COP", "NER", "fact");
    row r = write_row(h, &cs_form_gtd);
    assert_str(cell(&r, "eventid"), CS_LIT("202403000007")); /* the day is not known */
    assert_str(cell(&r, "success"), CS_LIT("0"));
    assert_str(cell(&r, "suicide"), CS_LIT("1"));
    assert_str(cell(&r, "attacktype1_txt"), CS_LIT("Bombing/Explosion"));
    assert_str(cell(&r, "weaptype1_txt"), CS_LIT("Explosives"));
    assert_str(cell(&r, "targtype1_txt"), CS_LIT("Police"));
    assert_str(cell(&r, "gname2"), CS_LIT("Banner"));
    assert_str(cell(&r, "gname3"), (cs_str){ 0 });
    assert_str(cell(&r, "claimed"), CS_LIT("1"));
    assert_str(cell(&r, "compclaim"), CS_LIT("1"));
    assert_str(cell(&r, "guncertain1"), CS_LIT("1"));
}

static void test_gtd_not_by_states(void **state) {
    hand *h = *state;
    begin(h, "ASSAULT", "aerial");
    party(h, "agent", "Army", "MIL", "NER", "fact");
    assert_true(write_row(h, &cs_form_gtd).left);
    party(h, "agent", "Front", "REB", "NER", "fact");
    assert_false(write_row(h, &cs_form_gtd).left);
}

static void test_regions(void **state) {
    static const struct {
        const char *country, *ucdp, *gtd, *gtd_name;
    } T[] = {
        { "USA", "Americas", "1", "North America" },
        { "HTI", "Americas", "2", "Central America & Caribbean" },
        { "COL", "Americas", "3", "South America" },
        { "TWN", "Asia", "4", "East Asia" },
        { "MMR", "Asia", "5", "Southeast Asia" },
        { "PAK", "Asia", "6", "South Asia" },
        { "GEO", "Europe", "7", "Central Asia" },
        { "ISL", "Europe", "8", "Western Europe" },
        { "RUS", "Europe", "9", "Eastern Europe" },
        { "EGY", "Middle East", "10", "Middle East & North Africa" },
        { "IRN", "Middle East", "10", "Middle East & North Africa" },
        { "SSD", "Africa", "11", "Sub-Saharan Africa" },
        { "MAR", "Africa", "10", "Middle East & North Africa" },
        { "AFG", "Asia", "6", "South Asia" },
        { "PNG", "Asia", "12", "Australasia & Oceania" },
        { "ABW", "", "", "" },
        { "", "", "", "" },
    };
    hand *h = *state;
    for (size_t i = 0; i < sizeof T / sizeof *T; i++) {
        begin(h, "ASSAULT", "firearms");
        h->i.place.country = str(T[i].country);
        party(h, "agent", "Front", "REB", "", "fact");
        killed(h, "all", 1, 1, 1);
        row ged = write_row(h, &cs_form_ged);
        assert_str(cell(&ged, "region"), str(T[i].ucdp));
        row gtd = write_row(h, &cs_form_gtd);
        assert_str(cell(&gtd, "region"), str(T[i].gtd));
        assert_str(cell(&gtd, "region_txt"), str(T[i].gtd_name));
    }
}

/* ---- codes ---- */

static cs_str slurp(hand *h, const char *path) {
    enum { BYTES_MAX = 1 << 22 };
    char *p = CS_NEW(&h->keep, char, BYTES_MAX);
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    size_t n = fread(p, 1, BYTES_MAX, f);
    fclose(f);
    return (cs_str){ p, (ptrdiff_t)n };
}

/* Every type and mode that the lexicon gives has a code. */
static void test_every_deed_has_a_code(void **state) {
    hand *h = *state;
    cs_tsv t = { .rest = slurp(h, CASUS_SOURCE_DIR "/data/triggers.tsv") };
    int n = 0;
    while (cs_tsv_next(&t)) {
        cs_str mode = cs_eq(t.field[3], CS_LIT("-")) ? (cs_str){ 0 } : t.field[3];
        cs_form_code c;
        if (t.field[2].p[0] < 'A' || t.field[2].p[0] > 'Z') continue; /* relations */
        if (!cs_form_code_of(t.field[2], mode, &c)) fail_msg("no code for %.*s %.*s", CS_ARG(t.field[2]), CS_ARG(mode));
        assert_true(c.quad >= 1 && c.quad <= 4 && c.cameo.n >= 3);
        n++;
    }
    assert_true(n > 500);
    cs_form_code c;
    assert_false(cs_form_code_of(CS_LIT("supports"), (cs_str){ 0 }, &c));
}

/* Every country has a row of numbers. */
static void test_nations(void **state) {
    hand *h = *state;
    cs_tsv t = { .rest = slurp(h, CASUS_SOURCE_DIR "/data/countries.tsv") };
    while (cs_tsv_next(&t)) {
        cs_form_nation n = cs_form_nation_of(t.field[1]);
        assert_str(n.alpha2, t.field[0]);
        if (!cs_eq(t.field[1], CS_LIT("XKX"))) assert_int_equal(n.iso.n, 3);
    }
    cs_form_nation yemen = cs_form_nation_of(CS_LIT("YEM"));
    assert_str(yemen.cow, CS_LIT("679"));
    assert_str(yemen.gw, CS_LIT("678"));
    assert_str(cs_form_nation_of(CS_LIT("XXX")).name, (cs_str){ 0 });
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_acled_types, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_acled_abroad, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_acled_leaves_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_acled_lowest_figure, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_ged_deaths, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_ged_parts_above_the_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_ged_needs_a_death, set_up, tear_down),
        cmocka_unit_test(test_grid),
        cmocka_unit_test_setup_teardown(test_gtd_attempt_and_claims, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_gtd_not_by_states, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_regions, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_every_deed_has_a_code, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_nations, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
