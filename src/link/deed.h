/* link/deed.h: do two statements tell of one act? An incident is a happening with all that belongs to it; what is told of it is
 * of several acts: the shooting, that five died of it, the arrest. Statements of one act are a deed, in one report or in
 * several. */
#ifndef CS_LINK_DEED_H
#define CS_LINK_DEED_H
#include "link/cluster.h"
#include "link/same_see.h"

/* What is looked at of two statements: the aspects of accounts, and then these. */
enum {
    CS_DEED_ASPECT_ACCOUNT = CS_ASPECT_COUNT, /* 1: one report tells both of one incident */
    CS_DEED_ASPECT_EFFECTS,                   /* which harm each counts: cs_deed_see */
    CS_DEED_ASPECT_COUNT,
    CS_DEED_VALUES_MAX = 16
};
extern const char *const cs_deed_aspect_name[CS_DEED_ASPECT_COUNT - CS_ASPECT_COUNT];

/* a, b: what each statement tells, in the form of an account with one statement. The same for (a, b) and (b, a). */
void cs_deed_see(const cs_account *a, const cs_account *b, bool one_account, uint8_t value[CS_DEED_ASPECT_COUNT]);
/* How probable it is that it is one act. */
double cs_same_deed(const cs_account *a, const cs_account *b, bool one_account);

/* By which statements are clustered (cs_cluster_by). Its two figures were chosen with the weights (train/same.py). */
extern const cs_cluster_rule cs_deed_rule;
#endif
