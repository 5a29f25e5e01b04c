/* What is told of each act: statements of one account and of several, whatever came first, and by what people decided. */
#include "base/sha256.h"
#include "store/deeds.h"
#include "store/made.h"
#include "store/review.h"
#include <stdio.h>
#include <stdlib.h>

static cs_arena memory;
static jmp_buf full;
static const cs_review ANA = { { "ana", 3 }, { "two streets", 11 }, { "2026-02-01T00:00:00Z", 20 } };

static int begin(void **state) {
    cs_err err = { 0 };
    if (made_folder_open(state) || cs_arena_map(&memory, (size_t)1 << 28, &err) != CASUS_OK) return -1;
    memory.on_full = &full;
    return 0;
}

static int end(void **state) {
    cs_arena_unmap(&memory);
    return made_folder_close(state);
}

/* ---- reports ---- */

typedef struct act {
    const char *sentence, *word, *mode, *effect; /* mode, effect: NULL: none */
    int n;                                       /* of effect */
} act;
enum { ACTS_MAX = 4 };

/* All on one day at one place. */
typedef struct report {
    const char *source, *head;
    act acts[ACTS_MAX];
} report;

static const report AGENCY = { "Agency",
                               "Attack on a mosque in Gao.",
                               { { "Gunmen attacked the mosque of Gao.", "attacked", "firearms", NULL, 0 },
                                 { "Seven worshippers were wounded in Gao.", "wounded", NULL, "wounded", 7 } } };
static const report PAPER = { "Paper",
                              "Mosque in Gao attacked.",
                              { { "Armed men attacked a mosque in Gao.", "attacked", "firearms", NULL, 0 },
                                { "In Gao seven worshippers were wounded.", "wounded", NULL, "wounded", 7 } } };
static const report RADIO = { "Radio",
                              "A mosque of Gao is attacked.",
                              { { "Gunmen attacked worshippers at the mosque in Gao.", "attacked", "firearms", NULL, 0 } } };
/* Of the same place and day, and another act. */
static const report MARKET = { "Market",
                               "A bomb in Gao.",
                               { { "A car bomb exploded beside the cattle traders in Gao.", "exploded", "explosives", NULL,
                                   0 } } };

static void put(cs_buf *b, const char *fmt, ...) {
    char line[700];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    cs_buf_put(b, line);
}

static void put_statement(cs_buf *b, const char *text, int i, const act *a) {
    int from = (int)(strstr(text, a->sentence) - text), at = (int)(strstr(text + from, a->word) - text);
    put(b,
        "%s{\"id\":\"s%d\",\"kind\":\"event\",\"type\":\"ASSAULT\",\"mode\":%s%s%s,\"contexts\":[],\"trigger\":[%d,%d],"
        "\"roles\":"
        "[],\"when\":\"t1\",\"where\":[\"p1\"],\"toll\":[",
        i ? "," : "", i + 1, a->mode ? "\"" : "", a->mode ? a->mode : "null", a->mode ? "\"" : "", at,
        at + (int)strlen(a->word));
    if (a->effect)
        put(b, "{\"effect\":\"%s\",\"low\":%d,\"best\":%d,\"high\":%d,\"of\":null,\"span\":[%d,%d]}", a->effect, a->n, a->n,
            a->n, at, at + 1);
    put(b,
        "],\"according_to\":[],\"certainty\":\"fact\",\"modality\":\"actual\",\"time_frame\":\"current\",\"evidence\":[%d,%d],"
        "\"confidence\":0.9,\"why\":{}}",
        from, from + (int)strlen(a->sentence));
}

