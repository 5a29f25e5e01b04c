/* decode/event_parts.h: what the files of the event stage share; nobody else includes it. In order of work:
 *   trigger.c   which words are triggers, by the lexicon, and what they govern or are governed by
 *   args.c      what stands in each syntactic slot of a trigger: subjects (raised, controlled, shared), objects, obliques
 *   blame.c     who claims a deed, denies it or is blamed for it, also where the deed is left out
 *   role.c      slots to roles by the trigger's frame; what a filler is; the conditions that a row of the lexicon sets
 *   role_side.c on which side of a deed the words around its noun stand
 *   speech.c    what a promise, a refusal, a demand, a threat or a judgement says of the deed it is about
 *   merge.c     triggers of one clause that tell one thing ("an attack killed", "attacked …, killing six")
 *   role_learnt.c  parties that the branch finds where a role is still empty
 *   mode.c      the means, by cause and sides; what is a riot or a peace-keeping mission instead
 *   modality.c  did it happen: negation, auxiliaries, governors
 *   voice.c     by whose word, how certain
 *   side.c      whose side a source or a party is on
 *   elapsed.c   "N years after …": the time of what an amount of time is counted from
 *   where.c     places of a trigger; where_feature.c what speaks for and against each
 *   says.c      whether what was found makes a statement
 *   event.c     all of it, and the statements */
#ifndef CS_DECODE_EVENT_PARTS_H
#define CS_DECODE_EVENT_PARTS_H
#include "decode/entity.h"
#include "decode/lexicon.h"
#include "decode/reading.h"
#include "decode/tree.h"

typedef struct cs_trigger {
    const cs_lex_trigger *row;
    int32_t tok;
    int32_t with;   /* the dependent that the row's key names, or -1 */
    int32_t anchor; /* the word whose place in the clause the trigger has: itself, its container ("series of attacks") */
    int32_t light;  /* light verb token or -1 */
    const cs_lex_light *light_row;
    int32_t into; /* index of the trigger that tells the same thing, or -1 */
    bool passive, dropped;
    bool attributive; /* "rebel-held": a participle with its actor before a noun */
    bool nobody;      /* a role is filled by "no one" */
    cs_str mode;      /* from row, instrument, modifiers */
    const char *mode_how;
    CS_VEC(cs_arg) args;
    cs_roles roles;
    CS_VEC(int32_t) merged; /* triggers that went into this one */
    ptrdiff_t n_own;        /* of roles, before those of the merged; 0: nothing was merged */
} cs_trigger;

typedef struct cs_ev cs_ev;

/* Who wants to see on what something was judged (train/where_dump.c, train/modality_dump.c). A function may be NULL. */
typedef struct cs_ev_watch {
    void (*site)(void *ctx, int32_t trigger_token, int32_t place, cs_span mention); /* a place, before its features */
    void (*feature)(void *ctx, cs_str feature);
    void (*end)(void *ctx, cs_ev *e); /* all statements are made */
    void *ctx;
} cs_ev_watch;

struct cs_ev {
    const cs_lexicon *l;
    const cs_ev_watch *watch; /* or NULL */
    cs_reading *r;
    cs_tree t;
    cs_arena *perm;
    CS_VEC(cs_trigger) trig; /* text order */
    int32_t *trig_at;        /* [n_tokens] trigger at that token or -1 */
    bool *stands_for;        /* [n_tokens] the token contains an event: "series" of "a series of attacks" */
    cs_entity_index at;
    const bool *is_event; /* [n_tokens] a trigger that is a statement of its own stands here */
    /* [n_sentences] each; what the sentence has: words of sport or the arts; of accident, disease or sport; how many words that
     * may be violence (at most 2); whether somebody is attacked in it or near it (NULL until cs_trigger_violence). */
    const bool *sport, *accident;
    const uint8_t *hints;
    const bool *violent;
    bool insist; /* the branch is sure of the trigger at hand: a row need not ask of the parties what its sense is */
};

