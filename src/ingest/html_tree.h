/* ingest/html_tree.h: an HTML page as a tree of what matters for its text. One linear pass over the page, after the
 * tokenizer and the implied end tags of the WHATWG HTML standard (13.2), without its table repair, foster parenting and
 * adoption agency: they move nodes, not text. Nesting is limited where it arises, in the parser's own stack, so a page
 * that is too deep is refused as soon as it is seen to be (docs/decisions/0003-own-html-parser.md). */
#ifndef CS_INGEST_HTML_TREE_H
#define CS_INGEST_HTML_TREE_H
#include "base/str.h"

/* clang-format off */
/* X(enumerator, "name", how). How: B block, I inline, V void (no content), F formatting (no node: only its text counts),
 * R raw text (nothing inside is markup). */
#define CS_HTML_TAGS(X) \
    X(A, "a", I) X(ABBR, "abbr", F) X(ACRONYM, "acronym", F) X(ADDRESS, "address", B) X(AREA, "area", V) \
    X(ARTICLE, "article", B) X(ASIDE, "aside", B) X(AUDIO, "audio", B) X(B, "b", F) X(BASE, "base", V) X(BDI, "bdi", F) \
    X(BDO, "bdo", F) X(BIG, "big", F) X(BLOCKQUOTE, "blockquote", B) X(BODY, "body", B) X(BR, "br", V) \
    X(BUTTON, "button", I) X(CANVAS, "canvas", B) X(CAPTION, "caption", B) X(CENTER, "center", B) X(CITE, "cite", F) \
    X(CODE, "code", F) X(COL, "col", V) X(DD, "dd", B) X(DEL, "del", F) X(DETAILS, "details", B) X(DFN, "dfn", F) \
    X(DIALOG, "dialog", B) X(DIV, "div", B) X(DL, "dl", B) X(DT, "dt", B) X(EM, "em", F) X(EMBED, "embed", V) \
    X(FIELDSET, "fieldset", B) X(FIGCAPTION, "figcaption", B) X(FIGURE, "figure", B) X(FONT, "font", F) \
    X(FOOTER, "footer", B) X(FORM, "form", B) X(H1, "h1", B) X(H2, "h2", B) X(H3, "h3", B) X(H4, "h4", B) X(H5, "h5", B) \
    X(H6, "h6", B) X(HEAD, "head", B) X(HEADER, "header", B) X(HGROUP, "hgroup", B) X(HR, "hr", V) X(HTML, "html", B) \
    X(I, "i", F) X(IFRAME, "iframe", R) X(IMG, "img", V) X(INPUT, "input", V) X(INS, "ins", F) X(KBD, "kbd", F) \
    X(LABEL, "label", I) X(LI, "li", B) X(LINK, "link", V) X(MAIN, "main", B) X(MARK, "mark", F) X(MENU, "menu", B) \
    X(META, "meta", V) X(NAV, "nav", B) X(NOBR, "nobr", F) X(NOEMBED, "noembed", R) X(NOFRAMES, "noframes", R) \
    X(NOSCRIPT, "noscript", R) X(OBJECT, "object", B) X(OL, "ol", B) X(OPTION, "option", I) X(P, "p", B) X(PARAM, "param", V) \
    X(PRE, "pre", B) X(Q, "q", F) X(S, "s", F) X(SAMP, "samp", F) X(SCRIPT, "script", R) X(SECTION, "section", B) \
    X(SELECT, "select", I) X(SMALL, "small", F) X(SOURCE, "source", V) X(SPAN, "span", I) X(STRIKE, "strike", F) \
    X(STRONG, "strong", F) X(STYLE, "style", R) X(SUB, "sub", F) X(SUMMARY, "summary", B) X(SUP, "sup", F) X(SVG, "svg", I) \
    X(TABLE, "table", B) X(TBODY, "tbody", B) X(TD, "td", B) X(TEMPLATE, "template", B) X(TEXTAREA, "textarea", R) \
    X(TFOOT, "tfoot", B) X(TH, "th", B) X(THEAD, "thead", B) X(TIME, "time", I) X(TITLE, "title", R) X(TR, "tr", B) \
    X(TRACK, "track", V) X(TT, "tt", F) X(U, "u", F) X(UL, "ul", B) X(VAR, "var", F) X(VIDEO, "video", B) X(WBR, "wbr", V) \
    X(XMP, "xmp", R) X(OTHER, "", I)
/* clang-format on */
typedef enum cs_html_tag {
#define CS_X(e, n, how) CS_TAG_##e,
    CS_HTML_TAGS(CS_X)
#undef CS_X
        CS_TAG_COUNT,
    CS_TAG_TEXT = CS_TAG_COUNT, /* a stretch of text */
    CS_TAG_NONE
} cs_html_tag;

/* clang-format off */
/* The attributes that are kept, in alphabetical order. */
#define CS_HTML_ATTRS(X) \
    X(ARIA_HIDDEN, "aria-hidden") X(CLASS, "class") X(CONTENT, "content") X(DATETIME, "datetime") X(HIDDEN, "hidden") \
    X(HREF, "href") X(ID, "id") X(ITEMPROP, "itemprop") X(NAME, "name") X(PROPERTY, "property") X(PUBDATE, "pubdate") \
    X(REL, "rel") X(ROLE, "role") X(STYLE, "style") X(TYPE, "type")
/* clang-format on */
typedef enum cs_html_attr {
#define CS_X(e, n) CS_ATTR_HTML_##e,
    CS_HTML_ATTRS(CS_X)
#undef CS_X
        CS_ATTR_HTML_COUNT
} cs_html_attr;

typedef struct cs_html_value {
    uint8_t attr; /* cs_html_attr */
    cs_str value; /* decoded; n == 0 with p != NULL: present without a value */
} cs_html_value;

/* Nodes stand in document order: what is inside node i is nodes i + 1 .. end - 1. */
typedef struct cs_html_node {
    uint8_t tag;
    int32_t parent, end;
    int32_t attr_beg, n_attrs;
    cs_str text; /* TEXT: decoded; raw text elements: what is in them, decoded for title and textarea */
} cs_html_node;

typedef struct cs_html_tree {
    CS_VEC(cs_html_node) nodes; /* node 0 is the root, an html element that the page need not have */
    CS_VEC(cs_html_value) values;
} cs_html_tree;

/* page: valid UTF-8, outliving the tree. Errors: CASUS_E_LIMIT with err->at (CS_HTML_DEPTH_MAX, CS_HTML_NODES_MAX). */
CASUS_MUST_CHECK casus_status cs_html_parse(cs_str page, cs_html_tree *out, cs_arena *perm, cs_err *err);
/* The attribute's value; p == NULL when it is absent. */
cs_str cs_html_get(const cs_html_tree *t, int32_t node, cs_html_attr attr);
bool cs_html_is_block(uint8_t tag);
/* Replaces character references (13.2.5.72 ff.); in_attribute: by the rules for attribute values. Text without any is
 * returned as it is, else the result is in perm. */
cs_str cs_html_decode(cs_str s, bool in_attribute, cs_arena *perm);
#endif
