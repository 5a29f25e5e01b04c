/* Paragraphs and words across the ends of lines. A line goes on in the next when the typesetter broke it for want of room:
 * it is full, that is, the next line's first word would not have fitted in it, nothing sets the next line off (its indent,
 * a wider gap, a list's mark, another size), and across blocks, columns and pages the sentence has not ended. */
#include "ingest/pdf_join.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include <utf8proc.h>

/* Shares of the type's height. A step is an indent or a word's space and more. */
#define STEP_OF_SIZE 0.8F
#define SPACE_OF_SIZE 0.3F
#define ALIGNED_OF_SIZE 0.3F
#define OTHER_SIZE 0.15F  /* another type, within a block */
#define HEADING_SIZE 1.1F /* of the body's: set larger */
/* Against the smallest gap between lines of the block, in which paragraphs may be set apart by more room. */
#define WIDER_GAP 1.5F
enum { REST_LETTERS_MIN = 4, WORD_BYTES_MAX = 64 };

extern const char cs_table_hyphens_tsv[];
extern const long cs_table_hyphens_tsv_n;

static bool is_letter(uint32_t cp) {
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
    return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
}

static uint32_t first_of(cs_str s) {
    ptrdiff_t i = 0;
    return s.n ? cs_utf8_next(s, &i) : 0;
}

static uint32_t last_of(cs_str s) {
    ptrdiff_t i = s.n;
    while (i > 0 && !cs_utf8_is_start(s.p[--i])) continue;
    return s.n ? cs_utf8_next(s, &i) : 0;
}

static bool begins_small(cs_str s) { return utf8proc_category((utf8proc_int32_t)first_of(s)) == UTF8PROC_CATEGORY_LL; }

static bool is_hyphen(uint32_t cp) { return cp == '-' || cp == 0x2010; }

/* Without its last character. */
static cs_str but_last(cs_str s) {
    ptrdiff_t i = s.n;
    while (i > 0 && !cs_utf8_is_start(s.p[--i])) continue;
    return cs_cut(s, 0, i);
}

/* ---- the words of the document ---- */

static bool is_of_word(uint32_t cp) { return is_letter(cp) || is_hyphen(cp); }

/* The next word of *rest, letters and the hyphens among them; false when there is none. */
static bool next_word(cs_str *rest, cs_str *word) {
    ptrdiff_t i = 0, begin = -1;
    while (i < rest->n) {
        ptrdiff_t at = i;
        bool of = is_of_word(cs_utf8_next(*rest, &i));
        if (of && begin < 0) begin = at;
        if (of || begin < 0) continue;
        *word = cs_cut(*rest, begin, at);
        *rest = cs_cut(*rest, at, rest->n);
        return true;
    }
    if (begin >= 0) *word = cs_cut(*rest, begin, rest->n);
    *rest = cs_cut(*rest, rest->n, rest->n);
    return begin >= 0;
}

/* In small letters, with one kind of hyphen. */
static cs_str folded(cs_str s, cs_arena *a) {
    char *p = CS_NEW(a, char, s.n *CS_UTF8_CHAR_MAX);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n;) {
        uint32_t cp = cs_utf8_next(s, &i);
        n += cs_utf8_put(p + n, is_hyphen(cp) ? '-' : (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp));
    }
    return (cs_str){ p, n };
}

static void put_word(cs_pdf_joiner *j, cs_str word, cs_arena *perm) {
    if (word.n > WORD_BYTES_MAX || cs_map_get(&j->words, word)) return;
    *cs_map_put(perm, &j->words, cs_dup(perm, word), NULL) = 1;
}

/* A line's words, but for the last before a hyphen and the first behind one. */
static void put_words(cs_pdf_joiner *j, const cs_pdf_line *l, bool continues, cs_arena *perm, cs_arena scratch) {
    cs_str rest = l->text, word;
    bool skip = continues;
    while (next_word(&rest, &word)) {
        bool cut = !rest.n && is_hyphen(last_of(word));
        if (!skip && !cut) {
            cs_arena a = scratch;
            cs_str all = folded(word, &a), part;
            put_word(j, all, perm);
            while (cs_list_next(&all, '-', &part)) put_word(j, part, perm);
        }
        skip = false;
    }
}

