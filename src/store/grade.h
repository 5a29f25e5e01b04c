/* store/grade.h: how reliable a source is, and what rests on it. Each is called within a transaction. */
#ifndef CS_STORE_GRADE_H
#define CS_STORE_GRADE_H
#include "store/review_work.h"

/* What a source's grade counts in is summed up anew: how credible an incident is that it tells of, the best figures of its
 * tolls. */
CASUS_MUST_CHECK casus_status cs_grade_sum(cs_change *c, int64_t source);
/* A grade as a decision: a row of the log (action edit, field reliability, other: the source). source 0: by name. letter: A to
 * F; n == 0: not graded. CASUS_E_INPUT where there is no such source, or the letter is none. */
CASUS_MUST_CHECK casus_status cs_review_put_grade(cs_deciding *d, int64_t source, cs_str name, cs_str letter);
/* Of decision `review`, which does not count any more: the source has the grade that it had before, unless it was graded again
 * since. */
CASUS_MUST_CHECK casus_status cs_review_undo_grade(cs_deciding *d, int64_t review);
#endif
