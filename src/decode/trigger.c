/* Which words are triggers. A word is one when a row of triggers.tsv fits it and its place in the sentence lets it name a
 * happening: not a part of a name, not the modifier of another noun ("attack helicopter"), not a mere attribute. */
#include "decode/event_parts.h"
#include <math.h>

/* Nouns of quantity and kind: "a series of attacks" is in the clause what "attacks" would be. */
static const char CONTAINERS[] =
    "series wave spate string number campaign spree act case incident round bout barrage rash pattern succession kind type "
    "form "
    "range dozen score hundred thousand lot set couple handful majority attempt plot surge cycle rain hail flurry volley "
    "threat list "
    "risk danger fear possibility prospect start beginning end aftermath height scene site time day night place";

static bool part_of_name(const cs_ev *e, int32_t tok) {
    const cs_token *t = cs_tok(&e->t, tok);
    if (t->upos != CS_UPOS_PROPN) return false;
    int32_t m = e->at.cover[tok];
    if (m < 0) return false;
    const cs_mention *x = &e->r->mentions.v[m];
    if (x->kind != CS_MENTION_NAME || x->end - x->beg < 2) return false;
    uint8_t type = e->r->entities.v[x->entity].type;
    return type != CS_ENT_EVENT_NAME && type != CS_ENT_OTHER;
}

/* What the branch's probabilities are trusted with: to make a trigger of a word of which no row says what its slots mean (more
 * is asked for violence, of which a false report is worse); to waive what the row of a trigger asks of the words around it, or
 * even what speaks of accidents, sport and figures of speech; to overrule a row; and to take a row's word for no event, where
 * all types together are below NONE_BELOW, or the row's is below TYPE_BELOW and no other one is likely (OTHER_FROM). Chosen on
 * the read reports and the marks that were held out (docs/quality.md, docs/decisions/0009-marks.md,
 * 0020-marks-of-incidents.md). */
static const float ALONE_FROM = 0.2F, VIOLENT_ALONE_FROM = 0.6F, SURE_FROM = 0.1F, VIOLENT_SURE_FROM = 0.35F,
                   CERTAIN_FROM = 0.95F, NONE_BELOW = 0.15F, TYPE_BELOW = 0.2F, OTHER_FROM = 0.5F;

/* "the rebels' capture of the airport": a noun with somebody's and of something tells what was done, whatever it was taken for.
 */
static bool has_doer_and_object(const cs_ev *e, int32_t tok) {
    if (cs_child(&e->t, tok, CS_REL_NMOD_POSS) < 0 || cs_lexicon_noun_at(e->l, e->r, tok)) return false;
    CS_EACH_CHILD(&e->t, tok, c)
    if (cs_rel(&e->t, c, CS_REL_NMOD) && cs_eq(cs_case_of(&e->t, c, e->perm), CS_LIT("of"))) return true;
    return false;
}

/* "a mining settlement", "the strike force": the head of a mention of something with a body is no happening. A word that is
 * violence for sure, by the table or by the branch, and no noun of the lexicon is one all the same ("Sudan's attacks on the
 * villages" is no place). */
static bool is_thing(const cs_ev *e, int32_t tok, const cs_lex_trigger *row) {
    int32_t m = e->at.wide[tok];
    if (m < 0 || cs_tok(&e->t, tok)->upos != CS_UPOS_NOUN) return false;
    uint8_t type = e->r->entities.v[e->r->mentions.v[m].entity].type;
    if (row->type == CS_T_ASSAULT && type == CS_ENT_PERSON && has_doer_and_object(e, tok)) return false;
    /* nor is "the shelling" a weapon */
    bool mistaken = type == CS_ENT_PLACE || type == CS_ENT_WEAPON || type == CS_ENT_OTHER || type == CS_ENT_VEHICLE;
    if (type == CS_ENT_OTHER && row->type == CS_T_ASSAULT && e->r->mentions.v[m].kind == CS_MENTION_NOMINAL) return false;
    bool sure = row->strong || (e->r->senses && !row->origin.n && e->r->senses[tok].type[CS_T_ASSAULT] >= CERTAIN_FROM);
    if (mistaken && sure && row->type == CS_T_ASSAULT && !cs_lexicon_noun_at(e->l, e->r, tok)) return false;
    return cs_entity_is_concrete(e->r, e->r->mentions.v[m].entity);
}

