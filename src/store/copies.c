#include "store/copies.h"
#include "base/utf8.h"
#include <stdlib.h>
#include <utf8proc.h>

/* splitmix64's finaliser (S. Vigna): every bit of the result depends on every bit of x. */
static uint64_t mix(uint64_t x) {
    x ^= x >> 30;
    x *= 0xBF58476D1CE4E5B9u;
    x ^= x >> 27;
    x *= 0x94D049BB133111EBu;
    return x ^ x >> 31;
}

static int by_value(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* A hash for each word: letters and digits in lower case. */
static ptrdiff_t hash_words(cs_str text, uint64_t *out) {
    ptrdiff_t n = 0;
    uint64_t h = 0;
    bool in_word = false;
    for (ptrdiff_t i = 0; i < text.n;) {
        int32_t cp = utf8proc_tolower((int32_t)cs_utf8_next(text, &i));
        utf8proc_category_t c = utf8proc_category(cp);
        bool counts = (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_NO);
        if (counts) h = mix((in_word ? h : 0x9E3779B97F4A7C15u) ^ (uint64_t)cp);
        if (in_word && !counts) out[n++] = h;
        in_word = counts;
    }
    if (in_word) out[n++] = h;
    return n;
}

cs_shingles cs_shingles_of(cs_str text, cs_arena *a) {
    uint64_t *word = CS_NEW(a, uint64_t, text.n / 2 + 2);
    ptrdiff_t n = hash_words(text, word);
    cs_shingles out = { 0 };
    if (n < CS_COPY_WORDS) return out;
    out.v = CS_NEW(a, uint64_t, n);
    for (ptrdiff_t i = 0; i + CS_COPY_WORDS <= n; i++) {
        uint64_t h = 0;
        for (int k = 0; k < CS_COPY_WORDS; k++) h = mix(h * 31 + word[i + k]);
        out.v[out.n++] = h;
    }
    qsort(out.v, (size_t)out.n, sizeof *out.v, by_value);
    ptrdiff_t kept = 0;
    for (ptrdiff_t i = 0; i < out.n; i++)
        if (!kept || out.v[kept - 1] != out.v[i]) out.v[kept++] = out.v[i];
    out.n = kept;
    return out;
}

double cs_shingles_jaccard(cs_shingles a, cs_shingles b) {
    if (!a.n || !b.n) return 0;
    ptrdiff_t both = 0;
    for (ptrdiff_t i = 0, j = 0; i < a.n && j < b.n;) {
        both += a.v[i] == b.v[j];
        if (a.v[i] <= b.v[j])
            i++, j += a.v[i - 1] == b.v[j];
        else
            j++;
    }
    return (double)both / (double)(a.n + b.n - both);
}

void cs_shingles_bands(cs_shingles a, int64_t bands[CS_COPY_BANDS]) {
    for (int band = 0; band < CS_COPY_BANDS; band++) {
        uint64_t h = (uint64_t)band;
        for (int row = 0; row < CS_COPY_ROWS; row++) {
            uint64_t salt = mix((uint64_t)(band * CS_COPY_ROWS + row + 1) * 0x9E3779B97F4A7C15u), least = UINT64_MAX;
            for (ptrdiff_t i = 0; i < a.n; i++) {
                uint64_t x = mix(a.v[i] ^ salt);
                if (x < least) least = x;
            }
            h = mix(h ^ least);
        }
        bands[band] = (int64_t)h;
    }
}

/* ---- groups ---- */

static const char Q_CANDIDATES[] = "select t.id, t.text, t.copy_group from copy_bands b join texts t on t.id = b.text "
                                   "where b.band = $1 and b.value = $2 and t.id <> $3 order by t.id";
static const char Q_BAND[] = "insert into copy_bands (band, value, text) values ($1, $2, $3)";
static const char Q_JOIN[] = "update texts set copy_group = $2 where id = $1 or copy_group = $1";

typedef CS_VEC(int64_t) ids;

static bool has(const ids *in, int64_t id) {
    for (ptrdiff_t i = 0; i < in->n; i++)
        if (in->v[i] == id) return true;
    return false;
}

/* What is looked for in the bands: copies of one text. */
typedef struct search {
    cs_db *db;
    int64_t text_id;
    cs_shingles mine;
    ids compared; /* texts */
    ids groups;   /* of the near copies that were found: a group's first text, or a text that is alone */
} search;

/* Compares the texts of one band. What belongs to a group that is found already need not be. */
static casus_status look(search *x, int band, int64_t value, cs_arena *a, cs_err *err) {
    cs_rows *rows = NULL;
    bool more;
    CS_TRY(cs_db_ask(x->db, Q_CANDIDATES, CS_VALUES(cs_v_int(band), cs_v_int(value), cs_v_int(x->text_id)), &rows, err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, err));
        if (!more) return CASUS_OK;
        int64_t id = cs_rows_int(rows, 0), group = cs_rows_null(rows, 2) ? id : cs_rows_int(rows, 2);
        if (has(&x->groups, group) || has(&x->compared, id)) continue;
        *CS_PUSH(a, &x->compared) = id;
        cs_arena think = *a;
        if (cs_shingles_jaccard(x->mine, cs_shingles_of(cs_rows_text(rows, 1), &think)) >= CS_COPY_SIMILARITY)
            *CS_PUSH(a, &x->groups) = group;
    }
}

casus_status cs_copies_add(cs_db *db, int64_t text_id, cs_str text, cs_arena scratch, cs_err *err) {
    search x = { .db = db, .text_id = text_id, .mine = cs_shingles_of(text, &scratch) };
    if (!x.mine.n) return CASUS_OK;
    int64_t bands[CS_COPY_BANDS];
    cs_shingles_bands(x.mine, bands);
    for (int i = 0; i < CS_COPY_BANDS; i++) {
        CS_TRY(cs_db_run(db, Q_BAND, CS_VALUES(cs_v_int(i), cs_v_int(bands[i]), cs_v_int(text_id)), err));
        CS_TRY(look(&x, i, bands[i], &scratch, err));
    }
    if (!x.groups.n) return CASUS_OK;
    int64_t first = text_id;
    for (ptrdiff_t i = 0; i < x.groups.n; i++) first = x.groups.v[i] < first ? x.groups.v[i] : first;
    for (ptrdiff_t i = 0; i < x.groups.n; i++)
        CS_TRY(cs_db_run(db, Q_JOIN, CS_VALUES(cs_v_int(x.groups.v[i]), cs_v_int(first)), err));
    return cs_db_run(db, Q_JOIN, CS_VALUES(cs_v_int(text_id), cs_v_int(first)), err);
}
