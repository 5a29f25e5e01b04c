#include "base/calendar.h"
#include "store/filter.h"
#include "store/review_field.h"
#include <stdlib.h>

const char *const cs_filter_names[] = { "from",      "to",       "country",  "admin1", "box",      "actor",          "type",       "mode",
                                        "certainty", "modality", "source",   "reviewed", "min_confidence", "min_killed", "min_sources",
                                        "place",     "report",   "incident", NULL };
const char *const cs_order_names[CS_ORDERS] = { "id", "day", "latest", "killed", "sources" };

static const int64_t COUNT_MAX = 1000000000;

static cs_str of(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }

static casus_status unlike(const char *expected, cs_str value, cs_err *err) {
    return cs_fail(err, CASUS_E_USAGE, -1, "expected %s but found \"" CS_FMT "\"", expected, CS_ARG(value));
}

static casus_status set_day(cs_str *to, cs_str value, cs_err *err) {
    if (!cs_parse_day(value).ok) return unlike("a day YYYY-MM-DD", value, err);
    *to = value;
    return CASUS_OK;
}

/* field: of a statement, whose values are the same. */
static casus_status set_value(cs_str *to, const char *field, cs_str value, cs_err *err) {
    cs_err why = { 0 };
    if (!value.n) return unlike("a value", value, err);
    if (cs_review_value_check(cs_review_field_named(of(field), false), value, &why) != CASUS_OK) {
        const char *what = strstr(why.msg, ": ");
        return cs_fail(err, CASUS_E_USAGE, -1, "%s", what ? what + 2 : why.msg);
    }
    *to = value;
    return CASUS_OK;
}

static casus_status set_words(cs_str *to, cs_str value, cs_err *err) {
    if (!value.n) return unlike("a name", value, err);
    *to = value;
    return CASUS_OK;
}

/* Up to a comma or the end. */
static bool next_degrees(cs_str *rest, double limit, double *out) {
    ptrdiff_t comma = cs_find(*rest, CS_LIT(","));
    cs_str one = cs_cut(*rest, 0, comma < 0 ? rest->n : comma);
    *rest = comma < 0 ? (cs_str){ 0 } : cs_cut(*rest, comma + 1, rest->n);
    return cs_parse_degrees(cs_trim(one), limit, out);
}

static casus_status set_box(cs_filter *f, cs_str value, cs_err *err) {
    cs_str rest = value;
    double w, s, e, n;
    bool ok = next_degrees(&rest, 180, &w) && next_degrees(&rest, 90, &s) && next_degrees(&rest, 180, &e) &&
              next_degrees(&rest, 90, &n) && !rest.n && s <= n;
    if (!ok) return unlike("W,S,E,N in degrees, as -5.5,12,4,18,", value, err);
    f->west = w;
    f->south = s;
    f->east = e;
    f->north = n;
    return CASUS_OK;
}

static casus_status set_review(cs_str *to, cs_str value, cs_err *err) {
    static const char *const known[] = { "none", "accepted", "rejected", "edited", "any" };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (!cs_eq(value, of(known[i]))) continue;
        *to = value;
        return CASUS_OK;
    }
    return unlike("none, accepted, rejected, edited or any", value, err);
}

/* Digits and a point, whatever the locale. */
static casus_status set_share(double *to, cs_str value, cs_err *err) {
    double v;
    if (cs_starts(value, CS_LIT("-")) || !cs_parse_degrees(value, 1, &v)) return unlike("a number from 0 to 1", value, err);
    *to = v;
    return CASUS_OK;
}

static casus_status set_count(int64_t *to, int64_t most, cs_str value, cs_err *err) {
    cs_i64_result v = cs_parse_i64(value);
    if (!v.ok || v.value < 1 || v.value > most)
        return cs_fail(err, CASUS_E_USAGE, -1, "expected a number from 1 to %lld but found \"" CS_FMT "\"", (long long)most,
                       CS_ARG(value));
    *to = v.value;
    return CASUS_OK;
}

static casus_status set_order(cs_order *to, cs_str value, cs_err *err) {
    for (int i = 0; i < CS_ORDERS; i++) {
        if (!cs_eq(value, of(cs_order_names[i]))) continue;
        *to = (cs_order)i;
        return CASUS_OK;
    }
    return unlike("id, day, latest, killed or sources", value, err);
}

casus_status cs_filter_set(cs_filter *f, cs_str name, cs_str value, cs_err *err) {
    int i = 0;
    if (cs_eq(name, CS_LIT("order"))) return set_order(&f->order, value, err);
    while (cs_filter_names[i] && !cs_eq(name, of(cs_filter_names[i]))) i++;
    switch (i) {
    case 0: return set_day(&f->from, value, err);
    case 1: return set_day(&f->to, value, err);
    case 2: return set_value(&f->country, "country", value, err);
    case 3: return set_words(&f->admin1, value, err);
    case 4: return set_box(f, value, err);
    case 5: return set_words(&f->actor, value, err);
    case 6: return set_value(&f->type, "type", value, err);
    case 7: return set_value(&f->mode, "mode", value, err);
    case 8: return set_value(&f->certainty, "certainty", value, err);
    case 9: return set_value(&f->modality, "modality", value, err);
    case 10: return set_words(&f->source, value, err);
    case 11: return set_review(&f->review, value, err);
    case 12: return set_share(&f->min_confidence, value, err);
    case 13: return set_count(&f->min_killed, COUNT_MAX, value, err);
    case 14: return set_count(&f->min_sources, COUNT_MAX, value, err);
    case 15: return set_words(&f->place, value, err);
    case 16: return set_count(&f->report, INT64_MAX, value, err);
    case 17: return set_count(&f->incident, INT64_MAX, value, err);
    default: return cs_fail(err, CASUS_E_USAGE, -1, "there is no condition \"" CS_FMT "\"", CS_ARG(name));
    }
}

casus_status cs_filter_check(const cs_filter *f, cs_err *err) {
    if (!f->from.n || !f->to.n || cs_cmp(f->from, f->to) <= 0) return CASUS_OK;
    return cs_fail(err, CASUS_E_USAGE, -1, "expected a day no later than that of \"to\" but found " CS_FMT " and " CS_FMT,
                   CS_ARG(f->from), CS_ARG(f->to));
}
