#include "score/measure.h"
#include <stdlib.h>

static bool is_core(cs_field f) {
    switch (f) {
    case CS_FIELD_TYPE:
    case CS_FIELD_AGENT:
    case CS_FIELD_RECIPIENT:
    case CS_FIELD_WHERE:
    case CS_FIELD_WHEN:
    case CS_FIELD_KILLED:
    case CS_FIELD_WOUNDED:
    case CS_FIELD_BY:
    case CS_FIELD_FROM:
    case CS_FIELD_TO: return true;
    default: return false;
    }
}

static cs_tally counts_of(const cs_score *s, cs_measure m) {
    cs_tally sum = { 0 };
    switch (m) {
    case CS_MEASURE_FOUND: return s->row[CS_ROW_FOUND];
    case CS_MEASURE_VIOLENT: return s->row[CS_ROW_VIOLENT];
    case CS_MEASURE_MARKED: return s->row[CS_ROW_MARKED];
    case CS_MEASURE_LINKS: return s->row[CS_ROW_LINKS];
    case CS_MEASURE_SURPLUS: return s->row[CS_ROW_SURPLUS];
    case CS_MEASURE_CORE:
    case CS_MEASURE_ALL:
        for (int f = 0; f < CS_FIELD_COUNT; f++) {
            if (m == CS_MEASURE_CORE && !is_core((cs_field)f)) continue;
            sum.right += s->row[f].right;
            sum.coded += s->row[f].coded;
            sum.expected += s->row[f].expected;
        }
        return sum;
    default: return s->row[m];
    }
}

/* false: there is nothing to divide by. */
static bool value_of(const cs_tally *t, cs_measure m, double *value) {
    int64_t over, under;
    switch (m) {
    case CS_MEASURE_FOUND: over = t->right, under = t->expected; break;
    case CS_MEASURE_VIOLENT: over = t->right, under = t->coded; break;
    case CS_MEASURE_SURPLUS: over = t->coded, under = t->expected; break;
    default: over = 2 * t->right, under = t->coded + t->expected; /* the harmonic mean of right/coded and right/expected */
    }
    *value = under ? (double)over / (double)under : 0;
    return under > 0;
}

/* SplitMix64 (Steele, Lea, Flood 2014). */
int64_t cs_draw(uint64_t *state, int64_t n) {
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (int64_t)(((z ^ z >> 31) >> 32) * (uint64_t)n >> 32);
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* The percentile of sorted values, between two of them by their distances. */
static double percentile(const double *v, ptrdiff_t n, double share) {
    double at = share * (double)(n - 1);
    ptrdiff_t below = (ptrdiff_t)at;
    return below + 1 < n ? v[below] + (at - (double)below) * (v[below + 1] - v[below]) : v[n - 1];
}

bool cs_interval_of(double *drawn, ptrdiff_t n, double *low, double *high) {
    static const double TAIL = 0.025;
    enum { DRAWS_LEAST = CS_DRAWS / 2 };
    if (n < DRAWS_LEAST) return false;
    qsort(drawn, (size_t)n, sizeof *drawn, by_size);
    *low = percentile(drawn, n, TAIL);
    *high = percentile(drawn, n, 1 - TAIL);
    return true;
}

static void add_intervals(const cs_score *scores, ptrdiff_t n, cs_figure *figures, cs_arena scratch) {
    double(*drawn)[CS_DRAWS] = cs_arena_new(&scratch, sizeof *drawn, _Alignof(double), CS_MEASURE_COUNT);
    ptrdiff_t n_drawn[CS_MEASURE_COUNT] = { 0 };
    uint64_t state = CS_DRAW_SEED;
    for (int d = 0; d < CS_DRAWS; d++) {
        cs_score sum = { 0 };
        for (ptrdiff_t i = 0; i < n; i++) cs_score_add(&sum, scores + cs_draw(&state, n));
        for (int m = 0; m < CS_MEASURE_COUNT; m++) {
            cs_tally t = counts_of(&sum, (cs_measure)m);
            n_drawn[m] += value_of(&t, (cs_measure)m, &drawn[m][n_drawn[m]]);
        }
    }
    for (int m = 0; m < CS_MEASURE_COUNT; m++)
        figures[m].has_interval = cs_interval_of(drawn[m], n_drawn[m], &figures[m].low, &figures[m].high);
}

void cs_measure_all(const cs_score *scores, ptrdiff_t n, cs_figure figures[CS_MEASURE_COUNT], cs_arena scratch) {
    cs_score sum = { 0 };
    for (ptrdiff_t i = 0; i < n; i++) cs_score_add(&sum, scores + i);
    for (int m = 0; m < CS_MEASURE_COUNT; m++) {
        figures[m] = (cs_figure){ .counts = counts_of(&sum, (cs_measure)m) };
        figures[m].has_value = value_of(&figures[m].counts, (cs_measure)m, &figures[m].value);
    }
    if (n > 1) add_intervals(scores, n, figures, scratch);
}
