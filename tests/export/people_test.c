/* The formats that people read: text and CSV. */
#include "export/made.h"

static void check(const cs_buf *b, const char *expected) {
    assert_false(b->failed);
    assert_str(((cs_str){ b->p, (ptrdiff_t)b->n }), ((cs_str){ expected, (ptrdiff_t)strlen(expected) }));
}

static void test_text(void **state) {
    made *m = *state;
    cs_buf b = { 0 };
    cs_export_text(&b, &m->report, &(cs_export_options){ 0 }, m->arena);
    check(&b,
          "Caf\xc3\xa9 bombed\n"
          "The \"Daily\", Bo \xc2\xb7 published 2024-03-18 \xc2\xb7 a/b.txt \xc2\xb7 3 statements: 1 incidents, 1 relations\n"
          "\n"
          "1   2024-03   Bo, SLE (town)   ASSAULT explosives\n"
          "    by             Rebels   accused, the report\n"
          "    against        six people\n"
          "    toll           killed 6\n"
          "                   killed at least 7   claimed, Aid\n"
          "    one because    same victims\n"
          "    s1 killed      \xe2\x80\x9cRebels killed six people in Bo\xe2\x80\x9d   14-44\n"
          "    s2 seven       \xe2\x80\x9cseven\xe2\x80\x9d   56-61\n"
          "\n"
          "Relations\n"
          "\xc2\xb7   Rebels  fights  somebody  [planned, future]\n"
          "    told           as fact, the report\n"
          "    s3 bombed      \xe2\x80\x9c"
          "Caf\xc3\xa9 bombed\xe2\x80\x9d   0-11\n"
          "\n");
    cs_buf_free(&b);
}

static void test_text_of_nothing(void **state) {
    made *m = *state;
    cs_buf b = { 0 };
    m->reading = (cs_reading){ .text = CS_LIT("Rain."), .published = CS_DAY_NONE };
    m->report = (cs_export_report){ .reading = &m->reading };
    cs_export_text(&b, &m->report, &(cs_export_options){ 0 }, m->arena);
    check(&b,
          "(without a title)\npublication date not known \xc2\xb7 0 statements: 0 incidents, 0 relations\n\n"
          "No statement on political violence was found in this report.\n");
    cs_buf_free(&b);
}

/* A report cannot colour, clear or reorder the reader's terminal. */
static void test_text_is_tame(void **state) {
    made *m = *state;
    cs_buf b = { 0 };
    m->reading = (cs_reading){ .text = CS_LIT("x"),
                               .title = CS_LIT("a\033[2Jb\xc2\x9b"
                                               "c\xe2\x80\xae"
                                               "d"),
                               .published = CS_DAY_NONE };
    m->report = (cs_export_report){ .reading = &m->reading };
    cs_export_text(&b, &m->report, &(cs_export_options){ 0 }, m->arena);
    assert_true(cs_starts((cs_str){ b.p, (ptrdiff_t)b.n }, CS_LIT("a[2Jbcd\n")));
    cs_buf_free(&b);
}

static void test_colour_changes_no_word(void **state) {
    made *m = *state;
    cs_buf plain = { 0 }, colour = { 0 }, bare = { 0 };
    cs_export_text(&plain, &m->report, &(cs_export_options){ .width = 60 }, m->arena);
    cs_export_text(&colour, &m->report, &(cs_export_options){ .width = 60, .colour = true }, m->arena);
    for (size_t i = 0; i < colour.n; i++) {
        if (colour.p[i] == '\033')
            while (colour.p[i] != 'm') i++;
        else
            cs_buf_char(&bare, colour.p[i]);
    }
    assert_true(colour.n > plain.n);
    assert_str(((cs_str){ bare.p, (ptrdiff_t)bare.n }), ((cs_str){ plain.p, (ptrdiff_t)plain.n }));
    cs_buf_free(&plain);
    cs_buf_free(&colour);
    cs_buf_free(&bare);
}

static void test_csv(void **state) {
    made *m = *state;
    cs_buf b = { 0 };
    cs_export_csv(&b, &m->report, m->arena);
    check(&b,
          "00ff,a/b.txt,\"The \"\"Daily\"\", Bo\",,,2024-03-18,s1,i1,event,ASSAULT,explosives,terrorism,actual,fact,current,,"
          "Rebels,accused,,six people,,,,,,,,2024-03,2024-03-01,2024-03-31,Bo,SLE,,7.96470,-11.73830,town,2410048,6,6,6,,,,,"
          "killed,Rebels killed six people in Bo,14,44,,\r\n"
          "00ff,a/b.txt,\"The \"\"Daily\"\", Bo\",,,2024-03-18,s2,i1,event,ASSAULT,,,actual,claimed,current,Aid,"
          ",,,,,,,,,,,,,,,,,,,,,7,7,,,,,,seven,seven,56,61,,\r\n"
          "00ff,a/b.txt,\"The \"\"Daily\"\", Bo\",,,2024-03-18,s3,,relation,fights,,,planned,fact,future,,"
          ",,,,,,,,Rebels,,,,,,,,,,,,,,,,,,,,bombed,Caf\xc3\xa9 bombed,0,11,,\r\n");
    cs_buf_free(&b);
}

static bool holds(const cs_buf *b, const char *what) {
    return cs_find((cs_str){ b->p, (ptrdiff_t)b->n }, (cs_str){ what, (ptrdiff_t)strlen(what) }) >= 0;
}

