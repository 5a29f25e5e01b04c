/* Words about deeds. Somebody who agrees, refuses, asks, threatens, praises or condemns does so to the party of the deed that
 * the words are about: "agreed to lift sanctions against X", "demanded that X leave", "welcomed X's decision". And a deed
 * that somebody says they will or will not do is a promise or a refusal (PLOVER: "promises of future releases do not apply
 * and are coded under a separate event"; CAMEO 03 and 12). */
#include "decode/event_parts.h"

enum { PATIENT = 1u << CS_ROLE_RECIPIENT | 1u << CS_ROLE_TARGET | 1u << CS_ROLE_OTHER_PARTY, AGENT = 1u << CS_ROLE_AGENT };

static bool has_role(const cs_trigger *t, unsigned roles) {
    for (ptrdiff_t i = 0; i < t->roles.n; i++)
        if (roles >> t->roles.v[i].role & 1) return true;
    return false;
}

static bool has_actor(const cs_ev *e, const cs_trigger *t, unsigned roles) {
    for (ptrdiff_t i = 0; i < t->roles.n; i++) {
        const cs_role *r = &t->roles.v[i];
        if (roles >> r->role & 1 && cs_filler_of(e, r->token) & (CS_IS_ACTOR | CS_IS_STATE)) return true;
    }
    return false;
}

static bool speaks_of_deeds(const cs_trigger *t) {
    switch (t->row->type) {
    case CS_T_AGREE:
    case CS_T_REJECT:
    case CS_T_REQUEST:
    case CS_T_THREATEN:
    case CS_T_CONCEDE: return true;
    default: return false;
    }
}

static bool judges_deeds(const cs_trigger *t) {
    return t->row->type == CS_T_SUPPORT || t->row->type == CS_T_REJECT || t->row->type == CS_T_ACCUSE;
}

/* The trigger told at tok: by the word itself, or by the noun that a light verb there carries. */
static cs_trigger *trigger_at(cs_ev *e, int32_t tok) {
    if (e->trig_at[tok] >= 0 && !e->trig.v[e->trig_at[tok]].dropped) return &e->trig.v[e->trig_at[tok]];
    for (ptrdiff_t i = 0; i < e->trig.n; i++)
        if (!e->trig.v[i].dropped && (e->trig.v[i].light == tok || e->trig.v[i].anchor == tok)) return &e->trig.v[i];
    return NULL;
}

static bool is_own(const cs_ev *e, const cs_trigger *t, int32_t tok) {
    int32_t m = cs_entity_mention_at(&e->at, tok), entity = m >= 0 ? e->r->mentions.v[m].entity : -1;
    for (ptrdiff_t i = 0; i < t->roles.n; i++)
        if (t->roles.v[i].token == tok || (entity >= 0 && t->roles.v[i].entity == entity)) return true;
    return false;
}

static bool is_party(const cs_ev *e, const cs_trigger *t, int32_t tok) {
    return cs_filler_of(e, tok) & (CS_IS_ACTOR | CS_IS_STATE) && !is_own(e, t, tok);
}

/* The parties of u become t's recipients. */
static bool take_parties(cs_ev *e, cs_trigger *t, const cs_trigger *u, unsigned roles) {
    bool any = false;
    for (ptrdiff_t i = 0; i < u->roles.n; i++)
        if (roles >> u->roles.v[i].role & 1 && is_party(e, t, u->roles.v[i].token))
            any |= cs_trigger_give(e, t, u->roles.v[i].token, CS_ROLE_RECIPIENT, "speech:party-of-deed");
    return any;
}

/* A deed that no row of the lexicon knows: whom it is done to or for. */
static bool take_objects(cs_ev *e, cs_trigger *t, int32_t verb) {
    CS_EACH_CHILD(&e->t, verb, c) {
        bool object = cs_rel(&e->t, c, CS_REL_OBJ) || cs_rel(&e->t, c, CS_REL_IOBJ);
        bool oblique = cs_rel(&e->t, c, CS_REL_OBL) && cs_word_in(cs_case_of(&e->t, c, e->perm), "to with for on against from");
        if ((object || oblique) && is_party(e, t, c))
            return cs_trigger_give(e, t, c, CS_ROLE_RECIPIENT, "speech:party-of-deed");
    }
    return false;
}

/* Whom the words ask to act: the doer of what is asked for. */
static bool take_doer(cs_ev *e, cs_trigger *t, int32_t deed, const cs_trigger *u) {
    if (u && take_parties(e, t, u, AGENT)) return true;
    int32_t s = cs_tok(&e->t, deed)->upos == CS_UPOS_VERB ? cs_subject_of(&e->t, deed) : cs_child(&e->t, deed, CS_REL_NSUBJ);
    return s >= 0 && is_party(e, t, s) && cs_trigger_give(e, t, s, CS_ROLE_RECIPIENT, "speech:doer-of-deed");
}

