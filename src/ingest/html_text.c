#include "ingest/html_text.h"
#include "base/utf8.h"
#include "ingest/normal.h"

/* The text as it grows. White space and line ends wait until the next character, so none stands at an end. */
typedef struct writer {
    char *p;
    ptrdiff_t n;
    ptrdiff_t paragraph; /* where the current paragraph begins; n when it has nothing yet */
    int breaks;          /* line ends that wait */
    bool gap;            /* white space waits */
} writer;

static bool is_invisible(uint32_t cp) { return cp == 0xAD || cp == 0x200B || cp == 0x2060 || cp == 0xFEFF; }

/* pre: line ends count. */
static void write_text(writer *w, cs_str s, bool pre) {
    for (ptrdiff_t i = 0; i < s.n;) {
        ptrdiff_t at = i;
        uint32_t cp = cs_utf8_next(s, &i);
        if (is_invisible(cp)) continue; /* where a word may be cut at a line's end */
        if (pre && cp == '\n') w->breaks++;
        if (cs_normal_is_space(cp)) {
            w->gap = true;
            continue;
        }
        bool fresh = w->n == w->paragraph;
        if (fresh && w->n) {
            memcpy(w->p + w->n, "\n\n", 2);
            w->n += 2;
            w->paragraph = w->n;
        } else if (!fresh && w->breaks) {
            for (int k = w->breaks > 1 ? 2 : 1; k; k--) w->p[w->n++] = '\n';
            if (w->breaks > 1) w->paragraph = w->n;
        } else if (!fresh && w->gap) {
            w->p[w->n++] = ' ';
        }
        w->breaks = 0;
        w->gap = false;
        memcpy(w->p + w->n, s.p + at, (size_t)(i - at));
        w->n += i - at;
    }
}

/* Labels that pages put between the paragraphs of a report. */
static bool is_label(cs_str s) {
    static const cs_str LABELS[] = { { "advertisement", 13 },
                                     { "advertisements", 14 },
                                     { "ad", 2 },
                                     { "sponsored", 9 },
                                     { "story continues below", 21 },
                                     { "read more", 9 },
                                     { "related", 7 },
                                     { "share", 5 },
                                     { "share this", 10 },
                                     { "print", 5 },
                                     { "email", 5 },
                                     { "tweet", 5 },
                                     { "recommended", 11 },
                                     { "sign up", 7 },
                                     { "subscribe", 9 },
                                     { "loading", 7 },
                                     { "skip to main content", 20 },
                                     { "article continues below", 23 } };
    char low[24];
    if (s.n >= (ptrdiff_t)sizeof low) return false;
    for (ptrdiff_t i = 0; i < s.n; i++) low[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] | 32) : s.p[i];
    for (size_t i = 0; i < sizeof LABELS / sizeof *LABELS; i++)
        if (cs_eq((cs_str){ low, s.n }, LABELS[i])) return true;
    return false;
}

static void end_paragraph(writer *w) {
    if (w->n > w->paragraph && is_label((cs_str){ w->p + w->paragraph, w->n - w->paragraph })) {
        w->n = w->paragraph;
        while (w->n && w->p[w->n - 1] == '\n') w->n--;
    }
    w->paragraph = w->n;
    w->breaks = 0;
    w->gap = false;
}

/* Lists of links within the report, and paragraphs that are one link: they lead to other reports. */
static bool leads_away(const cs_html_parts *parts, const cs_html_tree *t, int32_t i, int32_t root) {
    int32_t text = parts->text[i], link = parts->link[i];
    uint8_t tag = t->nodes.v[i].tag;
    if (i == root || !link || !cs_html_is_block(tag) || text * 3 > parts->text[root]) return false;
    if (tag == CS_TAG_P || tag == CS_TAG_LI || (tag >= CS_TAG_H2 && tag <= CS_TAG_H6)) return link * 10 > text * 8;
    return link * 2 > text;
}

