/* ingest/pdf_layout.h: where the lines of a PDF stand, from what pdftotext -bbox-layout says: XHTML whose pages have blocks,
 * blocks lines, lines words, each with its box in points from the page's upper left corner, in reading order (columns one
 * after the other). */
#ifndef CS_INGEST_PDF_LAYOUT_H
#define CS_INGEST_PDF_LAYOUT_H
#include "base/str.h"

/* Pages and lines of one document: above it is refused. The longest reports of commissions have some 3,000 pages. */
enum { CS_PDF_PAGES_MAX = 20000, CS_PDF_LINES_MAX = 1 << 20 };

typedef enum cs_pdf_part {
    CS_PDF_BODY,
    CS_PDF_MARGIN, /* a running header or footer, a page's number: no part of the text */
    CS_PDF_NOTE    /* a footnote */
} cs_pdf_part;

typedef struct cs_pdf_line {
    cs_str text;                    /* NFC, words one space apart, none at the ends; n > 0 */
    float left, top, right, bottom; /* of its box */
    float size;                     /* height of its tallest word: stands for that of the type */
    float first;                    /* width of its first word */
    int32_t block;                  /* lines with one number, from 0 without a gap, stand in one block */
    uint8_t part;                   /* cs_pdf_part */
    bool marked;                    /* it begins with a number or sign as notes do */
} cs_pdf_line;

typedef struct cs_pdf_page {
    float height;
    ptrdiff_t begin, end; /* its lines */
} cs_pdf_page;

typedef struct cs_pdf_layout {
    CS_VEC(cs_pdf_line) lines;
    CS_VEC(cs_pdf_page) pages;
    cs_str title; /* as the document's properties have it, one line; n == 0: none */
} cs_pdf_layout;

/* All lines are CS_PDF_BODY. The small raised numbers by which the text refers to its notes are dropped. What is not UTF-8 is
 * U+FFFD. Everything is in perm. Linear in said.n. Errors: CASUS_E_INPUT (not such output, cut short; err->at: -1, as
 * offsets in it mean nothing to anybody), CASUS_E_LIMIT. */
CASUS_MUST_CHECK casus_status cs_pdf_layout_read(cs_str said, cs_pdf_layout *out, cs_arena *perm, cs_arena scratch,
                                                 cs_err *err);
/* Says which lines are margins and which are notes. */
void cs_pdf_parts(cs_pdf_layout *l, cs_arena scratch);
/* The height of the type that most of the text is set in; 0 where there is none. */
float cs_pdf_body_size(const cs_pdf_layout *l, cs_arena scratch);
#endif
