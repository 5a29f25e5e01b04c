/* What stands in each syntactic slot of a trigger. The subject of a verb is looked for where English leaves it out:
 * coordination, raising and control, participles, infinitives, relative clauses (UD v2; Huddleston & Pullum ch. 14). */
#include "decode/event_parts.h"

enum { CLIMB_MAX = 8 }; /* governors that a missing subject is looked for in */

/* Verbs whose object is the subject of "of/for/from/with + -ing" and of an infinitive. */
static const char OBJECT_CONTROL[] =
    "accuse suspect charge convict blame arrest try jail sentence prevent stop keep deter bar "
    "condemn criticise criticize fault execute punish hold indict block discourage dissuade forbid hinder restrain prohibit";
/* Verbs that keep their subject as that of the infinitive, object or not. */
static const char SUBJECT_CONTROL[] = "promise threaten vow pledge swear use";

static void add(cs_ev *e, cs_trigger *t, cs_slot_kind slot, cs_str prep, int32_t tok, const char *how) {
    for (ptrdiff_t i = 0; i < t->args.n; i++)
        if (t->args.v[i].tok == tok && t->args.v[i].slot == slot) return;
    *CS_PUSH(e->perm, &t->args) = (cs_arg){ (uint8_t)slot, CS_ROLE_COUNT, prep, tok, how, CS_CERT_FACT };
}

void cs_trigger_arg(cs_ev *e, cs_trigger *t, cs_role_name role, int32_t tok, const char *how, cs_certainty certainty) {
    for (ptrdiff_t i = 0; i < t->args.n; i++) {
        cs_arg *a = &t->args.v[i];
        if (a->tok != tok) continue;
        *a = (cs_arg){ a->slot, (uint8_t)role, a->prep, tok, how, (uint8_t)certainty };
        return;
    }
    *CS_PUSH(e->perm, &t->args) = (cs_arg){ CS_SLOT_SUBJ, (uint8_t)role, { 0 }, tok, how, (uint8_t)certainty };
}

static bool nominal(const cs_ev *e, int32_t tok) {
    uint8_t u = cs_tok(&e->t, tok)->upos;
    return u == CS_UPOS_NOUN || u == CS_UPOS_PROPN || u == CS_UPOS_PRON || u == CS_UPOS_NUM || u == CS_UPOS_ADJ ||
           u == CS_UPOS_DET;
}

/* "by land and air", "by mistake", "by night": how, and nobody's doing. */
static bool is_manner(const cs_ev *e, int32_t noun) {
    CS_EACH_CHILD(&e->t, noun, c)
    if (!cs_rel(&e->t, c, CS_REL_CASE) && !cs_rel(&e->t, c, CS_REL_CC) && !cs_rel(&e->t, c, CS_REL_CONJ)) return false;
    return cs_tok(&e->t, noun)->upos == CS_UPOS_NOUN && cs_tok(&e->t, noun)->feats.number != CS_NUM_PLUR &&
           cs_lemma_in(
               &e->t, noun,
               "land air sea water road rail foot hand force mistake accident chance surprise night day law decree phone "
               "telephone mail letter fax radio proxy default design");
}

/* The by-phrase of a passive. */
static int32_t agent_phrase(const cs_ev *e, int32_t verb) {
    CS_EACH_CHILD(&e->t, verb, c) {
        if (is_manner(e, c)) continue;
        cs_str prep = cs_rel(&e->t, c, CS_REL_OBL_AGENT) ? cs_case_of(&e->t, c, e->perm) : (cs_str){ 0 };
        if (cs_rel(&e->t, c, CS_REL_OBL_AGENT) && (!prep.n || cs_eq(prep, CS_LIT("by"))))
            return c; /* not "forced up the hill" */
        if (cs_rel(&e->t, c, CS_REL_OBL) && cs_eq(cs_case_of(&e->t, c, e->perm), CS_LIT("by")) && cs_is_passive(&e->t, verb))
            return c;
    }
    return -1;
}

static int32_t object_of(const cs_ev *e, int32_t verb) {
    int32_t o = cs_child(&e->t, verb, CS_REL_OBJ);
    if (o >= 0) return o;
    return cs_child(&e->t, verb, CS_REL_NSUBJ_PASS);
}

