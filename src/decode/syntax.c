#include "decode/syntax.h"
#include "base/threads.h"
#include "decode/labels.h"
#include "decode/sense.h"
#include "decode/spanning.h"
#include "encode/heads.h"
#include <math.h>

/* A sentence, or a part of one that is too long for a window. */
typedef struct unit {
    int32_t beg, end; /* tokens */
    int32_t sent;
    bool begins; /* with the sentence's first word */
} unit;

typedef struct range {
    int32_t beg, end; /* units of one window */
} range;

typedef struct found {
    cs_candidate *v;
    int32_t n, cap;
} found;

enum { BATCH = 64 /* windows between two visits to perm */ };

typedef struct job {
    const cs_engine *e;
    const cs_label_maps *maps;
    const cs_sense_maps *sense_maps; /* NULL without a branch */
    cs_reading *r;
    const int32_t *piece_at; /* [n_tokens + 1] where each token's pieces begin in pieces */
    const int32_t *pieces;
    const uint8_t *shape; /* [n_tokens] */
    const unit *units;
    const range *windows;
    int first;            /* window of job 0 */
    uint16_t *lemma_rule; /* [n_tokens][CS_LEMMA_TRIES] the likeliest rules, best first */
    found *found;         /* [BATCH] */
    cs_senses *senses;    /* [BATCH]; NULL without a branch */
    struct thread_memory {
        cs_workspace w;
        int32_t *ids, *heads;
        uint8_t *shapes, *firsts;
        cs_window_word *words;
        void *tree;
    } memory[CS_THREADS_MAX];
} job;

typedef CS_VEC(int32_t) ints;
typedef CS_VEC(unit) units;
typedef CS_VEC(range) ranges;

/* ---- words to pieces, sentences to windows ---- */

/* Lower case with plain apostrophes and hyphens and without soft hyphens; form itself where that is the same. */
static cs_str plain_lower(cs_arena *perm, cs_str form) {
    bool same = true;
    for (ptrdiff_t i = 0; i < form.n && same; i++)
        same = (unsigned char)form.p[i] < 128 && !(form.p[i] >= 'A' && form.p[i] <= 'Z');
    if (same) return form;
    static const struct {
        const char *from, *to;
    } plain[] = { { "\u2018", "'" }, { "\u2019", "'" }, { "\u201B", "'" }, { "\u02BC", "'" },
                  { "\uFF07", "'" }, { "\u2010", "-" }, { "\u2011", "-" }, { "\u2012", "-" },
                  { "\u2013", "-" }, { "\u2212", "-" }, { "\uFF0D", "-" }, { "\u00AD", "" } };
    cs_str s = cs_lower(perm, form);
    char *p = (char *)(uintptr_t)s.p; /* just made: ours to change, and it only gets shorter */
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n;) {
        size_t k = 0;
        cs_str rest = cs_cut(s, i, s.n);
        if ((unsigned char)s.p[i] >= 128)
            while (k < sizeof plain / sizeof *plain &&
                   !cs_starts(rest, (cs_str){ plain[k].from, (ptrdiff_t)strlen(plain[k].from) }))
                k++;
        else
            k = sizeof plain / sizeof *plain;
        if (k == sizeof plain / sizeof *plain) {
            p[n++] = s.p[i++];
        } else {
            if (plain[k].to[0]) p[n++] = plain[k].to[0];
            i += (ptrdiff_t)strlen(plain[k].from);
        }
    }
    return n ? (cs_str){ p, n } : form;
}

/* "[T]he" as it was before an editor changed its first letter, but for the case: "The". */
static cs_str unedited(cs_arena *perm, cs_str form) {
    if (form.n < 4 || form.p[0] != '[' || form.p[2] != ']') return form;
    char *p = CS_NEW(perm, char, form.n - 2);
    p[0] = form.p[1];
    memcpy(p + 1, form.p + 3, (size_t)form.n - 3);
    return (cs_str){ p, form.n - 2 };
}

static void cut_words(job *j, const cs_words *w, cs_reading *out, cs_arena *perm, cs_arena *keep, cs_arena scratch) {
    ptrdiff_t n = w->tokens.n;
    int32_t *at = CS_NEW(keep, int32_t, n + 1), buf[CS_WORD_PIECES_MAX];
    uint8_t *shape = CS_NEW(keep, uint8_t, n);
    ints pieces = { 0 };
    int most = j->e->model.shape.positions - 2;
    if (most > CS_WORD_PIECES_MAX) most = CS_WORD_PIECES_MAX;
    out->tokens.v = CS_NEW(perm, cs_token, n);
    out->tokens.n = out->tokens.cap = n;
    for (ptrdiff_t i = 0; i < n; i++) {
        cs_token *t = &out->tokens.v[i];
        t->span = w->tokens.v[i];
        t->form = cs_span_text(out->text, t->span);
        cs_str word = unedited(perm, t->form);
        t->lower = plain_lower(perm, word);
        shape[i] = (uint8_t)cs_shape_of(word);
        int k = cs_pieces(&j->e->vocab, word, buf, most, scratch);
        for (int p = 0; p < k; p++) *CS_PUSH(keep, &pieces) = buf[p];
        at[i + 1] = (int32_t)pieces.n;
    }
    j->piece_at = at, j->pieces = pieces.v, j->shape = shape;
}

