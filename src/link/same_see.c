#include "link/same_see.h"
#include <math.h>
#include <stdlib.h>

#define X_NAME(e, n) #e,
const char *const cs_aspect_name[CS_ASPECT_COUNT] = { CS_ASPECTS(X_NAME) };

/* ---- when ---- */

static uint8_t see_when(const cs_account *a, const cs_account *b, int32_t *apart) {
    enum { WEEK = 7, MONTH = 31 };
    bool known_a = cs_account_day_known(a), known_b = cs_account_day_known(b);
    if (!known_a || !known_b) return known_a || known_b ? CS_WHEN_HALF_UNKNOWN : CS_WHEN_UNKNOWN;
    int64_t n = (int64_t)a->last - a->first + 1, m = (int64_t)b->last - b->first + 1;
    int64_t gap = a->last < b->first ? (int64_t)b->first - a->last : b->last < a->first ? (int64_t)a->first - b->last : 0;
    *apart = gap < INT32_MAX ? (int32_t)gap : INT32_MAX;
    if (gap)
        return gap == 1 ? CS_WHEN_DAY_OFF : gap <= WEEK ? CS_WHEN_WEEK_OFF : gap <= MONTH ? CS_WHEN_MONTH_OFF : CS_WHEN_FAR;
    if (n == 1 && m == 1) return CS_WHEN_SAME_DAY;
    if (n <= WEEK && m <= WEEK) return a->first == b->first && a->last == b->last ? CS_WHEN_SAME_DAYS : CS_WHEN_MEET;
    return n <= WEEK || m <= WEEK ? CS_WHEN_WITHIN : CS_WHEN_MEET_WIDE;
}

static uint8_t see_published(const cs_account *a, const cs_account *b) {
    if (a->published == CS_DAY_NONE || b->published == CS_DAY_NONE) return 0;
    int64_t gap = llabs((int64_t)a->published - b->published);
    return gap <= 1 ? 1 : gap <= 3 ? 2 : gap <= 10 ? 3 : gap <= 40 ? 4 : 5;
}

/* Where only the one's day is known: how long before the other's publication it lies. 0: not so; 1: after it. */
static uint8_t see_age(const cs_account *a, const cs_account *b) {
    if (cs_account_day_known(a) == cs_account_day_known(b)) return 0;
    const cs_account *dated = cs_account_day_known(a) ? a : b, *other = dated == a ? b : a;
    if (other->published == CS_DAY_NONE) return 0;
    int64_t age = (int64_t)other->published - dated->last;
    return age < 0 ? 1 : age <= 1 ? 2 : age <= 4 ? 3 : age <= 30 ? 4 : 5;
}

/* ---- where ---- */

static double distance_km(const cs_account_place *a, const cs_account_place *b) {
    const double radius_km = 6371, radian = 3.14159265358979323846 / 1800000;
    double dx = (a->lon - b->lon) * radian, y = a->lat * radian, v = b->lat * radian;
    double h = pow(sin((y - v) / 2), 2) + cos(y) * cos(v) * pow(sin(dx / 2), 2);
    return 2 * radius_km * asin(sqrt(h < 1 ? h : 1));
}

static bool is_fine(const cs_account_place *p) { return p->precision <= CS_PREC_DISTRICT; }
static bool is_wide(const cs_account_place *p) { return p->precision >= CS_PREC_COUNTRY; }

static uint8_t see_places(const cs_account_place *p, const cs_account_place *q, double *km) {
    const double NEAR_KM = 20;
    bool same = p->geonames && p->geonames == q->geonames;
    bool same_country = *p->country && !strcmp(p->country, q->country), other = *p->country && *q->country && !same_country;
    *km = p->has_point && q->has_point ? distance_km(p, q) : -1;
    if (is_fine(p) && is_fine(q)) {
        if (same || (p->key && p->key == q->key && !other && (*km < 0 || *km < NEAR_KM))) return CS_WHERE_SAME_SPOT;
        if (*km >= 0 && *km < NEAR_KM) return CS_WHERE_NEAR;
    }
    if (other) return CS_WHERE_OTHER_COUNTRY;
    if (!same_country && !same) return p->key && p->key == q->key ? CS_WHERE_SAME_COUNTRY : CS_WHERE_UNKNOWN;
    if (is_wide(p) || is_wide(q)) return CS_WHERE_SAME_COUNTRY;
    bool in_province = p->admin1 && p->admin1 == q->admin1;
    if (same) return CS_WHERE_SAME_PROVINCE;
    if (!in_province) return p->admin1 && q->admin1 ? CS_WHERE_OTHER_PROVINCE : CS_WHERE_SAME_COUNTRY;
    if (!is_fine(p) && !is_fine(q)) return CS_WHERE_SAME_PROVINCE;
    if (!is_fine(p) || !is_fine(q)) return CS_WHERE_WITHIN;
    bool one_is_district = p->precision == CS_PREC_DISTRICT || q->precision == CS_PREC_DISTRICT;
    return one_is_district && p->admin2 && p->admin2 == q->admin2 ? CS_WHERE_WITHIN : CS_WHERE_OTHER_SPOT;
}

