/* A case to hand on (docs/formats/bundle.md): a zip of the texts, the readings, the case itself where nothing of it is filtered
 * or masked, and a list of all files with their SHA-256. */
#include "export/form_reading.h"
#include "export/form_say.h"
#include "export/zip.h"
#include <errno.h>
#include <stdio.h>

enum { CHUNK_BYTES = 1 << 20 };

/* What is done after the reports, a step at a time. */
typedef struct cs_bundle {
    cs_zip *zip;
    FILE *copy; /* NULL: not open, or written */
    bool copied;
    cs_buf list; /* of the reports */
} cs_bundle;

static void begin(cs_form_writer *w) {
    w->bundle = CS_NEW(w->keep, cs_bundle, 1);
    w->bundle->zip = cs_zip_begin(w->keep);
}

static casus_status whole(cs_form_writer *w, cs_str name, cs_str bytes, cs_err *err) {
    CS_TRY(cs_zip_file(w->bundle->zip, &w->out[0], name, err));
    CS_TRY(cs_zip_add(w->bundle->zip, &w->out[0], bytes, err));
    return cs_zip_file_end(w->bundle->zip, &w->out[0], err);
}

static casus_status document(cs_form_writer *w, const cs_form_document *x, cs_err *err) {
    const cs_view_report *r = x->report;
    cs_bundle *s = w->bundle;
    cs_buf *b = &s->list;
    cs_str text = cs_printf(w->scratch, "reports/%lld.txt", (long long)r->id);
    cs_str reading = cs_printf(w->scratch, "readings/%lld.json", (long long)r->id);
    CS_TRY(whole(w, text, x->text, err));
    CS_TRY(whole(w, reading, x->reading, err));
    cs_buf_put(b, w->n_written++ ? ",\n{" : "{");
    cs_form_count(b, "report", r->id);
    cs_form_text(b, "text", text);
    cs_form_text(b, "reading", reading);
    cs_form_text(b, "source", r->source);
    cs_form_text(b, "reliability", r->reliability);
    cs_form_text(b, "published", r->published);
    cs_form_text(b, "title", r->title);
    cs_form_text(b, "url", r->url);
    cs_form_text(b, "path", r->path);
    cs_form_text(b, "media_type", r->media_type);
    cs_form_text(b, "added_at", r->added_at);
    cs_form_text(b, "original_sha256", r->sha256);
    cs_form_count(b, "original_bytes", r->size_bytes);
    cs_buf_char(b, '}');
    return b->failed ? cs_fail(err, CASUS_E_LIMIT, -1, "out of memory") : CASUS_OK;
}

/* The next piece of the copy of the case. */
static casus_status copy_more(cs_form_writer *w, cs_err *err) {
    cs_bundle *s = w->bundle;
    char *chunk = CS_NEW(w->scratch, char, CHUNK_BYTES);
    if (!s->copy) {
        s->copy = fopen(w->copy, "rb");
        if (!s->copy) return cs_fail(err, CASUS_E_STORE, -1, "%s: %s", w->copy, strerror(errno));
        CS_TRY(cs_zip_file(w->bundle->zip, &w->out[0], CS_LIT("case.casus"), err));
    }
    size_t n = fread(chunk, 1, CHUNK_BYTES, s->copy);
    CS_TRY(cs_zip_add(w->bundle->zip, &w->out[0], (cs_str){ chunk, (ptrdiff_t)n }, err));
    if (n == CHUNK_BYTES) return CASUS_OK;
    bool bad = ferror(s->copy) != 0;
    fclose(s->copy);
    s->copied = true;
    if (bad) return cs_fail(err, CASUS_E_STORE, -1, "%s: cannot be read", w->copy);
    return cs_zip_file_end(w->bundle->zip, &w->out[0], err);
}

static casus_status write_list(cs_form_writer *w, cs_err *err) {
    cs_bundle *s = w->bundle;
    ptrdiff_t n;
    const cs_zip_entry *e = cs_zip_entries(w->bundle->zip, &n);
    cs_buf b = { 0 };
    cs_buf_put(&b, "{\"schema\":\"casus.bundle/1\",\"masked\":");
    cs_buf_put(&b, w->masked ? "true" : "false");
    cs_buf_put(&b, ",\"reports\":[\n");
    cs_buf_add(&b, s->list.p, s->list.n);
    cs_buf_put(&b, "\n],\"files\":[\n");
    for (ptrdiff_t i = 0; i < n; i++) {
        cs_buf_put(&b, i ? ",\n{" : "{");
        cs_form_text(&b, "name", e[i].name);
        cs_form_count(&b, "bytes", (int64_t)e[i].size);
        cs_form_text(&b, "sha256", (cs_str){ e[i].sha256, 64 });
        cs_buf_char(&b, '}');
    }
    cs_buf_put(&b, "\n]}\n");
    casus_status st = b.failed ? cs_fail(err, CASUS_E_LIMIT, -1, "out of memory")
                               : whole(w, CS_LIT("manifest.json"), (cs_str){ b.p, (ptrdiff_t)b.n }, err);
    cs_buf_free(&b);
    return st;
}

static casus_status end(cs_form_writer *w, bool *again, cs_err *err) {
    cs_bundle *s = w->bundle;
    if (w->copy && !s->copied) {
        *again = true;
        return copy_more(w, err);
    }
    CS_TRY(write_list(w, err));
    cs_zip_end(w->bundle->zip, &w->out[0]);
    return CASUS_OK;
}

static void drop(cs_form_writer *w) {
    cs_bundle *s = w->bundle;
    if (!s) return;
    cs_zip_drop(s->zip);
    if (s->copy && !s->copied) fclose(s->copy);
    cs_buf_free(&s->list);
}

const cs_form cs_form_bundle = { .name = "bundle", .media = "application/zip", .ending = "zip",
                                 .about = "a zip of texts, readings, the case and a list with SHA-256",
                                 .holds_case = true,
                                 .begin = begin,
                                 .document = document,
                                 .end = end,
                                 .drop = drop };
