/* decode/actor.c: which actor of the register a name means in a report. */
#include "decode/actor.h"

enum { COUNTRY_WORDS_MAX = 4, ACRONYM_BYTES_MAX = 4 };

/* ---- the report's countries ---- */

static void count_country(cs_actor_context *x, const char country[4]) {
    int32_t i = 0;
    while (i < x->n && memcmp(x->country[i], country, 3) != 0) i++;
    if (i == CS_REPORT_COUNTRIES_MAX) return;
    if (i == x->n) memcpy(x->country[x->n++], country, 4);
    x->n_named[i]++;
}

static const cs_actor *first_of(const cs_lexicon *l, const cs_map *names, cs_str name) {
    int32_t entry = -1;
    return cs_actors_next(&l->actors, names, name, &entry);
}

static bool is_capital(cs_str s) { return s.n > 1 && ((s.p[0] >= 'A' && s.p[0] <= 'Z') || (unsigned char)s.p[0] >= 0xC3); }

/* The longest name of a country, a people or a capital that begins at token i; gives its last token + 1, or i. */
static int32_t country_at(const cs_lexicon *l, const cs_reading *r, int32_t i, const cs_actor **state) {
    const cs_token *t = r->tokens.v;
    int32_t end = r->sentences.v[t[i].sent].end;
    for (int32_t n = COUNTRY_WORDS_MAX; n > 0; n--) {
        if (i + n > end || (n > 1 && !is_capital(t[i + n - 1].form))) continue;
        cs_str name = cs_span_text(r->text, cs_span_join(t[i].span, t[i + n - 1].span));
        *state = first_of(l, &l->actors.country_at, name);
        if (!*state) *state = first_of(l, &l->actors.demonym_at, name);
        if (!*state) *state = first_of(l, &l->actors.capital_at, name);
        if (*state) return i + n;
    }
    return i;
}

cs_actor_context cs_actor_context_of(const cs_lexicon *l, const cs_reading *r) {
    cs_actor_context x = { .l = l, .day = r->published };
    for (int32_t i = 0; i < (int32_t)r->tokens.n;) {
        const cs_actor *state = NULL;
        int32_t end = is_capital(r->tokens.v[i].form) ? country_at(l, r, i, &state) : i;
        if (state) count_country(&x, state->country);
        i = end > i ? end : i + 1;
    }
    return x;
}

bool cs_actor_context_has(const cs_actor_context *x, const cs_actor *a) {
    for (ptrdiff_t at = 0; at + 3 <= a->countries.n; at += 4) /* codes of three letters, a blank between */
        for (int32_t i = 0; i < x->n; i++)
            if (!memcmp(a->countries.p + at, x->country[i], 3)) return true;
    return false;
}

/* ---- names ---- */

cs_actor_choice cs_actor_on_day(const cs_actor_context *x, const cs_actor *a, cs_str why) {
    const cs_actor_term *t = cs_actor_term_on(a, x->day);
    return (cs_actor_choice){ a, t ? t->type : a->type, t ? t->sector : a->sector, why };
}

/* Few letters, all capitals: of many bodies in many countries. */
static bool is_acronym(cs_str s) {
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (!(s.p[i] >= 'A' && s.p[i] <= 'Z') && s.p[i] != '.' && s.p[i] != '-') return false;
    return s.n > 0 && s.n <= ACRONYM_BYTES_MAX;
}

/* Armies, services, courts and media of a state are known by their letters everywhere; these are not. */
static bool is_local(const cs_actor *a) {
    static const char *const LOCAL[] = { "REB", "PRM", "CRM", "PTY", "OPP", "LAB", "NGO", "SOC", "EDU", "BUS", "LEG", "GOV" };
    for (size_t i = 0; i < sizeof LOCAL / sizeof *LOCAL; i++)
        if (cs_eq(a->sector, (cs_str){ LOCAL[i], 3 })) return a->countries.n > 0;
    return false;
}

/* Rows of older dictionaries: nobody has looked at each name for how general it is ("Revolutionary Army of the People"). */
static bool is_carried_over(const cs_actor *a) {
    return cs_starts(a->source, CS_LIT("phoenix-")) || cs_starts(a->source, CS_LIT("cameo-"));
}

static bool fits(const cs_actor_context *x, const cs_actor *a, cs_str name) {
    bool here = cs_actor_context_has(x, a), nowhere = x->n == 0 || !a->countries.n;
    if (here || nowhere) return true;
    return a->type != CS_ENT_PERSON && !(is_local(a) && (is_acronym(name) || is_carried_over(a)));
}

cs_actor_choice cs_actor_of_name(const cs_actor_context *x, cs_str name) {
    const cs_actors *r = &x->l->actors;
    const cs_map *maps[] = { &r->name_at, &r->country_at };
    const cs_actor *best = NULL, *a;
    int32_t best_score = -1, n = 0;
    bool here = false;
    for (int m = 0; m < 2 && !best; m++)
        for (int32_t entry = -1; (a = cs_actors_next(r, maps[m], name, &entry));) {
            n++;
            if (m == 0 && !fits(x, a, name)) continue;
            bool at_home = cs_actor_context_has(x, a);
            int32_t score = 4 * at_home + 2 * !a->countries.n + (cs_actor_term_on(a, x->day) != NULL);
            if (score > best_score) best = a, best_score = score, here = at_home;
        }
    if (!best) return (cs_actor_choice){ 0 };
    bool dated = cs_actor_term_on(best, x->day) != NULL;
    cs_str why = n > 1 && here ? CS_LIT("name, in a country that the report names")
                 : dated       ? CS_LIT("name, as of the report's date")
                               : CS_LIT("name");
    return cs_actor_on_day(x, best, why);
}
