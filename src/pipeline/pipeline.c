/* The order of the stages. */
#include "pipeline/pipeline.h"
#include "segment/segment.h"
#include <stdlib.h>

#define CS_X(e, n) n,
const char *const cs_stage_name[CS_STAGE_COUNT] = { CS_STAGES(CS_X) };
#undef CS_X

struct cs_pipeline {
    cs_language *language;
    int threads;
    cs_export_model model;
};

casus_status cs_pipeline_open(cs_pipeline **out, const cs_pipeline_options *o, cs_err *err) {
    cs_pipeline *p = calloc(1, sizeof *p);
    if (!p) return cs_fail(err, CASUS_E_LIMIT, -1, "out of memory");
    p->threads = o->threads;
    casus_status st = cs_language_open(&p->language, NULL, err);
    if (st == CASUS_OK)
        *out = p;
    else
        cs_pipeline_close(&p);
    return st;
}

void cs_pipeline_close(cs_pipeline **p) {
    if (!*p) return;
    cs_language_close(&(*p)->language);
    free(*p);
    *p = NULL;
}

cs_export_model cs_pipeline_model(const cs_pipeline *p) { return p->model; }

casus_status cs_worker_open(cs_worker *w, size_t memory_bytes, cs_err *err) {
    *w = (cs_worker){ 0 };
    CS_TRY(cs_arena_map(&w->perm, memory_bytes, err));
    casus_status st = cs_arena_map(&w->scratch, memory_bytes, err);
    if (st != CASUS_OK) cs_worker_close(w);
    return st;
}

void cs_worker_close(cs_worker *w) {
    cs_arena_unmap(&w->perm);
    cs_arena_unmap(&w->scratch);
}

static void mark(const cs_worker *w, cs_stage stage) {
    if (w->mark) w->mark(w->mark_ctx, stage);
}

/* Until the parser has spoken, words are only words. */
static void bare_words(const cs_words *words, cs_reading *r, cs_arena *perm) {
    for (ptrdiff_t i = 0; i < words->sentences.n; i++) {
        const cs_seg_sentence *s = words->sentences.v + i;
        *CS_PUSH(perm, &r->sentences) = (cs_sentence){ s->span, s->beg, s->end, s->beg, s->paragraph, s->heading };
        for (int32_t k = s->beg; k < s->end; k++) {
            cs_str form = cs_span_text(r->text, words->tokens.v[k]);
            *CS_PUSH(perm, &r->tokens) = (cs_token){ .span = words->tokens.v[k], .form = form, .lower = form, .lemma = form,
                                                     .upos = CS_UPOS_X, .deprel = CS_REL_DEP, .head = -1, .sent = (int32_t)i };
        }
    }
}

static casus_status run_stages(const cs_pipeline *p, cs_worker *w, cs_reading *r, cs_err *err) {
    (void)err;
    (void)p;
    cs_arena *perm = &w->perm, scratch = w->scratch;
    cs_words words = cs_segment(r->text, perm, scratch);
    mark(w, CS_STAGE_SEGMENT);
    bare_words(&words, r, perm);
    mark(w, CS_STAGE_SYNTAX);
    return CASUS_OK;
}

static cs_export_report describe(const cs_pipeline *p, const cs_document *d, const cs_reading *r) {
    return (cs_export_report){
        .reading = r,
        .id = { d->text_sha256, (ptrdiff_t)strlen(d->text_sha256) },
        .sha256 = { d->sha256, (ptrdiff_t)strlen(d->sha256) },
        .name = d->source_name,
        .url = d->url,
        .path = d->path,
        .media_type = d->media_type,
        .charset = d->charset,
        .size_bytes = d->size_bytes,
        .model = p->model,
    };
}

/* What may jump is kept apart from where setjmp stands, so that no local lives across the jump. */
static casus_status read_report(const cs_pipeline *p, cs_worker *w, const cs_raw *raw, cs_err *err) {
    cs_ingest_options about = raw->about;
    about.language = p->language;
    cs_document *d = CS_NEW(&w->perm, cs_document, 1);
    CS_TRY(cs_ingest_bytes(raw->bytes, &about, d, &w->perm, w->scratch, err));
    mark(w, CS_STAGE_INGEST);
    cs_reading *r = CS_NEW(&w->perm, cs_reading, 1);
    r->text = d->text;
    r->title = d->title;
    r->published = d->published_day;
    CS_TRY(run_stages(p, w, r, err));
    w->report = describe(p, d, r);
    return CASUS_OK;
}

static casus_status out_of_memory(const cs_worker *w, cs_err *err) {
    return cs_fail(err, CASUS_E_LIMIT, -1, "needs more than %zu MB of memory, the most that one report may take",
                   (size_t)(w->perm.end - w->perm.base) >> 20);
}

casus_status cs_pipeline_read(const cs_pipeline *p, cs_worker *w, const cs_raw *raw, cs_err *err) {
    cs_arena_reset(&w->perm, CS_WORKER_KEEP_BYTES);
    w->scratch.beg = w->scratch.end; /* scratch goes round by value, so nobody knows how far it was used */
    cs_arena_reset(&w->scratch, CS_WORKER_KEEP_BYTES);
    w->perm.on_full = w->scratch.on_full = &w->full;
    if (setjmp(w->full)) return out_of_memory(w, err);
    return read_report(p, w, raw, err);
}

static void write_report(const cs_worker *w, cs_format format, const cs_export_options *o, cs_buf *b) {
    const cs_export_report *report = &w->report;
    switch (format) {
    case CS_FORMAT_JSON: cs_export_json(b, report, o, w->scratch); break;
    case CS_FORMAT_TEXT: cs_export_text(b, report, o, w->scratch); break;
    case CS_FORMAT_CSV: cs_export_csv(b, report, w->scratch); break;
    }
}

casus_status cs_pipeline_code(const cs_pipeline *p, cs_worker *w, const cs_raw *raw, cs_format format,
                              const cs_export_options *o, cs_buf *b, cs_err *err) {
    size_t n = b->n;
    CS_TRY(cs_pipeline_read(p, w, raw, err));
    if (setjmp(w->full)) {
        b->n = n;
        return out_of_memory(w, err);
    }
    write_report(w, format, o, b);
    if (b->failed) {
        b->failed = false;
        b->n = n;
        return cs_fail(err, CASUS_E_LIMIT, -1, "no memory for the output");
    }
    mark(w, CS_STAGE_WRITE);
    return CASUS_OK;
}
