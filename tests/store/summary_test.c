/* The rules of docs/incidents.md by which an incident is summed up. */
#include "store/review.h"
#include "store/telling.h"
#include <stdio.h>

static int begin(void **state) {
    if (made_folder_open(state)) return -1;
    tell_begin();
    return 0;
}
static int end(void **state) {
    tell_end();
    return made_folder_close(state);
}

static const char PLAIN[] = "ASSAULT firearms fact actual 0.8";

/* ---- what and how ---- */

static void test_kind_by_weight(void **state) {
    (void)state;
    tell_report("A", 0, "2024-03-08");
    tell("ASSAULT firearms fact actual 0.9", "one");
    tell("THREATEN - fact actual 0.3", "two");
    tell_report("B", 0, "2024-03-08");
    tell("ASSAULT explosives claimed actual 0.4", "three");
    tell("PROTEST demo fact planned 1.0", "four");
    tell_sum(1);
    assert_string_equal(told("select type, mode, certainty, modality, time_frame from incidents where id = 1"),
                        "ASSAULT|firearms|fact|actual|current");
    assert_string_equal(told("select reports, sources, statements, killed_best from incidents where id = 1"), "2|2|4|-");
}

/* Three copies of one text do not outvote another text, and are one source. */
static void test_copies_share_a_vote(void **state) {
    (void)state;
    int64_t first = tell_report("A", 0, "2024-03-08");
    tell("ASSAULT firearms fact actual 0.5", "one");
    for (int i = 0; i < 2; i++) {
        tell_report(i ? "B" : "C", 0, "2024-03-09");
        tell_copy_of(first);
        tell("ASSAULT firearms fact actual 0.5", "one");
    }
    tell_report("D", 0, "2024-03-09");
    tell("ASSAULT explosives fact actual 0.6", "two");
    tell_sum(1);
    assert_string_equal(told("select mode, reports, sources from incidents where id = 1"), "explosives|4|2");
}

static void test_modality(void **state) {
    (void)state;
    tell_report("A", 0, NULL);
    tell("ASSAULT - fact planned 0.9", "one");
    tell("ASSAULT - fact hypothetical 0.9", "two");
    tell_sum(1);
    assert_string_equal(told("select modality, credibility from incidents where id = 1"), "planned|6");
    tell("ASSAULT - fact attempted 0.1", "three");
    tell_sum(1);
    assert_string_equal(told("select modality from incidents where id = 1"), "attempted");
}

/* ---- when ---- */

static void time_told(const char *source, const char *first, const char *last) {
    tell_report(source, 0, "2024-04-20");
    tell(PLAIN, "shots");
    tell_when(first, last);
}

static void test_day_within_what_others_say(void **state) {
    (void)state;
    time_told("A", "2024-03-01", "2024-03-31");
    time_told("B", "2024-03-05", "2024-03-05");
    time_told("C", "2024-01-01", "2024-12-31");
    tell_sum(1);
    assert_string_equal(told("select first_day, last_day, day_precision, edtf from incidents where id = 1"),
                        "2024-03-05|2024-03-05|day|2024-03-05");
}

static void test_most_sources_before_precision(void **state) {
    (void)state;
    time_told("A", "2024-03-05", "2024-03-05");
    time_told("A", "2024-03-05", "2024-03-05"); /* the same source again */
    time_told("B", "2024-04-01", "2024-04-30");
    time_told("C", "2024-04-01", "2024-04-30");
    tell_sum(1);
    assert_string_equal(told("select first_day, last_day, day_precision from incidents where id = 1"),
                        "2024-04-01|2024-04-30|month");
}

static void test_open_and_long_times(void **state) {
    (void)state;
    time_told("A", "2024-03-05", NULL);
    tell_sum(1);
    assert_string_equal(told("select first_day, last_day, day_precision from incidents where id = 1"), "2024-03-05|-|span");
    time_told("B", "2024-03-08", "2024-03-10");
    tell_sum(1);
    assert_string_equal(told("select first_day, last_day, day_precision from incidents where id = 1"),
                        "2024-03-08|2024-03-10|week");
}

/* ---- where ---- */

static void place_told(const char *source, const char *name, const char *country, const char *admin1, const char *precision,
                       double lat, double lon) {
    tell_report(source, 0, "2024-04-20");
    tell(PLAIN, "shots");
    tell_where(name, country, admin1, precision, lat, lon);
}

