/* cli/pdf.h: asks the program pdftotext (poppler-utils) for what stands in a PDF. It runs as a process of its own, without a
 * shell, and is given the PDF on its standard input, so that no file's name can be taken for an option. */
#ifndef CS_CLI_PDF_H
#define CS_CLI_PDF_H
#include "cli/inputs.h"

/* What it says of one PDF, of which a word takes some 110 bytes, and how long it may take: above it is ended. */
enum { CLI_PDF_OUTPUT_BYTES_MAX = 256 << 20, CLI_PDF_SECONDS_MAX = 120 };

/* Makes an input ready for ingest: i->layout is filled where it is a PDF. Errors: i->err where it has no bytes; CASUS_E_INPUT
 * (there is no pdftotext, or it cannot read this PDF: damaged, encrypted), CASUS_E_LIMIT. Threads may run it at once. */
CASUS_MUST_CHECK casus_status cli_pdf_prepare(cli_input *i, cs_err *err);
#endif
