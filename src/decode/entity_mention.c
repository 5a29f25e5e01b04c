/* decode/entity_mention.c: which of the mention head's spans become mentions. The head knows types well and edges less
 * well; the parse knows edges: a span that is not what GUM's guidelines make of its head's subtree is repaired. */
#include "decode/entity_work.h"

/* Probabilities that a span must have to be a mention: alone, when the parse has the same span (then AGREED_BONUS also counts
 * when spans of one head compete), as a pronoun, as a coordination. Below REPAIR_BELOW the parse's span replaces the head's.
 * Chosen on GUM dev, where typed F1 is flat within 0.2 for a third up or down. */
static const float SCORE_MIN = 0.38F, AGREED_SCORE_MIN = 0.20F, PRONOUN_SCORE_MIN = 0.10F, COORDINATED_SCORE_MIN = 0.60F;
static const float AGREED_BONUS = 0.35F, REPAIR_BELOW = 0.38F;

static bool is_possessive_mark(const cs_tree *t, int32_t i, int32_t head) {
    return cs_rel(t, i, CS_REL_CASE) && i > head && cs_word_in(cs_tok(t, i)->lower, "'s ' s");
}

/* Children that GUM's guidelines leave out of the span of a noun. */
static bool is_outside(const cs_tree *t, int32_t c, int32_t head, bool predicate) {
    const cs_token *k = cs_tok(t, c);
    switch (k->deprel) {
    case CS_REL_CASE: return !is_possessive_mark(t, c, head);
    case CS_REL_CC:
    case CS_REL_CC_PRECONJ:
    case CS_REL_CONJ:
    case CS_REL_MARK:
    case CS_REL_COP:
    case CS_REL_AUX:
    case CS_REL_AUX_PASS:
    case CS_REL_NSUBJ:
    case CS_REL_NSUBJ_PASS:
    case CS_REL_NSUBJ_OUTER:
    case CS_REL_CSUBJ:
    case CS_REL_CSUBJ_PASS:
    case CS_REL_CSUBJ_OUTER:
    case CS_REL_ADVCL:
    case CS_REL_ADVCL_RELCL:
    case CS_REL_PARATAXIS:
    case CS_REL_DISCOURSE:
    case CS_REL_DEP:
    case CS_REL_LIST:
    case CS_REL_REPARANDUM:
    case CS_REL_ORPHAN:
    case CS_REL_VOCATIVE:
    case CS_REL_DISLOCATED:
    case CS_REL_EXPL:
    case CS_REL_APPOS:
    case CS_REL_CCOMP: return true;
    case CS_REL_ADVMOD:
        return predicate || cs_word_in(k->lower,
                                       "only just not even especially also mainly mostly particularly e.g. i.e. "
                                       "perhaps probably rather too merely simply either neither now then again ever");
    case CS_REL_OBL:
    case CS_REL_OBL_UNMARKED: return predicate || cs_tok(t, head)->upos == CS_UPOS_ADV;
    case CS_REL_XCOMP: return predicate;
    default: return false;
    }
}

static bool is_edge_mark(const cs_token *k) {
    return k->upos == CS_UPOS_PUNCT && !cs_word_in(k->lower, ") ]"); /* closed brackets belong to what they close */
}

cs_span cs_em_gum_span(const cs_tree *t, int32_t head) {
    bool predicate = cs_child(t, head, CS_REL_COP) >= 0;
    int32_t beg = head, end = head + 1;
    /* Kept children, nearest first on each side, as long as they lie side by side (punctuation between them passes). */
    CS_EACH_CHILD(t, head, c)
    if (c > head && !cs_rel(t, c, CS_REL_PUNCT)) {
        if (is_outside(t, c, head, predicate)) break;
        if (t->right[c] > end) end = t->right[c];
    }
    int32_t kids[64], n = 0;
    CS_EACH_CHILD(t, head, c)
    if (c < head && n < 64 && !cs_rel(t, c, CS_REL_PUNCT)) kids[n++] = c;
    while (n-- > 0 && !is_outside(t, kids[n], head, predicate))
        if (t->left[kids[n]] < beg) beg = t->left[kids[n]];
    while (beg < head && is_edge_mark(cs_tok(t, beg))) beg++;
    while (end > head + 1 && is_edge_mark(cs_tok(t, end - 1))) end--;
    return (cs_span){ (uint32_t)beg, (uint32_t)end };
}

