#include "store/search.h"
#include "base/utf8.h"
#include "store/view_work.h"
#include <stdlib.h>

enum { FEW = 5000 /* incidents: what tells of them is listed in some hundredths of a second */ };

/* Rows of an index that are looked at, by what is asked of each. */
typedef struct searching {
    cs_db *db;
    cs_view *view;
    cs_words kind;
    cs_str source;
    int64_t report;   /* 0: any */
    bool by_incident; /* only what tells of incidents that the view wants */
    cs_sql among;     /* all this, as a condition on the id of a row */
    cs_marker *marker;
    cs_arena *a;
    cs_err *err;
} searching;

/* ---- what is asked for, as a condition ---- */

/* Appends a fixed piece without values; "@" becomes the id of a row. */
static void put(searching *s, const char *piece) {
    for (; *piece; piece++) {
        if (*piece == '@')
            cs_buf_put(&s->among.text, cs_words_id(s->db, s->kind));
        else
            cs_buf_char(&s->among.text, *piece);
    }
}

static void put_and(searching *s) { put(s, s->among.text.n ? " and " : ""); }

/* Of reports r. */
static void put_asked(searching *s) {
    const cs_value source = cs_v_text(s->source), report = cs_v_int(s->report);
    if (s->source.n) cs_sql_put(&s->among, " and r.source = (select so.id from sources so where so.name = ?)", &source);
    if (s->report) cs_sql_put(&s->among, " and r.id = ?", &report);
}

/* The report itself; of a statement one for which its coding is current, or for which a person added it. */
static void put_report(searching *s) {
    static const char report[] = "exists (select 1 from reports r where r.id = @";
    static const char current[] =
        "(exists (select 1 from statements s cross join report_codings c cross join reports r where s.id = @ and "
        "c.coding = s.coding and c.run = " CS_CURRENT_RUN("c.report") " and r.id = c.report";
    static const char by_hand[] =
        ") or exists (select 1 from statements s cross join codings k cross join reviews v cross join reports r where s.id = @ "
        "and k.id = s.coding and v.id = k.hand and v.undone_by is null and r.id = v.report";
    bool is_report = s->kind == CS_WORDS_REPORTS;
    put_and(s);
    put(s, is_report ? report : current);
    put_asked(s);
    if (!is_report) put(s, by_hand);
    if (!is_report) put_asked(s);
    put(s, is_report ? ")" : "))");
}

/* Where the filter wants few incidents, f, what tells of them is listed first. */
static void put_listed(searching *s, const cs_sql *wanted) {
    static const char *const telling[CS_WORDS_KINDS] = {
        ") select c.report from f cross join incident_accounts y cross join accounts a cross join report_codings c "
        "where y.incident = f.id and a.id = y.account and c.coding = a.coding union all "
        "select v.report from f cross join incident_accounts y cross join accounts a cross join codings k cross join reviews v "
        "where y.incident = f.id and a.id = y.account and k.id = a.coding and v.id = k.hand and v.undone_by is null)",
        ") select x.statement from f cross join incident_accounts y cross join account_statements x "
        "where y.incident = f.id and x.account = y.account)",
    };
    put(s, "@ in (with f as (");
    cs_buf_str(&s->among.text, (cs_str){ wanted->text.p, (ptrdiff_t)wanted->text.n });
    memcpy(s->among.v, wanted->v, (size_t)wanted->n * sizeof *wanted->v);
    s->among.n = wanted->n;
    put(s, telling[s->kind]);
}

/* Else each that has the words is asked for its incidents. */
static void put_tested(searching *s) {
    static const char *const telling[CS_WORDS_KINDS] = {
        "exists (select 1 from (select c.coding from report_codings c where c.report = @ union all "
        "select k.id from reviews v cross join codings k where v.report = @ and v.undone_by is null and k.hand = v.id) g "
        "cross join accounts a cross join incident_accounts y cross join incidents i "
        "where a.coding = g.coding and y.account = a.id",
        "exists (select 1 from account_statements x cross join incident_accounts y cross join incidents i "
        "where x.statement = @ and y.account = x.account",
    };
    put(s, telling[s->kind]);
    put(s, " and i.id = y.incident and i.live = 1");
    cs_view_put_tests(s->view, &s->among);
    put(s, ")");
}

