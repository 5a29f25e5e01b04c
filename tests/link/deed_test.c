/* Two statements, one act? What speaks for it, whichever comes first. */
#include "check.h"
#include "link/deed.h"

static cs_arena perm;
static cs_word_memo memo;
static jmp_buf full;

static int setup(void **state) {
    cs_err err;
    (void)state;
    perm.on_full = &full;
    return cs_arena_map(&perm, 1 << 24, &err) ? -1 : 0;
}

static int teardown(void **state) {
    (void)state;
    cs_arena_unmap(&perm);
    return 0;
}

static cs_word_list words(const char *text, int most) {
    cs_word_counts all = { 0 };
    cs_words_see(&all, (cs_str){ text, (ptrdiff_t)strlen(text) }, &memo, &perm);
    return cs_words_best(&all, most, &perm);
}

/* What a sentence of one story says. */
static cs_account said(uint64_t report, cs_type type, const char *mode, const char *trigger, const char *sentence) {
    cs_account a = { .report = report, .type = type, .first = CS_DAY_NONE, .last = CS_DAY_NONE, .published = 20000 };
    a.mode = (cs_str){ mode, (ptrdiff_t)strlen(mode) };
    for (int i = 0; i < CS_EFFECT_COUNT; i++) a.toll[i] = (cs_account_toll){ CS_COUNT_NONE, CS_COUNT_NONE, CS_COUNT_NONE };
    a.triggers = words(trigger, CS_ACCOUNT_TRIGGERS_MAX);
    a.first_act = words(trigger, CS_ACCOUNT_FIRST_MAX);
    a.words = words(sentence, CS_ACCOUNT_WORDS_MAX);
    a.about = words("gunman college Oakland shooting nursing students police suspect", CS_ACCOUNT_WORDS_MAX);
    a.named = a.story = words("Oakland Oikos", CS_ACCOUNT_STORY_MAX);
    a.n_statements = 1;
    return a;
}

static void the_likelier_act(void **state) {
    const cs_account shot = said(1, CS_T_ASSAULT, "firearms", "shooting", "a shooting at a nursing college in Oakland");
    const cs_account again = said(2, CS_T_ASSAULT, "firearms", "shooting", "the shooting at the Oakland college");
    const cs_account held = said(2, CS_T_COERCE, "arrest", "arrested", "police arrested a suspect at a supermarket");
    const cs_account seized = said(1, CS_T_COERCE, "arrest", "arrested", "a suspect was arrested at a supermarket");
    (void)state;
    double same = cs_same_deed(&shot, &again, false), other = cs_same_deed(&shot, &held, false);
    assert_true(same > 0.6);
    assert_true(other < 0.2);
    assert_true(cs_same_deed(&held, &seized, false) > 0.6);
    assert_true(same == cs_same_deed(&again, &shot, false));
    assert_true(other == cs_same_deed(&held, &shot, false));
}

static void the_harm_that_is_counted(void **state) {
    cs_account dead = said(1, CS_T_ASSAULT, "firearms", "killed", "seven killed"),
               hurt = said(2, CS_T_ASSAULT, "", "hurt", "three hurt");
    uint8_t one[CS_DEED_ASPECT_COUNT], two[CS_DEED_ASPECT_COUNT];
    (void)state;
    dead.toll[CS_EFFECT_KILLED] = (cs_account_toll){ 7, 7, 7 };
    hurt.toll[CS_EFFECT_WOUNDED] = (cs_account_toll){ 3, 3, CS_COUNT_NONE };
    cs_deed_see(&dead, &hurt, false, one);
    cs_deed_see(&hurt, &dead, true, two);
    assert_int_equal(one[CS_DEED_ASPECT_EFFECTS], 2 * 3 / 2 + 1); /* the dead (1) and the wounded (2) */
    assert_int_equal(two[CS_DEED_ASPECT_EFFECTS], one[CS_DEED_ASPECT_EFFECTS]);
    assert_int_equal(one[CS_DEED_ASPECT_ACCOUNT], 0);
    assert_int_equal(two[CS_DEED_ASPECT_ACCOUNT], 1);
    for (int i = 0; i < CS_EFFECT_COUNT; i++) dead.toll[i] = hurt.toll[i] = (cs_account_toll){ 1, 1, 1 };
    cs_deed_see(&dead, &hurt, false, one);
    assert_int_equal(one[CS_DEED_ASPECT_EFFECTS], 1 * 2 / 2 + 1); /* whoever counts the dead counts the dead */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_likelier_act),
        cmocka_unit_test(the_harm_that_is_counted),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
