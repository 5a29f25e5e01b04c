/* store/accounts.h: an account drawn from its coding, for what makes the layer of incidents and what checks it. */
#ifndef CS_STORE_ACCOUNTS_H
#define CS_STORE_ACCOUNTS_H
#include "link/same.h"
#include "store/account.h"
#include "store/incidents.h"

/* What a coding read. */
typedef struct cs_account_source {
    json_t *reading; /* the caller's, json_decref */
    cs_str digest;   /* of text, day and title: the same in every case */
} cs_account_source;
CASUS_MUST_CHECK casus_status cs_account_source_open(cs_change *c, int64_t coding, cs_account_source *s);

/* The sketch of an account, from the statements that are under it; in c->a. */
CASUS_MUST_CHECK casus_status cs_account_sketch(cs_change *c, int64_t account, const json_t *reading, cs_account *out);
/* The accounts of other codings that share a key with it, sorted. */
CASUS_MUST_CHECK casus_status cs_account_candidates(cs_change *c, int64_t account, int64_t coding, cs_ids *out);
/* How probable it is that an account and a stored one are of one incident; the reasons are in a. */
CASUS_MUST_CHECK casus_status cs_account_compare(cs_change *c, const cs_account *own, int64_t other, cs_arena *a,
                                                 cs_same *same);
#endif