static void party_of_deed(cs_ev *e, cs_trigger *t, int32_t deed) {
    cs_trigger *u = trigger_at(e, deed);
    if (u == t) return;
    bool clause = cs_tok(&e->t, deed)->upos == CS_UPOS_VERB;
    /* "agreed to undertake a review": one promise */
    if (u && clause && u->row->type == CS_T_AGREE && !u->row->strong && t->row->type == CS_T_AGREE) u->dropped = true;
    if (has_actor(e, t, PATIENT)) return;
    if (t->row->type == CS_T_REQUEST && take_doer(e, t, deed, u)) return;
    if (u && take_parties(e, t, u, PATIENT)) return;
    if (clause && take_objects(e, t, deed)) return;
    for (ptrdiff_t i = 0; u && clause && i < u->roles.n; i++) /* no party: the thing that it is done to */
        if (u->roles.v[i].role == CS_ROLE_TARGET || u->roles.v[i].role == CS_ROLE_RECIPIENT)
            cs_trigger_give(e, t, u->roles.v[i].token, CS_ROLE_TARGET, "speech:party-of-deed");
}

/* "condemned X's attack on Y", "welcomed the decision of X": X is the one who is praised or blamed. */
static void doer_of_judged(cs_ev *e, cs_trigger *t, int32_t deed) {
    cs_trigger *u = trigger_at(e, deed);
    if (has_actor(e, t, PATIENT) || (!u && cs_filler_of(e, deed) & CS_IS_CONCRETE)) return;
    if (u && u != t && (take_parties(e, t, u, AGENT) || has_role(u, PATIENT)))
        return; /* "the arrest of two priests": not by them */
    CS_EACH_CHILD(&e->t, deed, c) {
        cs_str prep = cs_rel(&e->t, c, CS_REL_NMOD) ? cs_case_of(&e->t, c, e->perm) : (cs_str){ 0 };
        bool doer = cs_rel(&e->t, c, CS_REL_NMOD_POSS) || (prep.n && cs_word_in(prep, "of by from"));
        if (doer && is_party(e, t, c) && cs_trigger_give(e, t, c, CS_ROLE_RECIPIENT, "speech:doer-of-deed")) return;
    }
}

void cs_trigger_speech(cs_ev *e) {
    for (ptrdiff_t i = 0; i < e->trig.n; i++) {
        cs_trigger *t = &e->trig.v[i];
        if (t->dropped || t->into >= 0 || !(speaks_of_deeds(t) || judges_deeds(t))) continue;
        CS_EACH_CHILD(&e->t, t->tok, c) {
            cs_deprel rel = (cs_deprel)cs_tok(&e->t, c)->deprel;
            if (speaks_of_deeds(t) && (rel == CS_REL_XCOMP || rel == CS_REL_CCOMP || rel == CS_REL_ACL || rel == CS_REL_OBJ ||
                                       (rel == CS_REL_OBL && trigger_at(e, c)) ||
                                       (rel == CS_REL_ADVCL && cs_tok(&e->t, c)->feats.verbform == CS_VF_INF)))
                party_of_deed(e, t, c);
            if (judges_deeds(t) && (rel == CS_REL_OBJ || rel == CS_REL_NSUBJ_PASS)) doer_of_judged(e, t, c);
        }
    }
}

/* ---- promises and refusals ---- */

static bool can_be_promised(uint8_t type) {
    return type == CS_T_RETREAT || type == CS_T_AID || type == CS_T_COOPERATE || type == CS_T_SUPPORT || type == CS_T_CONCEDE;
}

/* The auxiliary of the clause that tells the trigger: the verb's own, or its light verb's. */
static int32_t clause_verb(const cs_ev *e, const cs_trigger *t) {
    if (t->light >= 0) return t->light;
    return cs_tok(&e->t, t->tok)->upos == CS_UPOS_VERB ? t->tok : -1;
}

static bool has_child_in(const cs_ev *e, int32_t tok, cs_deprel rel, const char *words) {
    CS_EACH_CHILD(&e->t, tok, c)
    if (cs_rel(&e->t, c, rel) && cs_word_in(cs_tok(&e->t, c)->lower, words)) return true;
    return false;
}

/* Of a conjunct without auxiliaries the first one's hold: "will free X and leave". */
static int32_t with_auxiliary(const cs_ev *e, int32_t verb) {
    if (cs_child(&e->t, verb, CS_REL_AUX) >= 0 || !cs_rel(&e->t, verb, CS_REL_CONJ)) return verb;
    return cs_subject_of(&e->t, verb) >= 0 ? verb : cs_conj_top(&e->t, verb);
}

