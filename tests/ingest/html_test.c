/* Pages: main text, metadata, character references, limits. */
#include "fixture.h"
#include "ingest/html.h"
#include "ingest/html_tree.h"
#include <sys/resource.h>
#include <time.h>

#define P1 "Rebels shelled the bridge at dawn on Monday, wounding four soldiers, an army spokesman said."
#define P2 "The rebels, who hold the hills above the town, denied it, and blamed a rival group."

static void blocks_become_paragraphs(void **state) {
    (void)state;
    assert_text(
        CS_LIT(
            "<html><body><h1>Bridge shelled</h1><p>One\n  line.</p><p>Two<br>lines</p><ul><li>a<li>b</ul>end<hr>last</body>"),
        CS_LIT("Bridge shelled\n\nOne line.\n\nTwo\nlines\n\na\n\nb\n\nend\n\nlast"));
    assert_str(doc.media_type, CS_LIT("text/html"));
    assert_str(doc.title, CS_LIT("Bridge shelled"));
    assert_text(CS_LIT("<p>one<br><br>two<br/> <br>three"), CS_LIT("one\n\ntwo\n\nthree"));
    assert_text(CS_LIT("<pre>a  b\n c\n\nd</pre>"), CS_LIT("a b\nc\n\nd"));
    assert_text(CS_LIT("<p>wo<b>r</b>d <i>of</i>\n<a href=x>mouth</a>, <span>then</span>"), CS_LIT("word of mouth, then"));
    assert_text(CS_LIT("<table><tr><td>Town<td>Dead<tr><td>Arle<td>3</table>"), CS_LIT("Town\n\nDead\n\nArle\n\n3"));
    assert_text(CS_LIT("<p>hos&shy;pi\xC2\xADtal&nbsp;ward&#8203;s</p>"), CS_LIT("hospital wards"));
}

static void tags_that_are_missing_or_wrong(void **state) {
    (void)state;
    assert_text(CS_LIT("<p>one<p>two</div></b><div>three</p>four"), CS_LIT("one\n\ntwo\n\nthreefour"));
    assert_text(CS_LIT("<p>3 < 4 and 5 > 4, <3, x<y</p>"), CS_LIT("3 < 4 and 5 > 4, <3, x"));
    assert_text(CS_LIT("<p>a<!-- b > c -- d -->e<!-->f<!--->g<?php x ?>h<![CDATA[i]]>j</p>"), CS_LIT("aefghj"));
    assert_text(CS_LIT("<P CLASS='x' id=y disabled data-a=\"1>2\" / >Upper</P><p a='unclosed>rest"), CS_LIT("Upper"));
    assert_text(CS_LIT("<b><p>bold</b> goes on</p>"), CS_LIT("bold goes on"));
    assert_text(CS_LIT("<table><tr><td><p>in</div></td></tr></table><p>out"), CS_LIT("in\n\nout"));
    assert_text(CS_LIT("<p>x</p><script>if (a</b) '</p>' + '<p>no</p>'</script ><style>p{}</style><p>y"), CS_LIT("x\n\ny"));
    assert_text(
        CS_LIT("<?xml version='1.0'?><html><head><script src='x'/><title/></head><body><div/><p>XHTML</p></body></html>"),
        CS_LIT("XHTML"));
    assert_text(CS_LIT("<p>before<script>never closed <p>all of it"), CS_LIT("before"));
}

