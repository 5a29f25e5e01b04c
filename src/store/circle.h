/* store/circle.h: the circle of an incident: the incidents that share an act with it, directly or through others, and their
 * statements, grouped by act (link/deed.h).
 *
 * What is told of the circle and of all that is linked with it is loaded, each statement is drawn as an account of one
 * statement, those of one account and of linked accounts are compared, and what may be of one act draws its incident into the
 * circle. What is left outside is of one act with nothing inside, so the deeds of a circle are those that all accounts of the
 * case together would give, and they are the same for each incident of it. */
#ifndef CS_STORE_CIRCLE_H
#define CS_STORE_CIRCLE_H
#include "store/deeds.h"
#include "store/incidents.h"
#include "store/told.h"

/* Beyond these a circle breaks into its incidents: then deeds are made within each, and if its own pairs are too many within
 * each account. Both are those of the whole circle, so that it breaks for each incident of it. About a second on one core. */
enum { CS_CIRCLE_ACCOUNTS_MAX = 1 << 9, CS_CIRCLE_PAIRS_MAX = 1 << 18 };

typedef struct cs_circle_statement {
    const cs_view_statement *said;
    const cs_told *told; /* of its incident */
    int first;           /* the place of the first statement of its deed */
} cs_circle_statement;

typedef struct cs_circle {
    cs_ids incidents;       /* sorted */
    cs_circle_statement *v; /* by account, then by number: the same order in every case */
    int n;
    bool broken; /* there is too much of it: incidents are some of it, n is 0, and each is to be asked for alone */
} cs_circle;

/* hold: where out->incidents is kept; a: where all else is, and where it thinks. incident: a live one. alone: by itself. */
CASUS_MUST_CHECK casus_status cs_circle_of(cs_db *db, int64_t incident, bool alone, cs_arena *hold, cs_arena *a, cs_circle *out,
                                           cs_err *err);
/* For cs_view_deeds_watch: the circle of all that is linked with the incident, directly or through others, whether it shares an
 * act or not; see is told of each pair that is compared. */
CASUS_MUST_CHECK casus_status cs_circle_watch(cs_db *db, int64_t incident, cs_deed_see_pair *see, void *ctx, cs_arena *hold,
                                              cs_arena *a, cs_ids *incidents, cs_err *err);
#endif