static uint8_t see_where(const cs_account *a, const cs_account *b, cs_seen *s) {
    static const uint8_t rank[CS_WHERE_COUNT] = { 4, 4, 9, 8, 7, 6, 5, 2, 3, 1 };
    uint8_t best = a->n_places || b->n_places ? CS_WHERE_HALF_UNKNOWN : CS_WHERE_UNKNOWN;
    s->km = -1;
    for (int i = 0; i < a->n_places; i++)
        for (int k = 0; k < b->n_places; k++) {
            double km;
            uint8_t v = see_places(&a->place[i], &b->place[k], &km);
            if (s->place[0] && rank[v] <= rank[best]) continue;
            best = v;
            s->km = km;
            s->place[0] = &a->place[i];
            s->place[1] = &b->place[k];
        }
    return best;
}

/* ---- who ---- */

enum { BY = 1u << CS_ROLE_AGENT, TO = 1u << CS_ROLE_RECIPIENT | 1u << CS_ROLE_TARGET };

static bool has_role(const cs_account_party *p, unsigned roles) { return roles >> p->role & 1; }

/* Whether every word of the one is among the other's; both have some. */
static bool words_within(cs_word_list a, cs_word_list b) {
    int both = 0;
    for (int i = 0, k = 0; i < a.n && k < b.n;) {
        uint32_t x = a.v[i].id, y = b.v[k].id;
        both += x == y;
        i += x <= y;
        k += y <= x;
    }
    return both && (both == a.n || both == b.n);
}

static bool is_named_person(const cs_account_party *p) { return p->named && p->type == CS_ENT_PERSON; }

/* The last word of a name is among the other's words: what stands before it may be an office or a team. */
static bool last_name_within(const cs_account_party *p, cs_word_list words) {
    cs_str rest = p->name;
    cs_stem last = { .n = 0 };
    for (cs_stem s; (s = cs_stem_next(&rest)).n;) last = s;
    uint32_t id = (uint32_t)cs_stable_hash(cs_stem_text(&last));
    for (int i = 0; i < words.n; i++)
        if (words.v[i].id == id) return true;
    return false;
}

/* Whether two named persons may be one. */
static bool may_be_one(const cs_account_party *p, const cs_account_party *q) {
    return (p->actor.n && cs_eq(p->actor, q->actor)) || last_name_within(p, q->words) || last_name_within(q, p->words);
}

/* one: it befell one person, who cannot have two names. */
static uint8_t see_pair(const cs_account_party *p, const cs_account_party *q, bool one) {
    enum { TELLING = 40 };
    if (p->actor.n && cs_eq(p->actor, q->actor)) return CS_WHO_SAME_ACTOR;
    if (one && is_named_person(p) && is_named_person(q) && !may_be_one(p, q)) return CS_WHO_OTHER_NAME;
    int common = cs_words_common(p->words, q->words);
    if (p->named && q->named) {
        if (words_within(p->words, q->words) && common >= TELLING) return CS_WHO_SAME_NAME;
        if (common >= TELLING) return CS_WHO_LIKE_NAME;
    }
    if (common) return CS_WHO_SAME_WORD;
    if (*p->country && *p->sector && !strcmp(p->country, q->country) && !strcmp(p->sector, q->sector)) return CS_WHO_SAME_SIDE;
    return p->named && q->named ? CS_WHO_OTHER_NAME : CS_WHO_OTHER;
}

/* Below 0: not told. */
static int64_t number(const cs_account_toll *t) { return t->best >= 0 ? t->best : t->low >= 0 ? t->low : t->high; }

/* Whether it befell one person, as far as is told: of several who were killed each report may name another. */
static bool befell_one(const cs_account *a) {
    static const uint8_t effects[] = { CS_EFFECT_KILLED, CS_EFFECT_WOUNDED, CS_EFFECT_CAPTURED, CS_EFFECT_ARRESTED };
    bool one = a->type != CS_T_ASSAULT, more = false;
    for (size_t i = 0; i < sizeof effects; i++) {
        int64_t n = number(&a->toll[effects[i]]);
        one |= n == 1;
        more |= n > 1;
    }
    return one && !more;
}

