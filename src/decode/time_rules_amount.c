#include "decode/time_expr.h"

/* Amounts of time ("three years", "the past 18 months", "two-week"), sets ("daily", "every Friday", "twice a month") and vague
 * references ("currently", "in the past"). */

static int amount(tm_expr *e, cs_time_type type, tm_unit unit, const tm_num *num, int end) {
    e->form = type == CS_TIME_SET ? TM_F_SET : TM_F_SPAN;
    e->type = (uint8_t)type;
    e->unit = (uint8_t)unit;
    e->n = num->n;
    e->vague = num->vague;
    e->plus_half = num->plus_half;
    e->half_only = num->half_only;
    return end;
}

static int quantifier(const tm_line *l, int i, bool *near) {
    *near = true;
    if (tm_any(l, i, "more|less|fewer") && tm_is(l, i + 1, "than")) return i + 2;
    if (tm_is(l, i, "no") && tm_any(l, i + 1, "more|less|fewer|longer") && tm_is(l, i + 2, "than")) return i + 3;
    if (tm_is(l, i, "at") && tm_any(l, i + 1, "least|most")) return i + 2;
    if ((tm_is(l, i, "up") && tm_is(l, i + 1, "to")) || (tm_is(l, i, "as") && tm_any(l, i + 1, "long|much")))
        return i + 2 + tm_is(l, i + 2, "as");
    if (tm_any(l, i, "about|nearly|almost|around|approximately|roughly|some|under|over|fully")) return i + 1;
    *near = false;
    return i;
}

/* What a bare "a week" or "years" must follow to be an amount and not a rate or a stretch of another kind. */
static bool amount_context(const tm_line *l, int i) {
    return tm_any(l, i - 1,
                  "for|in|within|over|after|during|lasted|last|than|spent|only|least|about|nearly|almost|took|take|takes|of|"
                  "every|another|once|just|follows");
}

/* "[more than] [the past] three [more] years [and a half] [or so]" */
static int stretch(const tm_line *l, int i, tm_expr *e) {
    bool near, plural, frame = false;
    int k = quantifier(l, i, &near), end;
    tm_eat(l, &k, "the|its|their|his|her");
    int d = k;
    if (tm_eat(l, &k, "last|past|previous|preceding|latest"))
        e->dir = TM_D_LAST;
    else if (tm_eat(l, &k, "next|coming"))
        e->dir = TM_D_NEXT;
    else if (tm_eat(l, &k, "first|final|following|other|same|recent")) {
        frame = true;
        e->edge = (int8_t)(tm_is(l, k - 1, "first") ? 1 : tm_is(l, k - 1, "final") ? -1 : 0);
    }
    frame |= k > d || d > i;
    tm_num num = { 0 };
    tm_unit unit;
    if ((end = tm_number(l, k, &num)))
        k = end;
    else if (tm_eat(l, &k, "another|additional"))
        num = (tm_num){ .n = 1, .article = true };
    else
        num.vague = true;
    bool bare = !end && num.vague;
    tm_eat(l, &k,
           "more|additional|full|long|whole|entire|straight|consecutive|successive|solid|short|extra|further|trading|working|"
           "business|calendar");
    if (!bare) tm_eat(l, &k, "-");
    end = tm_unit_at(l, k, &unit, &plural);
    if (!end || (bare && !plural) || unit == TM_U_WEEKEND) return 0;
    if (!plural && num.n == 1 && unit == TM_U_SECOND && !tm_is(l, k - 1, "one")) return 0;
    if (num.n != 1 && !num.vague && !plural && !num.plus_half && !num.half_only && !tm_is(l, k - 1, "-") && num.digits)
        return 0;
    if (unit == TM_U_QUARTER && (num.article || tm_is(l, k - 1, "-") || tm_is(l, end, "of"))) return 0; /* fractions */
    int h = end;
    if (!num.plus_half && tm_eat(l, &h, "and") && tm_eat(l, &h, "a") && tm_eat(l, &h, "half")) num.plus_half = true, end = h;
    if (num.plus_half) num.article = false;
    if (bare && !frame && !amount_context(l, i)) return 0;
    if (bare && tm_is(l, k - 1, "same")) return 0;
    if (num.article && !frame && !near && !amount_context(l, i)) return 0;
    if (tm_is(l, end, "-") && tm_any(l, end + 1, "old|olds")) return 0; /* an age */
    if (tm_is(l, end, "old") && !num.article) return 0;
    if (tm_is(l, end, "or") && tm_any(l, end + 1, "so|more")) end += 2;
    if (tm_is(l, end, "-") && tm_is(l, end + 1, "long")) end += 2;
    return amount(e, CS_TIME_DURATION, unit, &num, end);
}

