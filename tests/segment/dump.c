/* segment_dump FILE.txt...: one JSON object a line with text, sentences and tokens (code point offsets) of each file, as
 * score_ud.py's score reads it; tags, heads and relations are dummies.
 * segment_dump --features FILE.txt...: the features of every gap that may end a sentence, for train/segment.py. 32-bit
 * numbers: how many features a gap has; then per file how many gaps, and per gap the offset (code points) of the end of the
 * word before it and its features' hashes. */
#include "segment/boundary.h"
#include "segment/segment.h"
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

static void put_json(cs_str s) {
    putchar('"');
    for (ptrdiff_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '"' || c == '\\')
            printf("\\%c", c);
        else if (c < 0x20 || c == 0x7F)
            printf("\\u%04x", c);
        else
            putchar(c);
    }
    putchar('"');
}

static void put_features(cs_str text, cs_arena a) {
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

static void put_report(const char *path, cs_str text, cs_arena perm, cs_arena scratch) {
    uint32_t *cp = CS_NEW(&scratch, uint32_t, text.n + 1), at = 0;
    for (ptrdiff_t i = 0; i < text.n; i++) {
        cp[i] = at;
        at += i + 1 == text.n || ((unsigned char)text.p[i + 1] & 0xC0) != 0x80;
    }
    cp[text.n] = at;
    cs_words w = cs_segment(text, &perm, scratch);
    printf("{\"source\":{\"path\":");
    put_json((cs_str){ path, (ptrdiff_t)strlen(path) });
    printf("},\"text\":");
    put_json(text);
    printf(",\"sentences\":[");
    for (ptrdiff_t i = 0; i < w.sentences.n; i++)
        printf("%s[%u,%u]", i ? "," : "", cp[w.sentences.v[i].span.beg], cp[w.sentences.v[i].span.end]);
    printf("],\"paragraphs\":[");
    for (ptrdiff_t i = 0; i < w.sentences.n; i++) printf("%s%d", i ? "," : "", w.sentences.v[i].paragraph);
    printf("],\"headings\":[");
    for (ptrdiff_t i = 0; i < w.sentences.n; i++) printf("%s%d", i ? "," : "", w.sentences.v[i].heading);
    printf("],\"tokens\":[");
    for (ptrdiff_t i = 0; i < w.tokens.n; i++)
        printf("%s{\"span\":[%u,%u],\"upos\":\"X\",\"lemma\":\"_\",\"head\":-1,\"deprel\":\"dep\"}", i ? "," : "",
               cp[w.tokens.v[i].beg], cp[w.tokens.v[i].end]);
    printf("]}\n");
}

int main(int argc, char **argv) {
    enum { ARENA_BYTES = 1 << 30 };
    cs_arena perm, scratch;
    jmp_buf full;
    if (setjmp(full)) return 3;
    if (cs_arena_map(&perm, ARENA_BYTES, NULL) != CASUS_OK || cs_arena_map(&scratch, ARENA_BYTES, NULL) != CASUS_OK) return 3;
    perm.on_full = scratch.on_full = &full;
    bool features = argc > 1 && strcmp(argv[1], "--features") == 0;
    uint32_t width = CS_SEG_FEATURES_N;
    if (features) fwrite(&width, 4, 1, stdout);
    for (int k = 1 + features; k < argc; k++) {
        size_t n;
        char *p = slurp(argv[k], &n);
        if (!p) return fprintf(stderr, "segment_dump: cannot read %s\n", argv[k]), 1;
        cs_str text = { p, (ptrdiff_t)n };
        if (features)
            put_features(text, scratch);
        else
            put_report(argv[k], text, perm, scratch);
        free(p);
    }
    return 0;
}
