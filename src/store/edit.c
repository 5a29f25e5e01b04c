#include "store/edit.h"
#include "base/calendar.h"
#include <stdlib.h>

enum { WEEK_DAYS = 7, MONTH_DAYS = 31, YEAR_DAYS = 366, DAY_BYTES = 10 };

static const cs_str TOLLS[] = { CS_LIT("killed"),  CS_LIT("wounded"),   CS_LIT("captured"), CS_LIT("arrested"),
                                CS_LIT("missing"), CS_LIT("displaced"), CS_LIT("freed"),    CS_LIT("crowd") };
static const cs_str ROLES[] = { CS_LIT("agent"),      CS_LIT("recipient"),   CS_LIT("target"),
                                CS_LIT("instrument"), CS_LIT("beneficiary"), CS_LIT("other-party") };
#define COUNT(a) (sizeof(a) / sizeof *(a))

static bool is_one_of(cs_str s, const cs_str *list, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (cs_eq(s, list[i])) return true;
    return false;
}

cs_str cs_time_precision(cs_str first, cs_str last) {
    cs_day_result a = cs_parse_day(first), b = cs_parse_day(last);
    if (!first.n && !last.n) return (cs_str){ 0 };
    if (!a.ok || !b.ok) return CS_LIT("span");
    int32_t days = b.day - a.day + 1;
    if (days <= 1) return CS_LIT("day");
    if (days <= WEEK_DAYS) return CS_LIT("week");
    return days <= MONTH_DAYS ? CS_LIT("month") : days <= YEAR_DAYS ? CS_LIT("year") : CS_LIT("span");
}

/* ---- times ---- */

typedef struct days {
    int32_t first, last; /* CS_DAY_NONE: open */
    bool ok;
} days;

/* "2024", "2024-03", "2024-03-07", "..": the days of one half of a time. */
static days days_of(cs_str s) {
    enum { YEAR_BYTES = 4, MONTH_BYTES = 7 };
    if (cs_eq(s, CS_LIT(".."))) return (days){ CS_DAY_NONE, CS_DAY_NONE, true };
    if (s.n == DAY_BYTES) {
        cs_day_result d = cs_parse_day(s);
        return (days){ d.day, d.day, d.ok };
    }
    if (s.n != YEAR_BYTES && s.n != MONTH_BYTES) return (days){ 0 };
    cs_i64_result y = cs_parse_i64(cs_cut(s, 0, YEAR_BYTES)), m = { 1, true };
    if (s.n == MONTH_BYTES) m = s.p[YEAR_BYTES] == '-' ? cs_parse_i64(cs_cut(s, YEAR_BYTES + 1, s.n)) : (cs_i64_result){ 0 };
    if (!y.ok || !m.ok || y.value < 1 || m.value < 1 || m.value > 12) return (days){ 0 };
    int32_t year = (int32_t)y.value, month = (int32_t)m.value;
    if (s.n == YEAR_BYTES) return (days){ cs_day_of(year, 1, 1), cs_day_of(year, 12, 31), true };
    return (days){ cs_day_of(year, month, 1), cs_day_of(year, month, cs_month_days(year, month)), true };
}

static days days_from(cs_str value) {
    ptrdiff_t slash = cs_find(value, CS_LIT("/"));
    if (slash < 0) {
        days d = days_of(value);
        return d.ok && d.first == CS_DAY_NONE ? (days){ 0 } : d;
    }
    days a = days_of(cs_cut(value, 0, slash)), b = days_of(cs_cut(value, slash + 1, value.n));
    bool known = a.first != CS_DAY_NONE || b.last != CS_DAY_NONE, ordered = a.first == CS_DAY_NONE || b.last == CS_DAY_NONE;
    return (days){ a.first, b.last, a.ok && b.ok && known && (ordered || a.first <= b.last) };
}

static cs_str day_words(int32_t day, cs_arena *a) {
    if (day == CS_DAY_NONE) return (cs_str){ 0 };
    cs_date d = cs_date_of(day);
    return cs_printf(a, "%04d-%02d-%02d", d.year, d.month, d.day);
}

