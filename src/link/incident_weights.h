/* link/incident_weights.h: what speaks for one incident of two statements of a report and against it, in thousandths of the log odds, by the values
 * of incident_see.h, and how statements are joined by it (incident.c). Made by train/incidents.py from marks of its own; no text is here. */
#ifndef CS_LINK_INCIDENT_WEIGHTS_H
#define CS_LINK_INCIDENT_WEIGHTS_H
#include "link/incident_see.h"

/* clang-format off */
static const int32_t cs_incident_bias = -1086;
static const int16_t cs_incident_weight[CS_LIKE_COUNT][CS_LIKE_VALUES_MAX] = {
    [CS_LIKE_TYPE] = { -684, 94, 40, 455, -303, 274, 357, 206, -201, 578, -92, -440, -73, 238, -369, -82 },
    [CS_LIKE_WHERE] = { 264, 219, 422, 75, -12, -987, -479, 499 },
    [CS_LIKE_WHEN] = { 196, 164, 811, 0, 96, -262, -1035, 30 },
    [CS_LIKE_AGENT] = { 234, 4, 466, 226, 197, 213, -661, -328, -352 },
    [CS_LIKE_AFFECTED] = { 119, -100, 522, 564, 247, 124, -441, -473, -455, -107 },
    [CS_LIKE_CROSSED] = { 51, 50, -102 },
    [CS_LIKE_WITH] = { 304, -159, -145 },
    [CS_LIKE_KILLED] = { 72, 113, 325, 392, -188, -714 },
    [CS_LIKE_WOUNDED] = { -274, 228, 157, 193, -143, -162 },
    [CS_LIKE_LEMMA] = { -480, 293, 248, -61 },
    [CS_LIKE_MODE] = { -13, -311, 673, -350 },
    [CS_LIKE_FORM] = { -164, 151, 356, 285, -505, -125 },
    [CS_LIKE_FORM_BEFORE] = { 23, 109, 22, 69, -50, -173 },
    [CS_LIKE_PLURAL] = { 408, -226, -90, -92 },
    [CS_LIKE_APART] = { 244, 483, 269, 35, -159, -190, -232, -450 },
    [CS_LIKE_TREE] = { -244, -268, 112, 624, -7, 88, 286, 15, -17, -590 },
    [CS_LIKE_BETWEEN] = { 125, 13, -20, -76, -43 },
    [CS_LIKE_OPENING] = { -564, 1022, 106, -564 },
    [CS_LIKE_WORLD] = { 119, 445, -434, -471, 135, -25, 231 },
    [CS_LIKE_FRAME] = { 596, -301, 157, -453 },
    [CS_LIKE_VOICE] = { -15, 41, 230, -105, -18, -134 },
    [CS_LIKE_BY] = { -99, -69, -43, 210 },
    [CS_LIKE_WORDS] = { -247, -202, -145, 124, 226, 0, 244 },
    [CS_LIKE_NAMES] = { -210, -105, 70, 244 },
    [CS_LIKE_PARAGRAPH] = { -251, 251 },
    [CS_LIKE_MANY] = { -28, 92, -46, -19 },
    [CS_LIKE_KIN] = { -296, -321, -862, -805, -194, 184, 901, 854, 543 },
};
/* clang-format on */
#endif
