#include "link/filler.h"
#include "link/incident.h"
#include <stdlib.h>

typedef struct choice { /* a wording for a role */
    int32_t wording, score;
    uint8_t role;
} choice;

typedef struct work {
    const cs_lexicon *l;
    cs_reading *r;
    cs_tree t;
    cs_wordings w;
    int32_t *taken;   /* [n_entities]: roles that the entity fills already, as bits */
    int64_t likeness; /* above 0: the report is of the sort that the model was learnt on */
    cs_arena *perm;
} work;

static bool is_violence(const cs_incident *x) { return x->type == CS_T_ASSAULT || cs_eq(x->mode, CS_LIT("abduct")); }

bool cs_filler_is_deed(const cs_incident *x) {
    return is_violence(x) || (x->type == CS_T_THREATEN && cs_eq(x->mode, CS_LIT("violence"))) ||
           (x->type == CS_T_COERCE && cs_eq(x->mode, CS_LIT("seize")));
}

static int by_score(const void *a, const void *b) {
    const choice *x = a, *y = b;
    if (x->score != y->score) return x->score < y->score ? 1 : -1;
    return x->wording != y->wording ? (x->wording > y->wording) - (x->wording < y->wording)
                                    : (x->role > y->role) - (x->role < y->role);
}

static cs_str last_word(cs_str key) {
    ptrdiff_t i = key.n;
    while (i > 0 && key.p[i - 1] != ' ') i--;
    return cs_cut(key, i, key.n);
}

/* One wording is a part of the other and both end in the same word: "Ruiz", "Ana Ruiz". */
static bool is_short_for(cs_str a, cs_str b) {
    if (!cs_eq(last_word(a), last_word(b))) return false;
    return cs_ends(a, b) || cs_ends(b, a);
}

/* The words of one are words of the other in a row, not its last: "gas" of "gas station", "Ana" of "Ana Ruiz". */
static bool is_within(cs_str a, cs_str b) {
    for (ptrdiff_t i = 0; i + a.n < b.n; i++)
        if ((!i || b.p[i - 1] == ' ') && b.p[i + a.n] == ' ' && !memcmp(b.p + i, a.p, (size_t)a.n)) return true;
    return false;
}

/* ---- which incidents ---- */

static unsigned roles_for(cs_filler_role role) {
    static const unsigned bits[] = {
        [CS_FILLER_PERSON] = 1u << CS_ROLE_AGENT,
        [CS_FILLER_ORGANISATION] = 1u << CS_ROLE_AGENT,
        [CS_FILLER_TARGET] = 1u << CS_ROLE_TARGET | 1u << CS_ROLE_RECIPIENT,
        [CS_FILLER_VICTIM] = 1u << CS_ROLE_RECIPIENT,
        [CS_FILLER_WEAPON] = 1u << CS_ROLE_INSTRUMENT,
    };
    return bits[role];
}

static const cs_role *part_of(const work *w, const cs_statement *s, const cs_wording *x, unsigned roles) {
    for (ptrdiff_t i = 0; i < s->roles.n; i++) {
        const cs_role *role = &s->roles.v[i];
        if (!(roles >> role->role & 1)) continue;
        for (ptrdiff_t k = 0; k < x->mentions.n; k++) {
            const cs_mention *m = &w->r->mentions.v[x->mentions.v[k]];
            if (role->entity == m->entity || role->token == m->head) return role;
        }
    }
    return NULL;
}

/* Sentences between the wording and the incident, the least of all pairs; a word that comes after counts half more. */
static int32_t distance(const work *w, const cs_incident *x, const cs_wording *y) {
    int32_t best = INT32_MAX;
    for (int32_t i = 0; i < x->n_statements; i++) {
        int32_t at = w->r->tokens.v[w->r->statements.v[x->statements[i]].trigger_token].sent;
        for (ptrdiff_t k = 0; k < y->mentions.n; k++) {
            int32_t d = 2 * (w->r->tokens.v[w->r->mentions.v[y->mentions.v[k]].head].sent - at);
            d = d < 0 ? 1 - d : d;
            if (d < best) best = d;
        }
    }
    return best;
}

/* ---- lists ---- */

static bool is_body(uint8_t type) { return type >= CS_ENT_GROUP && type <= CS_ENT_PARTY; }

