/* What goes into the full-text indices, and whether it is there. */
#include "base/utf8.h"
#include "store/search.h"

static const char Q_TEXT[] = "select t.text from codings k join texts t on t.id = k.text where k.id = $1";
static const char Q_STATEMENTS[] = "select id, evidence_begin, evidence_end from statements where coding = $1 order by id";
static const char Q_NAMES[] =
    "select distinct o.statement, e.id, e.name, e.actor from roles o join entities e on e.id = o.entity where o.statement = $1 "
    "order by e.id";
static const char Q_NAMES_OF_CODING[] =
    "select distinct o.statement, e.id, e.name, e.actor from statements s join roles o on o.statement = s.id "
    "join entities e on e.id = o.entity where s.coding = $1 order by o.statement, e.id";
static const char Q_REPORTS[] = "select r.id, r.title, t.text from reports r join texts t on t.id = r.text order by r.id";
static const char Q_CODINGS[] = "select id from codings order by id";

/* Where rows go: into the index, or into a sum to compare it with. */
typedef struct sink {
    cs_db *db;
    bool summing;
    uint64_t sum[CS_WORDS_KINDS];
    cs_err *err;
} sink;

static casus_status put(sink *s, cs_words kind, int64_t id, cs_str one, cs_str two, cs_arena scratch) {
    if (s->summing) return cs_words_sum_row(s->db, id, one, two, scratch, &s->sum[kind], s->err);
    return cs_words_put(s->db, kind, id, one, two, scratch, s->err);
}

/* Adds those of one row of Q_NAMES. */
static void add_names(const cs_rows *row, cs_arena *a, cs_str *names) {
    for (int i = 2; i <= 3; i++) {
        cs_str name = cs_rows_text(row, i);
        if (!name.n) continue;
        if (names->n) *names = cs_join(a, *names, i == 2 ? CS_LIT("; ") : CS_LIT(" "));
        *names = cs_join(a, *names, name);
    }
}

/* "Rebels of the North nga-rebels; the army", each entity once. */
casus_status cs_search_names(cs_db *db, int64_t statement, cs_arena *a, cs_str *out, cs_err *err) {
    cs_rows *rows = NULL;
    bool more;
    *out = (cs_str){ 0 };
    CS_TRY(cs_db_ask(db, Q_NAMES, CS_VALUES(cs_v_int(statement)), &rows, err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, err));
        if (!more) return CASUS_OK;
        add_names(rows, a, out);
    }
}

/* rows: statements; names: of theirs, in the same order, which is asked for once and not for each. */
static casus_status put_each(sink *s, cs_rows *rows, cs_rows *names, const cs_utf8_points *points, cs_arena scratch) {
    bool more, named;
    CS_TRY(cs_rows_next(names, &named, s->err));
    for (;;) {
        cs_arena a = scratch;
        cs_str its_names = { 0 };
        CS_TRY(cs_rows_next(rows, &more, s->err));
        if (!more) break;
        int64_t id = cs_rows_int(rows, 0), begin = cs_rows_int(rows, 1), end = cs_rows_int(rows, 2);
        while (named && cs_rows_int(names, 0) == id) {
            add_names(names, &a, &its_names);
            CS_TRY(cs_rows_next(names, &named, s->err));
        }
        if (begin < 0 || end < begin) begin = end = 0; /* a file from elsewhere; casus check tells */
        uint32_t from = cs_utf8_byte(points, begin), to = cs_utf8_byte(points, end);
        CS_TRY(put(s, CS_WORDS_STATEMENTS, id, cs_cut(points->text, from, to), its_names, a));
    }
    if (named) cs_rows_end(names);
    return CASUS_OK;
}

static casus_status put_named(sink *s, int64_t coding, const cs_utf8_points *points, cs_arena scratch) {
    cs_rows *rows = NULL, *names = NULL;
    CS_TRY(cs_db_ask(s->db, Q_STATEMENTS, CS_VALUES(cs_v_int(coding)), &rows, s->err));
    casus_status st = cs_db_ask(s->db, Q_NAMES_OF_CODING, CS_VALUES(cs_v_int(coding)), &names, s->err);
    if (st != CASUS_OK) return cs_rows_end(rows), st;
    st = put_each(s, rows, names, points, scratch);
    if (st != CASUS_OK) cs_rows_end(rows), cs_rows_end(names);
    return st;
}

static casus_status put_statements(sink *s, int64_t coding, cs_arena scratch) {
    cs_rows *row = NULL;
    bool there;
    CS_TRY(cs_db_ask(s->db, Q_TEXT, CS_VALUES(cs_v_int(coding)), &row, s->err));
    CS_TRY(cs_rows_next(row, &there, s->err));
    if (!there) return CASUS_OK;
    cs_utf8_points points = cs_utf8_points_of(cs_rows_text(row, 0), &scratch);
    casus_status st = put_named(s, coding, &points, scratch);
    cs_rows_end(row);
    return st;
}

static casus_status put_reports(sink *s, cs_arena scratch) {
    cs_rows *rows = NULL;
    bool more;
    CS_TRY(cs_db_ask_once(s->db, Q_REPORTS, NULL, 0, &rows, s->err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, s->err));
        if (!more) return CASUS_OK;
        casus_status st = put(s, CS_WORDS_REPORTS, cs_rows_int(rows, 0), cs_rows_text(rows, 1), cs_rows_text(rows, 2), scratch);
        if (st != CASUS_OK) return cs_rows_end(rows), st;
    }
}

static casus_status put_all(sink *s, cs_arena scratch) {
    cs_rows *rows = NULL;
    bool more;
    CS_TRY(put_reports(s, scratch));
    CS_TRY(cs_db_ask_once(s->db, Q_CODINGS, NULL, 0, &rows, s->err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, s->err));
        if (!more) return CASUS_OK;
        casus_status st = put_statements(s, cs_rows_int(rows, 0), scratch);
        if (st != CASUS_OK) return cs_rows_end(rows), st;
    }
}

casus_status cs_search_add_report(cs_db *db, int64_t report, cs_str title, cs_str text, cs_arena scratch, cs_err *err) {
    return cs_words_put(db, CS_WORDS_REPORTS, report, title, text, scratch, err);
}

casus_status cs_search_add_statements(cs_db *db, int64_t coding, cs_arena scratch, cs_err *err) {
    sink s = { .db = db, .err = err };
    return put_statements(&s, coding, scratch);
}

casus_status cs_search_bring_forward(cs_db *db, cs_arena scratch, cs_err *err) {
    sink s = { .db = db, .err = err };
    return put_all(&s, scratch);
}

casus_status cs_search_check(cs_db *db, cs_db_told told, void *ctx, cs_arena scratch, cs_err *err) {
    static const cs_str of[CS_WORDS_KINDS] = { { "reports", 7 }, { "statements", 10 } };
    sink s = { .db = db, .summing = true, .err = err };
    CS_TRY(put_all(&s, scratch));
    for (int i = 0; i < CS_WORDS_KINDS; i++) {
        uint64_t sum = 0;
        CS_TRY(cs_words_sum(db, (cs_words)i, &sum, err));
        if (sum != s.sum[i]) told(ctx, cs_printf(&scratch, "the index of words is not that of the " CS_FMT, CS_ARG(of[i])));
    }
    return CASUS_OK;
}
