/* Did it happen: negation and auxiliaries at the trigger, then the words that govern it (modality.tsv), from the inside out;
 * the first that is not plain fact decides. */
#include "decode/event_parts.h"

enum { GOVERNORS_MAX = 5 };

typedef struct verdict {
    int modality, certainty;
    const char *why;
    int32_t word; /* token */
} verdict;
static const verdict NO_VERDICT = { -1, -1, NULL, -1 };

/* The word that negates, or -1. */
static int32_t negation(const cs_ev *e, int32_t tok) {
    CS_EACH_CHILD(&e->t, tok, c) {
        const cs_token *w = cs_tok(&e->t, c);
        if (w->deprel == CS_REL_ADVMOD && cs_word_in(w->lower, "not n't never")) return c;
        if (w->deprel == CS_REL_DET && cs_eq(w->lower, CS_LIT("no"))) return c;
        if (w->deprel == CS_REL_CC_PRECONJ && cs_eq(w->lower, CS_LIT("neither"))) return c;
    }
    return -1;
}

static verdict by_auxiliary(const cs_ev *e, int32_t tok) {
    bool perfect = false;
    CS_EACH_CHILD(&e->t, tok, c) perfect |= cs_rel(&e->t, c, CS_REL_AUX) && cs_lemma_is(&e->t, c, "have");
    CS_EACH_CHILD(&e->t, tok, c) {
        if (!cs_rel(&e->t, c, CS_REL_AUX)) continue;
        cs_str w = cs_tok(&e->t, c)->lower;
        if (cs_word_in(w, "will 'll shall wo")) return (verdict){ CS_MOD_PLANNED, -1, "modality:will", c };
        if (cs_word_in(w, "may might could can would should must ca 'd"))
            return perfect ? (verdict){ CS_MOD_ACTUAL, CS_CERT_POSSIBLE, "modality:may-have", c }
                           : (verdict){ CS_MOD_HYPOTHETICAL, -1, "modality:auxiliary", c };
    }
    return NO_VERDICT;
}

static bool row_slot(const cs_ev *e, const cs_lex_modality *row, int32_t tok) {
    const cs_token *w = cs_tok(&e->t, tok);
    for (int32_t i = 0; i < row->frame.n; i++) {
        const cs_lex_slot *s = &row->frame.slot[i];
        switch (s->kind) {
        case CS_SLOT_XCOMP:
            if (w->deprel == CS_REL_XCOMP) return true;
            break;
        case CS_SLOT_CCOMP:
            if (w->deprel == CS_REL_CCOMP) return true;
            break;
        case CS_SLOT_OBJ:
            if (w->deprel == CS_REL_OBJ || w->deprel == CS_REL_NSUBJ_PASS) return true;
            break;
        case CS_SLOT_SUBJ:
            if (cs_is_subject(w->deprel)) return true;
            break;
        case CS_SLOT_ACL:
            if (w->deprel == CS_REL_ACL) return true;
            break;
        case CS_SLOT_ADVCL:
            if (w->deprel == CS_REL_ADVCL) return true;
            break;
        case CS_SLOT_COMPOUND:
            if (w->deprel == CS_REL_COMPOUND) return true;
            break;
        case CS_SLOT_PREP:
            if ((w->deprel == CS_REL_OBL || w->deprel == CS_REL_NMOD || w->deprel == CS_REL_ACL || w->deprel == CS_REL_ADVCL) &&
                cs_eq(cs_case_of(&e->t, tok, e->perm), s->prep))
                return true;
            break;
        default: break;
        }
    }
    return false;
}

/* "will continue to strike": going on is as far ahead as its auxiliary says. */
static verdict told_of(const cs_ev *e, int32_t g, verdict v) {
    if (v.modality != CS_MOD_ACTUAL) return v;
    verdict aux = by_auxiliary(e, g);
    return aux.modality >= 0 ? aux : v;
}

