#include "decode/attribution.h"
#include "decode/entity.h"
#include "decode/tree.h"
#include <stdlib.h>

enum { CLAUSES_MAX = 4 };          /* clauses that a parenthesis may be meant of */
enum { QUOTE_SENTENCES_MAX = 60 }; /* a quotation that is not closed within so many sentences was a slip of the pen */

typedef struct work {
    const cs_lexicon *l;
    cs_reading *r;
    cs_tree t;
    cs_entity_index at;
    cs_arena *perm;
    CS_VEC(cs_span) quotes; /* bytes, with the marks */
    bool *is_cue;           /* [n_tokens] a word of a cue that the branch found */
} work;

/* ---- quotations ---- */

static bool opens(cs_str w) {
    return cs_eq(w, CS_LIT("“")) || cs_eq(w, CS_LIT("``")) || cs_eq(w, CS_LIT("«")) || cs_eq(w, CS_LIT("„"));
}
static bool closes(cs_str w) { return cs_eq(w, CS_LIT("”")) || cs_eq(w, CS_LIT("''")) || cs_eq(w, CS_LIT("»")); }

/* Pairs of quotation marks. A plain mark opens if none is open. A new paragraph that begins with an opening mark goes on with
 * the quotation that was not closed in the one before (the newspapers' convention). */
static void find_quotes(work *w) {
    int32_t open = -1, open_sent = 0;
    for (int32_t i = 0; i < w->r->tokens.n; i++) {
        const cs_token *t = cs_tok(&w->t, i);
        bool plain = cs_eq(t->form, CS_LIT("\""));
        if (open >= 0 && t->sent - open_sent > QUOTE_SENTENCES_MAX) open = -1;
        if (open < 0 ? plain || opens(t->form) : opens(t->form) && t->sent == open_sent) {
            open = i, open_sent = t->sent;
        } else if (open >= 0 && (plain || closes(t->form))) {
            bool new_paragraph = plain && w->r->sentences.v[t->sent].paragraph != w->r->sentences.v[open_sent].paragraph &&
                                 i == w->r->sentences.v[t->sent].beg;
            if (new_paragraph) continue;
            *CS_PUSH(w->perm, &w->quotes) = (cs_span){ cs_tok(&w->t, open)->span.beg, t->span.end };
            open = -1;
        }
    }
}

/* ---- the parts of one attribution ---- */

