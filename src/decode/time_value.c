#include "decode/time_value.h"

/* Which days an expression means. A part that is not said is taken, in this order, from the words themselves ("January last
 * year"), from the publication date or the dateline (the nearest such day in the direction that the clause speaks of, the past
 * when it does not tell), from a date that the text gave before; else it stays open. */

const char *const tm_source_name[5] = { "not known", "said in full", "from the publication date", "from the dateline",
                                        "from a time given before" };

tm_point tm_day_point(int32_t day) {
    cs_date d = cs_date_of(day);
    return (tm_point){ .size = TM_Z_DAY, .year = d.year, .month = d.month, .mday = d.day };
}

tm_point tm_week_point(int32_t day, tm_size size) {
    cs_week w = cs_week_of(day);
    return (tm_point){ .size = (uint8_t)size, .year = w.year, .week = w.week };
}

static tm_point month_point(int32_t months) { /* months since year 0 */
    return (tm_point){ .size = TM_Z_MONTH, .year = months / 12, .month = months % 12 + 1 };
}

static tm_point quarter_point(int32_t quarters) {
    return (tm_point){ .size = TM_Z_QUARTER, .year = quarters / 4, .index = quarters % 4 + 1 };
}

static int32_t start_of(const tm_point *p) {
    tm_point whole = *p;
    int32_t b, e;
    whole.mod = TM_M_NONE;
    tm_bounds(&whole, &b, &e);
    return b;
}

static int32_t quarter_number(int32_t day) {
    cs_date d = cs_date_of(day);
    return d.year * 4 + (d.month - 1) / 3;
}

/* ---- calendar fields ---- */

enum { /* A date without a year is at most this many days from publication (people name the year of what is further off): */
       AHEAD_MAX = 240,      /* ahead, when the clause speaks of what lies ahead */
       BEHIND_MAX = 240,     /* behind, when the clause does not tell */
       BEHIND_PAST_MAX = 300 /* behind, when the clause speaks of the past */
};

static void bounds_in(tm_point p, int32_t year, int32_t *b, int32_t *e) {
    p.year = year;
    tm_bounds(&p, b, e);
    if (p.size == TM_Z_SEASON && p.index == TM_S_WI) *b = cs_day_of(year, 12, 1), *e = *b + 89;
}

/* The year that puts the point at, before or after the day. A point that holds the day (its month, its quarter) is at it. */
static int32_t year_by(tm_point p, int32_t day, int dir, tm_dir turn) {
    int32_t y = cs_date_of(day).year, b, e;
    if (turn == TM_D_THIS) return y;
    bounds_in(p, y, &b, &e);
    if (e < day) bounds_in(p, ++y, &b, &e);
    bool own = b <= day; /* y is the year of the first point that is not over */
    if (turn == TM_D_LAST) return y - 1;
    if (turn == TM_D_NEXT) return own ? y + 1 : y;
    if (own) return y;
    int32_t last_b, last_e;
    bounds_in(p, y - 1, &last_b, &last_e);
    if (dir > 0) return b - day <= AHEAD_MAX ? y : y - 1;
    int32_t slack = p.size == TM_Z_DAY ? 0 : 35;
    return day - last_e > (dir < 0 ? BEHIND_PAST_MAX : BEHIND_MAX) + slack ? y : y - 1;
}

static int32_t weekday_by(int32_t weekday, int32_t day, int dir, tm_dir turn, bool from_text) {
    int32_t back = (cs_weekday_of(day) - weekday + 7) % 7, on = (7 - back) % 7;
    if (turn == TM_D_LAST) return day - (back ? back : 7);
    if (turn == TM_D_NEXT) return day + (on ? on : 7);
    if (turn == TM_D_THIS && !from_text) return day - cs_weekday_of(day) + weekday;
    return dir > 0 || from_text ? day + on : day - back;
}

static bool known(const tm_point *p) { return p->size && p->year; }

static tm_point fields(const tm_expr *e) {
    tm_point p = { .year = e->year, .month = e->month, .mday = e->mday, .weekday = e->weekday };
    if (e->gran == TM_U_DECADE || e->gran == TM_U_CENTURY)
        p.size = e->gran == TM_U_DECADE ? TM_Z_DECADE : TM_Z_CENTURY;
    else if (e->mday || e->weekday || e->part || e->hour1)
        p.size = TM_Z_DAY;
    else if (e->month)
        p.size = TM_Z_MONTH;
    else if (e->quarter)
        p.size = TM_Z_QUARTER, p.index = e->quarter;
    else if (e->half)
        p.size = TM_Z_HALF, p.index = e->half;
    else if (e->season)
        p.size = TM_Z_SEASON, p.index = e->season;
    else
        p.size = TM_Z_YEAR;
    return p;
}

