#include "base/calendar.h"
#include "decode/time_expr.h"

/* Calendar dates as English writes them: "5 May 2016", "May 5, 2016", "4 FEB 90", "2016-05-05", "5/5/2016", "May 2016", "1990",
 * "the 1990s", "the third quarter of 2015", "the winter of 1994", "Thursday". What the same word may mean besides a date
 * ("may", "march", "fall", "sat", 1990 as a count) is settled here by what stands next to it. */

enum { YEAR_MIN = 1000, YEAR_MAX = 2199, YEAR_BARE_MIN = 1800, YEAR_BARE_MAX = 2060, PIVOT = 50 /* "49" is 2049, "50" 1950 */ };

static int dot(const tm_line *l, int i) { return tm_is(l, i, ".") && tm_at(l, i)->glued ? i + 1 : i; }
static int comma(const tm_line *l, int i) { return tm_is(l, i, ",") ? i + 1 : i; }

/* Whether the mark between two numbers that touch it makes one of them: a comma only before three digits ("21,1954" are two).
 */
static bool joins_numbers(const tm_line *l, int mark) {
    const tm_atom *m = tm_at(l, mark), *after = tm_at(l, mark + 1);
    return tm_any(l, mark, ".|,|:|/") && m->glued && after->glued && tm_cls(l, mark - 1, TM_DIGITS) &&
           after->cls == TM_DIGITS && (!tm_is(l, mark, ",") || after->n_digits == 3);
}

/* A number that goes on ("1990.5", "1,990", "1990%") or an amount of money is no year. */
static bool part_of_number(const tm_line *l, int i) {
    return tm_any(l, i - 1, "$|#|%") || joins_numbers(l, i - 1) || joins_numbers(l, i + 1) || tm_any(l, i + 1, "%|percent");
}

static int32_t full_year(int32_t two_digits) { return two_digits + (two_digits < PIVOT ? 2000 : 1900); }

static int spelled_year(const tm_line *l, int i, int32_t *year) {
    const tm_atom *t = tm_at(l, i);
    tm_num rest;
    bool hundreds = t->cls == TM_CARD && t->val >= 17 && t->val <= 19; /* "nineteen ninety-six" */
    if ((hundreds || (t->cls == TM_TENS && t->val == 20)) && tm_cls(l, i + 1, hundreds ? TM_TENS : TM_CARD)) {
        int k = tm_number(l, i + 1, &rest);
        if (!k || rest.n > 99 || rest.n < 10) return 0;
        *year = t->val * 100 + rest.n;
        return k;
    }
    if (!tm_is(l, i, "two") || !tm_is(l, i + 1, "thousand")) return 0;
    int k = tm_number(l, i, &rest);
    *year = rest.n;
    return rest.n < 2100 ? k : 0;
}

/* "2015/16": a season or a fiscal year */
static bool two_years(const tm_line *l, int i) {
    const tm_atom *to = tm_at(l, i + 2);
    return tm_is(l, i + 1, "/") && tm_at(l, i + 1)->glued && to->glued && to->n_digits == 2 && !tm_is(l, i + 3, "/") &&
           to->val == (tm_at(l, i)->val + 1) % 100;
}

int tm_year_at(const tm_line *l, int i, int32_t *year) {
    const tm_atom *t = tm_at(l, i);
    if (t->cls == TM_DIGITS && t->n_digits == 4 && t->val >= YEAR_MIN && t->val <= YEAR_MAX &&
        (!part_of_number(l, i) || two_years(l, i))) {
        *year = t->val;
        return i + 1;
    }
    if (tm_is(l, i, "'") && tm_cls(l, i + 1, TM_DIGITS) && tm_at(l, i + 1)->glued && tm_at(l, i + 1)->n_digits == 2) {
        *year = full_year(tm_at(l, i + 1)->val);
        return i + 2;
    }
    return spelled_year(l, i, year);
}

