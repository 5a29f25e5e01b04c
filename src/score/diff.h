/* score/diff.h: what two codings of one report say differently. Both come as JSON (docs/data-model.md); what is compared are
 * the values as a reader sees them (whom, where, when, by whose word), not the ids, which change with every statement found or
 * lost.
 *
 *   diff_reading.c  a reading's JSON to statements with a value for each field
 *   diff.c          which statements of the two are one, and what differs
 *   diff_write.c    the difference in words and as JSON */
#ifndef CS_SCORE_DIFF_H
#define CS_SCORE_DIFF_H
#include "base/buf.h"

/* Values in one reading's JSON, roughly, its words left out: as many as a case takes (store.h). Code points of a trigger; a
 * longer one is none. How many statements near a trigger are looked at. */
enum { CS_DIFF_VALUES_MAX = 8 << 20, CS_DIFF_TRIGGER_MAX = 200, CS_DIFF_NEAR_MAX = 256 };

/* The fields that are compared, named as in the JSON; confidence and why are not: they follow. X(enumerator, "name") */
#define CS_DIFF_FIELDS(X) \
    X(TYPE, "type") \
    X(MODE, "mode") \
    X(CONTEXTS, "contexts") \
    X(TRIGGER, "trigger") X(AGENT, "agent") X(RECIPIENT, "recipient") X(TARGET, "target") X(INSTRUMENT, "instrument") \
        X(BENEFICIARY, "beneficiary") X(OTHER_PARTY, "other-party") X(FROM, "from") X(TO, "to") X(ITEM, "item") \
            X(WHEN, "when") X(WHERE, "where") X(TOLL, "toll") X(ACCORDING_TO, "according_to") X(CERTAINTY, "certainty") \
                X(MODALITY, "modality") X(TIME_FRAME, "time_frame") X(EVIDENCE, "evidence")
typedef enum cs_diff_field {
#define CS_X(e, n) CS_DIFF_##e,
    CS_DIFF_FIELDS(CS_X)
#undef CS_X
        CS_DIFF_FIELD_COUNT
} cs_diff_field;
extern const char *const cs_diff_field_name[CS_DIFF_FIELD_COUNT];

typedef struct cs_diff_value {
    cs_str text; /* n == 0: nothing is said */
    cs_str why;  /* the rules that decided it; n == 0: not told */
} cs_diff_value;

typedef struct cs_diff_statement {
    cs_str id; /* "s7" */
    bool relation;
    int32_t begin, end;    /* trigger, in code points of the text */
    cs_str trigger, words; /* the word; the clause or sentence, cut where it is long */
    int32_t incident;      /* index into incidents, -1: none */
    int32_t twin;          /* the other coding's statement that says the same, -1: none */
    cs_diff_value field[CS_DIFF_FIELD_COUNT];
} cs_diff_statement;

typedef struct cs_diff_incident {
    cs_str id;      /* "i2" */
    cs_str reasons; /* why its statements are about one incident, "; " between them */
} cs_diff_incident;

typedef struct cs_diff_reading {
    cs_str id, path, title, text; /* text: n == 0: left out of the JSON */
    CS_VEC(cs_diff_statement) statements;
    CS_VEC(cs_diff_incident) incidents;
} cs_diff_reading;

/* Takes a casus.report/1 line, which may be foreign; all of it lives in a. Members that are not as data-model.md has them are
 * as if they were not there. Errors: CASUS_E_INPUT (no JSON object, another schema), CASUS_E_LIMIT. Jumps when a is full. */
CASUS_MUST_CHECK casus_status cs_diff_read(cs_str line, cs_diff_reading *out, cs_arena *a, cs_err *err);

typedef struct cs_diff_counts {
    int64_t both, only_a, only_b; /* reports */
    int64_t different;            /* reports of both in which something differs */
    int64_t statements_both, statements_a, statements_b;
    int64_t field[CS_DIFF_FIELD_COUNT]; /* statements of both that differ in it */
    int64_t parted, joined;             /* incidents of A whose statements are of several in B, and the other way round */
} cs_diff_counts;

/* Finds the statements that both have (twin): of one kind, with triggers that meet; first those with the same trigger and type,
 * then the same trigger, then the same type, then the rest, each in the order of the text. Where the texts are not the same
 * only what both begin and end with can meet. Gives true where something differs; *counts gets this pair added. */
bool cs_diff_pair(cs_diff_reading *a, cs_diff_reading *b, cs_diff_counts *counts, cs_arena scratch);
/* Is the field of the statement another in its twin? */
bool cs_diff_differs(const cs_diff_statement *x, const cs_diff_statement *twin, cs_diff_field field);

/* ---- in words and as JSON (diff_write.c) ---- */

/* A pair in which something differs, after cs_diff_pair. */
void cs_diff_text(cs_buf *out, const cs_diff_reading *a, const cs_diff_reading *b, int width, bool colour, cs_arena scratch);
void cs_diff_json(cs_buf *out, const cs_diff_reading *a, const cs_diff_reading *b, cs_arena scratch); /* ends with \n */
/* A report of which only one side has a coding: 'A' or 'B'. */
void cs_diff_alone_text(cs_buf *out, cs_str path, char side);
void cs_diff_alone_json(cs_buf *out, cs_str path, char side);
void cs_diff_counts_text(cs_buf *out, const cs_diff_counts *c);
void cs_diff_counts_json(cs_buf *out, const cs_diff_counts *c); /* ends with \n */
#endif
