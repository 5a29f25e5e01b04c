/* store/decisions.h: what two people say of what both decided on, one after the other, or a person and the program. Nobody's
 * decision that was undone counts. */
#ifndef CS_STORE_DECISIONS_H
#define CS_STORE_DECISIONS_H
#include "store/view.h"

/* What somebody says. An accept says what was shown when it was made: what the program read, with what others had set by then.
 * An edit says that too, but for the field that it sets. A reject says that there is no such thing, and nothing else. */
typedef struct cs_opinion {
    bool exists; /* else the rest is nothing */
    cs_str type, mode, certainty, modality, time_frame;
    cs_view_time when;
    cs_view_place *places;
    cs_view_party *parties;
    cs_view_toll *tolls;
    int n_places, n_parties, n_tolls;
} cs_opinion;

typedef struct cs_decided {
    int64_t statement, incident; /* one of them is 0 */
    int64_t report;              /* the first that it stands in */
    cs_str words;                /* of a statement its evidence */
    cs_opinion of[2];
} cs_decided;

/* Who the program is called. */
#define CS_DECISIONS_PROGRAM CS_LIT("program")

typedef struct cs_decisions cs_decisions;
/* One of the two may be the program, which has decided on everything. The store can do nothing else until cs_decisions_close.
 * perm: for the log; it must stay. Errors: CASUS_E_INPUT, one of them has decided on nothing (who has, is said), or both are
 * the same. */
CASUS_MUST_CHECK casus_status cs_decisions_open(cs_decisions **d, cs_store *s, const cs_str who[2], cs_arena *perm,
                                                cs_err *err);
void cs_decisions_close(cs_decisions **d); /* *d may be NULL */
/* Statements by their ids, then incidents. a: takes what *out points to. What is no longer there (an incident that became part
 * of another) is passed over. */
CASUS_MUST_CHECK casus_status cs_decisions_next(cs_decisions *d, cs_arena *a, cs_decided *out, bool *more, cs_err *err);
#endif
