/* store/filter.h: which incidents of a case are wanted; what `casus incidents`, `export`, `count` and the page share. */
#ifndef CS_STORE_FILTER_H
#define CS_STORE_FILTER_H
#include "base/str.h"
#include <math.h>

/* In which order they come; those of which it is not known come last. */
typedef enum cs_order {
    CS_ORDER_ID,      /* as they came to be */
    CS_ORDER_DAY,     /* the first day that it can have been */
    CS_ORDER_LATEST,  /* the same, backwards */
    CS_ORDER_KILLED,  /* most killed first (best figure) */
    CS_ORDER_SOURCES, /* most independent sources first */
    CS_ORDERS
} cs_order;

/* Every condition that is set must hold. Texts with n == 0, numbers that are NAN or 0 are not set. */
typedef struct cs_filter {
    cs_str from, to;                 /* days, YYYY-MM-DD: the incident may have happened between them, both included */
    cs_str country;                  /* ISO 3166-1 alpha-3 */
    cs_str admin1;                   /* name of a region */
    double west, south, east, north; /* degrees; west > east crosses the 180th meridian; used where south is no NAN */
    cs_str actor;                    /* id in the actor register, or (part of) a name, of any party; case does not matter */
    cs_str type, mode;               /* codebook values */
    cs_str certainty, modality;      /* codebook values */
    cs_str source;                   /* name of a publisher: one of the incident's reports is from it */
    cs_str review;                   /* none, accepted, rejected, edited, or `any` that is not none */
    double min_confidence;           /* 0 to 1; NAN: not set */
    int64_t min_killed;              /* best figure */
    int64_t min_sources;             /* independent ones */
    int64_t incident;                /* this one alone */
    int64_t report;                  /* incidents that this report tells of */
    cs_str place;                    /* GeoNames' id of its place, or the place's name; case does not matter */
    cs_order order;
    int64_t limit; /* at most so many; 0: all */
} cs_filter;
#define CS_FILTER_ALL ((cs_filter){ .west = NAN, .south = NAN, .east = NAN, .north = NAN, .min_confidence = NAN })
#endif
