#include "segment/skim.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "segment/chars.h"

/* Of data/skim.weights, embedded by the build (TABLES in module.cmake). */
extern const char cs_table_skim_weights[];
extern const long cs_table_skim_weights_n;

/* After lines of notes one line a feature, "hhhhhhhh P": its hash and a character whose distance from 'P' is its weight in
 * steps. Lines are sorted and of one length. Sums are of whole numbers, so that the result is the same everywhere. */
enum { HASH = 8, LINE = HASH + 3 };

/* The score from which a sentence is read, by how much of the rest of the report seems to tell something (cs_skim_company): in
 * a report on violence nearly everything is, elsewhere what is nearly sure. Chosen by the folds of train/skim.py. */
static const int32_t FROM[CS_SKIM_ALONE + 1] = { -21, -25, -27, -29, -31, -33, -34, -35, -35, -37, -39,
                                                 -39, -39, -42, -42, -42, -41, -40, -42, -42, -50 };
enum {
    TELLING = -10, /* the score of a sentence that seems to tell something */
    NEAR = 1,      /* sentences before and after one that is read */
    OPENING = 2,   /* sentences with which a report opens: headline, date line */
};

static cs_str table(void) {
    cs_str t = { cs_table_skim_weights, cs_table_skim_weights_n };
    while (t.n && t.p[0] == '#') {
        ptrdiff_t end = cs_find(t, CS_LIT("\n"));
        t = cs_cut(t, end < 0 ? t.n : end + 1, t.n);
    }
    return t;
}

static int32_t weight(cs_str t, uint32_t feature) {
    char key[HASH];
    for (int i = 0; i < HASH; i++) key[i] = "0123456789abcdef"[feature >> (4 * (HASH - 1 - i)) & 15];
    ptrdiff_t lo = 0, hi = t.n / LINE;
    while (lo < hi) {
        ptrdiff_t mid = lo + (hi - lo) / 2;
        int c = memcmp(key, t.p + mid * LINE, HASH);
        if (!c) return t.p[mid * LINE + HASH + 1] - 'P';
        if (c < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return 0;
}

/* ---- features ---- */

static uint64_t mix(uint64_t h, uint64_t v) { return (h ^ v) * 1099511628211u; }

/* The word's hash: lower case, figures all alike, without accents, so that "Séléka" and "SELEKA" are one. */
static uint64_t form_of(cs_str word) {
    uint64_t h = 14695981039346656037u;
    for (ptrdiff_t i = 0; i < word.n;) {
        uint32_t cp = cs_utf8_next(word, &i);
        cs_seg_class class = cs_seg_classify(cp);
        const char *plain = cp < 0x80 ? "" : cs_fold_letters(cp);
        if (class == CS_SEG_FORMAT || class == CS_SEG_MARK) continue;
        if (class == CS_SEG_DIGIT) {
            h = mix(h, '0');
        } else if (*plain) {
            for (; *plain; plain++) h = mix(h, (unsigned char)*plain);
        } else {
            h = mix(h, cs_seg_lower(cp));
        }
    }
    return h;
}

static uint32_t feature_of(uint64_t h) { return (uint32_t)((h * 0xFF51AFD7ED558CCDu) >> 32); }

int cs_skim_features(cs_str text, const cs_span *words, ptrdiff_t n, uint32_t out[CS_SKIM_FEATURES_MAX]) {
    int k = 0;
    uint64_t before = 0;
    out[k++] = feature_of(1);
    for (ptrdiff_t i = 0; i < n && i < CS_SKIM_WORDS_MAX; i++) {
        uint64_t form = form_of(cs_span_text(text, words[i]));
        out[k++] = feature_of(form);
        out[k++] = feature_of(mix(before, form));
        before = form;
    }
    return k;
}

/* ---- scores ---- */

int32_t *cs_skim_scores(cs_str text, const cs_words *w, cs_arena *a) {
    int32_t *score = CS_NEW(a, int32_t, w->sentences.n + 1);
    uint32_t feature[CS_SKIM_FEATURES_MAX];
    cs_str t = table();
    for (ptrdiff_t s = 0; s < w->sentences.n; s++) {
        const cs_seg_sentence *x = &w->sentences.v[s];
        if (x->end - x->beg > CS_SKIM_WORDS_MAX) {
            score[s] = CS_SKIM_UNJUDGED;
            continue;
        }
        int n = cs_skim_features(text, w->tokens.v + x->beg, x->end - x->beg, feature);
        for (int k = 0; k < n; k++) score[s] += weight(t, feature[k]);
    }
    return score;
}

uint8_t *cs_skim_company(const int32_t *score, ptrdiff_t n, cs_arena *a) {
    uint8_t *level = CS_NEW(a, uint8_t, n + 1);
    ptrdiff_t telling = 0;
    for (ptrdiff_t i = 0; i < n; i++) telling += score[i] >= TELLING;
    for (ptrdiff_t i = 0; i < n; i++) {
        ptrdiff_t others = telling - (score[i] >= TELLING);
        level[i] = n == 1 ? CS_SKIM_ALONE : (uint8_t)(others * CS_SKIM_ALONE / n);
    }
    return level;
}

/* ---- what is left ---- */

static void keep_around(bool *keep, const bool *hit, ptrdiff_t n) {
    bool any = false;
    for (ptrdiff_t i = 0; i < n; i++) {
        any = any || hit[i];
        for (ptrdiff_t k = i - NEAR; hit[i] && k <= i + NEAR; k++)
            if (k >= 0 && k < n) keep[k] = true;
    }
    for (ptrdiff_t i = 0; any && i < n && i < OPENING; i++) keep[i] = true;
}

static cs_words pick(const cs_words *w, const bool *keep, cs_arena *perm) {
    cs_words out = { 0 };
    int32_t paragraph = -1;
    for (ptrdiff_t s = 0; s < w->sentences.n; s++) {
        if (!keep[s]) continue;
        cs_seg_sentence x = w->sentences.v[s];
        if (!s || !keep[s - 1] || x.paragraph != w->sentences.v[s - 1].paragraph) paragraph++;
        int32_t first = (int32_t)out.tokens.n;
        for (int32_t t = x.beg; t < x.end; t++) *CS_PUSH(perm, &out.tokens) = w->tokens.v[t];
        x.beg = first, x.end = (int32_t)out.tokens.n, x.paragraph = paragraph;
        *CS_PUSH(perm, &out.sentences) = x;
    }
    return out;
}

cs_words cs_skim(cs_str text, const cs_words *w, const bool *must, cs_arena *perm, cs_arena scratch) {
    ptrdiff_t n = w->sentences.n;
    int32_t *score = cs_skim_scores(text, w, &scratch);
    uint8_t *level = cs_skim_company(score, n, &scratch);
    bool *hit = CS_NEW(&scratch, bool, n + 1), *keep = CS_NEW(&scratch, bool, n + 1);
    for (ptrdiff_t i = 0; i < n; i++) hit[i] = (must && must[i]) || score[i] >= FROM[level[i]];
    keep_around(keep, hit, n);
    return pick(w, keep, perm);
}

void cs_skim_sha256(char hex[CS_SHA256_HEX]) { cs_sha256_hex((cs_str){ cs_table_skim_weights, cs_table_skim_weights_n }, hex); }
