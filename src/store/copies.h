/* store/copies.h: which texts are near copies of each other. A wire story that twenty papers print is one source, so whoever
 * counts sources counts copy groups.
 *
 * Two texts are near copies when the Jaccard similarity of their sets of word 5-grams is CS_COPY_SIMILARITY or more, and so is
 * what is joined through others. Candidates are found by MinHash with banding (A. Broder, "On the resemblance and containment
 * of documents", 1997; J. Leskovec, A. Rajaraman, J. Ullman, "Mining of Massive Datasets", ch. 3): texts that agree in all rows
 * of a band; each is then compared exactly. A pair at 0.8 is missed once in 500 times, one at 0.9 once in millions. Words are
 * compared without case and punctuation. What is found does not depend on the order of adding. */
#ifndef CS_STORE_COPIES_H
#define CS_STORE_COPIES_H
#include "store/db.h"

#define CS_COPY_SIMILARITY 0.8
enum {
    CS_COPY_WORDS = 5, /* of a shingle; a shorter text has none and is nobody's near copy */
    CS_COPY_BANDS = 21,
    CS_COPY_ROWS = 6 /* of a band */
};

typedef struct cs_shingles {
    uint64_t *v; /* sorted, each once */
    ptrdiff_t n;
} cs_shingles;
/* The hashes of the text's word 5-grams. The same on every machine. */
cs_shingles cs_shingles_of(cs_str text, cs_arena *a);
/* |a and b| / |a or b|; 0 where either is empty. */
double cs_shingles_jaccard(cs_shingles a, cs_shingles b);
/* One value per band; a.n > 0. */
void cs_shingles_bands(cs_shingles a, int64_t bands[CS_COPY_BANDS]);

/* Puts a text that has just been added into its copy group. Time: that of comparing it with each text that shares a band with
 * it and is in no group that it is found to be of. */
CASUS_MUST_CHECK casus_status cs_copies_add(cs_db *db, int64_t text_id, cs_str text, cs_arena scratch, cs_err *err);
/* Finds the groups of all texts anew and tells where others are stored. */
CASUS_MUST_CHECK casus_status cs_copies_check(cs_db *db, cs_db_told told, void *ctx, cs_arena scratch, cs_err *err);
#endif
