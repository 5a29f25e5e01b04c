/* Trees that are mended, made by hand: heads and relations as a parser might give them. */
#include "check.h"
#include "decode/syntax.h"

enum { WORDS_MAX = 24, STRANGE_TREES = 60000 };
static cs_token words[WORDS_MAX];
static cs_sentence sentence;
static cs_reading reading;

static void begin(void) {
    memset(&reading, 0, sizeof reading);
    reading.tokens.v = words;
    reading.sentences.v = &sentence;
    reading.sentences.n = 1;
}
static void word(const char *form, cs_upos upos, int32_t head, cs_deprel rel) {
    cs_str s = { form, (ptrdiff_t)strlen(form) };
    words[reading.tokens.n++] =
        (cs_token){ .form = s, .lower = s, .lemma = s, .upos = (uint8_t)upos, .head = head, .deprel = (uint8_t)rel };
    sentence = (cs_sentence){ .beg = 0, .end = (int32_t)reading.tokens.n };
}
static void must_be_a_tree(void) {
    for (ptrdiff_t i = 0; i < reading.tokens.n; i++) {
        ptrdiff_t steps = 0;
        for (int32_t up = (int32_t)i; up >= 0; up = words[up].head) assert_true(steps++ <= reading.tokens.n);
    }
}

static void test_number_before_a_participle(void **state) {
    (void)state;
    begin();
    word("killed", CS_UPOS_VERB, -1, CS_REL_ROOT);
    word("and", CS_UPOS_CCONJ, 2, CS_REL_CC);
    word("30", CS_UPOS_NUM, 0, CS_REL_CONJ);
    word("wounded", CS_UPOS_VERB, 0, CS_REL_CONJ);
    cs_syntax_mend(&reading);
    assert_int_equal(words[2].head, 3);
    assert_int_equal(words[2].deprel, CS_REL_NSUBJ_PASS);
    must_be_a_tree();
}

/* "were killed and two wounded", the number read as counting the verb. */
static void test_number_of_a_participle(void **state) {
    (void)state;
    begin();
    word("killed", CS_UPOS_VERB, -1, CS_REL_ROOT);
    word("and", CS_UPOS_CCONJ, 3, CS_REL_CC);
    word("two", CS_UPOS_NUM, 3, CS_REL_NUMMOD);
    word("wounded", CS_UPOS_VERB, 0, CS_REL_CONJ);
    cs_syntax_mend(&reading);
    assert_int_equal(words[2].head, 3);
    assert_int_equal(words[2].deprel, CS_REL_NSUBJ_PASS);
    must_be_a_tree();
}

/* "Warplanes bomb market": a plural makes no compound; "bomb market" alone may be one. */
static void test_plain_verb_of_a_headline(void **state) {
    (void)state;
    for (int plural = 0; plural < 2; plural++) {
        begin();
        word("warplanes", CS_UPOS_NOUN, 2, CS_REL_COMPOUND);
        word("bomb", CS_UPOS_NOUN, 2, CS_REL_COMPOUND);
        word("market", CS_UPOS_NOUN, -1, CS_REL_ROOT);
        words[0].feats.number = plural ? CS_NUM_PLUR : CS_NUM_SING;
        cs_syntax_mend(&reading);
        assert_int_equal(words[1].head, plural ? -1 : 2);
        assert_int_equal(words[2].deprel, plural ? CS_REL_OBJ : CS_REL_ROOT);
        must_be_a_tree();
    }
}

/* "fighting here displaced": without a comma the subject, with one what goes on beside it. */
static void test_gerund_as_subject(void **state) {
    (void)state;
    for (int comma = 0; comma < 2; comma++) {
        begin();
        word("fighting", CS_UPOS_VERB, 2, CS_REL_ADVCL);
        word(comma ? "," : "here", comma ? CS_UPOS_PUNCT : CS_UPOS_ADV, 0, comma ? CS_REL_PUNCT : CS_REL_ADVMOD);
        word("displaced", CS_UPOS_VERB, -1, CS_REL_ROOT);
        cs_syntax_mend(&reading);
        assert_int_equal(words[0].deprel, comma ? CS_REL_ADVCL : CS_REL_NSUBJ);
        must_be_a_tree();
    }
}

