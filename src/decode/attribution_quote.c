/* Quotations, blocks after a colon, and quotations without a cue: contents that reach beyond a sentence. */
#include "decode/attribution_parts.h"

enum { QUOTE_SENTENCES_MAX = 60 }; /* a quotation that is not closed within so many sentences was a slip of the pen */

static bool opens(cs_str w) {
    return cs_eq(w, CS_LIT("“")) || cs_eq(w, CS_LIT("``")) || cs_eq(w, CS_LIT("«")) || cs_eq(w, CS_LIT("„"));
}
static bool closes(cs_str w) { return cs_eq(w, CS_LIT("”")) || cs_eq(w, CS_LIT("''")) || cs_eq(w, CS_LIT("»")); }

/* Signs of a sentence. */
enum {
    FIRST_PERSON = 1,
    EDITED = 2,     /* an editor's brackets, as in a quotation: "[The group] has …" */
    QUOTE = 4,      /* a mark of a quotation that is more than a name or a single word */
    SPEAKS_ON = 8,  /* its paragraph speaks in the first person, here or later */
    QUOTES_TOO = 16 /* its paragraph has a QUOTE, here or elsewhere */
};
enum { SHORT_BYTES = 25 }; /* shorter quotations are names and single words */

static bool first_person(const cs_attr_work *w, const cs_sentence *s) {
    for (int32_t i = s->beg; i < s->end; i++)
        if (cs_word_in(cs_tok(&w->t, i)->lower, "i we our my us")) return true;
    return false;
}

static bool edited(const cs_attr_work *w, const cs_sentence *s) {
    cs_str text = cs_span_text(w->r->text, s->span);
    return memchr(text.p, '[', (size_t)text.n) && memchr(text.p, ']', (size_t)text.n);
}

/* *next: the first quotation that does not end before the sentence; quotations do not overlap. */
static bool has_quote(const cs_attr_work *w, const cs_sentence *s, ptrdiff_t *next) {
    for (int32_t i = s->beg; i < s->end; i++) {
        const cs_token *t = cs_tok(&w->t, i);
        if (!opens(t->form) && !closes(t->form) && !cs_eq(t->form, CS_LIT("\""))) continue;
        while (*next < w->quotes.n && w->quotes.v[*next].end <= t->span.beg) ++*next;
        const cs_span *q = *next < w->quotes.n ? &w->quotes.v[*next] : NULL;
        if (!q || q->end - q->beg >= SHORT_BYTES || !cs_span_in(t->span, *q)) return true;
    }
    return false;
}

static void find_signs(cs_attr_work *w) {
    const cs_sentence *s = w->r->sentences.v;
    int32_t n = (int32_t)w->r->sentences.n;
    ptrdiff_t next = 0;
    w->signs = CS_NEW(w->perm, uint8_t, n + 1);
    for (int32_t i = 0; i < n; i++) {
        bool quote = has_quote(w, s + i, &next);
        w->signs[i] = (uint8_t)((first_person(w, s + i) ? FIRST_PERSON | SPEAKS_ON : 0) | (edited(w, s + i) ? EDITED : 0) |
                                (quote ? QUOTE | QUOTES_TOO : 0));
        if (i && s[i - 1].paragraph == s[i].paragraph) w->signs[i] |= w->signs[i - 1] & QUOTES_TOO;
    }
    for (int32_t i = n - 2; i >= 0; i--)
        if (s[i].paragraph == s[i + 1].paragraph) w->signs[i] |= w->signs[i + 1] & (SPEAKS_ON | QUOTES_TOO);
}

/* Pairs of quotation marks. A plain mark opens if none is open. A new paragraph that begins with an opening mark goes on with
 * the quotation that was not closed in the one before (the newspapers' convention). */
void cs_attr_find_quotes(cs_attr_work *w) {
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
    find_signs(w);
}

