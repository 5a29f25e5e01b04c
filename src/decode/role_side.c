/* On which side of a deed the words around its noun stand, where the slot alone does not say. English has one place before
 * the noun and one "of" for both: "the guerrillas' killing of the mayor" and "the mayor's killing", "the Ortega
 * assassination" and "the police killing", "the army's ambush of a patrol" and "the ambush of the rebels" (Quirk et al. 1985,
 * 17.41: subjective and objective genitive). What else is said around the noun decides, then what the word names. */
#include "decode/event_parts.h"

enum { AGENT = 1u << CS_ROLE_AGENT, RECIPIENT = 1u << CS_ROLE_RECIPIENT };

/* Nouns for what is done to one person: whose it is has suffered it, unless he bears arms. */
static const char SUFFERED[] = "shooting stabbing stoning lynching poisoning strangling";

static bool bears_arms(unsigned is) { return (is & (CS_IS_ARMED | CS_IS_STATE)) != 0; }

static bool has_phrase(const cs_ev *e, const cs_trigger *t, int32_t but, const char *preps) {
    for (ptrdiff_t i = 0; i < t->args.n; i++) {
        const cs_arg *a = &t->args.v[i];
        if (a->slot == CS_SLOT_PREP && a->tok != but && cs_word_in(a->prep, preps) &&
            (cs_filler_of(e, a->tok) & (CS_IS_ACTOR | CS_IS_CONCRETE)))
            return true;
    }
    return false;
}

/* Whether an owner or an armed party before the noun is the doer already: "the FARC's ambush", "police shootings". */
static bool has_doer_before(const cs_ev *e, const cs_trigger *t) {
    for (ptrdiff_t i = 0; i < t->args.n; i++) {
        const cs_arg *a = &t->args.v[i];
        unsigned is = cs_filler_of(e, a->tok);
        bool place = (is & CS_IS_GROUND) && !(is & CS_IS_STATE);
        if (a->slot == CS_SLOT_POSS && (is & CS_IS_ACTOR) && !place) return true;
        if ((a->slot == CS_SLOT_COMPOUND || a->slot == CS_SLOT_AMOD) && bears_arms(is) && !place) return true;
    }
    return false;
}

bool cs_trigger_of_victim(const cs_ev *e, const cs_trigger *t, const cs_arg *a) {
    int32_t entity = cs_entity_at(&e->at, a->tok);
    bool killing = cs_lex_frame_slot(t->row->frame, CS_SLOT_POSS, (cs_str){ 0 }) &&
                   (cs_lex_frame_slot(t->row->frame, CS_SLOT_POSS, (cs_str){ 0 })->roles & RECIPIENT);
    if (!killing && !cs_lemma_in(&e->t, t->tok, SUFFERED)) return false;
    if (cs_lemma_in(&e->t, t->tok, "massacre slaughter genocide carnage")) return false; /* of many: the name is a place's */
    if (cs_tok(&e->t, t->tok)->feats.number == CS_NUM_PLUR) return false; /* "the Strangler murders": of whom one tells them */
    return entity >= 0 && e->r->entities.v[entity].type == CS_ENT_PERSON && !bears_arms(cs_filler_of(e, a->tok));
}

/* "died", "burned to death": who does so has it happen to him. */
static bool only_suffers(const cs_ev *e, const cs_trigger *t) {
    if (t->row->key.pos != 'v' || t->row->type != CS_T_ASSAULT || t->passive) return false;
    bool object = cs_child(&e->t, t->tok, CS_REL_OBJ) >= 0;
    if (cs_lemma_in(&e->t, t->tok, "suffer sustain undergo")) return true;
    return !object && cs_lemma_in(&e->t, t->tok, "die perish drown suffocate succumb bleed burn starve asphyxiate");
}

static uint32_t of_general_row(const cs_ev *e, const cs_trigger *t, const cs_arg *a, uint32_t roles) {
    if (only_suffers(e, t) && a->slot == CS_SLOT_SUBJ && (roles & AGENT)) return RECIPIENT;
    bool of = a->slot == CS_SLOT_PREP && cs_eq(a->prep, CS_LIT("of")) && t->row->type == CS_T_ASSAULT;
    if (!of || !(roles & AGENT)) return roles;
    unsigned is = cs_filler_of(e, a->tok);
    if (is & CS_IS_WEAPON) return 1u << CS_ROLE_INSTRUMENT; /* "the launching of rockets" */
    if (cs_lemma_in(&e->t, t->tok, "death demise disappearance")) return RECIPIENT;
    return bears_arms(is) ? roles : RECIPIENT; /* "the burning of the bus", "the operations of rebels" */
}

