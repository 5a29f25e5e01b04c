/* ingest/html_text.h: from the tree of a page to its main text. What a page has beside its report (menus, teasers, forms,
 * comments, footers) is told from it by tag, role, class and id, and by how much of a part's text is links. The score of a
 * part is that of Arc90's Readability (2010): each paragraph speaks for the part it stands in, half for the one around it. */
#ifndef CS_INGEST_HTML_TEXT_H
#define CS_INGEST_HTML_TEXT_H
#include "ingest/html_tree.h"

/* The page's report: paragraphs, headings, list items with a blank line between them, <br> as a line end, the headline
 * first. title, site: as the metadata has them, to know the headline by. n == 0: the page has no text. */
cs_str cs_html_main_text(const cs_html_tree *t, cs_str title, cs_str site, cs_arena *perm, cs_arena scratch);
/* The text of one element as one line; raw text elements too. At most about CS_HTML_LINE_BYTES of it: who asks wants a
 * headline or a date, and elements that are nested in each other must not be read over and over. */
enum { CS_HTML_LINE_BYTES = 2048, CS_HTML_LINE_NODES = 256 };
cs_str cs_html_line(const cs_html_tree *t, int32_t node, cs_arena *perm);
/* The h1 that is the page's headline, -1 if none is. */
int32_t cs_html_headline(const cs_html_tree *t, cs_str title, cs_str site, cs_arena scratch);

/* ---- html_parts.c: which parts of the page are its report ---- */

typedef struct cs_html_parts {
    bool *dropped;         /* [nodes.n]: no part of a report */
    int32_t *block;        /* [nodes.n]: the block element that a node stands in, itself if it is one */
    int32_t *text, *link;  /* [nodes.n]: characters that are not white space in a node; those of them in links */
    CS_VEC(int32_t) roots; /* the nodes that hold the report, in document order, none within another */
} cs_html_parts;
void cs_html_find_parts(const cs_html_tree *t, cs_html_parts *out, cs_arena *a);
#endif
