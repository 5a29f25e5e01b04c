#include "store/edit.h"
#include "base/calendar.h"
#include "store/review_field.h"

enum { WEEK_DAYS = 7, MONTH_DAYS = 31 };

cs_str cs_time_precision(cs_str first, cs_str last) {
    cs_day_result a = cs_parse_day(first), b = cs_parse_day(last);
    if (!first.n && !last.n) return (cs_str){ 0 };
    if (!a.ok || !b.ok) return CS_LIT("span");
    int32_t days = b.day - a.day + 1;
    if (days <= 1) return CS_LIT("day");
    if (days <= WEEK_DAYS) return CS_LIT("week");
    return days <= MONTH_DAYS ? CS_LIT("month") : days <= CS_YEAR_DAYS ? CS_LIT("year") : CS_LIT("span");
}

static cs_str day_words(int32_t day, cs_arena *a) {
    cs_date d = cs_date_of(day);
    return cs_printf(a, "%04d-%02d-%02d", d.year, d.month, d.day);
}

static void set_when(cs_view_time *when, cs_str value, cs_arena *a) {
    cs_when_value t = cs_parse_when(value);
    if (value.n && !t.ok) return;
    *when = (cs_view_time){ 0 };
    if (!value.n) return;
    *when = (cs_view_time){ value, day_words(t.first, a), day_words(t.last, a), { 0 } };
    when->precision = cs_time_precision(when->first, when->last);
}

/* A name that a person gives is of another place than the one that was found: its point and region go. */
static void set_place(const cs_edited *to, cs_str field, cs_str value, cs_arena *a) {
    cs_view_place *p = CS_NEW(a, cs_view_place, 1);
    cs_point_value point = cs_parse_point(value);
    if (*to->n_places) *p = **to->places;
    if (cs_eq(field, CS_LIT("place")))
        *p = (cs_view_place){ .name = value, .country = p->country, .precision = CS_LIT("town") };
    if (cs_eq(field, CS_LIT("country"))) p->country = value;
    if (cs_eq(field, CS_LIT("admin1"))) p->admin1 = value;
    if (cs_eq(field, CS_LIT("point"))) {
        p->located = point.ok;
        p->lat = point.lat;
        p->lon = point.lon;
    }
    *to->places = p;
    *to->n_places = p->name.n || p->country.n || p->admin1.n || p->located;
}

static void set_role(const cs_edited *to, cs_str role, cs_str value, cs_arena *a) {
    cs_view_party *v = CS_NEW(a, cs_view_party, (size_t)*to->n_parties + 1);
    int n = 0;
    if (value.n) v[n++] = (cs_view_party){ .role = role, .name = value, .certainty = CS_LIT("fact") };
    for (int i = 0; i < *to->n_parties; i++)
        if (!cs_eq((*to->parties)[i].role, role)) v[n++] = (*to->parties)[i];
    *to->parties = v;
    *to->n_parties = n;
}

static void set_toll(const cs_edited *to, cs_str effect, cs_str value, cs_arena *a) {
    cs_toll_value t = cs_parse_toll(value);
    cs_view_toll *v = CS_NEW(a, cs_view_toll, (size_t)*to->n_tolls + 1);
    int n = 0;
    if (value.n && !t.ok) return;
    if (value.n)
        v[n++] = (cs_view_toll){ .effect = effect,
                                 .low = t.low,
                                 .best = t.best,
                                 .high = t.high,
                                 .women = CS_VIEW_NONE,
                                 .children = CS_VIEW_NONE,
                                 .certainty = CS_LIT("fact"),
                                 .rule = CS_LIT("set by a person") };
    for (int i = 0; i < *to->n_tolls; i++)
        if (!cs_eq((*to->tolls)[i].effect, effect)) v[n++] = (*to->tolls)[i];
    *to->tolls = v;
    *to->n_tolls = n;
}

void cs_edit(const cs_edited *to, cs_str field, cs_str value, cs_arena *a) {
    const struct {
        cs_str name;
        cs_str *to;
    } words[] = { { CS_LIT("type"), to->type },
                  { CS_LIT("mode"), to->mode },
                  { CS_LIT("certainty"), to->certainty },
                  { CS_LIT("modality"), to->modality },
                  { CS_LIT("time_frame"), to->time_frame } };
    static const cs_str places[] = { CS_LIT("place"), CS_LIT("country"), CS_LIT("admin1"), CS_LIT("point") };
    static const cs_str tolls[] = { CS_LIT("killed"), CS_LIT("wounded") };
    static const struct {
        cs_str field, role;
    } roles[] = { { CS_LIT("agent"), CS_LIT("agent") },
                  { CS_LIT("recipient"), CS_LIT("recipient") },
                  { CS_LIT("target"), CS_LIT("target") },
                  { CS_LIT("weapon"), CS_LIT("instrument") },
                  { CS_LIT("instrument"), CS_LIT("instrument") } };
#define COUNT(a) (sizeof(a) / sizeof *(a))
    for (size_t i = 0; i < COUNT(words); i++)
        if (cs_eq(field, words[i].name)) *words[i].to = value;
    if (cs_eq(field, CS_LIT("when"))) set_when(to->when, value, a);
    for (size_t i = 0; i < COUNT(places); i++)
        if (cs_eq(field, places[i])) set_place(to, field, value, a);
    for (size_t i = 0; i < COUNT(tolls); i++)
        if (cs_eq(field, tolls[i])) set_toll(to, tolls[i], value, a);
    for (size_t i = 0; i < COUNT(roles); i++)
        if (cs_eq(field, roles[i].field)) set_role(to, roles[i].role, value, a);
}
