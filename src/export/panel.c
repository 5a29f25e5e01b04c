#include "export/panel.h"
#include "base/calendar.h"
#include "base/map.h"
#include "base/tsv.h"
#include <math.h>
#include <stdlib.h>

const char *const cs_panel_by_name[CS_PANEL_BYS] = { "country", "admin1", "grid", "actor", "type", "month" };
const char *const cs_panel_what_name[CS_PANEL_WHATS] = { "incidents", "killed", "wounded" };

extern const char cs_table_countries_tsv[];
extern const long cs_table_countries_tsv_n;

enum { GRID_ROWS = 360, GRID_COLUMNS = 720, MONTH_BYTES = 7, PARTS = CS_PANEL_BY_MAX };

/* Sorts behind all that is known. */
#define UNKNOWN_KEY CS_LIT("\xff")
#define UNKNOWN CS_LIT("unknown")

/* The values of one `by` as they come. */
typedef struct axis {
    cs_panel_by by;
    CS_VEC(cs_panel_value) values;
    cs_map at;
} axis;

typedef struct item {
    uint32_t at[PARTS]; /* in the axes, in the order in which they came */
    cs_panel_tally tally;
} item;

typedef struct counting {
    cs_store *store;
    cs_view *view; /* that is open, or NULL */
    const cs_panel_ask *ask;
    axis axis[PARTS];
    int filling; /* which of them */
    CS_VEC(item) items;
    cs_panel_tally all;
    cs_arena *perm;
    cs_arena scratch;
    cs_err *err;
} counting;

/* ---- values ---- */

static uint32_t put(counting *c, axis *x, const cs_panel_value *v) {
    const uint32_t *known = cs_map_get(&x->at, v->key);
    if (known) return *known;
    uint32_t at = (uint32_t)x->values.n;
    cs_panel_value *to = CS_PUSH(c->perm, &x->values);
    *to = (cs_panel_value){ .key = cs_dup(c->perm, v->key), .unknown = v->unknown };
    for (int i = 0; i < CS_PANEL_CELLS_MAX; i++) to->cell[i] = cs_dup(c->perm, v->cell[i]);
    *cs_map_put(c->perm, &x->at, to->key, NULL) = at;
    return at;
}

static cs_panel_value plain(cs_str s) {
    if (!s.n) return (cs_panel_value){ .key = UNKNOWN_KEY, .cell = { UNKNOWN }, .unknown = true };
    return (cs_panel_value){ .key = s, .cell = { s } };
}

/* A region of a country is not known where only the country is. */
static cs_panel_value region(const cs_view_place *p, cs_arena *a) {
    cs_panel_value v = plain(p->country);
    v.cell[1] = p->admin1.n ? p->admin1 : UNKNOWN;
    v.unknown = !p->admin1.n;
    v.key = cs_join(a, cs_join(a, v.key, CS_LIT("\x1f")), p->admin1.n ? p->admin1 : UNKNOWN_KEY);
    return v;
}

int64_t cs_panel_cell(double lat, double lon) {
    if (!(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180)) return 0;
    int64_t row = (int64_t)floor((lat + 90) * 2), column = (int64_t)floor((lon + 180) * 2);
    if (row == GRID_ROWS) row--;            /* the pole is in the northernmost row, */
    if (column == GRID_COLUMNS) column = 0; /* 180 degrees east are 180 west */
    return row * GRID_COLUMNS + column + 1;
}

static cs_panel_value cell(int64_t gid, cs_arena *a) {
    cs_panel_value v = plain((cs_str){ 0 });
    if (!gid) return v;
    double lat = (double)((gid - 1) / GRID_COLUMNS) / 2 - 89.75, lon = (double)((gid - 1) % GRID_COLUMNS) / 2 - 179.75;
    return (cs_panel_value){ .key = cs_printf(a, "%06lld", (long long)gid),
                             .cell = { cs_printf(a, "%lld", (long long)gid), cs_printf(a, "%.2f", lat),
                                       cs_printf(a, "%.2f", lon) } };
}

/* The point of a district, province or country is no place where it happened. */
static cs_panel_value cell_of(const cs_view_place *p, cs_arena *a) {
    bool fine = cs_eq(p->precision, CS_LIT("site")) || cs_eq(p->precision, CS_LIT("town"));
    return cell(fine && p->located ? cs_panel_cell(p->lat, p->lon) : 0, a);
}

