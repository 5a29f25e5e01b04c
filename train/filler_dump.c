/* Prints what src/link/filler.c chooses from, for train/fillers.py: each candidate for an incident's fillers on a line, NAME of
 * the report, begin and end (bytes of the text), entity, key, entities of its mentions, what the branch says of each role,
 * features in hexadecimal. With "kinds", for train/muc_kinds.py, each incident of MUC-4's kinds: "incident", NAME, kind; then a
 * line "filler", list, words for each of its parties, then "see" and what the model of kinds sees. Built with the tests. usage:
 * filler_dump [kinds] <requests >lines request: "NAME BYTES\n", then the text's bytes; a NAME has no blanks. */
#include "dump.h"
#include "link/filler.h"
#include "link/muc_kind.h"
#include "pipeline/pipeline.h"

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

static casus_status dump(const char *name, cs_str text, bool kinds, const cs_pipeline *p, const cs_lexicon *l, cs_worker *w,
                         cs_err *err) {
    cs_raw raw = { text, { .published_day = CS_DAY_NONE, .force = true } };
    CS_TRY(cs_pipeline_read(p, w, &raw, err));
    if (setjmp(w->full)) return cs_fail(err, CASUS_E_LIMIT, -1, "arena full");
    kinds ? print_kinds(name, w->report.reading, w->perm) : print(name, w->report.reading, l, &w->perm, w->scratch);
    return CASUS_OK;
}

/* A report that cannot be read is told of and left out. */
static casus_status requests(bool kinds, const cs_pipeline *p, const cs_lexicon *l, cs_worker *w, cs_arena texts, cs_err *err) {
    char name[200];
    for (long n; scanf("%199s %ld", name, &n) == 2;) {
        cs_arena a = texts;
        cs_str text = dump_text(n, &a);
        if (!text.p) return cs_fail(err, CASUS_E_USAGE, -1, "a request is cut off");
        if (dump(name, text, kinds, p, l, w, err)) fprintf(stderr, "filler_dump: %s: %s\n", name, err->msg);
    }
    return CASUS_OK;
}

static casus_status run(bool kinds, cs_arena *tables, cs_err *err) {
    cs_pipeline *p = NULL;
    cs_worker w;
    cs_lexicon l;
    cs_pipeline_options o = { CASUS_SOURCE_DIR "/models", CS_LIT("auto"), 1 };
    CS_TRY(cs_pipeline_open(&p, &o, err));
    CS_TRY(cs_worker_open(&w, CS_REPORT_MEMORY_BYTES, err));
    CS_TRY(cs_lexicon_open(&l, tables, err));
    casus_status st = requests(kinds, p, &l, &w, *tables, err);
    cs_worker_close(&w);
    cs_pipeline_close(&p);
    return st;
}

int main(int argc, char **argv) {
    enum { ARENA_BYTES = 256 << 20 };
    static cs_err err;
    static cs_arena tables;
    static jmp_buf full;
    bool kinds = argc == 2 && !strcmp(argv[1], "kinds");
    if (argc != 1 && !kinds) return fputs("usage: filler_dump [kinds]\n", stderr), 2;
    if (cs_arena_map(&tables, ARENA_BYTES, &err)) return fprintf(stderr, "filler_dump: %s\n", err.msg), 4;
    tables.on_full = &full;
    if (setjmp(full)) return fputs("filler_dump: arena full\n", stderr), 3;
    if (run(kinds, &tables, &err)) return fprintf(stderr, "filler_dump: %s\n", err.msg), 4;
    return 0;
}