/* "Al-Qaeda leader Osama bin Laden", "President Nkurunziza": a title before the name of who bears it. */
static bool is_title(const cs_ev *e, int32_t tok, const cs_lex_trigger *row) {
    uint8_t rel = cs_tok(&e->t, tok)->deprel;
    int32_t head = cs_tok(&e->t, tok)->head;
    return (row->type == CS_T_LEADS || row->type == CS_T_MEMBER_OF) && head > tok &&
           (rel == CS_REL_NMOD_DESC || rel == CS_REL_COMPOUND || rel == CS_REL_FLAT) &&
           cs_tok(&e->t, head)->upos == CS_UPOS_PROPN;
}

/* "causing a fire", "the blaze it sparked": what burns, not shots. */
static bool burns(const cs_ev *e, int32_t tok) {
    int32_t g = cs_tok(&e->t, tok)->head;
    return cs_lemma_in(&e->t, tok, "fire") && g >= 0 && cs_rel(&e->t, tok, CS_REL_OBJ) &&
           cs_lemma_in(&e->t, g, "cause spark ignite start trigger extinguish contain fight");
}

/* "a Chechen exile", "exiles": one who is exiled, or several. */
static bool is_one_person(const cs_ev *e, int32_t tok) {
    if (cs_tok(&e->t, tok)->feats.number == CS_NUM_PLUR) return true;
    CS_EACH_CHILD(&e->t, tok, c)
    if (cs_rel(&e->t, c, CS_REL_DET) && cs_word_in(cs_tok(&e->t, c)->lower, "a an the")) return true;
    return false;
}

/* "test-fired": the word before the hyphen only says how. */
static bool before_hyphen(const cs_ev *e, int32_t tok) {
    if (tok + 2 >= e->r->tokens.n || !cs_eq(cs_tok(&e->t, tok + 1)->form, CS_LIT("-"))) return false;
    return cs_tok(&e->t, tok)->head == tok + 2 && cs_tok(&e->t, tok + 2)->upos == CS_UPOS_VERB;
}

/* "tried to kill", "asked not to be named": the infinitive tells what was tried; a source's wish to be unnamed is no demand. */
static bool only_wishes(const cs_ev *e, int32_t tok) {
    int32_t x = cs_child(&e->t, tok, CS_REL_XCOMP);
    if (x < 0 || cs_tok(&e->t, tok)->upos != CS_UPOS_VERB) return false;
    if (cs_lemma_is(&e->t, tok, "try") && cs_tok(&e->t, x)->feats.verbform == CS_VF_INF) return true;
    return cs_lemma_in(&e->t, tok, "ask request insist decline refuse want") && cs_is_passive(&e->t, x) &&
           cs_lemma_in(&e->t, x, "name identify quote cite");
}

/* "the planning and execution of airstrikes": what is carried out is a deed, and nobody is put to death. */
static bool carries_out(const cs_ev *e, int32_t tok) {
    if (!cs_lemma_is(&e->t, tok, "execution")) return false;
    CS_EACH_CHILD(&e->t, tok, c)
    if (cs_rel(&e->t, c, CS_REL_NMOD) && cs_eq(cs_case_of(&e->t, c, e->perm), CS_LIT("of")) &&
        cs_lemma_in(&e->t, c,
                    "airstrike strike attack raid operation plan plot order mission policy project program duty task"))
        return true;
    return false;
}

/* "the combat that took place": no place is taken. */
static bool takes_place(const cs_ev *e, int32_t tok) {
    int32_t o = cs_lemma_is(&e->t, tok, "take") ? cs_child(&e->t, tok, CS_REL_OBJ) : -1;
    return o == tok + 1 && cs_eq(cs_tok(&e->t, o)->lower, CS_LIT("place"));
}

