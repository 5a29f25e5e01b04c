/* Counts of persons off noun phrases and words of result. The number is read off the words before the head (count.c), so a
 * parse that hangs "at least" elsewhere does no harm; the tree says what the head is, what is coordinated and what is only an
 * example ("including"). */
#include "decode/toll.h"
#include "decode/count.h"

/* ---- one noun phrase ---- */

typedef struct part {
    cs_count c;
    int32_t noun; /* token of what is counted ("soldiers" of "dozens of soldiers"), or -1 */
    bool bare;    /* a plural without a number */
    bool single;  /* one person, named or described */
} part;

static bool number_word(const cs_toll_view *x, int32_t i) {
    return cs_tok(x->t, i)->upos == CS_UPOS_NUM ||
           cs_word_in(cs_tok(x->t, i)->lower,
                      "dozen dozens score scores hundred hundreds thousand thousands million millions tens number couple "
                      "handful pair total several few many both all some none most half");
}

/* "dozens of soldiers", "one of the guards": the noun after "of", or -1. */
static int32_t of_noun(const cs_toll_view *x, int32_t i) {
    CS_EACH_CHILD(x->t, i, c) {
        if (c < i || !cs_rel(x->t, c, CS_REL_NMOD)) continue;
        int32_t k = cs_child(x->t, c, CS_REL_CASE);
        if (k >= 0 && cs_eq(cs_tok(x->t, k)->lower, CS_LIT("of"))) return c;
    }
    return -1;
}

static bool person_type(uint8_t type) {
    return type == CS_ENT_PERSON || type == CS_ENT_GROUP || type == CS_ENT_FORCE || type == CS_ENT_POPULATION;
}

/* "a family of five", "the bodies of 12 men": the number after "of" tells how many they are; else -1. */
static int32_t number_within(const cs_toll_view *x, int32_t noun) {
    if (!cs_lemma_in(x->t, noun, "family group crew household team gang band party body corpse life")) return -1;
    int32_t of = of_noun(x, noun);
    if (of < 0) return -1;
    if (cs_tok(x->t, of)->upos == CS_UPOS_NUM) return of;
    return cs_lemma_in(x->t, noun, "body corpse life") && cs_child(x->t, of, CS_REL_NUMMOD) >= 0 ? of : -1;
}

/* Whether the noun names persons: by the lexicon, by the entity, by words that count lives. */
static bool persons(const cs_toll_view *x, int32_t noun) {
    const cs_token *t = cs_tok(x->t, noun);
    if (cs_word_in(t->lemma, "life other body more lives others")) return true;
    const cs_lex_noun *n = cs_lexicon_noun_at(x->l, x->r, noun);
    if (n) return person_type(n->type);
    int32_t e = cs_entity_at(x->at, noun);
    if (x->lives && t->upos == CS_UPOS_NOUN && !cs_lexicon_is_thing(x->l, t->lemma) &&
        (e < 0 || x->r->entities.v[e].type == CS_ENT_OTHER))
        return true; /* "kidnapped three climbers" */
    if (e >= 0) return person_type(x->r->entities.v[e].type) || x->r->entities.v[e].type == CS_ENT_GOVERNMENT;
    return t->upos == CS_UPOS_PRON || cs_lexicon_demonym(x->l, t->form) != NULL;
}

static bool plural(const cs_token *t, const cs_lex_noun *n) {
    return t->feats.number == CS_NUM_PLUR || (n && (n->flags & CS_NOUN(PLURAL)));
}

/* "two gunmen opened fire before they were shot": as many as the sentence has told before. */
static bool told_before(const cs_toll_view *x, int32_t pronoun, part *p) {
    int32_t own = cs_entity_mention_at(x->at, pronoun), sent = cs_tok(x->t, pronoun)->sent;
    for (int32_t i = own - 1; i >= 0 && cs_tok(x->t, x->r->mentions.v[i].beg)->sent == sent; i--) {
        const cs_mention *m = &x->r->mentions.v[i];
        if (m->entity != x->r->mentions.v[own].entity || m->head >= pronoun) continue;
        if (cs_child(x->t, m->head, CS_REL_NUMMOD) >= 0 && cs_count_find(x->r, m->beg, m->head, &p->c)) return true;
    }
    return false;
}