static void settle_feast(tm_point *p, uint8_t feast) {
    cs_date d = cs_date_of(tm_feast_day(feast, p->year));
    p->month = d.month;
    p->mday = d.day;
}

static void finish(tm_point *p, const tm_expr *e) {
    if (e->feast && !e->calendar && p->year)
        settle_feast(p, e->feast);
    else if (e->feast && !e->calendar)
        p->month = p->mday = 0; /* its day differs from year to year */
    if (e->gran == TM_U_WEEK && p->year && p->mday) {
        int32_t day = cs_day_of(p->year, p->month, p->mday);
        *p = tm_week_point(day, TM_Z_WEEK);
        if (e->week_ends) p->size = TM_Z_STRETCH, p->index = TM_Z_WEEK, p->first = day - 6, p->last = day;
    }
    p->mod = e->mod;
    p->part = e->part;
    p->hour1 = e->hour1;
    p->minute = e->minute;
    p->approximate |= e->approximate;
}

static uint8_t report_source(const tm_base *b) { return b->from_dateline ? TM_BY_DATELINE : TM_BY_PUBLISHED; }

/* "In 2014 the town fell … On 5 June": within a paragraph that tells of a year long past, dates are of that year. */
static bool tells_of_old_year(const tm_expr *e, const tm_base *b, int32_t published) {
    return b->year && !e->dir && b->forward <= 0 && b->year < cs_date_of(published).year - 1;
}

/* "the 12th", "the 12th of last month"; "In July 2006 … on the 12th" */
static tm_point day_of_month(const tm_expr *e, tm_point p, int32_t anchor, int forward) {
    cs_date d = cs_date_of(anchor);
    int n = e->rel_unit == TM_U_MONTH ? e->rel_n : forward > 0 ? p.mday < d.day : -(p.mday > d.day);
    cs_date m = cs_add_months((cs_date){ d.year, d.month, 1 }, n);
    p.year = m.year, p.month = m.month;
    if (p.mday > cs_month_days(m.year, m.month)) return (tm_point){ .size = TM_Z_DAY };
    return p;
}

static tm_point calendar(const tm_expr *e, const tm_base *b, uint8_t *source) {
    if (e->calendar) {
        bool old = b->published != CS_DAY_NONE && tells_of_old_year(e, b, b->published);
        return tm_other_calendar(e, b, old, source);
    }
    tm_point p = fields(e);
    *source = TM_BY_WORDS;
    if (p.size == TM_Z_QUARTER && p.index > 4) { /* "the 1988 period": the quarter spoken of, in that year */
        p.index = b->quarter.index;
        if (!known(&b->quarter)) p.size = TM_Z_YEAR;
    }
    if (e->day_order && b->published != CS_DAY_NONE && p.mday <= 12 && cs_day_of(p.year, p.month, p.mday) > b->published &&
        cs_day_of(p.year, p.mday, p.month) <= b->published && b->forward <= 0) { /* "12/9/17" in a report of September 2017 */
        int32_t month = p.mday;
        p.mday = p.month, p.month = month;
    }
    if (p.year || p.size == TM_Z_CENTURY) return p;
    *source = TM_BY_OPEN;
    bool dated = p.month || p.mday || p.index || p.size == TM_Z_YEAR;
    if (!dated && !p.weekday) { /* a time of day */
        if (b->last_day.size && b->last_day_age < 2) p = b->last_day, *source = p.year ? TM_BY_TEXT : TM_BY_OPEN;
        return p;
    }
    int32_t anchor = b->published;
    *source = report_source(b);
    if (e->from_text && b->last.size && b->last.year) anchor = start_of(&b->last), *source = TM_BY_TEXT;
    if (e->from_text && *source != TM_BY_TEXT && !dated) anchor = CS_DAY_NONE;
    if (anchor == CS_DAY_NONE) {
        *source = b->year && dated && !e->dir && !e->rel_unit ? TM_BY_TEXT : TM_BY_OPEN;
        if (*source == TM_BY_TEXT) p.year = b->year;
        return p;
    }
    if (e->rel_unit == TM_U_WEEK) return tm_day_point(anchor - cs_weekday_of(anchor) + p.weekday + 7 * e->rel_n);
    if (p.weekday && !dated) return tm_day_point(weekday_by(p.weekday, anchor, b->forward, (tm_dir)e->dir, e->from_text));
    if (p.mday && !p.month && !e->rel_unit && known(&b->last) && b->last.size == TM_Z_MONTH) {
        *source = TM_BY_TEXT;
        anchor = cs_day_of(b->last.year, b->last.month, cs_month_days(b->last.year, b->last.month));
    }
    if (p.mday && !p.month) return day_of_month(e, p, anchor, b->forward);
    if (e->rel_unit == TM_U_YEAR)
        p.year = cs_date_of(anchor).year + e->rel_n;
    else if (tells_of_old_year(e, b, anchor) && *source != TM_BY_TEXT)
        p.year = b->year, *source = TM_BY_TEXT;
    else
        p.year = year_by(p, anchor, b->forward, (tm_dir)e->dir);
    return p;
}

