/* UCDP GED's 49 columns (docs/import.md). */
#include "import/import.h"

enum {
    ID,
    VIOLENCE,
    DATE_START,
    DATE_END,
    SIDE_A,
    SIDE_B,
    RELID,
    SOURCE_ARTICLE,
    SOURCE_HEADLINE,
    WHERE_PREC,
    WHERE_COORDINATES,
    WHERE_DESCRIPTION,
    ADM_1,
    ADM_2,
    LATITUDE,
    LONGITUDE,
    COUNTRY,
    COUNTRY_ID,
    DEATHS_CIVILIANS,
    BEST,
    HIGH,
    LOW,
    COLUMNS
};
static const char *const NAMES[COLUMNS] = { "id",
                                            "type_of_violence",
                                            "date_start",
                                            "date_end",
                                            "side_a",
                                            "side_b",
                                            "relid",
                                            "source_article",
                                            "source_headline",
                                            "where_prec",
                                            "where_coordinates",
                                            "where_description",
                                            "adm_1",
                                            "adm_2",
                                            "latitude",
                                            "longitude",
                                            "country",
                                            "country_id",
                                            "deaths_civilians",
                                            "best",
                                            "high",
                                            "low" };
enum { REQUIRED = 6 };

static casus_status read_when(const cs_import_table *t, cs_import_row *row, cs_err *err) {
    cs_day_result first = cs_import_day(cs_import_cell(t, DATE_START)), last = cs_import_day(cs_import_cell(t, DATE_END));
    if (!first.ok) return cs_import_bad(t, DATE_START, "a day, as 2024-03-14", err);
    if (!last.ok || last.day < first.day) return cs_import_bad(t, DATE_END, "a day, not before date_start", err);
    row->first = first.day;
    row->last = last.day;
    return CASUS_OK;
}

/* "Ayorou town", "Tillaberi region": gazetteers and reports name them without the word. */
static cs_str bare(cs_str name) {
    static const cs_str kinds[] = { CS_LIT(" town"),     CS_LIT(" village"), CS_LIT(" city"),        CS_LIT(" district"),
                                    CS_LIT(" province"), CS_LIT(" region"),  CS_LIT(" governorate"), CS_LIT(" state") };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (name.n > kinds[i].n && cs_ends(name, kinds[i])) return cs_cut(name, 0, name.n - kinds[i].n);
    return name;
}

static casus_status read_where(const cs_import_table *t, const cs_lexicon *l, cs_import_row *row, cs_err *err) {
    /* exact, within 25 km, district, province, a line or landscape, country, at sea or in the air */
    static const char *const precisions[] = { "town", "district", "district", "province", "region", "country", "region" };
    bool has_lat, has_lon;
    cs_str precision = cs_import_cell(t, WHERE_PREC);
    row->place = bare(cs_import_cell(t, WHERE_COORDINATES));
    row->admin1 = bare(cs_import_cell(t, ADM_1));
    row->admin2 = bare(cs_import_cell(t, ADM_2));
    row->country_name = cs_import_cell(t, COUNTRY);
    if (!cs_import_country_numbered(cs_import_cell(t, COUNTRY_ID), true, row->country))
        (void)cs_import_country(l, row->country_name, row->country);
    CS_TRY(cs_import_degrees(t, LATITUDE, 90, &row->lat, &has_lat, err));
    CS_TRY(cs_import_degrees(t, LONGITUDE, 180, &row->lon, &has_lon, err));
    row->located = has_lat && has_lon;
    row->precision = row->admin1.n ? "province" : row->country[0] ? "country" : "region";
    if (!precision.n) return CASUS_OK;
    if (precision.n != 1 || *precision.p < '1' || *precision.p > '7')
        return cs_import_bad(t, WHERE_PREC, "a number from 1 to 7", err);
    row->precision = precisions[*precision.p - '1'];
    return CASUS_OK;
}

static casus_status read_tolls(const cs_import_table *t, cs_import_row *row, cs_err *err) {
    cs_import_toll all = { .effect = "killed" }, civilians = { .effect = "killed", .status = "civilian" };
    CS_TRY(cs_import_count(t, BEST, &all.best, err));
    CS_TRY(cs_import_count(t, LOW, &all.low, err));
    CS_TRY(cs_import_count(t, HIGH, &all.high, err));
    CS_TRY(cs_import_count(t, DEATHS_CIVILIANS, &civilians.best, err));
    if (all.low > all.best && all.best >= 0) return cs_import_bad(t, LOW, "no more than best", err);
    if (all.high >= 0 && all.high < all.best) return cs_import_bad(t, HIGH, "no less than best", err);
    if (all.best >= 0 || all.low >= 0 || all.high >= 0) row->toll[row->n_tolls++] = all;
    civilians.low = civilians.high = civilians.best;
    if (civilians.best > 0) row->toll[row->n_tolls++] = civilians;
    return CASUS_OK;
}

static casus_status read_side(const cs_import_table *t, const cs_lexicon *l, int column, cs_import_row *row, const char *role,
                              cs_err *err) {
    int from = row->n_parties;
    CS_TRY(cs_import_parties(t, column, row, role, err));
    for (int i = from; i < row->n_parties; i++) {
        cs_str name = row->party[i].name;
        row->party[i].sector = cs_starts(name, CS_LIT("Government of")) ? "GOV"
                               : cs_eq(name, CS_LIT("Civilians"))       ? "CVL"
                                                                        : NULL;
        cs_import_home(l, row->party + i);
    }
    return CASUS_OK;
}

static casus_status read(const cs_import_table *t, const cs_lexicon *l, cs_import_row *row, cs_err *err) {
    static const cs_str kinds[] = { CS_LIT("State-based conflict"), CS_LIT("Non-state conflict"),
                                    CS_LIT("One-sided violence") };
    cs_str kind = cs_import_cell(t, VIOLENCE), relid = cs_import_cell(t, RELID);
    row->id = cs_import_cell(t, ID);
    if (!row->id.n) return cs_import_bad(t, ID, "the event's id", err);
    if (relid.n) row->id = cs_join(t->a, cs_join(t->a, row->id, CS_LIT(" ")), relid);
    if (kind.n != 1 || *kind.p < '1' || *kind.p > '3') return cs_import_bad(t, VIOLENCE, "1, 2 or 3", err);
    row->event = kinds[*kind.p - '1'];
    row->type = CS_LIT("ASSAULT");
    CS_TRY(read_when(t, row, err));
    CS_TRY(read_where(t, l, row, err));
    CS_TRY(read_tolls(t, row, err));
    CS_TRY(read_side(t, l, SIDE_A, row, "agent", err));
    CS_TRY(read_side(t, l, SIDE_B, row, "recipient", err));
    cs_str article = cs_import_cell(t, SOURCE_ARTICLE), where = cs_import_cell(t, WHERE_DESCRIPTION);
    row->sources = article;
    row->notes = cs_import_cell(t, SOURCE_HEADLINE);
    if (where.n) row->notes = row->notes.n ? cs_join(t->a, cs_join(t->a, row->notes, CS_LIT(". ")), where) : where;
    return CASUS_OK;
}

const cs_import_format cs_import_ged = { "ged", NAMES, COLUMNS, REQUIRED, read };
