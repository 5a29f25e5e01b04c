/* Words looked for in a case: how a search is read, what it finds, that the index is kept and checked. */
#include "store/search.h"
#include "store/made.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static cs_arena arena;
static jmp_buf full;

static int open_arena(void **state) {
    if (made_folder_open(state)) return 1;
    arena.on_full = &full;
    return cs_arena_map(&arena, (size_t)64 << 20, NULL) != CASUS_OK;
}
static int close_arena(void **state) {
    cs_arena_unmap(&arena);
    return made_folder_close(state);
}

static cs_str str(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }

/* ---- what is typed ---- */

/* (AND (OR a b) "c d"*) */
static void write_node(const cs_query *q, int32_t at, cs_buf *b) {
    static const char *const names[] = { "", "(AND ", "(OR ", "(NOT " };
    const cs_query_node *n = q->nodes.v + at;
    cs_buf_put(b, names[n->kind]);
    if (n->kind == CS_QUERY_WORDS) {
        cs_buf_str(b, n->words);
        if (n->prefix) cs_buf_char(b, '*');
        return;
    }
    write_node(q, n->left, b);
    cs_buf_char(b, ' ');
    write_node(q, n->right, b);
    cs_buf_char(b, ')');
}

static void test_what_is_read(void **state) {
    (void)state;
    static const struct {
        const char *typed, *read;
    } T[] = {
        { "bama", "bama" },
        { "  bama\tmarket ", "(AND bama market)" },
        { "bama AND market", "(AND bama market)" },
        { "a b OR c d", "(OR (AND a b) (AND c d))" },
        { "a NOT b c", "(AND (NOT a b) c)" },
        { "a NOT b NOT c", "(NOT (NOT a b) c)" },
        { "a NOT (b OR c)", "(NOT a (OR b c))" },
        { "\"armed group\" bomb*", "(AND armed group bomb*)" },
        { "\"armed gro\"*", "armed gro*" },
        { "a(b)c", "(AND (AND a b) c)" },
        { "and or not", "(AND (AND and or) not)" },
        { "Al-Shabaab's", "Al-Shabaab's" },
        { "\xC3\xA9t\xC3\xA9", "\xC3\xA9t\xC3\xA9" },
    };
    for (size_t i = 0; i < sizeof T / sizeof *T; i++) {
        cs_query q;
        cs_err err = { 0 };
        cs_buf b = { 0 };
        if (cs_query_read(str(T[i].typed), &q, &arena, &err) != CASUS_OK) fail_msg("%s: %s", T[i].typed, err.msg);
        write_node(&q, (int32_t)q.nodes.n - 1, &b);
        assert_str(((cs_str){ b.p, (ptrdiff_t)b.n }), str(T[i].read));
        cs_buf_free(&b);
    }
}

static void must_be_refused(cs_str typed, casus_status code, int64_t at, const char *words) {
    cs_query q;
    cs_err err = { 0 };
    assert_int_equal(cs_query_read(typed, &q, &arena, &err), code);
    if (!strstr(err.msg, words)) fail_msg("message is \"%s\", expected \"%s\" in it", err.msg, words);
    assert_int_equal(err.at, at);
}