/* The likest two. */
static uint8_t see_who(const cs_account *a, const cs_account *b, unsigned roles, const cs_account_party *which[2]) {
    static const uint8_t rank[CS_WHO_COUNT] = { 0, 1, 9, 8, 7, 6, 5, 4, 3 };
    uint8_t best = CS_WHO_UNKNOWN;
    bool in_b = false, one = befell_one(a) && befell_one(b);
    for (int k = 0; k < b->n_parties; k++) in_b |= has_role(&b->party[k], roles);
    if (in_b) best = CS_WHO_HALF_UNKNOWN;
    for (int i = 0; i < a->n_parties; i++) {
        if (!has_role(&a->party[i], roles)) continue;
        if (!best) best = CS_WHO_HALF_UNKNOWN;
        for (int k = 0; k < b->n_parties; k++) {
            if (!has_role(&b->party[k], roles)) continue;
            uint8_t v = see_pair(&a->party[i], &b->party[k], one);
            if (rank[v] <= rank[best]) continue;
            best = v;
            which[0] = &a->party[i];
            which[1] = &b->party[k];
        }
    }
    return best;
}

/* The named people it was done to. one: there is no second. */
typedef struct victims {
    const cs_account_party *v[CS_ACCOUNT_PARTIES_MAX];
    int n;
    bool one;
} victims;

static victims victims_of(const cs_account *a) {
    victims out = { .one = true };
    for (int i = 0; i < a->n_parties; i++) {
        const cs_account_party *p = &a->party[i];
        if (!has_role(p, TO) || !is_named_person(p)) continue;
        for (int k = 0; k < out.n; k++) out.one = out.one && may_be_one(p, out.v[k]);
        out.v[out.n++] = p;
    }
    return out;
}

static uint8_t see_victims(const cs_account *a, const cs_account *b) {
    uint8_t best = CS_VICTIM_UNKNOWN;
    const victims x = victims_of(a), y = victims_of(b);
    bool one = x.one && y.one && befell_one(a) && befell_one(b);
    for (int i = 0; i < x.n; i++)
        for (int k = 0; k < y.n; k++) {
            uint8_t who = see_pair(x.v[i], y.v[k], one), v = CS_VICTIM_OTHERS;
            if (who == CS_WHO_LIKE_NAME) v = CS_VICTIM_LIKE_NAME;
            if (who == CS_WHO_SAME_NAME || who == CS_WHO_SAME_ACTOR) v = CS_VICTIM_SAME;
            if (v > best) best = v;
        }
    return best == CS_VICTIM_OTHERS && one ? CS_VICTIM_ANOTHER : best;
}

/* The one's agent is who it was done to in the other: 0 no, 1 by a word, 2 by name. */
static uint8_t see_crossed(const cs_account *a, const cs_account *b) {
    uint8_t best = 0;
    for (int i = 0; i < a->n_parties; i++)
        for (int k = 0; k < b->n_parties; k++) {
            const cs_account_party *p = &a->party[i], *q = &b->party[k];
            if (!(has_role(p, BY) && has_role(q, TO)) && !(has_role(p, TO) && has_role(q, BY))) continue;
            uint8_t v = see_pair(p, q, false);
            v = v == CS_WHO_SAME_NAME || v == CS_WHO_SAME_ACTOR ? 2 : v == CS_WHO_SAME_WORD ? 1 : 0;
            if (v > best) best = v;
        }
    return best;
}

/* ---- how many ---- */

static uint8_t see_toll(const cs_account_toll *x, const cs_account_toll *y) {
    enum { FEW = 2, TIMES = 3 };
    int64_t n = number(x), m = number(y);
    if (n < 0 || m < 0) return n < 0 && m < 0 ? CS_TOLL_UNKNOWN : CS_TOLL_HALF_UNKNOWN;
    if (n == m) return n > FEW ? CS_TOLL_SAME : CS_TOLL_SAME_FEW;
    int64_t less = n < m ? n : m, more = n < m ? m : n;
    const cs_account_toll *low = n < m ? x : y, *high = n < m ? y : x;
    bool open = low->high < 0 || low->high >= more || high->low < 0 || high->low <= less;
    if ((more - less) * 4 <= more || (open && more / TIMES <= less)) return CS_TOLL_FITS;
    return more / TIMES <= less ? CS_TOLL_OTHER : CS_TOLL_FAR;
}

static uint8_t see_held(const cs_account *a, const cs_account *b) {
    static const uint8_t effects[] = { CS_EFFECT_CAPTURED,  CS_EFFECT_ARRESTED, CS_EFFECT_MISSING,
                                       CS_EFFECT_DISPLACED, CS_EFFECT_FREED,    CS_EFFECT_CROWD };
    uint8_t best = CS_TOLL_UNKNOWN;
    for (size_t i = 0; i < sizeof effects; i++) {
        uint8_t v = see_toll(&a->toll[effects[i]], &b->toll[effects[i]]);
        if (v > best) best = v;
    }
    return best;
}

/* ---- how and in what words ---- */

