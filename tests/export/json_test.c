/* The JSON of docs/data-model.md, byte for byte. */
#include "export/made.h"

static void check(made *m, const cs_export_options *o, const char *expected) {
    cs_buf b = { 0 };
    cs_export_json(&b, &m->report, o, m->arena);
    assert_false(b.failed);
    assert_str(((cs_str){ b.p, (ptrdiff_t)b.n }), ((cs_str){ expected, (ptrdiff_t)strlen(expected) }));
    cs_buf_free(&b);
}

static void test_whole(void **state) {
    check(
        *state, &(cs_export_options){ .no_text = true },
        "{\"schema\":\"casus.report/1\",\"id\":\"sha256:00ff\",\"source\":{\"name\":\"The \\\"Daily\\\", Bo\",\"url\":null,"
        "\"path\":\"a/b.txt\",\"sha256\":\"11ee\",\"size_bytes\":77,\"media_type\":\"text/plain\",\"charset\":\"UTF-8\"},"
        "\"title\":null,\"published\":\"2024-03-18\",\"language\":\"en\",\"model\":{\"name\":\"casus-en\",\"version\":\"1\","
        "\"sha256\":null,\"branch\":null,\"gazetteer\":null,\"actors\":null,\"lexicon\":null,\"own_actors\":null,\"own_"
        "places\":null,\"own_lexicon\":null},\"sentences\":[[0,11]],"
        "\"entities\":[{\"id\":\"e1\",\"type\":\"group\",\"name\":\"Rebels\",\"actor\":null,\"why\":null,\"sector\":null,"
        "\"country\":null,\"mentions\":[{\"span\":[14,20],"
        "\"kind\":\"nominal\"}]},{\"id\":\"e2\",\"type\":\"population\",\"name\":\"six "
        "people\",\"actor\":null,\"why\":null,\"sector\":null,\"country\":null,\"mentions\":"
        "[{\"span\":[28,38],\"kind\":\"nominal\"}]},{\"id\":\"e3\",\"type\":\"place\",\"name\":\"Bo\",\"actor\":null,\"why\":"
        "null,\"sector\":null,\"country\":null,"
        "\"mentions\":[{\"span\":[42,44],\"kind\":\"name\"}]},{\"id\":\"e4\",\"type\":\"organisation\",\"name\":\"Aid\","
        "\"actor\":null,\"why\":null,\"sector\":null,\"country\":null,\"mentions\":[{\"span\":[46,49],\"kind\":\"name\"}]"
        "}],"
        "\"places\":[{\"id\":\"p1\",\"entity\":\"e3\",\"name\":\"Bo\",\"geonames\":2410048,\"lat\":7.96470,\"lon\":-11.73830,"
        "\"country\":\"SLE\",\"admin1\":null,\"admin2\":null,\"precision\":\"town\",\"score\":0.875,\"mentions\":[[42,44]],"
        "\"why\":null}],"
        "\"times\":[{\"id\":\"t1\",\"span\":null,\"type\":\"DATE\",\"timex\":\"2024-03\",\"edtf\":\"2024-03\","
        "\"begin\":\"2024-03-01\",\"end\":\"2024-03-31\"}],"
        "\"attributions\":[{\"id\":\"a1\",\"source\":[46,49],\"cue\":[50,54],\"content\":[[56,61]],\"source_entity\":\"e4\","
        "\"kind\":\"quote\",\"parent\":null}],"
        "\"statements\":[{\"id\":\"s1\",\"kind\":\"event\",\"type\":\"ASSAULT\",\"mode\":\"explosives\",\"contexts\":"
        "[\"terrorism\"],\"trigger\":[21,27],\"roles\":[{\"role\":\"agent\",\"entity\":\"e1\",\"span\":[14,20],"
        "\"according_to\":[],\"certainty\":\"accused\"},{\"role\":\"recipient\",\"entity\":\"e2\",\"span\":[28,38]}],"
        "\"when\":\"t1\",\"where\":[\"p1\"],\"toll\":[{\"effect\":\"killed\",\"low\":6,\"best\":6,\"high\":6,\"of\":null,"
        "\"span\":[28,31]}],\"according_to\":[],\"certainty\":\"fact\",\"modality\":\"actual\",\"time_frame\":\"current\","
        "\"evidence\":[14,44],\"confidence\":null,\"why\":{\"type\":\"lexicon \\\"kill\\\"\",\"agent\":\"subj\"}},"
        "{\"id\":\"s2\",\"kind\":\"event\",\"type\":\"ASSAULT\",\"mode\":null,\"contexts\":[],\"trigger\":[56,61],\"roles\":[],"
        "\"when\":null,\"where\":[],\"toll\":[{\"effect\":\"killed\",\"low\":7,\"best\":7,\"high\":null,\"of\":null,\"span\":"
        "[56,61]}],\"according_to\":[\"a1\"],\"certainty\":\"claimed\",\"modality\":\"actual\",\"time_frame\":\"current\","
        "\"evidence\":[56,61],\"confidence\":null,\"why\":{}},"
        "{\"id\":\"s3\",\"kind\":\"relation\",\"type\":\"fights\",\"mode\":null,\"contexts\":[],\"trigger\":[5,11],\"roles\":"
        "[{\"role\":\"from\",\"entity\":\"e1\",\"span\":[14,20]}],\"when\":null,\"where\":[],\"toll\":[],\"according_to\":[],"
        "\"certainty\":\"fact\",\"modality\":\"planned\",\"time_frame\":\"future\",\"evidence\":[0,11],\"confidence\":null,"
        "\"why\":{}}],"
        "\"incidents\":[{\"id\":\"i1\",\"statements\":[\"s1\",\"s2\"],\"type\":\"ASSAULT\",\"mode\":\"explosives\",\"when\":"
        "\"t1\",\"where\":[\"p1\"],\"agents\":[{\"entity\":\"e1\",\"span\":[14,20],\"according_to\":[],\"certainty\":"
        "\"accused\"}],\"recipients\":[],\"targets\":[],\"instruments\":[],\"toll\":[],\"sources\":[],\"confidence\":null,"
        "\"reasons\":[\"same victims\"],\"muc\":{\"type\":\"bombing\",\"stage\":\"accomplished\",\"instrument_types\":"
        "[\"vehicle bomb\"],\"target_types\":[]}}]}");
}

