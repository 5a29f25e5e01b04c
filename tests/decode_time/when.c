/* Which time is an event's, and its time frame, on small parses written by hand (UD), with times found by cs_times. */
#include "decode/when.h"
#include "check.h"
#include "decode/time.h"

enum { ARENA_BYTES = 1 << 22, WORDS_MAX = 32 };
static cs_arena perm, scratch;
static jmp_buf full;
static const char PUB[] = "2022-09-14";

/* One word: form, lemma ("" : the form), class, relation, head counted from 1 (0: root), tense. */
typedef struct word {
    const char *form, *lemma;
    cs_upos upos;
    cs_deprel rel;
    int head;
    cs_tense tense;
    cs_verbform vf;
} word;

static cs_str z(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }

/* The words as one sentence, blanks between them. */
static cs_reading *parsed(const word *w, const char *published) {
    cs_arena_reset(&perm, ARENA_BYTES);
    cs_reading *r = CS_NEW(&perm, cs_reading, 1);
    cs_sentence s = { .root = -1 };
    r->text = CS_LIT("");
    for (int i = 0; w[i].form; i++) {
        cs_str form = z(w[i].form);
        uint32_t at = (uint32_t)r->text.n + (i > 0);
        r->text = cs_printf(&perm, "%.*s%s%s", (int)r->text.n, r->text.p, i ? " " : "", w[i].form);
        *CS_PUSH(&perm, &r->tokens) = (cs_token){ .span = { at, at + (uint32_t)form.n },
                                                  .form = form,
                                                  .lower = form,
                                                  .lemma = w[i].lemma[0] ? z(w[i].lemma) : form,
                                                  .upos = (uint8_t)w[i].upos,
                                                  .deprel = (uint8_t)w[i].rel,
                                                  .head = w[i].head - 1,
                                                  .feats = { .tense = (uint8_t)w[i].tense, .verbform = (uint8_t)w[i].vf } };
        if (!w[i].head) s.root = i;
    }
    s.span = (cs_span){ 0, (uint32_t)r->text.n };
    s.end = (int32_t)r->tokens.n;
    *CS_PUSH(&perm, &r->sentences) = s;
    cs_day_result day = published ? cs_parse_day(z(published)) : (cs_day_result){ 0 };
    r->published = day.ok ? day.day : CS_DAY_NONE;
    cs_times(r, &perm, scratch);
    return r;
}

/* The value of the time of the event at the word (counted from 1), or "". */
static cs_str when_of(const cs_reading *r, int trigger, const bool *is_event, const char *rule) {
    cs_tree t = cs_tree_make(r, &perm, scratch);
    cs_str why = { 0 };
    int32_t i = cs_when(&t, is_event, trigger - 1, &why);
    if (i < 0) return CS_LIT("");
    if (rule) assert_str(why, z(rule));
    return r->times.v[i].timex;
}

#define N CS_UPOS_NOUN
#define PN CS_UPOS_PROPN
#define V CS_UPOS_VERB
#define P CS_UPOS_ADP
#define PAST CS_TENSE_PAST, CS_VF_FIN
#define END \
    { NULL }

/* Rebels raided camp on Monday burning tents */
static const word RAID[] = {
    { "Rebels", "rebel", N, CS_REL_NSUBJ, 2 }, { "raided", "raid", V, CS_REL_ROOT, 0, PAST },
    { "camp", "", N, CS_REL_OBJ, 2 },          { "on", "", P, CS_REL_CASE, 5 },
    { "Monday", "", PN, CS_REL_OBL, 2 },       { "burning", "burn", V, CS_REL_ADVCL, 2, CS_TENSE_PRES, CS_VF_PART },
    { "tents", "tent", N, CS_REL_OBJ, 6 },     END
};

static void test_clause_and_participle(void **state) {
    (void)state;
    const cs_reading *r = parsed(RAID, PUB);
    assert_str(when_of(r, 2, NULL, "when:clause"), CS_LIT("2022-09-12"));
    assert_str(when_of(r, 6, NULL, "when:participle"), CS_LIT("2022-09-12"));
    r = parsed(RAID, NULL);
    assert_str(when_of(r, 2, NULL, NULL), CS_LIT("XXXX-WXX-1"));
}

