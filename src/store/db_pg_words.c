/* The full-text indices of a case on a server: for each row a tsvector
 * (https://postgresql.org/docs/15/datatype-textsearch.html) that is made here, of the words that FTS5 would have, so that
 * neither an extension nor a configuration of the server decides what is a word.
 *
 * Words of the first column have the weight A. Behind it a place is left out, so that no phrase goes across. A vector holds
 * less than a long text has; what is not in it is said by a word that no text has, and such rows are looked into by who asks
 * (`sure` of cs_words_find). */
#include "base/buf.h"
#include "store/db_pg.h"
#include <math.h>
#include <stdlib.h>

/* https://postgresql.org/docs/15/textsearch-limitations.html */
enum {
    PLACE_MAX = 16382,           /* the one above stands for all behind it */
    PLACES_MAX = 255,            /* of one word */
    WORD_MAX = 2046,             /* bytes */
    VECTOR_MAX = (1 << 20) - 64, /* bytes of words and places; the rest is for the two words below */
};
#define LACKS_PLACES "#places" /* of some words not all places are there */
#define LACKS_WORDS "#words"
#define NO_WORD "#none"

/* ---- vectors ---- */

typedef struct occurrence {
    cs_str word;
    int64_t place; /* from 1 */
} occurrence;

typedef struct vector {
    const occurrence *v; /* [n] by word, then by place */
    ptrdiff_t n;
    int64_t n_first; /* places of the first column */
    bool with_places, lacks_places, lacks_words;
} vector;

static int by_word(const void *a, const void *b) {
    const occurrence *x = a, *y = b;
    int c = cs_cmp(x->word, y->word);
    return c ? c : (x->place > y->place) - (x->place < y->place);
}

static casus_status occurrences(cs_db *db, cs_str one, cs_str two, vector *out, cs_arena *a, cs_err *err) {
    cs_cut_words words = { 0 };
    CS_TRY(cs_db_cut(db, one, a, &words, err));
    ptrdiff_t n_first = words.n;
    CS_TRY(cs_db_cut(db, two, a, &words, err));
    occurrence *v = CS_NEW(a, occurrence, words.n + 1);
    for (ptrdiff_t i = 0; i < words.n; i++) v[i] = (occurrence){ words.v[i], i + 1 + (i >= n_first) };
    if (words.n) qsort(v, (size_t)words.n, sizeof *v, by_word);
    *out = (vector){ .v = v, .n = words.n, .n_first = n_first };
    return CASUS_OK;
}

/* The end of the occurrences of one word, and how many of them have a place in the vector. */
static ptrdiff_t end_of_word(const vector *x, ptrdiff_t from, int *n_places) {
    ptrdiff_t end = from;
    *n_places = 0;
    for (; end < x->n && cs_eq(x->v[end].word, x->v[from].word); end++)
        *n_places += x->v[end].place <= PLACE_MAX && *n_places < PLACES_MAX;
    return end;
}

/* What of it a tsvector can hold. */
static void measure(vector *x) {
    int64_t words = 0, places = 0;
    for (ptrdiff_t i = 0, end; i < x->n; i = end) {
        int n_places;
        end = end_of_word(x, i, &n_places);
        x->lacks_words |= x->v[i].word.n > WORD_MAX;
        x->lacks_places |= n_places < end - i;
        words += x->v[i].word.n;
        places += 4 + 2 * (int64_t)n_places;
    }
    x->with_places = words + places <= VECTOR_MAX;
    x->lacks_places |= !x->with_places;
    x->lacks_words |= words > VECTOR_MAX;
}

static void put_quoted(cs_str word, cs_buf *b) {
    cs_buf_char(b, '\'');
    for (ptrdiff_t i = 0; i < word.n; i++) {
        if (word.p[i] == '\'' || word.p[i] == '\\') cs_buf_char(b, word.p[i]);
        cs_buf_char(b, word.p[i]);
    }
    cs_buf_char(b, '\'');
}

