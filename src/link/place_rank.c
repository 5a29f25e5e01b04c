#include "link/place_rank.h"
#include "link/place_name.h"
#include "link/place_weights.h"
#include "base/map.h"

enum {
    TOP_OPTIONS = 4 /* of other senses, when looking for what is near */,
    LEAD_SENSES = 3 /* first named, which tell where the report is at home */,
    GAP_MAX = 32 /* bytes between a place and its container */,
    SENSES_AROUND = 128 /* first named before and after: keeps long reports linear */,
    SEVERAL = -1,
    LEVEL_KNOWN = 150 /* 100,000 inhabitants */
};
static const float KM_NEAR = 80.0f, /* distance at which nearness is a half */
    TOWN_SHARE = 0.2f,              /* of a first-level region's probability, from which the town in it is taken */
    TOWN_SHARE_DISTRICT = 0.02f,    /* of a second-level region's: those are seldom meant without "district" */
    LONELY_AMONG = 3.0f,            /* senses and peoples that a report must have before one of them can be lonely */
    PEOPLE_MASS = 0.5f;             /* what a people counts for its country, against a place's 1 */

/* What the first round found, summed for the second. */
typedef struct context {
    const cs_gazetteer *g;
    float *mass;    /* [areas]: probability of all senses' options that lie in it */
    float total;    /* senses with options, and 1 */
    bool *people;   /* [countries] that the report names by their people */
    int32_t *namer; /* [areas]: the sense that names the country or first-level region and 1; SEVERAL; 0: none */
} context;

/* e to the x for x in [-80, 0]: (1 + x/1024)^1024; exact to 0.3 % where it matters and the same bits everywhere. */
static float exp_of(float x) {
    float y = x < -80.0f ? 0.0f : 1.0f + x / 1024.0f;
    for (int i = 0; i < 10; i++) y *= y;
    return y;
}

static float cos_degrees(float lat) {
    float x = lat * 0.017453292f, x2 = x * x;
    return 1.0f - x2 * (0.5f - x2 * (0.041666668f - x2 * 0.0013888889f));
}

/* 1 at the same point, a half at KM_NEAR, falling with the square of the distance; flat-earth distance is enough for that. */
static float nearness(const cs_gaz_place *a, const cs_gaz_place *b) {
    float dlon = a->lon - b->lon, dlat = a->lat - b->lat;
    if (dlon > 180.0f) dlon -= 360.0f;
    if (dlon < -180.0f) dlon += 360.0f;
    float dx = dlon * cos_degrees(0.5f * (a->lat + b->lat)) * 111.2f, dy = dlat * 111.2f;
    return 1.0f / (1.0f + (dx * dx + dy * dy) / (KM_NEAR * KM_NEAR));
}

/* ---- senses ---- */

/* The first word of *gap, cut off it. */
static cs_str next_word(cs_str *gap) {
    cs_str s = cs_trim(*gap);
    ptrdiff_t n = 0;
    while (n < s.n && (unsigned char)s.p[n] > ' ') n++;
    *gap = cs_cut(s, n, s.n);
    return cs_cut(s, 0, n);
}

/* The next word of *gap, if that is one of two; then it is cut off. */
static bool skip(cs_str *gap, const char *a, const char *b) {
    cs_str rest = *gap, word = next_word(&rest);
    bool is = cs_eq(word, (cs_str){ a, (ptrdiff_t)strlen(a) }) || cs_eq(word, (cs_str){ b, (ptrdiff_t)strlen(b) });
    if (is) *gap = rest;
    return is;
}

/* "district", "district," */
static void skip_descriptor(cs_str *gap) {
    cs_str rest = *gap, word = next_word(&rest);
    bool comma = cs_ends(word, CS_LIT(","));
    if (comma) word = cs_cut(word, 0, word.n - 1);
    if (cs_place_is_descriptor(word)) *gap = comma ? cs_cut(*gap, rest.p - gap->p - 1, gap->n) : rest;
}

bool cs_place_contained(cs_str text, cs_span a, cs_span b) {
    if (b.beg <= a.end || b.beg - a.end > GAP_MAX) return false;
    cs_str gap = cs_cut(text, a.end, b.beg);
    skip_descriptor(&gap);
    bool comma = skip(&gap, ",", "(");
    if (comma) skip_descriptor(&gap);
    bool in = skip(&gap, "in", "of");
    if (!comma && !in) return false;
    skip(&gap, "the", "the");
    cs_str word = next_word(&gap);
    return (word.n == 0 || cs_place_is_direction(word)) && cs_trim(gap).n == 0;
}

