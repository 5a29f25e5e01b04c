/* decode/toll.h: how many were killed, wounded, captured … in what a statement tells, by the codebook's toll table.
 *
 * The event stage calls cs_toll_of once for each trigger of a statement (its own, and those merged into it) with the tokens
 * that fill the slot which the trigger's effect counts, then once cs_toll_in_clause for words of result that are no triggers
 * ("leaving 67 dead and 1,000 wounded", "the death toll rose to 12"). Each effect stands once in the list: what is told first
 * wins, a number over a plural without one. Nothing is counted twice: conjuncts are one sum, "including …" adds nothing but
 * women and children. The list lives in perm. */
#ifndef CS_DECODE_TOLL_H
#define CS_DECODE_TOLL_H
#include "decode/entity.h"
#include "decode/lexicon.h"
#include "decode/tree.h"

typedef CS_VEC(cs_toll) cs_tolls;

/* What the functions below read. */
typedef struct cs_toll_view {
    const cs_lexicon *l;
    const cs_reading *r; /* tokens, mentions and entities filled */
    const cs_tree *t;
    const cs_entity_index *at;
    const bool *told; /* [n_tokens] a statement of its own stands there; or NULL */
    int32_t until;    /* who is named behind that token is not counted: its clause is of the one before; 0: all are */
    bool lives;       /* what is counted can only be persons: whom one kidnaps or arrests */
} cs_toll_view;

/* Adds the toll that trigger tells of victims [n] (head tokens of the fillers; recipients, for CS_EFFECT_CROWD the agents).
 * effect: the trigger row's, CS_EFFECT_NONE adds nothing. Fillers that are no persons add nothing; nor does one number for dead
 * and wounded together ("60 were killed and injured"). */
void cs_toll_of(const cs_toll_view *x, int32_t trigger, int effect, const int32_t *victims, int32_t n, cs_tolls *out,
                cs_arena *perm);

/* Adds what words of result in the clause of trigger tell: "N dead", "left N people injured", "N deaths", "the death of a …",
 * "a death toll of N", "no casualties". Clauses with a subject of their own are another statement's. */
void cs_toll_in_clause(const cs_toll_view *x, int32_t trigger, cs_tolls *out, cs_arena *perm);

/* How many persons the noun phrase headed by token tells, with its conjuncts; false when it tells no persons or no number.
 * *of gets the entity of what is counted or -1, *bare (may be NULL) whether it was a plural without number. */
bool cs_toll_count(const cs_toll_view *x, int32_t token, cs_toll *out, bool *bare);
#endif
