/* link/deed_weights.h: what speaks for one act and against it, in thousandths of the log odds, by the values of cs_deed_see.
 * Made by train/same.py from ECB+ train; no text of it is here. */
#ifndef CS_LINK_DEED_WEIGHTS_H
#define CS_LINK_DEED_WEIGHTS_H
#include "link/deed.h"

/* clang-format off */
#define CS_DEED_UNSEEN 0.2
#define CS_DEED_JOIN 0.3
static const int32_t cs_deed_bias = 330;
static const int16_t cs_deed_weight[CS_DEED_ASPECT_COUNT][CS_DEED_VALUES_MAX] = {
    [CS_ASPECT_REPORT] = { 102, -102 },
    [CS_ASPECT_WHEN] = { 89, -109, -83, 17, 0, -21, -14, 100, 0, 0, 21 },
    [CS_ASPECT_PUBLISHED] = { -110, -8, 68, 89, 21, -60 },
    [CS_ASPECT_AGE] = { -264, 10, 81, 72, 40, 60 },
    [CS_ASPECT_WHERE] = { 24, -237, 261, 100, 389, -4, -24, -233, 216, -490 },
    [CS_ASPECT_AGENT] = { 231, 87, 135, 312, -4, 191, 7, -123, -835 },
    [CS_ASPECT_AFFECTED] = { 187, -150, -35, -7, 70, 294, 0, -315, -43 },
    [CS_ASPECT_VICTIM] = { -302, -21, 143, 146, 35 },
    [CS_ASPECT_CROSSED] = { -275, 92, 183 },
    [CS_ASPECT_KILLED] = { -297, -395, 438, 236, 0, 17 },
    [CS_ASPECT_WOUNDED] = { 323, -277, 12, -29, 0, -38, 8 },
    [CS_ASPECT_HELD] = { 73, -75, 3, 258, 0, 0, -258 },
    [CS_ASPECT_TYPE] = { 114, -70, -43 },
    [CS_ASPECT_MODE] = { 366, 290, -769, 113 },
    [CS_ASPECT_MUC] = { -14, 68, 12, -66 },
    [CS_ASPECT_TRIGGER] = { -485, 0, 298, 187 },
    [CS_ASPECT_TRIGGERS] = { -485, 0, 0, 65, 0, 421 },
    [CS_ASPECT_FIRST_ACT] = { -485, 485 },
    [CS_ASPECT_WORDS] = { 108, -224, -120, -45, 145, 139, -3 },
    [CS_ASPECT_ABOUT] = { -186, -449, -417, -65, 103, 200, 326, 443, 46 },
    [CS_ASPECT_NAMED] = { -94, -232, -484, -214, 111, 257, 306, 350 },
    [CS_ASPECT_WORLD] = { 243, -23, -220 },
    [CS_ASPECT_FRAME] = { -143, 117, 26 },
    [CS_ASPECT_PLURAL] = { -217, 69, 148 },
    [CS_DEED_ASPECT_ACCOUNT] = { 102, -102 },
    [CS_DEED_ASPECT_EFFECTS] = { -197, 59, 692, -118, -395, 32, -225, -55, 0, -1, 210, -4, 0, 0, 3 },
};
/* clang-format on */
#endif
