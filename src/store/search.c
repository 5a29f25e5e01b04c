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
    bool by_incident; /* only what tells of incidents that the view wants: */
    bool few;         /* they are few, and this is what tells of them */
    int64_t *telling; /* sorted */
    ptrdiff_t n_telling;
    cs_marker *marker;
    cs_arena *a;
    cs_err *err;
} searching;

/* ---- incidents that the filter wants ---- */

static const char *const Q_TELLING[CS_WORDS_KINDS] = {
    "select c.report from incident_accounts y join accounts a on a.id = y.account join report_codings c on c.coding = a.coding "
    "where y.incident = $1 union all "
    "select v.report from incident_accounts y join accounts a on a.id = y.account join codings k on k.id = a.coding "
    "join reviews v on v.id = k.hand where y.incident = $1 and v.undone_by is null",
    "select x.statement from incident_accounts y join account_statements x on x.account = y.account where y.incident = $1",
};
static const char *const Q_INCIDENTS[CS_WORDS_KINDS] = {
    "select y.incident from report_codings c join accounts a on a.coding = c.coding join incident_accounts y on y.account = "
    "a.id "
    "where c.report = $1 union all "
    "select y.incident from reviews v join codings k on k.hand = v.id join accounts a on a.coding = k.id "
    "join incident_accounts y on y.account = a.id where v.report = $1 and v.undone_by is null",
    "select y.incident from account_statements x join incident_accounts y on y.account = x.account where x.statement = $1",
};

static int by_number(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

typedef CS_VEC(int64_t) numbers;

static bool has(const numbers *list, int64_t n) {
    return list->n && bsearch(&n, list->v, (size_t)list->n, sizeof n, by_number);
}

/* Adds the first column of all rows. */
static casus_status add_all(searching *s, cs_rows *rows, numbers *out) {
    bool more;
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, s->err));
        if (!more) return CASUS_OK;
        *CS_PUSH(s->a, out) = cs_rows_int(rows, 0);
    }
}

/* Where the filter wants few incidents, what tells of them is listed at once. */
static casus_status list_telling(searching *s) {
    numbers incidents = { 0 }, telling = { 0 };
    cs_sql sql = { 0 };
    cs_rows *rows = NULL;
    casus_status st = cs_view_select(s->view, "i.id", false, &sql, s->err);
    cs_buf_put(&sql.text, " limit ");
    cs_buf_i64(&sql.text, FEW + 1);
    if (st == CASUS_OK) st = cs_sql_ask(s->db, &sql, &rows, s->err);
    if (st == CASUS_OK) st = add_all(s, rows, &incidents);
    cs_sql_free(&sql);
    s->few = incidents.n <= FEW;
    for (ptrdiff_t i = 0; st == CASUS_OK && s->few && i < incidents.n; i++) {
        st = cs_db_ask(s->db, Q_TELLING[s->kind], CS_VALUES(cs_v_int(incidents.v[i])), &rows, s->err);
        if (st == CASUS_OK) st = add_all(s, rows, &telling);
    }
    if (telling.n) qsort(telling.v, (size_t)telling.n, sizeof *telling.v, by_number);
    s->telling = telling.v;
    s->n_telling = telling.n;
    return st;
}

/* Which of the incidents the filter wants, sorted. */
static casus_status ask_among(searching *s, const numbers *incidents, numbers *wanted) {
    casus_status st = CASUS_OK;
    for (ptrdiff_t i = 0; st == CASUS_OK && i < incidents->n; i += CS_VIEW_AMONG_MAX) {
        cs_sql sql = { 0 };
        cs_rows *rows = NULL;
        ptrdiff_t left = incidents->n - i;
        cs_view_select_among(s->view, incidents->v + i, (int)(left < CS_VIEW_AMONG_MAX ? left : CS_VIEW_AMONG_MAX), &sql);
        st = cs_sql_ask(s->db, &sql, &rows, s->err);
        if (st == CASUS_OK) st = add_all(s, rows, wanted);
        cs_sql_free(&sql);
    }
    if (wanted->n) qsort(wanted->v, (size_t)wanted->n, sizeof *wanted->v, by_number);
    return st;
}

/* ---- statements ---- */

/* The reports that a statement's coding is current for, or for which a person added it. The coding is named in each part, for
 * PostgreSQL does not carry it into them. */
#define ITS_CODING "(select z.coding from statements z where z.id = $1)"
#define IN_REPORTS \
    "from statements s cross join (" \
    "select c.report from report_codings c where c.coding = " ITS_CODING " and c.run = " CS_CURRENT_RUN("c.report") " union all " \
    "select v.report from codings k join reviews v on v.id = k.hand where k.id = " ITS_CODING " and v.undone_by is null) c " \
    "join reports r on r.id = c.report left join sources so on so.id = r.source "
#define AS_ASKED "where s.id = $1 and coalesce($2, so.name, '') = coalesce(so.name, '') and coalesce($3, r.id) = r.id "
static const char Q_REPORT_OF[] =
    "select r.id, so.name, r.published, r.title, coalesce(r.path, r.url), t.text, s.evidence_begin, s.evidence_end, s.number, "
    "s.kind, s.type, s.mode, s.certainty " IN_REPORTS "join texts t on t.id = r.text " AS_ASKED "order by r.id limit 1";
