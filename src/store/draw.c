/* The tables of a coding, drawn from the reading's JSON (docs/data-model.md), which is kept whole beside them: offsets and
 * numbers are the same in both, entity 3 is e3. What stands where is said once, in the lists below; from them rows are both
 * written and, by `casus check`, compared with the reading. */
#include "store/search.h"
#include "store/work.h"
#include <stdio.h>
#include <stdlib.h>

/* ---- what stands where ---- */

typedef enum kind {
    WORD,
    WHOLE,
    DECIMAL,
    BEGIN, /* of a span */
    END,
    NUMBER, /* in an id: of "a3", 3 */
    ENTITY, /* the row that an id is of; in the order of LISTS */
    PLACE,
    TIME,
    ATTRIBUTION,
    INCIDENT /* number of the incident that a statement is of, by the statement's id */
} kind;

typedef struct column {
    kind kind;
    const char *member; /* NULL: the item itself; "": there are no more columns */
} column;
enum { COLUMNS_MAX = 13, KEYS_MAX = 4 };

/* The rows of one list. Their key is what they belong to (a coding, a row of it, or the key of one that has no row id) and
 * their number: of a list of LISTS that in the items' ids, else their place from 1. */
typedef struct list {
    const char *member, *table;
    const char *add; /* takes key, number and columns; of LISTS gives the row id */
    const char *get; /* takes the key; gives number, of LISTS row id, and columns */
    column columns[COLUMNS_MAX + 1];
    const struct list *parts[6]; /* lists of each item */
} list;

#define LAST \
    { WORD, "" }

static const list MENTIONS = { "mentions",
                               "mentions",
                               "insert into mentions (entity, number, begin_at, end_at, kind) values ($1, $2, $3, $4, $5)",
                               "select number, begin_at, end_at, kind from mentions where entity = $1 order by number",
                               { { BEGIN, "span" }, { END, "span" }, { WORD, "kind" }, LAST },
                               { NULL } };
static const list ENTITIES = {
    "entities",
    "entities",
    "insert into entities (coding, number, type, name, actor, sector, country) values ($1, $2, $3, $4, $5, $6, $7) "
    "returning id",
    "select number, id, type, name, actor, sector, country from entities where coding = $1 order by number",
    { { WORD, "type" }, { WORD, "name" }, { WORD, "actor" }, { WORD, "sector" }, { WORD, "country" }, LAST },
    { &MENTIONS }
};
static const list PLACES = {
    "places",
    "places",
    "insert into places (coding, number, entity, name, geonames, lat, lon, country, admin1, admin2, precision, score) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id",
    "select number, id, entity, name, geonames, lat, lon, country, admin1, admin2, precision, score from places "
    "where coding = $1 order by number",
    { { ENTITY, "entity" },
      { WORD, "name" },
      { WHOLE, "geonames" },
      { DECIMAL, "lat" },
      { DECIMAL, "lon" },
      { WORD, "country" },
      { WORD, "admin1" },
      { WORD, "admin2" },
      { WORD, "precision" },
      { DECIMAL, "score" },
      LAST },
    { NULL }
};
static const list TIMES = {
    "times",
    "times",
    "insert into times (coding, number, begin_at, end_at, type, timex, edtf, first_day, last_day) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id",
    "select number, id, begin_at, end_at, type, timex, edtf, first_day, last_day from times where coding = $1 order by number",
    { { BEGIN, "span" },
      { END, "span" },
      { WORD, "type" },
      { WORD, "timex" },
      { WORD, "edtf" },
      { WORD, "begin" },
      { WORD, "end" },
      LAST },
    { NULL }
};
static const list ATTRIBUTIONS = {
    "attributions",
    "attributions",
    "insert into attributions (coding, number, kind, source_begin, source_end, cue_begin, cue_end, source, parent) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id",
    "select number, id, kind, source_begin, source_end, cue_begin, cue_end, source, parent from attributions where coding = $1 "
    "order by number",
    { { WORD, "kind" },
      { BEGIN, "source" },
      { END, "source" },
      { BEGIN, "cue" },
      { END, "cue" },
      { ENTITY, "source_entity" },
      { NUMBER, "parent" },
      LAST },
    { NULL }
};
static const list CONTEXTS = { "contexts",
                               "statement_contexts",
                               "insert into statement_contexts (statement, number, context) values ($1, $2, $3)",
                               "select number, context from statement_contexts where statement = $1 order by number",
                               { { WORD, NULL }, LAST },
                               { NULL } };
