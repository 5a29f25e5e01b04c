/* Incidents of a case: made from codings, kept while reports are coded anew, changed by people and changed back. */
#include "base/sha256.h"
#include "store/incidents.h"
#include "store/made.h"
#include "store/review.h"
#include <stdio.h>
#include <stdlib.h>

#define LINKING_DIGEST "377833110c817b15dad628aa11a3d5576fa209904f4b5d456648ceb44b5a1552"
static const made_about GAZETTE = { "Gazette", "2026-01-02", "News" }, HERALD = { "Herald", "2026-01-03", "News" };
static const cs_review ANA = { { "ana", 3 }, { "seen on the footage", 19 }, { "2026-02-01T00:00:00Z", 20 } };

static void must_give(const char *path, const char *sql, const char *expected) {
    char *found = made_ask(path, sql);
    assert_string_equal(found, expected);
    free(found);
}

static void must_be_whole(const char *path) {
    char *faults = made_check(path);
    assert_string_equal(faults, "");
    free(faults);
}

/* Which accounts are together: of each the first by name of its incident, without ids. */
static const char TOGETHER[] =
    "select x.name, (select min(y.name) from incident_accounts j join accounts y on y.id = j.account "
    "where j.incident = i.incident) from incident_accounts i join accounts x on x.id = i.account order by 1";
static const char LIVE[] = "select id, into_incident from incidents where live = 1 order by id";

/* A case with `n` reports, each of one account of two statements. */
static const char *made_case(const char *name, int n) {
    const char *path = made_where(name);
    cs_store *s = made_open(path, CS_DB_CREATE);
    int64_t run = made_run(s, "1");
    for (int i = 0; i < n; i++) {
        char *text = made_text((uint32_t)i + 1, 150);
        made_must_add(s, run, text, i % 2 ? &HERALD : &GAZETTE);
        free(text);
    }
    cs_store_close(&s);
    return path;
}

static int64_t decide_merge(const char *path, int64_t incident, int64_t other) {
    cs_store *s = made_open(path, CS_DB_WRITE);
    int64_t id = 0;
    cs_err err = { 0 };
    if (cs_review_merge(s, &ANA, incident, other, &id, &err) != CASUS_OK) fail_msg("%s", err.msg);
    cs_store_close(&s);
    return id;
}

/* ---- made ---- */

static void test_each_account_is_in_one_incident(void **state) {
    (void)state;
    const char *path = made_case("made.casus", 4);
    must_give(path, "select count(*) from accounts", "4\n");
    must_give(path,
              "select count(*) from accounts x where not exists (select 1 from incident_accounts i join incidents n on "
              "n.id = i.incident and n.live = 1 where i.account = x.id)",
              "0\n");
    must_give(path,
              "select count(*) from statements s where s.incident is not null and not exists "
              "(select 1 from account_statements x where x.statement = s.id)",
              "0\n");
    must_be_whole(path);
}

static void test_coded_anew_keeps_the_ids(void **state) {
    (void)state;
    const char *path = made_case("anew.casus", 3);
    char *before = made_ask(path, LIVE), *after;
    cs_store *s = made_open(path, CS_DB_WRITE);
    int64_t run = made_run(s, "2");
    for (int i = 0; i < 3; i++) {
        char *text = made_text((uint32_t)i + 1, 150);
        made_must_add(s, run, text, i % 2 ? &HERALD : &GAZETTE);
        free(text);
    }
    cs_store_close(&s);
    after = made_ask(path, LIVE);
    assert_string_equal(after, before);
    must_give(path, "select distinct k.run from accounts x join codings k on k.id = x.coding", "2\n");
    must_be_whole(path);
    free(before);
    free(after);
}

