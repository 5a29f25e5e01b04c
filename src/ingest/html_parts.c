#include "ingest/html_text.h"

enum {
    PARAGRAPH_CHARS_MIN = 20, /* less is a label, a date, a byline */
    ARTICLE_CHARS_MIN = 150,  /* an element that says it is the article is believed from here on */
    NAMES_BYTES_MAX = 512,    /* of a class attribute: more is a program's output, not names */
    DIV_CHARS_FULL = 400      /* text straight in a div: from here on it is no paragraph but holds several */
};

typedef struct work {
    const cs_html_tree *t;
    cs_html_parts *out;
    int32_t n;
    int32_t *direct, *direct_link, *commas; /* [n]: of the text straight in a block */
    float *score;                           /* [n] */
} work;

/* ---- names of classes and ids ---- */

/* Each with a space on both sides. */
static const char SIDE_WORDS[] =
    " ad ads adv advert adverts advertisement advertising adsense agegate author authors banner bio "
    "breadcrumb breadcrumbs byline caption captions carousel comment comments consent cookie cookies "
    "copyright credit credits disqus donate dropdown extras follow footer gallery gdpr hidden infobox "
    "legal login masthead menu menus modal mostread nav navbar navbox navigation newsletter outbrain "
    "overlay pager pagination paywall player popular popup promo promos promoted readmore recirc "
    "recommended recommendations related relatedarticles remark replies rss search share sharebar sharing "
    "sidebar signup skip skyscraper slideshow social sponsor sponsored subscribe subscription taboola tag "
    "tags tagcloud teaser teasers toc toolbar tooltip trending video videos visually widget widgets ";
static const char MAIN_WORDS[] = " article articlebody body content entry main post report story text ";

/* The words of a class or id: runs of letters, cut also where a capital follows a small letter. */
static bool next_word(cs_str *s, char word[32]) {
    int n = 0;
    while (s->n) {
        char c = s->p[0], low = (char)(c | 32);
        bool letter = low >= 'a' && low <= 'z';
        if (n && (!letter || (c < 'a' && s->p[-1] >= 'a'))) break;
        s->p++, s->n--;
        if (letter && n < 31) word[n++] = low;
    }
    word[n] = 0;
    return n > 0;
}

#define COUNT(a) (sizeof(a) / sizeof *(a))

static bool has_word(cs_str names, const char *list) {
    char word[34] = " ";
    if (names.n > NAMES_BYTES_MAX) names.n = NAMES_BYTES_MAX;
    for (bool negated = false; next_word(&names, word + 1);) {
        size_t n = strlen(word);
        memcpy(word + n, " ", 2);
        if (!negated && strstr(list, word)) return true;
        negated = strstr(" has with no without ", word); /* "page with-sidebar" */
    }
    return false;
}

static bool named(const cs_html_tree *t, int32_t i, const char *list) {
    return has_word(cs_html_get(t, i, CS_ATTR_HTML_CLASS), list) || has_word(cs_html_get(t, i, CS_ATTR_HTML_ID), list);
}

static bool is_one_of(cs_str s, const char *const *list, size_t n_list) {
    for (size_t i = 0; i < n_list; i++)
        if (cs_eq(s, (cs_str){ list[i], (ptrdiff_t)strlen(list[i]) })) return true;
    return false;
}

static bool style_hides(cs_str style) {
    char flat[128]; /* without white space, small letters; hiding stands at the beginning where pages hide */
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < style.n && n < (ptrdiff_t)sizeof flat; i++)
        if (style.p[i] > ' ') flat[n++] = style.p[i] >= 'A' && style.p[i] <= 'Z' ? (char)(style.p[i] | 32) : style.p[i];
    cs_str s = { flat, n };
    return cs_find(s, CS_LIT("display:none")) >= 0 || cs_find(s, CS_LIT("visibility:hidden")) >= 0;
}

/* ---- what is dropped ---- */

/* By its tag or attributes: never part of a report. */
static bool is_never_text(const cs_html_tree *t, int32_t i) {
    static const char *const ROLES[] = { "navigation", "banner", "contentinfo", "complementary", "search",  "menu",
                                         "menubar",    "dialog", "alertdialog", "toolbar",       "tablist", "tooltip" };
    switch (t->nodes.v[i].tag) {
    case CS_TAG_NAV:
    case CS_TAG_ASIDE:
    case CS_TAG_FOOTER:
    case CS_TAG_FIGCAPTION:
    case CS_TAG_BUTTON:
    case CS_TAG_SELECT:
    case CS_TAG_SVG:
    case CS_TAG_TEMPLATE:
    case CS_TAG_DIALOG:
    case CS_TAG_AUDIO:
    case CS_TAG_VIDEO:
    case CS_TAG_CANVAS:
    case CS_TAG_OBJECT:
    case CS_TAG_MENU: return true;
    default: break;
    }
    return cs_html_get(t, i, CS_ATTR_HTML_HIDDEN).p || cs_eq(cs_html_get(t, i, CS_ATTR_HTML_ARIA_HIDDEN), CS_LIT("true")) ||
           style_hides(cs_html_get(t, i, CS_ATTR_HTML_STYLE)) ||
           is_one_of(cs_html_get(t, i, CS_ATTR_HTML_ROLE), ROLES, COUNT(ROLES));
}

