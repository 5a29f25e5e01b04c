/* Places of a report: takes tokens and candidates (and mentions with their entities, where filled), adds cs_place entries.
 *
 * Every name of a place becomes a mention of one place per sense; one that the gazetteer lacks too (then without a point,
 * unless what contains it has one: `why` says so). Peoples ("Syrian") are no places but tell which countries the report is
 * about. Names of persons and organisations that hold a place's name ("Washington Post") give none. A capital or country that
 * acts
 * ("Moscow said") is listed like others: whether something happened there is the event stage's to say. `parent` leads from
 * the finest place of a chain ("Karrada, Baghdad") to what contains it, by the text or else by the gazetteer. */
#ifndef CS_LINK_PLACE_H
#define CS_LINK_PLACE_H
#include "decode/reading.h"
#include "link/gazetteer.h"

/* Fills r->places (must be empty), in the order of their first mentions. Everything kept is in perm, except names, which lie in
 * the gazetteer: it must outlive the reading. */
void cs_places(const cs_gazetteer *g, cs_reading *r, cs_arena *perm, cs_arena scratch);
#endif