/* Every list is there, and empty, when nothing was found. */
static void test_nothing_found(void **state) {
    made *m = *state;
    m->reading = (cs_reading){ .text = CS_LIT("Rain."), .published = CS_DAY_NONE };
    m->report = (cs_export_report){ .reading = &m->reading, .id = CS_LIT("0") };
    check(m, &(cs_export_options){ .tokens = true },
          "{\"schema\":\"casus.report/"
          "1\",\"id\":\"sha256:0\",\"source\":{\"name\":null,\"url\":null,\"path\":null,\"sha256\":null,"
          "\"size_bytes\":0,\"media_type\":null,\"charset\":null},\"title\":null,\"published\":null,\"language\":\"en\","
          "\"model\":"
          "{\"name\":null,\"version\":null,\"sha256\":null,\"branch\":null,\"gazetteer\":null,\"actors\":null,\"lexicon\":null,"
          "\"own_actors\":null,\"own_places\":null,\"own_lexicon\":null},\"text\":"
          "\"Rain.\","
          "\"sentences\":[],\"tokens\":[],\"entities\":[],\"places\":[],\"times\":[],\"attributions\":[],\"statements\":[],"
          "\"incidents\":[]}");
}

static void test_tokens(void **state) {
    made *m = *state;
    cs_arena *a = &m->arena;
    m->reading = (cs_reading){ .text = { MADE_TEXT, (ptrdiff_t)strlen(MADE_TEXT) }, .published = CS_DAY_NONE };
    *CS_PUSH(a, &m->reading.tokens) = (cs_token){ .span = made_span("Rebels"),
                                                  .lemma = CS_LIT("rebel"),
                                                  .upos = CS_UPOS_NOUN,
                                                  .deprel = CS_REL_NSUBJ,
                                                  .feats = { .number = CS_NUM_PLUR },
                                                  .head = 1 };
    *CS_PUSH(a, &m->reading.tokens) =
        (cs_token){ .span = made_span("killed"),
                    .lemma = CS_LIT("kill"),
                    .upos = CS_UPOS_VERB,
                    .deprel = CS_REL_ROOT,
                    .head = -1,
                    .feats = { .tense = CS_TENSE_PAST, .mood = CS_MOOD_IND, .verbform = CS_VF_FIN } };
    *CS_PUSH(a, &m->reading.tokens) =
        (cs_token){ .span = made_span("in"), .lemma = CS_LIT("in"), .upos = CS_UPOS_ADP, .deprel = CS_REL_CASE, .head = 1 };
    cs_buf b = { 0 };
    cs_export_json(&b, &m->report, &(cs_export_options){ .tokens = true, .no_text = true }, *a);
    const char *expected =
        "\"tokens\":[{\"span\":[14,20],\"upos\":\"NOUN\",\"feats\":\"Number=Plur\",\"lemma\":\"rebel\",\"head\":1,\"deprel\":"
        "\"nsubj\"},"
        "{\"span\":[21,27],\"upos\":\"VERB\",\"feats\":\"Mood=Ind|Tense=Past|VerbForm=Fin\",\"lemma\":\"kill\",\"head\":-1,"
        "\"deprel\":\"root\"},{\"span\":[39,41],\"upos\":\"ADP\",\"feats\":null,\"lemma\":\"in\",\"head\":1,\"deprel\":"
        "\"case\"}]";
    assert_true(cs_find((cs_str){ b.p, (ptrdiff_t)b.n }, (cs_str){ expected, (ptrdiff_t)strlen(expected) }) > 0);
    cs_buf_free(&b);
}

/* A line with another source is what would have been written of that source. */
static void test_again_from_another_source(void **state) {
    made *m = *state;
    cs_export_report own = m->report, other = own;
    other.name = CS_LIT("Le \"Soir\"");
    other.url = CS_LIT("https://example.org/?a={\"b\"}");
    other.path = (cs_str){ 0 };
    other.size_bytes = 5;
    cs_export_options all = { 0 };
    cs_buf first = { 0 }, again = { 0 }, expected = { 0 };
    cs_export_json(&first, &own, &all, m->arena);
    cs_export_json(&expected, &other, &all, m->arena);
    assert_true(cs_export_json_again(&again, (cs_str){ first.p, (ptrdiff_t)first.n }, &other));
    assert_str(((cs_str){ again.p, (ptrdiff_t)again.n }), ((cs_str){ expected.p, (ptrdiff_t)expected.n }));
    size_t n = again.n;
    assert_false(cs_export_json_again(&again, CS_LIT("{\"id\":\"source\"}"), &other));
    assert_int_equal(again.n, n);
    cs_buf_free(&first), cs_buf_free(&again), cs_buf_free(&expected);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(test_whole, made_setup, made_teardown),
                                        cmocka_unit_test_setup_teardown(test_nothing_found, made_setup, made_teardown),
                                        cmocka_unit_test_setup_teardown(test_tokens, made_setup, made_teardown),
                                        cmocka_unit_test_setup_teardown(test_again_from_another_source, made_setup,
                                                                        made_teardown) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
