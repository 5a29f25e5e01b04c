/* store/db.h: a database that speaks SQL. The only header that the rest of the store asks the database through, so that a case
 * file is SQLite's or PostgreSQL's without the store knowing which.
 *
 * Values are bound, never written into SQL. A query is named by its text, a string that lives as long as the program: it is
 * prepared once for each database and kept. Parameters are $1, $2, …
 * A database belongs to one thread at a time. */
#ifndef CS_STORE_DB_H
#define CS_STORE_DB_H
#include "base/str.h"

enum {
    CS_DB_BUSY_MS = 10000,             /* how long to wait for another program that writes */
    CS_DB_VALUE_BYTES_MAX = 300 << 20, /* a text or blob of a row; longer is CASUS_E_LIMIT */
    CS_DB_QUERIES_MAX = 256            /* different queries of one database; one more is CASUS_E_INTERNAL */
};

typedef struct cs_db cs_db;
typedef enum cs_db_mode {
    CS_DB_LOOK,  /* as CS_DB_READ, for who looks single rows up: hardly anything is kept in memory */
    CS_DB_READ,  /* must be there; nothing is written */
    CS_DB_WRITE, /* must be there */
    CS_DB_CREATE /* is made when it is not there */
} cs_db_mode;

/* where: path of a file, or of PostgreSQL "postgresql://USER@HOST:PORT/DATABASE"
 * (https://postgresql.org/docs/15/libpq-connect.html#LIBPQ-CONNSTRING), which must be there in any mode. What is there is not
 * changed by opening it, whatever it is. On failure *db is unset. Errors: CASUS_E_STORE. */
CASUS_MUST_CHECK casus_status cs_db_open(cs_db **db, const char *where, cs_db_mode mode, cs_err *err);
/* Once it is known to be a case: sets the file up so that readers and a writer do not wait for each other. */
CASUS_MUST_CHECK casus_status cs_db_share(cs_db *db, cs_err *err);
/* What was not committed is undone. *db may be NULL. */
void cs_db_close(cs_db **db);
const char *cs_db_name(const cs_db *db); /* for messages: as it was opened, without a password */
bool cs_db_is_server(const char *where); /* no file */
/* Takes the password out of where a server is, so that it can be shown: it is then given to cs_db_open in the environment, as
 * PGPASSWORD. NULL: there is none in it. free. */
char *cs_db_take_password(char *where);

/* ---- what is bound ---- */

typedef enum cs_value_kind { CS_VALUE_NULL, CS_VALUE_INT, CS_VALUE_REAL, CS_VALUE_TEXT, CS_VALUE_BLOB } cs_value_kind;
typedef struct cs_value {
    cs_value_kind kind;
    int64_t i;
    double r;
    cs_str s; /* must stay until the query is done */
} cs_value;

static inline cs_value cs_v_null(void) { return (cs_value){ 0 }; }
static inline cs_value cs_v_int(int64_t v) { return (cs_value){ .kind = CS_VALUE_INT, .i = v }; }
static inline cs_value cs_v_real(double v) { return (cs_value){ .kind = CS_VALUE_REAL, .r = v }; }
/* null where v is `none`. */
static inline cs_value cs_v_int_or(int64_t v, int64_t none) { return v == none ? cs_v_null() : cs_v_int(v); }
/* null where the text is empty. */
static inline cs_value cs_v_text(cs_str s) { return s.n ? (cs_value){ .kind = CS_VALUE_TEXT, .s = s } : cs_v_null(); }
static inline cs_value cs_v_word(const char *s) { return cs_v_text((cs_str){ s, (ptrdiff_t)strlen(s) }); }
static inline cs_value cs_v_blob(cs_str s) { return (cs_value){ .kind = CS_VALUE_BLOB, .s = s }; }

/* Several ids in one query, `… in CS_DB_IDS …`, so that what is asked of many costs few round trips. */
enum { CS_DB_IDS_MAX = 16 };
#define CS_DB_IDS "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
typedef struct cs_db_ids {
    cs_value v[CS_DB_IDS_MAX];
} cs_db_ids;
/* The first of n ids, at least one; where they are fewer the last stands in the places that are left. */
static inline cs_db_ids cs_db_ids_of(const int64_t *ids, ptrdiff_t n) {
    cs_db_ids out;
    for (ptrdiff_t i = 0; i < CS_DB_IDS_MAX; i++) out.v[i] = cs_v_int(ids[i < n ? i : n - 1]);
    return out;
}

/* ---- queries ---- */

/* Each may fail with CASUS_E_STORE (file, disk, other programs), CASUS_E_LIMIT (memory, a value too large) or CASUS_E_INTERNAL
 * (what is written breaks a rule of the tables). */

/* Runs a query; rows that it gives are passed over. Within a transaction it may fail later: the next call that fails is told of
 * it, and cs_db_commit at the latest. */
