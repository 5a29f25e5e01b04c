/* Numbers and vague amounts. Words first (amount, vague), then what stands before and after them (at least …, … or more).
 * The values are those of the codebook's table; "a few" goes with "several", "many" with a plural without number, and "tens
 * of thousands" with "thousands": ten of the unit at least. */
#include "decode/count.h"

enum {
    WORDS_MAX = 48 /* words looked at; a longer stretch is cut at its beginning */
};
static const int64_t VALUE_MAX = 1000000000000; /* a count above a trillion is none */

typedef struct word_value {
    const char *word;
    int64_t value;
} word_value;
static const word_value SMALL[] = { { "zero", 0 },     { "one", 1 },        { "two", 2 },       { "three", 3 },
                                    { "four", 4 },     { "five", 5 },       { "six", 6 },       { "seven", 7 },
                                    { "eight", 8 },    { "nine", 9 },       { "ten", 10 },      { "eleven", 11 },
                                    { "twelve", 12 },  { "thirteen", 13 },  { "fourteen", 14 }, { "fifteen", 15 },
                                    { "sixteen", 16 }, { "seventeen", 17 }, { "eighteen", 18 }, { "nineteen", 19 } };
static const word_value TENS[] = { { "twenty", 20 }, { "thirty", 30 },  { "forty", 40 },  { "fourty", 40 }, { "fifty", 50 },
                                   { "sixty", 60 },  { "seventy", 70 }, { "eighty", 80 }, { "ninety", 90 } };
static const word_value UNITS[] = { { "dozen", 12 },      { "score", 20 },        { "hundred", 100 },
                                    { "thousand", 1000 }, { "million", 1000000 }, { "billion", 1000000000 } };
/* Plurals that stand alone; low and best. */
static const word_value PLURALS[] = { { "tens", 10 },      { "dozens", 24 },      { "scores", 40 },
                                      { "hundreds", 100 }, { "thousands", 1000 }, { "millions", 1000000 } };

/* Words of one sentence, lower case. */
typedef struct words {
    const cs_str *v;
    int n;
} words;

static bool is(words w, int i, const char *s) {
    return i >= 0 && i < w.n && (size_t)w.v[i].n == strlen(s) && !memcmp(w.v[i].p, s, (size_t)w.v[i].n);
}

#define LOOK(table, w, i, out) look((table), (int)(sizeof(table) / sizeof *(table)), (w), (i), (out))
static bool look(const word_value *t, int n, words w, int i, int64_t *out) {
    for (int k = 0; k < n; k++)
        if (is(w, i, t[k].word)) {
            *out = t[k].value;
            return true;
        }
    return false;
}

/* How many words of the blank-separated phrase stand at i: all of them or 0. */
static int phrase(words w, int i, const char *p) {
    int k = 0;
    while (*p) {
        size_t n = strcspn(p, " ");
        if (i + k >= w.n || (size_t)w.v[i + k].n != n || memcmp(w.v[i + k].p, p, n)) return 0;
        k++;
        p += n + (p[n] == ' ');
    }
    return k;
}

static int any_phrase(words w, int i, const char *const *list) {
    for (; *list; list++) {
        int k = phrase(w, i, *list);
        if (k) return k;
    }
    return 0;
}

static bool digit(char c) { return c >= '0' && c <= '9'; }

/* "12", "1,500", "1 500" is two words; "2.5" sets *tenths for a unit to follow (value 2, tenths 5). */
static bool digits(cs_str s, int64_t *value, int *tenths) {
    int64_t v = 0;
    int group = -1, n = 0; /* digits since the last comma, -1: no comma so far */
    *tenths = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        if (s.p[i] == ',' && n) {
            if ((group < 0 && n > 3) || (group >= 0 && group != 3)) return false;
            group = 0;
        } else if (s.p[i] == '.' && n && i + 2 == s.n && digit(s.p[i + 1])) {
            *tenths = s.p[i + 1] - '0';
            break;
        } else if (digit(s.p[i])) {
            v = v * 10 + (s.p[i] - '0');
            if (v > VALUE_MAX) return false;
            n++;
            if (group >= 0) group++;
        } else {
            return false;
        }
    }
    *value = v;
    return n > 0 && (group < 0 || group == 3);
}

static bool dashed(words w, int i) { return is(w, i, "-"); }