static const list WHERE = { "where",
                            "statement_places",
                            "insert into statement_places (statement, number, place) values ($1, $2, $3)",
                            "select number, place from statement_places where statement = $1 order by number",
                            { { PLACE, NULL }, LAST },
                            { NULL } };
static const list SPEAKERS = { "according_to",
                               "statement_speakers",
                               "insert into statement_speakers (statement, number, attribution) values ($1, $2, $3)",
                               "select number, attribution from statement_speakers where statement = $1 order by number",
                               { { ATTRIBUTION, NULL }, LAST },
                               { NULL } };
static const list ROLE_SPEAKERS = {
    "according_to",
    "role_speakers",
    "insert into role_speakers (statement, role, number, attribution) values ($1, $2, $3, $4)",
    "select number, attribution from role_speakers where statement = $1 and role = $2 order by number",
    { { ATTRIBUTION, NULL }, LAST },
    { NULL }
};
static const list ROLES = {
    "roles",
    "roles",
    "insert into roles (statement, number, role, entity, begin_at, end_at, certainty) values ($1, $2, $3, $4, $5, $6, $7)",
    "select number, role, entity, begin_at, end_at, certainty from roles where statement = $1 order by number",
    { { WORD, "role" }, { ENTITY, "entity" }, { BEGIN, "span" }, { END, "span" }, { WORD, "certainty" }, LAST },
    { &ROLE_SPEAKERS }
};
static const list TOLL_SPEAKERS = {
    "according_to",
    "toll_speakers",
    "insert into toll_speakers (statement, toll, number, attribution) values ($1, $2, $3, $4)",
    "select number, attribution from toll_speakers where statement = $1 and toll = $2 order by number",
    { { ATTRIBUTION, NULL }, LAST },
    { NULL }
};
static const list TOLLS = {
    "toll",
    "tolls",
    "insert into tolls (statement, number, effect, low, best, high, entity, begin_at, end_at, certainty, status, women, "
    "children) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    "select number, effect, low, best, high, entity, begin_at, end_at, certainty, status, women, children from tolls "
    "where statement = $1 order by number",
    { { WORD, "effect" },
      { WHOLE, "low" },
      { WHOLE, "best" },
      { WHOLE, "high" },
      { ENTITY, "of" },
      { BEGIN, "span" },
      { END, "span" },
      { WORD, "certainty" },
      { WORD, "status" },
      { WHOLE, "women" },
      { WHOLE, "children" },
      LAST },
    { &TOLL_SPEAKERS }
};
static const list STATEMENTS = {
    "statements",
    "statements",
    "insert into statements (coding, number, kind, type, mode, certainty, modality, time_frame, trigger_begin, trigger_end, "
    "evidence_begin, evidence_end, time, incident, confidence) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) returning id",
    "select number, id, kind, type, mode, certainty, modality, time_frame, trigger_begin, trigger_end, evidence_begin, "
    "evidence_end, "
    "time, incident, confidence from statements where coding = $1 order by number",
    { { WORD, "kind" },
      { WORD, "type" },
      { WORD, "mode" },
      { WORD, "certainty" },
      { WORD, "modality" },
      { WORD, "time_frame" },
      { BEGIN, "trigger" },
      { END, "trigger" },
      { BEGIN, "evidence" },
      { END, "evidence" },
      { TIME, "when" },
      { INCIDENT, "id" },
      { DECIMAL, "confidence" },
      LAST },
    { &CONTEXTS, &WHERE, &SPEAKERS, &ROLES, &TOLLS }
};

/* Of the reading itself; a list refers to those before it. */
enum { N_LISTS = 5 };
static const list *const LISTS[N_LISTS] = { &ENTITIES, &PLACES, &TIMES, &ATTRIBUTIONS, &STATEMENTS };

/* ---- from a member to a value ---- */

/* Numbers of items with the rows that they have in their table, in ascending order. */
typedef struct numbered {
    int64_t number, row;
} numbered;
typedef CS_VEC(numbered) numbers;

typedef struct drawing {
    cs_db *db;
    int64_t coding;
    const json_t *reading;
    numbers rows[N_LISTS];
    numbers incidents; /* of statements: the number of each one's incident */
    cs_arena *a;
    cs_err *err;
    /* where rows are compared */
    int64_t n_text;
    cs_db_told told;
    void *ctx;
} drawing;

