/* Whether what was found about a trigger makes a statement: who and what must be told for a word to say that something
 * happened, and what a noun that only points back, a question or an aim of nobody does not say. */
#include "decode/event_parts.h"

static int count_roles(const cs_trigger *t, unsigned roles) {
    int n = 0;
    for (ptrdiff_t i = 0; i < t->roles.n; i++) n += (int)(roles >> t->roles.v[i].role & 1);
    return n;
}

/* The same without what the branch alone says: a party that the clause does not name asserts nothing. */
static int count_told(const cs_trigger *t, unsigned roles) {
    int n = 0;
    for (ptrdiff_t i = 0; i < t->roles.n; i++) n += (roles >> t->roles.v[i].role & 1) && !cs_role_is_learnt(&t->roles.v[i]);
    return n;
}

enum {
    AGENT = 1u << CS_ROLE_AGENT,
    PATIENT = 1u << CS_ROLE_RECIPIENT | 1u << CS_ROLE_TARGET,
    OTHER = 1u << CS_ROLE_OTHER_PARTY
};

static bool actor_in(const cs_ev *e, const cs_trigger *t, unsigned roles) {
    for (ptrdiff_t i = 0; i < t->roles.n; i++) {
        const cs_role *r = &t->roles.v[i];
        if (!(roles >> r->role & 1)) continue;
        if (r->entity >= 0 && cs_entity_is_actor(e->r, r->entity)) return true;
        if (r->mention >= 0 && (cs_filler_of(e, e->r->mentions.v[r->mention].head) & CS_IS_ACTOR)) return true;
    }
    return false;
}

static bool named(const cs_ev *e, int32_t entity) { return entity >= 0 && e->r->entities.v[entity].named; }

/* "the commander Ana Marek" has one, whichever of the words the mention is about. */
static bool has_name(const cs_ev *e, const cs_role *r) {
    int32_t apposed = cs_child(&e->t, r->token, CS_REL_APPOS);
    return named(e, r->entity) || cs_tok(&e->t, r->token)->upos == CS_UPOS_PROPN ||
           (apposed >= 0 && cs_tok(&e->t, apposed)->upos == CS_UPOS_PROPN);
}

static bool can_be_party(const cs_ev *e, const cs_role *r) {
    if (r->entity < 0 || r->mention < 0 || cs_entity_is_actor(e->r, r->entity)) return true;
    unsigned is = cs_filler_of(e, e->r->mentions.v[r->mention].head); /* "aircraft supported the troops": whoever flies them */
    return (is & CS_IS_STATE) || (r->role == CS_ROLE_FROM && (is & CS_IS_VEHICLE));
}

/* A relation joins two different parties; membership and leadership are said of somebody with a name, not of "fighters". */
static bool relation_holds(const cs_ev *e, const cs_trigger *t, uint8_t type, bool noun) {
    const cs_role *from = NULL, *to = NULL;
    for (ptrdiff_t i = 0; i < t->roles.n; i++) {
        const cs_role *r = &t->roles.v[i];
        if (r->role == CS_ROLE_FROM && !from) from = r;
        if (r->role == CS_ROLE_TO && (!to || (from && to->entity == from->entity))) to = r;
    }
    if (to && from && from->entity >= 0 && from->entity == to->entity) to = NULL;
    if (type == CS_T_FIGHTS) /* the other side may be left out: "X's war", "the campaign against X", but not "X's campaign" */
        return from && (to || (noun && (cs_lemma_in(&e->t, t->tok, "war warfare insurgency jihad") ||
                                        cs_eq(from->why, CS_LIT("args:prepositional")))));
    if (!from || !to) return false;
    bool ground = type == CS_T_CONTROLS || type == CS_T_HOSTS;
    if (!can_be_party(e, from) || (!ground && !can_be_party(e, to))) return false;
    if (type == CS_T_MEMBER_OF || type == CS_T_LEADS) {
        if (to->entity < 0 || !cs_entity_is_actor(e->r, to->entity)) return false;
        if (has_name(e, from)) return true; /* without a name only where it is the news: "the men are members of X" */
        uint8_t of = e->r->entities.v[to->entity].type;
        bool body = of != CS_ENT_PERSON && of != CS_ENT_POPULATION;
        return body && (cs_filler_of(e, from->token) & CS_IS_ACTOR) && from->token != t->tok &&
               (noun ? cs_child(&e->t, t->tok, CS_REL_COP) >= 0 : !t->passive);
    }
    return true;
}

