/* Parties that the branch knows better than the rules of args.c and role.c: where they leave a role empty ("the killing", with
 * the killer in the sentence before the comma), and where it is sure of another word than theirs. Chosen on the development
 * reports and PLV_train, which the branch has not seen. */
#include "decode/event_parts.h"

/* From what probability a word fills an empty role: agents stand far from their deeds, and the branch takes who speaks of a
 * deed for who did it more often than it errs about whom it struck. */
static const float AGENT_FROM = 0.55F, OBJECT_FROM = 0.2F;

/* From what probability on it is not the verb's object: read, type by type, in reports of the training sets. What a crowd or a
 * force does is mostly done to nobody, and what is asked for or agreed is taken for one of whom it is asked. */
static float patient_from(cs_type type) {
    switch (type) {
    case CS_T_MOBILIZE:
    case CS_T_PROTEST:
    case CS_T_RETREAT: return 0.55F;
    case CS_T_AGREE:
    case CS_T_COOPERATE:
    case CS_T_REQUEST: return 0.5F;
    case CS_T_CONSULT: return 0.4F;
    case CS_T_ASSAULT: return 0.3F;
    default: return OBJECT_FROM;
    }
}
/* From what probability a word takes the place of another, of which the branch has not thought at all. */
static const float AGENT_INSTEAD_FROM = 0.8F, PATIENT_INSTEAD_FROM = 0.6F;

static const char LEARNT[] = "branch:role";

bool cs_role_is_learnt(const cs_role *r) { return r->why.p == LEARNT; }

enum {
    AGENT = 1u << CS_ROLE_AGENT,
    PATIENT = 1u << CS_ROLE_RECIPIENT | 1u << CS_ROLE_TARGET | 1u << CS_ROLE_OTHER_PARTY,
    AS_AGENT = 1u << CS_AS_AGENT,
    AS_PATIENT = 1u << CS_AS_RECIPIENT | 1u << CS_AS_TARGET | 1u << CS_AS_OTHER_PARTY
};

