/* Developers' tool: prints the parse of a text as CoNLL-U, with the mention candidates as comments, or times the encoder.
 *
 * parse [-m MODEL] [-c scalar|avx2|avx512] [-j THREADS] [-x 1: float32 activations] text FILE   raw text, own segmentation
 * parse ... conllu FILE                                               the words and sentences of a CoNLL-U file
 * parse ... bench PIECES WINDOWS ROUNDS                               encoder only, one thread: pieces a second */
#define _POSIX_C_SOURCE 200809L
#include "base/tsv.h"
#include "decode/syntax.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static cs_str slurp(const char *path, cs_arena *a) {
    FILE *f = strcmp(path, "-") ? fopen(path, "rb") : stdin;
    if (!f) perror(path), exit(3);
    CS_VEC(char) all = { 0 };
    for (int c; (c = getc(f)) != EOF;) *CS_PUSH(a, &all) = (char)c;
    fclose(f);
    return (cs_str){ all.v, all.n };
}

/* Words joined by single spaces, sentences by newlines; the text goes to *text. */
static cs_words read_conllu(cs_str file, cs_str *text, cs_arena *a) {
    cs_words w = { 0 };
    char *p = CS_NEW(a, char, file.n + 1);
    uint32_t n = 0;
    int32_t beg = 0;
    cs_str line;
    while (file.n) {
        const char *end = memchr(file.p, '\n', (size_t)file.n);
        line = cs_cut(file, 0, end ? end - file.p : file.n);
        file = cs_cut(file, line.n + (end != NULL), file.n);
        if (line.n && line.p[0] == '#') continue;
        cs_str id, form, rest = line;
        if (line.n && cs_list_next(&rest, '\t', &id) && cs_list_next(&rest, '\t', &form)) {
            if (cs_find(id, CS_LIT("-")) >= 0 || cs_find(id, CS_LIT(".")) >= 0) continue;
            memcpy(p + n, form.p, (size_t)form.n);
            *CS_PUSH(a, &w.tokens) = (cs_span){ n, n + (uint32_t)form.n };
            n += (uint32_t)form.n;
            p[n++] = ' ';
        } else if (w.tokens.n > beg) {
            cs_span s = { w.tokens.v[beg].beg, w.tokens.v[w.tokens.n - 1].end };
            *CS_PUSH(a, &w.sentences) = (cs_seg_sentence){ .span = s, .beg = beg, .end = (int32_t)w.tokens.n };
            beg = (int32_t)w.tokens.n;
        }
    }
    *text = (cs_str){ p, (ptrdiff_t)n };
    return w;
}

static void print_feats(const cs_feats *f) {
    static const char *const tense[] = { "", "Past", "Pres" }, *const mood[] = { "", "Ind", "Imp", "Sub" };
    static const char *const form[] = { "", "Fin", "Inf", "Part", "Ger" }, *const number[] = { "", "Sing", "Plur" };
    const char *sep = "";
    if (f->mood) printf("%sMood=%s", sep, mood[f->mood]), sep = "|";
    if (f->number) printf("%sNumber=%s", sep, number[f->number]), sep = "|";
    if (f->person) printf("%sPerson=%d", sep, f->person), sep = "|";
    if (f->tense) printf("%sTense=%s", sep, tense[f->tense]), sep = "|";
    if (f->verbform) printf("%sVerbForm=%s", sep, form[f->verbform]), sep = "|";
    if (f->passive) printf("%sVoice=Pass", sep), sep = "|";
    if (!*sep) printf("_");
}

static void print_sentence(const cs_reading *r, const cs_sentence *s, ptrdiff_t *c) {
    printf("# text = ");
    for (uint32_t i = s->span.beg; i < s->span.end; i++) putchar(r->text.p[i] == '\n' ? ' ' : r->text.p[i]);
    printf("\n");
    for (; *c < r->candidates.n && r->candidates.v[*c].beg < s->end; ++*c) {
        static const char *const name[] = {
#define CS_X(e, n) n,
            CS_COARSE_TYPES(CS_X)
#undef CS_X
        };
        const cs_candidate *m = &r->candidates.v[*c];
        cs_span span = cs_span_join(r->tokens.v[m->beg].span, r->tokens.v[m->end - 1].span);
        printf("# mention %d-%d %s %.3f %.*s\n", m->beg - s->beg + 1, m->end - s->beg, name[m->coarse], (double)m->score,
               (int)(span.end - span.beg), r->text.p + span.beg);
    }
    for (int32_t i = s->beg; i < s->end; i++) {
        const cs_token *t = &r->tokens.v[i];
        printf("%d\t%.*s\t%.*s\t%s\t_\t", i - s->beg + 1, (int)t->form.n, t->form.p, (int)t->lemma.n, t->lemma.p,
               cs_upos_name[t->upos]);
        print_feats(&t->feats);
        bool glued = i + 1 < s->end && t->span.end == r->tokens.v[i + 1].span.beg;
        printf("\t%d\t%s\t_\t%s\n", t->head < 0 ? 0 : t->head - s->beg + 1, cs_deprel_name[t->deprel],
               glued ? "SpaceAfter=No" : "_");
    }
    printf("\n");
}

