#include "decode/time_expr.h"

/* Dates of the Islamic calendar and of the solar one of Iran and Afghanistan: "10 Muharram 1441", "Ramadan 2019", "the holy
 * month of Ramadan", "3 Khordad 1395", "1441 AH". Their months' names are people's names and plain words as well ("Rajab",
 * "Asad", "Hut"), so most need a number that only a date has. */

static int month_at(const tm_line *l, int i, tm_expr *e, bool *alone) {
    *alone = false;
    int k;
    if (!tm_at(l, i)->cap) return 0;
    if ((k = tm_name(l, i, TM_HIJRI_ALONE, &e->month)))
        *alone = true;
    else if (!(k = tm_name(l, i, TM_HIJRI, &e->month)))
        e->calendar = TM_CAL_SOLAR, k = tm_name(l, i, TM_SOLAR, &e->month);
    if (e->calendar != TM_CAL_SOLAR) e->calendar = TM_CAL_HIJRI;
    return k;
}

/* "the [holy] month of" */
static int month_of(const tm_line *l, int i) {
    tm_eat(l, &i, "the");
    tm_eat(l, &i, "holy|islamic|muslim|fasting|sacred|lunar");
    return tm_is(l, i, "month") && tm_is(l, i + 1, "of") ? i + 2 : 0;
}

static int era(const tm_line *l, int i) {
    if (tm_any(l, i, "ah|sh|ahs") && tm_at(l, i)->cap) return i + 1;
    if (tm_is(l, i, "a") && tm_is(l, i + 1, ".") && tm_is(l, i + 2, "h") && tm_at(l, i + 1)->glued)
        return i + 3 + (tm_is(l, i + 3, ".") && tm_at(l, i + 3)->glued);
    return i;
}

static bool context(const tm_line *l, int i) {
    return tm_any(l, i - 1,
                  "in|during|of|since|before|after|until|till|throughout|for|by|from|end|mid|early|late|-|through|over|ahead|"
                  "to|into|and");
}

/* The year of that calendar, or a Gregorian one, perhaps with the era. */
static int year_after(const tm_line *l, int k, tm_expr *e) {
    int end = tm_year_after(l, k, e);
    return e->year && e->year < TM_GREGORIAN_MIN ? era(l, end) : end;
}

int tm_other_month(const tm_line *l, int i, tm_expr *e) {
    bool alone;
    tm_expr x = { 0 };
    int k = month_at(l, i, &x, &alone);
    if (!k || !alone) return 0;
    e->calendar = x.calendar;
    e->month = x.month;
    return k;
}

static int bare_year(const tm_line *l, int i, tm_expr *e) {
    const tm_atom *t = tm_at(l, i);
    int k = era(l, i + 1);
    if (t->cls != TM_DIGITS || t->n_digits > 4 || t->val < 1 || t->val >= TM_GREGORIAN_MIN || k == i + 1) return 0;
    e->form = TM_F_CAL;
    e->calendar = tm_any(l, i + 1, "sh|ahs") ? TM_CAL_SOLAR : TM_CAL_HIJRI;
    e->year = t->val;
    return k;
}

int tm_rule_calendar(const tm_line *l, int i, tm_expr *e) {
    bool alone = false, number = false, the = tm_is(l, i, "the");
    int k = tm_mday_at(l, i + the, &e->mday), end;
    if (k) {
        int8_t last;
        if (tm_any(l, k, "-|to|and") && (end = tm_mday_at(l, k + 1, &last)) && last > e->mday)
            e->mday2 = last, e->join = TM_J_RANGE, k = end;
        k += tm_is(l, k, "of") || (tm_is(l, k, "-") && tm_at(l, k)->glued);
    }
    int of = month_of(l, k ? k : i), at = of ? of : k ? k : i;
    number = k || of;
    if (!(end = month_at(l, at, e, &alone))) {
        *e = (tm_expr){ 0 };
        return bare_year(l, i, e);
    }
    if (!k && (k = tm_mday_at(l, end, &e->mday)) && !tm_counts_people(l, k) && tm_at(l, k)->cls != TM_UNITS)
        end = k;
    else if (!number)
        e->mday = 0;
    e->form = TM_F_CAL;
    k = year_after(l, end, e);
    bool own = e->year && e->year < TM_GREGORIAN_MIN;
    if (e->calendar == TM_CAL_SOLAR) return own || of ? k : 0; /* "5 Asad" are five persons as well */
    if (own || number || (alone && k > end)) return k;
    bool name = tm_at(l, k)->cap && tm_cls(l, k, TM_WORD) && !l->shouted;
    return alone && context(l, i) && !name ? k : 0;
}