/* Month name; an abbreviation needs its full stop or a number beside it. *sure: it cannot be another word. */
static int month_at(const tm_line *l, int i, int8_t *month, bool *sure) {
    const tm_atom *t = tm_at(l, i);
    if (t->cls != TM_MONTH && t->cls != TM_MONTH_ABBR) return 0;
    bool number = tm_cls(l, i - 1, TM_DIGITS) || tm_cls(l, dot(l, i + 1), TM_DIGITS);
    if (t->cls == TM_MONTH_ABBR && !t->cap) return 0;
    if (t->cls == TM_MONTH_ABBR && !number && dot(l, i + 1) == i + 1) return 0;
    *sure = t->cls == TM_MONTH ? t->cap && !l->shouted && !tm_any(l, i, "may|march") : number;
    *month = (int8_t)t->val;
    return t->cls == TM_MONTH_ABBR ? dot(l, i + 1) : i + 1;
}

/* Day of a month: "5", "5th", "fifth", "twenty-first". */
int tm_mday_at(const tm_line *l, int i, int8_t *day) {
    const tm_atom *t = tm_at(l, i);
    int32_t n = 0;
    int k = i + 1;
    if (t->cls == TM_DIGITS && t->n_digits <= 2 && !part_of_number(l, i)) {
        n = t->val;
        if (tm_any(l, k, "st|nd|rd|th") && tm_at(l, k)->glued) k++;
    } else if (t->cls == TM_ORD || tm_is(l, i, "second")) {
        n = t->cls == TM_ORD ? t->val : 2;
    } else if (t->cls == TM_TENS && t->val <= 30) {
        k += tm_is(l, k, "-");
        if (!tm_cls(l, k, TM_ORD) && !tm_is(l, k, "second")) return 0;
        n = t->val + (tm_cls(l, k, TM_ORD) ? tm_at(l, k)->val : 2);
        k++;
    }
    if (n < 1 || n > 31) return 0;
    *day = (int8_t)n;
    return k;
}

/* ", 2016", "2016", "of 2016", "'16"; after them "this year", "of last year". */
int tm_year_after(const tm_line *l, int i, tm_expr *e) {
    int k = comma(l, i), end;
    if ((end = tm_year_at(l, k, &e->year))) return end;
    if (k > i) return i;
    tm_eat(l, &k, "of|in");
    if (k > i && tm_any(l, i, "of")) {
        int y = k;
        if (tm_eat(l, &y, "fiscal|fy|financial")) tm_eat(l, &y, "year"), e->fiscal = true;
        if ((end = tm_year_at(l, y, &e->year))) return end;
        e->fiscal = false;
    }
    bool from_text = tm_eat(l, &k, "the"); /* "in March the following year" */
    int8_t n = (int8_t)(tm_any(l, k, "last|previous") ? -1 : tm_any(l, k, "next|following") ? 1 : 0);
    if (!tm_eat(l, &k, from_text ? "following|next|previous|same" : "last|this|next") || !tm_eat(l, &k, "year")) return i;
    e->rel_unit = TM_U_YEAR;
    e->from_text = from_text;
    e->rel_n = n;
    return k;
}

int tm_year2_after(const tm_line *l, int i, tm_expr *e) {
    const tm_atom *sign = tm_at(l, i), *to = tm_at(l, i + 1);
    if (!e->year || e->year < YEAR_BARE_MIN || !tm_any(l, i, "-|/") || !sign->glued || !to->glued || to->cls != TM_DIGITS ||
        tm_cls(l, i + 2, TM_DIGITS) || (tm_is(l, i, "/") && !two_years(l, i - 1)) ||
        (tm_is(l, i + 2, "-") && tm_at(l, i + 2)->glued))
        return i;
    int32_t year2 = to->n_digits == 2 ? e->year / 100 * 100 + to->val : to->n_digits == 4 ? to->val : 0;
    if (to->n_digits == 2 && year2 < e->year) year2 += 100; /* "1999-00" */
    if (year2 <= e->year || year2 > e->year + 20) return i;
    e->year2 = year2;
    return i + 2;
}

