#include "ingest/ingest.h"
#include "base/utf8.h"
#include "ingest/charset.h"
#include "ingest/html.h"
#include "ingest/normal.h"
#include "ingest/pdf.h"
#include "ingest/record.h"
#include "ingest/sniff.h"

/* What the report says about itself, before the options have their say. */
typedef struct own {
    cs_str text, title, source_name, url, id;
    int32_t published_day;
} own;

/* err->at counts from the beginning of text; make it count in the bytes as read, or -1 where they were converted. */
static casus_status at_bytes(casus_status st, cs_str text, cs_str bytes, cs_err *err) {
    bool same = text.p >= bytes.p && text.p <= bytes.p + bytes.n;
    if (st != CASUS_OK && err && err->at >= 0) err->at = same ? err->at + (text.p - bytes.p) : -1;
    return st;
}

/* Bytes to UTF-8. *media: text/html or text/plain. */
static casus_status decode(cs_str bytes, const cs_ingest_options *o, cs_document *d, cs_str *out, cs_arena *perm, cs_err *err) {
    ptrdiff_t skip = 0;
    const cs_charset *c = cs_charset_unicode(bytes, &skip);
    cs_str body = cs_cut(bytes, skip, bytes.n);
    bool wide = c && strcmp(c->name, "UTF-8") != 0;
    if (wide) { /* no markup can be looked for before it is decoded */
        CS_TRY(cs_charset_decode(body, skip, c, 2 * CS_TEXT_BYTES_MAX, out, perm, err));
        body = *out;
    }
    CS_TRY(at_bytes(cs_sniff_binary(body, err), body, bytes, err));
    bool html = o->kind == CS_INPUT_HTML || (o->kind == CS_INPUT_ANY && cs_sniff_html(body));
    d->media_type = html ? CS_LIT("text/html") : CS_LIT("text/plain");
    if (!c && html) {
        c = cs_charset_named(cs_sniff_declared(body));
        if (c && !strncmp(c->name, "UTF-16", 6)) c = &cs_charset_utf8; /* it was just read as ASCII, so it is not that */
        if (c && !strncmp(c->name, "UTF-32", 6)) c = &cs_charset_utf8;
    }
    if (!c) c = cs_utf8_invalid(body) < 0 ? &cs_charset_utf8 : cs_charset_detect(body);
    d->charset = (cs_str){ c->name, (ptrdiff_t)strlen(c->name) };
    if (wide) return CASUS_OK;
    return cs_charset_decode(body, skip, c, 2 * CS_TEXT_BYTES_MAX, out, perm, err);
}

static casus_status read_page(cs_str text, own *w, cs_arena *perm, cs_arena scratch, cs_err *err) {
    cs_page page;
    CS_TRY(cs_html_read(text, &page, perm, scratch, err));
    *w = (own){ page.text, page.title, page.site, page.url, { 0 }, page.published_day };
    if (!cs_normal_has_text(page.text)) return cs_fail(err, CASUS_E_INPUT, -1, "found no text on this page");
    return CASUS_OK;
}

static casus_status read_record(cs_str line, cs_document *d, own *w, cs_arena *perm, cs_err *err) {
    cs_record r;
    CS_TRY(cs_record_read(line, &r, perm, err));
    *w = (own){ r.text, r.title, r.source, r.url, r.id, r.published_day };
    d->media_type = CS_LIT("application/jsonl");
    d->charset = CS_LIT("UTF-8");
    if (!cs_normal_has_text(r.text)) return cs_fail(err, CASUS_E_INPUT, -1, "expected text but \"text\" is empty");
    if (cs_sniff_pdf(r.text))
        return cs_fail(err, CASUS_E_INPUT, -1, "expected text but \"text\" is a PDF, which is read from a file");
    return CASUS_OK;
}

static casus_status read_pdf(const cs_ingest_options *o, cs_document *d, own *w, cs_arena *perm, cs_arena scratch,
                             cs_err *err) {
    cs_pdf pdf;
    CS_TRY(cs_pdf_read(o->pdf_layout, &pdf, perm, scratch, err));
    *w = (own){ .text = pdf.text, .title = pdf.title, .published_day = CS_DAY_NONE };
    d->media_type = CS_LIT("application/pdf");
    d->pages = pdf.pages;
    d->n_pages = pdf.n_pages;
    if (pdf.text.n) return CASUS_OK;
    return cs_fail(err, CASUS_E_INPUT, -1,
                   "found no text on the %td pages of this PDF; a scan has none until a program for text recognition, as "
                   "ocrmypdf, gives it one",
                   pdf.n_pages);
}

/* Is it a record of JSON Lines, given without its file's name? An object that is broken or lacks a text is not read as
 * plain text, nor are several. */
