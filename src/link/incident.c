/* Incidents within a report. A pair of statements is scored by what they share; one conflict forbids it. What names nobody asks
 * for less (FOLD_AT, chosen on MUC-4 dev). The weight of a shared party falls with the number of statements that have it: in a
 * report on one group's attacks the group says little.
 * Weights chosen on the development reports (docs/quality.md); those of words, number and the same sentence follow what a
 * logistic regression finds for pairs of ECB+'s training part. */
#include "link/incident.h"
#include "link/filler.h"
#include <math.h>

typedef struct score {
    float v;
    bool conflict;
    bool bare; /* nothing in common but the report */
    const char *why[8];
    int n_why;
} score;

static const float JOIN_AT = 0.2f, FOLD_AT = -1.0f, LEAD = 0.6f;
/* A report of 1 MB must not cost the square of its statements: newest incidents, and first members of each. */
enum { LOOK_BACK = 60, MEMBERS_MAX = 40, OPENING_SENTENCES = 5 };

static void plus(score *s, float v, const char *why) {
    s->v += v;
    if (why && s->n_why < 8) s->why[s->n_why++] = why;
}

static bool has_role(const cs_statement *s, int32_t entity, unsigned roles) {
    for (ptrdiff_t i = 0; i < s->roles.n; i++)
        if ((roles >> s->roles.v[i].role & 1) && s->roles.v[i].entity == entity) return true;
    return false;
}

enum { BY = 1u << CS_ROLE_AGENT, TO = 1u << CS_ROLE_RECIPIENT | 1u << CS_ROLE_TARGET, WITH = 1u << CS_ROLE_INSTRUMENT };

typedef struct work {
    const cs_reading *r;
    int32_t *with; /* [n_entities][3]: statements that have the entity as agent, as recipient or target, as instrument */
    int32_t lead;  /* the incident that the report opens with, or -1: what a report says without more it says of that */
    int32_t *first, *next; /* an incident's first statement; of a statement the next one of the same incident */
} work;

static int32_t *count_with(const work *w, int32_t entity, unsigned roles) {
    return &w->with[entity * 3 + (roles == BY ? 0 : roles == TO ? 1 : 2)];
}

static void count_parties(work *w) {
    static const unsigned kinds[] = { BY, TO, WITH };
    for (ptrdiff_t i = 0; i < w->r->statements.n; i++) {
        const cs_statement *s = &w->r->statements.v[i];
        for (ptrdiff_t k = 0; k < s->roles.n; k++)
            for (int j = 0; j < 3; j++)
                if ((kinds[j] >> s->roles.v[k].role & 1) && s->roles.v[k].entity >= 0)
                    ++*count_with(w, s->roles.v[k].entity, kinds[j]);
    }
}

/* 0: nothing known on one side; 1: they share one; -1: both known, none shared. */
static int share(const work *w, const cs_statement *a, const cs_statement *b, unsigned roles, float *rarity) {
    bool in_a = false, in_b = false, both = false;
    for (ptrdiff_t i = 0; i < b->roles.n; i++) in_b |= (roles >> b->roles.v[i].role & 1) && b->roles.v[i].entity >= 0;
    for (ptrdiff_t i = 0; i < a->roles.n; i++) {
        int32_t e = a->roles.v[i].entity;
        if (!(roles >> a->roles.v[i].role & 1) || e < 0) continue;
        in_a = true;
        if (!has_role(b, e, roles)) continue;
        int n = *count_with(w, e, roles);
        float rare = n <= 2 ? 1.0f : n <= 4 ? 0.7f : 0.4f;
        if (!both || rare > *rarity) *rarity = rare;
        both = true;
    }
    return both ? 1 : in_a && in_b ? -1 : 0;
}

static bool agents_are_persons(const cs_reading *r, const cs_statement *s) {
    for (ptrdiff_t i = 0; i < s->roles.n; i++) {
        int32_t e = s->roles.v[i].entity;
        if (s->roles.v[i].role == CS_ROLE_AGENT && e >= 0 && r->entities.v[e].type != CS_ENT_PERSON) return false;
    }
    return true;
}

