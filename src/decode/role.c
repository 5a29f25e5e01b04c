/* From slots to roles: the frame of the trigger's row says what a slot's filler is; where it leaves a choice (agent or
 * instrument, recipient or target) the filler's kind decides. Then the row's conditions are checked. */
#include "decode/count.h"
#include "decode/event_parts.h"

static unsigned of_type(cs_entity_type type) {
    switch (type) {
    case CS_ENT_PERSON:
    case CS_ENT_GROUP:
    case CS_ENT_POPULATION: return CS_IS_ACTOR | CS_IS_CONCRETE | CS_IS_PERSON;
    case CS_ENT_ORGANISATION:
    case CS_ENT_PARTY: return CS_IS_ACTOR | CS_IS_CONCRETE;
    case CS_ENT_FORCE: return CS_IS_ACTOR | CS_IS_CONCRETE | CS_IS_ARMED | CS_IS_STATE | CS_IS_PERSON;
    case CS_ENT_GOVERNMENT: return CS_IS_ACTOR | CS_IS_CONCRETE | CS_IS_STATE;
    case CS_ENT_PLACE:
    case CS_ENT_FACILITY: return CS_IS_CONCRETE | CS_IS_GROUND;
    case CS_ENT_WEAPON: return CS_IS_CONCRETE | CS_IS_WEAPON;
    case CS_ENT_VEHICLE: return CS_IS_CONCRETE | CS_IS_VEHICLE;
    case CS_ENT_DOCUMENT:
    case CS_ENT_MONEY: return CS_IS_CONCRETE;
    default: return 0;
    }
}

/* A country or its capital in the place of an actor ("Russia attacked") is a state. */
static bool is_country(const cs_ev *e, int32_t tok) {
    const cs_actor *a = cs_lexicon_actor(e->l, cs_tok(&e->t, tok)->form);
    if (a) return a->type == CS_ENT_GOVERNMENT || a->type == CS_ENT_PLACE;
    for (ptrdiff_t i = 0; i < e->r->places.n; i++) {
        const cs_place *p = &e->r->places.v[i];
        for (int32_t k = 0; p->precision == CS_PREC_COUNTRY && k < p->n_mentions; k++)
            if (cs_span_meet(p->mentions[k], cs_tok(&e->t, tok)->span)) return true;
    }
    return false;
}

/* "8 of the 13 members", "dozens of rounds of artillery": what is counted out says what it is; -1: nothing is. */
static int32_t counted_out(const cs_ev *e, int32_t tok) {
    static const char amounts[] =
        "dozen score hundred thousand million number group handful majority most some many several few all one each any none "
        "round barrage hail volley salvo ton tonne kilo kilogram gram stick cache pile stockpile stash shipment consignment "
        "quantity amount load haul batch lot rest half third quarter part series string pair couple remainder bulk";
    if (cs_tok(&e->t, tok)->upos != CS_UPOS_NUM && !cs_lemma_in(&e->t, tok, amounts)) return -1;
    CS_EACH_CHILD(&e->t, tok, c)
    if (cs_rel(&e->t, c, CS_REL_NMOD) && cs_eq(cs_case_of(&e->t, c, e->perm), CS_LIT("of"))) return c;
    return -1;
}

/* "the rebels' positions", "army positions": ground, unlike the position of a party on taxes. */
static bool is_held_ground(const cs_ev *e, int32_t tok) {
    if (!cs_lemma_in(&e->t, tok, "position")) return false;
    CS_EACH_CHILD(&e->t, tok, c) {
        uint8_t rel = cs_tok(&e->t, c)->deprel;
        if (rel == CS_REL_AMOD && cs_lemma_in(&e->t, c, "military defensive fighting firing enemy forward")) return true;
        bool owner = rel == CS_REL_NMOD_POSS || rel == CS_REL_COMPOUND || rel == CS_REL_NMOD;
        if (owner && (cs_filler_of(e, c) & CS_IS_ARMED || cs_lemma_in(&e->t, c, "defence defense security force"))) return true;
    }
    return false;
}

/* "an air raid", taken for a place: a noun that tells violence for sure, by the table or by the branch, and that no
 * table calls a thing, is none. */
static bool named_as_thing(const cs_ev *e, int32_t tok, int32_t entity, const cs_lex_noun *noun) {
    int32_t i = e->trig_at ? e->trig_at[tok] : -1;
    if (i < 0 || noun || cs_tok(&e->t, tok)->upos != CS_UPOS_NOUN) return false;
    const cs_lex_trigger *row = e->trig.v[i].row;
    bool sure = row->strong || cs_trigger_certain(e, &e->trig.v[i]);
    uint8_t type = e->r->entities.v[entity].type;
    bool thing = type == CS_ENT_PLACE || type == CS_ENT_WEAPON || type == CS_ENT_OTHER || type == CS_ENT_VEHICLE;
    return sure && row->type == CS_T_ASSAULT && row->key.pos == 'n' && thing && !e->r->entities.v[entity].named;
}

static unsigned filler_itself(const cs_ev *e, int32_t tok) {
    if (is_held_ground(e, tok)) return CS_IS_GROUND | CS_IS_CONCRETE;
    const cs_token *t = cs_tok(&e->t, tok);
    unsigned is = e->trig_at && (e->trig_at[tok] >= 0 || e->stands_for[tok]) ? CS_IS_EVENT : 0;
    int32_t m = cs_entity_mention_at(&e->at, tok);
    int32_t entity = m >= 0 ? e->r->mentions.v[m].entity : -1;
    const cs_lex_noun *noun = cs_lexicon_noun_at(e->l, e->r, tok);
    if (entity >= 0 && !named_as_thing(e, tok, entity, noun)) {
        is |= of_type((cs_entity_type)e->r->entities.v[entity].type);
        if (cs_entity_is_armed(e->r, entity)) is |= CS_IS_ARMED;
        if (e->r->mentions.v[m].kind == CS_MENTION_NAME) is |= CS_IS_NAMED;
    }
    if (noun && (entity < 0 || e->r->entities.v[entity].type == CS_ENT_OTHER)) {
        is |= of_type((cs_entity_type)noun->type);
        if (noun->flags & CS_NOUN(ARMED)) is |= CS_IS_ARMED;
    }
    bool thing = noun ? noun->type == CS_ENT_OTHER : cs_lexicon_is_thing(e->l, t->lemma);
    if (t->upos == CS_UPOS_NOUN && thing && !(is & CS_IS_EVENT)) is |= CS_IS_CONCRETE;
    if (t->upos == CS_UPOS_PROPN && entity < 0 && !(is & CS_IS_EVENT))
        is |= CS_IS_ACTOR | CS_IS_CONCRETE | CS_IS_NAMED; /* a name not known as a mention */
    if (t->upos == CS_UPOS_PROPN && is_country(e, tok)) is |= CS_IS_STATE | CS_IS_ACTOR | CS_IS_GROUND | CS_IS_CONCRETE;
    if (t->upos == CS_UPOS_ADJ && t->head >= 0 && cs_attributive_actor(e, t->head) == tok && cs_lexicon_demonym(e->l, t->form))
        is |= CS_IS_STATE | CS_IS_ACTOR; /* "Iranian-backed" */
    if (!(is & (CS_IS_CONCRETE | CS_IS_EVENT)) && t->upos == CS_UPOS_NOUN) is |= CS_IS_ABSTRACT;
    return is;
}

