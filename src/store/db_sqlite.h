/* store/db_sqlite.h: what the files that name SQLite share. */
#ifndef CS_STORE_DB_SQLITE_H
#define CS_STORE_DB_SQLITE_H
#include "store/db_driver.h"

/* How texts are cut into words, in every index and where hits are marked: letters and digits of any script, without case and
 * accents (https://sqlite.org/fts5.html#unicode61_tokenizer). */
#define CS_SQLITE_TOKENIZER "tokenize = 'unicode61 remove_diacritics 2'"

/* What is looked for, as FTS5 has it; n == 0: no memory. */
cs_str cs_sqlite_query(const cs_query *q, cs_arena *a);

/* FTS5 of a connection, for what is made beside it; NULL: it has none. */
struct sqlite3;
struct fts5_api;
struct fts5_api *cs_sqlite_fts5(struct sqlite3 *db);

/* db_excerpt.c: gives a connection the function excerpt(table, column, words), which is snippet(table, column,
 * CS_SQLITE_MARK_BEGIN, CS_SQLITE_MARK_END, '…', words) in time that grows with the text only. */
#define CS_SQLITE_MARK_BEGIN '\x02' /* control characters, which no text of a case has */
#define CS_SQLITE_MARK_END '\x03'
bool cs_sqlite_has_excerpts(struct sqlite3 *db);

/* db_sqlite_words.c */
casus_status cs_sqlite_words_put(cs_db *db, cs_words kind, int64_t id, cs_str one, cs_str two, cs_arena scratch, cs_err *err);
casus_status cs_sqlite_words_find(cs_db *db, cs_words kind, const cs_query *q, const cs_words_among *among, int64_t before,
                                  cs_arena *a, cs_rows **rows, cs_err *err);
casus_status cs_sqlite_words_sum(cs_db *db, cs_words kind, uint64_t *sum, cs_err *err);
casus_status cs_sqlite_words_sum_row(cs_db *db, int64_t id, cs_str one, cs_str two, cs_arena scratch, uint64_t *sum,
                                     cs_err *err);
#endif
