#include "decode/time_expr.h"

/* Expressions that take their value from the publication date ("yesterday", "last month", "two days ago", "this spring") or
 * from a time that the text has spoken of ("that day", "the following week", "a year earlier"). */

static int shift(tm_expr *e, tm_unit unit, int32_t n, int end) {
    e->form = TM_F_SHIFT;
    e->type = CS_TIME_DATE;
    e->unit = (uint8_t)unit;
    e->n = n;
    return end;
}

/* today, tonight, yesterday, the day before yesterday, last night, this morning, overnight */
static int deictic(const tm_line *l, int i, tm_expr *e) {
    int k = i;
    tm_eat(l, &k, "the");
    if (tm_is(l, k, "day") && tm_is(l, k + 1, "before") && tm_is(l, k + 2, "yesterday")) return shift(e, TM_U_DAY, -2, k + 3);
    if (tm_is(l, k, "day") && tm_is(l, k + 1, "after") && tm_is(l, k + 2, "tomorrow")) return shift(e, TM_U_DAY, 2, k + 3);
    if (tm_is(l, i, "today")) return shift(e, TM_U_DAY, 0, i + 1);
    if (tm_is(l, i, "yesterday")) return shift(e, TM_U_DAY, -1, i + 1);
    if (tm_is(l, i, "tomorrow")) return shift(e, TM_U_DAY, 1, i + 1);
    if (tm_is(l, i, "tonight")) {
        e->part = TM_P_NI;
        return shift(e, TM_U_DAY, 0, i + 1);
    }
    if (tm_is(l, i, "overnight")) {
        e->part = TM_P_NI;
        e->into_next = true;
        return shift(e, TM_U_DAY, -1, i + 1);
    }
    bool last = tm_is(l, i, "last");
    if ((last || tm_is(l, i, "this")) && tm_cls(l, i + 1, TM_PART) && !(last && tm_is(l, i + 1, "mornings"))) {
        e->part = (uint8_t)tm_at(l, i + 1)->val;
        return shift(e, TM_U_DAY, last ? -1 : 0, i + 2);
    }
    return 0;
}

/* The word that turns a unit, month, weekday or season into another one: sign, and whether it counts from the text. */
typedef struct turn {
    int sign;
    bool from_text, past /* "the past year": an amount */, latest, this_;
} turn;

static int turn_at(const tm_line *l, int i, turn *t) {
    *t = (turn){ 0 };
    int k = i;
    bool the = tm_eat(l, &k, "the|its");
    int s = k;
    if (tm_eat(l, &k, "last"))
        t->sign = -1;
    else if (tm_eat(l, &k, "past"))
        t->sign = -1, t->past = true;
    else if (tm_eat(l, &k, "previous|preceding|prior"))
        t->sign = -1, t->from_text = true;
    else if (tm_eat(l, &k, "next"))
        t->sign = 1, t->from_text = the;
    else if (tm_eat(l, &k, "coming|upcoming"))
        t->sign = 1;
    else if (tm_eat(l, &k, "following|ensuing|subsequent"))
        t->sign = 1, t->from_text = true;
    else if (the && tm_eat(l, &k, "same"))
        t->from_text = true;
    else if (tm_eat(l, &k, "current"))
        t->this_ = true;
    else if (the && tm_eat(l, &k, "latest|comparable|corresponding"))
        t->latest = true;
    else if (!the && tm_eat(l, &k, "that"))
        t->from_text = true, tm_eat(l, &k, "same");
    else if (!the && tm_eat(l, &k, "this")) {
        t->this_ = true;
        if (tm_eat(l, &k, "coming"))
            t->sign = 1;
        else if (tm_eat(l, &k, "past|last"))
            t->sign = -1;
        else
            tm_eat(l, &k, "same|very");
    }
    return k > s ? k : 0;
}

static void set_dir(tm_expr *e, const turn *t) {
    e->from_text = t->from_text;
    e->dir = (uint8_t)(t->sign < 0 ? TM_D_LAST : t->sign > 0 ? TM_D_NEXT : TM_D_THIS);
}