/* Whether all that it was done to is one person. */
static bool one_person(const cs_reading *r, const cs_statement *s) {
    int n = 0;
    for (ptrdiff_t i = 0; i < s->roles.n; i++) {
        int32_t e = s->roles.v[i].entity;
        if (!(TO >> s->roles.v[i].role & 1)) continue;
        if (e < 0 || r->entities.v[e].type != CS_ENT_PERSON || r->entities.v[e].plural) return false;
        n++;
    }
    return n == 1;
}

static bool role_is_name(const cs_reading *r, const cs_statement *s, unsigned roles) {
    for (ptrdiff_t i = 0; i < s->roles.n; i++) {
        int32_t e = s->roles.v[i].entity;
        if (roles >> s->roles.v[i].role & 1 && e >= 0 && r->entities.v[e].named) return true;
    }
    return false;
}

static bool inside(const cs_reading *r, int32_t p, int32_t q) { /* p is q or lies in it */
    const cs_place *a = &r->places.v[p], *b = &r->places.v[q];
    for (int32_t x = p, n = 0; x >= 0 && n < 8; x = r->places.v[x].parent, n++)
        if (x == q) return true;
    if (a->geonames && a->geonames == b->geonames) return true;
    if (!a->country[0] || strcmp(a->country, b->country)) return false;
    if (b->precision == CS_PREC_COUNTRY) return true;
    return b->precision == CS_PREC_PROVINCE && a->admin1.n && cs_eq(a->admin1, b->admin1);
}

static double distance_km(const cs_place *a, const cs_place *b) { /* equirectangular: enough to tell near from far */
    double rad = 3.14159265358979323846 / 180, x = (b->lon - a->lon) * rad * cos((a->lat + b->lat) / 2 * rad),
           y = (b->lat - a->lat) * rad;
    return 6371 * sqrt(x * x + y * y);
}

/* 1: one place of each agree, 2: and that is finer than a country; -1: known on both sides and apart; 0: unknown. Places that
 * the gazetteer does not know (a street, a camp) can lie anywhere. */
static int places_agree(const cs_reading *r, const cs_statement *a, const cs_statement *b) {
    enum { SAME_AREA_KM = 15 };
    int best = a->where.n && b->where.n ? -1 : 0;
    for (ptrdiff_t i = 0; i < a->where.n; i++)
        for (ptrdiff_t k = 0; k < b->where.n; k++) {
            int32_t p = a->where.v[i], q = b->where.v[k];
            const cs_place *x = &r->places.v[p], *y = &r->places.v[q];
            bool within = inside(r, p, q) || inside(r, q, p), known = x->has_point && y->has_point;
            bool fine = x->precision != CS_PREC_COUNTRY && y->precision != CS_PREC_COUNTRY;
            if (fine && (within || (known && x->precision <= CS_PREC_DISTRICT && y->precision <= CS_PREC_DISTRICT &&
                                    distance_km(x, y) < SAME_AREA_KM)))
                return 2;
            if (within)
                best = 1;
            else if (!known && best < 0)
                best = 0;
        }
    return best;
}

/* 1: they can be the same day, 2: both are exact to a week and meet; -1: apart; 0: unknown on a side. */
static int times_agree(const cs_reading *r, const cs_statement *a, const cs_statement *b) {
    if (a->when < 0 || b->when < 0) return 0;
    const cs_time *x = &r->times.v[a->when], *y = &r->times.v[b->when];
    if (a->when == b->when) return 2;
    if (x->begin == CS_DAY_NONE || y->begin == CS_DAY_NONE || x->end == CS_DAY_NONE || y->end == CS_DAY_NONE)
        return x->edtf.n && cs_eq(x->edtf, y->edtf) ? 2 : 0;
    if (x->end < y->begin || y->end < x->begin) return -1;
    return x->end - x->begin <= 7 && y->end - y->begin <= 7 ? 2 : 1;
}

