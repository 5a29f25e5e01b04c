#include "decode/time_expr.h"

/* Feasts and days of remembrance that have one date wherever they are kept. National days (Independence Day, Victory Day) have
 * none without the country; the feasts of the Hindu calendar need its astronomy. */

/* Month and day are of the calendar; those of movable feasts are about right, and the year decides. days: how long it lasts. */
static const struct {
    const char *words;
    int8_t month, mday;
    uint8_t feast, calendar;
    int8_t days;
    int16_t skip;
} feasts[] = {
    { "christmas eve", 12, 24, TM_FEAST_FIXED, TM_CAL_GREGORIAN, 1, 0 },
    { "christmas day", 12, 25, TM_FEAST_FIXED, TM_CAL_GREGORIAN, 1, 0 },
    { "christmas", 12, 25, TM_FEAST_FIXED, TM_CAL_GREGORIAN, 1, 0 },
    { "orthodox christmas", 1, 7, TM_FEAST_FIXED, TM_CAL_GREGORIAN, 1, 0 },
    { "coptic christmas", 1, 7, TM_FEAST_FIXED, TM_CAL_GREGORIAN, 1, 0 },
    { "new year s eve", 12, 31, TM_FEAST_FIXED, TM_CAL_GREGORIAN, 1, 0 },
    { "new year s day", 1, 1, TM_FEAST_FIXED, TM_CAL_GREGORIAN, 1, 0 },
    { "boxing day", 12, 26, TM_FEAST_FIXED, TM_CAL_GREGORIAN, 1, 0 },
    { "may day", 5, 1, TM_FEAST_FIXED, TM_CAL_GREGORIAN, 1, 0 },
    { "international workers day", 5, 1, TM_FEAST_FIXED, TM_CAL_GREGORIAN, 1, 0 },
    { "international women s day", 3, 8, TM_FEAST_FIXED, TM_CAL_GREGORIAN, 1, 0 },
    { "nakba day", 5, 15, TM_FEAST_FIXED, TM_CAL_GREGORIAN, 1, 0 },
    { "bastille day", 7, 14, TM_FEAST_FIXED, TM_CAL_GREGORIAN, 1, 0 },
    { "valentine s day", 2, 14, TM_FEAST_FIXED, TM_CAL_GREGORIAN, 1, 0 },
    { "halloween", 10, 31, TM_FEAST_FIXED, TM_CAL_GREGORIAN, 1, 0 },
    { "thanksgiving day", 11, 25, TM_FEAST_THANKSGIVING, TM_CAL_GREGORIAN, 1, 0 },
    { "thanksgiving", 11, 25, TM_FEAST_THANKSGIVING, TM_CAL_GREGORIAN, 1, 0 },
    { "easter sunday", 4, 8, TM_FEAST_EASTER, TM_CAL_GREGORIAN, 1, 0 },
    { "easter monday", 4, 9, TM_FEAST_EASTER, TM_CAL_GREGORIAN, 1, 1 },
    { "easter", 4, 8, TM_FEAST_EASTER, TM_CAL_GREGORIAN, 1, 0 },
    { "good friday", 4, 6, TM_FEAST_EASTER, TM_CAL_GREGORIAN, 1, -2 },
    { "palm sunday", 4, 1, TM_FEAST_EASTER, TM_CAL_GREGORIAN, 1, -7 },
    { "ash wednesday", 2, 20, TM_FEAST_EASTER, TM_CAL_GREGORIAN, 1, -46 },
    { "maundy thursday", 4, 5, TM_FEAST_EASTER, TM_CAL_GREGORIAN, 1, -3 },
    { "ascension day", 5, 17, TM_FEAST_EASTER, TM_CAL_GREGORIAN, 1, 39 },
    { "pentecost", 5, 27, TM_FEAST_EASTER, TM_CAL_GREGORIAN, 1, 49 },
    { "orthodox easter", 4, 24, TM_FEAST_ORTHODOX_EASTER, TM_CAL_GREGORIAN, 1, 0 },
    { "purim", 3, 12, TM_FEAST_PASSOVER, TM_CAL_GREGORIAN, 1, -30 },
    { "passover", 4, 11, TM_FEAST_PASSOVER, TM_CAL_GREGORIAN, 7, 0 },
    { "shavuot", 5, 31, TM_FEAST_PASSOVER, TM_CAL_GREGORIAN, 1, 50 },
    { "rosh hashanah", 9, 21, TM_FEAST_PASSOVER, TM_CAL_GREGORIAN, 2, 163 },
    { "yom kippur", 9, 30, TM_FEAST_PASSOVER, TM_CAL_GREGORIAN, 1, 172 },
    { "sukkot", 10, 5, TM_FEAST_PASSOVER, TM_CAL_GREGORIAN, 7, 177 },
    { "eid al fitr", 10, 1, TM_FEAST_FIXED, TM_CAL_HIJRI, 3, 0 },
    { "eid ul fitr", 10, 1, TM_FEAST_FIXED, TM_CAL_HIJRI, 3, 0 },
    { "id al fitr", 10, 1, TM_FEAST_FIXED, TM_CAL_HIJRI, 3, 0 },
    { "eid al adha", 12, 10, TM_FEAST_FIXED, TM_CAL_HIJRI, 4, 0 },
    { "eid ul adha", 12, 10, TM_FEAST_FIXED, TM_CAL_HIJRI, 4, 0 },
    { "eid ul azha", 12, 10, TM_FEAST_FIXED, TM_CAL_HIJRI, 4, 0 },
    { "id al adha", 12, 10, TM_FEAST_FIXED, TM_CAL_HIJRI, 4, 0 },
    { "eid", 10, 1, TM_FEAST_EID, TM_CAL_HIJRI, 3, 0 },
    { "ashura", 1, 10, TM_FEAST_FIXED, TM_CAL_HIJRI, 1, 0 },
    { "ashoura", 1, 10, TM_FEAST_FIXED, TM_CAL_HIJRI, 1, 0 },
    { "tasua", 1, 9, TM_FEAST_FIXED, TM_CAL_HIJRI, 1, 0 },
    { "arbaeen", 2, 20, TM_FEAST_FIXED, TM_CAL_HIJRI, 1, 0 },
    { "laylat al qadr", 9, 27, TM_FEAST_FIXED, TM_CAL_HIJRI, 1, 0 },
    { "quds day", 9, 27, TM_FEAST_QUDS, TM_CAL_HIJRI, 1, 0 },
    { "al quds day", 9, 27, TM_FEAST_QUDS, TM_CAL_HIJRI, 1, 0 },
    { "nowruz", 1, 1, TM_FEAST_FIXED, TM_CAL_SOLAR, 1, 0 },
    { "nawroz", 1, 1, TM_FEAST_FIXED, TM_CAL_SOLAR, 1, 0 },
    { "norouz", 1, 1, TM_FEAST_FIXED, TM_CAL_SOLAR, 1, 0 },
    { "newroz", 1, 1, TM_FEAST_FIXED, TM_CAL_SOLAR, 1, 0 },
};