/* "a detained woman", "two murdered guards": what was done to somebody who has no name and is told of for the first time. */
static bool tells_fate(const cs_ev *e, int32_t tok, const cs_lex_trigger *row) {
    const cs_token *w = cs_tok(&e->t, tok);
    int32_t who = w->head, det = cs_child(&e->t, who, CS_REL_DET), m = e->at.wide[who];
    bool fate = row && !row->key.with.n &&
                (row->effect == CS_EFFECT_KILLED || row->effect == CS_EFFECT_CAPTURED || row->effect == CS_EFFECT_ARRESTED);
    if (!fate || w->deprel != CS_REL_AMOD || w->feats.verbform != CS_VF_PART || cs_ends(w->lower, CS_LIT("ing"))) return false;
    if (tok && cs_eq(cs_tok(&e->t, tok - 1)->form, CS_LIT("-"))) return false;
    if (cs_lemma_in(&e->t, tok, "jail imprison")) return false; /* where they are */
    bool first =
        det >= 0 ? cs_word_in(cs_tok(&e->t, det)->lower, "a an some several") : cs_child(&e->t, who, CS_REL_NUMMOD) >= 0;
    if (!first || cs_child(&e->t, who, CS_REL_NMOD_POSS) >= 0) return false;
    if (m < 0 || cs_tok(&e->t, who)->upos != CS_UPOS_NOUN || !(cs_filler_of(e, who) & CS_IS_PERSON)) return false;
    for (int32_t i = 0; i < m; i++)
        if (e->r->mentions.v[i].entity == e->r->mentions.v[m].entity) return false;
    return !e->r->entities.v[e->r->mentions.v[m].entity].named;
}

static bool can_name_event(const cs_ev *e, int32_t tok, const cs_lex_trigger *row) {
    const cs_tree *t = &e->t;
    const cs_token *w = cs_tok(t, tok);
    if (cs_lemma_is(t, tok, "exile") && w->upos == CS_UPOS_NOUN && is_one_person(e, tok)) return false;
    if (only_wishes(e, tok) || carries_out(e, tok) || takes_place(e, tok)) return false;
    if (burns(e, tok) || (w->upos == CS_UPOS_NOUN && before_hyphen(e, tok))) return false;
    if (row && is_title(e, tok, row)) return true;
    if (part_of_name(e, tok)) return false;
    if (w->upos == CS_UPOS_VERB && (w->deprel == CS_REL_AMOD || w->deprel == CS_REL_COMPOUND)) return tells_fate(e, tok, row);
    if (row && row->key.pos == 'a' && row->type == CS_T_ACCUSE && w->deprel == CS_REL_AMOD) return false; /* "angry youth" */
    if (w->upos == CS_UPOS_NOUN || w->upos == CS_UPOS_PROPN) {
        if (w->deprel == CS_REL_COMPOUND || w->deprel == CS_REL_FLAT)
            return w->head >= 0 && cs_lemma_in(t, w->head, CONTAINERS);
        if (w->deprel == CS_REL_NMOD_POSS) return false;
    }
    return true;
}

/* "rebel-held", "Iranian-backed": the word before the hyphen of a participle that stands before a noun, or -1. */
int32_t cs_attributive_actor(const cs_ev *e, int32_t tok) {
    const cs_token *w = cs_tok(&e->t, tok);
    if (w->upos != CS_UPOS_VERB || w->deprel != CS_REL_AMOD || tok < 2) return -1;
    if (!cs_eq(cs_tok(&e->t, tok - 1)->form, CS_LIT("-"))) return -1;
    const cs_token *a = cs_tok(&e->t, tok - 2);
    bool name = a->upos == CS_UPOS_NOUN || a->upos == CS_UPOS_PROPN || a->upos == CS_UPOS_ADJ;
    return a->head == tok && name ? tok - 2 : -1;
}

/* The first row of a relation that fits the word, or NULL: an attribute tells no happening. */
static const cs_lex_trigger *relation_fit(const cs_ev *e, int32_t tok, int32_t *with) {
    cs_lex_triggers rows = cs_lexicon_triggers(e->l, cs_lexicon_lemma(e->l, cs_tok(&e->t, tok), 'v'), 'v');
    for (int32_t i = 0; i < rows.n; i++)
        if (rows.v[i].type >= CS_T_EVENT_COUNT && rows.v[i].type != CS_T_LEADS &&
            cs_lexicon_key_fits(&rows.v[i].key, e->r, tok, with))
            return &rows.v[i];
    return NULL;
}

static int32_t container_of(const cs_ev *e, int32_t tok) {
    const cs_tree *t = &e->t;
    for (int32_t n = 0; n < 3; n++) {
        const cs_token *w = cs_tok(t, tok);
        bool of = w->deprel == CS_REL_NMOD && cs_eq(cs_case_of(t, tok, e->perm), CS_LIT("of"));
        if (w->head < 0 || !(of || w->deprel == CS_REL_COMPOUND) || !cs_lemma_in(t, w->head, CONTAINERS)) break;
        tok = w->head;
    }
    return tok;
}

