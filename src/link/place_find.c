#include "link/place_find.h"
#include "link/place_name.h"

static const float CANDIDATE_MIN = 0.4f;   /* probability below which a candidate does not count */
enum { RUN_MAX = 8,                        /* tokens of the longest name looked up */
       LEVEL_ALONE = 125 };                /* 15,000 inhabitants: a smaller town needs the mention head's word */

typedef struct finder {
    const cs_gazetteer *g;
    const cs_reading *r;
    int32_t *cover; /* [tokens] smallest candidate over the token, -1 */
    cs_gaz_hit *hits;
    cs_arena *perm;
    cs_place_names out;
} finder;

static const cs_token *tok(const finder *f, int32_t i) { return &f->r->tokens.v[i]; }

static bool capital(cs_str form) { return form.n > 0 && ((form.p[0] >= 'A' && form.p[0] <= 'Z') || (unsigned char)form.p[0] > 127); }

/* Part of a name: a proper noun; or a capitalised word beside one ("Northern Ireland"). */
static bool is_name(const finder *f, int32_t i, int32_t beg, int32_t end) {
    if (i < beg || i >= end) return false;
    const cs_token *t = tok(f, i);
    if (t->upos == CS_UPOS_PROPN) return capital(t->form) || (t->form.n > 2 && cs_starts(t->lower, CS_LIT("al-")));
    if (!capital(t->form) || (t->upos != CS_UPOS_ADJ && t->upos != CS_UPOS_NOUN)) return false;
    return (i + 1 < end && tok(f, i + 1)->upos == CS_UPOS_PROPN && capital(tok(f, i + 1)->form)) ||
           (t->upos == CS_UPOS_NOUN && i > beg && tok(f, i - 1)->upos == CS_UPOS_PROPN);
}

static bool is_connector(const finder *f, int32_t i) {
    static const char *const C[] = { "of", "the", "and", "-", "al", "el", "de", "del", "la", "le", "les", "los", "las", "da", "do", "di", "du", "am",
                                     "upon", "on", "an", "ez", "es", "as", "ar", "az", "ad", "&", "-al-", "-al", "'s", "bin", "en" };
    cs_str w = tok(f, i)->lower;
    for (size_t k = 0; k < sizeof C / sizeof *C; k++)
        if (strlen(C[k]) == (size_t)w.n && memcmp(C[k], w.p, (size_t)w.n) == 0) return true;
    return false;
}

/* The end of the run of name words from i, over connectors between them; at most RUN_MAX tokens. */
static int32_t run_end(const finder *f, int32_t i, int32_t beg, int32_t end) {
    int32_t last = i + 1;
    for (int32_t k = i + 1; k < end && k < i + RUN_MAX; k++) {
        if (is_name(f, k, beg, end)) last = k + 1;
        else if (!is_connector(f, k) || k > last + 1) break;
    }
    return last;
}

static cs_str text_of(const finder *f, int32_t beg, int32_t end) {
    return cs_span_text(f->r->text, cs_span_join(tok(f, beg)->span, tok(f, end - 1)->span));
}

static bool after_comma(const finder *f, int32_t beg) {
    return beg >= 2 && cs_eq(tok(f, beg - 1)->form, CS_LIT(",")) && f->out.n > 0 && f->out.v[f->out.n - 1].end == beg - 1;
}

/* The longest name from i that the gazetteer knows as a place, ending by max; its end, or i. Full forms only: without the
 * variants of cs_place_hits "Greater Manchester Police" would be found in "Manchester". *weight: of its weightiest place. */
static int32_t longest_known(const finder *f, int32_t i, int32_t max, int *weight) {
    for (int32_t end = max; end > i; end--) {
        if (tok(f, end - 1)->upos != CS_UPOS_PROPN && tok(f, end - 1)->upos != CS_UPOS_NOUN && end - 1 > i) continue;
        cs_name_key key;
        uint8_t hint;
        ptrdiff_t n = cs_place_hits(f->g, text_of(f, i, end), after_comma(f, i), &key, &hint, f->hits);
        if (n == 0) continue;
        *weight = 0;
        for (ptrdiff_t k = 0; k < n; k++) {
            cs_gaz_place p = cs_gazetteer_place(f->g, f->hits[k].place);
            bool area = p.kind == CS_GAZ_COUNTRY || p.kind == CS_GAZ_ADMIN1 || p.kind == CS_GAZ_REGION;
            int w = area && f->hits[k].cls != CS_GAZ_ALTERNATE ? 255 : p.level;
            if (w > *weight) *weight = w;
        }
        return end;
    }
    return i;
}

