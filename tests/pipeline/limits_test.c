/* A report that exhausts its memory fails alone: the same worker codes the next one as if nothing had been. */
#include "check.h"
#include "pipeline/pipeline.h"

static cs_pipeline *pipeline;

static int setup(void **state) {
    (void)state;
    cs_err err = { 0 };
    cs_pipeline_options o = { CASUS_SOURCE_DIR "/models", CS_LIT("auto"), 1 };
    if (cs_pipeline_open(&pipeline, &o, &err) == CASUS_OK) return 0;
    print_error("%s\n", err.msg);
    return -1;
}

static int teardown(void **state) {
    (void)state;
    cs_pipeline_close(&pipeline);
    return 0;
}

static const char REPORT[] = "Gunmen killed three farmers near the town of Bama on Friday, police said.";

static casus_status code(cs_worker *w, cs_str text, cs_buf *b, cs_err *err) {
    cs_raw raw = { text, { .published_day = CS_DAY_NONE, .force = true } };
    return cs_pipeline_code(pipeline, w, &raw, CS_FORMAT_JSON, &(cs_export_options){ 0 }, b, err);
}

static void test_memory(void **state) {
    (void)state;
    enum { BIG = 80000 }; /* so many that the list of words does not fit, which is found out before any is read */
    static char big[BIG * sizeof REPORT];
    for (size_t i = 0; i < BIG; i++) memcpy(big + i * (sizeof REPORT - 1), REPORT, sizeof REPORT - 1);
    cs_worker roomy, tight;
    cs_err err = { 0 };
    assert_int_equal(cs_worker_open(&roomy, CS_REPORT_MEMORY_BYTES, &err), CASUS_OK);
    assert_int_equal(cs_worker_open(&tight, 64 << 20, &err), CASUS_OK);
    cs_buf expected = { 0 }, got = { 0 };
    cs_str small = { REPORT, (ptrdiff_t)sizeof REPORT - 1 };
    assert_int_equal(code(&roomy, small, &expected, &err), CASUS_OK);
    assert_int_equal(code(&tight, (cs_str){ big, (ptrdiff_t)(BIG * (sizeof REPORT - 1)) }, &got, &err), CASUS_E_LIMIT);
    assert_int_equal(got.n, 0);
    assert_non_null(strstr(err.msg, "64 MB"));
    assert_int_equal(code(&tight, small, &got, &err), CASUS_OK);
    assert_str(((cs_str){ got.p, (ptrdiff_t)got.n }), ((cs_str){ expected.p, (ptrdiff_t)expected.n }));
    cs_buf_free(&expected);
    cs_buf_free(&got);
    cs_worker_close(&roomy);
    cs_worker_close(&tight);
}

static void test_models_that_are_not_there(void **state) {
    (void)state;
    cs_pipeline *p = NULL;
    cs_err err = { 0 };
    cs_pipeline_options o = { "/nonexistent", CS_LIT("auto"), 1 };
    assert_int_equal(cs_pipeline_open(&p, &o, &err), CASUS_E_MODEL);
    assert_null(p);
    o = (cs_pipeline_options){ CASUS_SOURCE_DIR "/models", CS_LIT("sse9"), 1 };
    assert_int_equal(cs_pipeline_open(&p, &o, &err), CASUS_E_USAGE);
    assert_null(p);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_memory), cmocka_unit_test(test_models_that_are_not_there) };
    return cmocka_run_group_tests(tests, setup, teardown);
}