static void put_reading(cs_buf *b, const report *r) {
    char text[600], hex[CS_SHA256_HEX];
    int n = snprintf(text, sizeof text, "%s", r->head), acts = 0;
    for (; acts < ACTS_MAX && r->acts[acts].word; acts++)
        n += snprintf(text + n, sizeof text - (size_t)n, " %s", r->acts[acts].sentence);
    cs_sha256_hex((cs_str){ text, n }, hex);
    int gao = (int)(strstr(text, "Gao") - text);
    put(b,
        "{\"schema\":\"casus.report/"
        "1\",\"id\":\"sha256:%s\",\"source\":{\"name\":\"%s\",\"url\":null,\"path\":\"%s\",\"sha256\":"
        "\"%s\",\"size_bytes\":%d,\"media_type\":\"text/"
        "plain\",\"charset\":\"UTF-8\"},\"title\":null,\"published\":\"2026-01-03\",",
        hex, r->source, r->source, hex, n);
    put(b, "\"language\":\"en\",\"model\":{},\"text\":\"%s\",", text);
    put(b,
        "\"entities\":[{\"id\":\"e1\",\"type\":\"place\",\"name\":\"Gao\",\"actor\":null,\"why\":null,\"sector\":null,"
        "\"country\":"
        "\"MLI\",\"mentions\":[{\"span\":[%d,%d],\"kind\":\"name\"}]}],",
        gao, gao + 3);
    put(b,
        "\"places\":[{\"id\":\"p1\",\"entity\":\"e1\",\"name\":\"Gao\",\"geonames\":2457161,\"lat\":16.27,\"lon\":-0.04,"
        "\"country\":\"MLI\",\"admin1\":\"Gao\",\"admin2\":null,\"precision\":\"town\",\"score\":0.9,\"mentions\":[],\"why\":"
        "\"only\"}],\"times\":[{\"id\":\"t1\",\"span\":[0,1],\"type\":\"DATE\",\"timex\":\"2026-01-02\",\"edtf\":\"2026-01-"
        "02\","
        "\"begin\":\"2026-01-02\",\"end\":\"2026-01-02\"}],\"attributions\":[],\"sentences\":[],\"tokens\":[],\"statements\":"
        "[");
    for (int i = 0; i < acts; i++) put_statement(b, text, i, &r->acts[i]);
    cs_buf_put(b, "],\"incidents\":[{\"id\":\"i1\",\"statements\":[");
    for (int i = 0; i < acts; i++) put(b, "%s\"s%d\"", i ? "," : "", i + 1);
    cs_buf_put(b, "]}]}");
}

static void add(cs_store *s, int64_t run, const report *r) {
    cs_buf json = { 0 }, packed = { 0 };
    cs_err err = { 0 };
    cs_store_has has;
    put_reading(&json, r);
    cs_store_report x = { .run = run, .json = { json.p, (ptrdiff_t)json.n }, .now = MADE_NOW };
    casus_status st = cs_store_pack(x.json, &packed, &err);
    x.packed = (cs_str){ packed.p, (ptrdiff_t)packed.n };
    if (st == CASUS_OK) st = cs_store_add(s, &x, &has, &err);
    if (st != CASUS_OK) fail_msg("%s", err.msg);
    cs_buf_free(&json);
    cs_buf_free(&packed);
}

static const char *case_of(const char *name, const report *const *reports, int n) {
    const char *where = made_where(name);
    cs_store *s = made_open(where, CS_DB_CREATE);
    int64_t run = made_run(s, "1");
    for (int i = 0; i < n; i++) add(s, run, reports[i]);
    cs_store_close(&s);
    return where;
}

/* ---- deeds ---- */

