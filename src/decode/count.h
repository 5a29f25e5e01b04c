/* decode/count.h: how many. Reads an amount ("at least two dozen", "between 10 and 15", "hundreds") off words and gives low,
 * best and high as the codebook's toll table sets them; CS_COUNT_NONE is null. Nothing here knows what is counted. */
#ifndef CS_DECODE_COUNT_H
#define CS_DECODE_COUNT_H
#include "decode/reading.h"

/* Words that are a number by themselves, without one before them. */
#define CS_COUNT_PLURALS "dozens scores hundreds thousands"

typedef struct cs_count {
    int64_t low, best, high; /* CS_COUNT_NONE: not known, or open */
    int32_t beg, end;        /* tokens of the expression, with "at least" and the like */
} cs_count;

/* The number that the whole text names: digits, words, or both: "1,500", "2.5 million", "half a million", "twenty-three",
 * "two dozen", "a hundred". Not ok: anything else, ordinals, fractions that are no whole number, overflow. Case is ignored. */
cs_i64_result cs_number_parse(cs_str text);

/* The last count expression that lies in tokens [beg, end), all of one sentence; false when there is none. Numbers that count
 * something else are passed over: ages ("15-year-old"), days of a month, years, money, measures. */
bool cs_count_find(const cs_reading *r, int32_t beg, int32_t end, cs_count *out);

/* x + y, item by item: null stays null. */
cs_count cs_count_add(cs_count x, cs_count y);
#endif