/* "thirtythree", without its hyphen. */
static bool joined(words w, int i, int64_t *v) {
    for (size_t k = 0; i < w.n && k < sizeof TENS / sizeof *TENS; k++) {
        ptrdiff_t n = (ptrdiff_t)strlen(TENS[k].word);
        if (w.v[i].n <= n || memcmp(w.v[i].p, TENS[k].word, (size_t)n)) continue;
        cs_str unit = cs_cut(w.v[i], n, w.v[i].n);
        for (int u = 1; u < 10; u++)
            if ((size_t)unit.n == strlen(SMALL[u].word) && !memcmp(unit.p, SMALL[u].word, (size_t)unit.n)) {
                *v = TENS[k].value + u;
                return true;
            }
    }
    return false;
}

/* "twenty-three", "nineteen"; gives the next word's index, i when there is none. */
static int below_hundred(words w, int i, int64_t *v) {
    int64_t unit;
    if (LOOK(SMALL, w, i, v) || joined(w, i, v)) return i + 1;
    if (LOOK(TENS, w, i, v)) {
        int k = dashed(w, i + 1) ? i + 2 : i + 1;
        if (LOOK(SMALL, w, k, &unit) && unit > 0 && unit < 10) {
            *v += unit;
            return k + 1;
        }
        return i + 1;
    }
    return i;
}

/* Units after a number, small before large: "hundred thousand". */
static int units(words w, int i, int64_t *v, int tenths) {
    int64_t u;
    bool scaled = false;
    for (int k = i;; k = i) {
        if (dashed(w, k)) k++;
        if (!LOOK(UNITS, w, k, &u) || *v > VALUE_MAX / u) break;
        *v = *v * u + (scaled ? 0 : tenths * (u / 10));
        scaled = true;
        i = k + 1;
    }
    return i;
}

static int spelled(words w, int i, int64_t *out) {
    int64_t total = 0, part;
    int last = i;
    for (int k = below_hundred(w, i, &part); k > i; k = below_hundred(w, i, &part)) {
        last = units(w, k, &part, 0);
        total += part;
        if (last == k || total > VALUE_MAX) break; /* without a unit nothing more belongs to it */
        i = last + is(w, last, "and");
    }
    *out = total;
    return last;
}

/* A plain amount at i; gives the index after it, or i. */
static int amount(words w, int i, int64_t *v) {
    int tenths, k;
    int64_t u;
    if (i >= w.n) return i;
    if (digits(w.v[i], v, &tenths)) {
        k = units(w, i + 1, v, tenths);
        return tenths && k == i + 1 ? i : k;
    }
    if ((k = phrase(w, i, "half a")) || (k = phrase(w, i, "half"))) {
        k += dashed(w, i + k);
        if (LOOK(UNITS, w, i + k, &u)) {
            *v = u / 2;
            return i + k + 1;
        }
        return i;
    }
    if ((is(w, i, "a") || is(w, i, "an")) && LOOK(UNITS, w, i + 1, v)) return units(w, i + 2, v, 0);
    return spelled(w, i, v);
}

/* ---- vague amounts ---- */

static int vague(words w, int i, cs_count *c) {
    static const char *const three[] = { "several",           "a few",   "few", "a number of", "a number",
                                         "a small number of", "various", NULL };
    static const char *const two_up[] = { "many",           "numerous", "multiple", "countless", "a large number of",
                                          "a large number", NULL };
    static const char *const two[] = { "a couple of", "a couple", "both", "a pair of", "a pair", "couple of", NULL };
    static const char *const handful[] = { "a handful of", "a handful", "handful of", NULL };
    static const char *const unknown[] = { "an unknown number of",
                                           "an unknown number",
                                           "an undetermined number",
                                           "an unspecified number",
                                           "an undisclosed number",
                                           "unknown number",
                                           NULL };
    static const char *const none[] = { "no", "nobody", "none", "no one", NULL };
    int64_t v, u;
    int k;
    if (LOOK(PLURALS, w, i, &v)) {
        int after = i + 1;
        if (is(w, after, "of") && LOOK(PLURALS, w, after + 1, &u) && u >= 1000) v *= u, after += 2;
        *c = (cs_count){ v, v, CS_COUNT_NONE, 0, 0 };
        return after;
    }
    if ((k = any_phrase(w, i, three))) {
        v = 3;
        int after = units(w, i + k, &v, 0);
        *c = (cs_count){ v, v, CS_COUNT_NONE, 0, 0 };
        return after;
    }
    if ((k = any_phrase(w, i, two))) {
        *c = (cs_count){ 2, 2, 2, 0, 0 };
        return i + k;
    }
    if ((k = any_phrase(w, i, handful))) {
        *c = (cs_count){ 3, 3, 5, 0, 0 };
        return i + k;
    }
    if ((k = any_phrase(w, i, unknown))) {
        *c = (cs_count){ 1, CS_COUNT_NONE, CS_COUNT_NONE, 0, 0 };
        return i + k;
    }
    if ((k = any_phrase(w, i, two_up))) {
        *c = (cs_count){ 2, 2, CS_COUNT_NONE, 0, 0 };
        return i + k;
    }
    if ((k = any_phrase(w, i, none))) {
        *c = (cs_count){ 0, 0, 0, 0, 0 };
        return i + k;
    }
    return i;
}

