#include "store/review_work.h"

casus_status cs_review_put_row(cs_deciding *d, const cs_review_row *e) {
    static const char sql[] =
        "insert into reviews (at, who, action, incident, report, statement, field, before, after, other, why) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id";
    return cs_db_insert(d->c.db, sql,
                        CS_VALUES(cs_v_text(d->by->now), cs_v_text(d->by->who), cs_v_word(e->action),
                                  cs_v_int_or(e->incident, 0), cs_v_int_or(e->report, 0), cs_v_int_or(e->statement, 0),
                                  cs_v_text(e->field), cs_v_text(e->before), cs_v_text(e->after), cs_v_int_or(e->other, 0),
                                  cs_v_text(d->by->why)),
                        &d->c.review, d->c.err);
}

casus_status cs_review_log_of(cs_store *s, cs_review_log **log, cs_err *err) {
    static const char sql[] =
        "select id, coalesce(incident, 0), coalesce(report, 0), coalesce(statement, 0), "
        "coalesce(other, 0), coalesce(undone_by, 0), at, who, action, field, before, after, why, " CS_REVIEW_SOURCE(
            "reviews") " from reviews order by id";
    return cs_db_ask_once(s->db, sql, NULL, 0, log, err);
}

casus_status cs_review_log_next(cs_review_log *log, cs_review_entry *e, bool *more, cs_err *err) {
    CS_TRY(cs_rows_next(log, more, err));
    if (!*more) return CASUS_OK;
    *e = (cs_review_entry){ cs_rows_int(log, 0),   cs_rows_int(log, 1),  cs_rows_int(log, 2),   cs_rows_int(log, 3),
                            cs_rows_int(log, 4),   cs_rows_int(log, 5),  cs_rows_text(log, 6),  cs_rows_text(log, 7),
                            cs_rows_text(log, 8),  cs_rows_text(log, 9), cs_rows_text(log, 10), cs_rows_text(log, 11),
                            cs_rows_text(log, 12), cs_rows_text(log, 13) };
    return CASUS_OK;
}