static void test_finest_place_that_agrees(void **state) {
    (void)state;
    place_told("A", "Nigeria", "NGA", NULL, "country", 10, 8);
    place_told("B", "Borno", "NGA", "Borno", "province", 11.5, 13);
    place_told("C", "Bama market", "NGA", "Borno", "site", 11.53, 13.69);
    place_told("D", "Bama", "NGA", "Borno", "town", 11.52, 13.68);
    tell_sum(1);
    assert_string_equal(told("select place, country, admin1, place_precision from incidents where id = 1"),
                        "Bama market|NGA|Borno|site");
}

static void test_place_of_most_sources(void **state) {
    (void)state;
    place_told("A", "Jos", "NGA", "Plateau", "town", 9.9, 8.9);
    place_told("B", "Borno", "NGA", "Borno", "province", 11.5, 13);
    place_told("C", "Bama", "NGA", "Borno", "town", 11.52, 13.68);
    tell_sum(1);
    assert_string_equal(told("select place from incidents where id = 1"), "Bama");
}

/* ---- who ---- */

static void test_parties(void **state) {
    (void)state;
    tell_report("A", 0, "2024-03-08");
    tell(PLAIN, "shots");
    tell_role("agent", "the Islamic State", "isil", "accused");
    tell_role("recipient", "They", NULL, NULL);
    tell_role("recipient", "The farmers", NULL, NULL);
    tell_report("B", 0, "2024-03-09");
    tell(PLAIN, "shots");
    tell_role("agent", "ISIL", "isil", "claimed");
    tell_says("Amaq");
    tell_role("agent", "islamic state", NULL, "accused");
    tell_role("recipient", "farmers", NULL, NULL);
    tell("REJECT - fact actual 0.2", "denied it");
    tell_role("agent", "Somebody else", NULL, NULL);
    tell_sum(1);
    assert_string_equal(
        told_all("select role, name, actor, certainty, says, reports from incident_parties where incident = 1 order by number"),
        "agent|the Islamic State|isil|claimed|-|1\nagent|the Islamic State|isil|accused|-|2\n"
        "recipient|The farmers|-|fact|-|1\nrecipient|The farmers|-|fact|Amaq|1\n");
    assert_string_equal(told("select agent, recipient, target from incidents where id = 1"), "the Islamic State|The farmers|-");
}

/* A name says more than a description, however often that is used. */
static void test_name_before_description(void **state) {
    (void)state;
    for (int i = 0; i < 3; i++) {
        tell_report(i ? i == 1 ? "A" : "B" : "C", 0, "2024-03-08");
        tell(PLAIN, "shots");
        tell_role("agent", i ? "its fighters" : "the Boko Haram", "nga-boko-haram", NULL);
    }
    tell_sum(1);
    assert_string_equal(told("select name, reports from incident_parties where incident = 1"), "the Boko Haram|3");
}

/* Who is only denied to have done it is not shown as the one who did. */
static void test_denied_agent(void **state) {
    (void)state;
    tell_report("A", 0, "2024-03-08");
    tell(PLAIN, "shots");
    tell_role("agent", "the army", NULL, "denied");
    tell_sum(1);
    assert_string_equal(told("select agent from incidents where id = 1"), "-");
    assert_string_equal(told("select name, certainty from incident_parties where incident = 1"), "the army|denied");
}

/* ---- tolls ---- */

static void toll_told(const char *source, char grade, const char *day, const char *words, int low, int best, int high) {
    tell_report(source, grade, day);
    tell(PLAIN, words);
    tell_toll("killed", low, best, high, words, NULL);
}

#define KILLED "select killed_low, killed_best, killed_high from incidents where id = 1"
#define RULE "select rule from incident_tolls where incident = 1 and effect = 'killed' and status = 'all'"

static void test_lowest_highest_most_frequent(void **state) {
    (void)state;
    toll_told("Reuters", 0, "2024-03-08", "12 people", 12, 12, 12);
    toll_told("BBC", 0, "2024-03-08", "twelve", 12, 12, 12);
    toll_told("AP", 0, "2024-03-08", "10 people", 10, 10, 10);
    tell_says("police");
    tell_sum(1);
    assert_string_equal(told(KILLED), "10|12|12");
    assert_string_equal(told(RULE), "3 sources: 12 (BBC, Reuters), 10 (police via AP); of each its latest");
}

