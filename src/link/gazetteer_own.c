/* The user's own places, over those of the file. */
#include "base/tsv.h"
#include "decode/reading.h"
#include "link/gazetteer_file.h"
#include "link/geonames_row.h"
#include "link/name_key.h"

enum { NAME, LAT, LON, ALIASES, COUNTRY, ADMIN1, PRECISION, N_COLUMNS, N_REQUIRED = 3 };
static const char *const COLUMNS[N_COLUMNS] = { "name", "lat", "lon", "aliases", "country", "admin1", "precision" };
enum {
    OWN_LEVEL = 200, /* as known as a town of five million: who lists a place expects it in the reports */
    ACRONYM_MAX = 5
};

/* What kind a place of that precision is to the ranking. Provinces and districts of one's own are regions: only areas of the
 * file hold others. */
static const uint8_t KIND[CS_PREC_COUNT] = {
    [CS_PREC_SITE] = CS_GAZ_SITE,       [CS_PREC_TOWN] = CS_GAZ_TOWN,     [CS_PREC_DISTRICT] = CS_GAZ_REGION,
    [CS_PREC_PROVINCE] = CS_GAZ_REGION, [CS_PREC_REGION] = CS_GAZ_REGION,
};

ptrdiff_t cs_gazetteer_find_own(const cs_gazetteer *g, cs_str key, cs_gaz_hit *out, ptrdiff_t cap) {
    const uint32_t *at = cs_map_get(&g->own_at, key);
    ptrdiff_t n = 0;
    for (int32_t i = at ? (int32_t)*at : -1; i >= 0; i = g->own_hits.v[i].next, n++)
        if (n < cap) out[n] = g->own_hits.v[i].hit;
    return n;
}

const cs_gaz_own *cs_gazetteer_own(const cs_gazetteer *g, int32_t place) {
    return place >= g->n_places ? &g->own.v[place - g->n_places] : NULL;
}

/* ---- one row ---- */

/* A name all in capitals means the place only when it is written so. */
static bool is_acronym(cs_str s) {
    if (s.n < 2 || s.n > ACRONYM_MAX) return false;
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (s.p[i] < 'A' || s.p[i] > 'Z') return false;
    return true;
}

static bool add_name(cs_gazetteer *g, cs_str name, int32_t place, cs_arena *a) {
    cs_name_key key = cs_name_key_of(name);
    if (!key.n) return false;
    bool is_new;
    int32_t index = (int32_t)g->own_hits.n;
    cs_gaz_own_hit *h = CS_PUSH(a, &g->own_hits);
    *h = (cs_gaz_own_hit){ { place, is_acronym(name) ? CS_GAZ_ABBREVIATION : CS_GAZ_PRIMARY }, -1 };
    uint32_t *at = cs_map_put(a, &g->own_at, cs_dup(a, cs_name_key_str(&key)), &is_new);
    if (!is_new) {
        int32_t last = (int32_t)*at;
        while (g->own_hits.v[last].next >= 0) last = g->own_hits.v[last].next;
        if (g->own_hits.v[last].hit.place == place) return true; /* an alias that is the name */
        g->own_hits.v[last].next = index;
    } else
        *at = (uint32_t)index;
    return true;
}

static casus_status read_degrees(const cs_user_table *t, int column, int64_t most, float *out, cs_err *err) {
    cs_i64_result r = cs_degrees_read(cs_user_cell(t, column));
    if (!r.ok || r.value < -most * 100000 || r.value > most * 100000)
        return cs_user_bad(t, column, column == LAT ? "degrees from -90 to 90" : "degrees from -180 to 180", err);
    *out = (float)r.value * 1e-5f;
    return CASUS_OK;
}

static casus_status read_country(const cs_gazetteer *g, const cs_user_table *t, int32_t *out, cs_err *err) {
    cs_str s = cs_user_cell(t, COUNTRY);
    *out = CS_GAZ_NONE;
    if (!s.n) return CASUS_OK;
    for (int32_t i = 0; i < g->n_countries && *out < 0; i++)
        if (cs_eq(s, (cs_str){ g->alpha3[i], 3 })) *out = i;
    return *out < 0 ? cs_user_bad(t, COUNTRY, "an ISO 3166-1 code of three capitals such as SYR, or nothing", err) : CASUS_OK;
}

/* The first-level region of that name in the country, or CS_GAZ_NONE. */
static int32_t find_admin1(const cs_gazetteer *g, cs_str name, int32_t country) {
    cs_gaz_hit hit[CS_GAZ_HITS_MAX];
    cs_name_key key = cs_name_key_of(name);
    ptrdiff_t n = cs_gazetteer_find_file(g, cs_name_key_str(&key), hit, CS_GAZ_HITS_MAX);
    for (ptrdiff_t i = 0; i < n && i < CS_GAZ_HITS_MAX; i++) {
        cs_gaz_place p = cs_gazetteer_place(g, hit[i].place);
        if (p.kind == CS_GAZ_ADMIN1 && p.country == country) return hit[i].place;
    }
    return CS_GAZ_NONE;
}

static casus_status read_row(cs_gazetteer *g, cs_user_table *t, cs_err *err) {
    int32_t number = cs_gazetteer_size(g), country;
    cs_gaz_own own = { .at = { .name = cs_user_cell(t, NAME), .level = OWN_LEVEL, .region = CS_GAZ_NONE },
                       .precision = CS_PREC_TOWN };
    CS_TRY(read_degrees(t, LAT, 90, &own.at.lat, err));
    CS_TRY(read_degrees(t, LON, 180, &own.at.lon, err));
    CS_TRY(read_country(g, t, &country, err));
    own.at.country = country;
    cs_str admin1 = cs_user_cell(t, ADMIN1), list = cs_user_cell(t, ALIASES), item;
    if (admin1.n && country < 0) return cs_user_bad(t, COUNTRY, "the country of the admin1 beside it", err);
    if (admin1.n) own.at.region = find_admin1(g, admin1, country);
    if (own.at.region < 0) own.admin1 = admin1;
    if (cs_user_cell(t, PRECISION).n) {
        const char *names[CS_PREC_COUNT];
        int precision;
        for (int i = 0; i < CS_PREC_COUNT; i++) names[i] = i == CS_PREC_COUNTRY ? NULL : cs_precision_name[i];
        CS_TRY(cs_user_one_of(t, PRECISION, names, CS_PREC_COUNT, &precision, err));
        own.precision = (uint8_t)precision;
    }
    own.at.kind = KIND[own.precision];
    own.origin = cs_user_origin(t, "gazetteer");
    *CS_PUSH(t->arena, &g->own) = own;
    if (!add_name(g, own.at.name, number, t->arena)) return cs_user_bad(t, NAME, "a name of up to 63 Latin letters", err);
    while (cs_list_next(&list, '|', &item))
        if (!add_name(g, cs_trim(item), number, t->arena))
            return cs_user_bad(t, ALIASES, "names of up to 63 Latin letters with | between them", err);
    return CASUS_OK;
}

casus_status cs_gazetteer_add(cs_gazetteer *g, const char *path, cs_str bytes, cs_arena *a, cs_err *err) {
    cs_user_table t;
    CS_TRY(cs_user_table_open(&t, path, bytes, COLUMNS, N_REQUIRED, N_COLUMNS, a, err));
    for (bool more;;) {
        CS_TRY(cs_user_table_next(&t, N_REQUIRED, &more, err));
        if (!more) return CASUS_OK;
        CS_TRY(read_row(g, &t, err));
    }
}