/* part: the role in a statement that tells of it, or NULL. */
static void add(work *w, cs_incident *inc, const cs_wording *x, cs_filler_role role, const cs_role *part) {
    const cs_mention *m = &w->r->mentions.v[x->mentions.v[0]];
    uint8_t type = w->r->entities.v[m->entity].type;
    bool contrary = (role == CS_FILLER_PERSON && is_body(type)) ||
                    (role == CS_FILLER_VICTIM && (type == CS_ENT_PLACE || type == CS_ENT_FACILITY || type == CS_ENT_VEHICLE));
    cs_role filler = {
        .entity = contrary ? -1 : m->entity,
        .mention = x->mentions.v[0],
        .token = m->head,
        .span = x->span,
    };
    if (part) {
        filler.has_own_voice = part->has_own_voice;
        filler.according_to = part->according_to;
        filler.certainty = part->certainty;
    }
    switch (role) {
    case CS_FILLER_PERSON:
    case CS_FILLER_ORGANISATION:
        filler.role = CS_ROLE_AGENT;
        *CS_PUSH(w->perm, &inc->agents) = filler;
        break;
    case CS_FILLER_TARGET:
        filler.role = CS_ROLE_TARGET;
        *CS_PUSH(w->perm, &inc->targets) = filler;
        break;
    case CS_FILLER_VICTIM:
        filler.role = CS_ROLE_RECIPIENT;
        *CS_PUSH(w->perm, &inc->recipients) = filler;
        break;
    default: filler.role = CS_ROLE_INSTRUMENT; *CS_PUSH(w->perm, &inc->instruments) = filler;
    }
}

static void assign(work *w, const choice *c) {
    const cs_wording *x = &w->w.v[c->wording];
    int32_t nearest = -1, least = INT32_MAX;
    bool placed = false;
    for (int32_t i = 0; i < w->r->incidents.n; i++) {
        cs_incident *inc = &w->r->incidents.v[i];
        if (!cs_filler_is_deed(inc)) continue;
        const cs_role *part = NULL;
        const cs_statement *of = NULL;
        for (int32_t k = 0; k < inc->n_statements && !part; k++) {
            of = &w->r->statements.v[inc->statements[k]];
            part = part_of(w, of, x, roles_for((cs_filler_role)c->role));
        }
        cs_role told = part ? cs_incident_role(of, part) : (cs_role){ 0 };
        if (part) add(w, inc, x, (cs_filler_role)c->role, &told);
        placed |= part != NULL;
        /* what no statement gives a role is of the violence near it, not of a threat */
        int32_t d = is_violence(inc) ? distance(w, inc, x) : INT32_MAX;
        if (d < least) least = d, nearest = i;
    }
    if (!placed && nearest >= 0) add(w, &w->r->incidents.v[nearest], x, (cs_filler_role)c->role, NULL);
}

static bool is_told(const work *w, const choice *chosen, ptrdiff_t n, const choice *c) {
    const cs_wording *x = &w->w.v[c->wording];
    for (ptrdiff_t k = 0; k < x->mentions.n; k++)
        if (w->taken[w->r->mentions.v[x->mentions.v[k]].entity] >> c->role & 1) return true;
    for (ptrdiff_t i = 0; i < n; i++) {
        cs_str key = w->w.v[chosen[i].wording].key;
        if (chosen[i].role == c->role && (is_short_for(key, x->key) || is_within(x->key, key))) return true;
    }
    return false;
}

/* What the branch adds to a score, in the table's steps of 1/12 of the log odds, from this probability on. Chosen on MUC-4 dev
 * (train/fillers.py levels prints them): the branch has learnt from the reports that the table is learnt from. */
static int32_t branch_score(const work *w, const cs_wording *x, cs_filler_role role) {
    static const struct {
        float from;
        int32_t steps;
    } level[] = { { 0.97F, 39 }, { 0.9F, 37 },  { 0.75F, 22 },  { 0.5F, 9 },
                  { 0.25F, -3 }, { 0.1F, -16 }, { 0.03F, -33 }, { 0.0F, -45 } };
    if (!w->r->senses) return 0;
    float p = cs_filler_tagged(w->r, x, role);
    int i = 0;
    while (p < level[i].from) i++;
    return level[i].steps;
}

static void choose(work *w, cs_arena scratch) {
    CS_VEC(choice) all = { 0 };
    for (int32_t i = 0; i < w->w.n; i++) {
        int32_t score[CS_FILLER_COUNT];
        w->likeness += cs_filler_score(&w->w.v[i], score);
        for (uint8_t k = 0; k < CS_FILLER_COUNT; k++)
            if ((score[k] += branch_score(w, &w->w.v[i], (cs_filler_role)k)) > 0)
                *CS_PUSH(&scratch, &all) = (choice){ i, score[k], k };
    }
    if (all.n) qsort(all.v, (size_t)all.n, sizeof *all.v, by_score);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < all.n; i++) {
        if (is_told(w, all.v, n, &all.v[i])) continue;
        const cs_wording *x = &w->w.v[all.v[i].wording];
        for (ptrdiff_t k = 0; k < x->mentions.n; k++) w->taken[w->r->mentions.v[x->mentions.v[k]].entity] |= 1 << all.v[i].role;
        all.v[n++] = all.v[i];
    }
    for (ptrdiff_t i = 0; i < n; i++) assign(w, &all.v[i]);
}

static cs_span words(const work *w, int32_t mention) {
    cs_core c = cs_filler_core(w->l, &w->t, &w->r->mentions.v[mention]);
    return (cs_span){ w->r->tokens.v[c.beg].span.beg, w->r->tokens.v[c.end - 1].span.end };
}