/* "halt the bombing of the town", "quell the riot", "end its attacks": what can be ended goes on. */
static bool presupposed(const cs_ev *e, const cs_trigger *t) {
    int32_t g = cs_tok(&e->t, t->anchor)->head;
    uint8_t rel = cs_tok(&e->t, t->anchor)->deprel;
    if (t->row->key.pos != 'n' || g < 0 || (rel != CS_REL_OBJ && rel != CS_REL_NSUBJ_PASS)) return false;
    if (!cs_lemma_in(&e->t, g, "end halt cease stop suspend control contain quell suppress quash disperse curb")) return false;
    CS_EACH_CHILD(&e->t, t->anchor, c) /* "stop any attack" */
    if (cs_rel(&e->t, c, CS_REL_DET) && !cs_word_in(cs_tok(&e->t, c)->lower, "the this these those all")) return false;
    return true;
}

/* "the talks that will be held in June" */
static verdict by_relative(const cs_ev *e, const cs_trigger *t) {
    if (t->light < 0 || !cs_rel(&e->t, t->light, CS_REL_ACL_RELCL)) return NO_VERDICT;
    return by_auxiliary(e, t->light);
}

/* What the word at g says of its dependent at tok. */
static verdict by_governor(const cs_ev *e, int32_t g, int32_t tok) {
    char pos = cs_lexicon_pos(cs_tok(&e->t, g)->upos);
    cs_lex_modalities rows = pos ? cs_lexicon_modality(e->l, cs_tok(&e->t, g)->lemma, pos) : (cs_lex_modalities){ 0 };
    for (int32_t i = 0; i < rows.n; i++)
        if (cs_lexicon_key_fits(&rows.v[i].key, e->r, g, NULL) && row_slot(e, &rows.v[i], tok))
            return told_of(e, g, (verdict){ rows.v[i].modality, rows.v[i].certainty, "modality:governor", g });
    return NO_VERDICT;
}

/* "alleged", "failed", "reportedly", "if": words that hang from the trigger. */
static verdict by_modifier(const cs_ev *e, int32_t tok) {
    verdict out = NO_VERDICT;
    CS_EACH_CHILD(&e->t, tok, c) {
        uint8_t u = cs_tok(&e->t, c)->upos;
        char pos = cs_rel(&e->t, c, CS_REL_MARK) ? 'c' : cs_lexicon_pos(u);
        if (!pos || cs_rel(&e->t, c, CS_REL_AUX)) continue;
        bool participle = u == CS_UPOS_VERB && cs_rel(&e->t, c, CS_REL_AMOD); /* "the announced meeting" */
        cs_lex_modalities rows = participle ? cs_lexicon_modality(e->l, cs_tok(&e->t, c)->lower, 'a')
                                            : cs_lexicon_modality(e->l, cs_tok(&e->t, c)->lemma, pos);
        for (int32_t i = 0; i < rows.n; i++) {
            bool head = false;
            for (int32_t k = 0; k < rows.v[i].frame.n; k++) head |= rows.v[i].frame.slot[k].kind == CS_SLOT_HEAD;
            if (!head) continue;
            if (out.modality < 0) out.modality = rows.v[i].modality;
            if (out.certainty < 0) out.certainty = rows.v[i].certainty;
            out.why = "modality:modifier";
            out.word = c;
        }
    }
    return out;
}

/* Infinitives that no row explains: a purpose is planned, what a noun is for is hypothetical. */
static verdict by_infinitive(const cs_ev *e, int32_t tok) {
    const cs_token *w = cs_tok(&e->t, tok);
    if (w->upos != CS_UPOS_VERB || w->feats.verbform != CS_VF_INF) return NO_VERDICT;
    if (cs_child(&e->t, tok, CS_REL_AUX) >= 0 && !cs_eq(cs_case_of(&e->t, tok, e->perm), CS_LIT("to"))) return NO_VERDICT;
    int32_t s = cs_child(&e->t, tok, CS_REL_COP) >= 0 ? cs_subject_of(&e->t, tok) : -1; /* "the goal is to attack" */
    if (s >= 0 && cs_lemma_in(&e->t, s, "goal aim plan objective purpose task mission hope intention idea"))
        return (verdict){ CS_MOD_PLANNED, -1, "modality:purpose", s };
    if (w->deprel == CS_REL_ADVCL) return (verdict){ CS_MOD_PLANNED, -1, "modality:purpose", tok };
    if (w->deprel == CS_REL_ACL) return (verdict){ CS_MOD_HYPOTHETICAL, -1, "modality:infinitive", tok };
    return NO_VERDICT;
}

