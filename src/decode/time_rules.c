#include "decode/time_expr.h"

/* The whole expression: a date or relative time with what goes round it: "early", "the end of", "around"; a part of the day
 * ("Friday morning"); a time of day before or after it ("10 p.m. Wednesday", "on May 5 at 14:30"). */

static bool meridiem(const tm_line *l, int *i, bool *pm) {
    int k = *i;
    if (tm_any(l, k, "am|pm")) {
        *pm = tm_is(l, k, "pm");
        *i = k + 1;
        return true;
    }
    if (!tm_any(l, k, "a|p") || !tm_is(l, k + 1, ".") || !tm_is(l, k + 2, "m")) return false;
    *pm = tm_is(l, k, "p");
    *i = k + 3 + (tm_is(l, k + 3, ".") && tm_at(l, k + 3)->glued);
    return true;
}

static int zone(const tm_line *l, int i) {
    if (tm_is(l, i, "z") && tm_at(l, i)->cap && tm_at(l, i)->glued && tm_at(l, i - 1)->n_digits) return i + 1; /* "0200Z" */
    if (tm_any(l, i, "gmt|utc|est|edt|cst|cdt|mst|mdt|pst|pdt|et|bst|cet|cest|eet|ist|zulu")) return i + 1;
    return tm_is(l, i, "local") && tm_is(l, i + 1, "time") ? i + 2 : i;
}

static int set_clock(tm_expr *e, int hour, int minute, int end) {
    e->form = TM_F_CAL;
    e->type = CS_TIME_TIME;
    e->hour1 = (int8_t)(hour + 1);
    e->minute = (int8_t)minute;
    return end;
}

/* "half past three", "a quarter to six", "ten past five": what part of the day it is stays open */
static int spoken_clock(const tm_line *l, int i, tm_expr *e) {
    int k = i, minute = 0;
    tm_num n;
    tm_eat(l, &k, "a");
    if (tm_eat(l, &k, "half"))
        minute = 30;
    else if (tm_eat(l, &k, "quarter"))
        minute = 15;
    else if ((k = tm_number(l, k, &n)) && !n.article && !n.vague && n.n % 5 == 0 && n.n < 30)
        minute = n.n, tm_eat(l, &k, "minutes");
    if (!minute || !tm_any(l, k, minute == 30 ? "past" : "past|to")) return 0;
    bool to = tm_is(l, k++, "to");
    const tm_atom *h = tm_at(l, k);
    bool hour = (h->cls == TM_DIGITS || h->cls == TM_CARD) && h->val >= 1 && h->val <= 12;
    if (!hour || !tm_any(l, i - 1, "at|around|about|by|until|before|after|since") || tm_at(l, k + 1)->cls == TM_UNITS) return 0;
    int at = h->val * 60 + (to ? -minute : minute), end = k + 1;
    bool pm = false;
    if (meridiem(l, &end, &pm)) at = at % 720 + 720 * pm;
    if (tm_is(l, end, "in") && tm_is(l, end + 1, "the") && tm_cls(l, end + 2, TM_PART)) {
        at = at % 720 + 720 * (tm_at(l, end + 2)->val != TM_P_MO);
        end += 3;
    }
    return set_clock(e, at / 60, at % 60, end);
}