static void set_when(cs_view_time *when, cs_str value, cs_arena *a) {
    days d = days_from(value);
    if (value.n && !d.ok) return;
    *when = (cs_view_time){ 0 };
    if (!value.n) return;
    when->edtf = value;
    when->first = day_words(d.first, a);
    when->last = day_words(d.last, a);
    when->precision = cs_time_precision(when->first, when->last);
}

/* ---- numbers ---- */

typedef struct number {
    double value;
    bool ok;
} number;

static number degrees_of(cs_str s) {
    enum { DIGITS_MAX = 24 };
    char text[DIGITS_MAX + 1], *end;
    if (s.n == 0 || s.n > DIGITS_MAX) return (number){ 0 };
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (!(s.p[i] >= '0' && s.p[i] <= '9') && s.p[i] != '.' && !(s.p[i] == '-' && i == 0)) return (number){ 0 };
    memcpy(text, s.p, (size_t)s.n);
    text[s.n] = '\0';
    double v = strtod(text, &end);
    return (number){ v, !*end && end > text };
}

/* Of LOW/BEST/HIGH one; empty: not known. */
static bool count_of(cs_str s, int64_t *out) {
    *out = CS_VIEW_NONE;
    if (!s.n) return true;
    cs_i64_result r = cs_parse_i64(s);
    if (r.ok) *out = r.value;
    return r.ok && r.value >= 0 && s.p[0] != '+';
}

static bool counts_of(cs_str s, cs_view_toll *t) {
    ptrdiff_t one = cs_find(s, CS_LIT("/"));
    if (one < 0) {
        bool ok = s.n && count_of(s, &t->best);
        t->low = t->high = t->best;
        return ok;
    }
    cs_str rest = cs_cut(s, one + 1, s.n);
    ptrdiff_t two = cs_find(rest, CS_LIT("/"));
    if (two < 0 || !count_of(cs_cut(s, 0, one), &t->low) || !count_of(cs_cut(rest, 0, two), &t->best) ||
        !count_of(cs_cut(rest, two + 1, rest.n), &t->high))
        return false;
    int64_t least = t->low, most = t->high;
    if (least > t->best && t->best != CS_VIEW_NONE) return false;
    if (most != CS_VIEW_NONE && (t->best > most || least > most)) return false;
    return least != CS_VIEW_NONE || t->best != CS_VIEW_NONE || most != CS_VIEW_NONE;
}

/* ---- lists ---- */

static void set_place(const cs_edited *to, cs_str field, cs_str value, cs_arena *a) {
    cs_view_place *p = CS_NEW(a, cs_view_place, 1);
    if (*to->n_places) *p = **to->places;
    number n = degrees_of(value);
    if (cs_eq(field, CS_LIT("place"))) {
        p->name = value;
        p->geonames = 0;
    } else if (cs_eq(field, CS_LIT("country"))) {
        p->country = value;
    } else if (cs_eq(field, CS_LIT("admin1"))) {
        p->admin1 = value;
    } else if (cs_eq(field, CS_LIT("admin2"))) {
        p->admin2 = value;
    } else {
        if (cs_eq(field, CS_LIT("lat")))
            p->lat = n.value;
        else
            p->lon = n.value;
        p->located = n.ok;
    }
    if (!p->precision.n) p->precision = CS_LIT("town");
    *to->places = p;
    *to->n_places = 1;
}

static void set_role(const cs_edited *to, cs_str role, cs_str value, cs_arena *a) {
    cs_view_party *v = CS_NEW(a, cs_view_party, (size_t)*to->n_parties + 1);
    int n = 0;
    if (value.n)
        v[n++] = (cs_view_party){ .role = role, .name = value, .words = value, .certainty = CS_LIT("fact"), .n_reports = 0 };
    for (int i = 0; i < *to->n_parties; i++)
        if (!cs_eq((*to->parties)[i].role, role)) v[n++] = (*to->parties)[i];
    *to->parties = v;
    *to->n_parties = n;
}

