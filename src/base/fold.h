/* What letters beyond ASCII become in the key of a name, so that "Séléka" is found as "seleka". */
#ifndef CS_BASE_FOLD_H
#define CS_BASE_FOLD_H
#include <stdbool.h>
#include <stdint.h>

/* One to three ASCII letters in lower case, "" for what is no Latin letter beyond ASCII. */
const char *cs_fold_letters(uint32_t cp);
/* Apostrophes, primes, full stops and combining marks leave no trace. */
bool cs_fold_drops(uint32_t cp);
#endif
