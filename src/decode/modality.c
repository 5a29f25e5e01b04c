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

/* "not only killed six": what follows is told all the same. */
static bool only_adds(const cs_ev *e, int32_t no) {
    const cs_token *w = cs_tok(&e->t, no);
    return cs_word_in(w->lower, "not n't") && no + 1 < e->r->tokens.n &&
           cs_word_in(cs_tok(&e->t, no + 1)->lower, "only just merely simply");
}

/* The word that negates, or -1. */
static int32_t negation(const cs_ev *e, int32_t tok) {
    CS_EACH_CHILD(&e->t, tok, c) {
        const cs_token *w = cs_tok(&e->t, c);
        if (w->deprel == CS_REL_ADVMOD && cs_word_in(w->lower, "not n't never") && !only_adds(e, c)) return c;
        if (w->deprel == CS_REL_DET && cs_eq(w->lower, CS_LIT("no"))) return c;
        if (w->deprel == CS_REL_CC_PRECONJ && cs_eq(w->lower, CS_LIT("neither"))) return c;
        if (w->deprel == CS_REL_CC && cs_eq(w->lower, CS_LIT("nor"))) return c;
    }
    return -1;
}

/* "killed no civilians", "nobody was hurt": the word by which a verb's subject or object is none, or -1. */
static int32_t nobody(const cs_ev *e, int32_t verb) {
    if (cs_tok(&e->t, verb)->upos != CS_UPOS_VERB) return -1;
    CS_EACH_CHILD(&e->t, verb, c) {
        if (!cs_is_subject(cs_tok(&e->t, c)->deprel) && !cs_rel(&e->t, c, CS_REL_OBJ)) continue;
        if (cs_word_in(cs_tok(&e->t, c)->lower, "nobody none nothing neither")) return c;
        CS_EACH_CHILD(&e->t, c, d)
        if (cs_rel(&e->t, d, CS_REL_DET) && cs_word_in(cs_tok(&e->t, d)->lower, "no neither")) return d;
    }
    return -1;
}

static bool has_mark(const cs_ev *e, int32_t tok, const char *words) {
    CS_EACH_CHILD(&e->t, tok, c)
    if ((cs_rel(&e->t, c, CS_REL_MARK) || cs_rel(&e->t, c, CS_REL_ADVMOD)) && cs_word_in(cs_tok(&e->t, c)->lower, words))
        return true;
    return false;
}

static bool is_past(const cs_ev *e, int32_t verb) {
    if (cs_tok(&e->t, verb)->feats.tense == CS_TENSE_PAST && cs_tok(&e->t, verb)->feats.verbform == CS_VF_FIN) return true;
    CS_EACH_CHILD(&e->t, verb, c)
    if (cs_rel(&e->t, c, CS_REL_AUX) && cs_word_in(cs_tok(&e->t, c)->lower, "had did")) return true;
    return false;
}

/* "announced that troops would leave": the future seen from a past word of saying, unless a condition hangs from it. */
static bool future_in_past(const cs_ev *e, int32_t tok) {
    int32_t top = cs_conj_top(&e->t, tok), g = cs_tok(&e->t, top)->head;
    if (g < 0 || !(cs_rel(&e->t, top, CS_REL_CCOMP) || cs_rel(&e->t, top, CS_REL_PARATAXIS)) || !is_past(e, g)) return false;
    CS_EACH_CHILD(&e->t, tok, c)
    if (cs_rel(&e->t, c, CS_REL_ADVCL) && has_mark(e, c, "if unless were should")) return false;
    cs_lex_cues rows = cs_lexicon_cues(e->l, cs_tok(&e->t, g)->lemma, 'v');
    for (int32_t i = 0; i < rows.n; i++)
        if (rows.v[i].kind == CS_ATTR_PARAPHRASE && !rows.v[i].key.with.n)
            return rows.v[i].certainty == CS_CERT_FACT || rows.v[i].certainty == CS_CERT_CLAIMED;
    return false;
}

/* "was to meet", "are to be tried": the form of "be" before an infinitive that tells what is arranged, or -1. */
static int32_t be_to(const cs_ev *e, int32_t tok) {
    if (!has_mark(e, tok, "to")) return -1;
    int32_t who = cs_subject_of(&e->t, tok); /* the parse may make a copula of it; "the goal is to attack" has one */
    bool doer = who >= 0 && cs_filler_of(e, who) & (CS_IS_ACTOR | CS_IS_STATE);
    CS_EACH_CHILD(&e->t, tok, c)
    if ((cs_rel(&e->t, c, CS_REL_AUX) || (doer && cs_rel(&e->t, c, CS_REL_COP))) &&
        cs_word_in(cs_tok(&e->t, c)->lower, "is are am was were 's 're 'm"))
        return c;
    return -1;
}

