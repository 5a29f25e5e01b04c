/* Prints what src/decode/where_feature.c sees of the places of each trigger, for train/where.py, which builds and runs this.
 * usage: where_dump MODELS <requests >records
 * request: "bytes\n", then the text's bytes; records: "text\n" before each request's, then per trigger and place of its
 * sentence "site TRIGGER_BEGIN TRIGGER_END PLACE_BEGIN PLACE_END" (bytes of the text) and the features, tab-separated, and per
 * statement "statement TRIGGER_BEGIN TRIGGER_END". */
#include "decode/attribution.h"
#include "decode/entity.h"
#include "decode/event.h"
#include "decode/event_parts.h"
#include "decode/syntax.h"
#include "decode/time.h"
#include "link/place.h"
#include <stdio.h>
#include <stdlib.h>

typedef struct reader {
    cs_engine *engine;
    cs_gazetteer *gazetteer;
    cs_lexicon lexicon;
} reader;

static void site(void *ctx, int32_t trigger_token, int32_t place, cs_span mention) {
    const cs_reading *r = ctx;
    cs_span t = r->tokens.v[trigger_token].span;
    (void)place;
    printf("\nsite\t%u\t%u\t%u\t%u", t.beg, t.end, mention.beg, mention.end);
}

static void feature(void *ctx, cs_str name) {
    (void)ctx;
    putchar('\t');
    fwrite(name.p, 1, (size_t)name.n, stdout);
}

static casus_status dump(const reader *x, cs_str text, cs_arena *perm, cs_arena scratch, cs_err *err) {
    cs_reading *r = CS_NEW(perm, cs_reading, 1);
    r->text = text;
    r->published = CS_DAY_NONE;
    cs_words words = cs_segment(r->text, perm, scratch);
    CS_TRY(cs_syntax(x->engine, &words, r, 1, perm, scratch, err));
    cs_entities(&x->lexicon, r, perm, scratch);
    cs_times(r, perm, scratch);
    cs_places(x->gazetteer, r, perm, scratch);
    cs_attributions(&x->lexicon, r, perm, scratch);
    fputs("\ntext", stdout);
    cs_ev_watch watch = { .site = site, .feature = feature, .ctx = r };
    cs_events_watched(&x->lexicon, &watch, r, perm, scratch);
    for (ptrdiff_t i = 0; i < r->statements.n; i++)
        printf("\nstatement\t%u\t%u", r->statements.v[i].trigger.beg, r->statements.v[i].trigger.end);
    return CASUS_OK;
}

static casus_status run(const reader *x, cs_arena *perm, cs_arena *scratch, cs_err *err) {
    for (long n; scanf("%ld", &n) == 1;) {
        cs_arena a = *perm;
        char *text = CS_NEW(&a, char, n + 1);
        if (getchar() != '\n' || fread(text, 1, (size_t)n, stdin) != (size_t)n)
            return cs_fail(err, CASUS_E_USAGE, -1, "a request is cut off");
        CS_TRY(dump(x, (cs_str){ text, n }, &a, *scratch, err));
    }
    putchar('\n');
    return CASUS_OK;
}

static casus_status open_all(reader *x, const char *models, cs_arena *a, cs_err *err) {
    char path[4096];
    snprintf(path, sizeof path, "%s/casus-en.model", models);
    CS_TRY(cs_engine_open(&x->engine, path, CS_CPU_ALL, err));
    snprintf(path, sizeof path, "%s/gazetteer.bin", models);
    CS_TRY(cs_gazetteer_open(&x->gazetteer, path, err));
    return cs_lexicon_open(&x->lexicon, a, err);
}

int main(int argc, char **argv) {
    static reader x;
    static cs_arena tables, perm, scratch;
    static jmp_buf full;
    cs_err err;
    if (argc != 2) return fputs("usage: where_dump MODELS\n", stderr), 2;
    if (setjmp(full)) return fputs("arena full\n", stderr), 1;
    if (cs_arena_map(&tables, (size_t)1 << 28, &err) || cs_arena_map(&perm, (size_t)1 << 30, &err) ||
        cs_arena_map(&scratch, (size_t)1 << 30, &err))
        return fprintf(stderr, "%s\n", err.msg), 1;
    tables.on_full = perm.on_full = scratch.on_full = &full;
    if (open_all(&x, argv[1], &tables, &err) || run(&x, &perm, &scratch, &err)) return fprintf(stderr, "%s\n", err.msg), 1;
    return 0;
}
