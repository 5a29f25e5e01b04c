/* Linking across reports: accounts made by hand of a bombing that several papers tell, of the next day's, and of others; bytes
 * and back; accounts into incidents. */
#include "check.h"
#include "link/cluster.h"
#include "link/same.h"
#include <stdlib.h>

static cs_arena perm;
static cs_word_memo memo;
static jmp_buf full;

static int setup(void **state) {
    cs_err err;
    (void)state;
    perm.on_full = &full;
    return cs_arena_map(&perm, 1 << 26, &err) ? -1 : 0;
}

static int teardown(void **state) {
    (void)state;
    cs_arena_unmap(&perm);
    return 0;
}

/* ---- accounts by hand ---- */

static cs_word_list words(const char *text, int most) {
    cs_word_counts all = { 0 };
    cs_words_see(&all, (cs_str){ text, (ptrdiff_t)strlen(text) }, &memo, &perm);
    return cs_words_best(&all, most, &perm);
}

typedef struct told {
    const char *trigger, *sentence, *story, *names;
    const char *by, *by_id, *to;
    int day;
    int64_t low, best, high;
} told;

static void add_party(cs_account *a, uint8_t role, uint8_t type, const char *name, const char *actor) {
    cs_account_party *p = &a->party[a->n_parties++];
    *p = (cs_account_party){ .name = { name, (ptrdiff_t)strlen(name) }, .role = role, .type = type };
    if (actor) p->actor = (cs_str){ actor, (ptrdiff_t)strlen(actor) };
    p->named = actor || type == CS_ENT_FACILITY;
    p->words = words(name, CS_ACCOUNT_NAME_WORDS_MAX);
}

/* In Mazar-i-Sharif, in March 2019, but for what is told. */
static cs_account account(uint64_t report, told t) {
    cs_account a = { .report = report, .type = CS_T_ASSAULT, .muc = CS_MUC_BOMBING, .mode = CS_LIT("explosives") };
    a.first = a.last = cs_day_of(2019, 3, t.day);
    a.published = a.first + 1;
    a.place[0] = (cs_account_place){ .name = CS_LIT("Mazar-i-Sharif"),
                                     .key = 77,
                                     .geonames = 1136469,
                                     .lat = 367090,
                                     .lon = 671109,
                                     .has_point = true,
                                     .country = "AFG",
                                     .admin1 = 5,
                                     .precision = CS_PREC_TOWN };
    a.n_places = 1;
    a.party = CS_NEW(&perm, cs_account_party, 4);
    if (t.by) add_party(&a, CS_ROLE_AGENT, CS_ENT_GROUP, t.by, t.by_id);
    if (t.to) add_party(&a, CS_ROLE_TARGET, CS_ENT_FACILITY, t.to, NULL);
    for (int i = 0; i < CS_EFFECT_COUNT; i++) a.toll[i] = (cs_account_toll){ CS_COUNT_NONE, CS_COUNT_NONE, CS_COUNT_NONE };
    a.toll[CS_EFFECT_KILLED] = (cs_account_toll){ t.low, t.best, t.high };
    a.triggers = words(t.trigger, CS_ACCOUNT_TRIGGERS_MAX);
    a.first_act = words(t.trigger, CS_ACCOUNT_FIRST_MAX);
    a.words = words(t.sentence, CS_ACCOUNT_WORDS_MAX);
    a.about = words(t.story, CS_ACCOUNT_WORDS_MAX);
    a.named = words(t.names, CS_ACCOUNT_WORDS_MAX);
    a.story = words(t.names, CS_ACCOUNT_STORY_MAX);
    a.n_statements = 1;
    return a;
}

static cs_account agency(void) {
    return account(
        1, (told){ "bombing", "a bombing at the gate of the grain market in Mazar-i-Sharif killed at least 10 people",
                   "bombing gate grain market Mazar-i-Sharif killed people police Taliban traders wounded hospital Balkh",
                   "Mazar-i-Sharif Taliban Balkh", "the Taliban", "afg-taliban", "the Balkh Grain Market", 12, 10, 10, -1 });
}

static cs_account paper(void) {
    return account(2, (told){ "blast", "twelve traders died when a blast tore through the Balkh grain market on Tuesday",
                              "blast traders died grain market Balkh governor Mazar-i-Sharif wounded shops explosives hospital",
                              "Balkh Mazar-i-Sharif", "insurgents", NULL, "the Balkh grain market", 12, 12, 12, 12 });
}

static cs_account rival(void) {
    return account(
        3, (told){ "explosion", "the Islamic State said it carried out the explosion in the grain market that killed 12",
                   "explosion grain market Islamic State statement killed Mazar-i-Sharif Balkh Taliban traders police",
                   "Islamic State Mazar-i-Sharif Balkh", "Islamic State Khorasan", "afg-iskp", "Balkh grain market", 12, 12, 12,
                   12 });
}

