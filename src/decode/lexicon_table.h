/* decode/lexicon_table.h: what the parts of the lexicon share; private to lexicon*.c. */
#ifndef CS_DECODE_LEXICON_TABLE_H
#define CS_DECODE_LEXICON_TABLE_H
#include "base/tsv.h"
#include "decode/lexicon.h"

/* A table being read: the current row is tsv.field, n rows were made so far (the current one included). */
typedef struct cs_lex_table {
    cs_tsv tsv;
    const char *name; /* for messages: "data/triggers.tsv" */
    cs_arena *arena;
    int32_t n;
} cs_lex_table;

typedef casus_status cs_lex_row_fn(cs_lex_table *t, cs_lexicon *l, void *row, cs_err *err);
typedef struct cs_lex_source {
    const char *name;
    cs_str text;
    int columns; /* each row has exactly so many fields */
    cs_lex_row_fn *row;
    size_t size;   /* of a row; where map is set the row begins with a cs_lex_key */
    cs_map *map;   /* "v:attack" -> first row; NULL: the table has no key */
    bool empty_ok; /* fields may be empty (a table that is not ours) */
} cs_lex_source;

extern const char *const cs_lex_modality_name[CS_LEX_GIVEN + 1];

/* Reads all rows into *rows (contiguous, sorted by class, head word, specificity, line when there is a map). */
CASUS_MUST_CHECK casus_status cs_lex_read(const cs_lex_source *s, cs_lexicon *l, cs_arena *a, void **rows, int32_t *n,
                                          cs_err *err);
/* Sorts rows that begin with a cs_lex_key by class, head word, specificity and line, and puts the first of each head word into
 * the map. Gives a key that is too long, or NULL. */
const cs_lex_key *cs_lex_index(void *rows, int32_t n, size_t size, cs_map *map, cs_arena *a);
/* A key of the table at t's line; err may be NULL. */
CASUS_MUST_CHECK casus_status cs_lex_key_of(const cs_lex_table *t, cs_str text, cs_str pos, cs_lex_key *k, cs_err *err);
extern const char *const cs_lex_need_name[CS_NEED_COUNT];
CASUS_MUST_CHECK casus_status cs_lex_bad(const cs_lex_table *t, cs_err *err, const char *what, cs_str value);
int cs_lex_name(const char *const *names, int n, cs_str s); /* index or -1 */
#endif
