#define _POSIX_C_SOURCE 200809L /* fileno */
#include "link/geonames.h"
#include "base/map.h"
#include "base/tsv.h"
#include "link/geonames_name.h"
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

enum {
    AREA_FLAG = 1u << 31,
    RESERVED = 0x7FFFFFFF, /* the id is a country's or in regions.tsv */
    STEP_ROWS = 1 << 13,
    FOREIGN_ROWS = 50, /* so many bad rows in front of any good one: the file is something else */
    ALTERNATES_FROM = 5000,
    SITE_POPULATION = 1000,
    COUNTRY_POPULATION =
        10000000,               /* of one that the dump has no row for, as that of another country: no town stands before it */
    REGION_POPULATION = 3000000 /* of what regions.tsv has: known to all */
};
#define AREA_BYTES_MAX ((size_t)1 << 30) /* address space; 20 MB of it are used for all of GeoNames */

typedef struct area {
    uint32_t id;
    int32_t lat, lon;
    uint8_t kind, level;
    int32_t country;
    cs_str name, code, parent; /* codes: "SY.09", "SY.09.1234"; parent: of a second-level region, its first-level one's */
} area;

typedef struct country {
    uint32_t id;
    int32_t lat, lon;
    uint8_t level;
    cs_str name, demonyms, others;
} country;

typedef struct importer {
    const cs_geonames_import *o;
    cs_geonames_result *out;
    cs_gaz_writer *w;
    cs_arena arena, tables; /* areas and maps; what is kept by id */
    uint32_t *slot;         /* [CS_GEONAMES_ID_MAX]: 0, RESERVED, AREA_FLAG | area, or 1 + how many others came before */
    uint8_t *level;         /* [CS_GEONAMES_ID_MAX] */
    cs_map kinds;           /* "P.PPL" -> cs_gaz_kind */
    cs_map area_at;         /* code -> area */
    cs_map first_level;     /* "SY/aleppo": keys of first-level regions */
    CS_VEC(area) areas;
    CS_VEC(country) countries;
    int16_t country_of[26 * 26];        /* alpha-2 -> country + 1 */
    int32_t *number;                    /* [areas] place */
    int32_t n_seen, first_other;        /* others so far; the place number of the first of them */
    int64_t n_lines, n_bytes, of_bytes; /* of all files so far; bytes of them all */
    char *buffer;
    cs_err *err;
} importer;

/* ---- files ---- */

typedef casus_status row_fn(importer *m, cs_str line, cs_err *bad, bool *ok);

static casus_status open_file(FILE **f, const char *path, cs_err *err) {
    *f = fopen(path, "rb");
    if (!*f) return cs_fail(err, CASUS_E_INPUT, -1, "%s: %s", path, strerror(errno));
    struct stat s;
    casus_status st = CASUS_OK;
    char head[4] = { 0 };
    if (fstat(fileno(*f), &s) || !S_ISREG(s.st_mode))
        st = cs_fail(err, CASUS_E_INPUT, -1, "%s: expected a plain file, as it is read more than once", path);
    else if (fread(head, 1, sizeof head, *f) == sizeof head && !memcmp(head, "PK\3\4", sizeof head))
        st = cs_fail(err, CASUS_E_INPUT, -1, "%s: expected a text file but this is a zip archive; unpack it first", path);
    if (st == CASUS_OK) rewind(*f);
    if (st != CASUS_OK) fclose(*f);
    return st;
}

static casus_status add_size(importer *m, const char *path, int times, cs_err *err) {
    FILE *f;
    if (!path) return CASUS_OK;
    CS_TRY(open_file(&f, path, err));
    struct stat s;
    if (!fstat(fileno(f), &s)) m->of_bytes += times * (int64_t)s.st_size;
    fclose(f);
    return CASUS_OK;
}