/* Where a part of a long sentence ends: behind the last punctuation mark of its second half, else where it is full. */
static int32_t part_end(const job *j, int32_t beg, int32_t end, int most) {
    int32_t full = beg + 1, mark = -1;
    while (full < end && j->piece_at[full + 1] - j->piece_at[beg] <= most) {
        if (j->shape[full] == CS_SHAPE_PUNCT && (j->piece_at[full] - j->piece_at[beg]) * 2 > most) mark = full + 1;
        full++;
    }
    return full == end || mark < 0 ? full : mark;
}

static units cut_units(const job *j, const cs_words *w, cs_arena *a) {
    units out = { 0 };
    int most = j->e->model.shape.positions - 2;
    for (ptrdiff_t s = 0; s < w->sentences.n; s++) {
        const cs_seg_sentence *x = &w->sentences.v[s];
        for (int32_t beg = x->beg; beg < x->end;) {
            int32_t end = j->piece_at[x->end] - j->piece_at[beg] <= most ? x->end : part_end(j, beg, x->end, most);
            *CS_PUSH(a, &out) = (unit){ beg, end, (int32_t)s, beg == x->beg };
            beg = end;
        }
    }
    return out;
}

static ranges cut_windows(const job *j, const units *u, cs_arena *a) {
    ranges out = { 0 };
    int most = j->e->model.shape.positions - 2;
    for (int32_t i = 0; i < u->n;) {
        int32_t k = i + 1;
        while (k < u->n && j->piece_at[u->v[k].end] - j->piece_at[u->v[i].beg] <= most) k++;
        *CS_PUSH(a, &out) = (range){ i, k };
        i = k;
    }
    return out;
}

/* ---- one window ---- */

static cs_window fill_window(const job *j, struct thread_memory *m, range win) {
    int n = 0, words = 0;
    m->ids[n] = j->e->vocab.cls, m->shapes[n] = CS_SHAPE_SPECIAL, m->firsts[n++] = 0;
    for (int32_t u = win.beg; u < win.end; u++) {
        const unit *x = &j->units[u];
        for (int32_t t = x->beg; t < x->end; t++) {
            int32_t k = j->piece_at[t + 1] - j->piece_at[t];
            m->words[words++] = (cs_window_word){ n, n + k - 1, u - win.beg };
            for (int32_t p = 0; p < k; p++) {
                m->ids[n] = j->pieces[j->piece_at[t] + p];
                m->shapes[n] = j->shape[t];
                m->firsts[n++] = t == x->beg && x->begins;
            }
        }
    }
    m->ids[n] = j->e->vocab.sep, m->shapes[n] = CS_SHAPE_SPECIAL, m->firsts[n++] = 0;
    return (cs_window){ m->ids, m->shapes, m->firsts, n, m->words, words };
}

typedef struct seer {
    const cs_kern *kern;
    found *to;
    int32_t first; /* token of word 0 */
    const uint8_t *coarse;
} seer;

/* How much likelier "no mention" may be for a span still to be proposed, as a logit: the entity stage weighs such spans with
 * the parse. On GUM dev, mentions' typed F1 is 2 points higher than with 0. */
static const float NONE_MARGIN = 1.7F;

static void see_span(void *user, int i, int k, const float *logits, int n_types) {
    seer *s = user;
    int best = -1, none = -1;
    for (int t = 0; t < n_types; t++) {
        if (s->coarse[t] == CS_COARSE_NONE)
            none = t;
        else if (best < 0 || logits[t] > logits[best])
            best = t;
    }
    if (best < 0 || (none >= 0 && logits[none] > logits[best] + NONE_MARGIN) || s->to->n == s->to->cap) return;
    s->to->v[s->to->n++] =
        (cs_candidate){ s->first + i, s->first + k + 1, s->coarse[best], cs_softmax_at(s->kern, logits, n_types, best) };
}

