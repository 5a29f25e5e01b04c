/* store/db_driver.h: what a kind of database does for store/db.h. db.c finds the kind by where the database is and hands on;
 * db_sqlite.c and db_pg.c are the kinds. Each function is as store/db.h says of the one of its name. */
#ifndef CS_STORE_DB_DRIVER_H
#define CS_STORE_DB_DRIVER_H
#include "base/buf.h"
#include "store/words.h"

typedef struct cs_db_driver {
    /* On failure *db is closed by the caller if it was set. */
    casus_status (*open)(cs_db **db, const char *where, cs_db_mode mode, cs_err *err);
    void (*close)(cs_db *db); /* no rows are open, no transaction is begun */
    casus_status (*share)(cs_db *db, cs_err *err);
    casus_status (*run)(cs_db *db, const char *sql, const cs_value *v, int n, cs_err *err);
    casus_status (*ask)(cs_db *db, const char *sql, const cs_value *v, int n, cs_rows **rows, cs_err *err);
    casus_status (*ask_once)(cs_db *db, const char *sql, const cs_value *v, int n, cs_rows **rows, cs_err *err);
    casus_status (*next)(cs_rows *rows, bool *more, cs_err *err);
    void (*end)(cs_rows *rows);
    bool (*null)(const cs_rows *rows, int column);
    int64_t (*integer)(const cs_rows *rows, int column);
    double (*real)(const cs_rows *rows, int column);
    cs_str (*text)(const cs_rows *rows, int column);
    casus_status (*define)(cs_db *db, const char *sql, cs_err *err);
    casus_status (*begin)(cs_db *db, cs_err *err);
    casus_status (*look)(cs_db *db, cs_err *err);
    casus_status (*commit)(cs_db *db, cs_err *err);
    casus_status (*sync)(cs_db *db, cs_err *err);
    casus_status (*copy)(cs_db *db, const char *path, const char *const *sql, int n, cs_err *err);
    void (*rollback)(cs_db *db);
    casus_status (*kind_of)(cs_db *db, cs_db_kind *kind, cs_err *err);
    casus_status (*set_version)(cs_db *db, int32_t version, cs_err *err);
    casus_status (*is_defined)(cs_db *db, const char *const *sql, int n, bool *same, cs_err *err);
    casus_status (*verify)(cs_db *db, cs_db_told told, void *ctx, cs_err *err);
    void (*interrupt)(cs_db *db);
    const char *stamp; /* the query of cs_db_stamp */
    /* words.h */
    casus_status (*words_put)(cs_db *db, cs_words kind, int64_t id, cs_str one, cs_str two, cs_arena scratch, cs_err *err);
    const char *words_id[CS_WORDS_KINDS];
    casus_status (*words_find)(cs_db *db, cs_words kind, const cs_query *q, const cs_words_among *among, int64_t before,
                               cs_arena *a, cs_rows **rows, cs_err *err);
    casus_status (*words_sum)(cs_db *db, cs_words kind, uint64_t *sum, cs_err *err);
    casus_status (*words_sum_row)(cs_db *db, int64_t id, cs_str one, cs_str two, cs_arena scratch, uint64_t *sum, cs_err *err);
} cs_db_driver;
extern const cs_db_driver cs_db_sqlite, cs_db_pg;

/* How each kind's own structures begin. */
struct cs_db {
    const cs_db_driver *driver;
    char *name;               /* for messages: without a password; free */
    struct cs_cutter *cutter; /* NULL: no text was cut into words so far */
};
struct cs_rows {
    cs_db *db;
};

/* The words of a text in their order, without case and accents (db_words.c). They live in a. */
typedef CS_VEC(cs_str) cs_cut_words;
CASUS_MUST_CHECK casus_status cs_db_cut(cs_db *db, cs_str text, cs_arena *a, cs_cut_words *out, cs_err *err);
void cs_cutter_close(struct cs_cutter **c); /* *c may be NULL */
/* Sums of it are not the same by chance. */
uint64_t cs_db_hash(cs_str text, int64_t a, int64_t b);

enum { CS_DB_APPLICATION = 0x63617375 /* "casu": says of a database that it is a case; of SQLite at byte 68 of the file */ };

/* Definitions in the form of store/schema.h as a kind of database takes them; ends with NUL. */
typedef struct cs_db_word {
    const char *from, *to; /* a word in braces, what it stands for */
} cs_db_word;
void cs_db_translate(const char *sql, const cs_db_word *words, size_t n, cs_buf *out);
/* A copy; NULL where there is no memory. */
char *cs_db_dup(const char *s);
#endif
