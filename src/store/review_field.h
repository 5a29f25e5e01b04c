/* store/review_field.h: the fields that people may set, and how their values are written. */
#ifndef CS_STORE_REVIEW_FIELD_H
#define CS_STORE_REVIEW_FIELD_H
#include "base/calendar.h"
#include "base/err.h"
#include "base/str.h"

/* How a value is written. */
typedef enum cs_value_form {
    CS_FORM_TYPE,      /* an event type of the codebook */
    CS_FORM_MODE,      /* a mode of the codebook, of any type */
    CS_FORM_CERTAINTY, /* the three: codebook values */
    CS_FORM_MODALITY,
    CS_FORM_FRAME,
    CS_FORM_WHEN,    /* YYYY, YYYY-MM, YYYY-MM-DD, or two of them with "/" between */
    CS_FORM_COUNTRY, /* ISO 3166-1 alpha-3 */
    CS_FORM_POINT,   /* LAT,LON in degrees */
    CS_FORM_TOLL,    /* BEST, or LOW/BEST/HIGH; an end left out ("8//") is open */
    CS_FORM_WORDS
} cs_value_form;

typedef struct cs_review_field {
    const char *name;
    cs_value_form form;
    bool of_incident, of_statement;
} cs_review_field;
/* NULL where no such field may be set. */
const cs_review_field *cs_review_field_named(cs_str name, bool of_incident);
const cs_review_field *cs_review_field_at(int i); /* all of them, from 0 on; NULL behind the last */
/* "type, mode, certainty, …": the names for messages and help, in a. */
cs_str cs_review_field_names(bool of_incident, cs_arena *a);

/* value: n == 0 says that it is not known, which every field takes but type. Errors: CASUS_E_INPUT, with what was expected. */
CASUS_MUST_CHECK casus_status cs_review_value_check(const cs_review_field *field, cs_str value, cs_err *err);

typedef struct cs_when_value {
    int32_t first, last;   /* days */
    const char *precision; /* day, month, year, span */
    bool ok;
} cs_when_value;
cs_when_value cs_parse_when(cs_str value);

typedef struct cs_toll_value {
    int64_t low, best, high; /* -1: open or not known */
    bool ok;
} cs_toll_value;
cs_toll_value cs_parse_toll(cs_str value);

/* "-12.5", from -limit to limit. */
bool cs_parse_degrees(cs_str s, double limit, double *out);
typedef struct cs_point_value {
    double lat, lon;
    bool ok;
} cs_point_value;
cs_point_value cs_parse_point(cs_str value);
#endif
