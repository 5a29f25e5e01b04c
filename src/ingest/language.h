/* ingest/language.h: is a text English? By n-gram fingerprints (Cavnar & Trenkle, "N-Gram-Based Text Categorization",
 * 1994) as libexttextcat has them. */
#ifndef CS_INGEST_LANGUAGE_H
#define CS_INGEST_LANGUAGE_H
#include "base/str.h"

/* Below it no guess is worth anything and every text is taken for English. */
enum { CS_LANGUAGE_LETTERS_MIN = 200 };

typedef struct cs_language cs_language;

/* dir: folder with fpdb.conf and its fingerprints, ending in '/'; NULL: where the system's package keeps them. The files are
 * read when the first text needs them. Errors: CASUS_E_LIMIT (no memory). */
CASUS_MUST_CHECK casus_status cs_language_open(cs_language **l, const char *dir, cs_err *err);
void cs_language_close(cs_language **l); /* *l may be NULL */

typedef struct cs_language_guess {
    bool english;
    const char *name; /* "Spanish", or "another language" when it cannot be named; unset when english */
} cs_language_guess;

/* text: UTF-8; a name is in perm. Safe from several threads. Errors: CASUS_E_MODEL (the fingerprints are missing or damaged).
 */
CASUS_MUST_CHECK casus_status cs_language_guess_of(cs_language *l, cs_str text, cs_language_guess *out, cs_arena *perm,
                                                   cs_arena scratch, cs_err *err);
#endif