static void add_content(work *w, cs_attribution *a, cs_span s) {
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

static cs_span tokens_span(const work *w, int32_t beg, int32_t end) {
    while (beg < end - 1 && cs_tok(&w->t, beg)->upos == CS_UPOS_PUNCT) beg++;
    while (end > beg + 1 && cs_tok(&w->t, end - 1)->upos == CS_UPOS_PUNCT) end--;
    return (cs_span){ cs_tok(&w->t, beg)->span.beg, cs_tok(&w->t, end - 1)->span.end };
}

/* The clause of `top` without the part [cut_beg, cut_end) of the cue and its source. */
static void add_clause_without(work *w, cs_attribution *a, int32_t top, int32_t cut_beg, int32_t cut_end) {
    int32_t b = w->t.left[top], e = w->t.right[top];
    if (cut_beg > b) add_content(w, a, tokens_span(w, b, cut_beg < e ? cut_beg : e));
    if (cut_end < e) add_content(w, a, tokens_span(w, cut_end > b ? cut_end : b, e));
}

static void set_source(work *w, cs_attribution *a, int32_t tok) {
    int32_t m = cs_entity_mention_at(&w->at, tok);
    a->source = m >= 0 ? w->r->mentions.v[m].span : cs_tok(&w->t, tok)->span;
    a->source_entity = m >= 0 ? w->r->mentions.v[m].entity : -1;
}

/* The subject of a cue: its own, a shared one, or that of the verb that governs it ("…, saying that …"). */
static int32_t source_of_verb(const work *w, int32_t verb) {
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

static int32_t slot_filler(const work *w, int32_t cue, const cs_lex_slot *s) {
    const cs_tree *t = &w->t;
    bool passive = cs_is_passive(t, cue);
    if (s->kind == CS_SLOT_SUBJ && cs_tok(t, cue)->upos == CS_UPOS_VERB && !passive) return source_of_verb(w, cue);
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
static bool parenthesis(work *w, cs_attribution *a, int32_t cue) {
    const cs_tree *t = &w->t;
    if (!cs_rel(t, cue, CS_REL_PARATAXIS) || cs_tok(t, cue)->head < 0) return false;
    add_clause_without(w, a, cs_tok(t, cue)->head, t->left[cue], t->right[cue]);
    return true;
}

/* The quotation that belongs to a cue: one that touches its clause, or that its own sentence holds. */
static void quoted_content(work *w, cs_attribution *a, int32_t cue, bool verb_alone) {
    const cs_sentence *s = &w->r->sentences.v[cs_tok(&w->t, cue)->sent];
    for (ptrdiff_t i = 0; i < w->quotes.n; i++) {
        cs_span q = w->quotes.v[i];
        if (!cs_span_meet(q, s->span) || (a->cue.beg >= q.beg && a->cue.end <= q.end)) continue;
        bool holds = verb_alone;
        for (int32_t k = 0; k < a->n_content; k++) holds |= cs_span_meet(a->content[k], q);
        if (!holds) continue;
        add_content(w, a, q);
        a->kind = CS_ATTR_QUOTE;
    }
}

static bool first_person(const work *w, int32_t sent) {
    for (int32_t i = w->r->sentences.v[sent].beg; i < w->r->sentences.v[sent].end; i++)
        if (cs_word_in(cs_tok(&w->t, i)->lower, "i we our my us")) return true;
    return false;
}

/* An editor's brackets within a sentence are signs of a quotation: "[The group] has …". */
static bool edited(const work *w, int32_t sent) {
    cs_span s = w->r->sentences.v[sent].span;
    cs_str text = cs_span_text(w->r->text, s);
    return memchr(text.p, '[', (size_t)text.n) && memchr(text.p, ']', (size_t)text.n);
}

/* The sentence after the last that a block quotation beginning with sentence `sent` has. A block goes on while its paragraphs
 * speak in the first person or carry an editor's brackets; it ends at a heading. `para`: the paragraph that belongs to it
 * whatever it says. */
static int32_t block_end(const work *w, int32_t sent, int32_t para) {
    int32_t n = (int32_t)w->r->sentences.n, i = sent;
    bool speech = i > 0 && first_person(w, i - 1);
    while (i < n && !w->r->sentences.v[i].heading) {
        int32_t p = w->r->sentences.v[i].paragraph, j = i;
        bool marks = p == para;
        for (; j < n && w->r->sentences.v[j].paragraph == p; j++) {
            marks |= edited(w, j) || first_person(w, j);
            speech |= first_person(w, j);
        }
        if (!marks && !speech) break;
        i = j;
    }
    return i;
}

/* within: a colon within a sentence counts too, not only one that ends it.
 * "The minister said:" and what stands after the colon, in the same sentence and paragraph or in those that follow. Where a
 * quotation mark stands there, the quotation's own ends count. */
static bool block_after_colon(work *w, cs_attribution *a, int32_t cue, bool within) {
    int32_t sent = cs_tok(&w->t, cue)->sent, n = (int32_t)w->r->sentences.n, end = w->r->sentences.v[sent].end, colon = -1;
    for (int32_t i = cue + 1; within && i < end && i <= cue + 3 && colon < 0; i++)
        if (cs_eq(cs_tok(&w->t, i)->form, CS_LIT(":"))) colon = i;
    if (colon < 0 && cs_eq(cs_tok(&w->t, end - 1)->form, CS_LIT(":"))) colon = end - 1;
    if (colon < 0 || colon + 1 >= w->r->tokens.n) return false;
    cs_str next = cs_tok(&w->t, colon + 1)->form;
    if (opens(next) || cs_eq(next, CS_LIT("\""))) return false;
    bool last = colon == end - 1;
    if (last && sent + 1 >= n) return false;
    int32_t first = last ? sent + 1 : sent, stop = block_end(w, sent + 1, w->r->sentences.v[first].paragraph);
    if (stop <= first && last) return false;
    a->kind = CS_ATTR_QUOTE;
    add_content(w, a,
                (cs_span){ cs_tok(&w->t, colon + 1)->span.beg, w->r->sentences.v[stop > first ? stop - 1 : first].span.end });
    return true;
}

/* Speech without quotation marks: the sentence speaks in the first person and its paragraph has no mark. */
static bool bare_speech(const work *w, int32_t sent) {
    if (!first_person(w, sent)) return false;
    int32_t p = w->r->sentences.v[sent].paragraph;
    while (sent > 0 && w->r->sentences.v[sent - 1].paragraph == p) sent--;
    for (; sent < w->r->sentences.n && w->r->sentences.v[sent].paragraph == p; sent++)
        for (int32_t i = w->r->sentences.v[sent].beg; i < w->r->sentences.v[sent].end; i++) {
            cs_str form = cs_tok(&w->t, i)->form;
            if (opens(form) || closes(form) || cs_eq(form, CS_LIT("\""))) return false;
        }
    return true;
}

static void by_row(work *w, cs_attribution *a, const cs_lex_cue *row, int32_t cue) {
    int32_t source = -1;
    for (int32_t i = 0; i < row->frame.n && source < 0; i++)
        if (row->frame.slot[i].roles >> CS_LEX_SOURCE & 1) source = slot_filler(w, cue, &row->frame.slot[i]);
    if (source >= 0) set_source(w, a, source);
    for (int32_t i = 0; i < row->frame.n; i++) {
        const cs_lex_slot *s = &row->frame.slot[i];
        if (!(s->roles >> CS_LEX_CONTENT & 1)) continue;
        int32_t c = s->kind == CS_SLOT_PARATAXIS ? -1 : slot_filler(w, cue, s);
        if (s->kind == CS_SLOT_PARATAXIS && parenthesis(w, a, cue)) continue;
        if (c < 0 || c == source || cs_above(&w->t, c, cue)) continue;
        add_content(w, a, cs_subtree_span(&w->t, c));
    }
}

/* "according to X", "in the words of X": the cue is a preposition, its noun the source, the clause around it the content. */
static bool by_preposition(work *w, cs_attribution *a, const cs_lex_cue *row, int32_t cue) {
    if (row->key.pos != 'p') return false;
    const cs_tree *t = &w->t;
    int32_t noun = cs_tok(t, cue)->head, top = noun < 0 ? -1 : cs_tok(t, noun)->head;
    if (top < 0) return false;
    set_source(w, a, noun);
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

static cs_span cue_span(const work *w, int32_t cue) {
    cs_span s = cs_tok(&w->t, cue)->span;
    CS_EACH_CHILD(&w->t, cue, c)
    if (cs_rel(&w->t, c, CS_REL_FIXED) || cs_rel(&w->t, c, CS_REL_COMPOUND_PRT)) s = cs_span_join(s, cs_tok(&w->t, c)->span);
    return s;
}

static const cs_lex_cue *cue_row(const work *w, int32_t tok) {
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

/* only_block: only a block after its colon counts, or what a preposition reports ("according to", which the branch misses
 * within another's content); the rest is the branch's to find. */
static void attribution_at(work *w, int32_t cue, bool only_block) {
    const cs_lex_cue *row = cue_row(w, cue);
    if (!row) return;
    cs_attribution a = { .source_entity = -1, .cue_token = cue, .parent = -1, .kind = row->kind, .certainty = row->certainty };
    a.cue = cue_span(w, cue);
    if (!by_preposition(w, &a, row, cue)) by_row(w, &a, row, cue);
    bool verb_alone =
        cs_tok(&w->t, cue)->upos == CS_UPOS_VERB && !a.n_content && a.source.end > a.source.beg && row->kind != CS_ATTR_BELIEF;
    quoted_content(w, &a, cue, verb_alone);
    if (only_block && row->key.pos != 'p') a.n_content = 0;
    if (!block_after_colon(w, &a, cue, !only_block) && !a.n_content) return;
    a.says = true;
    if (a.n_content) *CS_PUSH(w->perm, &w->r->attributions) = a;
}

/* ---- what the branch found ---- */

static bool is_part(const cs_cue *c, int32_t tok, cs_cue_part part) {
    return tok >= c->beg && tok < c->end && c->part[tok - c->beg] == part;
}

/* The end of the stretch of that part beginning with tok. Up to GAP words of no part lie within it: the branch leaves out a
 * comma or a dash now and then. */
static int32_t stretch_end(const cs_cue *c, int32_t tok, cs_cue_part part) {
    enum { GAP = 2 };
    int32_t end = tok + 1, gap = 0;
    for (int32_t i = end; i < c->end && gap <= GAP; i++) {
        if (is_part(c, i, part))
            end = i + 1, gap = 0;
        else if (is_part(c, i, CS_PART_NONE))
            gap++;
        else
            break;
    }
    return end;
}

static cs_span words_span(const work *w, int32_t beg, int32_t end) {
    return (cs_span){ cs_tok(&w->t, beg)->span.beg, cs_tok(&w->t, end - 1)->span.end };
}

/* Source: the longest stretch of words that the branch takes for it. */
static void source_of_cue(work *w, cs_attribution *a, const cs_cue *c) {
    int32_t best = -1, best_end = -1;
    for (int32_t i = c->beg; i < c->end; i++) {
        if (!is_part(c, i, CS_PART_SOURCE)) continue;
        int32_t end = stretch_end(c, i, CS_PART_SOURCE);
        if (best < 0 || end - i > best_end - best) best = i, best_end = end;
        i = end - 1;
    }
    if (best < 0) return;
    a->source = words_span(w, best, best_end);
    int32_t head = best;
    for (int32_t i = best; i < best_end; i++) {
        int32_t up = cs_tok(&w->t, i)->head;
        if (up < best || up >= best_end) {
            head = i;
            if (cs_entity_mention_at(&w->at, i) >= 0) break;
        }
    }
    int32_t m = cs_entity_mention_at(&w->at, head);
    a->source_entity = m >= 0 ? w->r->mentions.v[m].entity : -1;
}

static bool within_quotes(const work *w, const cs_attribution *a) {
    for (int32_t k = 0; k < a->n_content; k++)
        for (ptrdiff_t i = 0; i < w->quotes.n; i++) {
            cs_span q = w->quotes.v[i], c = a->content[k];
            if (cs_span_meet(q, c) && 2 * ((q.end < c.end ? q.end : c.end) - (q.beg > c.beg ? q.beg : c.beg)) > c.end - c.beg)
                return true;
        }
    return false;
}

/* What kind of saying it is and how certain it leaves its content is the lexicon's knowledge of the cue's words; a cue that it
 * does not know ("wants", "seemed") is an attitude, on which no statement rests. */
static void kind_of_cue(const work *w, cs_attribution *a, int32_t beg, int32_t end) {
    a->kind = CS_ATTR_BELIEF;
    for (int32_t i = beg; i < end; i++) {
        const cs_lex_cue *row = cue_row(w, i);
        if (!row) continue;
        a->kind = row->kind, a->certainty = row->certainty, a->cue_token = i, a->says = true;
        return;
    }
}

static void attribution_of_cue(work *w, const cs_cue *c) {
    cs_attribution a = { .source_entity = -1, .cue_token = c->token, .parent = -1 };
    int32_t end = c->token + 1;
    while (is_part(c, end, CS_PART_CUE)) end++;
    for (int32_t i = c->token; i < end; i++) w->is_cue[i] = true;
    a.cue = words_span(w, c->token, end);
    source_of_cue(w, &a, c);
    for (int32_t i = c->beg; i < c->end; i++) {
        if (!is_part(c, i, CS_PART_CONTENT)) continue;
        int32_t stop = stretch_end(c, i, CS_PART_CONTENT);
        add_content(w, &a, words_span(w, i, stop));
        i = stop - 1;
    }
    if (!a.n_content) return;
    kind_of_cue(w, &a, c->token, end);
    if (a.says) block_after_colon(w, &a, a.cue_token, bare_speech(w, cs_tok(&w->t, a.cue_token)->sent));
    if (a.kind == CS_ATTR_PARAPHRASE && within_quotes(w, &a)) a.kind = CS_ATTR_QUOTE;
    *CS_PUSH(w->perm, &w->r->attributions) = a;
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
static bool says_that(const work *w, const cs_attribution *b, const cs_attribution *a) {
    if (holds(b, a->cue)) return !holds(a, b->cue);
    if (a->cue_token < 0 || b->cue_token < 0 || !cs_above(&w->t, b->cue_token, a->cue_token)) return false;
    for (int32_t i = 0; i < a->n_content; i++)
        if (!holds(b, a->content[i])) return false;
    return true;
}

/* The parent is the smallest attribution that says what this one says. */
static void set_parents(const work *w) {
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

/* Words in quotation marks inside a clause ("condemned the 'vile act'") are its subject's. */
static void clause_speaks(work *w, cs_span q, int32_t first) {
    int32_t v = cs_clause_of(&w->t, first);
    while (v >= 0 && cs_span_in(cs_tok(&w->t, v)->span, q))
        v = cs_tok(&w->t, v)->head < 0 ? -1 : cs_clause_of(&w->t, cs_tok(&w->t, v)->head);
    int32_t s = v < 0 || cs_tok(&w->t, v)->upos != CS_UPOS_VERB ? -1 : source_of_verb(w, v);
    if (s < 0 || cs_span_in(cs_tok(&w->t, s)->span, q)) return;
    cs_attribution a = { .source_entity = -1, .cue_token = v, .parent = -1, .kind = CS_ATTR_QUOTE, .certainty = CS_CERT_FACT };
    a.cue = cue_span(w, v);
    set_source(w, &a, s);
    if (a.source_entity < 0 || !cs_entity_is_actor(w->r, a.source_entity)) return;
    add_content(w, &a, q);
    a.says = true;
    *CS_PUSH(w->perm, &w->r->attributions) = a;
}

/* Quotations without a cue: within a clause the subject's; a sentence of its own goes on with the last speaker. */
static void orphan_quotes(work *w) {
    enum { NEAR_BYTES = 1200, SHORT_BYTES = 25 }; /* shorter ones are names and single words */
    int32_t tok = 0;
    for (ptrdiff_t i = 0; i < w->quotes.n; i++) {
        cs_span q = w->quotes.v[i];
        while (tok < w->r->tokens.n && cs_tok(&w->t, tok)->span.beg < q.beg) tok++;
        if (q.end - q.beg < SHORT_BYTES || tok + 1 >= w->r->tokens.n) continue;
        ptrdiff_t last = -1;
        bool known = false;
        for (ptrdiff_t k = 0; k < w->r->attributions.n; k++) {
            const cs_attribution *a = &w->r->attributions.v[k];
            for (int32_t c = 0; c < a->n_content; c++) known |= cs_span_meet(a->content[c], q) && !cs_span_in(a->cue, q);
            if (a->cue.end <= q.beg && a->source.end > a->source.beg && a->kind != CS_ATTR_BELIEF) last = k;
        }
        if (known) continue;
        bool own_sentence = tok == w->r->sentences.v[cs_tok(&w->t, tok)->sent].beg;
        if (!own_sentence)
            clause_speaks(w, q, tok + 1);
        else if (last >= 0 && q.beg - w->r->attributions.v[last].cue.end < NEAR_BYTES)
            add_content(w, &w->r->attributions.v[last], q);
    }
}

static int by_cue(const void *x, const void *y) {
    const cs_attribution *a = x, *b = y;
    if (a->cue.beg != b->cue.beg) return a->cue.beg < b->cue.beg ? -1 : 1;
    return a->source.beg != b->source.beg ? (a->source.beg < b->source.beg ? -1 : 1) : 0;
}

void cs_attributions(const cs_lexicon *l, cs_reading *r, cs_arena *perm, cs_arena scratch) {
    work w = { .l = l, .r = r, .t = cs_tree_make(r, perm, scratch), .perm = perm };
    w.at = cs_entity_index_make(r, &w.t, perm);
    w.is_cue = CS_NEW(&scratch, bool, r->tokens.n);
    find_quotes(&w);
    for (ptrdiff_t i = 0; i < r->cues.n; i++) attribution_of_cue(&w, &r->cues.v[i]);
    for (int32_t i = 0; i < r->tokens.n; i++)
        if (!w.is_cue[i]) attribution_at(&w, i, r->senses != NULL);
    orphan_quotes(&w);
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
