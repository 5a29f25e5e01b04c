/* A neighbourhood of accounts is loaded, its statements are drawn as accounts of one statement, those of linked accounts are
 * compared, and what is alike enough is clustered. */
#include "store/deeds.h"
#include "base/map.h"
#include "link/deed.h"
#include "store/account.h"
#include "store/incidents.h"
#include "store/view_work.h"
#include <stdlib.h>

/* ---- accounts ---- */

typedef struct teller {
    int64_t account, incident;
    cs_str name; /* orders accounts alike in every case */
    cs_account whole;
    int first, n; /* of its statements among all */
} teller;
typedef CS_VEC(teller) tellers;

/* A statement that is compared. */
typedef struct unit {
    int teller;
    const cs_view_statement *said;
    const cs_told *told; /* of its incident */
    cs_account alone;
} unit;
typedef CS_VEC(unit) units;

/* Two accounts, by their places, whose statements are compared. */
typedef struct tied {
    int a, b;
} tied;
typedef CS_VEC(tied) ties_of_accounts;

typedef CS_VEC(cs_bond) bonds;

typedef struct work {
    cs_change c; /* nothing is changed: it carries the database, the arena and the error */
    tellers tellers;
    units units;
    cs_ids incidents;
    cs_told *told; /* of each incident */
    ties_of_accounts linked, apart;
    cs_word_memo *memo;
    cs_deed_see_pair *see;
    void *ctx;
} work;

static int by_name(const void *a, const void *b) {
    const teller *x = a, *y = b;
    int d = cs_cmp(x->name, y->name);
    return d ? d : (x->account > y->account) - (x->account < y->account);
}

/* A case that a casus of another day linked may hold sketches of another form until it is next written to: then its statements
 * are compared by what they say alone. That a sketch is damaged is told by casus check. */
static cs_account sketch_of(cs_str packed, cs_arena *a) {
    cs_account whole;
    cs_err ignored = { 0 };
    if (cs_account_unpack(packed, &whole, a, &ignored) == CASUS_OK) return whole;
    return (cs_account){ .published = CS_DAY_NONE, .first = CS_DAY_NONE, .last = CS_DAY_NONE };
}

static casus_status load_tellers(work *w, const cs_ids *accounts) {
    static const char sql[] =
        "select x.id, i.incident, x.name, x.sketch from accounts x join incident_accounts i on i.account = x.id "
        "where x.id in " CS_DB_IDS;
    for (ptrdiff_t i = 0; i < accounts->n; i += CS_DB_IDS_MAX) {
        cs_rows *rows = NULL;
        bool more = true;
        CS_TRY(cs_db_ask(w->c.db, sql, cs_db_ids_of(accounts->v + i, accounts->n - i).v, CS_DB_IDS_MAX, &rows, w->c.err));
        while (more) {
            CS_TRY(cs_rows_next(rows, &more, w->c.err));
            if (!more) break;
            teller t = { .account = cs_rows_int(rows, 0), .incident = cs_rows_int(rows, 1) };
            t.name = cs_dup(w->c.a, cs_rows_text(rows, 2));
            t.whole = sketch_of(cs_rows_text(rows, 3), w->c.a);
            *CS_PUSH(w->c.a, &w->tellers) = t;
            *CS_PUSH(w->c.a, &w->incidents) = t.incident;
        }
    }
    if (w->tellers.n) qsort(w->tellers.v, (size_t)w->tellers.n, sizeof(teller), by_name);
    cs_ids_sort(&w->incidents);
    return CASUS_OK;
}

/* Where something with an id is. */
typedef struct at {
    int64_t id;
    int at;
} at;
typedef CS_VEC(at) index;

static int by_id(const void *a, const void *b) {
    int64_t x = ((const at *)a)->id, y = ((const at *)b)->id;
    return (x > y) - (x < y);
}

static void sort_index(index *x) {
    if (x->n) qsort(x->v, (size_t)x->n, sizeof(at), by_id);
}

