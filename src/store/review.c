#include "store/review.h"
#include "base/utf8.h"
#include "store/incidents.h"
#include "store/review_field.h"

/* A decision on its way: the change of the layer, and its row in the log once it is there. */
typedef struct deciding {
    cs_change c;
    const cs_review *by;
} deciding;

/* ---- the log ---- */

typedef struct entry {
    const char *action;
    int64_t incident, report, statement, other; /* 0: none */
    cs_str field, before, after;
} entry;

static casus_status put_entry(deciding *d, const entry *e) {
    static const char sql[] =
        "insert into reviews (at, who, action, incident, report, statement, field, before, after, other, why) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id";
    return cs_db_insert(d->c.db, sql,
                        CS_VALUES(cs_v_text(d->by->now), cs_v_text(d->by->who), cs_v_word(e->action),
                                  cs_v_int_or(e->incident, 0), cs_v_int_or(e->report, 0), cs_v_int_or(e->statement, 0),
                                  cs_v_text(e->field), cs_v_text(e->before), cs_v_text(e->after), cs_v_int_or(e->other, 0),
                                  cs_v_text(d->by->why)),
                        &d->c.review, d->c.err);
}

static casus_status check_text(const char *what, cs_str s, cs_err *err) {
    if (!cs_trim(s).n) return cs_fail(err, CASUS_E_INPUT, -1, "%s: expected words but found nothing", what);
    if (s.n > CS_REVIEW_TEXT_BYTES_MAX)
        return cs_fail(err, CASUS_E_LIMIT, -1, "%s: expected at most %d bytes but found %td", what, CS_REVIEW_TEXT_BYTES_MAX,
                       s.n);
    if (cs_utf8_invalid(s) >= 0) return cs_fail(err, CASUS_E_INPUT, -1, "%s: expected UTF-8", what);
    return CASUS_OK;
}

/* ---- what is asked for must be there ---- */

static casus_status ids_of(deciding *d, const char *sql, int64_t about, cs_ids *out) {
    return cs_store_ids(&d->c, sql, about, out);
}

static casus_status must_be_incident(deciding *d, int64_t incident) {
    int64_t live = 0, into = 0;
    bool there, taken;
    CS_TRY(cs_db_ask_int(d->c.db, "select live from incidents where id = $1", CS_VALUES(cs_v_int(incident)), &live, &there,
                         d->c.err));
    if (there && live) return CASUS_OK;
    if (!there) return cs_fail(d->c.err, CASUS_E_INPUT, -1, "there is no incident %lld", (long long)incident);
    CS_TRY(cs_db_ask_int(d->c.db, "select into_incident from incidents where id = $1 and into_incident is not null",
                         CS_VALUES(cs_v_int(incident)), &into, &taken, d->c.err));
    if (taken)
        return cs_fail(d->c.err, CASUS_E_INPUT, -1, "incident %lld has become part of incident %lld", (long long)incident,
                       (long long)into);
    return cs_fail(d->c.err, CASUS_E_INPUT, -1, "nothing is left of incident %lld", (long long)incident);
}

/* The incident that a statement is of; 0: it is a relation. */
static casus_status incident_of(deciding *d, int64_t statement, int64_t *incident) {
    static const char is_there[] = "select 1 from statements where id = $1";
    static const char sql[] =
        "select i.incident from account_statements x join incident_accounts i on i.account = x.account "
        "where x.statement = $1";
    int64_t one;
    bool there;
    *incident = 0;
    CS_TRY(cs_db_ask_int(d->c.db, is_there, CS_VALUES(cs_v_int(statement)), &one, &there, d->c.err));
    if (!there) return cs_fail(d->c.err, CASUS_E_INPUT, -1, "there is no statement %lld", (long long)statement);
    return cs_db_ask_int(d->c.db, sql, CS_VALUES(cs_v_int(statement)), incident, &there, d->c.err);
}

/* Reports that a person has worked on keep the coding that they are read by now. */
static casus_status pin(deciding *d, const char *reports, int64_t about) {
    static const char sql[] = "insert into pins (report, run) select k.report, k.run from " CS_CURRENT
                              " k where k.report = $1 on conflict do nothing";
    cs_ids ids = { 0 };
    CS_TRY(ids_of(d, reports, about, &ids));
    for (ptrdiff_t i = 0; i < ids.n; i++) CS_TRY(cs_db_run(d->c.db, sql, CS_VALUES(cs_v_int(ids.v[i])), d->c.err));
    return CASUS_OK;
}

