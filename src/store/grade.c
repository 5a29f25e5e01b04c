#include "store/grade.h"
#include "store/summary.h"

casus_status cs_grade_sum(cs_change *c, int64_t source) {
    static const char told[] =
        "select y.incident from reports r join report_codings g on g.report = r.id join accounts a on a.coding = g.coding join "
        "incident_accounts y on y.account = a.id where r.source = $1 union select y.incident from reports r join reviews w on "
        "w.report = r.id join codings g on g.hand = w.id join accounts a on a.coding = g.id join incident_accounts y on "
        "y.account = a.id where r.source = $1 order by 1";
    cs_ids incidents = { 0 };
    CS_TRY(cs_store_ids(c, told, source, &incidents));
    return cs_store_sum(c->db, incidents.v, incidents.n, *c->a, &c->parties, c->err);
}

static casus_status set(cs_change *c, int64_t source, cs_str letter) {
    CS_TRY(cs_db_run(c->db, "update sources set reliability = $2 where id = $1", CS_VALUES(cs_v_int(source), cs_v_text(letter)),
                     c->err));
    return cs_grade_sum(c, source);
}

/* The source's id and grade. */
static casus_status find(cs_change *c, int64_t *source, cs_str name, cs_str *grade) {
    static const char sql[] = "select id, reliability from sources where id = $1 or name = $2";
    cs_rows *row = NULL;
    bool there;
    CS_TRY(cs_db_ask(c->db, sql, CS_VALUES(cs_v_int(*source), cs_v_text(*source ? (cs_str){ 0 } : name)), &row, c->err));
    CS_TRY(cs_rows_next(row, &there, c->err));
    if (!there && *source) return cs_fail(c->err, CASUS_E_INPUT, -1, "there is no source %lld", (long long)*source);
    if (!there) return cs_fail(c->err, CASUS_E_INPUT, -1, "there is no source \"" CS_FMT "\"", CS_ARG(name));
    *source = cs_rows_int(row, 0);
    *grade = cs_dup(c->a, cs_rows_text(row, 1));
    cs_rows_end(row);
    return CASUS_OK;
}

casus_status cs_review_put_grade(cs_deciding *d, int64_t source, cs_str name, cs_str letter) {
    cs_review_row row = { .action = "edit", .field = CS_REVIEW_GRADE_FIELD, .after = letter };
    if (letter.n && (letter.n != 1 || letter.p[0] < 'A' || letter.p[0] > 'F'))
        return cs_fail(
            d->c.err, CASUS_E_INPUT, -1,
            "reliability: expected a letter from A (completely reliable) to E (unreliable), F (cannot be judged), or "
            "nothing where it is not graded, but found \"" CS_FMT "\"",
            CS_ARG(letter));
    CS_TRY(find(&d->c, &source, name, &row.before));
    row.other = source;
    CS_TRY(cs_review_put_row(d, &row));
    return set(&d->c, source, letter);
}

/* A decision on a grade. */
typedef struct graded {
    int64_t id, source;
    bool undone;
    cs_str before, after;
} graded;

static graded graded_at(const cs_rows *r, cs_arena *a) {
    return (graded){ cs_rows_int(r, 0), cs_rows_int(r, 1), cs_rows_int(r, 2) != 0, cs_dup(a, cs_rows_text(r, 3)),
                     cs_dup(a, cs_rows_text(r, 4)) };
}

#define GRADED "select id, other, coalesce(undone_by, 0), before, after from reviews where "
#define IS_GRADE "action = 'edit' and field = 'reliability' and incident is null and statement is null"

/* What the source had before: where that was decided too and was taken back meanwhile, what it had before that. */
static casus_status before(cs_deciding *d, graded *g) {
    static const char sql[] = GRADED IS_GRADE " and other = $1 and id < $2 order by id desc";
    cs_rows *rows = NULL;
    bool more;
    CS_TRY(cs_db_ask(d->c.db, sql, CS_VALUES(cs_v_int(g->source), cs_v_int(g->id)), &rows, d->c.err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, d->c.err));
        if (!more) return CASUS_OK;
        const graded earlier = graded_at(rows, d->c.a);
        if (!earlier.undone || !cs_eq(earlier.after, g->before)) break;
        g->before = earlier.before;
    }
    cs_rows_end(rows);
    return CASUS_OK;
}

casus_status cs_review_undo_grade(cs_deciding *d, int64_t review) {
    static const char later[] = "select 1 from reviews where " IS_GRADE " and other = $1 and id > $2 and undone_by is null";
    cs_rows *row = NULL;
    cs_str now;
    int64_t one;
    bool there, again;
    CS_TRY(cs_db_ask(d->c.db, GRADED "id = $1", CS_VALUES(cs_v_int(review)), &row, d->c.err));
    CS_TRY(cs_rows_next(row, &there, d->c.err));
    if (!there) return cs_fail(d->c.err, CASUS_E_INPUT, -1, "there is no decision %lld in the log", (long long)review);
    graded g = graded_at(row, d->c.a);
    cs_rows_end(row);
    CS_TRY(cs_db_ask_int(d->c.db, later, CS_VALUES(cs_v_int(g.source), cs_v_int(g.id)), &one, &again, d->c.err));
    CS_TRY(find(&d->c, &g.source, CS_LIT(""), &now));
    if (again || !cs_eq(now, g.after)) return CASUS_OK; /* by a decision, or by `casus add --reliability` */
    CS_TRY(before(d, &g));
    return set(&d->c, g.source, g.before);
}