static int place_of(const index *x, int64_t id) {
    const at key = { id, 0 }, *found = x->n ? bsearch(&key, x->v, (size_t)x->n, sizeof key, by_id) : NULL;
    return found ? found->at : -1;
}

static index index_tellers(const work *w) {
    index out = { 0 };
    for (ptrdiff_t i = 0; i < w->tellers.n; i++) *CS_PUSH(w->c.a, &out) = (at){ w->tellers.v[i].account, (int)i };
    sort_index(&out);
    return out;
}

/* ---- statements ---- */

static casus_status load_told(work *w) {
    w->told = CS_NEW(w->c.a, cs_told, w->incidents.n + 1);
    for (ptrdiff_t i = 0; i < w->incidents.n; i += CS_DB_IDS_MAX) {
        int n = (int)(w->incidents.n - i < CS_DB_IDS_MAX ? w->incidents.n - i : CS_DB_IDS_MAX);
        CS_TRY(cs_told_of_incidents(w->c.db, w->incidents.v + i, n, w->c.a, w->told + i, w->c.err));
    }
    return CASUS_OK;
}

/* Of each statement: its account's place. */
static casus_status load_owners(work *w, const cs_ids *accounts, const index *places, index *out) {
    static const char sql[] = "select statement, account from account_statements where account in " CS_DB_IDS;
    for (ptrdiff_t i = 0; i < accounts->n; i += CS_DB_IDS_MAX) {
        cs_rows *rows = NULL;
        bool more = true;
        CS_TRY(cs_db_ask(w->c.db, sql, cs_db_ids_of(accounts->v + i, accounts->n - i).v, CS_DB_IDS_MAX, &rows, w->c.err));
        while (more) {
            CS_TRY(cs_rows_next(rows, &more, w->c.err));
            if (more) *CS_PUSH(w->c.a, out) = (at){ cs_rows_int(rows, 0), place_of(places, cs_rows_int(rows, 1)) };
        }
    }
    sort_index(out);
    return CASUS_OK;
}

/* By account, then by number: the same order in every case. */
static int by_teller(const void *a, const void *b) {
    const unit *x = a, *y = b;
    if (x->teller != y->teller) return x->teller - y->teller;
    if (x->said->number != y->said->number) return x->said->number < y->said->number ? -1 : 1;
    return (x->said->id > y->said->id) - (x->said->id < y->said->id);
}

static void find_units(work *w, const index *owners) {
    for (ptrdiff_t i = 0; i < w->incidents.n; i++)
        for (int k = 0; k < w->told[i].n; k++) {
            const cs_view_statement *s = &w->told[i].v[k];
            int owner = place_of(owners, s->id);
            if (owner < 0 || cs_eq(s->review, CS_LIT("rejected"))) continue;
            *CS_PUSH(w->c.a, &w->units) = (unit){ .teller = owner, .said = s, .told = &w->told[i] };
        }
    if (w->units.n) qsort(w->units.v, (size_t)w->units.n, sizeof(unit), by_teller);
    for (ptrdiff_t i = 0; i < w->units.n; i++) {
        unit *u = &w->units.v[i];
        teller *t = &w->tellers.v[u->teller];
        if (!t->n++) t->first = (int)i;
        cs_account_of_statement(&u->alone, u->said, &t->whole, w->memo, w->c.a);
    }
}

/* ---- which accounts are compared ---- */

static casus_status load_links(work *w, const cs_ids *accounts, const index *places) {
    static const char sql[] =
        "select a, b, 1 from account_links where a in " CS_DB_IDS " union select a, b, same from bonds where a in " CS_DB_IDS;
    for (ptrdiff_t i = 0; i < accounts->n; i += CS_DB_IDS_MAX) {
        cs_rows *rows = NULL;
        bool more = true;
        CS_TRY(cs_db_ask(w->c.db, sql, cs_db_ids_of(accounts->v + i, accounts->n - i).v, CS_DB_IDS_MAX, &rows, w->c.err));
        while (more) {
            CS_TRY(cs_rows_next(rows, &more, w->c.err));
            if (!more) break;
            int a = place_of(places, cs_rows_int(rows, 0)), b = place_of(places, cs_rows_int(rows, 1));
            if (a < 0 || b < 0) continue;
            const tied t = { a < b ? a : b, a < b ? b : a };
            if (cs_rows_int(rows, 2))
                *CS_PUSH(w->c.a, &w->linked) = t;
            else if (w->tellers.v[a].incident != w->tellers.v[b].incident)
                *CS_PUSH(w->c.a, &w->apart) = t;
        }
    }
    return CASUS_OK;
}