/* What is run or thrown is the means where it is said at what; else it is what is struck: "rammed a jeep into the gate" and
 * "rammed the gate with a jeep", "pelted stones at police" and "pelted police with stones". */
static uint32_t of_means(const cs_ev *e, const cs_trigger *t, const cs_arg *a, uint32_t roles) {
    if (a->slot != CS_SLOT_OBJ || t->passive || t->row->key.pos != 'v') return roles;
    unsigned is = cs_filler_of(e, a->tok);
    bool means = (is & (CS_IS_WEAPON | CS_IS_VEHICLE)) != 0;
    if (cs_eq(t->row->frame->name, CS_LIT("v-at"))) {
        bool struck = !means && (is & (CS_IS_ACTOR | CS_IS_GROUND)) && has_phrase(e, t, a->tok, "with");
        return struck ? RECIPIENT : roles;
    }
    if (!cs_lemma_in(&e->t, t->tok, "ram drive run plough plow slam crash smash steer reverse")) return roles;
    if (means && has_phrase(e, t, a->tok, "into through against")) return 1u << CS_ROLE_INSTRUMENT;
    return cs_lemma_is(&e->t, t->tok, "ram") ? RECIPIENT : roles;
}

/* "our rejection of violence" */
static bool is_of_something(const cs_trigger *t) {
    for (ptrdiff_t i = 0; i < t->args.n; i++)
        if (t->args.v[i].slot == CS_SLOT_PREP && cs_eq(t->args.v[i].prep, CS_LIT("of"))) return true;
    return false;
}

/* Whose it is. One who owns the deed before it in a coordination ("his death and the murder of a guard") owns no other. */
static uint32_t of_owner(const cs_ev *e, const cs_trigger *t, const cs_arg *a, uint32_t roles, unsigned is) {
    bool done_to = has_phrase(e, t, a->tok, "of against"), can_act = (is & (CS_IS_ACTOR | CS_IS_STATE)) != 0;
    bool own = cs_tok(&e->t, a->tok)->head == t->tok || cs_tok(&e->t, a->tok)->head == t->anchor;
    bool told_by = cs_lex_frame_slot(t->row->frame, CS_SLOT_PREP, CS_LIT("by")) != NULL;
    if (roles == RECIPIENT && told_by && done_to && can_act) return own ? AGENT : 0;
    bool voiced = is_of_something(t) || cs_lemma_in(&e->t, t->tok, "accusation allegation complaint lawsuit");
    if (roles == RECIPIENT && told_by && t->row->type == CS_T_ACCUSE && can_act && voiced) return own ? AGENT : 0;
    bool thing = (is & CS_IS_VEHICLE) && !can_act, felled = cs_lemma_in(&e->t, t->tok, "overthrow toppling removal ouster");
    if ((roles & AGENT) && (felled || (thing && t->row->type == CS_T_ASSAULT && !done_to))) return RECIPIENT;
    if (!(roles & AGENT) || !cs_lemma_in(&e->t, t->tok, SUFFERED) || has_phrase(e, t, a->tok, "of on at against")) return roles;
    return has_phrase(e, t, a->tok, "by") || ((is & CS_IS_PERSON) && !bears_arms(is)) ? RECIPIENT : roles;
}

bool cs_trigger_is_reciprocal(const cs_ev *e, int32_t tok) {
    for (int32_t i = tok > 0 ? tok - 1 : 0; i <= tok && i + 1 < e->r->tokens.n; i++) {
        cs_str one = cs_tok(&e->t, i)->lower, other = cs_tok(&e->t, i + 1)->lower;
        if (cs_eq(one, CS_LIT("each")) && cs_eq(other, CS_LIT("other"))) return true;
        if (cs_eq(one, CS_LIT("one")) && cs_eq(other, CS_LIT("another"))) return true;
    }
    return false;
}

/* Whether somebody is fought, and no more: the frame has him on one side only. */
static bool fought(const cs_ev *e, const cs_trigger *t) {
    for (ptrdiff_t i = 0; i < t->args.n; i++) {
        const cs_arg *a = &t->args.v[i];
        const cs_lex_slot *s = cs_lex_frame_slot(t->row->frame, (cs_slot_kind)a->slot, a->prep);
        if (a->slot != CS_SLOT_SUBJ && s && s->roles == RECIPIENT && !cs_trigger_is_reciprocal(e, a->tok)) return true;
    }
    return false;
}

