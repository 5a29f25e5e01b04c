/* Prints the options of the place ranking with their features, for train/places.py, which builds and runs this.
 * usage: place_dump GAZETTEER ROUNDS WEIGHTS|- <requests >records
 * request: "bytes spans\n", spans as "beg end\n", the text's bytes; weights: 2 x features floats; record per toponym and
 * option: int32 toponym (over all requests), uint32 GeoNames id, int32 1 for the one that is chosen, float lat, lon, p, features. A toponym without options has none. */
#include "link/place_rank.h"
#include <stdio.h>
#include <stdlib.h>

static int run(const cs_gazetteer *g, int rounds, const float *weights, cs_arena *a) {
    long n_bytes, n_spans, at = 0;
    for (int32_t base = 0; scanf("%ld %ld", &n_bytes, &n_spans) == 2; base += (int32_t)n_spans) {
        cs_arena arena = *a;
        cs_span *spans = CS_NEW(&arena, cs_span, n_spans);
        for (long i = 0; i < n_spans; i++)
            if (scanf("%u %u", &spans[i].beg, &spans[i].end) != 2) return 1;
        char *text = CS_NEW(&arena, char, n_bytes + 1);
        if (getchar() != '\n' || fread(text, 1, (size_t)n_bytes, stdin) != (size_t)n_bytes) return 1;
        cs_arena scratch = { arena.beg + (arena.end - arena.beg) / 2, arena.end, arena.base, a->on_full };
        arena.end = scratch.beg;
        cs_ranking r = cs_place_rank(g, (cs_str){ text, n_bytes }, spans, (int32_t)n_spans, rounds, weights, &arena, scratch);
        for (int32_t i = 0; i < r.n_toponyms; i++) {
            const cs_sense *s = &r.sense[r.toponym[i].sense];
            for (int32_t k = 0; k < s->n; k++, at++) {
                int32_t number = base + i, chosen = k == s->best;
                fwrite(&number, 4, 1, stdout);
                fwrite(&s->option[k].at.geonames, 4, 1, stdout);
                fwrite(&chosen, 4, 1, stdout);
                fwrite(&s->option[k].at.lat, 4, 1, stdout);
                fwrite(&s->option[k].at.lon, 4, 1, stdout);
                fwrite(&s->option[k].p, 4, 1, stdout);
                fwrite(s->option[k].f, 4, CS_PF_COUNT, stdout);
            }
        }
    }
    return 0;
}

int main(int argc, char **argv) {
    cs_err err;
    cs_gazetteer *g;
    cs_arena a;
    jmp_buf full;
    static float weights[2 * CS_PF_COUNT];
    if (argc != 4) return 2;
    if (cs_gazetteer_open(&g, argv[1], &err) || cs_arena_map(&a, (size_t)1 << 30, &err)) return fprintf(stderr, "%s\n", err.msg), 1;
    a.on_full = &full;
    if (setjmp(full)) return fputs("arena full\n", stderr), 1;
    FILE *f = argv[3][0] == '-' ? NULL : fopen(argv[3], "rb");
    if (f && fread(weights, 4, 2 * CS_PF_COUNT, f) != 2 * CS_PF_COUNT) return fputs("weights?\n", stderr), 1;
    return run(g, atoi(argv[2]), f ? weights : NULL, &a);
}
