/* The order of the stages. */
#include "pipeline/pipeline.h"
#include "base/tables.h"
#include "decode/actor.h"
#include "decode/attribution.h"
#include "decode/confidence.h"
#include "decode/context.h"
#include "decode/entity.h"
#include "decode/event.h"
#include "decode/lexicon_own.h"
#include "decode/syntax.h"
#include "decode/time.h"
#include "encode/branch.h"
#include "link/filler.h"
#include "link/incident.h"
#include "link/inherit.h"
#include "link/keep.h"
#include "link/muc.h"
#include "link/place.h"
#include "pipeline/own_table.h"
#include "segment/skim.h"
#include <stdio.h>
#include <stdlib.h>

#define CS_X(e, n) n,
const char *const cs_stage_name[CS_STAGE_COUNT] = { CS_STAGES(CS_X) };
#undef CS_X

enum { PATH_BYTES_MAX = 4096 };
#define TABLES_BYTES_MAX ((size_t)1 << 30) /* address space; casus's own word lists take 4 MB of it */

struct cs_pipeline {
    cs_language *language;
    cs_engine *engine;
    cs_gazetteer *gazetteer;
    cs_lexicon lexicon;
    cs_context_table contexts;
    cs_confidence_table confidence;
    cs_arena tables; /* of the lexicon, the contexts and the user's tables */
    int threads;
    bool skim;
    cs_export_model model;
    char skim_sha256[CS_SHA256_HEX], lexicon_sha256[CS_SHA256_HEX], actors_sha256[CS_SHA256_HEX];
    cs_own_table own_actors, own_places, own_lexicon;
};

/* The instruction sets that --cpu leaves; the CPU's own are found by the engine. */
static casus_status cpu_mask(cs_str cpu, unsigned *mask, cs_err *err) {
    *mask = CS_CPU_ALL;
    if (cs_eq(cpu, CS_LIT("auto")) || cs_eq(cpu, CS_LIT("avx512"))) return CASUS_OK;
    *mask = CS_CPU_AVX2;
    if (cs_eq(cpu, CS_LIT("avx2"))) return CASUS_OK;
    *mask = 0;
    if (cs_eq(cpu, CS_LIT("scalar"))) return CASUS_OK;
    return cs_fail(err, CASUS_E_USAGE, -1, "expected auto, scalar, avx2 or avx512 but found \"" CS_FMT "\"", CS_ARG(cpu));
}

static casus_status join_path(char path[PATH_BYTES_MAX], const char *folder, const char *name, cs_err *err) {
    int n = snprintf(path, PATH_BYTES_MAX, "%s/%s", folder, name);
    if (n >= PATH_BYTES_MAX)
        return cs_fail(err, CASUS_E_USAGE, -1, "the path of the models has more than %d bytes", PATH_BYTES_MAX);
    return CASUS_OK;
}

static casus_status open_engine(cs_pipeline *p, const cs_pipeline_options *o, cs_err *err) {
    char path[PATH_BYTES_MAX];
    unsigned mask;
    CS_TRY(cpu_mask(o->cpu, &mask, err));
    CS_TRY(join_path(path, o->models, "casus-en.model", err));
    CS_TRY(cs_engine_open(&p->engine, path, mask, err));
    CS_TRY(join_path(path, o->models, "casus-en.events", err));
    CS_TRY(cs_branch_open(p->engine, path, mask != 0, err));
    p->model.name = p->engine->model.name;
    p->model.version = p->engine->model.version;
    p->model.sha256 = (cs_str){ p->engine->model.sha256, (ptrdiff_t)strlen(p->engine->model.sha256) };
    const char *branch = p->engine->branch->model.sha256;
    p->model.branch = (cs_str){ branch, (ptrdiff_t)strlen(branch) };
    return CASUS_OK;
}

