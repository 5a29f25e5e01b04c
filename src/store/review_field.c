#include "store/review_field.h"
#include "decode/lexicon.h"

static const cs_review_field FIELDS[] = {
    { "type", CS_FORM_TYPE, true, true },           { "mode", CS_FORM_MODE, true, true },
    { "certainty", CS_FORM_CERTAINTY, true, true }, { "modality", CS_FORM_MODALITY, true, true },
    { "time_frame", CS_FORM_FRAME, true, true },    { "when", CS_FORM_WHEN, true, true },
    { "place", CS_FORM_WORDS, true, true },         { "country", CS_FORM_COUNTRY, true, true },
    { "admin1", CS_FORM_WORDS, true, false },       { "point", CS_FORM_POINT, true, false },
    { "killed", CS_FORM_TOLL, true, true },         { "wounded", CS_FORM_TOLL, true, true },
    { "agent", CS_FORM_WORDS, true, true },         { "recipient", CS_FORM_WORDS, true, true },
    { "target", CS_FORM_WORDS, true, true },        { "weapon", CS_FORM_WORDS, true, false },
    { "instrument", CS_FORM_WORDS, false, true },
};
enum { N_FIELDS = sizeof FIELDS / sizeof *FIELDS };

static cs_str str_of(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }

const cs_review_field *cs_review_field_named(cs_str name, bool of_incident) {
    for (int i = 0; i < N_FIELDS; i++)
        if (cs_eq(name, str_of(FIELDS[i].name)) && (of_incident ? FIELDS[i].of_incident : FIELDS[i].of_statement))
            return &FIELDS[i];
    return NULL;
}

const cs_review_field *cs_review_field_at(int i) { return i >= 0 && i < N_FIELDS ? FIELDS + i : NULL; }

cs_str cs_review_field_names(bool of_incident, cs_arena *a) {
    cs_str all = { 0 };
    for (int i = 0; i < N_FIELDS; i++)
        if (of_incident ? FIELDS[i].of_incident : FIELDS[i].of_statement)
            all = cs_printf(a, CS_FMT "%s%s", (int)all.n, all.p, all.n ? ", " : "", FIELDS[i].name);
    return all;
}

/* ---- forms ---- */

static bool one_of(cs_str s, const char *const *names, int n) {
    for (int i = 0; i < n; i++)
        if (cs_eq(s, str_of(names[i]))) return true;
    return false;
}

static bool is_mode(cs_str s) {
    for (uint8_t t = 0; t < CS_T_EVENT_COUNT; t++)
        if (cs_lexicon_mode_ok(t, s)) return true;
    return false;
}

static bool is_country(cs_str s) {
    for (int i = 0; i < 3; i++)
        if (s.n != 3 || s.p[i] < 'A' || s.p[i] > 'Z') return false;
    return true;
}

static bool all_digits(cs_str s) {
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    return s.n > 0;
}

/* YYYY, YYYY-MM or YYYY-MM-DD */
static cs_when_value parse_stretch(cs_str s) {
    cs_when_value none = { CS_DAY_NONE, CS_DAY_NONE, NULL, false };
    if (s.n == 10) {
        cs_day_result day = cs_parse_day(s);
        return day.ok ? (cs_when_value){ day.day, day.day, "day", true } : none;
    }
    bool has_month = s.n == 7 && s.p[4] == '-';
    if (!(s.n == 4 || has_month) || !all_digits(cs_cut(s, 0, 4)) || (has_month && !all_digits(cs_cut(s, 5, 7)))) return none;
    int32_t year = (int32_t)cs_parse_i64(cs_cut(s, 0, 4)).value,
            month = has_month ? (int32_t)cs_parse_i64(cs_cut(s, 5, 7)).value : 1;
    if (year < 1 || month < 1 || month > 12) return none;
    int32_t end = has_month ? month : 12;
    return (cs_when_value){ cs_day_of(year, month, 1), cs_day_of(year, end, cs_month_days(year, end)),
                            has_month ? "month" : "year", true };
}

cs_when_value cs_parse_when(cs_str value) {
    ptrdiff_t slash = cs_find(value, CS_LIT("/"));
    if (slash < 0) return parse_stretch(value);
    cs_when_value a = parse_stretch(cs_cut(value, 0, slash)), b = parse_stretch(cs_cut(value, slash + 1, value.n));
    return (cs_when_value){ a.first, b.last, "span", a.ok && b.ok && a.first <= b.last };
}

