#include "link/place_refer.h"
#include "decode/count.h"
#include "decode/entity.h"
#include "link/place_name.h"

/* A mention of a place by tokens. */
typedef struct spot {
    int32_t place, beg, end;
} spot;

typedef struct referrer {
    const cs_gazetteer *g;
    cs_reading *r;
    const int32_t *at;            /* [n_named] */
    int32_t n_named;              /* places that were there before */
    CS_VEC(spot) spots;           /* of named places, text order */
    int32_t capital, capital_tok; /* the last one spoken of as "the Iraqi capital", and where; -1 */
    int32_t *spot_at;             /* [tokens] spot over the token or -1 */
    cs_arena *perm;
} referrer;

static const cs_token *tok(const referrer *f, int32_t i) { return &f->r->tokens.v[i]; }
static bool is(const referrer *f, int32_t i, const char *word) {
    cs_str w = tok(f, i)->lower;
    return strlen(word) == (size_t)w.n && memcmp(word, w.p, (size_t)w.n) == 0;
}

static bool is_any(const referrer *f, int32_t i, const char *const *list, size_t n) {
    for (size_t k = 0; k < n; k++)
        if (is(f, i, list[k])) return true;
    return false;
}
#define IS_ANY(f, i, list) is_any(f, i, list, sizeof(list) / sizeof *(list))

/* ---- mentions ---- */

