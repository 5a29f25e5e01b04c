/* Prints what src/decode/where_feature.c sees of the places of each trigger, for train/where.py, which builds and runs this.
 * usage: where_dump MODELS <requests >records
 * request: "bytes\n", then the text's bytes; records: "text\n" before each request's, then per trigger and place of its
 * sentence "site TRIGGER_BEGIN TRIGGER_END PLACE_BEGIN PLACE_END" (bytes of the text) and the features, tab-separated, and per
 * statement "statement TRIGGER_BEGIN TRIGGER_END". */
#include "dump.h"

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

static casus_status requests(const dump_reader *x, cs_err *err) {
    for (long n; scanf("%ld", &n) == 1;) {
        cs_arena a = x->perm;
        cs_str text = dump_text(n, &a);
        cs_reading *r;
        CS_TRY(dump_read(x, text, CS_DAY_NONE, &r, &a, err));
        fputs("\ntext", stdout);
        cs_ev_watch watch = { .site = site, .feature = feature, .ctx = r };
        cs_events_watched(&x->lexicon, &watch, r, &a, x->scratch);
        for (ptrdiff_t i = 0; i < r->statements.n; i++)
            printf("\nstatement\t%u\t%u", r->statements.v[i].trigger.beg, r->statements.v[i].trigger.end);
    }
    putchar('\n');
    return CASUS_OK;
}

int main(int argc, char **argv) { return dump_main(argc, argv, requests); }
