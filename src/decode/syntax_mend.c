/* What the parser makes of a sentence and English does not allow to be so, mended word by word: amounts (syntax_mend_count.c),
 * verbs (syntax_mend_verb.c), nouns (syntax_mend_noun.c) and names (syntax_mend_name.c). */
#include "decode/syntax.h"
#include "decode/syntax_mend.h"
#include "decode/tree.h"

int32_t cs_mend_begin_near(const cs_reading *r, int32_t i) {
    int32_t beg = r->sentences.v[r->tokens.v[i].sent].beg;
    return i - CS_MEND_REACH > beg ? i - CS_MEND_REACH : beg;
}

int32_t cs_mend_end_near(const cs_reading *r, int32_t i) {
    int32_t end = r->sentences.v[r->tokens.v[i].sent].end;
    return i + CS_MEND_REACH < end ? i + CS_MEND_REACH : end;
}

bool cs_mend_has_child(const cs_reading *r, int32_t head, cs_deprel rel) {
    const cs_sentence *s = &r->sentences.v[r->tokens.v[head].sent];
    int32_t beg = head - CS_MEND_REACH > s->beg ? head - CS_MEND_REACH : s->beg,
            end = head + CS_MEND_REACH < s->end ? head + CS_MEND_REACH : s->end;
    for (int32_t i = beg; i < end; i++)
        if (r->tokens.v[i].head == head && r->tokens.v[i].deprel == rel) return true;
    return false;
}

bool cs_mend_has_subject(const cs_reading *r, int32_t verb) {
    return cs_mend_has_child(r, verb, CS_REL_NSUBJ) || cs_mend_has_child(r, verb, CS_REL_NSUBJ_PASS) ||
           cs_mend_has_child(r, verb, CS_REL_CSUBJ) || cs_mend_has_child(r, verb, CS_REL_EXPL);
}

int32_t cs_mend_child_in(const cs_reading *r, int32_t head, cs_deprel rel, int32_t beg, int32_t end) {
    for (int32_t i = beg; i < end; i++)
        if (r->tokens.v[i].head == head && r->tokens.v[i].deprel == rel) return i;
    return -1;
}

bool cs_mend_is_above(const cs_reading *r, int32_t a, int32_t d) {
    while (d >= 0 && d != a) d = r->tokens.v[d].head;
    return d == a;
}

void cs_mend_take_place(cs_reading *r, int32_t tok, int32_t of) {
    cs_token *v = r->tokens.v;
    cs_sentence *s = &r->sentences.v[v[of].sent];
    v[tok].head = v[of].head;
    v[tok].deprel = v[of].deprel;
    if (s->root == of) s->root = tok;
    for (int32_t i = cs_mend_begin_near(r, of); i < cs_mend_end_near(r, of); i++)
        if (i != tok && v[i].head == of) v[i].head = tok;
}

static void mend_word(cs_reading *r, int32_t i, int32_t beg) {
    cs_mend_count(r, i);
    cs_mend_verb(r, i);
    cs_mend_noun(r, i);
    cs_mend_name(r, i);
    if (i > beg) cs_mend_counted(r, i);
}

/* Whether every word of a sentence hangs from its root, and from no other sentence. */
static bool is_tree(const cs_token *v, int32_t beg, int32_t end) {
    for (int32_t i = beg; i < end; i++) {
        int32_t steps = 0, at = i;
        while (at >= beg && at < end && steps <= end - beg) at = v[at].head, steps++;
        if (at != -1) return false;
    }
    return true;
}

/* A mend that a strange tree turns into a circle is taken back: all that reads trees walks up them. */
static void mend_sentence(cs_reading *r, int32_t beg, int32_t end) {
    cs_token kept[CS_MEND_WORDS_MAX], *v = r->tokens.v;
    size_t bytes = (size_t)(end - beg) * sizeof *v;
    memcpy(kept, v + beg, bytes);
    for (int32_t i = beg; i < end; i++) {
        mend_word(r, i, beg);
        if (!memcmp(kept, v + beg, bytes)) continue;
        bool fits = is_tree(v, beg, end);
        memcpy(fits ? kept : v + beg, fits ? v + beg : kept, bytes);
    }
}

void cs_syntax_mend(cs_reading *r) {
    const cs_token *v = r->tokens.v;
    for (int32_t beg = 0, end, n = (int32_t)r->tokens.n; beg < n; beg = end) {
        for (end = beg + 1; end < n && v[end].sent == v[beg].sent;) end++;
        if (end - beg <= CS_MEND_WORDS_MAX && is_tree(v, beg, end)) mend_sentence(r, beg, end);
    }
}
