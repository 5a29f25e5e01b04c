/* link/same_see.h: what is looked at of two accounts: of each aspect one of a few values. */
#ifndef CS_LINK_SAME_SEE_H
#define CS_LINK_SAME_SEE_H
#include "link/account.h"

/* X(aspect, its number of values); what they mean stands beside the enumerations below, or at their making in same_see.c. */
#define CS_ASPECTS(X) \
    X(REPORT, 2) \
    X(WHEN, CS_WHEN_COUNT) \
    X(PUBLISHED, 6) \
    X(AGE, 6) \
    X(WHERE, CS_WHERE_COUNT) \
    X(AGENT, CS_WHO_COUNT) \
    X(AFFECTED, CS_WHO_COUNT) \
    X(VICTIM, CS_VICTIM_COUNT) \
    X(CROSSED, 3) \
    X(KILLED, CS_TOLL_COUNT) \
    X(WOUNDED, CS_TOLL_COUNT) \
    X(HELD, CS_TOLL_COUNT) \
    X(TYPE, 3) \
    X(MODE, 4) \
    X(MUC, 4) \
    X(TRIGGER, 5) \
    X(TRIGGERS, 6) \
    X(FIRST_ACT, 3) \
    X(WORDS, 7) \
    X(ABOUT, 9) \
    X(NAMED, 8) \
    X(WORLD, 3) \
    X(FRAME, 3) \
    X(PLURAL, 3)

typedef enum cs_aspect {
#define CS_X(e, n) CS_ASPECT_##e,
    CS_ASPECTS(CS_X)
#undef CS_X
        CS_ASPECT_COUNT
} cs_aspect;
enum { CS_ASPECT_VALUES_MAX = 12 };
extern const char *const cs_aspect_name[CS_ASPECT_COUNT];

typedef enum cs_when {
    CS_WHEN_UNKNOWN,      /* on both sides */
    CS_WHEN_HALF_UNKNOWN, /* on one */
    CS_WHEN_SAME_DAY,
    CS_WHEN_SAME_DAYS, /* the same stretch, of a week at most */
    CS_WHEN_MEET,      /* both are exact to a week and meet */
    CS_WHEN_WITHIN,    /* the one is exact, the other a wider stretch that holds it */
    CS_WHEN_MEET_WIDE, /* two wide stretches that meet */
    CS_WHEN_DAY_OFF,   /* apart by one day */
    CS_WHEN_WEEK_OFF,
    CS_WHEN_MONTH_OFF,
    CS_WHEN_FAR,
    CS_WHEN_COUNT
} cs_when;

typedef enum cs_where {
    CS_WHERE_UNKNOWN,
    CS_WHERE_HALF_UNKNOWN,
    CS_WHERE_SAME_SPOT, /* one site, town or district */
    CS_WHERE_NEAR,      /* within 20 km */
    CS_WHERE_WITHIN,    /* a town and its province or district */
    CS_WHERE_SAME_PROVINCE,
    CS_WHERE_SAME_COUNTRY,   /* no more is told, on one side at least */
    CS_WHERE_OTHER_PROVINCE, /* of one country */
    CS_WHERE_OTHER_SPOT,     /* of one province */
    CS_WHERE_OTHER_COUNTRY,
    CS_WHERE_COUNT
} cs_where;

typedef enum cs_code_fit { CS_CODE_UNKNOWN, CS_CODE_SAME, CS_CODE_OTHER, CS_CODE_HALF_UNKNOWN } cs_code_fit; /* MODE, MUC */

typedef enum cs_who {
    CS_WHO_UNKNOWN,
    CS_WHO_HALF_UNKNOWN,
    CS_WHO_SAME_ACTOR, /* of the register */
    CS_WHO_SAME_NAME,  /* all words of the one's name are among the other's */
    CS_WHO_LIKE_NAME,  /* a word of the names */
    CS_WHO_SAME_WORD,  /* they are called the same: "soldiers" */
    CS_WHO_SAME_SIDE,  /* country and sector */
    CS_WHO_OTHER,      /* one at least without a name */
    CS_WHO_OTHER_NAME,
    CS_WHO_COUNT
} cs_who;

/* Of named people among those it was done to. */
typedef enum cs_victim {
    CS_VICTIM_UNKNOWN, /* not on both sides */
    CS_VICTIM_OTHERS,
    CS_VICTIM_LIKE_NAME, /* a word of the names */
    CS_VICTIM_SAME,
    CS_VICTIM_ANOTHER, /* one person each time, and not the same */
    CS_VICTIM_COUNT
} cs_victim;

typedef enum cs_toll_fit {
    CS_TOLL_UNKNOWN,
    CS_TOLL_HALF_UNKNOWN,
    CS_TOLL_SAME, /* above 2 */
    CS_TOLL_SAME_FEW,
    CS_TOLL_FITS,  /* the ranges meet, or a quarter apart */
    CS_TOLL_OTHER, /* up to three times */
    CS_TOLL_FAR,
    CS_TOLL_COUNT
} cs_toll_fit;

typedef struct cs_seen {
    uint8_t value[CS_ASPECT_COUNT];
    /* for the reasons */
    const cs_account_place *place[2];               /* of WHERE */
    double km;                                      /* between them; below 0: not known */
    const cs_account_party *agent[2], *affected[2]; /* of AGENT, of AFFECTED */
    int32_t days_apart;                             /* of WHEN */
} cs_seen;
void cs_same_see(const cs_account *a, const cs_account *b, cs_seen *out);
#endif
