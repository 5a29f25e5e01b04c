/* decode/entity_type.c: CODEBOOK's fifteen types from the mention head's eight, the nouns of data/nouns.tsv, the register
 * and the common nouns that names are made with. */
#include "decode/entity_work.h"

/* What a body's name says by its common noun, where data/nouns.tsv does not list it. First hit from the right wins. */
static cs_entity_type by_name_word(cs_str word) {
    if (cs_word_in(word,
                   "army armies forces navy guard guards police gendarmerie brigade battalion corps regiment troops soldiers "
                   "military marines coastguard"))
        return CS_ENT_FORCE;
    if (cs_word_in(
            word,
            "ministry department government parliament senate congress court council cabinet presidency administration embassy "
            "directorate secretariat treasury commission authority pentagon kremlin duma knesset federation republic state"))
        return CS_ENT_GOVERNMENT;
    if (cs_word_in(word, "party democrats republicans socialists")) return CS_ENT_PARTY;
    if (cs_word_in(word,
                   "front movement brigades militia militias cartel jihad resistance mujahideen mujahidin fighters rebels gang "
                   "gangs clan"))
        return CS_ENT_GROUP;
    return CS_ENT_COUNT;
}

static bool may_be(uint8_t coarse, cs_entity_type t) {
    switch (coarse) {
    case CS_COARSE_PERSON: return t <= CS_ENT_POPULATION;
    case CS_COARSE_ORGANIZATION: return t >= CS_ENT_GROUP && t <= CS_ENT_POPULATION;
    case CS_COARSE_PLACE: return t == CS_ENT_PLACE || t == CS_ENT_FACILITY;
    case CS_COARSE_OBJECT: return t >= CS_ENT_VEHICLE && t <= CS_ENT_MONEY;
    default: return false;
    }
}

uint8_t cs_em_coarse_of(cs_entity_type t) {
    if (t == CS_ENT_PERSON) return CS_COARSE_PERSON;
    if (t == CS_ENT_EVENT_NAME) return CS_COARSE_EVENT;
    return t <= CS_ENT_POPULATION ? CS_COARSE_ORGANIZATION : t <= CS_ENT_FACILITY ? CS_COARSE_PLACE : CS_COARSE_OBJECT;
}

uint8_t cs_em_actor_coarse(const cs_em *m) {
    bool open = m->actor_type == CS_ENT_GOVERNMENT; /* a state, a ministry, the seat of either */
    if (open && (m->coarse == CS_COARSE_PLACE || m->coarse == CS_COARSE_ORGANIZATION)) return m->coarse;
    if (m->actor->state) return CS_COARSE_PLACE;
    return m->actor_type == CS_ENT_POPULATION ? CS_COARSE_PERSON : cs_em_coarse_of((cs_entity_type)m->actor_type);
}

/* Below this the lexicon's word for what a noun is counts for more than the head's. */
static const float SURE = 0.5F;

/* The register knows better than the head what a name is: "Taliban" is no place. A country is the place or the body that it
 * was seen as. */
uint8_t cs_em_coarse(const cs_em *m) {
    if (m->actor) return cs_em_actor_coarse(m);
    if (m->says) return cs_em_coarse_of((cs_entity_type)m->says);
    if ((m->coarse == CS_COARSE_PERSON || m->coarse == CS_COARSE_PLACE) && m->kind == CS_MENTION_NAME && m->noun &&
        m->noun->type >= CS_ENT_ORGANISATION && m->noun->type <= CS_ENT_PARTY)
        return CS_COARSE_ORGANIZATION; /* "Iraqi Security Forces" */
    bool body = m->noun && (m->noun->type <= CS_ENT_GROUP || m->noun->type == CS_ENT_FORCE || m->noun->type == CS_ENT_PARTY ||
                            m->noun->type == CS_ENT_WEAPON || m->noun->type == CS_ENT_VEHICLE);
    if (m->coarse == CS_COARSE_PLACE && m->kind == CS_MENTION_NOMINAL && body)
        return cs_em_coarse_of(m->noun->type); /* "its operatives" */
    bool thing = m->noun && (m->noun->type == CS_ENT_WEAPON || m->noun->type == CS_ENT_VEHICLE);
    /* "ambushed the convoy", "attacked an aid convoy" */
    bool nobody = m->coarse == CS_COARSE_ABSTRACT || m->coarse == CS_COARSE_PERSON || m->coarse == CS_COARSE_ORGANIZATION;
    if (nobody && m->kind == CS_MENTION_NOMINAL && thing) return CS_COARSE_OBJECT;
    bool armed =
        m->noun && m->noun->type == CS_ENT_GROUP && (m->noun->flags & CS_NOUN(ARMED)) && (m->noun->flags & CS_NOUN(COLLECTIVE));
    if (m->coarse == CS_COARSE_PERSON && m->kind == CS_MENTION_NOMINAL && armed)
        return CS_COARSE_ORGANIZATION; /* "a militia" */
    bool open = m->coarse == CS_COARSE_PERSON || m->coarse == CS_COARSE_OBJECT || m->coarse == CS_COARSE_OTHER;
    if (open && m->score < SURE && m->kind == CS_MENTION_NOMINAL && m->noun && m->noun->type != CS_ENT_OTHER &&
        !may_be(m->coarse, m->noun->type))
        return cs_em_coarse_of(m->noun->type);
    return m->coarse;
}