/* ---- relative ---- */

static tm_point open_point(tm_unit unit) {
    static const uint8_t size[TM_U_COUNT] = { TM_Z_NONE,   TM_Z_DAY,     TM_Z_DAY,     TM_Z_DAY,     TM_Z_DAY,
                                              TM_Z_WEEK,   TM_Z_WEEKEND, TM_Z_MONTH,   TM_Z_QUARTER, TM_Z_YEAR,
                                              TM_Z_DECADE, TM_Z_CENTURY, TM_Z_CENTURY, TM_Z_WEEK };
    return (tm_point){ .size = size[unit] };
}

static tm_point shifted(const tm_expr *e, int32_t day, bool exact_day) {
    cs_date d = cs_date_of(day);
    int32_t n = e->n;
    switch (e->unit) {
    case TM_U_SECOND:
    case TM_U_MINUTE:
    case TM_U_HOUR: return tm_day_point(day + (e->unit == TM_U_HOUR ? n / 24 : 0));
    case TM_U_DAY: return tm_day_point(day + n);
    case TM_U_FORTNIGHT: n *= 2; /* fall through */
    case TM_U_WEEK: return exact_day ? tm_day_point(day + 7 * n) : tm_week_point(day + 7 * n, TM_Z_WEEK);
    case TM_U_WEEKEND: return tm_week_point(day + 7 * n + (n < 0 && cs_weekday_of(day) > 5 ? 7 : 0), TM_Z_WEEKEND);
    case TM_U_MONTH: return month_point(d.year * 12 + d.month - 1 + n);
    case TM_U_QUARTER: return quarter_point(quarter_number(day) + n);
    case TM_U_YEAR: return (tm_point){ .size = TM_Z_YEAR, .year = d.year + n };
    case TM_U_DECADE: return (tm_point){ .size = TM_Z_DECADE, .year = (d.year / 10 + n) * 10 };
    case TM_U_CENTURY: return (tm_point){ .size = TM_Z_CENTURY, .year = (d.year / 100 + n) * 100 };
    default: return (tm_point){ 0 };
    }
}

static tm_point relative(const tm_expr *e, const tm_base *b, uint8_t *source) {
    *source = TM_BY_TEXT;
    if (e->unit == TM_U_NONE) { /* "since then" */
        if (known(&b->last)) return b->last;
        *source = TM_BY_OPEN;
        return (tm_point){ .size = TM_Z_DAY };
    }
    if (known(&b->quarter) && ((e->from_text && e->unit == TM_U_QUARTER) || (e->same_size && e->unit == TM_U_YEAR))) {
        tm_point p = b->quarter; /* "the latest quarter", "a year earlier", "the year-ago quarter" */
        if (e->unit == TM_U_YEAR) p.year += e->n;
        return p;
    }
    if (e->same_size && b->published != CS_DAY_NONE) {
        *source = report_source(b);
        return shifted(e, b->published, false);
    }
    if (e->from_text && e->unit == TM_U_QUARTER && e->n == 0 && b->published != CS_DAY_NONE) { /* the last one that is over */
        *source = report_source(b);
        return quarter_point(quarter_number(b->published) - 1);
    }
    if (e->the && e->unit == TM_U_YEAR && e->n == 0 && b->named_year)
        return (tm_point){ .size = TM_Z_YEAR, .year = b->named_year };
    /* "in 2005 … the next day" is none of this year's, unless a day was named just before */
    bool same_year = !b->last.year || b->last.year == b->last_day.year || b->last_day_age < 2;
    const tm_point *ref = e->unit <= TM_U_DAY && b->last_day.year && same_year ? &b->last_day : &b->last;
    if (e->from_text && known(ref)) {
        bool too_coarse = e->unit <= TM_U_DAY ? ref->size != TM_Z_DAY : ref->size > TM_Z_MONTH && e->unit < TM_U_QUARTER;
        if (!too_coarse) return shifted(e, start_of(ref), ref->size == TM_Z_DAY && e->n != 0);
        *source = TM_BY_OPEN;
        return open_point((tm_unit)e->unit);
    }
    *source = report_source(b);
    bool later = e->from_text && e->n > 0 && b->forward <= 0; /* than something that is not told: not later than the report */
    if (b->published == CS_DAY_NONE || later || (e->from_text && e->unit <= TM_U_WEEK && !(e->same_size))) {
        *source = TM_BY_OPEN;
        return open_point((tm_unit)e->unit);
    }
    return shifted(e, b->published, false);
}

