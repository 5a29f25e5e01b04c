#include "link/place.h"
#include "decode/entity.h"
#include "link/place_find.h"
#include "link/place_name.h"
#include "link/place_refer.h"

static const float SURE = 0.6f; /* probability from which a place is taken for granted when others are put inside it */

typedef struct maker {
    const cs_gazetteer *g;
    cs_reading *r;
    const cs_place_names *names;
    cs_ranking rank;
    int32_t *place_of; /* [senses] -> r->places, -1 while not made */
    int32_t *at;       /* [places] in the gazetteer, or CS_GAZ_NONE */
    cs_arena *perm;
} maker;

static const uint8_t PRECISION[CS_GAZ_KINDS] = {
    [CS_GAZ_COUNTRY] = CS_PREC_COUNTRY, [CS_GAZ_ADMIN1] = CS_PREC_PROVINCE, [CS_GAZ_ADMIN2] = CS_PREC_DISTRICT,
    [CS_GAZ_REGION] = CS_PREC_REGION,   [CS_GAZ_TOWN] = CS_PREC_TOWN,       [CS_GAZ_CAPITAL] = CS_PREC_TOWN,
    [CS_GAZ_SITE] = CS_PREC_SITE,
};

/* ---- what the gazetteer says ---- */

static cs_str name_of(const maker *m, int32_t place) {
    return place >= 0 ? cs_gazetteer_place(m->g, place).name : (cs_str){ NULL, 0 };
}

static void put_area(const maker *m, cs_place *p, int32_t place) {
    memcpy(p->country, cs_gazetteer_alpha3(m->g, cs_gazetteer_place(m->g, place).country), 4);
    p->admin1 = name_of(m, cs_gazetteer_admin1(m->g, place));
    p->admin2 = name_of(m, cs_gazetteer_admin2(m->g, place));
}

static void put_point(cs_place *p, const cs_gaz_place *at) {
    p->lat = at->lat;
    p->lon = at->lon;
    p->has_point = true;
}

/* The reason that a person reads: by which of the features the first option stands out. */
static cs_str why_resolved(const cs_sense *s) {
    const cs_place_option *o = &s->option[s->best];
    if (s->n == 1) return CS_LIT("gazetteer:only");
    if (o->f[CS_PF_IN_CONTAINER] > 0.5f) return CS_LIT("gazetteer:container");
    if (s->hint && o->f[CS_PF_HINTED] > 0) return CS_LIT("gazetteer:kind-beside");
    if (o->f[CS_PF_NEAREST] > 0.5f) return CS_LIT("gazetteer:near-others");
    if (o->f[CS_PF_ADMIN1_NAMED] > 0 || o->f[CS_PF_SAME_ADMIN1] > 0.3f) return CS_LIT("gazetteer:same-region");
    if (o->f[CS_PF_COUNTRY_NAMED] > 0 || o->f[CS_PF_SAME_COUNTRY] > 0.3f) return CS_LIT("gazetteer:same-country");
    return CS_LIT("gazetteer:best-known");
}

static void put_resolved(maker *m, cs_place *p, int32_t index, const cs_sense *s) {
    const cs_place_option *o = &s->option[s->best];
    p->name = o->at.name;
    p->geonames = o->at.geonames;
    p->precision = PRECISION[o->at.kind];
    p->score = cs_place_certainty(m->g, s);
    put_point(p, &o->at);
    put_area(m, p, o->place);
    p->why = why_resolved(s);
    m->at[index] = o->place;
    const cs_gaz_own *own = cs_gazetteer_own(m->g, o->place);
    if (!own) return;
    p->precision = own->precision;
    p->why = own->origin;
    if (own->admin1.n) p->admin1 = own->admin1;
}

/* ---- what the gazetteer lacks ---- */

static bool is_one_of(cs_str w, const char *const *list, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (strlen(list[i]) == (size_t)w.n && memcmp(list[i], w.p, (size_t)w.n) == 0) return true;
    return false;
}

/* Ways are called after places that they are not at. */
static bool is_way(cs_str lower) {
    static const char *const W[] = { "street",    "st.",        "road",  "rd.",     "avenue",   "ave.",      "drive",
                                     "boulevard", "blvd.",      "lane",  "highway", "parkway",  "route",     "bypass",
                                     "way",       "interstate", "trail", "freeway", "turnpike", "expressway" };
    return is_one_of(lower, W, sizeof W / sizeof *W);
}

static bool is_site(cs_str lower) {
    static const char *const W[] = { "airport",  "base",     "camp",     "hospital",   "university", "college",   "school",
                                     "station",  "bridge",   "dam",      "mosque",     "church",     "cathedral", "temple",
                                     "hotel",    "prison",   "square",   "park",       "stadium",    "market",    "building",
                                     "tower",    "palace",   "airfield", "checkpoint", "crossing",   "port",      "center",
                                     "centre",   "hall",     "house",    "plant",      "library",    "museum",    "theater",
                                     "theatre",  "mall",     "plaza",    "court",      "courthouse", "embassy",   "consulate",
                                     "barracks", "refinery", "mine",     "cemetery",   "field",      "shrine" };
    return is_one_of(lower, W, sizeof W / sizeof *W);
}