/* Whose plan it is: "the plan of X to …", "X's plan to …", "X has a plan to …". */
static int32_t owner_of_noun(const cs_ev *e, int32_t noun, const char **how) {
    const cs_tree *t = &e->t;
    *how = "args:owner-of-noun";
    int32_t p = cs_child(t, noun, CS_REL_NMOD_POSS);
    if (p >= 0) return p;
    CS_EACH_CHILD(t, noun, c) {
        cs_str prep = cs_rel(t, c, CS_REL_NMOD) ? cs_case_of(t, c, e->perm) : (cs_str){ 0 };
        if (cs_eq(prep, CS_LIT("of")) || cs_eq(prep, CS_LIT("by"))) return c;
        if (cs_rel(t, c, CS_REL_COMPOUND) && (cs_filler_of(e, c) & CS_IS_ACTOR)) return c;
    }
    int32_t g = cs_tok(t, noun)->head;
    if (g < 0 || cs_tok(t, g)->upos != CS_UPOS_VERB) return -1;
    if (cs_lemma_in(
            t, g,
            "foil thwart uncover prevent avert disrupt stop expose reveal discover unmask block frustrate report escape "
            "flee avoid evade survive resist oppose fear condemn criticise criticize reject denounce"))
        return -1; /* who foils a plot or flees an offensive has none */
    return cs_is_subject(cs_tok(t, noun)->deprel) ? -1 : cs_surface_subject(e, g, NULL);
}

static int32_t subject_from_governor(const cs_ev *e, int32_t verb, int32_t g, int depth, const char **how);

static int32_t subject_up(const cs_ev *e, int32_t verb, int depth, const char **how) {
    const cs_tree *t = &e->t;
    int32_t own = cs_subject_of(t, verb);
    *how = "args:subject";
    if (own >= 0) return cs_tok(t, own)->deprel == CS_REL_CSUBJ || cs_tok(t, own)->deprel == CS_REL_CSUBJ_PASS ? -1 : own;
    int32_t g = cs_tok(t, verb)->head;
    return g < 0 || depth >= CLIMB_MAX ? -1 : subject_from_governor(e, verb, g, depth, how);
}

/* "called on the rebels to disarm", "appealed to X to": who is called on is to do it; -1: nobody is. */
static int32_t called_on(const cs_ev *e, int32_t verb) {
    if (!cs_lemma_in(&e->t, verb, "call appeal")) return -1;
    CS_EACH_CHILD(&e->t, verb, c)
    if (cs_rel(&e->t, c, CS_REL_OBL) &&
        cs_word_in(cs_case_of(&e->t, c, e->perm), cs_lemma_is(&e->t, verb, "call") ? "on upon" : "to"))
        return c;
    return -1;
}

/* "she would like X to explain but supports him": a finite verb goes on from no infinitive, but from the one that governs it.
 * -1: it goes on from g. */
static int32_t beside_infinitive(const cs_ev *e, int32_t verb, int32_t g) {
    const cs_tree *t = &e->t;
    if (cs_tok(t, verb)->feats.verbform != CS_VF_FIN || cs_eq(cs_tok(t, verb)->lower, cs_tok(t, verb)->lemma)) return -1;
    if (cs_child(t, verb, CS_REL_AUX) >= 0 || cs_child(t, verb, CS_REL_MARK) >= 0) return -1;
    int32_t up = g;
    while (up >= 0 && cs_tok(t, up)->upos == CS_UPOS_VERB && cs_tok(t, up)->feats.verbform == CS_VF_INF &&
           cs_child(t, up, CS_REL_AUX) < 0 && cs_subject_of(t, up) < 0)
        up = cs_tok(t, up)->head;
    return up >= 0 && up != g && cs_tok(t, up)->upos == CS_UPOS_VERB ? up : -1;
}