/* Whether the verb has, or is, the "have" of a perfect: the parse may hang the participle under it ("could have shot"). */
static bool is_perfect(const cs_ev *e, int32_t verb) {
    bool have = cs_lemma_is(&e->t, verb, "have");
    CS_EACH_CHILD(&e->t, verb, c) {
        if (cs_rel(&e->t, c, CS_REL_AUX) && cs_lemma_is(&e->t, c, "have")) return true;
        if (have && c == verb + 1 && cs_rel(&e->t, c, CS_REL_XCOMP) && cs_tok(&e->t, c)->feats.verbform == CS_VF_PART &&
            cs_tok(&e->t, c)->feats.tense == CS_TENSE_PAST)
            return true;
    }
    return false;
}

/* "should not have shot", "need not have shot": it did. The auxiliary that says so of a negated verb, or -1. "need" may be
 * parsed as its governor. */
static int32_t regret(const cs_ev *e, int32_t verb) {
    int32_t g = cs_tok(&e->t, verb)->head;
    if (g >= 0 && cs_rel(&e->t, verb, CS_REL_XCOMP) && !has_mark(e, verb, "to") &&
        cs_word_in(cs_tok(&e->t, g)->lower, "should need") && is_perfect(e, verb))
        return g;
    CS_EACH_CHILD(&e->t, verb, c)
    if (cs_rel(&e->t, c, CS_REL_AUX) && cs_word_in(cs_tok(&e->t, c)->lower, "should need")) return is_perfect(e, verb) ? c : -1;
    return -1;
}

