#include "store/incidents.h"
#include "link/cluster.h"
#include "store/summary.h"
#include <stdlib.h>

static int by_id(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

void cs_ids_sort(cs_ids *ids) {
    ptrdiff_t n = 0;
    if (!ids->n) return;
    qsort(ids->v, (size_t)ids->n, sizeof *ids->v, by_id);
    for (ptrdiff_t i = 0; i < ids->n; i++)
        if (!i || ids->v[i] != ids->v[i - 1]) ids->v[n++] = ids->v[i];
    ids->n = n;
}

ptrdiff_t cs_ids_find(const cs_ids *ids, int64_t id) {
    const int64_t *found = ids->n ? bsearch(&id, ids->v, (size_t)ids->n, sizeof id, by_id) : NULL;
    return found ? found - ids->v : -1;
}

casus_status cs_store_ids(cs_change *c, const char *sql, int64_t about, cs_ids *out) {
    cs_rows *rows = NULL;
    bool more;
    CS_TRY(cs_db_ask(c->db, sql, CS_VALUES(cs_v_int(about)), &rows, c->err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, c->err));
        if (!more) return CASUS_OK;
        *CS_PUSH(c->a, out) = cs_rows_int(rows, 0);
    }
}

casus_status cs_ids_next(cs_change *c, const char *sql, const cs_ids *ids, cs_ids_rows *x, bool *more) {
    for (;;) {
        *more = x->rows || x->asked < ids->n;
        if (!*more) return CASUS_OK;
        if (!x->rows) {
            const cs_db_ids some = cs_db_ids_of(ids->v + x->asked, ids->n - x->asked);
            x->asked += CS_DB_IDS_MAX;
            CS_TRY(cs_db_ask(c->db, sql, some.v, CS_DB_IDS_MAX, &x->rows, c->err));
        }
        CS_TRY(cs_rows_next(x->rows, more, c->err));
        if (*more) return CASUS_OK;
        x->rows = NULL;
    }
}

/* ---- what is linked, bound or together ---- */

/* Some accounts, at most CS_DB_IDS_MAX, and a probability after them. */
typedef struct some_above {
    cs_value v[CS_DB_IDS_MAX + 1];
} some_above;
#define ABOVE "$17"
static_assert(CS_DB_IDS_MAX == 16, "ABOVE is the one after them");

static some_above some_above_of(const int64_t *accounts, ptrdiff_t n, double above) {
    const cs_db_ids ids = cs_db_ids_of(accounts, n);
    some_above out;
    memcpy(out.v, ids.v, sizeof ids.v);
    out.v[CS_DB_IDS_MAX] = cs_v_real(above);
    return out;
}

/* Adds to some accounts what a query gives for them; then they are sorted, each once. above: NULL where the query asks for
 * none. */
static casus_status take_in(cs_change *c, const char *sql, const double *above, cs_ids *accounts) {
    const ptrdiff_t n = accounts->n;
    for (ptrdiff_t i = 0; i < n; i += CS_DB_IDS_MAX) {
        cs_rows *rows = NULL;
        bool more = true;
        CS_TRY(cs_db_ask(c->db, sql, some_above_of(accounts->v + i, n - i, above ? *above : 0).v, CS_DB_IDS_MAX + !!above,
                         &rows, c->err));
        while (more) {
            CS_TRY(cs_rows_next(rows, &more, c->err));
            if (more) *CS_PUSH(c->a, accounts) = cs_rows_int(rows, 0);
        }
    }
    cs_ids_sort(accounts);
    return CASUS_OK;
}

#define BOUND "select b from bonds where a in " CS_DB_IDS " union all select a from bonds where b in " CS_DB_IDS

/* Linked with more than a probability, or bound. */
static const char Q_LINKED[] =
    "select b from account_links where a in " CS_DB_IDS " and probability > " ABOVE
    " union all select a from account_links where b in " CS_DB_IDS " and probability > " ABOVE " union all " BOUND;
static const char Q_TOGETHER[] =
    "select y.account from incident_accounts x join incident_accounts y on y.incident = x.incident where x.account "
    "in " CS_DB_IDS;

casus_status cs_incidents_linked(cs_change *c, cs_ids *accounts) {
    static const double any = 0;
    return take_in(c, Q_LINKED, &any, accounts);
}