static int32_t subject_from_governor(const cs_ev *e, int32_t verb, int32_t g, int depth, const char **how) {
    const cs_tree *t = &e->t;
    const cs_token *v = cs_tok(t, verb);
    bool passive_g = cs_is_passive(t, g), bare = v->feats.verbform != CS_VF_INF;
    int32_t o = object_of(e, g), s;
    cs_str mark = cs_case_of(t, verb, e->perm);
    switch (v->deprel) {
    case CS_REL_CONJ:
        if ((s = beside_infinitive(e, verb, g)) >= 0) g = s;
        s = subject_up(e, g, depth + 1, how);
        *how = "args:shared-subject";
        return s;
    case CS_REL_XCOMP:
        *how = "args:control";
        if ((s = called_on(e, g)) >= 0) return s;
        if (o >= 0 && !passive_g && !cs_lemma_in(t, g, SUBJECT_CONTROL)) return o;
        if ((s = cs_child(t, g, CS_REL_IOBJ)) >= 0 && !passive_g) return s;
        return subject_up(e, g, depth + 1, how);
    case CS_REL_CCOMP: return bare && v->feats.verbform != CS_VF_GER ? -1 : subject_up(e, g, depth + 1, how);
    case CS_REL_ADVCL:
        *how = "args:adverbial-clause";
        if (v->feats.verbform == CS_VF_INF && (s = called_on(e, g)) >= 0) return s;
        if (mark.n && cs_word_in(mark, "of for from with") && cs_lemma_in(t, g, OBJECT_CONTROL)) return o;
        if (!mark.n && bare && passive_g) return agent_phrase(e, g);
        s = subject_up(e, g, depth + 1, how);
        *how = "args:adverbial-clause";
        return s;
    case CS_REL_ACL:
        /* "plans of X to attack" are X's; "troops to attack", "accused soldiers of shooting" say who it is themselves */
        if (v->feats.verbform == CS_VF_INF || cs_word_in(mark, "to of for"))
            return cs_filler_of(e, g) & CS_IS_ACTOR ? g : owner_of_noun(e, g, how);
        *how = "args:participle";
        return g;
    case CS_REL_ACL_RELCL:
    case CS_REL_AMOD: *how = "args:relative-clause"; return g;
    default: return -1;
    }
}

int32_t cs_surface_subject(const cs_ev *e, int32_t verb, const char **how) {
    const char *unused;
    return subject_up(e, verb, 0, how ? how : &unused);
}

/* Objects that coordination shares: "attacked and looted the village" (on the first), "struck and killed him" (on the last). */
static int32_t shared_object(const cs_ev *e, int32_t verb) {
    const cs_tree *t = &e->t;
    if (cs_child(t, verb, CS_REL_IOBJ) >= 0 || cs_child(t, verb, CS_REL_CCOMP) >= 0)
        return -1; /* "asked him to go and left it" */
    CS_EACH_CHILD(t, verb, c) {
        int32_t o = cs_rel(t, c, CS_REL_CONJ) && cs_tok(t, c)->upos == CS_UPOS_VERB && cs_subject_of(t, c) < 0
                        ? cs_child(t, c, CS_REL_OBJ)
                        : -1;
        if (o >= 0) return o;
    }
    if (!cs_rel(t, verb, CS_REL_CONJ)) return -1;
    int32_t o = cs_child(t, cs_tok(t, verb)->head, CS_REL_OBJ);
    return o > verb ? o : -1;
}

static int32_t shared_agent_phrase(const cs_ev *e, int32_t verb) {
    const cs_tree *t = &e->t;
    int32_t a = agent_phrase(e, verb);
    if (a >= 0) return a;
    CS_EACH_CHILD(t, verb, c) { /* "six were killed and nine wounded by gunmen"; not "X was held and her son was killed by Y" */
        int32_t own = cs_rel(t, c, CS_REL_CONJ) ? cs_subject_of(t, c) : -1;
        if (own >= 0 && cs_tok(t, own)->upos != CS_UPOS_NUM && cs_child(t, own, CS_REL_NUMMOD) < 0) continue;
        if (cs_rel(t, c, CS_REL_CONJ) && (a = agent_phrase(e, c)) >= 0) return a;
    }
    return cs_rel(t, verb, CS_REL_CONJ) ? agent_phrase(e, cs_tok(t, verb)->head) : -1;
}