static void character_references(void **state) {
    (void)state;
    static const struct {
        cs_str in, out;
    } T[] = {
        { CS_LIT("&lt;b&gt; &amp;amp; &quot;x&quot;"), CS_LIT("<b> &amp; \"x\"") },
        { CS_LIT("&eacute;&Eacute;&rsquo;&mdash;&hellip;"), CS_LIT("\xC3\xA9\xC3\x89\xE2\x80\x99\xE2\x80\x94\xE2\x80\xA6") },
        { CS_LIT("&#233;&#xe9;&#XE9;&#146;&#8217"), CS_LIT("\xC3\xA9\xC3\xA9\xC3\xA9\xE2\x80\x99\xE2\x80\x99") },
        { CS_LIT("&#0;&#xD800;&#x110000;&#99999999999999999999;"), CS_LIT("\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD") },
        { CS_LIT("&copy2 &notit; &notin; &nothing &unknown; & &; &# &#x;"), CS_LIT("\xC2\xA9"
                                                                                   "2 \xC2\xAC"
                                                                                   "it; \xE2\x88\x89 \xC2\xAC"
                                                                                   "hing &unknown; & &; &# &#x;") },
        { CS_LIT("&nLt;&zwj;&AElig&aacute"), CS_LIT("\xE2\x89\xAA\xE2\x83\x92\xE2\x80\x8D\xC3\x86\xC3\xA1") },
        { CS_LIT("AT&T &CounterClockwiseContourIntegral;"), CS_LIT("AT&T \xE2\x88\xB3") },
    };
    for (size_t i = 0; i < sizeof T / sizeof *T; i++) assert_str(cs_html_decode(T[i].in, false, &perm), T[i].out);
    assert_str(cs_html_decode(CS_LIT("?a=1&copy=2&reg;&amp;x"), true, &perm), CS_LIT("?a=1&copy=2\xC2\xAE&x"));
}

static void only_the_report_is_kept(void **state) {
    (void)state;
    assert_text(
        CS_LIT("<!DOCTYPE html><html><head><title>Bridge shelled | Example Times</title><style>a{}</style></head>"
               "<body class='page with-sidebar'><header><a href=/>Example Times</a><nav><a href=/w>World</a></nav></header>"
               "<div class=wrap><div class=breadcrumbs><a href=/>Home</a></div><h1>Bridge shelled</h1>"
               "<div class=byline>By A. Writer</div><div class=storyText><p>" P1 "</p><div class='ad-slot'>Buy now</div>"
               "<p>Advertisement</p><p><a href=/r>READ MORE: The war in ten maps</a></p><figure><figcaption>The bridge in "
               "May</figcaption>"
               "</figure><h2>Denial</h2><p>" P2 "</p><p hidden>secret</p><p style='display: none'>secret</p></div>"
               "<div class=related><ul><li><a href=/1>Floods in the south</a><li><a href=/2>Minister quits</a></ul></div>"
               "<div id=comments><p>I think, really, that they should all go home, and soon, or else.</p></div></div>"
               "<aside><p>Sign up, it is free, for our letters, which come daily.</p></aside><footer>(c) "
               "Example</footer></body></html>"),
        CS_LIT("Bridge shelled\n\n" P1 "\n\nDenial\n\n" P2));
    assert_str(doc.title, CS_LIT("Bridge shelled"));
    /* paragraphs cut apart by what stands between, in a page without names */
    assert_text(CS_LIT("<body><div><div><p>" P1 "</p></div><div><p>" P2 "</p><p>" P1 "</p><p>" P2 "</p></div></div>"
                       "<div><a href=1>One report</a> <a href=2>Another report</a> <a href=3>A third one</a></div></body>"),
                CS_LIT(P1 "\n\n" P2 "\n\n" P1 "\n\n" P2));
    /* a page of teasers has no article of its own, yet is not lost */
    assert_int_equal(ingest(CS_LIT("<body><article><p>" P1 "</p></article><article><p>" P2 "</p></article></body>")), CASUS_OK);
    assert_true(cs_find(doc.text, CS_LIT(P1)) >= 0 && cs_find(doc.text, CS_LIT(P2)) >= 0);
    /* line breaks instead of paragraphs, tables instead of columns */
    assert_text(CS_LIT("<table><tr><td><a href=1>Menu one</a><br><a href=2>Menu two</a></td><td><font size=2>" P1 "<br><br>" P2
                       "</font></td></tr></table>"),
                CS_LIT(P1 "\n\n" P2));
}