static int by_pair(const void *a, const void *b) {
    const tied *x = a, *y = b;
    return x->a != y->a ? (x->a > y->a) - (x->a < y->a) : (x->b > y->b) - (x->b < y->b);
}

static void sort_once(ties_of_accounts *t) {
    ptrdiff_t n = 0;
    if (t->n) qsort(t->v, (size_t)t->n, sizeof(tied), by_pair);
    for (ptrdiff_t i = 0; i < t->n; i++)
        if (!n || by_pair(&t->v[n - 1], &t->v[i])) t->v[n++] = t->v[i];
    t->n = n;
}

/* Whether people parted the incidents of two accounts. */
static bool are_parted(const work *w, const tied *t) {
    const teller *v = w->tellers.v;
    int64_t x = v[t->a].incident, y = v[t->b].incident;
    for (ptrdiff_t i = 0; i < w->apart.n && x != y; i++) {
        int64_t p = v[w->apart.v[i].a].incident, q = v[w->apart.v[i].b].incident;
        if ((p == x && q == y) || (p == y && q == x)) return true;
    }
    return false;
}

/* Within what statements are compared. */
typedef enum reach { OF_NEIGHBOURS, OF_INCIDENT, OF_ACCOUNT } reach;

static bool is_within(const work *w, const tied *t, reach r) {
    const teller *v = w->tellers.v;
    return r == OF_NEIGHBOURS ? !are_parted(w, t) : r == OF_INCIDENT && v[t->a].incident == v[t->b].incident;
}

/* The widest that costs no more than may be. */
static reach find_reach(const work *w) {
    for (reach r = OF_NEIGHBOURS; r < OF_ACCOUNT; r++) {
        int64_t pairs = 0;
        for (ptrdiff_t i = 0; i < w->tellers.n; i++) pairs += (int64_t)w->tellers.v[i].n * w->tellers.v[i].n / 2;
        for (ptrdiff_t i = 0; i < w->linked.n; i++)
            if (is_within(w, &w->linked.v[i], r))
                pairs += (int64_t)w->tellers.v[w->linked.v[i].a].n * w->tellers.v[w->linked.v[i].b].n;
        if (pairs <= CS_DEEDS_PAIRS_MAX) return r;
    }
    return OF_ACCOUNT;
}

/* ---- comparing ---- */

typedef CS_VEC(cs_tie) ties;

static void compare(work *w, int a, int b, ties *out) {
    const unit *x = &w->units.v[a], *y = &w->units.v[b];
    bool one_account = x->teller == y->teller;
    if (w->see) {
        uint8_t value[CS_DEED_ASPECT_COUNT];
        cs_deed_see(&x->alone, &y->alone, one_account, value);
        const cs_deed_pair pair = { x->said->id, y->said->id, value };
        w->see(w->ctx, &pair);
    }
    double p = cs_same_deed(&x->alone, &y->alone, one_account);
    if (p >= CS_TIE_FLOOR) *CS_PUSH(w->c.a, out) = (cs_tie){ a, b, p };
}

