/* Tolls on parses made by hand, one sentence each. */
#include "decode/toll.h"
#include "check.h"
#include "decode_entity/hand.h"

enum { OPEN = CS_COUNT_NONE };

static cs_tolls toll(hand *h, const char *words, const char *mentions, int32_t trigger, int effect, int32_t victim,
                     bool clause) {
    hand_sentence(h, words, mentions);
    hand_read(h);
    cs_toll_view x = { .l = &h->lex, .r = &h->r, .t = &h->tree, .at = &h->index };
    cs_tolls out = { 0 };
    int32_t at = victim - 1;
    if (victim) cs_toll_of(&x, trigger - 1, effect, &at, 1, &out, &h->arena);
    if (clause) cs_toll_in_clause(&x, trigger - 1, &out, &h->arena);
    return out;
}

static const cs_toll *of(const cs_tolls *t, cs_effect effect) {
    const cs_toll *found = NULL;
    for (ptrdiff_t i = 0; i < t->n; i++)
        if (t->v[i].effect == effect) {
            assert_null(found); /* each effect once */
            found = &t->v[i];
        }
    return found;
}

static void assert_toll(const cs_tolls *t, cs_effect effect, int64_t low, int64_t best, int64_t high) {
    const cs_toll *x = of(t, effect);
    if (!x) fail_msg("no toll of effect %d", effect);
    if (x->low != low || x->best != best || x->high != high)
        fail_msg("got %lld %lld %lld", (long long)x->low, (long long)x->best, (long long)x->high);
}

static void object_with_number(void **state) {
    cs_tolls t = toll(*state,
                      "Rebels/NOUN/2/nsubj/rebel/P killed/VERB/0/root/kill at/ADP/4/case least/ADJ/5/advmod nine/NUM/6/nummod "
                      "farmers/NOUN/2/obj/farmer/P",
                      "person:1-1 person:3-6", 2, CS_EFFECT_KILLED, 6, true);
    assert_toll(&t, CS_EFFECT_KILLED, 9, 9, OPEN);
    assert_int_equal(t.v[0].status, CS_STATUS_CIVILIAN);
    assert_str(cs_span_text(((hand *)*state)->r.text, t.v[0].span), CS_LIT("at least nine farmers"));
    assert_int_equal(t.v[0].of, hand_entity(*state, "at least nine farmers", 0));
}

static void conjuncts_are_summed(void **state) {
    cs_tolls t = toll(*state,
                      "It/PRON/2/nsubj killed/VERB/0/root/kill three/NUM/4/nummod soldiers/NOUN/2/obj/soldier/P and/CCONJ/7/cc "
                      "five/NUM/7/nummod "
                      "nurses/NOUN/4/conj/nurse/P",
                      "person:3-7 person:3-4 person:6-7", 2, CS_EFFECT_KILLED, 4, true);
    assert_toll(&t, CS_EFFECT_KILLED, 8, 8, 8);
    assert_int_equal(t.v[0].status, CS_STATUS_UNKNOWN); /* soldiers and nurses */
    assert_int_equal(t.v[0].of, hand_entity(*state, "three soldiers and five nurses", 0));
}

static void examples_add_nothing_but_groups(void **state) {
    cs_tolls t = toll(
        *state,
        "It/PRON/2/nsubj killed/VERB/0/root/kill six/NUM/4/nummod people/NOUN/2/obj/people/P including/VERB/7/case a/DET/7/det "
        "girl/NOUN/4/nmod and/CCONJ/10/cc two/NUM/10/nummod women/NOUN/7/conj/woman/P",
        "person:3-4 person:6-7 person:9-10", 2, CS_EFFECT_KILLED, 4, true);
    assert_toll(&t, CS_EFFECT_KILLED, 6, 6, 6);
    assert_int_equal(t.v[0].women, 2);
    assert_int_equal(t.v[0].children, 1);
}

static void one_number_for_both_is_no_toll(void **state) {
    cs_tolls t = toll(
        *state,
        "Sixty/NUM/2/nummod people/NOUN/4/nsubj:pass/people/P were/AUX/4/aux:pass/be killed/VERB/0/root/kill and/CCONJ/6/cc "
        "injured/VERB/4/conj/injure",
        "person:1-2", 4, CS_EFFECT_KILLED, 2, true);
    assert_int_equal(t.n, 0);
}