/* "two-year", "16-hour", "decades-long", "daylong" */
static int compound(const tm_line *l, int i, tm_expr *e) {
    tm_num num = { 0 };
    tm_unit unit;
    bool plural;
    int k = tm_number(l, i, &num), end;
    if (k && !num.article && tm_is(l, k, "-") && tm_at(l, k)->glued) {
        end = tm_unit_at(l, k + 1, &unit, &plural);
        if (!end || unit == TM_U_QUARTER || (tm_is(l, end, "-") && tm_any(l, end + 1, "old|olds"))) return 0;
        return amount(e, CS_TIME_DURATION, unit, &num, end + (tm_is(l, end, "-") && tm_is(l, end + 1, "long") ? 2 : 0));
    }
    end = tm_unit_at(l, i, &unit, &plural);
    if (!end || !tm_is(l, end, "-") || !tm_is(l, end + 1, "long")) return 0;
    num = (tm_num){ .n = 1, .vague = plural };
    return amount(e, CS_TIME_DURATION, unit, &num, end + 2);
}

/* "daily", "every two weeks", "each July", "every Friday night", "twice a month", "$3 a day" */
static int often(const tm_line *l, int i, tm_expr *e) {
    tm_num num = { .n = 1 };
    tm_unit unit;
    bool plural;
    int k = i, end;
    if (tm_any(l, i, "quarterly|monthly|yearly") && tm_cls(l, i + 1, TM_WORD) &&
        !tm_any(l, i + 1, "in|at|on|by|for|to|from|and|or|basis"))
        return 0;
    if (tm_cls(l, i, TM_OFTEN)) return amount(e, CS_TIME_SET, (tm_unit)tm_at(l, i)->val, &num, i + 1);
    if (tm_eat(l, &k, "every|each")) {
        if (tm_eat(l, &k, "other"))
            num.n = 2;
        else if ((end = tm_number(l, k, &num)) && !num.article)
            k = end;
        else
            num = (tm_num){ .n = 1 };
        if ((end = tm_unit_at(l, k, &unit, &plural))) return amount(e, CS_TIME_SET, unit, &num, end);
        const tm_atom *t = tm_at(l, k);
        if (t->cls == TM_MONTH)
            e->month = (int8_t)t->val;
        else if (t->cls == TM_WEEKDAY)
            e->weekday = (int8_t)t->val;
        else if (t->cls == TM_SEASON)
            e->season = (int8_t)t->val;
        else if (t->cls == TM_PART)
            e->part = (uint8_t)t->val;
        else
            return 0;
        k++;
        if (e->weekday && tm_cls(l, k, TM_PART)) e->part = (uint8_t)tm_at(l, k++)->val;
        return amount(e, CS_TIME_SET, TM_U_NONE, &num, k);
    }
    bool times = tm_eat(l, &k, "once|twice|thrice");
    if (!times && (end = tm_number(l, i, &num)) && tm_is(l, end, "times")) k = end + 1, times = true;
    num = (tm_num){ .n = 1 };
    int per = k;
    if (tm_eat(l, &per, "a|an|per") && (end = tm_unit_at(l, per, &unit, &plural)) && !plural && unit > TM_U_HOUR &&
        (times || tm_is(l, k, "per") || tm_cls(l, i - 1, TM_DIGITS) ||
         tm_any(l, i - 1, "million|billion|days|hours|people|times")) &&
        !tm_any(l, end, "ago|earlier|later|before|after|and"))
        return amount(e, CS_TIME_SET, unit, &num, end);
    return 0;
}

