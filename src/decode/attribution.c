#include "decode/attribution_parts.h"
#include <stdlib.h>

enum { CLAUSES_MAX = 4 }; /* clauses that a parenthesis may be meant of */

/* ---- the parts of one attribution ---- */

void cs_attr_add(cs_attr_work *w, cs_attribution *a, cs_span s) {
    for (int32_t i = 0; i < a->n_content; i++)
        if (cs_span_in(s, a->content[i])) return;
    cs_span *more = CS_NEW(w->perm, cs_span, a->n_content + 1);
    int32_t n = 0;
    for (int32_t i = 0; i < a->n_content; i++)
        if (!cs_span_in(a->content[i], s)) more[n++] = a->content[i];
    more[n++] = s;
    a->content = more;
    a->n_content = n;
}

static cs_span tokens_span(const cs_attr_work *w, int32_t beg, int32_t end) {
    while (beg < end - 1 && cs_tok(&w->t, beg)->upos == CS_UPOS_PUNCT) beg++;
    while (end > beg + 1 && cs_tok(&w->t, end - 1)->upos == CS_UPOS_PUNCT) end--;
    return (cs_span){ cs_tok(&w->t, beg)->span.beg, cs_tok(&w->t, end - 1)->span.end };
}

/* The clause of `top` without the part [cut_beg, cut_end) of the cue and its source. */
static void add_clause_without(cs_attr_work *w, cs_attribution *a, int32_t top, int32_t cut_beg, int32_t cut_end) {
    int32_t b = w->t.left[top], e = w->t.right[top];
    if (cut_beg > b) cs_attr_add(w, a, tokens_span(w, b, cut_beg < e ? cut_beg : e));
    if (cut_end < e) cs_attr_add(w, a, tokens_span(w, cut_end > b ? cut_end : b, e));
}

void cs_attr_source(cs_attr_work *w, cs_attribution *a, int32_t tok) {
    int32_t m = cs_entity_mention_at(&w->at, tok);
    a->source = m >= 0 ? w->r->mentions.v[m].span : cs_tok(&w->t, tok)->span;
    a->source_entity = m >= 0 ? w->r->mentions.v[m].entity : -1;
}

int32_t cs_attr_source_of_verb(const cs_attr_work *w, int32_t verb) {
    for (int n = 0; n < 6 && verb >= 0; n++) {
        int32_t s = cs_subject_of(&w->t, verb);
        if (s >= 0) return s;
        uint8_t rel = cs_tok(&w->t, verb)->deprel;
        if (rel == CS_REL_ACL || rel == CS_REL_ACL_RELCL) return cs_tok(&w->t, verb)->head;
        if (rel != CS_REL_CONJ && rel != CS_REL_XCOMP && rel != CS_REL_ADVCL && rel != CS_REL_AUX) return -1;
        verb = cs_tok(&w->t, verb)->head;
    }
    return -1;
}

static int32_t slot_filler(const cs_attr_work *w, int32_t cue, const cs_lex_slot *s) {
    const cs_tree *t = &w->t;
    bool passive = cs_is_passive(t, cue);
    if (s->kind == CS_SLOT_SUBJ && cs_tok(t, cue)->upos == CS_UPOS_VERB && !passive) return cs_attr_source_of_verb(w, cue);
    if (s->kind == CS_SLOT_HEAD) return cs_tok(t, cue)->head;
    CS_EACH_CHILD(t, cue, c) {
        uint8_t rel = cs_tok(t, c)->deprel;
        bool oblique =
            rel == CS_REL_OBL || rel == CS_REL_NMOD || rel == CS_REL_OBL_AGENT || rel == CS_REL_ADVCL || rel == CS_REL_ACL;
        switch (s->kind) {
        case CS_SLOT_SUBJ:
            if (rel == CS_REL_OBL_AGENT || (rel == CS_REL_OBL && cs_eq(cs_case_of(t, c, w->perm), CS_LIT("by")))) return c;
            break;
        case CS_SLOT_OBJ:
            if (passive ? cs_is_subject(rel) : rel == CS_REL_OBJ) return c;
            break;
        case CS_SLOT_IOBJ:
            if (rel == CS_REL_IOBJ) return c;
            break;
        case CS_SLOT_CCOMP:
            if (rel == CS_REL_CCOMP || rel == CS_REL_CSUBJ || rel == CS_REL_CSUBJ_PASS) return c;
            break;
        case CS_SLOT_XCOMP:
            if (rel == CS_REL_XCOMP) return c;
            break;
        case CS_SLOT_ACL:
            if (rel == CS_REL_ACL) return c;
            break;
        case CS_SLOT_ADVCL:
            if (rel == CS_REL_ADVCL) return c;
            break;
        case CS_SLOT_POSS:
            if (rel == CS_REL_NMOD_POSS) return c;
            break;
        case CS_SLOT_COMPOUND:
            if (rel == CS_REL_COMPOUND) return c;
            break;
        case CS_SLOT_PREP:
            if (oblique && cs_eq(cs_case_of(t, c, w->perm), s->prep)) return c;
            break;
        default: break;
        }
    }
    return -1;
}

