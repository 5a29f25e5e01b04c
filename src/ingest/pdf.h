/* ingest/pdf.h: the text of a PDF, page by page, out of what the program pdftotext says about it. Nothing here runs a program
 * or reads a PDF's own bytes: the caller has run `pdftotext -bbox-layout -enc UTF-8` (src/cli/pdf.c).
 *
 *   pdf_layout.h  its output, to lines with their places on the page
 *   pdf_parts.c   which of them are running headers and footers, page numbers, notes
 *   pdf_join.c    which lines go on in the next, and what a hyphen at a line's end means
 *   pdf.c         the text from it */
#ifndef CS_INGEST_PDF_H
#define CS_INGEST_PDF_H
#include "base/str.h"

/* Of the PDF's own bytes; above it is refused. Reports with many photographs have some 50 MB. */
enum { CS_PDF_BYTES_MAX = 128 << 20 };

typedef struct cs_pdf {
    /* Paragraphs with a blank line between them, already as cs_normal_text leaves text. Running headers and footers and page
     * numbers are not in it. A page's notes stand behind its text, or before its last paragraph where that goes on upon the
     * next page. n == 0: a PDF without text, such as a scan. */
    cs_str text;
    cs_str title;         /* that of the document's properties, where it is also told on the first page; n == 0: none */
    const cs_span *pages; /* [n_pages] bytes of text; each begins where the one before it ends */
    ptrdiff_t n_pages;
} cs_pdf;

/* Linear in said.n. The result is in perm. Errors: CASUS_E_INPUT (said is no such output), CASUS_E_LIMIT (pdf_layout.h). */
CASUS_MUST_CHECK casus_status cs_pdf_read(cs_str said, cs_pdf *out, cs_arena *perm, cs_arena scratch, cs_err *err);
#endif