/* Hands each line to `row`, which says in *ok whether it is one of the file's and fails only where the whole import does. */
static casus_status each_row(importer *m, const char *path, const char *doing, bool tell, row_fn *row, int64_t *n_rows,
                             cs_err *err) {
    cs_geonames_lines l = { .buffer = m->buffer };
    CS_TRY(open_file(&l.f, path, err));
    casus_status st = CASUS_OK;
    int64_t n_good = 0, before = m->n_bytes, lines_before = m->n_lines;
    cs_str line;
    while (st == CASUS_OK && cs_geonames_line(&l, &line)) {
        cs_err bad = { .at = -1 };
        bool ok = true;
        m->n_bytes = before + l.bytes;
        m->n_lines = lines_before + l.line;
        if (l.line % STEP_ROWS == 0 && !m->o->step(m->o->ctx, doing, m->n_lines, m->n_bytes, m->of_bytes))
            st = cs_fail(err, CASUS_E_STORE, -1, "stopped");
        else if (!line.p)
            ok = cs_fail(&bad, CASUS_E_INPUT, -1, "the line has more than %d bytes", CS_GEONAMES_LINE_MAX) == CASUS_OK;
        else if (line.n)
            st = row(m, line, &bad, &ok);
        n_good += ok && line.n;
        if (ok || !tell) continue;
        m->out->n_bad++;
        m->o->bad_row(m->o->ctx, path, l.line, bad.msg);
        if (!n_good && l.line == FOREIGN_ROWS)
            st = cs_fail(err, CASUS_E_INPUT, -1, "%s: none of the first %d lines is a row of such a file", path, FOREIGN_ROWS);
    }
    if (st == CASUS_OK && ferror(l.f)) st = cs_fail(err, CASUS_E_INPUT, -1, "%s: %s", path, strerror(errno));
    if (st == CASUS_OK && !n_good) st = cs_fail(err, CASUS_E_INPUT, -1, "%s: there is no row in it", path);
    if (n_rows) *n_rows = l.line;
    fclose(l.f);
    return st;
}

/* ---- the tables that casus carries ---- */

extern const char cs_table_countries_tsv[], cs_table_regions_tsv[], cs_table_place_names_tsv[], cs_table_features_tsv[];
extern const long cs_table_countries_tsv_n, cs_table_regions_tsv_n, cs_table_place_names_tsv_n, cs_table_features_tsv_n;
#define TABLE(name) ((cs_tsv){ .rest = { cs_table_##name##_tsv, cs_table_##name##_tsv_n } })

static int32_t country_at(const importer *m, const char *alpha2) {
    if (!alpha2[0]) return CS_GAZ_NONE;
    return m->country_of[(alpha2[0] - 'A') * 26 + (alpha2[1] - 'A')] - 1;
}

static uint32_t id_of(cs_str s) {
    cs_i64_result r = cs_parse_i64(s);
    return r.ok && r.value > 0 && r.value < CS_GEONAMES_ID_MAX ? (uint32_t)r.value : 0;
}

static casus_status read_tables(importer *m, cs_err *err) {
    static const char *const kind[CS_GAZ_KINDS] = { "country", "admin1", "admin2", "region", "town", "capital", "site" };
    for (cs_tsv t = TABLE(features); cs_tsv_next(&t);) {
        uint32_t k = 0;
        while (k < CS_GAZ_KINDS &&
               (strlen(kind[k]) != (size_t)t.field[1].n || memcmp(kind[k], t.field[1].p, strlen(kind[k])) != 0))
            k++;
        if (k == CS_GAZ_KINDS) return cs_fail(err, CASUS_E_INTERNAL, -1, "data/features.tsv:%d: no such kind", t.line);
        *cs_map_put(&m->arena, &m->kinds, t.field[0], NULL) = k;
    }
    for (cs_tsv t = TABLE(countries); cs_tsv_next(&t);) {
        country *c = CS_PUSH(&m->arena, &m->countries);
        *c = (country){ .level = cs_gaz_level(COUNTRY_POPULATION),
                        .id = id_of(t.field[2]),
                        .name = t.field[3],
                        .demonyms = t.field[7],
                        .others = t.field[8] };
        c->lat = (int32_t)cs_degrees_read(t.field[4]).value;
        c->lon = (int32_t)cs_degrees_read(t.field[5]).value;
        m->slot[c->id] = RESERVED;
        m->country_of[(t.field[0].p[0] - 'A') * 26 + (t.field[0].p[1] - 'A')] = (int16_t)m->countries.n;
        CS_TRY(cs_gaz_write_code(m->w, t.field[0].p, t.field[1].p, err));
    }
    for (cs_tsv t = TABLE(regions); cs_tsv_next(&t);)
        if (id_of(t.field[4])) m->slot[id_of(t.field[4])] = RESERVED;
    return CASUS_OK;
}

