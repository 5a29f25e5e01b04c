/* decode/entity.h: who and what a report speaks of. Takes a reading with sentences, tokens and candidates (the mention
 * head's spans); fills mentions (text order, outer before inner) and entities (coreference chains, in the order of their
 * first mention). Names, acronyms, titles, aliases and what the syntax says are joined by rules (the first sieves of Lee et al.
 * 2013, "Deterministic coreference resolution based on entity-centric, precision-ranked rules"), then a learnt ranker gives
 * descriptions and pronouns the likeliest earlier chain or none (entity_rank.c). Spans follow GUM's guidelines: with
 * determiner, post-modifiers and possessive ending, without preposition. Abstract things, times and happenings without a name
 * of their own are no mentions; relative pronouns are none either and are answered by cs_entity_index. */
#ifndef CS_DECODE_ENTITY_H
#define CS_DECODE_ENTITY_H
#include "decode/lexicon.h"
#include "decode/tree.h"

/* Everything kept is in perm. r->mentions and r->entities must be empty. */
void cs_entities(const cs_lexicon *l, cs_reading *r, cs_arena *perm, cs_arena scratch);
/* The same for train/antecedent_dump.c; watch: decode/entity_rank.h. */
struct cs_em_watch;
void cs_entities_watched(const cs_lexicon *l, const struct cs_em_watch *watch, cs_reading *r, cs_arena *perm, cs_arena scratch);

/* The text of a span as a name; a line end within it is a blank. */
cs_str cs_entity_words(const cs_reading *r, cs_span span, cs_arena *perm);

/* Look-ups from tokens to mentions; valid as long as the reading does not change. All arrays are [n_tokens], -1: none. */
typedef struct cs_entity_index {
    const cs_reading *r;
    const int32_t *narrow;     /* the smallest mention whose head is the token ("X", not "X and Y") */
    const int32_t *wide;       /* the largest mention whose head is the token ("X and Y") */
    const int32_t *cover;      /* the smallest mention that covers the token */
    const int32_t *cover_wide; /* the largest mention that covers the token */
    const int32_t *antecedent; /* of a relative pronoun: the token of the noun that it stands for */
} cs_entity_index;
cs_entity_index cs_entity_index_make(const cs_reading *r, const cs_tree *t, cs_arena *perm);

/* The mention that a filler's head token stands for: its own, for a relative pronoun that of the noun before, for a noun
 * that is no head ("Islamic" of a flat name) the one of the name's head. -1: none. */
int32_t cs_entity_mention_at(const cs_entity_index *x, int32_t token);
/* The entity of cs_entity_mention_at, or -1. */
int32_t cs_entity_at(const cs_entity_index *x, int32_t token);

/* What an entity is, by its type, the nouns that it is called by, and the register. */
bool cs_entity_is_actor(const cs_reading *r,
                        int32_t entity); /* person, group, organisation, force, government, party, population */
bool cs_entity_is_concrete(const cs_reading *r,
                           int32_t entity); /* has a body that can be hit: an actor, place, facility, vehicle … */
bool cs_entity_is_armed(const cs_reading *r, int32_t entity);
bool cs_entity_is_civilian(const cs_reading *r, int32_t entity);
/* Whether this mention stands where an actor does (subject of a verb of doing or saying, owner of a deed) and not where a
 * place does ("in Moscow"): tells Moscow the government from Moscow the town. */
bool cs_entity_acts(const cs_tree *t, int32_t mention);
bool cs_entity_acts_at(const cs_tree *t, int32_t token);
#endif