static bool has_object(const cs_trigger *t) {
    for (ptrdiff_t i = 0; i < t->args.n; i++)
        if (t->args.v[i].slot == CS_SLOT_OBJ || t->args.v[i].slot == CS_SLOT_CCOMP || t->args.v[i].slot == CS_SLOT_PREP)
            return true;
    return false;
}

/* An agent that has a name, bears arms or is a state. */
static bool notable_agent(const cs_ev *e, const cs_trigger *t) {
    for (ptrdiff_t i = 0; i < t->roles.n; i++) {
        const cs_role *r = &t->roles.v[i];
        if (r->role != CS_ROLE_AGENT || r->mention < 0) continue;
        unsigned is = cs_filler_of(e, e->r->mentions.v[r->mention].head);
        if (named(e, r->entity) || (is & (CS_IS_ARMED | CS_IS_STATE))) return true;
    }
    return false;
}

static bool armed_agent(const cs_ev *e, const cs_trigger *t) {
    for (ptrdiff_t i = 0; i < t->roles.n; i++) {
        int32_t entity = t->roles.v[i].role == CS_ROLE_AGENT ? t->roles.v[i].entity : -1;
        if (entity >= 0 && e->r->entities.v[entity].nouns & (CS_NOUN(ARMED) | CS_NOUN(PERPETRATOR))) return true;
    }
    return false;
}

/* "leaving eleven dead": nobody goes away. */
static bool tells_result(const cs_ev *e, const cs_trigger *t) {
    for (ptrdiff_t i = 0; i < t->args.n; i++)
        if (t->args.v[i].slot == CS_SLOT_XCOMP && cs_lemma_is(&e->t, t->tok, "leave")) return true;
    return false;
}

/* "this attack", "the bombing": 2 for a demonstrative, 1 for a definite article, 0 for neither. */
static int points_back(const cs_ev *e, const cs_trigger *t) {
    if (t->row->key.pos != 'n') return 0;
    int32_t d = cs_child(&e->t, t->tok, CS_REL_DET), whose = cs_child(&e->t, t->tok, CS_REL_NMOD_POSS);
    if (whose >= 0 && t->row->effect == CS_EFFECT_KILLED) return cs_tok(&e->t, whose)->upos == CS_UPOS_PRON; /* "his death" */
    if (d < 0) return 0;
    cs_str w = cs_tok(&e->t, d)->lower;
    if (cs_eq(w, CS_LIT("the")) && cs_is_superlative(&e->t, t->tok)) return 0; /* the first of its like is no known one */
    return cs_word_in(w, "this that these those such") ? 2 : cs_eq(w, CS_LIT("the"));
}

static bool same_party(const cs_ev *e, const cs_role *a, const cs_role *b) {
    if (a->entity >= 0 && a->entity == b->entity) return true;
    if (a->mention < 0 || b->mention < 0) return false;
    return cs_eq(cs_tok(&e->t, e->r->mentions.v[a->mention].head)->lemma,
                 cs_tok(&e->t, e->r->mentions.v[b->mention].head)->lemma);
}

/* "stormed the base and carried out the massacre": a deed done, of a sort that was not told before. */
static bool does_otherwise(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    if (t->light < 0 || !s->mode.n || !count_told(t, AGENT)) return false;
    for (ptrdiff_t i = 0; i < e->r->statements.n; i++)
        if (e->r->statements.v[i].type == s->type && cs_eq(e->r->statements.v[i].mode, s->mode)) return false;
    return true;
}

/* "The fighting continues today": of what was told before, that it goes on. */
static bool goes_on(const cs_ev *e, const cs_trigger *t) {
    int32_t g = cs_tok(&e->t, t->anchor)->head;
    return g >= 0 && cs_rel(&e->t, t->anchor, CS_REL_NSUBJ) &&
           cs_lemma_in(&e->t, g, "continue resume rage escalate intensify spread persist");
}