/* Without a number: one for "he", a name or "a soldier"; an open two for "soldiers"; nothing for "them", a named group, a unit.
 */
static bool unnumbered(const cs_toll_view *x, int32_t noun, part *p) {
    const cs_token *t = cs_tok(x->t, noun);
    const cs_lex_noun *n = cs_lexicon_noun_at(x->l, x->r, noun);
    int32_t e = cs_entity_at(x->at, noun);
    bool one = false, many = false;
    if (t->upos == CS_UPOS_PRON) {
        one = cs_word_in(t->lower, "he him she her himself herself me i someone somebody one another");
        if (cs_word_in(t->lower, "they them") && told_before(x, noun, p)) return true;
    } else if (t->upos == CS_UPOS_PROPN) {
        if (n && n->type == CS_ENT_PERSON)
            many = plural(t, n), one = !many; /* "TWO SOLDIERS" of a report in capitals */
        else if (e >= 0)
            one = x->r->entities.v[e].type == CS_ENT_PERSON && !x->r->entities.v[e].plural;
        if (!one && !many) many = cs_lexicon_demonym(x->l, t->form) && t->feats.number == CS_NUM_PLUR;
    } else if (plural(t, n)) {
        many = true;
    } else {
        one = (n ? n->type == CS_ENT_PERSON && !(n->flags & CS_NOUN(COLLECTIVE))
                 : e >= 0 && x->r->entities.v[e].type == CS_ENT_PERSON) ||
              cs_eq(t->lemma, CS_LIT("life"));
    }
    if (!one && !many) return false;
    int64_t v = one ? 1 : 2;
    p->c = (cs_count){ v, v, one ? 1 : CS_COUNT_NONE, noun, noun + 1 };
    p->single = one;
    p->bare = many;
    return true;
}

/* First token of the phrase before its head, without the preposition and what owns it. */
static int32_t phrase_start(const cs_toll_view *x, int32_t head) {
    int32_t beg = x->t->left[head];
    CS_EACH_CHILD(x->t, head, c) {
        if (c > head) break;
        if (cs_rel(x->t, c, CS_REL_NMOD_POSS) && x->t->right[c] > beg) beg = x->t->right[c];
    }
    return beg < head ? beg : head;
}

/* "At least two people", "as many as 50", where the parse hangs "at least" elsewhere: its words stand right before. */
static int32_t with_bound(const cs_toll_view *x, int32_t beg) {
    if (beg > 2 && cs_tok(x->t, beg - 3)->sent == cs_tok(x->t, beg)->sent &&
        cs_word_in(cs_tok(x->t, beg - 2)->lower, "many few") && cs_eq(cs_tok(x->t, beg - 3)->lower, CS_LIT("as")) &&
        cs_eq(cs_tok(x->t, beg - 1)->lower, CS_LIT("as")))
        return beg - 3;
    if (beg < 2 || cs_tok(x->t, beg - 2)->sent != cs_tok(x->t, beg)->sent) return beg;
    cs_str a = cs_tok(x->t, beg - 2)->lower, b = cs_tok(x->t, beg - 1)->lower;
    bool bound = (cs_eq(a, CS_LIT("at")) && cs_word_in(b, "least most")) ||
                 (cs_word_in(a, "more less fewer") && cs_eq(b, CS_LIT("than"))) ||
                 (cs_eq(a, CS_LIT("up")) && cs_eq(b, CS_LIT("to")));
    return bound ? beg - 2 : beg;
}

/* The number of whom a noun after "of" is told: "dozens" for the villagers of "dozens of villagers"; else the noun itself. */
static int32_t number_of(const cs_toll_view *x, int32_t noun) {
    int32_t head = cs_tok(x->t, noun)->head;
    if (cs_child(x->t, noun, CS_REL_NUMMOD) >= 0) return noun; /* "16 of the 28 pupils": of the pupils 28 */
    return head >= 0 && head < noun && number_word(x, head) && of_noun(x, head) == noun ? head : noun;
}