static const char Q_REPORTS_OF_INCIDENT[] =
    "select distinct c.report from incident_accounts i join accounts x on x.id = i.account "
    "join report_codings c on c.coding = x.coding where i.incident = $1";
static const char Q_REPORTS_OF_STATEMENT[] =
    "select distinct c.report from statements s join report_codings c on c.coding = s.coding where s.id = $1";

static casus_status pin_what(deciding *d, cs_review_of of) {
    return of.incident ? pin(d, Q_REPORTS_OF_INCIDENT, of.incident) : pin(d, Q_REPORTS_OF_STATEMENT, of.statement);
}

/* ---- accept, reject, edit ---- */

/* The incident that shows it; 0: a relation, which is in none. */
static casus_status shown_in(deciding *d, cs_review_of of, int64_t *incident) {
    if (!of.incident) return incident_of(d, of.statement, incident);
    *incident = of.incident;
    return must_be_incident(d, of.incident);
}

static casus_status judge(deciding *d, cs_review_of of, const entry *what, const char *change) {
    entry e = *what;
    int64_t incident;
    CS_TRY(shown_in(d, of, &incident));
    e.incident = of.incident;
    e.statement = of.statement;
    CS_TRY(pin_what(d, of));
    CS_TRY(put_entry(d, &e));
    if (incident) CS_TRY(cs_incident_note(&d->c, incident, change, (cs_str){ 0 }));
    return cs_incidents_settle(&d->c);
}

static casus_status accept(deciding *d, cs_review_of of) { return judge(d, of, &(entry){ .action = "accept" }, "accepted"); }
static casus_status reject(deciding *d, cs_review_of of) { return judge(d, of, &(entry){ .action = "reject" }, "rejected"); }

static casus_status edit(deciding *d, cs_review_of of, cs_str name, cs_str value) {
    static const char earlier[] =
        "select after from reviews where coalesce(incident, 0) = $1 and coalesce(statement, 0) = $2 and action = 'edit' and "
        "field = $3 and undone_by is null order by id desc limit 1";
    const cs_review_field *field = cs_review_field_named(name, of.incident != 0);
    if (!field) {
        cs_str names = cs_review_field_names(of.incident != 0, d->c.a);
        return cs_fail(d->c.err, CASUS_E_INPUT, -1, "expected a field of %s (%.*s) but found \"" CS_FMT "\"",
                       of.incident ? "an incident" : "a statement", (int)names.n, names.p, CS_ARG(name));
    }
    CS_TRY(cs_review_value_check(field, value, d->c.err));
    if (value.n) CS_TRY(check_text(field->name, value, d->c.err));
    cs_rows *row = NULL;
    bool there;
    entry e = { .action = "edit", .field = name, .after = value };
    CS_TRY(
        cs_db_ask(d->c.db, earlier, CS_VALUES(cs_v_int(of.incident), cs_v_int(of.statement), cs_v_text(name)), &row, d->c.err));
    CS_TRY(cs_rows_next(row, &there, d->c.err));
    if (there) {
        e.before = cs_dup(d->c.a, cs_rows_text(row, 0));
        cs_rows_end(row);
    }
    return judge(d, of, &e, "edited");
}

/* ---- merge, split ---- */

static casus_status bind(deciding *d, int64_t x, int64_t y, bool same) {
    static const char sql[] = "insert into bonds (a, b, same, review) values ($1, $2, $3, $4) on conflict do nothing";
    if (x == y) return CASUS_OK;
    return cs_db_run(d->c.db, sql,
                     CS_VALUES(cs_v_int(x < y ? x : y), cs_v_int(x < y ? y : x), cs_v_int(same), cs_v_int(d->c.review)),
                     d->c.err);
}

/* All of them are of one incident, whatever was decided before. */
static casus_status bind_together(deciding *d, const cs_ids *accounts) {
    static const char apart[] = "select 1 from bonds where a = $1 and b = $2 and same = 0";
    for (ptrdiff_t i = 0; i < accounts->n; i++) {
        *CS_PUSH(d->c.a, &d->c.touched) = accounts->v[i];
        for (ptrdiff_t k = 0; k < i; k++) {
            int64_t x = accounts->v[k], y = accounts->v[i], one;
            bool were_apart;
            CS_TRY(cs_db_ask_int(d->c.db, apart, CS_VALUES(cs_v_int(x < y ? x : y), cs_v_int(x < y ? y : x)), &one, &were_apart,
                                 d->c.err));
            if (k == 0 || were_apart) CS_TRY(bind(d, x, y, true));
        }
    }
    return CASUS_OK;
}

