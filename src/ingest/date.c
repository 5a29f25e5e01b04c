#include "ingest/date.h"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_alpha(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

/* Up to max digits at *i; -1 when there is none or one more follows. */
static int32_t number(cs_str s, ptrdiff_t *i, int max) {
    int32_t v = 0;
    ptrdiff_t from = *i;
    while (*i < s.n && is_digit(s.p[*i])) {
        if (*i - from == max) return -1;
        v = v * 10 + (s.p[(*i)++] - '0');
    }
    return *i > from ? v : -1;
}

static cs_day_result day_if(int32_t y, int32_t m, int32_t d) {
    if (!cs_date_exists(y, m, d)) return (cs_day_result){ 0, false };
    return (cs_day_result){ cs_day_of(y, m, d), true };
}

/* "2022-09-14", "2022/9/14", "20220914", each also with a time after it. */
static cs_day_result iso(cs_str s) {
    ptrdiff_t i = 0;
    while (i < s.n && is_digit(s.p[i])) i++;
    if (i == 8 && (s.n == 8 || s.p[8] == 'T' || s.p[8] == ' ')) {
        int32_t v[3] = { 0 };
        for (int k = 0; k < 8; k++) v[k < 4 ? 0 : k < 6 ? 1 : 2] = v[k < 4 ? 0 : k < 6 ? 1 : 2] * 10 + (s.p[k] - '0');
        return day_if(v[0], v[1], v[2]);
    }
    if (i != 4 || s.n < 8 || (s.p[4] != '-' && s.p[4] != '/')) return (cs_day_result){ 0, false };
    i = 0;
    int32_t y = number(s, &i, 4), m = -1, d = -1;
    char sep = s.p[i++];
    m = number(s, &i, 2);
    if (i >= s.n || s.p[i++] != sep) return (cs_day_result){ 0, false };
    d = number(s, &i, 2);
    if (i < s.n && s.p[i] != 'T' && s.p[i] != 't' && s.p[i] != ' ') return (cs_day_result){ 0, false };
    return day_if(y, m, d);
}

/* 1..12 for "September", "Sept", "Sep" in any case, else 0. */
static int32_t month_of(cs_str w) {
    static const char *const NAMES[] = { "january", "february", "march",     "april",   "may",      "june",
                                         "july",    "august",   "september", "october", "november", "december" };
    if (w.n < 3) return 0;
    for (int32_t m = 0; m < 12; m++) {
        ptrdiff_t len = (ptrdiff_t)strlen(NAMES[m]), k = 0;
        while (k < w.n && k < len && (w.p[k] | 32) == NAMES[m][k]) k++;
        if (k == w.n && (w.n == len || w.n == 3 || (w.n == 4 && m == 8))) return m + 1;
    }
    return 0;
}

typedef struct word {
    int32_t month, number; /* 0 and -1 when it is none */
    ptrdiff_t digits;
} word;

/* The next run of letters or digits. "14th" is one word, the number 14. */
static bool next_word(cs_str s, ptrdiff_t *i, word *w) {
    while (*i < s.n && !is_alpha(s.p[*i]) && !is_digit(s.p[*i])) ++*i;
    if (*i >= s.n) return false;
    *w = (word){ 0, -1, 0 };
    ptrdiff_t from = *i;
    if (is_digit(s.p[*i])) {
        while (*i < s.n && is_digit(s.p[*i])) ++*i;
        w->digits = *i - from;
        ptrdiff_t k = from;
        w->number = number(s, &k, 4);
    } else {
        while (*i < s.n && is_alpha(s.p[*i])) ++*i;
        w->month = month_of(cs_cut(s, from, *i));
        return true;
    }
    while (*i < s.n && is_alpha(s.p[*i])) ++*i;
    return true;
}

/* A month's name between or before a day and a year of four digits. */
static cs_day_result written(cs_str s) {
    word w[3] = { { 0, -1, 0 }, { 0, -1, 0 }, { 0, -1, 0 } };
    for (ptrdiff_t i = 0; next_word(s, &i, &w[2]); w[0] = w[1], w[1] = w[2]) {
        if (w[2].digits != 4) continue;
        cs_day_result r = { 0, false };
        if (w[1].month && w[0].digits && w[0].digits <= 2) r = day_if(w[2].number, w[1].month, w[0].number);
        if (w[0].month && w[1].digits && w[1].digits <= 2) r = day_if(w[2].number, w[0].month, w[1].number);
        if (r.ok) return r;
    }
    return (cs_day_result){ 0, false };
}

cs_day_result cs_date_parse(cs_str s) {
    s = cs_trim(s);
    if (s.n > 200) s.n = 200; /* a date stands at the beginning of what holds one */
    cs_day_result r = iso(s);
    return r.ok ? r : written(s);
}