/* Senses under construction. */
typedef struct sense_maker {
    const cs_gazetteer *g;
    cs_str text;
    cs_map index;     /* name, hint and writing -> sense */
    cs_gaz_hit *hits; /* [CS_PLACE_HITS_MAX] */
    cs_arena *perm, *scratch;
} sense_maker;

static bool fits(uint8_t hint, uint8_t kind) {
    switch (hint) {
    case CS_HINT_ADMIN1: return kind == CS_GAZ_ADMIN1 || kind == CS_GAZ_REGION;
    case CS_HINT_ADMIN2: return kind == CS_GAZ_ADMIN2;
    case CS_HINT_TOWN: return kind == CS_GAZ_TOWN || kind == CS_GAZ_CAPITAL;
    default: return true;
    }
}

/* "Aleppo province" is no town: of the hits only those that fit the hint stay, if any does. */
static ptrdiff_t keep_fitting(const sense_maker *m, uint8_t hint, ptrdiff_t n) {
    ptrdiff_t kept = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        if (fits(hint, cs_gazetteer_place(m->g, m->hits[i].place).kind)) m->hits[kept++] = m->hits[i];
    return kept;
}

static int32_t sense_of(sense_maker *m, cs_ranking *r, cs_span span, bool after_comma) {
    cs_name_key key;
    uint8_t hint, beside = cs_place_hint_beside(m->text, span);
    cs_str name = cs_span_text(m->text, span);
    ptrdiff_t n = cs_place_hits(m->g, name, after_comma, &key, &hint, m->hits);
    if (!hint) hint = beside;
    ptrdiff_t fitting = 0;
    for (ptrdiff_t i = 0; i < n; i++) fitting += fits(hint, cs_gazetteer_place(m->g, m->hits[i].place).kind);
    if (fitting) n = keep_fitting(m, hint, n);
    bool short_form = n > 0 && m->hits[0].cls == CS_GAZ_ABBREVIATION, is_new;
    cs_str id = key.n ? cs_printf(m->scratch, "%.*s/%d%d", (int)key.n, key.p, hint, short_form) : cs_dup(m->scratch, name);
    uint32_t *at = cs_map_put(m->scratch, &m->index, id, &is_new);
    if (!is_new) return (int32_t)*at;
    *at = (uint32_t)r->n_senses;
    cs_sense *s = &r->sense[r->n_senses++];
    *s = (cs_sense){
        .key = key, .hint = hint, .container = -1, .option = CS_NEW(m->perm, cs_place_option, n), .n = (int32_t)n, .best = -1
    };
    for (ptrdiff_t i = 0; i < n; i++)
        s->option[i] = (cs_place_option){ .place = m->hits[i].place,
                                          .cls = m->hits[i].cls,
                                          .at = cs_gazetteer_place(m->g, m->hits[i].place),
                                          .admin1 = cs_gazetteer_admin1(m->g, m->hits[i].place),
                                          .admin2 = cs_gazetteer_admin2(m->g, m->hits[i].place) };
    return (int32_t)*at;
}

static void make_senses(const cs_gazetteer *g, cs_ranking *r, cs_str text, const cs_span *spans, int32_t n, cs_arena *perm,
                        cs_arena scratch) {
    sense_maker m = {
        .g = g, .text = text, .hits = CS_NEW(&scratch, cs_gaz_hit, CS_PLACE_HITS_MAX), .perm = perm, .scratch = &scratch
    };
    for (int32_t i = 0; i < n; i++) {
        bool after = i > 0 && cs_place_contained(text, spans[i - 1], spans[i]);
        cs_toponym *t = &r->toponym[i];
        *t = (cs_toponym){ .span = spans[i], .container = -1 };
        t->sense = sense_of(&m, r, spans[i], after);
        if (after) r->toponym[i - 1].container = i;
    }
    for (int32_t i = 0; i < n; i++) {
        cs_toponym *t = &r->toponym[i];
        if (t->container >= 0 && r->sense[t->sense].container < 0 && r->toponym[t->container].sense != t->sense)
            r->sense[t->sense].container = r->toponym[t->container].sense;
    }
}

