#define _POSIX_C_SOURCE 200809L /* strncasecmp */
#include "ingest/html_tree.h"
#include "ingest/html.h"
#include <strings.h>

typedef enum how { HOW_B, HOW_I, HOW_V, HOW_F, HOW_R } how;
static const struct {
    cs_str name;
    how how;
} TAGS[CS_TAG_COUNT] = {
#define CS_X(e, n, h) [CS_TAG_##e] = { { n, (ptrdiff_t)sizeof n - 1 }, HOW_##h },
#define X CS_X
    CS_HTML_TAGS(X)
#undef X
#undef CS_X
};
static const cs_str ATTRS[CS_ATTR_HTML_COUNT] = {
#define X(e, n) { n, (ptrdiff_t)sizeof n - 1 },
    CS_HTML_ATTRS(X)
#undef X
};
enum { TAG_NAME_BYTES_MAX = 10 }; /* of those in TAGS */

/* An open element. The stack knows, without a search, where the last element of each tag is and where the innermost one
 * that end tags do not reach through, so that every tag takes constant time. */
typedef struct open {
    int32_t node;
    int32_t before;    /* place of the next outer element of the same tag, -1 */
    int32_t boundary;  /* place of the innermost table, cell, … at or below, -1 */
    int32_t n_formats; /* formatting elements that were open when this one was opened */
    uint8_t tag;
} open;

typedef struct parser {
    cs_str page;
    ptrdiff_t i;
    cs_html_tree *t;
    cs_arena *perm;
    open stack[CS_HTML_DEPTH_MAX];
    int32_t depth, n_formats;
    bool is_xml;                /* XHTML: "<script/>" is a whole element */
    int32_t last[CS_TAG_COUNT]; /* place of the innermost open element of a tag, -1 */
    cs_err *err;
} parser;

bool cs_html_is_block(uint8_t tag) { return tag < CS_TAG_COUNT && TAGS[tag].how == HOW_B; }

cs_str cs_html_get(const cs_html_tree *t, int32_t node, cs_html_attr attr) {
    const cs_html_node *n = t->nodes.v + node;
    for (int32_t i = n->attr_beg; i < n->attr_beg + n->n_attrs; i++)
        if (t->values.v[i].attr == attr) return t->values.v[i].value;
    return (cs_str){ 0 };
}

/* ---- the stack of open elements ---- */

static bool is_boundary(uint8_t tag) {
    return tag == CS_TAG_TABLE || tag == CS_TAG_TD || tag == CS_TAG_TH || tag == CS_TAG_CAPTION || tag == CS_TAG_BUTTON ||
           tag == CS_TAG_OBJECT || tag == CS_TAG_TEMPLATE || tag == CS_TAG_SVG;
}

/* Closes everything from that place on. */
static void pop_to(parser *p, int32_t place) {
    while (p->depth > place) {
        open *o = &p->stack[--p->depth];
        p->t->nodes.v[o->node].end = (int32_t)p->t->nodes.n;
        p->last[o->tag] = o->before;
        if (p->n_formats > o->n_formats) p->n_formats = o->n_formats; /* what was opened within and never closed */
    }
}

static int32_t boundary(const parser *p) { return p->depth ? p->stack[p->depth - 1].boundary : -1; }

/* Closes the innermost element of that tag unless one of the tag `unless` is within it. */
static void close_last(parser *p, uint8_t tag, uint8_t unless) {
    int32_t at = p->last[tag];
    if (at >= 0 && (unless == CS_TAG_NONE || at > p->last[unless])) pop_to(p, at);
}

static casus_status add_node(parser *p, uint8_t tag, cs_str text, ptrdiff_t at) {
    if (p->t->nodes.n == CS_HTML_NODES_MAX)
        return cs_fail(p->err, CASUS_E_LIMIT, at, "expected at most %d elements", CS_HTML_NODES_MAX);
    cs_html_node *n = CS_PUSH(p->perm, &p->t->nodes);
    int32_t i = (int32_t)p->t->nodes.n - 1;
    *n = (cs_html_node){ tag, p->depth ? p->stack[p->depth - 1].node : -1, i + 1, (int32_t)p->t->values.n, 0, text };
    return CASUS_OK;
}

static casus_status too_deep(parser *p, ptrdiff_t at) {
    return cs_fail(p->err, CASUS_E_LIMIT, at, "expected at most %d nested elements", CS_HTML_DEPTH_MAX);
}

