#include "segment/boundary.h"

/* Of data/segment.weights, embedded by the build (TABLES in module.cmake). */
extern const char cs_table_segment_weights[];
extern const long cs_table_segment_weights_n;

/* Feature templates are numbered; a feature is the hash of its template's number and its values. The numbers and the
 * order of values are part of the model: after a change the weights must be learnt anew (train/segment.py). */
typedef struct sink {
    uint32_t *out;
    int n;
    uint32_t template;
} sink;

static uint64_t mix(uint64_t h, uint64_t v) {
    h ^= v + 0x9E3779B97F4A7C15u + (h << 6) + (h >> 2);
    h *= 0xFF51AFD7ED558CCDu;
    return h ^ (h >> 32);
}
static void put(sink *s, uint64_t a, uint64_t b, uint64_t c, uint64_t d) {
    uint64_t h = mix(mix(mix(mix(mix(0, ++s->template), a), b), c), d);
    if (s->n < CS_SEG_FEATURES_MAX) s->out[s->n++] = (uint32_t)(h >> 16);
}

static uint32_t bucket(uint32_t v) {
    return v <= 4 ? v : v <= 6 ? 5 : v <= 9 ? 6 : v <= 15 ? 7 : v <= 25 ? 8 : v <= 40 ? 9 : 10;
}

static const cs_seg_note edge = { .shape = CS_SEG_SHAPE_NONE, .gap = CS_SEG_GAP_BLANK };

/* Word i, or an edge when it lies beyond the blank line (or end) that bounds word at. */
static const cs_seg_note *word_near(const cs_seg_view *v, ptrdiff_t i, ptrdiff_t at) {
    if (i < 0 || i >= v->n) return &edge;
    for (ptrdiff_t j = i < at ? i : at; j < (i < at ? at : i); j++)
        if (v->note[j].gap == CS_SEG_GAP_BLANK) return &edge;
    return &v->note[i];
}

bool cs_seg_candidate(const cs_seg_view *v, ptrdiff_t i) {
    const cs_seg_note *p = &v->note[i], *n = &v->note[i + 1];
    if (p->gap >= CS_SEG_GAP_LINE) return true;
    if (p->gap == CS_SEG_GAP_NONE)
        return p->shape >= CS_SEG_SHAPE_STOP && p->shape <= CS_SEG_SHAPE_RULE && p->shape != CS_SEG_SHAPE_COMMA &&
               p->shape != CS_SEG_SHAPE_OPEN;
    bool plain = p->shape == CS_SEG_SHAPE_LOWER || p->shape == CS_SEG_SHAPE_CAPITAL || p->shape == CS_SEG_SHAPE_COMMA;
    return !(plain && n->shape == CS_SEG_SHAPE_LOWER);
}

static void put_words(sink *s, const cs_seg_note *w[8], uint32_t gap) {
    const cs_seg_note *p3 = w[1], *p2 = w[2], *p1 = w[3], *n1 = w[4], *n2 = w[5], *n3 = w[6];
    put(s, p1->form, gap, 0, 0);
    put(s, n1->form, gap, 0, 0);
    put(s, p1->form, n1->form, 0, 0);
    put(s, p2->form, p1->form, 0, 0);
    put(s, n1->form, n2->form, 0, 0);
    put(s, p1->form, n1->shape, gap, 0);
    put(s, p1->shape, n1->form, gap, 0);
    put(s, p2->form, 0, 0, 0);
    put(s, p3->form, 0, 0, 0);
    put(s, n2->form, 0, 0, 0);
    put(s, n3->form, 0, 0, 0);
    put(s, p2->form, p1->shape, n1->shape, gap);
    put(s, p1->form, n1->shape, n2->form, 0);
    put(s, p1->shape, n1->shape, gap, 0);
    put(s, p2->shape, p1->shape, n1->shape, n2->shape);
    put(s, p3->shape * 32u + p2->shape, p1->shape, n1->shape, gap);
    put(s, p1->shape, n1->shape, n2->shape * 32u + n3->shape, gap);
    put(s, p1->form, n1->shape, n2->shape, gap);
    put(s, p2->shape, p1->form, n1->form, 0);
    put(s, w[0]->shape * 32u + p3->shape, p2->shape * 32u + p1->shape, n1->shape * 32u + n2->shape,
        n3->shape * 32u + w[7]->shape);
    put(s, p1->form, n1->form, n1->shape, n2->shape);
    put(s, n1->form, n1->shape, 0, 0);
    put(s, n1->shape, n1->form, n2->shape, n3->shape);
}