/* "X has haven", X read as the haven's. */
static void test_possessor_parted_by_the_verb(void **state) {
    (void)state;
    begin();
    word("X", CS_UPOS_PROPN, 2, CS_REL_NMOD_POSS);
    word("has", CS_UPOS_VERB, -1, CS_REL_ROOT);
    word("haven", CS_UPOS_NOUN, 1, CS_REL_OBJ);
    cs_syntax_mend(&reading);
    assert_int_equal(words[0].head, 1);
    assert_int_equal(words[0].deprel, CS_REL_NSUBJ);
    must_be_a_tree();
}

/* The participle hangs on the number: to turn the one round would make a circle. */
static void test_no_circle(void **state) {
    (void)state;
    begin();
    word("killed", CS_UPOS_VERB, -1, CS_REL_ROOT);
    word("and", CS_UPOS_CCONJ, 2, CS_REL_CC);
    word("30", CS_UPOS_NUM, 0, CS_REL_CONJ);
    word("missing", CS_UPOS_ADJ, 2, CS_REL_CONJ);
    cs_syntax_mend(&reading);
    assert_int_equal(words[2].head, 0);
    must_be_a_tree();
}

/* "executed seven captured men": a participle between a number and its noun is the noun's. */
static void test_counted_participle(void **state) {
    (void)state;
    begin();
    word("executed", CS_UPOS_VERB, -1, CS_REL_ROOT);
    word("seven", CS_UPOS_NUM, 3, CS_REL_NUMMOD);
    word("captured", CS_UPOS_VERB, 0, CS_REL_CCOMP);
    word("men", CS_UPOS_NOUN, 2, CS_REL_OBJ);
    cs_syntax_mend(&reading);
    assert_int_equal(words[3].head, 0);
    assert_int_equal(words[3].deprel, CS_REL_OBJ);
    assert_int_equal(words[2].head, 3);
    assert_int_equal(words[2].deprel, CS_REL_AMOD);
    must_be_a_tree();
}

/* A participle with its own subject before it stays where it is: no circle. */
static void test_complement_with_subject(void **state) {
    (void)state;
    begin();
    word("freed", CS_UPOS_VERB, -1, CS_REL_ROOT);
    word("pupils", CS_UPOS_NOUN, 2, CS_REL_NSUBJ);
    word("abducted", CS_UPOS_VERB, 0, CS_REL_XCOMP);
    words[2].feats = (cs_feats){ .tense = CS_TENSE_PAST, .verbform = CS_VF_PART };
    cs_syntax_mend(&reading);
    assert_int_equal(words[2].head, 0);
    must_be_a_tree();
}

/* "a court sentenced Marek": of two subjects of an active verb the later one is its object. */
static void test_second_subject(void **state) {
    (void)state;
    begin();
    word("court", CS_UPOS_NOUN, 1, CS_REL_NSUBJ);
    word("sentenced", CS_UPOS_VERB, -1, CS_REL_ROOT);
    word("Marek", CS_UPOS_PROPN, 1, CS_REL_NSUBJ);
    cs_syntax_mend(&reading);
    assert_int_equal(words[2].deprel, CS_REL_OBJ);
    must_be_a_tree();
}

/* "jets hit it, monitors said": the jets are no second speaker. */
static void test_stolen_subject(void **state) {
    (void)state;
    begin();
    word("jets", CS_UPOS_NOUN, 5, CS_REL_NSUBJ);
    word("hit", CS_UPOS_VERB, 5, CS_REL_CCOMP);
    word("it", CS_UPOS_PRON, 1, CS_REL_OBJ);
    word(",", CS_UPOS_PUNCT, 1, CS_REL_PUNCT);
    word("monitors", CS_UPOS_NOUN, 5, CS_REL_NSUBJ);
    word("said", CS_UPOS_VERB, -1, CS_REL_ROOT);
    cs_syntax_mend(&reading);
    assert_int_equal(words[0].head, 1);
    must_be_a_tree();
}

