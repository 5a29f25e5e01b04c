/* Triggers of one clause that tell one thing (CODEBOOK: one statement per predicate). The one that is higher in the tree
 * stays and takes the other's roles, means and toll:
 *   "an air strike killed ten", "ten died in the attack", "an attack that killed ten", "the killing of X in a raid"
 *   "attacked the post, killing six"; "opened fire …, leaving two dead"; "by detonating a belt"
 *   "shot and killed him" */
#include "decode/event_parts.h"

enum { CHAIN_MAX = 4 };
static const char RESULT_VERBS[] = "leave result cause lead claim bring inflict see kill";

static bool violent(const cs_trigger *t) { return t->row->type == CS_T_ASSAULT && !t->dropped; }

/* The trigger whose noun, container or light verb is at tok. */
static int32_t owner_of(const cs_ev *e, int32_t tok) {
    if (tok < 0) return -1;
    int32_t own = e->trig_at[tok];
    if (own >= 0 && !e->trig.v[own].dropped) return own;
    for (ptrdiff_t i = 0; i < e->trig.n; i++)
        if (i != own && (e->trig.v[i].light == tok || e->trig.v[i].anchor == tok)) return (int32_t)i;
    return own;
}

static bool has_own(const cs_ev *e, int32_t verb, bool subject) {
    return subject ? cs_subject_of(&e->t, verb) >= 0
                   : cs_child(&e->t, verb, CS_REL_OBJ) >= 0 || cs_child(&e->t, verb, CS_REL_NSUBJ_PASS) >= 0;
}

/* "shelled the town, damaging houses": what a participle says was broken is a result too (CODEBOOK). */
static bool tells_damage(const cs_ev *e, const cs_trigger *t) {
    return cs_lemma_in(&e->t, t->tok, "damage shatter") && cs_tok(&e->t, t->tok)->feats.verbform != CS_VF_FIN;
}

static bool counts_victims(const cs_trigger *t) {
    return t->row->effect == CS_EFFECT_KILLED || t->row->effect == CS_EFFECT_WOUNDED;
}

/* "three were stabbed and two beaten to death": each by means of its own; "killed and injured" says nothing of means. */
static bool by_other_means(const cs_trigger *a, const cs_trigger *b) {
    return a->row->mode.n && b->row->mode.n && !cs_eq(a->row->mode, b->row->mode);
}

