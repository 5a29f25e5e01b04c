/* link/filler.h: who and what an incident names: perpetrators, organisations, targets, victims and weapons, as MUC-4 templates
 * ask for them. Candidates are the names and nominals of the report, one for each wording; each gets a score for each role from
 * a linear model over features of its words, its place in the parse and the statements that it has a role in. */
#ifndef CS_LINK_FILLER_H
#define CS_LINK_FILLER_H
#include "decode/lexicon.h"
#include "decode/reading.h"
#include "decode/tree.h"

#define CS_FILLER_ROLES(X) \
    X(PERSON, "PerpInd") X(ORGANISATION, "PerpOrg") X(TARGET, "Target") X(VICTIM, "Victim") X(WEAPON, "Weapon")
typedef enum cs_filler_role {
#define CS_X(e, n) CS_FILLER_##e,
    CS_FILLER_ROLES(CS_X)
#undef CS_X
        CS_FILLER_COUNT
} cs_filler_role;

/* What other wordings of the same entity have is a feature too, told apart by this; of so many of them, in text order. */
#define CS_FILLER_OF_OTHERS 0x5BD1E995u
enum { CS_FILLER_CHAIN_MAX = 8 };

typedef struct cs_wording {
    cs_str key;     /* lower case, without articles and punctuation */
    cs_span span;   /* its first place in the text */
    int32_t entity; /* of its first mention */
    CS_VEC(int32_t) mentions;
    CS_VEC(uint32_t) features; /* hashes, ascending, each once */
} cs_wording;
typedef CS_VEC(cs_wording) cs_wordings;

/* The best words of a mention: a person's name without what stands before it ("Bishop Luis Haro" gives "Luis Haro"), else
 * the noun phrase without numbers, articles, relative clauses, appositions and all that "of" does not link. [beg, end) are
 * tokens, the head among them. */
typedef struct cs_core {
    int32_t beg, end;
} cs_core;
cs_core cs_filler_core(const cs_lexicon *l, const cs_tree *t, const cs_mention *m);

/* Whether the model chooses whom the incident names: violence, abductions, threats of violence, what is seized by force. */
bool cs_filler_is_deed(const cs_incident *x);

/* What a statement of such an incident names where the mention head saw no mention ("guerrilla attacks", "dynamite attacks")
 * becomes an entity with that one mention, so that it is a candidate too. Behind the others; allocates in perm. */
void cs_filler_entities(const cs_lexicon *l, cs_reading *r, cs_arena *perm, cs_arena scratch);

/* All candidates with their features, in text order. Needs all stages up to incidents. Allocates in perm. */
cs_wordings cs_filler_wordings(const cs_lexicon *l, const cs_reading *r, cs_arena *perm, cs_arena scratch);

/* The wording's score for each role in steps of the table; above 0 it fills the role. Returns how much it speaks
 * for the report being of the sort that the model was learnt on. */
int32_t cs_filler_score(const cs_wording *w, int32_t score[CS_FILLER_COUNT]);

/* How probable the event branch finds it that a head of the wording's mentions is of a filler of the role; the highest. 0
 * without a branch. */
float cs_filler_tagged(const cs_reading *r, const cs_wording *w, cs_filler_role role);

/* Fills the lists of the incidents (agents, recipients, targets, instruments). Violent incidents get what the model finds: each
 * entity once for a role, by its best words, in the incidents whose statements it has a role in, else in the nearest one. A
 * filler has no entity where its words name individuals and the entity is the body they belong to. In a report of another sort
 * than the model was learnt on, a list that stays empty gets whom its statements tell of. In other incidents the fillers stay,
 * by their best words: the fullest name, else a description; a pronoun that stands for neither is left out. Returns whether the
 * report tells of violence and is of the sort that the model was learnt on. Allocates in perm. */
bool cs_fillers(const cs_lexicon *l, cs_reading *r, cs_arena *perm, cs_arena scratch);
#endif
