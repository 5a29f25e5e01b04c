/* Prints what src/link/incident_see.c sees of each two event statements of a report that are about one type, for
 * train/incidents.py, which builds and runs this.
 * usage: incident_dump <requests >lines
 * request: "NAME BYTES\n", then the text's bytes; a NAME has no blanks. Lines: "aspects" and their names; "report\tNAME"; for
 * each statement that is an event "statement\tI\tBEGIN\tEND\tTYPE" (bytes of the text; I counts all statements), for each pair
 * "pair\tI\tJ" and the value of each aspect. */
#include "dump.h"
#include "link/incident_see.h"
#include "pipeline/pipeline.h"

typedef struct dump {
    const cs_worker *w;
    const char *name;
} dump;

/* Called between the stages: before places and times are inherited, as cs_incidents sees statements. */
static void print(void *ctx, cs_stage stage) {
    const dump *d = ctx;
    const cs_reading *r = d->w->report.reading;
    cs_arena a = d->w->scratch;
    cs_likeness_view v;
    if (stage != CS_STAGE_EVENT) return;
    cs_likeness_open(&v, r, &a);
    printf("\nreport\t%s", d->name);
    for (int32_t i = 0; i < r->statements.n; i++) {
        const cs_statement *s = &r->statements.v[i];
        if (s->type >= CS_T_EVENT_COUNT) continue;
        printf("\nstatement\t%d\t%u\t%u\t%s", i, s->trigger.beg, s->trigger.end, cs_type_name[s->type]);
        for (int32_t k = 0; k < i; k++) {
            const cs_statement *t = &r->statements.v[k];
            uint8_t value[CS_LIKE_COUNT];
            if (t->type >= CS_T_EVENT_COUNT || cs_spoken_of(t) != cs_spoken_of(s)) continue;
            cs_likeness_see(&v, k, i, value);
            printf("\npair\t%d\t%d", k, i);
            for (int n = 0; n < CS_LIKE_COUNT; n++) printf("\t%d", value[n]);
        }
    }
}

static casus_status requests(const cs_pipeline *p, cs_worker *w, cs_arena texts, cs_err *err) {
    char name[200];
    dump d = { w, name };
    w->mark = print;
    w->mark_ctx = &d;
    for (long n; scanf("%199s %ld", name, &n) == 2;) {
        cs_arena a = texts;
        cs_raw raw = { dump_text(n, &a), { .published_day = CS_DAY_NONE, .force = true } };
        if (!raw.bytes.p) return cs_fail(err, CASUS_E_USAGE, -1, "a request is cut off");
        if (cs_pipeline_read(p, w, &raw, err)) fprintf(stderr, "incident_dump: %s: %s\n", name, err->msg);
    }
    return CASUS_OK;
}

static casus_status run(cs_arena texts, cs_err *err) {
    cs_pipeline *p = NULL;
    cs_worker w;
    cs_pipeline_options o = { CASUS_SOURCE_DIR "/models", CS_LIT("auto"), 1 };
    CS_TRY(cs_pipeline_open(&p, &o, err));
    CS_TRY(cs_worker_open(&w, CS_REPORT_MEMORY_BYTES, err));
    casus_status st = requests(p, &w, texts, err);
    cs_worker_close(&w);
    cs_pipeline_close(&p);
    return st;
}

int main(void) {
    enum { ARENA_BYTES = 256 << 20 };
    static cs_err err;
    static cs_arena texts;
    static jmp_buf full;
    if (cs_arena_map(&texts, ARENA_BYTES, &err)) return fprintf(stderr, "incident_dump: %s\n", err.msg), 4;
    texts.on_full = &full;
    if (setjmp(full)) return fputs("incident_dump: arena full\n", stderr), 3;
    fputs("aspects", stdout);
    for (int i = 0; i < CS_LIKE_COUNT; i++) printf("\t%s", cs_likeness_name[i]);
    if (run(texts, &err)) return fprintf(stderr, "incident_dump: %s\n", err.msg), 4;
    putchar('\n');
    return 0;
}
