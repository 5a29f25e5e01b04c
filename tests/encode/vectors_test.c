/* The C engine in its exact mode (float32 activations, the file's weights) against PyTorch with the same weights:
 * tests/vectors/encode.bin, written by train/export.py --vectors together with the model; branch.bin by export_branch.py. */
#include "encode_test.h"
#include "encode/branch.h"
#include "encode/heads.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct part {
    char name[16], dtype[8];
    long n;
    const char *data;
} part;

static part parts[32];
static int n_parts;
static float worst_layer;

static const part *find(const char *name) {
    for (int i = 0; i < n_parts; i++)
        if (!strcmp(parts[i].name, name)) return &parts[i];
    fail_msg("no %s in the vectors", name);
    return NULL;
}

static void read_parts(const char *path) {
    cs_str file = test_slurp(path);
    for (const char *p = file.p; p < file.p + file.n;) {
        part *x = &parts[n_parts++];
        assert_int_equal(sscanf(p, "%15s %7s %ld", x->name, x->dtype, &x->n), 3);
        x->data = (const char *)memchr(p, '\n', (size_t)(file.p + file.n - p)) + 1;
        p = x->data + (strcmp(x->dtype, "text") ? 4 * x->n : x->n);
    }
}

static float difference(const float *got, const char *want, long n) {
    float worst = 0;
    for (long i = 0; i < n; i++) {
        float w;
        memcpy(&w, want + 4 * i, sizeof w);
        float d = fabsf(got[i] - w);
        if (!(d <= worst)) worst = d;
    }
    return worst;
}

static void watch(void *user, int layer, const float *x, int n, int dim) {
    (void)user;
    char name[16];
    snprintf(name, sizeof name, "layer%d", layer);
    const part *p = find(name);
    assert_int_equal(p->n, (long)n * dim);
    float d = difference(x, p->data, p->n);
    if (!(d <= worst_layer)) worst_layer = d;
    if (!(d <= 1e-4f)) fail_msg("%s is off by %g", name, (double)d);
}

/* Words of the vectors' text -> a window, by the program's own word pieces; sentences are its lines. */
static cs_window window_of(cs_engine *e, cs_str text, int32_t *n_first) {
    static int32_t ids[256], sent;
    static uint8_t shapes[256], firsts[256];
    static cs_window_word words[256];
    int n = 0, w = 0;
    bool first = true;
    *n_first = 0;
    ids[n++] = e->vocab.cls;
    for (ptrdiff_t i = 0; i < text.n;) {
        ptrdiff_t end = i;
        while (end < text.n && text.p[end] != ' ' && text.p[end] != '\n') end++;
        cs_str word = cs_cut(text, i, end);
        int k = cs_pieces(&e->vocab, word, ids + n, 64, test_scratch);
        words[w++] = (cs_window_word){ n, n + k - 1, sent };
        for (int p = 0; p < k; p++, n++) shapes[n] = (uint8_t)cs_shape_of(word), firsts[n] = first;
        first = end < text.n && text.p[end] == '\n';
        if (first && !*n_first) *n_first = w;
        i = end + 1;
    }
    ids[n++] = e->vocab.sep;
    return (cs_window){ ids, shapes, firsts, n, words, w };
}

static void check_heads(cs_engine *e, const cs_window *in, cs_workspace *w, int n_first) {
    cs_heads_begin(e, in, w);
    for (int i = 0; i < in->n_words; i++) {
        assert_true(difference(cs_heads_upos(e, w, i), find("upos")->data + 4L * i * e->upos.n, e->upos.n) <= 1e-3f);
        assert_true(difference(cs_heads_feats(e, w, i), find("feats")->data + 4L * i * e->feats.n, e->feats.n) <= 1e-3f);
        assert_true(difference(cs_heads_lemma(e, w, i), find("lemma")->data + 4L * i * e->lemma.n, e->lemma.n) <= 1e-3f);
    }
    ptrdiff_t ld;
    const float *arcs = cs_heads_arcs(e, in, w, 0, n_first, &ld);
    for (int i = 0; i < n_first; i++)
        assert_true(difference(arcs + i * ld, find("arcs")->data + 4L * i * (n_first + 1), n_first + 1) <= 1e-3f);
    int32_t heads[256];
    for (int i = 0; i < in->n_words; i++) heads[i] = i - 1;
    const float *rels = cs_heads_rels(e, in, w, heads, &ld);
    for (int i = 0; i < n_first; i++)
        assert_true(difference(rels + i * ld, find("rels")->data + 4L * i * e->rels.n, e->rels.n) <= 1e-3f);
}

typedef struct span_check {
    int n;
    float worst;
} span_check;

static void see(void *user, int i, int j, const float *logits, int n_types) {
    span_check *c = user;
    float d = difference(logits, find("mentions")->data + 4L * (i * c->n + j) * n_types, n_types);
    if (!(d <= c->worst)) c->worst = d;
}

