/* link/filler_core.c: the words of a mention that name it, without what is said of it. */
#include "link/filler.h"

static const char LOOSE[] =
    "several some many few numerous various all both each every other another any more most least at about "
    "approximately nearly almost around over only just dozens hundreds thousands scores number alleged "
    "presumed suspected so-called a an the this that these those its his her their our my your no";

/* Whether what hangs on the head by this relation is part of a name for it. */
static bool belongs(const cs_tree *t, int32_t i, int32_t head) {
    bool own = cs_tok(t, i)->head == head;
    switch ((cs_deprel)cs_tok(t, i)->deprel) {
    case CS_REL_ACL_RELCL:
    case CS_REL_APPOS:
    case CS_REL_PARATAXIS:
    case CS_REL_CC:
    case CS_REL_CONJ: return false;
    case CS_REL_ACL:
    case CS_REL_ADVCL:
    case CS_REL_CCOMP:
    case CS_REL_ORPHAN:
    case CS_REL_NSUBJ:
    case CS_REL_COP:
    case CS_REL_ADVMOD:
    case CS_REL_OBL: return !own;
    case CS_REL_PUNCT: return !own || i < head;
    case CS_REL_NMOD: {
        int32_t by = cs_child(t, i, CS_REL_CASE);
        return by < 0 || cs_word_in(cs_tok(t, by)->lower, "of 's '");
    }
    default: return true;
    }
}

static bool is_kept(const cs_tree *t, int32_t i, int32_t head) {
    for (; i >= 0 && i != head; i = cs_tok(t, i)->head)
        if (!belongs(t, i, head)) return false;
    return i == head;
}

static bool is_loose(const cs_tree *t, int32_t i) {
    const cs_token *w = cs_tok(t, i);
    if (w->upos == CS_UPOS_PUNCT) return !cs_eq(w->lower, CS_LIT("\""));
    return w->deprel == CS_REL_NUMMOD || w->deprel == CS_REL_DET || w->deprel == CS_REL_DET_PREDET ||
           cs_word_in(w->lower, LOOSE);
}

static cs_core of_noun(const cs_tree *t, const cs_mention *m) {
    cs_core c = { m->head, m->head + 1 };
    while (c.beg > m->beg && is_kept(t, c.beg - 1, m->head)) c.beg--;
    while (c.end < m->end && is_kept(t, c.end, m->head)) c.end++;
    while (c.beg < m->head && is_loose(t, c.beg)) c.beg++;
    return c;
}

static bool is_title(const cs_lexicon *l, const cs_token *w) {
    cs_str word = cs_ends(w->lower, CS_LIT(".")) ? cs_cut(w->lower, 0, w->lower.n - 1) : w->lower;
    const cs_lex_noun *noun = cs_lexicon_noun(l, word);
    return noun && noun->type == CS_ENT_PERSON;
}

/* A name is its head and what is flat beside it; a title that is head gives way ("Colonel" in "Colonel Ruiz"). */
static cs_core of_person(const cs_lexicon *l, const cs_tree *t, const cs_mention *m) {
    cs_core c = { m->head, m->head + 1 };
    CS_EACH_CHILD(t, m->head, i) {
        if (i < m->beg || i >= m->end || (!cs_rel(t, i, CS_REL_FLAT) && !cs_rel(t, i, CS_REL_GOESWITH))) continue;
        if (i < c.beg) c.beg = i;
        if (i >= c.end) c.end = i + 1;
    }
    while (c.beg + 1 < c.end && (is_title(l, cs_tok(t, c.beg)) || cs_tok(t, c.beg)->upos == CS_UPOS_NOUN)) c.beg++;
    return c;
}

cs_core cs_filler_core(const cs_lexicon *l, const cs_tree *t, const cs_mention *m) {
    bool person = m->entity >= 0 && t->r->entities.v[m->entity].type == CS_ENT_PERSON;
    return person && m->kind == CS_MENTION_NAME ? of_person(l, t, m) : of_noun(t, m);
}
