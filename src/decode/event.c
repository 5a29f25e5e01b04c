/* The event stage: triggers, their roles, what merges, and one statement for each trigger that is left. */
#include "decode/event.h"
#include "decode/when.h"
#include "decode/attribution.h"
#include "decode/event_parts.h"
#include "decode/toll.h"

static void why(cs_ev *e, cs_statement *s, const char *field, const char *rule) {
    *CS_PUSH(e->perm, &s->why) = (cs_why){ field, { rule, (ptrdiff_t)strlen(rule) } };
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
    bool lasts = cs_trigger_is_standing(t); /* "X, the leader of Y, was killed on Monday" */
    if (lasts && s->when >= 0 && !cs_above(&e->t, t->tok, e->r->times.v[s->when].tok_beg)) s->when = -1;
    if (s->when < 0 && !lasts) s->when = cs_when_inherit(&e->t, e->is_event, t->tok, &rule);
    if (s->when >= 0 && cs_eq(rule, CS_LIT("when:temporal-clause")) && cs_ends(e->r->times.v[s->when].edtf, CS_LIT("/..")))
        s->when = cs_event_at_begin(e, s->when);
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
    if (n != 1 || out->n == before) return;
    bool vague = out->v[before].best == 2 && out->v[before].high == CS_COUNT_NONE; /* "the accused was held" */
    if (vague ? cs_has_singular_verb(e, t->tok, victims[0]) : cs_singular_subject(e, t->tok, victims[0]))
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

/* "tried to kill the governor", "may attack and kill": whom a verb's object counts has not suffered what did not come about;
 * what else was told of the attempt has. */
static bool suffered_by_none(const cs_trigger *t, const cs_statement *s) {
    bool ahead = s->modality == CS_MOD_PLANNED || s->modality == CS_MOD_HYPOTHETICAL || s->modality == CS_MOD_THREATENED;
    if (s->modality == CS_MOD_NEGATED && t->row->key.pos == 'v' &&
        !t->nobody) { /* "charged but not caught"; not "hurt nobody" */
        for (ptrdiff_t i = 0; i < s->toll.n; i++)
            if (s->toll.v[i].best == 0) return false;
        return true;
    }
    if (s->type == CS_T_PROTEST || t->merged.n) return false; /* "plan to march": so many are to come */
    if (s->type == CS_T_COERCE) return ahead;                 /* "the warrant for the arrest of 12" */
    return s->modality == CS_MOD_ATTEMPTED || (ahead && t->row->key.pos == 'v');
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
    int32_t x = t->anchor;
    if (t->row->key.pos != 'n') { /* "refused to attend" */
        int32_t up = cs_tok(&e->t, x)->head, at = up >= 0 && cs_rel(&e->t, x, CS_REL_XCOMP) ? e->trig_at[up] : -1;
        return s->type == CS_T_REJECT && at >= 0 && !e->trig.v[at].dropped && e->trig.v[at].row->type == CS_T_REJECT;
    }
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
    if (cs_trigger_noun_happens(e, t) && e->r->senses[t->with].type[s->type] > RETYPE_BELOW) return;
    if (one_meaning(t, best) || spoken_of(e, t, best)) return;
    bool talks = s->type == CS_T_CONSULT && best == CS_T_REJECT; /* "will not begin talks" */
    s->type = (uint8_t)best;
    s->mode = talks ? CS_LIT("meet") : cs_lexicon_mode_ok(s->type, x->mode) ? x->mode : (cs_str){ 0 };
}

/* A mode that neither the row nor any means tells is the branch's, where it is sure of it. */
static const float MODE_FROM = 0.6F;

static bool mode_of_branch(const cs_ev *e, const cs_trigger *t, cs_statement *s) {
    if (s->mode.n || !e->r->senses || s->type >= CS_T_EVENT_COUNT || t->row->origin.n) return false;
    if (cs_word_in(t->row->key.with, "body corpse")) return false; /* found, not seized */
    const cs_word_sense *x = &e->r->senses[t->tok];
    if (!x->mode.n || x->mode_p < MODE_FROM || !cs_lexicon_mode_ok(s->type, x->mode)) return false;
    if (cs_eq(x->mode, CS_LIT("firearms")) && cs_trigger_unarmed_clash(e, t)) return false;
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

/* "does not recognise the court": where the word alone is no refusal and the branch sees one, "not" is what makes it. */
static bool refuses_by_not(const cs_ev *e, const cs_trigger *t, const cs_statement *s, int32_t no) {
    if (s->type != CS_T_REJECT || s->modality != CS_MOD_NEGATED || no < 0 ||
        !cs_word_in(cs_tok(&e->t, no)->lower, "not n't never"))
        return false;
    if (t->row->type == CS_T_REJECT && !s->alone) return false;
    if (cs_lemma_in(&e->t, t->tok, "deny disapprove reject refuse oppose object violate resist ignore disavow stop"))
        return false;
    CS_EACH_CHILD(&e->t, t->tok, c) /* "must not allow", "asked them not to allow" */
    if (cs_word_in(cs_tok(&e->t, c)->lower, "must to should")) return false;
    return true;
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
    if (refuses_by_not(e, t, &s, word)) s.modality = CS_MOD_ACTUAL, rule = "modality:refusal";
    if (rule) why(e, &s, "modality", rule);
    if (suffered_by_none(t, &s)) s.toll.n = 0;
    if (certainty >= 0) s.certainty = (uint8_t)certainty;
    cs_event_voice(e, t, &s);
    timed(e, t, &s);
    if (s.alone && (cs_event_unlikely_alone(e, t, &s) || (!t->merged.n && carries_another(e, t)))) return false;
    if (cs_word_in(t->row->key.with, "body corpse") && !s.toll.n) return false; /* "his body was found": of a death told */
    bool said = (cs_event_says(e, t, &s) && !cs_trigger_none(e, t)) || (e->insist && cs_event_tells(e, t, &s));
    if (!said || !cs_event_claim_holds(e, t, &s)) return false;
    if ((rule = cs_event_speech(e, t, &s))) why(e, &s, "type", rule);
    if ((rule = cs_event_instead(e, t, &s))) why(e, &s, "type", rule);
    if ((rule = cs_event_force(e, t, &s))) why(e, &s, "mode", rule);
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
    cs_trigger_means(e, t);
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
