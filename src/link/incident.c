/* Incidents within a report. Two statements are compared by what they share (incident_see.c) and by what the branch says of
 * their words; what each counts is learnt from incidents marked by hand (train/incidents.py). */
#include "link/incident.h"
#include "link/filler.h"
#include "link/incident_see.h"
#include "link/incident_weights.h"

/* Log odds from which a statement joins an incident, below which a member of it forbids that, and what is added for a claim,
 * denial or blame, which is of something told before: chosen on marks that were held out and on read reports (docs/quality.md).
 */
static const float JOIN = -0.4f, VETO = -2.5f, TOLD = 1.5f;
/* A report of 1 MB must not cost the square of its statements: newest incidents, and first members of each. */
enum { LOOK_BACK = 60, MEMBERS_MAX = 16, REASONS_MAX = 6 };

typedef struct score {
    float v;
    const char *why[REASONS_MAX];
    int n_why;
} score;

typedef struct work {
    cs_likeness_view view;
    int32_t *first, *next; /* an incident's first statement; of a statement the next one of the same incident */
} work;

/* ---- two statements ---- */

/* How a reason is told; NULL: it is counted but no reason that helps a reader. */
static const char *reason(cs_likeness k, uint8_t v) {
    switch (k) {
    case CS_LIKE_WHERE: return v == 2 ? "same place" : v == 7 ? "near each other" : NULL;
    case CS_LIKE_WHEN: return v == 2 || v == 3 ? "same day" : NULL;
    case CS_LIKE_AGENT: return v >= 2 && v <= 4 ? "same agent" : v == 5 ? "agents called alike" : NULL;
    case CS_LIKE_AFFECTED: return v >= 2 && v <= 4 ? "same target" : v == 5 ? "targets called alike" : NULL;
    case CS_LIKE_WITH: return v == 1 ? "same instrument" : NULL;
    case CS_LIKE_KILLED: return v == 2 ? "same number killed" : NULL;
    case CS_LIKE_WOUNDED: return v == 2 ? "same number wounded" : NULL;
    case CS_LIKE_LEMMA: return v == 1 ? "same word" : v == 2 ? "words of one stem" : NULL;
    case CS_LIKE_MODE: return v == 2 ? "same means" : NULL;
    case CS_LIKE_FORM: return v == 1 || v == 2 ? "points back" : v == 5 ? "claims, denies or blames for what was told" : NULL;
    case CS_LIKE_NAMES: return v == 2 ? "the same names beside it" : NULL;
    case CS_LIKE_WORDS: return v >= 2 && v <= 4 ? "the same words beside it" : NULL;
    case CS_LIKE_APART: return v <= 2 ? "near in the text" : NULL;
    case CS_LIKE_KIN: return v >= 5 ? "the words around both" : NULL;
    default: return NULL;
    }
}

/* The log odds that two statements about one type are of one incident, a before b. */
static float compare(const work *w, int32_t a, int32_t b, uint8_t value[CS_LIKE_COUNT]) {
    int32_t sum = cs_incident_bias;
    cs_likeness_see(&w->view, a, b, value);
    for (int k = 0; k < CS_LIKE_COUNT; k++) sum += cs_incident_weight[k][value[k]];
    return (float)sum / 1000;
}

static void explain(score *s, const uint8_t value[CS_LIKE_COUNT]) {
    enum { TELLING = 50 }; /* thousandths of the log odds */
    s->n_why = 0;
    for (int k = 0; k < CS_LIKE_COUNT && s->n_why < REASONS_MAX; k++) {
        const char *why = cs_incident_weight[k][value[k]] >= TELLING ? reason((cs_likeness)k, value[k]) : NULL;
        if (why) s->why[s->n_why++] = why;
    }
}

/* ---- a statement and an incident ---- */

/* Whether something parts two statements whatever else is alike: days that are known and far apart, two countries, another day
 * and place, sums of different things ("killings", "rapes"); and, but for what names nobody, another world. Of these the marks
 * have too few that are read right to learn them from. */
static bool apart(const uint8_t value[CS_LIKE_COUNT]) {
    return value[CS_LIKE_WHEN] == CS_WHEN_APART || value[CS_LIKE_WHERE] == CS_WHERE_ABROAD ||
           (value[CS_LIKE_WHEN] == CS_WHEN_NEXT && value[CS_LIKE_WHERE] == CS_WHERE_APART) ||
           (value[CS_LIKE_PLURAL] == CS_PLURAL_BOTH && !value[CS_LIKE_LEMMA]);
}