/* UCDP: when nothing speaks for one of them, the lower. */
static void test_tie_is_the_lower(void **state) {
    (void)state;
    toll_told("A", 0, "2024-03-08", "12 people", 12, 12, 12);
    toll_told("B", 0, "2024-03-08", "8 people", 8, 8, 8);
    tell_sum(1);
    assert_string_equal(told(KILLED), "8|8|12");
}

static void test_later_report_replaces(void **state) {
    (void)state;
    toll_told("A", 0, "2024-03-09", "8 people", 8, 8, 8);
    toll_told("A", 0, "2024-03-08", "12 people", 12, 12, 12);
    tell_sum(1);
    assert_string_equal(told(KILLED), "8|8|8");
    tell_report("A", 0, "2024-03-20"); /* without a number it says nothing new */
    tell(PLAIN, "people died");
    tell_toll("killed", 2, 2, -1, "people", NULL);
    tell_sum(1);
    assert_string_equal(told(KILLED), "8|8|8");
}

static void test_reliable_sources(void **state) {
    (void)state;
    toll_told("D1", 'D', "2024-03-08", "20 people", 20, 20, 20);
    toll_told("D2", 'D', "2024-03-08", "20 people", 20, 20, 20);
    toll_told("None", 0, "2024-03-08", "14 people", 14, 14, 14);
    tell_sum(1);
    assert_string_equal(told(KILLED), "14|14|20");
    toll_told("C", 'C', "2024-03-08", "16 people", 16, 16, 16);
    tell_sum(1);
    assert_string_equal(told(KILLED), "14|16|20");
    assert_string_equal(told(RULE),
                        "4 sources: 20 (D1 D, D2 D), 16 (C C), 14 (None); of each its latest; best of those graded C");
}

static void test_part_and_whole(void **state) {
    (void)state;
    tell_report("A", 0, "2024-03-08");
    tell(PLAIN, "12 people were killed, among them 3 children");
    tell_toll("killed", 12, 12, 12, "12 people", NULL);
    tell_toll("killed", 3, 3, 3, "3 children", "civilian");
    tell(PLAIN, "one was a teacher");
    tell_toll("killed", 1, 1, 1, "one", NULL);
    tell_sum(1);
    assert_string_equal(told(KILLED), "12|12|12");
    assert_string_equal(told("select low, best, high from incident_tolls where incident = 1 and status = 'civilian'"), "3|3|3");
}

static void test_sum_of_parts(void **state) {
    (void)state;
    tell_report("A", 0, "2024-03-08");
    tell(PLAIN, "8 soldiers and 4 civilians");
    tell_toll("killed", 8, 8, 8, "8 soldiers", "combatant");
    tell_toll("killed", 4, 4, -1, "4 civilians", "civilian");
    tell_sum(1);
    assert_string_equal(told(KILLED), "12|12|-");
}

static void test_correction(void **state) {
    (void)state;
    tell_report("A", 0, "2024-03-08");
    tell(PLAIN, "12 people were killed");
    tell_toll("killed", 12, 12, 12, "12 people", NULL);
    tell(PLAIN, "the police revised the toll from 15 to 8");
    tell_toll("killed", 15, 15, 15, "15", NULL);
    tell_toll("killed", 8, 8, 8, "8", NULL);
    tell_sum(1);
    assert_string_equal(told(KILLED), "8|8|8");
}

static void test_words_are_no_number(void **state) {
    (void)state;
    tell_report("A", 0, "2024-03-08");
    tell(PLAIN, "people were killed");
    tell_toll("killed", 2, 2, -1, "people", NULL);
    tell_sum(1);
    assert_string_equal(told(KILLED), "2|2|-");
    toll_told("B", 0, "2024-03-08", "at least 80", 80, 80, -1);
    tell_sum(1);
    assert_string_equal(told(KILLED), "80|80|-");
    toll_told("C", 0, "2024-03-08", "84 people", 84, 84, 84);
    tell_sum(1);
    assert_string_equal(told(KILLED), "80|80|84");
    toll_told("D", 0, "2024-03-08", "more than 90", 90, 90, -1);
    tell_sum(1);
    assert_string_equal(told(KILLED), "80|80|-");
}

static void test_aggregate(void **state) {
    (void)state;
    toll_told("A", 0, "2024-03-08", "12 people", 12, 12, 12);
    tell_when("2024-03-05", "2024-03-05");
    toll_told("B", 0, "2024-03-08", "300 people", 300, 300, 300);
    tell_when("2024-01-01", "2024-03-08");
    tell_sum(1);
    assert_string_equal(told(KILLED), "12|12|12");
}

