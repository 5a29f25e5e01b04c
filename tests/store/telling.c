#include "store/telling.h"
#include "store/summary.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

static char where[512];
static cs_store *store;
static int64_t coding, report, statement, account, text_at;
static int number; /* of the statement in its coding */

enum { VALUES_MAX = 24 };

static void put_literal(cs_buf *b, const char *s) {
    cs_buf_put(b, "'");
    for (; *s; s++) {
        if (*s == '\'') cs_buf_char(b, '\'');
        cs_buf_char(b, *s);
    }
    cs_buf_put(b, "'");
}

/* Runs a query in which each ? is the next of the values, ?1 the first: numbers (i), texts (t, may be NULL) and decimals (r).
 */
static int64_t run(const char *sql, const char *kinds, ...) {
    cs_buf b = { 0 }, value[VALUES_MAX] = { 0 };
    char number_of[40];
    va_list ap;
    va_start(ap, kinds);
    for (int i = 0; kinds[i]; i++) {
        const char *text_of = kinds[i] == 't' ? va_arg(ap, const char *) : NULL;
        snprintf(number_of, sizeof number_of, "null");
        if (kinds[i] == 'i') snprintf(number_of, sizeof number_of, "%lld", (long long)va_arg(ap, int64_t));
        if (kinds[i] == 'r') snprintf(number_of, sizeof number_of, "%.17g", va_arg(ap, double));
        if (text_of)
            put_literal(&value[i], text_of);
        else
            cs_buf_put(&value[i], number_of);
    }
    va_end(ap);
    int next = 0;
    for (const char *p = sql; *p; p++) {
        if (made_on_server() && !strncmp(p, "x''", 3)) p++; /* an empty blob */
        if (*p != '?') {
            cs_buf_char(&b, *p);
            continue;
        }
        bool is_named = isdigit((unsigned char)p[1]); /* by one digit */
        const cs_buf *v = &value[is_named ? p[1] - '1' : next++];
        cs_buf_add(&b, v->p, v->n);
        p += is_named;
    }
    cs_buf_char(&b, '\0');
    int64_t id = made_change(where, b.p);
    cs_buf_free(&b);
    for (int i = 0; i < VALUES_MAX; i++) cs_buf_free(&value[i]);
    return id;
}

static int64_t whole(const char *sql) { return strtoll(told(sql), NULL, 10); }

void tell_incidents(int n) {
    for (int i = 0; i < n; i++)
        run("insert into incidents (live, version, made_at, changed_at, reports, sources, statements, credibility, "
            "credibility_why, review) values (1, 1, 'then', 'then', 0, 0, 0, 6, '', 'none')",
            "");
}

void tell_begin(void) {
    snprintf(where, sizeof where, "%s", made_where("told.casus"));
    store = made_open(where, CS_DB_CREATE);
    assert_int_equal(made_run(store, "1"), 1);
    tell_incidents(2);
    coding = report = statement = account = 0;
}

void tell_end(void) { cs_store_close(&store); }

cs_store *tell_store(void) { return store; }

int64_t tell_report_of(int incident, const char *source, char grade, const char *day) {
    char sha[32], mark[2] = { grade, 0 };
    int64_t at = 0;
    if (source) {
        run("insert into sources (name, reliability) values (?, ?) on conflict (name) do nothing", "tt", source,
            grade ? mark : NULL);
        char sql[256];
        snprintf(sql, sizeof sql, "select id from sources where name = '%s'", source);
        at = whole(sql);
    }
    snprintf(sha, sizeof sha, "%04lld", (long long)(whole("select count(*) from texts") + 1));
    int64_t text = run("insert into texts (sha256, text) values (?, '')", "t", sha);
    report = run("insert into reports (text, source, published, added_at) values (?, nullif(?, 0), ?, 'then')", "iit", text, at,
                 day);
    coding = run("insert into codings (run, text, published, reading) values (1, ?, ?, x'')", "it", text, day);
    run("insert into report_codings (report, run, coding) values (?, 1, ?)", "ii", report, coding);
    account = run("insert into accounts (coding, number, name, sketch) values (?, 1, ?, x'')", "it", coding, sha);
    run("insert into incident_accounts (account, incident) values (?, ?)", "ii", account, (int64_t)incident);
    text_at = number = 0;
    return report;
}

int64_t tell_report(const char *source, char grade, const char *day) { return tell_report_of(1, source, grade, day); }

void tell_copy_of(int64_t other) {
    run("update texts set copy_group = (select text from reports where id = ?1) where id in (select text from reports where id "
        "in "
        "(?1, ?2))",
        "ii", other, report);
}

static const char *null_or(const char *s) { return strcmp(s, "-") ? s : NULL; }

/* Puts words behind the report's text; gives where they begin. */
static int64_t put_words(const char *words) {
    int64_t at = text_at;
    run("update texts set text = text || ? || ' ' where id = (select text from codings where id = ?)", "ti", words, coding);
    text_at += (int64_t)strlen(words) + 1; /* words of tests are ASCII */
    return at;
}

