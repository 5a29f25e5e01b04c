/* pipeline/own_table.h: the file of a table that the user brings: read, hashed, made the text that its parser takes. */
#ifndef CS_PIPELINE_OWN_TABLE_H
#define CS_PIPELINE_OWN_TABLE_H
#include "base/sha256.h"

enum { CS_OWN_TABLE_BYTES_MAX = 64 << 20 };

typedef struct cs_own_table {
    cs_str text;                /* UTF-8, NFC, LF, without a byte order mark; in the arena */
    char sha256[CS_SHA256_HEX]; /* of the file as it is */
} cs_own_table;

/* Errors: CASUS_E_INPUT (no such file, not UTF-8: the line is told), CASUS_E_LIMIT (too large). */
CASUS_MUST_CHECK casus_status cs_own_table_read(cs_own_table *t, const char *path, cs_arena *a, cs_err *err);
static inline cs_str cs_own_table_sha256(const cs_own_table *t) { return (cs_str){ t->sha256, CS_SHA256_HEX - 1 }; }
#endif
