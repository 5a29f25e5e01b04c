/* decode/spanning.h: the best tree over a sentence's words. Maximum spanning arborescence with exactly one child of the root:
 * Chu and Liu 1965, Edmonds 1967; the one root by lowering every root arc by more than a tree can weigh (Stanojević and Cohen
 * 2021). */
#ifndef CS_DECODE_SPANNING_H
#define CS_DECODE_SPANNING_H
#include <stddef.h>
#include <stdint.h>

enum { CS_SPANNING_WORDS_MAX = 510 };

/* score[i * ld + j]: of head j - 1 (j = 0: the root) for word i, finite; 1 <= n <= CS_SPANNING_WORDS_MAX. head [n]: the best
 * tree's heads, -1 for the root word; of equal arcs the one with the smaller head. work: cs_spanning_bytes(n) bytes, aligned
 * for double. Time n^2 when taking each word's best head gives a tree (nearly always), n^3 at worst. */
void cs_spanning_tree(const float *score, ptrdiff_t ld, int n, int32_t *head, void *work);
size_t cs_spanning_bytes(int n);
#endif
