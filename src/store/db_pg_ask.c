/* Queries. Values and columns go in the binary form
 * (https://postgresql.org/docs/15/protocol-overview.html#PROTOCOL-FORMAT-CODES): integers and doubles with the highest byte
 * first, texts and blobs as they are, so that nothing is rounded or escaped.
 *
 * cs_db_ask holds all rows of its answer. cs_db_ask_once goes through a cursor, which gives so many at a time that some
 * megabytes are held, so it is the one for what may give very many. */
#include "store/db_pg.h"
#include <stdio.h>
#include <stdlib.h>

enum { OF_BOOL = 16, OF_BYTEA = 17, OF_NAME = 19, OF_INT8 = 20, OF_INT2 = 21, OF_INT4 = 23, OF_TEXT = 25, OF_OID = 26 };
enum { OF_FLOAT4 = 700, OF_FLOAT8 = 701, OF_UNKNOWN = 705, OF_VARCHAR = 1043, OF_NUMERIC = 1700 }; /* pg_type.oid */
enum { VALUES_MAX = 640, NUMERIC_WEIGHT_MAX = 80 /* beyond it no double */ };
enum { FETCH_FIRST = 32, FETCH_MAX = 2000, FETCH_BYTES = 4 << 20 };

/* ---- values ---- */

static void put_bytes(char *out, uint64_t v, int n) {
    for (int i = 0; i < n; i++) out[i] = (char)(v >> 8 * (n - 1 - i));
}

static uint64_t get_bytes(const char *p, int n) {
    uint64_t v = 0;
    for (int i = 0; i < n; i++) v = v << 8 | (unsigned char)p[i];
    return v;
}

static Oid type_of(const cs_value *v) {
    static const Oid types[] = { [CS_VALUE_NULL] = 0,
                                 [CS_VALUE_INT] = OF_INT8,
                                 [CS_VALUE_REAL] = OF_FLOAT8,
                                 [CS_VALUE_TEXT] = OF_TEXT,
                                 [CS_VALUE_BLOB] = OF_BYTEA };
    return types[v->kind];
}

/* What libpq is given of the values. */
typedef struct bound {
    const char *at[VALUES_MAX];
    int n[VALUES_MAX], binary[VALUES_MAX];
    Oid types[VALUES_MAX];
    char numbers[VALUES_MAX][8];
} bound;

static casus_status bind(const cs_pg *db, const cs_value *v, int n, bound *b, cs_err *err) {
    if (n > VALUES_MAX) return cs_fail(err, CASUS_E_INTERNAL, -1, "a query of more than %d values", VALUES_MAX);
    for (int i = 0; i < n; i++) {
        b->binary[i] = 1;
        b->types[i] = type_of(v + i);
        b->n[i] = 8;
        b->at[i] = b->numbers[i];
        uint64_t bits = (uint64_t)v[i].i;
        if (v[i].kind == CS_VALUE_REAL) memcpy(&bits, &v[i].r, 8);
        put_bytes(b->numbers[i], bits, 8);
        if (v[i].kind == CS_VALUE_NULL) b->at[i] = NULL;
        if (v[i].kind != CS_VALUE_TEXT && v[i].kind != CS_VALUE_BLOB) continue;
        if (v[i].s.n > CS_DB_VALUE_BYTES_MAX)
            return cs_fail(err, CASUS_E_LIMIT, -1, "%s: a value is larger than a database holds", db->base.name);
        b->at[i] = v[i].s.n ? v[i].s.p : "";
        b->n[i] = (int)v[i].s.n;
    }
    return CASUS_OK;
}

casus_status cs_pg_send_values(cs_pg *db, const char *sql, const cs_value *v, int n, cs_err *err) {
    bound b;
    CS_TRY(bind(db, v, n, &b, err));
    if (PQsendQueryParams(db->conn, sql, n, b.types, b.at, b.n, b.binary, 1) != 1) return cs_pg_fail(db, NULL, err);
    db->n_sent++;
    return CASUS_OK;
}

/* ---- prepared queries ---- */

