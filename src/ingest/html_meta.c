#define _POSIX_C_SOURCE 200809L /* strncasecmp */
#include "ingest/html_meta.h"
#include "base/calendar.h"
#include "ingest/date.h"
#include "ingest/html_text.h"
#include <strings.h>

static bool same(cs_str s, const char *name) { return s.n == (ptrdiff_t)strlen(name) && !strncasecmp(s.p, name, (size_t)s.n); }

/* The content of the first <meta> with that property, name or itemprop. */
static cs_str meta(const cs_html_tree *t, const char *name) {
    for (int32_t i = 0; i < (int32_t)t->nodes.n; i++) {
        if (t->nodes.v[i].tag != CS_TAG_META) continue;
        if (!same(cs_html_get(t, i, CS_ATTR_HTML_PROPERTY), name) && !same(cs_html_get(t, i, CS_ATTR_HTML_NAME), name) &&
            !same(cs_html_get(t, i, CS_ATTR_HTML_ITEMPROP), name))
            continue;
        cs_str content = cs_trim(cs_html_get(t, i, CS_ATTR_HTML_CONTENT));
        if (content.n > CS_HTML_LINE_BYTES) content.n = 0; /* nothing that is asked for here is so long */
        if (content.n) return content;
    }
    return (cs_str){ 0 };
}

static cs_str first_meta(const cs_html_tree *t, const char *const *names, size_t n) {
    cs_str s = { 0 };
    for (size_t i = 0; i < n && !s.n; i++) s = meta(t, names[i]);
    return s;
}
#define FIRST_META(t, ...) \
    first_meta((t), (const char *const[]){ __VA_ARGS__ }, sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

/* ---- the day ---- */

static bool has_itemprop(const cs_html_tree *t, int32_t i, const char *name) {
    return same(cs_trim(cs_html_get(t, i, CS_ATTR_HTML_ITEMPROP)), name);
}

static cs_day_result day_of_element(const cs_html_tree *t, int32_t i, cs_arena scratch) {
    cs_str s = cs_html_get(t, i, CS_ATTR_HTML_DATETIME);
    if (!s.n) s = cs_html_get(t, i, CS_ATTR_HTML_CONTENT);
    return cs_date_parse(s.n ? s : cs_html_line(t, i, &scratch));
}

/* The most telling of the page's <time> elements; of equal ones the first. Others are dates in menus, of comments. */
static cs_day_result day_of_times(const cs_html_tree *t, cs_arena scratch) {
    cs_day_result best = { 0, false };
    int best_rank = 0;
    int32_t article_end = 0;
    for (int32_t i = 0; i < (int32_t)t->nodes.n; i++) {
        uint8_t tag = t->nodes.v[i].tag;
        if ((tag == CS_TAG_ARTICLE || tag == CS_TAG_MAIN) && i >= article_end) article_end = t->nodes.v[i].end;
        int rank = has_itemprop(t, i, "datePublished")                        ? 4
                   : tag != CS_TAG_TIME || has_itemprop(t, i, "dateModified") ? 0
                   : cs_html_get(t, i, CS_ATTR_HTML_PUBDATE).p                ? 3
                   : i < article_end                                          ? 2
                                                                              : 1;
        if (rank <= best_rank) continue;
        cs_day_result day = day_of_element(t, i, scratch);
        if (!day.ok) continue;
        best = day;
        best_rank = rank;
    }
    return best;
}

static int32_t published(const cs_html_tree *t, cs_arena scratch) {
    static const char *const NAMES[] = { "article:published_time",
                                         "og:article:published_time",
                                         "article:published",
                                         "og:published_time",
                                         "parsely-pub-date",
                                         "sailthru.date",
                                         "cXenseParse:recs:publishtime",
                                         "cxenseparse:publishtime",
                                         "dc.date.issued",
                                         "dcterms.issued",
                                         "dcterms.date",
                                         "dc.date",
                                         "dc.date.created",
                                         "dcterms.created",
                                         "datePublished",
                                         "pubdate",
                                         "publishdate",
                                         "publish-date",
                                         "publish_date",
                                         "publication_date",
                                         "published_time_telegram",
                                         "ptime",
                                         "article_date_original",
                                         "article.published",
                                         "date_published",
                                         "citation_publication_date",
                                         "citation_date",
                                         "date",
                                         "originalpublicationdate" };
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        cs_day_result day = cs_date_parse(meta(t, NAMES[i]));
        if (day.ok) return day.day;
    }
    cs_day_result day = day_of_times(t, scratch);
    return day.ok ? day.day : CS_DAY_NONE;
}

