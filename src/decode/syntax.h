/* decode/syntax.h: words and sentences -> tokens with tag, features, lemma, head and relation, and mention candidates.
 *
 * Sentences are read in windows of consecutive ones, up to the model's longest window, so that each is seen in its context;
 * a sentence that is longer is read in parts whose trees hang on the first part's root (as parataxis). */
#ifndef CS_DECODE_SYNTAX_H
#define CS_DECODE_SYNTAX_H
#include "decode/reading.h"
#include "encode/engine.h"
#include "segment/segment.h"

enum {
    CS_WORD_PIECES_MAX = 128,       /* of a longer word its first 127 and its last piece are read */
    CS_CANDIDATES_PER_WORD_MAX = 8, /* on average over a window; spans beyond are dropped, later ones first */
};

/* Fills r->sentences, r->tokens and r->candidates from w, whose spans are of r->text (already set). threads: 1 to
 * CS_THREADS_MAX. Everything that r points to afterwards is in perm (or in r->text). CASUS_E_MODEL when the model's labels
 * are not those of reading.h; r is then unchanged. The result does not depend on threads or instruction set. */
CASUS_MUST_CHECK casus_status cs_syntax(const cs_engine *e, const cs_words *w, cs_reading *r, int threads, cs_arena *perm,
                                        cs_arena scratch, cs_err *err);

/* Mends trees that English does not allow (syntax_mend.c): heads, relations and voice of the tokens. Part of cs_syntax. What
 * is a tree stays one; sentences of more words than this stay as they are. */
enum { CS_MEND_WORDS_MAX = 512 };
void cs_syntax_mend(cs_reading *r);
#endif