static casus_status open_gazetteer(cs_pipeline *p, const cs_pipeline_options *o, cs_err *err) {
    char path[PATH_BYTES_MAX];
    if (!o->gazetteer) CS_TRY(join_path(path, o->models, "gazetteer.bin", err));
    CS_TRY(cs_gazetteer_open(&p->gazetteer, o->gazetteer ? o->gazetteer : path, err));
    const char *sha256 = cs_gazetteer_sha256(p->gazetteer);
    p->model.gazetteer = (cs_str){ sha256, (ptrdiff_t)strlen(sha256) };
    return CASUS_OK;
}

extern const cs_table cs_tables_decode[];

static bool is_register(const char *name) { return !strncmp(name, "actors", 6) || !strcmp(name, "countries.tsv"); }

/* One hash over names and bytes of the tables that are the actor register, or of all others. */
static cs_str hash_tables(bool registers, char hex[CS_SHA256_HEX]) {
    cs_sha256 h;
    cs_sha256_begin(&h, true);
    for (const cs_table *t = cs_tables_decode; t->name; t++) {
        if (is_register(t->name) != registers) continue;
        cs_sha256_add(&h, t->name, strlen(t->name) + 1);
        cs_sha256_add(&h, t->bytes, (size_t)*t->n_bytes);
    }
    cs_sha256_end(&h, hex);
    return (cs_str){ hex, CS_SHA256_HEX - 1 };
}

static casus_status open_own_tables(cs_pipeline *p, const cs_pipeline_options *o, cs_err *err) {
    cs_arena *a = &p->tables;
    if (o->places) {
        CS_TRY(cs_own_table_read(&p->own_places, o->places, a, err));
        CS_TRY(cs_gazetteer_add(p->gazetteer, o->places, p->own_places.text, a, err));
        p->model.own_places = cs_own_table_sha256(&p->own_places);
    }
    if (o->lexicon) {
        CS_TRY(cs_own_table_read(&p->own_lexicon, o->lexicon, a, err));
        CS_TRY(cs_lexicon_add_words(&p->lexicon, o->lexicon, p->own_lexicon.text, a, err));
        p->model.own_lexicon = cs_own_table_sha256(&p->own_lexicon);
    }
    if (o->actors) {
        CS_TRY(cs_own_table_read(&p->own_actors, o->actors, a, err));
        CS_TRY(cs_lexicon_add_actors(&p->lexicon, o->actors, p->own_actors.text, a, err));
        p->model.own_actors = cs_own_table_sha256(&p->own_actors);
    }
    return CASUS_OK;
}

static casus_status open_lexicon(cs_pipeline *p, const cs_pipeline_options *o, cs_err *err) {
    p->model.lexicon = hash_tables(false, p->lexicon_sha256);
    p->model.actors = hash_tables(true, p->actors_sha256);
    CS_TRY(cs_arena_map(&p->tables, TABLES_BYTES_MAX, err));
    jmp_buf full;
    p->tables.on_full = &full;
    if (setjmp(full))
        return cs_fail(err, CASUS_E_LIMIT, -1, "the tables need more than %zu MB of memory", TABLES_BYTES_MAX >> 20);
    CS_TRY(cs_lexicon_open(&p->lexicon, &p->tables, err));
    CS_TRY(cs_contexts_open(&p->contexts, &p->tables, err));
    CS_TRY(cs_confidence_open(&p->confidence, err));
    return open_own_tables(p, o, err);
}

/* What is opened side by side: the engine takes as long as the rest. */
typedef struct opening {
    cs_pipeline *p;
    const cs_pipeline_options *o;
    casus_status st[2];
    cs_err err[2];
} opening;

static void open_part(void *user, int thread, int i) {
    (void)thread;
    opening *x = user;
    if (i == 0) {
        x->st[i] = open_engine(x->p, x->o, &x->err[i]);
        return;
    }
    x->st[i] = open_gazetteer(x->p, x->o, &x->err[i]);
    if (x->st[i] == CASUS_OK) x->st[i] = open_lexicon(x->p, x->o, &x->err[i]);
}