static void write_part(writer *w, const cs_html_tree *t, const cs_html_parts *parts, int32_t root) {
    int32_t block = -1, pre_end = 0;
    for (int32_t i = root; i < t->nodes.v[root].end;) {
        const cs_html_node *n = t->nodes.v + i;
        if (parts->dropped[i] || leads_away(parts, t, i, root)) {
            if (parts->block[i] == i) end_paragraph(w);
            i = n->end;
            continue;
        }
        if (parts->block[i] == i || n->tag == CS_TAG_HR || (n->tag == CS_TAG_TEXT && parts->block[i] != block)) {
            end_paragraph(w);
            block = parts->block[i];
        }
        if (n->tag == CS_TAG_PRE) pre_end = n->end;
        if (n->tag == CS_TAG_BR) w->breaks++;
        if (n->tag == CS_TAG_TEXT) write_text(w, n->text, i < pre_end);
        i++;
    }
    end_paragraph(w);
}

/* No more of s than a line may have. */
static cs_str cut_line(cs_str s) {
    if (s.n <= CS_HTML_LINE_BYTES) return s;
    ptrdiff_t n = CS_HTML_LINE_BYTES;
    while (n && !cs_utf8_is_start(s.p[n])) n--;
    return cs_cut(s, 0, n);
}

cs_str cs_html_line(const cs_html_tree *t, int32_t node, cs_arena *perm) {
    const cs_html_node *v = t->nodes.v;
    int32_t end = v[node].end < node + CS_HTML_LINE_NODES ? v[node].end : node + CS_HTML_LINE_NODES;
    writer w = { .p = CS_NEW(perm, char, 2 * CS_HTML_LINE_BYTES + 4) };
    write_text(&w, cut_line(v[node].text), false);
    for (int32_t i = node + 1; i < end && w.n < CS_HTML_LINE_BYTES; i++) {
        if (v[i].tag == CS_TAG_TEXT) write_text(&w, cut_line(v[i].text), false);
        if (v[i].tag == CS_TAG_BR) w.gap = true;
    }
    return (cs_str){ w.p, w.n };
}

int32_t cs_html_headline(const cs_html_tree *t, cs_str title, cs_str site, cs_arena scratch) {
    int32_t only = -1, n = 0;
    for (int32_t i = 0; i < (int32_t)t->nodes.n; i++) {
        if (t->nodes.v[i].tag != CS_TAG_H1) continue;
        cs_arena mark = scratch;
        cs_str h = cs_html_line(t, i, &mark);
        if (!h.n || cs_eq(h, site)) continue;
        if (title.n && (cs_starts(title, h) || cs_find(h, title) >= 0)) return i;
        if (cs_ends(title, h)) continue; /* the site's name, as a logo and at the title's end */
        only = i;
        n++;
    }
    return n == 1 ? only : -1;
}

/* Is the headline among the paragraphs at the beginning? */
static bool begins_with(cs_str text, cs_str headline) {
    return cs_find(cs_cut(text, 0, text.n < 4 * headline.n + 400 ? text.n : 4 * headline.n + 400), headline) >= 0;
}

cs_str cs_html_main_text(const cs_html_tree *t, cs_str title, cs_str site, cs_arena *perm, cs_arena scratch) {
    cs_html_parts parts;
    cs_html_find_parts(t, &parts, &scratch);
    ptrdiff_t bytes = 0;
    for (ptrdiff_t i = 0; i < t->nodes.n; i++) bytes += t->nodes.v[i].tag == CS_TAG_TEXT ? t->nodes.v[i].text.n + 2 : 0;
    writer w = { .p = CS_NEW(&scratch, char, bytes + 2) };
    for (ptrdiff_t i = 0; i < parts.roots.n; i++) write_part(&w, t, &parts, parts.roots.v[i]);
    cs_str text = { w.p, w.n };
    int32_t h1 = cs_html_headline(t, title, site, scratch);
    if (h1 < 0 || !text.n) return cs_dup(perm, text);
    cs_str headline = cs_html_line(t, h1, &scratch);
    if (begins_with(text, headline)) return cs_dup(perm, text);
    return cs_join(perm, cs_join(&scratch, headline, CS_LIT("\n\n")), text);
}
