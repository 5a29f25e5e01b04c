/* link/incident_see.h: what is looked at of two statements of one report to tell whether they are about one incident: of each
 * aspect one of a few values. What they count is learnt (incident_weights.h). */
#ifndef CS_LINK_INCIDENT_SEE_H
#define CS_LINK_INCIDENT_SEE_H
#include "decode/reading.h"

/* X(aspect, its number of values); what they mean stands at their making in incident_see.c. */
#define CS_LIKENESSES(X) \
    X(TYPE, CS_N_EVENT_TYPES) \
    X(WHERE, 8) \
    X(WHEN, 8) \
    X(AGENT, 9) \
    X(AFFECTED, 10) \
    X(CROSSED, 3) \
    X(WITH, 3) \
    X(KILLED, 6) \
    X(WOUNDED, 6) \
    X(LEMMA, 4) \
    X(MODE, 4) \
    X(FORM, 6) \
    X(FORM_BEFORE, 6) \
    X(PLURAL, 4) \
    X(APART, 8) \
    X(TREE, 10) \
    X(BETWEEN, 5) \
    X(OPENING, 4) \
    X(WORLD, 7) \
    X(FRAME, 4) \
    X(VOICE, 6) \
    X(BY, 4) \
    X(WORDS, 7) \
    X(NAMES, 4) \
    X(PARAGRAPH, 2) \
    X(MANY, 4) \
    X(KIN, 9)

typedef enum cs_likeness {
#define CS_X(e, n) CS_LIKE_##e,
    CS_LIKENESSES(CS_X)
#undef CS_X
        CS_LIKE_COUNT
} cs_likeness;
enum {
    CS_LIKE_VALUES_MAX = 16,
    CS_WHEN_NEXT = 5,    /* of WHEN: apart by a day or two */
    CS_WHEN_APART = 6,   /* of WHEN: days that lie further apart than two reports of one day would */
    CS_WHERE_APART = 5,  /* of WHERE: in one country */
    CS_WHERE_ABROAD = 6, /* of WHERE: two countries */
    CS_PLURAL_BOTH = 3,
    CS_WORLD_OTHER = 3 /* of WORLD: from here on not both have happened, or were to happen */
};
extern const char *const cs_likeness_name[CS_LIKE_COUNT];

/* Numbers by sentence: those of sentence k are v[begin[k]] to v[begin[k + 1] - 1]. */
typedef struct cs_by_sentence {
    int32_t *v, *begin;
} cs_by_sentence;

/* What the aspects need to know of the whole report. */
typedef struct cs_likeness_view {
    const cs_reading *r;
    int32_t *with;    /* [entities][3]: statements that have the entity as agent, as recipient or target, as instrument */
    int32_t *of_type; /* [statements]: how many statements before it are about the same type */
    int32_t total[CS_N_EVENT_TYPES]; /* statements about each type */
    cs_by_sentence entities, rare;   /* who is mentioned; words that the report has more than once, but seldom, by number */
} cs_likeness_view;

/* Allocates in a. r: needs statements, entities, places, times. */
void cs_likeness_open(cs_likeness_view *v, const cs_reading *r, cs_arena *a);
/* a, b: indices of event statements that are about the same type, a before b. value: each below its aspect's number of values.
 */
void cs_likeness_see(const cs_likeness_view *v, int32_t a, int32_t b, uint8_t value[CS_LIKE_COUNT]);
/* What an event statement is about: a claim or a denial speaks of violence told before. */
uint8_t cs_spoken_of(const cs_statement *s);
/* p is q or lies in it. */
bool cs_place_inside(const cs_reading *r, int32_t p, int32_t q);
#endif
