/* Look-up keys of place names: lower case without diacritics, apostrophes and full stops; other punctuation is a blank;
 * "the" in front goes; saint, mount and fort are st, mt, ft. "St. John's", "Saint Johns" -> "st johns". The gazetteer stores
 * names in this form; tools/make_gazetteer.py (fold) does the same, and tests/link compares the two. */
#ifndef CS_LINK_NAME_KEY_H
#define CS_LINK_NAME_KEY_H
#include "base/str.h"

enum { CS_NAME_KEY_MAX = 63 }; /* bytes of the longest key in the gazetteer */

typedef struct cs_name_key {
    char p[CS_NAME_KEY_MAX + 1];
    ptrdiff_t n; /* 0: the name has no letters or is too long to be in the gazetteer */
} cs_name_key;

/* name: valid UTF-8, NFC. */
cs_name_key cs_name_key_of(cs_str name);
static inline cs_str cs_name_key_str(const cs_name_key *k) { return (cs_str){ k->p, k->n }; }
#endif