/* Police said Monday that rebels raided camp: Monday is when they said it */
static void test_speech_keeps_its_time(void **state) {
    (void)state;
    static const word said[] = { { "Police", "", N, CS_REL_NSUBJ, 2 },
                                 { "said", "say", V, CS_REL_ROOT, 0, PAST },
                                 { "Monday", "", PN, CS_REL_OBL_UNMARKED, 2 },
                                 { "that", "", CS_UPOS_SCONJ, CS_REL_MARK, 6 },
                                 { "rebels", "rebel", N, CS_REL_NSUBJ, 6 },
                                 { "raided", "raid", V, CS_REL_CCOMP, 2, PAST },
                                 { "camp", "", N, CS_REL_OBJ, 6 },
                                 END };
    assert_str(when_of(parsed(said, PUB), 6, NULL, NULL), CS_LIT(""));
}

/* In 2014 they claimed that rebels raided camp: a year holds the event too */
static void test_said_in_a_year(void **state) {
    (void)state;
    static const word said[] = { { "In", "in", P, CS_REL_CASE, 2 },
                                 { "2014", "", CS_UPOS_NUM, CS_REL_OBL, 4 },
                                 { "they", "", CS_UPOS_PRON, CS_REL_NSUBJ, 4 },
                                 { "claimed", "claim", V, CS_REL_ROOT, 0, PAST },
                                 { "rebels", "rebel", N, CS_REL_NSUBJ, 6 },
                                 { "raided", "raid", V, CS_REL_CCOMP, 4, PAST },
                                 { "camp", "", N, CS_REL_OBJ, 6 },
                                 END };
    const cs_reading *r = parsed(said, PUB);
    assert_str(when_of(r, 6, NULL, "when:said-in"), CS_LIT("2014"));
    cs_tree t = cs_tree_make(r, &perm, scratch);
    assert_int_equal(cs_time_frame(&t, 5, 0, CS_MOD_ACTUAL, NULL), CS_FRAME_HISTORICAL);
}

/* raids on Monday and bombings on Friday angered villagers: each noun has its own */
static void test_two_nouns(void **state) {
    (void)state;
    static const word two[] = { { "raids", "raid", N, CS_REL_NSUBJ, 8 },       { "on", "", P, CS_REL_CASE, 3 },
                                { "Monday", "", PN, CS_REL_NMOD, 1 },          { "and", "", CS_UPOS_CCONJ, CS_REL_CC, 5 },
                                { "bombings", "bombing", N, CS_REL_CONJ, 1 },  { "on", "", P, CS_REL_CASE, 7 },
                                { "Friday", "", PN, CS_REL_NMOD, 5 },          { "angered", "anger", V, CS_REL_ROOT, 0, PAST },
                                { "villagers", "villager", N, CS_REL_OBJ, 8 }, END };
    bool event[WORDS_MAX] = { [0] = true, [4] = true };
    const cs_reading *r = parsed(two, PUB);
    assert_str(when_of(r, 1, event, "when:clause"), CS_LIT("2022-09-12"));
    assert_str(when_of(r, 5, event, "when:clause"), CS_LIT("2022-09-09"));
}

/* the raid which happened in May angered villagers */
static void test_relative_clause(void **state) {
    (void)state;
    static const word rel[] = { { "raid", "", N, CS_REL_NSUBJ, 6 },
                                { "which", "", CS_UPOS_PRON, CS_REL_NSUBJ, 3 },
                                { "happened", "happen", V, CS_REL_ACL_RELCL, 1, PAST },
                                { "in", "", P, CS_REL_CASE, 5 },
                                { "May", "", PN, CS_REL_OBL, 3 },
                                { "angered", "anger", V, CS_REL_ROOT, 0, PAST },
                                { "villagers", "villager", N, CS_REL_OBJ, 6 },
                                END };
    assert_str(when_of(parsed(rel, PUB), 1, NULL, "when:clause"), CS_LIT("2022-05"));
    assert_str(when_of(parsed(rel, NULL), 1, NULL, "when:clause"), CS_LIT("XXXX-05"));
}

