#include "decode/tree.h"
#include <stdlib.h>

cs_tree cs_tree_make(const cs_reading *r, cs_arena *perm, cs_arena scratch) {
    int32_t n = (int32_t)r->tokens.n;
    int32_t *first = CS_NEW(perm, int32_t, n), *next = CS_NEW(perm, int32_t, n), *left = CS_NEW(perm, int32_t, n);
    int32_t *right = CS_NEW(perm, int32_t, n), *depth = CS_NEW(perm, int32_t, n), *order = CS_NEW(&scratch, int32_t, n);
    for (int32_t i = 0; i < n; i++) first[i] = next[i] = -1, left[i] = i, right[i] = i + 1;
    for (int32_t i = n - 1; i >= 0; i--) {
        int32_t h = r->tokens.v[i].head;
        if (h >= 0) next[i] = first[h], first[h] = i;
    }
    /* Parents before children, then the subtree's ends from the leaves up. */
    int32_t done = 0;
    for (int32_t i = 0; i < n; i++)
        if (r->tokens.v[i].head < 0) order[done++] = i;
    for (int32_t k = 0; k < done; k++)
        for (int32_t c = first[order[k]]; c >= 0; c = next[c]) depth[c] = depth[order[k]] + 1, order[done++] = c;
    for (int32_t k = done - 1; k >= 0; k--) {
        int32_t i = order[k], h = r->tokens.v[i].head;
        if (h < 0) continue;
        if (left[i] < left[h]) left[h] = left[i];
        if (right[i] > right[h]) right[h] = right[i];
    }
    return (cs_tree){ r, first, next, left, right, depth };
}

int32_t cs_child(const cs_tree *t, int32_t tok, cs_deprel rel) {
    CS_EACH_CHILD(t, tok, c)
    if (cs_rel(t, c, rel)) return c;
    return -1;
}

bool cs_above(const cs_tree *t, int32_t a, int32_t d) {
    while (d >= 0 && t->depth[d] > t->depth[a]) d = cs_tok(t, d)->head;
    return d == a;
}

cs_str cs_case_of(const cs_tree *t, int32_t tok, cs_arena *perm) {
    CS_EACH_CHILD(t, tok, c) {
        if (c > tok || (!cs_rel(t, c, CS_REL_CASE) && !cs_rel(t, c, CS_REL_MARK))) continue;
        cs_str out = cs_tok(t, c)->lower;
        CS_EACH_CHILD(t, c, f)
        if (cs_rel(t, f, CS_REL_FIXED)) out = cs_join(perm, cs_join(perm, out, CS_LIT("_")), cs_tok(t, f)->lower);
        return out;
    }
    return (cs_str){ 0 };
}

int32_t cs_conj_top(const cs_tree *t, int32_t tok) {
    while (cs_rel(t, tok, CS_REL_CONJ) && cs_tok(t, tok)->head >= 0) tok = cs_tok(t, tok)->head;
    return tok;
}

bool cs_is_subject(cs_deprel rel) {
    return rel == CS_REL_NSUBJ || rel == CS_REL_NSUBJ_PASS || rel == CS_REL_NSUBJ_OUTER || rel == CS_REL_CSUBJ ||
           rel == CS_REL_CSUBJ_PASS || rel == CS_REL_CSUBJ_OUTER;
}

bool cs_is_clausal(cs_deprel rel) {
    return rel == CS_REL_ROOT || rel == CS_REL_CCOMP || rel == CS_REL_XCOMP || rel == CS_REL_ADVCL ||
           rel == CS_REL_ADVCL_RELCL || rel == CS_REL_ACL || rel == CS_REL_ACL_RELCL || rel == CS_REL_PARATAXIS ||
           rel == CS_REL_CSUBJ || rel == CS_REL_CSUBJ_PASS || rel == CS_REL_CSUBJ_OUTER;
}

int32_t cs_subject_of(const cs_tree *t, int32_t verb) {
    int32_t best = -1;
    CS_EACH_CHILD(t, verb, c) /* of two that a parser may give, the nearer: a date line is often taken for one */
    if (cs_is_subject(cs_tok(t, c)->deprel) && (best < 0 || abs(c - verb) < abs(best - verb))) best = c;
    return best;
}

bool cs_is_passive(const cs_tree *t, int32_t verb) {
    const cs_token *v = cs_tok(t, verb);
    if (cs_child(t, verb, CS_REL_AUX_PASS) >= 0) return true;
    if (cs_child(t, verb, CS_REL_NSUBJ_PASS) >= 0)
        return cs_child(t, verb, CS_REL_OBJ) < 0; /* without an auxiliary an object tells */
    if (cs_child(t, verb, CS_REL_AUX) >= 0 || cs_child(t, verb, CS_REL_OBJ) >= 0) return false;
    bool participle = v->feats.verbform == CS_VF_PART && v->feats.tense == CS_TENSE_PAST;
    if (cs_subject_of(t, verb) >= 0) /* "homes were raided and computers seized" */
        return participle && v->deprel == CS_REL_CONJ && v->head >= 0 && cs_child(t, v->head, CS_REL_AUX_PASS) >= 0;
    if (v->deprel == CS_REL_ACL || v->deprel == CS_REL_ADVCL || v->deprel == CS_REL_AMOD) return participle || v->feats.passive;
    if (v->deprel == CS_REL_CONJ && v->head >= 0 && cs_tok(t, v->head)->upos == CS_UPOS_VERB)
        return (participle || v->feats.passive) && cs_is_passive(t, v->head);
    return v->feats.passive;
}

