/* pipeline/add.h: a report into a case: coded unless the case has it, packed, written. What `casus add` and the server share.
 */
#ifndef CS_PIPELINE_ADD_H
#define CS_PIPELINE_ADD_H
#include "pipeline/pipeline.h"
#include "store/store.h"

/* A report on its way; zeroed before, cs_add_free after. */
typedef struct cs_add {
    cs_buf json, packed;
    cs_store_has has; /* what was there before */
} cs_add;

/* The run of this program with the pipeline's model and tables (cs_store_begin_run). */
CASUS_MUST_CHECK casus_status cs_add_begin(cs_store *s, const cs_pipeline *p, double min_confidence, cs_str now, int64_t *run,
                                           cs_err *err);
/* Codes it, unless the run has coded it before. Any thread may, with a worker and a reader of the case of its own. Errors:
 * those of cs_pipeline_code for the one report; CASUS_E_STORE: the case cannot be read. */
CASUS_MUST_CHECK casus_status cs_add_code(cs_add *add, const cs_pipeline *p, cs_worker *w, cs_store *reader, int64_t run,
                                          const cs_raw *raw, cs_err *err);
/* Writes it where it is not there (cs_store_add). */
CASUS_MUST_CHECK casus_status cs_add_put(cs_add *add, cs_store *s, int64_t run, cs_str now, cs_err *err);
void cs_add_free(cs_add *add);
#endif