/* "two families", "three patrols": so many bodies of nobody knows how many persons. */
static bool counts_bodies(const cs_toll_view *x, int32_t noun) {
    const cs_lex_noun *n = cs_lexicon_noun_at(x->l, x->r, noun);
    if (!n || !(n->flags & CS_NOUN(COLLECTIVE)) || (n->flags & CS_NOUN(PLURAL))) return false;
    return cs_tok(x->t, noun)->feats.number == CS_NUM_PLUR &&
           !cs_lemma_in(x->t, noun, "force crew reinforcement minority body");
}

static bool one_phrase(const cs_toll_view *x, int32_t head, part *p) {
    head = number_of(x, head);
    *p = (part){ .noun = head };
    int32_t within = number_within(x, head);
    if (within >= 0 && cs_count_find(x->r, phrase_start(x, within), within + 1, &p->c)) return true;
    int32_t of = number_word(x, head) ? of_noun(x, head) : -1;
    bool numeral = number_word(x, head) && cs_tok(x->t, head)->upos != CS_UPOS_PRON;
    if (of >= 0 && number_word(x, of) && cs_tok(x->t, of)->upos != CS_UPOS_NUM)
        numeral = true, p->noun = -1; /* "tens of thousands" by themselves */
    else if (of >= 0)
        p->noun = of;
    else if (numeral)
        p->noun = -1;
    if (p->noun >= 0 && !persons(x, p->noun)) return false;
    int32_t end = p->noun < 0 && of >= 0 ? of + 1 : numeral || of >= 0 ? head + 1 : head;
    if (p->noun >= 0 && of == p->noun && cs_eq(cs_tok(x->t, head + 1)->lower, CS_LIT("of"))) end++; /* "a couple of guards" */
    if (cs_count_find(x->r, with_bound(x, phrase_start(x, head)), end, &p->c)) {
        if (of >= 0 && cs_tok(x->t, of)->upos == CS_UPOS_NUM) return false;
        return p->noun < 0 || !counts_bodies(x, p->noun);
    }
    if (numeral) return false;
    return unnumbered(x, p->noun, p);
}

/* ---- with conjuncts ---- */

static int result_effect(const cs_toll_view *x, int32_t i);

static uint8_t status_of(const cs_toll_view *x, int32_t noun) {
    if (noun < 0) return CS_STATUS_UNKNOWN;
    const cs_lex_noun *n = cs_lexicon_noun_at(x->l, x->r, noun);
    uint32_t flags = n ? n->flags : 0;
    int32_t e = cs_entity_at(x->at, noun);
    if (!n && e >= 0) flags = x->r->entities.v[e].nouns;
    if (flags & CS_NOUN(PERPETRATOR)) return CS_STATUS_PERPETRATOR;
    if ((flags & CS_NOUN(ARMED)) || (e >= 0 && x->r->entities.v[e].type == CS_ENT_FORCE)) return CS_STATUS_COMBATANT;
    return flags & CS_NOUN(CIVILIAN) ? CS_STATUS_CIVILIAN : CS_STATUS_UNKNOWN;
}

static void add_group(int64_t *to, const cs_count *c) {
    if (c->best == CS_COUNT_NONE) return;
    *to = (*to == CS_COUNT_NONE ? 0 : *to) + c->best;
}

/* "two women", "three children" in what is counted, or in what it includes. */
static void women_and_children(const cs_toll_view *x, const part *p, cs_toll *out) {
    if (p->noun < 0 || p->bare) return;
    const cs_lex_noun *n = cs_lexicon_noun_at(x->l, x->r, p->noun);
    if (!n) return;
    if (n->flags & CS_NOUN(CHILD))
        add_group(&out->children, &p->c);
    else if (n->gender == 'f' && n->type == CS_ENT_PERSON)
        add_group(&out->women, &p->c);
}

/* "including", "among them": a phrase that gives examples. */
static bool example(const cs_toll_view *x, int32_t tok) {
    CS_EACH_CHILD(x->t, tok, c)
    if ((cs_rel(x->t, c, CS_REL_CASE) || cs_rel(x->t, c, CS_REL_MARK)) &&
        cs_word_in(cs_tok(x->t, c)->lower, "including among incl. like"))
        return true;
    return cs_lemma_is(x->t, tok, "include");
}

