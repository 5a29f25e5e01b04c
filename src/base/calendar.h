/* Days of the proleptic Gregorian calendar. A day is a number, 0 = 1970-01-01; weekdays are ISO: 1 Monday … 7 Sunday.
 * Pure arithmetic: no clock, no time zone. Days from civil date and back after Howard Hinnant, "chrono-Compatible
 * Low-Level Date Algorithms". Years 1 to 9999. */
#ifndef CS_BASE_CALENDAR_H
#define CS_BASE_CALENDAR_H
#include "base/str.h"

enum { CS_DAY_NONE = INT32_MIN }; /* a day that is not known */

typedef struct cs_date {
    int32_t year, month, day; /* month 1..12, day 1..31 */
} cs_date;
typedef struct cs_week {
    int32_t year, week; /* ISO 8601 week: week 1 holds the year's first Thursday */
} cs_week;

int32_t cs_day_of(int32_t year, int32_t month, int32_t day); /* a day past the month's end runs on into the next month */
cs_date cs_date_of(int32_t day);
int32_t cs_weekday_of(int32_t day);
cs_week cs_week_of(int32_t day);
int32_t cs_week_monday(cs_week w);
int32_t cs_month_days(int32_t year, int32_t month);
/* The date n months on (n may be negative); the day is cut to the month's length. */
cs_date cs_add_months(cs_date d, int32_t n);
bool cs_date_exists(int32_t year, int32_t month, int32_t day);

typedef struct cs_day_result {
    int32_t day;
    bool ok;
} cs_day_result;
cs_day_result cs_parse_day(cs_str s); /* "YYYY-MM-DD", nothing else */

/* Other calendars; a month or day past the year's or month's end runs on. Good for years 1 to 9999 of each. */

/* The tabular Islamic calendar (civil epoch, leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29 of 30). Months begin in truth
 * when the moon is sighted, so a date may be a day off, seldom two, and differ from country to country. */
int32_t cs_hijri_day(int32_t year, int32_t month, int32_t day);
int32_t cs_hijri_year_of(int32_t day);
/* The Solar Hijri calendar of Iran and Afghanistan by its 33-year cycle, which agrees with the astronomical one from 1244 to
 * 1472 (1865 to 2094). */
int32_t cs_solar_day(int32_t year, int32_t month, int32_t day);
int32_t cs_solar_year_of(int32_t day);
/* The first day of Passover in a Gregorian year, after the Hebrew calendar's arithmetic in Dershowitz and Reingold,
 * "Calendrical Calculations"; the feasts of spring and autumn have fixed distances from it. */
int32_t cs_passover(int32_t year);
#endif
