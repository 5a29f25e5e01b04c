/* score/measure.h: figures from counts, and how far they can be trusted: 95 % intervals from a bootstrap over reports, the
 * percentiles 2.5 and 97.5 of what CS_DRAWS samples of as many reports, drawn with replacement, give (Efron 1979). The draws
 * come from a fixed seed, so that the same counts give the same interval. */
#ifndef CS_SCORE_MEASURE_H
#define CS_SCORE_MEASURE_H
#include "score/score.h"

enum { CS_DRAWS = 1000 };

/* The fields' F1, by cs_field; then these. */
typedef enum cs_measure {
    CS_MEASURE_FOUND = CS_FIELD_COUNT, /* share of the sample's statements that were found with the right type */
    CS_MEASURE_VIOLENT,                /* share of casus's violent events that the sample has */
    CS_MEASURE_CORE,                   /* F1 over the core fields: who, to whom, where, when, toll, by whose word */
    CS_MEASURE_MARKED,                 /* F1 over certainty, modality and time frame where they are not the usual ones */
    CS_MEASURE_ALL,                    /* F1 over all fields */
    CS_MEASURE_LINKS,                  /* F1 over pairs of statements that are about one incident */
    CS_MEASURE_SURPLUS,                /* statements of casus for each of the sample; no share */
    CS_MEASURE_COUNT
} cs_measure;

typedef struct cs_figure {
    cs_tally counts;
    double value, low, high; /* low and high: the interval */
    bool has_value;          /* false: nothing to divide by */
    bool has_interval;       /* false: fewer than two reports, or too few draws have a value */
} cs_figure;

/* One of 0 to n - 1, n < 2^31, from a state that begins as CS_DRAW_SEED. */
static const uint64_t CS_DRAW_SEED = 20260914;
int64_t cs_draw(uint64_t *state, int64_t n);
/* The percentiles of n values, which it sorts; false: too few of CS_DRAWS have a value. */
bool cs_interval_of(double *drawn, ptrdiff_t n, double *low, double *high);

/* figures: one per cs_measure. scores: one per report. */
void cs_measure_all(const cs_score *scores, ptrdiff_t n, cs_figure figures[CS_MEASURE_COUNT], cs_arena scratch);
#endif
