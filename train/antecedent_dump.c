/* Writes what src/decode/entity_rank.c chooses from, for train/antecedents.py, which builds and runs this.
 * usage: antecedent_dump MODELS <requests >records
 * request: "BYTES N\n", the text's bytes, then N lines "BEGIN END HEAD CHAIN" of the marked mentions (bytes of the text; HEAD:
 * where the head word begins). Each mention joins the nearest earlier one of its chain that nothing bars. Records: for each
 * mention that is marked, numbers of 16 bits: 1 + the earlier mentions to choose from, then for a new chain and for each of
 * them whether it is right and the traits. */
#include "decode/entity_rank.h"
#include "decode/syntax.h"
#include <stdio.h>
#include <stdlib.h>

enum { GOLD_MAX = 20000, ROWS_MAX = 512 };

typedef struct gold {
    uint32_t beg, end, head;
    int32_t chain;
} gold;

typedef struct reader {
    cs_engine *engine;
    cs_lexicon lexicon;
    gold g[GOLD_MAX];
    int32_t n;
    /* of the choice at hand */
    const cs_ework *w;
    int32_t i, chain, best, n_rows;
    uint16_t row[ROWS_MAX][1 + CS_EM_TRAIT_COUNT];
    long marked, begun, refused;
} reader;

/* The chain of the marked mention with the same span, else with the same head and nearest in length. */
static int32_t chain_of(const reader *x, const cs_ework *w, const cs_em *m) {
    uint32_t beg = cs_em_tok(w, m->beg)->span.beg, end = cs_em_tok(w, m->end - 1)->span.end;
    uint32_t head = cs_em_tok(w, m->head)->span.beg;
    int32_t best = -1;
    long least = 1 << 30;
    for (int32_t k = 0; k < x->n; k++) {
        const gold *g = &x->g[k];
        if (g->beg == beg && g->end == end) return g->chain;
        long apart = labs((long)(g->end - g->beg) - (long)(end - beg));
        if (g->head == head && !m->coordinated && apart < least) least = apart, best = g->chain;
    }
    return best;
}

static bool begin(void *ctx, const cs_ework *w, int32_t i) {
    reader *x = ctx;
    x->w = w, x->i = i, x->best = -1, x->n_rows = 0;
    x->chain = chain_of(x, w, &w->m[i]);
    return x->chain >= 0;
}

static void seen(void *ctx, const cs_em_traits *t, int32_t o) {
    reader *x = ctx;
    if (x->n_rows == ROWS_MAX) return;
    bool right = o >= 0 && chain_of(x, x->w, &x->w->m[o]) == x->chain;
    uint16_t *row = x->row[x->n_rows++];
    row[0] = right;
    for (int k = 0; k < CS_EM_TRAIT_COUNT; k++) row[1 + k] = t->v[k];
    if (right && o > x->best) x->best = o;
}

static int32_t choice(void *ctx) {
    reader *x = ctx;
    x->marked++;
    if (x->best < 0) {
        x->row[0][0] = 1, x->begun++;
        for (int32_t k = 0; k < x->i; k++) /* a link that the rules bar */
            if (x->w->m[k].sent + 12 >= x->w->m[x->i].sent && chain_of(x, x->w, &x->w->m[k]) == x->chain) {
                x->refused++;
                x->row[0][0] = 2;
                break;
            }
    }
    uint16_t n = (uint16_t)x->n_rows;
    fwrite(&n, sizeof n, 1, stdout);
    fwrite(x->row, sizeof x->row[0], (size_t)x->n_rows, stdout);
    return x->best;
}

static casus_status dump(reader *x, cs_str text, cs_arena *perm, cs_arena scratch, cs_err *err) {
    cs_reading *r = CS_NEW(perm, cs_reading, 1);
    r->text = text;
    r->published = CS_DAY_NONE;
    cs_words words = cs_segment(r->text, perm, scratch);
    CS_TRY(cs_syntax(x->engine, &words, r, 1, perm, scratch, err));
    cs_em_watch watch = { x, begin, seen, choice };
    cs_entities_watched(&x->lexicon, &watch, r, perm, scratch);
    return CASUS_OK;
}

static casus_status run(reader *x, cs_arena *perm, cs_arena *scratch, cs_err *err) {
    for (long n; scanf("%ld %d", &n, &x->n) == 2;) {
        cs_arena a = *perm;
        char *text = CS_NEW(&a, char, n + 1);
        if (getchar() != '\n' || fread(text, 1, (size_t)n, stdin) != (size_t)n || x->n > GOLD_MAX)
            return cs_fail(err, CASUS_E_USAGE, -1, "a request is cut off");
        for (int32_t k = 0; k < x->n; k++)
            if (scanf("%u %u %u %d", &x->g[k].beg, &x->g[k].end, &x->g[k].head, &x->g[k].chain) != 4)
                return cs_fail(err, CASUS_E_USAGE, -1, "a mention is cut off");
        CS_TRY(dump(x, (cs_str){ text, n }, &a, *scratch, err));
    }
    fprintf(stderr, "%ld mentions to place, %ld begin a chain, %ld of them as a rule bars the right one\n", x->marked, x->begun,
            x->refused);
    return CASUS_OK;
}

int main(int argc, char **argv) {
    static reader x;
    static cs_arena tables, perm, scratch;
    static jmp_buf full;
    static char path[4096];
    cs_err err;
    if (argc != 2) return fputs("usage: antecedent_dump MODELS\n", stderr), 2;
    if (setjmp(full)) return fputs("arena full\n", stderr), 1;
    if (cs_arena_map(&tables, (size_t)1 << 28, &err) || cs_arena_map(&perm, (size_t)1 << 30, &err) ||
        cs_arena_map(&scratch, (size_t)1 << 30, &err))
        return fprintf(stderr, "%s\n", err.msg), 1;
    tables.on_full = perm.on_full = scratch.on_full = &full;
    snprintf(path, sizeof path, "%s/casus-en.model", argv[1]);
    if (cs_engine_open(&x.engine, path, CS_CPU_ALL, &err) || cs_lexicon_open(&x.lexicon, &tables, &err) ||
        run(&x, &perm, &scratch, &err))
        return fprintf(stderr, "%s\n", err.msg), 1;
    return 0;
}
