#include "ingest/pdf.h"
#include "base/utf8.h"
#include "ingest/pdf_join.h"
#include "ingest/pdf_layout.h"

enum { TITLE_BYTES_MAX = 400 };

/* The text that is being written. */
typedef struct writer {
    const cs_pdf_layout *layout;
    cs_pdf_joiner joiner;
    char *p; /* room for all */
    ptrdiff_t n;
    const cs_pdf_line *last; /* that was put; NULL at the beginning and behind what must not go on */
    bool first;              /* last begins its paragraph */
    cs_arena scratch;
} writer;

static void put_text(writer *w, cs_str s) {
    memcpy(w->p + w->n, s.p, (size_t)s.n);
    w->n += s.n;
}

static void put_line(writer *w, const cs_pdf_line *l, cs_pdf_joint joint) {
    if (joint == CS_PDF_WORD) { /* the hyphen goes */
        while (!cs_utf8_is_start(w->p[--w->n])) continue;
    } else if (joint == CS_PDF_SPACE) {
        w->p[w->n++] = ' ';
    } else if (joint == CS_PDF_PARAGRAPH && w->n) {
        put_text(w, CS_LIT("\n\n"));
    }
    put_text(w, l->text);
    w->first = joint == CS_PDF_PARAGRAPH;
    w->last = l;
}

/* The first line of that part from i on, before end; NULL: there is none. */
static const cs_pdf_line *line_of(const writer *w, ptrdiff_t i, ptrdiff_t end, uint8_t part) {
    for (; i < end; i++)
        if (w->layout->lines.v[i].part == part) return w->layout->lines.v + i;
    return NULL;
}

static cs_pdf_joint joint_of(const writer *w, const cs_pdf_line *l) {
    const cs_pdf_line *all = w->layout->lines.v;
    if (!w->last) return CS_PDF_PARAGRAPH;
    return cs_pdf_join(&w->joiner, w->last, l, line_of(w, l - all + 1, w->layout->lines.n, l->part), w->first, w->scratch);
}

static void put_notes(writer *w, const cs_pdf_page *page) {
    w->last = NULL;
    for (ptrdiff_t i = page->begin; i < page->end; i++) {
        const cs_pdf_line *l = w->layout->lines.v + i;
        if (l->part == CS_PDF_NOTE) put_line(w, l, l->marked ? CS_PDF_PARAGRAPH : joint_of(w, l));
    }
    w->last = NULL;
}

/* Does the page's last paragraph go on upon the next page? */
static bool runs_on(const writer *w, const cs_pdf_page *page) {
    if (page + 1 == w->layout->pages.v + w->layout->pages.n) return false;
    const cs_pdf_line *next = line_of(w, page[1].begin, page[1].end, CS_PDF_BODY), *last = NULL;
    for (ptrdiff_t i = page->begin; i < page->end; i++)
        if (w->layout->lines.v[i].part == CS_PDF_BODY) last = w->layout->lines.v + i;
    return next && last && cs_pdf_join(&w->joiner, last, next, NULL, false, w->scratch) != CS_PDF_PARAGRAPH;
}

/* Where the text's last paragraph begins, not before `from`; -1: before it. */
static ptrdiff_t last_paragraph(const writer *w, ptrdiff_t from) {
    for (ptrdiff_t i = w->n; i >= from + 2; i--)
        if (w->p[i - 1] == '\n' && w->p[i - 2] == '\n') return i;
    return from && w->p[from - 1] != '\n' ? -1 : from;
}

/* Behind the page's text, or before its last paragraph where that goes on; a page that is all one such paragraph ends it. */
static void place_notes(writer *w, const cs_pdf_page *page, ptrdiff_t begun) {
    if (!line_of(w, page->begin, page->end, CS_PDF_NOTE)) return;
    ptrdiff_t at = runs_on(w, page) ? last_paragraph(w, begun) : -1;
    if (at < 0) {
        put_notes(w, page);
        return;
    }
    cs_arena scratch = w->scratch;
    const cs_pdf_line *last = w->last;
    cs_str tail = cs_dup(&scratch, cs_cut((cs_str){ w->p, w->n }, at, w->n));
    bool first = w->first;
    w->n = at >= 2 ? at - 2 : 0;
    put_notes(w, page);
    put_text(w, CS_LIT("\n\n"));
    put_text(w, tail);
    w->last = last;
    w->first = first;
}

static void put_page(writer *w, const cs_pdf_page *page, cs_span *span) {
    ptrdiff_t begun = -1;
    for (ptrdiff_t i = page->begin; i < page->end; i++) {
        const cs_pdf_line *l = w->layout->lines.v + i;
        if (l->part != CS_PDF_BODY) continue;
        cs_pdf_joint joint = joint_of(w, l);
        put_line(w, l, joint);
        if (begun < 0) begun = w->n - l->text.n;
    }
    if (begun < 0) begun = w->n;
    span->beg = (uint32_t)begun;
    place_notes(w, page, begun);
}

static char small(char c) { return c >= 'A' && c <= 'Z' ? (char)(c | 32) : c; }

/* Does the text hold the words of the title, in whatever case, over the ends of lines and paragraphs? One word is no
 * title: it may stand anywhere. */
static bool tells(cs_str text, cs_str title) {
    if (title.n > TITLE_BYTES_MAX || cs_find(title, CS_LIT(" ")) < 0) return false;
    for (ptrdiff_t i = 0; i < text.n; i++) {
        ptrdiff_t at = i, n = 0;
        while (at < text.n && n < title.n &&
               (small(text.p[at]) == small(title.p[n]) || (text.p[at] == '\n' && title.p[n] == ' '))) {
            while (text.p[at] == '\n' && at + 1 < text.n && text.p[at + 1] == '\n') at++;
            at++;
            n++;
        }
        if (n == title.n) return true;
    }
    return false;
}

casus_status cs_pdf_read(cs_str said, cs_pdf *out, cs_arena *perm, cs_arena scratch, cs_err *err) {
    cs_pdf_layout layout;
    CS_TRY(cs_pdf_layout_read(said, &layout, perm, scratch, err));
    cs_pdf_parts(&layout, scratch);
    writer w = { .layout = &layout, .joiner = cs_pdf_joiner_of(&layout, perm, scratch), .scratch = scratch };
    ptrdiff_t room = 0;
    for (ptrdiff_t i = 0; i < layout.lines.n; i++) room += layout.lines.v[i].text.n + 4;
    w.p = CS_NEW(perm, char, room + 4);
    cs_span *pages = CS_NEW(perm, cs_span, layout.pages.n);
    for (ptrdiff_t i = 0; i < layout.pages.n; i++) put_page(&w, layout.pages.v + i, pages + i);
    for (ptrdiff_t i = layout.pages.n; i-- > 0;) {
        pages[i].end = i + 1 < layout.pages.n ? pages[i + 1].beg : (uint32_t)w.n;
        if (pages[i].beg > pages[i].end) pages[i].beg = pages[i].end; /* an empty page within a word lost its hyphen too */
    }
    *out = (cs_pdf){ .text = { w.p, w.n }, .pages = pages, .n_pages = layout.pages.n };
    pages[0].beg = 0; /* there is a page, or the layout had failed */
    if (tells(cs_cut(out->text, 0, pages[0].end), layout.title)) out->title = layout.title;
    return CASUS_OK;
}