/* ---- order ---- */

static void tell_one(int which) {
    switch (which) {
    case 0:
        tell_report("Reuters", 'A', "2024-03-08");
        tell("ASSAULT firearms fact actual 0.3", "12 people were killed");
        tell_toll("killed", 12, 12, 12, "12 people", NULL);
        tell_role("agent", "the Islamic State", "isil", "accused");
        tell_when("2024-03-05", "2024-03-05");
        tell_where("Bama", "NGA", "Borno", "town", 11.5, 13.7);
        break;
    case 1:
        tell_report("AP", 0, "2024-03-08");
        tell("ASSAULT explosives fact actual 0.3", "8 people were killed");
        tell_toll("killed", 8, 8, 8, "8 people", NULL);
        tell_role("agent", "Islamic State", NULL, "claimed");
        tell_says("Amaq");
        tell_when("2024-03-06", "2024-03-06");
        tell_where("Banki", "NGA", "Borno", "town", 11.3, 14.1);
        break;
    default:
        tell_report(NULL, 0, NULL);
        tell("ASSAULT firearms possible actual 0.3", "several died");
        tell_toll("killed", 3, 3, -1, "several", NULL);
        tell_role("agent", "ISIL", "isil", "possible");
        tell_role("recipient", "farmers", NULL, NULL);
    }
}

/* Whatever is added first, the sum is the same; accounts keep their names. */
static void test_order_of_adding(void **state) {
    static const char *const whole[] = {
        "select type, mode, certainty, first_day, place, killed_low, killed_best, killed_high, agent, credibility_why, "
        "confidence "
        "from incidents where id = 1",
        "select number, role, name, actor, certainty, says, reports from incident_parties where incident = 1 order by number",
        "select effect, status, low, best, high, rule from incident_tolls where incident = 1 order by 1, 2",
    };
    static const int orders[][3] = { { 0, 1, 2 }, { 2, 1, 0 }, { 1, 2, 0 } };
    char first[4096] = "";
    for (int i = 0; i < 3; i++) {
        if (i) {
            end(state);
            begin(state);
        }
        for (int k = 0; k < 3; k++) {
            tell_one(orders[i][k]);
            char sql[256];
            snprintf(sql, sizeof sql, "update accounts set name = '%d' where id = %d returning (select 1)", orders[i][k],
                     k + 1);
            told(sql);
            snprintf(sql, sizeof sql, "update texts set sha256 = 't%d' where id = %d returning 1", orders[i][k], k + 1);
            told(sql);
        }
        tell_sum(1);
        char sum[4096] = "";
        for (size_t k = 0; k < sizeof whole / sizeof *whole; k++)
            strncat(sum, told_all(whole[k]), sizeof sum - strlen(sum) - 1);
        assert_true(strlen(sum) > 100);
        if (i)
            assert_string_equal(sum, first);
        else
            snprintf(first, sizeof first, "%s", sum);
    }
}

/* ---- credibility ---- */

#define CREDIBILITY "select credibility || ' ' || credibility_why from incidents where id = 1"

static void test_credibility(void **state) {
    (void)state;
    tell_report("A", 0, "2024-03-08");
    int64_t only = tell("ASSAULT - claimed actual 0.6", "we shot");
    tell_sum(1);
    assert_string_equal(told(CREDIBILITY), "4 only claimed, or blamed on somebody, by one side");
    tell_report("B", 0, "2024-03-08");
    tell("ASSAULT - fact actual 0.5", "shots");
    tell_sum(1);
    assert_string_equal(told(CREDIBILITY), "3 told by 1 source, contradicted by none");
    assert_string_equal(told("select confidence from incidents where id = 1"), "0.8");
    tell_report("C", 'B', "2024-03-08");
    tell("ASSAULT - fact actual 0.5", "shots");
    tell_sum(1);
    assert_string_equal(told(CREDIBILITY),
                        "2 confirmed by 2 independent sources, 1 of them graded A to C, contradicted by none");
    tell_report("D", 'A', "2024-03-08");
    tell("ASSAULT - fact actual 0.5", "shots");
    tell_sum(1);
    assert_string_equal(told(CREDIBILITY),
                        "1 confirmed by 3 independent sources, 2 of them graded A to C, contradicted by none");
    tell_report("E", 0, "2024-03-08");
    tell("ASSAULT - denied actual 0.5", "no shots");
    tell_sum(1);
    assert_string_equal(told(CREDIBILITY), "4 confirmed by 3 independent sources, denied by 1");
    (void)only;
}

