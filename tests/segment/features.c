/* segment_features FILE.txt...: the features of every gap that may end a sentence, for train/segment.py. Little-endian
 * 32-bit numbers: how many features a gap has; then per file how many gaps, and per gap the offset (code points) of the
 * end of the word before it and its features' hashes. */
#include "segment/boundary.h"
#include <stdio.h>
#include <stdlib.h>

static char *slurp(const char *path, size_t *n) {
    FILE *f = fopen(path, "rb");
    if (!f) return NULL;
    fseek(f, 0, SEEK_END);
    long size = ftell(f);
    rewind(f);
    char *p = malloc((size_t)size + 1);
    *n = p ? fread(p, 1, (size_t)size, f) : 0;
    fclose(f);
    return p;
}

static void dump(cs_str text, cs_arena a) {
    cs_seg_chars c = cs_seg_chars_read(text, &a);
    cs_seg_word_list w = { 0 };
    cs_seg_words(&c, &w, &a);
    cs_seg_view v = cs_seg_look(&c, w.v, w.n, &a);
    uint32_t *row = CS_NEW(&a, uint32_t, CS_SEG_FEATURES_MAX + 1), count = 0;
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1) fwrite(&count, 4, 1, stdout);
        for (ptrdiff_t i = 0; i + 1 < v.n; i++) {
            if (v.note[i].gap == CS_SEG_GAP_BLANK || !cs_seg_candidate(&v, i)) continue;
            if (pass == 0) {
                count++;
                continue;
            }
            uint32_t n = (uint32_t)cs_seg_features(&v, i, row + 1);
            if (n != CS_SEG_FEATURES_N) exit(4);
            row[0] = w.v[i].end;
            fwrite(row, 4, n + 1, stdout);
        }
    }
}

int main(int argc, char **argv) {
    cs_arena a;
    jmp_buf full;
    if (setjmp(full)) return 3;
    if (cs_arena_map(&a, (size_t)1 << 32, NULL) != CASUS_OK) return 3;
    a.on_full = &full;
    uint32_t width = CS_SEG_FEATURES_N;
    fwrite(&width, 4, 1, stdout);
    for (int k = 1; k < argc; k++) {
        size_t n;
        char *p = slurp(argv[k], &n);
        if (!p) return 1;
        dump((cs_str){ p, (ptrdiff_t)n }, a);
        free(p);
    }
    return 0;
}