/* What has happened, what lies ahead or is only imagined, and what did not happen are different incidents. */
static int world(const cs_statement *s) {
    if (s->modality == CS_MOD_ACTUAL || s->modality == CS_MOD_ATTEMPTED) return s->time_frame == CS_FRAME_FUTURE;
    return s->modality == CS_MOD_NEGATED ? 0 : 1;
}

static const cs_toll *toll_of(const cs_statement *s, cs_effect effect) {
    for (ptrdiff_t i = 0; i < s->toll.n; i++)
        if (s->toll.v[i].effect == effect) return &s->toll.v[i];
    return NULL;
}

/* What the statement is about: a claim or a denial speaks of violence told before. */
static uint8_t spoken_of(const cs_statement *s) { return s->of_told ? CS_T_ASSAULT : s->type; }

/* A definite or demonstrative noun ("the attack", "this bombing") points back. */
static bool points_back(const cs_reading *r, const cs_statement *s) {
    if (s->of_told) return true;
    const cs_token *t = &r->tokens.v[s->trigger_token];
    if (t->upos != CS_UPOS_NOUN) return false;
    for (int32_t i = s->trigger_token - 1; i >= 0 && i >= s->trigger_token - 4; i--) {
        const cs_token *d = &r->tokens.v[i];
        if (d->head != s->trigger_token) continue;
        if (d->deprel == CS_REL_DET)
            return cs_eq(d->lower, CS_LIT("the")) || cs_eq(d->lower, CS_LIT("this")) || cs_eq(d->lower, CS_LIT("that"));
    }
    return false;
}

/* "air strikes", "attacks": more than one happening. */
static bool told_in_plural(const cs_reading *r, const cs_statement *s) {
    const cs_token *t = &r->tokens.v[s->trigger_token];
    return t->upos == CS_UPOS_NOUN && t->feats.number == CS_NUM_PLUR;
}

static void by_words(const cs_reading *r, const cs_statement *a, const cs_statement *b, score *s) {
    cs_str x = r->tokens.v[a->trigger_token].lemma, y = r->tokens.v[b->trigger_token].lemma;
    if (cs_eq(x, y)) plus(s, 0.9f, "same word");
    int plural = told_in_plural(r, a) + told_in_plural(r, b);
    if (plural == 1) plus(s, -0.5f, NULL); /* a sum and its part are two incidents */
    if (plural == 2) plus(s, -1.6f, NULL); /* two sums ("strikes", "raids") seldom count the same deeds */
    if (a->mode.n && b->mode.n) {
        if (cs_eq(a->mode, b->mode))
            plus(s, 0.4f, "same means");
        else
            plus(s, -0.4f, NULL);
    }
    if (points_back(r, b)) plus(s, 0.8f, "points back");
    if (b->of_told) plus(s, 0.6f, "claims, denies or blames for what was told");
}

static void by_distance(const cs_reading *r, const cs_statement *a, const cs_statement *b, score *s) {
    int32_t d = r->tokens.v[b->trigger_token].sent - r->tokens.v[a->trigger_token].sent;
    if (d < 0) d = -d;
    if (d == 0) /* what tells one deed there was merged before: two predicates that are left mostly tell two */
        plus(s, -0.5f, NULL);
    else if (d <= 2)
        plus(s, 0.4f, "near in the text");
    else if (d > 12)
        plus(s, -0.6f, NULL);
    else if (d > 6)
        plus(s, -0.3f, NULL);
}