int64_t tell(const char *values, const char *evidence) {
    char type[32], mode[32], certainty[32], modality[32], confidence[32];
    assert_int_equal(sscanf(values, "%31s %31s %31s %31s %31s", type, mode, certainty, modality, confidence), 5);
    int64_t at = put_words(evidence);
    statement =
        run("insert into statements (coding, number, kind, type, mode, certainty, modality, time_frame, trigger_begin, "
            "trigger_end, evidence_begin, evidence_end, incident, confidence) values (?, ?, 'event', ?, ?, ?, ?, "
            "'current', ?, ?, ?, ?, 1, ?)",
            "iittttiiiit", coding, (int64_t)++number, type, null_or(mode), certainty, modality, at, at + 1, at,
            at + (int64_t)strlen(evidence), null_or(confidence));
    run("insert into account_statements (statement, account) values (?, ?)", "ii", statement, account);
    return statement;
}

void tell_when(const char *first, const char *last) {
    int64_t time = run("insert into times (coding, number, type, edtf, first_day, last_day) values (?, ?, 'DATE', ?, ?, ?)",
                       "iittt", coding, (int64_t)number, first ? first : last, first, last);
    run("update statements set time = ? where id = ?", "ii", time, statement);
}

void tell_where(const char *name, const char *country, const char *admin1, const char *precision, double lat, double lon) {
    int64_t n = whole("select count(*) from places") + 1;
    int64_t place =
        run("insert into places (coding, number, name, country, admin1, precision, lat, lon, score) values "
            "(?, ?, ?, ?, ?, ?, ?, ?, 0.9)",
            "iittttrr", coding, n, name, country, admin1, precision, lat, lon);
    run("insert into statement_places (statement, number, place) values (?, 1, ?)", "ii", statement, place);
}

static int64_t entity(const char *name, const char *actor) {
    int64_t n = whole("select count(*) from entities") + 1;
    return run("insert into entities (coding, number, type, name, actor) values (?, ?, 'group', ?, ?)", "iitt", coding, n, name,
               actor);
}

void tell_says(const char *name) {
    int64_t n = whole("select count(*) from attributions") + 1, who = entity(name, NULL);
    int64_t attribution =
        run("insert into attributions (coding, number, kind, source) values (?, ?, 'paraphrase', ?)", "iii", coding, n, who);
    run("insert into statement_speakers (statement, number, attribution) values (?, 1, ?)", "ii", statement, attribution);
}

void tell_role(const char *role, const char *name, const char *actor, const char *certainty) {
    int64_t at = put_words(name), who = entity(name, actor);
    run("insert into roles (statement, number, role, entity, begin_at, end_at, certainty) values (?1, (select count(*) + 1 "
        "from "
        "roles where statement = ?1), ?2, ?3, ?4, ?5, ?6)",
        "itiiit", statement, role, who, at, at + (int64_t)strlen(name), certainty);
}

/* The words are looked for in the evidence, which `tell` wrote last. */
void tell_toll(const char *effect, int low, int best, int high, const char *words, const char *status) {
    char sql[256];
    snprintf(
        sql, sizeof sql,
        "select evidence_begin, substr(t.text, cast(evidence_begin + 1 as integer)) from statements s join codings k on k.id = "
        "s.coding join texts t on t.id = k.text where s.id = %lld",
        (long long)statement);
    const char *row = told(sql), *evidence = strchr(row, '|') + 1, *found = strstr(evidence, words);
    int64_t at = strtoll(row, NULL, 10) + (found ? found - evidence : -1);
    run("insert into tolls (statement, number, effect, low, best, high, begin_at, end_at, status) values (?1, (select count(*) "
        "+ 1 "
        "from tolls where statement = ?1), ?2, nullif(?3, -1), nullif(?4, -1), nullif(?5, -1), ?6, ?7, ?8)",
        "itiiiiit", statement, effect, (int64_t)low, (int64_t)best, (int64_t)high, at, at + (int64_t)strlen(words), status);
}

int64_t tell_review(const char *action, int64_t about, const char *field, const char *after) {
    return run(
        "insert into reviews (at, who, action, incident, statement, field, after, why) values ('then', 'ana', ?1, case when ?2 "
        "= 0 then 1 end, nullif(?2, 0), ?3, ?4, 'seen')",
        "titt", action, about, field, after);
}

void tell_sum(int incident) {
    const int64_t id = incident;
    tell_sum_of(&id, 1);
}

void tell_sum_of(const int64_t *incidents, int n) {
    cs_arena a;
    jmp_buf full;
    cs_err err = { 0 };
    assert_int_equal(cs_arena_map(&a, (size_t)1 << 28, &err), CASUS_OK);
    a.on_full = &full;
    if (setjmp(full)) fail_msg("out of memory");
    cs_db *d = cs_store_db(store);
    casus_status st = cs_db_begin(d, &err);
    bool parties = false;
    if (st == CASUS_OK) st = cs_store_sum(d, incidents, n, a, &parties, &err);
    if (st == CASUS_OK) st = cs_db_commit(d, &err);
    cs_arena_unmap(&a);
    if (st != CASUS_OK) fail_msg("%s", err.msg);
}

const char *told_all(const char *sql) {
    static char answer[4096];
    char *rows = made_ask_between(where, sql, "|");
    snprintf(answer, sizeof answer, "%s", rows);
    free(rows);
    return answer;
}

const char *told(const char *sql) {
    static char answer[8][4096];
    static int at;
    char *out = answer[at = (at + 1) % 8];
    char *rows = made_ask_between(where, sql, "|");
    snprintf(out, sizeof answer[0], "%.*s", (int)strcspn(rows, "\n"), rows);
    free(rows);
    return out;
}
