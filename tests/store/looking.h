/* Cases from elsewhere looked at in every way, and what became of it. */
#ifndef CS_TESTS_STORE_LOOKING_H
#define CS_TESTS_STORE_LOOKING_H

enum { LOOK_SECONDS = 60 }; /* a look that takes longer ends the test */

typedef struct verdicts {
    int n, n_refused, n_damaged, n_same, n_other;
} verdicts;

/* Opens, checks, counts and reads all. rows: made_dump of what a case that is said to be whole should have; NULL: it has that.
 */
void look(const char *where, const char *rows, verdicts *v);
void tell(const verdicts *v);
#endif
