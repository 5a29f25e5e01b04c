/* Prints what src/segment/skim.c sees of the sentences of texts, for train/skim.py, which builds and runs this.
 * usage: skim_dump <requests >records
 * request: "bytes\n", then the text's bytes; record, in 32-bit numbers: how many sentences, and for each the bytes at which it
 * begins and ends, how many features it has (0: too long to be judged), and these. */
#include "dump.h"
#include "segment/skim.h"

static void put(uint32_t v) { fwrite(&v, sizeof v, 1, stdout); }

static void dump(cs_str text, cs_arena perm, cs_arena scratch) {
    cs_words w = cs_segment(text, &perm, scratch);
    uint32_t feature[CS_SKIM_FEATURES_MAX];
    put((uint32_t)w.sentences.n);
    for (ptrdiff_t i = 0; i < w.sentences.n; i++) {
        const cs_seg_sentence *s = &w.sentences.v[i];
        ptrdiff_t words = s->end - s->beg;
        int n = words > CS_SKIM_WORDS_MAX ? 0 : cs_skim_features(text, w.tokens.v + s->beg, words, feature);
        put(s->span.beg);
        put(s->span.end);
        put((uint32_t)n);
        fwrite(feature, sizeof *feature, (size_t)n, stdout);
    }
}

int main(void) {
    static cs_arena perm, scratch;
    static jmp_buf full;
    cs_err err;
    if (setjmp(full)) return fputs("arena full\n", stderr), 1;
    if (cs_arena_map(&perm, (size_t)1 << 30, &err) || cs_arena_map(&scratch, (size_t)1 << 30, &err))
        return fprintf(stderr, "%s\n", err.msg), 1;
    perm.on_full = scratch.on_full = &full;
    for (long n; scanf("%ld", &n) == 1;) {
        cs_arena a = perm;
        cs_str text = dump_text(n, &a);
        if (!text.p) return fputs("a request is cut off\n", stderr), 2;
        dump(text, a, scratch);
    }
    return 0;
}