/* The entity's fullest name, the first of equals; else `own` if it describes, else the first mention that does; -1: none. */
static int32_t best_mention(const work *w, const cs_entity *e, int32_t own) {
    int32_t best = -1;
    uint32_t length = 0;
    for (int32_t k = 0; k < e->n_mentions; k++) {
        if (w->r->mentions.v[e->mentions[k]].kind != CS_MENTION_NAME) continue;
        cs_span s = words(w, e->mentions[k]);
        if (s.end - s.beg > length) length = s.end - s.beg, best = e->mentions[k];
    }
    if (best >= 0) return best;
    if (own >= 0 && w->r->mentions.v[own].kind == CS_MENTION_NOMINAL) return own;
    for (int32_t k = 0; k < e->n_mentions; k++)
        if (w->r->mentions.v[e->mentions[k]].kind == CS_MENTION_NOMINAL) return e->mentions[k];
    return -1;
}

static void put_right(const work *w, cs_roles *list) {
    ptrdiff_t kept = 0;
    for (ptrdiff_t i = 0; i < list->n; i++) {
        cs_role role = list->v[i];
        if (role.entity >= 0) {
            role.mention = best_mention(w, &w->r->entities.v[role.entity], role.mention);
            if (role.mention < 0) continue;
            role.token = w->r->mentions.v[role.mention].head;
            role.span = words(w, role.mention);
        }
        list->v[kept++] = role;
    }
    list->n = kept;
}

/* In a report of another sort than the model was learnt on it is sure of nobody: what the statements say stands in for a list
 * that stays empty. */
static void fall_back(const work *w, cs_roles *list, const cs_roles *told) {
    for (ptrdiff_t i = 0; i < told->n; i++)
        if (told->v[i].mention >= 0 && w->r->mentions.v[told->v[i].mention].kind != CS_MENTION_PRONOUN)
            *CS_PUSH(w->perm, list) = told->v[i];
}

/* Who claims it or is blamed for it stands beside whom the model found. */
static void add_claimants(const work *w, cs_incident *x, const cs_incident *told) {
    for (ptrdiff_t i = 0; i < told->agents.n; i++) {
        const cs_role *role = &told->agents.v[i];
        bool known = role->mention < 0 || w->r->mentions.v[role->mention].kind != CS_MENTION_NAME ||
                     (role->certainty != CS_CERT_CLAIMED && role->certainty != CS_CERT_ACCUSED);
        for (ptrdiff_t k = 0; k < x->agents.n; k++) known |= x->agents.v[k].entity == role->entity;
        if (!known) *CS_PUSH(w->perm, &x->agents) = *role;
    }
}

static void fall_back_all(const work *w, const cs_incident *told, bool is_strange) {
    for (ptrdiff_t i = 0; i < w->r->incidents.n; i++) {
        cs_incident *x = &w->r->incidents.v[i];
        if (!cs_filler_is_deed(x)) continue;
        if (x->agents.n || !is_strange)
            add_claimants(w, x, &told[i]);
        else
            fall_back(w, &x->agents, &told[i].agents);
        if (!is_strange) continue;
        if (!x->recipients.n) fall_back(w, &x->recipients, &told[i].recipients);
        if (!x->targets.n) fall_back(w, &x->targets, &told[i].targets);
        if (!x->instruments.n) fall_back(w, &x->instruments, &told[i].instruments);
    }
}

static void empty(cs_incident *x) { x->agents = x->recipients = x->targets = x->instruments = (cs_roles){ 0 }; }

bool cs_fillers(const cs_lexicon *l, cs_reading *r, cs_arena *perm, cs_arena scratch) {
    cs_filler_entities(l, r, perm, scratch);
    work w = { .l = l, .r = r, .perm = perm };
    w.t = cs_tree_make(r, &scratch, *perm); /* thinks beyond perm's end, where nothing is yet */
    w.taken = CS_NEW(&scratch, int32_t, r->entities.n);
    cs_incident *told = CS_NEW(&scratch, cs_incident, r->incidents.n);
    bool any = false;
    for (ptrdiff_t i = 0; i < r->incidents.n; i++) {
        cs_incident *x = &r->incidents.v[i];
        put_right(&w, &x->agents);
        put_right(&w, &x->recipients);
        put_right(&w, &x->targets);
        put_right(&w, &x->instruments);
        if (!cs_filler_is_deed(x)) continue;
        any = true;
        told[i] = *x;
        empty(x);
    }
    if (!any) return false;
    cs_arena inner = *perm; /* wordings are thought away, beyond what the lists take: they are read while lists grow */
    w.w = cs_filler_wordings(l, r, &scratch, inner);
    choose(&w, scratch);
    fall_back_all(&w, told, w.likeness <= 0);
    return w.likeness > 0;
}