/* the attack on convoy which took place on Friday: "took" may be an event elsewhere */
static void test_taking_place(void **state) {
    (void)state;
    static const word rel[] = { { "Rebels", "rebel", N, CS_REL_NSUBJ, 2 },
                                { "regret", "", V, CS_REL_ROOT, 0, CS_TENSE_PRES, CS_VF_FIN },
                                { "attack", "", N, CS_REL_OBJ, 2 },
                                { "on", "", P, CS_REL_CASE, 5 },
                                { "convoy", "", N, CS_REL_NMOD, 3 },
                                { "which", "", CS_UPOS_PRON, CS_REL_NSUBJ, 7 },
                                { "took", "take", V, CS_REL_ACL_RELCL, 5, PAST },
                                { "place", "", N, CS_REL_OBJ, 7 },
                                { "on", "", P, CS_REL_CASE, 10 },
                                { "Friday", "", PN, CS_REL_OBL, 7 },
                                END };
    bool event[WORDS_MAX] = { [2] = true, [6] = true };
    assert_str(when_of(parsed(rel, PUB), 3, event, "when:clause"), CS_LIT("2022-09-09"));
}

/* men were charged Monday with murder: the charge is Monday's, the murder is not */
static void test_aftermath(void **state) {
    (void)state;
    static const word charged[] = { { "men", "man", N, CS_REL_NSUBJ_PASS, 3 },
                                    { "were", "be", CS_UPOS_AUX, CS_REL_AUX_PASS, 3 },
                                    { "charged", "charge", V, CS_REL_ROOT, 0, PAST },
                                    { "Monday", "", PN, CS_REL_OBL_UNMARKED, 3 },
                                    { "with", "", P, CS_REL_CASE, 6 },
                                    { "murder", "", N, CS_REL_OBL, 3 },
                                    END };
    assert_str(when_of(parsed(charged, PUB), 3, NULL, "when:clause"), CS_LIT("2022-09-12"));
    assert_str(when_of(parsed(charged, PUB), 6, NULL, NULL), CS_LIT(""));
}

static void test_what_mentions_share(void **state) {
    (void)state;
    const cs_time day = { .begin = 100, .end = 100 }, since = { .begin = 100, .end = CS_DAY_NONE },
                  open = { .begin = CS_DAY_NONE, .end = CS_DAY_NONE },
                  years = { .type = CS_TIME_DURATION, .begin = 0, .end = 1400 },
                  hours = { .type = CS_TIME_DURATION, .begin = 99, .end = 100 };
    assert_true(cs_time_is_shared(&day) && cs_time_is_shared(&open) && cs_time_is_shared(&hours));
    assert_false(cs_time_is_shared(&since) || cs_time_is_shared(&years));
    assert_true(cs_time_is_open(&since));
}

