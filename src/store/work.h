/* store/work.h: what the files of the store share. */
#ifndef CS_STORE_WORK_H
#define CS_STORE_WORK_H
#include "store/store.h"
#include <jansson.h>

struct cs_store {
    cs_db *db;
    bool writing;   /* a transaction is open */
    cs_arena think; /* of one call */
    jmp_buf full;
};
/* Opens a transaction unless one is open. */
CASUS_MUST_CHECK casus_status cs_store_write(cs_store *s, cs_err *err);

/* Adds what a reading, a casus.report/1, found to the tables, under the coding. */
CASUS_MUST_CHECK casus_status cs_store_put_reading(cs_db *db, int64_t coding, const json_t *reading, cs_arena scratch, cs_err *err);
#endif