/* ---- members ---- */

typedef struct member {
    int64_t account, incident; /* incident: that it is in; 0: none yet */
    cs_str name;
    int cluster;
} member;
typedef CS_VEC(member) members;

static int by_name(const void *a, const void *b) {
    const member *x = a, *y = b;
    int d = cs_cmp(x->name, y->name);
    return d ? d : (x->account > y->account) - (x->account < y->account);
}

/* What was dropped after it was touched is not there. */
static casus_status load_members(cs_change *c, const cs_ids *accounts, members *out) {
    static const char sql[] =
        "select x.id, x.name, coalesce(i.incident, 0) from accounts x "
        "left join incident_accounts i on i.account = x.id where x.id in " CS_DB_IDS;
    cs_ids_rows x = { 0 };
    for (bool more;;) {
        CS_TRY(cs_ids_next(c, sql, accounts, &x, &more));
        if (!more) break;
        *CS_PUSH(c->a, out) =
            (member){ cs_rows_int(x.rows, 0), cs_rows_int(x.rows, 2), cs_dup(c->a, cs_rows_text(x.rows, 1)), 0 };
    }
    if (out->n) qsort(out->v, (size_t)out->n, sizeof(member), by_name);
    return CASUS_OK;
}

/* ---- clustering ---- */

/* Where an account stands among the members. */
typedef struct at {
    int64_t account;
    int member;
} at;

static int by_account(const void *a, const void *b) {
    int64_t x = ((const at *)a)->account, y = ((const at *)b)->account;
    return (x > y) - (x < y);
}

static at *index_members(const members *m, cs_arena *a) {
    at *index = CS_NEW(a, at, m->n + 1);
    for (ptrdiff_t i = 0; i < m->n; i++) index[i] = (at){ m->v[i].account, (int)i };
    if (m->n) qsort(index, (size_t)m->n, sizeof *index, by_account);
    return index;
}

static int member_of(const at *index, ptrdiff_t n, int64_t account) {
    const at key = { account, 0 }, *found = bsearch(&key, index, (size_t)n, sizeof key, by_account);
    return found ? found->member : -1;
}

typedef CS_VEC(cs_tie) ties;
/* A bond and the decision that set it. */
typedef struct decided {
    int64_t review;
    cs_bond bond;
} decided;
typedef CS_VEC(decided) decisions;

static casus_status ties_of(cs_change *c, const at *index, ptrdiff_t n, const cs_db_ids *some, ties *out) {
    static const char sql[] = "select a, b, probability from account_links where a in " CS_DB_IDS;
    cs_rows *rows = NULL;
    bool more;
    CS_TRY(cs_db_ask(c->db, sql, some->v, CS_DB_IDS_MAX, &rows, c->err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, c->err));
        if (!more) return CASUS_OK;
        int i = member_of(index, n, cs_rows_int(rows, 0)), j = member_of(index, n, cs_rows_int(rows, 1));
        if (j >= 0) *CS_PUSH(c->a, out) = (cs_tie){ i < j ? i : j, i < j ? j : i, cs_rows_real(rows, 2) };
    }
}

static casus_status bonds_of(cs_change *c, const at *index, ptrdiff_t n, const cs_db_ids *some, decisions *out) {
    static const char sql[] = "select a, b, same, review from bonds where a in " CS_DB_IDS;
    cs_rows *rows = NULL;
    bool more;
    CS_TRY(cs_db_ask(c->db, sql, some->v, CS_DB_IDS_MAX, &rows, c->err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, c->err));
        if (!more) return CASUS_OK;
        int i = member_of(index, n, cs_rows_int(rows, 0)), j = member_of(index, n, cs_rows_int(rows, 1));
        const cs_bond b = { i < j ? i : j, i < j ? j : i, cs_rows_int(rows, 2) == 1 };
        if (j >= 0) *CS_PUSH(c->a, out) = (decided){ cs_rows_int(rows, 3), b };
    }
}

/* By their members and not by their accounts' ids, so that sums are the same in every case. */
static int by_pair(const void *a, const void *b) {
    const cs_tie *x = a, *y = b;
    return x->a != y->a ? x->a - y->a : x->b - y->b;
}