/* A number after a month that counts something is no day: "in May 30 people died". */
bool tm_counts_people(const tm_line *l, int i) {
    return tm_any(
        l, i,
        "people|persons|men|women|children|soldiers|troops|civilians|policemen|officers|militants|rebels|others|members|"
        "prisoners|"
        "inmates|detainees|suspects|students|protesters|protestors|demonstrators|rioters|workers|villagers|refugees|families|"
        "houses|homes|shops|cases|bodies|victims|deaths|casualties|hostages|rounds|shells|bombs|rifles|weapons|fighters|"
        "guerrillas|insurgents|terrorists|peasants|passengers|pilgrims|migrants|youths|cattle|dollars|pesos|rupees|kg|"
        "kilograms");
}

static bool in_month(int8_t day, int8_t month) { return day <= cs_month_days(2000, month); }

static bool month_context(const tm_line *l, int i) {
    return tm_any(l, i - 1,
                  "in|since|until|till|by|from|to|through|during|of|before|after|last|next|this|early|mid|late|between|and|"
                  "each|every|for|-|the");
}

static void join_days(const tm_line *l, int before, int joint, int8_t day, tm_expr *e) {
    bool stretch = tm_any(l, joint, "-|to|/|through|until") || tm_any(l, before, "between|from") || day == e->mday + 1;
    e->join = tm_is(l, joint, "or") ? TM_J_EITHER : stretch ? TM_J_RANGE : TM_J_BOTH;
    e->mday2 = day;
}

/* "May 3-5", "May 3 to 5", "between May 3 and 5" */
static int second_day(const tm_line *l, int first, int i, tm_expr *e) {
    int8_t day;
    int k = i + 1, end;
    if (!tm_any(l, i, "-|to|and|or|/|through")) return i;
    bool between = tm_any(l, first - 1, "between|from");
    end = tm_mday_at(l, k, &day);
    if (!end || day <= e->mday || tm_at(l, end)->cls == TM_MONTH || tm_any(l, end, ":|a|p|am|pm")) return i;
    const tm_atom *next = tm_at(l, end);
    if (tm_any(l, i, "and|or|to|through") && next->cls == TM_WORD && !between && !tm_any(l, end, "in|at|on|when|as|after|and"))
        return i; /* "on May 5 and 6 people died" */
    if (!in_month(day, e->month)) return i;
    join_days(l, first - 1, i, day, e);
    return end;
}

static int month_first(const tm_line *l, int i, tm_expr *e) {
    bool sure = false;
    int k = month_at(l, i, &e->month, &sure), end;
    if (!k) return 0;
    e->form = TM_F_CAL;
    if ((end = tm_mday_at(l, k + tm_is(l, k, "the"), &e->mday)) && in_month(e->mday, e->month) && !tm_counts_people(l, end)) {
        end = second_day(l, i, end, e);
        return tm_year_after(l, end, e);
    }
    e->mday = 0;
    end = tm_year_after(l, k, e);
    if (end > k) return end;
    if (tm_cls(l, i, TM_MONTH_ABBR)) return tm_any(l, k - 1, ".") && month_context(l, i) ? k : 0;
    bool next_name = tm_at(l, k)->cap && tm_cls(l, k, TM_WORD) && !l->shouted && !tm_any(l, i - 1, "in|since|until|by|last");
    if (sure) return next_name ? 0 : k;
    if (!month_context(l, i) || (!l->shouted && !tm_at(l, i)->cap)) return 0;
    if (tm_is(l, i, "may") && l->shouted && tm_any(l, i - 1, "and|the|for")) return 0; /* the verb */
    return tm_is(l, i, "march") && tm_any(l, i - 1, "the|this|to|of|for|from|during|after|before") && l->shouted ? 0 : k;
}