enum { TOLL_MAX = 1000000000 };
static bool parse_count(cs_str s, int64_t *out) {
    cs_i64_result n = cs_parse_i64(s);
    *out = s.n ? n.value : -1;
    return !s.n || (n.ok && all_digits(s) && n.value <= TOLL_MAX);
}

cs_toll_value cs_parse_toll(cs_str value) {
    cs_toll_value t = { -1, -1, -1, false };
    ptrdiff_t i = cs_find(value, CS_LIT("/")), k;
    if (i < 0) {
        t.ok = value.n && parse_count(value, &t.best);
        t.low = t.high = t.best;
        return t;
    }
    cs_str rest = cs_cut(value, i + 1, value.n);
    k = cs_find(rest, CS_LIT("/"));
    if (k < 0) return t;
    t.ok = parse_count(cs_cut(value, 0, i), &t.low) && parse_count(cs_cut(rest, 0, k), &t.best) &&
           parse_count(cs_cut(rest, k + 1, rest.n), &t.high);
    t.ok = t.ok && (t.low >= 0 || t.best >= 0 || t.high >= 0) && (t.low < 0 || t.best < 0 || t.low <= t.best) &&
           (t.best < 0 || t.high < 0 || t.best <= t.high) && (t.low < 0 || t.high < 0 || t.low <= t.high);
    return t;
}

/* "-12.5": strtod reads what the locale says, so digits are read here. */
bool cs_parse_degrees(cs_str s, double limit, double *out) {
    bool minus = s.n && *s.p == '-';
    double v = 0, scale = 0;
    if (minus) s = cs_cut(s, 1, s.n);
    if (!s.n || s.n > 20) return false;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        if (s.p[i] == '.' && scale == 0 && i && i + 1 < s.n) {
            scale = 1;
        } else if (s.p[i] >= '0' && s.p[i] <= '9') {
            v = v * 10 + (s.p[i] - '0');
            scale *= 10;
        } else {
            return false;
        }
    }
    *out = (minus ? -v : v) / (scale > 0 ? scale : 1);
    return *out >= -limit && *out <= limit;
}

cs_point_value cs_parse_point(cs_str value) {
    cs_point_value p = { 0 };
    ptrdiff_t comma = cs_find(value, CS_LIT(","));
    p.ok = comma > 0 && cs_parse_degrees(cs_trim(cs_cut(value, 0, comma)), 90, &p.lat) &&
           cs_parse_degrees(cs_trim(cs_cut(value, comma + 1, value.n)), 180, &p.lon);
    return p;
}

/* What a value of the form must be, in words; NULL when it is one. */
static const char *fault(cs_value_form form, cs_str v) {
    switch (form) {
    case CS_FORM_TYPE:
        return one_of(v, cs_type_name, CS_T_EVENT_COUNT) ? NULL : "an event type of docs/codebook.md, as ASSAULT";
    case CS_FORM_MODE: return is_mode(v) ? NULL : "a mode of docs/codebook.md, as firearms";
    case CS_FORM_CERTAINTY:
        return one_of(v, cs_certainty_name, CS_CERT_COUNT) ? NULL : "fact, claimed, accused, possible or denied";
    case CS_FORM_MODALITY:
        return one_of(v, cs_modality_name, CS_MOD_COUNT) ? NULL
                                                         : "actual, attempted, threatened, planned, hypothetical or negated";
    case CS_FORM_FRAME: return one_of(v, cs_frame_name, CS_FRAME_COUNT) ? NULL : "current, historical or future";
    case CS_FORM_WHEN:
        return cs_parse_when(v).ok ? NULL
                                   : "a day (2026-03-07), a month (2026-03), a year (2026), or two of them with / between";
    case CS_FORM_COUNTRY: return is_country(v) ? NULL : "three capital letters (ISO 3166-1), as AFG";
    case CS_FORM_POINT: return cs_parse_point(v).ok ? NULL : "LAT,LON in degrees, as 34.53,69.17";
    case CS_FORM_TOLL: return cs_parse_toll(v).ok ? NULL : "a number, or LOW/BEST/HIGH (8//: at least 8)";
    default: return NULL;
    }
}

casus_status cs_review_value_check(const cs_review_field *field, cs_str value, cs_err *err) {
    if (!value.n && field->form != CS_FORM_TYPE) return CASUS_OK;
    const char *what = fault(field->form, value);
    if (!what) return CASUS_OK;
    return cs_fail(err, CASUS_E_INPUT, -1, "%s: expected %s but found \"" CS_FMT "\"", field->name, what, CS_ARG(value));
}