static void test_credibility_denied(void **state) {
    (void)state;
    tell_report("A", 0, "2024-03-08");
    tell("ASSAULT - fact actual 0.5", "shots");
    for (int i = 0; i < 2; i++) {
        tell_report(i ? "B" : "C", 0, "2024-03-08");
        tell("ASSAULT - fact negated 0.5", "no shots");
    }
    tell_sum(1);
    assert_string_equal(told(CREDIBILITY), "5 denied by 2 independent sources, confirmed by 1");
}

static void test_credibility_unreliable(void **state) {
    (void)state;
    tell_report("A", 'E', "2024-03-08");
    tell("ASSAULT - fact actual 0.5", "shots");
    tell_sum(1);
    assert_string_equal(told(CREDIBILITY), "4 told by 1 source, graded D or E");
}

/* ---- what people decided ---- */

static void test_rejected_statements_do_not_count(void **state) {
    (void)state;
    tell_report("A", 0, "2024-03-08");
    int64_t s = tell(PLAIN, "12 people");
    tell_toll("killed", 12, 12, 12, "12 people", NULL);
    tell("THREATEN - fact actual 0.1", "threats");
    int64_t review = tell_review("reject", s, NULL, NULL);
    tell_sum(1);
    assert_string_equal(told("select type, statements, killed_best from incidents where id = 1"), "THREATEN|1|-");
    char sql[128];
    snprintf(sql, sizeof sql, "update reviews set undone_by = id where id = %lld returning id", (long long)review);
    told(sql);
    tell_sum(1);
    assert_string_equal(told("select type, statements, killed_best from incidents where id = 1"), "ASSAULT|2|12");
}

static void test_nothing_is_left(void **state) {
    (void)state;
    tell_report("A", 0, "2024-03-08");
    tell_review("reject", tell(PLAIN, "shots"), NULL, NULL);
    tell_sum(1);
    assert_string_equal(told("select type, statements, credibility from incidents where id = 1"), "-|0|6");
}

/* More than are asked about at once, one report telling of several; one of them is no longer live. */
static void test_many_at_once(void **state) {
    enum { MANY = 2 * CS_DB_IDS_MAX + 3, GONE = 20 };
    int64_t ids[MANY];
    char sql[200], expected[64];
    (void)state;
    tell_incidents(MANY - 2);
    for (int i = 0; i < MANY; i++) {
        ids[i] = i + 1;
        tell_report_of(i + 1, i % 2 ? "A" : "B", 0, "2024-03-08");
        tell(PLAIN, "one");
        tell_toll("killed", i, i, i, "one", NULL);
        if (i % 3) tell("ASSAULT explosives fact actual 0.9", "two");
    }
    tell_sum(GONE);
    snprintf(sql, sizeof sql, "update incidents set live = 0, killed_best = 99 where id = %d returning id", GONE);
    told(sql);
    tell_sum_of(ids, MANY);
    for (int i = 0; i < MANY; i++) {
        snprintf(sql, sizeof sql, "select mode, statements, reports, killed_best from incidents where id = %d", i + 1);
        snprintf(expected, sizeof expected, "%s|%d|1|%d", i % 3 ? "explosives" : "firearms", i % 3 ? 2 : 1,
                 i + 1 == GONE ? 99 : i);
        assert_string_equal(told(sql), expected);
    }
}

static void test_edits_of_statements(void **state) {
    (void)state;
    tell_report("A", 0, "2024-03-08");
    int64_t s = tell(PLAIN, "12 people");
    tell_toll("killed", 12, 12, 12, "12 people", NULL);
    tell_role("agent", "gunmen", NULL, NULL);
    tell_review("edit", s, "killed", "8//12");
    tell_review("edit", s, "agent", "the army");
    tell_review("edit", s, "when", "2024-03");
    tell_review("edit", s, "mode", "explosives");
    tell_review("edit", s, "mode", "");
    tell_sum(1);
    assert_string_equal(
        told("select killed_low, killed_best, killed_high, agent, first_day, last_day, mode from incidents where id = 1"),
        "8|-|12|the army|2024-03-01|2024-03-31|-");
}