/* "…, police said": the cue hangs as a parenthesis from the clause that it reports. */
static bool parenthesis(cs_attr_work *w, cs_attribution *a, int32_t cue) {
    const cs_tree *t = &w->t;
    if (!cs_rel(t, cue, CS_REL_PARATAXIS) || cs_tok(t, cue)->head < 0) return false;
    add_clause_without(w, a, cs_tok(t, cue)->head, t->left[cue], t->right[cue]);
    return true;
}

static void by_row(cs_attr_work *w, cs_attribution *a, const cs_lex_cue *row, int32_t cue) {
    int32_t source = -1;
    for (int32_t i = 0; i < row->frame.n && source < 0; i++)
        if (row->frame.slot[i].roles >> CS_LEX_SOURCE & 1) source = slot_filler(w, cue, &row->frame.slot[i]);
    if (source >= 0) cs_attr_source(w, a, source);
    for (int32_t i = 0; i < row->frame.n; i++) {
        const cs_lex_slot *s = &row->frame.slot[i];
        if (!(s->roles >> CS_LEX_CONTENT & 1)) continue;
        int32_t c = s->kind == CS_SLOT_PARATAXIS ? -1 : slot_filler(w, cue, s);
        if (s->kind == CS_SLOT_PARATAXIS && parenthesis(w, a, cue)) continue;
        if (c < 0 || c == source || cs_above(&w->t, c, cue)) continue;
        cs_attr_add(w, a, cs_subtree_span(&w->t, c));
    }
}

/* "according to X", "in the words of X": the cue is a preposition, its noun the source, the clause around it the content. */
static bool by_preposition(cs_attr_work *w, cs_attribution *a, const cs_lex_cue *row, int32_t cue) {
    if (row->key.pos != 'p') return false;
    const cs_tree *t = &w->t;
    int32_t noun = cs_tok(t, cue)->head, top = noun < 0 ? -1 : cs_tok(t, noun)->head;
    if (top < 0) return false;
    cs_attr_source(w, a, noun);
    /* "…, killing 23, according to X": what hangs from a participle or a conjunct is meant of the whole clause */
    int32_t clause = cs_clause_of(t, top);
    for (int32_t n = 0; n < CLAUSES_MAX && cs_tok(t, clause)->head >= 0 && cs_subject_of(t, clause) < 0; n++) {
        uint8_t rel = cs_tok(t, clause)->deprel;
        if (rel != CS_REL_ADVCL && rel != CS_REL_CONJ && rel != CS_REL_XCOMP) break;
        clause = cs_clause_of(t, cs_tok(t, clause)->head);
    }
    add_clause_without(w, a, clause, t->left[noun], t->right[noun]);
    return true;
}

cs_span cs_attr_cue_span(const cs_attr_work *w, int32_t cue) {
    cs_span s = cs_tok(&w->t, cue)->span;
    CS_EACH_CHILD(&w->t, cue, c)
    if (cs_rel(&w->t, c, CS_REL_FIXED) || cs_rel(&w->t, c, CS_REL_COMPOUND_PRT)) s = cs_span_join(s, cs_tok(&w->t, c)->span);
    return s;
}

