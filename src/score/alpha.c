#include "score/alpha.h"
#include <math.h>
#include <stdlib.h>

typedef struct counted {
    double value;
    int64_t n;
} counted;

static double square(double x) { return x * x; }

/* delta(c, k)^2 */
static double distance(double c, double k, cs_metric metric) {
    switch (metric) {
    case CS_NOMINAL: return c == k ? 0 : 1;
    case CS_INTERVAL: return square(c - k);
    default: return c == k ? 0 : square((c - k) / (c + k));
    }
}

static int by_value(const void *a, const void *b) {
    double x = ((const counted *)a)->value, y = ((const counted *)b)->value;
    return (x > y) - (x < y);
}

/* The values that have a partner, each once with how often it stands. */
static ptrdiff_t gather(counted *v, ptrdiff_t n) {
    ptrdiff_t m = 0;
    if (n) qsort(v, (size_t)n, sizeof *v, by_value);
    for (ptrdiff_t i = 0; i < n; i++) {
        if (m && v[m - 1].value == v[i].value)
            v[m - 1].n += v[i].n;
        else
            v[m++] = v[i];
    }
    return m;
}

/* The sum of delta^2 over all ordered pairs of values. Of squares of differences it is 2 (n sum x^2 - (sum x)^2), about the
 * mean so that nothing is lost. */
static double expected(const counted *v, ptrdiff_t n, cs_metric metric) {
    double all = 0, sum = 0, squares = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        all += (double)v[i].n;
        sum += v[i].value * (double)v[i].n;
    }
    if (metric == CS_INTERVAL) {
        for (ptrdiff_t i = 0; i < n; i++) squares += square(v[i].value - sum / all) * (double)v[i].n;
        return 2 * all * squares;
    }
    sum = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        for (ptrdiff_t k = 0; k < i; k++) sum += 2 * (double)v[i].n * (double)v[k].n * distance(v[i].value, v[k].value, metric);
    return sum;
}

cs_alpha cs_alpha_of(const double *value, int64_t n_units, int n_observers, const int32_t *times, cs_metric metric,
                     cs_arena scratch) {
    cs_alpha out = { .value = NAN };
    counted *all = CS_NEW(&scratch, counted, n_units * n_observers);
    ptrdiff_t n_all = 0;
    double observed = 0;
    for (int64_t u = 0; u < n_units; u++) {
        const double *v = value + u * n_observers;
        int32_t often = times ? times[u] : 1;
        int m = 0;
        double differ = 0;
        for (int i = 0; i < n_observers; i++) {
            m += !isnan(v[i]);
            for (int k = 0; k < i; k++)
                if (!isnan(v[i]) && !isnan(v[k])) differ += 2 * distance(v[i], v[k], metric);
        }
        if (m < 2 || !often) continue;
        observed += often * differ / (m - 1);
        out.n_units += often;
        out.n_values += (int64_t)often * m;
        out.n_agree += differ > 0 ? 0 : often;
        for (int i = 0; i < n_observers; i++)
            if (!isnan(v[i])) all[n_all++] = (counted){ v[i], often };
    }
    double chance = expected(all, gather(all, n_all), metric);
    out.has_value = out.n_values > 1 && chance > 0;
    if (out.has_value) out.value = 1 - (double)(out.n_values - 1) * observed / chance;
    return out;
}
