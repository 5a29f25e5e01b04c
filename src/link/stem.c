#include "link/stem.h"
#include "base/fold.h"
#include "base/utf8.h"
#include <math.h>
#include <stdlib.h>

/* ---- stems ---- */

static bool is_vowel(const char *p, int i) {
    switch (p[i]) {
    case 'a':
    case 'e':
    case 'i':
    case 'o':
    case 'u': return true;
    case 'y': return i > 0 && !is_vowel(p, i - 1);
    default: return false;
    }
}

static bool has_vowel(const char *p, int n) {
    for (int i = 0; i < n; i++)
        if (is_vowel(p, i)) return true;
    return false;
}

/* Porter's m: how often a vowel is followed by a consonant. */
static int measure(const char *p, int n) {
    int m = 0;
    for (int i = 1; i < n; i++) m += is_vowel(p, i - 1) && !is_vowel(p, i);
    return m;
}

static bool ends(const cs_stem *s, cs_str tail) { return cs_ends(cs_stem_text(s), tail); }

/* "hop": consonant, vowel, consonant that is not w, x or y. */
static bool is_short(const char *p, int n) {
    return n > 2 && !is_vowel(p, n - 3) && is_vowel(p, n - 2) && !is_vowel(p, n - 1) && !strchr("wxy", p[n - 1]);
}

static void without_plural(cs_stem *s) {
    if (ends(s, CS_LIT("sses")) || ends(s, CS_LIT("ies")))
        s->n -= 2;
    else if (ends(s, CS_LIT("s")) && !ends(s, CS_LIT("ss")) && !ends(s, CS_LIT("us")) && s->n > 3)
        s->n--;
}

static void without_tense(cs_stem *s) {
    int cut = ends(s, CS_LIT("eed")) ? 0 : ends(s, CS_LIT("ed")) ? 2 : ends(s, CS_LIT("ing")) ? 3 : 0;
    if (ends(s, CS_LIT("eed")) && measure(s->p, s->n - 3) > 0) s->n--;
    if (!cut || !has_vowel(s->p, s->n - cut)) return;
    s->n -= cut;
    char last = s->p[s->n - 1], before = s->n > 1 ? s->p[s->n - 2] : 0;
    if (ends(s, CS_LIT("at")) || ends(s, CS_LIT("bl")) || ends(s, CS_LIT("iz")))
        s->p[s->n++] = 'e';
    else if (last == before && !is_vowel(s->p, s->n - 1) && !strchr("lsz", last))
        s->n--;
    else if (measure(s->p, s->n) == 1 && is_short(s->p, s->n))
        s->p[s->n++] = 'e';
}

static cs_stem stem_of(cs_stem s) {
    if (s.n < 3 || (s.p[0] >= '0' && s.p[0] <= '9')) return s;
    without_plural(&s);
    without_tense(&s);
    if (ends(&s, CS_LIT("y")) && has_vowel(s.p, s.n - 1)) s.p[s.n - 1] = 'i';
    /* what the steps leave differently: "arrive" and "arriv(ed)" */
    if (s.n > 4 && ends(&s, CS_LIT("e"))) s.n--;
    return s;
}

/* ASCII letters of a code point in lower case, its digit, "" for what stands within a word and is dropped; NULL: divides words.
 */
static const char *letters_of(uint32_t cp, char one[2]) {
    if (cp < 128) {
        if (cp == '\'') return "";
        one[0] = (char)(cp >= 'A' && cp <= 'Z' ? cp + 32 : cp);
        one[1] = 0;
        return (one[0] >= 'a' && one[0] <= 'z') || (cp >= '0' && cp <= '9') ? one : NULL;
    }
    if (cs_fold_drops(cp)) return "";
    const char *letters = cs_fold_letters(cp);
    return *letters ? letters : NULL;
}

cs_stem cs_stem_next(cs_str *rest) {
    cs_stem s = { .n = 0 };
    ptrdiff_t i = 0;
    bool too_long = false;
    while (i < rest->n) {
        ptrdiff_t at = i;
        char one[2];
        const char *letters = letters_of(cs_utf8_next(*rest, &i), one);
        if (letters) {
            for (; *letters; letters++) {
                too_long |= s.n == CS_STEM_BYTES_MAX - 1; /* a byte is left for an e */
                if (!too_long) s.p[s.n++] = *letters;
            }
        } else if (too_long) {
            too_long = false;
            s.n = 0;
        } else if (s.n) {
            i = at;
            break;
        }
    }
    if (too_long) s.n = 0;
    if (rest->n) *rest = cs_cut(*rest, i, rest->n); /* an empty text may have no bytes to point to */
    return stem_of(s);
}

/* ---- numbers ---- */

uint64_t cs_stable_hash(cs_str s) {
    uint64_t h = 0xcbf29ce484222325u;
    for (ptrdiff_t i = 0; i < s.n; i++) h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
    h ^= h >> 32;
    h *= 0x9e3779b97f4a7c15u;
    h ^= h >> 29;
    return h ? h : 1;
}

extern const char cs_table_word_weights_tsv[];
extern const long cs_table_word_weights_tsv_n;

