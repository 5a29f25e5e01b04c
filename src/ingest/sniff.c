#define _POSIX_C_SOURCE 200809L /* strncasecmp */
#include "ingest/sniff.h"
#include <strings.h>

enum { DECLARED_WITHIN_BYTES = 4096, CONTROL_CHECK_BYTES = 64 << 10 };

casus_status cs_sniff_binary(cs_str b, cs_err *err) {
    static const struct {
        cs_str magic;
        const char *what;
    } FORMATS[] = {
        { { "%PDF-", 5 }, "a PDF file" },
        { { "PK\3\4", 4 }, "a ZIP archive or an office document" },
        { { "\xD0\xCF\x11\xE0", 4 }, "an old Microsoft Office document" },
        { { "{\\rtf", 5 }, "an RTF document" },
        { { "\x1F\x8B", 2 }, "a gzip archive" },
        { { "BZh", 3 }, "a bzip2 archive" },
        { { "\xFD"
            "7zXZ",
            5 },
          "an xz archive" },
        { { "7z\xBC\xAF", 4 }, "a 7-Zip archive" },
        { { "\x28\xB5\x2F\xFD", 4 }, "a Zstandard archive" },
        { { "\x89PNG", 4 }, "a PNG image" },
        { { "\xFF\xD8\xFF", 3 }, "a JPEG image" },
        { { "GIF8", 4 }, "a GIF image" },
        { { "\x7F"
            "ELF",
            4 },
          "a program" },
        { { "SQLite format 3", 15 }, "an SQLite database" },
    };
    for (size_t i = 0; i < sizeof FORMATS / sizeof *FORMATS; i++)
        if (cs_starts(b, FORMATS[i].magic))
            return cs_fail(err, CASUS_E_INPUT, -1, "expected plain text, HTML or JSON Lines but found %s", FORMATS[i].what);
    const char *nul = b.n ? memchr(b.p, 0, (size_t)b.n) : NULL;
    if (nul) return cs_fail(err, CASUS_E_INPUT, nul - b.p, "expected text but found binary data (byte 0x00)");
    ptrdiff_t n = b.n < CONTROL_CHECK_BYTES ? b.n : CONTROL_CHECK_BYTES, controls = 0, first = -1;
    for (ptrdiff_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)b.p[i];
        if (c >= 0x20 || (c >= '\b' && c <= '\r') || c == 0x1B) continue; /* ESC shifts in ISO-2022 */
        if (first < 0) first = i;
        controls++;
    }
    if (controls * 20 <= n) return CASUS_OK; /* a few do happen in text off the wires */
    return cs_fail(err, CASUS_E_INPUT, first, "expected text but found binary data (byte 0x%02x)", (unsigned char)b.p[first]);
}

static bool starts_nocase(cs_str s, const char *head) {
    ptrdiff_t n = (ptrdiff_t)strlen(head);
    return s.n >= n && !strncasecmp(s.p, head, (size_t)n);
}

static cs_str skip_space(cs_str s) {
    if (cs_starts(s, CS_LIT("\xEF\xBB\xBF"))) s = cs_cut(s, 3, s.n);
    while (s.n && (s.p[0] == ' ' || (s.p[0] >= '\t' && s.p[0] <= '\r'))) s.p++, s.n--;
    return s;
}

bool cs_sniff_html(cs_str b) {
    static const char *const TAGS[] = { "<!doctype html",
                                        "<html",
                                        "<head",
                                        "<body",
                                        "<title",
                                        "<meta",
                                        "<script",
                                        "<style",
                                        "<link",
                                        "<div",
                                        "<p",
                                        "<table",
                                        "<a",
                                        "<br",
                                        "<h1",
                                        "<h2",
                                        "<h3",
                                        "<b",
                                        "<font",
                                        "<iframe",
                                        "<article",
                                        "<section",
                                        "<main",
                                        "<header",
                                        "<nav",
                                        "<span",
                                        "<ul",
                                        "<ol",
                                        "<center",
                                        "<em",
                                        "<strong",
                                        "<blockquote",
                                        "<pre",
                                        "<base",
                                        "<noscript",
                                        "<form",
                                        "<td",
                                        "<i",
                                        "<dl",
                                        "<aside",
                                        "<footer",
                                        "<img",
                                        "<hr" };
    b = skip_space(b);
    for (;;) { /* comments and processing instructions stand before the first tag of many pages */
        const char *end = starts_nocase(b, "<!--") ? "-->" : starts_nocase(b, "<?xml") ? "?>" : NULL;
        if (!end) break;
        ptrdiff_t at = cs_find(b, (cs_str){ end, (ptrdiff_t)strlen(end) });
        if (at < 0) return end[0] == '-'; /* an open comment: a page cut short */
        b = skip_space(cs_cut(b, at + (ptrdiff_t)strlen(end), b.n));
    }
    for (size_t i = 0; i < sizeof TAGS / sizeof *TAGS; i++) {
        ptrdiff_t n = (ptrdiff_t)strlen(TAGS[i]);
        if (starts_nocase(b, TAGS[i]) &&
            (b.n == n || b.p[n] == '>' || b.p[n] == '/' || b.p[n] == ' ' || (b.p[n] >= '\t' && b.p[n] <= '\r')))
            return true;
    }
    return false;
}

bool cs_sniff_json_lines(cs_str b) {
    b = skip_space(b);
    if (!b.n || b.p[0] != '{') return false;
    b = skip_space(cs_cut(b, 1, b.n));
    return b.n && (b.p[0] == '"' || b.p[0] == '}'); /* the next token of every JSON object; of no sentence */
}

/* The value after `charset` or `encoding` and '=' in s, without quotes. */
static cs_str value_of(cs_str s, const char *key) {
    ptrdiff_t k = (ptrdiff_t)strlen(key);
    for (ptrdiff_t i = 0; i + k < s.n; i++) {
        if (strncasecmp(s.p + i, key, (size_t)k)) continue;
        cs_str v = skip_space(cs_cut(s, i + k, s.n));
        if (!v.n || v.p[0] != '=') continue;
        v = skip_space(cs_cut(v, 1, v.n));
        if (v.n && (v.p[0] == '"' || v.p[0] == '\'')) v = cs_cut(v, 1, v.n);
        ptrdiff_t n = 0;
        while (n < v.n && (v.p[n] == '-' || v.p[n] == '_' || v.p[n] == ':' || v.p[n] == '.' ||
                           (v.p[n] >= '0' && v.p[n] <= '9') || ((v.p[n] | 32) >= 'a' && (v.p[n] | 32) <= 'z')))
            n++;
        return cs_cut(v, 0, n);
    }
    return (cs_str){ 0 };
}

cs_str cs_sniff_declared(cs_str b) {
    b = skip_space(cs_cut(b, 0, b.n < DECLARED_WITHIN_BYTES ? b.n : DECLARED_WITHIN_BYTES));
    if (starts_nocase(b, "<?xml")) {
        ptrdiff_t end = cs_find(b, CS_LIT("?>"));
        cs_str v = value_of(cs_cut(b, 0, end < 0 ? b.n : end), "encoding");
        if (v.n) return v;
    }
    for (ptrdiff_t i = 0; i < b.n; i++) {
        if (!starts_nocase(cs_cut(b, i, b.n), "<meta")) continue;
        const char *end = memchr(b.p + i, '>', (size_t)(b.n - i));
        cs_str v = value_of(cs_cut(b, i, end ? end - b.p : b.n), "charset");
        if (v.n) return v;
    }
    return (cs_str){ 0 };
}
