/* Who claims a deed, denies it or is blamed for it: constructions around the noun of the deed, and those that leave the deed
 * to be understood ("the group claimed responsibility"), which speak of violence told before. */
#include "decode/attribution.h"
#include "decode/event_parts.h"

static const char PART_IN[] = "responsibility credit involvement role part hand complicity participation";
static const char TAKES[] = "claim accept take admit assume acknowledge";
static const char DENIES[] = "deny reject disclaim refute disavow dismiss";

static int32_t object_of(const cs_ev *e, int32_t verb) {
    int32_t o = cs_child(&e->t, verb, CS_REL_OBJ);
    return o >= 0 ? o : cs_child(&e->t, verb, CS_REL_NSUBJ_PASS);
}

static void blamed(cs_ev *e, cs_trigger *t, int32_t tok, const char *how, cs_certainty certainty) {
    cs_trigger_arg(e, t, CS_ROLE_AGENT, tok, how, certainty);
}

/* Who does what the verb says: its subject, or its by-phrase. */
static int32_t doer_of(const cs_ev *e, int32_t verb) {
    if (!cs_is_passive(&e->t, verb)) return cs_surface_subject(e, verb, NULL);
    CS_EACH_CHILD(&e->t, verb, c)
    if (cs_rel(&e->t, c, CS_REL_OBL_AGENT) ||
        (cs_rel(&e->t, c, CS_REL_OBL) && cs_eq(cs_case_of(&e->t, c, e->perm), CS_LIT("by"))))
        return c;
    return -1;
}

/* The "responsibility" or "involvement" that is the verb's object, or -1. */
static int32_t part_under(const cs_ev *e, int32_t verb) {
    int32_t o = object_of(e, verb);
    return o >= 0 && cs_lemma_in(&e->t, o, PART_IN) ? o : -1;
}

/* "has not claimed", "no group claimed", "neither X nor Y has claimed" */
static bool is_negated(const cs_ev *e, int32_t verb, int32_t subject) {
    CS_EACH_CHILD(&e->t, verb, c)
    if (cs_word_in(cs_tok(&e->t, c)->lower, "not n't n’t never nor neither")) return true;
    CS_EACH_CHILD(&e->t, subject, c)
    if (cs_word_in(cs_tok(&e->t, c)->lower, "no neither nor")) return true;
    return cs_word_in(cs_tok(&e->t, subject)->lower, "nobody none no-one noone");
}

static void takes_or_denies(cs_ev *e, cs_trigger *t, int32_t verb) {
    int32_t x = verb < 0 ? -1 : doer_of(e, verb), up;
    if (x >= 0 && cs_rel(&e->t, verb, CS_REL_ACL) && !(cs_filler_of(e, x) & (CS_IS_ACTOR | CS_IS_STATE)) &&
        (up = cs_tok(&e->t, x)->head) >= 0) /* "X distributed leaflets claiming …" */
        x = cs_surface_subject(e, up, NULL);
    if (x < 0 || is_negated(e, verb, x)) return;
    if (cs_lemma_in(&e->t, verb, TAKES)) blamed(e, t, x, "blame:claimed-responsibility", CS_CERT_CLAIMED);
    if (cs_lemma_in(&e->t, verb, DENIES)) blamed(e, t, x, "blame:denied-responsibility", CS_CERT_DENIED);
}

/* "for which X has claimed responsibility": the for-phrase hangs from either word. */
static bool for_which(const cs_ev *e, int32_t verb, int32_t part) {
    const int32_t at[2] = { verb, part };
    for (int k = 0; k < 2; k++) CS_EACH_CHILD(&e->t, at[k], c)
    if (cs_word_in(cs_tok(&e->t, c)->lower, "which whom") && cs_word_in(cs_case_of(&e->t, c, e->perm), "for in of"))
        return true;
    return false;
}

/* "X was accused of the murder of Y", "implicated in"; "X was involved in it", "took part in it". The deed's noun hangs from
 * verb. */
static bool accused_or_involved(cs_ev *e, cs_trigger *t, int32_t verb, cs_str prep) {
    bool in = cs_eq(prep, CS_LIT("in")), of = cs_eq(prep, CS_LIT("of"));
    bool accused = (of && cs_lemma_in(&e->t, verb, "accuse suspect convict")) || (in && cs_lemma_is(&e->t, verb, "implicate"));
    bool involved = in && cs_lemma_in(&e->t, verb, "involve involved participate");
    int32_t x = accused ? object_of(e, verb) : involved ? cs_surface_subject(e, verb, NULL) : -1;
    if (x < 0) return false;
    if (accused)
        blamed(e, t, x, "blame:accused-of", CS_CERT_ACCUSED);
    else
        blamed(e, t, x, "blame:involved-in", CS_CERT_FACT);
    return true;
}

