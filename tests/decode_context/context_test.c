/* Contexts over readings made by hand: the table's checks, the passage, strong and weak signs, stop phrases, actors. */
#include "decode/context.h"
#include "base/tsv.h"
#include "check.h"

typedef struct made {
    cs_arena a, scratch;
    jmp_buf full;
    cs_lexicon lex;
    cs_context_table table;
    cs_reading r;
} made;

static int setup(void **state) {
    static made m;
    cs_err err = { 0 };
    if (cs_arena_map(&m.a, 256 << 20, &err) != CASUS_OK) return -1;
    if (cs_arena_map(&m.scratch, 16 << 20, &err) != CASUS_OK) return -1;
    m.a.on_full = m.scratch.on_full = &m.full;
    if (setjmp(m.full)) return -1;
    if (cs_lexicon_open(&m.lex, &m.a, &err) != CASUS_OK || cs_contexts_open(&m.table, &m.a, &err) != CASUS_OK) {
        print_error("%s\n", err.msg);
        return -1;
    }
    *state = &m;
    return 0;
}

static int teardown(void **state) {
    cs_arena_unmap(&((made *)*state)->a);
    cs_arena_unmap(&((made *)*state)->scratch);
    return 0;
}

/* Words as form/TAG with tags n v a p(ropn) or none; lemmas are the forms in lower case but for p. */
static void sentence(made *m, const char *text, int32_t paragraph) {
    cs_sentence *s = CS_PUSH(&m->a, &m->r.sentences);
    *s = (cs_sentence){ .beg = (int32_t)m->r.tokens.n, .paragraph = paragraph };
    cs_str rest = { text, (ptrdiff_t)strlen(text) }, word;
    while (cs_list_next(&rest, ' ', &word)) {
        cs_token *t = CS_PUSH(&m->a, &m->r.tokens);
        bool tagged = word.n > 2 && word.p[word.n - 2] == '/';
        char tag = tagged ? word.p[word.n - 1] : 'x';
        if (tagged) word.n -= 2;
        char *low = CS_NEW(&m->a, char, word.n);
        for (ptrdiff_t i = 0; i < word.n; i++) low[i] = cs_context_lower(word.p[i]);
        *t = (cs_token){
            .form = word, .lower = { low, word.n }, .lemma = tag == 'p' ? word : (cs_str){ low, word.n }, .head = -1
        };
        t->upos = tag == 'n'   ? CS_UPOS_NOUN
                  : tag == 'v' ? CS_UPOS_VERB
                  : tag == 'a' ? CS_UPOS_ADJ
                  : tag == 'p' ? CS_UPOS_PROPN
                               : CS_UPOS_X;
        t->sent = (int32_t)m->r.sentences.n - 1;
    }
    s->end = (int32_t)m->r.tokens.n;
}

static void statement(made *m, uint8_t type, const char *mode, int32_t trigger) {
    cs_statement *s = CS_PUSH(&m->a, &m->r.statements);
    *s = (cs_statement){
        .type = type, .mode = { mode, (ptrdiff_t)strlen(mode) }, .trigger_token = trigger, .when = -1, .incident = -1
    };
}

/* The contexts of statement i, with blanks between. */
static void assert_contexts(made *m, int i, const char *want) {
    cs_statement *s = &m->r.statements.v[i];
    cs_str got = { "", 0 };
    for (ptrdiff_t k = 0; k < s->contexts.n; k++)
        got = cs_printf(&m->a, "%.*s%s%.*s", CS_ARG(got), k ? " " : "", CS_ARG(s->contexts.v[k]));
    assert_str(got, ((cs_str){ want, (ptrdiff_t)strlen(want) }));
    bool told = s->why.n && !strcmp(s->why.v[s->why.n - 1].field, "contexts");
    assert_int_equal(told, s->contexts.n > 0);
}

/* One sentence, its first word the trigger. */
static void expect(made *m, uint8_t type, const char *mode, const char *text, const char *want) {
    m->r = (cs_reading){ 0 };
    sentence(m, text, 0);
    statement(m, type, mode, 0);
    cs_contexts(&m->table, &m->lex, &m->r, &m->a, m->scratch);
    assert_contexts(m, 0, want);
}

