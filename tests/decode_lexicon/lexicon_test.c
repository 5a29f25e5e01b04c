/* The tables: every row is valid, sorted where that is promised, and found again; keys fit the parses that they ask for. */
#include "decode/lexicon.h"
#include "decode/lexicon_table.h"
#include "check.h"
#include "decode_entity/hand.h"
#include <stdio.h>

/* A table sorted by the bytes of its first field, without empty and double keys where once is set. */
static void sorted(const char *name, bool once) {
    char path[512], line[4096], last[4096] = "";
    snprintf(path, sizeof path, CASUS_SOURCE_DIR "/data/%s", name);
    FILE *f = fopen(path, "rb");
    if (!f) fail_msg("%s: cannot be read", path);
    for (int n = 1; fgets(line, sizeof line, f); n++) {
        if (line[0] == '#') continue;
        line[strcspn(line, "\t\n")] = 0;
        int c = strcmp(last, line);
        if (c > 0 || (once && c == 0)) fail_msg("%s:%d: \"%s\" after \"%s\"", name, n, line, last);
        memcpy(last, line, sizeof last);
    }
    fclose(f);
}

static void tables_are_sorted(void **state) {
    (void)state;
    sorted("triggers.tsv", false);
    sorted("cues.tsv", false);
    sorted("modality.tsv", false);
    sorted("lightverbs.tsv", false);
    sorted("nouns.tsv", true);
    sorted("notviolent.tsv", true);
}

static void every_row_is_found(void **state) {
    const cs_lexicon *l = &((hand *)*state)->lex;
    for (int32_t i = 0; i < l->n_triggers; i++) {
        const cs_lex_trigger *t = &l->triggers[i];
        cs_lex_triggers rows = cs_lexicon_triggers(l, t->key.head, t->key.pos);
        assert_true(rows.n > 0 && t >= rows.v && t < rows.v + rows.n);
        assert_true(t->frame && t->frame->n > 0);
    }
    for (int32_t i = 0; i < l->n_nouns; i++)
        if (!l->nouns[i].key.with.n) assert_ptr_equal(cs_lexicon_noun(l, l->nouns[i].key.text), &l->nouns[i]);
}

/* Event frames give event roles, relation frames from and to. */
static void frames_fit_their_types(void **state) {
    const cs_lexicon *l = &((hand *)*state)->lex;
    uint32_t relation = 1u << CS_ROLE_FROM | 1u << CS_ROLE_TO | 1u << CS_ROLE_ITEM;
    for (int32_t i = 0; i < l->n_triggers; i++) {
        const cs_lex_trigger *t = &l->triggers[i];
        uint32_t roles = 0;
        for (int32_t k = 0; k < t->frame->n; k++) roles |= t->frame->slot[k].roles;
        bool is_relation = t->type >= CS_T_EVENT_COUNT;
        if (is_relation ? (roles & ~relation) || !(roles & 1u << CS_ROLE_FROM) : (roles & relation) != 0)
            fail_msg("data/triggers.tsv:%d: frame %.*s does not fit %s", t->key.line, CS_ARG(t->frame->name),
                     cs_type_name[t->type]);
        if (is_relation && t->effect >= 0) fail_msg("data/triggers.tsv:%d: a relation has no toll", t->key.line);
    }
}

/* Every type, every mode and every relation has words. */
static void nothing_is_left_without_words(void **state) {
    const cs_lexicon *l = &((hand *)*state)->lex;
    static const char *const all[] = {
        "allege",         "disapprove",     "investigate", "abduct",   "aerial",       "assassinate",    "beat",
        "cleansing",      "crowd-control",  "destroy",     "drone",    "execute",      "explosives",     "firearms",
        "heavy-weapons",  "massacre",       "primitive",   "seize",    "sexual",       "suicide-attack", "torture",
        "unconventional", "arrest",         "ban",         "censor",   "curfew",       "cyber",          "deport",
        "martial-law",    "misinformation", "restrict",    "withhold", "multilateral", "phone",          "third-party",
        "visit",          "militia",        "police",      "troops",   "weapons",      "boycott",        "demo",
        "hunger",         "obstruct",       "riot",        "strike",   "assist",       "change",         "meet",
        "yield",          "access",         "ceasefire",   "disarm",   "release",      "resign",         "return",
        "withdraw",       "convict",        "discontinue", "expel",    "relations",    "rights",         "territory",
        "violence"
    };
    bool type[CS_T_COUNT] = { false };
    for (int type_no = 0; type_no < CS_T_COUNT; type_no++)
        for (size_t m = 0; m < sizeof all / sizeof *all; m++) {
            cs_str mode = { all[m], (ptrdiff_t)strlen(all[m]) };
            if (!cs_lexicon_mode_ok((uint8_t)type_no, mode)) continue;
            bool found = false;
            for (int32_t i = 0; i < l->n_triggers && !found; i++)
                found = l->triggers[i].type == type_no && cs_eq(l->triggers[i].mode, mode);
            if (!found) fail_msg("no trigger of %s %s", cs_type_name[type_no], all[m]);
        }
    for (int32_t i = 0; i < l->n_triggers; i++) type[l->triggers[i].type] = true;
    for (int i = 0; i < CS_T_COUNT; i++)
        if (!type[i]) fail_msg("no trigger of %s", cs_type_name[i]);
}

