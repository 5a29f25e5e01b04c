/* Words by rule, sentence ends by the learnt model, then what follows from both: the full stop of an abbreviation that ends
 * a sentence is a word of its own, as in EWT; paragraphs; headings. */
#include "segment/boundary.h"
#include "segment/segment.h"
#include "segment/words.h"

static bool ends_in_stop(const cs_seg_view *v, ptrdiff_t beg, ptrdiff_t end) {
    while (end > beg && (v->note[end - 1].shape == CS_SEG_SHAPE_QUOTE || v->note[end - 1].shape == CS_SEG_SHAPE_CLOSE)) end--;
    if (end == beg) return false;
    uint8_t s = v->note[end - 1].shape;
    return s == CS_SEG_SHAPE_STOP || s == CS_SEG_SHAPE_DOTS || s == CS_SEG_SHAPE_COLON || s == CS_SEG_SHAPE_COMMA ||
           v->w[end - 1].abbr;
}

/* Words [beg, end) are a sentence. List items are no headings, nor are lines without a letter and long ones. */
static bool is_heading(const cs_seg_view *v, ptrdiff_t beg, ptrdiff_t end) {
    enum { WORDS_MAX = 30 };
    if (end - beg > WORDS_MAX || end == v->n || v->note[end - 1].gap < CS_SEG_GAP_LINE) return false;
    if (beg > 0 && v->note[beg - 1].gap < CS_SEG_GAP_LINE) return false;
    uint8_t first = v->note[beg].shape, last = v->note[end - 1].shape;
    if (first == CS_SEG_SHAPE_OPEN && last == CS_SEG_SHAPE_CLOSE) return false; /* [passage omitted] */
    if (first == CS_SEG_SHAPE_DASH || first == CS_SEG_SHAPE_RULE || first == CS_SEG_SHAPE_SYMBOL || ends_in_stop(v, beg, end))
        return false;
    for (ptrdiff_t i = beg; i < end; i++)
        if (v->note[i].shape <= CS_SEG_SHAPE_MIXED) return true;
    return false;
}

/* "KABUL, March 16 (AP) -- ", "KABUL (AP): " at the beginning of a line: its last word, or -1. It is a sentence of its own:
 * what follows has nothing to do with it by grammar, and a parser that has to join them makes the town a subject. */
static ptrdiff_t dateline_end(const cs_seg_view *v, ptrdiff_t beg) {
    enum { WORDS_MAX = 14 };
    if ((beg > 0 && v->note[beg - 1].gap < CS_SEG_GAP_LINE) || v->note[beg].shape != CS_SEG_SHAPE_UPPER) return -1;
    for (ptrdiff_t i = beg + 1; i + 2 < v->n && i < beg + WORDS_MAX && v->note[i - 1].gap < CS_SEG_GAP_LINE; i++) {
        uint8_t s = v->note[i].shape, before = v->note[i - 1].shape;
        bool dash = (s == CS_SEG_SHAPE_DASH || s == CS_SEG_SHAPE_RULE) && v->note[i - 1].gap != CS_SEG_GAP_NONE;
        if ((dash || (s == CS_SEG_SHAPE_COLON && before == CS_SEG_SHAPE_CLOSE)) && v->note[i].gap == CS_SEG_GAP_SPACE) {
            uint8_t next = v->note[i + 1].shape, second = v->note[i + 2].shape; /* not in a text all in capitals */
            bool small = next == CS_SEG_SHAPE_CAPITAL || second == CS_SEG_SHAPE_LOWER || second == CS_SEG_SHAPE_CAPITAL;
            return small && next != CS_SEG_SHAPE_LOWER ? i : -1;
        }
        if (s == CS_SEG_SHAPE_LOWER || s == CS_SEG_SHAPE_DOTS || s == CS_SEG_SHAPE_QUOTE || s == CS_SEG_SHAPE_SYMBOL) return -1;
    }
    return -1;
}

/* A line break after a sentence is a paragraph's end unless the text is wrapped and the next word had no room in the line. */
static bool ends_paragraph(const cs_seg_view *v, const cs_seg_note *last) {
    enum { WRAPPED_TENTHS = 3 }; /* of the line breaks of a wrapped text at least so many are amid sentences */
    bool wrapped = v->width < CS_SEG_WIDTH_LONG && v->style >= WRAPPED_TENTHS;
    return last->gap >= CS_SEG_GAP_INDENT || (last->gap == CS_SEG_GAP_LINE && (!wrapped || last->fits > 1));
}

static void add_sentence(cs_words *out, const cs_seg_view *v, ptrdiff_t beg, ptrdiff_t end, int32_t paragraph, cs_arena *perm) {
    const uint32_t *off = v->c->off;
    int32_t first = (int32_t)out->tokens.n;
    for (ptrdiff_t i = beg; i < end; i++) {
        cs_seg_word w = v->w[i];
        bool cut = w.abbr && i + 1 == end;
        *CS_PUSH(perm, &out->tokens) = (cs_span){ off[w.beg], off[w.end - cut] };
        if (cut) *CS_PUSH(perm, &out->tokens) = (cs_span){ off[w.end - 1], off[w.end] };
    }
    *CS_PUSH(perm, &out->sentences) = (cs_seg_sentence){
        .span = { off[v->w[beg].beg], off[v->w[end - 1].end] },
        .beg = first,
        .end = (int32_t)out->tokens.n,
        .paragraph = paragraph,
        .heading = is_heading(v, beg, end),
    };
}

cs_words cs_segment(cs_str text, cs_arena *perm, cs_arena scratch) {
    cs_words out = { 0 };
    cs_seg_chars c = cs_seg_chars_read(text, &scratch);
    cs_seg_word_list w = { 0 };
    cs_seg_words(&c, &w, &scratch);
    cs_seg_view v = cs_seg_look(&c, w.v, w.n, &scratch);
    int32_t paragraph = 0;
    ptrdiff_t dateline = v.n ? dateline_end(&v, 0) : -1;
    for (ptrdiff_t beg = 0, i = 0; i < v.n; i++) {
        if (i != dateline && !cs_seg_ends(&v, i)) continue;
        add_sentence(&out, &v, beg, i + 1, paragraph, perm);
        paragraph += ends_paragraph(&v, &v.note[i]);
        beg = i + 1;
        if (i != dateline && beg < v.n) dateline = dateline_end(&v, beg);
    }
    return out;
}
