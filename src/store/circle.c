#include "store/circle.h"
#include "link/deed.h"
#include "store/account.h"
#include "store/incidents.h"
#include <stdlib.h>

/* ---- accounts ---- */

typedef struct teller {
    int64_t account, incident;
    cs_str name; /* orders accounts alike in every case */
    cs_account whole;
    int first, n; /* of its statements among all */
    bool inner;   /* of an incident of the circle, and not only linked with one */
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
typedef CS_VEC(cs_tie) ties;

/* Within what statements are compared. */
typedef enum reach { OF_NEIGHBOURS, OF_INCIDENT, OF_ACCOUNT } reach;

/* What is looked at around an incident: nothing, its circle, or all that is linked, directly or through others. */
typedef enum scope { ALONE, CIRCLE, WHOLE } scope;

typedef struct work {
    cs_change c;    /* nothing is changed: it carries the database, the arena and the error */
    cs_arena *hold; /* for the circle */
    cs_ids circle;  /* incidents */
    tellers tellers;
    units units;
    cs_ids incidents; /* of the tellers */
    cs_told *told;    /* of each incident */
    ties_of_accounts linked, apart;
    ties ties; /* of units */
    reach reach;
    scope scope;
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
    cs_ids_rows x = { 0 };
    for (bool more;;) {
        CS_TRY(cs_ids_next(&w->c, sql, accounts, &x, &more));
        if (!more) break;
        teller t = { .account = cs_rows_int(x.rows, 0), .incident = cs_rows_int(x.rows, 1) };
        t.inner = cs_ids_find(&w->circle, t.incident) >= 0;
        t.name = cs_dup(w->c.a, cs_rows_text(x.rows, 2));
        t.whole = sketch_of(cs_rows_text(x.rows, 3), w->c.a);
        *CS_PUSH(w->c.a, &w->tellers) = t;
        *CS_PUSH(w->c.a, &w->incidents) = t.incident;
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
    cs_ids_rows x = { 0 };
    for (bool more;;) {
        CS_TRY(cs_ids_next(&w->c, sql, accounts, &x, &more));
        if (!more) break;
        *CS_PUSH(w->c.a, out) = (at){ cs_rows_int(x.rows, 0), place_of(places, cs_rows_int(x.rows, 1)) };
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
    cs_ids_rows x = { 0 };
    for (bool more;;) {
        CS_TRY(cs_ids_next(&w->c, sql, accounts, &x, &more));
        if (!more) break;
        int a = place_of(places, cs_rows_int(x.rows, 0)), b = place_of(places, cs_rows_int(x.rows, 1));
        if (a < 0 || b < 0) continue;
        const tied t = { a < b ? a : b, a < b ? b : a };
        if (cs_rows_int(x.rows, 2))
            *CS_PUSH(w->c.a, &w->linked) = t;
        else if (w->tellers.v[a].incident != w->tellers.v[b].incident)
            *CS_PUSH(w->c.a, &w->apart) = t;
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

static bool is_within(const work *w, const tied *t, reach r) {
    const teller *v = w->tellers.v;
    if (!v[t->a].inner && !v[t->b].inner) return false;
    return r == OF_NEIGHBOURS ? !are_parted(w, t) : r == OF_INCIDENT && v[t->a].incident == v[t->b].incident;
}

/* The widest that costs no more than may be. */
static reach find_reach(const work *w) {
    for (reach r = OF_NEIGHBOURS; r < OF_ACCOUNT; r++) {
        int64_t pairs = 0;
        for (ptrdiff_t i = 0; i < w->tellers.n; i++)
            if (w->tellers.v[i].inner) pairs += (int64_t)w->tellers.v[i].n * w->tellers.v[i].n / 2;
        for (ptrdiff_t i = 0; i < w->linked.n; i++)
            if (is_within(w, &w->linked.v[i], r))
                pairs += (int64_t)w->tellers.v[w->linked.v[i].a].n * w->tellers.v[w->linked.v[i].b].n;
        if (pairs <= CS_CIRCLE_PAIRS_MAX) return r;
    }
    return OF_ACCOUNT;
}

/* ---- comparing ---- */

static void compare(work *w, int a, int b) {
    const unit *x = &w->units.v[a], *y = &w->units.v[b];
    bool one_account = x->teller == y->teller;
    if (w->see) {
        uint8_t value[CS_DEED_ASPECT_COUNT];
        cs_deed_see(&x->alone, &y->alone, one_account, value);
        const cs_deed_pair pair = { x->said->id, y->said->id, value };
        w->see(w->ctx, &pair);
    }
    double p = cs_same_deed(&x->alone, &y->alone, one_account);
    if (p >= CS_TIE_FLOOR) *CS_PUSH(w->c.a, &w->ties) = (cs_tie){ a, b, p };
}

static void compare_all(work *w) {
    enum { WITHIN_MAX = 500 }; /* statements of one account, the first of them */
    for (ptrdiff_t i = 0; i < w->tellers.n; i++) {
        const teller *t = &w->tellers.v[i];
        for (int k = t->first; t->inner && k < t->first + t->n && k < t->first + WITHIN_MAX; k++)
            for (int m = t->first; m < k; m++) compare(w, m, k);
    }
    for (ptrdiff_t i = 0; i < w->linked.n; i++) {
        if (!is_within(w, &w->linked.v[i], w->reach)) continue;
        const teller *a = &w->tellers.v[w->linked.v[i].a], *b = &w->tellers.v[w->linked.v[i].b];
        for (int k = a->first; k < a->first + a->n; k++)
            for (int m = b->first; m < b->first + b->n; m++) compare(w, k, m);
    }
}

/* Those of the circle's incidents, and what is linked with them or bound to them. */
static casus_status find_accounts(work *w, cs_ids *accounts) {
    for (ptrdiff_t i = 0; i < w->circle.n; i++)
        CS_TRY(cs_store_ids(&w->c, "select account from incident_accounts where incident = $1", w->circle.v[i], accounts));
    cs_ids_sort(accounts);
    return w->scope == ALONE ? CASUS_OK : cs_incidents_linked(&w->c, accounts);
}

/* All that is told in the circle and beside it, and how likely statements are of one act. *too_much: it is more than is looked
 * at; then nothing else is set. Of all that is linked nothing is compared: it is watched when it is whole. */
static casus_status look(work *w, bool *too_much) {
    cs_ids accounts = { 0 };
    index owners = { 0 };
    w->tellers = (tellers){ 0 };
    w->units = (units){ 0 };
    w->incidents = (cs_ids){ 0 };
    w->linked = w->apart = (ties_of_accounts){ 0 };
    w->ties = (ties){ 0 };
    w->memo = CS_NEW(w->c.a, cs_word_memo, 1);
    CS_TRY(find_accounts(w, &accounts));
    *too_much = w->scope == CIRCLE && accounts.n > CS_CIRCLE_ACCOUNTS_MAX;
    if (*too_much) return CASUS_OK;
    CS_TRY(load_tellers(w, &accounts));
    const index places = index_tellers(w);
    CS_TRY(load_told(w));
    CS_TRY(load_owners(w, &accounts, &places, &owners));
    find_units(w, &owners);
    CS_TRY(load_links(w, &accounts, &places));
    sort_once(&w->linked);
    sort_once(&w->apart);
    w->reach = find_reach(w);
    *too_much = w->scope == CIRCLE && w->reach != OF_NEIGHBOURS;
    if (!*too_much && w->scope != WHOLE) compare_all(w);
    return CASUS_OK;
}

/* Incidents with a statement that may be of one act with one of the circle, or all that are linked with it. */
static void find_fellows(const work *w, cs_ids *out) {
    for (ptrdiff_t i = 0; i < w->ties.n; i++) {
        const cs_tie *t = &w->ties.v[i];
        const teller *a = &w->tellers.v[w->units.v[t->a].teller], *b = &w->tellers.v[w->units.v[t->b].teller];
        if (a->inner != b->inner && t->p > cs_deed_rule.join) *CS_PUSH(w->c.a, out) = a->inner ? b->incident : a->incident;
    }
    for (ptrdiff_t i = 0; w->scope == WHOLE && i < w->incidents.n; i++)
        if (cs_ids_find(&w->circle, w->incidents.v[i]) < 0) *CS_PUSH(w->c.a, out) = w->incidents.v[i];
    cs_ids_sort(out);
}

/* The circle of an incident, which no deed leaves: what is told beside it is of one act with nothing in it. So its deeds are
 * those that all accounts of the case together would give, and they are the same for each incident of it. */
static casus_status draw_circle(work *w, int64_t incident, bool *too_much) {
    const cs_arena clear = *w->c.a;
    *CS_PUSH(w->hold, &w->circle) = incident;
    for (;;) {
        cs_ids fellows = { 0 };
        CS_TRY(look(w, too_much));
        if (!*too_much) find_fellows(w, &fellows);
        if (!fellows.n) return CASUS_OK;
        for (ptrdiff_t i = 0; i < fellows.n; i++) *CS_PUSH(w->hold, &w->circle) = fellows.v[i];
        cs_ids_sort(&w->circle);
        *w->c.a = clear;
    }
}

/* ---- deeds ---- */

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

/* What is told in the circle, by deeds. */
static void gather(const work *w, cs_circle *out) {
    bonds b = { 0 };
    int n = 0;
    part(w, &b);
    int *label = CS_NEW(w->c.a, int, w->units.n + 1), *place = CS_NEW(w->c.a, int, w->units.n + 1);
    cs_cluster_by(cs_deed_rule, (int)w->units.n, w->ties.v, w->ties.n, b.v, b.n, label, *w->c.a);
    out->v = CS_NEW(w->c.a, cs_circle_statement, w->units.n + 1);
    for (int i = 0; i < w->units.n; i++) { /* the first of a deed comes before the others */
        const unit *u = &w->units.v[i];
        if (!w->tellers.v[u->teller].inner) continue;
        place[i] = n;
        out->v[n++] = (cs_circle_statement){ u->said, u->told, place[label[i]] };
    }
    out->n = n;
}

casus_status cs_circle_of(cs_db *db, int64_t incident, bool alone, cs_arena *hold, cs_arena *a, cs_circle *out, cs_err *err) {
    work w = { .c = { .db = db, .a = a, .err = err }, .hold = hold, .scope = alone ? ALONE : CIRCLE };
    bool too_much;
    CS_TRY(draw_circle(&w, incident, &too_much));
    *out = (cs_circle){ .incidents = w.circle, .broken = too_much };
    if (!too_much) gather(&w, out);
    return CASUS_OK;
}

casus_status cs_circle_watch(cs_db *db, int64_t incident, cs_deed_see_pair *see, void *ctx, cs_arena *hold, cs_arena *a,
                             cs_ids *incidents, cs_err *err) {
    work w = { .c = { .db = db, .a = a, .err = err }, .hold = hold, .scope = WHOLE };
    bool too_much;
    CS_TRY(draw_circle(&w, incident, &too_much));
    w.see = see;
    w.ctx = ctx;
    compare_all(&w);
    *incidents = w.circle;
    return CASUS_OK;
}
