/* ingest/html_meta.h: what a page says about itself: JSON-LD (schema.org), Open Graph, <meta>, microdata, <time>, <title>. */
#ifndef CS_INGEST_HTML_META_H
#define CS_INGEST_HTML_META_H
#include "ingest/html.h"
#include "ingest/html_tree.h"

/* Title, site, url and day of *page; its text is not touched. Values that make no sense are as if they were not there. */
void cs_html_meta(const cs_html_tree *t, cs_page *page, cs_arena *perm, cs_arena scratch);

/* html_jsonld.c: the same from the page's JSON-LD, from the object that describes the article. */
void cs_html_jsonld(const cs_html_tree *t, cs_page *page, cs_arena *perm);
#endif