/* Rebels raid camps daily: a set is no event's time */
/* Oslo condemned the attacks on Monday in Tarn: Monday lies among the words of the attacks */
static void test_within_a_noun(void **state) {
    (void)state;
    static const word said[] = { { "Oslo", "", PN, CS_REL_NSUBJ, 2 },       { "condemned", "condemn", V, CS_REL_ROOT, 0, PAST },
                                 { "attacks", "attack", N, CS_REL_OBJ, 2 }, { "on", "", P, CS_REL_CASE, 5 },
                                 { "Monday", "", PN, CS_REL_OBL, 2 },       { "in", "", P, CS_REL_CASE, 7 },
                                 { "Tarn", "", PN, CS_REL_NMOD, 3 },        END };
    static const bool is_event[] = { false, true, true, false, false, false, false, false };
    const cs_reading *r = parsed(said, PUB);
    assert_str(when_of(r, 3, is_event, "when:clause"), CS_LIT("2022-09-12"));
    /* Oslo condemned attacks on Monday */
    static const word plain[] = {
        { "Oslo", "", PN, CS_REL_NSUBJ, 2 },       { "condemned", "condemn", V, CS_REL_ROOT, 0, PAST },
        { "attacks", "attack", N, CS_REL_OBJ, 2 }, { "on", "", P, CS_REL_CASE, 5 },
        { "Monday", "", PN, CS_REL_OBL, 2 },       END
    };
    r = parsed(plain, PUB);
    assert_str(when_of(r, 3, is_event, NULL), CS_LIT(""));
    assert_str(when_of(r, 2, is_event, "when:clause"), CS_LIT("2022-09-12"));
    /* Oslo condemned attacks last month */
    static const word month[] = {
        { "Oslo", "", PN, CS_REL_NSUBJ, 2 },        { "condemned", "condemn", V, CS_REL_ROOT, 0, PAST },
        { "attacks", "attack", N, CS_REL_OBJ, 2 },  { "last", "", CS_UPOS_ADJ, CS_REL_AMOD, 5 },
        { "month", "", N, CS_REL_OBL_UNMARKED, 2 }, END
    };
    r = parsed(month, PUB);
    assert_str(when_of(r, 3, is_event, "when:clause"), CS_LIT("2022-08"));
}

/* Oslo condemned Monday's attack: the attack's day, not that of condemning it */
static void test_day_of_the_condemned(void **state) {
    (void)state;
    static const word said[] = { { "Oslo", "", PN, CS_REL_NSUBJ, 2 },
                                 { "condemned", "condemn", V, CS_REL_ROOT, 0, PAST },
                                 { "Monday", "", PN, CS_REL_NMOD_POSS, 4 },
                                 { "attack", "", N, CS_REL_OBJ, 2 },
                                 END };
    static const bool is_event[] = { false, true, false, true, false };
    const cs_reading *r = parsed(said, PUB);
    assert_str(when_of(r, 4, is_event, "when:clause"), CS_LIT("2022-09-12"));
    assert_str(when_of(r, 2, is_event, NULL), CS_LIT(""));
}

/* Rebels burned a 1987 temple: the age of a thing */
static void test_age_of_a_thing(void **state) {
    (void)state;
    static const word burned[] = { { "Rebels", "", N, CS_REL_NSUBJ, 2 },    { "burned", "burn", V, CS_REL_ROOT, 0, PAST },
                                   { "a", "", CS_UPOS_DET, CS_REL_DET, 5 }, { "1987", "", CS_UPOS_NUM, CS_REL_NUMMOD, 5 },
                                   { "temple", "", N, CS_REL_OBJ, 2 },      END };
    const cs_reading *r = parsed(burned, PUB);
    assert_int_equal(r->times.n, 1);
    assert_str(when_of(r, 2, NULL, NULL), CS_LIT(""));
    assert_str(when_of(r, 5, NULL, NULL), CS_LIT("1987")); /* were it an event */
}

/* Families marked the anniversary of the bombing on Monday */
static void test_remembered(void **state) {
    (void)state;
    static const word marked[] = { { "Families", "family", N, CS_REL_NSUBJ, 2 },
                                   { "marked", "mark", V, CS_REL_ROOT, 0, PAST },
                                   { "the", "", CS_UPOS_DET, CS_REL_DET, 4 },
                                   { "anniversary", "", N, CS_REL_OBJ, 2 },
                                   { "of", "", P, CS_REL_CASE, 6 },
                                   { "bombing", "", N, CS_REL_NMOD, 4 },
                                   { "on", "", P, CS_REL_CASE, 8 },
                                   { "Monday", "", PN, CS_REL_NMOD, 6 },
                                   END };
    const cs_reading *r = parsed(marked, PUB);
    cs_tree t = cs_tree_make(r, &perm, scratch);
    assert_str(when_of(r, 6, NULL, NULL), CS_LIT(""));
    assert_int_equal(cs_time_frame(&t, 5, -1, CS_MOD_ACTUAL, NULL), CS_FRAME_HISTORICAL);
}