static casus_status find(cs_pg *db, const char *sql, int n, cs_pg_query **out, cs_err *err) {
    for (int i = 0; i < db->n_queries; i++)
        if (db->queries[i].sql == sql) return *out = &db->queries[i], CASUS_OK;
    if (db->n_queries == CS_DB_QUERIES_MAX)
        return cs_fail(err, CASUS_E_INTERNAL, -1, "more than %d different queries", CS_DB_QUERIES_MAX);
    cs_pg_query *q = &db->queries[db->n_queries];
    *q = (cs_pg_query){ .rows = { &db->base }, .db = db, .sql = sql, .n_values = n };
    q->types = calloc((size_t)n + 1, sizeof *q->types);
    if (!q->types) return cs_fail(err, CASUS_E_LIMIT, -1, "%s: out of memory", db->base.name);
    db->n_queries++;
    *out = q;
    return CASUS_OK;
}

/* A parameter that was null so far and is not any more has a type now, so the query is prepared again: once a parameter. */
static casus_status prepare(cs_pg *db, cs_pg_query *q, const bound *b, cs_err *err) {
    char name[24];
    bool same = q->number > 0;
    for (int i = 0; i < q->n_values; i++) {
        if (!b->types[i] || b->types[i] == q->types[i]) continue;
        if (q->types[i])
            return cs_fail(err, CASUS_E_INTERNAL, -1, "$%d is now of one kind and now of another: %s", i + 1, q->sql);
        q->types[i] = b->types[i];
        same = false;
    }
    if (same) return CASUS_OK;
    CS_TRY(cs_pg_receive(db, NULL, err)); /* what fails of it is not to be taken for this */
    q->number = 0;
    int number = ++db->n_numbers;
    snprintf(name, sizeof name, "q%d", number);
    if (PQsendPrepare(db->conn, name, q->sql, q->n_values, q->types) != 1) return cs_pg_fail(db, NULL, err);
    db->n_sent++;
    CS_TRY(cs_pg_receive(db, NULL, err));
    q->number = number;
    return CASUS_OK;
}

static casus_status send(cs_pg *db, const char *sql, const cs_value *v, int n, cs_pg_query **out, cs_err *err) {
    char name[24];
    bound b;
    cs_pg_query *q = NULL;
    CS_TRY(find(db, sql, n, &q, err));
    if (q->result || q->n_values != n)
        return cs_fail(err, CASUS_E_INTERNAL, -1, "a query that is still open, or has other parameters: %s", sql);
    CS_TRY(bind(db, v, n, &b, err));
    CS_TRY(prepare(db, q, &b, err));
    snprintf(name, sizeof name, "q%d", q->number);
    if (PQsendQueryPrepared(db->conn, name, n, b.at, b.n, b.binary, 1) != 1) return cs_pg_fail(db, NULL, err);
    db->n_sent++;
    *out = q;
    return CASUS_OK;
}

static bool is_known(Oid type) {
    static const Oid known[] = { OF_BOOL, OF_BYTEA,  OF_NAME,   OF_INT8,    OF_INT2,    OF_INT4,   OF_TEXT,
                                 OF_OID,  OF_FLOAT4, OF_FLOAT8, OF_UNKNOWN, OF_VARCHAR, OF_NUMERIC };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (type == known[i]) return true;
    return false;
}

static casus_status receive_rows(cs_pg_query *q, cs_err *err) {
    PGresult *r = NULL;
    CS_TRY(cs_pg_receive(q->db, &r, err));
    for (int i = 0; i < PQnfields(r); i++) {
        if (is_known(PQftype(r, i))) continue;
        casus_status st =
            cs_fail(err, CASUS_E_INTERNAL, -1, "column %d has a type that is not read (%u)", i + 1, PQftype(r, i));
        PQclear(r);
        return st;
    }
    PQclear(q->result);
    q->result = r;
    q->at = -1;
    return CASUS_OK;
}

casus_status cs_pg_run(cs_db *base, const char *sql, const cs_value *v, int n, cs_err *err) {
    cs_pg *db = cs_pg_of(base);
    cs_pg_query *q = NULL;
    CS_TRY(send(db, sql, v, n, &q, err));
    return db->begun && db->n_sent < CS_PG_SENT_MAX ? CASUS_OK : cs_pg_receive(db, NULL, err);
}

