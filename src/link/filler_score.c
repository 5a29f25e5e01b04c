/* link/filler_score.c: the linear model's table, data/fillers.weights: after lines of notes one line a feature, "hhhhhhhh
 * PQRSTU": its hash and a character for each role, whose distance from 'P' is the weight in steps, and one for how much it
 * speaks for a report of the sort that the model was learnt on; hash 0 stands for all features that the table lacks. Lines are
 * sorted and of one length. Sums are of whole numbers, so that the result is the same everywhere. */
#include "link/filler.h"

extern const char cs_table_fillers_weights[];
extern const long cs_table_fillers_weights_n;

enum { HASH = 8, LIKENESS = CS_FILLER_COUNT, LINE = HASH + 1 + LIKENESS + 1 + 1 };

static cs_str table(void) {
    cs_str t = { cs_table_fillers_weights, cs_table_fillers_weights_n };
    while (t.n && t.p[0] == '#') {
        ptrdiff_t end = cs_find(t, CS_LIT("\n"));
        t = cs_cut(t, end < 0 ? t.n : end + 1, t.n);
    }
    return t;
}

/* Hashes lie evenly: the row is near its share of the table, so the search widens from there before it halves. */
static const char *find(cs_str t, uint32_t hash) {
    char key[HASH];
    for (int i = 0; i < HASH; i++) key[i] = "0123456789abcdef"[hash >> (4 * (HASH - 1 - i)) & 15];
    ptrdiff_t n = t.n / LINE, guess = (ptrdiff_t)((uint64_t)hash * (uint64_t)n >> 32), lo = guess, hi = guess, step = 16;
    for (; lo > 0 && memcmp(key, t.p + lo * LINE, HASH) < 0; step *= 2) hi = lo, lo = lo > step ? lo - step : 0;
    for (; hi < n && memcmp(key, t.p + hi * LINE, HASH) >= 0; step *= 2) lo = hi, hi = hi + step < n ? hi + step : n;
    while (lo < hi) {
        ptrdiff_t mid = lo + (hi - lo) / 2;
        int c = memcmp(key, t.p + mid * LINE, HASH);
        if (!c) return t.p + mid * LINE + HASH + 1;
        if (c < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return NULL;
}

int32_t cs_filler_score(const cs_wording *w, int32_t score[CS_FILLER_COUNT]) {
    cs_str t = table();
    int32_t likeness = 0;
    const char *unknown = find(t, 0);
    for (int k = 0; k < CS_FILLER_COUNT; k++) score[k] = 0;
    for (ptrdiff_t i = 0; i < w->features.n; i++) {
        const char *row = find(t, w->features.v[i]);
        for (int k = 0; row && k < CS_FILLER_COUNT; k++) score[k] += row[k] - 'P';
        likeness += (row ? row : unknown)[LIKENESS] - 'P';
    }
    return likeness;
}

float cs_filler_tagged(const cs_reading *r, const cs_wording *w, cs_filler_role role) {
    float best = 0;
    for (ptrdiff_t k = 0; r->senses && k < w->mentions.n; k++) {
        float p = r->senses[r->mentions.v[w->mentions.v[k]].head].filler[role];
        if (p > best) best = p;
    }
    return best;
}
