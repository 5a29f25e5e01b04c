/* Nouns and what hangs from them: which noun a phrase, a title or a clause belongs to, against the parser. */
#include "decode/syntax_mend.h"
#include "decode/tree.h"

/* "the emir Ayman al-Zawahiri was killed", title and name both as the verb's: the name stands for the one who bears the title.
 */
static void mend_titled(cs_reading *r, int32_t title) {
    cs_token *v = r->tokens.v;
    int32_t name = title + 1;
    if (name >= (int32_t)r->tokens.n || v[name].sent != v[title].sent || v[name].upos != CS_UPOS_PROPN ||
        v[title].upos != CS_UPOS_NOUN)
        return;
    if (v[name].head != v[title].head || v[name].head < 0 || v[name].deprel != v[title].deprel) return;
    if (v[name].deprel != CS_REL_NSUBJ && v[name].deprel != CS_REL_NSUBJ_PASS) return;
    v[name].head = title;
    v[name].deprel = CS_REL_APPOS;
}

/* "claimed responsibility for the murder", the murder hung on "claimed": what one answers for is the noun's. */
static void mend_responsibility(cs_reading *r, int32_t deed) {
    cs_token *v = r->tokens.v;
    int32_t verb = v[deed].head,
            noun = v[deed].deprel == CS_REL_OBL && verb >= 0 ? cs_mend_child_in(r, verb, CS_REL_OBJ, verb + 1, deed) : -1;
    if (noun < 0 || !cs_word_in(v[noun].lemma, "responsibility credit blame")) return;
    int32_t prep = cs_mend_child_in(r, deed, CS_REL_CASE, noun + 1, deed);
    if (prep != noun + 1 || !cs_word_in(v[prep].lower, "for")) return;
    v[deed].head = noun;
    v[deed].deprel = CS_REL_NMOD;
}

/* "wounding ten people, one of them critically": those after the comma are of whom the verb has told. */
static void mend_some_of_them(cs_reading *r, int32_t word) {
    cs_token *v = r->tokens.v;
    int32_t verb = v[word].head;
    if (word + 2 >= (int32_t)r->tokens.n || verb < 0 || verb >= word || word == 0 || v[word - 1].upos != CS_UPOS_PUNCT) return;
    if (v[word].deprel != CS_REL_NSUBJ && v[word].deprel != CS_REL_NSUBJ_PASS) return;
    if (!cs_eq(v[word + 1].lower, CS_LIT("of")) || !cs_word_in(v[word + 2].lower, "them whom")) return;
    int32_t told = cs_mend_child_in(r, verb, CS_REL_OBJ, verb, word);
    if (told < 0) told = cs_mend_child_in(r, verb, CS_REL_NSUBJ_PASS, cs_mend_begin_near(r, verb), verb);
    if (told < 0 || told == word) return;
    v[word].head = told;
    v[word].deprel = CS_REL_APPOS;
}

/* "In the areas that X controls, Y has safe haven", Y read as the haven's: no verb parts an owner from what is owned. */
static void mend_possessor(cs_reading *r, int32_t noun) {
    cs_token *v = r->tokens.v;
    int32_t owned = v[noun].head, verb = owned < 0 ? -1 : v[owned].head;
    if (v[noun].deprel != CS_REL_NMOD_POSS || verb <= noun || verb >= owned || v[verb].upos != CS_UPOS_VERB ||
        v[owned].deprel != CS_REL_OBJ || cs_mend_has_child(r, noun, CS_REL_CASE) || cs_mend_has_subject(r, verb))
        return;
    if (v[noun].upos != CS_UPOS_NOUN && v[noun].upos != CS_UPOS_PROPN) return;
    v[noun].head = verb;
    v[noun].deprel = CS_REL_NSUBJ;
}

/* "Ana Ruiz, commander, Third Brigade": what follows a bare title says of what it is one, not who she is. */
static void mend_title(cs_reading *r, int32_t name) {
    cs_token *v = r->tokens.v;
    int32_t who = v[name].head, title = -1;
    if (v[name].upos != CS_UPOS_PROPN || v[name].deprel != CS_REL_APPOS || who < 0 || who > name) return;
    for (int32_t i = who + 1; i < name; i++) {
        if (v[i].head == who && v[i].deprel == CS_REL_APPOS) title = i;
        if (title >= 0 && i != title && v[i].upos != CS_UPOS_PUNCT && v[i].head != name) return;
    }
    if (title < 0 || v[title].upos != CS_UPOS_NOUN || v[title - 1].upos != CS_UPOS_PUNCT ||
        v[title + 1].upos != CS_UPOS_PUNCT ||
        !cs_word_in(v[title].lemma, "commander leader chief head director president chairman secretary minister governor"))
        return;
    v[name].head = title;
}