/* The table's row that `at` is in. */
static cs_str row_at(cs_str table, ptrdiff_t at) {
    ptrdiff_t beg = at, end = at;
    while (beg > 0 && table.p[beg - 1] != '\n') beg--;
    while (end < table.n && table.p[end] != '\n') end++;
    return cs_cut(table, beg, end);
}

/* A row is "STEM\tWEIGHT"; rows ascend, those of the head begin with '#', which is before all letters and digits. */
static uint8_t weight_of(cs_str stem) {
    cs_str table = { cs_table_word_weights_tsv, cs_table_word_weights_tsv_n };
    ptrdiff_t low = 0, high = table.n;
    while (low < high) {
        cs_str row = row_at(table, low + (high - low) / 2);
        ptrdiff_t tab = 0, beg = row.p - table.p;
        while (tab < row.n && row.p[tab] != '\t') tab++;
        int c = row.n && row.p[0] == '#' ? -1 : cs_cmp(cs_cut(row, 0, tab), stem);
        if (!c) return (uint8_t)cs_parse_i64(cs_cut(row, tab + 1, row.n)).value;
        if (c < 0)
            low = beg + row.n + 1;
        else
            high = beg;
    }
    return CS_WEIGHT_RAREST;
}

cs_word_id cs_word_id_of(const cs_stem *s) {
    return (cs_word_id){ (uint32_t)cs_stable_hash(cs_stem_text(s)), weight_of(cs_stem_text(s)) };
}

/* A word in the place of another takes it. */
static cs_word_id recall(cs_word_memo *memo, const cs_stem *s) {
    uint32_t id = (uint32_t)cs_stable_hash(cs_stem_text(s)), at = id % CS_WORD_MEMO_SLOTS;
    if (!cs_eq(cs_stem_text(&memo->known[at].stem), cs_stem_text(s))) {
        memo->known[at].stem = *s;
        memo->known[at].word = (cs_word_id){ id, weight_of(cs_stem_text(s)) };
    }
    return memo->known[at].word;
}

/* ---- lists ---- */

void cs_words_see(cs_word_counts *all, cs_str text, cs_word_memo *memo, cs_arena *a) {
    for (;;) {
        cs_stem s = cs_stem_next(&text);
        if (!s.n) return;
        cs_word_id w = recall(memo, &s);
        if (s.n > 1 && w.weight) *CS_PUSH(a, all) = (cs_word_count){ w, 1 };
    }
}

static int by_id(const void *a, const void *b) {
    uint32_t x = ((const cs_word_count *)a)->word.id, y = ((const cs_word_count *)b)->word.id;
    return (x > y) - (x < y);
}

/* Each time adds less than the one before. */
static int worth(const cs_word_count *c) {
    static const int by_times[] = { 0, 10, 15, 18, 20, 22, 24, 25, 26 };
    return c->word.weight * by_times[c->times < 8 ? c->times : 8];
}

static int by_worth(const void *a, const void *b) {
    int p = worth(a), q = worth(b);
    return p != q ? (p < q) - (p > q) : by_id(a, b);
}

cs_word_list cs_words_best(cs_word_counts *all, int most, cs_arena *a) {
    if (!all->n) return (cs_word_list){ 0 };
    qsort(all->v, (size_t)all->n, sizeof *all->v, by_id);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < all->n; i++) {
        if (n && all->v[n - 1].word.id == all->v[i].word.id)
            all->v[n - 1].times += all->v[i].times;
        else
            all->v[n++] = all->v[i];
    }
    all->n = n;
    if (n > most) {
        qsort(all->v, (size_t)n, sizeof *all->v, by_worth);
        all->n = n = most;
        qsort(all->v, (size_t)n, sizeof *all->v, by_id);
    }
    cs_word_id *out = CS_NEW(a, cs_word_id, n);
    for (ptrdiff_t i = 0; i < n; i++) out[i] = all->v[i].word;
    return (cs_word_list){ out, (int)n };
}

double cs_words_cosine(cs_word_list a, cs_word_list b) {
    int64_t dot = 0, aa = 0, bb = 0;
    for (int i = 0; i < a.n; i++) aa += a.v[i].weight * a.v[i].weight;
    for (int i = 0; i < b.n; i++) bb += b.v[i].weight * b.v[i].weight;
    for (int i = 0, k = 0; i < a.n && k < b.n;) {
        if (a.v[i].id == b.v[k].id) dot += a.v[i].weight * b.v[k].weight;
        uint32_t x = a.v[i].id, y = b.v[k].id;
        i += x <= y;
        k += y <= x;
    }
    return dot ? (double)dot / sqrt((double)aa * (double)bb) : 0;
}

int cs_words_common(cs_word_list a, cs_word_list b) {
    int best = 0;
    for (int i = 0, k = 0; i < a.n && k < b.n;) {
        uint32_t x = a.v[i].id, y = b.v[k].id;
        if (x == y && a.v[i].weight > best) best = a.v[i].weight;
        i += x <= y;
        k += y <= x;
    }
    return best;
}