/* A case as casus wrote it before there were incidents across reports: version1.sql, a file. */
static void load_old(const char *path) {
    char chunk[4096];
    cs_buf sql = { 0 };
    FILE *f = fopen(CASUS_TESTS_FOLDER "/store/version1.sql", "rb");
    assert_non_null(f);
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;) cs_buf_add(&sql, chunk, n);
    fclose(f);
    cs_buf_char(&sql, '\0');
    made_change(path, sql.p);
    cs_buf_free(&sql);
}

/* The same, brought forward; on a server linked anew by it, and its words indexed. */
static const char *loaded(const char *name) {
    const char *path = made_path(name), *where = made_where(name);
    load_old(path);
    cs_store *s = made_open(path, CS_DB_WRITE);
    cs_store_close(&s);
    if (!made_on_server()) return where;
    s = made_open(where, CS_DB_CREATE);
    cs_store_close(&s);
    made_copy(path, where);
    made_change(where,
                "update layer set linking = 0; delete from account_links; update accounts set sketch = ''; "
                "drop table report_words; drop table statement_words");
    made_set_version(where, 2);
    s = made_open(where, CS_DB_WRITE);
    cs_store_close(&s);
    return where;
}

static void test_version_1_comes_forward(void **state) {
    (void)state;
    const char *path = made_path("old.casus");
    cs_store *s = NULL;
    cs_err err = { 0 };
    load_old(path);
    assert_int_equal(cs_store_open(&s, path, CS_DB_READ, &err), CASUS_E_STORE);
    assert_non_null(strstr(err.msg, "older casus"));
    s = made_open(path, CS_DB_WRITE);
    cs_store_close(&s);
    must_be_whole(path);
    must_give(path, "pragma user_version", "4\n");
    /* Of three reports two have one text and so one coding; with the other's telling of the attack its account is one incident.
     */
    must_give(path, "select count(*) from reports", "3\n");
    must_give(
        path,
        "select i.reports, i.sources from incidents i where i.live = 1 and exists (select 1 from incident_accounts a join "
        "account_statements x on x.account = a.account join statements s on s.id = x.statement and s.type = 'ASSAULT' "
        "where a.incident = i.id)",
        "3 2\n");
}

/* The layer of a fixed case, by all of linking: when this fails because linking changed, add one to CS_LINKING_VERSION, so that
 * cases are linked anew, and put the new digest here. */
static void test_linking_has_a_version(void **state) {
    (void)state;
    const char *path = loaded("linking.casus");
    char *keys = made_ask(path, "select value, account from account_keys order by 1, 2"),
         *sketches = made_ask(path, "select sketch from accounts order by id"),
         *links = made_ask(path, "select a, b, probability, reasons from account_links order by 1, 2"), hex[CS_SHA256_HEX];
    cs_sha256 h;
    cs_sha256_begin(&h, false);
    cs_sha256_add(&h, keys, strlen(keys));
    cs_sha256_add(&h, sketches, strlen(sketches));
    cs_sha256_add(&h, links, strlen(links));
    cs_sha256_end(&h, hex);
    assert_int_equal(CS_LINKING_VERSION, 6);
    assert_string_equal(hex, LINKING_DIGEST);
    free(keys);
    free(sketches);
    free(links);
}

/* It meets those with a day in whatever order they come, and they do not meet each other by what brings them to it. */
static void test_a_report_without_a_day_is_linked(void **state) {
    static const made_about WIRE = { "Wire", NULL, "News" };
    static const char *const names[] = { "undated_last.casus", "undated_first.casus" };
    (void)state;
    for (int i = 0; i < 2; i++) {
        const char *path = made_where(names[i]);
        cs_store *s = made_open(path, CS_DB_CREATE);
        int64_t run = made_run(s, "1");
        char *text = made_text(1, 150);
        made_must_add(s, run, text, i ? &WIRE : &GAZETTE);
        made_must_add(s, run, text, i ? &GAZETTE : &WIRE);
        free(text);
        cs_store_close(&s);
        must_give(path, "select count(*) from accounts", "2\n");
        must_give(path, "select count(*) from incidents where live = 1", "1\n");
        must_give(path,
                  "select count(*) from account_keys k join account_keys o on o.value = k.value where o.account < k.account",
                  "0\n");
        must_be_whole(path);
    }
}

