/* What goes into the full-text indices, and whether it is there. */
#include "base/utf8.h"
#include "store/search.h"

static const char Q_TEXT[] = "select t.text from codings k join texts t on t.id = k.text where k.id = $1";
static const char Q_STATEMENTS[] = "select id, evidence_begin, evidence_end from statements where coding = $1 order by id";
static const char Q_NAMES[] =
    "select distinct e.id, e.name, e.actor from roles o join entities e on e.id = o.entity where o.statement = $1 order by "
    "e.id";
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

/* "Rebels of the North nga-rebels; the army", each entity once. */
casus_status cs_search_names(cs_db *db, int64_t statement, cs_arena *a, cs_str *out, cs_err *err) {
    cs_rows *rows = NULL;
    bool more;
    *out = (cs_str){ 0 };
    CS_TRY(cs_db_ask(db, Q_NAMES, CS_VALUES(cs_v_int(statement)), &rows, err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, err));
        if (!more) return CASUS_OK;
        for (int i = 1; i <= 2; i++) {
            cs_str name = cs_rows_text(rows, i);
            if (!name.n) continue;
            if (out->n) *out = cs_join(a, *out, i == 1 ? CS_LIT("; ") : CS_LIT(" "));
            *out = cs_join(a, *out, name);
        }
    }
}

static casus_status put_each(sink *s, cs_rows *rows, const cs_utf8_points *points, cs_arena scratch) {
    bool more;
    for (;;) {
        cs_arena a = scratch;
        cs_str names;
        CS_TRY(cs_rows_next(rows, &more, s->err));
        if (!more) return CASUS_OK;
        int64_t id = cs_rows_int(rows, 0), begin = cs_rows_int(rows, 1), end = cs_rows_int(rows, 2);
        CS_TRY(cs_search_names(s->db, id, &a, &names, s->err));
        if (begin < 0 || end < begin) begin = end = 0; /* a file from elsewhere; casus check tells */
        uint32_t from = cs_utf8_byte(points, begin), to = cs_utf8_byte(points, end);
        CS_TRY(put(s, CS_WORDS_STATEMENTS, id, cs_cut(points->text, from, to), names, a));
    }
}

static casus_status put_statements(sink *s, int64_t coding, cs_arena scratch) {
    cs_rows *row = NULL, *rows = NULL;
    bool there;
    CS_TRY(cs_db_ask(s->db, Q_TEXT, CS_VALUES(cs_v_int(coding)), &row, s->err));
    CS_TRY(cs_rows_next(row, &there, s->err));
    if (!there) return CASUS_OK;
    cs_utf8_points points = cs_utf8_points_of(cs_rows_text(row, 0), &scratch);
    casus_status st = cs_db_ask(s->db, Q_STATEMENTS, CS_VALUES(cs_v_int(coding)), &rows, s->err);
    if (st == CASUS_OK) {
        st = put_each(s, rows, &points, scratch);
        if (st != CASUS_OK) cs_rows_end(rows);
    }
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
