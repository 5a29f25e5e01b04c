/* decode/actor.h: who of the register a report means. A name may be that of several actors, an actor may be one thing in one
 * year and another in the next, and "the army" is the army of the country that the report is about: what tells is the
 * report's date and the countries that it names. */
#ifndef CS_DECODE_ACTOR_H
#define CS_DECODE_ACTOR_H
#include "decode/lexicon.h"
#include "decode/tree.h"

enum { CS_REPORT_COUNTRIES_MAX = 64 };

/* What a report says that helps to tell actors apart. */
typedef struct cs_actor_context {
    const cs_lexicon *l;
    int32_t day;                              /* of the report, CS_DAY_NONE when it has none */
    char country[CS_REPORT_COUNTRIES_MAX][4]; /* named by its name, its people or its capital */
    int32_t n_named[CS_REPORT_COUNTRIES_MAX]; /* how often */
    int32_t n;
} cs_actor_context;
cs_actor_context cs_actor_context_of(const cs_lexicon *l, const cs_reading *r);
bool cs_actor_context_has(const cs_actor_context *x, const cs_actor *a); /* names a country of the actor's */

typedef struct cs_actor_choice {
    const cs_actor *actor; /* NULL: none, or none that fits */
    uint8_t type;          /* cs_entity_type on the report's day */
    cs_str sector;         /* on the report's day */
    cs_str why;
} cs_actor_choice;
/* The actor that the name means here. A person, and a local actor known by few letters, only where the report names a country
 * of theirs. */
cs_actor_choice cs_actor_of_name(const cs_actor_context *x, cs_str name);
/* What the actor is on the report's day. */
cs_actor_choice cs_actor_on_day(const cs_actor_context *x, const cs_actor *a, cs_str why);

/* Gives entities that no name told of their actor (holders of an office, organs of the report's country), and all entities
 * that act their sector and country. Needs r->places. */
void cs_actors_resolve(const cs_lexicon *l, cs_reading *r, cs_arena *perm, cs_arena scratch);
#endif