static cs_entity_type body_type(const cs_ework *w, const cs_em *m) {
    if (m->kind == CS_MENTION_NAME)
        for (int32_t i = m->core_end - 1; i >= m->core_beg; i--) {
            const cs_lex_noun *noun = cs_lexicon_noun(w->lex, cs_em_tok(w, i)->lower);
            if (noun && i == m->head && may_be(m->coarse, noun->type)) return noun->type;
            cs_entity_type t = by_name_word(cs_em_tok(w, i)->lower);
            if (t != CS_ENT_COUNT) return t;
        }
    return CS_ENT_ORGANISATION;
}

/* "Militants" and "villagers" without a number are a group and a population, as far as the report goes. */
static cs_entity_type crowd_type(const cs_ework *w, const cs_em *m) {
    if (m->number != CS_NUM_PLUR || m->kind != CS_MENTION_NOMINAL || cs_child(w->t, m->head, CS_REL_NUMMOD) >= 0)
        return CS_ENT_PERSON;
    return m->noun->flags & CS_NOUN(ARMED)      ? CS_ENT_GROUP
           : m->noun->flags & CS_NOUN(CIVILIAN) ? CS_ENT_POPULATION
                                                : CS_ENT_PERSON;
}

cs_entity_type cs_em_type(const cs_ework *w, const cs_em *m) {
    if (m->actor && may_be(m->coarse, (cs_entity_type)m->actor_type)) return (cs_entity_type)m->actor_type;
    if (m->says && m->says != CS_ENT_PLACE && may_be(m->coarse, (cs_entity_type)m->says)) return (cs_entity_type)m->says;
    if (m->kind != CS_MENTION_PRONOUN && !m->coordinated && m->noun && may_be(m->coarse, m->noun->type))
        return m->noun->type == CS_ENT_PERSON  ? crowd_type(w, m)
               : m->kind == CS_MENTION_NOMINAL ? cs_em_sort(w, m)
                                               : (cs_entity_type)m->noun->type;
    /* "The embassy" is seen as a body as often as a building; what is attacked is the building. "The House" is a body. */
    if (m->coarse == CS_COARSE_ORGANIZATION && m->kind == CS_MENTION_NOMINAL && !m->coordinated && m->noun &&
        m->noun->type == CS_ENT_FACILITY && (w->caps[m->sent] || !cs_em_is_capital(cs_em_tok(w, m->head)->form)))
        return CS_ENT_FACILITY;
    switch (m->coarse) {
    case CS_COARSE_PERSON: /* "Russians" */
        return m->kind == CS_MENTION_NAME && m->number == CS_NUM_PLUR && !m->titled && !m->coordinated ? CS_ENT_POPULATION
                                                                                                       : CS_ENT_PERSON;
    case CS_COARSE_ORGANIZATION: return body_type(w, m);
    case CS_COARSE_PLACE: {
        const cs_lex_noun *last =
            m->kind == CS_MENTION_NAME ? cs_lexicon_noun(w->lex, cs_em_tok(w, m->core_end - 1)->lower) : NULL;
        return last && last->type == CS_ENT_FACILITY ? CS_ENT_FACILITY : CS_ENT_PLACE;
    }
    case CS_COARSE_EVENT: return CS_ENT_EVENT_NAME;
    default: return CS_ENT_OTHER;
    }
}
