/* The outline of incidents: a column for each thing that a map, a timeline and a long table need of all of them at once. */
#include "base/calendar.h"
#include "base/map.h"
#include "export/json.h"
#include "serve/handlers.h"
#include "serve/list.h"
#include <math.h>

enum { SRV_OUTLINE_MAX = 100000 /* incidents; others are left out, and "more" says so */ };

/* Words that many rows share, numbered in the order in which they are met. */
typedef struct words {
    cs_map index;
    CS_VEC(cs_str) v;
} words;

typedef struct row {
    int64_t id, killed, sources;
    double lat, lon, confidence;
    int32_t first, last;                      /* days, CS_DAY_NONE: not known */
    int32_t precision, country, type, review; /* of the words; NO_WORD: not known */
    int radius_km;
} row;
enum { NO_WORD = -1 };

/* Those that "columns" may name, in the order in which they are written. */
enum { ID, FIRST, LAST, PRECISION, LAT, LON, RADIUS, COUNTRY, TYPE, KILLED, SOURCES, REVIEW, CONFIDENCE, N_COLUMNS };
static const char *const COLUMNS[] = { "id",      "first", "last",   "precision", "lat",    "lon",        "radius_km",
                                       "country", "type",  "killed", "sources",   "review", "confidence", NULL };
_Static_assert(sizeof COLUMNS / sizeof *COLUMNS == N_COLUMNS + 1, "each has its name");

typedef struct outline {
    words precisions, countries, types, reviews;
    CS_VEC(row) rows;
    bool more;
    bool wanted[N_COLUMNS];
} outline;

static int32_t word(words *w, cs_str s, cs_arena *a) {
    if (!s.n) return NO_WORD;
    const uint32_t *at = cs_map_get(&w->index, s);
    if (at) return (int32_t)*at;
    cs_str kept = cs_dup(a, s);
    *cs_map_put(a, &w->index, kept, NULL) = (uint32_t)w->v.n;
    *CS_PUSH(a, &w->v) = kept;
    return (int32_t)w->v.n - 1;
}

static int32_t day(cs_str s) {
    cs_day_result d = cs_parse_day(s);
    return d.ok ? d.day : CS_DAY_NONE;
}

/* How far from its point something may have happened, by the precision of the place (docs/data-model.md): half of what such a
 * place usually spans, so that a map shows an area and not a false point. */
static int radius_of(cs_str precision) {
    static const struct {
        const char *precision;
        int km;
    } all[] = { { "site", 1 }, { "town", 5 }, { "district", 25 }, { "province", 100 }, { "country", 500 }, { "region", 500 } };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (cs_eq(precision, srv_str(all[i].precision))) return all[i].km;
    return 500;
}

static row row_of(outline *o, const cs_outline *x, cs_arena *a) {
    return (row){ .id = x->id,
                  .killed = x->killed,
                  .sources = x->sources,
                  .lat = x->lat,
                  .lon = x->lon,
                  .confidence = x->confidence,
                  .first = day(x->first),
                  .last = day(x->last),
                  .precision = word(&o->precisions, x->day_precision, a),
                  .country = word(&o->countries, x->country, a),
                  .type = word(&o->types, x->type, a),
                  .review = word(&o->reviews, x->review, a),
                  .radius_km = radius_of(x->place_precision) };
}

static casus_status load(cs_view *v, outline *o, cs_arena *a, cs_err *err) {
    for (;;) {
        cs_outline x;
        bool more;
        CS_TRY(cs_outline_next(v, &x, &more, err));
        o->more = more && o->rows.n == SRV_OUTLINE_MAX;
        if (!more || o->more) return CASUS_OK;
        row one = row_of(o, &x, a);
        *CS_PUSH(a, &o->rows) = one;
    }
}

/* ---- columns ---- */

static void whole(cs_buf *b, int64_t v, int64_t none) {
    if (v == none)
        cs_buf_put(b, "null");
    else
        cs_buf_i64(b, v);
}
static void decimal(cs_buf *b, double v, int decimals) {
    if (isnan(v))
        cs_buf_put(b, "null");
    else
        cs_buf_fixed(b, v, decimals);
}

