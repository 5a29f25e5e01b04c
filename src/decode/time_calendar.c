#include "decode/time_value.h"

/* Days of the other calendars, and feasts whose date the year decides. */

typedef struct days {
    int32_t beg, end;
} days;

static int32_t day_in(uint8_t calendar, int32_t year, int32_t month, int32_t day) {
    return calendar == TM_CAL_HIJRI ? cs_hijri_day(year, month, day) : cs_solar_day(year, month, day);
}

/* What the expression means in that year of its calendar. */
static days stretch(const tm_expr *e, int32_t year) {
    uint8_t c = e->calendar;
    if (e->feast == TM_FEAST_QUDS) {
        int32_t last = day_in(c, year, 10, 1) - 1;
        last -= (cs_weekday_of(last) - 5 + 7) % 7;
        return (days){ last, last };
    }
    if (!e->month) return (days){ day_in(c, year, 1, 1), day_in(c, year + 1, 1, 1) - 1 };
    if (!e->mday) {
        int32_t next = e->month < 12 ? day_in(c, year, e->month + 1, 1) : day_in(c, year + 1, 1, 1);
        return (days){ day_in(c, year, e->month, 1), next - 1 };
    }
    int32_t beg = day_in(c, year, e->month, e->mday);
    return (days){ beg, beg + (e->mday2 ? e->mday2 - e->mday : 0) };
}

static int32_t year_of(uint8_t calendar, int32_t day) {
    return calendar == TM_CAL_HIJRI ? cs_hijri_year_of(day) : cs_solar_year_of(day);
}

/* The first such stretch that begins in the Gregorian year, else the one that reaches into it. */
static days in_gregorian(const tm_expr *e, int32_t g) {
    int32_t first = cs_day_of(g, 1, 1), y = year_of(e->calendar, first);
    days d = stretch(e, y);
    if (d.beg >= first) return d;
    days next = stretch(e, y + 1);
    return next.beg < cs_day_of(g + 1, 1, 1) ? next : d;
}

enum { BEHIND_MAX = 240, BEHIND_PAST_MAX = 300, EID_NEAR = 45 }; /* days, as in time_value.c */

/* The one that is nearest to the day in the direction of the clause. */
static days by_anchor(const tm_expr *e, int32_t anchor, int forward) {
    int32_t y = year_of(e->calendar, anchor) + 1;
    days next = stretch(e, y), last = stretch(e, y - 1);
    while (last.beg > anchor) next = last, last = stretch(e, --y - 1);
    bool within = last.end >= anchor;
    if (e->dir == TM_D_NEXT) return next;
    if (e->dir == TM_D_LAST) return within ? stretch(e, y - 2) : last;
    if (e->dir == TM_D_THIS && !within) return in_gregorian(e, cs_date_of(anchor).year);
    if (within) return last;
    int32_t behind = anchor - last.end;
    return forward > 0 || behind > (forward < 0 ? BEHIND_PAST_MAX : BEHIND_MAX) ? next : last;
}

/* "Eid" is either of the two: the one that the report can mean is near. */
static bool eid(const tm_expr *e, int32_t anchor, int forward, days *out) {
    tm_expr fitr = *e, adha = *e;
    adha.month = 12, adha.mday = 10, adha.mday2 = (int8_t)(e->mday2 ? 13 : 0);
    days a = by_anchor(&fitr, anchor, forward), b = by_anchor(&adha, anchor, forward);
    int32_t far_a = a.beg > anchor ? a.beg - anchor : anchor - a.beg, far_b = b.beg > anchor ? b.beg - anchor : anchor - b.beg;
    *out = far_a < far_b ? a : b;
    return (far_a < far_b ? far_a : far_b) <= EID_NEAR;
}

static tm_point as_point(const tm_expr *e, days d) {
    int32_t slack = e->calendar == TM_CAL_HIJRI;
    cs_date mid = cs_date_of(d.beg + (d.end - d.beg) / 2),
            first = cs_date_of(d.beg + (slack ? e->skip : 0)); /* a day's own skip comes later */
    bool day = e->mday != 0;
    if (day && !slack && d.beg == d.end)
        return (tm_point){ .size = TM_Z_DAY, .year = first.year, .month = first.month, .mday = first.day };
    return (tm_point){ .size = TM_Z_STRETCH,
                       .year = day ? first.year : mid.year,
                       .month = day ? first.month : mid.month,
                       .mday = day ? first.day : mid.day,
                       .index = day        ? TM_Z_DAY
                                : e->month ? TM_Z_MONTH
                                           : TM_Z_YEAR,
                       .first = d.beg + e->skip - slack,
                       .last = d.end + e->skip + slack,
                       .approximate = slack };
}

tm_point tm_other_calendar(const tm_expr *e, const tm_base *b, bool old_year, uint8_t *source) {
    int32_t anchor = b->published;
    bool ambiguous = e->feast == TM_FEAST_EID;
    *source = TM_BY_WORDS;
    if (e->year && e->year < TM_GREGORIAN_MIN) return as_point(e, stretch(e, e->year));
    if (e->year && !ambiguous) return as_point(e, in_gregorian(e, e->year));
    if (!e->year && (old_year || (anchor == CS_DAY_NONE && b->year)) && !e->rel_unit && !e->dir && !ambiguous) {
        *source = TM_BY_TEXT;
        return as_point(e, in_gregorian(e, b->year));
    }
    days d;
    *source = b->from_dateline ? TM_BY_DATELINE : TM_BY_PUBLISHED;
    if (anchor != CS_DAY_NONE && e->rel_unit == TM_U_YEAR && !ambiguous)
        return as_point(e, in_gregorian(e, cs_date_of(anchor).year + e->rel_n));
    if (anchor != CS_DAY_NONE && !e->year && !e->rel_unit) {
        if (!ambiguous) return as_point(e, by_anchor(e, anchor, b->forward));
        if (eid(e, anchor, b->forward, &d)) return as_point(e, d);
    }
    *source = TM_BY_OPEN;
    return (tm_point){ .size = e->mday ? TM_Z_DAY : e->month ? TM_Z_MONTH : TM_Z_YEAR };
}

/* Easter after Oudin's algorithm (Gregorian) and Meeus' (Julian); Thanksgiving is November's fourth Thursday. */
int32_t tm_feast_day(uint8_t feast, int32_t y) {
    if (feast == TM_FEAST_PASSOVER) return cs_passover(y);
    if (feast == TM_FEAST_THANKSGIVING) {
        int32_t first = cs_day_of(y, 11, 1);
        return first + (4 - cs_weekday_of(first) + 7) % 7 + 21;
    }
    if (feast == TM_FEAST_ORTHODOX_EASTER) {
        int32_t d = (19 * (y % 19) + 15) % 30, e = (2 * (y % 4) + 4 * (y % 7) - d + 34) % 7;
        int32_t julian = cs_day_of(y, 3, 22) + d + e; /* as if March were Gregorian */
        return julian + y / 100 - y / 400 - 2;
    }
    int32_t g = y % 19, c = y / 100, h = (c - c / 4 - (8 * c + 13) / 25 + 19 * g + 15) % 30;
    int32_t i = h - h / 28 * (1 - 29 / (h + 1) * ((21 - g) / 11));
    int32_t j = (y + y / 4 + i + 2 - c + c / 4) % 7, month = 3 + (i - j + 40) / 44;
    return cs_day_of(y, month, i - j + 28 - 31 * (month / 4));
}