static int day_first(const tm_line *l, int i, tm_expr *e) {
    int32_t year;
    bool sure, the = tm_is(l, i, "the");
    int k = tm_mday_at(l, i + the, &e->mday);
    if (!k) return 0;
    int8_t other, last = e->mday;
    for (int days = 0; days < 5 && tm_any(l, k, "-|to|and|or|/|,|through"); days++) { /* "5-7 May", "5, 6 and 8 May" */
        int end = tm_mday_at(l, k + 1 + tm_is(l, k + 1, "the"), &other);
        bool more = tm_is(l, k, ",") && tm_any(l, end, ",|and|or");
        if (!end || other <= last || (!more && !tm_any(l, end, "of") && tm_at(l, end)->cls > TM_MONTH_ABBR)) break;
        if (!more) join_days(l, i - 1, k, other, e);
        if (!more && days) e->join = TM_J_RANGE;
        k = end, last = other;
    }
    if (last != e->mday && e->mday2 != last) return 0;
    k += tm_is(l, k, "of") || (tm_is(l, k, "-") && tm_at(l, k)->glued);
    k = month_at(l, k, &e->month, &sure);
    if (!k || !in_month(e->mday, e->month) || (e->mday2 && !in_month(e->mday2, e->month)) ||
        (the && !e->mday2 && !tm_is(l, k - 2, "of") && !tm_any(l, i + 2, "st|nd|rd|th|of")))
        return 0;
    e->form = TM_F_CAL;
    int end = tm_year_after(l, k, e);
    if (end > k) return end;
    int d = k + (tm_is(l, k, "-") && tm_at(l, k)->glued);
    const tm_atom *t = tm_at(l, d); /* "4 FEB 90" */
    if (t->cls == TM_DIGITS && t->n_digits == 2 && !part_of_number(l, d) &&
        (tm_cls(l, k - 1, TM_MONTH_ABBR) || l->shouted || d > k)) {
        year = full_year(t->val);
        e->year = year;
        return d + 1;
    }
    return k;
}

static bool tight(const tm_line *l, int i, int n) {
    for (int k = i + 1; k < i + n; k++)
        if (!tm_at(l, k)->glued) return false;
    return tm_cls(l, i + n - 1, TM_DIGITS) && !(tm_cls(l, i + n, TM_DIGITS) && tm_at(l, i + n)->glued);
}

/* 2016-05-03 and, the month first as in American use unless it cannot be, 5/3/2016; "9/11" has but one meaning. */
static int numeric(const tm_line *l, int i, tm_expr *e) {
    const tm_atom *a = tm_at(l, i), *b = tm_at(l, i + 2), *c = tm_at(l, i + 4);
    if (a->cls != TM_DIGITS || !tm_any(l, i + 1, "-|/|.") || b->cls != TM_DIGITS) return 0;
    e->form = TM_F_CAL;
    if (tight(l, i, 5) && cs_eq(tm_at(l, i + 1)->lower, tm_at(l, i + 3)->lower)) {
        int32_t y, m, d;
        if (a->n_digits == 4)
            y = a->val, m = b->val, d = c->val;
        else
            y = c->n_digits == 2 ? full_year(c->val) : c->val, m = a->val, d = b->val;
        if (a->n_digits != 4 && (m > 12 || tm_is(l, i + 1, "."))) m = b->val, d = a->val;
        e->day_order = a->n_digits != 4 && m <= 12 && d <= 12 && m != d && tm_is(l, i + 1, "/");
        if ((c->n_digits == 3 || y < YEAR_MIN || y > YEAR_MAX) || !cs_date_exists(y, m, d)) return 0;
        e->year = y, e->month = (int8_t)m, e->mday = (int8_t)d;
        return i + 5;
    }
    if (!tight(l, i, 3) || a->val != 9 || b->val != 11 || !tm_is(l, i + 1, "/")) return 0;
    e->year = 2001, e->month = 9, e->mday = 11;
    return i + 3;
}