static void test_edits_of_incidents(void **state) {
    (void)state;
    tell_report("A", 0, "2024-03-08");
    tell(PLAIN, "12 people");
    tell_toll("killed", 12, 12, 12, "12 people", NULL);
    tell_where("Bama", "NGA", "Borno", "town", 11.5, 13.7);
    tell_review("edit", 0, "killed", "9");
    tell_review("edit", 0, "point", "10.5,-3");
    tell_review("edit", 0, "weapon", "rifles");
    tell_sum(1);
    assert_string_equal(
        told("select killed_low, killed_best, killed_high, lat, lon, place, weapon, review from incidents where id = 1"),
        "9|9|9|10.5|-3|Bama|rifles|edited");
    assert_string_equal(told(RULE), "set by a person");
    tell_review("accept", 0, NULL, NULL);
    tell_review("reject", 0, NULL, NULL);
    tell_sum(1);
    assert_string_equal(told("select review, killed_best from incidents where id = 1"), "rejected|9");
}

/* What was edited of an incident that became part of this one stays; what was edited of this one is the last word. */
static void test_edits_of_one_that_was_taken_up(void **state) {
    (void)state;
    tell_report("A", 0, "2024-03-08");
    tell(PLAIN, "12 people");
    told("update incidents set live = 0, into_incident = 1 where id = 2 returning id");
    tell_review("edit", 0, "killed", "9");
    told(
        "insert into reviews (at, who, action, incident, field, after, why) values ('then', 'ana', 'edit', 2, 'killed', '7', "
        "'x'), "
        "('then', 'ana', 'edit', 2, 'country', 'NER', 'x'), ('then', 'ana', 'reject', 2, null, null, 'x') returning id");
    tell_sum(1);
    assert_string_equal(told("select killed_best, country, review from incidents where id = 1"), "9|NER|edited");
}

/* ---- actors that are one ---- */

static const cs_review ANA = { CS_LIT("ana"), CS_LIT("its own statement"), CS_LIT("2026-03-01T00:00:00Z") };
static const char PARTIES[] =
    "select role, name, actor, certainty, reports from incident_parties where incident = 1 order by number";

static int64_t merge(const char *actor, const char *other) {
    int64_t id = 0;
    cs_err err = { 0 };
    const cs_str a = { actor, (ptrdiff_t)strlen(actor) }, b = { other, (ptrdiff_t)strlen(other) };
    if (cs_review_merge_actors(tell_store(), &ANA, a, b, &id, &err) != CASUS_OK) fail_msg("%s", err.msg);
    return id;
}

static void must_refuse(const char *actor, const char *other, const char *words) {
    int64_t id = 0;
    cs_err err = { 0 };
    const cs_str a = { actor, (ptrdiff_t)strlen(actor) }, b = { other, (ptrdiff_t)strlen(other) };
    assert_int_equal(cs_review_merge_actors(tell_store(), &ANA, a, b, &id, &err), CASUS_E_INPUT);
    if (!strstr(err.msg, words)) fail_msg("\"%s\" lacks \"%s\"", err.msg, words);
}

static void undo(int64_t review) {
    int64_t id = 0;
    cs_err err = { 0 };
    if (cs_review_undo(tell_store(), &ANA, review, &id, &err) != CASUS_OK) fail_msg("%s", err.msg);
}

static void tell_of_three_names(void) {
    tell_report("A", 0, "2024-03-08");
    tell(PLAIN, "shots");
    tell_role("agent", "Séléka rebels", NULL, NULL);
    tell_report("B", 0, "2024-03-08");
    tell(PLAIN, "shots");
    tell_role("agent", "Seleka coalition", "caf-seleka", NULL);
    tell_report("C", 0, "2024-03-08");
    tell(PLAIN, "shots");
    tell_role("agent", "the fighters from Birao", NULL, "accused");
    tell_sum(1);
}

