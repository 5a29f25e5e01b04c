/* store/sum.h: what the parts of the summary share (summary.c and sum_*.c). */
#ifndef CS_STORE_SUM_H
#define CS_STORE_SUM_H
#include "store/same_actor.h"
#include "store/told.h"

/* One who speaks for himself: a publisher; texts that are copies of each other speak for the one who published first. */
typedef struct cs_sum_source {
    int64_t id;  /* row of sources; 0: not known */
    cs_str name; /* n == 0: not known */
    char grade;  /* 0: not graded */
} cs_sum_source;

typedef struct cs_sum {
    cs_told told;
    cs_same_actors same_actors;
    cs_sum_source *sources;
    int n_sources;
    int *source_of_report; /* [told.n_reports] */
    int *source_of;        /* [told.n]: of a statement; -1: it stands in no report, and does not count */
    double *weight;        /* [told.n]: confidence, shared out among copies */
    bool *counts;          /* [told.n]: not rejected, and in a report */
    bool *same;            /* [told.n]: counts, and has the incident's modality */
    bool *tells;           /* [told.n]: the same, and has its type */
    cs_view_incident *out;
    cs_arena *a;
} cs_sum;

enum { CS_SUM_CERTAINTIES = 5, CS_SUM_EFFECTS = 8, CS_SUM_STATUSES = 4 };
extern const cs_str CS_SUM_CERTAINTY[CS_SUM_CERTAINTIES]; /* the firmest first */
extern const cs_str CS_SUM_EFFECT[CS_SUM_EFFECTS];
extern const cs_str CS_SUM_STATUS[CS_SUM_STATUSES];   /* all first */
int cs_sum_rank(cs_str s, const cs_str *list, int n); /* n: it is not in it */

/* sum_sources.c: sources, weights and what counts; then credibility and confidence. */
void cs_sum_sources(cs_sum *m);
void cs_sum_credibility(cs_sum *m);
/* sum_best.c: type, mode, certainty, modality, time frame; then time and place. */
void cs_sum_kind(cs_sum *m);
void cs_sum_when(cs_sum *m);
void cs_sum_where(cs_sum *m);
/* sum_parties.c, sum_tolls.c */
void cs_sum_parties(cs_sum *m);
void cs_sum_tolls(cs_sum *m);

/* For the timeline. The figure for all that a coding stands for (effect: index of CS_SUM_EFFECT); false: it gives none.
 * corrects: the report speaks of a correction. */
bool cs_sum_figure_in(const cs_sum *m, int64_t coding, int effect, cs_view_toll *out, bool *corrects);
/* "12", "at least 12", "10 to 12", "up to 12" */
cs_str cs_sum_count_words(const cs_view_toll *t, cs_arena *a);
/* By which names are the same: letters and digits in lower case, a blank between words, without accents and articles: "The
 * Séléka rebels" is "seleka rebels". */
cs_str cs_sum_name_key(cs_str s, cs_arena *a);
/* Is it a name or description, and no pronoun? */
bool cs_sum_names_somebody(cs_str words, cs_arena *a);
#endif
