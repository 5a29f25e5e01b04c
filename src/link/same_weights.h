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
static const int32_t cs_same_bias = -163;
static const int16_t cs_same_weight[CS_ASPECT_COUNT][CS_ASPECT_VALUES_MAX] = {
    [CS_ASPECT_REPORT] = { 61, -1062 },
    [CS_ASPECT_WHEN] = { 49, -138, 1272, 1062, 455, 84, 58, -422, -1403, -3148, -2968 },
    [CS_ASPECT_PUBLISHED] = { 916, -95, -305, -430, -602, -484 },
    [CS_ASPECT_AGE] = { 36, -480, 726, -25, 436, -1393 },
    [CS_ASPECT_WHERE] = { -207, -182, -64, 194, 336, 128, -524, -1263, -419, -1501 },
    [CS_ASPECT_AGENT] = { 517, 207, 487, 819, -54, -41, 184, -162, -1056 },
    [CS_ASPECT_AFFECTED] = { 67, -71, 529, 419, 406, 404, 0, -310, -346 },
    [CS_ASPECT_VICTIM] = { -251, -415, 257, 735, -1626 },
    [CS_ASPECT_CROSSED] = { -342, -42, 383 },
    [CS_ASPECT_KILLED] = { -539, -509, 902, 661, 310, 289, -1415 },
    [CS_ASPECT_WOUNDED] = { 452, -10, 565, -16, 273, -214, -851 },
    [CS_ASPECT_HELD] = { 298, -136, 813, 453, 230, -240, -1219 },
    [CS_ASPECT_TYPE] = { -554, -584, -862 },
    [CS_ASPECT_MODE] = { 219, 434, -869, 115 },
    [CS_ASPECT_MUC] = { 195, 172, -689, 221 },
    [CS_ASPECT_TRIGGER] = { -826, 0, 565, 860 },
    [CS_ASPECT_TRIGGERS] = { -426, -165, 228, 90, 85, 186 },
    [CS_ASPECT_FIRST_ACT] = { -112, 112 },
    [CS_ASPECT_WORDS] = { 10, -374, -292, -5, 216, 351, 94 },
    [CS_ASPECT_ABOUT] = { -1573, -879, -541, 35, 341, 525, 631, 812, 649 },
    [CS_ASPECT_NAMED] = { 33, -841, -355, -188, 176, 372, 312, 490 },
    [CS_ASPECT_WORLD] = { 64, -174, -891 },
    [CS_ASPECT_FRAME] = { -578, 184, 93 },
    [CS_ASPECT_PLURAL] = { -365, -470, -166 },
};
enum { CS_SAME_PAIRS = 3 };
static const cs_same_pair cs_same_pairs[CS_SAME_PAIRS] = {
    { .a = CS_ASPECT_WHEN, .b = CS_ASPECT_WHERE, .weight = {
        [0] = { -242, -309, -279, -236, 87, -78, 3, -105, 912, 295 },
        [1] = { -109, -341, 88, -290, -42, -52, -8, 170, 178, 469 },
        [2] = { 56, 515, -260, 533, -209, -38, 339, 136, -8, 307 },
        [3] = { -2, 0, -16, 0, 0, 0, 11, -131 },
        [4] = { -39, -21, -408, 0, 0, 0, -60, -6, 0, -11 },
        [5] = { 260, -32, -94, -48, -57, 0, -335, -35, 0, 25 },
        [6] = { 8, 41, 53, -70, 0, 0, -28, 58, 0, -4 },
        [7] = { -64, -272, -347, 45, -20, -3, -45, 79, 0, 205 },
        [8] = { -74, 229, 79, 26, 57, 0, -275, 72, 0, -18 },
        [9] = { -1, -9, -68, -8, 0, 0, -48, -1, 0, -13 },
        [10] = { 0, 16, 489, 42, 119, 0, 123, 0, 0, 243 },
    } },
    { .a = CS_ASPECT_WHEN, .b = CS_ASPECT_VICTIM, .weight = {
        [0] = { 277, 147, -137, -636, 398 },
        [1] = { 141, -160, 197, -102, -14 },
        [2] = { -507, 74, -299, 632, -128 },
        [3] = { -166, 0, 0, 27 },
        [4] = { -364, -1, -8, -172, -1 },
        [5] = { -68, 66, -51, -330, 67 },
        [6] = { -37, 47, 0, 48 },
        [7] = { 10, 187, -97, 9, -31 },
        [8] = { 57, 58, 60, -161, 83 },
        [9] = { -71, -5, 51, -122, -1 },
        [10] = { 479, -28, 41, 540 },
    } },
    { .a = CS_ASPECT_WHEN, .b = CS_ASPECT_AFFECTED, .weight = {
        [0] = { 731, 179, -442, -476, -324, 31, 0, 245, 106 },
        [1] = { -535, -227, 87, -74, 319, 90, 0, 142, 260 },
        [2] = { -151, -239, 1140, 833, 522, -199, 0, -417, -118 },
        [3] = { 0, -19, -16, 44, 0, -131, 0, -12, -4 },
        [4] = { 0, -1, -98, -109, -55, -188, 0, -88, -6 },
        [5] = { 20, -92, -154, -50, -21, -175, 0, 40, 115 },
        [6] = { 0, -267, -10, 57, 0, 171, 0, 57, 49 },
        [7] = { 12, 363, -75, -193, -188, 116, 0, 6, 38 },
        [8] = { -10, 247, -1, -155, 22, 77, 0, -101, 18 },
        [9] = { 0, -15, -2, -62, -9, -20, 0, -39, -1 },
        [10] = { 0, 0, 0, 604, 41, 332, 0, 57, -2 },
    } },
};
/* clang-format on */
#endif
