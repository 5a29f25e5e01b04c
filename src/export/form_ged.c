/* UCDP GED's 49 columns (docs/formats/ged.md): incidents of violence with at least one death. */
#include "export/form_say.h"
#include "export/form_sheet.h"

static const char *const COLUMNS[] = { "id",
                                       "relid",
                                       "year",
                                       "active_year",
                                       "code_status",
                                       "type_of_violence",
                                       "conflict_dset_id",
                                       "conflict_new_id",
                                       "conflict_name",
                                       "dyad_dset_id",
                                       "dyad_new_id",
                                       "dyad_name",
                                       "side_a_dset_id",
                                       "side_a_new_id",
                                       "side_a",
                                       "side_b_dset_id",
                                       "side_b_new_id",
                                       "side_b",
                                       "number_of_sources",
                                       "source_article",
                                       "source_office",
                                       "source_date",
                                       "source_headline",
                                       "source_original",
                                       "where_prec",
                                       "where_coordinates",
                                       "where_description",
                                       "adm_1",
                                       "adm_2",
                                       "latitude",
                                       "longitude",
                                       "geom_wkt",
                                       "priogrid_gid",
                                       "country",
                                       "country_id",
                                       "region",
                                       "event_clarity",
                                       "date_prec",
                                       "date_start",
                                       "date_end",
                                       "deaths_a",
                                       "deaths_b",
                                       "deaths_civilians",
                                       "deaths_unknown",
                                       "best",
                                       "high",
                                       "low",
                                       "gwnoa",
                                       "gwnob",
                                       NULL };

enum { STATE_BASED = 1, NON_STATE, ONE_SIDED };

typedef struct sides {
    const cs_view_party *a, *b;
    int violence; /* 0: not known */
} sides;

/* Side A is the first agent that bears arms. Side B is the first other side that does, else civilians. A state comes first
 * where a state and a group fight each other. */
static sides sides_of(const cs_view_incident *i) {
    sides s = { 0 };
    int at = -1;
    bool civilians = false;
    for (const cs_view_party *p; (p = cs_form_party(i->parties, i->n_parties, "agent", &at));) {
        if (!cs_form_armed(cs_form_camp_of(p))) continue;
        if (!s.a)
            s.a = p;
        else if (!s.b)
            s.b = p;
    }
    at = -1;
    for (const cs_view_party *p; (p = cs_form_party(i->parties, i->n_parties, "recipient", &at));) {
        cs_form_camp camp = cs_form_camp_of(p);
        if (cs_form_armed(camp) && (!s.a || !cs_eq(p->name, s.a->name))) {
            s.b = p;
            break;
        }
        civilians = civilians || camp == CS_CAMP_CIVILIAN || camp == CS_CAMP_COMMUNITY;
    }
    if (!s.a) return s;
    bool state_a = cs_form_camp_of(s.a) == CS_CAMP_STATE, state_b = s.b && cs_form_camp_of(s.b) == CS_CAMP_STATE;
    if (s.b) s.violence = state_a || state_b ? STATE_BASED : NON_STATE;
    if (!s.b && civilians) s.violence = ONE_SIDED;
    if (state_b && !state_a) {
        const cs_view_party *agent = s.a;
        s.a = s.b;
        s.b = agent;
    }
    return s;
}

static int64_t died(const cs_view_incident *i, const char *status) {
    int64_t n = cs_form_best(cs_form_toll(i->tolls, i->n_tolls, "killed", status));
    return n > 0 ? n : 0;
}

/* Perpetrators are the agent's dead; combatants those of the other side. best is the sum, as UCDP has it. */
static int64_t set_deaths(cs_sheet *s, const cs_view_incident *i, const sides *who) {
    const cs_view_toll *all = cs_form_toll(i->tolls, i->n_tolls, "killed", "all");
    int64_t own = died(i, "perpetrator"), others = who->b ? died(i, "combatant") : 0, civilians = died(i, "civilian");
    int64_t best = died(i, "all"), sum = own + others + civilians, unknown = best > sum ? best - sum : 0;
    bool swapped = who->a && !cs_is(who->a->role, "agent");
    best = sum + unknown;
    cs_sheet_number(s, "deaths_a", swapped ? others : own);
    cs_sheet_number(s, "deaths_b", swapped ? own : others);
    cs_sheet_number(s, "deaths_civilians", civilians);
    cs_sheet_number(s, "deaths_unknown", unknown);
    cs_sheet_number(s, "best", best);
    cs_sheet_number(s, "low", all && all->low >= 0 && all->low < best ? all->low : best);
    cs_sheet_number(s, "high", all && all->high > best ? all->high : best);
    return best;
}

static void set_when(cs_sheet *s, const cs_view_incident *i, int32_t day) {
    int32_t days = cs_form_n_days(&i->when);
    cs_sheet_number(s, "year", cs_date_of(day).year);
    cs_sheet_set(s, "date_start", i->when.first);
    cs_sheet_set(s, "date_end", i->when.last);
    cs_sheet_number(s, "event_clarity", 1); /* an incident is one event; aggregates are incidents of their own */
    if (days) cs_sheet_number(s, "date_prec", days == 1 ? 1 : days < 7 ? 2 : days == 7 ? 3 : days <= 31 ? 4 : 5);
}

