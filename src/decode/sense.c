#include "decode/sense.h"
#include "encode/heads.h"
#include <math.h>

/* A cue begins where the branch gives it this; chosen on the read reports (docs/quality.md). */
static const float CUE_FROM = 0.4F;

static cs_str text_of(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }

/* Words that are triggers with less than this get no parts: the lexicon's own triggers are mostly far above it. */
static const float TRIGGER_FROM = 0.05F;
/* Parts that are less likely are not kept. */
static const float PART_FROM = 0.2F;
/* How far from the trigger the branch has learnt to look (train/branch.py). */
enum { PART_REACH = 40 };

/* ---- labels ---- */

static int index_of(cs_str s, const char *const *names, int n) {
    for (int i = 0; i < n; i++)
        if (cs_eq(s, text_of(names[i]))) return i;
    return -1;
}

static casus_status unknown(const char *what, cs_str label, cs_err *err) {
    return cs_fail(err, CASUS_E_MODEL, -1, "the branch is incompatible: its %s " CS_FMT " is unknown", what, CS_ARG(label));
}

casus_status cs_sense_maps_make(cs_sense_maps *m, const cs_branch *b, cs_arena *a, cs_err *err) {
    m->type = CS_NEW(a, uint8_t, b->types.n);
    m->filler = CS_NEW(a, uint8_t, b->fillers.n);
    m->role = CS_NEW(a, uint8_t, b->roles.n);
    for (int i = 0; i < b->types.n; i++) {
        int k = i ? index_of(b->types.v[i], cs_type_name, CS_T_EVENT_COUNT) : CS_T_COUNT;
        if (k < 0) return unknown("type", b->types.v[i], err);
        m->type[i] = (uint8_t)k;
    }
    for (int i = 0; i < b->fillers.n; i++) { /* O, B-ROLE, I-ROLE */
        cs_str label = b->fillers.v[i];
        int k = i && label.n > 2 ? index_of(cs_cut(label, 2, label.n), cs_muc_role_name, CS_FILL_COUNT)
                : i              ? -1
                                 : CS_FILL_COUNT;
        if (k < 0 || (i && label.p[0] != 'B' && label.p[0] != 'I')) return unknown("filler tag", label, err);
        m->filler[i] = (uint8_t)k;
    }
    static const char *const part[] = { "none", "agent", "recipient", "target", "instrument", "place", "other-party" };
    for (int i = 0; i < b->roles.n; i++) { /* by cs_part_role */
        int k = index_of(b->roles.v[i], part, sizeof part / sizeof *part);
        if (k < 0 || (k > 0) != (i > 0)) return unknown("role", b->roles.v[i], err);
        m->role[i] = (uint8_t)k;
    }
    return CASUS_OK;
}

/* ---- memory ---- */

cs_senses cs_senses_make(const cs_engine *e, cs_arena *a) {
    ptrdiff_t bytes = (ptrdiff_t)CS_CUES_PER_WINDOW_MAX * e->model.shape.positions;
    return (cs_senses){ .cue = CS_NEW(a, cs_cue, CS_CUES_PER_WINDOW_MAX),
                        .part = CS_NEW(a, cs_part, CS_PARTS_PER_WINDOW_MAX),
                        .kin = CS_NEW(a, cs_kin, CS_KIN_PER_WINDOW_MAX),
                        .bytes = CS_NEW(a, uint8_t, bytes) };
}

static uint8_t *take(cs_senses *s, ptrdiff_t n) {
    uint8_t *p = s->bytes + s->n_bytes;
    s->n_bytes += n;
    return p;
}

/* ---- one window ---- */

static void word_senses(const cs_engine *e, const cs_sense_maps *m, cs_workspace *w, int words, cs_word_sense *sense) {
    const cs_branch *b = e->branch;
    float types[CS_LABELS_MAX], modes[CS_LABELS_MAX], tags[CS_LABELS_MAX];
    for (int i = 0; i < words; i++) {
        cs_word_sense *x = &sense[i];
        cs_branch_kind(e, w, i, types, modes);
        for (int k = 1; k < b->types.n; k++) x->type[m->type[k]] = types[k];
        int best = cs_argmax(modes, b->modes.n);
        x->mode = best ? b->modes.v[best] : (cs_str){ 0 };
        x->mode_p = modes[best];
        cs_branch_filler(e, w, i, tags);
        for (int k = 0; k < b->fillers.n; k++)
            if (m->filler[k] < CS_FILL_COUNT) x->filler[m->filler[k]] += tags[k];
    }
}

static void cues(const cs_engine *e, cs_workspace *w, int words, int32_t base, cs_senses *s) {
    for (int i = 0; i < words && s->n_cues < CS_CUES_PER_WINDOW_MAX; i++) {
        float p = cs_branch_cue(e, w, i);
        if (p < CUE_FROM) continue;
        cs_cue *c = &s->cue[s->n_cues++];
        *c = (cs_cue){ base + i, p, base, base + words, take(s, words) };
        const float *logits = cs_branch_pairs(e, w, CS_PAIR_ATTRIBUTION, i, 0, words);
        for (int k = 0; k < words; k++) c->part[k] = (uint8_t)cs_argmax(logits + (ptrdiff_t)k * CS_PAIR_OUT_MAX, 4);
        c->part[i] = CS_PART_CUE;
    }
}