static void compare_all(work *w, ties *out) {
    enum { WITHIN_MAX = 500 }; /* statements of one account, the first of them */
    reach r = find_reach(w);
    for (ptrdiff_t i = 0; i < w->tellers.n; i++) {
        const teller *t = &w->tellers.v[i];
        for (int k = t->first; k < t->first + t->n && k < t->first + WITHIN_MAX; k++)
            for (int m = t->first; m < k; m++) compare(w, m, k, out);
    }
    for (ptrdiff_t i = 0; i < w->linked.n; i++) {
        if (!is_within(w, &w->linked.v[i], r)) continue;
        const teller *a = &w->tellers.v[w->linked.v[i].a], *b = &w->tellers.v[w->linked.v[i].b];
        for (int k = a->first; k < a->first + a->n; k++)
            for (int m = b->first; m < b->first + b->n; m++) compare(w, k, m, out);
    }
}

/* Statements of incidents that people parted: through others, too, no deed is of both. */
static void part(const work *w, bonds *out) {
    for (ptrdiff_t i = 0; i < w->apart.n; i++) {
        int64_t x = w->tellers.v[w->apart.v[i].a].incident, y = w->tellers.v[w->apart.v[i].b].incident;
        for (int k = 0; k < w->units.n; k++)
            for (int m = 0; m < w->units.n; m++)
                if (w->units.v[k].said->incident == x && w->units.v[m].said->incident == y)
                    *CS_PUSH(w->c.a, out) = (cs_bond){ k, m, false };
    }
}

static casus_status find_accounts(work *w, int64_t incident, cs_ids *accounts) {
    CS_TRY(cs_store_ids(&w->c, "select account from incident_accounts where incident = $1", incident, accounts));
    cs_ids_sort(accounts);
    return cs_incidents_neighbours(&w->c, accounts);
}

/* label[i]: of unit i the first unit of its deed. */
static casus_status find_deeds(work *w, int64_t incident, int **label) {
    cs_ids accounts = { 0 };
    index owners = { 0 };
    ties t = { 0 };
    bonds b = { 0 };
    w->memo = CS_NEW(w->c.a, cs_word_memo, 1);
    CS_TRY(find_accounts(w, incident, &accounts));
    CS_TRY(load_tellers(w, &accounts));
    const index places = index_tellers(w);
    CS_TRY(load_told(w));
    CS_TRY(load_owners(w, &accounts, &places, &owners));
    find_units(w, &owners);
    CS_TRY(load_links(w, &accounts, &places));
    sort_once(&w->linked);
    sort_once(&w->apart);
    compare_all(w, &t);
    part(w, &b);
    *label = CS_NEW(w->c.a, int, w->units.n + 1);
    cs_cluster_by(cs_deed_rule, (int)w->units.n, t.v, t.n, b.v, b.n, *label, *w->c.a);
    return CASUS_OK;
}

/* ---- a deed ---- */

typedef struct count {
    cs_str type, mode;
    int n;
} count;

static int by_frequency(const count *x, const count *y) {
    if (x->n != y->n) return y->n - x->n;
    int d = cs_cmp(x->type, y->type);
    return d ? d : cs_cmp(x->mode, y->mode);
}

static void name_kind(const work *w, const int *members, int n, cs_deed *out, cs_arena *keep, cs_arena scratch) {
    count *all = CS_NEW(&scratch, count, n), *best = all;
    int kinds = 0;
    for (int i = 0; i < n; i++) {
        const cs_view_statement *s = w->units.v[members[i]].said;
        int k = 0;
        while (k < kinds && !(cs_eq(all[k].type, s->type) && cs_eq(all[k].mode, s->mode))) k++;
        if (k == kinds) all[kinds++] = (count){ s->type, s->mode, 0 };
        all[k].n++;
    }
    for (int k = 1; k < kinds; k++)
        if (by_frequency(all + k, best) < 0) best = all + k;
    out->type = cs_dup(keep, best->type);
    out->mode = cs_dup(keep, best->mode);
}

/* The report of a coding, or of its copies, that comes first; NULL: none tells it now. */
static const cs_told_report *report_of(const cs_told *t, int64_t coding) {
    for (int i = 0; i < t->n_reports; i++)
        if (t->reports[i].coding == coding) return &t->reports[i];
    return NULL;
}

