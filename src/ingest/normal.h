/* ingest/normal.h: from UTF-8 to the text that all offsets refer to. The rules, tested in tests/ingest/normal_test.c:
 *
 *   CR LF, CR, NEL (U+0085), VT, FF, LINE and PARAGRAPH SEPARATOR   one '\n'
 *   other C0 and C1 controls, NUL and DEL, not TAB                  one space
 *   a byte order mark at the very start                             dropped
 *   everything else                                                 its NFC: composed accents; ligatures, soft hyphens,
 *                                                                   zero-width and no-break characters stay
 * A character that carries marks keeps at most CS_MARKS_MAX in canonical order; what follows is kept as it comes (UAX 15's
 * stream-safe format has the same number; longer runs are no text, and sorting them takes quadratic time). */
#ifndef CS_INGEST_NORMAL_H
#define CS_INGEST_NORMAL_H
#include "base/str.h"

enum { CS_MARKS_MAX = 30 };

/* in: valid UTF-8. The result is in perm, at most 3 times as long. Deterministic; linear in in.n. */
cs_str cs_normal_text(cs_str in, cs_arena *perm);
/* The same for a title or name: white space of any kind (no-break too) is one space, none at the ends. */
cs_str cs_normal_line(cs_str in, cs_arena *perm);
/* Is there anything but white space, controls and invisible format characters? */
bool cs_normal_has_text(cs_str text);
/* White space of any kind, as Unicode has it. */
bool cs_normal_is_space(uint32_t cp);
#endif
