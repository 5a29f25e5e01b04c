/* Is it English? Texts are the tests' own. */
#include "fixture.h"

static cs_language *language;

static casus_status guess(cs_str text, cs_language_guess *g) {
    cs_arena_reset(&perm, 0);
    return cs_language_guess_of(language, text, g, &perm, scratch, &err);
}

#define EN \
    "At least twelve people were killed on Tuesday when gunmen attacked a police post on the road between two villages " \
    "in the north of the country, officials said. Nobody claimed responsibility for the attack, but fighters of a local " \
    "group have carried out raids like it in the past."

static void english_is_english(void **state) {
    (void)state;
    static const cs_str T[] = {
        CS_LIT(EN),
        CS_LIT("AT LEAST TWELVE PEOPLE WERE KILLED ON TUESDAY WHEN GUNMEN ATTACKED A POLICE POST ON THE ROAD BETWEEN TWO "
               "VILLAGES IN "
               "THE NORTH OF THE COUNTRY, OFFICIALS SAID. NOBODY CLAIMED RESPONSIBILITY FOR THE ATTACK, BUT FIGHTERS OF A "
               "LOCAL GROUP "
               "HAVE CARRIED OUT RAIDS LIKE IT."),
        /* few of the words that make it plain */
        CS_LIT(
            "Police arrested five suspects near Arle. Officers seized rifles, ammunition, explosives, detonators, radios, "
            "passports, cash. Suspects appeared before a court Friday. Defence lawyers requested bail; prosecutors objected. "
            "Hearing resumes Monday morning under heavy security."),
        /* names of places and people do not make it foreign */
        CS_LIT(
            "Muhammad al-Amin Ould Sidi Brahim and Abdallah ag Muhammad met in Tinzaouaten, the mayor of Gossi said, before "
            "Ibrahim Boubacar left for Ouagadougou with Jean-Baptiste Compaore. Two soldiers of the Nigerien army were wounded "
            "near Tillaberi in the evening."),
    };
    for (size_t i = 0; i < sizeof T / sizeof *T; i++) {
        cs_language_guess g;
        assert_int_equal(guess(T[i], &g), CASUS_OK);
        if (!g.english) fail_msg("text %zu looks like %s", i, g.name);
    }
}

/* Arabic is written with few letters: twice, so that there are enough. */
#define AR \
    "\xD9\x82\xD8\xAA\xD9\x84 \xD9\x85\xD8\xA7 \xD9\x84\xD8\xA7 \xD9\x8A\xD9\x82\xD9\x84 \xD8\xB9\xD9\x86 " \
    "\xD8\xA7\xD8\xAB\xD9\x86\xD9\x8A " \
    "\xD8\xB9\xD8\xB4\xD8\xB1 \xD8\xB4\xD8\xAE\xD8\xB5\xD8\xA7 \xD9\x8A\xD9\x88\xD9\x85 " \
    "\xD8\xA7\xD9\x84\xD8\xAB\xD9\x84\xD8\xA7\xD8\xAB\xD8\xA7\xD8\xA1 " \
    "\xD8\xB9\xD9\x86\xD8\xAF\xD9\x85\xD8\xA7 \xD9\x87\xD8\xA7\xD8\xAC\xD9\x85 " \
    "\xD9\x85\xD8\xB3\xD9\x84\xD8\xAD\xD9\x88\xD9\x86 " \
    "\xD9\x86\xD9\x82\xD8\xB7\xD8\xA9 \xD8\xAA\xD9\x81\xD8\xAA\xD9\x8A\xD8\xB4 " \
    "\xD9\x84\xD9\x84\xD8\xB4\xD8\xB1\xD8\xB7\xD8\xA9 " \
    "\xD8\xB9\xD9\x84\xD9\x89 \xD8\xA7\xD9\x84\xD8\xB7\xD8\xB1\xD9\x8A\xD9\x82 \xD8\xA8\xD9\x8A\xD9\x86 " \
    "\xD9\x82\xD8\xB1\xD9\x8A\xD8\xAA\xD9\x8A\xD9\x86 " \
    "\xD9\x81\xD9\x8A \xD8\xB4\xD9\x85\xD8\xA7\xD9\x84 \xD8\xA7\xD9\x84\xD8\xA8\xD9\x84\xD8\xA7\xD8\xAF\xD8\x8C " \
    "\xD8\xA8\xD8\xAD\xD8\xB3\xD8\xA8 " \
    "\xD9\x85\xD8\xA7 \xD9\x82\xD8\xA7\xD9\x84 \xD9\x85\xD8\xB3\xD8\xA4\xD9\x88\xD9\x84\xD9\x88\xD9\x86. " \
    "\xD9\x88\xD9\x84\xD9\x85 \xD8\xAA\xD8\xB9\xD9\x84\xD9\x86 " \
    "\xD8\xA3\xD9\x8A \xD8\xAC\xD9\x87\xD8\xA9 " \
    "\xD9\x85\xD8\xB3\xD8\xA4\xD9\x88\xD9\x84\xD9\x8A\xD8\xAA\xD9\x87\xD8\xA7 \xD8\xB9\xD9\x86 " \
    "\xD8\xA7\xD9\x84\xD9\x87\xD8\xAC\xD9\x88\xD9\x85 " \
    "\xD8\xAD\xD8\xAA\xD9\x89 \xD8\xA7\xD9\x84\xD8\xA2\xD9\x86 " \
    "\xD9\x88\xD9\x82\xD8\xA7\xD9\x84 \xD8\xB4\xD9\x87\xD9\x88\xD8\xAF \xD8\xA5\xD9\x86 " \
    "\xD8\xA7\xD9\x84\xD9\x85\xD9\x87\xD8\xA7\xD8\xAC\xD9\x85\xD9\x8A\xD9\x86 " \
    "\xD9\x87\xD8\xB1\xD8\xA8\xD9\x88\xD8\xA7"