static int by_review(const void *a, const void *b) {
    const decided *x = a, *y = b;
    if (x->review != y->review) return x->review < y->review ? -1 : 1;
    return x->bond.a != y->bond.a ? x->bond.a - y->bond.a : x->bond.b - y->bond.b;
}

/* In the order in which they were made, for of two that contradict each other the later counts. */
static cs_bond *in_order(decisions *d, cs_arena *a) {
    cs_bond *out = CS_NEW(a, cs_bond, d->n + 1);
    if (d->n) qsort(d->v, (size_t)d->n, sizeof *d->v, by_review);
    for (ptrdiff_t i = 0; i < d->n; i++) out[i] = d->v[i].bond;
    return out;
}

static casus_status cluster(cs_change *c, members *m) {
    ties t = { 0 };
    decisions d = { 0 };
    at *index = index_members(m, c->a);
    for (ptrdiff_t i = 0; i < m->n; i += CS_DB_IDS_MAX) {
        int64_t ids[CS_DB_IDS_MAX];
        ptrdiff_t n = m->n - i < CS_DB_IDS_MAX ? m->n - i : CS_DB_IDS_MAX;
        for (ptrdiff_t k = 0; k < n; k++) ids[k] = m->v[i + k].account;
        const cs_db_ids some = cs_db_ids_of(ids, n);
        CS_TRY(ties_of(c, index, m->n, &some, &t));
        CS_TRY(bonds_of(c, index, m->n, &some, &d));
    }
    if (t.n) qsort(t.v, (size_t)t.n, sizeof *t.v, by_pair);
    int *label = CS_NEW(c->a, int, m->n + 1);
    cs_cluster((int)m->n, t.v, t.n, in_order(&d, c->a), d.n, label, *c->a);
    for (ptrdiff_t i = 0; i < m->n; i++) m->v[i].cluster = label[i];
    return CASUS_OK;
}

casus_status cs_incidents_cluster(cs_change *c, const cs_ids *accounts, int *out) {
    members m = { 0 };
    CS_TRY(load_members(c, accounts, &m));
    CS_TRY(cluster(c, &m));
    at *index = index_members(&m, c->a);
    for (ptrdiff_t i = 0; i < accounts->n; i++) {
        int k = member_of(index, m.n, accounts->v[i]);
        out[i] = k < 0 ? -1 : m.v[k].cluster;
    }
    return CASUS_OK;
}

/* ---- which incident a cluster is ---- */

/* So many accounts of an incident are in a cluster. */
typedef struct share {
    int cluster, n;
    int64_t incident;
    int place; /* of the incident among all that have a share */
} share;
typedef CS_VEC(share) shares;

static int by_incident(const void *a, const void *b) {
    const share *x = a, *y = b;
    if (x->incident != y->incident) return x->incident < y->incident ? -1 : 1;
    return x->cluster - y->cluster;
}

/* The largest first; of equals the oldest incident, then the cluster that comes first by name. */
static int by_weight(const void *a, const void *b) {
    const share *x = a, *y = b;
    return x->n != y->n ? y->n - x->n : by_incident(a, b);
}

static shares shares_of(const members *m, cs_arena *a) {
    shares each = { 0 }, out = { 0 };
    for (ptrdiff_t i = 0; i < m->n; i++)
        if (m->v[i].incident) *CS_PUSH(a, &each) = (share){ m->v[i].cluster, 1, m->v[i].incident, 0 };
    if (each.n) qsort(each.v, (size_t)each.n, sizeof(share), by_incident);
    for (ptrdiff_t i = 0; i < each.n; i++) {
        const share *last = out.n ? &out.v[out.n - 1] : NULL;
        if (last && !by_incident(last, &each.v[i])) {
            out.v[out.n - 1].n++;
            continue;
        }
        if (last) each.v[i].place = last->place + (last->incident != each.v[i].incident);
        *CS_PUSH(a, &out) = each.v[i];
    }
    if (out.n) qsort(out.v, (size_t)out.n, sizeof(share), by_weight);
    return out;
}

