/* store/filter.h: which incidents of a case are wanted; what `casus incidents`, `export`, `count` and the page share. */
#ifndef CS_STORE_FILTER_H
#define CS_STORE_FILTER_H
#include "base/err.h"
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
    cs_str actor;                    /* id in the actor register, "~" and a whole name, or a part of a name where case does
                                        not matter, of any party */
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

/* ---- from words (filter_read.c) ---- */

/* What conditions are called; ends with NULL. The first CS_FILTER_OPTIONS are options of the command line, too. */
enum { CS_FILTER_OPTIONS = 15 };
extern const char *const cs_filter_names[];
extern const char *const cs_order_names[CS_ORDERS];
/* Sets the condition of this name, or "order"; the filter keeps what value points to. Errors: CASUS_E_USAGE, there is no such name,
 * or its value cannot be: "expected … but found …". */
CASUS_MUST_CHECK casus_status cs_filter_set(cs_filter *f, cs_str name, cs_str value, cs_err *err);
/* When all are set: do they go together? Errors: CASUS_E_USAGE, of "from". */
CASUS_MUST_CHECK casus_status cs_filter_check(const cs_filter *f, cs_err *err);
#endif
