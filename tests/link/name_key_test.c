/* Look-up keys: the rules one by one, and that the Python side (tools/make_gazetteer.py) makes the same ones: every place is
 * found under its own name. */
#include "check.h"
#include "link/gazetteer.h"
#include "link/name_key.h"

static const char PATH[] = CASUS_SOURCE_DIR "/models/gazetteer.bin";

static void folds(void **state) {
    (void)state;
    static const struct {
        const char *name, *key;
    } CASE[] = {
        { "Aleppo", "aleppo" },
        { "ALEPPO", "aleppo" },
        { "St. John's", "st johns" },
        { "Saint John\xE2\x80\x99s", "st johns" },
        { "Deir ez-Zor", "deir ez zor" },
        { "C\xC3\xB4te d'Ivoire", "cote divoire" },
        { "\xE1\xB8\xA8"
          "alab",
          "halab" },
        { "The Gambia", "gambia" },
        { "Theale", "theale" },
        { "Bosnia & Herzegovina", "bosnia and herzegovina" },
        { "Fort Worth", "ft worth" },
        { "Forts", "forts" },
        { "U.S.", "us" },
        { "W. Va.", "w va" },
        { "\xC5\x81\xC3\xB3"
          "d\xC5\xBA",
          "lodz" },
        { "K\xC3\xB8"
          "benhavn",
          "kobenhavn" },
        { "e\xCC\x81tat", "etat" },
        { "  Two \n lines ", "two lines" },
        { "", "" },
        { "...", "" },
        { "\xD8\xAD\xD9\x84\xD8\xA8", "" },
        { "the", "the" },
    };
    for (size_t i = 0; i < sizeof CASE / sizeof *CASE; i++) {
        cs_name_key k = cs_name_key_of((cs_str){ CASE[i].name, (ptrdiff_t)strlen(CASE[i].name) });
        assert_str(cs_name_key_str(&k), ((cs_str){ CASE[i].key, (ptrdiff_t)strlen(CASE[i].key) }));
    }
}

static void longest(void **state) {
    (void)state;
    char name[CS_NAME_KEY_MAX + 2];
    memset(name, 'a', sizeof name);
    assert_int_equal(cs_name_key_of((cs_str){ name, CS_NAME_KEY_MAX }).n, CS_NAME_KEY_MAX);
    assert_int_equal(cs_name_key_of((cs_str){ name, CS_NAME_KEY_MAX + 1 }).n, 0);
    char lengthy[4096];
    memset(lengthy, 0xC3, sizeof lengthy); /* no UTF-8 */
    assert_int_equal(cs_name_key_of((cs_str){ lengthy, sizeof lengthy }).n, 0);
}

static void every_place_by_its_name(void **state) {
    (void)state;
    cs_gazetteer *g;
    cs_err err = { .at = -1 };
    if (cs_gazetteer_open(&g, PATH, &err)) fail_msg("%s", err.msg);
    static cs_gaz_hit hit[2048];
    int32_t lost = 0;
    for (int32_t i = 0; i < cs_gazetteer_size(g); i++) {
        cs_name_key k = cs_name_key_of(cs_gazetteer_place(g, i).name);
        ptrdiff_t n = cs_gazetteer_find(g, cs_name_key_str(&k), hit, 2048);
        bool found = k.n == 0; /* a name in another script, or too long */
        for (ptrdiff_t j = 0; j < n; j++) found |= hit[j].place == i;
        lost += !found;
    }
    assert_int_equal(lost, 0);
    cs_gazetteer_close(&g);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(folds), cmocka_unit_test(longest),
                                        cmocka_unit_test(every_place_by_its_name) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