/* Those of the register by their id, others by their name. */
static cs_panel_value actor(const cs_view_party *p, cs_arena *a) {
    if (p->actor.n) return (cs_panel_value){ .key = p->actor, .cell = { p->actor, p->name } };
    if (!p->name.n) return (cs_panel_value){ .key = UNKNOWN_KEY, .cell = { { 0 }, UNKNOWN }, .unknown = true };
    return (cs_panel_value){ .key = cs_join(a, CS_LIT("~"), p->name), .cell = { { 0 }, p->name } };
}

static cs_str month_of(const cs_view_time *t) {
    if (t->first.n < MONTH_BYTES || t->last.n < MONTH_BYTES) return (cs_str){ 0 };
    cs_str a = cs_cut(t->first, 0, MONTH_BYTES), b = cs_cut(t->last, 0, MONTH_BYTES);
    return cs_eq(a, b) ? a : (cs_str){ 0 };
}

static cs_panel_value value_of(cs_panel_by by, const cs_view_incident *x, cs_arena *a) {
    switch (by) {
    case CS_PANEL_COUNTRY: return plain(x->place.country);
    case CS_PANEL_ADMIN1: return region(&x->place, a);
    case CS_PANEL_GRID: return cell_of(&x->place, a);
    case CS_PANEL_TYPE: return plain(x->type);
    default: return plain(month_of(&x->when));
    }
}

/* ---- incidents ---- */

static bool counts(const cs_panel_ask *ask, const cs_view_incident *x) {
    const cs_filter *f = ask->filter;
    if (cs_eq(x->review, CS_LIT("rejected"))) return false;
    if (ask->any) return true;
    return (f->modality.n || cs_eq(x->modality, CS_LIT("actual"))) &&
           (f->certainty.n || !cs_eq(x->certainty, CS_LIT("denied")));
}

/* An end that is open is as far as is told. */
static cs_panel_tally tally_of(const cs_view_incident *x, cs_panel_what what) {
    cs_panel_tally t = { .incidents = 1 };
    for (int i = 0; what != CS_PANEL_INCIDENTS && i < x->n_tolls; i++) {
        const cs_view_toll *toll = x->tolls + i;
        const char *name = cs_panel_what_name[what];
        if (!cs_eq(toll->effect, (cs_str){ name, (ptrdiff_t)strlen(name) })) continue;
        int64_t best = toll->best >= 0 ? toll->best : toll->low >= 0 ? toll->low : toll->high;
        t.told = 1;
        t.best = best;
        t.low = toll->low >= 0 ? toll->low : toll->best >= 0 ? toll->best : 0;
        t.high = toll->high >= 0 ? toll->high : best;
        t.open = toll->high < 0;
    }
    return t;
}

static void add(cs_panel_tally *to, const cs_panel_tally *t) {
    to->incidents += t->incidents;
    to->told += t->told;
    to->low += t->low;
    to->best += t->best;
    to->high += t->high;
    to->open += t->open;
}

typedef CS_VEC(uint32_t) places;

/* Who acted, each once; nobody is one too. */
static casus_status actors_of(counting *c, axis *x, int64_t incident, cs_arena *a, places *out) {
    cs_view_party *p = NULL;
    int n = 0;
    CS_TRY(cs_view_parties_of(c->view, incident, a, &p, &n, c->err));
    for (int i = 0; i < n; i++) {
        if (!cs_eq(p[i].role, CS_LIT("agent")) || cs_eq(p[i].certainty, CS_LIT("denied"))) continue;
        const cs_panel_value v = actor(p + i, a);
        uint32_t at = put(c, x, &v);
        bool there = false;
        for (ptrdiff_t k = 0; k < out->n; k++) there |= out->v[k] == at;
        if (!there) *CS_PUSH(a, out) = at;
    }
    const cs_panel_value nobody = actor(&(cs_view_party){ .n_reports = 0 }, a);
    if (!out->n) *CS_PUSH(a, out) = put(c, x, &nobody);
    return CASUS_OK;
}

static casus_status places_of(counting *c, axis *x, const cs_view_incident *incident, cs_arena *a, places *out) {
    if (x->by == CS_PANEL_ACTOR) return actors_of(c, x, incident->id, a, out);
    const cs_panel_value v = value_of(x->by, incident, a);
    *CS_PUSH(a, out) = put(c, x, &v);
    return CASUS_OK;
}

