/* decode/entity_weigh.c: the network of entity_rank.h. data/antecedents.weights: after lines of notes one line for each value
 * of each trait in their order, then for "a new chain", for the bias, and for the layer above, with a character for each unit
 * whose distance from 'P' is the weight in steps of 1/16. Sums are of whole numbers, so that the result is the same everywhere.
 */
#include "decode/entity_rank.h"

extern const char cs_table_antecedents_weights[];
extern const long cs_table_antecedents_weights_n;

enum { WIDTH = CS_EM_UNITS + 1, LINE = WIDTH + 1, STEPS = 16, ZERO = 'P' };
#define CS_X(e, n) e##_ROW, e##_LAST = e##_ROW + (n)-1,
enum { CS_EM_TRAITS(CS_X) NEW_ROW, BIAS_ROW, OUT_ROW, ROW_COUNT };
#undef CS_X
#define CS_X(e, n) e##_ROW,
static const uint16_t ROW_OF[CS_EM_TRAIT_COUNT] = { CS_EM_TRAITS(CS_X) };
#undef CS_X

/* The table's rows end with the file. */
static const unsigned char *row(int n) {
    return (const unsigned char *)cs_table_antecedents_weights + cs_table_antecedents_weights_n -
           (ptrdiff_t)(ROW_COUNT - n) * LINE;
}

static void add_row(cs_em_sum *s, int n) {
    const unsigned char *p = row(n);
    for (int k = 0; k < WIDTH; k++) s->unit[k] = (uint16_t)(s->unit[k] + p[k] - ZERO); /* modulo 2^16, as sums are small */
}

void cs_em_sum_add(cs_em_sum *s, const cs_em_traits *x, int first, int end) {
    for (int k = first; k < end; k++) add_row(s, ROW_OF[k] + x->v[k]);
}

static int32_t score(const cs_em_sum *s) {
    const unsigned char *out = row(OUT_ROW);
    int32_t sum = STEPS * (int16_t)s->unit[CS_EM_UNITS];
    for (int k = 0; k < CS_EM_UNITS; k++) {
        int32_t h = (int16_t)s->unit[k];
        sum += h > 0 ? h * (out[k] - ZERO) : 0;
    }
    return sum;
}

int32_t cs_em_score_new(const cs_em_sum *later) {
    cs_em_sum s = *later;
    add_row(&s, NEW_ROW);
    add_row(&s, BIAS_ROW);
    return score(&s);
}

int32_t cs_em_score_pair(const cs_em_sum *later, const cs_em_sum *earlier, const cs_em_traits *x) {
    cs_em_sum s = *later;
    for (int k = 0; k < WIDTH; k++) s.unit[k] = (uint16_t)(s.unit[k] + earlier->unit[k]);
    cs_em_sum_add(&s, x, CS_EM_SINGLE_COUNT, CS_EM_TRAIT_COUNT);
    add_row(&s, BIAS_ROW);
    return score(&s);
}