/* A definite noun that names no party, toll or speaker that an earlier statement of its type has not named. */
static bool nothing_new(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    int back = points_back(e, t);
    if (!back || s->toll.n || does_otherwise(e, t, s) || goes_on(e, t)) return false;
    if (back == 2 && s->modality != CS_MOD_ACTUAL) return true;
    for (ptrdiff_t i = 0; i < s->roles.n; i++) {
        bool known = s->roles.v[i].role == CS_ROLE_AGENT && cs_role_is_learnt(&s->roles.v[i]);
        if (s->roles.v[i].certainty != CS_CERT_FACT) return false;
        for (ptrdiff_t k = 0; k < e->r->statements.n && !known; k++) {
            const cs_statement *o = &e->r->statements.v[k];
            for (ptrdiff_t j = 0; o->type == s->type && j < o->roles.n; j++)
                known |= s->roles.v[i].role == o->roles.v[j].role && same_party(e, &s->roles.v[i], &o->roles.v[j]);
        }
        if (!known) return false;
    }
    for (ptrdiff_t k = 0; k < e->r->statements.n; k++)
        if (e->r->statements.v[k].type == s->type) return s->roles.n > 0 || back == 2;
    return false;
}

/* Whether an agent is said who can be one: the materiel "used to fight" is none, "it" may be. */
static bool may_act(const cs_ev *e, const cs_trigger *t) {
    for (ptrdiff_t i = 0; i < t->roles.n; i++) {
        const cs_role *r = &t->roles.v[i];
        if (r->role != CS_ROLE_AGENT || cs_role_is_learnt(r)) continue;
        unsigned is = cs_filler_of(e, r->token);
        if ((is & (CS_IS_ACTOR | CS_IS_STATE | CS_IS_VEHICLE)) || cs_tok(&e->t, r->token)->upos != CS_UPOS_NOUN) return true;
    }
    return false;
}

/* An agent that is not the other side of a clash ("would be used to fight the rebels"). */
static bool agent_of_its_own(const cs_trigger *t) {
    for (ptrdiff_t i = 0; i < t->roles.n; i++) {
        bool patient = false;
        for (ptrdiff_t k = 0; k < t->roles.n; k++)
            patient |= (PATIENT >> t->roles.v[k].role & 1) && t->roles.v[k].token == t->roles.v[i].token;
        if (t->roles.v[i].role == CS_ROLE_AGENT && !patient) return true;
    }
    return false;
}

/* "no shots were fired": of the means that there was none is told, whoever and whomever. */
static bool no_weapon(const cs_ev *e, const cs_trigger *t) {
    if (!t->nobody || t->with < 0 || t->row->key.pos != 'v' || t->row->type != CS_T_ASSAULT) return false;
    CS_EACH_CHILD(&e->t, t->with, c)
    if (cs_rel(&e->t, c, CS_REL_DET) && cs_eq(cs_tok(&e->t, c)->lower, CS_LIT("no")))
        return !cs_lemma_in(&e->t, t->with, "responsibility credit");
    return false;
}

static bool has_mark(const cs_ev *e, int32_t clause, const char *words) {
    CS_EACH_CHILD(&e->t, clause, c)
    if (cs_rel(&e->t, c, CS_REL_MARK) && cs_word_in(cs_tok(&e->t, c)->lower, words)) return true;
    return false;
}

/* "it is unclear whether they can regain the town": of what may be, a question that is still open tells nothing. */
static bool open_question(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    return s->modality == CS_MOD_HYPOTHETICAL && !s->toll.n && t->row->key.pos == 'v' && has_mark(e, t->tok, "whether");
}

