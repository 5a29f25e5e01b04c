#include "ingest/pdf_layout.h"
#include "base/utf8.h"
#include "ingest/normal.h"

/* Of the type's height: two words are apart when the gap is more (as poppler has it); a number is a note's mark when it is
 * set so much smaller than the word before it, and ends so much higher. */
#define GAP_OF_SIZE 0.03F
#define MARK_OF_SIZE 0.8F
#define RAISED_OF_SIZE 0.15F
enum { MARK_DIGITS_MAX = 3 };

typedef struct word {
    cs_str text;
    float left, top, right, bottom;
} word;

typedef struct reader {
    cs_str rest; /* what is not read yet */
    cs_pdf_layout *out;
    CS_VEC(word) words; /* of the line that is being read; in scratch */
    int32_t block;
    bool in_line, new_block, ended;
    cs_arena *perm, *scratch;
} reader;

/* The value of an attribute: a decimal number; 0 where there is none, within what a page can measure. */
static float number_of(cs_str tag, cs_str name) {
    ptrdiff_t at = cs_find(tag, name);
    if (at < 0) return 0;
    cs_str s = cs_cut(tag, at + name.n, tag.n);
    bool minus = cs_starts(s, CS_LIT("-"));
    double v = 0, unit = 1;
    bool point = false;
    for (ptrdiff_t i = minus; i < s.n && v < 1e6; i++) {
        if (s.p[i] == '.' && !point) {
            point = true;
            continue;
        }
        if (s.p[i] < '0' || s.p[i] > '9') break;
        v = v * 10 + (s.p[i] - '0');
        if (point) unit *= 10;
    }
    return (float)(minus ? -v / unit : v / unit);
}

/* The characters that XHTML writes as references; poppler writes no others. */
static uint32_t unescape(cs_str s, ptrdiff_t *i) {
    static const struct {
        cs_str reference;
        uint32_t cp;
    } KNOWN[] = { { { "&amp;", 5 }, '&' },  { { "&lt;", 4 }, '<' },    { { "&gt;", 4 }, '>' },
                  { { "&quot;", 6 }, '"' }, { { "&apos;", 6 }, '\'' }, { { "&#39;", 5 }, '\'' } };
    cs_str rest = cs_cut(s, *i, s.n);
    for (size_t k = 0; k < sizeof KNOWN / sizeof *KNOWN; k++) {
        if (!cs_starts(rest, KNOWN[k].reference)) continue;
        *i += KNOWN[k].reference.n;
        return KNOWN[k].cp;
    }
    return cs_utf8_next(s, i);
}

/* Characters as they are meant: a soft hyphen in a page's glyphs is a hyphen that can be seen. */
static cs_str plain(cs_str s, cs_arena *a) {
    char *p = CS_NEW(a, char, s.n *CS_UTF8_CHAR_MAX); /* U+FFFD for one bad byte */
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n;) {
        uint32_t cp = unescape(s, &i);
        n += cs_utf8_put(p + n, cp == 0xAD ? '-' : cp);
    }
    return (cs_str){ p, n };
}

/* "12", "*", "†": by which a note is known. */
static bool is_mark(cs_str s) {
    if (cs_eq(s, CS_LIT("*")) || cs_eq(s, CS_LIT("**")) || cs_eq(s, CS_LIT("†")) || cs_eq(s, CS_LIT("‡"))) return true;
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    return s.n > 0 && s.n <= MARK_DIGITS_MAX;
}

static float size_of(const word *w) { return w->bottom - w->top; }

/* Is the word a raised number beside the other? */
static bool is_raised(const word *w, const word *beside) {
    return is_mark(w->text) && size_of(w) < MARK_OF_SIZE * size_of(beside) &&
           w->bottom < beside->bottom - RAISED_OF_SIZE * size_of(beside);
}

/* Without the marks of notes; *marked: one stood at the beginning. */
static void drop_marks(reader *r, bool *marked) {
    word *v = r->words.v;
    ptrdiff_t n = 0;
    *marked = r->words.n > 0 && is_mark(v[0].text);
    for (ptrdiff_t i = 0; i < r->words.n; i++) {
        bool first = i == 0 && r->words.n > 1;
        if (first && is_raised(v, v + 1)) continue;
        if (n > 0 && is_raised(v + i, v + n - 1))
            v[n - 1].right = v[i].right; /* what follows the mark follows the word */
        else
            v[n++] = v[i];
    }
    r->words.n = n;
}

static void widen(cs_pdf_line *l, const word *w) {
    if (w->left < l->left) l->left = w->left;
    if (w->top < l->top) l->top = w->top;
    if (w->right > l->right) l->right = w->right;
    if (w->bottom > l->bottom) l->bottom = w->bottom;
    if (size_of(w) > l->size) l->size = size_of(w);
}

