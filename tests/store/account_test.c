/* What is drawn of one incident from a reading's JSON: days, places, parties, tolls and words, by code points. */
#include "store/account.h"
#include "check.h"
#include "store/work.h"

static const char READING[] =
    "{\"id\": \"sha256:1\", \"title\": null, \"published\": \"2019-03-13\","
    /*           0         1         2         3         4         5         6 */
    /*           0123456789012345678901234567890123456789012345678901234567890 */
    " \"text\": \"\xc3\x89"
    "lan: Taliban bombings killed at least 10 traders in Balkh on Tuesday.\","
    " \"entities\": [{\"id\": \"e1\", \"type\": \"group\", \"name\": \"Taliban\", \"actor\": \"afg-taliban\", \"sector\": "
    "\"REB\","
    "  \"country\": \"AFG\", \"mentions\": [{\"span\": [6, 13], \"kind\": \"name\"}]},"
    "  {\"id\": \"e2\", \"type\": \"population\", \"name\": \"traders\", \"actor\": null, \"sector\": null, \"country\": null,"
    "  \"mentions\": [{\"span\": [43, 50], \"kind\": \"nominal\"}]}],"
    " \"places\": [{\"id\": \"p1\", \"entity\": null, \"name\": \"Balkh\", \"geonames\": 1147290, \"lat\": 36.75, \"lon\": "
    "66.9,"
    "  \"country\": \"AFG\", \"admin1\": \"Balkh\", \"admin2\": null, \"precision\": \"town\"}],"
    " \"times\": [{\"id\": \"t1\", \"begin\": \"2019-03-11\", \"end\": \"2019-03-17\"}, {\"id\": \"t2\", \"begin\": "
    "\"2019-03-12\","
    "  \"end\": \"2019-03-12\"}],"
    " \"statements\": [{\"id\": \"s1\", \"type\": \"ACCUSE\", \"when\": \"t1\"},"
    "  {\"id\": \"s3\", \"type\": \"ASSAULT\", \"mode\": \"explosives\", \"trigger\": [14, 22], \"evidence\": [6, 71], "
    "\"when\": \"t2\","
    "  \"where\": [\"p1\"], \"certainty\": \"claimed\", \"modality\": \"actual\", \"time_frame\": \"current\","
    "  \"roles\": [{\"role\": \"agent\", \"entity\": \"e1\", \"span\": [6, 13]},"
    "  {\"role\": \"recipient\", \"entity\": \"e2\", \"span\": [43, 50], \"certainty\": \"fact\"}],"
    "  \"toll\": [{\"effect\": \"killed\", \"low\": 10, \"best\": 10, \"high\": null}]}],"
    " \"incidents\": [{\"id\": \"i1\", \"statements\": [\"s1\"]}, {\"id\": \"i2\", \"statements\": [\"s3\"], \"when\": \"t2\","
    "  \"muc\": {\"type\": \"bombing\"}}]}";

static cs_word_memo memo;
static cs_arena perm;
static jmp_buf full;
static json_t *reading;

static int setup(void **state) {
    cs_err err;
    (void)state;
    perm.on_full = &full;
    if (cs_arena_map(&perm, 1 << 24, &err)) return -1;
    return cs_store_parse((cs_str){ READING, sizeof READING - 1 }, &reading, &err) == CASUS_OK ? 0 : -1;
}

static int teardown(void **state) {
    (void)state;
    json_decref(reading);
    cs_arena_unmap(&perm);
    return 0;
}

static bool has_word(cs_word_list list, const char *word) {
    cs_str rest = { word, (ptrdiff_t)strlen(word) };
    cs_stem s = cs_stem_next(&rest);
    for (int i = 0; i < list.n; i++)
        if (list.v[i].id == cs_word_id_of(&s).id) return true;
    return false;
}

static void what_is_drawn(void **state) {
    cs_account a;
    cs_err err;
    (void)state;
    const json_t *ids = json_object_get(json_array_get(json_object_get(reading, "incidents"), 1), "statements");
    assert_int_equal(cs_account_draw(&a, reading, ids, &memo, &perm, &err), CASUS_OK);
    assert_int_equal(a.type, CS_T_ASSAULT);
    assert_int_equal(a.muc, CS_MUC_BOMBING);
    assert_int_equal(a.certainty, CS_CERT_CLAIMED);
    assert_str(a.mode, CS_LIT("explosives"));
    assert_true(a.plural);
    assert_int_equal(a.published, cs_day_of(2019, 3, 13));
    assert_int_equal(a.first, cs_day_of(2019, 3, 12));
    assert_int_equal(a.last, a.first);
    assert_int_equal(a.n_places, 1);
    assert_int_equal(a.place[0].lat, 367500);
    assert_int_equal(a.place[0].geonames, 1147290);
    assert_int_equal(a.place[0].precision, CS_PREC_TOWN);
    assert_int_equal(a.n_parties, 2);
    assert_str(a.party[0].actor, CS_LIT("afg-taliban"));
    assert_true(a.party[0].named && a.party[0].certainty == CS_CERT_CLAIMED && has_word(a.party[0].words, "taliban"));
    assert_true(!a.party[1].named && a.party[1].certainty == CS_CERT_FACT && a.party[1].role == CS_ROLE_RECIPIENT);
    assert_int_equal(a.toll[CS_EFFECT_KILLED].low, 10);
    assert_int_equal(a.toll[CS_EFFECT_KILLED].high, CS_COUNT_NONE);
    assert_int_equal(a.toll[CS_EFFECT_WOUNDED].best, CS_COUNT_NONE);
    assert_true(has_word(a.triggers, "bombing") && a.triggers.n == 1);
    assert_true(has_word(a.words, "traders") && !has_word(a.words, "elan"));
    assert_true(has_word(a.about, "elan") && has_word(a.named, "taliban"));
}

static void a_statement_that_is_not_there(void **state) {
    cs_account a;
    cs_err err;
    json_t *ids = json_pack("[s]", "s2"), *none = json_array();
    (void)state;
    assert_int_equal(cs_account_draw(&a, reading, ids, &memo, &perm, &err), CASUS_E_STORE);
    assert_true(strstr(err.msg, "s2") != NULL);
    assert_int_equal(cs_account_draw(&a, reading, none, &memo, &perm, &err), CASUS_E_STORE);
    json_decref(ids);
    json_decref(none);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(what_is_drawn), cmocka_unit_test(a_statement_that_is_not_there) };
    return cmocka_run_group_tests_name("account", tests, setup, teardown);
}