static void test_what_cannot_be_read(void **state) {
    (void)state;
    static const struct {
        const char *typed, *words;
        int64_t at;
    } T[] = {
        { "", "expected words to look for", 0 },
        { "NOT a", "expected a word before NOT", 0 },
        { "a AND", "but the search ends", 5 },
        { "a OR OR b", "expected a word before OR", 5 },
        { "(a OR b", "expected a ) for this (", 0 },
        { "a) b", "expected no ) without a (", 1 },
        { "()", "expected a word but found )", 1 },
        { "a \"b c", "second \"", 2 },
        { "a --", "expected a word but found --", 2 },
        { "\"...\"", "expected a word but found ...", 0 },
        { "*", "expected a word", 0 },
        { "a\xFF", "UTF-8", 1 },
    };
    for (size_t i = 0; i < sizeof T / sizeof *T; i++) must_be_refused(str(T[i].typed), CASUS_E_USAGE, T[i].at, T[i].words);
    char *many = calloc(1, CS_QUERY_BYTES_MAX + 2);
    for (int i = 0; i < CS_QUERY_WORDS_MAX; i++) memcpy(many + 2 * i, "a ", 2);
    cs_query q;
    assert_int_equal(cs_query_read(str(many), &q, &arena, NULL), CASUS_OK);
    memcpy(many + 2 * CS_QUERY_WORDS_MAX, "a ", 2);
    must_be_refused(str(many), CASUS_E_LIMIT, 2 * CS_QUERY_WORDS_MAX, "at most 64 words");
    memset(many, '(', CS_QUERY_DEPTH_MAX + 1);
    must_be_refused(str(many), CASUS_E_LIMIT, CS_QUERY_DEPTH_MAX, "at most 16 brackets");
    memset(many, 'a', CS_QUERY_BYTES_MAX + 1);
    must_be_refused(str(many), CASUS_E_LIMIT, -1, "at most 4096 bytes");
    free(many);
}

/* ---- what is found ---- */

static const made_about GAZETTE = { "Gazette", "2026-01-02", "The \xC3\x89lan of Kano" },
                        HERALD = { "Herald", "2026-01-02", "News" };
static const char ONE[] = "Gunmen killed Traore near Bama on Friday. Soldiers of Camara left the bridge.\n",
                  TWO[] = "Rebels killed nobody at the bridge of Kano, said Diallo.\n";

static cs_store *made_case(const char *path) {
    cs_store *s = made_open(path, CS_DB_CREATE);
    int64_t run = made_run(s, "1");
    made_must_add(s, run, ONE, &GAZETTE);
    made_must_add(s, run, TWO, &HERALD);
    made_must_add(s, run, ONE, &HERALD);
    return s;
}

/* The rows that are found, best first: "1 3". */
static void must_find(cs_store *s, cs_words kind, const char *typed, cs_filter filter, const char *want) {
    cs_query q;
    cs_view *v = NULL;
    cs_search_hits hits;
    cs_err err = { 0 };
    char got[200] = "";
    size_t n = 0;
    if (cs_query_read(str(typed), &q, &arena, &err) != CASUS_OK || cs_view_open(&v, s, &filter, &err) != CASUS_OK ||
        cs_search(v, kind, &q, 50, &arena, &hits, &err) != CASUS_OK)
        fail_msg("%s: %s", typed, err.msg);
    cs_view_close(&v);
    for (ptrdiff_t i = 0; i < hits.v.n; i++)
        n += (size_t)snprintf(got + n, sizeof got - n, "%s%lld", i ? " " : "", (long long)hits.v.v[i].id);
    if (strcmp(got, want)) fail_msg("%s: found \"%s\", expected \"%s\"", typed, got, want);
}

static void test_reports(void **state) {
    (void)state;
    cs_store *s = made_case(made_where("reports"));
    cs_filter all = CS_FILTER_ALL, of_herald = CS_FILTER_ALL, third = CS_FILTER_ALL;
    of_herald.source = CS_LIT("Herald");
    third.report = 3;
    must_find(s, CS_WORDS_REPORTS, "bama", all, "3 1");
    must_find(s, CS_WORDS_REPORTS, "KILLED bridge", all, "2 3 1");
    must_find(s, CS_WORDS_REPORTS, "kano", all, "1 2"); /* a word in the title counts more */
    must_find(s, CS_WORDS_REPORTS, "elan", all, "1");
    must_find(s, CS_WORDS_REPORTS, "\"bridge of kano\"", all, "2");
    must_find(s, CS_WORDS_REPORTS, "\"kano of bridge\"", all, "");
    must_find(s, CS_WORDS_REPORTS, "sold*", all, "3 1");
    must_find(s, CS_WORDS_REPORTS, "killed NOT gunmen", all, "2");
    must_find(s, CS_WORDS_REPORTS, "friday OR nobody", all, "2 3 1");
    must_find(s, CS_WORDS_REPORTS, "bama", of_herald, "3");
    must_find(s, CS_WORDS_REPORTS, "bama", third, "3");
    cs_store_close(&s);
}