/* "pebbles are thrown to represent a stoning": neither what stands for a deed nor what it stands for hurts anybody. */
static bool is_symbol(const cs_ev *e, const cs_trigger *t) {
    static const char STANDS_FOR[] = "represent symbolise symbolize depict portray reenact simulate";
    if (cs_rel(&e->t, t->anchor, CS_REL_OBJ) && cs_lemma_in(&e->t, cs_tok(&e->t, t->anchor)->head, STANDS_FOR)) return true;
    CS_EACH_CHILD(&e->t, t->tok, c)
    if (cs_rel(&e->t, c, CS_REL_ADVCL) && has_mark(e, c, "to") && cs_lemma_in(&e->t, c, STANDS_FOR)) return true;
    return false;
}

/* "crushed by the crowd": a crowd that does not know what it does is an accident. */
static bool is_stampede(const cs_ev *e, const cs_trigger *t) {
    if (!cs_lemma_in(&e->t, t->tok, "crush trample")) return false;
    CS_EACH_CHILD(&e->t, t->tok, c)
    if ((cs_rel(&e->t, c, CS_REL_OBL) || cs_rel(&e->t, c, CS_REL_OBL_AGENT)) &&
        cs_lemma_in(&e->t, c, "crowd people wave crush stampede pilgrim fan worshipper"))
        return true;
    return false;
}

/* "supplies to the rebels to kill soldiers", "the ability to strike": what something is for, or somebody could do, is no deed.
 */
static bool is_use(const cs_ev *e, const cs_trigger *t) {
    int32_t of = cs_tok(&e->t, t->anchor)->head;
    return t->row->key.pos == 'v' && cs_rel(&e->t, t->anchor, CS_REL_ACL) && has_mark(e, t->anchor, "to") &&
           cs_lemma_in(&e->t, of,
                       "supply materiel equipment weapon arm ammunition money fund funding means ability capability capacity");
}

/* A question that names nobody, an aim of nobody ("arms to kill soldiers"), a word taken back ("virtually annexed"). */
static bool not_asserted(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    const cs_sentence *sent = &e->r->sentences.v[cs_tok(&e->t, t->tok)->sent];
    bool question = cs_eq(cs_tok(&e->t, sent->end - 1)->form, CS_LIT("?"));
    if (question && !s->toll.n && !s->where.n && s->when < 0) return true;
    if (open_question(e, t, s) || is_symbol(e, t) || is_stampede(e, t) || is_use(e, t)) return true;
    if (no_weapon(e, t)) return false;
    if (t->nobody && !count_told(t, AGENT | PATIENT)) return true;
    /* "the materiel would be used": by nobody, against nobody */
    if (t->row->key.pos == 'v' && s->modality != CS_MOD_ACTUAL && !count_told(t, AGENT | PATIENT) && !s->toll.n) return true;
    bool foiled = s->modality == CS_MOD_ATTEMPTED && count_told(t, PATIENT); /* "foiled a plot to bomb a church" */
    if (foiled && cs_rel(&e->t, t->tok, CS_REL_ACL)) return false;
    if (t->row->key.pos == 'v' && t->passive && s->modality != CS_MOD_ACTUAL && s->modality != CS_MOD_THREATENED &&
        !agent_of_its_own(t))
        return true;
    const cs_token *w = cs_tok(&e->t, t->tok);
    if (w->upos == CS_UPOS_VERB && w->feats.verbform == CS_VF_INF && s->modality != CS_MOD_ACTUAL && !may_act(e, t))
        return true;
    CS_EACH_CHILD(&e->t, t->tok, c)
    if (cs_rel(&e->t, c, CS_REL_ADVMOD) &&
        cs_word_in(cs_tok(&e->t, c)->lower, "virtually practically effectively figuratively metaphorically"))
        return true;
    return false;
}

static bool patient_is_mention(const cs_ev *e, const cs_trigger *t) {
    for (ptrdiff_t i = 0; i < t->roles.n; i++)
        if ((PATIENT >> t->roles.v[i].role & 1) &&
            (t->roles.v[i].mention >= 0 || cs_tok(&e->t, t->roles.v[i].token)->upos == CS_UPOS_PROPN))
            return true;
    return false;
}

