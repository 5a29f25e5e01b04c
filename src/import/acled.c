/* ACLED's 31 columns (docs/import.md). Its codebook gives no direction between actor1 and actor2; the first is taken as the one
 * who acts, as ACLED itself does of violence against civilians and of protests. */
#include "import/import.h"

enum {
    ID,
    EVENT_DATE,
    SUB_EVENT_TYPE,
    ACTOR1,
    TIME_PRECISION,
    ACTOR2,
    INTER1,
    INTER2,
    ASSOC_1,
    ASSOC_2,
    ISO,
    COUNTRY,
    ADMIN1,
    ADMIN2,
    LOCATION,
    LATITUDE,
    LONGITUDE,
    GEO_PRECISION,
    SOURCE,
    NOTES,
    FATALITIES,
    COLUMNS
};
static const char *const NAMES[COLUMNS] = { "event_id_cnty", "event_date", "sub_event_type", "actor1",        "time_precision",
                                            "actor2",        "inter1",     "inter2",         "assoc_actor_1", "assoc_actor_2",
                                            "iso",           "country",    "admin1",         "admin2",        "location",
                                            "latitude",      "longitude",  "geo_precision",  "source",        "notes",
                                            "fatalities" };
enum { REQUIRED = 4 };

static const struct {
    const char *sub, *type, *mode; /* mode NULL: none */
} EVENTS[] = {
    { "Armed clash", "ASSAULT", NULL },
    { "Government regains territory", "ASSAULT", "seize" },
    { "Non-state actor overtakes territory", "ASSAULT", "seize" },
    { "Chemical weapon", "ASSAULT", "unconventional" },
    { "Air/drone strike", "ASSAULT", "aerial" },
    { "Suicide bomb", "ASSAULT", "suicide-attack" },
    { "Shelling/artillery/missile attack", "ASSAULT", "heavy-weapons" },
    { "Remote explosive/landmine/IED", "ASSAULT", "explosives" },
    { "Grenade", "ASSAULT", "explosives" },
    { "Sexual violence", "ASSAULT", "sexual" },
    { "Attack", "ASSAULT", NULL },
    { "Abduction/forced disappearance", "ASSAULT", "abduct" },
    { "Peaceful protest", "PROTEST", "demo" },
    { "Protest with intervention", "PROTEST", "demo" },
    { "Excessive force against protesters", "ASSAULT", "crowd-control" },
    { "Violent demonstration", "PROTEST", "riot" },
    { "Mob violence", "PROTEST", "riot" },
    { "Agreement", "AGREE", NULL },
    { "Arrests", "COERCE", "arrest" },
    { "Disrupted weapons use", "COERCE", "seize" },
    { "Headquarters or base established", "MOBILIZE", "troops" },
    { "Looting/property destruction", "ASSAULT", "destroy" },
    { "Non-violent transfer of territory", "RETREAT", "withdraw" },
};

static cs_str str_of(const char *s) { return (cs_str){ s, s ? (ptrdiff_t)strlen(s) : 0 }; }

static casus_status read_event(const cs_import_table *t, cs_import_row *row, cs_err *err) {
    row->event = cs_import_cell(t, SUB_EVENT_TYPE);
    for (size_t i = 0; i < sizeof EVENTS / sizeof *EVENTS; i++) {
        if (!cs_eq(row->event, str_of(EVENTS[i].sub))) continue;
        row->type = str_of(EVENTS[i].type);
        row->mode = str_of(EVENTS[i].mode);
        return CASUS_OK;
    }
    return cs_import_bad(t, SUB_EVENT_TYPE, "a sub-event of ACLED that casus has a type for (docs/import.md)", err);
}

/* 1: that day; 2: in that week, so three days around it; 3: in that month. */
static casus_status read_when(const cs_import_table *t, cs_import_row *row, cs_err *err) {
    enum { AROUND_DAYS = 3 };
    cs_day_result day = cs_import_day(cs_import_cell(t, EVENT_DATE));
    cs_str precision = cs_import_cell(t, TIME_PRECISION);
    if (!day.ok) return cs_import_bad(t, EVENT_DATE, "a day, as 2024-03-14 or 14 March 2024", err);
    row->first = row->last = day.day;
    if (!precision.n || cs_eq(precision, CS_LIT("1"))) return CASUS_OK;
    cs_date d = cs_date_of(day.day);
    if (cs_eq(precision, CS_LIT("2"))) {
        row->first = day.day - AROUND_DAYS;
        row->last = day.day + AROUND_DAYS;
    } else if (cs_eq(precision, CS_LIT("3"))) {
        row->first = cs_day_of(d.year, d.month, 1);
        row->last = cs_day_of(d.year, d.month, cs_month_days(d.year, d.month));
    } else {
        return cs_import_bad(t, TIME_PRECISION, "1, 2 or 3", err);
    }
    return CASUS_OK;
}