static void by_parties(const work *w, const cs_statement *a, const cs_statement *b, score *s) {
    float rare = 0;
    bool blame = a->certainty == CS_CERT_ACCUSED || b->certainty == CS_CERT_ACCUSED || a->of_told || b->of_told;
    int by = share(w, a, b, BY, &rare);
    if (by > 0)
        plus(s, 0.6f * rare, "same agent");
    else if (by < 0 && !blame &&
             agents_are_persons(w->r, a) == agents_are_persons(w->r, b)) /* an attacker may be of the group */
        plus(s, role_is_name(w->r, a, BY) && role_is_name(w->r, b, BY) ? -1.5f : -0.3f, NULL);
    int to = share(w, a, b, TO, &rare);
    if (to < 0 && one_person(w->r, a) && one_person(w->r, b)) plus(s, -1.5f, NULL); /* two people, two deeds */
    if (to > 0)
        plus(s, 0.5f + rare, "same target");
    else if (to < 0)
        plus(s, role_is_name(w->r, a, TO) && role_is_name(w->r, b, TO) ? -1.5f : -0.3f, NULL);
    if (share(w, a, b, WITH, &rare) > 0) plus(s, 0.6f, "same instrument");
}

static void by_toll(const cs_statement *a, const cs_statement *b, score *s) {
    const cs_toll *k = toll_of(a, CS_EFFECT_KILLED), *l = toll_of(b, CS_EFFECT_KILLED);
    if (!k || !l || k->best < 0 || l->best < 0) return;
    if (k->best == l->best && k->best > 1)
        plus(s, 0.8f, "same number killed");
    else if (k->best > 2 * l->best + 2 || l->best > 2 * k->best + 2)
        plus(s, -1.5f, NULL);
}

static score compare(const work *w, const cs_statement *a, const cs_statement *b) {
    const cs_reading *r = w->r;
    score s = { 0 };
    int where = places_agree(r, a, b), when = times_agree(r, a, b);
    s.conflict = spoken_of(a) != spoken_of(b) || world(a) != world(b) || where < 0 || when < 0;
    if (s.conflict) return s;
    if (where == 2)
        plus(&s, 0.8f, "same place");
    else if (where == 1)
        plus(&s, 0.1f, NULL);
    if (when == 2)
        plus(&s, 1.0f, "same day");
    else if (when == 1)
        plus(&s, 0.2f, "same period");
    if (a->time_frame != b->time_frame) plus(&s, -1.0f, NULL);
    by_parties(w, a, b, &s);
    by_toll(a, b, &s);
    by_words(r, a, b, &s);
    bool shared = s.n_why > 0;
    by_distance(r, a, b, &s);
    int32_t d = r->tokens.v[b->trigger_token].sent - r->tokens.v[a->trigger_token].sent;
    s.bare = !shared && d > 1;
    return s;
}

/* Whether another incident was told of since the lead was last, in this sentence or the one before. */
static bool other_is_nearer(const work *w, int32_t g, int32_t at) {
    if (at == 0) return false;
    const cs_statement *s = &w->r->statements.v[at], *before = &w->r->statements.v[at - 1];
    if (w->r->tokens.v[s->trigger_token].upos != CS_UPOS_VERB || before->type != s->type || before->incident == g) return false;
    return w->r->tokens.v[s->trigger_token].sent - w->r->tokens.v[before->trigger_token].sent <= 1;
}

/* The best fit over the incident's members; a conflict with any member forbids it. */
/* A later statement may tell a part of the dead ("two soldiers were among them"), not several times as many as all before. */
static bool many_more_killed(const work *w, int32_t g, int32_t at) {
    enum { TIMES = 3, SLACK = 5 };
    const cs_toll *b = toll_of(&w->r->statements.v[at], CS_EFFECT_KILLED);
    int64_t most_killed = CS_COUNT_NONE;
    for (int32_t i = w->first[g], n = 0; b && i >= 0 && n < MEMBERS_MAX; i = w->next[i], n++) {
        const cs_toll *a = toll_of(&w->r->statements.v[i], CS_EFFECT_KILLED);
        if (a && a->best > most_killed) most_killed = a->best;
    }
    return most_killed >= 0 && b->best > TIMES * most_killed + SLACK;
}

