/* A hash map from strings to 32-bit numbers, in an arena; keys are not copied. Iterate over what you inserted, never over
 * the map: its order means nothing. */
#ifndef CS_BASE_MAP_H
#define CS_BASE_MAP_H
#include "base/str.h"

typedef struct cs_map_slot {
    cs_str key;           /* p == NULL: empty */
    uint32_t value, hash; /* hash: of the key */
} cs_map_slot;
typedef struct cs_map {
    cs_map_slot *slot;
    size_t cap, n;
} cs_map;

/* The value's place for the key, made with value 0 when new (then *is_new, which may be NULL, is set). */
uint32_t *cs_map_put(cs_arena *a, cs_map *m, cs_str key, bool *is_new);
/* Makes room for n keys in all, so that it need not grow up to there. */
void cs_map_reserve(cs_arena *a, cs_map *m, size_t n);
/* The value's place or NULL. */
const uint32_t *cs_map_get(const cs_map *m, cs_str key);
#endif
