/* decode/syntax_mend.h: what the files syntax_mend*.c share. Private to them. */
#ifndef CS_DECODE_SYNTAX_MEND_H
#define CS_DECODE_SYNTAX_MEND_H
#include "decode/reading.h"

/* Each mends what token i is part of, where it is such a word. */
void cs_mend_count(cs_reading *r, int32_t i);   /* amounts after verbs of what was suffered */
void cs_mend_counted(cs_reading *r, int32_t i); /* amounts before them; i is not the first of its sentence */
void cs_mend_verb(cs_reading *r, int32_t i);    /* verbs and their parts */
void cs_mend_noun(cs_reading *r, int32_t i);    /* nouns and what hangs from them */
void cs_mend_name(cs_reading *r, int32_t i);    /* names and what stands beside them */

enum {
    CS_MEND_REACH = 40
}; /* tokens to either side among which a word's own are looked for: a sentence may be a whole report */
int32_t cs_mend_begin_near(const cs_reading *r, int32_t i);
int32_t cs_mend_end_near(const cs_reading *r, int32_t i);
bool cs_mend_has_child(const cs_reading *r, int32_t head, cs_deprel rel);
bool cs_mend_has_subject(const cs_reading *r, int32_t verb);
/* First child of that relation between two tokens, or -1. */
int32_t cs_mend_child_in(const cs_reading *r, int32_t head, cs_deprel rel, int32_t beg, int32_t end);
/* Whether d is a or hangs from it. */
bool cs_mend_is_above(const cs_reading *r, int32_t a, int32_t d);
/* The token takes the other's place in the tree, and what hung from that one. */
void cs_mend_take_place(cs_reading *r, int32_t tok, int32_t of);
/* "wounded two days later": what is counted is no person. */
bool cs_mend_measures(const cs_token *t);
#endif