static score fit(const work *w, int32_t g, int32_t at) {
    score best = { .v = -9 };
    if (many_more_killed(w, g, at)) return (score){ .conflict = true };
    for (int32_t i = w->first[g], n = 0; i >= 0 && n < MEMBERS_MAX; i = w->next[i], n++) {
        score s = compare(w, &w->r->statements.v[i], &w->r->statements.v[at]);
        if (s.conflict) return (score){ .conflict = true };
        if (s.v > best.v) best = s;
    }
    if (g == w->lead && !(best.bare && other_is_nearer(w, g, at)))
        plus(&best, LEAD, "what the report is about");
    else if (best.bare)
        best.v = -9;
    return best;
}

static void add_role(cs_arena *perm, cs_roles *roles, const cs_role *role) {
    for (ptrdiff_t i = 0; i < roles->n; i++)
        if (role->entity >= 0 ? roles->v[i].entity == role->entity : !memcmp(&roles->v[i].span, &role->span, sizeof role->span))
            return;
    *CS_PUSH(perm, roles) = *role;
}

static int64_t least(int64_t a, int64_t b) { return a == CS_COUNT_NONE || b == CS_COUNT_NONE ? CS_COUNT_NONE : a < b ? a : b; }
static int64_t most(int64_t a, int64_t b) { return a == CS_COUNT_NONE || b == CS_COUNT_NONE ? CS_COUNT_NONE : a > b ? a : b; }

/* low: the least that any statement says, high: the most (open if one is open), best: the first that is no bound. */
static void add_toll(cs_arena *perm, cs_incident *inc, const cs_toll *x) {
    for (ptrdiff_t i = 0; i < inc->toll.n; i++) {
        cs_toll *t = &inc->toll.v[i];
        if (t->effect != x->effect) continue;
        bool bound = t->high == CS_COUNT_NONE || t->low == CS_COUNT_NONE;
        if (t->best == CS_COUNT_NONE || (bound && x->best > t->best)) t->best = x->best;
        t->low = least(t->low, x->low);
        t->high = most(t->high, x->high);
        return;
    }
    *CS_PUSH(perm, &inc->toll) = *x;
}

static bool finer_time(const cs_reading *r, int32_t a, int32_t b) { /* a tells the day better than b */
    if (b < 0) return true;
    const cs_time *x = &r->times.v[a], *y = &r->times.v[b];
    if (x->begin == CS_DAY_NONE || x->end == CS_DAY_NONE) return false;
    return y->begin == CS_DAY_NONE || y->end == CS_DAY_NONE || x->end - x->begin < y->end - y->begin;
}

cs_role cs_incident_role(const cs_statement *s, const cs_role *role) {
    cs_role out = *role;
    if (role->role != CS_ROLE_AGENT || role->has_own_voice) return out;
    out.has_own_voice = s->certainty == CS_CERT_CLAIMED || s->certainty == CS_CERT_ACCUSED;
    out.certainty = s->certainty;
    out.according_to = s->according_to;
    return out;
}

static void add_statement(cs_reading *r, cs_incident *inc, const cs_statement *s, cs_arena *perm) {
    if (s->type != inc->type) return; /* who denies it is no party to it */
    if (!inc->mode.n) inc->mode = s->mode;
    if (s->when >= 0 && finer_time(r, s->when, inc->when)) inc->when = s->when;
    for (ptrdiff_t i = 0; i < s->where.n; i++) {
        ptrdiff_t k = 0;
        while (k < inc->where.n && inc->where.v[k] != s->where.v[i] && !inside(r, inc->where.v[k], s->where.v[i]) &&
               !inside(r, s->where.v[i], inc->where.v[k]))
            k++;
        if (k == inc->where.n)
            *CS_PUSH(perm, &inc->where) = s->where.v[i];
        else if (inside(r, s->where.v[i], inc->where.v[k]))
            inc->where.v[k] = s->where.v[i];
    }
    for (ptrdiff_t i = 0; i < s->roles.n; i++) {
        cs_role role = cs_incident_role(s, &s->roles.v[i]);
        if (role.role == CS_ROLE_AGENT && s->roles.v[i].certainty != CS_CERT_DENIED) add_role(perm, &inc->agents, &role);
        if (role.role == CS_ROLE_RECIPIENT) add_role(perm, &inc->recipients, &role);
        if (role.role == CS_ROLE_TARGET) add_role(perm, &inc->targets, &role);
        if (role.role == CS_ROLE_INSTRUMENT) add_role(perm, &inc->instruments, &role);
    }
    for (ptrdiff_t i = 0; i < s->toll.n; i++) add_toll(perm, inc, &s->toll.v[i]);
}

