/* link/keep.h: leaving out statements that casus is not sure of. */
#ifndef CS_LINK_KEEP_H
#define CS_LINK_KEEP_H
#include "decode/reading.h"

/* Leaves out the statements whose confidence is known and below `least`. Incidents lose them, and are summed up anew from
 * what is left; an incident without statements goes. All keep the numbers of their ids, so that s7 is s7 at any threshold;
 * what refers to them by index is brought in order. Entities, times, places and attributions stay. `why` may still name a
 * statement that went ("where:incident s3"). After all other stages; allocates in perm. */
void cs_keep_confident(cs_reading *r, float least, cs_arena *perm, cs_arena scratch);
#endif