static const cs_told_report *first_of_copies(const cs_told *t, const cs_told_report *r) {
    for (int i = 0; i < t->n_reports; i++)
        if (t->reports[i].group == r->group) return &t->reports[i];
    return r;
}

static void count_tellers(const work *w, const int *members, int n, cs_deed *out, cs_arena *keep, cs_arena scratch) {
    cs_ids sources = { 0 }, reports = { 0 }, incidents = { 0 };
    for (int i = 0; i < n; i++) {
        const unit *u = &w->units.v[members[i]];
        *CS_PUSH(&scratch, &incidents) = u->said->incident;
        for (int k = 0; k < u->told->n_reports; k++)
            if (u->told->reports[k].coding == u->said->coding) *CS_PUSH(&scratch, &reports) = u->told->reports[k].report;
        const cs_told_report *r = report_of(u->told, u->said->coding);
        if (!r) continue;
        r = first_of_copies(u->told, r);
        *CS_PUSH(&scratch, &sources) = r->source ? r->source : -r->group; /* one who is not named is a source of its own */
    }
    cs_ids_sort(&sources);
    cs_ids_sort(&reports);
    cs_ids_sort(&incidents);
    out->n_sources = (int)sources.n;
    out->n_reports = (int)reports.n;
    out->n_incidents = (int)incidents.n;
    out->reports = CS_NEW(keep, int64_t, reports.n + 1);
    out->incidents = CS_NEW(keep, int64_t, incidents.n + 1);
    if (reports.n) memcpy(out->reports, reports.v, (size_t)reports.n * sizeof *reports.v);
    if (incidents.n) memcpy(out->incidents, incidents.v, (size_t)incidents.n * sizeof *incidents.v);
}

static int by_report(const void *a, const void *b) {
    const cs_deed_statement *x = a, *y = b;
    if (x->report != y->report) return x->report < y->report ? -1 : 1;
    if (x->ref.number != y->ref.number) return x->ref.number < y->ref.number ? -1 : 1;
    return (x->ref.statement > y->ref.statement) - (x->ref.statement < y->ref.statement);
}

static cs_deed make_deed(const work *w, const int *members, int n, cs_arena *keep, cs_arena scratch) {
    cs_deed out = { .n_statements = n, .statements = CS_NEW(keep, cs_deed_statement, n) };
    name_kind(w, members, n, &out, keep, scratch);
    count_tellers(w, members, n, &out, keep, scratch);
    for (int i = 0; i < n; i++) {
        const unit *u = &w->units.v[members[i]];
        const cs_view_statement *s = u->said;
        const cs_told_report *r = report_of(u->told, s->coding);
        out.statements[i] = (cs_deed_statement){
            .incident = s->incident,
            .report = s->report,
            .ref = { s->id, cs_dup(keep, s->text_sha256), s->number, s->by_hand },
            .trigger = cs_dup(keep, s->trigger),
            .source = r ? cs_dup(keep, r->name) : (cs_str){ 0 },
        };
    }
    qsort(out.statements, (size_t)n, sizeof *out.statements, by_report);
    return out;
}

static int by_size(const void *a, const void *b) {
    const cs_deed *x = a, *y = b;
    return x->n_statements != y->n_statements ? y->n_statements - x->n_statements : by_report(x->statements, y->statements);
}

static bool is_of(const cs_deed *d, int64_t incident) {
    for (int i = 0; i < d->n_incidents; i++)
        if (d->incidents[i] == incident) return true;
    return false;
}

/* ---- neighbourhoods that were looked at ---- */

typedef struct neighbourhood {
    cs_deed *deeds; /* the largest first */
    int n;
} neighbourhood;

/* Who goes through a list of incidents meets a neighbourhood as often as it has incidents. */
struct cs_deed_memo {
    cs_arena a, kept; /* kept: where what stays ends */
    cs_map where;     /* of an incident's id: its neighbourhood */
    CS_VEC(neighbourhood) v;
};
static const size_t MEMO_SPACE = (size_t)1 << 32, MEMO_BYTES_MAX = (size_t)256 << 20; /* beyond: it begins anew */

