/* Which place each toponym of a report means. In: text and the spans of its toponyms in text order. Out: senses (toponyms of
 * one name share one, "one sense per discourse") with ranked candidates from the gazetteer.
 *
 * A linear model scores candidates in three rounds. The first sees the candidate itself (population, kind, how it has the
 * name), what stands beside the name ("Springfield, Ill.", "Aleppo province") and the countries that the report names, also by
 * their people ("Syrian"). The second also sees where the first round put the report's other toponyms: same country, same
 * region, near by, in front or beside. The third looks again, with the weights of the second, at what the second made of them.
 * Weights: place_weights.h, made by train/places.py. Sums have a fixed order and no libm is used, so scores are the same bits
 * everywhere. */
#ifndef CS_LINK_PLACE_RANK_H
#define CS_LINK_PLACE_RANK_H
#include "link/gazetteer.h"
#include "link/name_key.h"

#define CS_PLACE_FEATURES(X) \
    X(TOWN_POPULATION) \
    X(AREA_POPULATION) \
    X(IS_COUNTRY) \
    X(IS_ADMIN1) X(IS_ADMIN2) X(IS_REGION) X(IS_CAPITAL) X(IS_SITE) X(ALTERNATE) X(STRIPPED) X(ABBREVIATED) X(LARGEST) \
        X(IN_CONTAINER) X(NOT_IN_CONTAINER) X(HINTED) X(NOT_HINTED) X(COUNTRY_NAMED) X(ADMIN1_NAMED) X(SAME_COUNTRY) \
            X(SAME_ADMIN1) X(SAME_ADMIN2) X(NEAREST) X(NEAR) X(HOLDS_OTHERS) X(NO_POPULATION) X(CAPITAL_ABROAD) \
                X(LARGEST_ABROAD) X(BESIDE) X(LEAD_ADMIN1)
typedef enum cs_place_feature {
#define CS_PF_ENTRY(n) CS_PF_##n,
    CS_PLACE_FEATURES(CS_PF_ENTRY)
#undef CS_PF_ENTRY
        CS_PF_COUNT
} cs_place_feature;

enum { CS_PLACE_ROUNDS = 3 };

/* What a word beside the name says that it is. */
typedef enum cs_place_hint { CS_HINT_NONE, CS_HINT_ADMIN1, CS_HINT_ADMIN2, CS_HINT_TOWN } cs_place_hint;

typedef struct cs_place_option {
    int32_t place; /* in the gazetteer */
    uint8_t cls;   /* cs_gaz_class */
    float p;       /* probability among the options of its sense */
    float f[CS_PF_COUNT];
    cs_gaz_place at;
    int32_t admin1, admin2; /* places or CS_GAZ_NONE */
} cs_place_option;

typedef struct cs_sense {
    cs_name_key key;
    uint8_t hint;      /* cs_place_hint */
    int32_t container; /* sense or -1: "X, Y" */
    cs_place_option *option;
    int32_t n, best; /* best: option or -1 when there is none */
} cs_sense;

typedef struct cs_toponym {
    cs_span span;
    int32_t sense;
    int32_t container; /* toponym or -1 */
} cs_toponym;

typedef struct cs_ranking {
    cs_toponym *toponym;
    cs_sense *sense;
    int32_t n_toponyms, n_senses;
    bool *country_named; /* [countries], by name or people */
    float abroad;        /* 0 for news from one country, towards 1 for world news */
} cs_ranking;

/* spans: in text order, not overlapping. rounds: CS_PLACE_ROUNDS for results, fewer for learning. weights:
 * NULL for those of place_weights.h, else two rows of CS_PF_COUNT. The result lives in perm. */
cs_ranking cs_place_rank(const cs_gazetteer *g, cs_str text, const cs_span *spans, int32_t n, int rounds, const float *weights,
                         cs_arena *perm, cs_arena scratch);
/* The probability that the sense is its best option or one that is at the same spot (the town Aleppo and its province). */
float cs_place_certainty(const cs_gazetteer *g, const cs_sense *s);
/* Is the first span followed by its container: "Springfield, Ill.", "Karrada (Baghdad)", "Mopti in central Mali", "the Karrada
 * district of Baghdad", "Karrada district, central Baghdad", "Lashkar Gah of Helmand"? */
bool cs_place_contained(cs_str text, cs_span a, cs_span b);
#endif