static ptrdiff_t first_part(const cs_reading *r, int32_t trigger) {
    ptrdiff_t lo = 0, hi = r->parts.n;
    while (lo < hi) {
        ptrdiff_t mid = lo + (hi - lo) / 2;
        if (r->parts.v[mid].trigger < trigger)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static bool is_party_already(const cs_ev *e, const cs_trigger *t, int32_t tok) {
    int32_t entity = cs_entity_at(&e->at, tok);
    for (ptrdiff_t i = 0; i < t->roles.n; i++) {
        const cs_role *r = &t->roles.v[i];
        if (r->token == tok || r->filler == tok || (entity >= 0 && r->entity == entity)) return true;
    }
    return false;
}

/* "himself", "each other": the doer once more. */
static bool is_self(const cs_ev *e, int32_t tok) {
    cs_str s = cs_tok(&e->t, tok)->lower;
    bool reflexive = cs_tok(&e->t, tok)->upos == CS_UPOS_PRON && (cs_ends(s, CS_LIT("self")) || cs_ends(s, CS_LIT("selves")));
    return reflexive || cs_trigger_is_reciprocal(e, tok);
}

/* "no group", "neither side" */
static bool is_none(const cs_ev *e, int32_t tok) {
    if (cs_word_in(cs_tok(&e->t, tok)->lower, "nobody none neither")) return true;
    CS_EACH_CHILD(&e->t, tok, c)
    if (cs_rel(&e->t, c, CS_REL_DET) && cs_word_in(cs_tok(&e->t, c)->lower, "no neither")) return true;
    return false;
}

/* "discussed Syria": a direct object for which the frame of the verb has no party. */
static bool is_topic(const cs_ev *e, const cs_trigger *t, int32_t tok) {
    if (t->row->type != CS_T_CONSULT || t->row->key.pos != 'v' || cs_eq(t->row->key.text, CS_LIT("*"))) return false;
    return cs_tok(&e->t, tok)->head == t->tok && cs_rel(&e->t, tok, CS_REL_OBJ) &&
           !cs_lex_frame_slot(t->row->frame, CS_SLOT_OBJ, (cs_str){ 0 });
}

/* "the killing of its general": whose general it is did not kill him. */
static bool owns_victim(const cs_ev *e, const cs_trigger *t, int32_t tok) {
    int32_t entity = cs_entity_at(&e->at, tok);
    for (ptrdiff_t i = 0; entity >= 0 && i < t->roles.n; i++) {
        int32_t owner = cs_child(&e->t, t->roles.v[i].token, CS_REL_NMOD_POSS);
        if ((PATIENT >> t->roles.v[i].role & 1) && owner >= 0 && cs_tok(&e->t, owner)->upos == CS_UPOS_PRON &&
            cs_entity_at(&e->at, owner) == entity)
            return true;
    }
    return false;
}

/* "police foiled an attempt to bomb it": who foils a deed did not try it. */
static bool foils(const cs_ev *e, const cs_trigger *t, int32_t tok) {
    int32_t intent = cs_tok(&e->t, t->anchor)->head, verb = intent < 0 ? -1 : cs_tok(&e->t, intent)->head;
    if (cs_rel(&e->t, t->anchor, CS_REL_OBJ)) verb = intent;
    return verb >= 0 && cs_tok(&e->t, tok)->head == verb &&
           cs_lemma_in(&e->t, verb, "foil thwart prevent avert disrupt stop frustrate block");
}

/* "the main witness to the murders": whose phrase tells the deed is named by it and no part of it, but for those that the word
 * says suffered it ("the victims of the attack"). */
static bool is_named_by(const cs_ev *e, const cs_trigger *t, int32_t tok) {
    int32_t deed = t->anchor;
    if (t->row->key.pos != 'n' || cs_tok(&e->t, deed)->head != tok || !cs_rel(&e->t, deed, CS_REL_NMOD)) return false;
    return cs_tok(&e->t, tok)->upos == CS_UPOS_NOUN &&
           cs_lemma_in(&e->t, tok, "witness suspect investigation investigator trial response responder news report reporter");
}

/* "the attack was condemned by the union" */
static bool judges(const cs_ev *e, int32_t verb, int32_t tok) {
    int32_t i = e->trig_at[verb];
    if (i < 0 || !(cs_rel(&e->t, tok, CS_REL_OBL_AGENT) || cs_rel(&e->t, tok, CS_REL_NSUBJ))) return false;
    cs_type type = (cs_type)e->trig.v[i].row->type;
    return type == CS_T_ACCUSE || type == CS_T_SUPPORT || type == CS_T_REJECT;
}

/* "attacks in Europe", "violence in the state": where it was, and nobody whom it struck. */
static bool is_scene(const cs_ev *e, const cs_trigger *t, int32_t tok) {
    int32_t m = cs_entity_mention_at(&e->at, tok);
    if (t->row->type != CS_T_ASSAULT || m < 0 || e->r->entities.v[e->r->mentions.v[m].entity].type != CS_ENT_PLACE)
        return false;
    bool wide = e->r->mentions.v[m].kind == CS_MENTION_NAME ||
                cs_lemma_in(&e->t, tok, "country state region province district area city town village world place territory");
    return wide && cs_word_in(cs_case_of(&e->t, tok, e->perm), "in near around across throughout");
}

/* Whether the word can be what the branch takes it for. Who only speaks of a deed is not its agent ("the minister condemned
 * the attacks"). */
static bool can_be(const cs_ev *e, const cs_trigger *t, int32_t tok, unsigned as) {
    if (cs_entity_mention_at(&e->at, tok) < 0 || is_party_already(e, t, tok)) return false;
    unsigned is = cs_filler_of(e, tok);
    if (is_none(e, tok) || is_self(e, tok) || (!(as & AS_AGENT) && is_named_by(e, t, tok)) ||
        (as & AS_AGENT && (owns_victim(e, t, tok) || foils(e, t, tok))))
        return false;
    if (cs_trigger_is_time(e, tok) || cs_trigger_is_press(e, t, tok)) return false;
    if (!(as & AS_AGENT)) return (is & CS_IS_CONCRETE) != 0 && !is_topic(e, t, tok) && !is_scene(e, t, tok);
    int32_t above = cs_tok(&e->t, t->anchor)->head;
    if (t->row->type == CS_T_PROTEST && is & (CS_IS_ARMED | CS_IS_STATE)) return false; /* who polices it */
    bool speaks = t->row->key.pos == 'n' && above >= 0 && cs_tok(&e->t, tok)->head == above &&
                  (cs_lexicon_cues(e->l, cs_tok(&e->t, above)->lemma, 'v').n || judges(e, above, tok));
    return !speaks && (is & (CS_IS_ACTOR | CS_IS_STATE));
}

static bool is_object(const cs_ev *e, int32_t verb, int32_t tok) {
    bool passive = cs_rel(&e->t, tok, CS_REL_NSUBJ_PASS);
    return cs_tok(&e->t, tok)->head == verb && (passive || cs_rel(&e->t, tok, CS_REL_OBJ));
}

/* The likeliest part of the trigger's word from that probability on, or best where that is likelier. */
static const cs_part *likelier(const cs_ev *e, const cs_trigger *t, int32_t word, unsigned as, float from,
                               const cs_part *best) {
    for (ptrdiff_t i = first_part(e->r, word); i < e->r->parts.n && e->r->parts.v[i].trigger == word; i++) {
        const cs_part *p = &e->r->parts.v[i];
        float enough = from < PATIENT_INSTEAD_FROM && as & AS_PATIENT && is_object(e, word, p->word) ? OBJECT_FROM : from;
        if ((as >> p->role & 1) && p->p >= enough && (!best || p->p > best->p) && can_be(e, t, p->word, as)) best = p;
    }
    return best;
}

static void give(cs_ev *e, cs_trigger *t, const cs_part *p, cs_role_name role) {
    if (p->role == CS_AS_OTHER_PARTY) role = CS_ROLE_OTHER_PARTY;
    cs_trigger_give(e, t, p->word, role, LEARNT);
}

static void fill(cs_ev *e, cs_trigger *t, unsigned as, cs_role_name role, float from) {
    const cs_part *best = likelier(e, t, t->tok, as, from, NULL);
    for (ptrdiff_t i = 0; i < t->merged.n; i++) best = likelier(e, t, e->trig.v[t->merged.v[i]].tok, as, from, best);
    if (best) give(e, t, best, role);
}

/* The only filler of the roles makes room for one that the branch is sure of where it sees no part of the deed in it. */
static void exchange(cs_ev *e, cs_trigger *t, cs_role *only, unsigned as, cs_role_name role) {
    const cs_part *best = likelier(e, t, t->tok, as, as & AS_AGENT ? AGENT_INSTEAD_FROM : PATIENT_INSTEAD_FROM, NULL);
    if (!best || only->certainty != CS_CERT_FACT) return;
    for (ptrdiff_t i = first_part(e->r, t->tok); i < e->r->parts.n && e->r->parts.v[i].trigger == t->tok; i++) {
        int32_t word = e->r->parts.v[i].word;
        if ((as >> e->r->parts.v[i].role & 1) && (word == only->token || word == only->filler)) return;
    }
    *only = t->roles.v[--t->roles.n];
    give(e, t, best, role);
}

static void learn(cs_ev *e, cs_trigger *t, unsigned roles, unsigned as, cs_role_name role, float from) {
    cs_role *only = NULL;
    int n = 0;
    for (ptrdiff_t i = 0; i < t->roles.n; i++)
        if (roles >> t->roles.v[i].role & 1) only = &t->roles.v[i], n++;
    if (!n) fill(e, t, as, role, from);
    if (n == 1) exchange(e, t, only, as, role);
}

void cs_trigger_learnt(cs_ev *e) {
    for (ptrdiff_t i = 0; i < e->trig.n; i++) {
        cs_trigger *t = &e->trig.v[i];
        if (t->dropped || t->into >= 0 || t->row->type >= CS_T_EVENT_COUNT) continue;
        learn(e, t, AGENT, AS_AGENT, CS_ROLE_AGENT, AGENT_FROM);
        learn(e, t, PATIENT, AS_PATIENT, CS_ROLE_RECIPIENT, patient_from((cs_type)t->row->type));
        if (!t->merged.n) cs_trigger_one_hand(e, t);
    }
}
