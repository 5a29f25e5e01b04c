/* What is shown of a long text: the stretch of so many words that has most of what was looked for, chosen and cut as FTS5's
 * snippet() does (https://sqlite.org/fts5.html#the_snippet_function). That one goes over all hits again for each hit, which for
 * a word that a long report has a hundred thousand times takes minutes; here two stretches move along the hits once. */
#include "base/buf.h"
#include "store/db_sqlite.h"
#include <sqlite3.h>
#include <stdlib.h>

/* Points of a stretch, as snippet() counts them. */
enum {
    FOR_A_PHRASE = 1000,  /* each word or phrase that is in it, */
    FOR_A_REPEAT = 1,     /* each time that one is in it again, */
    FOR_A_SENTENCE = 100, /* and once if it begins where a sentence begins, */
    FOR_THE_FIRST = 120,  /* or the text */
};

/* Words of the text are counted from 0; ends are one past. */
typedef struct word {
    int beg, end; /* bytes */
    int sentence; /* the word that its sentence begins with */
} word;

typedef struct hit {
    int beg, end; /* words */
    int phrase;
} hit;

typedef struct text {
    const char *p;
    int n_bytes;
    cs_buf word_bytes, hit_bytes;
    const word *words;
    const hit *hits; /* by where they begin */
    int n_words, n_hits, n_phrases;
} text;

static int add_word(void *ctx, int flags, const char *token, int n, int beg, int end) {
    text *t = ctx;
    (void)token, (void)n;
    if (flags & FTS5_TOKEN_COLOCATED) return SQLITE_OK;
    word w = { .beg = beg, .end = end };
    if (t->n_words) {
        int at = beg - 1;
        while (at > 0 && strchr(" \t\n\r", t->p[at])) at--;
        bool begins = at != beg - 1 && (t->p[at] == '.' || t->p[at] == ':');
        w.sentence = begins ? t->n_words : ((const word *)t->word_bytes.p)[t->n_words - 1].sentence;
    }
    cs_buf_add(&t->word_bytes, (const char *)&w, sizeof w);
    t->n_words++;
    return t->word_bytes.failed ? SQLITE_NOMEM : SQLITE_OK;
}

static int read_text(text *t, const Fts5ExtensionApi *api, Fts5Context *at, int column) {
    int n = 0, rc = api->xColumnText(at, column, &t->p, &t->n_bytes);
    if (rc == SQLITE_OK) rc = api->xTokenize(at, t->p, t->n_bytes, t, add_word);
    if (rc == SQLITE_OK) rc = api->xInstCount(at, &n);
    t->words = (const word *)t->word_bytes.p;
    t->n_phrases = api->xPhraseCount(at);
    for (int i = 0; rc == SQLITE_OK && i < n; i++) {
        hit h = { 0 };
        int its_column;
        rc = api->xInst(at, i, &h.phrase, &its_column, &h.beg);
        h.end = h.beg + api->xPhraseSize(at, h.phrase);
        if (rc != SQLITE_OK || its_column != column) continue;
        if (h.beg < 0 || h.end > t->n_words) return SQLITE_CORRUPT;
        cs_buf_add(&t->hit_bytes, (const char *)&h, sizeof h);
        t->n_hits++;
    }
    t->hits = (const hit *)t->hit_bytes.p;
    return t->hit_bytes.failed ? SQLITE_NOMEM : rc;
}

/* The hits that begin in a stretch. */
typedef struct stretch {
    int from, to; /* hits */
    int *n_of;    /* [n_phrases] */
    int n_phrases;
} stretch;

/* Moves it to the words from `beg` on, not back. */
static void move(stretch *s, const text *t, int beg, int n_words) {
    for (; s->to < t->n_hits && t->hits[s->to].beg - n_words < beg; s->to++) s->n_phrases += !s->n_of[t->hits[s->to].phrase]++;
    for (; s->from < s->to && t->hits[s->from].beg < beg; s->from++) s->n_phrases -= !--s->n_of[t->hits[s->from].phrase];
}

static int64_t points(const stretch *s) {
    return (int64_t)FOR_A_PHRASE * s->n_phrases + (int64_t)FOR_A_REPEAT * (s->to - s->from - s->n_phrases);
}

