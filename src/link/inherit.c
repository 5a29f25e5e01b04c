#include "link/inherit.h"

static void why(cs_statement *s, const char *field, cs_str rule, cs_arena *perm) { *CS_PUSH(perm, &s->why) = (cs_why){ field, rule }; }

/* A town or a building that was attacked is where it was attacked. */
static void from_target(cs_reading *r, cs_statement *s, cs_arena *perm) {
    for (ptrdiff_t i = 0; i < s->roles.n && !s->where.n; i++) {
        const cs_role *role = &s->roles.v[i];
        if ((role->role != CS_ROLE_TARGET && role->role != CS_ROLE_RECIPIENT) || role->mention < 0) continue;
        cs_span head = r->tokens.v[r->mentions.v[role->mention].head].span;
        for (int32_t p = 0; p < r->places.n && !s->where.n; p++)
            for (int32_t k = 0; k < r->places.v[p].n_mentions && !s->where.n; k++)
                if (cs_span_meet(r->places.v[p].mentions[k], head)) *CS_PUSH(perm, &s->where) = p;
    }
    if (s->where.n) why(s, "where", CS_LIT("where:target"), perm);
}

/* The member of the incident that has what is sought and is nearest in the text; -1: none. */
static int32_t nearest(const cs_reading *r, const cs_incident *inc, int32_t at, bool place) {
    int32_t best = -1, far = INT32_MAX;
    for (int32_t i = 0; i < inc->n_statements; i++) {
        int32_t k = inc->statements[i], d = r->statements.v[k].trigger_token - r->statements.v[at].trigger_token;
        const cs_statement *o = &r->statements.v[k];
        if (k == at || (place ? o->where.n == 0 : o->when < 0)) continue;
        if (d < 0) d = -d;
        if (d < far) far = d, best = k;
    }
    return best;
}

static void from_incident(cs_reading *r, int32_t at, const bool *own_place, const bool *own_time, cs_arena *perm) {
    cs_statement *s = &r->statements.v[at];
    if (s->incident < 0) return;
    const cs_incident *inc = &r->incidents.v[s->incident];
    if (!own_place[at]) {
        int32_t k = nearest(r, inc, at, true);
        if (k >= 0 && own_place[k]) {
            for (ptrdiff_t i = 0; i < r->statements.v[k].where.n; i++) *CS_PUSH(perm, &s->where) = r->statements.v[k].where.v[i];
            why(s, "where", cs_printf(perm, "where:incident s%d", k + 1), perm);
        }
    }
    if (!own_time[at]) {
        int32_t k = nearest(r, inc, at, false);
        if (k >= 0 && own_time[k]) {
            s->when = r->statements.v[k].when;
            why(s, "when", cs_printf(perm, "when:incident s%d", k + 1), perm);
        }
    }
}

/* ---- the report's country ---- */

/* Mentions of a place that are no party to what is told: "Russia denied" says nothing of where. A town tells more than a
 * country, which may be named for its government. */
static int32_t weight(const cs_reading *r, const cs_place *p) {
    int32_t n = 0;
    for (int32_t k = 0; k < p->n_mentions; k++) {
        bool acts = false;
        for (ptrdiff_t i = 0; i < r->statements.n && !acts; i++)
            for (ptrdiff_t j = 0; j < r->statements.v[i].roles.n && !acts; j++) {
                const cs_role *role = &r->statements.v[i].roles.v[j];
                bool does = role->role == CS_ROLE_AGENT || role->role == CS_ROLE_FROM;
                acts = does && cs_span_meet(role->span, p->mentions[k]);
            }
        n += acts ? 0 : p->precision == CS_PREC_COUNTRY ? 1 : 2;
    }
    return n;
}

/* The country that most of the report's place mentions lie in, if it has SHARE of them; false: there is none. */
static bool home_country(const cs_reading *r, char home[4], cs_arena scratch) {
    static const double SHARE = 0.6;
    int32_t total = 0, best = 0, *w = CS_NEW(&scratch, int32_t, r->places.n);
    for (ptrdiff_t i = 0; i < r->places.n; i++) w[i] = weight(r, &r->places.v[i]);
    for (ptrdiff_t i = 0; i < r->places.n; i++) {
        const cs_place *p = &r->places.v[i];
        int32_t n = 0;
        if (!p->country[0]) continue;
        total += w[i];
        for (ptrdiff_t k = 0; k < r->places.n; k++)
            if (!strcmp(r->places.v[k].country, p->country)) n += w[k];
        if (n > best) best = n, memcpy(home, p->country, 4);
    }
    return best && best >= SHARE * total;
}

/* The entry of that country, made when the report does not name it. */
static int32_t country_place(const cs_lexicon *l, cs_reading *r, const char country[4], cs_arena *perm) {
    for (int32_t i = 0; i < r->places.n; i++)
        if (r->places.v[i].precision == CS_PREC_COUNTRY && !strcmp(r->places.v[i].country, country)) return i;
    cs_place p = { .entity = -1, .precision = CS_PREC_COUNTRY, .parent = -1, .why = CS_LIT("inferred: most places of the report lie there") };
    memcpy(p.country, country, sizeof p.country);
    p.name = cs_dup(perm, (cs_str){ country, (ptrdiff_t)strlen(country) });
    for (int32_t i = 0; i < l->n_countries; i++)
        if (!strcmp(l->countries[i].country, country)) p.name = l->countries[i].name;
    *CS_PUSH(perm, &r->places) = p;
    return (int32_t)r->places.n - 1;
}

static bool done_on_the_ground(uint8_t type) {
    return type == CS_T_ASSAULT || type == CS_T_COERCE || type == CS_T_PROTEST || type == CS_T_RETREAT || type == CS_T_MOBILIZE;
}

static void grow_incidents(cs_reading *r, cs_arena *perm) {
    for (ptrdiff_t i = 0; i < r->incidents.n; i++) {
        cs_incident *inc = &r->incidents.v[i];
        for (int32_t k = 0; k < inc->n_statements; k++) {
            const cs_statement *s = &r->statements.v[inc->statements[k]];
            if (inc->when < 0) inc->when = s->when;
            if (!inc->where.n)
                for (ptrdiff_t j = 0; j < s->where.n; j++) *CS_PUSH(perm, &inc->where) = s->where.v[j];
        }
    }
}

void cs_inherit(const cs_lexicon *l, cs_reading *r, cs_arena *perm, cs_arena scratch) {
    int32_t n = (int32_t)r->statements.n;
    bool *own_place = CS_NEW(&scratch, bool, n), *own_time = CS_NEW(&scratch, bool, n);
    for (int32_t i = 0; i < n; i++) {
        cs_statement *s = &r->statements.v[i];
        if (s->type < CS_T_EVENT_COUNT && !s->where.n) from_target(r, s, perm);
        own_place[i] = s->where.n > 0;
        own_time[i] = s->when >= 0;
    }
    for (int32_t i = 0; i < n; i++) from_incident(r, i, own_place, own_time, perm);
    char home[4] = "";
    bool known = home_country(r, home, scratch);
    for (int32_t i = 0; i < n && known; i++) {
        cs_statement *s = &r->statements.v[i];
        if (!done_on_the_ground(s->type) || s->where.n) continue;
        *CS_PUSH(perm, &s->where) = country_place(l, r, home, perm);
        why(s, "where", CS_LIT("where:report's country"), perm);
    }
    grow_incidents(r, perm);
}
