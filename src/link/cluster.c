#include "link/cluster.h"
#include <math.h>
#include <stdlib.h>

/* Log odds are summed as whole numbers, so that no sum depends on the order of its parts. */
enum { UNIT = 1000, ODDS_MOST = 4 * UNIT };

static int32_t odds(double p) {
    if (!(p > 0)) return -ODDS_MOST;
    if (p >= 1) return ODDS_MOST;
    double v = round(UNIT * log(p / (1 - p)));
    return v > ODDS_MOST ? ODDS_MOST : v < -ODDS_MOST ? -ODDS_MOST : (int32_t)v;
}

/* ---- groups ---- */

/* What two groups have between them. */
typedef struct link {
    int to;
    int64_t n, sum; /* ties, and their log odds */
    bool apart;     /* people say so */
} link;
typedef CS_VEC(link) links;

typedef struct group {
    int into; /* -1: it stands; else the group that it went into */
    int n;
    int version; /* counts what it took in */
    links links; /* ascending by `to` */
} group;

/* Two groups that may be joined, as they were when it was put into the heap. */
typedef struct offer {
    double mean;
    int a, b, version_a, version_b;
} offer;

typedef struct work {
    group *g;
    CS_VEC(offer) heap;
    int32_t unseen, join_above;
    cs_arena *a;
} work;

static int top(const work *w, int i) {
    while (w->g[i].into >= 0) i = w->g[i].into;
    return i;
}

/* Where `to` is or would be. */
static ptrdiff_t find(const links *l, int to) {
    ptrdiff_t low = 0, high = l->n;
    while (low < high) {
        ptrdiff_t mid = (low + high) / 2;
        if (l->v[mid].to < to)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static link *link_of(const work *w, int from, int to) {
    const links *l = &w->g[from].links;
    ptrdiff_t at = find(l, to);
    return at < l->n && l->v[at].to == to ? &l->v[at] : NULL;
}

static void add_link(const work *w, int from, link x) {
    links *l = &w->g[from].links;
    ptrdiff_t at = find(l, x.to);
    if (at < l->n && l->v[at].to == x.to) {
        l->v[at].n += x.n;
        l->v[at].sum += x.sum;
        l->v[at].apart |= x.apart;
        return;
    }
    (void)CS_PUSH(w->a, l);
    memmove(l->v + at + 1, l->v + at, (size_t)(l->n - 1 - at) * sizeof *l->v);
    l->v[at] = x;
}

static void add_links(const work *w, int a, int b, link x) {
    x.to = b;
    add_link(w, a, x);
    x.to = a;
    add_link(w, b, x);
}

static void drop_link(const work *w, int from, int to) {
    links *l = &w->g[from].links;
    ptrdiff_t at = find(l, to);
    if (at == l->n || l->v[at].to != to) return;
    memmove(l->v + at, l->v + at + 1, (size_t)(l->n - 1 - at) * sizeof *l->v);
    l->n--;
}

/* a takes b in. */
static void join(const work *w, int a, int b) {
    group *x = &w->g[a], *y = &w->g[b];
    drop_link(w, a, b);
    for (ptrdiff_t i = 0; i < y->links.n; i++) {
        link l = y->links.v[i];
        if (l.to == a) continue;
        drop_link(w, l.to, b);
        add_links(w, a, l.to, l);
    }
    x->n += y->n;
    x->version++;
    y->into = a;
}

/* ---- people's decisions ---- */

/* From the last to the first, so that the later one stands. */
static void obey(const work *w, const cs_bond *bonds, ptrdiff_t n) {
    for (ptrdiff_t i = n - 1; i >= 0; i--) {
        int a = top(w, bonds[i].a), b = top(w, bonds[i].b);
        const link *between = link_of(w, a, b);
        if (a == b || (bonds[i].same && between && between->apart)) continue;
        if (bonds[i].same)
            join(w, a < b ? a : b, a < b ? b : a);
        else
            add_links(w, a, b, (link){ .apart = true });
    }
}

/* ---- agglomeration ---- */

/* The better offer first; of equals the one of the earlier groups. */
static bool before(const offer *x, const offer *y) {
    if (x->mean != y->mean) return x->mean > y->mean;
    return x->a != y->a ? x->a < y->a : x->b < y->b;
}

static void swap(offer *x, offer *y) {
    offer t = *x;
    *x = *y;
    *y = t;
}

static void make_offer(work *w, int a, const link *l) {
    int x = a < l->to ? a : l->to, y = a < l->to ? l->to : a;
    double pairs = (double)w->g[x].n * w->g[y].n;
    double mean = ((double)l->sum + (pairs - (double)l->n) * w->unseen) / pairs;
    if (l->apart || mean <= w->join_above) return;
    *CS_PUSH(w->a, &w->heap) = (offer){ mean, x, y, w->g[x].version, w->g[y].version };
    offer *h = w->heap.v;
    for (ptrdiff_t i = w->heap.n - 1; i > 0 && before(&h[i], &h[(i - 1) / 2]); i = (i - 1) / 2) swap(&h[i], &h[(i - 1) / 2]);
}

static offer take_offer(work *w) {
    offer *h = w->heap.v, best = h[0];
    h[0] = h[--w->heap.n];
    for (ptrdiff_t i = 0, k; (k = 2 * i + 1) < w->heap.n; i = k) {
        if (k + 1 < w->heap.n && before(&h[k + 1], &h[k])) k++;
        if (!before(&h[k], &h[i])) break;
        swap(&h[k], &h[i]);
    }
    return best;
}

static void offer_all(work *w, int a, bool above_only) {
    const links *l = &w->g[a].links;
    for (ptrdiff_t i = 0; i < l->n; i++)
        if (!above_only || l->v[i].to > a) make_offer(w, a, &l->v[i]);
}

static void agglomerate(work *w, int n) {
    for (int i = 0; i < n; i++)
        if (w->g[i].into < 0) offer_all(w, i, true);
    while (w->heap.n) {
        offer o = take_offer(w);
        const group *a = &w->g[o.a], *b = &w->g[o.b];
        if (a->into >= 0 || b->into >= 0 || a->version != o.version_a || b->version != o.version_b) continue;
        join(w, o.a, o.b);
        offer_all(w, o.a, false);
    }
}

void cs_cluster_by(cs_cluster_rule rule, int n, const cs_tie *ties, ptrdiff_t n_ties, const cs_bond *bonds, ptrdiff_t n_bonds,
                   int *label, cs_arena scratch) {
    work w = { .g = CS_NEW(&scratch, group, n), .unseen = odds(rule.unseen), .join_above = odds(rule.join), .a = &scratch };
    for (int i = 0; i < n; i++) w.g[i].into = -1, w.g[i].n = 1;
    obey(&w, bonds, n_bonds);
    for (ptrdiff_t i = 0; i < n_ties; i++) {
        int a = top(&w, ties[i].a), b = top(&w, ties[i].b);
        if (a != b) add_links(&w, a, b, (link){ .n = 1, .sum = odds(ties[i].p) });
    }
    agglomerate(&w, n);
    for (int i = 0; i < n; i++) label[i] = top(&w, i);
}

void cs_cluster(int n, const cs_tie *ties, ptrdiff_t n_ties, const cs_bond *bonds, ptrdiff_t n_bonds, int *label,
                cs_arena scratch) {
    cs_cluster_by((cs_cluster_rule){ CS_TIE_UNSEEN, CS_TIE_JOIN }, n, ties, n_ties, bonds, n_bonds, label, scratch);
}