/* Are the incidents few? */
static casus_status count_wanted(searching *s, const cs_sql *wanted, bool *few) {
    cs_sql count = { .n = wanted->n };
    cs_rows *rows = NULL;
    bool more = false;
    memcpy(count.v, wanted->v, (size_t)wanted->n * sizeof *wanted->v);
    cs_sql_put(&count, "select count(*) from (", NULL);
    cs_buf_str(&count.text, (cs_str){ wanted->text.p, (ptrdiff_t)wanted->text.n });
    cs_sql_put(&count, " limit ", NULL);
    cs_buf_i64(&count.text, FEW + 1);
    cs_sql_put(&count, ") q", NULL);
    casus_status st = cs_sql_ask(s->db, &count, &rows, s->err);
    if (st == CASUS_OK) st = cs_rows_next(rows, &more, s->err);
    if (st == CASUS_OK && more) {
        *few = cs_rows_int(rows, 0) <= FEW;
        cs_rows_end(rows);
    }
    cs_sql_free(&count);
    return st;
}

static casus_status put_incidents(searching *s) {
    cs_sql wanted = { 0 };
    bool few = false;
    casus_status st = cs_view_select(s->view, "i.id", false, &wanted, s->err);
    if (st == CASUS_OK && wanted.text.failed) st = cs_fail(s->err, CASUS_E_LIMIT, -1, "%s: out of memory", cs_db_name(s->db));
    if (st == CASUS_OK) st = count_wanted(s, &wanted, &few);
    if (st == CASUS_OK && few) put_listed(s, &wanted);
    if (st == CASUS_OK && !few) put_tested(s);
    cs_sql_free(&wanted);
    return st;
}

static casus_status write_among(searching *s) {
    if (s->by_incident) CS_TRY(put_incidents(s));
    if (s->source.n || s->report) put_report(s);
    return s->among.text.failed ? cs_fail(s->err, CASUS_E_LIMIT, -1, "%s: out of memory", cs_db_name(s->db)) : CASUS_OK;
}

/* ---- statements ---- */

/* The reports that a statement's coding is current for, or for which a person added it. The coding is named in each part, for
 * PostgreSQL does not carry it into them. */
#define ITS_CODING "(select z.coding from statements z where z.id = $1)"
static const char Q_REPORT_OF[] =
    "select r.id, so.name, r.published, r.title, coalesce(r.path, r.url), t.text, s.evidence_begin, s.evidence_end, s.number, "
    "s.kind, s.type, s.mode, s.certainty from statements s cross join ("
    "select c.report from report_codings c where c.coding = " ITS_CODING " and c.run = " CS_CURRENT_RUN("c.report") " union all "
    "select v.report from codings k join reviews v on v.id = k.hand where k.id = " ITS_CODING " and v.undone_by is null) c "
    "join reports r on r.id = c.report left join sources so on so.id = r.source join texts t on t.id = r.text "
    "where s.id = $1 and coalesce($2, so.name, '') = coalesce(so.name, '') and coalesce($3, r.id) = r.id order by r.id limit 1";
static const char Q_INCIDENT[] =
    "select y.incident from account_statements x join incident_accounts y on y.account = x.account where x.statement = $1";
static const char Q_REVIEW[] =
    "select action from reviews where statement = $1 and undone_by is null and action in ('accept', 'reject', 'edit') "
    "order by id desc limit 1";

static casus_status review_of(searching *s, int64_t statement, cs_str *out) {
    cs_rows *row = NULL;
    bool there;
    CS_TRY(cs_db_ask(s->db, Q_REVIEW, CS_VALUES(cs_v_int(statement)), &row, s->err));
    CS_TRY(cs_rows_next(row, &there, s->err));
    *out = CS_LIT("none");
    if (!there) return CASUS_OK;
    cs_str action = cs_rows_text(row, 0);
    *out = cs_eq(action, CS_LIT("reject"))   ? CS_LIT("rejected")
           : cs_eq(action, CS_LIT("accept")) ? CS_LIT("accepted")
                                             : CS_LIT("edited");
    cs_rows_end(row);
    return CASUS_OK;
}

