/* What tells the means of violence: the trigger's own word, instruments and perpetrators; the clause that says how it came
 * about, both sides bearing arms; and what is no assault but a violent protest or a peace-keeping mission. */
#include "decode/event_parts.h"

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

/* Whether somebody who bears arms has that role; *unarmed is set when somebody else has it. */
static bool armed_in(const cs_ev *e, const cs_trigger *t, cs_role_name role, bool *unarmed) {
    bool armed = false;
    for (ptrdiff_t i = 0; i < t->roles.n; i++) {
        if (t->roles.v[i].role != role) continue;
        unsigned is = cs_filler_of(e, t->roles.v[i].token);
        armed |= (is & CS_IS_ARMED) != 0;
        bool more = cs_tok(&e->t, t->roles.v[i].token)->upos == CS_UPOS_NUM; /* "killing 40 soldiers and wounding 80" */
        *unarmed |= !(is & CS_IS_ARMED) && (is & CS_IS_ACTOR) && !more;
    }
    return armed;
}

/* The mode: the row's own, or what its instruments and perpetrators imply. */
void cs_trigger_means(cs_ev *e, cs_trigger *t) {
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
    bool unarmed = false; /* "drove the rebels out": who bears arms is driven from ground, not from home */
    if (cs_eq(t->mode, CS_LIT("cleansing")) && armed_in(e, t, CS_ROLE_RECIPIENT, &unarmed) && !unarmed)
        t->mode = CS_LIT("seize");
    for (ptrdiff_t i = 0; i < t->args.n; i++) {
        const cs_arg *a = &t->args.v[i];
        bool telling = a->slot == CS_SLOT_COMPOUND || a->slot == CS_SLOT_AMOD ||
                       (a->slot == CS_SLOT_PREP && cs_word_in(a->prep, "with by using in"));
        if (telling) means(e, t, a->tok, "mode:modifier");
    }
}

/* ---- the means that the clause around it tells ---- */

static bool violent(const cs_trigger *t) { return t->row->type == CS_T_ASSAULT && !t->dropped; }

/* "were killed when a grenade exploded", "died after rebels shelled the town" */
static const cs_trigger *cause_clause(const cs_ev *e, const cs_trigger *t) {
    CS_EACH_CHILD(&e->t, t->tok, c) {
        if (!cs_rel(&e->t, c, CS_REL_ADVCL) || e->trig_at[c] < 0) continue;
        const cs_trigger *u = &e->trig.v[e->trig_at[c]];
        bool how = cs_word_in(cs_case_of(&e->t, c, e->perm), "when after as");
        CS_EACH_CHILD(&e->t, c, d)
        how |= cs_rel(&e->t, d, CS_REL_ADVMOD) && cs_word_in(cs_tok(&e->t, d)->lower, "when where");
        if (how && violent(u) && u->mode.n) return u;
    }
    return NULL;
}

/* "bodies with gunshot wounds" */
static const cs_trigger *wounds_of(const cs_ev *e, int32_t bodies) {
    CS_EACH_CHILD(&e->t, bodies, c)
    if (cs_rel(&e->t, c, CS_REL_NMOD) && cs_lemma_is(&e->t, c, "wound") && e->trig_at[c] >= 0 &&
        e->trig.v[e->trig_at[c]].row->mode.n)
        return &e->trig.v[e->trig_at[c]];
    return NULL;
}

bool cs_trigger_unarmed_clash(const cs_ev *e, const cs_trigger *t) {
    if (!cs_lemma_in(&e->t, t->tok, "clash scuffle brawl")) return false;
    for (ptrdiff_t i = 0; i < t->roles.n; i++) {
        int32_t tok = t->roles.v[i].token;
        CS_EACH_CHILD(&e->t, tok, c) /* "hundreds of students" */
        if (cs_rel(&e->t, c, CS_REL_NMOD) && cs_eq(cs_case_of(&e->t, c, e->perm), CS_LIT("of"))) tok = c;
        const cs_lex_noun *n = cs_lexicon_noun_at(e->l, e->r, tok);
        bool crowd =
            cs_lemma_in(&e->t, tok, "protester demonstrator marcher activist supporter") || (n && n->flags & CS_NOUN(CIVILIAN));
        if (t->roles.v[i].role == CS_ROLE_AGENT && crowd) return true;
    }
    return false;
}

/* "the attack": the means were told with the first mention of it, or may have been. */
static bool is_told_before(const cs_ev *e, const cs_trigger *t) {
    return t->row->key.pos == 'n' && cs_is_definite(&e->t, t->tok);
}

