#include "link/same.h"
#include "link/same_see.h"
#include "link/same_weights.h"
#include <math.h>

/* ---- how probable ---- */

/* In thousandths of the log odds, what no set of ours teaches, for few of its pairs are dated and none is of two short reports:
 * one day, one town and one mode are one incident unless something speaks against it, the more so where it befell the same. */
enum { PLAIN = 1800, PLAIN_AFFECTED = 900 };

static int32_t plain(const cs_seen *s) {
    const uint8_t *v = s->value;
    bool same_mode = v[CS_ASPECT_MODE] == CS_CODE_SAME, others = v[CS_ASPECT_AFFECTED] == CS_WHO_OTHER_NAME;
    if (v[CS_ASPECT_WHEN] != CS_WHEN_SAME_DAY || v[CS_ASPECT_WHERE] != CS_WHERE_SAME_SPOT || !same_mode || others) return 0;
    if (v[CS_ASPECT_KILLED] == CS_TOLL_FAR || v[CS_ASPECT_WOUNDED] == CS_TOLL_FAR || v[CS_ASPECT_HELD] == CS_TOLL_FAR) return 0;
    bool alike = v[CS_ASPECT_AFFECTED] >= CS_WHO_SAME_ACTOR && v[CS_ASPECT_AFFECTED] <= CS_WHO_SAME_WORD;
    return PLAIN + (alike ? PLAIN_AFFECTED : 0);
}

/* In thousandths of the log odds too: two people, two deeds. The sets have too few who were arrested alone to teach it. */
enum { ANOTHER_PERSON = -2000 };

static int32_t another_person(const cs_seen *s) { return s->value[CS_ASPECT_VICTIM] == CS_VICTIM_ANOTHER ? ANOTHER_PERSON : 0; }

static double probability(const cs_seen *s) {
    int32_t sum = cs_same_bias + plain(s) + another_person(s);
    for (int i = 0; i < CS_ASPECT_COUNT; i++) sum += cs_same_weight[i][s->value[i]];
    for (int i = 0; i < CS_SAME_PAIRS; i++) {
        const cs_same_pair *p = &cs_same_pairs[i];
        sum += p->weight[s->value[p->a]][s->value[p->b]];
    }
    return 1 / (1 + exp(-sum / 1000.0));
}

/* ---- why ---- */

enum { REASONS_MAX = 12 };
typedef struct reasons {
    struct {
        cs_str v[REASONS_MAX];
        int n;
    } side[2]; /* those for, and those against */
    cs_arena *perm;
} reasons;

static void say_on(reasons *r, bool against, cs_str what) {
    if (what.n && r->side[against].n < REASONS_MAX) r->side[against].v[r->side[against].n++] = what;
}
static void say(reasons *r, cs_str what) { say_on(r, false, what); }
static void say_but(reasons *r, cs_str what) { say_on(r, true, what); }

static const char BUT[] = "but ";

/* "same day; both in Gao; but killed 12 and 40; other stories" */
static cs_str joined(const reasons *r) {
    cs_str all = { 0 };
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < r->side[k].n; i++)
            all = cs_printf(r->perm, "%.*s%s%s%.*s", CS_WHOLE(all), all.n ? "; " : "", k && !i ? BUT : "",
                            CS_WHOLE(r->side[k].v[i]));
    return all;
}

static cs_str phrase(const char *const *of, int value) {
    const char *p = of[value] ? of[value] : "";
    return (cs_str){ p, (ptrdiff_t)strlen(p) };
}

static void say_when(reasons *r, const cs_seen *s) {
    static const char *const of[CS_WHEN_COUNT] = { [CS_WHEN_SAME_DAY] = "same day",
                                                   [CS_WHEN_SAME_DAYS] = "same days",
                                                   [CS_WHEN_MEET] = "days that meet",
                                                   [CS_WHEN_WITHIN] = "a day within the other's time",
                                                   [CS_WHEN_MEET_WIDE] = "times that meet" };
    uint8_t v = s->value[CS_ASPECT_WHEN];
    if (v >= CS_WHEN_DAY_OFF)
        say_but(r, cs_printf(r->perm, s->days_apart == 1 ? "%d day apart" : "%d days apart", s->days_apart));
    else
        say(r, phrase(of, v));
}

static void say_where(reasons *r, const cs_seen *s) {
    const cs_account_place *p = s->place[0], *q = s->place[1];
    uint8_t v = s->value[CS_ASPECT_WHERE];
    if (!p || v <= CS_WHERE_HALF_UNKNOWN) return;
    if (v == CS_WHERE_SAME_SPOT || v == CS_WHERE_SAME_PROVINCE)
        say(r, cs_printf(r->perm, "both in " CS_FMT, CS_ARG(p->name)));
    else if (v == CS_WHERE_NEAR)
        say(r, cs_printf(r->perm, "%.0f km apart", s->km));
    else if (v == CS_WHERE_WITHIN)
        say(r, cs_printf(r->perm, CS_FMT " and " CS_FMT " of one region", CS_ARG(p->name), CS_ARG(q->name)));
    else if (v == CS_WHERE_SAME_COUNTRY)
        say(r, CS_LIT("same country"));
    else if (s->km >= 0)
        say_but(r, cs_printf(r->perm, CS_FMT " and " CS_FMT ", %.0f km apart", CS_ARG(p->name), CS_ARG(q->name), s->km));
    else
        say_but(r, cs_printf(r->perm, CS_FMT " and " CS_FMT, CS_ARG(p->name), CS_ARG(q->name)));
}