static void keep(verdict *v, verdict x) {
    /* "foiled a plot to bomb": that it failed says more than that it was planned */
    if ((v->modality == CS_MOD_PLANNED || v->modality == CS_MOD_HYPOTHETICAL) && x.modality == CS_MOD_ATTEMPTED)
        v->modality = -1;
    if (v->modality < 0 && x.modality >= 0) v->modality = x.modality, v->why = x.why, v->word = x.word;
    if (v->certainty < 0 && x.certainty >= 0) {
        v->certainty = x.certainty;
        if (!v->why) v->why = x.why, v->word = x.word;
    }
}

cs_modality cs_event_modality(const cs_ev *e, const cs_trigger *t, const char **why, int *certainty, int32_t *word) {
    const cs_tree *tr = &e->t;
    verdict v = NO_VERDICT;
    int32_t x = t->tok;
    if (t->nobody) keep(&v, (verdict){ CS_MOD_NEGATED, -1, "modality:nobody", -1 });
    if (t->light_row && t->light_row->modality >= 0)
        keep(&v, (verdict){ t->light_row->modality, -1, "modality:light-verb", t->light });
    keep(&v, by_relative(e, t));
    for (int n = 0; n < GOVERNORS_MAX; n++) {
        const cs_token *w = cs_tok(tr, x);
        int32_t no = negation(e, x);
        if (v.modality < 0 && x == t->anchor && presupposed(e, t))
            keep(&v, (verdict){ CS_MOD_ACTUAL, -1, "modality:presupposed", w->head });
        if (no >= 0 && (n == 0 || w->deprel != CS_REL_CONJ)) keep(&v, (verdict){ CS_MOD_NEGATED, -1, "modality:negation", no });
        keep(&v, by_auxiliary(e, x));
        keep(&v, by_modifier(e, x));
        int32_t g = w->head;
        if (g < 0) {
            keep(&v, by_infinitive(e, x));
            break;
        }
        keep(&v, by_governor(e, g, x));
        keep(&v, by_infinitive(e, x));
        /* past the first word that decides, only nouns and their verbs are looked at: "a plot to bomb" -> "foiled a plot" */
        if (v.modality >= 0 && v.modality != CS_MOD_PLANNED) break;
        bool noun_chain =
            v.modality >= 0 && cs_tok(tr, g)->upos == CS_UPOS_NOUN && (w->deprel == CS_REL_ACL || w->deprel == CS_REL_NMOD);
        if (noun_chain) {
            x = g;
            continue;
        }
        if (v.modality >= 0) break;
        bool up = w->deprel == CS_REL_CONJ || w->deprel == CS_REL_XCOMP || x == t->tok || x == t->anchor || g == t->light ||
                  (w->deprel == CS_REL_NMOD && g == t->anchor) || w->deprel == CS_REL_OBJ;
        bool stop = w->deprel == CS_REL_CCOMP || w->deprel == CS_REL_PARATAXIS || w->deprel == CS_REL_ACL_RELCL ||
                    w->deprel == CS_REL_ADVCL || w->deprel == CS_REL_ACL || cs_is_subject(w->deprel) ||
                    (w->deprel == CS_REL_OBL && g != t->light) || (w->deprel == CS_REL_NMOD && g != t->anchor);
        if (!up || stop) break;
        x = g;
    }
    *why = v.why;
    *word = v.word;
    *certainty = v.certainty;
    return v.modality < 0 ? CS_MOD_ACTUAL : (cs_modality)v.modality;
}