/* "10:30 p.m.", "4 am EDT", "14:00", "0735 GMT", "noon", "4 in the morning", "two o'clock" */
static int clock_at(const tm_line *l, int i, tm_expr *e) {
    const tm_atom *t = tm_at(l, i), *m = tm_at(l, i + 2);
    if (t->cls == TM_CLOCK_NAME) return set_clock(e, t->val, 0, i + 1);
    int spoken = spoken_clock(l, i, e);
    if (spoken) return spoken;
    if (t->cls != TM_DIGITS && t->cls != TM_CARD) return 0;
    int hour = t->val, minute = 0, k = i + 1;
    bool minutes = t->n_digits <= 2 && tm_any(l, i + 1, ":|.") && tm_at(l, i + 1)->glued && m->cls == TM_DIGITS && m->glued &&
                   m->n_digits == 2 && m->val < 60;
    if (minutes) minute = m->val, k = i + 3;
    bool colon = minutes && tm_is(l, i + 1, ":"), pm = false;
    if (meridiem(l, &k, &pm)) {
        if (hour < 1 || hour > 12) return 0;
        return set_clock(e, hour % 12 + 12 * pm, minute, zone(l, k));
    }
    if (tm_is(l, k, "o") && tm_is(l, k + 1, "'") && tm_is(l, k + 2, "clock")) k += 3, colon = true;
    bool at = tm_any(l, i - 1, "at|around|about|by|until|before|after");
    if (tm_is(l, k, "in") && tm_is(l, k + 1, "the") && tm_cls(l, k + 2, TM_PART) && at && hour <= 12) {
        bool late = tm_at(l, k + 2)->val != TM_P_MO;
        return set_clock(e, hour % 12 + 12 * late, minute, k + 3);
    }
    int z = zone(l, k);
    bool hours = z == k && tm_any(l, k, "hours|hrs");
    if (t->n_digits == 4 && t->val / 100 < 24 && t->val % 100 < 60 &&
        (z > k || (hours && (t->val < 1800 || at || t->lower.p[0] == '0'))))
        return set_clock(e, t->val / 100, t->val % 100, hours ? k + 1 : z);
    bool from_at = tm_is(l, i - 1, "at") || (tm_is(l, i - 2, "at") && tm_any(l, i - 1, "about|around|approximately|exactly"));
    if (t->n_digits == 4 && from_at && t->val / 100 < 24 && t->val % 100 < 60 && z == k &&
        (!tm_cls(l, k, TM_WORD) || t->lower.p[0] == '0' ||
         tm_any(l, k, "on|today|yesterday|tonight|local|this|last|that|when|and|in|near|as|while|but|by|from|after|before")))
        return set_clock(e, t->val / 100, t->val % 100, k); /* "at 2030" is no year */
    if (minutes && z > k && hour < 24) return set_clock(e, hour, minute, z);
    if (!colon || hour > 24 || (tm_is(l, k, ":") && tm_at(l, k)->glued)) return 0;
    if (tm_any(l, i - 1, ":|-|/") && t->glued) return 0; /* a score, a verse */
    return set_clock(e, hour, minute, k + (tm_any(l, k, "hours|hrs") ? 1 : 0));
}

int tm_core(const tm_line *l, int i, tm_expr *e) {
    tm_expr d = { 0 }, r = { 0 };
    int a = tm_rule_date(l, i, &d), b = tm_rule_relative(l, i, &r);
    if (!a && !b) return 0;
    *e = a >= b ? d : r;
    return a >= b ? a : b;
}

static bool is_day(const tm_expr *e) { return e->mday || e->weekday || (e->form == TM_F_SHIFT && e->unit == TM_U_DAY); }

/* What stands before a time and narrows it. */
typedef struct narrow {
    uint8_t mod, part;
    bool approximate, relative_only;
} narrow;

