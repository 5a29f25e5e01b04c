#include "decode/when.h"

/* A time belongs to the word that the parse hangs it on. Parsers often hang a final "on 5 September" on the last noun before
 * it, so a date may also climb through nouns up to the verb of their clause; it may not climb out of a clause, through another
 * event, or out of what somebody says. */

enum { STEP_OWN = 0, STEP_RELATIVE = 1, STEP_CLAUSE = 10, STEP_NOUN = 3, STEP_FAR = 1000 };

/* Verbs whose time is that of the speaking or judging, not of the event that is spoken of. */
static const char SPEECH[] =
    "say tell report announce claim confirm deny warn add state declare condemn denounce criticise "
    "criticize blame accuse describe "
    "call note explain ask urge investigate discuss comment write speak believe think know hear learn "
    "admit acknowledge vow pledge "
    "promise threaten demand recall commemorate mourn mark release publish post broadcast reveal "
    "disclose indicate suggest estimate";

/* Verbs of what follows a deed: "charged on Monday with the killing" is not a killing on Monday. */
static const char AFTERMATH[] = "charge indict convict sentence prosecute acquit suspect";

static bool in_dateline(const cs_reading *r, int32_t token) {
    for (ptrdiff_t i = 0; i < r->times.n; i++)
        if (r->times.v[i].dateline && r->times.v[i].tok_beg <= token && token < r->times.v[i].tok_end) return true;
    return false;
}

/* "the day after he left", "during the day": a day that the words do not tell. */
static bool is_some_day(const cs_reading *r, const cs_time *x) {
    return x->begin == CS_DAY_NONE && x->end == CS_DAY_NONE && x->tok_end - x->tok_beg == 2 &&
           cs_eq(r->tokens.v[x->tok_beg].lower, CS_LIT("the")) && cs_eq(r->tokens.v[x->tok_beg + 1].lower, CS_LIT("day"));
}

static bool usable(const cs_reading *r, const cs_time *x) {
    if (!x->has_span || x->dateline || x->derived || x->type == CS_TIME_SET || cs_ends(x->timex, CS_LIT("_REF"))) return false;
    if (is_some_day(r, x)) return false;
    if (x->type == CS_TIME_DURATION) return x->edtf.n > 0;
    return true;
}

static bool case_in(const cs_tree *t, int32_t noun, const char *list) {
    CS_EACH_CHILD(t, noun, c)
    if (cs_rel(t, c, CS_REL_CASE) && c < noun && cs_word_in(cs_tok(t, c)->lower, list)) return true;
    return false;
}

bool cs_time_is_open(const cs_time *x) { return (x->begin == CS_DAY_NONE) != (x->end == CS_DAY_NONE); }

bool cs_time_is_shared(const cs_time *x) {
    enum { LONG_DAYS = 31 };
    if (cs_time_is_open(x)) return false;
    return x->type != CS_TIME_DURATION || (x->begin != CS_DAY_NONE && x->end - x->begin <= LONG_DAYS);
}

static int32_t head_of(const cs_tree *t, const cs_time *x) {
    for (int32_t i = x->tok_beg; i < x->tok_end; i++) {
        int32_t h = cs_tok(t, i)->head;
        if ((h < x->tok_beg || h >= x->tok_end) && cs_tok(t, i)->upos != CS_UPOS_PUNCT && cs_tok(t, i)->upos != CS_UPOS_ADP)
            return i;
    }
    return x->tok_beg;
}

static bool nominal(cs_deprel rel) {
    return rel == CS_REL_NMOD || rel == CS_REL_NMOD_POSS || rel == CS_REL_NMOD_UNMARKED || rel == CS_REL_NMOD_DESC ||
           rel == CS_REL_COMPOUND || rel == CS_REL_APPOS || rel == CS_REL_OBJ || rel == CS_REL_IOBJ || rel == CS_REL_OBL ||
           rel == CS_REL_OBL_AGENT || rel == CS_REL_OBL_UNMARKED || rel == CS_REL_NSUBJ || rel == CS_REL_NSUBJ_PASS ||
           rel == CS_REL_AMOD || rel == CS_REL_NUMMOD || rel == CS_REL_FLAT || rel == CS_REL_ADVMOD || rel == CS_REL_CONJ;
}

/* "beat off an attack on Monday": an event that is the verb's object or subject shares the verb's time. */
static bool core_argument(const cs_tree *t, int32_t i, int32_t top) {
    i = cs_conj_top(t, i);
    if (cs_tok(t, i)->head != top) return false;
    return cs_rel(t, i, CS_REL_OBJ) || cs_rel(t, i, CS_REL_NSUBJ) || cs_rel(t, i, CS_REL_NSUBJ_PASS);
}

