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
static const int32_t cs_same_bias = -276;
static const int16_t cs_same_weight[CS_ASPECT_COUNT][CS_ASPECT_VALUES_MAX] = {
    [CS_ASPECT_REPORT] = { 3, -1003 },
    [CS_ASPECT_WHEN] = { -87, -212, 1229, 986, 464, 104, 16, -604, -1422, -3075, -2499 },
    [CS_ASPECT_PUBLISHED] = { 867, -408, 7, -338, -696, -432 },
    [CS_ASPECT_AGE] = { -79, -307, 687, -123, 448, -1327 },
    [CS_ASPECT_WHERE] = { -80, -249, -67, 39, 163, 145, -530, -916, -688, -1318 },
    [CS_ASPECT_AGENT] = { 514, 158, -24, 855, 240, 274, 82, -85, -1114 },
    [CS_ASPECT_AFFECTED] = { 420, 310, 416, -243, 465, 607, 0, -153, -722 },
    [CS_ASPECT_VICTIM] = { 140, -268, 369, 1312, -853 },
    [CS_ASPECT_CROSSED] = { -251, -214, 465 },
    [CS_ASPECT_KILLED] = { -819, -726, 1131, 600, 114, 119, -720 },
    [CS_ASPECT_WOUNDED] = { 404, -63, 597, 139, 219, -116, -980 },
    [CS_ASPECT_HELD] = { 385, 107, 718, 553, 176, -697, -1042 },
    [CS_ASPECT_TYPE] = { -152, -1203, -645 },
    [CS_ASPECT_MODE] = { 297, 432, -795, -34 },
    [CS_ASPECT_MUC] = { 209, 134, -650, 206 },
    [CS_ASPECT_TRIGGER] = { -728, 0, 360, 968 },
    [CS_ASPECT_TRIGGERS] = { -328, 57, 88, 182, 153, -153 },
    [CS_ASPECT_FIRST_ACT] = { -417, 417 },
    [CS_ASPECT_WORDS] = { -32, -309, -223, 114, 109, 244, 97 },
    [CS_ASPECT_ABOUT] = { -1507, -1010, -571, 91, 316, 448, 633, 787, 812 },
    [CS_ASPECT_NAMED] = { 22, -841, -221, -60, 77, 332, 358, 332 },
    [CS_ASPECT_WORLD] = { -223, 23, -801 },
    [CS_ASPECT_FRAME] = { -302, 39, -37 },
    [CS_ASPECT_PLURAL] = { -413, -466, -121 },
};
enum { CS_SAME_PAIRS = 3 };
static const cs_same_pair cs_same_pairs[CS_SAME_PAIRS] = {
    { .a = CS_ASPECT_WHEN, .b = CS_ASPECT_WHERE, .weight = {
        [0] = { -95, -178, -375, -518, 159, -76, -33, 162, 555, 312 },
        [1] = { 98, -388, -240, -182, -150, -75, -140, 426, 257, 383 },
        [2] = { -36, 113, 70, 334, -265, 0, 160, 84, 0, 869 },
        [3] = { 0, 0, -64, 6, 0, 0, -13, -143 },
        [4] = { -47, -139, -273, 0, 0, 0, 1, -5, 0, -73 },
        [5] = { 192, 17, -159, -11, 32, 0, -297, -27, 0, -44 },
        [6] = { -92, -107, 87, 47, 0, 0, -17, 100, 0, -3 },
        [7] = { -133, -65, -250, -120, 14, -4, -140, -53, 0, 148 },
        [8] = { -61, 312, -194, -16, 52, 0, 34, -21, 0, -28 },
        [9] = { 0, -4, -28, -4, 0, 0, -32, -1, 0, -5 },
        [10] = { 94, 191, 660, 303, -78, 0, 146, 62, 0, 124 },
    } },
    { .a = CS_ASPECT_WHEN, .b = CS_ASPECT_VICTIM, .weight = {
        [0] = { 164, 464, -128, -272, -315 },
        [1] = { -27, -59, 193, 288, -406 },
        [2] = { -537, 93, -225, 679, -280 },
        [3] = { -220, 0, 0, 6 },
        [4] = { -303, -6, -48, -177, -2 },
        [5] = { -37, -34, -66, -380, 221 },
        [6] = { 183, 4, -86, -44, -41 },
        [7] = { -25, 50, 31, -80, -79 },
        [8] = { 44, 18, -14, -30, 59 },
        [9] = { -50, -14, 67, -75, -2 },
        [10] = { 948, 15, 146, 398, -7 },
    } },
    { .a = CS_ASPECT_WHEN, .b = CS_ASPECT_AFFECTED, .weight = {
        [0] = { 767, 176, -464, -274, -190, -202, 0, 104, -4 },
        [1] = { -253, 52, 74, -198, 131, 1, 0, 56, 125 },
        [2] = { -53, -451, 882, 613, 536, 114, 0, -255, -57 },
        [3] = { 0, -11, 0, 6, 0, -143, 0, -64, -2 },
        [4] = { 0, -2, -23, -155, -65, -177, 0, -111, -3 },
        [5] = { 0, 129, -112, -263, -66, 103, 0, -194, 107 },
        [6] = { 0, 167, 0, -44, -86, 49, 0, -24, -46 },
        [7] = { -41, 192, -36, -210, -138, 22, 0, 130, -23 },
        [8] = { 0, -2, -1, -43, -40, 237, 0, -63, -10 },
        [9] = { 0, -5, -4, -74, 64, -36, 0, -18, -1 },
        [10] = { 0, 64, 0, 397, 220, 341, 0, 487, -9 },
    } },
};
/* clang-format on */
#endif