casus_status cs_pg_ask(cs_db *base, const char *sql, const cs_value *v, int n, cs_rows **rows, cs_err *err) {
    cs_pg_query *q = NULL;
    CS_TRY(send(cs_pg_of(base), sql, v, n, &q, err));
    CS_TRY(receive_rows(q, err));
    *rows = &q->rows;
    return CASUS_OK;
}

/* ---- cursors ---- */

/* Those that come after other rows as large as those that came last, within some megabytes. */
static int how_many(const cs_pg_query *q) {
    int n = q->result ? PQntuples(q->result) : 0;
    if (!n) return FETCH_FIRST;
    size_t most = (size_t)FETCH_BYTES / (PQresultMemorySize(q->result) / (size_t)n + 1) + 1;
    if (most > (size_t)n * 8) most = (size_t)n * 8; /* the next ones may be larger */
    return most < FETCH_MAX ? (int)most : FETCH_MAX;
}

static casus_status fetch(cs_pg_query *q, cs_err *err) {
    char sql[64];
    q->n_fetched = how_many(q);
    snprintf(sql, sizeof sql, "fetch %d from c%d", q->n_fetched, q->number);
    CS_TRY(cs_pg_send(q->db, sql, err));
    CS_TRY(receive_rows(q, err));
    q->more = PQntuples(q->result) == q->n_fetched;
    return CASUS_OK;
}

static casus_status declare(cs_pg_query *q, const char *sql, const cs_value *v, int n, cs_err *err) {
    cs_pg *db = q->db;
    cs_buf b = { 0 };
    char head[64];
    if (!db->begun && !db->lent) { /* a cursor needs a transaction */
        CS_TRY(cs_pg_send(db, "begin isolation level repeatable read read only", err));
        db->lent = true;
    }
    snprintf(head, sizeof head, "declare c%d no scroll cursor for ", q->number);
    cs_buf_put(&b, head);
    cs_buf_put(&b, sql);
    cs_buf_char(&b, '\0');
    casus_status st =
        b.failed ? cs_fail(err, CASUS_E_LIMIT, -1, "%s: out of memory", db->base.name) : cs_pg_send_values(db, b.p, v, n, err);
    cs_buf_free(&b);
    return st == CASUS_OK ? fetch(q, err) : st;
}

casus_status cs_pg_ask_once(cs_db *base, const char *sql, const cs_value *v, int n, cs_rows **rows, cs_err *err) {
    cs_pg *db = cs_pg_of(base);
    cs_pg_query *q = calloc(1, sizeof *q);
    if (!q) return cs_fail(err, CASUS_E_LIMIT, -1, "%s: out of memory", base->name);
    *q = (cs_pg_query){ .rows = { base }, .db = db, .number = ++db->n_numbers, .next = db->cursors };
    db->cursors = q;
    casus_status st = declare(q, sql, v, n, err);
    if (st == CASUS_OK)
        *rows = &q->rows;
    else
        cs_pg_end(&q->rows);
    return st;
}

/* Whatever fails here is told by what is asked next. */
static void forget(cs_pg_query *q) {
    cs_pg *db = q->db;
    char sql[32];
    cs_pg_query **at = &db->cursors;
    while (*at != q) at = &(*at)->next;
    *at = q->next;
    snprintf(sql, sizeof sql, "close c%d", q->number);
    casus_status st = CASUS_OK;
    if (db->begun && q->more) st = cs_pg_send(db, sql, NULL);
    if (db->lent && !db->cursors) {
        db->lent = false;
        st = cs_pg_send(db, "rollback", NULL);
        if (st == CASUS_OK) st = cs_pg_receive(db, NULL, NULL);
    }
    (void)st;
    PQclear(q->result);
    free(q);
}

void cs_pg_end(cs_rows *rows) {
    cs_pg_query *q = (cs_pg_query *)rows;
    if (!q->sql) {
        forget(q);
        return;
    }
    PQclear(q->result);
    q->result = NULL;
}