/* "the killing of a man by police": who did it hangs from the deed. */
static void test_by_phrase(void **state) {
    (void)state;
    begin();
    word("killing", CS_UPOS_NOUN, -1, CS_REL_ROOT);
    word("of", CS_UPOS_ADP, 2, CS_REL_CASE);
    word("man", CS_UPOS_NOUN, 0, CS_REL_NMOD);
    word("by", CS_UPOS_ADP, 4, CS_REL_CASE);
    word("police", CS_UPOS_NOUN, 2, CS_REL_NMOD);
    cs_syntax_mend(&reading);
    assert_int_equal(words[4].head, 0);
    must_be_a_tree();
}

/* "Miners and Metalworkers Union (MMU)": the letters spell one name, whose head is its last word. */
static void test_letters_join_a_name(void **state) {
    (void)state;
    for (int spelled = 0; spelled < 2; spelled++) {
        begin();
        word("Miners", CS_UPOS_PROPN, 7, CS_REL_NSUBJ);
        word("and", CS_UPOS_CCONJ, 3, CS_REL_CC);
        word("Metalworkers", CS_UPOS_PROPN, 3, CS_REL_COMPOUND);
        word("Union", CS_UPOS_PROPN, 0, CS_REL_CONJ);
        word("(", CS_UPOS_PUNCT, 5, CS_REL_PUNCT);
        word(spelled ? "MMU" : "MU", CS_UPOS_PROPN, 3, CS_REL_APPOS);
        word(")", CS_UPOS_PUNCT, 5, CS_REL_PUNCT);
        word("said", CS_UPOS_VERB, -1, CS_REL_ROOT);
        cs_syntax_mend(&reading);
        assert_int_equal(words[3].head, spelled ? 7 : 0);
        assert_int_equal(words[3].deprel, spelled ? CS_REL_NSUBJ : CS_REL_CONJ);
        assert_int_equal(words[0].head, spelled ? 3 : 7);
        assert_int_equal(words[2].head, spelled ? 0 : 3);
        must_be_a_tree();
    }
}

/* "members of the Sun Band (SB)": letters read as the members' are those of the name that they spell. */
static void test_letters_hang_from_their_name(void **state) {
    (void)state;
    begin();
    word("members", CS_UPOS_NOUN, -1, CS_REL_ROOT);
    word("of", CS_UPOS_ADP, 3, CS_REL_CASE);
    word("Sun", CS_UPOS_PROPN, 3, CS_REL_COMPOUND);
    word("Band", CS_UPOS_PROPN, 0, CS_REL_NMOD);
    word("(", CS_UPOS_PUNCT, 5, CS_REL_PUNCT);
    word("SB", CS_UPOS_PROPN, 0, CS_REL_APPOS);
    word(")", CS_UPOS_PUNCT, 5, CS_REL_PUNCT);
    cs_syntax_mend(&reading);
    assert_int_equal(words[5].head, 3);
    must_be_a_tree();
}

/* "Norland has safe haven": with the verb between them the one does not own the other; with a subject of its own it may. */
static void test_owner_before_the_verb(void **state) {
    (void)state;
    for (int subject = 0; subject < 2; subject++) {
        begin();
        word("Norland", CS_UPOS_PROPN, 3, CS_REL_NMOD_POSS);
        word("it", CS_UPOS_PRON, 2, subject ? CS_REL_NSUBJ : CS_REL_OBJ);
        word("has", CS_UPOS_VERB, -1, CS_REL_ROOT);
        word("haven", CS_UPOS_NOUN, 2, CS_REL_OBJ);
        cs_syntax_mend(&reading);
        assert_int_equal(words[0].deprel, subject ? CS_REL_NMOD_POSS : CS_REL_NSUBJ);
        assert_int_equal(words[0].head, subject ? 3 : 2);
        must_be_a_tree();
    }
}