/* "Fighting broke out", "shots were heard", "there was an attack": the clause says of the noun's happening that it was. */
static bool said_to_happen(const cs_ev *e, const cs_trigger *t) {
    const cs_tree *tr = &e->t;
    int32_t n = t->anchor, g = cs_tok(tr, n)->head;
    if (t->row->key.pos != 'n' || g < 0) return false;
    uint8_t rel = cs_tok(tr, n)->deprel;
    if (cs_lemma_in(tr, g, "hear report witness record"))
        return rel == CS_REL_NSUBJ_PASS || (rel == CS_REL_OBJ && !cs_lemma_is(tr, g, "report"));
    if (rel != CS_REL_NSUBJ) return false;
    if (cs_child(tr, g, CS_REL_EXPL) >= 0) return cs_lemma_in(tr, g, "be erupt follow remain");
    int32_t o = cs_child(tr, g, CS_REL_OBJ), p = cs_child(tr, g, CS_REL_COMPOUND_PRT);
    if (cs_lemma_is(tr, g, "take")) return o >= 0 && cs_lemma_is(tr, o, "place");
    if (cs_lemma_in(tr, g, "break ring")) /* "out" is often taken for an adverb of what follows */
        return (p >= 0 && cs_lemma_is(tr, p, "out")) ||
               (g + 1 < e->r->tokens.n && cs_eq(cs_tok(tr, g + 1)->lower, CS_LIT("out")));
    return o < 0 && cs_lemma_in(tr, g,
                                "occur happen erupt ensue rage resume flare begin start continue escalate intensify spread "
                                "persist last");
}

/* "The latest attack": a definite noun of which nothing is told. */
static bool bare(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    return points_back(e, t) && !s->roles.n && !s->toll.n && !s->where.n && s->when < 0 && !said_to_happen(e, t);
}

/* "gathered at the site of the shooting", "charged with murder": a deed that only tells which site, or a crime which charge;
 * nobody and nothing is told of it but who is charged. */
static bool only_named(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    int32_t up = cs_tok(&e->t, t->tok)->head;
    if (t->row->key.pos != 'n' || up < 0 || s->toll.n || s->when >= 0 || s->where.n || count_told(t, PATIENT)) return false;
    cs_str prep = cs_case_of(&e->t, t->tok, e->perm);
    bool site = cs_rel(&e->t, t->tok, CS_REL_NMOD) && cs_eq(prep, CS_LIT("of")) && points_back(e, t) == 1 &&
                cs_lemma_in(&e->t, up, "site scene anniversary aftermath") && !count_told(t, AGENT);
    bool crime = cs_rel(&e->t, t->tok, CS_REL_OBL) && cs_child(&e->t, t->tok, CS_REL_DET) < 0 &&
                 ((cs_eq(prep, CS_LIT("with")) && cs_lemma_is(&e->t, up, "charge")) ||
                  (cs_eq(prep, CS_LIT("of")) && cs_lemma_in(&e->t, up, "convict acquit")) ||
                  (cs_eq(prep, CS_LIT("for")) && cs_lemma_in(&e->t, up, "want try")));
    return site || crime;
}

/* "the defeat of Daesh": one who bears arms is beaten with arms. */
static bool armed_patient(const cs_ev *e, const cs_trigger *t) {
    for (ptrdiff_t i = 0; i < t->roles.n; i++) {
        const cs_role *r = &t->roles.v[i];
        if ((PATIENT >> r->role & 1) && r->mention >= 0 && (cs_filler_of(e, e->r->mentions.v[r->mention].head) & CS_IS_ARMED))
            return true;
    }
    return false;
}

/* "condemned the attack", "described the clash as an incident": the report has a judgement of it. */
static bool judged(const cs_ev *e, const cs_trigger *t) {
    int32_t g = cs_tok(&e->t, t->anchor)->head;
    uint8_t rel = cs_tok(&e->t, t->anchor)->deprel;
    return g >= 0 && (rel == CS_REL_OBJ || rel == CS_REL_NSUBJ_PASS) &&
           cs_lemma_in(&e->t, g, "condemn denounce deplore decry describe call praise hail brand slam") &&
           cs_tok(&e->t, g)->upos == CS_UPOS_VERB;
}