void cs_incident_sum(cs_reading *r, cs_incident *inc, cs_arena *perm) {
    int32_t sources = 0;
    inc->type = r->statements.v[inc->statements[0]].type;
    inc->sources.v = CS_NEW(perm, int32_t, inc->n_statements);
    for (int32_t i = 0; i < inc->n_statements; i++) {
        const cs_statement *s = &r->statements.v[inc->statements[i]];
        add_statement(r, inc, s, perm);
        if (!s->according_to.n) continue;
        int32_t speaker = s->according_to.v[s->according_to.n - 1], seen = 0;
        while (seen < sources && inc->sources.v[seen] != speaker) seen++;
        if (seen == sources) inc->sources.v[sources++] = speaker;
    }
    inc->sources.n = sources;
}

static void make_incident(cs_reading *r, const work *w, int32_t g, const score *why, cs_arena *perm) {
    cs_incident *inc = CS_PUSH(perm, &r->incidents);
    int32_t n = 0;
    for (int32_t i = w->first[g]; i >= 0; i = w->next[i]) n++;
    inc->when = -1;
    inc->statements = CS_NEW(perm, int32_t, n);
    for (int32_t i = w->first[g]; i >= 0; i = w->next[i]) {
        inc->statements[inc->n_statements++] = i;
        r->statements.v[i].incident = g;
        for (int k = 0; k < why[i].n_why; k++) *CS_PUSH(perm, &inc->reasons) = cs_printf(perm, "s%d: %s", i + 1, why[i].why[k]);
    }
    cs_incident_sum(r, inc, perm);
}

void cs_incidents(cs_reading *r, cs_arena *perm, cs_arena scratch) {
    int32_t n = (int32_t)r->statements.n, groups = 0;
    work w = { .r = r,
               .lead = -1,
               .with = CS_NEW(&scratch, int32_t, 3 * r->entities.n),
               .first = CS_NEW(&scratch, int32_t, n),
               .next = CS_NEW(&scratch, int32_t, n) };
    int32_t *last = CS_NEW(&scratch, int32_t, n);
    score *why = CS_NEW(&scratch, score, n);
    count_parties(&w);
    for (int32_t i = 0; i < n; i++) {
        cs_statement *s = &r->statements.v[i];
        s->incident = w.next[i] = -1;
        if (s->type >= CS_T_EVENT_COUNT) continue;
        score best = { .v = JOIN_AT };
        int32_t g = -1;
        for (int32_t k = groups > LOOK_BACK ? groups - LOOK_BACK : 0; k < groups; k++) {
            score f = fit(&w, k, i);
            if (f.conflict || f.v < best.v || (f.v == best.v && g >= 0 && last[k] < last[g])) continue;
            best = f;
            g = k;
        }
        if (g < 0) {
            g = groups++;
            bool opening =
                r->tokens.v[s->trigger_token].sent < OPENING_SENTENCES && s->time_frame == CS_FRAME_CURRENT && !world(s);
            if (w.lead < 0 && opening && s->type == CS_T_ASSAULT) w.lead = g;
            w.first[g] = i;
            best.n_why = 0;
        } else {
            w.next[last[g]] = i;
        }
        why[i] = best;
        last[g] = i;
        s->incident = g;
    }
    for (int32_t g = 0; g < groups; g++) make_incident(r, &w, g, why, perm);
}

/* ---- what names nobody is told again ---- */

static bool names_nobody(const cs_incident *x) {
    return !x->agents.n && !x->recipients.n && !x->targets.n && !x->instruments.n;
}