const cs_lex_cue *cs_attr_row(const cs_attr_work *w, int32_t tok) {
    const cs_token *t = cs_tok(&w->t, tok);
    char pos = cs_lexicon_pos(t->upos);
    cs_lex_cues rows = { 0 };
    if (t->deprel == CS_REL_CASE || t->deprel == CS_REL_MARK) { /* a fixed preposition, in the form "according_to" */
        cs_str name = t->lower;
        CS_EACH_CHILD(&w->t, tok, c)
        if (cs_rel(&w->t, c, CS_REL_FIXED))
            name = cs_join(w->perm, cs_join(w->perm, name, CS_LIT("_")), cs_tok(&w->t, c)->lower);
        rows = cs_lexicon_cues(w->l, name, 'p');
        if (!rows.n) rows = cs_lexicon_cues(w->l, t->lower, 'p');
        for (int32_t i = 0; i < rows.n; i++)
            if (!rows.v[i].key.particle.n || cs_eq(rows.v[i].key.text, name)) return &rows.v[i];
        return NULL;
    }
    if (!pos) return NULL;
    rows = cs_lexicon_cues(w->l, t->lemma, pos);
    for (int32_t i = 0; i < rows.n; i++)
        if (cs_lexicon_key_fits(&rows.v[i].key, w->r, tok, NULL)) return &rows.v[i];
    return NULL;
}

/* Whether the rule may speak where there is a branch: it misses cues within another's content ("the ministry said the mayor had
 * told reporters that …"). Clauses with "that" alone: the others it leaves out are mostly no speech. */
static bool branch_misses(const cs_attr_work *w, const cs_attribution *a, const cs_lex_cue *row) {
    if (row->key.pos == 'p') return true;
    if (row->key.pos != 'v' || row->kind != CS_ATTR_PARAPHRASE || a->source.end <= a->source.beg || !a->n_content) return false;
    bool clause = false;
    CS_EACH_CHILD(&w->t, a->cue_token, c)
    clause |= cs_rel(&w->t, c, CS_REL_CCOMP) && cs_eq(cs_case_of(&w->t, c, w->perm), CS_LIT("that"));
    for (ptrdiff_t i = 0; clause && i < w->n_found; i++) {
        const cs_attribution *b = &w->r->attributions.v[i];
        for (int32_t k = 0; b->says && b->kind == CS_ATTR_PARAPHRASE && k < b->n_content; k++)
            if (cs_span_in(a->cue, b->content[k]) && cs_span_in(a->source, b->content[k])) return true;
    }
    return false;
}

/* "claimed responsibility", "denied involvement": who does so speaks, whether or not the branch marks it, and be it of nothing
 * but responsibility. */
static bool claims_deed(cs_attr_work *w, cs_attribution *a, const cs_lex_cue *row, int32_t cue) {
    if (row->key.pos != 'v' || !row->key.with.n || (row->certainty != CS_CERT_CLAIMED && row->certainty != CS_CERT_DENIED))
        return false;
    int32_t object = cs_child(&w->t, cue, CS_REL_OBJ);
    if (!a->n_content && object >= 0 && a->source.end > a->source.beg) cs_attr_add(w, a, cs_subtree_span(&w->t, object));
    return true;
}

/* only_block: there is a branch, and what it finds is its to tell; a block after a colon and what it misses are added. */
static void attribution_at(cs_attr_work *w, int32_t cue, bool only_block) {
    const cs_lex_cue *row = cs_attr_row(w, cue);
    if (!row) return;
    cs_attribution a = { .source_entity = -1, .cue_token = cue, .parent = -1, .kind = row->kind, .certainty = row->certainty };
    a.cue = cs_attr_cue_span(w, cue);
    if (!by_preposition(w, &a, row, cue)) by_row(w, &a, row, cue);
    bool verb_alone =
        cs_tok(&w->t, cue)->upos == CS_UPOS_VERB && !a.n_content && a.source.end > a.source.beg && row->kind != CS_ATTR_BELIEF;
    cs_attr_quoted(w, &a, cue, verb_alone);
    if (!claims_deed(w, &a, row, cue) && only_block && !branch_misses(w, &a, row)) a.n_content = 0;
    if (!cs_attr_block(w, &a, cue, !only_block) && !a.n_content) return;
    a.says = true;
    if (a.n_content) *CS_PUSH(w->perm, &w->r->attributions) = a;
}

/* ---- between attributions ---- */

static bool holds(const cs_attribution *a, cs_span s) {
    for (int32_t i = 0; i < a->n_content; i++)
        if (cs_span_in(s, a->content[i])) return true;
    return false;
}

static int64_t size_of(const cs_attribution *a) {
    int64_t n = 0;
    for (int32_t i = 0; i < a->n_content; i++) n += a->content[i].end - a->content[i].beg;
    return n;
}