static void test_statements(void **state) {
    (void)state;
    const char *path = made_where("statements");
    cs_store *s = made_case(path);
    cs_filter all = CS_FILTER_ALL, of_gazette = CS_FILTER_ALL, nowhere = CS_FILTER_ALL;
    of_gazette.source = CS_LIT("Gazette");
    nowhere.country = CS_LIT("XXX");
    must_find(s, CS_WORDS_STATEMENTS, "traore", all, "3 1"); /* read under two titles */
    must_find(s, CS_WORDS_STATEMENTS, "nobody", of_gazette, "");
    must_find(s, CS_WORDS_STATEMENTS, "traore", of_gazette, "1");
    must_find(s, CS_WORDS_STATEMENTS, "traore", nowhere, "");
    /* Coded anew: what the run before found is no longer found. */
    made_must_add(s, made_run(s, "2"), ONE, &GAZETTE);
    made_must_add(s, made_run(s, "2"), ONE, &HERALD);
    cs_query q;
    cs_view *v = NULL;
    cs_search_hits hits;
    cs_err err = { 0 };
    assert_int_equal(cs_query_read(CS_LIT("gunmen traore"), &q, &arena, &err), CASUS_OK);
    assert_int_equal(cs_view_open(&v, s, &all, &err), CASUS_OK);
    assert_int_equal(cs_search(v, CS_WORDS_STATEMENTS, &q, 1, &arena, &hits, &err), CASUS_OK);
    assert_int_equal(hits.v.n, 1);
    assert_true(hits.v.v[0].id > 1);
    assert_true(hits.more); /* under the other title */
    cs_marked evidence = hits.v.v[0].marked[0];
    assert_int_equal(evidence.n_marks, 2);
    assert_str(cs_span_text(evidence.text, evidence.marks[0]), CS_LIT("Gunmen"));
    assert_str(cs_span_text(evidence.text, evidence.marks[1]), CS_LIT("Traore"));
    assert_str(hits.v.v[0].source, CS_LIT("Herald")); /* of equals what was added last */
    cs_view_close(&v);
    cs_store_close(&s);
}

/* Of few incidents what tells of them is listed; of many, what has the words is asked for its incidents. Both find the same. */
static void test_few_and_many_incidents(void **state) {
    (void)state;
    static const char more[] =
        "insert into incidents (id, live, version, made_at, changed_at, country, reports, sources, statements, credibility, "
        "credibility_why, review) with recursive n (i) as (select 1 union all select i + 1 from n where i < 5001) "
        "select 1000 + i, 1, 1, '', '', 'XXX', 1, 1, 1, 6, '', 'none' from n";
    const char *path = made_where("many");
    cs_store *s = made_case(path);
    cs_filter there = CS_FILTER_ALL, of_herald = CS_FILTER_ALL, second = CS_FILTER_ALL;
    there.country = of_herald.country = second.country = CS_LIT("XXX");
    of_herald.source = CS_LIT("Herald");
    second.report = 2;
    made_change(path,
                "update incidents set country = 'XXX' where id = (select min(y.incident) from account_statements x join "
                "incident_accounts y on y.account = x.account where x.statement = 1)");
    for (int i = 0; i < 2; i++) {
        must_find(s, CS_WORDS_STATEMENTS, "killed", there, "3 1");
        must_find(s, CS_WORDS_STATEMENTS, "killed", of_herald, "3");
        must_find(s, CS_WORDS_STATEMENTS, "killed", second, "");
        must_find(s, CS_WORDS_REPORTS, "killed", there, "3 1");
        must_find(s, CS_WORDS_REPORTS, "killed", of_herald, "3");
        must_find(s, CS_WORDS_REPORTS, "killed", second, "");
        if (i == 0) made_change(path, more);
    }
    cs_store_close(&s);
}