/* What bears a feast's name on any day. */
static const char THINGS[] =
    "tree|trees|light|lights|card|cards|market|markets|carol|carols|decoration|decorations|gift|gifts|present|"
    "presents|shopping|bonus|spirit";

int tm_feast_at(const tm_line *l, int i, tm_expr *e) {
    int best = 0;
    if (!tm_at(l, i)->cap) return 0;
    for (size_t f = 0; f < sizeof feasts / sizeof *feasts; f++) {
        int k = tm_phrase(l, i, feasts[f].words);
        if (k <= best) continue;
        bool one = k == i + 1, name = tm_at(l, k)->cap && !l->shouted && tm_at(l, k)->cls == TM_WORD;
        if (one && (name || tm_is(l, k, "-") || tm_any(l, k, THINGS))) continue; /* "Christmas Island", "Christmas tree" */
        best = k;
        e->month = feasts[f].month;
        e->mday = feasts[f].mday;
        e->feast = feasts[f].feast;
        e->calendar = feasts[f].calendar;
        e->skip = feasts[f].skip;
        bool whole = feasts[f].days > 1 && tm_any(l, i - 1, "during|over|throughout");
        e->mday2 = (int8_t)(whole ? e->mday + feasts[f].days - 1 : 0);
        e->join = whole ? TM_J_RANGE : TM_J_NONE;
        e->form = TM_F_CAL;
    }
    return best;
}