static const cs_lex_trigger *first_fit(hand *h, int32_t token, const char *lemma, char pos) {
    cs_lex_triggers rows = cs_lexicon_triggers(&h->lex, (cs_str){ lemma, (ptrdiff_t)strlen(lemma) }, pos);
    for (int32_t i = 0; i < rows.n; i++)
        if (cs_lexicon_key_fits(&rows.v[i].key, &h->r, token, NULL)) return &rows.v[i];
    return NULL;
}

static void keys_fit_parses(void **state) {
    hand *h = *state;
    hand_sentence(h, "They/PRON/2/nsubj blew/VERB/0/root/blow up/ADP/2/compound:prt the/DET/5/det depot/NOUN/2/obj", "");
    hand_sentence(h, "Wind/NOUN/2/nsubj blew/VERB/0/root/blow sand/NOUN/2/obj", "");
    hand_sentence(h, "A/DET/3/det suicide/NOUN/3/compound bombing/NOUN/0/root", "");
    hand_sentence(h, "They/PRON/2/nsubj opened/VERB/0/root/open fire/NOUN/2/obj", "");
    hand_sentence(h, "They/PRON/2/nsubj opened/VERB/0/root/open shops/NOUN/2/obj/shop/P", "");
    const cs_lex_trigger *t = first_fit(h, 1, "blow", 'v');
    assert_non_null(t);
    assert_str(t->key.text, CS_LIT("blow_up"));
    assert_null(first_fit(h, 6, "blow", 'v'));
    t = first_fit(h, 10, "bombing", 'n');
    assert_str(t->mode, CS_LIT("suicide-attack"));
    t = first_fit(h, 12, "open", 'v');
    assert_str(t->key.text, CS_LIT("open+fire"));
    assert_null(first_fit(h, 15, "open", 'v'));
}

static void a_modifier_makes_another_noun(void **state) {
    hand *h = *state;
    hand_sentence(h,
                  "A/DET/3/det police/NOUN/3/compound officer/NOUN/0/root and/CCONJ/7/cc a/DET/7/det machine/NOUN/7/compound "
                  "gun/NOUN/3/conj",
                  "");
    assert_str(cs_lexicon_noun_at(&h->lex, &h->r, 2)->key.text, CS_LIT("police+officer"));
    assert_str(cs_lexicon_noun_at(&h->lex, &h->r, 6)->mode, CS_LIT("firearms"));
    assert_null(cs_lexicon_noun(&h->lex, CS_LIT("zebra")));
}

static void actors_by_name(void **state) {
    const cs_lexicon *l = &((hand *)*state)->lex;
    const cs_actor *is = cs_lexicon_actor(l, CS_LIT("the Islamic State"));
    assert_non_null(is);
    assert_ptr_equal(is, cs_lexicon_actor(l, CS_LIT("Daesh")));
    assert_ptr_equal(is, cs_lexicon_actor(l, CS_LIT("isis")));
    assert_ptr_equal(is, cs_lexicon_actor(l, CS_LIT("IS")));
    assert_null(cs_lexicon_actor(l, CS_LIT("is"))); /* the verb */
    assert_null(cs_lexicon_actor(l, CS_LIT("us")));
    const cs_actor *us = cs_lexicon_actor(l, CS_LIT("US"));
    assert_non_null(us);
    assert_string_equal(us->country, "USA");
    assert_int_equal(us->type, CS_ENT_GOVERNMENT);
    assert_ptr_equal(us, cs_lexicon_actor(l, CS_LIT("the United States\xe2\x80\x99")));
    assert_ptr_equal(us, cs_lexicon_demonym(l, CS_LIT("Americans")));
    assert_string_equal(cs_lexicon_capital(l, CS_LIT("Moscow"))->country, "RUS");
    assert_null(cs_lexicon_demonym(l, CS_LIT("America")));
}

