/* Verbs and their parts: who is a verb's subject or object, and what is no verb, or one, against the parser. */
#include "decode/syntax_mend.h"
#include "decode/tree.h"

/* A verb in the active with a subject before it has its object after it, whatever the parser calls that. */
static void mend_second_subject(cs_reading *r, int32_t noun) {
    cs_token *v = r->tokens.v;
    int32_t verb = v[noun].head;
    if (v[noun].deprel != CS_REL_NSUBJ || verb < 0 || verb >= noun || v[verb].upos != CS_UPOS_VERB) return;
    if (v[noun].upos != CS_UPOS_NOUN && v[noun].upos != CS_UPOS_PROPN) return;
    if (cs_mend_child_in(r, verb, CS_REL_NSUBJ, cs_mend_begin_near(r, verb), verb) < 0 ||
        cs_mend_has_child(r, verb, CS_REL_OBJ) || cs_mend_has_child(r, verb, CS_REL_AUX_PASS) ||
        cs_mend_has_child(r, verb, CS_REL_CCOMP) || cs_mend_has_child(r, verb, CS_REL_XCOMP))
        return;
    for (int32_t i = verb + 1; i < noun; i++)
        if (v[i].upos == CS_UPOS_PUNCT || v[i].upos == CS_UPOS_VERB) return;
    v[noun].deprel = CS_REL_OBJ;
}

/* "aircraft dropped bombs on the town, the monitors said", the aircraft taken for who speaks: of two subjects the one before
 * the verb of what is said is that verb's. */
static void mend_stolen_subject(cs_reading *r, int32_t noun) {
    cs_token *v = r->tokens.v;
    int32_t says = v[noun].head;
    if (v[noun].deprel != CS_REL_NSUBJ || says <= noun + 1 || v[says].upos != CS_UPOS_VERB) return;
    int32_t verb = cs_mend_child_in(r, says, CS_REL_CCOMP, noun + 1, says);
    if (verb < 0 || v[verb].upos != CS_UPOS_VERB || cs_mend_has_subject(r, verb) ||
        cs_mend_child_in(r, says, CS_REL_NSUBJ, verb + 1, says) < 0)
        return;
    v[noun].head = verb;
}

/* "the group has safe haven", the group hung on what it has: the object of a verb has no subject, the verb before it has. */
static void mend_object_subject(cs_reading *r, int32_t noun) {
    cs_token *v = r->tokens.v;
    int32_t object = v[noun].head, verb = object >= 0 ? v[object].head : -1;
    if (v[noun].deprel != CS_REL_NSUBJ || verb <= noun || verb >= object || v[object].deprel != CS_REL_OBJ) return;
    if (v[verb].upos == CS_UPOS_VERB && v[object].upos == CS_UPOS_NOUN && !cs_mend_has_subject(r, verb)) v[noun].head = verb;
}

/* "the gunmen were themselves killed": the pronoun stresses the subject. */
static void mend_stress(cs_reading *r, int32_t word) {
    cs_token *w = &r->tokens.v[word];
    if (!cs_word_in(w->lower, "himself herself itself themselves") || w->head < word) return;
    if (w->deprel != CS_REL_NSUBJ && w->deprel != CS_REL_NSUBJ_PASS) return;
    if (cs_mend_child_in(r, w->head, CS_REL_NSUBJ, cs_mend_begin_near(r, word), word) < 0 &&
        cs_mend_child_in(r, w->head, CS_REL_NSUBJ_PASS, cs_mend_begin_near(r, word), word) < 0)
        return;
    w->deprel = CS_REL_ADVMOD;
}

/* "A bomb outside the barracks left seven dead": a sentence's noun with a past verb that has its own complement, and no other
 * verb, is that verb's subject. */