/* 0: the same; 1: others; 2: a claim, blame or threat of the one may speak of the other. */
static uint8_t see_type(const cs_account *a, const cs_account *b) {
    if (a->type == b->type) return 0;
    bool speaks = a->type == CS_T_ACCUSE || b->type == CS_T_ACCUSE || a->type == CS_T_REJECT || b->type == CS_T_REJECT;
    return speaks ? 2 : 1;
}

/* 0: unknown on one side or both; 1: the same; 2: others. */
static uint8_t see_codes(bool known_a, bool known_b, bool same) {
    return !known_a && !known_b   ? CS_CODE_UNKNOWN
           : !known_a || !known_b ? CS_CODE_HALF_UNKNOWN
           : same                 ? CS_CODE_SAME
                                  : CS_CODE_OTHER;
}

static uint8_t in_steps(double x, const double *steps, int n) {
    int i = 0;
    while (i < n && x > steps[i]) i++;
    return (uint8_t)i;
}

static bool lies_ahead(const cs_account *a) {
    return a->time_frame == CS_FRAME_FUTURE || (a->modality != CS_MOD_ACTUAL && a->modality != CS_MOD_ATTEMPTED);
}

static void see_words(const cs_account *a, const cs_account *b, cs_seen *s) {
    static const double words[] = { 0, 0.1, 0.2, 0.3, 0.45, 0.65 }, about[] = { 0.02, 0.06, 0.1, 0.15, 0.2, 0.3, 0.45, 0.7 };
    static const double named[] = { 0, 0.08, 0.16, 0.25, 0.35, 0.5, 0.75 };
    static const double triggers[] = { 0, 0.25, 0.5, 0.75, 0.999 };
    enum { COMMON = 15, TELLING = 45 }; /* "kill"; "quake" */
    int trigger = cs_words_common(a->triggers, b->triggers);
    s->value[CS_ASPECT_TRIGGER] = trigger >= TELLING               ? 3
                                  : trigger >= COMMON              ? 2
                                  : trigger                        ? 1
                                  : a->triggers.n && b->triggers.n ? 0
                                                                   : 4;
    s->value[CS_ASPECT_TRIGGERS] = in_steps(cs_words_cosine(a->triggers, b->triggers), triggers, 5);
    s->value[CS_ASPECT_FIRST_ACT] =
        (uint8_t)(!a->first_act.n || !b->first_act.n ? 2 : cs_words_common(a->first_act, b->first_act) > 0);
    s->value[CS_ASPECT_WORDS] = in_steps(cs_words_cosine(a->words, b->words), words, 6);
    s->value[CS_ASPECT_ABOUT] = in_steps(cs_words_cosine(a->about, b->about), about, 8);
    s->value[CS_ASPECT_NAMED] = in_steps(cs_words_cosine(a->named, b->named), named, 7);
}

void cs_same_see(const cs_account *a, const cs_account *b, cs_seen *s) {
    *s = (cs_seen){ .km = -1 };
    s->value[CS_ASPECT_REPORT] = a->report == b->report;
    s->value[CS_ASPECT_WHEN] = see_when(a, b, &s->days_apart);
    s->value[CS_ASPECT_PUBLISHED] = see_published(a, b);
    s->value[CS_ASPECT_AGE] = see_age(a, b);
    s->value[CS_ASPECT_WHERE] = see_where(a, b, s);
    s->value[CS_ASPECT_AGENT] = see_who(a, b, BY, s->agent);
    s->value[CS_ASPECT_AFFECTED] = see_who(a, b, TO, s->affected);
    s->value[CS_ASPECT_VICTIM] = see_victims(a, b);
    s->value[CS_ASPECT_CROSSED] = see_crossed(a, b);
    s->value[CS_ASPECT_KILLED] = see_toll(&a->toll[CS_EFFECT_KILLED], &b->toll[CS_EFFECT_KILLED]);
    s->value[CS_ASPECT_WOUNDED] = see_toll(&a->toll[CS_EFFECT_WOUNDED], &b->toll[CS_EFFECT_WOUNDED]);
    s->value[CS_ASPECT_HELD] = see_held(a, b);
    s->value[CS_ASPECT_TYPE] = see_type(a, b);
    s->value[CS_ASPECT_MODE] = see_codes(a->mode.n, b->mode.n, cs_eq(a->mode, b->mode));
    s->value[CS_ASPECT_MUC] = see_codes(a->muc, b->muc, a->muc == b->muc);
    s->value[CS_ASPECT_WORLD] = (uint8_t)(lies_ahead(a) == lies_ahead(b) ? lies_ahead(a) : 2);
    s->value[CS_ASPECT_FRAME] = (uint8_t)((a->time_frame == CS_FRAME_HISTORICAL) + (b->time_frame == CS_FRAME_HISTORICAL));
    s->value[CS_ASPECT_PLURAL] = (uint8_t)(a->plural + b->plural);
    see_words(a, b, s);
}