/* ---- what stands around an amount ---- */

typedef enum bound { EXACT, LOWER, UPPER } bound;

static const char *const AT_LEAST[] = {
    "at least", "no fewer than", "no less than", "not less than", "not fewer than", "well over",    "just over", "more than",
    "over",     "upwards of",    "upward of",    "in excess of",  "greater than",   "a minimum of", "above",     "exceeding",
    NULL
};
static const char *const AT_MOST[] = { "up to",      "as many as", "at most", "no more than", "not more than",
                                       "fewer than", "less than",  "under",   "a maximum of", "as much as",
                                       "just under", "below",      NULL };
static const char *const ABOUT[] = {
    "about",      "around",   "approximately", "nearly",     "almost",  "some",      "roughly", "an estimated", "estimated",
    "close to",   "circa",    "only",          "just",       "another", "a further", "further", "additional",   "an additional",
    "a total of", "total of", "all",           "the",        "these",   "those",     "perhaps", "maybe",        "possibly",
    "an",         "a",        "other",         "additional", "most",    NULL
};

/* A bare amount or a vague one at i; gives the index after it, or i. */
static int plain(words w, int i, cs_count *c) {
    int64_t v, hi;
    int k = amount(w, i, &v), m;
    if (k == i) return vague(w, i, c);
    *c = (cs_count){ v, v, v, 0, 0 };
    /* "10 to 15", "10-15", "two or three" */
    if ((is(w, k, "to") || is(w, k, "or") || dashed(w, k)) && (m = amount(w, k + 1, &hi)) > k + 1 && hi > v) {
        *c = (cs_count){ v, v + (hi - v) / 2, hi, 0, 0 };
        return m;
    }
    return k;
}

static int range(words w, int i, cs_count *c) {
    int64_t lo, hi;
    bool between = is(w, i, "between");
    if (!between && !is(w, i, "from")) return i;
    int k = amount(w, i + 1, &lo);
    if (k == i + 1 || !is(w, k, between ? "and" : "to")) return i;
    int m = amount(w, k + 1, &hi);
    if (m == k + 1 || hi < lo) return i;
    *c = (cs_count){ lo, lo + (hi - lo) / 2, hi, 0, 0 };
    return m;
}

/* A whole expression at i; gives the index after it, or i. */
static int expression(words w, int i, cs_count *c) {
    bound b = EXACT;
    int at = i, k;
    for (;;) {
        if ((k = range(w, at, c)) > at) return k;
        if ((k = any_phrase(w, at, AT_LEAST)))
            b = LOWER; /* before plain: "no fewer than" begins with "no" */
        else if ((k = any_phrase(w, at, AT_MOST)))
            b = UPPER;
        else if ((k = plain(w, at, c)) > at)
            break;
        else if (!(k = any_phrase(w, at, ABOUT)))
            return i;
        at += k;
    }
    int after = phrase(w, k, "or more");
    if (!after) after = phrase(w, k, "+");
    if (!after) after = phrase(w, k, "plus");
    if (after) b = LOWER;
    if (!after) after = phrase(w, k, "or so");
    if (!after && (after = phrase(w, k, "or fewer"))) b = UPPER;
    if (b == LOWER) c->high = CS_COUNT_NONE;
    if (b == UPPER) c->low = CS_COUNT_NONE;
    return k + after;
}

/* ---- numbers that count something else ---- */

static const char NOT_COUNTED[] =
    " year years month months week weeks day days hour hours minute minutes second seconds km kilometer "
    "kilometers kilometre kilometres mile miles meter meters metre metres foot feet inch percent % per degree degrees kg "
    "kilogram kilograms "
    "kilogramme ton tons tonne tonnes pound pounds dollar dollars euro euros a.m. p.m. am pm o'clock january february march "
    "april may "
    "june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec mm th st nd rd "
    "caliber calibre ";

static bool listed(cs_str s, const char *list) {
    char buf[24];
    if (s.n + 2 > (ptrdiff_t)sizeof buf || !s.n) return false;
    buf[0] = ' ';
    memcpy(buf + 1, s.p, (size_t)s.n);
    buf[s.n + 1] = ' ';
    return cs_find((cs_str){ list, (ptrdiff_t)strlen(list) }, (cs_str){ buf, s.n + 2 }) >= 0;
}