static bool speech(const cs_tree *t, int32_t verb) {
    return cs_tok(t, verb)->upos == CS_UPOS_VERB && cs_lemma_in(t, verb, SPEECH);
}

/* The word of the clause that the trigger stands in which carries the clause's times: itself for a verb, the verb for a noun
 * ("the attack killed six on Monday"), the upper verb of a raising or control chain ("tried to attack on Monday"). */
static int32_t carrier(const cs_tree *t, int32_t trigger) {
    int32_t v = cs_clause_of(t, trigger);
    if (v != trigger && speech(t, v) && v != cs_tok(t, trigger)->head) return v;
    while (cs_rel(t, v, CS_REL_XCOMP) && cs_tok(t, v)->head >= 0 && !speech(t, cs_tok(t, v)->head)) v = cs_tok(t, v)->head;
    return v;
}

/* Whether the word stands before the "that" of the clause: it is then the upper clause's, whatever the parse hangs it from
 * ("said the next day that …"). */
static bool before_complementizer(const cs_tree *t, int32_t clause, int32_t tok) {
    CS_EACH_CHILD(t, clause, c)
    if (cs_rel(t, c, CS_REL_MARK) && tok < c && cs_eq(cs_tok(t, c)->lower, CS_LIT("that"))) return true;
    return false;
}

/* "the death toll from the bombing", "protested over the killing", "a year of attacks": the noun of a deed that what the clause
 * tells is counted of or follows on; the clause's time is not its own. */
static bool is_ground(const cs_tree *t, const bool *is_event, int32_t trigger, int32_t top) {
    const cs_token *x = cs_tok(t, trigger);
    if (x->upos != CS_UPOS_NOUN || x->head < 0 || trigger == top) return false;
    if (cs_rel(t, trigger, CS_REL_NMOD) && cs_lemma_is(t, x->head, "toll")) return true;
    if (!cs_rel(t, trigger, CS_REL_OBL) || x->head != top || !is_event || !is_event[top]) return false;
    CS_EACH_CHILD(t, trigger, c)
    if (cs_rel(t, c, CS_REL_CASE) && c < trigger)
        return cs_word_in(cs_tok(t, c)->lower, "over against for after following since about");
    return false;
}

/* "an 11th century temple", "the 1987 prize": the age of a thing, where neither it nor what stands before it happens. */
static bool dates_thing(const cs_tree *t, const bool *is_event, int32_t time, int32_t trigger, const cs_time *x) {
    enum { YEAR_DAYS = 360 };
    int32_t noun = cs_tok(t, time)->head;
    bool before = cs_rel(t, time, CS_REL_COMPOUND) || cs_rel(t, time, CS_REL_NUMMOD) || cs_rel(t, time, CS_REL_AMOD) ||
                  cs_rel(t, time, CS_REL_NMOD) || cs_rel(t, time, CS_REL_NMOD_DESC) || cs_rel(t, time, CS_REL_NMOD_UNMARKED);
    if (!before || noun <= time || noun == trigger || cs_tok(t, noun)->upos != CS_UPOS_NOUN) return false;
    if (x->begin == CS_DAY_NONE || x->end == CS_DAY_NONE || x->end - x->begin < YEAR_DAYS) return false;
    if (is_event && is_event[noun]) return false;
    CS_EACH_CHILD(t, noun, c)
    if (c == trigger) return false;
    return cs_child(t, time, CS_REL_CASE) < 0;
}

static int exactness(const cs_time *x) {
    if (x->begin == CS_DAY_NONE || x->end == CS_DAY_NONE) return 2;
    return x->end == x->begin ? 0 : x->end - x->begin < 32 ? 1 : 2;
}

/* A week or a month. */
static bool is_long(const cs_time *x) {
    if (x->type != CS_TIME_DATE) return false;
    return exactness(x) == 1 || cs_eq(x->timex, CS_LIT("XXXX-XX")) || cs_eq(x->timex, CS_LIT("XXXX-WXX"));
}

/* "condemns the attacks today in Tarn": a time among the words that belong to a noun is the noun's, whatever the parse hangs it
 * from. */
static bool lies_within(const cs_tree *t, int32_t noun, int32_t time) {
    return cs_tok(t, noun)->upos == CS_UPOS_NOUN && noun < time && time + 1 < t->right[noun] && !cs_above(t, noun, time);
}

static bool within_other(const cs_tree *t, const bool *is_event, int32_t time, int32_t verb) {
    CS_EACH_CHILD(t, verb, c)
    if (is_event && is_event[c] && lies_within(t, c, time)) return true;
    return false;
}

