/* Prints how casus's rules take each word of a text as a happening, to measure them on TimeBank and on train/marks.tsv.
 * usage: modality_dump MODELS <requests >records
 * request: "bytes YYYY-MM-DD\n" (- where the date is not known), then the text's bytes. Records: "text\n" before each
 * request's, then per word "word BEGIN END UPOS LEMMA TENSE VERBFORM HEAD DEPREL SENTENCE" (bytes of the text, numbers of
 * words), and for each that may name a happening "mood WORD TRIGGER STATED MODALITY CERTAINTY RULE CUE FRAME RULE TIME RULE".
 */
#include "base/calendar.h"
#include "decode/when.h"
#include "dump.h"

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
           stated ? cs_modality_name[stated->modality] : "-", cs_modality_name[m],
           certainty < 0 ? "-" : cs_certainty_name[certainty], rule ? rule : "-", cue, cs_frame_name[frame], CS_ARG(framed),
           CS_ARG(when < 0 ? CS_LIT("-") : e->r->times.v[when].timex), CS_ARG(when < 0 ? CS_LIT("-") : how));
}

static void words(void *ctx, cs_ev *e) {
    (void)ctx;
    const cs_reading *r = e->r;
    const cs_statement **stated = CS_NEW(e->perm, const cs_statement *, r->tokens.n + 1);
    for (ptrdiff_t i = 0; i < r->statements.n; i++) stated[r->statements.v[i].trigger_token] = &r->statements.v[i];
    for (int32_t i = 0; i < r->tokens.n; i++) {
        const cs_token *w = &r->tokens.v[i];
        printf("\nword\t%u\t%u\t%s\t%.*s\t%d\t%d\t%d\t%s\t%d", w->span.beg, w->span.end, cs_upos_name[w->upos],
               CS_ARG(w->lemma), w->feats.tense, w->feats.verbform, w->head, cs_deprel_name[w->deprel], w->sent);
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

static casus_status requests(const dump_reader *x, cs_err *err) {
    char date[16];
    for (long n; scanf("%ld %15s", &n, date) == 2;) {
        cs_arena a = x->perm;
        cs_str text = dump_text(n, &a);
        cs_day_result day = cs_parse_day((cs_str){ date, (ptrdiff_t)strlen(date) });
        cs_reading *r;
        CS_TRY(dump_read(x, text, day.ok ? day.day : CS_DAY_NONE, &r, &a, err));
        fputs("\ntext", stdout);
        cs_ev_watch watch = { .end = words };
        cs_events_watched(&x->lexicon, &watch, r, &a, x->scratch);
    }
    putchar('\n');
    return CASUS_OK;
}

int main(int argc, char **argv) { return dump_main(argc, argv, requests); }
