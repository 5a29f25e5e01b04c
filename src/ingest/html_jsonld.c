/* JSON-LD in pages (schema.org/NewsArticle and its kin). Sites nest the article in arrays, "@graph" or "mainEntity", and name
 * the publisher in place or by "@id". */
#include "base/calendar.h"
#include "ingest/date.h"
#include "ingest/html_meta.h"
#include "ingest/html_text.h"
#include <jansson.h>

enum { JSONLD_DEPTH_MAX = 16 };

static cs_str string_of(const json_t *v) {
    return json_is_string(v) ? (cs_str){ json_string_value(v), (ptrdiff_t)json_string_length(v) } : (cs_str){ 0 };
}

/* 2: an article, 1: the page as such, 0: neither. */
static int rank_of_type(cs_str type) {
    static const cs_str OTHERS[] = {
        { "BlogPosting", 11 }, { "LiveBlogPosting", 15 }, { "Report", 6 }, { "SocialMediaPosting", 18 }
    };
    if (cs_ends(type, CS_LIT("Article"))) return 2;
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
        if (cs_eq(type, OTHERS[i])) return 2;
    return cs_eq(type, CS_LIT("WebPage"));
}

static int rank_of(const json_t *object) {
    const json_t *type = json_object_get(object, "@type");
    int best = rank_of_type(string_of(type));
    size_t i;
    json_t *v;
    json_array_foreach(type, i, v) {
        int r = rank_of_type(string_of(v));
        if (r > best) best = r;
    }
    return best;
}

/* The first object of the highest rank in v. */
static void find_article(const json_t *v, int depth, const json_t **best, int *rank) {
    if (depth == JSONLD_DEPTH_MAX || *rank == 2) return;
    size_t i;
    json_t *item;
    const char *key;
    if (json_is_object(v)) {
        int r = rank_of(v);
        if (r > *rank) {
            *rank = r;
            *best = v;
        }
        json_object_foreach((json_t *)v, key, item) find_article(item, depth + 1, best, rank);
    }
    json_array_foreach(v, i, item) find_article(item, depth + 1, best, rank);
}

static const json_t *find_id(const json_t *v, int depth, const char *id) {
    if (depth == JSONLD_DEPTH_MAX) return NULL;
    size_t i;
    json_t *item;
    const char *key;
    const json_t *found = NULL;
    if (json_is_object(v)) {
        const char *own = json_string_value(json_object_get(v, "@id"));
        if (own && !strcmp(own, id) && json_object_get(v, "name")) return v;
        json_object_foreach((json_t *)v, key, item) if (!found) found = find_id(item, depth + 1, id);
    }
    json_array_foreach(v, i, item) if (!found) found = find_id(item, depth + 1, id);
    return found;
}

static cs_str name_of(const json_t *root, const json_t *party) {
    if (json_is_array(party)) party = json_array_get(party, 0);
    if (!json_is_object(party)) return string_of(party);
    const json_t *name = json_object_get(party, "name");
    const char *id = json_string_value(json_object_get(party, "@id"));
    if (!name && id) name = json_object_get(find_id(root, 0, id), "name");
    return string_of(name);
}

/* A copy without character references, which some sites have in JSON, too. */
static void take(cs_str *to, cs_str value, cs_arena *perm) {
    if (!to->n && value.n && value.n <= CS_HTML_LINE_BYTES) *to = cs_dup(perm, cs_html_decode(value, false, perm));
}

static void read_article(const json_t *root, const json_t *article, cs_page *page, cs_arena *perm) {
    const json_t *url = json_object_get(article, "url"), *of = json_object_get(article, "mainEntityOfPage");
    if (!json_is_string(url)) url = json_is_object(of) ? json_object_get(of, "@id") : of;
    cs_str title = string_of(json_object_get(article, "headline"));
    take(&page->title, title.n ? title : string_of(json_object_get(article, "name")), perm);
    take(&page->site, name_of(root, json_object_get(article, "publisher")), perm);
    take(&page->url, string_of(url), perm);
    cs_str date = string_of(json_object_get(article, "datePublished"));
    cs_day_result day = cs_date_parse(date.n ? date : string_of(json_object_get(article, "dateCreated")));
    if (day.ok && page->published_day == CS_DAY_NONE) page->published_day = day.day;
}

/* A script may be wrapped in an HTML comment or CDATA. */
static cs_str unwrap(cs_str s) {
    s = cs_trim(s);
    if (cs_starts(s, CS_LIT("<!--"))) s = cs_cut(s, 4, s.n);
    if (cs_ends(s, CS_LIT("-->"))) s.n -= 3;
    s = cs_trim(s);
    if (cs_starts(s, CS_LIT("//<![CDATA["))) s = cs_cut(s, 11, s.n);
    if (cs_ends(s, CS_LIT("//]]>"))) s.n -= 5;
    s = cs_trim(s);
    while (s.n && s.p[s.n - 1] == ';') s.n--;
    return s;
}

void cs_html_jsonld(const cs_html_tree *t, cs_page *page, cs_arena *perm) {
    for (int wanted = 2; wanted > 0; wanted--) { /* articles of all scripts before pages of any */
        for (int32_t i = 0; i < (int32_t)t->nodes.n; i++) {
            if (t->nodes.v[i].tag != CS_TAG_SCRIPT) continue;
            if (!cs_eq(cs_trim(cs_html_get(t, i, CS_ATTR_HTML_TYPE)), CS_LIT("application/ld+json"))) continue;
            cs_str s = unwrap(t->nodes.v[i].text);
            /* What is copied is never more than the script; a jump out of here would lose the object. */
            if ((ptrdiff_t)(perm->end - perm->beg) < 4 * s.n + 4096) continue;
            json_t *root = json_loadb(s.p, (size_t)s.n, JSON_DISABLE_EOF_CHECK, NULL);
            const json_t *article = NULL;
            int rank = 0;
            if (root) find_article(root, 0, &article, &rank);
            if (rank == wanted) read_article(root, article, page, perm);
            json_decref(root);
        }
    }
}
