/* By whose word, and how certain: the chain of attributions around the trigger, the constructions of blame and claim, and
 * adverbs. A party's word about its own deeds is a claim (CODEBOOK, Certainty). */
#include "decode/attribution.h"
#include "decode/event_parts.h"

/* "the group said it carried out the bombing": a pronoun right under the verb of saying is who speaks, whoever that is. */
static bool is_speaker(const cs_ev *e, const cs_attribution *a, const cs_role *role) {
    int32_t tok = role->filler, clause = tok >= 0 ? cs_tok(&e->t, tok)->head : -1;
    if (a->cue_token < 0 || clause < 0 || !cs_word_in(cs_tok(&e->t, tok)->lower, "it they we he she i")) return false;
    if (!cs_rel(&e->t, clause, CS_REL_CCOMP) || cs_tok(&e->t, clause)->head != a->cue_token) return false;
    int32_t who = cs_subject_of(&e->t, a->cue_token);
    if (who < 0 || cs_tok(&e->t, who)->sent != cs_tok(&e->t, tok)->sent) return false;
    int32_t speaker = cs_entity_at(&e->at, who);
    bool person = speaker >= 0 && e->r->entities.v[speaker].type == CS_ENT_PERSON && !e->r->entities.v[speaker].plural;
    bool many = cs_tok(&e->t, who)->feats.number == CS_NUM_PLUR;
    cs_str w = cs_tok(&e->t, tok)->lower;
    return cs_word_in(w, "we i") || (cs_eq(w, CS_LIT("it")) ? !person && !many : cs_eq(w, CS_LIT("they")) ? !person : person);
}

static bool is_party(const cs_ev *e, const cs_statement *s, const cs_attribution *a, unsigned roles) {
    for (ptrdiff_t i = 0; i < s->roles.n; i++)
        if (roles >> s->roles.v[i].role & 1 && (cs_same_side(e, a, &s->roles.v[i]) || is_speaker(e, a, &s->roles.v[i])))
            return true;
    return false;
}

static bool is_some(const cs_statement *s, cs_role_name role) {
    for (ptrdiff_t i = 0; i < s->roles.n; i++)
        if (s->roles.v[i].role == role) return true;
    return false;
}

/* "according to unconfirmed reports": the source itself says that it may not be so. */
static bool is_unconfirmed(const cs_ev *e, const cs_attribution *a) {
    cs_str said = cs_cut(e->r->text, (ptrdiff_t)a->source.beg, (ptrdiff_t)a->source.end);
    return cs_find(said, CS_LIT("nconfirmed")) >= 0 || cs_find(said, CS_LIT("nverified")) >= 0;
}

/* "the army said 20 militants were killed": what a soldier says of losses among those who fight him. */
static bool tells_enemys_loss(const cs_ev *e, const cs_statement *s, const cs_attribution *a) {
    int32_t who = a->source_entity;
    if (who < 0 || e->r->entities.v[who].type != CS_ENT_FORCE || !s->toll.n || is_some(s, CS_ROLE_AGENT)) return false;
    cs_str said = cs_cut(e->r->text, (ptrdiff_t)a->source.beg, (ptrdiff_t)a->source.end);
    if (cs_find(said, CS_LIT("olice")) >= 0 || cs_find(said, CS_LIT("OLICE")) >= 0) return false;
    for (ptrdiff_t i = 0; i < s->roles.n; i++)
        if (s->roles.v[i].role == CS_ROLE_RECIPIENT &&
            cs_lemma_in(&e->t, s->roles.v[i].token,
                        "militant rebel insurgent terrorist guerrilla jihadist extremist separatist"))
            return true;
    return false;
}