CASUS_MUST_CHECK casus_status cs_db_run(cs_db *db, const char *sql, const cs_value *v, int n, cs_err *err);
/* Runs an `insert … returning id`, *id is set. */
CASUS_MUST_CHECK casus_status cs_db_insert(cs_db *db, const char *sql, const cs_value *v, int n, int64_t *id, cs_err *err);
#define CS_VALUES(...) (const cs_value[]){ __VA_ARGS__ }, (int)(sizeof((const cs_value[]){ __VA_ARGS__ }) / sizeof(cs_value))

/* Rows of a query, one at a time. Texts and blobs stay until the next step. All rows may be held in memory at once: what gives
 * as many as a case has of something is asked with cs_db_ask_once. The same query cannot be asked again before its
 * rows have come to their end, a step has failed or cs_rows_end was called: CASUS_E_INTERNAL. */
typedef struct cs_rows cs_rows;
CASUS_MUST_CHECK casus_status cs_db_ask(cs_db *db, const char *sql, const cs_value *v, int n, cs_rows **rows, cs_err *err);
/* The same for a query that may give very many rows, of which few are held at a time, or whose text was put together, from
 * fixed pieces: it need not stay. Nothing of it is kept for another time, so it may be asked again at once, beside itself.
 * Outside a transaction its rows are of one state, and none may be begun before they are ended. */
CASUS_MUST_CHECK casus_status cs_db_ask_once(cs_db *db, const char *sql, const cs_value *v, int n, cs_rows **rows, cs_err *err);
CASUS_MUST_CHECK casus_status cs_rows_next(cs_rows *rows, bool *more, cs_err *err);
void cs_rows_end(cs_rows *rows);
bool cs_rows_null(const cs_rows *rows, int column);
int64_t cs_rows_int(const cs_rows *rows, int column); /* 0 for null */
double cs_rows_real(const cs_rows *rows, int column);
cs_str cs_rows_text(const cs_rows *rows, int column); /* of a text or blob; n == 0 for null */
/* The first column of the first row as a number; *found is false, and *value as it was, when there is no row. */
CASUS_MUST_CHECK casus_status cs_db_ask_int(cs_db *db, const char *sql, const cs_value *v, int n, int64_t *value, bool *found,
                                            cs_err *err);

/* Several statements without parameters, in the portable form of src/store/schema.h. */
CASUS_MUST_CHECK casus_status cs_db_define(cs_db *db, const char *sql, cs_err *err);

CASUS_MUST_CHECK casus_status cs_db_begin(cs_db *db, cs_err *err); /* as the one that writes */
CASUS_MUST_CHECK casus_status cs_db_look(cs_db *db, cs_err *err);  /* as one that sees the same state until cs_db_rollback */
/* When it returns, others see what was written, and the end of this program loses nothing of it. On failure the transaction is
 * still to be rolled back. */
CASUS_MUST_CHECK casus_status cs_db_commit(cs_db *db, cs_err *err);
/* When it returns, a power cut loses nothing of what was committed. */
CASUS_MUST_CHECK casus_status cs_db_sync(cs_db *db, cs_err *err);
/* Writes all that is there, as it is now, to a new file; nobody may have begun a transaction with db. sql: the definitions of
 * the tables, as for cs_db_is_defined; of a server only those are written. */
CASUS_MUST_CHECK casus_status cs_db_copy(cs_db *db, const char *path, const char *const *sql, int n, cs_err *err);
void cs_db_rollback(cs_db *db); /* rows that are still open are ended; nothing when no transaction was begun */

/* A number that is another one when another connection, of this program or another, has written since it was last asked for
 * here. What this one wrote may change it or not. */
CASUS_MUST_CHECK casus_status cs_db_stamp(cs_db *db, int64_t *stamp, cs_err *err);

/* For another thread than the one that uses it, while it is open: what is being asked just now fails with CASUS_E_STORE. */
void cs_db_interrupt(cs_db *db);

/* ---- what kind of file it is ---- */

typedef struct cs_db_kind {
    bool empty;      /* nothing is in it */
    bool casus;      /* it says that it is a case file, */
    int32_t version; /* of this version of the schema */
} cs_db_kind;
CASUS_MUST_CHECK casus_status cs_db_kind_of(cs_db *db, cs_db_kind *kind, cs_err *err);
CASUS_MUST_CHECK casus_status cs_db_set_version(cs_db *db, int32_t version, cs_err *err);
/* Are the tables, indices and views there as these definitions, each as for cs_db_define, make them in an empty database? What
 * else is there does not matter. */
CASUS_MUST_CHECK casus_status cs_db_is_defined(cs_db *db, const char *const *sql, int n, bool *same, cs_err *err);
/* What the database itself finds wrong with its pages and references: each is given to `told`, once a fault. */
typedef void (*cs_db_told)(void *ctx, cs_str what);
CASUS_MUST_CHECK casus_status cs_db_verify(cs_db *db, cs_db_told told, void *ctx, cs_err *err);
#endif
