/* A reading against a sample, both made by hand. */
#include "check.h"
#include "score/score.h"
#include <stdlib.h>

static const char TEXT[] =
    "Gunmen killed six people in Bo on 5 May. The army said rebels shelled Kenema. An air strike killed two on Tuesday. "
    "He fights poverty. They shot him.";

typedef struct made {
    cs_arena perm, scratch;
    jmp_buf full;
    cs_reading r;
    cs_gold gold;
} made;

static cs_span at(const char *words) {
    const char *p = strstr(TEXT, words);
    assert_non_null(p);
    return (cs_span){ (uint32_t)(p - TEXT), (uint32_t)(p - TEXT + (ptrdiff_t)strlen(words)) };
}

static cs_statement *state(made *m, cs_type type, const char *trigger, const char *evidence) {
    cs_statement *s = CS_PUSH(&m->perm, &m->r.statements);
    *s = (cs_statement){
        .type = (uint8_t)type, .trigger = at(trigger), .evidence = at(evidence), .when = -1, .incident = -1, .confidence = -1
    };
    return s;
}

static cs_role *role(made *m, cs_statement *s, cs_role_name name, const char *words) {
    cs_role *x = CS_PUSH(&m->perm, &s->roles);
    *x = (cs_role){ .role = (uint8_t)name, .entity = -1, .mention = -1, .span = at(words) };
    return x;
}

/* Statements of casus: s1 killed (i1), s2 shelled (i2, said by the army), s3 strike and s4 killed (i1), s5 fights. */
static void read_report(made *m) {
    m->r = (cs_reading){ .text = { TEXT, (ptrdiff_t)strlen(TEXT) }, .published = CS_DAY_NONE };
    *CS_PUSH(&m->perm, &m->r.times) = (cs_time){ .edtf = CS_LIT("2024-05-05~"), .timex = CS_LIT("2024-05-05") };
    cs_span *mention = CS_NEW(&m->perm, cs_span, 1);
    *mention = at("Bo");
    *CS_PUSH(&m->perm, &m->r.places) = (cs_place){ .entity = -1,
                                                   .name = CS_LIT("Bo Town"),
                                                   .country = "SLE",
                                                   .admin1 = CS_LIT("Southern"),
                                                   .mentions = mention,
                                                   .n_mentions = 1 };
    *CS_PUSH(&m->perm, &m->r.attributions) = (cs_attribution){ .source = at("The army"), .source_entity = -1, .parent = -1 };
    cs_statement *s = state(m, CS_T_ASSAULT, "killed", "Gunmen killed six people in Bo on 5 May");
    role(m, s, CS_ROLE_AGENT, "Gunmen");
    role(m, s, CS_ROLE_TARGET, "six people");
    s->when = 0;
    *CS_PUSH(&m->perm, &s->where) = 0;
    *CS_PUSH(&m->perm, &s->toll) = (cs_toll){ .effect = CS_EFFECT_KILLED, .low = 6, .best = 6, .high = 6, .of = -1 };
    s->incident = 0;
    s = state(m, CS_T_ASSAULT, "shelled", "rebels shelled Kenema");
    s->according_to = (cs_chain){ CS_NEW(&m->perm, int32_t, 1), 1 };
    s->certainty = CS_CERT_CLAIMED;
    cs_role *rebels = role(m, s, CS_ROLE_AGENT, "rebels");
    rebels->has_own_voice = true;
    rebels->certainty = CS_CERT_ACCUSED;
    s->incident = 1;
    state(m, CS_T_ASSAULT, "strike", "An air strike killed two on Tuesday")->incident = 0;
    state(m, CS_T_ASSAULT, "killed two", "An air strike killed two on Tuesday")->incident = 0;
    state(m, CS_T_FIGHTS, "fights", "He fights poverty");
}

static int setup(void **state_) {
    made *m = calloc(1, sizeof *m);
    cs_err err;
    if (!m || cs_arena_map(&m->perm, 1 << 20, &err) || cs_arena_map(&m->scratch, 1 << 20, &err)) return -1;
    m->perm.on_full = m->scratch.on_full = &m->full;
    if (setjmp(m->full)) return -1;
    read_report(m);
    *state_ = m;
    return 0;
}

static int teardown(void **state_) {
    made *m = *state_;
    cs_arena_unmap(&m->perm);
    cs_arena_unmap(&m->scratch);
    free(m);
    return 0;
}

#define ITEM(id, kind, type, anchor, more) \
    "{\"id\":\"" id "\",\"kind\":\"" kind "\",\"type\":" type ",\"anchor\":\"" anchor "\"" more "}\n"

static cs_score_report score(made *m, const char *items) {
    cs_err err = { 0 };
    cs_str text = cs_printf(&m->perm, "{\"report\":\"a\"}\n%s", items);
    if (cs_gold_read(text, &m->gold, &m->perm, &err) != CASUS_OK) fail_msg("line %lld: %s", (long long)err.at, err.msg);
    return cs_score_reading(m->gold.reports.v, &m->r, &m->perm, m->scratch);
}

