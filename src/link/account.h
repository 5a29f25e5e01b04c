/* link/account.h: what one report tells of one incident, in short: all that linking across reports looks at. Drawn from a
 * reading's JSON by store/account.h, kept as bytes, compared by link/same.h. */
#ifndef CS_LINK_ACCOUNT_H
#define CS_LINK_ACCOUNT_H
#include "base/buf.h"
#include "decode/reading.h"
#include "link/stem.h"

enum {
    CS_ACCOUNT_PLACES_MAX = 8,
    CS_ACCOUNT_PARTIES_MAX = 32,
    CS_ACCOUNT_NAME_WORDS_MAX = 8,
    CS_ACCOUNT_TRIGGERS_MAX = 8,
    CS_ACCOUNT_FIRST_MAX = 3,
    CS_ACCOUNT_WORDS_MAX = 32,
    CS_ACCOUNT_STORY_MAX = 6,
    CS_ACCOUNT_NAME_BYTES_MAX = 120 /* a longer name is cut */
};

/* Where it happened. */
typedef struct cs_account_place {
    cs_str name;
    uint64_t key;     /* of its name, without case and accents */
    int64_t geonames; /* 0: the gazetteer lacks it */
    int32_t lat, lon; /* in 10,000ths of a degree */
    bool has_point;
    char country[4];         /* ISO 3166-1 alpha-3 or "" */
    uint64_t admin1, admin2; /* of their names; 0: not known */
    uint8_t precision;       /* cs_precision */
} cs_account_place;

/* Who or what had part in it. */
typedef struct cs_account_party {
    cs_str name;                /* as the report has it */
    cs_str actor;               /* id in the register; n == 0: none */
    cs_word_list words;         /* of its names, or of what it is called */
    char sector[4], country[4]; /* or "" */
    uint8_t role;               /* cs_role_name: agent, recipient, target, instrument, beneficiary, other-party */
    uint8_t type;               /* cs_entity_type; CS_ENT_COUNT: not known */
    uint8_t certainty;          /* cs_certainty: whether it was they */
    bool named;
} cs_account_party;

typedef struct cs_account_toll {
    int64_t low, best, high; /* CS_COUNT_NONE: not told */
} cs_account_toll;

typedef struct cs_account {
    uint64_t report;                         /* the same for accounts of one coding */
    int32_t published;                       /* the report's day, or CS_DAY_NONE */
    int32_t first, last;                     /* earliest and latest day; CS_DAY_NONE: not known */
    uint8_t type;                            /* cs_type of its first statement */
    uint8_t muc;                             /* cs_muc_type */
    uint8_t modality, certainty, time_frame; /* of its first statement that has happened, if there is one */
    bool plural;                             /* told as several: "attacks" */
    cs_str mode;                             /* n == 0: none */
    cs_account_place place[CS_ACCOUNT_PLACES_MAX];
    int n_places;
    cs_account_party *party;
    int n_parties;
    cs_account_toll toll[CS_EFFECT_COUNT];
    cs_word_list first_act; /* the words that name its first statement's act */
    cs_word_list triggers;  /* those of all */
    cs_word_list words;     /* of their clauses or sentences */
    cs_word_list about;     /* of the report around them */
    cs_word_list named;     /* of the names around them */
    cs_word_list story;     /* those of them that the report says most often */
    int32_t n_statements;
} cs_account;

/* To bytes that are the same on every machine, and back. `a` is within the limits above. Foreign bytes are checked; on failure
 * (CASUS_E_STORE) *out is unset. What is unpacked lies in perm. */
void cs_account_pack(const cs_account *a, cs_buf *out);
CASUS_MUST_CHECK casus_status cs_account_unpack(cs_str bytes, cs_account *out, cs_arena *perm, cs_err *err);

static inline bool cs_account_day_known(const cs_account *a) { return a->first != CS_DAY_NONE && a->last != CS_DAY_NONE; }
#endif