unsigned cs_filler_of(const cs_ev *e, int32_t tok) {
    enum { DEPTH_MAX = 3 };
    if (e->at.antecedent[tok] >= 0) tok = e->at.antecedent[tok]; /* "against which": what the pronoun stands for */
    unsigned is = filler_itself(e, tok);
    for (int n = 0; n < DEPTH_MAX && (tok = counted_out(e, tok)) >= 0; n++) {
        unsigned of = filler_itself(e, tok);
        is = (is | (of & ~(unsigned)(CS_IS_NAMED | CS_IS_ABSTRACT))) & ~(of & CS_IS_CONCRETE ? (unsigned)CS_IS_ABSTRACT : 0u);
    }
    return is;
}

/* "U.S. airstrikes", "Russian invasion": a name or a nationality before the noun is who did it. */
static bool is_nationality(const cs_ev *e, int32_t tok) {
    const cs_token *t = cs_tok(&e->t, tok);
    if (t->upos != CS_UPOS_ADJ && t->upos != CS_UPOS_PROPN) return false;
    if (cs_lexicon_actor(e->l, t->form) || cs_lexicon_demonym(e->l, t->form)) return true;
    return t->upos == CS_UPOS_PROPN && (cs_filler_of(e, tok) & CS_IS_ACTOR);
}

static bool has_acting_subject(const cs_ev *e, const cs_trigger *t) {
    for (ptrdiff_t i = 0; i < t->args.n; i++)
        if (t->args.v[i].slot == CS_SLOT_SUBJ && (cs_filler_of(e, t->args.v[i].tok) & (CS_IS_ACTOR | CS_IS_STATE))) return true;
    return false;
}

bool cs_trigger_is_standing(const cs_trigger *t) {
    return (t->row->type == CS_T_LEADS || t->row->type == CS_T_MEMBER_OF) && t->row->key.pos == 'n';
}

bool cs_trigger_is_scene(const cs_ev *e, const cs_trigger *t, int32_t tok) {
    static const char NOT_BY_STATES[] =
        "ambush bombing blast explosion shooting massacre kidnapping abduction stabbing siege clash "
        "fighting violence riot killing murder";
    if (t->row->type != CS_T_ASSAULT || cs_tok(&e->t, tok)->head != t->tok || !cs_rel(&e->t, tok, CS_REL_COMPOUND) ||
        cs_tok(&e->t, tok)->upos != CS_UPOS_PROPN || cs_lexicon_demonym(e->l, cs_tok(&e->t, tok)->form))
        return false;
    if (is_country(e, tok)) return cs_lemma_in(&e->t, t->tok, NOT_BY_STATES);
    int32_t entity = cs_entity_at(&e->at, tok);
    return entity >= 0 && e->r->entities.v[entity].type == CS_ENT_PLACE;
}

static uint32_t choose(const cs_ev *e, const cs_trigger *t, const cs_arg *a, uint32_t roles, unsigned is) {
    uint32_t agent = 1u << CS_ROLE_AGENT, recipient = 1u << CS_ROLE_RECIPIENT, instrument = 1u << CS_ROLE_INSTRUMENT;
    bool before_noun = a->slot == CS_SLOT_COMPOUND || a->slot == CS_SLOT_AMOD;
    if (a->slot == CS_SLOT_SUBJ && (roles & agent) && (is & CS_IS_WEAPON)) return instrument;
    if (a->slot == CS_SLOT_PREP && (is & CS_IS_WEAPON) && cs_lemma_in(&e->t, t->tok, "explosion blast detonation"))
        return instrument;
    if (!before_noun && (roles & (roles - 1)) == 0) return roles;
    if (before_noun) {
        const cs_lex_noun *n = cs_lexicon_noun_at(e->l, e->r, a->tok);
        if (a->slot == CS_SLOT_AMOD && cs_lemma_in(&e->t, a->tok, "military") && t->row->type == CS_T_MOBILIZE) return 0;
        if (a->slot == CS_SLOT_AMOD && !is_nationality(e, a->tok) && !(n && (n->flags & CS_NOUN(ARMED)))) return 0;
        if ((is & CS_IS_WEAPON) || (n && n->mode.n && !(is & CS_IS_ACTOR))) return roles & instrument;
        if (cs_trigger_is_scene(e, t, a->tok)) return 0;
        if (t->row->type >= CS_T_EVENT_COUNT) return (is & CS_IS_ACTOR) || is_nationality(e, a->tok) ? roles : 0;
        if ((is & CS_IS_GROUND) && !(is & CS_IS_STATE)) return roles & recipient; /* "the embassy attack"; a town is where */
        if ((is & CS_IS_ACTOR) && !(is & (CS_IS_NAMED | CS_IS_ARMED | CS_IS_STATE)) && (roles & recipient)) return recipient;
        if ((roles & recipient) && cs_trigger_of_victim(e, t, a)) return recipient;
        if ((is & CS_IS_ACTOR) || is_nationality(e, a->tok)) return roles & agent ? agent : roles & recipient;
        return (is & CS_IS_VEHICLE) && (roles & instrument) ? instrument : 0;
    }
    const cs_lex_slot *slot = cs_lex_frame_slot(t->row->frame, (cs_slot_kind)a->slot, a->prep);
    if (slot && !slot->one_of) return roles;                        /* a clash: each side is both */
    bool sent = a->slot == CS_SLOT_OBJ && has_acting_subject(e, t); /* "the army deployed a battalion": who deploys acts */
    if (sent && (roles & agent) && (roles & instrument)) return instrument;
    uint32_t to = 1u << CS_ROLE_TO, item = 1u << CS_ROLE_ITEM; /* "give rebels arms", "give arms to rebels" */
    if ((roles & to) && (roles & item)) return is & CS_IS_ACTOR ? to : item;
    if (is & (CS_IS_WEAPON | CS_IS_VEHICLE) && (roles & instrument)) return instrument;
    if ((roles & agent) && (is & CS_IS_ACTOR)) return agent;
    return roles;
}

/* A noun phrase without its clauses and prepositional phrases: what is shown of a filler that is no mention. */
static cs_span phrase(const cs_ev *e, int32_t tok) {
    cs_span s = cs_tok(&e->t, tok)->span;
    CS_EACH_CHILD(&e->t, tok, c) {
        uint8_t rel = cs_tok(&e->t, c)->deprel;
        bool part = rel == CS_REL_DET || rel == CS_REL_AMOD || rel == CS_REL_COMPOUND || rel == CS_REL_NUMMOD ||
                    rel == CS_REL_FLAT || rel == CS_REL_NMOD_POSS || rel == CS_REL_NMOD_DESC;
        if (part) s = cs_span_join(s, cs_subtree_span(&e->t, c));
    }
    return s;
}