/* The token of [beg, end) whose head is outside; of several the noun, else the first. */
static int32_t head_of(const cs_tree *t, int32_t beg, int32_t end) {
    int32_t best = -1;
    for (int32_t i = beg; i < end; i++) {
        const cs_token *k = cs_tok(t, i);
        if ((k->head >= beg && k->head < end) || k->upos == CS_UPOS_PUNCT) continue;
        bool noun = k->upos == CS_UPOS_NOUN || k->upos == CS_UPOS_PROPN || k->upos == CS_UPOS_PRON;
        if (best < 0)
            best = i;
        else if (noun && cs_tok(t, best)->upos != CS_UPOS_NOUN && cs_tok(t, best)->upos != CS_UPOS_PROPN &&
                 cs_tok(t, best)->upos != CS_UPOS_PRON)
            best = i;
    }
    return best < 0 ? beg : best;
}

static bool is_coordinated(const cs_tree *t, int32_t head, int32_t beg, int32_t end) {
    CS_EACH_CHILD(t, head, c)
    if (c >= beg && c < end && cs_rel(t, c, CS_REL_CONJ)) return true;
    return false;
}

bool cs_em_is_emitted(const cs_ework *w, const cs_em *m, bool agreed) {
    if (m->coarse == CS_COARSE_ABSTRACT || m->coarse == CS_COARSE_TIME || m->coarse == CS_COARSE_NONE) return false;
    if (m->coarse == CS_COARSE_EVENT) return m->kind == CS_MENTION_NAME;
    if (m->coordinated) return m->score >= COORDINATED_SCORE_MIN;
    return m->score >= (cs_em_tok(w, m->head)->upos == CS_UPOS_PRON ? PRONOUN_SCORE_MIN
                        : agreed                                    ? AGREED_SCORE_MIN
                                                                    : SCORE_MIN);
}

typedef struct chosen {
    int32_t best[2]; /* candidate by head: alone, coordinated; -1 none */
    float score[2];  /* with the bonus */
} chosen;

/* "The attacker who fled was identified": a whole clause is no mention. */
static bool is_clause(const cs_tree *t, int32_t head, int32_t beg, int32_t end) {
    cs_upos upos = cs_tok(t, head)->upos;
    int32_t s = upos == CS_UPOS_VERB || upos == CS_UPOS_AUX ? cs_subject_of(t, head) : -1;
    return s >= beg && s < end;
}

/* "[T]he": what follows a bracket without a blank is no word of its own. */
static bool is_rest_of_word(const cs_ework *w, int32_t i) {
    return i > 0 && cs_word_in(cs_em_tok(w, i - 1)->form, "]") && cs_em_tok(w, i - 1)->span.end == cs_em_tok(w, i)->span.beg;
}

/* For each head token the best candidate of each sort. A span that is also the parse's is believed more. */
static void choose(const cs_ework *w, chosen *by_head) {
    for (int32_t i = 0; i < (int32_t)w->r->tokens.n; i++) by_head[i] = (chosen){ { -1, -1 }, { 0, 0 } };
    for (int32_t i = 0; i < (int32_t)w->r->candidates.n; i++) {
        const cs_candidate *c = &w->r->candidates.v[i];
        int32_t head = head_of(w->t, c->beg, c->end);
        if (is_clause(w->t, head, c->beg, c->end) || is_rest_of_word(w, c->beg)) continue;
        int32_t sort = is_coordinated(w->t, head, c->beg, c->end);
        cs_span gum = cs_em_gum_span(w->t, head);
        bool agreed = sort == 0 && c->beg == (int32_t)gum.beg && c->end == (int32_t)gum.end;
        float score = c->score + (agreed ? AGREED_BONUS : 0);
        chosen *k = &by_head[head];
        if (k->best[sort] < 0 || score > k->score[sort]) k->best[sort] = i, k->score[sort] = score;
    }
}

/* Text order, outer before inner: counted by first token, then by hand within the few that begin there. */
static void sort_mentions(cs_ework *w) {
    int32_t n_tokens = (int32_t)w->r->tokens.n, *at = CS_NEW(w->a, int32_t, (size_t)n_tokens + 1);
    cs_em *sorted = CS_NEW(w->a, cs_em, (size_t)w->n + 1);
    for (int32_t i = 0; i < w->n; i++) at[w->m[i].beg + 1]++;
    for (int32_t i = 0; i < n_tokens; i++) at[i + 1] += at[i];
    for (int32_t i = 0; i < w->n; i++) sorted[at[w->m[i].beg]++] = w->m[i];
    for (int32_t i = 1; i < w->n; i++) {
        cs_em x = sorted[i];
        int32_t j = i;
        for (; j > 0 && sorted[j - 1].beg == x.beg && sorted[j - 1].end < x.end; j--) sorted[j] = sorted[j - 1];
        sorted[j] = x;
    }
    w->m = sorted;
}

