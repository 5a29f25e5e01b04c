/* Incidents put together and taken apart. What people say of accounts are bonds, which clustering obeys. */
#include "store/review_work.h"

static casus_status bind(cs_deciding *d, int64_t x, int64_t y, bool same) {
    static const char sql[] = "insert into bonds (a, b, same, review) values ($1, $2, $3, $4) on conflict do nothing";
    if (x == y) return CASUS_OK;
    return cs_db_run(d->c.db, sql,
                     CS_VALUES(cs_v_int(x < y ? x : y), cs_v_int(x < y ? y : x), cs_v_int(same), cs_v_int(d->c.review)),
                     d->c.err);
}

/* All of them are of one incident, whatever was decided before. */
static casus_status bind_together(cs_deciding *d, const cs_ids *accounts) {
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
static casus_status hand_over(cs_deciding *d, int64_t from, int64_t to) {
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

casus_status cs_review_put_merge(cs_deciding *d, int64_t incident, int64_t other) {
    cs_ids accounts = { 0 };
    CS_TRY(cs_review_must_be_incident(d, incident));
    CS_TRY(cs_review_must_be_incident(d, other));
    if (incident == other)
        return cs_fail(d->c.err, CASUS_E_INPUT, -1, "incident %lld cannot be merged with itself", (long long)other);
    CS_TRY(cs_review_pin(d, cs_review_reports_of_incident, incident));
    CS_TRY(cs_review_pin(d, cs_review_reports_of_incident, other));
    CS_TRY(cs_review_put_row(d, &(cs_review_row){ .action = "merge", .incident = incident, .other = other }));
    CS_TRY(cs_store_ids(&d->c, Q_ACCOUNTS, incident, &accounts));
    CS_TRY(cs_store_ids(&d->c, Q_ACCOUNTS, other, &accounts));
    CS_TRY(bind_together(d, &accounts));
    /* The one that was named first goes on, whichever is larger. */
    CS_TRY(hand_over(d, other, incident));
    CS_TRY(cs_db_run(d->c.db, "update incidents set live = 0, into_incident = $1 where id = $2",
                     CS_VALUES(cs_v_int(incident), cs_v_int(other)), d->c.err));
    return cs_incidents_settle(&d->c);
}

/* The named statements of an account become an account of their own. */
static casus_status part(cs_deciding *d, int64_t account, const cs_ids *statements, int64_t *made) {
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
static casus_status take_sides(cs_deciding *d, int64_t incident, const cs_ids *statements, sides *s) {
    static const char of[] = "select statement from account_statements where account = $1";
    cs_ids accounts = { 0 };
    CS_TRY(cs_store_ids(&d->c, Q_ACCOUNTS, incident, &accounts));
    for (ptrdiff_t i = 0; i < accounts.n; i++) {
        cs_ids told = { 0 }, named = { 0 };
        int64_t leaves = accounts.v[i];
        CS_TRY(cs_store_ids(&d->c, of, accounts.v[i], &told));
        for (ptrdiff_t k = 0; k < told.n; k++)
            for (ptrdiff_t j = 0; j < statements->n; j++)
                if (told.v[k] == statements->v[j]) *CS_PUSH(d->c.a, &named) = told.v[k];
        if (named.n && named.n < told.n) CS_TRY(part(d, accounts.v[i], &named, &leaves));
        if (named.n) *CS_PUSH(d->c.a, &s->leaving) = leaves;
        if (named.n < told.n) *CS_PUSH(d->c.a, &s->staying) = accounts.v[i];
    }
    return CASUS_OK;
}

casus_status cs_review_put_split(cs_deciding *d, const cs_ids *statements, int64_t *made) {
    sides s = { 0 };
    int64_t incident = 0, other;
    for (ptrdiff_t i = 0; i < statements->n; i++) {
        CS_TRY(cs_review_incident_of(d, statements->v[i], &other));
        if (!other)
            return cs_fail(d->c.err, CASUS_E_INPUT, -1, "statement %lld is of no incident", (long long)statements->v[i]);
        if (incident && other != incident)
            return cs_fail(d->c.err, CASUS_E_INPUT, -1, "the statements are of two incidents, %lld and %lld",
                           (long long)incident, (long long)other);
        incident = other;
    }
    CS_TRY(cs_review_pin(d, cs_review_reports_of_incident, incident));
    CS_TRY(cs_review_put_row(d, &(cs_review_row){ .action = "split", .incident = incident, .statement = statements->v[0] }));
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
    CS_TRY(cs_review_incident_of(d, statements->v[0], made));
    return cs_db_run(d->c.db, "update reviews set other = $2 where id = $1", CS_VALUES(cs_v_int(d->c.review), cs_v_int(*made)),
                     d->c.err);
}
