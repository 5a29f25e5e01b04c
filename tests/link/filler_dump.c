/* filler_dump FOLDER LIST: reads FOLDER/NAME.txt for each line NAME of LIST and prints, for train/fillers.py, each candidate
 * for an incident's fillers on a line: NAME, begin and end (bytes of the text), entity, key, entities of
 * its mentions, what the branch says of each role, features in hexadecimal. Not a test. */
#include "link/filler.h"
#include "pipeline/pipeline.h"
#include <stdio.h>
#include <stdlib.h>

enum { NAME_MAX_BYTES = 200, PATH_MAX_BYTES = 4096 };

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

static void print(const char *name, const cs_reading *r, const cs_lexicon *l, cs_arena *perm, cs_arena scratch) {
    cs_wordings w = cs_filler_wordings(l, r, perm, scratch);
    for (ptrdiff_t i = 0; i < w.n; i++) {
        const cs_wording *x = &w.v[i];
        printf("%s\t%u\t%u\t%d\t" CS_FMT "\t", name, x->span.beg, x->span.end, x->entity, CS_ARG(x->key));
        for (ptrdiff_t k = 0; k < x->mentions.n; k++) printf("%s%d", k ? " " : "", r->mentions.v[x->mentions.v[k]].entity);
        putchar('\t');
        for (int k = 0; k < CS_FILLER_COUNT; k++)
            printf("%s%.4f", k ? " " : "", (double)cs_filler_tagged(r, x, (cs_filler_role)k));
        putchar('\t');
        for (ptrdiff_t k = 0; k < x->features.n; k++) printf("%s%08x", k ? " " : "", x->features.v[k]);
        putchar('\n');
    }
}

static int dump(const char *folder, FILE *list, const cs_pipeline *p, const cs_lexicon *l, cs_worker *w) {
    char name[NAME_MAX_BYTES], path[PATH_MAX_BYTES];
    while (fgets(name, sizeof name, list)) {
        cs_err err = { 0 };
        size_t n;
        name[strcspn(name, "\r\n")] = 0;
        snprintf(path, sizeof path, "%s/%s.txt", folder, name);
        char *bytes = slurp(path, &n);
        if (!bytes) return fprintf(stderr, "filler_dump: cannot read %s\n", path), 1;
        cs_raw raw = { { bytes, (ptrdiff_t)n }, { .published_day = CS_DAY_NONE, .force = true } };
        if (cs_pipeline_read(p, w, &raw, &err) != CASUS_OK)
            fprintf(stderr, "filler_dump: %s: %s\n", path, err.msg);
        else if (!setjmp(w->full))
            print(name, w->report.reading, l, &w->perm, w->scratch);
        free(bytes);
    }
    return 0;
}

static casus_status run(const char *folder, FILE *list, cs_arena *tables, cs_err *err, int *rc) {
    cs_pipeline *p = NULL;
    cs_worker w;
    cs_lexicon l;
    cs_pipeline_options o = { CASUS_SOURCE_DIR "/models", CS_LIT("auto"), 1 };
    CS_TRY(cs_pipeline_open(&p, &o, err));
    CS_TRY(cs_worker_open(&w, CS_REPORT_MEMORY_BYTES, err));
    CS_TRY(cs_lexicon_open(&l, tables, err));
    *rc = dump(folder, list, p, &l, &w);
    cs_worker_close(&w);
    cs_pipeline_close(&p);
    return CASUS_OK;
}

int main(int argc, char **argv) {
    enum { ARENA_BYTES = 256 << 20 };
    static cs_err err;
    static cs_arena tables;
    static jmp_buf full;
    FILE *list = argc == 3 ? fopen(argv[2], "r") : NULL;
    if (!list) return fprintf(stderr, "usage: filler_dump FOLDER LIST\n"), 2;
    if (cs_arena_map(&tables, ARENA_BYTES, &err)) return fprintf(stderr, "filler_dump: %s\n", err.msg), 4;
    tables.on_full = &full;
    if (setjmp(full)) return 3;
    int rc = 0;
    if (run(argv[1], list, &tables, &err, &rc)) return fprintf(stderr, "filler_dump: %s\n", err.msg), 4;
    return rc;
}