/* As the server itself writes it, so that the two can be compared. */
static void write_vector(const vector *x, cs_buf *b) {
    int64_t bytes = 0;
    if (x->lacks_places) cs_buf_put(b, "'" LACKS_PLACES "'");
    if (x->lacks_words) cs_buf_put(b, b->n ? " '" LACKS_WORDS "'" : "'" LACKS_WORDS "'");
    for (ptrdiff_t i = 0, end; i < x->n; i = end) {
        cs_str word = x->v[i].word;
        int n_places;
        end = end_of_word(x, i, &n_places);
        if (word.n > WORD_MAX || bytes + word.n > VECTOR_MAX) continue;
        bytes += word.n;
        if (b->n) cs_buf_char(b, ' ');
        put_quoted(word, b);
        for (int k = 0; k < n_places && x->with_places; k++) {
            int64_t place = x->v[i + k].place;
            cs_buf_char(b, k ? ',' : ':');
            cs_buf_i64(b, place);
            if (place <= x->n_first) cs_buf_char(b, 'A');
        }
    }
}

static casus_status vector_of(cs_db *db, cs_str one, cs_str two, cs_arena scratch, cs_buf *b, int64_t *n_words, cs_err *err) {
    vector x;
    CS_TRY(occurrences(db, one, two, &x, &scratch, err));
    measure(&x);
    write_vector(&x, b);
    *n_words = x.n;
    return b->failed ? cs_fail(err, CASUS_E_LIMIT, -1, "%s: out of memory", db->name) : CASUS_OK;
}

static cs_str text_of(const cs_buf *b) { return (cs_str){ b->n ? b->p : "", (ptrdiff_t)b->n }; }

casus_status cs_pg_words_put(cs_db *db, cs_words kind, int64_t id, cs_str one, cs_str two, cs_arena scratch, cs_err *err) {
    static const char *const add[CS_WORDS_KINDS] = {
        "insert into report_words (report, words, n_words) values ($1, $2::text::tsvector, $3)",
        "insert into statement_words (statement, words, n_words) values ($1, $2::text::tsvector, $3)",
    };
    cs_buf b = { 0 };
    int64_t n = 0;
    casus_status st = vector_of(db, one, two, scratch, &b, &n, err);
    const cs_value words = { .kind = CS_VALUE_TEXT, .s = text_of(&b) };
    if (st == CASUS_OK) st = cs_db_run(db, add[kind], CS_VALUES(cs_v_int(id), words, cs_v_int(n)), err);
    cs_buf_free(&b);
    return st;
}

casus_status cs_pg_words_sum(cs_db *db, cs_words kind, uint64_t *sum, cs_err *err) {
    static const char *const all[CS_WORDS_KINDS] = {
        "select report, n_words, words::text from report_words",
        "select statement, n_words, words::text from statement_words",
    };
    cs_rows *rows = NULL;
    bool more;
    *sum = 0;
    CS_TRY(cs_db_ask_once(db, all[kind], NULL, 0, &rows, err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, err));
        if (!more) return CASUS_OK;
        *sum += cs_db_hash(cs_rows_text(rows, 2), cs_rows_int(rows, 0), cs_rows_int(rows, 1));
    }
}

casus_status cs_pg_words_sum_row(cs_db *db, int64_t id, cs_str one, cs_str two, cs_arena scratch, uint64_t *sum, cs_err *err) {
    cs_buf b = { 0 };
    int64_t n = 0;
    casus_status st = vector_of(db, one, two, scratch, &b, &n, err);
    if (st == CASUS_OK) *sum += cs_db_hash(text_of(&b), id, n);
    cs_buf_free(&b);
    return st;
}

/* ---- what is looked for ---- */

/* What makes a hit better, as tsqueries: a word or a phrase, wherever what it is a part of is met. */
typedef struct leaf {
    cs_str query, part_of; /* part_of.n == 0: of the whole */
} leaf;

typedef struct looking {
    cs_db *db;
    cs_words kind;
    const cs_query *q;
    CS_VEC(leaf) leaves;
    CS_VEC(cs_value) values;
    bool has_phrase;
    cs_arena *a;
    cs_err *err;
} looking;