/* What a filler is, as bits. */
typedef enum cs_filler {
    CS_IS_ACTOR = 1,    /* person, group, organisation, force, government, party, population */
    CS_IS_CONCRETE = 2, /* actor, place, facility, vehicle, weapon, document, money */
    CS_IS_GROUND = 4,   /* place or facility */
    CS_IS_WEAPON = 8,
    CS_IS_ARMED = 16, /* armed by its noun or type (force, group that bears arms) */
    CS_IS_STATE = 32, /* government, force, or a country */
    CS_IS_EVENT = 64, /* itself a trigger */
    CS_IS_ABSTRACT = 128,
    CS_IS_VEHICLE = 256,
    CS_IS_NAMED = 512,
    CS_IS_PERSON = 1024 /* person, group, population, force: who can be held, freed or hurt */
} cs_filler;
unsigned cs_filler_of(const cs_ev *e, int32_t tok);

/* cs_events, watched. */
void cs_events_watched(const cs_lexicon *l, const cs_ev_watch *watch, cs_reading *r, cs_arena *perm, cs_arena scratch);

void cs_trigger_find(cs_ev *e);
/* The trigger at tok, or one made for a word that is none, without a meaning: how it stands in its clause. */
cs_trigger cs_trigger_at(const cs_ev *e, int32_t tok);
/* The event type that the branch finds likeliest at a word; -1 without a branch. */
int cs_trigger_likeliest(const cs_ev *e, int32_t tok);
/* Whether the branch finds it likely that the word has the sense of the trigger's row: what the row asks of the words around it
 * need not hold then. False without a branch, for relations and for words of the user's own table. */
bool cs_trigger_sure(const cs_ev *e, const cs_trigger *t);
/* The same, so much that neither an accident near it nor an abstract object is heard. */
bool cs_trigger_certain(const cs_ev *e, const cs_trigger *t);
/* Whether the branch finds next to no event in any word of the trigger. */
bool cs_trigger_none(const cs_ev *e, const cs_trigger *t);
/* Whether the noun is one by which the dead are counted ("the toll", "486 deaths"). */
bool cs_trigger_counts_dead(const cs_ev *e, const cs_trigger *t);
/* The general row for a word that the branch takes for a trigger, or NULL. */
const cs_lex_trigger *cs_trigger_by_sense(const cs_ev *e, int32_t tok);
/* The actor of an attributive participle ("rebel-held") at tok, or -1. */
int32_t cs_attributive_actor(const cs_ev *e, int32_t tok);
/* Sets e->violent from the triggers settled so far. */
void cs_trigger_violence(cs_ev *e);
void cs_trigger_args(cs_ev *e, cs_trigger *t);
/* Says of a filler what a construction does; that goes before what its slot would mean. */
void cs_trigger_arg(cs_ev *e, cs_trigger *t, cs_role_name role, int32_t tok, const char *how, cs_certainty certainty);
/* The agents that claim, denial and blame give to a noun; to a claim itself. */
void cs_trigger_blame(cs_ev *e, cs_trigger *t);
void cs_trigger_claim(cs_ev *e, cs_trigger *t);
/* Whether a claim that leaves its deed out has one to speak of, and a word of blame or denial tells more than its deed does;
 * true for what is neither. */
bool cs_event_claim_holds(const cs_ev *e, const cs_trigger *t, const cs_statement *s);
/* Marks statements that claim, deny or blame for what was told before; the rule's name where the type changes, or NULL. */
const char *cs_event_claim(cs_ev *e, const cs_trigger *t, cs_statement *s);
/* Fills t->roles from t->args; false when a condition of the row does not hold. */
bool cs_trigger_roles(cs_ev *e, cs_trigger *t);
/* The roles of a filler by its slot, put right by what else stands around the deed: whose killing it is, the killing of whom.
 */
uint32_t cs_trigger_side(const cs_ev *e, const cs_trigger *t, const cs_arg *a, uint32_t roles);
/* Takes the only party of a fight out of the recipients, where it is one and acts. After the branch's parties are there. */
void cs_trigger_one_hand(const cs_ev *e, cs_trigger *t);
/* "each other", "one another" */
bool cs_trigger_is_reciprocal(const cs_ev *e, int32_t tok);
/* "the Ortega assassination": whether the name before the noun is whom the deed was done to. */
bool cs_trigger_of_victim(const cs_ev *e, const cs_trigger *t, const cs_arg *a);
/* Makes the token's filler one of t's roles; false when it was one already. how: the rule's name, static. */
bool cs_trigger_give(cs_ev *e, cs_trigger *t, int32_t tok, cs_role_name role, const char *how);
void cs_trigger_merge(cs_ev *e);
/* Gives words about deeds the party of the deed. After cs_trigger_merge. */
void cs_trigger_speech(cs_ev *e);
/* Gives triggers the parties that the branch finds where a role is still empty. After cs_trigger_speech. */
void cs_trigger_learnt(cs_ev *e);
/* Whether the branch alone gave the role. */
bool cs_role_is_learnt(const cs_role *r);
/* The mode: the row's own, or what its instruments and perpetrators imply. After cs_trigger_roles. */
void cs_trigger_means(cs_ev *e, cs_trigger *t);
/* The mode of what has none yet, by its cause or its sides. After cs_trigger_merge. */
void cs_trigger_mode(cs_ev *e);
/* Whether somebody who bears no arms is a side of it ("students clashed with police"). */
bool cs_trigger_unarmed_clash(const cs_ev *e, const cs_trigger *t);
/* The mode that others' words tell: police where the force that moves is, violence where it is threatened; the rule's name, or
 * NULL. */