static int weekday_at(const tm_line *l, int i, int8_t *day) {
    const tm_atom *t = tm_at(l, i);
    if (t->cls == TM_WEEKDAY && (t->cap || l->shouted)) {
        if (tm_any(l, i - 1, "black|good|bloody|holy|palm|ash")) return 0;
        if (tm_any(l, i + 1, "times|telegraph|mirror|express|mail|post|independent|herald|mosque|prayers|prayer|sermon"))
            return 0;
        *day = (int8_t)t->val;
        return i + 1;
    }
    if (t->cls != TM_WEEKDAY_ABBR || !t->cap) return 0;
    int k = dot(l, i + 1);
    if (k == i + 1 && tm_cls(l, k, TM_DIGITS) && tm_at(l, k + 1)->cls <= TM_MONTH_ABBR && tm_at(l, k + 1)->cap) {
        *day = (int8_t)t->val; /* "Tue 12 Sep" */
        return k;
    }
    if (k == i + 1 && !(tm_is(l, k, ",") && (tm_cls(l, k + 1, TM_DIGITS) || tm_at(l, k + 1)->cls <= TM_MONTH_ABBR))) return 0;
    *day = (int8_t)t->val;
    return k;
}

/* "Thursday", "Thursday, May 5, 2016", "Thursday the 5th", "Monday last week". */
static int weekday_first(const tm_line *l, int i, tm_expr *e) {
    int8_t day;
    int k = weekday_at(l, i, &day), end;
    if (!k) return 0;
    tm_expr date = { 0 };
    int d = comma(l, k);
    if ((end = month_first(l, d, &date)) || (end = day_first(l, d, &date))) {
        if (date.mday) {
            *e = date;
            e->weekday = day;
            return end;
        }
    }
    e->form = TM_F_CAL;
    e->weekday = day;
    if (tm_any(l, k, "last|this|next") && tm_is(l, k + 1, "week")) {
        e->rel_unit = TM_U_WEEK;
        e->rel_n = (int8_t)(tm_is(l, k, "last") ? -1 : tm_is(l, k, "next"));
        return k + 2;
    }
    return k;
}

static bool year_context(const tm_line *l, int i) {
    const tm_atom *t = tm_at(l, i), *next = tm_at(l, i + 1);
    if (t->cls != TM_DIGITS) return true;
    if (tm_any(l, i - 1,
               "in|since|until|till|by|from|to|through|during|of|before|after|between|early|mid|late|fiscal|year|post|pre|"
               "circa|summer|winter|spring|autumn"))
        return t->val < YEAR_BARE_MAX &&
               !(tm_any(l, i - 1, "of|to|by|from|after") && (next->cls == TM_UNITS || tm_counts_people(l, i + 1))) &&
               !(tm_is(l, i - 1, "to") &&
                 tm_any(l, i - 2, "rose|risen|rises|rising|increased|climbed|grew|grown|fell|fallen|dropped|up|down"));
    if (t->val < YEAR_BARE_MIN || t->val > YEAR_BARE_MAX ||
        tm_any(l, i - 1, "than|about|nearly|almost|some|least|over|no|number|route|flight|page|room"))
        return false;
    return next->cls != TM_UNITS && !tm_counts_people(l, i + 1) &&
           !tm_any(l, i + 1, "points|feet|meters|metres|miles|kilometers|hours|gmt|dead|barrels|dollars|copies");
}