static int32_t own(const cs_html_parts *p, int32_t i) { return p->text[i] - p->link[i]; }

/* By its name, unless it holds half the page's text: then the name is that of the page's frame ("page with-sidebar"). */
static bool is_side_part(const work *w, int32_t i) {
    uint8_t tag = w->t->nodes.v[i].tag;
    if (i == 0 || tag == CS_TAG_TEXT || tag == CS_TAG_BODY || tag == CS_TAG_HEAD || tag == CS_TAG_MAIN) return false;
    if (own(w->out, i) * 2 > own(w->out, 0)) return false;
    if (is_never_text(w->t, i)) return true;
    if (tag == CS_TAG_HEADER) { /* the page's, not the article's */
        int32_t up = w->t->nodes.v[i].parent;
        while (up > 0 && w->t->nodes.v[up].tag != CS_TAG_ARTICLE && w->t->nodes.v[up].tag != CS_TAG_MAIN)
            up = w->t->nodes.v[up].parent;
        if (up <= 0) return true;
    }
    return named(w->t, i, SIDE_WORDS);
}

static void mark_dropped(work *w) {
    for (int32_t i = 0; i < w->n;) {
        int32_t end = w->t->nodes.v[i].end;
        if (!is_side_part(w, i)) {
            i++;
            continue;
        }
        memset(w->out->dropped + i, true, (size_t)(end - i));
        i = end;
    }
}

/* ---- how much text ---- */

static void measure(work *w) {
    cs_html_parts *o = w->out;
    const cs_html_node *v = w->t->nodes.v;
    size_t bytes = (size_t)w->n * sizeof(int32_t);
    memset(o->text, 0, bytes);
    memset(o->link, 0, bytes);
    memset(w->direct, 0, bytes);
    memset(w->direct_link, 0, bytes);
    memset(w->commas, 0, bytes);
    int32_t link_end = 0;
    for (int32_t i = 0; i < w->n; i++) {
        o->block[i] = i == 0 || cs_html_is_block(v[i].tag) ? i : o->block[v[i].parent];
        if (v[i].tag == CS_TAG_A) link_end = v[i].end;
        if (v[i].tag != CS_TAG_TEXT || o->dropped[i]) continue;
        for (ptrdiff_t k = 0; k < v[i].text.n; k++) {
            unsigned char c = (unsigned char)v[i].text.p[k];
            o->text[i] += c > ' ' && (c & 0xC0) != 0x80;
            w->commas[o->block[i]] += c == ',';
        }
        if (i < link_end) o->link[i] = o->text[i];
        w->direct[o->block[i]] += o->text[i];
        w->direct_link[o->block[i]] += o->link[i];
    }
    for (int32_t i = w->n - 1; i > 0; i--) {
        o->text[v[i].parent] += o->text[i];
        o->link[v[i].parent] += o->link[i];
    }
}

/* ---- which part is the report ---- */

static bool is_paragraph(uint8_t tag) {
    return tag == CS_TAG_P || tag == CS_TAG_PRE || tag == CS_TAG_LI || tag == CS_TAG_DD || tag == CS_TAG_BLOCKQUOTE;
}

static void add_score(work *w, int32_t i, float s) {
    if (i >= 0) w->score[i] += s;
}

static void score(work *w) {
    const cs_html_node *v = w->t->nodes.v;
    for (int32_t i = 0; i < w->n; i++) {
        int32_t chars = w->direct[i] - w->direct_link[i];
        if (w->out->dropped[i] || w->out->block[i] != i || chars < PARAGRAPH_CHARS_MIN) continue;
        if (v[i].tag >= CS_TAG_H1 && v[i].tag <= CS_TAG_H6) continue;
        float s = 1 + (float)w->commas[i] + (float)(chars < 300 ? chars : 300) / 100;
        if (chars > DIV_CHARS_FULL) s *= (float)chars / DIV_CHARS_FULL; /* several paragraphs in one */
        int32_t up = v[i].parent, upper = up >= 0 ? v[up].parent : -1;
        if (!is_paragraph(v[i].tag)) add_score(w, i, chars < DIV_CHARS_FULL ? s * (float)chars / DIV_CHARS_FULL : s);
        add_score(w, up, s);
        add_score(w, upper, s / 2);
        if (upper >= 0) add_score(w, v[upper].parent, s / 6);
    }
    for (int32_t i = 0; i < w->n; i++) {
        if (w->score[i] <= 0) continue;
        if (named(w->t, i, MAIN_WORDS)) w->score[i] *= 1.25f;
        if (w->out->text[i]) w->score[i] *= 1 - (float)w->out->link[i] / (float)w->out->text[i];
    }
}