/* "Fridays" */
static int plural_weekday(const tm_line *l, int i, tm_expr *e) {
    static const char *const day[8] = {
        "", "mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays"
    };
    tm_num num = { .n = 1 };
    for (int d = 1; d < 8; d++) {
        if (!tm_is(l, i, day[d])) continue;
        e->weekday = (int8_t)d;
        return amount(e, CS_TIME_SET, TM_U_NONE, &num, i + 1);
    }
    if (!tm_cls(l, i, TM_WEEKDAY) || !tm_any(l, i + 1, "nights|mornings|evenings|afternoons")) return 0;
    e->weekday = (int8_t)tm_at(l, i)->val;
    e->part = (uint8_t)tm_at(l, i + 1)->val;
    return amount(e, CS_TIME_SET, TM_U_NONE, &num, i + 2);
}

static int ref(tm_expr *e, const char *value, int end) {
    e->form = TM_F_REF;
    e->type = CS_TIME_DATE;
    e->ref = value;
    return end;
}

static int reference(const tm_line *l, int i, tm_expr *e) {
    static const struct {
        const char *words[3], *value;
    } table[] = {
        { { "now", NULL }, "PRESENT_REF" },
        { { "currently", NULL }, "PRESENT_REF" },
        { { "current", NULL }, "PRESENT_REF" },
        { { "presently", NULL }, "PRESENT_REF" },
        { { "nowadays", NULL }, "PRESENT_REF" },
        { { "right", "now", NULL }, "PRESENT_REF" },
        { { "at", "present", NULL }, "PRESENT_REF" },
        { { "these", "days", NULL }, "PRESENT_REF" },
        { { "the", "present", NULL }, "PRESENT_REF" },
        { { "recently", NULL }, "PAST_REF" },
        { { "recent", NULL }, "PAST_REF" },
        { { "lately", NULL }, "PAST_REF" },
        { { "the", "past", NULL }, "PAST_REF" },
        { { "soon", NULL }, "FUTURE_REF" },
        { { "the", "future", NULL }, "FUTURE_REF" },
        { { "the", "near", "future" }, "FUTURE_REF" },
        { { "the", "near", "term" }, "FUTURE_REF" },
        { { "in", "future", NULL }, "FUTURE_REF" },
    };
    int best = 0;
    for (size_t t = 0; t < sizeof table / sizeof *table; t++) {
        int k = 0;
        while (k < 3 && table[t].words[k] && tm_is(l, i + k, table[t].words[k])) k++;
        if ((k == 3 || !table[t].words[k]) && i + k > best) best = ref(e, table[t].value, i + k);
    }
    if (!best || (tm_is(l, i, "now") && tm_is(l, i + 1, "-"))) return 0;
    if (tm_is(l, best - 1, "past") && (tm_at(l, best)->cls <= TM_DIGITS && !tm_cls(l, best, TM_WORD))) return 0;
    if (tm_is(l, best - 1, "soon") && (tm_is(l, i - 1, "as") || tm_is(l, i + 1, "after"))) return 0;
    if (tm_is(l, i, "recent") && (tm_at(l, i + 1)->cls == TM_UNITS || tm_any(l, i - 1, "most|more"))) return 0;
    return best;
}

int tm_rule_amount(const tm_line *l, int i, tm_expr *e) {
    static tm_rule *const rules[] = { stretch, compound, often, plural_weekday, reference };
    return tm_longest(rules, (int)(sizeof rules / sizeof *rules), l, i, e);
}
