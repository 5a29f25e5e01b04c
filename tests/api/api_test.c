/* The public interface, used as a program outside would use it. */
#include "casus/casus.h"
#include "check.h"

static casus *coder;

static int setup(void **state) {
    (void)state;
    casus_error error;
    casus_options o = { .models = CASUS_SOURCE_DIR "/models" };
    if (casus_open(&coder, &o, &error) == CASUS_OK) return 0;
    print_error("%s\n", error.message);
    return -1;
}

static int teardown(void **state) {
    (void)state;
    casus_close(&coder);
    assert_null(coder);
    casus_close(&coder); /* closing nothing is allowed */
    return 0;
}

static const char REPORT[] = "Soldiers shelled the village of Kadugli on 3 May, the mayor said.";

static void test_code(void **state) {
    (void)state;
    casus_report about = { .path = "kadugli.txt", .published = "2021-05-04", .source = "Radio" };
    char *json = NULL, *again = NULL;
    size_t n = 0, n_again = 0;
    assert_int_equal(casus_code(coder, REPORT, sizeof REPORT - 1, &about, &json, &n, NULL), CASUS_OK);
    assert_int_equal(strlen(json), n);
    assert_non_null(strstr(json, "\"path\":\"kadugli.txt\""));
    assert_non_null(strstr(json, "\"published\":\"2021-05-04\""));
    assert_non_null(strstr(json, "\"text\":\"Soldiers shelled"));
    assert_null(strchr(json, '\n'));
    assert_int_equal(casus_code(coder, REPORT, sizeof REPORT - 1, &about, &again, &n_again, NULL), CASUS_OK);
    assert_string_equal(json, again);
    casus_free(json);
    casus_free(again);
    about.no_text = 1;
    about.tokens = 1;
    assert_int_equal(casus_code(coder, REPORT, sizeof REPORT - 1, &about, &json, &n, NULL), CASUS_OK);
    assert_null(strstr(json, "\"text\":"));
    assert_non_null(strstr(json, "\"tokens\":[{"));
    casus_free(json);
}

static void test_failures_explain(void **state) {
    (void)state;
    char *json = (char *)1;
    size_t n = 1;
    casus_error error;
    assert_int_equal(casus_code(coder, "", 0, NULL, &json, &n, &error), CASUS_E_INPUT);
    assert_int_equal(error.status, CASUS_E_INPUT);
    assert_true(strlen(error.message) > 0);
    assert_ptr_equal(json, (char *)1); /* unset means untouched */
    casus_report about = { .published = "5 September" };
    assert_int_equal(casus_code(coder, REPORT, sizeof REPORT - 1, &about, &json, &n, &error), CASUS_E_INPUT);
    assert_non_null(strstr(error.message, "5 September"));
}

static void test_options(void **state) {
    (void)state;
    casus *c = NULL;
    casus_error error;
    assert_int_equal(casus_open(&c, &(casus_options){ 0 }, &error), CASUS_E_USAGE);
    assert_int_equal(casus_open(&c, &(casus_options){ .models = "/nonexistent" }, &error), CASUS_E_MODEL);
    assert_int_equal(casus_open(&c, &(casus_options){ .models = CASUS_SOURCE_DIR "/models", .threads = 65 }, &error),
                     CASUS_E_USAGE);
    assert_int_equal(casus_open(&c, &(casus_options){ .models = CASUS_SOURCE_DIR "/models", .cpu = "fast" }, &error),
                     CASUS_E_USAGE);
    assert_null(c);
    assert_string_equal(casus_version(), CASUS_VERSION);
}

static void test_own_tables(void **state) {
    (void)state;
    casus *c = NULL;
    casus_error error;
    char *json;
    size_t n;
    static const char text[] = "Soldiers kneecapped two traders near Dar Selma on 3 May, the mayor said.";
    casus_options o = { .models = CASUS_SOURCE_DIR "/models",
                        .actors = CASUS_SOURCE_DIR "/examples/tables/actors.csv",
                        .places = CASUS_SOURCE_DIR "/examples/tables/places.csv",
                        .lexicon = CASUS_SOURCE_DIR "/examples/tables/lexicon.csv" };
    assert_int_equal(casus_open(&c, &o, &error), CASUS_OK);
    assert_int_equal(casus_code(c, text, sizeof text - 1, NULL, &json, &n, NULL), CASUS_OK);
    assert_non_null(strstr(json, "lexicon:user lexicon.csv:2"));
    assert_non_null(strstr(json, "gazetteer:user places.csv:2"));
    casus_free(json);
    casus_close(&c);
    o.places = o.lexicon;
    assert_int_equal(casus_open(&c, &o, &error), CASUS_E_INPUT);
    assert_non_null(strstr(error.message, "lexicon.csv:1: column 1"));
    o.places = NULL;
    o.gazetteer = CASUS_SOURCE_DIR "/README.md";
    assert_int_equal(casus_open(&c, &o, &error), CASUS_E_MODEL);
    assert_null(c);
}

/* Off unless asked for; then each report says how much of it was read. */
static void test_skim(void **state) {
    (void)state;
    static const char garden[] = "The tulips came late this spring. A robin sat on the spade.";
    casus *c = NULL;
    char *json;
    size_t n;
    casus_options o = { .models = CASUS_SOURCE_DIR "/models", .skim = 1 };
    assert_int_equal(casus_code(coder, garden, sizeof garden - 1, NULL, &json, &n, NULL), CASUS_OK);
    assert_null(strstr(json, "skimmed"));
    casus_free(json);
    assert_int_equal(casus_open(&c, &o, NULL), CASUS_OK);
    assert_int_equal(casus_code(c, garden, sizeof garden - 1, NULL, &json, &n, NULL), CASUS_OK);
    assert_non_null(strstr(json, "\"skimmed\":{\"sentences\":2,\"read\":0,"));
    casus_free(json);
    assert_int_equal(casus_code(c, REPORT, sizeof REPORT - 1, NULL, &json, &n, NULL), CASUS_OK);
    assert_non_null(strstr(json, "\"skimmed\":{\"sentences\":1,\"read\":1,"));
    assert_non_null(strstr(json, "\"type\":\"ASSAULT\""));
    casus_free(json);
    casus_close(&c);
}

/* A coder with little memory fails on a report that needs more, and only on that. */
static void test_memory_limit(void **state) {
    (void)state;
    casus *c = NULL;
    char *json;
    size_t n;
    casus_options o = { .models = CASUS_SOURCE_DIR "/models", .memory_max_bytes = 1 << 12 };
    assert_int_equal(casus_open(&c, &o, NULL), CASUS_OK);
    assert_int_equal(casus_code(c, REPORT, sizeof REPORT - 1, NULL, &json, &n, NULL), CASUS_E_LIMIT);
    casus_close(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_code),         cmocka_unit_test(test_failures_explain),
                                        cmocka_unit_test(test_options),      cmocka_unit_test(test_own_tables),
                                        cmocka_unit_test(test_memory_limit), cmocka_unit_test(test_skim) };
    return cmocka_run_group_tests(tests, setup, teardown);
}