/* The relation of an arc: root for the root alone. */
static uint8_t relation(const cs_label_maps *maps, const float *logits, int n, bool is_root) {
    if (is_root) return CS_REL_ROOT;
    int best = -1;
    for (int i = 0; i < n; i++)
        if (maps->rel[i] != CS_REL_ROOT && (best < 0 || logits[i] > logits[best])) best = i;
    return best < 0 ? CS_REL_DEP : maps->rel[best];
}

/* The likeliest CS_LEMMA_TRIES labels of n >= 1, best first; of fewer label 0 fills up. */
static void best_rules(const float *logits, int n, uint16_t out[CS_LEMMA_TRIES]) {
    float top[CS_LEMMA_TRIES];
    for (int k = 0; k < CS_LEMMA_TRIES; k++) top[k] = -INFINITY, out[k] = 0;
    for (int i = 0; i < n; i++) {
        if (!(logits[i] > top[CS_LEMMA_TRIES - 1])) continue;
        int at = CS_LEMMA_TRIES - 1;
        for (; at > 0 && logits[i] > top[at - 1]; at--) top[at] = top[at - 1], out[at] = out[at - 1];
        top[at] = logits[i], out[at] = (uint16_t)i;
    }
}

static void read_window(void *user, int thread, int i) {
    job *j = user;
    struct thread_memory *m = &j->memory[thread];
    range win = j->windows[j->first + i];
    cs_window in = fill_window(j, m, win);
    int32_t base = j->units[win.beg].beg;
    cs_token *tok = j->r->tokens.v + base;
    cs_encode(j->e, &in, &m->w, NULL, NULL);
    cs_heads_begin(j->e, &in, &m->w);
    for (int w = 0; w < in.n_words; w++) {
        tok[w].upos = j->maps->upos[cs_argmax(cs_heads_upos(j->e, &m->w, w), j->e->upos.n)];
        tok[w].feats = j->maps->feats[cs_argmax(cs_heads_feats(j->e, &m->w, w), j->e->feats.n)];
        best_rules(cs_heads_lemma(j->e, &m->w, w), j->e->lemma.n, j->lemma_rule + (ptrdiff_t)(base + w) * CS_LEMMA_TRIES);
    }
    ptrdiff_t ld;
    seer s = { .kern = j->e->kern, .to = &j->found[i], .coarse = j->maps->coarse };
    for (int32_t u = win.beg; u < win.end; u++) {
        int beg = j->units[u].beg - base, n = j->units[u].end - j->units[u].beg;
        const float *arcs = cs_heads_arcs(j->e, &in, &m->w, beg, n, &ld);
        cs_spanning_tree(arcs, ld, n, m->heads + beg, m->tree);
        for (int w = beg; w < beg + n; w++)
            if (m->heads[w] >= 0) m->heads[w] += beg;
        s.first = base + beg;
        cs_heads_spans(j->e, &m->w, beg, n, see_span, &s);
    }
    const float *rels = cs_heads_rels(j->e, &in, &m->w, m->heads, &ld);
    for (int w = 0; w < in.n_words; w++) {
        tok[w].head = m->heads[w] < 0 ? -1 : base + m->heads[w];
        tok[w].deprel = relation(j->maps, rels + w * ld, j->e->rels.n, m->heads[w] < 0);
    }
    if (j->senses) cs_sense_window(j->e, j->sense_maps, &in, &m->w, base, j->r, &j->senses[i]);
}

/* ---- all windows ---- */

/* For windows of at most p pieces. */
static struct thread_memory memory_for(const cs_engine *e, int p, cs_arena *a) {
    return (struct thread_memory){ cs_workspace_make(e, p, a),
                                   CS_NEW(a, int32_t, p),
                                   CS_NEW(a, int32_t, p),
                                   CS_NEW(a, uint8_t, p),
                                   CS_NEW(a, uint8_t, p),
                                   CS_NEW(a, cs_window_word, p),
                                   cs_arena_raw(a, 1, 64, cs_spanning_bytes(p)) };
}

/* Text order, outer before inner: by first token, then the longer one first. Candidates of a sentence arrive by first token,
 * shorter ones first. */
static void keep_candidates(cs_reading *r, const found *f, cs_arena *perm) {
    for (int32_t i = 0; i < f->n;) {
        int32_t end = i;
        while (end < f->n && f->v[end].beg == f->v[i].beg) end++;
        for (int32_t k = end - 1; k >= i; k--) *CS_PUSH(perm, &r->candidates) = f->v[k];
        i = end;
    }
}

static int pieces_of(const job *j, range win) {
    return j->piece_at[j->units[win.end - 1].end] - j->piece_at[j->units[win.beg].beg] + 2;
}

