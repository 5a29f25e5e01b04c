#include "decode/time_value.h"

/* TIMEX3 values after TimeML 1.2.1 (ISO 8601 with X for what is not known, TMO … TNI, SP SU FA WI, Q, H); EDTF after ISO
 * 8601-2: seasons 21-24, quarters 33-36, halves 40-41, decades "199X", intervals "A/B", "~" for about. */

static const char *year_text(int32_t year, char buf[8]) {
    memcpy(buf, "XXXX", 5);
    for (int i = 3, y = year; year && i >= 0; i--, y /= 10) buf[i] = (char)('0' + y % 10);
    return buf;
}

static cs_str with_clock(cs_str date, const tm_point *p, cs_arena *a) {
    if (p->hour1) return cs_printf(a, CS_FMT "T%02d:%02d", CS_ARG(date), p->hour1 - 1, p->minute);
    if (p->part) return cs_printf(a, CS_FMT "T%s", CS_ARG(date), tm_part_name[p->part]);
    return date;
}

static cs_str day_text(const tm_point *p, cs_arena *a) {
    char y[8];
    year_text(p->year, y);
    if (p->year || p->mday) return cs_printf(a, "%s-%02d-%02d", y, p->month, p->mday);
    return p->weekday ? cs_printf(a, "XXXX-WXX-%d", p->weekday) : CS_LIT("XXXX-XX-XX");
}

cs_str tm_timex(const tm_point *p, cs_arena *a) {
    char y[8];
    year_text(p->year, y);
    switch (p->size == TM_Z_STRETCH ? p->index : p->size) {
    case TM_Z_DAY: return with_clock(day_text(p, a), p, a);
    case TM_Z_WEEK: return p->year ? cs_printf(a, "%s-W%02d", y, p->week) : CS_LIT("XXXX-WXX");
    case TM_Z_WEEKEND: return p->year ? cs_printf(a, "%s-W%02d-WE", y, p->week) : CS_LIT("XXXX-WXX-WE");
    case TM_Z_MONTH: return p->month ? cs_printf(a, "%s-%02d", y, p->month) : CS_LIT("XXXX-XX");
    case TM_Z_QUARTER: return p->index ? cs_printf(a, "%s-Q%d", y, p->index) : CS_LIT("XXXX-QX");
    case TM_Z_HALF: return cs_printf(a, "%s-H%d", y, p->index);
    case TM_Z_SEASON: return cs_printf(a, "%s-%s", y, tm_season_name[p->index]);
    case TM_Z_YEAR: return cs_printf(a, "%s", y);
    case TM_Z_DECADE: return p->year ? cs_printf(a, "%d", p->year / 10) : CS_LIT("XXX");
    case TM_Z_CENTURY: return p->year ? cs_printf(a, "%02d", p->year / 100) : CS_LIT("XX");
    default: return (cs_str){ 0 };
    }
}

cs_str tm_edtf_days(int32_t begin, int32_t end, cs_arena *a) {
    cs_date b = cs_date_of(begin), e = cs_date_of(end);
    if (begin == end) return cs_printf(a, "%04d-%02d-%02d", b.year, b.month, b.day);
    return cs_printf(a, "%04d-%02d-%02d/%04d-%02d-%02d", b.year, b.month, b.day, e.year, e.month, e.day);
}

static cs_str edtf_stretch(const tm_point *p, cs_arena *a) {
    if (!p->approximate) return tm_edtf_days(p->first, p->last, a);
    cs_date b = cs_date_of(p->first), e = cs_date_of(p->last);
    return cs_printf(a, "%04d-%02d-%02d~/%04d-%02d-%02d~", b.year, b.month, b.day, e.year, e.month, e.day);
}

cs_str tm_edtf(const tm_point *p, cs_arena *a) {
    char y[8];
    const char *about = p->approximate ? "~" : "";
    int32_t begin, end;
    year_text(p->year, y);
    switch (p->size) {
    case TM_Z_DAY: return p->mday ? cs_printf(a, "%s-%02d-%02d%s", y, p->month, p->mday, about) : (cs_str){ 0 };
    case TM_Z_WEEK:
    case TM_Z_WEEKEND: tm_bounds(p, &begin, &end); return p->year ? tm_edtf_days(begin, end, a) : (cs_str){ 0 };
    case TM_Z_MONTH: return p->month ? cs_printf(a, "%s-%02d%s", y, p->month, about) : (cs_str){ 0 };
    case TM_Z_QUARTER: return p->index ? cs_printf(a, "%s-%d%s", y, 32 + p->index, about) : (cs_str){ 0 };
    case TM_Z_HALF: return cs_printf(a, "%s-%d%s", y, 39 + p->index, about);
    case TM_Z_SEASON: return cs_printf(a, "%s-%d%s", y, 20 + p->index, about);
    case TM_Z_YEAR: return p->year ? cs_printf(a, "%s%s", y, about) : (cs_str){ 0 };
    case TM_Z_DECADE: return p->year ? cs_printf(a, "%03dX%s", p->year / 10, about) : (cs_str){ 0 };
    case TM_Z_CENTURY: return p->year ? cs_printf(a, "%02dXX%s", p->year / 100, about) : (cs_str){ 0 };
    case TM_Z_STRETCH: return edtf_stretch(p, a);
    default: return (cs_str){ 0 };
    }
}

