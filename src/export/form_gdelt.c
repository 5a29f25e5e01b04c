/* GDELT 2.0's tables, tabs between, with a head (docs/formats/gdelt.md): an event per incident, a mention per statement of it.
 */
#include "export/form_say.h"
#include "export/form_sheet.h"

#define ACTOR(k) \
    k "Code", k "Name", k "CountryCode", k "KnownGroupCode", k "EthnicCode", k "Religion1Code", k "Religion2Code", \
        k "Type1Code", k "Type2Code", k "Type3Code"
#define GEO(k) \
    k "Geo_Type", k "Geo_FullName", k "Geo_CountryCode", k "Geo_ADM1Code", k "Geo_ADM2Code", k "Geo_Lat", k "Geo_Long", \
        k "Geo_FeatureID"
static const char *const EVENT[] = {
    "GLOBALEVENTID", "SQLDATE",     "MonthYear",     "Year",          "FractionDate", ACTOR("Actor1"),  ACTOR("Actor2"),
    "IsRootEvent",   "EventCode",   "EventBaseCode", "EventRootCode", "QuadClass",    "GoldsteinScale", "NumMentions",
    "NumSources",    "NumArticles", "AvgTone",       GEO("Actor1"),   GEO("Actor2"),  GEO("Action"),    "DATEADDED",
    "SOURCEURL",     NULL
};
static const char *const MENTION[] = { "GLOBALEVENTID",
                                       "EventTimeDate",
                                       "MentionTimeDate",
                                       "MentionType",
                                       "MentionSourceName",
                                       "MentionIdentifier",
                                       "SentenceID",
                                       "Actor1CharOffset",
                                       "Actor2CharOffset",
                                       "ActionCharOffset",
                                       "InRawText",
                                       "Confidence",
                                       "MentionDocLen",
                                       "MentionDocTone",
                                       "MentionDocTranslationInfo",
                                       "Extras",
                                       NULL };

/* PLOVER's sectors as CAMEO's types of actors; those that CAMEO has none for are not here. */
static const char *const TYPES[][2] = { { "GOV", "GOV" }, { "MIL", "MIL" }, { "COP", "COP" }, { "SPY", "SPY" },
                                        { "JUD", "JUD" }, { "LEG", "LEG" }, { "OPP", "OPP" }, { "REB", "REB" },
                                        { "IMG", "IMG" }, { "CRM", "CRM" }, { "UAF", "UAF" }, { "CVL", "CVL" },
                                        { "BUS", "BUS" }, { "LAB", "LAB" }, { "AGR", "AGR" }, { "EDU", "EDU" },
                                        { "MED", "HLH" }, { "JRN", "MED" }, { "REF", "REF" }, { "ELI", "ELI" },
                                        { "NGO", "NGO" }, { "IGO", "IGO" } };

static cs_str type_of(cs_str sector) {
    for (size_t k = 0; k < sizeof TYPES / sizeof *TYPES; k++)
        if (cs_is(sector, TYPES[k][0])) return (cs_str){ TYPES[k][1], 3 };
    return (cs_str){ 0 };
}

static cs_str capitals(cs_str s, cs_arena *a) {
    char *p = CS_NEW(a, char, s.n);
    for (ptrdiff_t i = 0; i < s.n; i++) p[i] = s.p[i] >= 'a' && s.p[i] <= 'z' ? (char)(s.p[i] - 'a' + 'A') : s.p[i];
    return (cs_str){ p, s.n };
}

static void set_actor(cs_sheet *s, const cs_view_party *p, const char *const names[4]) {
    if (!p) return;
    cs_str type = type_of(p->sector);
    cs_sheet_set(s, names[0], cs_join(s->arena, p->country, type));
    cs_sheet_set(s, names[1], capitals(p->name, s->arena));
    cs_sheet_set(s, names[2], p->country);
    cs_sheet_set(s, names[3], type);
}

