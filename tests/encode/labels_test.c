/* The model's labels against the program's, and lemmas by rule and dictionary. */
#include "encode_test.h"
#include "decode/labels.h"
#include <string.h>

static cs_str upos[] = { { "NOUN", 4 }, { "VERB", 4 }, { "PROPN", 5 } };
static cs_str rels[] = { { "root", 4 }, { "nsubj:pass", 10 }, { "obl", 3 } };
static cs_str mentions[] = { { "none", 4 }, { "person", 6 } };
static cs_str feats[] = { { "_", 1 },
                          { "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin", 53 },
                          { "Number=Ptan|VerbForm=Part|Voice=Pass", 36 } };
static cs_str rules[] = { { "l|0|", 4 },  { "a|0|", 4 }, { "l|2|", 4 },  { "l|1|", 4 },
                          { "t|3|y", 5 }, { "u|0|", 4 }, { "l|9|x", 5 }, { "l|3|", 4 } };

static cs_engine engine(void) {
    return (cs_engine){
        .upos = { upos, 3 }, .rels = { rels, 3 }, .mentions = { mentions, 2 }, .feats = { feats, 3 }, .lemma = { rules, 8 }
    };
}

static void known(void **state) {
    (void)state;
    cs_engine e = engine();
    cs_label_maps m;
    cs_err err;
    assert_int_equal(cs_label_maps_make(&m, &e, &test_perm, &err), CASUS_OK);
    assert_true(m.upos[1] == CS_UPOS_VERB && m.rel[1] == CS_REL_NSUBJ_PASS && m.coarse[0] == CS_COARSE_NONE &&
                m.coarse[1] == CS_COARSE_PERSON);
    const cs_feats past = {
        .tense = CS_TENSE_PAST, .mood = CS_MOOD_IND, .verbform = CS_VF_FIN, .number = CS_NUM_SING, .person = 3
    };
    const cs_feats passive = { .verbform = CS_VF_PART, .passive = true }, none = { 0 };
    assert_memory_equal(&m.feats[0], &none, sizeof none);
    assert_memory_equal(&m.feats[1], &past, sizeof past);
    assert_memory_equal(&m.feats[2], &passive, sizeof passive);
}

static void unknown(void **state) {
    (void)state;
    static cs_str odd[] = { { "X-ODD", 5 } };
    static cs_str bad[][1] = { { { "l|x|", 4 } }, { { "l", 1 } }, { { "q|1|", 4 } }, { { "l|-1|", 5 } }, { { "", 0 } } };
    cs_err err;
    cs_label_maps m;
    for (int i = 0; i < 3; i++) {
        cs_engine e = engine();
        *(cs_labels *[]){ &e.upos, &e.rels, &e.mentions }[i] = (cs_labels){ odd, 1 };
        assert_int_equal(cs_label_maps_make(&m, &e, &test_perm, &err), CASUS_E_MODEL);
        assert_true(strstr(err.msg, "incompatible") && strstr(err.msg, "X-ODD"));
    }
    for (int i = 0; i < 5; i++) {
        cs_engine e = engine();
        e.lemma = (cs_labels){ bad[i], 1 };
        assert_int_equal(cs_label_maps_make(&m, &e, &test_perm, &err), CASUS_E_MODEL);
    }
}

static void lemma_is(const cs_engine *e, const char *form, const char *lower, cs_upos tag, const uint16_t *tries,
                     const char *want) {
    cs_label_maps m;
    cs_err err;
    assert_int_equal(cs_label_maps_make(&m, e, &test_perm, &err), CASUS_OK);
    cs_token t = { .form = { form, (ptrdiff_t)strlen(form) },
                   .lower = { lower, (ptrdiff_t)strlen(lower) },
                   .upos = (uint8_t)tag };
    cs_str got = cs_lemma_of(e, &m, &t, tries, &test_perm);
    if (!cs_eq(got, (cs_str){ want, (ptrdiff_t)strlen(want) }))
        fail_msg("lemma of %s: " CS_FMT ", expected %s", form, CS_ARG(got), want);
}

