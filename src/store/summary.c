#include "store/summary.h"
#include "store/edit.h"
#include "store/sum.h"
#include <math.h>
#include <stdlib.h>

/* ---- what people decided ---- */

/* What was edited of an incident that this one took up goes with it, but the incident's own edits are the last word. */
static const char Q_REVIEWS[] =
    "with recursive own (id) as (select id from incidents where id = $1 union "
    "select i.id from incidents i join own o on i.into_incident = o.id) "
    "select action, field, after from reviews where incident in (select id from own) and statement is null "
    "and undone_by is null and (action = 'edit' or (incident = $1 and action in ('accept','reject'))) "
    "order by case when incident = $1 then 1 else 0 end, id";

static casus_status apply_reviews(cs_db *db, int64_t incident, cs_sum *m, cs_err *err) {
    cs_view_incident *x = m->out;
    cs_view_place *places = &x->place;
    int n_places = x->place.name.n || x->place.country.n ? 1 : 0;
    bool accepted = false, rejected = false, edited = false, more;
    const cs_edited to = { &x->type, &x->mode,  &x->certainty, &x->modality,  &x->time_frame, &x->when,
                           &places,  &n_places, &x->parties,   &x->n_parties, &x->tolls,      &x->n_tolls };
    cs_rows *rows = NULL;
    CS_TRY(cs_db_ask(db, Q_REVIEWS, CS_VALUES(cs_v_int(incident)), &rows, err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, err));
        if (!more) break;
        cs_str action = cs_rows_text(rows, 0);
        if (cs_eq(action, CS_LIT("edit"))) {
            cs_edit(&to, cs_dup(m->a, cs_rows_text(rows, 1)), cs_dup(m->a, cs_rows_text(rows, 2)), m->a);
            edited = true;
        } else {
            accepted = cs_eq(action, CS_LIT("accept"));
            rejected = !accepted;
        }
    }
    x->place = *places;
    for (int i = 0; i < x->n_tolls; i++)
        if (!x->tolls[i].status.n) x->tolls[i].status = CS_SUM_STATUS[0];
    x->review = rejected ? CS_LIT("rejected") : edited ? CS_LIT("edited") : accepted ? CS_LIT("accepted") : CS_LIT("none");
    return CASUS_OK;
}

/* ---- writing ---- */

static const char Q_INCIDENT[] =
    "update incidents set type = $2, mode = $3, certainty = $4, modality = $5, time_frame = $6, edtf = $7, first_day = $8, "
    "last_day = $9, day_precision = $10, place = $11, geonames = $12, lat = $13, lon = $14, country = $15, admin1 = $16, "
    "admin2 = $17, place_precision = $18, killed_low = $19, killed_best = $20, killed_high = $21, wounded_low = $22, "
    "wounded_best = $23, wounded_high = $24, agent = $25, recipient = $26, target = $27, weapon = $28, reports = $29, "
    "sources = $30, statements = $31, confidence = $32, credibility = $33, credibility_why = $34, review = $35 where id = $1";
static const char Q_PARTIES_DROP[] = "delete from incident_parties where incident = $1";
static const char Q_TOLLS_DROP[] = "delete from incident_tolls where incident = $1";
static const char Q_PARTIES[] =
    "select role, name, actor, type, sector, country, certainty, says, reports from incident_parties where incident = $1 "
    "order by number";
static const char Q_PARTY_ADD[] =
    "insert into incident_parties (incident, number, role, name, actor, type, sector, country, certainty, says, reports) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
static const char Q_TOLL_ADD[] =
    "insert into incident_tolls (incident, effect, status, low, best, high, rule) values ($1, $2, $3, $4, $5, $6, $7)";

/* The first who is said to have had the part, and is not only denied it. */
static cs_value first_of(const cs_view_incident *x, cs_str role) {
    for (int i = 0; i < x->n_parties; i++)
        if (cs_eq(x->parties[i].role, role) && !cs_eq(x->parties[i].certainty, CS_LIT("denied")))
            return cs_v_text(x->parties[i].name);
    return cs_v_null();
}