/* Steps from a time up to the trigger or its clause's carrier; STEP_FAR when it belongs elsewhere. long_one: a week or more. */
static int distance(const cs_tree *t, const bool *is_event, int32_t time, int32_t trigger, int32_t top, bool long_one) {
    int steps = 0;
    if (before_complementizer(t, top, time)) return STEP_FAR;
    if (lies_within(t, trigger, time) && cs_tok(t, time)->head == top) return STEP_RELATIVE;
    if (speech(t, trigger) && within_other(t, is_event, time, trigger)) return STEP_FAR;
    for (int32_t i = time; i >= 0; i = cs_tok(t, i)->head, steps += STEP_NOUN) {
        if (i == trigger) return steps + STEP_OWN;
        if (i == top) {
            bool about =
                trigger != top && (is_ground(t, is_event, trigger, top) || speech(t, top) || cs_lemma_in(t, top, AFTERMATH));
            /* "condemned the bombing last month": hardly long before it was condemned */
            if (about && long_one && time > trigger && !cs_lemma_in(t, top, AFTERMATH)) about = false;
            return about ? STEP_FAR : steps + STEP_CLAUSE;
        }
        bool raised = cs_above(t, top, i) && cs_rel(t, i, CS_REL_XCOMP);
        int32_t up = cs_tok(t, i)->head;
        bool of_noun = cs_rel(t, i, CS_REL_ACL) || cs_rel(t, i, CS_REL_ACL_RELCL);
        if (of_noun && up == trigger && !speech(t, i)) return steps + STEP_RELATIVE; /* "the talks that were held in May" */
        bool happening =
            of_noun && cs_lemma_in(t, i, "take occur happen hold"); /* "the attack on a convoy, which occurred in May" */
        if (i != time && is_event && is_event[i] && !happening && !core_argument(t, i, top)) return STEP_FAR;
        /* "condemned Sunday's attack", "the killing in 1998 is investigated": the deed's time, not that of speaking of it */
        if (i != time && i != top && trigger == top && is_event && is_event[i] &&
            (speech(t, top) || cs_lemma_in(t, top, AFTERMATH)))
            return STEP_FAR;
        if (i != time && !nominal(cs_tok(t, i)->deprel) && !raised && !happening) return STEP_FAR;
        if (i == time && cs_is_clausal(cs_tok(t, i)->deprel) && cs_tok(t, i)->deprel != CS_REL_PARATAXIS) return STEP_FAR;
    }
    return STEP_FAR;
}

static void because(cs_str *why, const char *rule) {
    if (why) *why = (cs_str){ rule, (ptrdiff_t)strlen(rule) };
}

/* The sentence's only usable time, unless an event of its own or a speech verb that tells of the trigger holds it. */
static int32_t alone_in_sentence(const cs_tree *t, const bool *is_event, int32_t trigger, const cs_sentence *s) {
    const cs_reading *r = t->r;
    int32_t found = -1;
    for (ptrdiff_t i = 0; i < r->times.n; i++) {
        const cs_time *x = &r->times.v[i];
        if (x->tok_beg < s->beg || x->tok_end > s->end || !usable(r, x)) continue;
        if (found >= 0) return -1;
        found = (int32_t)i;
    }
    if (found >= 0 && cs_time_is_open(&r->times.v[found])) return -1; /* "since June" bounds its own clause and no other */
    if (found < 0 || before_complementizer(t, carrier(t, trigger), head_of(t, &r->times.v[found]))) return -1;
    if (dates_thing(t, is_event, head_of(t, &r->times.v[found]), trigger, &r->times.v[found])) return -1;
    for (int32_t i = head_of(t, &r->times.v[found]); i >= 0; i = cs_tok(t, i)->head) {
        if (i == trigger || in_dateline(r, i)) return found; /* the parse hung it on the date line: it knows no better */
        if ((speech(t, i) || cs_lemma_in(t, i, AFTERMATH)) && cs_above(t, i, trigger)) return -1;
        if (is_event && is_event[i]) return -1;
        if (cs_rel(t, i, CS_REL_ACL) || cs_rel(t, i, CS_REL_ACL_RELCL) || cs_rel(t, i, CS_REL_CCOMP))
            return cs_above(t, i, trigger) ? found : -1;
    }
    return found;
}

static int32_t attached(const cs_tree *t, const bool *is_event, int32_t trigger) {
    const cs_reading *r = t->r;
    const cs_sentence *s = &r->sentences.v[cs_tok(t, trigger)->sent];
    int32_t top = carrier(t, trigger), best = -1;
    int best_cost = STEP_FAR * 4;
    for (ptrdiff_t i = 0; i < r->times.n; i++) {
        const cs_time *x = &r->times.v[i];
        if (x->tok_beg < s->beg || x->tok_end > s->end || !usable(r, x)) continue;
        int steps = distance(t, is_event, head_of(t, x), trigger, top, is_long(x));
        if (steps >= STEP_FAR || dates_thing(t, is_event, head_of(t, x), trigger, x)) continue;
        int cost = steps * 4 + exactness(x);
        if (cost < best_cost) best_cost = cost, best = (int32_t)i;
    }
    return best;
}

