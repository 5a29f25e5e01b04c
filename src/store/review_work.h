/* store/review_work.h: a decision on its way: what the files of reviewing share. Each function is called within the transaction
 * of the decision. */
#ifndef CS_STORE_REVIEW_WORK_H
#define CS_STORE_REVIEW_WORK_H
#include "store/incidents.h"
#include "store/review.h"

typedef struct cs_deciding {
    cs_change c; /* c.review: its row in the log, once it is there */
    const cs_review *by;
    bool others; /* more than incidents changes: a source's grade, a statement that was added */
} cs_deciding;

/* A row of the log. */
typedef struct cs_review_row {
    const char *action;
    int64_t incident, report, statement, other; /* 0: none */
    cs_str field, before, after;
} cs_review_row;

/* The name of the source that a row of the log graded; null: it graded none. */
#define CS_REVIEW_SOURCE(row) \
    "case when " row ".field = 'reliability' and coalesce(" row ".incident, " row \
    ".statement) is null then (select name from " \
    "sources where id = " row ".other) end"

CASUS_MUST_CHECK casus_status cs_review_put_row(cs_deciding *d, const cs_review_row *row);

/* CASUS_E_INPUT where there is no such live incident, with what became of it. */
CASUS_MUST_CHECK casus_status cs_review_must_be_incident(cs_deciding *d, int64_t incident);
/* The incident that a statement is of; 0: none, as it is a relation, or was taken back. CASUS_E_INPUT where there is no such
 * statement. */
CASUS_MUST_CHECK casus_status cs_review_incident_of(cs_deciding *d, int64_t statement, int64_t *incident);
/* The reports that a query gives keep the coding that they are read by now. */
CASUS_MUST_CHECK casus_status cs_review_pin(cs_deciding *d, const char *reports, int64_t about);
/* The query for the reports of an incident. */
extern const char cs_review_reports_of_incident[];

/* review_join.c, review_undo.c, review_actor.c, review_add.c */
CASUS_MUST_CHECK casus_status cs_review_put_merge(cs_deciding *d, int64_t incident, int64_t other);
CASUS_MUST_CHECK casus_status cs_review_put_split(cs_deciding *d, const cs_ids *statements, int64_t *made);
CASUS_MUST_CHECK casus_status cs_review_put_undo(cs_deciding *d, int64_t review);
CASUS_MUST_CHECK casus_status cs_review_put_actor_merge(cs_deciding *d, cs_str actor, cs_str other);
/* actor: the one that went on; to be called once the merge does not count any more. */
CASUS_MUST_CHECK casus_status cs_review_undo_actor_merge(cs_deciding *d, cs_str actor);
CASUS_MUST_CHECK casus_status cs_review_put_addition(cs_deciding *d, const cs_review_addition *add, int64_t *statement);
#endif
