/* One look at all words of a text before gaps are judged: forms, shapes, gaps, lines, brackets, quotations. */
#include "base/map.h"
#include "segment/boundary.h"

enum {
    CS_SEG_CAPS_TENTHS = 8, /* a block with so many tenths of its letters upper case says nothing by capitals */
    CS_SEG_CAPS_LEAST = 12, /* letters from which on that is judged by the block itself */
};

static uint8_t at_most(uint32_t v, uint32_t most) { return (uint8_t)(v < most ? v : most); }

static uint64_t form_of(const cs_seg_chars *c, const cs_seg_word *w) {
    uint64_t h = 14695981039346656037u;
    for (uint32_t i = w->beg; i < w->end; i++) {
        uint32_t cp = c->cls[i] == CS_SEG_DIGIT ? '0' : cs_seg_lower(c->cp[i]);
        if (c->cls[i] == CS_SEG_FORMAT) continue;
        h = (h ^ cp) * 1099511628211u;
    }
    return h;
}

static bool any_of(uint32_t cp, const uint32_t *set) {
    for (; *set; set++)
        if (*set == cp) return true;
    return false;
}

static cs_seg_shape punctuation(const cs_seg_chars *c, const cs_seg_word *w) {
    static const uint32_t stops[] = { '.', '!', '?', 0x3002, 0x061F, 0x06D4, 0 },
                          opens[] = { '(', '[', '{', 0x201C, 0x2018, 0xAB, 0 };
    static const uint32_t closes[] = { ')', ']', '}', 0x201D, 0x2019, 0xBB, 0 }, quotes[] = { '"', '\'', '`', 0 };
    static const uint32_t dashes[] = { '-', 0x2013, 0x2014, '~', 0 }, rules[] = { '=', '*', '_', '+', 0x2022, 0xB7, '|', 0 };
    uint32_t first = c->cp[w->beg], last = c->cp[w->end - 1], n = w->end - w->beg;
    if (any_of(first, stops)) {
        if (n == 1) return CS_SEG_SHAPE_STOP;
        return any_of('!', (uint32_t[]){ first, last, 0 }) || any_of('?', (uint32_t[]){ first, last, 0 }) ? CS_SEG_SHAPE_STOP
                                                                                                          : CS_SEG_SHAPE_DOTS;
    }
    if (first == 0x2026) return CS_SEG_SHAPE_DOTS;
    if (first == ':' || first == ';') return n == 1 ? CS_SEG_SHAPE_COLON : CS_SEG_SHAPE_SYMBOL;
    if (first == ',') return CS_SEG_SHAPE_COMMA;
    if (any_of(first, opens)) return n == 1 || first == 0x2018 ? CS_SEG_SHAPE_OPEN : CS_SEG_SHAPE_SYMBOL;
    if (any_of(first, closes)) return CS_SEG_SHAPE_CLOSE;
    if (any_of(first, quotes)) return CS_SEG_SHAPE_QUOTE;
    if (any_of(first, dashes)) return n <= 3 ? CS_SEG_SHAPE_DASH : CS_SEG_SHAPE_RULE;
    if (any_of(first, rules)) return CS_SEG_SHAPE_RULE;
    return CS_SEG_SHAPE_SYMBOL;
}

static cs_seg_shape shape_of(const cs_seg_chars *c, const cs_seg_word *w) {
    uint32_t lower = 0, upper = 0, digit = 0, other = 0, n = w->end - w->beg;
    bool address = false;
    for (uint32_t i = w->beg; i < w->end; i++) {
        lower += c->cls[i] == CS_SEG_LOWER;
        upper += c->cls[i] == CS_SEG_UPPER;
        digit += c->cls[i] == CS_SEG_DIGIT;
        other += c->cls[i] == CS_SEG_PUNCT;
        address = address || c->cp[i] == '@' || (c->cp[i] == '/' && c->cp[i + 1] == '/') ||
                  (c->cp[i] == '.' && i > w->beg + 1 && i + 3 < w->end);
    }
    if (!lower && !upper && !digit) return punctuation(c, w);
    if (w->abbr) return other > 1 ? CS_SEG_SHAPE_ACRONYM : n == 2 ? CS_SEG_SHAPE_INITIAL : CS_SEG_SHAPE_ABBR;
    if (!lower && !upper) return CS_SEG_SHAPE_NUMBER;
    if (address && n > 6) return CS_SEG_SHAPE_ADDRESS;
    if (digit) return CS_SEG_SHAPE_ALNUM;
    if (!upper) return CS_SEG_SHAPE_LOWER;
    if (!lower) return upper == 1 ? CS_SEG_SHAPE_LETTER : CS_SEG_SHAPE_UPPER;
    return upper == 1 && c->cls[w->beg] == CS_SEG_UPPER ? CS_SEG_SHAPE_CAPITAL : CS_SEG_SHAPE_MIXED;
}