static int bare_year(const tm_line *l, int i, tm_expr *e) {
    int k = i;
    bool named = false;
    tm_eat(l, &k, "the");
    if (tm_eat(l, &k, "fiscal|fy")) {
        tm_eat(l, &k, "year");
        e->fiscal = named = true;
    } else if (tm_eat(l, &k, "year")) {
        named = true;
    } else {
        k = i;
    }
    int end = tm_year_at(l, k, &e->year);
    if (!end) return 0;
    if (!named &&
        (tm_is(l, k, "'") ? !tm_any(l, i - 1, "in|since|of|and|from|to|summer|fall|spring|winter") : !year_context(l, k)))
        return 0;
    if (!named && !tm_cls(l, k, TM_DIGITS) && !tm_is(l, k, "'") && tm_at(l, end)->cls == TM_UNITS)
        return 0; /* "two thousand years" */
    if (!named && tm_is(l, k, "two")) return 0;
    if (tm_is(l, k + 1, "-") && tm_at(l, k + 2)->n_digits == 2 && tm_is(l, k + 3, "-"))
        return 0; /* a date that does not exist */
    e->form = TM_F_CAL;
    if (tm_cls(l, k, TM_DIGITS) && end == k + 1) {
        int range = tm_year2_after(l, end, e), after = range;
        bool four = range > end && tm_at(l, end + 1)->n_digits == 4;
        bool year = tm_eat(l, &after, "fiscal|financial|school|academic") ? tm_is(l, after, "year") : false;
        if (year) e->fiscal = true;
        if (four && !named) /* "1980-1988" are two times */
            e->year2 = 0;
        else
            end = year ? after + 1 : range;
    }
    return end;
}

static int decade(const tm_line *l, int i, tm_expr *e) {
    int k = i;
    tm_eat(l, &k, "the");
    e->form = TM_F_CAL;
    e->gran = TM_U_DECADE;
    const tm_atom *t = tm_at(l, k);
    if (t->cls == TM_DECADE_NAME && k > i) {
        e->year = 1900 + t->val;
        return k + 1;
    }
    int quote = tm_is(l, k, "'");
    t = tm_at(l, k + quote);
    int s = k + quote + 1;
    s += tm_is(l, s, "'") && tm_at(l, s)->glued;
    if (t->cls != TM_DIGITS || t->val % 10 || !tm_is(l, s, "s") || !tm_at(l, s)->glued) return 0;
    if (t->n_digits == 4 && t->val >= YEAR_MIN && t->val <= YEAR_MAX)
        e->year = t->val;
    else if (t->n_digits == 2 && t->val >= 20 && (quote || k > i))
        e->year = 1900 + t->val;
    else
        return 0;
    return s + 1;
}

static int century(const tm_line *l, int i, tm_expr *e) {
    int k = i;
    tm_eat(l, &k, "the");
    int8_t n = 0;
    const tm_atom *t = tm_at(l, k);
    int end = tm_mday_at(l, k, &n);
    if (!end || (t->cls == TM_DIGITS && end == k + 1)) return 0;
    end += tm_is(l, end, "-");
    if (!tm_any(l, end, "century") || n > 22) return 0;
    e->form = TM_F_CAL;
    e->gran = TM_U_CENTURY;
    e->year = (n - 1) * 100;
    return end + 1;
}

int tm_ordinal(const tm_line *l, int i, int8_t *n) {
    if (tm_any(l, i, "second"))
        *n = 2;
    else if (tm_cls(l, i, TM_ORD))
        *n = (int8_t)tm_at(l, i)->val;
    else if (tm_cls(l, i, TM_DIGITS) && tm_any(l, i + 1, "st|nd|rd|th") && tm_at(l, i + 1)->glued) {
        *n = (int8_t)(tm_at(l, i)->val < 100 ? tm_at(l, i)->val : 0);
        return i + 2;
    } else
        return 0;
    return i + 1;
}

/* "the third quarter of 2015", "third-quarter", "the fiscal first quarter", "the 1988 third quarter", "Q3 2015", "the first
 * half of 2016". */
