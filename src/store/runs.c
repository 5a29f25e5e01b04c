/* The runs of a case, and what two of them read in the same reports. */
#include "store/work.h"

static const char Q_RUNS[] =
    "select r.id, r.started_at, r.casus, r.model, (select count(*) from report_codings c where c.run = r.id) from runs r "
    "order by r.id";
static const char Q_PAIRS[] =
    "select r.id, coalesce(r.path, r.url), ka.reading, kb.reading from reports r "
    "left join report_codings a on a.report = r.id and a.run = $1 left join codings ka on ka.id = a.coding "
    "left join report_codings b on b.report = r.id and b.run = $2 left join codings kb on kb.id = b.coding "
    "where a.coding is not null or b.coding is not null order by r.id";

casus_status cs_store_runs_of(cs_store *s, cs_store_runs **all, cs_err *err) {
    return cs_db_ask(s->db, Q_RUNS, NULL, 0, all, err);
}

casus_status cs_store_runs_next(cs_store_runs *all, cs_store_run_made *out, bool *more, cs_err *err) {
    CS_TRY(cs_rows_next(all, more, err));
    if (!*more) return CASUS_OK;
    *out = (cs_store_run_made){ cs_rows_int(all, 0), cs_rows_text(all, 1), cs_rows_text(all, 2), cs_rows_text(all, 3),
                                cs_rows_int(all, 4) };
    return CASUS_OK;
}

casus_status cs_store_has_run(cs_store *s, int64_t run, bool *there, cs_err *err) {
    int64_t id;
    return cs_db_ask_int(s->db, "select id from runs where id = $1", CS_VALUES(cs_v_int(run)), &id, there, err);
}

casus_status cs_store_pairs_of(cs_store *s, int64_t run_a, int64_t run_b, cs_store_pairs **all, cs_err *err) {
    return cs_db_ask(s->db, Q_PAIRS, CS_VALUES(cs_v_int(run_a), cs_v_int(run_b)), all, err);
}

casus_status cs_store_pairs_next(cs_store_pairs *all, cs_store_pair *out, bool *more, cs_err *err) {
    CS_TRY(cs_rows_next(all, more, err));
    if (!*more) return CASUS_OK;
    *out = (cs_store_pair){ cs_rows_int(all, 0), cs_rows_text(all, 1), cs_rows_text(all, 2), cs_rows_text(all, 3) };
    return CASUS_OK;
}
