/* pipeline/pipeline.h: bytes of one report in, a reading of it out. The only place that knows the order of the stages.
 *
 * A pipeline holds what all reports share (model, gazetteer, word lists) and is read-only after it is opened, so that
 * threads can share it. A worker holds the memory of one thread: an arena for the report and one to think in, each with a
 * hard cap. A report that fills one of them fails with CASUS_E_LIMIT; the worker is as good as new for the next. */
#ifndef CS_PIPELINE_PIPELINE_H
#define CS_PIPELINE_PIPELINE_H
#include "base/arena.h"
#include "base/threads.h"
#include "export/export.h"
#include "ingest/ingest.h"

/* In the order in which they run; CS_STAGE_WRITE is the caller's. */
#define CS_STAGES(X) \
    X(INGEST, "ingest") \
    X(SEGMENT, "segment") \
    X(SYNTAX, "encode, syntax") \
    X(ENTITY, "entities") \
    X(TIME, "times") \
    X(PLACE, "places") X(ATTRIBUTION, "attribution") X(EVENT, "statements") X(INCIDENT, "incidents") X(WRITE, "write")
typedef enum cs_stage {
#define CS_X(e, n) CS_STAGE_##e,
    CS_STAGES(CS_X)
#undef CS_X
        CS_STAGE_COUNT
} cs_stage;
extern const char *const cs_stage_name[CS_STAGE_COUNT];

/* Address space for one report's findings, and as much again to think in; only touched pages cost memory. */
#define CS_REPORT_MEMORY_BYTES ((size_t)1 << 30)
/* What a worker keeps between reports instead of giving it back to the system. */
enum { CS_WORKER_KEEP_BYTES = 2 << 20 };

typedef struct cs_pipeline_options {
    const char *models;                    /* folder */
    cs_str cpu;                            /* auto, scalar, avx2, avx512 */
    int threads;                           /* of one report, 1..CS_THREADS_MAX */
    const char *gazetteer;                 /* file; NULL: gazetteer.bin in models */
    const char *actors, *places, *lexicon; /* CSV files of the user's own, over what casus has; NULL: none */
    bool skim;                             /* read only what may tell of conflict (segment/skim.h) */
} cs_pipeline_options;

typedef struct cs_pipeline cs_pipeline;
CASUS_MUST_CHECK casus_status cs_pipeline_open(cs_pipeline **p, const cs_pipeline_options *o, cs_err *err);
void cs_pipeline_close(cs_pipeline **p); /* *p may be NULL */
/* What readings rest on; its strings live as long as the pipeline. */
cs_export_model cs_pipeline_model(const cs_pipeline *p);

typedef struct cs_worker {
    cs_arena perm, scratch;
    jmp_buf full;
    cs_export_report report;                /* the last one that was read */
    void (*mark)(void *ctx, cs_stage done); /* called after each stage; NULL: nobody measures */
    void *mark_ctx;
    /* Asked when the report is ingested, its text, title and date known: false leaves it at that, with all lists empty and
     * `unread` set. NULL: every report is read. */
    bool (*wanted)(void *ctx, const cs_export_report *ingested);
    void *wanted_ctx;
    bool unread;
} cs_worker;
/* memory_bytes: cap of each of the two arenas. */
CASUS_MUST_CHECK casus_status cs_worker_open(cs_worker *w, size_t memory_bytes, cs_err *err);
void cs_worker_close(cs_worker *w);

/* One report as it comes. */
typedef struct cs_raw {
    cs_str bytes;
    cs_ingest_options about; /* `language` is the pipeline's and need not be set */
    float min_confidence;    /* statements that are known to be less probable are left out (link/keep.h); 0: none are */
} cs_raw;

/* Reads one report into w->report; it and all it refers to stay until the worker's next report.
 * Errors: CASUS_E_INPUT (not a report), CASUS_E_LIMIT. */
CASUS_MUST_CHECK casus_status cs_pipeline_read(const cs_pipeline *p, cs_worker *w, const cs_raw *raw, cs_err *err);

/* The same, written to b: a line of JSON without a line end, or text, or rows of CSV, or how o->explain came about (nothing
 * where the report has no such id). b is unchanged on failure. */
typedef enum cs_format { CS_FORMAT_JSON, CS_FORMAT_TEXT, CS_FORMAT_CSV, CS_FORMAT_EXPLAIN } cs_format;
CASUS_MUST_CHECK casus_status cs_pipeline_code(const cs_pipeline *p, cs_worker *w, const cs_raw *raw, cs_format format,
                                               const cs_export_options *o, cs_buf *b, cs_err *err);
#endif
