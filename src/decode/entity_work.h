/* decode/entity_work.h: what the files entity*.c share while one report's mentions are found and joined. Private to them. */
#ifndef CS_DECODE_ENTITY_WORK_H
#define CS_DECODE_ENTITY_WORK_H
#include "base/map.h"
#include "decode/actor.h"
#include "decode/entity.h"

enum { CS_EM_MALE = 1, CS_EM_FEMALE = 2, CS_EM_THING = 4 }; /* genders that a mention can have, as bits */
typedef enum cs_em_det { CS_EM_BARE, CS_EM_THE, CS_EM_THIS, CS_EM_A, CS_EM_NO, CS_EM_OWNED } cs_em_det;

/* One mention while it is worked on. Those with emit == false only compete as antecedents of pronouns. */
typedef struct cs_em {
    int32_t beg, end, head;     /* tokens */
    int32_t core_beg, core_end; /* a name without article, titles, modifiers after it; else the head alone */
    int32_t sent, quote;        /* quote: number of the quotation it is in, -1 none */
    uint8_t coarse;             /* cs_coarse_type */
    uint8_t kind;               /* cs_mention_kind */
    uint8_t number;             /* cs_number */
    uint8_t person;             /* of a pronoun, 1..3; 0 otherwise */
    uint8_t gender;             /* bits */
    uint8_t det;                /* cs_em_det */
    bool emit, coordinated;     /* coordinated: spans "X and Y", its head is X */
    uint8_t says;               /* of a name: cs_entity_type of the body that its words or the report say it is; 0: nothing */
    bool named;                 /* a common noun in capitals that the report uses as a name */
    bool titled;                /* a person's name with Mr., President … */
    float score;
    int32_t up;              /* union-find: parent; the root is the chain's first mention */
    cs_str key;              /* of a name: its core in lower case, plain; n == 0 otherwise */
    const cs_lex_noun *noun; /* what the lexicon says of the head, or NULL */
    const cs_actor *actor;   /* of a name: the register's entry, or NULL */
    uint8_t actor_type;      /* cs_entity_type of that on the report's day */
    cs_str actor_why;
} cs_em;

typedef struct cs_ework {
    const cs_lexicon *lex;
    const cs_actor_context *about;
    cs_reading *r;
    const cs_tree *t;
    cs_arena *perm;
    cs_arena *a; /* scratch of cs_entities */
    cs_em *m;    /* text order, outer before inner */
    int32_t n;
    int32_t *at;      /* [n_tokens]: the smallest mention with that head that is not coordinated, -1 */
    int32_t *quote;   /* [n_tokens]: quotation, -1 */
    int32_t *speaker; /* [n_quotes]: token of the speaker, -1 */
    int32_t n_quotes;
    cs_map said; /* what the report says that a name (key) is: cs_entity_type */
    bool *caps;  /* [n_sentences]: written in capitals throughout, so that capitals say nothing */
    /* of a chain, at its root: */
    uint8_t *gender, *number;        /* what is left of the possible; 0 = anything for number */
    int32_t *name;                   /* its fullest name's mention, -1 */
    const struct cs_em_watch *watch; /* or NULL */
} cs_ework;

/* entity_mention.c: w->m from the candidates; entity_feature.c: their features; entity_known.c: those that other words tell of.
 */
void cs_em_collect(cs_ework *w);
void cs_em_add(cs_ework *w, int32_t head, const cs_candidate *c, bool coordinated);
bool cs_em_is_agreed(const cs_ework *w, const cs_em *m); /* the parse has the same span */
bool cs_em_is_emitted(const cs_ework *w, const cs_em *m, bool agreed);
void cs_em_known(cs_ework *w, const bool *taken); /* taken: [n_tokens] heads of candidates */
void cs_em_features(cs_ework *w, cs_em *m);
void cs_em_find_name(const cs_ework *w, cs_em *m);      /* core, key, actor, titled for m->coarse */
bool cs_em_is_capital(cs_str word);                     /* begins with a capital letter (or one outside ASCII) */
cs_span cs_em_gum_span(const cs_tree *t, int32_t head); /* tokens [beg, end) */
/* entity_body.c: names of bodies that nothing else knows. cs_em_bodies fills w->said. */
void cs_em_bodies(cs_ework *w);
cs_entity_type cs_em_says(const cs_ework *w, const cs_em *m);
void cs_em_say(cs_ework *w, const cs_em *m, cs_entity_type t); /* m has a key */
/* What a description with a noun is: "a human rights group" is an organisation. */
cs_entity_type cs_em_sort(const cs_ework *w, const cs_em *m);
bool cs_em_is_acronym(cs_str word);
/* entity_quote.c */
void cs_em_quotes(cs_ework *w);
/* entity_chain.c */
int32_t cs_em_root(const cs_ework *w, int32_t m);
bool cs_em_can_join(const cs_ework *w, int32_t a, int32_t b);
void cs_em_join(cs_ework *w, int32_t a, int32_t b);
static inline const cs_token *cs_em_tok(const cs_ework *w, int32_t i) { return &w->r->tokens.v[i]; }
/* entity_syntax.c */
/* The token of the name that the description i, set off by commas, is of; -1: none. Needs w->at. */
int32_t cs_em_set_off(const cs_ework *w, int32_t i);
int32_t cs_em_first_near(const cs_ework *w, int32_t i); /* where a name that ends just before i begins at the earliest */
/* The sieves, in their order. */
void cs_em_names(cs_ework *w);    /* entity_name.c */
void cs_em_syntax(cs_ework *w);   /* entity_syntax.c: apposition, copula */
void cs_em_speakers(cs_ework *w); /* entity_speaker.c: first and second person */
/* What is open after them. */
void cs_em_rank(cs_ework *w); /* entity_rank.c */
/* General nouns that stand for a body: "the group". */
#define CS_EM_BODY_NOUNS \
    "group organization organisation movement militia network faction company agency firm party team band club"
int32_t cs_em_general(const cs_ework *w, int32_t i); /* entity_general.c: the name that mention i stands for, -1 */
void cs_em_ages(cs_ework *w);                        /* entity_age.c: persons told by their age, or as the victim */
bool cs_em_abbreviates(cs_str acronym, cs_str key);
/* entity_type.c: the fine type of one mention, by the coarse type, the lexicon and the words of the name. */
cs_entity_type cs_em_type(const cs_ework *w, const cs_em *m);
uint8_t cs_em_coarse_of(cs_entity_type t);
uint8_t cs_em_actor_coarse(const cs_em *m); /* of a name that the register knows */
uint8_t cs_em_coarse(const cs_em *m);       /* the coarse type, set right by the register and the lexicon */
#endif