/* "Ana, commander, Third Brigade": the brigade is what she commands. */
static void test_role_before_the_body(void **state) {
    (void)state;
    for (int role = 0; role < 2; role++) {
        begin();
        word("Ana", CS_UPOS_PROPN, -1, CS_REL_ROOT);
        word(",", CS_UPOS_PUNCT, 2, CS_REL_PUNCT);
        word(role ? "commander" : "dancer", CS_UPOS_NOUN, 0, CS_REL_APPOS);
        word(",", CS_UPOS_PUNCT, 5, CS_REL_PUNCT);
        word("Third", CS_UPOS_ADJ, 5, CS_REL_AMOD);
        word("Brigade", CS_UPOS_PROPN, 0, CS_REL_APPOS);
        cs_syntax_mend(&reading);
        assert_int_equal(words[5].head, role ? 2 : 0);
        must_be_a_tree();
    }
}

/* "Three killed, six wounded": the six are not whom the three killed. */
static void test_two_counts(void **state) {
    (void)state;
    begin();
    word("Three", CS_UPOS_NUM, 1, CS_REL_NSUBJ);
    word("killed", CS_UPOS_VERB, -1, CS_REL_ROOT);
    word(",", CS_UPOS_PUNCT, 4, CS_REL_PUNCT);
    word("six", CS_UPOS_NUM, 1, CS_REL_OBJ);
    word("wounded", CS_UPOS_VERB, 3, CS_REL_ACL);
    cs_syntax_mend(&reading);
    assert_int_equal(words[0].deprel, CS_REL_NSUBJ_PASS);
    assert_int_equal(words[3].head, 4);
    assert_int_equal(words[3].deprel, CS_REL_NSUBJ_PASS);
    assert_int_equal(words[4].head, 1);
    must_be_a_tree();
}

/* "the group has haven": the subject of "has" was hung on what it has. */
static void test_subject_on_the_object(void **state) {
    (void)state;
    begin();
    word("group", CS_UPOS_NOUN, 2, CS_REL_NSUBJ);
    word("has", CS_UPOS_VERB, -1, CS_REL_ROOT);
    word("haven", CS_UPOS_NOUN, 1, CS_REL_OBJ);
    cs_syntax_mend(&reading);
    assert_int_equal(words[0].head, 1);
    must_be_a_tree();
}

/* "emir Ayman was killed": of one man, both told as whom. */
static void test_title_and_name(void **state) {
    (void)state;
    begin();
    word("emir", CS_UPOS_NOUN, 3, CS_REL_NSUBJ_PASS);
    word("Ayman", CS_UPOS_PROPN, 3, CS_REL_NSUBJ_PASS);
    word("was", CS_UPOS_AUX, 3, CS_REL_AUX_PASS);
    word("killed", CS_UPOS_VERB, -1, CS_REL_ROOT);
    cs_syntax_mend(&reading);
    assert_int_equal(words[1].head, 0);
    assert_int_equal(words[1].deprel, CS_REL_APPOS);
    must_be_a_tree();
}

/* "claimed responsibility for murder": the murder was hung on the claim. */
static void test_responsibility_for(void **state) {
    (void)state;
    begin();
    word("claimed", CS_UPOS_VERB, -1, CS_REL_ROOT);
    word("responsibility", CS_UPOS_NOUN, 0, CS_REL_OBJ);
    word("for", CS_UPOS_ADP, 3, CS_REL_CASE);
    word("murder", CS_UPOS_NOUN, 0, CS_REL_OBL);
    cs_syntax_mend(&reading);
    assert_int_equal(words[3].head, 1);
    assert_int_equal(words[3].deprel, CS_REL_NMOD);
    must_be_a_tree();
}

/* "accused Jama'at Nusrat": a name torn in two; "met Obama Monday": a name and a day. */
static void test_torn_name(void **state) {
    (void)state;
    begin();
    word("accused", CS_UPOS_VERB, -1, CS_REL_ROOT);
    word("Jama'at", CS_UPOS_PROPN, 0, CS_REL_OBJ);
    word("Nusrat", CS_UPOS_PROPN, 0, CS_REL_OBL);
    cs_syntax_mend(&reading);
    assert_int_equal(words[2].head, 1);
    assert_int_equal(words[2].deprel, CS_REL_FLAT);
    begin();
    word("met", CS_UPOS_VERB, -1, CS_REL_ROOT);
    word("obama", CS_UPOS_PROPN, 0, CS_REL_OBJ);
    word("monday", CS_UPOS_PROPN, 0, CS_REL_OBL);
    cs_syntax_mend(&reading);
    assert_int_equal(words[2].head, 0);
}