/* id[cluster]: the incident that it goes on as; 0: a new one. Each incident goes on as one cluster. */
static int64_t *heirs(const members *m, const shares *s, cs_arena *a) {
    int64_t *id = CS_NEW(a, int64_t, m->n + 1);
    bool *goes_on = CS_NEW(a, bool, s->n + 1);
    for (ptrdiff_t i = 0; i < s->n; i++) {
        if (id[s->v[i].cluster] || goes_on[s->v[i].place]) continue;
        id[s->v[i].cluster] = s->v[i].incident;
        goes_on[s->v[i].place] = true;
    }
    return id;
}

/* ---- writing ---- */

static casus_status make_incident(cs_change *c, int64_t *id) {
    static const char sql[] =
        "insert into incidents (live, version, made_at, changed_at, reports, sources, statements, credibility, "
        "credibility_why, "
        "review) values (1, 0, $1, $1, 0, 0, 0, 6, 'not yet judged', 'none') returning id";
    return cs_db_insert(c->db, sql, CS_VALUES(cs_v_text(c->now)), id, c->err);
}

static bool has(const cs_ids *ids, int64_t id) {
    for (ptrdiff_t i = 0; i < ids->n; i++)
        if (ids->v[i] == id) return true;
    return false;
}

casus_status cs_incident_note(cs_change *c, int64_t incident, const char *what, cs_str account) {
    static const char open[] = "update incidents set version = version + 1, changed_at = $2 where id = $1";
    static const char put[] =
        "insert into incident_changes (incident, version, number, at, what, account_name, review) "
        "select $1, i.version, 1 + (select count(*) from incident_changes h where h.incident = $1 and h.version = i.version), "
        "$2, $3, $4, $5 from incidents i where i.id = $1";
    if (!has(&c->opened, incident)) {
        CS_TRY(cs_db_run(c->db, open, CS_VALUES(cs_v_int(incident), cs_v_text(c->now)), c->err));
        *CS_PUSH(c->a, &c->opened) = incident;
        *CS_PUSH(c->a, &c->resum) = incident;
    }
    return cs_db_run(
        c->db, put,
        CS_VALUES(cs_v_int(incident), cs_v_text(c->now), cs_v_word(what), cs_v_text(account), cs_v_int_or(c->review, 0)),
        c->err);
}

static casus_status move(cs_change *c, const member *m, int64_t to, bool is_new) {
    static const char put[] =
        "insert into incident_accounts (account, incident) values ($1, $2) "
        "on conflict (account) do update set incident = excluded.incident";
    if (m->incident == to) return CASUS_OK;
    if (m->incident) CS_TRY(cs_incident_note(c, m->incident, "left", m->name));
    CS_TRY(cs_db_run(c->db, put, CS_VALUES(cs_v_int(m->account), cs_v_int(to)), c->err));
    return cs_incident_note(c, to, is_new ? "made" : "joined", m->name);
}

/* An incident without accounts was taken up by the one that has most of those that it had, if there is any. */
static casus_status retire(cs_change *c, int64_t incident, const int64_t *id, const shares *s) {
    static const char sql[] =
        "update incidents set live = 0, into_incident = $2 where id = $1 and live = 1 and not exists "
        "(select 1 from incident_accounts a where a.incident = $1)";
    int64_t into = 0;
    for (ptrdiff_t i = 0; i < s->n && !into; i++)
        if (s->v[i].incident == incident) into = id[s->v[i].cluster];
    return cs_db_run(c->db, sql, CS_VALUES(cs_v_int(incident), cs_v_int_or(into == incident ? 0 : into, 0)), c->err);
}

static casus_status regroup(cs_change *c, const members *m) {
    shares s = shares_of(m, c->a);
    int64_t *id = heirs(m, &s, c->a);
    bool *is_new = CS_NEW(c->a, bool, m->n + 1);
    for (ptrdiff_t i = 0; i < m->n; i++) { /* a cluster's first member by name comes before the others */
        int k = m->v[i].cluster;
        is_new[k] |= !id[k];
        if (!id[k]) CS_TRY(make_incident(c, &id[k]));
        CS_TRY(move(c, &m->v[i], id[k], is_new[k]));
    }
    for (ptrdiff_t i = 0; i < c->opened.n; i++) CS_TRY(retire(c, c->opened.v[i], id, &s));
    return CASUS_OK;
}

/* ---- how far a change reaches ---- */