static bool light_fits(const cs_ev *e, int32_t verb, cs_slot_kind kind, cs_str prep, cs_trigger *t) {
    cs_lex_lights rows = cs_lexicon_lights(e->l, cs_tok(&e->t, verb)->lemma);
    for (int32_t i = 0; i < rows.n; i++) {
        const cs_lex_light *row = &rows.v[i];
        if (row->noun.kind != kind || !cs_eq(row->noun.prep, prep)) continue;
        if (kind == CS_SLOT_OBJ && !cs_lexicon_key_fits(&row->key, e->r, verb, NULL)) continue;
        t->light = verb;
        t->light_row = row;
        return true;
    }
    return false;
}

/* The light verb that carries a noun trigger: over it as object or oblique, or under it as a participle or relative clause. */
static void find_light(const cs_ev *e, cs_trigger *t) {
    const cs_tree *tr = &e->t;
    int32_t n = t->anchor, top = cs_conj_top(tr, n), g = cs_tok(tr, top)->head;
    uint8_t rel = cs_tok(tr, top)->deprel;
    cs_str none = { 0 };
    if (g >= 0 && cs_tok(tr, g)->upos == CS_UPOS_VERB) {
        if ((rel == CS_REL_OBJ || rel == CS_REL_NSUBJ_PASS) && light_fits(e, g, CS_SLOT_OBJ, none, t)) return;
        if (rel == CS_REL_OBL && light_fits(e, g, CS_SLOT_PREP, cs_case_of(tr, top, e->perm), t)) return;
    }
    CS_EACH_CHILD(tr, n, c) {
        bool under = (cs_rel(tr, c, CS_REL_ACL) && cs_is_passive(tr, c)) ||
                     (cs_rel(tr, c, CS_REL_ACL_RELCL) && (cs_is_passive(tr, c) || cs_child(tr, c, CS_REL_OBJ) < 0));
        if (under && light_fits(e, c, CS_SLOT_OBJ, none, t)) return;
    }
}

static const cs_lex_trigger *first_fit(const cs_ev *e, int32_t tok, int32_t *with) {
    char pos = cs_lexicon_pos(cs_tok(&e->t, tok)->upos);
    if (!pos) return NULL;
    cs_lex_triggers rows = cs_lexicon_triggers(e->l, cs_lexicon_lemma(e->l, cs_tok(&e->t, tok), pos), pos);
    for (int32_t i = 0; i < rows.n; i++)
        if (cs_lexicon_key_fits(&rows.v[i].key, e->r, tok, with)) return &rows.v[i];
    return NULL;
}

/* Words of sport that speak of much else too: one alone says nothing of its sentence. */
static const char ALSO_SPORT[] =
    "bout champion coach cup defender fan final game heavyweight kick lap match medal opener penalty pitch player race racer "
    "score "
    "season serve striker team title";

static float some(const cs_ev *e, int32_t tok) {
    float p = 0;
    for (int k = 0; tok >= 0 && k < CS_N_EVENT_TYPES; k++) p += e->r->senses[tok].type[k];
    return p;
}

/* Whether the branch may speak of the trigger: there is one, the row is an event's, of a verb or noun, and not of the user's
 * own table. */
static bool branch_speaks(const cs_ev *e, const cs_trigger *t) {
    return e->r->senses && t->row->type < CS_T_EVENT_COUNT && t->row->key.pos != 'a' && !t->row->origin.n;
}

bool cs_trigger_counts_dead(const cs_ev *e, const cs_trigger *t) {
    return t->row->key.pos == 'n' && t->row->effect == CS_EFFECT_KILLED && cs_lemma_in(&e->t, t->tok, "toll death fatality");
}

bool cs_trigger_none(const cs_ev *e, const cs_trigger *t) {
    if (cs_trigger_counts_dead(e, t)) return false;
    if (!branch_speaks(e, t) || (t->row->strong && (t->row->key.with.n || t->row->needs & CS_NEED(OBJ_WEAPON))))
        return false; /* "set up a checkpoint", "the use of mustard gas" */
    const int32_t words[] = { t->tok, t->with, t->light, t->anchor };
    float any = 0, of_type = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        any = fmaxf(any, some(e, words[i]));
        if (words[i] >= 0) of_type = fmaxf(of_type, e->r->senses[words[i]].type[t->row->type]);
    }
    bool other = any - of_type >= OTHER_FROM; /* the row may be of the wrong type, and the branch know it */
    return any < NONE_BELOW || (t->row->type != CS_T_ASSAULT && of_type < TYPE_BELOW && !other);
}

