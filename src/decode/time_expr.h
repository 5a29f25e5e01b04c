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

typedef enum tm_feast { TM_FEAST_FIXED, TM_FEAST_THANKSGIVING, TM_FEAST_EASTER, TM_FEAST_GOOD_FRIDAY } tm_feast;

/* All zero means: not said; hour is stored plus one for that reason. */
typedef struct tm_expr {
    int beg, end;       /* atoms */
    uint8_t form, type; /* tm_form, cs_time_type */
    int32_t year2;      /* "1990-91": the year that the stretch ends with; 0: none */
    int32_t year;       /* of a decade or century its first year (a century's is 1900) */
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
int tm_unit_at(const tm_line *l, int i, tm_unit *unit, bool *plural);
static inline bool tm_eat(const tm_line *l, int *i, const char *list) {
    if (!tm_any(l, *i, list)) return false;
    ++*i;
    return true;
}
#endif
