#include "store/db_driver.h"
#include <stdlib.h>

char *cs_db_dup(const char *s) {
    size_t n = strlen(s) + 1;
    char *copy = malloc(n);
    return copy ? memcpy(copy, s, n) : NULL;
}

void cs_db_translate(const char *sql, const cs_db_word *words, size_t n, cs_buf *out) {
    for (const char *p = sql; *p;) {
        size_t i = 0;
        while (i < n && strncmp(p, words[i].from, strlen(words[i].from)) != 0) i++;
        if (i < n) {
            cs_buf_put(out, words[i].to);
            p += strlen(words[i].from);
        } else {
            cs_buf_char(out, *p++);
        }
    }
    cs_buf_char(out, '\0');
}

/* ---- which kind ---- */

bool cs_db_is_server(const char *where) { return !strncmp(where, "postgresql://", 13) || !strncmp(where, "postgres://", 11); }

/* Takes a stretch out of a string. */
static void cut(char *from, const char *to) { memmove(from, to, strlen(to) + 1); }

static int hex_digit(char c) {
    const char *digits = "0123456789abcdef", *at = strchr(digits, c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c);
    return c && at ? (int)(at - digits) : -1;
}

/* In place: %41 is A. */
static void decode(char *s) {
    char *out = s;
    for (; *s; s++) {
        bool coded = *s == '%' && hex_digit(s[1]) >= 0 && hex_digit(s[2]) >= 0;
        *out++ = coded ? (char)(hex_digit(s[1]) << 4 | hex_digit(s[2])) : *s;
        s += coded ? 2 : 0;
    }
    *out = '\0';
}

char *cs_db_take_password(char *where) {
    if (!cs_db_is_server(where)) return NULL;
    char *begin = strstr(where, "://") + 3, *end = begin + strcspn(begin, "/?"), *at = end, *password = NULL;
    while (at > begin && *at != '@') at--;
    char *colon = memchr(begin, ':', (size_t)(at - begin));
    if (at > begin && colon) {
        *at = '\0';
        password = cs_db_dup(colon + 1);
        *at = '@';
        cut(colon, at);
    }
    char *p = strchr(where, '?');
    while (p) { /* at the mark before a parameter */
        char *rest = p + 1 + strcspn(p + 1, "&");
        if (strncmp(p + 1, "password=", 9) != 0) {
            p = *rest ? rest : NULL;
            continue;
        }
        bool is_last = !*rest;
        *rest = '\0';
        free(password);
        password = cs_db_dup(p + 10);
        cut(p + 1, is_last ? rest : rest + 1);
        if (is_last) p = NULL;
    }
    if (password) decode(password);
    return password;
}

/* NULL: of a kind that this casus was built without. */
static const cs_db_driver *driver_of(const char *where) {
#ifdef CASUS_HAS_LIBPQ
    if (cs_db_is_server(where)) return &cs_db_pg;
#endif
    return cs_db_is_server(where) ? NULL : &cs_db_sqlite;
}

casus_status cs_db_open(cs_db **out, const char *where, cs_db_mode mode, cs_err *err) {
    const cs_db_driver *driver = driver_of(where);
    cs_db *db = NULL;
    if (!driver)
        return cs_fail(err, CASUS_E_STORE, -1,
                       "this casus was built without PostgreSQL: install libpq-dev and build it again, or name a file");
    casus_status st = driver->open(&db, where, mode, err);
    if (st == CASUS_OK)
        *out = db;
    else
        cs_db_close(&db);
    return st;
}

void cs_db_close(cs_db **db) {
    if (!*db) return;
    cs_db_rollback(*db);
    cs_cutter_close(&(*db)->cutter);
    (*db)->driver->close(*db);
    *db = NULL;
}

const char *cs_db_name(const cs_db *db) { return db->name; }

/* ---- what every kind does in its own way ---- */

casus_status cs_db_share(cs_db *db, cs_err *err) { return db->driver->share(db, err); }

casus_status cs_db_run(cs_db *db, const char *sql, const cs_value *v, int n, cs_err *err) {
    return db->driver->run(db, sql, v, n, err);
}

casus_status cs_db_ask(cs_db *db, const char *sql, const cs_value *v, int n, cs_rows **rows, cs_err *err) {
    return db->driver->ask(db, sql, v, n, rows, err);
}

casus_status cs_db_ask_once(cs_db *db, const char *sql, const cs_value *v, int n, cs_rows **rows, cs_err *err) {
    return db->driver->ask_once(db, sql, v, n, rows, err);
}

