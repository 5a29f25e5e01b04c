/* A case whose incident 1 is told by rows that a test writes itself: a report, then statements with what stands in them. */
#ifndef CS_TESTS_STORE_TELLING_H
#define CS_TESTS_STORE_TELLING_H
#include "store/made.h"

/* Makes the case "told.casus" with a run and incidents 1 and 2, which nothing is told of yet. */
void tell_begin(void);
void tell_end(void);
void tell_incidents(int n); /* so many more */
/* The next report, with one account of the incident. grade: 0 for none; day: NULL for none. Gives the report's id. */
int64_t tell_report_of(int incident, const char *source, char grade, const char *day);
int64_t tell_report(const char *source, char grade, const char *day); /* of incident 1 */
/* The report's text is a copy of that of another. */
void tell_copy_of(int64_t report);
/* A statement: "ASSAULT firearms fact actual 0.8", "-" for no mode or confidence; evidence: its words. Gives its row. */
int64_t tell(const char *values, const char *evidence);
/* Of the last statement: */
void tell_when(const char *first, const char *last); /* NULL: open */
void tell_where(const char *name, const char *country, const char *admin1, const char *precision, double lat, double lon);
void tell_says(const char *name);                                                             /* who speaks */
void tell_role(const char *role, const char *name, const char *actor, const char *certainty); /* the last two may be NULL */
void tell_toll(const char *effect, int low, int best, int high, const char *words, const char *status); /* -1: open */
/* A decision; statement: 0 of the incident. field, after: of an edit. */
int64_t tell_review(const char *action, int64_t statement, const char *field, const char *after);

void tell_sum(int incident); /* cs_store_sum */
void tell_sum_of(const int64_t *incidents, int n);
const char *told(const char *sql);     /* the first row, "|" between columns; the last eight answers stay */
const char *told_all(const char *sql); /* all rows, each with a line end; stays until the next */
cs_store *tell_store(void);            /* open for writing */
#endif
