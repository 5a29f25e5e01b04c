/* store/account.h: what one report tells of one incident (link/account.h), drawn from the reading's JSON (docs/data-model.md).
 */
#ifndef CS_STORE_ACCOUNT_H
#define CS_STORE_ACCOUNT_H
#include "link/account.h"
#include "store/view.h"
#include <jansson.h>

/* statement_ids: a list of ids ("s5"), at least one, usually the `statements` of a member of `incidents`. The reading may be
 * foreign and without its words; without its text the account has no words. What it says beyond the limits of link/account.h is
 * left out. Its texts
 * are those of the reading, which must outlive it. memo: best one for all accounts of a reading. Errors: CASUS_E_STORE: a
 * statement is not there. Then *out is unset. */
CASUS_MUST_CHECK casus_status cs_account_draw(cs_account *out, const json_t *reading, const json_t *statement_ids,
                                              cs_word_memo *memo, cs_arena *perm, cs_err *err);

/* What one statement tells, in the same form, as people see it: with what they set in it. whole: the account that it is under,
 * from which come what stands around it and the other names of those whom it names. Its texts are those of both, which must
 * outlive it. */
void cs_account_of_statement(cs_account *out, const cs_view_statement *s, const cs_account *whole, cs_word_memo *memo,
                             cs_arena *perm);
#endif