static cs_account next_day(void) {
    return account(4,
                   (told){ "bombing", "a roadside bombing killed two policemen near the airport in Mazar-i-Sharif on Wednesday",
                           "roadside bombing policemen airport Mazar-i-Sharif patrol vehicle wounded Wednesday officer Balkh",
                           "Mazar-i-Sharif Balkh", "militants", NULL, "Mazar airport road", 13, 2, 2, 2 });
}

static bool meet(const cs_account *a, const cs_account *b) {
    int64_t x[CS_ACCOUNT_KEYS_MAX], y[CS_ACCOUNT_KEYS_MAX];
    int n = cs_account_keys(a, x), m = cs_account_keys(b, y);
    for (int i = 0; i < n; i++)
        for (int k = 0; k < m; k++)
            if ((x[i] > 0 && x[i] == y[k]) || x[i] == -y[k]) return true;
    return false;
}

/* The reason must be there. */
static bool speaks_against(cs_str reasons, const char *reason) {
    cs_str one;
    for (bool against = false; cs_same_reason_next(&reasons, &one, &against);)
        if (cs_eq(one, (cs_str){ reason, (ptrdiff_t)strlen(reason) })) return against;
    fail_msg("no reason \"%s\"", reason);
    return false;
}

/* ---- pairs ---- */

static void one_bombing_in_three_papers(void **state) {
    const cs_account a = agency(), b = paper(), c = rival();
    (void)state;
    assert_true(meet(&a, &b) && meet(&a, &c) && meet(&b, &c));
    cs_same ab = cs_same_incident(&a, &b, 0, &perm), ac = cs_same_incident(&a, &c, 0, &perm), bc = cs_same_incident(&b, &c, 0, &perm);
    assert_true(ab.p > CS_TIE_JOIN);
    assert_true(ac.p > CS_TIE_JOIN); /* rival perpetrators are a claim, not another deed */
    assert_true(bc.p > CS_TIE_JOIN);
    assert_true(cs_find(ab.reasons, CS_LIT("same day")) >= 0);
    assert_true(cs_find(ab.reasons, CS_LIT("both in Mazar-i-Sharif")) >= 0);
    assert_true(cs_find(ab.reasons, CS_LIT("killed 10 and 12")) >= 0);
    assert_true(cs_find(ac.reasons, CS_LIT("by the Taliban and Islamic State Khorasan")) >= 0);
    assert_false(speaks_against(ab.reasons, "killed 10 and 12")); /* what fits */
    assert_true(speaks_against(ac.reasons, "by the Taliban and Islamic State Khorasan"));
    assert_false(speaks_against(ac.reasons, "same day"));
}

static void the_next_days_is_another(void **state) {
    const cs_account a = agency(), b = paper(), c = rival(), d = next_day();
    (void)state;
    assert_true(cs_same_incident(&a, &d, 0, &perm).p < CS_TIE_JOIN);
    assert_true(cs_same_incident(&b, &d, 0, &perm).p < CS_TIE_JOIN);
    assert_true(cs_same_incident(&c, &d, 0, &perm).p < CS_TIE_JOIN);
    assert_true(speaks_against(cs_same_incident(&a, &d, 0, &perm).reasons, "1 day apart"));
}

/* Like the agency's but for one thing, which must count against it. */
static void what_speaks_against(void **state) {
    const cs_account a = agency();
    cs_account b = agency();
    (void)state;
    b.report = 9;
    double same = cs_same_incident(&a, &b, 0, &perm).p;
    assert_true(same > 0.9);
    cs_account far = b, late = b, more = b, ahead = b, own = b;
    far.place[0] = (cs_account_place){ .name = CS_LIT("Lyon"),
                                       .key = 3,
                                       .geonames = 2996944,
                                       .lat = 457484,
                                       .lon = 48467,
                                       .has_point = true,
                                       .country = "FRA",
                                       .precision = CS_PREC_TOWN };
    late.first = late.last = a.first + 400;
    more.toll[CS_EFFECT_KILLED] = (cs_account_toll){ 200, 200, 200 };
    ahead.modality = CS_MOD_PLANNED;
    own.report = a.report;
    assert_true(cs_same_incident(&a, &far, 0, &perm).p < same);
    assert_true(cs_same_incident(&a, &late, 0, &perm).p < same);
    assert_true(cs_same_incident(&a, &more, 0, &perm).p < same);
    assert_true(cs_same_incident(&a, &ahead, 0, &perm).p < same);
    assert_true(cs_same_incident(&a, &own, 0, &perm).p < same);
}

