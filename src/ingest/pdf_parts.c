/* Which lines of a PDF's pages are its text, and which its running headers and footers, page numbers and notes.
 *
 * A line near the upper or lower edge is a running one when the same stands at the same height of another page: the same
 * characters, and numbers that are equal or go up as the pages do ("17 of 40" three pages after "14 of 40"). Text that
 * happens to begin alike on two pages, with other dates or counts in it, is not taken for one. */
#include "base/utf8.h"
#include "ingest/pdf_layout.h"
#include <math.h>
#include <stdlib.h>

/* How far from an edge running lines stand at most, as a share of the page's height, and how far apart on two pages, in
 * points. */
#define EDGE_OF_HEIGHT 0.12F
#define SAME_HEIGHT_POINTS 2.5F
/* Notes are set this much smaller than the text, in the lower half of the page. */
#define NOTE_OF_SIZE 0.92F
enum { PAGE_DIGITS_MAX = 5, MARK_BYTES_MAX = 3, SIZE_STEPS_MAX = 2048, STEPS_A_POINT = 4 };

/* A line near an edge. */
typedef struct edge_line {
    cs_pdf_line *line;
    int32_t page;
    bool lower;
} edge_line;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* The text's next piece: a run of digits, or one other byte. */
static cs_str next_piece(cs_str *rest) {
    ptrdiff_t n = rest->n > 0;
    if (n && is_digit(rest->p[0]))
        while (n < rest->n && is_digit(rest->p[n])) n++;
    cs_str piece = cs_cut(*rest, 0, n);
    *rest = cs_cut(*rest, n, rest->n);
    return piece;
}

static int compare_kinds(cs_str a, cs_str b) {
    while (a.n && b.n) {
        cs_str x = next_piece(&a), y = next_piece(&b);
        bool both = is_digit(x.p[0]) && is_digit(y.p[0]);
        int order = both ? 0 : cs_cmp(x, y);
        if (order) return order;
    }
    return (a.n > 0) - (b.n > 0);
}