/* Of a row with a text and, behind it, where the evidence begins and ends in it. */
static cs_str evidence_of(const cs_rows *row, int column, cs_arena *a) {
    cs_utf8_points points = cs_utf8_points_of(cs_rows_text(row, column), a);
    int64_t begin = cs_rows_int(row, column + 1), end = cs_rows_int(row, column + 2);
    if (begin < 0 || end < begin) begin = end = 0; /* a file from elsewhere; casus check tells */
    uint32_t from = cs_utf8_byte(&points, begin), to = cs_utf8_byte(&points, end);
    return cs_dup(a, cs_cut(points.text, from, to));
}

static casus_status load_statement(searching *s, int64_t id, cs_search_hit *hit, bool *found) {
    cs_rows *row = NULL;
    cs_str names;
    bool there;
    CS_TRY(cs_db_ask_int(s->db, Q_INCIDENT, CS_VALUES(cs_v_int(id)), &hit->incident, &there, s->err));
    CS_TRY(
        cs_db_ask(s->db, Q_REPORT_OF, CS_VALUES(cs_v_int(id), cs_v_text(s->source), cs_v_int_or(s->report, 0)), &row, s->err));
    CS_TRY(cs_rows_next(row, found, s->err));
    if (!*found) return CASUS_OK;
    hit->report = cs_rows_int(row, 0);
    hit->source = cs_row_text(row, 1, s->a);
    hit->published = cs_row_text(row, 2, s->a);
    hit->title = cs_row_text(row, 3, s->a);
    hit->path = cs_row_text(row, 4, s->a);
    hit->number = cs_rows_int(row, 8);
    hit->kind = cs_row_text(row, 9, s->a);
    hit->type = cs_row_text(row, 10, s->a);
    hit->mode = cs_row_text(row, 11, s->a);
    hit->certainty = cs_row_text(row, 12, s->a);
    cs_str evidence = evidence_of(row, 5, s->a);
    cs_rows_end(row);
    CS_TRY(cs_search_names(s->db, id, s->a, &names, s->err));
    CS_TRY(review_of(s, id, &hit->review));
    return cs_marker_mark(s->marker, evidence, names, hit->marked, s->a, s->err);
}

/* ---- reports ---- */

static const char Q_REPORT[] =
    "select r.id, so.name, r.published, r.title, coalesce(r.path, r.url), t.text from reports r join texts t on t.id = r.text "
    "left join sources so on so.id = r.source where r.id = $1";
static casus_status load_report(searching *s, int64_t id, cs_search_hit *hit, bool *found) {
    cs_rows *row = NULL;
    CS_TRY(cs_db_ask(s->db, Q_REPORT, CS_VALUES(cs_v_int(id)), &row, s->err));
    CS_TRY(cs_rows_next(row, found, s->err));
    if (!*found) return CASUS_OK;
    hit->report = id;
    hit->source = cs_row_text(row, 1, s->a);
    hit->published = cs_row_text(row, 2, s->a);
    hit->title = cs_row_text(row, 3, s->a);
    hit->path = cs_row_text(row, 4, s->a);
    casus_status st = cs_marker_mark(s->marker, hit->title, cs_rows_text(row, 5), hit->marked, s->a, s->err);
    cs_rows_end(row);
    return st;
}

/* ---- the search ---- */

typedef struct candidate {
    int64_t id;
    double score; /* less is better */
} candidate;

typedef struct candidates {
    candidate v[CS_SEARCH_RANKED_MAX + 1];
    ptrdiff_t n;
} candidates;

/* Best first; of equals what was added last. */
static int by_score(const void *a, const void *b) {
    const candidate *x = a, *y = b;
    if (x->score < y->score || x->score > y->score) return x->score < y->score ? -1 : 1;
    return (x->id < y->id) - (x->id > y->id);
}