/* Where a stretch begins that has those hits in its middle. */
static int around(const stretch *s, const text *t, int n_words) {
    int beg = t->hits[s->from].beg, end = t->hits[s->to - 1].end, at = beg - (n_words - (end - beg)) / 2;
    if (at > t->n_words - n_words) at = t->n_words - n_words;
    return at < 0 ? 0 : at;
}

/* The word that the best stretch begins with; counts: [2 * n_phrases] zeros. */
static int best(const text *t, int n_words, int *counts) {
    stretch at_hit = { .n_of = counts }, at_sentence = { .n_of = counts + t->n_phrases };
    int64_t most = 0;
    int begin = 0;
    for (int i = 0; i < t->n_hits; i++) {
        int at = t->hits[i].beg, sentence = t->words[at].sentence;
        move(&at_hit, t, at, n_words);
        if (points(&at_hit) > most) most = points(&at_hit), begin = around(&at_hit, t, n_words);
        if (t->n_words <= n_words || sentence == at) continue;
        move(&at_sentence, t, sentence, n_words);
        int64_t n = points(&at_sentence) + (sentence ? FOR_A_SENTENCE : FOR_THE_FIRST);
        if (n > most) most = n, begin = sentence;
    }
    return begin;
}

/* The stretch with "…" where it is cut and marks around what was found; hits that overlap have one pair of marks. */
static void write_stretch(const text *t, int begin, int n_words, cs_buf *b) {
    bool to_end = begin + n_words >= t->n_words;
    int last = to_end ? t->n_words : begin + n_words, at = begin ? t->words[begin].beg : 0;
    if (begin) cs_buf_put(b, "…");
    for (int i = 0, end; i < t->n_hits; i = end) {
        int beg = t->hits[i].beg, stop = t->hits[i].end;
        for (end = i + 1; end < t->n_hits && t->hits[end].beg < stop; end++)
            if (t->hits[end].end > stop) stop = t->hits[end].end;
        if (beg < begin) continue;
        if (beg >= last) break;
        int from = t->words[beg].beg, to = t->words[(stop < last ? stop : last) - 1].end;
        cs_buf_add(b, t->p + at, (size_t)(from - at));
        cs_buf_char(b, CS_SQLITE_MARK_BEGIN);
        cs_buf_add(b, t->p + from, (size_t)(to - from));
        cs_buf_char(b, CS_SQLITE_MARK_END);
        at = to;
    }
    cs_buf_add(b, t->p + at, (size_t)((to_end ? t->n_bytes : t->words[last - 1].end) - at));
    if (!to_end) cs_buf_put(b, "…");
}

/* excerpt(table, column, words), where a row is matched. */
static void excerpt(const Fts5ExtensionApi *api, Fts5Context *at, sqlite3_context *out, int n, sqlite3_value **values) {
    text t = { 0 };
    cs_buf b = { 0 };
    int n_words = n == 2 ? sqlite3_value_int(values[1]) : 0, rc = n_words > 0 ? SQLITE_OK : SQLITE_MISUSE;
    if (rc == SQLITE_OK) rc = read_text(&t, api, at, sqlite3_value_int(values[0]));
    int *counts = rc == SQLITE_OK ? calloc(2 * (size_t)t.n_phrases + 1, sizeof *counts) : NULL;
    if (rc == SQLITE_OK && !counts) rc = SQLITE_NOMEM;
    if (rc == SQLITE_OK) write_stretch(&t, best(&t, n_words, counts), n_words, &b);
    if (b.failed) rc = SQLITE_NOMEM;
    if (rc == SQLITE_OK)
        sqlite3_result_text64(out, b.n ? b.p : "", b.n, SQLITE_TRANSIENT, SQLITE_UTF8);
    else
        sqlite3_result_error_code(out, rc);
    free(counts);
    cs_buf_free(&t.word_bytes), cs_buf_free(&t.hit_bytes), cs_buf_free(&b);
}

bool cs_sqlite_has_excerpts(struct sqlite3 *db) {
    fts5_api *api = cs_sqlite_fts5(db);
    return api && api->xCreateFunction(api, "excerpt", NULL, excerpt, NULL) == SQLITE_OK;
}
