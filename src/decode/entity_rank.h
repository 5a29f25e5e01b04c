/* decode/entity_rank.h: what speaks for and against two mentions being one thing, as small whole numbers; entity_trait.c makes
 * them, entity_rank.c weighs them. Private to those and to train/antecedent_dump.c. */
#ifndef CS_DECODE_ENTITY_RANK_H
#define CS_DECODE_ENTITY_RANK_H
#include "decode/entity_work.h"

/* X(name, number of values). The first are of the later mention, the next of the earlier one, the rest of both. */
#define CS_EM_TRAITS_LATER(X) \
    X(CLASS, 27) \
    X(COARSE, 9) \
    X(ROLE, 14) X(TYPE, 17) X(GENERAL, 6) X(MODIFIERS, 5) X(FLAG, 9) X(QUOTED, 2) X(SENTENCE, 3) X(SCORE, 5) X(EMITTED, 2) \
        X(COMPLEMENT, 4) X(AGAIN, 4)
#define CS_EM_TRAITS_EARLIER(X) \
    X(A_CLASS, 27) \
    X(A_COARSE, 9) X(A_ROLE, 14) X(A_TYPE, 17) X(A_FLAG, 9) X(A_SCORE, 5) X(A_EMITTED, 2) X(A_ACTOR, 5) X(A_NESTED, 2)
#define CS_EM_TRAITS_PAIR(X) \
    X(SENTENCES, 9) \
    X(RANK, 9) \
    X(CHAIN_SIZE, 6) X(CHAIN_NEAR, 6) X(CHAIN_KIND, 3) X(CHAIN_LAST, 2) X(HEAD, 4) X(MORE, 6) X(GENDER, 16) X(NUMBER, 9) \
        X(COARSES, 81) X(TYPES, 289) X(ROLES, 196) X(NAME, 6) X(QUOTE, 8) X(PARAGRAPH, 3) X(TREE, 6) X(GOVERNOR, 4) \
            X(OWNER, 4) X(SAME, 3) X(COUNTRY, 4)
#define CS_EM_TRAITS(X) CS_EM_TRAITS_LATER(X) CS_EM_TRAITS_EARLIER(X) CS_EM_TRAITS_PAIR(X)
typedef enum cs_em_trait {
#define CS_X(e, n) CS_EM_##e##_TRAIT,
    CS_EM_TRAITS(CS_X)
#undef CS_X
        CS_EM_TRAIT_COUNT
} cs_em_trait;
enum { CS_EM_LATER_COUNT = CS_EM_A_CLASS_TRAIT, CS_EM_SINGLE_COUNT = CS_EM_SENTENCES_TRAIT };

typedef struct cs_em_traits {
    uint16_t v[CS_EM_TRAIT_COUNT];
} cs_em_traits;

/* What stands in the way of a pair is asked before (cs_em_can_join and entity_rank.c's own). */
typedef struct cs_em_single { /* of one mention, made once */
    uint8_t cls, coarse, role, type, general, modifiers, flag, quoted, sentence, score, emitted, complement, actor, nested;
    int32_t governor, owner; /* governor: token or -1; owner: mention or -1 */
} cs_em_single;
typedef struct cs_em_chain { /* of an earlier mention's chain, as far as the later one's place */
    int32_t size, near, last;
    bool named, described;
} cs_em_chain;

/* For learning the weights (train/antecedent_dump.c): sees each choice and makes it. */
typedef struct cs_em_watch {
    void *ctx;
    bool (*begin)(void *ctx, const cs_ework *w, int32_t i);    /* false: leave this mention alone */
    void (*seen)(void *ctx, const cs_em_traits *x, int32_t o); /* o: the earlier mention, -1: a new chain */
    int32_t (*choice)(void *ctx);
} cs_em_watch;

/* entity_trait.c: each writes its own part of *out. */
void cs_em_single_of(const cs_ework *w, int32_t i, cs_em_single *out);
void cs_em_traits_later(const cs_em_single *s, int again, cs_em_traits *out);
void cs_em_traits_earlier(const cs_em_single *s, cs_em_traits *out);
void cs_em_traits_pair(const cs_ework *w, const cs_em_single *s, const cs_em_chain *chain, int32_t i, int32_t o, int rank,
                       cs_em_traits *out);

/* entity_weigh.c: a network of one hidden layer. Its inputs are which traits there are, so that the sums over the traits of
 * the later mention and of each earlier one are made once. The last unit goes past the layer. */
enum { CS_EM_UNITS = 32, CS_EM_NAT = 256 }; /* CS_EM_NAT: of a score, how much is one in the log odds */
typedef struct cs_em_sum {
    uint16_t unit[CS_EM_UNITS + 1];
} cs_em_sum;
void cs_em_sum_add(cs_em_sum *s, const cs_em_traits *x, int first, int end); /* traits [first, end) */
int32_t cs_em_score_new(const cs_em_sum *later);
int32_t cs_em_score_pair(const cs_em_sum *later, const cs_em_sum *earlier, const cs_em_traits *x);
#endif