/* Looks into the texts themselves, with what is thought of meanwhile forgotten. */
static casus_status look_into(searching *s, int64_t id, bool *found) {
    static const char *const texts[CS_WORDS_KINDS] = {
        "select r.title, t.text from reports r join texts t on t.id = r.text where r.id = $1",
        "select t.text, s.evidence_begin, s.evidence_end from statements s join codings k on k.id = s.coding "
        "join texts t on t.id = k.text where s.id = $1",
    };
    cs_rows *row = NULL;
    cs_arena a = *s->a;
    CS_TRY(cs_db_ask(s->db, texts[s->kind], CS_VALUES(cs_v_int(id)), &row, s->err));
    CS_TRY(cs_rows_next(row, found, s->err));
    if (!*found) return CASUS_OK;
    cs_str one = cs_rows_text(row, 0), two = cs_rows_text(row, 1);
    casus_status st = CASUS_OK;
    if (s->kind == CS_WORDS_STATEMENTS) {
        one = evidence_of(row, 0, &a);
        st = cs_search_names(s->db, id, &a, &two, s->err);
    }
    if (st == CASUS_OK) st = cs_marker_finds(s->marker, one, two, found, s->err);
    cs_rows_end(row);
    return st;
}

/* Takes rows of the index up to the last, or until there are enough. */
static casus_status take_rows(searching *s, cs_rows *rows, candidates *c, ptrdiff_t *n_rows, int64_t *last) {
    for (bool more; c->n <= CS_SEARCH_RANKED_MAX; ++*n_rows) {
        CS_TRY(cs_rows_next(rows, &more, s->err));
        if (!more) return CASUS_OK;
        candidate x = { cs_rows_int(rows, 0), cs_rows_real(rows, 1) };
        bool yes = cs_rows_int(rows, 2);
        if (!yes) CS_TRY(look_into(s, x.id, &yes));
        if (yes) c->v[c->n++] = x;
        *last = x.id;
    }
    cs_rows_end(rows);
    return CASUS_OK;
}

static casus_status take_candidates(searching *s, const cs_query *q, candidates *c, bool *latest) {
    const cs_words_among among = { { s->among.text.p, (ptrdiff_t)s->among.text.n }, s->among.v, s->among.n };
    ptrdiff_t n_rows = CS_WORDS_FOUND_MAX;
    int64_t last = INT64_MAX;
    while (n_rows == CS_WORDS_FOUND_MAX && c->n <= CS_SEARCH_RANKED_MAX) {
        cs_rows *rows = NULL;
        n_rows = 0;
        CS_TRY(cs_words_find(s->db, s->kind, q, &among, last, s->a, &rows, s->err));
        CS_TRY(take_rows(s, rows, c, &n_rows, &last));
    }
    *latest = c->n > CS_SEARCH_RANKED_MAX;
    if (*latest) c->n = CS_SEARCH_RANKED_MAX;
    if (c->n) qsort(c->v, (size_t)c->n, sizeof *c->v, by_score);
    return CASUS_OK;
}

static casus_status load_best(searching *s, const candidates *c, int64_t limit, cs_search_hits *out) {
    for (ptrdiff_t i = 0; i < c->n && !out->more; i++) {
        cs_search_hit hit = { .id = c->v[i].id, .score = -c->v[i].score };
        bool found;
        CS_TRY((s->kind == CS_WORDS_REPORTS ? load_report : load_statement)(s, hit.id, &hit, &found));
        if (!found) continue;
        out->more = out->v.n == limit;
        if (!out->more) *CS_PUSH(s->a, &out->v) = hit;
    }
    out->more |= out->latest;
    return CASUS_OK;
}

static casus_status find(searching *s, const cs_query *q, int64_t limit, cs_search_hits *out) {
    candidates *c = CS_NEW(s->a, candidates, 1);
    CS_TRY(write_among(s));
    CS_TRY(cs_marker_open(&s->marker, q, s->a, s->err));
    casus_status st = take_candidates(s, q, c, &out->latest);
    if (st == CASUS_OK) st = load_best(s, c, limit, out);
    cs_marker_close(&s->marker);
    return st;
}

casus_status cs_search(cs_view *v, cs_words kind, const cs_query *q, int64_t limit, cs_arena *a, cs_search_hits *out,
                       cs_err *err) {
    const cs_filter filter = v->filter;
    searching s = {
        .db = v->db, .view = v, .kind = kind, .source = filter.source, .report = filter.report, .a = a, .err = err
    };
    *out = (cs_search_hits){ 0 };
    v->filter.source = (cs_str){ 0 }; /* of the hit, not of its incident */
    v->filter.report = v->filter.limit = 0;
    s.by_incident = cs_view_is_filtered(&v->filter);
    casus_status st = find(&s, q, limit, out);
    cs_sql_free(&s.among);
    v->filter = filter;
    return st;
}
