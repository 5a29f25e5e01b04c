/* The lists of a case a page at a time. */
#include "store/page.h"
#include "store/telling.h"
#include <stdio.h>
#include <stdlib.h>

static cs_arena memory;
static jmp_buf full;

static int begin(void **state) {
    cs_err err = { 0 };
    if (made_folder_open(state) || cs_arena_map(&memory, (size_t)1 << 28, &err) != CASUS_OK) return -1;
    memory.on_full = &full;
    tell_begin();
    return 0;
}
static int end(void **state) {
    tell_end();
    cs_arena_unmap(&memory);
    return made_folder_close(state);
}

static void must(casus_status st, const cs_err *err) {
    if (st != CASUS_OK) fail_msg("%s", err->msg);
}

static cs_view *look(const cs_filter *f) {
    cs_view *v = NULL;
    cs_err err = { 0 };
    must(cs_view_open(&v, tell_store(), f, &err), &err);
    return v;
}

/* ---- incidents ---- */

enum { N_ROWS = 40 };

/* Many with the same value, some without one. */
static void make_rows(void) {
    for (int i = 1; i <= N_ROWS; i++) {
        char sql[512];
        if (i > 2)
            told(
                "insert into incidents (live, version, made_at, changed_at, reports, sources, statements, credibility, "
                "credibility_why, review) values (1, 1, 'then', 'then', 1, 1, 1, 6, '', 'none') returning id");
        snprintf(
            sql, sizeof sql,
            "update incidents set type = '%s', country = '%s', first_day = nullif('2024-01-%02d', '2024-01-01'), last_day = "
            "nullif('2024-01-%02d', '2024-01-01'), killed_best = nullif(%d, 0), sources = %d where id = %d returning id",
            i % 3 ? "ASSAULT" : "PROTEST", i % 2 ? "NGA" : "MLI", i % 5 + 1, i % 5 + 1, i * 7 % 4, i % 3 + 1, i);
        assert_string_not_equal(told(sql), "");
    }
    told("update incidents set live = 0, into_incident = 9 where id = 7 returning id");
    told("update incidents set live = 0, into_incident = 11 where id = 9 returning id");
    told("update incidents set live = 0, into_incident = null where id = 13 returning id");
}

/* The ids page by page, and those of one query. */
static void walk(cs_filter f, int64_t limit, char *pages, char *whole, size_t size) {
    cs_err err = { 0 };
    cs_mark mark = { .set = false };
    cs_view *v = look(&f);
    pages[0] = whole[0] = 0;
    do {
        cs_view_incident *list = NULL;
        int n;
        must(cs_page_incidents(v, &mark, limit, &memory, &list, &n, &mark, &err), &err);
        assert_true(n <= limit && (n == limit || !mark.set));
        for (int i = 0; i < n; i++) snprintf(pages + strlen(pages), size - strlen(pages), "%lld ", (long long)list[i].id);
    } while (mark.set);
    cs_view_close(&v);
    v = look(&f);
    for (bool more = true;;) {
        cs_outline x;
        must(cs_outline_next(v, &x, &more, &err), &err);
        if (!more) break;
        snprintf(whole + strlen(whole), size - strlen(whole), "%lld ", (long long)x.id);
    }
    cs_view_close(&v);
}

static void test_pages_are_the_whole(void **state) {
    (void)state;
    char pages[1024], whole[1024];
    make_rows();
    for (int order = 0; order < CS_ORDERS; order++)
        for (int64_t limit = 1; limit <= 60; limit = limit * 2 + 1)
            for (int filtered = 0; filtered < 2; filtered++) {
                cs_filter f = CS_FILTER_ALL;
                f.order = (cs_order)order;
                if (filtered) f.type = CS_LIT("ASSAULT");
                walk(f, limit, pages, whole, sizeof pages);
                assert_true(strlen(whole) > 50);
                assert_string_equal(pages, whole);
            }
}

static void test_who_took_it_up(void **state) {
    (void)state;
    const cs_filter all = CS_FILTER_ALL;
    cs_err err = { 0 };
    int64_t heir;
    make_rows();
    cs_view *v = look(&all);
    must(cs_view_heir_of(v, 7, &heir, &err), &err);
    assert_int_equal(heir, 11); /* by way of 9 */
    must(cs_view_heir_of(v, 13, &heir, &err), &err);
    assert_int_equal(heir, 0);
    must(cs_view_heir_of(v, 999, &heir, &err), &err);
    assert_int_equal(heir, 0);
    cs_view_close(&v);
    told("update incidents set into_incident = 7 where id = 9 returning id"); /* of a damaged file */
    v = look(&all);
    must(cs_view_heir_of(v, 7, &heir, &err), &err);
    assert_int_equal(heir, 0);
    cs_view_close(&v);
}

/* ---- reports ---- */