/* The trigger that a clause tells the result, the means or a part of, or -1. */
static int32_t by_clause(const cs_ev *e, const cs_trigger *t) {
    const cs_tree *tr = &e->t;
    const cs_token *w = cs_tok(tr, t->tok);
    if (w->head < 0 || w->upos != CS_UPOS_VERB) return -1;
    cs_str mark = cs_case_of(tr, t->tok, e->perm);
    bool participle = w->feats.verbform == CS_VF_GER || w->feats.verbform == CS_VF_PART, result = counts_victims(t);
    if (w->deprel == CS_REL_ADVCL && participle && !has_own(e, t->tok, true)) {
        if (!mark.n && (result || tells_damage(e, t))) return owner_of(e, w->head);
        if (cs_eq(mark, CS_LIT("by"))) return owner_of(e, w->head);
    }
    /* "Police fire on protesters, five killed": a participle with a number and without an auxiliary */
    if ((w->deprel == CS_REL_CONJ || w->deprel == CS_REL_PARATAXIS || w->deprel == CS_REL_ADVCL) && result) {
        int32_t s = cs_child(tr, t->tok, CS_REL_NSUBJ_PASS);
        bool bare = s >= 0 && cs_tok(tr, s)->upos == CS_UPOS_NUM && cs_child(tr, t->tok, CS_REL_AUX_PASS) < 0;
        int32_t o = bare && s < t->tok ? owner_of(e, w->head) : -1;
        if (o >= 0 && violent(&e->trig.v[o])) return o;
    }
    /* A purpose is the aim of the same act: "struck the post to kill the commander". */
    if (w->deprel == CS_REL_ADVCL && w->feats.verbform == CS_VF_INF && !has_own(e, t->tok, true)) {
        int32_t o = owner_of(e, w->head);
        if (o >= 0 && violent(&e->trig.v[o]) && (e->trig.v[o].row->strong || e->trig.v[o].light >= 0)) return o;
    }
    /* "80 were killed and 18 others were injured" */
    if (w->deprel == CS_REL_CONJ && result && cs_is_passive(tr, t->tok) && cs_tok(tr, w->head)->upos == CS_UPOS_VERB &&
        (cs_is_passive(tr, w->head) || cs_lemma_is(tr, w->head, "die")) && e->trig_at[w->head] >= 0 &&
        counts_victims(&e->trig.v[e->trig_at[w->head]]) && !by_other_means(t, &e->trig.v[e->trig_at[w->head]]))
        return owner_of(e, w->head);
    if (w->deprel == CS_REL_CONJ && !has_own(e, t->tok, true) && cs_tok(tr, w->head)->upos == CS_UPOS_VERB) {
        bool share = !has_own(e, t->tok, false) || !has_own(e, w->head, false);
        const cs_trigger *first = e->trig_at[w->head] >= 0 ? &e->trig.v[e->trig_at[w->head]] : NULL;
        if (first && (result || tells_damage(e, t)) && counts_victims(first)) return owner_of(e, w->head);
        if (share && (result || (e->trig_at[w->head] >= 0 && e->trig.v[e->trig_at[w->head]].row->effect >= 0)))
            return owner_of(e, w->head);
    }
    if (w->deprel == CS_REL_ACL_RELCL || w->deprel == CS_REL_ACL) {
        int32_t o = owner_of(e, w->head);
        if (o >= 0 && e->trig.v[o].row->key.pos == 'n') return o;
        /* "killed and six others wounded", "killed and aid to the poor destroyed", parsed as a noun with a participle */
        int32_t noun = cs_rel(tr, w->head, CS_REL_NMOD) ? cs_tok(tr, w->head)->head : w->head;
        bool loss = result || cs_lemma_in(tr, t->tok, "damage destroy");
        int32_t k = o < 0 && loss && cs_rel(tr, noun, CS_REL_CONJ) ? owner_of(e, cs_tok(tr, noun)->head) : -1;
        if (k >= 0 && counts_victims(&e->trig.v[k])) return k;
        /* "the bomb that exploded killed ten": the weapon is the other's means */
        if (o < 0 && (cs_filler_of(e, w->head) & CS_IS_WEAPON)) return owner_of(e, cs_tok(tr, w->head)->head);
    }
    return -1;
}

static bool is_toll(const cs_ev *e, const cs_trigger *t) { return cs_lemma_is(&e->t, t->tok, "toll"); }

/* "the death toll from the ambush": the violence that the toll is of, or -1. */
static int32_t of_toll(const cs_ev *e, const cs_trigger *t) {
    CS_EACH_CHILD(&e->t, t->tok, c) {
        int32_t o = is_toll(e, t) && cs_rel(&e->t, c, CS_REL_NMOD) ? e->trig_at[c] : -1;
        if (o >= 0 && violent(&e->trig.v[o])) return o;
    }
    return -1;
}

/* A nominal in the clause of a violent verb or noun: its subject, its object, or "in/by/during/after …". */
static int32_t by_nominal(const cs_ev *e, const cs_trigger *t) {
    const cs_tree *tr = &e->t;
    const cs_token *w = cs_tok(tr, t->anchor);
    if (t->row->key.pos != 'n' || w->head < 0) return -1;
    if (t->light >= 0 && e->trig_at[t->light] < 0 && cs_above(tr, t->light, t->anchor))
        return -1; /* the verb only carries it */
    int32_t o = of_toll(e, t);
    if (o >= 0) return o;
    o = owner_of(e, w->head);
    if (o < 0 || is_toll(e, &e->trig.v[o]) || e->trig.v[o].nobody)
        return -1; /* "no one was hurt in the blast": there was one */
    if (cs_is_subject(w->deprel) || w->deprel == CS_REL_OBJ || w->deprel == CS_REL_OBL_AGENT) return o;
    if (w->deprel == CS_REL_OBL || w->deprel == CS_REL_NMOD)
        return cs_word_in(cs_case_of(tr, t->anchor, e->perm), "in by during with from through") ? o : -1;
    if (w->deprel == CS_REL_APPOS) return o;
    return -1;
}