static casus_status find_record(cs_str bytes, const cs_ingest_options *o, bool *record, cs_arena scratch, cs_err *err) {
    cs_record r;
    cs_err why = { 0 };
    *record = o->kind == CS_INPUT_RECORD;
    if (o->kind != CS_INPUT_ANY || !cs_sniff_json_lines(bytes)) return CASUS_OK;
    if (cs_starts(bytes, CS_LIT("\xEF\xBB\xBF"))) bytes = cs_cut(bytes, 3, bytes.n);
    *record = cs_record_read(bytes, &r, &scratch, &why) == CASUS_OK;
    if (*record) return CASUS_OK;
    const char *lf = memchr(bytes.p, '\n', (size_t)bytes.n);
    cs_str line = cs_cut(bytes, 0, lf ? lf - bytes.p : bytes.n);
    if (cs_record_read(line, &r, &scratch, NULL) != CASUS_OK) return cs_fail(err, why.code, why.at, "%s", why.msg);
    return cs_fail(err, CASUS_E_INPUT, line.n,
                   "expected one report but found JSON Lines; a file of them is named .jsonl or .ndjson");
}

static casus_status check_language(const cs_document *d, const cs_ingest_options *o, cs_arena *perm, cs_arena scratch,
                                   cs_err *err) {
    if (o->force || !o->language) return CASUS_OK;
    cs_language_guess g;
    CS_TRY(cs_language_guess_of(o->language, d->text, &g, perm, scratch, err));
    if (g.english) return CASUS_OK;
    return cs_fail(err, CASUS_E_INPUT, -1, "expected English but the text looks like %s (--force codes it all the same)",
                   g.name);
}

static cs_str choose(cs_str given, cs_str found, cs_arena *perm) { return cs_normal_line(given.n ? given : found, perm); }

/* Names of files are bytes; what is no UTF-8 in them is U+FFFD, since output is UTF-8. */
static cs_str path_text(cs_str path, cs_arena *perm) {
    if (cs_utf8_invalid(path) < 0) return cs_dup(perm, path);
    char *p = CS_NEW(perm, char, path.n *CS_UTF8_CHAR_MAX);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < path.n;) n += cs_utf8_put(p + n, cs_utf8_next(path, &i));
    return (cs_str){ p, n };
}

/* What the bytes say, by their kind. *record: they are one of JSON Lines. */
static casus_status read_bytes(cs_str bytes, const cs_ingest_options *o, cs_document *d, own *w, bool *record, cs_arena *perm,
                               cs_arena scratch, cs_err *err) {
    *record = false;
    if (o->pdf_layout.n) return read_pdf(o, d, w, perm, scratch, err);
    CS_TRY(find_record(bytes, o, record, scratch, err));
    if (*record) {
        cs_str line = cs_starts(bytes, CS_LIT("\xEF\xBB\xBF")) ? cs_cut(bytes, 3, bytes.n) : bytes;
        CS_TRY(read_record(line, d, w, perm, err));
    } else {
        cs_str text;
        CS_TRY(decode(bytes, o, d, &text, perm, err));
        w->text = text;
        if (!cs_normal_has_text(text)) return cs_fail(err, CASUS_E_INPUT, -1, "expected text but found only white space");
        if (cs_eq(d->media_type, CS_LIT("text/html")))
            CS_TRY(at_bytes(read_page(text, w, perm, scratch, err), text, bytes, err));
    }
    w->text = cs_normal_text(w->text, perm);
    return CASUS_OK;
}

casus_status cs_ingest_bytes(cs_str bytes, const cs_ingest_options *o, cs_document *out, cs_arena *perm, cs_arena scratch,
                             cs_err *err) {
    cs_document d = { .published_day = o->published_day, .size_bytes = bytes.n };
    own w = { .published_day = CS_DAY_NONE };
    if (!bytes.n) return cs_fail(err, CASUS_E_INPUT, -1, "expected text but the report is empty");
    if (!o->pdf_layout.n && bytes.n > CS_TEXT_BYTES_MAX)
        return cs_fail(err, CASUS_E_LIMIT, -1, "expected at most %d bytes of text", CS_TEXT_BYTES_MAX);
    if (bytes.n > CS_PDF_BYTES_MAX)
        return cs_fail(err, CASUS_E_LIMIT, -1, "expected a PDF of at most %d bytes", CS_PDF_BYTES_MAX);
    bool record;
    CS_TRY(read_bytes(bytes, o, &d, &w, &record, perm, scratch, err));
    d.text = w.text;
    if (d.text.n > CS_TEXT_BYTES_MAX)
        return cs_fail(err, CASUS_E_LIMIT, -1, "expected at most %d bytes of text", CS_TEXT_BYTES_MAX);
    CS_TRY(check_language(&d, o, perm, scratch, err));
    d.title = choose(o->title, w.title, perm);
    d.source_name = choose(o->source_name, w.source_name, perm);
    d.url = choose(o->url, w.url, perm);
    if (d.published_day == CS_DAY_NONE) d.published_day = w.published_day;
    d.path = path_text(o->path, perm);
    if (record && w.id.n)
        d.path = cs_join(perm, cs_join(perm, d.path, CS_LIT("/")), cs_normal_line(w.id, perm));
    else if (record && o->line)
        d.path = cs_join(perm, d.path, cs_printf(perm, "/%lld", (long long)o->line));
    cs_sha256_hex(bytes, d.sha256);
    cs_sha256_hex(d.text, d.text_sha256);
    *out = d;
    return CASUS_OK;
}
