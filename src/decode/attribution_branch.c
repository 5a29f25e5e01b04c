/* Attributions as the event branch marks them: a cue, and of the words around it those of the source and of the content. */
#include "decode/attribution_parts.h"

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

static cs_span words_span(const cs_attr_work *w, int32_t beg, int32_t end) {
    return (cs_span){ cs_tok(&w->t, beg)->span.beg, cs_tok(&w->t, end - 1)->span.end };
}

/* The end of the noun phrase that the stretch only begins: a determiner or a modifier is nobody ("a" of "a community leader",
 * "the U.S." of "the U.S. military"); its noun is. */
static int32_t to_noun(const cs_attr_work *w, int32_t beg, int32_t end, int32_t stop) {
    enum { WORDS_MAX = 6 };
    for (int32_t i = beg; i < end; i++) {
        const cs_token *t = cs_tok(&w->t, i);
        bool before = t->deprel == CS_REL_DET || t->deprel == CS_REL_AMOD || t->deprel == CS_REL_COMPOUND ||
                      t->deprel == CS_REL_NMOD_POSS || t->deprel == CS_REL_NUMMOD;
        if (!before || t->head < end || t->head >= stop || t->head >= end + WORDS_MAX ||
            t->sent != cs_tok(&w->t, t->head)->sent)
            continue;
        int32_t noun = t->head; /* "Houthi-run television" */
        if (cs_rel(&w->t, noun, CS_REL_AMOD) && cs_tok(&w->t, noun)->head > noun && cs_tok(&w->t, noun)->head < stop)
            noun = cs_tok(&w->t, noun)->head;
        uint8_t u = cs_tok(&w->t, noun)->upos;
        if (u == CS_UPOS_NOUN || u == CS_UPOS_PROPN) return noun + 1;
    }
    return end;
}

/* Source: the longest stretch of words that the branch takes for it. */
static void source_of_cue(cs_attr_work *w, cs_attribution *a, const cs_cue *c) {
    int32_t best = -1, best_end = -1;
    for (int32_t i = c->beg; i < c->end; i++) {
        if (!is_part(c, i, CS_PART_SOURCE)) continue;
        int32_t end = stretch_end(c, i, CS_PART_SOURCE);
        if (best < 0 || end - i > best_end - best) best = i, best_end = end;
        i = end - 1;
    }
    if (best < 0) return;
    best_end = to_noun(w, best, best_end, best < c->token ? c->token : (int32_t)w->r->tokens.n);
    a->source = words_span(w, best, best_end);
    int32_t head = best;
    for (int32_t i = best; i < best_end; i++) {
        int32_t up = cs_tok(&w->t, i)->head;
        if (up < best || up >= best_end) {
            head = i;
            if (cs_entity_mention_at(&w->at, i) >= 0) break;
        }
    }
    int32_t doer = cs_tok(&w->t, head)->upos == CS_UPOS_VERB ? cs_subject_of(&w->t, head) : -1;
    if (doer >= best && doer < best_end) { /* "the Front distributed leaflets claiming …": who does what says so */
        cs_attr_source(w, a, doer);
        return;
    }
    int32_t verb = cs_rel(&w->t, head, CS_REL_NSUBJ_PASS) ? cs_tok(&w->t, head)->head : -1;
    if (verb >= c->beg && verb < c->end &&
        (verb == c->token || is_part(c, verb, CS_PART_CUE))) { /* "X was blamed": X says nothing */
        a->source = (cs_span){ 0 };
        return;
    }
    int32_t m = cs_entity_mention_at(&w->at, head);
    a->source_entity = m >= 0 ? w->r->mentions.v[m].entity : -1;
}

static bool within_quotes(const cs_attr_work *w, const cs_attribution *a) {
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
static void kind_of_cue(const cs_attr_work *w, cs_attribution *a, int32_t beg, int32_t end) {
    a->kind = CS_ATTR_BELIEF;
    for (int32_t i = beg; i < end; i++) {
        const cs_lex_cue *row = cs_attr_row(w, i);
        if (!row) continue;
        a->kind = row->kind, a->certainty = row->certainty, a->cue_token = i, a->says = true;
        return;
    }
}

/* "No group claimed the bombing": nobody's word. */
static bool is_nobody(const cs_attr_work *w, const cs_attribution *a) {
    for (int32_t i = a->cue_token - 1; i >= 0 && cs_tok(&w->t, i)->span.beg >= a->source.beg && a->source.end > a->source.beg;
         i--)
        if (cs_tok(&w->t, i)->span.beg == a->source.beg) return cs_word_in(cs_tok(&w->t, i)->lower, "no nobody none neither");
    return false;
}

/* "The protests claimed two lives": nothing is said. */
static bool costs_lives(const cs_attr_work *w, int32_t cue) {
    int32_t o = cs_lemma_is(&w->t, cue, "claim") ? cs_child(&w->t, cue, CS_REL_OBJ) : -1;
    return o >= 0 && cs_lemma_in(&w->t, o, "life victim");
}

/* "for which X claimed responsibility and where ten were killed": of a claim of responsibility a second clause is no part. */
static bool beside_claim(const cs_attr_work *w, int32_t beg, int32_t end, int32_t tok) {
    for (int32_t i = beg; i < end; i++) {
        int32_t o = cs_child(&w->t, i, CS_REL_OBJ);
        if (o < 0 || !cs_lemma_in(&w->t, o, "responsibility credit")) continue;
        CS_EACH_CHILD(&w->t, i, c)
        if (cs_rel(&w->t, c, CS_REL_CONJ) && cs_above(&w->t, c, tok)) return true;
    }
    return false;
}

void cs_attr_of_cue(cs_attr_work *w, const cs_cue *c) {
    cs_attribution a = { .source_entity = -1, .cue_token = c->token, .parent = -1 };
    int32_t end = c->token + 1;
    while (is_part(c, end, CS_PART_CUE)) end++;
    for (int32_t i = c->token; i < end; i++) w->is_cue[i] = true;
    for (int32_t i = c->token; i < end; i++)
        if (costs_lives(w, i)) return;
    a.cue = words_span(w, c->token, end);
    source_of_cue(w, &a, c);
    for (int32_t i = c->beg; i < c->end; i++) {
        if (!is_part(c, i, CS_PART_CONTENT)) continue;
        int32_t stop = stretch_end(c, i, CS_PART_CONTENT);
        if (!beside_claim(w, c->token, end, stop - 1)) cs_attr_add(w, &a, words_span(w, i, stop));
        i = stop - 1;
    }
    if (!a.n_content || is_nobody(w, &a)) return;
    kind_of_cue(w, &a, c->token, end);
    if (a.says) cs_attr_quoted(w, &a, a.cue_token, false);
    if (a.says) cs_attr_block(w, &a, a.cue_token, cs_attr_bare_speech(w, cs_tok(&w->t, a.cue_token)->sent));
    if (a.kind == CS_ATTR_PARAPHRASE && within_quotes(w, &a)) a.kind = CS_ATTR_QUOTE;
    *CS_PUSH(w->perm, &w->r->attributions) = a;
}