/* "last November", "this spring", "next Friday", "the following Monday" */
static int turned_name(const tm_line *l, int i, const turn *t, tm_expr *e) {
    const tm_atom *a = tm_at(l, i);
    int end;
    if (a->cls == TM_SEASON && !(a->cap && !l->shouted))
        e->season = (int8_t)a->val;
    else if (a->cls == TM_MONTH && (a->cap || l->shouted))
        e->month = (int8_t)a->val;
    else if (a->cls == TM_WEEKDAY && (a->cap || l->shouted))
        e->weekday = (int8_t)a->val;
    else if ((end = tm_feast_at(l, i, e)) || (end = tm_other_month(l, i, e)))
        i = end - 1;
    else
        return 0;
    set_dir(e, t);
    e->form = TM_F_CAL;
    e->type = CS_TIME_DATE;
    if (e->month && !e->mday && tm_cls(l, i + 1, TM_DIGITS) && tm_at(l, i + 1)->n_digits <= 2 && tm_at(l, i + 1)->val <= 31) {
        e->mday = (int8_t)tm_at(l, i + 1)->val;
        i++;
    }
    return i + 1;
}

/* "last week", "the previous day", "that year", "this month", "the current fiscal year", "the latest quarter" */
static int turned_unit(const tm_line *l, int i, tm_expr *e) {
    turn t;
    int k = turn_at(l, i, &t), end;
    if (!k) return 0;
    if ((end = turned_name(l, k, &t, e))) return end;
    if (tm_eat(l, &k, "fiscal|calendar|school|academic")) e->fiscal = true;
    tm_unit unit = TM_U_NONE;
    bool plural = false;
    bool period = t.latest && tm_is(l, k, "period");
    if (tm_cls(l, k, TM_PART) && !tm_is(l, k, "nights") && (t.from_text || t.sign > 0)) { /* "that night", "the next morning" */
        e->part = (uint8_t)tm_at(l, k)->val;
        e->from_text = true;
        return shift(e, TM_U_DAY, t.sign, k + 1);
    }
    end = period ? k + 1 : tm_unit_at(l, k, &unit, &plural);
    if (!end || plural || unit == TM_U_SECOND || unit == TM_U_MINUTE || unit == TM_U_HOUR) return 0;
    if (t.latest) {
        if (unit != TM_U_QUARTER && unit != TM_U_YEAR && !period) return 0;
        e->from_text = true;
        e->same_size = period;
        return shift(e, unit == TM_U_YEAR ? TM_U_YEAR : TM_U_QUARTER, 0, end);
    }
    if (t.past) {
        e->form = TM_F_SPAN;
        e->type = CS_TIME_DURATION;
        e->unit = (uint8_t)unit;
        e->n = 1;
        e->dir = TM_D_LAST;
        return end;
    }
    e->from_text = t.from_text;
    return shift(e, unit, t.sign, end);
}

/* "about", "more than" …: returns the atom after it and whether the amount is only near. */
static int about_at(const tm_line *l, int i, bool *near) {
    int k = i;
    *near = true;
    if (tm_any(l, k, "more|less|fewer") && tm_is(l, k + 1, "than")) return k + 2;
    if (tm_any(l, k, "no") && tm_any(l, k + 1, "more|less|fewer|later") && tm_is(l, k + 2, "than")) return k + 3;
    if (tm_is(l, k, "at") && tm_any(l, k + 1, "least|most")) return k + 2;
    if (tm_is(l, k, "up") && tm_is(l, k + 1, "to")) return k + 2;
    if (tm_any(l, k, "about|nearly|almost|around|approximately|roughly|over|some|under")) return k + 1;
    *near = false;
    return i;
}

/* "since then", "by then": the time last spoken of */
static int then(const tm_line *l, int i, tm_expr *e) {
    if (!tm_is(l, i, "then") || !tm_any(l, i - 1, "since|until|till|by")) return 0;
    e->from_text = true;
    return shift(e, TM_U_NONE, 0, i + 1);
}

