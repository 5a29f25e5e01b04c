#include "store/decisions.h"
#include "store/edit.h"
#include "store/summary.h"
#include "store/told.h"
#include <stdlib.h>

/* A row of the log. */
typedef struct entry {
    int64_t id, statement, incident;
    int by; /* 0, 1: one of the two; -1: somebody else */
    enum { ACCEPT, REJECT, EDIT, ADD } action;
    cs_str field, after;
} entry;

struct cs_decisions {
    cs_db *db;
    bool is_program[2];
    CS_VEC(entry) log; /* by what it is about, then in time */
    ptrdiff_t at;
};

/* ---- the log ---- */

static const char Q_LOG[] =
    "select v.id, coalesce(v.statement, s.id, 0), coalesce(v.incident, 0), v.who, v.action, v.field, v.after from reviews v "
    "left join codings k on k.hand = v.id and v.action = 'add' left join statements s on s.coding = k.id "
    "where v.undone_by is null and v.action in ('accept','reject','edit','add') and coalesce(v.field, '') <> 'reliability' "
    "order by v.id";

static int by_what(const void *a, const void *b) {
    const entry *x = a, *y = b;
    if ((x->statement == 0) != (y->statement == 0)) return x->statement ? -1 : 1;
    if (x->statement != y->statement) return x->statement < y->statement ? -1 : 1;
    if (!x->statement && x->incident != y->incident) return x->incident < y->incident ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

static entry entry_at(const cs_rows *r, const cs_str who[2], cs_arena *a) {
    cs_str name = cs_rows_text(r, 3), action = cs_rows_text(r, 4);
    return (entry){ .id = cs_rows_int(r, 0),
                    .statement = cs_rows_int(r, 1),
                    .incident = cs_rows_int(r, 2),
                    .by = cs_eq(name, who[0])   ? 0
                          : cs_eq(name, who[1]) ? 1
                                                : -1,
                    .action = cs_eq(action, CS_LIT("accept"))   ? ACCEPT
                              : cs_eq(action, CS_LIT("reject")) ? REJECT
                              : cs_eq(action, CS_LIT("edit"))   ? EDIT
                                                                : ADD,
                    .field = cs_dup(a, cs_rows_text(r, 5)),
                    .after = cs_dup(a, cs_rows_text(r, 6)) };
}

static casus_status nobody(const cs_decisions *d, cs_str who, cs_arena *a, cs_err *err) {
    static const char sql[] =
        "select distinct who from reviews where undone_by is null and action in ('accept','reject','edit','add') and "
        "coalesce(field, '') <> 'reliability' order by 1";
    cs_rows *rows = NULL;
    cs_str all = { 0 };
    bool more;
    CS_TRY(cs_db_ask(d->db, sql, NULL, 0, &rows, err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, err));
        if (!more) break;
        all = cs_join(a, all.n ? cs_join(a, all, CS_LIT(", ")) : all, cs_rows_text(rows, 0));
    }
    if (!all.n) return cs_fail(err, CASUS_E_INPUT, -1, "nobody has decided anything yet");
    return cs_fail(err, CASUS_E_INPUT, -1, "\"" CS_FMT "\" has decided on nothing; those who have: " CS_FMT, CS_ARG(who),
                   CS_ARG(all));
}

static casus_status load(cs_decisions *d, const cs_str who[2], cs_arena *perm, cs_err *err) {
    cs_rows *rows = NULL;
    bool more, there[2];
    for (int i = 0; i < 2; i++) there[i] = d->is_program[i] = cs_eq(who[i], CS_DECISIONS_PROGRAM);
    if (cs_eq(who[0], who[1]))
        return cs_fail(err, CASUS_E_INPUT, -1, "expected two who decided, not \"" CS_FMT "\" twice", CS_ARG(who[0]));
    CS_TRY(cs_db_ask(d->db, Q_LOG, NULL, 0, &rows, err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, err));
        if (!more) break;
        entry *e = CS_PUSH(perm, &d->log);
        *e = entry_at(rows, who, perm);
        if (e->by >= 0) there[e->by] = true;
    }
    for (int i = 0; i < 2; i++)
        if (!there[i]) return nobody(d, who[i], perm, err);
    if (d->log.n) qsort(d->log.v, (size_t)d->log.n, sizeof *d->log.v, by_what);
    return CASUS_OK;
}

casus_status cs_decisions_open(cs_decisions **out, cs_store *s, const cs_str who[2], cs_arena *perm, cs_err *err) {
    cs_decisions *d = *out = calloc(1, sizeof *d);
    if (!d) return cs_fail(err, CASUS_E_LIMIT, -1, "out of memory");
    d->db = cs_store_db(s);
    casus_status st = cs_db_look(d->db, err);
    if (st == CASUS_OK) st = load(d, who, perm, err);
    if (st != CASUS_OK) cs_decisions_close(out);
    return st;
}

void cs_decisions_close(cs_decisions **d) {
    if (!*d) return;
    cs_db_rollback((*d)->db);
    free(*d);
    *d = NULL;
}

/* ---- what the program says ---- */

