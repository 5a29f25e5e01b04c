/* JSON Lines: a line per report, as `casus code --tokens --format json` writes it (docs/data-model.md). */
#include "export/form_say.h"
#include "export/export.h"

static casus_status document(cs_form_writer *w, const cs_form_document *x, cs_err *err) {
    const cs_view_report *r = x->report;
    const cs_export_report source = { .name = r->source,
                                      .url = r->url,
                                      .path = r->path,
                                      .sha256 = r->sha256,
                                      .size_bytes = r->size_bytes,
                                      .media_type = r->media_type,
                                      .charset = r->charset };
    if (!cs_export_json_again(&w->out[0], x->reading, &source))
        return cs_fail(err, CASUS_E_STORE, -1, "its reading is damaged");
    cs_buf_char(&w->out[0], '\n');
    w->n_written++;
    return CASUS_OK;
}

const cs_form cs_form_jsonl = { .name = "jsonl", .media = "application/x-ndjson", .ending = "jsonl",
                                .about = "JSON Lines, a line per report: all that was read in it",
                                .document = document };