/* "the attack left ten dead", "… which resulted in the death of a civilian": through a verb that only tells the result. */
static int32_t by_result(const cs_ev *e, const cs_trigger *t) {
    const cs_tree *tr = &e->t;
    bool result = counts_victims(t);
    int32_t x = t->anchor, up = cs_tok(tr, x)->head;
    if (cs_rel(tr, x, CS_REL_ADVCL) && (has_own(e, x, true) || cs_is_passive(tr, x)) &&
        cs_word_in(cs_case_of(tr, x, e->perm), "before after until"))
        return -1; /* "wounded 16 before they were shot dead", "before being shot": another act */
    if (result && t->row->key.pos == 'a' && cs_rel(tr, x, CS_REL_CONJ) && e->trig_at[up] >= 0 &&
        violent(&e->trig.v[e->trig_at[up]]) && counts_victims(&e->trig.v[e->trig_at[up]]))
        return e->trig_at[up]; /* "14 were killed and nine wounded" */
    if (result && t->row->key.pos == 'a' && cs_rel(tr, x, CS_REL_ACL) && cs_rel(tr, up, CS_REL_CONJ)) {
        int32_t verb = cs_tok(tr, cs_conj_top(tr, up))->head; /* "were killed, and 12 others wounded" */
        if (verb >= 0 && e->trig_at[verb] >= 0 && counts_victims(&e->trig.v[e->trig_at[verb]])) return e->trig_at[verb];
    }
    if (result && t->row->key.pos == 'a' && cs_rel(tr, x, CS_REL_XCOMP) && e->trig_at[up] >= 0 &&
        violent(&e->trig.v[e->trig_at[up]]))
        return e->trig_at[up]; /* "were shot dead" */
    for (int n = 0; result && n < CHAIN_MAX; n++) {
        int32_t g = cs_tok(tr, x)->head;
        if (g < 0) return -1;
        if (n && e->trig_at[g] >= 0 && e->trig_at[g] != e->trig_at[t->tok] && violent(&e->trig.v[e->trig_at[g]]))
            return e->trig_at[g];
        if (cs_lemma_in(tr, g, RESULT_VERBS)) {
            int32_t s = cs_subject_of(tr, g), o = s >= 0 ? owner_of(e, s) : -1;
            if (o >= 0 && violent(&e->trig.v[o])) return o;
            if ((o = owner_of(e, cs_tok(tr, g)->head)) >= 0 && violent(&e->trig.v[o])) return o;
        } else if (!cs_rel(tr, x, CS_REL_CONJ) && e->trig_at[g] < 0) {
            return -1;
        }
        x = g;
    }
    return -1;
}

static int32_t root_of(const cs_ev *e, int32_t i) {
    for (int n = 0; e->trig.v[i].into >= 0 && n < CHAIN_MAX * 2; n++) i = e->trig.v[i].into;
    return i;
}

/* Means before aim: the more telling word gives the mode. */
static bool more_telling(cs_str a, cs_str b) {
    static const char order[] =
        "suicide-attack drone aerial heavy-weapons explosives unconventional abduct sexual torture firearms "
        "primitive beat execute assassinate massacre cleansing crowd-control seize destroy";
    if (!b.n) return a.n > 0;
    if (!a.n) return false;
    return cs_find((cs_str){ order, (ptrdiff_t)sizeof order - 1 }, a) <
           cs_find((cs_str){ order, (ptrdiff_t)sizeof order - 1 }, b);
}

/* "killed in clashes with police": the sides of a clash are both, but who was killed in it is said, and by the others. */
static bool is_other_side(const cs_trigger *t, const cs_role *r) {
    if (r->role != CS_ROLE_RECIPIENT) return false;
    for (ptrdiff_t i = 0; i < t->roles.n; i++)
        if (t->roles.v[i].role == CS_ROLE_AGENT && t->roles.v[i].token == r->token) return true;
    return false;
}

static void absorb(cs_ev *e, cs_trigger *into, cs_trigger *t, int32_t index) {
    bool agent = false, struck = false;
    for (ptrdiff_t i = 0; i < into->roles.n; i++) struck |= into->roles.v[i].role == CS_ROLE_RECIPIENT;
    struck = struck && counts_victims(into);
    if (!into->merged.n) into->n_own = into->roles.n;
    for (ptrdiff_t i = 0; i < into->roles.n; i++) agent |= into->roles.v[i].role == CS_ROLE_AGENT;
    for (ptrdiff_t i = 0; i < t->roles.n; i++) {
        const cs_role *r = &t->roles.v[i];
        if (r->role == CS_ROLE_AGENT && agent && !cs_lemma_in(&e->t, into->tok, "repel repulse foil thwart rebuff")) continue;
        bool known = struck && is_other_side(t, r);
        for (ptrdiff_t k = 0; k < into->roles.n; k++)
            known |= into->roles.v[k].role == r->role &&
                     (r->entity >= 0 ? into->roles.v[k].entity == r->entity : into->roles.v[k].span.beg == r->span.beg);
        if (!known) *CS_PUSH(e->perm, &into->roles) = *r;
    }
    bool fits = cs_lexicon_mode_ok(into->row->type, t->mode); /* "displaced by the fighting" */
    if (fits && more_telling(t->mode, into->mode)) into->mode = t->mode, into->mode_how = t->mode_how;
    *CS_PUSH(e->perm, &into->merged) = index;
    for (ptrdiff_t i = 0; i < t->merged.n; i++) *CS_PUSH(e->perm, &into->merged) = t->merged.v[i];
}