static cs_view_toll toll_of(const cs_view_incident *x, cs_str effect) {
    for (int i = 0; i < x->n_tolls; i++)
        if (cs_eq(x->tolls[i].effect, effect) && cs_eq(x->tolls[i].status, CS_SUM_STATUS[0])) return x->tolls[i];
    return (cs_view_toll){ .low = CS_VIEW_NONE, .best = CS_VIEW_NONE, .high = CS_VIEW_NONE };
}

static cs_value count(int64_t v) { return cs_v_int_or(v, CS_VIEW_NONE); }
static cs_value real_or_null(double v, bool known) { return known ? cs_v_real(v) : cs_v_null(); }

static casus_status write_incident(cs_db *db, const cs_view_incident *x, cs_err *err) {
    const cs_view_place *p = &x->place;
    cs_view_toll killed = toll_of(x, CS_LIT("killed")), wounded = toll_of(x, CS_LIT("wounded"));
    return cs_db_run(db, Q_INCIDENT,
                     CS_VALUES(cs_v_int(x->id), cs_v_text(x->type), cs_v_text(x->mode), cs_v_text(x->certainty),
                               cs_v_text(x->modality), cs_v_text(x->time_frame), cs_v_text(x->when.edtf),
                               cs_v_text(x->when.first), cs_v_text(x->when.last), cs_v_text(x->when.precision),
                               cs_v_text(p->name), cs_v_int_or(p->geonames, 0), real_or_null(p->lat, p->located),
                               real_or_null(p->lon, p->located), cs_v_text(p->country), cs_v_text(p->admin1),
                               cs_v_text(p->admin2), cs_v_text(p->precision), count(killed.low), count(killed.best),
                               count(killed.high), count(wounded.low), count(wounded.best), count(wounded.high),
                               first_of(x, CS_LIT("agent")), first_of(x, CS_LIT("recipient")), first_of(x, CS_LIT("target")),
                               first_of(x, CS_LIT("instrument")), cs_v_int(x->n_reports), cs_v_int(x->n_sources),
                               cs_v_int(x->n_statements), real_or_null(x->confidence, !isnan(x->confidence)),
                               cs_v_int(x->credibility), cs_v_text(x->credibility_why), cs_v_text(x->review)),
                     err);
}

static bool is_party(const cs_view_party *p, const cs_rows *r) {
    const cs_str has[] = { p->role, p->name, p->actor, p->type, p->sector, p->country, p->certainty, p->says };
    const int n = sizeof has / sizeof *has;
    for (int i = 0; i < n; i++)
        if (!cs_eq(has[i], cs_rows_text(r, i))) return false;
    return cs_rows_int(r, n) == p->n_reports;
}

/* Are they those that stand there already? Most decisions leave them as they were. */
static casus_status parties_are(cs_db *db, const cs_view_incident *x, bool *same, cs_err *err) {
    cs_rows *rows = NULL;
    int n = 0;
    CS_TRY(cs_db_ask(db, Q_PARTIES, CS_VALUES(cs_v_int(x->id)), &rows, err));
    for (bool more = true; more;) {
        CS_TRY(cs_rows_next(rows, &more, err));
        *same = more ? n < x->n_parties && is_party(x->parties + n++, rows) : n == x->n_parties;
        if (more && !*same) {
            cs_rows_end(rows);
            return CASUS_OK;
        }
    }
    return CASUS_OK;
}

static casus_status write_parties(cs_db *db, const cs_view_incident *x, bool *changed, cs_err *err) {
    bool same = false;
    CS_TRY(parties_are(db, x, &same, err));
    if (same) return CASUS_OK;
    *changed = true;
    CS_TRY(cs_db_run(db, Q_PARTIES_DROP, CS_VALUES(cs_v_int(x->id)), err));
    for (int i = 0; i < x->n_parties; i++) {
        const cs_view_party *p = x->parties + i;
        CS_TRY(cs_db_run(db, Q_PARTY_ADD,
                         CS_VALUES(cs_v_int(x->id), cs_v_int(i + 1), cs_v_text(p->role), cs_v_text(p->name),
                                   cs_v_text(p->actor), cs_v_text(p->type), cs_v_text(p->sector), cs_v_text(p->country),
                                   cs_v_text(p->certainty), cs_v_text(p->says), cs_v_int(p->n_reports)),
                         err));
    }
    return CASUS_OK;
}