static void each_with_its_own_number(void **state) {
    hand *h = *state;
    hand_sentence(h,
                  "Two/NUM/2/nummod guards/NOUN/4/nsubj:pass/guard/P were/AUX/4/aux:pass/be killed/VERB/0/root/kill "
                  "and/CCONJ/8/cc three/NUM/7/nummod "
                  "others/NOUN/8/nsubj:pass/other/P wounded/VERB/4/conj/wound",
                  "person:1-2 person:6-7");
    hand_read(h);
    cs_toll_view x = { .l = &h->lex, .r = &h->r, .t = &h->tree, .at = &h->index };
    cs_tolls t = { 0 };
    int32_t guards = 1, others = 6;
    cs_toll_of(&x, 3, CS_EFFECT_KILLED, &guards, 1, &t, &h->arena);
    cs_toll_of(&x, 7, CS_EFFECT_WOUNDED, &others, 1, &t, &h->arena);
    assert_toll(&t, CS_EFFECT_KILLED, 2, 2, 2);
    assert_toll(&t, CS_EFFECT_WOUNDED, 3, 3, 3);
    assert_int_equal(of(&t, CS_EFFECT_KILLED)->status, CS_STATUS_COMBATANT);
}

static void without_a_number(void **state) {
    cs_tolls t = toll(*state, "Raiders/NOUN/2/nsubj/raider/P killed/VERB/0/root/kill villagers/NOUN/2/obj/villager/P",
                      "person:1-1 person:3-3", 2, CS_EFFECT_KILLED, 3, true);
    assert_toll(&t, CS_EFFECT_KILLED, 2, 2, OPEN);
}

static void one_person(void **state) {
    cs_tolls t = toll(*state, "Tomas/PROPN/4/nsubj:pass Veldt/PROPN/1/flat was/AUX/4/aux:pass/be killed/VERB/0/root/kill",
                      "person:1-2", 4, CS_EFFECT_KILLED, 1, true);
    assert_toll(&t, CS_EFFECT_KILLED, 1, 1, 1);
}

static void relative_pronoun_stands_for_its_noun(void **state) {
    cs_tolls t =
        toll(*state,
             "The/DET/3/det four/NUM/3/nummod brothers/NOUN/7/nsubj/brother/P who/PRON/6/nsubj:pass were/AUX/6/aux:pass/be "
             "killed/VERB/3/acl:relcl/kill slept/VERB/0/root/sleep",
             "person:1-6", 6, CS_EFFECT_KILLED, 4, false);
    assert_toll(&t, CS_EFFECT_KILLED, 4, 4, 4);
}

static void a_number_alone(void **state) {
    cs_tolls t = toll(*state, "Blast/NOUN/2/nsubj kills/VERB/0/root/kill at/ADP/4/case least/ADJ/5/advmod 80/NUM/2/obj", "", 2,
                      CS_EFFECT_KILLED, 5, true);
    assert_toll(&t, CS_EFFECT_KILLED, 80, 80, OPEN);
    assert_int_equal(t.v[0].of, -1);
}

static void dozens_of(void **state) {
    cs_tolls t = toll(*state,
                      "Police/NOUN/2/nsubj arrested/VERB/0/root/arrest dozens/NOUN/2/obj/dozen/P of/ADP/5/case "
                      "students/NOUN/3/nmod/student/P",
                      "person:1-1 person:3-5", 2, CS_EFFECT_ARRESTED, 3, true);
    assert_toll(&t, CS_EFFECT_ARRESTED, 24, 24, OPEN);
    assert_int_equal(t.v[0].status, CS_STATUS_CIVILIAN);
}

static void a_building_is_nobody(void **state) {
    cs_tolls t = toll(*state, "It/PRON/2/nsubj hit/VERB/0/root/hit two/NUM/4/nummod houses/NOUN/2/obj/house/P", "place:3-4", 2,
                      CS_EFFECT_KILLED, 4, true);
    assert_int_equal(t.n, 0);
}