static void mend_verbless(cs_reading *r, int32_t verb) {
    cs_token *v = r->tokens.v;
    int32_t noun = v[verb].head;
    if (v[verb].upos != CS_UPOS_VERB || v[verb].deprel != CS_REL_ACL || noun < 0 || noun > verb || v[noun].head >= 0) return;
    if (!cs_word_in(v[verb].lemma, "leave kill wound injure claim") || cs_mend_has_subject(r, verb)) return;
    if (!cs_mend_has_child(r, verb, CS_REL_OBJ) && !cs_mend_has_child(r, verb, CS_REL_XCOMP)) return;
    for (int32_t i = cs_mend_begin_near(r, noun); i < cs_mend_end_near(r, noun); i++)
        if (v[i].head == noun && (v[i].deprel == CS_REL_COP || v[i].deprel == CS_REL_NSUBJ || v[i].deprel == CS_REL_AUX))
            return;
    cs_sentence *s = &r->sentences.v[v[noun].sent];
    v[verb].head = -1;
    v[verb].deprel = CS_REL_ROOT;
    v[verb].feats.passive = false;
    v[verb].feats.verbform = CS_VF_FIN;
    v[noun].head = verb;
    v[noun].deprel = CS_REL_NSUBJ;
    if (s->root == noun) s->root = verb;
}

/* "North Korea test-fired a missile": what stands before the hyphen says how, and what stands before that who. */
static void mend_hyphened(cs_reading *r, int32_t verb) {
    cs_token *v = r->tokens.v;
    if (verb < 3 || v[verb].upos != CS_UPOS_VERB || !cs_eq(v[verb - 1].form, CS_LIT("-")) || v[verb - 2].head != verb) return;
    int32_t how = verb - 2;
    if (v[how].upos != CS_UPOS_NOUN || v[verb].deprel == CS_REL_AMOD || v[verb].feats.verbform == CS_VF_GER) return;
    for (int32_t i = cs_mend_begin_near(r, how); i < how && !cs_mend_has_subject(r, verb); i++)
        if (v[i].head == how && (v[i].upos == CS_UPOS_PROPN || v[i].upos == CS_UPOS_NOUN))
            v[i].head = verb, v[i].deprel = CS_REL_NSUBJ;
    v[how].deprel = CS_REL_ADVMOD;
}

/* "freed 16 of the 28 pupils abducted in May": few verbs have a participle for a complement; it is the noun's before it. */
static void mend_complement(cs_reading *r, int32_t part) {
    cs_token *v = r->tokens.v;
    int32_t verb = v[part].head, noun = part - 1;
    if (part == 0 || v[part].upos != CS_UPOS_VERB || v[part].deprel != CS_REL_XCOMP || verb < 0 || verb >= noun) return;
    if (v[part].feats.verbform != CS_VF_PART || v[part].feats.tense != CS_TENSE_PAST || v[noun].upos != CS_UPOS_NOUN) return;
    if (v[verb].upos != CS_UPOS_VERB || cs_mend_has_child(r, part, CS_REL_OBJ) ||
        cs_word_in(v[verb].lemma, "have get see leave keep find want need hear make report order watch feel consider declare"))
        return;
    if (!cs_mend_is_above(r, verb, noun) || cs_mend_is_above(r, part, noun)) return;
    v[part].head = noun;
    v[part].deprel = CS_REL_ACL;
    v[part].feats.passive = true;
}

/* "opened fire on a bus carrying miners, killing seven": what carries does not kill; the verb that the bus belongs to does. */
static void mend_result(cs_reading *r, int32_t verb) {
    cs_token *v = r->tokens.v;
    int32_t up = v[verb].head;
    if (verb == 0 || v[verb].deprel != CS_REL_ADVCL || up < 0 || up > verb || v[verb - 1].upos != CS_UPOS_PUNCT) return;
    if (!cs_word_in(v[verb].lower, "killing wounding injuring") ||
        (v[up].deprel != CS_REL_ACL && v[up].deprel != CS_REL_ACL_RELCL) ||
        !cs_word_in(
            v[up].lemma,
            "carry transport travel pass drive take head ride bring return guard escort use house belong wait celebrate attend "
            "watch"))
        return;
    int32_t top = v[up].head;
    while (top >= 0 && v[top].upos != CS_UPOS_VERB) top = v[top].head;
    if (top >= 0 && top < verb) v[verb].head = top;
}

/* "shot dead two teenagers": dead is what they were by it. */
static void mend_shot_dead(cs_reading *r, int32_t word) {
    cs_token *v = r->tokens.v;
    int32_t verb = word - 1;
    if (word == 0 || !cs_eq(v[word].lower, CS_LIT("dead")) || v[word].head != verb || v[word].deprel != CS_REL_OBJ ||
        !cs_word_in(v[verb].lemma, "shoot gun find leave beat"))
        return;
    if (cs_mend_child_in(r, verb, CS_REL_OBJ, word + 1, cs_mend_end_near(r, word)) >= 0) v[word].deprel = CS_REL_XCOMP;
}