casus_status cs_rows_next(cs_rows *rows, bool *more, cs_err *err) { return rows->db->driver->next(rows, more, err); }
void cs_rows_end(cs_rows *rows) { rows->db->driver->end(rows); }
bool cs_rows_null(const cs_rows *rows, int column) { return rows->db->driver->null(rows, column); }
int64_t cs_rows_int(const cs_rows *rows, int column) { return rows->db->driver->integer(rows, column); }
double cs_rows_real(const cs_rows *rows, int column) { return rows->db->driver->real(rows, column); }
cs_str cs_rows_text(const cs_rows *rows, int column) { return rows->db->driver->text(rows, column); }

casus_status cs_db_define(cs_db *db, const char *sql, cs_err *err) { return db->driver->define(db, sql, err); }
casus_status cs_db_begin(cs_db *db, cs_err *err) { return db->driver->begin(db, err); }
casus_status cs_db_look(cs_db *db, cs_err *err) { return db->driver->look(db, err); }
casus_status cs_db_commit(cs_db *db, cs_err *err) { return db->driver->commit(db, err); }
casus_status cs_db_sync(cs_db *db, cs_err *err) { return db->driver->sync(db, err); }
casus_status cs_db_copy(cs_db *db, const char *path, const char *const *sql, int n, cs_err *err) {
    return db->driver->copy(db, path, sql, n, err);
}
void cs_db_rollback(cs_db *db) { db->driver->rollback(db); }

casus_status cs_db_kind_of(cs_db *db, cs_db_kind *kind, cs_err *err) { return db->driver->kind_of(db, kind, err); }
casus_status cs_db_set_version(cs_db *db, int32_t version, cs_err *err) { return db->driver->set_version(db, version, err); }

casus_status cs_db_is_defined(cs_db *db, const char *const *sql, int n, bool *same, cs_err *err) {
    return db->driver->is_defined(db, sql, n, same, err);
}

casus_status cs_db_verify(cs_db *db, cs_db_told told, void *ctx, cs_err *err) { return db->driver->verify(db, told, ctx, err); }

casus_status cs_words_put(cs_db *db, cs_words kind, int64_t id, cs_str one, cs_str two, cs_arena scratch, cs_err *err) {
    return db->driver->words_put(db, kind, id, one, two, scratch, err);
}

const char *cs_words_id(const cs_db *db, cs_words kind) { return db->driver->words_id[kind]; }

casus_status cs_words_find(cs_db *db, cs_words kind, const cs_query *q, const cs_words_among *among, int64_t before,
                           cs_arena *a, cs_rows **rows, cs_err *err) {
    return db->driver->words_find(db, kind, q, among, before, a, rows, err);
}

casus_status cs_words_sum(cs_db *db, cs_words kind, uint64_t *sum, cs_err *err) {
    return db->driver->words_sum(db, kind, sum, err);
}

casus_status cs_words_sum_row(cs_db *db, int64_t id, cs_str one, cs_str two, cs_arena scratch, uint64_t *sum, cs_err *err) {
    return db->driver->words_sum_row(db, id, one, two, scratch, sum, err);
}

/* ---- what follows from that ---- */

casus_status cs_db_ask_int(cs_db *db, const char *sql, const cs_value *v, int n, int64_t *value, bool *found, cs_err *err) {
    cs_rows *rows = NULL;
    CS_TRY(cs_db_ask(db, sql, v, n, &rows, err));
    CS_TRY(cs_rows_next(rows, found, err));
    if (!*found) return CASUS_OK;
    *value = cs_rows_int(rows, 0);
    cs_rows_end(rows);
    return CASUS_OK;
}

void cs_db_interrupt(cs_db *db) { db->driver->interrupt(db); }

casus_status cs_db_stamp(cs_db *db, int64_t *stamp, cs_err *err) {
    bool found;
    return cs_db_ask_int(db, db->driver->stamp, NULL, 0, stamp, &found, err);
}

casus_status cs_db_insert(cs_db *db, const char *sql, const cs_value *v, int n, int64_t *id, cs_err *err) {
    cs_rows *rows = NULL;
    bool more = false;
    CS_TRY(cs_db_ask(db, sql, v, n, &rows, err));
    CS_TRY(cs_rows_next(rows, &more, err));
    if (!more) return cs_fail(err, CASUS_E_INTERNAL, -1, "no row came of it: %s", sql);
    *id = cs_rows_int(rows, 0);
    while (more) CS_TRY(cs_rows_next(rows, &more, err)); /* the row counts only when the statement has ended */
    return CASUS_OK;
}
