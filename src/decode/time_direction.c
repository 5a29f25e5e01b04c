#include "decode/time_value.h"

/* Does a clause speak of what lies ahead? "Parliament will meet on Monday" and "the court ruled on Monday" mean two Mondays. */

/* ---- without syntax ---- */

static bool past_form(const tm_line *l, int i) {
    if (tm_any(l, i,
               "said|says|was|were|had|did|took|began|fell|rose|came|went|met|told|made|got|held|won|lost|shot|left|has|have|"
               "been|hit|struck|blew|broke|saw|gave|found|led|sent|set"))
        return true;
    cs_str w = tm_at(l, i)->lower;
    return tm_cls(l, i, TM_WORD) && w.n > 4 && cs_ends(w, CS_LIT("ed")) && !cs_ends(w, CS_LIT("eed"));
}

static bool future_form(const tm_line *l, int i) {
    if (tm_any(l, i, "will|shall|ll|wo|upcoming")) return true;
    if (tm_any(l, i - 1, "had|been") || tm_any(l, i - 2, "had")) return false;
    if (tm_any(l, i, "scheduled|due|expected|slated")) return tm_any(l, i + 1, "to|on|for|in|by");
    return tm_any(l, i, "expects|plans|planning|likely|hopes|intends|set|going|ready|preparing") && tm_is(l, i + 1, "to");
}

/* The nearest verb form to the left within the clause, else to the right. */
static int forward_by_words(const tm_line *l, const tm_expr *e) {
    if (tm_any(l, e->beg - 1, "until|till|by|through") || (tm_is(l, e->beg - 2, "as") && tm_is(l, e->beg - 1, "of"))) return 1;
    for (int i = e->beg - 1; i >= 0 && !tm_any(l, i, ";|\"|:"); i--) {
        if (future_form(l, i)) return 1;
        if (past_form(l, i)) return -1;
    }
    for (int i = e->end; i < l->n && !tm_any(l, i, ";|\""); i++) {
        if (future_form(l, i)) return 1;
        if (past_form(l, i)) return -1;
    }
    return 0;
}

/* ---- with syntax ---- */

static bool word_in(cs_str w, const char *list) {
    cs_str rest = { list, (ptrdiff_t)strlen(list) };
    for (ptrdiff_t at = 0; at <= rest.n;) {
        const char *bar = memchr(rest.p + at, '|', (size_t)(rest.n - at));
        ptrdiff_t end = bar ? bar - rest.p : rest.n;
        if (cs_eq(cs_cut(rest, at, end), w)) return true;
        at = end + 1;
    }
    return false;
}

/* Verbs and adjectives whose infinitive lies ahead of them. */
static const char AHEAD[] =
    "expect|schedule|plan|intend|hope|vow|pledge|promise|agree|due|likely|set|prepare|want|ask|order|threaten|decide|aim|"
    "propose|ready|urge|warn|need|have|deadline|go|slate|suppose|supposed";

/* "retook", "overran": a finite verb whose form is neither its lemma nor one of the present. */
static bool irregular_past(const cs_token *v) {
    return v->upos == CS_UPOS_VERB && !cs_eq(v->lower, v->lemma) && !cs_ends(v->lower, CS_LIT("s")) &&
           !cs_ends(v->lower, CS_LIT("ing")) && v->feats.verbform != CS_VF_INF && v->feats.verbform != CS_VF_GER;
}

