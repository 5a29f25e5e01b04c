/* Sorts more names than fit in memory: runs are sorted in memory, put into temporary files and merged. Private to
 * gazetteer_write.c. */
#ifndef CS_LINK_NAME_SORT_H
#define CS_LINK_NAME_SORT_H
#include "link/gazetteer_write.h"
#include <stdio.h>

typedef struct cs_named {
    cs_str key; /* valid until the next call */
    int32_t place;
    uint8_t cls, level;
} cs_named;

typedef struct cs_name_sort cs_name_sort;
CASUS_MUST_CHECK casus_status cs_name_sort_open(cs_name_sort **s, const char *folder, size_t bytes, cs_err *err);
void cs_name_sort_close(cs_name_sort **s); /* *s may be NULL */
CASUS_MUST_CHECK casus_status cs_name_sort_add(cs_name_sort *s, const cs_named *n, cs_err *err);
/* No more names; they now come in the order of key, place, class. */
CASUS_MUST_CHECK casus_status cs_name_sort_end(cs_name_sort *s, cs_err *err);
/* The next one; out->key.p == NULL at the end. */
CASUS_MUST_CHECK casus_status cs_name_sort_next(cs_name_sort *s, cs_named *out, cs_err *err);

/* A temporary file in the folder without a name, open for writing and reading. */
CASUS_MUST_CHECK casus_status cs_nameless_file(FILE **f, const char *folder, cs_err *err);
#endif