static void test_a_limit(void **state) {
    (void)state;
    cs_store *s = made_case(made_where("limit"));
    cs_filter all = CS_FILTER_ALL;
    cs_query q;
    cs_view *v = NULL;
    cs_search_hits hits;
    cs_err err = { 0 };
    assert_int_equal(cs_query_read(CS_LIT("killed"), &q, &arena, &err), CASUS_OK);
    assert_int_equal(cs_view_open(&v, s, &all, &err), CASUS_OK);
    for (int limit = 2; limit <= 3; limit++) {
        assert_int_equal(cs_search(v, CS_WORDS_REPORTS, &q, limit, &arena, &hits, &err), CASUS_OK);
        assert_int_equal(hits.v.n, limit);
        assert_int_equal(hits.more, limit == 2);
    }
    cs_view_close(&v);
    cs_store_close(&s);
}

static void must_say(const char *path, const char *want) {
    char *faults = made_check(path);
    assert_string_equal(faults, want);
    free(faults);
}

/* ---- more than an index holds ---- */

/* Words of which PostgreSQL's index has not all: behind its last place, more often than it counts, more and longer than it
 * holds. */
#define LONG "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"
static char *long_text(int which) {
    cs_buf b = { 0 };
    char word[80];
    for (int i = 0; i < 20000 && which == 0; i++) {
        snprintf(word, sizeof word, "l%d ", i % 500);
        cs_buf_put(&b, word);
    }
    for (int i = 0; i < 400 && which == 1; i++) cs_buf_put(&b, "the bank ");
    for (int i = 0; i < 18000 && which == 2; i++) {
        snprintf(word, sizeof word, "z%05d" LONG " ", i);
        cs_buf_put(&b, word);
    }
    for (int i = 0; i < 3000 && which == 3; i++) cs_buf_char(&b, 'a');
    cs_buf_put(&b, which == 0 ? "omega point\n" : which == 1 ? "the bridge\n" : "\n");
    cs_buf_char(&b, '\0');
    return b.p;
}

static void test_long_texts(void **state) {
    (void)state;
    const char *where = made_where("long");
    cs_store *s = made_open(where, CS_DB_CREATE);
    cs_filter all = CS_FILTER_ALL, first = CS_FILTER_ALL;
    int64_t run = made_run(s, "1");
    first.report = 1;
    for (int i = 0; i < 4; i++) {
        char *text = long_text(i);
        made_must_add(s, run, text, &HERALD);
        free(text);
    }
    made_must_add(s, run, "At this point omega is the bridge the bank has.\n", &HERALD);
    static const struct {
        const char *typed, *found;
    } T[] = {
        { "omega", "5 1" },
        { "\"omega point\"", "1" },
        { "\"omega poi\"*", "1" },
        { "\"point omega\"", "5" },
        { "omega NOT \"omega point\"", "5" },
        { "omega NOT \"point omega\"", "1" },
        { "l7 NOT (omega NOT \"omega point\")", "1" },
        { "\"bank the bridge\"", "2" },
        { "bank NOT \"the bridge\"", "" },
        { "z17999" LONG, "3" },
        { "z18*", "" },
        { "z1799*", "3" },
        { "\"z17998" LONG " z17999*\"", "" }, /* a * within quotes is none */
        { "\"z17998" LONG " z17999\"*", "3" },
        { "\"z17998" LONG " z17997\"*", "" },
        { "z00001" LONG " NOT z17999" LONG, "" },
        { "z00001* NOT omega", "3" },
        { "aaaaaaaa*", "4" },
        { "aaaaaaaa", "" },
    };
    for (size_t i = 0; i < sizeof T / sizeof *T; i++) must_find(s, CS_WORDS_REPORTS, T[i].typed, all, T[i].found);
    must_find(s, CS_WORDS_REPORTS, "z1799*", first, "");
    char *word = long_text(3);
    word[strlen(word) - 1] = '\0';
    must_find(s, CS_WORDS_REPORTS, word, all, "4");
    word[strlen(word) - 1] = '\0';
    must_find(s, CS_WORDS_REPORTS, word, all, "");
    free(word);
    cs_store_close(&s);
    must_say(where, "");
}

/* ---- two databases ---- */

enum { TEXTS = 40, FEW = 60, MANY = 1000 };