void cs_deed_memo_free(struct cs_deed_memo *m) {
    if (m) cs_arena_unmap(&m->a);
    free(m);
}

static void forget(struct cs_deed_memo *m) {
    cs_arena_reset(&m->a, 0);
    *m = (struct cs_deed_memo){ .a = m->a, .kept = m->a };
}

static casus_status open_memo(cs_view *v, jmp_buf *on_full, cs_err *err) {
    if (!v->deeds) {
        v->deeds = calloc(1, sizeof *v->deeds);
        if (!v->deeds) return cs_fail(err, CASUS_E_LIMIT, -1, "%s: out of memory", cs_db_name(v->db));
        CS_TRY(cs_arena_map(&v->deeds->a, MEMO_SPACE, err));
        v->deeds->kept = v->deeds->a;
    }
    struct cs_deed_memo *m = v->deeds;
    m->a.on_full = m->kept.on_full = on_full;
    if ((size_t)(m->kept.beg - m->kept.base) > MEMO_BYTES_MAX) forget(m);
    m->a.beg = m->kept.beg;
    return CASUS_OK;
}

static cs_str key_of(const int64_t *incident) { return (cs_str){ (const char *)incident, sizeof *incident }; }

static neighbourhood make_deeds(const work *w, const int *label, cs_arena *keep, cs_arena scratch) {
    int *members = CS_NEW(&scratch, int, w->units.n + 1);
    neighbourhood out = { CS_NEW(keep, cs_deed, w->units.n + 1), 0 };
    for (int i = 0; i < w->units.n; i++) {
        int n = 0;
        if (label[i] != i) continue;
        for (int k = i; k < w->units.n; k++)
            if (label[k] == i) members[n++] = k;
        out.deeds[out.n++] = make_deed(w, members, n, keep, scratch);
    }
    if (out.n) qsort(out.deeds, (size_t)out.n, sizeof(cs_deed), by_size);
    return out;
}

/* One incident by itself is not met again. */
static void keep(struct cs_deed_memo *m, const cs_ids *incidents, neighbourhood x) {
    if (incidents->n < 2) return;
    *CS_PUSH(&m->a, &m->v) = x;
    for (ptrdiff_t i = 0; i < incidents->n; i++) {
        int64_t *id = CS_NEW(&m->a, int64_t, 1);
        *id = incidents->v[i];
        *cs_map_put(&m->a, &m->where, key_of(id), NULL) = (uint32_t)m->v.n - 1;
    }
    m->kept = m->a;
}

casus_status cs_view_deeds_of(cs_view *v, int64_t incident, cs_arena scratch, const cs_deed **out, int *n, cs_err *err) {
    CS_TRY(open_memo(v, scratch.on_full, err));
    struct cs_deed_memo *m = v->deeds;
    const uint32_t *known = cs_map_get(&m->where, key_of(&incident));
    neighbourhood x;
    if (known) {
        x = m->v.v[*known];
    } else {
        work w = { .c = { .db = v->db, .a = &scratch, .err = err } };
        int *label;
        CS_TRY(find_deeds(&w, incident, &label));
        x = make_deeds(&w, label, &m->a, scratch);
        keep(m, &w.incidents, x);
    }
    cs_deed *own = CS_NEW(&m->a, cs_deed, x.n + 1);
    *n = 0;
    for (int i = 0; i < x.n; i++)
        if (is_of(&x.deeds[i], incident)) own[(*n)++] = x.deeds[i];
    *out = own;
    return CASUS_OK;
}

casus_status cs_view_deeds_watch(cs_view *v, int64_t incident, cs_deed_see_pair *see, void *ctx, cs_arena *a,
                                 int64_t **incidents, int *n, cs_err *err) {
    work w = { .c = { .db = v->db, .a = a, .err = err }, .see = see, .ctx = ctx };
    int *label;
    CS_TRY(find_deeds(&w, incident, &label));
    *incidents = w.incidents.v;
    *n = (int)w.incidents.n;
    return CASUS_OK;
}