static void either_way_round(void **state) {
    const cs_account v[] = { agency(), paper(), rival(), next_day() };
    (void)state;
    for (int i = 0; i < 4; i++)
        for (int k = 0; k < 4; k++)
            assert_true(cs_same_incident(&v[i], &v[k], 0, &perm).p == cs_same_incident(&v[k], &v[i], 0, &perm).p);
}

/* An arrest of one person, in a report without a day. */
static cs_account arrest(uint64_t report, const char *whom) {
    cs_account a = account(report, (told){ .trigger = "arrested",
                                           .sentence = "police arrested a player of the city's club for drink",
                                           .story = "police arrested player club drink driving highway team patrol season",
                                           .names = "Mazar-i-Sharif Balkh Highway",
                                           .day = 12,
                                           .low = -1,
                                           .best = -1,
                                           .high = -1 });
    a.type = CS_T_COERCE;
    a.muc = CS_MUC_NONE;
    a.mode = CS_LIT("arrest");
    a.first = a.last = a.published = CS_DAY_NONE;
    add_party(&a, CS_ROLE_RECIPIENT, CS_ENT_PERSON, whom, NULL);
    a.party[0].named = true;
    return a;
}

static void one_persons_arrest_is_not_anothers(void **state) {
    (void)state;
    const cs_account a = arrest(1, "Club midfielder Karim Haidari"), b = arrest(2, "Club's Haidari"),
                     c = arrest(3, "Club goalkeeper Farid Noorzai");
    assert_true(cs_same_incident(&a, &b, 0, &perm).p > CS_TIE_JOIN);
    assert_true(cs_same_incident(&a, &c, 0, &perm).p < CS_TIE_JOIN);
    assert_true(cs_same_incident(&b, &c, 0, &perm).p < CS_TIE_JOIN);
    cs_account d = a, e = c; /* of several who were killed each names another */
    d.type = e.type = CS_T_ASSAULT;
    d.toll[CS_EFFECT_KILLED] = e.toll[CS_EFFECT_KILLED] = (cs_account_toll){ 6, 6, 6 };
    cs_account d1 = d, e1 = e;
    d1.toll[CS_EFFECT_KILLED] = e1.toll[CS_EFFECT_KILLED] = (cs_account_toll){ 1, 1, 1 };
    assert_true(cs_same_incident(&d, &e, 0, &perm).p > cs_same_incident(&d1, &e1, 0, &perm).p);
}

/* ---- bytes ---- */

static cs_str packed(const cs_account *a) {
    cs_buf b = { 0 };
    cs_account_pack(a, &b);
    cs_str s = cs_dup(&perm, (cs_str){ b.p, (ptrdiff_t)b.n });
    cs_buf_free(&b);
    return s;
}

static void to_bytes_and_back(void **state) {
    const cs_account v[] = { agency(), paper(), rival(), next_day() };
    (void)state;
    for (int i = 0; i < 4; i++) {
        cs_account back;
        cs_err err;
        cs_str bytes = packed(&v[i]);
        assert_int_equal(cs_account_unpack(bytes, &back, &perm, &err), CASUS_OK);
        assert_str(packed(&back), bytes);
        assert_true(cs_same_incident(&v[i], &back, 0, &perm).p == cs_same_incident(&v[i], &v[i], 0, &perm).p);
    }
}

/* Cut off anywhere, with a bit turned anywhere, or with bytes behind: refused, or an account within its limits. */
static void hostile_bytes(void **state) {
    const cs_account a = agency();
    cs_str good = packed(&a);
    cs_account out;
    cs_err err;
    (void)state;
    for (ptrdiff_t n = 0; n < good.n; n++)
        assert_int_equal(cs_account_unpack(cs_cut(good, 0, n), &out, &perm, &err), CASUS_E_STORE);
    assert_int_equal(cs_account_unpack(cs_join(&perm, good, CS_LIT("x")), &out, &perm, &err), CASUS_E_STORE);
    assert_true(strstr(err.msg, "expected the end") != NULL);
    for (ptrdiff_t i = 0; i < good.n * 8; i++) {
        cs_arena scratch = perm;
        cs_str bad = cs_dup(&scratch, good);
        ((char *)(uintptr_t)bad.p)[i / 8] ^= (char)(1 << i % 8);
        if (cs_account_unpack(bad, &out, &scratch, &err) != CASUS_OK) {
            assert_int_equal(err.code, CASUS_E_STORE);
            continue;
        }
        int64_t keys[CS_ACCOUNT_KEYS_MAX];
        double p = cs_same_incident(&a, &out, 0, &scratch).p;
        assert_true(p >= 0 && p <= 1);
        assert_in_range(cs_account_keys(&out, keys), 0, CS_ACCOUNT_KEYS_MAX);
    }
}