/* The entity of the state that a nationality names ("Russian"), where the report has it, or -1. */
static int32_t state_entity(const cs_ev *e, int32_t tok) {
    const cs_actor *a = cs_lexicon_demonym(e->l, cs_tok(&e->t, tok)->form);
    for (ptrdiff_t i = 0; a && i < e->r->entities.n; i++)
        if (cs_lexicon_actor(e->l, e->r->entities.v[i].name) == a || cs_eq(e->r->entities.v[i].name, a->name))
            return (int32_t)i;
    return -1;
}

/* "areas that X controls", "areas held by X": who hosts on that ground. -1: not said. */
static int32_t controller_of(const cs_ev *e, int32_t ground) {
    CS_EACH_CHILD(&e->t, ground, c) {
        if (!cs_rel(&e->t, c, CS_REL_ACL_RELCL) && !cs_rel(&e->t, c, CS_REL_ACL)) continue;
        if (!cs_lemma_in(&e->t, c, "control hold rule govern dominate administer")) continue;
        int32_t by = cs_is_passive(&e->t, c) ? cs_child(&e->t, c, CS_REL_OBL_AGENT) : cs_subject_of(&e->t, c);
        if (by < 0 && cs_is_passive(&e->t, c)) by = cs_child(&e->t, c, CS_REL_OBL);
        if (by >= 0 && (cs_filler_of(e, by) & CS_IS_ACTOR)) return by;
    }
    return -1;
}

/* "one of its fighters", where "one" alone is no mention: those whom he is one of; else -1. */
static int32_t whole_of(const cs_ev *e, int32_t tok) {
    if (cs_entity_mention_at(&e->at, tok) >= 0 || !cs_word_in(cs_tok(&e->t, tok)->lower, "one two some several many most"))
        return -1;
    CS_EACH_CHILD(&e->t, tok, c)
    if (cs_rel(&e->t, c, CS_REL_NMOD) && cs_eq(cs_case_of(&e->t, c, e->perm), CS_LIT("of")) &&
        cs_entity_mention_at(&e->at, c) >= 0)
        return c;
    return -1;
}

/* "wounded 30", "kidnapped dozens": a number by itself, of what is done to persons. */
static bool counts_lives(const cs_ev *e, const cs_trigger *t, int32_t tok) {
    if (t->row->effect < 0 || t->row->effect == CS_EFFECT_CROWD) return false;
    CS_EACH_CHILD(&e->t, tok, c) /* "dozens of cattle" */
    if (cs_rel(&e->t, c, CS_REL_NMOD) && cs_eq(cs_case_of(&e->t, c, e->perm), CS_LIT("of"))) return false;
    return cs_tok(&e->t, tok)->upos == CS_UPOS_NUM || cs_word_in(cs_tok(&e->t, tok)->lower, CS_COUNT_PLURALS) ||
           cs_lemma_is(&e->t, tok, "number"); /* "an unknown number were wounded" */
}

/* "pledged $200 million": a sum is nobody. */
static bool is_money(const cs_ev *e, int32_t tok) {
    int32_t entity = cs_entity_at(&e->at, tok);
    return cs_tok(&e->t, tok)->upos == CS_UPOS_SYM || (entity >= 0 && e->r->entities.v[entity].type == CS_ENT_MONEY);
}

/* "17 of 22 drones", "some of the reforms": a mention of the amount alone goes on with what is counted out. */
static cs_span with_counted(const cs_ev *e, int32_t tok, cs_span s) {
    bool amount =
        cs_tok(&e->t, tok)->upos == CS_UPOS_NUM || cs_word_in(cs_tok(&e->t, tok)->lower, "some many most several few");
    int32_t of = amount && cs_span_in(s, cs_tok(&e->t, tok)->span) ? counted_out(e, tok) : -1;
    return of < 0 ? s : cs_span_join(s, phrase(e, of));
}

/* "demonstrators who keep vigil outside": what a filler is called ends where a clause about it begins, but for one that says
 * the name ("a group called X") or without which nothing is said ("those held in May"). */
static cs_span without_clauses(const cs_ev *e, int32_t tok, cs_span s) {
    const cs_token *head = cs_tok(&e->t, tok);
    if (head->upos == CS_UPOS_PRON || head->upos == CS_UPOS_DET) return s;
    uint32_t end = s.end;
    for (int32_t i = tok + 1; i < e->t.right[tok] && cs_tok(&e->t, i)->span.beg < end; i++) {
        const cs_token *t = cs_tok(&e->t, i);
        bool clause =
            t->deprel == CS_REL_ACL_RELCL || t->deprel == CS_REL_PARATAXIS || t->deprel == CS_REL_ADVCL ||
            (t->deprel == CS_REL_ACL && t->upos == CS_UPOS_VERB && !cs_lemma_in(&e->t, i, "call name know dub title style"));
        int32_t from = clause && e->t.left[i] > tok ? e->t.left[i] : cs_word_in(t->lower, "; --") ? i : -1;
        if (from >= 0 && cs_tok(&e->t, from)->span.beg < end) end = cs_tok(&e->t, from)->span.beg;
    }
    if (end == s.end) return s;
    int32_t last = tok;
    for (int32_t i = tok; i < e->t.right[tok] && cs_tok(&e->t, i)->span.end <= end; i++)
        if (cs_tok(&e->t, i)->upos != CS_UPOS_PUNCT) last = i;
    return (cs_span){ s.beg, cs_tok(&e->t, last)->span.end };
}

/* "stormed the bank", "the attack on a church": a common noun for a body and its house; it is the house that is attacked. */
static bool is_house(const cs_ev *e, int32_t tok) {
    return cs_tok(&e->t, tok)->upos == CS_UPOS_NOUN &&
           cs_lemma_in(
               &e->t, tok,
               "bank church school college university hospital clinic mosque temple synagogue monastery newspaper hotel "
               "court courthouse parliament ministry embassy consulate factory company office station");
}

/* "seized watches", "destroyed three excavators": a mention of something that no table knows, and that is nobody. */
static bool is_ware(const cs_ev *e, int32_t tok) {
    int32_t entity = cs_entity_at(&e->at, tok);
    if (entity < 0 || e->r->entities.v[entity].type != CS_ENT_OTHER || cs_tok(&e->t, tok)->upos != CS_UPOS_NOUN) return false;
    CS_EACH_CHILD(&e->t, tok, c) /* "rebel columns" */
    if (cs_rel(&e->t, c, CS_REL_COMPOUND) && (cs_filler_of(e, c) & CS_IS_ARMED)) return false;
    return !cs_lemma_in(&e->t, tok, "other dead one") && !cs_word_in(cs_tok(&e->t, tok)->lower, CS_COUNT_PLURALS);
}

