#include "store/deeds.h"
#include "base/map.h"
#include "store/circle.h"
#include "store/view_work.h"
#include <stdlib.h>

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

static void name_kind(const cs_circle *c, const int *members, int n, cs_deed *out, cs_arena *keep, cs_arena scratch) {
    count *all = CS_NEW(&scratch, count, n), *best = all;
    int kinds = 0;
    for (int i = 0; i < n; i++) {
        const cs_view_statement *s = c->v[members[i]].said;
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

static void count_tellers(const cs_circle *c, const int *members, int n, cs_deed *out, cs_arena *keep, cs_arena scratch) {
    cs_ids sources = { 0 }, reports = { 0 }, incidents = { 0 };
    for (int i = 0; i < n; i++) {
        const cs_circle_statement *u = &c->v[members[i]];
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

static cs_deed make_deed(const cs_circle *c, const int *members, int n, cs_arena *keep, cs_arena scratch) {
    cs_deed out = { .n_statements = n, .statements = CS_NEW(keep, cs_deed_statement, n) };
    name_kind(c, members, n, &out, keep, scratch);
    count_tellers(c, members, n, &out, keep, scratch);
    for (int i = 0; i < n; i++) {
        const cs_circle_statement *u = &c->v[members[i]];
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

/* ---- circles that were looked at ---- */

typedef struct known_deeds {
    cs_deed *deeds; /* the largest first */
    int n;
} known_deeds;

/* Who goes through a list of incidents meets a circle as often as it has incidents. */
struct cs_deed_memo {
    cs_arena a, kept; /* kept: where what stays ends */
    cs_map where;     /* of an incident's id: its circle's, or BROKEN */
    CS_VEC(known_deeds) v;
};
#define BROKEN UINT32_MAX
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

static known_deeds make_deeds(const cs_circle *c, cs_arena *keep, cs_arena scratch) {
    int *members = CS_NEW(&scratch, int, c->n + 1);
    known_deeds out = { CS_NEW(keep, cs_deed, c->n + 1), 0 };
    for (int i = 0; i < c->n; i++) {
        int n = 0;
        if (c->v[i].first != i) continue;
        for (int k = i; k < c->n; k++)
            if (c->v[k].first == i) members[n++] = k;
        out.deeds[out.n++] = make_deed(c, members, n, keep, scratch);
    }
    if (out.n) qsort(out.deeds, (size_t)out.n, sizeof(cs_deed), by_size);
    return out;
}

static void keep_as(struct cs_deed_memo *m, const cs_ids *incidents, uint32_t what) {
    for (ptrdiff_t i = 0; i < incidents->n; i++) {
        int64_t *id = CS_NEW(&m->a, int64_t, 1);
        *id = incidents->v[i];
        *cs_map_put(&m->a, &m->where, key_of(id), NULL) = what;
    }
    m->kept = m->a;
}

/* One incident by itself is not met again. */
static void keep(struct cs_deed_memo *m, const cs_ids *incidents, known_deeds x) {
    if (incidents->n < 2) return;
    *CS_PUSH(&m->a, &m->v) = x;
    keep_as(m, incidents, (uint32_t)m->v.n - 1);
}

/* Where a circle is broken its incidents are looked at one by one. */
static casus_status find_deeds(cs_view *v, int64_t incident, bool alone, cs_arena scratch, known_deeds *out, cs_err *err) {
    struct cs_deed_memo *m = v->deeds;
    cs_circle c;
    cs_arena a = scratch;
    CS_TRY(cs_circle_of(v->db, incident, alone, &m->a, &a, &c, err));
    if (c.broken) {
        keep_as(m, &c.incidents, BROKEN);
        return find_deeds(v, incident, true, scratch, out, err);
    }
    *out = make_deeds(&c, &m->a, a);
    keep(m, &c.incidents, *out);
    return CASUS_OK;
}

casus_status cs_view_deeds_of(cs_view *v, int64_t incident, cs_arena scratch, const cs_deed **out, int *n, cs_err *err) {
    CS_TRY(open_memo(v, scratch.on_full, err));
    struct cs_deed_memo *m = v->deeds;
    const uint32_t *known = cs_map_get(&m->where, key_of(&incident));
    known_deeds x;
    if (known && *known != BROKEN)
        x = m->v.v[*known];
    else
        CS_TRY(find_deeds(v, incident, known, scratch, &x, err));
    cs_deed *own = CS_NEW(&m->a, cs_deed, x.n + 1);
    *n = 0;
    for (int i = 0; i < x.n; i++)
        if (is_of(&x.deeds[i], incident)) own[(*n)++] = x.deeds[i];
    *out = own;
    return CASUS_OK;
}

casus_status cs_view_deeds_watch(cs_view *v, int64_t incident, cs_deed_see_pair *see, void *ctx, cs_arena *a,
                                 int64_t **incidents, int *n, cs_err *err) {
    cs_ids all;
    CS_TRY(open_memo(v, a->on_full, err));
    CS_TRY(cs_circle_watch(v->db, incident, see, ctx, &v->deeds->a, a, &all, err));
    *incidents = all.v;
    *n = (int)all.n;
    return CASUS_OK;
}