static const cs_pdf_block *measure_blocks(const cs_pdf_layout *l, cs_arena *perm) {
    cs_pdf_block *all = CS_NEW(perm, cs_pdf_block, l->lines.n + 1);
    for (ptrdiff_t i = 0; i < l->lines.n; i++) {
        const cs_pdf_line *x = l->lines.v + i;
        cs_pdf_block *b = all + x->block;
        float gap = b->n_lines ? x->top - x[-1].bottom : 0;
        if (!b->n_lines || x->right > b->right) b->right = x->right;
        if (b->n_lines == 1 || gap < b->gap) b->gap = gap;
        b->n_lines++;
    }
    return all;
}

cs_pdf_joiner cs_pdf_joiner_of(const cs_pdf_layout *l, cs_arena *perm, cs_arena scratch) {
    cs_pdf_joiner j = { .blocks = measure_blocks(l, perm), .body = cs_pdf_body_size(l, scratch) };
    cs_tsv t = { .rest = { cs_table_hyphens_tsv, cs_table_hyphens_tsv_n } };
    while (cs_tsv_next(&t)) *cs_map_put(perm, &j.parts, t.field[1], NULL) |= cs_eq(t.field[0], CS_LIT("first")) ? 1 : 2;
    for (ptrdiff_t i = 0; i < l->lines.n; i++)
        put_words(&j, l->lines.v + i, i && is_hyphen(last_of(l->lines.v[i - 1].text)), perm, scratch);
    return j;
}

/* ---- hyphens ---- */

static bool is_part(const cs_pdf_joiner *j, cs_str s, uint32_t kind) {
    const uint32_t *kinds = cs_map_get(&j->parts, s);
    return kinds && (*kinds & kind);
}

/* What a line-end hyphen is, from how the document writes the word elsewhere, else from its parts. a: with the hyphen. */
static cs_pdf_joint hyphen_joint(const cs_pdf_joiner *j, cs_str a, cs_str b, cs_arena scratch) {
    cs_str word = { 0 }, next = { 0 }, rest = but_last(a);
    while (next_word(&rest, &word)) continue; /* the last */
    rest = b;
    if (!word.n || !next_word(&rest, &next)) return CS_PDF_HYPHEN;
    cs_str begun = folded(word, &scratch), end = folded(next, &scratch), last = begun;
    for (cs_str list = begun, part; cs_list_next(&list, '-', &part);) last = part;
    if (cs_map_get(&j->words, cs_join(&scratch, cs_join(&scratch, last, CS_LIT("-")), end))) return CS_PDF_HYPHEN;
    if (cs_map_get(&j->words, cs_join(&scratch, begun, end))) return CS_PDF_WORD;
    if (cs_map_get(&j->words, cs_join(&scratch, last, end))) return CS_PDF_WORD;
    cs_str list = end;
    (void)cs_list_next(&list, '-', &end);
    bool compound = (is_part(j, last, 1) && end.n >= REST_LETTERS_MIN) || is_part(j, end, 2);
    return compound ? CS_PDF_HYPHEN : CS_PDF_WORD;
}

/* ---- paragraphs ---- */

/* Has the sentence ended, or the line that leads to a list? Quotes and brackets may close it. */
static bool ends_sentence(cs_str s) {
    for (; s.n; s = but_last(s)) {
        uint32_t cp = last_of(s);
        utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
        if (cp == '"' || cp == '\'' || c == UTF8PROC_CATEGORY_PF || c == UTF8PROC_CATEGORY_PE) continue;
        return cp == '.' || cp == '!' || cp == '?' || cp == ':' || cp == ';' || cp == 0x2026;
    }
    return false;
}

/* "•" and its like; U+F0B7 is that of the font Symbol. */
static bool begins_with_bullet(cs_str s) {
    static const uint32_t BULLETS[] = { 0x2022, 0xB7, 0x25AA, 0x25CF, 0x25A0, 0x25CB, 0x2023, 0x2043, 0x27A2, 0xF0B7 };
    for (size_t i = 0; i < sizeof BULLETS / sizeof *BULLETS; i++)
        if (first_of(s) == BULLETS[i]) return true;
    return false;
}