static bool has_mark(const cs_tree *t, int32_t v, const char *list) {
    CS_EACH_CHILD(t, v, c)
    if ((cs_rel(t, c, CS_REL_MARK) || cs_rel(t, c, CS_REL_ADVMOD)) && cs_word_in(cs_tok(t, c)->lower, list)) return true;
    return false;
}

/* The time of saying is all there is to date what is said: "in April 2022 it claimed that it had fired rockets". Only a month
 * or more counts, of which the event is likely a part; what somebody said on Monday did not happen on Monday. */
static int32_t spoken_in(const cs_tree *t, const bool *is_event, int32_t trigger) {
    int32_t v = cs_clause_of(t, trigger);
    for (int hops = 0; hops < 4 && v >= 0; hops++) {
        int32_t up = cs_tok(t, v)->head;
        if (up < 0) return -1;
        if (speech(t, up) && (cs_rel(t, v, CS_REL_CCOMP) || cs_rel(t, v, CS_REL_XCOMP) || cs_rel(t, v, CS_REL_CSUBJ))) {
            int32_t found = attached(t, is_event, up);
            return found >= 0 && exactness(&t->r->times.v[found]) > 0 ? found : -1;
        }
        v = cs_clause_of(t, up);
    }
    return -1;
}

int32_t cs_when_inherit(const cs_tree *t, const bool *is_event, int32_t trigger, cs_str *why) {
    int32_t v = cs_clause_of(t, trigger);
    for (int hops = 0; hops < 4 && v >= 0; hops++) {
        const cs_token *tok = cs_tok(t, v);
        int32_t up = tok->head;
        if (up < 0) return -1;
        bool participle = (tok->deprel == CS_REL_ADVCL || tok->deprel == CS_REL_ACL) && tok->feats.verbform != CS_VF_FIN &&
                          cs_subject_of(t, v) < 0 && tok->feats.verbform != CS_VF_INF;
        bool conjunct = tok->deprel == CS_REL_CONJ || tok->deprel == CS_REL_XCOMP;
        bool relative = tok->deprel == CS_REL_ACL_RELCL || tok->deprel == CS_REL_ACL;
        bool temporal = tok->deprel == CS_REL_ADVCL && has_mark(t, v, "when as while after before once");
        if (!participle && !conjunct && !relative && !temporal) return -1;
        if (speech(t, up) && !conjunct && !(participle && v == trigger)) return -1;
        int32_t found = attached(t, is_event, up);
        /* a relative clause takes only what its noun itself carries: "the bombing on 3 May that killed six" */
        if (found >= 0 && (!relative || participle || cs_above(t, up, head_of(t, &t->r->times.v[found])))) {
            because(why, temporal     ? "when:temporal-clause"
                         : participle ? "when:participle"
                         : conjunct   ? "when:conjunct"
                                      : "when:relative");
            return found;
        }
        v = cs_clause_of(t, up);
        if (relative || temporal) return -1;
    }
    return -1;
}

/* "the tenth anniversary of the bombing": it was years ago. */
static bool is_remembered(const cs_tree *t, int32_t trigger) {
    int32_t g = cs_tok(t, trigger)->head;
    return g >= 0 && cs_rel(t, trigger, CS_REL_NMOD) && cs_lemma_is(t, g, "anniversary");
}

/* "the deadliest attack since August", "the first raid since the truce": since when there was none like it, not when it was. */
static bool is_measured_by(const cs_tree *t, int32_t trigger, const cs_time *x) {
    if (!cs_time_is_open(x)) return false;
    CS_EACH_CHILD(t, trigger, c)
    if (cs_rel(t, c, CS_REL_AMOD) && cs_word_in(cs_tok(t, c)->lower, "first only")) return true;
    return cs_is_superlative(t, trigger);
}

int32_t cs_when(const cs_tree *t, const bool *is_event, int32_t trigger, cs_str *why) {
    int32_t own = attached(t, is_event, trigger);
    if (own >= 0 && is_measured_by(t, trigger, &t->r->times.v[own])) return -1;
    if (own >= 0 && is_remembered(t, trigger) && exactness(&t->r->times.v[own]) == 0) return -1; /* the day of remembrance */
    if (own >= 0) return because(why, "when:clause"), own;
    if (cs_rel(t, trigger, CS_REL_NMOD) && cs_tok(t, trigger)->head >= 0 && cs_lemma_is(t, cs_tok(t, trigger)->head, "toll"))
        return -1; /* "on Thursday, bringing the toll of the bombing to 14" */
    int32_t shared = cs_when_inherit(t, is_event, trigger, why);
    if (shared >= 0) return shared;
    int32_t alone = alone_in_sentence(t, is_event, trigger, &t->r->sentences.v[cs_tok(t, trigger)->sent]);
    if (alone >= 0) return because(why, "when:sentence"), alone;
    int32_t spoken = spoken_in(t, is_event, trigger);
    if (spoken >= 0) because(why, "when:said-in");
    return spoken;
}