/* "set fire to", "reached an agreement", "lifted the ban": the noun that a row's key names is part of its trigger, not one of
 * its own, unless it is violence that the row only speaks of ("ended the attacks"). */
static void drop_parts(cs_ev *e) {
    for (ptrdiff_t i = 0; i < e->trig.n; i++) {
        int32_t with = e->trig.v[i].dropped ? -1 : e->trig.v[i].with, part = with >= 0 ? e->trig_at[with] : -1;
        if (part < 0 || part == i || e->trig.v[part].dropped) continue;
        cs_trigger *p = &e->trig.v[part], *t = &e->trig.v[i];
        bool event = p->row->type < CS_T_EVENT_COUNT && t->row->type < CS_T_EVENT_COUNT;
        if (p->row->type != t->row->type && (!event || violent(p))) continue;
        if (t->row->type == CS_T_THREATEN && p->row->key.pos == 'v') continue; /* "threatened to expel": both are told */
        /* "began a hunger strike": the noun's own row is closer */
        if (p->row->type == t->row->type && p->row->key.with.n && p->mode.n) t->mode = p->mode, t->mode_how = p->mode_how;
        /* "exchanged artillery fire": what stands with the noun tells the means, the noun alone does not */
        if (strcmp(p->mode_how, "mode:trigger") != 0 && more_telling(p->mode, t->mode))
            t->mode = p->mode, t->mode_how = p->mode_how;
        p->dropped = true;
    }
}

/* "an assassination attempt": the attempt is what is attempted. */
static bool holds_its_like(const cs_ev *e, const cs_trigger *t) {
    const cs_sentence *s = &e->r->sentences.v[cs_tok(&e->t, t->tok)->sent];
    enum { NEAR = 40 }; /* tokens: a sentence may be a whole report */
    int32_t beg = t->tok - NEAR > s->beg ? t->tok - NEAR : s->beg;
    for (int32_t i = beg; e->stands_for[t->tok] && i < s->end && i < t->tok + NEAR; i++) {
        const cs_trigger *u = e->trig_at[i] >= 0 ? &e->trig.v[e->trig_at[i]] : t;
        if (u != t && !u->dropped && u->anchor == t->tok && u->row->type == t->row->type) return true;
    }
    return false;
}

/* "tried to bomb": a verb that the branch alone takes for a deed, where the verb under it is the deed. */
static void drop_carriers(cs_ev *e) {
    for (ptrdiff_t i = 0; i < e->trig.n; i++) {
        cs_trigger *t = &e->trig.v[i];
        if (t->dropped || !cs_eq(t->row->key.text, CS_LIT("*"))) continue;
        if (t->row->key.pos == 'n' && holds_its_like(e, t)) t->dropped = true;
        if (t->row->key.pos != 'v') continue;
        for (ptrdiff_t k = 0; k < e->trig.n; k++) /* "commanded operations" */
            t->dropped |= violent(&e->trig.v[k]) && e->trig.v[k].light == t->tok;
        CS_EACH_CHILD(&e->t, t->tok, c) {
            const cs_trigger *deed = e->trig_at[c] >= 0 ? &e->trig.v[e->trig_at[c]] : NULL;
            if (cs_rel(&e->t, c, CS_REL_OBJ) && deed && !deed->dropped && deed->row->key.pos == 'n' &&
                deed->row->type == t->row->type)
                t->dropped = true;                                                                /* "drew condemnation" */
            bool only_plans = cs_lexicon_modality(e->l, cs_tok(&e->t, t->tok)->lemma, 'v').n > 0; /* "planned to attack" */
            if (cs_rel(&e->t, c, CS_REL_XCOMP) && deed && !deed->dropped && (deed->row->type == t->row->type || only_plans))
                t->dropped = true;
        }
    }
}

