/* How a case is looked at: filters, order, one state for a view, what is behind an incident. */
#include "store/edit.h"
#include "store/history.h"
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

/* ---- incidents as rows ---- */

typedef struct row {
    const char *type, *mode, *first, *last, *country, *admin1, *review;
    double lat, lon, confidence;
    int killed, sources;
} row;
/* Incidents 1 to 5 (of tell_begin the first two). */
static const row ROWS[] = {
    { "ASSAULT", "firearms", "2024-03-05", "2024-03-05", "NGA", "Borno", "none", 11.5, 13.7, 0.9, 12, 3 },
    { "ASSAULT", "drone", "2024-04-01", "2024-04-30", "NGA", "Kano", "accepted", 12.0, 8.5, 0.4, 3, 1 },
    { "PROTEST", "demo", "2024-03-01", NULL, "FJI", NULL, "edited", -17.8, 178.5, 0.6, 0, 2 },
    { "PROTEST", "riot", NULL, NULL, NULL, NULL, "rejected", 0, 0, 0.7, 0, 1 },
    { "ASSAULT", "firearms", "2023-01-01", "2023-12-31", "MLI", "Gao", "none", 16.3, -0.05, 0.5, 40, 1 },
};

static cs_str str_of(const char *s) { return (cs_str){ s, s ? (ptrdiff_t)strlen(s) : 0 }; }

static void make_rows(void) {
    char sql[1024];
    for (int i = 0; i < 5; i++) {
        const row *r = ROWS + i;
        cs_str precision = cs_time_precision(str_of(r->first), str_of(r->last));
        if (i >= 2)
            told(
                "insert into incidents (live, version, made_at, changed_at, reports, sources, statements, credibility, "
                "credibility_why, "
                "review) values (1, 1, 'then', 'then', 1, 1, 1, 6, '', 'none') returning id");
        snprintf(sql, sizeof sql,
                 "update incidents set type = '%s', mode = '%s', first_day = nullif('%s', ''), last_day = nullif('%s', ''), "
                 "country = "
                 "nullif('%s', ''), admin1 = nullif('%s', ''), review = '%s', lat = nullif(%g, 0), lon = nullif(%g, 0), "
                 "confidence = %g, "
                 "killed_best = nullif(%d, 0), sources = %d, certainty = '%s', modality = '%s', place = 'P%d', geonames = %d, "
                 "day_precision = nullif('%.*s', '') "
                 "where id = %d returning id",
                 r->type, r->mode, r->first ? r->first : "", r->last ? r->last : "", r->country ? r->country : "",
                 r->admin1 ? r->admin1 : "", r->review, r->lat, r->lon, r->confidence, r->killed, r->sources,
                 i == 1 ? "claimed" : "fact", i == 3 ? "planned" : "actual", i + 1, 100 + i, (int)precision.n, precision.p,
                 i + 1);
        assert_string_not_equal(told(sql), "");
    }
    told(
        "insert into incidents (live, version, made_at, changed_at, reports, sources, statements, credibility, "
        "credibility_why, review) "
        "values (0, 1, 'then', 'then', 0, 0, 0, 6, '', 'none') returning id"); /* no longer live */
    told(
        "insert into incident_parties (incident, number, role, name, actor, certainty, reports) values (1, 1, 'agent', 'ISIL', "
        "'isil', "
        "'fact', 1), (1, 2, 'recipient', '100%_sure', null, 'fact', 1), (3, 1, 'agent', 'Students of Suva', null, 'fact', 1), "
        "(5, 1, 'agent', 'isilon', null, 'fact', 1) returning 1");
}

/* "1 5": the ids that come. */
static const char *ids(const cs_filter *f) {
    static char line[256];
    cs_view *v = NULL;
    cs_err err = { 0 };
    *line = '\0';
    must(cs_view_open(&v, tell_store(), f, &err), &err);
    for (bool more = true;;) {
        cs_view_incident x;
        must(cs_view_incident_next(v, &memory, &x, &more, &err), &err);
        if (!more) break;
        snprintf(line + strlen(line), sizeof line - strlen(line), "%s%lld", *line ? " " : "", (long long)x.id);
    }
    cs_view_close(&v);
    return line;
}

#define IDS(expected, ...) \
    do { \
        cs_filter f_ = CS_FILTER_ALL; \
        __VA_ARGS__; \
        assert_string_equal(ids(&f_), expected); \
    } while (0)