int cs_seg_features(const cs_seg_view *v, ptrdiff_t i, uint32_t out[CS_SEG_FEATURES_MAX]) {
    const cs_seg_note *w[8];
    for (int k = 0; k < 8; k++) w[k] = word_near(v, i - 3 + k, i);
    const cs_seg_note *p2 = w[2], *p1 = w[3], *n1 = w[4], *n2 = w[5];
    uint32_t gap = p1->gap, since = bucket(p1->since), until = bucket(n1->until), known = n1->known;
    /* since counts from the stop before p1 when p1 is itself the stop; until is the distance to the next */
    sink s = { out, 0, 0 };
    put(&s, 0, 0, 0, 0);
    put_words(&s, w, gap);
    put(&s, p1->shape, n1->shape, known, gap);
    put(&s, p1->form, n1->shape, known, 0);
    put(&s, p2->shape, p2->size, p1->shape, n1->shape);
    put(&s, p1->shape, p1->size, n1->shape, known);
    put(&s, p1->shape, n1->shape, since, 0);
    put(&s, p1->shape, n1->shape, until, 0);
    put(&s, p1->shape, since, until, gap);
    put(&s, p1->form, n1->form, since, 0);
    put(&s, p1->shape, n1->shape, p1->depth, p1->quoted);
    put(&s, p1->form, n1->shape, p1->depth, p1->quoted);
    put(&s, p1->form, n1->form, p1->depth * 2u + p1->quoted, gap);
    put(&s, p1->shape, n1->shape, n2->shape, known);
    put(&s, gap, v->style, p1->fits, v->width);
    put(&s, gap, p1->fits, p1->shape, n1->shape);
    put(&s, gap * 8u + p1->fits, v->style, p1->shape, n1->shape);
    put(&s, gap, p1->fits, bucket(p1->line), p1->titled);
    put(&s, gap * 8u + p1->fits, p1->shape, bucket(p1->line), bucket(n1->line));
    put(&s, p1->shape, n1->shape, p1->titled, bucket(p1->line));
    put(&s, p1->shape, n1->shape, since * 16 + until, known);
    put(&s, p1->form, since, n1->shape, n2->shape);
    put(&s, v->style, v->width, p1->shape, n1->shape);
    bool alike = p1->first == n1->form; /* both lines begin with the same bullet, or with a number */
    put(&s, gap, alike, n1->shape, p1->fits);
    put(&s, gap, alike, n1->shape, p1->shape);
    put(&s, gap * 8u + p1->fits, v->width, p1->shape, n1->shape);
    return s.n;
}

/* The table, the end of the file: LINE characters and a newline in turn; the weight's steps are the character's distance from
 * 'P'. Sums are of whole numbers, so that the result is the same everywhere. */
enum {
    TABLE_BITS = 16,
    LINE = 128,
    TABLE_BYTES = (1 << TABLE_BITS) / LINE * (LINE + 1),
    THRESHOLD = -16, /* steps; the best on the development sets, where sentence ends are rarer than seen */
};
_Static_assert((1u << TABLE_BITS) % LINE == 0, "whole lines");

const char *cs_seg_weights(void) { return cs_table_segment_weights + cs_table_segment_weights_n - TABLE_BYTES; }

/* Two lines in turn that begin with the same bullet: items of a list. */
static bool between_items(const cs_seg_note *p, const cs_seg_note *n) {
    bool bullet = n->shape == CS_SEG_SHAPE_DASH || n->shape == CS_SEG_SHAPE_RULE || n->shape == CS_SEG_SHAPE_SYMBOL;
    return bullet && p->first == n->form && (p->gap == CS_SEG_GAP_LINE || p->gap == CS_SEG_GAP_INDENT);
}

bool cs_seg_ends(const cs_seg_view *v, ptrdiff_t i) {
    if (v->note[i].gap == CS_SEG_GAP_BLANK || between_items(&v->note[i], &v->note[i + 1])) return true;
    if (!cs_seg_candidate(v, i)) return false;
    uint32_t feature[CS_SEG_FEATURES_MAX];
    int n = cs_seg_features(v, i, feature), sum = 0;
    for (int k = 0; k < n; k++) {
        uint32_t slot = feature[k] & ((1u << TABLE_BITS) - 1);
        sum += v->weights[slot / LINE * (LINE + 1) + slot % LINE] - 'P';
    }
    return sum > THRESHOLD;
}
