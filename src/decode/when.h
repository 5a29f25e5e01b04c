/* decode/when.h: which time expression is the time of an event, and how the event lies to the report (CODEBOOK "Time frame").
 * Reads r->times (cs_times) and the parse; changes nothing. Time is linear in the sentence. */
#ifndef CS_DECODE_WHEN_H
#define CS_DECODE_WHEN_H
#include "decode/tree.h"

/* The time of the event at trigger: index into r->times, or -1. Own is a date, time of day or anchored stretch that the parse
 * puts into the trigger's clause ("on Friday" at the verb, at an object of it, at the noun itself), or else the sentence's only
 * one when no other event or speech verb holds it. Never a date line, a set ("daily"), a vague reference ("recently") or an
 * amount without an anchor. is_event (may be NULL): [n_tokens], true at the tokens of other events, whose times are not taken.
 * *why (may be NULL): the rule that found it. Across sentences: cs_when_carried. */
int32_t cs_when(const cs_tree *t, const bool *is_event, int32_t trigger, cs_str *why);

/* The time that the trigger shares with its governor, when it has none of its own: a participle ("…, killing six"), a conjunct,
 * a nominal within the governor's clause, a relative clause of an event noun. Index or -1. */
int32_t cs_when_inherit(const cs_tree *t, const bool *is_event, int32_t trigger, cs_str *why);

/* The day that the paragraph tells of, for an event that the main clause tells in the plain past in a sentence without a time:
 * that of the main clause of the nearest sentence before it that names one. Index or -1. */
int32_t cs_when_carried(const cs_tree *t, int32_t trigger, cs_str *why);

/* The date of the heading that the event's sentence stands under (a chronology's "12 March 2018"), or of the report's title. A
 * date line dates the report and no event, unless it is one of several such headings. Index or -1. */
int32_t cs_when_section(const cs_tree *t, int32_t trigger, cs_str *why);

/* Whether the clause is in the present or the present perfect. */
bool cs_when_tells_of_now(const cs_tree *t, int32_t verb);

/* Bounded on one side only: "since June", "until 2010". */
bool cs_time_is_open(const cs_time *x);
/* Tells when another mention of the same happening happened: not "since June", not "in the past four years". */
bool cs_time_is_shared(const cs_time *x);

/* current, historical or future: from the time (index or -1) relative to r->published, or where that is not known the date
 * line, or else a year before the latest day that it names; from the modality; from words that mark the past ("previously", "in
 * the past", "years ago"). CS_FRAME_DAYS before publication is where "current" ends. */
enum { CS_FRAME_DAYS = 30 };
cs_frame cs_time_frame(const cs_tree *t, int32_t trigger, int32_t when, cs_modality modality, cs_str *why);
#endif