static bool is_nature(cs_str lower) {
    static const char *const W[] = { "river",  "lake",  "sea",    "gulf",      "mountains", "mountain", "valley",  "desert",
                                     "forest", "creek", "bay",    "mount",     "cape",      "island",   "islands", "hills",
                                     "plains", "ocean", "strait", "peninsula", "coast",     "basin",    "canal" };
    return is_one_of(lower, W, sizeof W / sizeof *W);
}

/* A site that the gazetteer lacks lies where the place is that it is named after, if the ranking found that one. */
static void put_named_after(const maker *m, cs_place *p, const cs_sense *s) {
    const cs_place_option *o = &s->option[s->best];
    put_area(m, p, o->place);
    p->score = 0.5f * cs_place_certainty(m->g, s);
    if (o->at.kind != CS_GAZ_COUNTRY && o->at.kind != CS_GAZ_REGION) put_point(p, &o->at);
    p->why = CS_LIT("not-in-gazetteer:named-after");
}

static void put_unresolved(maker *m, cs_place *p, const cs_place_name *n, const cs_sense *s) {
    cs_str last = m->r->tokens.v[n->end - 1].lower, first = m->r->tokens.v[n->beg].lower;
    bool site = is_site(last) || is_way(last);
    p->name = cs_entity_words(m->r, n->span, m->perm);
    p->precision = (uint8_t)(s->hint == CS_HINT_ADMIN1                                            ? CS_PREC_PROVINCE
                             : s->hint == CS_HINT_ADMIN2                                          ? CS_PREC_DISTRICT
                             : is_nature(last) || is_nature(first) || cs_place_is_direction(last) ? CS_PREC_REGION
                             : site                                                               ? CS_PREC_SITE
                                                                                                  : CS_PREC_TOWN);
    p->why = CS_LIT("not-in-gazetteer");
    if (s->best >= 0) put_named_after(m, p, s);
}

/* An unknown place with a known container lies in its country and region; the container's point stands for it unless that is
 * a country. */
static void put_from_container(maker *m, cs_place *p, int32_t outer) {
    cs_gaz_place at = cs_gazetteer_place(m->g, outer);
    put_area(m, p, outer);
    if (at.kind >= CS_GAZ_TOWN && p->precision == CS_PREC_TOWN) p->precision = CS_PREC_DISTRICT; /* a part of that town */
    if (at.kind != CS_GAZ_COUNTRY && at.kind != CS_GAZ_REGION) {
        put_point(p, &at);
        p->score = 0.3f;
        p->why = CS_LIT("not-in-gazetteer:point-of-container");
    }
}

/* ---- places ---- */