static void by_rule(void **state) {
    (void)state;
    cs_engine e = engine();
    lemma_is(&e, "Killed", "killed", CS_UPOS_VERB, (uint16_t[CS_LEMMA_TRIES]){ 2, 0, 0, 0 }, "kill");
    lemma_is(&e, "mobbed", "mobbed", CS_UPOS_VERB, (uint16_t[CS_LEMMA_TRIES]){ 0, 3, 2, 7, 0, 0 },
             "mob"); /* not mobbed, mobbe, mobb */
    lemma_is(&e, "repelled", "repelled", CS_UPOS_VERB, (uint16_t[CS_LEMMA_TRIES]){ 3, 2, 0, 0, 0, 0 }, "repel");
    lemma_is(&e, "deposed", "deposed", CS_UPOS_VERB, (uint16_t[CS_LEMMA_TRIES]){ 2, 3, 0, 0, 0, 0 }, "depose");
    lemma_is(&e, "pounded", "pounded", CS_UPOS_VERB, (uint16_t[CS_LEMMA_TRIES]){ 2, 3, 0, 0, 0, 0 }, "pound");
    lemma_is(&e, "defeated", "defeated", CS_UPOS_VERB, (uint16_t[CS_LEMMA_TRIES]){ 2, 3, 0, 0, 0, 0 }, "defeat");
    lemma_is(&e, "NATO", "nato", CS_UPOS_PROPN, (uint16_t[CS_LEMMA_TRIES]){ 1, 0, 0, 0 }, "NATO");
    lemma_is(&e, "PARTIES", "parties", CS_UPOS_PROPN, (uint16_t[CS_LEMMA_TRIES]){ 4, 0, 0, 0 }, "Party");
    lemma_is(&e, "nato", "nato", CS_UPOS_PROPN, (uint16_t[CS_LEMMA_TRIES]){ 5, 0, 0, 0 }, "NATO");
    lemma_is(&e, "fêtés", "fêtés", CS_UPOS_NOUN, (uint16_t[CS_LEMMA_TRIES]){ 2, 0, 0, 0 },
             "fêt"); /* characters are cut, not bytes */
    lemma_is(&e, "men", "men", CS_UPOS_NOUN, (uint16_t[CS_LEMMA_TRIES]){ 6, 0, 0, 0 },
             "men"); /* too short for its rule: left whole */
    lemma_is(&e, "ab", "ab", CS_UPOS_NOUN, (uint16_t[CS_LEMMA_TRIES]){ 2, 0, 0, 0 }, "ab"); /* nothing would be left */
}

static void by_dictionary(void **state) {
    (void)state;
    static const char forms[] = "fled\tVERB\tflee\nwounds\tNOUN\twound\n", lemmas[] = "flee\tVERB\nkidnap\tVERB\nwound\tNOUN\n";
    static const int32_t form_at[] = { 0, 15, 33 }, lemma_at[] = { 0, 10, 22, 33 };
    cs_engine e = engine();
    e.dict = (cs_lemma_dict){ { forms, form_at, 2 }, { lemmas, lemma_at, 3 } };
    lemma_is(&e, "Fled", "fled", CS_UPOS_VERB, (uint16_t[CS_LEMMA_TRIES]){ 2, 0, 0, 0 }, "flee");
    lemma_is(&e, "fled", "fled", CS_UPOS_NOUN, (uint16_t[CS_LEMMA_TRIES]){ 2, 0, 0, 0 }, "fl"); /* not known as a noun */
    lemma_is(&e, "kidnapes", "kidnapes", CS_UPOS_VERB, (uint16_t[CS_LEMMA_TRIES]){ 3, 2, 0, 0 },
             "kidnap"); /* the second rule's is known */
    lemma_is(&e, "wounds", "wounds", CS_UPOS_PROPN, (uint16_t[CS_LEMMA_TRIES]){ 3, 0, 0, 0 },
             "wound"); /* names go by the first rule */
    assert_true(cs_lemma_known(&e.dict, CS_LIT("kidnap"), CS_LIT("VERB")));
    assert_false(cs_lemma_known(&e.dict, CS_LIT("kid"), CS_LIT("VERB")));
    assert_false(cs_lemma_known(&e.dict, CS_LIT("kidnap"), CS_LIT("VER")));
    char longest[400];
    memset(longest, 'x', sizeof longest);
    assert_int_equal(cs_lemma_find(&e.dict, (cs_str){ longest, 400 }, CS_LIT("VERB")).n, 0);
}

int main(void) {
    test_arenas();
    const struct CMUnitTest tests[] = { cmocka_unit_test(known), cmocka_unit_test(unknown), cmocka_unit_test(by_rule),
                                        cmocka_unit_test(by_dictionary) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