static casus_status read_statement(cs_decisions *d, int64_t id, cs_arena *a, cs_decided *out, cs_opinion *said, bool *there,
                                   cs_err *err) {
    cs_told t;
    CS_TRY(cs_told_as_read(d->db, CS_TOLD_STATEMENT, id, a, &t, err));
    *there = t.n && t.v[0].report; /* in a coding that is no report's current one it is no longer shown */
    if (!*there) return CASUS_OK;
    const cs_view_statement *s = t.v;
    out->report = s->report;
    out->words = s->evidence;
    *said = (cs_opinion){ !cs_eq(s->review, CS_LIT("added")),
                          s->type,
                          s->mode,
                          s->certainty,
                          s->modality,
                          s->time_frame,
                          s->when,
                          s->places,
                          s->parties,
                          s->tolls,
                          s->n_places,
                          s->n_parties,
                          s->n_tolls };
    return CASUS_OK;
}

static casus_status read_incident(cs_decisions *d, int64_t id, cs_arena *a, cs_decided *out, cs_opinion *said, bool *there,
                                  cs_err *err) {
    static const char report[] =
        "select min(report) from (select k.report from incident_accounts i join accounts x on x.id = i.account "
        "join report_codings k on k.coding = x.coding where i.incident = $1 union "
        "select v.report from incident_accounts i join accounts x on x.id = i.account join codings k on k.id = x.coding "
        "join reviews v on v.id = k.hand where i.incident = $1) q having min(report) is not null";
    cs_view_incident x;
    CS_TRY(cs_db_ask_int(d->db, report, CS_VALUES(cs_v_int(id)), &out->report, there, err));
    if (!*there) return CASUS_OK;
    CS_TRY(cs_store_sum_as_read(d->db, id, a, &x, err));
    cs_view_place *place = CS_NEW(a, cs_view_place, 1);
    *place = x.place;
    *said = (cs_opinion){ x.n_statements > 0,
                          x.type,
                          x.mode,
                          x.certainty,
                          x.modality,
                          x.time_frame,
                          x.when,
                          place,
                          x.parties,
                          x.tolls,
                          place->name.n || place->country.n,
                          x.n_parties,
                          x.n_tolls };
    return CASUS_OK;
}

/* ---- what people say ---- */

static void set(cs_opinion *o, const entry *e, cs_arena *a) {
    const cs_edited to = { &o->type,   &o->mode,     &o->certainty, &o->modality,  &o->time_frame, &o->when,
                           &o->places, &o->n_places, &o->parties,   &o->n_parties, &o->tolls,      &o->n_tolls };
    cs_edit(&to, e->field, e->after, a);
}

/* e: the n decisions on it. *decided is false where none is this person's. */
static cs_opinion opinion_of(const cs_opinion *read, const entry *e, ptrdiff_t n, int who, bool *decided, cs_arena *a) {
    cs_opinion o = *read;
    ptrdiff_t last = -1;
    for (ptrdiff_t i = 0; i < n; i++)
        if (e[i].by == who) last = i;
    *decided = last >= 0;
    if (!*decided || e[last].action == REJECT) return (cs_opinion){ .exists = false };
    o.exists = true;
    for (ptrdiff_t i = 0; i <= last; i++)
        if (e[i].action == EDIT) set(&o, e + i, a);
    if (e[last].action == ACCEPT) return o; /* of what was shown then, also in place of what they had set themselves */
    for (ptrdiff_t i = 0; i <= last; i++)
        if (e[i].action == EDIT && e[i].by == who) set(&o, e + i, a);
    return o;
}

static casus_status take(cs_decisions *d, const entry *e, ptrdiff_t n, cs_arena *a, cs_decided *out, bool *both, cs_err *err) {
    cs_opinion read = { 0 };
    bool has[2] = { d->is_program[0], d->is_program[1] }, there;
    for (ptrdiff_t i = 0; i < n; i++)
        if (e[i].by >= 0) has[e[i].by] = true;
    *both = has[0] && has[1];
    if (!*both) return CASUS_OK;
    *out = (cs_decided){ .statement = e->statement, .incident = e->statement ? 0 : e->incident };
    if (out->statement)
        CS_TRY(read_statement(d, out->statement, a, out, &read, &there, err));
    else
        CS_TRY(read_incident(d, out->incident, a, out, &read, &there, err));
    *both = there;
    for (int i = 0; i < 2 && there; i++) out->of[i] = d->is_program[i] ? read : opinion_of(&read, e, n, i, &has[i], a);
    return CASUS_OK;
}

casus_status cs_decisions_next(cs_decisions *d, cs_arena *a, cs_decided *out, bool *more, cs_err *err) {
    *more = false;
    while (!*more && d->at < d->log.n) {
        const entry *e = d->log.v + d->at;
        ptrdiff_t n = 1;
        while (d->at + n < d->log.n && e[n].statement == e->statement && (e->statement || e[n].incident == e->incident)) n++;
        d->at += n;
        CS_TRY(take(d, e, n, a, out, more, err));
    }
    return CASUS_OK;
}