/* What was written since. */
static cs_str since(const cs_buf *b, size_t begin, cs_arena *a) {
    return b->failed ? (cs_str){ 0 } : cs_dup(a, (cs_str){ b->p + begin, (ptrdiff_t)(b->n - begin) });
}

static void put_joined(const cs_cut_words *words, const char *between, bool prefix, cs_buf *b) {
    for (ptrdiff_t i = 0; i < words->n; i++) {
        if (i) cs_buf_put(b, between);
        put_quoted(words->v[i], b);
        if (prefix && i == words->n - 1) cs_buf_put(b, ":*");
    }
}

/* A word or a phrase. Wanted, it is also met by rows that may have it; unwanted, only those that surely have it are left out.
 */
static casus_status write_leaf(looking *l, const cs_query_node *n, bool wanted, bool ranks, cs_buf *b) {
    cs_cut_words words = { 0 };
    bool fits = true;
    CS_TRY(cs_db_cut(l->db, n->words, l->a, &words, l->err));
    for (ptrdiff_t i = 0; i < words.n; i++) fits &= words.v[i].n <= WORD_MAX;
    l->has_phrase |= words.n > 1;
    cs_buf_put(b, "((");
    size_t begin = b->n;
    if (fits && words.n)
        put_joined(&words, " <-> ", n->prefix, b);
    else
        cs_buf_put(b, "'" NO_WORD "'");
    if (ranks) CS_PUSH(l->a, &l->leaves)->query = since(b, begin, l->a);
    cs_buf_char(b, ')');
    if (wanted && fits && words.n > 1) {
        cs_buf_put(b, " | '" LACKS_PLACES "' & ");
        put_joined(&words, " & ", n->prefix, b);
    }
    if (wanted && words.n) cs_buf_put(b, " | '" LACKS_WORDS "'");
    cs_buf_char(b, ')');
    return CASUS_OK;
}

static casus_status write_node(looking *l, int32_t at, bool wanted, bool ranks, cs_buf *b);

/* As in FTS5, in "a OR (b AND c)" b makes a row better only where c is, too. */
static casus_status write_alternative(looking *l, int32_t at, bool wanted, bool ranks, cs_buf *b) {
    cs_query_kind kind = l->q->nodes.v[at].kind;
    ptrdiff_t from = l->leaves.n;
    size_t begin = b->n;
    CS_TRY(write_node(l, at, wanted, ranks, b));
    if (kind == CS_QUERY_WORDS || kind == CS_QUERY_OR) return CASUS_OK;
    for (ptrdiff_t i = from; i < l->leaves.n; i++) {
        cs_str *part_of = &l->leaves.v[i].part_of, whole = since(b, begin, l->a);
        *part_of = part_of->n ? cs_join(l->a, cs_join(l->a, *part_of, CS_LIT(" & ")), whole) : whole;
    }
    return CASUS_OK;
}

static casus_status write_node(looking *l, int32_t at, bool wanted, bool ranks, cs_buf *b) {
    static const char *const operators[] = { NULL, " & ", " | ", " & !" };
    const cs_query_node *n = l->q->nodes.v + at;
    if (n->kind == CS_QUERY_WORDS) return write_leaf(l, n, wanted, ranks, b);
    bool not = n->kind == CS_QUERY_NOT;
    casus_status (*write)(looking *, int32_t, bool, bool, cs_buf *) = n->kind == CS_QUERY_OR ? write_alternative : write_node;
    cs_buf_char(b, '(');
    CS_TRY(write(l, n->left, wanted, ranks, b));
    cs_buf_put(b, operators[n->kind]);
    CS_TRY(write(l, n->right, wanted != not, ranks && !not, b));
    cs_buf_char(b, ')');
    return CASUS_OK;
}

/* ---- BM25, as FTS5 has it (https://sqlite.org/fts5.html#the_bm25_function) ---- */

