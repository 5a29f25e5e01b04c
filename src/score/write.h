/* score/write.h: a scored sample in words (write_text.c) and as a line of JSON (write_json.c); docs/eval.md describes both. */
#ifndef CS_SCORE_WRITE_H
#define CS_SCORE_WRITE_H
#include "export/export.h"
#include "score/measure.h"

typedef struct cs_scored {
    cs_str gold_path;
    const cs_gold *gold;
    const bool *is_scored;          /* [gold->reports.n]; false: skipped, said elsewhere */
    const cs_score_report *reports; /* [gold->reports.n] */
    ptrdiff_t n_scored;
    int32_t n_left_out; /* statements whose anchor is not in the text */
    cs_figure figures[CS_MEASURE_COUNT];
    cs_export_model model;
} cs_scored;

/* notes_max: so many notes of each kind, and of each field, are listed; -1: all. */
void cs_scored_text(cs_buf *b, const cs_scored *s, int64_t notes_max, int width, bool colour, cs_arena scratch);
/* Ends with a line end. */
void cs_scored_json(cs_buf *b, const cs_scored *s, int64_t notes_max);

extern const char *const cs_measure_name[CS_MEASURE_COUNT]; /* "found", "violent_precision", …; a field's name */
#endif