/* The element that says it is the article, if one has most of what all of them have: a page of teasers has many. */
static int32_t marked_article(const work *w) {
    for (int pass = 0; pass < 2; pass++) {
        int32_t best = -1;
        int64_t sum = 0;
        for (int32_t i = 0; i < w->n; i++) {
            bool is = pass ? w->t->nodes.v[i].tag == CS_TAG_ARTICLE
                           : cs_find(cs_html_get(w->t, i, CS_ATTR_HTML_ITEMPROP), CS_LIT("articleBody")) >= 0;
            if (!is || w->out->dropped[i]) continue;
            sum += own(w->out, i);
            if (best < 0 || own(w->out, i) > own(w->out, best)) best = i;
        }
        /* An <article> may also be a teaser or a comment beside the report. */
        if (best < 0 || own(w->out, best) < ARTICLE_CHARS_MIN || (int64_t)own(w->out, best) * 10 <= sum * 6) continue;
        if (pass == 0 || (int64_t)own(w->out, best) * 10 >= (int64_t)own(w->out, 0) * 3) return best;
    }
    return -1;
}

static int32_t best_scored(const work *w) {
    int32_t best = -1;
    for (int32_t i = 0; i < w->n; i++)
        if (!w->out->dropped[i] && w->score[i] > 0 && (best < 0 || w->score[i] > w->score[best])) best = i;
    return best;
}

/* Does a neighbour of the best part belong to it? Reports are often cut in pieces by what stands between. */
static bool belongs(const work *w, int32_t i, int32_t best) {
    const cs_html_parts *o = w->out;
    uint8_t tag = w->t->nodes.v[i].tag;
    if (i == best) return true;
    if (o->dropped[i] || tag == CS_TAG_TEXT || !o->text[i]) return false;
    if (w->score[i] >= 10 && w->score[i] * 5 >= w->score[best]) return true;
    if (tag >= CS_TAG_H1 && tag <= CS_TAG_H4) return o->link[i] * 4 < o->text[i];
    if (tag == CS_TAG_P) return own(o, i) >= PARAGRAPH_CHARS_MIN && o->link[i] * 4 < o->text[i];
    return w->score[i] > 0 && own(o, i) >= 3 * PARAGRAPH_CHARS_MIN && o->link[i] * 10 < o->text[i];
}

static void choose_roots(work *w, cs_arena *a) {
    cs_html_parts *o = w->out;
    int32_t best = marked_article(w);
    if (best >= 0) {
        *CS_PUSH(a, &o->roots) = best;
        return;
    }
    score(w);
    best = best_scored(w);
    int32_t up = best > 0 ? w->t->nodes.v[best].parent : -1;
    int64_t found = 0;
    if (up >= 0) {
        for (int32_t i = up + 1; i < w->t->nodes.v[up].end; i = w->t->nodes.v[i].end) {
            if (!belongs(w, i, best)) continue;
            *CS_PUSH(a, &o->roots) = i;
            found += own(o, i);
        }
    }
    /* A short page, or one whose paragraphs tell nothing: all that was not dropped. */
    if (found >= ARTICLE_CHARS_MIN || found * 2 > own(o, 0)) return;
    o->roots.n = 0;
    *CS_PUSH(a, &o->roots) = 0;
}

void cs_html_find_parts(const cs_html_tree *t, cs_html_parts *out, cs_arena *a) {
    *out = (cs_html_parts){ 0 };
    int32_t n = (int32_t)t->nodes.n;
    work w = { .t = t, .out = out, .n = n };
    out->dropped = CS_NEW(a, bool, n);
    out->block = CS_NEW(a, int32_t, n);
    out->text = CS_NEW(a, int32_t, n);
    out->link = CS_NEW(a, int32_t, n);
    w.direct = CS_NEW(a, int32_t, n);
    w.direct_link = CS_NEW(a, int32_t, n);
    w.commas = CS_NEW(a, int32_t, n);
    w.score = CS_NEW(a, float, n);
    measure(&w); /* with everything, to know how large the parts are that are to be dropped */
    mark_dropped(&w);
    measure(&w);
    choose_roots(&w, a);
}
