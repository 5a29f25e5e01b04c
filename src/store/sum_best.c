/* The values on which most sources agree: what was done, when and where. */
#include "base/calendar.h"
#include "store/edit.h"
#include "store/sum.h"
#include <math.h>

const cs_str CS_SUM_CERTAINTY[CS_SUM_CERTAINTIES] = { CS_LIT("fact"), CS_LIT("claimed"), CS_LIT("accused"), CS_LIT("possible"),
                                                      CS_LIT("denied") };
static const cs_str MODALITIES[] = { CS_LIT("actual"),  CS_LIT("attempted"),    CS_LIT("threatened"),
                                     CS_LIT("planned"), CS_LIT("hypothetical"), CS_LIT("negated") };
static const cs_str FRAMES[] = { CS_LIT("current"), CS_LIT("historical"), CS_LIT("future") };
#define COUNT(a) (int)(sizeof(a) / sizeof *(a))

/* ---- type and mode ---- */

/* A value and how much speaks for it. */
typedef struct vote {
    cs_str value;
    double weight;
} vote;
typedef CS_VEC(vote) votes;

static void vote_for(votes *list, cs_str value, double weight, cs_arena *a) {
    if (!value.n) return;
    for (ptrdiff_t i = 0; i < list->n; i++)
        if (cs_eq(list->v[i].value, value)) {
            list->v[i].weight += weight;
            return;
        }
    *CS_PUSH(a, list) = (vote){ value, weight };
}

/* Of equals the first by the alphabet. Sums of the same weights in another order may differ in their last digits. */
static cs_str most(const votes *list) {
    const double equal = 1e-9;
    const vote *best = NULL;
    for (ptrdiff_t i = 0; i < list->n; i++) {
        const vote *v = list->v + i;
        bool more = !best || v->weight > best->weight + equal;
        if (more || (v->weight > best->weight - equal && cs_cmp(v->value, best->value) < 0)) best = v;
    }
    return best ? best->value : (cs_str){ 0 };
}

typedef cs_str (*field)(const cs_view_statement *);
static cs_str certainty_of(const cs_view_statement *s) { return s->certainty; }
static cs_str modality_of(const cs_view_statement *s) { return s->modality; }
static cs_str frame_of(const cs_view_statement *s) { return s->time_frame; }

/* The first of the list that any of these statements has. */
static cs_str first_of(const cs_sum *m, const bool *which, field get, const cs_str *list, int n) {
    int best = n;
    for (int i = 0; i < m->told.n; i++) {
        int rank = which[i] ? cs_sum_rank(get(m->told.v + i), list, n) : n;
        if (rank < best) best = rank;
    }
    return best < n ? list[best] : (cs_str){ 0 };
}

void cs_sum_kind(cs_sum *m) {
    votes types = { 0 }, modes = { 0 };
    m->out->modality = first_of(m, m->counts, modality_of, MODALITIES, COUNT(MODALITIES));
    for (int i = 0; i < m->told.n; i++) {
        m->same[i] = m->counts[i] && cs_eq(m->told.v[i].modality, m->out->modality);
        if (m->same[i]) vote_for(&types, m->told.v[i].type, m->weight[i], m->a);
    }
    m->out->type = most(&types);
    for (int i = 0; i < m->told.n; i++) {
        m->tells[i] = m->same[i] && cs_eq(m->told.v[i].type, m->out->type);
        if (m->tells[i]) vote_for(&modes, m->told.v[i].mode, m->weight[i], m->a);
    }
    m->out->mode = most(&modes);
    m->out->certainty = first_of(m, m->tells, certainty_of, CS_SUM_CERTAINTY, CS_SUM_CERTAINTIES);
    m->out->time_frame = first_of(m, m->tells, frame_of, FRAMES, COUNT(FRAMES));
}

/* ---- a candidate and who agrees ---- */

/* How many sources agree with a candidate, and how many give just this. */
typedef struct support {
    int agree, exact;
} support;

/* kind: 0 no, 1 agrees, 2 the same */
typedef int (*agrees)(const cs_view_statement *s, const void *candidate);

static support support_of(const cs_sum *m, const bool *which, const void *candidate, agrees test, cs_arena scratch) {
    char *best = CS_NEW(&scratch, char, (size_t)m->n_sources + 1);
    support n = { 0 };
    for (int i = 0; i < m->told.n; i++) {
        int kind = which[i] ? test(m->told.v + i, candidate) : 0;
        if (kind > best[m->source_of[i] < 0 ? m->n_sources : m->source_of[i]]) best[m->source_of[i]] = (char)kind;
    }
    for (int i = 0; i < m->n_sources; i++) {
        n.agree += best[i] > 0;
        n.exact += best[i] == 2;
    }
    return n;
}

/* Those that tell it, or all of its modality where these say nothing of the kind. */
static const bool *speaking(const cs_sum *m, bool (*says)(const cs_view_statement *)) {
    for (int i = 0; i < m->told.n; i++)
        if (m->tells[i] && says(m->told.v + i)) return m->tells;
    return m->same;
}

/* ---- when ---- */

static bool has_time(const cs_view_statement *s) { return s->when.first.n || s->when.last.n; }
static bool same_time(const cs_view_time *a, const cs_view_time *b) {
    return cs_eq(a->first, b->first) && cs_eq(a->last, b->last);
}