static int quarter(const tm_line *l, int i, tm_expr *e) {
    int k = i;
    tm_eat(l, &k, "the|its|their|our");
    e->form = TM_F_CAL;
    int end = tm_year_at(l, k, &e->year);
    if (end) k = end;
    if (end && tm_any(l, k, "quarter|period")) {
        e->quarter = 5; /* the one spoken of */
        return k + 1;
    }
    if (tm_is(l, k, "q") && tm_cls(l, k + 1, TM_DIGITS) && tm_at(l, k + 1)->glued && tm_at(l, k + 1)->val >= 1 &&
        tm_at(l, k + 1)->val <= 4) {
        e->quarter = (int8_t)tm_at(l, k + 1)->val;
        return e->year ? k + 2 : tm_year_after(l, k + 2, e);
    }
    if (tm_is(l, k, "h") && tm_at(l, k)->cap && tm_any(l, k + 1, "1|2") && tm_at(l, k + 1)->glued) {
        e->half = (int8_t)tm_at(l, k + 1)->val;
        end = tm_year_after(l, k + 2, e);
        return e->year ? end : 0;
    }
    if (tm_any(l, k, "this|last|next") && tm_is(l, k + 1, "year") && tm_is(l, k + 2, "'") && tm_is(l, k + 3, "s")) {
        e->rel_unit = TM_U_YEAR;
        e->rel_n = (int8_t)(tm_is(l, k, "last") ? -1 : tm_is(l, k, "next"));
        k += 4;
    }
    if (tm_eat(l, &k, "fiscal")) e->fiscal = true, tm_eat(l, &k, "-");
    int8_t n = 0;
    int o = tm_ordinal(l, k, &n);
    bool last = !o && tm_any(l, k, "last|latter|final");
    if (last) o = k + 1;
    if (o) {
        o += tm_is(l, o, "-");
        if (tm_any(l, o, "quarter") && (last || n <= 4) && !tm_any(l, k, "latter")) {
            e->quarter = last ? 4 : n;
            if (e->year || e->rel_unit) return o + 1;
            end = tm_year_after(l, o + 1, e);
            return tm_is(l, k, "last") && end == o + 1 ? 0 : end; /* "the last quarter" is the one before this one */
        }
        if (!tm_any(l, o, "half") || (!last && n > 2)) return 0;
        e->half = last ? 2 : n;
        if (e->year || e->rel_unit) return o + 1;
        end = tm_year_after(l, o + 1, e);
        if (end > o + 1) return end;
        return tm_is(l, o + 1, "of") && tm_is(l, o + 2, "the") && tm_is(l, o + 3, "year") ? o + 4 : 0;
    }
    return 0;
}

static int season(const tm_line *l, int i, tm_expr *e) {
    int k = i;
    bool the = tm_eat(l, &k, "the");
    bool mod = tm_eat(l, &k, "early|late");
    const tm_atom *t = tm_at(l, k);
    if (t->cls != TM_SEASON) return 0;
    e->form = TM_F_CAL;
    e->season = (int8_t)t->val;
    if (mod) e->mod = tm_is(l, k - 1, "early") ? TM_M_EARLY : TM_M_LATE;
    int end = tm_year_after(l, k + 1, e);
    if (end > k + 1) return tm_year2_after(l, end, e);
    bool before = tm_any(l, i - 1, "in|over|during|by|since|until|through|of|into");
    if (tm_any(l, k, "fall|spring") && tm_is(l, k + 1, "of")) return 0; /* "the fall of Aleppo" */
    if (tm_is(l, k, "fall") && !the) return 0;                          /* the verb */
    if (t->cap && !l->shouted) return 0;                                /* "the Arab Spring" */
    if (!the && !mod && !tm_any(l, i - 1, "in|by|since|until")) return 0;
    return before || mod ? k + 1 : 0;
}

/* "Christmas Day", "Easter Sunday 2019" */
static int feast(const tm_line *l, int i, tm_expr *e) {
    int k = tm_feast_at(l, i, e);
    return k ? tm_year_after(l, k, e) : 0;
}

int tm_rule_date(const tm_line *l, int i, tm_expr *e) {
    static tm_rule *const rules[] = { feast,   tm_rule_calendar, weekday_first, month_first, day_first, numeric,
                                      quarter, season,           decade,        century,     bare_year };
    int best = tm_longest(rules, (int)(sizeof rules / sizeof *rules), l, i, e);
    if (best) e->type = CS_TIME_DATE;
    return best;
}