bool cs_trigger_sure(const cs_ev *e, const cs_trigger *t) {
    float from = t->row->type == CS_T_ASSAULT ? VIOLENT_SURE_FROM : SURE_FROM;
    return branch_speaks(e, t) && e->r->senses[t->tok].type[t->row->type] >= from;
}

bool cs_trigger_certain(const cs_ev *e, const cs_trigger *t) {
    return branch_speaks(e, t) && e->r->senses[t->tok].type[t->row->type] >= CERTAIN_FROM;
}

int cs_trigger_likeliest(const cs_ev *e, int32_t tok) {
    if (!e->r->senses) return -1;
    const float *p = e->r->senses[tok].type;
    int best = 0;
    for (int k = 1; k < CS_N_EVENT_TYPES; k++)
        if (p[k] > p[best]) best = k;
    return best;
}

/* Saying alone is no deed that the branch could add ("said", "added", "told"). */
static bool only_says(const cs_ev *e, int32_t tok, char pos) {
    cs_lex_cues rows = cs_lexicon_cues(e->l, cs_tok(&e->t, tok)->lemma, pos);
    return rows.n && rows.v[0].certainty == CS_CERT_FACT;
}

/* "X said that Y must disarm": to say what another party must or should do is to ask it of them. */
static bool says_what_must_be(const cs_ev *e, int32_t tok) {
    if (cs_subject_of(&e->t, tok) < 0) return false;
    CS_EACH_CHILD(&e->t, tok, c) {
        int32_t doer = cs_rel(&e->t, c, CS_REL_CCOMP) ? cs_child(&e->t, c, CS_REL_NSUBJ) : -1;
        if (doer < 0 || !(cs_filler_of(e, doer) & (CS_IS_ACTOR | CS_IS_STATE))) continue;
        if (cs_tok(&e->t, doer)->upos != CS_UPOS_NOUN && cs_tok(&e->t, doer)->upos != CS_UPOS_PROPN) continue;
        CS_EACH_CHILD(&e->t, c, a)
        if (cs_rel(&e->t, a, CS_REL_AUX) && cs_word_in(cs_tok(&e->t, a)->lower, "must should")) return true;
    }
    return false;
}

/* "the murder shocked the country": what a happening does to those who hear of it is no deed; what a party does may be. */
static bool moves_feelings(const cs_ev *e, int32_t tok) {
    static const char FEELINGS[] =
        "shock stun horrify outrage anger enrage infuriate alarm sadden dismay surprise worry appal appall sicken";
    int32_t s = cs_lemma_in(&e->t, tok, FEELINGS) ? cs_subject_of(&e->t, tok) : -1;
    return s >= 0 && !(cs_filler_of(e, s) & (CS_IS_ACTOR | CS_IS_STATE));
}

/* "passed a law banning the party": what a law does tells the deed, not the law nor its passing. */
static bool is_law_or_rite(const cs_ev *e, int32_t tok) {
    static const char LAWS[] = "law bill legislation statute";
    if (cs_lemma_in(&e->t, tok, LAWS)) return true;
    if (cs_lemma_is(&e->t, tok, "attend")) { /* nor is it to mourn */
        int32_t rite = cs_child(&e->t, tok, CS_REL_OBJ);
        return rite >= 0 && cs_lemma_in(&e->t, rite, "funeral burial wedding mass vigil ceremony service");
    }
    int32_t o = cs_lemma_in(&e->t, tok, "pass adopt enact") ? cs_child(&e->t, tok, CS_REL_OBJ) : -1;
    return o >= 0 && cs_lemma_in(&e->t, o, LAWS);
}

/* "claimed the attack": who says of a deed that it was his own accuses nobody. */
static bool claims_deed(const cs_ev *e, int32_t tok) {
    int32_t o = cs_lemma_is(&e->t, tok, "claim") ? cs_child(&e->t, tok, CS_REL_OBJ) : -1;
    return o >= 0 && cs_trigger_likeliest(e, o) == CS_T_ASSAULT && e->r->senses[o].type[CS_T_ASSAULT] >= VIOLENT_ALONE_FROM;
}

/* Words that the branch may take for a deed and that tell none: a belief ("suspected of"), a name for something ("in what it
 * called punishment"), the find of the dead. */
