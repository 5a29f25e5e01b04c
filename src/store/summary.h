/* store/summary.h: an incident of a case summed up from its accounts and what people decided (docs/incidents.md). */
#ifndef CS_STORE_SUMMARY_H
#define CS_STORE_SUMMARY_H
#include "store/db.h"

/* Writes the summary of a live incident, its parties and its tolls anew. Within a transaction. */
CASUS_MUST_CHECK casus_status cs_store_sum(cs_db *db, int64_t incident, cs_arena scratch, cs_err *err);
#endif
