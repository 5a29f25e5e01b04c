#include "base/arena.h"
#include "check.h"

static void open(cs_arena *a, size_t bytes, jmp_buf *full) {
    cs_err err;
    assert_int_equal(cs_arena_map(a, bytes, &err), CASUS_OK);
    a->on_full = full;
}

static void test_zeroed_and_aligned(void **state) {
    (void)state;
    cs_arena a;
    jmp_buf full;
    open(&a, 1 << 20, &full);
    if (setjmp(full)) fail_msg("full too early");
    char *c = CS_NEW(&a, char, 3);
    double *d = CS_NEW(&a, double, 4);
    assert_int_equal((uintptr_t)d % _Alignof(double), 0);
    for (int i = 0; i < 4; i++) assert_true(d[i] == 0);
    c[0] = 'x';
    d[0] = 1;
    cs_arena_reset(&a, 4096);
    assert_int_equal(*CS_NEW(&a, char, 1), 0); /* zeroed again */
    cs_arena_unmap(&a);
}

/* How often the arena jumps for a request. */
static int jumps(cs_arena *a, size_t size, size_t count) {
    if (setjmp(*a->on_full)) return 1;
    cs_arena_new(a, size, 1, count);
    return 0;
}

static void test_full(void **state) {
    (void)state;
    cs_arena a;
    jmp_buf full;
    open(&a, 4096, &full);
    assert_int_equal(jumps(&a, 1, 4096), 0);
    assert_int_equal(jumps(&a, 1, 1), 1);
    cs_arena_reset(&a, 0);
    assert_int_equal(jumps(&a, 1, 4097), 1);
    assert_int_equal(jumps(&a, SIZE_MAX / 2, 3), 1); /* size * count does not wrap round */
    assert_int_equal(jumps(&a, 16, SIZE_MAX), 1);
    assert_int_equal(jumps(&a, 1, 4096), 0);
    cs_arena_unmap(&a);
}

static void test_vectors_grow(void **state) {
    (void)state;
    cs_arena a;
    jmp_buf full;
    open(&a, 1 << 24, &full);
    if (setjmp(full)) fail_msg("full too early");
    CS_VEC(int) v = { 0 };
    for (int i = 0; i < 100000; i++) {
        *CS_PUSH(&a, &v) = i;
        if (i % 1000 == 0) CS_NEW(&a, char, 1); /* now and then the vector cannot grow in place */
    }
    assert_int_equal(v.n, 100000);
    for (int i = 0; i < v.n; i++) assert_int_equal(v.v[i], i);
    cs_arena_unmap(&a);
}

static void test_scratch_by_value(void **state) {
    (void)state;
    cs_arena a;
    jmp_buf full;
    open(&a, 1 << 16, &full);
    if (setjmp(full)) fail_msg("full too early");
    for (int i = 0; i < 1000; i++) {
        cs_arena scratch = a;
        CS_NEW(&scratch, char, 60000);
    }
    assert_int_equal(a.beg - a.base, 0);
    cs_arena_unmap(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_zeroed_and_aligned), cmocka_unit_test(test_full),
                                        cmocka_unit_test(test_vectors_grow), cmocka_unit_test(test_scratch_by_value) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
