/* store/incidents.h: incidents across reports. An **account** is what one coding tells of one incident; accounts that are of
 * one happening make an incident of the case. The layer is drawn from the codings and from what people decided, so it can be
 * made anew; the ids of incidents stay while accounts join and leave.
 *
 * Live are the accounts of codings that are current for a report, of what people added, and of nothing else. Each live account
 * is in one live incident. Which are together depends on the set of live accounts and on the bonds that people set, not on the
 * order in which either came. Everything here is called within a transaction. */
#ifndef CS_STORE_INCIDENTS_H
#define CS_STORE_INCIDENTS_H
#include "store/work.h"

/* One more whenever src/link draws accounts, keys, likenesses or clusters otherwise, so that a case is linked anew when it is
 * next added to. tests/store/incidents_test.c notices. */
enum { CS_LINKING_VERSION = 6 };

typedef struct cs_ids {
    int64_t *v;
    ptrdiff_t n, cap;
} cs_ids;
/* Sorted, each once. */
void cs_ids_sort(cs_ids *ids);
ptrdiff_t cs_ids_find(const cs_ids *ids, int64_t id); /* where it is in a sorted list, or -1 */

/* A coding whose reading is at hand, as cs_store_parse gives it. coding 0: there is none. */
typedef struct cs_fresh {
    int64_t coding;
    json_t *reading; /* the caller's */
} cs_fresh;

/* A change of the layer that is under way: when it is, by which decision of a person (0: none). */
typedef struct cs_change {
    cs_db *db;
    cs_str now; /* UTC */
    int64_t review;
    cs_fresh fresh;
    cs_ids touched; /* accounts whose neighbours may have changed */
    cs_ids opened;  /* incidents of which this change has opened a version */
    cs_ids resum;   /* incidents whose summary may have changed */
    cs_ids changed; /* all that were summed up anew */
    bool regrouped; /* neighbourhoods were clustered anew */
    bool parties;   /* a party of some incident has changed */
    cs_arena *a;
    cs_err *err;
} cs_change;

/* Rows of a query about many ids, `… in CS_DB_IDS …`, some of them at a time. Zeroed before; *more: there is one, `rows`. */
typedef struct cs_ids_rows {
    cs_rows *rows;
    ptrdiff_t asked; /* so many of the ids */
} cs_ids_rows;
CASUS_MUST_CHECK casus_status cs_ids_next(cs_change *c, const char *sql, const cs_ids *ids, cs_ids_rows *x, bool *more);

/* Appends the first column of a query about one id. */
CASUS_MUST_CHECK casus_status cs_store_ids(cs_change *c, const char *sql, int64_t about, cs_ids *out);

/* The report's current coding may be another now: draws the accounts of the one, drops those of what is no longer current, and
 * brings all incidents that this touches up to date. */
CASUS_MUST_CHECK casus_status cs_incidents_coded(cs_db *db, int64_t report, cs_fresh fresh, cs_str now, cs_arena scratch,
                                                 cs_err *err);
/* For a case of version 1: all that cs_incidents_coded would have done when each report was added. */
CASUS_MUST_CHECK casus_status cs_incidents_bring_forward(cs_db *db, cs_arena scratch, cs_err *err);

/* Was the layer drawn by this version of linking? Else it is drawn anew by cs_incidents_renew, and incidents keep their ids as
 * far as they keep their accounts. */
CASUS_MUST_CHECK casus_status cs_incidents_are_of_today(cs_db *db, bool *same, cs_err *err);
CASUS_MUST_CHECK casus_status cs_incidents_renew(cs_db *db, cs_arena scratch, cs_err *err);
CASUS_MUST_CHECK casus_status cs_incidents_stamp(cs_db *db, cs_err *err); /* says that it is */

/* Draws the accounts of a coding that has none. They are touched. (accounts.c) */
CASUS_MUST_CHECK casus_status cs_accounts_draw(cs_change *c, int64_t coding);
/* Draws one account's sketch, keys and links anew from the statements that are under it. It is touched. */
CASUS_MUST_CHECK casus_status cs_account_redraw(cs_change *c, int64_t account);
/* Draws all sketches, keys and links anew. */
CASUS_MUST_CHECK casus_status cs_accounts_renew(cs_change *c);
/* Takes an account out of its incident and away; what was linked to it is touched. */
CASUS_MUST_CHECK casus_status cs_account_drop(cs_change *c, int64_t account);

/* Writes down what happened to an incident; the first time in a change this opens a version of it. account: name of the one
 * that it is about, n == 0: none. */
CASUS_MUST_CHECK casus_status cs_incident_note(cs_change *c, int64_t incident, const char *what, cs_str account);
/* Clusters the neighbourhoods of all that is touched, moves accounts between incidents accordingly and writes the summaries of
 * incidents that changed. (incidents.c) */
CASUS_MUST_CHECK casus_status cs_incidents_settle(cs_change *c);

/* accounts: some; gives all that are linked with them or bound to them, and themselves, sorted. */
CASUS_MUST_CHECK casus_status cs_incidents_linked(cs_change *c, cs_ids *accounts);

/* Which of the accounts are of one incident by the links and bonds that are stored: cluster[i] for accounts->v[i], which are
 * sorted; accounts of one cluster have the same number. */
CASUS_MUST_CHECK casus_status cs_incidents_cluster(cs_change *c, const cs_ids *accounts, int *cluster);

/* Is the layer what the codings and decisions make of it? `told` gets a line for each difference. (incidents_check.c) */
CASUS_MUST_CHECK casus_status cs_incidents_check(cs_db *db, cs_db_told told, void *ctx, cs_arena scratch, cs_err *err);
#endif