/* Opens the node that was added last. */
static casus_status push(parser *p, uint8_t tag, ptrdiff_t at) {
    if (p->depth + p->n_formats >= CS_HTML_DEPTH_MAX) return too_deep(p, at);
    p->stack[p->depth] =
        (open){ (int32_t)p->t->nodes.n - 1, p->last[tag], is_boundary(tag) ? p->depth : boundary(p), p->n_formats, tag };
    p->last[tag] = p->depth++;
    return CASUS_OK;
}

static casus_status add_text(parser *p, ptrdiff_t from, ptrdiff_t to) {
    if (from == to) return CASUS_OK;
    return add_node(p, CS_TAG_TEXT, cs_html_decode(cs_cut(p->page, from, to), false, p->perm), from);
}

/* ---- implied end tags ---- */

static bool belongs_in_head(uint8_t tag) {
    return tag == CS_TAG_TITLE || tag == CS_TAG_META || tag == CS_TAG_LINK || tag == CS_TAG_SCRIPT || tag == CS_TAG_STYLE ||
           tag == CS_TAG_BASE || tag == CS_TAG_NOSCRIPT || tag == CS_TAG_TEMPLATE || tag == CS_TAG_HEAD || tag == CS_TAG_HTML;
}

static bool is_heading(uint8_t tag) { return tag >= CS_TAG_H1 && tag <= CS_TAG_H6; }

static void close_implied(parser *p, uint8_t tag) {
    if (!belongs_in_head(tag)) close_last(p, CS_TAG_HEAD, CS_TAG_NONE);
    switch (tag) {
    case CS_TAG_LI: close_last(p, CS_TAG_LI, p->last[CS_TAG_UL] > p->last[CS_TAG_OL] ? CS_TAG_UL : CS_TAG_OL); break;
    case CS_TAG_DT:
    case CS_TAG_DD:
        close_last(p, CS_TAG_DT, CS_TAG_DL);
        close_last(p, CS_TAG_DD, CS_TAG_DL);
        break;
    case CS_TAG_TD:
    case CS_TAG_TH:
        close_last(p, CS_TAG_TD, CS_TAG_TABLE);
        close_last(p, CS_TAG_TH, CS_TAG_TABLE);
        return;
    case CS_TAG_TR: close_last(p, CS_TAG_TR, CS_TAG_TABLE); return;
    case CS_TAG_THEAD:
    case CS_TAG_TBODY:
    case CS_TAG_TFOOT:
        close_last(p, CS_TAG_THEAD, CS_TAG_TABLE);
        close_last(p, CS_TAG_TBODY, CS_TAG_TABLE);
        close_last(p, CS_TAG_TFOOT, CS_TAG_TABLE);
        return;
    case CS_TAG_A:
        if (p->last[CS_TAG_A] > boundary(p)) pop_to(p, p->last[CS_TAG_A]);
        return;
    case CS_TAG_OPTION: close_last(p, CS_TAG_OPTION, CS_TAG_SELECT); return;
    default: break;
    }
    if (cs_html_is_block(tag) && p->last[CS_TAG_P] > boundary(p)) pop_to(p, p->last[CS_TAG_P]);
    if (is_heading(tag) && p->depth && is_heading(p->stack[p->depth - 1].tag)) pop_to(p, p->depth - 1);
}

static void end_tag(parser *p, uint8_t tag) {
    if (TAGS[tag].how == HOW_F) {
        int32_t least = p->depth ? p->stack[p->depth - 1].n_formats : 0;
        if (p->n_formats > least) p->n_formats--;
        return;
    }
    int32_t at = p->last[tag];
    if (at < 0 || tag == CS_TAG_HTML || tag == CS_TAG_BODY) return; /* what follows the body's end is still in it */
    bool of_table = tag == CS_TAG_TD || tag == CS_TAG_TH || tag == CS_TAG_TR || tag == CS_TAG_THEAD || tag == CS_TAG_TBODY ||
                    tag == CS_TAG_TFOOT || tag == CS_TAG_CAPTION;
    if (of_table ? at > p->last[CS_TAG_TABLE] : at >= boundary(p) || tag == CS_TAG_TABLE) pop_to(p, at);
}

