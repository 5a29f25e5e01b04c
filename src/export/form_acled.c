/* ACLED's 31 columns (docs/formats/acled.md): what its codebook has a type for, one row per incident. */
#include "export/form_say.h"
#include "export/form_sheet.h"

static const char *const COLUMNS[] = { "event_id_cnty",
                                       "event_date",
                                       "year",
                                       "time_precision",
                                       "disorder_type",
                                       "event_type",
                                       "sub_event_type",
                                       "actor1",
                                       "assoc_actor_1",
                                       "inter1",
                                       "actor2",
                                       "assoc_actor_2",
                                       "inter2",
                                       "interaction",
                                       "civilian_targeting",
                                       "iso",
                                       "region",
                                       "country",
                                       "admin1",
                                       "admin2",
                                       "admin3",
                                       "location",
                                       "latitude",
                                       "longitude",
                                       "geo_precision",
                                       "source",
                                       "source_scale",
                                       "notes",
                                       "fatalities",
                                       "tags",
                                       "timestamp",
                                       NULL };

enum { STATE = 1, REBELS, MILITIAS, COMMUNAL, RIOTERS, PROTESTERS, CIVILIANS, EXTERNAL };

typedef struct event {
    const char *disorder, *type, *sub;
} event;

static const char VIOLENCE[] = "Political violence", PROTEST[] = "Demonstrations", STRATEGIC[] = "Strategic developments";
static const char BATTLES[] = "Battles", REMOTE[] = "Explosions/Remote violence", CIVILIAN[] = "Violence against civilians";

/* The two sides: the first agent and the first recipient; where nobody is named as recipient, a second agent. */
typedef struct sides {
    const cs_view_party *one, *two;
    int inter1, inter2;
} sides;

static int inter_of(const cs_view_party *p, const cs_view_incident *i) {
    cs_form_camp camp = cs_form_camp_of(p);
    bool abroad = p->country.n && i->place.country.n && !cs_eq(p->country, i->place.country);
    switch (camp) {
    case CS_CAMP_STATE: return abroad ? EXTERNAL : STATE;
    case CS_CAMP_REBEL: return REBELS;
    case CS_CAMP_MILITIA: return MILITIAS;
    case CS_CAMP_COMMUNITY: return cs_is(p->role, "agent") && cs_is(i->type, "ASSAULT") ? COMMUNAL : CIVILIANS;
    case CS_CAMP_OUTSIDE: return EXTERNAL;
    case CS_CAMP_CIVILIAN: return CIVILIANS;
    case CS_CAMP_NONE: break;
    }
    return 0;
}

static sides sides_of(const cs_view_incident *i) {
    sides s = { 0 };
    int at = -1, to = -1;
    s.one = cs_form_party(i->parties, i->n_parties, "agent", &at);
    s.two = cs_form_party(i->parties, i->n_parties, "recipient", &to);
    if (!s.two) s.two = cs_form_party(i->parties, i->n_parties, "other-party", &(int){ -1 });
    if (!s.two && s.one) s.two = cs_form_party(i->parties, i->n_parties, "agent", &at);
    if (s.one) s.inter1 = inter_of(s.one, i);
    if (s.two) s.inter2 = inter_of(s.two, i);
    if (cs_is(i->type, "PROTEST") && s.one && s.inter1 != STATE) s.inter1 = cs_is(i->mode, "riot") ? RIOTERS : PROTESTERS;
    return s;
}

static bool is_armed(int inter) { return (inter >= STATE && inter <= COMMUNAL) || inter == EXTERNAL; }

static bool has_instrument(const cs_view_incident *i, const char *word) {
    int at = -1;
    for (const cs_view_party *p; (p = cs_form_party(i->parties, i->n_parties, "instrument", &at));)
        if (cs_find(p->name, (cs_str){ word, (ptrdiff_t)strlen(word) }) >= 0) return true;
    return false;
}

static bool hurts(const cs_view_incident *i) {
    return cs_form_best(cs_form_toll(i->tolls, i->n_tolls, "killed", "all")) > 0 ||
           cs_form_best(cs_form_toll(i->tolls, i->n_tolls, "wounded", "all")) > 0;
}