/* ---- from the sentences before ---- */

enum { BACK_MAX = 3 }; /* sentences over which a told time is carried on */

/* A plain past of the main clause, or of what somebody says in it: the next step of what is being told. "had" goes back behind
 * it, a present or perfect leaves it. */
static bool goes_on(const cs_tree *t, int32_t trigger) {
    int32_t v = cs_clause_of(t, trigger);
    const cs_token *tok = cs_tok(t, v);
    if (trigger != v &&
        (cs_tok(t, trigger)->head != v ||
         !(cs_rel(t, trigger, CS_REL_OBJ) || cs_rel(t, trigger, CS_REL_NSUBJ) || cs_rel(t, trigger, CS_REL_NSUBJ_PASS))))
        return false;
    if (speech(t, v) || tok->upos != CS_UPOS_VERB) return false;
    bool was = false;
    CS_EACH_CHILD(t, v, c) {
        if (!cs_rel(t, c, CS_REL_AUX) && !cs_rel(t, c, CS_REL_AUX_PASS) && !cs_rel(t, c, CS_REL_COP)) continue;
        if (!cs_word_in(cs_tok(t, c)->lower, "was were")) return false;
        was = true;
    }
    if (!was && (tok->feats.tense != CS_TENSE_PAST || tok->feats.verbform != CS_VF_FIN)) return false;
    int32_t top = cs_conj_top(t, v);
    if (cs_rel(t, top, CS_REL_CCOMP) && cs_tok(t, top)->head >= 0 && speech(t, cs_tok(t, top)->head)) return true;
    return cs_rel(t, top, CS_REL_ROOT);
}

static bool names_time(const cs_reading *r, const cs_sentence *s) {
    for (ptrdiff_t i = 0; i < r->times.n; i++)
        if (r->times.v[i].tok_beg >= s->beg && r->times.v[i].tok_end <= s->end && usable(r, &r->times.v[i])) return true;
    return false;
}

/* A time that is known to have begun or ended on some day. */
static bool names_date(const cs_reading *r, const cs_sentence *s) {
    for (ptrdiff_t i = 0; i < r->times.n; i++) {
        const cs_time *x = &r->times.v[i];
        bool dated = x->begin != CS_DAY_NONE || x->end != CS_DAY_NONE;
        if (dated && x->tok_beg >= s->beg && x->tok_end <= s->end && usable(r, x)) return true;
    }
    return false;
}

int32_t cs_when_carried(const cs_tree *t, int32_t trigger, cs_str *why) {
    const cs_reading *r = t->r;
    int32_t at = cs_tok(t, trigger)->sent;
    if (!goes_on(t, trigger) || names_time(r, &r->sentences.v[at])) return -1;
    for (int32_t k = at - 1; k >= 0 && k >= at - BACK_MAX; k--) {
        const cs_sentence *s = &r->sentences.v[k];
        if (s->paragraph != r->sentences.v[at].paragraph || s->root < 0) return -1;
        if (!names_time(r, s)) continue;
        int32_t found = attached(t, NULL, s->root);
        if (found < 0 || exactness(&r->times.v[found]) > 0 || cs_tok(t, s->root)->feats.tense == CS_TENSE_PRES) return -1;
        because(why, "when:paragraph");
        return found;
    }
    return -1;
}

/* ---- from the heading above ---- */

/* The date that a heading is about: of its words a third at least; -1: none. */
static int32_t heading_date(const cs_reading *r, const cs_sentence *s, bool datelines) {
    if (!s->heading) return -1;
    for (ptrdiff_t i = 0; i < r->times.n; i++) {
        const cs_time *x = &r->times.v[i];
        if (!x->has_span || x->tok_beg < s->beg || x->tok_end > s->end || x->type != CS_TIME_DATE) continue;
        if (exactness(x) > 1 || (x->dateline && !datelines)) continue;
        return 3 * (x->tok_end - x->tok_beg) >= s->end - s->beg ? (int32_t)i : -1;
    }
    return -1;
}

int32_t cs_when_section(const cs_tree *t, int32_t trigger, cs_str *why) {
    const cs_reading *r = t->r;
    int32_t at = cs_tok(t, trigger)->sent, dated = 0;
    if (r->sentences.v[at].heading || names_time(r, &r->sentences.v[at])) return -1;
    for (ptrdiff_t k = 0; k < r->sentences.n && dated < 2; k++) dated += heading_date(r, &r->sentences.v[k], true) >= 0;
    for (int32_t k = at - 1; k >= 0 && dated; k--) {
        int32_t found = heading_date(r, &r->sentences.v[k], dated > 1);
        if (found >= 0) return because(why, k ? "when:section" : "when:document"), found;
    }
    return -1;
}

