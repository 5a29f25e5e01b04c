#include "base/calendar.h"

int32_t cs_day_of(int32_t year, int32_t month, int32_t day) {
    int32_t y = year - (month <= 2); /* years begin in March, so that the leap day is the last one */
    int32_t era = (y >= 0 ? y : y - 399) / 400;
    int32_t yoe = y - era * 400;
    int32_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int32_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

cs_date cs_date_of(int32_t day) {
    int32_t z = day + 719468;
    int32_t era = (z >= 0 ? z : z - 146096) / 146097;
    int32_t doe = z - era * 146097;
    int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int32_t mp = (5 * doy + 2) / 153;
    int32_t month = mp < 10 ? mp + 3 : mp - 9;
    return (cs_date){ yoe + era * 400 + (month <= 2), month, doy - (153 * mp + 2) / 5 + 1 };
}

int32_t cs_weekday_of(int32_t day) {
    int32_t w = (day + 3) % 7; /* 1970-01-01 was a Thursday */
    return (w < 0 ? w + 7 : w) + 1;
}

cs_week cs_week_of(int32_t day) {
    int32_t thursday = day - cs_weekday_of(day) + 4;
    int32_t year = cs_date_of(thursday).year;
    return (cs_week){ year, (thursday - cs_day_of(year, 1, 1)) / 7 + 1 };
}

int32_t cs_week_monday(cs_week w) {
    int32_t jan4 = cs_day_of(w.year, 1, 4);
    return jan4 - cs_weekday_of(jan4) + 1 + (w.week - 1) * 7;
}

int32_t cs_month_days(int32_t year, int32_t month) {
    static const int8_t days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

cs_date cs_add_months(cs_date d, int32_t n) {
    int32_t m = d.year * 12 + d.month - 1 + n;
    cs_date out = { m / 12, m % 12 + 1, d.day };
    int32_t last = cs_month_days(out.year, out.month);
    if (out.day > last) out.day = last;
    return out;
}

bool cs_date_exists(int32_t year, int32_t month, int32_t day) {
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= cs_month_days(year, month);
}

cs_day_result cs_parse_day(cs_str s) {
    cs_day_result none = { 0, false };
    if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-') return none;
    int32_t v[3] = { 0 };
    for (int i = 0; i < 10; i++) {
        if (i == 4 || i == 7) continue;
        if (s.p[i] < '0' || s.p[i] > '9') return none;
        int32_t *x = &v[i < 4 ? 0 : i < 7 ? 1 : 2];
        *x = *x * 10 + (s.p[i] - '0');
    }
    if (!cs_date_exists(v[0], v[1], v[2])) return none;
    return (cs_day_result){ cs_day_of(v[0], v[1], v[2]), true };
}

/* ---- other calendars ---- */

enum {
    HIJRI_EPOCH = -492149,  /* the day before 1 Muharram 1 */
    SOLAR_EPOCH = -492268,  /* counts so that 1 Farvardin 1398 is 2019-03-21 */
    HEBREW_EPOCH = -2092590 /* counts so that 1 Tishri 5780 is 2019-09-30 */
};

int32_t cs_hijri_day(int32_t year, int32_t month, int32_t day) {
    return HIJRI_EPOCH + day + (59 * (month - 1) + 1) / 2 + (year - 1) * 354 + (3 + 11 * year) / 30;
}

int32_t cs_hijri_year_of(int32_t day) {
    int32_t y = (int32_t)(((int64_t)day - HIJRI_EPOCH) * 30 / 10631) + 1; /* right or one off */
    while (cs_hijri_day(y, 1, 1) > day) y--;
    while (cs_hijri_day(y + 1, 1, 1) <= day) y++;
    return y;
}

int32_t cs_solar_day(int32_t year, int32_t month, int32_t day) {
    int32_t before = month <= 7 ? 31 * (month - 1) : 186 + 30 * (month - 7);
    return SOLAR_EPOCH + 365 * (year - 1) + (8 * year + 21) / 33 + before + day - 1;
}

int32_t cs_solar_year_of(int32_t day) {
    int32_t y = (int32_t)(((int64_t)day - SOLAR_EPOCH) * 33 / 12053) + 1;
    while (cs_solar_day(y, 1, 1) > day) y--;
    while (cs_solar_day(y + 1, 1, 1) <= day) y++;
    return y;
}

static int32_t hebrew_elapsed(int32_t year) {
    int64_t months = (235 * (int64_t)year - 234) / 19, parts = 12084 + 13753 * months;
    int32_t days = (int32_t)(29 * months + parts / 25920);
    return 3 * (days + 1) % 7 < 3 ? days + 1 : days;
}

int32_t cs_passover(int32_t year) {
    int32_t y = year + 3761; /* the Hebrew year that begins in that autumn */
    int32_t a = hebrew_elapsed(y - 1), b = hebrew_elapsed(y), c = hebrew_elapsed(y + 1);
    int32_t new_year = HEBREW_EPOCH + b + (c - b == 356 ? 2 : b - a == 382 ? 1 : 0);
    return new_year - 163; /* Nisan to Elul have fixed lengths */
}