static void test_filters(void **state) {
    (void)state;
    make_rows();
    IDS("1 2 3 4 5", (void)0);
    IDS("1 2 3", f_.from = CS_LIT("2024-03-05"));
    IDS("2 3", f_.from = CS_LIT("2024-03-06"));
    IDS("5", f_.to = CS_LIT("2024-02-29"));
    IDS("3 5", f_.to = CS_LIT("2024-03-04"));
    IDS("1 3", f_.from = CS_LIT("2024-03-05"), f_.to = CS_LIT("2024-03-05"));
    IDS("1 2", f_.country = CS_LIT("NGA"));
    IDS("2", f_.admin1 = CS_LIT("Kano"));
    IDS("1 5", f_.mode = CS_LIT("firearms"));
    IDS("3 4", f_.type = CS_LIT("PROTEST"));
    IDS("2", f_.certainty = CS_LIT("claimed"));
    IDS("4", f_.modality = CS_LIT("planned"));
    IDS("1 5", f_.min_killed = 12);
    IDS("1 3", f_.min_sources = 2);
    IDS("1 4", f_.min_confidence = 0.7);
    IDS("5", f_.incident = 5);
    IDS("3", f_.place = CS_LIT("p3"));
    IDS("5", f_.place = CS_LIT("104"));
    IDS("", f_.country = CS_LIT("NGA"), f_.type = CS_LIT("PROTEST"));
    IDS("1", f_.country = CS_LIT("NGA"), f_.min_killed = 4, f_.type = CS_LIT("ASSAULT"));
}

static void test_boxes(void **state) {
    (void)state;
    make_rows();
    IDS("1 2", f_.west = 0, f_.south = 0, f_.east = 20, f_.north = 15);
    IDS("5", f_.west = -1, f_.south = 16, f_.east = 0, f_.north = 17);
    IDS("3", f_.west = 170, f_.south = -20, f_.east = -170, f_.north = 0); /* across the 180th meridian */
    IDS("", f_.west = -170, f_.south = -20, f_.east = 170, f_.north = -10);
}

static void test_reviewed(void **state) {
    (void)state;
    make_rows();
    IDS("1 5", f_.review = CS_LIT("none"));
    IDS("2 3 4", f_.review = CS_LIT("any"));
    IDS("3", f_.review = CS_LIT("edited"));
}

/* An id of the register is no part of a name; signs of patterns are letters. */
static void test_actors(void **state) {
    (void)state;
    make_rows();
    IDS("1", f_.actor = CS_LIT("isil"));
    IDS("5", f_.actor = CS_LIT("SILO"));
    IDS("3", f_.actor = CS_LIT("students"));
    IDS("1", f_.actor = CS_LIT("0%_s"));
    IDS("", f_.actor = CS_LIT("0_%s"));
    IDS("", f_.actor = CS_LIT("nobody"));
}

/* More names than are looked up one by one: the same answer. */
static void test_many_names(void **state) {
    (void)state;
    make_rows();
    told(
        "insert into incident_parties (incident, number, role, name, certainty, reports) with recursive n (i) as (select 10 "
        "union all "
        "select i + 1 from n where i < 300) select 2, i, 'recipient', 'villager ' || i, 'fact', 1 from n returning 1");
    IDS("2", f_.actor = CS_LIT("Villager"));
    IDS("2", f_.actor = CS_LIT("Villager 2"));
    told(
        "insert into incident_parties (incident, number, role, name, certainty, reports) with recursive n (i) as (select 1000 "
        "union "
        "all select i + 1 from n where i < 8000) select 4, i, 'recipient', 'trader ' || i, 'fact', 1 from n returning 1");
    IDS("4", f_.actor = CS_LIT("Trader 7777"));
    IDS("2", f_.actor = CS_LIT("lager 77"));
    IDS("", f_.actor = CS_LIT("trader 9999"));
}

static void test_order_and_limit(void **state) {
    (void)state;
    make_rows();
    IDS("5 3 1 2 4", f_.order = CS_ORDER_DAY);
    IDS("2 1 3 5 4", f_.order = CS_ORDER_LATEST);
    IDS("5 1 2 3 4", f_.order = CS_ORDER_KILLED);
    IDS("1 3 2 4 5", f_.order = CS_ORDER_SOURCES);
    IDS("5 3", f_.order = CS_ORDER_DAY, f_.limit = 2);
    IDS("1 2", f_.order = CS_ORDER_DAY, f_.country = CS_LIT("NGA"));
}