/* ---- time frame ---- */

enum { CS_FRAME_UNSURE_DAYS = 365 }; /* before the latest day that is named, where nothing dates the report */

static int32_t report_day(const cs_reading *r, bool *sure) {
    *sure = true;
    if (r->published != CS_DAY_NONE) return r->published;
    int32_t latest = CS_DAY_NONE;
    for (ptrdiff_t i = 0; i < r->times.n; i++) {
        const cs_time *x = &r->times.v[i];
        if (x->dateline && x->begin != CS_DAY_NONE) return x->begin;
        if (x->end != CS_DAY_NONE && x->begin == x->end && x->end > latest) latest = x->end;
    }
    *sure = false;
    return latest;
}

/* "had been killed in recent years", "over the past decades": of no one day, and begun long ago. */
static bool in_recent_years(const cs_tree *t, int32_t trigger) {
    const cs_sentence *s = &t->r->sentences.v[cs_tok(t, trigger)->sent];
    int32_t v = cs_clause_of(t, trigger);
    if (cs_tok(t, v)->feats.tense == CS_TENSE_PRES && cs_tok(t, v)->feats.verbform == CS_VF_FIN) return false;
    for (ptrdiff_t i = 0; i < t->r->times.n; i++) {
        const cs_time *x = &t->r->times.v[i];
        if (x->tok_beg < s->beg || x->tok_end > s->end || x->type != CS_TIME_DURATION) continue;
        if (x->tok_beg > 0 && cs_eq(cs_tok(t, x->tok_beg - 1)->lower, CS_LIT("of")))
            continue; /* "the largest of recent years" */
        bool years = false, recent = false, counted = false;
        for (int32_t k = x->tok_beg; k < x->tok_end; k++) {
            years |= cs_word_in(cs_tok(t, k)->lower, "years decades");
            recent |= cs_word_in(cs_tok(t, k)->lower, "recent past");
            counted |= cs_tok(t, k)->upos == CS_UPOS_NUM;
        }
        if (years && recent && !counted && distance(t, NULL, head_of(t, x), trigger, carrier(t, trigger), false) < STEP_FAR)
            return true;
    }
    return false;
}

/* A word that puts the clause into the past: an adverb of it, or "in the past", "years ago" among its times. */
static bool marked_past(const cs_tree *t, int32_t trigger) {
    int32_t v = cs_clause_of(t, trigger);
    const int32_t at[2] = { trigger, v };
    for (int k = 0; k < 2; k++) CS_EACH_CHILD(t, at[k], c)
    if (cs_word_in(cs_tok(t, c)->lower, "previously formerly historically originally previous past erstwhile")) return true;
    const cs_sentence *s = &t->r->sentences.v[cs_tok(t, trigger)->sent];
    for (ptrdiff_t i = 0; i < t->r->times.n; i++) {
        const cs_time *x = &t->r->times.v[i];
        if (x->tok_beg < s->beg || x->tok_end > s->end || !cs_eq(x->timex, CS_LIT("PAST_REF"))) continue;
        bool until = x->tok_beg > s->beg && cs_word_in(cs_tok(t, x->tok_beg - 1)->lower, "until till");
        if (!until && !cs_word_in(cs_tok(t, x->tok_end - 1)->lower, "past ago")) continue;
        if (distance(t, NULL, head_of(t, x), trigger, carrier(t, trigger), false) < STEP_FAR) return true;
    }
    return false;
}

bool cs_when_tells_of_now(const cs_tree *t, int32_t v) {
    CS_EACH_CHILD(t, v, c)
    if (cs_rel(t, c, CS_REL_AUX) || cs_rel(t, c, CS_REL_COP) || cs_rel(t, c, CS_REL_AUX_PASS)) {
        cs_str w = cs_tok(t, c)->lower;
        if (cs_word_in(w, "was were had did")) return false;
        if (cs_word_in(w, "has have 've is are am 's 're will")) return true;
    }
    return cs_tok(t, v)->feats.tense == CS_TENSE_PRES && cs_tok(t, v)->feats.verbform == CS_VF_FIN;
}