static void signs(void **state) {
    made *m = *state;
    expect(m, CS_T_ACCUSE, "", "spoke/v of the army/n", "military");
    expect(m, CS_T_ACCUSE, "", "spoke/v of ammunition/n", "");
    expect(m, CS_T_ACCUSE, "", "spoke/v of ammunition/n and ammunition/n", "");
    expect(m, CS_T_ACCUSE, "", "spoke/v of ammunition/n at the outpost/n", "military");
    expect(m, CS_T_ACCUSE, "", "spoke/v of bribery/n in the senate/n", "legislative corruption");
    expect(m, CS_T_ACCUSE, "", "spoke/v of elections", "");
}

static void kin_words_are_one_sign(void **state) {
    made *m = *state;
    expect(m, CS_T_ACCUSE, "", "spoke/v of the investigation/n , investigate/v", "");
    expect(m, CS_T_ACCUSE, "", "spoke/v of the investigation/n and bail/n", "legal");
    expect(m, CS_T_COERCE, "arrest", "arrest/v", ""); /* type and trigger are one sign */
    expect(m, CS_T_COERCE, "arrest", "arrest/v on bail/n", "legal");
}

static void keys_of_several_words(void **state) {
    made *m = *state;
    expect(m, CS_T_ACCUSE, "", "spoke/v of a tennis/n court/n", "");
    expect(m, CS_T_ACCUSE, "", "spoke/v of a court/n", "legal");
    expect(m, CS_T_ACCUSE, "", "spoke/v of the vote/n - rigging/n", "election");
    expect(m, CS_T_ACCUSE, "", "spoke/v of a vote/n", "");
    expect(m, CS_T_ACCUSE, "", "spoke/v of civil/a", "");
    expect(m, CS_T_ACCUSE, "", "spoke/v of a shell/n", ""); /* of the classes only the verb is listed */
    expect(m, CS_T_ACCUSE, "", "shell/v", "military");
    expect(m, CS_T_ACCUSE, "", "spoke/v to the White/p House/p", "executive");
    expect(m, CS_T_ACCUSE, "", "spoke/v to the white/a house/n", "");
}

static void types_and_modes(void **state) {
    made *m = *state;
    expect(m, CS_T_ASSAULT, "suicide-attack", "came/v", "terrorism");
    expect(m, CS_T_ASSAULT, "", "came/v", "");
    expect(m, CS_T_ARMS, "", "came/v", "military");
    expect(m, CS_T_COERCE, "martial-law", "came/v", "military pro_autocracy rights_freedoms repression");
}

static void passage(void **state) {
    made *m = *state;
    m->r = (cs_reading){ 0 };
    sentence(m, "the embassy/n", 0);
    sentence(m, "a cyclone/n", 1);
    sentence(m, "came/v", 1);
    sentence(m, "the heroin/n", 1);
    sentence(m, "a mosque/n", 1);
    statement(m, CS_T_ACCUSE, "", 4);
    statement(m, CS_T_ACCUSE, "", 0);
    cs_contexts(&m->table, &m->lex, &m->r, &m->a, m->scratch);
    assert_int_equal(m->r.tokens.v[4].upos, CS_UPOS_VERB);
    assert_contexts(m, 0, "disasters illegal_drugs");
    assert_contexts(m, 1, "diplomatic");
}

/* An entity without mentions, in a role of statement 0. */
static void role(made *m, cs_role_name name, uint8_t type, const char *called, const char *actor) {
    cs_entity *e = CS_PUSH(&m->a, &m->r.entities);
    *e = (cs_entity){ .type = type,
                      .name = { called, (ptrdiff_t)strlen(called) },
                      .actor = { actor, (ptrdiff_t)strlen(actor) } };
    *CS_PUSH(&m->a, &m->r.statements.v[0].roles) =
        (cs_role){ .role = (uint8_t)name, .entity = (int32_t)m->r.entities.n - 1, .mention = -1 };
}

static void begin(made *m, uint8_t type, const char *mode) {
    m->r = (cs_reading){ 0 };
    sentence(m, "came/v", 0);
    statement(m, type, mode, 0);
}

static void end(made *m, const char *want) {
    cs_contexts(&m->table, &m->lex, &m->r, &m->a, m->scratch);
    assert_contexts(m, 0, want);
}

