/* store/accounts.h: an account drawn from its coding, for what makes the layer of incidents and what checks it. */
#ifndef CS_STORE_ACCOUNTS_H
#define CS_STORE_ACCOUNTS_H
#include "link/same.h"
#include "store/account.h"
#include "store/incidents.h"

/* What a coding read. */
typedef struct cs_account_source {
    int64_t coding;
    json_t *reading;                 /* the caller's, json_decref */
    cs_str digest;                   /* of text, day and title: the same in every case */
    cs_word_memo *memo;              /* of its words */
    int64_t table_run, table_source; /* of a row of a table (`casus import`); 0: it is none */
} cs_account_source;
CASUS_MUST_CHECK casus_status cs_account_source_open(cs_change *c, int64_t coding, cs_account_source *s);

/* The sketch of an account, from the statements that are under it; in c->a. */
CASUS_MUST_CHECK casus_status cs_account_sketch(cs_change *c, int64_t account, const cs_account_source *s, cs_account *out);

/* An account of another coding that shares a key with one, and how probable it is that both are of one incident. */
typedef struct cs_account_near {
    int64_t account;
    cs_same same; /* of what is kept as a link (CS_TIE_FLOOR) with reasons */
} cs_account_near;
typedef struct cs_account_nears {
    cs_account_near *v; /* by account */
    ptrdiff_t n, cap;
} cs_account_nears;
/* own: what the account, which is of the coding and whose keys are there, is. */
CASUS_MUST_CHECK casus_status cs_account_compare(cs_change *c, int64_t account, const cs_account_source *s,
                                                 const cs_account *own, cs_account_nears *out);
#endif