static casus_status write_tolls(cs_db *db, const cs_view_incident *x, cs_err *err) {
    CS_TRY(cs_db_run(db, Q_TOLLS_DROP, CS_VALUES(cs_v_int(x->id)), err));
    for (int i = 0; i < x->n_tolls; i++) {
        const cs_view_toll *t = x->tolls + i;
        CS_TRY(cs_db_run(db, Q_TOLL_ADD,
                         CS_VALUES(cs_v_int(x->id), cs_v_text(t->effect), cs_v_text(t->status), count(t->low), count(t->best),
                                   count(t->high), cs_v_text(t->rule)),
                         err));
    }
    return CASUS_OK;
}

/* ---- all of it ---- */

static void count_what_counts(cs_sum *m) {
    for (int i = 0; i < m->told.n; i++) m->out->n_statements += m->counts[i];
    for (int i = 0; i < m->told.n_reports; i++) {
        bool first = true;
        for (int k = 0; k < i; k++) first &= m->told.reports[k].report != m->told.reports[i].report;
        m->out->n_reports += first;
    }
}

/* m->told is there. */
static void sum_up(cs_sum *m) {
    cs_sum_sources(m);
    count_what_counts(m);
    cs_sum_kind(m);
    cs_sum_when(m);
    cs_sum_where(m);
    cs_sum_parties(m);
    cs_sum_tolls(m);
    cs_sum_credibility(m);
}

static casus_status sum_one(cs_db *db, int64_t incident, const cs_told *told, const cs_same_actors *same, cs_arena scratch,
                            bool *parties, cs_err *err) {
    cs_view_incident x = { .id = incident };
    cs_sum m = { .told = *told, .same_actors = *same, .out = &x, .a = &scratch };
    sum_up(&m);
    CS_TRY(apply_reviews(db, incident, &m, err));
    CS_TRY(write_incident(db, &x, err));
    CS_TRY(write_parties(db, &x, parties, err));
    return write_tolls(db, &x, err);
}

/* At most CS_DB_IDS_MAX. */
static casus_status sum_some(cs_db *db, const int64_t *incidents, ptrdiff_t n, const cs_same_actors *same, cs_arena scratch,
                             bool *parties, cs_err *err) {
    static const char sql[] = "select id from incidents where live = 1 and id in " CS_DB_IDS " order by id";
    cs_told told[CS_DB_IDS_MAX];
    int64_t live[CS_DB_IDS_MAX];
    int n_live = 0;
    cs_rows *rows = NULL;
    bool more;
    CS_TRY(cs_db_ask(db, sql, cs_db_ids_of(incidents, n).v, CS_DB_IDS_MAX, &rows, err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, err));
        if (!more) break;
        live[n_live++] = cs_rows_int(rows, 0);
    }
    if (n_live) CS_TRY(cs_told_of_incidents(db, live, n_live, &scratch, told, err));
    for (int i = 0; i < n_live; i++) CS_TRY(sum_one(db, live[i], &told[i], same, scratch, parties, err));
    return CASUS_OK;
}

casus_status cs_store_sum(cs_db *db, const int64_t *incidents, ptrdiff_t n, cs_arena scratch, bool *parties, cs_err *err) {
    cs_same_actors same;
    CS_TRY(cs_same_actors_of(db, &scratch, &same, err));
    for (ptrdiff_t i = 0; i < n; i += CS_DB_IDS_MAX) {
        ptrdiff_t some = n - i < CS_DB_IDS_MAX ? n - i : CS_DB_IDS_MAX;
        CS_TRY(sum_some(db, incidents + i, some, &same, scratch, parties, err));
    }
    return CASUS_OK;
}

casus_status cs_store_sum_as_read(cs_db *db, int64_t incident, cs_arena *a, cs_view_incident *out, cs_err *err) {
    *out = (cs_view_incident){ .id = incident };
    cs_sum m = { .out = out, .a = a };
    int n = 0;
    CS_TRY(cs_told_as_read(db, CS_TOLD_INCIDENT, incident, a, &m.told, err));
    for (int i = 0; i < m.told.n; i++)
        if (!cs_eq(m.told.v[i].review, CS_LIT("added"))) m.told.v[n++] = m.told.v[i];
    m.told.n = n;
    if (n) sum_up(&m);
    return CASUS_OK;
}
