/* link/same.h: do two reports tell of one incident? */
#ifndef CS_LINK_SAME_H
#define CS_LINK_SAME_H
#include "link/account.h"
#include <stdbool.h>

/* Two accounts are compared if they share a key above 0, or if one has the opposite of a key of the other. Keys depend on
 * nothing but the account, are never 0 and the same on every machine; each is there once. Gives how many there are, which may
 * be none. */
enum { CS_ACCOUNT_KEYS_MAX = 96 };
int cs_account_keys(const cs_account *a, int64_t keys[CS_ACCOUNT_KEYS_MAX]);

typedef struct cs_same {
    double p;       /* probability that it is one incident */
    cs_str reasons; /* for, then against: "same day; by both the Taliban; but killed 12 and 50; other stories" */
} cs_same;
/* With reasons where the probability is `from` or more. The same for (a, b) and (b, a), but for the order of what is said of each. That the report held two of its accounts apart
 * when it was read (link/incident.h) speaks against them, like other reasons. */
cs_same cs_same_incident(const cs_account *a, const cs_account *b, double from, cs_arena *perm);
/* Takes one reason off what is left of them. against: false at first; set from the first one on that speaks against. false:
 * there is none left. */
bool cs_same_reason_next(cs_str *rest, cs_str *reason, bool *against);
#endif
