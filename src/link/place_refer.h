/* Places that are spoken of by another's name or by none: "30 km north of Kirkuk", "the Iraqi capital", "the city". */
#ifndef CS_LINK_PLACE_REFER_H
#define CS_LINK_PLACE_REFER_H
#include "decode/reading.h"
#include "link/gazetteer.h"

/* After the named places are in r->places and have their mentions; at: [places] index in the gazetteer or CS_GAZ_NONE.
 * - "X, 30 km north of Kirkuk" gives X its point where it has none; where no X stands before it, it is a place of its own.
 * - "the Iraqi capital" is the capital, whether the report names it or not.
 * - "the city", "the province", "the capital", "the country" gain the place of that kind that was named last as a mention,
 * within CS_REFER_SENTENCES.
 * - What the gazetteer lacks lies in the one country that the report's other places lie in, if there is one.
 * `why` says which. Allocates in perm. */
enum { CS_REFER_SENTENCES = 4, CS_OFFSET_KM_MAX = 1000 };
void cs_place_refer(const cs_gazetteer *g, cs_reading *r, const int32_t *at, cs_arena *perm, cs_arena scratch);
#endif