/* Adds women and children of "including two women and a child", whose parts hang on the head as nmod, acl or obl. */
static void examples(const cs_toll_view *x, int32_t head, cs_toll *out) {
    CS_EACH_CHILD(x->t, head, c) {
        if (c < head || !example(x, c)) continue;
        int32_t first = cs_lemma_is(x->t, c, "include") ? cs_child(x->t, c, CS_REL_OBJ) : c;
        if (first < 0) continue;
        part p;
        if (one_phrase(x, first, &p)) women_and_children(x, &p, out);
        CS_EACH_CHILD(x->t, first, k)
        if (cs_rel(x->t, k, CS_REL_CONJ) && one_phrase(x, k, &p)) women_and_children(x, &p, out);
    }
}

static void to_toll(cs_toll *out, const cs_count *c) {
    out->low = c->low;
    out->best = c->best;
    out->high = c->high;
}

static int verb_effect(const cs_toll_view *x, int32_t i);

/* "two killed and three others wounded": the conjunct's participle tells of it alone. */
static bool has_result(const cs_toll_view *x, int32_t noun) {
    CS_EACH_CHILD(x->t, noun, c)
    if (cs_rel(x->t, c, CS_REL_ACL) && verb_effect(x, c) >= 0) return true;
    return false;
}

/* "and union leader Ana Ruiz", title and name both in the list: the name counts. */
static bool is_told_by_name(const cs_toll_view *x, int32_t title) {
    int32_t name = title + 1;
    if (cs_tok(x->t, title)->upos != CS_UPOS_NOUN || name >= x->r->tokens.n || !cs_rel(x->t, name, CS_REL_CONJ)) return false;
    part p;
    return cs_tok(x->t, name)->head == cs_tok(x->t, title)->head && cs_tok(x->t, name)->upos == CS_UPOS_PROPN &&
           one_phrase(x, name, &p);
}

bool cs_toll_count(const cs_toll_view *x, int32_t token, cs_toll *out, bool *bare) {
    part p, q;
    *out = (cs_toll){ .of = -1, .women = CS_COUNT_NONE, .children = CS_COUNT_NONE };
    if (!one_phrase(x, token, &p)) return false;
    cs_count sum = p.c;
    int32_t last = p.noun >= 0 && p.noun > token ? p.noun : token;
    bool all_bare = p.bare;
    out->status = status_of(x, p.noun);
    out->of = p.noun >= 0 ? cs_entity_at(x->at, p.noun) : -1;
    women_and_children(x, &p, out);
    CS_EACH_CHILD(x->t, token, c) {
        /* not "67 dead and 9 wounded" */
        if (!cs_rel(x->t, c, CS_REL_CONJ) || (x->until && c > x->until) || cs_is_same_one(x->t, c) || is_told_by_name(x, c) ||
            result_effect(x, c) >= 0 || has_result(x, c) || !one_phrase(x, c, &q))
            continue;
        if (status_of(x, q.noun) != out->status) out->status = CS_STATUS_UNKNOWN;
        if (q.noun > last) last = q.noun;
        int32_t wide = x->at->wide[token];
        if (wide >= 0) out->of = x->r->mentions.v[wide].entity;
        if (q.bare) continue; /* "12 men and women" is twelve, "men and women" no more than a plural */
        sum = all_bare ? cs_count_add(q.c, (cs_count){ 2, 2, CS_COUNT_NONE, sum.beg, sum.end }) : cs_count_add(sum, q.c);
        all_bare = false;
        women_and_children(x, &q, out);
    }
    examples(x, token, out);
    if (bare) *bare = all_bare;
    to_toll(out, &sum);
    int32_t first = sum.beg < token ? sum.beg : token;
    if (sum.end - 1 > last) last = sum.end - 1;
    out->span = (cs_span){ cs_tok(x->t, first)->span.beg, cs_tok(x->t, last)->span.end };
    return true;
}

/* ---- one list, each effect once ---- */

/* bare: a plural without number, which a number replaces. A crowd is told by a number only. */
static void keep(cs_tolls *out, cs_arena *perm, const cs_toll *toll, bool bare) {
    for (ptrdiff_t i = 0; i < out->n; i++) {
        cs_toll *t = &out->v[i];
        if (t->effect != toll->effect) continue;
        bool was_bare = t->low == 2 && t->best == 2 && t->high == CS_COUNT_NONE;
        if (was_bare && !bare) *t = *toll;
        return;
    }
    if (toll->effect == CS_EFFECT_CROWD && (bare || toll->best == 1)) return;
    *CS_PUSH(perm, out) = *toll;
}