static const char Q_ACCOUNTS[] = "select account from incident_accounts where incident = $1 order by account";

/* All accounts of one incident go to another, which is noted for each, so that an undo finds them. */
static casus_status hand_over(deciding *d, int64_t from, int64_t to) {
    static const char names[] =
        "select x.name, x.id from incident_accounts i join accounts x on x.id = i.account "
        "where i.incident = $1 order by x.name, x.id";
    cs_rows *rows = NULL;
    bool more;
    CS_VEC(cs_str) all = { 0 };
    CS_TRY(cs_db_ask(d->c.db, names, CS_VALUES(cs_v_int(from)), &rows, d->c.err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, d->c.err));
        if (!more) break;
        *CS_PUSH(d->c.a, &all) = cs_dup(d->c.a, cs_rows_text(rows, 0));
    }
    for (ptrdiff_t i = 0; i < all.n; i++) {
        CS_TRY(cs_incident_note(&d->c, from, "merged", all.v[i]));
        CS_TRY(cs_incident_note(&d->c, to, "merged", all.v[i]));
    }
    return cs_db_run(d->c.db, "update incident_accounts set incident = $1 where incident = $2",
                     CS_VALUES(cs_v_int(to), cs_v_int(from)), d->c.err);
}

static casus_status merge(deciding *d, int64_t incident, int64_t other) {
    cs_ids accounts = { 0 };
    CS_TRY(must_be_incident(d, incident));
    CS_TRY(must_be_incident(d, other));
    if (incident == other)
        return cs_fail(d->c.err, CASUS_E_INPUT, -1, "incident %lld cannot be merged with itself", (long long)other);
    CS_TRY(pin(d, Q_REPORTS_OF_INCIDENT, incident));
    CS_TRY(pin(d, Q_REPORTS_OF_INCIDENT, other));
    CS_TRY(put_entry(d, &(entry){ .action = "merge", .incident = incident, .other = other }));
    CS_TRY(ids_of(d, Q_ACCOUNTS, incident, &accounts));
    CS_TRY(ids_of(d, Q_ACCOUNTS, other, &accounts));
    CS_TRY(bind_together(d, &accounts));
    /* The one that was named first goes on, whichever is larger. */
    CS_TRY(hand_over(d, other, incident));
    CS_TRY(cs_db_run(d->c.db, "update incidents set live = 0, into_incident = $1 where id = $2",
                     CS_VALUES(cs_v_int(incident), cs_v_int(other)), d->c.err));
    return cs_incidents_settle(&d->c);
}

/* The named statements of an account become an account of their own. */
static casus_status part(deciding *d, int64_t account, const cs_ids *statements, int64_t *made) {
    static const char sql[] =
        "insert into accounts (coding, number, name, sketch, parted_from, review) "
        "select x.coding, n.number, substr(x.name, 1, 33) || n.number, $3, x.id, $2 from accounts x, "
        "(select coalesce(max(o.number), 1000000) + 1 as number from accounts o join accounts y on y.coding = o.coding "
        "where y.id = $1 and o.number > 1000000) n where x.id = $1 returning id";
    static const char move[] = "update account_statements set account = $2 where statement = $1 and account = $3";
    CS_TRY(
        cs_db_insert(d->c.db, sql, CS_VALUES(cs_v_int(account), cs_v_int(d->c.review), cs_v_blob(CS_LIT(""))), made, d->c.err));
    for (ptrdiff_t i = 0; i < statements->n; i++)
        CS_TRY(cs_db_run(d->c.db, move, CS_VALUES(cs_v_int(statements->v[i]), cs_v_int(*made), cs_v_int(account)), d->c.err));
    CS_TRY(cs_account_redraw(&d->c, account));
    return cs_account_redraw(&d->c, *made);
}

typedef struct sides {
    cs_ids leaving, staying; /* accounts */
} sides;