static void read_windows(job *j, const ranges *windows, int threads, cs_arena *perm, cs_arena scratch) {
    found all[BATCH];
    int longest = 1, batch = windows->n < BATCH ? (int)windows->n : BATCH;
    for (ptrdiff_t i = 0; i < windows->n; i++)
        if (pieces_of(j, windows->v[i]) > longest) longest = pieces_of(j, windows->v[i]);
    int cap = j->e->model.shape.positions * CS_CANDIDATES_PER_WORD_MAX;
    for (int i = 0; i < batch; i++) all[i] = (found){ CS_NEW(&scratch, cs_candidate, cap), 0, cap };
    if (threads > CS_THREADS_MAX) threads = CS_THREADS_MAX;
    if (threads > batch) threads = batch;
    for (int t = 0; t < threads; t++) j->memory[t] = memory_for(j->e, longest, &scratch);
    j->found = all;
    if (j->sense_maps) {
        j->r->senses = CS_NEW(perm, cs_word_sense, j->r->tokens.n);
        j->senses = CS_NEW(&scratch, cs_senses, batch);
        for (int i = 0; i < batch; i++) j->senses[i] = cs_senses_make(j->e, &scratch);
    }
    for (int first = 0; first < windows->n; first += BATCH) {
        int n = windows->n - first < BATCH ? (int)windows->n - first : BATCH;
        for (int i = 0; i < n; i++) all[i].n = 0;
        for (int i = 0; i < n && j->senses; i++)
            j->senses[i].n_cues = j->senses[i].n_parts = j->senses[i].n_kin = 0, j->senses[i].n_bytes = 0;
        j->first = first;
        cs_parallel(threads, n, read_window, j);
        for (int i = 0; i < n; i++) {
            keep_candidates(j->r, &all[i], perm);
            if (j->senses) cs_senses_keep(&j->senses[i], j->r, perm);
        }
    }
}

static void join_sentences(cs_reading *r, const cs_words *w, const units *u, cs_arena *perm) {
    ptrdiff_t n = w->sentences.n;
    r->sentences.v = CS_NEW(perm, cs_sentence, n);
    r->sentences.n = r->sentences.cap = n;
    for (ptrdiff_t i = 0; i < n; i++) {
        const cs_seg_sentence *x = &w->sentences.v[i];
        r->sentences.v[i] = (cs_sentence){ x->span, x->beg, x->end, -1, x->paragraph, x->heading };
    }
    for (ptrdiff_t i = 0; i < u->n; i++) {
        cs_sentence *s = &r->sentences.v[u->v[i].sent];
        for (int32_t t = u->v[i].beg; t < u->v[i].end; t++) {
            cs_token *tok = &r->tokens.v[t];
            tok->sent = u->v[i].sent;
            if (tok->head >= 0) continue;
            if (s->root < 0)
                s->root = t;
            else
                tok->head = s->root, tok->deprel = CS_REL_PARATAXIS;
        }
    }
}

casus_status cs_syntax(const cs_engine *e, const cs_words *w, cs_reading *r, int threads, cs_arena *perm, cs_arena scratch,
                       cs_err *err) {
    cs_reading out = *r;
    cs_label_maps maps;
    CS_TRY(cs_label_maps_make(&maps, e, &scratch, err));
    out.candidates.v = NULL, out.candidates.n = out.candidates.cap = 0;
    job *j = CS_NEW(&scratch, job, 1);
    if (e->branch) {
        cs_sense_maps *senses = CS_NEW(&scratch, cs_sense_maps, 1);
        CS_TRY(cs_sense_maps_make(senses, e->branch, &scratch, err));
        j->sense_maps = senses;
    }
    j->e = e, j->maps = &maps, j->r = &out;
    cs_arena keep = scratch; /* pieces grow here; what cs_pieces thinks in, and then the windows, lies in the other half */
    keep.beg = scratch.end = scratch.beg + (scratch.end - scratch.beg) / 2;
    cut_words(j, w, &out, perm, &keep, scratch);
    units u = cut_units(j, w, &keep);
    ranges windows = cut_windows(j, &u, &keep);
    j->units = u.v, j->windows = windows.v;
    j->lemma_rule = CS_NEW(&keep, uint16_t, w->tokens.n * CS_LEMMA_TRIES);
    read_windows(j, &windows, threads < 1 ? 1 : threads, perm, scratch);
    for (ptrdiff_t i = 0; i < out.tokens.n; i++) {
        cs_token *t = &out.tokens.v[i];
        t->lemma = cs_lemma_of(e, &maps, t, j->lemma_rule + i * CS_LEMMA_TRIES, perm);
    }
    join_sentences(&out, w, &u, perm);
    cs_syntax_mend(&out);
    *r = out;
    return CASUS_OK;
}
