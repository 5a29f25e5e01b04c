/* store/deeds.h: what is told of each act. An incident is a happening with all that belongs to it; a **deed** is the statements
 * of one and the same act in it, of one report or of several (link/deed.h). What two independent sources bear out is a deed.
 *
 * Deeds are not stored: they are made of the accounts that links and bonds connect (circle.h) when somebody looks. They
 * depend on those accounts, what their statements say with what people set in it, and what people decided, and not on the order
 * in which either came. Statements of two accounts can be a deed where a link is kept between these. So a deed can have
 * statements of two incidents: reports that are too unlike as a whole to be of one happening tell of one act all the same.
 * Where people parted two incidents, no deed is of both. Statements that people rejected are in none. */
#ifndef CS_STORE_DEEDS_H
#define CS_STORE_DEEDS_H
#include "store/view.h"

typedef struct cs_deed_statement {
    int64_t incident, report; /* report: the first of those that it stands in */
    cs_view_reference ref;
    cs_str trigger, source; /* words; publisher, n == 0: not known */
} cs_deed_statement;

typedef struct cs_deed {
    cs_str type, mode;             /* that most of its statements have; of equals the first by the alphabet */
    cs_deed_statement *statements; /* by report, then by number */
    int64_t *incidents, *reports;  /* ascending; reports with those of the same text */
    int n_statements, n_incidents, n_reports;
    int n_sources; /* independent: publishers, copies of a text as one (docs/incidents.md) */
} cs_deed;

/* The deeds that have a statement in a live incident, whole; the one that most statements tell first. What *out points to stays
 * until the view is asked for deeds again. scratch: what it takes to think. */
CASUS_MUST_CHECK casus_status cs_view_deeds_of(cs_view *v, int64_t incident, cs_arena scratch, const cs_deed **out, int *n,
                                               cs_err *err);

/* For train/same.py: what was looked at of each pair that is compared. */
typedef struct cs_deed_pair {
    int64_t a, b;         /* statements: rows */
    const uint8_t *value; /* [CS_DEED_ASPECT_COUNT] (link/deed.h) */
} cs_deed_pair;
typedef void cs_deed_see_pair(void *ctx, const cs_deed_pair *pair);
/* As cs_view_deeds_of, for all that is linked with the incident, directly or through others; see is told of each pair.
 * incidents: of what is linked. */
CASUS_MUST_CHECK casus_status cs_view_deeds_watch(cs_view *v, int64_t incident, cs_deed_see_pair *see, void *ctx, cs_arena *a,
                                                  int64_t **incidents, int *n, cs_err *err);
#endif