/* older: the tables were those of version 2, too. */
static void must_link_anew(const char *name, bool older) {
    const char *path = made_case(name, 3);
    char *before = made_ask(path, TOGETHER), *after;
    decide_merge(path, 2, 1);
    char *live = made_ask(path, LIVE);
    made_change(path,
                "update layer set linking = 0; delete from account_keys; update accounts set sketch = substr(sketch, 1, 1)");
    must_be_whole(path); /* by its own rules */
    if (older) made_change(path, "drop table report_words; drop table statement_words");
    if (older) made_set_version(path, 2);
    cs_store *s = made_open(path, CS_DB_WRITE);
    cs_store_close(&s);
    must_be_whole(path);
    must_give(path, LIVE, live);
    must_give(path, "select count(*) from account_keys where value > 0 having count(*) = 0", "");
    after = made_ask(path, TOGETHER);
    assert_string_not_equal(after, before); /* merged, as a person said */
    free(before);
    free(after);
    free(live);
}

/* Takes out what stands between `before` and `after`. */
static void take_out(cs_buf *json, const char *before, const char *after) {
    ptrdiff_t from = cs_find((cs_str){ json->p, (ptrdiff_t)json->n }, (cs_str){ before, (ptrdiff_t)strlen(before) });
    assert_true(from >= 0);
    from += (ptrdiff_t)strlen(before);
    ptrdiff_t n = cs_find((cs_str){ json->p + from, (ptrdiff_t)json->n - from }, (cs_str){ after, (ptrdiff_t)strlen(after) });
    assert_true(n >= 0);
    memmove(json->p + from, json->p + from + n, json->n - (size_t)(from + n));
    json->n -= (size_t)n;
}

/* Two deeds of which nobody is told who, to whom, when or where, by reports that name the same two people: that is likely
 * enough to be kept, and says nothing that is a reason. */
static void test_a_link_without_reasons(void **state) {
    (void)state;
    static const char *const texts[] = {
        "Kanobi and Lemdor of Rinetu near Shavi wrote to Bakomu of Tulem and Nevi then seized it .\n",
        "Lemdor of Kanobi saw Ganpe by Mudor and Peshar in Vigan for Dorba had attacked so .\n"
    };
    const made_about nobody = { NULL, NULL, NULL };
    const char *path = made_where("reasons.casus");
    cs_store *s = made_open(path, CS_DB_CREATE);
    int64_t run = made_run(s, "1");
    for (int i = 0; i < 2; i++) {
        cs_buf json = { 0 }, packed = { 0 };
        cs_store_has has;
        cs_err err = { 0 };
        made_reading(&json, texts[i], &nobody);
        take_out(&json, "\"roles\":[", "],\"when\"");
        take_out(&json, "\"where\":[", "],\"toll\"");
        cs_store_report add = { .run = run, .json = { json.p, (ptrdiff_t)json.n }, .now = MADE_NOW };
        assert_int_equal(cs_store_pack(add.json, &packed, &err), CASUS_OK);
        add.packed = (cs_str){ packed.p, (ptrdiff_t)packed.n };
        if (cs_store_add(s, &add, &has, &err) != CASUS_OK) fail_msg("%s", err.msg);
        cs_buf_free(&json), cs_buf_free(&packed);
    }
    cs_store_close(&s);
    must_give(path, "select a, b, reasons from account_links", "1 2 little is told of either\n");
    must_be_whole(path);
}

static void test_linked_anew_by_another_version(void **state) {
    (void)state;
    must_link_anew("relink.casus", false);
    must_link_anew("relink2.casus", true);
}

/* ---- people ---- */