static void give(cs_ev *e, cs_trigger *t, const cs_arg *a, cs_role_name role, unsigned is) {
    int32_t whole = role == CS_ROLE_AGENT || role == CS_ROLE_FROM ? whole_of(e, a->tok) : -1;
    int32_t holder = whole >= 0 ? whole : t->row->type == CS_T_HOSTS && role == CS_ROLE_FROM ? controller_of(e, a->tok) : -1;
    if (holder >= 0) {
        cs_arg other = *a;
        other.tok = holder;
        give(e, t, &other, role, cs_filler_of(e, holder));
        return;
    }
    if (role == CS_ROLE_OTHER_PARTY && (is & CS_IS_GROUND) && !(is & (CS_IS_ACTOR | CS_IS_STATE))) return; /* "from prison" */
    if (is_money(e, a->tok) && (role == CS_ROLE_OTHER_PARTY || (role == CS_ROLE_RECIPIENT && t->row->type == CS_T_AGREE)))
        return;
    if (role == CS_ROLE_OTHER_PARTY) give(e, t, a, CS_ROLE_RECIPIENT, is); /* docs/decisions: PLOVER's recipient of a meeting */
    int32_t tok = e->at.antecedent[a->tok] >= 0 ? e->at.antecedent[a->tok] : a->tok, m = cs_entity_mention_at(&e->at, a->tok);
    if (m >= 0 && !(e->r->mentions.v[m].beg <= tok && tok < e->r->mentions.v[m].end)) m = -1;
    cs_span span = m >= 0 ? without_clauses(e, tok, with_counted(e, tok, e->r->mentions.v[m].span)) : phrase(e, tok);
    bool lives = counts_lives(e, t, a->tok);
    if (role == CS_ROLE_RECIPIENT && !lives &&
        (is_ware(e, tok) || (t->row->type == CS_T_ASSAULT && is_house(e, tok) && !(is & CS_IS_ARMED))))
        role = CS_ROLE_TARGET;
    if (role == CS_ROLE_RECIPIENT && !lives && !(is & CS_IS_ACTOR) && (is & CS_IS_CONCRETE || m < 0)) role = CS_ROLE_TARGET;
    for (ptrdiff_t i = 0; i < t->roles.n; i++) { /* a construction's word on certainty ("blamed") wins over a plain one */
        cs_role *x = &t->roles.v[i];
        int32_t entity = m >= 0 ? e->r->mentions.v[m].entity : -1;
        if (x->role != role || !(x->span.beg == span.beg || (entity >= 0 && x->entity == entity))) continue;
        if (a->certainty != CS_CERT_FACT) x->certainty = a->certainty;
        if (m >= 0 && x->mention >= 0 && e->r->mentions.v[x->mention].kind == CS_MENTION_PRONOUN)
            x->mention = m, x->token = tok, x->span = span;
        return;
    }
    int32_t entity = m >= 0 ? e->r->mentions.v[m].entity : state_entity(e, tok);
    if (m >= 0 && span.end > e->r->mentions.v[m].span.end) m = -1;
    cs_role *r = CS_PUSH(e->perm, &t->roles);
    *r = (cs_role){ .role = (uint8_t)role,
                    .mention = m,
                    .token = tok,
                    .filler = a->tok,
                    .entity = entity,
                    .certainty = a->certainty,
                    .span = span,
                    .why = { a->how, (ptrdiff_t)strlen(a->how) } };
}

bool cs_trigger_give(cs_ev *e, cs_trigger *t, int32_t tok, cs_role_name role, const char *how) {
    cs_arg a = { CS_SLOT_COUNT, (uint8_t)role, { 0 }, tok, how, CS_CERT_FACT };
    ptrdiff_t before = t->roles.n;
    give(e, t, &a, role, cs_filler_of(e, tok));
    return t->roles.n > before;
}

/* Speaking to the press is no consultation. */
bool cs_trigger_is_press(const cs_ev *e, const cs_trigger *t, int32_t tok) {
    if (t->row->type != CS_T_CONSULT) return false;
    const cs_lex_noun *n = cs_lexicon_noun_at(e->l, e->r, tok);
    return n && (n->flags & CS_NOUN(MEDIA));
}

/* "between 0630 and 0700": hours of 24, where the stage of times has not taken them for one. */
static bool is_hour(const cs_ev *e, int32_t tok) {
    cs_str s = cs_tok(&e->t, tok)->form;
    bool digits = s.n == 4;
    for (ptrdiff_t i = 0; i < s.n; i++) digits &= s.p[i] >= '0' && s.p[i] <= '9';
    if (!digits || s.p[2] > '5' || s.p[0] > '2' || (s.p[0] == '2' && s.p[1] > '3')) return false;
    cs_str prep = cs_case_of(&e->t, cs_rel(&e->t, tok, CS_REL_CONJ) ? cs_tok(&e->t, tok)->head : tok, e->perm);
    return cs_word_in(prep, "at between from until till to before after by around about since");
}

/* "exploded on Friday": a day is no party. */
bool cs_trigger_is_time(const cs_ev *e, int32_t tok) {
    static const char DAYS[] = "monday tuesday wednesday thursday friday saturday sunday";
    if (cs_word_in(cs_tok(&e->t, tok)->lower, DAYS) || is_hour(e, tok)) return true;
    for (ptrdiff_t i = 0; i < e->r->times.n; i++)
        if (e->r->times.v[i].has_span && cs_span_in(cs_tok(&e->t, tok)->span, e->r->times.v[i].span)) return true;
    return false;
}

/* "No group claimed it", "no one was hurt", "none was killed". */
static bool is_nobody(const cs_ev *e, int32_t tok) {
    if (cs_word_in(cs_tok(&e->t, tok)->lower, "none nobody nothing neither")) return true;
    CS_EACH_CHILD(&e->t, tok, c)
    if (cs_rel(&e->t, c, CS_REL_DET) && cs_eq(cs_tok(&e->t, c)->lower, CS_LIT("no"))) return true;
    return false;
}

/* Words that stand for nobody: expletives, and reflexives and reciprocals of the same clause. */
static bool empty_filler(const cs_ev *e, int32_t tok) {
    const cs_token *t = cs_tok(&e->t, tok);
    if (t->deprel == CS_REL_EXPL) return true;
    if (cs_trigger_is_reciprocal(e, tok)) return true;
    if (cs_lemma_is(&e->t, tok, "hand") && t->head >= 0 && cs_rel(&e->t, tok, CS_REL_OBJ) &&
        cs_lemma_in(&e->t, t->head, "shake join clasp"))
        return true; /* "shook hands with the minister" */
    return t->upos == CS_UPOS_PRON && cs_word_in(t->lower, "there itself himself herself themselves what nothing nobody");
}