static void actors(void **state) {
    made *m = *state;
    begin(m, CS_T_ASSAULT, "");
    role(m, CS_ROLE_AGENT, CS_ENT_FORCE, "the Third Division", "");
    end(m, "military");
    begin(m, CS_T_ASSAULT, "");
    role(m, CS_ROLE_AGENT, CS_ENT_FORCE, "the Lagos Police", "");
    end(m, "");
    begin(m, CS_T_ASSAULT, "");
    role(m, CS_ROLE_AGENT, CS_ENT_GROUP, "Boko Haram", "nga-boko-haram");
    role(m, CS_ROLE_RECIPIENT, CS_ENT_POPULATION, "villagers", "");
    end(m, "terrorism");
    begin(m, CS_T_ASSAULT, "");
    role(m, CS_ROLE_AGENT, CS_ENT_GROUP, "Boko Haram", "nga-boko-haram");
    role(m, CS_ROLE_RECIPIENT, CS_ENT_FORCE, "the Seventh Brigade", "");
    end(m, "military");
    begin(m, CS_T_ASSAULT, "seize");
    role(m, CS_ROLE_TARGET, CS_ENT_PLACE, "the ridge", "");
    end(m, "territory");
}

static void states(void **state) {
    made *m = *state;
    begin(m, CS_T_REJECT, "");
    role(m, CS_ROLE_AGENT, CS_ENT_GOVERNMENT, "Norway", "nor-gov");
    role(m, CS_ROLE_RECIPIENT, CS_ENT_GOVERNMENT, "Chile", "chl-gov");
    end(m, "diplomatic");
    begin(m, CS_T_REJECT, "");
    role(m, CS_ROLE_AGENT, CS_ENT_GOVERNMENT, "Norway", "nor-gov");
    role(m, CS_ROLE_RECIPIENT, CS_ENT_GOVERNMENT, "Oslo", "nor-gov");
    end(m, "");
}

static void every_row_is_found(void **state) {
    const cs_context_table *t = &((made *)*state)->table;
    bool seen[CS_CTX_COUNT + 1] = { 0 };
    assert_true(t->n > 500);
    for (int32_t i = 0; i < t->n; i++) {
        int32_t n;
        const cs_context_row *rows = cs_context_rows(t, t->rows[i].first, &n);
        assert_true(rows && &t->rows[i] >= rows && &t->rows[i] < rows + n);
        seen[t->rows[i].context] = true;
    }
    for (int i = 0; i < CS_CTX_COUNT; i++)
        if (!seen[i]) fail_msg("no sign of %s", cs_context_name[i]);
}

static void bad_tables(void **state) {
    made *m = *state;
    static const struct {
        const char *text, *says;
    } cases[] = { { "army\tn\tmilitary\n", "4 columns" },
                  { "army\tq\tmilitary\tstrong\n", "unknown class 'q'" },
                  { "army\tn\twar\tstrong\n", "unknown context 'war'" },
                  { "army\tn\tmilitary\tfirm\n", "unknown strength 'firm'" },
                  { "army\tn\tmilitary\t-\n", "unknown strength" },
                  { "\tn\tmilitary\tweak\n", "key empty" },
                  { "army\tn\tmilitary\tweak\narmy\tn\tmilitary\tstrong\n", "data/contexts.tsv:2: row given twice" },
                  { "Army\tn\tmilitary\tweak\n", "names have capitals" },
                  { "nato\tname\tmilitary\tweak\n", "names have capitals" },
                  { "army  base\tn\tmilitary\tweak\n", "blanks in the key" },
                  { "army \tn\tmilitary\tweak\n", "blank at the end" },
                  { "ASSAULT:hug\ttype\tmilitary\tweak\n", "mode that the type does not have" },
                  { "HUG\ttype\tmilitary\tweak\n", "unknown type 'HUG'" },
                  { "ASSAULT:\ttype\tmilitary\tweak\n", "mode that the type does not have" },
                  { "fights\ttype\t-\t-\n", "a context is missing" },
                  { "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg\tn\tmilitary\tweak\n", "too long" } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cs_context_table t;
        cs_err err = { 0 };
        assert_int_equal(cs_contexts_read(&t, (cs_str){ cases[i].text, (ptrdiff_t)strlen(cases[i].text) }, &m->a, &err),
                         CASUS_E_INTERNAL);
        if (!strstr(err.msg, cases[i].says)) fail_msg("\"%s\" does not say \"%s\"", err.msg, cases[i].says);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(signs),
                                        cmocka_unit_test(kin_words_are_one_sign),
                                        cmocka_unit_test(keys_of_several_words),
                                        cmocka_unit_test(types_and_modes),
                                        cmocka_unit_test(passage),
                                        cmocka_unit_test(actors),
                                        cmocka_unit_test(states),
                                        cmocka_unit_test(every_row_is_found),
                                        cmocka_unit_test(bad_tables) };
    return cmocka_run_group_tests(tests, setup, teardown);
}
