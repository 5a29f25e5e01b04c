/* export/mask.h: hides private persons. A person is private unless the register shows them as holder of public office or leader
 * of an armed group, at any time. Every mention of a private person who is named in a report (names and words like "the nurse",
 * no pronouns) and every other place where one of these names stands, in any report, becomes as many blocks (U+2588) as it has
 * code points, so that offsets hold. Urls and paths, which names stand in in other forms, are dropped. */
#ifndef CS_EXPORT_MASK_H
#define CS_EXPORT_MASK_H
#include "export/forms.h"

typedef struct cs_mask cs_mask;

/* a: takes the mask and the names. */
CASUS_MUST_CHECK casus_status cs_mask_open(cs_mask **m, cs_arena *a, cs_err *err);
/* Takes the names of private persons from a reading. Everything is learnt before anything is masked. */
CASUS_MUST_CHECK casus_status cs_mask_learn(cs_mask *m, cs_str reading, cs_arena scratch, cs_err *err);

/* A text as it may be shown; itself where nothing is to be hidden. */
cs_str cs_mask_text(const cs_mask *m, cs_str s, cs_arena *a);
void cs_mask_report(const cs_mask *m, cs_view_report *r, cs_arena *a);
void cs_mask_incident(const cs_mask *m, cs_view_incident *i, cs_arena *a);
/* Masks a document's text, not its reading, and keeps it for the statements that follow, until the arena is reset. */
CASUS_MUST_CHECK casus_status cs_mask_words(cs_mask *m, cs_form_document *d, cs_arena *a, cs_err *err);
/* The same, and masks the reading. */
CASUS_MUST_CHECK casus_status cs_mask_document(cs_mask *m, cs_form_document *d, cs_arena *a, cs_err *err);
/* A statement of the last document. */
void cs_mask_statement(const cs_mask *m, cs_view_statement *s, cs_arena *a);
#endif