static const char *reports(cs_reports_wanted wanted) {
    static char line[256];
    const cs_filter all = CS_FILTER_ALL;
    cs_err err = { 0 };
    cs_mark mark = { .set = false };
    cs_view *v = look(&all);
    line[0] = 0;
    do {
        cs_listed_report *list = NULL;
        int n;
        must(cs_page_reports(v, &wanted, &mark, 1, &memory, &list, &n, &mark, &err), &err);
        for (int i = 0; i < n; i++)
            snprintf(line + strlen(line), sizeof line - strlen(line), "%lld:%lld%s ", (long long)list[i].about.id,
                     (long long)list[i].n_statements, list[i].reviewed ? "!" : "");
    } while (mark.set);
    cs_view_close(&v);
    return line;
}

static void test_reports(void **state) {
    (void)state;
    tell_report("AP", 0, "2024-03-08");
    tell("ASSAULT firearms fact actual 0.8", "Gunmen killed 12 people");
    tell("ASSAULT firearms fact actual 0.8", "They burned houses");
    tell_report("AFP", 0, NULL);
    tell("ASSAULT - denied actual 0.5", "no such attack");
    tell_report_of(2, "AP", 0, "2024-01-01");
    int64_t marched = tell("PROTEST demo fact actual 0.8", "students marched");
    assert_string_equal(reports((cs_reports_wanted){ 0 }), "1:2 2:1 3:1 ");
    assert_string_equal(reports((cs_reports_wanted){ .source = CS_LIT("AP") }), "1:2 3:1 ");
    assert_string_equal(reports((cs_reports_wanted){ .incident = 1 }), "1:2 2:1 ");
    assert_string_equal(reports((cs_reports_wanted){ .which = CS_REPORTS_REVIEWED }), "");
    /* A decision pins the reports that it is about; one that comes later is not reviewed by it. */
    tell_review("accept", 0, NULL, NULL);
    told("insert into pins (report, run) values (1, 1) returning report");
    assert_string_equal(reports((cs_reports_wanted){ .which = CS_REPORTS_REVIEWED }), "1:2! ");
    int64_t rejected = tell_review("reject", marched, NULL, NULL);
    told("insert into pins (report, run) values (3, 1) returning report");
    assert_string_equal(reports((cs_reports_wanted){ .which = CS_REPORTS_UNREVIEWED }), "2:1 ");
    assert_string_equal(reports((cs_reports_wanted){ .which = CS_REPORTS_REVIEWED, .source = CS_LIT("AP") }), "1:2! 3:1! ");
    char sql[128];
    snprintf(sql, sizeof sql, "update reviews set undone_by = id where id = %lld returning id", (long long)rejected);
    told(sql);
    assert_string_equal(reports((cs_reports_wanted){ .which = CS_REPORTS_UNREVIEWED }), "2:1 3:1 ");
}

static void test_sources(void **state) {
    (void)state;
    const cs_filter all = CS_FILTER_ALL;
    cs_err err = { 0 };
    cs_view_source *s = NULL, one;
    bool found;
    int n;
    tell_report("Zeta", 'B', "2024-03-08");
    tell_report("Alpha", 0, NULL);
    tell_report("Zeta", 'B', "2023-01-02");
    told("insert into sources (name) values ('Nobody') returning id");
    cs_view *v = look(&all);
    must(cs_view_sources(v, &memory, &s, &n, &err), &err);
    assert_int_equal(n, 3);
    assert_str(s[0].name, CS_LIT("Alpha"));
    assert_true(s[0].n_reports == 1 && !s[0].first.n && s[1].n_reports == 0);
    assert_str(s[2].first, CS_LIT("2023-01-02"));
    assert_str(s[2].last, CS_LIT("2024-03-08"));
    assert_str(s[2].reliability, CS_LIT("B"));
    must(cs_view_source_of(v, s[2].id, &memory, &one, &found, &err), &err);
    assert_true(found && one.n_reports == 2);
    must(cs_view_source_of(v, 99, &memory, &one, &found, &err), &err);
    assert_false(found);
    cs_view_close(&v);
}

/* What rests on a grade is summed up anew, and nothing where it is as it was. */
static void test_a_grade_counts(void **state) {
    (void)state;
    cs_err err = { 0 };
    tell_report("Zeta", 'B', "2024-03-08");
    tell("ASSAULT firearms fact actual 0.8", "Gunmen killed people");
    tell_sum(1);
    const char *before = told("select credibility from incidents where id = 1");
    must(cs_store_grade(tell_store(), CS_LIT("Zeta"), 'E', &err), &err);
    assert_string_not_equal(told("select credibility from incidents where id = 1"), before);
    told("update incidents set credibility = 6 where id = 1 returning id");
    must(cs_store_grade(tell_store(), CS_LIT("Zeta"), 'E', &err), &err);
    assert_string_equal(told("select credibility from incidents where id = 1"), "6");
}

