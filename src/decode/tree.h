/* decode/tree.h: questions about a parse that every rule asks. A cs_tree is an index over a reading's tokens (first child,
 * next sibling, subtree ends); it reads the reading and never changes it. Source: Universal Dependencies v2 guidelines. */
#ifndef CS_DECODE_TREE_H
#define CS_DECODE_TREE_H
#include "decode/reading.h"

typedef struct cs_tree {
    const cs_reading *r;
    const int32_t *first, *next; /* [n_tokens]: first child, next sibling, text order, -1 at the end */
    const int32_t *left, *right; /* [n_tokens]: subtree's first token and one past its last */
    const int32_t *depth;        /* [n_tokens]: 0 for a root */
} cs_tree;

cs_tree cs_tree_make(const cs_reading *r, cs_arena *perm, cs_arena scratch);

#define CS_EACH_CHILD(t, tok, c) for (int32_t c = (t)->first[tok]; c >= 0; c = (t)->next[c])

static inline const cs_token *cs_tok(const cs_tree *t, int32_t i) { return &t->r->tokens.v[i]; }
static inline bool cs_rel(const cs_tree *t, int32_t i, cs_deprel rel) { return cs_tok(t, i)->deprel == rel; }

/* First child with that relation, or -1. */
int32_t cs_child(const cs_tree *t, int32_t tok, cs_deprel rel);
/* Whether a is d or an ancestor of d. */
bool cs_above(const cs_tree *t, int32_t a, int32_t d);
/* The preposition of an obl, nmod, acl or advcl: the lower form of its case or mark child, words of a fixed one joined by '_'
 * ("because_of"), n == 0 when there is none. */
cs_str cs_case_of(const cs_tree *t, int32_t tok, cs_arena *perm);
/* The first conjunct of a coordination that tok is part of, tok itself when it is none. */
int32_t cs_conj_top(const cs_tree *t, int32_t tok);
/* Whether tok is a subject relation (active, passive, outer); a clause; a noun's modifier clause. */
bool cs_is_subject(cs_deprel rel);
bool cs_is_clausal(cs_deprel rel);
/* Whether the token's children say so: passive voice (also of a reduced relative or a conjunct of a passive), a finite or
 * auxiliated verb, an own subject. */
bool cs_is_passive(const cs_tree *t, int32_t verb);
int32_t cs_subject_of(const cs_tree *t, int32_t verb); /* the nearest nsubj*, csubj* child or -1 */
/* The lowest verb (or copular predicate) at or above tok that heads a clause; tok's root at last. */
int32_t cs_clause_of(const cs_tree *t, int32_t tok);
/* Span from a clause's first to its last token, in bytes, without the punctuation at its ends. */
cs_span cs_subtree_span(const cs_tree *t, int32_t tok);
bool cs_lemma_is(const cs_tree *t, int32_t tok, const char *lemma);
/* Whether the lemma is one of the blank-separated words of list. */
bool cs_lemma_in(const cs_tree *t, int32_t tok, const char *list);
bool cs_word_in(cs_str word, const char *list);
/* Whether the verb heads a participle or relative clause of the noun. */
static inline bool cs_is_clause_of(const cs_tree *t, int32_t verb, int32_t noun) {
    return cs_tok(t, verb)->head == noun && (cs_rel(t, verb, CS_REL_ACL) || cs_rel(t, verb, CS_REL_ACL_RELCL));
}
/* "the most powerful offensive", "the deadliest attack" */
bool cs_is_superlative(const cs_tree *t, int32_t noun);
/* "a lawyer and former mayor": whether the conjunct goes on to say who the first one is, one article for both. */
bool cs_is_same_one(const cs_tree *t, int32_t conj);
/* "the attack", "those attacks": a noun with an article or pronoun that points at what is known. */
bool cs_is_definite(const cs_tree *t, int32_t noun);
#endif