/* By weapon first, as ACLED does; then by who is hit. */
static event assault(const cs_view_incident *i, const sides *s) {
    cs_str m = i->mode;
    if (cs_is(m, "suicide-attack")) return (event){ VIOLENCE, REMOTE, "Suicide bomb" };
    if (cs_is_any(m, "aerial drone")) return (event){ VIOLENCE, REMOTE, "Air/drone strike" };
    if (cs_is(m, "heavy-weapons")) return (event){ VIOLENCE, REMOTE, "Shelling/artillery/missile attack" };
    if (cs_is(m, "explosives"))
        return (event){ VIOLENCE, REMOTE, has_instrument(i, "grenade") ? "Grenade" : "Remote explosive/landmine/IED" };
    if (cs_is(m, "sexual")) return (event){ VIOLENCE, CIVILIAN, "Sexual violence" };
    if (cs_is(m, "crowd-control") && !hurts(i)) return (event){ PROTEST, "Protests", "Protest with intervention" };
    if (cs_is(m, "crowd-control"))
        return (event){ "Political violence; Demonstrations", "Protests", "Excessive force against protesters" };
    if (cs_is(m, "seize") && s->inter1 == STATE) return (event){ VIOLENCE, BATTLES, "Government regains territory" };
    if (cs_is(m, "seize") && s->one) return (event){ VIOLENCE, BATTLES, "Non-state actor overtakes territory" };
    if (cs_is(m, "destroy") && !s->two && !hurts(i)) return (event){ STRATEGIC, STRATEGIC, "Looting/property destruction" };
    if (is_armed(s->inter2) && !cs_is_any(m, "abduct torture execute assassinate"))
        return (event){ VIOLENCE, BATTLES, "Armed clash" };
    if (cs_is(m, "abduct")) return (event){ VIOLENCE, CIVILIAN, "Abduction/forced disappearance" };
    return (event){ VIOLENCE, CIVILIAN, "Attack" };
}

/* type == NULL: ACLED has none for it. */
static event event_of(const cs_view_incident *i, const sides *s) {
    if (!cs_form_happened(i)) return (event){ 0 };
    if (cs_is(i->type, "ASSAULT")) return assault(i, s);
    if (cs_is(i->type, "PROTEST") && cs_is(i->mode, "riot")) return (event){ VIOLENCE, "Riots", "Violent demonstration" };
    if (cs_is(i->type, "PROTEST") && cs_form_toll(i->tolls, i->n_tolls, "arrested", "all"))
        return (event){ PROTEST, "Protests", "Protest with intervention" };
    if (cs_is(i->type, "PROTEST") && !cs_is_any(i->mode, "strike boycott hunger"))
        return (event){ PROTEST, "Protests", "Peaceful protest" };
    if (cs_is(i->type, "COERCE") && cs_is(i->mode, "arrest")) return (event){ STRATEGIC, STRATEGIC, "Arrests" };
    if (cs_is(i->type, "RETREAT") && cs_is(i->mode, "ceasefire")) return (event){ STRATEGIC, STRATEGIC, "Agreement" };
    if (cs_is(i->type, "RETREAT") && cs_is(i->mode, "withdraw") && s->one && is_armed(s->inter1))
        return (event){ STRATEGIC, STRATEGIC, "Non-violent transfer of territory" };
    return (event){ 0 };
}

static void set_sides(cs_sheet *s, const cs_view_incident *i, const sides *who) {
    cs_str agents = { 0 }, recipients = { 0 };
    for (int k = 0; k < i->n_parties; k++) {
        const cs_view_party *p = i->parties + k;
        if (p == who->one || p == who->two || cs_is(p->certainty, "denied")) continue;
        if (cs_is(p->role, "agent")) agents = cs_form_glue(s->arena, agents, "; ", p->name);
        if (cs_is(p->role, "recipient")) recipients = cs_form_glue(s->arena, recipients, "; ", p->name);
    }
    if (who->one) cs_sheet_set(s, "actor1", who->one->name);
    if (who->two) cs_sheet_set(s, "actor2", who->two->name);
    cs_sheet_set(s, "assoc_actor_1", agents);
    cs_sheet_set(s, "assoc_actor_2", recipients);
    if (who->inter1) cs_sheet_number(s, "inter1", who->inter1);
    if (who->inter2) cs_sheet_number(s, "inter2", who->inter2);
    int low = who->inter1 < who->inter2 ? who->inter1 : who->inter2, high = who->inter1 + who->inter2 - low;
    if (who->inter1 && (who->inter2 || !who->two)) cs_sheet_number(s, "interaction", low ? low * 10 + high : high * 10);
}