/* ---- what is told ---- */

static void tell_story(void) {
    tell_report("Reuters", 'A', "2024-03-08");
    tell("ASSAULT firearms claimed actual 0.8", "Gunmen killed 12 people");
    tell_toll("killed", 12, 12, 12, "12 people", NULL);
    tell_role("agent", "ISIL", "isil", "claimed");
    tell_says("Amaq");
    tell_report("AP", 0, "2024-03-10");
    tell("ASSAULT firearms fact actual 0.8", "officials revised the toll to 8 people");
    tell_toll("killed", 8, 8, 8, "8 people", NULL);
    tell_role("agent", "ISIL", "isil", "accused");
    tell_report("AFP", 0, NULL);
    tell("ASSAULT - denied actual 0.5", "no such attack");
    tell_role("agent", "ISIL", "isil", "denied");
    tell_report_of(2, "Gazette", 0, "2024-01-01");
    tell("PROTEST demo fact actual 0.8", "students marched");
    tell_sum(1);
    tell_sum(2);
}

static void test_reports_of_a_filter(void **state) {
    (void)state;
    tell_story();
    cs_view *v = NULL;
    cs_err err = { 0 };
    cs_filter f = CS_FILTER_ALL;
    char line[128] = "";
    f.type = CS_LIT("PROTEST");
    IDS("1", f_.source = CS_LIT("AP"));
    IDS("2", f_.report = 4);
    IDS("", f_.source = CS_LIT("AP"), f_.report = 4);
    for (int round = 0; round < 2; round++) {
        must(cs_view_open(&v, tell_store(), &f, &err), &err);
        for (bool more = true;;) {
            cs_view_report r;
            must(cs_view_report_next(v, &memory, &r, &more, &err), &err);
            if (!more) break;
            snprintf(line + strlen(line), sizeof line - strlen(line), "%.*s ", (int)r.source.n, r.source.p);
        }
        cs_view_close(&v);
        f = CS_FILTER_ALL;
    }
    assert_string_equal(line, "Gazette Reuters AP AFP Gazette ");
}

static void test_statements(void **state) {
    (void)state;
    tell_story();
    told("update incidents set version = 3 where id = 1 returning 1");
    tell_review("reject", 3, NULL, NULL);
    tell_review("edit", 1, "certainty", "accused");
    cs_view *v = NULL;
    cs_err err = { 0 };
    cs_filter f = CS_FILTER_ALL;
    cs_view_statement *s;
    cs_view_incident x;
    cs_str text;
    bool found;
    int n;
    must(cs_view_open(&v, tell_store(), &f, &err), &err);
    must(cs_view_statements_of(v, 1, &memory, &s, &n, &err), &err);
    assert_int_equal(n, 3);
    assert_str(s[0].evidence, CS_LIT("Gunmen killed 12 people"));
    assert_str(s[0].tolls[0].of, CS_LIT("12 people"));
    assert_str(s[0].tolls[0].says, CS_LIT("Amaq"));
    assert_str(s[0].parties[0].name, CS_LIT("ISIL"));
    assert_str(s[0].parties[0].says, CS_LIT("")); /* it has a certainty of its own, and nobody's word */
    assert_str(s[0].certainty, CS_LIT("accused"));
    assert_str(s[0].review, CS_LIT("edited"));
    assert_int_equal(s[0].report, 1);
    assert_str(s[1].review, CS_LIT("none"));
    assert_str(s[2].review, CS_LIT("rejected"));
    must(cs_view_statements_in(v, 4, &memory, &s, &n, &err), &err);
    assert_int_equal(n, 1);
    assert_int_equal(s[0].incident, 2);
    must(cs_view_incident_of(v, 1, &memory, &x, &found, &err), &err);
    assert_true(found && x.n_reports == 3 && x.n_statements == 3 && x.version == 3);
    must(cs_view_incident_of(v, 9, &memory, &x, &found, &err), &err);
    assert_false(found);
    must(cs_view_text_of(v, 4, &memory, &text, &err), &err);
    assert_str(text, CS_LIT("students marched "));
    assert_int_equal(cs_view_text_of(v, 9, &memory, &text, &err), CASUS_E_INPUT);
    cs_view_close(&v);
}