static void decide_undo(const char *path, int64_t review) {
    cs_store *s = made_open(path, CS_DB_WRITE);
    int64_t id = 0;
    cs_err err = { 0 };
    if (cs_review_undo(s, &ANA, review, &id, &err) != CASUS_OK) fail_msg("%s", err.msg);
    cs_store_close(&s);
}

static void test_merge_and_back(void **state) {
    (void)state;
    const char *path = made_case("merge.casus", 3);
    char *before = made_ask(path, TOGETHER), *after;
    must_give(path, LIVE, "1 -\n2 -\n3 -\n");
    int64_t review = decide_merge(path, 2, 1);
    must_give(path, LIVE, "2 -\n3 -\n");
    must_give(path, "select into_incident from incidents where id = 1", "2\n");
    must_give(path, "select count(*) from incident_accounts where incident = 2", "2\n");
    must_give(path, "select who, action, incident, other, why from reviews", "ana merge 2 1 seen on the footage\n");
    must_be_whole(path);
    decide_undo(path, review);
    must_give(path, LIVE, "1 -\n2 -\n3 -\n");
    after = made_ask(path, TOGETHER);
    assert_string_equal(after, before);
    must_give(path, "select action, undone_by from reviews order by id", "merge 2\nundo -\n");
    must_be_whole(path);
    free(before);
    free(after);
}

static void test_split_and_back(void **state) {
    (void)state;
    const char *path = made_case("split.casus", 2);
    char *before = made_ask(path, "select statement, account from account_statements order by 1"), *after;
    int64_t made = 0, id = 0;
    cs_err err = { 0 };
    cs_store *s = made_open(path, CS_DB_WRITE);
    const int64_t second[] = { 2 }, both[] = { 1, 2 };
    must_give(path, "select statement from account_statements where account = 1 order by 1", "1\n2\n");
    assert_int_equal(cs_review_split(s, &ANA, both, 2, &made, &id, &err), CASUS_E_INPUT);
    assert_non_null(strstr(err.msg, "nothing would stay"));
    if (cs_review_split(s, &ANA, second, 1, &made, &id, &err) != CASUS_OK) fail_msg("%s", err.msg);
    assert_int_equal(made, 3);
    must_give(path, LIVE, "1 -\n2 -\n3 -\n");
    must_give(path,
              "select x.statement from account_statements x join incident_accounts i on i.account = x.account where "
              "i.incident = 3",
              "2\n");
    must_be_whole(path);
    if (cs_review_undo(s, &ANA, id, &id, &err) != CASUS_OK) fail_msg("%s", err.msg);
    cs_store_close(&s);
    after = made_ask(path, "select statement, account from account_statements order by 1");
    assert_string_equal(after, before);
    must_give(path, LIVE, "1 -\n2 -\n");
    must_be_whole(path);
    free(before);
    free(after);
}

static void test_a_later_run_overrides_nobody(void **state) {
    (void)state;
    const char *path = made_case("pinned.casus", 3);
    decide_merge(path, 1, 2);
    char *before = made_ask(path, TOGETHER), *after;
    cs_store *s = made_open(path, CS_DB_WRITE);
    int64_t run = made_run(s, "2");
    for (int i = 0; i < 3; i++) {
        char *text = made_text((uint32_t)i + 1, 150);
        cs_store_has has;
        cs_err err = { 0 };
        if (made_add(s, run, text, i % 2 ? &HERALD : &GAZETTE, &has, &err) != CASUS_OK) fail_msg("%s", err.msg);
        assert_int_equal(has.kept, i < 2); /* nobody decided on the third */
        free(text);
    }
    cs_store_close(&s);
    must_give(path, "select count(*) from report_codings where report < 3", "4\n"); /* what the later run read is kept */
    after = made_ask(path, TOGETHER);
    assert_string_equal(after, before);
    must_give(path, LIVE, "1 -\n3 -\n");
    must_be_whole(path);
    free(before);
    free(after);
}