static void exact_equals_pytorch(void **state) {
    (void)state;
    cs_err err;
    cs_engine *e = NULL;
    if (cs_engine_open(&e, TEST_MODEL, CS_CPU_ALL, &err) != CASUS_OK) fail_msg("%s", err.msg);
    cs_engine_exact(e);
    read_parts(CASUS_SOURCE_DIR "/tests/vectors/encode.bin");
    const part *words = find("words"), *ids = find("ids"), *shapes = find("shapes");
    int32_t n_first;
    cs_window in = window_of(e, (cs_str){ words->data, words->n }, &n_first);
    assert_int_equal(in.n, ids->n);
    assert_memory_equal(in.ids, ids->data, 4 * (size_t)in.n);
    for (int i = 0; i < in.n; i++) {
        int32_t s;
        memcpy(&s, shapes->data + 4 * i, sizeof s);
        assert_int_equal(in.shapes[i], s);
    }
    cs_arena a = test_scratch;
    cs_workspace w = cs_workspace_make(e, in.n, &a);
    cs_encode(e, &in, &w, watch, NULL);
    check_heads(e, &in, &w, n_first);
    span_check c = { n_first, 0 };
    cs_heads_spans(e, &w, 0, n_first, see, &c);
    print_message("largest differences: layers %g, spans %g\n", (double)worst_layer, (double)c.worst);
    assert_true(c.worst <= 1e-3f);
    cs_engine_close(&e);
}

enum { ANCHOR = 4 }; /* of the pairs in branch.bin */

static void branch_equals_pytorch(void **state) {
    (void)state;
    cs_err err;
    cs_engine *e = NULL;
    if (cs_engine_open(&e, TEST_MODEL, CS_CPU_ALL, &err) != CASUS_OK) fail_msg("%s", err.msg);
    if (cs_branch_open(e, TEST_BRANCH, true, &err) != CASUS_OK) fail_msg("%s", err.msg);
    cs_engine_exact(e);
    n_parts = 0;
    read_parts(CASUS_SOURCE_DIR "/tests/vectors/encode.bin");
    read_parts(CASUS_SOURCE_DIR "/tests/vectors/branch.bin");
    int32_t n_first;
    cs_window in = window_of(e, (cs_str){ find("words")->data, find("words")->n }, &n_first);
    cs_arena a = test_scratch;
    cs_workspace w = cs_workspace_make(e, in.n, &a);
    cs_encode(e, &in, &w, NULL, NULL);
    cs_branch_run(e, &in, &w);
    const cs_branch *b = e->branch;
    float types[CS_LABELS_MAX], modes[CS_LABELS_MAX];
    for (int i = 0; i < in.n_words; i++) {
        cs_branch_kind(e, &w, i, types, modes);
        assert_true(difference(types, find("types")->data + 4L * i * b->types.n, b->types.n) <= 1e-3f);
        assert_true(difference(modes, find("modes")->data + 4L * i * b->modes.n, b->modes.n) <= 1e-3f);
        cs_branch_filler(e, &w, i, types);
        assert_true(difference(types, find("fillers")->data + 4L * i * b->fillers.n, b->fillers.n) <= 1e-3f);
        float cue = cs_branch_cue(e, &w, i);
        assert_true(difference(&cue, find("cues")->data + 4L * i, 1) <= 1e-3f);
    }
    static const char *const name[CS_PAIR_COUNT] = { "attribution", "place", "role", "incident" };
    for (int h = 0; h < CS_PAIR_COUNT; h++) {
        const float *logits = cs_branch_pairs(e, &w, (cs_pair_head)h, ANCHOR, 0, in.n_words);
        int n = b->pair[h].n_out;
        for (int i = 0; i < in.n_words; i++)
            assert_true(difference(logits + (ptrdiff_t)i * CS_PAIR_OUT_MAX, find(name[h])->data + 4L * i * n, n) <= 2e-3f);
    }
    cs_engine_close(&e);
}

/* A branch must name the model that it grows from; a whole model is none. */
static void branch_of_another_model(void **state) {
    (void)state;
    cs_err err;
    cs_engine *e = NULL;
    if (cs_engine_open(&e, TEST_MODEL, CS_CPU_ALL, &err) != CASUS_OK) fail_msg("%s", err.msg);
    assert_int_equal(cs_branch_open(e, TEST_MODEL, true, &err), CASUS_E_MODEL);
    assert_non_null(strstr(err.msg, "expected a branch"));
    e->model.sha256[0] ^= 1;
    assert_int_equal(cs_branch_open(e, TEST_BRANCH, true, &err), CASUS_E_MODEL);
    assert_non_null(strstr(err.msg, "grows from"));
    assert_null(e->branch);
    cs_engine_close(&e);
}

int main(void) {
    test_arenas();
    const struct CMUnitTest tests[] = { cmocka_unit_test(exact_equals_pytorch), cmocka_unit_test(branch_equals_pytorch),
                                        cmocka_unit_test(branch_of_another_model) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
