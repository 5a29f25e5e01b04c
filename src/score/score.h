/* score/score.h: a reading against what somebody coded by hand, by the rules of docs/eval.md. */
#ifndef CS_SCORE_SCORE_H
#define CS_SCORE_SCORE_H
#include "score/gold.h"

/* What is counted: the fields, then these. */
typedef enum cs_score_row {
    CS_ROW_MARKED = CS_FIELD_COUNT, /* certainty, modality and time frame where they are not the usual ones */
    CS_ROW_FOUND,                   /* right: statements found; expected: statements of the sample */
    CS_ROW_VIOLENT,                 /* right: violent events that the sample has; coded: all */
    CS_ROW_LINKS,                   /* pairs of found events that are put into one incident */
    CS_ROW_SURPLUS,                 /* coded: all statements; expected: those of the sample */
    CS_ROW_COUNT
} cs_score_row;

typedef struct cs_tally {
    int64_t right, coded, expected;
} cs_tally;
typedef struct cs_score {
    cs_tally row[CS_ROW_COUNT];
} cs_score;

/* One thing that is not as it should be. */
typedef enum cs_note_kind {
    CS_NOTE_MISSED,     /* a statement that was not found */
    CS_NOTE_INVENTED,   /* a violent event that the sample does not have */
    CS_NOTE_FIELD,      /* a field of a found statement with another value, or none */
    CS_NOTE_SPLIT,      /* two statements about one incident that stand in two */
    CS_NOTE_JOINED,     /* two statements about two incidents that stand in one */
    CS_NOTE_NO_ANCHOR,  /* the sample's words are not in the text; the statement is left out of the score */
    CS_NOTE_TWO_ANCHORS /* they are there twice; the first place counts */
} cs_note_kind;

enum { CS_NOTE_FOUND_MAX = 4, CS_NOTE_WORDS_BYTES_MAX = 100 };

typedef struct cs_note {
    uint8_t kind;        /* cs_note_kind */
    uint8_t field;       /* cs_field, of CS_NOTE_FIELD */
    int32_t line, other; /* in the sample; of SPLIT and JOINED the two; 0: none */
    cs_str id;           /* of the item; n == 0: none */
    cs_str words;        /* its anchor, or what casus took for evidence */
    int32_t statement;   /* number in casus's id of it; 0: none */
    uint32_t beg, end;   /* of INVENTED: its words, in code points of the text */
    CS_VEC(cs_str) expected;
    CS_VEC(cs_str) found; /* at most CS_NOTE_FOUND_MAX; empty: nothing was */
} cs_note;

typedef struct cs_score_report {
    cs_score score;
    CS_VEC(cs_note) notes; /* in the order of the sample's lines, then INVENTED, SPLIT, JOINED */
} cs_score_report;

/* Scores one report. What is given back lives in perm and does not refer to the reading. */
cs_score_report cs_score_reading(const cs_gold_report *gold, const cs_reading *r, cs_arena *perm, cs_arena scratch);
void cs_score_add(cs_score *sum, const cs_score *more);
#endif
