/* store/db_sqlite.h: what the files that name SQLite share. */
#ifndef CS_STORE_DB_SQLITE_H
#define CS_STORE_DB_SQLITE_H

/* How texts are cut into words, in the index and where hits are marked: letters and digits of any script, without case and
 * accents (https://sqlite.org/fts5.html#unicode61_tokenizer). */
#define CS_SQLITE_TOKENIZER "tokenize = 'unicode61 remove_diacritics 2'"
#endif