static casus_status read_where(const cs_import_table *t, const cs_lexicon *l, cs_import_row *row, cs_err *err) {
    static const char *const precisions[] = { "town", "district", "province" };
    bool has_lat, has_lon;
    cs_str precision = cs_import_cell(t, GEO_PRECISION);
    row->place = cs_import_cell(t, LOCATION);
    row->admin1 = cs_import_cell(t, ADMIN1);
    row->admin2 = cs_import_cell(t, ADMIN2);
    row->country_name = cs_import_cell(t, COUNTRY);
    if (!cs_import_country_numbered(cs_import_cell(t, ISO), false, row->country)) /* at sea ACLED has no country */
        (void)cs_import_country(l, row->country_name, row->country);
    CS_TRY(cs_import_degrees(t, LATITUDE, 90, &row->lat, &has_lat, err));
    CS_TRY(cs_import_degrees(t, LONGITUDE, 180, &row->lon, &has_lon, err));
    row->located = has_lat && has_lon;
    row->precision = row->place.n      ? "town"
                     : row->admin2.n   ? "district"
                     : row->admin1.n   ? "province"
                     : row->country[0] ? "country"
                                       : "region";
    if (!precision.n) return CASUS_OK;
    if (precision.n != 1 || *precision.p < '1' || *precision.p > '3') return cs_import_bad(t, GEO_PRECISION, "1, 2 or 3", err);
    row->precision = precisions[*precision.p - '1'];
    return CASUS_OK;
}

/* ACLED's kinds of actors, by number or, since 2024, in words. Militias are armed, and more is not told. */
static const char *sector_of(cs_str inter, cs_str name) {
    static const struct {
        const char *number, *word, *sector;
    } kinds[] = { { "1", "State forces", "MIL" },     { "2", "Rebel group", "REB" }, { "3", "Political militia", "UAF" },
                  { "4", "Identity militia", "UAF" }, { "5", "Rioters", "CVL" },     { "6", "Protesters", "CVL" },
                  { "7", "Civilians", "CVL" } };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!cs_eq(inter, str_of(kinds[i].number)) && !cs_starts(inter, str_of(kinds[i].word))) continue;
        return i == 0 && cs_starts(name, CS_LIT("Police")) ? "COP" : kinds[i].sector;
    }
    return cs_starts(name, CS_LIT("Civilians")) ? "CVL" : NULL;
}

static casus_status read_side(const cs_import_table *t, const cs_lexicon *l, int column, int inter, cs_import_row *row,
                              const char *role, cs_err *err) {
    int from = row->n_parties;
    CS_TRY(cs_import_parties(t, column, row, role, err));
    for (int i = from; i < row->n_parties; i++) {
        row->party[i].sector = sector_of(cs_import_cell(t, inter), row->party[i].name);
        cs_import_home(l, row->party + i);
    }
    return CASUS_OK;
}

static casus_status read(const cs_import_table *t, const cs_lexicon *l, cs_import_row *row, cs_err *err) {
    int64_t killed;
    row->id = cs_import_cell(t, ID);
    if (!row->id.n) return cs_import_bad(t, ID, "the event's id", err);
    CS_TRY(read_event(t, row, err));
    CS_TRY(read_when(t, row, err));
    CS_TRY(read_where(t, l, row, err));
    CS_TRY(read_side(t, l, ACTOR1, INTER1, row, "agent", err));
    CS_TRY(read_side(t, l, ACTOR2, INTER2, row, "recipient", err));
    CS_TRY(cs_import_parties(t, ASSOC_1, row, "other-party", err));
    CS_TRY(cs_import_parties(t, ASSOC_2, row, "other-party", err));
    CS_TRY(cs_import_count(t, FATALITIES, &killed, err));
    if (killed > 0) /* 0 stands for "nobody" and for "not known" alike */
        row->toll[row->n_tolls++] = (cs_import_toll){ .effect = "killed", .low = killed, .best = killed, .high = killed };
    row->notes = cs_import_cell(t, NOTES);
    row->sources = cs_import_cell(t, SOURCE);
    return CASUS_OK;
}

const cs_import_format cs_import_acled = { "acled", NAMES, COLUMNS, REQUIRED, read };