/* The incidents around some accounts: those that a link or a bond connects with them. What is no likelier than CS_TIE_JOIN
 * connects nothing: the mean of what two groups have between them is never more than the best of it. And all that is bound to
 * these, for one bond may contradict another. */
static casus_status look_around(cs_change *c, const cs_ids *core, cs_ids *all) {
    static const double connects = CS_TIE_JOIN;
    ptrdiff_t before;
    for (ptrdiff_t i = 0; i < core->n; i++) *CS_PUSH(c->a, all) = core->v[i];
    CS_TRY(take_in(c, Q_LINKED, &connects, all));
    do {
        CS_TRY(take_in(c, Q_TOGETHER, NULL, all));
        before = all->n;
        CS_TRY(take_in(c, BOUND, NULL, all));
    } while (all->n > before);
    return CASUS_OK;
}

/* What is known of an incident or a cluster while members are counted. */
typedef struct tally {
    int64_t incident;
    int n, cluster; /* cluster: of its first member; -1: its members are in several, or not alone there */
} tally;

static int by_tally(const void *a, const void *b) {
    int64_t x = ((const tally *)a)->incident, y = ((const tally *)b)->incident;
    return (x > y) - (x < y);
}

/* Appends the accounts beside the core whose incidents are no longer what they were. */
static void find_changed(cs_change *c, const members *m, const cs_ids *core, cs_ids *out) {
    int *size = CS_NEW(c->a, int, m->n + 1); /* of each cluster */
    tally *t = CS_NEW(c->a, tally, m->n + 1);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < m->n; i++) {
        size[m->v[i].cluster]++;
        t[i] = (tally){ m->v[i].incident, 1, m->v[i].cluster };
    }
    qsort(t, (size_t)m->n, sizeof *t, by_tally);
    for (ptrdiff_t i = 0; i < m->n; i++) {
        if (!n || t[n - 1].incident != t[i].incident) {
            t[n++] = t[i];
            continue;
        }
        t[n - 1].n++;
        if (t[n - 1].cluster != t[i].cluster) t[n - 1].cluster = -1;
    }
    for (ptrdiff_t i = 0; i < n; i++)
        if (t[i].cluster >= 0 && size[t[i].cluster] != t[i].n) t[i].cluster = -1;
    for (ptrdiff_t i = 0; i < m->n; i++) {
        if (cs_ids_find(core, m->v[i].account) >= 0) continue;
        const tally key = { m->v[i].incident, 0, 0 }, *of = bsearch(&key, t, (size_t)n, sizeof key, by_tally);
        if (of->cluster < 0) *CS_PUSH(c->a, out) = m->v[i].account;
    }
}

/* Clusters the incidents of what is touched among those around them. One around them that stays what it is, is what it was for
 * all that is farther away, too: its members came together in the same order, by what they have between them. One that changes
 * is touched itself. So this is what clustering all accounts of the case would give. */
static casus_status cluster_touched(cs_change *c, members *m) {
    cs_ids core = c->touched;
    cs_ids_sort(&core);
    for (;;) {
        cs_ids all = { 0 }, changed = { 0 };
        *m = (members){ 0 };
        CS_TRY(take_in(c, Q_TOGETHER, NULL, &core));
        CS_TRY(look_around(c, &core, &all));
        CS_TRY(load_members(c, &all, m));
        CS_TRY(cluster(c, m));
        find_changed(c, m, &core, &changed);
        if (!changed.n) return CASUS_OK;
        for (ptrdiff_t i = 0; i < changed.n; i++) *CS_PUSH(c->a, &core) = changed.v[i];
        cs_ids_sort(&core);
    }
}

casus_status cs_incidents_settle(cs_change *c) {
    members m = { 0 };
    CS_TRY(cluster_touched(c, &m));
    CS_TRY(regroup(c, &m));
    cs_ids_sort(&c->resum);
    CS_TRY(cs_store_sum(c->db, c->resum.v, c->resum.n, *c->a, &c->parties, c->err));
    c->regrouped |= m.n > 0;
    for (ptrdiff_t i = 0; i < c->resum.n; i++) *CS_PUSH(c->a, &c->changed) = c->resum.v[i];
    c->touched.n = c->resum.n = c->opened.n = 0;
    return CASUS_OK;
}