static void test_an_added_statement(void **state) {
    (void)state;
    const char *path = made_case("added.casus", 1);
    char *text = made_text(1, 150);
    cs_store *s = made_open(path, CS_DB_WRITE);
    int64_t statement = 0, id = 0, undo = 0;
    cs_err err = { 0 };
    cs_str words = { text, (ptrdiff_t)strcspn(text, "\n") }; /* the first line stands there once */
    cs_review_addition add = { .report = 1,
                               .type = CS_LIT("COERCE"),
                               .words = words,
                               .when = CS_LIT("2026-01"),
                               .toll = 4,
                               .effect = CS_LIT("arrested"),
                               .mode = CS_LIT("arrest") };
    if (cs_review_add(s, &ANA, &add, &statement, &id, &err) != CASUS_OK) fail_msg("%s", err.msg);
    must_give(path,
              "select s.type, s.mode, m.first_day, m.last_day, l.best from statements s join codings k on k.id = s.coding "
              "join times m on m.id = s.time join tolls l on l.statement = s.id where k.hand = 1",
              "COERCE arrest 2026-01-01 2026-01-31 4\n");
    must_give(path, LIVE, "1 -\n2 -\n");
    must_be_whole(path);
    add.type = CS_LIT("MURDER");
    assert_int_equal(cs_review_add(s, &ANA, &add, &statement, &undo, &err), CASUS_E_INPUT);
    assert_non_null(strstr(err.msg, "MURDER"));
    add.type = CS_LIT("COERCE");
    add.words = CS_LIT("words that no report has");
    assert_int_equal(cs_review_add(s, &ANA, &add, &statement, &undo, &err), CASUS_E_INPUT);
    assert_non_null(strstr(err.msg, "does not stand in the report"));
    if (cs_review_undo(s, &ANA, id, &undo, &err) != CASUS_OK) fail_msg("%s", err.msg);
    cs_store_close(&s);
    must_give(path, LIVE, "1 -\n");
    must_be_whole(path);
    free(text);
}

static void test_what_cannot_be(void **state) {
    (void)state;
    const char *path = made_case("cannot.casus", 2);
    char *before = made_dump(path, false), *after;
    cs_store *s = made_open(path, CS_DB_WRITE);
    int64_t id = 0;
    cs_err err = { 0 };
    const cs_review nobody = { { 0 }, ANA.why, ANA.now };
    assert_int_equal(cs_review_accept(s, &nobody, (cs_review_of){ .incident = 1 }, &id, &err), CASUS_E_INPUT);
    assert_int_equal(cs_review_accept(s, &ANA, (cs_review_of){ .incident = 99 }, &id, &err), CASUS_E_INPUT);
    assert_non_null(strstr(err.msg, "no incident 99"));
    assert_int_equal(cs_review_merge(s, &ANA, 1, 1, &id, &err), CASUS_E_INPUT);
    assert_int_equal(cs_review_edit(s, &ANA, (cs_review_of){ .incident = 1 }, CS_LIT("colour"), CS_LIT("red"), &id, &err),
                     CASUS_E_INPUT);
    assert_non_null(strstr(err.msg, "killed"));
    assert_int_equal(cs_review_edit(s, &ANA, (cs_review_of){ .incident = 1 }, CS_LIT("killed"), CS_LIT("9/8/7"), &id, &err),
                     CASUS_E_INPUT);
    assert_int_equal(cs_review_undo(s, &ANA, 5, &id, &err), CASUS_E_INPUT);
    cs_store_close(&s);
    after = made_dump(path, false);
    assert_string_equal(after, before);
    must_give(path, "select count(*) from reviews", "0\n");
    free(before);
    free(after);
}

/* ---- how far a change reaches ---- */

static casus_status put_made(cs_change *c, const char *sql, int64_t a, int64_t b, double p) {
    return cs_db_run(c->db, sql, CS_VALUES(cs_v_int(a < b ? a : b), cs_v_int(a < b ? b : a), cs_v_real(p)), c->err);
}