/* "killed at least 40 civilians", "abducted over 200 girls": the preposition belongs to the number; it is the object. Nor is
 * an oblique without a preposition one (those of time have a relation of their own). */
static bool is_quantified_object(const cs_ev *e, int32_t c) {
    int32_t k = cs_child(&e->t, c, CS_REL_CASE);
    if (k < 0) return nominal(e, c);
    if (k + 1 >= e->r->tokens.n) return false;
    const cs_token *next = cs_tok(&e->t, k + 1);
    if (cs_eq(cs_tok(&e->t, k)->lower, CS_LIT("at"))) return cs_word_in(next->lower, "least most");
    return cs_word_in(cs_tok(&e->t, k)->lower, "over around about above under between") && next->upos == CS_UPOS_NUM &&
           cs_above(&e->t, c, k + 1);
}

static void oblique_args(cs_ev *e, cs_trigger *t, int32_t at) {
    CS_EACH_CHILD(&e->t, at, c) {
        switch (cs_tok(&e->t, c)->deprel) {
        case CS_REL_OBL_AGENT:
            if (cs_eq(cs_case_of(&e->t, c, e->perm), CS_LIT("by"))) break; /* else the parser's word for another oblique */
            /* fall through */
        case CS_REL_OBL:
        case CS_REL_NMOD: {
            cs_str prep = cs_case_of(&e->t, c, e->perm);
            bool object = at == t->tok && cs_rel(&e->t, c, CS_REL_OBL) && cs_child(&e->t, at, CS_REL_OBJ) < 0 &&
                          is_quantified_object(e, c);
            if (object && t->row->key.pos == 'v')
                add(e, t, CS_SLOT_OBJ, (cs_str){ 0 }, c, "args:quantified-object");
            else if (prep.n && c != t->tok)
                add(e, t, CS_SLOT_PREP, prep, c, "args:oblique");
            break;
        }
        case CS_REL_XCOMP: add(e, t, CS_SLOT_XCOMP, (cs_str){ 0 }, c, "args:complement"); break;
        case CS_REL_CCOMP: add(e, t, CS_SLOT_CCOMP, (cs_str){ 0 }, c, "args:complement"); break;
        case CS_REL_IOBJ: /* "warned X that …": an only object, whatever the parser calls it */
            if (at == t->tok && cs_child(&e->t, at, CS_REL_OBJ) < 0 &&
                !cs_lex_frame_slot(t->row->frame, CS_SLOT_IOBJ, (cs_str){ 0 }))
                add(e, t, CS_SLOT_OBJ, (cs_str){ 0 }, c, "args:object");
            else
                add(e, t, CS_SLOT_IOBJ, (cs_str){ 0 }, c, "args:indirect-object");
            break;
        case CS_REL_ADVCL: add(e, t, CS_SLOT_ADVCL, cs_case_of(&e->t, c, e->perm), c, "args:adverbial"); break;
        default: break;
        }
    }
}

/* "expelled the envoys", "seized the rifles": a noun that the row's key names has its own part too, if it has a body; but "has
 * safe haven": no haven is who hosts or is hosted. */
static bool has_own_part(const cs_ev *e, const cs_trigger *t) {
    unsigned ground = t->row->type == CS_T_HOSTS ? 0 : CS_IS_GROUND;
    if (cs_word_in(t->row->mode, "cyber riot")) return true; /* "attacked the website", "burned tyres" */
    return cs_filler_of(e, t->with) & (CS_IS_ACTOR | ground | CS_IS_WEAPON | CS_IS_VEHICLE);
}