/* The first token that ends behind the byte. */
static int32_t token_at(const referrer *f, uint32_t byte) {
    int32_t lo = 0, hi = (int32_t)f->r->tokens.n;
    while (lo < hi) {
        int32_t mid = (lo + hi) / 2;
        if (tok(f, mid)->span.end <= byte)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static void find_spots(referrer *f, cs_arena scratch) {
    int32_t n = (int32_t)f->r->tokens.n, *place = CS_NEW(&scratch, int32_t, n), *end = CS_NEW(&scratch, int32_t, n);
    for (int32_t i = 0; i < n; i++) f->spot_at[i] = -1;
    for (int32_t p = 0; p < f->n_named; p++)
        for (int32_t k = 0; k < f->r->places.v[p].n_mentions; k++) {
            cs_span s = f->r->places.v[p].mentions[k];
            int32_t beg = token_at(f, s.beg), e = beg;
            while (e < n && tok(f, e)->span.beg < s.end) e++;
            if (beg < n) place[beg] = p, end[beg] = e;
        }
    for (int32_t i = 0; i < n; i++) {
        if (!end[i]) continue;
        for (int32_t k = i; k < end[i]; k++) f->spot_at[k] = (int32_t)f->spots.n;
        *CS_PUSH(f->perm, &f->spots) = (spot){ place[i], i, end[i] };
    }
}

static cs_span span_of(const referrer *f, int32_t beg, int32_t end) {
    return cs_span_join(tok(f, beg)->span, tok(f, end - 1)->span);
}

/* In text order; the list is written anew. */
static void add_mention(referrer *f, int32_t place, cs_span s) {
    cs_place *p = &f->r->places.v[place];
    cs_span *v = CS_NEW(f->perm, cs_span, p->n_mentions + 1);
    int32_t k = 0;
    while (k < p->n_mentions && p->mentions[k].beg < s.beg) v[k] = p->mentions[k], k++;
    v[k] = s;
    for (int32_t i = k; i < p->n_mentions; i++) v[i + 1] = p->mentions[i];
    p->mentions = v;
    p->n_mentions++;
}

/* ---- "30 km north of Kirkuk" ---- */

typedef struct bearing {
    const char *word;
    float north, east;
} bearing;

static const bearing *bearing_of(const referrer *f, int32_t i) {
    static const bearing B[] = { { "north", 1, 0 },       { "south", -1, 0 },      { "east", 0, 1 },
                                 { "west", 0, -1 },       { "northeast", 1, 1 },   { "north-east", 1, 1 },
                                 { "northwest", 1, -1 },  { "north-west", 1, -1 }, { "southeast", -1, 1 },
                                 { "south-east", -1, 1 }, { "southwest", -1, -1 }, { "south-west", -1, -1 } };
    for (size_t k = 0; k < sizeof B / sizeof *B; k++)
        if (is(f, i, B[k].word)) return &B[k];
    return NULL;
}

static float km_per(const referrer *f, int32_t i) {
    static const char *const KM[] = { "km", "kms", "km.", "kilometers", "kilometres", "kilometer", "kilometre" };
    static const char *const MILES[] = { "miles", "mile", "mi", "mi." };
    return IS_ANY(f, i, KM) ? 1.0f : IS_ANY(f, i, MILES) ? 1.609344f : 0.0f;
}

/* "30 km", "40 kilometers (25 miles)" before token end: kilometres, and where it begins; 0: no distance. */
static float distance_before(const referrer *f, int32_t end, int32_t *beg) {
    int32_t i = end - 1;
    if (i >= 1 && is(f, i, ")")) {
        while (i > 0 && end - i < 6 && !is(f, i, "(")) i--;
        if (!is(f, i, "(")) return 0;
        i--;
    }
    if (i < 1 || tok(f, i)->sent != tok(f, end)->sent) return 0;
    float unit = km_per(f, i);
    cs_i64_result n = unit > 0 ? cs_number_parse(tok(f, i - 1)->form) : (cs_i64_result){ 0 };
    if (!n.ok || n.value <= 0 || (float)n.value * unit > CS_OFFSET_KM_MAX) return 0;
    *beg = i - 1;
    return (float)n.value * unit;
}

static void move(cs_place *p, const cs_place *from, const bearing *b, float km) {
    float part = b->north != 0 && b->east != 0 ? 0.70710678f : 1.0f, lat = (float)from->lat, x = lat * 0.017453292f;
    float cosine = 1.0f - x * x * (0.5f - x * x * (0.041666668f - x * x * 0.0013888889f));
    if (cosine < 0.1f) cosine = 0.1f; /* near a pole */
    p->lat = from->lat + (double)(b->north * part * km / 111.2f);
    p->lon = from->lon + (double)(b->east * part * km / (111.2f * cosine));
    if (p->lat > 90) p->lat = 90;
    if (p->lat < -90) p->lat = -90;
    if (p->lon > 180) p->lon -= 360;
    if (p->lon < -180) p->lon += 360;
    p->has_point = true;
    memcpy(p->country, from->country, sizeof p->country);
    p->score = 0.5f * from->score;
}

/* The named place that the distance tells of: "X, some 30 km north of …", "X (30 km north of …)"; -1: none. */
static int32_t told_of(const referrer *f, int32_t beg) {
    static const char *const ABOUT[] = {
        "some", "about", "around", "roughly", "nearly", "approximately", "over", "only", "just"
    };
    int32_t i = beg - 1;
    while (i > 0 && IS_ANY(f, i, ABOUT)) i--;
    if (i < 1 || tok(f, i)->sent != tok(f, beg)->sent) return -1;
    if (is(f, i, ",") || is(f, i, "(") || is(f, i, "-")) i--;
    return f->spot_at[i] >= 0 ? f->spots.v[f->spot_at[i]].place : -1;
}

static void offset_from(referrer *f, int32_t s) {
    spot base = f->spots.v[s];
    int32_t i = base.beg - 1, beg = 0;
    if (i >= 1 && is(f, i, "the")) i--;
    if (i < 3 || !is(f, i, "of") || tok(f, i)->sent != tok(f, base.beg)->sent) return;
    const bearing *b = bearing_of(f, i - 1);
    float km = b ? distance_before(f, i - 1, &beg) : 0;
    const cs_place *from = &f->r->places.v[base.place];
    if (km <= 0 || !from->has_point || from->precision >= CS_PREC_PROVINCE) return;
    int32_t of = told_of(f, beg);
    cs_str phrase = cs_entity_words(f->r, span_of(f, beg, base.end), f->perm);
    cs_str why = cs_printf(f->perm, "offset: " CS_FMT, CS_ARG(phrase));
    if (of == base.place) return;
    if (of >= 0) {
        cs_place *p = &f->r->places.v[of];
        if (p->geonames || p->has_point) return;
        move(p, from, b, km);
        p->why = why;
        return;
    }
    cs_place *p = CS_PUSH(f->perm, &f->r->places);
    from = &f->r->places.v[base.place]; /* the list may have moved */
    *p = (cs_place){ .entity = -1, .name = phrase, .precision = CS_PREC_DISTRICT, .parent = -1, .why = why };
    move(p, from, b, km);
    add_mention(f, (int32_t)f->r->places.n - 1, span_of(f, beg, base.end));
}

/* ---- "the Iraqi capital", "the city" ---- */

/* The country whose people or name the token is, in the gazetteer; CS_GAZ_NONE: none or several. */
static int32_t country_at(const referrer *f, int32_t i) {
    cs_gaz_hit hit[8];
    cs_name_key key = cs_name_key_of(tok(f, i)->form);
    ptrdiff_t n = cs_gazetteer_find(f->g, cs_name_key_str(&key), hit, 8);
    int32_t found = CS_GAZ_NONE;
    for (ptrdiff_t k = 0; k < n && k < 8; k++) {
        if (hit[k].place >= cs_gazetteer_countries(f->g)) continue;
        if (found != CS_GAZ_NONE && found != hit[k].place) return CS_GAZ_NONE;
        found = hit[k].place;
    }
    return found;
}

/* The country of the actor who is named there ("the Taliban capital"): ids of the register begin with its code, "afg-". */
static int32_t country_of_actor(const referrer *f, int32_t i) {
    for (ptrdiff_t k = 0; k < f->r->mentions.n && f->r->mentions.v[k].beg <= i; k++) {
        const cs_mention *m = &f->r->mentions.v[k];
        if (m->head != i || m->kind != CS_MENTION_NAME || m->entity < 0) continue;
        cs_str id = f->r->entities.v[m->entity].actor;
        for (int32_t c = 0; id.n > 3 && id.p[3] == '-' && c < cs_gazetteer_countries(f->g); c++) {
            const char *code = cs_gazetteer_alpha3(f->g, c);
            if ((code[0] | 32) == id.p[0] && (code[1] | 32) == id.p[1] && (code[2] | 32) == id.p[2]) return c;
        }
    }
    return CS_GAZ_NONE;
}

static int32_t place_for(referrer *f, int32_t gaz) {
    for (int32_t i = 0; i < f->n_named; i++)
        if (f->at[i] == gaz) return i;
    cs_gaz_place at = cs_gazetteer_place(f->g, gaz);
    for (int32_t i = f->n_named; i < f->r->places.n; i++)
        if (f->r->places.v[i].geonames == at.geonames) return i;
    cs_place p = { .entity = -1, .name = at.name, .geonames = at.geonames, .lat = at.lat, .lon = at.lon, .has_point = true };
    int32_t admin1 = cs_gazetteer_admin1(f->g, gaz), admin2 = cs_gazetteer_admin2(f->g, gaz);
    memcpy(p.country, cs_gazetteer_alpha3(f->g, at.country), 4);
    if (admin1 >= 0) p.admin1 = cs_gazetteer_place(f->g, admin1).name;
    if (admin2 >= 0) p.admin2 = cs_gazetteer_place(f->g, admin2).name;
    p.precision = CS_PREC_TOWN;
    p.score = 0.9f;
    p.parent = -1;
    p.why = CS_LIT("gazetteer:capital");
    *CS_PUSH(f->perm, &f->r->places) = p;
    return (int32_t)f->r->places.n - 1;
}

/* "the Iraqi capital", "Iraq's capital", "the Taliban capital"; nothing where its name follows ("the Iraqi capital, Baghdad").
 */
static int32_t capital_of_people(referrer *f, int32_t i) {
    int32_t before = i - 1;
    if (before >= 1 && (is(f, before, "'s") || is(f, before, "'"))) before--;
    if (before < 0 || tok(f, before)->sent != tok(f, i)->sent) return -1;
    int32_t country = country_at(f, before);
    if (country < 0) country = country_of_actor(f, before);
    int32_t capital = country >= 0 ? cs_gazetteer_capital(f->g, country) : CS_GAZ_NONE;
    if (capital < 0) return -1;
    f->capital_tok = i;
    return f->capital = place_for(f, capital);
}

static bool kind_fits(const referrer *f, int32_t noun, int32_t place) {
    static const char *const TOWN[] = { "city", "town", "village" };
    static const char *const PROVINCE[] = { "province", "governorate", "state", "region" };
    const cs_place *p = &f->r->places.v[place];
    if (IS_ANY(f, noun, TOWN)) return p->precision == CS_PREC_TOWN;
    if (IS_ANY(f, noun, PROVINCE)) return p->precision == CS_PREC_PROVINCE;
    if (is(f, noun, "district")) return p->precision == CS_PREC_DISTRICT;
    if (is(f, noun, "country")) return p->precision == CS_PREC_COUNTRY;
    return is(f, noun, "capital") && f->at[place] >= 0 && cs_gazetteer_place(f->g, f->at[place]).kind == CS_GAZ_CAPITAL;
}

/* The noun alone, with an article that says it is known, and no name with it ("the city of Mosul", "the city council"). */
static bool points_back(const referrer *f, int32_t i) {
    static const char *const KIND[] = {
        "city", "town", "village", "province", "governorate", "district", "country", "capital"
    };
    const cs_token *t = tok(f, i);
    if (t->upos != CS_UPOS_NOUN || !IS_ANY(f, i, KIND) || f->spot_at[i] >= 0) return false;
    if (t->deprel == CS_REL_COMPOUND || t->deprel == CS_REL_APPOS || t->deprel == CS_REL_ROOT) return false;
    int32_t n = (int32_t)f->r->tokens.n, next = i + 1;
    if (next < n && tok(f, next)->sent == t->sent) {
        if (is(f, next, "of") || is(f, next, "'s") || is(f, next, "-") || tok(f, next)->upos == CS_UPOS_PROPN) return false;
        if (f->spot_at[next] >= 0) return false;
        bool bracket = is(f, next, ",") || is(f, next, "(");
        if (bracket && next + 1 < n && f->spot_at[next + 1] >= 0) return false;
    }
    return i > 0 && tok(f, i - 1)->sent == t->sent;
}

static bool definite(const referrer *f, int32_t i) {
    return is(f, i - 1, "the") || is(f, i - 1, "this") || is(f, i - 1, "that");
}

/* The place of the noun's kind that was named last; of countries only one that no other comes near. */
static int32_t named_last(const referrer *f, int32_t noun) {
    int32_t sent = tok(f, noun)->sent, best = -1, lo = 0, hi = (int32_t)f->spots.n;
    if (is(f, noun, "capital") && f->capital >= 0 && tok(f, f->capital_tok)->sent >= sent - CS_REFER_SENTENCES)
        return f->capital;
    while (lo < hi) {
        int32_t mid = (lo + hi) / 2;
        if (f->spots.v[mid].beg < noun)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (int32_t k = lo - 1; k >= 0; k--) {
        const spot *s = &f->spots.v[k];
        if (tok(f, s->beg)->sent < sent - CS_REFER_SENTENCES) break;
        if (!kind_fits(f, noun, s->place)) continue;
        if (!is(f, noun, "country")) return s->place;
        if (best >= 0 && best != s->place) return -1;
        best = s->place;
    }
    return best;
}

static void refer_back(referrer *f) {
    for (int32_t i = 1; i < f->r->tokens.n; i++) {
        if (!points_back(f, i)) continue;
        int32_t place = -1, beg = i;
        if (is(f, i, "capital") && (place = capital_of_people(f, i)) >= 0) {
            beg = i - 1 - (is(f, i - 1, "'s") || is(f, i - 1, "'"));
            if (beg > 0 && is(f, beg - 1, "the")) beg--;
        } else if (definite(f, i)) {
            place = named_last(f, i);
            beg = i - 1;
        }
        if (place >= 0) add_mention(f, place, span_of(f, beg, i + 1));
    }
}

/* ---- what the gazetteer lacks ---- */

/* The country of so many of the mentions that another is unlikely. */
static void inherit_country(referrer *f, cs_arena scratch) {
    static const float SHARE = 0.75f;
    enum { MENTIONS_MIN = 3 };
    int32_t n = cs_gazetteer_countries(f->g), *count = CS_NEW(&scratch, int32_t, n), all = 0, best = 0;
    for (int32_t i = 0; i < f->n_named; i++) {
        if (f->at[i] < 0) continue;
        int32_t country = cs_gazetteer_place(f->g, f->at[i]).country;
        if (country < 0) continue;
        all += f->r->places.v[i].n_mentions;
        count[country] += f->r->places.v[i].n_mentions;
        if (count[country] > count[best]) best = country;
    }
    if (all < MENTIONS_MIN || (float)count[best] < SHARE * (float)all) return;
    for (int32_t i = 0; i < f->n_named; i++) {
        cs_place *p = &f->r->places.v[i];
        if (f->at[i] >= 0 || p->country[0] || p->has_point) continue;
        memcpy(p->country, cs_gazetteer_alpha3(f->g, best), 4);
        p->why = CS_LIT("not-in-gazetteer:report's country");
    }
}

void cs_place_refer(const cs_gazetteer *g, cs_reading *r, const int32_t *at, cs_arena *perm, cs_arena scratch) {
    referrer f = { .g = g, .r = r, .at = at, .n_named = (int32_t)r->places.n, .capital = -1, .perm = perm };
    f.spot_at = CS_NEW(perm, int32_t, r->tokens.n);
    find_spots(&f, scratch);
    for (int32_t s = 0; s < f.spots.n; s++) offset_from(&f, s);
    refer_back(&f);
    inherit_country(&f, scratch);
}