/* One more account, of a name that may come before the others, with links to some of those that are there: likely ones within
 * what is planted, and chains of them between. Now and then somebody puts two accounts together or apart, or takes that back.
 */
static casus_status change_at_random(cs_change *c, uint32_t *seed, int64_t id) {
    enum { PLANTED = 7 };
    static const char put[] = "insert into accounts (id, coding, number, name, sketch) values ($1, 1, $1 + 100, $2, $3)";
    static const char link[] = "insert into account_links (a, b, probability, reasons) values ($1, $2, $3, 'made')";
    static const char bond[] = "insert into bonds (a, b, review, same) values ($1, $2, $3, $4)";
    static const char unbind[] = "delete from bonds where a = $1 or b = $1";
    const char *const bonds_of[] = { "select a from bonds where b = $1", "select b from bonds where a = $1" };
    cs_str name = cs_printf(c->a, "%06u/%06lld", (unsigned)(made_random(seed) % 1000000), (long long)id);
    CS_TRY(cs_db_run(c->db, put, CS_VALUES(cs_v_int(id), cs_v_text(name), cs_v_blob(CS_LIT("made"))), c->err));
    *CS_PUSH(c->a, &c->touched) = id;
    for (int64_t other = 2; other < id; other++) {
        double p = made_random(seed) % 350 * 0.001 + (other % PLANTED == id % PLANTED ? 0.5
                                                      : made_random(seed) % 4         ? 0.1
                                                                                      : 0.4);
        if (made_random(seed) % 3 == 0) CS_TRY(put_made(c, link, id, other, p));
    }
    if (id < 5 || made_random(seed) % 4) return CASUS_OK;
    int64_t a = 2 + made_random(seed) % (uint32_t)(id - 2), b = 2 + made_random(seed) % (uint32_t)(id - 2);
    if (a != b)
        CS_TRY(cs_db_run(
            c->db, bond,
            CS_VALUES(cs_v_int(a < b ? a : b), cs_v_int(a < b ? b : a), cs_v_int(id), cs_v_int(made_random(seed) % 2)),
            c->err));
    *CS_PUSH(c->a, &c->touched) = a;
    *CS_PUSH(c->a, &c->touched) = b;
    if (made_random(seed) % 3) return CASUS_OK;
    for (int i = 0; i < 2; i++) CS_TRY(cs_store_ids(c, bonds_of[i], a, &c->touched));
    return cs_db_run(c->db, unbind, CS_VALUES(cs_v_int(a)), c->err);
}

/* Accounts are in one incident if and only if clustering all of them says so. */
static casus_status compare_with_all(cs_change *c, int64_t last) {
    cs_ids accounts = { 0 }, incidents = { 0 };
    CS_TRY(cs_store_ids(c, "select account from incident_accounts where account > $1 order by account", 0, &accounts));
    CS_TRY(cs_store_ids(c, "select incident from incident_accounts where account > $1 order by account", 0, &incidents));
    assert_int_equal(accounts.n, last);
    int *cluster = CS_NEW(c->a, int, accounts.n);
    CS_TRY(cs_incidents_cluster(c, &accounts, cluster));
    for (ptrdiff_t i = 0; i < accounts.n; i++)
        for (ptrdiff_t k = 0; k < i; k++) assert_int_equal(incidents.v[i] == incidents.v[k], cluster[i] == cluster[k]);
    return CASUS_OK;
}

static casus_status grow_at_random(cs_db *db, uint32_t *seed, int64_t last, cs_arena scratch, cs_err *err) {
    for (int64_t id = 2; id <= last; id++) {
        cs_arena a = scratch;
        cs_change c = { .db = db, .now = MADE_NOW, .a = &a, .err = err };
        CS_TRY(cs_db_begin(db, err));
        CS_TRY(change_at_random(&c, seed, id));
        CS_TRY(cs_incidents_settle(&c));
        CS_TRY(compare_with_all(&c, id));
        CS_TRY(cs_db_commit(db, err));
    }
    return CASUS_OK;
}

