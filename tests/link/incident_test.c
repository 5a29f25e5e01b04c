/* Which statements are one incident and what becomes of one that names nobody, in readings made by hand: one word a sentence,
 * one statement an incident. */
#include "link/incident.h"
#include "link/incident_see.h"
#include "check.h"
#include <stdlib.h>

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

/* Violence told by the word; day: its own, or CS_DAY_NONE. */
static cs_incident *tell(made *m, const char *lemma, cs_upos upos, int32_t day) {
    int32_t n = (int32_t)m->r.tokens.n;
    cs_str s = { lemma, (ptrdiff_t)strlen(lemma) };
    *CS_PUSH(&m->perm, &m->r.tokens) = (cs_token){
        .span = { (uint32_t)n, (uint32_t)n + 1 }, .lemma = s, .lower = s, .upos = (uint8_t)upos, .head = -1, .sent = n
    };
    *CS_PUSH(&m->perm, &m->r.sentences) = (cs_sentence){ .beg = n, .end = n + 1, .root = n };
    int32_t when = -1;
    if (day != CS_DAY_NONE) {
        when = (int32_t)m->r.times.n;
        *CS_PUSH(&m->perm, &m->r.times) = (cs_time){ .begin = day, .end = day };
    }
    *CS_PUSH(&m->perm, &m->r.statements) =
        (cs_statement){ .type = CS_T_ASSAULT, .trigger_token = n, .when = when, .incident = n };
    cs_incident *x = CS_PUSH(&m->perm, &m->r.incidents);
    *x = (cs_incident){ .type = CS_T_ASSAULT, .when = when, .statements = CS_NEW(&m->perm, int32_t, 1), .n_statements = 1 };
    x->statements[0] = n;
    return x;
}

static void names(made *m, cs_incident *x) {
    *CS_PUSH(&m->perm, &x->agents) = (cs_role){ .role = CS_ROLE_AGENT, .entity = -1, .mention = -1 };
}

static void test_told_again(void **state) {
    made *m = *state;
    tell(m, "attack", CS_UPOS_NOUN, CS_DAY_NONE);
    names(m, tell(m, "shoot", CS_UPOS_VERB, CS_DAY_NONE));
    cs_incidents_fold(&m->r, &m->perm, m->scratch);
    assert_int_equal(m->r.incidents.n, 1);
    const cs_incident *x = &m->r.incidents.v[0];
    assert_int_equal(x->n_statements, 2);
    assert_int_equal(x->statements[0], 0);
    assert_int_equal(x->agents.n, 1);
    assert_int_equal(cs_incident_number(&m->r, 0), 2); /* its id stays */
    assert_int_equal(m->r.statements.v[0].incident, 0);
    assert_int_equal(m->r.statements.v[1].incident, 0);
}

static void test_another_day(void **state) {
    made *m = *state;
    names(m, tell(m, "shoot", CS_UPOS_VERB, 100));
    tell(m, "attack", CS_UPOS_NOUN, 101);
    cs_incidents_fold(&m->r, &m->perm, m->scratch);
    assert_int_equal(m->r.incidents.n, 2);
}

static void test_both_name(void **state) {
    made *m = *state;
    names(m, tell(m, "shoot", CS_UPOS_VERB, CS_DAY_NONE));
    names(m, tell(m, "attack", CS_UPOS_NOUN, CS_DAY_NONE));
    cs_incidents_fold(&m->r, &m->perm, m->scratch);
    assert_int_equal(m->r.incidents.n, 2);
}

static void kin(made *m, int32_t word, int32_t before, float p) { *CS_PUSH(&m->perm, &m->r.kin) = (cs_kin){ word, before, p }; }

/* What the branch says of two words is found by both of them, and is nothing where it said nothing. */
static void test_word_of_the_branch(void **state) {
    made *m = *state;
    cs_likeness_view v;
    uint8_t value[CS_LIKE_COUNT];
    for (int i = 0; i < 4; i++) tell(m, i % 2 ? "shoot" : "attack", CS_UPOS_VERB, CS_DAY_NONE);
    kin(m, 1, 0, 0.01f);
    kin(m, 3, 0, 0.5f);
    kin(m, 3, 1, 0.97f);
    cs_likeness_open(&v, &m->r, &m->scratch);
    static const struct {
        int32_t a, b;
        uint8_t value;
    } want[] = { { 0, 1, 1 }, { 0, 3, 5 }, { 1, 3, 8 }, { 2, 3, 0 }, { 0, 2, 0 } };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        cs_likeness_see(&v, want[i].a, want[i].b, value);
        assert_int_equal(value[CS_LIKE_KIN], want[i].value);
    }
    cs_likeness_see(&v, 0, 2, value);
    assert_int_equal(value[CS_LIKE_LEMMA], 1);
    assert_int_equal(value[CS_LIKE_BETWEEN], 1);
    assert_int_equal(value[CS_LIKE_APART], 2);
}

static ptrdiff_t incidents_of(made *m, int32_t day, int32_t other_day, cs_modality modality) {
    tell(m, "attack", CS_UPOS_VERB, day);
    tell(m, "attack", CS_UPOS_VERB, other_day);
    m->r.statements.v[1].modality = (uint8_t)modality;
    kin(m, 1, 0, 0.99f);
    m->r.incidents.n = 0;
    cs_incidents(&m->r, &m->perm, m->scratch);
    return m->r.incidents.n;
}

/* The same word, and the branch is sure that it is one incident. */
static void test_one(void **state) { assert_int_equal(incidents_of(*state, 100, 100, CS_MOD_ACTUAL), 1); }
static void test_days_far_apart(void **state) { assert_int_equal(incidents_of(*state, 100, 120, CS_MOD_ACTUAL), 2); }
static void test_what_is_only_planned(void **state) { assert_int_equal(incidents_of(*state, 100, 100, CS_MOD_PLANNED), 2); }

static void test_planned_by_nobody(void **state) { /* "A plan … was found. The rebels shot …" */
    made *m = *state;
    tell(m, "attack", CS_UPOS_NOUN, CS_DAY_NONE);
    names(m, tell(m, "shoot", CS_UPOS_VERB, CS_DAY_NONE));
    m->r.statements.v[0].modality = CS_MOD_PLANNED;
    cs_incidents_fold(&m->r, &m->perm, m->scratch);
    assert_int_equal(m->r.incidents.n, 1);
}

static void test_did_not_happen(void **state) {
    made *m = *state;
    tell(m, "attack", CS_UPOS_NOUN, CS_DAY_NONE);
    names(m, tell(m, "shoot", CS_UPOS_VERB, CS_DAY_NONE));
    m->r.statements.v[0].modality = CS_MOD_NEGATED;
    cs_incidents_fold(&m->r, &m->perm, m->scratch);
    assert_int_equal(m->r.incidents.n, 2);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_told_again, setup, teardown),
        cmocka_unit_test_setup_teardown(test_another_day, setup, teardown),
        cmocka_unit_test_setup_teardown(test_both_name, setup, teardown),
        cmocka_unit_test_setup_teardown(test_word_of_the_branch, setup, teardown),
        cmocka_unit_test_setup_teardown(test_one, setup, teardown),
        cmocka_unit_test_setup_teardown(test_days_far_apart, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_is_only_planned, setup, teardown),
        cmocka_unit_test_setup_teardown(test_planned_by_nobody, setup, teardown),
        cmocka_unit_test_setup_teardown(test_did_not_happen, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
