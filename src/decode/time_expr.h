/* decode/time_expr.h: a time expression between recognition (time_rules_*.c: what the words say) and value (time_value.c: which
 * day that is). Internal to the time stage. */
#ifndef CS_DECODE_TIME_EXPR_H
#define CS_DECODE_TIME_EXPR_H
#include "decode/time_lex.h"

typedef enum tm_form {
    TM_F_NONE,
    TM_F_CAL,   /* calendar fields, some of which may be missing: "5 May", "the third quarter", "Friday night", "10 p.m." */
    TM_F_SHIFT, /* n units from the anchor: "yesterday", "last month", "two days ago", "a week later", "that year" */
    TM_F_SPAN,  /* an amount: "three years", "the past 18 months" */
    TM_F_SET,   /* how often: "daily", "every two weeks", "each July" */
    TM_F_REF    /* vaguely now, before or after: "currently", "recently", "in the future" */
} tm_form;
typedef enum tm_dir { TM_D_NONE, TM_D_LAST, TM_D_THIS, TM_D_NEXT } tm_dir;
typedef enum tm_mod { TM_M_NONE, TM_M_EARLY, TM_M_MID, TM_M_LATE, TM_M_START, TM_M_END } tm_mod;

typedef enum tm_feast {
    TM_FEAST_FIXED,
    TM_FEAST_THANKSGIVING,
    TM_FEAST_EASTER, /* and what is `skip` days from it; so with the next two */
    TM_FEAST_ORTHODOX_EASTER,
    TM_FEAST_PASSOVER,
    TM_FEAST_EID, /* one of the two */
    TM_FEAST_QUDS /* the last Friday of Ramadan */
} tm_feast;
typedef enum tm_calendar { TM_CAL_GREGORIAN, TM_CAL_HIJRI, TM_CAL_SOLAR } tm_calendar;
typedef enum tm_join { TM_J_NONE, TM_J_RANGE, TM_J_BOTH, TM_J_EITHER } tm_join;

enum { TM_GREGORIAN_MIN = 1700 }; /* with a month of another calendar: years from here on are Gregorian */

/* All zero means: not said; hour is stored plus one for that reason. */
typedef struct tm_expr {
    int beg, end;       /* atoms */
    uint8_t form, type; /* tm_form, cs_time_type */
    int32_t year2;      /* "1990-91": the year that the stretch ends with; 0: none */
    int8_t mday2;       /* "3-5 May": the last day; 0: none */
    uint8_t join;       /* tm_join of mday and mday2 */
    uint8_t calendar;   /* tm_calendar of month, mday and a year below TM_GREGORIAN_MIN */
    int16_t skip;       /* days from the day that the fields give: -1 on the eve of it */
    int8_t nth;         /* "the third week of May", "the last Monday of May" (-1): this one of nth_unit in the time itself */
    uint8_t nth_unit;   /* tm_unit; TM_U_NONE: of the weekday nth_day */
    int8_t nth_day;
    int8_t edge;    /* SPAN: 1 "the first three months", -1 "the last three months" of what follows */
    bool into_next; /* the night goes on into the next day */
    bool week_ends; /* gran TM_U_WEEK: the date is its last day */
    bool day_order; /* "3/5/2016": month and day may be the other way round */
    int32_t year;   /* of a decade or century its first year (a century's is 1900) */
    int8_t month, mday, weekday, quarter, half, season;
    uint8_t part, mod, dir; /* tm_part, tm_mod, tm_dir */
    uint8_t feast;          /* tm_feast: month and mday are about right, the year decides */
    uint8_t gran;           /* TM_U_DECADE, TM_U_CENTURY, or TM_U_WEEK: the week that holds the date */
    int8_t hour1, minute;
    bool approximate; /* "around 2017" */
    bool fiscal;
    uint8_t unit; /* tm_unit of SHIFT, SPAN, SET */
    int32_t n;    /* SHIFT: signed; SPAN, SET: amount */
    bool plus_half, vague, half_only;
    bool from_text;   /* SHIFT: from the time last spoken of, not from publication */
    bool the;         /* SHIFT: "the year", which may be one that the sentence has named */
    bool same_size;   /* SHIFT: "a year earlier" than a quarter is a quarter */
    uint8_t rel_unit; /* CAL: the year (or week) is rel_n units from publication: "January last year" */
    int8_t rel_n;
    const char *ref;
} tm_expr;

/* What a number reads: n, or n and a half, or vague ("several"); article: "a", "an". */
typedef struct tm_num {
    int32_t n;
    bool plus_half, half_only, vague, article, digits;
} tm_num;

/* Rules: each returns the atom after the longest expression of its kind that begins at i, or 0. */
int tm_number(const tm_line *l, int i, tm_num *out);
/* A rule reads an expression that begins at word i into *e and gives one past its last word, or 0. */
typedef int tm_rule(const tm_line *l, int i, tm_expr *e);
/* What the rule that reads furthest gives, the first of equals; *e is left alone when none reads anything. */
int tm_longest(tm_rule *const *rules, int n, const tm_line *l, int i, tm_expr *e);
int tm_rule_date(const tm_line *l, int i, tm_expr *e);     /* time_rules_date.c: calendar dates of any completeness */
int tm_rule_relative(const tm_line *l, int i, tm_expr *e); /* time_rules_rel.c: relative to now or to another time */
int tm_rule_amount(const tm_line *l, int i, tm_expr *e);   /* time_rules_amount.c: durations, sets, vague ones */
int tm_rule_any(const tm_line *l, int i, tm_expr *e);      /* time_rules.c: all of these with time of day and modifiers */
int tm_feast_at(const tm_line *l, int i, tm_expr *e);      /* a feast's name; sets month, mday, feast */
int tm_rule_calendar(const tm_line *l, int i, tm_expr *e); /* time_rules_calendar.c: dates of other calendars */
int tm_rule_part(const tm_line *l, int i, tm_expr *e);     /* time_rules_part.c: "the third week of May", "the eve of Eid" */
int tm_other_month(const tm_line *l, int i, tm_expr *e);   /* a month of another calendar that needs no number beside it */
/* Pieces of dates, see time_rules_date.c. */
int tm_mday_at(const tm_line *l, int i, int8_t *day);
int tm_year_at(const tm_line *l, int i, int32_t *year);
int tm_year_after(const tm_line *l, int i, tm_expr *e);  /* i when there is none */
int tm_year2_after(const tm_line *l, int i, tm_expr *e); /* "-16" after "2015"; i when there is none */
bool tm_counts_people(const tm_line *l, int i);
int tm_ordinal(const tm_line *l, int i, int8_t *n);
int tm_core(const tm_line *l, int i, tm_expr *e); /* time_rules.c: a date or a relative time without what goes round it */
int tm_unit_at(const tm_line *l, int i, tm_unit *unit, bool *plural);
static inline bool tm_eat(const tm_line *l, int *i, const char *list) {
    if (!tm_any(l, *i, list)) return false;
    ++*i;
    return true;
}
#endif