/* GDELT's types of places: 1 country, 2 and 3 state and town of the USA, 4 town, 5 region elsewhere. */
static void set_place(cs_sheet *s, const cs_view_place *p) {
    const cs_form_nation n = cs_form_nation_of(p->country);
    bool usa = cs_is(p->country, "USA");
    if (!p->name.n) return;
    cs_str name = cs_is(p->precision, "country") ? (cs_str){ 0 } : p->name;
    if (!cs_eq(p->admin1, name)) name = cs_form_glue(s->arena, name, ", ", p->admin1);
    cs_sheet_set(s, "ActionGeo_FullName", cs_form_glue(s->arena, name, ", ", n.name));
    cs_sheet_set(s, "ActionGeo_CountryCode", n.fips);
    if (cs_is(p->precision, "country")) cs_sheet_number(s, "ActionGeo_Type", 1);
    if (cs_is_any(p->precision, "site town")) cs_sheet_number(s, "ActionGeo_Type", usa ? 3 : 4);
    if (cs_is_any(p->precision, "district province")) cs_sheet_number(s, "ActionGeo_Type", usa ? 2 : 5);
    if (!p->located) return;
    cs_sheet_fixed(s, "ActionGeo_Lat", p->lat, 5);
    cs_sheet_fixed(s, "ActionGeo_Long", p->lon, 5);
}

static void set_when(cs_sheet *s, const cs_view_incident *i, int32_t day) {
    enum { MONTH = 31, YEAR = 366 };
    const cs_date d = cs_date_of(day);
    int32_t days = cs_form_n_days(&i->when);
    if (!days || days > YEAR) return;
    cs_sheet_number(s, "Year", d.year);
    if (days <= MONTH) cs_sheet_set(s, "MonthYear", cs_printf(s->arena, "%04d%02d", (int)d.year, (int)d.month));
    if (days != 1) return;
    cs_sheet_set(s, "SQLDATE", cs_printf(s->arena, "%04d%02d%02d", (int)d.year, (int)d.month, (int)d.day));
    cs_sheet_fixed(s, "FractionDate", d.year + (d.month * 30 + d.day) / 365.0, 4); /* as GDELT's codebook reckons it */
}

/* "2024-03-14T08:00:00Z" as digits; a day alone is its midnight. */
static cs_str digits(cs_str when, cs_arena *a) {
    enum { DIGITS = 14 };
    char *p = CS_NEW(a, char, DIGITS);
    int n = 0;
    for (ptrdiff_t i = 0; i < when.n && n < DIGITS; i++)
        if (when.p[i] >= '0' && when.p[i] <= '9') p[n++] = when.p[i];
    if (!n) return (cs_str){ 0 };
    while (n < DIGITS) p[n++] = '0';
    return (cs_str){ p, DIGITS };
}

static const cs_view_party *other_side(const cs_view_party *parties, int n) {
    static const char *const roles[] = { "recipient", "other-party", "target" };
    for (int k = 0; k < 3; k++) {
        const cs_view_party *p = cs_form_party(parties, n, roles[k], &(int){ -1 });
        if (p) return p;
    }
    return NULL;
}

