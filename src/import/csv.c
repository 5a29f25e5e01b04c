/* incidents.csv of `casus export --format csv` (docs/import.md), or any table with some of its columns. */
#include "import/import.h"

enum {
    TYPE,
    INCIDENT,
    MODE,
    CERTAINTY,
    MODALITY,
    TIME_FRAME,
    FIRST_DAY,
    LAST_DAY,
    PLACE,
    PRECISION,
    GEONAMES,
    LAT,
    LON,
    COUNTRY,
    ADMIN1,
    ADMIN2,
    AGENTS,
    RECIPIENTS,
    TARGETS,
    INSTRUMENTS,
    KILLED_LOW,
    KILLED_BEST,
    KILLED_HIGH,
    WOUNDED_LOW,
    WOUNDED_BEST,
    WOUNDED_HIGH,
    NOTES,
    COLUMNS
};
static const char *const NAMES[COLUMNS] = { "type",         "incident",    "mode",        "certainty",   "modality",
                                            "time_frame",   "first_day",   "last_day",    "place",       "precision",
                                            "geonames",     "lat",         "lon",         "country",     "admin1",
                                            "admin2",       "agents",      "recipients",  "targets",     "instruments",
                                            "killed_low",   "killed_best", "killed_high", "wounded_low", "wounded_best",
                                            "wounded_high", "notes" };
enum { REQUIRED = 1 };

/* The cell's value, one of the names; empty stays what it was. */
static casus_status read_one_of(const cs_import_table *t, int column, const char *const *names, int n, const char *expected,
                                cs_str *out, cs_err *err) {
    cs_str s = cs_import_cell(t, column);
    for (int i = 0; i < n; i++)
        if (cs_eq(s, (cs_str){ names[i], (ptrdiff_t)strlen(names[i]) })) return *out = s, CASUS_OK;
    return s.n ? cs_import_bad(t, column, expected, err) : CASUS_OK;
}

static casus_status read_kind(const cs_import_table *t, cs_import_row *row, cs_err *err) {
    CS_TRY(read_one_of(t, TYPE, cs_type_name, CS_T_EVENT_COUNT, "an event type of docs/codebook.md", &row->type, err));
    if (!row->type.n) return cs_import_bad(t, TYPE, "an event type of docs/codebook.md", err);
    for (int i = 0; i < CS_T_EVENT_COUNT; i++) {
        if (!cs_eq(row->type, (cs_str){ cs_type_name[i], (ptrdiff_t)strlen(cs_type_name[i]) })) continue;
        row->mode = cs_import_cell(t, MODE);
        if (row->mode.n && !cs_lexicon_mode_ok((uint8_t)i, row->mode))
            return cs_import_bad(t, MODE, "a mode of its type (docs/codebook.md)", err);
    }
    row->event = row->mode.n ? cs_join(t->a, cs_join(t->a, row->type, CS_LIT(" ")), row->mode) : row->type;
    CS_TRY(read_one_of(t, CERTAINTY, cs_certainty_name, CS_CERT_COUNT, "fact, claimed, accused, possible or denied",
                       &row->certainty, err));
    CS_TRY(read_one_of(t, MODALITY, cs_modality_name, CS_MOD_COUNT,
                       "actual, attempted, threatened, planned, hypothetical or negated", &row->modality, err));
    return read_one_of(t, TIME_FRAME, cs_frame_name, CS_FRAME_COUNT, "current, historical or future", &row->frame, err);
}

static casus_status read_when(const cs_import_table *t, cs_import_row *row, cs_err *err) {
    cs_str from = cs_import_cell(t, FIRST_DAY), to = cs_import_cell(t, LAST_DAY);
    cs_day_result first = cs_parse_day(from.n ? from : to), last = cs_parse_day(to.n ? to : from);
    if (!from.n && !to.n) return CASUS_OK;
    if (!first.ok) return cs_import_bad(t, from.n ? FIRST_DAY : LAST_DAY, "a day YYYY-MM-DD", err);
    if (!last.ok || last.day < first.day) return cs_import_bad(t, LAST_DAY, "a day YYYY-MM-DD, not before first_day", err);
    row->first = first.day;
    row->last = last.day;
    return CASUS_OK;
}