/* The number in an id, "e3"; 0: none. */
static int64_t number_of(const json_t *v) {
    cs_str s = cs_store_text(v);
    cs_i64_result n = { 0 };
    if (s.n > 1) n = cs_parse_i64(cs_cut(s, 1, s.n));
    return n.ok && n.value > 0 ? n.value : 0;
}

static int by_number(const void *a, const void *b) {
    int64_t x = ((const numbered *)a)->number, y = ((const numbered *)b)->number;
    return (x > y) - (x < y);
}

/* 0: none */
static int64_t row_of(const numbers *in, int64_t number) {
    if (!in->n || !number) return 0;
    const numbered key = { number, 0 }, *found = bsearch(&key, in->v, (size_t)in->n, sizeof key, by_number);
    return found ? found->row : 0;
}

static cs_value value_of(const drawing *d, const json_t *item, const column *c) {
    const json_t *v = c->member ? json_object_get(item, c->member) : item, *edge;
    switch (c->kind) {
    case WORD: return cs_v_text(cs_store_text(v));
    case WHOLE: return json_is_integer(v) ? cs_v_int(json_integer_value(v)) : cs_v_null();
    case DECIMAL: return json_is_number(v) ? cs_v_real(json_number_value(v)) : cs_v_null();
    case BEGIN:
    case END:
        edge = json_array_get(v, c->kind == END);
        return json_is_integer(edge) ? cs_v_int(json_integer_value(edge)) : cs_v_null();
    case NUMBER: return cs_v_int_or(number_of(v), 0);
    case INCIDENT: return cs_v_int_or(row_of(&d->incidents, number_of(v)), 0);
    default: return cs_v_int_or(row_of(&d->rows[c->kind - ENTITY], number_of(v)), 0);
    }
}

static bool is_column(const column *c) { return !c->member || *c->member; }
static int n_columns(const list *l) {
    int n = 0;
    while (is_column(&l->columns[n])) n++;
    return n;
}

/* What the rows of a list belong to. */
typedef struct key {
    cs_value v[KEYS_MAX];
    int n;
} key;

static key key_with(key k, int64_t number) {
    k.v[k.n++] = cs_v_int(number);
    return k;
}

static void find_incidents(drawing *d) {
    size_t i, k;
    json_t *incident, *id;
    json_array_foreach(json_object_get(d->reading, "incidents"), i, incident)
            json_array_foreach(json_object_get(incident, "statements"), k, id) *
        CS_PUSH(d->a, &d->incidents) = (numbered){ number_of(id), number_of(json_object_get(incident, "id")) };
    if (d->incidents.n) qsort(d->incidents.v, (size_t)d->incidents.n, sizeof(numbered), by_number);
}

/* ---- writing ---- */

/* rows: of a list of LISTS, where its rows are noted; else NULL. */
static casus_status put(drawing *d, const list *l, const json_t *parent, key above, numbers *rows) {
    size_t i;
    json_t *item;
    int n = n_columns(l);
    json_array_foreach(json_object_get(parent, l->member), i, item) {
        int64_t number = rows ? number_of(json_object_get(item, "id")) : (int64_t)i + 1, row = 0;
        key own = key_with(above, number);
        cs_value v[KEYS_MAX + COLUMNS_MAX];
        for (int k = 0; k < own.n; k++) v[k] = own.v[k];
        for (int k = 0; k < n; k++) v[own.n + k] = value_of(d, item, &l->columns[k]);
        if (rows) {
            CS_TRY(cs_db_insert(d->db, l->add, v, own.n + n, &row, d->err));
            *CS_PUSH(d->a, rows) = (numbered){ number, row };
            own = (key){ .v = { cs_v_int(row) }, .n = 1 };
        } else {
            CS_TRY(cs_db_run(d->db, l->add, v, own.n + n, d->err));
        }
        for (const list *const *part = l->parts; *part; part++) CS_TRY(put(d, *part, item, own, NULL));
    }
    return CASUS_OK;
}

casus_status cs_store_draw(cs_db *db, int64_t coding, const json_t *reading, cs_arena scratch, cs_err *err) {
    drawing d = { .db = db, .coding = coding, .reading = reading, .a = &scratch, .err = err };
    const key above = { .v = { cs_v_int(coding) }, .n = 1 };
    find_incidents(&d);
    for (int i = 0; i < N_LISTS; i++) CS_TRY(put(&d, LISTS[i], reading, above, &d.rows[i]));
    return cs_search_add_statements(db, coding, scratch, err);
}

