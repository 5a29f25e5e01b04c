/* Which of MUC-4's kinds an incident is, in readings made by hand of one word a statement, and what the model sees of it. */
#include "check.h"
#include "link/muc.h"
#include "link/muc_kind.h"
#include <stdlib.h>

enum { WORDS_MAX = 64 };

typedef struct made {
    cs_arena perm, scratch;
    jmp_buf full;
    cs_reading r;
} made;

static int setup(void **state) {
    made *m = calloc(1, sizeof *m);
    cs_err err;
    if (!m || cs_arena_map(&m->perm, 8 << 20, &err) || cs_arena_map(&m->scratch, 8 << 20, &err)) return -1;
    m->perm.on_full = m->scratch.on_full = &m->full;
    if (setjmp(m->full)) return -1;
    cs_incident *x = CS_PUSH(&m->perm, &m->r.incidents);
    *x = (cs_incident){ .statements = CS_NEW(&m->perm, int32_t, WORDS_MAX), .type = CS_T_ASSAULT, .when = -1 };
    *state = m;
    return 0;
}

static int teardown(void **state) {
    made *m = *state;
    cs_arena_unmap(&m->perm);
    cs_arena_unmap(&m->scratch);
    free(m);
    return 0;
}

static int32_t word(made *m, const char *lemma) {
    uint32_t at = m->r.tokens.n ? m->r.tokens.v[m->r.tokens.n - 1].span.end + 1 : 0;
    cs_str s = { lemma, (ptrdiff_t)strlen(lemma) };
    *CS_PUSH(&m->perm, &m->r.tokens) = (cs_token){ .span = { at, at + (uint32_t)s.n }, .lemma = s, .lower = s, .head = -1 };
    return (int32_t)m->r.tokens.n - 1;
}

static void say(made *m, const char *trigger, const char *mode) {
    cs_incident *x = &m->r.incidents.v[0];
    int32_t token = word(m, trigger);
    *CS_PUSH(&m->perm, &m->r.statements) = (cs_statement){
        .type = CS_T_ASSAULT, .mode = { mode, (ptrdiff_t)strlen(mode) }, .trigger_token = token, .when = -1, .incident = 0
    };
    x->statements[x->n_statements++] = (int32_t)m->r.statements.n - 1;
}

static void with(made *m, const char *weapon) {
    int32_t token = word(m, weapon);
    *CS_PUSH(&m->perm, &m->r.incidents.v[0].instruments) = (cs_role){
        .role = CS_ROLE_INSTRUMENT, .entity = -1, .mention = -1, .token = token, .span = m->r.tokens.v[token].span
    };
}

static const char *kind(made *m) {
    cs_muc_code(&m->r, &m->perm, m->scratch);
    return cs_muc_type_name[m->r.incidents.v[0].muc.type];
}

static void test_shot(void **state) {
    say(*state, "shoot", "firearms");
    assert_string_equal(kind(*state), "attack");
}

static void test_exploded(void **state) {
    say(*state, "explode", "explosives");
    assert_string_equal(kind(*state), "bombing");
}

/* What was attacked with dynamite was bombed, whatever the verb. */
static void test_by_the_weapon(void **state) {
    say(*state, "attack", "");
    assert_string_equal(kind(*state), "attack");
    with(*state, "dynamite");
    assert_string_equal(kind(*state), "bombing");
}

/* One grenade in a long fight does not make it a bombing. */
static void test_by_most(void **state) {
    say(*state, "ambush", "");
    say(*state, "kill", "firearms");
    say(*state, "shoot", "firearms");
    say(*state, "throw", "explosives");
    assert_string_equal(kind(*state), "attack");
}

static void test_taken(void **state) {
    say(*state, "kidnap", "abduct");
    say(*state, "kill", "");
    assert_string_equal(kind(*state), "kidnapping");
}

static void test_hijacked(void **state) {
    say(*state, "hijack", "seize");
    assert_string_equal(kind(*state), "hijacking");
}

static bool sees(made *m, const char *feature) {
    cs_muc_features f = cs_muc_see(&m->r, &m->r.incidents.v[0], &m->perm);
    for (ptrdiff_t i = 0; i < f.n; i++)
        if (cs_eq(f.v[i], (cs_str){ feature, (ptrdiff_t)strlen(feature) })) return true;
    return false;
}

static void test_statements_limit(void **state) {
    for (int i = 1; i < CS_MUC_STATEMENTS_MAX; i++) say(*state, "attack", "");
    say(*state, "burn", "");
    say(*state, "rob", "");
    assert_true(sees(*state, "trigger burn"));
    assert_false(sees(*state, "trigger rob"));
}

static void test_weapons_limit(void **state) {
    say(*state, "attack", "");
    for (int i = 1; i < CS_MUC_WEAPONS_MAX; i++) with(*state, "stone");
    with(*state, "rifle");
    with(*state, "knife");
    assert_true(sees(*state, "weapon rifle"));
    assert_false(sees(*state, "weapon knife"));
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_shot, setup, teardown),
        cmocka_unit_test_setup_teardown(test_exploded, setup, teardown),
        cmocka_unit_test_setup_teardown(test_by_the_weapon, setup, teardown),
        cmocka_unit_test_setup_teardown(test_by_most, setup, teardown),
        cmocka_unit_test_setup_teardown(test_taken, setup, teardown),
        cmocka_unit_test_setup_teardown(test_hijacked, setup, teardown),
        cmocka_unit_test_setup_teardown(test_statements_limit, setup, teardown),
        cmocka_unit_test_setup_teardown(test_weapons_limit, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
