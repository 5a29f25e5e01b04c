/* link/same_weights.h: what speaks for and against one incident, in thousandths of the log odds, by what src/link/same_see.c sees.
 * Priors set by hand until train/same.py has learnt them. */
#ifndef CS_LINK_SAME_WEIGHTS_H
#define CS_LINK_SAME_WEIGHTS_H
#include "link/same_see.h"

typedef struct cs_same_pair {
    uint8_t a, b; /* aspects */
    int16_t weight[CS_ASPECT_VALUES_MAX][CS_ASPECT_VALUES_MAX];
} cs_same_pair;

enum { CS_SAME_PAIRS = 1 };
static const int32_t cs_same_bias = -4500;
static const int16_t cs_same_weight[CS_ASPECT_COUNT][CS_ASPECT_VALUES_MAX] = {
    [CS_ASPECT_WHEN] = { 0, -200, 2000, 1600, 1400, 500, 0, -300, -1500, -3000, -4500 },
    [CS_ASPECT_PUBLISHED] = { 0, 500, 300, 0, -500, -1000 },
    [CS_ASPECT_WHERE] = { 0, 0, 1800, 1300, 700, 600, 0, -1500, -1500, -4000 },
    [CS_ASPECT_AGENT] = { 0, 0, 600, 600, 500, 300, 100, -100, -300 },
    [CS_ASPECT_AFFECTED] = { 0, 0, 700, 1200, 900, 600, 100, -300, -1200 },
    [CS_ASPECT_VICTIM] = { 0, -800, 700, 1200 },
    [CS_ASPECT_KILLED] = { 0, 0, 1200, 300, 500, -500, -1500 },
    [CS_ASPECT_WOUNDED] = { 0, 0, 1000, 300, 400, -400, -1000 },
    [CS_ASPECT_HELD] = { 0, 0, 1000, 300, 400, -400, -1000 },
    [CS_ASPECT_TYPE] = { 800, -2500, -1500 },
    [CS_ASPECT_MODE] = { 0, 600, -700, 0 },
    [CS_ASPECT_MUC] = { 0, 600, -700, -300 },
    [CS_ASPECT_TRIGGER] = { -500, 600, 1200, 0 },
    [CS_ASPECT_WORDS] = { -800, -300, 0, 500, 900, 1400, 2000 },
    [CS_ASPECT_ABOUT] = { -2000, -1000, -300, 200, 700, 1200, 1700, 2300, 3000 },
    [CS_ASPECT_NAMED] = { -1000, -400, 0, 300, 600, 900, 1200, 1500 },
    [CS_ASPECT_WORLD] = { 0, 0, -1500 },
    [CS_ASPECT_FRAME] = { 0, -500, 0 },
    [CS_ASPECT_PLURAL] = { 0, -800, -800 },
};
static const cs_same_pair cs_same_pairs[CS_SAME_PAIRS] = { { .a = CS_ASPECT_TRIGGER, .b = CS_ASPECT_ABOUT } };
#endif