/* Whether the noun itself leaves no doubt that its happening is violence: "fire" and "explosion" may be an accident's. */
static bool violent_by_itself(const cs_ev *e, const cs_trigger *t) {
    return t->row->strong || !(t->row->needs & CS_NEED(VIOLENT)) || cs_lemma_in(&e->t, t->tok, "war gunfire shot");
}

/* "the persecution of Christians", "a provocation to the North": somebody with a name or of the state, or a people, has it
 * done to them. */
static bool patient_told(const cs_ev *e, const cs_trigger *t) {
    for (ptrdiff_t i = 0; i < t->roles.n; i++) {
        const cs_role *r = &t->roles.v[i];
        if (r->role != CS_ROLE_RECIPIENT || r->mention < 0 || cs_eq(r->why, CS_LIT("args:compound"))) continue;
        unsigned is = cs_filler_of(e, e->r->mentions.v[r->mention].head);
        if (is & CS_IS_ACTOR && (named(e, r->entity) || (is & (CS_IS_STATE | CS_IS_ARMED)) ||
                                 (r->entity >= 0 && e->r->entities.v[r->entity].type == CS_ENT_POPULATION)))
            return true;
    }
    return false;
}

/* "called the law a mistake", "spoke of peace": words of talking mean much else besides talks, and the branch tells them apart.
 * Below this it finds the verb no talk. Chosen on the development reports and m2e2 dev. */
static const float TALK_FROM = 0.05F;

/* "the talks resume": the noun of the row's key tells what happens, the verb only that it does. */
bool cs_trigger_noun_happens(const cs_ev *e, const cs_trigger *t) {
    return t->with >= 0 && cs_is_subject(cs_tok(&e->t, t->with)->deprel);
}

static bool only_talks(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    if (s->type != CS_T_CONSULT || t->row->key.pos != 'v' || t->row->strong || t->row->origin.n || !e->r->senses) return false;
    if (cs_trigger_noun_happens(e, t) && e->r->senses[t->with].type[CS_T_CONSULT] >= TALK_FROM) return false;
    return e->r->senses[t->tok].type[CS_T_CONSULT] < TALK_FROM;
}

/* "the fight against ISIL", "its war on the rebels": a state of things rather than a bout of it, for the relation's row. */
static bool is_lasting_fight(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    if (t->row->key.pos != 'n' || s->toll.n || s->when >= 0 || t->light >= 0) return false;
    cs_lex_triggers rows = cs_lexicon_triggers(e->l, t->row->key.head, 'n');
    bool relation = false, against = false;
    for (int32_t i = 0; i < rows.n; i++) relation |= rows.v[i].type == CS_T_FIGHTS && !rows.v[i].key.with.n;
    for (ptrdiff_t i = 0; i < t->args.n; i++)
        against |= t->args.v[i].slot == CS_SLOT_PREP && cs_word_in(t->args.v[i].prep, "against with on between");
    bool lasts = cs_lemma_in(&e->t, t->tok, "insurgency jihad"); /* no bout of fighting is one */
    return relation && against && (lasts || points_back(e, t) == 1 || cs_child(&e->t, t->tok, CS_REL_NMOD_POSS) >= 0);
}

/* "The toll stands at 544", "486 deaths have taken place": dead that are told by their number, where no other word of the
 * clause is the violence that they died of. */
static bool tells_dead(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    int32_t clause = cs_clause_of(&e->t, t->tok);
    if (!cs_trigger_counts_dead(e, t) || s->modality != CS_MOD_ACTUAL) return false;
    CS_EACH_CHILD(&e->t, clause, c) /* "could rise to 12" */
    if (cs_rel(&e->t, c, CS_REL_AUX) && cs_word_in(cs_tok(&e->t, c)->lower, "could may might would will should")) return false;
    bool dead = false;
    for (ptrdiff_t i = 0; i < s->toll.n; i++) dead |= s->toll.v[i].effect == CS_EFFECT_KILLED && s->toll.v[i].best != 0;
    for (ptrdiff_t i = 0; dead && i < e->trig.n; i++) {
        const cs_trigger *o = &e->trig.v[i];
        if (o != t && !o->dropped && o->into < 0 && o->row->type == CS_T_ASSAULT && cs_clause_of(&e->t, o->tok) == clause)
            return false;
    }
    return dead;
}

