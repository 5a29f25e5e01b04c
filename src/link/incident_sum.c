#include "link/incident.h"
#include "link/incident_see.h"

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
        while (k < inc->where.n && inc->where.v[k] != s->where.v[i] && !cs_place_inside(r, inc->where.v[k], s->where.v[i]) &&
               !cs_place_inside(r, s->where.v[i], inc->where.v[k]))
            k++;
        if (k == inc->where.n)
            *CS_PUSH(perm, &inc->where) = s->where.v[i];
        else if (cs_place_inside(r, s->where.v[i], inc->where.v[k]))
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
