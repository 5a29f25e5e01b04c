/* import/import.h: people's own tables of incidents, each row as a report with one statement, so that a case holds and links
 * them like what it reads: the report's text is the row's description and the row written out, its reading (casus.report/1)
 * says who, whom, when, where and with what toll. docs/import.md has the columns and what becomes of them. */
#ifndef CS_IMPORT_IMPORT_H
#define CS_IMPORT_IMPORT_H
#include "decode/lexicon.h"
#include "import/table.h"

/* One more whenever a row becomes another reading: rows that are there are then read anew. */
#define CS_IMPORT_VERSION CS_LIT("1")

enum { CS_IMPORT_BYTES_MAX = 1 << 30, CS_IMPORT_PARTIES_MAX = 64, CS_IMPORT_TOLLS_MAX = 4 };

typedef struct cs_import_party {
    const char *role; /* agent, recipient, … */
    cs_str name;
    const char *sector; /* where the register does not know better; NULL: not told */
    char country[4];    /* the same; "" */
} cs_import_party;

typedef struct cs_import_toll {
    const char *effect, *status; /* status may be NULL */
    int64_t low, best, high;     /* CS_COUNT_NONE: not told */
} cs_import_toll;

/* What a row says. Texts are as cs_import_cell gives them. */
typedef struct cs_import_row {
    cs_str id;         /* in its table; n == 0: none */
    cs_str event;      /* what it is called there: "Armed clash" */
    cs_str type, mode; /* codebook values */
    cs_str certainty, modality, frame;
    int32_t first, last; /* days; CS_DAY_NONE: not known */
    cs_str place, admin1, admin2, country_name;
    char country[4]; /* ISO 3166-1 alpha-3 or "" */
    bool located;
    double lat, lon;
    const char *precision; /* codebook value */
    int64_t geonames;      /* 0: none */
    cs_import_party party[CS_IMPORT_PARTIES_MAX];
    int n_parties;
    cs_import_toll toll[CS_IMPORT_TOLLS_MAX];
    int n_tolls;
    cs_str notes, sources;
} cs_import_row;

/* One kind of table. */
typedef struct cs_import_format {
    const char *name;           /* acled, ged, csv */
    const char *const *columns; /* that are read */
    int n_columns, n_required;  /* the first ones must be there */
    /* Errors: CASUS_E_INPUT, the row is refused: where, what was expected, what was found. */
    CASUS_MUST_CHECK casus_status (*read)(const cs_import_table *t, const cs_lexicon *l, cs_import_row *row, cs_err *err);
} cs_import_format;
extern const cs_import_format cs_import_acled, cs_import_ged, cs_import_csv;
const cs_import_format *cs_import_format_of(cs_str name); /* NULL: there is none */

typedef struct cs_import {
    const cs_import_format *format;
    const cs_lexicon *lexicon;
    cs_str source; /* who publishes */
    cs_import_table table;
    int64_t n_abroad; /* rows with a country that is none of ISO's, which is left open */
} cs_import;

/* bytes: UTF-8, may be foreign; they, path and source must stay. a: of the header. Errors: CASUS_E_INPUT, the table is none of
 * this kind. */
CASUS_MUST_CHECK casus_status cs_import_open(cs_import *x, const cs_import_format *format, const cs_lexicon *l,
                                             const char *path, cs_str bytes, cs_str source, cs_arena *a, cs_err *err);
/* The next row as casus.report/1, appended to json. Errors: CASUS_E_INPUT; where x->table.broken is false only this row is
 * refused, and the next call goes on behind it. scratch: for a row. */
CASUS_MUST_CHECK casus_status cs_import_next(cs_import *x, cs_buf *json, bool *more, cs_arena scratch, cs_err *err);

/* ---- what the formats share (row.c) ---- */

/* A party of that role for each of the names between "; " in the cell. */
CASUS_MUST_CHECK casus_status cs_import_parties(const cs_import_table *t, int column, cs_import_row *row, const char *role,
                                                cs_err *err);
/* Whose they are by their name: "Civilians (Niger)", "Government of Niger". */
void cs_import_home(const cs_lexicon *l, cs_import_party *p);
/* The country of a name, of ISO's number ("854") or of Gleditsch and Ward's; false: none. */
bool cs_import_country(const cs_lexicon *l, cs_str name, char out[4]);
bool cs_import_country_numbered(cs_str number, bool gleditsch_ward, char out[4]);
/* "2024-03-14", also with a time of day behind it, or "14 March 2024". */
cs_day_result cs_import_day(cs_str s);
/* Who of the register has that name, also without what stands in brackets or before a colon; NULL: nobody. */
const cs_actor *cs_import_actor(const cs_lexicon *l, cs_str name);

/* reading.c: the row as JSON, in json. Errors: CASUS_E_LIMIT. */
CASUS_MUST_CHECK casus_status cs_import_reading(const cs_import *x, const cs_import_row *row, cs_buf *json, cs_arena *a,
                                                cs_err *err);
#endif