/* "that it was behind the bombing": the preposition, where the clause has a word of its own before it. */
static bool is_behind(const cs_ev *e, int32_t noun) {
    CS_EACH_CHILD(&e->t, noun, c)
    if (c < noun && cs_rel(&e->t, c, CS_REL_CASE) && cs_eq(cs_tok(&e->t, c)->lower, CS_LIT("behind"))) return true;
    return false;
}

/* "the group said that it was behind it": who says so of itself, or -1. */
static int32_t says_of_itself(const cs_ev *e, int32_t subject) {
    const cs_token *t = cs_tok(&e->t, subject);
    int32_t clause = t->head, verb = clause >= 0 ? cs_tok(&e->t, clause)->head : -1;
    if (!cs_word_in(t->lower, "it they we he she") || verb < 0 || !cs_rel(&e->t, clause, CS_REL_CCOMP)) return -1;
    int32_t who = cs_surface_subject(e, verb, NULL), one = cs_entity_at(&e->at, who < 0 ? subject : who);
    if (who < 0 || !(cs_filler_of(e, who) & (CS_IS_ACTOR | CS_IS_STATE))) return -1;
    bool person = one >= 0 && e->r->entities.v[one].type == CS_ENT_PERSON;
    return cs_eq(t->lower, CS_LIT("it")) == !person ? who : -1;
}

/* "claimed responsibility for the attack", "blamed X for the attack", "the attack was attributed to X", "X was behind it". */
void cs_trigger_blame(cs_ev *e, cs_trigger *t) {
    const cs_tree *tr = &e->t;
    int32_t n = t->anchor, g = cs_tok(tr, n)->head, x;
    if (g < 0) return;
    cs_str prep = cs_case_of(tr, n, e->perm);
    uint8_t rel = cs_tok(tr, n)->deprel;
    bool oblique = rel == CS_REL_OBL || rel == CS_REL_NMOD;
    if (oblique && cs_word_in(prep, "for in of") && cs_lemma_in(tr, g, PART_IN)) {
        takes_or_denies(e, t, cs_tok(tr, g)->head);
        return;
    }
    if (oblique && cs_eq(prep, CS_LIT("for")) && cs_lemma_in(tr, g, "blame accuse condemn hold")) {
        if (!cs_lemma_is(tr, g, "condemn") && (x = object_of(e, g)) >= 0) blamed(e, t, x, "blame:blamed-for", CS_CERT_ACCUSED);
        return;
    }
    if (oblique && accused_or_involved(e, t, g, prep)) return;
    if (oblique && cs_eq(prep, CS_LIT("for")) && cs_lemma_is(tr, g, "responsible")) {
        bool held = cs_rel(tr, g, CS_REL_XCOMP) && cs_tok(tr, g)->head >= 0; /* "hold X responsible" */
        x = held ? object_of(e, cs_tok(tr, g)->head) : cs_subject_of(tr, g);
        if (x >= 0) blamed(e, t, x, "blame:responsible-for", CS_CERT_ACCUSED);
    }
    if ((cs_eq(prep, CS_LIT("behind")) || is_behind(e, n)) && (x = cs_subject_of(tr, oblique ? g : n)) >= 0) {
        int32_t who = says_of_itself(e, x);
        blamed(e, t, who >= 0 ? who : x, "blame:behind", who >= 0 ? CS_CERT_CLAIMED : CS_CERT_ACCUSED);
    }
    if (cs_is_subject(rel) && cs_lemma_in(tr, g, "work handiwork doing") && cs_child(tr, g, CS_REL_COP) >= 0)
        CS_EACH_CHILD(tr, g, c) /* "the bombing may have been the work of X" */
    if (cs_rel(tr, c, CS_REL_NMOD) && cs_eq(cs_case_of(tr, c, e->perm), CS_LIT("of")))
        blamed(e, t, c, "blame:work-of", cs_child(tr, g, CS_REL_AUX) >= 0 ? CS_CERT_POSSIBLE : CS_CERT_ACCUSED);
    CS_EACH_CHILD(tr, n, c) /* "attacks for which X has claimed responsibility" */
    if (cs_rel(tr, c, CS_REL_ACL_RELCL) && (x = part_under(e, c)) >= 0 && for_which(e, c, x)) takes_or_denies(e, t, c);
    int32_t v = -1; /* "the attack was blamed on / attributed to / claimed by X", also as a participle */
    if (rel == CS_REL_NSUBJ_PASS || rel == CS_REL_OBJ) v = g;
    CS_EACH_CHILD(tr, n, c)
    if (cs_rel(tr, c, CS_REL_ACL) && cs_lemma_in(tr, c, "blame attribute claim ascribe pin")) v = c;
    if (v < 0 || !cs_lemma_in(tr, v, "blame attribute claim ascribe pin")) return;
    CS_EACH_CHILD(tr, n, c) /* "blamed the attack on X": X may hang from the attack */
    if (cs_lemma_in(tr, v, "blame pin") && cs_rel(tr, c, CS_REL_NMOD) && cs_eq(cs_case_of(tr, c, e->perm), CS_LIT("on")))
        blamed(e, t, c, "blame:attributed", CS_CERT_ACCUSED);
    CS_EACH_CHILD(tr, v, c) {
        cs_str p = cs_case_of(tr, c, e->perm);
        if (!cs_rel(tr, c, CS_REL_OBL) && !cs_rel(tr, c, CS_REL_OBL_AGENT)) continue;
        if (cs_lemma_is(tr, v, "claim") ? cs_eq(p, CS_LIT("by")) : cs_word_in(p, "on to"))
            blamed(e, t, c, "blame:attributed", cs_lemma_is(tr, v, "claim") ? CS_CERT_CLAIMED : CS_CERT_ACCUSED);
    }
    if (cs_lemma_is(tr, v, "claim") && !cs_is_passive(tr, v) && (x = cs_surface_subject(e, v, NULL)) >= 0 && x != n)
        blamed(e, t, x, "blame:claimed", CS_CERT_CLAIMED);
}