bool cs_em_is_agreed(const cs_ework *w, const cs_em *m) {
    cs_span s = cs_em_gum_span(w->t, m->head);
    return m->beg == (int32_t)s.beg && m->end == (int32_t)s.end;
}

/* "the Union | for Justice and Progress (UJP)": words of the head's lie between the span and the letters in brackets that
 * stand for all of it. */
static bool stops_before_letters(const cs_ework *w, int32_t head, int32_t end) {
    CS_EACH_CHILD(w->t, head, c) {
        const cs_token *k = cs_em_tok(w, c);
        if (k->deprel == CS_REL_APPOS && c > end + 1 && cs_word_in(cs_em_tok(w, c - 1)->lower, "( ["))
            return cs_em_is_acronym(k->form);
    }
    return false;
}

void cs_em_add(cs_ework *w, int32_t head, const cs_candidate *c, bool coordinated) {
    cs_em *m = &w->m[w->n++];
    *m = (cs_em){ .beg = c->beg,
                  .end = c->end,
                  .head = head,
                  .sent = cs_em_tok(w, head)->sent,
                  .coarse = c->coarse,
                  .score = c->score,
                  .coordinated = coordinated };
    cs_span s = cs_em_gum_span(w->t, head);
    bool agreed = cs_em_is_agreed(w, m);
    bool cut = c->score < REPAIR_BELOW || stops_before_letters(w, head, c->end);
    if (!coordinated && cut) m->beg = (int32_t)s.beg, m->end = (int32_t)s.end;
    cs_em_features(w, m);
    m->emit = cs_em_is_emitted(w, m, agreed);
}

/* Capitals say nothing in a sentence written in capitals, or in a headline with most of its words begun with one. */
static void find_capitals(cs_ework *w) {
    w->caps = CS_NEW(w->a, bool, w->r->sentences.n + 1);
    for (int32_t s = 0; s < (int32_t)w->r->sentences.n; s++) {
        const cs_sentence *k = &w->r->sentences.v[s];
        int32_t begun = 0, small = 0;
        for (int32_t i = k->beg; i < k->end; i++) {
            cs_str word = cs_em_tok(w, i)->form;
            bool letters = word.n > 3;
            begun += letters && word.p[0] >= 'A' && word.p[0] <= 'Z';
            small += letters && word.p[0] >= 'a' && word.p[0] <= 'z';
        }
        w->caps[s] = begun > 3 * small && (begun > 3 || !small);
    }
}

void cs_em_collect(cs_ework *w) {
    int32_t n_tokens = (int32_t)w->r->tokens.n;
    find_capitals(w);
    chosen *by_head = CS_NEW(w->a, chosen, n_tokens);
    bool *taken = CS_NEW(w->a, bool, n_tokens);
    choose(w, by_head);
    int32_t most = 1;
    for (int32_t i = 0; i < n_tokens; i++)
        most += (by_head[i].best[0] >= 0) + (by_head[i].best[1] >= 0) +
                (cs_em_tok(w, i)->upos == CS_UPOS_PROPN || cs_em_tok(w, i)->upos == CS_UPOS_NOUN);
    w->m = CS_NEW(w->a, cs_em, most);
    for (int32_t i = 0; i < n_tokens; i++)
        for (int sort = 0; sort < 2; sort++)
            if (by_head[i].best[sort] >= 0) {
                cs_em_add(w, i, &w->r->candidates.v[by_head[i].best[sort]], sort == 1);
                taken[i] = taken[i] || sort == 0;
            }
    cs_em_known(w, taken);
    sort_mentions(w);
    w->at = CS_NEW(w->a, int32_t, n_tokens);
    for (int32_t i = 0; i < n_tokens; i++) w->at[i] = -1;
    for (int32_t i = 0; i < w->n; i++) {
        w->m[i].up = i;
        if (!w->m[i].coordinated) w->at[w->m[i].head] = i;
    }
}