static int64_t graded(const char *letter) {
    const cs_review by = { CS_LIT("ana"), CS_LIT("checked"), CS_LIT("2026-01-01T00:00:00Z"), NULL };
    cs_err err = { 0 };
    int64_t id = 0;
    must(cs_review_grade(tell_store(), &by, 0, CS_LIT("Zeta"), (cs_str){ letter, (ptrdiff_t)strlen(letter) }, &id, &err), &err);
    return id;
}

static void grade_is(const char *expected) {
    assert_string_equal(told("select coalesce(reliability, '-') from sources where name = 'Zeta'"), expected);
}

static void take_back(int64_t review) {
    const cs_review by = { CS_LIT("bo"), CS_LIT("no"), CS_LIT("2026-01-02T00:00:00Z"), NULL };
    cs_err err = { 0 };
    int64_t id;
    must(cs_review_undo(tell_store(), &by, review, &id, &err), &err);
}

/* A grade that is a decision, taken back: as if it had not been made, whatever the order, and whatever was set without one. */
static void test_a_grade_is_taken_back(void **state) {
    (void)state;
    cs_err err = { 0 };
    tell_report("Zeta", 0, "2024-03-08");
    tell("ASSAULT firearms fact actual 0.8", "Gunmen killed people");
    tell_sum(1);
    const char *as_it_was = told("select credibility from incidents where id = 1");
    int64_t b = graded("B");
    assert_string_not_equal(told("select credibility from incidents where id = 1"), as_it_was);
    take_back(b);
    grade_is("-");
    assert_string_equal(told("select credibility from incidents where id = 1"), as_it_was);
    int64_t c = graded("C"), d = graded("D"), none = graded("");
    grade_is("-");
    take_back(d); /* a later one stands */
    grade_is("-");
    take_back(none); /* what it took the place of was taken back */
    grade_is("C");
    must(cs_store_grade(tell_store(), CS_LIT("Zeta"), 'E', &err), &err);
    take_back(c); /* casus add --reliability set another meanwhile */
    grade_is("E");
    int64_t f = graded("F");
    take_back(f);
    grade_is("E");
}

static void test_what_is_no_grade(void **state) {
    (void)state;
    const cs_review by = { CS_LIT("ana"), CS_LIT("checked"), CS_LIT("2026-01-01T00:00:00Z"), NULL };
    static const char *const wrong[] = { "G", "b", "AB", " " };
    cs_err err = { 0 };
    int64_t id;
    tell_report("Zeta", 'B', "2024-03-08");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(
            cs_review_grade(tell_store(), &by, 1, (cs_str){ 0 }, (cs_str){ wrong[i], (ptrdiff_t)strlen(wrong[i]) }, &id, &err),
            CASUS_E_INPUT);
    assert_int_equal(cs_review_grade(tell_store(), &by, 99, (cs_str){ 0 }, CS_LIT("A"), &id, &err), CASUS_E_INPUT);
    assert_int_equal(cs_review_grade(tell_store(), &by, 0, CS_LIT("Nobody"), CS_LIT("A"), &id, &err), CASUS_E_INPUT);
    assert_non_null(strstr(err.msg, "Nobody"));
    grade_is("B");
    assert_string_equal(told("select count(*) from reviews"), "0");
}

/* ---- actors ---- */

static const char *actors(const char *words, int64_t limit) {
    static char line[512];
    const cs_filter all = CS_FILTER_ALL;
    cs_err err = { 0 };
    cs_mark mark = { .set = false };
    cs_view *v = look(&all);
    line[0] = 0;
    do {
        cs_view_actor *list = NULL;
        int n;
        must(cs_page_actors(v, (cs_str){ words, (ptrdiff_t)strlen(words) }, &mark, limit, &memory, &list, &n, &mark, &err),
             &err);
        for (int i = 0; i < n; i++)
            snprintf(line + strlen(line), sizeof line - strlen(line), "%.*s/%.*s %d %d %d; ", (int)list[i].id.n, list[i].id.p,
                     (int)list[i].name.n, list[i].name.p, (int)list[i].n_incidents, (int)list[i].n_agent,
                     (int)list[i].n_recipient);
    } while (mark.set);
    cs_view_close(&v);
    return line;
}