/* Which accounts of the incident leave whole or in part. */
static casus_status take_sides(deciding *d, int64_t incident, const cs_ids *statements, sides *s) {
    static const char of[] = "select statement from account_statements where account = $1";
    cs_ids accounts = { 0 };
    CS_TRY(ids_of(d, Q_ACCOUNTS, incident, &accounts));
    for (ptrdiff_t i = 0; i < accounts.n; i++) {
        cs_ids told = { 0 }, named = { 0 };
        int64_t leaves = accounts.v[i];
        CS_TRY(ids_of(d, of, accounts.v[i], &told));
        for (ptrdiff_t k = 0; k < told.n; k++)
            for (ptrdiff_t j = 0; j < statements->n; j++)
                if (told.v[k] == statements->v[j]) *CS_PUSH(d->c.a, &named) = told.v[k];
        if (named.n && named.n < told.n) CS_TRY(part(d, accounts.v[i], &named, &leaves));
        if (named.n) *CS_PUSH(d->c.a, &s->leaving) = leaves;
        if (named.n < told.n) *CS_PUSH(d->c.a, &s->staying) = accounts.v[i];
    }
    return CASUS_OK;
}

static casus_status split(deciding *d, const cs_ids *statements, int64_t *made) {
    sides s = { 0 };
    int64_t incident = 0, other;
    for (ptrdiff_t i = 0; i < statements->n; i++) {
        CS_TRY(incident_of(d, statements->v[i], &other));
        if (!other)
            return cs_fail(d->c.err, CASUS_E_INPUT, -1, "statement %lld is of no incident", (long long)statements->v[i]);
        if (incident && other != incident)
            return cs_fail(d->c.err, CASUS_E_INPUT, -1, "the statements are of two incidents, %lld and %lld",
                           (long long)incident, (long long)other);
        incident = other;
    }
    CS_TRY(pin(d, Q_REPORTS_OF_INCIDENT, incident));
    CS_TRY(put_entry(d, &(entry){ .action = "split", .incident = incident, .statement = statements->v[0] }));
    CS_TRY(take_sides(d, incident, statements, &s));
    if (!s.staying.n)
        return cs_fail(d->c.err, CASUS_E_INPUT, -1, "these are all the statements of incident %lld: nothing would stay",
                       (long long)incident);
    CS_TRY(bind_together(d, &s.leaving));
    CS_TRY(bind_together(d, &s.staying));
    for (ptrdiff_t i = 0; i < s.leaving.n; i++)
        for (ptrdiff_t k = 0; k < s.staying.n; k++) CS_TRY(bind(d, s.leaving.v[i], s.staying.v[k], false));
    /* They leave before the rest is settled, so that it is the others that keep the incident's id. */
    for (ptrdiff_t i = 0; i < s.leaving.n; i++)
        CS_TRY(cs_db_run(d->c.db, "delete from incident_accounts where account = $1", CS_VALUES(cs_v_int(s.leaving.v[i])),
                         d->c.err));
    CS_TRY(cs_incident_note(&d->c, incident, "split", (cs_str){ 0 }));
    CS_TRY(cs_incidents_settle(&d->c));
    CS_TRY(incident_of(d, statements->v[0], made));
    return cs_db_run(d->c.db, "update reviews set other = $2 where id = $1", CS_VALUES(cs_v_int(d->c.review), cs_v_int(*made)),
                     d->c.err);
}

/* ---- undo ---- */

typedef struct past {
    int64_t id, incident, statement, other;
    char action[8];
} past;