/* How many rows there are, by their ids, and how long they are: those that were added last. */
static casus_status sizes(const looking *l, double *rows, double *length) {
    static const char *const of[CS_WORDS_KINDS] = {
        "select coalesce(max(report), 0), coalesce((select avg(n_words) from (select n_words from report_words order by report "
        "desc limit 1000) x), 1)::float8 from report_words",
        "select coalesce(max(statement), 0), coalesce((select avg(n_words) from (select n_words from statement_words order by "
        "statement desc limit 1000) x), 1)::float8 from statement_words",
    };
    cs_rows *row = NULL;
    bool there;
    CS_TRY(cs_db_ask(l->db, of[l->kind], NULL, 0, &row, l->err));
    CS_TRY(cs_rows_next(row, &there, l->err));
    if (!there) return CASUS_OK;
    *rows = cs_rows_real(row, 0);
    *length = fmax(cs_rows_real(row, 1), 1);
    cs_rows_end(row);
    return CASUS_OK;
}

/* A word that many of the rows have that were added last is taken to be as frequent in all: to count them would take longer
 * than all else. The others are counted. */
enum { LAST_ROWS = 2000, MANY_OF_THEM = 20 };
static const char *const HOW_MANY_LAST[CS_WORDS_KINDS] = {
    "select count(*) from (select words from report_words order by report desc limit $2) x where x.words @@ $1::text::tsquery",
    "select count(*) from (select words from statement_words order by statement desc limit $2) x "
    "where x.words @@ $1::text::tsquery",
};
static const char *const HOW_MANY[CS_WORDS_KINDS] = {
    "select count(*) from report_words where words @@ $1::text::tsquery",
    "select count(*) from statement_words where words @@ $1::text::tsquery",
};

static casus_status count_rows(const looking *l, cs_str query, double n_rows, double *out) {
    int64_t n = 0;
    bool there;
    CS_TRY(cs_db_ask_int(l->db, HOW_MANY_LAST[l->kind], CS_VALUES(cs_v_text(query), cs_v_int(LAST_ROWS)), &n, &there, l->err));
    *out = (double)n * fmax(n_rows / LAST_ROWS, 1);
    if (n_rows <= LAST_ROWS || n >= MANY_OF_THEM) return CASUS_OK;
    CS_TRY(cs_db_ask_int(l->db, HOW_MANY[l->kind], CS_VALUES(cs_v_text(query)), &n, &there, l->err));
    *out = (double)n;
    return CASUS_OK;
}

/* How much a leaf says: the more, the fewer rows have it. */
static casus_status weight_of(const looking *l, cs_str query, double n_rows, double *weight) {
    double n;
    CS_TRY(count_rows(l, query, n_rows, &n));
    *weight = fmax(log((n_rows - n + 0.5) / (n + 0.5)), 1e-6);
    return CASUS_OK;
}

static void put_value(looking *l, cs_value v, cs_buf *b) {
    *CS_PUSH(l->a, &l->values) = v;
    cs_buf_char(b, '$');
    cs_buf_i64(b, l->values.n);
}

static void put_query(looking *l, cs_str query, cs_buf *b) {
    put_value(l, cs_v_text(query), b);
    cs_buf_put(b, "::text::tsquery");
}

/* How often each leaf is there, f0, f1, …: ts_rank_cd of one word, prefix or phrase is the sum of its places' weights, which
 * are 1 at most. */
static void put_counts(looking *l, cs_buf *b) {
    static const char *const rank[CS_WORDS_KINDS] = { "4 * ts_rank_cd('{.25,.25,.25,1}', w.words, ",
                                                      "ts_rank_cd('{1,1,1,1}', w.words, " };
    for (ptrdiff_t i = 0; i < l->leaves.n; i++) {
        const leaf *x = l->leaves.v + i;
        cs_buf_put(b, i ? ", case when " : "case when ");
        if (x->part_of.n) {
            cs_buf_put(b, "w.words @@ ");
            put_query(l, x->part_of, b);
        } else {
            cs_buf_put(b, "true");
        }
        cs_buf_put(b, " then ");
        cs_buf_put(b, rank[l->kind]);
        put_query(l, x->query, b);
        cs_buf_put(b, ")::float8 else 0 end as f");
        cs_buf_i64(b, i);
    }
}