/* Its place in each axis; of several actors a row each. */
static casus_status take(counting *c, const cs_view_incident *x, cs_arena scratch) {
    places at[PARTS] = { 0 };
    ptrdiff_t n = 1;
    const cs_panel_tally t = tally_of(x, c->ask->what);
    for (int i = 0; i < c->ask->n_by; i++) {
        CS_TRY(places_of(c, c->axis + i, x, &scratch, at + i));
        if (at[i].n > n) n = at[i].n; /* only actors may be several */
    }
    for (ptrdiff_t k = 0; k < n; k++) {
        item *to = CS_PUSH(c->perm, &c->items);
        to->tally = t;
        for (int i = 0; i < c->ask->n_by; i++) to->at[i] = at[i].v[k < at[i].n ? k : 0];
    }
    add(&c->all, &t);
    return CASUS_OK;
}

/* Gives each incident that counts to `one`. */
typedef casus_status taker(counting *c, const cs_view_incident *x, cs_arena scratch);
static casus_status walk(counting *c, const cs_filter *filter, taker *one) {
    bool more = true;
    CS_TRY(cs_view_open(&c->view, c->store, filter, c->err));
    for (;;) {
        cs_arena scratch = c->scratch;
        cs_view_incident x;
        CS_TRY(cs_view_head_next(c->view, &scratch, &x, &more, c->err));
        if (!more) break;
        if (counts(c->ask, &x)) CS_TRY(one(c, &x, scratch));
    }
    cs_view_close(&c->view);
    return CASUS_OK;
}

/* ---- rows that have nothing ---- */

/* What narrows the values themselves; all else narrows what counts in them. */
static cs_filter domain_of(const cs_filter *f, cs_panel_by by) {
    cs_filter d = CS_FILTER_ALL;
    if (by == CS_PANEL_TYPE) {
        d.type = f->type;
        d.mode = f->mode;
    } else if (by == CS_PANEL_ACTOR) {
        d.actor = f->actor;
    } else if (by != CS_PANEL_MONTH) {
        d.country = f->country;
        d.admin1 = f->admin1;
        d.place = f->place;
        d.west = f->west;
        d.south = f->south;
        d.east = f->east;
        d.north = f->north;
    }
    return d;
}

static casus_status take_value(counting *c, const cs_view_incident *x, cs_arena scratch) {
    places at = { 0 };
    return places_of(c, c->axis + c->filling, x, &scratch, &at);
}

static void add_countries(counting *c, axis *x) {
    enum { ALPHA3 = 1 };
    cs_tsv t = { .rest = { cs_table_countries_tsv, cs_table_countries_tsv_n } };
    while (cs_tsv_next(&t)) {
        const cs_panel_value v = plain(t.field[ALPHA3]);
        if (t.n > ALPHA3 && (!c->ask->filter->country.n || cs_eq(c->ask->filter->country, v.key))) put(c, x, &v);
    }
}

/* The cells that the box has a part of. */
static void add_cells(counting *c, axis *x) {
    const cs_filter *f = c->ask->filter;
    int64_t south = (int64_t)floor((f->south + 90) * 2), north = (int64_t)ceil((f->north + 90) * 2) - 1;
    int64_t west = (int64_t)floor((f->west + 180) * 2), east = (int64_t)ceil((f->east + 180) * 2) - 1;
    if (f->west > f->east) east += GRID_COLUMNS;
    if (north < south) north = south;
    if (east < west) east = west;
    for (int64_t row = south; row <= north; row++)
        for (int64_t column = west; column <= east; column++) {
            cs_arena a = c->scratch;
            int64_t r = row < GRID_ROWS ? row : GRID_ROWS - 1;
            const cs_panel_value v = cell(r * GRID_COLUMNS + column % GRID_COLUMNS + 1, &a);
            put(c, x, &v);
        }
}

static cs_date month_at(cs_str s) {
    return (cs_date){ (int32_t)cs_parse_i64(cs_cut(s, 0, 4)).value, (int32_t)cs_parse_i64(cs_cut(s, 5, MONTH_BYTES)).value, 1 };
}

/* From the first to the last, or those of --from and --to. */
static void add_months(counting *c, axis *x) {
    const cs_filter *f = c->ask->filter;
    cs_str from = f->from, to = f->to;
    for (ptrdiff_t i = 0; i < x->values.n; i++) {
        const cs_panel_value *v = x->values.v + i;
        if (v->unknown) continue;
        if (!f->from.n && (!from.n || cs_cmp(v->key, from) < 0)) from = v->key;
        if (!f->to.n && (!to.n || cs_cmp(v->key, to) > 0)) to = v->key;
    }
    if (!from.n || !to.n) from = to = from.n ? from : to;
    if (!from.n) return;
    for (cs_date d = month_at(from), end = month_at(to); d.year * 12 + d.month <= end.year * 12 + end.month;
         d = cs_add_months(d, 1)) {
        cs_arena a = c->scratch;
        const cs_panel_value v = plain(cs_printf(&a, "%04d-%02d", (int)d.year, (int)d.month));
        put(c, x, &v);
    }
}

