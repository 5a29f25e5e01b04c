/* decode/time_lex.h: a sentence as the time rules see it. Words, numbers and punctuation marks are cut anew out of the
 * sentence's text, because tokenisers disagree on just the forms that matter here ("mid-May", "10:30", "2016-05-03", "'90s").
 * An atom is a run of letters, a run of digits, or one mark; it knows whether white space stands before it. */
#ifndef CS_DECODE_TIME_LEX_H
#define CS_DECODE_TIME_LEX_H
#include "base/map.h"
#include "decode/reading.h"

typedef enum tm_class { /* classes of data/time_words.tsv, then the others */
                        TM_MONTH,
                        TM_MONTH_ABBR,
                        TM_WEEKDAY,
                        TM_WEEKDAY_ABBR,
                        TM_UNIT,
                        TM_UNITS,
                        TM_UNIT_ABBR,
                        TM_CARD,
                        TM_TENS,
                        TM_MULT,
                        TM_ORD,
                        TM_DECADE_NAME,
                        TM_PART,
                        TM_PART_ALONE,
                        TM_CLOCK_NAME,
                        TM_SEASON,
                        TM_OFTEN,
                        TM_VAGUE,
                        TM_HIJRI,
                        TM_HIJRI_ALONE,
                        TM_SOLAR,
                        TM_START,
                        TM_CLASS_COUNT,
                        TM_WORD = TM_CLASS_COUNT,
                        TM_DIGITS,
                        TM_MARK,
                        TM_END
} tm_class;

typedef enum tm_unit {
    TM_U_NONE,
    TM_U_SECOND,
    TM_U_MINUTE,
    TM_U_HOUR,
    TM_U_DAY,
    TM_U_WEEK,
    TM_U_WEEKEND,
    TM_U_MONTH,
    TM_U_QUARTER,
    TM_U_YEAR,
    TM_U_DECADE,
    TM_U_CENTURY,
    TM_U_MILLENNIUM,
    TM_U_FORTNIGHT,
    TM_U_COUNT
} tm_unit;
typedef enum tm_part { TM_P_NONE, TM_P_MO, TM_P_AF, TM_P_EV, TM_P_NI, TM_P_COUNT } tm_part;
typedef enum tm_season { TM_S_NONE, TM_S_SP, TM_S_SU, TM_S_FA, TM_S_WI, TM_S_COUNT } tm_season;
extern const char *const tm_part_name[TM_P_COUNT];   /* "", "MO", … as in TIMEX3 */
extern const char *const tm_season_name[TM_S_COUNT]; /* "", "SP", … */

typedef struct tm_atom {
    cs_span span; /* bytes of the report's text */
    cs_str lower; /* ASCII lower case; typographic apostrophes and dashes made plain */
    uint8_t cls;  /* tm_class */
    int32_t val;  /* the table's value; the number for digits (capped at 999999999) */
    int32_t n_digits;
    bool starts;   /* an expression may begin here */
    bool glued;    /* no white space before it */
    bool cap;      /* begins with an upper-case ASCII letter */
    int32_t token; /* of the report */
} tm_atom;

/* One sentence. at() past either end gives an atom of class TM_END, so rules look around without counting. */
typedef struct tm_line {
    const tm_atom *v;
    int n;
    bool shouted;        /* all letters are upper case, or in the report none is: capitals tell nothing */
    const cs_map *words; /* the word table */
} tm_line;

/* The word table, parsed into a map of the arena. */
cs_map tm_words(cs_arena *a);
/* The atoms of the tokens [beg, end) of the report. */
tm_line tm_lex(const cs_reading *r, const cs_map *words, int32_t beg, int32_t end, cs_arena *a);
const tm_atom *tm_at(const tm_line *l, int i);
bool tm_is(const tm_line *l, int i, const char *word);
/* True when one of the words of list ("a|b|c") stands at i. */
bool tm_any(const tm_line *l, int i, const char *list);
/* The longest name of that class that begins at i, of several words and with hyphens or apostrophes between them perhaps:
 * one past its last atom, or 0. */
int tm_name(const tm_line *l, int i, tm_class c, int8_t *value);
/* The same for a phrase, its words with single blanks between them. */
int tm_phrase(const tm_line *l, int i, const char *phrase);
static inline bool tm_cls(const tm_line *l, int i, tm_class c) { return tm_at(l, i)->cls == c; }
#endif