static void others_are_named(void **state) {
    (void)state;
    static const struct {
        const char *name;
        cs_str text;
    } T[] = {
        { "Spanish",
          CS_LIT("Al menos doce personas murieron el martes cuando hombres armados atacaron un puesto de la polic\xC3\xAD"
                 "a en la carretera "
                 "entre dos aldeas del norte del pa\xC3\xADs, informaron las autoridades. Nadie reivindic\xC3\xB3 el ataque, "
                 "pero los "
                 "combatientes de un grupo local han llevado a cabo incursiones parecidas.") },
        { "German",
          CS_LIT(
              "Mindestens zw\xC3\xB6lf Menschen wurden am Dienstag get\xC3\xB6tet, als Bewaffnete einen Posten der Polizei auf "
              "der Stra\xC3\x9F"
              "e zwischen zwei D\xC3\xB6rfern im Norden des Landes angriffen, teilten Beamte mit. Niemand bekannte sich zu dem "
              "Anschlag, aber K\xC3\xA4mpfer einer Gruppe haben fr\xC3\xBC"
              "her schon \xC3\xA4hnliche \xC3\x9C"
              "berf\xC3\xA4lle ver\xC3\xBC"
              "bt.") },
        { "Arabic", CS_LIT(AR " " AR) },
    };
    for (size_t i = 0; i < sizeof T / sizeof *T; i++) {
        cs_language_guess g;
        assert_int_equal(guess(T[i].text, &g), CASUS_OK);
        if (g.english) fail_msg("%s is taken for English", T[i].name);
        assert_string_equal(g.name, T[i].name);
    }
}

static void short_texts_are_not_judged(void **state) {
    (void)state;
    cs_language_guess g;
    assert_int_equal(
        guess(CS_LIT("Mindestens zwei Menschen wurden am Dienstag bei einem Anschlag im Norden des Landes verletzt."), &g),
        CASUS_OK);
    assert_true(g.english);
    assert_int_equal(guess(CS_LIT(""), &g), CASUS_OK);
    assert_true(g.english);
}

static void refusal_and_force(void **state) {
    (void)state;
    cs_str text = CS_LIT(
        "Selon les autorit\xC3\xA9s, au moins douze personnes ont \xC3\xA9t\xC3\xA9 tu\xC3\xA9"
        "es mardi lorsque des hommes arm\xC3\xA9s ont attaqu\xC3\xA9 "
        "un poste de la police sur la route entre deux villages du nord du pays. Personne n'a "
        "revendiqu\xC3\xA9 l'attaque, mais des "
        "combattants d'un groupe local en ont men\xC3\xA9 de semblables.");
    cs_ingest_options o = { .published_day = CS_DAY_NONE, .language = language };
    assert_int_equal(cs_ingest_bytes(text, &o, &doc, &perm, scratch, &err), CASUS_E_INPUT);
    assert_non_null(strstr(err.msg, "looks like French"));
    o.force = true;
    assert_int_equal(cs_ingest_bytes(text, &o, &doc, &perm, scratch, &err), CASUS_OK);
}

static void missing_fingerprints_are_told(void **state) {
    (void)state;
    cs_language *l;
    cs_language_guess g;
    char text[400];
    for (size_t i = 0; i < sizeof text; i++) text[i] = "zonu kelavi "[i % 12];
    assert_int_equal(cs_language_open(&l, "/nonexistent/", &err), CASUS_OK);
    assert_int_equal(cs_language_guess_of(l, (cs_str){ text, sizeof text }, &g, &perm, scratch, &err), CASUS_E_MODEL);
    assert_non_null(strstr(err.msg, "/nonexistent/"));
    /* what is plainly English needs none */
    assert_int_equal(cs_language_guess_of(l, CS_LIT(EN), &g, &perm, scratch, &err), CASUS_OK);
    cs_language_close(&l);
    assert_null(l);
}

static int open_language(void **state) { return setup(state) || cs_language_open(&language, NULL, &err) != CASUS_OK; }
static int close_language(void **state) {
    cs_language_close(&language);
    return teardown(state);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(english_is_english),
        cmocka_unit_test(others_are_named),
        cmocka_unit_test(short_texts_are_not_judged),
        cmocka_unit_test(refusal_and_force),
        cmocka_unit_test(missing_fingerprints_are_told),
    };
    return cmocka_run_group_tests(tests, open_language, close_language);
}
