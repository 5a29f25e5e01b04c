#include "score/diff.h"
#include <stdlib.h>

/* Offsets of one text in the other, in code points: the same up to `same`, shifted by `shift` from `tail` on, and between the
 * two nothing. */
typedef struct bridge {
    int64_t same, tail, shift;
} bridge;

static bool is_start(char c) { return ((unsigned char)c & 0xC0) != 0x80; }

static int64_t count(cs_str s, ptrdiff_t from, ptrdiff_t to) {
    int64_t n = 0;
    for (ptrdiff_t i = from; i < to; i++) n += is_start(s.p[i]);
    return n;
}

/* From a's offsets to b's. Where a text was left out both are taken for the same. */
static bridge bridge_of(cs_str a, cs_str b) {
    if (!a.n || !b.n || cs_eq(a, b)) return (bridge){ INT64_MAX, INT64_MAX, 0 };
    ptrdiff_t least = a.n < b.n ? a.n : b.n, head = 0, tail = 0;
    while (head < least && a.p[head] == b.p[head]) head++;
    while (tail < least - head && a.p[a.n - 1 - tail] == b.p[b.n - 1 - tail]) tail++;
    while (tail > 0 && !is_start(a.p[a.n - tail])) tail--;
    int64_t n_a = count(a, 0, a.n), n_b = count(b, 0, b.n);
    return (bridge){ count(a, 0, head), n_a - count(a, a.n - tail, a.n), n_b - n_a };
}

/* Where a's span is in b; false: in the part that only a has. */
static bool cross(const bridge *x, const cs_diff_statement *s, int64_t *begin, int64_t *end) {
    if (s->end > x->same && s->begin < x->tail) return false;
    int64_t shift = s->end > x->same ? x->shift : 0;
    *begin = s->begin + shift;
    *end = s->end + shift;
    return true;
}

/* b's statements by where their triggers begin. */
typedef struct order {
    int32_t *v; /* indices */
    ptrdiff_t n;
    int64_t longest; /* trigger */
} order;

typedef struct place {
    int32_t begin, index;
} place;

static int by_place(const void *a, const void *b) {
    const place *x = a, *y = b;
    if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

static order order_of(const cs_diff_reading *b, cs_arena *scratch) {
    order o = { CS_NEW(scratch, int32_t, b->statements.n + 1), b->statements.n, 0 };
    place *p = CS_NEW(scratch, place, o.n + 1);
    for (ptrdiff_t i = 0; i < o.n; i++) {
        const cs_diff_statement *s = b->statements.v + i;
        p[i] = (place){ s->begin, (int32_t)i };
        if (s->end - s->begin > o.longest) o.longest = s->end - s->begin;
    }
    if (o.n) qsort(p, (size_t)o.n, sizeof *p, by_place);
    for (ptrdiff_t i = 0; i < o.n; i++) o.v[i] = p[i].index;
    return o;
}

static ptrdiff_t first_from(const order *o, const cs_diff_reading *b, int64_t begin) {
    ptrdiff_t low = 0, high = o->n;
    while (low < high) {
        ptrdiff_t middle = low + (high - low) / 2;
        if (b->statements.v[o->v[middle]].begin < begin)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* How much alike two statements have to be to be one, from the strictest on. */
enum { SAME_TRIGGER_AND_TYPE, SAME_TRIGGER, SAME_TYPE, THAT_MEET, N_PASSES };

static bool is_alike(const cs_diff_statement *x, int64_t begin, int64_t end, const cs_diff_statement *y, int pass) {
    bool same = begin == y->begin && end == y->end, type = cs_eq(x->field[CS_DIFF_TYPE].text, y->field[CS_DIFF_TYPE].text);
    switch (pass) {
    case SAME_TRIGGER_AND_TYPE: return same && type;
    case SAME_TRIGGER: return same;
    case SAME_TYPE: return type;
    default: return true;
    }
}

static void find_twins(cs_diff_reading *a, cs_diff_reading *b, cs_arena scratch) {
    bridge x = bridge_of(a->text, b->text);
    order o = order_of(b, &scratch);
    for (int pass = 0; pass < N_PASSES; pass++) {
        for (ptrdiff_t i = 0; i < a->statements.n; i++) {
            cs_diff_statement *s = a->statements.v + i;
            int64_t begin, end;
            if (s->twin >= 0 || !cross(&x, s, &begin, &end)) continue;
            ptrdiff_t from = first_from(&o, b, begin - o.longest);
            for (ptrdiff_t k = from; k < o.n && k < from + CS_DIFF_NEAR_MAX; k++) {
                cs_diff_statement *t = b->statements.v + o.v[k];
                if (t->begin >= end) break;
                if (t->twin >= 0 || t->end <= begin || t->relation != s->relation || !is_alike(s, begin, end, t, pass))
                    continue;
                s->twin = o.v[k];
                t->twin = (int32_t)i;
                break;
            }
        }
    }
}

bool cs_diff_differs(const cs_diff_statement *x, const cs_diff_statement *twin, cs_diff_field field) {
    return !cs_eq(x->field[field].text, twin->field[field].text);
}

/* Incidents of x whose statements are of several incidents of y. */
static int64_t count_parted(const cs_diff_reading *x, const cs_diff_reading *y, cs_arena scratch) {
    int32_t *first = CS_NEW(&scratch, int32_t, x->incidents.n + 1); /* of y, from 1; 0: none yet, -1: several */
    int64_t n = 0;
    for (ptrdiff_t i = 0; i < x->statements.n; i++) {
        const cs_diff_statement *s = x->statements.v + i;
        int32_t there = s->twin < 0 ? -1 : y->statements.v[s->twin].incident;
        if (s->incident < 0 || there < 0 || first[s->incident] < 0) continue;
        if (!first[s->incident]) first[s->incident] = there + 1;
        if (first[s->incident] == there + 1) continue;
        first[s->incident] = -1;
        n++;
    }
    return n;
}

bool cs_diff_pair(cs_diff_reading *a, cs_diff_reading *b, cs_diff_counts *c, cs_arena scratch) {
    find_twins(a, b, scratch);
    bool differs = false;
    int64_t n_both = 0;
    for (ptrdiff_t i = 0; i < a->statements.n; i++) {
        const cs_diff_statement *s = a->statements.v + i;
        if (s->twin < 0) continue;
        n_both++;
        for (int f = 0; f < CS_DIFF_FIELD_COUNT; f++) {
            if (!cs_diff_differs(s, b->statements.v + s->twin, (cs_diff_field)f)) continue;
            c->field[f]++;
            differs = true;
        }
    }
    int64_t parted = count_parted(a, b, scratch), joined = count_parted(b, a, scratch);
    c->both++;
    c->statements_both += n_both;
    c->statements_a += a->statements.n - n_both;
    c->statements_b += b->statements.n - n_both;
    c->parted += parted;
    c->joined += joined;
    differs |= parted || joined || a->statements.n > n_both || b->statements.n > n_both;
    c->different += differs;
    return differs;
}
