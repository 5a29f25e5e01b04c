#include "segment/segment.h"
#include "segment/words.h"

/* A first rule for where sentences end; replaced by the learnt one. */
static bool ends(const cs_seg_chars *c, const cs_seg_word *w, const cs_seg_word *next) {
    int newlines = 0;
    for (uint32_t i = w->end; i < next->beg; i++) newlines += c->cp[i] == '\n';
    if (newlines >= 2) return true;
    if (w->abbr || c->cls[next->beg] == CS_SEG_LOWER || next->beg == w->end) return false;
    uint32_t i = w->end;
    while (i > w->beg && (c->cp[i - 1] == '"' || c->cp[i - 1] == 0x201D || c->cp[i - 1] == ')')) i--;
    if (i == w->beg && i) i--;
    else i--;
    uint32_t cp = c->cp[i];
    return cp == '.' || cp == '!' || cp == '?';
}

cs_words cs_segment(cs_str text, cs_arena *perm, cs_arena scratch) {
    cs_words out = { 0 };
    cs_seg_chars c = cs_seg_chars_read(text, &scratch);
    cs_seg_word_list w = { 0 };
    cs_seg_words(&c, &w, &scratch);
    int32_t beg = 0, paragraph = 0;
    for (ptrdiff_t i = 0; i < w.n; i++) {
        bool last = i + 1 == w.n || ends(&c, &w.v[i], &w.v[i + 1]);
        bool cut = last && w.v[i].abbr && w.v[i].end - w.v[i].beg > 1;
        *CS_PUSH(perm, &out.tokens) = (cs_span){ c.off[w.v[i].beg], c.off[w.v[i].end - cut] };
        if (cut) *CS_PUSH(perm, &out.tokens) = (cs_span){ c.off[w.v[i].end - 1], c.off[w.v[i].end] };
        if (!last) continue;
        cs_span first = out.tokens.v[beg], end = out.tokens.v[out.tokens.n - 1];
        *CS_PUSH(perm, &out.sentences) =
            (cs_seg_sentence){ { first.beg, end.end }, beg, (int32_t)out.tokens.n, paragraph, false };
        beg = (int32_t)out.tokens.n;
        uint32_t next = i + 1 < w.n ? w.v[i + 1].beg : 0;
        int newlines = 0;
        for (uint32_t j = w.v[i].end; j < next; j++) newlines += c.cp[j] == '\n';
        paragraph += newlines >= 2;
    }
    return out;
}