static cs_seg_gap gap_of(const cs_seg_chars *c, const cs_seg_word *w, const cs_seg_word *next) {
    if (w->end == next->beg) return CS_SEG_GAP_NONE;
    uint32_t lines = 0, spaces = 0, after = 0;
    for (uint32_t i = w->end; i < next->beg; i++) {
        bool line = c->cp[i] == '\n' || c->cp[i] == 0x2029;
        lines += line;
        spaces++;
        after = line ? 0 : after + 1;
    }
    if (lines >= 2) return CS_SEG_GAP_BLANK;
    if (lines) return after ? CS_SEG_GAP_INDENT : CS_SEG_GAP_LINE;
    return spaces > 1 ? CS_SEG_GAP_SPACES : CS_SEG_GAP_SPACE;
}

static bool is_line_break(uint8_t gap) { return gap == CS_SEG_GAP_LINE || gap == CS_SEG_GAP_INDENT; }
static bool is_stop(uint8_t shape) { return shape == CS_SEG_SHAPE_STOP || shape == CS_SEG_SHAPE_DOTS; }

/* Words of blocks in capitals get a shape that says nothing about case. A block ends at a blank line. */
static void forget_capitals(cs_seg_view *v) {
    uint32_t all_upper = 0, all = 0;
    for (ptrdiff_t i = 0; i < v->c->n; i++) {
        all_upper += v->c->cls[i] == CS_SEG_UPPER;
        all += cs_seg_is_letter(v->c->cls[i]);
    }
    bool doc_caps = all_upper * 10 >= all * CS_SEG_CAPS_TENTHS;
    for (ptrdiff_t b = 0, e; b < v->n; b = e) {
        uint32_t upper = 0, letters = 0;
        for (e = b; e < v->n; e++) {
            for (uint32_t i = v->w[e].beg; i < v->w[e].end; i++) {
                upper += v->c->cls[i] == CS_SEG_UPPER;
                letters += cs_seg_is_letter(v->c->cls[i]);
            }
            if (v->note[e].gap == CS_SEG_GAP_BLANK) {
                e++;
                break;
            }
        }
        bool caps = letters < CS_SEG_CAPS_LEAST ? doc_caps : upper * 10 >= letters * CS_SEG_CAPS_TENTHS;
        for (ptrdiff_t i = b; caps && i < e; i++) {
            uint8_t *s = &v->note[i].shape;
            if (*s <= CS_SEG_SHAPE_MIXED && *s != CS_SEG_SHAPE_LETTER) *s = CS_SEG_SHAPE_CASELESS;
        }
    }
}

/* Which forms occur in lower case, and which with a capital amid a sentence. */
static void look_for_case(cs_seg_view *v, cs_arena scratch) {
    cs_map seen = { 0 };
    for (ptrdiff_t pass = 0; pass < 2; pass++)
        for (ptrdiff_t i = 0; i < v->n; i++) {
            cs_seg_note *k = &v->note[i];
            bool lower = k->shape == CS_SEG_SHAPE_LOWER;
            bool capital = k->shape == CS_SEG_SHAPE_CAPITAL || k->shape == CS_SEG_SHAPE_UPPER || k->shape == CS_SEG_SHAPE_MIXED;
            if (!lower && !capital) continue;
            cs_str key = { (const char *)&k->form, sizeof k->form };
            if (pass == 1) {
                const uint32_t *bits = cs_map_get(&seen, key);
                k->known = bits ? (uint8_t)*bits : 0;
                continue;
            }
            bool amid = i > 0 && v->note[i - 1].shape == CS_SEG_SHAPE_LOWER && v->note[i - 1].gap != CS_SEG_GAP_BLANK;
            if (lower || amid) *cs_map_put(&scratch, &seen, key, NULL) |= lower ? 1 : 2;
        }
}

static void look_at_brackets(cs_seg_view *v) {
    int depth = 0;
    bool quoted = false;
    for (ptrdiff_t i = 0; i < v->n; i++) {
        uint32_t cp = v->c->cp[v->w[i].beg], n = v->w[i].end - v->w[i].beg;
        if (n == 1 && (cp == '(' || cp == '[')) depth++;
        if (n == 1 && (cp == ')' || cp == ']') && depth > 0) depth--;
        if (n == 1 && cp == '"') quoted = !quoted;
        if (cp == 0x201C || (n == 2 && (cp == '`' || cp == 0x2018))) quoted = true;
        if (cp == 0x201D) quoted = false;
        if (v->note[i].gap == CS_SEG_GAP_BLANK) {
            depth = 0;
            quoted = false;
        }
        v->note[i].depth = at_most((uint32_t)depth, 3);
        v->note[i].quoted = quoted;
    }
}

