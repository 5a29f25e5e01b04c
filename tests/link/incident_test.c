/* What an incident that names nobody becomes, in readings made by hand: one word a sentence, one statement an incident. */
#include "link/incident.h"
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

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_told_again, setup, teardown),
        cmocka_unit_test_setup_teardown(test_another_day, setup, teardown),
        cmocka_unit_test_setup_teardown(test_both_name, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