static uint32_t drawn(uint32_t *state, uint32_t below) {
    *state = *state * 1664525U + 1013904223U;
    return (*state >> 8) % below;
}

/* Whatever a parser may say, what is a tree stays one. */
static void test_strange_trees(void **state) {
    (void)state;
    static const struct {
        const char *form;
        cs_upos upos;
    } SEEN[] = { { "killed", CS_UPOS_VERB }, { "wounded", CS_UPOS_VERB }, { "captured", CS_UPOS_VERB },
                 { "dead", CS_UPOS_ADJ },    { "kills", CS_UPOS_VERB },   { "kills", CS_UPOS_NOUN },
                 { "left", CS_UPOS_VERB },   { "shot", CS_UPOS_VERB },    { "30", CS_UPOS_NUM },
                 { "seven", CS_UPOS_NUM },   { "least", CS_UPOS_ADJ },    { "at", CS_UPOS_ADP },
                 { "by", CS_UPOS_ADP },      { "of", CS_UPOS_ADP },       { "and", CS_UPOS_CCONJ },
                 { "men", CS_UPOS_NOUN },    { "police", CS_UPOS_NOUN },  { "others", CS_UPOS_NOUN },
                 { "bodies", CS_UPOS_NOUN }, { "attack", CS_UPOS_NOUN },  { "was", CS_UPOS_AUX },
                 { "Kabul", CS_UPOS_PROPN }, { "missing", CS_UPOS_ADJ },  { "wounded", CS_UPOS_ADJ } };
    static const uint8_t REL[] = { CS_REL_NSUBJ,    CS_REL_OBJ,   CS_REL_CONJ, CS_REL_NUMMOD, CS_REL_NMOD,
                                   CS_REL_ACL,      CS_REL_CCOMP, CS_REL_OBL,  CS_REL_APPOS,  CS_REL_XCOMP,
                                   CS_REL_COMPOUND, CS_REL_AMOD,  CS_REL_CASE };
    uint32_t seed = 20261127, mended = 0;
    for (int k = 0; k < STRANGE_TREES; k++) {
        begin();
        int32_t n = 3 + (int32_t)drawn(&seed, WORDS_MAX - 3), order[WORDS_MAX];
        for (int32_t i = 0; i < n; i++) order[i] = i;
        for (int32_t i = n - 1; i > 0; i--) {
            int32_t j = (int32_t)drawn(&seed, (uint32_t)i + 1), x = order[i];
            order[i] = order[j], order[j] = x;
        }
        int32_t head[WORDS_MAX]; /* each word hangs from one that came before it in `order` */
        for (int32_t i = 0; i < n; i++) head[order[i]] = i ? order[drawn(&seed, (uint32_t)i)] : -1;
        for (int32_t i = 0; i < n; i++) {
            uint32_t w = drawn(&seed, sizeof SEEN / sizeof *SEEN);
            word(SEEN[w].form, SEEN[w].upos, head[i], (cs_deprel)(head[i] < 0 ? CS_REL_ROOT : REL[drawn(&seed, sizeof REL)]));
            words[i].feats.tense = SEEN[w].upos == CS_UPOS_VERB ? CS_TENSE_PAST : CS_TENSE_NONE;
        }
        cs_token before[WORDS_MAX];
        memcpy(before, words, sizeof before);
        cs_syntax_mend(&reading);
        mended += memcmp(before, words, sizeof before) != 0;
        must_be_a_tree();
    }
    assert_true(mended > STRANGE_TREES / 200);
}