const char *cs_event_force(const cs_ev *e, const cs_trigger *t, cs_statement *s);
/* Makes a riot or a peace-keeping mission of what was read as assault or mobilisation; the rule's name, or NULL. */
const char *cs_event_instead(const cs_ev *e, const cs_trigger *t, cs_statement *s);
/* Makes a promised or refused deed an AGREE or a REJECT; the rule's name, or NULL when it is neither. */
const char *cs_event_speech(const cs_ev *e, const cs_trigger *t, cs_statement *s);
/* *why gets the rule's name, *word the token that decided or -1. */
cs_modality cs_event_modality(const cs_ev *e, const cs_trigger *t, const char **why, int *certainty, int32_t *word);
void cs_event_voice(cs_ev *e, const cs_trigger *t, cs_statement *s);
/* The side of an entity: equal strings for equal sides, n == 0 when it is not known whose it is. */
cs_str cs_side_of(const cs_ev *e, int32_t entity);
/* Whether the source is on the side of the role's filler. */
bool cs_same_side(const cs_ev *e, const cs_attribution *a, const cs_role *role);
/* "five years after the war broke out": index of the time made for it, or -1. */
int32_t cs_event_elapsed(cs_ev *e, const cs_trigger *t);
/* "since August 2022, when gunmen massacred 42": of a time without an end, made for the clause that tells of its beginning. */
int32_t cs_event_at_begin(cs_ev *e, int32_t when);
/* "the talks resume": the noun of the row's key tells what happens, the verb only that it does. */
bool cs_trigger_noun_happens(const cs_ev *e, const cs_trigger *t);
/* Whether what was found about a trigger makes a statement. */
bool cs_event_says(const cs_ev *e, const cs_trigger *t, const cs_statement *s);
/* Whether what the branch alone takes for a deed is left without a party, or put under a condition. */
bool cs_event_unlikely_alone(const cs_ev *e, const cs_trigger *t, const cs_statement *s);
/* Whether what the branch is sure of stands although the rules found too little about it. */
bool cs_event_tells(const cs_ev *e, const cs_trigger *t, const cs_statement *s);
/* Whether it is a noun for what somebody is, which the clause around it says nothing of ("X, the leader of Y, was killed"). */
/* Whether a word tells a day or an hour, and no party; whether it names those who are spoken to for the world to hear. */
bool cs_trigger_is_time(const cs_ev *e, int32_t tok);
bool cs_trigger_is_press(const cs_ev *e, const cs_trigger *t, int32_t tok);
bool cs_trigger_is_standing(const cs_trigger *t);
/* "Nairobi attack", "Mali ambush": the name of a town, or of a country before what states do not do, is where it was. */
bool cs_trigger_is_scene(const cs_ev *e, const cs_trigger *t, int32_t tok);
void cs_event_where(cs_ev *e, const cs_trigger *t, cs_statement *s);

/* Whether tok is the verb's subject and the verb's auxiliary is singular ("was", "has"); the same of a name: a coordination in
 * it is no second one. */
bool cs_has_singular_verb(const cs_ev *e, int32_t verb, int32_t tok);
bool cs_singular_subject(const cs_ev *e, int32_t verb, int32_t tok);
/* The surface subject of a verb, its own or the one that it shares, inherits or is controlled by; -1: none. *how (may be
 * NULL) gets the rule's name. */
int32_t cs_surface_subject(const cs_ev *e, int32_t verb, const char **how);
#endif
