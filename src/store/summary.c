#include "store/summary.h"
#include "store/work.h"

#define OF_INCIDENT \
    "incident_accounts i join accounts x on x.id = i.account join " CS_CURRENT \
    " k on k.coding = x.coding join reports r on r.id = k.report join texts t on t.id = r.text where i.incident = $1"

casus_status cs_store_sum(cs_db *db, int64_t incident, cs_arena scratch, cs_err *err) {
    static const char sql[] =
        "update incidents set reports = (select count(distinct r.id) from " OF_INCIDENT
        "), "
        "sources = (select count(distinct coalesce(t.copy_group, t.id)) from " OF_INCIDENT
        "), "
        "statements = (select count(*) from incident_accounts i join account_statements s on s.account = i.account "
        "where i.incident = $1) where id = $1";
    (void)scratch;
    return cs_db_run(db, sql, CS_VALUES(cs_v_int(incident)), err);
}
