/* A case of a server as a file: the tables made anew, and all their rows. */
#include "store/db_pg.h"

enum { COLUMNS_MAX = 64 };

typedef struct copying {
    cs_db *from, *to;
    cs_buf select, insert;            /* of a table; each ends with NUL */
    cs_value_kind kinds[COLUMNS_MAX]; /* of its columns */
    int n;
    cs_err *err;
} copying;

static casus_status kind_of(const char *table, cs_str type, cs_value_kind *kind, cs_err *err) {
    static const struct {
        cs_str type;
        cs_value_kind kind;
    } kinds[] = { { CS_LIT("int8"), CS_VALUE_INT },
                  { CS_LIT("float8"), CS_VALUE_REAL },
                  { CS_LIT("text"), CS_VALUE_TEXT },
                  { CS_LIT("bytea"), CS_VALUE_BLOB } };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (cs_eq(type, kinds[i].type)) return *kind = kinds[i].kind, CASUS_OK;
    return cs_fail(err, CASUS_E_STORE, -1, "%s: expected columns as casus makes them but found one of type " CS_FMT, table,
                   CS_ARG(type));
}

/* Columns are written by name: they are those of the catalogue, quoted by the server. */
static casus_status put_columns(copying *c, const char *table) {
    static const char sql[] =
        "select quote_ident(a.attname), t.typname from pg_attribute a join pg_type t on t.oid = a.atttypid "
        "where a.attrelid = $1::text::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum";
    cs_rows *rows = NULL;
    bool more;
    CS_TRY(cs_db_ask_once(c->from, sql, CS_VALUES(cs_v_word(table)), &rows, c->err));
    for (c->n = 0;; c->n++) {
        CS_TRY(cs_rows_next(rows, &more, c->err));
        if (!more) return CASUS_OK;
        casus_status st = c->n == COLUMNS_MAX
                              ? cs_fail(c->err, CASUS_E_LIMIT, -1, "%s: more than %d columns", table, COLUMNS_MAX)
                              : kind_of(table, cs_rows_text(rows, 1), &c->kinds[c->n], c->err);
        if (st != CASUS_OK) return cs_rows_end(rows), st;
        cs_buf_put(&c->select, c->n ? ", " : "");
        cs_buf_str(&c->select, cs_rows_text(rows, 0));
        cs_buf_put(&c->insert, c->n ? ", " : "");
        cs_buf_str(&c->insert, cs_rows_text(rows, 0));
    }
}

static casus_status put_queries(copying *c, const char *table) {
    cs_buf_clear(&c->select);
    cs_buf_clear(&c->insert);
    cs_buf_put(&c->select, "select ");
    cs_buf_put(&c->insert, "insert into ");
    cs_buf_put(&c->insert, table);
    cs_buf_put(&c->insert, " (");
    CS_TRY(put_columns(c, table));
    cs_buf_put(&c->select, " from ");
    cs_buf_put(&c->select, table);
    cs_buf_char(&c->select, '\0');
    for (int i = 0; i < c->n; i++) {
        cs_buf_put(&c->insert, i ? ", $" : ") values ($");
        cs_buf_i64(&c->insert, i + 1);
    }
    cs_buf_put(&c->insert, ")");
    cs_buf_char(&c->insert, '\0');
    return c->select.failed || c->insert.failed ? cs_fail(c->err, CASUS_E_LIMIT, -1, "out of memory") : CASUS_OK;
}

static casus_status copy_row(copying *c, const cs_rows *row) {
    cs_value v[COLUMNS_MAX];
    cs_rows *rows = NULL;
    bool more = true;
    for (int i = 0; i < c->n; i++) {
        v[i] = (cs_value){ .kind = cs_rows_null(row, i) ? CS_VALUE_NULL : c->kinds[i] };
        if (v[i].kind == CS_VALUE_INT) v[i].i = cs_rows_int(row, i);
        if (v[i].kind == CS_VALUE_REAL) v[i].r = cs_rows_real(row, i);
        if (v[i].kind == CS_VALUE_TEXT || v[i].kind == CS_VALUE_BLOB) v[i].s = cs_rows_text(row, i);
        if (v[i].kind != CS_VALUE_NULL && !v[i].s.p) v[i].s.p = "";
    }
    CS_TRY(cs_db_ask_once(c->to, c->insert.p, v, c->n, &rows, c->err));
    while (more) CS_TRY(cs_rows_next(rows, &more, c->err));
    return CASUS_OK;
}

static casus_status copy_table(copying *c, const char *table) {
    cs_rows *rows = NULL;
    bool more;
    CS_TRY(put_queries(c, table));
    CS_TRY(cs_db_ask_once(c->from, c->select.p, NULL, 0, &rows, c->err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, c->err));
        if (!more) return CASUS_OK;
        casus_status st = copy_row(c, rows);
        if (st != CASUS_OK) return cs_rows_end(rows), st;
    }
}

/* What others added beside casus's tables is theirs and stays. */
static casus_status copy_tables(copying *c) {
    static const char all[] =
        "select c.relname from pg_class c where c.relnamespace = quote_ident(current_schema())::regnamespace and "
        "c.relkind = 'r' order by 1";
    static const char is_ours[] = /* words stand in a file in another way: they are put there anew */
        "select 1 from sqlite_schema where type = 'table' and name = $1 and sql not like 'create virtual %'";
    cs_rows *rows = NULL;
    bool more, ours;
    int64_t one;
    char table[80];
    CS_TRY(cs_db_ask(c->from, all, NULL, 0, &rows, c->err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, c->err));
        if (!more) return CASUS_OK;
        cs_str name = cs_rows_text(rows, 0);
        if (name.n >= (ptrdiff_t)sizeof table) continue; /* none of ours */
        memcpy(table, name.p, (size_t)name.n);
        table[name.n] = '\0';
        casus_status st = cs_db_ask_int(c->to, is_ours, CS_VALUES(cs_v_text(name)), &one, &ours, c->err);
        if (st == CASUS_OK && ours) st = copy_table(c, table);
        if (st != CASUS_OK) return cs_rows_end(rows), st;
    }
}

static casus_status fill(copying *c, const char *const *sql, int n) {
    cs_db_kind kind;
    CS_TRY(cs_db_kind_of(c->from, &kind, c->err));
    CS_TRY(cs_db_begin(c->to, c->err));
    for (int i = 0; i < n; i++) CS_TRY(cs_db_define(c->to, sql[i], c->err));
    CS_TRY(cs_db_run(c->to, "pragma defer_foreign_keys = on", NULL, 0, c->err)); /* tables refer to each other in circles */
    CS_TRY(copy_tables(c));
    CS_TRY(cs_db_set_version(c->to, kind.version, c->err));
    return cs_db_commit(c->to, c->err);
}

casus_status cs_pg_copy(cs_db *db, const char *path, const char *const *sql, int n, cs_err *err) {
    copying c = { .from = db, .err = err };
    CS_TRY(cs_db_open(&c.to, path, CS_DB_CREATE, err));
    casus_status st = cs_db_look(db, err);
    if (st == CASUS_OK) st = fill(&c, sql, n);
    cs_db_rollback(db);
    cs_db_close(&c.to);
    cs_buf_free(&c.select);
    cs_buf_free(&c.insert);
    return st;
}