/* A word, the beginning of one, two or three that follow each other, from a text. */
static void put_some(cs_buf *b, const char *text, uint32_t *rng) {
    size_t at = made_random(rng) % strlen(text);
    while (at && text[at - 1] != ' ') at--;
    uint32_t form = made_random(rng) % 4;
    size_t n = strcspn(text + at, " \n.,\"");
    for (uint32_t more = form == 3 ? 1 + made_random(rng) % 2 : 0; more && text[at + n]; more--)
        n += 1 + strcspn(text + at + n + 1, " \n.,\"");
    if (form == 2 && n > 2) n = 2;
    cs_buf_put(b, form == 3 ? "\"" : "");
    cs_buf_add(b, text + at, n);
    cs_buf_put(b, form == 3 ? "\"" : form == 2 ? "*" : "");
}

static void put_query(cs_buf *b, char *const *texts, int depth, uint32_t *rng) {
    static const char *const operators[] = { " ", " OR ", " NOT ", " AND " };
    if (depth == 0 || made_random(rng) % 3 == 0) {
        put_some(b, texts[made_random(rng) % TEXTS], rng);
        return;
    }
    cs_buf_char(b, '(');
    put_query(b, texts, depth - 1, rng);
    cs_buf_put(b, operators[made_random(rng) % 4]);
    put_query(b, texts, depth - 1, rng);
    cs_buf_char(b, ')');
}

static cs_search_hits found_in(cs_store *s, cs_words kind, const cs_query *q) {
    cs_filter all = CS_FILTER_ALL;
    cs_view *v = NULL;
    cs_search_hits hits;
    cs_err err = { 0 };
    if (cs_view_open(&v, s, &all, &err) != CASUS_OK || cs_search(v, kind, q, 1000, &arena, &hits, &err) != CASUS_OK)
        fail_msg("%s", err.msg);
    cs_view_close(&v);
    return hits;
}

static void must_be_same(const cs_search_hits *a, const cs_search_hits *b, const char *typed) {
    if (a->v.n != b->v.n) fail_msg("%s: %td found and %td", typed, a->v.n, b->v.n);
    for (ptrdiff_t i = 0; i < a->v.n; i++) {
        const cs_search_hit *x = a->v.v + i, *y = b->v.v + i;
        if (x->id != y->id || fabs(x->score - y->score) > 1e-6 * (1 + fabs(x->score)))
            fail_msg("%s: at place %td row %lld (%.9f) and row %lld (%.9f)", typed, i, (long long)x->id, x->score,
                     (long long)y->id, y->score);
        for (int k = 0; k < 2; k++) assert_str(x->marked[k].text, y->marked[k].text);
    }
}

/* What is found, how good it is and what is shown of it are the same in a file and on a server. */
static void test_both_find_the_same(void **state) {
    (void)state;
    if (!made_on_server()) skip();
    cs_store *s[2] = { made_open(made_path("same.casus"), CS_DB_CREATE), made_open(made_where("same"), CS_DB_CREATE) };
    char *texts[TEXTS];
    uint32_t rng = 3;
    int n = getenv("CASUS_FULL") ? MANY : FEW;
    ptrdiff_t n_found = 0;
    for (uint32_t i = 0; i < TEXTS; i++) {
        char title[40], *t = texts[i] = made_text(i + 1, 40 + 5 * (int)i); /* titles end before an accent */
        snprintf(title, sizeof title, "%.*s", (int)strcspn(t + 20, "\n,.\xe2\xc3") % 39, t + 20);
        for (int k = 0; k < 2; k++) made_must_add(s[k], made_run(s[k], "1"), t, &(made_about){ "Gazette", NULL, title });
    }
    for (int i = 0; i < n; i++) {
        cs_arena kept = arena;
        cs_buf b = { 0 };
        cs_query q;
        put_query(&b, texts, 1 + i % 3, &rng);
        if (cs_query_read((cs_str){ b.p, (ptrdiff_t)b.n }, &q, &arena, NULL) == CASUS_OK) {
            cs_buf_char(&b, '\0');
            for (int kind = 0; kind < CS_WORDS_KINDS; kind++) {
                cs_search_hits hits[2] = { found_in(s[0], (cs_words)kind, &q), found_in(s[1], (cs_words)kind, &q) };
                must_be_same(&hits[0], &hits[1], b.p);
                n_found += hits[0].v.n;
            }
        }
        cs_buf_free(&b);
        arena = kept;
    }
    print_message("%td found\n", n_found);
    assert_true(n_found > n);
    for (int i = 0; i < TEXTS; i++) free(texts[i]);
    for (int k = 0; k < 2; k++) cs_store_close(&s[k]);
}

