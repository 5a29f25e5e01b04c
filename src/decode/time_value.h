/* decode/time_value.h: from what an expression says to the stretch of days that it means, and that stretch in TIMEX3 and EDTF.
 * Internal to the time stage. */
#ifndef CS_DECODE_TIME_VALUE_H
#define CS_DECODE_TIME_VALUE_H
#include "base/calendar.h"
#include "decode/time_expr.h"

typedef enum tm_size { /* of a point: how exact it is */
                       TM_Z_NONE,
                       TM_Z_DAY,
                       TM_Z_WEEK,
                       TM_Z_WEEKEND,
                       TM_Z_MONTH,
                       TM_Z_QUARTER,
                       TM_Z_HALF,
                       TM_Z_SEASON,
                       TM_Z_YEAR,
                       TM_Z_DECADE,
                       TM_Z_CENTURY,
                       TM_Z_STRETCH /* days that the calendar has no unit for: those of another calendar */
} tm_size;

/* A stretch of the calendar of a natural size. year 0: not known (then only what is known counts: month, mday, weekday). */
typedef struct tm_point {
    uint8_t size;
    int32_t year; /* of an ISO week the week's year; of decades and centuries the first year */
    int32_t month, mday, week, weekday,
        index;           /* index: quarter, half, season; of a stretch the tm_size that it has in its calendar */
    int32_t first, last; /* of a stretch; month and mday are then about its middle */
    uint8_t part, mod;
    int32_t hour1, minute;
    bool approximate;
} tm_point;

typedef enum tm_source { TM_BY_OPEN, TM_BY_WORDS, TM_BY_PUBLISHED, TM_BY_DATELINE, TM_BY_TEXT } tm_source;
extern const char *const tm_source_name[5];

/* What values are relative to. */
typedef struct tm_base {
    int32_t published; /* or the dateline's day; CS_DAY_NONE when not known */
    bool from_dateline;
    tm_point last;      /* the time last spoken of; size NONE when there is none */
    int last_day_age;   /* sentences since last_day was named */
    tm_point last_day;  /* the last one that is a day */
    tm_point quarter;   /* the last quarter; "the quarter", "a year earlier" speak of it */
    int32_t named_year; /* the year of a time that this sentence has named before; 0: none */
    int32_t year;       /* a year that the text gave in full just before; 0: none */
    int32_t spoken;     /* the day at which the clause's words were spoken, when the sentence says it; else CS_DAY_NONE */
    int forward;        /* the clause speaks of what lies ahead (1), of the past (-1) or does not tell (0) */
} tm_base;

typedef struct tm_value {
    tm_point at; /* size NONE: an amount, a set, a reference, or not known */
    cs_str timex, edtf;
    int32_t begin, end;
    uint8_t source; /* tm_source */
} tm_value;

/* time_direction.c: 1 when the expression's clause speaks of what lies ahead, -1 of the past, 0 when it does not tell. By the
 * governing verb where there is syntax, else by the nearest verb form. */
int tm_direction(const cs_reading *r, const tm_line *l, const tm_expr *e);
/* time_calendar.c. old_year: a passage tells of base->year. */
tm_point tm_other_calendar(const tm_expr *e, const tm_base *b, bool old_year, uint8_t *source);
int32_t tm_feast_day(uint8_t feast, int32_t year);
/* time_stretch.c: what the words say beyond the point: a last day or year, the eve, the third week of it. */
void tm_stretch(const tm_expr *e, tm_value *v, cs_arena *perm);
tm_point tm_day_point(int32_t day);
tm_point tm_week_point(int32_t day, tm_size size);
tm_value tm_resolve(const tm_expr *e, const tm_base *b, cs_arena *perm);
/* time_write.c */
cs_str tm_timex(const tm_point *p, cs_arena *a);
cs_str tm_edtf(const tm_point *p, cs_arena *a);                  /* n == 0: EDTF cannot say it */
void tm_bounds(const tm_point *p, int32_t *begin, int32_t *end); /* CS_DAY_NONE when the year is not known */
cs_str tm_edtf_days(int32_t begin, int32_t end, cs_arena *a);
cs_str tm_amount_text(const tm_expr *e, cs_arena *a); /* "P18M" */
#endif
