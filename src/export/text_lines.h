/* export/text_lines.h: lines for a terminal or a text file: tones, labels in a column, words wrapped under them. What a
 * report brings along cannot move the cursor or turn the reading direction: control characters, and marks that reorder
 * text, are left out. */
#ifndef CS_EXPORT_TEXT_LINES_H
#define CS_EXPORT_TEXT_LINES_H
#include "base/buf.h"

enum { CS_LINES_WIDTH = 100, CS_LINES_WIDTH_MIN = 60, CS_LINES_WIDTH_MAX = 120 };

typedef enum cs_tone {
    CS_TONE_PLAIN,
    CS_TONE_STRONG, /* values */
    CS_TONE_TYPE,   /* event and relation types */
    CS_TONE_MARK,   /* planned, historical, … */
    CS_TONE_VOICE,  /* certainty and speaker */
    CS_TONE_QUOTE,  /* the report's words */
    CS_TONE_FAINT,
    CS_TONE_COUNT
} cs_tone;

typedef struct cs_lines {
    cs_buf *b;
    int width, column, indent, blanks; /* blanks: waiting to be written before the next word */
    bool colour;
} cs_lines;

/* width: columns, 0 for CS_LINES_WIDTH; brought within the limits above. */
cs_lines cs_lines_make(cs_buf *b, int width, bool colour);
/* Begins a line with a short text at the margin ("12"); what follows stands in the second column. */
void cs_lines_head(cs_lines *l, cs_str text);
/* Begins a line with a label; what follows stands in the third column. */
void cs_lines_label(cs_lines *l, cs_str label);
/* Adds words to the line, which wraps under its column. */
void cs_lines_put(cs_lines *l, cs_tone tone, cs_str text);
void cs_lines_end(cs_lines *l); /* ends the line */
void cs_lines_gap(cs_lines *l); /* an empty line */
#endif