/* By the member that fits best; one that is far off, or of another world, forbids it. */
static bool fits(const work *w, int32_t g, int32_t at, score *out) {
    const cs_reading *r = w->view.r;
    out->v = VETO;
    out->n_why = 0;
    for (int32_t i = w->first[g], n = 0; i >= 0 && n < MEMBERS_MAX; i = w->next[i], n++) {
        uint8_t value[CS_LIKE_COUNT];
        if (cs_spoken_of(&r->statements.v[i]) != cs_spoken_of(&r->statements.v[at])) return false;
        float odds = compare(w, i, at, value);
        if (odds < VETO || apart(value) || value[CS_LIKE_WORLD] >= CS_WORLD_OTHER) return false;
        if (n && odds <= out->v) continue;
        out->v = odds;
        explain(out, value);
    }
    if (r->statements.v[at].of_told) out->v += TOLD;
    return true;
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
    work w = { .first = CS_NEW(&scratch, int32_t, n), .next = CS_NEW(&scratch, int32_t, n) };
    int32_t *last = CS_NEW(&scratch, int32_t, n);
    score *why = CS_NEW(&scratch, score, n);
    cs_likeness_open(&w.view, r, &scratch);
    for (int32_t i = 0; i < n; i++) {
        cs_statement *s = &r->statements.v[i];
        s->incident = w.next[i] = -1;
        if (s->type >= CS_T_EVENT_COUNT) continue;
        score best = { .v = JOIN };
        int32_t g = -1;
        for (int32_t k = groups > LOOK_BACK ? groups - LOOK_BACK : 0; k < groups; k++) {
            score f;
            if (!fits(&w, k, i, &f) || f.v < best.v || (f.v == best.v && g >= 0 && last[k] < last[g])) continue;
            best = f;
            g = k;
        }
        if (g < 0) {
            g = groups++;
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

/* Whether two statements may be of one deed of which one of them names nobody: what is planned, threatened or supposed without
 * a name ("the plan", "such an attack") is what the report tells of elsewhere, what did not happen is not what did. */
static bool tells_of(const work *w, int32_t x, int32_t y) {
    const cs_statement *a = &w->view.r->statements.v[x], *b = &w->view.r->statements.v[y];
    return cs_spoken_of(a) == cs_spoken_of(b) && (a->modality == CS_MOD_NEGATED) == (b->modality == CS_MOD_NEGATED);
}

/* How well two incidents fit by the best of their pairs of statements; false where something parts a pair. */
static bool incidents_fit(const work *w, const cs_incident *a, const cs_incident *b, float *best) {
    bool any = false;
    *best = 0;
    for (int32_t i = 0; i < a->n_statements && i < MEMBERS_MAX; i++)
        for (int32_t k = 0; k < b->n_statements && k < MEMBERS_MAX; k++) {
            int32_t x = a->statements[i], y = b->statements[k];
            uint8_t value[CS_LIKE_COUNT];
            float odds = compare(w, x < y ? x : y, x < y ? y : x, value);
            if (!tells_of(w, x, y) || apart(value) || value[CS_LIKE_WHEN] == CS_WHEN_NEXT ||
                value[CS_LIKE_WHERE] == CS_WHERE_APART)
                return false;
            if (!any || odds > *best) *best = odds;
            any = true;
        }
    return any;
}

/* Of the deeds that nothing speaks against the one that fits x best: one that names somebody, else one that comes before x and
 * stays (into[k] is k); -1: none. */
static int32_t told_again_of(const work *w, int32_t x, const int32_t *into) {
    const cs_incident *v = w->view.r->incidents.v;
    int32_t n = (int32_t)w->view.r->incidents.n, found = -1;
    float best = 0;
    for (int32_t k = x > LOOK_BACK ? x - LOOK_BACK : 0; k < n && k < x + LOOK_BACK; k++) {
        bool bare = names_nobody(&v[k]);
        if (!cs_filler_is_deed(&v[k]) || (bare && (k >= x || into[k] != k))) continue;
        if (bare && found >= 0 && !names_nobody(&v[found])) continue;
        float odds = 0;
        if (!incidents_fit(w, &v[k], &v[x], &odds)) continue;
        if (found < 0 || (!bare && names_nobody(&v[found])) || odds > best) best = odds, found = k;
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
    work w = { 0 };
    int32_t *into = CS_NEW(&scratch, int32_t, n);
    cs_likeness_open(&w.view, r, &scratch);
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