static int by_text(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

/* "Agency s1+Paper s1 (2)": its statements, by whom, and of how many independent sources. */
static char *deed_words(const cs_deed *d) {
    char *parts[16], *out = calloc(1, 400), part[16][80];
    assert_true(d->n_statements <= 16);
    for (int i = 0; i < d->n_statements; i++) {
        snprintf(part[i], sizeof part[i], CS_FMT " s%lld", CS_ARG(d->statements[i].source),
                 (long long)d->statements[i].ref.number);
        parts[i] = part[i];
    }
    qsort(parts, (size_t)d->n_statements, sizeof *parts, by_text);
    for (int i = 0; i < d->n_statements; i++) snprintf(out + strlen(out), 400 - strlen(out), "%s%s", i ? "+" : "", parts[i]);
    snprintf(out + strlen(out), 400 - strlen(out), " (%d)", d->n_sources);
    return out;
}

/* How many deeds an incident has when nothing else was looked at before. */
static int deeds_alone(const char *where, int64_t incident, cs_arena a) {
    const cs_filter all = CS_FILTER_ALL;
    cs_store *s = made_open(where, CS_DB_READ);
    const cs_deed *deeds;
    cs_view *v = NULL;
    cs_err err = { 0 };
    int n;
    if (cs_view_open(&v, s, &all, &err) != CASUS_OK) fail_msg("%s", err.msg);
    if (cs_view_deeds_of(v, incident, a, &deeds, &n, &err) != CASUS_OK) fail_msg("%s", err.msg);
    cs_view_close(&v);
    cs_store_close(&s);
    return n;
}

/* All deeds of a case in alphabetical order, "; " between them. Each is the same for every incident that it has statements in.
 * The caller's. */
static char *deeds_in(const char *where) {
    const cs_filter all = CS_FILTER_ALL;
    cs_store *s = made_open(where, CS_DB_READ);
    cs_view *v = NULL;
    cs_err err = { 0 };
    char *each[64], *out = calloc(1, 4000);
    int n = 0, met = 0, to_meet = 0;
    if (setjmp(full)) fail_msg("out of memory");
    if (cs_view_open(&v, s, &all, &err) != CASUS_OK) fail_msg("%s", err.msg);
    for (bool more;;) {
        cs_view_incident x;
        const cs_deed *deeds;
        int n_deeds;
        cs_arena a = memory;
        if (cs_view_incident_next(v, &a, &x, &more, &err) != CASUS_OK) fail_msg("%s", err.msg);
        if (!more) break;
        if (cs_view_deeds_of(v, x.id, a, &deeds, &n_deeds, &err) != CASUS_OK) fail_msg("%s", err.msg);
        assert_int_equal(deeds_alone(where, x.id, a), n_deeds);
        met += n_deeds;
        for (int i = 0; i < n_deeds; i++) {
            if (deeds[i].incidents[0] != x.id) continue;
            to_meet += deeds[i].n_incidents;
            each[n++] = deed_words(&deeds[i]);
        }
    }
    assert_int_equal(met, to_meet);
    cs_view_close(&v);
    cs_store_close(&s);
    qsort(each, (size_t)n, sizeof *each, by_text);
    for (int i = 0; i < n; i++) {
        snprintf(out + strlen(out), 4000 - strlen(out), "%s%s", i ? "; " : "", each[i]);
        free(each[i]);
    }
    return out;
}

static void must_be(const char *where, const char *expected) {
    char *found = deeds_in(where);
    assert_string_equal(found, expected);
    free(found);
}

static void test_one_act_of_several_reports(void **state) {
    (void)state;
    const char *where = case_of("acts.casus", (const report *const[]){ &AGENCY, &PAPER, &RADIO, &MARKET }, 4);
    must_be(where, "Agency s1+Paper s1+Radio s1 (3); Agency s2+Paper s2 (2); Market s1 (1)");
}

static void test_order_does_not_matter(void **state) {
    static const int orders[][4] = { { 0, 1, 2, 3 }, { 3, 2, 1, 0 }, { 2, 0, 3, 1 }, { 1, 3, 0, 2 } };
    static const report *const all[] = { &AGENCY, &PAPER, &RADIO, &MARKET };
    char *first = NULL;
    (void)state;
    for (int i = 0; i < 4; i++) {
        char name[32];
        const report *these[4];
        for (int k = 0; k < 4; k++) these[k] = all[orders[i][k]];
        snprintf(name, sizeof name, "order%d.casus", i);
        char *found = deeds_in(case_of(name, these, 4));
        if (first) assert_string_equal(found, first);
        if (first) free(found);
        if (!first) first = found;
    }
    free(first);
}

static void test_what_is_rejected_is_in_none(void **state) {
    (void)state;
    const char *where = case_of("rejected.casus", (const report *const[]){ &AGENCY, &PAPER }, 2);
    int64_t id, statement = made_number(where, "select min(id) from statements");
    cs_err err = { 0 };
    cs_store *s = made_open(where, CS_DB_WRITE);
    if (cs_review_reject(s, &ANA, (cs_review_of){ .statement = statement }, &id, &err) != CASUS_OK) fail_msg("%s", err.msg);
    cs_store_close(&s);
    must_be(where, "Agency s2+Paper s2 (2); Paper s1 (1)");
}

/* People say that one report tells of another happening: then nothing of it is of an act of this one. */
static void test_people_part_incidents(void **state) {
    (void)state;
    const char *where = case_of("parted.casus", (const report *const[]){ &AGENCY, &PAPER, &RADIO }, 3);
    int64_t id, made, radio = made_number(where, "select max(id) from statements");
    cs_err err = { 0 };
    assert_int_equal(made_number(where, "select count(*) from incidents where live = 1"), 1);
    cs_store *s = made_open(where, CS_DB_WRITE);
    if (cs_review_split(s, &ANA, &radio, 1, &made, &id, &err) != CASUS_OK) fail_msg("%s", err.msg);
    cs_store_close(&s);
    must_be(where, "Agency s1+Paper s1 (2); Agency s2+Paper s2 (2); Radio s1 (1)");
    s = made_open(where, CS_DB_WRITE);
    if (cs_review_undo(s, &ANA, id, &id, &err) != CASUS_OK) fail_msg("%s", err.msg);
    cs_store_close(&s);
    must_be(where, "Agency s1+Paper s1+Radio s1 (3); Agency s2+Paper s2 (2)");
}

/* Sketches of another version of casus: what statements say must do. */
static void test_sketches_of_another_day(void **state) {
    (void)state;
    const char *where = case_of("old.casus", (const report *const[]){ &AGENCY, &PAPER }, 2);
    made_change(where, made_on_server() ? "update accounts set sketch = ''" : "update accounts set sketch = x''");
    char *found = deeds_in(where);
    for (const char *const *s = (const char *const[]){ "Agency s1", "Agency s2", "Paper s1", "Paper s2", NULL }; *s; s++)
        assert_non_null(strstr(found, *s));
    free(found);
}

/* Beyond a limit only those of one incident or account
 * are compared, and every statement is in a deed all the same. */
static void test_more_pairs_than_are_compared(void **state) {
    (void)state;
    const char *where = made_where("many.casus");
    cs_store *s = made_open(where, CS_DB_CREATE);
    int64_t run = made_run(s, "1");
    add(s, run, &AGENCY);
    add(s, run, &PAPER);
    cs_store_close(&s);
    int64_t accounts = made_number(where, "select count(*) from accounts");
    assert_int_equal(accounts, 2);
    char sql[700];
    for (int i = 0; i < 520; i++) { /* copies of the first statement of each account: 520 * 520 pairs */
        snprintf(
            sql, sizeof sql,
            "insert into statements (coding, number, kind, type, certainty, modality, time_frame, trigger_begin, trigger_end, "
            "evidence_begin, evidence_end, incident) select coding, %d, kind, type, certainty, modality, time_frame, "
            "trigger_begin, trigger_end, evidence_begin, evidence_end, incident from statements where number = 1",
            100 + i);
        made_change(where, sql);
    }
    made_change(where,
                "insert into account_statements (statement, account) select s.id, x.id from statements s join accounts x on "
                "x.coding = s.coding where s.number >= 100");
    const cs_filter all = CS_FILTER_ALL;
    cs_view *v = NULL;
    const cs_deed *deeds;
    cs_err err = { 0 };
    int n, statements = 0;
    s = made_open(where, CS_DB_READ);
    if (setjmp(full)) fail_msg("out of memory");
    if (cs_view_open(&v, s, &all, &err) != CASUS_OK) fail_msg("%s", err.msg);
    if (cs_view_deeds_of(v, 1, memory, &deeds, &n, &err) != CASUS_OK) fail_msg("%s", err.msg);
    for (int i = 0; i < n; i++) {
        statements += deeds[i].n_statements;
        assert_int_equal(deeds[i].n_sources, 1); /* no deed is of two accounts */
    }
    assert_int_equal(statements, 2 * 522);
    cs_view_close(&v);
    cs_store_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_one_act_of_several_reports, begin, end),
        cmocka_unit_test_setup_teardown(test_order_does_not_matter, begin, end),
        cmocka_unit_test_setup_teardown(test_what_is_rejected_is_in_none, begin, end),
        cmocka_unit_test_setup_teardown(test_people_part_incidents, begin, end),
        cmocka_unit_test_setup_teardown(test_sketches_of_another_day, begin, end),
        cmocka_unit_test_setup_teardown(test_more_pairs_than_are_compared, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