void cs_trigger_mode(cs_ev *e) {
    for (ptrdiff_t i = 0; i < e->trig.n; i++) {
        cs_trigger *t = &e->trig.v[i];
        if (!violent(t) || t->into >= 0 || t->mode.n) continue;
        const cs_trigger *how = t->row->effect >= 0 ? cause_clause(e, t) : NULL;
        if (!how && t->with >= 0) how = wounds_of(e, t->with);
        bool unarmed = false;
        if (how) {
            t->mode = how->mode;
            t->mode_how = "mode:cause";
        } else if (!is_told_before(e, t) && armed_in(e, t, CS_ROLE_AGENT, &unarmed) &&
                   armed_in(e, t, CS_ROLE_RECIPIENT, &unarmed) && !unarmed) {
            t->mode = CS_LIT("firearms"); /* PLOVER, CAMEO 193: fight with small arms */
            t->mode_how = "mode:armed-sides";
        }
    }
}

/* ---- what it is instead ---- */

static bool is_protester(const cs_ev *e, int32_t tok) {
    return cs_lemma_in(&e->t, tok, "protester protestor demonstrator rioter marcher");
}

/* "demonstrators threw stones at police", "police clashed with protesters": a violent protest (PLOVER: riot), whose agents are
 * those who protest. */
static bool is_riot(const cs_ev *e, const cs_statement *s) {
    bool any = false;
    for (ptrdiff_t i = 0; i < s->roles.n; i++)
        any |= s->roles.v[i].role == CS_ROLE_AGENT && is_protester(e, s->roles.v[i].token);
    for (ptrdiff_t i = 0; i < s->toll.n; i++) any &= s->toll.v[i].effect != CS_EFFECT_KILLED;
    if (!any || s->modality != CS_MOD_ACTUAL) return false;
    return !s->mode.n || cs_eq(s->mode, CS_LIT("primitive")) || cs_eq(s->mode, CS_LIT("destroy"));
}

static void keep_protesters(const cs_ev *e, cs_statement *s) {
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s->roles.n; i++) {
        const cs_role *r = &s->roles.v[i];
        bool protester = is_protester(e, r->token);
        if ((r->role == CS_ROLE_AGENT && protester) || (r->role != CS_ROLE_AGENT && !protester)) s->roles.v[n++] = *r;
    }
    s->roles.n = n;
}

static bool speaks_of_peace(const cs_ev *e, int32_t top) {
    for (int32_t i = e->t.left[top]; i < e->t.right[top]; i++)
        if (cs_lemma_in(&e->t, i, "peacekeeping peace-keeping peacekeeper")) return true;
    return false;
}

/* "sent troops on a peacekeeping mission", "peacekeepers began deploying": protection for others, not a show of force (PLOVER:
 * CAMEO 074 is AID). */
static bool keeps_peace(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    int32_t light = t->row->key.pos == 'n' ? cs_clause_of(&e->t, t->anchor) : -1; /* "announced the deployment of 230 troops" */
    if (speaks_of_peace(e, t->tok) || (light >= 0 && cs_above(&e->t, light, t->tok) && speaks_of_peace(e, light))) return true;
    for (ptrdiff_t i = 0; i < s->roles.n; i++)
        if (s->roles.v[i].role == CS_ROLE_AGENT && speaks_of_peace(e, s->roles.v[i].token)) return true;
    return false;
}

/* "test-fired a missile": nobody is shot at. */
static bool only_tests(const cs_ev *e, const cs_trigger *t) {
    if (!cs_lemma_in(&e->t, t->tok, "fire launch")) return false;
    CS_EACH_CHILD(&e->t, t->tok, c)
    if (c == t->tok - 2 && cs_lemma_is(&e->t, c, "test") && cs_eq(cs_tok(&e->t, t->tok - 1)->form, CS_LIT("-"))) return true;
    return false;
}

/* "warned that it would strike": what is threatened is violence. */
static bool threatens_violence(const cs_ev *e, const cs_trigger *t) {
    CS_EACH_CHILD(&e->t, t->tok, c)
    if ((cs_rel(&e->t, c, CS_REL_CCOMP) || cs_rel(&e->t, c, CS_REL_XCOMP)) && e->trig_at[c] >= 0 &&
        violent(&e->trig.v[e->trig_at[c]]))
        return true;
    return false;
}

/* Who moves or is moved says what kind of force it is, whatever the verb: "hundreds of police were deployed". Soldiers beside
 * them ("soldiers and police") make it troops. */