static casus_status fill(counting *c) {
    axis *x = c->axis + c->filling;
    const cs_filter *f = c->ask->filter, domain = domain_of(f, x->by);
    if (x->by != CS_PANEL_MONTH) CS_TRY(walk(c, &domain, take_value));
    if (x->by == CS_PANEL_COUNTRY && c->ask->all_countries) add_countries(c, x);
    if (x->by == CS_PANEL_GRID && !isnan(f->south)) add_cells(c, x);
    if (x->by != CS_PANEL_MONTH) return CASUS_OK;
    /* Months in which nothing may be: those of the whole case, but none outside --from and --to. */
    if (!f->from.n || !f->to.n) {
        cs_filter times = domain;
        times.from = f->from;
        times.to = f->to;
        CS_TRY(walk(c, &times, take_value));
    }
    add_months(c, x);
    return CASUS_OK;
}

/* ---- rows ---- */

static int by_key(const void *a, const void *b) {
    return cs_cmp(((const cs_panel_value *)a)->key, ((const cs_panel_value *)b)->key);
}

/* Sorts the values; the places that they came at become those that they are sorted to. */
static uint32_t *sort(counting *c, axis *x) {
    uint32_t *to = CS_NEW(c->perm, uint32_t, x->values.n);
    if (x->values.n) qsort(x->values.v, (size_t)x->values.n, sizeof *x->values.v, by_key);
    for (ptrdiff_t i = 0; i < x->values.n; i++) to[*cs_map_get(&x->at, x->values.v[i].key)] = (uint32_t)i;
    return to;
}

static casus_status lay_out(counting *c, cs_panel *out) {
    uint32_t *to[PARTS];
    int64_t n = 1;
    *out = (cs_panel){ .n_by = c->ask->n_by, .what = c->ask->what, .all = c->all };
    for (int i = 0; i < out->n_by; i++) {
        axis *x = c->axis + i;
        to[i] = sort(c, x);
        out->by[i] = x->by;
        out->value[i] = x->values.v;
        out->n_values[i] = x->values.n;
        n *= x->values.n;
        if (n > CS_PANEL_ROWS_MAX)
            return cs_fail(c->err, CASUS_E_LIMIT, -1,
                           "the table would have %lld rows or more; at most %d: narrow it, by country, box or days",
                           (long long)n, CS_PANEL_ROWS_MAX);
    }
    cs_panel_tally *rows = CS_NEW(c->perm, cs_panel_tally, n);
    for (ptrdiff_t k = 0; k < c->items.n; k++) {
        int64_t at = 0;
        for (int i = 0; i < out->n_by; i++) at = at * out->n_values[i] + to[i][c->items.v[k].at[i]];
        add(rows + at, &c->items.v[k].tally);
    }
    out->row = rows;
    out->n_rows = n;
    return CASUS_OK;
}

static casus_status count(counting *c, cs_panel *out) {
    cs_filter filter = *c->ask->filter;
    filter.order = CS_ORDER_ID;
    filter.limit = 0;
    for (c->filling = 0; c->filling < c->ask->n_by; c->filling++) {
        c->axis[c->filling].by = c->ask->by[c->filling];
        CS_TRY(fill(c));
    }
    CS_TRY(walk(c, &filter, take));
    return lay_out(c, out);
}

/* What may jump is kept apart from where setjmp stands, so that no local lives across the jump. */
static casus_status count_or_jump(counting *c, cs_panel *out) {
    jmp_buf full;
    c->perm->on_full = c->scratch.on_full = &full;
    if (setjmp(full)) return cs_fail(c->err, CASUS_E_LIMIT, -1, "to count them takes too much memory");
    return count(c, out);
}

casus_status cs_panel_count(cs_panel *out, cs_store *s, const cs_panel_ask *ask, cs_arena *perm, cs_arena scratch,
                            cs_err *err) {
    jmp_buf *outer = perm->on_full;
    counting c = { .store = s, .ask = ask, .perm = perm, .scratch = scratch, .err = err };
    casus_status st = count_or_jump(&c, out);
    perm->on_full = outer;
    cs_view_close(&c.view);
    return st;
}