/* Countries that the report names by their people: every capitalised word is looked up. */
static void name_peoples(const cs_gazetteer *g, cs_str text, bool *named) {
    for (ptrdiff_t i = 0, j; i < text.n; i = j + 1) {
        for (j = i; j < text.n && (unsigned char)text.p[j] > ' ' && text.p[j] != '-';) j++;
        while (i < j && !((text.p[i] | 32) >= 'a' && (text.p[i] | 32) <= 'z')) i++;
        if (j - i < 4 || text.p[i] < 'A' || text.p[i] > 'Z') continue;
        ptrdiff_t end = j;
        while (end > i &&
               (text.p[end - 1] == ',' || text.p[end - 1] == ';' || text.p[end - 1] == ')' || text.p[end - 1] == '"'))
            end--;
        cs_name_key key = cs_name_key_of(cs_cut(text, i, end));
        cs_gaz_hit hit[8];
        ptrdiff_t n = cs_gazetteer_find(g, cs_name_key_str(&key), hit, 8);
        for (ptrdiff_t k = 0; k < n && k < 8; k++)
            if (hit[k].cls == CS_GAZ_DEMONYM && hit[k].place < cs_gazetteer_countries(g)) named[hit[k].place] = true;
    }
}

/* ---- features ---- */

/* A capital counts as one unless the report names only the countries of others of that name. */
static void features_abroad(const cs_ranking *r, cs_place_option *o) {
    o->f[CS_PF_CAPITAL_ABROAD] = r->abroad * o->f[CS_PF_IS_CAPITAL];
    o->f[CS_PF_LARGEST_ABROAD] = r->abroad * o->f[CS_PF_LARGEST];
}

/* Does another sense, or a people, name the area? */
static bool named_by_others(const context *c, int32_t area, int32_t self) {
    return area >= 0 && c->namer[area] != 0 && c->namer[area] != self + 1;
}

static void features_alone(const context *c, const cs_ranking *r, int32_t self) {
    const cs_sense *s = &r->sense[self];
    float largest = 0;
    bool any_named = false; /* the country of an option */
    for (int32_t i = 0; i < s->n; i++) {
        const cs_gaz_place *at = &s->option[i].at;
        largest = at->level > largest ? at->level : largest;
        any_named |= at->kind != CS_GAZ_COUNTRY && named_by_others(c, at->country, self);
    }
    for (int32_t i = 0; i < s->n; i++) {
        cs_place_option *o = &s->option[i];
        float level = (float)o->at.level / 180.0f;
        bool town = o->at.kind == CS_GAZ_TOWN || o->at.kind == CS_GAZ_CAPITAL;
        o->f[CS_PF_TOWN_POPULATION] = town ? level : 0;
        o->f[CS_PF_AREA_POPULATION] = town ? 0 : level;
        o->f[CS_PF_NO_POPULATION] = o->at.level == 0;
        o->f[CS_PF_IS_COUNTRY] = o->at.kind == CS_GAZ_COUNTRY;
        o->f[CS_PF_IS_ADMIN1] = o->at.kind == CS_GAZ_ADMIN1;
        o->f[CS_PF_IS_ADMIN2] = o->at.kind == CS_GAZ_ADMIN2;
        o->f[CS_PF_IS_REGION] = o->at.kind == CS_GAZ_REGION;
        o->f[CS_PF_IS_SITE] = o->at.kind == CS_GAZ_SITE;
        o->f[CS_PF_ALTERNATE] = o->cls == CS_GAZ_ALTERNATE;
        o->f[CS_PF_STRIPPED] = o->cls == CS_GAZ_STRIPPED;
        o->f[CS_PF_ABBREVIATED] = o->cls == CS_GAZ_ABBREVIATION;
        o->f[CS_PF_LARGEST] = ((float)o->at.level - largest) / 180.0f;
        o->f[CS_PF_COUNTRY_NAMED] = o->at.kind != CS_GAZ_COUNTRY && named_by_others(c, o->at.country, self);
        o->f[CS_PF_IS_CAPITAL] = o->at.kind == CS_GAZ_CAPITAL && (!any_named || o->f[CS_PF_COUNTRY_NAMED] > 0);
        features_abroad(r, o);
        o->f[CS_PF_ADMIN1_NAMED] = o->admin1 != o->place && named_by_others(c, o->admin1, self);
        o->f[CS_PF_HINTED] = s->hint && fits(s->hint, o->at.kind);
        o->f[CS_PF_NOT_HINTED] = s->hint && !fits(s->hint, o->at.kind);
    }
}