/* "Qatar mediated between": a verb without an object has no passive, whatever the parser takes it for. */
static bool may_be_passive(const cs_ev *e, const cs_trigger *t) {
    int32_t s = cs_child(&e->t, t->tok, CS_REL_NSUBJ_PASS);
    bool bare = s >= 0 && cs_child(&e->t, t->tok, CS_REL_AUX_PASS) < 0;
    /* "the army attacked by land and air": with articles it is no headline, where a passive may lack its auxiliary */
    if (bare && cs_child(&e->t, s, CS_REL_DET) >= 0 && (cs_filler_of(e, s) & CS_IS_ARMED) && agent_phrase(e, t->tok) < 0 &&
        (cs_rel(&e->t, t->tok, CS_REL_ROOT) || cs_rel(&e->t, t->tok, CS_REL_CCOMP)))
        return false;
    return !bare || cs_lex_frame_slot(t->row->frame, CS_SLOT_OBJ, (cs_str){ 0 }) != NULL;
}

/* "Clashes broke out between X and Y": what the verb tells of is the noun's, and so are the two between whom it is. */
static void happening_args(cs_ev *e, cs_trigger *t) {
    int32_t g = cs_tok(&e->t, t->anchor)->head;
    if (g < 0 || !cs_is_subject(cs_tok(&e->t, t->anchor)->deprel) || cs_child(&e->t, g, CS_REL_OBJ) >= 0) return;
    if (!cs_lemma_in(&e->t, g, "break erupt flare ensue occur begin start resume continue rage take go")) return;
    CS_EACH_CHILD(&e->t, g, c)
    if (cs_rel(&e->t, c, CS_REL_OBL) && cs_eq(cs_case_of(&e->t, c, e->perm), CS_LIT("between")))
        add(e, t, CS_SLOT_PREP, CS_LIT("between"), c, "args:between");
}

/* "they saw him reach for it before shooting him": an object that was the doer would be "himself"; the doer is who does what
 * the clause is part of. */
static int32_t not_its_object(const cs_ev *e, int32_t verb, int32_t subject) {
    int32_t o = cs_child(&e->t, verb, CS_REL_OBJ);
    if (o < 0 || subject < 0 || cs_tok(&e->t, o)->upos != CS_UPOS_PRON || !cs_rel(&e->t, subject, CS_REL_OBJ)) return subject;
    int32_t up = cs_tok(&e->t, subject)->head;
    if (up == verb || !cs_eq(cs_tok(&e->t, o)->lower, cs_tok(&e->t, subject)->lower)) return subject;
    int32_t above = cs_surface_subject(e, up, NULL);
    return above >= 0 ? above : subject;
}

static void verb_args(cs_ev *e, cs_trigger *t) {
    const cs_tree *tr = &e->t;
    const char *how;
    int32_t v = t->tok, s = cs_surface_subject(e, v, &how), o;
    s = not_its_object(e, v, s);
    t->passive = cs_is_passive(tr, v) && may_be_passive(e, t);
    if (s >= 0) add(e, t, t->passive ? CS_SLOT_OBJ : CS_SLOT_SUBJ, (cs_str){ 0 }, s, how);
    if (t->passive && (s = shared_agent_phrase(e, v)) >= 0) add(e, t, CS_SLOT_SUBJ, (cs_str){ 0 }, s, "args:by-phrase");
    CS_EACH_CHILD(tr, v, c)
    if (cs_rel(tr, c, CS_REL_OBJ) && (c != t->with || has_own_part(e, t)))
        add(e, t, CS_SLOT_OBJ, (cs_str){ 0 }, c, "args:object");
    if (!t->passive && cs_child(tr, v, CS_REL_OBJ) < 0) {
        if ((o = shared_object(e, v)) >= 0)
            add(e, t, CS_SLOT_OBJ, (cs_str){ 0 }, o, "args:shared-object");
        else if (cs_rel(tr, v, CS_REL_ACL_RELCL) && cs_subject_of(tr, v) >= 0 &&
                 !cs_word_in(cs_tok(tr, cs_subject_of(tr, v))->lower, "who which that what whoever")) /* "those they hold" */
            add(e, t, CS_SLOT_OBJ, (cs_str){ 0 }, cs_tok(tr, v)->head, "args:relative-gap");
    }
    oblique_args(e, t, v);
    if (t->with >= 0) oblique_args(e, t, t->with); /* "opened fire on": on may hang from either word */
    happening_args(e, t);                          /* "Fighting broke out" */
}