/* Police held a man over the 1998 raid: old is the raid */
static void test_frame_of_another_noun(void **state) {
    (void)state;
    static const word held[] = { { "Police", "", N, CS_REL_NSUBJ, 2 },
                                 { "held", "hold", V, CS_REL_ROOT, 0, PAST },
                                 { "a", "", CS_UPOS_DET, CS_REL_DET, 4 },
                                 { "man", "", N, CS_REL_OBJ, 2 },
                                 { "over", "", P, CS_REL_CASE, 8 },
                                 { "the", "", CS_UPOS_DET, CS_REL_DET, 8 },
                                 { "1998", "", CS_UPOS_NUM, CS_REL_NUMMOD, 8 },
                                 { "raid", "", N, CS_REL_OBL, 2 },
                                 END };
    const cs_reading *r = parsed(held, PUB);
    cs_tree t = cs_tree_make(r, &perm, scratch);
    assert_int_equal(cs_time_frame(&t, 1, -1, CS_MOD_ACTUAL, NULL), CS_FRAME_CURRENT);
    assert_int_equal(cs_time_frame(&t, 7, 0, CS_MOD_ACTUAL, NULL), CS_FRAME_HISTORICAL);
}

/* He was captured during the Vietnam War */
static void test_old_war(void **state) {
    (void)state;
    static const word held[] = { { "He", "", CS_UPOS_PRON, CS_REL_NSUBJ_PASS, 3 },
                                 { "was", "be", CS_UPOS_AUX, CS_REL_AUX_PASS, 3 },
                                 { "captured", "capture", V, CS_REL_ROOT, 0 },
                                 { "during", "", P, CS_REL_CASE, 7 },
                                 { "the", "", CS_UPOS_DET, CS_REL_DET, 7 },
                                 { "vietnam", "", PN, CS_REL_COMPOUND, 7 },
                                 { "war", "", PN, CS_REL_OBL, 3 },
                                 END };
    const cs_reading *r = parsed(held, PUB);
    cs_tree t = cs_tree_make(r, &perm, scratch);
    assert_int_equal(cs_time_frame(&t, 2, -1, CS_MOD_ACTUAL, NULL), CS_FRAME_HISTORICAL);
    r = parsed(held, "1968-09-14");
    t = cs_tree_make(r, &perm, scratch);
    assert_int_equal(cs_time_frame(&t, 2, -1, CS_MOD_ACTUAL, NULL), CS_FRAME_CURRENT);
}

/* The guards hid in a wood during the day: a day that the words do not tell */
static void test_some_day(void **state) {
    (void)state;
    static const word hid[] = { { "Guards", "guard", N, CS_REL_NSUBJ, 2 }, { "hid", "hide", V, CS_REL_ROOT, 0, PAST },
                                { "during", "", P, CS_REL_CASE, 5 },       { "the", "", CS_UPOS_DET, CS_REL_DET, 5 },
                                { "day", "", N, CS_REL_OBL, 2 },           END };
    assert_str(when_of(parsed(hid, PUB), 2, NULL, NULL), CS_LIT(""));
}

static void test_sets_are_no_time(void **state) {
    (void)state;
    static const word daily[] = { { "Rebels", "rebel", N, CS_REL_NSUBJ, 2 },
                                  { "raid", "", V, CS_REL_ROOT, 0, CS_TENSE_PRES, CS_VF_FIN },
                                  { "camps", "camp", N, CS_REL_OBJ, 2 },
                                  { "daily", "", CS_UPOS_ADV, CS_REL_ADVMOD, 2 },
                                  END };
    assert_str(when_of(parsed(daily, PUB), 2, NULL, NULL), CS_LIT(""));
}

static cs_frame frame(const word *w, const char *published, int trigger, cs_modality m) {
    const cs_reading *r = parsed(w, published);
    cs_tree t = cs_tree_make(r, &perm, scratch);
    return cs_time_frame(&t, trigger - 1, cs_when(&t, NULL, trigger - 1, NULL), m, NULL);
}