/* Offsets count code points, the text is UTF-8. */
static void test_words_of_other_alphabets(void **state) {
    (void)state;
    tell_report("A", 0, NULL);
    tell("ASSAULT - fact actual 0.5", "x");
    told(
        "update texts set text = replace(replace('aaaaaaaaaa', 'a', 'xxxxxxxxxx'), 'x', '\xC3\xA9') || '\xE2\x82\xAC' || 'end' "
        "returning 1");
    told("update statements set evidence_begin = 99, evidence_end = 102, trigger_begin = 101, trigger_end = 104 returning 1");
    cs_view *v = NULL;
    cs_err err = { 0 };
    cs_filter f = CS_FILTER_ALL;
    cs_view_statement *s;
    int n;
    must(cs_view_open(&v, tell_store(), &f, &err), &err);
    must(cs_view_statements_of(v, 1, &memory, &s, &n, &err), &err);
    assert_str(s[0].evidence, CS_LIT("\xC3\xA9\xE2\x82\xAC"
                                     "e"));
    assert_str(s[0].trigger, CS_LIT("end"));
    cs_view_close(&v);
    told("update statements set evidence_begin = -1, evidence_end = 105, trigger_begin = 5, trigger_end = 105 returning 1");
    must(cs_view_open(&v, tell_store(), &f, &err), &err);
    must(cs_view_statements_of(v, 1, &memory, &s, &n, &err), &err);
    assert_true(!s[0].evidence.n && !s[0].trigger.n); /* of a damaged file */
    cs_view_close(&v);
}

/* Far from each other among the statements, so that their lists are asked for in another way than those of few. */
static void test_told_in_many_reports(void **state) {
    (void)state;
    enum { REPORTS = 7, BETWEEN = 20 };
    cs_view *v = NULL;
    cs_err err = { 0 };
    cs_filter f = CS_FILTER_ALL;
    cs_view_statement *s;
    int n;
    for (int i = 0; i < REPORTS; i++) {
        tell_report_of(1, "Reuters", 0, "2024-03-08");
        tell("ASSAULT firearms fact actual 0.8", "Gunmen killed some");
        tell_toll("killed", i + 1, i + 1, i + 1, "some", NULL);
        tell_role("agent", i % 2 ? "gunmen" : "bandits", NULL, NULL);
        tell_report_of(2, "AP", 0, "2024-03-09");
        for (int k = 0; k < BETWEEN; k++) tell("PROTEST demo fact actual 0.8", "students marched");
    }
    must(cs_view_open(&v, tell_store(), &f, &err), &err);
    must(cs_view_statements_of(v, 1, &memory, &s, &n, &err), &err);
    cs_view_close(&v);
    assert_int_equal(n, REPORTS);
    for (int i = 0; i < n; i++) {
        assert_int_equal(s[i].n_tolls, 1);
        assert_int_equal(s[i].tolls->best, i + 1);
        assert_int_equal(s[i].n_parties, 1);
        assert_str(s[i].parties->name, i % 2 ? CS_LIT("gunmen") : CS_LIT("bandits"));
    }
}

static void test_timeline(void **state) {
    (void)state;
    tell_story();
    cs_view *v = NULL;
    cs_err err = { 0 };
    cs_filter f = CS_FILTER_ALL;
    cs_view_story story;
    bool found;
    char line[1024] = "";
    must(cs_view_open(&v, tell_store(), &f, &err), &err);
    must(cs_view_story_of(v, 1, &memory, &story, &found, &err), &err);
    assert_true(found);
    for (int i = 0; i < story.n_moments; i++) {
        const cs_view_moment *m = story.moments + i;
        snprintf(line + strlen(line), sizeof line - strlen(line), "%.*s %s: %.*s\n", (int)m->day.n, m->day.p, m->what,
                 (int)m->words.n, m->words.p);
    }
    cs_view_close(&v);
    assert_string_equal(line,
                        "2024-03-08 told: first report\n2024-03-08 claim: ISIL\n2024-03-08 toll: killed 12, by Amaq\n"
                        "2024-03-10 accusation: ISIL\n2024-03-10 correction: killed 8, before 12\n denial: ISIL\n");
}