/* ---- the first reading: areas, and who comes when ---- */

/* What the place is to casus, or -1 for what is left out. */
static int kind_of(const importer *m, const cs_geonames_row *r) {
    const uint32_t *k = cs_map_get(&m->kinds, cs_geonames_kind(r));
    if (k) return *k == CS_GAZ_COUNTRY ? CS_GAZ_REGION : (int)*k; /* countries are those of our table */
    if (!m->o->all) return -1;
    char class = r->kind_n ? r->kind_text[0] : 0;
    return class == 'S' || class == 'R' ? CS_GAZ_SITE : class == 'P' ? CS_GAZ_TOWN : CS_GAZ_REGION;
}

static bool is_area(const importer *m, int kind) {
    return (kind == CS_GAZ_ADMIN1 || kind == CS_GAZ_ADMIN2) && m->areas.n + m->countries.n < CS_GAZ_AREAS_MAX;
}

static void claim_first_level(importer *m, const area *a, const cs_name_key *key) {
    if (!key->n) return;
    cs_name_key bare;
    cs_str id = cs_printf(&m->arena, "%d/%.*s", a->country, (int)key->n, key->p);
    *cs_map_put(&m->arena, &m->first_level, id, NULL) = 1;
    for (int at = 0; cs_geonames_stripped(key, true, &at, &bare);) {
        id = cs_printf(&m->arena, "%d/%.*s", a->country, (int)bare.n, bare.p);
        *cs_map_put(&m->arena, &m->first_level, id, NULL) = 1;
    }
}

static void claim_name(importer *m, const area *a, cs_str name) {
    cs_name_key key = cs_name_key_of(name);
    claim_first_level(m, a, &key);
}

static void add_area(importer *m, const cs_geonames_row *r, int kind) {
    int32_t index = (int32_t)m->areas.n;
    area *a = CS_PUSH(&m->arena, &m->areas);
    *a = (area){ .id = r->id, .lat = r->lat, .lon = r->lon, .kind = (uint8_t)kind, .level = cs_gaz_level(r->population) };
    a->country = country_at(m, r->country);
    a->name = cs_dup(&m->arena, cs_geonames_region_name(r));
    m->slot[r->id] = AREA_FLAG | (uint32_t)index;
    bool has_code = r->country[0] && r->admin1.n && !cs_eq(r->admin1, CS_LIT("00"));
    if (has_code) {
        cs_str first = cs_printf(&m->arena, "%s.%.*s", r->country, CS_ARG(r->admin1));
        if (kind == CS_GAZ_ADMIN1)
            a->code = first;
        else if (r->admin2.n) {
            a->parent = first;
            a->code = cs_printf(&m->arena, "%.*s.%.*s", CS_ARG(first), CS_ARG(r->admin2));
        }
    }
    bool is_new;
    if (a->code.n) {
        uint32_t *at = cs_map_put(&m->arena, &m->area_at, a->code, &is_new);
        if (is_new) *at = (uint32_t)index;
    }
    if (kind != CS_GAZ_ADMIN1) return;
    claim_name(m, a, r->name);
    claim_name(m, a, a->name);
    cs_str list = r->others, item;
    while (cs_list_next(&list, ',', &item))
        if (cs_geonames_usable(item)) claim_name(m, a, item);
}

static void note_country(importer *m, const cs_geonames_row *r) {
    for (ptrdiff_t i = 0; i < m->countries.n; i++)
        if (m->countries.v[i].id == r->id) m->countries.v[i].level = cs_gaz_level(r->population);
}

static int64_t people(const cs_geonames_row *r, int kind) {
    return kind == CS_GAZ_SITE && r->population < SITE_POPULATION ? SITE_POPULATION : r->population;
}