/* ---- the deed left out ---- */

static bool is_claim(const cs_trigger *t) {
    return t->row->type == CS_T_ASSAULT && t->row->key.pos == 'v' && cs_word_in(t->row->key.with, "responsibility credit");
}

void cs_trigger_claim(cs_ev *e, cs_trigger *t) {
    if (!is_claim(t)) return;
    t->args.n = 0;
    if (part_under(e, t->tok) >= 0) takes_or_denies(e, t, t->tok);
}

/* Violence that has happened, told so many sentences before at most. */
static bool violence_before(const cs_ev *e, int32_t tok, int32_t sentences) {
    for (ptrdiff_t i = e->r->statements.n - 1; i >= 0; i--) {
        const cs_statement *s = &e->r->statements.v[i];
        if (cs_tok(&e->t, tok)->sent - cs_tok(&e->t, s->trigger_token)->sent > sentences) return false;
        if (s->type == CS_T_ASSAULT && (s->modality == CS_MOD_ACTUAL || s->modality == CS_MOD_ATTEMPTED)) return true;
    }
    return false;
}

/* "officials blamed the Front": for what was told just before. The blamed one did it, by the word of who blames. */
static bool blames_for_told(cs_ev *e, const cs_trigger *t, cs_statement *s) {
    enum { NEAR = 2 };
    if (s->type != CS_T_ACCUSE || s->modality != CS_MOD_ACTUAL || !cs_lemma_in(&e->t, t->tok, "blame suspect")) return false;
    if (!violence_before(e, t->tok, NEAR)) return false;
    CS_EACH_CHILD(&e->t, t->tok, c)
    if (cs_is_clausal(cs_tok(&e->t, c)->deprel) || cs_word_in(cs_case_of(&e->t, c, e->perm), "for on of in over")) return false;
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s->roles.n; i++) {
        cs_role r = s->roles.v[i];
        if (r.role != CS_ROLE_RECIPIENT || !(cs_filler_of(e, r.token) & CS_IS_ACTOR)) continue;
        r.role = CS_ROLE_AGENT, r.certainty = CS_CERT_ACCUSED, r.why = CS_LIT("blame:blamed-for");
        s->roles.v[n++] = r;
    }
    if (!n) return false;
    s->roles.n = n;
    s->type = CS_T_ASSAULT;
    s->mode = (cs_str){ 0 };
    s->certainty = CS_CERT_ACCUSED;
    return true;
}

