/* Which of GeoNames' names an English report may use, and how they look there. tools/make_gazetteer.py has the same rules for
 * the built-in gazetteer. */
#ifndef CS_LINK_GEONAMES_NAME_H
#define CS_LINK_GEONAMES_NAME_H
#include "link/geonames_row.h"
#include "link/name_key.h"

/* Is an alternate name one that an English report may use? Transliterations begin in lower case, codes ("AEX") are short
 * capitals. */
bool cs_geonames_usable(cs_str name);
/* Are all its letters plain or Latin of the first blocks (é, ł, ş), so that it need not be romanised? */
bool cs_geonames_is_plain(cs_str name);
/* Are the alternate names of small places in this country kept (alpha-2)? One name is written in many ways there, or war makes
 * villages news. */
bool cs_geonames_many_writings(const char *country);
/* The name as shown: where names are romanised, reports write them without the marks of the scholarly form (Kandahar, not
 * Kandahār). */
cs_str cs_geonames_shown(const cs_geonames_row *r);
/* What reports call a region whose own name is in a scholarly form: the first plain alternate name, if possible without a
 * describing word; else the name. */
cs_str cs_geonames_region_name(const cs_geonames_row *r);

/* The bare names in a region's key: "rapides parish" has "rapides". *at counts from 0; false when there is no more. A
 * first-level region keeps "city" and the like, which tell it from the town ("mexico city"). */
bool cs_geonames_stripped(const cs_name_key *key, bool first_level, int *at, cs_name_key *out);
/* The other name of an airport or air base: "x airport" for "x international airport", and the reverse. */
bool cs_geonames_site_variant(const cs_name_key *key, cs_name_key *out);
#endif