/* Wars that every reader knows to be over, by the last year of their fighting. */
static const struct {
    const char *name; /* lower case, blanks between words */
    int32_t year;
} WARS[] = { { "world war i", 1918 },        { "world war ii", 1945 },        { "world war two", 1945 },
             { "world war one", 1918 },      { "first world war", 1918 },     { "second world war", 1945 },
             { "korean war", 1953 },         { "vietnam war", 1975 },         { "cold war", 1991 },
             { "iran - iraq war", 1988 },    { "iran-iraq war", 1988 },       { "six-day war", 1967 },
             { "six - day war", 1967 },      { "yom kippur war", 1973 },      { "falklands war", 1982 },
             { "gulf war", 1991 },           { "spanish civil war", 1939 },   { "bosnian war", 1995 },
             { "kosovo war", 1999 },         { "biafran war", 1970 },         { "holocaust", 1945 },
             { "algerian war", 1962 },       { "rwandan genocide", 1994 },    { "armenian genocide", 1916 },
             { "american civil war", 1865 }, { "american revolution", 1783 }, { "bolshevik revolution", 1917 } };

/* Whether the words from tok on, to the end of the sentence at most, are those of the name. */
static bool names_war(const cs_reading *r, int32_t tok, int32_t end, const char *name) {
    cs_str rest = { name, (ptrdiff_t)strlen(name) };
    for (; rest.n && tok < end; tok++) {
        cs_str w = r->tokens.v[tok].lower;
        if (!cs_starts(rest, w) || (rest.n > w.n && rest.p[w.n] != ' ')) return false;
        rest = rest.n > w.n ? cs_cut(rest, w.n + 1, rest.n) : (cs_str){ 0 };
    }
    return !rest.n;
}

/* "captured during the Vietnam War", and the deed of whatever name stands in such a war: over long before the report. */
static bool in_old_war(const cs_tree *t, int32_t trigger, int32_t day) {
    enum { NAME_WORDS_MAX = 5 }; /* within which the word that a war's name hangs from is looked for */
    const cs_reading *r = t->r;
    const cs_sentence *s = &r->sentences.v[cs_tok(t, trigger)->sent];
    int32_t top = cs_clause_of(t, trigger);
    for (int32_t i = s->beg; i < s->end; i++)
        for (size_t k = 0; k < sizeof WARS / sizeof *WARS; k++) {
            if (!names_war(r, i, s->end, WARS[k].name)) continue;
            if (day != CS_DAY_NONE && cs_date_of(day).year <= WARS[k].year) continue;
            int32_t up = i;
            while (cs_tok(t, up)->head >= i && cs_tok(t, up)->head < s->end && up != cs_tok(t, up)->head &&
                   cs_tok(t, cs_tok(t, up)->head)->upos != CS_UPOS_VERB && cs_tok(t, up)->head < i + NAME_WORDS_MAX)
                up = cs_tok(t, up)->head;
            if (up == trigger || cs_rel(t, up, CS_REL_COMPOUND)) return up == trigger;
            int32_t g = cs_tok(t, up)->head;
            bool during = cs_rel(t, up, CS_REL_OBL) || cs_rel(t, up, CS_REL_NMOD);
            if (during && (g == trigger || (g == top && g >= 0)) && case_in(t, up, "during in throughout")) return true;
        }
    return false;
}

/* Inside a clause that only describes a noun: "marched for the men who died years ago". */
static bool below_noun(const cs_tree *t, int32_t time, int32_t trigger) {
    for (int32_t i = time; i >= 0 && !cs_above(t, i, trigger); i = cs_tok(t, i)->head)
        if (cs_rel(t, i, CS_REL_ACL) || cs_rel(t, i, CS_REL_ACL_RELCL)) return true;
    return false;
}

/* "was arrested over last year's blasts": the time of what a noun tells, which the clause does not happen in. */
static bool dates_other_noun(const cs_tree *t, int32_t time, int32_t trigger) {
    int32_t i = time;
    while (cs_rel(t, i, CS_REL_NMOD) || cs_rel(t, i, CS_REL_NMOD_POSS) || cs_rel(t, i, CS_REL_NMOD_UNMARKED) ||
           cs_rel(t, i, CS_REL_COMPOUND) || cs_rel(t, i, CS_REL_NUMMOD) || cs_rel(t, i, CS_REL_AMOD)) {
        i = cs_tok(t, i)->head;
        if (i < 0 || i == trigger || cs_above(t, i, trigger)) return false;
    }
    return i != time && cs_tok(t, i)->upos == CS_UPOS_NOUN &&
           (cs_lemma_is(t, i, "connection") || !case_in(t, i, "in during at throughout on"));
}

/* Every time that the sentence names is long before the report: so is what it tells without a time of its own. */
static bool sentence_is_old(const cs_tree *t, int32_t trigger, int32_t day) {
    enum { CENTURY_DAYS = 36000 };
    if (cs_when_tells_of_now(t, cs_clause_of(t, trigger))) return false;
    const cs_sentence *s = &t->r->sentences.v[cs_tok(t, trigger)->sent];
    bool any = false;
    for (ptrdiff_t i = 0; i < t->r->times.n && day != CS_DAY_NONE; i++) {
        const cs_time *x = &t->r->times.v[i];
        if (x->tok_beg < s->beg || x->tok_end > s->end || !usable(t->r, x) || below_noun(t, head_of(t, x), trigger)) continue;
        if (dates_other_noun(t, head_of(t, x), trigger)) continue;
        if (x->end == CS_DAY_NONE || x->end >= day - CS_FRAME_DAYS) return false;
        if (x->begin != CS_DAY_NONE && x->end - x->begin > CENTURY_DAYS) continue; /* "an 11th century temple" */
        any = true;
    }
    return any;
}