static void check_row(const cs_score_report *s, int row, int64_t right, int64_t coded, int64_t expected) {
    const cs_tally *t = &s->score.row[row];
    if (t->right != right || t->coded != coded || t->expected != expected)
        fail_msg("row %d: right %lld, coded %lld, expected %lld", row, (long long)t->right, (long long)t->coded,
                 (long long)t->expected);
}

static const cs_note *note_of(const cs_score_report *s, cs_note_kind kind, int32_t n) {
    for (ptrdiff_t i = 0; i < s->notes.n; i++)
        if (s->notes.v[i].kind == kind && !n--) return s->notes.v + i;
    return NULL;
}

static void test_fields(void **state_) {
    cs_score_report s =
        score(*state_, ITEM("1", "event", "\"ASSAULT\"", "killed six people",
                            ",\"agent\":[\"the gunmen\"],\"recipient\":[\"6 people\",\"six\"],\"where\":[\"Southern\"],"
                            "\"country\":\"SLE\",\"when\":[\"2024-05-05\"],\"killed\":[6,null],\"wounded\":[2,2],"
                            "\"mode\":\"firearms\",\"by\":[\"police\"],\"certainty\":\"fact\","
                            "\"modality\":[\"planned\"]"));
    check_row(&s, CS_FIELD_AGENT, 1, 1, 1);
    check_row(&s, CS_FIELD_RECIPIENT, 1, 1, 1); /* a target is one */
    check_row(&s, CS_FIELD_WHERE, 1, 1, 1);     /* the region is right too */
    check_row(&s, CS_FIELD_COUNTRY, 1, 1, 1);
    check_row(&s, CS_FIELD_WHEN, 1, 1, 1); /* "about" aside */
    check_row(&s, CS_FIELD_KILLED, 1, 1, 1);
    check_row(&s, CS_FIELD_WOUNDED, 0, 0, 1); /* missing, which is not wrong */
    check_row(&s, CS_FIELD_MODE, 0, 0, 1);
    check_row(&s, CS_FIELD_BY, 0, 0, 1);
    check_row(&s, CS_FIELD_CERTAINTY, 1, 1, 1);
    check_row(&s, CS_FIELD_MODALITY, 0, 1, 1);
    check_row(&s, CS_FIELD_FROM, 0, 0, 0);
    check_row(&s, CS_ROW_MARKED, 0, 0, 1); /* planned is asked for, actual is said */
    check_row(&s, CS_ROW_FOUND, 1, 0, 1);
    check_row(&s, CS_ROW_SURPLUS, 0, 5, 1);
    const cs_note *n = note_of(&s, CS_NOTE_FIELD, 0);
    assert_int_equal(n->field, CS_FIELD_MODE);
    assert_int_equal(n->line, 2);
    assert_int_equal(n->statement, 1);
    assert_str(n->expected.v[0], CS_LIT("firearms"));
    assert_int_equal(n->found.n, 0);
    n = note_of(&s, CS_NOTE_FIELD, 1);
    assert_int_equal(n->field, CS_FIELD_WOUNDED);
    assert_str(n->expected.v[0], CS_LIT("2"));
    n = note_of(&s, CS_NOTE_FIELD, 3);
    assert_int_equal(n->field, CS_FIELD_MODALITY);
    assert_str(n->found.v[0], CS_LIT("actual"));
}

static void test_voices(void **state_) {
    cs_score_report s = score(*state_, ITEM("1", "event", "\"ASSAULT\"", "rebels shelled",
                                            ",\"by\":[\"army\"],\"certainty\":\"accused\",\"time_frame\":\"current\""));
    check_row(&s, CS_FIELD_BY, 1, 1, 1);
    check_row(&s, CS_FIELD_CERTAINTY, 1, 1, 1); /* the agent's own voice counts too */
    check_row(&s, CS_ROW_MARKED, 1, 1, 1);      /* the usual time frame does not */
}

/* The types decide between two triggers in the same words; a second one of a violent event is excused, a third is not. */
static void test_violent(void **state_) {
    made *m = *state_;
    cs_score_report s = score(m, ITEM("1", "event", "\"ASSAULT\"", "An air strike killed two on Tuesday", ""));
    check_row(&s, CS_ROW_FOUND, 1, 0, 1);
    check_row(&s, CS_ROW_VIOLENT, 2, 4, 0);
    const cs_note *n = note_of(&s, CS_NOTE_INVENTED, 0);
    assert_int_equal(n->statement, 1);
    assert_int_equal(n->beg, 0);
    assert_int_equal(n->end, 39);
    assert_str(n->words, CS_LIT("Gunmen killed six people in Bo on 5 May"));
    assert_int_equal(note_of(&s, CS_NOTE_INVENTED, 1)->statement, 2);
    state(m, CS_T_ASSAULT, "two", "An air strike killed two on Tuesday");
    s = score(m, ITEM("1", "event", "\"ASSAULT\"", "An air strike killed two on Tuesday", ""));
    check_row(&s, CS_ROW_VIOLENT, 2, 5, 0);
    s = score(m, ITEM("1", "event", "\"PROTEST\"", "An air strike killed two on Tuesday", "")); /* no violence expected */
    check_row(&s, CS_ROW_FOUND, 0, 0, 1); /* a statement is about it, of another type */
    check_row(&s, CS_FIELD_TYPE, 0, 1, 1);
    check_row(&s, CS_ROW_VIOLENT, 1, 5, 0);
}