/* ---- comparing ---- */

static bool equals(const cs_rows *rows, int at, const cs_value *v) {
    if (v->kind == CS_VALUE_NULL || cs_rows_null(rows, at)) return v->kind == CS_VALUE_NULL && cs_rows_null(rows, at);
    if (v->kind == CS_VALUE_INT) return cs_rows_int(rows, at) == v->i;
    if (v->kind == CS_VALUE_REAL) return cs_rows_real(rows, at) == v->r;
    return cs_eq(cs_rows_text(rows, at), v->s);
}

/* A row is named by its key in the table. */
static void fault(const drawing *d, const list *l, key own, const char *what) {
    char line[256];
    int n = snprintf(line, sizeof line, "coding %lld: row (", (long long)d->coding);
    for (int i = 0; i < own.n; i++)
        n += snprintf(line + n, sizeof line - (size_t)n, i ? ", %lld" : "%lld", (long long)own.v[i].i);
    n += snprintf(line + n, sizeof line - (size_t)n, ") of %s %s", l->table, what);
    d->told(d->ctx, (cs_str){ line, n });
}

static bool is_within(const drawing *d, const list *l, const cs_rows *rows, int first) {
    for (int i = 0; is_column(&l->columns[i]); i++) {
        if (l->columns[i].kind != BEGIN || cs_rows_null(rows, first + i)) continue;
        int64_t begin = cs_rows_int(rows, first + i), end = cs_rows_int(rows, first + i + 1);
        if (begin < 0 || begin > end || end > d->n_text) return false;
    }
    return true;
}

static casus_status compare(drawing *d, const list *l, const json_t *parent, key above, numbers *rows);

static casus_status compare_row(drawing *d, const list *l, const cs_rows *row, const json_t *item, key own, numbers *rows) {
    int first = rows ? 2 : 1, n = n_columns(l);
    bool same = true;
    for (int i = 0; same && i < n; i++) {
        cs_value v = value_of(d, item, &l->columns[i]);
        same = equals(row, first + i, &v);
    }
    if (!is_within(d, l, row, first))
        fault(d, l, own, "has words outside its text");
    else if (!same)
        fault(d, l, own, "is not what its reading says");
    if (rows) {
        int64_t id = cs_rows_int(row, 1);
        *CS_PUSH(d->a, rows) = (numbered){ own.v[own.n - 1].i, id };
        own = (key){ .v = { cs_v_int(id) }, .n = 1 };
    }
    for (const list *const *part = l->parts; *part; part++) CS_TRY(compare(d, *part, item, own, NULL));
    return CASUS_OK;
}

/* Rows and items go side by side in the order of their numbers. */
static casus_status compare(drawing *d, const list *l, const json_t *parent, key above, numbers *rows) {
    const json_t *items = json_object_get(parent, l->member);
    size_t at = 0, n_items = json_array_size(items);
    cs_rows *all = NULL;
    bool more = true;
    CS_TRY(cs_db_ask(d->db, l->get, above.v, above.n, &all, d->err));
    while (more) {
        CS_TRY(cs_rows_next(all, &more, d->err));
        int64_t number = more ? cs_rows_int(all, 0) : INT64_MAX, expected = 0;
        for (; at < n_items; at++) {
            expected = rows ? number_of(json_object_get(json_array_get(items, at), "id")) : (int64_t)at + 1;
            if (expected >= number) break;
            fault(d, l, key_with(above, expected), "is missing");
        }
        if (!more) break;
        if (at == n_items || expected != number) {
            fault(d, l, key_with(above, number), "is in no reading");
            continue;
        }
        casus_status st = compare_row(d, l, all, json_array_get(items, at++), key_with(above, number), rows);
        if (st != CASUS_OK) return cs_rows_end(all), st;
    }
    return CASUS_OK;
}

casus_status cs_store_compare(cs_db *db, int64_t coding, const json_t *reading, int64_t n_text, cs_db_told told, void *ctx,
                              cs_arena scratch, cs_err *err) {
    drawing d = {
        .db = db, .coding = coding, .reading = reading, .a = &scratch, .err = err, .n_text = n_text, .told = told, .ctx = ctx
    };
    const key above = { .v = { cs_v_int(coding) }, .n = 1 };
    find_incidents(&d);
    for (int i = 0; i < N_LISTS; i++) CS_TRY(compare(&d, LISTS[i], reading, above, &d.rows[i]));
    return CASUS_OK;
}