static casus_status first_look(importer *m, cs_str line, cs_err *bad, bool *ok) {
    cs_geonames_row r;
    *ok = cs_geonames_row_read(line, &r, bad) == CASUS_OK;
    if (!*ok) return CASUS_OK;
    int kind = kind_of(m, &r);
    if (m->slot[r.id] == RESERVED) {
        note_country(m, &r);
        return CASUS_OK;
    }
    if (kind < 0) {
        m->out->n_left_out++;
        return CASUS_OK;
    }
    if (m->slot[r.id]) {
        *ok = cs_fail(bad, CASUS_E_INPUT, -1, "geonameid %u stood on an earlier line", r.id) == CASUS_OK;
        return CASUS_OK;
    }
    m->level[r.id] = cs_gaz_level(people(&r, kind));
    if (is_area(m, kind))
        add_area(m, &r, kind);
    else
        m->slot[r.id] = 1 + (uint32_t)m->n_seen++;
    return CASUS_OK;
}

static int by_kind_and_id(const void *a, const void *b) {
    const area *x = *(const area *const *)a, *y = *(const area *const *)b;
    if (x->kind != y->kind) return x->kind - y->kind;
    return x->id < y->id ? -1 : x->id > y->id;
}

/* Areas in the order in which they are written. */
static const area **order_areas(importer *m) {
    const area **v = CS_NEW(&m->arena, const area *, m->areas.n + 1);
    for (ptrdiff_t i = 0; i < m->areas.n; i++) v[i] = &m->areas.v[i];
    qsort(v, (size_t)m->areas.n, sizeof *v, by_kind_and_id);
    m->number = CS_NEW(&m->arena, int32_t, m->areas.n + 1);
    for (ptrdiff_t i = 0; i < m->areas.n; i++) m->number[v[i] - m->areas.v] = (int32_t)(m->countries.n + i);
    return v;
}

/* ---- names ---- */

static casus_status put_name(importer *m, cs_str name, int32_t place, cs_gaz_class cls, uint8_t level, cs_err *err) {
    cs_name_key key = cs_name_key_of(name);
    return cs_gaz_write_key(m->w, &key, place, cls, level, err);
}

/* A region's name and, for less, what is left without "province". */
static casus_status put_area_name(importer *m, const area *a, cs_str name, cs_gaz_class cls, cs_err *err) {
    int32_t place = m->number[a - m->areas.v];
    cs_name_key key = cs_name_key_of(name), bare;
    CS_TRY(cs_gaz_write_key(m->w, &key, place, cls, a->level, err));
    cs_gaz_class less = a->kind == CS_GAZ_ADMIN1 ? CS_GAZ_PRIMARY : CS_GAZ_STRIPPED;
    for (int at = 0; cs_geonames_stripped(&key, a->kind == CS_GAZ_ADMIN1, &at, &bare);)
        CS_TRY(cs_gaz_write_key(m->w, &bare, place, less, a->level, err));
    return CASUS_OK;
}

static casus_status region_row(importer *m, cs_str line, cs_err *bad, bool *ok) {
    cs_geonames_region r;
    *ok = cs_geonames_region_read(line, &r, bad) == CASUS_OK;
    if (!*ok || !(m->slot[r.id] & AREA_FLAG)) return CASUS_OK;
    area *a = &m->areas.v[m->slot[r.id] & ~(uint32_t)AREA_FLAG];
    if (cs_geonames_is_plain(r.name)) a->name = cs_dup(&m->arena, r.name);
    if (a->kind == CS_GAZ_ADMIN1) claim_name(m, a, r.name);
    return CASUS_OK;
}

/* English names, and abbreviations; the dump itself has the other languages' names in Latin letters. */
static casus_status alternate_row(importer *m, cs_str line, cs_err *bad, bool *ok) {
    cs_geonames_alternate r;
    *ok = cs_geonames_alternate_read(line, &r, bad) == CASUS_OK;
    if (!*ok || r.historic) return CASUS_OK;
    uint32_t slot = m->slot[r.id];
    bool english = cs_eq(r.language, CS_LIT("en")), abbreviation = cs_eq(r.language, CS_LIT("abbr"));
    if (!slot || slot == RESERVED || !(english || abbreviation)) return CASUS_OK;
    if (abbreviation ? r.name.n < 2 || r.name.n > 6 : !cs_geonames_usable(r.name)) return CASUS_OK;
    cs_gaz_class cls = abbreviation ? CS_GAZ_ABBREVIATION : r.preferred ? CS_GAZ_PRIMARY : CS_GAZ_ALTERNATE;
    if (!(slot & AREA_FLAG)) return put_name(m, r.name, m->first_other + (int32_t)slot - 1, cls, m->level[r.id], m->err);
    const area *a = &m->areas.v[slot & ~(uint32_t)AREA_FLAG];
    if (abbreviation) return put_name(m, r.name, m->number[a - m->areas.v], cls, a->level, m->err);
    return put_area_name(m, a, r.name, cls, m->err);
}

