/* store/work.h: what the files of the store share. */
#ifndef CS_STORE_WORK_H
#define CS_STORE_WORK_H
#include "store/store.h"
#include <jansson.h>

/* The run that counts of a report (SQL that gives its row): the one that it is pinned to, else the latest. */
#define CS_CURRENT_RUN(report) \
    "coalesce((select p.run from pins p where p.report = " report \
    "), " \
    "(select max(o.run) from report_codings o where o.report = " report "))"
/* What the view current_codings is: (report, run, coding). What others may have put into a file under its name is not asked. */
#define CS_CURRENT "(select report, run, coding from report_codings x where run = " CS_CURRENT_RUN("x.report") ")"

struct cs_store {
    cs_db *db;
    cs_arena think; /* of one call */
    jmp_buf full;
};

/* ---- a reading's JSON (pack.c) ---- */

/* A casus.report/1 without its words, of which no table is drawn. bytes: may be foreign. *out: the caller's, json_decref.
 * Errors: CASUS_E_INTERNAL (no JSON), CASUS_E_LIMIT (more than CS_STORE_VALUES_MAX values). */
CASUS_MUST_CHECK casus_status cs_store_parse(cs_str bytes, json_t **out, cs_err *err);
static inline cs_str cs_store_text(const json_t *v) {
    return json_is_string(v) ? (cs_str){ json_string_value(v), (ptrdiff_t)json_string_length(v) } : (cs_str){ 0 };
}

/* ---- its tables (draw.c) ---- */

/* Adds what a reading found to the tables and to the index of words, under the coding, whose text is there. */
CASUS_MUST_CHECK casus_status cs_store_draw(cs_db *db, int64_t coding, const json_t *reading, cs_arena scratch, cs_err *err);
/* Compares the tables of a coding with its reading, which may be foreign: `told` gets a line for each row that is missing, too
 * many or another, or has words outside the text of n_text code points. */
CASUS_MUST_CHECK casus_status cs_store_compare(cs_db *db, int64_t coding, const json_t *reading, int64_t n_text,
                                               cs_db_told told, void *ctx, cs_arena scratch, cs_err *err);
#endif