static int verb_effect(const cs_toll_view *x, int32_t i) {
    if (cs_lemma_in(x->t, i, "kill die dead slay murder massacre")) return CS_EFFECT_KILLED;
    if (cs_lemma_in(x->t, i, "wound injure hurt maim wounded injured")) return CS_EFFECT_WOUNDED;
    return CS_EFFECT_NONE;
}

static bool has_own_victim(const cs_toll_view *x, int32_t verb) {
    return cs_child(x->t, verb, CS_REL_OBJ) >= 0 || cs_child(x->t, verb, CS_REL_NSUBJ_PASS) >= 0 ||
           cs_subject_of(x->t, verb) >= 0;
}

static bool mixed_pair(const cs_toll_view *x, int32_t a, int32_t b) {
    int ea = verb_effect(x, a), eb = verb_effect(x, b);
    if (ea < 0 || eb < 0 || ea == eb) return false;
    for (int32_t i = a < b ? a + 1 : b + 1; i < (a < b ? b : a); i++) /* "12 dead and 40 wounded" */
        if (cs_tok(x->t, i)->upos == CS_UPOS_NUM || cs_word_in(cs_tok(x->t, i)->lower, CS_COUNT_PLURALS)) return false;
    return !(has_own_victim(x, a) && has_own_victim(x, b));
}

/* "killed and injured" of one number: a coordinated word of the other effect without victims of its own. */
static bool mixed(const cs_toll_view *x, int32_t trigger) {
    const cs_token *t = cs_tok(x->t, trigger);
    if (t->deprel == CS_REL_CONJ && t->head >= 0 && mixed_pair(x, t->head, trigger)) return true;
    CS_EACH_CHILD(x->t, trigger, c)
    if (cs_rel(x->t, c, CS_REL_CONJ) && mixed_pair(x, trigger, c)) return true;
    return false;
}

/* Whether one of the victims before i already holds this one: a conjunct, or an example of it. */
static bool held(const cs_toll_view *x, const int32_t *victims, int32_t i) {
    for (int32_t k = 0; k < i; k++)
        if (victims[k] >= 0 && victims[i] != victims[k] && cs_above(x->t, victims[k], victims[i])) return true;
    return false;
}

void cs_toll_of(const cs_toll_view *x, int32_t trigger, int effect, const int32_t *victims, int32_t n, cs_tolls *out,
                cs_arena *perm) {
    if (effect < 0) return;
    bool both = mixed(x, trigger);
    cs_toll_view person = *x;
    person.lives = cs_lemma_in(x->t, trigger, "kidnap abduct arrest detain jail");
    x = &person;
    for (int32_t i = 0; i < n; i++) {
        if (victims[i] < 0 || held(x, victims, i)) continue;
        int32_t tok = victims[i], before = x->at->antecedent[tok];
        if (before >= 0) tok = before; /* "two brothers who were killed" */
        cs_toll toll;
        bool bare;
        person.until = before >= 0 || cs_is_clause_of(x->t, trigger, tok) ? trigger : 0; /* "X, who was shot, and his wife" */
        if (!cs_toll_count(x, tok, &toll, &bare)) continue;
        if (both && toll.best != 1) return;
        toll.effect = (uint8_t)effect;
        keep(out, perm, &toll, bare);
    }
}

/* ---- words of result ---- */

/* Whether the way up from tok to the clause meets no clause with a subject of its own. */
static bool in_clause(const cs_toll_view *x, int32_t clause, int32_t tok) {
    for (int32_t i = tok; i != clause; i = cs_tok(x->t, i)->head) {
        if (i < 0) return false;
        cs_deprel rel = (cs_deprel)cs_tok(x->t, i)->deprel;
        bool verbless = rel == CS_REL_PARATAXIS && cs_tok(x->t, i)->upos != CS_UPOS_VERB; /* "bombs village, 14 dead" */
        bool other = rel == CS_REL_CCOMP || (rel == CS_REL_PARATAXIS && !verbless) || rel == CS_REL_ACL_RELCL ||
                     (rel == CS_REL_ADVCL && cs_subject_of(x->t, i) >= 0);
        int32_t subject = cs_subject_of(x->t, i);
        if (rel == CS_REL_CONJ && verb_effect(x, i) >= 0 &&
            (verb_effect(x, cs_tok(x->t, i)->head) >= 0 || (subject >= 0 && number_word(x, subject))))
            continue; /* "and nine were hurt", "left 12 dead and dozens wounded" */
        if (other || (rel == CS_REL_CONJ && cs_subject_of(x->t, i) >= 0)) return false;
    }
    return true;
}

