/* What follows for the incidents when a report is coded, or coded anew. */
#include "store/incidents.h"

/* Codings of the report that have accounts and are no report's current one. */
static const char Q_OUTDATED[] =
    "select distinct x.coding from report_codings c join accounts x on x.coding = c.coding "
    "where c.report = $1 and c.coding not in (select k.coding from report_codings o join " CS_CURRENT
    " k on k.report = o.report where o.coding = c.coding)";

/* The account of another coding of the text that tells most of what this one tells and is in no incident takes its place, so
 * that an incident keeps its id when its reports are coded anew. */
static casus_status hand_over(cs_change *c, int64_t account, int64_t coding) {
    static const char heir[] =
        "select x.id from account_statements o join statements s on s.id = o.statement "
        "join statements t on t.coding = $2 and t.trigger_begin < s.trigger_end and s.trigger_begin < t.trigger_end "
        "join account_statements n on n.statement = t.id join accounts x on x.id = n.account "
        "where o.account = $1 and not exists (select 1 from incident_accounts i where i.account = x.id) "
        "group by x.id order by count(*) desc, x.id limit 1";
    static const char move[] = "update incident_accounts set account = $2 where account = $1";
    int64_t to;
    bool found;
    CS_TRY(cs_db_ask_int(c->db, heir, CS_VALUES(cs_v_int(account), cs_v_int(coding)), &to, &found, c->err));
    return found ? cs_db_run(c->db, move, CS_VALUES(cs_v_int(account), cs_v_int(to)), c->err) : CASUS_OK;
}

static casus_status drop_outdated(cs_change *c, int64_t report, int64_t coding) {
    static const char accounts_of[] = "select id from accounts where coding = $1";
    cs_ids codings = { 0 }, accounts = { 0 };
    CS_TRY(cs_store_ids(c, Q_OUTDATED, report, &codings));
    for (ptrdiff_t i = 0; i < codings.n; i++) CS_TRY(cs_store_ids(c, accounts_of, codings.v[i], &accounts));
    for (ptrdiff_t i = 0; i < accounts.n; i++) {
        CS_TRY(hand_over(c, accounts.v[i], coding));
        CS_TRY(cs_account_drop(c, accounts.v[i]));
    }
    return CASUS_OK;
}

/* Incidents that the report's coding tells of, and those of the copies of its text: they count sources. */
static casus_status touch_incidents(cs_change *c, int64_t report) {
    static const char sql[] =
        "select i.incident from reports r join texts t on t.id = r.text "
        "join texts o on o.id = t.id or o.copy_group = t.copy_group join codings k on k.text = o.id "
        "join accounts x on x.coding = k.id join incident_accounts i on i.account = x.id where r.id = $1";
    return cs_store_ids(c, sql, report, &c->resum);
}

static casus_status coded(cs_change *c, int64_t report) {
    int64_t coding, one;
    bool found, drawn;
    CS_TRY(cs_db_ask_int(c->db, "select c.coding from " CS_CURRENT " c where c.report = $1", CS_VALUES(cs_v_int(report)), &coding,
                         &found, c->err));
    if (!found) return cs_fail(c->err, CASUS_E_INTERNAL, -1, "report %lld was never coded", (long long)report);
    CS_TRY(cs_db_ask_int(c->db, "select 1 from accounts where coding = $1", CS_VALUES(cs_v_int(coding)), &one, &drawn, c->err));
    if (!drawn) CS_TRY(cs_accounts_draw(c, coding));
    CS_TRY(drop_outdated(c, report, coding));
    CS_TRY(touch_incidents(c, report));
    return cs_incidents_settle(c);
}

casus_status cs_incidents_coded(cs_db *db, int64_t report, cs_fresh fresh, cs_str now, cs_arena scratch, cs_err *err) {
    cs_change c = { .db = db, .now = now, .fresh = fresh, .a = &scratch, .err = err };
    return coded(&c, report);
}

static casus_status added_at(cs_change *c, int64_t report, cs_str *when) {
    cs_rows *row = NULL;
    bool there;
    CS_TRY(cs_db_ask(c->db, "select added_at from reports where id = $1", CS_VALUES(cs_v_int(report)), &row, c->err));
    CS_TRY(cs_rows_next(row, &there, c->err));
    if (!there) return cs_fail(c->err, CASUS_E_INTERNAL, -1, "there is no report %lld", (long long)report);
    *when = cs_dup(c->a, cs_rows_text(row, 0));
    cs_rows_end(row);
    return CASUS_OK;
}

casus_status cs_incidents_bring_forward(cs_db *db, cs_arena scratch, cs_err *err) {
    cs_change all = { .db = db, .a = &scratch, .err = err };
    cs_ids reports = { 0 };
    CS_TRY(cs_store_ids(&all, "select id from reports where id > $1 order by id", 0, &reports));
    for (ptrdiff_t i = 0; i < reports.n; i++) {
        CS_TRY(added_at(&all, reports.v[i], &all.now));
        CS_TRY(cs_incidents_coded(db, reports.v[i], (cs_fresh){ 0 }, all.now, scratch, err));
    }
    return CASUS_OK;
}

/* ---- another version of linking ---- */

casus_status cs_incidents_are_of_today(cs_db *db, bool *same, cs_err *err) {
    int64_t linking = 0;
    bool found;
    CS_TRY(cs_db_ask_int(db, "select linking from layer", NULL, 0, &linking, &found, err));
    *same = linking == CS_LINKING_VERSION;
    return CASUS_OK;
}

casus_status cs_incidents_stamp(cs_db *db, cs_err *err) {
    return cs_db_run(
        db, "insert into layer (one, linking) values (1, $1) on conflict (one) do update set linking = excluded.linking",
        CS_VALUES(cs_v_int(CS_LINKING_VERSION)), err);
}

/* The time of the latest report: there is no clock here, and what is linked anew rests on no later one. */
static casus_status latest(cs_change *c) {
    cs_rows *row = NULL;
    bool there;
    CS_TRY(cs_db_ask(c->db, "select max(added_at) from reports", NULL, 0, &row, c->err));
    CS_TRY(cs_rows_next(row, &there, c->err));
    if (!there) return CASUS_OK;
    c->now = cs_dup(c->a, cs_rows_text(row, 0));
    cs_rows_end(row);
    return CASUS_OK;
}

casus_status cs_incidents_renew(cs_db *db, cs_arena scratch, cs_err *err) {
    cs_change c = { .db = db, .a = &scratch, .err = err };
    CS_TRY(latest(&c));
    CS_TRY(cs_accounts_renew(&c));
    CS_TRY(cs_store_ids(&c, "select id from accounts where id > $1", 0, &c.touched));
    CS_TRY(cs_incidents_settle(&c));
    return cs_incidents_stamp(db, err);
}
