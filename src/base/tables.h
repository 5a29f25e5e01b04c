/* The tables of data/ that a module carries (TABLES in its module.cmake), as a list that the build makes: cs_tables_<module>,
 * ended by a row without a name. */
#ifndef CS_BASE_TABLES_H
#define CS_BASE_TABLES_H

typedef struct cs_table {
    const char *name; /* file of data/ */
    const char *bytes;
    const long *n_bytes;
} cs_table;
#endif
