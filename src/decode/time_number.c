#include "decode/time_expr.h"

/* Numbers before units: "18", "1,500", "2.5", "5 1/2", "twenty-four", "two hundred", "a", "a couple of", "several", "two or
 * three", "12 to 18". A range gives its first number and counts as vague when its second is another one. */

static int skip_dash(const tm_line *l, int i) { return tm_is(l, i, "-") ? i + 1 : i; }

static bool small(const tm_line *l, int i) { return tm_cls(l, i, TM_CARD) || tm_cls(l, i, TM_TENS); }

/* "seven", "twenty-four", "two hundred and six", "two thousand ten"; "one or two" stops after "one". */
static int spelled(const tm_line *l, int i, int32_t *n) {
    int32_t total = 0;
    int last = 0;
    while (small(l, i)) {
        int32_t part = tm_at(l, i)->val;
        bool tens = tm_cls(l, i++, TM_TENS);
        int k = skip_dash(l, i);
        if (tens && tm_cls(l, k, TM_CARD) && tm_at(l, k)->val > 0 && tm_at(l, k)->val < 10) part += tm_at(l, k)->val, i = k + 1;
        bool multiplied = tm_cls(l, i, TM_MULT);
        while (tm_cls(l, i, TM_MULT) && part < 1000000) part *= tm_at(l, i++)->val;
        total += part;
        last = i;
        if (!multiplied) break;
        if (tm_is(l, i, "and") && small(l, i + 1)) i++;
    }
    *n = total;
    return last;
}

static int digits(const tm_line *l, int i, tm_num *out) {
    const tm_atom *t = tm_at(l, i);
    if (t->cls != TM_DIGITS || t->n_digits > 9) return 0;
    out->n = t->val;
    out->digits = true;
    i++;
    while (tm_is(l, i, ",") && tm_at(l, i)->glued && tm_cls(l, i + 1, TM_DIGITS) && tm_at(l, i + 1)->glued &&
           tm_at(l, i + 1)->n_digits == 3 && out->n < 1000000) {
        out->n = out->n * 1000 + tm_at(l, i + 1)->val;
        i += 2;
    }
    if (tm_is(l, i, ".") && tm_at(l, i)->glued && tm_cls(l, i + 1, TM_DIGITS) && tm_at(l, i + 1)->glued) {
        out->plus_half = tm_is(l, i + 1, "5");
        return i + 2;
    }
    if (tm_is(l, i, "1") && tm_is(l, i + 1, "/") && tm_is(l, i + 2, "2")) {
        out->plus_half = true;
        return i + 3;
    }
    return i;
}

static int vague(const tm_line *l, int i, tm_num *out) {
    static const char *const phrase[][3] = { { "a", "number", "of" },  { "a", "handful", "of" },   { "dozens", "of", NULL },
                                             { "scores", "of", NULL }, { "hundreds", "of", NULL }, { "thousands", "of", NULL },
                                             { "a", "few", NULL },     { "quite", "a", "few" },    { "so", "many", NULL },
                                             { "many", "more", NULL } };
    out->vague = true;
    for (size_t p = 0; p < sizeof phrase / sizeof *phrase; p++) {
        int k = 0;
        while (k < 3 && phrase[p][k] && tm_is(l, i + k, phrase[p][k])) k++;
        if (k == 3 || !phrase[p][k]) return i + k;
    }
    return tm_cls(l, i, TM_VAGUE) ? i + 1 : 0;
}

static int simple(const tm_line *l, int i, tm_num *out) {
    *out = (tm_num){ 0 };
    int k = i;
    if (tm_eat(l, &k, "a") || tm_any(l, i, "couple")) {
        if (tm_eat(l, &k, "couple")) {
            tm_eat(l, &k, "of");
            out->n = 2;
            return k;
        }
        k = i;
    }
    if ((k = digits(l, i, out))) return k;
    if ((k = spelled(l, i, &out->n))) return k;
    if ((k = vague(l, i, out))) return k;
    *out = (tm_num){ 0 };
    k = i;
    if (tm_eat(l, &k, "half")) {
        if (!tm_eat(l, &k, "a|an")) return 0;
        out->half_only = true;
        return k;
    }
    if (!tm_eat(l, &k, "a|an")) return 0;
    out->n = 1;
    if (tm_cls(l, k, TM_MULT)) {
        out->n = tm_at(l, k)->val;
        return k + 1;
    }
    out->article = true;
    return k;
}

int tm_number(const tm_line *l, int i, tm_num *out) {
    int k = simple(l, i, out);
    if (!k || out->article) return k;
    int h = k;
    if (tm_eat(l, &h, "and") && tm_eat(l, &h, "a") && tm_eat(l, &h, "half")) { /* "two and a half years" */
        out->plus_half = true;
        return h;
    }
    tm_num hi;
    if (tm_any(l, k, "to|or") || (tm_is(l, k, "-") && tm_at(l, k)->glued && out->digits)) {
        int e = simple(l, k + 1, &hi);
        if (e && !hi.article && !hi.vague && hi.n > out->n) {
            out->vague = true;
            return e;
        }
    }
    return k;
}

int tm_unit_at(const tm_line *l, int i, tm_unit *unit, bool *plural) {
    const tm_atom *t = tm_at(l, i);
    if (t->cls != TM_UNIT && t->cls != TM_UNITS) return 0;
    *unit = (tm_unit)t->val;
    *plural = t->cls == TM_UNITS;
    return i + 1;
}