/* Whether what was found about a trigger makes a statement. A noun that only points back to a happening ("the attack") or
 * names a kind of act ("terrorism") says nothing by itself. */
bool cs_event_says(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    bool noun = t->row->key.pos == 'n', strong = t->row->strong;
    if (s->type >= CS_T_EVENT_COUNT) return relation_holds(e, t, s->type, noun);
    /* What the branch alone takes for a deed must have a party. */
    if (s->alone)
        return actor_in(e, t, AGENT | PATIENT | OTHER) &&
               (s->type != CS_T_ASSAULT || (count_roles(t, PATIENT) && !not_asserted(e, t, s)));
    if (s->type == CS_T_ASSAULT) {
        if (is_lasting_fight(e, t, s)) return false;
        if (noun && strong && judged(e, t)) return true;
        if (nothing_new(e, t, s) || not_asserted(e, t, s) || only_named(e, t, s)) return false;
        if (tells_dead(e, t, s)) return true;
        if (cs_lemma_is(&e->t, t->tok, "toll")) return false;
        bool party = actor_in(e, t, AGENT | PATIENT) || count_told(t, PATIENT);
        bool outbreak = strong && t->with >= 0 && cs_is_subject(cs_tok(&e->t, t->with)->deprel); /* "war broke out" */
        if (!noun)
            return strong ? t->roles.n > 0 || s->toll.n || outbreak || no_weapon(e, t)
                          : party && (patient_is_mention(e, t) || s->toll.n);
        if (violent_by_itself(e, t) && points_back(e, t) == 0 && said_to_happen(e, t)) return true;
        if (t->merged.n && s->toll.n) return true; /* "displaced by the fighting" */
        if (strong) return count_told(t, AGENT | PATIENT | 1u << CS_ROLE_INSTRUMENT) || s->where.n || s->when >= 0 || s->toll.n;
        if (count_told(t, AGENT) && (count_told(t, PATIENT) || (t->light >= 0 && notable_agent(e, t)))) return true;
        return count_told(t, AGENT | PATIENT) && (e->violent[cs_tok(&e->t, t->tok)->sent] || armed_patient(e, t));
    }
    if ((s->type == CS_T_RETREAT && tells_result(e, t)) || only_talks(e, t, s)) return false;
    /* The coming of attackers is no visit. */
    if (s->type == CS_T_CONSULT && cs_eq(s->mode, CS_LIT("visit")) && !count_roles(t, OTHER | PATIENT) && armed_agent(e, t))
        return false;
    /* Of other types what is told must involve somebody; a noun ("the talks in Geneva") may stand with a place or a time alone.
     */
    bool placed = s->where.n || s->when >= 0, other = count_roles(t, PATIENT | OTHER) || (has_object(t) && notable_agent(e, t));
    bool gathering = s->type == CS_T_CONSULT || s->type == CS_T_PROTEST || s->type == CS_T_AGREE || s->type == CS_T_RETREAT;
    bool public_act = strong && (s->type == CS_T_COERCE || s->type == CS_T_SANCTION || s->type == CS_T_PROTEST ||
                                 s->type == CS_T_RETREAT || s->type == CS_T_MOBILIZE);
    if (noun && (strong || gathering))
        return actor_in(e, t, AGENT | PATIENT | OTHER) || placed || (public_act && (!points_back(e, t) || t->light >= 0)) ||
               said_to_happen(e, t);
    if (noun) return (actor_in(e, t, AGENT) && (other || placed)) || patient_told(e, t);
    if (placed && cs_trigger_noun_happens(e, t)) return true; /* "the talks resumed in Doha" */
    /* Weapons found are told also where nobody is said to have found them. */
    bool found = s->type == CS_T_COERCE && cs_eq(s->mode, CS_LIT("seize")) && count_roles(t, PATIENT);
    if (strong) return found || actor_in(e, t, AGENT | PATIENT) || (t->passive && t->with >= 0); /* "lawsuits were filed" */
    bool measure = s->type == CS_T_COERCE || s->type == CS_T_SANCTION; /* "two stations were shut down": by whoever may */
    if (measure && t->passive && !count_roles(t, AGENT) && patient_is_mention(e, t)) return true;
    return actor_in(e, t, AGENT) && (other || placed);
}