/* Every format tells a confidence that is known, and the numbers that statements and incidents bring along. */
static void test_confidence_and_numbers(void **state) {
    made *m = *state;
    cs_buf b = { 0 };
    m->reading.statements.v[0].confidence = 0.8125f;
    m->reading.statements.v[1].confidence = 0;
    m->reading.statements.v[1].number = 7;
    m->reading.incidents.v[0].number = 3;
    cs_export_text(&b, &m->report, &(cs_export_options){ 0 }, m->arena);
    assert_true(holds(&b, "\n3   2024-03   Bo, SLE"));
    assert_true(holds(&b, "in Bo\xe2\x80\x9d   14-44   81 %\n"));
    assert_true(holds(&b, "s7 seven       \xe2\x80\x9cseven\xe2\x80\x9d   56-61   0 %\n"));
    cs_buf_clear(&b);
    cs_export_csv(&b, &m->report, m->arena);
    assert_true(holds(&b, ",s1,i3,event,"));
    assert_true(holds(&b, "14,44,,0.813\r\n"));
    assert_true(holds(&b, ",s7,i3,event,"));
    assert_true(holds(&b, "56,61,,0.000\r\n"));
    cs_buf_clear(&b);
    cs_export_json(&b, &m->report, &(cs_export_options){ 0 }, m->arena);
    assert_true(holds(&b, "\"confidence\":0.813,\"why\""));
    assert_true(holds(&b, "{\"id\":\"s7\",\"kind\""));
    assert_true(holds(&b, "{\"id\":\"i3\",\"statements\":[\"s1\",\"s7\"]"));
    cs_buf_free(&b);
}

/* A reading without a trail is explained by what it has. */
static void test_explain(void **state) {
    made *m = *state;
    cs_buf b = { 0 };
    cs_reading *r = &m->reading;
    r->statements.v[0].number = 4;
    *CS_PUSH(&m->arena, &r->statements.v[0].why) = (cs_why){ "when", CS_LIT("when:incident s9") };
    *CS_PUSH(&m->arena, &r->statements.v[0].why) = (cs_why){ "where", CS_LIT("where:clause") };
    *CS_PUSH(&m->arena, &r->statements.v[0].why) = (cs_why){ "certainty", CS_LIT("no-such-rule") };
    r->incidents.v[0].reasons.v[0] = CS_LIT("s2: same victims");
    assert_true(cs_export_explain(&b, &m->report, &(cs_export_options){ .explain = { 's', 4 } }, m->arena));
    check(&b,
          "s4   ASSAULT explosives   a/b.txt\n"
          "    evidence       \xe2\x80\x9cRebels killed six people in Bo\xe2\x80\x9d   14-44\n"
          "    mode           explosives\n"
          "    agent          \xe2\x80\x9cRebels\xe2\x80\x9d   e1, group   accused, the report   subj\n"
          "    recipient      \xe2\x80\x9csix people\xe2\x80\x9d   e2, population\n"
          "    toll           killed 6 \xe2\x80\x9csix\xe2\x80\x9d\n"
          "    when           t1 2024-03   taken over, within the incident, from s9\n"
          "    where          p1 Bo, SLE (town)   told in the clause\n"
          "    modality       actual   no word says otherwise\n"
          "    certainty      fact   no-such-rule\n"
          "    time frame     current\n"
          "    according to   the report itself\n"
          "    contexts       terrorism\n"
          "    confidence     not known\n"
          "    incident       i1 with s2   opened the incident: nothing before it fits\n");
    cs_buf_clear(&b);
    assert_true(cs_export_explain(&b, &m->report, &(cs_export_options){ .explain = { 'i', 1 } }, m->arena));
    assert_true(holds(&b, "s2 \xe2\x80\x9cseven\xe2\x80\x9d   joined: same victims\n"));
    assert_true(holds(&b, "\n\ns4   ASSAULT explosives"));
    assert_true(holds(&b, "according to   Aid   a1, quote, cue \xe2\x80\x9csaid\xe2\x80\x9d, which makes it fact"));
    cs_buf_clear(&b);
    assert_true(cs_export_explain(&b, &m->report, &(cs_export_options){ .explain = { 's', 3 } }, m->arena));
    assert_true(holds(&b, "incident       none: a relation\n"));
    cs_buf_clear(&b);
    assert_false(cs_export_explain(&b, &m->report, &(cs_export_options){ .explain = { 's', 1 } }, m->arena));
    assert_false(cs_export_explain(&b, &m->report, &(cs_export_options){ .explain = { 'i', 2 } }, m->arena));
    assert_int_equal(b.n, 0);
    cs_buf_free(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_text, made_setup, made_teardown),
        cmocka_unit_test_setup_teardown(test_text_of_nothing, made_setup, made_teardown),
        cmocka_unit_test_setup_teardown(test_text_is_tame, made_setup, made_teardown),
        cmocka_unit_test_setup_teardown(test_colour_changes_no_word, made_setup, made_teardown),
        cmocka_unit_test_setup_teardown(test_csv, made_setup, made_teardown),
        cmocka_unit_test_setup_teardown(test_explain, made_setup, made_teardown),
        cmocka_unit_test_setup_teardown(test_confidence_and_numbers, made_setup, made_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