/* Once for each search, which begins with the last row. */
static casus_status weigh(const looking *l, struct cs_pg_weights *w) {
    *w = (struct cs_pg_weights){ .length = 1 };
    CS_TRY(sizes(l, &w->n_rows, &w->length));
    for (ptrdiff_t i = 0; i < l->leaves.n; i++) CS_TRY(weight_of(l, l->leaves.v[i].query, w->n_rows, &w->of[i]));
    return CASUS_OK;
}

static void put_score(looking *l, const struct cs_pg_weights *w, cs_buf *b) {
    cs_buf_char(b, '0');
    for (ptrdiff_t i = 0; i < l->leaves.n; i++) {
        cs_buf_put(b, " - ");
        put_value(l, cs_v_real(w->of[i]), b);
        cs_buf_put(b, " * 2.2 * f");
        cs_buf_i64(b, i);
        cs_buf_put(b, " / (f");
        cs_buf_i64(b, i);
        cs_buf_put(b, " + 1.2 * (0.25 + 0.75 * w.n_words / ");
        put_value(l, cs_v_real(w->length), b);
        cs_buf_put(b, "))");
    }
}

/* The ids come first: what the rest costs is spent on the rows that are given. */
static casus_status write_find(looking *l, cs_str query, cs_str among, int64_t before, cs_buf *b) {
    static const char *const rest[CS_WORDS_KINDS] = {
        ") h cross join lateral (select w.words, w.n_words from report_words w where w.report = h.id) w",
        ") h cross join lateral (select w.words, w.n_words from statement_words w where w.statement = h.id) w",
    };
    bool reports = l->kind == CS_WORDS_REPORTS;
    cs_str unsure = l->has_phrase ? CS_LIT("'" LACKS_PLACES "' | '" LACKS_WORDS "'") : CS_LIT("'" LACKS_WORDS "'");
    struct cs_pg_weights *w = &cs_pg_of(l->db)->weights;
    if (before == INT64_MAX) CS_TRY(weigh(l, w));
    cs_buf_put(b, "select h.id, ");
    put_score(l, w, b);
    cs_buf_put(b, ", case when w.words @@ ");
    put_query(l, unsure, b);
    cs_buf_put(b, " then 0 else 1 end from (select ");
    cs_buf_put(b, reports ? "w.report as id from report_words w where w.report < "
                          : "w.statement as id from statement_words w where w.statement < ");
    put_value(l, cs_v_int(before), b);
    cs_buf_put(b, " and w.words @@ ");
    put_query(l, query, b);
    cs_buf_put(b, among.n ? " and " : "");
    cs_buf_str(b, among);
    cs_buf_put(b, " order by 1 desc limit ");
    cs_buf_i64(b, CS_WORDS_FOUND_MAX);
    cs_buf_put(b, rest[l->kind]);
    cs_buf_put(b, " cross join lateral (select ");
    put_counts(l, b);
    cs_buf_put(b, " offset 0) f order by h.id desc");
    cs_buf_char(b, '\0');
    return b->failed ? cs_fail(l->err, CASUS_E_LIMIT, -1, "%s: out of memory", l->db->name) : CASUS_OK;
}

casus_status cs_pg_words_find(cs_db *db, cs_words kind, const cs_query *q, const cs_words_among *among, int64_t before,
                              cs_arena *a, cs_rows **rows, cs_err *err) {
    looking l = { .db = db, .kind = kind, .q = q, .a = a, .err = err };
    cs_buf query = { 0 }, sql = { 0 };
    for (int i = 0; i < among->n; i++) *CS_PUSH(a, &l.values) = among->v[i];
    casus_status st = write_node(&l, (int32_t)q->nodes.n - 1, true, true, &query);
    if (st == CASUS_OK && query.failed) st = cs_fail(err, CASUS_E_LIMIT, -1, "%s: out of memory", db->name);
    if (st == CASUS_OK) st = write_find(&l, text_of(&query), among->sql, before, &sql);
    if (st == CASUS_OK) st = cs_db_ask_once(db, sql.p, l.values.v, (int)l.values.n, rows, err);
    cs_buf_free(&query);
    cs_buf_free(&sql);
    return st;
}
