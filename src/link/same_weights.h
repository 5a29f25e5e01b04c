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
static const int32_t cs_same_bias = -205;
static const int16_t cs_same_weight[CS_ASPECT_COUNT][CS_ASPECT_VALUES_MAX] = {
    [CS_ASPECT_REPORT] = { 62, -1062 },
    [CS_ASPECT_WHEN] = { -45, -184, 1148, 1143, 402, 142, 19, -531, -1374, -3045, -2773 },
    [CS_ASPECT_PUBLISHED] = { 1016, -437, -235, -420, -589, -335 },
    [CS_ASPECT_AGE] = { 18, -411, 525, 52, 150, -1035 },
    [CS_ASPECT_WHERE] = { -247, -197, 14, 32, 87, 29, -262, -1111, -589, -1257 },
    [CS_ASPECT_AGENT] = { 539, 139, -24, 1111, 583, 191, 51, -214, -1477 },
    [CS_ASPECT_AFFECTED] = { 250, 162, 731, 63, 155, 741, -37, -297, -668 },
    [CS_ASPECT_VICTIM] = { -47, -532, 822, 1019, -562 },
    [CS_ASPECT_CROSSED] = { -564, -242, 806 },
    [CS_ASPECT_KILLED] = { -574, -576, 1073, 438, 181, -291, -552 },
    [CS_ASPECT_WOUNDED] = { 99, -134, 827, 204, 162, -133, -824 },
    [CS_ASPECT_HELD] = { 295, -159, 716, 648, 191, -642, -849 },
    [CS_ASPECT_TYPE] = { -117, -891, -993 },
    [CS_ASPECT_MODE] = { 408, 252, -513, -246 },
    [CS_ASPECT_MUC] = { 521, 37, -868, 210 },
    [CS_ASPECT_TRIGGER] = { -726, 0, 279, 1047 },
    [CS_ASPECT_TRIGGERS] = { -326, 42, 136, 73, -5, 80 },
    [CS_ASPECT_FIRST_ACT] = { -323, 323 },
    [CS_ASPECT_WORDS] = { 167, -270, -157, 100, 15, 116, 30 },
    [CS_ASPECT_ABOUT] = { -1181, -792, -705, -121, 295, 500, 558, 787, 658 },
    [CS_ASPECT_NAMED] = { -101, -916, -93, 129, 60, 278, 214, 428 },
    [CS_ASPECT_WORLD] = { -263, -51, -686 },
    [CS_ASPECT_FRAME] = { -247, -78, 25 },
    [CS_ASPECT_PLURAL] = { -362, -522, -116 },
};
enum { CS_SAME_PAIRS = 3 };
static const cs_same_pair cs_same_pairs[CS_SAME_PAIRS] = {
    { .a = CS_ASPECT_WHEN, .b = CS_ASPECT_WHERE, .weight = {
        [0] = { -37, -386, -469, -284, 246, -165, -398, 285, 543, 620 },
        [1] = { -65, 51, -149, -400, -106, -83, -86, 231, 257, 366 },
        [2] = { -139, 249, 380, 415, 16, 0, 379, -248, 0, 195 },
        [3] = { 0, 0, -39, 0, 0, 0, -6, -13 },
        [4] = { 0, -3, -97, 0, -155, -17, -188, -37, -18, -84 },
        [5] = { 0, -97, -155, 5, -154, 0, -131, -9, 0, 282 },
        [6] = { 0, 18, -177, 36, 0, 0, -85, 227 },
        [7] = { -139, -199, -438, 30, -183, -5, 146, -29, 0, 285 },
        [8] = { -18, 115, -161, 53, -34, 0, 130, -18, 75, -16 },
        [9] = { 0, -23, 93, -2, -11, 0, -99, -1, 0, -1 },
        [10] = { 150, 79, 525, -21, 67, 0, 276, -1, 54, 96 },
    } },
    { .a = CS_ASPECT_WHEN, .b = CS_ASPECT_VICTIM, .weight = {
        [0] = { 284, 239, 37, -508, -98 },
        [1] = { -15, -29, 237, 82, -259 },
        [2] = { -766, -80, 272, 552, -330 },
        [3] = { -25, 0, 0, -33 },
        [4] = { -298, -11, -139, -139, -12 },
        [5] = { -147, 91, -97, -169, 64 },
        [6] = { 292, -59, -128, -40, -46 },
        [7] = { -94, 16, 35, 32, -21 },
        [8] = { 109, 24, 78, -131, 45 },
        [9] = { -64, -4, 5, 20, -2 },
        [10] = { 678, 80, 21, 351, 97 },
    } },
    { .a = CS_ASPECT_WHEN, .b = CS_ASPECT_AFFECTED, .weight = {
        [0] = { 329, 128, -313, -16, -48, -298, 0, 109, 64 },
        [1] = { -34, 201, -30, -75, -189, 70, 0, 59, 15 },
        [2] = { -50, -332, 1055, 392, 631, -57, 0, -327, -66 },
        [3] = { 0, -18, 0, -33, 0, 0, 0, -7 },
        [4] = { 0, -60, 0, -139, -136, -162, -28, -57, -17 },
        [5] = { 23, 13, -138, -69, -98, 61, 0, -114, 64 },
        [6] = { 0, 148, 0, -40, -128, 128, 0, -122, 33 },
        [7] = { -43, 29, -66, -59, -63, 156, -9, 48, -24 },
        [8] = { 23, -27, -3, -140, 59, 263, 0, -18, -31 },
        [9] = { 0, -10, -7, 23, 3, -29, 0, -22, -3 },
        [10] = { 0, 91, 132, 219, 24, 309, 0, 354, 97 },
    } },
};
/* clang-format on */
#endif
