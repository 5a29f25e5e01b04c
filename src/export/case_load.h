/* export/case_load.h: what case.h writes, taken from a view. All that is loaded lies in the arena. */
#ifndef CS_EXPORT_CASE_LOAD_H
#define CS_EXPORT_CASE_LOAD_H
#include "export/case.h"

/* One incident or report with all that is known of it; *found is false where there is none. */
CASUS_MUST_CHECK casus_status cs_case_load_incident(cs_view *v, int64_t id, cs_arena *a, cs_case_incident *x, bool *found,
                                                    cs_err *err);
CASUS_MUST_CHECK casus_status cs_case_load_report(cs_view *v, int64_t id, cs_arena *a, cs_case_report *x, bool *found,
                                                  cs_err *err);
/* The view's incidents, which its filter narrows to those of the actor or place; x->id and x->actor are set. limit: at most so
 * many, then x->more; 0: all. */
CASUS_MUST_CHECK casus_status cs_case_load_about(cs_view *v, cs_arena *a, int64_t limit, cs_case_about *x, cs_err *err);
#endif