static verdict by_auxiliary(const cs_ev *e, int32_t tok) {
    bool perfect = is_perfect(e, tok);
    int32_t be = be_to(e, tok);
    if (be >= 0) return (verdict){ CS_MOD_PLANNED, -1, "modality:be-to", be };
    CS_EACH_CHILD(&e->t, tok, c) {
        if (!cs_rel(&e->t, c, CS_REL_AUX)) continue;
        cs_str w = cs_tok(&e->t, c)->lower;
        if (cs_word_in(w, "will 'll shall wo") && cs_lemma_in(&e->t, tok, "remain stay"))
            return (verdict){ CS_MOD_ACTUAL, -1, "modality:presupposed", c }; /* what lasts is so now */
        if (cs_word_in(w, "will 'll shall wo")) return (verdict){ CS_MOD_PLANNED, -1, "modality:will", c };
        if (cs_eq(w, CS_LIT("would")) && !perfect && future_in_past(e, tok))
            return (verdict){ CS_MOD_PLANNED, -1, "modality:future-in-past", c };
        if (perfect && cs_word_in(w, "would should")) return (verdict){ CS_MOD_HYPOTHETICAL, -1, "modality:auxiliary", c };
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
            /* "a plan to attack"; "a plan endorsed by them" is endorsed */
            if (w->deprel == CS_REL_ACL &&
                (w->feats.verbform != CS_VF_PART || w->feats.tense != CS_TENSE_PAST || cs_case_of(&e->t, tok, e->perm).n))
                return true;
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

/* "halt the bombing of the town", "quell the riot", "continue its attacks": what can be ended or gone on with goes on. */
static bool presupposed(const cs_ev *e, const cs_trigger *t) {
    int32_t g = cs_tok(&e->t, t->anchor)->head;
    uint8_t rel = cs_tok(&e->t, t->anchor)->deprel;
    if (t->row->key.pos != 'n' || g < 0 || (rel != CS_REL_OBJ && rel != CS_REL_NSUBJ_PASS)) return false;
    if (!cs_lemma_in(&e->t, g, "end halt cease stop suspend control contain quell suppress quash disperse curb continue keep"))
        return false;
    CS_EACH_CHILD(&e->t, t->anchor, c) /* "stop any attack" */
    if (cs_rel(&e->t, c, CS_REL_DET) && !cs_word_in(cs_tok(&e->t, c)->lower, "the this these those all")) return false;
    return true;
}

/* "the talks that will be held in June" */
static verdict by_relative(const cs_ev *e, const cs_trigger *t) {
    if (t->light < 0 || !cs_rel(&e->t, t->light, CS_REL_ACL_RELCL) || presupposed(e, t)) return NO_VERDICT;
    return by_auxiliary(e, t->light);
}

/* Whether the clause is told as what has happened or is so: it is finite, in the past or present, without a modal. */
static bool is_told(const cs_ev *e, int32_t verb) {
    bool be_or_have = false;
    CS_EACH_CHILD(&e->t, verb, c) {
        if (!cs_rel(&e->t, c, CS_REL_AUX) && !cs_rel(&e->t, c, CS_REL_AUX_PASS) && !cs_rel(&e->t, c, CS_REL_COP)) continue;
        if (!cs_lemma_in(&e->t, c, "be have do") || cs_word_in(cs_tok(&e->t, c)->lower, "be")) return false;
        be_or_have = true;
    }
    return be_or_have ||
           (cs_tok(&e->t, verb)->feats.tense == CS_TENSE_PAST && cs_tok(&e->t, verb)->feats.verbform == CS_VF_FIN);
}

/* Where the governor has another sense than its row's: "announced that X was killed", "the authorities of Y". */
static bool means_otherwise(const cs_ev *e, const cs_lex_modality *row, int32_t g, int32_t tok) {
    if (cs_lemma_is(&e->t, g, "authority")) return cs_tok(&e->t, g)->feats.number == CS_NUM_PLUR;
    if (cs_lemma_is(&e->t, g, "call") && row->modality != CS_MOD_NEGATED) { /* "called off the strike" */
        int32_t off = cs_child(&e->t, g, CS_REL_COMPOUND_PRT);
        if (off >= 0 && cs_eq(cs_tok(&e->t, off)->lower, CS_LIT("off"))) return true;
    }
    /* "it is important that they left" */
    bool ahead = row->modality == CS_MOD_PLANNED || cs_tok(&e->t, g)->upos == CS_UPOS_ADJ;
    bool content = cs_rel(&e->t, tok, CS_REL_ACL) &&
                   ((has_mark(e, tok, "that of") && !is_past(e, tok)) || cs_tok(&e->t, tok)->feats.verbform == CS_VF_PART);
    bool clause =
        row->modality >= CS_MOD_THREATENED && !content && (cs_rel(&e->t, tok, CS_REL_ADVCL) || cs_rel(&e->t, tok, CS_REL_ACL));
    return ((ahead && cs_rel(&e->t, tok, CS_REL_CCOMP)) || clause) && is_told(e, tok);
}

/* "the accord includes the release of prisoners", "the plan that provides for a withdrawal": what a text lays down is yet to be
 * done. */
static bool is_laid_down(const cs_ev *e, int32_t g, int32_t tok) {
    static const char TEXTS[] =
        "plan proposal accord agreement deal treaty pact bill law draft resolution roadmap initiative "
        "programme program constitution decree document condition";
    bool what = cs_rel(&e->t, tok, CS_REL_OBJ) &&
                cs_lemma_in(&e->t, g, "include involve contain comprise envisage envision foresee stipulate entail cover");
    what |= cs_rel(&e->t, tok, CS_REL_OBL) && cs_lemma_is(&e->t, g, "provide") &&
            cs_eq(cs_case_of(&e->t, tok, e->perm), CS_LIT("for"));
    int32_t who = what ? cs_subject_of(&e->t, g) : -1;
    if (who >= 0 && cs_tok(&e->t, who)->upos == CS_UPOS_PRON && cs_rel(&e->t, g, CS_REL_ACL_RELCL))
        who = cs_tok(&e->t, g)->head;
    return who >= 0 && cs_lemma_in(&e->t, who, TEXTS);
}

/* "in case of an attack", "in the event of war" */
static bool is_eventual(const cs_ev *e, int32_t g, int32_t tok) {
    if (!cs_rel(&e->t, tok, CS_REL_NMOD) || !cs_lemma_in(&e->t, g, "case event") ||
        !cs_eq(cs_case_of(&e->t, g, e->perm), CS_LIT("in")))
        return false;
    return cs_eq(cs_case_of(&e->t, tok, e->perm), CS_LIT("of")) &&
           (cs_child(&e->t, g, CS_REL_DET) < 0) == cs_lemma_is(&e->t, g, "case");
}

/* "could result in clashes", "would lead to war": what a cause may bring about is as sure as the cause. */
static bool is_effect(const cs_ev *e, int32_t g, int32_t tok) {
    cs_str by = cs_rel(&e->t, tok, CS_REL_OBL) ? cs_case_of(&e->t, tok, e->perm) : (cs_str){ 0 };
    if (cs_eq(by, CS_LIT("in"))) return cs_lemma_in(&e->t, g, "result end culminate");
    return cs_eq(by, CS_LIT("to")) && cs_lemma_in(&e->t, g, "lead amount contribute");
}

/* Constructions with words that mean much else elsewhere. */
static verdict by_construction(const cs_ev *e, int32_t g, int32_t tok) {
    if (is_laid_down(e, g, tok)) return (verdict){ CS_MOD_PLANNED, -1, "modality:laid-down", g };
    if (is_eventual(e, g, tok)) return (verdict){ CS_MOD_HYPOTHETICAL, -1, "modality:governor", g };
    if (is_effect(e, g, tok)) return (verdict){ CS_MOD_ACTUAL, -1, "modality:effect", g };
    if (cs_lemma_in(&e->t, g, "stop cease quit halt finish") && cs_rel(&e->t, tok, CS_REL_XCOMP) &&
        cs_child(&e->t, g, CS_REL_OBJ) < 0 && cs_tok(&e->t, tok)->feats.verbform != CS_VF_INF) /* "stop bombing the town" */
        return (verdict){ CS_LEX_GIVEN, -1, "modality:presupposed", g };
    /* "was ordered held", "ordered the man jailed": by the order he is */
    if (cs_lemma_is(&e->t, g, "order") && cs_tok(&e->t, tok)->feats.verbform == CS_VF_PART && !has_mark(e, tok, "to") &&
        (cs_rel(&e->t, tok, CS_REL_XCOMP) || cs_rel(&e->t, tok, CS_REL_CCOMP)) && cs_child(&e->t, tok, CS_REL_AUX_PASS) < 0)
        return (verdict){ CS_MOD_ACTUAL, -1, "modality:governor", g };
    if (!cs_rel(&e->t, tok, CS_REL_XCOMP)) return NO_VERDICT;
    if (cs_eq(cs_tok(&e->t, g)->lower, CS_LIT("going"))) /* "is going to attack" */
        return (verdict){ CS_MOD_PLANNED, -1, "modality:governor", g };
    if (cs_lemma_is(&e->t, g, "have")) { /* "has yet to release" */
        CS_EACH_CHILD(&e->t, g, c)
        if (cs_eq(cs_tok(&e->t, c)->lower, CS_LIT("yet"))) return (verdict){ CS_MOD_NEGATED, -1, "modality:negation", c };
        if (has_mark(e, tok, "to") &&
            cs_word_in(cs_tok(&e->t, g)->lower, "have has")) /* "has to leave"; "had to leave": it did */
            return (verdict){ CS_MOD_HYPOTHETICAL, -1, "modality:governor", g };
    }
    if (cs_lemma_is(&e->t, g, "able")) { /* "were able to kill": they did */
        CS_EACH_CHILD(&e->t, g, c)
        if (cs_rel(&e->t, c, CS_REL_COP) && cs_word_in(cs_tok(&e->t, c)->lower, "was were"))
            return (verdict){ CS_MOD_ACTUAL, -1, "modality:governor", g };
    }
    return NO_VERDICT;
}

/* "will mourn the dead", "can hear their explosions": whether the row's word speaks of what there is. "could see attacks":
 * there need be none. */
static bool is_given(const cs_ev *e, const cs_lex_modality *row, int32_t tok) {
    return row->modality == CS_LEX_GIVEN && (cs_is_definite(&e->t, tok) || cs_child(&e->t, tok, CS_REL_NMOD_POSS) >= 0);
}

/* "plan to lift the blockade", "did not hamper the exercises": the verb speaks of what there is already, unless it is one by
 * which such a thing comes about. */
static bool is_there(const cs_ev *e, const cs_trigger *t, int32_t g, int32_t tok) {
    if (t->row->key.pos != 'n' || tok != t->anchor || g == t->light || !cs_rel(&e->t, tok, CS_REL_OBJ)) return false;
    if (cs_tok(&e->t, g)->upos != CS_UPOS_VERB || !cs_is_definite(&e->t, tok)) return false;
    return !cs_lemma_in(
        &e->t, g,
        "make do conduct carry launch stage hold conclude sign reach achieve secure win complete begin start commit "
        "perform order implement execute seek ensure allow obtain bring cause trigger get give take provide issue "
        "impose mount deliver undertake finish accept approve grant offer propose want need demand request urge "
        "require fear expect prevent avoid avert plan plot prepare pursue facilitate enable permit guarantee "
        "promote have agree ratify effect call play lead join attend");
}

/* What the word at g says of its dependent at tok. */
static verdict by_governor(const cs_ev *e, int32_t g, int32_t tok) {
    char pos = cs_lexicon_pos(cs_tok(&e->t, g)->upos);
    cs_lex_modalities rows = pos ? cs_lexicon_modality(e->l, cs_tok(&e->t, g)->lemma, pos) : (cs_lex_modalities){ 0 };
    verdict v = by_construction(e, g, tok);
    for (int32_t i = 0; i < rows.n && !v.why; i++) {
        if (!cs_lexicon_key_fits(&rows.v[i].key, e->r, g, NULL) || !row_slot(e, &rows.v[i], tok)) continue;
        if (is_given(e, &rows.v[i], tok)) return (verdict){ CS_LEX_GIVEN, -1, "modality:given", g };
        if (rows.v[i].modality != CS_LEX_GIVEN && !means_otherwise(e, &rows.v[i], g, tok))
            v = (verdict){ rows.v[i].modality, rows.v[i].certainty, "modality:governor", g };
    }
    int32_t no = v.modality > CS_MOD_ACTUAL || cs_lemma_is(&e->t, g, "able") ? negation(e, g) : -1;
    if (no < 0) return v;
    bool twice = v.modality == CS_MOD_NEGATED; /* "did not rule out an attack" */
    return (verdict){ twice ? CS_MOD_HYPOTHETICAL : CS_MOD_NEGATED, v.certainty, "modality:negation", no };
}

/* "alleged", "failed", "reportedly", "if": words that hang from the trigger. */
static verdict by_modifier(const cs_ev *e, int32_t tok) {
    verdict out = NO_VERDICT;
    CS_EACH_CHILD(&e->t, tok, c) {
        uint8_t u = cs_tok(&e->t, c)->upos;
        char pos = cs_rel(&e->t, c, CS_REL_MARK) ? 'c' : cs_lexicon_pos(u);
        if (!pos || cs_rel(&e->t, c, CS_REL_AUX) || only_adds(e, c)) continue;
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

/* "fled, only to be shot a day later", "for having shot": no purpose. */
static bool is_outcome(const cs_ev *e, int32_t verb) {
    CS_EACH_CHILD(&e->t, verb, c) {
        if (cs_rel(&e->t, c, CS_REL_AUX) && cs_eq(cs_tok(&e->t, c)->lower, CS_LIT("having"))) return true;
        if (cs_rel(&e->t, c, CS_REL_MARK) && c > 0 && cs_eq(cs_tok(&e->t, c - 1)->lower, CS_LIT("only"))) return true;
    }
    return false;
}

/* "gathered to support the bill", "marched to demand land": who comes together to say something says it by that. */
static bool says_by_coming(const cs_ev *e, const cs_trigger *t, int32_t verb) {
    int32_t g = cs_tok(&e->t, verb)->head;
    uint8_t type = t->row->type;
    bool saying =
        type == CS_T_ACCUSE || type == CS_T_SUPPORT || type == CS_T_REQUEST || type == CS_T_REJECT || type == CS_T_PROTEST;
    saying &= !cs_eq(t->mode, CS_LIT("investigate"));
    if (saying && g >= 0 && is_told(e, g) && cs_lemma_is(&e->t, g, "take")) /* "took to the streets to protest" */
        CS_EACH_CHILD(&e->t, g, c)
    if (cs_rel(&e->t, c, CS_REL_OBL) && cs_lemma_in(&e->t, c, "street step square")) return true;
    return saying && g >= 0 && is_told(e, g) &&
           cs_lemma_in(&e->t, g,
                       "gather rally march demonstrate assemble convene meet protest strike come go pour converge turn write "
                       "sign speak raise vote stage block congregate appear travel flock line chant shout");
}

/* "the first to attack", "the latest state to withdraw": one of those who did. */
static bool is_ranked(const cs_ev *e, int32_t noun) {
    static const char RANKS[] = "first second third fourth fifth last latest only";
    if (cs_word_in(cs_tok(&e->t, noun)->lower, RANKS)) return true;
    if (!(cs_filler_of(e, noun) & (CS_IS_ACTOR | CS_IS_STATE | CS_IS_GROUND))) return false; /* "the only way to defeat them" */
    CS_EACH_CHILD(&e->t, noun, c)
    if (cs_rel(&e->t, c, CS_REL_AMOD) && cs_word_in(cs_tok(&e->t, c)->lower, RANKS)) return true;
    return false;
}

/* The "too" of "too weak to attack", "too thinly spread to attack", or -1. */
static int32_t too_much(const cs_ev *e, int32_t word) {
    if (word < 0) return -1;
    CS_EACH_CHILD(&e->t, word, c) {
        if (!cs_rel(&e->t, c, CS_REL_ADVMOD) && !cs_rel(&e->t, c, CS_REL_AMOD)) continue;
        if (cs_eq(cs_tok(&e->t, c)->lower, CS_LIT("too")) && c < word) return c;
        CS_EACH_CHILD(&e->t, c, d)
        if (cs_eq(cs_tok(&e->t, d)->lower, CS_LIT("too")) && d < c) return d;
    }
    return -1;
}

/* Infinitives that no row explains: a purpose is planned, what a noun is for is hypothetical. */
static verdict by_infinitive(const cs_ev *e, const cs_trigger *t, int32_t tok) {
    const cs_token *w = cs_tok(&e->t, tok);
    int32_t be = has_mark(e, tok, "to") ? cs_child(&e->t, tok, CS_REL_AUX_PASS) : -1; /* "the talks to be held in June" */
    if (be >= 0 && cs_eq(cs_tok(&e->t, be)->lower, CS_LIT("be")) && w->deprel == CS_REL_ACL && !is_ranked(e, w->head) &&
        cs_child(&e->t, tok, CS_REL_AUX) < 0)
        return (verdict){ CS_MOD_PLANNED, -1, "modality:infinitive", tok };
    if (w->upos != CS_UPOS_VERB || w->feats.verbform != CS_VF_INF) return NO_VERDICT;
    if (cs_child(&e->t, tok, CS_REL_AUX) >= 0 && !cs_eq(cs_case_of(&e->t, tok, e->perm), CS_LIT("to"))) return NO_VERDICT;
    int32_t too = too_much(e, w->head);
    if (too >= 0 && (w->deprel == CS_REL_ADVCL || w->deprel == CS_REL_XCOMP))
        return (verdict){ CS_MOD_NEGATED, -1, "modality:too", too };
    int32_t s = cs_child(&e->t, tok, CS_REL_COP) >= 0 ? cs_subject_of(&e->t, tok) : -1; /* "the goal is to attack" */
    if (s >= 0 && cs_lemma_in(&e->t, s, "goal aim plan objective purpose task mission hope intention idea"))
        return (verdict){ CS_MOD_PLANNED, -1, "modality:purpose", s };
    if (w->deprel == CS_REL_ADVCL && (is_outcome(e, tok) || says_by_coming(e, t, tok))) return NO_VERDICT;
    if (w->deprel == CS_REL_ADVCL) return (verdict){ CS_MOD_PLANNED, -1, "modality:purpose", tok };
    if (w->deprel == CS_REL_ACL && !is_ranked(e, w->head))
        return (verdict){ CS_MOD_HYPOTHETICAL, -1, "modality:infinitive", tok };
    return NO_VERDICT;
}

/* Whether the clause lies ahead or is only thought of: by an auxiliary, or as an order. */
static bool lies_ahead(const cs_ev *e, int32_t verb) {
    for (int32_t v = verb, n = 0; v >= 0 && n < GOVERNORS_MAX; v = cs_tok(&e->t, v)->head, n++) {
        CS_EACH_CHILD(&e->t, v, c)
        if (cs_rel(&e->t, c, CS_REL_AUX) && cs_word_in(cs_tok(&e->t, c)->lower, "will 'll shall wo would must should may can"))
            return true;
        if (!cs_rel(&e->t, v, CS_REL_XCOMP) && !cs_rel(&e->t, v, CS_REL_CONJ)) return false;
    }
    return false;
}

/* "will go on until it leaves", "will vote when the fighting stops": English puts what lies ahead into the present there. */
static verdict by_time_clause(const cs_ev *e, int32_t tok, int32_t g) {
    const cs_token *w = cs_tok(&e->t, tok);
    if (w->deprel != CS_REL_ADVCL || w->upos != CS_UPOS_VERB || w->feats.tense == CS_TENSE_PAST || !lies_ahead(e, g))
        return NO_VERDICT;
    if (has_mark(e, tok, "until till before")) return (verdict){ CS_MOD_HYPOTHETICAL, -1, "modality:time-clause", g };
    bool now = cs_tok(&e->t, tok)->feats.verbform != CS_VF_FIN; /* "when children are being killed" */
    if (!now && has_mark(e, tok, "when once after as")) return (verdict){ CS_MOD_PLANNED, -1, "modality:time-clause", g };
    return NO_VERDICT;
}

/* "The talks will resume on Monday", "the curfew would be extended": verbs that say of their subject that it happens. */
static verdict by_happening(const cs_ev *e, const cs_trigger *t, int32_t tok, int32_t g) {
    static const char HAPPENS[] =
        "happen occur begin start resume continue follow ensue last proceed erupt extend hold renew launch "
        "stage conclude end";
    bool happens = cs_lemma_in(&e->t, g, HAPPENS) || (cs_lemma_is(&e->t, g, "be") && cs_child(&e->t, g, CS_REL_EXPL) >= 0);
    int32_t what = cs_lemma_is(&e->t, g, "take") ? cs_child(&e->t, g, CS_REL_OBJ) : -1;
    happens |= what >= 0 && cs_lemma_is(&e->t, what, "place"); /* "will take place" */
    if (t->row->key.pos != 'n' || !cs_is_subject(cs_tok(&e->t, tok)->deprel) || !happens) return NO_VERDICT;
    int32_t no = negation(e, g), should = no >= 0 ? regret(e, g) : -1;
    if (should >= 0) return (verdict){ CS_MOD_ACTUAL, -1, "modality:regretted", should };
    if (no >= 0) return (verdict){ CS_MOD_NEGATED, -1, "modality:negation", no };
    int32_t be = has_mark(e, g, "to") ? cs_child(&e->t, g, CS_REL_COP) : -1; /* "the talks were to take place" */
    if (be >= 0) return (verdict){ CS_MOD_PLANNED, -1, "modality:be-to", be };
    verdict v = by_auxiliary(e, g);
    if (v.modality >= 0 && cs_lemma_in(&e->t, g, "end conclude")) v.modality = -1; /* what may end goes on */
    return v;
}

/* Whether an auxiliary or a "not" at the first conjunct can be meant of this one too: it has no subject of its own, and no
 * tense that would not go with it ("did not flee and attacked"). */
static bool shares_auxiliary(const cs_ev *e, int32_t conjunct, int32_t first) {
    const cs_token *w = cs_tok(&e->t, conjunct);
    if (w->upos != CS_UPOS_VERB) return true;
    if (cs_subject_of(&e->t, conjunct) >= 0) return false;
    if (cs_child(&e->t, conjunct, CS_REL_AUX) >= 0 || cs_child(&e->t, conjunct, CS_REL_AUX_PASS) >= 0) return false;
    return w->feats.verbform != CS_VF_FIN || cs_child(&e->t, first, CS_REL_AUX) < 0;
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

/* "ordered the assassination of Ana Marek": a killing whose victim has a name was done. */
static bool done_to_somebody(const cs_ev *e, const cs_trigger *t) {
    if (!cs_lemma_is(&e->t, t->light, "order") || !cs_is_definite(&e->t, t->anchor)) return false;
    if (!cs_lemma_in(&e->t, t->tok, "assassination murder killing massacre slaying execution")) return false;
    for (ptrdiff_t i = 0; i < t->roles.n; i++)
        if (t->roles.v[i].role == CS_ROLE_RECIPIENT && cs_filler_of(e, t->roles.v[i].token) & CS_IS_NAMED) return true;
    return false;
}

/* "announced the detention of six", "announced an agreement": what is no gathering and no movement is done when announced. */
static bool done_by_announcing(const cs_ev *e, const cs_trigger *t) {
    uint8_t type = t->row->type;
    return cs_lemma_is(&e->t, t->light, "announce") &&
           (type == CS_T_AGREE || type == CS_T_COERCE || type == CS_T_SANCTION || type == CS_T_ACCUSE || type == CS_T_CONCEDE ||
            type == CS_T_SUPPORT || type == CS_T_REJECT);
}

/* "see rebels attack": seen, and so as real as the seeing, unlike what a whole clause says. */
static bool is_bare_infinitive(const cs_ev *e, int32_t x) {
    const cs_token *w = cs_tok(&e->t, x);
    if (w->upos != CS_UPOS_VERB || w->feats.verbform != CS_VF_INF || w->head < 0) return false;
    return cs_lemma_in(&e->t, w->head, "see watch hear feel let make help have") && cs_child(&e->t, x, CS_REL_MARK) < 0 &&
           cs_child(&e->t, x, CS_REL_AUX) < 0;
}

/* Where the words above say of it what they say of x: its conjunct, its verb, what it is part of. */
static bool goes_up(const cs_ev *e, const cs_trigger *t, int32_t x) {
    const cs_token *w = cs_tok(&e->t, x);
    int32_t g = w->head;
    switch (w->deprel) {
    case CS_REL_CONJ: return !is_told(e, x) || is_told(e, g); /* "wants to talk and shot at them" */
    case CS_REL_XCOMP:
    case CS_REL_OBJ: return true;
    case CS_REL_CCOMP: return is_bare_infinitive(e, x);
    case CS_REL_PARATAXIS:
    case CS_REL_ACL_RELCL:
    case CS_REL_ADVCL:
    case CS_REL_ACL: return false;
    case CS_REL_OBL: return g == t->light;
    case CS_REL_NMOD: return g == t->anchor;
    default: return !cs_is_subject(w->deprel) && (x == t->tok || x == t->anchor || g == t->light);
    }
}

/* "warned that it would strike", "warned that foreigners would be killed": where the word above is a threat, and nobody else
 * than who threatens is to do it, it is what is threatened. */
static bool is_threatened(const cs_ev *e, const cs_trigger *t) {
    int32_t g = cs_tok(&e->t, cs_conj_top(&e->t, t->tok))->head, at = g >= 0 ? e->trig_at[g] : -1;
    if (at < 0 || !cs_rel(&e->t, cs_conj_top(&e->t, t->tok), CS_REL_CCOMP)) return false;
    const cs_trigger *u = &e->trig.v[at];
    if (u->dropped || u->row->type != CS_T_THREATEN || t->row->type == CS_T_THREATEN) return false;
    for (ptrdiff_t i = 0; i < t->roles.n; i++) {
        if (t->roles.v[i].role != CS_ROLE_AGENT) continue;
        bool same = cs_tok(&e->t, t->roles.v[i].filler)->upos == CS_UPOS_PRON;
        for (ptrdiff_t k = 0; k < u->roles.n; k++)
            same |= u->roles.v[k].role == CS_ROLE_AGENT && u->roles.v[k].entity >= 0 &&
                    u->roles.v[k].entity == t->roles.v[i].entity;
        if (!same) return false;
    }
    return true;
}

/* What the words at x say, and what the word above says of it. */
static void look_at(const cs_ev *e, const cs_trigger *t, int32_t x, bool shared, verdict *v) {
    const cs_token *w = cs_tok(&e->t, x);
    if (x == t->anchor && presupposed(e, t)) keep(v, (verdict){ CS_MOD_ACTUAL, -1, "modality:presupposed", w->head });
    int32_t no = shared ? negation(e, x) : -1;
    int32_t should = no >= 0 ? regret(e, x) : -1;
    if (should >= 0) keep(v, (verdict){ CS_MOD_ACTUAL, -1, "modality:regretted", should });
    if (no >= 0 && (x == t->tok || w->deprel != CS_REL_CONJ)) keep(v, (verdict){ CS_MOD_NEGATED, -1, "modality:negation", no });
    int32_t none = x == t->tok ? nobody(e, x) : -1;
    if (none >= 0) keep(v, (verdict){ CS_MOD_NEGATED, -1, "modality:nobody", none });
    if (shared) keep(v, by_auxiliary(e, x));
    if (shared) keep(v, by_modifier(e, x));
}

cs_modality cs_event_modality(const cs_ev *e, const cs_trigger *t, const char **why, int *certainty, int32_t *word) {
    const cs_tree *tr = &e->t;
    verdict v = NO_VERDICT, aspect = NO_VERDICT;
    int32_t x = t->tok;
    bool shared = true;
    if (t->nobody) keep(&v, (verdict){ CS_MOD_NEGATED, -1, "modality:nobody", -1 });
    if (t->light_row && t->light_row->modality >= 0 && !done_by_announcing(e, t) && !done_to_somebody(e, t))
        keep(&v, (verdict){ t->light_row->modality, -1, "modality:light-verb", t->light });
    if (t->light >= 0 && done_to_somebody(e, t)) keep(&v, (verdict){ CS_MOD_ACTUAL, -1, "modality:given", t->light });
    keep(&v, by_relative(e, t));
    if (t->row->type == CS_T_PROTEST && t->with >= 0 && cs_lemma_in(tr, t->tok, "call announce"))
        keep(&v, by_governor(e, t->tok, t->with)); /* "called a strike" */
    for (int n = 0; n < GOVERNORS_MAX; n++) {
        const cs_token *w = cs_tok(tr, x);
        int32_t g = w->head;
        look_at(e, t, x, shared, &v);
        verdict above = g >= 0 ? by_governor(e, g, x) : NO_VERDICT;
        if (g >= 0 && !above.why && v.modality < 0 && is_there(e, t, g, x))
            above.modality = CS_LEX_GIVEN, above.why = "modality:given", above.word = g;
        if (above.modality == CS_MOD_HYPOTHETICAL && v.modality == CS_MOD_PLANNED &&
            cs_lemma_in(tr, g, "fear worry concern afraid doubt"))
            v.modality = -1; /* "fear that they will attack": feared, whatever they plan */
        if (above.modality == CS_LEX_GIVEN) {
            above.modality = CS_MOD_ACTUAL;
            keep(&v, above);
            break;
        }
        if (above.modality == CS_MOD_ACTUAL && v.modality < 0) { /* "continue to", "manage to": so far as that is so itself */
            if (aspect.modality < 0) aspect = above;
            x = g, shared = true;
            continue;
        }
        keep(&v, above);
        keep(&v, by_infinitive(e, t, x));
        if (g < 0) break;
        keep(&v, by_time_clause(e, x, g));
        keep(&v, by_happening(e, t, x, g));
        /* past the first word that decides, only nouns and their verbs are looked at: "a plot to bomb" -> "foiled a plot" */
        if (v.modality >= 0 && v.modality != CS_MOD_PLANNED) break;
        bool noun_chain =
            v.modality >= 0 && cs_tok(tr, g)->upos == CS_UPOS_NOUN && (w->deprel == CS_REL_ACL || w->deprel == CS_REL_NMOD);
        if (!noun_chain && (v.modality >= 0 || !goes_up(e, t, x))) break;
        shared = w->deprel != CS_REL_CONJ || shares_auxiliary(e, x, g);
        x = g;
    }
    keep(&v, aspect);
    if ((v.modality == CS_MOD_HYPOTHETICAL || v.modality == CS_MOD_PLANNED) && is_threatened(e, t))
        v.modality = CS_MOD_THREATENED;
    *why = v.why;
    *word = v.word;
    *certainty = v.certainty;
    return v.modality < 0 ? CS_MOD_ACTUAL : (cs_modality)v.modality;
}