static void metadata(void **state) {
    (void)state;
    static const struct {
        cs_str page, title, site, url;
        int32_t y, m, d;
    } T[] = {
        { CS_LIT("<script "
                 "type='application/"
                 "ld+json'>{\"@graph\":[{\"@type\":\"WebPage\",\"name\":\"No\"},{\"@type\":[\"Thing\",\"NewsArticle\"],"
                 "\"headline\":\"A &amp; B\",\"datePublished\":\"2020-05-06T23:30:00-05:00\",\"publisher\":{\"@id\":\"#p\"},"
                 "\"mainEntityOfPage\":{\"@id\":\"https://example.org/a\"}},{\"@id\":\"#p\",\"name\":\"Pub\"}]}</script><p>x"),
          CS_LIT("A & B"), CS_LIT("Pub"), CS_LIT("https://example.org/a"), 2020, 5, 6 },
        { CS_LIT("<meta property=og:title content='O&#39;T'><meta property='og:site_name' content=Site><link rel=canonical "
                 "href='https://example.org/c'>"
                 "<meta property='article:published_time' content='2018-01-02T03:04:05Z'><title>Other</title><p>x"),
          CS_LIT("O'T"), CS_LIT("Site"), CS_LIT("https://example.org/c"), 2018, 1, 2 },
        { CS_LIT("<title>Market hit in river town - Example</title><meta name=DC.date.issued content=2017-08-09><p>x"),
          CS_LIT("Market hit in river town"), CS_LIT(""), CS_LIT(""), 2017, 8, 9 },
        { CS_LIT("<title>Bridge shelled at dawn on Monday - Example Times</title><h1><a href=/>Example Times</a></h1>"
                 "<meta name=date content=2015-01-01><p>x"),
          CS_LIT("Bridge shelled at dawn on Monday"), CS_LIT(""), CS_LIT(""), 2015, 1, 1 },
        { CS_LIT("<meta property=og:site_name content=Site><title>Site - Bridge shelled</title><h1>Site</h1><meta name=date "
                 "content=2015-01-01><p>x"),
          CS_LIT("Bridge shelled"), CS_LIT("Site"), CS_LIT(""), 2015, 1, 1 },
        { CS_LIT("<title>Talks end - again</title><p>x<time datetime='2016-02-03T00:00'>today</time>"),
          CS_LIT("Talks end - again"), CS_LIT(""), CS_LIT(""), 2016, 2, 3 },
        { CS_LIT("<body><time datetime=2022-01-01></time><article><time>5 May 2015</time><time itemprop=dateModified "
                 "datetime=2019-01-01></time>"
                 "<p>x</article>"),
          CS_LIT(""), CS_LIT(""), CS_LIT(""), 2015, 5, 5 },
        { CS_LIT("<body><span itemprop=datePublished content=2014-03-02></span><time pubdate datetime=2013-01-01></time><p>x"),
          CS_LIT(""), CS_LIT(""), CS_LIT(""), 2014, 3, 2 },
        { CS_LIT("<script type='application/ld+json'>{broken</script><meta name=date content=soon><meta name=pubdate "
                 "content=20130405><p>x"),
          CS_LIT(""), CS_LIT(""), CS_LIT(""), 2013, 4, 5 },
    };
    for (size_t i = 0; i < sizeof T / sizeof *T; i++) {
        print_message("  page %zu\n", i);
        assert_int_equal(ingest_as(CS_INPUT_HTML, T[i].page), CASUS_OK);
        assert_str(doc.title, T[i].title);
        assert_str(doc.source_name, T[i].site);
        assert_str(doc.url, T[i].url);
        assert_int_equal(doc.published_day, day(T[i].y, T[i].m, T[i].d));
    }
}

/* ---- limits ---- */

typedef struct builder {
    char *p;
    size_t n;
} builder;
static void build(builder *b, const char *unit, size_t times) {
    size_t n = strlen(unit);
    b->p = realloc(b->p, b->n + n * times + 1);
    assert_non_null(b->p);
    for (size_t i = 0; i < times; i++, b->n += n) memcpy(b->p + b->n, unit, n);
}
static casus_status ingest_built(builder *b) {
    casus_status st = ingest_as(CS_INPUT_HTML, (cs_str){ b->p, (ptrdiff_t)b->n });
    free(b->p);
    *b = (builder){ 0 };
    return st;
}

