/* segment_dump FILE.txt...: one JSON object a line with text, sentences and tokens (code point offsets) of each file, as
 * score_ud.py's score reads it; tags, heads and relations are dummies. */
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
        if (c == '"' || c == '\\') printf("\\%c", c);
        else if (c < 0x20 || c == 0x7F) printf("\\u%04x", c);
        else putchar(c);
    }
    putchar('"');
}

int main(int argc, char **argv) {
    cs_arena a;
    jmp_buf full;
    if (setjmp(full)) return 3;
    if (cs_arena_map(&a, (size_t)1 << 32, NULL) != CASUS_OK) return 3;
    a.on_full = &full;
    for (int k = 1; k < argc; k++) {
        size_t n;
        char *p = slurp(argv[k], &n);
        if (!p) return 1;
        cs_arena perm = a, *pp = &perm;
        cs_arena scratch;
        if (cs_arena_map(&scratch, (size_t)1 << 32, NULL) != CASUS_OK) return 3;
        scratch.on_full = &full;
        cs_words w = cs_segment((cs_str){ p, (ptrdiff_t)n }, pp, scratch);
        uint32_t *cp = calloc(n + 1, sizeof *cp), at = 0;
        if (!cp) return 3;
        for (size_t i = 0; i < n; i++) {
            cp[i] = at;
            at += i + 1 == n || ((unsigned char)p[i + 1] & 0xC0) != 0x80;
        }
        cp[n] = at;
        printf("{\"source\":{\"path\":\"%s\"},\"text\":", argv[k]);
        put_json((cs_str){ p, (ptrdiff_t)n });
        printf(",\"sentences\":[");
        for (ptrdiff_t i = 0; i < w.sentences.n; i++)
            printf("%s[%u,%u]", i ? "," : "", cp[w.sentences.v[i].span.beg], cp[w.sentences.v[i].span.end]);
        printf("],\"tokens\":[");
        for (ptrdiff_t i = 0; i < w.tokens.n; i++)
            printf("%s{\"span\":[%u,%u],\"upos\":\"X\",\"lemma\":\"_\",\"head\":-1,\"deprel\":\"dep\"}", i ? "," : "",
                   cp[w.tokens.v[i].beg], cp[w.tokens.v[i].end]);
        printf("]}\n");
        free(cp);
        free(p);
        cs_arena_unmap(&scratch);
    }
    return 0;
}