static void say_who(reasons *r, const char *what, uint8_t v, const cs_account_party *const who[2]) {
    if (v <= CS_WHO_HALF_UNKNOWN || !who[0]) return;
    if (v == CS_WHO_SAME_ACTOR || v == CS_WHO_SAME_NAME)
        say(r, cs_printf(r->perm, "%s both " CS_FMT, what, CS_ARG(who[0]->name)));
    else
        say_on(r, v >= CS_WHO_OTHER,
               cs_printf(r->perm, "%s " CS_FMT " and " CS_FMT, what, CS_ARG(who[0]->name), CS_ARG(who[1]->name)));
}

static int64_t told(const cs_account_toll *t) { return t->best >= 0 ? t->best : t->low >= 0 ? t->low : t->high; }

static void say_toll(reasons *r, const char *what, uint8_t v, const cs_account_toll *x, const cs_account_toll *y) {
    int64_t n = told(x), m = told(y);
    if (n < 0 || m < 0) return;
    if (n == m)
        say(r, cs_printf(r->perm, "%s %lld in both", what, (long long)n));
    else
        say_on(r, v > CS_TOLL_FITS, cs_printf(r->perm, "%s %lld and %lld", what, (long long)n, (long long)m));
}

static void say_words(reasons *r, const cs_seen *s) {
    static const char *const trigger[5] = { NULL, "a word for it in common", "a word for it in common",
                                            "a telling word for it in common" };
    static const char *const unlike[9] = { "other stories", "other stories" };
    static const char *const alike[9] = { [6] = "like stories", "like stories", "nearly the same words" };
    static const char *const world[3] = { NULL, NULL, "the one has happened, the other not" };
    say(r, phrase(trigger, s->value[CS_ASPECT_TRIGGER]));
    say(r, phrase(alike, s->value[CS_ASPECT_ABOUT]));
    say_but(r, phrase(unlike, s->value[CS_ASPECT_ABOUT]));
    say_but(r, phrase(world, s->value[CS_ASPECT_WORLD]));
    if (s->value[CS_ASPECT_PLURAL] == 1) say_but(r, CS_LIT("the one tells of several"));
}

static void say_kind(reasons *r, const cs_account *a, const cs_account *b, const cs_seen *s) {
    if (s->value[CS_ASPECT_TYPE])
        say_but(r, cs_printf(r->perm, "%s and %s", cs_type_name[a->type], cs_type_name[b->type]));
    else if (s->value[CS_ASPECT_MODE] == 1)
        say(r, cs_printf(r->perm, "both " CS_FMT, CS_ARG(a->mode)));
    else if (s->value[CS_ASPECT_MODE] == 2)
        say_but(r, cs_printf(r->perm, CS_FMT " and " CS_FMT, CS_ARG(a->mode), CS_ARG(b->mode)));
}

static cs_str reasons_of(const cs_account *a, const cs_account *b, const cs_seen *s, cs_arena *perm) {
    reasons r = { .perm = perm };
    if (s->value[CS_ASPECT_REPORT]) say_but(&r, CS_LIT("one report, which holds them apart"));
    say_when(&r, s);
    say_where(&r, s);
    say_who(&r, "by", s->value[CS_ASPECT_AGENT], s->agent);
    say_who(&r, "to", s->value[CS_ASPECT_AFFECTED], s->affected);
    say_toll(&r, "killed", s->value[CS_ASPECT_KILLED], &a->toll[CS_EFFECT_KILLED], &b->toll[CS_EFFECT_KILLED]);
    say_toll(&r, "wounded", s->value[CS_ASPECT_WOUNDED], &a->toll[CS_EFFECT_WOUNDED], &b->toll[CS_EFFECT_WOUNDED]);
    say_kind(&r, a, b, s);
    say_words(&r, s);
    return joined(&r);
}

cs_same cs_same_incident(const cs_account *a, const cs_account *b, double from, cs_arena *perm) {
    cs_seen s;
    cs_same_see(a, b, &s);
    double p = probability(&s);
    return (cs_same){ p, p >= from ? reasons_of(a, b, &s, perm) : (cs_str){ 0 } };
}

bool cs_same_reason_next(cs_str *rest, cs_str *reason, bool *against) {
    if (!rest->n) return false;
    ptrdiff_t end = cs_find(*rest, CS_LIT("; "));
    *reason = cs_cut(*rest, 0, end < 0 ? rest->n : end);
    *rest = end < 0 ? (cs_str){ 0 } : cs_cut(*rest, end + 2, rest->n);
    if (*against || !cs_starts(*reason, (cs_str){ BUT, sizeof BUT - 1 })) return true;
    *against = true;
    *reason = cs_cut(*reason, sizeof BUT - 1, reason->n);
    return true;
}