static bool points_at_noun(const cs_ev *e, int32_t v, int32_t noun) {
    for (int32_t x = noun, n = 0; x >= 0 && n < 4; x = cs_tok(&e->t, x)->head, n++)
        if (cs_tok(&e->t, x)->head == v) return true;
    return cs_tok(&e->t, v)->head == noun;
}

/* The light verb's own dependents: its subject has the role that the table says, its obliques are the noun's. */
static void light_args(cs_ev *e, cs_trigger *t) {
    const cs_tree *tr = &e->t;
    int32_t v = t->light, s;
    const char *how;
    if (v < 0 || !points_at_noun(e, v, t->anchor)) return;
    bool passive = cs_is_passive(tr, v);
    s = passive ? shared_agent_phrase(e, v) : cs_surface_subject(e, v, &how);
    cs_role_name role = (cs_role_name)t->light_row->subject;
    if (t->row->type >= CS_T_EVENT_COUNT) role = role == CS_ROLE_AGENT ? CS_ROLE_FROM : CS_ROLE_TO;
    if (s >= 0 && s != t->anchor && s != t->tok) cs_trigger_arg(e, t, role, s, "args:light-verb", CS_CERT_FACT);
    oblique_args(e, t, v);
}

/* "In support of the army, aircraft struck": who supports is who acts, the army is supported. */
static void in_support_of(cs_ev *e, cs_trigger *t) {
    const cs_tree *tr = &e->t;
    int32_t n = t->tok, g = cs_tok(tr, n)->head, s, of = -1;
    bool relation = t->row->type >= CS_T_EVENT_COUNT;
    if (g < 0 || !cs_rel(tr, n, CS_REL_OBL) || !cs_eq(cs_case_of(tr, n, e->perm), CS_LIT("in")) ||
        !cs_lemma_is(tr, n, "support"))
        return;
    CS_EACH_CHILD(tr, n, c)
    if (cs_rel(tr, c, CS_REL_NMOD) && cs_eq(cs_case_of(tr, c, e->perm), CS_LIT("of"))) of = c;
    if (of < 0) return;
    if ((s = cs_surface_subject(e, g, NULL)) >= 0)
        cs_trigger_arg(e, t, relation ? CS_ROLE_FROM : CS_ROLE_AGENT, s, "args:in-support-of", CS_CERT_FACT);
    cs_trigger_arg(e, t, relation ? CS_ROLE_TO : CS_ROLE_RECIPIENT, of, "args:in-support-of", CS_CERT_FACT);
}

/* "Kurdish", "the rebels'": what stands before a noun and may say whose deed it is. */
static bool is_before_noun(const cs_ev *e, int32_t c) {
    return cs_rel(&e->t, c, CS_REL_AMOD) || cs_rel(&e->t, c, CS_REL_COMPOUND) || cs_rel(&e->t, c, CS_REL_NMOD_POSS);
}

static bool has_word_before(const cs_ev *e, int32_t noun) {
    CS_EACH_CHILD(&e->t, noun, c)
    if (is_before_noun(e, c) && c < noun && cs_tok(&e->t, c)->form.n &&
        (cs_tok(&e->t, c)->form.p[0] & 0xDF) == cs_tok(&e->t, c)->form.p[0])
        return true;
    return false;
}

