#include "decode/time_expr.h"

/* A day, week or weekday that is counted within a longer time ("the third week of May", "the last Friday of Ramadan", "the
 * second day of Eid al-Adha"), and the eve of a day. */

/* "first", "third", "last"; -1 is the last */
static int rank(const tm_line *l, int i, int8_t *n) {
    int k = tm_ordinal(l, i, n);
    if (k) return *n >= 1 && *n <= 31 ? k : 0;
    *n = -1;
    return tm_any(l, i, "last|final|closing") ? i + 1 : tm_is(l, i, "opening") ? (*n = 1, i + 1) : 0;
}

/* A month, season, quarter, year or feast that days can be counted in. */
static bool holds_days(const tm_expr *e) {
    if (e->form == TM_F_SHIFT) return e->unit == TM_U_MONTH || e->unit == TM_U_QUARTER || e->unit == TM_U_YEAR;
    if (e->form != TM_F_CAL || e->part || e->hour1 || e->weekday || e->gran || e->year2) return false;
    return !e->mday || e->calendar;
}

static int counted(const tm_line *l, int i, tm_expr *e) {
    int k = i;
    int8_t nth = 0;
    tm_unit unit = TM_U_NONE;
    bool plural = false;
    tm_eat(l, &k, "the");
    if (!(k = rank(l, k, &nth))) return 0;
    const tm_atom *t = tm_at(l, k);
    bool weekday = t->cls == TM_WEEKDAY && (t->cap || l->shouted);
    if (!weekday &&
        (!tm_unit_at(l, k, &unit, &plural) || plural || (unit != TM_U_DAY && unit != TM_U_WEEK && unit != TM_U_WEEKEND)))
        return 0;
    if (!tm_any(l, k + 1, "of|in")) return 0;
    if (tm_any(l, k + 2, "every|each") && tm_is(l, k + 3, "month")) { /* "the first Monday of every month" */
        e->form = TM_F_SET;
        e->type = CS_TIME_SET;
        e->unit = TM_U_MONTH;
        e->n = 1;
        return k + 4;
    }
    int end = tm_core(l, k + 2, e);
    if (!end || !holds_days(e)) return 0;
    if (e->calendar && e->mday) { /* "the second day of Eid" */
        if (unit != TM_U_DAY || nth < 0) return 0;
        e->skip = (int16_t)(e->skip + nth - 1);
        e->mday2 = 0;
        return end;
    }
    if (unit == TM_U_DAY && nth > 0 && e->month && !e->dir && !e->rel_unit) {
        e->mday = nth;
        return end;
    }
    e->nth = nth;
    e->nth_unit = (uint8_t)unit;
    e->nth_day = (int8_t)(weekday ? t->val : 0);
    return end;
}

/* "the eve of Eid al-Fitr", "on the eve of 5 May" */
static int eve(const tm_line *l, int i, tm_expr *e) {
    int k = i;
    tm_eat(l, &k, "the");
    if (!tm_eat(l, &k, "eve") || !tm_eat(l, &k, "of")) return 0;
    int end = tm_core(l, k, e);
    if (!end || e->form != TM_F_CAL || (!e->mday && !(e->calendar && e->month))) return 0;
    if (!e->mday) e->mday = 1; /* "the eve of Ramadan" */
    e->mday2 = 0;
    e->skip--;
    return end;
}

int tm_rule_part(const tm_line *l, int i, tm_expr *e) {
    static tm_rule *const rules[] = { counted, eve };
    int best = tm_longest(rules, (int)(sizeof rules / sizeof *rules), l, i, e);
    if (best && e->form != TM_F_SET) e->type = CS_TIME_DATE;
    return best;
}