/* "called the king of Jordan": what somebody is called or made stands beside whom it is said of; alone it is the object. */
static void mend_only_object(cs_reading *r, int32_t word) {
    cs_token *v = r->tokens.v;
    int32_t verb = v[word].head;
    if (v[word].deprel != CS_REL_XCOMP || (v[word].upos != CS_UPOS_NOUN && v[word].upos != CS_UPOS_PROPN) || verb < 0 ||
        verb > word)
        return;
    if (!cs_word_in(v[verb].lemma, "call phone telephone elect appoint name") || v[verb].feats.passive ||
        cs_mend_has_child(r, verb, CS_REL_OBJ) || cs_mend_has_child(r, word, CS_REL_CASE))
        return;
    v[word].deprel = CS_REL_OBJ;
}

/* "Three Marines, Two Rebels Die in Clash": in a headline a comma joins the subjects. */
static void mend_headline_list(cs_reading *r, int32_t verb) {
    cs_token *v = r->tokens.v;
    int32_t first = v[verb].head;
    bool suffered = v[verb].deprel == CS_REL_ACL && v[verb].feats.passive && v[verb - 1].upos != CS_UPOS_PUNCT;
    bool joined = suffered || v[verb].deprel == CS_REL_CONJ; /* all three in one row */
    if (v[verb].upos != CS_UPOS_VERB || (v[verb].deprel != CS_REL_PARATAXIS && !joined) || first < 0 || first > verb ||
        v[first].head >= 0 || (v[first].upos != CS_UPOS_NOUN && v[first].upos != CS_UPOS_PROPN))
        return;
    int32_t second = cs_mend_child_in(r, verb, CS_REL_NSUBJ, first + 1, verb);
    if (second < 0) second = cs_mend_child_in(r, verb, CS_REL_NSUBJ_PASS, first + 1, verb);
    if (second < 0 && joined && !cs_mend_has_subject(r, verb))
        second = cs_mend_child_in(r, first, CS_REL_CONJ, first + 1, verb);
    if (second < 0 && suffered) second = cs_mend_child_in(r, first, CS_REL_APPOS, first + 1, verb);
    if (second < 0 || !cs_mend_has_child(r, first, CS_REL_NUMMOD) || !cs_mend_has_child(r, second, CS_REL_NUMMOD)) return;
    for (int32_t i = first + 1; i < second; i++)
        if (v[i].upos != CS_UPOS_PUNCT && v[i].head != second) return;
    cs_sentence *s = &r->sentences.v[v[first].sent];
    v[verb].head = -1;
    v[verb].deprel = CS_REL_ROOT;
    v[first].head = verb;
    v[first].deprel = suffered || v[second].deprel == CS_REL_NSUBJ_PASS ? CS_REL_NSUBJ_PASS : CS_REL_NSUBJ;
    v[second].head = first;
    v[second].deprel = CS_REL_CONJ;
    if (s->root == first) s->root = verb;
}

/* The verb becomes the head of its sentence, which the noun, its object, was taken for. */
static void lead(cs_reading *r, int32_t verb, int32_t subject, int32_t noun) {
    cs_token *v = r->tokens.v;
    cs_sentence *s = &r->sentences.v[v[verb].sent];
    v[verb].head = -1, v[verb].deprel = CS_REL_ROOT;
    v[subject].head = verb, v[subject].deprel = CS_REL_NSUBJ;
    v[noun].head = verb, v[noun].deprel = CS_REL_OBJ;
    if (s->root == noun) s->root = verb;
}

/* "Military jets bomb village, nine dead": a plural is no part of a compound. In a sentence without a verb what stands between
 * it and a noun is one. */
