/* Where a report names places: spans of toponyms, from tags, the mention head's candidates and the gazetteer. */
#ifndef CS_LINK_PLACE_FIND_H
#define CS_LINK_PLACE_FIND_H
#include "decode/reading.h"
#include "link/gazetteer.h"

typedef struct cs_place_name {
    cs_span span;
    int32_t beg, end; /* tokens [beg, end) */
    cs_span core;     /* what the gazetteer knows of it: all of it, or the place that a site is named after ("Mosul Dam") */
} cs_place_name;
typedef CS_VEC(cs_place_name) cs_place_names;

/* In text order, disjoint. */
cs_place_names cs_place_find(const cs_gazetteer *g, const cs_reading *r, cs_arena *perm, cs_arena scratch);
#endif
