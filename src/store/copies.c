#include "store/copies.h"
#include "base/utf8.h"
#include <stdio.h>
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

/* ---- candidates ---- */

static const char Q_BAND[] = "insert into copy_bands (band, value, text) values ($1, $2, $3)";
/* All bands of a text at once, CS_COPY_BANDS, and the text. */
#define BANDS \
    "with mine (band, value) as (values (0, $1), (1, $2), (2, $3), (3, $4), (4, $5), (5, $6), (6, $7), (7, $8), (8, $9), (9, " \
    "$10), (10, $11), " \
    "(11, $12), (12, $13), (13, $14), (14, $15), (15, $16), (16, $17), (17, $18), (18, $19), (19, $20), (20, $21)) "
static const char Q_HAS_BANDS[] =
    BANDS "select count(*) from mine m join copy_bands b on b.band = m.band and b.value = m.value where b.text = $22";
static const char Q_CANDIDATES[] =
    BANDS "select b.text from mine m join copy_bands b on b.band = m.band and b.value = m.value where b.text <> $22";
static const char Q_OF_TEXT[] = "select text from texts where id = $1";
static const char Q_GROUP[] = "select coalesce(copy_group, id) from texts where id = $1";
static const char Q_JOIN[] = "update texts set copy_group = $2 where id = $1 or copy_group = $1";

typedef CS_VEC(int64_t) ids;