/* How likely the option lies in what the text says contains it. */
static void features_container(const context *c, const cs_ranking *r, const cs_sense *s) {
    if (s->container < 0 || r->sense[s->container].n == 0) return;
    const cs_sense *outer = &r->sense[s->container];
    for (int32_t i = 0; i < s->n; i++) {
        float in = 0;
        for (int32_t k = 0; k < outer->n; k++) {
            const cs_place_option *o = &outer->option[k];
            bool near = o->at.kind >= CS_GAZ_REGION && nearness(&o->at, &s->option[i].at) > 0.8f; /* a part of a town */
            if (near || cs_gazetteer_inside(c->g, s->option[i].place, o->place)) in += o->p;
        }
        s->option[i].f[CS_PF_IN_CONTAINER] = in;
        s->option[i].f[CS_PF_NOT_IN_CONTAINER] = 1.0f - in;
    }
}

static void features_near(const cs_ranking *r, int32_t self, cs_place_option *o) {
    float nearest = 0, sum = 0, n = 0, beside = 0;
    int32_t from = self > SENSES_AROUND ? self - SENSES_AROUND : 0, to = self + SENSES_AROUND;
    for (int32_t k = from; k < r->n_senses && k < to; k++) {
        const cs_sense *s = &r->sense[k];
        if (k == self || s->n == 0) continue;
        float here = 0;
        int32_t top = s->n < TOP_OPTIONS ? s->n : TOP_OPTIONS;
        for (int32_t i = 0; i < top; i++) {
            if (s->option[i].at.kind == CS_GAZ_COUNTRY || s->option[i].place == o->place) continue;
            here += s->option[i].p * nearness(&s->option[i].at, &o->at);
        }
        nearest = here > nearest ? here : nearest;
        if ((k == self - 1 || k == self + 1) && here > beside) beside = here;
        sum += here;
        n += 1;
    }
    o->f[CS_PF_NEAREST] = nearest;
    o->f[CS_PF_BESIDE] = beside;
    o->f[CS_PF_NEAR] = n > 0 ? sum / (n + 1.0f) : 0;
}

/* How likely the first places named, of the dateline or where the report is at home, lie in the region. */
static float lead_in(const cs_ranking *r, int32_t self, int32_t region) {
    float sum = 0;
    for (int32_t k = 0; k < r->n_senses && k < LEAD_SENSES; k++)
        for (int32_t i = 0; k != self && i < r->sense[k].n; i++)
            if (r->sense[k].option[i].admin1 == region) sum += r->sense[k].option[i].p;
    return sum / LEAD_SENSES;
}

/* The mass of region i without what this sense itself put there. */
static float mass_of_others(const context *c, const cs_sense *s, int32_t region) {
    float own = 0;
    for (int32_t i = 0; i < s->n; i++) {
        const cs_place_option *o = &s->option[i];
        if (o->at.country == region || o->admin1 == region || o->admin2 == region) own += o->p;
    }
    float m = c->mass[region] - own;
    return m > 0 ? m : 0;
}

static void features_others(const context *c, const cs_ranking *r, int32_t self) {
    const cs_sense *s = &r->sense[self];
    float others = c->total;
    for (int32_t i = 0; i < s->n; i++) {
        cs_place_option *o = &s->option[i];
        if (o->at.country >= 0) o->f[CS_PF_SAME_COUNTRY] = mass_of_others(c, s, o->at.country) / others;
        if (o->admin1 >= 0) o->f[CS_PF_SAME_ADMIN1] = mass_of_others(c, s, o->admin1) / others;
        if (o->admin1 >= 0) o->f[CS_PF_LEAD_ADMIN1] = lead_in(r, self, o->admin1);
        if (o->admin2 >= 0) o->f[CS_PF_SAME_ADMIN2] = mass_of_others(c, s, o->admin2) / others;
        if (o->admin1 == o->place || o->admin2 == o->place || o->at.country == o->place)
            o->f[CS_PF_HOLDS_OTHERS] = mass_of_others(c, s, o->place) / (1.0f + mass_of_others(c, s, o->place));
        features_abroad(r, o);
        features_near(r, self, o);
    }
}