/* "the bombing in Quetta, which wounded eight": a town wounds nobody; what is in it does. */
static void mend_relative(cs_reading *r, int32_t verb) {
    cs_token *v = r->tokens.v;
    int32_t place = v[verb].head;
    if (v[verb].deprel != CS_REL_ACL_RELCL || place < 0 || place > verb || v[place].upos != CS_UPOS_PROPN ||
        !cs_word_in(v[verb].lemma, "kill wound injure leave claim damage destroy"))
        return;
    int32_t subject = cs_mend_child_in(r, verb, CS_REL_NSUBJ, place + 1, verb), noun = v[place].head;
    int32_t in = cs_mend_child_in(r, place, CS_REL_CASE, cs_mend_begin_near(r, place), place);
    if (subject < 0 || in < 0 || noun < 0 || !cs_word_in(v[subject].lower, "which that") ||
        !cs_word_in(v[in].lower, "in at near outside inside on"))
        return;
    if (v[place].deprel != CS_REL_NMOD || v[noun].upos != CS_UPOS_NOUN || cs_mend_is_above(r, verb, noun)) return;
    v[verb].head = noun;
}

/* Whether the noun tells a deed by its form or is one of those that do. */
static bool of_deed(const cs_token *t) {
    if (t->upos != CS_UPOS_NOUN) return false;
    return (t->lemma.n > 5 && (cs_ends(t->lower, CS_LIT("ing")) || cs_ends(t->lower, CS_LIT("ings")))) ||
           cs_word_in(t->lemma,
                      "attack raid strike assault airstrike murder massacre assassination execution arrest abduction capture "
                      "seizure rape slaughter kidnap detention destruction invasion occupation siege ambush");
}

/* "the shelling of a hospital in Taiz by rebel forces": who did the deed, hung from the place or the victim. */
static void mend_by_phrase(cs_reading *r, int32_t by) {
    cs_token *v = r->tokens.v;
    int32_t doer = v[by].head;
    if (!cs_eq(v[by].lower, CS_LIT("by")) || v[by].deprel != CS_REL_CASE || doer < by || v[doer].deprel != CS_REL_NMOD) return;
    int32_t up = v[doer].head, of = -1;
    for (int n = 0; n < 3 && up >= 0 && up < by; n++, up = v[up].head) {
        if (of_deed(&v[up])) break;
        if (v[up].deprel != CS_REL_NMOD) return;
        int32_t prep = cs_mend_child_in(r, up, CS_REL_CASE, cs_mend_begin_near(r, up), up);
        if (prep < 0) return;
        if (cs_word_in(v[prep].lower, "of on against"))
            of = up;
        else if (!cs_word_in(v[prep].lower, "in at near outside inside from"))
            return;
    }
    if (of < 0 || up < 0 || up >= by || !of_deed(&v[up]) || v[doer].head == up) return;
    v[doer].head = up;
}

/* "in air strikes on hideouts": right after the deed's noun, "on" and "against" tell against whom it was. */
static void mend_against(cs_reading *r, int32_t on) {
    cs_token *v = r->tokens.v;
    int32_t noun = on - 1, whom = v[on].head;
    if (on == 0 || !cs_word_in(v[on].lower, "on against") || v[on].deprel != CS_REL_CASE || whom < on) return;
    if (v[whom].deprel != CS_REL_OBL || v[whom].head != v[noun].head || v[noun].deprel != CS_REL_OBL || !of_deed(&v[noun]))
        return;
    if (v[whom].upos == CS_UPOS_NUM || cs_mend_measures(&v[whom])) return;
    if (cs_word_in(v[whom].lower, "monday tuesday wednesday thursday friday saturday sunday")) return;
    v[whom].head = noun;
    v[whom].deprel = CS_REL_NMOD;
}