static void leaving_dead_and_wounded(void **state) {
    cs_tolls t = toll(*state,
                      "Bombs/NOUN/2/nsubj/bomb/P fell/VERB/0/root/fall leaving/VERB/2/advcl/leave 67/NUM/5/nummod "
                      "dead/ADJ/3/obj and/CCONJ/9/cc "
                      "about/ADV/8/advmod 1,000/NUM/9/nummod wounded/ADJ/5/conj",
                      "", 2, CS_EFFECT_NONE, 0, true);
    assert_toll(&t, CS_EFFECT_KILLED, 67, 67, 67);
    assert_toll(&t, CS_EFFECT_WOUNDED, 1000, 1000, 1000);
}

static void left_people_injured(void **state) {
    cs_tolls t =
        toll(*state, "It/PRON/2/nsubj left/VERB/0/root/leave 12/NUM/4/nummod people/NOUN/2/obj/people/P injured/ADJ/2/xcomp",
             "person:3-4", 2, CS_EFFECT_NONE, 0, true);
    assert_toll(&t, CS_EFFECT_WOUNDED, 12, 12, 12);
}

static void the_death_of(void **state) {
    cs_tolls t = toll(
        *state,
        "It/PRON/2/nsubj caused/VERB/0/root/cause the/DET/4/det death/NOUN/2/obj of/ADP/7/case a/DET/7/det nurse/NOUN/4/nmod",
        "person:6-7", 2, CS_EFFECT_NONE, 0, true);
    assert_toll(&t, CS_EFFECT_KILLED, 1, 1, 1);
}

static void death_toll(void **state) {
    cs_tolls t =
        toll(*state, "The/DET/3/det death/NOUN/3/compound toll/NOUN/4/nsubj rose/VERB/0/root/rise to/ADP/6/case 12/NUM/4/obl",
             "", 4, CS_EFFECT_NONE, 0, true);
    assert_toll(&t, CS_EFFECT_KILLED, 12, 12, 12);
}

static void nobody_was_hurt(void **state) {
    cs_tolls t =
        toll(*state,
             "The/DET/2/det strike/NOUN/3/nsubj caused/VERB/0/root/cause no/DET/5/det deaths/NOUN/3/obj/death/P or/CCONJ/7/cc "
             "injuries/NOUN/5/conj/injury/P",
             "", 3, CS_EFFECT_NONE, 0, true);
    assert_toll(&t, CS_EFFECT_KILLED, 0, 0, 0);
    assert_toll(&t, CS_EFFECT_WOUNDED, 0, 0, 0);
}

static void casualties_are_neither(void **state) {
    cs_tolls t = toll(
        *state, "The/DET/2/det strike/NOUN/3/nsubj caused/VERB/0/root/cause 40/NUM/5/nummod casualties/NOUN/3/obj/casualty/P",
        "", 3, CS_EFFECT_NONE, 0, true);
    assert_int_equal(t.n, 0);
}

static void another_clause_is_another_statement(void **state) {
    cs_tolls t = toll(*state,
                      "It/PRON/2/nsubj fell/VERB/0/root/fall and/CCONJ/6/cc floods/NOUN/6/nsubj/flood/P later/ADV/6/advmod "
                      "left/VERB/2/conj/leave "
                      "six/NUM/8/nummod dead/ADJ/6/obj",
                      "", 2, CS_EFFECT_NONE, 0, true);
    assert_int_equal(t.n, 0);
}

static void and_nine_were_hurt(void **state) {
    cs_tolls t = toll(*state,
                      "Two/NUM/2/nummod guards/NOUN/3/nsubj/guard/P died/VERB/0/root/die and/CCONJ/7/cc nine/NUM/7/nsubj:pass "
                      "were/AUX/7/aux:pass/be "
                      "hurt/ADJ/3/conj",
                      "person:1-2", 3, CS_EFFECT_KILLED, 2, true);
    assert_toll(&t, CS_EFFECT_KILLED, 2, 2, 2);
    assert_toll(&t, CS_EFFECT_WOUNDED, 9, 9, 9);
}