/* "12.", "(a)", "iv)": the beginning of an item of a list, where a sentence has ended before it. */
static bool begins_item(cs_str s) {
    if (begins_with_bullet(s)) return true;
    const char *space = memchr(s.p, ' ', (size_t)s.n);
    cs_str word = cs_cut(s, 0, space ? space - s.p : s.n);
    bool bracket = cs_starts(word, CS_LIT("("));
    if (bracket) word = cs_cut(word, 1, word.n);
    ptrdiff_t n = 0;
    while (n < word.n && word.p[n] >= '0' && word.p[n] <= '9') n++;
    bool number = n > 0 && n <= 4;
    if (!n)
        while (n < word.n && n < 5 && ((word.p[n] | 32) == 'i' || (word.p[n] | 32) == 'v' || (word.p[n] | 32) == 'x')) n++;
    if (!n && word.n && is_letter((unsigned char)word.p[0]) && word.p[0] > 0) n = 1;
    cs_str behind = cs_cut(word, n, word.n);
    return n && (cs_eq(behind, CS_LIT(")")) || (!bracket && number && cs_eq(behind, CS_LIT("."))));
}

static bool is_other_size(const cs_pdf_line *a, const cs_pdf_line *b, float share) {
    float most = a->size > b->size ? a->size : b->size, apart = a->size > b->size ? a->size - b->size : b->size - a->size;
    return apart > share * most;
}

/* Within a block, in which lines mostly go on. */
static bool goes_on_in_block(const cs_pdf_joiner *j, const cs_pdf_line *a, const cs_pdf_line *b, const cs_pdf_line *after,
                             bool first) {
    if (is_other_size(a, b, OTHER_SIZE)) return false;
    bool ended = ends_sentence(a->text);
    if (begins_with_bullet(b->text) || (ended && begins_item(b->text))) return false;
    if (!ended && begins_small(b->text)) return true;
    if (a->size > HEADING_SIZE * j->body) return true; /* a headline of two lines is broken by its sense */
    const cs_pdf_block *m = j->blocks + a->block;
    if (b->top - a->bottom > WIDER_GAP * m->gap + SPACE_OF_SIZE * a->size) return false;
    bool third = after && after->block == b->block, hangs = third && after->left > b->left - ALIGNED_OF_SIZE * b->size;
    if (ended && !hangs && b->left > a->left + STEP_OF_SIZE * a->size) return false; /* the indent of a first line */
    if (!first && b->left < a->left - STEP_OF_SIZE * a->size) return false;          /* the next of a list of hanging items */
    return m->right - a->right < b->first + SPACE_OF_SIZE * a->size;
}

/* From one block to the next, upon the page, in the next column or upon the next page: a's sentence has not ended, and b
 * begins small, or a was broken off at the end of a full line. */
static bool goes_on_in_next(const cs_pdf_joiner *j, const cs_pdf_line *a, const cs_pdf_line *b) {
    if (ends_sentence(a->text) || is_other_size(a, b, OTHER_SIZE / 2) || begins_item(b->text)) return false;
    if (a->size > HEADING_SIZE * j->body) return false;
    if (begins_small(b->text)) return true;
    bool turns = b->top <= a->top; /* to the next column or page */
    const cs_pdf_block *m = j->blocks + a->block;
    return turns && m->n_lines > 1 && m->right - a->right < STEP_OF_SIZE * a->size;
}

cs_pdf_joint cs_pdf_join(const cs_pdf_joiner *j, const cs_pdf_line *a, const cs_pdf_line *b, const cs_pdf_line *after,
                         bool first, cs_arena scratch) {
    bool same = a->block == b->block, beside = b->top < a->bottom && b->bottom > a->top && b->left >= a->right;
    if (beside && begins_item(a->text) && !memchr(a->text.p, ' ', (size_t)a->text.n)) return CS_PDF_SPACE;
    bool hyphen = is_hyphen(last_of(a->text)) && is_letter(last_of(but_last(a->text)));
    if (hyphen && begins_small(b->text) && !is_other_size(a, b, OTHER_SIZE)) return hyphen_joint(j, a->text, b->text, scratch);
    if (hyphen && same && is_letter(first_of(b->text)) && !is_other_size(a, b, OTHER_SIZE)) return CS_PDF_HYPHEN;
    if (!(same ? goes_on_in_block(j, a, b, after, first) : goes_on_in_next(j, a, b))) return CS_PDF_PARAGRAPH;
    return hyphen && is_letter(first_of(b->text)) ? CS_PDF_HYPHEN : CS_PDF_SPACE;
}
