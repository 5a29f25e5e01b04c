#include "link/inherit.h"
#include "base/map.h"
#include "decode/tree.h"
#include "decode/when.h"
#include "decode/where.h"
#include <stdlib.h>

static void why(cs_statement *s, const char *field, cs_str rule, cs_arena *perm) {
    *CS_PUSH(perm, &s->why) = (cs_why){ field, rule };
}

/* A town or a building that was attacked is where it was attacked. */
static void from_target(cs_reading *r, cs_statement *s, cs_arena *perm) {
    if (s->type == CS_T_THREATEN || s->type == CS_T_ACCUSE || s->type == CS_T_REQUEST || s->type == CS_T_REJECT ||
        s->type == CS_T_SUPPORT)
        return; /* words reach it from afar */
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

/* "the next day" that no day before it explains is of use to nobody else. */
static bool is_lost(const cs_reading *r, const cs_time *x) {
    return r->published != CS_DAY_NONE && x->begin == CS_DAY_NONE && x->end == CS_DAY_NONE &&
           cs_eq(x->timex, CS_LIT("XXXX-XX-XX"));
}

static bool done_on_the_ground(uint8_t type) {
    return type == CS_T_ASSAULT || type == CS_T_COERCE || type == CS_T_PROTEST || type == CS_T_RETREAT || type == CS_T_MOBILIZE;
}

/* The member of the incident that has what is sought and is nearest in the text; -1: none. Where people speak of a deed is not
 * where it was done. */
static int32_t nearest(const cs_reading *r, const cs_incident *inc, int32_t at, bool place) {
    int32_t best = -1, far = INT32_MAX;
    for (int32_t i = 0; i < inc->n_statements; i++) {
        int32_t k = inc->statements[i], d = r->statements.v[k].trigger_token - r->statements.v[at].trigger_token;
        const cs_statement *o = &r->statements.v[k];
        bool of_words = place && done_on_the_ground(r->statements.v[at].type) && !done_on_the_ground(o->type);
        if (k == at || of_words || (place ? o->where.n == 0 : o->when < 0 || !cs_time_is_shared(&r->times.v[o->when])))
            continue;
        if (!place && is_lost(r, &r->times.v[o->when])) continue;
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
            for (ptrdiff_t i = 0; i < r->statements.v[k].where.n; i++)
                *CS_PUSH(perm, &s->where) = r->statements.v[k].where.v[i];
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

/* Does the statement tell of a deed on the ground, and where, more closely than by its country? */
static bool places_a_deed(const cs_reading *r, const cs_statement *s) {
    if (!done_on_the_ground(s->type) || s->modality != CS_MOD_ACTUAL) return false;
    for (ptrdiff_t i = 0; i < s->where.n; i++)
        if (r->places.v[s->where.v[i]].precision == CS_PREC_COUNTRY) return false;
    return s->where.n > 0;
}

/* Does the sentence name a place, if only as a party? */
static bool names_place(const cs_reading *r, int32_t sent) {
    for (ptrdiff_t p = 0; p < r->places.n; p++)
        for (int32_t k = 0; k < r->places.v[p].n_mentions; k++)
            if (cs_span_in(r->places.v[p].mentions[k], r->sentences.v[sent].span)) return true;
    return false;
}

/* "Gunmen attacked a post in X. Six soldiers were killed": what is done on the ground, without a place and linked to nothing
 * that has one, was where the deeds of the sentence before it in the paragraph were. */
static void from_paragraph(cs_reading *r, int32_t at, const bool *own_place, cs_arena *perm) {
    cs_statement *s = &r->statements.v[at];
    int32_t sent = r->tokens.v[s->trigger_token].sent, found = -1;
    bool begins = sent == 0 || r->sentences.v[sent - 1].paragraph != r->sentences.v[sent].paragraph;
    if (begins || s->where.n || !done_on_the_ground(s->type) || s->modality != CS_MOD_ACTUAL) return;
    for (int32_t i = at - 1; i >= 0 && r->tokens.v[r->statements.v[i].trigger_token].sent >= sent - 1; i--) {
        const cs_statement *o = &r->statements.v[i];
        bool before = r->tokens.v[o->trigger_token].sent == sent - 1;
        if (before && own_place[i] && o->time_frame == s->time_frame && places_a_deed(r, o)) found = i;
    }
    if (found < 0 || names_place(r, sent)) return;
    for (ptrdiff_t i = 0; i < r->statements.v[found].where.n; i++)
        *CS_PUSH(perm, &s->where) = r->statements.v[found].where.v[i];
    why(s, "where", cs_printf(perm, "where:paragraph s%d", found + 1), perm);
}

/* What is done within a told day. A state, a plan or something of long ago is not. */
static bool dated_by_telling(const cs_statement *s) {
    return s->type < CS_T_EVENT_COUNT && s->when < 0 && s->time_frame == CS_FRAME_CURRENT &&
           (s->modality == CS_MOD_ACTUAL || s->modality == CS_MOD_ATTEMPTED);
}

static void from_telling(cs_reading *r, cs_arena *perm, cs_arena scratch) {
    cs_tree t = cs_tree_make(r, perm, scratch);
    for (ptrdiff_t i = 0; i < r->statements.n; i++) {
        cs_statement *s = &r->statements.v[i];
        cs_str rule = { 0 };
        if (!dated_by_telling(s)) continue;
        s->when = cs_when_carried(&t, s->trigger_token, &rule);
        bool section = s->when < 0;
        if (section) s->when = cs_when_section(&t, s->trigger_token, &rule);
        if (s->when < 0) continue;
        why(s, "when", rule, perm);
        if (section) s->time_frame = (uint8_t)cs_time_frame(&t, s->trigger_token, s->when, (cs_modality)s->modality, NULL);
    }
}

/* ---- the report's country ---- */

static int by_beginning(const void *x, const void *y) {
    const cs_span *a = x, *b = y;
    return a->beg != b->beg ? (a->beg < b->beg ? -1 : 1) : (a->end > b->end) - (a->end < b->end);
}

typedef struct spans {
    cs_span *v;
    int32_t n;
} spans;

/* Where the parties stand that do something, in text order. */
static spans acting(const cs_reading *r, cs_arena *a) {
    int32_t n = 0;
    for (ptrdiff_t i = 0; i < r->statements.n; i++) n += (int32_t)r->statements.v[i].roles.n;
    spans out = { CS_NEW(a, cs_span, n), 0 };
    for (ptrdiff_t i = 0; i < r->statements.n; i++)
        for (ptrdiff_t j = 0; j < r->statements.v[i].roles.n; j++) {
            const cs_role *role = &r->statements.v[i].roles.v[j];
            if (role->role == CS_ROLE_AGENT || role->role == CS_ROLE_FROM) out.v[out.n++] = role->span;
        }
    if (out.n) qsort(out.v, (size_t)out.n, sizeof *out.v, by_beginning);
    return out;
}

static bool meets_one(const spans *all, cs_span s) {
    enum { PHRASES = 8 }; /* parties' phrases that may begin before the mention and hold it */
    int32_t lo = 0, hi = all->n;
    while (lo < hi) {
        int32_t mid = (lo + hi) / 2;
        if (all->v[mid].beg < s.end)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (int32_t i = lo - 1; i >= 0 && i >= lo - PHRASES; i--)
        if (cs_span_meet(all->v[i], s)) return true;
    return false;
}

/* Mentions of a place that are no party to what is told: "Russia denied" says nothing of where. A town tells more than a
 * country, which may be named for its government. */
static int32_t weight(const cs_place *p, const spans *parties) {
    int32_t n = 0;
    for (int32_t k = 0; k < p->n_mentions; k++)
        n += meets_one(parties, p->mentions[k]) ? 0 : p->precision == CS_PREC_COUNTRY ? 1 : 2;
    return n;
}

static void count_country(cs_map *at, const char country[4], uint32_t weight, char home[4], uint32_t *best, cs_arena *scratch) {
    uint32_t *sum = cs_map_put(scratch, at, (cs_str){ country, 3 }, NULL);
    *sum += weight;
    if (*sum > *best) *best = *sum, memcpy(home, country, 4);
}

/* The country that the report's place mentions, and with `parties_too` the parties of its statements, speak of most, and the
 * share of them that does (0 to 1). */
static double home_country(const cs_reading *r, bool parties_too, char home[4], cs_arena scratch) {
    spans parties = acting(r, &scratch);
    cs_map at = { 0 };
    uint32_t total = 0, best = 0;
    for (ptrdiff_t i = 0; i < r->places.n; i++) {
        const cs_place *p = &r->places.v[i];
        uint32_t w = p->country[0] ? (uint32_t)weight(p, &parties) : 0;
        if (w) count_country(&at, p->country, w, home, &best, &scratch);
        total += w;
    }
    for (ptrdiff_t i = 0; parties_too && i < r->statements.n; i++)
        for (ptrdiff_t j = 0; j < r->statements.v[i].roles.n; j++) {
            int32_t who = r->statements.v[i].roles.v[j].entity;
            if (who < 0 || !r->entities.v[who].country[0]) continue;
            count_country(&at, r->entities.v[who].country, 1, home, &best, &scratch);
            total++;
        }
    return best ? (double)best / total : 0;
}

/* The entry of that country, made when the report does not name it. */
static int32_t country_place(const cs_lexicon *l, cs_reading *r, const char country[4], cs_arena *perm) {
    for (int32_t i = 0; i < r->places.n; i++)
        if (r->places.v[i].precision == CS_PREC_COUNTRY && !strcmp(r->places.v[i].country, country)) return i;
    cs_place p = {
        .entity = -1, .precision = CS_PREC_COUNTRY, .parent = -1, .why = CS_LIT("inferred: most places of the report lie there")
    };
    memcpy(p.country, country, sizeof p.country);
    p.name = cs_dup(perm, (cs_str){ country, (ptrdiff_t)strlen(country) });
    const cs_actor *state = cs_lexicon_state(l, country);
    if (state) p.name = state->name;
    *CS_PUSH(perm, &r->places) = p;
    return (int32_t)r->places.n - 1;
}

/* How much of a report must speak of one country for a statement without a place to be in it: talks, demands and judgements
 * cross borders more easily. Chosen on the read reports (docs/quality.md). */
static const double HOME_FROM = 0.6, HOME_OF_WORDS_FROM = 0.75;

/* The village that no gazetteer has, where something was done: in the country that the report speaks of. */
static void settle_unknown(cs_reading *r, const cs_statement *s, const char home[4]) {
    for (ptrdiff_t k = 0; done_on_the_ground(s->type) && k < s->where.n; k++) {
        cs_place *p = &r->places.v[s->where.v[k]];
        if (p->country[0] || p->has_point || !cs_eq(p->why, CS_LIT("not-in-gazetteer"))) continue;
        memcpy(p->country, home, 4);
        p->why = CS_LIT("not-in-gazetteer:report's country");
    }
}

/* "PEREIRA -- Three people were killed last night": reports from home are written where it was. */
static void from_dateline(cs_reading *r, cs_statement *s, const char home[4], cs_arena *perm) {
    const cs_token *trigger = &r->tokens.v[s->trigger_token];
    const cs_sentence *at = &r->sentences.v[trigger->sent];
    for (int32_t p = 0; p < r->places.n && !s->where.n; p++) {
        const cs_place *x = &r->places.v[p];
        for (int32_t k = 0; k < x->n_mentions && !s->where.n && !strcmp(x->country, home); k++) {
            cs_span name = x->mentions[k];
            if (!cs_span_in(name, at->span) || name.end > trigger->span.beg) continue;
            int32_t tok = at->beg;
            while (r->tokens.v[tok].span.end <= name.beg) tok++;
            if (x->precision < CS_PREC_PROVINCE && cs_place_is_dateline(r, tok, name)) *CS_PUSH(perm, &s->where) = p;
        }
    }
    if (s->where.n) why(s, "where", CS_LIT("where:dateline"), perm);
}

/* Whose countries the statement's parties are of: 1 home's, 2 another's, or both. Armed forces go abroad to act. */
static int countries_of_parties(const cs_reading *r, const cs_statement *s, const char home[4]) {
    int found = 0;
    for (ptrdiff_t i = 0; i < s->roles.n; i++) {
        int32_t who = s->roles.v[i].entity;
        if (who < 0 || !r->entities.v[who].country[0]) continue;
        bool abroad = strcmp(r->entities.v[who].country, home) != 0;
        bool sent = s->roles.v[i].role == CS_ROLE_AGENT && (s->type == CS_T_ASSAULT || s->type == CS_T_MOBILIZE);
        if (!abroad || !sent) found |= abroad ? 2 : 1;
    }
    return found;
}

/* "Iran also released the boats" in a report on the United States: the sentence names another country only, and the parties
 * that are of a known country are of others. */
static bool is_of_abroad(const cs_reading *r, const cs_statement *s, const char home[4]) {
    if (countries_of_parties(r, s, home) != 2) return false;
    cs_span in = r->sentences.v[r->tokens.v[s->trigger_token].sent].span;
    bool abroad = false;
    for (ptrdiff_t p = 0; p < r->places.n; p++) {
        const cs_place *x = &r->places.v[p];
        for (int32_t k = 0; k < x->n_mentions && x->country[0]; k++) {
            if (!cs_span_in(x->mentions[k], in)) continue;
            if (!strcmp(x->country, home)) return false;
            abroad = true;
        }
    }
    return abroad;
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

/* What a person reads for a code. */
static void name_countries(const cs_lexicon *l, cs_reading *r) {
    for (ptrdiff_t i = 0; i < r->places.n; i++) {
        const cs_actor *state = cs_lexicon_state(l, r->places.v[i].country);
        if (state) r->places.v[i].country_name = state->name;
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
    for (int32_t i = 0; i < n; i++) from_paragraph(r, i, own_place, perm);
    from_telling(r, perm, scratch);
    char ground[4] = "", whole[4] = "";
    bool on_ground = home_country(r, false, ground, scratch) >= HOME_FROM;
    bool in_all = home_country(r, true, whole, scratch) >= HOME_OF_WORDS_FROM;
    for (int32_t i = 0; i < n && on_ground; i++) settle_unknown(r, &r->statements.v[i], ground);
    for (int32_t i = 0; i < n; i++) {
        cs_statement *s = &r->statements.v[i];
        const char *home = done_on_the_ground(s->type) && on_ground ? ground : in_all ? whole : NULL;
        if (s->type >= CS_T_EVENT_COUNT || s->where.n || !home) continue;
        if (done_on_the_ground(s->type)) from_dateline(r, s, home, perm);
        if (s->where.n || is_of_abroad(r, s, home)) continue;
        *CS_PUSH(perm, &s->where) = country_place(l, r, home, perm);
        why(s, "where", CS_LIT("where:report's country"), perm);
    }
    grow_incidents(r, perm);
    name_countries(l, r);
}