/* Days sort as text; an end that is open holds all. */
static int time_agrees(const cs_view_statement *s, const void *candidate) {
    const cs_view_time *c = candidate, *t = &s->when;
    if (!has_time(s)) return 0;
    if (same_time(t, c)) return 2;
    bool from = !t->first.n || (c->first.n && cs_cmp(t->first, c->first) <= 0);
    bool to = !t->last.n || (c->last.n && cs_cmp(t->last, c->last) >= 0);
    return from && to;
}

static int32_t days_of(const cs_view_time *t) {
    cs_day_result a = cs_parse_day(t->first), b = cs_parse_day(t->last);
    return a.ok && b.ok ? b.day - a.day : INT32_MAX;
}

/* <0: a is the better one */
static int by_time(const cs_view_time *a, support n, const cs_view_time *b, support k) {
    int32_t x = days_of(a), y = days_of(b);
    if (n.agree != k.agree) return k.agree - n.agree;
    if (x != y) return x < y ? -1 : 1;
    if (n.exact != k.exact) return k.exact - n.exact;
    int order = cs_cmp(a->first, b->first);
    return order ? order : cs_cmp(a->last, b->last);
}

/* The way in which most say it. */
static cs_str edtf_of(const cs_sum *m, const cs_view_time *t) {
    votes list = { 0 };
    for (int i = 0; i < m->told.n; i++)
        if (m->same[i] && same_time(&m->told.v[i].when, t)) vote_for(&list, m->told.v[i].when.edtf, 1, m->a);
    return most(&list);
}

void cs_sum_when(cs_sum *m) {
    const bool *which = speaking(m, has_time);
    const cs_view_time *best = NULL;
    support most_support = { 0 };
    for (int i = 0; i < m->told.n; i++) {
        const cs_view_time *t = &m->told.v[i].when;
        if (!which[i] || !has_time(m->told.v + i) || (best && same_time(best, t))) continue;
        support n = support_of(m, which, t, time_agrees, *m->a);
        if (best && by_time(t, n, best, most_support) >= 0) continue;
        best = t;
        most_support = n;
    }
    if (!best) return;
    m->out->when = *best;
    m->out->when.edtf = edtf_of(m, best);
    m->out->when.precision = cs_time_precision(best->first, best->last);
}

/* ---- where ---- */

static const cs_str PRECISIONS[] = { CS_LIT("site"),     CS_LIT("town"),    CS_LIT("district"),
                                     CS_LIT("province"), CS_LIT("country"), CS_LIT("region") };
enum { SITE, TOWN, DISTRICT, PROVINCE, COUNTRY };
static const double NEAR_KM = 30; /* what of a town may lie so far from its middle */

static int fineness(const cs_view_place *p) { return cs_sum_rank(p->precision, PRECISIONS, COUNT(PRECISIONS)); }
static bool has_place(const cs_view_statement *s) { return s->n_places > 0; }

/* Great circle on a sphere (haversine). */
static double km_between(const cs_view_place *a, const cs_view_place *b) {
    const double radius_km = 6371, degree = 3.14159265358979323846 / 180;
    double u = sin((b->lat - a->lat) * degree / 2), v = sin((b->lon - a->lon) * degree / 2);
    double h = u * u + cos(a->lat * degree) * cos(b->lat * degree) * v * v;
    return 2 * radius_km * asin(h < 1 ? sqrt(h) : 1);
}

static bool same_place(const cs_view_place *a, const cs_view_place *b) {
    if (a->geonames && b->geonames) return a->geonames == b->geonames;
    return cs_eq(a->name, b->name) && cs_eq(a->country, b->country) && cs_eq(a->precision, b->precision);
}

/* Does the coarser one hold the other? */
static bool holds(const cs_view_place *a, const cs_view_place *b) {
    int level = fineness(a);
    if (level <= fineness(b) || !a->country.n || !cs_eq(a->country, b->country)) return false;
    if (level >= COUNTRY) return true;
    bool same_province = b->admin1.n && (cs_eq(a->admin1, b->admin1) || cs_eq(a->name, b->admin1));
    if (level == PROVINCE) return same_province;
    if (level == DISTRICT && b->admin2.n && (cs_eq(a->admin2, b->admin2) || cs_eq(a->name, b->admin2))) return same_province;
    return a->located && b->located && km_between(a, b) <= NEAR_KM;
}

static int place_agrees(const cs_view_statement *s, const void *candidate) {
    int kind = 0;
    for (int i = 0; i < s->n_places && kind < 2; i++) {
        if (same_place(s->places + i, candidate)) kind = 2;
        if (!kind && holds(s->places + i, candidate)) kind = 1;
    }
    return kind;
}

static int by_place(const cs_view_place *a, support n, const cs_view_place *b, support k) {
    if (n.agree != k.agree) return k.agree - n.agree;
    if (fineness(a) != fineness(b)) return fineness(a) - fineness(b);
    if (n.exact != k.exact) return k.exact - n.exact;
    int order = cs_cmp(a->country, b->country);
    if (!order) order = cs_cmp(a->name, b->name);
    return order ? order : (a->geonames > b->geonames) - (a->geonames < b->geonames);
}

void cs_sum_where(cs_sum *m) {
    const bool *which = speaking(m, has_place);
    const cs_view_place *best = NULL;
    support most_support = { 0 };
    for (int i = 0; i < m->told.n; i++) {
        for (int k = 0; which[i] && k < m->told.v[i].n_places; k++) {
            const cs_view_place *p = m->told.v[i].places + k;
            if (best && same_place(best, p)) continue;
            support n = support_of(m, which, p, place_agrees, *m->a);
            if (best && by_place(p, n, best, most_support) >= 0) continue;
            best = p;
            most_support = n;
        }
    }
    if (best) m->out->place = *best;
}