static bool counts_other(words w, int beg, int end) {
    int next = end + dashed(w, end);
    if (next < w.n && listed(w.v[next], NOT_COUNTED)) return true;
    if (next > end && next < w.n && !digit(w.v[next].p[0])) return true; /* "five-member" */
    if (beg > 0 &&
        (is(w, beg - 1, "$") || is(w, beg - 1, "\xc2\xa3") || is(w, beg - 1, "\xe2\x82\xac") || is(w, beg - 1, "number")))
        return true;
    bool month =
        beg > 0 && end == beg + 1 && digit(w.v[beg].p[0]) &&
        listed(w.v[beg - 1], NOT_COUNTED + cs_find((cs_str){ NOT_COUNTED, sizeof NOT_COUNTED - 1 }, CS_LIT(" january ")));
    bool year = end == beg + 1 && w.v[beg].n == 4 && !cs_ends(w.v[beg], CS_LIT("00")) &&
                (cs_starts(w.v[beg], CS_LIT("19")) || cs_starts(w.v[beg], CS_LIT("20")));
    return month || year;
}

/* "M-19 guerrillas": a number that a hyphen joins to letters before it is part of a name. */
static bool is_of_name(const cs_reading *r, int32_t number) {
    if (number < 2) return false;
    const cs_token *n = &r->tokens.v[number], *dash = n - 1, *word = n - 2;
    if (!cs_eq(dash->form, CS_LIT("-")) || dash->span.end != n->span.beg || word->span.end != dash->span.beg ||
        !digit(n->form.p[0]))
        return false;
    char last = word->form.p[word->form.n - 1];
    return (last >= 'a' && last <= 'z') || (last >= 'A' && last <= 'Z');
}

bool cs_count_find(const cs_reading *r, int32_t beg, int32_t end, cs_count *out) {
    cs_str buf[WORDS_MAX];
    if (end - beg > WORDS_MAX) beg = end - WORDS_MAX;
    const cs_sentence *s = beg < end ? &r->sentences.v[r->tokens.v[beg].sent] : NULL;
    int32_t stop = s ? (s->end < beg + WORDS_MAX ? s->end : beg + WORDS_MAX) : beg;
    words w = { buf, stop - beg }; /* the words after end tell what a number counts */
    for (int i = 0; i < w.n; i++) buf[i] = r->tokens.v[beg + i].lower;
    bool found = false;
    for (int i = 0; i < end - beg;) {
        cs_count c;
        int k = expression(w, i, &c);
        if (k == i || k > end - beg) {
            i++;
            continue;
        }
        int at = i; /* the number itself, without what stands before it */
        while (at < k && any_phrase(w, at, ABOUT)) at++;
        if (!counts_other(w, at, k) && !is_of_name(r, beg + at)) {
            c.beg = beg + i;
            c.end = beg + k;
            *out = c;
            found = true;
        }
        i = k;
    }
    return found;
}

cs_count cs_count_add(cs_count x, cs_count y) {
    cs_count out = x;
    out.low = x.low == CS_COUNT_NONE || y.low == CS_COUNT_NONE ? CS_COUNT_NONE : x.low + y.low;
    out.best = x.best == CS_COUNT_NONE || y.best == CS_COUNT_NONE ? CS_COUNT_NONE : x.best + y.best;
    out.high = x.high == CS_COUNT_NONE || y.high == CS_COUNT_NONE ? CS_COUNT_NONE : x.high + y.high;
    if (y.beg < out.beg) out.beg = y.beg;
    if (y.end > out.end) out.end = y.end;
    return out;
}

cs_i64_result cs_number_parse(cs_str text) {
    enum { BYTES_MAX = 128 };
    char low[BYTES_MAX];
    cs_str v[WORDS_MAX];
    words w = { v, 0 };
    text = cs_trim(text);
    if (!text.n || text.n > BYTES_MAX) return (cs_i64_result){ 0 };
    for (ptrdiff_t i = 0; i < text.n; i++) low[i] = (char)(text.p[i] >= 'A' && text.p[i] <= 'Z' ? text.p[i] + 32 : text.p[i]);
    for (ptrdiff_t i = 0; i < text.n && w.n < WORDS_MAX;) { /* words, and each hyphen alone */
        ptrdiff_t k = i;
        while (k < text.n && low[k] != ' ' && low[k] != '-') k++;
        if (k == i && low[k] == '-') k++;
        if (k > i) v[w.n++] = (cs_str){ low + i, k - i };
        i = k + (k < text.n && low[k] == ' ');
    }
    int64_t value;
    return amount(w, 0, &value) == w.n ? (cs_i64_result){ value, true } : (cs_i64_result){ 0 };
}