/* ---- the title ---- */

static int32_t first_of(const cs_html_tree *t, uint8_t tag) {
    for (int32_t i = 0; i < (int32_t)t->nodes.n; i++)
        if (t->nodes.v[i].tag == tag) return i;
    return -1;
}

/* "Headline | Site" without the site, where the site's name is known or the separator leaves no doubt. */
static cs_str without_site(cs_str title, cs_str site) {
    static const cs_str SEPARATORS[] = { { " | ", 3 },  { " - ", 3 },       { " \xE2\x80\x93 ", 5 }, { " \xE2\x80\x94 ", 5 },
                                         { " :: ", 4 }, { " \xC2\xBB ", 4 } };
    for (size_t k = 0; k < sizeof SEPARATORS / sizeof *SEPARATORS; k++) {
        cs_str sep = SEPARATORS[k];
        if (site.n && cs_starts(title, site) && cs_starts(cs_cut(title, site.n, title.n), sep))
            return cs_trim(cs_cut(title, site.n + sep.n, title.n));
        ptrdiff_t at = -1;
        for (ptrdiff_t i = cs_find(title, sep); i >= 0;) {
            at = i;
            ptrdiff_t next = cs_find(cs_cut(title, i + sep.n, title.n), sep);
            i = next < 0 ? -1 : i + sep.n + next;
        }
        if (at < 0) continue;
        cs_str tail = cs_cut(title, at + sep.n, title.n);
        bool is_site = site.n && cs_eq(site, tail);
        /* A bar is nothing that headlines have; a dash may be, so the rest must be short. */
        if (is_site || k == 0 || k == 4 || k == 5 || (tail.n <= 24 && at >= 24)) return cs_trim(cs_cut(title, 0, at));
    }
    return title;
}

static void find_title(const cs_html_tree *t, cs_page *page, cs_arena *perm, cs_arena scratch) {
    if (!page->title.n)
        page->title = FIRST_META(t, "og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "headline");
    int32_t element = first_of(t, CS_TAG_TITLE);
    if (!page->title.n && element >= 0) page->title = cs_html_line(t, element, perm);
    int32_t h1 = cs_html_headline(t, page->title, page->site, scratch);
    cs_str headline = h1 >= 0 ? cs_html_line(t, h1, perm) : (cs_str){ 0 };
    /* The headline without what the site adds to it in the title. */
    if (headline.n && (!page->title.n || cs_starts(page->title, headline)))
        page->title = headline;
    else
        page->title = without_site(page->title, page->site);
}

void cs_html_meta(const cs_html_tree *t, cs_page *page, cs_arena *perm, cs_arena scratch) {
    page->title = page->site = page->url = (cs_str){ 0 };
    page->published_day = CS_DAY_NONE;
    cs_html_jsonld(t, page, perm);
    if (!page->site.n)
        page->site = FIRST_META(t, "og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher",
                                "citation_publisher");
    for (int32_t i = 0; i < (int32_t)t->nodes.n && !page->url.n; i++)
        if (t->nodes.v[i].tag == CS_TAG_LINK && same(cs_html_get(t, i, CS_ATTR_HTML_REL), "canonical"))
            page->url = cs_trim(cs_html_get(t, i, CS_ATTR_HTML_HREF));
    if (!page->url.n) page->url = meta(t, "og:url");
    if (page->published_day == CS_DAY_NONE) page->published_day = published(t, scratch);
    find_title(t, page, perm, scratch);
}
