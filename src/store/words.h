/* store/words.h: which words stand where: the full-text indices of a case. Beside db.h what each database does in its own way:
 * SQLite by FTS5 (db_sqlite_words.c). PostgreSQL, which has tsvector, ts_rank and ts_headline for it, has none yet: there
 * nothing is put, and looking for words is CASUS_E_USAGE.
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
CASUS_MUST_CHECK casus_status cs_words_put(cs_db *db, cs_words kind, int64_t id, cs_str one, cs_str two, cs_err *err);
/* Rows (id, score) of what is looked for, those added last first. score: BM25, a word in a title counts more; less is better.
 * a: must stay until the rows end. */
CASUS_MUST_CHECK casus_status cs_words_find(cs_db *db, cs_words kind, const cs_query *q, cs_arena *a, cs_rows **rows,
                                            cs_err *err);

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

/* ---- for casus check ---- */

/* A sum over all (word, row, column, place) of an index, whatever their order; for comparing within one program. */
CASUS_MUST_CHECK casus_status cs_words_sum(cs_db *db, cs_words kind, uint64_t *sum, cs_err *err);
/* The same of rows as they should be: made anew, one by one. */
typedef struct cs_words_made cs_words_made;
CASUS_MUST_CHECK casus_status cs_words_made_open(cs_words_made **m, cs_err *err);
CASUS_MUST_CHECK casus_status cs_words_made_add(cs_words_made *m, int64_t id, cs_str one, cs_str two, uint64_t *sum,
                                                cs_err *err);
void cs_words_made_close(cs_words_made **m);
#endif