/* ---- tokens ---- */

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static bool is_alpha(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

static cs_str take_name(parser *p) {
    ptrdiff_t from = p->i;
    while (p->i < p->page.n && !is_space(p->page.p[p->i]) && p->page.p[p->i] != '/' && p->page.p[p->i] != '>') p->i++;
    return cs_cut(p->page, from, p->i);
}

static uint8_t tag_of(cs_str name) {
    if (name.n > TAG_NAME_BYTES_MAX) return CS_TAG_OTHER;
    for (uint8_t i = 0; i < CS_TAG_OTHER; i++)
        if (TAGS[i].name.n == name.n && !strncasecmp(TAGS[i].name.p, name.p, (size_t)name.n)) return i;
    return CS_TAG_OTHER;
}

static void skip_space(parser *p) {
    while (p->i < p->page.n && (is_space(p->page.p[p->i]) || p->page.p[p->i] == '/')) p->i++;
}

static cs_str take_value(parser *p) {
    while (p->i < p->page.n && is_space(p->page.p[p->i])) p->i++;
    if (p->i >= p->page.n) return (cs_str){ 0 };
    ptrdiff_t from = p->i;
    char quote = p->page.p[p->i];
    if (quote == '"' || quote == '\'') {
        const char *end = memchr(p->page.p + from + 1, quote, (size_t)(p->page.n - from - 1));
        p->i = end ? end - p->page.p + 1 : p->page.n;
        return cs_cut(p->page, from + 1, end ? p->i - 1 : p->page.n);
    }
    while (p->i < p->page.n && !is_space(p->page.p[p->i]) && p->page.p[p->i] != '>') p->i++;
    return cs_cut(p->page, from, p->i);
}

/* The attributes up to and with '>'; those of ATTRS are kept for node, the first of each name. node < 0: none is.
 * Gives whether the tag ends in "/>". */
static bool take_attributes(parser *p, int32_t node) {
    uint32_t seen = 0;
    for (;;) {
        skip_space(p);
        if (p->i >= p->page.n) return false;
        if (p->page.p[p->i] == '>') return p->page.p[p->i++ - 1] == '/';
        ptrdiff_t from = p->i++; /* a name has at least one character, be it '=' */
        while (p->i < p->page.n && !is_space(p->page.p[p->i]) && !strchr("/>=", p->page.p[p->i])) p->i++;
        cs_str name = cs_cut(p->page, from, p->i), value = { "", 0 };
        while (p->i < p->page.n && is_space(p->page.p[p->i])) p->i++;
        if (p->i < p->page.n && p->page.p[p->i] == '=') {
            p->i++;
            value = take_value(p);
        }
        if (node < 0) continue;
        for (uint8_t a = 0; a < CS_ATTR_HTML_COUNT; a++) {
            if (ATTRS[a].n != name.n || strncasecmp(ATTRS[a].p, name.p, (size_t)name.n) || seen & 1u << a) continue;
            seen |= 1u << a;
            if (!value.p) value.p = "";
            *CS_PUSH(p->perm, &p->t->values) = (cs_html_value){ a, cs_html_decode(value, true, p->perm) };
            p->t->nodes.v[node].n_attrs++;
        }
    }
}

/* Everything up to the end tag of the same name, which is consumed; to the page's end when there is none. */
static cs_str take_raw(parser *p, cs_str name) {
    ptrdiff_t from = p->i;
    while (p->i < p->page.n) {
        const char *lt = memchr(p->page.p + p->i, '<', (size_t)(p->page.n - p->i));
        ptrdiff_t at = lt ? lt - p->page.p : p->page.n;
        p->i = at + 1;
        if (p->page.n - at < name.n + 3 || p->page.p[at + 1] != '/' || strncasecmp(p->page.p + at + 2, name.p, (size_t)name.n))
            continue;
        char after = p->page.p[at + 2 + name.n];
        if (after != '>' && after != '/' && !is_space(after)) continue;
        p->i = at + 2 + name.n;
        take_attributes(p, -1);
        return cs_cut(p->page, from, at);
    }
    p->i = p->page.n;
    return cs_cut(p->page, from, p->page.n);
}

static casus_status start_tag(parser *p, cs_str name, ptrdiff_t at) {
    uint8_t tag = tag_of(name);
    if (TAGS[tag].how == HOW_F) {
        take_attributes(p, -1);
        if (p->depth + ++p->n_formats > CS_HTML_DEPTH_MAX) return too_deep(p, at);
        return CASUS_OK;
    }
    if ((tag == CS_TAG_HTML || tag == CS_TAG_HEAD || tag == CS_TAG_BODY) && p->last[tag] >= 0) {
        take_attributes(p, -1);
        return CASUS_OK;
    }
    close_implied(p, tag);
    CS_TRY(add_node(p, tag, (cs_str){ 0 }, at));
    int32_t node = (int32_t)p->t->nodes.n - 1;
    bool closed = take_attributes(p, node) && p->is_xml;
    if (TAGS[tag].how == HOW_V || closed) return CASUS_OK;
    if (TAGS[tag].how != HOW_R) return push(p, tag, at);
    cs_str raw = take_raw(p, name);
    bool refs = tag == CS_TAG_TITLE || tag == CS_TAG_TEXTAREA;
    p->t->nodes.v[node].text = refs ? cs_html_decode(raw, false, p->perm) : raw;
    return CASUS_OK;
}

/* A comment, declaration or processing instruction that begins at p->i with "<!", "<?" or "</". */
static void skip_comment(parser *p) {
    cs_str rest = cs_cut(p->page, p->i, p->page.n);
    ptrdiff_t end;
    if (cs_starts(rest, CS_LIT("<!-->")) || cs_starts(rest, CS_LIT("<!--->"))) {
        end = cs_find(rest, CS_LIT(">")) + 1;
    } else if (cs_starts(rest, CS_LIT("<!--"))) {
        end = cs_find(rest, CS_LIT("-->"));
        end = end < 0 ? rest.n : end + 3;
    } else {
        const char *gt = memchr(rest.p, '>', (size_t)rest.n);
        end = gt ? gt - rest.p + 1 : rest.n;
    }
    p->i += end;
}

typedef enum markup { MARKUP_NONE, MARKUP_START, MARKUP_END, MARKUP_COMMENT } markup;

/* What the '<' at byte i begins (13.2.5.6): NONE when it is a character of the text. */
static markup markup_at(cs_str page, ptrdiff_t i) {
    char c = i + 1 < page.n ? page.p[i + 1] : ' ';
    if (is_alpha(c)) return MARKUP_START;
    if (c == '!' || c == '?') return MARKUP_COMMENT;
    if (c != '/' || i + 2 >= page.n) return MARKUP_NONE;
    return is_alpha(page.p[i + 2]) ? MARKUP_END : MARKUP_COMMENT;
}

static casus_status take_markup(parser *p, markup m) {
    ptrdiff_t at = p->i;
    if (m == MARKUP_COMMENT) {
        skip_comment(p);
        return CASUS_OK;
    }
    p->i += m == MARKUP_START ? 1 : 2;
    cs_str name = take_name(p);
    if (m == MARKUP_START) return start_tag(p, name, at);
    uint8_t tag = tag_of(name);
    take_attributes(p, -1);
    if (tag == CS_TAG_BR) return add_node(p, CS_TAG_BR, (cs_str){ 0 }, at); /* "</br>" is one, too */
    end_tag(p, tag);
    return CASUS_OK;
}

casus_status cs_html_parse(cs_str page, cs_html_tree *out, cs_arena *perm, cs_err *err) {
    *out = (cs_html_tree){ 0 };
    parser p = { .page = page, .t = out, .perm = perm, .err = err };
    p.is_xml = cs_starts(cs_trim(page), CS_LIT("<?xml"));
    for (int i = 0; i < CS_TAG_COUNT; i++) p.last[i] = -1;
    CS_TRY(add_node(&p, CS_TAG_HTML, (cs_str){ 0 }, 0));
    CS_TRY(push(&p, CS_TAG_HTML, 0));
    while (p.i < page.n) {
        ptrdiff_t text = p.i;
        markup m = MARKUP_NONE;
        for (; p.i < page.n; p.i++) {
            const char *lt = memchr(page.p + p.i, '<', (size_t)(page.n - p.i));
            p.i = lt ? lt - page.p : page.n;
            if (lt && (m = markup_at(page, p.i)) != MARKUP_NONE) break;
        }
        if (p.i > page.n) p.i = page.n;
        CS_TRY(add_text(&p, text, p.i));
        if (m != MARKUP_NONE) CS_TRY(take_markup(&p, m));
    }
    pop_to(&p, 0);
    return CASUS_OK;
}
