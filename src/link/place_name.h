/* Names of places as they stand in text: which gazetteer entries a name calls up, and what the words beside it say. */
#ifndef CS_LINK_PLACE_NAME_H
#define CS_LINK_PLACE_NAME_H
#include "link/place_rank.h"

enum { CS_PLACE_HITS_MAX = 1024 }; /* the commonest name ("San Antonio") has fewer than 400 */

/* The hits of a name or, if it has none, of its variants: without the possessive, a describing word ("Aleppo province", "City
 * of Mosul"), a direction ("northern Mali"), or the Arabic article. *key gets the form that was found (or the plain key),
 * *hint what the describing word says. Abbreviations count only if written so ("IN", "Ind."). */
ptrdiff_t cs_place_hits(const cs_gazetteer *g, cs_str name, bool after_comma, cs_name_key *key, uint8_t *hint, cs_gaz_hit *out);
/* The hint of the words that stand right before ("province of ") and after (" province") a span. */
uint8_t cs_place_hint_beside(cs_str text, cs_span span);
/* Is the word a direction ("northern", "east")? In lower case. */
bool cs_place_is_direction(cs_str lower);
/* Does the word say what kind of place a name is ("province", "villages")? In lower case. */
bool cs_place_is_descriptor(cs_str lower);
#endif