static cs_str refused_mode(uint8_t type, cs_str mode) {
    switch (type) {
    case CS_T_RETREAT:
    case CS_T_CONCEDE: return cs_eq(mode, CS_LIT("resign")) ? CS_LIT("change") : CS_LIT("yield");
    case CS_T_CONSULT: return CS_LIT("meet");
    case CS_T_AID:
    case CS_T_COOPERATE: return CS_LIT("assist");
    default: return (cs_str){ 0 };
    }
}

/* What a noun that is part of another tells by itself, or NULL. */
static const cs_lex_trigger *noun_row(const cs_ev *e, int32_t tok) {
    cs_lex_triggers rows = cs_lexicon_triggers(e->l, cs_tok(&e->t, tok)->lemma, 'n');
    for (int32_t i = 0; i < rows.n; i++)
        if (!rows.v[i].key.with.n && !rows.v[i].key.particle.n) return &rows.v[i];
    return NULL;
}

/* "urged Egypt to free the blogger", "rejected a call for a ceasefire": what is asked for or refused tells the mode, where the
 * row leaves it open. The deed is under the verb, or under the noun of asking that it has for an object. */
static const char *mode_of_deed(const cs_ev *e, const cs_trigger *t, cs_statement *s) {
    if (s->type != CS_T_REQUEST && s->type != CS_T_REJECT) return NULL;
    if (s->mode.n && !cs_eq(s->mode, CS_LIT("change"))) return NULL;
    int32_t at = t->tok, o = cs_child(&e->t, at, CS_REL_OBJ);
    bool nested = o >= 0 && cs_lemma_in(&e->t, o, "call appeal demand plea request offer proposal");
    CS_EACH_CHILD(&e->t, nested ? o : at, c) {
        uint8_t rel = cs_tok(&e->t, c)->deprel;
        bool noun =
            (rel == CS_REL_OBL || rel == CS_REL_NMOD) && cs_word_in(cs_case_of(&e->t, c, e->perm), nested ? "for of" : "for");
        bool aim =
            rel == CS_REL_ADVCL && cs_tok(&e->t, c)->feats.verbform == CS_VF_INF && cs_lemma_in(&e->t, at, "call appeal");
        bool under = rel == CS_REL_XCOMP || rel == CS_REL_CCOMP || rel == CS_REL_ACL || noun || aim;
        const cs_lex_trigger *row = under && e->trig_at[c] >= 0        ? e->trig.v[e->trig_at[c]].row
                                    : nested && rel == CS_REL_COMPOUND ? noun_row(e, c) /* "a ceasefire offer" */
                                                                       : NULL;
        if (!row || row->type >= CS_T_EVENT_COUNT) continue;
        cs_str mode = refused_mode(row->type, row->mode);
        if (!mode.n) continue;
        s->mode = mode;
        return "speech:mode-of-deed";
    }
    return NULL;
}

const char *cs_event_speech(const cs_ev *e, const cs_trigger *t, cs_statement *s) {
    const char *by_deed = mode_of_deed(e, t, s);
    if (by_deed) return by_deed;
    int32_t v = clause_verb(e, t);
    bool refusable = can_be_promised(s->type) || s->type == CS_T_CONSULT || s->type == CS_T_AGREE;
    if (v < 0 || !refusable || !has_role(t, AGENT)) return NULL;
    bool failed = cs_rel(&e->t, v, CS_REL_XCOMP) && cs_lemma_is(&e->t, cs_tok(&e->t, v)->head, "fail");
    v = with_auxiliary(e, v);
    bool will = has_child_in(e, v, CS_REL_AUX, "will wo would 'll shall");
    if ((will && has_child_in(e, v, CS_REL_ADVMOD, "not n't never")) ||
        (failed && (s->type == CS_T_AGREE || s->type == CS_T_SUPPORT)) ||
        (s->type == CS_T_CONCEDE && s->modality == CS_MOD_NEGATED)) {
        s->mode = refused_mode(s->type, s->mode);
        s->type = CS_T_REJECT;
        s->modality = CS_MOD_ACTUAL;
        return "speech:refusal";
    }
    if (!will || !can_be_promised(s->type) || (s->modality != CS_MOD_PLANNED && s->modality != CS_MOD_HYPOTHETICAL))
        return NULL;
    s->type = CS_T_AGREE;
    s->mode = (cs_str){ 0 };
    s->modality = CS_MOD_PLANNED;
    return "speech:promise";
}