static cs_certainty by_source(const cs_ev *e, const cs_statement *s, const cs_attribution *a, const char **why) {
    *why = "certainty:cue";
    if (is_unconfirmed(e, a)) return CS_CERT_POSSIBLE;
    if (a->certainty != CS_CERT_FACT) return (cs_certainty)a->certainty;
    *why = "certainty:party";
    if (s->type == CS_T_ASSAULT) {
        if (is_party(e, s, a, 1u << CS_ROLE_AGENT)) return CS_CERT_CLAIMED;
        if (tells_enemys_loss(e, s, a)) return CS_CERT_CLAIMED;
        bool suffered = is_party(e, s, a, 1u << CS_ROLE_RECIPIENT | 1u << CS_ROLE_TARGET);
        if (suffered && is_some(s, CS_ROLE_AGENT)) return CS_CERT_ACCUSED;
    }
    *why = "certainty:source";
    return CS_CERT_FACT;
}

/* The weaker of two: what is possible or accused does not become fact by being reported. */
static cs_certainty weaker(cs_certainty a, cs_certainty b) { return a == CS_CERT_FACT ? b : a; }

static void why(cs_ev *e, cs_statement *s, const char *field, const char *rule) {
    *CS_PUSH(e->perm, &s->why) = (cs_why){ field, { rule, (ptrdiff_t)strlen(rule) } };
}

/* Whose word it is that the filler did it: of a claim the claimant's, where the sentence has an attribution to it. */
static cs_chain claimed_by(const cs_ev *e, const cs_trigger *t, const cs_role *role, cs_chain otherwise) {
    const cs_sentence *sent = &e->r->sentences.v[cs_tok(&e->t, t->tok)->sent];
    for (ptrdiff_t i = 0; role->certainty == CS_CERT_CLAIMED && role->entity >= 0 && i < e->r->attributions.n; i++) {
        const cs_attribution *a = &e->r->attributions.v[i];
        if (a->says && a->source_entity == role->entity && a->certainty == CS_CERT_CLAIMED && cs_span_in(a->cue, sent->span))
            return cs_attribution_by_cue(e->r, a->cue, e->perm);
    }
    return otherwise;
}

void cs_event_voice(cs_ev *e, const cs_trigger *t, cs_statement *s) {
    cs_span at = cs_tok(&e->t, t->tok)->span;
    s->according_to = cs_attribution_chain(e->r, at, e->perm);
    if (t->row->type == CS_T_ASSAULT && t->row->key.with.n && !s->according_to.n) /* "claimed responsibility" */
        s->according_to = cs_attribution_by_cue(e->r, at, e->perm);
    const char *rule = "certainty:own-voice";
    cs_certainty c = CS_CERT_FACT;
    for (int32_t i = s->according_to.n - 1; i >= 0; i--) {
        const char *r = rule;
        cs_certainty x = by_source(e, s, &e->r->attributions.v[s->according_to.v[i]], &r);
        if (c == CS_CERT_FACT) rule = r;
        c = weaker(c, x);
    }
    if (s->certainty != CS_CERT_FACT) c = weaker((cs_certainty)s->certainty, c), rule = "certainty:modifier";
    /* A construction speaks of the agent alone: the deed stays as certain as it was, unless it is all that is said. */
    cs_certainty agent = CS_CERT_FACT;
    int others = 0;
    for (ptrdiff_t i = 0; i < s->roles.n; i++) {
        if (s->roles.v[i].certainty != CS_CERT_FACT)
            agent = (cs_certainty)s->roles.v[i].certainty;
        else
            others++;
    }
    if (agent != CS_CERT_FACT && !others && !s->toll.n) c = agent, rule = "certainty:construction";
    for (ptrdiff_t i = 0; i < s->roles.n; i++) {
        cs_role *r = &s->roles.v[i];
        r->has_own_voice = r->certainty != CS_CERT_FACT && r->certainty != c;
        if (r->has_own_voice) r->according_to = claimed_by(e, t, r, s->according_to);
    }
    s->certainty = (uint8_t)c;
    why(e, s, "certainty", rule);
    if (s->according_to.n) why(e, s, "according_to", "attribution:content");
}
