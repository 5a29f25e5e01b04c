/* decode/time.h: time expressions of TimeML's kind (DATE, TIME, DURATION, SET) and their values.
 *
 * In: r->text, r->published, r->sentences, r->tokens (spans and sentences are enough; where syntax is filled, the tense of the
 * governing verb says whether "on Monday" lies ahead). Out: r->times in text order, disjoint. A value rests on the text's own
 * words, on r->published, or, where that is not known, on the report's own date line (r->published is not changed); what
 * none of them settles stays open: TIMEX3 "XXXX-09-05", EDTF the same or empty, begin and end CS_DAY_NONE. The publication
 * date is never a value by default. `why` of each time says what its value was taken from.
 * Strings are in perm or static. Deterministic; linear in the number of tokens. */
#ifndef CS_DECODE_TIME_H
#define CS_DECODE_TIME_H
#include "decode/reading.h"

void cs_times(cs_reading *r, cs_arena *perm, cs_arena scratch);
#endif