static void dead_and_wounded_are_not_summed(void **state) {
    cs_tolls t = toll(*state,
                      "Bombs/NOUN/2/nsubj/bomb/P fell/VERB/0/root/fall leaving/VERB/2/advcl/leave 67/NUM/3/obj dead/ADJ/4/amod "
                      "and/CCONJ/8/cc "
                      "90/NUM/8/nummod wounded/ADJ/4/conj",
                      "", 3, CS_EFFECT_KILLED, 4, true);
    assert_toll(&t, CS_EFFECT_KILLED, 67, 67, 67);
    assert_toll(&t, CS_EFFECT_WOUNDED, 90, 90, 90);
}

static void a_number_wins_over_a_plural(void **state) {
    hand *h = *state;
    hand_sentence(h,
                  "Raiders/NOUN/2/nsubj/raider/P shot/VERB/0/root/shoot villagers/NOUN/2/obj/villager/P "
                  "leaving/VERB/2/advcl/leave six/NUM/6/nummod "
                  "dead/ADJ/4/obj",
                  "person:1-1 person:3-3");
    hand_read(h);
    cs_toll_view x = { .l = &h->lex, .r = &h->r, .t = &h->tree, .at = &h->index };
    cs_tolls t = { 0 };
    int32_t villagers = 2;
    cs_toll_of(&x, 1, CS_EFFECT_KILLED, &villagers, 1, &t, &h->arena);
    cs_toll_in_clause(&x, 1, &t, &h->arena);
    assert_toll(&t, CS_EFFECT_KILLED, 6, 6, 6);
}

/* "burned two families": how many persons nobody says. */
static void bodies_are_no_persons(void **state) {
    cs_tolls t = toll(*state, "They/PRON/2/nsubj killed/VERB/0/root/kill two/NUM/4/nummod families/NOUN/2/obj/family/P",
                      "person:1-1 person:3-4", 2, CS_EFFECT_KILLED, 4, true);
    assert_int_equal(t.n, 0);
}

/* "killed a priest and former mayor" */
static void one_article_is_one_person(void **state) {
    cs_tolls t = toll(*state,
                      "They/PRON/2/nsubj killed/VERB/0/root/kill a/DET/4/det priest/NOUN/2/obj/priest/S and/CCONJ/7/cc "
                      "former/ADJ/7/amod mayor/NOUN/4/conj/mayor/S",
                      "person:1-1 person:3-7 person:3-4 person:6-7", 2, CS_EFFECT_KILLED, 4, true);
    assert_toll(&t, CS_EFFECT_KILLED, 1, 1, 1);
}

static void two_articles_are_two_persons(void **state) {
    cs_tolls t = toll(*state,
                      "They/PRON/2/nsubj killed/VERB/0/root/kill a/DET/4/det priest/NOUN/2/obj/priest/S and/CCONJ/7/cc "
                      "a/DET/7/det mayor/NOUN/4/conj/mayor/S",
                      "person:1-1 person:3-7 person:3-4 person:6-7", 2, CS_EFFECT_KILLED, 4, true);
    assert_toll(&t, CS_EFFECT_KILLED, 2, 2, 2);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, hand_setup, hand_teardown)
int main(void) {
    const struct CMUnitTest tests[] = { TEST(object_with_number),
                                        TEST(conjuncts_are_summed),
                                        TEST(examples_add_nothing_but_groups),
                                        TEST(one_number_for_both_is_no_toll),
                                        TEST(each_with_its_own_number),
                                        TEST(without_a_number),
                                        TEST(one_person),
                                        TEST(relative_pronoun_stands_for_its_noun),
                                        TEST(a_number_alone),
                                        TEST(dozens_of),
                                        TEST(a_building_is_nobody),
                                        TEST(leaving_dead_and_wounded),
                                        TEST(left_people_injured),
                                        TEST(the_death_of),
                                        TEST(death_toll),
                                        TEST(nobody_was_hurt),
                                        TEST(casualties_are_neither),
                                        TEST(another_clause_is_another_statement),
                                        TEST(a_number_wins_over_a_plural),
                                        TEST(and_nine_were_hurt),
                                        TEST(dead_and_wounded_are_not_summed),
                                        TEST(bodies_are_no_persons),
                                        TEST(one_article_is_one_person),
                                        TEST(two_articles_are_two_persons) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