/* ---- what is written ---- */

static casus_status put_place(importer *m, const cs_gaz_new *p, cs_err *err) {
    m->out->n_kind[p->kind]++;
    return cs_gaz_write_place(m->w, p, err);
}

static casus_status put_list(importer *m, cs_str list, int32_t place, bool short_ones, cs_gaz_class cls, uint8_t level,
                             cs_err *err) {
    cs_str item;
    while (cs_list_next(&list, ',', &item)) {
        bool is_short = short_ones && (item.n <= 3 || cs_ends(item, CS_LIT(".")) || cs_name_key_of(item).n <= 3);
        CS_TRY(put_name(m, item, place, is_short ? CS_GAZ_ABBREVIATION : cls, level, err));
    }
    return CASUS_OK;
}

static casus_status put_countries(importer *m, cs_err *err) {
    for (int32_t i = 0; i < (int32_t)m->countries.n; i++) {
        const country *c = &m->countries.v[i];
        CS_TRY(put_place(m, &(cs_gaz_new){ c->name, c->id, c->lat, c->lon, CS_GAZ_COUNTRY, c->level, CS_GAZ_NONE, i }, err));
        CS_TRY(put_name(m, c->name, i, CS_GAZ_PRIMARY, c->level, err));
        CS_TRY(put_list(m, c->others, i, true, CS_GAZ_PRIMARY, c->level, err));
        CS_TRY(put_list(m, c->demonyms, i, false, CS_GAZ_DEMONYM, c->level, err));
    }
    return CASUS_OK;
}

static int32_t area_number(const importer *m, cs_str code) {
    const uint32_t *at = code.n ? cs_map_get(&m->area_at, code) : NULL;
    return at ? m->number[*at] : CS_GAZ_NONE;
}

static casus_status put_areas(importer *m, const area *const *order, cs_err *err) {
    for (ptrdiff_t i = 0; i < m->areas.n; i++) {
        const area *a = order[i];
        int32_t up = area_number(m, a->parent);
        CS_TRY(put_place(m, &(cs_gaz_new){ a->name, a->id, a->lat, a->lon, a->kind, a->level, up, a->country }, err));
        CS_TRY(put_area_name(m, a, a->name, CS_GAZ_PRIMARY, err));
    }
    for (cs_tsv t = TABLE(place_names); cs_tsv_next(&t);) {
        const uint32_t *at = cs_map_get(&m->area_at, t.field[0]);
        if (at) CS_TRY(put_list(m, t.field[3], m->number[*at], true, CS_GAZ_PRIMARY, m->areas.v[*at].level, err));
    }
    return CASUS_OK;
}

/* Is the row of regions.tsv one that a first-level region stands for? */
static bool is_first_level(importer *m, int32_t in_country, cs_str name) {
    cs_name_key key = cs_name_key_of(name);
    return cs_map_get(&m->first_level, cs_printf(&m->arena, "%d/%.*s", in_country, (int)key.n, key.p)) != NULL;
}

static int32_t country_of_field(const importer *m, cs_str s) {
    return s.n == 2 ? country_at(m, (const char[]){ s.p[0], s.p[1], 0 }) : CS_GAZ_NONE;
}

/* Counts them (place < 0) or writes them from that number on. */
static casus_status put_regions(importer *m, int32_t place, int32_t *n, cs_err *err) {
    uint8_t level = cs_gaz_level(REGION_POPULATION);
    *n = 0;
    for (cs_tsv t = TABLE(regions); cs_tsv_next(&t);) {
        int32_t in = country_of_field(m, t.field[3]);
        if (is_first_level(m, in, t.field[0])) continue;
        int32_t number = place + (*n)++;
        if (place < 0) continue;
        uint8_t kind = cs_eq(t.field[6], CS_LIT("site")) ? CS_GAZ_SITE : CS_GAZ_REGION;
        cs_gaz_new p = {
            .name = t.field[0], .geonames = id_of(t.field[4]), .kind = kind, .level = level, .region = CS_GAZ_NONE
        };
        p.lat = (int32_t)cs_degrees_read(t.field[1]).value;
        p.lon = (int32_t)cs_degrees_read(t.field[2]).value;
        p.country = in;
        CS_TRY(put_place(m, &p, err));
        CS_TRY(put_name(m, t.field[0], number, CS_GAZ_PRIMARY, level, err));
        CS_TRY(put_list(m, t.field[5], number, false, CS_GAZ_PRIMARY, level, err));
    }
    return CASUS_OK;
}

