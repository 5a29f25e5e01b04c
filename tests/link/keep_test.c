/* Leaving out statements below a confidence, in a reading made by hand: five statements, three incidents, a relation. */
#include "check.h"
#include "link/incident.h"
#include "link/keep.h"
#include <stdlib.h>

typedef struct made {
    cs_arena perm, scratch;
    jmp_buf full;
    cs_reading r;
} made;

static cs_statement *add(made *m, cs_type type, float confidence, int32_t incident) {
    cs_statement *s = CS_PUSH(&m->perm, &m->r.statements);
    *s = (cs_statement){ .type = (uint8_t)type, .when = -1, .incident = incident, .confidence = confidence };
    return s;
}

static void add_incident(made *m, int32_t a, int32_t b) {
    cs_incident *x = CS_PUSH(&m->perm, &m->r.incidents);
    *x = (cs_incident){ .statements = CS_NEW(&m->perm, int32_t, 2), .n_statements = 1 + (b >= 0), .when = -1 };
    x->statements[0] = a;
    x->statements[1] = b;
    cs_incident_sum(&m->r, x, &m->perm);
}

static void count(made *m, cs_statement *s, int64_t killed) {
    *CS_PUSH(&m->perm, &s->toll) =
        (cs_toll){ .effect = CS_EFFECT_KILLED, .low = killed, .best = killed, .high = killed, .of = -1 };
}

static int setup(void **state) {
    made *m = calloc(1, sizeof *m);
    cs_err err;
    if (!m || cs_arena_map(&m->perm, 1 << 20, &err) || cs_arena_map(&m->scratch, 1 << 20, &err)) return -1;
    m->perm.on_full = m->scratch.on_full = &m->full;
    if (setjmp(m->full)) return -1;
    count(m, add(m, CS_T_ASSAULT, 0.3f, 0), 9);
    add(m, CS_T_SUPPORTS, 0.9f, -1);
    count(m, add(m, CS_T_ASSAULT, 0.5f, 0), 4);
    add(m, CS_T_PROTEST, 0.2f, 1);
    add(m, CS_T_CONSULT, -1, 2);
    add_incident(m, 0, 2);
    add_incident(m, 3, -1);
    add_incident(m, 4, -1);
    *CS_PUSH(&m->perm, &m->r.incidents.v[0].reasons) = CS_LIT("s1: points back");
    *CS_PUSH(&m->perm, &m->r.incidents.v[0].reasons) = CS_LIT("s3: same place");
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

static void test_left_out(void **state) {
    made *m = *state;
    cs_reading *r = &m->r;
    assert_int_equal(r->incidents.v[0].toll.v[0].high, 9);
    cs_keep_confident(r, 0.5f, &m->perm, m->scratch);
    /* s1 and s4 went; 0.5 is not below 0.5, and s5, of which nothing is known, stays. */
    assert_int_equal(r->statements.n, 3);
    assert_int_equal(cs_statement_number(r, 0), 2);
    assert_int_equal(cs_statement_number(r, 1), 3);
    assert_int_equal(cs_statement_number(r, 2), 5);
    assert_int_equal(r->statements.v[0].type, CS_T_SUPPORTS);
    assert_int_equal(r->statements.v[0].incident, -1);
    /* i2 had nothing else; i1 is summed up from what is left, with the reasons of that. */
    assert_int_equal(r->incidents.n, 2);
    const cs_incident *first = r->incidents.v, *last = first + 1;
    assert_int_equal(cs_incident_number(r, 0), 1);
    assert_int_equal(first->n_statements, 1);
    assert_int_equal(first->statements[0], 1);
    assert_int_equal(r->statements.v[1].incident, 0);
    assert_int_equal(first->type, CS_T_ASSAULT);
    assert_int_equal(first->toll.n, 1);
    assert_int_equal(first->toll.v[0].high, 4);
    assert_int_equal(first->reasons.n, 1);
    assert_str(first->reasons.v[0], CS_LIT("s3: same place"));
    assert_int_equal(cs_incident_number(r, 1), 3);
    assert_int_equal(last->type, CS_T_CONSULT);
    assert_int_equal(last->statements[0], 2);
    assert_int_equal(r->statements.v[2].incident, 1);
}

/* Two thresholds, one after the other, are the higher one. */
static void test_again(void **state) {
    made *m = *state;
    cs_keep_confident(&m->r, 0.25f, &m->perm, m->scratch);
    assert_int_equal(m->r.statements.n, 4);
    assert_int_equal(m->r.incidents.v[0].toll.v[0].high, 9); /* all its statements stay, and so does it */
    cs_keep_confident(&m->r, 0.6f, &m->perm, m->scratch);
    assert_int_equal(m->r.statements.n, 2);
    assert_int_equal(cs_statement_number(&m->r, 0), 2);
    assert_int_equal(cs_statement_number(&m->r, 1), 5);
    assert_int_equal(m->r.incidents.n, 1);
    assert_int_equal(cs_incident_number(&m->r, 0), 3);
}

static void test_nothing_to_leave_out(void **state) {
    made *m = *state;
    cs_keep_confident(&m->r, 0.1f, &m->perm, m->scratch);
    assert_int_equal(m->r.statements.n, 5);
    assert_int_equal(m->r.incidents.n, 3);
    assert_int_equal(m->r.incidents.v[0].reasons.n, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(test_left_out, setup, teardown),
                                        cmocka_unit_test_setup_teardown(test_again, setup, teardown),
                                        cmocka_unit_test_setup_teardown(test_nothing_to_leave_out, setup, teardown) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
