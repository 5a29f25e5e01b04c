#include "store/review.h"
#include "base/utf8.h"
#include "store/grade.h"
#include "store/review_field.h"
#include "store/review_work.h"

static casus_status check_text(const char *what, cs_str s, cs_err *err) {
    if (!cs_trim(s).n) return cs_fail(err, CASUS_E_INPUT, -1, "%s: expected words but found nothing", what);
    if (s.n > CS_REVIEW_TEXT_BYTES_MAX)
        return cs_fail(err, CASUS_E_LIMIT, -1, "%s: expected at most %d bytes but found %td", what, CS_REVIEW_TEXT_BYTES_MAX,
                       s.n);
    if (cs_utf8_invalid(s) >= 0) return cs_fail(err, CASUS_E_INPUT, -1, "%s: expected UTF-8", what);
    return CASUS_OK;
}

/* ---- what is asked for must be there ---- */

casus_status cs_review_must_be_incident(cs_deciding *d, int64_t incident) {
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

casus_status cs_review_incident_of(cs_deciding *d, int64_t statement, int64_t *incident) {
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

casus_status cs_review_pin(cs_deciding *d, const char *reports, int64_t about) {
    static const char sql[] = "insert into pins (report, run) select k.report, k.run from " CS_CURRENT
                              " k where k.report = $1 on conflict do nothing";
    cs_ids ids = { 0 };
    CS_TRY(cs_store_ids(&d->c, reports, about, &ids));
    for (ptrdiff_t i = 0; i < ids.n; i++) CS_TRY(cs_db_run(d->c.db, sql, CS_VALUES(cs_v_int(ids.v[i])), d->c.err));
    return CASUS_OK;
}

const char cs_review_reports_of_incident[] =
    "select distinct c.report from incident_accounts i join accounts x on x.id = i.account "
    "join report_codings c on c.coding = x.coding where i.incident = $1";
static const char Q_REPORTS_OF_STATEMENT[] =
    "select distinct c.report from statements s join report_codings c on c.coding = s.coding where s.id = $1";

static casus_status pin_what(cs_deciding *d, cs_review_of of) {
    return of.incident ? cs_review_pin(d, cs_review_reports_of_incident, of.incident)
                       : cs_review_pin(d, Q_REPORTS_OF_STATEMENT, of.statement);
}

/* ---- accept, reject, edit ---- */

/* The incident that shows it; 0: a relation, which is in none. */
static casus_status shown_in(cs_deciding *d, cs_review_of of, int64_t *incident) {
    if (!of.incident) return cs_review_incident_of(d, of.statement, incident);
    *incident = of.incident;
    return cs_review_must_be_incident(d, of.incident);
}

static casus_status judge(cs_deciding *d, cs_review_of of, const cs_review_row *what, const char *change) {
    cs_review_row e = *what;
    int64_t incident;
    CS_TRY(shown_in(d, of, &incident));
    e.incident = of.incident;
    e.statement = of.statement;
    CS_TRY(pin_what(d, of));
    CS_TRY(cs_review_put_row(d, &e));
    if (incident) CS_TRY(cs_incident_note(&d->c, incident, change, (cs_str){ 0 }));
    return cs_incidents_settle(&d->c);
}

static casus_status accept(cs_deciding *d, cs_review_of of) {
    return judge(d, of, &(cs_review_row){ .action = "accept" }, "accepted");
}
static casus_status reject(cs_deciding *d, cs_review_of of) {
    return judge(d, of, &(cs_review_row){ .action = "reject" }, "rejected");
}

static casus_status edit(cs_deciding *d, cs_review_of of, cs_str name, cs_str value) {
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
    cs_review_row e = { .action = "edit", .field = name, .after = value };
    CS_TRY(
        cs_db_ask(d->c.db, earlier, CS_VALUES(cs_v_int(of.incident), cs_v_int(of.statement), cs_v_text(name)), &row, d->c.err));
    CS_TRY(cs_rows_next(row, &there, d->c.err));
    if (there) {
        e.before = cs_dup(d->c.a, cs_rows_text(row, 0));
        cs_rows_end(row);
    }
    return judge(d, of, &e, "edited");
}

/* ---- the calls ---- */

/* What is asked: one of the above. */
typedef struct asked {
    enum { ACCEPT, REJECT, EDIT, MERGE, MERGE_ACTORS, SPLIT, UNDO, ADD, GRADE } what;
    cs_review_of of;
    int64_t id, other;   /* incidents, the decision to be undone, or the source */
    cs_str field, value; /* of actors: the one that goes on, the other; of a source: its name, the letter */
    const int64_t *statements;
    int n_statements;
    const cs_review_addition *add;
    int64_t *made; /* by split an incident, by add a statement */
} asked;

static casus_status decide(cs_deciding *d, const asked *q) {
    cs_ids statements = { 0 };
    switch (q->what) {
    case ACCEPT: return accept(d, q->of);
    case REJECT: return reject(d, q->of);
    case EDIT: return edit(d, q->of, q->field, q->value);
    case MERGE: return cs_review_put_merge(d, q->id, q->other);
    case MERGE_ACTORS:
        CS_TRY(check_text("the actor", q->field, d->c.err));
        CS_TRY(check_text("the other actor", q->value, d->c.err));
        return cs_review_put_actor_merge(d, q->field, q->value);
    case UNDO: return cs_review_put_undo(d, q->id);
    case ADD: return cs_review_put_addition(d, q->add, q->made);
    case GRADE: return cs_review_put_grade(d, q->id, q->field, q->value);
    case SPLIT: break;
    }
    for (int i = 0; i < q->n_statements; i++) *CS_PUSH(d->c.a, &statements) = q->statements[i];
    cs_ids_sort(&statements);
    if (!statements.n) return cs_fail(d->c.err, CASUS_E_INPUT, -1, "no statement was named");
    return cs_review_put_split(d, &statements, q->made);
}

/* Is the incident still as it was when it was looked at? */
static casus_status check_seen(cs_deciding *d, cs_review_seen *seen) {
    static const char sql[] =
        "select i.version, c.at, c.what, v.who from incidents i left join incident_changes c on c.incident = i.id and "
        "c.version > $2 left join reviews v on v.id = c.review where i.id = $1 and (i.live = 0 or i.version <> $2) "
        "order by c.version desc, c.number desc limit 1";
    cs_rows *row = NULL;
    if (!seen) return CASUS_OK;
    CS_TRY(cs_db_ask(d->c.db, sql, CS_VALUES(cs_v_int(seen->incident), cs_v_int(seen->version)), &row, d->c.err));
    CS_TRY(cs_rows_next(row, &seen->changed, d->c.err));
    if (!seen->changed) return CASUS_OK;
    cs_str at = cs_rows_text(row, 1), what = cs_rows_text(row, 2), who = cs_rows_text(row, 3);
    casus_status st =
        cs_fail(d->c.err, CASUS_E_INPUT, -1,
                "incident %lld has changed since: it was version %lld and is %lld (" CS_FMT " " CS_FMT " by " CS_FMT ")",
                (long long)seen->incident, (long long)seen->version, (long long)cs_rows_int(row, 0), CS_ARG(at), CS_ARG(what),
                CS_ARG(who.n ? who : CS_LIT("a report that was added")));
    cs_rows_end(row);
    return st;
}

static void tell_changed(const cs_deciding *d, const asked *q, cs_review_changed *to) {
    bool other = q->what == ADD || q->what == GRADE || d->others;
    *to = (cs_review_changed){ .all = other || d->c.changed.n > CS_REVIEW_CHANGED_MAX,
                               .regrouped = d->c.regrouped,
                               .parties = d->c.parties };
    for (ptrdiff_t i = 0; !to->all && i < d->c.changed.n; i++) to->incident[to->n++] = d->c.changed.v[i];
}

/* What may jump is kept apart from where setjmp stands, so that no local lives across the jump. */
static casus_status decide_or_jump(cs_store *s, const cs_review *by, const asked *q, int64_t *id, cs_err *err) {
    if (setjmp(s->full))
        return cs_fail(err, CASUS_E_LIMIT, -1, "to decide it takes more than %zu MB of memory", CS_STORE_MEMORY_BYTES >> 20);
    cs_arena a = s->think;
    cs_deciding d = { { .db = s->db, .now = by->now, .a = &a, .err = err }, by };
    casus_status st = check_seen(&d, by->seen);
    if (st == CASUS_OK) st = decide(&d, q);
    if (st == CASUS_OK) *id = d.c.review;
    if (st == CASUS_OK && by->changed) tell_changed(&d, q, by->changed);
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
casus_status cs_review_merge_actors(cs_store *s, const cs_review *by, cs_str actor, cs_str other, int64_t *id, cs_err *err) {
    return ask(s, by, &(asked){ .what = MERGE_ACTORS, .field = actor, .value = other }, id, err);
}
casus_status cs_review_split(cs_store *s, const cs_review *by, const int64_t *statements, int n_statements, int64_t *made,
                             int64_t *id, cs_err *err) {
    return ask(s, by, &(asked){ .what = SPLIT, .statements = statements, .n_statements = n_statements, .made = made }, id, err);
}
casus_status cs_review_grade(cs_store *s, const cs_review *by, int64_t source, cs_str name, cs_str letter, int64_t *id,
                             cs_err *err) {
    return ask(s, by, &(asked){ .what = GRADE, .id = source, .field = name, .value = letter }, id, err);
}
casus_status cs_review_undo(cs_store *s, const cs_review *by, int64_t review, int64_t *id, cs_err *err) {
    return ask(s, by, &(asked){ .what = UNDO, .id = review }, id, err);
}
casus_status cs_review_add(cs_store *s, const cs_review *by, const cs_review_addition *add, int64_t *statement, int64_t *id,
                           cs_err *err) {
    return ask(s, by, &(asked){ .what = ADD, .add = add, .made = statement }, id, err);
}
