/* export/export.h: from a reading to what leaves the program. One file per format: report_json.c (docs/data-model.md),
 * report_text.c (for people), report_csv.c (docs/csv.md), explain.c (how one finding came about, docs/explain.md). Each appends
 * to a buffer and fails only through buf->failed. */
#ifndef CS_EXPORT_EXPORT_H
#define CS_EXPORT_EXPORT_H
#include "base/buf.h"
#include "decode/reading.h"

/* Which model and tables made the reading; hex SHA-256, n == 0 where there is none. */
typedef struct cs_export_model {
    cs_str name, version, sha256, branch, gazetteer, actors, lexicon;
    cs_str own_actors, own_places, own_lexicon; /* of the user's tables */
} cs_export_model;

/* A reading with where it comes from; n == 0: unknown. */
typedef struct cs_export_report {
    const cs_reading *reading;
    cs_str id;     /* hex SHA-256 of the reading's text */
    cs_str sha256; /* hex SHA-256 of the bytes as read */
    cs_str name, url, path, media_type, charset;
    int64_t size_bytes;
    const cs_span *pages; /* [n_pages] of a PDF: bytes of text, each from where the one before ends */
    ptrdiff_t n_pages;    /* 0: not of pages */
    cs_export_model model;
    cs_str skim;         /* hex SHA-256 of the table by which only a part of the text was read; n == 0: all was */
    int32_t n_sentences; /* of the whole text; the reading has those that were read */
} cs_export_report;

/* An id: 's' and 7 is s7. */
typedef struct cs_export_id {
    char kind; /* 's' statement, 'i' incident */
    int32_t number;
} cs_export_id;

typedef struct cs_export_options {
    bool tokens;          /* JSON: with tokens */
    bool no_text;         /* JSON: without text */
    bool colour;          /* text: with ANSI colours */
    int width;            /* text: columns of the terminal, 60..200; 0 is 100 */
    cs_export_id explain; /* what cs_export_explain is asked for */
} cs_export_options;

/* One line, without a line end. scratch: for offsets and joins. */
void cs_export_json(cs_buf *b, const cs_export_report *in, const cs_export_options *o, cs_arena scratch);
/* A line that cs_export_json wrote, with where `source` comes from (name, url, path, sha256, size_bytes, media_type, charset;
 * nothing else of it is read) in place of its own. false: it is no such line, and b is as it was. */
bool cs_export_json_again(cs_buf *b, cs_str line, const cs_export_report *source);
/* The readable view; ends with a line end. */
void cs_export_text(cs_buf *b, const cs_export_report *in, const cs_export_options *o, cs_arena scratch);
/* How the statement or incident o->explain came about; false: the report has none of that number, and b is as it was. */
bool cs_export_explain(cs_buf *b, const cs_export_report *in, const cs_export_options *o, cs_arena scratch);
/* One row per statement, each ended by "\r\n" (RFC 4180). */
void cs_export_csv(cs_buf *b, const cs_export_report *in, cs_arena scratch);
/* The header row of those. */
void cs_export_csv_header(cs_buf *b);
#endif