/* "the rebels' battle against the army", "the fight against X": a side each; a clash or a fight "with" and "between" has both
 * on both. */
static uint32_t of_fight(const cs_ev *e, const cs_trigger *t, const cs_arg *a) {
    bool against = a->slot == CS_SLOT_PREP && cs_eq(a->prep, CS_LIT("against"));
    if (against) return RECIPIENT;
    return has_phrase(e, t, a->tok, "against") && a->slot != CS_SLOT_PREP ? AGENT : AGENT | RECIPIENT;
}

uint32_t cs_trigger_side(const cs_ev *e, const cs_trigger *t, const cs_arg *a, uint32_t roles) {
    if (a->role != CS_ROLE_COUNT || t->row->type >= CS_T_EVENT_COUNT) return roles;
    roles = of_means(e, t, a, roles);
    if (!roles) return roles;
    if (cs_eq(t->row->key.text, CS_LIT("*"))) roles = of_general_row(e, t, a, roles);
    /* "the army fights the rebels": a side of its own on each hand, where "they fought" leaves both on both */
    bool fights = t->row->key.pos == 'v' && a->slot == CS_SLOT_SUBJ && roles == (AGENT | RECIPIENT);
    if (fights && fought(e, t)) return AGENT;
    if (t->row->key.pos != 'n') return roles;
    if (roles == (AGENT | RECIPIENT)) return of_fight(e, t, a);
    unsigned is = cs_filler_of(e, a->tok);
    if (a->slot == CS_SLOT_POSS) return of_owner(e, t, a, roles, is);
    if (a->slot != CS_SLOT_PREP || !(roles & AGENT)) return roles;
    bool of = cs_eq(a->prep, CS_LIT("of"));
    if (of && t->row->type == CS_T_THREATEN && (!bears_arms(is) || cs_lemma_in(&e->t, a->tok, "force strike action")))
        return 0; /* "the threat of force": what is threatened */
    if (t->row->type != CS_T_ASSAULT) return roles;
    bool ground =
        (is & CS_IS_GROUND) && !(is & (CS_IS_ACTOR | CS_IS_STATE)) && !cs_lemma_in(&e->t, a->tok, "country nation state side");
    if (ground && cs_eq(a->prep, CS_LIT("from"))) return roles & ~(uint32_t)AGENT; /* "fire from the hill" */
    if (!of) return roles;
    bool done = cs_lemma_is(&e->t, t->tok, "ambush") || has_phrase(e, t, a->tok, "by") || has_doer_before(e, t);
    return done && (is & CS_IS_CONCRETE) ? RECIPIENT : roles;
}

/* "its insurgency", "he clashed": where nobody is told on the other hand, one who is no two has done it and no more. Not so
 * "rival gangs fought"; but "they pushed back the deadline", where the verb asks for somebody to do it to. */
void cs_trigger_one_hand(const cs_ev *e, cs_trigger *t) {
    ptrdiff_t recipient = -1;
    int32_t side = -1;
    bool acts = false;
    for (ptrdiff_t i = 0; i < t->roles.n; i++) {
        const cs_role *r = &t->roles.v[i];
        if (r->role != CS_ROLE_AGENT && r->role != CS_ROLE_RECIPIENT && r->role != CS_ROLE_TARGET) continue;
        if (side >= 0 && r->token != side) return;
        side = r->token;
        acts |= r->role == CS_ROLE_AGENT;
        if (r->role != CS_ROLE_AGENT) recipient = i;
    }
    if (!acts || recipient < 0) return;
    int32_t entity = cs_entity_at(&e->at, side);
    bool several = cs_tok(&e->t, side)->feats.number == CS_NUM_PLUR || (entity >= 0 && e->r->entities.v[entity].plural);
    if (several && !cs_eq(t->row->frame->name, CS_LIT("v-repel"))) return;
    for (ptrdiff_t i = 0; i < t->args.n; i++) {
        const cs_arg *a = &t->args.v[i];
        bool doer = a->slot == CS_SLOT_SUBJ || a->slot == CS_SLOT_POSS;
        if (a->tok != t->roles.v[recipient].filler || !doer || a->role != CS_ROLE_COUNT) continue;
        t->roles.v[recipient] = t->roles.v[--t->roles.n];
        return;
    }
}