static void set_toll(const cs_edited *to, cs_str effect, cs_str value, cs_arena *a) {
    cs_view_toll *v = CS_NEW(a, cs_view_toll, (size_t)*to->n_tolls + 1);
    cs_view_toll own = { .effect = effect,
                         .women = CS_VIEW_NONE,
                         .children = CS_VIEW_NONE,
                         .certainty = CS_LIT("fact"),
                         .rule = CS_LIT("set by a person") };
    int n = 0;
    if (value.n && !counts_of(value, &own)) return;
    if (value.n) v[n++] = own;
    for (int i = 0; i < *to->n_tolls; i++)
        if (!cs_eq((*to->tolls)[i].effect, effect)) v[n++] = (*to->tolls)[i];
    *to->tolls = v;
    *to->n_tolls = n;
}

static const cs_str PLACE_FIELDS[] = { CS_LIT("place"),  CS_LIT("country"), CS_LIT("admin1"),
                                       CS_LIT("admin2"), CS_LIT("lat"),     CS_LIT("lon") };

void cs_edit(const cs_edited *to, cs_str field, cs_str value, cs_arena *a) {
    const struct {
        cs_str name;
        cs_str *to;
    } words[] = { { CS_LIT("type"), to->type },
                  { CS_LIT("mode"), to->mode },
                  { CS_LIT("certainty"), to->certainty },
                  { CS_LIT("modality"), to->modality },
                  { CS_LIT("time_frame"), to->time_frame } };
    for (size_t i = 0; i < COUNT(words); i++)
        if (cs_eq(field, words[i].name)) *words[i].to = value;
    if (cs_eq(field, CS_LIT("when"))) set_when(to->when, value, a);
    if (is_one_of(field, PLACE_FIELDS, COUNT(PLACE_FIELDS))) set_place(to, field, value, a);
    if (is_one_of(field, TOLLS, COUNT(TOLLS))) set_toll(to, field, value, a);
    if (is_one_of(field, ROLES, COUNT(ROLES))) set_role(to, field, value, a);
}

casus_status cs_edit_check(cs_str field, cs_str value, cs_err *err) {
    static const cs_str words[] = { CS_LIT("type"),    CS_LIT("mode"),   CS_LIT("certainty"), CS_LIT("modality"), CS_LIT("time_frame"),
                                    CS_LIT("place"),   CS_LIT("admin1"), CS_LIT("admin2") };
    cs_view_toll t;
    number n = degrees_of(value);
    if (is_one_of(field, words, COUNT(words)) || is_one_of(field, ROLES, COUNT(ROLES))) return CASUS_OK;
    if (cs_eq(field, CS_LIT("when")))
        return !value.n || days_from(value).ok
                   ? CASUS_OK
                   : cs_fail(err, CASUS_E_USAGE, -1,
                             "when: expected a day, month or year as 2024-03-07, or two with / between, but found \"" CS_FMT "\"",
                             CS_ARG(value));
    if (cs_eq(field, CS_LIT("country")))
        return !value.n || value.n == 3
                   ? CASUS_OK
                   : cs_fail(err, CASUS_E_USAGE, -1, "country: expected three letters as NGA but found \"" CS_FMT "\"", CS_ARG(value));
    if (cs_eq(field, CS_LIT("lat")) || cs_eq(field, CS_LIT("lon"))) {
        double most = cs_eq(field, CS_LIT("lat")) ? 90 : 180;
        return !value.n || (n.ok && n.value >= -most && n.value <= most)
                   ? CASUS_OK
                   : cs_fail(err, CASUS_E_USAGE, -1, CS_FMT ": expected degrees from %g to %g but found \"" CS_FMT "\"", CS_ARG(field),
                             -most, most, CS_ARG(value));
    }
    if (is_one_of(field, TOLLS, COUNT(TOLLS)))
        return !value.n || counts_of(value, &t)
                   ? CASUS_OK
                   : cs_fail(err, CASUS_E_USAGE, -1, CS_FMT ": expected a number, or LOW/BEST/HIGH, but found \"" CS_FMT "\"",
                             CS_ARG(field), CS_ARG(value));
    return cs_fail(err, CASUS_E_USAGE, -1, "there is no field \"" CS_FMT "\" to edit", CS_ARG(field));
}