/* "denied any involvement" in what was told before; "denied it", "rejected the accusation" in what was told just before. */
static bool denies_told(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    enum { NEAR = 2 };
    if (s->type != CS_T_REJECT || s->modality != CS_MOD_ACTUAL || !cs_lemma_in(&e->t, t->tok, DENIES)) return false;
    int32_t o = object_of(e, t->tok);
    if (o < 0) return false;
    if (cs_lemma_in(&e->t, o, PART_IN)) return violence_before(e, t->tok, (int32_t)e->r->sentences.n);
    bool it = cs_word_in(cs_tok(&e->t, o)->lower, "it this that");
    return (it || cs_lemma_in(&e->t, o, "accusation allegation charge claim")) && violence_before(e, t->tok, NEAR);
}

const char *cs_event_claim(cs_ev *e, const cs_trigger *t, cs_statement *s) {
    s->of_told = is_claim(t);
    if (s->of_told) return NULL;
    bool blames = blames_for_told(e, t, s);
    s->of_told = blames || denies_told(e, t, s);
    if (blames && !s->according_to.n) s->according_to = cs_attribution_by_cue(e->r, s->trigger, e->perm);
    return blames ? "blame:blamed-for" : NULL;
}

/* Whether violence is told under the word: by its clause, its noun, or the noun of a "role in" or "responsibility for" it. */
static bool speaks_of_deed(const cs_ev *e, int32_t word) {
    enum { NEAR = 40 }; /* tokens between a noun and what carries it: a sentence may be a whole report */
    const cs_sentence *sent = &e->r->sentences.v[cs_tok(&e->t, word)->sent];
    CS_EACH_CHILD(&e->t, word, c) {
        uint8_t rel = cs_tok(&e->t, c)->deprel;
        bool under =
            cs_is_clausal(rel) || rel == CS_REL_OBJ || rel == CS_REL_OBL || rel == CS_REL_NSUBJ_PASS || rel == CS_REL_NMOD;
        if (!under) continue;
        if (cs_lemma_in(&e->t, c, PART_IN) && speaks_of_deed(e, c)) return true;
        for (int32_t i = c - NEAR > sent->beg ? c - NEAR : sent->beg; i < sent->end && i < c + NEAR; i++) {
            if (e->trig_at[i] < 0) continue;
            const cs_trigger *u = &e->trig.v[e->trig_at[i]];
            bool told = !u->dropped && u->row->type == CS_T_ASSAULT && (u->row->strong || cs_trigger_certain(e, u));
            if (told && (u->tok == c || u->anchor == c || u->light == c)) return true;
        }
    }
    return false;
}

/* Who is blamed for a given deed is its agent, accused; who denies it, and is the first to speak of it, its agent, denied: that
 * is told with the deed, and the word of blame or denial tells no more (CODEBOOK). */
static bool told_with_deed(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    if (t->row->key.pos != 'v' || s->modality != CS_MOD_ACTUAL) return false;
    bool blames = s->type == CS_T_ACCUSE && cs_lemma_in(&e->t, t->tok, "blame attribute ascribe suspect");
    bool denies = s->type == CS_T_REJECT && cs_lemma_in(&e->t, t->tok, "deny disclaim disavow refute") &&
                  !violence_before(e, t->tok, (int32_t)e->r->sentences.n);
    return (blames || denies) && speaks_of_deed(e, t->tok);
}

/* "claimed responsibility for the attack": a noun that points back and of which the claim is all that is told, is told by the
 * claim. */
static bool told_by_claim(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    int32_t part = cs_tok(&e->t, t->anchor)->head, verb = part < 0 ? -1 : cs_tok(&e->t, part)->head;
    int32_t at = verb < 0 ? -1 : e->trig_at[verb];
    if (t->row->key.pos != 'n' || at < 0 || e->trig.v[at].dropped || !is_claim(&e->trig.v[at]) || s->toll.n) return false;
    for (ptrdiff_t i = 0; i < s->roles.n; i++)
        if (!cs_eq(s->roles.v[i].why, CS_LIT("blame:claimed-responsibility")) && !cs_role_is_learnt(&s->roles.v[i]))
            return false;
    return cs_is_definite(&e->t, t->tok) && violence_before(e, t->tok, (int32_t)e->r->sentences.n);
}

bool cs_event_claim_holds(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    if (told_with_deed(e, t, s) || told_by_claim(e, t, s)) return false;
    if (!is_claim(t)) return true;
    bool claimed = false;
    for (ptrdiff_t i = 0; i < s->roles.n; i++) claimed |= cs_eq(s->roles.v[i].why, CS_LIT("blame:claimed-responsibility"));
    return claimed && s->modality == CS_MOD_ACTUAL && !t->nobody && violence_before(e, t->tok, (int32_t)e->r->sentences.n);
}