static void set_place(cs_sheet *s, const cs_view_place *p) {
    const cs_form_nation n = cs_form_nation_of(p->country);
    cs_sheet_set(s, "iso", n.iso);
    cs_sheet_set(s, "country", n.name);
    cs_sheet_set(s, "admin1", p->admin1);
    cs_sheet_set(s, "admin2", p->admin2);
    cs_sheet_set(s, "location", p->name);
    if (!p->located) return;
    cs_sheet_fixed(s, "latitude", p->lat, 4);
    cs_sheet_fixed(s, "longitude", p->lon, 4);
    cs_sheet_number(s, "geo_precision", cs_is_any(p->precision, "site town") ? 1 : cs_is(p->precision, "district") ? 2 : 3);
}

static void set_when(cs_sheet *s, const cs_view_incident *i, int32_t day) {
    enum { WEEK = 7, MONTH = 31 };
    static const char *const MONTHS[] = { "January", "February", "March",     "April",   "May",      "June",
                                          "July",    "August",   "September", "October", "November", "December" };
    const cs_date d = cs_date_of(day);
    int32_t days = cs_form_n_days(&i->when);
    cs_sheet_set(s, "event_date", cs_printf(s->arena, "%02d %s %d", (int)d.day, MONTHS[d.month - 1], (int)d.year));
    cs_sheet_number(s, "year", d.year);
    if (days) cs_sheet_number(s, "time_precision", days == 1 ? 1 : days <= WEEK ? 2 : 3);
    if (days > MONTH) cs_sheet_put(s, "time_precision", "");
    cs_day_result changed = cs_parse_day(cs_cut(i->changed_at, 0, i->changed_at.n < 10 ? i->changed_at.n : 10));
    if (changed.ok) cs_sheet_number(s, "timestamp", (int64_t)changed.day * 86400);
}

static void begin(cs_form_writer *w) {
    cs_sheet s = cs_sheet_of(COLUMNS, false, w->scratch);
    cs_sheet_head(&s, &w->out[0]);
}

static void incident(cs_form_writer *w, const cs_form_incident *x) {
    const cs_view_incident *i = x->incident;
    const sides who = sides_of(i);
    const event e = event_of(i, &who);
    const cs_day_result day = cs_form_first_day(i);
    if (!e.type || !day.ok || !i->place.country.n) {
        w->n_left++;
        return;
    }
    cs_sheet s = cs_sheet_of(COLUMNS, false, w->scratch);
    const cs_view_toll *killed = cs_form_toll(i->tolls, i->n_tolls, "killed", "all");
    const cs_view_toll *crowd = cs_form_toll(i->tolls, i->n_tolls, "crowd", "all");
    cs_sheet_set(&s, "event_id_cnty", cs_printf(w->scratch, CS_FMT "%lld", CS_ARG(i->place.country), (long long)i->id));
    set_when(&s, i, day.day);
    cs_sheet_put(&s, "disorder_type", e.disorder);
    cs_sheet_put(&s, "event_type", e.type);
    cs_sheet_put(&s, "sub_event_type", e.sub);
    set_sides(&s, i, &who);
    bool violent = !strncmp(e.disorder, VIOLENCE, sizeof VIOLENCE - 1);
    if (violent && (who.inter2 == CIVILIANS || who.inter2 == PROTESTERS))
        cs_sheet_put(&s, "civilian_targeting", "Civilian targeting");
    set_place(&s, &i->place);
    cs_sheet_set(&s, "source", cs_form_sources(x, w->scratch));
    cs_sheet_set(&s, "notes", cs_form_notes(x, w->scratch));
    cs_sheet_number(&s, "fatalities", !killed ? 0 : killed->low >= 0 ? killed->low : killed->best >= 0 ? killed->best : 0);
    cs_str tags = w->masked ? CS_LIT("masked") : (cs_str){ 0 };
    if (crowd && cs_form_best(crowd) >= 0)
        tags = cs_form_glue(w->scratch, tags, "; ", cs_printf(w->scratch, "crowd size=%lld", (long long)cs_form_best(crowd)));
    cs_sheet_set(&s, "tags", tags);
    cs_sheet_row(&s, &w->out[0]);
    w->n_written++;
}

const cs_form cs_form_acled = { .name = "acled", .media = "text/csv", .ending = "csv",
                                .about = "ACLED's 31 columns, CSV, a row per incident that ACLED has a type for",
                                .left = "of no type of ACLED's, planned or denied, or without country or day",
                                .begin = begin,
                                .incident = incident };
