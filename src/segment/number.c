#include "segment/run.h"

static uint32_t number_value(const cs_seg_run *r, uint32_t b, uint32_t e) {
    uint32_t v = 0;
    for (; b < e && v < 100000; b++) v = v * 10 + (r->c->cp[b] - '0') % 10;
    return v;
}

/* The end of a telephone number or a date in figures: groups of digits joined by one of "-/", or 0 for none. */
static uint32_t joined_digits(const cs_seg_run *r, uint32_t b) {
    uint32_t group[6], size[6], i = b;
    int n = 0;
    char sep = 0;
    while (n < 6) {
        uint32_t e = digits_end(r, i);
        if (e == i || e - i > 7) return 0;
        group[n] = number_value(r, i, e);
        size[n++] = e - i;
        i = e;
        if (!one_of(cp_at(r, i), "-/") || !digit_at(r, i + 1)) break;
        if (n == 1)
            sep = (char)cp_at(r, i);
        else if (cp_at(r, i) != (uint32_t)sep && !(sep == '/' && size[0] == 3))
            return 0;
        i++;
    }
    if (letter_at(r, i) || n < 2) return 0;
    bool phone = size[n - 1] == 4 && size[n - 2] == 3 && (n == 2 || size[0] <= 4);
    bool zip = n == 2 && size[0] == 5 && size[1] == 4 && sep == '-';
    bool date = n == 3 && size[1] <= 2 && ((size[0] <= 2 && (size[2] == 2 || size[2] == 4)) || (size[0] == 4 && size[2] <= 2));
    bool month_day = n == 2 && sep == '/' && group[0] >= 1 && group[0] <= 12 && group[1] >= 1 && group[1] <= 31;
    bool fraction = n == 2 && sep == '/' && group[0] < group[1] && size[1] <= 3 && size[0] <= 2;
    return phone || zip || date || month_day || fraction || (n >= 3 && sep == '-') ? i : 0;
}

/* Digits with their inner points and commas: 1,200.50  5:30  2.4.1  19.30 */
static uint32_t figure_end(const cs_seg_run *r, uint32_t i) {
    i = digits_end(r, i);
    while (digit_at(r, i + 1)) {
        uint32_t cp = cp_at(r, i), e = digits_end(r, i + 1);
        bool thousands = cp == ',' && e == i + 4;
        bool time = cp == ':' && (e == i + 3 || e == i + 2);
        if (cp != '.' && !thousands && !time) break;
        i = e;
    }
    return i;
}

bool cs_seg_take_number(cs_seg_run *r) {
    bool leads = r->at == r->beg || !wordy_at(r, r->at - 1); /* +44, .38 */
    uint32_t b = r->at + (leads && one_of(cp_at(r, r->at), "+."));
    if (!digit_at(r, b)) return false;
    uint32_t joined = joined_digits(r, b);
    if (joined) {
        take(r, joined);
        return true;
    }
    uint32_t i = figure_end(r, b), e = i;
    while (wordy_at(r, e)) e++;
    if (cp_at(r, e - 1) == '0') e = decade_end(r, e);
    if (e == i) {
        take(r, i);
        return true;
    }
    uint32_t letters = i;
    while (letter_at(r, letters)) letters++;
    bool ordinal = letters - i == 2 &&
                   (looks_like(r, i, "st") || looks_like(r, i, "nd") || looks_like(r, i, "rd") || looks_like(r, i, "th"));
    if (!ordinal && letters == e && (listed(r, CS_SEG_UNITS, i, e) || e - i > 4)) {
        take(r, i); /* the unit is the next word */
        return true;
    }
    take(r, e);
    return true;
}