static uint32_t frame_roles(const cs_trigger *t, const cs_arg *a) {
    if (a->role != CS_ROLE_COUNT) return 1u << a->role;
    const cs_lex_slot *s = cs_lex_frame_slot(t->row->frame, (cs_slot_kind)a->slot, a->prep);
    return s ? s->roles : 0;
}

static void give_head(cs_ev *e, cs_trigger *t, uint32_t roles, int32_t tok) {
    cs_arg a = { CS_SLOT_HEAD, CS_ROLE_COUNT, { 0 }, tok, "role:head", CS_CERT_FACT };
    for (int k = 0; k < CS_ROLE_COUNT; k++)
        if (roles >> k & 1) give(e, t, &a, (cs_role_name)k, cs_filler_of(e, tok));
}

/* The noun itself as a party: "a member of X", "X's leader Y", "Z is a leader of X". */
static void head_role(cs_ev *e, cs_trigger *t) {
    const cs_lex_slot *slot = cs_lex_frame_slot(t->row->frame, CS_SLOT_HEAD, (cs_str){ 0 });
    uint32_t roles = slot ? slot->roles : 0;
    if (!roles) return;
    const cs_tree *tr = &e->t;
    int32_t tok = t->tok, s;
    uint8_t rel = cs_tok(tr, tok)->deprel;
    if (rel == CS_REL_COMPOUND || rel == CS_REL_AMOD || rel == CS_REL_APPOS || rel == CS_REL_NMOD_DESC || rel == CS_REL_FLAT)
        tok = cs_tok(tr, tok)->head;
    else if (cs_child(tr, tok, CS_REL_COP) >= 0 && (s = cs_surface_subject(e, tok, NULL)) >= 0)
        tok = s;
    else if ((s = cs_child(tr, tok, CS_REL_APPOS)) >= 0 || (s = cs_child(tr, tok, CS_REL_NMOD_DESC)) >= 0)
        tok = cs_entity_at(&e->at, s) >= 0 ? s : tok;
    else if (tok + 1 < e->r->tokens.n && cs_tok(tr, tok + 1)->upos == CS_UPOS_PROPN && e->at.cover_wide[tok] >= 0 &&
             e->at.cover_wide[tok] == e->at.cover_wide[tok + 1])
        tok++;                               /* "the group's leader Osama bin Laden": whatever the parser made of it */
    int32_t g = cs_tok(tr, t->anchor)->head; /* "X's allies include A and B" */
    if (g >= 0 && cs_is_subject(cs_tok(tr, t->anchor)->deprel) && cs_lemma_in(tr, g, "include comprise") &&
        (s = cs_child(tr, g, CS_REL_OBJ)) >= 0) {
        give_head(e, t, roles, s);
        CS_EACH_CHILD(tr, s, c)
        if (cs_rel(tr, c, CS_REL_CONJ)) give_head(e, t, roles, c);
        return;
    }
    give_head(e, t, roles, tok);
}

/* "for years", "since 1998", "over three decades"; "regularly": a state rather than a bout. */
static bool lasting(const cs_ev *e, int32_t tok) {
    bool engaged =
        cs_rel(&e->t, tok, CS_REL_ACL) && cs_ends(cs_tok(&e->t, tok)->lower, CS_LIT("ing")); /* "troops fighting rebels" */
    if (engaged && cs_child(&e->t, tok, CS_REL_OBJ) >= 0) return true;
    CS_EACH_CHILD(&e->t, tok, c) {
        if (cs_rel(&e->t, c, CS_REL_ADVMOD) &&
            cs_word_in(
                cs_tok(&e->t, c)->lower,
                "long continually constantly regularly intermittently sporadically repeatedly frequently still periodically"))
            return true;
        if (!cs_rel(&e->t, c, CS_REL_OBL) && !cs_rel(&e->t, c, CS_REL_OBL_UNMARKED)) continue;
        cs_str prep = cs_case_of(&e->t, c, e->perm);
        if (cs_eq(prep, CS_LIT("since"))) return true;
        if (cs_word_in(prep, "for over throughout") && cs_lemma_in(&e->t, c, "year month decade century generation time"))
            return true;
    }
    return false;
}

static bool is_many(const cs_ev *e, int32_t tok) {
    int32_t entity = cs_entity_at(&e->at, tok);
    return cs_tok(&e->t, tok)->feats.number == CS_NUM_PLUR ||
           (entity >= 0 && e->r->entities.v[entity].type == CS_ENT_POPULATION);
}

/* What a row asks of the build of the clause; what it asks of the parties only tells one sense of the word from another. */
static const uint32_t GRAMMAR = CS_NEED(PASSIVE) | CS_NEED(ACTIVE) | CS_NEED(PLURAL) | CS_NEED(OBJ_NONE) | CS_NEED(OBJ_ANY) |
                                CS_NEED(LASTING) | CS_NEED(XCOMP);

/* What is done with words only, by those who speak for a state: its capital may stand for them ("Kyiv accused Moscow"). */
static bool in_words(const cs_trigger *t) {
    switch (t->row->type) {
    case CS_T_ACCUSE:
    case CS_T_REQUEST:
    case CS_T_REJECT:
    case CS_T_THREATEN:
    case CS_T_SUPPORT: return true;
    default: return false;
    }
}

static bool is_capital(const cs_ev *e, int32_t tok) {
    return cs_tok(&e->t, tok)->upos == CS_UPOS_PROPN && cs_lexicon_capital(e->l, cs_tok(&e->t, tok)->form);
}

/* "the bodies of 12 men were found": a find of other sort than of weapons. */
static bool is_corpse(const cs_ev *e, int32_t tok) { return cs_lemma_in(&e->t, tok, "body corpse cadaver skeleton"); }

