/* score/gold.h: a sample of reports that somebody has coded by hand, in JSON Lines (docs/eval.md): per report a line with
 * "report" (its file's name) and "published", then a line per statement that a reader finds in it. A field that a statement
 * leaves out is not judged; of several values any is right. */
#ifndef CS_SCORE_GOLD_H
#define CS_SCORE_GOLD_H
#include "decode/reading.h"

enum { CS_GOLD_BYTES_MAX = 64 << 20 };

/* The fields that are judged, in the order in which they are shown. X(enumerator, "name") */
#define CS_FIELDS(X) \
    X(TYPE, "type") \
    X(MODE, "mode") X(AGENT, "agent") X(RECIPIENT, "recipient") X(WHERE, "where") X(COUNTRY, "country") X(WHEN, "when") \
        X(KILLED, "killed") X(WOUNDED, "wounded") X(BY, "by") X(CERTAINTY, "certainty") X(MODALITY, "modality") \
            X(TIME_FRAME, "time_frame") X(FROM, "from") X(TO, "to")
typedef enum cs_field {
#define CS_X(e, n) CS_FIELD_##e,
    CS_FIELDS(CS_X)
#undef CS_X
        CS_FIELD_COUNT
} cs_field;
extern const char *const cs_field_name[CS_FIELD_COUNT];

typedef struct cs_gold_values {
    bool judged;
    CS_VEC(cs_str) any;    /* of a field of words: the alternatives */
    int64_t low, high;     /* of killed and wounded; CS_COUNT_NONE: open */
} cs_gold_values;

typedef struct cs_gold_item {
    int32_t line; /* in the file, from 1 */
    cs_str id, anchor;
    bool relation;
    int32_t group; /* the first item of the report that is about the same incident: the item itself, or that of same_as */
    cs_gold_values field[CS_FIELD_COUNT];
} cs_gold_item;

typedef struct cs_gold_report {
    int32_t line;
    cs_str name;
    int32_t published; /* CS_DAY_NONE: not told */
    CS_VEC(cs_gold_item) items;
} cs_gold_report;

typedef struct cs_gold {
    CS_VEC(cs_gold_report) reports;
} cs_gold;

/* Reads the sample; all of it lives in a. Errors: CASUS_E_INPUT, err->at is the line, from 1; CASUS_E_LIMIT (a is full). */
CASUS_MUST_CHECK casus_status cs_gold_read(cs_str bytes, cs_gold *out, cs_arena *a, cs_err *err);
#endif
