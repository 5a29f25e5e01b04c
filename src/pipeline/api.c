/* The public interface of include/casus/casus.h over the pipeline. */
#include "base/calendar.h"
#include "casus/casus.h"
#include "pipeline/pipeline.h"
#include <stdlib.h>

_Static_assert((int)CASUS_ERROR_BYTES_MAX >= (int)CS_ERR_BYTES_MAX, "a message fits");

struct casus {
    cs_pipeline *pipeline;
    size_t memory_bytes;
};

static casus_status explain(casus_error *error, const cs_err *err, casus_status st) {
    if (!error) return st;
    *error = (casus_error){ .status = st, .at = err->at };
    memcpy(error->message, err->msg, sizeof err->msg);
    return st;
}

static cs_str str(const char *s) { return (cs_str){ s, s ? (ptrdiff_t)strlen(s) : 0 }; }

casus_status casus_open(casus **coder, const casus_options *options, casus_error *error) {
    cs_err err = { .at = -1 };
    int threads = options->threads ? options->threads : 1;
    if (!options->models) return explain(error, &err, cs_fail(&err, CASUS_E_USAGE, -1, "the folder of the models is missing"));
    if (threads < 1 || threads > CS_THREADS_MAX)
        return explain(error, &err,
                       cs_fail(&err, CASUS_E_USAGE, -1, "expected 1 to %d threads but found %d", CS_THREADS_MAX, threads));
    casus *c = calloc(1, sizeof *c);
    if (!c) return explain(error, &err, cs_fail(&err, CASUS_E_LIMIT, -1, "out of memory"));
    c->memory_bytes = options->memory_max_bytes ? options->memory_max_bytes : CS_REPORT_MEMORY_BYTES;
    cs_pipeline_options o = { .models = options->models,
                              .cpu = options->cpu ? str(options->cpu) : CS_LIT("auto"),
                              .threads = threads,
                              .gazetteer = options->gazetteer,
                              .actors = options->actors,
                              .places = options->places,
                              .lexicon = options->lexicon,
                              .skim = options->skim != 0 };
    casus_status st = cs_pipeline_open(&c->pipeline, &o, &err);
    if (st == CASUS_OK)
        *coder = c;
    else
        casus_close(&c);
    return explain(st == CASUS_OK ? NULL : error, &err, st);
}

void casus_close(casus **coder) {
    if (!*coder) return;
    cs_pipeline_close(&(*coder)->pipeline);
    free(*coder);
    *coder = NULL;
}

static casus_status code(const casus *c, cs_worker *w, cs_str bytes, const casus_report *about, cs_buf *out, cs_err *err) {
    cs_day_result day = cs_parse_day(str(about->published));
    if (about->published && !day.ok)
        return cs_fail(err, CASUS_E_INPUT, -1, "expected a date YYYY-MM-DD but found \"%.20s\"", about->published);
    cs_raw raw = { bytes,
                   { .path = str(about->path),
                     .title = str(about->title),
                     .source_name = str(about->source),
                     .url = str(about->url),
                     .published_day = day.ok ? day.day : CS_DAY_NONE,
                     .force = about->force != 0 } };
    cs_export_options o = { .tokens = about->tokens != 0, .no_text = about->no_text != 0 };
    CS_TRY(cs_pipeline_code(c->pipeline, w, &raw, CS_FORMAT_JSON, &o, out, err));
    cs_buf_char(out, 0);
    return out->failed ? cs_fail(err, CASUS_E_LIMIT, -1, "no memory for the output") : CASUS_OK;
}

casus_status casus_code(const casus *coder, const char *bytes, size_t n_bytes, const casus_report *about, char **json,
                        size_t *n_json, casus_error *error) {
    static const casus_report nothing;
    cs_err err = { .at = -1 };
    if (n_bytes > PTRDIFF_MAX) return explain(error, &err, cs_fail(&err, CASUS_E_LIMIT, -1, "%zu bytes are too many", n_bytes));
    cs_worker w;
    cs_buf out = { 0 };
    casus_status st = cs_worker_open(&w, coder->memory_bytes, &err);
    if (st != CASUS_OK) return explain(error, &err, st);
    st = code(coder, &w, (cs_str){ bytes, (ptrdiff_t)n_bytes }, about ? about : &nothing, &out, &err);
    cs_worker_close(&w);
    if (st != CASUS_OK) {
        cs_buf_free(&out);
        return explain(error, &err, st);
    }
    *json = out.p;
    *n_json = out.n - 1;
    return CASUS_OK;
}

void casus_free(char *json) { free(json); }

const char *casus_version(void) { return CASUS_VERSION; }