static void noun_children(cs_ev *e, cs_trigger *t, int32_t n) {
    const cs_tree *tr = &e->t;
    bool event = t->row->type < CS_T_EVENT_COUNT;
    bool other = event && n != t->tok && n != t->anchor && has_word_before(e, t->tok);
    CS_EACH_CHILD(tr, n, c) {
        if (other && is_before_noun(e, c)) continue; /* "the Assad offensive and Russian airstrikes": each has its own */
        bool weapon = cs_rel(tr, c, CS_REL_NMOD) && (cs_filler_of(e, c) & CS_IS_WEAPON); /* "the explosion of a bomb" */
        if (c == t->with && !weapon) continue;
        switch (cs_tok(tr, c)->deprel) {
        case CS_REL_NMOD_POSS: add(e, t, CS_SLOT_POSS, (cs_str){ 0 }, c, "args:possessive"); break;
        case CS_REL_COMPOUND: add(e, t, CS_SLOT_COMPOUND, (cs_str){ 0 }, c, "args:compound"); break;
        case CS_REL_AMOD: add(e, t, CS_SLOT_AMOD, (cs_str){ 0 }, c, "args:adjective"); break;
        case CS_REL_NMOD:
        case CS_REL_OBL: {
            cs_str prep = cs_case_of(tr, c, e->perm);
            if (prep.n && c != t->tok) add(e, t, CS_SLOT_PREP, prep, c, "args:prepositional");
            break;
        }
        case CS_REL_APPOS: /* "Ana Ruiz, commander, Third Brigade" */
            if (t->row->type >= CS_T_EVENT_COUNT && cs_rel(tr, n, CS_REL_APPOS))
                add(e, t, CS_SLOT_PREP, CS_LIT("of"), c, "args:apposition");
            break;
        case CS_REL_ACL: {
            int32_t by = agent_phrase(e, c);
            if (by >= 0 &&
                cs_lemma_in(tr, c, "carry conduct launch stage commit perpetrate mount lead orchestrate plan direct"))
                cs_trigger_arg(e, t, CS_ROLE_AGENT, by, "args:participle", CS_CERT_FACT);
            if (cs_lemma_in(tr, c, "involve target include")) {
                int32_t o = cs_child(tr, c, CS_REL_OBJ);
                if (o >= 0)
                    add(e, t, CS_SLOT_PREP, cs_lemma_is(tr, c, "target") ? CS_LIT("on") : CS_LIT("with"), o, "args:participle");
            }
            break;
        }
        default: break;
        }
    }
}

static void noun_args(cs_ev *e, cs_trigger *t) {
    const cs_tree *tr = &e->t;
    noun_children(e, t, t->tok);
    if (t->anchor != t->tok) noun_children(e, t, t->anchor);
    /* "President X of Y", "MQM leader X": what the title is of may hang from the name that follows */
    if (t->row->type >= CS_T_EVENT_COUNT && cs_rel(tr, t->tok, CS_REL_NMOD_DESC) && cs_tok(tr, t->tok)->head > t->tok)
        noun_children(e, t, cs_tok(tr, t->tok)->head);
    /* "attacks and kidnappings by X": what hangs from one conjunct may be meant for all */
    int32_t top = cs_conj_top(tr, t->tok);
    if (top != t->tok && e->trig_at[top] >= 0) noun_children(e, t, top);
    CS_EACH_CHILD(tr, t->tok, c) {
        if (!cs_rel(tr, c, CS_REL_CONJ) || e->trig_at[c] < 0) continue;
        CS_EACH_CHILD(tr, c, d) {
            cs_str prep = cs_rel(tr, d, CS_REL_NMOD) ? cs_case_of(tr, d, e->perm) : (cs_str){ 0 };
            if (cs_word_in(prep, "by against on")) add(e, t, CS_SLOT_PREP, prep, d, "args:coordination");
        }
    }
    happening_args(e, t);
    light_args(e, t);
    in_support_of(e, t);
    cs_trigger_blame(e, t);
    CS_EACH_CHILD(tr, t->tok, c) { /* "the use of rockets against X": against may hang from the weapon */
        if (!cs_rel(tr, c, CS_REL_NMOD) || !cs_eq(cs_case_of(tr, c, e->perm), CS_LIT("of"))) continue;
        CS_EACH_CHILD(tr, c, d)
        if (cs_rel(tr, d, CS_REL_NMOD) && cs_eq(cs_case_of(tr, d, e->perm), CS_LIT("against")))
            add(e, t, CS_SLOT_PREP, CS_LIT("against"), d, "args:prepositional");
    }
    /* "increased their supply of arms to X": what follows the object may hang from the verb */
    int32_t g = cs_tok(tr, t->anchor)->head;
    bool free = g >= 0 && (e->trig_at[g] < 0 || cs_eq(e->trig.v[e->trig_at[g]].row->key.text, CS_LIT("*")));
    if (cs_rel(tr, t->anchor, CS_REL_OBJ) && free && g != t->light) oblique_args(e, t, g);
}