static void write_event(cs_form_writer *w, const cs_form_incident *x, const cs_form_code *c) {
    static const char *const one[] = { "Actor1Code", "Actor1Name", "Actor1CountryCode", "Actor1Type1Code" };
    static const char *const two[] = { "Actor2Code", "Actor2Name", "Actor2CountryCode", "Actor2Type1Code" };
    const cs_view_incident *i = x->incident;
    const cs_day_result day = cs_form_first_day(i);
    cs_sheet s = cs_sheet_of(EVENT, true, w->scratch);
    cs_sheet_number(&s, "GLOBALEVENTID", i->id);
    if (day.ok) set_when(&s, i, day.day);
    set_actor(&s, cs_form_party(i->parties, i->n_parties, "agent", &(int){ -1 }), one);
    set_actor(&s, other_side(i->parties, i->n_parties), two);
    cs_sheet_set(&s, "EventCode", c->cameo);
    cs_sheet_set(&s, "EventBaseCode", cs_cut(c->cameo, 0, c->cameo.n < 3 ? c->cameo.n : 3));
    cs_sheet_set(&s, "EventRootCode", cs_cut(c->cameo, 0, 2));
    cs_sheet_number(&s, "QuadClass", c->quad);
    cs_sheet_set(&s, "GoldsteinScale", c->goldstein);
    cs_sheet_number(&s, "NumMentions", x->n_statements);
    cs_sheet_number(&s, "NumSources", i->n_sources);
    cs_sheet_number(&s, "NumArticles", x->n_reports);
    set_place(&s, &i->place);
    cs_sheet_set(&s, "DATEADDED", digits(i->made_at, w->scratch));
    if (x->n_reports) cs_sheet_set(&s, "SOURCEURL", x->reports[0].url);
    cs_sheet_row(&s, &w->out[0]);
}

static void write_mention(cs_form_writer *w, const cs_form_incident *x, const cs_view_statement *v) {
    enum { WEB = 1, CITATION = 2, PERCENT = 100, STEP = 10 };
    const cs_view_report *r = cs_form_report_of(x, v->report);
    const cs_view_party *one = cs_form_party(v->parties, v->n_parties, "agent", &(int){ -1 });
    const cs_view_party *two = other_side(v->parties, v->n_parties);
    cs_sheet s = cs_sheet_of(MENTION, true, w->scratch);
    cs_sheet_number(&s, "GLOBALEVENTID", x->incident->id);
    cs_sheet_set(&s, "EventTimeDate", digits(v->when.first.n ? v->when.first : x->incident->when.first, w->scratch));
    if (r) {
        cs_sheet_set(&s, "MentionTimeDate", digits(r->published, w->scratch));
        cs_sheet_number(&s, "MentionType", r->url.n ? WEB : CITATION);
        cs_sheet_set(&s, "MentionSourceName", r->source);
        cs_sheet_set(&s, "MentionIdentifier", r->url.n ? r->url : cs_join(w->scratch, CS_LIT("sha256:"), r->text_sha256));
    }
    cs_sheet_number(&s, "Actor1CharOffset", one ? one->begin : -1); /* -1: not in the text, as GDELT has it */
    cs_sheet_number(&s, "Actor2CharOffset", two ? two->begin : -1);
    cs_sheet_number(&s, "ActionCharOffset", v->trigger_begin);
    cs_sheet_number(&s, "InRawText", 1);
    if (!isnan(v->confidence)) cs_sheet_number(&s, "Confidence", (int64_t)(v->confidence * PERCENT / STEP + 0.5) * STEP);
    if (w->masked) cs_sheet_put(&s, "Extras", "masked");
    cs_sheet_row(&s, &w->out[1]);
}

static void begin(cs_form_writer *w) {
    cs_sheet events = cs_sheet_of(EVENT, true, w->scratch), mentions = cs_sheet_of(MENTION, true, w->scratch);
    cs_sheet_head(&events, &w->out[0]);
    cs_sheet_head(&mentions, &w->out[1]);
}

static void incident(cs_form_writer *w, const cs_form_incident *x) {
    cs_form_code c;
    if (!cs_form_happened(x->incident) || !cs_form_code_of(x->incident->type, x->incident->mode, &c)) {
        w->n_left++;
        return;
    }
    write_event(w, x, &c);
    for (int i = 0; i < x->n_statements; i++) write_mention(w, x, x->statements + i);
    w->n_written++;
}

const cs_form cs_form_gdelt = { .name = "gdelt", .media = "text/tab-separated-values", .ending = "tsv",
                                .about = "GDELT 2.0's events.tsv (61 columns) and mentions.tsv (16)",
                                .files = { "events.tsv", "mentions.tsv" },
                                .left = "not told as done",
                                .begin = begin,
                                .incident = incident };