static void test_actors(void **state) {
    (void)state;
    told(
        "insert into incident_parties (incident, number, role, name, actor, certainty, reports) values (1, 1, 'agent', 'ISIL', "
        "'isil', 'fact', 1), (1, 2, 'recipient', 'Islamic State', 'isil', 'fact', 1), (1, 3, 'recipient', 'farmers', null, "
        "'fact', 1), (2, 1, 'agent', 'ISIL', 'isil', 'fact', 1), (2, 2, 'instrument', 'bomb', null, 'fact', 1), (2, 3, "
        "'agent', 'Farmers', null, 'fact', 1) returning 1");
    const char *all = "isil/ISIL 2 2 1; /Farmers 1 1 0; /farmers 1 0 1; ";
    for (int64_t limit = 1; limit < 5; limit++) assert_string_equal(actors("", limit), all);
    assert_string_equal(actors("ISLAMIC", 5), "isil/ISIL 2 2 1; "); /* by any of his names */
    assert_string_equal(actors("IsI", 5), "isil/ISIL 2 2 1; ");
    assert_string_equal(actors("bomb", 5), "");
    assert_string_equal(actors("~", 5), "");
}

/* What is told of one actor in many ways is looked up, not gone through. */
static void test_an_actor_of_many_names(void **state) {
    (void)state;
    told(
        "with recursive n (i) as (select 1 union all select i + 1 from n where i < 30000) insert into incident_parties "
        "(incident, "
        "number, role, name, actor, certainty, reports) select 1, i, 'agent', 'Name ' || i, 'isil', 'fact', 1 from n returning "
        "1");
    assert_string_equal(actors("", 5), "isil/Name 1 1 1 0; ");
    assert_string_equal(actors("name 29999", 5), "isil/Name 1 1 1 0; ");
}

static void test_relations_and_exact_names(void **state) {
    (void)state;
    cs_err err = { 0 };
    cs_filter f = CS_FILTER_ALL;
    cs_view_statement *list = NULL;
    cs_view_incident x;
    bool more;
    int n;
    tell_report("AP", 0, "2024-03-08");
    tell("ASSAULT firearms fact actual 0.8", "Gunmen killed people");
    tell_role("agent", "Gunmen of the north", NULL, NULL);
    int64_t part_of = tell("part-of - fact actual 0.8", "the bloc is part of ISIL");
    tell_role("from", "the bloc", NULL, NULL);
    tell_role("to", "ISIL", "isil", NULL);
    char sql[128];
    snprintf(sql, sizeof sql, "update statements set kind = 'relation' where id = %lld returning id", (long long)part_of);
    told(sql);
    tell_sum(1);
    cs_view *v = look(&f);
    must(cs_view_relations_with(v, CS_LIT("isil"), true, &memory, &list, &n, &more, &err), &err);
    assert_true(n == 1 && !more && list[0].id == part_of);
    must(cs_view_relations_with(v, CS_LIT("the bloc"), false, &memory, &list, &n, &more, &err), &err);
    assert_int_equal(n, 1);
    must(cs_view_relations_with(v, CS_LIT("ISIL"), false, &memory, &list, &n, &more, &err), &err);
    assert_int_equal(n, 0); /* who has an id is not known by a name */
    cs_view_close(&v);
    f.actor = CS_LIT("Gunmen");
    v = look(&f);
    must(cs_view_incident_next(v, &memory, &x, &more, &err), &err);
    assert_true(more);
    cs_view_close(&v);
    f.actor = CS_LIT("~Gunmen");
    v = look(&f);
    must(cs_view_incident_next(v, &memory, &x, &more, &err), &err);
    assert_false(more);
    cs_view_close(&v);
}

/* ---- a decision on what somebody saw ---- */

static void test_seen(void **state) {
    (void)state;
    cs_err err = { 0 };
    int64_t id;
    tell_report("AP", 0, "2024-03-08");
    tell("ASSAULT firearms fact actual 0.8", "Gunmen killed people");
    cs_review_seen seen = { .incident = 1, .version = 1 };
    const cs_review by = { CS_LIT("ana"), CS_LIT("why"), MADE_NOW, &seen };
    must(cs_review_accept(tell_store(), &by, (cs_review_of){ .incident = 1 }, &id, &err), &err);
    assert_false(seen.changed);
    assert_int_equal(cs_review_accept(tell_store(), &by, (cs_review_of){ .incident = 1 }, &id, &err), CASUS_E_INPUT);
    assert_true(seen.changed);
    assert_non_null(strstr(err.msg, "it was version 1 and is 2"));
    assert_non_null(strstr(err.msg, "accepted by ana"));
    assert_string_equal(told("select count(*) from reviews"), "1");
    seen.version = 2;
    must(cs_review_reject(tell_store(), &by, (cs_review_of){ .incident = 1 }, &id, &err), &err);
    assert_false(seen.changed);
}

int main(void) {
#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
    const struct CMUnitTest tests[] = {
        T(test_pages_are_the_whole),
        T(test_who_took_it_up),
        T(test_reports),
        T(test_sources),
        T(test_a_grade_counts),
        T(test_a_grade_is_taken_back),
        T(test_what_is_no_grade),
        T(test_actors),
        T(test_an_actor_of_many_names),
        T(test_relations_and_exact_names),
        T(test_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