/* Early, middle and late are thirds of the stretch. */
static void narrow(const tm_point *p, int32_t *begin, int32_t *end) {
    int32_t days = *end - *begin + 1, third = days / 3, b = *begin;
    if (days < 6) return;
    if (p->mod == TM_M_EARLY || p->mod == TM_M_START)
        *end = b + third - 1;
    else if (p->mod == TM_M_MID)
        *begin = b + third, *end = b + 2 * third;
    else if (p->mod == TM_M_LATE || p->mod == TM_M_END)
        *begin = b + 2 * third;
}

static void months(int32_t year, int32_t month, int32_t n, int32_t *begin, int32_t *end) {
    cs_date after = cs_add_months((cs_date){ year, month, 1 }, n);
    *begin = cs_day_of(year, month, 1);
    *end = cs_day_of(after.year, after.month, 1) - 1;
}

void tm_bounds(const tm_point *p, int32_t *begin, int32_t *end) {
    *begin = *end = CS_DAY_NONE;
    if (!p->year) return;
    switch (p->size) {
    case TM_Z_DAY:
        if (!p->mday) return;
        *begin = *end = cs_day_of(p->year, p->month, p->mday);
        return;
    case TM_Z_WEEK:
        *begin = cs_week_monday((cs_week){ p->year, p->week });
        *end = *begin + 6;
        break;
    case TM_Z_WEEKEND:
        *begin = cs_week_monday((cs_week){ p->year, p->week }) + 5;
        *end = *begin + 1;
        break;
    case TM_Z_MONTH: months(p->year, p->month, 1, begin, end); break;
    case TM_Z_QUARTER: months(p->year, p->index * 3 - 2, 3, begin, end); break;
    case TM_Z_HALF: months(p->year, p->index * 6 - 5, 6, begin, end); break;
    case TM_Z_SEASON: /* a year's winter may be either of the two that touch it */
        if (p->index == TM_S_WI)
            months(p->year - 1, 12, 15, begin, end);
        else
            months(p->year, p->index * 3, 3, begin, end);
        break;
    case TM_Z_YEAR: months(p->year, 1, 12, begin, end); break;
    case TM_Z_DECADE: months(p->year, 1, 120, begin, end); break;
    case TM_Z_CENTURY: months(p->year, 1, 1200, begin, end); break;
    case TM_Z_STRETCH: *begin = p->first, *end = p->last; break;
    default: return;
    }
    narrow(p, begin, end);
}

cs_str tm_amount_text(const tm_expr *e, cs_arena *a) {
    static const char letter[TM_U_COUNT] = { 0, 'S', 'M', 'H', 'D', 'W', 'D', 'M', 'Q', 'Y', 'Y', 'Y', 'Y', 'W' };
    static const int16_t times[TM_U_COUNT] = { 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 10, 100, 1000, 2 };
    static const struct {
        uint8_t unit, smaller;
        int16_t half;
    } halves[] = { { TM_U_YEAR, TM_U_MONTH, 6 }, { TM_U_HOUR, TM_U_MINUTE, 30 }, { TM_U_MINUTE, TM_U_SECOND, 30 } };
    tm_unit u = (tm_unit)e->unit;
    const char *t = u <= TM_U_HOUR ? "T" : "";
    if (e->vague) return cs_printf(a, "P%sX%c", t, letter[u]);
    int32_t n = e->n * times[u];
    if (u == TM_U_QUARTER && e->n > 1) return cs_printf(a, "P%dM", e->n * 3);
    if (!e->plus_half && !e->half_only) return cs_printf(a, "P%s%d%c", t, n, letter[u]);
    if (times[u] % 2 == 0) return cs_printf(a, "P%s%d%c", t, n + times[u] / 2, letter[u]);
    for (size_t h = 0; h < sizeof halves / sizeof *halves; h++)
        if (halves[h].unit == u)
            return e->half_only ? cs_printf(a, "P%s%d%c", t, halves[h].half, letter[halves[h].smaller])
                                : cs_printf(a, "P%s%d%c%d%c", t, n, letter[u], halves[h].half, letter[halves[h].smaller]);
    return cs_printf(a, "P%s%d.5%c", t, e->half_only ? 0 : n, letter[u]);
}