static int narrow_at(const tm_line *l, int i, narrow *n) {
    *n = (narrow){ 0 };
    int k = i;
    tm_eat(l, &k, "the|a|very");
    if (tm_any(l, k, "early|mid|late") && k - i < 2 && !tm_is(l, k + 1, "hours")) {
        n->mod = tm_is(l, k, "early") ? TM_M_EARLY : tm_is(l, k, "mid") ? TM_M_MID : TM_M_LATE;
        k++;
        tm_eat(l, &k, "-");
        if (tm_is(l, k, "in") && tm_any(l, k + 1, "the|this")) k++;
        return k;
    }
    if (tm_any(l, k, "end|beginning|start|middle|close|opening|turn") && tm_is(l, k + 1, "of")) {
        n->mod = tm_any(l, k, "end|close") ? TM_M_END : tm_is(l, k, "middle") ? TM_M_MID : TM_M_START;
        return k + 2;
    }
    if (tm_any(l, k, "early|small|wee") && tm_is(l, k + 1, "hours") && tm_is(l, k + 2, "of")) {
        n->mod = TM_M_EARLY;
        n->part = TM_P_MO;
        return k + 3;
    }
    if (tm_any(l, k, "midway|halfway") && tm_any(l, k + 1, "through|into")) {
        n->mod = TM_M_MID;
        return k + 2;
    }
    if (k > i && tm_any(l, k, "first|last|opening|closing|final")) { /* "the last week of July", "the first days of the year" */
        n->mod = tm_any(l, k, "first|opening") ? TM_M_START : TM_M_END;
        k++;
        tm_eat(l, &k, "few|two|three");
        if (tm_eat(l, &k, "day|days|week|weeks|weekend") && tm_eat(l, &k, "of")) return k;
        *n = (narrow){ 0 };
    }
    k = i;
    if (tm_any(l, k, "earlier|later")) {
        n->relative_only = true;
        k++;
        if (tm_is(l, k, "in") && tm_any(l, k + 1, "the|that|this")) k++;
        tm_eat(l, &k, "on");
        return k;
    }
    if (tm_any(l, k, "around|about|circa|roughly|approximately")) {
        n->approximate = true;
        return k + 1;
    }
    if (tm_is(l, k, "sometime") || (tm_is(l, k, "some") && tm_is(l, k + 1, "time"))) {
        n->approximate = true;
        k += tm_is(l, k, "some") ? 2 : 1;
        tm_eat(l, &k, "in");
        return k;
    }
    if (tm_any(l, k, "pre|post") && tm_is(l, k + 1, "-")) return k + 2;
    return i;
}

/* "Friday [late] [in the] morning", "May 5 at 10 p.m." */
static int after_day(const tm_line *l, int i, tm_expr *e) {
    int k = i;
    if (!e->part && tm_cls(l, k, TM_PART) && !tm_any(l, k, "mornings|nights|evenings|afternoons")) {
        e->part = (uint8_t)tm_at(l, k)->val;
        e->type = CS_TIME_TIME;
        return k + 1;
    }
    tm_expr c = { 0 };
    tm_eat(l, &k, ",");
    bool at = tm_eat(l, &k, "at");
    int end = at || k == i ? clock_at(l, k, &c) : 0;
    if (!end || (!at && tm_cls(l, k, TM_CARD))) return i;
    e->hour1 = c.hour1;
    e->minute = c.minute;
    e->type = CS_TIME_TIME;
    return end;
}

static int date_rule(const tm_line *l, int i, tm_expr *e) {
    narrow n;
    int k = narrow_at(l, i, &n), end = tm_core(l, k, e);
    if (!end) return 0;
    if (k > i && n.relative_only && e->form == TM_F_CAL && !e->weekday && !e->rel_unit && !e->dir && !tm_is(l, k - 1, "in"))
        return 0;
    if (k > i && n.mod && e->form == TM_F_SHIFT && e->unit < TM_U_DAY) return 0;
    if (n.approximate && e->weekday && !e->mday && !tm_is(l, k - 1, "sometime")) return 0; /* "a way around Friday's ruling" */
    if (n.mod) e->mod = n.mod;
    e->approximate |= n.approximate;
    if (is_day(e)) end = after_day(l, end, e);
    if (is_day(e) && !e->part && !e->hour1) e->part = n.part;
    if (e->part) e->type = CS_TIME_TIME;
    return end;
}