/* The token of the candidate that hangs from outside it. */
static int32_t head_of(const finder *f, const cs_candidate *c) {
    for (int32_t i = c->beg; i < c->end; i++)
        if (tok(f, i)->head < c->beg || tok(f, i)->head >= c->end) return i;
    return c->end - 1;
}

static void add(finder *f, int32_t beg, int32_t end) {
    cs_span s = cs_span_join(tok(f, beg)->span, tok(f, end - 1)->span);
    *CS_PUSH(f->perm, &f->out) = (cs_place_name){ s, beg, end };
}

static bool has_word(const finder *f, int32_t beg, int32_t end, const char *word) {
    for (int32_t i = beg; i < end; i++)
        if (strlen(word) == (size_t)tok(f, i)->lower.n && memcmp(word, tok(f, i)->lower.p, strlen(word)) == 0) return true;
    return false;
}

/* Does the word name a people only ("Afghan")? Then it is no place. */
static bool is_people(const finder *f, int32_t beg, int32_t end) {
    if (end - beg != 1) return false;
    cs_name_key key = cs_name_key_of(tok(f, beg)->form);
    ptrdiff_t n = cs_gazetteer_find(f->g, cs_name_key_str(&key), f->hits, CS_PLACE_HITS_MAX);
    for (ptrdiff_t i = 0; i < n && i < CS_PLACE_HITS_MAX; i++)
        if (f->hits[i].cls == CS_GAZ_DEMONYM) return true;
    return false;
}

/* A place by the mention head: the longest known name, else all of the run within the candidate. */
static int32_t take_place(finder *f, int32_t i, int32_t end, const cs_candidate *c) {
    int32_t stop = end < c->end ? end : c->end;
    int weight;
    int32_t known = longest_known(f, i, stop, &weight);
    if (known == stop || (known > i && has_word(f, known, stop, "and"))) return add(f, i, known), known;
    int32_t whole = i;
    while (whole < stop && !has_word(f, whole, whole + 1, "and")) whole++;
    while (whole > i + 1 && is_connector(f, whole - 1)) whole--;
    return add(f, i, whole), whole;
}

/* A name that no candidate for a place covers: only what the gazetteer knows well, and not within a name of something else. */
static int32_t take_known(finder *f, int32_t i, int32_t end, const cs_candidate *c) {
    if (c) {
        int32_t head = head_of(f, c);
        if (tok(f, head)->upos == CS_UPOS_PROPN || head < end) return end < c->end ? end : c->end;
    }
    int weight;
    int32_t known = longest_known(f, i, end, &weight);
    if (known == i) return i + 1;
    if (weight >= LEVEL_ALONE) add(f, i, known);
    return known;
}

static void find_in(finder *f, const cs_sentence *s) {
    for (int32_t i = s->beg; i < s->end;) {
        if (!is_name(f, i, s->beg, s->end)) {
            i++;
            continue;
        }
        int32_t end = run_end(f, i, s->beg, s->end);
        if (is_people(f, i, i + 1) && (end == i + 1 || f->cover[i] < 0 || f->r->candidates.v[f->cover[i]].coarse != CS_COARSE_PLACE)) {
            i++;
            continue;
        }
        const cs_candidate *c = f->cover[i] >= 0 ? &f->r->candidates.v[f->cover[i]] : NULL;
        i = c && c->coarse == CS_COARSE_PLACE ? take_place(f, i, end, c) : take_known(f, i, end, c);
    }
}

cs_place_names cs_place_find(const cs_gazetteer *g, const cs_reading *r, cs_arena *perm, cs_arena scratch) {
    finder f = { .g = g, .r = r, .cover = CS_NEW(&scratch, int32_t, r->tokens.n), .hits = CS_NEW(&scratch, cs_gaz_hit, CS_PLACE_HITS_MAX),
                 .perm = perm };
    for (ptrdiff_t i = 0; i < r->tokens.n; i++) f.cover[i] = -1;
    for (ptrdiff_t k = 0; k < r->candidates.n; k++) {
        const cs_candidate *c = &r->candidates.v[k];
        if (c->score < CANDIDATE_MIN) continue;
        for (int32_t i = c->beg; i < c->end; i++) {
            const cs_candidate *old = f.cover[i] >= 0 ? &r->candidates.v[f.cover[i]] : NULL;
            if (!old || c->end - c->beg < old->end - old->beg) f.cover[i] = (int32_t)k;
        }
    }
    for (ptrdiff_t i = 0; i < r->sentences.n; i++) find_in(&f, &r->sentences.v[i]);
    return f.out;
}
