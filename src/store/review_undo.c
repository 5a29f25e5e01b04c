/* Decisions taken back. */
#include "store/grade.h"

typedef struct past {
    int64_t id, incident, statement, other;
    char action[8];
    cs_str actor; /* of a merge of actors: the one that went on */
    bool grade;   /* of a source */
} past;

static casus_status find_past(cs_deciding *d, int64_t review, past *p) {
    static const char sql[] =
        "select action, coalesce(incident, 0), coalesce(statement, 0), coalesce(other, 0), "
        "coalesce(undone_by, 0), case when field = 'actor' and action = 'merge' then after end, "
        "case when action = 'edit' and coalesce(incident, statement) is null then 1 else 0 end from reviews where id = $1";
    cs_rows *row = NULL;
    bool there;
    CS_TRY(cs_db_ask(d->c.db, sql, CS_VALUES(cs_v_int(review)), &row, d->c.err));
    CS_TRY(cs_rows_next(row, &there, d->c.err));
    if (!there) return cs_fail(d->c.err, CASUS_E_INPUT, -1, "there is no decision %lld in the log", (long long)review);
    *p =
        (past){ review, cs_rows_int(row, 1), cs_rows_int(row, 2), cs_rows_int(row, 3), { 0 }, { 0 }, cs_rows_int(row, 6) != 0 };
    p->actor = cs_dup(d->c.a, cs_rows_text(row, 5));
    cs_str action = cs_rows_text(row, 0);
    memcpy(p->action, action.p, action.n < 7 ? (size_t)action.n : 7);
    int64_t by = cs_rows_int(row, 4);
    cs_rows_end(row);
    if (by)
        return cs_fail(d->c.err, CASUS_E_INPUT, -1, "decision %lld was undone before, by %lld", (long long)review,
                       (long long)by);
    if (!strcmp(p->action, "undo"))
        return cs_fail(d->c.err, CASUS_E_INPUT, -1, "%lld is itself an undo: decide again what it took back",
                       (long long)review);
    return CASUS_OK;
}

/* The latest decision on what this one made (an account, a statement), which must be undone before it. */
static casus_status must_be_last(cs_deciding *d, const past *p) {
    static const char later[] =
        "select coalesce(max(r.id), 0) from reviews r where r.id > $1 and r.undone_by is null and ("
        "r.statement in (select s.id from statements s join codings k on k.id = s.coding where k.hand = $1) or "
        "r.id in (select b.review from bonds b join accounts x on x.id in (b.a, b.b) where x.review = $1) or "
        "r.id in (select x.review from accounts x join accounts y on y.id = x.parted_from where y.review = $1) or "
        "r.id in (select b.review from bonds b join accounts x on x.id in (b.a, b.b) join codings k on k.id = x.coding "
        "where k.hand = $1))";
    int64_t last = 0;
    bool found;
    CS_TRY(cs_db_ask_int(d->c.db, later, CS_VALUES(cs_v_int(p->id)), &last, &found, d->c.err));
    if (!last) return CASUS_OK;
    return cs_fail(d->c.err, CASUS_E_INPUT, -1, "decision %lld rests on %lld: undo %lld first", (long long)last,
                   (long long)p->id, (long long)last);
}

static casus_status touch_bound(cs_deciding *d, const past *p) {
    CS_TRY(cs_store_ids(&d->c, "select a from bonds where review = $1", p->id, &d->c.touched));
    CS_TRY(cs_store_ids(&d->c, "select b from bonds where review = $1", p->id, &d->c.touched));
    return cs_db_run(d->c.db, "delete from bonds where review = $1", CS_VALUES(cs_v_int(p->id)), d->c.err);
}

static casus_status undo_merge(cs_deciding *d, const past *p) {
    static const char back[] =
        "update incident_accounts set incident = $1 where incident = $2 and account in (select x.id from accounts x "
        "join incident_changes h on h.account_name = x.name where h.review = $3 and h.incident = $2)";
    CS_TRY(touch_bound(d, p));
    CS_TRY(cs_db_run(d->c.db, "update incidents set live = 1, into_incident = null where id = $1 and live = 0",
                     CS_VALUES(cs_v_int(p->other)), d->c.err));
    CS_TRY(cs_db_run(d->c.db, back, CS_VALUES(cs_v_int(p->other), cs_v_int(p->incident), cs_v_int(p->id)), d->c.err));
    return cs_incident_note(&d->c, p->other, "undone", (cs_str){ 0 });
}

static casus_status rejoin(cs_deciding *d, int64_t account) {
    static const char move[] = "update account_statements set account = $2 where account = $1";
    int64_t whole;
    bool found;
    CS_TRY(cs_db_ask_int(d->c.db, "select parted_from from accounts where id = $1", CS_VALUES(cs_v_int(account)), &whole,
                         &found, d->c.err));
    CS_TRY(cs_db_run(d->c.db, move, CS_VALUES(cs_v_int(account), cs_v_int(whole)), d->c.err));
    CS_TRY(cs_account_drop(&d->c, account));
    return cs_account_redraw(&d->c, whole);
}

static casus_status undo_split(cs_deciding *d, const past *p) {
    cs_ids parts = { 0 };
    CS_TRY(touch_bound(d, p));
    CS_TRY(cs_store_ids(&d->c, "select id from accounts where review = $1", p->id, &parts));
    for (ptrdiff_t i = 0; i < parts.n; i++) CS_TRY(rejoin(d, parts.v[i]));
    return CASUS_OK;
}

static casus_status undo_add(cs_deciding *d, const past *p) {
    cs_ids accounts = { 0 };
    CS_TRY(touch_bound(d, p));
    CS_TRY(cs_store_ids(&d->c, "select x.id from accounts x join codings k on k.id = x.coding where k.hand = $1", p->id,
                        &accounts));
    for (ptrdiff_t i = 0; i < accounts.n; i++) CS_TRY(cs_account_drop(&d->c, accounts.v[i]));
    return CASUS_OK;
}

casus_status cs_review_put_undo(cs_deciding *d, int64_t review) {
    past p;
    int64_t incident;
    CS_TRY(find_past(d, review, &p));
    CS_TRY(must_be_last(d, &p));
    incident = p.incident;
    if (!incident && p.statement) CS_TRY(cs_review_incident_of(d, p.statement, &incident));
    CS_TRY(cs_review_put_row(
        d, &(cs_review_row){ .action = "undo", .incident = p.incident, .statement = p.statement, .other = review }));
    CS_TRY(cs_db_run(d->c.db, "update reviews set undone_by = $2 where id = $1",
                     CS_VALUES(cs_v_int(review), cs_v_int(d->c.review)), d->c.err));
    if (!strcmp(p.action, "merge")) CS_TRY(p.actor.n ? cs_review_undo_actor_merge(d, p.actor) : undo_merge(d, &p));
    d->others = p.grade || !strcmp(p.action, "add");
    if (p.grade) CS_TRY(cs_review_undo_grade(d, review));
    if (!strcmp(p.action, "split")) CS_TRY(undo_split(d, &p));
    if (!strcmp(p.action, "add")) CS_TRY(undo_add(d, &p));
    if (incident) CS_TRY(cs_incident_note(&d->c, incident, "undone", (cs_str){ 0 }));
    return cs_incidents_settle(&d->c);
}
