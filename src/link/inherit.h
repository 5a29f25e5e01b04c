/* link/inherit.h: places and times that a statement does not tell itself but that its incident or the report tells. */
#ifndef CS_LINK_INHERIT_H
#define CS_LINK_INHERIT_H
#include "decode/lexicon.h"
#include "decode/reading.h"

/* After cs_incidents. An event statement without a place takes, in this order, the place that is its target; the place of the
 * nearest statement of its incident; for deeds that are done on the ground, where the deeds of the sentence before it in the
 * paragraph were, the town of its sentence's dateline, if it lies in the one country that the report's places lie in, or that
 * country (a place without mentions: inferred). One without a time takes that of the nearest statement of its incident, the day
 * that its paragraph tells of, or the date of the heading above it or of the report's title (decode/when.h). `why` says from
 * what. Incidents get the places and times that their statements gained; all places get their country's name. Allocates in
 * perm. */
void cs_inherit(const cs_lexicon *l, cs_reading *r, cs_arena *perm, cs_arena scratch);
#endif