static bool needs_hold(const cs_ev *e, const cs_trigger *t) {
    uint32_t keep = !e->insist ? ~0u : cs_trigger_certain(e, t) ? GRAMMAR : GRAMMAR | CS_NEED(VIOLENT);
    uint32_t needs = t->row->needs & keep, obj_roles = 1u << CS_ROLE_RECIPIENT | 1u << CS_ROLE_TARGET | 1u << CS_ROLE_TO |
                                                       1u << CS_ROLE_ITEM | 1u << CS_ROLE_OTHER_PARTY;
    uint32_t subj_roles = 1u << CS_ROLE_AGENT | 1u << CS_ROLE_FROM, obj = 0, subj = 0;
    int n_obj = 0, n_subj = 0, direct = 0;
    bool many = false;
    for (ptrdiff_t i = 0; i < t->args.n; i++) {
        uint32_t roles = frame_roles(t, &t->args.v[i]);
        unsigned is = cs_filler_of(e, t->args.v[i].tok);
        direct += t->args.v[i].slot == CS_SLOT_OBJ;
        if (t->args.v[i].slot == CS_SLOT_OBJ && counts_lives(e, t, t->args.v[i].tok)) is |= CS_IS_ACTOR | CS_IS_PERSON;
        /* A slot that is both ("clashed": each side) counts for its own side only; one that is reversed ("X includes Y") for
         * the side that its role says. */
        bool is_subj = t->args.v[i].slot == CS_SLOT_SUBJ, is_obj = t->args.v[i].slot == CS_SLOT_OBJ;
        if (t->args.v[i].slot == CS_SLOT_AMOD && t->row->type == CS_T_ASSAULT && is_nationality(e, t->args.v[i].tok))
            is |= CS_IS_STATE;
        bool takes = t->row->needs & CS_NEED(OBJ_WEAPON) || cs_eq(t->row->mode, CS_LIT("seize"));
        bool holds = t->row->type == CS_T_COERCE && cs_lemma_in(&e->t, t->tok, "hold detain arrest keep");
        if (is_obj && (takes || holds) && is_corpse(e, t->args.v[i].tok)) return false;
        const cs_lex_notviolent *ill =
            is_obj && t->row->type == CS_T_COERCE ? cs_lexicon_notviolent_at(e->l, e->r, t->args.v[i].tok) : NULL;
        if (ill && ill->kind == CS_NV_DISEASE) return false; /* "caught typhoid" */
        if (is_obj && cs_eq(t->row->mode, CS_LIT("abduct")) && cs_lemma_in(&e->t, t->args.v[i].tok, "casualty body corpse"))
            return false; /* "took away their casualties" */
        if ((is_subj || is_obj) && in_words(t) && is_capital(e, t->args.v[i].tok)) is |= CS_IS_ACTOR | CS_IS_STATE;
        if (is_subj && is & CS_IS_PERSON) many |= is_many(e, t->args.v[i].tok);
        if (roles & (obj_roles | 1u << CS_ROLE_INSTRUMENT) && (!is_subj || !(roles & subj_roles))) obj |= is, n_obj++;
        if (roles & (subj_roles | 1u << CS_ROLE_INSTRUMENT) && (!is_obj || !(roles & obj_roles))) subj |= is, n_subj++;
    }
    /* what no word of the branch's can mean: to fire a weapon that is a deed ("triggered riots"), a retreat of the unarmed */
    if (t->row->needs & CS_NEED(OBJ_WEAPON) && (obj & CS_IS_EVENT) && !(obj & CS_IS_WEAPON)) return false;
    bool people = (subj & CS_IS_PERSON) && !(subj & (CS_IS_ARMED | CS_IS_STATE));
    if (t->row->type == CS_T_RETREAT && t->row->needs & CS_NEED(SUBJ_ARMED) && people) return false;
    if (needs & CS_NEED(PASSIVE) && !t->passive) return false;
    if (needs & CS_NEED(ACTIVE) && t->passive) return false;
    if (needs & CS_NEED(PLURAL) && cs_tok(&e->t, t->tok)->feats.number != CS_NUM_PLUR) return false;
    if (needs & CS_NEED(OBJ_NONE) && direct) return false;
    if (needs & CS_NEED(OBJ_ANY) && !n_obj) return false;
    if (needs & CS_NEED(OBJ_ACTOR) && !(obj & CS_IS_ACTOR)) return false;
    if (needs & CS_NEED(OBJ_PERSON) && !(obj & CS_IS_PERSON)) return false;
    if (needs & CS_NEED(OBJ_CONCRETE) && !(obj & CS_IS_CONCRETE)) return false;
    if (needs & CS_NEED(OBJ_GROUND) && !(obj & CS_IS_GROUND)) return false;
    if (needs & CS_NEED(OBJ_WEAPON) && !(obj & CS_IS_WEAPON)) return false;
    if (needs & CS_NEED(OBJ_NOT_ABSTRACT) && n_obj && !(obj & (CS_IS_CONCRETE | CS_IS_EVENT)) && (obj & CS_IS_ABSTRACT))
        return false;
    /* "stations were shut down": who did it goes unsaid */
    bool unsaid = t->row->type != CS_T_ASSAULT && t->passive && !n_subj && (obj & (CS_IS_CONCRETE | CS_IS_ACTOR));
    if (needs & CS_NEED(SUBJ_ACTOR) && !unsaid && !(subj & (CS_IS_ACTOR | CS_IS_STATE))) return false;
    if (needs & CS_NEED(SUBJ_ARMED) && !(subj & (CS_IS_ARMED | CS_IS_STATE))) return false;
    if (needs & CS_NEED(SUBJ_WEAPON) && !(subj & (CS_IS_WEAPON | CS_IS_VEHICLE | CS_IS_EVENT))) return false;
    if (needs & CS_NEED(SUBJ_ARMS) && !(subj & CS_IS_WEAPON)) return false;
    if (needs & CS_NEED(SUBJ_FORCE) && !(subj & CS_IS_ARMED)) return false;
    if (needs & CS_NEED(SUBJ_UNARMED) && (subj & (CS_IS_ARMED | CS_IS_STATE))) return false;
    if (needs & CS_NEED(SUBJ_MANY) && !many) return false;
    if (needs & CS_NEED(LASTING) && !lasting(e, t->tok)) return false;
    if (needs & CS_NEED(XCOMP) && cs_child(&e->t, t->tok, CS_REL_XCOMP) < 0) return false;
    if (needs & CS_NEED(SUBJ_STATE) && !(subj & CS_IS_STATE)) return false;
    if (needs & CS_NEED(VIOLENT) && !(e->violent && e->violent[cs_tok(&e->t, t->tok)->sent])) return false;
    return true;
}

static bool names_accident(const cs_ev *e, int32_t tok) {
    const cs_lex_notviolent *n = cs_lexicon_notviolent_at(e->l, e->r, tok);
    return n && n->kind == CS_NV_ACCIDENT;
}

/* Whether the clause tells of an accident: "when the hotel collapsed", "after an earthquake rocked the island". */
static bool accident_clause(const cs_ev *e, int32_t verb) {
    const cs_tree *t = &e->t;
    int32_t who = cs_subject_of(t, verb);
    if (!names_accident(e, verb) && !(who >= 0 && names_accident(e, who))) return false;
    CS_EACH_CHILD(t, verb, c)
    if ((cs_rel(t, c, CS_REL_MARK) || cs_rel(t, c, CS_REL_ADVMOD)) && cs_word_in(cs_tok(t, c)->lower, "when after as while"))
        return true;
    return false;
}

/* "died after contracting a fever", "died in his sleep" */
static bool dies_of_himself(const cs_ev *e, int32_t tok) {
    const cs_tree *t = &e->t;
    if (!cs_lemma_in(t, tok, "die death")) return false;
    CS_EACH_CHILD(t, tok, c) {
        if (cs_lemma_is(t, c, "sleep") && cs_eq(cs_case_of(t, c, e->perm), CS_LIT("in"))) return true;
        int32_t what = cs_rel(t, c, CS_REL_ADVCL) ? cs_child(t, c, CS_REL_OBJ) : -1;
        const cs_lex_notviolent *n = what < 0 ? NULL : cs_lexicon_notviolent_at(e->l, e->r, what);
        if (n && n->kind == CS_NV_DISEASE && cs_lemma_in(t, c, "contract catch develop have suffer get")) return true;
    }
    return false;
}