/* ---- keys ---- */

static void keys_are_the_same_again(void **state) {
    const cs_account a = agency();
    int64_t x[CS_ACCOUNT_KEYS_MAX], y[CS_ACCOUNT_KEYS_MAX];
    (void)state;
    int n = cs_account_keys(&a, x);
    assert_true(n > 0);
    assert_int_equal(cs_account_keys(&a, y), n);
    for (int i = 0; i < n; i++) {
        assert_true(x[i] != 0 && x[i] == y[i]);
        for (int k = 0; k < i; k++) assert_true(x[i] != x[k]);
    }
}

static void a_report_without_a_day_meets_those_with_one(void **state) {
    cs_account undated = agency(), march = paper(), june = paper();
    (void)state;
    undated.n_places = march.n_places = june.n_places = 0;
    undated.n_parties = march.n_parties = june.n_parties = 0;
    undated.triggers = march.triggers;
    undated.first = undated.last = undated.published = CS_DAY_NONE;
    march.first = march.last = june.first = june.last = CS_DAY_NONE;
    june.published = cs_day_of(2019, 6, 12);
    cs_account other = undated;
    other.report = 9;
    assert_true(meet(&undated, &march) && meet(&march, &undated));
    assert_true(meet(&undated, &june) && meet(&undated, &other));
    assert_false(meet(&march, &june));
}

/* An account with more to tell than there is room for keys. */
static void no_more_keys_than_there_is_room_for(void **state) {
    static const char *const names[] = { "Arghandab Nahr", "Baghlan Jadid", "Chahar Burjak", "Dasht Qala" };
    cs_account a = agency();
    int64_t keys[CS_ACCOUNT_KEYS_MAX];
    (void)state;
    a.published = CS_DAY_NONE;
    a.first = cs_day_of(2019, 2, 27);
    a.last = cs_day_of(2019, 3, 1);
    a.n_parties = 0;
    a.party = CS_NEW(&perm, cs_account_party, 4);
    for (int i = 0; i < 4; i++) add_party(&a, CS_ROLE_RECIPIENT, CS_ENT_PERSON, names[i], "x");
    a.story = words("Arghandab Baghlan Chahar Dasht Jadid Burjak", CS_ACCOUNT_STORY_MAX);
    a.triggers = words("bombing blast explosion raid", CS_ACCOUNT_TRIGGERS_MAX);
    assert_int_equal(cs_account_keys(&a, keys), CS_ACCOUNT_KEYS_MAX);
}

static void words_without_endings(void **state) {
    static const char *const same[][2] = { { "Bombings", "bombed" }, { "KILLED", "killing" }, { "Taliban's", "taliban" },
                                           { "Séléka", "SELEKA" },   { "attacks", "attack" }, { "arrived", "arrives" },
                                           { "cities", "city" } };
    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        cs_str a = { same[i][0], (ptrdiff_t)strlen(same[i][0]) }, b = { same[i][1], (ptrdiff_t)strlen(same[i][1]) };
        cs_stem x = cs_stem_next(&a), y = cs_stem_next(&b);
        assert_str(cs_stem_text(&x), cs_stem_text(&y));
    }
    cs_str none = CS_LIT(" – … "), longer = CS_LIT("abcdefghijabcdefghijabcdefghijabcdefghij next");
    assert_int_equal(cs_stem_next(&none).n, 0);
    cs_stem next = cs_stem_next(&longer);
    assert_str(cs_stem_text(&next), CS_LIT("next")); /* one past CS_STEM_BYTES_MAX - 1 is no word */
    cs_str common = CS_LIT("police"), rare = CS_LIT("qazvinabad");
    next = cs_stem_next(&common);
    assert_in_range(cs_word_id_of(&next).weight, 1, 50);
    next = cs_stem_next(&rare);
    assert_int_equal(cs_word_id_of(&next).weight, CS_WEIGHT_RAREST);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_bombing_in_three_papers),
        cmocka_unit_test(the_next_days_is_another),
        cmocka_unit_test(what_speaks_against),
        cmocka_unit_test(one_persons_arrest_is_not_anothers),
        cmocka_unit_test(either_way_round),
        cmocka_unit_test(to_bytes_and_back),
        cmocka_unit_test(hostile_bytes),
        cmocka_unit_test(keys_are_the_same_again),
        cmocka_unit_test(a_report_without_a_day_meets_those_with_one),
        cmocka_unit_test(no_more_keys_than_there_is_room_for),
        cmocka_unit_test(words_without_endings),
    };
    return cmocka_run_group_tests_name("same", tests, setup, teardown);
}