static void test_frame(void **state) {
    (void)state;
    static const word old[] = { { "Rebels", "rebel", N, CS_REL_NSUBJ, 2 }, { "raided", "raid", V, CS_REL_ROOT, 0, PAST },
                                { "camp", "", N, CS_REL_OBJ, 2 },          { "in", "", P, CS_REL_CASE, 5 },
                                { "March", "", PN, CS_REL_OBL, 2 },        END };
    static const word before[] = { { "Rebels", "rebel", N, CS_REL_NSUBJ, 3 },
                                   { "previously", "", CS_UPOS_ADV, CS_REL_ADVMOD, 3 },
                                   { "raided", "raid", V, CS_REL_ROOT, 0, PAST },
                                   { "camp", "", N, CS_REL_OBJ, 3 },
                                   END };
    static const word ahead[] = { { "Rebels", "rebel", N, CS_REL_NSUBJ, 3 },
                                  { "will", "", CS_UPOS_AUX, CS_REL_AUX, 3 },
                                  { "raid", "", V, CS_REL_ROOT, 0, CS_TENSE_NONE, CS_VF_INF },
                                  { "camp", "", N, CS_REL_OBJ, 3 },
                                  { "on", "", P, CS_REL_CASE, 6 },
                                  { "Friday", "", PN, CS_REL_OBL, 3 },
                                  END };
    assert_int_equal(frame(RAID, PUB, 2, CS_MOD_ACTUAL), CS_FRAME_CURRENT);
    assert_int_equal(frame(old, PUB, 2, CS_MOD_ACTUAL), CS_FRAME_HISTORICAL);
    assert_int_equal(frame(old, "2022-04-20", 2, CS_MOD_ACTUAL), CS_FRAME_CURRENT); /* March ended 20 days before */
    assert_int_equal(frame(old, NULL, 2, CS_MOD_ACTUAL), CS_FRAME_CURRENT);
    assert_int_equal(frame(before, PUB, 3, CS_MOD_ACTUAL), CS_FRAME_HISTORICAL);
    assert_int_equal(frame(ahead, PUB, 3, CS_MOD_PLANNED), CS_FRAME_FUTURE);
    assert_int_equal(frame(ahead, PUB, 3, CS_MOD_ACTUAL), CS_FRAME_FUTURE);  /* the coming Friday */
    assert_int_equal(frame(RAID, PUB, 2, CS_MOD_PLANNED), CS_FRAME_CURRENT); /* planned for a Monday that is over */
    assert_int_equal(frame(before, PUB, 3, CS_MOD_PLANNED), CS_FRAME_FUTURE);
}

static int setup(void **state) {
    (void)state;
    cs_err err;
    int bad = cs_arena_map(&perm, ARENA_BYTES, &err) != CASUS_OK || cs_arena_map(&scratch, ARENA_BYTES, &err) != CASUS_OK;
    perm.on_full = scratch.on_full = &full;
    return bad;
}

int main(void) {
    if (setjmp(full)) return 1;
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_clause_and_participle),
                                        cmocka_unit_test(test_speech_keeps_its_time),
                                        cmocka_unit_test(test_said_in_a_year),
                                        cmocka_unit_test(test_two_nouns),
                                        cmocka_unit_test(test_relative_clause),
                                        cmocka_unit_test(test_taking_place),
                                        cmocka_unit_test(test_aftermath),
                                        cmocka_unit_test(test_what_mentions_share),
                                        cmocka_unit_test(test_sets_are_no_time),
                                        cmocka_unit_test(test_within_a_noun),
                                        cmocka_unit_test(test_day_of_the_condemned),
                                        cmocka_unit_test(test_frame_of_another_noun),
                                        cmocka_unit_test(test_age_of_a_thing),
                                        cmocka_unit_test(test_remembered),
                                        cmocka_unit_test(test_old_war),
                                        cmocka_unit_test(test_some_day),
                                        cmocka_unit_test(test_frame) };
    return cmocka_run_group_tests(tests, setup, NULL);
}