/* "killed in shooting at mosque": after a preposition, without object or subject, the deed is a noun. */
static void mend_gerund(cs_reading *r, int32_t word) {
    cs_token *v = r->tokens.v;
    if (word == 0 || v[word].upos != CS_UPOS_VERB || !cs_word_in(v[word].lower, "shooting bombing fighting shelling stabbing"))
        return;
    int32_t prep = word - 1;
    if (v[prep].upos == CS_UPOS_VERB && v[word].head == prep && v[word].deprel == CS_REL_XCOMP &&
        cs_word_in(v[prep].lemma, "flee escape survive") && !cs_mend_has_child(r, word, CS_REL_OBJ)) { /* "fled fighting" */
        v[word].upos = CS_UPOS_NOUN;
        v[word].lemma = v[word].lower;
        v[word].feats = (cs_feats){ .number = CS_NUM_SING };
        v[word].deprel = CS_REL_OBJ;
        for (int32_t i = word + 1; i < cs_mend_end_near(r, word); i++)
            if (v[i].head == word && v[i].deprel == CS_REL_OBL) v[i].deprel = CS_REL_NMOD;
        return;
    }
    if (v[prep].head != word || !cs_word_in(v[prep].lower, "in of after during amid from by") ||
        cs_mend_has_child(r, word, CS_REL_OBJ) || cs_mend_has_subject(r, word) || v[word].head < 0)
        return;
    bool noun = v[word].deprel == CS_REL_ACL || v[word].deprel == CS_REL_NMOD;
    if (!noun && v[word].deprel != CS_REL_ADVCL && v[word].deprel != CS_REL_OBL) return;
    v[word].upos = CS_UPOS_NOUN;
    v[word].lemma = v[word].lower;
    v[word].feats = (cs_feats){ .number = CS_NUM_SING };
    v[word].deprel = noun ? CS_REL_NMOD : CS_REL_OBL;
    v[prep].deprel = CS_REL_CASE;
    for (int32_t i = word + 1; i < cs_mend_end_near(r, word); i++)
        if (v[i].head == word && v[i].deprel == CS_REL_OBL) v[i].deprel = CS_REL_NMOD;
}

/* "Fighting between soldiers and rebels has displaced 9,000 people": what begins a sentence and is parted by no comma from a
 * verb that has no subject is its subject. */
static void mend_gerund_subject(cs_reading *r, int32_t word) {
    cs_token *v = r->tokens.v;
    int32_t verb = v[word].head;
    bool subject = v[word].deprel == CS_REL_CSUBJ; /* which only needs to be a noun */
    if (v[word].upos != CS_UPOS_VERB || (v[word].deprel != CS_REL_ADVCL && !subject) || verb <= word ||
        v[verb].upos != CS_UPOS_VERB || !cs_word_in(v[word].lower, "shooting bombing fighting shelling stabbing") ||
        cs_mend_has_child(r, word, CS_REL_OBJ) || cs_mend_has_subject(r, word) || cs_mend_has_child(r, word, CS_REL_MARK) ||
        (!subject && cs_mend_has_subject(r, verb)))
        return;
    for (int32_t i = word + 1; i < verb; i++)
        if (v[i].upos == CS_UPOS_PUNCT) return;
    v[word].upos = CS_UPOS_NOUN;
    v[word].lemma = v[word].lower;
    v[word].feats = (cs_feats){ .number = CS_NUM_SING };
    v[word].deprel = CS_REL_NSUBJ;
    for (int32_t i = word + 1; i < verb; i++)
        if (v[i].head == word && v[i].deprel == CS_REL_OBL) v[i].deprel = CS_REL_NMOD;
}

/* "A mortar round hit a school": what has a weapon before it is no adverb. */
static void mend_round(cs_reading *r, int32_t word) {
    cs_token *v = r->tokens.v;
    int32_t verb = v[word].head;
    if (word == 0 || !cs_eq(v[word].lower, CS_LIT("round")) || v[word].upos == CS_UPOS_NOUN || v[word - 1].head != word ||
        v[word - 1].upos != CS_UPOS_NOUN || verb <= word || v[verb].upos != CS_UPOS_VERB || cs_mend_has_subject(r, verb))
        return;
    v[word].upos = CS_UPOS_NOUN;
    v[word].lemma = v[word].lower;
    v[word].feats = (cs_feats){ .number = CS_NUM_SING };
    v[word].deprel = CS_REL_NSUBJ;
    v[word - 1].deprel = CS_REL_COMPOUND;
}

void cs_mend_noun(cs_reading *r, int32_t i) {
    mend_relative(r, i);
    mend_round(r, i);
    mend_titled(r, i);
    mend_responsibility(r, i);
    mend_some_of_them(r, i);
    mend_by_phrase(r, i);
    mend_against(r, i);
    mend_gerund(r, i);
    mend_gerund_subject(r, i);
    mend_possessor(r, i);
    mend_title(r, i);
}