static int result_effect(const cs_toll_view *x, int32_t i) {
    const cs_token *t = cs_tok(x->t, i);
    if (t->upos == CS_UPOS_ADP || t->upos == CS_UPOS_AUX) return CS_EFFECT_NONE;
    if (cs_eq(t->lower, CS_LIT("toll")) && cs_child(x->t, i, CS_REL_COMPOUND) < 0) return CS_EFFECT_KILLED;
    if (cs_word_in(t->lower, "dead deaths death fatalities fatality killed")) return CS_EFFECT_KILLED;
    if (cs_word_in(t->lower, "wounded injured hurt injuries injury")) return CS_EFFECT_WOUNDED;
    if (cs_word_in(t->lower, "missing")) return CS_EFFECT_MISSING;
    if (cs_word_in(t->lower, "homeless displaced")) return CS_EFFECT_DISPLACED;
    return CS_EFFECT_NONE;
}

/* "a death toll of 12", "the death toll rose to 12": the number, or -1. */
static int32_t toll_number(const cs_toll_view *x, int32_t toll) {
    int32_t of = of_noun(x, toll), verb = cs_tok(x->t, toll)->head;
    if (of >= 0 && (number_word(x, of) || cs_child(x->t, of, CS_REL_NUMMOD) >= 0)) return of;
    bool subject = cs_is_subject((cs_deprel)cs_tok(x->t, toll)->deprel);
    bool raised = cs_rel(x->t, toll, CS_REL_OBJ) && cs_lemma_in(x->t, verb, "bring raise push take put increase lift");
    if (verb < 0 || (!subject && !raised)) return -1; /* "bringing the death toll to 14" */
    if (number_word(x, verb)) return verb;            /* "the death toll is 12" */
    CS_EACH_CHILD(x->t, verb, c)
    if (c > verb && (cs_rel(x->t, c, CS_REL_OBL) || cs_rel(x->t, c, CS_REL_OBJ)) && number_word(x, c)) return c;
    return -1;
}

/* The noun phrase whose number the word of result at i tells, or -1; *itself: the number stands before the word itself. */
static int32_t counted_by(const cs_toll_view *x, int32_t i, bool *itself) {
    const cs_token *t = cs_tok(x->t, i);
    *itself = false;
    if (cs_eq(t->lower, CS_LIT("toll"))) return toll_number(x, i);
    if (cs_eq(t->lower, CS_LIT("death")) && t->head >= 0 && t->deprel == CS_REL_COMPOUND && cs_lemma_is(x->t, t->head, "toll"))
        return toll_number(x, t->head);
    if (cs_word_in(t->lower, "death deaths injury injuries")) {
        int32_t of = of_noun(x, i);
        if (of >= 0) return of;
    }
    if (t->deprel == CS_REL_XCOMP && t->head >= 0) { /* "left six people dead" */
        int32_t obj = cs_child(x->t, t->head, CS_REL_OBJ);
        if (obj >= 0) return obj;
    }
    if ((t->deprel == CS_REL_ACL || t->deprel == CS_REL_AMOD) && t->head >= 0 && t->head < i)
        return t->head; /* "ten people killed" */
    *itself = true;
    return i;
}