void cs_pg_end_all(cs_pg *db) {
    while (db->cursors) {
        db->cursors->more = false; /* they end with the transaction */
        forget(db->cursors);
    }
    for (int i = 0; i < db->n_queries; i++)
        if (db->queries[i].result) cs_pg_end(&db->queries[i].rows);
}

void cs_pg_free_all(cs_pg *db) {
    for (int i = 0; i < db->n_queries; i++) free(db->queries[i].types);
}

casus_status cs_pg_next(cs_rows *rows, bool *more, cs_err *err) {
    cs_pg_query *q = (cs_pg_query *)rows;
    *more = false;
    if (q->at + 1 >= PQntuples(q->result) && q->more) {
        casus_status st = fetch(q, err);
        if (st != CASUS_OK) return cs_pg_end(rows), st;
    }
    *more = ++q->at < PQntuples(q->result);
    if (!*more) cs_pg_end(rows);
    return CASUS_OK;
}

/* ---- columns ---- */

bool cs_pg_null(const cs_rows *rows, int column) {
    const cs_pg_query *q = (const cs_pg_query *)rows;
    return PQgetisnull(q->result, q->at, column);
}

/* 0 where the server sends another number of bytes than the type has. */
static uint64_t number_at(const cs_pg_query *q, int column, int n) {
    return PQgetlength(q->result, q->at, column) == n ? get_bytes(PQgetvalue(q->result, q->at, column), n) : 0;
}

/* Digits of base 10,000 (src/backend/utils/adt/numeric.c, numeric_send): how many, how high the first stands, the sign, how
 * many decimals are shown, then the digits; 16 bits each. What is no number, or outside of a double, does not come from sums.
 */
static double numeric(const char *p, int length) {
    int n = length < 8 ? 0 : (int)get_bytes(p, 2), weight = length < 8 ? 0 : (int16_t)get_bytes(p + 2, 2);
    double v = 0;
    if (length != 8 + 2 * n || abs(weight) > NUMERIC_WEIGHT_MAX) return 0;
    for (int i = 0; i < n; i++) v = v * 10000 + (double)get_bytes(p + 8 + 2 * i, 2);
    for (int k = n - 1; k < weight; k++) v *= 10000;
    for (int k = weight; k < n - 1; k++) v /= 10000;
    return get_bytes(p + 4, 2) == 0x4000 ? -v : v;
}

double cs_pg_real(const cs_rows *rows, int column) {
    const cs_pg_query *q = (const cs_pg_query *)rows;
    if (PQgetisnull(q->result, q->at, column)) return 0;
    double v;
    float f;
    uint64_t bits;
    uint32_t few;
    switch (PQftype(q->result, column)) {
    case OF_FLOAT8: return bits = number_at(q, column, 8), memcpy(&v, &bits, 8), v;
    case OF_FLOAT4: return few = (uint32_t)number_at(q, column, 4), memcpy(&f, &few, 4), f;
    case OF_NUMERIC: return numeric(PQgetvalue(q->result, q->at, column), PQgetlength(q->result, q->at, column));
    default: return (double)cs_pg_int(rows, column);
    }
}

int64_t cs_pg_int(const cs_rows *rows, int column) {
    const cs_pg_query *q = (const cs_pg_query *)rows;
    if (PQgetisnull(q->result, q->at, column)) return 0;
    switch (PQftype(q->result, column)) {
    case OF_INT8: return (int64_t)number_at(q, column, 8);
    case OF_INT4: return (int32_t)number_at(q, column, 4);
    case OF_OID: return (int64_t)number_at(q, column, 4);
    case OF_INT2: return (int16_t)number_at(q, column, 2);
    case OF_BOOL: return (int64_t)number_at(q, column, 1);
    case OF_FLOAT8:
    case OF_FLOAT4:
    case OF_NUMERIC: return (int64_t)cs_pg_real(rows, column);
    default: return 0;
    }
}

cs_str cs_pg_text(const cs_rows *rows, int column) {
    const cs_pg_query *q = (const cs_pg_query *)rows;
    if (PQgetisnull(q->result, q->at, column)) return (cs_str){ 0 };
    int n = PQgetlength(q->result, q->at, column);
    return (cs_str){ n ? PQgetvalue(q->result, q->at, column) : NULL, n };
}