/* ---- rounds ---- */

/* Options in descending probability, the smaller place number first among equals. */
static void sort_options(cs_sense *s) {
    for (int32_t i = 1; i < s->n; i++) {
        cs_place_option o = s->option[i];
        int32_t j = i;
        for (; j > 0 && (s->option[j - 1].p < o.p || (s->option[j - 1].p == o.p && s->option[j - 1].place > o.place)); j--)
            s->option[j] = s->option[j - 1];
        s->option[j] = o;
    }
}

static void score(cs_sense *s, const float *w) {
    float top = -1e30f, sum = 0;
    for (int32_t i = 0; i < s->n; i++) {
        float x = 0;
        for (int k = 0; k < CS_PF_COUNT; k++) x += w[k] * s->option[i].f[k];
        s->option[i].p = x;
        top = x > top ? x : top;
    }
    for (int32_t i = 0; i < s->n; i++) sum += s->option[i].p = exp_of(s->option[i].p - top);
    for (int32_t i = 0; i < s->n; i++) s->option[i].p /= sum;
    sort_options(s);
    s->best = s->n ? 0 : -1;
}

float cs_place_certainty(const cs_gazetteer *g, const cs_sense *s) {
    const cs_place_option *best = &s->option[s->best];
    float sum = 0;
    for (int32_t i = 0; i < s->n; i++) {
        const cs_place_option *o = &s->option[i];
        bool same = i == s->best || (nearness(&o->at, &best->at) > 0.5f && o->at.kind != CS_GAZ_COUNTRY) ||
                    cs_gazetteer_inside(g, best->place, o->place) || cs_gazetteer_inside(g, o->place, best->place);
        if (same) sum += o->p;
    }
    return sum < 1.0f ? sum : 1.0f;
}

/* A town and the region around it often share a name; without a word that tells them apart the town is meant ("Karrada,
 * Baghdad"), unless the ranking is rather sure. */
static void prefer_town(cs_sense *s) {
    const cs_place_option *best = &s->option[s->best];
    if (best->at.kind != CS_GAZ_ADMIN1 && best->at.kind != CS_GAZ_ADMIN2) return;
    float share = best->at.kind == CS_GAZ_ADMIN1 ? TOWN_SHARE : TOWN_SHARE_DISTRICT;
    for (int32_t i = s->best + 1; i < s->n && s->option[i].p > share * best->p; i++) {
        const cs_place_option *o = &s->option[i];
        bool town = o->at.kind == CS_GAZ_TOWN || o->at.kind == CS_GAZ_CAPITAL;
        if (!town || nearness(&o->at, &best->at) < 0.5f || o->at.country != best->at.country) continue;
        s->best = i;
        return;
    }
}

/* A country before what has its name inside it: "Guatemala" is the country. */
static void prefer_country(const cs_gazetteer *g, cs_sense *s) {
    for (int32_t i = 0; i < s->n; i++) {
        const cs_place_option *o = &s->option[i];
        if (o->at.kind == CS_GAZ_COUNTRY && cs_gazetteer_inside(g, s->option[s->best].place, o->place)) {
            s->best = i;
            return;
        }
    }
}

/* A small place in a country of which the report says nothing else, far from all that it names, is more likely one that the
 * gazetteer lacks. */
static bool is_lonely(const context *c, const cs_sense *s) {
    const cs_place_option *o = &s->option[s->best];
    bool small =
        (o->at.kind == CS_GAZ_TOWN || o->at.kind == CS_GAZ_ADMIN2 || o->at.kind == CS_GAZ_SITE) && o->at.level < LEVEL_KNOWN;
    return small && c->total > LONELY_AMONG && o->f[CS_PF_SAME_COUNTRY] < 0.03f && o->f[CS_PF_NEAREST] < 0.015f /* 650 km */ &&
           o->f[CS_PF_COUNTRY_NAMED] == 0 && o->f[CS_PF_IN_CONTAINER] < 0.5f;
}