/* ---- amounts, sets, references ---- */

/* "over the past 18 months": from the month that many months before publication to that of publication. */
static void anchored(const tm_expr *e, const tm_base *b, tm_value *v, cs_arena *perm) {
    int32_t day = b->spoken != CS_DAY_NONE ? b->spoken : b->published;
    if (!e->dir || day == CS_DAY_NONE || e->vague || e->n > 2000) return;
    int32_t sign = e->dir == TM_D_LAST ? -1 : 1;
    cs_date d = cs_date_of(day), other = d;
    int32_t n = e->n * sign;
    v->source = b->spoken != CS_DAY_NONE ? TM_BY_TEXT : report_source(b);
    switch (e->unit) {
    case TM_U_HOUR: v->begin = day + sign * ((e->n + 23) / 24); break;
    case TM_U_DAY: v->begin = day + n; break;
    case TM_U_WEEK: v->begin = day + 7 * n; break;
    case TM_U_FORTNIGHT: v->begin = day + 14 * n; break;
    case TM_U_MONTH: other = cs_add_months(d, n); break;
    case TM_U_QUARTER: other = cs_add_months(d, 3 * n); break;
    case TM_U_YEAR: other = cs_add_months(d, 12 * n + (e->plus_half ? 6 * sign : 0)); break;
    case TM_U_DECADE: other = cs_add_months(d, 120 * n); break;
    default: return;
    }
    bool days = v->begin != CS_DAY_NONE;
    if (!days) v->begin = cs_day_of(other.year, other.month, other.day);
    v->end = day;
    cs_date from = sign < 0 ? other : d, to = sign < 0 ? d : other;
    if (sign > 0) v->end = v->begin, v->begin = day;
    if (days)
        v->edtf = tm_edtf_days(v->begin, v->end, perm);
    else if (e->unit >= TM_U_YEAR && !e->plus_half)
        v->edtf = cs_printf(perm, "%04d/%04d", from.year, to.year);
    else
        v->edtf = cs_printf(perm, "%04d-%02d/%04d-%02d", from.year, from.month, to.year, to.month);
}

static cs_str set_text(const tm_expr *e, cs_arena *perm) {
    if (e->unit) return tm_amount_text(e, perm);
    tm_point p = { .weekday = e->weekday, .month = e->month, .index = e->season, .part = e->part };
    p.size = e->month ? TM_Z_MONTH : e->season ? TM_Z_SEASON : TM_Z_DAY;
    return tm_timex(&p, perm);
}

tm_value tm_resolve(const tm_expr *e, const tm_base *b, cs_arena *perm) {
    tm_value v = { .begin = CS_DAY_NONE, .end = CS_DAY_NONE };
    switch (e->form) {
    case TM_F_SPAN:
        v.timex = tm_amount_text(e, perm);
        anchored(e, b, &v, perm);
        return v;
    case TM_F_SET: v.timex = set_text(e, perm); return v;
    case TM_F_REF: v.timex = (cs_str){ e->ref, (ptrdiff_t)strlen(e->ref) }; return v;
    case TM_F_SHIFT:
        if (e->vague && !e->from_text) {
            v.timex = e->n < 0 ? CS_LIT("PAST_REF") : CS_LIT("FUTURE_REF");
            return v;
        }
        v.at = e->vague ? open_point((tm_unit)e->unit) : relative(e, b, &v.source);
        break;
    default: v.at = calendar(e, b, &v.source); break;
    }
    finish(&v.at, e);
    v.timex = tm_timex(&v.at, perm);
    v.edtf = tm_edtf(&v.at, perm);
    tm_bounds(&v.at, &v.begin, &v.end);
    tm_stretch(e, &v, perm);
    return v;
}