/* Whether an agent is one who can give way: armed, of the state, a body or a name; no people. */
static bool withdraws(const cs_ev *e, const cs_trigger *t) {
    for (ptrdiff_t i = 0; i < t->roles.n; i++) {
        const cs_role *r = &t->roles.v[i];
        if (r->role != CS_ROLE_AGENT) continue;
        uint8_t type = r->entity >= 0 ? e->r->entities.v[r->entity].type : CS_ENT_OTHER;
        bool people = type == CS_ENT_POPULATION || type == CS_ENT_OTHER || (type == CS_ENT_GROUP && !named(e, r->entity));
        if ((cs_filler_of(e, r->token) & (CS_IS_ARMED | CS_IS_STATE)) || (!people && cs_filler_of(e, r->token) & CS_IS_ACTOR))
            return true;
    }
    return false;
}

/* "since the Taliban takeover", "before the conquest": a definite noun by which something else is dated, and of which neither
 * whom it struck nor a day nor a toll is told, is known to the reader and told to nobody. */
static bool dates_another(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    return t->row->key.pos == 'n' && points_back(e, t) == 1 && !s->toll.n && s->when < 0 && !count_told(t, PATIENT) &&
           (cs_rel(&e->t, t->anchor, CS_REL_OBL) || cs_rel(&e->t, t->anchor, CS_REL_NMOD)) &&
           cs_word_in(cs_case_of(&e->t, t->anchor, e->perm), "since before after until till following");
}

/* What the branch alone takes for a deed, and the clause leaves without a party ("unpaid wages", "the election in May"), or
 * puts under a condition ("if they cross the border"). */
bool cs_event_unlikely_alone(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    if (dates_another(e, t, s)) return true;
    bool gerund = cs_ends(cs_tok(&e->t, t->tok)->lower, CS_LIT("ing")); /* "those calling for a truce": a verb all the same */
    if (t->row->key.pos == 'n') return !gerund && !count_told(t, AGENT | PATIENT | OTHER);
    if (s->type == CS_T_RETREAT && count_roles(t, AGENT) && !withdraws(e, t)) return true; /* "the refugees returned" */
    return cs_rel(&e->t, t->tok, CS_REL_ADVCL) && cs_eq(cs_case_of(&e->t, t->tok, e->perm), CS_LIT("if"));
}

/* Whether what the branch is sure of stands although the rules found too little about it. */
bool cs_event_tells(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    if (bare(e, t, s) || nothing_new(e, t, s) || not_asserted(e, t, s) || only_named(e, t, s)) return false;
    bool gerund = cs_is_subject(cs_tok(&e->t, t->tok)->deprel);                       /* "fighting broke out" */
    if (t->row->key.pos == 'v' && !gerund && !t->roles.n && !s->toll.n) return false; /* "took effect": nobody, nothing */
    if (s->type == CS_T_RETREAT && tells_result(e, t)) return false;
    if (s->type != CS_T_ASSAULT) return true;
    int32_t sent = cs_tok(&e->t, t->tok)->sent;
    if ((e->accident[sent] || e->sport[sent]) && !e->violent[sent]) return false;
    bool foiled = s->modality == CS_MOD_ATTEMPTED && count_told(t, PATIENT);
    if (s->modality != CS_MOD_ACTUAL && t->row->key.pos == 'v' && !count_roles(t, AGENT) && !foiled) return false;
    bool placed = count_roles(t, PATIENT) || s->toll.n || s->when >= 0;
    if (s->alone && t->row->key.pos == 'n' && !placed) return false; /* "since the conquest": known to all, told to none */
    return cs_trigger_certain(e, t) || !s->alone || count_roles(t, PATIENT);
}