/* "fighting has displaced 200,000", "the 900 displaced by the fighting": displacement is a toll of its cause (CODEBOOK). What
 * is itself uprooted ("terrorism will be uprooted") is no cause. */
static int32_t by_cause(const cs_ev *e, const cs_trigger *t) {
    if (t->row->effect != CS_EFFECT_DISPLACED || t->row->key.pos != 'v') return -1;
    bool passive = cs_is_passive(&e->t, t->tok);
    CS_EACH_CHILD(&e->t, t->tok, c) {
        uint8_t rel = cs_tok(&e->t, c)->deprel;
        bool cause = (cs_is_subject(rel) && !passive) || rel == CS_REL_OBL_AGENT ||
                     (rel == CS_REL_OBL && cs_eq(cs_case_of(&e->t, c, e->perm), CS_LIT("by")));
        int32_t o = cause ? owner_of(e, c) : -1;
        if (o >= 0 && violent(&e->trig.v[o])) return o;
    }
    return -1;
}

/* "mediating talks between X and Y": one meeting, whose parties are the verb's other side. */
static void join_talks(cs_ev *e) {
    for (ptrdiff_t i = 0; i < e->trig.n; i++) {
        cs_trigger *t = &e->trig.v[i];
        if (t->dropped || t->row->type != CS_T_CONSULT || t->row->key.pos != 'n' || !cs_rel(&e->t, t->anchor, CS_REL_OBJ))
            continue;
        int32_t o = e->trig_at[cs_tok(&e->t, t->anchor)->head];
        cs_trigger *u = o >= 0 ? &e->trig.v[o] : NULL;
        if (!u || u->dropped || u->row->type != CS_T_CONSULT || u->row->key.pos != 'v' || u->with == t->tok) continue;
        for (ptrdiff_t k = 0; k < t->roles.n; k++)
            cs_trigger_give(e, u, t->roles.v[k].token, CS_ROLE_RECIPIENT, "merge:same-meeting");
        t->dropped = true;
    }
}

/* "blocked the road in protest", "met to discuss trade": the same act once more, said of its manner or its aim. */
static void drop_manner(cs_ev *e) {
    for (ptrdiff_t i = 0; i < e->trig.n; i++) {
        cs_trigger *t = &e->trig.v[i];
        int32_t up = cs_tok(&e->t, t->tok)->head, o = up >= 0 && !t->dropped ? e->trig_at[up] : -1;
        bool same = o >= 0 && !e->trig.v[o].dropped &&
                    (e->trig.v[o].row->type == t->row->type || cs_trigger_likeliest(e, e->trig.v[o].tok) == t->row->type);
        if (!same) continue;
        bool manner = t->row->type == CS_T_PROTEST && t->row->key.pos == 'n' && cs_rel(&e->t, t->tok, CS_REL_OBL) &&
                      cs_eq(cs_case_of(&e->t, t->tok, e->perm), CS_LIT("in")) && cs_child(&e->t, t->tok, CS_REL_DET) < 0;
        bool aim = t->row->type == CS_T_CONSULT && t->row->key.pos == 'v' && cs_rel(&e->t, t->tok, CS_REL_ADVCL) &&
                   cs_tok(&e->t, t->tok)->feats.verbform == CS_VF_INF;
        t->dropped |= manner || aim;
    }
}

/* Whether trigger i may be part of o: not of itself nor of one that is part of it, since a chain must end. */
static bool may_go_into(const cs_ev *e, int32_t i, int32_t o) { return o >= 0 && o != i && root_of(e, o) != i; }

void cs_trigger_merge(cs_ev *e) {
    drop_parts(e);
    drop_carriers(e);
    join_talks(e);
    drop_manner(e);
    for (ptrdiff_t i = 0; i < e->trig.n; i++) {
        cs_trigger *t = &e->trig.v[i];
        int32_t o = t->dropped || t->into >= 0 ? -1 : by_cause(e, t);
        if (may_go_into(e, (int32_t)i, o)) t->into = o;
        if (!violent(t)) continue;
        o = by_clause(e, t);
        if (o < 0) o = by_nominal(e, t);
        if (o < 0) o = by_result(e, t);
        if (may_go_into(e, (int32_t)i, o) && violent(&e->trig.v[o])) t->into = o;
    }
    for (ptrdiff_t i = e->trig.n - 1; i >= 0; i--)
        if (e->trig.v[i].into >= 0) absorb(e, &e->trig.v[root_of(e, (int32_t)i)], &e->trig.v[i], (int32_t)i);
}
