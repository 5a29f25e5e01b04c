/* store/told.h: statements as people see them: what was read, with what people decided put into it. What views show and what
 * incidents are summed up from. */
#ifndef CS_STORE_TOLD_H
#define CS_STORE_TOLD_H
#include "store/view.h"

/* Whose statements. */
typedef enum cs_told_form {
    CS_TOLD_INCIDENT,  /* by the names of their accounts, then by number: the same order in every case */
    CS_TOLD_INCIDENTS, /* the same, incident by incident; of cs_told_of_incidents alone */
    CS_TOLD_CODING,    /* by number */
    CS_TOLD_RELATIONS, /* of a coding, by number */
    CS_TOLD_STATEMENT, /* the one */
    CS_TOLD_FORMS
} cs_told_form;

/* A report that a coding is the current one of. */
typedef struct cs_told_report {
    int64_t coding, report;
    int64_t group;  /* copy group, or the text's own id */
    int64_t source; /* 0: not known */
    cs_str name;    /* of the source */
    char grade;     /* A to F, 0: not graded */
    cs_str published, text_sha256;
    int64_t incident; /* CS_TOLD_INCIDENT, CS_TOLD_INCIDENTS: through which */
} cs_told_report;

typedef struct cs_told {
    cs_view_statement *v; /* rejected ones too, marked */
    int n;
    cs_told_report *reports; /* by day, source and text: the same order in every case */
    int n_reports;
} cs_told;
/* id: of the incident, the coding or the statement. All that *out points to lies in the arena, with the texts of the reports.
 */
CASUS_MUST_CHECK casus_status cs_told_of(cs_db *db, cs_told_form form, int64_t id, cs_arena *a, cs_told *out, cs_err *err);
/* Of several incidents at once: out[i] of ids[i], which are sorted, each once, at most CS_DB_IDS_MAX. */
CASUS_MUST_CHECK casus_status cs_told_of_incidents(cs_db *db, const int64_t *ids, int n, cs_arena *a, cs_told *out,
                                                   cs_err *err);
/* The same without what people decided: what they added is there, and marked as added. */
CASUS_MUST_CHECK casus_status cs_told_as_read(cs_db *db, cs_told_form form, int64_t id, cs_arena *a, cs_told *out, cs_err *err);
#endif