void cs_attr_quoted(cs_attr_work *w, cs_attribution *a, int32_t cue, bool verb_alone) {
    const cs_sentence *s = &w->r->sentences.v[cs_tok(&w->t, cue)->sent];
    for (ptrdiff_t i = 0; i < w->quotes.n; i++) {
        cs_span q = w->quotes.v[i];
        if (!cs_span_meet(q, s->span) || (a->cue.beg >= q.beg && a->cue.end <= q.end)) continue;
        bool holds = verb_alone;
        for (int32_t k = 0; k < a->n_content; k++) holds |= cs_span_meet(a->content[k], q);
        bool whole = false;
        for (int32_t k = 0; k < a->n_content; k++) whole |= cs_span_in(q, a->content[k]);
        if (!holds || whole) continue;
        cs_attr_add(w, a, q);
        a->kind = CS_ATTR_QUOTE;
    }
}

/* The sentence after the last that a block quotation beginning with sentence `sent` has. A block goes on while its paragraphs
 * speak in the first person or carry an editor's brackets, over a few without marks if one with them follows; it ends at a
 * heading. `para`: the paragraph that belongs to it whatever it says. */
static int32_t block_end(const cs_attr_work *w, int32_t sent, int32_t para) {
    enum { UNMARKED = 2 }; /* paragraphs */
    int32_t n = (int32_t)w->r->sentences.n, end = sent, bare = 0;
    bool speech = sent > 0 && w->signs[sent - 1] & FIRST_PERSON;
    for (int32_t i = sent; i < n && !w->r->sentences.v[i].heading && bare <= UNMARKED;) {
        int32_t p = w->r->sentences.v[i].paragraph;
        bool marks = p == para, quote = false;
        for (; i < n && w->r->sentences.v[i].paragraph == p; i++) {
            marks |= (w->signs[i] & (EDITED | FIRST_PERSON)) != 0;
            speech |= (w->signs[i] & FIRST_PERSON) != 0;
            quote |= w->signs[i] & QUOTE && p != para;
        }
        if (quote) break; /* the report speaks again and quotes */
        if (marks || (speech && bare == 0))
            end = i, bare = 0;
        else
            bare++;
    }
    return end;
}

/* "The minister said:" and what stands after the colon, in the same sentence and paragraph or in those that follow. Where a
 * quotation mark stands there, the quotation's own ends count. */
bool cs_attr_block(cs_attr_work *w, cs_attribution *a, int32_t cue, bool within) {
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
    cs_attr_add(w, a,
                (cs_span){ cs_tok(&w->t, colon + 1)->span.beg, w->r->sentences.v[stop > first ? stop - 1 : first].span.end });
    return true;
}

bool cs_attr_bare_speech(const cs_attr_work *w, int32_t sent) {
    return w->signs[sent] & SPEAKS_ON && !(w->signs[sent] & QUOTES_TOO);
}

/* Words in quotation marks inside a clause ("condemned the 'vile act'") are its subject's. */
static void clause_speaks(cs_attr_work *w, cs_span q, int32_t first) {
    int32_t v = cs_clause_of(&w->t, first);
    while (v >= 0 && cs_span_in(cs_tok(&w->t, v)->span, q))
        v = cs_tok(&w->t, v)->head < 0 ? -1 : cs_clause_of(&w->t, cs_tok(&w->t, v)->head);
    int32_t s = v < 0 || cs_tok(&w->t, v)->upos != CS_UPOS_VERB ? -1 : cs_attr_source_of_verb(w, v);
    if (s < 0 || cs_span_in(cs_tok(&w->t, s)->span, q)) return;
    cs_attribution a = { .source_entity = -1, .cue_token = v, .parent = -1, .kind = CS_ATTR_QUOTE, .certainty = CS_CERT_FACT };
    a.cue = cs_attr_cue_span(w, v);
    cs_attr_source(w, &a, s);
    if (a.source_entity < 0 || !cs_entity_is_actor(w->r, a.source_entity)) return;
    cs_attr_add(w, &a, q);
    a.says = true;
    *CS_PUSH(w->perm, &w->r->attributions) = a;
}

/* Quotations without a cue: within a clause the subject's; a sentence of its own goes on with the last speaker. */
void cs_attr_orphan_quotes(cs_attr_work *w) {
    enum { NEAR_BYTES = 1200 };
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
            cs_attr_add(w, &w->r->attributions.v[last], q);
    }
}
