/* store/words.h: which words stand where: the full-text indices of a case. Beside db.h what each database does in its own way:
 * SQLite by FTS5 (db_sqlite_words.c), PostgreSQL by tsvector (db_pg_words.c). Texts are cut into words and hits are marked by
 * one and the same code for both (db_words.c), so that both find the same.
 *
 * An index has two columns. Nothing of a text is in it but its words, so what is shown is taken from the tables. */
#ifndef CS_STORE_WORDS_H
#define CS_STORE_WORDS_H
#include "store/db.h"
#include "store/search_query.h"

typedef enum cs_words {
    CS_WORDS_REPORTS,    /* title, text; by row of reports */
    CS_WORDS_STATEMENTS, /* evidence, names of the parties; by row of statements */
    CS_WORDS_KINDS
} cs_words;

/* Adds a row, within a transaction. */
CASUS_MUST_CHECK casus_status cs_words_put(cs_db *db, cs_words kind, int64_t id, cs_str one, cs_str two, cs_arena scratch,
                                           cs_err *err);

/* The id of a row of an index, as a condition on it is written. */
const char *cs_words_id(const cs_db *db, cs_words kind);

/* A condition on the id, with the parameters $1 to $n. */
typedef struct cs_words_among {
    cs_str sql; /* n == 0: none */
    const cs_value *v;
    int n;
} cs_words_among;

enum { CS_WORDS_FOUND_MAX = 2048 };
/* Rows (id, score, sure) of what is looked for, those added last first: of those with an id below `before` as many as
 * CS_WORDS_FOUND_MAX. What the condition leaves out is not scored. A search begins with INT64_MAX and goes on with the same q,
 * no other between. score: BM25, a word in a title counts more; less is better. sure: 0 where the text is so long that the
 * index has not all of its words and places: then cs_marker_finds tells. a: must stay until the rows end. */
CASUS_MUST_CHECK casus_status cs_words_find(cs_db *db, cs_words kind, const cs_query *q, const cs_words_among *among,
                                            int64_t before, cs_arena *a, cs_rows **rows, cs_err *err);

/* A text with the words marked that were looked for. */
typedef struct cs_marked {
    cs_str text;          /* where it is long, the stretch with the most of them, "…" where it is cut */
    const cs_span *marks; /* [n_marks] bytes of text */
    int n_marks;
} cs_marked;

typedef struct cs_marker cs_marker;
CASUS_MUST_CHECK casus_status cs_marker_open(cs_marker **m, const cs_query *q, cs_arena *a, cs_err *err);
void cs_marker_close(cs_marker **m); /* *m may be NULL */
/* Marks the two texts of a hit; out [2] lives in a. */
CASUS_MUST_CHECK casus_status cs_marker_mark(cs_marker *m, cs_str one, cs_str two, cs_marked out[2], cs_arena *a, cs_err *err);

/* Is what is looked for in the two texts of a row? */
CASUS_MUST_CHECK casus_status cs_marker_finds(cs_marker *m, cs_str one, cs_str two, bool *found, cs_err *err);

/* ---- for casus check ---- */

/* A sum over all rows of an index, whatever their order; for comparing within one program. */
CASUS_MUST_CHECK casus_status cs_words_sum(cs_db *db, cs_words kind, uint64_t *sum, cs_err *err);
/* Adds to a sum what the row of these texts should be. */
CASUS_MUST_CHECK casus_status cs_words_sum_row(cs_db *db, int64_t id, cs_str one, cs_str two, cs_arena scratch, uint64_t *sum,
                                               cs_err *err);
#endif