#define COLUMN(b, c, o, put) \
    do { \
        if (!(o)->wanted[c]) break; \
        cs_json_list(b, COLUMNS[c]); \
        for (ptrdiff_t i = 0; i < (o)->rows.n; i++) { \
            const row *x = (o)->rows.v + i; \
            if (i) cs_buf_char(b, ','); \
            put; \
        } \
        cs_json_list_end(b); \
    } while (0)

static void put_words(cs_buf *b, const char *name, const words *w) {
    cs_json_list(b, name);
    for (ptrdiff_t i = 0; i < w->v.n; i++) {
        cs_json_next(b);
        cs_buf_json(b, w->v.v[i]);
    }
    cs_json_list_end(b);
}

static void put_columns(cs_buf *b, const outline *o) {
    cs_buf_char(b, '{');
    cs_json_int(b, "n", o->rows.n);
    cs_json_bool(b, "more", o->more);
    COLUMN(b, ID, o, cs_buf_i64(b, x->id));
    COLUMN(b, FIRST, o, whole(b, x->first, CS_DAY_NONE));
    COLUMN(b, LAST, o, whole(b, x->last, CS_DAY_NONE));
    if (o->wanted[PRECISION]) put_words(b, "precisions", &o->precisions);
    COLUMN(b, PRECISION, o, whole(b, x->precision, NO_WORD));
    COLUMN(b, LAT, o, decimal(b, x->lat, 4));
    COLUMN(b, LON, o, decimal(b, x->lon, 4));
    COLUMN(b, RADIUS, o, whole(b, isnan(x->lat) ? 0 : x->radius_km, 0));
    if (o->wanted[COUNTRY]) put_words(b, "countries", &o->countries);
    COLUMN(b, COUNTRY, o, whole(b, x->country, NO_WORD));
    if (o->wanted[TYPE]) put_words(b, "types", &o->types);
    COLUMN(b, TYPE, o, whole(b, x->type, NO_WORD));
    COLUMN(b, KILLED, o, whole(b, x->killed, CS_VIEW_NONE));
    COLUMN(b, SOURCES, o, cs_buf_i64(b, x->sources));
    if (o->wanted[REVIEW]) put_words(b, "reviews", &o->reviews);
    COLUMN(b, REVIEW, o, whole(b, x->review, NO_WORD));
    COLUMN(b, CONFIDENCE, o, decimal(b, x->confidence, 3));
    cs_json_item_end(b);
}

static bool columns_of(const srv_request *r, srv_reply *out, bool wanted[N_COLUMNS]) {
    cs_str list = srv_query(r, "columns");
    for (int i = 0; i < N_COLUMNS; i++) wanted[i] = !list.n;
    for (bool more = list.n > 0; more;) {
        const char *comma = memchr(list.p, ',', (size_t)list.n);
        cs_str name = cs_cut(list, 0, comma ? comma - list.p : list.n);
        int i = 0;
        while (COLUMNS[i] && !cs_eq(name, srv_str(COLUMNS[i]))) i++;
        if (!COLUMNS[i])
            return (void)!srv_problem_of(out, CS_LIT("columns"),
                                         "expected names of columns with commas between them but found \"" CS_FMT "\"",
                                         CS_ARG(name)),
                   false;
        wanted[i] = true;
        more = comma != NULL;
        list = cs_cut(list, more ? name.n + 1 : name.n, list.n);
    }
    return true;
}

casus_status srv_get_outline(const srv_request *r, srv_reply *out, cs_err *err) {
    static const char *const others[] = { "columns", NULL };
    outline o = { .more = false };
    cs_filter f;
    cs_view *v = NULL;
    if (!srv_filter(r, out, others, CS_ORDER_ID, &f) || !columns_of(r, out, o.wanted)) return CASUS_OK;
    f.limit = SRV_OUTLINE_MAX + 1;
    CS_TRY(cs_view_open(&v, r->store, &f, err));
    casus_status st = load(v, &o, r->a, err);
    cs_view_close(&v);
    if (st == CASUS_OK) put_columns(&out->body, &o);
    return st;
}
