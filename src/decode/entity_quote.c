/* decode/entity_quote.c: which tokens stand between quotation marks, and who speaks there, so that "I" and "we" find their
 * speaker. A quotation ends with its paragraph at the latest. */
#include "decode/entity_work.h"

/* Subject of the verb that governs the quotation's part in one sentence, or -1. */
static int32_t speaker_in(const cs_ework *w, int32_t first, int32_t end) {
    const cs_tree *t = w->t;
    int32_t sent = cs_em_tok(w, first)->sent;
    for (int32_t i = first; i < end && cs_em_tok(w, i)->sent == sent; i++) {
        const cs_token *k = cs_em_tok(w, i);
        if (k->upos == CS_UPOS_PUNCT) continue;
        if (k->head >= 0 && (k->head < first || k->head >= end)) {
            bool content = k->deprel == CS_REL_CCOMP || k->deprel == CS_REL_PARATAXIS || k->deprel == CS_REL_OBJ ||
                           k->deprel == CS_REL_DEP;
            if (content && cs_em_tok(w, k->head)->upos == CS_UPOS_VERB) return cs_subject_of(t, k->head);
        }
        if (k->head < 0 || k->head < first || k->head >= end)
            CS_EACH_CHILD(t, i, c) /* "…", he said: the verb hangs below what is said */
        if ((c < first || c >= end) && cs_rel(t, c, CS_REL_PARATAXIS) && cs_subject_of(t, c) >= 0) return cs_subject_of(t, c);
    }
    return -1;
}

static void find_speaker(cs_ework *w, int32_t q, int32_t first, int32_t end) {
    w->speaker[q] = -1;
    for (int32_t i = first; i < end && w->speaker[q] < 0; i++) {
        bool part_begins = i == first || cs_em_tok(w, i)->sent != cs_em_tok(w, i - 1)->sent;
        if (part_begins) w->speaker[q] = speaker_in(w, i, end);
    }
    if (w->speaker[q] < 0 && q > 0 && first > 0) { /* "…," she said. "…": the same speaker goes on within a paragraph */
        int32_t before = -1;
        for (int32_t i = first - 1; i >= 0 && first - i < 60 && before < 0; i--) before = w->quote[i];
        int32_t s = before >= 0 ? w->speaker[before] : -1;
        if (s >= 0 &&
            w->r->sentences.v[cs_em_tok(w, s)->sent].paragraph == w->r->sentences.v[cs_em_tok(w, first)->sent].paragraph)
            w->speaker[q] = s;
    }
}

void cs_em_quotes(cs_ework *w) {
    int32_t n = (int32_t)w->r->tokens.n, open = -1, paragraph = -1;
    w->quote = CS_NEW(w->a, int32_t, n);
    w->speaker = CS_NEW(w->a, int32_t, (size_t)n + 1);
    for (int32_t i = 0; i <= n; i++) {
        int32_t here = i < n ? w->r->sentences.v[cs_em_tok(w, i)->sent].paragraph : -1;
        bool opens = i < n && cs_word_in(cs_em_tok(w, i)->form, "\" “ `` «");
        bool closes = i < n && cs_word_in(cs_em_tok(w, i)->form, "\" ” '' »");
        bool ends = open >= 0 && (opens || closes || here != paragraph || i == n);
        if (ends) {
            for (int32_t k = open; k < i; k++) w->quote[k] = w->n_quotes;
            if (i > open) find_speaker(w, w->n_quotes, open, i), w->n_quotes++;
            open = -1;
        }
        if (i < n) w->quote[i] = -1;
        if (opens && (!ends || !closes || here != paragraph)) open = i + 1; /* a straight mark closes what is open */
        paragraph = here;
    }
}