static bool heads_clause(const cs_tree *t, int32_t i) {
    const cs_token *v = cs_tok(t, i);
    if (v->upos == CS_UPOS_VERB && v->deprel != CS_REL_AMOD) return true;
    return cs_is_clausal(v->deprel) || cs_subject_of(t, i) >= 0 || cs_child(t, i, CS_REL_COP) >= 0;
}

int32_t cs_clause_of(const cs_tree *t, int32_t tok) {
    while (!heads_clause(t, tok) && cs_tok(t, tok)->head >= 0) tok = cs_tok(t, tok)->head;
    return tok;
}

cs_span cs_subtree_span(const cs_tree *t, int32_t tok) {
    int32_t b = t->left[tok], e = t->right[tok];
    while (b < e - 1 && cs_tok(t, b)->upos == CS_UPOS_PUNCT) b++;
    while (e > b + 1 && cs_tok(t, e - 1)->upos == CS_UPOS_PUNCT) e--;
    return (cs_span){ cs_tok(t, b)->span.beg, cs_tok(t, e - 1)->span.end };
}

bool cs_word_in(cs_str word, const char *list) {
    for (cs_str rest = { list, (ptrdiff_t)strlen(list) }; rest.n;) {
        const char *p = memchr(rest.p, ' ', (size_t)rest.n);
        ptrdiff_t n = p ? p - rest.p : rest.n;
        if (n == word.n && !memcmp(rest.p, word.p, (size_t)n)) return true;
        rest = cs_cut(rest, p ? n + 1 : n, rest.n);
    }
    return false;
}

bool cs_lemma_in(const cs_tree *t, int32_t tok, const char *list) { return cs_word_in(cs_tok(t, tok)->lemma, list); }
bool cs_lemma_is(const cs_tree *t, int32_t tok, const char *lemma) {
    cs_str l = cs_tok(t, tok)->lemma;
    return (size_t)l.n == strlen(lemma) && !memcmp(l.p, lemma, (size_t)l.n);
}

bool cs_is_definite(const cs_tree *t, int32_t noun) {
    CS_EACH_CHILD(t, noun, c)
    if (cs_rel(t, c, CS_REL_DET) && cs_word_in(cs_tok(t, c)->lower, "the this that these those")) return true;
    return false;
}

bool cs_is_same_one(const cs_tree *t, int32_t conj) {
    int32_t first = cs_tok(t, conj)->head, det = first < 0 ? -1 : cs_child(t, first, CS_REL_DET);
    if (!cs_rel(t, conj, CS_REL_CONJ) || det < 0 || cs_tok(t, conj)->upos != CS_UPOS_NOUN ||
        cs_tok(t, first)->upos != CS_UPOS_NOUN)
        return false;
    if (cs_tok(t, conj)->feats.number != CS_NUM_SING || cs_tok(t, first)->feats.number != CS_NUM_SING) return false;
    int32_t name = cs_child(t, first, CS_REL_APPOS); /* "the priest and activist Luis Ortega" */
    bool once = name == conj + 1 && cs_tok(t, name)->upos == CS_UPOS_PROPN;
    CS_EACH_CHILD(t, conj, c) {
        if (cs_rel(t, c, CS_REL_DET) || cs_rel(t, c, CS_REL_NUMMOD) || cs_rel(t, c, CS_REL_NMOD_POSS)) return false;
        once |= cs_rel(t, c, CS_REL_AMOD) && cs_word_in(cs_tok(t, c)->lower, "former ex one-time onetime longtime long-time");
    }
    return once;
}

bool cs_is_superlative(const cs_tree *t, int32_t noun) {
    CS_EACH_CHILD(t, noun, c) {
        cs_str w = cs_tok(t, c)->lower;
        int32_t most = cs_rel(t, c, CS_REL_AMOD) ? cs_child(t, c, CS_REL_ADVMOD) : -1;
        if (most >= 0 && cs_eq(cs_tok(t, most)->lower, CS_LIT("most"))) return true;
        if (cs_rel(t, c, CS_REL_AMOD) && cs_tok(t, c)->upos == CS_UPOS_ADJ &&
            (cs_ends(w, CS_LIT("est")) || cs_eq(w, CS_LIT("worst"))) && !cs_eq(w, CS_LIT("latest")))
            return true;
    }
    return false;
}