static void mend_headline_plain(cs_reading *r, int32_t word) {
    cs_token *v = r->tokens.v;
    int32_t noun = v[word].head, who = word - 1;
    if (word == 0 || v[word].upos != CS_UPOS_NOUN || v[word].deprel != CS_REL_COMPOUND || noun < word || v[noun].head >= 0 ||
        !cs_word_in(v[word].lower, "bomb shell attack raid ambush strike storm kill wound torch target"))
        return;
    cs_sentence *s = &r->sentences.v[v[word].sent];
    if ((v[who].upos != CS_UPOS_NOUN && who != s->beg) || v[who].feats.number != CS_NUM_PLUR ||
        v[who].deprel != CS_REL_COMPOUND || (v[who].head != noun && v[who].head != word) ||
        cs_word_in(v[who].lower, "arms sports"))
        return;
    for (int32_t i = s->beg; i < s->end; i++)
        if (v[i].upos == CS_UPOS_AUX || (v[i].upos == CS_UPOS_VERB && v[i].feats.verbform == CS_VF_FIN)) return;
    for (int32_t i = noun + 1; i < s->end; i++)
        if (v[i].head == noun && (v[i].upos == CS_UPOS_PUNCT || cs_word_in(v[i].lower, "dead killed wounded injured")))
            v[i].head = word, v[i].deprel = v[i].upos == CS_UPOS_PUNCT ? CS_REL_PUNCT : CS_REL_PARATAXIS;
    v[word].upos = CS_UPOS_VERB;
    v[word].lemma = v[word].lower;
    v[word].feats = (cs_feats){ .number = CS_NUM_PLUR, .tense = CS_TENSE_PRES, .verbform = CS_VF_FIN };
    lead(r, word, who, noun);
}

/* "foiled a plot to bomb a church": nouns of intent take the infinitive right after them. */
static void mend_intent(cs_reading *r, int32_t verb) {
    cs_token *v = r->tokens.v;
    if (v[verb].deprel != CS_REL_ADVCL || v[verb].upos != CS_UPOS_VERB || verb < 3) return;
    int32_t to = verb - 1, noun = verb - 2;
    if (!cs_eq(v[to].lower, CS_LIT("to")) || v[to].head != verb || v[noun].head != v[verb].head ||
        v[noun].deprel != CS_REL_OBJ || !cs_word_in(v[noun].lemma, "plot attempt plan bid conspiracy scheme"))
        return;
    v[verb].head = noun;
    v[verb].deprel = CS_REL_ACL;
}

/* "could see soldiers attack the village": a verb without a subject is told of the object before it. */
static void mend_seen(cs_reading *r, int32_t part) {
    cs_token *v = r->tokens.v;
    int32_t verb = v[part].head;
    if (v[part].upos != CS_UPOS_VERB || v[part].deprel != CS_REL_CCOMP || v[part].feats.verbform != CS_VF_INF || verb < 0 ||
        verb > part || !cs_word_in(v[verb].lemma, "see watch hear feel let make help"))
        return;
    if (cs_mend_has_subject(r, part) || cs_mend_has_child(r, part, CS_REL_MARK) || cs_mend_has_child(r, part, CS_REL_AUX) ||
        cs_mend_child_in(r, verb, CS_REL_OBJ, verb + 1, part) < 0)
        return;
    v[part].deprel = CS_REL_XCOMP;
}

/* "Amnesty International accused soldiers of shooting": with "of" after the noun, and a name before it, the participle is no
 * attribute. */
static void mend_accused(cs_reading *r, int32_t verb) {
    cs_token *v = r->tokens.v;
    int32_t noun = v[verb].head, first = cs_mend_begin_near(r, verb), who = verb - 1;
    if (verb == 0 || v[verb].upos != CS_UPOS_VERB || v[verb].deprel != CS_REL_AMOD || noun < verb || v[noun].head >= 0) return;
    int32_t deed = cs_mend_child_in(r, noun, CS_REL_ACL, noun + 1, cs_mend_end_near(r, noun));
    int32_t of = deed < 0 ? -1 : cs_mend_child_in(r, deed, CS_REL_MARK, noun + 1, deed);
    if (!cs_word_in(v[verb].lemma, "accuse accused suspect") || of < 0 || !cs_eq(v[of].lower, CS_LIT("of"))) return;
    if (v[who].head != noun || v[first].upos != CS_UPOS_PROPN) return;
    for (int32_t i = first; i < who; i++)
        if (v[i].head == noun) v[i].head = who, v[i].deprel = CS_REL_COMPOUND;
    for (int32_t i = noun + 1; i < cs_mend_end_near(r, noun); i++)
        if (v[i].head == noun && v[i].upos == CS_UPOS_PUNCT) v[i].head = verb;
    v[who].upos = CS_UPOS_PROPN;
    v[verb].lemma = CS_LIT("accuse");
    v[verb].feats.passive = false;
    v[verb].feats.verbform = CS_VF_FIN;
    lead(r, verb, who, noun);
    v[deed].head = verb;
    v[deed].deprel = CS_REL_ADVCL;
}