static void test_references(void **state) {
    (void)state;
    tell_story();
    tell_review("reject", 1, NULL, NULL);
    cs_view *v = NULL;
    cs_err err = { 0 };
    cs_filter f = CS_FILTER_ALL;
    cs_view_incident x;
    cs_view_story story;
    cs_view_review *reviews;
    bool found;
    int n;
    must(cs_view_open(&v, tell_store(), &f, &err), &err);
    must(cs_view_incident_of(v, 1, &memory, &x, &found, &err), &err);
    assert_int_equal(x.n_references, 2);
    assert_str(x.references[0].text_sha256, CS_LIT("0002"));
    assert_int_equal(x.references[0].number, 1);
    /* The same, by the other way. */
    must(cs_view_story_of(v, 1, &memory, &story, &found, &err), &err);
    assert_int_equal(story.about.n_references, x.n_references);
    for (int i = 0; i < x.n_references; i++)
        assert_int_equal(story.about.references[i].statement, x.references[i].statement);
    assert_int_equal(story.about.n_statements, x.n_statements);
    assert_int_equal(story.about.n_reports, x.n_reports);
    for (int i = 0; i < x.n_reports; i++) assert_int_equal(story.about.reports[i], x.reports[i]);
    must(cs_view_reviews_of(v, 1, &memory, &reviews, &n, &err), &err);
    assert_int_equal(n, 1);
    assert_int_equal(reviews[0].statement, 1);
    assert_str(reviews[0].who, CS_LIT("ana"));
    cs_view_close(&v);
}

/* Whoever writes meanwhile, a view sees the case as it was when it began. */
static void test_one_state(void **state) {
    (void)state;
    make_rows();
    cs_view *v = NULL;
    cs_err err = { 0 };
    cs_filter f = CS_FILTER_ALL;
    cs_view_incident x;
    bool found, more;
    must(cs_view_open(&v, tell_store(), &f, &err), &err);
    must(cs_view_incident_next(v, &memory, &x, &more, &err), &err);
    told("update incidents set type = 'AID' returning 1");
    must(cs_view_incident_of(v, 2, &memory, &x, &found, &err), &err);
    assert_str(x.type, CS_LIT("ASSAULT"));
    cs_view_close(&v);
    must(cs_view_open(&v, tell_store(), &f, &err), &err);
    must(cs_view_incident_of(v, 2, &memory, &x, &found, &err), &err);
    assert_str(x.type, CS_LIT("AID"));
    cs_view_close(&v);
}

/* Queries that were put together are asked side by side and leave nothing behind; values are no SQL. */
static void test_asked_once(void **state) {
    (void)state;
    make_rows();
    cs_db *db = cs_store_db(tell_store());
    cs_err err = { 0 };
    for (int i = 0; i < 2 * CS_DB_QUERIES_MAX; i++) {
        char sql[64];
        cs_rows *a = NULL, *b = NULL;
        bool more;
        snprintf(sql, sizeof sql, "select %d + $1", i);
        must(cs_db_ask_once(db, sql, CS_VALUES(cs_v_int(1)), &a, &err), &err);
        must(cs_db_ask_once(db, sql, CS_VALUES(cs_v_int(2)), &b, &err), &err);
        memset(sql, 'x', sizeof sql);
        must(cs_rows_next(a, &more, &err), &err);
        must(cs_rows_next(b, &more, &err), &err);
        assert_int_equal(cs_rows_int(a, 0), i + 1);
        assert_int_equal(cs_rows_int(b, 0), i + 2);
        cs_rows_end(a);
        must(cs_rows_next(b, &more, &err), &err);
        assert_false(more);
    }
    cs_rows *rows = NULL;
    assert_int_equal(cs_db_ask_once(db, "select $1, $2", CS_VALUES(cs_v_int(1)), &rows, &err), CASUS_E_INTERNAL);
    IDS("", f_.admin1 = CS_LIT("' or 1 = 1 --"));
}

int main(void) {
#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
    const struct CMUnitTest tests[] = {
        T(test_filters),
        T(test_boxes),
        T(test_reviewed),
        T(test_actors),
        T(test_many_names),
        T(test_order_and_limit),
        T(test_reports_of_a_filter),
        T(test_statements),
        T(test_words_of_other_alphabets),
        T(test_told_in_many_reports),
        T(test_timeline),
        T(test_references),
        T(test_one_state),
        T(test_asked_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
