/* ingest/html.h: main text and metadata of an HTML page. */
#ifndef CS_INGEST_HTML_H
#define CS_INGEST_HTML_H
#include "base/str.h"

/* Open elements at one time, and elements and texts of one page: above it is refused. Pages that people wrote have a few
 * dozen levels. */
enum { CS_HTML_DEPTH_MAX = 512, CS_HTML_NODES_MAX = 1 << 20 };

/* Not normalised yet: cs_normal_text comes next. n == 0: none; CS_DAY_NONE: unknown. */
typedef struct cs_page {
    cs_str text; /* paragraphs, headings and list items, a blank line between them; <br> is a line end */
    cs_str title, site, url;
    int32_t published_day;
} cs_page;

/* page: valid UTF-8. Linear in its length. Errors: CASUS_E_LIMIT (err->at: byte of the element that is one too many). */
CASUS_MUST_CHECK casus_status cs_html_read(cs_str page, cs_page *out, cs_arena *perm, cs_arena scratch, cs_err *err);
#endif