/* The entity of the smallest mention that has its head in the name. */
static int32_t entity_of(const cs_reading *r, const cs_place_name *n) {
    int32_t best = -1, sentence = r->sentences.v[r->tokens.v[n->beg].sent].beg;
    ptrdiff_t lo = 0, hi = r->mentions.n; /* the sentence's first mention: they are in text order */
    while (lo < hi) {
        ptrdiff_t mid = lo + (hi - lo) / 2;
        if (r->mentions.v[mid].beg < sentence)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (ptrdiff_t i = lo; i < r->mentions.n && r->mentions.v[i].beg < n->end; i++) {
        const cs_mention *x = &r->mentions.v[i];
        if (x->head < n->beg || x->head >= n->end || x->entity < 0) continue;
        if (best < 0 || x->end - x->beg < r->mentions.v[best].end - r->mentions.v[best].beg) best = (int32_t)i;
    }
    return best < 0 ? -1 : r->mentions.v[best].entity;
}

/* Senses that came out as the same place ("Syria", "Syrian Arab Republic") are one. A site named after a place is one of its
 * own. */
static int32_t place_of_sense(maker *m, int32_t sense, const cs_place_name *n) {
    const cs_sense *s = &m->rank.sense[sense];
    bool whole = n->core.beg == n->span.beg && n->core.end == n->span.end;
    if (whole && m->place_of[sense] >= 0) return m->place_of[sense];
    if (whole && s->best >= 0)
        for (ptrdiff_t i = 0; i < m->r->places.n; i++)
            if (m->at[i] == s->option[s->best].place) return m->place_of[sense] = (int32_t)i;
    if (!whole)
        for (ptrdiff_t i = 0; i < m->r->places.n; i++)
            if (m->at[i] < 0 && cs_eq(m->r->places.v[i].name, cs_span_text(m->r->text, n->span))) return (int32_t)i;
    int32_t index = (int32_t)m->r->places.n;
    cs_place *p = CS_PUSH(m->perm, &m->r->places);
    *p = (cs_place){ .entity = entity_of(m->r, n), .parent = -1 };
    m->at[index] = CS_GAZ_NONE;
    if (whole && s->best >= 0)
        put_resolved(m, p, index, s);
    else
        put_unresolved(m, p, n, s);
    if (whole) m->place_of[sense] = index;
    return index;
}

static void add_mentions(maker *m, const int32_t *place_of_name) {
    for (ptrdiff_t i = 0; i < m->names->n; i++) m->r->places.v[place_of_name[i]].n_mentions++;
    for (ptrdiff_t i = 0; i < m->r->places.n; i++) {
        cs_place *p = &m->r->places.v[i];
        p->mentions = CS_NEW(m->perm, cs_span, p->n_mentions);
        p->n_mentions = 0;
    }
    for (ptrdiff_t i = 0; i < m->names->n; i++) {
        cs_place *p = &m->r->places.v[place_of_name[i]];
        p->mentions[p->n_mentions++] = m->names->v[i].span;
    }
}

/* Would b be above a already? A chain must not close on itself. */
static bool above(const cs_reading *r, int32_t a, int32_t b) {
    for (ptrdiff_t n = 0; b >= 0 && n < r->places.n; n++, b = r->places.v[b].parent)
        if (b == a) return true;
    return false;
}

/* By what stands beside them in the text. */
static void link_by_text(maker *m, const int32_t *place_of_name) {
    cs_reading *r = m->r;
    for (int32_t i = 0; i < m->rank.n_toponyms; i++) {
        int32_t outer = m->rank.toponym[i].container, p = place_of_name[i], next = i + 1;
        if (outer < 0 && next < m->rank.n_toponyms && m->at[p] < 0 &&
            cs_place_contained(r->text, m->names->v[i].span, m->names->v[next].span))
            outer = next; /* of a site, the ranking saw only what it is named after */
        if (outer < 0) continue;
        outer = place_of_name[outer];
        bool believed = m->at[p] < 0 || m->at[outer] < 0 || cs_gazetteer_inside(m->g, m->at[p], m->at[outer]);
        if (!believed || r->places.v[p].parent >= 0 || outer == p || above(r, p, outer)) continue;
        r->places.v[p].parent = outer;
        if (m->at[p] < 0 && m->at[outer] >= 0 && !r->places.v[p].has_point)
            put_from_container(m, &r->places.v[p], m->at[outer]);
    }
}

/* By the gazetteer: the smallest area that the report names too. */
static void link_by_gazetteer(maker *m, cs_arena scratch) {
    cs_reading *r = m->r;
    int32_t *area = CS_NEW(&scratch, int32_t, r->places.n), n = 0; /* places that can hold others */
    for (int32_t p = 0; p < (int32_t)r->places.n; p++) {
        uint8_t kind = m->at[p] >= 0 ? cs_gazetteer_place(m->g, m->at[p]).kind : CS_GAZ_TOWN;
        if (kind == CS_GAZ_COUNTRY || kind == CS_GAZ_ADMIN1 || kind == CS_GAZ_ADMIN2) area[n++] = p;
    }
    for (int32_t p = 0; p < (int32_t)r->places.n; p++) {
        if (r->places.v[p].parent >= 0 || m->at[p] < 0 || r->places.v[p].score < SURE) continue;
        int32_t best = -1;
        for (int32_t k = 0; k < n; k++) {
            int32_t q = area[k];
            if (cs_gazetteer_inside(m->g, m->at[p], m->at[q]) && (best < 0 || cs_gazetteer_inside(m->g, m->at[q], m->at[best])))
                best = q;
        }
        if (best >= 0 && !above(r, p, best)) r->places.v[p].parent = best;
    }
}

void cs_places(const cs_gazetteer *g, cs_reading *r, cs_arena *perm, cs_arena scratch) {
    cs_arena work = scratch; /* the upper half is for what the callees throw away */
    work.beg = scratch.end = scratch.beg + (scratch.end - scratch.beg) / 2;
    cs_place_names names = cs_place_find(g, r, &scratch, work);
    int32_t n = (int32_t)names.n;
    cs_span *spans = CS_NEW(&scratch, cs_span, n);
    for (int32_t i = 0; i < n; i++) spans[i] = names.v[i].core;
    maker m = { .g = g, .r = r, .names = &names, .perm = perm };
    m.rank = cs_place_rank(g, r->text, spans, n, CS_PLACE_ROUNDS, NULL, &scratch, work);
    m.place_of = CS_NEW(&scratch, int32_t, n);
    m.at = CS_NEW(&scratch, int32_t, n);
    for (int32_t i = 0; i < n; i++) m.place_of[i] = -1;
    int32_t *place_of_name = CS_NEW(&scratch, int32_t, n);
    for (int32_t i = 0; i < n; i++) place_of_name[i] = place_of_sense(&m, m.rank.toponym[i].sense, &names.v[i]);
    add_mentions(&m, place_of_name);
    link_by_text(&m, place_of_name);
    link_by_gazetteer(&m, scratch);
    cs_place_refer(g, r, m.at, perm, scratch);
}