/* "two days ago", "nearly four years ago", "a week later", "five months earlier", "three weeks from now" */
static int ago(const tm_line *l, int i, tm_expr *e) {
    bool near, plural;
    int k = about_at(l, i, &near);
    tm_num num;
    tm_unit unit;
    if (!(k = tm_number(l, k, &num))) {
        num = (tm_num){ .vague = true };
        k = i;
    }
    tm_eat(l, &k, "more|full");
    int end = tm_unit_at(l, k, &unit, &plural);
    if (!end || (k == i && !plural)) return 0;
    if (tm_is(l, end, "or") && (tm_is(l, end + 1, "so") || tm_is(l, end + 1, "more"))) end += 2, near = true;
    int sign = 0;
    if (tm_any(l, end, "ago|back"))
        sign = -1;
    else if (tm_any(l, end, "earlier|previously|beforehand"))
        sign = -1, e->from_text = true;
    else if (tm_any(l, end, "later|afterwards|afterward|thereafter"))
        sign = 1, e->from_text = true;
    else if (tm_any(l, end, "hence"))
        sign = 1;
    else if (tm_is(l, end, "from") && tm_any(l, end + 1, "now|today"))
        sign = 1, end++;
    if (!sign || (tm_is(l, end, "back") && tm_any(l, end + 1, "in|to|at|from|and"))) return 0;
    e->vague = num.vague;
    e->plus_half = num.plus_half;
    e->approximate = near;
    e->same_size = unit == TM_U_YEAR && num.n == 1 && (num.article || tm_any(l, end, "earlier"));
    if (unit == TM_U_DECADE || unit == TM_U_CENTURY) { /* a year ten years back; "the last decade" is the calendar's */
        num.n *= unit == TM_U_DECADE ? 10 : 100;
        unit = TM_U_YEAR;
    }
    if (unit == TM_U_YEAR &&
        tm_is(l, end, "ago")) { /* "a year ago Sunday", "two years ago this month": not this Sunday, this month */
        if (tm_cls(l, end + 1, TM_WEEKDAY) || tm_is(l, end + 1, "today"))
            end++;
        else if (tm_is(l, end + 1, "this") && tm_any(l, end + 2, "week|month|spring|summer|fall|autumn|winter"))
            end += 2;
    }
    return shift(e, unit, sign * (num.vague ? 1 : num.n), end + 1);
}

/* "the day before", "the night before", "a day after": the other day is the one last spoken of. */
static int day_before(const tm_line *l, int i, tm_expr *e) {
    int k = i;
    if (!tm_eat(l, &k, "the|a|one")) return 0;
    const tm_atom *t = tm_at(l, k);
    if (!tm_is(l, k, "day") && t->cls != TM_PART && !tm_any(l, k, "week|month|year")) return 0;
    if (!tm_any(l, k + 1, "before|after") || (t->cls == TM_PART && !tm_is(l, i, "the"))) return 0;
    if (tm_is(l, k, "day") && tm_any(l, k + 2, "yesterday|tomorrow")) return 0;
    e->part = (uint8_t)(t->cls == TM_PART ? t->val : 0);
    e->from_text = true;
    bool of_last =
        tm_any(l, k + 2, ".|,|;|)") || tm_cls(l, k + 2, TM_END); /* else before what follows, which has no day here */
    int end = of_last ? k + 2 : k + 1;
    e->vague = !of_last;
    if (!of_last && !tm_is(l, k, "day") && t->cls != TM_PART) return 0;
    return shift(e, t->cls == TM_PART ? TM_U_DAY : (tm_unit)t->val, tm_is(l, k + 1, "before") ? -1 : 1, end);
}

