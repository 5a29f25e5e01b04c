/* link/cluster.h: accounts of reports into incidents. Average-link agglomeration of the log odds of ties, within what ties and
 * people's decisions connect: adding a report changes only the incidents of the accounts that its own are connected with.
 *
 * A pair without a tie counts against joining two groups like one of CS_TIE_UNSEEN, so that a group does not grow along a chain
 * of likenesses. */
#ifndef CS_LINK_CLUSTER_H
#define CS_LINK_CLUSTER_H
#include "base/str.h"

#define CS_TIE_FLOOR 0.1   /* what is less probable need not be kept: it counts like a pair without a tie */
#define CS_TIE_UNSEEN 0.25 /* the probability of a pair without a tie */
#define CS_TIE_JOIN 0.6    /* groups are joined while the mean over their pairs is above this */

/* Two accounts that were compared, a < b, each pair once. */
typedef struct cs_tie {
    int a, b;
    double p; /* that they tell of one incident, 0 to 1 */
} cs_tie;
/* What people decided: always obeyed, the later where two contradict each other. a != b */
typedef struct cs_bond {
    int a, b;
    bool same;
} cs_bond;

/* What a pair without a tie counts, and above which mean groups are joined: probabilities. */
typedef struct cs_cluster_rule {
    double unseen, join;
} cs_cluster_rule;

/* label[i]: the smallest member of i's incident. n accounts in an order that depends only on what they say (by a key of their
 * content), then the result depends on the set only. Time and memory: of a component of m accounts m * m. */
void cs_cluster(int n, const cs_tie *ties, ptrdiff_t n_ties, const cs_bond *bonds, ptrdiff_t n_bonds, int *label,
                cs_arena scratch);
/* The same by another rule than that of incidents. */
void cs_cluster_by(cs_cluster_rule rule, int n, const cs_tie *ties, ptrdiff_t n_ties, const cs_bond *bonds, ptrdiff_t n_bonds,
                   int *label, cs_arena scratch);
#endif
