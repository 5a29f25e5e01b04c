/* decode/lexicon_own.h: a project's own words and actors, over those of data/ (docs/tables.md says what each column means).
 *
 * Both take a CSV (UTF-8, NFC) that is named in messages as path; the bytes outlive the lexicon, as does the arena. A bad row
 * gives CASUS_E_INPUT with file, line and column; the lexicon is not to be used then. Nobody may look up meanwhile. */
#ifndef CS_DECODE_LEXICON_OWN_H
#define CS_DECODE_LEXICON_OWN_H
#include "decode/lexicon.h"
#include "encode/lemma.h"
#include "segment/segment.h"

/* Triggers: word, pos, type and, if given, mode, frame, needs, effect, strength. A row takes the place of all rows of casus's
 * own for the same word and word class; type `none` leaves the word without one. What a row does not say is what most strong
 * rows of casus's own of that type and word class say. Regular forms of a word are known by themselves. */
CASUS_MUST_CHECK casus_status cs_lexicon_add_words(cs_lexicon *l, const char *path, cs_str bytes, cs_arena *a, cs_err *err);
/* Actors: the columns of actor_table.h. */
CASUS_MUST_CHECK casus_status cs_lexicon_add_actors(cs_lexicon *l, const char *path, cs_str bytes, cs_arena *a, cs_err *err);
/* Which sentences of w have a form of one of the user's own words, [sentences]: a regular one, or one that the model's
 * dictionary leads back to it. NULL where the user brings none. */
bool *cs_lexicon_own_sentences(const cs_lexicon *l, const cs_lemma_dict *dict, cs_str text, const cs_words *w, cs_arena *a);
#endif
