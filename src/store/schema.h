/* store/schema.h: the tables of a case, and how an older case becomes one of today. docs/case-tables.md explains them to those
 * who query a case in SQL, R or Python.
 *
 * SQL here is what SQLite and PostgreSQL both take; where they differ there is a word in braces, which each database
 * replaces: {id} {int} {real} {text} {blob}, and behind a table {strict}, or {keyed} for one that is kept in the order of its
 * key. {words} is the full-text indices (words.h). */
#ifndef CS_STORE_SCHEMA_H
#define CS_STORE_SCHEMA_H
#include "store/db.h"

enum { CS_SCHEMA_VERSION = 4 };

/* Makes the tables in an empty database, or brings those of an older version forward, in one transaction. A database that is no
 * case, or of a later version, is refused: CASUS_E_STORE. may_write: false refuses an older one too. */
CASUS_MUST_CHECK casus_status cs_schema_ready(cs_db *db, bool may_write, cs_arena scratch, cs_err *err);
/* Are the tables those of this version, as they were made? */
CASUS_MUST_CHECK casus_status cs_schema_is_whole(cs_db *db, bool *whole, cs_err *err);
/* Writes the case to a new file; nobody may have begun a transaction with db. */
CASUS_MUST_CHECK casus_status cs_schema_copy(cs_db *db, const char *path, cs_arena scratch, cs_err *err);
#endif
