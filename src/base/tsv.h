/* Tables of data/: UTF-8 lines of tab-separated fields, '#' before a comment line, blank lines ignored. */
#ifndef CS_BASE_TSV_H
#define CS_BASE_TSV_H
#include "base/str.h"

enum { CS_TSV_FIELDS_MAX = 24 };

typedef struct cs_tsv {
    cs_str rest; /* what is not read yet */
    int line;    /* number of the current row's line, from 1 */
    int n;       /* fields of the current row */
    cs_str field[CS_TSV_FIELDS_MAX];
} cs_tsv;

/* Moves to the next row; false at the end. Fields past CS_TSV_FIELDS_MAX stay in the last one. */
bool cs_tsv_next(cs_tsv *t);
/* Cuts the first part of *list off at sep; false when *list is empty. For cells with several values. */
bool cs_list_next(cs_str *list, char sep, cs_str *item);
#endif