static casus_status end_line(reader *r, cs_err *err) {
    cs_arena scratch = *r->scratch;
    cs_pdf_line l = { 0 };
    r->in_line = false;
    drop_marks(r, &l.marked);
    if (!r->words.n || !r->out->pages.n) return CASUS_OK;
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < r->words.n; i++) n += r->words.v[i].text.n + 1;
    char *p = CS_NEW(&scratch, char, n);
    n = 0;
    for (ptrdiff_t i = 0; i < r->words.n; i++) {
        const word *w = r->words.v + i, *before = i ? w - 1 : NULL;
        if (!i) l.left = w->left, l.top = w->top, l.right = w->right, l.bottom = w->bottom, l.first = w->right - w->left;
        widen(&l, w);
        if (before && w->left - before->right > GAP_OF_SIZE * size_of(w)) p[n++] = ' ';
        memcpy(p + n, w->text.p, (size_t)w->text.n);
        n += w->text.n;
    }
    l.text = cs_normal_line((cs_str){ p, n }, r->perm);
    if (!cs_normal_has_text(l.text)) return CASUS_OK;
    if (r->new_block && r->out->lines.n) r->block++;
    r->new_block = false;
    l.block = r->block;
    if (r->out->lines.n == CS_PDF_LINES_MAX)
        return cs_fail(err, CASUS_E_LIMIT, -1, "expected a PDF of at most %d lines", CS_PDF_LINES_MAX);
    *CS_PUSH(r->perm, &r->out->lines) = l;
    r->out->pages.v[r->out->pages.n - 1].end = r->out->lines.n;
    return CASUS_OK;
}

static casus_status begin_page(reader *r, cs_str tag, cs_err *err) {
    if (r->out->pages.n == CS_PDF_PAGES_MAX)
        return cs_fail(err, CASUS_E_LIMIT, -1, "expected a PDF of at most %d pages", CS_PDF_PAGES_MAX);
    ptrdiff_t n = r->out->lines.n;
    *CS_PUSH(r->perm, &r->out->pages) = (cs_pdf_page){ number_of(tag, CS_LIT(" height=\"")), n, n };
    return CASUS_OK;
}

/* What stands before the next tag. */
static cs_str content(const reader *r) {
    const char *end = r->rest.n ? memchr(r->rest.p, '<', (size_t)r->rest.n) : NULL;
    return cs_cut(r->rest, 0, end ? end - r->rest.p : r->rest.n);
}

static casus_status take_tag(reader *r, cs_str tag, cs_err *err) {
    if (cs_starts(tag, CS_LIT("word ")) && r->in_line) {
        *CS_PUSH(r->scratch, &r->words) =
            (word){ plain(content(r), r->scratch), number_of(tag, CS_LIT(" xMin=\"")), number_of(tag, CS_LIT(" yMin=\"")),
                    number_of(tag, CS_LIT(" xMax=\"")), number_of(tag, CS_LIT(" yMax=\"")) };
    } else if (cs_starts(tag, CS_LIT("line "))) {
        r->in_line = true;
    } else if (cs_eq(tag, CS_LIT("/line"))) {
        return end_line(r, err);
    } else if (cs_starts(tag, CS_LIT("block "))) {
        r->new_block = true;
    } else if (cs_starts(tag, CS_LIT("page "))) {
        return begin_page(r, tag, err);
    } else if (cs_eq(tag, CS_LIT("title")) && !r->out->pages.n) {
        r->out->title = cs_normal_line(plain(content(r), r->scratch), r->perm);
    } else if (cs_eq(tag, CS_LIT("/doc"))) {
        r->ended = true;
    }
    return CASUS_OK;
}

casus_status cs_pdf_layout_read(cs_str said, cs_pdf_layout *out, cs_arena *perm, cs_arena scratch, cs_err *err) {
    cs_arena of_line = scratch; /* what a line needs is free again when the next begins */
    *out = (cs_pdf_layout){ 0 };
    reader r = { .rest = said, .out = out, .perm = perm, .scratch = &of_line };
    while (!r.ended && r.rest.n) {
        const char *open = memchr(r.rest.p, '<', (size_t)r.rest.n);
        const char *close = open ? memchr(open, '>', (size_t)(r.rest.p + r.rest.n - open)) : NULL;
        if (!close) break;
        cs_str tag = { open + 1, close - open - 1 };
        r.rest = cs_cut(r.rest, close + 1 - r.rest.p, r.rest.n);
        CS_TRY(take_tag(&r, tag, err));
        if (r.in_line) continue;
        of_line = scratch;
        r.words.v = NULL;
        r.words.n = r.words.cap = 0;
    }
    if (r.ended && out->pages.n) return CASUS_OK;
    if (!out->pages.n)
        return cs_fail(err, CASUS_E_INPUT, -1, "expected the output of pdftotext -bbox-layout but found no page in it");
    return cs_fail(err, CASUS_E_INPUT, -1, "expected the output of pdftotext -bbox-layout but it ends within page %td",
                   out->pages.n);
}