const char *cs_event_force(const cs_ev *e, const cs_trigger *t, cs_statement *s) {
    static const char POLICE[] = "police policeman policewoman constable gendarme gendarmerie constabulary";
    if (s->type == CS_T_THREATEN && !s->mode.n && threatens_violence(e, t)) {
        s->mode = CS_LIT("violence");
        return "mode:threatened-deed";
    }
    if (s->type != CS_T_MOBILIZE || !cs_eq(s->mode, CS_LIT("troops"))) return NULL;
    bool police = false, others = false;
    for (ptrdiff_t i = 0; i < s->roles.n; i++) {
        const cs_role *r = &s->roles.v[i];
        if (!(cs_filler_of(e, r->token) & CS_IS_ARMED)) continue;
        bool is = cs_lemma_in(&e->t, r->token, POLICE);
        CS_EACH_CHILD(&e->t, r->token, c)
        is |= (cs_rel(&e->t, c, CS_REL_COMPOUND) || cs_rel(&e->t, c, CS_REL_NMOD)) && cs_lemma_in(&e->t, c, POLICE);
        police |= is;
        others |= !is;
    }
    if (!police || others) return NULL;
    s->mode = CS_LIT("police");
    return "mode:police";
}

/* "the navy freed 14 sailors held by pirates", "troops freed the hostages": whom another held (codebook: AID). */
static bool frees_captives(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    bool force = false, captives = false;
    if (!cs_lemma_in(&e->t, t->tok, "free liberate rescue")) return false;
    for (ptrdiff_t i = 0; i < s->roles.n; i++) {
        const cs_role *r = &s->roles.v[i];
        if (r->role == CS_ROLE_AGENT) force |= r->entity >= 0 && e->r->entities.v[r->entity].type == CS_ENT_FORCE;
        if (r->role != CS_ROLE_RECIPIENT) continue;
        captives |= cs_lemma_in(&e->t, r->token, "hostage captive");
        CS_EACH_CHILD(&e->t, r->token, c)
        captives |= cs_rel(&e->t, c, CS_REL_ACL) && cs_lemma_in(&e->t, c, "hold kidnap abduct capture seize") &&
                    cs_child(&e->t, c, CS_REL_OBL_AGENT) >= 0;
    }
    return force && captives;
}

/* "held by pirates": kidnappers arrest nobody. */
static bool held_by_outlaws(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    if (!cs_lemma_in(&e->t, t->tok, "hold seize capture take")) return false;
    for (ptrdiff_t i = 0; i < s->roles.n; i++) {
        const cs_role *r = &s->roles.v[i];
        if (r->role == CS_ROLE_AGENT && r->entity >= 0 && e->r->entities.v[r->entity].nouns & CS_NOUN(PERPETRATOR)) return true;
    }
    return false;
}

/* "Japan protested to China": a note, not a crowd. */
static bool state_protests(const cs_ev *e, const cs_trigger *t, const cs_statement *s) {
    bool to = false, state = false;
    CS_EACH_CHILD(&e->t, t->tok, c)
    to |= cs_rel(&e->t, c, CS_REL_OBL) && cs_eq(cs_case_of(&e->t, c, e->perm), CS_LIT("to"));
    for (ptrdiff_t i = 0; i < s->roles.n; i++) {
        const cs_role *r = &s->roles.v[i];
        state |= r->role == CS_ROLE_AGENT && r->entity >= 0 && e->r->entities.v[r->entity].type == CS_ENT_GOVERNMENT;
    }
    return to && state;
}

const char *cs_event_instead(const cs_ev *e, const cs_trigger *t, cs_statement *s) {
    bool fight = s->type == CS_T_ASSAULT || (s->type == CS_T_PROTEST && violent(t)); /* the branch may have seen the protest */
    if (fight && is_riot(e, s)) {
        keep_protesters(e, s);
        s->type = CS_T_PROTEST;
        s->mode = CS_LIT("riot");
        return "type:violent-protest";
    }
    if (s->type == CS_T_ASSAULT && only_tests(e, t)) {
        s->type = CS_T_MOBILIZE;
        s->mode = CS_LIT("weapons");
        return "type:weapons-test";
    }
    if (s->type == CS_T_COERCE && cs_eq(s->mode, CS_LIT("arrest")) && held_by_outlaws(e, t, s)) {
        s->type = CS_T_ASSAULT;
        s->mode = CS_LIT("abduct");
        for (ptrdiff_t i = 0; i < s->toll.n; i++)
            if (s->toll.v[i].effect == CS_EFFECT_ARRESTED) s->toll.v[i].effect = CS_EFFECT_CAPTURED;
        return "type:held-by-outlaws";
    }
    if (s->type == CS_T_RETREAT && frees_captives(e, t, s)) {
        s->type = CS_T_AID;
        s->mode = (cs_str){ 0 };
        return "type:captives-freed";
    }
    if (s->type == CS_T_PROTEST && cs_lemma_is(&e->t, t->tok, "protest") && t->row->key.pos == 'v' && state_protests(e, t, s)) {
        s->type = CS_T_ACCUSE;
        s->mode = CS_LIT("disapprove");
        s->toll.n = 0;
        return "type:protest-of-a-state";
    }
    if (s->type == CS_T_MOBILIZE && keeps_peace(e, t, s)) {
        s->type = CS_T_AID;
        s->mode = (cs_str){ 0 };
        return "type:peacekeeping";
    }
    return NULL;
}