static bool no_deed(const cs_ev *e, int32_t tok) {
    const cs_tree *t = &e->t;
    if (cs_lemma_is(t, tok, "suspect") && cs_rel(t, tok, CS_REL_ACL)) return true;
    const cs_token *w = cs_tok(t, tok);
    bool doers = w->upos == CS_UPOS_NOUN && (cs_ends(w->lower, CS_LIT("ers")) || cs_ends(w->lower, CS_LIT("ors")));
    if (doers && cs_child(t, tok, CS_REL_NUMMOD) >= 0) return true;            /* "three climbers" */
    if (cs_lemma_in(t, tok, "plot foil thwart flee trap strand")) return true; /* what was plotted tells the deed */
    if (is_law_or_rite(e, tok) || claims_deed(e, tok)) return true;
    if (moves_feelings(e, tok) ||
        (cs_rel(t, tok, CS_REL_ACL) && cs_lemma_in(t, tok, "plan schedule slate") && cs_is_passive(t, tok)))
        return true;
    int32_t g = cs_tok(t, tok)->head;
    if (cs_lemma_in(t, tok, "call describe term dub") && cs_rel(t, tok, CS_REL_ACL_RELCL) && g >= 0 &&
        cs_eq(cs_tok(t, g)->lower, CS_LIT("what")))
        return true;
    int32_t found = cs_child(t, tok, CS_REL_NSUBJ_PASS);
    if (found < 0) found = cs_child(t, tok, CS_REL_OBJ);
    return found >= 0 && cs_lemma_in(t, found, "body corpse") &&
           cs_lemma_in(t, tok, "find discover recover exhume unearth bring take carry transport move return bury");
}

const cs_lex_trigger *cs_trigger_by_sense(const cs_ev *e, int32_t tok) {
    char pos = cs_lexicon_pos(cs_tok(&e->t, tok)->upos);
    int type = no_deed(e, tok) ? -1 : cs_trigger_likeliest(e, tok);
    if (type < 0 || (pos != 'v' && pos != 'n')) return NULL;
    if (only_says(e, tok, pos)) {
        if (pos != 'v' || !says_what_must_be(e, tok)) return NULL;
        type = CS_T_REQUEST;
    } else if (e->r->senses[tok].type[type] < (type == CS_T_ASSAULT ? VIOLENT_ALONE_FROM : ALONE_FROM)) {
        return NULL;
    }
    cs_str lemma = cs_lexicon_lemma(e->l, cs_tok(&e->t, tok), pos);
    if (e->l->own_words.n && cs_map_get(&e->l->own_words, cs_printf(e->perm, "%c:%.*s", pos, CS_ARG(lemma)))) return NULL;
    cs_lex_triggers rows = cs_lexicon_triggers(e->l, CS_LIT("*"), pos);
    for (int32_t i = 0; i < rows.n; i++)
        if (rows.v[i].type == type) return &rows.v[i];
    return NULL;
}

/* "Car bomb in Beirut: 67 dead": a number of dead after a weapon that blows up. */
static bool is_dead_of_bomb(const cs_ev *e, int32_t tok) {
    enum { NEAR = 12 };
    const cs_token *t = cs_tok(&e->t, tok);
    if (!cs_word_in(t->lower, "dead killed wounded injured") || tok == 0 || cs_tok(&e->t, tok - 1)->upos != CS_UPOS_NUM)
        return false;
    for (int32_t i = tok - 1; i >= 0 && i > tok - NEAR && cs_tok(&e->t, i)->sent == t->sent; i--) {
        const cs_lex_noun *n = cs_lexicon_noun_at(e->l, e->r, i);
        if (n && n->type == CS_ENT_WEAPON && cs_word_in(n->mode, "explosives heavy-weapons suicide-attack aerial drone"))
            return true;
    }
    return false;
}

