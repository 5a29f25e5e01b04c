/* store/search.h: full-text search over the reports of a case (title, text) and their statements (the words of their evidence,
 * the names of their parties, the ids of actors). */
#ifndef CS_STORE_SEARCH_H
#define CS_STORE_SEARCH_H
#include "store/view.h"
#include "store/words.h"

typedef struct cs_search_hit {
    int64_t id;          /* row of reports or of statements */
    double score;        /* the higher the better; of hits of one kind */
    cs_marked marked[2]; /* title and text; evidence and names of the parties */
    int64_t report;      /* of a statement the first that it stands in, of those that are looked for */
    cs_str source, published, title, path;
    /* of a statement: */
    int64_t number, incident; /* 7 for s7 of its reading; of the case, 0: none, as of relations */
    cs_str kind, type, mode, certainty;
    cs_str review; /* none, accepted, rejected, edited: what people decided about it last */
} cs_search_hit;

typedef struct cs_search_hits {
    CS_VEC(cs_search_hit) v; /* best first */
    bool more;               /* there are more than the limit, */
    bool latest;             /* more even than are ranked: these are the best of the CS_SEARCH_RANKED_MAX added last */
} cs_search_hits;

/* So many hits are ranked, those that were added last: words that a tenth of a large case has are found in no time, too. */
enum { CS_SEARCH_RANKED_MAX = 2000 };

/* The best hits of one kind. By the view's filter: statements of incidents that it wants, reports that tell of one; source and
 * report are those of the hit; order and limit do not count. Without a condition on incidents relations are found too. What is
 * found is of each report's current coding or was added by a person. *out lives in a. Errors: CASUS_E_STORE, CASUS_E_LIMIT. */
CASUS_MUST_CHECK casus_status cs_search(cs_view *v, cs_words kind, const cs_query *q, int64_t limit, cs_arena *a,
                                        cs_search_hits *out, cs_err *err);

/* ---- keeping the indices; within a transaction ---- */

CASUS_MUST_CHECK casus_status cs_search_add_report(cs_db *db, int64_t report, cs_str title, cs_str text, cs_arena scratch,
                                                   cs_err *err);
/* The names of a statement's parties and the ids of actors, as the index has them. */
CASUS_MUST_CHECK casus_status cs_search_names(cs_db *db, int64_t statement, cs_arena *a, cs_str *out, cs_err *err);
/* The statements of a coding, once they are drawn. */
CASUS_MUST_CHECK casus_status cs_search_add_statements(cs_db *db, int64_t coding, cs_arena scratch, cs_err *err);
/* For a case of before there was search: everything that is in it. */
CASUS_MUST_CHECK casus_status cs_search_bring_forward(cs_db *db, cs_arena scratch, cs_err *err);
/* Do the indices have the words of the reports and statements, and no others? `told` gets a line for each that does not. */
CASUS_MUST_CHECK casus_status cs_search_check(cs_db *db, cs_db_told told, void *ctx, cs_arena scratch, cs_err *err);
#endif
