#include "decode/spanning.h"
#include <stdbool.h>
#include <string.h>

/* Nodes sit in slots 0..n (0 the root). A contracted cycle takes the slot of its first node and a new id; what was in it is
 * found again through up[]. Each cell of the matrix remembers the arc of the sentence that it stands for. */
typedef struct arc {
    int32_t head, dep; /* nodes of the sentence */
} arc;
typedef struct member {
    int32_t id;
    arc in; /* the arc that enters it within the cycle */
} member;
typedef struct state {
    int slots;
    double *s;                 /* [slots][slots] score of slot u as head of slot v */
    arc *stands;               /* [slots][slots] */
    int32_t *id, *best, *mark; /* [slots] id -1: gone */
    int32_t *up, *entry;       /* [2 slots] by id: the cycle that holds it, the node by which its arc enters it */
    member *members;           /* of all cycles, one after the other; at most 2 slots */
    int32_t *from;             /* [slots + 1] where each cycle's members begin */
} state;

size_t cs_spanning_bytes(int n) {
    size_t k = (size_t)n + 1;
    return k * k * (sizeof(double) + sizeof(arc)) + 2 * k * sizeof(member) + (3 * k + 4 * k + k + 1) * sizeof(int32_t);
}

static state place(int n, void *work) {
    state t = { .slots = n + 1 };
    size_t k = (size_t)t.slots;
    t.s = work;
    t.stands = (arc *)(t.s + k * k);
    t.members = (member *)(t.stands + k * k);
    t.id = (int32_t *)(t.members + 2 * k);
    t.best = t.id + k, t.mark = t.best + k, t.up = t.mark + k, t.entry = t.up + 2 * k, t.from = t.entry + 2 * k;
    return t;
}

static bool greedy(const float *score, ptrdiff_t ld, int n, int32_t *head, int32_t *mark) {
    int roots = 0;
    for (int i = 0; i < n; i++) {
        int best = 0;
        for (int j = 1; j <= n; j++)
            if (j != i + 1 && score[i * ld + j] > score[i * ld + best]) best = j;
        head[i] = best - 1;
        roots += best == 0;
    }
    if (roots != 1) return false;
    for (int i = 0; i < n; i++) mark[i] = -1;
    for (int i = 0; i < n; i++) {
        int v = i;
        while (v >= 0 && mark[v] < 0) mark[v] = i, v = head[v];
        if (v >= 0 && mark[v] == i) return false; /* met on this walk: a cycle */
    }
    return true;
}

/* Best head of every live slot, then a slot on a cycle of those heads, or -1. */
static int find_cycle(state *t) {
    int k = t->slots;
    for (int v = 1; v < k; v++) {
        if (t->id[v] < 0) continue;
        t->best[v] = -1;
        t->mark[v] = -1;
        for (int u = 0; u < k; u++)
            if (u != v && t->id[u] >= 0 && (t->best[v] < 0 || t->s[u * k + v] > t->s[t->best[v] * k + v])) t->best[v] = u;
    }
    for (int i = 1; i < k; i++) {
        if (t->id[i] < 0) continue;
        int v = i;
        while (v && t->mark[v] < 0) t->mark[v] = i, v = t->best[v];
        if (v && t->mark[v] == i) return v;
    }
    return -1;
}

/* Makes one node of the cycle through slot c. An arc into it costs what it drives out. */
static void contract(state *t, int c, int cycle, int new_id) {
    int k = t->slots, n = t->from[cycle];
    double whole = 0;
    int v = c;
    do {
        t->members[n++] = (member){ t->id[v], t->stands[t->best[v] * k + v] };
        t->up[t->id[v]] = new_id;
        whole += t->s[t->best[v] * k + v];
        t->mark[v] = -2;
        v = t->best[v];
    } while (v != c);
    t->from[cycle + 1] = n;
    for (int x = 0; x < k; x++) {
        if (t->id[x] < 0 || t->mark[x] == -2) continue;
        int in = -1, out = -1;
        v = c;
        do {
            double gain = t->s[x * k + v] - t->s[t->best[v] * k + v];
            if (in < 0 || gain > t->s[x * k + in] - t->s[t->best[in] * k + in]) in = v;
            if (out < 0 || t->s[v * k + x] > t->s[out * k + x]) out = v;
            v = t->best[v];
        } while (v != c);
        double entering = t->s[x * k + in] - t->s[t->best[in] * k + in] + whole, leaving = t->s[out * k + x];
        arc a = t->stands[x * k + in], b = t->stands[out * k + x];
        t->s[x * k + c] = entering, t->stands[x * k + c] = a;
        t->s[c * k + x] = leaving, t->stands[c * k + x] = b;
    }
    for (v = t->best[c]; v != c;) {
        int next = t->best[v];
        t->id[v] = -1;
        v = next;
    }
    t->id[c] = new_id;
    t->mark[c] = -1;
}

static void expand(state *t, int cycles, int first_id, int32_t *head) {
    int k = t->slots;
    for (int v = 1; v < k; v++) {
        if (t->id[v] < 0) continue;
        arc a = t->stands[t->best[v] * k + v];
        head[a.dep - 1] = a.head - 1;
        t->entry[t->id[v]] = a.dep;
    }
    for (int c = cycles - 1; c >= 0; c--) {
        int32_t x = t->entry[first_id + c];
        int32_t entered = x;
        while (t->up[x] != first_id + c) x = t->up[x];
        for (int m = t->from[c]; m < t->from[c + 1]; m++) {
            const member *w = &t->members[m];
            t->entry[w->id] = w->id == x ? entered : w->in.dep;
            if (w->id != x) head[w->in.dep - 1] = w->in.head - 1;
        }
    }
}

void cs_spanning_tree(const float *score, ptrdiff_t ld, int n, int32_t *head, void *work) {
    state t = place(n, work);
    int k = t.slots, cycles = 0;
    if (greedy(score, ld, n, head, t.mark)) return;
    double least = score[0], most = score[0];
    for (int i = 0; i < n; i++)
        for (int j = 0; j <= n; j++) {
            if (score[i * ld + j] < least) least = score[i * ld + j];
            if (score[i * ld + j] > most) most = score[i * ld + j];
        }
    double lowered = (most - least + 1) * k;
    for (int v = 0; v < k; v++) {
        t.id[v] = v;
        t.mark[v] = -1;
        for (int u = 0; u < k; u++) {
            t.s[u * k + v] = v == 0 ? 0 : (double)score[(v - 1) * ld + u] - (u == 0 ? lowered : 0);
            t.stands[u * k + v] = (arc){ u, v };
        }
    }
    for (int i = 0; i < 2 * k; i++) t.up[i] = -1;
    t.from[0] = 0;
    for (int c; (c = find_cycle(&t)) >= 0; cycles++) contract(&t, c, cycles, k + cycles);
    expand(&t, cycles, k, head);
}
