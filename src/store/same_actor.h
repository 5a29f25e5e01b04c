/* store/same_actor.h: actors that people said are one. A reference names an actor: an id of the register, or "~" and the name
 * of one that has none. Where a party of an incident is the one that was merged, it is summed up as the one that it was merged
 * into (sum_parties.c); statements keep what was read. */
#ifndef CS_STORE_SAME_ACTOR_H
#define CS_STORE_SAME_ACTOR_H
#include "store/incidents.h"

typedef struct cs_actor_ref {
    cs_str id;   /* n == 0: it has none */
    cs_str name; /* as it was written; n == 0: it has an id */
    cs_str key;  /* cs_sum_name_key of it */
} cs_actor_ref;
cs_actor_ref cs_actor_ref_of(cs_str reference, cs_arena *a);

typedef struct cs_same_actor {
    cs_actor_ref from, to; /* to: after all merges that followed */
    cs_str reference;      /* of the one that ended, as it was given */
    int64_t review;
} cs_same_actor;
typedef struct cs_same_actors {
    CS_VEC(cs_same_actor) v; /* in the order of the decisions */
} cs_same_actors;
/* The merges that were not undone, in the arena. */
CASUS_MUST_CHECK casus_status cs_same_actors_of(cs_db *db, cs_arena *a, cs_same_actors *out, cs_err *err);
/* Is the actor with this id, or where it has none with this key of its name, the one that is referred to? */
bool cs_actor_ref_is(const cs_actor_ref *r, cs_str id, cs_str key);
/* Whom a party was merged into, by its actor's id, or where it has none by the key of its name; NULL: nobody. */
const cs_actor_ref *cs_same_actor_for(const cs_same_actors *all, cs_str id, cs_str key);

/* The live incidents in which the actor has a part, ascending. */
CASUS_MUST_CHECK casus_status cs_actor_incidents(cs_change *c, const cs_actor_ref *actor, cs_ids *out);
#endif