/* ---- the second reading ---- */

static int32_t region_of(const importer *m, const cs_geonames_row *r) {
    char code[256];
    int n = snprintf(code, sizeof code, "%s.%.*s.%.*s", r->country, (int)(r->admin1.n < 100 ? r->admin1.n : 100), r->admin1.p,
                     (int)(r->admin2.n < 100 ? r->admin2.n : 100), r->admin2.p);
    int32_t found = r->admin2.n ? area_number(m, (cs_str){ code, n }) : CS_GAZ_NONE;
    if (found != CS_GAZ_NONE || !r->admin1.n) return found;
    return area_number(m, (cs_str){ code, 3 + (r->admin1.n < 100 ? r->admin1.n : 100) });
}

static casus_status put_other_names(importer *m, const cs_geonames_row *r, int kind, int32_t place, uint8_t level) {
    cs_name_key key = cs_name_key_of(r->name), other;
    cs_str list = r->others, item;
    CS_TRY(cs_gaz_write_key(m->w, &key, place, CS_GAZ_PRIMARY, level, m->err));
    CS_TRY(put_name(m, r->ascii, place, CS_GAZ_PRIMARY, level, m->err));
    if (cs_ends(cs_name_key_str(&key), CS_LIT(" city")) || cs_ends(cs_name_key_str(&key), CS_LIT(" township"))) {
        cs_str bare = cs_cut(r->name, 0, r->name.n);
        while (bare.n && bare.p[bare.n - 1] != ' ') bare.n--;
        CS_TRY(put_name(m, bare, place, CS_GAZ_ALTERNATE, level, m->err));
    }
    if (kind == CS_GAZ_SITE && cs_geonames_site_variant(&key, &other))
        CS_TRY(cs_gaz_write_key(m->w, &other, place, CS_GAZ_ALTERNATE, level, m->err));
    bool town = kind == CS_GAZ_TOWN || kind == CS_GAZ_CAPITAL;
    if (town && r->population < ALTERNATES_FROM && !cs_geonames_many_writings(r->country)) return CASUS_OK;
    while (cs_list_next(&list, ',', &item))
        if (cs_geonames_usable(item)) CS_TRY(put_name(m, item, place, CS_GAZ_ALTERNATE, level, m->err));
    return CASUS_OK;
}

static casus_status put_names_of_area(importer *m, const cs_geonames_row *r, const area *a) {
    cs_str list = r->others, item;
    CS_TRY(put_area_name(m, a, r->name, CS_GAZ_PRIMARY, m->err));
    CS_TRY(put_area_name(m, a, r->ascii, CS_GAZ_PRIMARY, m->err));
    while (cs_list_next(&list, ',', &item))
        if (cs_geonames_usable(item)) CS_TRY(put_area_name(m, a, item, CS_GAZ_ALTERNATE, m->err));
    return CASUS_OK;
}

static casus_status second_look(importer *m, cs_str line, cs_err *bad, bool *ok) {
    cs_geonames_row r;
    *ok = cs_geonames_row_read(line, &r, bad) == CASUS_OK;
    if (!*ok) return CASUS_OK;
    int kind = kind_of(m, &r);
    uint32_t slot = m->slot[r.id];
    if (kind < 0 || !slot || slot == RESERVED) return CASUS_OK;
    if (slot & AREA_FLAG) {
        const area *a = &m->areas.v[slot & ~(uint32_t)AREA_FLAG];
        return a->kind == kind ? put_names_of_area(m, &r, a) : CASUS_OK;
    }
    if (slot != 1 + (uint32_t)m->n_seen) return CASUS_OK;                   /* the id's second row */
    if (kind == CS_GAZ_ADMIN1 || kind == CS_GAZ_ADMIN2) kind = CS_GAZ_TOWN; /* beyond CS_GAZ_AREAS_MAX */
    int32_t place = m->first_other + m->n_seen++;
    cs_gaz_new p = { cs_geonames_shown(&r),   r.id, r.lat, r.lon, (uint8_t)kind, m->level[r.id], region_of(m, &r),
                     country_at(m, r.country) };
    CS_TRY(put_place(m, &p, m->err));
    return put_other_names(m, &r, kind, place, p.level);
}