/* "67 dead": the count before the word itself. */
static bool self_count(const cs_toll_view *x, int32_t i, cs_toll *out) {
    cs_count c;
    int32_t beg = phrase_start(x, i);
    if (beg == i && i > 0 && cs_tok(x->t, i - 1)->sent == cs_tok(x->t, i)->sent && cs_tok(x->t, i - 1)->upos == CS_UPOS_NUM)
        beg = i - 1;
    if (!cs_count_find(x->r, beg, i, &c)) return false;
    for (int32_t k = c.end; k < i; k++) /* "12 more dead", not "three strikes left dead" */
        if (cs_tok(x->t, k)->upos != CS_UPOS_ADV && cs_tok(x->t, k)->upos != CS_UPOS_ADJ) return false;
    *out = (cs_toll){ .of = cs_entity_at(x->at, i), .women = CS_COUNT_NONE, .children = CS_COUNT_NONE };
    to_toll(out, &c);
    out->span = (cs_span){ cs_tok(x->t, c.beg)->span.beg, cs_tok(x->t, i)->span.end };
    return true;
}

/* "60 dead and wounded", "no deaths or injuries": a number before the first word only. */
static int32_t shared_number(const cs_toll_view *x, int32_t i) {
    const cs_token *t = cs_tok(x->t, i);
    return t->deprel == CS_REL_CONJ && t->head >= 0 && result_effect(x, t->head) >= 0 &&
                   result_effect(x, t->head) != result_effect(x, i)
               ? t->head
               : -1;
}

/* "and dozens wounded", "nine were hurt": the subject of a participle without object. What is active is its trigger's. */
static int32_t participle_subject(const cs_toll_view *x, int32_t i) {
    bool state = cs_eq(cs_tok(x->t, i)->lower, CS_LIT("missing")); /* "were missing" is no progressive */
    if (cs_child(x->t, i, CS_REL_OBJ) >= 0 || (!state && cs_child(x->t, i, CS_REL_AUX) >= 0)) return -1;
    int32_t passive = cs_child(x->t, i, CS_REL_NSUBJ_PASS);
    return passive >= 0 ? passive : cs_child(x->t, i, CS_REL_NSUBJ);
}

static void result_word(const cs_toll_view *x, int32_t i, cs_tolls *out, cs_arena *perm) {
    int effect = result_effect(x, i);
    bool itself = false, bare = false, verb = cs_tok(x->t, i)->upos != CS_UPOS_NOUN && has_own_victim(x, i);
    cs_toll toll;
    if (effect < 0) return;
    int32_t noun = verb ? participle_subject(x, i) : counted_by(x, i, &itself), first = shared_number(x, i);
    if (noun < 0) return;
    if (itself) {
        cs_toll own;
        bool has = self_count(x, i, &own), none = false;
        if (!has && first >= 0) has = none = self_count(x, first, &own) && own.best == 0; /* "no deaths or injuries" */
        if (!has) return;
        CS_EACH_CHILD(x->t, i, c) /* "60 dead and wounded": one number for both */
        if (own.best > 0 && shared_number(x, c) == i && !self_count(x, c, &toll)) return;
        toll = own;
    } else if (!cs_toll_count(x, noun, &toll, &bare) || (noun != i && mixed(x, i))) {
        return;
    }
    toll.effect = (uint8_t)effect;
    keep(out, perm, &toll, bare);
}

/* "no casualties": none dead and none wounded. A number of casualties is no toll of either. */
static void no_casualties(const cs_toll_view *x, int32_t i, cs_tolls *out, cs_arena *perm) {
    cs_toll toll;
    if (!self_count(x, i, &toll) || toll.best != 0) return;
    toll.effect = CS_EFFECT_KILLED;
    keep(out, perm, &toll, false);
    toll.effect = CS_EFFECT_WOUNDED;
    keep(out, perm, &toll, false);
}

void cs_toll_in_clause(const cs_toll_view *x, int32_t trigger, cs_tolls *out, cs_arena *perm) {
    int32_t clause = cs_clause_of(x->t, trigger);
    for (int32_t i = x->t->left[clause]; i < x->t->right[clause]; i++) {
        bool counts = cs_tok(x->t, i)->upos == CS_UPOS_NOUN && cs_word_in(cs_tok(x->t, i)->lower, "toll deaths fatalities");
        if ((i == trigger && !counts) || !in_clause(x, clause, i)) continue;
        if (i == clause && x->told && x->told[i]) continue; /* "four were killed in a blast": told of the killing */
        if (cs_word_in(cs_tok(x->t, i)->lower, "casualty casualties"))
            no_casualties(x, i, out, perm);
        else
            result_word(x, i, out, perm);
    }
}
