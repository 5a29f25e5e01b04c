/* Amounts in words and digits, and what stands around them. */
#include "decode/count.h"
#include "check.h"
#include <string.h>

static void numbers(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t value; /* -1: no number */
    } cases[] = { { "12", 12 },
                  { "1,500", 1500 },
                  { "1,500,000", 1500000 },
                  { "2.5 million", 2500000 },
                  { "half a million", 500000 },
                  { "half a dozen", 6 },
                  { "Twenty-three", 23 },
                  { "thirtythree", 33 },
                  { "thirtythreef", -1 },
                  { "two dozen", 24 },
                  { "two-dozen", 24 },
                  { "a hundred", 100 },
                  { "three hundred and forty-one", 341 },
                  { "six thousand two hundred", 6200 },
                  { "two hundred thousand", 200000 },
                  { "zero", 0 },
                  { "two score", 40 },
                  { "1,50", -1 },
                  { "2.5", -1 },
                  { "third", -1 },
                  { "", -1 },
                  { "twelve angry", -1 },
                  { "12a", -1 },
                  { "99999999999999999999", -1 } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cs_i64_result r = cs_number_parse((cs_str){ cases[i].text, (ptrdiff_t)strlen(cases[i].text) });
        if (r.ok != (cases[i].value >= 0) || (r.ok && r.value != cases[i].value))
            fail_msg("\"%s\": got %s %lld", cases[i].text, r.ok ? "ok" : "none", (long long)r.value);
    }
}

/* One sentence of blank-separated words; the count in front of its last word. */
static bool count(const char *text, cs_count *c) {
    static cs_token tok[40];
    cs_sentence s = { 0 };
    int32_t n = 0;
    for (const char *p = text; *p; p += strcspn(p, " "), p += *p == ' ') {
        tok[n] = (cs_token){ .lower = { p, (ptrdiff_t)strcspn(p, " ") } };
        tok[n].form = tok[n].lemma = tok[n].lower;
        n++;
    }
    s.end = n;
    cs_reading r = { 0 };
    r.tokens.v = tok, r.tokens.n = n;
    r.sentences.v = &s, r.sentences.n = 1;
    return cs_count_find(&r, 0, n - 1, c);
}

static void expressions(void **state) {
    (void)state;
    enum { X = CS_COUNT_NONE };
    static const struct {
        const char *text;
        int64_t low, best, high;
    } cases[] = { { "six people", 6, 6, 6 },
                  { "about 30 people", 30, 30, 30 },
                  { "some 200 villagers", 200, 200, 200 },
                  { "nearly two dozen guards", 24, 24, 24 },
                  { "40 or so guards", 40, 40, 40 },
                  { "at least 12 people", 12, 12, X },
                  { "more than 20 people", 20, 20, X },
                  { "20 or more people", 20, 20, X },
                  { "no fewer than nine farmers", 9, 9, X },
                  { "up to 50 fighters", X, 50, 50 },
                  { "as many as 1,200 people", X, 1200, 1200 },
                  { "between 10 and 16 people", 10, 13, 16 },
                  { "10 to 16 people", 10, 13, 16 },
                  { "two or three men", 2, 2, 3 },
                  { "several people", 3, 3, X },
                  { "a number of people", 3, 3, X },
                  { "dozens of people", 24, 24, X },
                  { "scores of people", 40, 40, X },
                  { "hundreds of people", 100, 100, X },
                  { "thousands of people", 1000, 1000, X },
                  { "tens of thousands of people", 10000, 10000, X },
                  { "several hundred people", 300, 300, X },
                  { "a couple of men", 2, 2, 2 },
                  { "a handful of men", 3, 3, 5 },
                  { "an unknown number of men", 1, X, X },
                  { "no people", 0, 0, 0 },
                  { "the other 15 people", 15, 15, 15 },
                  { "at least about 15 people", 15, 15, X },
                  { "more than a dozen people", 12, 12, X } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cs_count c;
        if (!count(cases[i].text, &c)) fail_msg("\"%s\": none", cases[i].text);
        if (c.low != cases[i].low || c.best != cases[i].best || c.high != cases[i].high)
            fail_msg("\"%s\": got %lld %lld %lld", cases[i].text, (long long)c.low, (long long)c.best, (long long)c.high);
    }
}

static void numbers_that_count_something_else(void **state) {
    (void)state;
    static const char *const none[] = { "the 15 - year - old boy", "the 7 july victims",     "the july 7 victims",
                                        "the 1987 victims",        "the five - member team", "the third victim",
                                        "wounded people",          "a 20 km march",          "the $ 40 prize" };
    cs_count c;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (count(none[i], &c)) fail_msg("\"%s\": got %lld", none[i], (long long)c.best);
    assert_true(count("the 7 july attack killed 12 people", &c)); /* the nearer one */
    assert_int_equal(c.best, 12);
}

static void sums_keep_what_is_open(void **state) {
    (void)state;
    cs_count three = { 3, 3, 3, 4, 5 }, open = { 5, 5, CS_COUNT_NONE, 7, 9 };
    cs_count sum = cs_count_add(three, open);
    assert_int_equal(sum.low, 8);
    assert_int_equal(sum.best, 8);
    assert_int_equal(sum.high, CS_COUNT_NONE);
    assert_int_equal(sum.beg, 4);
    assert_int_equal(sum.end, 9);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(numbers), cmocka_unit_test(expressions),
                                        cmocka_unit_test(numbers_that_count_something_else),
                                        cmocka_unit_test(sums_keep_what_is_open) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
