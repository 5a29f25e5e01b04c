/* decode/event.h: from a parse with entities, times, places and attributions to statements. */
#ifndef CS_DECODE_EVENT_H
#define CS_DECODE_EVENT_H
#include "decode/lexicon.h"
#include "decode/reading.h"

/* Fills r->statements, in text order of their triggers. Needs all that comes before statements in cs_reading. Statements and
 * their lists live in perm; l and r stay the caller's. Never fails but by a full arena. */
void cs_events(const cs_lexicon *l, cs_reading *r, cs_arena *perm, cs_arena scratch);
#endif
