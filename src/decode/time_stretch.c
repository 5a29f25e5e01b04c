#include "decode/time_value.h"

/* What an expression says beyond one point of the calendar. TIMEX3 has no value for a stretch of its own, so `timex` stays that
 * of the point (its first day, its month); `edtf`, begin and end say the whole. */

static void set_days(tm_value *v, int32_t begin, int32_t end, cs_arena *perm) {
    v->begin = begin;
    v->end = end;
    v->edtf = tm_edtf_days(begin, end, perm);
}

static void set_point(tm_value *v, tm_point p, cs_arena *perm) {
    v->at = p;
    v->timex = tm_timex(&p, perm);
    v->edtf = tm_edtf(&p, perm);
    tm_bounds(&p, &v->begin, &v->end);
}

/* The n-th (-1: the last) weekday of the stretch. */
static int32_t nth_weekday(int32_t begin, int32_t end, int32_t weekday, int32_t n) {
    if (n < 0) return end - (cs_weekday_of(end) - weekday + 7) % 7;
    return begin + (weekday - cs_weekday_of(begin) + 7) % 7 + 7 * (n - 1);
}

static void counted(const tm_expr *e, tm_value *v, cs_arena *perm) {
    if (v->begin == CS_DAY_NONE || v->end == CS_DAY_NONE) return;
    int32_t begin = v->begin, end = v->end, n = e->nth, day;
    if (e->nth_unit == TM_U_WEEK) {
        int32_t b = n < 0 ? end - 6 : begin + 7 * (n - 1), last = b + 6 < end ? b + 6 : end;
        if (b <= end) set_days(v, b < begin ? begin : b, last, perm);
        return;
    }
    if (e->nth_unit == TM_U_DAY)
        day = n < 0 ? end : begin + n - 1;
    else
        day = nth_weekday(begin, end, e->nth_unit == TM_U_WEEKEND ? 6 : e->nth_day, n);
    if (day < begin || day > end) return;
    tm_point p = e->nth_unit == TM_U_WEEKEND ? tm_week_point(day, TM_Z_WEEKEND) : tm_day_point(day);
    p.part = v->at.part;
    p.approximate = v->at.approximate;
    set_point(v, p, perm);
}

/* "3-5 May", "3 and 7 May", "3 or 4 May" */
static void second_day(const tm_expr *e, tm_value *v, cs_arena *perm) {
    int32_t last = v->begin + e->mday2 - e->mday;
    if (e->join == TM_J_RANGE) {
        set_days(v, v->begin, last, perm);
        return;
    }
    cs_date a = cs_date_of(v->begin), b = cs_date_of(last);
    bool both = e->join == TM_J_BOTH;
    v->end = last;
    v->edtf = cs_printf(perm, "%c%04d-%02d-%02d,%04d-%02d-%02d%c", both ? '{' : '[', a.year, a.month, a.day, b.year, b.month,
                        b.day, both ? '}' : ']');
}

static void second_year(const tm_expr *e, tm_value *v, cs_arena *perm) {
    if (e->season == TM_S_WI && e->year2 == e->year + 1) { /* December to February: the one that the two years share */
        v->begin = cs_day_of(e->year, 12, 1);
        v->end = cs_day_of(e->year2, 3, 1) - 1;
        return;
    }
    if (e->season) return;
    v->edtf = cs_printf(perm, "%04d/%04d", e->year, e->year2);
    v->end = cs_day_of(e->year2, 12, 31);
}

void tm_stretch(const tm_expr *e, tm_value *v, cs_arena *perm) {
    if (v->begin == CS_DAY_NONE) return;
    if (e->skip && v->at.size == TM_Z_DAY) {
        tm_point p = tm_day_point(v->begin + e->skip);
        p.part = v->at.part;
        p.hour1 = v->at.hour1;
        p.minute = v->at.minute;
        p.approximate = v->at.approximate;
        set_point(v, p, perm);
    }
    if (e->nth) counted(e, v, perm);
    if (e->mday2 && v->at.size == TM_Z_DAY) second_day(e, v, perm);
    if (e->year2) second_year(e, v, perm);
    if (e->into_next && v->begin == v->end) set_days(v, v->begin, v->begin + 1, perm);
}
