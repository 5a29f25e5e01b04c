#include "link/deed.h"
#include "link/deed_weights.h"
#include <math.h>

const char *const cs_deed_aspect_name[CS_DEED_ASPECT_COUNT - CS_ASPECT_COUNT] = { "ACCOUNT", "EFFECTS" };

/* What harm a statement counts: 0 none, 1 the dead, 2 the wounded, 3 those who are held, 4 another. */
static int effect_of(const cs_account *a) {
    static const uint8_t rank[CS_EFFECT_COUNT] = {
        [CS_EFFECT_KILLED] = 1, [CS_EFFECT_WOUNDED] = 2, [CS_EFFECT_CAPTURED] = 3, [CS_EFFECT_ARRESTED] = 3
    };
    enum { OTHER = 4 };
    int best = 0;
    for (int i = 0; i < CS_EFFECT_COUNT; i++) {
        const cs_account_toll *t = &a->toll[i];
        int v = rank[i] ? rank[i] : OTHER;
        if ((t->best >= 0 || t->low >= 0 || t->high >= 0) && (!best || v < best)) best = v;
    }
    return best;
}

/* 0 to 14: a number for each two of 0 to 4, whichever comes first. */
static uint8_t see_effects(const cs_account *a, const cs_account *b) {
    int x = effect_of(a), y = effect_of(b), high = x > y ? x : y, low = x > y ? y : x;
    return (uint8_t)(high * (high + 1) / 2 + low);
}

void cs_deed_see(const cs_account *a, const cs_account *b, bool one_account, uint8_t value[CS_DEED_ASPECT_COUNT]) {
    cs_seen s;
    cs_same_see(a, b, &s);
    memcpy(value, s.value, sizeof s.value);
    value[CS_DEED_ASPECT_ACCOUNT] = one_account;
    value[CS_DEED_ASPECT_EFFECTS] = see_effects(a, b);
}

double cs_same_deed(const cs_account *a, const cs_account *b, bool one_account) {
    uint8_t value[CS_DEED_ASPECT_COUNT];
    int32_t sum = cs_deed_bias;
    cs_deed_see(a, b, one_account, value);
    for (int i = 0; i < CS_DEED_ASPECT_COUNT; i++) sum += cs_deed_weight[i][value[i]];
    return 1 / (1 + exp(-sum / 1000.0));
}

const cs_cluster_rule cs_deed_rule = { CS_DEED_UNSEEN, CS_DEED_JOIN };
