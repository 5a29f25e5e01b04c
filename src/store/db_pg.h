/* store/db_pg.h: what the parts of the PostgreSQL driver share. All that is asked goes through libpq's pipeline
 * (https://postgresql.org/docs/15/libpq-pipeline-mode.html): what only writes is sent and not waited for, and its outcome comes
 * with the next answer, at the latest that of commit. */
#ifndef CS_STORE_DB_PG_H
#define CS_STORE_DB_PG_H
#include "store/db_driver.h"
#include <libpq-fe.h>

enum { CS_PG_SENT_MAX = 256 /* what is on the way before an answer is waited for */ };

typedef struct cs_pg cs_pg;
typedef struct cs_pg_query {
    cs_rows rows; /* first */
    cs_pg *db;
    const char *sql; /* NULL: of cs_db_ask_once */
    Oid *types;      /* of its parameters as it was prepared; 0: left to the server, for it was only null */
    int n_values;
    int number;       /* of what was prepared, or of the cursor; 0: nothing was prepared */
    PGresult *result; /* NULL: not busy */
    int at;           /* row in it */
    bool more;        /* the cursor may have more than is in it, */
    int n_fetched;    /* of so many that were asked for */
    struct cs_pg_query *next;
} cs_pg_query;

struct cs_pg {
    cs_db base; /* first */
    PGconn *conn;
    PGcancel *cancel; /* for another thread */
    char *where;      /* with its password: for a second connection */
    bool begun, lent; /* lent: begun only because rows come through a cursor */
    bool unsynced;    /* something was committed that a power cut may lose */
    int n_sent;       /* commands whose answers were not read */
    int n_numbers;
    cs_pg_query queries[CS_DB_QUERIES_MAX];
    int n_queries;
    cs_pg_query *cursors;
    struct cs_pg_weights { /* of the search that goes on: to count anew for each stretch of it would take longer than all else
                            */
        double n_rows, length, of[CS_QUERY_WORDS_MAX];
    } weights;
};

static inline cs_pg *cs_pg_of(cs_db *db) { return (cs_pg *)db; }

/* What went wrong, in words. result may be NULL. */
casus_status cs_pg_fail(const cs_pg *db, const PGresult *result, cs_err *err);
/* A connection that is set up, its pipeline entered. mode: up to CS_DB_READ nothing is written. Errors: CASUS_E_STORE; *out may
 * be set.
 */
CASUS_MUST_CHECK casus_status cs_pg_connect(cs_pg *db, cs_db_mode mode, cs_err *err);

/* Sends one command without parameters, or some. Its answer is one of those that cs_pg_receive reads. */
CASUS_MUST_CHECK casus_status cs_pg_send(cs_pg *db, const char *sql, cs_err *err);
CASUS_MUST_CHECK casus_status cs_pg_send_values(cs_pg *db, const char *sql, const cs_value *v, int n, cs_err *err);
/* Reads the answers to all that was sent. *last: that to the last command, PQclear; NULL where something failed. last may be
 * NULL. */
CASUS_MUST_CHECK casus_status cs_pg_receive(cs_pg *db, PGresult **last, cs_err *err);
/* Several commands without parameters at once. */
CASUS_MUST_CHECK casus_status cs_pg_plain(cs_pg *db, const char *sql, cs_err *err);

/* db_pg_ask.c */
casus_status cs_pg_run(cs_db *db, const char *sql, const cs_value *v, int n, cs_err *err);
casus_status cs_pg_ask(cs_db *db, const char *sql, const cs_value *v, int n, cs_rows **rows, cs_err *err);
casus_status cs_pg_ask_once(cs_db *db, const char *sql, const cs_value *v, int n, cs_rows **rows, cs_err *err);
casus_status cs_pg_next(cs_rows *rows, bool *more, cs_err *err);
void cs_pg_end(cs_rows *rows);
void cs_pg_end_all(cs_pg *db);  /* rows that are open */
void cs_pg_free_all(cs_pg *db); /* queries */
bool cs_pg_null(const cs_rows *rows, int column);
int64_t cs_pg_int(const cs_rows *rows, int column);
double cs_pg_real(const cs_rows *rows, int column);
cs_str cs_pg_text(const cs_rows *rows, int column);

/* db_pg_copy.c */
casus_status cs_pg_copy(cs_db *db, const char *path, const char *const *sql, int n, cs_err *err);

/* db_pg_kind.c */
casus_status cs_pg_define(cs_db *db, const char *sql, cs_err *err);
casus_status cs_pg_kind_of(cs_db *db, cs_db_kind *kind, cs_err *err);
casus_status cs_pg_set_version(cs_db *db, int32_t version, cs_err *err);
casus_status cs_pg_is_defined(cs_db *db, const char *const *sql, int n, bool *same, cs_err *err);
casus_status cs_pg_verify(cs_db *db, cs_db_told told, void *ctx, cs_err *err);

/* db_pg_words.c */
/* The definitions of the indices. */
#define CS_PG_WORDS \
    "create table report_words (report bigint primary key references reports (id), words tsvector not null, " \
    "n_words bigint not null);" \
    "create index report_words_words on report_words using gin (words);" \
    "create table statement_words (statement bigint primary key references statements (id), words tsvector not null, " \
    "n_words bigint not null);" \
    "create index statement_words_words on statement_words using gin (words);"
casus_status cs_pg_words_put(cs_db *db, cs_words kind, int64_t id, cs_str one, cs_str two, cs_arena scratch, cs_err *err);
casus_status cs_pg_words_find(cs_db *db, cs_words kind, const cs_query *q, const cs_words_among *among, int64_t before,
                              cs_arena *a, cs_rows **rows, cs_err *err);
casus_status cs_pg_words_sum(cs_db *db, cs_words kind, uint64_t *sum, cs_err *err);
casus_status cs_pg_words_sum_row(cs_db *db, int64_t id, cs_str one, cs_str two, cs_arena scratch, uint64_t *sum, cs_err *err);
#endif