static casus_status open_all(cs_pipeline *p, const cs_pipeline_options *o, cs_err *err) {
    CS_TRY(cs_language_open(&p->language, NULL, err));
    opening x = { .p = p, .o = o };
    cs_parallel(o->threads, 2, open_part, &x);
    for (int i = 0; i < 2; i++)
        if (x.st[i] != CASUS_OK) {
            if (err) *err = x.err[i];
            return x.st[i];
        }
    return CASUS_OK;
}

casus_status cs_pipeline_open(cs_pipeline **out, const cs_pipeline_options *o, cs_err *err) {
    cs_pipeline *p = calloc(1, sizeof *p);
    if (!p) return cs_fail(err, CASUS_E_LIMIT, -1, "out of memory");
    p->threads = o->threads;
    p->skim = o->skim;
    if (p->skim) cs_skim_sha256(p->skim_sha256);
    casus_status st = open_all(p, o, err);
    if (st == CASUS_OK)
        *out = p;
    else
        cs_pipeline_close(&p);
    return st;
}

void cs_pipeline_close(cs_pipeline **p) {
    if (!*p) return;
    cs_language_close(&(*p)->language);
    cs_engine_close(&(*p)->engine);
    cs_gazetteer_close(&(*p)->gazetteer);
    cs_arena_unmap(&(*p)->tables);
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

static cs_words skim(const cs_pipeline *p, cs_str text, const cs_words *all, cs_arena *perm, cs_arena scratch) {
    bool *must = cs_lexicon_own_sentences(&p->lexicon, &p->engine->dict, text, all, &scratch);
    return cs_skim(text, all, must, perm, scratch);
}

/* *n_sentences: of the whole text, whether they are read or not. */
static casus_status run_stages(const cs_pipeline *p, cs_worker *w, cs_reading *r, int32_t *n_sentences, cs_err *err) {
    cs_arena *perm = &w->perm, scratch = w->scratch;
    const cs_lexicon *l = &p->lexicon;
    cs_words words = cs_segment(r->text, perm, scratch);
    *n_sentences = (int32_t)words.sentences.n;
    if (p->skim) words = skim(p, r->text, &words, perm, scratch);
    mark(w, CS_STAGE_SEGMENT);
    if (p->skim && !words.sentences.n) return CASUS_OK;
    CS_TRY(cs_syntax(p->engine, &words, r, p->threads, perm, scratch, err));
    cs_lexicon_mend_lemmas(l, r, perm);
    mark(w, CS_STAGE_SYNTAX);
    cs_entities(l, r, perm, scratch);
    mark(w, CS_STAGE_ENTITY);
    cs_times(r, perm, scratch);
    mark(w, CS_STAGE_TIME);
    cs_places(p->gazetteer, r, perm, scratch);
    mark(w, CS_STAGE_PLACE);
    cs_actors_resolve(l, r, perm, scratch);
    cs_attributions(l, r, perm, scratch);
    mark(w, CS_STAGE_ATTRIBUTION);
    cs_events(l, r, perm, scratch);
    cs_contexts(&p->contexts, l, r, perm, scratch);
    cs_confidences(&p->confidence, r, perm);
    mark(w, CS_STAGE_EVENT);
    cs_incidents(r, perm, scratch);
    cs_inherit(l, r, perm, scratch);
    mark(w, CS_STAGE_INCIDENT);
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
        .pages = d->pages,
        .n_pages = d->n_pages,
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
    w->report = describe(p, d, r);
    w->unread = w->wanted && !w->wanted(w->wanted_ctx, &w->report);
    if (w->unread) return CASUS_OK;
    if (p->skim) w->report.skim = (cs_str){ p->skim_sha256, CS_SHA256_HEX - 1 };
    CS_TRY(run_stages(p, w, r, &w->report.n_sentences, err));
    if (raw->min_confidence > 0) cs_keep_confident(r, raw->min_confidence, &w->perm, w->scratch);
    if (cs_fillers(&p->lexicon, r, &w->perm, w->scratch)) cs_incidents_fold(r, &w->perm, w->scratch);
    cs_muc_code(r, &w->perm, w->scratch);
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
    case CS_FORMAT_EXPLAIN: (void)cs_export_explain(b, report, o, w->scratch); break;
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
