/* The event stage: triggers, their roles, what merges, and one statement for each trigger that is left. */
#include "decode/event.h"
#include "decode/when.h"
#include "decode/attribution.h"
#include "decode/event_parts.h"
#include "decode/toll.h"

static void why(cs_ev *e, cs_statement *s, const char *field, const char *rule) {
    *CS_PUSH(e->perm, &s->why) = (cs_why){ field, { rule, (ptrdiff_t)strlen(rule) } };
}

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
    int32_t d = cs_child(&e->t, t->tok, CS_REL_DET);
    if (d < 0) return 0;
    cs_str w = cs_tok(&e->t, d)->lower;
    return cs_word_in(w, "this that these those such") ? 2 : cs_eq(w, CS_LIT("the"));
}

static bool same_party(const cs_ev *e, const cs_role *a, const cs_role *b) {
    if (a->entity >= 0 && a->entity == b->entity) return true;
    if (a->mention < 0 || b->mention < 0) return false;
    return cs_eq(cs_tok(&e->t, e->r->mentions.v[a->mention].head)->lemma,
                 cs_tok(&e->t, e->r->mentions.v[b->mention].head)->lemma);
}

/* A definite noun that names no party, toll or speaker that an earlier statement of its type has not named. */
static bool nothing_new(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    int back = points_back(e, t);
    if (!back || s->toll.n) return false;
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

/* A question that names nobody, an aim of nobody ("arms to kill soldiers"), a word taken back ("virtually annexed"). */
static bool not_asserted(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    const cs_sentence *sent = &e->r->sentences.v[cs_tok(&e->t, t->tok)->sent];
    bool question = cs_eq(cs_tok(&e->t, sent->end - 1)->form, CS_LIT("?"));
    if (question && !s->toll.n && !s->where.n && s->when < 0) return true;
    if (t->nobody && !count_told(t, AGENT | PATIENT)) return true;
    /* "the materiel would be used": by nobody, against nobody */
    if (t->row->key.pos == 'v' && s->modality != CS_MOD_ACTUAL && !count_told(t, AGENT | PATIENT) && !s->toll.n) return true;
    bool foiled = s->modality == CS_MOD_ATTEMPTED && count_told(t, PATIENT); /* "foiled a plot to bomb a church" */
    if (foiled && cs_rel(&e->t, t->tok, CS_REL_ACL)) return false;
    if (t->row->key.pos == 'v' && t->passive && s->modality != CS_MOD_ACTUAL && !agent_of_its_own(t)) return true;
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
static bool noun_happens(const cs_ev *e, const cs_trigger *t) {
    return t->with >= 0 && cs_is_subject(cs_tok(&e->t, t->with)->deprel);
}

static bool only_talks(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    if (s->type != CS_T_CONSULT || t->row->key.pos != 'v' || t->row->strong || t->row->origin.n || !e->r->senses) return false;
    if (noun_happens(e, t) && e->r->senses[t->with].type[CS_T_CONSULT] >= TALK_FROM) return false;
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
    return relation && against && (points_back(e, t) == 1 || cs_child(&e->t, t->tok, CS_REL_NMOD_POSS) >= 0);
}

/* Whether what was found about a trigger makes a statement. A noun that only points back to a happening ("the attack") or
 * names a kind of act ("terrorism") says nothing by itself. */
static bool says_something(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    bool noun = t->row->key.pos == 'n', strong = t->row->strong;
    if (s->type >= CS_T_EVENT_COUNT) return relation_holds(e, t, s->type, noun);
    /* What the branch alone takes for a deed must have a party. */
    if (s->alone)
        return actor_in(e, t, AGENT | PATIENT | OTHER) &&
               (s->type != CS_T_ASSAULT || (count_roles(t, PATIENT) && !not_asserted(e, t, s)));
    if (s->type == CS_T_ASSAULT) {
        if (is_lasting_fight(e, t, s)) return false;
        if (noun && strong && judged(e, t)) return true;
        if (nothing_new(e, t, s) || not_asserted(e, t, s)) return false;
        bool party = actor_in(e, t, AGENT | PATIENT) || count_told(t, PATIENT);
        bool outbreak = strong && t->with >= 0 && cs_is_subject(cs_tok(&e->t, t->with)->deprel); /* "war broke out" */
        if (!noun) return strong ? t->roles.n > 0 || s->toll.n || outbreak : party && (patient_is_mention(e, t) || s->toll.n);
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
    if (placed && noun_happens(e, t)) return true; /* "the talks resumed in Doha" */
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

/* What the branch alone takes for a deed, and the clause leaves without a party ("unpaid wages", "the election in May"), or
 * puts under a condition ("if they cross the border"). */
static bool unlikely_alone(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    bool gerund = cs_ends(cs_tok(&e->t, t->tok)->lower, CS_LIT("ing")); /* "those calling for a truce": a verb all the same */
    if (t->row->key.pos == 'n') return !gerund && !count_told(t, AGENT | PATIENT | OTHER);
    if (s->type == CS_T_RETREAT && count_roles(t, AGENT) && !withdraws(e, t)) return true; /* "the refugees returned" */
    return cs_rel(&e->t, t->tok, CS_REL_ADVCL) && cs_eq(cs_case_of(&e->t, t->tok, e->perm), CS_LIT("if"));
}

/* Whether what the branch is sure of stands although the rules found too little about it. */
static bool tells(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    if (bare(e, t, s) || nothing_new(e, t, s) || not_asserted(e, t, s)) return false;
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

/* ---- means ---- */

static const char *const MODE_ORDER[] = { "suicide-attack", "drone",      "aerial",   "heavy-weapons",
                                          "unconventional", "explosives", "abduct",   "sexual",
                                          "torture",        "firearms",   "primitive" };

static int rank(cs_str mode) {
    for (int i = 0; i < (int)(sizeof MODE_ORDER / sizeof *MODE_ORDER); i++)
        if (cs_eq(mode, (cs_str){ MODE_ORDER[i], (ptrdiff_t)strlen(MODE_ORDER[i]) })) return i;
    return mode.n ? 50 : 99;
}

/* What was done it with tells the mode better than a verb of hitting does. */
static void means(cs_ev *e, cs_trigger *t, int32_t tok, const char *how) {
    const cs_lex_noun *n = cs_lexicon_noun_at(e->l, e->r, tok);
    bool by_verb = t->row->key.pos == 'v' && cs_eq(t->mode, t->row->mode) && rank(t->mode) > 0 && rank(t->mode) < 6;
    if (!n || !n->mode.n || (!by_verb && rank(n->mode) >= rank(t->mode))) return;
    t->mode = n->mode;
    t->mode_how = how;
}

/* "Four men bombed the parliament": persons and groups have no aircraft, whoever else bombs may have. */
static bool agent_without_aircraft(const cs_ev *e, const cs_trigger *t) {
    bool any = false;
    for (ptrdiff_t i = 0; i < t->roles.n; i++) {
        const cs_role *r = &t->roles.v[i];
        if (r->role != CS_ROLE_AGENT) continue;
        uint8_t type = r->entity >= 0 ? e->r->entities.v[r->entity].type : CS_ENT_OTHER;
        if (type != CS_ENT_PERSON && type != CS_ENT_GROUP) return false;
        any = true;
    }
    return any;
}

/* "a plot to bomb a church": who plots has no air force. */
static bool is_plotted(const cs_ev *e, int32_t tok) {
    int32_t g = cs_tok(&e->t, tok)->head;
    return g >= 0 && cs_rel(&e->t, tok, CS_REL_ACL) && cs_lemma_in(&e->t, g, "plot conspiracy");
}

/* "detonated a suicide vest": whoever carries the weapon means to die. */
static bool suicidal(const cs_ev *e, int32_t mention) {
    for (int32_t i = e->r->mentions.v[mention].beg; i < e->r->mentions.v[mention].end; i++)
        if (cs_lemma_is(&e->t, i, "suicide")) return true;
    return false;
}

/* The mode: the row's own, or what its instruments and perpetrators imply. */
static void find_mode(cs_ev *e, cs_trigger *t) {
    t->mode = t->row->mode;
    t->mode_how = "mode:trigger";
    if (t->row->type != CS_T_ASSAULT) return;
    if (cs_lemma_is(&e->t, t->tok, "bomb") && (agent_without_aircraft(e, t) || is_plotted(e, t->tok)))
        t->mode = CS_LIT("explosives");
    for (ptrdiff_t i = 0; i < t->roles.n; i++) {
        const cs_role *r = &t->roles.v[i];
        if (t->with >= 0 && cs_above(&e->t, r->token, t->with)) continue; /* "dropped bombs": the row has reckoned with them */
        if ((r->role == CS_ROLE_INSTRUMENT || r->role == CS_ROLE_AGENT) && r->mention >= 0)
            means(e, t, e->r->mentions.v[r->mention].head, "mode:instrument");
    }
    for (ptrdiff_t i = 0; i < t->roles.n; i++)
        if (t->roles.v[i].role == CS_ROLE_INSTRUMENT && t->roles.v[i].mention >= 0 && suicidal(e, t->roles.v[i].mention))
            t->mode = CS_LIT("suicide-attack"), t->mode_how = "mode:instrument";
    for (ptrdiff_t i = 0; i < t->args.n; i++) {
        const cs_arg *a = &t->args.v[i];
        bool telling = a->slot == CS_SLOT_COMPOUND || a->slot == CS_SLOT_AMOD ||
                       (a->slot == CS_SLOT_PREP && cs_word_in(a->prep, "with by using in"));
        if (telling) means(e, t, a->tok, "mode:modifier");
    }
}

/* ---- time ---- */

static const bool *events_at(const cs_ev *e) {
    bool *at = CS_NEW(e->perm, bool, e->r->tokens.n + 1);
    for (ptrdiff_t i = 0; i < e->trig.n; i++) at[e->trig.v[i].tok] |= !e->trig.v[i].dropped && e->trig.v[i].into < 0;
    return at;
}

static bool places_event(const cs_ev *e, const cs_trigger *t, int32_t c) {
    return t->row->key.pos == 'n' && (cs_rel(&e->t, c, CS_REL_ACL) || cs_rel(&e->t, c, CS_REL_ACL_RELCL)) && e->trig_at[c] < 0;
}

/* The time of the trigger, of the word that stands for it in the clause, or of what was merged into it; the time frame. */
static void timed(cs_ev *e, const cs_trigger *t, cs_statement *s) {
    cs_str rule = { 0 };
    s->when = cs_event_elapsed(e, t);
    if (s->when >= 0)
        rule = CS_LIT("when:elapsed");
    else
        s->when = cs_when(&e->t, e->is_event, t->tok, &rule);
    if (s->when < 0 && t->anchor != t->tok) s->when = cs_when(&e->t, e->is_event, t->anchor, &rule);
    for (ptrdiff_t i = 0; i < t->merged.n && s->when < 0; i++)
        s->when = cs_when(&e->t, e->is_event, e->trig.v[t->merged.v[i]].tok, &rule);
    CS_EACH_CHILD(&e->t, t->anchor, c) /* "the talks that will be held in June": a clause that only places the event */
    if (s->when < 0 && places_event(e, t, c)) s->when = cs_when(&e->t, e->is_event, c, &rule);
    if (s->when < 0) s->when = cs_when_inherit(&e->t, e->is_event, t->tok, &rule);
    if (s->when >= 0) *CS_PUSH(e->perm, &s->why) = (cs_why){ "when", rule };
    s->time_frame = (uint8_t)cs_time_frame(&e->t, t->tok, s->when, (cs_modality)s->modality, &rule);
    *CS_PUSH(e->perm, &s->why) = (cs_why){ "time_frame", rule };
}

/* ---- statements ---- */

/* What the trigger's effect counts: who had it done to them; the gathering of a protest is its agent. */
static void toll_of_trigger(cs_ev *e, const cs_toll_view *x, const cs_trigger *t, cs_tolls *out) {
    int effect = t->row->effect;
    /* "12 dead and 40 wounded": cs_toll_in_clause reads the number where it stands */
    if (t->row->key.pos == 'a' && cs_rel(&e->t, t->tok, CS_REL_CONJ)) return;
    int32_t *victims = CS_NEW(e->perm, int32_t, t->roles.n), n = 0;
    bool counted_apart = false; /* "left seven dead and 40 injured" */
    for (ptrdiff_t i = 0; i < t->merged.n; i++) counted_apart |= e->trig.v[t->merged.v[i]].row->effect >= 0;
    for (ptrdiff_t i = 0; i < t->roles.n; i++) {
        const cs_role *r = &t->roles.v[i];
        if (t->merged.n && (n || counted_apart) && i >= t->n_own) break; /* whom a merged word tells of has its own effect */
        bool counted = effect == CS_EFFECT_CROWD ? r->role == CS_ROLE_AGENT : r->role == CS_ROLE_RECIPIENT;
        counted |= r->role == CS_ROLE_TARGET && cs_lemma_in(&e->t, t->tok, "kidnap abduct arrest detain jail");
        if (counted) victims[n++] = r->mention >= 0 ? e->r->mentions.v[r->mention].head : r->token;
    }
    ptrdiff_t before = out->n;
    cs_toll_of(x, t->tok, effect, victims, n, out, e->perm);
    /* "X, leader of A and former minister, was shot": the verb says that it is one */
    if (n == 1 && cs_singular_subject(e, t->tok, victims[0]) && out->n > before)
        out->v[before].low = out->v[before].best = out->v[before].high = 1;
}

static void tolls(cs_ev *e, const cs_trigger *t, cs_statement *s) {
    cs_toll_view x = { .l = e->l, .r = e->r, .t = &e->t, .at = &e->at, .told = e->is_event };
    cs_tolls out = { 0 };
    toll_of_trigger(e, &x, t, &out);
    for (ptrdiff_t i = 0; i < t->merged.n; i++) toll_of_trigger(e, &x, &e->trig.v[t->merged.v[i]], &out);
    if (s->type == CS_T_ASSAULT) cs_toll_in_clause(&x, t->light >= 0 ? t->light : t->tok, &out, e->perm);
    for (ptrdiff_t i = 0; i < out.n; i++) *CS_PUSH(e->perm, &s->toll) = out.v[i];
    if (s->toll.n) why(e, s, "toll", "toll:count");
}

static cs_trail_trigger trail_trigger(const cs_trigger *t) {
    cs_trail_trigger out = { .row = t->row, .tok = t->tok };
    memcpy(&out.args, &t->args, sizeof out.args);
    return out;
}

static const cs_trail *trail_of(const cs_ev *e, const cs_trigger *t, int32_t modality_word) {
    cs_trail *trail = CS_NEW(e->perm, cs_trail, 1);
    *trail = (cs_trail){ .trigger = trail_trigger(t),
                         .with = t->with,
                         .light = t->light,
                         .light_row = t->light_row,
                         .modality_word = modality_word };
    for (ptrdiff_t i = 0; i < t->merged.n; i++) *CS_PUSH(e->perm, &trail->merged) = trail_trigger(&e->trig.v[t->merged.v[i]]);
    return trail;
}

/* The branch has the last word on a type where it is sure that the lexicon is wrong. Chosen on PLV folds (docs/quality.md). */
static const float RETYPE_FROM = 0.6F, RETYPE_STRONG_FROM = 0.95F, RETYPE_BELOW = 0.2F;

/* Words that the branch mixes up and English does not: who is freed is not attacked, a conviction is no arrest. */
static bool one_meaning(const cs_trigger *t, int best) {
    if (cs_word_in(t->row->key.with, "body corpse")) return true;
    if (!t->row->strong) return false;
    if (best == CS_T_SANCTION) return cs_eq(t->row->key.head, CS_LIT("sanction"));
    if (best == CS_T_ASSAULT) return t->row->type == CS_T_RETREAT && cs_eq(t->row->mode, CS_LIT("release"));
    return t->row->type == CS_T_SANCTION && cs_eq(t->row->mode, CS_LIT("convict"));
}

/* "threatened to attack": the threat is told by its own word, the attack is what is threatened. */
static bool spoken_of(const cs_ev *e, const cs_trigger *t, int best) {
    int32_t up = cs_tok(&e->t, t->anchor)->head, at = up >= 0 ? e->trig_at[up] : -1;
    return best == CS_T_THREATEN && at >= 0 && !e->trig.v[at].dropped && e->trig.v[at].row->type == best;
}

/* "agreed to a ceasefire", "rejected a call for a ceasefire": the branch sees the agreement or refusal in the noun too. */
static bool told_above(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    enum { HOPS = 2 };
    if (t->row->key.pos != 'n') return false;
    int32_t x = t->anchor;
    for (int n = 0; n < HOPS; n++) {
        int32_t up = cs_tok(&e->t, x)->head, at = up >= 0 ? e->trig_at[up] : -1;
        if (up < 0 || (!cs_rel(&e->t, x, CS_REL_OBJ) && !cs_rel(&e->t, x, CS_REL_OBL) && !cs_rel(&e->t, x, CS_REL_NMOD)))
            return false;
        if (at >= 0 && !e->trig.v[at].dropped && e->trig.v[at].row->key.pos == 'v') return e->trig.v[at].row->type == s->type;
        x = up;
    }
    return false;
}

static void retype(cs_ev *e, const cs_trigger *t, cs_statement *s) {
    int best = cs_trigger_likeliest(e, t->tok);
    if (best < 0 || s->type >= CS_T_EVENT_COUNT) return;
    if (t->row->origin.n) return; /* the user's word stands */
    /* "imposed sanctions", "seized weapons": words that leave no doubt */
    if (t->row->strong && (t->row->key.with.n || t->row->needs & CS_NEED(OBJ_WEAPON))) return;
    const cs_word_sense *x = &e->r->senses[t->tok];
    float from = t->row->strong && best == CS_T_ASSAULT ? RETYPE_STRONG_FROM : RETYPE_FROM; /* "overthrew" may be bloodless */
    if (best == s->type || x->type[best] < from || x->type[s->type] > RETYPE_BELOW) return;
    if (noun_happens(e, t) && e->r->senses[t->with].type[s->type] > RETYPE_BELOW) return;
    if (one_meaning(t, best) || spoken_of(e, t, best)) return;
    s->type = (uint8_t)best;
    s->mode = cs_lexicon_mode_ok(s->type, x->mode) ? x->mode : (cs_str){ 0 };
}

/* A mode that neither the row nor any means tells is the branch's, where it is sure of it. */
static const float MODE_FROM = 0.6F;

static bool mode_of_branch(const cs_ev *e, const cs_trigger *t, cs_statement *s) {
    if (s->mode.n || !e->r->senses || s->type >= CS_T_EVENT_COUNT || t->row->origin.n) return false;
    if (cs_word_in(t->row->key.with, "body corpse")) return false; /* found, not seized */
    const cs_word_sense *x = &e->r->senses[t->tok];
    if (!x->mode.n || x->mode_p < MODE_FROM || !cs_lexicon_mode_ok(s->type, x->mode)) return false;
    s->mode = x->mode;
    return true;
}

/* "a bomb planted under the bridge was defused" */
static bool is_defused(const cs_ev *e, const cs_trigger *t) {
    for (ptrdiff_t i = 0; i < t->roles.n; i++) {
        int32_t tok = t->roles.v[i].token, verb = cs_tok(&e->t, tok)->head;
        if (t->roles.v[i].role != CS_ROLE_INSTRUMENT || verb < 0) continue;
        bool patient = cs_rel(&e->t, tok, CS_REL_NSUBJ_PASS) || cs_rel(&e->t, tok, CS_REL_OBJ);
        if (patient && cs_lemma_in(&e->t, verb, "defuse dismantle neutralise neutralize deactivate disarm")) return true;
    }
    return false;
}

/* "launched drills": a verb that may be violence, where it only carries a noun that tells something. */
static bool carries_another(const cs_ev *e, const cs_trigger *t) {
    if (t->row->type != CS_T_ASSAULT) return false;
    const cs_sentence *s = &e->r->sentences.v[cs_tok(&e->t, t->tok)->sent];
    for (int32_t i = s->beg; i < s->end; i++) {
        const cs_trigger *u = e->trig_at[i] >= 0 ? &e->trig.v[e->trig_at[i]] : NULL;
        if (u && u != t && !u->dropped && u->light == t->tok) return true;
    }
    return false;
}

static bool state(cs_ev *e, cs_trigger *t) {
    cs_statement s = {
        .type = t->row->type, .mode = t->mode, .trigger_token = t->tok, .when = -1, .incident = -1, .confidence = -1
    };
    s.trigger = cs_tok(&e->t, t->tok)->span;
    s.alone = cs_eq(t->row->key.text, CS_LIT("*"));
    s.evidence =
        cs_subtree_span(&e->t, cs_clause_of(&e->t, t->light >= 0 && cs_above(&e->t, t->light, t->tok) ? t->light : t->anchor));
    if (!cs_span_in(s.trigger, s.evidence)) s.evidence = e->r->sentences.v[cs_tok(&e->t, t->tok)->sent].span;
    memcpy(&s.roles, &t->roles, sizeof s.roles);
    retype(e, t, &s);
    if (s.type != t->row->type && told_above(e, t, &s)) return false;
    *CS_PUSH(e->perm, &s.why) = (cs_why){ "type", t->row->origin.n ? t->row->origin
                                                                   : cs_printf(e->perm, "%slexicon:%.*s/%c",
                                                                               s.type == t->row->type ? "" : "branch over ",
                                                                               CS_ARG(t->row->key.text), t->row->key.pos) };
    bool by_branch = mode_of_branch(e, t, &s) || s.type != t->row->type;
    if (s.mode.n) why(e, &s, "mode", by_branch ? "branch:mode" : t->mode_how);
    for (ptrdiff_t i = 0; i < s.roles.n; i++)
        *CS_PUSH(e->perm, &s.why) = (cs_why){ cs_role_name_text[s.roles.v[i].role], s.roles.v[i].why };
    tolls(e, t, &s);
    cs_event_where(e, t, &s);
    const char *rule = NULL;
    int certainty = -1;
    int32_t word = -1;
    s.modality = (uint8_t)cs_event_modality(e, t, &rule, &certainty, &word);
    if (s.modality == CS_MOD_ACTUAL && s.type == CS_T_ASSAULT && is_defused(e, t))
        s.modality = CS_MOD_ATTEMPTED, rule = "modality:defused";
    if (rule) why(e, &s, "modality", rule);
    if (certainty >= 0) s.certainty = (uint8_t)certainty;
    cs_event_voice(e, t, &s);
    timed(e, t, &s);
    if (s.alone && (unlikely_alone(e, t, &s) || (!t->merged.n && carries_another(e, t)))) return false;
    if (cs_word_in(t->row->key.with, "body corpse") && !s.toll.n) return false; /* "his body was found": of a death told */
    bool said = (says_something(e, t, &s) && !cs_trigger_none(e, t)) || (e->insist && tells(e, t, &s));
    if (!said || !cs_event_claim_holds(e, t, &s)) return false;
    if ((rule = cs_event_speech(e, t, &s))) why(e, &s, "type", rule);
    if ((rule = cs_event_instead(e, t, &s))) why(e, &s, "type", rule);
    if ((rule = cs_event_force(e, &s))) why(e, &s, "mode", rule);
    if ((rule = cs_event_claim(e, t, &s))) why(e, &s, "type", rule);
    s.trail = trail_of(e, t, word);
    *CS_PUSH(e->perm, &e->r->statements) = s;
    return true;
}

/* Whether the row's conditions hold; the trigger then has its roles. */
static bool means_row(cs_ev *e, cs_trigger *t, const cs_lex_trigger *row, int32_t with) {
    t->row = row;
    t->with = with;
    t->args.n = t->roles.n = 0;
    cs_trigger_args(e, t);
    if (!cs_trigger_roles(e, t)) return false;
    find_mode(e, t);
    return true;
}

/* "died" is violence only near violence: where no row of its own holds, the branch must be certain. */
static bool known_otherwise(cs_ev *e, cs_trigger *t, cs_lex_triggers rows, uint8_t type) {
    for (int32_t i = 0; i < rows.n; i++) {
        if (rows.v[i].type != type || !(rows.v[i].needs & CS_NEED(VIOLENT))) continue;
        t->row = &rows.v[i];
        return !cs_trigger_certain(e, t);
    }
    return false;
}

/* The rows that fit a word, in order from `first`; the first whose conditions hold is what the word means here; else, if it
 * may, what the branch takes it for. */
static bool settle(cs_ev *e, cs_trigger *t, const cs_lex_trigger *first, bool by_branch) {
    /* first may lie one past the word's last row: the class is the present row's. */
    bool general = cs_eq(t->row->key.text, CS_LIT("*"));
    cs_lex_triggers others = cs_lexicon_triggers(e->l, CS_LIT("*"), t->row->key.pos);
    bool by_sense = others.n && first >= others.v && first < others.v + others.n;
    cs_lex_triggers rows = cs_lexicon_triggers(e->l, general ? first->key.head : t->row->key.head, t->row->key.pos);
    t->dropped = false;
    for (int32_t i = rows.n && !by_sense ? (int32_t)(first - rows.v) : rows.n; i < rows.n; i++) {
        int32_t with;
        if (!cs_lexicon_key_fits(&rows.v[i].key, e->r, t->tok, &with)) continue;
        if (t->attributive && rows.v[i].type < CS_T_EVENT_COUNT) continue;
        if (means_row(e, t, &rows.v[i], with)) return true;
    }
    const cs_lex_trigger *alone = by_branch && !t->attributive ? cs_trigger_by_sense(e, t->tok) : NULL;
    if (alone && !known_otherwise(e, t, rows, alone->type) && means_row(e, t, alone, -1)) return true;
    t->dropped = true;
    return false;
}

void cs_events(const cs_lexicon *l, cs_reading *r, cs_arena *perm, cs_arena scratch) {
    cs_events_watched(l, NULL, r, perm, scratch);
}

void cs_events_watched(const cs_lexicon *l, const cs_ev_watch *watch, cs_reading *r, cs_arena *perm, cs_arena scratch) {
    cs_ev e = { .l = l, .watch = watch, .r = r, .t = cs_tree_make(r, perm, scratch), .perm = perm };
    e.at = cs_entity_index_make(r, &e.t, perm);
    cs_trigger_find(&e);
    /* Twice: what is violence for sure decides about the words that are so only near it. */
    const cs_lex_trigger **first = CS_NEW(&scratch, const cs_lex_trigger *, e.trig.n);
    for (ptrdiff_t i = 0; i < e.trig.n; i++) first[i] = e.trig.v[i].row, settle(&e, &e.trig.v[i], first[i], true);
    cs_trigger_violence(&e);
    for (ptrdiff_t i = 0; i < e.trig.n; i++) settle(&e, &e.trig.v[i], first[i], true);
    for (ptrdiff_t i = 0; i < e.trig.n; i++) {
        cs_trigger *t = &e.trig.v[i];
        int32_t part = t->with >= 0 ? e.trig_at[t->with] : -1; /* "the talks resumed": told by the noun */
        e.insist = t->dropped && cs_trigger_sure(&e, t) && !carries_another(&e, t) &&
                   (part < 0 || part == i || e.trig.v[part].dropped);
        if (e.insist) settle(&e, t, first[i], true);
    }
    e.insist = false;
    cs_trigger_merge(&e);
    cs_trigger_speech(&e);
    cs_trigger_learnt(&e);
    cs_trigger_mode(&e);
    e.is_event = events_at(&e);
    for (ptrdiff_t i = 0; i < e.trig.n; i++) {
        cs_trigger *t = &e.trig.v[i];
        const bool told = !t->dropped && t->into < 0;
        bool open = told, stated = false;
        const cs_lex_trigger *row = t->row;
        int32_t with = t->with;
        e.insist = false;
        /* A row that comes to nothing leaves the word to the next one that fits: "support" the event, then the relation. */
        while (open && !(stated = state(&e, t)))
            open = !t->merged.n && !cs_eq(t->row->key.text, CS_LIT("*")) && settle(&e, t, t->row + 1, false);
        if (stated || !told) continue;
        t->row = row, t->with = with;
        e.insist = cs_trigger_sure(&e, t);
        if (e.insist && means_row(&e, t, row, with)) state(&e, t);
    }
    if (watch && watch->end) watch->end(watch->ctx, &e);
}