static const char Q_IS_IN_REPORT[] = "select r.id " IN_REPORTS AS_ASKED "limit 1";
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

static cs_value source_of(const searching *s) { return cs_v_text(s->source); }

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
    CS_TRY(cs_db_ask_int(s->db, Q_INCIDENTS[CS_WORDS_STATEMENTS], CS_VALUES(cs_v_int(id)), &hit->incident, &there, s->err));
    CS_TRY(cs_db_ask(s->db, Q_REPORT_OF, CS_VALUES(cs_v_int(id), source_of(s), cs_v_int_or(s->report, 0)), &row, s->err));
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
static const char Q_IS_REPORT[] =
    "select r.id from reports r left join sources so on so.id = r.source where r.id = $1 and "
    "coalesce($2, so.name, '') = coalesce(so.name, '') and coalesce($3, r.id) = r.id";

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

enum { BATCH = 200 };
typedef struct candidates {
    candidate v[CS_SEARCH_RANKED_MAX + BATCH];
    ptrdiff_t n;
} candidates;

/* Best first; of equals what was added last. */
static int by_score(const void *a, const void *b) {
    const candidate *x = a, *y = b;
    if (x->score < y->score || x->score > y->score) return x->score < y->score ? -1 : 1;
    return (x->id < y->id) - (x->id > y->id);
}

/* Takes out of those from `from` on what tells of no incident that the filter wants. */
static casus_status keep_wanted(searching *s, candidates *c, ptrdiff_t from) {
    numbers incidents = { 0 }, wanted = { 0 };
    ptrdiff_t ends[BATCH], n = from;
    cs_arena kept = *s->a; /* what this batch thinks of is not needed for the next */
    casus_status st = CASUS_OK;
    for (ptrdiff_t i = from; st == CASUS_OK && i < c->n; i++) {
        cs_rows *rows = NULL;
        st = cs_db_ask(s->db, Q_INCIDENTS[s->kind], CS_VALUES(cs_v_int(c->v[i].id)), &rows, s->err);
        if (st == CASUS_OK) st = add_all(s, rows, &incidents);
        ends[i - from] = incidents.n;
    }
    if (st == CASUS_OK) st = ask_among(s, &incidents, &wanted);
    for (ptrdiff_t i = from, at = 0; st == CASUS_OK && i < c->n; i++) {
        bool any = false;
        for (; at < ends[i - from]; at++) any |= has(&wanted, incidents.v[at]);
        if (any) c->v[n++] = c->v[i];
    }
    c->n = n;
    *s->a = kept;
    return st;
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

/* Is it of the source or the report that is asked for, and of those that tell of what is wanted, where they are listed? */
static casus_status is_asked_for(searching *s, int64_t id, bool *yes) {
    static const char *const is_of[CS_WORDS_KINDS] = { Q_IS_REPORT, Q_IS_IN_REPORT };
    const numbers telling = { s->telling, s->n_telling, 0 };
    int64_t one;
    *yes = !s->by_incident || !s->few || has(&telling, id);
    if (!*yes || (!s->source.n && !s->report)) return CASUS_OK;
    return cs_db_ask_int(s->db, is_of[s->kind], CS_VALUES(cs_v_int(id), source_of(s), cs_v_int_or(s->report, 0)), &one, yes,
                         s->err);
}

/* Takes rows of the index up to the last, or until there are enough. Of c, those up to `seen` are known to be wanted. */
static casus_status take_rows(searching *s, cs_rows *rows, candidates *c, ptrdiff_t *seen, ptrdiff_t *n_rows, int64_t *last) {
    bool in_batches = s->by_incident && !s->few, more = true;
    while (more && c->n <= CS_SEARCH_RANKED_MAX) {
        CS_TRY(cs_rows_next(rows, &more, s->err));
        if (more) {
            candidate x = { cs_rows_int(rows, 0), cs_rows_real(rows, 1) };
            bool sure = cs_rows_int(rows, 2), yes;
            CS_TRY(is_asked_for(s, x.id, &yes));
            if (yes && !sure) CS_TRY(look_into(s, x.id, &yes));
            if (yes) c->v[c->n++] = x;
            *last = x.id;
            ++*n_rows;
        }
        if (!in_batches || (more && c->n - *seen < BATCH)) continue;
        CS_TRY(keep_wanted(s, c, *seen));
        *seen = c->n;
    }
    if (more) cs_rows_end(rows);
    return CASUS_OK;
}

static casus_status take_candidates(searching *s, const cs_query *q, candidates *c, bool *latest) {
    ptrdiff_t seen = 0, n_rows = CS_WORDS_FOUND_MAX;
    int64_t last = INT64_MAX;
    while (n_rows == CS_WORDS_FOUND_MAX && c->n <= CS_SEARCH_RANKED_MAX) {
        cs_rows *rows = NULL;
        n_rows = 0;
        CS_TRY(cs_words_find(s->db, s->kind, q, last, s->a, &rows, s->err));
        CS_TRY(take_rows(s, rows, c, &seen, &n_rows, &last));
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
    if (s->by_incident) CS_TRY(list_telling(s));
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
    v->filter = filter;
    return st;
}