static void test_actors_are_merged_and_parted(void **state) {
    (void)state;
    static const char apart[] =
        "agent|Seleka coalition|caf-seleka|fact|1\nagent|Séléka rebels|-|fact|1\nagent|the fighters from Birao|-|accused|1\n";
    tell_of_three_names();
    assert_string_equal(told_all(PARTIES), apart);
    int64_t first = merge("caf-seleka", "~the SELEKA rebels");
    assert_string_equal(told_all(PARTIES),
                        "agent|Seleka coalition|caf-seleka|fact|2\nagent|the fighters from Birao|-|accused|1\n");
    assert_string_equal(told("select version from incidents where id = 1"), "2");
    int64_t second = merge("caf-seleka", "~fighters from Birao");
    assert_string_equal(told_all(PARTIES),
                        "agent|Seleka coalition|caf-seleka|fact|2\nagent|Seleka coalition|caf-seleka|accused|1\n");
    assert_string_equal(told("select action, field, before, after, incident from reviews where id = 1"),
                        "merge|actor|~the SELEKA rebels|caf-seleka|-");
    undo(first);
    assert_string_equal(told_all(PARTIES),
                        "agent|Seleka coalition|caf-seleka|fact|1\nagent|Seleka coalition|caf-seleka|"
                        "accused|1\nagent|Séléka rebels|-|fact|1\n");
    undo(second);
    assert_string_equal(told_all(PARTIES), apart);
}

/* The one that goes on may end later: who was merged into it goes with it, and comes back with it. */
static void test_actors_merged_in_turn(void **state) {
    (void)state;
    tell_of_three_names();
    merge("~Séléka rebels", "~fighters from Birao");
    assert_string_equal(told_all(PARTIES),
                        "agent|Séléka rebels|-|fact|1\nagent|Séléka rebels|-|accused|1\n"
                        "agent|Seleka coalition|caf-seleka|fact|1\n");
    int64_t second = merge("~Séléka rebels", "caf-seleka");
    assert_string_equal(told_all(PARTIES), "agent|Séléka rebels|-|fact|2\nagent|Séléka rebels|-|accused|1\n");
    must_refuse("caf-seleka", "~Séléka rebels", "no incident has the actor \"caf-seleka\"");
    undo(second);
    merge("caf-seleka", "~Séléka rebels");
    assert_string_equal(told_all(PARTIES),
                        "agent|Seleka coalition|caf-seleka|fact|2\nagent|Seleka coalition|caf-seleka|accused|1\n");
}

/* Who is merged later tells of the same: what is added afterwards is summed up so, too. */
static void test_merged_actors_in_what_comes_later(void **state) {
    (void)state;
    tell_of_three_names();
    merge("caf-seleka", "~Séléka rebels");
    tell_report("D", 0, "2024-03-09");
    tell(PLAIN, "shots");
    tell_role("agent", "seleka rebels", NULL, NULL);
    tell_sum(1);
    assert_string_equal(told_all(PARTIES),
                        "agent|Seleka coalition|caf-seleka|fact|3\nagent|the fighters from Birao|-|accused|1\n");
}

static void test_actors_that_cannot_be_merged(void **state) {
    (void)state;
    tell_of_three_names();
    must_refuse("caf-seleka", "~Nobody at all", "no incident has the actor \"~Nobody at all\"");
    must_refuse("Séléka rebels", "caf-seleka", "is named with ~ before it");
    must_refuse("caf-seleka", "caf-seleka", "with itself");
    must_refuse("~Séléka rebels", "~the seleka REBELS", "with itself");
    must_refuse("~the", "caf-seleka", "expected an actor");
    assert_string_equal(told("select count(*) from reviews"), "0");
}

int main(void) {
#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
    const struct CMUnitTest tests[] = {
        T(test_kind_by_weight),
        T(test_copies_share_a_vote),
        T(test_modality),
        T(test_day_within_what_others_say),
        T(test_most_sources_before_precision),
        T(test_open_and_long_times),
        T(test_finest_place_that_agrees),
        T(test_place_of_most_sources),
        T(test_parties),
        T(test_name_before_description),
        T(test_denied_agent),
        T(test_lowest_highest_most_frequent),
        T(test_tie_is_the_lower),
        T(test_later_report_replaces),
        T(test_reliable_sources),
        T(test_part_and_whole),
        T(test_sum_of_parts),
        T(test_correction),
        T(test_words_are_no_number),
        T(test_aggregate),
        T(test_order_of_adding),
        T(test_credibility),
        T(test_credibility_denied),
        T(test_credibility_unreliable),
        T(test_rejected_statements_do_not_count),
        T(test_nothing_is_left),
        T(test_many_at_once),
        T(test_edits_of_statements),
        T(test_edits_of_incidents),
        T(test_edits_of_one_that_was_taken_up),
        T(test_actors_are_merged_and_parted),
        T(test_actors_merged_in_turn),
        T(test_merged_actors_in_what_comes_later),
        T(test_actors_that_cannot_be_merged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