static void slots_and_bits(void **state) {
    const cs_lexicon *l = &((hand *)*state)->lex;
    const cs_lex_frame *f = cs_lexicon_triggers(l, CS_LIT("attack"), 'v').v[0].frame;
    assert_int_equal(cs_lex_frame_roles(f, CS_SLOT_SUBJ, (cs_str){ 0 }), 1u << CS_ROLE_AGENT);
    assert_int_equal(cs_lex_frame_roles(f, CS_SLOT_PREP, CS_LIT("with")), 1u << CS_ROLE_INSTRUMENT);
    assert_int_equal(cs_lex_frame_roles(f, CS_SLOT_PREP, CS_LIT("despite")), 0);
    const cs_lex_frame *clash = cs_lexicon_triggers(l, CS_LIT("clash"), 'v').v[0].frame;
    const cs_lex_slot *s = cs_lex_frame_slot(clash, CS_SLOT_SUBJ, (cs_str){ 0 });
    assert_false(s->one_of);
    assert_int_equal(s->roles, 1u << CS_ROLE_AGENT | 1u << CS_ROLE_RECIPIENT);
    cs_lex_modalities m = cs_lexicon_modality(l, CS_LIT("try"), 'v');
    assert_true(m.n > 0);
    assert_int_equal(m.v[0].modality, CS_MOD_ATTEMPTED);
    cs_lex_cues c = cs_lexicon_cues(l, CS_LIT("according"), 'p');
    assert_true(c.n > 0);
    assert_int_equal(c.v[0].certainty, CS_CERT_FACT);
}

/* docs/codebook.md has a row, "| value |", for each value that casus writes. */
static void the_codebook_has_every_value(void **state) {
    (void)state;
    static char text[1 << 17];
    FILE *f = fopen(CASUS_SOURCE_DIR "/docs/codebook.md", "rb");
    assert_non_null(f);
    text[fread(text, 1, sizeof text - 1, f)] = 0;
    fclose(f);
    static const struct {
        const char *const *names;
        int n;
    } lists[] = { { cs_type_name, CS_T_COUNT },           { cs_role_name_text, CS_ROLE_COUNT },
                  { cs_entity_type_name, CS_ENT_COUNT },  { cs_certainty_name, CS_CERT_COUNT },
                  { cs_lex_modality_name, CS_MOD_COUNT }, { cs_frame_name, CS_FRAME_COUNT },
                  { cs_effect_name, CS_EFFECT_COUNT },    { cs_precision_name, CS_PREC_COUNT },
                  { cs_attribution_kind_name, 3 } };
    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++)
        for (int i = 0; i < lists[k].n; i++) {
            char row[64];
            snprintf(row, sizeof row, "\n| %s |", lists[k].names[i]);
            if (!strstr(text, row)) fail_msg("docs/codebook.md has no row for %s", lists[k].names[i]);
        }
}

/* A bad table is refused with its line. */
static casus_status bad_row(cs_lex_table *t, cs_lexicon *l, void *row, cs_err *err) {
    (void)l;
    (void)row;
    return cs_eq(t->tsv.field[0], CS_LIT("bad")) ? cs_lex_bad(t, err, "unknown word", t->tsv.field[0]) : CASUS_OK;
}

static void bad_tables_are_refused(void **state) {
    hand *h = *state;
    static const struct {
        const char *text, *message;
    } cases[] = { { "# head\na\tb\nbad\tb\n", "t.tsv:3: unknown word 'bad'" },
                  { "a\n", "t.tsv:1: expected 2 columns but found 1" },
                  { "a\tb\n\na\tb\n", "t.tsv:3: row given twice: 'a'" },
                  { "a\t\n", "t.tsv:1: empty field after 'a'" } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cs_lex_source s = { "t.tsv", { cases[i].text, (ptrdiff_t)strlen(cases[i].text) }, 2, bad_row, 8, NULL, false };
        void *rows = NULL;
        int32_t n = 0;
        cs_err err = { 0 };
        assert_int_equal(cs_lex_read(&s, &h->lex, &h->arena, &rows, &n, &err), CASUS_E_INTERNAL);
        assert_string_equal(err.msg, cases[i].message);
    }
}

static void places_have_weights(void **state) {
    hand *h = *state;
    assert_int_not_equal(cs_lexicon_where(&h->lex, CS_LIT("bias")), 0);
    assert_true(cs_lexicon_where(&h->lex, CS_LIT("own=obl:in")) > cs_lexicon_where(&h->lex, CS_LIT("own=nmod:from")));
    assert_int_equal(cs_lexicon_where(&h->lex, CS_LIT("no such feature")), 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, hand_setup, hand_teardown)
int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(tables_are_sorted),
                                        TEST(every_row_is_found),
                                        TEST(frames_fit_their_types),
                                        TEST(nothing_is_left_without_words),
                                        TEST(keys_fit_parses),
                                        TEST(a_modifier_makes_another_noun),
                                        TEST(actors_by_name),
                                        TEST(slots_and_bits),
                                        TEST(bad_tables_are_refused),
                                        TEST(places_have_weights),
                                        cmocka_unit_test(the_codebook_has_every_value) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
