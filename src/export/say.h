/* export/say.h: findings in words, for the formats that people read. */
#ifndef CS_EXPORT_SAY_H
#define CS_EXPORT_SAY_H
#include "base/buf.h"
#include "decode/reading.h"
#include "export/export.h"

/* The text at the span on one line: white space runs are one blank, at most max_bytes (cut at a word, then "…"). */
cs_str cs_say_words(cs_str text, cs_span span, ptrdiff_t max_bytes, cs_arena *a);
/* Who or what fills the role: a name of the entity if the report has one, else the words at the span. */
cs_str cs_say_filler(const cs_reading *r, int32_t entity, cs_span span, cs_arena *a);
/* The speaker of an attribution; "unnamed source" when the report names none. */
cs_str cs_say_speaker(const cs_reading *r, int32_t attribution, cs_arena *a);
/* The speakers from the outermost to the innermost, " > " between them; nothing for the report's own voice. */
cs_str cs_say_chain(const cs_reading *r, cs_chain chain, cs_arena *a);
/* "6", "at least 6", "up to 6", "6 to 8". */
cs_str cs_say_count(const cs_toll *t, cs_arena *a);
/* EDTF, else the TIMEX3 value, else empty. time: index or -1. */
cs_str cs_say_date(const cs_reading *r, int32_t time);
/* The page of a paged report on which the byte of its text stands, from 1; 0: it is not of pages. */
ptrdiff_t cs_say_page(const cs_export_report *in, uint32_t byte);
/* The statement's role has its own voice or the statement's. */
cs_chain cs_say_role_chain(const cs_statement *s, const cs_role *role);
uint8_t cs_say_role_certainty(const cs_statement *s, const cs_role *role);
#endif