/* The sentence before tells of old times, and this one goes on without a time of its own. */
static bool paragraph_is_old(const cs_tree *t, int32_t trigger, int32_t day) {
    const cs_reading *r = t->r;
    int32_t at = cs_tok(t, trigger)->sent;
    if (at == 0 || day == CS_DAY_NONE || cs_when_tells_of_now(t, cs_clause_of(t, trigger)) ||
        names_date(r, &r->sentences.v[at]))
        return false;
    const cs_sentence *s = &r->sentences.v[at - 1];
    if (s->paragraph != r->sentences.v[at].paragraph || s->root < 0 || !names_time(r, s)) return false;
    int32_t found = attached(t, NULL, s->root);
    return found >= 0 && r->times.v[found].end != CS_DAY_NONE && r->times.v[found].end < day - CS_FRAME_DAYS;
}

/* What was announced long ago lies ahead of that day, not of the report's. */
static bool announced_long_ago(const cs_tree *t, int32_t trigger, int32_t day) {
    int32_t v = cs_clause_of(t, trigger);
    for (int n = 0; n < 3 && v >= 0 && day != CS_DAY_NONE; n++) {
        int32_t found = speech(t, v) ? attached(t, NULL, v) : -1, end = found < 0 ? CS_DAY_NONE : t->r->times.v[found].end;
        if (end != CS_DAY_NONE) return end < day - CS_FRAME_DAYS;
        v = cs_tok(t, v)->head < 0 ? -1 : cs_clause_of(t, cs_tok(t, v)->head);
    }
    return false;
}

/* "ten years ago": past, whenever it was written. */
static bool years_ago(const cs_tree *t, const cs_time *x) {
    bool years = false;
    for (int32_t i = x->tok_beg; i < x->tok_end; i++) years |= cs_lemma_in(t, i, "year decade century generation");
    return years && x->tok_end > x->tok_beg && cs_eq(cs_tok(t, x->tok_end - 1)->lower, CS_LIT("ago"));
}

cs_frame cs_time_frame(const cs_tree *t, int32_t trigger, int32_t when, cs_modality modality, cs_str *why) {
    const cs_reading *r = t->r;
    bool sure;
    int32_t day = report_day(r, &sure);
    if (!sure && day != CS_DAY_NONE) day -= CS_FRAME_UNSURE_DAYS - CS_FRAME_DAYS;
    const cs_time *x = when >= 0 ? &r->times.v[when] : NULL;
    bool dated = x && day != CS_DAY_NONE && (x->begin != CS_DAY_NONE || x->end != CS_DAY_NONE);
    bool ahead = modality == CS_MOD_PLANNED || modality == CS_MOD_HYPOTHETICAL || modality == CS_MOD_THREATENED;
    if (is_remembered(t, trigger) || (!ahead && in_old_war(t, trigger, day)))
        return because(why, "frame:known"), CS_FRAME_HISTORICAL;
    if (dated && sure && x->begin != CS_DAY_NONE && x->begin > day) return because(why, "frame:time-ahead"), CS_FRAME_FUTURE;
    if (dated && x->end != CS_DAY_NONE && x->end < day - CS_FRAME_DAYS)
        return because(why, "frame:time-past"), CS_FRAME_HISTORICAL;
    if (dated && ahead && x->end != CS_DAY_NONE && x->end < day) return because(why, "frame:time-near"), CS_FRAME_CURRENT;
    if (ahead && announced_long_ago(t, trigger, day)) return because(why, "frame:announced"), CS_FRAME_HISTORICAL;
    if (ahead) return because(why, "frame:modality"), CS_FRAME_FUTURE;
    if (dated) return because(why, "frame:time-near"), CS_FRAME_CURRENT;
    if (x && x->has_span && years_ago(t, x)) return because(why, "frame:word"), CS_FRAME_HISTORICAL;
    if (sentence_is_old(t, trigger, day)) return because(why, "frame:sentence"), CS_FRAME_HISTORICAL;
    if (paragraph_is_old(t, trigger, day)) return because(why, "frame:paragraph"), CS_FRAME_HISTORICAL;
    if (marked_past(t, trigger) || in_recent_years(t, trigger)) return because(why, "frame:word"), CS_FRAME_HISTORICAL;
    because(why, "frame:default");
    return CS_FRAME_CURRENT;
}