/* "killed Perez, 34, a teacher and leader": read as Perez and a leader. */
static void test_description_of_a_name(void **state) {
    (void)state;
    for (int comma = 0; comma < 2; comma++) { /* "…, a teacher, and leader …" begins another */
        begin();
        word("killed", CS_UPOS_VERB, -1, CS_REL_ROOT);
        word("Perez", CS_UPOS_PROPN, 0, CS_REL_OBJ);
        word(",", CS_UPOS_PUNCT, 4, CS_REL_PUNCT);
        word("a", CS_UPOS_DET, 4, CS_REL_DET);
        word("teacher", CS_UPOS_NOUN, 1, CS_REL_APPOS);
        word(comma ? "," : "now", comma ? CS_UPOS_PUNCT : CS_UPOS_ADV, 6, comma ? CS_REL_PUNCT : CS_REL_ADVMOD);
        word("and", CS_UPOS_CCONJ, 7, CS_REL_CC);
        word("leader", CS_UPOS_NOUN, 1, CS_REL_CONJ);
        words[7].feats.number = CS_NUM_SING;
        cs_syntax_mend(&reading);
        assert_int_equal(words[7].head, comma ? 1 : 4);
        must_be_a_tree();
    }
}

/* "killed Ortega, a lawyer, and Ruiz": a list of two. */
static void test_description_between_names(void **state) {
    (void)state;
    begin();
    word("killed", CS_UPOS_VERB, -1, CS_REL_ROOT);
    word("Ortega", CS_UPOS_PROPN, 0, CS_REL_OBJ);
    word(",", CS_UPOS_PUNCT, 4, CS_REL_PUNCT);
    word("a", CS_UPOS_DET, 4, CS_REL_DET);
    word("lawyer", CS_UPOS_NOUN, 1, CS_REL_CONJ);
    word(",", CS_UPOS_PUNCT, 7, CS_REL_PUNCT);
    word("and", CS_UPOS_CCONJ, 7, CS_REL_CC);
    word("Ruiz", CS_UPOS_PROPN, 1, CS_REL_CONJ);
    words[4].feats.number = CS_NUM_SING;
    cs_syntax_mend(&reading);
    assert_int_equal(words[4].deprel, CS_REL_APPOS);
    assert_int_equal(words[7].deprel, CS_REL_CONJ);
}

/* "saw the jet, shot by rebels", the participle read as a second verb. */
static void test_participle_without_and(void **state) {
    (void)state;
    begin();
    word("saw", CS_UPOS_VERB, -1, CS_REL_ROOT);
    word("the", CS_UPOS_DET, 2, CS_REL_DET);
    word("jet", CS_UPOS_NOUN, 0, CS_REL_OBJ);
    word(",", CS_UPOS_PUNCT, 4, CS_REL_PUNCT);
    word("shot", CS_UPOS_VERB, 0, CS_REL_CONJ);
    word("by", CS_UPOS_ADP, 6, CS_REL_CASE);
    word("rebels", CS_UPOS_NOUN, 4, CS_REL_OBL_AGENT);
    cs_syntax_mend(&reading);
    assert_int_equal(words[4].head, 2);
    assert_int_equal(words[4].deprel, CS_REL_ACL);
    must_be_a_tree();
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_participle_without_and),
        cmocka_unit_test(test_description_of_a_name),
        cmocka_unit_test(test_description_between_names),
        cmocka_unit_test(test_number_of_a_participle),
        cmocka_unit_test(test_plain_verb_of_a_headline),
        cmocka_unit_test(test_gerund_as_subject),
        cmocka_unit_test(test_possessor_parted_by_the_verb),
        cmocka_unit_test(test_number_before_a_participle),
        cmocka_unit_test(test_no_circle),
        cmocka_unit_test(test_counted_participle),
        cmocka_unit_test(test_complement_with_subject),
        cmocka_unit_test(test_second_subject),
        cmocka_unit_test(test_stolen_subject),
        cmocka_unit_test(test_by_phrase),
        cmocka_unit_test(test_letters_join_a_name),
        cmocka_unit_test(test_letters_hang_from_their_name),
        cmocka_unit_test(test_owner_before_the_verb),
        cmocka_unit_test(test_role_before_the_body),
        cmocka_unit_test(test_two_counts),
        cmocka_unit_test(test_subject_on_the_object),
        cmocka_unit_test(test_title_and_name),
        cmocka_unit_test(test_responsibility_for),
        cmocka_unit_test(test_torn_name),
        cmocka_unit_test(test_strange_trees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