static void look_at_sentences(cs_ev *e) {
    int32_t n = (int32_t)e->r->sentences.n;
    bool *accident = CS_NEW(e->perm, bool, n), *sport = CS_NEW(e->perm, bool, n), *half = CS_NEW(e->perm, bool, n);
    uint8_t *hints = CS_NEW(e->perm, uint8_t, n);
    for (int32_t i = 0; i < e->r->tokens.n; i++) {
        int32_t s = cs_tok(&e->t, i)->sent;
        const cs_lex_trigger *row = e->trig_at[i] >= 0 ? e->trig.v[e->trig_at[i]].row : NULL;
        bool only_counts = row && cs_word_in(row->key.head, "toll number"); /* of accidents too */
        if (row && row->type == CS_T_ASSAULT && row->needs & CS_NEED(VIOLENT) && !only_counts && hints[s] < 2) hints[s]++;
        if (hints[s] < 2 && is_dead_of_bomb(e, i)) hints[s] = 2;
        const cs_lex_notviolent *nv = cs_lexicon_notviolent_at(e->l, e->r, i);
        if (!nv || e->stands_for[i]) continue; /* "a series of airstrikes" is none of a league */
        if (nv->kind == CS_NV_ACCIDENT || nv->kind == CS_NV_DISEASE || nv->kind == CS_NV_SPORT) accident[s] = true;
        if (nv->kind == CS_NV_ARTS || (nv->kind == CS_NV_SPORT && (!cs_lemma_in(&e->t, i, ALSO_SPORT) || half[s])))
            sport[s] = true;
        half[s] |= nv->kind == CS_NV_SPORT;
    }
    e->sport = sport;
    e->accident = accident;
    e->hints = hints;
}

/* Sentences where somebody is attacked in so many words, or by two words that each may mean it ("died in a blast"), and their
 * neighbours: words such as "die" are violence only there, and not where the same sentence tells of an accident. */
void cs_trigger_violence(cs_ev *e) {
    int32_t n = (int32_t)e->r->sentences.n;
    bool *own = CS_NEW(e->perm, bool, n), *out = CS_NEW(e->perm, bool, n);
    for (ptrdiff_t i = 0; i < e->trig.n; i++) {
        const cs_trigger *t = &e->trig.v[i];
        if (!t->dropped && t->row->type == CS_T_ASSAULT && t->row->strong) own[cs_tok(&e->t, t->tok)->sent] = true;
    }
    for (int32_t s = 0; s < n; s++) own[s] |= e->hints[s] > 1 && !e->accident[s];
    for (int32_t s = 0; s < n; s++)
        out[s] = own[s] || (!e->accident[s] && ((s > 0 && own[s - 1]) || (s > 1 && own[s - 2]) || (s + 1 < n && own[s + 1])));
    e->violent = out;
}

static cs_trigger trigger_of(const cs_ev *e, int32_t tok, const cs_lex_trigger *row) {
    return (cs_trigger){
        .row = row, .tok = tok, .with = -1, .light = -1, .into = -1, .anchor = row->key.pos == 'n' ? container_of(e, tok) : tok
    };
}

cs_trigger cs_trigger_at(const cs_ev *e, int32_t tok) {
    if (e->trig_at[tok] >= 0) return e->trig.v[e->trig_at[tok]];
    bool verb = cs_tok(&e->t, tok)->upos == CS_UPOS_VERB;
    cs_trigger t = trigger_of(e, tok, cs_lexicon_triggers(e->l, CS_LIT("*"), verb ? 'v' : 'n').v);
    if (!verb) find_light(e, &t);
    return t;
}

void cs_trigger_find(cs_ev *e) {
    int32_t n = (int32_t)e->r->tokens.n;
    e->trig_at = CS_NEW(e->perm, int32_t, n);
    e->stands_for = CS_NEW(e->perm, bool, n);
    for (int32_t i = 0; i < n; i++) e->trig_at[i] = -1;
    for (int32_t i = 0; i < n; i++) {
        int32_t with = -1;
        bool attributive = cs_attributive_actor(e, i) >= 0;
        const cs_lex_trigger *row = attributive ? relation_fit(e, i, &with) : first_fit(e, i, &with);
        if (!row && !attributive) row = cs_trigger_by_sense(e, i);
        if (!row || (!attributive && !can_name_event(e, i, row)) ||
            (row->type < CS_T_EVENT_COUNT && !row->key.with.n && is_thing(e, i, row)))
            continue;
        cs_trigger t = trigger_of(e, i, row);
        t.with = with;
        t.attributive = attributive;
        e->trig_at[i] = (int32_t)e->trig.n;
        if (row->type < CS_T_EVENT_COUNT && t.anchor != i) e->stands_for[t.anchor] = true;
        *CS_PUSH(e->perm, &e->trig) = t;
    }
    for (ptrdiff_t i = 0; i < e->trig.n; i++)
        if (e->trig.v[i].row->key.pos == 'n') find_light(e, &e->trig.v[i]);
    look_at_sentences(e);
}