/* "killed when the hotel collapsed", "died after their boat capsized"; "an earthquake shook the town, killing six" */
static bool by_accident(const cs_ev *e, int32_t tok) {
    const cs_tree *t = &e->t;
    CS_EACH_CHILD(t, tok, c) {
        if ((cs_rel(t, c, CS_REL_ADVCL) || cs_rel(t, c, CS_REL_CONJ)) && accident_clause(e, c)) return true;
        CS_EACH_CHILD(t, c, d) /* "six were killed and nine injured when it collapsed" */
        if (cs_rel(t, c, CS_REL_CONJ) && cs_rel(t, d, CS_REL_ADVCL) && accident_clause(e, d)) return true;
    }
    int32_t above = cs_tok(t, tok)->head;
    bool shares = above >= 0 && (cs_rel(t, tok, CS_REL_ADVCL) || cs_rel(t, tok, CS_REL_CONJ)) && cs_subject_of(t, tok) < 0;
    int32_t subject = shares ? cs_subject_of(t, above) : -1;
    return subject >= 0 && names_accident(e, subject);
}

/* "3-1": goals. */
static bool is_result(const cs_ev *e, int32_t tok) {
    cs_str s = cs_tok(&e->t, tok)->form;
    ptrdiff_t dash = 0;
    while (dash < s.n && s.p[dash] >= '0' && s.p[dash] <= '9') dash++;
    bool whole = dash > 0 && dash < 3 && dash + 1 < s.n && s.n - dash < 4 && s.p[dash] == '-';
    for (ptrdiff_t i = dash + 1; i < s.n; i++) whole &= s.p[i] >= '0' && s.p[i] <= '9';
    if (whole || tok + 2 >= e->r->tokens.n || dash != s.n || s.n > 2) return whole;
    const cs_token *mid = cs_tok(&e->t, tok + 1), *end = cs_tok(&e->t, tok + 2);
    return cs_word_in(mid->form, "- \xe2\x80\x93") && mid->span.beg == cs_tok(&e->t, tok)->span.end &&
           end->upos == CS_UPOS_NUM && end->span.beg == mid->span.end && end->form.n < 3;
}

/* "beat Kenya 3-1": in a match. */
static bool is_won_match(const cs_ev *e, int32_t verb) {
    if (!cs_lemma_in(&e->t, verb, "beat defeat crush rout thrash overcome hammer")) return false;
    for (int32_t i = verb + 1; i < e->t.right[verb]; i++)
        if (cs_tok(&e->t, i)->upos == CS_UPOS_NUM && is_result(e, i)) return true;
    return false;
}

/* "killed in a stampede", "the execution of an order": what no row of the lexicon calls a deed. */
static bool by_branch_alone(const cs_ev *e, int32_t tok) {
    int32_t at = e->trig_at ? e->trig_at[tok] : -1;
    return at >= 0 && cs_eq(e->trig.v[at].row->key.text, CS_LIT("*"));
}

/* "the planning and execution of airstrikes": of a deed or a plan it is the doing. */
static bool is_carrying_out(const cs_ev *e, int32_t tok) {
    if (!cs_lemma_is(&e->t, tok, "execution")) return false;
    CS_EACH_CHILD(&e->t, tok, c)
    if (cs_rel(&e->t, c, CS_REL_NMOD) && cs_eq(cs_case_of(&e->t, c, e->perm), CS_LIT("of")))
        return (cs_filler_of(e, c) & (CS_IS_EVENT | CS_IS_ABSTRACT)) && !(cs_filler_of(e, c) & CS_IS_ACTOR);
    return false;
}

/* "taking scientists out of the equation": out of where, and nobody is killed. */
static bool is_out_of(const cs_ev *e, const cs_trigger *t) {
    if (!cs_eq(t->row->key.particle, CS_LIT("out"))) return false;
    for (int32_t i = t->tok + 1; i + 1 < e->t.right[t->tok] && i + 1 < e->r->tokens.n; i++)
        if (cs_eq(cs_tok(&e->t, i)->lower, CS_LIT("out"))) return cs_eq(cs_tok(&e->t, i + 1)->lower, CS_LIT("of"));
    return false;
}

/* "attacked the proposal", "killed in the crash", "a defensive strike in the match": what the row means is not meant. */
static bool figurative(const cs_ev *e, const cs_trigger *t) {
    if (t->row->type != CS_T_ASSAULT) return false;
    if (by_accident(e, t->tok) || dies_of_himself(e, t->tok) || is_won_match(e, t->tok) || is_carrying_out(e, t->tok) ||
        is_out_of(e, t))
        return true;
    const cs_lex_notviolent *own = cs_lexicon_notviolent_at(e->l, e->r, t->tok); /* "a messaging campaign" */
    if (own && own->key.with.n) return true;
    bool party_named = false,
         patient = false; /* "attacks on the country and its interests": somebody is hit, whatever else is */
    for (ptrdiff_t i = 0; i < t->args.n; i++) {
        const cs_arg *a = &t->args.v[i];
        bool hit = a->slot == CS_SLOT_OBJ || (a->slot == CS_SLOT_PREP && !cs_word_in(a->prep, "by from with"));
        bool actor = frame_roles(t, a) && (cs_filler_of(e, a->tok) & CS_IS_ACTOR);
        patient |= hit && actor;
        party_named |= a->slot != CS_SLOT_SUBJ && actor;
    }
    for (ptrdiff_t i = 0; i < t->args.n; i++) {
        const cs_arg *a = &t->args.v[i];
        const cs_lex_notviolent *n = cs_lexicon_notviolent_at(e->l, e->r, a->tok);
        if (!n) n = cs_lexicon_notviolent(e->l, cs_tok(&e->t, a->tok)->lower); /* "Cholera has killed": taken for a name */
        unsigned is = cs_filler_of(e, a->tok);
        /* a report, a law, a remark hits nobody */
        bool can_act = is & (CS_IS_ACTOR | CS_IS_WEAPON | CS_IS_VEHICLE | CS_IS_EVENT | CS_IS_GROUND);
        if (a->slot == CS_SLOT_SUBJ && t->row->key.pos == 'v' && (is & CS_IS_CONCRETE) && !can_act) return true;
        bool cause_of_death = n && (n->kind == CS_NV_DISEASE || n->kind == CS_NV_ACCIDENT);
        if (!n || ((is & CS_IS_EVENT) && !(cause_of_death && by_branch_alone(e, a->tok))) ||
            (!cause_of_death && is & (CS_IS_NAMED | CS_IS_ACTOR | CS_IS_GROUND)))
            continue;
        bool party = (frame_roles(t, a) & ~(1u << CS_ROLE_INSTRUMENT)) != 0;
        bool cause = a->slot == CS_SLOT_PREP && cs_word_in(a->prep, "in by from of during due_to because_of after");
        switch (n->kind) {
        case CS_NV_ABSTRACT:
            if (party && !patient) return true;
            break;
        case CS_NV_SPORT:
        case CS_NV_BUSINESS:
        case CS_NV_ARTS:
            if (party || cause) return true;
            break;
        case CS_NV_ACCIDENT:
        case CS_NV_DISEASE:
            if (cause || a->slot == CS_SLOT_SUBJ || a->slot == CS_SLOT_OBJ || a->slot == CS_SLOT_COMPOUND) return true;
            break;
        default: break;
        }
    }
    int32_t cause = cs_subject_of(&e->t, t->tok); /* "an explosion killed six; it was an accident" */
    if (t->row->key.pos == 'v' && cause >= 0 && e->accident[cs_tok(&e->t, t->tok)->sent] &&
        cs_lemma_in(&e->t, cause, "explosion blast fire blaze") && !(e->violent && e->violent[cs_tok(&e->t, t->tok)->sent]))
        return true;
    return !party_named && e->sport[cs_tok(&e->t, t->tok)->sent];
}