/* Whether b says what a says: a's cue stands in b's content, or below b's cue in the parse with the same content ("the UN
 * reported that, according to one member state, …"). */
static bool says_that(const cs_attr_work *w, const cs_attribution *b, const cs_attribution *a) {
    if (holds(b, a->cue)) return !holds(a, b->cue);
    if (a->cue_token < 0 || b->cue_token < 0 || !cs_above(&w->t, b->cue_token, a->cue_token)) return false;
    for (int32_t i = 0; i < a->n_content; i++)
        if (!holds(b, a->content[i])) return false;
    return true;
}

/* The parent is the smallest attribution that says what this one says. */
static void set_parents(const cs_attr_work *w) {
    enum { NEAR = 200 }; /* attributions before and after: contents are local, a report of 1 MB must stay cheap */
    cs_reading *r = w->r;
    for (ptrdiff_t i = 0; i < r->attributions.n; i++) {
        cs_attribution *a = &r->attributions.v[i];
        for (ptrdiff_t k = i > NEAR ? i - NEAR : 0; k < r->attributions.n && k <= i + NEAR; k++) {
            const cs_attribution *b = &r->attributions.v[k];
            if (k == i || !says_that(w, b, a)) continue;
            if (a->parent < 0 || size_of(b) < size_of(&r->attributions.v[a->parent])) a->parent = (int32_t)k;
        }
    }
}

static int by_cue(const void *x, const void *y) {
    const cs_attribution *a = x, *b = y;
    if (a->cue.beg != b->cue.beg) return a->cue.beg < b->cue.beg ? -1 : 1;
    return a->source.beg != b->source.beg ? (a->source.beg < b->source.beg ? -1 : 1) : 0;
}

void cs_attributions(const cs_lexicon *l, cs_reading *r, cs_arena *perm, cs_arena scratch) {
    cs_attr_work w = { .l = l, .r = r, .t = cs_tree_make(r, perm, scratch), .perm = perm };
    w.at = cs_entity_index_make(r, &w.t, perm);
    w.is_cue = CS_NEW(&scratch, bool, r->tokens.n);
    cs_attr_find_quotes(&w);
    for (ptrdiff_t i = 0; i < r->cues.n; i++) cs_attr_of_cue(&w, &r->cues.v[i]);
    w.n_found = r->attributions.n;
    for (int32_t i = 0; i < r->tokens.n; i++)
        if (!w.is_cue[i]) attribution_at(&w, i, r->senses != NULL);
    cs_attr_orphan_quotes(&w);
    if (r->attributions.n) qsort(r->attributions.v, (size_t)r->attributions.n, sizeof *r->attributions.v, by_cue);
    set_parents(&w);
}

/* The attribution and those that say that it was said, outermost first. */
static cs_chain chain_to(const cs_reading *r, int32_t best, cs_arena *perm) {
    int32_t n = 0;
    for (int32_t x = best; x >= 0 && n < 8; x = r->attributions.v[x].parent) n++;
    cs_chain out = { CS_NEW(perm, int32_t, n), n };
    for (int32_t x = best, k = n; k > 0; x = r->attributions.v[x].parent) out.v[--k] = x;
    int32_t said = 0; /* an attitude between two speakers is none */
    for (int32_t k = 0; k < n; k++)
        if (r->attributions.v[out.v[k]].says) out.v[said++] = out.v[k];
    out.n = said;
    return out;
}

cs_chain cs_attribution_chain(const cs_reading *r, cs_span at, cs_arena *perm) {
    int32_t best = -1;
    for (ptrdiff_t i = 0; i < r->attributions.n; i++) {
        const cs_attribution *a = &r->attributions.v[i];
        if (!a->says || !holds(a, at) || cs_span_in(at, a->cue)) continue;
        bool inner = best >= 0 && a->parent == best && size_of(a) <= size_of(&r->attributions.v[best]);
        if (best < 0 || inner || size_of(a) < size_of(&r->attributions.v[best])) best = (int32_t)i;
    }
    return chain_to(r, best, perm);
}

cs_chain cs_attribution_by_cue(const cs_reading *r, cs_span cue, cs_arena *perm) {
    int32_t found = -1;
    for (ptrdiff_t i = 0; i < r->attributions.n && found < 0; i++)
        if (r->attributions.v[i].says && cs_span_meet(r->attributions.v[i].cue, cue)) found = (int32_t)i;
    return chain_to(r, found, perm);
}
