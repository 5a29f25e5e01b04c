#include "link/cluster.h"
#include "store/accounts.h"
#include <stdio.h>

typedef struct checking {
    cs_change c; /* nothing is changed: it carries the database, the arena and the error */
    cs_db_told told;
    void *ctx;
} checking;

static void fault(checking *k, const char *what, int64_t a, int64_t b) {
    char line[160];
    int n = snprintf(line, sizeof line, what, (long long)a, (long long)b);
    k->told(k->ctx, (cs_str){ line, n });
}

/* A query that gives a line for each fault. */
static casus_status each(checking *k, const char *sql) {
    cs_rows *rows = NULL;
    bool more;
    CS_TRY(cs_db_ask_once(k->c.db, sql, NULL, 0, &rows, k->c.err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, k->c.err));
        if (!more) return CASUS_OK;
        k->told(k->ctx, cs_rows_text(rows, 0));
    }
}

#define LIVE_CODINGS \
    "(select c.coding as id from " CS_CURRENT \
    " c union select k.id from codings k join reviews r on r.id = k.hand " \
    "where r.undone_by is null)"

/* What the tables must be to each other. */
static const char *const RULES[] = {
    "select 'statement ' || s.id || ' tells of an incident and is in no account' from statements s join " LIVE_CODINGS
    " k on k.id = s.coding where s.incident is not null and not exists "
    "(select 1 from account_statements x where x.statement = s.id)",
    "select 'account ' || x.id || ' is of a coding that is no report''s current one' from accounts x where x.coding not "
    "in " LIVE_CODINGS,
    "select 'account ' || a.account || ' has a statement of another coding' from account_statements a join accounts x on "
    "x.id = a.account join statements s on s.id = a.statement where s.coding <> x.coding",
    "select 'account ' || x.id || ' has no statement' from accounts x where not exists "
    "(select 1 from account_statements a where a.account = x.id)",
    "select 'account ' || x.id || ' is in no live incident' from accounts x where not exists (select 1 from incident_accounts "
    "a "
    "join incidents i on i.id = a.incident where a.account = x.id and i.live = 1)",
    "select 'incident ' || i.id || ' is live and has no account' from incidents i where i.live = 1 and not exists "
    "(select 1 from incident_accounts a where a.incident = i.id)",
};

/* ---- sketches and links ---- */

static casus_status stored_link(checking *k, int64_t a, int64_t b, double *p) {
    static const char sql[] = "select probability from account_links where a = $1 and b = $2";
    cs_rows *row = NULL;
    bool there;
    *p = 0;
    CS_TRY(cs_db_ask(k->c.db, sql, CS_VALUES(cs_v_int(a), cs_v_int(b)), &row, k->c.err));
    CS_TRY(cs_rows_next(row, &there, k->c.err));
    if (!there) return CASUS_OK;
    *p = cs_rows_real(row, 0);
    cs_rows_end(row);
    return CASUS_OK;
}

/* Each pair is looked at from its smaller account. */
static casus_status check_links(checking *k, int64_t account, const cs_account_source *s, const cs_account *own) {
    cs_account_nears near = { 0 };
    CS_TRY(cs_account_compare(&k->c, account, s, own, &near));
    for (ptrdiff_t i = 0; i < near.n; i++) {
        double p, says = near.v[i].same.p;
        if (near.v[i].account < account) continue;
        CS_TRY(stored_link(k, account, near.v[i].account, &p));
        if (p != (says >= CS_TIE_FLOOR ? says : 0))
            fault(k, "accounts %lld and %lld are linked otherwise than they say", account, near.v[i].account);
    }
    return CASUS_OK;
}

static casus_status check_account(checking *k, int64_t account, const cs_account_source *s) {
    static const char sql[] = "select 1 from accounts where id = $1 and sketch = $2";
    cs_account own;
    cs_buf packed = { 0 };
    int64_t one;
    bool same = false;
    CS_TRY(cs_account_sketch(&k->c, account, s, &own));
    cs_account_pack(&own, &packed);
    casus_status st =
        cs_db_ask_int(k->c.db, sql, CS_VALUES(cs_v_int(account), cs_v_blob((cs_str){ packed.p, (ptrdiff_t)packed.n })), &one,
                      &same, k->c.err);
    cs_buf_free(&packed);
    if (st != CASUS_OK) return st;
    if (!same) fault(k, "account %lld is not what its reading says", account, 0);
    return same ? check_links(k, account, s, &own) : CASUS_OK;
}

static casus_status check_coding(const checking *all, int64_t coding) {
    cs_arena scratch = *all->c.a;
    checking k = *all;
    k.c.a = &scratch;
    cs_ids accounts = { 0 };
    cs_account_source s = { 0 };
    CS_TRY(cs_store_ids(&k.c, "select id from accounts where coding = $1 order by id", coding, &accounts));
    if (!accounts.n) return CASUS_OK;
    CS_TRY(cs_account_source_open(&k.c, coding, &s));
    casus_status st = CASUS_OK;
    for (ptrdiff_t i = 0; i < accounts.n && st == CASUS_OK; i++) st = check_account(&k, accounts.v[i], &s);
    json_decref(s.reading);
    return st;
}

/* ---- incidents ---- */

/* Accounts are together as the links and the decisions say: same cluster, same incident, and the reverse. */
static casus_status check_incidents(checking *k) {
    cs_ids accounts = { 0 }, incidents = { 0 };
    CS_TRY(cs_store_ids(&k->c, "select account from incident_accounts where account > $1 order by account", 0, &accounts));
    CS_TRY(cs_store_ids(&k->c, "select incident from incident_accounts where account > $1 order by account", 0, &incidents));
    ptrdiff_t n = accounts.n;
    int *cluster = CS_NEW(k->c.a, int, n + 1);
    int64_t *incident_of = CS_NEW(k->c.a, int64_t, n + 1); /* by cluster */
    CS_TRY(cs_incidents_cluster(&k->c, &accounts, cluster));
    for (ptrdiff_t i = 0; i < n; i++) {
        if (cluster[i] < 0) continue;
        if (!incident_of[cluster[i]]) incident_of[cluster[i]] = incidents.v[i];
        if (incident_of[cluster[i]] != incidents.v[i])
            fault(k, "account %lld is in incident %lld and tells of another", accounts.v[i], incidents.v[i]);
    }
    cs_ids seen = { 0 };
    for (ptrdiff_t i = 0; i < n; i++)
        if (incident_of[i]) *CS_PUSH(k->c.a, &seen) = incident_of[i];
    ptrdiff_t clusters = seen.n;
    cs_ids_sort(&seen);
    if (seen.n < clusters) fault(k, "%lld incidents hold what tells of others", clusters - seen.n, 0);
    return CASUS_OK;
}

casus_status cs_incidents_check(cs_db *db, cs_db_told told, void *ctx, cs_arena scratch, cs_err *err) {
    checking k = { { .db = db, .a = &scratch, .err = err }, told, ctx };
    cs_ids codings = { 0 };
    bool of_today;
    for (size_t i = 0; i < sizeof RULES / sizeof *RULES; i++) CS_TRY(each(&k, RULES[i]));
    CS_TRY(cs_incidents_are_of_today(db, &of_today, err));
    if (!of_today) return CASUS_OK; /* linked by other rules: `casus add` will link it anew */
    CS_TRY(cs_store_ids(&k.c, "select distinct coding from accounts where coding > $1 order by coding", 0, &codings));
    for (ptrdiff_t i = 0; i < codings.n; i++) CS_TRY(check_coding(&k, codings.v[i]));
    return check_incidents(&k);
}