/* How well two incidents fit by the best of their pairs of statements; a conflict of any pair forbids it. */
static score fit_incidents(const work *w, const cs_incident *a, const cs_incident *b) {
    score best = { .v = -9 };
    for (int32_t i = 0; i < a->n_statements && i < MEMBERS_MAX; i++)
        for (int32_t k = 0; k < b->n_statements && k < MEMBERS_MAX; k++) {
            int32_t x = a->statements[i], y = b->statements[k];
            score s = compare(w, &w->r->statements.v[x < y ? x : y], &w->r->statements.v[x < y ? y : x]);
            if (s.conflict) return s;
            if (s.v > best.v) best = s;
        }
    return best;
}

/* Of the deeds that nothing speaks against the one that fits x best: one that names somebody, else one that comes before x and
 * stays (into[k] is k); -1: none. */
static int32_t told_again_of(const work *w, int32_t x, const int32_t *into) {
    const cs_incident *v = w->r->incidents.v;
    int32_t n = (int32_t)w->r->incidents.n, found = -1;
    score best = { .conflict = true };
    for (int32_t k = x > LOOK_BACK ? x - LOOK_BACK : 0; k < n && k < x + LOOK_BACK; k++) {
        bool bare = names_nobody(&v[k]);
        if (!cs_filler_is_deed(&v[k]) || (bare && (k >= x || into[k] != k))) continue;
        if (bare && found >= 0 && !names_nobody(&v[found])) continue;
        score s = fit_incidents(w, &v[k], &v[x]);
        bool better = found < 0 || (!bare && names_nobody(&v[found])) || s.v > best.v;
        if (!s.conflict && s.v > FOLD_AT && better) best = s, found = k;
    }
    return found;
}

/* The statements of `from` go over to `to`, which keeps whom it names. */
static void fold(cs_reading *r, int32_t from, int32_t to, cs_arena *perm) {
    cs_incident *a = &r->incidents.v[to], all = { .when = -1, .number = a->number, .reasons = a->reasons };
    const cs_incident *b = &r->incidents.v[from];
    int32_t i = 0, k = 0;
    all.statements = CS_NEW(perm, int32_t, a->n_statements + b->n_statements);
    while (i < a->n_statements || k < b->n_statements) {
        bool first = k == b->n_statements || (i < a->n_statements && a->statements[i] < b->statements[k]);
        all.statements[all.n_statements++] = first ? a->statements[i++] : b->statements[k++];
    }
    for (k = 0; k < b->n_statements; k++)
        *CS_PUSH(perm, &all.reasons) = cs_printf(perm, "s%d: names nobody", cs_statement_number(r, b->statements[k]));
    cs_incident_sum(r, &all, perm);
    all.agents = a->agents, all.recipients = a->recipients, all.targets = a->targets, all.instruments = a->instruments;
    *a = all;
}

void cs_incidents_fold(cs_reading *r, cs_arena *perm, cs_arena scratch) {
    int32_t n = (int32_t)r->incidents.n, kept = 0;
    work w = { .r = r, .lead = -1, .with = CS_NEW(&scratch, int32_t, 3 * r->entities.n) };
    int32_t *into = CS_NEW(&scratch, int32_t, n);
    count_parties(&w);
    for (int32_t i = 0; i < n; i++) {
        const cs_incident *x = &r->incidents.v[i];
        int32_t to = cs_filler_is_deed(x) && names_nobody(x) ? told_again_of(&w, i, into) : -1;
        into[i] = to < 0 ? i : to;
        if (to >= 0) fold(r, i, to, perm);
    }
    for (int32_t i = 0; i < n; i++) {
        cs_incident x = r->incidents.v[i];
        if (into[i] != i) continue;
        x.number = cs_incident_number(r, i);
        for (int32_t k = 0; k < x.n_statements; k++) r->statements.v[x.statements[k]].incident = kept;
        r->incidents.v[kept++] = x;
    }
    r->incidents.n = kept;
}