static void adjective_args(cs_ev *e, cs_trigger *t) {
    int32_t s = cs_surface_subject(e, t->tok, NULL);
    if (s < 0 && cs_rel(&e->t, t->tok, CS_REL_AMOD)) s = cs_tok(&e->t, t->tok)->head;
    bool acts = t->row->type == CS_T_ACCUSE; /* "critical of": who is so has nothing done to him */
    if (s >= 0 && !acts) add(e, t, CS_SLOT_OBJ, (cs_str){ 0 }, s, "args:predicate");
    if (s >= 0) add(e, t, CS_SLOT_SUBJ, (cs_str){ 0 }, s, "args:predicate");
    CS_EACH_CHILD(&e->t, t->tok, c)
    if (acts && (cs_rel(&e->t, c, CS_REL_OBL) || cs_rel(&e->t, c, CS_REL_NMOD)) &&
        cs_eq(cs_case_of(&e->t, c, e->perm), CS_LIT("of")))
        add(e, t, CS_SLOT_OBJ, (cs_str){ 0 }, c, "args:predicate");
    oblique_args(e, t, t->tok);
}

/* "two were killed and three others wounded": the conjunct has a predicate of its own, which a parser may hang from it. */
static bool has_own_predicate(const cs_ev *e, int32_t tok, const cs_trigger *t) {
    CS_EACH_CHILD(&e->t, tok, c) {
        const cs_lex_trigger *row = cs_rel(&e->t, c, CS_REL_ACL) && e->trig_at[c] >= 0 ? e->trig.v[e->trig_at[c]].row : NULL;
        if (row && t->row->effect >= 0 && row->effect >= 0 && row->effect != t->row->effect) return true;
    }
    return false;
}

bool cs_has_singular_verb(const cs_ev *e, int32_t verb, int32_t tok) {
    if (cs_tok(&e->t, tok)->head != verb || !cs_is_subject(cs_tok(&e->t, tok)->deprel)) return false;
    CS_EACH_CHILD(&e->t, verb, c)
    if ((cs_rel(&e->t, c, CS_REL_AUX_PASS) || cs_rel(&e->t, c, CS_REL_AUX)) &&
        cs_word_in(cs_tok(&e->t, c)->lower, "was is has"))
        return true;
    return false;
}

bool cs_singular_subject(const cs_ev *e, int32_t verb, int32_t tok) {
    return cs_tok(&e->t, tok)->upos == CS_UPOS_PROPN && cs_has_singular_verb(e, verb, tok);
}

/* Fillers that coordination adds: "killed a soldier and two civilians". */
static void conjuncts(cs_ev *e, cs_trigger *t) {
    for (ptrdiff_t i = 0; i < t->args.n; i++) {
        cs_arg a = t->args.v[i];
        if (a.slot > CS_SLOT_AMOD || !nominal(e, a.tok) || cs_singular_subject(e, t->tok, a.tok)) continue;
        CS_EACH_CHILD(&e->t, a.tok, c) {
            bool behind = cs_is_clause_of(&e->t, t->tok, a.tok) && c > t->tok; /* "the mayor, shot in May, and a guard" */
            if (!cs_rel(&e->t, c, CS_REL_CONJ) || !nominal(e, c) || c == t->tok || behind || has_own_predicate(e, c, t) ||
                cs_is_same_one(&e->t, c))
                continue;
            a.tok = c;
            *CS_PUSH(e->perm, &t->args) = a;
        }
    }
}

void cs_trigger_args(cs_ev *e, cs_trigger *t) {
    char pos = t->row->key.pos;
    if (t->attributive) {
        add(e, t, CS_SLOT_SUBJ, (cs_str){ 0 }, cs_attributive_actor(e, t->tok), "args:attributive");
        add(e, t, CS_SLOT_OBJ, (cs_str){ 0 }, cs_tok(&e->t, t->tok)->head, "args:attributive");
    } else if (pos == 'v')
        verb_args(e, t);
    else if (pos == 'n')
        noun_args(e, t);
    else
        adjective_args(e, t);
    conjuncts(e, t);
    cs_trigger_claim(e, t);
}