static int by_id(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* What the queries of bands take. */
typedef struct banded {
    cs_value v[CS_COPY_BANDS + 1];
} banded;

static banded bands_of(int64_t text, const int64_t bands[CS_COPY_BANDS]) {
    banded b;
    for (int i = 0; i < CS_COPY_BANDS; i++) b.v[i] = cs_v_int(bands[i]);
    b.v[CS_COPY_BANDS] = cs_v_int(text);
    return b;
}

/* The texts that share a band with this one, in ascending order. */
static casus_status find_candidates(cs_db *db, int64_t text, const int64_t bands[CS_COPY_BANDS], ids *out, cs_arena *a,
                                    cs_err *err) {
    cs_rows *rows = NULL;
    bool more = true;
    CS_TRY(cs_db_ask(db, Q_CANDIDATES, bands_of(text, bands).v, CS_COPY_BANDS + 1, &rows, err));
    while (more) {
        CS_TRY(cs_rows_next(rows, &more, err));
        if (more) *CS_PUSH(a, out) = cs_rows_int(rows, 0);
    }
    if (out->n) qsort(out->v, (size_t)out->n, sizeof *out->v, by_id);
    ptrdiff_t kept = 0;
    for (ptrdiff_t i = 0; i < out->n; i++)
        if (!kept || out->v[kept - 1] != out->v[i]) out->v[kept++] = out->v[i];
    out->n = kept;
    return CASUS_OK;
}

static casus_status is_near(cs_db *db, cs_shingles mine, int64_t other, bool *near, cs_arena scratch, cs_err *err) {
    cs_rows *rows = NULL;
    bool more;
    *near = false;
    CS_TRY(cs_db_ask(db, Q_OF_TEXT, CS_VALUES(cs_v_int(other)), &rows, err));
    CS_TRY(cs_rows_next(rows, &more, err));
    if (!more) return CASUS_OK;
    *near = cs_shingles_jaccard(mine, cs_shingles_of(cs_rows_text(rows, 0), &scratch)) >= CS_COPY_SIMILARITY;
    cs_rows_end(rows);
    return CASUS_OK;
}

/* ---- groups ---- */

static casus_status group_of(cs_db *db, int64_t text, int64_t *group, cs_err *err) {
    bool found;
    *group = text;
    return cs_db_ask_int(db, Q_GROUP, CS_VALUES(cs_v_int(text)), group, &found, err);
}

/* Texts are near copies of this one through its candidates; of a group one that is compared and found near is enough. */
static casus_status join(cs_db *db, int64_t text, cs_shingles mine, const ids *candidates, cs_arena scratch, cs_err *err) {
    int64_t own = text, group;
    for (ptrdiff_t i = 0; i < candidates->n; i++) {
        bool near;
        CS_TRY(group_of(db, candidates->v[i], &group, err));
        if (group == own) continue;
        CS_TRY(is_near(db, mine, candidates->v[i], &near, scratch, err));
        if (!near) continue;
        int64_t first = group < own ? group : own;
        CS_TRY(cs_db_run(db, Q_JOIN, CS_VALUES(cs_v_int(group), cs_v_int(first)), err));
        CS_TRY(cs_db_run(db, Q_JOIN, CS_VALUES(cs_v_int(own), cs_v_int(first)), err));
        own = first;
    }
    return CASUS_OK;
}

casus_status cs_copies_add(cs_db *db, int64_t text_id, cs_str text, cs_arena scratch, cs_err *err) {
    cs_shingles mine = cs_shingles_of(text, &scratch);
    if (!mine.n) return CASUS_OK;
    int64_t bands[CS_COPY_BANDS];
    ids candidates = { 0 };
    cs_shingles_bands(mine, bands);
    CS_TRY(find_candidates(db, text_id, bands, &candidates, &scratch, err));
    for (int i = 0; i < CS_COPY_BANDS; i++)
        CS_TRY(cs_db_run(db, Q_BAND, CS_VALUES(cs_v_int(i), cs_v_int(bands[i]), cs_v_int(text_id)), err));
    return join(db, text_id, mine, &candidates, scratch, err);
}

/* ---- checking ---- */

typedef struct grouped {
    int64_t id, group; /* group: as it is stored; 0: none */
    ptrdiff_t with;    /* the place of a text before it that it goes with; its own: none */
    ptrdiff_t n;       /* of the first of a group: how many it has */
} grouped;
typedef struct checking {
    cs_db *db;
    cs_db_told told;
    void *ctx;
    CS_VEC(grouped) texts; /* in the order of their ids */
    int64_t n_bands;
    cs_arena *a;
    cs_err *err;
} checking;

static void fault(const checking *c, int64_t text, const char *what) {
    char line[128];
    int n = snprintf(line, sizeof line, "text %lld %s", (long long)text, what);
    c->told(c->ctx, (cs_str){ line, n });
}

/* The place of the first text that goes with the one at i. */
static ptrdiff_t first_of(checking *c, ptrdiff_t i) {
    grouped *v = c->texts.v;
    while (v[i].with != i) i = v[i].with = v[v[i].with].with;
    return i;
}

/* -1: there is none */
static ptrdiff_t place_of(const checking *c, int64_t id) {
    ptrdiff_t low = 0, high = c->texts.n;
    while (low < high) {
        ptrdiff_t middle = low + (high - low) / 2;
        if (c->texts.v[middle].id == id) return middle;
        if (c->texts.v[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

/* Its bands, and the near copies among the texts before it. */
static casus_status check_text(checking *c, int64_t id, cs_shingles mine, cs_arena scratch) {
    int64_t bands[CS_COPY_BANDS], n = 0;
    ids candidates = { 0 };
    if (!mine.n) return CASUS_OK;
    cs_shingles_bands(mine, bands);
    c->n_bands += CS_COPY_BANDS;
    bool found;
    CS_TRY(cs_db_ask_int(c->db, Q_HAS_BANDS, bands_of(id, bands).v, CS_COPY_BANDS + 1, &n, &found, c->err));
    if (n != CS_COPY_BANDS) fault(c, id, "lacks bands by which near copies of it are found");
    CS_TRY(find_candidates(c->db, id, bands, &candidates, &scratch, c->err));
    for (ptrdiff_t i = 0; i < candidates.n && candidates.v[i] < id; i++) {
        ptrdiff_t other = place_of(c, candidates.v[i]);
        if (other < 0) continue; /* a reference to no text, which is told elsewhere */
        ptrdiff_t x = first_of(c, other), y = first_of(c, c->texts.n - 1);
        bool near;
        if (x == y) continue;
        CS_TRY(is_near(c->db, mine, candidates.v[i], &near, scratch, c->err));
        if (near) c->texts.v[x < y ? y : x].with = x < y ? x : y;
    }
    return CASUS_OK;
}

static void tell_groups(checking *c) {
    for (ptrdiff_t i = 0; i < c->texts.n; i++) c->texts.v[first_of(c, i)].n++;
    for (ptrdiff_t i = 0; i < c->texts.n; i++) {
        const grouped *t = &c->texts.v[i], *first = &c->texts.v[first_of(c, i)];
        if (t->group != (first->n > 1 ? first->id : 0)) fault(c, t->id, "is in another copy group than its words put it in");
    }
}

casus_status cs_copies_check(cs_db *db, cs_db_told told, void *ctx, cs_arena scratch, cs_err *err) {
    static const char all[] = "select id, coalesce(copy_group, 0), text from texts order by id";
    static const char count[] = "select count(*) from copy_bands";
    checking c = { .db = db, .told = told, .ctx = ctx, .a = &scratch, .err = err };
    cs_rows *rows = NULL;
    bool more = true;
    CS_TRY(cs_db_ask_once(db, all, NULL, 0, &rows, err));
    while (more) {
        CS_TRY(cs_rows_next(rows, &more, err));
        if (!more) break;
        *CS_PUSH(c.a, &c.texts) = (grouped){ .id = cs_rows_int(rows, 0), .group = cs_rows_int(rows, 1), .with = c.texts.n - 1 };
        cs_arena think = scratch;
        cs_shingles mine = cs_shingles_of(cs_rows_text(rows, 2), &think);
        casus_status st = check_text(&c, cs_rows_int(rows, 0), mine, think);
        if (st != CASUS_OK) return cs_rows_end(rows), st;
    }
    tell_groups(&c);
    int64_t n = 0;
    CS_TRY(cs_db_ask_int(db, count, NULL, 0, &n, &more, err));
    if (n == c.n_bands) return CASUS_OK;
    told(ctx, CS_LIT("there are bands of near copies that no text has"));
    return CASUS_OK;
}