static void depth_limit(void **state) {
    (void)state;
    builder b = { 0 };
    build(&b, "<div>", CS_HTML_DEPTH_MAX - 1); /* the html element is one */
    build(&b, "deep", 1);
    assert_int_equal(ingest_built(&b), CASUS_OK);
    assert_str(doc.text, CS_LIT("deep"));
    build(&b, "<div>", CS_HTML_DEPTH_MAX);
    build(&b, "deep", 1);
    assert_int_equal(ingest_built(&b), CASUS_E_LIMIT);
    assert_int_equal(err.at, 5 * (CS_HTML_DEPTH_MAX - 1));
    build(&b, "<b>", CS_HTML_DEPTH_MAX);
    assert_int_equal(ingest_built(&b), CASUS_E_LIMIT);
    build(&b, "<p><font color=red>old page<br>", 2000); /* a paragraph's end closes what is open in it */
    assert_int_equal(ingest_built(&b), CASUS_OK);
}

static void node_limit(void **state) {
    (void)state;
    builder b = { 0 };
    build(&b, "<br>", CS_HTML_NODES_MAX - 2); /* html, the text */
    build(&b, "x", 1);
    assert_int_equal(ingest_built(&b), CASUS_OK);
    build(&b, "<br>", CS_HTML_NODES_MAX - 1);
    build(&b, "x", 1);
    assert_int_equal(ingest_built(&b), CASUS_E_LIMIT);
}

static long memory_kb(void) {
    struct rusage r;
    getrusage(RUSAGE_SELF, &r);
    return r.ru_maxrss;
}
static double cpu_seconds(void) { return (double)clock() / CLOCKS_PER_SEC; }

/* 100,000 levels: within 1 s and 50 MB. Runs first, so that the peak is its own. */
static void hundred_thousand_levels(void **state) {
    (void)state;
    static const char *const UNITS[] = { "<div>", "<b>", "<span class=a>", "<table><tr><td>", "<ul><li>", "<a>x<table>" };
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++) {
        builder b = { 0 };
        build(&b, "<html><body>", 1);
        build(&b, UNITS[i], 100000);
        double start = cpu_seconds();
        assert_int_equal(ingest_built(&b), CASUS_E_LIMIT);
        assert_true(cpu_seconds() - start < 1);
    }
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) /* they have memory of their own */
    assert_true(memory_kb() < 50 * 1024);
#else
    (void)memory_kb;
#endif
}

/* Pages made to take quadratic time in a parser that searches: all are read or refused in linear time. A quadratic one
 * would take minutes for these sizes, so the bound need not be tight. */
static void hostile_pages_take_linear_time(void **state) {
    (void)state;
    static const struct {
        const char *head, *unit;
        size_t times;
    } T[] = {
        { "<p>x", "<!--", 1 << 20 },
        { "<p>x", "<script>", 1 << 19 },
        { "<p>x", "<a b=\"", 1 << 19 },
        { "<p>x", "&#", 1 << 20 },
        { "<p>x", "&nGt;", 1 << 20 },
        { "<p>x", "</div></b></td>", 1 << 18 },
        { "<p ", "class=a ", 1 << 19 },
        { "<p>x", "<", 1 << 21 },
        { "<title>", "aaaaaaaa", 1 << 18 },
        { "<p>x", "<![CDATA[", 1 << 18 },
        { "<p>x<time>", "<time>y</time>", 1 << 17 },
        { "<div class='", "adAd-", 1 << 19 },
        { "<p>x", "<br>", 1 << 19 },
        { "<script type='application/ld+json'>", "[", 1 << 21 },
    };
    double start = cpu_seconds();
    for (size_t i = 0; i < sizeof T / sizeof *T; i++) {
        builder b = { 0 };
        build(&b, T[i].head, 1);
        build(&b, T[i].unit, T[i].times);
        (void)!ingest_built(&b);
    }
    assert_true(cpu_seconds() - start < 60);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hundred_thousand_levels),
        cmocka_unit_test(blocks_become_paragraphs),
        cmocka_unit_test(tags_that_are_missing_or_wrong),
        cmocka_unit_test(character_references),
        cmocka_unit_test(only_the_report_is_kept),
        cmocka_unit_test(metadata),
        cmocka_unit_test(depth_limit),
        cmocka_unit_test(node_limit),
        cmocka_unit_test(hostile_pages_take_linear_time),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