/* ---- the whole ---- */

static bool go_on(void *ctx) {
    const importer *m = ctx;
    return m->o->step(m->o->ctx, "writing", m->n_lines, m->of_bytes, m->of_bytes);
}

static casus_status import(importer *m, cs_err *err) {
    const cs_geonames_import *o = m->o;
    CS_TRY(add_size(m, o->dump, 2, err));
    CS_TRY(add_size(m, o->admin1, 1, err));
    CS_TRY(add_size(m, o->admin2, 1, err));
    CS_TRY(add_size(m, o->alternate, 1, err));
    CS_TRY(read_tables(m, err));
    CS_TRY(each_row(m, o->dump, "areas", true, first_look, &m->out->n_rows, err));
    if (!m->areas.n && !m->n_seen)
        return cs_fail(err, CASUS_E_INPUT, -1, "%s: no row is of a kind that is kept (data/features.tsv)", o->dump);
    if (o->admin1) CS_TRY(each_row(m, o->admin1, "regions", true, region_row, NULL, err));
    if (o->admin2) CS_TRY(each_row(m, o->admin2, "regions", true, region_row, NULL, err));
    const area **order = order_areas(m);
    int32_t n_areas = (int32_t)(m->countries.n + m->areas.n), n_regions;
    CS_TRY(put_regions(m, -1, &n_regions, err));
    m->first_other = n_areas + n_regions;
    if (o->alternate) CS_TRY(each_row(m, o->alternate, "names", true, alternate_row, NULL, err));
    CS_TRY(put_countries(m, err));
    CS_TRY(put_areas(m, order, err));
    CS_TRY(put_regions(m, n_areas, &n_regions, err));
    m->n_seen = 0;
    CS_TRY(each_row(m, o->dump, "places", false, second_look, NULL, err));
    int fd = o->open_output(o->ctx);
    if (fd < 0) return cs_fail(err, CASUS_E_STORE, -1, "there is no file to write to");
    return cs_gaz_write_end(m->w, n_areas, fd, go_on, m, &m->out->file, err);
}

/* What may jump is kept apart from where setjmp stands, so that no local lives across the jump. */
static casus_status guarded(importer *m, cs_err *err) {
    jmp_buf full;
    m->arena.on_full = m->tables.on_full = &full;
    if (setjmp(full)) return cs_fail(err, CASUS_E_LIMIT, -1, "the regions' names need more than %zu MB", AREA_BYTES_MAX >> 20);
    return import(m, err);
}

casus_status cs_geonames_to_gazetteer(const cs_geonames_import *o, cs_geonames_result *out, cs_err *err) {
    importer m = { .o = o, .out = out, .err = err };
    const size_t by_id = CS_GEONAMES_ID_MAX * (sizeof *m.slot + sizeof *m.level);
    *out = (cs_geonames_result){ 0 };
    m.buffer = malloc(CS_GEONAMES_LINE_MAX);
    casus_status st = m.buffer ? CASUS_OK : cs_fail(err, CASUS_E_LIMIT, -1, "out of memory");
    if (st == CASUS_OK) st = cs_arena_map(&m.arena, AREA_BYTES_MAX, err);
    if (st == CASUS_OK) st = cs_arena_map(&m.tables, by_id, err);
    if (st == CASUS_OK) {
        m.slot = (uint32_t *)(void *)m.tables.base; /* fresh pages are zero; CS_NEW would touch them all */
        m.level = (uint8_t *)m.tables.base + CS_GEONAMES_ID_MAX * sizeof *m.slot;
        st = cs_gaz_write_open(&m.w, o->folder, o->sort_bytes, err);
    }
    if (st == CASUS_OK) st = guarded(&m, err);
    cs_gaz_write_close(&m.w);
    cs_arena_unmap(&m.tables);
    cs_arena_unmap(&m.arena);
    free(m.buffer);
    return st;
}
