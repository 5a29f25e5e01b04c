/* filler_dump FOLDER LIST [kinds]: reads FOLDER/NAME.txt for each line NAME of LIST and prints, for train/fillers.py, each
 * candidate for an incident's fillers on a line: NAME, begin and end (bytes of the text), entity, key, entities of
 * its mentions, what the branch says of each role, features in hexadecimal. With "kinds", for train/muc_kinds.py, each incident
 * of MUC-4's kinds: "incident", NAME, kind; then a line "filler", list, words for each of its parties, then "see" and what the
 * model of kinds sees. Not a test. */
#include "link/filler.h"
#include "link/muc_kind.h"
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

static void print_fillers(const cs_reading *r, const char *list, const cs_role *v, ptrdiff_t n) {
    for (ptrdiff_t i = 0; i < n; i++) {
        cs_str s = cs_span_text(r->text, v[i].span);
        printf("filler\t%s\t", list);
        for (ptrdiff_t k = 0; k < s.n; k++) putchar(s.p[k] == '\n' || s.p[k] == '\t' ? ' ' : s.p[k]);
        putchar('\n');
    }
}

static void print_kinds(const char *name, const cs_reading *r, cs_arena perm) {
    for (ptrdiff_t i = 0; i < r->incidents.n; i++) {
        const cs_incident *x = &r->incidents.v[i];
        if (x->muc.type == CS_MUC_NONE) continue;
        printf("incident\t%s\t%s\n", name, cs_muc_type_name[x->muc.type]);
        print_fillers(r, "agents", x->agents.v, x->agents.n);
        print_fillers(r, "things", x->recipients.v, x->recipients.n);
        print_fillers(r, "things", x->targets.v, x->targets.n);
        print_fillers(r, "weapons", x->instruments.v, x->instruments.n);
        cs_muc_features f = cs_muc_see(r, x, &perm);
        fputs("see", stdout);
        for (ptrdiff_t k = 0; k < f.n; k++) printf("\t" CS_FMT, CS_ARG(f.v[k]));
        putchar('\n');
    }
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

static int dump(const char *folder, FILE *list, bool kinds, const cs_pipeline *p, const cs_lexicon *l, cs_worker *w) {
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
            kinds ? print_kinds(name, w->report.reading, w->perm)
                  : print(name, w->report.reading, l, &w->perm, w->scratch);
        free(bytes);
    }
    return 0;
}

static casus_status run(const char *folder, FILE *list, bool kinds, cs_arena *tables, cs_err *err, int *rc) {
    cs_pipeline *p = NULL;
    cs_worker w;
    cs_lexicon l;
    cs_pipeline_options o = { CASUS_SOURCE_DIR "/models", CS_LIT("auto"), 1 };
    CS_TRY(cs_pipeline_open(&p, &o, err));
    CS_TRY(cs_worker_open(&w, CS_REPORT_MEMORY_BYTES, err));
    CS_TRY(cs_lexicon_open(&l, tables, err));
    *rc = dump(folder, list, kinds, p, &l, &w);
    cs_worker_close(&w);
    cs_pipeline_close(&p);
    return CASUS_OK;
}

int main(int argc, char **argv) {
    enum { ARENA_BYTES = 256 << 20 };
    static cs_err err;
    static cs_arena tables;
    static jmp_buf full;
    bool ok = argc == 3 || (argc == 4 && !strcmp(argv[3], "kinds"));
    FILE *list = ok ? fopen(argv[2], "r") : NULL;
    if (!list) return fprintf(stderr, "usage: filler_dump FOLDER LIST [kinds]\n"), 2;
    if (cs_arena_map(&tables, ARENA_BYTES, &err)) return fprintf(stderr, "filler_dump: %s\n", err.msg), 4;
    tables.on_full = &full;
    if (setjmp(full)) return 3;
    int rc = 0;
    if (run(argv[1], list, argc == 4, &tables, &err, &rc)) return fprintf(stderr, "filler_dump: %s\n", err.msg), 4;
    return rc;
}