static void count_words(cs_seg_view *v) {
    uint32_t since = 0, until = 0;
    for (ptrdiff_t i = 0; i < v->n; i++) {
        v->note[i].since = at_most(++since, 255);
        if (is_stop(v->note[i].shape) || v->note[i].gap == CS_SEG_GAP_BLANK) since = 0;
    }
    for (ptrdiff_t i = v->n; i-- > 0;) {
        if (v->note[i].gap == CS_SEG_GAP_BLANK) until = 0;
        v->note[i].until = at_most(until, 255);
        if (is_stop(v->note[i].shape)) until = 0;
        until++;
    }
}

/* How far the line [beg of word b, end of word e - 1] was from holding the first run of the next line, in a text (or block)
 * whose longest line has width characters: 1 it did not fit, 2 it nearly did not, 3 it would have fit, 4 easily. */
static uint8_t fit(const cs_seg_view *v, ptrdiff_t b, ptrdiff_t e, uint32_t width) {
    uint32_t run = v->w[e].beg;
    while (v->c->cls[run] != CS_SEG_SPACE) run++;
    uint32_t need = v->w[e - 1].end - v->w[b].beg + 1 + run - v->w[e].beg;
    return need > width ? 1 : width - need <= 3 ? 2 : width - need <= 12 ? 3 : 4;
}

static void look_at_line(cs_seg_view *v, ptrdiff_t b, ptrdiff_t e) {
    uint32_t capital = 0, words = 0;
    for (ptrdiff_t i = b; i < e; i++) {
        uint8_t s = v->note[i].shape;
        words += s <= CS_SEG_SHAPE_MIXED;
        capital += s <= CS_SEG_SHAPE_MIXED && s != CS_SEG_SHAPE_LOWER;
    }
    for (ptrdiff_t i = b; i < e; i++) {
        v->note[i].line = at_most((uint32_t)(e - b), 255);
        v->note[i].first = v->note[b].form;
        v->note[i].titled = words ? (uint8_t)(capital * 10 / words) : 0;
    }
}

/* Lines: is this text wrapped (line breaks inside of sentences, lines of like length), or is each line a paragraph?
 * style: how many tenths of the single line breaks do not follow a full stop; 15 when there are none. */
static void look_at_lines(cs_seg_view *v) {
    uint32_t widest = 0, breaks = 0, open = 0;
    for (ptrdiff_t b = 0, e = 0; b < v->n; b = e) {
        while (e < v->n && v->note[e].gap < CS_SEG_GAP_LINE) e++;
        e += e < v->n;
        uint32_t width = v->w[e - 1].end - v->w[b].beg;
        if (width > widest) widest = width;
        if (is_line_break(v->note[e - 1].gap)) {
            breaks++;
            open += v->note[e - 1].shape <= CS_SEG_SHAPE_INITIAL || v->note[e - 1].shape == CS_SEG_SHAPE_COMMA;
        }
        look_at_line(v, b, e);
    }
    v->style = breaks ? (uint8_t)(open * 10 / breaks) : 15;
    v->width = widest <= 50 ? 0 : widest <= 85 ? 1 : widest <= 130 ? 2 : CS_SEG_WIDTH_LONG;
    for (ptrdiff_t b = 0, e = 0; b < v->n; b = e) {
        while (e < v->n && v->note[e].gap < CS_SEG_GAP_LINE) e++;
        e += e < v->n;
        if (is_line_break(v->note[e - 1].gap)) v->note[e - 1].fits = fit(v, b, e, widest);
    }
}

cs_seg_view cs_seg_look(const cs_seg_chars *c, const cs_seg_word *w, ptrdiff_t n, cs_arena *a) {
    cs_seg_view v = { c, w, CS_NEW(a, cs_seg_note, n + 1), n, cs_seg_weights(), 0, 0 };
    for (ptrdiff_t i = 0; i < n; i++) {
        v.note[i].form = form_of(c, &w[i]);
        v.note[i].shape = (uint8_t)shape_of(c, &w[i]);
        v.note[i].size = at_most(w[i].end - w[i].beg, 15);
        v.note[i].gap = (uint8_t)(i + 1 < n ? gap_of(c, &w[i], &w[i + 1]) : CS_SEG_GAP_BLANK);
    }
    forget_capitals(&v);
    look_for_case(&v, *a);
    look_at_brackets(&v);
    count_words(&v);
    look_at_lines(&v);
    return v;
}
