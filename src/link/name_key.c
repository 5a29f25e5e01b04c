#include "link/name_key.h"
#include "base/fold.h"
#include "base/utf8.h"

/* A key under construction: words are finished one by one, so that whole words can be exchanged. */
typedef struct key_writer {
    char p[CS_NAME_KEY_MAX + 8];
    ptrdiff_t n, word; /* bytes so far; where the last word begins */
    bool full;
} key_writer;

static void put(key_writer *w, char c) {
    if (w->n >= CS_NAME_KEY_MAX + 4)
        w->full = true;
    else
        w->p[w->n++] = c;
}

static void end_word(key_writer *w) {
    static const struct {
        const char *from;
        char to[4];
    } SHORT[] = { { "saint", "st" }, { "sainte", "ste" }, { "mount", "mt" }, { "fort", "ft" } };
    ptrdiff_t n = w->n - w->word;
    if (n == 0) return;
    for (size_t i = 0; i < sizeof SHORT / sizeof *SHORT; i++)
        if (strlen(SHORT[i].from) == (size_t)n && memcmp(w->p + w->word, SHORT[i].from, (size_t)n) == 0) {
            w->n = w->word;
            for (const char *c = SHORT[i].to; *c; c++) put(w, *c);
            break;
        }
    put(w, ' ');
    w->word = w->n;
}

cs_name_key cs_name_key_of(cs_str name) {
    key_writer w = { .n = 0 };
    for (ptrdiff_t i = 0; i < name.n && !w.full;) {
        uint32_t cp = cs_utf8_next(name, &i);
        const char *l = cs_fold_letters(cp);
        if (cp < 128 && ((cp | 32) - 'a' < 26u || cp - '0' < 10u))
            put(&w, (char)(cp >= 'A' && cp <= 'Z' ? cp + 32 : cp));
        else if (*l)
            for (; *l; l++) put(&w, *l);
        else if (cs_fold_drops(cp))
            continue;
        else if (cp == '&') {
            end_word(&w);
            put(&w, 'a'), put(&w, 'n'), put(&w, 'd');
            end_word(&w);
        } else
            end_word(&w);
    }
    end_word(&w);
    cs_name_key k = { .n = 0 };
    cs_str out = { w.p, w.n ? w.n - 1 : 0 };
    if (out.n > 4 && cs_starts(out, CS_LIT("the "))) out = cs_cut(out, 4, out.n);
    if (w.full || out.n > CS_NAME_KEY_MAX) return k;
    if (out.n) memcpy(k.p, out.p, (size_t)out.n);
    k.n = out.n;
    return k;
}