/* UCDP's regions are ranges of the numbers of Gleditsch and Ward. */
static void set_region(cs_sheet *s, cs_str gw) {
    static const struct {
        int64_t below;
        const char *name;
    } REGIONS[] = { { 200, "Americas" }, { 400, "Europe" }, { 627, "Africa" }, { 700, "Middle East" }, { 1000, "Asia" } };
    cs_i64_result n = cs_parse_i64(gw);
    for (size_t k = 0; n.ok && k < sizeof REGIONS / sizeof *REGIONS; k++) {
        if (n.value >= REGIONS[k].below) continue;
        cs_sheet_put(s, "region", REGIONS[k].name);
        return;
    }
}

static void set_place(cs_sheet *s, const cs_view_place *p) {
    static const char *const PRECISION[] = { "site", "1", "town", "1", "district", "3", "province", "4", "country", "6" };
    const cs_form_nation n = cs_form_nation_of(p->country);
    cs_sheet_set(s, "where_coordinates", p->name);
    cs_sheet_set(s, "adm_1", p->admin1);
    cs_sheet_set(s, "adm_2", p->admin2);
    cs_sheet_set(s, "country", n.name);
    cs_sheet_set(s, "country_id", n.gw);
    set_region(s, n.gw);
    for (size_t k = 0; k < sizeof PRECISION / sizeof *PRECISION; k += 2)
        if (cs_is(p->precision, PRECISION[k])) cs_sheet_put(s, "where_prec", PRECISION[k + 1]);
    if (!p->located) return;
    cs_buf point = { 0 };
    cs_buf_put(&point, "POINT (");
    cs_buf_fixed(&point, p->lon, 6);
    cs_buf_char(&point, ' ');
    cs_buf_fixed(&point, p->lat, 6);
    cs_buf_char(&point, ')');
    cs_sheet_set(s, "geom_wkt", cs_dup(s->arena, (cs_str){ point.p, (ptrdiff_t)point.n }));
    cs_buf_free(&point);
    cs_sheet_fixed(s, "latitude", p->lat, 6);
    cs_sheet_fixed(s, "longitude", p->lon, 6);
    cs_sheet_number(s, "priogrid_gid", cs_form_grid(p->lat, p->lon));
}

static void set_sources(cs_sheet *s, const cs_form_incident *x) {
    cs_str articles = { 0 }, dates = { 0 }, titles = { 0 };
    for (int i = 0; i < x->n_reports; i++) {
        cs_str cite = cs_form_cite(x->reports + i, s->arena);
        articles = cs_form_glue(s->arena, articles, "; ", cite);
        dates = cs_form_glue(s->arena, dates, "; ", x->reports[i].published);
        titles = cs_form_glue(s->arena, titles, "; ", x->reports[i].title);
    }
    cs_sheet_number(s, "number_of_sources", x->incident->n_sources);
    cs_sheet_set(s, "source_article", articles);
    cs_sheet_set(s, "source_office", cs_form_sources(x, s->arena));
    cs_sheet_set(s, "source_date", dates);
    cs_sheet_set(s, "source_headline", titles);
    cs_str says = { 0 };
    for (int i = 0; i < x->n_statements; i++)
        for (int k = 0; k < x->statements[i].n_speakers; k++) {
            cs_str name = x->statements[i].speakers[k].name;
            if (name.n && cs_find(says, name) < 0) says = cs_form_glue(s->arena, says, "; ", name);
        }
    cs_sheet_set(s, "source_original", says);
}

static void set_sides(cs_sheet *s, const sides *who) {
    cs_str a = who->a ? who->a->name : (cs_str){ 0 };
    cs_str b = who->b ? who->b->name : who->violence == ONE_SIDED ? CS_LIT("Civilians") : (cs_str){ 0 };
    if (who->violence) cs_sheet_number(s, "type_of_violence", who->violence);
    cs_sheet_set(s, "side_a", a);
    cs_sheet_set(s, "side_b", b);
    if (a.n && b.n) cs_sheet_set(s, "dyad_name", cs_form_glue(s->arena, a, " - ", b));
    if (who->a && cs_form_camp_of(who->a) == CS_CAMP_STATE) cs_sheet_set(s, "gwnoa", cs_form_nation_of(who->a->country).gw);
    if (who->b && cs_form_camp_of(who->b) == CS_CAMP_STATE) cs_sheet_set(s, "gwnob", cs_form_nation_of(who->b->country).gw);
}

static void begin(cs_form_writer *w) {
    cs_sheet s = cs_sheet_of(COLUMNS, false, w->scratch);
    cs_sheet_head(&s, &w->out[0]);
}

static void incident(cs_form_writer *w, const cs_form_incident *x) {
    const cs_view_incident *i = x->incident;
    const sides who = sides_of(i);
    const cs_day_result day = cs_form_first_day(i);
    cs_sheet s = cs_sheet_of(COLUMNS, false, w->scratch);
    if (!cs_is(i->type, "ASSAULT") || !cs_form_happened(i) || !day.ok || set_deaths(&s, i, &who) < 1) {
        w->n_left++;
        return;
    }
    cs_sheet_number(&s, "id", i->id);
    set_when(&s, i, day.day);
    set_sides(&s, &who);
    set_sources(&s, x);
    set_place(&s, &i->place);
    cs_sheet_row(&s, &w->out[0]);
    w->n_written++;
}

const cs_form cs_form_ged = { .name = "ged",
                              .media = "text/csv",
                              .ending = "csv",
                              .about = "UCDP GED's 49 columns, CSV, a row per incident of violence with a death",
                              .left = "no violence that happened, or without a death or a day",
                              .begin = begin,
                              .incident = incident };
