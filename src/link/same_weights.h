/* link/same_weights.h: what speaks for one incident and against it, in thousandths of the log odds, by the values of src/link/same_see.h.
 * Made by train/same.py from ECB+ train and from MUC-4's answer keys; no text of theirs is here. */
#ifndef CS_LINK_SAME_WEIGHTS_H
#define CS_LINK_SAME_WEIGHTS_H
#include "link/same_see.h"

typedef struct cs_same_pair {
    uint8_t a, b; /* aspects */
    int16_t weight[CS_ASPECT_VALUES_MAX][CS_ASPECT_VALUES_MAX];
} cs_same_pair;

/* clang-format off */
static const int32_t cs_same_bias = -683;
static const int16_t cs_same_weight[CS_ASPECT_COUNT][CS_ASPECT_VALUES_MAX] = {
    [CS_ASPECT_REPORT] = { 64, -1063 },
    [CS_ASPECT_WHEN] = { 65, -111, 1296, 1067, 471, 50, 63, -416, -1432, -3147, -3006 },
    [CS_ASPECT_PUBLISHED] = { 946, -90, -314, -430, -614, -496 },
    [CS_ASPECT_AGE] = { 122, -479, 728, 2, 426, -1497 },
    [CS_ASPECT_WHERE] = { -187, -170, -49, 217, 307, 129, -516, -1236, -495, -1498 },
    [CS_ASPECT_AGENT] = { 547, 240, 489, 781, -104, -1, 186, -145, -1091 },
    [CS_ASPECT_AFFECTED] = { 36, -79, 629, 497, 476, 334, 0, -316, -474 },
    [CS_ASPECT_VICTIM] = { 27, -674, 454, 894 },
    [CS_ASPECT_CROSSED] = { -401, -47, 450 },
    [CS_ASPECT_KILLED] = { -586, -547, 905, 632, 404, 323, -1430 },
    [CS_ASPECT_WOUNDED] = { 471, -1, 567, -56, 273, -210, -843 },
    [CS_ASPECT_HELD] = { 300, -118, 812, 416, 234, -217, -1226 },
    [CS_ASPECT_TYPE] = { -534, -604, -861 },
    [CS_ASPECT_MODE] = { 211, 452, -882, 120 },
    [CS_ASPECT_MUC] = { 207, 202, -711, 203 },
    [CS_ASPECT_TRIGGER] = { -827, 0, 594, 834 },
    [CS_ASPECT_TRIGGERS] = { -427, -232, 236, 117, 52, 255 },
    [CS_ASPECT_FIRST_ACT] = { -77, 78 },
    [CS_ASPECT_WORDS] = { 10, -386, -331, -10, 223, 387, 108 },
    [CS_ASPECT_ABOUT] = { -1568, -880, -504, 74, 294, 522, 596, 770, 697 },
    [CS_ASPECT_NAMED] = { 0, -860, -330, -110, 190, 369, 304, 438 },
    [CS_ASPECT_WORLD] = { 87, -157, -930 },
    [CS_ASPECT_FRAME] = { -559, 229, 31 },
    [CS_ASPECT_PLURAL] = { -386, -412, -201 },
};
enum { CS_SAME_PAIRS = 3 };
static const cs_same_pair cs_same_pairs[CS_SAME_PAIRS] = {
    { .a = CS_ASPECT_WHEN, .b = CS_ASPECT_WHERE, .weight = {
        [0] = { -259, -303, -293, -236, 137, -84, 29, -110, 884, 300 },
        [1] = { -100, -280, 109, -294, -110, -46, 75, 182, 127, 426 },
        [2] = { 78, 459, -139, 559, -205, -38, 253, 142, -7, 295 },
        [3] = { -2, 0, -15, 0, 0, 0, 12, -129 },
        [4] = { -37, -28, -396, 0, 0, 0, -52, -6, 0, -10 },
        [5] = { 254, -36, -124, -40, -54, 0, -370, -26, 0, 46 },
        [6] = { 15, 40, 35, -66, 0, 0, -20, 61, 0, -3 },
        [7] = { -61, -267, -313, 45, -18, -3, -91, 80, 0, 213 },
        [8] = { -74, 236, 74, 10, 32, 0, -262, 70, 0, -18 },
        [9] = { -1, -8, -69, -8, 0, 0, -49, 0, 0, -12 },
        [10] = { 0, 16, 382, 47, 126, 0, 158, 0, 0, 266 },
    } },
    { .a = CS_ASPECT_WHEN, .b = CS_ASPECT_VICTIM, .weight = {
        [0] = { 346, 371, -90, -562 },
        [1] = { 238, -186, 160, -122 },
        [2] = { -468, -78, -311, 653 },
        [3] = { -161, 0, 0, 28 },
        [4] = { -349, -1, -13, -166 },
        [5] = { -39, -8, 8, -310 },
        [6] = { -11, -1, 20, 56 },
        [7] = { 33, 122, -90, 20 },
        [8] = { 102, -74, 185, -146 },
        [9] = { -69, -5, 46, -119 },
        [10] = { 406, -15, 41, 562 },
    } },
    { .a = CS_ASPECT_WHEN, .b = CS_ASPECT_AFFECTED, .weight = {
        [0] = { 733, 167, -481, -477, -325, 121, 0, 203, 124 },
        [1] = { -578, -216, 214, -28, 207, 81, 0, 102, 307 },
        [2] = { -151, -240, 1148, 821, 505, -195, 0, -394, -95 },
        [3] = { 0, -17, -16, 44, 0, -129, 0, -11, -3 },
        [4] = { 0, -1, -97, -105, -60, -177, 0, -86, -4 },
        [5] = { 27, -111, -151, -43, 35, -141, 0, 58, -23 },
        [6] = { 0, -262, -11, 66, 20, 175, 0, 75 },
        [7] = { 15, 364, -76, -199, -185, 79, 0, 26, 60 },
        [8] = { -10, 251, -1, -144, 148, 9, 0, -148, -38 },
        [9] = { 0, -13, -2, -64, -10, -20, 0, -37 },
        [10] = { 0, 0, 0, 627, 41, 231, 0, 97, -1 },
    } },
};
/* clang-format on */
#endif