/* What is condemned, welcomed, rejected, asked for or agreed may be a deed or an idea; what is attacked may not. */
static bool takes_things(const cs_trigger *t) {
    switch (t->row->type) {
    case CS_T_ACCUSE:
    case CS_T_SUPPORT:
    case CS_T_REJECT:
    case CS_T_REQUEST:
    case CS_T_CONCEDE:
    case CS_T_AGREE: return true;
    default: return false;
    }
}

/* A clash needs two sides: one party in both roles of it and nobody else is none, unless it is several ("the two clashed"). */
static bool one_sided_clash(const cs_ev *e, const cs_trigger *t) {
    int32_t side = -1, n = 0, agents = 0;
    for (ptrdiff_t i = 0; i < t->roles.n; i++) {
        const cs_role *r = &t->roles.v[i];
        if (r->role != CS_ROLE_AGENT && r->role != CS_ROLE_RECIPIENT && r->role != CS_ROLE_TARGET) continue;
        if (r->entity < 0) return false;
        agents += r->role == CS_ROLE_AGENT;
        if (r->entity != side && n) return false;
        side = r->entity;
        n++;
    }
    const cs_entity *one = side >= 0 ? &e->r->entities.v[side] : NULL;
    if (one && agents == 1 && n == 2 && one->type == CS_ENT_PERSON && !one->plural) return true;
    return agents > 1 && n > agents;
}

/* "exploded in Kabul": where it was; what a bomb goes off in or near may be a bus or a market. */
static bool blast_in_place(const cs_ev *e, const cs_trigger *t, const cs_arg *a) {
    if (a->slot != CS_SLOT_PREP || !cs_word_in(a->prep, "in at near outside inside beside")) return false;
    if (!cs_lemma_in(&e->t, t->tok, "explode go detonate blow")) return false;
    unsigned is = cs_filler_of(e, a->tok);
    int32_t entity = cs_entity_at(&e->at, a->tok);
    bool place = entity >= 0 && e->r->entities.v[entity].type == CS_ENT_PLACE;
    return place || !(is & (CS_IS_GROUND | CS_IS_VEHICLE));
}

/* "Ukrainian drones hit the refinery", "the rebels' rockets fell": whose weapons strike is who strikes. */
static void owner_of_weapon(cs_ev *e, cs_trigger *t) {
    if (t->row->type != CS_T_ASSAULT || t->row->key.pos != 'v') return;
    int32_t weapon = -1;
    for (ptrdiff_t i = 0; i < t->roles.n; i++) {
        if (t->roles.v[i].role == CS_ROLE_AGENT) return;
        if (t->roles.v[i].role == CS_ROLE_INSTRUMENT && t->roles.v[i].token == cs_surface_subject(e, t->tok, NULL))
            weapon = t->roles.v[i].token;
    }
    for (int32_t c = weapon >= 0 && !t->passive ? e->t.first[weapon] : -1; c >= 0; c = e->t.next[c]) {
        uint8_t rel = cs_tok(&e->t, c)->deprel;
        if (rel != CS_REL_AMOD && rel != CS_REL_COMPOUND && rel != CS_REL_NMOD_POSS) continue;
        bool whose = is_nationality(e, c) || (cs_filler_of(e, c) & (CS_IS_ARMED | CS_IS_STATE));
        if (!whose || cs_filler_of(e, c) & (CS_IS_WEAPON | CS_IS_VEHICLE)) continue;
        cs_arg a = { CS_SLOT_AMOD, CS_ROLE_COUNT, { 0 }, c, "role:weapon-owner", CS_CERT_FACT };
        give(e, t, &a, CS_ROLE_AGENT, cs_filler_of(e, c));
        return;
    }
}

bool cs_trigger_roles(cs_ev *e, cs_trigger *t) {
    if (!needs_hold(e, t) || figurative(e, t)) return false;
    t->nobody = false;
    head_role(e, t);
    const uint32_t patient = 1u << CS_ROLE_RECIPIENT | 1u << CS_ROLE_TARGET;
    for (ptrdiff_t i = 0; i < t->args.n; i++) {
        const cs_arg *a = &t->args.v[i];
        uint32_t roles = cs_trigger_side(e, t, a, frame_roles(t, a));
        if (!roles || empty_filler(e, a->tok) || cs_trigger_is_time(e, a->tok)) continue;
        if ((roles >> CS_ROLE_OTHER_PARTY & 1) && cs_trigger_is_press(e, t, a->tok)) continue;
        unsigned is = cs_filler_of(e, a->tok);
        if (is_nobody(e, a->tok)) {
            t->nobody = true;
            continue;
        }
        if (blast_in_place(e, t, a)) continue;
        bool mention = cs_entity_mention_at(&e->at, a->tok) >= 0, object = a->slot == CS_SLOT_OBJ;
        if (!mention && object && is & (CS_IS_EVENT | CS_IS_ABSTRACT) && takes_things(t))
            roles = roles & patient ? 1u << CS_ROLE_TARGET : 0;
        else if (is & CS_IS_EVENT && !(is & CS_IS_CONCRETE))
            continue; /* an event is no party: merge.c reads it */
        else if (is & CS_IS_ABSTRACT && !mention && !(object && t->row->strong))
            continue;
        else if (a->role == CS_ROLE_COUNT)
            roles = choose(e, t, a, roles, is);
        for (int k = 0; k < CS_ROLE_COUNT; k++)
            if (roles >> k & 1) give(e, t, a, (cs_role_name)k, is);
    }
    owner_of_weapon(e, t);
    return !one_sided_clash(e, t);
}