/* What the weights cannot say, as all these lie within what counts as right where they were learned. */
static void settle(const context *c, cs_sense *s) {
    if (s->best < 0) return;
    if (!s->hint) {
        prefer_town(s);
        prefer_country(c->g, s);
    }
    if (is_lonely(c, s)) s->best = -1;
}

static void name_areas(context *c, cs_ranking *r) {
    for (int32_t i = 0; i < cs_gazetteer_countries(c->g); i++)
        if (c->people[i]) c->namer[i] = SEVERAL, r->country_named[i] = true;
    for (int32_t k = 0; k < r->n_senses; k++)
        for (int32_t i = 0; i < r->sense[k].n; i++) {
            const cs_place_option *o = &r->sense[k].option[i];
            if (o->at.kind == CS_GAZ_COUNTRY) r->country_named[o->place] = true;
            if (o->at.kind != CS_GAZ_COUNTRY && (o->at.kind != CS_GAZ_ADMIN1 || o->cls == CS_GAZ_STRIPPED)) continue;
            int32_t *n = &c->namer[o->place];
            *n = *n == 0 || *n == k + 1 ? k + 1 : SEVERAL;
        }
}

/* World news means Paris in France more often than local news does. */
static float abroad_of(const cs_gazetteer *g, const bool *named) {
    int n = 0;
    for (int32_t i = 0; i < cs_gazetteer_countries(g); i++) n += named[i];
    return n <= 1 ? 0.0f : n >= 6 ? 1.0f : (float)(n - 1) / 5.0f;
}

static void add_mass(context *c, cs_ranking *r) {
    c->total = 1;
    for (int32_t i = 0; i < cs_gazetteer_countries(c->g); i++)
        if (c->people[i]) c->mass[i] += PEOPLE_MASS, c->total += PEOPLE_MASS;
    for (int32_t k = 0; k < r->n_senses; k++) {
        const cs_sense *s = &r->sense[k];
        c->total += s->n > 0;
        for (int32_t i = 0; i < s->n; i++) {
            const cs_place_option *o = &s->option[i];
            if (o->at.country >= 0) c->mass[o->at.country] += o->p;
            if (o->admin1 >= 0) c->mass[o->admin1] += o->p;
            if (o->admin2 >= 0) c->mass[o->admin2] += o->p;
        }
    }
    float most = 0, all = 0;
    for (int32_t i = 0; i < cs_gazetteer_countries(c->g); i++) {
        most = c->mass[i] > most ? c->mass[i] : most;
        all += c->mass[i];
    }
    r->abroad = all > 0 ? 1.0f - most / all : 0;
}

cs_ranking cs_place_rank(const cs_gazetteer *g, cs_str text, const cs_span *spans, int32_t n, int rounds, const float *weights,
                         cs_arena *perm, cs_arena scratch) {
    cs_ranking r = { .toponym = CS_NEW(perm, cs_toponym, n),
                     .sense = CS_NEW(perm, cs_sense, n),
                     .n_toponyms = n,
                     .country_named = CS_NEW(perm, bool, cs_gazetteer_countries(g)) };
    if (n == 0) return r;
    if (!weights) weights = cs_place_weights;
    int32_t size = cs_gazetteer_areas(g);
    context c = { .g = g, .namer = CS_NEW(&scratch, int32_t, size) };
    make_senses(g, &r, text, spans, n, perm, scratch);
    c.people = CS_NEW(&scratch, bool, cs_gazetteer_countries(g));
    name_peoples(g, text, c.people);
    name_areas(&c, &r);
    r.abroad = abroad_of(g, r.country_named);
    for (int32_t k = 0; k < r.n_senses; k++) {
        features_alone(&c, &r, k);
        score(&r.sense[k], weights);
    }
    for (int round = 1; round <= rounds; round++) {
        const float *w = weights + (round > 1 ? CS_PF_COUNT : 0);
        if (round > 1) {
            c.mass = CS_NEW(&scratch, float, size);
            add_mass(&c, &r);
            for (int32_t k = 0; k < r.n_senses; k++) features_others(&c, &r, k);
        }
        for (int32_t k = 0; k < r.n_senses; k++) features_container(&c, &r, &r.sense[k]);
        for (int32_t k = 0; k < r.n_senses; k++) score(&r.sense[k], w);
    }
    for (int32_t k = 0; k < r.n_senses; k++) settle(&c, &r.sense[k]);
    return r;
}