/* "10 p.m. Wednesday", "5 p.m. EST, Nov. 6", "mid-afternoon yesterday", "the night of May 5", "dawn on Friday", "noon" */
static int clock_rule(const tm_line *l, int i, tm_expr *e) {
    int k = i;
    narrow n;
    k = narrow_at(l, i, &n);
    tm_expr c = { 0 }, d = { 0 };
    const tm_atom *t = tm_at(l, k);
    int end = n.relative_only ? 0 : clock_at(l, k, &c), of;
    bool the = tm_is(l, k, "the") || (n.mod && tm_is(l, i, "the"));
    int p = k + tm_is(l, k, "the");
    if (!end && (tm_cls(l, p, TM_PART) || tm_cls(l, p, TM_PART_ALONE))) {
        c.part = (uint8_t)tm_at(l, p)->val;
        end = p + 1;
        bool alone = t->cls == TM_PART_ALONE || (k > i && n.mod && p == k) ||
                     (the && tm_any(l, i - 1, "in|during|at|of|into|through|until") && !tm_any(l, end, "of"));
        if (tm_cls(l, p, TM_PART) && !tm_any(l, end, "of|on|yesterday|today") && !alone) return 0;
        if (tm_is(l, p, "evening") && !the && !alone) return 0;
        c.form = TM_F_CAL;
        c.type = CS_TIME_TIME;
        if (tm_any(l, end, "of|on|yesterday|today")) {
            of = end + tm_any(l, end, "of|on");
            int stop = tm_core(l, of, &d);
            if (stop && is_day(&d)) {
                d.part = c.part, d.type = CS_TIME_TIME, *e = d;
                return stop;
            }
        }
        *e = c;
        return alone ? end : 0;
    }
    if (!end) return 0;
    *e = c;
    of = end + tm_is(l, end, ",");
    of += tm_is(l, of, "on");
    int stop = tm_core(l, of, &d);
    if (!stop || !is_day(&d)) return end;
    d.hour1 = c.hour1, d.minute = c.minute, d.type = CS_TIME_TIME;
    *e = d;
    return stop;
}

/* "the week of March 6", "the week ending 5 May" */
static int week_of(const tm_line *l, int i, tm_expr *e) {
    int k = i;
    if (!tm_eat(l, &k, "the") || !tm_eat(l, &k, "week") || !tm_any(l, k, "of|beginning|starting|ending|ended|to")) return 0;
    bool ends = tm_any(l, k++, "ending|ended|to");
    tm_eat(l, &k, "on");
    int end = tm_rule_date(l, k, e);
    if (!end || !e->mday || e->calendar || e->mday2) return 0;
    e->gran = TM_U_WEEK;
    e->week_ends = ends;
    return end;
}

/* "overnight into Tuesday", "overnight on Monday", "Monday night into Tuesday": the night between the two days */
static int overnight(const tm_line *l, int i, tm_expr *e) {
    tm_expr day = { 0 };
    int k = i, end;
    if (tm_eat(l, &k, "overnight")) {
        tm_eat(l, &k, "from");
        bool into = tm_eat(l, &k, "into|to");
        if (!into) tm_eat(l, &k, "on");
        end = tm_core(l, k, &day);
        if (!end || !is_day(&day) || day.mday2) return 0;
        day.skip = (int16_t)(day.skip - into);
    } else {
        end = tm_core(l, i, &day);
        if (!end || !is_day(&day) || !tm_any(l, end, "night|overnight")) return 0;
        end++;
    }
    if (tm_any(l, end, "into|to") && !day.skip) { /* the next day is the night's end */
        tm_expr next = { 0 };
        int stop = tm_core(l, end + 1, &next);
        if (stop && is_day(&next) && !next.mday2) end = stop;
    } else if (!tm_is(l, i, "overnight") && !tm_is(l, end - 1, "overnight")) {
        return 0;
    }
    *e = day;
    e->part = TM_P_NI;
    e->type = CS_TIME_TIME;
    e->into_next = true;
    return end;
}

int tm_longest(tm_rule *const *rules, int n, const tm_line *l, int i, tm_expr *e) {
    int best = 0;
    for (int r = 0; r < n; r++) {
        tm_expr x = { 0 };
        int end = rules[r](l, i, &x);
        if (end <= best) continue;
        best = end;
        *e = x;
    }
    return best;
}

int tm_rule_any(const tm_line *l, int i, tm_expr *e) {
    static tm_rule *const rules[] = { tm_rule_part, date_rule, clock_rule, week_of, overnight, tm_rule_amount };
    int best = tm_longest(rules, (int)(sizeof rules / sizeof *rules), l, i, e);
    e->beg = i;
    e->end = best;
    return best;
}