static int bench(const cs_engine *e, char **argv, cs_arena *a) {
    int n = atoi(argv[0]), windows = atoi(argv[1]), rounds = atoi(argv[2]);
    cs_workspace w = cs_workspace_make(e, n, a);
    double best = 1e9;
    for (int r = 0; r < rounds; r++) {
        double t = now();
        for (int i = 0; i < windows; i++) cs_encode_made_up(e, n, &w);
        t = now() - t;
        if (t < best) best = t;
    }
    printf("%s %d x %d: %.2f ms, %.0f pieces/s\n", e->kern->name, windows, n, best * 1e3, windows * n / best);
    return 0;
}

static int print_parse(const cs_engine *e, cs_str text, const cs_words *w, int threads, double *seconds, cs_arena *perm,
                       cs_arena scratch) {
    cs_err err;
    cs_reading r = { .text = text };
    double t = now();
    if (cs_syntax(e, w, &r, threads, perm, scratch, &err) != CASUS_OK) {
        fprintf(stderr, "%s\n", err.msg);
        return 4;
    }
    *seconds += now() - t;
    ptrdiff_t c = 0;
    for (ptrdiff_t i = 0; i < r.sentences.n; i++) print_sentence(&r, &r.sentences.v[i], &c);
    return 0;
}

/* Each document of a CoNLL-U file ("# newdoc") is a text of its own. */
static int read_file(const cs_engine *e, const char *mode, const char *path, int threads, cs_arena *perm, cs_arena scratch) {
    cs_str file = slurp(path, perm), text = file;
    bool conllu = !strcmp(mode, "conllu");
    double seconds = 0;
    ptrdiff_t words = 0, sentences = 0;
    int rc = 0;
    while (file.n && !rc) {
        ptrdiff_t end = file.n, next = cs_find(cs_cut(file, 1, file.n), CS_LIT("\n# newdoc id"));
        if (conllu && next >= 0) end = next + 2;
        cs_words w = conllu ? read_conllu(cs_cut(file, 0, end), &text, perm) : cs_segment(file, perm, scratch);
        rc = print_parse(e, text, &w, threads, &seconds, perm, scratch);
        words += w.tokens.n, sentences += w.sentences.n;
        file = cs_cut(file, end, file.n);
    }
    fprintf(stderr, "%td words, %td sentences, %.3f s, %.0f words/s, %.0f sentences/s (%s)\n", words, sentences, seconds,
            (double)words / seconds, (double)sentences / seconds, e->kern->name);
    return rc;
}

static int run(int argc, char **argv, cs_arena *perm, cs_arena scratch) {
    const char *model = CASUS_SOURCE_DIR "/models/casus-en.model";
    unsigned mask = CS_CPU_ALL;
    bool exact = false;
    int threads = 1, i = 1;
    for (; i + 1 < argc && argv[i][0] == '-' && argv[i][1]; i += 2) {
        if (argv[i][1] == 'm') model = argv[i + 1];
        if (argv[i][1] == 'j') threads = atoi(argv[i + 1]);
        if (argv[i][1] == 'x') exact = argv[i + 1][0] == '1';
        if (argv[i][1] == 'c')
            mask = !strcmp(argv[i + 1], "scalar") ? 0 : !strcmp(argv[i + 1], "avx2") ? CS_CPU_AVX2 : CS_CPU_ALL;
    }
    cs_engine *e = NULL;
    cs_err err;
    double t = now();
    if (cs_engine_open(&e, model, mask, &err) != CASUS_OK) {
        fprintf(stderr, "%s\n", err.msg);
        return 4;
    }
    fprintf(stderr, "open: %.1f ms\n", (now() - t) * 1e3);
    if (exact) cs_engine_exact(e);
    int rc = 2;
    if (i + 3 < argc && !strcmp(argv[i], "bench"))
        rc = bench(e, argv + i + 1, &scratch);
    else if (i + 1 < argc)
        rc = read_file(e, argv[i], argv[i + 1], threads, perm, scratch);
    cs_engine_close(&e);
    return rc;
}

int main(int argc, char **argv) {
    cs_arena perm = { 0 }, scratch = { 0 };
    cs_err err;
    jmp_buf full;
    if (cs_arena_map(&perm, (size_t)4 << 30, &err) || cs_arena_map(&scratch, (size_t)4 << 30, &err)) return 6;
    perm.on_full = scratch.on_full = &full;
    return setjmp(full) ? 6 : run(argc, argv, &perm, scratch);
}
