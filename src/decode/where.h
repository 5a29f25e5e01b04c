/* decode/where.h: which of a sentence's places a trigger's deed was done at; where.c and where_feature.c share it. A linear
 * model over features that are words ("own=obl:in"); its weights are data/where.tsv, learnt by train/where.py, which sees the
 * features through cs_ev_watch. Sums are of whole numbers, so they are the same everywhere. */
#ifndef CS_DECODE_WHERE_H
#define CS_DECODE_WHERE_H
#include "decode/event_parts.h"

/* A mention of a place in the trigger's sentence. */
typedef struct cs_site {
    int32_t place;
    cs_span span;
    int32_t tok; /* the token of the name that hangs from outside it */
    bool in_name;
    /* By cs_site_locate: the token that the name is coordinated to, the token of the trigger that is nearest to it in the
     * tree, where their ways up meet, and how many steps that is. node < 0: they do not meet. */
    int32_t own, node, top, steps;
    int32_t score; /* thousandths of the log odds */
} cs_site;

void cs_site_locate(const cs_ev *e, const cs_trigger *t, cs_site *s);
/* The score of all[self]; all[n] have been located. */
int32_t cs_site_score(const cs_ev *e, const cs_trigger *t, const cs_site *all, int32_t n, int32_t self);
/* "CAIRO — ", "NEWARK, N.J. (AP) -- ", also behind a headline that runs into it: is the name, with its head at tok, where the
 * report was written? */
bool cs_place_is_dateline(const cs_reading *r, int32_t tok, cs_span name);
/* Does the report or the gazetteer say that outer contains inner? */
bool cs_place_contains(const cs_reading *r, int32_t outer, int32_t inner);
#endif
