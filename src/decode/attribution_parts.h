/* decode/attribution_parts.h: what the files of the attribution stage share; nobody else includes it.
 *   attribution_branch.c  what the event branch found: cue, source and content
 *   attribution_quote.c   quotations, blocks after a colon, quotations without a cue
 *   attribution.c         what the parse says of a cue of the lexicon; who says that who says; all of it */
#ifndef CS_DECODE_ATTRIBUTION_PARTS_H
#define CS_DECODE_ATTRIBUTION_PARTS_H
#include "decode/attribution.h"
#include "decode/entity.h"
#include "decode/tree.h"

typedef struct cs_attr_work {
    const cs_lexicon *l;
    cs_reading *r;
    cs_tree t;
    cs_entity_index at;
    cs_arena *perm;
    CS_VEC(cs_span) quotes; /* bytes, with the marks; in the order of the text */
    uint8_t *signs;         /* [n_sentences] what tells quoted speech without marks: attribution_quote.c */
    bool *is_cue;           /* [n_tokens] a word of a cue that the branch found */
    ptrdiff_t n_found;      /* attributions that it found */
} cs_attr_work;

/* Adds to the content, unless it is there; what lies in it goes. */
void cs_attr_add(cs_attr_work *w, cs_attribution *a, cs_span s);
void cs_attr_source(cs_attr_work *w, cs_attribution *a, int32_t tok);
/* The subject of a cue: its own, a shared one, or that of the verb that governs it ("…, saying that …"). */
int32_t cs_attr_source_of_verb(const cs_attr_work *w, int32_t verb);
cs_span cs_attr_cue_span(const cs_attr_work *w, int32_t cue);
/* The row of cues.tsv that fits a word, or NULL. */
const cs_lex_cue *cs_attr_row(const cs_attr_work *w, int32_t tok);

/* Fills quotes and signs. */
void cs_attr_find_quotes(cs_attr_work *w);
/* The quotation that belongs to a cue: one that touches its content, or that its own sentence holds. */
void cs_attr_quoted(cs_attr_work *w, cs_attribution *a, int32_t cue, bool verb_alone);
/* "The minister said:" and what stands after the colon. within: a colon within a sentence counts too. */
bool cs_attr_block(cs_attr_work *w, cs_attribution *a, int32_t cue, bool within);
/* Speech without quotation marks: the paragraph speaks in the first person from the sentence on, and has no mark. */
bool cs_attr_bare_speech(const cs_attr_work *w, int32_t sent);
void cs_attr_orphan_quotes(cs_attr_work *w);

void cs_attr_of_cue(cs_attr_work *w, const cs_cue *c);
#endif
