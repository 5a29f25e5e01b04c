/* What the dumps of this folder share, programs that print what casus itself sees of a text: the requests on standard input, the
 * models, the stages up to attributions. A request is a line that the program explains, with the number of bytes of its text, and
 * then these. */
#ifndef TRAIN_DUMP_H
#define TRAIN_DUMP_H
#include "decode/attribution.h"
#include "decode/entity.h"
#include "decode/event.h"
#include "decode/event_parts.h"
#include "decode/syntax.h"
#include "decode/time.h"
#include "link/place.h"
#include <stdio.h>
#include <stdlib.h>

typedef struct dump_reader {
    cs_engine *engine;
    cs_gazetteer *gazetteer;
    cs_lexicon lexicon;
    cs_arena perm, scratch; /* of one request */
} dump_reader;

/* The text of a request whose line has been read up to its end; p is NULL when it is cut off. */
static inline cs_str dump_text(long n, cs_arena *a) {
    char *text = CS_NEW(a, char, n + 1);
    bool whole = getchar() == '\n' && fread(text, 1, (size_t)n, stdin) == (size_t)n;
    return (cs_str){ whole ? text : NULL, n };
}

/* A reading of the text up to attributions; it and its text lie in perm. */
static inline casus_status dump_read(const dump_reader *x, cs_str text, int32_t published, cs_reading **out, cs_arena *perm,
                                     cs_err *err) {
    if (!text.p) return cs_fail(err, CASUS_E_USAGE, -1, "a request is cut off");
    cs_reading *r = CS_NEW(perm, cs_reading, 1);
    r->text = text;
    r->published = published;
    cs_words words = cs_segment(text, perm, x->scratch);
    CS_TRY(cs_syntax(x->engine, &words, r, 1, perm, x->scratch, err));
    cs_entities(&x->lexicon, r, perm, x->scratch);
    cs_times(r, perm, x->scratch);
    cs_places(x->gazetteer, r, perm, x->scratch);
    cs_attributions(&x->lexicon, r, perm, x->scratch);
    *out = r;
    return CASUS_OK;
}

static inline casus_status dump_open(dump_reader *x, const char *models, cs_arena *tables, cs_err *err) {
    char path[4096];
    snprintf(path, sizeof path, "%s/casus-en.model", models);
    CS_TRY(cs_engine_open(&x->engine, path, CS_CPU_ALL, err));
    snprintf(path, sizeof path, "%s/gazetteer.bin", models);
    CS_TRY(cs_gazetteer_open(&x->gazetteer, path, err));
    return cs_lexicon_open(&x->lexicon, tables, err);
}

/* The main of "NAME MODELS": opens the models and lets `requests` answer all that stands on standard input. */
static inline int dump_main(int argc, char **argv, casus_status (*requests)(const dump_reader *x, cs_err *err)) {
    enum { TABLE_BYTES = 1 << 28, TEXT_BYTES = 1 << 30 };
    static dump_reader x;
    static cs_arena tables;
    static jmp_buf full;
    static cs_err err;
    if (argc != 2) return fprintf(stderr, "usage: %s MODELS\n", argv[0]), 2;
    if (setjmp(full)) return fputs("arena full\n", stderr), 1;
    if (cs_arena_map(&tables, TABLE_BYTES, &err) || cs_arena_map(&x.perm, TEXT_BYTES, &err) ||
        cs_arena_map(&x.scratch, TEXT_BYTES, &err))
        return fprintf(stderr, "%s\n", err.msg), 1;
    tables.on_full = x.perm.on_full = x.scratch.on_full = &full;
    if (dump_open(&x, argv[1], &tables, &err) || requests(&x, &err)) return fprintf(stderr, "%s\n", err.msg), 1;
    return 0;
}
#endif