static casus_status read_where(const cs_import_table *t, const cs_lexicon *l, cs_import_row *row, cs_err *err) {
    bool has_lat, has_lon;
    cs_str precision = { 0 }, country = cs_import_cell(t, COUNTRY);
    int64_t geonames;
    row->place = cs_import_cell(t, PLACE);
    row->admin1 = cs_import_cell(t, ADMIN1);
    row->admin2 = cs_import_cell(t, ADMIN2);
    row->country_name = country;
    bool is_code = country.n == 3;
    for (ptrdiff_t i = 0; i < country.n; i++) is_code &= country.p[i] >= 'A' && country.p[i] <= 'Z';
    if (is_code)
        memcpy(row->country, country.p, 3);
    else if (country.n && !cs_import_country(l, country, row->country))
        return cs_import_bad(t, COUNTRY, "a code of ISO 3166-1 as NGA, or a country's name", err);
    CS_TRY(cs_import_count(t, GEONAMES, &geonames, err));
    row->geonames = geonames > 0 ? geonames : 0;
    CS_TRY(cs_import_degrees(t, LAT, 90, &row->lat, &has_lat, err));
    CS_TRY(cs_import_degrees(t, LON, 180, &row->lon, &has_lon, err));
    row->located = has_lat && has_lon;
    row->precision = row->place.n      ? "town"
                     : row->admin2.n   ? "district"
                     : row->admin1.n   ? "province"
                     : row->country[0] ? "country"
                                       : "region";
    CS_TRY(read_one_of(t, PRECISION, cs_precision_name, CS_PREC_COUNT, "site, town, district, province, country or region",
                       &precision, err));
    for (int i = 0; i < CS_PREC_COUNT; i++)
        if (cs_eq(precision, (cs_str){ cs_precision_name[i], (ptrdiff_t)strlen(cs_precision_name[i]) }))
            row->precision = cs_precision_name[i];
    return CASUS_OK;
}

static casus_status read_toll(const cs_import_table *t, const char *effect, int low, int best, int high, cs_import_row *row,
                              cs_err *err) {
    cs_import_toll x = { .effect = effect };
    CS_TRY(cs_import_count(t, low, &x.low, err));
    CS_TRY(cs_import_count(t, best, &x.best, err));
    CS_TRY(cs_import_count(t, high, &x.high, err));
    int64_t most = x.best > x.low ? x.best : x.low;
    if (x.best >= 0 && x.low > x.best) return cs_import_bad(t, low, "no more than the best figure", err);
    if (x.high >= 0 && x.high < most) return cs_import_bad(t, high, "no less than the others", err);
    if (x.low >= 0 || x.best >= 0 || x.high >= 0) row->toll[row->n_tolls++] = x;
    return CASUS_OK;
}

static casus_status read(const cs_import_table *t, const cs_lexicon *l, cs_import_row *row, cs_err *err) {
    row->id = cs_import_cell(t, INCIDENT);
    CS_TRY(read_kind(t, row, err));
    CS_TRY(read_when(t, row, err));
    CS_TRY(read_where(t, l, row, err));
    CS_TRY(read_toll(t, "killed", KILLED_LOW, KILLED_BEST, KILLED_HIGH, row, err));
    CS_TRY(read_toll(t, "wounded", WOUNDED_LOW, WOUNDED_BEST, WOUNDED_HIGH, row, err));
    CS_TRY(cs_import_parties(t, AGENTS, row, "agent", err));
    CS_TRY(cs_import_parties(t, RECIPIENTS, row, "recipient", err));
    CS_TRY(cs_import_parties(t, TARGETS, row, "target", err));
    CS_TRY(cs_import_parties(t, INSTRUMENTS, row, "instrument", err));
    row->notes = cs_import_cell(t, NOTES);
    return CASUS_OK;
}

const cs_import_format cs_import_csv = { "csv", NAMES, COLUMNS, REQUIRED, read };
