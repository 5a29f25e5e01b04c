/* link/incident_weights.h: what speaks for one incident of two statements of a report and against it, in thousandths of the log
 * odds, by the values of incident_see.h. Made by train/incidents.py from marks of its own; no text is here. */
#ifndef CS_LINK_INCIDENT_WEIGHTS_H
#define CS_LINK_INCIDENT_WEIGHTS_H
#include "link/incident_see.h"

/* clang-format off */
static const int32_t cs_incident_bias = -1274;
static const int16_t cs_incident_weight[CS_LIKE_COUNT][CS_LIKE_VALUES_MAX] = {
    [CS_LIKE_TYPE] = { -718, 80, 41, 471, -302, 172, 373, 213, -128, 596, -83, -382, -4, 123, -371, -80 },
    [CS_LIKE_WHERE] = { 343, 247, 461, 83, -18, -1127, -509, 521 },
    [CS_LIKE_WHEN] = { 192, 158, 759, 0, 136, -265, -1028, 49 },
    [CS_LIKE_AGENT] = { 266, 9, 475, 255, 149, 189, -692, -319, -332 },
    [CS_LIKE_AFFECTED] = { 110, -123, 431, 634, 257, 135, -377, -483, -453, -130 },
    [CS_LIKE_CROSSED] = { 3, 27, -29 },
    [CS_LIKE_WITH] = { 301, -101, -199 },
    [CS_LIKE_KILLED] = { 80, 78, 414, 377, -174, -774 },
    [CS_LIKE_WOUNDED] = { -263, 251, 187, 194, -188, -179 },
    [CS_LIKE_LEMMA] = { -442, 308, 242, -107 },
    [CS_LIKE_MODE] = { 1, -315, 683, -368 },
    [CS_LIKE_FORM] = { -170, 145, 361, 288, -507, -116 },
    [CS_LIKE_FORM_BEFORE] = { 52, 164, -81, 90, -31, -193 },
    [CS_LIKE_PLURAL] = { 422, -222, -88, -111 },
    [CS_LIKE_APART] = { 248, 469, 241, 19, -154, -172, -213, -438 },
    [CS_LIKE_TREE] = { -247, -281, 118, 641, 67, 39, 250, 15, 25, -626 },
    [CS_LIKE_BETWEEN] = { 159, 23, -20, -75, -87 },
    [CS_LIKE_OPENING] = { -559, 1031, 140, -611 },
    [CS_LIKE_WORLD] = { 160, 534, -396, -498, 66, -92, 227 },
    [CS_LIKE_FRAME] = { 599, -252, 161, -507 },
    [CS_LIKE_VOICE] = { -30, 18, 220, -82, -14, -110 },
    [CS_LIKE_BY] = { -99, -51, -50, 201 },
    [CS_LIKE_WORDS] = { -258, -212, -162, 143, 243, 0, 248 },
    [CS_LIKE_NAMES] = { -225, -105, 83, 248 },
    [CS_LIKE_PARAGRAPH] = { -256, 257 },
    [CS_LIKE_MANY] = { -23, 78, -3, -50 },
    [CS_LIKE_KIN] = { -270, -298, -825, -785, -197, 142, 903, 815, 518 },
};
/* clang-format on */
#endif
