#define _POSIX_C_SOURCE 200809L /* pthread.h */
#include "ingest/language.h"
#include "base/map.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include <libexttextcat/textcat.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <utf8proc.h>

/* The fingerprints are of a few kilobytes of text each; more of the text does not make the guess better. */
enum { SAMPLE_PARTS = 4, SAMPLE_PART_BYTES = 1024 };

struct cs_language {
    pthread_mutex_t lock; /* loading, and the classifier: nothing says that it may be shared */
    void *textcat;        /* NULL: not loaded yet */
    char *dir;
};

extern const char cs_table_languages_tsv[];
extern const long cs_table_languages_tsv_n;

casus_status cs_language_open(cs_language **out, const char *dir, cs_err *err) {
    if (!dir) dir = CS_TEXTCAT_DIR;
    cs_language *l = calloc(1, sizeof *l);
    size_t n = strlen(dir) + 1;
    if (l) l->dir = malloc(n);
    if (!l || !l->dir || pthread_mutex_init(&l->lock, NULL)) {
        if (l) free(l->dir);
        free(l);
        return cs_fail(err, CASUS_E_LIMIT, -1, "no memory for language detection");
    }
    memcpy(l->dir, dir, n);
    *out = l;
    return CASUS_OK;
}

void cs_language_close(cs_language **l) {
    if (!*l) return;
    if ((*l)->textcat) textcat_Done((*l)->textcat);
    pthread_mutex_destroy(&(*l)->lock);
    free((*l)->dir);
    free(*l);
    *l = NULL;
}

static bool is_letter(uint32_t cp) {
    if (cp < 0x80) return (cp | 32) >= 'a' && (cp | 32) <= 'z';
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
    return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
}

/* Are there at least min letters? */
static bool has_letters(cs_str text, int min) {
    for (ptrdiff_t i = 0; i < text.n && min > 0;) min -= is_letter(cs_utf8_next(text, &i));
    return min <= 0;
}

/* Lower-case words of parts spread over the text, everything that is no letter as one space: reports in capitals and
 * tables of numbers look to the fingerprints like no language or like any. */
static cs_str sample(cs_str text, cs_arena *a) {
    ptrdiff_t n = 0, cap = (ptrdiff_t)SAMPLE_PARTS * (SAMPLE_PART_BYTES + 8);
    char *p = CS_NEW(a, char, cap);
    for (int k = 0; k < SAMPLE_PARTS; k++) {
        ptrdiff_t i = text.n / SAMPLE_PARTS * k, part = n + SAMPLE_PART_BYTES;
        while (i < text.n && !cs_utf8_is_start(text.p[i])) i++;
        if (i) /* not in the middle of a word */
            while (i < text.n && is_letter((unsigned char)text.p[i]) && text.p[i] > 0) i++;
        ptrdiff_t end = k == SAMPLE_PARTS - 1 ? text.n : text.n / SAMPLE_PARTS * (k + 1);
        while (i < end && n < part) {
            uint32_t cp = cs_utf8_next(text, &i);
            utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
            bool mark = c >= UTF8PROC_CATEGORY_MN && c <= UTF8PROC_CATEGORY_ME;
            if (is_letter(cp) || mark || cp == '\'')
                n += cs_utf8_put(p + n, (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp));
            else if (n && p[n - 1] != ' ')
                p[n++] = ' ';
        }
        if (n && p[n - 1] != ' ') p[n++] = ' ';
    }
    return (cs_str){ p, n };
}

/* English beyond doubt: words that no other language with Latin letters has in such numbers are every eighth word. Saves
 * nearly every report the 40 ms that reading the fingerprints takes. */