static void test_a_change_reaches_far_enough(void **state) {
    enum { CASES = 6, ACCOUNTS = 60 };
    static jmp_buf full;
    cs_arena scratch = { .on_full = &full };
    cs_err err = { 0 };
    (void)state;
    assert_int_equal(cs_arena_map(&scratch, (size_t)1 << 28, &err), CASUS_OK);
    for (uint32_t i = 0; i < CASES; i++) {
        char name[32];
        uint32_t seed = 100 + i;
        snprintf(name, sizeof name, "reach%u.casus", i);
        const char *path = made_case(name, 1);
        for (int id = 1; id <= ACCOUNTS; id++)
            made_change(path,
                        "insert into reviews (at, who, action, why) values ('2026-02-01T00:00:00Z', 'ana', 'merge', 'made')");
        cs_store *s = made_open(path, CS_DB_WRITE);
        if (setjmp(full)) fail_msg("out of memory");
        if (grow_at_random(cs_store_db(s), &seed, ACCOUNTS, scratch, &err) != CASUS_OK) fail_msg("%s", err.msg);
        cs_store_close(&s);
        assert_in_range(
            made_number(path, "select max(n) from (select count(*) as n from incident_accounts group by incident) x"), 3,
            ACCOUNTS / 2);
    }
    cs_arena_unmap(&scratch);
}

/* ---- damage ---- */

static void test_check_finds_damage(void **state) {
    (void)state;
    static const struct {
        const char *damage, *told;
    } cases[] = {
        { "update account_links set probability = 0.5", "linked otherwise" },
        { "update incident_accounts set incident = (select max(incident) from incident_accounts)", "tells of others" },
        { "update accounts set sketch = substr(sketch, 1, 1) where id = 1", "account 1 is not what its reading says" },
        { "delete from account_statements where statement = 1", "statement 1 tells of an incident and is in no account" },
        { "delete from incident_accounts where account = 1", "account 1 is in no live incident" },
        { "update incidents set live = 0 where id = 1", "is in no live incident" },
        { "insert into incidents select 900, 1, null, 1, made_at, changed_at, type, mode, certainty, modality, time_frame, "
          "edtf, "
          "first_day, last_day, day_precision, place, geonames, lat, lon, country, admin1, admin2, place_precision, "
          "killed_low, "
          "killed_best, killed_high, wounded_low, wounded_best, wounded_high, agent, recipient, target, weapon, reports, "
          "sources, "
          "statements, confidence, credibility, credibility_why, review from incidents where id = 1",
          "incident 900 is live and has no account" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char name[32];
        snprintf(name, sizeof name, "damage%zu.casus", i);
        const char *path = loaded(name);
        must_be_whole(path);
        made_change(path, cases[i].damage);
        char *faults = made_check(path);
        if (!strstr(faults, cases[i].told))
            fail_msg("after \"%s\": \"%s\" is not in \"%s\"", cases[i].damage, cases[i].told, faults);
        free(faults);
    }
}

#define IN_FOLDER(t) cmocka_unit_test_setup_teardown(t, made_folder_open, made_folder_close)
int main(void) {
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_each_account_is_in_one_incident),
        IN_FOLDER(test_coded_anew_keeps_the_ids),
        IN_FOLDER(test_version_1_comes_forward),
        IN_FOLDER(test_linking_has_a_version),
        IN_FOLDER(test_a_report_without_a_day_is_linked),
        IN_FOLDER(test_a_link_without_reasons),
        IN_FOLDER(test_linked_anew_by_another_version),
        IN_FOLDER(test_merge_and_back),
        IN_FOLDER(test_split_and_back),
        IN_FOLDER(test_a_later_run_overrides_nobody),
        IN_FOLDER(test_an_added_statement),
        IN_FOLDER(test_what_cannot_be),
        IN_FOLDER(test_a_change_reaches_far_enough),
        IN_FOLDER(test_check_finds_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
