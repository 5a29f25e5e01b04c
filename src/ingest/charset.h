/* ingest/charset.h: which encoding are these bytes in, and to UTF-8. In this order: a byte order mark; UTF-16 or UTF-32 by
 * where the zero bytes are; what the page declares; UTF-8 if all of it is valid; Windows-1252 or Mac Roman if nearly all
 * other characters are the punctuation of English typesetting; what uchardet finds. */
#ifndef CS_INGEST_CHARSET_H
#define CS_INGEST_CHARSET_H
#include "base/str.h"

/* An encoding by its name for the output and the one that iconv knows. */
typedef struct cs_charset {
    const char *name, *iconv;
} cs_charset;

/* The encoding that a label means ("latin1", "utf8", any case, as in the WHATWG Encoding Standard), NULL if unknown. Only
 * encodings of that standard, and those that uchardet names, are ever handed to iconv: it has others with a bad record. */
const cs_charset *cs_charset_named(cs_str label);
/* By the byte order mark or the zero bytes; NULL when neither speaks. *bom_bytes: what to skip. */
const cs_charset *cs_charset_unicode(cs_str bytes, ptrdiff_t *bom_bytes);
/* By its looks, for bytes that are not valid UTF-8. */
const cs_charset *cs_charset_detect(cs_str bytes);
/* To UTF-8, in perm (or the bytes themselves where they are UTF-8 already). at: what was skipped before bytes, for err->at.
 * Errors: CASUS_E_INPUT with the offset of the first byte that is not of this encoding, CASUS_E_LIMIT (result above
 * limit_bytes). */
CASUS_MUST_CHECK casus_status cs_charset_decode(cs_str bytes, ptrdiff_t at, const cs_charset *c, ptrdiff_t limit_bytes,
                                                cs_str *out, cs_arena *perm, cs_err *err);
extern const cs_charset cs_charset_utf8;
#endif