/* Lines that can be the same running line beside each other, by their height and page. */
static int by_kind(const void *a, const void *b) {
    const edge_line *x = a, *y = b;
    if (x->lower != y->lower) return x->lower - y->lower;
    int order = compare_kinds(x->line->text, y->line->text);
    if (order) return order;
    if (x->line->top < y->line->top || x->line->top > y->line->top) return x->line->top < y->line->top ? -1 : 1;
    if (x->page != y->page) return x->page < y->page ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

/* i, ii, iii, … up to the thirties, as front matter counts its pages; 0: no such number. */
static int64_t roman(cs_str s) {
    int64_t n = 0, last = 0;
    for (ptrdiff_t i = s.n; i-- > 0;) {
        char c = s.p[i] | 32;
        int64_t v = c == 'i' ? 1 : c == 'v' ? 5 : c == 'x' ? 10 : 0;
        if (!v) return 0;
        n += v < last ? -v : v;
        last = v > last ? v : last;
    }
    return n;
}

static bool goes_up(cs_str x, cs_str y, int64_t pages) {
    cs_i64_result a = cs_parse_i64(x), b = cs_parse_i64(y);
    return a.ok && b.ok && x.n <= PAGE_DIGITS_MAX && y.n <= PAGE_DIGITS_MAX && b.value - a.value == pages;
}

/* Is y, so many pages after x, the same running line? */
static bool is_same(cs_str x, cs_str y, int64_t pages) {
    int64_t r = roman(x), q = roman(y);
    if (r && q && q - r == pages) return true;
    while (x.n && y.n) {
        cs_str a = next_piece(&x), b = next_piece(&y);
        if (!cs_eq(a, b) && !goes_up(a, b, pages)) return false;
    }
    return !x.n && !y.n;
}

/* "Page 3 of 17", "- 3 -", "3/17": a page's own number, which also stands where no other page has one to compare with. What
 * does not say that it is a page's must be that of this page. */
static bool is_number_of_page(cs_str s, ptrdiff_t page, ptrdiff_t n_pages) {
    enum { N_OF_PAGE = 4 };
    static const cs_str AROUND[] = { { "page", 4 }, { "Page", 4 }, { "PAGE", 4 }, { "p.", 2 }, { "of", 2 },
                                     { "/", 1 },    { "-", 1 },    { "–", 3 },    { "|", 1 } };
    int64_t found[2] = { 0 };
    int n = 0;
    bool told = false;
    while ((s = cs_trim(s)).n) {
        if (is_digit(s.p[0])) {
            cs_i64_result v = cs_parse_i64(next_piece(&s));
            if (!v.ok || n == 2) return false;
            found[n++] = v.value;
            continue;
        }
        size_t k = 0, n_around = sizeof AROUND / sizeof *AROUND;
        while (k < n_around && !cs_starts(s, AROUND[k])) k++;
        if (k == n_around) return false;
        told |= k < N_OF_PAGE;
        s = cs_cut(s, AROUND[k].n, s.n);
    }
    return n && (told || (found[0] == page && (n == 1 || found[1] == n_pages)));
}

static void spread(const edge_line *from, edge_line *to) {
    bool twice = from->page == to->page && from->lower == to->lower && cs_eq(from->line->text, to->line->text);
    if (twice && from->line->part == CS_PDF_MARGIN && fabsf(from->line->top - to->line->top) <= SAME_HEIGHT_POINTS)
        to->line->part = CS_PDF_MARGIN;
}

static void find_running(edge_line *v, ptrdiff_t n) {
    if (n) qsort(v, (size_t)n, sizeof *v, by_kind);
    for (ptrdiff_t i = 1; i < n; i++) {
        edge_line *a = v + i - 1, *b = v + i;
        if (a->lower != b->lower || a->page == b->page || fabsf(a->line->top - b->line->top) > SAME_HEIGHT_POINTS) continue;
        if (is_same(a->line->text, b->line->text, b->page - a->page)) a->line->part = b->line->part = CS_PDF_MARGIN;
    }
    /* What stands twice on a page, at its left and right, was compared once. */
    for (ptrdiff_t i = 1; i < n; i++) spread(v + i - 1, v + i);
    for (ptrdiff_t i = n - 1; i > 0; i--) spread(v + i, v + i - 1);
}

static void find_margins(cs_pdf_layout *l, cs_arena scratch) {
    CS_VEC(edge_line) edges = { 0 };
    for (ptrdiff_t p = 0; p < l->pages.n; p++) {
        const cs_pdf_page *page = l->pages.v + p;
        for (ptrdiff_t i = page->begin; i < page->end; i++) {
            cs_pdf_line *x = l->lines.v + i;
            bool upper = x->bottom<EDGE_OF_HEIGHT * page->height, lower = x->top>(1 - EDGE_OF_HEIGHT) * page->height;
            if (!upper && !lower) continue;
            *CS_PUSH(&scratch, &edges) = (edge_line){ x, (int32_t)p, lower };
            if (is_number_of_page(x->text, p + 1, l->pages.n)) x->part = CS_PDF_MARGIN;
        }
    }
    find_running(edges.v, edges.n);
}

float cs_pdf_body_size(const cs_pdf_layout *l, cs_arena scratch) {
    int64_t *letters = CS_NEW(&scratch, int64_t, SIZE_STEPS_MAX), best = 0;
    int at = 0;
    for (ptrdiff_t i = 0; i < l->lines.n; i++) {
        float steps = l->lines.v[i].size * STEPS_A_POINT;
        if (steps >= 0 && steps < SIZE_STEPS_MAX) letters[(int)steps] += l->lines.v[i].text.n;
    }
    for (int i = 0; i < SIZE_STEPS_MAX; i++)
        if (letters[i] > best) best = letters[i], at = i;
    return best ? ((float)at + 0.5F) / STEPS_A_POINT : 0;
}

static int by_number(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

/* Does one of the heights, which go up, lie within the line? */
static bool any_beside(const float *v, ptrdiff_t n, const cs_pdf_line *line) {
    ptrdiff_t low = 0, high = n;
    while (low < high) {
        ptrdiff_t middle = low + (high - low) / 2;
        if (v[middle] < line->top)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && v[low] < line->bottom;
}

/* Notes' numbers that poppler has as lines of their own: no words of the text, but they say where a note begins. */
static void take_numbers(cs_pdf_layout *l, const cs_pdf_page *page, cs_arena scratch) {
    CS_VEC(float) middles = { 0 };
    for (ptrdiff_t i = page->begin; i < page->end; i++) {
        cs_pdf_line *x = l->lines.v + i;
        if (x->part != CS_PDF_NOTE || !x->marked || x->text.n > MARK_BYTES_MAX) continue;
        x->part = CS_PDF_MARGIN;
        *CS_PUSH(&scratch, &middles) = (x->top + x->bottom) / 2;
    }
    if (!middles.n) return;
    qsort(middles.v, (size_t)middles.n, sizeof *middles.v, by_number);
    for (ptrdiff_t i = page->begin; i < page->end; i++) {
        cs_pdf_line *x = l->lines.v + i;
        if (x->part == CS_PDF_NOTE && any_beside(middles.v, middles.n, x)) x->marked = true;
    }
}

/* The small print below a page's first line that begins as a note does. */
static void find_notes(cs_pdf_layout *l, const cs_pdf_page *page, float body) {
    float top = page->height;
    for (ptrdiff_t i = page->begin; i < page->end; i++) {
        const cs_pdf_line *x = l->lines.v + i;
        bool small = x->size <= NOTE_OF_SIZE * body && x->top > page->height / 2 && x->part == CS_PDF_BODY;
        if (small && x->marked && x->top < top) top = x->top;
    }
    for (ptrdiff_t i = page->begin; i < page->end; i++) {
        cs_pdf_line *x = l->lines.v + i;
        if (x->part == CS_PDF_BODY && x->size <= NOTE_OF_SIZE * body && x->top >= top - x->size) x->part = CS_PDF_NOTE;
    }
}

void cs_pdf_parts(cs_pdf_layout *l, cs_arena scratch) {
    find_margins(l, scratch);
    float body = cs_pdf_body_size(l, scratch);
    for (ptrdiff_t p = 0; p < l->pages.n; p++) {
        find_notes(l, l->pages.v + p, body);
        take_numbers(l, l->pages.v + p, scratch);
    }
}