static casus_status find_past(deciding *d, int64_t review, past *p) {
    static const char sql[] =
        "select action, coalesce(incident, 0), coalesce(statement, 0), coalesce(other, 0), "
        "coalesce(undone_by, 0) from reviews where id = $1";
    cs_rows *row = NULL;
    bool there;
    CS_TRY(cs_db_ask(d->c.db, sql, CS_VALUES(cs_v_int(review)), &row, d->c.err));
    CS_TRY(cs_rows_next(row, &there, d->c.err));
    if (!there) return cs_fail(d->c.err, CASUS_E_INPUT, -1, "there is no decision %lld in the log", (long long)review);
    *p = (past){ review, cs_rows_int(row, 1), cs_rows_int(row, 2), cs_rows_int(row, 3), { 0 } };
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
static casus_status must_be_last(deciding *d, const past *p) {
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

static casus_status touch_bound(deciding *d, const past *p) {
    CS_TRY(ids_of(d, "select a from bonds where review = $1", p->id, &d->c.touched));
    CS_TRY(ids_of(d, "select b from bonds where review = $1", p->id, &d->c.touched));
    return cs_db_run(d->c.db, "delete from bonds where review = $1", CS_VALUES(cs_v_int(p->id)), d->c.err);
}

static casus_status undo_merge(deciding *d, const past *p) {
    static const char back[] =
        "update incident_accounts set incident = $1 where incident = $2 and account in (select x.id from accounts x "
        "join incident_changes h on h.account_name = x.name where h.review = $3 and h.incident = $2)";
    CS_TRY(touch_bound(d, p));
    CS_TRY(cs_db_run(d->c.db, "update incidents set live = 1, into_incident = null where id = $1 and live = 0",
                     CS_VALUES(cs_v_int(p->other)), d->c.err));
    CS_TRY(cs_db_run(d->c.db, back, CS_VALUES(cs_v_int(p->other), cs_v_int(p->incident), cs_v_int(p->id)), d->c.err));
    return cs_incident_note(&d->c, p->other, "undone", (cs_str){ 0 });
}

static casus_status rejoin(deciding *d, int64_t account) {
    static const char move[] = "update account_statements set account = $2 where account = $1";
    int64_t whole;
    bool found;
    CS_TRY(cs_db_ask_int(d->c.db, "select parted_from from accounts where id = $1", CS_VALUES(cs_v_int(account)), &whole,
                         &found, d->c.err));
    CS_TRY(cs_db_run(d->c.db, move, CS_VALUES(cs_v_int(account), cs_v_int(whole)), d->c.err));
    CS_TRY(cs_account_drop(&d->c, account));
    return cs_account_redraw(&d->c, whole);
}

static casus_status undo_split(deciding *d, const past *p) {
    cs_ids parts = { 0 };
    CS_TRY(touch_bound(d, p));
    CS_TRY(ids_of(d, "select id from accounts where review = $1", p->id, &parts));
    for (ptrdiff_t i = 0; i < parts.n; i++) CS_TRY(rejoin(d, parts.v[i]));
    return CASUS_OK;
}

static casus_status undo_add(deciding *d, const past *p) {
    cs_ids accounts = { 0 };
    CS_TRY(touch_bound(d, p));
    CS_TRY(ids_of(d, "select x.id from accounts x join codings k on k.id = x.coding where k.hand = $1", p->id, &accounts));
    for (ptrdiff_t i = 0; i < accounts.n; i++) CS_TRY(cs_account_drop(&d->c, accounts.v[i]));
    return CASUS_OK;
}

static casus_status undo(deciding *d, int64_t review) {
    past p;
    int64_t incident;
    CS_TRY(find_past(d, review, &p));
    CS_TRY(must_be_last(d, &p));
    incident = p.incident;
    if (!incident && p.statement) CS_TRY(incident_of(d, p.statement, &incident));
    CS_TRY(put_entry(d, &(entry){ .action = "undo", .incident = p.incident, .statement = p.statement, .other = review }));
    CS_TRY(cs_db_run(d->c.db, "update reviews set undone_by = $2 where id = $1",
                     CS_VALUES(cs_v_int(review), cs_v_int(d->c.review)), d->c.err));
    if (!strcmp(p.action, "merge")) CS_TRY(undo_merge(d, &p));
    if (!strcmp(p.action, "split")) CS_TRY(undo_split(d, &p));
    if (!strcmp(p.action, "add")) CS_TRY(undo_add(d, &p));
    if (incident) CS_TRY(cs_incident_note(&d->c, incident, "undone", (cs_str){ 0 }));
    return cs_incidents_settle(&d->c);
}

/* ---- the calls ---- */

/* What is asked: one of the above. */
typedef struct asked {
    enum { ACCEPT, REJECT, EDIT, MERGE, SPLIT, UNDO, ADD } what;
    cs_review_of of;
    int64_t id, other; /* incidents, or the decision to be undone */
    cs_str field, value;
    const int64_t *statements;
    int n_statements;
    const cs_review_addition *add;
    int64_t *made; /* by split an incident, by add a statement */
} asked;

static casus_status decide(deciding *d, const asked *q) {
    cs_ids statements = { 0 };
    switch (q->what) {
    case ACCEPT: return accept(d, q->of);
    case REJECT: return reject(d, q->of);
    case EDIT: return edit(d, q->of, q->field, q->value);
    case MERGE: return merge(d, q->id, q->other);
    case UNDO: return undo(d, q->id);
    case ADD: return cs_review_put_addition(&d->c, d->by, q->add, q->made);
    case SPLIT: break;
    }
    for (int i = 0; i < q->n_statements; i++) *CS_PUSH(d->c.a, &statements) = q->statements[i];
    cs_ids_sort(&statements);
    if (!statements.n) return cs_fail(d->c.err, CASUS_E_INPUT, -1, "no statement was named");
    return split(d, &statements, q->made);
}

/* What may jump is kept apart from where setjmp stands, so that no local lives across the jump. */
static casus_status decide_or_jump(cs_store *s, const cs_review *by, const asked *q, int64_t *id, cs_err *err) {
    if (setjmp(s->full))
        return cs_fail(err, CASUS_E_LIMIT, -1, "to decide it takes more than %zu MB of memory", CS_STORE_MEMORY_BYTES >> 20);
    cs_arena a = s->think;
    deciding d = { { .db = s->db, .now = by->now, .a = &a, .err = err }, by };
    casus_status st = decide(&d, q);
    if (st == CASUS_OK) *id = d.c.review;
    return st;
}

static casus_status ask(cs_store *s, const cs_review *by, const asked *q, int64_t *id, cs_err *err) {
    CS_TRY(check_text("who decides", by->who, err));
    CS_TRY(check_text("why it is decided", by->why, err));
    CS_TRY(cs_db_begin(s->db, err));
    casus_status st = decide_or_jump(s, by, q, id, err);
    if (st == CASUS_OK) st = cs_db_commit(s->db, err);
    if (st != CASUS_OK) cs_db_rollback(s->db);
    s->think.beg = s->think.end; /* it goes round by value, so nobody knows how far it was used */
    cs_arena_reset(&s->think, CS_STORE_KEEP_BYTES);
    return st == CASUS_OK ? cs_db_sync(s->db, err) : st;
}

casus_status cs_review_accept(cs_store *s, const cs_review *by, cs_review_of of, int64_t *id, cs_err *err) {
    return ask(s, by, &(asked){ .what = ACCEPT, .of = of }, id, err);
}
casus_status cs_review_reject(cs_store *s, const cs_review *by, cs_review_of of, int64_t *id, cs_err *err) {
    return ask(s, by, &(asked){ .what = REJECT, .of = of }, id, err);
}
casus_status cs_review_edit(cs_store *s, const cs_review *by, cs_review_of of, cs_str field, cs_str value, int64_t *id,
                            cs_err *err) {
    return ask(s, by, &(asked){ .what = EDIT, .of = of, .field = field, .value = value }, id, err);
}
casus_status cs_review_merge(cs_store *s, const cs_review *by, int64_t incident, int64_t other, int64_t *id, cs_err *err) {
    return ask(s, by, &(asked){ .what = MERGE, .id = incident, .other = other }, id, err);
}
casus_status cs_review_split(cs_store *s, const cs_review *by, const int64_t *statements, int n_statements, int64_t *made,
                             int64_t *id, cs_err *err) {
    return ask(s, by, &(asked){ .what = SPLIT, .statements = statements, .n_statements = n_statements, .made = made }, id, err);
}
casus_status cs_review_undo(cs_store *s, const cs_review *by, int64_t review, int64_t *id, cs_err *err) {
    return ask(s, by, &(asked){ .what = UNDO, .id = review }, id, err);
}
casus_status cs_review_add(cs_store *s, const cs_review *by, const cs_review_addition *add, int64_t *statement, int64_t *id,
                           cs_err *err) {
    return ask(s, by, &(asked){ .what = ADD, .add = add, .made = statement }, id, err);
}

casus_status cs_review_log_of(cs_store *s, cs_review_log **log, cs_err *err) {
    static const char sql[] =
        "select id, coalesce(incident, 0), coalesce(report, 0), coalesce(statement, 0), "
        "coalesce(other, 0), coalesce(undone_by, 0), at, who, action, field, before, after, why "
        "from reviews order by id";
    return cs_db_ask(s->db, sql, NULL, 0, log, err);
}

casus_status cs_review_log_next(cs_review_log *log, cs_review_entry *e, bool *more, cs_err *err) {
    CS_TRY(cs_rows_next(log, more, err));
    if (!*more) return CASUS_OK;
    *e = (cs_review_entry){ cs_rows_int(log, 0),  cs_rows_int(log, 1),  cs_rows_int(log, 2),   cs_rows_int(log, 3),
                            cs_rows_int(log, 4),  cs_rows_int(log, 5),  cs_rows_text(log, 6),  cs_rows_text(log, 7),
                            cs_rows_text(log, 8), cs_rows_text(log, 9), cs_rows_text(log, 10), cs_rows_text(log, 11),
                            cs_rows_text(log, 12) };
    return CASUS_OK;
}
