/* Prints how casus's rules take each word of a text as a happening, to measure them on TimeBank and on train/marks.tsv.
 * usage: modality_dump MODELS <requests >records
 * request: "bytes YYYY-MM-DD\n" (- where the date is not known), then the text's bytes. Records: "text\n" before each request's,
 * then per word "word BEGIN END UPOS LEMMA TENSE VERBFORM HEAD DEPREL SENTENCE" (bytes of the text, numbers of words), and for
 * each that may name a happening "mood WORD TRIGGER STATED MODALITY CERTAINTY RULE CUE FRAME RULE TIME RULE". */
#include "base/calendar.h"
#include "decode/attribution.h"
#include "decode/entity.h"
#include "decode/event.h"
#include "decode/event_parts.h"
#include "decode/syntax.h"
#include "decode/time.h"
#include "decode/when.h"
#include "link/place.h"
#include <stdio.h>
#include <stdlib.h>

typedef struct reader {
    cs_engine *engine;
    cs_gazetteer *gazetteer;
    cs_lexicon lexicon;
} reader;

static void mood(cs_ev *e, int32_t tok, const cs_statement *stated) {
    cs_trigger t = cs_trigger_at(e, tok);
    const char *rule = NULL;
    int certainty = -1;
    int32_t cue = -1;
    cs_modality m = cs_event_modality(e, &t, &rule, &certainty, &cue);
    cs_str how = { 0 }, framed = { 0 };
    int32_t when = cs_when(&e->t, e->is_event, tok, &how);
    if (when < 0 && t.anchor != tok) when = cs_when(&e->t, e->is_event, t.anchor, &how);
    cs_frame frame = cs_time_frame(&e->t, tok, when, m, &framed);
    printf("\nmood\t%d\t%d\t%s\t%s\t%s\t%s\t%d\t%s\t%.*s\t%.*s\t%.*s", tok, e->trig_at[tok] >= 0,
           stated ? cs_modality_name[stated->modality] : "-", cs_modality_name[m], certainty < 0 ? "-" : cs_certainty_name[certainty], rule ? rule : "-", cue, cs_frame_name[frame], CS_ARG(framed),
           CS_ARG(when < 0 ? CS_LIT("-") : e->r->times.v[when].timex), CS_ARG(when < 0 ? CS_LIT("-") : how));
}

static void words(void *ctx, cs_ev *e) {
    (void)ctx;
    const cs_reading *r = e->r;
    const cs_statement **stated = CS_NEW(e->perm, const cs_statement *, r->tokens.n + 1);
    for (ptrdiff_t i = 0; i < r->statements.n; i++) stated[r->statements.v[i].trigger_token] = &r->statements.v[i];
    for (int32_t i = 0; i < r->tokens.n; i++) {
        const cs_token *w = &r->tokens.v[i];
        printf("\nword\t%u\t%u\t%s\t%.*s\t%d\t%d\t%d\t%s\t%d", w->span.beg, w->span.end, cs_upos_name[w->upos], CS_ARG(w->lemma),
               w->feats.tense, w->feats.verbform, w->head, cs_deprel_name[w->deprel], w->sent);
    }
    for (ptrdiff_t i = 0; i < r->times.n; i++) {
        const cs_time *x = &r->times.v[i];
        if (x->has_span && !x->derived)
            printf("\ntime\t%d\t%d\t%d\t%.*s\t%d\t%d\t%d", x->tok_beg, x->tok_end, x->type, CS_ARG(x->timex), x->begin, x->end,
                   x->dateline);
    }
    for (int32_t i = 0; i < r->sentences.n; i++)
        printf("\nsentence\t%d\t%d\t%d\t%d\t%d", r->sentences.v[i].beg, r->sentences.v[i].end, r->sentences.v[i].paragraph,
               r->sentences.v[i].heading, r->sentences.v[i].root);
    for (int32_t i = 0; i < r->tokens.n; i++) {
        uint8_t u = r->tokens.v[i].upos;
        if (u == CS_UPOS_VERB || u == CS_UPOS_NOUN || u == CS_UPOS_ADJ || u == CS_UPOS_PROPN) mood(e, i, stated[i]);
    }
}

static casus_status dump(const reader *x, cs_str text, int32_t published, cs_arena *perm, cs_arena scratch, cs_err *err) {
    cs_reading *r = CS_NEW(perm, cs_reading, 1);
    r->text = text;
    r->published = published;
    cs_words w = cs_segment(r->text, perm, scratch);
    CS_TRY(cs_syntax(x->engine, &w, r, 1, perm, scratch, err));
    cs_entities(&x->lexicon, r, perm, scratch);
    cs_times(r, perm, scratch);
    cs_places(x->gazetteer, r, perm, scratch);
    cs_attributions(&x->lexicon, r, perm, scratch);
    fputs("\ntext", stdout);
    cs_ev_watch watch = { .end = words };
    cs_events_watched(&x->lexicon, &watch, r, perm, scratch);
    return CASUS_OK;
}

static casus_status run(const reader *x, cs_arena *perm, cs_arena *scratch, cs_err *err) {
    char date[16];
    for (long n; scanf("%ld %15s", &n, date) == 2;) {
        cs_arena a = *perm;
        char *text = CS_NEW(&a, char, n + 1);
        if (getchar() != '\n' || fread(text, 1, (size_t)n, stdin) != (size_t)n)
            return cs_fail(err, CASUS_E_USAGE, -1, "a request is cut off");
        cs_day_result day = cs_parse_day((cs_str){ date, (ptrdiff_t)strlen(date) });
        CS_TRY(dump(x, (cs_str){ text, n }, day.ok ? day.day : CS_DAY_NONE, &a, *scratch, err));
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
    if (argc != 2) return fputs("usage: modality_dump MODELS\n", stderr), 2;
    if (setjmp(full)) return fputs("arena full\n", stderr), 1;
    if (cs_arena_map(&tables, (size_t)1 << 28, &err) || cs_arena_map(&perm, (size_t)1 << 30, &err) ||
        cs_arena_map(&scratch, (size_t)1 << 30, &err))
        return fprintf(stderr, "%s\n", err.msg), 1;
    tables.on_full = perm.on_full = scratch.on_full = &full;
    if (open_all(&x, argv[1], &tables, &err) || run(&x, &perm, &scratch, &err)) return fprintf(stderr, "%s\n", err.msg), 1;
    return 0;
}
