/* store/summary.h: what is known of an incident, summed up from all that reports tell of it and what people decided. The rules
 * are in docs/incidents.md. */
#ifndef CS_STORE_SUMMARY_H
#define CS_STORE_SUMMARY_H
#include "store/view.h"

/* Fills the columns of the incidents' rows that follow from their accounts (incident_accounts) and from reviews, and writes
 * their incident_parties and incident_tolls anew; id, live, into_incident, version and the days of change stay. incidents:
 * sorted, each once; what is not live is left as it is. Within a transaction. Nothing depends on the order in which reports
 * were added. parties: set where some incident has other parties than before; else it stays as it was. */
CASUS_MUST_CHECK casus_status cs_store_sum(cs_db *db, const int64_t *incidents, ptrdiff_t n, cs_arena scratch, bool *parties,
                                           cs_err *err);
/* What the program alone makes of its statements: no decision of a person counts, nor what people added. n_statements == 0:
 * there is nothing. Nothing is written. */
CASUS_MUST_CHECK casus_status cs_store_sum_as_read(cs_db *db, int64_t incident, cs_arena *a, cs_view_incident *out,
                                                   cs_err *err);
#endif