static bool may_be_trigger(const cs_token *t, const cs_word_sense *x) {
    if (t->upos != CS_UPOS_VERB && t->upos != CS_UPOS_NOUN && t->upos != CS_UPOS_ADJ) return false;
    float some = 0;
    for (int k = 0; k < CS_N_EVENT_TYPES; k++) some += x->type[k];
    return some >= TRIGGER_FROM;
}

static bool may_be_part(const cs_token *t) {
    return t->upos == CS_UPOS_NOUN || t->upos == CS_UPOS_PROPN || t->upos == CS_UPOS_PRON || t->upos == CS_UPOS_NUM ||
           t->upos == CS_UPOS_ADJ || t->upos == CS_UPOS_DET;
}

/* Parts of the words of a sentence, [beg, end) of the window, that may be triggers. */
static void parts(const cs_engine *e, const cs_sense_maps *m, cs_workspace *w, const cs_reading *r, int32_t base, int beg,
                  int end, cs_senses *s) {
    const cs_token *tok = r->tokens.v + base;
    int n_roles = e->branch->roles.n;
    for (int i = beg; i < end; i++) {
        if (!may_be_trigger(&tok[i], &r->senses[base + i])) continue;
        int from = i - PART_REACH > beg ? i - PART_REACH : beg, to = i + PART_REACH < end ? i + PART_REACH : end;
        const float *logits = cs_branch_pairs(e, w, CS_PAIR_ROLE, i, from, to);
        for (int k = from; k < to && s->n_parts < CS_PARTS_PER_WINDOW_MAX; k++) {
            const float *x = logits + (ptrdiff_t)(k - from) * CS_PAIR_OUT_MAX;
            int best = cs_argmax(x + 1, n_roles - 1) + 1;
            if (k == i || !may_be_part(&tok[k])) continue;
            float p = cs_softmax_at(e->kern, x, n_roles, best);
            if (p >= PART_FROM) s->part[s->n_parts++] = (cs_part){ base + i, base + k, m->role[best], p };
        }
    }
}

/* Pairs of the window's words that may be triggers, of one type. */
static void kin(const cs_engine *e, cs_workspace *w, const cs_reading *r, int32_t base, int words, cs_senses *s) {
    const cs_token *tok = r->tokens.v + base;
    const cs_word_sense *sense = r->senses + base;
    int first = -1;
    for (int i = 0; i < words; i++) {
        if (!may_be_trigger(&tok[i], &sense[i])) continue;
        if (first < 0) first = i;
        if (first == i) continue;
        const float *logits = cs_branch_pairs(e, w, CS_PAIR_INCIDENT, i, first, i);
        for (int k = first; k < i && s->n_kin < CS_KIN_PER_WINDOW_MAX; k++)
            if (may_be_trigger(&tok[k], &sense[k]) &&
                cs_argmax(sense[k].type, CS_N_EVENT_TYPES) == cs_argmax(sense[i].type, CS_N_EVENT_TYPES))
                s->kin[s->n_kin++] =
                    (cs_kin){ base + i, base + k,
                              cs_softmax_at(e->kern, logits + (ptrdiff_t)(k - first) * CS_PAIR_OUT_MAX, 2, 1) };
    }
}

void cs_sense_window(const cs_engine *e, const cs_sense_maps *m, const cs_window *in, cs_workspace *w, int32_t base,
                     const cs_reading *r, cs_senses *s) {
    cs_branch_run(e, in, w);
    word_senses(e, m, w, in->n_words, r->senses + base);
    cues(e, w, in->n_words, base, s);
    for (int beg = 0, end; beg < in->n_words; beg = end) {
        for (end = beg + 1; end < in->n_words && in->words[end].sent == in->words[beg].sent;) end++;
        parts(e, m, w, r, base, beg, end, s);
    }
    kin(e, w, r, base, in->n_words, s);
}

static uint8_t *kept(const uint8_t *bytes, ptrdiff_t n, cs_arena *perm) {
    uint8_t *to = CS_NEW(perm, uint8_t, n);
    memcpy(to, bytes, (size_t)n);
    return to;
}

void cs_senses_keep(const cs_senses *s, cs_reading *r, cs_arena *perm) {
    for (int32_t i = 0; i < s->n_parts; i++) *CS_PUSH(perm, &r->parts) = s->part[i];
    for (int32_t i = 0; i < s->n_kin; i++) *CS_PUSH(perm, &r->kin) = s->kin[i];
    for (int32_t i = 0; i < s->n_cues; i++) {
        cs_cue *c = CS_PUSH(perm, &r->cues);
        *c = s->cue[i];
        c->part = kept(c->part, c->end - c->beg, perm);
    }
}