/* for_time: the time hangs on the verb with "for": what "was planned for March" lies after that. */
static int by_verb(const cs_reading *r, int32_t verb, int32_t from, bool for_time) {
    const cs_token *v = &r->tokens.v[verb];
    const cs_sentence *s = &r->sentences.v[v->sent];
    bool to = false, past_aux = false, pres_aux = false;
    bool planned_for = for_time && word_in(v->lemma, "plan|schedule|slate|set");
    for (int32_t i = s->beg; i < s->end; i++) {
        const cs_token *t = &r->tokens.v[i];
        if (t->head != verb) continue;
        if (t->deprel == CS_REL_AUX || t->deprel == CS_REL_AUX_PASS || t->deprel == CS_REL_COP) {
            if (word_in(t->lower, "will|shall|'ll|wo|would|may|might|can|could|should|must")) return 1;
            past_aux |= word_in(t->lower, "was|were|had|did|has|have|been|'ve|'d");
            pres_aux |= word_in(t->lower, "is|are|'s|'re|am");
        }
        to |= t->deprel == CS_REL_MARK && word_in(t->lower, "to");
    }
    if (to) { /* an infinitive takes its direction from what governs it */
        const cs_token *up = v->head >= 0 ? &r->tokens.v[v->head] : NULL;
        if (!up || word_in(up->lemma, AHEAD) || v->deprel == CS_REL_ACL) return 1;
        return v->head == from ? 0 : by_verb(r, v->head, verb, false);
    }
    if (past_aux && planned_for) return 1;
    if (past_aux) return -1;
    if (word_in(v->lemma, "schedule|expect|due|slate|plan") && pres_aux) return 1;
    if (pres_aux) return v->feats.tense == CS_TENSE_PAST ? -1 : 1;
    if (v->feats.tense == CS_TENSE_PAST) return -1;
    /* "drones hit the port on Monday": the past looks like the present */
    if (word_in(v->lower, "hit|put|set|cut|shut|hurt|cast|let|split|spread|shed|beat|burst|quit") && !to) return 0;
    if (irregular_past(v)) return -1;
    if (v->feats.tense == CS_TENSE_PRES && v->feats.verbform == CS_VF_FIN)
        return word_in(v->lemma, "say|report|tell|write|claim") ? -1 : 1;
    return 0;
}

static bool said_had(const tm_line *l) {
    for (int i = 0; i < l->n; i++)
        if (tm_is(l, i, "had")) return true;
    return false;
}

static int by_syntax(const cs_reading *r, const tm_line *l, const tm_expr *e) {
    int32_t beg = tm_at(l, e->beg)->token, end = tm_at(l, e->end - 1)->token + 1, head = beg;
    for (int32_t i = beg; i < end; i++)
        if (r->tokens.v[i].head < beg || r->tokens.v[i].head >= end) head = i;
    /* "Monday's ruling", "trading on Monday": the noun's time; ahead only under a verb that plans it or with "will" */
    cs_deprel rel = (cs_deprel)r->tokens.v[head].deprel;
    bool of_noun = rel == CS_REL_NMOD || rel == CS_REL_NMOD_POSS || rel == CS_REL_COMPOUND || rel == CS_REL_NMOD_UNMARKED;
    for (int32_t i = head, hops = 0; i >= 0 && hops < 8; i = r->tokens.v[i].head, hops++) {
        const cs_token *t = &r->tokens.v[i];
        if (of_noun && t->upos == CS_UPOS_VERB)
            return word_in(t->lemma, "plan|schedule|set|organize|organise|arrange|expect|call|prepare") ||
                           (by_verb(r, i, -1, false) > 0 && rel != CS_REL_NMOD_POSS && rel != CS_REL_COMPOUND)
                       ? 1
                       : -1;
        bool predicate = t->upos == CS_UPOS_VERB || (i != head && (t->upos == CS_UPOS_AUX || t->deprel == CS_REL_ROOT));
        if (!predicate) continue;
        int d = by_verb(r, i, -1, r->tokens.v[head].head == i && tm_is(l, e->beg - 1, "for"));
        if (d) return d;
    }
    return 0;
}

int tm_direction(const cs_reading *r, const tm_line *l, const tm_expr *e) {
    const cs_sentence *s = &r->sentences.v[r->tokens.v[tm_at(l, e->beg)->token].sent];
    bool syntax = s->root >= 0 && s->root < r->tokens.n && r->tokens.v[s->root].deprel == CS_REL_ROOT;
    if (!syntax) return forward_by_words(l, e);
    int d = by_syntax(r, l, e);
    if (tm_any(l, e->beg - 1, "until|till")) return d < 0 && said_had(l) ? -1 : 1;
    return d ? d : forward_by_words(l, e);
}