/* More than one event of a trigger is guessing, and no answer. */
static void test_guesses(void **state_) {
    made *m = *state_;
    state(m, CS_T_COERCE, "shelled", "rebels shelled Kenema");
    cs_score_report s = score(m, ITEM("1", "event", "\"COERCE\"", "shelled", ""));
    check_row(&s, CS_ROW_FOUND, 0, 0, 1);
    check_row(&s, CS_ROW_SURPLUS, 0, 6, 1); /* it is counted as surplus all the same */
    state(m, CS_T_SUPPORTS, "fights", "He fights poverty");
    state(m, CS_T_LEADS, "fights", "He fights poverty");
    s = score(m, ITEM("1", "relation", "\"supports\"", "fights", "") ITEM("2", "relation", "\"leads\"", "fights poverty", ""));
    check_row(&s, CS_ROW_FOUND, 1, 0, 2); /* two relations of one trigger take part, the third does not */
}

static void test_matching(void **state_) {
    made *m = *state_;
    /* Of another kind; missed. By other words of the clause, if the type is right. */
    cs_score_report s = score(m, ITEM("1", "relation", "\"fights\"", "Gunmen killed", "") ITEM(
                                     "2", "event", "\"ASSAULT\"", "in Bo", "") ITEM("3", "event", "\"PROTEST\"", "Kenema", ""));
    check_row(&s, CS_ROW_FOUND, 1, 0, 3);
    const cs_note *n = note_of(&s, CS_NOTE_MISSED, 0);
    assert_str(n->id, CS_LIT("1"));
    assert_int_equal(n->line, 2);
    assert_str(n->words, CS_LIT("Gunmen killed"));
    assert_str(n->expected.v[0], CS_LIT("fights"));
    assert_str(note_of(&s, CS_NOTE_MISSED, 1)->id, CS_LIT("3"));
    assert_null(note_of(&s, CS_NOTE_MISSED, 2));
    /* Each statement answers once; the better fit has it. */
    s = score(m, ITEM("1", "event", "\"ASSAULT\"", "killed six", ",\"agent\":[\"police\"]")
                     ITEM("2", "event", "\"ASSAULT\"", "Gunmen killed six people", ",\"agent\":[\"gunmen\"]"));
    check_row(&s, CS_ROW_FOUND, 1, 0, 2);
    check_row(&s, CS_FIELD_AGENT, 1, 1, 2);
}

static void test_anchors(void **state_) {
    cs_score_report s = score(*state_, ITEM("1", "event", "\"ASSAULT\"", "no such words", ",\"agent\":[\"x\"]")
                                           ITEM("2", "event", "\"ASSAULT\"", "killed", ""));
    check_row(&s, CS_ROW_FOUND, 1, 0, 1); /* what cannot be found in the text is left out */
    check_row(&s, CS_FIELD_AGENT, 0, 0, 0);
    assert_str(note_of(&s, CS_NOTE_NO_ANCHOR, 0)->words, CS_LIT("no such words"));
    assert_str(note_of(&s, CS_NOTE_TWO_ANCHORS, 0)->id, CS_LIT("2"));
}

static void test_links(void **state_) {
    made *m = *state_;
    cs_score_report s = score(m, ITEM("1", "event", "\"ASSAULT\"", "killed six", "")
                                     ITEM("2", "event", "\"ASSAULT\"", "rebels shelled", ",\"same_as\":\"1\"")
                                         ITEM("3", "event", "\"ASSAULT\"", "air strike", "")
                                             ITEM("4", "relation", "\"fights\"", "He fights", ",\"same_as\":\"3\""));
    /* casus: {1 3} {2}; the sample: {1 2} {3}; relations are in no incident. */
    check_row(&s, CS_ROW_LINKS, 0, 1, 1);
    const cs_note *split = note_of(&s, CS_NOTE_SPLIT, 0), *joined = note_of(&s, CS_NOTE_JOINED, 0);
    assert_int_equal(split->line, 3);
    assert_int_equal(split->other, 2);
    assert_int_equal(joined->line, 4);
    assert_int_equal(joined->other, 2);
    s = score(m, ITEM("1", "event", "\"ASSAULT\"", "killed six", "")
                     ITEM("3", "event", "\"ASSAULT\"", "air strike", ",\"same_as\":\"1\""));
    check_row(&s, CS_ROW_LINKS, 1, 1, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_fields, setup, teardown),
        cmocka_unit_test_setup_teardown(test_voices, setup, teardown),
        cmocka_unit_test_setup_teardown(test_violent, setup, teardown),
        cmocka_unit_test_setup_teardown(test_guesses, setup, teardown),
        cmocka_unit_test_setup_teardown(test_matching, setup, teardown),
        cmocka_unit_test_setup_teardown(test_anchors, setup, teardown),
        cmocka_unit_test_setup_teardown(test_links, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
