#include "decode/time_expr.h"

/* Feasts whose date the calendar of the West gives. Those of the moon (Ramadan, Eid, Passover, Diwali) have none here. */

static const struct {
    const char *words[4];
    int8_t month, mday;
    uint8_t feast;
} feasts[] = {
    { { "christmas", "eve", NULL }, 12, 24, TM_FEAST_FIXED },
    { { "christmas", "day", NULL }, 12, 25, TM_FEAST_FIXED },
    { { "christmas", NULL }, 12, 25, TM_FEAST_FIXED },
    { { "new", "year", "'", "s" }, 1, 1, TM_FEAST_FIXED }, /* with "eve" or "day" after it, see below */
    { { "boxing", "day", NULL }, 12, 26, TM_FEAST_FIXED },
    { { "may", "day", NULL }, 5, 1, TM_FEAST_FIXED },
    { { "bastille", "day", NULL }, 7, 14, TM_FEAST_FIXED },
    { { "valentine", "'", "s", "day" }, 2, 14, TM_FEAST_FIXED },
    { { "halloween", NULL }, 10, 31, TM_FEAST_FIXED },
    { { "thanksgiving", "day", NULL }, 11, 25, TM_FEAST_THANKSGIVING },
    { { "thanksgiving", NULL }, 11, 25, TM_FEAST_THANKSGIVING },
    { { "easter", "sunday", NULL }, 4, 8, TM_FEAST_EASTER },
    { { "easter", NULL }, 4, 8, TM_FEAST_EASTER },
    { { "good", "friday", NULL }, 4, 6, TM_FEAST_GOOD_FRIDAY },
};

int tm_feast_at(const tm_line *l, int i, tm_expr *e) {
    if (!tm_at(l, i)->cap) return 0;
    for (size_t f = 0; f < sizeof feasts / sizeof *feasts; f++) {
        int k = 0;
        while (k < 4 && feasts[f].words[k] && tm_is(l, i + k, feasts[f].words[k])) k++;
        if (k < 4 && feasts[f].words[k]) continue;
        bool new_year = tm_is(l, i, "new"), eve = tm_is(l, i + k, "eve");
        if (new_year && !eve && !tm_is(l, i + k, "day")) continue;
        if (k == 1 && tm_at(l, i + 1)->cap && !l->shouted && tm_at(l, i + 1)->cls == TM_WORD) continue; /* "Christmas Island" */
        e->month = new_year && eve ? 12 : feasts[f].month;
        e->mday = (int8_t)(new_year && eve ? 31 : feasts[f].mday);
        e->feast = feasts[f].feast;
        e->form = TM_F_CAL;
        return i + k + new_year;
    }
    return 0;
}