/* ---- kept ---- */

static void test_an_older_case_comes_forward(void **state) {
    (void)state;
    static const int version[] = { 2, 3 }; /* a server's of version 3 had no words at first */
    for (int i = 0; i < (made_on_server() ? 2 : 1); i++) {
        const char *where = made_where(i ? "older3" : "older2");
        cs_store *s = made_case(where);
        cs_filter all = CS_FILTER_ALL;
        cs_err err = { 0 };
        cs_store_close(&s);
        made_change(where, "drop table report_words; drop table statement_words");
        made_set_version(where, version[i]);
        assert_int_equal(cs_store_open(&s, where, CS_DB_READ, &err), CASUS_E_STORE);
        if (!strstr(err.msg, "`casus add` brings it forward")) fail_msg("%s", err.msg);
        s = made_open(where, CS_DB_WRITE);
        must_find(s, CS_WORDS_REPORTS, "bama", all, "3 1");
        must_find(s, CS_WORDS_STATEMENTS, "traore", all, "3 1"); /* read under two titles */
        cs_store_close(&s);
        must_say(where, "");
    }
}

#define OF_REPORTS "the index of words is not that of the reports\n"
#define OF_STATEMENTS "the index of words is not that of the statements\n"
#define OTHER_TABLES "the tables, indices or views are not those that casus makes\n"

static void test_what_check_finds(void **state) {
    (void)state;
    static const struct {
        const char *sql, *says;
    } file[] = {
        { "insert into report_words (rowid, title, text) values (9, 'a', 'b')", OF_REPORTS },
        { "insert into report_words (report_words) values ('delete-all')", OF_REPORTS },
        { "insert into report_words (report_words, rowid, title, text) values ('delete', 2, 'News', 'Rebels');"
          "insert into report_words (rowid, title, text) values (2, 'News', 'Rebel')",
          OF_REPORTS },
        { "insert into statement_words (statement_words) values ('delete-all')", OF_STATEMENTS },
        { "drop table statement_words", OTHER_TABLES },
    }, server[] = {
        { "delete from report_words where report = 1", OF_REPORTS },
        { "update report_words set words = strip(words) where report = 2", OF_REPORTS },
        { "update report_words set words = setweight(words, 'D') where report = 2", OF_REPORTS },
        { "update report_words set n_words = 3 where report = 2", OF_REPORTS },
        { "delete from statement_words", OF_STATEMENTS },
        { "drop index statement_words_words", OTHER_TABLES },
        { "drop table report_words", OTHER_TABLES },
    };
    size_t n = made_on_server() ? sizeof server / sizeof *server : sizeof file / sizeof *file;
    for (size_t i = 0; i < n; i++) {
        char name[20];
        snprintf(name, sizeof name, "check%zu", i);
        const char *where = made_where(name);
        cs_store *s = made_case(where);
        cs_store_close(&s);
        must_say(where, "");
        made_change(where, (made_on_server() ? server : file)[i].sql);
        must_say(where, (made_on_server() ? server : file)[i].says);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_what_is_read),
                                        cmocka_unit_test(test_what_cannot_be_read),
                                        cmocka_unit_test(test_reports),
                                        cmocka_unit_test(test_statements),
                                        cmocka_unit_test(test_few_and_many_incidents),
                                        cmocka_unit_test(test_a_limit),
                                        cmocka_unit_test(test_long_texts),
                                        cmocka_unit_test(test_both_find_the_same),
                                        cmocka_unit_test(test_an_older_case_comes_forward),
                                        cmocka_unit_test(test_what_check_finds) };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
