#include "export/text_lines.h"
#include "base/utf8.h"

enum { HEAD_COLUMN = 4, LABEL_COLUMN = 19 };

/* Weight and colour that read on light and dark grounds. */
static const char *const ANSI[CS_TONE_COUNT] = { "", "\033[1m", "\033[1;36m", "\033[33m", "\033[32m", "", "\033[2m" };

cs_lines cs_lines_make(cs_buf *b, int width, bool colour) {
    if (!width) width = CS_LINES_WIDTH;
    if (width < CS_LINES_WIDTH_MIN) width = CS_LINES_WIDTH_MIN;
    if (width > CS_LINES_WIDTH_MAX) width = CS_LINES_WIDTH_MAX;
    return (cs_lines){ .b = b, .width = width, .colour = colour };
}

static void pad(cs_lines *l, int column) {
    for (; l->column < column; l->column++) cs_buf_char(l->b, ' ');
}

/* Controls, and the marks that embed, override or isolate a reading direction (Unicode Annex 9). */
static bool unsafe(uint32_t c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e ||
           c == 0x200f || c == 0x2028 || c == 0x2029;
}

/* Columns of a character: none for combining marks and joiners, two for East Asian wide ones and emoji (the main blocks). */
static int columns(uint32_t c) {
    if ((c >= 0x300 && c < 0x370) || (c >= 0x200b && c <= 0x200d) || c == 0xad || (c >= 0xfe00 && c <= 0xfe0f)) return 0;
    if ((c >= 0x1100 && c < 0x1160) || (c >= 0x2e80 && c < 0xa4d0) || (c >= 0xac00 && c < 0xd7a4) ||
        (c >= 0xff00 && c < 0xff61) || (c >= 0x1f300 && c < 0x1faff))
        return 2;
    return 1;
}

/* The length and columns of the word at the start of s. */
static ptrdiff_t word_at(cs_str s, int *width) {
    ptrdiff_t i = 0;
    *width = 0;
    while (i < s.n && s.p[i] != ' ') {
        uint32_t c = cs_utf8_next(s, &i);
        if (!unsafe(c)) *width += columns(c);
    }
    return i;
}

static void put_word(cs_lines *l, cs_str word) {
    for (ptrdiff_t i = 0; i < word.n;) {
        ptrdiff_t from = i;
        if (!unsafe(cs_utf8_next(word, &i))) cs_buf_add(l->b, word.p + from, (size_t)(i - from));
    }
}

void cs_lines_head(cs_lines *l, cs_str text) {
    l->indent = HEAD_COLUMN;
    cs_lines_put(l, CS_TONE_FAINT, text);
    pad(l, HEAD_COLUMN);
    l->blanks = 0;
}

void cs_lines_label(cs_lines *l, cs_str label) {
    pad(l, HEAD_COLUMN);
    l->indent = LABEL_COLUMN;
    cs_lines_put(l, CS_TONE_FAINT, label);
    pad(l, LABEL_COLUMN);
    l->blanks = 0;
}

void cs_lines_put(cs_lines *l, cs_tone tone, cs_str text) {
    bool coloured = l->colour && *ANSI[tone];
    if (coloured) cs_buf_put(l->b, ANSI[tone]);
    while (text.n) {
        if (text.p[0] == ' ') {
            l->blanks++;
            text = cs_cut(text, 1, text.n);
            continue;
        }
        int width;
        ptrdiff_t n = word_at(text, &width);
        if (l->column > l->indent && l->column + l->blanks + width > l->width) {
            cs_buf_char(l->b, '\n');
            l->column = l->blanks = 0;
            pad(l, l->indent);
        }
        pad(l, l->column + l->blanks);
        l->blanks = 0;
        put_word(l, cs_cut(text, 0, n));
        l->column += width;
        text = cs_cut(text, n, text.n);
    }
    if (coloured) cs_buf_put(l->b, "\033[0m");
}

void cs_lines_end(cs_lines *l) {
    cs_buf_char(l->b, '\n');
    l->column = l->indent = l->blanks = 0;
}

void cs_lines_gap(cs_lines *l) { cs_buf_char(l->b, '\n'); }
