/* score/alpha.h: Krippendorff's alpha, how far observers agree beyond chance: 1 in all, 0 as by chance, below 0 less than that.
 * Any number of observers, values may be missing. After K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011)
 * and "Content Analysis", 4th ed. (2018), chapter 12:
 *
 *   alpha = 1 - Do / De
 *   Do = 1/n sum over units of (1/(m - 1)) sum over ordered pairs of the unit's m values of delta(c, k)^2
 *   De = 1/(n (n - 1)) sum over ordered pairs of all n values that have a partner in their unit of delta(c, k)^2 */
#ifndef CS_SCORE_ALPHA_H
#define CS_SCORE_ALPHA_H
#include "base/str.h"

typedef enum cs_metric {
    CS_NOMINAL,  /* delta is 0 for the same value, else 1 */
    CS_INTERVAL, /* c - k */
    CS_RATIO     /* (c - k) / (c + k); of values that are not below 0 */
} cs_metric;

typedef struct cs_alpha {
    double value;
    bool has_value;  /* false: fewer than two values, or all are the same, so that there is nothing to agree on by chance */
    int64_t n_units; /* with two values or more */
    int64_t n_values;
    int64_t n_agree; /* units whose values are all the same */
} cs_alpha;

/* value: [n_units][n_observers], NAN where one has none. times: how often a unit counts; NULL: once each. */
cs_alpha cs_alpha_of(const double *value, int64_t n_units, int n_observers, const int32_t *times, cs_metric metric,
                     cs_arena scratch);
#endif