static bool is_plainly_english(cs_str words) {
    static const cs_str COMMON[] = { { "the", 3 },  { "of", 2 },   { "and", 3 },   { "that", 4 }, { "were", 4 }, { "with", 4 },
                                     { "from", 4 }, { "said", 4 }, { "which", 5 }, { "for", 3 },  { "has", 3 },  { "had", 3 },
                                     { "have", 4 }, { "been", 4 }, { "their", 5 }, { "this", 4 }, { "by", 2 },   { "to", 2 } };
    int n = 0, common = 0, the = 0;
    cs_str word;
    while (cs_list_next(&words, ' ', &word)) {
        n++;
        the += cs_eq(word, COMMON[0]);
        for (size_t i = 0; i < sizeof COMMON / sizeof *COMMON; i++) common += cs_eq(word, COMMON[i]);
    }
    return n >= 20 && common * 8 >= n && the * 40 >= n;
}

/* Most letters are of the Latin script. */
static bool is_latin(cs_str words) {
    ptrdiff_t latin = 0, other = 0;
    for (ptrdiff_t i = 0; i < words.n;) {
        uint32_t cp = cs_utf8_next(words, &i);
        if (!is_letter(cp)) continue;
        if (cp < 0x250 || (cp >= 0x1E00 && cp < 0x1F00))
            latin++;
        else
            other++;
    }
    return latin >= other;
}

/* "zh-CN-utf8" -> "Chinese". The names are literals of the table: each ends where its line does, so it is cut there. */
static const char *name_of(const char *code, cs_arena *a) {
    ptrdiff_t n = 0;
    while (code[n] && code[n] != '-') n++;
    cs_tsv t = { .rest = { cs_table_languages_tsv, cs_table_languages_tsv_n } };
    while (cs_tsv_next(&t))
        if (t.n == 2 && cs_eq(t.field[0], (cs_str){ code, n })) return cs_printf(a, CS_FMT, CS_ARG(t.field[1])).p;
    return "another language";
}

static casus_status load(cs_language *l, cs_arena scratch, cs_err *err) {
    if (l->textcat) return CASUS_OK;
    const char *list = cs_printf(&scratch, "%sfpdb.conf", l->dir).p;
    FILE *f = fopen(list, "r"); /* the library prints when it cannot open it */
    if (f) fclose(f);
    if (f) l->textcat = special_textcat_Init(list, l->dir);
    if (l->textcat) return CASUS_OK;
    return cs_fail(
        err, CASUS_E_MODEL, -1,
        "the language fingerprints in %s cannot be read (Debian: package libexttextcat-data); --force skips the check", l->dir);
}

casus_status cs_language_guess_of(cs_language *l, cs_str text, cs_language_guess *out, cs_arena *perm, cs_arena scratch,
                                  cs_err *err) {
    *out = (cs_language_guess){ true, NULL };
    if (!has_letters(text, CS_LANGUAGE_LETTERS_MIN)) return CASUS_OK;
    cs_str words = sample(text, &scratch);
    if (is_plainly_english(words)) return CASUS_OK;
    char best[64] = "";
    bool english = false;
    cs_arena room = scratch;
    CS_NEW(&room, char, 4096); /* load must not jump out of the lock */
    pthread_mutex_lock(&l->lock);
    casus_status st = load(l, scratch, err);
    candidate_t *c = st == CASUS_OK ? textcat_GetClassifyFullOutput(l->textcat) : NULL;
    if (c) {
        int n = textcat_ClassifyFull(l->textcat, words.p, (size_t)words.n, c);
        for (int i = 0; i < n; i++) english |= !strncmp(c[i].name, "en-", 3) || !strncmp(c[i].name, "sco-", 4);
        if (n > 0) strncpy(best, c[0].name, sizeof best - 1);
        textcat_ReleaseClassifyFullOutput(l->textcat, c);
    }
    pthread_mutex_unlock(&l->lock);
    CS_TRY(st);
    /* No language fits lists of names, say; they are read if their letters are Latin. */
    out->english = english || (!best[0] && is_latin(words));
    if (!out->english) out->name = best[0] ? name_of(best, perm) : "another language";
    return CASUS_OK;
}