/* "the town, which rebels captured": of two subjects of a verb without an auxiliary the relative word is its object. */
static void mend_relative_object(cs_reading *r, int32_t verb) {
    cs_token *v = r->tokens.v;
    if (v[verb].upos != CS_UPOS_VERB || v[verb].deprel != CS_REL_ACL_RELCL || cs_mend_has_child(r, verb, CS_REL_AUX_PASS) ||
        cs_mend_has_child(r, verb, CS_REL_OBJ))
        return;
    int32_t which = cs_mend_child_in(r, verb, CS_REL_NSUBJ_PASS, cs_mend_begin_near(r, verb), verb);
    int32_t who = which < 0 ? -1 : cs_mend_child_in(r, verb, CS_REL_NSUBJ, which + 1, verb);
    if (who < 0 || !cs_word_in(v[which].lower, "which that whom who")) return;
    v[which].deprel = CS_REL_OBJ;
    v[verb].feats.passive = false;
    v[verb].feats.verbform = CS_VF_FIN;
}

/* "Iran arms the Houthis", "Jets bomb village": what has a subject and an object and no article is a verb. */
static void mend_tagged(cs_reading *r, int32_t word) {
    cs_token *v = r->tokens.v;
    if (v[word].upos != CS_UPOS_NOUN || cs_mend_has_child(r, word, CS_REL_COP) || cs_mend_has_child(r, word, CS_REL_DET))
        return;
    if (!cs_mend_has_subject(r, word) || !cs_mend_has_child(r, word, CS_REL_OBJ)) return;
    v[word].upos = CS_UPOS_VERB;
    if (v[word].feats.verbform != CS_VF_FIN) v[word].feats = (cs_feats){ .tense = CS_TENSE_PRES, .verbform = CS_VF_FIN };
}

/* "the path of a jet, shot down by Turkey", the participle read as a verb that goes on without "and": with a by-phrase, no
 * subject and no object it says what was done to the noun before the comma. */
static void mend_participle(cs_reading *r, int32_t verb) {
    cs_token *v = r->tokens.v;
    if (v[verb].upos != CS_UPOS_VERB || v[verb].deprel != CS_REL_CONJ || verb < 2 || v[verb].sent != v[verb - 2].sent) return;
    int32_t noun = verb - 2;
    if (!cs_eq(v[verb - 1].lower, CS_LIT(",")) || (v[noun].upos != CS_UPOS_NOUN && v[noun].upos != CS_UPOS_PROPN)) return;
    if (!cs_ends(v[verb].lower, CS_LIT("ed")) && !cs_word_in(v[verb].lower, "shot held hit shut set led beaten slain")) return;
    if (cs_mend_has_subject(r, verb) || cs_mend_has_child(r, verb, CS_REL_OBJ) || cs_mend_has_child(r, verb, CS_REL_AUX) ||
        cs_mend_has_child(r, verb, CS_REL_CC) || cs_mend_has_child(r, verb, CS_REL_XCOMP) ||
        cs_mend_has_child(r, verb, CS_REL_CCOMP))
        return;
    int32_t by = cs_mend_child_in(r, verb, CS_REL_OBL_AGENT, verb + 1, cs_mend_end_near(r, verb));
    if (by < 0 || cs_mend_is_above(r, verb, noun)) return;
    while (v[noun].deprel == CS_REL_FLAT && v[noun].head >= 0) noun = v[noun].head;
    v[verb].head = noun;
    v[verb].deprel = CS_REL_ACL;
    v[verb].feats.verbform = CS_VF_PART;
    v[verb].feats.tense = CS_TENSE_PAST;
    v[verb].feats.passive = true;
}

void cs_mend_verb(cs_reading *r, int32_t i) {
    mend_participle(r, i);
    mend_tagged(r, i);
    mend_relative_object(r, i);
    mend_accused(r, i);
    mend_verbless(r, i);
    mend_hyphened(r, i);
    mend_complement(r, i);
    mend_result(r, i);
    mend_intent(r, i);
    mend_headline_list(r, i);
    mend_headline_plain(r, i);
    mend_seen(r, i);
    mend_second_subject(r, i);
    mend_stolen_subject(r, i);
    mend_object_subject(r, i);
    mend_shot_dead(r, i);
    mend_only_object(r, i);
    mend_stress(r, i);
}