/* "year-earlier", "the year-ago quarter", "the year-earlier third quarter", "year-end", "the year's end" */
static int year_ago(const tm_line *l, int i, tm_expr *e) {
    int k = i;
    tm_eat(l, &k, "the|a");
    if (tm_any(l, k, "comparable|corresponding")) k++;
    if (!tm_is(l, k, "year")) return 0;
    int h = k + 1;
    h += tm_is(l, h, "'") ? 1 + tm_is(l, h + 1, "s") : 0;
    h += tm_is(l, h, "-");
    if (tm_any(l, h, "end") && (h > k + 1 || tm_any(l, i - 1, "by|at|before|until|after|of"))) {
        e->mod = TM_M_END;
        return shift(e, TM_U_YEAR, 0, h + 1);
    }
    if (h == k + 1 || !tm_any(l, h, "ago|earlier|before") || !tm_is(l, h - 1, "-")) return 0;
    int end = h + 1, q = end;
    e->from_text = e->same_size = true;
    if (tm_cls(l, q, TM_ORD) || tm_is(l, q, "second")) {
        if (tm_any(l, q + 1, "quarter")) end = q + 2;
    } else if (tm_any(l, q, "quarter|period")) {
        end = q + 1;
    }
    return shift(e, TM_U_YEAR, -1, end);
}

/* "the weekend", "the week", "the quarter", "the year": the current or last one, where a preposition says that it is a time. */
static int the_unit(const tm_line *l, int i, tm_expr *e) {
    int k = i;
    if (!tm_eat(l, &k, "the")) return 0;
    bool fiscal = tm_eat(l, &k, "full|fiscal|entire|whole");
    if (tm_is(l, k, "weekend") && tm_any(l, i - 1, "over|during|on|at|of|for|in|by|before|after"))
        return shift(e, TM_U_WEEKEND, tm_any(l, i - 1, "over|during|on|at") ? -1 : 0, k + 1);
    if (tm_is(l, k, "day") && tm_is(l, i - 1, "in") && tm_any(l, i - 2, "earlier|later") &&
        !tm_any(l, k + 1, "of|before|after|that")) {
        e->from_text = true; /* "later in the day" */
        return shift(e, TM_U_DAY, 0, k + 1);
    }
    if (!tm_any(l, k, "quarter|year|month|week") || tm_any(l, k + 1, "of|before|after|in")) return 0;
    if (!fiscal && !tm_any(l, i - 1, "for|in|during|of|this|later|earlier|late|early")) return 0;
    tm_unit unit = (tm_unit)tm_at(l, k)->val;
    e->fiscal = fiscal;
    e->the = true;
    e->from_text = unit == TM_U_QUARTER;
    if (unit != TM_U_QUARTER && tm_any(l, k + 1, "ended|ending|that")) {
        e->form = TM_F_SPAN;
        e->type = CS_TIME_DURATION;
        e->unit = (uint8_t)unit;
        e->n = 1;
        return k + 1;
    }
    return shift(e, unit, 0, k + 1);
}

/* "the 12th of this month"; "on the 12th" with nothing after it that it could count */
static int day_of_month(const tm_line *l, int i, tm_expr *e) {
    int k = tm_mday_at(l, i + 1, &e->mday), of = k + 1;
    if (!tm_is(l, i, "the") || !k) return 0;
    e->form = TM_F_CAL;
    e->type = CS_TIME_DATE;
    bool digits = tm_cls(l, i + 1, TM_DIGITS) && k == i + 3;
    if (tm_is(l, k, "of") && tm_any(l, of, "this|last|next") && tm_is(l, of + 1, "month")) {
        e->rel_unit = TM_U_MONTH;
        e->rel_n = (int8_t)(tm_is(l, of, "last") ? -1 : tm_is(l, of, "next"));
        return of + 2;
    }
    return digits && tm_any(l, i - 1, "on|until|since") && (tm_cls(l, k, TM_MARK) || tm_cls(l, k, TM_END)) &&
                   !tm_any(l, k, "-|/|'|\"")
               ? k
               : 0;
}

int tm_rule_relative(const tm_line *l, int i, tm_expr *e) {
    static tm_rule *const rules[] = { deictic, turned_unit, then, ago, day_before, year_ago, the_unit, day_of_month };
    return tm_longest(rules, (int)(sizeof rules / sizeof *rules), l, i, e);
}
